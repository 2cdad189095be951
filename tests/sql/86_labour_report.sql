-- SPDX-License-Identifier: GPL-3.0-or-later
-- Labour statistics of a quarter: what belongs to it, what came before, hours of a
-- strike that lasts, and the same figures for each reader. Today is 10 April 2019.
begin;
\ir fixture.psql
\ir dispute.psql
select plan(34);

-- Before the quarter: one that ended then, one that ends in it, one that stays.
select pg_temp.case_in('1', at => '2018-10-01 09:00'), pg_temp.through('1', 'talks 2018-10-08', 'solved 2018-12-31 23:59'),
	pg_temp.case_in('2', at => '2018-11-05 09:00'), pg_temp.through('2', 'talks 2018-11-12', 'solved 2019-01-01 00:00'),
	pg_temp.case_in('3', at => '2018-12-31 23:59'), pg_temp.through('3', 'talks 2019-01-07', 'ended 2019-03-31 23:59', 'conciliation 2019-04-01 00:00'),
-- In it, to its last minute; the next day is of the next one.
	pg_temp.case_in('4', at => '2019-01-01 00:00'), pg_temp.through('4', 'filed 2019-03-31 10:00'),
	pg_temp.case_in('5', 'servants', at => '2019-03-31 23:59'), pg_temp.through('5', 'observed 2019-04-02'),
	pg_temp.case_in('6', at => '2019-04-01 00:00'),
-- Strikes: from March on, declared, only notified, of before.
	pg_temp.case_in('H1', 'private', 'strike', '2019-03-04 09:00'), pg_temp.through('H1', 'strike 2019-03-04 10:00'),
	pg_temp.case_in('H2', 'servants', 'strike', '2019-03-04 09:00'), pg_temp.through('H2', 'strike 2019-03-05 10:00'),
	pg_temp.case_in('H3', 'private', 'strike', '2019-03-06 09:00'), pg_temp.through('H3', 'strike 2019-03-06 10:00'),
	pg_temp.case_in('H4', 'private', 'strike', '2018-12-03 09:00'), pg_temp.through('H4', 'strike 2018-12-03 10:00'),
	pg_temp.case_in('X', at => '2019-02-01 09:00') \g /dev/null
set local role hito_owner;
update labour.dispute set deleted_at = now(), deleted_why = 'error' where case_no = 'X';
insert into labour.strike_period (dispute_id, starts_at, hours) values (pg_temp.case_id('H1'), '2019-03-30 00:00', null),
	(pg_temp.case_id('H2'), '2019-03-30 00:00', 96), (pg_temp.case_id('H4'), '2018-12-31 00:00', 48);
update labour.dispute set began_at = '2019-03-30 00:00', strikers = 10, lifted_at = '2019-04-03 00:00' where case_no = 'H1';
update labour.dispute set began_at = '2019-03-30 00:00', strikers = 7, lifted_at = '2019-04-03 00:00', hours_declared = 500,
	hours_source = 'La entidad', cause = 'other', other_cause = 'Otra' where case_no = 'H2';
update labour.dispute set began_at = '2018-12-31 00:00', strikers = 3, lifted_at = '2019-01-02 00:00' where case_no = 'H4';
insert into labour.strike_ruling (dispute_id, resolution_no, resolved_on, result, ground)
values (pg_temp.case_id('H1'), 'R1', '2019-03-08', 'in_order', null), (pg_temp.case_id('H1'), 'R2', '2019-04-01', 'illegal', 'Violencia'),
	(pg_temp.case_id('H2'), 'R3', '2019-03-31', 'not_in_order', 'Fuera de plazo');
insert into labour.dispute_meeting (dispute_id, kind, scheduled_at, mark, union_came, employer_came)
values (pg_temp.case_id('3'), 'conciliation', '2019-03-31 23:59', 'held', true, true), (pg_temp.case_id('3'), 'conciliation', '2019-01-14 09:00', 'held', true, false),
	(pg_temp.case_id('3'), 'conciliation', '2019-02-14 09:00', 'postponed', null, null), (pg_temp.case_id('3'), 'informative', '2019-02-18 09:00', 'scheduled', null, null),
	(pg_temp.case_id('3'), 'informative', '2019-04-01 00:00', 'held', true, true);
insert into labour.collective_agreement (agreement_ref, title, origin, signed_on, registered_on, workers_male, workers_female)
values ('A1', 'Uno', 'direct', '2018-12-01', '2018-12-31', 1, 1), ('A2', 'Dos', 'direct', '2018-12-01', '2019-01-01', 10, 20),
	('A3', 'Tres', 'award', '2019-03-01', '2019-03-31', 5, null), ('A4', 'Cuatro', 'award', '2019-03-01', '2019-04-01', 9, 9), ('A5', 'Sin registro', 'direct', '2019-03-01', null, 9, 9);
reset role;

create function pg_temp.head(key text) returns text language sql as $$
	select concat_ws('|', period_key, from_day, upto_day, n_carried, n_received, n_solved, n_filed, n_cases_open, n_meetings, n_meetings_held,
		n_strikes, n_strikers, hours_lost, n_registered) from follow.report_labour_head($1)
$$;
select is(pg_temp.head('2019-Q1'), '2019-Q1|01/01/2019|31/03/2019|3|5|1|1|6|4|2|3|20|684.00|2', 'a quarter');
select is(pg_temp.head('I Trim. 2019'), pg_temp.head('2019-Q1'), 'as people write it');
select is(pg_temp.head('2019-Q2'), '2019-Q2|01/04/2019|10/04/2019|6|1|0|0|7|1|1|2|17|160.00|1', 'the one that runs, up to today');
select is(pg_temp.head('2018-Q4'), '2018-Q4|01/10/2018|31/12/2018|0|4|1|0|3|0|0|1|3|24.00|1', 'the one before');
select is(pg_temp.head('2019-Q3'), null, 'one to come is none');
select is(pg_temp.head('2019'), null, 'a year is none: less its quarters it would tell what they keep back');
select is(pg_temp.head('nada'), null, 'nor is what is no period');

create function pg_temp.rows(relation text, columns text, key text default '2019-Q1') returns text language plpgsql as $$
declare
	answer text;
begin
	execute format('select string_agg(concat_ws('' '', %s), ''|'') from follow.report_labour_%s(%L)', columns, relation, key) into answer;
	return answer;
end
$$;
select is(pg_temp.rows('cases', 'kind, sector, n_carried, n_received, n_agreement, n_award, n_filed, n_cases_open, total'),
	'pliego private 2 1 0 1 1 1|pliego servants 0 1 0 0 0 1|pliego 2 2 0 1 1 2 t|strike private 1 2 0 0 0 3|strike servants 0 1 0 0 0 1|strike 1 3 0 0 0 4 t',
	'what came before and in it ended or stays');
select is(pg_temp.rows('solved', 'outcome, stage, n_pliegos, n_strikes, total'), 'award talks 1 0|filed presented 1 0|2 0 t', 'how it ended, and out of which stage');
select is(pg_temp.rows('stages', 'stage, n_pliegos, n_strikes, total'), 'presented 1 0|ended 1 0|strike 0 4|2 4 t', 'stages as they were on its last day');
select is(pg_temp.rows('stages', 'stage, n_pliegos, n_strikes, total', '2019-Q2'), 'presented 1 0|observed 1 0|conciliation 1 0|strike 0 4|3 4 t', 'and as they are today');
select is(pg_temp.rows('meetings', 'kind, n_meetings, n_meetings_held, n_both_came, n_meetings_postponed, n_meetings_waiting'),
	'conciliation 3 2 1 1 0|informative 1 0 0 0 1|4 2 1 1 1', 'meetings by kind');
select is(pg_temp.rows('strikes', 'name, n_notified, n_begun, n_strikes, n_strikers, hours_lost, total'),
	'pliego 2 1 2 13 184.00|other 1 1 1 7 500.00|3 2 3 20 684.00 t|in_order 1 1 1 10 160.00|not_in_order 1 1 1 7 500.00| 1 0 1 3 24.00|3 2 3 20 684.00 t'
	'|private 2 1 2 13 184.00|servants 1 1 1 7 500.00|3 2 3 20 684.00 t', 'strikes by cause, resolution and sector');
select is(pg_temp.rows('agreements', 'origin, n_registered, n_men, n_women, n_workers'), 'direct 1 10 20 30|award 1 5 0 5|2 15 20 35', 'agreements by the day of their register');
select is((select labour.strike_hours(d) from labour.dispute d where d.case_no = 'H1'), (select sum(h.hours) from unnest('{2018-Q4,2019-Q1,2019-Q2}'::text[]) as k
	cross join lateral follow.labour_asked(k) as q cross join lateral follow.strikes_told(q.first, q.until) as h where h.dispute_id = pg_temp.case_id('H1')),
	'hours of quarters add up to those of the strike');

-- one that was suspended is told of the time in which it was held, and its hours are those of its list
set local role hito_owner;
insert into labour.dispute (case_no, sector, kind, received_at, office_id) values ('H5', 'private', 'strike', '2018-06-01 09:00', core.office_named('A'));
insert into labour.dispute_stage (dispute_id, stage, from_at) values (pg_temp.case_id('H5'), 'strike', '2018-06-01 09:00');
insert into labour.strike_period (dispute_id, starts_at) values (pg_temp.case_id('H5'), '2018-06-20 00:00');
update labour.dispute set began_at = '2018-06-20 00:00', strikers = 4, lifted_at = '2019-01-03 00:00' where case_no = 'H5';
insert into labour.strike_suspension (dispute_id, suspended_at, resumed_at, suspended_why) values
	(pg_temp.case_id('H5'), '2018-06-25 00:00', '2018-06-29 00:00', 'Una'), (pg_temp.case_id('H5'), '2018-07-02 00:00', '2019-01-01 12:00', 'Otra');
reset role;
select is((select string_agg(concat_ws(' ', k, h.was_on, h.strikers, h.hours), '|' order by k) from unnest('{2018-Q2,2018-Q3,2018-Q4,2019-Q1}'::text[]) as k
	cross join lateral follow.labour_asked(k) as q cross join lateral follow.strikes_told(q.first, q.until) as h where h.dispute_id = pg_temp.case_id('H5')),
	'2018-Q2 t 4 224.00|2018-Q3 t 4 32.00|2019-Q1 t 4 48.00', 'a strike suspended a whole quarter is not held in it');
select is((select labour.strike_hours(d) from labour.dispute d where d.case_no = 'H5'), 304.00, 'its hours are the sum of those of its quarters');
set local role hito_owner;
delete from labour.strike_suspension where dispute_id = pg_temp.case_id('H5');
update labour.dispute set deleted_at = now(), deleted_why = 'error' where case_no = 'H5';
reset role;

-- ---- the same for each reader, and no case for who may not read it
select is(pg_temp.asked(v.login, v.office, 'select concat_ws(''|'', n_received, n_cases_open, hours_lost) from follow.report_labour_head(''2019-Q1'')'),
	'5|6|684.00', v.login || ' reads the same figures') from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_sec', 'GR'), ('t_it', 'GR')) as v (login, office);
select is(pg_temp.asked('t_b', 'B', 'select count(*) from labour.dispute'), '0', 'whose office has no case reads none');
select isnt(pg_temp.asked('t_b', 'B', 'select count(*) from follow.cases_told(''2019-01-01'', ''2019-04-01'')'), '9', 'nor the list behind the figures');

-- ---- people: by province and sex, what is few kept back in each quarter
set local role hito_owner;
insert into core.place (ubigeo_system, ubigeo, place_name, province) values ('INEI', '1301', 'Una', null), ('INEI', '130101', 'Una A', 'Una'),
	('INEI', '130102', 'Una B', 'Una'), ('INEI', '130201', 'Otra A', 'Otra') on conflict do nothing;
insert into labour.posting (kind, state, public_body, process_code, post, vacancies, place_id, opens, closes, published_on, void_why, suspended_why, office_id)
select v.kind, v.state, 'Entidad', 'P-1', v.post, v.vacancies, (select p.id from core.place p where p.ubigeo_system = 'INEI' and p.ubigeo = v.place),
	v.day, date '2019-12-31', v.day, case v.state when 'void' then 'Error' end, case v.state when 'suspended' then 'Espera' end, core.office_named('A')
from (values ('private', 'published', 'Uno', 3, '130101', date '2019-03-31'), ('private', 'filled', 'Dos', 2, '130102', '2019-01-01'),
	('public_call', 'suspended', 'Tres', 4, '130201', '2019-02-01'), ('private', 'published', 'Cuatro', 9, null, '2019-04-01'),
	('private', 'void', 'Cinco', 50, '130101', '2019-02-01')) as v (kind, state, post, vacancies, place, day);
insert into labour.job_seeker (registered_on, sex, consent, consent_on, office_id)
select '2019-01-01', case when n <= 12 then 'female' when n <= 30 then 'male' end, true, '2019-01-01', core.office_named('A') from generate_series(1, 31) as n;
insert into labour.referral (posting_id, job_seeker_id, state, sent_on, ended_on, reason, office_id)
select p.id, s.id, v.state, v.sent, v.ended, v.reason, p.office_id
from (values ('Uno', 1, 9, 'sent', date '2019-03-31', null::date, null), ('Dos', 10, 12, 'placed', '2019-01-02', '2019-03-31', null),
	('Dos', 13, 20, 'sent', '2019-01-02', null, null), ('Tres', 7, 12, 'not_placed', '2019-02-04', '2019-02-08', 'No fue'),
	('Tres', 21, 27, 'placed', '2019-02-04', '2019-04-01', null), ('Cuatro', 1, 6, 'sent', '2019-04-01', null, null))
	as v (post, low, high, state, sent, ended, reason)
	join labour.posting p on p.post = v.post join labour.job_seeker s on s.seeker_no between v.low and v.high;
insert into labour.training (course, starts_on, ends_on, enrolled_female, enrolled_male, finished_female, finished_male, certified_female, certified_male, office_id)
select v.*, core.office_named('A') from (values ('Uno', date '2018-12-03', date '2019-01-01', 20, 12, 18, 10, 18, 9),
	('Dos', '2019-02-04', '2019-03-31', 15, 9, 9, 9, 7, 2), ('Tres', '2019-02-04', '2019-04-01', 3, 3, null, null, null, null))
	as v (course, starts_on, ends_on, ef, em, ff, fm, cf, cm);
reset role;
create function pg_temp.people(what text, key text default '2019-Q1') returns text language sql as $$
	select string_agg(concat_ws(' ', label, n_women_shown, n_men_shown, n_unsaid_shown, n_people_shown), '|')
	from follow.report_labour_people(key, what)
$$;
select is(pg_temp.rows('postings', 'told_by, label, n_postings, vacancies, total'),
	'kind Oferta privada 2 5|kind Convocatoria pública 1 4|kind Total 3 9 t|place Una 2 5|place Otra 1 4|place Total 3 9 t', 'postings of the quarter, none that is void');
select is(pg_temp.people('referred'), 'Una 12 8 0 20|Otra 6 7 0 13|Total 18 15 0 33', 'who was sent in the quarter, by province and sex');
select is(pg_temp.people('placed'), 'Una * 0 0 *|Total * 0 0 *', 'three that were placed are not told');
select is(pg_temp.people('placed', '2019-Q2'), 'Otra 0 7 0 7|Total 0 7 0 7', 'seven that were placed later are of the next one');
select is(pg_temp.people('referred', '2019-Q2'), 'Sin lugar 6 0 0 6|Total 6 0 0 6', 'a posting without a place has a row');
select is(pg_temp.people('training'), 'Uno * * 0 32|Dos * * 0 24|Total 35 21 0 56|Uno * * 0 28|Dos * * 0 18|Total 27 19 0 46|Uno * * 0 27|Dos * * 0 9|Total 25 11 0 36',
	'two that were certified are kept back, with what would tell them, in each count of the same people');
set local role hito_owner;
insert into core.setting (key, value, office_id) values ('report.least_count', '2', core.root_office());
reset role;
select is(pg_temp.people('placed'), 'Una 3 0 0 3|Total 3 0 0 3', 'from how many on is a setting');
set local role hito_owner;
update core.setting set value = '8' where key = 'report.least_count';
reset role;
select isnt(pg_temp.people('referred'), 'Una 12 8 0 20|Otra 6 7 0 13|Total 18 15 0 33', 'and more are kept back where it is larger');

-- ---- in the report of a plan
select is((select string_agg(name || ' ' || value_shown, '|') from follow.report_labour_short('T1', '2019-Q1')),
	'received 5|solved 1|filed 1|open 6|strikes 3|postings 3|vacancies 9|referred 33|placed *|courses 2', 'a short block');
set local role hito_owner;
insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due, office_id)
select id, '2016-Q1', 'I Trimestre 2016', 'quarter', '2016-01-01', '2016-03-31', '2016-03-31', '2016-04-15', core.root_office() from plan.action_plan where plan_code = 'T1';
reset role;
select is((select count(*) from follow.report_labour_short('T1', '2016-Q1')), 0::bigint, 'and none where there was nothing');
select * from finish();
rollback;
