-- SPDX-License-Identifier: GPL-3.0-or-later
-- The work plan: what is to be done, by whom and when.

create view plan.work_item_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful
from plan.work_item t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view plan.work_item_pick with (security_invoker = true) as
select t.id, p.plan_code, t.item_no, t.text as item_text,
	t.item_no || ' ' || t.text_folded as search_folded
from plan.work_item t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

-- How much of a row of the work plan was done up to a day: what activities
-- counted for its goals, and one for each activity of it that counts for none
-- of them.
create function plan.work_item_done(item bigint, day date) returns numeric
language sql stable security definer as $$
	with told as (
		select a.id, a.work_item_id = $1 as own, (select sum(r.quantity)
				from plan.activity_result r
				join plan.goal g on g.id = r.goal_id and g.work_item_id = $1 and g.deleted_at is null
				where r.activity_id = a.id and r.deleted_at is null) as counted
		from plan.activity a
		where a.deleted_at is null and coalesce(a.held_from <= day, true)
			and (a.work_item_id = $1 or a.id in (select r.activity_id from plan.goal g
				join plan.activity_result r on r.goal_id = g.id
				where g.work_item_id = $1))
	)
	select coalesce(sum(coalesce(t.counted, case when t.own then 1 end)), 0) from told t
$$;
comment on function plan.work_item_done(bigint, date) is 'Cuánto se hizo de una actividad del plan de trabajo hasta un día';

-- ---- imports

-- A published row has one date, from and to: it gives start and end. "06
-- Talleres realizados" is 6 of them.
create function plan.work_item_prepare() returns setof core.finding
language plpgsql as $$
declare
	given constant text[] := array(select name from pg_temp.hito_field where brought);
begin
	if 'starts' = any (given) and not 'ends' = any (given) then
		update pg_temp.hito_stage set ends = starts, ends_from = starts_from, ends_to = starts_to,
			ends_precision = starts_precision, ends_doubtful = starts_doubtful;
		update pg_temp.hito_field set brought = true where name = 'ends';
	end if;
	-- What the file has columns for is read there.
	if 'goal_text' = any (given) and not given && '{quantity,unit}' then
		update pg_temp.hito_stage set
			quantity = substring(goal_text from '^\s*(\d{1,6})\s')::numeric,
			unit = substring(core.one_line(goal_text) from '^\s*\d{1,6}\s+(.*)$');
		update pg_temp.hito_field set brought = true where name in ('quantity', 'unit');
	end if;
end
$$;
comment on function plan.work_item_prepare() is 'Lee la fecha y la meta de una fila del plan de trabajo';

select core.declare('plan.work_item', 'open', 'Actividades de los planes de trabajo',
	place => '{"plan_id.plan_code, item_no"}', numbered => 'item_no of plan_id', help => '{item_text, Actividad del plan de trabajo}',
	unknown => 'El plan de trabajo no tiene una actividad con este número.');

select core.publish('work_item', 'plan.work_item', 'true', '{plan_code, item_no, stage, text, goal_text, quantity, unit, starts, ends, agreement, office_code}');
