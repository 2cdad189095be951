-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: spans
-- The compliance engine: each indicator's term in a period, and the figures
-- made of the terms. The functions run as hito_owner, so that every reader
-- gets the same figure; those that show single terms to people stand in
-- figure.sql and hide what a reader may not read.

-- What stood last before a longer span began, of indicators that count what
-- is of the span alone (over_year).
create type follow.begun_row as (span_id bigint, indicator_id bigint,
	period_key text, planned numeric, original numeric, executed numeric,
	approved boolean);
comment on type follow.begun_row is 'Con cuánto empezó un indicador acumulado un año';

create function follow.begun(plan bigint, periods bigint[])
returns setof follow.begun_row language plpgsql stable
set jit = off as $$
begin
	if not exists (select from follow.indicator i
			where i.plan_id = plan and i.over_year <> 'typed')
		and not exists (select from follow.period_item h
			join core.period p on p.id = h.period_id
			where p.plan_id = plan and h.over_year <> 'typed') then
		return;
	end if;
	return query
	with cell as (
		select s.span_id, c.indicator_id, q.period_key::text as key,
			q.to_date, q.kind = 'year' as own, c.planned,
			coalesce(c.original, c.planned) as original, r.executed,
			r.state = 'approved' as approved
		from follow.spans(plan, periods) as s
		join core.period q on q.plan_id = plan and q.deleted_at is null
			and q.to_date < s.from_date
		join follow.counted(plan, (select array_agg(x.id)
			from core.period x where x.plan_id = plan)) as c
			on c.period_id = q.id
			and follow.measured_part(c.measured_on, q.period_key,
				q.kind = 'year')
		left join follow.result r on r.indicator_id = c.indicator_id
			and r.period_id = q.id and r.deleted_at is null
			and r.state <> 'not_applicable' and follow.result_counts(r.state,
				q.state = 'open' and s.state = 'open')
		where s.longer
	)
	select c.span_id, c.indicator_id,
		(array_agg(c.key order by c.to_date desc, c.own desc)
			filter (where c.executed is not null))[1],
		(array_agg(c.planned order by c.to_date desc, c.own desc)
			filter (where c.planned is not null))[1],
		(array_agg(c.original order by c.to_date desc, c.own desc)
			filter (where c.original is not null))[1],
		(array_agg(c.executed order by c.to_date desc, c.own desc)
			filter (where c.executed is not null))[1],
		(array_agg(c.approved order by c.to_date desc, c.own desc)
			filter (where c.executed is not null))[1]
	from cell c
	group by c.span_id, c.indicator_id;
end;
$$;
comment on function follow.begun(bigint, bigint[]) is
	'Con cuánto empezaron un año, o el plan, los indicadores que cuentan lo del año';

-- What a longer span takes off an indicator that counts what is of the span
-- alone: what stood before it, else the baseline's. A target goes from the
-- target before, or from what had come by then. unbegun: nobody knows.
create function follow.deducted(baseline numeric, b follow.begun_row,
	out planned numeric, out original numeric, out executed numeric,
	out approved boolean, out unbegun boolean)
language sql immutable parallel safe as $$
	select case when b.executed is null then baseline
			else coalesce(b.planned, b.executed) end,
		case when b.executed is null then baseline
			else coalesce(b.original, b.executed) end,
		coalesce(b.executed, baseline), coalesce(b.approved, true),
		b.executed is null and baseline is null;
$$;
comment on function follow.deducted(numeric, follow.begun_row) is
	'Lo que un año descuenta de lo planificado y lo ejecutado de un indicador';

-- Planned and executed of each indicator over longer spans (a year, the plan
-- so far), out of the periods in them. A year has its own figures where they
-- were entered for the year, else they come of its quarters: added up (sum),
-- or the last known (running, level); years make the plan in the same way.
-- What does not apply in a period is out on both sides, and so is what the
-- plan so far still awaits. Each period in it gives what it counts itself, a
-- closed one what it was closed with; how they make one figure is said by the
-- year, else by the last of them that counts the indicator. A running one may
-- count what is of the span alone: its value at the end less that with which
-- it began; undated: no day by which to report.
create function follow.longer(plan bigint, periods bigint[])
returns table (span_id bigint, cap numeric, unreported text,
	waiting boolean, undated boolean, indicator_id bigint,
	commitment_id bigint, office_id bigint, weight numeric, method text, direction text,
	baseline_value numeric, planned numeric, original numeric,
	executed numeric, approved boolean, excused boolean, late boolean,
	awaited boolean, due boolean, objective_id bigint,
	action_line_id bigint, measure text, kept boolean, over_year text,
	unbegun boolean)
language plpgsql stable
set jit = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	if not 0 = any (periods) and not exists (select from core.period p
			where p.id = any (periods) and p.kind = 'year') then
		return;
	end if;
	return query
	with part as (
		select * from follow.span_parts(plan, periods) as p
		where p.longer
	), counted as materialized (
		select c.*
		from follow.counted(plan, (select array_agg(p.part_id)
			from part p)) as c
	), one as (
		select distinct on (p.span_id, c.indicator_id) p.span_id, c.*
		from part p
		join counted c on c.period_id = p.part_id
		order by p.span_id, c.indicator_id, p.whole desc, p.to_date desc,
			p.own
	), cell as (
		select p.span_id, i.indicator_id as id, a.measure,
			left(p.period_key, 4) as year, p.own, p.from_date, i.planned,
			coalesce(i.original, i.planned) as original,
			r.executed, r.state = 'approved' as approved,
			coalesce(r.state = 'not_applicable', false) as excused,
			(coalesce(r.first_sent_at, r.submitted_at)
				at time zone 'America/Lima')::date
				> p.submissions_due as late,
			p.awaits and r.id is null as awaited
		from part p
		join counted i on i.period_id = p.part_id
			and follow.measured_part(i.measured_on, p.period_key, p.own)
		join one a on a.span_id = p.span_id
			and a.indicator_id = i.indicator_id
		left join follow.result r on r.indicator_id = i.indicator_id
			and r.period_id = p.part_id and r.deleted_at is null
			and follow.result_counts(r.state, p.counts_reported)
	), yearly as (
		select c.span_id, c.id, c.measure, c.year,
			coalesce(bool_or(c.excused) filter (where c.own), false)
				as year_excused,
			(array_agg(c.planned order by c.own desc, c.from_date desc) filter
				(where c.planned is not null and not c.excused
				and not c.awaited))[1] as planned_last,
			sum(c.planned) filter (where not c.own and not c.excused
				and not c.awaited) as planned_sum,
			sum(c.planned) filter (where c.own and not c.awaited)
				as planned_own,
			(array_agg(c.original order by c.own desc, c.from_date desc)
				filter (where c.original is not null and not c.excused
				and not c.awaited))[1] as original_last,
			sum(c.original) filter (where not c.own and not c.excused
				and not c.awaited) as original_sum,
			sum(c.original) filter (where c.own and not c.awaited)
				as original_own,
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
	), whole as (
		select t.span_id, t.id,
			case t.measure when 'sum' then sum(t.planned)
				else (array_agg(t.planned order by t.year desc)
					filter (where t.planned is not null))[1] end as planned,
			case t.measure when 'sum' then sum(t.original)
				else (array_agg(t.original order by t.year desc)
					filter (where t.original is not null))[1] end
				as original,
			case t.measure when 'sum' then sum(t.executed)
				else (array_agg(t.executed order by t.year desc)
					filter (where t.executed is not null))[1] end
				as executed,
			coalesce(bool_and(t.approved), false) as approved,
			bool_or(t.excused) and count(t.planned) = 0
				and count(t.executed) = 0 as excused,
			coalesce(bool_or(t.late), false) as late,
			bool_or(t.awaited) and count(t.planned) = 0 as awaited
		from told t
		group by t.span_id, t.id, t.measure
	)
	select s.span_id, s.cap, s.unreported, s.waiting,
		s.submissions_due is null, i.indicator_id, i.commitment_id,
		i.office_id, i.weight, i.method, i.direction, i.baseline_value,
		w.planned - coalesce(d.planned, 0),
		nullif(w.original - coalesce(d.original, 0),
			w.planned - coalesce(d.planned, 0)),
		w.executed - coalesce(d.executed, 0),
		w.approved and coalesce(d.approved, true), w.excused, w.late,
		w.awaited, w.id is not null, i.objective_id, i.action_line_id,
		i.measure, i.kept, i.over_year, coalesce(d.unbegun, false)
	from follow.spans(plan, periods) as s
	join one i on i.span_id = s.span_id
	left join whole w on w.span_id = s.span_id and w.id = i.indicator_id
	left join follow.begun(plan, periods) as b on b.span_id = s.span_id
		and b.indicator_id = i.indicator_id
	left join lateral (select * from follow.deducted(i.baseline_value, b) as d
		where i.over_year = 'year') as d on true
	where s.longer;
end;
$$;
comment on function follow.longer(bigint, bigint[]) is
	'Lo planificado y lo ejecutado de cada indicador en un año o en el plan hasta hoy';

-- The term of every indicator of a plan in each of the spans. state:
-- measured, zero (unreported after the due day), missing (the same where the
-- rule leaves it out), pending, not_programmed, not_measurable, not_due,
-- not_applicable. Only measured and zero stand in the mean. Open quarters
-- take reported and approved results, closed ones approved results.
-- original, original_attainment: the target of the first baseline and the
-- attainment on it, only where it is another one; also where that of today,
-- cut to nothing, can no longer be measured.
--
-- This one and spans() have no settings of their own, so that the planner
-- puts them into the query that asks and works out only what that uses;
-- OFFSET 0 keeps it from finding the state again at every use.
create function follow.terms(plan bigint, periods bigint[])
returns table (period_id bigint, indicator_id bigint, commitment_id bigint,
	office_id bigint, weight numeric, planned numeric, original numeric,
	executed numeric, approved boolean, late boolean, state text, attainment numeric,
	capped numeric, original_attainment numeric, cap numeric,
	method text, direction text, measure text, baseline_value numeric,
	objective_id bigint, action_line_id bigint, kept boolean,
	over_year text)
language sql stable
begin atomic
	with told as (
		select s.span_id, s.cap, s.unreported, s.waiting,
			s.submissions_due is null as undated,
			i.indicator_id as id, i.commitment_id, i.office_id, i.weight,
			i.method, i.direction, i.baseline_value, i.planned,
			nullif(i.original, i.planned) as original, r.executed,
			r.state = 'approved' as approved,
			r.state = 'not_applicable' as excused,
			r.sent_at >= s.late_from as late, false as awaited,
			follow.measured_in(i.measured_on, s.span_key) as due,
			i.objective_id, i.action_line_id, i.measure, i.kept,
			i.over_year, false as unbegun
		from (select * from follow.spans(plan, periods) offset 0) as s
		join follow.counted(plan, periods) as i on i.period_id = s.span_id
		left join (select r.period_id, r.indicator_id, r.executed, r.state,
				coalesce(r.first_sent_at, r.submitted_at) as sent_at
			from follow.result r
			where r.period_id = any (periods) and r.deleted_at is null
				and r.state in ('approved', 'not_applicable', 'reported')
			offset 0) as r
			on r.period_id = i.period_id and r.indicator_id = i.indicator_id
			and (r.state <> 'reported' or s.state = 'open')
		where not s.longer
		union all
		select * from follow.longer(plan, periods)
	), stated as (
		select t.*, case
			when not t.due then 'not_due'
			when t.excused then 'not_applicable'
			when t.awaited then 'pending'
			when t.unbegun and t.planned is not null then 'not_measurable'
			else coalesce(follow.target_state(t.method, t.direction,
				t.baseline_value, t.planned), case
				when t.executed is not null then 'measured'
				-- Whatever was said of the office, its day is still to
				-- come. Without a day nothing more comes of one whose
				-- submission is approved or was declared missing.
				when t.waiting and not (t.undated and exists (
					select from follow.submission u
					where u.period_id = t.span_id
						and u.office_id = t.office_id
						and u.state in ('approved', 'missing')
						and u.deleted_at is null)) then 'pending'
				when t.unreported = 'zero' then 'zero'
				else 'missing' end)
			end as state
		from told t
		offset 0
	)
	select t.span_id, t.id, t.commitment_id, t.office_id, t.weight,
		t.planned, t.original, t.executed, coalesce(t.approved, false),
		coalesce(t.late, false), t.state,
		case t.state
			when 'measured' then follow.attain(t.method, t.direction,
				t.baseline_value, t.planned, t.executed)
			when 'zero' then 0 end,
		case t.state
			when 'measured' then least(t.cap, follow.attain(t.method,
				t.direction, t.baseline_value, t.planned, t.executed))
			when 'zero' then 0 end,
		case when t.original is not null and not t.unbegun
				and follow.target_state(t.method, t.direction,
					t.baseline_value, t.original) is null
			then case when t.state = 'measured' or t.executed is not null
					and t.state in ('not_programmed', 'not_measurable')
				then follow.attain(t.method, t.direction,
					t.baseline_value, t.original, t.executed)
				when t.state = 'zero' or t.state in ('not_programmed',
					'not_measurable') and t.unreported = 'zero'
					and not t.waiting then 0 end end,
		t.cap, t.method, t.direction, t.measure, t.baseline_value,
		t.objective_id, t.action_line_id, t.kept, t.over_year
	from stated t;
end;
comment on function follow.terms(bigint, bigint[]) is
	'El término de cada indicador en cada periodo: estado, logro y logro con tope';

-- The objective and the action line of an indicator: its own, else those of
-- its commitment.
create function follow.line_of(indicator bigint)
returns bigint
language sql stable
begin atomic
	select coalesce(i.action_line_id, c.action_line_id)
	from follow.indicator i
	left join plan.commitment c on c.id = i.commitment_id
	where i.id = indicator;
end;
comment on function follow.line_of(bigint) is
	'La línea de acción de un indicador o de su compromiso';

create function follow.objective_of(indicator bigint)
returns bigint
language sql stable
begin atomic
	select coalesce(i.objective_id, c.objective_id, l.objective_id)
	from follow.indicator i
	left join plan.commitment c on c.id = i.commitment_id
	left join plan.action_line l
		on l.id = coalesce(i.action_line_id, c.action_line_id)
	where i.id = indicator;
end;
comment on function follow.objective_of(bigint) is
	'El objetivo de un indicador, de su compromiso o de su línea de acción';

-- The parts of one kind that have a figure even without an indicator.
create function follow.listed(plan bigint, part text)
returns table (id bigint) language plpgsql stable as $$
#variable_conflict use_column
begin
	if part = 'commitment' then
		return query select c.id from plan.commitment c
			where c.plan_id = plan and c.deleted_at is null;
	elsif part = 'objective' then
		return query select o.id from plan.objective o
			where o.plan_id = plan and o.deleted_at is null;
	elsif part = 'action_line' then
		return query select l.id from plan.action_line l
			join plan.objective o on o.id = l.objective_id
			where o.plan_id = plan and l.deleted_at is null;
	end if;
end;
$$;
comment on function follow.listed(bigint, text) is
	'Partes de un plan que tienen una cifra también sin indicadores';

-- The figures of the plan (part plan, part_id 0) and of its parts of one
-- kind (commitment, office, objective, action_line or indicator) in each of
-- the spans. The gate is on the plan and on commitments; where it is not
-- conclusive that stands in place of the light. Where nothing is due, or has no
-- target at all, there is no gate. plpgsql, because it keeps its plan.
create function follow.figures(plan bigint, periods bigint[],
	kind text default 'commitment')
returns table (period_id bigint, part text, part_id bigint,
	commitment_id bigint, mean numeric, shown text, band text, gate text,
	threshold numeric, n_due int, n_measured int, n_reported int,
	n_approved int, n_pending int, n_missing int, coverage numeric,
	mean_reported numeric, mean_original numeric, preliminary boolean,
	minimum_coverage numeric, edges numeric[], cap numeric, rule_name text,
	products numeric, weights numeric)
language plpgsql stable security definer
set jit = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
	-- Before there is a baseline there is nothing to stand beside.
	frozen boolean := exists (select from follow.baseline_set s
		where s.plan_id = plan and s.state = 'frozen'
			and s.deleted_at is null);
begin
	return query
	-- By state first: nearly all the work is adding up, and there are few.
	with stated as materialized (
		select t.period_id, case $3
				when 'commitment' then t.commitment_id
				when 'office' then t.office_id
				when 'objective' then case when t.kept then t.objective_id
					else follow.objective_of(t.indicator_id) end
				when 'action_line' then case when t.kept
					then t.action_line_id
					else follow.line_of(t.indicator_id) end
				when 'indicator' then t.indicator_id end as id,
			t.state, t.original is not null as changed,
			sum(t.capped * t.weight) as products,
			sum(t.weight) as weights,
			sum(least(t.cap, t.original_attainment) * t.weight) filter
				(where t.original_attainment is not null)
				as original_products,
			sum(t.weight) filter (where t.original_attainment is not null)
				as original_weights,
			count(*) as n, count(t.executed) as n_reported,
			count(*) filter (where t.approved) as n_approved
		from follow.terms(plan, periods) as t
		group by 1, 2, 3, 4
	), figure as materialized (
		select t.period_id, grouping(t.id) as whole,
			case grouping(t.id) when 1 then 0 else t.id end as id,
			sum(t.products) as products,
			sum(t.weights) filter (where t.products is not null) as weights,
			-- What counts 0 adds to the weights only.
			sum(t.weights) filter (where t.state = 'measured')
				as reported_weights,
			sum(case when t.changed then t.original_products
				else t.products end) filter (where frozen)
				as original_products,
			sum(case when t.changed then t.original_weights
				when t.products is not null then t.weights end) filter
				(where frozen) as original_weights,
			-- Without any target nothing is due.
			case when bool_or(t.due and t.state <> 'not_programmed')
				then sum(t.n) filter (where t.due) end as n_due,
			sum(t.n) filter (where t.state = 'measured') as n_measured,
			sum(t.n_reported) filter (where t.due) as n_reported,
			sum(t.n_approved) filter (where t.due) as n_approved,
			sum(t.n) filter (where t.state = 'pending') as n_pending,
			sum(t.n) filter (where t.state in ('zero', 'missing'))
				as n_missing
		from (select s.*, s.state not in ('not_due', 'not_applicable') as due
			from stated s) as t
		group by grouping sets ((t.period_id, t.id), (t.period_id))
	), listed as (
		select 1 as whole, 0::bigint as id
		union all
		select 0, l.id from follow.listed(plan, $3) as l
		union all
		select distinct 0, f.id from figure f
		where $3 in ('office', 'indicator') and f.whole = 0
	), ruled as (
		select s.*, case c.whole when 1 then 'plan' else $3 end as part,
			c.id, f.products, f.weights,
			follow.mean_of(f.products, f.weights) as mean,
			follow.mean_of(f.products, f.reported_weights)
				as mean_reported,
			follow.mean_of(f.original_products, f.original_weights)
				as mean_original,
			coalesce(f.n_due, 0)::int as n_due,
			coalesce(f.n_measured, 0)::int as n_measured,
			coalesce(f.n_reported, 0)::int as n_reported,
			coalesce(f.n_approved, 0)::int as n_approved,
			coalesce(f.n_pending, 0)::int as n_pending,
			coalesce(f.n_missing, 0)::int as n_missing,
			follow.hundredth(coalesce(f.n_measured, 0), f.n_due)
				as covered
		from follow.spans(plan, periods) as s
		cross join listed as c
		left join figure f on f.period_id = s.span_id
			and f.whole = c.whole and f.id = c.id
		offset 0
	)
	select r.span_id, r.part, r.id,
		case r.part when 'commitment' then r.id end, r.mean,
		coalesce(case when follow.plain_percent(r.mean, r.threshold)
				and follow.plain_percent(r.mean, r.red_below)
				and follow.plain_percent(r.mean, r.green_from)
				then round(r.mean, 2)::text
			else follow.percent_text(r.mean, variadic r.edges) end,
			case when r.n_pending > 0 then 'pendiente' else 's/d' end),
		case r.gate when 'inconclusive' then r.gate
			else follow.band_of(r.mean, r.red_below, r.green_from) end,
		r.gate, r.threshold, r.n_due, r.n_measured, r.n_reported, r.n_approved,
		r.n_pending, r.n_missing, r.covered, r.mean_reported,
		r.mean_original, r.state = 'open', r.minimum_coverage, r.edges,
		r.cap, r.rule_name, r.products, r.weights
	from (select x.*,
			case when not case x.part when 'plan' then x.gate_plan
					when 'commitment' then x.gate_commitment else false end
					then 'none'
				when x.n_due = 0 or (x.mean is null and x.n_pending > 0)
					then 'none'
				when x.mean is null or x.covered < x.minimum_coverage
					then 'inconclusive'
				when x.mean < x.threshold then 'fail'
				else 'pass' end as gate
		from ruled x offset 0) as r;
end;
$$;
comment on function follow.figures(bigint, bigint[], text) is
	'Promedio, luz, umbral y cobertura de un plan y de sus partes en cada periodo';
