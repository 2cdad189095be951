-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: quarter
-- after: council
-- after: council_session
-- after: participation
-- after: labour_lists
-- The accountability page: what of plans, council and labour everybody may know,
-- in words. Rows come of what is published and of nothing else; figures are those
-- of the last period that was closed. plan_code: NULL are all plans.

select core.declare_words('follow.labour_level_text', 'Ámbito de un convenio colectivo, en palabras', 'company', 'empresa', 'branch', 'rama',
	'trade', 'gremio', 'state', 'sector público');
select core.declare_words('follow.contract_kind_text', 'Clase de un contrato registrado, en palabras', 'foreigner', 'de extranjero',
	'training', 'formativo', 'export', 'exportación', 'artist', 'artista', 'other', 'otro');

-- What a row that stands alone is grouped by.
create function follow.plan_heading(plan_code text) returns text
language sql stable as $$
	select format('%s: %s', p.plan_code, p.title) from published.action_plan p where p.plan_code = $1
$$;
comment on function follow.plan_heading(text) is 'Un plan como encabezado de un grupo';

create function follow.open_head(plan_code text)
returns table (institution text, institution_name text, is_test text)
language sql stable security definer as $$
	select s.institution, s.institution_name, s.is_test
	from follow.report_site() as s
	where $1 is null or exists (select from published.action_plan p where p.plan_code = $1)
$$;
comment on function follow.open_head(text) is 'Rendición de cuentas: encabezado';

-- With the light of the plan's last closed quarter.
create function follow.open_commitments(plan_code text)
returns table (plan text, plan_heading text, commitment_no text, title text, office_name text, milestones text, shown text, band text,
	period_title text)
language sql stable security definer as $$
	select c.plan_code::text, follow.plan_heading(c.plan_code), c.commitment_no::text, c.title, c.office_name,
		concat_ws('/', c.milestones_done, c.milestones), f.shown, f.band, core.period_title(q.period_key)
	from published.commitment c
	join plan.action_plan p on p.plan_code = c.plan_code and p.deleted_at is null
	left join lateral (select x.id, x.period_key from core.period x where x.plan_id = p.id and x.deleted_at is null
			and x.state = 'closed' and x.kind = 'quarter'
		order by x.to_date desc limit 1) as q on true
	left join lateral (select g.shown, g.band from follow.figures(p.id, array[q.id]) as g where q.id is not null and g.part_id = c.id) as f on true
	where $1 is null or c.plan_code = $1
	order by p.starts_from desc nulls last, c.plan_code, c.commitment_no
$$;
comment on function follow.open_commitments(text) is 'Rendición de cuentas: los compromisos y su semáforo';

create function follow.open_milestones(plan_code text)
returns table (plan text, commitment_no text, commitment_title text, milestone_no text, title text, office_code text, starts text, ends text,
	state text, state_text text, progress text, moved text)
language sql stable security definer as $$
	select m.plan_code::text, m.commitment_no::text, c.title, m.position::text, m.text, m.office_code::text, m.starts, m.ends, m.state,
		follow.milestone_text(m.state), follow.percent_text(m.progress, 100),
		(select string_agg(format('%s: %s → %s. %s', follow.day_text((r.at at time zone 'America/Lima')::date),
				coalesce(r.old_ends, 's/d'), coalesce(r.new_ends, 's/d'), concat_ws('. ', r.reason, r.agreement)), E'\n' order by r.at)
			from published.milestone_reschedule r
			where r.plan_code = m.plan_code and r.commitment_no = m.commitment_no and r.position = m.position)
	from published.milestone m
	join published.commitment c on c.plan_code = m.plan_code and c.commitment_no = m.commitment_no
	left join published.action_plan p on p.plan_code = m.plan_code
	where $1 is null or m.plan_code = $1
	order by p.starts_from desc nulls last, m.plan_code, m.commitment_no, m.position
$$;
comment on function follow.open_milestones(text) is 'Rendición de cuentas: los hitos y sus reprogramaciones';

create function follow.open_answers(plan_code text)
returns table (contribution_no text, received text, asked text, outcome_text text, answer text, published text, commitment_no text)
language sql stable security definer as $$
	select c.contribution_no::text, follow.day_text(c.received_on), c.text, follow.outcome_text(c.outcome_shown),
		concat_ws(' ', c.answer_shown, c.reason), follow.day_text(c.published_on), c.commitment_no::text
	from published.contribution c where $1 is null or c.plan_code = $1
	order by c.published_on desc, c.plan_code, c.contribution_no
$$;
comment on function follow.open_answers(text) is 'Rendición de cuentas: respuestas a la ciudadanía';

create function follow.open_actions(plan_code text)
returns table (action_no text, commitment_no text, period_title text, measure text, office_code text, due text, state text, state_text text,
	agreement text, evidence text)
language sql stable security definer as $$
	select a.action_no::text, a.commitment_no::text, core.period_title(a.period_key), a.measure, a.office_code::text, a.due, a.state,
		follow.action_text(a.state), a.agreement, coalesce(a.evidence, a.document_ref)
	from published.corrective_action a where $1 is null or a.plan_code = $1
	order by a.state in ('fulfilled', 'failed'), a.plan_code, a.action_no
$$;
comment on function follow.open_actions(text) is 'Rendición de cuentas: acciones correctivas';

create function follow.open_sessions(plan_code text)
returns table (session_ref text, held_on text, kind_text text, state_text text, place text, present text, needed text, n_agreements text,
	minutes_text text)
language sql stable security definer as $$
	select s.session_ref::text, follow.day_text(s.held_on), follow.session_kind_text(s.kind), follow.session_state_text(s.state), s.place,
		case when not coalesce(s.unrecorded, false) then s.present::text end, s.needed::text,
		(select count(*) from published.agreement a where a.session_ref = s.session_ref)::text,
		case when exists (select from published.minutes m where m.session_ref = s.session_ref) then s.minutes_no end
	from published.session s
	order by s.held_on desc nulls last, s.session_ref desc
$$;
comment on function follow.open_sessions(text) is 'Rendición de cuentas: sesiones del consejo';

create function follow.open_agreements(plan_code text)
returns table (agreement_ref text, agreement_text text, kind_text text, voted text, due text, state text, state_text text, about text, closing text)
language sql stable security definer as $$
	select a.agreement_ref::text, a.agreement_text, follow.agreement_kind_text(a.kind),
		case when a.votes_for is not null then concat_ws(' / ', a.votes_for, a.votes_against, a.votes_abstained) end, a.due, a.state,
		follow.agreement_state_text(a.kind, a.state, coalesce(a.passed, true), false), a.commitment_no::text,
		coalesce(a.evidence, a.document_ref, a.why)
	from published.agreement a left join published.session s on s.session_ref = a.session_ref
	order by s.held_on desc nulls last, a.session_ref desc, a.agreement_no
$$;
comment on function follow.open_agreements(text) is 'Rendición de cuentas: acuerdos del consejo';

create function follow.open_recommendations(plan_code text)
returns table (recommendation_ref text, recommendation text, source_text text, binding text, state text, state_text text, answer text, evidence text)
language sql stable security definer as $$
	select format('%s-%s', r.recommendation_no, r.year), r.recommendation_text, coalesce(r.source_name, follow.recommendation_source_text(r.source)),
		case when r.binding then 'Sí' else 'No' end, r.state, follow.recommendation_state_text(r.state, false), r.answer, r.evidence
	from published.recommendation r
	order by r.year desc, r.source, r.recommendation_no
$$;
comment on function follow.open_recommendations(text) is 'Rendición de cuentas: recomendaciones';

create function follow.open_minutes(plan_code text)
returns table (session_ref text, held_on text, approved_on text, approved_in text, sha256 text)
language sql stable security definer as $$
	select m.session_ref::text, follow.day_text(m.held_on), follow.day_text(m.approved_on), m.approved_in_ref::text, m.sha256
	from published.minutes m order by m.held_on desc, m.session_ref desc
$$;
comment on function follow.open_minutes(text) is 'Rendición de cuentas: actas aprobadas';

create function follow.open_reports(plan_code text)
returns table (number text, title text, period_title text, version text, issued text, published_url text, sha256 text)
language sql stable security definer as $$
	select coalesce(r.official_number, r.report_no::text), r.title, core.period_title(r.period_key), r.version::text,
		follow.day_text((r.issued_at at time zone 'America/Lima')::date), r.published_url, r.sha256
	from published.report r where $1 is null or r.plan_code = $1
	order by r.issued_at desc, r.report_no desc, r.version desc
$$;
comment on function follow.open_reports(text) is 'Rendición de cuentas: informes emitidos y su huella';

create function follow.open_cases(plan_code text)
returns table (case_no text, unions text, received text, stage text, stage_text text, since text, outcome_text text, place_name text)
language sql stable security definer as $$
	select d.case_no::text, d.unions, follow.day_text(d.received_on), d.state, labour.stage_text(d.state), follow.day_text(d.from_at::date),
		follow.case_outcome_text(d.outcome), d.place_name
	from published.dispute d order by d.received_on desc nulls last, d.case_no desc
$$;
comment on function follow.open_cases(text) is 'Rendición de cuentas: en qué etapa está cada pliego de reclamos';

create function follow.open_collective(plan_code text)
returns table (agreement_ref text, title text, unions text, origin_text text, level_text text, starts text, ends text, registered text)
language sql stable security definer as $$
	select a.agreement_ref::text, a.title, a.unions, follow.agreement_origin_text(a.origin), follow.labour_level_text(a.level),
		follow.day_text(a.from_date), follow.day_text(a.to_date), follow.day_text(a.registered_on)
	from published.collective_agreement a order by a.registered_on desc nulls last, a.agreement_ref desc
$$;
comment on function follow.open_collective(text) is 'Rendición de cuentas: convenios colectivos registrados';

create function follow.open_unions(plan_code text)
returns table (union_code text, union_name text, level_text text, sector_text text, registration_no text, registered text, place_name text)
language sql stable security definer as $$
	select u.union_code::text, u.union_name, follow.union_level_text(u.level), follow.union_sector_text(u.sector), u.registration_no,
		follow.day_text(u.registered_on), u.place_name
	from published.union_organisation u where u.state = 'active'
	order by array_position('{confederation,federation,union,section,delegates}', u.level), u.union_name, u.union_code
$$;
comment on function follow.open_unions(text) is 'Rendición de cuentas: organizaciones sindicales inscritas';

create function follow.open_contracts(plan_code text)
returns table (contract_ref text, kind_text text, post text, place_name text, starts text, ends text, registered text)
language sql stable security definer as $$
	select c.contract_ref::text, follow.contract_kind_text(c.kind), c.post, c.place_name, follow.day_text(c.from_date), follow.day_text(c.to_date),
		follow.day_text(c.registered_on)
	from published.work_contract c where c.registered_on is not null order by c.registered_on desc, c.contract_ref desc
$$;
comment on function follow.open_contracts(text) is 'Rendición de cuentas: contratos registrados, sin personas';

-- Until the last day of each, which is told.
create function follow.open_postings(plan_code text)
returns table (posting_ref text, post text, offered_by text, vacancies text, pay_text text, place_name text, requirements text, closing_text text)
language sql stable security definer as $$
	select p.posting_ref::text, p.post, coalesce(nullif(p.employer_name, ''), p.public_body), p.vacancies::text,
		case when p.pay is not null then format(follow.pay_unit_text(p.pay_unit), follow.quantity_text(p.pay)) end,
		p.place_name, p.requirements, labour.closing_text(p.closes, p.closes_at)
	from published.posting p where p.state = 'published' and core.today() between p.opens and p.closes
	order by p.closes, p.posting_ref
$$;
comment on function follow.open_postings(text) is 'Rendición de cuentas: ofertas de empleo en vigor';

grant execute on function follow.open_head(text), follow.open_commitments(text), follow.open_milestones(text), follow.open_answers(text),
	follow.open_actions(text), follow.open_sessions(text), follow.open_agreements(text), follow.open_recommendations(text),
	follow.open_minutes(text), follow.open_reports(text), follow.open_cases(text), follow.open_collective(text), follow.open_unions(text),
	follow.open_contracts(text), follow.open_postings(text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
