-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: cumplido, retirado, vencido, pendiente, acumulado, acordada, cumplida, enviado, observado, aprobado, reserv., pend., s/d, borrador, presentado, modificado, alcanza
-- after: council_told
-- The quarterly report's blocks as rows of text; the columns stand in rows.sql.

create function follow.day_text(day date)
returns text language sql immutable parallel safe as $$
	select to_char(day, 'DD/MM/YYYY');
$$;
comment on function follow.day_text(date) is 'Una fecha como se lee: 31/03/2019';

-- What a milestone is on a day: a doubtful date is never overdue.
create function follow.situation(state text, starts_from date, ends_to date,
	doubtful boolean, ends_doubtful boolean, permanent boolean, day date)
returns text language sql immutable parallel safe as $$
	select case
		when state in ('done', 'dropped') then state
		when plan.milestone_overdue(state, ends_to, ends_doubtful, permanent,
				day)
			then 'overdue'
		when doubtful then 'doubtful'
		when state = 'running' then 'running'
		when starts_from <= day then 'late_start'
		else 'pending' end;
$$;
comment on function follow.situation(text, date, date, boolean, boolean, boolean, date) is
	'Situación de un hito en un día';

select core.declare_words('follow.milestone_text', 'Estado de un hito, en palabras', 'pending', 'Pendiente', 'running', 'En proceso',
	'done', 'Cumplido', 'dropped', 'Retirado');
select core.declare_words('follow.situation_text', 'Situación de un hito, en palabras',
	'done', 'cumplido', 'dropped', 'retirado', 'overdue', 'vencido', 'doubtful', 'fecha por aclarar',
	'running', 'en proceso', 'late_start', 'inicio atrasado', 'pendiente');

-- Goals with what activities held up to a day have reached of them.
create function follow.goals(plan bigint, day date)
returns table (goal_id bigint, milestone_id bigint, commitment_id bigint,
	quantity numeric, reached numeric, fulfilled boolean)
language sql stable security definer as $$
	select g.id, m.id, m.commitment_id, g.quantity, r.reached,
		coalesce(r.reached >= g.quantity and g.quantity > 0, false)
	from plan.commitment c
	join plan.milestone m on m.commitment_id = c.id and m.deleted_at is null
	join plan.goal g on g.milestone_id = m.id and g.deleted_at is null
	cross join lateral (select coalesce(sum(r.quantity), 0) as reached
		from plan.activity_result r
		join plan.activity a on a.id = r.activity_id and a.deleted_at is null
		where r.goal_id = g.id and r.deleted_at is null
			and coalesce(a.held_from <= day, true)) as r
	where c.plan_id = plan and c.deleted_at is null;
$$;
comment on function follow.goals(bigint, date) is
	'Metas de un plan y lo alcanzado de ellas hasta un día';

-- Milestones of a plan as they stand on a day, with their goals.
create function follow.milestones_on(plan bigint, day date)
returns table (milestone_id bigint, commitment_id bigint, office_id bigint,
	situation text, days_overdue int, n_goals int, n_goals_done int,
	progress numeric)
language sql stable security definer as $$
	select m.id, m.commitment_id, m.office_id,
		s.situation,
		case when s.situation = 'overdue' then day - m.ends_to end,
		coalesce(g.n, 0)::int, coalesce(g.fulfilled, 0)::int,
		coalesce(m.progress_declared, g.progress)
	from plan.commitment c
	join plan.milestone m on m.commitment_id = c.id and m.deleted_at is null
	cross join lateral (select follow.situation(m.state, m.starts_from,
		m.ends_to, m.starts_doubtful or m.ends_doubtful, m.ends_doubtful,
		m.permanent, day) as situation) as s
	left join (select milestone_id, count(*) as n,
			count(*) filter (where fulfilled) as fulfilled,
			round(avg(least(100, follow.hundredth(reached, quantity)))
				filter (where quantity > 0), 30) as progress
		from follow.goals(plan, day)
		group by milestone_id) as g on g.milestone_id = m.id
	where c.plan_id = plan and c.deleted_at is null;
$$;
comment on function follow.milestones_on(bigint, date) is
	'Hitos de un plan como están en un día';

-- Corrective actions that a period's report tells of: its own, and those of
-- earlier periods that were open when it began; open: as they stand now.
create function follow.actions_told(plan bigint, period bigint)
returns table (action_id bigint, carried boolean, open boolean) language sql stable security definer as $$
	select c.id, not (q.from_date between p.from_date and p.to_date),
		c.state in ('proposed', 'agreed', 'running')
	from core.period p
	join follow.corrective_action c on c.plan_id = $1
		and c.deleted_at is null
	join core.period q on q.id = c.period_id
	where p.id = $2 and q.to_date <= p.to_date
		and (q.from_date >= p.from_date or c.ended_on is null
			or c.ended_on >= p.from_date)
		and (q.from_date >= p.from_date or c.ended_on is not null
			or c.state in ('proposed', 'agreed', 'running'));
$$;
comment on function follow.actions_told(bigint, bigint) is
	'Acciones correctivas de un periodo y las que siguen abiertas de antes';

-- What the gate says in a cell of a table.
create function follow.gate_word(gate text, n_due int, n_pending int)
returns text
language sql immutable parallel safe
return case
	when coalesce(n_due, 0) = 0 then 'sin programación'
	when gate = 'pass' then 'alcanza'
	when gate = 'fail' then 'menor al umbral'
	when gate = 'inconclusive' then 'no concluyente'
	when n_pending > 0 then 'pendiente'
	else 'sin resultado' end;
comment on function follow.gate_word(text, int, int) is
	'Lo que dice el umbral, en una celda';

select core.declare_words('follow.measure_text', 'Cómo se juntan los periodos de un indicador, en palabras',
	'sum', 'los periodos se suman', 'running', 'acumulado', 'level', 'último nivel');

create function follow.measure_text(measure text, over_year text)
returns text
language sql immutable parallel safe
return follow.measure_text(measure)
	|| case over_year when 'year' then '; en el año, lo del año' else '' end;
comment on function follow.measure_text(text, text) is
	'Cómo se juntan los periodos de un indicador y qué cuenta un año, en palabras';

select core.declare_words('follow.direction_sign', 'Si un indicador mejora al subir o al bajar',
	'up', '▲', 'down', '▼');

select core.declare_words('follow.direction_text', 'Si un indicador mejora al subir o al bajar, en palabras',
	'up', 'al subir', 'down', 'al bajar');

select core.declare_words('follow.action_text', 'Situación de una acción correctiva, en palabras',
	'proposed', 'por acordar', 'agreed', 'acordada', 'running', 'en ejecución', 'fulfilled', 'cumplida',
	'failed', 'no cumplida');

select core.declare_words('follow.submission_text', 'Situación de un envío, en palabras',
	'draft', 'sin enviar', 'submitted', 'enviado', 'returned', 'observado', 'approved', 'aprobado',
	'missing', 'declarado faltante', 'sin envío');

create function follow.below_text(mean numeric, threshold numeric)
returns text
language sql immutable parallel safe
return case when mean < threshold then 't' when mean >= threshold then 'f' end;
comment on function follow.below_text(numeric, numeric) is
	'Si un promedio es menor al umbral: t o f';

-- An activity as reports tell of it.
create function follow.activity_told(activity bigint)
returns setof follow.report_activities_row
language sql stable
begin atomic
	select t.activity_no::text, c.commitment_no::text, t.text,
		t.held || case when t.held_doubtful then ' (por aclarar)' else '' end,
		coalesce(t.place_text, l.place_name),
		coalesce(t.participants, t.participants_count::text),
		coalesce(t.results, (select string_agg(
				follow.quantity_text(r.quantity) || ' ' || r.text, '; '
				order by r.id)
			from plan.activity_result r
			where r.activity_id = t.id and r.deleted_at is null)),
		coalesce(t.evidence, d.document_title), o.office_code::text
	from plan.activity t
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join core.place l on l.id = t.place_id
	left join core.document d on d.id = t.document_id
	where t.id = activity;
end;
comment on function follow.activity_told(bigint) is
	'Una actividad, como la cuentan los informes';

-- Block 1: what was done in the period; what goes on for ever is told once,
-- in the period in which it began.
create function follow.report_activities(plan_code text, period_key text)
returns setof follow.report_activities_row language sql stable security definer as $$
	select w.*
	from follow.asked_period($1, $2) as q
	join plan.activity t on t.plan_id = q.plan_id and t.deleted_at is null
		and t.held_from <= q.to_date and (case t.held_precision
			when 'open' then t.held_from
			else coalesce(t.held_to, t.held_from) end) >= q.from_date
	cross join lateral follow.activity_told(t.id) as w
	order by t.held_from, t.activity_no;
$$;

-- Block 2: each indicator with planned, executed and attainment.
create function follow.report_indicators(plan_code text, period_key text)
returns setof follow.report_indicators_row language sql stable security definer as $$
	select t.commitment_no::text, t.commitment_title,
		t.indicator_code, t.indicator_name, t.unit, t.office_code,
		t.direction, follow.direction_sign(t.direction),
		t.measure, follow.measure_text(t.measure, t.over_year),
		t.method, follow.method_text(t.method),
		t.baseline::text, t.planned::text,
		coalesce(follow.quantity_text(t.planned), '-'), t.executed::text,
		coalesce(follow.quantity_text(t.executed), '-'), t.attainment::text,
		coalesce(follow.percent_text(t.attainment, variadic r.edges || r.cap), case when t.hidden then 'reserv.'
			when t.state = 'pending' then 'pend.'
			when t.state = 'not_programmed' then 'no prog.'
			when t.state = 'not_applicable' then 'n/a'
			else 's/d' end),
		t.capped::text, follow.percent_text(t.capped, variadic r.edges),
		t.weight::text, trim_scale(t.weight)::text, t.term::text,
		follow.product_text(t.term, t.weight, variadic r.edges), t.band,
		case when t.band is not null then follow.band_text(t.band) end,
		case when t.hidden then 'hidden' else t.state end,
		follow.told_text(t.state_text, t.hidden),
		case when t.hidden or t.state <> 'measured'
			then follow.told_text(t.state_text, t.hidden) end,
		t.planned_original::text,
		coalesce(follow.quantity_text(t.planned_original), '-'),
		t.other_attainment::text, follow.percent_text(t.other_attainment,
			variadic r.edges || r.cap),
		trim_scale(t.cap)::text, follow.direction_text(t.direction),
		coalesce(follow.quantity_text(t.baseline), '-')
	from follow.asked($1, $2) as a
	cross join lateral follow.spans(a.plan, array[a.period]) as r
	cross join lateral follow.attainment($1, $2) as t
	where t.state <> 'not_due'
	order by t.commitment_no nulls last, t.indicator_code;
$$;

-- Block 2: what was said of each indicator's result and what proves it; of a
-- year, of each of its periods.
create function follow.report_support(plan_code text, period_key text)
returns setof follow.report_support_row language sql stable security definer as $$
	select c.commitment_no::text, c.title, i.indicator_code::text, i.indicator_name,
		o.office_code::text, core.period_title(q.period_key),
		coalesce(r.narrative, '-'), coalesce(r.evidence, d.document_title, '-')
	from follow.asked_period($1, $2) as p
	join core.period q on q.plan_id = p.plan_id and q.deleted_at is null
		and q.from_date >= p.from_date and q.to_date <= p.to_date
	join follow.result r on r.period_id = q.id and r.deleted_at is null
		and (r.state = 'approved' or r.state = 'reported' and q.state = 'open')
	join follow.indicator i on i.id = r.indicator_id
	join core.office o on o.id = r.office_id
	left join plan.commitment c on c.id = i.commitment_id
	left join core.document d on d.id = r.document_id
	where coalesce(nullif(r.narrative, ''), nullif(r.evidence, ''), d.document_title) is not null
		and (r.state = 'approved' or follow.reads_results(r.office_id))
	order by c.commitment_no nulls last, i.indicator_code, q.from_date, q.to_date;
$$;

create function follow.report_commitments(plan_code text, period_key text)
returns setof follow.report_commitments_row language sql stable security definer as $$
	select c.commitment_no::text, c.title, o.office_code::text, f.mean::text,
		coalesce(f.shown, 's/d'), f.band, follow.band_text(f.band),
		coalesce(f.gate, 'none'),
		follow.gate_word(f.gate, f.n_due, f.n_pending),
		coalesce(f.n_due, 0)::text, coalesce(f.n_measured, 0)::text,
		coalesce(f.n_reported, 0)::text, coalesce(f.n_approved, 0)::text,
		f.coverage::text, follow.percent_text(f.coverage, f.minimum_coverage),
		m.n::text, m.done::text, m.overdue::text,
		m.goals::text, m.goals_done::text, f.mean_original::text,
		follow.percent_text(f.mean_original, variadic f.edges),
		f.mean_reported::text, follow.percent_text(f.mean_reported,
			variadic f.edges),
		c.commitment_no || '. ' || c.title, f.mean::text,
		f.threshold::text, follow.below_text(f.mean, f.threshold),
		f.rule_name
	from follow.asked_period($1, $2) as q
	join plan.commitment c on c.plan_id = q.plan_id and c.deleted_at is null
	join core.office o on o.id = c.office_id
	left join follow.figures(q.plan_id, array[q.id]) as f
		on f.commitment_id = c.id
	left join lateral (select count(*) as n,
			count(*) filter (where s.situation = 'done') as done,
			count(*) filter (where s.situation = 'overdue') as overdue,
			coalesce(sum(s.n_goals), 0) as goals,
			coalesce(sum(s.n_goals_done), 0) as goals_done
		from follow.milestones_on(q.plan_id, follow.read_on(q.cutoff)) as s
		where s.commitment_id = c.id) as m on true
	order by c.commitment_no;
$$;

-- Block 3: milestones as they stood at the cut-off, before it as they stand,
-- with their goals.
create function follow.report_milestones(plan_code text, period_key text)
returns setof follow.report_milestones_row language sql stable security definer as $$
	select c.commitment_no::text, m.position::text, m.text,
		o.office_code::text, m.starts, m.ends, m.state,
		follow.milestone_text(m.state),
		s.situation, follow.situation_text(s.situation),
		s.days_overdue::text, s.n_goals::text, s.n_goals_done::text,
		follow.percent_text(s.progress, 100) || case
			when m.progress_declared is not null then ' declarado'
			else '' end,
		case when not (m.starts_doubtful or m.ends_doubtful)
			then m.starts_from::text end,
		case when not (m.starts_doubtful or m.ends_doubtful)
			then m.ends_to::text end,
		q.cutoff::text, c.title
	from follow.asked_period($1, $2) as q
	cross join lateral follow.milestones_on(q.plan_id, follow.read_on(q.cutoff)) as s
	join plan.milestone m on m.id = s.milestone_id
	join plan.commitment c on c.id = m.commitment_id
	join core.office o on o.id = m.office_id
	order by c.commitment_no, m.position;
$$;

-- Block 4: what each office answered for, and how: what is due is answered,
-- missing, pending or has no target that can be measured.
create function follow.report_offices(plan_code text, period_key text)
returns setof follow.report_offices_row language sql stable security definer as $$
	with asked as (
		select * from follow.asked_period($1, $2)
	), answered as (
		select t.office_id, count(*) as n, count(t.executed) as answered,
			count(*) filter (where t.executed is not null and not t.late)
				as on_time,
			count(*) filter (where t.executed is not null and t.late) as late,
			count(*) filter (where t.executed is null
				and t.state in ('zero', 'missing')) as missing,
			count(*) filter (where t.executed is null and t.state = 'pending') as pending,
			count(*) filter (where t.executed is null
				and t.state not in ('zero', 'missing', 'pending')) as no_target
		from asked a
		cross join lateral follow.terms(a.plan_id, array[a.id]) as t
		where t.state not in ('not_due', 'not_applicable')
		group by t.office_id
	), standing as (
		select s.office_id, count(*) as n,
			count(*) filter (where s.situation = 'overdue') as overdue
		from asked a
		cross join lateral follow.milestones_on(a.plan_id, follow.read_on(a.cutoff)) as s
		group by s.office_id
	), owing as (
		select c.office_id, count(*) as n
		from asked a
		cross join lateral follow.actions_told(a.plan_id, a.id) as s
		join follow.corrective_action c on c.id = s.action_id and s.open
		group by c.office_id
	), charged as (
		select u.office_id, count(distinct s.agreement_id) as n
		from asked a
		cross join lateral follow.agreements_told(a.plan_id, a.id) as s
		cross join lateral (select t.office_id from council.agreement t where t.id = s.agreement_id
			union all
			select t.responsible_id from council.agreement_unit t
			where t.agreement_id = s.agreement_id and t.deleted_at is null) as u
		where s.open
		group by u.office_id
	)
	select o.office_code::text, o.office_name,
		(select string_agg(p.person_name || ', ' || p.post, '; '
				order by p.post)
			from core.person_in_post p cross join asked a
			where p.office_id = o.id and p.deleted_at is null
				and a.cutoff between coalesce(p.from_date, '-infinity')
				and coalesce(p.to_date, 'infinity')),
		coalesce(w.n, 0)::text, coalesce(w.on_time, 0)::text,
		coalesce(w.late, 0)::text, coalesce(w.missing, 0)::text,
		coalesce(w.pending, 0)::text, coalesce(s.overdue, 0)::text,
		nullif(concat_ws('; ',
			case when o.to_review then 'oficina por revisar' end,
			case when w.missing > 0 then 'no informó a tiempo' end,
			case when w.pending > 0 then 'todavía en plazo' end), ''),
		coalesce(c.n, 0)::text, coalesce(w.answered, 0)::text,
		coalesce(g.n, 0)::text, coalesce(w.no_target, 0)::text
	from core.office o
	left join answered w on w.office_id = o.id
	left join standing s on s.office_id = o.id
	left join owing c on c.office_id = o.id
	left join charged g on g.office_id = o.id
	where o.deleted_at is null and (w.n > 0 or s.n > 0 or c.n > 0 or g.n > 0)
	order by o.office_code;
$$;

-- The head counts what the blocks hold.
create function follow.report_head(plan_code text, period_key text)
returns setof follow.report_head_row language sql stable security definer as $$
	select i.code::text, i.name,
		case when exists (select from core.setting where key = 'test.today'
			and deleted_at is null) then 't' else 'f' end,
		p.plan_code::text, p.title, p.state, case p.state
			when 'draft' then 'borrador' when 'submitted' then 'presentado'
			when 'amending' then 'en modificación' else 'modificado' end,
		q.period_key::text, core.period_title(q.period_key), q.state,
		follow.open_text(q.state),
		follow.day_text(q.from_date), follow.day_text(q.to_date),
		follow.day_text(q.cutoff), follow.day_text(q.submissions_due),
		follow.day_text(core.today()) || ' '
			|| to_char(now() at time zone 'America/Lima', 'HH24:MI'),
		r.name, r.threshold::text, trim_scale(r.threshold)::text,
		trim_scale(r.cap)::text, trim_scale(r.minimum_coverage)::text,
		f.mean::text, coalesce(f.shown, 's/d'), f.band,
		follow.band_text(f.band), coalesce(f.gate, 'none'),
		follow.gate_text(f.gate, r.threshold, f.n_due, follow.percent_text(
			f.coverage, r.minimum_coverage)),
		coalesce(f.n_due, 0)::text, coalesce(f.n_measured, 0)::text,
		coalesce(f.n_reported, 0)::text, coalesce(f.n_approved, 0)::text,
		f.coverage::text, follow.percent_text(f.coverage, r.minimum_coverage),
		f.mean_reported::text, follow.percent_text(f.mean_reported,
			variadic f.edges),
		case q.state when 'open' then 't' else 'f' end,
		follow.progress_text(q.state = 'open',
			coalesce(f.n_due, 0), coalesce(f.n_reported, 0),
			coalesce(f.n_approved, 0)),
		(select count(*) from follow.report_activities($1, $2))::text,
		m.n::text, m.done::text, m.overdue::text, m.doubtful::text,
		g.n::text, g.done::text,
		(select y.name from core.year_name y where y.deleted_at is null
			and y.year = extract(year from core.today())),
		f.mean_original::text, follow.percent_text(f.mean_original,
			variadic f.edges),
		x.n::text, x.open::text, q.from_date::text, q.to_date::text,
		q.cutoff::text, follow.below_text(f.mean, r.threshold),
		(select s.value from core.setting s where s.key = 'report.place'
			and s.deleted_at is null and s.value <> ''),
		(select follow.spread_text(array_agg(core.period_short(s.period_key)
				order by s.from_date))
			from core.period s where s.plan_id = a.plan and s.kind = q.kind
				and s.to_date <= q.to_date and s.deleted_at is null),
		u.titles, case when u.titles is not null then 't' else 'f' end
	from follow.asked_figures($1, $2) as a
	join plan.action_plan p on p.id = a.plan
	join core.period q on q.id = a.period
	cross join lateral follow.rules_of(q.to_date) as r
	left join follow.figures(a.plan, array[a.period]) as f
		on f.commitment_id is null
	left join lateral (select code, name from core.institution
		where deleted_at is null order by id limit 1) as i on true
	cross join lateral (select count(*) as n,
			count(*) filter (where situation = 'done') as done,
			count(*) filter (where situation = 'overdue') as overdue,
			count(*) filter (where situation = 'doubtful') as doubtful
		from follow.milestones_on(a.plan, follow.read_on(q.cutoff))) as m
	cross join lateral (select count(*) as n,
			count(*) filter (where fulfilled) as done
		from follow.goals(a.plan, follow.read_on(q.cutoff))) as g
	cross join lateral (select count(*) as n,
			count(*) filter (where s.open) as open
		from follow.actions_told(a.plan, a.period) as s) as x
	-- What a year consolidates and nobody issued.
	cross join lateral (select string_agg(core.period_title(s.period_key), ', '
				order by s.from_date) as titles
		from core.period s
		where q.kind = 'year' and s.plan_id = a.plan and s.kind = 'quarter'
			and s.deleted_at is null
			and s.to_date between q.from_date and q.to_date
			and not exists (select from follow.report r
				where r.plan_id = a.plan and r.period_key = s.period_key
					and r.layout = 'quarterly')) as u;
$$;

grant execute on function follow.report_activities(text, text), follow.report_indicators(text, text), follow.report_support(text, text),
	follow.report_commitments(text, text), follow.report_milestones(text, text), follow.report_offices(text, text),
	follow.report_head(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
