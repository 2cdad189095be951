-- SPDX-License-Identifier: GPL-3.0-or-later
-- The number, case by case: each commitment of a plan is one case, with the
-- expected figure written by hand beside it.
begin;
\ir fixture.psql
select plan(99);

-- Attainment of single terms.
select is(round(follow.attain(method, direction, baseline, planned, executed),
	2), want, about)
from (values
	('ratio', 'up', null::numeric, 10::numeric, 8::numeric, 80::numeric,
		'8 of 10'),
	('ratio', 'up', null, 10, 31, 310, '31 of 10, uncapped'),
	('ratio', 'up', null, 10, 0, 0, 'nothing of 10'),
	('ratio', 'down', null, 10, 15, 66.67, 'falling: 15 days where 10 planned'),
	('ratio', 'down', null, 10, 10, 100, 'falling: at target'),
	('ratio', 'down', null, 10, 8, 125, 'falling: below target'),
	('ratio', 'down', null, 10, 0, 100, 'falling: executed 0'),
	('ratio', 'down', null, 0, 0, 100, 'falling: 0 planned, 0 executed'),
	('ratio', 'down', null, 0, 3, 0, 'falling: 0 planned, 3 executed'),
	('progress', 'down', 50.4, 45, 50.4, 0, 'anaemia still where it was'),
	('progress', 'down', 50, 0, 10, 80, '50 to 0, now 10'),
	('progress', 'down', 50, 40, 55, 0, 'worse than the baseline: floor 0'),
	('progress', 'up', -4, 6, 1, 50, 'from -4 to 6, now 1'),
	('progress', 'up', 0, 8, 8, 100, 'from 0 to 8, there'),
	('scale', 'up', null, 3, 3, 100, 'level on schedule'),
	('scale', 'up', null, 3, 2, 66.67, 'level behind')
	) as t (method, direction, baseline, planned, executed, want, about);
select is(follow.target_state(method, direction, baseline, planned), want,
	about)
from (values
	('ratio', 'up', null::numeric, null::numeric, 'not_programmed', 'no target'),
	('ratio', 'up', null, 0, 'not_programmed', '0 planned where more is better'),
	('ratio', 'down', null, 0, null, '0 planned where less is better'),
	('ratio', 'down', null, -1, 'not_programmed', 'negative target'),
	('progress', 'down', 50.4, 50.4, 'not_measurable', 'target is the baseline'),
	('progress', 'up', null, 5, 'not_measurable', 'no baseline'),
	('progress', 'up', -4, 0, null, '0 is a value of a rate'),
	('progress', 'down', 5, -5, null, 'a negative one too')
	) as t (method, direction, baseline, planned, want, about);

-- A plan of cases.
\ir case.psql

\o /dev/null
select pg_temp.quarter(1, 10000, 7995, 1);
select pg_temp.quarter(2, 100000, 79996, 1);
select pg_temp.quarter(3, 100000000, 79999999, 1);
select pg_temp.quarter(4, 10, 8, 1);
select pg_temp.quarter(5, 15, 8, 0.4, 3, 2, 1, 15, 14, 1.8);
select pg_temp.quarter(6, 10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1,
	10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1, 10, 8, 0.1);
select pg_temp.quarter(7, 1000000, 800001, 1);
select pg_temp.quarter(8, 0, 0, 1);
select pg_temp.quarter(9, 10, 30, 1, 10, 3, 1, 10, 3, 1);
select pg_temp.term(10, '{"2019-Q1": 5}', '{"2019-Q1": null}',
	state => 'not_applicable');
select pg_temp.term(11, '{"2019-Q1": 5}', '{}');
select pg_temp.quarter(12, 100, 69.999, 1);
select pg_temp.quarter(13, 10, 7, 1);
select pg_temp.quarter(14, 10, 10, 1);
select pg_temp.term(14, '{}', '{}');
select pg_temp.term(14, '{}', '{"2019-Q1": 4}');
select pg_temp.quarter(15, 10, 10, 1);
select pg_temp.term(15, '{}', '{}');
select pg_temp.term(16, '{"2019-Q1": 45}', '{"2019-Q1": 50.4}',
	measure => 'level', method => 'progress', direction => 'down',
	baseline => 50.4);
select pg_temp.quarter(17, 10, 9, 1);
select pg_temp.term(17, '{"2019-Q1": 5}', '{}');
select pg_temp.quarter(18, 10, 9, 1);
select pg_temp.term(18, '{"2019-Q1": 5}', '{"2019-Q1": 1}',
	measured_on => '2019-Q2 2019-Q4');
select pg_temp.term(19, '{"2019-Q1": 10}', '{"2019-Q1": 9}',
	state => 'reported');
select pg_temp.term(20, '{"2019-Q1": 10}', '{"2019-Q1": 9}',
	state => 'draft');
-- Over the year.
select pg_temp.term(30, '{"2019-Q1": 1, "2019-Q2": 1, "2019-Q3": 1,
	"2019-Q4": 7}', '{"2019-Q1": 1, "2019-Q2": 1, "2019-Q3": 1, "2019-Q4": 0}');
select pg_temp.term(31, '{"2019-Q1": 10, "2019-Q2": 20, "2019-Q4": 40}',
	'{"2019-Q1": 9, "2019-Q2": 15, "2019-Q4": 36}', measure => 'running');
select pg_temp.term(32, '{"2019-Q1": 49, "2019-Q4": 45}',
	'{"2019-Q1": 50, "2019-Q3": 47.7}', measure => 'level',
	method => 'progress', direction => 'down', baseline => 50.4);
select pg_temp.term(33, '{"2019": 50, "2019-Q1": 5}',
	'{"2019-Q1": 5, "2019-Q2": 15}');
select pg_temp.term(34, '{"2018-Q4": 8, "2019-Q1": 2}',
	'{"2018-Q4": 8, "2019-Q1": 1}');
\o

select is(pg_temp.said(no), want, about)
from (values
	(1, '79.95 amber fail', '7995 of 10000'),
	(2, '79.996 amber fail', '79.996 is below and does not read 80.00'),
	(3, '79.999999 amber fail', '79.999999 neither'),
	(4, '80.00 green pass', '80 passes'),
	(5, '80.00 green pass', '8/15, 2/3, 14/15 by 0.4, 1, 1.8 = 256/3.2'),
	(6, '80.00 green pass', 'ten weights of 0.1'),
	(7, '80.0001 green pass', '80.0001 does not read 80.00 either: it is above'),
	(8, 's/d - none', '0 of 0 is not 100'),
	(9, '53.33 red fail', '(100 + 30 + 30) / 3: 300 % masks nothing'),
	(10, 's/d - none', 'all not applicable: no gate without coverage'),
	(11, 'pendiente - none', 'pending before the day it is due'),
	(12, '69.999 red fail', '69.999 does not read 70.00'),
	(13, '70.00 amber fail', '70 is amber'),
	(14, '100.00 inconclusive inconclusive', '1 of 3 measured: under 50 %'),
	(15, '100.00 green pass', '1 of 2 measured: 50 % is enough'),
	(16, '0.00 red fail', 'anaemia 50.4 to 45, still 50.4'),
	(17, '90.00 green pass', 'pending stays out of the mean'),
	(18, '90.00 green pass', 'not measured in this quarter: out'),
	(19, '90.00 green pass', 'an open period takes reported results'),
	(20, 'pendiente - none', 'but no drafts')
	) as t (no, want, about);
select is(n_due || ' ' || n_measured || ' ' || n_reported || ' ' || n_approved,
	want, 'counts of case ' || no)
from (values (10, '0 0 0 0'), (11, '1 0 0 0'), (14, '3 1 2 2'),
	(17, '2 1 1 1'), (18, '1 1 1 1'), (19, '1 1 1 0')) as t (no, want)
join follow.figure('E', '2019-Q1', 'commitment') as f on f.key = no::text;
select is((select string_agg(state, ',' order by indicator_code)
	from follow.attainment('E', '2019-Q1') where commitment_no = no), want,
	'states of case ' || no)
from (values (8, 'not_programmed'), (10, 'not_applicable'), (11, 'pending'),
	(14, 'measured,not_programmed,not_programmed'), (18, 'measured,not_due'))
	as t (no, want);

select is(pg_temp.said(no, '2019'), want, about)
from (values
	(30, '30.00 red fail', 'year 1, 1, 1, 7 with 1, 1, 1, 0: 3 of 10'),
	(31, '90.00 green pass', 'running: the last total, 36 of 40'),
	(32, '50.00 red fail', 'level: the last known, 2.7 of 5.4'),
	(33, '40.00 red fail', 'a target of the year itself: 20 of 50'),
	(34, '50.00 red fail', 'a plan crossing years: only this year')
	) as t (no, want, about);
select is(pg_temp.said(34, '2018-Q4'), '100.00 green pass',
	'the quarter of the other year');
select is(pg_temp.said(31, '2019-Q3'), 's/d - none',
	'a gap quarter has no target');

-- After the due day.
set local role hito_owner;
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;
select is(pg_temp.said(11), '0.00 inconclusive inconclusive',
	'unreported after the due day counts 0');
select is(pg_temp.said(17), '45.00 red fail', '(90 + 0) / 2, covered by half');
select is(round(mean_reported, 2), 90::numeric,
	'the mean of the reported ones stands beside')
from follow.figures(follow.plan_of('E'), array[follow.period_of(
	follow.plan_of('E'), '2019-Q1')]) f
join plan.commitment c on c.id = f.commitment_id and c.commitment_no = 17;
select is(pg_temp.said(20), '0.00 inconclusive inconclusive', 'a draft is no report');
set local role hito_owner;
update core.rule_set set unreported = 'exclude';
reset role;
select is(pg_temp.said(17), '90.00 green pass', 'the other choice leaves it out');
set local role hito_owner;
update core.rule_set set unreported = 'zero';
update core.period set state = 'closed' where plan_id = follow.plan_of('E')
	and period_key = '2019-Q1';
reset role;
select is(pg_temp.said(19), '0.00 inconclusive inconclusive',
	'a closed period takes approved results only');
select is(preliminary, false, 'and is not preliminary')
from follow.figure('E', '2019-Q1');

-- Rules by date: the period's last day says which.
set local role hito_owner;
update core.period set state = 'open' where plan_id = follow.plan_of('E')
	and period_key = '2019-Q1';
insert into core.rule_set (name, from_date, threshold, green_from)
values ('Más exigente', '2019-07-01', 90, 90);
reset role;
select is(pg_temp.said(30, '2019-Q1'), '100.00 green pass', 'before');
select is((select threshold from follow.figure('E', '2019-Q1')), 80::numeric,
	'the first quarter keeps its threshold');
select is((select threshold from follow.figure('E', '2019-Q3')), 90::numeric,
	'the third has the new one');
select is((select threshold from follow.figure('E', '2019')), 90::numeric,
	'and so the year');

-- One figure for all; single terms only for those who may read them.
select is(pg_temp.asked(who, office, $$select mean::text || gate || coverage
		|| n_approved from follow.figure('E', '2019-Q1')$$),
	(select mean::text || gate || coverage || n_approved
		from follow.figure('E', '2019-Q1')), 'the same mean for ' || who)
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_it', 'GR'),
	('t_sec', 'GR')) as t (who, office);
select is(pg_temp.asked(who, office, $$select coalesce(executed::text, '-')
		|| ' ' || hidden || ' ' || weight || ' ' || state
		from follow.attainment('E', '2019-Q1') where commitment_no = 19$$),
	want, 'an unapproved term for ' || who)
from (values ('t_a', 'A', '9 false 1 measured'),
	('t_b', 'B', '- true 1 measured'), ('t_it', 'GR', '- true 1 measured'),
	('t_sec', 'GR', '9 false 1 measured')) as t (who, office, want);
select matches(pg_temp.asked('t_b', 'B', 'select count(*)::text from '
	'follow.terms(follow.plan_of(null), (select array_agg(id) from core.period))'), '^error 42501',
	'the bare terms are nobody''s to ask');

-- Words for what is not there.
select throws_ok($$select * from follow.figure('NO', null)$$, 'HT004',
	'No hay un plan con el código NO.', 'no such plan');
select throws_ok($$select * from follow.figure('E', '2031-Q1')$$, 'HT004',
	'El plan no tiene un periodo 2031-Q1.', 'no such period');
select throws_ok($$select * from follow.working('E', '2019-Q1', 'commitment',
	'99')$$, 'HT004', 'El plan no tiene una cifra de «99».', 'no such commitment');
set local role hito_owner;
insert into plan.action_plan (plan_code, title) values ('EMPTY', 'Vacío');
insert into plan.commitment (plan_id, commitment_no, title)
select follow.plan_of('EMPTY'), 1, 'Solo';
insert into core.period (plan_id, period_key, period_title, from_date, to_date,
	cutoff) select follow.plan_of('EMPTY'), '2019-Q1', 'x', '2019-01-01',
	'2019-03-31', '2019-03-31';
reset role;
select is(shown || ' ' || gate || ' ' || n_due, 's/d none 0',
	'a plan without indicators has one row too')
from follow.figure('EMPTY', null);
select is(shown || ' ' || gate || ' ' || n_due, 's/d none 0',
	'and its commitment') from follow.figure('EMPTY', null, 'commitment');
select is((select note from follow.board('NO', null) where kind = 'plan'),
	'todavía no hay ningún plan', 'the board without a plan says so');
select is((select key from follow.board('E', null) where kind = 'trend'
	order by key limit 1), '2018-Q4', 'the trend begins with the first quarter');

-- The light: each threshold belongs to what lies above it.
select is(follow.band_of(given, 60, 80), want, coalesce(given::text, 'nothing')
	|| ' between 60 and 80')
from (values (59.99, 'red'), (59.9999999999, 'red'), (60, 'amber'),
	(60.01, 'amber'), (79.9999999999, 'amber'), (80, 'green'),
	(80.01, 'green'), (null, null)) as v (given, want);
select is(follow.band_of(80, 80, 80), 'green', 'no room for amber');

select * from finish();
rollback;
