-- SPDX-License-Identifier: GPL-3.0-or-later
-- Goals of a milestone or of a row of the work plan.

-- A goal's key: 3.2/1 the first of milestone 3.2, PT 4/1 of the fourth row of
-- the work plan. fulfilled: what activities count for it reached the quantity.
create view plan.goal_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, m.position, w.item_no,
	case when m.id is null then 'PT ' || w.item_no
		else c.commitment_no || '.' || m.position end || '/' || t.goal_no as goal_key,
	coalesce(m.text, w.text) as parent_text, done.quantity as done,
	done.quantity >= t.quantity as fulfilled, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.due_doubtful as doubtful,
	core.is_past(t.due_to, t.due_doubtful, (select core.today()))
		and done.quantity < t.quantity as overdue
from plan.goal t join core.office o on o.id = t.office_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.commitment c on c.id = m.commitment_id
	left join plan.work_item w on w.id = t.work_item_id
	join plan.action_plan p on p.id = coalesce(c.plan_id, w.plan_id)
	left join lateral (select coalesce(sum(r.quantity), 0) as quantity
		from plan.activity_result r
		where r.goal_id = t.id and r.deleted_at is null) done on true;

-- What an activity's counted result may point at.
create view plan.goal_pick with (security_invoker = true) as
select g.id, g.plan_code, g.goal_key, g.text as goal_text,
	core.fold(g.goal_key) || ' ' || core.fold(g.text) as search_folded
from plan.goal_all g where g.deleted_at is null;

select core.declare('plan.goal', 'open', 'Metas de hitos y actividades del plan de trabajo',
	line_of => '{milestone_id,work_item_id}', numbered => 'goal_no of milestone_id, work_item_id', place => array['milestone_id.list_place, goal_no',
	$$work_item_id.plan_id.plan_code, 'PT', work_item_id.item_no, goal_no$$], help => array[
	'goal_key', 'Clave de la meta: 3.2/1 de un hito, PT 4/1 del plan de trabajo',
	'item_no', 'Número de la actividad en el plan de trabajo',
	'parent_text', 'Hito o actividad de la que es la meta', 'goal_text', 'Meta',
	'fulfilled', 'Las actividades alcanzaron la cantidad', 'done', 'Cantidad alcanzada',
	'overdue', 'Venció sin cumplirse']);

select core.publish('goal', 'plan.goal', 'true', '{plan_code, goal_key, commitment_no, position, item_no, text, quantity, unit, final, due, done,
	fulfilled, office_code}');
