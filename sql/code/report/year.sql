-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows for the annual report, the scorecard, the self-assessment, the card of
-- a commitment, and what the quarterly one says of actions, completeness and
-- its working. As in quarter.sql: (plan_code text, period_key text), text
-- columns only, in print order; exact figures as decimal text, X_shown beside
-- is what people read. Every function takes a quarter, or a year where its
-- row below does not say otherwise; follow.report_head does too.
--
-- follow.report_quarters      the quarters of the period's year (a quarter:
--   of the plan up to it, at most eight): a table, and the rows of a trend:
--   period_key, period_title, label (I-19), state, state_text, value (mean),
--   mark (threshold), mean, mean_shown, band, band_text, gate, gate_text,
--   coverage, coverage_shown, n_due, n_measured, n_reported, n_approved,
--   report_number, report_version, report_sha256 (issued quarterly; empty)
-- follow.report_year_commitments  one row per commitment, its quarters side
--   by side: commitment_no, title, office_code, q1_shown, q1_band, q1_mean,
--   (q2, q3, q4 alike), mean, mean_shown, band, band_text, gate, gate_text,
--   coverage, coverage_shown
-- follow.report_goals         commitment_no, commitment_title, position,
--   milestone_title, goal, final_text, planned, planned_shown, executed,
--   executed_shown, unit, due, fulfilled (t|f), fulfilled_text, progress,
--   progress_shown
-- follow.report_timeline      milestones on a time bar: commitment_no,
--   position, label (3.2 Title), from_iso, to_iso (YYYY-MM-DD), now_iso,
--   situation, situation_text (doubtful and open dates are left out)
-- follow.report_actions       corrective actions of the period and those
--   carried into it: action_no, commitment_no, commitment_title, period_key,
--   period_title (from which it comes), measure, office_code, responsible,
--   due, evidence, state, state_text, agreement, why, carried (t|f),
--   carried_text, overdue (t|f)
-- follow.report_needed        commitments (commitment_no empty: the plan)
--   below the threshold or inconclusive: commitment_no, title, mean,
--   mean_shown, gate, gate_text, n_actions, actions_text
-- follow.report_completeness  office_code, office_name, n_due, n_reported,
--   n_approved, state, state_text, submitted_at, late (t|f), late_text,
--   own_office_text, on_time_rate, on_time_rate_shown, reason; state_text
--   says it when an office approved what it had sent itself
-- follow.report_observations  on the issued reports of earlier periods, open
--   when this one began or since: report_no, report_title, seat, observed_on,
--   observation, answer, answered_on, state_text
-- follow.report_fulfilment    goals and milestones that fell due up to the
--   cut-off: commitment_no (empty: the plan, last), title, n_goals,
--   n_goals_done, n_milestones, n_milestones_done
-- follow.report_unreported    office_code, office_name, commitment_no,
--   indicator_code, indicator_name, state, state_text
-- follow.report_working       the annex: kind (term|sum), commitment_no,
--   commitment_title, indicator_code, indicator_name, office_code, method,
--   method_text, measure_text, direction_sign, baseline, planned,
--   planned_shown, planned_original, planned_original_shown, executed,
--   executed_shown, attainment, attainment_shown, other_attainment,
--   other_attainment_shown, other_text, original_attainment,
--   original_attainment_shown, cap, capped, capped_shown, weight,
--   weight_shown, product, product_shown, state, state_text, reason; a row
--   of kind sum closes each commitment and one the plan (commitment_no empty)
-- follow.report_scorecard     objective_code, objective_title,
--   objective_mean, objective_shown, objective_band, objective_band_text,
--   line_code, line_title, line_mean, line_shown, line_band, line_band_text,
--   commitment_no, indicator_code, indicator_name, unit, office_code,
--   direction_sign, baseline, baseline_shown, baseline_date, planned,
--   planned_shown, executed, executed_shown, attainment, attainment_shown,
--   capped, capped_shown, band, band_text, state, state_text
-- follow.report_figures(plan_code, period_key, by)  by = plan | commitment |
--   office | objective | action_line | indicator: key, label, mean,
--   mean_shown, value, mark, band, band_text, gate, gate_text, coverage,
--   coverage_shown, n_due, n_measured, n_reported, n_approved,
--   mean_original, mean_original_shown, mean_reported, mean_reported_shown
--
-- Self-assessment: period_key is a year.
-- follow.report_self_head     report_head's columns, and n_assessed,
--   n_commitments, scale_name, source_letters
-- follow.report_self_summary  scale, level_code, level, n, share,
--   share_shown, commitments (their numbers); the last row is the total
--   (level_code empty)
-- follow.report_self_cards    commitment_no, title, office_code, component,
--   scale, level_code, level, result, ends, ends_plan, next_steps,
--   additional, source_letter, n_lines
-- follow.report_self_lines    commitment_no, title, line_no, activity, level,
--   ends, progress, progress_shown
--
-- Card of a commitment: a third argument item = the commitment's number;
-- NULL: every commitment of the plan.
-- follow.report_card_head     report_head's columns of the plan and period,
--   then commitment_no, title, office_code, office_name, problem, objective,
--   description, challenge, ambition, actors_government, actors_civil,
--   instruments, budget, population, units, posts, commitment_mean,
--   commitment_mean_shown, commitment_band, commitment_band_text,
--   commitment_gate, commitment_gate_text, commitment_coverage_shown,
--   commitment_coverage
-- follow.report_card          the same facts of each commitment as rows:
--   commitment_no, title, name, text
-- follow.report_card_relevance   commitment_no, value, text
-- follow.report_card_milestones  as report_milestones
-- follow.report_card_indicators  as report_indicators
-- follow.report_card_goals       as report_goals
-- follow.report_card_activities  n, commitment_no, title, held, place,
--   participants, results, evidence (of the whole plan up to the cut-off)
-- follow.report_card_actions     as report_actions
-- follow.report_card_quarters    commitment_no, period_key, period_title,
--   label, value, mark, mean, mean_shown, band, band_text, gate, gate_text
--
-- Work plan of a plan:
-- follow.report_work_items    stage, item_no, text, responsible, goal_text,
--   planned, planned_shown, executed, executed_shown, unit, starts, ends,
--   agreement, fulfilled (t|f), fulfilled_text
-- follow.report_work_head     report_head's columns, and n_work, n_work_done,
--   n_work_overdue, work_share, work_share_shown
--
-- New in quarter.sql: report_head has year_name, mean_original,
-- mean_original_shown, n_actions, n_actions_open, from_iso, to_iso,
-- cutoff_iso; report_commitments has mean_original, mean_original_shown,
-- mean_reported, mean_reported_shown, value, mark (for bars), label;
-- report_milestones has from_iso, to_iso, now_iso; report_indicators has
-- planned_original, planned_original_shown, other_attainment,
-- other_attainment_shown, cap.
-- The quarters that a period tells of: those of its year; of a quarter, the
-- last eight up to it.
create function follow.quarters_of(plan bigint, period bigint)
returns bigint[]
language sql stable
begin atomic
	select array_agg(w.id)
	from (select q.id
		from core.period p
		join core.period q on q.plan_id = p.plan_id and q.kind = 'quarter'
			and q.deleted_at is null and q.to_date <= p.to_date
			and (p.kind = 'quarter' or q.from_date >= p.from_date)
		where p.id = period and p.plan_id = plan
		order by q.to_date desc
		limit 8) as w;
end;
comment on function follow.quarters_of(bigint, bigint) is
	'Los trimestres de un año, o los últimos hasta un trimestre';

create function follow.report_quarters(plan_code text, period_key text)
returns table (period_key text, period_title text, label text, state text,
	state_text text, value text, mark text, mean text, mean_shown text, band
	text, band_text text, gate text, gate_text text, coverage text,
	coverage_shown text, n_due text, n_measured text, n_reported text, n_approved
	text, report_number text, report_version text, report_sha256 text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select q.period_key::text, core.period_title(q.period_key),
		core.period_short(q.period_key), q.state,
		case q.state when 'open' then 'abierto' else 'cerrado' end,
		f.mean::text, f.threshold::text, f.mean::text, f.shown, f.band,
		follow.band_text(f.band), f.gate,
		follow.gate_text(f.gate, f.threshold), f.coverage::text,
		follow.percent_text(f.coverage, f.minimum_coverage), f.n_due::text,
		f.n_measured::text, f.n_reported::text, f.n_approved::text,
		coalesce(i.official_number, i.report_no::text), i.version::text, i.sha256
	from follow.asked($1, $2) as a
	cross join lateral follow.figures(a.plan,
		follow.quarters_of(a.plan, a.period), 'plan') as f
	join core.period q on q.id = f.period_id
	left join lateral (select r.* from follow.report r
		where r.plan_id = a.plan and r.period_key = q.period_key
			and r.layout = 'quarterly'
		order by r.version desc limit 1) as i on true
	order by q.from_date;
$$;
comment on function follow.report_quarters(text, text) is
	'Informe: la serie de trimestres';

create function follow.report_year_commitments(plan_code text, period_key text)
returns table (commitment_no text, title text, office_code text, q1_shown
	text, q1_band text, q1_mean text, q2_shown text, q2_band text, q2_mean text,
	q3_shown text, q3_band text, q3_mean text, q4_shown text, q4_band text,
	q4_mean text, mean text, mean_shown text, band text, band_text text, gate
	text, gate_text text, coverage text, coverage_shown text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
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
comment on function follow.report_year_commitments(text, text) is
	'Informe anual: cada compromiso, trimestre a trimestre y en el año';

create function follow.report_goals(plan_code text, period_key text)
returns table (commitment_no text, commitment_title text, "position" text,
	milestone_title text, goal text, final_text text, planned text, planned_shown
	text, executed text, executed_shown text, unit text, due text, fulfilled
	text, fulfilled_text text, progress text, progress_shown text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select c.commitment_no::text, c.title, m.position::text, m.text, g.text,
		case when g.final then 'final' else 'preliminar' end,
		g.quantity::text, coalesce(follow.quantity_text(g.quantity), '-'),
		s.reached::text, follow.quantity_text(s.reached), g.unit, g.due,
		case when s.fulfilled then 't' else 'f' end,
		case when s.fulfilled then 'cumplida'
			when g.due_to < q.cutoff and not g.due_doubtful then 'vencida'
			else 'por cumplir' end,
		follow.hundredth(s.reached, g.quantity)::text,
		follow.percent_text(follow.hundredth(s.reached, g.quantity), 100)
	from follow.asked($1, $2) as a
	join core.period q on q.id = a.period
	cross join lateral follow.goals(a.plan, q.cutoff) as s
	join plan.goal g on g.id = s.goal_id
	join plan.milestone m on m.id = s.milestone_id
	join plan.commitment c on c.id = s.commitment_id
	order by c.commitment_no, m.position, g.goal_no;
$$;
comment on function follow.report_goals(text, text) is
	'Informe: metas programadas y alcanzadas';

create function follow.report_timeline(plan_code text, period_key text)
returns table (commitment_no text, "position" text, label text, from_iso text,
	to_iso text, now_iso text, situation text, situation_text text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select t.commitment_no, t.position,
		t.commitment_no || '.' || t.position || ' ' || t.title,
		t.from_iso, t.to_iso, t.now_iso, t.situation, t.situation_text
	from follow.report_milestones($1, $2) as t
	where t.from_iso is not null and t.to_iso is not null;
$$;
comment on function follow.report_timeline(text, text) is
	'Informe: los hitos en una línea de tiempo';

create function follow.report_actions(plan_code text, period_key text)
returns table (action_no text, commitment_no text, commitment_title text,
	period_key text, period_title text, measure text, office_code text,
	responsible text, due text, evidence text, state text, state_text text,
	agreement text, why text, carried text, carried_text text, overdue text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select x.action_no::text, c.commitment_no::text,
		coalesce(c.title, 'Todo el plan'), q.period_key::text,
		core.period_title(q.period_key), x.measure, o.office_code::text,
		x.responsible, x.due, coalesce(x.evidence, d.document_title),
		x.state, follow.action_text(x.state), x.agreement, x.why,
		case when s.carried then 't' else 'f' end,
		case when s.carried then 'viene de '
			|| core.period_title(q.period_key) else '' end,
		case when s.open and x.due_to < p.cutoff and not x.due_doubtful
			then 't' else 'f' end
	from follow.asked($1, $2) as a
	join core.period p on p.id = a.period
	cross join lateral follow.actions_told(a.plan, a.period) as s
	join follow.corrective_action x on x.id = s.action_id
	join core.period q on q.id = x.period_id
	join core.office o on o.id = x.office_id
	left join plan.commitment c on c.id = x.commitment_id
	left join core.document d on d.id = x.document_id
	order by c.commitment_no nulls first, x.action_no;
$$;
comment on function follow.report_actions(text, text) is
	'Informe: acciones correctivas, también las que vienen de antes';

create function follow.report_needed(plan_code text, period_key text)
returns table (commitment_no text, title text, mean text, mean_shown text,
	gate text, gate_text text, n_actions text, actions_text text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select c.commitment_no::text, coalesce(c.title, 'Todo el plan'),
		f.mean::text, f.shown, f.gate, follow.gate_text(f.gate, f.threshold),
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
comment on function follow.report_needed(text, text) is
	'Informe: lo que no alcanza el umbral y sus acciones';

create function follow.report_completeness(plan_code text, period_key text)
returns table (office_code text, office_name text, n_due text, n_reported
	text, n_approved text, state text, state_text text, submitted_at text, late
	text, late_text text, own_office_text text, on_time_rate text,
	on_time_rate_shown text, reason text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
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
comment on function follow.report_completeness(text, text) is
	'Informe: qué entregó cada oficina y cuándo';

create function follow.report_fulfilment(plan_code text, period_key text)
returns table (commitment_no text, title text, n_goals text, n_goals_done
	text, n_milestones text, n_milestones_done text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select t.commitment_no::text,
		case when t.commitment_no is null then 'Todo el plan'
			else t.title end,
		t.n_goals::text, t.n_goals_done::text, t.n_milestones::text,
		t.n_milestones_done::text
	from follow.fulfilment($1, $2) as t
	order by t.commitment_no nulls last;
$$;
comment on function follow.report_fulfilment(text, text) is
	'Informe: metas e hitos que vencían y los cumplidos';

-- What a report is asked about itself when it is verified may not hang on
-- what was said of it afterwards: its own observations are in the next one.
create function follow.report_observations(plan_code text, period_key text)
returns table (report_no text, report_title text, seat text, observed_on text,
	observation text, answer text, answered_on text, state_text text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select r.report_no || '/' || r.version,
		r.title || ', ' || core.period_title(r.period_key), b.seat,
		follow.day_text(b.observed_on), b.observation, b.answer,
		follow.day_text(b.answered_on),
		case when b.answer <> '' then 'respondida' else 'por responder' end
	from follow.asked($1, $2) as a
	join core.period q on q.id = a.period
	join follow.report r on r.plan_id = a.plan
	join core.period e on e.plan_id = a.plan and e.deleted_at is null
		and e.period_key = r.period_key and (e.to_date < q.to_date
			or e.to_date = q.to_date and e.from_date > q.from_date)
	join follow.report_observation b on b.report_id = r.id
		and b.deleted_at is null
		and (b.answer is null or b.answer = ''
			or coalesce(b.answered_on >= q.from_date, true))
	order by r.report_no, r.version, b.observed_on, b.id;
$$;
comment on function follow.report_observations(text, text) is
	'Informe: observaciones a los informes anteriores, con su respuesta';

create function follow.report_unreported(plan_code text, period_key text)
returns table (office_code text, office_name text, commitment_no text,
	indicator_code text, indicator_name text, state text, state_text text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select o.office_code::text, o.office_name, t.commitment_no::text,
		t.indicator_code, t.indicator_name, t.state, t.state_text
	from follow.attainment($1, $2) as t
	join core.office o on o.id = t.office_id
	where t.state in ('zero', 'missing', 'pending')
	order by o.office_code, t.commitment_no nulls last, t.indicator_code;
$$;
comment on function follow.report_unreported(text, text) is
	'Informe: lo que falta informar, por oficina';

create function follow.report_working(plan_code text, period_key text)
returns table (kind text, commitment_no text, commitment_title text,
	indicator_code text, indicator_name text, office_code text, method text,
	method_text text, measure_text text, direction_sign text, baseline text,
	planned text, planned_shown text, planned_original text,
	planned_original_shown text, executed text, executed_shown text, attainment
	text, attainment_shown text, other_attainment text, other_attainment_shown
	text, other_text text, original_attainment text, original_attainment_shown
	text, cap text, capped text, capped_shown text, weight text, weight_shown
	text, product text, product_shown text, state text, state_text text, reason
	text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with term as (
		select w.kind, w.commitment_no, c.title as commitment_title,
			w.indicator_code, w.label, w.office_code, w.method,
			w.method_text, w.measure, w.direction, w.baseline, w.planned,
			w.planned_original, w.executed, w.attainment,
			w.attainment_shown, w.other_attainment, w.other_shown,
			w.other_text, w.original_attainment, w.original_shown, w.cap,
			w.capped, w.capped_shown, w.weight, w.product, w.product_shown,
			case when w.hidden then 'hidden' else w.state end as state,
			w.reason
		from follow.asked($1, $2) as a
		cross join lateral follow.working($1, $2, 'plan') as w
		left join plan.commitment c on c.plan_id = a.plan
			and c.commitment_no = w.commitment_no and c.deleted_at is null
		union all
		select 'sum', c.commitment_no, c.title, null, c.title, null, null,
			null, null, null, null, null, null, null, null, null, null, null,
			null, null, null, f.cap, f.mean, f.shown, f.weights, f.products,
			p.shown, f.gate,
			format('%s / %s = %s; medidos %s de %s',
				coalesce(p.shown, '-'),
				coalesce(trim_scale(f.weights)::text, '-'), f.shown,
				f.n_measured, f.n_due)
		from follow.asked($1, $2) as a
		cross join lateral follow.figures(a.plan, array[a.period]) as f
		join plan.commitment c on c.id = f.commitment_id
		cross join lateral follow.product_text(f.products, f.weights,
			f.threshold, f.red_below, f.green_from) as p (shown)
	)
	select t.kind, t.commitment_no::text, t.commitment_title,
		t.indicator_code, t.label, t.office_code, t.method, t.method_text,
		follow.measure_text(t.measure), follow.direction_sign(t.direction),
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
		case when t.kind = 'sum' then follow.gate_word(t.state, 1, 0)
			when t.state = 'hidden' then 'reservado'
			else follow.state_text(t.state) end,
		t.reason
	from term t
	order by t.kind = 'sum' and t.commitment_no is null,
		t.commitment_no nulls last, t.kind = 'sum', t.indicator_code;
$$;
comment on function follow.report_working(text, text) is
	'Informe, anexo: cómo se obtiene cada cifra';

create function follow.report_scorecard(plan_code text, period_key text)
returns table (objective_code text, objective_title text, objective_mean text,
	objective_shown text, objective_band text, objective_band_text text,
	line_code text, line_title text, line_mean text, line_shown text, line_band
	text, line_band_text text, commitment_no text, indicator_code text,
	indicator_name text, unit text, office_code text, direction_sign text,
	baseline text, baseline_shown text, baseline_date text, planned text,
	planned_shown text, executed text, executed_shown text, attainment text,
	attainment_shown text, capped text, capped_shown text, band text, band_text
	text, state text, state_text text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
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
			s.threshold, s.red_below, s.green_from, s.cap),
			case when t.hidden then 'reserv.' else 's/d' end),
		t.capped::text, follow.percent_text(t.capped, s.threshold,
			s.red_below, s.green_from),
		t.band, follow.band_text(t.band),
		case when t.hidden then 'hidden' else t.state end,
		case when t.hidden then 'informado por su oficina, sin aprobar'
			else t.state_text end
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
comment on function follow.report_scorecard(text, text) is
	'Cuadro de mando integral: objetivo, línea de acción, indicador';

create function follow.report_figures(plan_code text, period_key text,
	by text)
returns table (key text, label text, mean text, mean_shown text, value text,
	mark text, band text, band_text text, gate text, gate_text text, coverage
	text, coverage_shown text, n_due text, n_measured text, n_reported text,
	n_approved text, mean_original text, mean_original_shown text, mean_reported
	text, mean_reported_shown text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select f.key, f.label, f.mean::text, f.shown, f.mean::text,
		f.threshold::text, f.band, follow.band_text(f.band), f.gate,
		follow.gate_word(f.gate, f.n_due, f.n_pending), f.coverage::text,
		f.coverage_shown, f.n_due::text, f.n_measured::text,
		f.n_reported::text, f.n_approved::text, f.mean_original::text,
		f.mean_original_shown, f.mean_reported::text, f.mean_reported_shown
	from follow.figure($1, $2, $3) as f;
$$;
comment on function follow.report_figures(text, text, text) is
	'Informe: cifras por las partes de un plan';
