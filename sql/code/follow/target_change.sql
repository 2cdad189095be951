-- SPDX-License-Identifier: GPL-3.0-or-later
-- Targets changed by agreement after a baseline: what it was is written down,
-- then the change is applied.

create view follow.target_change_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit,
	r.period_key::text as period_key, r.period_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from follow.target_change t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id;

create function follow.target_change_filled(was follow.target_change, now follow.target_change)
returns follow.target_change language plpgsql stable as $$
begin
	if was.id is null then
		now.changed_on := coalesce(now.changed_on, core.today());
		now.old_planned := (select t.planned from follow.target t where t.indicator_id = now.indicator_id
			and t.period_id = now.period_id and t.deleted_at is null);
	end if;
	return now;
end
$$;

create function follow.target_change_problems(was follow.target_change, now follow.target_change)
returns setof core.problem language plpgsql stable as $$
begin
	if not follow.same_plan(now.indicator_id, now.period_id) then
		return next core.problem('period_id', 'El periodo es de otro plan que el indicador.');
	elsif core.by_owner() then
		return;
	elsif was.id is not null then
		if core.row_differs(to_jsonb(was), to_jsonb(now)) then
			return next core.problem(null, 'Un cambio de meta hecho no se cambia ni se anula: registre otro.');
		end if;
	elsif not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría registra un cambio de meta.', 'HT003');
	elsif (select state from core.period where id = now.period_id) = 'closed' then
		return next core.problem('period_id', 'El periodo está cerrado: sus metas no se cambian.');
	elsif follow.baseline_state((select plan_id from follow.indicator where id = now.indicator_id)) <> 'frozen' then
		return next core.problem('indicator_id', 'El plan no tiene una línea base aprobada: cambie la meta en el indicador.');
	elsif now.new_planned is not distinct from now.old_planned then
		return next core.problem('new_planned', 'La meta ya es esa.');
	elsif now.changed_on < (select max(b.set_on) from follow.baseline_set b join follow.indicator i on i.plan_id = b.plan_id
			where i.id = now.indicator_id and b.state = 'frozen' and b.deleted_at is null) then
		return next core.problem('changed_on', 'Una meta no se cambia antes de que se apruebe la línea base que la fijó.');
	else
		return query select * from follow.value_problems(now.indicator_id, now.period_id, 'new_planned',
			now.new_planned, true);
	end if;
end
$$;

-- A change of target is applied as it is made.
create function follow.target_change_apply() returns trigger
language plpgsql security definer as $$
begin
	update follow.target t set planned = new.new_planned
	where t.indicator_id = new.indicator_id and t.period_id = new.period_id and t.deleted_at is null;
	if not found then
		insert into follow.target (indicator_id, period_id, planned)
		values (new.indicator_id, new.period_id, new.new_planned);
	end if;
	return null;
end
$$;

create trigger t60_apply after insert on follow.target_change
	for each row execute function follow.target_change_apply();

-- ---- imports

-- Without a date a change of target is of today.
create function follow.target_change_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage set changed_on = core.today() where changed_on is null;
	update pg_temp.hito_field set brought = true where name = 'changed_on';
end
$$;
comment on function follow.target_change_prepare() is 'Da fecha a los cambios de metas cargados';

select core.declare('follow.target_change', 'open', 'Cambios de metas', line_of => '{indicator_id}',
	place => '{"indicator_id.list_place, period_id.period_key, changed_on"}', while_open => 'insert');

select core.publish('target_change', 'follow.target_change', 'true', '{plan_code, indicator_code, period_key, changed_on, old_planned, new_planned, reason, agreement}');
