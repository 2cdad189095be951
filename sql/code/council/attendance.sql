-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who came to a session, in which seat, from when to when, and the roll that
-- writes all of them at once.
-- after: session

create view council.attendance_all with (security_invoker = true) as
select t.*, x.session_ref, x.held_on, s.seat_no, s.seat_name, s.sector, s.function,
	coalesce(t.person_name, d.person_name) as attended_by
from council.attendance t join council.session x on x.id = t.session_id join council.seat s on s.id = t.seat_id
	left join council.designation d on d.id = t.designation_id;

-- The seats of a session's day, by their number.
create view council.session_seat_pick with (security_invoker = true) as
select x.seat_id as id, s.session_ref, x.seat_no, x.seat_name, x.seat_no || ' ' || core.fold(x.seat_name) as search_folded
from council.session s
	cross join lateral council.seats_on(s.body_id, council.day_of(s)) as x
where s.deleted_at is null;
comment on view council.session_seat_pick is 'Asientos de una sesión, para elegir. La sesión no tiene un asiento con este número.';

-- The same in the session's own form, by its body and day.
create view council.day_seat_pick with (security_invoker = true) as
select distinct x.seat_id as id, b.body_code, s.held_on, x.seat_no, x.seat_name, x.seat_no || ' ' || core.fold(x.seat_name) as search_folded
from council.session s join council.body b on b.id = s.body_id
	cross join lateral council.seats_on(s.body_id, s.held_on) as x
where s.deleted_at is null;
comment on view council.day_seat_pick is 'Asientos de un órgano en un día, para elegir. Ese día el órgano no tiene un asiento con este número.';

-- Who came is who is designated: the one of that name, or where nobody is said
-- and there is one alone.
create function council.attendance_filled(was council.attendance, now council.attendance) returns council.attendance
language plpgsql stable as $$
begin
	if now.mark not in ('titular', 'alternate') or (was.mark, was.person_name) is distinct from (now.mark, now.person_name)
			and was.designation_id = now.designation_id then
		now.designation_id := null;
	end if;
	if now.designation_id is null and now.mark in ('titular', 'alternate') then
		now.designation_id := (select min(d.id)
			from council.session s join council.designation d on d.seat_id = now.seat_id
			where s.id = now.session_id and d.deleted_at is null and d.role = now.mark
				and council.day_of(s) between d.from_date and coalesce(d.to_date, 'infinity')
				and core.fold(d.person_name) = coalesce(nullif(core.fold(btrim(now.person_name)), ''), core.fold(d.person_name))
			having count(*) = 1);
	end if;
	return now;
end
$$;

create function council.attendance_problems(was council.attendance, now council.attendance) returns setof core.problem
language sql stable as $$
	select p.* from council.seat_problem(now.session_id, now.seat_id) as p where now.deleted_at is null
	union all
	select p.* from council.locked_problem(now.session_id, was.id is not null, to_jsonb(was), to_jsonb(now)) as p
	union all
	select (core.problem('mark', 'La sesión todavía no se convocó.')).*
	from council.session s where s.id = now.session_id and s.state = 'planned' and not core.by_owner()
	union all
	select (core.problem('mark', case s.state when 'failed' then 'La sesión no se realizó por falta de quórum: su asistencia no cambia.'
		else 'La sesión se dio por realizada sin registro de asistencia.' end)).*
	from council.session s where s.id = now.session_id and (s.state = 'failed' or s.unrecorded) and not core.by_owner()
	union all
	select (core.problem('mark', 'La designación es de otro asiento, o para la otra calidad.')).*
	from council.designation d where d.id = now.designation_id and now.deleted_at is null and (d.seat_id <> now.seat_id or d.role <> now.mark)
	union all
	select (core.problem('mark', format('La designación de %s no rige ese día.', d.person_name))).*
	from council.designation d join council.session s on s.id = now.session_id
	where d.id = now.designation_id and now.deleted_at is null and council.day_of(s)
		not between d.from_date and coalesce(d.to_date, 'infinity')
	union all
	-- One person sits in one seat.
	select (core.problem('person_name', format('%s ya asiste en el asiento %s.', coalesce(now.person_name, me.person_name), s.seat_no))).*
	from council.attendance a join council.seat s on s.id = a.seat_id
		left join council.designation d on d.id = a.designation_id
		left join council.designation me on me.id = now.designation_id
	where now.mark in ('titular', 'alternate') and now.deleted_at is null and a.session_id = now.session_id
		and a.seat_id <> now.seat_id and a.deleted_at is null and a.mark in ('titular', 'alternate')
		and core.fold(coalesce(a.person_name, d.person_name)) = core.fold(coalesce(now.person_name, me.person_name))
	union all
	select (core.problem('arrived_at', format('El asiento ya está presente desde %s hasta %s.', coalesce('las ' || core.hour_text(a.arrived_at), 'el inicio'),
		coalesce('las ' || core.hour_text(a.left_at), 'el final')))).*
	from council.attendance a
	where now.deleted_at is null and a.session_id = now.session_id and a.seat_id = now.seat_id
		and a.id is distinct from now.id and a.deleted_at is null and (
			a.mark not in ('titular', 'alternate') or now.mark not in ('titular', 'alternate')
			or (coalesce(a.arrived_at, time '00:00') < coalesce(now.left_at, time '24:00')
				and coalesce(now.arrived_at, time '00:00') < coalesce(a.left_at, time '24:00')))
$$;

-- Each seat of a session's day as the roll shows it: who may come, who came.
create function council.roll(session bigint)
returns table (seat_no int, seat_name text, sector text, function text, titular text, alternates text[],
	mark text, attended_by text, alternate_no int, arrived_at text, left_at text)
language sql stable as $$
	with s as (
		select x.*, council.day_of(x) as day from council.session x where x.id = $1
	)
	select seat.seat_no, seat.seat_name, seat.sector, seat.function, t.person_name, coalesce(n.names, '{}'),
		a.mark, coalesce(a.person_name, d.person_name), array_position(n.ids, a.designation_id),
		core.hour_text(a.arrived_at), core.hour_text(a.left_at)
	from s cross join lateral council.seats_on(s.body_id, s.day) as seat
		left join lateral (select x.person_name from council.designation x
			where x.seat_id = seat.seat_id and x.role = 'titular' and x.deleted_at is null
				and s.day between x.from_date and coalesce(x.to_date, 'infinity') limit 1) as t on true
		left join lateral (select array_agg(x.person_name order by x.from_date, x.id) as names,
				array_agg(x.id order by x.from_date, x.id) as ids
			from council.designation x
			where x.seat_id = seat.seat_id and x.role = 'alternate' and x.deleted_at is null
				and s.day between x.from_date and coalesce(x.to_date, 'infinity')) as n on true
		left join council.attendance a on a.session_id = s.id and a.seat_id = seat.seat_id and a.deleted_at is null
		left join council.designation d on d.id = a.designation_id
	order by case seat.sector when 'government' then 1 else 2 end, seat.seat_no, a.turn
$$;
comment on function council.roll(bigint) is 'Los asientos de una sesión como los muestra la sala';

-- The session that is named; without a name the one nearest to today that is
-- convened or held and not ended yet.
create function council.roll_of(session text) returns bigint
language plpgsql stable as $$
declare
	found bigint;
begin
	if coalesce(btrim($1), '') <> '' then
		found := council.session_named($1);
		if found is null then
			raise exception 'No hay una sesión «%».', btrim($1) using errcode = 'HT004';
		end if;
		return found;
	end if;
	select s.id into found from council.session s
	where s.deleted_at is null and s.state in ('convened', 'held') and not s.unrecorded
	order by abs(council.day_of(s) - core.today()), s.id limit 1;
	if found is null then
		raise exception 'No hay una sesión convocada: abra Sesiones y convoque la siguiente.' using errcode = 'HT004';
	end if;
	return found;
end
$$;
comment on function council.roll_of(text) is 'La sesión cuya lista se pasa';

-- What the roll stands on: how many are needed and by which rule, and why it is
-- not called, or why nothing is agreed yet.
create function council.roll_head(session bigint)
returns table (id bigint, row_version int, session_ref text, state text, day text, is_today boolean, call_at text,
	started_at text, ended_at text, base int, needed int, rule text, why text, why_not_agree text)
language sql stable as $$
	select s.id, s.row_version, s.session_ref, s.state, core.day_text(x.day), x.day = core.today(),
		core.hour_text(case s.in_call when 2 then s.second_at else s.call_at end),
		core.hour_text(s.started_at), core.hour_text(s.ended_at), q.base, q.needed,
		case when r.id is null then format('no hay una regla de quórum para el %s', core.day_text(x.day))
			when q.call = 2 then format('segunda convocatoria, regla del %s', core.day_text(r.from_date))
			else format('primera convocatoria, regla del %s', core.day_text(r.from_date)) end
			|| case when r.unverified then ' (sin verificar)' else '' end,
		case when s.state = 'planned' then 'la sesión todavía no se convocó'
			when s.state = 'failed' then 'la sesión no se realizó por falta de quórum'
			when s.state = 'approved' then 'el acta de la sesión está aprobada'
			when s.unrecorded then 'la sesión se dio por realizada sin registro de asistencia' end,
		case when s.state in ('planned', 'convened') then 'la sesión todavía no se instaló'
			when s.state = 'failed' then 'la sesión no se realizó por falta de quórum'
			when s.state = 'approved' then 'el acta de la sesión está aprobada' end
	from council.session s cross join lateral (select council.day_of(s) as day) as x
		cross join lateral council.quorum(s.id) as q left join council.quorum_rule r on r.id = q.rule_id
	where s.id = $1
$$;
comment on function council.roll_head(bigint) is 'La sesión cuya lista se pasa, con su quórum';

-- Its agenda with what was agreed on each point; what was agreed on none at the end.
create function council.roll_agenda(session bigint)
returns table (item_no int, item_text text, minutes int, presenter text, agreement_no int, agreement_text text, votes text)
language sql stable as $$
	select i.item_no, i.item_text, i.minutes, i.presenter, a.agreement_no, a.agreement_text,
		case when a.id is not null then council.vote_text(a) end
	from (select x.* from council.agenda x where x.session_id = $1 and x.deleted_at is null) as i
		full join (select y.* from council.agreement y where y.session_id = $1 and y.deleted_at is null) as a on a.item_id = i.id
	order by i.item_no nulls last, a.agreement_no
$$;
comment on function council.roll_agenda(bigint) is 'La agenda de una sesión y lo acordado en cada punto';

-- The roll as it is called: "1T 2S 3S2 4E 5F 6T09:40 7T-10:15 7T10:40", each a
-- seat and its mark, T titular, S alternate (S2 the second one), E excused, F
-- absent, and the hours of arrival and leaving. The seats named are written anew
-- as they are given; the others stay. The session's version moves and is
-- returned: of two who call one roll the second is told.
create function council.session_roll(id bigint, row_version int, roll text) returns int
language plpgsql volatile as $$
declare
	s record;
	e record;
	part text[];
	seat bigint;
	chosen bigint;
	moved int;
	said text;
	past text[] := '{}';
	turn_of jsonb := '{}';
begin
	select x.id, x.body_id, x.state, council.day_of(x) as day into s
	from council.session x where x.id = $1 and x.row_version = $2;
	perform core.expect_one(case when s.id is not null then 1 end);
	if s.state not in ('convened', 'held', 'draft') then
		raise exception 'La lista se pasa en una sesión convocada o realizada.' using errcode = 'HT002';
	end if;
	perform core.expect_said($3, 'roll', 'Escriba la lista: asiento y marca, como 1T 2S 3E 4F.');
	update council.session x set row_version = x.row_version where x.id = $1 and x.row_version = $2
	returning x.row_version into moved;
	perform core.expect_one(case when moved is not null then 1 end);
	for e in select t.token, t.n from regexp_split_to_table(btrim($3), '[\s,;]+') with ordinality as t (token, n) loop
		part := coalesce(regexp_match(upper(e.token), '^(\d{1,4})([TSEF])(\d)?(\d{2}:\d{2})?(?:-(\d{1,2}:\d{2}))?$'),
			regexp_match(upper(e.token), '^(\d{1,4})([TSEF])()(\d:\d{2})?(?:-(\d{1,2}:\d{2}))?$'));
		if part is null or (part[2] in ('E', 'F') and coalesce(part[4], part[5]) is not null)
				or coalesce(part[4], '0:00') !~ '^([01]?\d|2[0-3]):[0-5]\d$' or coalesce(part[5], '0:00') !~ '^([01]?\d|2[0-3]):[0-5]\d$' then
			raise exception 'No se entiende «%»: se escribe el asiento y su marca, T, S, E o F, y si hace falta las horas: 5T 7S2 6T09:40-10:15.',
				left(e.token, 40) using errcode = 'HT002', column = 'roll';
		elsif part[4]::time >= part[5]::time then
			raise exception 'Asiento %: se retira antes de llegar.', part[1]
				using errcode = 'HT002', column = 'roll', detail = e.token;
		end if;
		select x.seat_id into seat from council.seats_on(s.body_id, s.day) as x where x.seat_no = part[1]::int;
		if seat is null then
			raise exception 'El órgano no tiene un asiento % el %.', part[1], core.day_text(s.day)
				using errcode = 'HT004', column = 'roll', detail = e.token;
		end if;
		if not part[1] = any (past) then
			past := past || part[1];
			update council.attendance a set deleted_at = now(), deleted_why = 'Se pasó lista de nuevo'
			where a.session_id = s.id and a.seat_id = seat and a.deleted_at is null;
		end if;
		turn_of := turn_of || jsonb_build_object(part[1], coalesce((turn_of ->> part[1])::int, 0) + 1);
		chosen := null;
		if part[2] in ('T', 'S') then
			select d.id into chosen from council.designation d
			where d.seat_id = seat and d.deleted_at is null
				and d.role = case part[2] when 'T' then 'titular' else 'alternate' end
				and s.day between d.from_date and coalesce(d.to_date, 'infinity')
			order by d.from_date, d.id
			offset coalesce(nullif(part[3], '')::int, 1) - 1 limit 1;
			if chosen is null and (part[2] = 'S' and coalesce(part[3], '') <> '') then
				raise exception 'El asiento % no tiene una alterna %.', part[1], part[3]
					using errcode = 'HT004', column = 'roll', detail = e.token;
			end if;
		end if;
		-- What a rule says is said of its seat.
		begin
			insert into council.attendance (session_id, seat_id, turn, mark, designation_id, arrived_at, left_at)
			values (s.id, seat, coalesce((turn_of ->> part[1])::int, 1), case part[2] when 'T' then 'titular' when 'S' then 'alternate'
				when 'E' then 'excused' else 'absent' end, chosen, nullif(part[4], '')::time, nullif(part[5], '')::time);
		exception when sqlstate 'HT002' then
			get stacked diagnostics said = message_text;
			raise exception 'Asiento %: %', part[1], said using errcode = 'HT002', column = 'roll', detail = e.token;
		end;
	end loop;
	return moved;
end
$$;
comment on function council.session_roll(bigint, int, text) is 'Pasar lista de una sesión: 1T 2S 3E 4F, y las horas de quien llega después o se retira';

select core.declare('council.attendance', 'shared', 'Asistencia', line_of => '{session_id}',
	place => '{"session_id.list_place, seat_id.seat_no, turn"}', help => array[
	'attended_by', 'Quién asistió']);

select core.publish('attendance', 'council.attendance', 'true', '{session_ref, seat_no, turn, seat_name, sector, function, mark}');
