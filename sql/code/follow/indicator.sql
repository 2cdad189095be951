-- SPDX-License-Identifier: GPL-3.0-or-later
-- Indicators and the levels of qualitative ones.

create view follow.indicator_all with (security_invoker = true) as
select t.*, p.plan_code, p.state as plan_state, c.commitment_no, c.title as commitment_title,
	m.position, m.text as milestone_text, b.objective_code, l.line_code,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from follow.indicator t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.objective b on b.id = t.objective_id
	left join plan.action_line l on l.id = t.action_line_id;

create view follow.indicator_pick with (security_invoker = true) as
select t.id, p.plan_code, t.indicator_code, t.indicator_name, t.unit,
	core.fold(t.indicator_code) || ' ' || t.indicator_name_folded as search_folded
from follow.indicator t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create view follow.indicator_level_all with (security_invoker = true) as
select t.* from follow.indicator_level t;

-- What stands on an indicator is of its plan.
create function follow.same_plan(indicator bigint, period bigint) returns boolean
language sql stable security definer as $$
	select (select plan_id from follow.indicator where id = $1)
		is not distinct from (select plan_id from core.period where id = $2)
$$;
comment on function follow.same_plan(bigint, bigint) is 'El indicador y el periodo son del mismo plan';

create function follow.indicator_filled(was follow.indicator, now follow.indicator) returns follow.indicator
language plpgsql stable as $$
begin
	now.commitment_id := coalesce(now.commitment_id,
		(select m.commitment_id from plan.milestone m where m.id = now.milestone_id));
	return now;
end
$$;

-- Of one plan; what a baseline froze changes with the next one, and nothing by
-- which a closed period was measured is marked.
create function follow.indicator_problems(was follow.indicator, now follow.indicator)
returns setof core.problem language plpgsql stable as $$
begin
	return query select * from plan.parts_problems(now.plan_id, now.commitment_id, now.milestone_id);
	if was.id is not null and now.deleted_at is not null and was.deleted_at is null
			and not core.by_owner() and exists (select from follow.period_item h
			join core.period p on p.id = h.period_id and p.state = 'closed'
			where h.indicator_id = now.id and h.deleted_at is null) then
		return next core.problem('measured_on', 'Un periodo cerrado se midió con este indicador: no se anula. '
			'Escriba en qué periodos se mide.');
	elsif was.id is null then
		return query select * from follow.thaw(now.plan_id, 'indicator_code');
	elsif (now.plan_id, now.commitment_id, now.kind, now.direction, now.measure, now.method,
			now.baseline_value, now.weight, now.measured_on, now.over_year, now.deleted_at)
		is distinct from (was.plan_id, was.commitment_id, was.kind, was.direction, was.measure, was.method,
			was.baseline_value, was.weight, was.measured_on, was.over_year, was.deleted_at) then
		return query select * from follow.thaw(was.plan_id, case when now.weight <> was.weight then 'weight'
			when now.method <> was.method then 'method' when now.measure <> was.measure then 'measure'
			when now.direction <> was.direction then 'direction' else 'indicator_code' end);
	end if;
end
$$;

create function follow.indicator_level_problems(was follow.indicator_level, now follow.indicator_level)
returns setof core.problem language sql stable as $$
	select t.* from follow.indicator i cross join lateral follow.thaw(i.plan_id, 'meaning') as t
	where i.id = now.indicator_id and (was.id is null
		or (now.level, now.meaning, now.deleted_at) is distinct from (was.level, was.meaning, was.deleted_at))
$$;

grant execute on function follow.same_plan(bigint, bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('follow.indicator', 'open', 'Indicadores',
	stands_on => '{plan_id,commitment_id,milestone_id,objective_id,action_line_id}',
	place => '{"plan_id.plan_code, indicator_code"}', help => '{position, Número del hito en su compromiso}',
	unknown => 'El plan no tiene un indicador con este código.');
select core.declare('follow.indicator_level', 'open', 'Niveles de los indicadores', line_of => '{indicator_id}');

select core.publish('indicator', 'follow.indicator', 'true', '{plan_code, indicator_code, indicator_name, kind, unit, formula, direction, measure, method,
	baseline_value, baseline_date, baseline_source, weight, measured_on, verification, commitment_no,
	position, objective_code, line_code, office_code}');
