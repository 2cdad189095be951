-- SPDX-License-Identifier: GPL-3.0-or-later
-- The day itself: what is due on it is neither late nor overdue, the day after
-- it is both. Today is 10 April 2019.
begin;
\ir fixture.psql
select plan(21);

set local role hito_owner;
insert into follow.corrective_action (plan_id, commitment_id, period_id, measure, state, agreement, why,
	due, due_from, due_to, due_precision, due_doubtful)
select c.plan_id, c.id, p.id, v.measure, v.state, 'Acuerdo 1', case v.state when 'failed' then 'x' end, v.due_to::text, v.due_to, v.due_to, 'day', v.doubtful
from plan.commitment c join core.period p using (plan_id), (values
	('yesterday', 'agreed', date '2019-04-09', false), ('today', 'agreed', '2019-04-10', false),
	('in 30 days', 'running', '2019-05-10', false), ('in 31 days', 'running', '2019-05-11', false),
	('doubtful', 'running', '2019-04-09', true), ('ended', 'failed', '2019-04-09', false))
		as v (measure, state, due_to, doubtful)
where c.commitment_no = 1;
reset role;
select is((select concat_ws(' ', overdue, falling_due) from follow.corrective_action_all where measure = v.measure),
	want, 'an action due ' || v.measure)
from (values ('yesterday', 't t'), ('today', 'f t'), ('in 30 days', 'f t'),
	('in 31 days', 'f f'), ('doubtful', 'f f'), ('ended', 'f f')) as v (measure, want);

-- Milestones.
set local role hito_owner;
update plan.milestone set ends_to = '2019-04-10', ends_from = '2019-04-10', ends_precision = 'day'
where text = 'Portal publicado';
reset role;
select is((select overdue from plan.milestone_list where text = 'Portal publicado'), false, 'a milestone that ends today');
set local role hito_owner;
update core.setting set value = '2019-04-11' where key = 'test.today';
reset role;
select is((select overdue from plan.milestone_list where text = 'Portal publicado'), true, 'ended yesterday');

-- What an office hands in, due on the 15th.
set local role hito_owner;
update core.setting set value = '2019-04-15' where key = 'test.today';
reset role;
select is(pg_temp.as_login('t_b', 'B', false, $$select follow.submission_open('T1', '2019-Q1')$$,
	$$select follow.submission_send(id, row_version) from follow.submission$$,
	$$select 1 from follow.submission_list where not late and state = 'submitted'$$), '1', 'handed in on its day it is in time');
set local role hito_owner;
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;
select is(pg_temp.as_login('t_b', 'B', false, $$select follow.submission_open('T1', '2019-Q1')$$,
	$$select follow.submission_send(id, row_version) from follow.submission$$,
	$$select 1 from follow.submission_list where late and state = 'submitted'$$), '1', 'the day after it is not');

-- An agreement, and what only the secretariat undoes.
select is(pg_temp.as_login('t_sec', null, false, $$select plan.action_plan_submit(id, row_version, '  ') from plan.action_plan$$),
	'HT002', 'blanks are no agreement');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.corrective_action set deleted_at = now(), deleted_why = 'x'
	where measure = 'today'$$), 'HT002', 'an office does not mark what was agreed');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.corrective_action set agreement = 'x' where measure = 'today'$$),
	'HT002', 'nor says by what it was');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.corrective_action set deleted_at = now(), deleted_why = 'x'
	where measure = 'today'$$), '1', 'the secretariat does');

-- A period is reopened for a reason of its own each time.
set local role hito_owner;
update core.period set state = 'closed';
reset role;
select is(pg_temp.as_login('t_sec', null, false, $$select follow.period_reopen(id, row_version, ' ') from core.period$$),
	'HT002', 'reopened with a reason');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.period_reopen(id, row_version, 'faltó un dato') from core.period$$),
	'1', 'reopened');
set local role hito_owner;
update core.period set state = 'closed';
reset role;
select is(pg_temp.as_login('t_sec', null, false, $$select follow.period_reopen(id, row_version, 'faltó un dato') from core.period$$),
	'HT002', 'not again for the same one');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.period_reopen(id, row_version, 'faltó otro') from core.period$$),
	'1', 'for another');

-- A quarter belongs to the year in which it ends, be it with it.
set local role hito_owner;
update core.period set state = 'open';
insert into core.period (plan_id, period_key) select p.id, v.key
from plan.action_plan p, (values ('2018-Q4'), ('2019-Q4'), ('2020-Q1'), ('2019')) as v (key);
reset role;
select is((select string_agg(o.key, ',' order by o.key) from core.period p, follow.period_obstacles(p.id) as o
	where p.period_key = '2019' and o.kind = 'quarter'), '2018-Q4,2019-Q1,2019-Q4', 'a year waits for its quarters, and for those before');
set local role hito_owner;
delete from core.period where period_key in ('2018-Q4', '2019-Q4');
update core.period set state = 'closed' where period_key = '2019';
reset role;
select is(pg_temp.as_login('t_sec', null, false, $$insert into core.period (plan_id, period_key)
	select id, '2019-Q4' from plan.action_plan$$), 'HT002', 'a closed one gets no more of them');
select is(pg_temp.as_login('t_sec', null, false, $$insert into core.period (plan_id, period_key)
	select id, '2018-Q4' from plan.action_plan$$), '1', 'the year before it does');

select * from finish();
rollback;
