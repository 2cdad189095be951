-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the compliance engine stands on: plans and periods of their keys, rules,
-- what an attainment is, the indicators as they count in each period, and the
-- spans that periods make.

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
grant execute on function follow.plan_of(text) to hito_reader, hito_clerk, hito_secretariat, hito_it;

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

-- The day on which a report tells what is overdue: that of the cut-off, and
-- before it that of reading.
create function follow.read_on(cutoff date)
returns date
language sql stable
return least(cutoff, core.today());
comment on function follow.read_on(date) is
	'El día del corte, o el de la lectura si el corte no llegó';

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

-- The office that answers for an indicator in a period that was closed once:
-- it stays with the one that answered then.
create function follow.office_in(indicator bigint, period bigint, today bigint)
returns bigint
language sql stable
begin atomic
	select coalesce((select h.unit_id from follow.period_item h
		where h.period_id = period and h.indicator_id = indicator
		order by h.id desc limit 1), today);
end;
comment on function follow.office_in(bigint, bigint, bigint) is
	'La oficina que responde por un indicador en un periodo que se reabrió';

-- An indicator as it counts in a period; kept: of a closed one.
create type follow.counted_row as (period_id bigint, indicator_id bigint, commitment_id bigint,
	office_id bigint, objective_id bigint, action_line_id bigint, weight numeric, method text,
	direction text, measure text, baseline_value numeric, measured_on text, planned numeric,
	original numeric, kept boolean, over_year text);
comment on type follow.counted_row is 'Un indicador como cuenta en un periodo';

-- The indicators of a plan as they count in each period while it is open
-- (closed: also in closed ones, to write them down). An open period counts
-- what its plan's indicators and targets say now. Where it holds a list of its
-- own (follow.period_hold) it counts that: it was reopened, or the plan's next
-- baseline is being prepared, and a draft moves no figure; while it is, the
-- targets are the held ones too. What was closed once stays with the offices
-- that answered then.
--
-- Here and in terms() what is read by periods stands behind OFFSET 0: it is
-- read once and hashed, however few rows the planner thinks there are.
create function follow.counting(plan bigint, periods bigint[], closed boolean)
returns setof follow.counted_row
language sql stable
begin atomic
	with here as (
		select q.id, exists (select from follow.period_item x
				where x.period_id = q.id and x.deleted_at is null) as held,
			q.reopened_at is not null as reopened
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
	select q.id, i.id, i.commitment_id, case when q.reopened
			then follow.office_in(i.id, q.id, i.office_id)
			else i.office_id end, null::bigint,
		null::bigint, i.weight, i.method, i.direction, i.measure,
		i.baseline_value, i.measured_on, t.planned, o.planned, false,
		i.over_year
	from here q
	join follow.indicator i on i.plan_id = plan and i.deleted_at is null
	left join target t on t.period_id = q.id and t.indicator_id = i.id
	left join follow.originals(plan, periods) as o
		on o.indicator_id = i.id and o.period_id = q.id
	where not q.held
	union all
	select q.id, h.indicator_id, h.commitment_id, case when q.reopened
			then h.unit_id else i.office_id end, null::bigint,
		null::bigint, h.weight, h.method, h.direction, h.measure,
		h.baseline_value, h.measured_on,
		case (select follow.baseline_state(plan)) when 'preparing'
			then h.planned else t.planned end,
		o.planned, false, h.over_year
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
		true, h.over_year
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
