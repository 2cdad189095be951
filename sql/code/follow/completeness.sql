-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: terms
-- The quarter as it is read: what each office has to answer, the entry sheet,
-- completeness, what keeps a period from closing, the actions that it carries.

-- Is something due of an indicator in a period? A year asks for what has a
-- target of its own.
create function follow.is_due(kind text, period_key text, measured_on text, planned numeric)
returns boolean language sql immutable parallel safe
return case kind when 'quarter' then follow.measured_in(measured_on, period_key)
	else planned is not null end;
comment on function follow.is_due(text, text, text, numeric) is 'A un indicador le toca informar un periodo';

-- One row per indicator and period. due: it is measured in that period;
-- programmed: its target there can be measured against; answered: there is a
-- value, or it was declared not applicable.
create function follow.cells(plan bigint, periods bigint[])
returns table (period_id bigint, indicator_id bigint, office_id bigint, due boolean, programmed boolean,
	planned numeric, result_id bigint, result_state text, answered boolean, reported boolean,
	approved boolean)
language sql stable security definer as $$
	select p.id, i.indicator_id, i.office_id,
		coalesce(r.state, '') <> 'not_applicable'
			and follow.is_due(p.kind, p.period_key, i.measured_on, i.planned),
		follow.target_state(i.method, i.direction, i.baseline_value, i.planned) is null,
		i.planned, r.id, r.state,
		coalesce(r.executed is not null or r.state = 'not_applicable', false),
		coalesce(r.state in ('reported', 'approved'), false), coalesce(r.state = 'approved', false)
	from core.period p
	join follow.counted(plan, periods) as i on i.period_id = p.id
	-- Of each the one result (offset: no join of it): to join them the planner would read an
	-- indicator's results of all periods.
	left join lateral (select x.id, x.state, x.executed from follow.result x
		where x.indicator_id = i.indicator_id and x.period_id = i.period_id and x.deleted_at is null offset 0) as r on true
	where p.plan_id = plan and p.id = any (periods) and p.deleted_at is null
$$;
comment on function follow.cells(bigint, bigint[]) is 'Qué toca informar de cada indicador en cada periodo, y qué se informó';

-- What an office leaves out of its submission.
create function follow.submission_unanswered(office bigint, period bigint)
returns table (indicator_id bigint, indicator_code text) language sql stable security definer as $$
	select i.id, i.indicator_code::text
	from core.period p
	cross join lateral follow.cells(p.plan_id, array[p.id]) as c
	join follow.indicator i on i.id = c.indicator_id
	where p.id = period and c.office_id = office and c.due and c.programmed and not c.answered
	order by i.indicator_code
$$;
comment on function follow.submission_unanswered(bigint, bigint) is 'Indicadores que una oficina no informa en un periodo y le tocan';

-- The corrective actions that answer for a period: those proposed for it, and
-- earlier ones that the secretariat keeps for it. An action that is open from
-- before and that nobody kept goes into the report, but answers for nothing.
create function follow.answering(period bigint)
returns table (action_id bigint, commitment_id bigint, state text) language sql stable security definer as $$
	select x.id, x.commitment_id, x.state
	from follow.corrective_action x
	where x.deleted_at is null and (x.period_id = $1 or exists (select from follow.action_period k
		where k.action_id = x.id and k.period_id = $1 and k.deleted_at is null))
$$;
comment on function follow.answering(bigint) is 'Acciones correctivas que responden por un periodo';

-- The plan (commitment_id NULL) and the commitments that did not reach the
-- gate in a period, or are not conclusive, and the actions that answer for each.
create function follow.unmet(period bigint)
returns table (commitment_id bigint, commitment_no int, title text, shown text, gate text, actions bigint) language sql stable security definer as $$
	select c.id, c.commitment_no, coalesce(c.title, a.title), f.shown, f.gate,
		(select count(*) from follow.answering(p.id) as x where x.commitment_id is not distinct from c.id)
	from core.period p
	join plan.action_plan a on a.id = p.plan_id
	cross join lateral follow.figures(p.plan_id, array[p.id]) as f
	left join plan.commitment c on c.id = f.commitment_id
	where p.id = period and f.gate in ('fail', 'inconclusive')
	order by c.commitment_no nulls first
$$;
comment on function follow.unmet(bigint) is 'Lo que no alcanzó el umbral en un periodo y sus acciones correctivas';

-- The same by codes, for screens and reports.
create function follow.actions_missing(plan_code text, period_key text)
returns table (commitment_no int, title text, shown text, gate text, actions bigint) language sql stable security definer as $$
	select u.commitment_no, u.title, u.shown, u.gate, u.actions
	from follow.asked($1, $2) as a
	cross join lateral follow.unmet(a.period) as u
	where u.actions = 0
$$;
comment on function follow.actions_missing(text, text) is 'Lo que no alcanzó el umbral y no tiene acción correctiva propuesta';

-- What keeps a period from being closed, each a sentence. What is pending does
-- until its day is past, whatever was said of the office.
create function follow.period_obstacles(period bigint)
returns table (kind text, key text, sentence text) language sql stable security definer as $$
	with here as (
		select p.* from core.period p where p.id = $1
	), cell as materialized (
		select c.*, o.office_code::text as code, s.state
		from here
		cross join lateral follow.cells(here.plan_id, array[here.id]) as c
		join core.office o on o.id = c.office_id
		left join follow.submission s on s.office_id = c.office_id
			and s.period_id = $1 and s.deleted_at is null
	), owed as (
		select c.code, c.state
		from cell c
		where c.due and c.programmed and coalesce(c.state, 'draft') not in ('approved', 'missing')
		union
		-- An office that handed in more than it owed waits for its answer too.
		select o.office_code::text, s.state
		from follow.submission s join core.office o on o.id = s.office_id
		where s.period_id = $1 and s.deleted_at is null and s.state in ('submitted', 'returned')
	), unsettled as (
		-- Of offices that are done: what was left to them, one by one.
		select c.code, u.what, string_agg(i.indicator_code, ', ' order by i.indicator_code) as codes
		from here cross join cell c
		join follow.indicator i on i.id = c.indicator_id
		cross join lateral (select case when c.result_state = 'reported' then 'reported'
			when c.result_state = 'returned' and c.state = 'approved' then 'returned'
			when c.due and c.programmed and not c.reported
				and (select core.today()) <= here.submissions_due
				then 'pending' end as what) as u
		where c.state in ('approved', 'missing') and u.what is not null
		group by c.code, u.what
	)
	select x.kind, x.key, x.sentence from (
	select 'rule', h.period_key::text, format('Ninguna regla de cumplimiento rige el %s: la secretaría la registra.',
		to_char(h.to_date, 'DD/MM/YYYY')), 0, ''
	from here h where not exists (select from follow.rules_of(h.to_date))
	union all
	select 'day', h.period_key::text, format('El periodo termina el %s: se cierra después.',
		to_char(h.to_date, 'DD/MM/YYYY')), 0, ''
	from here h where core.today() <= h.to_date
	union all
	-- By the last day; quarters before the year that they end.
	select 'quarter', q.period_key::text, format('Falta cerrar %s.', q.period_title), 1,
		lpad((q.to_date - date '2000-01-01')::text, 9) || (q.kind = 'year')
	from here join core.period q on q.plan_id = here.plan_id and q.state = 'open' and q.deleted_at is null
		and (q.to_date, q.kind = 'year') < (here.to_date, here.kind = 'year')
	union all
	select 'submission', code, case state
		when 'submitted' then format('Falta aprobar el envío de %s.', code)
		when 'returned' then format('El envío de %s está observado: espera su corrección.', code)
		else format('Falta el envío de %s: que lo presente, o declare que no informó.', code) end, 2, code
	from owed
	union all
	select case what when 'pending' then 'pending' else 'result' end, code, case what
		when 'reported' then format('Falta aprobar u observar lo que %s informó aparte de su envío: %s.', code, codes)
		when 'returned' then format('Lo observado a %s después de aprobar su envío espera su corrección: %s.', code,
			codes)
		else format('%s tiene plazo hasta el %s para informar: %s.', code, to_char(here.submissions_due, 'DD/MM/YYYY'),
			codes) end, 2, code || ' ' || what
	from here cross join unsettled
	union all
	select 'action', coalesce(u.commitment_no::text, ''), format('Falta proponer una acción correctiva para %s (%s).',
		case when u.commitment_id is null then 'el plan' else 'el compromiso ' || u.commitment_no end,
		case u.gate when 'inconclusive' then 'no concluyente' else u.shown || ' %' end), 3,
		coalesce(lpad(u.commitment_no::text, 9), '')
	from follow.unmet($1) as u
	where u.actions = 0) as x (kind, key, sentence, part, place)
	order by x.part, x.place
$$;
comment on function follow.period_obstacles(bigint) is 'Lo que falta para cerrar un periodo';

-- What an office's indicators count with in a period, whatever the next
-- baseline is being prepared with; open to every reader, as its targets are.
create function follow.sheet_cells(office bigint, period bigint)
returns table (indicator_id bigint, planned numeric, due boolean)
-- Of one office: what is joined to it is read row by row, not whole.
language sql stable security definer rows 20 as $$
	select i.indicator_id, i.planned,
		follow.is_due(p.kind, p.period_key, i.measured_on, i.planned)
	from core.period p
	cross join lateral follow.counted(p.plan_id, array[p.id]) as i
	where p.id = $2 and i.office_id = $1
$$;
comment on function follow.sheet_cells(bigint, bigint) is
	'Con qué cuentan los indicadores de una oficina en un periodo';

-- All indicators of an office in a period, to be filled in on one screen. The
-- reader's own rights decide whether she sees values. last4: the values of the
-- four periods of the same kind before it, oldest first, '-' where none.
create function follow.entry_sheet(office_code text, period_key text, plan_code text default null)
returns table (indicator_id bigint, code text, name text, unit text, last4 text[], planned numeric,
	executed numeric, evidence text, narrative text, state text, result_id bigint, row_version int,
	due boolean, reason text, commitment_no int, period_id bigint, period_state text,
	submission_id bigint, submission_version int, submission_state text)
language sql stable rows 20 as $$
	with here as (
		select p.* from core.period p
		where p.id = (select a.period from follow.asked($3, $2) as a)
	), office as (
		select o.id from core.office o
		where core.fold(o.office_code) = core.fold(btrim($1)) and o.deleted_at is null
	), before as materialized (
		select q.id, q.to_date
		from here, follow.last_periods(here.plan_id, here.kind, here.from_date - 1, 4) as q
	)
	select i.id, i.indicator_code::text, i.indicator_name, i.unit,
		(select array_agg(coalesce(follow.quantity_text(x.executed), '-') order by b.to_date)
			from before b left join follow.result x on x.period_id = b.id
				and x.indicator_id = i.id and x.deleted_at is null),
		t.planned, r.executed, r.evidence, r.narrative, coalesce(r.state, 'pending'), r.id, r.row_version,
		t.due, r.reason, c.commitment_no, h.id, h.state, s.id, s.row_version, s.state
	from here h
	join office o on true
	cross join lateral follow.sheet_cells(o.id, h.id) as t
	join follow.indicator i on i.id = t.indicator_id
	left join plan.commitment c on c.id = i.commitment_id
	-- As a value: an indicator's results of all other periods are not looked at.
	left join follow.result r on r.indicator_id = i.id and r.period_id = (select x.id from here x) and r.deleted_at is null
	left join follow.submission s on s.office_id = o.id and s.period_id = h.id and s.deleted_at is null
	order by c.commitment_no nulls last, i.indicator_code
$$;
comment on function follow.entry_sheet(text, text, text) is 'Hoja de ingreso: los indicadores de una oficina en un periodo';

create function follow.spread_text(periods text[]) returns text
language sql immutable parallel safe
return case when cardinality(periods) > 1 then periods[1] || ' a ' || periods[cardinality(periods)]
	else periods[1] end;
comment on function follow.spread_text(text[]) is 'Del primero al último de unos periodos: III-18 a I-19';

-- Which offices owe an answer and have answered; the same for every reader.
-- submitted_at, late, handed_in (the day, as shown): of the first sending,
-- which is what came in time or not. n_counted: the submissions up to this
-- period (on_time_of names the periods) whose day has come, or that were handed
-- in before it; n_on_time of them came in time, which is on_time_rate in %. Where there is nothing to be measured
-- against (no target that can be) an office owes nothing.
create function follow.completeness(plan_code text, period_key text)
returns table (office_code text, office_name text, n_due int, n_reported int, n_approved int, state text,
	submitted_at timestamptz, late boolean, on_time_rate numeric, submission_id bigint,
	own_office_approval boolean, n_on_time int, n_counted int, handed_in text, on_time_of text)
language sql stable security definer as $$
	with here as (
		select * from follow.asked_period($1, $2)
	), span as (
		select q.id, q.period_key, q.from_date, q.submissions_due from here join core.period q on q.plan_id = here.plan_id
			and q.kind = here.kind and q.to_date <= here.to_date and q.deleted_at is null
	), cell as (
		select c.period_id, c.office_id, count(*) filter (where c.due)::int as n_due,
			count(*) filter (where c.due and c.reported)::int as n_reported,
			count(*) filter (where c.due and c.approved)::int as n_approved,
			bool_or(c.due and c.programmed) as owed
		from here
		cross join lateral follow.cells(here.plan_id, (select array_agg(id) from span)) as c
		group by 1, 2
	), answer as (
		select c.*, s.id as submission_id, coalesce(s.state, 'pending') as state,
			coalesce(s.first_sent_at, s.submitted_at) as submitted_at, s.late,
			s.submitted_at is not null and s.state <> 'missing' as handed_in,
			coalesce(span.submissions_due < (select core.today()), false) as day_past,
			span.submissions_due is null as undated, s.own_office_approval
		from cell c join span on span.id = c.period_id
		left join follow.submission s on s.office_id = c.office_id and s.period_id = c.period_id
			and s.deleted_at is null
		where c.owed or s.id is not null
	)
	select o.office_code::text, o.office_name, a.n_due, a.n_reported, a.n_approved, a.state,
		a.submitted_at, case when a.handed_in then a.late else a.day_past and a.state <> 'missing' end,
		round(follow.hundredth(r.n_on_time, r.n_counted), 2), a.submission_id,
		coalesce(a.own_office_approval, false), r.n_on_time, r.n_counted,
		case when a.handed_in then to_char(a.submitted_at at time zone 'America/Lima', 'DD/MM/YYYY') end,
		follow.spread_text((select array_agg(core.period_short(s.period_key) order by s.from_date) from span s))
	from here join answer a on a.period_id = here.id
	join core.office o on o.id = a.office_id
	cross join lateral (select count(*) filter (where x.handed_in and not x.late)::int as n_on_time,
			count(*)::int as n_counted
		from answer x where x.office_id = a.office_id
			and (x.handed_in or x.day_past or x.undated and x.state = 'missing')) as r
	order by o.office_code
$$;
comment on function follow.completeness(text, text) is 'Qué oficinas informaron un periodo, y cuánto a tiempo';

-- A period as the board of its offices heads it: its days, how many are left
-- (negative: past), who closed it, and the sums of its offices.
create function follow.completeness_head(plan_code text, period_key text)
returns table (plan_code text, period_key text, period_title text, state text, cutoff text,
	submissions_due text, submissions_left int, report_due text, report_left int, closed_by text,
	closed_on text, reopened_by text, reopened_on text, n_offices int, n_answered int, n_due int,
	n_reported int, n_approved int, on_time_rate numeric, on_time_of text, read_at text)
language sql stable security definer as $$
	select p.plan_code::text, q.period_key::text, core.period_title(q.period_key), q.state,
		to_char(q.cutoff, 'DD/MM/YYYY'), to_char(q.submissions_due, 'DD/MM/YYYY'),
		q.submissions_due - core.today(), to_char(q.report_due, 'DD/MM/YYYY'),
		q.report_due - core.today(), q.closed_by,
		to_char(q.closed_at at time zone 'America/Lima', 'DD/MM/YYYY'), q.reopened_by,
		to_char(q.reopened_at at time zone 'America/Lima', 'DD/MM/YYYY'),
		s.n_offices, s.n_answered, s.n_due, s.n_reported, s.n_approved, s.rate, s.on_time_of,
		to_char(now() at time zone 'America/Lima', 'HH24:MI')
	from follow.asked($1, $2) as a
	join plan.action_plan p on p.id = a.plan
	join core.period q on q.id = a.period
	cross join lateral (select count(*)::int as n_offices,
			count(*) filter (where c.state in ('submitted', 'returned', 'approved'))::int as n_answered,
			coalesce(sum(c.n_due), 0)::int as n_due, coalesce(sum(c.n_reported), 0)::int as n_reported,
			coalesce(sum(c.n_approved), 0)::int as n_approved,
			round(follow.hundredth(sum(c.n_on_time), nullif(sum(c.n_counted), 0)), 2) as rate,
			max(c.on_time_of) as on_time_of
		from follow.completeness($1, $2) as c) as s
$$;
comment on function follow.completeness_head(text, text) is
	'Un periodo: sus plazos, quién lo cerró y la suma de sus oficinas';

-- The same obstacles by codes, for screens; none of a period that is closed.
-- title: of the commitment that an action is missing for.
create function follow.closing_obstacles(plan_code text, period_key text)
returns table (kind text, key text, sentence text, title text) language sql stable security definer as $$
	select o.kind, o.key, o.sentence, c.title
	from follow.asked_period($1, $2) as p
	cross join lateral follow.period_obstacles(p.id) with ordinality as o (kind, key, sentence, place)
	left join plan.commitment c on o.kind = 'action' and c.plan_id = p.plan_id
		and c.commitment_no::text = o.key and c.deleted_at is null
	where p.state = 'open'
	order by o.place
$$;
comment on function follow.closing_obstacles(text, text) is 'Lo que falta para cerrar un periodo, por sus códigos';

-- The actions beside a figure below the gate, those that closing asks for.
-- commitment_id NULL: of the plan.
create function follow.action_counts(period bigint)
returns table (commitment_id bigint, fulfilled bigint, total bigint) language sql stable security definer as $$
	select x.commitment_id, count(*) filter (where x.state = 'fulfilled'), count(*)
	from follow.answering($1) as x
	group by x.commitment_id
$$;
comment on function follow.action_counts(bigint) is 'Cuántas acciones correctivas tiene un periodo y cuántas se cumplieron';

-- Goals and milestones whose day has come by the cut-off, before it by today,
-- and how many were fulfilled: beside the figure, never part of it. commitment_no NULL: the plan.
create function follow.fulfilment(plan_code text, period_key text)
returns table (commitment_no int, title text, n_goals int, n_goals_done int, n_milestones int,
	n_milestones_done int)
language sql stable security definer as $$
	with here as (
		select q.*, follow.read_on(q.cutoff) as day from follow.asked_period($1, $2) as q
	), one as (
		select c.id, 0 as goals, 0 as goals_done, 1 as milestones, (m.state = 'done')::int as milestones_done
		from here join plan.commitment c on c.plan_id = here.plan_id and c.deleted_at is null
		join plan.milestone m on m.commitment_id = c.id and m.deleted_at is null
		where m.state <> 'dropped' and (m.ends_to <= here.day or m.state = 'done') and not m.ends_doubtful
		union all
		select c.id, 1, (coalesce(sum(r.quantity) filter (where y.held_from <= here.day), 0) >= g.quantity)::int, 0, 0
		from here join plan.commitment c on c.plan_id = here.plan_id and c.deleted_at is null
		join plan.milestone m on m.commitment_id = c.id and m.deleted_at is null
		join plan.goal g on g.milestone_id = m.id and g.deleted_at is null and g.quantity > 0
		left join plan.activity_result r on r.goal_id = g.id and r.deleted_at is null
		left join plan.activity y on y.id = r.activity_id
		where g.due_to <= here.day and not g.due_doubtful
		group by c.id, g.id, here.day
	)
	select c.commitment_no, max(c.title), sum(coalesce(goals, 0))::int, sum(coalesce(goals_done, 0))::int,
		sum(coalesce(milestones, 0))::int, sum(coalesce(milestones_done, 0))::int
	from here join plan.commitment c on c.plan_id = here.plan_id and c.deleted_at is null
	left join one on one.id = c.id
	group by grouping sets ((), (c.commitment_no))
	order by c.commitment_no nulls first
$$;
comment on function follow.fulfilment(text, text) is 'Metas e hitos que vencían hasta el corte y cuántos se cumplieron';

grant execute on function follow.submission_unanswered(bigint, bigint), follow.unmet(bigint),
	follow.actions_missing(text, text), follow.period_obstacles(bigint), follow.sheet_cells(bigint, bigint),
	follow.completeness(text, text), follow.completeness_head(text, text), follow.closing_obstacles(text, text),
	follow.fulfilment(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
