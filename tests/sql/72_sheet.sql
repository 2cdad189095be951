-- SPDX-License-Identifier: GPL-3.0-or-later
-- The entry sheet as the screen reads it and the steps of its submission: who
-- is offered what, what is written where, and that reading writes nothing.
begin;
\ir fixture.psql
select plan(42);

create function pg_temp.head(who text, office text, sheet text, what text) returns text
language sql as $$
	select pg_temp.asked(who, office,
		format('select %s from follow.sheet_head(%L, ''2019-Q1'', ''T1'') h', what, sheet))
$$;
create function pg_temp.rows(who text, office text, sheet text, what text) returns text
language sql as $$
	select pg_temp.asked(who, office,
		format('select %s from follow.sheet_rows(%L, ''2019-Q1'', ''T1'') r', what, sheet))
$$;
create function pg_temp.step(office text, version int, step text, answer text) returns text
language sql as $$
	select format('select follow.sheet_step(%L, ''2019-Q1'', ''T1'', %L, %L, %L)', office, version, step, answer)
$$;

create function pg_temp.save(variadic sheet_rows text[]) returns text
language sql as $$
	select format('select follow.sheet_save(''T1'', ''2019-Q1'', ''[%s]'')', array_to_string(sheet_rows, ', '))
$$;
create function pg_temp.insert(code text) returns text
language sql as $$
	select format('insert into follow.result (indicator_id, period_id, executed) select i.id, p.id, 5
		from follow.indicator i join core.period p using (plan_id) where indicator_code = %L', code)
$$;
-- The column of what is refused.
create function pg_temp.column_of(statement text) returns text
language plpgsql as $$
declare
	col text;
begin
	execute statement;
	return 'nothing';
exception when others then
	get stacked diagnostics col = column_name;
	return col;
end
$$;

-- What is read.
select is(pg_temp.rows('t_a', 'A', 'A', $$indicator_code || ' ' || cell || ' ' || left_out || ' ' || coalesce(why, '-')$$),
	'I1 pending true -', 'a clerk fills in her own office''s');
select is(pg_temp.rows('t_b', 'B', 'b', $$executed || ' ' || cell || ' ' || left_out || ' ' || coalesce(why, '-')$$),
	'7 draft false -', 'what was entered is there; the code in small letters too');
select is(pg_temp.rows('t_a', 'A', 'B', $$coalesce(executed::text, '-') || ' ' || cell$$),
	'- hidden', 'another office''s draft is told of, not shown');
select is(pg_temp.rows('t_a', 'A', 'B', 'why'), 'la hoja es de otra oficina', 'nor written');
select is(pg_temp.rows('t_sec', null, 'B', $$executed || ' ' || cell$$), '7 draft', 'the secretariat sees it');
select is(pg_temp.rows('t_r', 'A', 'A', 'why'), 'usted solo puede leer esta hoja', 'a reader writes nothing');
select is(pg_temp.head('t_a', 'A', 'A', $$office_name || ' ' || period_state || ' ' || coalesce(submission_state, '-') || ' ' || late$$),
	'Gerencia de Participación open - false', 'the head');
select alike(pg_temp.head('t_a', 'A', 'X', '1'), 'error HT004%', 'an office that is not there is refused');
select is((select count(*) from follow.submission), 0::bigint, 'reading wrote nothing');

-- Saved at once, by the rights of the person.
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.save('["I1", null, null, {"executed": "5"}]')), '1', 'a clerk saves a row');
select is(pg_temp.as_login('t_b', 'B', false, pg_temp.save('["I1", null, null, {"executed": "5"}]')),
	pg_temp.as_login('t_b', 'B', false, pg_temp.insert('I1')), 'another office''s no more than by itself');
select is(pg_temp.as_login('t_r', 'A', false, pg_temp.save('["I1", null, null, {"executed": "5"}]')),
	pg_temp.as_login('t_r', 'A', false, pg_temp.insert('I1')), 'nor a reader');
select isnt(pg_temp.as_login('t_r', 'A', false, pg_temp.insert('I1')), '1', 'who may not');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.save('["I1", null, null, {"executed": "5"}]',
	(select format('["x", "%s", "%s", {"executed": "5"}]', id, row_version) from follow.result limit 1))), 'HT001',
	'nor what is there and another''s');
select is((select count(*) from follow.result where executed = 5), 0::bigint, 'of which nothing is left');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.save('["I1", null, null, {"state": "approved"}]')), 'HT004',
	'what a sheet has no cell for is not saved');
select is(pg_temp.column_of(pg_temp.save('["I1", null, null, {"executed": "5"}]', '["XX", null, null, {"executed": "5"}]')),
	'2.indicator_code', 'the second row is refused for its code');
select is(pg_temp.column_of(pg_temp.save('["I1", null, null, {"executed": "much"}]')), '1.', 'the first for no column');

-- Who is offered what.
select is(pg_temp.head('t_a', 'A', 'A', 'steps'), null, 'who only enters hands nothing in');
select is(pg_temp.head('t_resp', 'A', 'A', 'steps'), 'send', 'the head of the office does');
select is(pg_temp.head('t_resp', 'A', 'B', 'steps'), null, 'not that of another office');
select is(pg_temp.head('t_sec', null, 'A', 'steps'), 'missing', 'the secretariat declares it missing');

-- Handing in.
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.step('A', null, 'send', 'x')), 'HT003', 'a clerk cannot');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.step('A', null, 'send', null)), 'HT002', 'what is left out must be explained');
select is((select count(*) from follow.submission), 0::bigint, 'and nothing is left behind');
select is(pg_temp.as_login('t_resp', 'A', false, pg_temp.step('A', 1, 'send', 'x')), 'HT001', 'a submission that was there is no more');
select is(pg_temp.as_login('t_resp', 'A', true, pg_temp.step('A', null, 'send', ' sin datos de la fuente ')), '1', 'explained, it is handed in');
select is((select state || ', ' || explanation || ', ' || submitted_by from follow.submission),
	'submitted, sin datos de la fuente, t_resp', 'opened, explained and sent in one step');
select alike(pg_temp.rows('t_a', 'A', 'A', 'why'), 'el envío ya se presentó%', 'nothing is written into it any more');
select is(pg_temp.head('t_resp', 'A', 'A', 'steps'), null, 'nor handed in again');
select is(pg_temp.head('t_sec', null, 'A', 'steps'), 'return approve', 'the secretariat answers');

-- Returned, corrected, approved.
select is(pg_temp.as_login('t_sec', null, false, pg_temp.step('A', (select row_version from follow.submission), 'return', '')), 'HT002', 'with a reason');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.step('A', (select row_version from follow.submission), 'return', 'falta el dato')), '1', 'returned');
select is(pg_temp.head('t_a', 'A', 'A', $$submission_state || ' ' || reason$$), 'returned falta el dato', 'the head says why');
select is(pg_temp.as_login('t_a', 'A', true, $$insert into follow.result (indicator_id, period_id, executed)
	select i.id, p.id, 9 from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$), '1', 'entered after all');
select is(pg_temp.as_login('t_resp', 'A', true, pg_temp.step('A', (select row_version from follow.submission), 'send', null)), '1', 'sent with nothing to explain');
select is((select explanation from follow.submission), 'sin datos de la fuente', 'the old explanation stays');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.step('A', 1, 'approve', null)), 'HT001', 'another version is not approved');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.step('A', (select row_version from follow.submission), 'approve', null)), '1', 'approved');
select is(pg_temp.rows('t_a', 'A', 'A', $$cell || ' ' || why$$), 'approved está aprobado; pida a la secretaría que lo devuelva', 'and closed');

-- Declared missing where there is no submission.
select is(pg_temp.as_login('t_sec', null, true, pg_temp.step('B', null, 'missing', 'no respondió')), '1', 'B declared missing');
select is(pg_temp.head('t_b', 'B', 'B', $$submission_state || ' ' || steps$$), 'missing send', 'it may still answer');
select * from finish();
rollback;
