-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: quorum
-- What a session with approved minutes was counted by: its seats, who sat in
-- them and the rule of its day stay as they were.

-- The sessions of a body whose minutes are approved and whose roll is on record,
-- with a day in the one range and not in the other.
create function council.counted_between(body bigint, was daterange, now daterange)
returns table (session_ref text, day date) language sql stable as $$
	select s.session_ref, d.day
	from council.session s cross join lateral (select council.day_of(s)) as d (day)
	where s.body_id = $1 and s.deleted_at is null and s.state = 'approved' and not s.unrecorded
		and (coalesce($2, 'empty') @> d.day) <> (coalesce($3, 'empty') @> d.day)
	order by d.day desc
$$;
comment on function council.counted_between(bigint, daterange, daterange) is
	'Sesiones con acta aprobada que cambiarían con otras fechas';

create function council.seat_counted(was council.seat, now council.seat) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('La sesión %s, del %s, tiene su acta aprobada: ese día el órgano no cambia de asientos.',
		c.session_ref, core.day_text(c.day)))).*
	from council.counted_between(now.body_id,
		case when was.id is not null and was.deleted_at is null then daterange(was.from_date, was.to_date, '[]') end,
		case when now.deleted_at is null then daterange(now.from_date, now.to_date, '[]') end) as c
	where not core.by_owner()
	union all
	select (core.problem('seat_name', format('El asiento asistió a la sesión %s, con acta aprobada: póngale fecha de término y registre otro.',
		s.session_ref))).*
	from council.attendance a join council.session s on s.id = a.session_id
	where a.seat_id = was.id and a.deleted_at is null and s.state = 'approved' and not core.by_owner()
		and (now.seat_name, now.function) is distinct from (was.seat_name, was.function)
$$;
comment on function council.seat_counted(council.seat, council.seat) is 'Los asientos de una sesión con acta aprobada no cambian';

create function council.designation_counted(was council.designation, now council.designation) returns setof core.problem
language sql stable as $$
	select (case when (now.seat_id, now.role, now.deleted_at) is distinct from (was.seat_id, was.role, was.deleted_at)
			then core.problem(null, format('%s asistió a la sesión %s: póngale fecha de término en vez de anular o cambiar la designación.',
				was.person_name, s.session_ref))
		when council.day_of(s) not between now.from_date and coalesce(now.to_date, 'infinity')
			then core.problem('to_date', format('%s asistió a la sesión %s, del %s.', was.person_name, s.session_ref,
				core.day_text(council.day_of(s))))
		else core.problem('person_name', format('%s asistió a la sesión %s, con acta aprobada: póngale fecha de término y registre otra designación.',
			was.person_name, s.session_ref)) end).*
	from council.attendance a join council.session s on s.id = a.session_id
	where a.designation_id = was.id and a.deleted_at is null and s.deleted_at is null and not core.by_owner()
		and ((now.seat_id, now.role, now.deleted_at) is distinct from (was.seat_id, was.role, was.deleted_at)
			or council.day_of(s) not between now.from_date and coalesce(now.to_date, 'infinity')
			or s.state = 'approved' and now.person_name <> was.person_name)
	union all
	-- Where designated seats are the base, a titular more is a seat more.
	select (core.problem('from_date', format('La sesión %s, del %s, tiene su acta aprobada y se contó con los asientos designados de ese día.',
		c.session_ref, core.day_text(c.day)))).*
	from council.seat x cross join lateral council.counted_between(x.body_id,
			case when was.role = 'titular' and was.deleted_at is null then daterange(was.from_date, was.to_date, '[]') end,
			case when now.role = 'titular' and now.deleted_at is null then daterange(now.from_date, now.to_date, '[]') end) as c
		cross join lateral council.rule_on(x.body_id, c.day) as r
	where x.id = now.seat_id and r.base = 'designated' and not core.by_owner()
$$;
comment on function council.designation_counted(council.designation, council.designation) is
	'Quién asistió a una sesión no cambia';

create function council.quorum_rule_counted(was council.quorum_rule, now council.quorum_rule) returns setof core.problem
language sql stable as $$
	with changed as (
		select was.id is not null and core.row_differs(to_jsonb(was), to_jsonb(now), 'to_date', 'source', 'unverified', 'summons_days',
			'minutes_in', 'deleted_at', 'deleted_by', 'deleted_why', 'batch_id', 'batch_line') as how,
			case when was.id is not null and was.deleted_at is null then daterange(was.from_date, was.to_date, '[]') else 'empty' end as before,
			case when now.deleted_at is null then daterange(now.from_date, now.to_date, '[]') else 'empty' end as after
	)
	select (core.problem('from_date', format('La sesión %s, del %s, tiene su acta aprobada y se contó con la regla de ese día: '
		'termine la regla después y escriba otra.', s.session_ref, core.day_text(d.day)))).*
	from changed c, council.session s cross join lateral (select council.day_of(s)) as d (day)
	where (now.body_id = s.body_id or now.body_id is null and not exists (select from council.quorum_rule r
			where r.body_id = s.body_id and r.deleted_at is null and d.day between r.from_date and coalesce(r.to_date, 'infinity')))
		and s.deleted_at is null and s.state = 'approved' and not s.unrecorded and not core.by_owner()
		and ((c.before @> d.day) <> (c.after @> d.day) or c.how and c.after @> d.day)
	order by d.day desc limit 1
$$;
comment on function council.quorum_rule_counted(council.quorum_rule, council.quorum_rule) is
	'La regla con que se contó una sesión con acta aprobada no cambia';
