-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was done, and the results counted for a goal.

create view plan.activity_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	m.position, m.text as milestone_text, w.item_no, w.text as item_text,
	l.ubigeo_system, l.ubigeo, l.place_name, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.held_doubtful as doubtful
from plan.activity t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.work_item w on w.id = t.work_item_id
	left join core.place l on l.id = t.place_id
	left join core.document d on d.id = t.document_id;

create view plan.activity_result_all with (security_invoker = true) as
select t.*, g.text as goal_text, case when m.id is not null
		then c.commitment_no || '.' || m.position || '/' || g.goal_no
		when w.id is not null then 'PT ' || w.item_no || '/' || g.goal_no end as goal_key
from plan.activity_result t left join plan.goal g on g.id = t.goal_id
	left join plan.milestone m on m.id = g.milestone_id
	left join plan.commitment c on c.id = m.commitment_id
	left join plan.work_item w on w.id = g.work_item_id;

create function plan.activity_filled(was plan.activity, now plan.activity) returns plan.activity
language plpgsql stable as $$
begin
	now.commitment_id := coalesce(now.commitment_id,
		(select m.commitment_id from plan.milestone m where m.id = now.milestone_id));
	return now;
end
$$;

create function plan.activity_problems(was plan.activity, now plan.activity)
returns setof core.problem language sql stable as $$
	select * from plan.parts_problems(now.plan_id, now.commitment_id, now.milestone_id)
	union all
	select (core.problem('work_item_id', 'Esa actividad del plan de trabajo es de otro plan.')).*
	from plan.work_item w where w.id = now.work_item_id and w.plan_id is distinct from now.plan_id
$$;

-- A counted result points at a goal of its activity's plan.
create function plan.activity_result_problems(was plan.activity_result, now plan.activity_result)
returns setof core.problem language sql stable as $$
	select (core.problem('goal_id', 'Esa meta es de otro plan.')).*
	from plan.goal g
		left join plan.milestone m on m.id = g.milestone_id
		left join plan.commitment c on c.id = m.commitment_id
		left join plan.work_item w on w.id = g.work_item_id
	where g.id = now.goal_id and coalesce(c.plan_id, w.plan_id)
		is distinct from (select a.plan_id from plan.activity a where a.id = now.activity_id)
$$;

-- ---- imports

-- "21 representantes" are 21 people.
create function plan.activity_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage set participants_count = substring(participants from '^\s*(\d{1,6})(?!\d)')::int
	where participants_count is null;
	update pg_temp.hito_field f set brought = f.brought or p.brought
	from pg_temp.hito_field p where f.name = 'participants_count' and p.name = 'participants';
end
$$;
comment on function plan.activity_prepare() is 'Lee cuántas personas participaron';

select core.declare('plan.activity', 'open', 'Actividades', together => true, stands_on => '{plan_id,commitment_id,milestone_id,work_item_id}',
	place => '{"plan_id.plan_code, activity_no"}', numbered => 'activity_no of plan_id', help => '{position, Número del hito en su compromiso, place_name, Nombre del lugar, ubigeo, UBIGEO del lugar}');
select core.declare('plan.activity_result', 'open', 'Resultados de las actividades', line_of => '{activity_id}', together => true, help => array[
	'goal_text', 'Meta a la que cuenta', 'goal_key', 'Clave de la meta a la que cuenta: 3.2/1 de un hito, '
	'PT 4/1 del plan de trabajo']);

select core.publish('activity', 'plan.activity', 'true', '{plan_code, activity_no, commitment_no, position, item_no, text, held, place_name,
	participants_count, results, evidence, document_ref, office_code}');
select core.publish('activity_result', 'plan.activity_result', 'true', '{plan_code=activity_id.plan_id.plan_code, activity_no=activity_id.activity_no, goal_key, quantity,
	text}');
