-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of the cases is to be attended to, as the board tells it: of each office to
-- those of it, of all to the secretariat.
-- after: dispute

create function labour.dispute_alerts(today date)
returns table (scope text, place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	with open as materialized (
		select d.office_id, d.kind, d.began_at is not null and d.lifted_at is null and d.suspended_at is null as running,
			n.last_day between $1 and $1 + 6 as soon, n.over_at <= labour.moment() as over, m.over_at <= labour.moment() as stale
		from labour.dispute d
			left join lateral (select x.* from labour.case_terms(d) as x limit 1) n on true
			left join lateral core.due('caso.movimiento', d.moved_on, d.place_id) as m on true
		where d.deleted_at is null and d.state not in ('solved', 'filed')
	), alert (place, kind, key, form, filter, one, many) as (values
		(1, 'pliego', 'case_terms', 'dispute', 'due_soon', 'plazo de pliego en 7 días', 'plazos de pliegos en 7 días'),
		(2, 'pliego', 'case_overdue', 'dispute', 'overdue', 'plazo de pliego vencido', 'plazos de pliegos vencidos'),
		(3, 'pliego', 'case_stale', 'dispute', 'stale', 'pliego sin movimiento', 'pliegos sin movimiento'),
		(4, null, 'strikes', 'strike', 'running', 'huelga en curso', 'huelgas en curso'),
		(5, 'strike', 'strike_terms', 'strike', 'due_soon', 'plazo de huelga en 7 días', 'plazos de huelgas en 7 días'),
		(6, 'strike', 'strike_overdue', 'strike', 'overdue', 'plazo de huelga vencido', 'plazos de huelgas vencidos'),
		(7, 'strike', 'strike_stale', 'strike', 'stale', 'huelga sin movimiento', 'huelgas sin movimiento'))
	select case when grouping(o.office_id) = 1 then 'all' else 'case:' || o.office_id end, a.place, a.key,
		count(*) filter (where case a.filter when 'due_soon' then o.soon when 'overdue' then o.over
			when 'stale' then o.stale else o.running end),
		a.form, a.filter, a.one, a.many
	from open o join alert a on coalesce(a.kind, o.kind) = o.kind
	group by grouping sets ((a.place, a.key, a.form, a.filter, a.one, a.many, o.office_id),
		(a.place, a.key, a.form, a.filter, a.one, a.many))
$$;
comment on function labour.dispute_alerts(date) is 'Lo de los casos laborales que está por atender, por oficina y en todas';
