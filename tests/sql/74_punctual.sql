-- SPDX-License-Identifier: GPL-3.0-or-later
-- In time or not is said of the first sending, and what an indicator's office
-- answered stays its own, whatever is reopened or moved since.
begin;
\ir fixture.psql
\ir case.psql
select plan(24);

create function pg_temp.on_day(day date) returns void language plpgsql as $$
begin
	set local role hito_owner;
	update core.setting set value = day::text where key = 'test.today';
	reset role;
end
$$;
create function pg_temp.t1(stmt text) returns text language sql as $$
	select format('select %s from follow.submission s join core.period p on p.id = s.period_id where p.period_key = ''2019-Q1''
		and s.office_id = (select id from core.office where office_code = ''B'')', $1);
$$;
select is(pg_temp.as_login('t_b', 'B', true, $$select follow.submission_open('T1', '2019-Q1')$$, pg_temp.t1('follow.submission_send(s.id, s.row_version)')), '1', 'B sends on the 10th');
select set_config('t.first', submitted_at::text, true) from follow.submission \g /dev/null
select is((select handed_in || ' ' || late || ' ' || on_time_rate from follow.completeness('T1', '2019-Q1') where office_code = 'B'), '10/04/2019 false 100.00', 'in time');
select pg_temp.on_day('2019-05-20') \g /dev/null
select is(pg_temp.as_login('t_sec', null, true, pg_temp.t1($$follow.submission_return(s.id, s.row_version, 'falta')$$)), '1', 'returned a month late');
select is(pg_temp.as_login('t_b', 'B', true, pg_temp.t1('follow.submission_send(s.id, s.row_version)')), '1', 'and sent again');
select is((select handed_in || ' ' || late || ' ' || on_time_rate from follow.completeness('T1', '2019-Q1') where office_code = 'B'), '10/04/2019 false 100.00', 'it is still in time');
select is((select first_sent_at::text from follow.submission), current_setting('t.first'), 'by its first day');
select isnt((select submitted_at::text from follow.submission), current_setting('t.first'), 'the last one beside it');
select is((select late from follow.attainment('T1', '2019-Q1') where indicator_code = 'I2'), false, 'nor is its result late');
select is((select n_on_time from follow.report_offices('T1', '2019-Q1') where office_code = 'B'), '1', 'in the report too');
-- One who was late stays late.
select is(pg_temp.as_login('t_a', 'A', true, $$insert into follow.result (indicator_id, period_id, executed)
	select i.id, p.id, 9 from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$), '1', 'A enters');
select is(pg_temp.as_login('t_resp', 'A', true, $$select follow.submission_open('T1', '2019-Q1')$$,
	replace(pg_temp.t1('follow.submission_send(s.id, s.row_version)'), '''B''', '''A''')), '1', 'and sends in May');
set local role hito_owner;
update core.period set submissions_due = '2019-06-30' where period_key = '2019-Q1' and plan_id = follow.plan_of('T1');
reset role;
select is(pg_temp.as_login('t_sec', null, true, replace(pg_temp.t1($$follow.submission_return(s.id, s.row_version, 'falta')$$), '''B''', '''A''')), '1', 'returned');
select is(pg_temp.as_login('t_resp', 'A', true, replace(pg_temp.t1('follow.submission_send(s.id, s.row_version)'), '''B''', '''A''')), '1', 'sent again before another day');
select is((select late from follow.completeness('T1', '2019-Q1') where office_code = 'A'), true, 'late is late');
select is((select max(on_time_of) from follow.completeness('T1', '2019-Q1')), 'I-19', 'it is said of which periods');
select is(follow.spread_text('{III-18,IV-18,I-19}'), 'III-18 a I-19', 'of several, from and to');

-- An indicator that moved: closed and reopened periods stay with its old office.
\o /dev/null
select pg_temp.on_day('2019-04-10');
select pg_temp.term(1, '{"2018-Q4": 10, "2019-Q1": 10}', '{"2018-Q4": 4, "2019-Q1": 5}', office => 'B');
\o
create function pg_temp.owner(stmt text) returns void language plpgsql as $$
begin
	set local role hito_owner;
	execute stmt;
	reset role;
end
$$;
create function pg_temp.offices(key text) returns text language sql as $$
	select string_agg(f.key || ' ' || shown, ',' order by f.key) from follow.figure('E', $1, 'office') as f;
$$;
create function pg_temp.answered(key text) returns text language sql as $$
	select o.office_code::text from follow.result r join core.office o on o.id = r.office_id join core.period p on p.id = r.period_id
	where p.plan_id = follow.plan_of('E') and p.period_key = $1;
$$;
select pg_temp.owner($$update core.period set state = 'closed' where period_key = '2018-Q4'$$) \g /dev/null
select is(pg_temp.as_login('t_sec', null, true, $$update follow.indicator set office_id = (select id from core.office where office_code = 'A')
	where indicator_code = '1.1'$$), '1', 'B''s indicator goes to A');
select is(pg_temp.offices(key) || ', ' || pg_temp.answered(key), want, d) from (values
	('2018-Q4', 'B 40.00, B', 'what is closed stays with B, its result too'), ('2019-Q1', 'A 50.00, A', 'what is open goes along')) as v (key, want, d);
select pg_temp.owner($$update core.period set state = 'open', reopened_at = now(), reopen_reason = 'x' where period_key = '2018-Q4'$$) \g /dev/null
select is(pg_temp.offices('2018-Q4') || ', ' || pg_temp.answered('2018-Q4'), 'B 40.00, B', 'reopened it is B''s still');
select is((select string_agg(office_code, ',') from follow.completeness('E', '2018-Q4')), 'B', 'B answers for it');
select is((select string_agg(code, ',') from follow.entry_sheet('B', '2018-Q4', 'E')), '1.1', 'on its own sheet');
select is((select string_agg(code, ',') from follow.entry_sheet('A', '2018-Q4', 'E')), null, 'not on A''s');
select pg_temp.owner($$update core.period set state = 'closed' where period_key = '2018-Q4'$$) \g /dev/null
select is(pg_temp.offices('2018-Q4'), 'B 40.00', 'and closed again');

select * from finish();
rollback;
