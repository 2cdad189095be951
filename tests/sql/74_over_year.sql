-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an accumulated indicator counts over a year: as typed, or what is of the
-- year; by hand.
begin;
\ir fixture.psql
\ir case.psql
select plan(21);

create function pg_temp.of_year(code text) returns void language plpgsql as $$
begin
	set local role hito_owner;
	update follow.indicator set over_year = 'year' where indicator_code = code and plan_id = follow.plan_of('E');
	reset role;
end
$$;
create function pg_temp.term_said(code text, key text) returns text language sql as $$
	select coalesce(planned::text, '-') || ' ' || coalesce(executed::text, '-') || ' ' || coalesce(round(attainment, 2)::text, '-')
		|| ' ' || state from follow.attainment('E', $2) where indicator_code = $1;
$$;
create function pg_temp.line(code text, key text, label text) returns text language sql as $$
	select mine || ' | ' || other from follow.working_one('E', $1, $2) as w where w.label = $3;
$$;

\o /dev/null
-- 100 of 100 at the end of 2018; 150 of 200 in 2019.
select pg_temp.term(no, '{"2018-Q4": 100, "2019-Q1": 120, "2019-Q4": 200}', '{"2018-Q4": 100, "2019-Q1": 130, "2019-Q4": 150}',
	measure => 'running') from generate_series(1, 2) as no;
-- A baseline, and nothing of 2018; no target before; nothing at all; behind at the end of 2018.
select pg_temp.term(3, '{"2019-Q4": 200}', '{"2019-Q4": 150}', measure => 'running', baseline => 100);
select pg_temp.term(4, '{"2019-Q4": 200}', '{"2018-Q4": 100, "2019-Q4": 150}', measure => 'running');
select pg_temp.term(5, '{"2019-Q4": 200}', '{"2019-Q4": 150}', measure => 'running');
select pg_temp.term(6, '{"2018-Q4": 100, "2019-Q4": 200}', '{"2018-Q4": 80, "2019-Q4": 150}', measure => 'running');
select pg_temp.of_year(no || '.1') from generate_series(2, 6) as no;
\o
select is(pg_temp.term_said('1.1', '2019'), '200 150 75.00 measured', 'as typed: 150 of 200');
select is(pg_temp.term_said('2.1', '2019'), '100 50 50.00 measured', 'of the year: 150 - 100 of 200 - 100');
select is(pg_temp.said(2, '2019'), '50.00 red fail', 'and so its commitment');
select is(pg_temp.term_said('3.1', '2019'), '100 50 50.00 measured', 'the baseline stands for the end of the year before');
select is(pg_temp.term_said('4.1', '2019'), '100 50 50.00 measured', 'a target with none before it goes on from what had come');
select is(pg_temp.term_said('5.1', '2019'), '200 150 - not_measurable', 'not measurable where nobody knows the beginning');
select is((select state_text from follow.attainment('E', '2019') where indicator_code = '5.1'),
	'no se puede medir: no se sabe con cuánto empezó', 'which is said');
select is(pg_temp.term_said('6.1', '2019'), '100 70 70.00 measured', 'each from its own: 150 - 80 of 200 - 100');
select is(pg_temp.term_said('2.1', '2019-Q1'), '120 130 108.33 measured', 'a quarter counts as typed');

-- The plan so far: less what was before the plan.
set local role hito_owner;
update core.setting set value = '2020-01-10' where key = 'test.today';
reset role;
select is(pg_temp.term_said('1.1', 'plan'), '200 150 75.00 measured', 'the plan so far, as typed');
select is(pg_temp.term_said('3.1', 'plan'), '100 50 50.00 measured', 'less that before the plan');
select is(pg_temp.term_said('2.1', 'plan'), '200 150 - not_measurable', 'which nobody knows of 2.1');

-- Printed in the working.
select is(pg_temp.line('2.1', '2019', 'Empezó con'), '100 (2018-Q4) | 100 (2018-Q4)', 'with what it began');
select is(pg_temp.line('2.1', '2019', 'Del año'), '200 - 100 = 100 | 150 - 100 = 50', 'and what is of the year');
select is(pg_temp.line('2.1', '2019', 'Con sus números'), '50 / 100 = 50.00 % | no se aplica a lo del año', 'the division');
select is(pg_temp.line('3.1', '2019', 'Empezó con'), '100 (línea base) | 100 (línea base)', 'from the baseline');
select is(pg_temp.line('5.1', '2019', 'Empezó con'), 'no se sabe | no se sabe', 'or from nobody knows what');
select is((select count(*) from follow.working_one('E', '1.1', '2019') where label in ('Empezó con', 'Del año')), 0::bigint, 'nothing of it as typed');
select alike((select r::text from follow.report_working('E', '2019') as r where indicator_code = '2.1'), '%acumulado; en el año, lo del año%', 'the annex says so');

-- Only of what is accumulated, by executed of planned; a baseline keeps it.
select throws_ok($$update follow.indicator set over_year = 'year', measure = 'sum' where indicator_code = '1.1'$$, '23514', null, 'not of what adds up');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan where plan_code = 'E'$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 1') from follow.baseline_set$$,
	$$update follow.indicator set over_year = 'year' where indicator_code = '1.1'$$), 'HT002', 'a baseline that is approved keeps it');

select * from finish();
rollback;
