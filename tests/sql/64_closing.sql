-- SPDX-License-Identifier: GPL-3.0-or-later
-- A closed period keeps its figure, whatever is done to its indicators since:
-- with no baseline, while the next one is drafted, and after it; the expected
-- figures by hand.
begin;
\ir fixture.psql
\ir case.psql
select plan(73);

-- What a figure says of a commitment: shown and how many are due.
create function pg_temp.fig(no int, key text) returns text language sql as $$
	select f.shown || ' ' || f.n_due from follow.figure('E', $2, 'commitment') as f where f.key = $1::text;
$$;
create function pg_temp.owner(stmt text) returns void language plpgsql as $$
begin
	set local role hito_owner;
	execute stmt;
	reset role;
end
$$;
create function pg_temp.set_period(key text, state text) returns void language sql as $$
	select pg_temp.owner(format('update core.period set state = %L, reopen_reason = now()::text
		where period_key = %L and plan_id = follow.plan_of(''E'')', $2, $1));
$$;
create function pg_temp.indicator(code text, change text) returns text language sql as $$
	select format('update follow.indicator set %s where indicator_code = %L and plan_id = (select id from plan.action_plan where plan_code = ''E'')', $2, $1);
$$;
create function pg_temp.target(code text, key text, planned numeric) returns text language sql as $$
	select format('update follow.target t set planned = %s from follow.indicator i, core.period p
		where i.id = t.indicator_id and p.id = t.period_id and i.indicator_code = %L and p.period_key = %L
		and i.plan_id = (select id from plan.action_plan where plan_code = ''E'')', $3, $1, $2);
$$;

\o /dev/null
-- Commitment 1: 10 of 10 and 5 of 10 in two quarters.
select pg_temp.term(1, '{"2019-Q1": 10, "2019-Q2": 10}', '{"2019-Q1": 10, "2019-Q2": 10}');
select pg_temp.term(1, '{"2019-Q1": 10, "2019-Q2": 10}', '{"2019-Q1": 5, "2019-Q2": 5}');
-- Commitment 2: a rate from 50 down to 40, at 44; not reported in the first quarter.
select pg_temp.term(2, '{"2019-Q2": 40}', '{"2019-Q2": 44}', measure => 'level', method => 'progress',
	direction => 'down', baseline => 50);
select pg_temp.term(2, '{"2019-Q1": 8}', '{}');
-- Commitment 3: 4 of 8, then 6 of 8, by office B.
select pg_temp.term(3, '{"2018-Q4": 8, "2019-Q1": 8, "2019-Q2": 8}', '{"2018-Q4": 8, "2019-Q1": 4, "2019-Q2": 6}', office => 'B');

-- Without a baseline.
select pg_temp.set_period('2018-Q4', 'closed');
select pg_temp.set_period('2019-Q1', 'closed');
\o
select is((select count(*) from follow.period_item where deleted_at is null), 10::bigint, 'two periods with five indicators');
select is(pg_temp.fig(1, '2019-Q1'), '75.00 2', '(100 + 50) / 2');
select is(pg_temp.fig(1, '2019-Q2'), '75.00 2', 'the next one too');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('1.1', 'weight = 3'));
\o
select is(pg_temp.fig(1, '2019-Q1'), '75.00 2', 'another weight: the closed one stays');
select is(pg_temp.fig(1, '2019-Q2'), '87.50 2', 'the open one is (3 x 100 + 50) / 4');
select is(pg_temp.fig(1, '2019'), '87.50 2', 'so is the year, which is open: (3 x 20/20 + 10/20) / 4');
select is((select string_agg(weight::text, ',' order by indicator_code) from follow.working('E', '2019-Q1', 'commitment', '1')
	where kind = 'term'), '1,1', 'its working has the weights of its closing');
select is((select mean from follow.figure('E', '2019-Q1')), (select follow.mean_of(sum(product), sum(weight))
	from follow.working('E', '2019-Q1') where kind = 'term' and capped is not null), 'and adds up to its figure');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('1.2', $$direction = 'down', method = 'progress', baseline_value = 20, measured_on = '2019-Q2'$$));
\o
select is(pg_temp.fig(1, '2019-Q1'), '75.00 2', 'another method, direction, baseline and periods: it stays');
select is((select direction || ' ' || method || ' ' || coalesce(baseline::text, '-') || ' ' || state
	from follow.attainment('E', '2019-Q1') where indicator_code = '1.2'), 'up ratio - measured', 'with those of its closing');
select is(pg_temp.fig(1, '2019-Q2'), '100.00 2', 'the open one: 15 of the way of 10, from 20 down to 10, capped');
select is((select n_due from follow.completeness('E', '2019-Q1') where office_code = 'A'), 4, 'completeness: 1.1, 1.2, 2.1 and 2.2 were due');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('1.2', $$direction = 'up', method = 'ratio', baseline_value = null, measured_on = null$$));
select pg_temp.term(1, '{"2019-Q2": 10}', '{"2019-Q2": 10}');
\o
select is(pg_temp.fig(1, '2019-Q1'), '75.00 2', 'an indicator added later is not of it');
select is(pg_temp.fig(1, '2019-Q2'), '90.00 3', 'of the next one it is: (3 x 100 + 50 + 100) / 5');
select is(pg_temp.fig(2, '2019-Q1'), '0.00 2', 'unreported: 0 of 8, and no target for the rate');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('2.2', $$deleted_at = now(), deleted_why = 'x'$$));
\o
select is(pg_temp.fig(2, '2019-Q1'), '0.00 2', 'an indicator marked since counts on where it was counted');
select is((select string_agg(indicator_code || ' ' || state, ',') from follow.attainment('E', '2019-Q1') where commitment_no = 2),
	'2.1 not_programmed,2.2 zero', 'and stands in the working');
select is(pg_temp.fig(2, '2019-Q2'), '60.00 1', 'but not in what is open: 6 of 10');
select is(pg_temp.fig(2, '2019'), '60.00 2', 'the year goes on awaiting it');
select is((select string_agg(key || ' ' || shown, ',' order by key) from follow.figure('E', '2019-Q1', 'office')), 'A 50.00,B 50.00',
	'by office: (100 + 50 + 0) / 3 and 4 of 8');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('3.1', $$office_id = core.office_named('A')$$));
\o
select is((select string_agg(key || ' ' || shown, ',' order by key) from follow.figure('E', '2019-Q1', 'office')), 'A 50.00,B 50.00',
	'an indicator that went to another office stays with the one that answered');
select is((select shown from follow.figure('E', '2019-Q2', 'office') where key = 'A'), '83.57',
	'in the open one it goes along: (300 + 50 + 100 + 60 + 75) / 7');
\o /dev/null
select pg_temp.owner(pg_temp.indicator('3.1', $$office_id = core.office_named('B')$$));
\o
-- Without a baseline a period that is reopened is worked out with what the
-- indicators say by now.
\o /dev/null
select pg_temp.set_period('2019-Q1', 'open');
\o
select is(pg_temp.fig(1, '2019-Q1'), '87.50 3', 'reopened: weight 3, and the one that was added, not programmed');
\o /dev/null
select pg_temp.set_period('2019-Q1', 'closed');
select pg_temp.owner(pg_temp.indicator('1.1', 'weight = 1'));
\o
select is(pg_temp.fig(1, '2019-Q1'), '87.50 3', 'closed again it keeps that');
select is((select count(*) from follow.period_item h join core.period p on p.id = h.period_id and p.period_key = '2019-Q1'
	where h.deleted_at is not null), 5::bigint, 'what it was closed with before is marked');

-- With a baseline.
\o /dev/null
select pg_temp.owner(pg_temp.indicator('1.3', 'weight = 2'));
\o
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 1') from follow.baseline_set where plan_id = (select id from plan.action_plan where plan_code = 'E')$$), '1',
	'the first baseline');
select is((select count(*) from follow.period_item h join core.period p on p.id = h.period_id and p.state = 'open'
	where h.deleted_at is null), 0::bigint, 'its draft held nothing: nothing was in force');
select is(pg_temp.fig(1, '2019-Q1'), '87.50 3', 'closed before it: as it was');
select is(pg_temp.fig(1, '2019-Q2'), '87.50 3', '(100 + 50 + 2 x 100) / 4');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$), '1', 'the next one is prepared');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.indicator('1.2', 'weight = 8'),
	pg_temp.target('1.1', '2019-Q2', 40), pg_temp.indicator('1.3', $$measured_on = '2019-Q4'$$)), '1', 'with other weights, targets and periods');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.indicator (plan_id, commitment_id, indicator_code, indicator_name)
	select c.plan_id, c.id, '1.4', 'Nuevo' from plan.commitment c where c.plan_id = (select id from plan.action_plan where plan_code = 'E') and commitment_no = 1$$), '1', 'and one more indicator');
select is(pg_temp.fig(1, key), want, 'a draft moves no figure: ' || key)
from (values ('2019-Q1', '87.50 3'), ('2019-Q2', '87.50 3'), ('2019', '87.50 3'), ('plan', '87.50 3')) as t (key, want);
select is(pg_temp.asked(who, office, $$select string_agg(key || shown || n_due, ',' order by key) from follow.figure('E', '2019-Q2', 'commitment')$$),
	'187.503,260.001,375.001', 'nor anybody''s: ' || who)
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_sec', null)) as t (who, office);
select is((select planned from follow.attainment('E', '2019-Q2') where indicator_code = '1.1'), 10::numeric, 'its working has the target in force');
select is((select string_agg(code || case code when '1.1' then ' ' || planned else '' end || case when due then ' due' else ' not' end, ',')
	from follow.entry_sheet('A', '2019-Q2', 'E') where commitment_no = 1), '1.1 10 due,1.2 due,1.3 due', 'so has the entry sheet, without the new one');
select is((select sum(c.n_due)::int from follow.completeness('E', '2019-Q2') c), 5, 'nor what offices have to report');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.baseline_set set deleted_at = now(), deleted_why = 'x'
	where state = 'draft' and plan_id = (select id from plan.action_plan where plan_code = 'E')$$), 'HT002', 'a draft that changed something is not dropped');
select is((select string_agg(code, ',') from follow.draft_changes((select id from plan.action_plan where plan_code = 'E'))), '1.1,1.2,1.3,1.4', 'what it changed is said');
\o /dev/null
select pg_temp.owner($$insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff)
	select (select id from plan.action_plan where plan_code = 'E'), '2020-Q1', 'x', '2020-01-01', '2020-03-31', '2020-03-31'$$);
\o
select is((select string_agg(indicator_code || ' ' || weight, ',') from follow.attainment('E', '2020-Q1') where commitment_no = 1),
	'1.1 1,1.2 1,1.3 2', 'a period made meanwhile has the weights in force');
-- Closed while the draft stands.
\o /dev/null
select pg_temp.set_period('2019-Q2', 'closed');
\o
select is(pg_temp.fig(1, '2019-Q2'), '87.50 3', 'closed while the draft stands: with what is in force');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.baseline_approve(id, row_version, 'Acuerdo 2') from follow.baseline_set
	where state = 'draft' and plan_id = (select id from plan.action_plan where plan_code = 'E')$$), '1', 'approved');
select is(pg_temp.fig(1, key), want, 'approved: ' || key)
from (values ('2019-Q1', '87.50 3'), ('2019-Q2', '87.50 3'), ('2019-Q4', 's/d 0')) as t (key, want);
-- The year is open: the weights now in force (1, 8, 2, 1) over the quarters as
-- they were closed: 20/20, 10/20, and 10/10 of 1.3.
select is(pg_temp.fig(1, '2019'), '63.64 4', 'the year: (100 + 8 x 50 + 2 x 100) / 11 = 63.64');
-- The plan so far ends with the second quarter, which is closed.
\o /dev/null
select pg_temp.owner($$update core.setting set value = '2019-07-20' where key = 'test.today'$$);
\o
select is(pg_temp.fig(1, 'plan'), '87.50 3', 'the plan so far: with the weights of its last quarter');
-- A baseline approved while a period is open counts there.
select is((select string_agg(indicator_code || ' ' || weight, ',') from follow.attainment('E', '2020-Q1') where commitment_no = 1),
	'1.1 1,1.2 8,1.3 2,1.4 1', 'the new one counts in what is open');

-- Reopened: for the results. Its list stays; targets change by agreement.
\o /dev/null
select pg_temp.set_period('2019-Q2', 'open');
\o
select is(pg_temp.fig(1, '2019-Q2'), '68.75 3', 'reopened: its weights, the target by now: (25 + 50 + 2 x 100) / 4');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement)
	select i.id, p.id, 20, 'menos fondos', 'Acuerdo 3' from follow.indicator i join core.period p using (plan_id)
	where indicator_code = '1.1' and period_key = '2019-Q2'$$), '1', 'a target changed by agreement');
select is(pg_temp.fig(1, '2019-Q2'), '75.00 3', 'counts: (10/20 + 5/10 + 2 x 100) / 4');
select is((select planned || ' ' || planned_original || ' ' || original_shown from follow.working('E', '2019-Q2', 'commitment', '1')
	where indicator_code = '1.1'), '20 10 100.00', 'beside the first one: 10 of 10');
select is((select mean_original_shown from follow.figure('E', '2019-Q2', 'commitment') where key = '1'), '87.50', 'and the figure on it');
\o /dev/null
select pg_temp.owner($$update follow.result r set executed = 10 from follow.indicator i, core.period p where i.id = r.indicator_id
	and p.id = r.period_id and i.indicator_code = '1.2' and p.period_key = '2019-Q2'$$);
select pg_temp.set_period('2019-Q2', 'closed');
\o
select is(pg_temp.fig(1, '2019-Q2'), '87.50 3', 'a result corrected, closed again: (50 + 100 + 2 x 100) / 4');
select is((select planned from follow.attainment('E', '2019-Q2') where indicator_code = '1.1'), 20::numeric, 'with the changed target');
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement)
	select i.id, p.id, 30, 'x', 'y' from follow.indicator i join core.period p using (plan_id)
	where indicator_code = '1.1' and period_key = '2019-Q2'$$), 'HT002', 'closed, no target of it changes');

-- A new baseline while a reopened period is open: that is how it is measured
-- again.
\o /dev/null
select pg_temp.set_period('2019-Q2', 'open');
\o
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$,
	$$update follow.indicator set weight = weight where plan_id = (select id from plan.action_plan where plan_code = 'E')$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 3') from follow.baseline_set
	where state = 'draft' and plan_id = (select id from plan.action_plan where plan_code = 'E')$$), '1', 'another baseline');
select is(pg_temp.fig(1, '2019-Q2'), '94.44 3', 'measured with it: (50 + 8 x 100) / 9; 1.3 is of the fourth quarter, 1.4 has no target');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$,
	$$update follow.baseline_set set deleted_at = now(), deleted_why = 'no hizo falta' where state = 'draft'$$), '1', 'a draft that changed nothing may go');
select is(pg_temp.fig(1, '2019-Q2'), '94.44 3', 'and nothing moved');

-- What a closed period counts is not taken from under it.
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$,
	pg_temp.indicator('1.2', $$deleted_at = now(), deleted_why = 'x'$$)), 'HT002', 'an indicator of a closed period is not marked');
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.baseline_set (plan_id) select (select id from plan.action_plan where plan_code = 'E')$$,
	pg_temp.indicator('1.4', $$deleted_at = now(), deleted_why = 'x'$$)), '1', 'another one is, for the next baseline');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.period_item set weight = 5$$), '42501', 'nobody writes in what was held');
\o /dev/null
select pg_temp.set_period(k, 'closed') from unnest('{2019-Q2,2019-Q3,2019-Q4,2019}'::text[]) as k;
\o
select is(pg_temp.as_login('t_sec', null, false, $$select follow.period_reopen(id, row_version, 'x') from core.period where period_key = '2019-Q2'$$),
	'HT002', 'a quarter of a closed year is not reopened');
select is(pg_temp.as_login('t_sec', null, false, $$insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff)
	select (select id from plan.action_plan where plan_code = 'E'), '2019-Q3', 'x', '2019-07-01', '2019-09-30', '2019-09-30'$$), 'HT002', 'nor is one added');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.period_reopen(id, row_version, 'x') from core.period where period_key = '2019'$$),
	'1', 'the year is');
select set_config('t.year', pg_temp.fig(1, '2019'), true) \g /dev/null
\o /dev/null
select pg_temp.owner(pg_temp.indicator('1.1', 'weight = 9'));
\o
select is(pg_temp.fig(1, '2019'), current_setting('t.year'), 'a closed year keeps its figure');

select * from finish();
rollback;
