-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports of the yearly committee and recommendations. One of the committee binds:
-- it is answered and nobody but the committee closes it.
-- after: agenda

create view council.committee_report_all with (security_invoker = true) as
select t.*, b.body_code, b.body_name, d.document_ref, o.office_code, t.office_id = (select core.my_office()) as mine,
	r.report_no as reviewed_no, r.title as reviewed_title, n.recommendations, n.open_ones
from council.committee_report t join council.body b on b.id = t.body_id join core.office o on o.id = t.office_id
	left join core.document d on d.id = t.document_id
	left join follow.report r on r.id = t.report_id
	left join lateral (select count(*) as recommendations, count(*) filter (where x.state in ('open', 'answered')) as open_ones
		from council.recommendation x where x.committee_report_id = t.id and x.deleted_at is null) n on true;

create view council.committee_report_pick with (security_invoker = true) as
select t.id, b.body_code || ' ' || t.year || '-' || t.report_no as committee_report_ref, t.title as committee_report_title,
	core.fold(b.body_code) || ' ' || t.year || '-' || t.report_no || ' ' || t.title_folded as search_folded
from council.committee_report t join council.body b on b.id = t.body_id
where t.deleted_at is null;

create view council.recommendation_all with (security_invoker = true) as
select t.*, p.committee_report_ref, p.committee_report_title, a.plan_code, c.commitment_no, c.title as commitment_title,
	d.document_ref, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine, t.due_doubtful as doubtful,
	t.state in ('open', 'answered') as pending,
	t.state in ('open', 'answered') and t.binding as pending_binding,
	t.state in ('open', 'answered') and not t.binding as withdrawable,
	t.state = 'open' and core.is_past(t.due_to, t.due_doubtful, (select core.today())) as overdue
from council.recommendation t join core.office o on o.id = t.office_id
	left join council.committee_report_pick p on p.id = t.committee_report_id
	left join plan.action_plan a on a.id = t.plan_id
	left join plan.commitment c on c.id = t.commitment_id
	left join core.document d on d.id = t.document_id;

create function council.committee_report_problems(was council.committee_report, now council.committee_report)
returns setof core.problem language sql stable as $$
	select (core.problem('body_code', 'Estos informes son de un comité de seguimiento y evaluación.')).*
	from council.body b where b.id = now.body_id and b.kind <> 'follow_up'
	union all
	select (core.problem('received_on', format('El comité existe desde el %s.', core.day_text(b.from_date)))).*
	from council.body b where b.id = now.body_id and now.received_on < b.from_date
$$;

create function council.recommendation_filled(was council.recommendation, now council.recommendation)
returns council.recommendation language plpgsql stable as $$
begin
	now.year := coalesce(now.year, (select r.year from council.committee_report r where r.id = now.committee_report_id),
		extract(year from core.today())::int);
	now.source := coalesce(now.source, case when now.committee_report_id is not null then 'committee' else 'other' end);
	now.plan_id := coalesce(now.plan_id, (select c.plan_id from plan.commitment c where c.id = now.commitment_id));
	return now;
end
$$;

-- The next number of its year and source; two people get two.
select core.declare_trigger('council.recommendation', 't11_number before insert', '_number', 'Da su número a una recomendación', $$
	if new.recommendation_no is null then
		perform from core.office o where o.root for no key update; -- an advisory lock is anybody's to hold
		new.recommendation_no := coalesce(core.read_number(new.number_text), (select coalesce(max(r.recommendation_no), 0) + 1
			from council.recommendation r where r.year = new.year and r.source = new.source));
	end if;
	return new$$, 'definer');

create function council.recommendation_problems(was council.recommendation, now council.recommendation)
returns setof core.problem language plpgsql stable as $$
begin
	if now.source <> 'committee' and now.committee_report_id is not null then
		return next core.problem('committee_report_ref', 'Solo una recomendación del comité viene en un informe suyo.');
	end if;
	if was.id is not null and (now.source, now.committee_report_id) is distinct from (was.source, was.committee_report_id) then
		return next core.problem('source', 'Una recomendación no cambia de fuente: regístrela de nuevo.');
	end if;
	return query select * from plan.parts_problems(now.plan_id, now.commitment_id, null);
	if core.by_owner() then
		return;
	elsif not core.acts_as('hito_secretariat') and not core.at_root('{batch}')
			and (was.id is null or core.row_differs(to_jsonb(was), to_jsonb(now), 'binding', 'state', 'answer', 'answered_on', 'evidence',
				'document_id', 'closing', 'closed_on', 'why')) then
		return next core.problem('recommendation_text', 'Lo recomendado lo registra la secretaría; la oficina responsable lo responde.', 'HT003');
	elsif was.id is not null and now.deleted_at is distinct from was.deleted_at and was.source = 'committee' and was.state <> 'open' then
		return next core.problem(null, 'Una recomendación vinculante respondida no se anula.');
	elsif was.deleted_at is null and now.deleted_at is not null and was.source = 'committee' and exists (select from council.agenda a
			join council.session s on s.id = a.session_id
			where a.recommendation_id = was.id and a.deleted_at is null and s.deleted_at is null and s.state <> 'planned') then
		return next core.problem(null, 'La recomendación vinculante ya está en la agenda de una sesión: no se anula.');
	elsif was.state in ('closed', 'withdrawn') and core.row_differs(to_jsonb(was), to_jsonb(now), 'binding') then
		return next core.problem('answer', 'La recomendación ya terminó y no se cambia.');
	elsif current_user <> 'hito_owner' and (now.answer, now.answered_on, now.evidence, now.document_id, now.closing, now.closed_on, now.why)
			is distinct from (was.answer, was.answered_on, was.evidence, was.document_id, was.closing, was.closed_on, was.why) then
		return next core.problem('answer', 'La respuesta, el cierre y el retiro de una recomendación los escriben sus acciones.');
	elsif now.state in ('closed', 'withdrawn') and now.state is distinct from was.state and not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría registra que una recomendación se cerró o se retiró.', 'HT003');
	elsif now.state = 'withdrawn' and now.source = 'committee' then
		return next core.problem('state', 'Una recomendación del comité es vinculante: no se retira, la cierra el comité.');
	end if;
end
$$;

create function council.recommendation_stamp() returns trigger
language plpgsql as $$
begin
	if tg_op = 'UPDATE' and old.state <> new.state then
		if new.state = 'answered' then
			new.answered_on := coalesce(new.answered_on, core.today());
		elsif new.state in ('closed', 'withdrawn') then
			new.closed_on := coalesce(new.closed_on, core.today());
		end if;
	end if;
	return new;
end
$$;

create function council.recommendation_answer(id bigint, row_version int, answer text, evidence text) returns void
language sql volatile as $$
	select core.step('council.recommendation', $1, $2, 'answered', '{open,answered}', 'answer',
		core.expect_said($3, 'answer', 'Escriba qué se responde a la recomendación.'), 'evidence',
		coalesce(nullif(btrim($4), ''), (select r.evidence from council.recommendation r where r.id = $1)), 'document_id',
		coalesce(core.document_named($4), (select r.document_id from council.recommendation r where r.id = $1))::text)
$$;
comment on function council.recommendation_answer(bigint, int, text, text) is 'Responder una recomendación, con su evidencia';

select core.declare_step('council.recommendation_close', 'Cerrar una recomendación, como lo dijo quien la hizo',
	'council.recommendation', '{open,answered}', 'closed', 'closing',
	'Escriba con qué acto o documento la cerró quien la hizo; la del comité la cierra el comité.');
select core.declare_step('council.recommendation_withdraw', 'Retirar una recomendación que no obliga',
	'council.recommendation', '{open,answered}', 'withdrawn', 'why', 'Escriba por qué se retira la recomendación.');

select core.declare('council.committee_report', 'shared', 'Informes del comité', stands_on => '{body_id}',
	place => '{"body_id.body_code, year, report_no"}', help => array['reviewed_no', 'Informe que revisa',
	'reviewed_title', 'Título del informe que revisa', 'recommendations', 'Recomendaciones', 'open_ones', 'Recomendaciones abiertas',
	'committee_report_ref', 'Informe del comité', 'committee_report_title', 'Título del informe del comité'],
	unknown => 'No hay un informe del comité que se cite así.');
select core.declare('council.recommendation', 'open', 'Recomendaciones', stands_on => '{committee_report_id}',
	place => '{"year, source, recommendation_no"}', help => array['pending', 'Sin cerrar', 'pending_binding', 'Vinculante sin cerrar',
	'withdrawable', 'Se puede retirar', 'overdue', 'Venció sin respuesta',
	'committee_report_ref', 'Informe del comité', 'committee_report_title', 'Título del informe del comité']);

select core.publish('committee_report', 'council.committee_report', 'true', '{body_code, year, report_no, title, about_text, received_on, document_ref}');
select core.publish('recommendation', 'council.recommendation', 'true', '{year, source, recommendation_no, binding, source_name, recommendation_text, plan_code,
	commitment_no, state, answer, answered_on, evidence, due, closing, closed_on, document_ref,
	office_code}');
