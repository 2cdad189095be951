-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days of a period: when it closes, what of it changes, and what is said of
-- one in which nothing is due, or that no rules govern.
begin;
\ir fixture.psql
\ir case.psql
select plan(30);

create function pg_temp.sec(stmt text, keep boolean default false) returns text language sql as $$
	select pg_temp.as_login('t_sec', null, $2, format(replace($1, 'PERIOD', '(select p.id from core.period p join plan.action_plan a
		on a.id = p.plan_id where a.plan_code = ''E'' and p.period_key = %1$L)'), '2019-Q1'));
$$;
create function pg_temp.owner(stmt text) returns void language plpgsql as $$
begin
	set local role hito_owner;
	execute stmt;
	reset role;
end
$$;
create function pg_temp.obstacles(asked text) returns text language sql as $$
	select string_agg(kind || ' ' || o.key, ', ') from follow.closing_obstacles('E', $1) as o;
$$;
-- Before anything is reported dates are free, but for a deadline that is past.
select is(pg_temp.sec($$update core.period set cutoff = '2019-03-30', submissions_due = '2019-04-20' where id = PERIOD$$), '1', 'free before there are results');
select pg_temp.owner($$update core.setting set value = '2019-04-16' where key = 'test.today'$$) \g /dev/null
select is(pg_temp.sec($$update core.period set submissions_due = '2019-04-20' where id = PERIOD$$), 'HT002', 'a deadline that is past is not moved silently');
select is(pg_temp.sec($$update core.period set report_due = '2019-04-30' where id = PERIOD$$), '1', 'one that is not there yet is set');
select is(pg_temp.sec($$update core.period set submissions_due = '2019-04-20', change_reason = 'huelga' where id = PERIOD$$), 'HT002', 'a reason alone is not enough');
select is(pg_temp.sec($$update core.period set submissions_due = '2019-04-20', change_reason = 'huelga', change_agreement = 'Acuerdo 3'
	where id = PERIOD$$, true), '1', 'with reason and agreement it is');
select is(pg_temp.sec($$update core.period set cutoff = '2019-03-30' where id = PERIOD$$), '1', 'another day of it is free still');
select pg_temp.term(1, '{"2019-Q1": 10}', '{"2019-Q1": 9}') \g /dev/null
select is(pg_temp.sec(format('update core.period set %s where id = PERIOD', change)), 'HT002', change) from (values
	($$cutoff = '2019-03-30'$$), ($$to_date = '2019-03-30'$$), ($$from_date = '2019-01-02'$$), ($$submissions_due = '2019-04-25'$$),
	($$report_due = '2019-05-30'$$), ($$submissions_due = null, report_due = null$$)) as v (change);
select is(pg_temp.sec($$update core.period set cutoff = '2019-03-30', change_reason = 'huelga', change_agreement = 'Acuerdo 3' where id = PERIOD$$), 'HT002',
	'the reason of the change before does not do');
select is(pg_temp.sec($$update core.period set cutoff = '2019-03-30', change_reason = 'feriado', change_agreement = 'Acuerdo 4' where id = PERIOD$$), '1', 'its own does');
select is(pg_temp.sec($$update core.period set change_reason = 'otro' where id = PERIOD$$, true), '1', 'a reason for nothing');
select is((select change_reason from core.period where period_key = '2019-Q1' and plan_id = follow.plan_of('E')), 'huelga', 'is not written down');
select is(pg_temp.sec($$update core.period set period_title = 'Primero' where id = PERIOD$$), '1', 'its name is free');

-- Not before its last day, nor before an earlier one.
select is(pg_temp.obstacles('2019-Q2'), 'day 2019-Q2, quarter 2018-Q4, quarter 2019-Q1', 'the second quarter is not over, and two come before it');
select is(sentence, 'El periodo termina el 30/06/2019: se cierra después.', 'in words') from follow.closing_obstacles('E', '2019-Q2') where kind = 'day';
select pg_temp.owner($$update core.setting set value = '2020-02-01' where key = 'test.today'$$) \g /dev/null
select pg_temp.owner($$update core.period set state = 'closed' where period_key in ('2018-Q4', '2019-Q1', '2019-Q2')$$) \g /dev/null
select is(pg_temp.obstacles('2019'), 'quarter 2019-Q3, quarter 2019-Q4', 'quarters before the year that they end');
select is(pg_temp.obstacles('2019-Q4'), 'quarter 2019-Q3', 'not the year before its last quarter');

-- Nothing is due: no light, no action.
select pg_temp.term(2, '{"2019-Q4": 10}', '{"2019-Q4": 9}', measured_on => '2019-Q4') \g /dev/null
select is(shown || ' ' || coalesce(band, '-') || ' ' || gate || ' ' || note, 's/d - none sin programación en este periodo', 'sin programación')
from follow.figure('E', '2019-Q3', 'commitment') where key = '2';
select is((select count(*) from follow.actions_missing('E', '2019-Q3') where commitment_no = 2), 0::bigint, 'asks no action');
select is(gate_text, 'sin programación', 'the report says so') from follow.report_commitments('E', '2019-Q3') where commitment_no = '2';
-- Not conclusive: that in place of the light, with the coverage, and an action.
select pg_temp.term(3, '{"2019-Q4": 10}', '{"2019-Q4": 9}') \g /dev/null
select pg_temp.term(3, '{"2019-Q4": 10}', '{}') from generate_series(1, 2) \g /dev/null
select is(pg_temp.said(3, '2019-Q4'), '30.00 inconclusive inconclusive', '1 of 3 measured: no light');
select is(note, 'no concluyente, cobertura 33.33 %, sin acción', 'its coverage beside it on the board') from follow.board('E', '2019-Q4') where kind = 'commitment' and key = '3';
select is(band_text, 'no concluyente', 'and in the report') from follow.report_commitments('E', '2019-Q4') where commitment_no = '3';
select is((select count(*) from follow.actions_missing('E', '2019-Q4') where commitment_no = 3), 1::bigint, 'it asks an action');

-- No rules.
select pg_temp.owner($$insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff)
	select follow.plan_of('E'), '2009-Q1', 'x', '2009-01-01', '2009-03-31', '2009-03-31'$$) \g /dev/null
select throws_ok($$select * from follow.figure('E', '2009-Q1')$$, 'HT004',
	'Falta una regla de cumplimiento: ninguna rige el 31/03/2009. La secretaría la registra con una fecha anterior.', 'a period older than the rules');
select is(pg_temp.obstacles('2009-Q1'), 'rule 2009-Q1', 'is not closed without them');

select * from finish();
rollback;
