-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was approved, agreed or ended stays as it is, whoever writes.
begin;
\ir fixture.psql
select plan(40);

create function pg_temp.act(fn text, tab text, filter text default 'true') returns text
language sql immutable as $$
	select format('select %s from %s where %s', fn, tab, filter)
$$;

-- ---- a result that was approved
select is(pg_temp.as_login('t_b', 'B', true, pg_temp.act('follow.result_report(id, row_version)', 'follow.result')), '1', 'reported');
select is(pg_temp.as_login('t_b', 'B', false, $$update follow.result set deleted_at = now(), deleted_why = 'x'$$), 'HT002',
	'what was reported is not marked');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.act('follow.result_approve(id, row_version)', 'follow.result')), '1', 'approved');
select is(pg_temp.as_login(who, office, false, 'update follow.result set ' || change), 'HT002', who || ': approved, ' || change || ' is refused')
from (values ('t_b', 'B'), ('t_sec', null)) as p (who, office),
	(values ($$deleted_at = now(), deleted_why = 'x'$$), ($$executed = 150$$), ($$narrative = 'x'$$), ($$reason = 'x'$$),
		($$agreement = 'x'$$), ($$evidence = 'x'$$)) as c (change);
select is(pg_temp.asked('t_b', 'B', 'select frozen from follow.result_list'), 'true', 'and is shown as fixed');

-- ---- an office that was declared missing
select is(pg_temp.as_login('t_sec', null, true, $$select follow.missing_declare(p.id, (select id from core.office where office_code = 'A'), 'no respondió') from core.period p$$),
	'1', 'declared missing');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.submission set deleted_at = now(), deleted_why = 'x'$$), 'HT002',
	'what the secretariat declared is not marked');

-- ---- corrective actions
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.corrective_action (plan_id, commitment_id, period_id, measure)
	select c.plan_id, c.id, p.id, 'Taller' from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1$$),
	'1', 'an action');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.act('follow.corrective_action_agree(id, row_version, ''Acta 1'')', 'follow.corrective_action')), '1', 'agreed');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.corrective_action set agreement = 'Acta 2'$$), 'HT002', 'its agreement is not the office''s');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.corrective_action set deleted_at = now(), deleted_why = 'x'$$), 'HT002', 'nor is it the office''s to mark');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.act('follow.corrective_action_fail(id, row_version, ''sin fondos'')', 'follow.corrective_action')), '1', 'not fulfilled');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.corrective_action set due = 'dic-2019', due_from = '2019-12-01', due_to = '2019-12-31',
	due_precision = 'month'$$), 'HT002', 'what ended has its dates');

-- ---- approved by one's own office
insert into core.member (login, office_id, kind) values ('t_sec', core.office_named('B'), 'read');
select is(pg_temp.as_login('t_sec', 'XX', false, pg_temp.act('follow.result_return(id, row_version, ''x'')', 'follow.result')), 'HT003',
	'an office that is not there writes nothing');
select is(pg_temp.as_login('t_sec', 'A', false, pg_temp.act('follow.result_return(id, row_version, ''x'')', 'follow.result')), 'HT003',
	'nor one that is not hers');
select is(pg_temp.as_login('t_sec', 'GR', true, pg_temp.act('follow.result_return(id, row_version, ''x'')', 'follow.result')), '1', 'returned');
select is(pg_temp.as_login('t_b', 'B', true, pg_temp.act('follow.result_report(id, row_version)', 'follow.result')), '1', 'and reported');
select is(pg_temp.as_login('t_sec', 'GR', true, pg_temp.act('follow.result_approve(id, row_version)', 'follow.result')), '1', 'approved from another office of hers');
select is((select approved_by_own_office from follow.result), true, 'is marked by all her offices');

-- ---- a closed period
set local role hito_owner;
update core.period set state = 'closed';
reset role;
select is(pg_temp.as_login(who, office, false, stmt), 'HT002', about) from (values
	('t_sec', null, $$insert into follow.corrective_action (plan_id, commitment_id, period_id, measure)
		select c.plan_id, c.id, p.id, 'Otro' from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1$$,
		'no action is proposed for a closed period'),
	('t_sec', null, $$update follow.target set planned = planned + 1$$, 'no target of it changes'),
	('t_sec', null, pg_temp.act('follow.result_return(id, row_version, ''x'')', 'follow.result'), 'no result of it is returned'))
	as v (who, office, stmt, about);

select is(pg_temp.as_login('t_sec', null, true, pg_temp.act('follow.period_reopen(id, row_version, ''falta un dato'')', 'core.period')), '1', 'reopened');
set local role hito_owner;
update core.period set state = 'closed';
reset role;
select is(pg_temp.as_login('t_sec', null, false, pg_temp.act('follow.period_reopen(id, row_version, ''falta un dato'')', 'core.period')), 'HT002',
	'once more, for another reason');

-- ---- agreements
select is(pg_temp.as_login('t_sec', null, true, pg_temp.act('plan.action_plan_submit(id, row_version, ''Acta 5'')', 'plan.action_plan')), '1', 'submitted');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.act('plan.action_plan_amend(id, row_version, '' '')', 'plan.action_plan')), 'HT002',
	'an amendment has its agreement');
set local role hito_owner;
update core.period set state = 'open';
insert into follow.baseline_set (plan_id, agreement, state, set_on, frozen_by, frozen_at)
select id, 'Acta 6', 'frozen', '2019-01-01', 'x', now() from plan.action_plan;
reset role;
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement)
	select i.id, p.id, 8, 'menos fondos', 'Acta 7' from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$), '1',
	'a target changes by agreement');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.target_change set deleted_at = now(), deleted_why = 'x'$$), 'HT002',
	'a change made is not undone');
select is(pg_temp.as_login('t_sec', null, false, $$update follow.target_change set reason = 'x'$$), 'HT002', 'nor given another reason');

select * from finish();
rollback;
