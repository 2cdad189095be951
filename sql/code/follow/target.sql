-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: subir, bajar
-- What is planned of an indicator for a period.

create view follow.target_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit,
	r.period_key::text as period_key, r.period_title, o.office_code,
	t.office_id = (select core.my_office()) as mine
from follow.target t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id;

-- What is wrong with a level or a target of an indicator: where progress is
-- measured from a baseline it lies the way in which the indicator improves,
-- and a scale has it. A period that holds its own scale is asked for that.
create function follow.value_problems(indicator bigint, period bigint, col text, value numeric, planned boolean)
returns setof core.problem language sql stable security definer as $$
	with one as (
		select i.*, coalesce(h.levels, (select jsonb_agg(jsonb_build_object('level', v.level) order by v.level)
			from follow.indicator_level v where v.indicator_id = i.id and v.deleted_at is null)) as levels
		from follow.indicator i
		left join follow.period_item h on h.indicator_id = i.id and h.period_id = $2 and h.deleted_at is null
			and not $5
		where i.id = $1
	)
	select (core.problem($3, format('%s mejora al %s desde su línea base %s: una meta de %s va en contra.',
		indicator_code, case direction when 'up' then 'subir' else 'bajar' end,
		follow.quantity_text(baseline_value), follow.quantity_text($4)))).*
	from one
	where $5 and method = 'progress' and case direction when 'up' then $4 < baseline_value
		else $4 > baseline_value end
	union all
	select (core.problem($3, format('La escala de %s no tiene un nivel %s: tiene %s.', indicator_code,
		follow.quantity_text($4), (select string_agg(trim_scale((l ->> 'level')::numeric)::text, ', ')
			from jsonb_array_elements(levels) as l)))).*
	from one
	where method = 'scale' and not exists (select from jsonb_array_elements(levels) as l
		where (l ->> 'level')::numeric = $4) and levels is not null and $4 is not null
	union all
	-- What a sum takes back of an earlier period is less than nothing.
	select (core.problem($3, format('%s se cuenta desde 0: %s no es un valor.', indicator_code, follow.quantity_text($4)))).*
	from one
	where not $5 and method = 'ratio' and measure <> 'sum' and $4 < 0
$$;
comment on function follow.value_problems(bigint, bigint, text, numeric, boolean) is
	'Qué tiene de malo una meta o un nivel de un indicador';

-- Targets of open periods that no baseline may freeze, by indicator and period.
create function follow.targets_against(plan bigint) returns text
language sql stable security definer as $$
	select string_agg(format('%s en %s', i.indicator_code, q.period_key), ', '
		order by i.indicator_code, q.from_date, q.period_key)
	from follow.indicator i
	join follow.target t on t.indicator_id = i.id and t.deleted_at is null
	join core.period q on q.id = t.period_id and q.state = 'open' and q.deleted_at is null
	where i.plan_id = $1 and i.deleted_at is null and i.method in ('progress', 'scale')
		and exists (select from follow.value_problems(i.id, q.id, null, t.planned, true))
$$;
comment on function follow.targets_against(bigint) is 'Metas que van en contra de su indicador o que su escala no tiene';

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
	if now.deleted_at is null then
		return query select * from follow.value_problems(now.indicator_id, now.period_id, 'planned', now.planned, true);
	end if;
	return query select t.* from follow.indicator i cross join lateral follow.thaw(i.plan_id, 'planned') as t
		where i.id = now.indicator_id;
end
$$;

-- ---- imports

-- What a % in a file says of an indicator that is measured otherwise.
create function follow.unit_sentence(unit text) returns text
language sql immutable as $$
	select case when btrim(unit) <> '' then
			format('El indicador se mide en «%s», no en %%: escriba el número en esa unidad, sin el signo %%.', btrim(unit))
		else 'El indicador no tiene % por unidad: escriba el número sin el signo %, o ponga antes esa unidad en el indicador.' end
$$;
comment on function follow.unit_sentence(text) is 'Por qué no va un porcentaje en un indicador';

-- A spreadsheet keeps 80 % as 0.8 and a text file may carry just that. What had
-- its sign is certain, where the indicator is measured so.
create function follow.percents(col text) returns setof core.finding
language plpgsql as $$
declare
	signed constant text := case when exists (select from pg_attribute a where a.attrelid = 'pg_temp.hito_stage'::regclass
		and a.attname = col || '_percent' and not a.attisdropped) then format('coalesce(s.%I, false)', col || '_percent')
		else 'false' end;
begin
	return query execute format('select r.line, %1$L, null::text, ''error'', follow.unit_sentence(i.unit)
		from pg_temp.hito_stage s join pg_temp.hito_ready r on r.line = s.line join follow.indicator i on i.id = r.indicator_id
		where %2$s and btrim(i.unit) is distinct from ''%%''', col, signed);
	return query execute format('select r.line, %1$L, null::text, ''notice'', ''se mide en %%: entra como está; si es la ''
			''fracción que guarda una hoja de cálculo, escriba 80 y no 0.8''
		from pg_temp.hito_stage s join pg_temp.hito_ready r on r.line = s.line join follow.indicator i on i.id = r.indicator_id
		where not %2$s and btrim(i.unit) = ''%%'' and abs(r.%1$I) <= 1 and r.%1$I <> 0', col, signed);
end
$$;
comment on function follow.percents(text) is 'Señala un % en lo que no se mide así, y lo que parece una fracción';

create function follow.target_check() returns setof core.finding
language sql as $$
	select * from follow.percents('planned')
$$;
comment on function follow.target_check() is 'Revisa una carga de metas de indicadores';

grant execute on function follow.value_problems(bigint, bigint, text, numeric, boolean), follow.targets_against(bigint)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('follow.target', 'open', 'Metas de los indicadores', line_of => '{indicator_id}',
	place => '{"indicator_id.list_place, period_id.period_key"}', while_open => 'insert or update');

select core.publish('target', 'follow.target', 'true', '{plan_code, indicator_code, period_key, planned}');
