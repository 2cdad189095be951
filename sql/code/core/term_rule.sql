-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: cuenta, lunes, martes, miércoles, jueves, viernes, sábado, domingo
-- Terms in days: how many, which days count and from when. Every register asks
-- core.due for a last day and core.working_days for what lies between two.
-- after: holiday

create function core.term_text(number int, unit text) returns text
language sql immutable parallel safe
return number || case unit when 'working' then case number when 1 then ' día hábil' else ' días hábiles' end
	when 'calendar' then case number when 1 then ' día calendario' else ' días calendario' end
	else case number when 1 then ' hora' else ' horas' end end;
comment on function core.term_text(int, text) is 'Un plazo en palabras: 5 días hábiles';

create view core.term_rule_all with (security_invoker = true) as
select t.*, core.term_text(t.number, t.unit) as term, o.office_code, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force
from core.term_rule t join core.office o on o.id = t.office_id;
create view core.term_rule_pick with (security_invoker = true) as
select distinct on (rule_code) id, rule_code, rule_name, core.term_text(number, unit) as term,
	rule_code || ' ' || rule_name_folded as search_folded
from core.term_rule where deleted_at is null order by rule_code, from_date desc;

create function core.term_rule_problems(was core.term_rule, now core.term_rule) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('En esas fechas ya rige otra regla de ese plazo, del %s.', core.day_text(r.from_date)))).*
	from core.term_rule r where r.rule_code = now.rule_code and r.id is distinct from now.id
		and r.deleted_at is null and now.deleted_at is null
		and daterange(r.from_date, r.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
$$;

-- The rule of a term that was in force on a day; none: a row of nulls.
create function core.rule_of(rule text, day date) returns core.term_rule
language sql stable as $$
	select r from core.term_rule r
	where r.rule_code = $1 and r.deleted_at is null and $2 between r.from_date and coalesce(r.to_date, 'infinity')
	limit 1
$$;
comment on function core.rule_of(text, date) is 'La regla de un plazo que regía un día';

-- The holidays after a, up to b, that a rule skips. Without a place, that of the
-- institution says which regional ones it does.
create function core.closed_days(r core.term_rule, a date, b date, place bigint)
returns table (day date, name text) language sql stable as $$
	select distinct on (h.day) h.day, h.name
	from core.holiday_day h
		left join core.place p on p.id = coalesce($4, (select min(i.place_id) from core.institution i where i.deleted_at is null))
	where h.day > $2 and h.day <= $3 and r.unit = 'working'
		and case h.scope when 'nation' then r.skip_national when 'public' then r.skip_public
			else r.skip_regional and p.ubigeo_system = h.ubigeo_system and starts_with(p.ubigeo, h.place_like) end
	order by h.day, h.scope, h.id
$$;
comment on function core.closed_days(core.term_rule, date, date, bigint) is 'Los feriados que un plazo no cuenta';

-- The days after a, up to b, and why one does not count.
create function core.days_counted(r core.term_rule, a date, b date, place bigint)
returns table (day date, why text) language sql stable as $$
	select d::date, case when r.unit <> 'working' then null
		when r.skip_saturday and extract(isodow from d) = 6 then 'sábado'
		when r.skip_sunday and extract(isodow from d) = 7 then 'domingo'
		else h.name end
	from generate_series($2 + 1, $3, interval '1 day') as d
		left join core.closed_days(r, $2, $3, $4) as h on h.day = d::date
$$;
comment on function core.days_counted(core.term_rule, date, date, bigint) is 'Los días entre dos fechas, y por qué uno no cuenta';

-- The end of a term that runs from a day (counted from the day after) or, in
-- hours, from its hour. last_day: the last of it. begins: the first day on which
-- what waits for the term may begin. over_at: the moment from which it is past.
-- Without a rule on that day all are null, and said tells so.
create function core.due(rule text, start timestamp, place bigint default null, out last_day date, out begins date,
	out over_at timestamp, out said text)
-- a third of a millisecond: a list asks it of the rows that it shows
language plpgsql stable cost 10000 as $$
declare
	r constant core.term_rule := core.rule_of($1, $2::date);
	closed date[];
	left_over int := r.number;
begin
	if r.id is null or $2 is null then
		said := case when $2 is not null then format('No hay una regla «%s» para el %s.', $1, core.day_text($2::date)) end;
		return;
	end if;
	last_day := case when r.unit = 'calendar' then $2::date + r.number else $2::date end;
	if r.unit = 'hours' then
		over_at := $2 + make_interval(hours => r.number);
		last_day := over_at::date;
		begins := last_day;
	elsif r.unit = 'working' then
		-- Of seven days at least three count, through the longest bridges.
		closed := array(select d.day from core.closed_days(r, $2::date, $2::date + 2 * r.number + 40, $3) as d);
		while left_over > 0 loop
			last_day := last_day + 1;
			continue when r.skip_saturday and extract(isodow from last_day) = 6 or r.skip_sunday and extract(isodow from last_day) = 7
				or last_day = any (closed);
			left_over := left_over - 1;
		end loop;
	end if;
	if r.unit <> 'hours' then
		over_at := last_day + 1;
		begins := case when r.on_last_day then last_day else last_day + 1 end;
	end if;
	said := format('%s desde el %s: hasta el %s', core.term_text(r.number, r.unit), core.day_text($2::date),
		core.day_text(last_day)) || case when r.unverified then ' (sin verificar)' else '' end;
end
$$;
comment on function core.due(text, timestamp, bigint) is 'Cuándo termina un plazo, y la regla de la que sale';

-- How many days of a rule lie after a, up to b.
create function core.working_days(rule text, a date, b date, place bigint default null) returns int
language sql stable as $$
	select case when r.id is not null then (select count(*)::int from core.days_counted(r, $2, $3, $4) as d where d.why is null) end
	from core.rule_of($1, $2) as r
$$;
comment on function core.working_days(text, date, date, bigint) is 'Cuántos días de un plazo hay entre dos fechas';

-- A term day by day, up to its last: for people who ask how it was counted.
create function core.term_days(rule text, start date, place text default null)
returns table (n bigint, day text, weekday text, counts text)
language plpgsql stable as $$
declare
	r constant core.term_rule := core.rule_of($1, $2);
	at constant bigint := (select p.id from core.place p where p.place_code = upper(btrim($3)) and p.deleted_at is null);
	last constant date := (select d.last_day from core.due($1, $2, at) as d);
begin
	if r.id is null then
		raise exception '%', case when exists (select from core.term_rule x where x.rule_code = $1 and x.deleted_at is null)
			then format('El plazo «%s» no tiene una regla para el %s: escríbala en Plazos.', $1, core.day_text($2))
			else format('No hay un plazo «%s»: búsquelo en Plazos.', $1) end using errcode = 'HT004', column = 'rule_code';
	elsif coalesce(btrim($3), '') <> '' and at is null then
		raise exception 'No hay un lugar con el UBIGEO «%».', btrim($3) using errcode = 'HT004', column = 'place_code';
	end if;
	return query select case when d.why is null then count(*) filter (where d.why is null) over (order by d.day) end,
		core.day_text(d.day), core.weekday_text(d.day), coalesce('no cuenta: ' || d.why, 'cuenta')
	from core.days_counted(r, $2, last, at) as d order by d.day;
end
$$;
comment on function core.term_days(text, date, text) is 'Los días de un plazo uno por uno: los que cuentan y los que no, con el motivo';

create function core.term_said(rule text, start date, place text default null) returns text
language sql stable as $$
	select d.said from core.due($1, $2, (select p.id from core.place p where p.place_code = upper(btrim($3)) and p.deleted_at is null)) as d
$$;
comment on function core.term_said(text, date, text) is 'Un plazo en una oración';

create function core.weekday_text(day date) returns text
language sql immutable parallel safe
return ('{lunes,martes,miércoles,jueves,viernes,sábado,domingo}'::text[])[extract(isodow from day)::int];
comment on function core.weekday_text(date) is 'El día de la semana';

-- What the law says, or is said to say; each to be checked by whoever uses it.
-- no texts for people
create function core.term_rule_default() returns void
language sql volatile as $$
	insert into core.term_rule (rule_code, rule_name, procedure_name, number, unit, skip_public, on_last_day, from_date, source, office_id)
	select v.code, v.name, v.procedure, v.number, v.unit, v.public, v.last, v.from_date::date, v.source, core.root_office()
	from (values
		('huelga.privado', 'Aviso de huelga, actividad privada', 'Huelga', 5, 'working', false, false, '2003-10-11',
			'D.S. 010-2003-TR, art. 73; resoluciones publicadas cuentan así'),
		('huelga.esencial', 'Aviso de huelga, servicios esenciales', 'Huelga', 10, 'working', false, false, '2003-10-11',
			'D.S. 010-2003-TR, art. 73; resoluciones publicadas cuentan así'),
		('huelga.servidores', 'Aviso de huelga, servidores civiles', 'Huelga', 15, 'calendar', false, true, '2014-06-14',
			'Ley 30057 y su reglamento, art. 80; si puede empezar el último día está por verificar'),
		('huelga.calificar', 'Pronunciarse sobre un aviso de huelga', 'Huelga', 3, 'working', true, false, '2003-10-11',
			'D.S. 010-2003-TR, art. 74'),
		('huelga.ilegal', 'Declarar ilegal una huelga', 'Huelga', 2, 'working', true, false, '2003-10-11',
			'D.S. 010-2003-TR, art. 84'),
		('huelga.apelar', 'Apelar lo que se resolvió sobre una huelga', 'Huelga', 3, 'working', true, false, '2003-10-11',
			'Reglamento, D.S. 011-92-TR'),
		('pliego.inicio', 'Empezar la negociación directa', 'Negociación colectiva', 10, 'calendar', false, false, '2003-10-11',
			'D.S. 010-2003-TR, art. 57'),
		('pliego.antes', 'Presentar el pliego antes de que venza el convenio, a más tardar', 'Negociación colectiva', 30, 'calendar', false, false,
			'2003-10-11', 'D.S. 010-2003-TR, art. 52'),
		('convenio.plazo', 'Plazo de un convenio colectivo que no dice otro', 'Negociación colectiva', 365, 'calendar', false, false,
			'2003-10-11', 'D.S. 010-2003-TR, art. 43: un año; de uno con un 29 de febrero escriba su último día'),
		('pliego.subsanar', 'Subsanar lo observado de un pliego', 'Negociación colectiva', 2, 'working', true, false, '2001-10-11',
			'Ley 27444'),
		('caso.movimiento', 'Sin movimiento: días sin novedad de un caso', 'Negociación colectiva', 30, 'calendar', false, false, '2001-01-01',
			'Regla de la oficina'),
		('oferta.estado', 'Avisar una oferta del Estado antes del concurso', 'Ofertas de empleo', 10, 'working', true, false, '2004-10-16',
			'D.S. 012-2004-TR, art. 2'),
		('oferta.validar', 'Validar una oferta de empleo', 'Ofertas de empleo', 24, 'hours', false, false, '2001-01-01',
			'Regla de la oficina'),
		('postulante.conservar', 'Conservar los datos de un postulante después de su última atención', 'Ofertas de empleo', 730, 'calendar',
			false, false, '2001-01-01', 'Ley 29733; el número es regla de la oficina'))
		as v (code, name, procedure, number, unit, public, last, from_date, source)
	where not exists (select from core.term_rule r where r.rule_code = v.code)
	order by v.code
$$;
-- texts again
comment on function core.term_rule_default() is 'Los plazos del comienzo, por verificar';

select core.declare('core.term_rule', 'shared', 'Plazos', place => '{"rule_code, from_date"}', help => array['term', 'Cuánto',
	'in_force', 'Rige hoy'], unknown => 'No hay un plazo con este código.');
