-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is worked out once, however many rows there are: by the calls of
-- functions, not by time. And the board tells of its own plan.
begin;
\ir fixture.psql
\ir case.psql
select plan(7);
set local track_functions = 'all';

create function pg_temp.calls(fn regprocedure) returns bigint language sql volatile as $$
	select coalesce(pg_stat_get_xact_function_calls($1), 0);
$$;
-- How often a function is called for an answer.
create function pg_temp.cost(fn regprocedure, query text) returns bigint language plpgsql as $$
declare
	before constant bigint := pg_temp.calls(fn);
begin
	execute query;
	return pg_temp.calls(fn) - before;
end
$$;
select pg_temp.term(1, '{"2019-Q1": 10}', '{}') from generate_series(1, 30) \g /dev/null
create function pg_temp.sheet() returns text language sql as $$
	select $q$select count(*) from follow.sheet_rows('A', '2019-Q1', 'E')$q$;
$$;
select is((select count(*) from follow.sheet_rows('A', '2019-Q1', 'E') where left_out), 30::bigint, 'a sheet of thirty rows');
select is(pg_temp.cost('follow.sheet_hidden(bigint, bigint)', $$select sum(length(cell)) from follow.sheet_rows('A', '2019-Q1', 'E')$$), 1::bigint,
	'what is hidden is asked once');
select is(pg_temp.cost('follow.submission_unanswered(bigint, bigint)', $$select count(*) filter (where left_out) from follow.sheet_rows('A', '2019-Q1', 'E')$$),
	1::bigint, 'and what is left out');

-- The board: thirty milestones more of another plan.
create function pg_temp.overdue(plan text) returns bigint language sql as $$
	select n from follow.board(plan, '2019-Q1') where kind = 'alert' and key = 'overdue';
$$;
select is(pg_temp.overdue('T1'), 1::bigint, 'one is overdue');
select set_config('t.today', pg_temp.cost('core.today()', $$select count(*) from follow.board('E', '2019-Q1')$$)::text, true) \g /dev/null
set local role hito_owner;
insert into plan.milestone (commitment_id, text, office_id, starts, starts_from, starts_to, starts_precision, ends, ends_from, ends_to, ends_precision)
select c.id, 'Hito ' || n, c.office_id, 'Oct. 2018', '2018-10-01', '2018-10-31', 'month', 'Mar. 2019', '2019-03-01', '2019-03-31', 'month'
from plan.commitment c, generate_series(1, 30) as n where c.plan_id = follow.plan_of('E') and c.commitment_no = 1;
reset role;
select is(pg_temp.overdue('T1') || ' ' || pg_temp.overdue('E'), '1 30', 'each plan counts its own');
select is((select where_ from follow.board('E', '2019-Q1') where key = 'overdue'), 'plan_code=E', 'and its list is of that plan');
select cmp_ok(pg_temp.cost('core.today()', $$select count(*) from follow.board('E', '2019-Q1')$$), '<=', current_setting('t.today')::bigint,
	'the day is asked no more often of thirty than of none');

select * from finish();
rollback;
