-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where rows stand in their lists: by numbers as numbers, along with what they
-- belong to, and read along an index by whoever may read them.
begin;
\ir fixture.psql
select plan(37);

select is((select string_agg(n::text, ',' order by core.placed(n) collate "C") from unnest('{10,9,100,1,2147483647,20}'::int[]) as n),
	'1,9,10,20,100,2147483647', 'numbers stand as numbers');
select is(core.placed(date '2019-04-03'), '20190403', 'and days as days');
-- Called by name in each row they cost ten times as much.
select is((select string_agg(p.oid::regprocedure::text, ' ') from pg_proc p
	cross join lateral regexp_matches(p.prosqlbody::text, ':(?:funcid|opfuncid) (\d+)', 'g') as m
	join pg_proc f on f.oid = m[1]::oid
	where p.proname = 'placed' and f.provolatile <> 'i'), null, 'both stand in the query that names them: nothing in them depends on a setting');

\o /dev/null
set local role hito_owner;
insert into plan.commitment (plan_id, commitment_no, title) select id, 10, 'Diez' from plan.action_plan where plan_code = 'T1';
insert into plan.milestone (commitment_id, text) select id, 'Hito de ' || commitment_no from plan.commitment;
reset role;
\o
create function pg_temp.listed() returns text language sql as $$
	select string_agg(plan_code || '/' || commitment_no || '.' || position, ' ' order by list_place) from plan.milestone_list;
$$;
select is(pg_temp.listed(), 'T1/1.1 T1/1.2 T1/2.1 T1/2.2 T1/10.1', 'the second commitment before the tenth');
set local role hito_owner;
update plan.commitment set commitment_no = 30 where commitment_no = 1;
reset role;
select is(pg_temp.listed(), 'T1/2.1 T1/2.2 T1/10.1 T1/30.1 T1/30.2', 'milestones go with their commitment');
set local role hito_owner;
update plan.action_plan set plan_code = 'S1' where plan_code = 'T1';
reset role;
select is((select count(*) from plan.milestone where list_place like E'S1\t%'), 5::bigint, 'and with their plan');
select is((select string_agg(distinct split_part(list_place, E'\t', 1), ',') from follow.result), 'S1', 'results too, over their indicator');
select is((select count(*) from audit.change where new ? 'list_place'), 0::bigint, 'the history does not tell of it');
select is(pg_temp.as_login('t_sec', null, false, $$update plan.commitment set list_place = 'x' where commitment_no = 2$$),
	'42501', 'nobody puts a row elsewhere');

-- Every list whose order spans tables, as a clerk and as a reader: no sort of
-- the whole register.
create function pg_temp.sorts(view_name text) returns text language plpgsql as $$
declare
	line text;
	plan text := '';
begin
	set local enable_sort = off;
	set local enable_incremental_sort = off;
	for line in execute format('explain (costs off) select * from %s where deleted_at is null
		and (list_place, id) > (''a'', 1) order by list_place, id limit 21', view_name) loop
		plan := plan || line || e'\n';
	end loop;
	return (plan !~ '_place on' or plan ~ 'Sort Key: [a-z0-9_]+\.list_place')::text;
end
$$;
select is(pg_temp.asked('t_a', 'A', format('select pg_temp.sorts(%L)', v)), 'false', v || ' is read along its index')
from unnest('{plan.objective_list,plan.action_line_list,plan.commitment_list,plan.milestone_list,plan.goal_list,
	plan.work_item_list,plan.activity_list,core.period_list,core.person_in_post_list,follow.indicator_list,
	follow.target_list,follow.target_change_list,follow.result_list,follow.baseline_set_list,
	follow.submission_list,follow.corrective_action_list,follow.self_assessment_list,
	plan.consultation_list,plan.contribution_list,plan.sector_table_list,plan.initiative_list,
	plan.plan_review_list,plan.review_coding_list}'::text[]) as v;
select is(pg_temp.asked('t_r', 'A', format('select pg_temp.sorts(%L)', v)), 'false', v || ' for a reader')
from unnest('{plan.milestone_list,follow.result_list,follow.target_list,plan.activity_list}'::text[]) as v;

-- What is counted of results looks at no target: what is planned is no join.
create function pg_temp.plan_of(query text) returns text language plpgsql as $$
declare
	line text;
	plan text := '';
begin
	for line in execute 'explain (costs off) ' || query loop
		plan := plan || line || e'\n';
	end loop;
	return plan;
end
$$;
select is(pg_temp.asked('t_a', 'A', $$select pg_temp.plan_of('select count(*) from (select 1 from follow.result_list
	where deleted_at is null and plan_code = ''S1'' limit 1001) as few') ~ 'target'$$), 'false', 'a count of results looks at no target');

select * from finish();
rollback;
