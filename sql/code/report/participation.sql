-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: aceptado, grupo, persona, respondido, vencido
-- after: rows
-- after: quarter
-- Contributions in reports: as they stood at the end of the period. What was not
-- answered by then shows neither its words nor who sent them; contacts are never
-- here, and names only with consent.

select core.declare_words('follow.outcome_text', 'La evaluación de un aporte en palabras',
	'accepted', 'aceptado', 'partly', 'aceptado en parte', 'not_accepted', 'no aceptado', 'out_of_scope', 'fuera del alcance');

-- Those that a period has to tell of: received in it, answered in it, or still
-- waiting at its end.
create function follow.contributions_told(plan_code text, period_key text)
returns table (contribution_id bigint, answered boolean, answered_here boolean, outcome text, reason text, answer text,
	due date, overdue boolean)
language sql stable security definer as $$
	with here as (
		select p.plan_id, p.from_date, least(p.to_date, core.today()) as day from follow.asked_period($1, $2) as p
	)
	select t.id, s.answered, coalesce(s.answered and t.published_on >= h.from_date, false), coalesce(j.outcome, t.outcome),
		coalesce(j.reason, t.reason), coalesce(w.answer, j.answer, t.answer), d.due,
		not s.answered and t.joined_to_id is null and coalesce(d.due < h.day, false)
	from here h join plan.contribution t on t.plan_id = h.plan_id and t.deleted_at is null and t.received_on <= h.day
	left join plan.consultation q on q.id = t.consultation_id
	left join plan.contribution j on j.id = t.joined_to_id
	left join plan.contribution w on w.id = coalesce(j.answered_with_id, t.answered_with_id)
	cross join lateral (select coalesce(t.answer_due, q.answers_due) as due) as d
	cross join lateral (select coalesce(t.published_on <= h.day, false) as answered) as s
	where t.received_on >= h.from_date or not s.answered or t.published_on >= h.from_date
$$;
comment on function follow.contributions_told(text, text) is
	'Los aportes de los que trata un periodo: recibidos o respondidos en él, o sin responder a su fin';

create function follow.report_contributions(plan_code text, period_key text)
returns setof follow.report_contributions_row language sql stable security definer as $$
	select t.contribution_no::text, c.commitment_no::text, coalesce(c.title, 'Todo el plan'),
		follow.day_text(t.received_on),
		coalesce(case when s.answered then plan.contribution_named(t.id) end,
			case t.author_kind when 'group' then 'grupo' else 'persona' end),
		case when s.answered then t.text else '' end,
		case when s.answered then 'answered' when s.overdue then 'overdue' else 'waiting' end,
		case when s.answered then 'respondido' when s.overdue then 'vencido' else 'por responder' end,
		case when s.answered then s.outcome end, case when s.answered then follow.outcome_text(s.outcome) end,
		case when s.answered then s.reason end, case when s.answered then s.answer end,
		case when s.answered then follow.day_text(t.published_on) end,
		case when s.answered then (t.published_on - t.received_on)::text end,
		case when s.answered then t.changes end, follow.day_text(s.due), case when s.overdue then 't' else 'f' end,
		o.office_code::text
	from follow.contributions_told($1, $2) as s
	join plan.contribution t on t.id = s.contribution_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	order by c.commitment_no nulls first, t.contribution_no
$$;

-- Of the period's own: what was answered in it.
create function follow.report_answered(plan_code text, period_key text)
returns setof follow.report_contributions_row language sql stable security definer as $$
	select r.* from follow.report_contributions($1, $2) as r
	join follow.contributions_told($1, $2) as s on s.answered_here
	join plan.contribution t on t.id = s.contribution_id and t.contribution_no::text = r.contribution_no
	order by r.commitment_no::int nulls first, t.contribution_no
$$;
comment on function follow.report_answered(text, text) is 'Informe: aportes respondidos en el periodo';

create function follow.report_contributions_head(plan_code text, period_key text)
returns setof follow.report_contributions_head_row language sql stable security definer as $$
	select h.*, n.n::text, n.answered::text, (n.n - n.answered)::text, n.overdue::text, n.accepted::text, n.partly::text,
		n.refused::text, n.beyond::text, n.days::text, round(n.days, 1)::text,
		follow.hundredth(n.answered, n.n)::text, follow.percent_text(follow.hundredth(n.answered, n.n), 100)
	from follow.report_head($1, $2) as h
	cross join lateral (select count(*) as n, count(*) filter (where r.state = 'answered') as answered,
			count(*) filter (where r.overdue = 't') as overdue,
			count(*) filter (where r.outcome = 'accepted') as accepted,
			count(*) filter (where r.outcome = 'partly') as partly,
			count(*) filter (where r.outcome = 'not_accepted') as refused,
			count(*) filter (where r.outcome = 'out_of_scope') as beyond, avg(r.days_to_answer::numeric) as days
		from follow.report_contributions($1, $2) as r) as n
$$;

grant execute on function follow.report_contributions(text, text), follow.report_answered(text, text),
	follow.report_contributions_head(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
