-- SPDX-License-Identifier: GPL-3.0-or-later
-- A session in every state, by whom, and every move that is refused: by its
-- actions, by the step itself and by plain statements; what cannot be at the
-- roll and at the summons.
begin;
\ir fixture.psql
\ir council.psql
select plan(184);

select pg_temp.body('C', 14) \g /dev/null
select pg_temp.body('D', 3) \g /dev/null
create function pg_temp.new(fields text, vals text) returns text language sql as
	$$select format('insert into council.session (body_id, held_on%s) select b.id, %s from council.body b where b.body_code = ''C''',
		', ' || fields, vals)$$;

-- planned: its number, its year, how it is cited
select is(pg_temp.sec(pg_temp.new('number_text', $$'2019-04-03', '07'$$)), '1', 'a session is planned');
select is((select concat_ws(' ', session_ref, year, session_no, state, kind, in_call) from council.session), 'C-07-2019 2019 7 planned ordinary 1',
	'it has the number as it was published and the year of its day');
select is(pg_temp.sec(pg_temp.new('kind', $$'2019-04-03', 'extraordinary'$$)), '1', 'an extraordinary one');
select is(pg_temp.sec(pg_temp.new('year', $$'2019-04-09', null$$)), '1', 'and the next');
select is((select string_agg(session_ref, ' ' order by id) from council.session), 'C-07-2019 C-E01-2019 C-08-2019', 'have theirs');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.new('session_no', $$'2019-04-04', 7$$)), '23505', 'two with one key are refused');
select is(pg_temp.told(pg_temp.new('session_no', $$'2019-04-04', 0$$)),
	'new row for relation "session" violates check constraint "session_no_positive"', 'a number begins at 1');
set local role hito_owner;
update council.body set to_date = '2019-12-31' where body_code = 'C';
reset role;
select is(pg_temp.told(pg_temp.new(fields, vals)), want, want) from (values
	('call_at', $$'2017-12-31', null$$, 'held_on: El órgano existe desde el 01/01/2018: no sesiona antes.'),
	('call_at', $$'2018-01-01', null$$, 'taken'), ('call_at', $$'2019-12-31', null$$, 'taken'),
	('call_at', $$'2020-01-01', null$$, 'held_on: El órgano existió hasta el 31/12/2019: no sesiona después.'),
	('second_on', $$'2019-12-31', '2020-01-01'$$, 'second_on: El órgano existió hasta el 31/12/2019: no sesiona después.'),
	('second_on', $$'2019-04-03', '2019-04-03'$$, 'second_on: La segunda convocatoria es a los 1 días de la primera o después: no antes del 04/04/2019.'),
	('second_on', $$'2019-04-03', '2019-04-04'$$, 'taken')) as v (fields, vals, want);
select is(pg_temp.told($$update council.body set from_date = '2019-04-04' where body_code = 'C'$$),
	'from_date: El órgano tiene una sesión del 03/04/2019: existe desde antes.', 'the body began before its sessions');
select is(pg_temp.told($$update council.body set to_date = '2019-04-08' where body_code = 'C'$$),
	'to_date: El órgano tiene una sesión del 09/04/2019: existe hasta después.', 'and ends behind them');

-- by whom: the secretariat alone takes the steps
select is(pg_temp.as_login(who, office, false, pg_temp.act('convene', 'C-07-2019', 'null, null')), want, format('%s convenes: %s', who, want))
from (values ('t_a', 'A', 'HT001'), ('t_b', 'B', 'HT001'), ('t_resp', 'A', 'HT001'), ('t_r', 'A', 'HT001'), ('t_it', null, 'HT003'),
	('t_out', null, '42501')) as v (who, office, want);
select is(pg_temp.as_login(who, office, false, $$update council.session set state = 'held'$$), '42501', format('%s writes a state', who))
from (values ('t_a', 'A'), ('t_r', 'A'), ('t_it', null), ('t_sec', null)) as v (who, office);
select is(pg_temp.as_login('t_sec', null, false, $$insert into council.session (body_id, held_on, state)
	select id, '2019-04-05', 'held' from council.body where body_code = 'C'$$), 'HT002', 'one does not enter as held');

-- what is no step
select is(pg_temp.told(format($$select core.step_of_person('council.session', %s, (select row_version from council.session where id = %1$s),
	%L, '{%s}', '{}')$$, pg_temp.sid('C-07-2019'), next, 'planned')), 'state: Una sesión no pasa de esa situación a la otra.',
	'planned is not ' || next || ' next') from unnest('{held,failed,draft,approved}'::text[]) as next;
select is(pg_temp.told(pg_temp.act(action, 'C-07-2019', args)), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', action || ' of a planned one')
from (values ('open', $$'09:00'$$), ('fail', $$'x'$$), ('end', $$'10:00'$$), ('approve', 'null'), ('unrecorded', $$'x'$$),
	('second', $$'2019-04-04', '09:00'$$)) as v (action, args);
select is(pg_temp.told(pg_temp.act('roll', 'C-07-2019', $$'1T'$$)), 'La lista se pasa en una sesión convocada o realizada.', 'nor is a roll called');
select is(pg_temp.told($$insert into council.attendance (session_id, seat_id, mark) values (pg_temp.sid('C-07-2019'), pg_temp.seat('C-07-2019', 1), 'titular')$$),
	'mark: La sesión todavía no se convocó.', 'by a plain statement neither');

-- convened: every seat is summoned
select is(pg_temp.told(pg_temp.act('convene', 'C-07-2019', 'null, null')), 'call_at: Una citación dice la hora y el lugar: complételos en la sesión.',
	'it asks for the hour');
select is(pg_temp.sec($$update council.session set call_at = '09:00' where session_ref = 'C-07-2019'$$), '1', 'the hour');
select is(pg_temp.told(pg_temp.act('convene', 'C-07-2019', 'null, null')), 'call_at: Una citación dice la hora y el lugar: complételos en la sesión.',
	'and the place');
select is(pg_temp.told($$update council.session set online = 'https://sala.example.org' where session_ref = 'C-07-2019'$$,
	pg_temp.act('convene', 'C-07-2019', $$'2019-03-01', null$$)), 'taken', 'which may be an address');
select is(pg_temp.sec($$update council.session set place = 'Sala' where session_ref = 'C-07-2019'$$), '1', 'a room');
select is(pg_temp.told(pg_temp.act('convene', 'C-07-2019', $$'2019-04-04', 'oficio'$$)), 'sent_on: La sesión es el 03/04/2019: su citación se envía ese día o antes.',
	'no summons after the session');
set local role hito_owner;
insert into council.quorum_rule (body_id, from_date, summons_days, second_after, office_id)
select id, '2019-01-01', 5, 2, core.root_office() from council.body where body_code = 'C';
reset role;
select is(pg_temp.sec(pg_temp.act('convene', 'C-07-2019', $$'2019-03-30', 'oficio'$$)), '1', 'convened');
select is((select count(*) || ' ' || min(means) || ' ' || count(*) filter (where late) from council.summons_all), '14 oficio 14',
	'fourteen summons, all of them a day late');
select is(pg_temp.sec($$update council.summons set sent_on = '2019-03-29' where seat_id = pg_temp.seat('C-07-2019', 2)$$), '1', 'one went out before');
select is((select count(*) filter (where late) from council.summons_all), 13::bigint, 'is in time on its last day');
select is(pg_temp.told($$update council.summons set received_on = '2019-03-29'$$),
	'new row for relation "summons" violates check constraint "summons_not_reversed"', 'none is received before it is sent');

-- the roll
select is(pg_temp.told(pg_temp.act('roll', 'C-07-2019', quote_literal(roll))), want, want) from (values
	('', 'roll: Escriba la lista: asiento y marca, como 1T 2S 3E 4F.'),
	('15T', 'roll: El órgano no tiene un asiento 15 el 03/04/2019.'),
	('99999999999T', 'roll: No se entiende «99999999999T»: se escribe el asiento y su marca, T, S, E o F, y si hace falta las horas: 5T 7S2 6T09:40-10:15.'),
	('1X', 'roll: No se entiende «1X»: se escribe el asiento y su marca, T, S, E o F, y si hace falta las horas: 5T 7S2 6T09:40-10:15.'),
	('1E09:00', 'roll: No se entiende «1E09:00»: se escribe el asiento y su marca, T, S, E o F, y si hace falta las horas: 5T 7S2 6T09:40-10:15.'),
	('1T24:00', 'roll: No se entiende «1T24:00»: se escribe el asiento y su marca, T, S, E o F, y si hace falta las horas: 5T 7S2 6T09:40-10:15.'),
	('2S2', 'roll: El asiento 2 no tiene una alterna 2.'),
	('1T10:00-09:00', 'roll: Asiento 1: se retira antes de llegar.'),
	('1T 1T09:30', 'roll: Asiento 1: El asiento ya está presente desde el inicio hasta el final.'),
	('1T09:00-10:00 1T09:59', 'roll: Asiento 1: El asiento ya está presente desde las 09:00 hasta las 10:00.'),
	('1E 1T', 'roll: Asiento 1: El asiento ya está presente desde el inicio hasta el final.'),
	('1T09:00-10:00 1T10:00', 'taken'), ('1t, 2s;3e 4f', 'taken')) as v (roll, want);
set local role hito_owner;
insert into council.designation (seat_id, role, person_name, from_date, office_id)
values (pg_temp.seat('C-07-2019', 2), 'alternate', 'Alternate 2 bis', '2019-01-01', core.root_office());
reset role;
select is(pg_temp.sec(pg_temp.act('roll', 'C-07-2019', $$'1T 2S 4S 6S09:30 8S109:45 3E 5F'$$)), '1', 'a roll with alternates');
select is((select string_agg(concat_ws(' ', seat_no, mark, attended_by, arrived_at), '|' order by seat_no, turn) from council.attendance_all
	where deleted_at is null), '1 titular Titular 1 de C|2 alternate Alternate 2 de C|3 excused|4 alternate Alternate 4 de C|5 absent|'
	|| '6 alternate Alternate 6 de C 09:30:00|8 alternate Alternate 8 de C 09:45:00', 'who came');
select is(pg_temp.sec(pg_temp.act('roll', 'C-07-2019', $$'2S210:15 3T'$$)), '1', 'called again for some');
select is((select string_agg(concat_ws(' ', seat_no, attended_by, core.hour_text(arrived_at)), '|' order by seat_no) from council.attendance_all
	where deleted_at is null and seat_no in (1, 2, 3)), '1 Titular 1 de C|2 Alternate 2 bis 10:15|3 Titular 3 de C', 'the second alternate; the others stay');
select is(pg_temp.told(format($$insert into council.attendance (session_id, seat_id, mark, %s) values (pg_temp.sid('C-07-2019'), %s, %s)$$, fields, seat, vals)),
	want, want) from (values
	('person_name', $$pg_temp.seat('C-07-2019', 9)$$, $$'titular', 'TITULAR 1 DE C'$$, 'person_name: TITULAR 1 DE C ya asiste en el asiento 1.'),
	('designation_id', $$pg_temp.seat('C-07-2019', 9)$$, $$'titular', (select id from council.designation where person_name = 'Titular 10 de C')$$,
		'mark: La designación es de otro asiento, o para la otra calidad.'),
	('designation_id', $$pg_temp.seat('C-07-2019', 10)$$, $$'titular', (select id from council.designation where person_name = 'Alternate 10 de C')$$,
		'mark: La designación es de otro asiento, o para la otra calidad.'),
	('arrived_at', $$pg_temp.seat('C-07-2019', 9)$$, $$'absent', '09:00'$$,
		'new row for relation "attendance" violates check constraint "attendance_hours_of_present"'),
	('turn', $$pg_temp.seat('C-07-2019', 1)$$, $$'titular', 1$$, 'arrived_at: El asiento ya está presente desde el inicio hasta el final.'),
	('turn', $$(select x.id from council.seat x join council.body b on b.id = x.body_id where b.body_code = 'D' and x.seat_no = 1)$$, $$'titular', 1$$,
		'seat_no: El asiento 1 no es miembro el 03/04/2019.')) as v (fields, seat, vals, want);
select is(pg_temp.told($$update council.seat set to_date = '2019-04-02' where id = pg_temp.seat('C-07-2019', 9)$$,
	$$insert into council.attendance (session_id, seat_id, mark) values (pg_temp.sid('C-07-2019'), pg_temp.seat('C-07-2019', 9), 'absent')$$),
	'seat_no: El asiento 9 no es miembro el 03/04/2019.', 'a seat that ended the day before');
select is(pg_temp.told($$update council.designation set to_date = '2019-04-02' where person_name = 'Titular 9 de C'$$,
	$$insert into council.attendance (session_id, seat_id, mark, designation_id) select pg_temp.sid('C-07-2019'), seat_id, 'titular', id
		from council.designation where person_name = 'Titular 9 de C'$$),
	'mark: La designación de Titular 9 de C no rige ese día.', 'a person who is designated no more');
select is(pg_temp.told($$update council.seat set to_date = '2019-04-02' where id = pg_temp.seat('C-07-2019', 1)$$),
	'to_date: El asiento asistió a la sesión C-07-2019, del 03/04/2019.', 'a seat that attended does not end before');
select is(pg_temp.told($$update council.seat set seat_no = 99 where id = pg_temp.seat('C-07-2019', 1)$$),
	'seat_no: El asiento asistió a sesiones: póngale fecha de término en vez de anularlo o cambiarlo.', 'nor is another');
select is(pg_temp.told($$update council.seat set function = 'presides' where id = pg_temp.seat('C-07-2019', 2)$$),
	'function: En esas fechas ya preside «Cargo 1».', 'one presides');
select is(pg_temp.told($$insert into council.seat (body_id, seat_no, seat_name, sector, from_date) select id, 2, 'Otro', 'government', '2019-05-01'
	from council.body where body_code = 'C'$$), 'seat_no: El órgano ya tiene un asiento 2 en esas fechas: «Cargo 2».', 'one number, one seat');
select is(pg_temp.told($$insert into council.designation (seat_id, person_name, from_date) values (pg_temp.seat('C-07-2019', 2), 'Otra', '2019-05-01')$$),
	'person_name: En esas fechas la titular del asiento es otra: Titular 2 de C.', 'one titular');
select is(pg_temp.as_login(who, office, false, pg_temp.act('roll', 'C-07-2019', $$'1F'$$)), '42501', who || ' calls no roll')
from (values ('t_a', 'A'), ('t_r', 'A')) as v (who, office);

-- not met: not opened; the second call waits for its day
select is(pg_temp.told(pg_temp.act('open', 'C-07-2019', 'null')), 'started_at: Escriba la hora en que empezó la sesión.', 'it asks for the hour');
select is(pg_temp.told(pg_temp.act('open', 'C-07-2019', $$'09:00'$$)),
	'started_at: No hay quórum a las 09:00: 3 de 14, hacen falta 8: primera convocatoria, regla del 01/01/2019 (sin verificar).', 'without quorum');
select is(pg_temp.told(pg_temp.act('second', 'C-07-2019', $$'2019-04-04', '09:00'$$)),
	'second_on: La segunda convocatoria es a los 2 días de la primera o después: no antes del 05/04/2019.', 'before the interval of the rule');
select is(pg_temp.told(pg_temp.act('second', 'C-07-2019', $$null, null$$)), 'second_on: Escriba la fecha de la segunda convocatoria.', 'without its day');
select is(pg_temp.told($$update council.session set held_on = '2019-04-11' where session_ref = 'C-07-2019'$$, pg_temp.act('second', 'C-07-2019', $$'2019-04-13', '09:00'$$)),
	'La primera convocatoria todavía no fue: es el 11/04/2019.', 'nor is there a second call before the first one');
select is(pg_temp.told($$update council.session set held_on = '2019-04-10' where session_ref = 'C-07-2019'$$, pg_temp.act('second', 'C-07-2019', $$'2019-04-12', '09:00'$$)),
	'taken', 'on its day there may be');
select is(pg_temp.told($$update council.session set in_call = 2, second_on = '2019-04-05', first_present = 99, approved_on = '2019-04-05'
	where session_ref = 'C-07-2019'$$,
	$q$do $d$ begin if exists (select from council.session where in_call = 2 or first_present is not null or approved_on is not null)
		then raise 'written'; end if; end $d$$q$), 'taken', 'what an action says is not written by hand');
-- A seat leaves between the two calls, another one comes.
set local role hito_owner;
update council.seat set to_date = '2019-04-04' where id = pg_temp.seat('C-07-2019', 14);
insert into council.seat (body_id, seat_no, seat_name, sector, from_date, office_id)
select id, 15, 'Cargo nuevo', 'government', '2019-04-05', core.root_office() from council.body where body_code = 'C';
reset role;
select is(pg_temp.sec(pg_temp.act('roll', 'C-07-2019', $$'14T'$$), pg_temp.act('second', 'C-07-2019', $$'2019-04-05', '09:00'$$)), '1', 'called once more');
select is((select concat_ws(' ', state, in_call, first_present, second_on, second_at) from council.session where session_ref = 'C-07-2019'),
	'convened 2 7 2019-04-05 09:00:00', 'with those who came at first');
select is((select count(*) from council.attendance where deleted_at is null), 0::bigint, 'the roll begins anew');
select is(pg_temp.told(pg_temp.act('second', 'C-07-2019', $$'2019-04-08', '09:00'$$)), 'taken', 'the second call is put off');
select is(pg_temp.told(pg_temp.act('roll', 'C-07-2019', $$'14T'$$)), 'roll: El órgano no tiene un asiento 14 el 05/04/2019.', 'who left is called no more');
select is(pg_temp.sec(pg_temp.act('roll', 'C-07-2019', $$'1T 2T 3T 15T'$$)), '1', 'who came is');
select is(pg_temp.told(pg_temp.act('open', 'C-07-2019', $$'09:00'$$)),
	'started_at: No hay quórum a las 09:00: 4 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar).', 'four of fourteen');
select is(pg_temp.told(pg_temp.act('unrecorded', 'C-07-2019', $$'x'$$)), 'unrecorded_why: La asistencia está registrada: instale la sesión.',
	'a roll is not passed over');
select is(pg_temp.told(pg_temp.act('fail', 'C-07-2019', 'null')), 'taken', 'it may fail');
select is(pg_temp.sec(pg_temp.act('roll', 'C-07-2019', $$'4S09:20'$$)), '1', 'a fifth one comes');
select is(pg_temp.told(pg_temp.act('open', 'C-07-2019', $$'09:19'$$)),
	'started_at: No hay quórum a las 09:19: 4 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar).', 'a minute too early');
select is(pg_temp.told(pg_temp.act('fail', 'C-07-2019', 'null')),
	'Hay quórum (5 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar)): la sesión no es fallida.', 'with quorum it does not fail');

-- held
select is(pg_temp.as_login('t_it', null, false, pg_temp.act('open', 'C-07-2019', $$'09:20'$$)), 'HT003', 'IT opens none');
select is(pg_temp.told(pg_temp.act('open', 'C-07-2019', $$'08:59'$$)), 'started_at: La sesión se convocó para las 09:00: no empieza antes.', 'not before its hour');
select is(pg_temp.sec(pg_temp.act('open', 'C-07-2019', $$'09:20'$$)), '1', 'held');
select is((select concat_ws(' ', state, started_at, unrecorded, quorum) from council.session_all where session_ref = 'C-07-2019'),
	'held 09:20:00 f 5 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar)', 'with its quorum');
select is(pg_temp.told(format($$update council.session set %s where session_ref = 'C-07-2019'$$, set)), want, want) from (values
	('held_on = ''2019-04-02''', 'held_on: La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.'),
	('session_no = 3', 'held_on: La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.'),
	('second_on = ''2019-04-06''', 'held_on: La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.'),
	('deleted_at = now(), deleted_why = ''x''', 'held_on: La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.'),
	('unrecorded_why = ''x''', 'unrecorded_why: La asistencia está registrada: no se da por perdida.'),
	('ended_at = ''09:19''', 'new row for relation "session" violates check constraint "session_not_reversed"'),
	('guests = ''Prensa''', 'taken')) as v (set, want);
select is(pg_temp.told(pg_temp.act(action, 'C-07-2019', args)), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', action || ' of a held one')
from (values ('convene', 'null, null'), ('open', $$'09:00'$$), ('fail', $$'x'$$), ('approve', 'null'), ('unrecorded', $$'x'$$),
	('second', $$'2019-04-08', '09:00'$$)) as v (action, args);
-- with quorum from its first hour to its minutes
select is(pg_temp.told(variadic stmts), want, want) from (values
	(array[$$update council.session set started_at = '09:19' where session_ref = 'C-07-2019'$$],
		'started_at: No hay quórum a las 09:19: 4 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar).'),
	(array[$$update council.session set started_at = null where session_ref = 'C-07-2019'$$], 'started_at: Escriba la hora en que empezó la sesión.'),
	(array[$$update council.session set started_at = '09:21' where session_ref = 'C-07-2019'$$], 'taken'),
	(array[pg_temp.act('roll', 'C-07-2019', $$'1F'$$), pg_temp.act('end', 'C-07-2019', $$'10:00'$$)],
		'started_at: No hay quórum a las 09:20: 4 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar).'),
	(array[pg_temp.act('end', 'C-07-2019', $$'10:00'$$), pg_temp.act('roll', 'C-07-2019', $$'1F'$$), pg_temp.act('approve', 'C-07-2019', 'null')],
		'started_at: No hay quórum a las 09:20: 4 de 14, hacen falta 5: segunda convocatoria, regla del 01/01/2019 (sin verificar).'))
	as v (stmts, want);
select is(pg_temp.told(format($$update council.session set %s where session_ref = 'C-07-2019'$$, set)), want, set || ': ' || want) from (values
	($$second_at = '09:21'$$, 'started_at: La sesión se convocó para las 09:21: no empieza antes.'), ($$second_at = '09:20'$$, 'taken'),
	($$call_at = '11:00'$$, 'taken')) as v (set, want);
-- what was voted was voted while it lasted
select is(pg_temp.told(pg_temp.act('agree', 'C-07-2019', $$null, 'approve', 'Aprobar', '09:30', '5-0-0', null$$), stmt), want, stmt) from (values
	(pg_temp.act('end', 'C-07-2019', $$'09:29'$$), 'ended_at: El acuerdo 1 se votó a las 09:30.'), (pg_temp.act('end', 'C-07-2019', $$'09:30'$$), 'taken'),
	($$update council.session set started_at = '09:31' where session_ref = 'C-07-2019'$$, 'started_at: El acuerdo 1 se votó a las 09:30.'))
	as v (stmt, want);
select is(pg_temp.told(pg_temp.act('end', 'C-07-2019', 'null')), 'ended_at: Escriba la hora en que terminó la sesión.', 'it ends at an hour');
select is(pg_temp.told($$update council.attendance set deleted_at = now(), deleted_why = 'x' where deleted_at is null$$, pg_temp.act('end', 'C-07-2019', $$'10:00'$$)),
	'unrecorded_why: La sesión no tiene asistencia: pase lista, o escriba por qué no hay registro.', 'not without a roll');
select is(pg_temp.sec(pg_temp.act('end', 'C-07-2019', $$'10:00'$$)), '1', 'ended');
select is((select concat_ws(' ', s.state, m.state, m.minutes_text like '%5 de 14, hacen falta 5%') from council.session s join council.minutes m on m.session_id = s.id),
	'draft draft t', 'its minutes begin with what is on record');
select is(pg_temp.told(pg_temp.act(action, 'C-07-2019', args)), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', action || ' of one in draft')
from (values ('convene', 'null, null'), ('open', $$'09:00'$$), ('fail', $$'x'$$), ('end', $$'10:00'$$), ('unrecorded', $$'x'$$)) as v (action, args);
select is(pg_temp.told(format($$select core.step_of_person('council.session', %s, (select row_version from council.session where id = %1$s),
	%L, '{draft}', '{}')$$, pg_temp.sid('C-07-2019'), next)), 'state: Una sesión no pasa de esa situación a la otra.', 'draft is not ' || next || ' again')
from unnest('{planned,convened,held,failed}'::text[]) as next;

-- failed for want of quorum
select pg_temp.session('C', '2019-04-08') \g /dev/null
select is(pg_temp.sec(pg_temp.act('roll', 'C-09-2019', pg_temp.present(3)), pg_temp.act('fail', 'C-09-2019', 'null')), '1', 'too few');
select is((select state || ' ' || failed_why from council.session where session_ref = 'C-09-2019'),
	'failed Sin quórum: 3 de 14, hacen falta 8: primera convocatoria, regla del 01/01/2019 (sin verificar)', 'says why');
select is(pg_temp.told(pg_temp.act('roll', 'C-09-2019', $$'4T'$$)), 'La lista se pasa en una sesión convocada o realizada.', 'no roll after it');
select is(pg_temp.told($$update council.attendance set mark = 'absent' where session_id = pg_temp.sid('C-09-2019')$$),
	'mark: La sesión no se realizó por falta de quórum: su asistencia no cambia.', 'by hand neither');
select is(pg_temp.told($$insert into council.agreement (session_id, agreement_text) values (pg_temp.sid('C-09-2019'), 'x')$$),
	'session_ref: La sesión no se realizó por falta de quórum: no acordó nada.', 'it agreed nothing');
select is(pg_temp.told($$insert into council.minutes (session_id, minutes_text) values (pg_temp.sid('C-09-2019'), 'x')$$),
	'session_ref: Solo una sesión realizada tiene acta.', 'and has no minutes');
select is(pg_temp.told($$update council.session set deleted_at = now(), deleted_why = 'x' where session_ref = 'C-09-2019'$$),
	'held_on: La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.', 'nor is it marked');
select is(pg_temp.told(format($$select core.step_of_person('council.session', %s, (select row_version from council.session where id = %1$s),
	%L, '{failed}', '{}')$$, pg_temp.sid('C-09-2019'), next)), 'state: Una sesión no pasa de esa situación a la otra.', 'failed is not ' || next)
from unnest('{planned,convened,held,draft,approved}'::text[]) as next;

-- held, and nobody wrote down who came
select pg_temp.session('C', '2019-04-11') \g /dev/null
select is(pg_temp.told(pg_temp.act('open', 'C-10-2019', $$'09:00'$$)), 'held_on: La sesión es el 11/04/2019: ese día todavía no llega.', 'not before its day');
select is(pg_temp.told(pg_temp.act('fail', 'C-10-2019', 'null')), 'held_on: La sesión es el 11/04/2019: ese día todavía no llega.', 'nor does it fail before');
select pg_temp.session('C', '2019-04-10') \g /dev/null
select is(pg_temp.told(pg_temp.act('open', 'C-11-2019', $$'09:00'$$)),
	'Pase lista en la sala antes de instalar la sesión; si no hay registro de la asistencia, dígalo con su motivo.', 'without a roll it is not opened');
select is(pg_temp.told(pg_temp.act('unrecorded', 'C-11-2019', $$' '$$)), 'unrecorded_why: Escriba por qué no hay registro de la asistencia.', 'a reason is asked for');
select is(pg_temp.sec(pg_temp.act('unrecorded', 'C-11-2019', $$'La lista se perdió'$$)), '1', 'with it, it is held');
select is((select concat_ws('|', state, unrecorded, recorded, met, quorum) from council.session_all where session_ref = 'C-11-2019'),
	'held|t|f|asistencia sin registro', 'and no quorum is met or failed');
select is(pg_temp.told($$insert into council.attendance (session_id, seat_id, mark) values (pg_temp.sid('C-11-2019'), pg_temp.seat('C-11-2019', 1), 'titular')$$),
	'mark: La sesión se dio por realizada sin registro de asistencia.', 'nobody is added later');
select is(pg_temp.told($$update council.session set unrecorded_why = null where session_ref = 'C-11-2019'$$),
	'unrecorded_why: Escriba por qué no hay registro de la asistencia.', 'the reason stays');
select is(pg_temp.told(pg_temp.act('end', 'C-11-2019', 'null')), 'taken', 'its end may be unknown');

-- who reads them, who writes them
select is(pg_temp.asked(who, office, 'select count(*) from council.session_list'), '6', who || ' reads the sessions')
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_it', null), ('t_sec', null)) as v (who, office);
select is(pg_temp.as_login(who, office, false, format('update council.%s set row_version = row_version', tab)), '42501', format('%s does not write %s', who, tab))
from (values ('t_a', 'A'), ('t_r', 'A')) as v (who, office) cross join unnest('{body,seat,designation,quorum_rule,session,summons,agenda,attendance}'::text[]) as tab;

select * from finish();
rollback;
