-- SPDX-License-Identifier: GPL-3.0-or-later
-- Days that do not count: by the sun, by Easter, or once; from year to year, in
-- the nation, a region or the public sector. core.holiday_day has each of them.
-- after: place

-- Easter Sunday of a year in the Gregorian calendar (Meeus, Jones, Butcher).
create function core.easter(year int) returns date
language sql immutable parallel safe as $$
	select make_date(year, (n / 31)::int, (n % 31)::int + 1)
	from (select year % 19 as a, year / 100 as b, year % 100 as c) as x
		cross join lateral (select (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 as h) as y
		cross join lateral (select (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 as l) as z
		cross join lateral (select h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114 as n) as w
$$;
comment on function core.easter(int) is 'El Domingo de Pascua de un año';

-- When a holiday falls as people type it: 28/07, 27/07/2023, Viernes Santo,
-- Pascua -2. What is none of these stays as it is.
create function core.read_falls_on(given text) returns text
language sql immutable parallel safe as $$
	select case
		when t ~ '^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$' then p[3] || '-' || lpad(p[2], 2, '0') || '-' || lpad(p[1], 2, '0')
		when t ~ '^\d{1,2}[/.]\d{1,2}$' then lpad(p[2], 2, '0') || '-' || lpad(p[1], 2, '0')
		when t = 'jueves santo' then 'pascua-3'
		when t = 'viernes santo' then 'pascua-2'
		when t ~ '^(domingo de )?pascua\s*([+-]\s*\d+)?$' then 'pascua' || regexp_replace(t, '[^0-9+-]', '', 'g')
		else t end
	from (select replace(core.fold(btrim(given)), '−', '-') as t) as x
		cross join lateral (select regexp_split_to_array(t, '[/.-]') as p) as y
$$;
comment on function core.read_falls_on(text) is 'Cuándo cae un feriado, escrito como lo escribe la gente';

create function core.falls_on_text(falls_on text) returns text
language sql immutable parallel safe
return case when falls_on like 'pascua%' then case falls_on when 'pascua-3' then 'Jueves Santo' when 'pascua-2' then 'Viernes Santo'
		else initcap(replace(replace(falls_on, '-', ' −'), '+', ' +')) end
	else array_to_string(array(select p from regexp_split_to_table(falls_on, '-') with ordinality as x (p, n) order by n desc), '/') end;
comment on function core.falls_on_text(text) is 'Cuándo cae un feriado, para leer';

-- The day in a year; null where that year has none (29 February, another year's).
create function core.falls_in(falls_on text, year int) returns date
language sql immutable parallel safe
return case
	when falls_on ~ '^pascua([+-]\d{1,2})?$' then core.easter(year) + coalesce(nullif(substr(falls_on, 7), ''), '0')::int
	when falls_on ~ '^\d{2}-\d{2}$' or left(falls_on, 5) = year::text || '-' then
		case when right(falls_on, 2)::int <= extract(day from make_date(year, left(right(falls_on, 5), 2)::int, 1)
				+ interval '1 month' - interval '1 day')
			then make_date(year, left(right(falls_on, 5), 2)::int, right(falls_on, 2)::int) end end;
comment on function core.falls_in(text, int) is 'El día de un feriado en un año';

create view core.holiday_all with (security_invoker = true) as
select t.*, core.falls_on_text(t.falls_on) as when_text, p.place_code, p.place_name,
	core.falls_in(t.falls_on, extract(year from (select core.today()))::int) as this_year,
	o.office_code, t.office_id = (select core.my_office()) as mine
from core.holiday t join core.office o on o.id = t.office_id left join core.place p on p.id = t.place_id;

create function core.holiday_filled(was core.holiday, now core.holiday) returns core.holiday
language plpgsql stable as $$
begin
	now.falls_on := core.read_falls_on(now.falls_on);
	return now;
end
$$;

-- A file says it as people do; a record that stands is found by what is kept.
-- Of a region without its place it is that of the institution.
create function core.holiday_prepare() returns setof core.finding
language plpgsql as $$
declare
	own constant text := (select p.place_code from core.institution i join core.place p on p.id = i.place_id
		where i.deleted_at is null order by i.id limit 1);
begin
	update pg_temp.hito_stage s set falls_on = core.read_falls_on(s.falls_on)
	where s.falls_on is distinct from core.read_falls_on(s.falls_on);
	update pg_temp.hito_stage s set place_code = own
	where s.scope = 'region' and own is not null and nullif(btrim(s.place_code), '') is null;
	if found then
		update pg_temp.hito_field f set brought = true where f.name = 'place_code';
	end if;
end
$$;
comment on function core.holiday_prepare() is 'Lee cuándo caen los feriados de un archivo';

create function core.holiday_problems(was core.holiday, now core.holiday) returns setof core.problem
language sql stable as $$
	select (core.problem('falls_on', format('«%s» no es un día: escriba 28/07, 27/07/2023 o pascua-2.',
		core.falls_on_text(now.falls_on)))).*
	where case when now.falls_on ~ '^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' then
		core.falls_in(now.falls_on, case when length(now.falls_on) = 10 then left(now.falls_on, 4)::int else 2000 end) is null end
	union all
	select (core.problem('from_year', 'Un día de un solo año no lleva años desde y hasta.')).*
	where length(now.falls_on) = 10 and now.falls_on not like 'pascua%' and coalesce(now.from_year, now.to_year) is not null
	union all
	select (core.problem('from_year', format('Ese día ya está, con los años %s.',
		concat_ws(' a ', coalesce(h.from_year::text, 'del comienzo'), coalesce(h.to_year::text, 'hoy'))))).*
	from core.holiday h where h.id is distinct from now.id and h.deleted_at is null and now.deleted_at is null
		and h.falls_on = now.falls_on and h.scope = now.scope and h.place_id is not distinct from now.place_id
		and h.from_year is distinct from now.from_year
		and int4range(h.from_year, h.to_year, '[]') && int4range(now.from_year, now.to_year, '[]')
$$;

-- Its days from 1990 to 2100.
select core.declare_trigger('core.holiday', 't60_days after insert or update', '_days', 'Escribe los días de un feriado', $$
	delete from core.holiday_day d where d.holiday_id = new.id;
	insert into core.holiday_day (holiday_id, day, scope, kind, place_like, ubigeo_system, name)
	select new.id, x.day, new.scope, new.kind, coalesce(p.ubigeo, ''), coalesce(p.ubigeo_system, ''), new.name
	from generate_series(greatest(new.from_year, 1990), least(new.to_year, 2100)) as y (year)
		cross join lateral (select core.falls_in(new.falls_on, y.year) as day) as x
		left join core.place p on p.id = new.place_id
	where new.deleted_at is null and x.day is not null
	order by x.day;
	return null$$, 'definer');
select core.declare_trigger('core.place', 't60_holidays after update', '_holidays', 'Lleva el UBIGEO de un lugar a sus feriados', $$
	update core.holiday_day d set place_like = new.ubigeo, ubigeo_system = new.ubigeo_system
	from core.holiday h where h.id = d.holiday_id and h.place_id = new.id;
	return null$$, 'definer', 'when ((old.ubigeo, old.ubigeo_system) is distinct from (new.ubigeo, new.ubigeo_system))');

-- The national ones. The text of one law lists them without that of the other:
-- this is the union, each with the first year in which it counted.
-- no texts for people
create function core.holiday_default() returns void
language sql volatile as $$
	insert into core.holiday (falls_on, name, from_year, source, unverified, scope, kind, office_id)
	select v.falls_on, v.name, v.from_year, v.source, v.unverified, v.scope,
		case v.scope when 'public' then 'non_working' else 'holiday' end, core.root_office()
	from (select x.*, 'nation' as scope from (values
			('01-01', 'Año Nuevo', null, 'D.Leg. 713, art. 6', true),
			('pascua-3', 'Jueves Santo', null, 'D.Leg. 713, art. 6', true),
			('pascua-2', 'Viernes Santo', null, 'D.Leg. 713, art. 6', true),
			('05-01', 'Día del Trabajo', null, 'D.Leg. 713, art. 6', true),
			('06-07', 'Batalla de Arica y Día de la Bandera', 2024, 'Ley 31788, publicada el 15/06/2023', false),
			('06-29', 'San Pedro y San Pablo', null, 'D.Leg. 713, art. 6', true),
			('07-23', 'Día de la Fuerza Aérea', 2023, 'Ley 31822, publicada en julio de 2023', true),
			('07-28', 'Fiestas Patrias', null, 'D.Leg. 713, art. 6', true),
			('07-29', 'Fiestas Patrias', null, 'D.Leg. 713, art. 6', true),
			('08-06', 'Batalla de Junín', 2022, 'Ley 31530, de julio de 2022', true),
			('08-30', 'Santa Rosa de Lima', null, 'D.Leg. 713, art. 6', true),
			('10-08', 'Combate de Angamos', null, 'D.Leg. 713, art. 6', true),
			('11-01', 'Todos los Santos', null, 'D.Leg. 713, art. 6', true),
			('12-08', 'Inmaculada Concepción', null, 'D.Leg. 713, art. 6', true),
			('12-09', 'Batalla de Ayacucho', 2022, 'Ley 31381, publicada el 31/12/2021', false),
			('12-25', 'Navidad', null, 'D.Leg. 713, art. 6', true)) as x (falls_on, name, from_year, source, unverified)
		union all
		select d, 'Día no laborable compensable', null, 'D.S. 033-2022-PCM y D.S. 151-2022-PCM', true, 'public'
		from unnest('{2023-01-02,2023-04-28,2023-06-30,2023-07-27,2023-12-26,2024-01-02}'::text[]) as d) as v
	where not exists (select from core.holiday h where h.falls_on = v.falls_on and h.scope = v.scope)
	order by v.scope, v.falls_on
$$;
-- texts again
comment on function core.holiday_default() is 'Los feriados nacionales, con su primer año';

select core.declare('core.holiday_day', 'kept', 'Días que no cuentan', history => false);
select core.declare('core.holiday', 'shared', 'Feriados', help => array['when_text', 'Cuándo cae', 'this_year', 'Día en este año',
	'place_code', 'UBIGEO del lugar en que rige', 'place_name', 'Lugar en que rige']);
