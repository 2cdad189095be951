-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: final, preliminar, cumplida, respondida, abierto, cerrado, vencida
-- after: rows
-- Rows for the annual report and the scorecard, and what the quarterly one
-- says of actions, completeness and its working.

-- The quarters that a period tells of: those of its year; of a quarter, the
-- last eight up to it.
create function follow.quarters_of(plan bigint, period bigint)
returns bigint[]
language sql stable
begin atomic
	select array_agg(q.id)
	from core.period p
	cross join lateral follow.last_periods(plan, 'quarter', p.to_date, 8) as q
	where p.id = period and p.plan_id = plan
		and (p.kind = 'quarter' or q.from_date >= p.from_date);
end;
comment on function follow.quarters_of(bigint, bigint) is
	'Los trimestres de un año, o los últimos hasta un trimestre';

-- The quarters of the period's year (of a quarter: of the plan up to it, at
-- most eight): a table, and the rows of a trend. report_X: of the issued
-- quarterly one.
create function follow.report_quarters(plan_code text, period_key text)
returns setof follow.report_quarters_row language sql stable security definer as $$
	select q.period_key::text, core.period_title(q.period_key),
		core.period_short(q.period_key), q.state,
		follow.open_text(q.state),
		f.mean::text, f.threshold::text, f.mean::text, f.shown, f.band,
		follow.band_text(f.band), f.gate,
		follow.gate_text(f.gate, f.threshold, f.n_due, c.shown),
		f.coverage::text, c.shown, f.n_due::text,
		f.n_measured::text, f.n_reported::text, f.n_approved::text,
		coalesce(i.official_number, i.report_no::text), i.version::text, i.sha256
	from follow.asked($1, $2) as a
	cross join lateral follow.figures(a.plan,
		follow.quarters_of(a.plan, a.period), 'plan') as f
	join core.period q on q.id = f.period_id
	cross join lateral follow.percent_text(f.coverage, f.minimum_coverage)
		as c (shown)
	left join lateral (select r.* from follow.report r
		where r.plan_id = a.plan and r.period_key = q.period_key
			and r.layout = 'quarterly'
		order by r.version desc limit 1) as i on true
	order by q.from_date;
$$;

-- A row for each commitment, its quarters side by side.
create function follow.report_year_commitments(plan_code text, period_key text)
returns setof follow.report_year_commitments_row language sql stable security definer as $$
	with asked as materialized (
		select a.plan, a.period, follow.quarters_of(a.plan, a.period)
			as quarters
		from follow.asked($1, $2) as a
	), figure as materialized (
		select f.*, f.period_id = a.period as whole,
			right(q.period_key, 1) as n
		from asked a
		cross join lateral follow.figures(a.plan, a.quarters || a.period)
			as f
		join core.period q on q.id = f.period_id
		where f.part = 'commitment'
	), quarter as (
		select f.part_id,
			max(f.shown) filter (where f.n = '1') as q1_shown,
			max(f.band) filter (where f.n = '1') as q1_band,
			max(f.mean) filter (where f.n = '1') as q1_mean,
			max(f.shown) filter (where f.n = '2') as q2_shown,
			max(f.band) filter (where f.n = '2') as q2_band,
			max(f.mean) filter (where f.n = '2') as q2_mean,
			max(f.shown) filter (where f.n = '3') as q3_shown,
			max(f.band) filter (where f.n = '3') as q3_band,
			max(f.mean) filter (where f.n = '3') as q3_mean,
			max(f.shown) filter (where f.n = '4') as q4_shown,
			max(f.band) filter (where f.n = '4') as q4_band,
			max(f.mean) filter (where f.n = '4') as q4_mean
		from figure f
		where not f.whole or f.period_id = any (
			(select a.quarters from asked a)::bigint[])
		group by f.part_id
	)
	select c.commitment_no::text, c.title, o.office_code::text,
		coalesce(w.q1_shown, '-'), w.q1_band, w.q1_mean::text,
		coalesce(w.q2_shown, '-'), w.q2_band, w.q2_mean::text,
		coalesce(w.q3_shown, '-'), w.q3_band, w.q3_mean::text,
		coalesce(w.q4_shown, '-'), w.q4_band, w.q4_mean::text,
		f.mean::text, f.shown, f.band, follow.band_text(f.band), f.gate,
		follow.gate_word(f.gate, f.n_due, f.n_pending),
		f.coverage::text,
		follow.percent_text(f.coverage, f.minimum_coverage)
	from figure f
	join plan.commitment c on c.id = f.part_id
	join core.office o on o.id = c.office_id
	left join quarter w on w.part_id = f.part_id
	where f.whole
	order by c.commitment_no;
$$;

create function follow.report_goals(plan_code text, period_key text)
returns setof follow.report_goals_row language sql stable security definer as $$
	select c.commitment_no::text, c.title, m.position::text, m.text, g.text,
		case when g.final then 'final' else 'preliminar' end,
		g.quantity::text, coalesce(follow.quantity_text(g.quantity), '-'),
		s.reached::text, follow.quantity_text(s.reached), g.unit, g.due,
		case when s.fulfilled then 't' else 'f' end,
		case when s.fulfilled then 'cumplida'
			when core.is_past(g.due_to, g.due_doubtful,
					follow.read_on(q.cutoff))
				then 'vencida'
			else 'por cumplir' end,
		follow.hundredth(s.reached, g.quantity)::text,
		follow.percent_text(follow.hundredth(s.reached, g.quantity), 100)
	from follow.asked_period($1, $2) as q
	cross join lateral follow.goals(q.plan_id, follow.read_on(q.cutoff)) as s
	join plan.goal g on g.id = s.goal_id
	join plan.milestone m on m.id = s.milestone_id
	join plan.commitment c on c.id = s.commitment_id
	order by c.commitment_no, m.position, g.goal_no;
$$;

-- Milestones on a time bar; doubtful and open dates are left out.
create function follow.report_timeline(plan_code text, period_key text)
returns setof follow.report_timeline_row language sql stable security definer as $$
	select t.commitment_no, t.position,
		t.commitment_no || '.' || t.position || ' ' || t.title,
		t.from_iso, t.to_iso, t.now_iso, t.situation, t.situation_text
	from follow.report_milestones($1, $2) as t
	where t.from_iso is not null and t.to_iso is not null;
$$;

-- Corrective actions of the period and those carried into it, with the period
-- from which each comes.
create function follow.report_actions(plan_code text, period_key text)
returns setof follow.report_actions_row language sql stable security definer as $$
	select x.action_no::text, c.commitment_no::text,
		coalesce(c.title, 'Todo el plan'), q.period_key::text,
		core.period_title(q.period_key), x.measure, o.office_code::text,
		x.responsible, x.due, coalesce(x.evidence, d.document_title),
		x.state, follow.action_text(x.state), x.agreement, x.why,
		case when s.carried then 't' else 'f' end,
		case when s.carried then 'viene de '
			|| core.period_title(q.period_key) else '' end,
		case when s.open and core.is_past(x.due_to, x.due_doubtful,
				follow.read_on(p.cutoff))
			then 't' else 'f' end
	from follow.asked_period($1, $2) as p
	cross join lateral follow.actions_told(p.plan_id, p.id) as s
	join follow.corrective_action x on x.id = s.action_id
	join core.period q on q.id = x.period_id
	join core.office o on o.id = x.office_id
	left join plan.commitment c on c.id = x.commitment_id
	left join core.document d on d.id = x.document_id
	order by c.commitment_no nulls first, x.action_no;
$$;

-- Commitments (commitment_no empty: the plan) below the threshold or
-- inconclusive.
create function follow.report_needed(plan_code text, period_key text)
returns setof follow.report_needed_row language sql stable security definer as $$
	select c.commitment_no::text, coalesce(c.title, 'Todo el plan'),
		f.mean::text, f.shown, f.gate, follow.gate_text(f.gate, f.threshold,
			f.n_due, follow.percent_text(f.coverage, f.minimum_coverage)),
		n.n::text, case n.n when 0 then 'por proponer'
			when 1 then '1 acción correctiva'
			else n.n || ' acciones correctivas' end
	from follow.asked($1, $2) as a
	cross join lateral follow.figures(a.plan, array[a.period]) as f
	left join plan.commitment c on c.id = f.commitment_id
	cross join lateral (select count(*) as n
		from follow.actions_told(a.plan, a.period) as s
		join follow.corrective_action x on x.id = s.action_id
		where not s.carried
			and x.commitment_id is not distinct from f.commitment_id) as n
	where f.gate in ('fail', 'inconclusive')
	order by c.commitment_no nulls first;
$$;

-- state_text says it when an office approved what it had sent itself.
create function follow.report_completeness(plan_code text, period_key text)
returns setof follow.report_completeness_row language sql stable security definer as $$
	select t.office_code, t.office_name, t.n_due::text, t.n_reported::text,
		t.n_approved::text, t.state, follow.submission_text(t.state)
			|| case when s.own_office_approval
				then ' por la misma oficina'
			when w.own > 0 then '; ' || w.own || case w.own
				when 1 then ' aprobado' else ' aprobados' end
				|| ' por la misma oficina' else '' end,
		to_char(t.submitted_at at time zone 'America/Lima',
			'DD/MM/YYYY HH24:MI')
			|| case when t.late then ', fuera de plazo' else '' end,
		case when t.late then 't' else 'f' end,
		case when t.late then 'fuera de plazo'
			when t.submitted_at is not null then 'a tiempo' else '' end,
		case when s.own_office_approval or w.own > 0
			then 'aprobado por la misma oficina' else '' end,
		t.on_time_rate::text, follow.percent_text(t.on_time_rate, 100),
		s.reason
	from follow.completeness($1, $2) as t
	left join follow.submission s on s.id = t.submission_id
	cross join lateral (select count(*) as own
		from follow.asked($1, $2) as a
		join follow.result r on r.period_id = a.period
			and r.approved_by_own_office and r.state = 'approved'
			and r.deleted_at is null
		join core.office o on o.id = r.office_id
			and o.office_code = t.office_code) as w
	order by t.office_code;
$$;

-- Goals and milestones that fell due up to the cut-off; commitment_no empty:
-- the plan, last.
create function follow.report_fulfilment(plan_code text, period_key text)
returns setof follow.report_fulfilment_row language sql stable security definer as $$
	select t.commitment_no::text,
		case when t.commitment_no is null then 'Todo el plan'
			else t.title end,
		t.n_goals::text, t.n_goals_done::text, t.n_milestones::text,
		t.n_milestones_done::text
	from follow.fulfilment($1, $2) as t
	order by t.commitment_no nulls last;
$$;

-- On the issued reports of earlier periods, open when this one began or since.
-- What a report is asked about itself when it is verified may not hang on
-- what was said of it afterwards: its own observations are in the next one.
create function follow.report_observations(plan_code text, period_key text)
returns setof follow.report_observations_row language sql stable security definer as $$
	select r.report_no || '/' || r.version,
		r.title || ', ' || core.period_title(r.period_key), b.seat,
		follow.day_text(b.observed_on), b.observation, b.answer,
		follow.day_text(b.answered_on),
		case when b.answer <> '' then 'respondida' else 'por responder' end
	from follow.asked_period($1, $2) as q
	join follow.report r on r.plan_id = q.plan_id
	join core.period e on e.plan_id = q.plan_id and e.deleted_at is null
		and e.period_key = r.period_key and (e.to_date < q.to_date
			or e.to_date = q.to_date and e.from_date > q.from_date)
	join follow.report_observation b on b.report_id = r.id
		and b.deleted_at is null
		and (b.answer is null or b.answer = ''
			or coalesce(b.answered_on >= q.from_date, true))
	order by r.report_no, r.version, b.observed_on, b.id;
$$;

create function follow.report_unreported(plan_code text, period_key text)
returns setof follow.report_unreported_row language sql stable security definer as $$
	select o.office_code::text, o.office_name, t.commitment_no::text,
		t.indicator_code, t.indicator_name, t.state, t.state_text
	from follow.attainment($1, $2) as t
	join core.office o on o.id = t.office_id
	where t.state in ('zero', 'missing', 'pending')
	order by o.office_code, t.commitment_no nulls last, t.indicator_code;
$$;

-- The annex: a row of kind sum closes each commitment and one the plan
-- (commitment_no empty).
create function follow.report_working(plan_code text, period_key text)
returns setof follow.report_working_row language sql stable security definer as $$
	with term as (
		select w.kind, w.commitment_no, c.title as commitment_title,
			w.indicator_code, w.label, w.office_code, w.method,
			w.method_text, w.measure, w.direction, w.baseline, w.planned,
			w.planned_original, w.executed, w.attainment,
			w.attainment_shown, w.other_attainment, w.other_shown,
			w.other_text, w.original_attainment, w.original_shown, w.cap,
			w.capped, w.capped_shown, w.weight, w.product, w.product_shown,
			case when w.hidden then 'hidden' else w.state end as state,
			w.reason, w.over_year, 1 as n_due
		from follow.asked($1, $2) as a
		cross join lateral follow.working($1, $2, 'plan') as w
		left join plan.commitment c on c.plan_id = a.plan
			and c.commitment_no = w.commitment_no and c.deleted_at is null
		union all
		select 'sum', c.commitment_no, c.title, null, c.title, null, null,
			null, null, null, null, null, null, null, null, null, null, null,
			null, null, null, f.cap, f.mean, f.shown, f.weights, f.products,
			p.shown, f.gate,
			follow.sum_text(p.shown, f.weights, f.shown, f.n_measured,
				f.n_due), null, f.n_due
		from follow.asked($1, $2) as a
		cross join lateral follow.figures(a.plan, array[a.period]) as f
		join plan.commitment c on c.id = f.commitment_id
		cross join lateral follow.product_text(f.products, f.weights,
			variadic f.edges) as p (shown)
	)
	select t.kind, t.commitment_no::text, t.commitment_title,
		t.indicator_code, t.label, t.office_code, t.method, t.method_text,
		follow.measure_text(t.measure, t.over_year),
		follow.direction_sign(t.direction),
		t.baseline::text, t.planned::text,
		coalesce(follow.quantity_text(t.planned),
			case t.kind when 'term' then '-' end),
		t.planned_original::text,
		coalesce(follow.quantity_text(t.planned_original),
			case t.kind when 'term' then '-' end),
		t.executed::text, coalesce(follow.quantity_text(t.executed),
			case t.kind when 'term' then '-' end),
		t.attainment::text, t.attainment_shown, t.other_attainment::text,
		t.other_shown, t.other_text, t.original_attainment::text,
		t.original_shown, trim_scale(t.cap)::text, t.capped::text,
		t.capped_shown, t.weight::text, trim_scale(t.weight)::text,
		t.product::text, t.product_shown, t.state,
		case when t.kind = 'sum' then follow.gate_word(t.state, t.n_due, 0)
			when t.state = 'hidden' then 'reservado'
			when t.state = 'not_measurable' then t.reason
			else follow.state_text(t.state) end,
		t.reason
	from term t
	order by t.kind = 'sum' and t.commitment_no is null,
		t.commitment_no nulls last, t.kind = 'sum', t.indicator_code;
$$;

create function follow.report_scorecard(plan_code text, period_key text)
returns setof follow.report_scorecard_row language sql stable security definer as $$
	with figure as materialized (
		select f.*
		from follow.asked($1, $2) as a
		cross join unnest('{objective,action_line}'::text[]) as w (kind)
		cross join lateral follow.figures(a.plan, array[a.period],
			w.kind) as f
	)
	select b.objective_code::text, coalesce(b.title, 'Sin objetivo'),
		fo.mean::text, fo.shown, fo.band, follow.band_text(fo.band),
		l.line_code::text, coalesce(l.title, 'Sin línea de acción'),
		fl.mean::text, fl.shown, fl.band, follow.band_text(fl.band),
		t.commitment_no::text, t.indicator_code, t.indicator_name, t.unit,
		t.office_code, follow.direction_sign(t.direction),
		t.baseline::text, coalesce(follow.quantity_text(t.baseline), '-'),
		i.baseline_date, t.planned::text,
		coalesce(follow.quantity_text(t.planned), '-'), t.executed::text,
		coalesce(follow.quantity_text(t.executed), '-'),
		t.attainment::text, coalesce(follow.percent_text(t.attainment,
			variadic s.edges || s.cap),
			case when t.hidden then 'reserv.' else 's/d' end),
		t.capped::text, follow.percent_text(t.capped, variadic s.edges),
		t.band, follow.band_text(t.band),
		case when t.hidden then 'hidden' else t.state end,
		follow.told_text(t.state_text, t.hidden)
	from follow.asked($1, $2) as a
	cross join lateral follow.spans(a.plan, array[a.period]) as s
	cross join lateral follow.attainment($1, $2) as t
	join follow.indicator i on i.id = t.indicator_id
	left join plan.objective b on b.id = t.objective_id
	left join plan.action_line l on l.id = t.action_line_id
	left join figure fo on fo.part = 'objective'
		and fo.part_id = t.objective_id
	left join figure fl on fl.part = 'action_line'
		and fl.part_id = t.action_line_id
	order by b.objective_code nulls last, l.line_code nulls last,
		t.commitment_no nulls last, t.indicator_code;
$$;

-- by: plan, commitment, office, objective, action_line or indicator.
create function follow.report_figures(plan_code text, period_key text,
	by text)
returns setof follow.report_figures_row language sql stable security definer as $$
	select f.key, f.label, f.mean::text, f.shown, f.mean::text,
		f.threshold::text, f.band, follow.band_text(f.band), f.gate,
		follow.gate_word(f.gate, f.n_due, f.n_pending), f.coverage::text,
		f.coverage_shown, f.n_due::text, f.n_measured::text,
		f.n_reported::text, f.n_approved::text, f.mean_original::text,
		f.mean_original_shown, f.mean_reported::text, f.mean_reported_shown
	from follow.figure($1, $2, $3) as f;
$$;

grant execute on function follow.report_quarters(text, text), follow.report_year_commitments(text, text),
	follow.report_goals(text, text), follow.report_timeline(text, text), follow.report_actions(text, text),
	follow.report_needed(text, text), follow.report_completeness(text, text), follow.report_fulfilment(text, text),
	follow.report_observations(text, text), follow.report_unreported(text, text),
	follow.report_working(text, text), follow.report_scorecard(text, text), follow.report_figures(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
