-- SPDX-License-Identifier: GPL-3.0-or-later
-- A plan from draft to amended, and what a person does with a milestone.
begin;
\ir fixture.psql
select plan(40);

create function pg_temp.m() returns text language sql as
	$$select id || ', ' || row_version from plan.milestone where text = 'Portal publicado'$$;
create function pg_temp.p() returns text language sql as
	$$select id || ', ' || row_version from plan.action_plan where plan_code = 'T1'$$;

select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), 'T-ACTA')), 'HT001', 'a pending milestone is not done');
select is(pg_temp.as_login('t_a', 'A', true, format('select plan.milestone_start(%s)', pg_temp.m())), '1', 'started');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_start(%s)', pg_temp.m())), 'HT001', 'only once');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), '')), 'HT002', 'done needs evidence');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), 'NO-HAY')), 'HT004', 'that exists');
select is(pg_temp.as_login('t_b', 'B', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), 't-acta')), 'HT001', 'by its own office');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.milestone set state = 'done' where text = 'Portal publicado'$$), '42501', 'with psql neither');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), 't-acta')), '1', 'done');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_drop(%s, %L)', pg_temp.m(), ' ')), 'HT002', 'dropping needs a reason');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_drop(%s, %L)', pg_temp.m(), 'ya no')), '1', 'dropped');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_drop(%s, %L)', pg_temp.m(), 'ya no'),
	$$select plan.milestone_drop(id, row_version, 'otra vez') from plan.milestone where text = 'Portal publicado'$$),
	'HT001', 'only once');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_done(%s, %L)', pg_temp.m(), 't-acta'),
	$$select plan.milestone_drop(id, row_version, 'ya no') from plan.milestone where text = 'Portal publicado'$$),
	'HT001', 'what is done is not dropped');
set local role hito_owner;
update plan.milestone set state = 'pending' where text = 'Portal publicado';
reset role;
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_drop(%s, %L)', pg_temp.m(), 'ya no')), '1', 'what did not begin is');
set local role hito_owner;
update plan.milestone set state = 'running' where text = 'Portal publicado';
reset role;

-- numbering
insert into plan.milestone (commitment_id, text, number_text) select id, 'Primero', '7.' from plan.commitment where commitment_no = 2;
insert into plan.milestone (commitment_id, text) select id, 'Segundo' from plan.commitment where commitment_no = 2;
select is((select number_text || '/' || position from plan.milestone where text = 'Segundo'),
	'8/8', 'among numbered ones a new milestone is numbered');

-- submitting
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.action_plan_submit(%s, %L)', pg_temp.p(), 'x')), 'HT001', 'a clerk submits no plan');
select is(pg_temp.as_login('t_sec', null, false, format('select plan.action_plan_submit(%s, null)', pg_temp.p())), 'HT002', 'an agreement is needed');
select is(pg_temp.as_login('t_sec', null, true, format('select plan.action_plan_submit(%s, %L)', pg_temp.p(), 'Acta 5')), '1', 'submitted');
select is((select state || version from plan.action_plan where plan_code = 'T1'), 'submitted1', 'version 1');
select is((select jsonb_array_length(cards -> 'commitments') || '/' || (cards #>> '{commitments,0,milestones,0,text}')
	from plan.action_plan_version), '2/Portal publicado', 'its cards are kept as they were');
select is(pg_temp.as_login('t_sec', null, false, $$update plan.action_plan_version set agreement = 'x'$$), '42501', 'a version is not changed');
select is(pg_temp.as_login(who, null, false, stmt), 'HT002', d) from (values
	('t_sec', $$update plan.commitment set title = 'x'$$, 'a card changes only by amendment'),
	('t_a', $$update plan.milestone set text = 'x'$$, 'so do its milestones'),
	('t_a', $$insert into plan.milestone (commitment_id, text) select id, 'x' from plan.commitment where commitment_no = 1$$, 'none is added'),
	('t_a', $$update plan.milestone set deleted_at = now(), deleted_why = 'x'$$, 'none is marked'),
	('t_a', $$update plan.milestone set ends = 'Dic. 2019', ends_from = '2019-12-01', ends_to = '2019-12-31'$$, 'dates only by rescheduling'),
	('t_sec', $$update plan.milestone set starts_doubtful = true$$, 'not even the mark'),
	('t_sec', $$update plan.action_plan set title = 'x'$$, 'nor the plan''s title'),
	('t_sec', $$insert into plan.action_plan (plan_code, title, version) values ('P99', 'x', 99)$$, 'nor does another enter in a version of its own'),
	('t_sec', $$insert into plan.action_plan (plan_code, title, state) values ('P99', 'x', 'amended')$$, 'nor in a state')) as v (who, stmt, d);
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.milestone set notes = 'x'$$), '1', 'what is no part of the card changes');

-- rescheduling
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.milestone_reschedule(%s, %s)', pg_temp.m(), a)), w, d) from (values
	($$null, '("ayer nomas",,,,f)', 'r', 'a'$$, 'HT002', 'a date that cannot be read'),
	($$null, '(dic-2019,2019-12-01,2019-12-31,month,f)', '', 'a'$$, 'HT002', 'without a reason'),
	($$null, '(dic-2019,2019-12-01,2019-12-31,month,f)', 'r', null$$, 'HT002', 'without an agreement'),
	($$null, '(ago-2018,2018-08-01,2018-08-31,month,f)', 'r', 'a'$$, '23514', 'ending before it starts')) as v (a, w, d);
select is(pg_temp.as_login('t_a', 'A', true, format($$select plan.milestone_reschedule(%s, null, '(dic-2019,2019-12-01,2019-12-31,month,f)', 'falta servidor', 'Acta 6')$$, pg_temp.m())), '1', 'rescheduled');
select is((select starts_to || '/' || ends || '/' || ends_to from plan.milestone where text = 'Portal publicado'),
	'2018-10-31/dic-2019/2019-12-31', 'the new end, the old start');
select is((select old_ends || '/' || login || '/' || agreement from plan.milestone_reschedule), 'Mar. 2019/t_a/Acta 6', 'what was stands beside');

-- amending
select is(pg_temp.as_login('t_sec', null, true, format('select plan.action_plan_amend(%s, %L)', pg_temp.p(), 'Acta 7'),
	$$update plan.commitment set title = 'Otro título' where commitment_no = 1$$,
	format('select plan.action_plan_submit(%s, %L)', (select id || ', ' || row_version + 1 from plan.action_plan where plan_code = 'T1'), 'Acta 8')), '1', 'amended');
select is((select state || version from plan.action_plan where plan_code = 'T1'), 'amended2', 'version 2');
select is((select string_agg(cards #>> '{commitments,0,title}', '|' order by version) from plan.action_plan_version),
	'Participación Ciudadana|Otro título', 'both versions are kept');

select * from finish();
rollback;
