-- SPDX-License-Identifier: GPL-3.0-or-later
-- The roll of a session as the sala reads and saves it: whose session, why it
-- is not called, two people who call one roll, and which seat was refused.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(27);

set local role hito_owner;
insert into council.body (body_code, body_name, kind, from_date) values ('CX', 'Consejo de prueba', 'council', '2018-01-01');
insert into council.seat (body_id, seat_no, seat_name, sector, from_date)
select b.id, n, 'Asiento ' || n, case when n <= 2 then 'government' else 'civil_society' end, '2018-01-01'
from council.body b, generate_series(1, 4) as n where b.body_code = 'CX';
insert into council.designation (seat_id, role, person_name, from_date)
select s.id, v.role, v.role || ' ' || v.n || ' de ' || s.seat_no, '2018-01-01'
from council.seat s, (values ('titular', 1), ('alternate', 1), ('alternate', 2)) as v (role, n)
where v.role = 'titular' or s.seat_no = 2;
insert into council.session (body_id, year, session_no, held_on, call_at, place)
select b.id, 2019, v.no, v.day, '09:00', 'Sala' from council.body b, (values (1, date '2019-04-10'), (2, '2019-05-08')) as v (no, day)
where b.body_code = 'CX';
insert into council.agenda (session_id, item_no, item_text, minutes)
select s.id, n, 'Punto ' || n, 10 from council.session s, generate_series(1, 2) as n where s.session_no = 1;
reset role;

create function pg_temp.head(what text, session text default 'CX-01-2019') returns text
language sql as $$
	select pg_temp.asked('t_sec', null, format('select %s from council.roll_head(council.roll_of(%L)) h', what, session))
$$;
create function pg_temp.version() returns int language sql as $$
	select row_version from council.session where session_ref = 'CX-01-2019'
$$;
create function pg_temp.roll(version int, roll text) returns text
language sql as $$
	select format('select council.session_roll(%s, %s, %L)', (select id from council.session where session_ref = 'CX-01-2019'),
		version, roll)
$$;
create function pg_temp.came() returns text language sql as $$
	select pg_temp.asked('t_sec', null, $q$select string_agg(concat_ws(' ', seat_no, mark, alternate_no, arrived_at, left_at), ', ')
		from council.roll(council.roll_of('CX-01-2019')) where mark is not null$q$)
$$;

-- Which session.
select alike(pg_temp.head('1', 'CX-09-2019'), 'error HT004%', 'one that is not there is refused');
select alike(pg_temp.head('1', ''), 'error HT004%', 'without a name there is none while none is convened');
select is(pg_temp.head('why'), 'la sesión todavía no se convocó', 'one that is planned is not called');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.roll(pg_temp.version(), '1T')), 'HT002', 'nor is its roll saved');
select is(pg_temp.as_login('t_sec', null, true, format('select council.session_convene(%s, %s, ''2019-04-01'', ''oficio'')', s.id, s.row_version)),
	'1', 'convened: ' || s.session_ref) from council.session s order by s.session_no desc;
select is(pg_temp.head('session_ref', null), 'CX-01-2019', 'without a name it is the one nearest to today');
select is(pg_temp.head($$concat_ws(' ', why, state, day, is_today, call_at, base, needed)$$),
	'convened 10/04/2019 t 09:00 4 3', 'what the roll stands on');
select alike(pg_temp.head('rule'), 'primera convocatoria, regla del 11/10/2001 (sin verificar)', 'with its rule');
select is(pg_temp.head('why_not_agree'), 'la sesión todavía no se instaló', 'nothing is agreed yet');

-- Two people call it.
create temp table read as select pg_temp.version() as version;
select is(pg_temp.as_login('t_sec', null, true, pg_temp.roll((select version from read), '1T 2S2 3E')), '1', 'a roll is saved');
select is(pg_temp.version(), (select version + 1 from read), 'the session''s version moves');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.roll((select version from read), '1F')), 'HT001', 'the second one is told');
select is(pg_temp.came(), '1 titular, 2 alternate 2, 3 excused', 'and overwrote nothing');
select is(pg_temp.asked('t_sec', null, pg_temp.roll(pg_temp.version(), '4T')), (pg_temp.version() + 1)::text,
	'the new version is returned, for what goes with it');
select is(pg_temp.as_login('t_r', 'A', false, pg_temp.roll(pg_temp.version(), '4T')), '42501', 'who only reads saves none');

-- Which seat.
create function pg_temp.why(roll text) returns text language sql as $$
	select pg_temp.said('t_sec', null, pg_temp.roll(pg_temp.version(), roll))
$$;
select alike(pg_temp.why('1T 9T'), 'roll: %asiento 9%', 'a seat that is not there is named');
select alike(pg_temp.why('4T 2S3'), 'roll: %asiento 2 no tiene una alterna 3%', 'an alternate too');
select alike(pg_temp.why('4T09:40-09:40'), 'roll: Asiento 4: se retira antes de llegar.%', 'it leaves when it arrives');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.roll(pg_temp.version(), '4T09:40-09:41')), '1', 'a minute later it may');
select alike(pg_temp.why('4T 4T10:00'), 'roll: Asiento 4: El asiento ya está presente%', 'what a rule says is said of its seat');

-- Left and back; what was agreed below its point.
select is(pg_temp.as_login('t_sec', null, true, pg_temp.roll(pg_temp.version(), '1T-09:30 1T09:50 4T')), '1', 'who left is back');
select is(pg_temp.came(), '1 titular 09:30, 1 titular 09:50, 2 alternate 2, 3 excused, 4 titular', 'with its hours');
select is(pg_temp.as_login('t_sec', null, true, format('select council.session_open(%s, %s, ''09:10'')', s.id, s.row_version)), '1', 'opened')
from council.session s where s.session_ref = 'CX-01-2019';
select is(pg_temp.as_login('t_sec', null, true, format(
	'select council.session_agree(%1$s, council.session_roll(%1$s, %2$s, ''3T09:55''), 2, null, ''Acordado'', ''10:00'', ''1F 2F 3F 4C'', null)',
	s.id, s.row_version)), '1', 'a roll and what is agreed with it in one statement')
from council.session s where s.session_ref = 'CX-01-2019';
select is(pg_temp.asked('t_sec', null, $q$select string_agg(concat_ws(' ', item_no, agreement_no, votes), '; ')
	from council.roll_agenda(council.roll_of(null))$q$), '1; 2 1 3 a favor, 1 en contra, 0 abstenciones', 'the agenda with what was agreed');
select is(pg_temp.asked('t_sec', null, $q$select count(*) from council.roll_agenda(council.roll_of(null)) where minutes = 10$q$), '2', 'each point once');

select * from finish();
rollback;
