-- SPDX-License-Identifier: GPL-3.0-or-later
-- Action lines of an objective.

create view plan.action_line_all with (security_invoker = true) as
select t.*, p.plan_code, b.objective_code, b.title as objective_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from plan.action_line t join plan.objective b on b.id = t.objective_id
	join plan.action_plan p on p.id = b.plan_id join core.office o on o.id = t.office_id;

create view plan.action_line_pick with (security_invoker = true) as
select t.id, p.plan_code, b.objective_code, t.line_code, t.title as line_title,
	core.fold(t.line_code) || ' ' || core.fold(t.title) as search_folded
from plan.action_line t join plan.objective b on b.id = t.objective_id
	join plan.action_plan p on p.id = b.plan_id
where t.deleted_at is null and b.deleted_at is null and p.deleted_at is null;

select core.declare('plan.action_line', 'open', 'Líneas de acción', line_of => '{objective_id}',
	stands_on => '{objective_id}', place => '{"objective_id.list_place, line_code"}',
	help => '{line_title, Línea de acción}',
	unknown => 'El objetivo no tiene una línea con este código.');

select core.publish('action_line', 'plan.action_line', 'true', '{plan_code, objective_code, line_code, title, office_code}');
