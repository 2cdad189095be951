-- SPDX-License-Identifier: GPL-3.0-or-later
-- The mean with the original targets counts what an agreement cut to nothing.
begin;
\ir fixture.psql
\ir case.psql
select plan(12);

-- Nine indicators of 80 each, and one of which 3 of 10 were done.
select pg_temp.term(1, '{"2019-Q1": 10}', '{"2019-Q1": 8}') from generate_series(1, 9) \g /dev/null
select pg_temp.term(1, '{"2019-Q1": 10}', '{"2019-Q1": 3}') \g /dev/null
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan where plan_code = 'E'$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 1') from follow.baseline_set$$), '1', 'the targets are frozen');
create function pg_temp.cut(code text, planned numeric) returns text language sql as $$
	select pg_temp.as_login('t_sec', null, true, format('insert into follow.target_change
		(indicator_id, period_id, new_planned, reason, agreement)
		select i.id, p.id, %s, ''menos fondos'', ''Acuerdo 2'' from follow.indicator i join core.period p using (plan_id)
		where i.indicator_code = %L and p.period_key = ''2019-Q1''', $2, $1));
$$;
select is(shown || ' ' || mean_original_shown, '75.00 75.00', 'before: 750 / 10')
from follow.figure('E', '2019-Q1', 'commitment') where key = '1';
select is(pg_temp.cut('1.10', 0), '1', '10 cut to 0');
select is(shown, '80.00', 'what is not programmed is out: 720 / 9')
from follow.figure('E', '2019-Q1', 'commitment') where key = '1';
select is(mean_original_shown, '75.00', 'with the original target 3 of 10 is 30: (720 + 30) / 10')
from follow.figure('E', '2019-Q1', 'commitment') where key = '1';
select is(mean_original_shown, '75.00', 'of the plan too') from follow.figure('E', '2019-Q1');
select is(state || ' ' || planned || ' ' || planned_original || ' ' || original_shown, 'not_programmed 0 10 30.00', 'its working')
from follow.working('E', '2019-Q1', 'commitment', '1') where indicator_code = '1.10';
select is(mine, '3 / 10 = 30.00 %', 'with its numbers')
from follow.working_one('E', '1.10', '2019-Q1') where label = 'Con ella';

-- Unreported it is awaited until the day, and then counts 0.
set local role hito_owner;
update follow.result set deleted_at = now(), deleted_why = 'x' where indicator_id = (select id from follow.indicator where indicator_code = '1.10');
reset role;
select is(mean_original_shown, '80.00', 'before the day: 720 / 9')
from follow.figure('E', '2019-Q1', 'commitment') where key = '1';
set local role hito_owner;
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;
select is(mean_original_shown, '72.00', 'after it: (720 + 0) / 10')
from follow.figure('E', '2019-Q1', 'commitment') where key = '1';
-- One that was not programmed at first is no term of the original mean.
select pg_temp.term(2, '{"2019-Q1": 0}', '{"2019-Q1": 5}') \g /dev/null
set local role hito_owner;
insert into follow.baseline_item (baseline_set_id, indicator_id, period_id, planned, weight, method, direction, measure)
select b.id, i.id, p.id, 0, 1, 'ratio', 'up', 'sum' from follow.baseline_set b, follow.indicator i join core.period p using (plan_id)
where i.indicator_code = '2.1' and p.period_key = '2019-Q1';
reset role;
select is(pg_temp.cut('2.1', 10), '1', 'programmed later');
select is(shown || ' ' || coalesce(mean_original_shown, '-'), '50.00 -', '5 of 10, and nothing with the original target')
from follow.figure('E', '2019-Q1', 'commitment') where key = '2';

select * from finish();
rollback;
