-- SPDX-License-Identifier: GPL-3.0-or-later
-- A load that is taken back: whole, as the person who asks, or not at all, and
-- then it is told what stands against it.
begin;
\ir fixture.psql
insert into core.member (login, office_id, kind) select v.login, core.office_named(v.office), 'batch'
from (values ('t_a', 'A'), ('t_b', 'B')) as v (login, office);
select plan(45);

-- A load of two places, one new, and of a milestone of A with its goal.
create function pg_temp.load(who text, office text, file text, variadic stmts text[]) returns text language sql as $$
	select pg_temp.as_login(who, office, true, variadic array[format($q$select core.batch_open('x', %L, null, 'abc', 2, 'UTF-8', ';')$q$, file)]
		|| stmts || array[format($q$select core.batch_close(id, 1, 1, 0, 0) from core.batch where file_name = %L$q$, file)])
$$;
create function pg_temp.no(file text) returns bigint language sql as 'select max(id) from core.batch where file_name = file and kind = ''load''';
create function pg_temp.undo(who text, office text, keep boolean, file text) returns text language sql as $$
	select pg_temp.as_login(who, office, keep, format('select core.batch_undo(%s, 1)', pg_temp.no(file)))
$$;
create function pg_temp.why(who text, office text, file text) returns text language sql as $$
	select pg_temp.asked(who, office, format($q$select string_agg(concat_ws(': ', said, reason), '; ') from core.undo_problems(%s)$q$, pg_temp.no(file)))
$$;
grant execute on all functions in schema pg_temp to public;

insert into core.place (ubigeo, place_name) values ('990100', 'De antes');
select is(pg_temp.load('t_it', null, 'lugares.csv',
	$$insert into core.place (ubigeo, place_name, batch_id, batch_line)
		select '990101', 'Uno', b.id, 2 from core.batch b where file_name = 'lugares.csv'$$,
	$$update core.place set place_name = 'Cambiado', province = 'P' where ubigeo = '990100'$$,
	$$update core.place set place_name = 'Cambiado otra vez' where ubigeo = '990100'$$), '1', 'a load');
select is((select undo_says from core.batch_all where file_name = 'lugares.csv'), 'Se anulan: 1; vuelven a lo que eran: 1.', 'what undoing does is told before');
select is((select string_agg(concat_ws(' ', record, field, old_value, '->', new_value), '; ' order by id, col) from core.batch_change_list
	where batch_id = pg_temp.no('lugares.csv')), 'Lugares INEI/990100 Nombre del lugar De antes -> Cambiado; Lugares INEI/990100 Provincia -> P; '
	'Lugares INEI/990100 Nombre del lugar Cambiado -> Cambiado otra vez', 'what it changed, value by value');
select is(pg_temp.why('t_it', null, 'lugares.csv'), null, 'nothing stands against it');
select is(pg_temp.undo('t_r', 'A', false, 'lugares.csv'), '42501', 'a reader undoes nothing');
select is(pg_temp.undo('t_resp', 'A', false, 'lugares.csv'), 'HT003', 'nor who loads no files');
select is(pg_temp.undo('t_b', 'B', false, 'lugares.csv'), 'HT003', 'nor who may not change the rows');
select ok(pg_temp.why('t_b', 'B', 'lugares.csv') like 'Lugares: 2 de sus filas no las cambia usted.%' and pg_temp.why('t_b', 'B', 'lugares.csv') !~ '99010',
	'who is told how many, and none by name');
select is(pg_temp.undo('t_it', null, true, 'lugares.csv'), '1', 'who may does');
select is((select string_agg(concat_ws(' ', ubigeo, place_name, province, deleted_by, deleted_why), '|' order by ubigeo) from core.place where ubigeo like '9901%'),
	'990100 De antes|990101 Uno t_it Se deshizo la carga ' || pg_temp.no('lugares.csv'), 'what it brought is marked, what it changed is as before');
select is((select concat_ws(' ', kind, login, marked, restored, closed_at is not null) from core.batch where undoes = pg_temp.no('lugares.csv')),
	'undo t_it 1 1 t', 'as a load that points at the first');
select is((select string_agg(state, ' ' order by id) from core.batch_all where file_name = 'lugares.csv'), 'undone undo', 'both say so');
select is((select count(*)::int from audit.change c join core.batch b on b.id = c.batch_id where b.undoes = pg_temp.no('lugares.csv')), 2,
	'its changes are on record as its own');
select is((select string_agg(v.note, ';') from audit.verify_rows('core.place', 0, 10000) v where v.note is not null), null, 'and the rows are what history says');
select is(pg_temp.undo('t_it', null, false, 'lugares.csv'), 'HT002', 'once is enough');
select is(pg_temp.asked('t_it', null, format('select undone from core.batch_before(''x'', ''abc'')')), (select max(id)::text from core.batch where kind = 'undo'),
	'the file again: by whom, when, and that it was undone');
select is(pg_temp.load('t_it', null, 'otra.csv', $$insert into core.place (ubigeo, place_name, batch_id, batch_line)
	select '990101', 'Uno', b.id, 2 from core.batch b where file_name = 'otra.csv'$$), '1', 'and it can be loaded again');

-- what was changed since
select is(pg_temp.as_login('t_sec', null, true, $$update core.place set province = 'Otra' where ubigeo = '990101' and deleted_at is null$$), '1', 'somebody changed it since');
select ok(pg_temp.why('t_it', null, 'otra.csv') ~ '^Lugares INEI/990101: Provincia: lo cambió t_sec el \d\d/\d\d/\d{4} \d\d:\d\d$', 'is named: record, datum, who and when');
select is(pg_temp.undo('t_it', null, false, 'otra.csv'), 'HT002', 'and refuses');
select is((select count(*)::int from core.place where ubigeo = '990101' and deleted_at is null), 1, 'nothing is half done');

-- Of a record that was there only what the load wrote counts.
select is(pg_temp.load('t_it', null, 'h.csv', $$update plan.milestone set notes = 'de la carga' where text = 'Portal publicado'$$), '1', 'a milestone');
select is(pg_temp.as_login('t_a', 'A', true, $$update plan.milestone set text = 'Portal puesto' where text = 'Portal publicado'$$), '1', 'another datum of it changes');
select is(pg_temp.undo('t_it', null, true, 'h.csv'), '1', 'and does not stand against it');
select is((select concat_ws(' ', text, notes) from plan.milestone where text like 'Portal%'), 'Portal puesto', 'nor is it lost');

-- what stands on it since
select is(pg_temp.load('t_a', 'A', 'm.csv', $$insert into plan.milestone (commitment_id, text, office_id, batch_id, batch_line)
	select c.id, 'De la carga', c.office_id, b.id, 2 from plan.commitment c, core.batch b where c.commitment_no = 1 and b.file_name = 'm.csv'$$), '1', 'a milestone that is new');
select is(pg_temp.as_login('t_sec', null, true, $$insert into plan.goal (milestone_id, text) select id, 'Meta' from plan.milestone where text = 'De la carga'$$), '1', 'gets a goal');
select is(pg_temp.why('t_a', 'A', 'm.csv'), 'Hitos T1/1.2: lo usan 1 de «Metas de hitos y actividades del plan de trabajo»', 'which is told');
select is(pg_temp.undo('t_a', 'A', false, 'm.csv'), 'HT002', 'and refuses');

-- a closed period
select is(pg_temp.load('t_sec', null, 't.csv', $$update follow.target t set planned = 11 from follow.indicator i where i.id = t.indicator_id and i.indicator_code = 'I1'$$), '1', 'a target');
set local role hito_owner;
update core.period set state = 'closed' where period_key = '2019-Q1';
reset role;
select ok(pg_temp.why('t_sec', null, 't.csv') like '%: el periodo 2019-Q1 está cerrado%', 'whose period closed');
select is(pg_temp.undo('t_sec', null, false, 't.csv'), 'HT002', 'stays');

-- an issued report
set local role hito_owner;
update core.period set state = 'open' where period_key = '2019-Q1';
reset role;
select is(pg_temp.why('t_sec', null, 't.csv'), null, 'while it is open nothing stands against it');
set local session_replication_role = replica;
insert into follow.report (report_no, version, plan_id, period_key, layout, title, data, hashes, sha256, program, issuer, issued_at, office_id)
select 7, 1, p.id, '2019-Q1', 'quarterly', 'Informe', '{}', '{}', repeat('0', 64), 'x', 'x', clock_timestamp() + interval '1 minute', core.root_office()
from plan.action_plan p where plan_code = 'T1';
set local session_replication_role = origin;
select ok(pg_temp.why('t_sec', null, 't.csv') ~ ': están en el informe 7, versión 1, emitido el ', 'a report that was issued since does');
select is(pg_temp.undo('t_sec', null, false, 't.csv'), 'HT002', 'and refuses');
set local session_replication_role = replica;
update follow.report set period_key = '2018-Q4', issued_at = now() - interval '1 year';
set local session_replication_role = origin;
select is(pg_temp.why('t_sec', null, 't.csv'), null, 'not one from before');

-- That a load was undone only the function says.
select is(pg_temp.as_login('t_it', null, false, format($$insert into core.batch (register, file_name, sha256, kind, undoes)
	values ('x', 'y', 'z', 'undo', %s)$$, pg_temp.no('otra.csv'))), 'HT003', 'nobody says that a load was undone');
select is(pg_temp.as_login('t_it', null, false, $$insert into core.batch (register, file_name, sha256) values ('x', 'y', 'z')$$,
	format($$update core.batch set kind = 'undo', undoes = %s where file_name = 'y'$$, pg_temp.no('otra.csv'))), 'HT003', 'nor makes one that says so');

-- What only the database writes is not taken back by itself: that personal data left in a file.
insert into core.personal_office (register, office_id) values ('plan.contribution_private', core.office_named('A'));
select is(pg_temp.load('t_a', 'A', 'salida.csv', $$select core.personal_export_begin('plan.contribution', 'Aportes', null, 'author_name', 'csv', 'x')$$), '1', 'personal data leave within a load');
select is(pg_temp.why('t_a', 'A', 'salida.csv'), 'Salidas de datos personales: lo anota solo la base, y no se deshace', 'that they did');
select is(pg_temp.undo('t_a', 'A', false, 'salida.csv'), 'HT003', 'stays on record');
select is(pg_temp.load('t_a', 'A', 'nada.csv', 'select 1'), '1', 'a load that left nothing');
select is(pg_temp.undo('t_b', 'B', false, 'nada.csv') || pg_temp.undo('t_a', 'A', false, 'nada.csv'), 'HT0031', 'is its office''s');

-- Messages and lines are of the office that loaded, and told by its own load.
select is(pg_temp.as_login('t_a', 'A', true, $$select core.batch_open('milestone', 'n.csv', null, 'abc', 2, 'UTF-8', ';')$$,
	$$select core.batch_note(id, 'plan.milestone', '[{"heading": "Hito", "title": "Hito"}]', '{Hito}', 0,
		'[{"line": 3, "field": "ends", "heading": "Fin", "value": "31/04", "severity": "error", "reason": "no es un día"}]',
		'[{"line": 3, "cells": ["a", "31/04"]}]', 'all') from core.batch where file_name = 'n.csv'$$,
	$$select core.batch_close(id, 0, 0, 0, 1) from core.batch where file_name = 'n.csv'$$), '1', 'a load keeps what was said');
select is(concat_ws(' ', pg_temp.asked('t_a', 'A', 'select count(*) from core.batch_message_list'), pg_temp.asked('t_b', 'B', 'select count(*) from core.batch_message_list'),
	pg_temp.asked('t_b', 'B', 'select count(*) from core.batch_reject'), pg_temp.asked('t_sec', null, 'select count(*) from core.batch_reject'),
	pg_temp.as_login('t_a', 'A', false, $$select core.batch_note(id, 'x', null, null, 0, '[]', '[]', 'all') from core.batch where file_name = 'otra.csv'$$)),
	'1 0 0 1 HT004', 'for its office and the secretariat');
select * from finish();
rollback;
