-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many must be there. Rules are rows with dates; a body without its own
-- takes that of all bodies.
-- after: body

-- In words: "más de 1/2", "1/3, mínimo 3".
create function council.call_text(numerator int, denominator int, above boolean, minimum int) returns text
language sql immutable parallel safe
return case when above then 'más de ' else '' end || numerator || '/' || denominator
	|| case when minimum > 0 then ', mínimo ' || minimum else '' end;
comment on function council.call_text(int, int, boolean, int) is 'Una regla de quórum en palabras';

create view council.quorum_rule_all with (security_invoker = true) as
select t.*, b.body_code, b.body_name, o.office_code, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force,
	council.call_text(t.first_numerator, t.first_denominator, t.first_above, t.first_minimum) as first_call,
	council.call_text(t.second_numerator, t.second_denominator, t.second_above, t.second_minimum) as second_call
from council.quorum_rule t join core.office o on o.id = t.office_id left join council.body b on b.id = t.body_id;

-- A part of n in whole seats: above 1/2 of 14 is 8, 1/3 of 14 is 5.
create function council.share_of(n bigint, numerator int, denominator int, above boolean, minimum int) returns bigint
language sql immutable parallel safe
return greatest(case when above then n * numerator / denominator + 1
	else (n * numerator + denominator - 1) / denominator end, minimum);
comment on function council.share_of(bigint, int, int, boolean, int) is 'Cuántos son una fracción de los asientos, y nunca menos de un mínimo';

create function council.rule_on(body bigint, day date) returns council.quorum_rule
language sql stable as $$
	select r from council.quorum_rule r
	where r.deleted_at is null and (r.body_id = $1 or r.body_id is null)
		and $2 between r.from_date and coalesce(r.to_date, 'infinity')
	order by r.body_id nulls last, r.from_date desc limit 1
$$;
comment on function council.rule_on(bigint, date) is 'La regla de quórum de un órgano en un día: la suya, o la de todos';

create function council.quorum_rule_problems(was council.quorum_rule, now council.quorum_rule) returns setof core.problem
language sql stable as $$
	select (core.problem('body_code', 'El órgano de una regla no cambia: termínela y escriba otra.')).*
	where was.id is not null and now.body_id is distinct from was.body_id
	union all
	select (core.problem('from_date', format('En esas fechas ya rige otra regla, del %s.', core.day_text(r.from_date)))).*
	from council.quorum_rule r where r.body_id is not distinct from now.body_id and r.id is distinct from now.id
		and r.deleted_at is null and now.deleted_at is null
		and daterange(r.from_date, r.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
	union all
	select * from council.quorum_rule_counted(was, now)
$$;

-- The day of the call that a session is in.
create function council.day_of(s council.session) returns date
language sql immutable parallel safe
return case s.in_call when 2 then coalesce(s.second_on, s.held_on) else s.held_on end;
comment on function council.day_of(council.session) is 'El día de una sesión: el de la convocatoria en la que está';

-- The seats that are there at an hour; without one, those that have not left.
create function council.present_at(session bigint, hour time)
returns table (seat_id bigint, sector text, function text) language sql stable as $$
	select s.id, s.sector, s.function
	from council.attendance a join council.seat s on s.id = a.seat_id
	where a.session_id = $1 and a.deleted_at is null and a.mark in ('titular', 'alternate')
		and case when $2 is null then a.left_at is null
			else coalesce(a.arrived_at <= $2, true) and coalesce(a.left_at > $2, true) end
$$;
comment on function council.present_at(bigint, time) is 'Los asientos presentes en una sesión a una hora';

-- The quorum of a session at an hour, by the rule of its day. met is unknown
-- where nobody wrote down who came.
create function council.quorum(session bigint, hour time default null, out present int, out government int,
	out civil_society int, out base int, out needed int, out call int, out recorded boolean, out met boolean,
	out rule_id bigint, out said text)
language plpgsql stable as $$
declare
	s council.session;
	r council.quorum_rule;
	day date;
begin
	select x.* into s from council.session x where x.id = $1;
	call := s.in_call;
	day := council.day_of(s);
	r := council.rule_on(s.body_id, day);
	rule_id := r.id;
	select count(*) filter (where r.base = 'legal' or x.designated) into base from council.seats_on(s.body_id, day) as x;
	needed := case when r.id is null then null
		when call = 2 then council.share_of(base, r.second_numerator, r.second_denominator, r.second_above, r.second_minimum)
		else council.share_of(base, r.first_numerator, r.first_denominator, r.first_above, r.first_minimum) end;
	recorded := exists (select from council.attendance a where a.session_id = $1 and a.deleted_at is null);
	select count(*), count(*) filter (where p.sector = 'government'), count(*) filter (where p.sector = 'civil_society')
		into present, government, civil_society
	from council.present_at($1, $2) as p;
	met := case when recorded then present >= needed end;
	said := case
		when not recorded and s.state not in ('planned', 'convened') then 'asistencia sin registro'
		when r.id is null then format('%s de %s: no hay una regla de quórum para el %s', present, base, core.day_text(day))
		else format('%s de %s, hacen falta %s: %s convocatoria, regla del %s%s', case when recorded then present else 0 end, base, needed,
			case call when 2 then 'segunda' else 'primera' end, core.day_text(r.from_date),
			case when r.unverified then ' (sin verificar)' else '' end) end;
end
$$;
comment on function council.quorum(bigint, time) is 'El quórum de una sesión a una hora, y la regla de la que sale';

-- What collegiate bodies follow that say nothing else.
create function council.quorum_rule_default() returns void
language sql volatile as $$
	insert into council.quorum_rule (from_date, source, office_id)
	select '2001-10-11', 'Ley 27444, órganos colegiados: mayoría absoluta; en segunda convocatoria, al día siguiente, '
		|| 'un tercio y nunca menos de tres; por mayoría de los asistentes, con voto dirimente de quien preside. Por verificar.',
		core.root_office()
	where not exists (select from council.quorum_rule r where r.body_id is null)
$$;
comment on function council.quorum_rule_default() is 'La regla de quórum de los órganos que no tienen la suya';

select core.declare('council.quorum_rule', 'shared', 'Reglas de quórum', stands_on => '{body_id}',
	place => '{"body_id.body_code, from_date", from_date}', help => array['in_force', 'Rige hoy',
	'first_call', 'Quórum de la primera convocatoria', 'second_call', 'Quórum de la segunda convocatoria']);
