-- SPDX-License-Identifier: GPL-3.0-or-later
-- Consultations about a plan. What they are is worked out of their days and of
-- their contributions when they are read.

-- The same for every reader, also of contributions that she does not read.
create function plan.consultation_counts(id bigint, out n_contributions int, out n_answered int, out n_waiting int,
	out first_received date)
returns record language sql stable security definer as $$
	select count(*)::int, count(published_on)::int, count(*) filter (where t.published_on is null)::int, min(t.received_on)
	from plan.contribution t where t.consultation_id = $1 and t.deleted_at is null
$$;
comment on function plan.consultation_counts(bigint) is 'Cuántos aportes recibió una consulta y cuántos se respondieron';
grant execute on function plan.consultation_counts(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create function plan.consultation_situation(opens date, closes date, answers_due date, n int, waiting int, today date)
returns text language sql immutable parallel safe
return case when today < opens then 'planned' when today <= closes then 'open' when n = 0 then 'empty'
	when waiting = 0 then 'answered' when answers_due < today then 'overdue' else 'answering' end;
comment on function plan.consultation_situation(date, date, date, int, int, date) is
	'Lo que es una consulta en un día: por abrir, abierta, sin aportes, por responder, respondida o vencida';

create view plan.consultation_all with (security_invoker = true) as
select t.*, p.plan_code, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	n.n_contributions, n.n_answered, s.situation, s.situation = 'open' as open, s.situation = 'overdue' as overdue
from plan.consultation t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	cross join lateral plan.consultation_counts(t.id) as n
	cross join lateral (select plan.consultation_situation(t.opens, t.closes, t.answers_due, n.n_contributions,
		n.n_waiting, (select core.today())) as situation) as s;

create view plan.consultation_pick with (security_invoker = true) as
select t.id, p.plan_code, t.consultation_no, t.title as consultation_title,
	t.consultation_no || ' ' || t.title_folded as search_folded
from plan.consultation t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

-- A version that a plan has, or is about to have.
create function plan.version_problems(plan bigint, version int, field text) returns setof core.problem
language sql stable as $$
	select (core.problem(field, format('El plan no tiene una versión %s: la última es la %s.', $2, p.version))).*
	from plan.action_plan p where p.id = plan and $2 > p.version + (p.state = 'amending')::int
$$;
comment on function plan.version_problems(bigint, int, text) is 'Cuida que se nombre una versión que el plan tiene';

create function plan.consultation_problems(was plan.consultation, now plan.consultation) returns setof core.problem
language sql stable as $$
	select * from plan.version_problems(now.plan_id, now.plan_version, 'plan_version')
	union all
	select (core.problem('opens', format('Ya hay un aporte recibido el %s: la consulta no se abre después.',
		to_char(n.first_received, 'DD/MM/YYYY')))).*
	from plan.consultation_counts(now.id) as n where n.first_received < now.opens
	union all
	select (core.problem('plan_id', 'La consulta tiene aportes: no pasa a otro plan.')).*
	from plan.consultation_counts(now.id) as n where n.n_contributions > 0 and now.plan_id <> was.plan_id
$$;

select core.declare('plan.consultation', 'open', 'Consultas ciudadanas', stands_on => '{plan_id}',
	place => '{"plan_id.plan_code, consultation_no"}', numbered => 'consultation_no of plan_id', help => array[
	'n_contributions', 'Aportes recibidos', 'n_answered', 'Aportes respondidos', 'situation',
	'Situación: por abrir, abierta, sin aportes, por responder, respondida o vencida', 'open', 'Está abierta hoy',
	'overdue', 'Pasó el plazo y hay aportes sin responder', 'consultation_title', 'Qué se consulta'],
	unknown => 'El plan no tiene una consulta con este número.');

select core.publish('consultation', 'plan.consultation', 'true', '{plan_code, consultation_no, title, channel, opens, closes, answers_due, plan_version, office_code}');
