-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: aprueba, encarga, abierto, vencido, cumplido, reemplazado, vigente, abierta, vencida, respondida, cerrada, retirada, comité, revisor, consulta, vinculante
-- after: council_told
-- after: quarter
-- What the quarterly and the annual report, and the reports of agreements and
-- recommendations, tell of the council.

select core.declare_words('follow.agreement_kind_text', 'Clase de un acuerdo, en palabras',
	'approve', 'aprueba', 'charge', 'encarga', 'note', 'toma conocimiento');
select core.declare_words('follow.recommendation_source_text', 'De quién es una recomendación, en palabras',
	'committee', 'comité', 'reviewer', 'revisor', 'consultation', 'consulta', 'otra fuente');

-- What approves or takes note asks for nothing: it stands.
create function follow.agreement_state_text(kind text, state text, passed boolean, overdue boolean) returns text
language sql immutable parallel safe
return case when not passed then 'no se aprobó' when state = 'fulfilled' then 'cumplido' when state = 'replaced' then 'reemplazado'
	when state = 'without_effect' then 'sin efecto' when kind <> 'charge' then 'vigente' when overdue then 'vencido'
	else 'abierto' end;
comment on function follow.agreement_state_text(text, text, boolean, boolean) is 'Situación de un acuerdo, en palabras';
create function follow.recommendation_state_text(state text, overdue boolean) returns text
language sql immutable parallel safe
return case state when 'answered' then 'respondida' when 'closed' then 'cerrada' when 'withdrawn' then 'retirada'
	else case when overdue then 'vencida' else 'abierta' end end;
comment on function follow.recommendation_state_text(text, boolean) is 'Situación de una recomendación, en palabras';

-- body: its code; NULL: every body's. Those carried come first.
create function follow.report_agreements(plan_code text, period_key text, body text default null)
returns setof follow.report_agreements_row language sql stable security definer as $$
	select a.agreement_ref::text, a.number_text, a.agreement_text, a.kind, follow.agreement_kind_text(a.kind), s.session_ref::text,
		b.body_code::text, b.body_name, follow.day_text(council.day_of(s)),
		o.office_code::text, concat_ws(', ', o.office_code, x.others),
		a.due || case when a.due_doubtful then ' (por aclarar)' else '' end,
		t.state, follow.agreement_state_text(a.kind, t.state, a.passed, t.overdue),
		case t.state when 'fulfilled' then coalesce(a.evidence, d.document_title) when 'without_effect' then a.why
			when 'replaced' then r.agreement_ref::text end,
		c.commitment_no::text, case when t.carried then 't' else 'f' end,
		case when t.carried then 'Vienen de antes' else 'Del periodo' end,
		case when t.overdue then 't' else 'f' end,
		case when t.state <> 'open' then follow.day_text(a.ended_on) end, council.vote_text(a)
	from follow.asked_period($1, $2) as q
	cross join lateral follow.agreements_told(q.plan_id, q.id) as t
	join council.agreement a on a.id = t.agreement_id
	join council.session s on s.id = a.session_id join council.body b on b.id = s.body_id
	join core.office o on o.id = a.office_id
	left join plan.commitment c on c.id = a.commitment_id
	left join core.document d on d.id = a.document_id
	left join council.agreement r on r.id = a.replaced_by
	left join lateral (select string_agg(y.office_code, ', ' order by y.office_code) as others
		from council.agreement_unit z join core.office y on y.id = z.responsible_id
		where z.agreement_id = a.id and z.deleted_at is null and z.responsible_id <> a.office_id) as x on true
	where $3 is null or core.fold(b.body_code) = core.fold(btrim($3))
	order by not t.carried, s.held_on, b.body_code, s.session_no, a.agreement_no;
$$;

create function follow.report_recommendations(plan_code text, period_key text)
returns setof follow.report_recommendations_row language sql stable security definer as $$
	select r.year || '-' || r.recommendation_no, r.number_text, r.recommendation_text, r.source,
		follow.recommendation_source_text(r.source), case when r.binding then 't' else 'f' end,
		case when r.binding then 'Vinculantes: las del comité' else 'Otras recomendaciones' end,
		coalesce(r.source_name, b.body_name), o.office_code::text,
		r.due || case when r.due_doubtful then ' (por aclarar)' else '' end, t.state,
		follow.recommendation_state_text(t.state, t.overdue),
		case when t.state <> 'open' then r.answer end, case when t.state <> 'open' then follow.day_text(r.answered_on) end,
		case when t.state <> 'open' then coalesce(r.evidence, d.document_title) end,
		case t.state when 'closed' then r.closing when 'withdrawn' then r.why end,
		case when t.state in ('closed', 'withdrawn') then follow.day_text(r.closed_on) end,
		c.commitment_no::text, case when t.carried then 't' else 'f' end, case when t.overdue then 't' else 'f' end
	from follow.asked_period($1, $2) as q
	cross join lateral follow.recommendations_told(q.plan_id, q.id) as t
	join council.recommendation r on r.id = t.recommendation_id
	join core.office o on o.id = r.office_id
	left join council.committee_report m on m.id = r.committee_report_id
	left join council.body b on b.id = m.body_id
	left join plan.commitment c on c.id = r.commitment_id
	left join core.document d on d.id = r.document_id
	order by not r.binding, r.year, r.source, r.recommendation_no;
$$;

-- A body's sessions of a year by the months of it that the period has and in
-- which the body was.
create function follow.report_sessions(plan_code text, period_key text)
returns setof follow.report_sessions_row language sql stable security definer as $$
	select b.body_code::text, b.body_name, n.planned::text, coalesce(follow.quantity_text(n.planned), '-'),
		h.held::text, h.failed::text, h.unapproved::text, l.last_session
	from follow.asked_period($1, $2) as q
	join council.body b on b.deleted_at is null
	cross join lateral (select round(b.sessions_year * count(*) / 12.0, 1) as planned
		from generate_series(date_trunc('month', q.from_date), q.to_date, interval '1 month') as m (month)
		where m.month + interval '1 month' > b.from_date and m.month <= coalesce(b.to_date, 'infinity')
		having count(*) > 0) as n
	cross join lateral (select count(*) as n, count(*) filter (where s.state in ('held', 'draft', 'approved')) as held,
			count(*) filter (where s.state = 'failed') as failed,
			count(*) filter (where s.state in ('held', 'draft')
				or s.approved_on > follow.read_on(q.cutoff)) as unapproved
		from council.session s
		where s.body_id = b.id and s.deleted_at is null
			and council.day_of(s) between q.from_date and q.to_date) as h
	left join lateral (select s.session_ref || ', ' || follow.day_text(d.day) as last_session
		from council.session s cross join lateral (select council.day_of(s)) as d (day)
		where s.body_id = b.id and s.deleted_at is null and s.state in ('held', 'draft', 'approved') and d.day <= q.to_date
		order by d.day desc, s.id desc limit 1) as l on true
	where h.n > 0 or n.planned is not null
	order by b.kind <> 'council', b.body_code;
$$;

-- Seats that came, at any hour, of those in force on the day.
create function follow.report_attendance(plan_code text, period_key text)
returns setof follow.report_attendance_row language sql stable security definer as $$
	select s.session_ref::text, b.body_code::text, follow.day_text(d.day), n.government::text, n.government_seats::text,
		case when k.recorded then n.government || '/' || n.government_seats else 'sin registro' end,
		n.civil::text, n.civil_seats::text,
		case when k.recorded then n.civil || '/' || n.civil_seats else 'sin registro' end, k.said
	from follow.asked_period($1, $2) as q
	join council.session s on s.deleted_at is null and s.state in ('held', 'draft', 'approved')
	join council.body b on b.id = s.body_id
	cross join lateral (select council.day_of(s) as day) as d
	cross join lateral council.quorum(s.id, s.started_at) as k
	cross join lateral (select count(*) filter (where x.sector = 'government') as government_seats,
			count(*) filter (where x.sector = 'government' and x.came) as government,
			count(*) filter (where x.sector = 'civil_society') as civil_seats,
			count(*) filter (where x.sector = 'civil_society' and x.came) as civil
		from (select y.sector, exists (select from council.attendance a where a.session_id = s.id and a.seat_id = y.seat_id
				and a.deleted_at is null and a.mark in ('titular', 'alternate')) as came
			from council.seats_on(s.body_id, d.day) as y) as x) as n
	where d.day between q.from_date and q.to_date
	order by d.day, s.session_ref;
$$;

-- Corrective actions that are proposed, with the last agenda that they stand in.
create function follow.report_to_agree(plan_code text, period_key text)
returns setof follow.report_to_agree_row language sql stable security definer as $$
	select x.action_no::text, c.commitment_no::text, coalesce(c.title, 'Todo el plan'), x.measure, o.office_code::text,
		x.responsible, x.due, g.session_ref::text,
		case when g.session_ref is null then 'en ninguna agenda'
			else format('%s, punto %s, del %s', g.session_ref, g.item_no, follow.day_text(g.day)) end
	from follow.asked_period($1, $2) as q
	cross join lateral follow.actions_told(q.plan_id, q.id) as t
	join follow.corrective_action x on x.id = t.action_id and x.state = 'proposed'
	join core.office o on o.id = x.office_id
	left join plan.commitment c on c.id = x.commitment_id
	left join lateral (select s.session_ref, a.item_no, d.day
		from council.agenda a join council.session s on s.id = a.session_id and s.deleted_at is null and s.state <> 'failed'
			cross join lateral (select council.day_of(s)) as d (day)
		where a.action_id = x.id and a.deleted_at is null
		order by d.day desc, a.id desc limit 1) as g on true
	order by c.commitment_no nulls first, x.action_no;
$$;

grant execute on function follow.report_agreements(text, text, text), follow.report_recommendations(text, text),
	follow.report_sessions(text, text), follow.report_attendance(text, text), follow.report_to_agree(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
