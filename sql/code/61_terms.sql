-- SPDX-License-Identifier: GPL-3.0-or-later
-- The compliance engine: each indicator's term in a period, and the figures
-- made of the terms. The functions run as hito_owner, so that every reader
-- gets the same figure; those that show single terms to people stand in
-- 62_mean.sql and hide what a reader may not read.
set role hito_owner;

-- The plan of a code; NULL: the latest that is not a draft, else the latest.
create function follow.plan_of(code text)
returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select id from plan.action_plan
	where deleted_at is null
		and (code is null or core.fold(plan_code) = core.fold(btrim(code)))
	order by state = 'draft', starts_from desc nulls last, id desc
	limit 1;
$$;
comment on function follow.plan_of(text) is
	'El plan de un código; sin código, el último que no es borrador';

-- The period of a key; NULL: the quarter that is being reported, which is
-- the last one whose cut-off has passed, else the first.
create function follow.period_of(plan bigint, key text)
returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select id from core.period
	where plan_id = plan and deleted_at is null
		and case when key is null then kind = 'quarter'
			else period_key = core.period_read(key) end
	order by cutoff < core.today() desc,
		case when cutoff < core.today() then cutoff end desc, cutoff
	limit 1;
$$;
comment on function follow.period_of(bigint, text) is
	'El periodo de un código; sin código, el trimestre que se está informando';

-- The rule set of a day.
create function follow.rules_of(day date)
returns core.rule_set
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select r from core.rule_set r
	where r.deleted_at is null and r.from_date <= day
	order by r.from_date desc
	limit 1;
$$;
comment on function follow.rules_of(date) is
	'Las reglas que rigen en un día';

-- Attainment in percent, uncapped; NULL: not measurable. Counts (ratio) and
-- levels of a scale relate executed to planned, upside down where less is
-- better; rates (progress) relate the way gone to the way planned from the
-- baseline, in both directions, with 0 and negatives as values.
create function follow.attain(method text, direction text,
	baseline numeric, planned numeric, executed numeric)
returns numeric
language sql immutable parallel safe
return case
		when executed is null or planned is null then null
		when method = 'progress' then
			greatest(0, follow.hundredth(executed - baseline,
				planned - baseline))
		when planned < 0 then null
		when direction = 'up' then
			greatest(0, follow.hundredth(executed, planned))
		when executed <= 0 then 100
		when planned = 0 then 0
		else follow.hundredth(planned, executed)
		end;
comment on function follow.attain(text, text, numeric, numeric, numeric) is
	'Logro en % sin tope; nada donde no se puede medir';

-- Is there something planned that the method can measure against?
-- planned missing, negative, or 0 where more is better: no programado.
create function follow.target_state(method text, direction text,
	baseline numeric, planned numeric)
returns text
language sql immutable parallel safe
return case
		when planned is null then 'not_programmed'
		when method = 'progress' then
			case when baseline is null or baseline = planned
				then 'not_measurable' end
		when planned < 0 or (planned = 0 and direction = 'up')
			then 'not_programmed'
		end;
comment on function follow.target_state(text, text, numeric, numeric) is
	'Por qué una meta no permite medir; nada donde permite';

-- Planned and executed of each indicator in each of the periods. A quarter
-- has its own. A year has its own where they were entered for the year, else
-- they come of its quarters: added up (sum), or the last known (running,
-- level). Open periods take reported and approved results, closed ones
-- approved results.
create function follow.amounts(plan bigint, periods bigint[])
returns table (period_id bigint, indicator_id bigint, planned numeric,
	executed numeric, approved boolean, excused boolean, late boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with part as (
		select p.id as period_id, q.id as part_id, q.from_date,
			q.id = p.id as own, p.state as period_state,
			p.submissions_due
		from core.period p
		join core.period q on q.id = p.id or (p.kind = 'year'
			and q.plan_id = p.plan_id and q.kind = 'quarter'
			and q.deleted_at is null
			and q.to_date between p.from_date and p.to_date)
		where p.plan_id = plan and p.id = any (periods)
			and p.deleted_at is null
	), planned as (
		select part.period_id, t.indicator_id, i.measure,
			array_agg(t.planned order by part.own desc,
				part.from_date desc) as ordered,
			bool_or(part.own) as own, sum(t.planned) as total
		from part
		join follow.target t on t.period_id = part.part_id
			and t.deleted_at is null and t.planned is not null
		join follow.indicator i on i.id = t.indicator_id
		group by 1, 2, 3
	), executed as (
		select part.period_id, r.indicator_id, i.measure,
			array_agg(r.executed order by part.own desc,
				part.from_date desc)
				filter (where r.state <> 'not_applicable') as ordered,
			bool_or(part.own) filter (where r.state <> 'not_applicable')
				as own,
			sum(r.executed) filter (where r.state <> 'not_applicable')
				as total,
			bool_and(r.state = 'approved') filter
				(where r.state <> 'not_applicable') as approved,
			bool_and(r.state = 'not_applicable') as excused,
			bool_or((r.submitted_at at time zone 'America/Lima')::date
				> part.submissions_due) as late
		from part
		join follow.result r on r.period_id = part.part_id
			and r.deleted_at is null and (r.state in ('approved',
				'not_applicable') or (r.state = 'reported'
				and part.period_state = 'open'))
		join follow.indicator i on i.id = r.indicator_id
		group by 1, 2, 3
	)
	select coalesce(p.period_id, e.period_id),
		coalesce(p.indicator_id, e.indicator_id),
		case when p.own or p.measure <> 'sum' then p.ordered[1]
			else p.total end,
		case when e.own or e.measure <> 'sum' then e.ordered[1]
			else e.total end,
		coalesce(e.approved, false), coalesce(e.excused, false),
		coalesce(e.late, false)
	from planned p
	full join executed e on e.period_id = p.period_id
		and e.indicator_id = p.indicator_id;
$$;
comment on function follow.amounts(bigint, bigint[]) is
	'Lo planificado y lo ejecutado de cada indicador en cada periodo';

-- The term of every indicator of a plan in each of the periods. state:
-- measured, zero (unreported after the due day), missing (the same where the
-- rule leaves it out), pending, not_programmed, not_measurable, not_due,
-- not_applicable. Only measured and zero stand in the mean.
create function follow.terms(plan bigint, periods bigint[])
returns table (period_id bigint, indicator_id bigint, commitment_id bigint,
	office_id bigint, weight numeric, planned numeric, executed numeric,
	approved boolean, late boolean, state text, attainment numeric,
	capped numeric)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with span as (
		select p.id as span_id, p.period_key, p.kind,
			p.state as span_state, p.submissions_due, r.cap, r.unreported
		from core.period p
		cross join lateral follow.rules_of(p.to_date) as r
		where p.plan_id = plan and p.id = any (periods)
			and p.deleted_at is null
	), term as (
		select s.span_id, s.cap, i.id, i.commitment_id, i.office_id, i.weight,
			i.method, i.direction, i.baseline_value, a.planned, a.executed,
			coalesce(a.approved, false) as approved,
			coalesce(a.late, false) as late,
			case
				when i.measured_on is not null and case s.kind
					when 'quarter' then s.period_key <> all
						(string_to_array(i.measured_on, ' '))
					else not i.measured_on ~ ('\m' || s.period_key) end
					then 'not_due'
				when a.excused then 'not_applicable'
				else coalesce(follow.target_state(i.method, i.direction,
					i.baseline_value, a.planned), case
					when a.executed is not null then 'measured'
					when s.span_state = 'open' and (s.submissions_due is null
						or core.today() <= s.submissions_due)
						then 'pending'
					when s.unreported = 'zero' then 'zero'
					else 'missing' end)
				end as state
		from span s
		join follow.indicator i on i.plan_id = plan and i.deleted_at is null
		left join follow.amounts(plan, periods) a
			on a.period_id = s.span_id and a.indicator_id = i.id
	), attained as (
		select t.*, case state
			when 'measured' then follow.attain(method, direction,
				baseline_value, planned, executed)
			when 'zero' then 0 end as attainment
		from term t
	)
	select span_id, id, commitment_id, office_id, weight, planned, executed,
		approved, late, state, attainment,
		case when attainment is not null then least(attainment, cap) end
	from attained;
$$;
comment on function follow.terms(bigint, bigint[]) is
	'El término de cada indicador en cada periodo: estado, logro y logro con tope';

-- The figures of the plan (commitment_id NULL) and of each commitment in each
-- of the periods; offices: those with something left to report.
create function follow.figures(plan bigint, periods bigint[])
returns table (period_id bigint, commitment_id bigint, mean numeric,
	shown text, band text, gate text, threshold numeric, n_due int,
	n_measured int, n_reported int, n_approved int, n_pending int,
	n_missing int, coverage numeric, mean_reported numeric,
	preliminary boolean, minimum_coverage numeric, red_below numeric,
	green_from numeric, cap numeric, rule_name text, offices bigint[])
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with figure as (
		-- 0 stands for the plan as a whole: no commitment has that number.
		select t.period_id, case grouping(t.commitment_id) when 1 then 0
				else t.commitment_id end as part,
			follow.mean_of(sum(t.capped * t.weight) filter
				(where t.state in ('measured', 'zero')),
				sum(t.weight) filter (where t.state in ('measured', 'zero')))
				as mean,
			follow.mean_of(sum(t.capped * t.weight) filter
				(where t.state = 'measured'), sum(t.weight) filter
				(where t.state = 'measured')) as mean_reported,
			count(*) filter (where t.state not in ('not_due',
				'not_applicable'))::int as n_due,
			count(*) filter (where t.state = 'measured')::int as n_measured,
			count(t.executed) filter (where t.state not in ('not_due',
				'not_applicable'))::int as n_reported,
			count(*) filter (where t.approved and t.state not in ('not_due',
				'not_applicable'))::int as n_approved,
			count(*) filter (where t.state = 'pending')::int as n_pending,
			count(*) filter (where t.state in ('zero', 'missing'))::int
				as n_missing,
			array_agg(distinct t.office_id) filter (where t.state in
				('zero', 'missing', 'pending')) as offices
		from follow.terms(plan, periods) as t
		group by grouping sets ((t.period_id), (t.period_id, t.commitment_id))
	), ruled as (
		select p.id as period_id, c.part, c.part = 0 as whole, f.mean,
			f.mean_reported, coalesce(f.n_due, 0) as n_due,
			coalesce(f.n_measured, 0) as n_measured,
			coalesce(f.n_reported, 0) as n_reported,
			coalesce(f.n_approved, 0) as n_approved,
			coalesce(f.n_pending, 0) as n_pending,
			coalesce(f.n_missing, 0) as n_missing, f.offices, r.*,
			p.state = 'open' as preliminary,
			follow.hundredth(f.n_measured, f.n_due) as covered
		from core.period p
		cross join lateral follow.rules_of(p.to_date) as r
		cross join (select 0::bigint as part
			union all
			select id from plan.commitment
			where plan_id = plan and deleted_at is null) as c
		left join figure f on f.period_id = p.id and f.part = c.part
		where p.plan_id = plan and p.id = any (periods)
			and p.deleted_at is null
	)
	select period_id, nullif(part, 0), mean,
		coalesce(follow.percent_text(mean, threshold, red_below, green_from),
			case when n_pending > 0 then 'pendiente' else 's/d' end),
		case when mean < red_below then 'red'
			when mean < green_from then 'amber'
			when mean >= green_from then 'green' end,
		case when not case when whole then gate_plan
				else gate_commitment end then 'none'
			when n_due = 0 or (mean is null and n_pending > 0) then 'none'
			when mean is null or covered < minimum_coverage
				then 'inconclusive'
			when mean < threshold then 'fail'
			else 'pass' end,
		threshold, n_due, n_measured, n_reported, n_approved, n_pending,
		n_missing, covered, mean_reported, preliminary, minimum_coverage,
		red_below, green_from, cap, name, offices
	from ruled;
$$;
comment on function follow.figures(bigint, bigint[]) is
	'Promedio, luz, umbral y cobertura del plan y de cada compromiso en cada periodo';

reset role;
