-- SPDX-License-Identifier: GPL-3.0-or-later
-- The compliance engine: each indicator's term in a period, and the figures
-- made of the terms. The functions run as hito_owner, so that every reader
-- gets the same figure; those that show single terms to people stand in
-- figure.sql and hide what a reader may not read.

-- The plan of a code; NULL: the latest that is not a draft, else the latest.
create function follow.plan_of(code text)
returns bigint language sql stable security definer as $$
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
returns bigint language sql stable security definer as $$
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

-- The last periods of a kind until a day.
create function follow.last_periods(plan bigint, kind text, until date, n int)
returns setof core.period
language sql stable
begin atomic
	select q.* from core.period q
	where q.plan_id = plan and q.kind = last_periods.kind
		and q.to_date <= until and q.deleted_at is null
	order by q.to_date desc
	limit n;
end;
comment on function follow.last_periods(bigint, text, date, int) is
	'Los últimos periodos de una clase hasta un día';

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

-- Is an indicator measured in a period? measured_on: the keys of those in
-- which it is; NULL: in all.
create function follow.measured_in(measured_on text, period_key text)
returns boolean
language sql immutable parallel safe
return measured_on is null
	or period_key = any (string_to_array(measured_on, ' '));
comment on function follow.measured_in(text, text) is
	'Un indicador se mide en un periodo';

-- The same of a period that counts in a longer one: a year (own) also where
-- only its quarters are named, a quarter where only its year is.
create function follow.measured_part(measured_on text, period_key text,
	own boolean)
returns boolean
language sql immutable parallel safe
return follow.measured_in(measured_on, period_key) or case when own
	then measured_on ~ ('\m' || period_key || '-')
	else left(period_key, 4) = any (string_to_array(measured_on, ' '))
		and not measured_on ~ ('\m' || left(period_key, 4) || '-') end;
comment on function follow.measured_part(text, text, boolean) is
	'Un indicador se mide en un periodo de un año o del plan';

-- Does a result count, in a period that is open or not?
create function follow.result_counts(state text, open boolean)
returns boolean
language sql immutable parallel safe
return state in ('approved', 'not_applicable') or state = 'reported' and open;
comment on function follow.result_counts(text, boolean) is
	'Un resultado cuenta: los informados, solo mientras el periodo está abierto';

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

-- What was planned when the target was first frozen in a baseline of the
-- plan; no rows before there is one. periods NULL: all of them.
create function follow.originals(plan bigint, periods bigint[])
returns table (indicator_id bigint, period_id bigint, planned numeric)
language sql stable
begin atomic
	select distinct on (b.indicator_id, b.period_id)
		b.indicator_id, b.period_id, b.planned
	from follow.baseline_set s
	join follow.baseline_item b on b.baseline_set_id = s.id
		and b.deleted_at is null and b.period_id is not null
	where s.plan_id = plan and s.state = 'frozen' and s.deleted_at is null
		and (periods is null or b.period_id = any (periods))
	order by b.indicator_id, b.period_id, s.version;
end;
comment on function follow.originals(bigint, bigint[]) is
	'Las metas como se fijaron la primera vez en una línea base';

-- An indicator as it counts in a period; kept: of a closed one.
create type follow.counted_row as (period_id bigint, indicator_id bigint, commitment_id bigint,
	office_id bigint, objective_id bigint, action_line_id bigint, weight numeric, method text,
	direction text, measure text, baseline_value numeric, measured_on text, planned numeric,
	original numeric, kept boolean);
comment on type follow.counted_row is 'Un indicador como cuenta en un periodo';

-- The indicators of a plan as they count in each period while it is open
-- (closed: also in closed ones, to write them down). An open period counts
-- what its plan's indicators and targets say now. Where it holds a list of its
-- own (follow.period_hold) it counts that: it was reopened, or the plan's next
-- baseline is being prepared, and a draft moves no figure; while it is, the
-- targets are the held ones too.
--
-- Here and in terms() what is read by periods stands behind OFFSET 0: it is
-- read once and hashed, however few rows the planner thinks there are.
create function follow.counting(plan bigint, periods bigint[], closed boolean)
returns setof follow.counted_row
language sql stable
begin atomic
	with here as (
		select q.id, exists (select from follow.period_item x
				where x.period_id = q.id and x.deleted_at is null) as held
		from core.period q
		where q.plan_id = plan and q.id = any (periods)
			and (q.state = 'open' or closed) and q.deleted_at is null
		offset 0
	), target as not materialized (
		select x.period_id, x.indicator_id, x.planned
		from follow.target x
		where x.period_id = any (periods) and x.deleted_at is null
		offset 0
	)
	select q.id, i.id, i.commitment_id, i.office_id, null::bigint,
		null::bigint, i.weight, i.method, i.direction, i.measure,
		i.baseline_value, i.measured_on, t.planned, o.planned, false
	from here q
	join follow.indicator i on i.plan_id = plan and i.deleted_at is null
	left join target t on t.period_id = q.id and t.indicator_id = i.id
	left join follow.originals(plan, periods) as o
		on o.indicator_id = i.id and o.period_id = q.id
	where not q.held
	union all
	select q.id, h.indicator_id, h.commitment_id, i.office_id, null::bigint,
		null::bigint, h.weight, h.method, h.direction, h.measure,
		h.baseline_value, h.measured_on,
		case (select follow.baseline_state(plan)) when 'preparing'
			then h.planned else t.planned end,
		o.planned, false
	from here q
	join follow.period_item h on h.period_id = q.id
		and h.period_id = any (periods) and h.deleted_at is null
	join follow.indicator i on i.id = h.indicator_id
	left join target t on t.period_id = q.id
		and t.indicator_id = h.indicator_id
	left join follow.originals(plan, periods) as o
		on o.indicator_id = h.indicator_id and o.period_id = q.id
	where q.held;
end;
comment on function follow.counting(bigint, bigint[], boolean) is
	'Los indicadores de un plan como cuentan en cada periodo mientras está abierto';

-- The same of every period: a closed one counts what it was closed with,
-- whatever became of its indicators since.
create function follow.counted(plan bigint, periods bigint[])
returns setof follow.counted_row
language sql stable
begin atomic
	select h.period_id, h.indicator_id, h.commitment_id, h.unit_id,
		h.objective_id, h.action_line_id, h.weight, h.method, h.direction,
		h.measure, h.baseline_value, h.measured_on, h.planned, h.original,
		true
	from core.period q
	join follow.period_item h on h.period_id = q.id
		and h.period_id = any (periods) and h.deleted_at is null
	where q.plan_id = plan and q.id = any (periods)
		and q.state = 'closed' and q.deleted_at is null
	union all
	select * from follow.counting(plan, periods, false);
end;
comment on function follow.counted(bigint, bigint[]) is
	'Los indicadores de un plan como cuentan en cada periodo';

-- The plan so far: its quarters up to the one that is being reported, closed
-- when all of them are. plpgsql, so that only who asks for it plans for it.
create function follow.so_far(plan bigint)
returns table (span_id bigint, span_key text, kind text, state text,
	from_date date, to_date date, cutoff date, submissions_due date)
language plpgsql stable security definer as $$
#variable_conflict use_column
begin
	return query
	select 0::bigint, 'plan', 'plan',
		case when bool_and(q.state = 'closed') then 'closed' else 'open' end,
		min(q.from_date), max(q.to_date), max(q.cutoff),
		max(q.submissions_due)
	from core.period q
	where q.plan_id = plan and q.kind = 'quarter' and q.deleted_at is null
		and q.to_date <= (select p.to_date from core.period p
			where p.id = follow.period_of(plan, null))
	having count(*) > 0;
end;
$$;
comment on function follow.so_far(bigint) is 'El plan hasta hoy, como un periodo';

-- Quarters and years of a plan with the rules of their last day; 0 stands
-- for the plan so far. edges: what a percentage must not seem to cross.
create function follow.spans(plan bigint, periods bigint[])
returns table (span_id bigint, span_key text, kind text, state text,
	from_date date, to_date date, cutoff date, submissions_due date,
	rule_name text, threshold numeric, cap numeric,
	minimum_coverage numeric, red_below numeric, green_from numeric,
	unreported text, gate_plan boolean, gate_commitment boolean,
	longer boolean, waiting boolean, late_from timestamptz, edges numeric[])
language sql stable
begin atomic
	select s.*, r.name, r.threshold, r.cap, r.minimum_coverage, r.red_below,
		r.green_from, r.unreported, r.gate_plan, r.gate_commitment,
		s.kind <> 'quarter',
		-- The plan so far waits for nothing: what it awaits is left out.
		s.kind <> 'plan' and s.state = 'open'
			and coalesce((select core.today()) <= s.submissions_due, true),
		(s.submissions_due + 1)::timestamp at time zone 'America/Lima',
		array[r.threshold, r.red_below, r.green_from]
	from (select p.id, p.period_key::text, p.kind, p.state, p.from_date,
			p.to_date, p.cutoff, p.submissions_due
		from core.period p
		where p.plan_id = plan and p.id = any (periods)
			and p.deleted_at is null
		union all
		select f.* from follow.so_far(plan) as f
		where 0 = any (periods)) as s
	cross join lateral follow.rules_of(s.to_date) as r;
end;
comment on function follow.spans(bigint, bigint[]) is
	'Trimestres, años y el plan hasta hoy, con las reglas de su último día';

-- The periods of which spans are made: itself, and of a longer one those in
-- it. own: a year.
create function follow.span_parts(plan bigint, periods bigint[])
returns table (span_id bigint, part_id bigint, period_key text, own boolean,
	from_date date, to_date date, state text, submissions_due date,
	awaits boolean, counts_reported boolean, longer boolean, whole boolean)
language sql stable
begin atomic
	select s.span_id, q.id, q.period_key::text, q.kind = 'year', q.from_date,
		q.to_date, q.state, q.submissions_due,
		s.kind = 'plan' and q.state = 'open'
			and coalesce((select core.today()) <= q.submissions_due, true),
		q.state = 'open' and s.state = 'open', s.longer, q.id = s.span_id
	from follow.spans(plan, periods) as s
	join core.period q on q.plan_id = plan and q.deleted_at is null
		and (q.id = s.span_id or (s.longer
			and q.to_date between s.from_date and s.to_date
			and (q.kind = 'quarter' or s.kind = 'plan')));
end;
comment on function follow.span_parts(bigint, bigint[]) is
	'Los periodos de los que se componen trimestres, años y el plan hasta hoy';

-- Planned and executed of each indicator over longer spans (a year, the plan
-- so far), out of the periods in them. A year has its own figures where they
-- were entered for the year, else they come of its quarters: added up (sum),
-- or the last known (running, level); years make the plan in the same way.
-- What does not apply in a period is out on both sides, and so is what the
-- plan so far still awaits. Each period in it gives what it counts itself, a
-- closed one what it was closed with; how they make one figure is said by the
-- year, else by the last of them that counts the indicator.
create function follow.longer(plan bigint, periods bigint[])
returns table (span_id bigint, cap numeric, unreported text,
	waiting boolean, indicator_id bigint, commitment_id bigint,
	office_id bigint, weight numeric, method text, direction text,
	baseline_value numeric, planned numeric, original numeric,
	executed numeric, approved boolean, excused boolean, late boolean,
	awaited boolean, due boolean, objective_id bigint,
	action_line_id bigint, measure text, kept boolean)
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
			(r.submitted_at at time zone 'America/Lima')::date
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
	select s.span_id, s.cap, s.unreported, s.waiting, i.indicator_id,
		i.commitment_id, i.office_id, i.weight, i.method, i.direction,
		i.baseline_value, w.planned, nullif(w.original, w.planned),
		w.executed, w.approved, w.excused, w.late, w.awaited,
		w.id is not null, i.objective_id, i.action_line_id, i.measure, i.kept
	from follow.spans(plan, periods) as s
	join one i on i.span_id = s.span_id
	left join whole w on w.span_id = s.span_id and w.id = i.indicator_id
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
-- attainment on it, only where it is another one.
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
	objective_id bigint, action_line_id bigint, kept boolean)
language sql stable
begin atomic
	with told as (
		select s.span_id, s.cap, s.unreported, s.waiting,
			i.indicator_id as id, i.commitment_id, i.office_id, i.weight,
			i.method, i.direction, i.baseline_value, i.planned,
			nullif(i.original, i.planned) as original, r.executed,
			r.state = 'approved' as approved,
			r.state = 'not_applicable' as excused,
			r.submitted_at >= s.late_from as late, false as awaited,
			follow.measured_in(i.measured_on, s.span_key) as due,
			i.objective_id, i.action_line_id, i.measure, i.kept
		from (select * from follow.spans(plan, periods) offset 0) as s
		join follow.counted(plan, periods) as i on i.period_id = s.span_id
		left join (select r.period_id, r.indicator_id, r.executed, r.state,
				r.submitted_at
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
			else coalesce(follow.target_state(t.method, t.direction,
				t.baseline_value, t.planned), case
				when t.executed is not null then 'measured'
				-- Nothing more comes of an office whose submission is
				-- approved or was declared missing.
				when t.waiting and not exists (
					select from follow.submission u
					where u.period_id = t.span_id
						and u.office_id = t.office_id
						and u.state in ('approved', 'missing')
						and u.deleted_at is null) then 'pending'
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
		case when t.original is not null and follow.target_state(t.method,
				t.direction, t.baseline_value, t.original) is null
			then case t.state
				when 'measured' then follow.attain(t.method, t.direction,
					t.baseline_value, t.original, t.executed)
				when 'zero' then 0 end end,
		t.cap, t.method, t.direction, t.measure, t.baseline_value,
		t.objective_id, t.action_line_id, t.kept
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
-- the spans. The gate is on the plan and on commitments. plpgsql, because it
-- keeps its plan.
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
			sum(t.n) filter (where t.due) as n_due,
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
		follow.band_of(r.mean, r.red_below, r.green_from),
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
		r.mean_original, r.state = 'open', r.minimum_coverage, r.edges,
		r.cap, r.rule_name, r.products, r.weights
	from ruled r;
end;
$$;
comment on function follow.figures(bigint, bigint[], text) is
	'Promedio, luz, umbral y cobertura de un plan y de sus partes en cada periodo';
