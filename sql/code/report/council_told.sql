-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: rows
-- Which agreements and recommendations a period tells of, as they stood at its
-- cut-off: its own, and those that came into it open.

create function follow.agreements_told(plan bigint, period bigint)
returns table (agreement_id bigint, carried boolean, state text, open boolean, overdue boolean)
language sql stable security definer as $$
	select a.id, d.day < p.from_date, w.state, w.open, w.open and core.is_past(a.due_to, a.due_doubtful, d.read_on)
	from core.period p
	join council.agreement a on a.deleted_at is null
	join council.session s on s.id = a.session_id and s.deleted_at is null
	left join plan.commitment c on c.id = a.commitment_id
	cross join lateral (select council.day_of(s) as day,
		follow.read_on(p.cutoff) as read_on) as d
	cross join lateral (select x.state, x.state = 'open' and a.kind = 'charge' and a.passed as open
		from (select case when a.ended_on > d.read_on then 'open' else a.state end) as x (state)) as w
	where p.id = $2 and d.day <= p.to_date and (c.plan_id is null or c.plan_id = $1)
		and (d.day >= p.from_date or (a.kind = 'charge' and a.passed
			and (a.state = 'open' or a.ended_on >= p.from_date)))
$$;
comment on function follow.agreements_told(bigint, bigint) is
	'Los acuerdos de un periodo y los encargos que llegaron a él abiertos, como estaban al corte';

-- Without the day of a report of the committee, from the first of its year on.
create function follow.recommendations_told(plan bigint, period bigint)
returns table (recommendation_id bigint, carried boolean, state text, overdue boolean)
language sql stable security definer as $$
	select r.id, d.day < p.from_date, w.state, w.state = 'open' and core.is_past(r.due_to, r.due_doubtful, d.read_on)
	from core.period p
	join council.recommendation r on r.deleted_at is null and (r.plan_id is null or r.plan_id = $1)
	left join council.committee_report c on c.id = r.committee_report_id
	cross join lateral (select coalesce(c.received_on, make_date(r.year, 1, 1)) as day,
		follow.read_on(p.cutoff) as read_on) as d
	cross join lateral (select case when r.state = 'open' or r.answered_on > d.read_on then 'open'
		when r.state in ('closed', 'withdrawn') and r.closed_on > d.read_on
			then case when r.answered_on is null then 'open' else 'answered' end
		else r.state end as state) as w
	where p.id = $2 and d.day <= p.to_date and (r.closed_on is null or r.closed_on >= p.from_date)
		and (r.state in ('open', 'answered') or r.closed_on is not null or d.day >= p.from_date)
$$;
comment on function follow.recommendations_told(bigint, bigint) is
	'Las recomendaciones de un periodo y las que llegaron a él sin cerrar, como estaban al corte';
