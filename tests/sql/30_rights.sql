-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who sees and writes what: the matrix of the registers, asked as each person.
begin;
\ir fixture.psql
select plan(72);

-- What each sees: everyone the open ones, drafts their own office.
select is(pg_temp.asked(who, office, 'select count(*) from ' || what), n::text, who || ' sees ' || n || ' of ' || what)
from (values
	('t_a', 'A', 'plan.milestone_list', 2), ('t_b', 'B', 'plan.milestone_list', 2),
	('t_r', null, 'plan.milestone_list', 2), ('t_it', null, 'plan.milestone_list', 2),
	('t_sec', null, 'plan.milestone_list', 2),
	('t_a', 'A', 'follow.result_list', 0), ('t_b', 'B', 'follow.result_list', 1),
	('t_r', 'A', 'follow.result_list', 0), ('t_it', null, 'follow.result_list', 1),
	('t_sec', null, 'follow.result_list', 1),
	('t_a', 'A', 'plan.commitment_contact_private_list', 0),
	('t_it', null, 'plan.commitment_contact_private_list', 2),
	('t_sec', null, 'plan.commitment_contact_private_list', 2),
	('t_r', 'A', 'plan.commitment_contact_private_list', 0),
	('t_a', 'A', 'core.member', 1), ('t_b', 'B', 'core.member', 2),
	('t_a', 'A', 'core.my_offices()', 1))
	as v (who, office, what, n)
where to_regclass(what) is not null or what like '%()';
select is(pg_temp.asked('t_a', 'A', $$select contact_mask from plan.commitment_post_list limit 1$$),
	'P*** P*** pe***@*** ***11', 'a contact is masked for others');
select is(pg_temp.asked('t_a', 'A', $$select count(email) from plan.commitment_post_list$$), '0', 'and not shown beside the post');
select is(pg_temp.asked('t_sec', null, $$select count(email) from plan.commitment_post_list$$), '2', 'the listed office sees it there');
select alike(pg_temp.asked('t_out', null, 'select 1 from plan.milestone'), 'error 42501%', 'a stranger sees nothing');

-- the office in which one works
select is(pg_temp.asked(who, office, 'select (core.hello()).office_code'), code, d) from (values
	('t_a', 'A', 'A', 'the office that the connection names'),
	('t_a', '', 'A', 'the only one when none is named'),
	('t_a', 'B', null, 'a forged one is nobody''s')) as v (who, office, code, d);
select is(pg_temp.asked('t_a', 'A', 'select count(*) from plan.milestone_list where mine'), '1', 'mine is my office''s');

-- memberships have dates
select lives_ok($$update core.member set to_date = '2019-04-09' where login = 't_a'$$, 'a membership ends');
select is(pg_temp.asked('t_a', 'A', 'select (core.hello()).office_code'), null, 'past its end it gives nothing');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.milestone set notes = 'x' where text = 'Portal publicado'$$), 'HT003',
	'nor may she write');
select lives_ok($$update core.member set to_date = '2019-04-10' where login = 't_a'$$, 'the last day counts');

-- What each writes: rows changed, or the refusal.
select is(pg_temp.as_login(who, office, false, stmt), want, who || ': ' || d) from (values
	('t_a', 'A', $$update plan.milestone set notes = 'x'$$, '1', 'changes her office''s milestone'),
	('t_b', 'B', $$update plan.milestone set notes = 'x'$$, '1', 'changes his office''s milestone'),
	('t_r', 'A', $$update plan.milestone set notes = 'x'$$, '42501', 'a reader changes nothing'),
	('t_it', null, $$update plan.milestone set notes = 'x'$$, '2', 'IT at the root office changes all'),
	('t_sec', null, $$update plan.milestone set notes = 'x'$$, '2', 'the secretariat changes all'),
	('t_a', 'A', $$insert into plan.goal (milestone_id, text) select id, 'm' from plan.milestone where text like 'Portal%'$$, '1', 'adds a goal to hers'),
	('t_a', 'A', $$insert into plan.goal (milestone_id, text) select id, 'm' from plan.milestone where text like 'M_dulo%'$$, '42501', 'but not to another''s'),
	('t_a', 'A', $$insert into core.document (document_ref, document_title) values ('D1', 'Acta')$$, '1', 'registers evidence'),
	('t_a', 'A', $$insert into core.office (office_code, office_name) values ('X', 'X')$$, '42501', 'makes no offices'),
	('t_it', null, $$insert into core.office (office_code, office_name, to_review) values ('X', 'X', true)$$, '1', 'IT makes offices to review'),
	('t_sec', null, $$update core.rule_set set threshold = 70$$, '1', 'the secretariat keeps the rules'),
	('t_a', 'A', $$update core.rule_set set threshold = 70$$, '42501', 'a clerk does not'),
	('t_it', null, $$insert into core.place (ubigeo, place_name) values ('99', 'x')$$, '1', 'IT loads places'),
	('t_it', null, $$insert into core.personal_office (register, office_id) values ('x', 1)$$, '42501', 'IT does not decide who sees personal data'),
	('t_a', 'A', $$insert into follow.result (indicator_id, period_id, executed) select i.id, p.id, 5
		from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$, '1', 'enters her result'),
	('t_a', 'A', $$insert into follow.result (indicator_id, period_id, executed, state) select i.id, p.id, 5, 'reported'
		from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$, 'HT002', 'what is new is a draft'),
	('t_b', 'B', $$update follow.result set state = 'reported'$$, '42501', 'a state is not written'),
	('t_sec', null, $$update follow.result set state = 'reported'$$, '42501', 'by nobody'),
	('t_b', 'B', $$select follow.result_report(id, row_version) from follow.result$$, '1', 'submits his result'),
	('t_resp', 'A', $$select follow.result_report(id, row_version) from follow.result$$, '0', 'not another''s'),
	('t_b', 'B', $$select follow.result_approve(id, row_version) from follow.result$$, 'HT001', 'approves nothing'),
	('t_sec', null, $$select follow.result_approve(id, row_version) from follow.result$$, 'HT001', 'approves only what was reported'),
	('t_it', null, $$update follow.result set executed = 9$$, '1', 'IT changes a draft'),
	('t_it', null, $$select follow.result_report(id, row_version) from follow.result$$, 'HT003', 'IT submits nothing')) as v (who, office, stmt, want, d);

-- a result on its way
select is(pg_temp.as_login('t_b', 'B', true, $$select follow.result_report(id, row_version) from follow.result$$), '1', 'reported');
select is(pg_temp.as_login('t_b', 'B', false, $$update follow.result set executed = 10$$), 'HT002', 'what was reported is not changed');
select is(pg_temp.asked('t_it', null, 'select count(*) from follow.result'), '0', 'IT no longer sees it');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.result_return(id, row_version, '') from follow.result$$), 'HT002', 'returned with a reason');
set local role hito_owner;
update follow.result set submitted_by = 't_sec';
reset role;
select is(pg_temp.as_login('t_sec', null, false, $$select follow.result_approve(id, row_version) from follow.result$$), 'HT003', 'who submitted does not approve');
set local role hito_owner;
update follow.result set submitted_by = 't_b', entered_by = '{t_sec,t_b}';
reset role;
select is(pg_temp.as_login('t_sec', null, false, $$select follow.result_approve(id, row_version) from follow.result$$), 'HT003', 'nor who entered, be it first');
set local role hito_owner;
update follow.result set entered_by = '{t_b}';
reset role;
select is(pg_temp.as_login('t_sec', null, true, $$select follow.result_approve(id, row_version) from follow.result$$), '1', 'the secretariat approves');
select is((select approved_by || '/' || submitted_by || '/' || approved_by_own_office from follow.result), 't_sec/t_b/false', 'who did what');
select is(pg_temp.asked('t_a', 'A', 'select count(*) from follow.result'), '1', 'approved is open to all');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.result_return(id, row_version, 'falta evidencia') from follow.result$$), '1', 'returned');
select is(pg_temp.as_login('t_sec', null, true, $$update follow.result set executed = 8$$), '1', 'the secretariat corrects the figure');
select is(pg_temp.as_login('t_b', 'B', true, $$select follow.result_report(id, row_version) from follow.result$$), '1', 'reported again');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.result_approve(id, row_version) from follow.result$$), 'HT003', 'who entered does not approve');

-- rights as told are rights as had
select is(pg_temp.asked(who, office, format('select concat(can_read, can_insert, can_update) from core.my_rights() where "table" = %L', tab)),
	want, who || ' is told her rights on ' || tab) from (values
	('t_a', 'A', 'plan.milestone', 'ttt'), ('t_a', 'B', 'plan.milestone', 'tff'),
	('t_r', 'A', 'plan.milestone', 'tff'), ('t_sec', null, 'core.rule_set', 'ttt'),
	('t_a', 'A', 'core.rule_set', 'tff'), ('t_it', null, 'core.office', 'ttt')) as v (who, office, tab, want);

select * from finish();
rollback;
