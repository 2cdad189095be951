-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of the cases is to be attended to, as the board tells it to those who may
-- read them. The board runs as its owner: whose they are is asked here.
-- after: dispute

create function labour.dispute_alerts(today date)
returns table (place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	with mine as materialized (
		select d.id, d.kind, d.began_at is not null and d.lifted_at is null and d.suspended_at is null as running,
			n.last_day, coalesce(n.over_at <= labour.moment(), false) as over,
			coalesce(m.over_at <= labour.moment(), false) as stale
		from labour.dispute d
			left join lateral (select x.* from labour.case_terms(d) as x limit 1) n on true
			left join lateral core.due('caso.movimiento', d.moved_on, d.place_id) as m on true
		where d.deleted_at is null and d.state not in ('solved', 'filed')
			and (core.is_secretariat() or d.office_id = core.my_office())
	)
	select 1, 'case_terms', count(*), 'dispute', 'due_soon', 'plazo de pliego en 7 días', 'plazos de pliegos en 7 días'
	from mine where kind = 'pliego' and last_day between $1 and $1 + 6
	union all
	select 2, 'case_overdue', count(*), 'dispute', 'overdue', 'plazo de pliego vencido', 'plazos de pliegos vencidos'
	from mine where kind = 'pliego' and over
	union all
	select 3, 'case_stale', count(*), 'dispute', 'stale', 'pliego sin movimiento', 'pliegos sin movimiento'
	from mine where kind = 'pliego' and stale
	union all
	select 4, 'strikes', count(*), 'strike', 'running', 'huelga en curso', 'huelgas en curso'
	from mine where running
	union all
	select 5, 'strike_terms', count(*), 'strike', 'due_soon', 'plazo de huelga en 7 días', 'plazos de huelgas en 7 días'
	from mine where kind = 'strike' and last_day between $1 and $1 + 6
	union all
	select 6, 'strike_overdue', count(*), 'strike', 'overdue', 'plazo de huelga vencido', 'plazos de huelgas vencidos'
	from mine where kind = 'strike' and over
	union all
	select 7, 'strike_stale', count(*), 'strike', 'stale', 'huelga sin movimiento', 'huelgas sin movimiento'
	from mine where kind = 'strike' and stale
$$;
comment on function labour.dispute_alerts(date) is 'Lo de los casos laborales que está por atender';
