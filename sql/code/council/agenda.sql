-- SPDX-License-Identifier: GPL-3.0-or-later
-- The agenda of a session, and what enters it by itself.
-- after: session

create view council.agenda_all with (security_invoker = true) as
select t.*, s.session_ref, s.held_on, s.state as session_state, a.agreement_ref
from council.agenda t join council.session s on s.id = t.session_id
	left join council.agreement a on a.id = t.agreement_id;

create view council.agenda_pick with (security_invoker = true) as
select t.id, s.session_ref, t.item_no, t.item_text, t.item_no || ' ' || core.fold(t.item_text) as search_folded
from council.agenda t join council.session s on s.id = t.session_id
where t.deleted_at is null;

create function council.agenda_problems(was council.agenda, now council.agenda) returns setof core.problem
language sql stable as $$
	select p.* from council.locked_problem(now.session_id, was.id is not null, to_jsonb(was), to_jsonb(now)) as p
$$;

-- What waits for a session of a body: its minutes to approve, charges that are
-- open, corrective actions to agree, binding recommendations, reports to present.
-- What is no body's own goes to the council.
create function council.waiting(body bigint, day date)
returns table (place int, source text, item_text text, agreement_id bigint, action_id bigint,
	recommendation_id bigint, report_id bigint, ref_id bigint)
language sql stable as $$
	select 1, 'minutes', format('Aprobación del acta de la sesión %s', s.session_ref), null::bigint, null::bigint, null::bigint,
		null::bigint, s.id
	from council.session s
	where s.body_id = $1 and s.deleted_at is null and s.state = 'draft' and s.held_on < $2
	union all
	select 2, 'agreement', format('Estado del acuerdo %s: %s', a.agreement_ref, a.agreement_text), a.id, null, null, null, a.id
	from council.agreement a join council.session s on s.id = a.session_id
	where s.body_id = $1 and a.deleted_at is null and a.state = 'open' and a.kind = 'charge' and a.passed and s.held_on < $2
	union all
	select w.place, w.source, w.item_text, null, w.action_id, w.recommendation_id, w.report_id,
		coalesce(w.action_id, w.recommendation_id, w.report_id)
	from council.waiting_for_council() as w
	where exists (select from council.body b where b.id = $1 and b.kind = 'council')
$$;
comment on function council.waiting(bigint, date) is 'Lo que espera a la siguiente sesión de un órgano';

create function council.waiting_for_council()
returns table (place int, source text, item_text text, action_id bigint, recommendation_id bigint, report_id bigint)
language sql stable as $$
	select 3, 'action', format('Acción correctiva %s N° %s por acordar: %s', p.plan_code, x.action_no, x.measure), x.id, null::bigint, null::bigint
	from follow.corrective_action x join plan.action_plan p on p.id = x.plan_id
	where x.state = 'proposed' and x.deleted_at is null
	union all
	select 4, 'recommendation', format('Recomendación vinculante %s-%s: %s', r.year, r.recommendation_no, r.recommendation_text),
		null, r.id, null
	from council.recommendation r
	where r.binding and r.state in ('open', 'answered') and r.deleted_at is null
	union all
	select 5, 'report', format('Presentación de %s%s', r.title, coalesce(', ' || r.official_number, '')), null, null, r.id
	from follow.report r
	where r.deleted_at is null and r.presented_on is null and not r.preliminary and r.layout in ('quarterly', 'annual')
		and not exists (select from follow.report n where n.report_no = r.report_no and n.version > r.version)
$$;
comment on function council.waiting_for_council() is 'Lo que espera al consejo y no es de un órgano';

-- Adds to an agenda what waits and is not in it yet, behind what is.
create function council.agenda_gather(session bigint) returns int
language plpgsql volatile as $$
declare
	s council.session := (select x from council.session x where x.id = $1);
	n int;
begin
	insert into council.agenda (session_id, item_no, item_text, source, agreement_id, action_id, recommendation_id, report_id)
	select $1, last.no + row_number() over (order by w.place, w.ref_id), w.item_text, w.source, w.agreement_id, w.action_id,
		w.recommendation_id, w.report_id
	from council.waiting(s.body_id, s.held_on) as w
		cross join (select coalesce(max(a.item_no), 0) as no from council.agenda a where a.session_id = $1) as last
	where not exists (select from council.agenda a where a.session_id = $1 and a.deleted_at is null and a.source = w.source
		and case when w.source = 'minutes' then a.item_text = w.item_text
			else coalesce(a.agreement_id, a.action_id, a.recommendation_id, a.report_id) = w.ref_id end)
	order by 2;
	get diagnostics n = row_count;
	return n;
end
$$;
comment on function council.agenda_gather(bigint) is 'Reúne en la agenda de una sesión lo que la espera';

create function council.session_gather(id bigint, row_version int) returns void
language plpgsql volatile as $$
begin
	perform core.expect_one(case when exists (select from council.session s where s.id = $1 and s.row_version = $2) then 1 end);
	if council.agenda_gather($1) = 0 then
		raise exception 'Nada más espera a esta sesión: la agenda ya lo tiene todo.' using errcode = 'HT002';
	end if;
end
$$;
comment on function council.session_gather(bigint, int) is 'Reunir en la agenda lo que espera a la sesión';

select core.declare('council.agenda', 'shared', 'Puntos de agenda', line_of => '{session_id}',
	place => '{"session_id.list_place, item_no"}', numbered => 'item_no of session_id',
	help => array['session_state', 'Situación de la sesión'], unknown => 'La sesión no tiene un punto con este número.');

select core.publish('agenda', 'council.agenda', 'true', '{session_ref, item_no, item_text, outcome}');
