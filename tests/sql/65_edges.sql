-- SPDX-License-Identifier: GPL-3.0-or-later
-- Edges of the number that nobody enters on purpose: odd weights and sizes,
-- missing parts, other rules; the expected figures by hand.
begin;
\ir fixture.psql
\ir case.psql
select plan(48);

\o /dev/null
select pg_temp.quarter(1, 10, 8, 0.1234567890123456789012345678901234567890123, 15, 12, 7.7777777777777777777777777777777777777777777);
select pg_temp.quarter(2, 10, 10, 1e-65, 10, 6, 1e-65);
select pg_temp.quarter(3, 1e300, 8e299, 1e200, 1e-20, 8e-21, 1e200);
select pg_temp.quarter(4, 15, 11, 1, 15, 13, 1);
select pg_temp.quarter(5, 3, 2, 1, 7, 6, 1, 21, 18.4, 1);
select pg_temp.quarter(6, 20000, 15999, 1);
select pg_temp.quarter(7, 20000, 13999, 1);
select pg_temp.quarter(8, 10, -5, 1, 10, 10, 1);
select pg_temp.term(9, '{"2019-Q1": 10}', '{"2019-Q1": -3}', direction => 'down');
select pg_temp.term(10, '{"2019-Q1": 40}', '{"2019-Q1": 30}', measure => 'level', method => 'progress',
	direction => 'down', baseline => 50);
select pg_temp.term(11, '{"2019-Q1": 10, "2019-Q2": 10}', '{"2019-Q1": 5, "2019-Q2": 15}', direction => 'down');
select pg_temp.term(12, '{"2018-Q4": 10}', '{"2018-Q4": 8}');
select pg_temp.quarter(13, 10, 9, 1);
select pg_temp.term(13, '{"2019-Q1": 5}', '{}');
select pg_temp.term(13, '{"2019-Q1": 5}', '{}');
select pg_temp.quarter(14, 10, 9, 1);
select pg_temp.quarter(15, 10, 30, 1, 10, 3, 1, 10, 3, 1);
select pg_temp.quarter(16, 10, 10, 1, 10, 9, 1);
select pg_temp.term(16, '{"2019-Q1": 5}', '{}');
set local role hito_owner;
-- Of the plan alone, and a commitment without any.
insert into follow.indicator (plan_id, indicator_code, indicator_name)
values (follow.plan_of('E'), 'P.1', 'Del plan');
insert into follow.target (indicator_id, period_id, planned)
select i.id, p.id, 10 from follow.indicator i join core.period p using (plan_id)
where i.indicator_code = 'P.1' and p.period_key = '2018-Q4';
insert into follow.result (indicator_id, period_id, executed, state, entered_by, submitted_by, approved_by)
select i.id, p.id, 4, 'approved', '{x}', 'y', 'z' from follow.indicator i join core.period p using (plan_id)
where i.indicator_code = 'P.1' and p.period_key = '2018-Q4';
update follow.indicator set measured_on = '2019-Q1 2019-Q2'
where plan_id = follow.plan_of('E') and indicator_code not in ('12.1', 'P.1');
insert into plan.commitment (plan_id, commitment_no, title) values (follow.plan_of('E'), 30, 'Sin indicadores');
-- A target that was marked.
update follow.target t set deleted_at = now(), deleted_why = 'x' from follow.indicator i
where i.id = t.indicator_id and i.indicator_code = '14.1' and i.plan_id = follow.plan_of('E');
reset role;
\o

select is(pg_temp.said(no, key), want, about)
from (values
	(1, '2019-Q1', '80.00 green pass', '80 and 80 by weights of 43 decimals'),
	(2, '2019-Q1', '80.00 green pass', '(100 + 60) / 2 by weights of 1e-65'),
	(3, '2019-Q1', '80.00 green pass', '80 and 80 of huge and tiny numbers'),
	(4, '2019-Q1', '80.00 green pass', '11/15 and 13/15: a true 80 of 73.33... and 86.66...'),
	(5, '2019-Q1', '80.00 green pass', '2/3, 6/7 and 18.4/21: (66.66... + 85.71... + 87.61...) / 3 = 80'),
	(6, '2019-Q1', '79.995 amber fail', '79.995 would be rounded up'),
	(7, '2019-Q1', '69.995 red fail', 'and 69.995'),
	(8, '2019-Q1', '50.00 red fail', 'a negative count is 0: (0 + 100) / 2'),
	(9, '2019-Q1', '100.00 green pass', 'falling: under 0 is reached'),
	(10, '2019-Q1', '100.00 green pass', 'more than the whole way: 20 of 10, capped'),
	(11, '2019-Q1', '100.00 green pass', 'falling, a sum: 5 where 10 were planned, capped'),
	(11, '2019', '100.00 green pass', 'and over the year 20 of 20'),
	(12, '2018-Q4', '80.00 green pass', 'the plan''s own indicator is not a commitment''s'),
	(13, '2019-Q1', '90.00 inconclusive inconclusive', 'before the day: 1 of 3 measured, the mean of what there is'),
	(14, '2019-Q1', 's/d - none', 'a target that was marked is no target'),
	(16, '2019-Q1', '95.00 green pass', '2 of 3 measured'),
	(30, '2019-Q1', 's/d - none', 'no indicators, no gate'),
	(30, '2019', 's/d - none', 'nor in the year')
	) as t (no, key, want, about);
select is(shown || ' ' || gate || ' ' || n_due, '60.00 fail 2', 'but the plan''s mean has it: (80 + 40) / 2')
from follow.figure('E', '2018-Q4');
select is((select string_agg(key, ',' order by key) from follow.figure('E', '2018-Q4', 'commitment') where n_due > 0),
	'12', 'no commitment is made up for it');
select is((select count(*)::int from follow.working('E', '2018-Q4') where indicator_code = 'P.1'), 1, 'the plan''s working has it');
select is((select mean from follow.figure('E', '2019-Q1', 'commitment') where key = '5'), 80::numeric, 'exactly 80');
select is((select mean from follow.figure('E', '2019-Q1', 'commitment') where key = '4'), 80::numeric, 'exactly 80, of fifteenths');

-- After the day.
set local role hito_owner;
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;
select is(pg_temp.said(13), '30.00 inconclusive inconclusive', 'unreported counts 0: (90 + 0 + 0) / 3');
set local role hito_owner;
update core.rule_set set unreported = 'exclude';
reset role;
select is(pg_temp.said(13), '90.00 inconclusive inconclusive', 'left out it is 90, of one third: not conclusive');
select is(n_missing || ' ' || n_measured || ' ' || mean_reported_shown, '2 1 90.00', 'the missing ones are counted')
from follow.figure('E', '2019-Q1', 'commitment') where key = '13';
set local role hito_owner;
update core.rule_set set unreported = 'zero';
reset role;

-- Other rules.
set local role hito_owner;
update core.rule_set set minimum_coverage = 66.67;
reset role;
select is(pg_temp.said(16), '63.33 inconclusive inconclusive', '2 of 3 is 66.66..., under 66.67');
select is(coverage_shown, '66.667', 'and does not read 66.67')
from follow.figure('E', '2019-Q1', 'commitment') where key = '16';
set local role hito_owner;
update core.rule_set set minimum_coverage = 50, cap = 150;
reset role;
select is(pg_temp.said(15), '70.00 amber fail', 'a cap of 150: (150 + 30 + 30) / 3');
set local role hito_owner;
update core.rule_set set cap = 100, gate_commitment = false;
reset role;
select is(pg_temp.said(15), '53.33 red none', 'no gate on commitments by that rule');
select is((select gate from follow.figure('E', '2018-Q4')), 'fail', 'the plan has its own');
set local role hito_owner;
update core.rule_set set gate_commitment = true, threshold = 70;
reset role;
select is(pg_temp.said(6), '79.995 amber pass', 'a threshold of 70, the lower edge: amber passes');
select is(pg_temp.said(7), '69.995 red fail', 'red does not');
set local role hito_owner;
update core.rule_set set threshold = 100, green_from = 100, red_below = 80;
reset role;
select is(pg_temp.said(4), '80.00 amber fail', 'a threshold of 100');
select is(pg_temp.said(9), '100.00 green pass', 'which is reached by all');
set local role hito_owner;
update core.rule_set set threshold = 80, green_from = 80, red_below = 70;
reset role;
select is(pg_temp.as_login('t_sec', null, false, stmt), want, about)
from (values
	($$insert into core.rule_set (name, from_date, threshold, red_below, green_from) values ('R', '2030-01-01', 75, 70, 80)$$,
		'23514', 'a threshold that is no edge'),
	($$insert into core.rule_set (name, from_date, threshold, red_below, green_from) values ('R', '2030-01-01', 80, 80, 70)$$,
		'23514', 'bands that overlap'),
	($$insert into core.rule_set (name, from_date, cap) values ('R', '2030-01-01', 99)$$, '23514', 'a cap under 100'),
	($$insert into core.rule_set (name, from_date, cap) values ('R', '2030-01-01', 'NaN')$$, '23514', 'a cap that is no number'),
	($$insert into core.rule_set (name, from_date, minimum_coverage) values ('R', '2030-01-01', 101)$$, '23514', 'a coverage over 100'),
	($$insert into core.rule_set (name, from_date) select 'R', from_date from core.rule_set limit 1$$, '23505', 'two rules of one day'),
	($$insert into core.rule_set (name, from_date) values ('R', '2030-01-01')$$, '1', 'a sound one')) as t (stmt, want, about);
select is(pg_temp.as_login('t_sec', null, false, format($$insert into follow.indicator (plan_id, indicator_code, indicator_name, weight)
	select id, 'W', 'W', %L from plan.action_plan where plan_code = 'E'$$, w)), '23514', 'a weight of ' || w)
from unnest('{0,-1,NaN,Infinity}'::text[]) as w;

-- A period that says no days.
set local role hito_owner;
insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff)
values (follow.plan_of('E'), '2018-Q3', 'x', '2018-07-01', '2018-09-30', '2018-09-30');
insert into follow.target (indicator_id, period_id, planned)
select i.id, p.id, 10 from follow.indicator i join core.period p using (plan_id)
where i.indicator_code = '12.1' and p.period_key = '2018-Q3' and i.plan_id = follow.plan_of('E');
reset role;
select is(pg_temp.said(12, '2018-Q3'), 'pendiente - none', 'without a day nothing is late');
set local role hito_owner;
update core.period set state = 'closed' where period_key = '2018-Q3' and plan_id = follow.plan_of('E');
reset role;
select is(pg_temp.said(12, '2018-Q3'), '0.00 inconclusive inconclusive', 'until it is closed');

select * from finish();
rollback;
