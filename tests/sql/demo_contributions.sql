-- SPDX-License-Identifier: GPL-3.0-or-later
-- Contributions in reports, on the demonstration: as they stood when a period
-- ended, with the days that the answer took, without contacts, and named only
-- where the author consents.
begin;
set client_min_messages = error;
select plan(21);

select is((select string_agg(concat_ws(' ', contribution_no, state, outcome, days_to_answer), ', ' order by contribution_no)
	from follow.report_contributions('2018-2020', '2018-Q4')),
	'1 answered accepted 25, 2 answered partly 31, 3 answered not_accepted 38, 4 answered out_of_scope 7, '
	'5 answered not_accepted 36, 6 answered accepted 19', 'the quarter of the consultation, those not accepted too');
select is((select string_agg(concat_ws(' ', contribution_no, state, outcome, days_to_answer), ', ' order by contribution_no)
	from follow.report_contributions('2018-2020', '2019-Q1')), '7 answered accepted 18, 8 waiting, 9 waiting',
	'the next one: what was evaluated and not answered tells no evaluation');
select is((select string_agg(concat_ws('/', contribution, author_text, answer, reason, outcome_text), ', ')
	from follow.report_contributions('2018-2020', '2019-Q1') where state = 'waiting'), '/grupo, /grupo',
	'nor its words');
select is((select string_agg(contribution_no || ' ' || state, ', ') from follow.report_contributions('2018-2020', '2019')),
	'7 answered, 8 overdue, 9 overdue', 'the year is read today, past their day');
select is((select string_agg(contribution_no, ',') from follow.report_answered('2018-2020', '2018-Q4')), '3,4,5,6,1,2',
	'answered in the quarter, by commitment');
select is((select string_agg(contribution_no, ',') from follow.report_answered('2018-2020', '2019-Q1')), '7', 'and in the next');
select is((select count(*) from follow.report_answered('2018-2020', '2018-Q3')), 0::bigint, 'none before');
select is((select concat_ws(' ', n_contributions, n_contributions_answered, n_contributions_waiting, n_contributions_overdue,
	n_accepted, n_partly, n_not_accepted, n_out_of_scope, days_mean_shown, answered_share_shown)
	from follow.report_contributions_head('2018-2020', '2018-Q4')), '6 6 0 0 2 1 2 1 26.0 100.00', 'the head counts them');
select is((select concat_ws(' ', n_contributions, n_contributions_answered, n_contributions_waiting, n_contributions_overdue)
	from follow.report_contributions_head('2018-2020', '2019')), '3 1 2 2', 'and what waits');

-- Answered after the quarter: as it stood when that ended.
set local role hito_owner;
update plan.contribution set state = 'answered', answer = 'Sí', published_on = '2019-04-05' where contribution_no = 8;
reset role;
select is((select state || ' ' || coalesce(contribution, '') from follow.report_contributions('2018-2020', '2019-Q1') where contribution_no = '8'),
	'waiting ', 'an answer of April is not one of March');
select is((select state || ' ' || days_to_answer from follow.report_contributions('2018-2020', '2019') where contribution_no = '8'),
	'answered 30', 'but one of the year');

-- Names with consent, contacts never.
set local role hito_owner;
insert into plan.contribution_private (contribution_id, author_name, email, phone)
select id, 'Autora ' || contribution_no, 'autora@example.org', '999888777' from plan.contribution where contribution_no in (1, 2, 9);
update plan.contribution set consent = true where contribution_no in (2, 9);
reset role;
select is((select string_agg(contribution_no || ' ' || author_text, ', ' order by contribution_no)
	from follow.report_contributions('2018-2020', '2018-Q4') where contribution_no in ('1', '2')), '1 grupo, 2 Autora 2', 'who consents is named');
select is((select author_text from follow.report_contributions('2018-2020', '2019') where contribution_no = '9'), 'grupo', 'not before she is answered');
select is((select count(*) from follow.report_contributions('2018-2020', '2018') as r where r::text ~ 'example|99988'), 0::bigint, 'no contact is printed');

-- What the pilot began with: what is said and what is registered.
select is((select concat_ws(' ', count(*), sum(proposals_stated), sum(proposals_counted), count(*) filter (where proposals_stated = 1),
	count(*) filter (where proposals_stated = 2)) from plan.sector_table_list where plan_code = '2016-2017'), '16 56 7 5 1',
	'sixteen tables of 56 proposals');
select is((select string_agg(table_no::text, ',' order by table_no) from plan.sector_table_list where held_from > '2016-10-07'), '2,7,9,14',
	'four met after the end');
select is((select string_agg(initiative_no || ' ' || score_shown, ', ' order by initiative_no) from plan.initiative_list where score is not null),
	'1 16.20, 2 16.00, 3 16.80, 4 17.00, 5 10.80, 6 12.20', 'scores by equal weights');
select is((select string_agg(agreement_ref || ' ' || situation, ', ' order by agreement_ref) from plan.agreement_between_bodies_list),
	'CONV-P-01 in_force, CONV-P-02 past_term', 'agreements');
select is((select string_agg(commitment_no || ' ' || scale || ' ' || level, ', ' order by commitment_no, scale) from plan.review_coding_list),
	'1 impact transformative, 1 verifiable yes, 2 impact minor, 2 verifiable yes, 3 impact moderate, 3 verifiable yes', 'codes of a review');

-- The board is as large with many of them.
set local role hito_owner;
insert into plan.contribution (plan_id, received_on, answer_due, text, office_id)
select follow.plan_of('2018-2020'), '2019-03-01', '2019-04-09', 'Aporte ' || n, core.root_office() from generate_series(1, 50) as n;
reset role;
select is((select n || ' ' || label || ' ' || form || ' ' || filter || ' ' || where_ from follow.board() where key = 'contributions'),
	'51 aportes vencidos sin responder contribution overdue plan_code=2018-2020', 'one line tells of all');
select cmp_ok((select sum(octet_length(b::text)) from follow.board() as b), '<', 14600::bigint, 'and it stays small');

select * from finish();
rollback;
