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
-- the last one whose cut-off has passed, else the first. 0 is the plan so
-- far (key plan): it has no row of its own.
create function follow.period_of(plan bigint, key text)
returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select case btrim(core.fold(key)) when 'plan' then 0 else id end
	from core.period
	where plan_id = plan and deleted_at is null
		and case when key is null or btrim(core.fold(key)) = 'plan'
			then kind = 'quarter'
			else period_key = core.period_read(key) end
	order by cutoff < core.today() desc,
		case when cutoff < core.today() then cutoff end desc, cutoff
	limit 1;
$$;
comment on function follow.period_of(bigint, text) is
	'El periodo de un código; sin código, el trimestre que se está informando';

-- The rule set of a day.
create function follow.rules_of(day date)
returns setof core.rule_set
language sql stable
begin atomic
	select r.* from core.rule_set r
	where r.deleted_at is null and r.from_date <= day
	order by r.from_date desc
	limit 1;
end;
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

-- What was planned when the plan's first baseline that holds the target was
-- set; no rows before there is one.
create function follow.originals(plan bigint)
returns table (indicator_id bigint, period_id bigint, planned numeric)
language sql stable
begin atomic
	select null::bigint, null::bigint, null::numeric where false;
end;
comment on function follow.originals(bigint) is
	'Las metas de la primera línea de base';

-- Quarters and years of a plan with the rules of their last day; 0 stands
-- for the plan so far: its quarters up to the one that is being reported,
-- closed when all of them are.
create function follow.spans(plan bigint, periods bigint[])
returns table (span_id bigint, span_key text, kind text, state text,
	from_date date, to_date date, cutoff date, submissions_due date,
	rule_name text, threshold numeric, cap numeric,
	minimum_coverage numeric, red_below numeric, green_from numeric,
	unreported text, gate_plan boolean, gate_commitment boolean)
language sql stable
begin atomic
	select s.*, r.name, r.threshold, r.cap, r.minimum_coverage, r.red_below,
		r.green_from, r.unreported, r.gate_plan, r.gate_commitment
	from (select p.id, p.period_key::text, p.kind, p.state, p.from_date,
			p.to_date, p.cutoff, p.submissions_due
		from core.period p
		where p.plan_id = plan and p.id = any (periods)
			and p.deleted_at is null
		union all
		select 0, 'plan', 'plan',
			case when bool_and(q.state = 'closed') then 'closed'
				else 'open' end,
			min(q.from_date), max(q.to_date), max(q.cutoff),
			max(q.submissions_due)
		from core.period q
		where 0 = any (periods) and q.plan_id = plan and q.kind = 'quarter'
			and q.deleted_at is null and q.to_date <= (
				select p.to_date from core.period p
				where p.plan_id = plan and p.kind = 'quarter'
					and p.deleted_at is null
				order by p.cutoff < core.today() desc,
					case when p.cutoff < core.today() then p.cutoff end desc,
					p.cutoff
				limit 1)
		having count(*) > 0) as s
	cross join lateral follow.rules_of(s.to_date) as r;
end;
comment on function follow.spans(bigint, bigint[]) is
	'Trimestres, años y el plan hasta hoy, con las reglas de su último día';

-- Planned and executed of each indicator over longer spans (a year, the plan
-- so far), out of the periods in them. A year has its own figures where they
-- were entered for the year, else they come of its quarters: added up (sum),
-- or the last known (running, level); years make the plan in the same way.
-- What does not apply in a period is out on both sides, and so is what the
-- plan so far still awaits. No row: the indicator is not measured in it.
create function follow.longer(plan bigint, periods bigint[])
returns table (span_id bigint, indicator_id bigint, planned numeric,
	original numeric, executed numeric, approved boolean, excused boolean,
	late boolean, awaited boolean)
language sql stable
begin atomic
	with part as (
		select s.span_id, s.kind, s.state as span_state, q.id as part_id,
			q.period_key, left(q.period_key, 4) as year,
			q.kind = 'year' as own, q.from_date, q.state, q.submissions_due
		from follow.spans(plan, periods) as s
		join core.period q on q.plan_id = plan and q.deleted_at is null
			and (q.id = s.span_id or (s.kind <> 'quarter'
				and q.to_date between s.from_date and s.to_date
				and (q.kind = 'quarter' or s.kind = 'plan')))
		where s.kind <> 'quarter'
	), measured as (
		select i.id, i.measure, i.measured_on,
			string_to_array(i.measured_on, ' ') as keys
		from follow.indicator i
		where i.plan_id = plan and i.deleted_at is null
	), cell as (
		select p.span_id, i.id, i.measure, p.year, p.own, p.from_date,
			t.planned, coalesce(o.planned, t.planned) as original,
			r.executed, r.state = 'approved' as approved,
			coalesce(r.state = 'not_applicable', false) as excused,
			(r.submitted_at at time zone 'America/Lima')::date
				> p.submissions_due as late,
			p.kind = 'plan' and r.id is null and p.state = 'open'
				and coalesce((select core.today()) <= p.submissions_due, true)
				as awaited
		from part p
		join measured i on i.keys is null or p.period_key = any (i.keys)
			or (p.own and i.measured_on ~ ('\m' || p.year || '-'))
			or (not p.own and p.year = any (i.keys)
				and not i.measured_on ~ ('\m' || p.year || '-'))
		left join follow.target t on t.indicator_id = i.id
			and t.period_id = p.part_id and t.deleted_at is null
		left join follow.originals(plan) as o on o.indicator_id = i.id
			and o.period_id = p.part_id
		left join follow.result r on r.indicator_id = i.id
			and r.period_id = p.part_id and r.deleted_at is null
			and (r.state in ('approved', 'not_applicable')
				or (r.state = 'reported' and p.state = 'open'
				and p.span_state = 'open'))
	), yearly as (
		select c.span_id, c.id, c.measure, c.year,
			coalesce(bool_or(c.excused) filter (where c.own), false)
				as year_excused,
			(array_agg(c.planned order by c.own desc, c.from_date desc) filter
				(where c.planned is not null and not c.excused
				and not c.awaited))[1] as planned_last,
			sum(c.planned) filter (where not c.own and not c.excused
				and not c.awaited) as planned_sum,
			sum(c.planned) filter (where c.own) as planned_own,
			(array_agg(c.original order by c.own desc, c.from_date desc)
				filter (where c.original is not null and not c.excused
				and not c.awaited))[1] as original_last,
			sum(c.original) filter (where not c.own and not c.excused
				and not c.awaited) as original_sum,
			sum(c.original) filter (where c.own) as original_own,
			(array_agg(c.executed order by c.own desc, c.from_date desc)
				filter (where c.executed is not null and not c.excused))[1]
				as executed_last,
			sum(c.executed) filter (where not c.own and not c.excused)
				as executed_sum,
			sum(c.executed) filter (where c.own) as executed_own,
			bool_and(c.approved) filter (where c.executed is not null
				and not c.excused) as approved,
			bool_or(c.excused) as excused,
			bool_or(c.late) as late,
			bool_or(c.awaited and c.planned is not null) as awaited
		from cell c
		group by c.span_id, c.id, c.measure, c.year
	), told as (
		select y.span_id, y.id, y.measure, y.year, y.approved, y.excused,
			y.late, y.awaited,
			case when y.year_excused then null
				when y.measure = 'sum' then coalesce(y.planned_own,
					y.planned_sum) else y.planned_last end as planned,
			case when y.year_excused then null
				when y.measure = 'sum' then coalesce(y.original_own,
					y.original_sum) else y.original_last end as original,
			case when y.year_excused then null
				when y.measure = 'sum' then coalesce(y.executed_own,
					y.executed_sum) else y.executed_last end as executed
		from yearly y
	)
	select t.span_id, t.id,
		case t.measure when 'sum' then sum(t.planned)
			else (array_agg(t.planned order by t.year desc)
				filter (where t.planned is not null))[1] end,
		case t.measure when 'sum' then sum(t.original)
			else (array_agg(t.original order by t.year desc)
				filter (where t.original is not null))[1] end,
		case t.measure when 'sum' then sum(t.executed)
			else (array_agg(t.executed order by t.year desc)
				filter (where t.executed is not null))[1] end,
		coalesce(bool_and(t.approved), false),
		bool_or(t.excused) and count(t.planned) = 0
			and count(t.executed) = 0,
		coalesce(bool_or(t.late), false),
		bool_or(t.awaited) and count(t.planned) = 0
	from told t
	group by t.span_id, t.id, t.measure;
end;
comment on function follow.longer(bigint, bigint[]) is
	'Lo planificado y lo ejecutado de cada indicador en un año o en el plan hasta hoy';

-- The term of every indicator of a plan in each of the spans. state:
-- measured, zero (unreported after the due day), missing (the same where the
-- rule leaves it out), pending, not_programmed, not_measurable, not_due,
-- not_applicable. Only measured and zero stand in the mean. Open quarters
-- take reported and approved results, closed ones approved results.
-- original_*: the same on the targets of the first baseline. The functions
-- above and this one have no settings of their own, so that the planner
-- makes one query of them; only those below, which do, call them.
create function follow.terms(plan bigint, periods bigint[])
returns table (period_id bigint, indicator_id bigint, commitment_id bigint,
	office_id bigint, objective_id bigint, action_line_id bigint,
	weight numeric, planned numeric, original numeric, executed numeric,
	approved boolean, late boolean, state text, attainment numeric,
	capped numeric, original_attainment numeric, original_capped numeric)
language sql stable
begin atomic
	with term as (
		select s.span_id, s.state as span_state, s.submissions_due, s.cap,
			s.unreported, i.id, i.commitment_id, i.milestone_id, i.office_id,
			i.objective_id, i.action_line_id, i.weight, i.method,
			i.direction, i.baseline_value, t.planned,
			coalesce(o.planned, t.planned) as original, r.executed,
			coalesce(r.state = 'approved', false) as approved,
			coalesce((r.submitted_at at time zone 'America/Lima')::date
				> s.submissions_due, false) as late,
			coalesce(r.state = 'not_applicable', false) as excused,
			false as awaited,
			coalesce(s.span_key = any (string_to_array(i.measured_on, ' ')),
				true) as due
		from follow.spans(plan, periods) as s
		join follow.indicator i on i.plan_id = plan and i.deleted_at is null
		left join follow.target t on t.period_id = s.span_id
			and t.indicator_id = i.id and t.deleted_at is null
		left join follow.originals(plan) as o on o.indicator_id = i.id
			and o.period_id = s.span_id
		left join follow.result r on r.period_id = s.span_id
			and r.indicator_id = i.id and r.deleted_at is null
			and (r.state in ('approved', 'not_applicable')
				or (r.state = 'reported' and s.state = 'open'))
		where s.kind = 'quarter'
		union all
		select s.span_id, s.state, case s.kind when 'year'
				then s.submissions_due else '-infinity' end,
			s.cap, s.unreported, i.id, i.commitment_id, i.milestone_id,
			i.office_id, i.objective_id, i.action_line_id, i.weight,
			i.method, i.direction, i.baseline_value, l.planned, l.original,
			l.executed, coalesce(l.approved, false), coalesce(l.late, false),
			coalesce(l.excused, false), coalesce(l.awaited, false),
			l.span_id is not null
		from follow.spans(plan, periods) as s
		join follow.indicator i on i.plan_id = plan and i.deleted_at is null
		left join follow.longer(plan, periods) as l
			on l.span_id = s.span_id and l.indicator_id = i.id
		where s.kind <> 'quarter'
	), stated as (
		select t.*, case
			when not t.due then 'not_due'
			when t.excused then 'not_applicable'
			when t.awaited then 'pending'
			else coalesce(follow.target_state(t.method, t.direction,
				t.baseline_value, t.planned), case
				when t.executed is not null then 'measured'
				when t.span_state = 'open' and (t.submissions_due is null
					or (select core.today()) <= t.submissions_due) then 'pending'
				when t.unreported = 'zero' then 'zero'
				else 'missing' end)
			end as state
		from term t
	), attained as (
		select t.*, case t.state
			when 'measured' then follow.attain(t.method, t.direction,
				t.baseline_value, t.planned, t.executed)
			when 'zero' then 0 end as attainment
		from stated t
	), twice as (
		select a.*, case
			when a.original is not distinct from a.planned then a.attainment
			when a.state = 'measured' and follow.target_state(a.method,
				a.direction, a.baseline_value, a.original) is null
				then follow.attain(a.method, a.direction, a.baseline_value,
					a.original, a.executed)
			when a.state = 'zero' then 0 end as original_attainment
		from attained a
	)
	select t.span_id, t.id, t.commitment_id, t.office_id,
		coalesce(t.objective_id, c.objective_id, l.objective_id),
		coalesce(t.action_line_id, c.action_line_id),
		t.weight, t.planned, t.original, t.executed, t.approved, t.late,
		t.state, t.attainment,
		case when t.attainment is not null
			then least(t.attainment, t.cap) end,
		t.original_attainment,
		case when t.original_attainment is not null
			then least(t.original_attainment, t.cap) end
	from twice t
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.action_line l
		on l.id = coalesce(t.action_line_id, c.action_line_id);
end;
comment on function follow.terms(bigint, bigint[]) is
	'El término de cada indicador en cada periodo: estado, logro y logro con tope';

-- The figures of the plan, of each commitment, office, objective, action
-- line or indicator in each of the spans; part_id 0: the plan. The gate is
-- on the plan and on commitments. plpgsql, because it keeps its plan.
create function follow.figures(plan bigint, periods bigint[],
	parts text[] default '{plan,commitment}')
returns table (period_id bigint, part text, part_id bigint,
	commitment_id bigint, mean numeric, shown text, band text, gate text,
	threshold numeric, n_due int, n_measured int, n_reported int,
	n_approved int, n_pending int, n_missing int, coverage numeric,
	mean_reported numeric, mean_original numeric, preliminary boolean,
	minimum_coverage numeric, red_below numeric, green_from numeric,
	cap numeric, rule_name text, products numeric, weights numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
#variable_conflict use_column
declare
	-- Before there is a baseline there is nothing to stand beside.
	frozen boolean := exists (select from follow.originals(plan));
begin
	return query
	with term as materialized (
		select t.*, t.state in ('measured', 'zero') as counts,
			t.state not in ('not_due', 'not_applicable') as due,
			t.capped * t.weight as product,
			case when frozen then t.original_capped * t.weight end
				as original_product
		from follow.terms(plan, periods) as t
	), figure as (
		select t.period_id, w.part, case w.part when 'plan' then 0
				when 'commitment' then t.commitment_id
				when 'office' then t.office_id
				when 'objective' then t.objective_id
				when 'action_line' then t.action_line_id
				else t.indicator_id end as id,
			sum(t.product) as products,
			sum(t.weight) filter (where t.counts) as weights,
			sum(t.product) filter (where t.state = 'measured')
				as reported_products,
			sum(t.weight) filter (where t.state = 'measured')
				as reported_weights,
			sum(t.original_product) as original_products,
			sum(t.weight) filter (where t.original_product is not null)
				as original_weights,
			count(*) filter (where t.due)::int as n_due,
			count(*) filter (where t.state = 'measured')::int as n_measured,
			count(t.executed) filter (where t.due)::int as n_reported,
			count(*) filter (where t.approved and t.due)::int as n_approved,
			count(*) filter (where t.state = 'pending')::int as n_pending,
			count(*) filter (where t.state in ('zero', 'missing'))::int
				as n_missing
		from term t
		cross join unnest(parts) as w (part)
		group by 1, 2, 3
	), listed as (
		select 'plan' as part, 0::bigint as id where 'plan' = any (parts)
		union all
		select 'commitment', c.id from plan.commitment c
		where 'commitment' = any (parts) and c.plan_id = plan
			and c.deleted_at is null
		union all
		select 'objective', o.id from plan.objective o
		where 'objective' = any (parts) and o.plan_id = plan
			and o.deleted_at is null
		union all
		select 'action_line', l.id from plan.action_line l
		join plan.objective o on o.id = l.objective_id and o.plan_id = plan
		where 'action_line' = any (parts) and l.deleted_at is null
		union all
		select distinct f.part, f.id from figure f
		where f.part in ('office', 'indicator')
	), ruled as (
		select s.*, c.part, c.id, f.products, f.weights,
			follow.mean_of(f.products, f.weights) as mean,
			follow.mean_of(f.reported_products, f.reported_weights)
				as mean_reported,
			follow.mean_of(f.original_products, f.original_weights)
				as mean_original,
			coalesce(f.n_due, 0) as n_due,
			coalesce(f.n_measured, 0) as n_measured,
			coalesce(f.n_reported, 0) as n_reported,
			coalesce(f.n_approved, 0) as n_approved,
			coalesce(f.n_pending, 0) as n_pending,
			coalesce(f.n_missing, 0) as n_missing,
			follow.hundredth(f.n_measured, f.n_due) as covered
		from follow.spans(plan, periods) as s
		cross join listed as c
		left join figure f on f.period_id = s.span_id and f.part = c.part
			and f.id = c.id
	)
	select r.span_id, r.part, r.id,
		case r.part when 'commitment' then r.id end, r.mean,
		coalesce(follow.percent_text(r.mean, r.threshold, r.red_below,
			r.green_from),
			case when r.n_pending > 0 then 'pendiente' else 's/d' end),
		case when r.mean < r.red_below then 'red'
			when r.mean < r.green_from then 'amber'
			when r.mean >= r.green_from then 'green' end,
		case when not case r.part when 'plan' then r.gate_plan
				when 'commitment' then r.gate_commitment else false end
				then 'none'
			when r.n_due = 0 or (r.mean is null and r.n_pending > 0)
				then 'none'
			when r.mean is null or r.covered < r.minimum_coverage
				then 'inconclusive'
			when r.mean < r.threshold then 'fail'
			else 'pass' end,
		r.threshold, r.n_due, r.n_measured, r.n_reported, r.n_approved,
		r.n_pending, r.n_missing, r.covered, r.mean_reported,
		r.mean_original, r.state = 'open', r.minimum_coverage, r.red_below,
		r.green_from, r.cap, r.rule_name, r.products, r.weights
	from ruled r;
end;
$$;
comment on function follow.figures(bigint, bigint[], text[]) is
	'Promedio, luz, umbral y cobertura de un plan y de sus partes en cada periodo';

reset role;
