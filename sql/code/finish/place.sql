-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a row stands in its list: the codes by which it is ordered, those of
-- its parents first, in one indexed column (0008_closing.sql). Without it every
-- page of a list whose order spans tables would sort the whole register.

-- Codes one behind the other; a tab comes before all that a code may have.
create function core.place(variadic codes text[]) returns text
language sql immutable parallel safe
return array_to_string(codes, E'\t', '');
comment on function core.place(text[]) is 'Códigos uno tras otro, para ordenar';

-- A whole number whose text is ordered as the number: its length goes before.
create function core.place(n integer) returns text
language sql immutable parallel safe
return chr(48 + length(n::text)) || n;
comment on function core.place(integer) is 'Un número para ordenar como texto';

-- A row takes its place from its parents as they stand (t85); rows below follow
-- a parent whose own place changed (t61). Table, parents, place.
do $$
declare
	r record;
begin
	for r in select * from (values
		('plan.objective', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, new.objective_code'),
		('plan.action_line', 'plan.objective b where b.id = new.objective_id', 'b.list_place, new.line_code'),
		('plan.commitment', 'plan.action_plan p where p.id = new.plan_id',
			'p.plan_code, core.place(new.commitment_no)'),
		('plan.milestone', 'plan.commitment c where c.id = new.commitment_id',
			'c.list_place, core.place(new.position)'),
		('plan.work_item', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, core.place(new.item_no)'),
		('plan.goal', '(select m.list_place from plan.milestone m where m.id = new.milestone_id
			union all select core.place(p.plan_code, ''PT'', core.place(w.item_no))
			from plan.work_item w join plan.action_plan p on p.id = w.plan_id where w.id = new.work_item_id) as g',
			'g.list_place, core.place(new.goal_no)'),
		('plan.activity', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, core.place(new.activity_no)'),
		('core.period', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, new.period_key'),
		('core.person_in_post', 'core.office o where o.id = new.office_id',
			'o.office_code, core.fold(new.post), core.fold(new.person_name)'),
		('follow.indicator', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, new.indicator_code'),
		('follow.target', 'follow.indicator i, core.period q where i.id = new.indicator_id and q.id = new.period_id',
			'i.list_place, q.period_key'),
		('follow.target_change', 'follow.indicator i, core.period q where i.id = new.indicator_id
			and q.id = new.period_id', 'i.list_place, q.period_key, to_char(new.changed_on, ''YYYYMMDD'')'),
		('follow.result', 'follow.indicator i, core.period q where i.id = new.indicator_id and q.id = new.period_id',
			'i.list_place, q.period_key'),
		('follow.baseline_set', 'plan.action_plan p where p.id = new.plan_id', 'p.plan_code, core.place(new.version)'),
		('follow.submission', 'core.period q, core.office o where q.id = new.period_id and o.id = new.office_id',
			'q.list_place, o.office_code'),
		('follow.corrective_action', 'plan.action_plan p where p.id = new.plan_id',
			'p.plan_code, core.place(new.action_no)'),
		('follow.self_assessment', 'plan.commitment c where c.id = new.commitment_id',
			'c.list_place, core.place(new.year)')) as v (tab, parents, place)
	loop
		-- Definer: the place does not depend on what whoever writes may read.
		execute format('create function %1$s_place() returns trigger
			language plpgsql security definer set search_path = pg_catalog, pg_temp as $place$
			begin
				new.list_place := coalesce((select core.place(%3$s) from %2$s), '''');
				return new;
			end
			$place$', r.tab, r.parents, r.place);
		execute format('comment on function %s_place() is %L', r.tab, 'Da a una fila su lugar en la lista');
		execute format('create trigger t85_place before insert or update on %1$s
			for each row execute function %1$s_place()', r.tab);
	end loop;
end
$$;

-- Touches the rows below, whose t85 does the rest: ('plan.milestone',
-- 'commitment_id', ...).
create function core.places_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	for i in 0 .. tg_nargs / 2 - 1 loop
		execute format('update %s set list_place = '''' where %I = $1', tg_argv[2 * i]::regclass, tg_argv[2 * i + 1])
			using new.id;
	end loop;
	return null;
end
$$;
comment on function core.places_follow() is 'Lleva las filas de un registro a su nuevo lugar en la lista';

do $$
declare
	r record;
begin
	for r in select parent, col, string_agg(format('%L, %L', tab, key), ', ') as lines from (values
		('plan.action_plan', 'plan_code', 'plan.objective', 'plan_id'),
		('plan.action_plan', 'plan_code', 'plan.commitment', 'plan_id'),
		('plan.action_plan', 'plan_code', 'plan.work_item', 'plan_id'),
		('plan.action_plan', 'plan_code', 'plan.activity', 'plan_id'),
		('plan.action_plan', 'plan_code', 'core.period', 'plan_id'),
		('plan.action_plan', 'plan_code', 'follow.indicator', 'plan_id'),
		('plan.action_plan', 'plan_code', 'follow.baseline_set', 'plan_id'),
		('plan.action_plan', 'plan_code', 'follow.corrective_action', 'plan_id'),
		('plan.objective', 'list_place', 'plan.action_line', 'objective_id'),
		('plan.commitment', 'list_place', 'plan.milestone', 'commitment_id'),
		('plan.commitment', 'list_place', 'follow.self_assessment', 'commitment_id'),
		('plan.milestone', 'list_place', 'plan.goal', 'milestone_id'),
		('plan.work_item', 'list_place', 'plan.goal', 'work_item_id'),
		('core.period', 'list_place', 'follow.target', 'period_id'),
		('core.period', 'list_place', 'follow.target_change', 'period_id'),
		('core.period', 'list_place', 'follow.result', 'period_id'),
		('core.period', 'list_place', 'follow.submission', 'period_id'),
		('follow.indicator', 'list_place', 'follow.target', 'indicator_id'),
		('follow.indicator', 'list_place', 'follow.target_change', 'indicator_id'),
		('follow.indicator', 'list_place', 'follow.result', 'indicator_id'),
		('core.office', 'office_code', 'core.person_in_post', 'office_id'),
		('core.office', 'office_code', 'follow.submission', 'office_id')) as v (parent, col, tab, key)
		group by parent, col
	loop
		execute format('create trigger t61_places_follow after update on %s
			for each row when (old.%I is distinct from new.%2$I)
			execute function core.places_follow(%s)', r.parent, r.col, r.lines);
	end loop;
	-- Rows from before there was the column, parents first. Nothing else
	-- stirs: it is no change of theirs.
	for r in select tab::regclass as name from unnest('{plan.objective,plan.action_line,plan.commitment,
		plan.milestone,plan.work_item,plan.goal,plan.activity,core.period,core.person_in_post,follow.indicator,
		follow.target,follow.target_change,follow.result,follow.baseline_set,follow.submission,
		follow.corrective_action,follow.self_assessment}'::text[]) as u (tab)
	loop
		execute format('alter table %s disable trigger user', r.name);
		execute format('alter table %s enable trigger t85_place', r.name);
		execute format('update %s set list_place = '''' where list_place = ''''', r.name);
		execute format('alter table %s enable trigger user', r.name);
	end loop;
end
$$;
