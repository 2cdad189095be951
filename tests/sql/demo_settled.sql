-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is left to an office keeps its period open: a result returned alone after
-- its submission was approved, and what is pending until the day. The figures
-- are those of sql/demo/40_follow.sql.
begin;
\ir signed.psql
select plan(27);

-- The secretariat of the demonstration, and what it does.
set local role hito_owner;
insert into core.login (login) values ('t_sec');
insert into core.member (login, office_id, kind) values ('t_sec', core.root_office(), 'secretariat');
reset role;
create role t_sec login;
grant hito_secretariat, hito_clerk to t_sec;
create function pg_temp.sec(stmt text) returns text language sql as $$
	select pg_temp.as_login('t_sec', null, true, $1);
$$;
create function pg_temp.shown(no text) returns text language sql as $$
	select shown from follow.figure('2018-2020', '2019-Q1', 'commitment') where key = no;
$$;
create function pg_temp.obstacles(kinds text) returns text language sql as $$
	select string_agg(o.kind || ' ' || o.key, ', ' order by o.kind, o.key)
	from follow.closing_obstacles('2018-2020', '2019-Q1') o where o.kind ~ $1;
$$;
create function pg_temp.on_day(day date) returns void language plpgsql as $$
begin
	set local role hito_owner;
	update core.setting set value = day::text where key = 'test.today';
	reset role;
end
$$;

-- Declared missing before the day: pending until it.
select is(shown, '78.63', 'the demonstration') from follow.figure('2018-2020', '2019-Q1');
select is(pg_temp.sec($$select follow.missing_declare(p.id, (select id from core.office where office_code = 'GRDIS'), 'no respondió')
	from core.period p where period_key = '2019-Q1'$$), '1', 'GRDIS is declared missing');
select is(shown || ' ' || n_pending, '78.63 2', 'before the day its two are pending') from follow.figure('2018-2020', '2019-Q1');
select is(pg_temp.shown('5'), 'pendiente', 'its commitment too');
select is(pg_temp.obstacles('pending'), 'pending GRDIS', 'and keep the period open');
select is(sentence, 'GRDIS tiene plazo hasta el 15/04/2019 para informar: 5.1, 5.2.', 'the obstacle says until when')
from follow.closing_obstacles('2018-2020', '2019-Q1') where kind = 'pending';
select is((select n_pending from follow.offices_missing(follow.plan_of('2018-2020'), p.id) as m where m.office_id = core.office_named('GRDIS')),
	2, 'the office is still awaited') from core.period p where p.period_key = '2019-Q1';
select is(on_time_rate, null, 'nor is it late yet') from follow.completeness('2018-2020', '2019-Q1') where office_code = 'GRDIS';
select pg_temp.on_day('2019-04-15') \g /dev/null
select is(shown, '78.63', 'on the day itself too') from follow.figure('2018-2020', '2019-Q1');
select pg_temp.on_day('2019-04-16') \g /dev/null
select is(shown || ' ' || n_pending, '65.95 0', 'after it they count 0: 817.8 / 12.4') from follow.figure('2018-2020', '2019-Q1');
select is(pg_temp.obstacles('pending'), null, 'and hold up nothing');
select is(on_time_rate, 0.00, 'and it is late') from follow.completeness('2018-2020', '2019-Q1') where office_code = 'GRDIS';
select pg_temp.on_day('2019-04-10') \g /dev/null

-- A submission that was approved without one of its indicators: the same.
set local role hito_owner;
update follow.result r set state = 'draft', approved_by = null from follow.indicator i
where i.id = r.indicator_id and i.indicator_code = '4.2' and r.period_id = (select id from core.period where period_key = '2019-Q1');
update follow.submission s set state = 'approved', explanation = 'sin datos', approved_by = 'secretaria_tecnica'
where s.period_id = (select id from core.period where period_key = '2019-Q1') and s.office_id = core.office_named('GRPAT');
update follow.result r set state = 'approved', approved_by = 'secretaria_tecnica' where state = 'reported'
	and r.period_id = (select id from core.period where period_key = '2019-Q1') and office_id = core.office_named('GRPAT');
reset role;
select is(pg_temp.shown('4'), '75.00', 'approved without 4.2: 4.1 alone until the day');
select is(pg_temp.obstacles('pending'), 'pending GRDIS, pending GRPAT', 'which keeps the period open');
select pg_temp.on_day('2019-04-16') \g /dev/null
select is(pg_temp.shown('4'), '37.50', 'after it 4.2 counts 0: (75 + 0) / 2');
set local role hito_owner;
update follow.result r set state = 'approved', approved_by = 'secretaria_tecnica' from follow.indicator i
where i.id = r.indicator_id and i.indicator_code = '4.2' and r.period_id = (select id from core.period where period_key = '2019-Q1');
reset role;
select is(pg_temp.shown('4'), '86.10', '(75 + 97.2) / 2 again');

-- Returned alone.
select is(pg_temp.sec($$select follow.result_return(r.id, r.row_version, 'falta la lista') from follow.result_list r
	where indicator_code = '4.2' and period_key = '2019-Q1'$$), '1', 'one result is returned');
select is((select s.state || ' ' || s.reason from follow.submission_list s where s.period_key = '2019-Q1' and s.office_code = 'GRPAT'),
	'returned falta la lista', 'and reopens the submission that it came with');
select is((select string_agg(distinct state, ',') from follow.result_list where period_key = '2019-Q1' and office_code = 'GRPAT'
	and indicator_code <> '4.2'), 'approved', 'the others stay approved');
select is(pg_temp.obstacles('submission'), 'submission GRPAT, submission SGTI', 'closing names it');
select is(pg_temp.sec($$select follow.period_close(id, row_version) from core.period where period_key = '2019-Q1'$$), 'HT002',
	'and is refused: 4 would be 37.50');
-- Approved by an earlier edition, with the result returned: named one by one.
set local role hito_owner;
update follow.submission s set state = 'approved' where s.period_id = (select id from core.period where period_key = '2019-Q1')
	and s.office_id = core.office_named('GRPAT');
reset role;
select is(sentence, 'Lo observado a GRPAT después de aprobar su envío espera su corrección: 4.2.', 'what stood so before is named too')
from follow.closing_obstacles('2018-2020', '2019-Q1') where kind = 'result';
set local role hito_owner;
update follow.result r set state = 'reported', reason = null from follow.indicator i
where i.id = r.indicator_id and i.indicator_code = '4.2' and r.period_id = (select id from core.period where period_key = '2019-Q1');
reset role;
select is(sentence, 'Falta aprobar u observar lo que GRPAT informó aparte de su envío: 4.2.', 'and what came after its submission')
from follow.closing_obstacles('2018-2020', '2019-Q1') where kind = 'result';

-- Overdue is what is past on the earlier of cut-off and day of reading.
select pg_temp.on_day('2019-04-10') \g /dev/null
select is(n_milestones_overdue, '2', 'the year read in April: 2, not the 4 of its cut-off') from follow.report_head('2018-2020', '2019');
select is((select sum(n_milestones_overdue::int) from follow.report_commitments('2018-2020', '2019')), 2::bigint, 'by commitments too');
select is((select count(*) from follow.report_milestones('2018-2020', '2019') where situation = 'overdue'), 2::bigint, 'and in the list');
select pg_temp.on_day('2020-02-01') \g /dev/null
select cmp_ok(n_milestones_overdue::int, '>=', 4, 'after its cut-off: as of then') from follow.report_head('2018-2020', '2019');

select * from finish();
rollback;
