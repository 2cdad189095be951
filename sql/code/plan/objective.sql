-- SPDX-License-Identifier: GPL-3.0-or-later
-- Objectives of a plan.

create view plan.objective_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from plan.objective t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view plan.objective_pick with (security_invoker = true) as
select t.id, p.plan_code, t.objective_code, t.title as objective_title,
	core.fold(t.objective_code) || ' ' || core.fold(t.title) as search_folded
from plan.objective t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

select core.declare('plan.objective', 'open', 'Objetivos', place => '{"plan_id.plan_code, objective_code"}',
	help => '{objective_title, Título del objetivo}',
	unknown => 'El plan no tiene un objetivo con este código.');

select core.publish('objective', 'plan.objective', 'true', '{plan_code, objective_code, title, office_code}');
