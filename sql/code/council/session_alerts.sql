-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of the council is to be attended to, as the board tells it.
-- after: recommendation

create function council.session_alerts(today date)
returns table (place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	with council as (
		select b.id, b.from_date, (select max(s.held_on) from council.session s
			where s.body_id = b.id and s.deleted_at is null and s.state in ('held', 'draft', 'approved')) as last_on
		from council.body b
		where b.kind = 'council' and b.deleted_at is null and $1 between b.from_date and coalesce(b.to_date, 'infinity')
	)
	select 1, 'agreements', count(*), 'agreement', 'falling_due', 'acuerdo por vencer', 'acuerdos por vencer'
	from council.agreement a
	where a.deleted_at is null and a.state = 'open' and a.kind = 'charge' and a.passed and not a.due_doubtful and a.due_to <= $1 + 30
	union all
	select 2, 'binding', count(*), 'recommendation', 'pending_binding', 'recomendación vinculante', 'recomendaciones vinculantes'
	from council.recommendation r
	where r.deleted_at is null and r.binding and r.state in ('open', 'answered')
	union all
	select 3, 'minutes', count(*), 'session', 'unapproved', 'acta por aprobar', 'actas por aprobar'
	from council.session s
	where s.deleted_at is null and s.state in ('held', 'draft')
	union all
	-- A council meets at least every six months; from the third on it is told.
	select 4, 'sessions', coalesce(max(m.months), 0), 'session', null, 'mes sin sesión', 'meses sin sesión'
	from council c
		cross join lateral (select (12 * extract(year from age($1, coalesce(c.last_on, c.from_date)))
			+ extract(month from age($1, coalesce(c.last_on, c.from_date))))::bigint as months) as m
	where m.months >= 3
	union all
	select 5, 'committee', count(*), 'body', null, 'comité anual sin designar', 'comités anuales sin designar'
	from council c
	where not exists (select from council.body b where b.kind = 'follow_up' and b.deleted_at is null
		and b.from_date <= $1 and coalesce(b.to_date, 'infinity') >= $1)
$$;
comment on function council.session_alerts(date) is 'Lo del consejo que está por atender';

-- The next day on which they change though nobody saves.
create function council.alerts_turn(today date) returns date
language sql stable as $$
	select min(t.day) from (
		select a.due_to - 30 as day from council.agreement a
		where a.deleted_at is null and a.state = 'open' and a.kind = 'charge' and a.passed
		union all
		select unnest(array[b.from_date, b.to_date + 1]) from council.body b
		where b.deleted_at is null and b.kind in ('council', 'follow_up')
		union all
		-- The months without a session, by looking at each day of the next.
		select (select d::date from generate_series($1 + 1, $1 + 32, interval '1 day') as d
			where date_trunc('month', age(d, l.last_on)) > date_trunc('month', age($1, l.last_on)) limit 1)
		from council.body b
			cross join lateral (select coalesce((select max(s.held_on) from council.session s
				where s.body_id = b.id and s.deleted_at is null and s.state in ('held', 'draft', 'approved')), b.from_date) as last_on) as l
		where b.deleted_at is null and b.kind = 'council') as t
	where t.day > $1
$$;
comment on function council.alerts_turn(date) is 'El próximo día en que cambia lo del consejo que está por atender';
