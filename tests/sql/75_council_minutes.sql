-- SPDX-License-Identifier: GPL-3.0-or-later
-- Minutes: who reads the draft, in its rows and in its history, who writes it,
-- where it is approved, and that everything of the session stands still then.
-- Contacts of those designated; the rule that all bodies begin with.
begin;
\ir fixture.psql
\ir council.psql
select plan(149);

-- Office A holds a seat, B had one until the year before.
select pg_temp.body('M', 6) \g /dev/null
select pg_temp.body('O', 3) \g /dev/null
set local role hito_owner;
update council.seat s set seat_office_id = core.office_named('A') from council.body b where b.id = s.body_id and b.body_code = 'M' and s.seat_no = 2;
insert into council.seat (body_id, seat_no, seat_name, sector, seat_office_id, from_date, to_date, office_id)
select id, 7, 'Cargo de antes', 'government', core.office_named('B'), '2018-01-01', '2018-12-31', core.root_office() from council.body where body_code = 'M';
reset role;
select pg_temp.session('M', '2019-03-01') \g /dev/null
select pg_temp.session('M', '2019-04-01') \g /dev/null
select pg_temp.session('O', '2019-04-02', 'held') \g /dev/null
select pg_temp.session('M', '2019-04-30', 'planned') \g /dev/null
select is(pg_temp.sec(pg_temp.act('gather', 'M-01-2019')), 'HT002', 'nothing waits');
select is(pg_temp.told($$insert into council.minutes (session_id, minutes_text) values (pg_temp.sid('M-01-2019'), 'x')$$),
	'session_ref: Solo una sesión realizada tiene acta.', 'a convened session has no minutes');
select is(pg_temp.sec($$insert into council.agenda (session_id, item_text) values (pg_temp.sid('M-01-2019'), 'Avances')$$,
	pg_temp.act('roll', 'M-01-2019', pg_temp.present(5)), pg_temp.act('open', 'M-01-2019', $$'09:00'$$)), '1', 'a session');
select is(pg_temp.sec($$insert into council.summons (session_id, seat_id, sent_on) values (pg_temp.sid('M-01-2019'), pg_temp.seat('M-01-2019', 1), '2019-02-20')$$), '1', 'its summons');
select is(pg_temp.sec(pg_temp.act('agree', 'M-01-2019', $$1, 'approve', 'Aprobar los avances', '09:10', '1F 2F 3F 4F 5C', null$$)), '1', 'agrees');
select is(pg_temp.sec(pg_temp.act('end', 'M-01-2019', $$'10:00'$$)), '1', 'and ends');
select is((select minutes_text from council.minutes), E'ACTA DE LA SESIÓN ORDINARIA M-01-2019\n\nM-01-2019. En Sala, el 01/03/2019 a las 09:00, en primera convocatoria, se reúne el Órgano M.'
	|| E'\n\nASISTENCIA\n1. Cargo 1: Titular 1 de M\n3. Cargo 3: Titular 3 de M\n5. Cargo 5: Titular 5 de M\n2. Cargo 2: Titular 2 de M\n4. Cargo 4: Titular 4 de M\n6. Cargo 6: sin registro'
	|| E'\n\nQUÓRUM\n5 de 6, hacen falta 4: primera convocatoria, regla del 11/10/2001 (sin verificar)\n\nAGENDA\n1. Avances'
	|| E'\n\nACUERDOS\n1. Aprobar los avances\n   4 a favor, 1 en contra, 0 abstenciones\n\nTermina a las 10:00.', 'its minutes begin so');

-- the draft
select is(pg_temp.sec($$update council.minutes set minutes_text = minutes_text || ' secreto del acta'$$), '1', 'the secretariat goes on from there');
select is(pg_temp.sec($$insert into council.minutes_remark (minutes_id, seat_id, remark, answer) select id, pg_temp.seat('M-01-2019', 2), 'secreto del asiento', 'Se corrige' from council.minutes$$),
	'1', 'with what the seats remark');
select is(pg_temp.told($$insert into council.minutes_remark (minutes_id, seat_id, remark) select id, (select x.id from council.seat x
	join council.body b on b.id = x.body_id where b.body_code = 'O' and seat_no = 1), 'x' from council.minutes$$), 'seat_no: El asiento 1 no es miembro el 01/03/2019.',
	'not those of another body');
create function pg_temp.reads(who text, office text) returns text language sql as $$
	select concat_ws(' ', pg_temp.asked(who, office, 'select count(*) from council.minutes'), pg_temp.asked(who, office, 'select count(*) from council.minutes_list'),
		pg_temp.asked(who, office, 'select count(*) from council.minutes_remark'), pg_temp.asked(who, office, 'select count(*) from council.minutes_remark_all'),
		pg_temp.asked(who, office, $q$select count(*) from audit.change where relation like 'council.minutes%' and (new::text like '%secreto%' or old::text like '%secreto%')$q$) <> '0')
$$;
select is(pg_temp.reads(who, office), want, format('%s in %s reads %s', who, coalesce(office, 'the main office'), want)) from (values
	('t_a', 'A', '1 1 1 1 t'), ('t_resp', 'A', '1 1 1 1 t'), ('t_b', 'B', '0 0 0 0 f'), ('t_r', 'B', '0 0 0 0 f'), ('t_it', null, '0 0 0 0 f'),
	('t_sec', null, '1 1 1 1 t')) as v (who, office, want);
set local role hito_owner;
update council.seat s set to_date = '2019-04-09' from council.body b where b.id = s.body_id and b.body_code = 'M' and s.seat_no = 2;
reset role;
select is(pg_temp.reads('t_a', 'A'), '0 0 0 0 f', 'no more when the office left its seat');
set local role hito_owner;
update council.seat s set to_date = null from council.body b where b.id = s.body_id and b.body_code = 'M' and s.seat_no = 2;
reset role;
select is(pg_temp.as_login(who, office, false, $$update council.minutes set minutes_text = 'x'$$), '42501', who || ' writes no minutes')
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_it', null)) as v (who, office);
select is(pg_temp.as_login(who, office, false, $$insert into council.minutes_remark (minutes_id, seat_id, remark)
	values ((select id from council.minutes), pg_temp.seat('M-01-2019', 2), 'x')$$), '42501', who || ' enters no remark')
from (values ('t_a', 'A'), ('t_r', 'A')) as v (who, office);
select is(pg_temp.as_login('t_sec', null, false, $$update council.minutes set state = 'approved'$$), '42501', 'a state is not written');
select is(pg_temp.told($$select core.step('council.minutes', id, row_version, 'approved', '{draft}') from council.minutes$$),
	'El acta se aprueba en la sesión, con Aprobar acta.', 'nor moved beside the session');
select is(pg_temp.as_login('t_sec', null, false, $$update council.minutes set sha256 = repeat('0', 64)$$, $$select 1 from council.minutes where sha256 is not null$$), '0', 'no digest by hand');

-- where it is approved
select is(pg_temp.told(pg_temp.act('approve', 'M-01-2019', ref)), want, want) from (values
	($$'M-99-2019'$$, 'approved_in_ref: No hay una sesión «M-99-2019».'),
	($$'O-01-2019'$$, 'approved_in_ref: La sesión O-01-2019 es de otro órgano.'),
	($$'M-02-2019'$$, 'approved_in_ref: Un acta se aprueba en su sesión o en una posterior que se haya realizado: M-02-2019, del 01/04/2019, no lo es.'),
	($$'M-03-2019'$$, 'approved_in_ref: Un acta se aprueba en su sesión o en una posterior que se haya realizado: M-03-2019, del 30/04/2019, no lo es.'),
	('null', 'taken'), ($$' m-01-2019 '$$, 'taken')) as v (ref, want);
select is(pg_temp.sec(pg_temp.act('roll', 'M-02-2019', pg_temp.present(4)), pg_temp.act('open', 'M-02-2019', $$'09:00'$$)), '1', 'the next session is held');
select is(pg_temp.told(pg_temp.act('approve', 'M-01-2019', $$'M-02-2019'$$)), 'taken', 'where it may be approved');
create function pg_temp.rule(how text) returns void language plpgsql as $$
begin
	set local role hito_owner;
	delete from council.quorum_rule where body_id is not null;
	insert into council.quorum_rule (body_id, from_date, minutes_in, office_id) select id, '2019-01-01', how, core.root_office() from council.body where body_code = 'M';
	reset role;
end
$$;
select pg_temp.rule('same') \g /dev/null
select is(pg_temp.told(pg_temp.act('approve', 'M-01-2019', $$'M-02-2019'$$)), 'approved_in_ref: La regla del órgano pide aprobar el acta al final de la misma sesión.', 'in the same one');
select is(pg_temp.told(pg_temp.act('approve', 'M-01-2019', 'null')), 'taken', 'it is');
select pg_temp.rule('later') \g /dev/null
select is(pg_temp.told(pg_temp.act('approve', 'M-01-2019', 'null')), 'approved_in_ref: La regla del órgano pide aprobar el acta en una sesión posterior: diga en cuál.', 'in a later one');
select is(pg_temp.told($$update council.minutes set deleted_at = now(), deleted_why = 'x'$$, pg_temp.act('approve', 'M-01-2019', $$'M-02-2019'$$)),
	'La sesión no tiene el texto de su acta: escríbalo en Actas.', 'not without a text');
select is(pg_temp.as_login(who, office, false, pg_temp.act('approve', 'M-01-2019', $$'M-02-2019'$$)), want, who || ' approves nothing') from (values
	('t_a', 'A', 'HT001'), ('t_r', 'A', 'HT001'), ('t_it', null, 'HT003')) as v (who, office, want);
select is(pg_temp.sec(pg_temp.act('approve', 'M-01-2019', $$'M-02-2019'$$)), '1', 'approved');
select is((select concat_ws(' ', state, approved_in_ref, approved_on, locked) from council.session_all where session_ref = 'M-01-2019'), 'approved M-02-2019 2019-04-01 t', 'where and when');
select is((select concat_ws(' ', state, sha256 = encode(sha256(convert_to(minutes_text, 'UTF8')), 'hex'), broken) from council.minutes_all), 'approved t f', 'with the digest of its text');
select is(pg_temp.reads(who, office), '1 1 1 1 t', who || ' reads it') from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'B'), ('t_it', null)) as v (who, office);

-- nothing of it changes, by an action or by hand, by whom ever
create function pg_temp.of(cols text, vals text, tab text) returns text language sql as
	$$select format('insert into council.%s (session_id, %s) values (pg_temp.sid(''M-01-2019''), %s)', tab, cols, vals)$$;
create temp table fixed (stmt text, want text);
insert into fixed select stmt, case when stmt like '%council.minutes set%' or stmt like '%council.session set%' then
		'El acta está aprobada y no se cambia: una corrección es un acuerdo de otra sesión.'
	when stmt like '%minutes_remark%' then 'El acta está aprobada: sus observaciones no cambian.'
	when stmt like '%council.agreement %' then 'El acta está aprobada: una corrección es un acuerdo de otra sesión.'
	else 'El acta de la sesión está aprobada: lo que pasó en ella no se cambia.' end
from unnest(array[
	'update council.session set guests = ''x'' where session_ref = ''M-01-2019''',
	'update council.session set ended_at = ''11:00'' where session_ref = ''M-01-2019''',
	'update council.session set document_id = (select min(id) from core.document) where session_ref = ''M-01-2019''',
	'update council.session set deleted_at = now(), deleted_why = ''x'' where session_ref = ''M-01-2019''',
	'update council.agenda set item_text = ''x'' where item_no = 1',
	'update council.agenda set outcome = ''x'' where item_no = 1',
	'update council.agenda set deleted_at = now(), deleted_why = ''x'' where item_no = 1',
	'update council.agenda set session_id = pg_temp.sid(''M-02-2019'') where item_no = 1',
	'update council.attendance set left_at = ''09:30'' where session_id = pg_temp.sid(''M-01-2019'')',
	'update council.attendance set person_name = ''x'' where session_id = pg_temp.sid(''M-01-2019'')',
	'update council.attendance set deleted_at = now(), deleted_why = ''x'' where session_id = pg_temp.sid(''M-01-2019'')',
	'update council.summons set means = ''x''',
	'update council.summons set session_id = pg_temp.sid(''M-02-2019'')',
	'update council.vote set vote = ''for'' where vote = ''against''',
	'update council.vote set reason = ''x'' where vote = ''against''',
	'update council.vote set deleted_at = now(), deleted_why = ''x''',
	'update council.agreement set agreement_text = ''x''',
	'update council.agreement set votes_for = 9, voting = ''count'', passed = false, kind = ''note''',
	'update council.agreement set session_id = pg_temp.sid(''M-02-2019'')',
	'update council.agreement set deleted_at = now(), deleted_why = ''x''',
	'update council.agreement set due = ''2019'', due_from = ''2019-01-01'', due_to = ''2019-12-31'', due_precision = ''year''',
	'update council.minutes set minutes_text = ''x''',
	'update council.minutes set sha256 = repeat(''0'', 64), minutes_text = ''y''',
	'update council.minutes set session_id = pg_temp.sid(''M-02-2019'')',
	'update council.minutes set deleted_at = now(), deleted_why = ''x''',
	'update council.minutes_remark set answer = ''x''',
	'update council.minutes_remark set deleted_at = now(), deleted_why = ''x''',
	pg_temp.of('item_text', '''x''', 'agenda'), pg_temp.of('seat_id, mark', 'pg_temp.seat(''M-01-2019'', 6), ''absent''', 'attendance'),
	pg_temp.of('seat_id, sent_on', 'pg_temp.seat(''M-01-2019'', 6), ''2019-02-20''', 'summons'),
	pg_temp.of('agreement_text', '''x''', 'agreement'),
	'insert into council.vote (agreement_id, seat_id, vote) values (pg_temp.aid(''M-01-2019/1''), pg_temp.seat(''M-01-2019'', 3), ''for'')',
	'insert into council.minutes_remark (minutes_id, seat_id, remark) select id, pg_temp.seat(''M-01-2019'', 3), ''x'' from council.minutes']) as stmt;
grant select on fixed to public;
select alike(pg_temp.told(stmt), '%' || want, stmt) from fixed;
select isnt(pg_temp.as_login('t_it', null, false, stmt), '1', 'IT: ' || stmt) from fixed where stmt not like 'update council.session%';
select alike(pg_temp.told(pg_temp.act(action, 'M-01-2019', args)), '%cambió este registro%', action || ' of an approved one') from (values ('convene', 'null, null'),
	('open', $$'09:00'$$), ('fail', $$'x'$$), ('end', $$'10:00'$$), ('approve', $$'M-02-2019'$$)) as v (action, args);
select is(pg_temp.told(format($$select core.step_of_person('council.session', %s, (select row_version from council.session where id = %1$s),
	%L, '{approved}', '{}')$$, pg_temp.sid('M-01-2019'), next)), 'state: Una sesión no pasa de esa situación a la otra.', 'approved is not ' || next || ' again')
from unnest('{planned,convened,held,draft,failed}'::text[]) as next;
select is(pg_temp.told(pg_temp.act('roll', 'M-01-2019', $$'6T'$$)), 'La lista se pasa en una sesión convocada o realizada.', 'no roll');
-- What becomes of an agreement goes on.
select is(pg_temp.told(pg_temp.end('fulfil', 'M-01-2019/1', $$'Publicado', null$$)), 'taken', 'its agreements end later');
select is(pg_temp.told($$update council.body set body_code = 'MM' where body_code = 'M'$$), 'taken', 'a body may be called otherwise');
set local role hito_owner;
update council.quorum_rule set votes_numerator = 1, votes_denominator = 1, votes_above = false, second_after = 30;
reset role;
select is(pg_temp.told(pg_temp.end('fulfil', 'M-01-2019/1', $$'Publicado', null$$)), 'taken', 'and what passed by the rule of its time did');
select is((select passed from council.agreement), true, 'stays so');
set local role hito_owner;
alter table council.minutes disable trigger user;
update council.minutes set minutes_text = minutes_text || '.';
alter table council.minutes enable trigger user;
reset role;
select is((select broken from council.minutes_all), true, 'a text changed behind all that is told');

-- a session without a list has minutes too
select pg_temp.session('O', '2019-04-03') \g /dev/null
select is(pg_temp.sec(pg_temp.act('unrecorded', 'O-02-2019', $$'En papel'$$), pg_temp.act('end', 'O-02-2019', 'null')), '1', 'ended');
select alike((select minutes_text from council.minutes where session_id = pg_temp.sid('O-02-2019')), E'%ASISTENCIA\nSin registro: En papel%QUÓRUM\nasistencia sin registro%', 'say so');

-- contacts of those designated
set local role hito_owner;
insert into council.designation_private (designation_id, email, phone, document_no, office_id)
select d.id, 'persona@example.org', '999000111', '12345678', d.office_id from council.designation d where person_name = 'Titular 1 de M';
reset role;
select is((select contact_mask from council.designation where person_name = 'Titular 1 de M'), 'pe***@*** ***11', 'a contact is masked');
select is(pg_temp.asked(who, office, $$select concat_ws('|', contact_mask, email, phone, document_no) from council.designation_list where person_name = 'Titular 1 de M'$$), want,
	who || ' sees ' || want) from (values ('t_a', 'A', 'pe***@*** ***11'), ('t_b', 'B', 'pe***@*** ***11'), ('t_r', 'A', 'pe***@*** ***11'),
	('t_sec', null, 'pe***@*** ***11|persona@example.org|999000111|12345678')) as v (who, office, want);
select is(pg_temp.asked(who, office, $$select count(*) from audit.change where relation = 'council.designation_private'$$), '0', who || ' does not by its history')
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A')) as v (who, office);
select is(pg_temp.as_login(who, office, false, $$insert into council.designation_private (designation_id, email) select id, 'x@example.org' from council.designation
	where person_name = 'Titular 2 de M'$$), '42501', who || ' writes none') from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_it', null)) as v (who, office);
select is(pg_temp.sec($$update council.designation_private set email = 'yo@example.org', phone = '123'$$), '1', 'short ones');
select is((select contact_mask from council.designation where person_name = 'Titular 1 de M'), '***@*** ***', 'show nothing');

-- the rule that all bodies begin with comes once
select is((select count(*) from council.quorum_rule where body_id is null), 1::bigint, 'there is one');
set local role hito_owner;
select council.quorum_rule_default(), core.init_defaults() \g /dev/null
reset role;
select is((select count(*) from council.quorum_rule where body_id is null), 1::bigint, 'a migration adds none');
select is(pg_temp.sec($$update council.quorum_rule set second_minimum = 4, unverified = false, source = 'Verificada' where body_id is null$$), '1', 'somebody verifies it');
set local role hito_owner;
select core.init_defaults() \g /dev/null
reset role;
select is((select second_minimum || source from council.quorum_rule where body_id is null), '4Verificada', 'a migration leaves it');
select is(pg_temp.sec($$update council.quorum_rule set deleted_at = now(), deleted_why = 'x' where body_id is null$$), '1', 'somebody marks it');
set local role hito_owner;
select core.init_defaults() \g /dev/null
reset role;
select is((select count(*) from council.quorum_rule where body_id is null and deleted_at is null), 0::bigint, 'it does not come back');
set local role hito_owner;
delete from council.quorum_rule where body_id is null;
select core.init_defaults() \g /dev/null
reset role;
select is((select count(*) from council.quorum_rule where body_id is null), 1::bigint, 'a database from before the register gets it');

select * from finish();
rollback;
