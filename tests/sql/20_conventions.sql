-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys, versions, marks, natural keys, partial dates, folded text.
begin;
\ir fixture.psql
select plan(30);

select is(core.fold('ÁÉÍÓÚ ñandú Güe – x'), 'aeiou nandu gue - x', 'accents and case go');
select is(core.fold(normalize('Ámbito', NFD)), 'ambito', 'combining marks go');
select is(core.today(), date '2019-04-10', 'a PRUEBA database stands still');

-- versions
select is(pg_temp.as_login('t_a', 'A', true,
	$$insert into plan.milestone (commitment_id, text)
	select id, 'Tercero' from plan.commitment where title like 'Part%'$$), '1', 'a clerk adds to her office');
select is((select row_version || '/' || position || '/' || office_id from plan.milestone where text = 'Tercero'),
	'1/2/' || core.office_named('A'), 'first version, next number, her office');
select is(pg_temp.as_login('t_a', 'A', true,
	$$update plan.milestone set text = 'Tercero bis' where text = 'Tercero'$$), '1', 'she changes it');
select is((select row_version from plan.milestone where text = 'Tercero bis'), 2, 'the version is the server''s');
select is(pg_temp.as_login('t_a', 'A', false,
	$$with u as (update plan.milestone set text = 'x' where text = 'Tercero bis' and row_version = 1 returning 1)
	select core.expect_one(count(*)) from u$$), 'HT001', 'an old version is refused');
select is(pg_temp.as_login('t_sec', null, false,
	$$update core.document set id = default$$), '42501', 'a key is not changed');
select is(pg_temp.as_login('t_a', 'A', false,
	$$insert into plan.milestone (id, commitment_id, text) overriding system value
	select 1000000, id, 'x' from plan.commitment where title like 'Part%'$$) in ('HT002', '55000'), true,
	'a number ahead of the sequence is refused');

-- marks
select is(pg_temp.as_login('t_a', 'A', false,
	$$update plan.milestone set deleted_at = now(), deleted_by = session_user where text = 'Tercero bis'$$),
	'HT002', 'marking needs a reason');
select is(pg_temp.as_login('t_a', 'A', true,
	$$update plan.milestone set deleted_at = '2001-01-01', deleted_by = 't_b', deleted_why = 'doble'
	where text = 'Tercero bis'$$), '1', 'marked');
select is((select deleted_by || '/' || deleted_why || '/' || (deleted_at > '2002-01-01') from plan.milestone
	where text = 'Tercero bis'), 't_a/doble/true', 'by whom and when is the server''s');
select is((select count(*)::int from plan.milestone_list where text = 'Tercero bis'), 0, 'the list leaves it out');
select is((select count(*)::int from plan.milestone_all where text = 'Tercero bis'), 1, '_all has it');
select is(pg_temp.as_login('t_a', 'A', true,
	$$insert into plan.milestone (commitment_id, position, text)
	select id, 2, 'En su lugar' from plan.commitment where title like 'Part%'$$), '1', 'its number may be given again');
select is(pg_temp.as_login('t_a', 'A', false,
	$$update plan.milestone set deleted_at = null where text = 'Tercero bis'$$), '23505', 'a restore that collides says so');
select is(pg_temp.as_login('t_a', 'A', true,
	$$update plan.milestone set deleted_at = now(), deleted_why = 'error' where text = 'En su lugar'$$,
	$$update plan.milestone set deleted_at = null where text = 'Tercero bis'$$), '1', 'restored');
select is((select deleted_why from plan.milestone where text = 'Tercero bis'), null, 'the reason goes too');
select is(pg_temp.as_login('t_a', 'A', false,
	$$update plan.commitment set deleted_at = now(), deleted_why = 'x' where title like 'Part%'$$), 'HT002',
	'a commitment with milestones is not marked');

-- partial dates
prepare dates as update plan.milestone set ends = 'Mar. 2018', ends_from = '2018-03-01', ends_to = '2018-03-31',
	ends_precision = 'month', ends_doubtful = $1 where text = 'Portal publicado';
select throws_ok('execute dates(false)', '23514', null, 'ending before it starts is refused');
select lives_ok('execute dates(true)', 'unless it is marked doubtful');
select is((select doubtful || '/' || overdue from plan.milestone_list where text = 'Portal publicado'),
	'true/false', 'a doubtful date is to be clarified, never overdue');
select lives_ok($$update plan.milestone set ends = 'Mar. 2019', ends_from = '2019-03-01', ends_to = '2019-03-31',
	ends_doubtful = false where text = 'Portal publicado'$$, 'clarified');
select is((select doubtful || '/' || overdue from plan.milestone_list where text = 'Portal publicado'),
	'false/true', 'past its end it is overdue');

-- lines follow their parent
select lives_ok($$insert into plan.goal (milestone_id, text, quantity, office_id)
	select id, '4 talleres', 4, core.root_office() from plan.milestone where text = 'Portal publicado'$$, 'a goal');
select is((select g.office_id from plan.goal g where text = '4 talleres'), core.office_named('A'), 'a line has its parent''s office');
select lives_ok($$update plan.milestone set office_id = core.office_named('B') where text = 'Portal publicado'$$, 'moved');
select is((select g.office_id from plan.goal g where text = '4 talleres'), core.office_named('B'), 'and follows it');
select lives_ok($$insert into plan.activity (plan_id, number_text, text)
	select id, '07', 'Taller' from plan.action_plan where plan_code = 'T1'$$, 'an activity takes its number from its text');

select * from finish();
rollback;
