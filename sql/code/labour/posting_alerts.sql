-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of the employment centre is to be attended to, as the board tells it to those
-- who write in its office; whose data are to be cleared, to the secretariat too.
-- after: referral

-- Seekers whose data may be due to be cleared, and when; the rest is sure to be
-- kept: a term is counted from the day of registration at the earliest.
create function labour.seekers_to_clear(today date)
returns table (office_id bigint, due boolean, turns date)
language sql stable as $$
	with term as materialized (
		select r.number from core.term_rule r where r.rule_code = 'postulante.conservar' and r.deleted_at is null
			and $1 between r.from_date and coalesce(r.to_date, 'infinity') limit 1
	)
	select s.office_id, s.state = 'withdrawn' or coalesce(k.until < $1, false), k.until + 1
	from labour.job_seeker s
		left join lateral (select labour.seeker_kept_until(s.state, labour.seeker_last(s.id)) as until
			where s.state = 'active') as k on true
	where s.deleted_at is null and (s.state = 'withdrawn' or s.state = 'active'
		and s.registered_on < $1 - coalesce((select number from term), 100000))
$$;
comment on function labour.seekers_to_clear(date) is 'Postulantes cuyos datos puede tocar depurar';

create function labour.posting_alerts(today date)
returns table (scope text, place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	select 'write:' || p.office_id, 1, 'closing', count(*), 'posting', 'closing', 'oferta por cerrar', 'ofertas por cerrar'
	from labour.posting p
	where p.deleted_at is null and p.state = 'published' and p.closes between $1 and $1 + 7
	group by p.office_id
	union all
	select 'write:' || p.office_id, 2, 'validate', count(*), 'posting', 'waiting', 'oferta por validar', 'ofertas por validar'
	from labour.posting p
	where p.deleted_at is null and p.state = 'to_validate'
	group by p.office_id
	union all
	select case when grouping(s.office_id) = 1 then 'all' else 'clear:' || s.office_id end, 3, 'clear', count(*),
		'seeker', 'to_clear', 'postulante por depurar', 'postulantes por depurar'
	from labour.seekers_to_clear($1) as s
	where s.due
	group by grouping sets ((s.office_id), ())
$$;
comment on function labour.posting_alerts(date) is 'Lo de la bolsa de trabajo que está por atender, por oficina y en todas';

-- The next moment at which something of the labour registers turns on the board
-- though nobody saves.
create function labour.alerts_turn() returns timestamp
language sql stable security definer as $$
	with now as materialized (
		select labour.moment() as moment, core.today() as today
	), day as (
		select unnest(array[b.from_date, b.to_date - 30, b.to_date + 1]) as day
		from labour.union_organisation u join labour.union_board b on b.union_id = u.id
		where u.deleted_at is null and u.state = 'active' and b.deleted_at is null
		union all
		select unnest(array[p.closes - 7, p.closes + 1]) from labour.posting p
		where p.deleted_at is null and p.state = 'published'
		union all
		select s.turns from now cross join lateral labour.seekers_to_clear(now.today) as s
		union all
		select min(s.registered_on) + r.number + 1
		from now, core.term_rule r, labour.job_seeker s
		where r.rule_code = 'postulante.conservar' and r.deleted_at is null
			and s.deleted_at is null and s.state = 'active' and s.registered_on >= now.today - r.number
		group by r.id, r.number
		union all
		select unnest(array[r.from_date, r.to_date + 1]) from core.term_rule r where r.deleted_at is null
	), term as (
		select unnest(array[n.over_at, m.over_at, (n.last_day - 6)::timestamp, (n.last_day + 1)::timestamp]) as at
		from labour.dispute d
			left join lateral (select x.* from labour.case_terms(d) as x limit 1) n on true
			left join lateral core.due('caso.movimiento', d.moved_on, d.place_id) as m on true
		where d.deleted_at is null and d.state not in ('solved', 'filed')
	)
	select least((select min(d.day)::timestamp from day d, now where d.day > now.today),
		(select min(t.at) from term t, now where t.at > now.moment))
$$;
comment on function labour.alerts_turn() is 'Cuándo cambia por sí solo lo laboral que está por atender';
