-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the first screen, a figure, a page and a working read, in pages of the
-- server, does not grow with closed periods, other plans or other offices: ten
-- times as many of them, and the same pages but for the depth of an index. Each
-- step is a transaction: what is kept counts only behind it.
select plan(29);

create role t_growth login;
grant hito_clerk to t_growth;
begin;
insert into core.login (login) values ('t_growth');
insert into core.member (login, office_id, kind) values ('t_growth', core.office_named('GRPAT'), 'enter');
commit;

create temp table growth (what text, step text, pages numeric);
-- Read by a clerk, in a session that has asked before.
create function pg_temp.pages(query text) returns numeric language plpgsql as $$
declare
	answer jsonb;
begin
	set local session authorization t_growth;
	set local jit = off;
	-- Small tables are read whole or not as it happens.
	set local enable_seqscan = off;
	perform set_config('hito.office', 'GRPAT', true);
	for i in 1 .. 3 loop
		execute 'explain (analyze, buffers, timing off, summary off, format json) ' || query into answer;
	end loop;
	reset session authorization;
	return (answer -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::numeric + (answer -> 0 -> 'Plan' ->> 'Shared Read Blocks')::numeric;
end
$$;
create temp table question (what text, query text, most int not null default 0);
insert into question values
	('the first screen, kept', 'select * from core.start(''2018-2020'', ''2019-Q1'')'),
	('the board, worked out', 'select * from follow.board(''2018-2020'', ''2019-Q1'')'),
	('the figure of an open quarter', 'select * from follow.figure(''2018-2020'', ''2019-Q1'')'),
	('the figure of a closed one', 'select * from follow.figure(''2018-2020'', ''2018-Q4'')'),
	('a page in the middle', $$select * from follow.result_list where deleted_at is null
		and (list_place, id) > (E'2018-2020\t3', 0) order by list_place, id limit 21$$),
	('a page of one''s own', $$select * from follow.result_list where deleted_at is null and mine
		and (list_place, id) > (E'2018-2020\t3', 0) order by list_place, id limit 21$$),
	('the working of a figure', 'select * from follow.working(''2018-2020'', ''2019-Q1'')'),
	('the sheet of an office', 'select * from follow.sheet(''GRPAT'', ''2019-Q1'', ''2018-2020'')'),
	-- As the program asks (src/form/statement.c).
	('a record by its keys', $$select * from follow.result_list where plan_code = '2018-2020' and indicator_code = '1.1'
		and period_key = '2019-Q1' and period_id = (select max(id) from core.period_pick
			where plan_code = '2018-2020' and period_key = '2019-Q1')$$);

create procedure pg_temp.measure(step text) language plpgsql as $$
declare
	q record;
begin
	for q in select * from question loop
		insert into growth values (q.what, $1, pg_temp.pages(q.query));
		commit;
	end loop;
end
$$;
-- Of a page of a list, what each of its 21 rows stands on may be looked up anew or not.
update question set most = 21 * 10 where what like 'a page %';
-- Pages that are no more: a quarter, and six for what is deeper.
create function pg_temp.grew(what text, was text, now text) returns text language sql as $$
	select case when n.pages <= greatest(w.pages * 1.25 + 6, (select q.most from question q where q.what = $1)) then 'no' else format('%s pages, %s before', n.pages, w.pages) end
	from growth n, growth w where (n.what, n.step) = ($1, $3) and (w.what, w.step) = ($1, $2)
$$;

create procedure pg_temp.settle() language plpgsql as $$
begin
	set session_replication_role = origin;
	analyze;
end
$$;
-- Closed quarters of the plan, so many behind one another until 2017.
create procedure pg_temp.close_quarters(a int, b int) language plpgsql as $$
begin
	set session_replication_role = replica;
	insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due,
		state, office_id, list_place)
	select p.id, k, core.period_title(k), 'quarter', core.period_first(k), core.period_last(k), core.period_last(k),
		core.period_last(k) + 15, 'closed', core.root_office(), concat_ws(E'\t', p.plan_code, k)
	from plan.action_plan p, generate_series(a, b) as n, lateral (select (2017 - n / 4) || '-Q' || 4 - n % 4) as q (k)
	where p.plan_code = '2018-2020';
	insert into follow.target (indicator_id, period_id, planned, office_id, list_place)
	select i.id, q.id, 10, i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
	from follow.indicator i join core.period q on q.plan_id = i.plan_id and q.state = 'closed' and q.to_date < '2018-01-01'
	on conflict do nothing;
	insert into follow.result (indicator_id, period_id, executed, state, entered_by, submitted_by, approved_by, office_id, list_place)
	select i.id, q.id, 8, 'approved', '{a}', 'b', 'c', i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
	from follow.indicator i join core.period q on q.plan_id = i.plan_id and q.state = 'closed' and q.to_date < '2018-01-01'
	on conflict do nothing;
	perform follow.period_hold(q.id) from core.period q
	where q.to_date < '2018-01-01' and q.state = 'closed'
		and not exists (select from follow.period_item t where t.period_id = q.id);
	call pg_temp.settle();
end
$$;
-- Other offices, each with her members.
create procedure pg_temp.add_offices(a int, b int) language plpgsql as $$
begin
	set session_replication_role = replica;
	insert into core.office (office_code, office_name, parent_id, office_id)
	select 'G' || n, 'Oficina ' || n, core.root_office(), core.root_office() from generate_series(a, b) as n;
	insert into core.member (login, office_id, kind)
	select 't_g' || n, core.office_named('G' || n), k from generate_series(a, b) as n, unnest('{enter,submit}'::text[]) as k;
	call pg_temp.settle();
end
$$;
-- Other plans of the other offices, closed quarters and an open one.
create procedure pg_temp.add_plans(a int, b int) language plpgsql as $$
begin
	set session_replication_role = replica;
	insert into plan.action_plan (plan_code, title, state, office_id)
	select 'G' || n, 'Plan ' || n, 'submitted', core.root_office() from generate_series(a, b) as n;
	insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due, state, office_id, list_place)
	select p.id, k, core.period_title(k), 'quarter', core.period_first(k), core.period_last(k), core.period_last(k),
		core.period_last(k) + 15, case k when '2019-Q1' then 'open' else 'closed' end, core.root_office(), concat_ws(E'\t', p.plan_code, k)
	from plan.action_plan p, unnest('{2017-Q4,2018-Q1,2018-Q2,2018-Q3,2018-Q4,2019-Q1}'::text[]) as k
	where p.plan_code in (select 'G' || n from generate_series(a, b) as n);
	insert into follow.indicator (plan_id, indicator_code, indicator_name, office_id, list_place)
	select p.id, 'G' || n, 'Indicador ' || n, o.id, concat_ws(E'\t', p.plan_code, 'G' || n)
	from plan.action_plan p, generate_series(1, 60) as n join core.office o on o.office_code = 'G' || 1 + n % 10
	where p.plan_code in (select 'G' || n from generate_series(a, b) as n);
	insert into follow.target (indicator_id, period_id, planned, office_id, list_place)
	select i.id, q.id, 10, i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
	from follow.indicator i join core.period q using (plan_id) join plan.action_plan p on p.id = i.plan_id
	where p.plan_code in (select 'G' || n from generate_series(a, b) as n);
	insert into follow.result (indicator_id, period_id, executed, state, entered_by, submitted_by, approved_by, office_id, list_place)
	select i.id, q.id, 8, 'approved', '{a}', 'b', 'c', i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
	from follow.indicator i join core.period q using (plan_id) join plan.action_plan p on p.id = i.plan_id
	where p.plan_code in (select 'G' || n from generate_series(a, b) as n);
	call pg_temp.settle();
end
$$;

call pg_temp.close_quarters(0, 9);
call pg_temp.add_offices(1, 20);
call pg_temp.add_plans(1, 3);
call pg_temp.measure('few');
call pg_temp.close_quarters(10, 99);
call pg_temp.measure('closed');
call pg_temp.add_offices(21, 200);
call pg_temp.measure('offices');
call pg_temp.add_plans(4, 30);
call pg_temp.measure('plans');

select is(pg_temp.grew(q.what, s.was, s.now), 'no', format('%s does not grow with %s', q.what, s.about))
from question q, (values (1, 'few', 'closed', 'closed quarters'), (2, 'closed', 'offices', 'other offices'),
	(3, 'offices', 'plans', 'other plans')) as s (place, was, now, about)
order by s.place, q.ctid;

-- The server makes one plan for any page only where it knows how many rows are wanted
-- (statement_page): planned anew each time a page took ten times as long.
create function pg_temp.planned_anew(wanted text) returns boolean language plpgsql as $$
begin
	execute format('prepare page%s as select id, planned from follow.result_list where deleted_at is null
		order by list_place, id limit %s', case when wanted like '$%' then '(bigint)' else '' end, wanted);
	for i in 1 .. 7 loop
		execute 'execute page' || case when wanted like '$%' then '(21)' else '' end;
	end loop;
	return (select generic_plans = 0 from pg_prepared_statements where name = 'page');
end
$$;
select is(pg_temp.planned_anew('21'), false, 'a page whose rows are said is planned once');
deallocate page;
select is(pg_temp.planned_anew('$1'), true, 'one whose rows are a value each time');

\o /dev/null
begin;
delete from core.member where login = 't_growth';
commit;
drop role t_growth;
\o
select * from finish();
