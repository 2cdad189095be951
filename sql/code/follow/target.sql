-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is planned of an indicator for a period.

create view follow.target_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit,
	r.period_key::text as period_key, r.period_title, o.office_code,
	t.office_id = (select core.my_office()) as mine
from follow.target t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id;

-- Of one plan; after a baseline a target changes only by target_change.
create function follow.target_problems(was follow.target, now follow.target)
returns setof core.problem language plpgsql stable as $$
begin
	if (now.indicator_id, now.period_id) is distinct from (was.indicator_id, was.period_id)
			and not follow.same_plan(now.indicator_id, now.period_id) then
		return next core.problem('period_id', 'El periodo es de otro plan que el indicador.');
	end if;
	if core.by_owner() or (was.id is not null
			and (now.indicator_id, now.period_id, now.planned, now.deleted_at)
			is not distinct from (was.indicator_id, was.period_id, was.planned, was.deleted_at)) then
		return;
	end if;
	if exists (select from core.period p where p.state = 'closed' and p.id in (now.period_id, was.period_id)) then
		return next core.problem('planned', 'El periodo está cerrado: sus metas no se cambian.');
	end if;
	return query select t.* from follow.indicator i cross join lateral follow.thaw(i.plan_id, 'planned') as t
		where i.id = now.indicator_id;
end
$$;

-- ---- imports

-- A spreadsheet keeps 80 % as 0.8 and a text file may carry just that.
create function follow.fractions(col text) returns setof core.finding
language plpgsql as $$
begin
	return query execute format('select r.line, %1$L, null::text, ''notice'', ''se mide en %%: entra como está; si es la ''
			''fracción que guarda una hoja de cálculo, escriba 80 y no 0.8''
		from pg_temp.hito_ready r join follow.indicator i on i.id = r.indicator_id
		where btrim(i.unit) = ''%%'' and abs(r.%1$I) <= 1 and r.%1$I <> 0', col);
end
$$;
comment on function follow.fractions(text) is 'Señala lo que se mide en % y parece una fracción';

create function follow.target_check() returns setof core.finding
language sql as $$
	select * from follow.fractions('planned')
$$;
comment on function follow.target_check() is 'Revisa una carga de metas de indicadores';

select core.declare('follow.target', 'open', 'Metas de los indicadores', line_of => '{indicator_id}',
	place => '{"indicator_id.list_place, period_id.period_key"}', while_open => 'insert or update');
