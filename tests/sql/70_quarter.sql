-- SPDX-License-Identifier: GPL-3.0-or-later
-- The quarter, step by step and by whom: submissions, closing, corrective
-- actions, baselines, changes of targets, rule sets. One indicator each of
-- offices A and B; 10 planned of both.
begin;
\ir fixture.psql
select plan(144);

create function pg_temp.call(what text, tab text, which text default 'true') returns text
language sql as $$
	select format('select %s from %s t where %s', what, tab, which)
$$;

-- The entry sheet.
select is(pg_temp.asked('t_a', 'A', $$select string_agg(code || ' ' || coalesce(planned::text, '-') || ' ' || state, ',')
	from follow.entry_sheet('A', '2019-Q1', 'T1')$$), 'I1 10 pending', 'the sheet has what the office answers for');
select is(pg_temp.asked('t_b', 'B', $$select executed || ' ' || state || ' ' || row_version from follow.entry_sheet('B', '2019-Q1', 'T1')$$),
	'7 draft 1', 'with what was entered');
select is(pg_temp.asked('t_a', 'A', $$select executed from follow.entry_sheet('B', '2019-Q1', 'T1')$$), null,
	'another office''s draft stays hidden');
select alike(pg_temp.asked('t_a', 'A', $$select 1 from follow.entry_sheet('A', '2050-Q1', 'T1')$$), 'error HT004%',
	'a period that is not there is refused');

-- Submissions: who opens, who sends, what is asked.
select is(pg_temp.as_login('t_a', 'A', true, $$select follow.submission_open('T1', '2019-Q1')$$), '1', 'a clerk opens it');
select is(pg_temp.as_login('t_a', 'A', true, $$select follow.submission_open('T1', 'I-2019')$$), '1', 'once');
select is((select count(*) from follow.submission), 1::bigint, 'there is one');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into follow.submission (period_id, office_id)
	select id, (select o.id from core.office o where office_code = 'A') from core.period$$), '23505', 'not a second one');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into follow.submission (period_id, office_id)
	select id, (select o.id from core.office o where office_code = 'B') from core.period$$), '42501', 'nor another office''s');
select is(pg_temp.as_login('t_it', null, false, $$insert into follow.submission (period_id, office_id, state)
	select id, (select o.id from core.office o where office_code = 'B'), 'submitted' from core.period$$), 'HT002', 'it enters as a draft');
select is(pg_temp.asked('t_b', 'B', 'select count(*) from follow.submission_list'), '0', 'B does not see that of A');
select is(pg_temp.asked('t_sec', null, 'select count(*) from follow.submission_list'), '1', 'the secretariat does');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')),
	'HT003', 'who enters does not send');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')),
	'HT002', 'an indicator without an answer holds it back');
select is(pg_temp.as_login('t_resp', 'A', false, $$update follow.submission set explanation = 'sin datos de la fuente'$$,
	pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')), '1', 'unless it is explained');
select is(pg_temp.as_login('t_a', 'A', true, $$insert into follow.result (indicator_id, period_id, executed)
	select i.id, p.id, 9 from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$), '1', 'it is answered');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.call('follow.submission_send(id, row_version + 1)', 'follow.submission')),
	'HT001', 'another version is refused');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')),
	'HT001', 'a draft is not approved');
select is(pg_temp.as_login('t_resp', 'A', false, $$update follow.submission set state = 'approved'$$), '42501', 'not even by hand');
select is(pg_temp.as_login('t_resp', 'A', true, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')), '1', 'sent');
select is((select state || ' ' || submitted_by || ' ' || late from follow.submission), 'submitted t_resp false', 'by whom, in time');
select is((select string_agg(distinct (at at time zone 'America/Lima')::date || ' ' || (at at time zone 'America/Lima')::time, ', ')
	from (select submitted_at as at from follow.submission union all select submitted_at from follow.result) as x where at is not null),
	core.today() || ' ' || (now() at time zone 'America/Lima')::time, 'on the day that it is for this database');
select is((select r.state from follow.result_all r where indicator_code = 'I1'), 'reported', 'its result goes along');
select is(pg_temp.as_login('t_resp', 'A', false, $$update follow.submission set explanation = 'x'$$), 'HT002', 'what was sent is not changed');
select is(pg_temp.as_login('t_resp', 'A', false, $$update follow.submission set deleted_at = now(), deleted_why = 'x'$$), 'HT002', 'nor marked');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.call('follow.submission_return(id, row_version, ''x'')', 'follow.submission')),
	'HT003', 'an office returns nothing');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.submission_return(id, row_version, '' '')', 'follow.submission')),
	'HT002', 'returned with a reason');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.call('follow.submission_return(id, row_version, ''falta evidencia'')', 'follow.submission')),
	'1', 'returned');
select is((select state || ' ' || reason || ' ' || returned_by from follow.submission), 'returned falta evidencia t_sec', 'why and by whom');
select is((select state || ' ' || reason from follow.result_all where indicator_code = 'I1'), 'returned falta evidencia', 'the result too');
select is(pg_temp.as_login('t_a', 'A', true, $$update follow.result set executed = 7.5, evidence = 'acta' where state = 'returned'$$), '1', 'corrected');
set local role hito_owner;
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;
select is(pg_temp.as_login('t_resp', 'A', true, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')), '1', 'sent again');
select is((select late || ' ' || coalesce(reason, '-') from follow.submission), 'false -', 'it came in time at first: that it was returned makes it no later');
select is((select state || ' ' || coalesce(reason, '-') from follow.result_all where indicator_code = 'I1'), 'reported -', 'the result answers for its return no more');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')),
	'HT003', 'an office approves nothing');

-- Whoever entered or sent does not approve.
set local role hito_owner;
update follow.result set entered_by = '{t_a,t_sec}' where entered_by = '{t_a}';
reset role;
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')),
	'HT003', 'who entered does not approve');
set local role hito_owner;
update follow.result set entered_by = '{t_a}' where 't_sec' = any (entered_by);
update follow.submission set submitted_by = 't_sec';
reset role;
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')),
	'HT003', 'who sent does not approve');
set local role hito_owner;
update follow.submission set submitted_by = 't_resp';
update follow.result set submitted_by = 't_sec' where submitted_by = 't_resp';
reset role;
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')),
	'HT003', 'nor who sent one of its results');
set local role hito_owner;
update follow.result set submitted_by = 't_resp' where submitted_by = 't_sec';
reset role;
select is((select n_due || ' ' || n_reported || ' ' || n_approved || ' ' || state || ' ' || late || ' ' || on_time_rate
	from follow.completeness('T1', '2019-Q1') where office_code = 'A'), '1 1 0 submitted false 100.00', 'completeness of A');
select is((select n_due || ' ' || n_reported || ' ' || state || ' ' || late from follow.completeness('T1', '2019-Q1')
	where office_code = 'B'), '1 0 pending true', 'B has not answered');
select is(pg_temp.asked('t_a', 'A', $$select string_agg(office_code || state, ',') from follow.completeness('T1', '2019-Q1')$$),
	pg_temp.asked('t_sec', null, $$select string_agg(office_code || state, ',') from follow.completeness('T1', '2019-Q1')$$),
	'the same for every reader');
-- t_b's draft: a day after the due day it is late.
select is((select n_on_time || ' of ' || n_counted || ' ' || coalesce(handed_in, '-') from follow.completeness('T1', '2019-Q1')
	where office_code = 'B'), '0 of 1 -', 'what did not come by its day counts as late');
select is(pg_temp.as_login('t_b', 'B', false, $$select follow.submission_open('T1', '2019-Q1')$$,
	$$select 1 from follow.completeness('T1', '2019-Q1') where office_code = 'B' and late and state = 'draft'$$), '1', 'a draft that is overdue too');
select is(pg_temp.asked('t_r', 'A', $$select n_offices || ' ' || n_answered || ' ' || n_due || ' ' || n_reported || ' ' || n_approved || ' ' || on_time_rate
	|| ' ' || submissions_left || ' ' || coalesce(report_left::text, '-') from follow.completeness_head('T1', '2019-Q1')$$), '2 1 2 1 0 50.00 -1 -',
	'the sums: A of two offices, in time; the day was yesterday');

-- Closing: everything is missing, then one thing after the other.
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.call('follow.period_close(id, row_version)', 'core.period')), 'HT003', 'an office closes nothing');
select is(pg_temp.as_login('t_it', null, false, pg_temp.call('follow.period_close(id, row_version)', 'core.period')), 'HT003', 'nor IT');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.period_close(id, row_version)', 'core.period')), 'HT002', 'not while something is missing');
select is((select string_agg(o.kind || ' ' || o.key, ', ' order by o.kind, o.key) from core.period p, follow.period_obstacles(p.id) o),
	'action , action 1, action 2, submission A, submission B', 'all that is missing is said');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.call('follow.submission_approve(id, row_version)', 'follow.submission')), '1', 'A approved');
select is((select state || ' ' || approved_by || ' ' || own_office_approval from follow.submission), 'approved t_sec false', 'by whom');
select is((select state || ' ' || approved_by from follow.result_all where indicator_code = 'I1'), 'approved t_sec', 'its result too');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.result set executed = 10$$), 'HT002', 'what is approved is not changed');
select is(pg_temp.as_login('t_b', 'B', false, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'B'), 'x') from core.period p$$),
	'HT003', 'an office does not declare itself missing');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'B'), '') from core.period p$$),
	'HT002', 'missing is declared with a reason');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'A'), 'x') from core.period p$$),
	'HT002', 'not of an office that reported');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'B'), 'no respondió a dos oficios') from core.period p$$),
	'1', 'B declared missing');
select is((select state || ' ' || reason from follow.submission where office_id = core.office_named('B')),
	'missing no respondió a dos oficios', 'as a row');
select is((select state || ' ' || late || ' ' || on_time_rate from follow.completeness('T1', '2019-Q1') where office_code = 'B'),
	'missing false 0.00', 'and counts as not on time');
select is(pg_temp.as_login('t_b', 'B', false, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission'),
	$$select 1 from follow.completeness('T1', '2019-Q1') where office_code = 'B' and late and handed_in is not null$$), '1', 'when it answers after all, it is late');
select is(pg_temp.as_login('t_b', 'B', false, pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission')), '1', 'it may still answer');
select is((select string_agg(o.kind || ' ' || o.key, ', ' order by o.kind, o.key) from core.period p, follow.period_obstacles(p.id) o),
	'action , action 1, action 2', 'actions are missing: 75 %, 0 % and the plan');

select is((select string_agg(kind || ' ' || key || ' ' || coalesce(title, '-'), ', ') from follow.closing_obstacles('T1', '2019-Q1')),
	'action  -, action 1 Participación Ciudadana, action 2 Rendición de Cuentas', 'by codes, in order');

-- Until the due day what an office did not report is awaited, whatever is said
-- of it; it keeps the period open.
set local role hito_owner;
update core.setting set value = '2019-04-10' where key = 'test.today';
reset role;
select is((select gate || ' ' || n_pending from follow.figures(follow.plan_of('T1'), (select array_agg(id) from core.period))
	where commitment_id = (select id from plan.commitment where commitment_no = 2)), 'none 1', 'declared missing: awaited until the day');
select is((select string_agg(o.kind || ' ' || o.key, ', ' order by o.kind, o.key) from core.period p, follow.period_obstacles(p.id) o),
	'action , action 1, pending B', 'nor does the period close before');
set local role hito_owner;
update follow.submission set state = 'draft', reason = null where state = 'missing';
reset role;
select is((select gate || ' ' || n_pending from follow.figures(follow.plan_of('T1'), (select array_agg(id) from core.period))
	where commitment_id = (select id from plan.commitment where commitment_no = 2)), 'none 1', 'a draft is awaited until the day');
set local role hito_owner;
update follow.submission set state = 'missing', reason = 'no respondió a dos oficios' where state = 'draft';
update core.setting set value = '2019-04-16' where key = 'test.today';
reset role;

-- Corrective actions.
select is(pg_temp.as_login('t_a', 'A', true, $$insert into follow.corrective_action (plan_id, commitment_id, period_id, measure, due, due_from, due_to, due_precision)
	select c.plan_id, c.id, p.id, 'Segundo taller', 'may-2019', '2019-05-01', '2019-05-31', 'month'
	from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1$$), '1', 'an office proposes');
select is((select action_no || ' ' || state from follow.corrective_action), '1 proposed', 'with the next number');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into follow.corrective_action (plan_id, period_id, measure, state, agreement)
	select plan_id, id, 'x', 'agreed', 'y' from core.period$$), 'HT002', 'it does not agree');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.call('follow.corrective_action_agree(id, row_version, ''Acuerdo 1'')', 'follow.corrective_action')),
	'HT003', 'nor afterwards');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.corrective_action_agree(id, row_version, '''')', 'follow.corrective_action')),
	'HT002', 'agreed by an agreement');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.corrective_action_start(id, row_version)', 'follow.corrective_action')),
	'HT001', 'not started before');
select is((select count(*)::int from core.period p, follow.period_obstacles(p.id)), 2, 'proposed is enough for closing');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.corrective_action (plan_id, commitment_id, period_id, measure)
	select p.plan_id, c.id, p.id, 'Pedir el dato' from core.period p
	cross join (select id from plan.commitment where commitment_no = 2 union all select null) c (id)$$), '2', 'for commitment 2 and the plan');
select is((select string_agg(action_no || ' ' || office_code, ', ' order by action_no) from follow.corrective_action_list),
	'1 A, 2 B, 3 GR', 'the lead unit answers for it');

-- Closed.
select is(pg_temp.as_login('t_sec', null, false, pg_temp.call('follow.period_close(id, row_version)', 'core.period')), '1', 'now it closes');
select is(pg_temp.as_login('t_sec', null, false, $$update core.period set state = 'closed'$$), '42501', 'not by hand');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.call('follow.period_close(id, row_version)', 'core.period')), '1', 'closed');
select is((select state || ' ' || closed_by from core.period), 'closed t_sec', 'by whom');
select is((select count(*) from follow.closing_obstacles('T1', '2019-Q1')), 0::bigint, 'nothing is missing of what is closed');
select is((select closed_by || ' ' || (closed_on is not null) from follow.completeness_head('T1', 'I-2019')), 't_sec true', 'its head says by whom');
select alike(pg_temp.asked('t_r', 'A', $$select 1 from follow.completeness_head('T1', '2050-Q1')$$), 'error HT004%', 'not of a period that is not there');
select is((select gate || ' ' || shown from follow.figure('T1', '2019-Q1')), 'fail 37.50', 'its figure: (75 + 0) / 2');
select is(pg_temp.as_login(who, office, false, stmt), want, d) from (values
	('t_sec', null, $$select follow.result_return(id, row_version, 'x') from follow.result where state = 'approved'$$, 'HT002', 'a result of a closed period stays'),
	('t_b', 'B', $$insert into follow.result (indicator_id, period_id, executed) select i.id, p.id, 1 from follow.indicator i
		join core.period p using (plan_id) where indicator_code = 'I2'$$, 'HT002', 'none is added'),
	('t_resp', 'A', $$update follow.target set planned = 5$$, 'HT002', 'targets stay'),
	('t_b', 'B', pg_temp.call('follow.submission_send(id, row_version)', 'follow.submission'), 'HT002', 'nobody sends'),
	('t_sec', null, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'B'), 'x') from core.period p$$, 'HT002', 'nobody is declared missing'),
	('t_sec', null, $$update core.period set cutoff = '2019-03-30'$$, 'HT002', 'its dates stay'),
	('t_sec', null, $$update core.period set deleted_at = now(), deleted_why = 'x'$$, 'HT002', 'it is not marked'),
	('t_sec', null, $$update core.rule_set set cap = 120$$, 'HT002', 'the rules that measured it stay'),
	('t_sec', null, $$update core.rule_set set verified = true$$, '1', 'but may be verified'),
	('t_sec', null, $$insert into core.rule_set (name, from_date) values ('R', '2019-01-01')$$, 'HT002', 'no new rules behind its back'),
	('t_sec', null, $$insert into core.rule_set (name, from_date) values ('R', '2019-04-01')$$, '1', 'new ones after it'),
	('t_sec', null, $$insert into core.rule_set (name, from_date, threshold) values ('R', '2019-04-01', 75)$$, '23514', 'the threshold is a band edge'),
	('t_sec', null, $$insert into core.rule_set (name, from_date, red_below, green_from) values ('R', '2019-04-01', 80, 80)$$, '23514', 'bands have no overlap'),
	('t_sec', null, $$insert into core.rule_set (name, from_date, cap) values ('R', '2019-04-01', 79)$$, '23514', 'the cap covers the threshold'),
	('t_sec', null, $$select follow.period_reopen(id, row_version, '') from core.period$$, 'HT002', 'reopened with a reason'),
	('t_b', 'B', $$select follow.period_reopen(id, row_version, 'x') from core.period$$, 'HT001', 'not by an office'))
	as v (who, office, stmt, want, d);

-- Actions go on, and are carried until they end.
select is(pg_temp.as_login('t_sec', null, true, pg_temp.call('follow.corrective_action_agree(id, row_version, ''Acuerdo 1'')', 'follow.corrective_action', 'action_no = 1')), '1', 'agreed');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.corrective_action set measure = 'otra'$$), 'HT002', 'what was agreed stays');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.call('follow.corrective_action_start(id, row_version)', 'follow.corrective_action', 'action_no = 1')), '1', 'running');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.call('follow.corrective_action_fulfil(id, row_version, '''')', 'follow.corrective_action', 'action_no = 1')), 'HT002', 'fulfilled with evidence');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.call('follow.corrective_action_fail(id, row_version, ''x'')', 'follow.corrective_action', 'action_no = 1')), 'HT003', 'an office does not give it up');
select is((select string_agg(x.state, ',') from follow.corrective_action_list x where open and falling_due), null, 'due at the end of May: not yet');
set local role hito_owner;
insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff, submissions_due)
select id, '2019-Q2', 'II Trimestre 2019', '2019-04-01', '2019-06-30', '2019-06-30', '2019-07-15' from plan.action_plan;
reset role;
select is((select count(*) from core.period p, follow.actions_told(p.plan_id, p.id) x
	where p.period_key = '2019-Q2' and x.carried and x.open), 3::bigint, 'the next quarter carries the three');
select is((select sum(total) from core.period p, follow.action_counts(p.id) where p.period_key = '2019-Q2'), null,
	'but none answers for it by itself');

-- Kept for it by the secretariat, in so many words.
create function pg_temp.keep(no int, key text, why text) returns text language sql as $$
	select format('select follow.corrective_action_keep(id, row_version, %L, %L, null) from follow.corrective_action
		where action_no = %s', key, why, no)
$$;
create function pg_temp.owed(key text) returns text language sql as $$
	select string_agg(o.key, ',' order by o.key) from core.period p, follow.period_obstacles(p.id) o
	where p.period_key = owed.key and o.kind = 'action'
$$;
select is(pg_temp.owed('2019-Q2'), null, 'nothing is programmed yet: no action is asked');
set local role hito_owner;
insert into follow.target (indicator_id, period_id, planned)
select i.id, p.id, 10 from follow.indicator i join core.period p using (plan_id) where p.period_key = '2019-Q2';
insert into follow.result (indicator_id, period_id, executed, state, entered_by, submitted_by, approved_by)
select i.id, p.id, 1, 'approved', '{x}', 'y', 'z' from follow.indicator i join core.period p using (plan_id) where p.period_key = '2019-Q2';
reset role;
select is(pg_temp.owed('2019-Q2'), ',1,2', 'closing asks for an action of the plan and both commitments');
select is(pg_temp.as_login(who, office, false, stmt), want, d) from (values
	('t_a', 'A', pg_temp.keep(1, '2019-Q2', 'sigue'), '42501', 'an office keeps nothing'),
	('t_it', null, pg_temp.keep(1, '2019-Q2', 'sigue'), 'HT003', 'nor IT'),
	('t_sec', null, pg_temp.keep(1, '2019-Q2', ' '), 'HT002', 'kept with a reason'),
	('t_sec', null, pg_temp.keep(1, '2019-Q1', 'sigue'), 'HT002', 'not for its own period'),
	('t_sec', null, pg_temp.keep(1, '2019-Q3', 'sigue'), 'HT004', 'nor for one that is not there'),
	('t_sec', null, replace(pg_temp.keep(1, '2019-Q2', 'x'), 'row_version', 'row_version + 1'), 'HT001', 'another version is refused'))
	as v (who, office, stmt, want, d);
select is(pg_temp.as_login('t_sec', null, true, pg_temp.keep(1, 'II-2019', 'el taller cierra en mayo')), '1', 'kept');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.keep(1, '2019-Q2', 'otra vez')), 'HT002', 'once');
select is((select kept_for from follow.corrective_action_list where action_no = 1), '2019-Q2', 'and the register says so');
select is(pg_temp.owed('2019-Q2'), ',2', 'it answers for its commitment');
select is((select string_agg(c.commitment_no || ': ' || a.fulfilled || ' de ' || a.total, ',') from core.period p, follow.action_counts(p.id) a
	join plan.commitment c on c.id = a.commitment_id where p.period_key = '2019-Q2'), '1: 0 de 1', 'the board counts the same');
select is((select count(*)::int from core.period p, follow.unmet(p.id) u where p.period_key = '2019-Q1' and u.commitment_no = 1 and u.actions = 1), 1,
	'for its own period it counts on');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.corrective_action_unkeep(id, row_version, '2019-Q2', 'se propondrá otra')
	from follow.corrective_action where action_no = 1$$, $$select 1 / (pg_temp.owed('2019-Q2') = ',1,2')::int$$), '1', 'taken back it no longer does');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.call('follow.corrective_action_fulfil(id, row_version, ''t-acta'')', 'follow.corrective_action', 'action_no = 1')), '1', 'fulfilled');
select is((select state || ' ' || document_ref || ' ' || ended_on from follow.corrective_action_list where action_no = 1),
	'fulfilled T-ACTA 2019-04-16', 'with its document and day');
select is((select count(*) from core.period p, follow.actions_told(p.plan_id, p.id) x
	where p.period_key = '2019-Q2' and x.carried and x.open), 2::bigint, 'and two are open');
select is((select a.fulfilled || ' de ' || a.total from core.period p, follow.action_counts(p.id) a
	where p.period_key = '2019-Q2'), '1 de 1', 'the one that was kept still answers: it was done');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.keep(1, '2019-Q2', 'otra vez')), 'HT002', 'one that ended is not kept');

-- Reopened.
select is(pg_temp.as_login('t_sec', null, true, pg_temp.call('follow.period_reopen(id, row_version, ''dato corregido'')', 'core.period', $$period_key = '2019-Q1'$$)), '1', 'reopened');
select is((select state || ' ' || reopened_by || ' ' || reopen_reason from core.period where period_key = '2019-Q1'), 'open t_sec dato corregido', 'by whom and why');

-- A baseline and changes of targets.
select is(pg_temp.as_login('t_a', 'A', true, $$update follow.target set planned = 11 where office_id = core.my_office() and period_id = (select id from core.period where period_key = '2019-Q1')$$), '1', 'before a baseline a target is free');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into follow.baseline_set (plan_id, office_id) select id, core.my_office() from plan.action_plan$$), 'HT003', 'an office makes no baseline');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan$$,
	pg_temp.call('follow.baseline_approve(id, row_version, ''Acuerdo 2'')', 'follow.baseline_set')), '1', 'the secretariat does');
select is((select version || ' ' || state || ' ' || set_on || ' ' || indicators from follow.baseline_set_list), '1 frozen 2019-04-16 2', 'frozen');
select is(pg_temp.as_login(who, office, false, stmt), want, d) from (values
	('t_a', 'A', $$update follow.target set planned = 12$$, 'HT002', 'a target changes only by agreement'),
	('t_sec', null, $$update follow.indicator set weight = 2$$, 'HT002', 'weights stay'),
	('t_sec', null, $$update follow.baseline_set set notes = 'x'$$, 'HT002', 'the baseline stays'),
	('t_a', 'A', $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement) select i.id, p.id, 8, 'x', 'y'
		from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1' and period_key = '2019-Q1'$$, 'HT003', 'an office changes no target'))
	as v (who, office, stmt, want, d);
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement) select i.id, p.id, 8, 'menos fondos', 'Acuerdo 3'
	from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1' and period_key = '2019-Q1'$$), '1', 'changed by agreement');
select is((select c.old_planned || ' ' || c.new_planned || ' ' || t.planned || ' ' || b.planned from follow.target_change c
	join follow.target t using (indicator_id, period_id) join follow.baseline_item b using (indicator_id, period_id)), '11 8 8 11', 'applied; the original stands beside');
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement) select i.id, p.id, 8, 'x', 'Acuerdo 4'
	from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1' and period_key = '2019-Q1'$$), 'HT002', 'to what it is already is no change');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.target_change set reason = 'x'$$), 'HT002', 'a change made stays');
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan$$,
	$$update follow.indicator set weight = 2 where indicator_code = 'I1'$$), '1', 'the next baseline is prepared openly');

-- The key of a period says the rest of it.
select is(pg_temp.as_login('t_sec', null, true, $$insert into core.period (plan_id, period_key) select p.id, k from plan.action_plan p, unnest('{IV Trim. 2031,2031}'::text[]) as k$$), '2', 'by their keys alone');
select is((select string_agg(concat_ws(' ', period_key, kind, period_title, from_date, to_date, cutoff), ';' order by period_key) from core.period where period_key ~ '2031'),
	'2031 year Año 2031 2031-01-01 2031-12-31 2031-12-31;2031-Q4 quarter IV Trim. 2031 2031-10-01 2031-12-31 2031-12-31', 'whole');
select is(pg_temp.as_login('t_sec', null, false, $$insert into core.period (plan_id, period_key) select id, '2031-Q9' from plan.action_plan$$), 'HT002', 'one that nobody understands is refused');

select * from finish();
rollback;
