-- SPDX-License-Identifier: GPL-3.0-or-later
-- The demonstration: its board and report say what sql/demo/40_follow.sql
-- works out by hand.
begin;
select plan(40);

select is(note, 'preliminar, 11 de 14 informados, 9 aprobados', 'the plan''s note')
from follow.board() where kind = 'plan';
select is(shown || ' ' || band || ' ' || threshold || ' ' || period_title,
	'78.63 amber 80 I Trim. 2019 abierto', 'the plan''s figure')
from follow.board() where kind = 'plan';
select is(mean, round(round(817.8, 40) / 10.4, 30), '817.8 / 10.4')
from follow.figure(null, null);
select is(gate, 'fail', 'below the threshold') from follow.figure(null, null);
select is((select shown || ' ' || coalesce(band, '-') || ' '
		|| coalesce(note, '') from follow.board()
	where kind = 'commitment' and key = no), want, 'commitment ' || no)
from (values ('1', '91.20 green '), ('2', '64.00 red acc. 1 de 2'),
	('3', '75.00 amber sin acción'), ('4', '86.10 green '),
	('5', 'pendiente - faltan 2')) as t (no, want);
select is((select string_agg(label || ' ' || shown, '  ' order by key)
	from follow.board() where kind = 'trend'),
	'III-18 69.50  IV-18 74.07  I-19 78.63', 'the trend');
select is((select n from follow.board() where kind = 'alert' and key = what),
	want, what)
from (values ('overdue', 2::bigint), ('unreported', 1), ('doubtful', 1),
	('to_review', 1), ('actions', 2), ('contributions', 2)) as t (what, want);
select is((select count(*) from plan.contribution_list where overdue), 2::bigint, 'the list behind it has as many');
select is((select string_agg(consultation_no || ' ' || situation || ' ' || n_contributions || ' ' || n_answered, ', ' order by consultation_no)
	from plan.consultation_list), '1 answered 6 6, 2 overdue 3 1', 'what became of the consultations');
select is((select count(*) from plan.contribution_private), 0::bigint, 'nobody''s name or contact');
select is((select count(*) from plan.milestone_list where overdue), 2::bigint,
	'the list behind the alert has as many');
select is((select count(*) from plan.milestone_list where doubtful), 1::bigint,
	'and that of the doubtful dates');
select is(shown, '69.50', 'III-2018') from follow.figure('2018-2020', '2018-Q3');
select is(shown, '74.07', 'IV-2018') from follow.figure('2018-2020', '2018-Q4');
select is(preliminary, false, 'a closed period is final')
from follow.figure('2018-2020', '2018-Q4');

select is((select count(*) from plan.commitment_list), 5::bigint, 'commitments');
select is((select count(*) from plan.milestone_list), 22::bigint, 'milestones');
select is((select string_agg(n::text, ',' order by no) from (select
	c.commitment_no as no, count(*) as n from plan.commitment_unit_list u
	join plan.commitment_list c on c.id = u.commitment_id group by 1) as t),
	'2,3,1,1,1', 'units');
select is((select count(*) from core.person_in_post), 0::bigint,
	'nobody''s name is in it');
select is((select count(*) from plan.commitment_contact_private), 0::bigint,
	'nor mail nor telephone');
select ok((select bool_and(title ~ '^PRUEBA') from plan.action_plan), 'it says so');

select is(mean_shown || ' ' || gate || ' ' || n_activities || ' '
	|| n_milestones_overdue || ' ' || n_goals_done || ' ' || preliminary,
	'78.63 fail 4 2 1 t', 'the report''s head')
from follow.report_head('2018-2020', '2019-Q1');
select is(planned_shown || ' ' || executed_shown || ' ' || attainment_shown
	|| ' ' || coalesce(capped_shown, '-') || ' ' || state, want,
	'indicator ' || code)
from (values ('1.1', '10 11 110.00 100.00 measured'),
	('3.2', '10 15 66.67 66.67 measured'),
	('3.3', '12,000 4,000 33.33 33.33 measured'),
	('3.4', '- - no prog. - not_programmed'),
	('5.1', '49 - pend. - pending')) as t (code, want)
join follow.report_indicators('2018-2020', '2019-Q1') i
	on i.indicator_code = code;
select is((select string_agg(situation, ',' order by commitment_no, position)
	from follow.report_milestones('2018-2020', '2019-Q1')
	where situation in ('overdue', 'doubtful')),
	'doubtful,overdue,overdue', 'milestones at the cut-off');
select is((select string_agg(office_code || ':' || n_on_time || '/'
	|| n_indicators, ' ' order by office_code)
	from follow.report_offices('2018-2020', '2019-Q1')),
	'GRDIS:0/2 GRPAT:8/9 SGP:0/0 SGTI:3/3', 'offices');
select is((select string_agg(mean_shown, ' ' order by commitment_no)
	from follow.report_commitments('2018-2020', '2019-Q1')),
	'91.20 64.00 75.00 86.10 pendiente', 'commitments');
select ok((select sum(octet_length(b::text)) < 4096 from follow.board() as b),
	'the board fits the first window with room to spare');

select * from finish();
rollback;
