-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a session with approved minutes was counted by stays: seats, who sat in
-- them, the rule of its day. What only an action writes is written by it alone.
begin;
\ir fixture.psql
\ir council.psql
select plan(39);

select pg_temp.body('P', 14), pg_temp.session('P', '2019-03-01') \g /dev/null
select pg_temp.sec(pg_temp.act('roll', 'P-01-2019', pg_temp.present(8))), pg_temp.sec(pg_temp.act('open', 'P-01-2019', $$'09:05'$$)),
	pg_temp.sec(pg_temp.act('end', 'P-01-2019', $$'10:00'$$)) \g /dev/null
create function pg_temp.whose(no int) returns bigint language sql as
	$$select d.id from council.designation d where d.seat_id = pg_temp.seat('P-01-2019', no) and d.role = 'titular'$$;
create temp table tries (what text, stmt text, draft text, approved text);
grant select on tries to public;
insert into tries
select v.what, replace(replace(v.stmt, 'SEAT', pg_temp.seat('P-01-2019', 1)::text), 'WHO', pg_temp.whose(1)::text), v.draft, v.approved
from (values
	('a name', 'update council.designation set person_name = ''Otra'' where id = WHO', 'taken',
		'person_name: Titular 1 de P asistió a la sesión P-01-2019, con acta aprobada: póngale fecha de término y registre otra designación.'),
	('an end before', 'update council.designation set to_date = ''2019-02-01'' where id = WHO',
		'to_date: Titular 1 de P asistió a la sesión P-01-2019, del 01/03/2019.', null),
	('a mark', 'update council.designation set deleted_at = now(), deleted_why = ''x'' where id = WHO',
		'Titular 1 de P asistió a la sesión P-01-2019: póngale fecha de término en vez de anular o cambiar la designación.', null),
	('another role', 'update council.designation set role = ''alternate'' where id = WHO',
		'Titular 1 de P asistió a la sesión P-01-2019: póngale fecha de término en vez de anular o cambiar la designación.', null),
	('an end behind', 'update council.designation set to_date = ''2019-03-31'' where id = WHO', 'taken', 'taken'),
	('a seat''s name', 'update council.seat set seat_name = ''Otro'' where id = SEAT', 'taken',
		'seat_name: El asiento asistió a la sesión P-01-2019, con acta aprobada: póngale fecha de término y registre otro.'),
	('a seat from before', 'insert into council.seat (body_id, seat_no, seat_name, sector, from_date)
		select body_id, 15, ''Nuevo'', ''government'', ''2019-02-01'' from council.seat where id = SEAT', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada: ese día el órgano no cambia de asientos.'),
	('a seat from now on', 'insert into council.seat (body_id, seat_no, seat_name, sector, from_date)
		select body_id, 15, ''Nuevo'', ''government'', ''2019-04-01'' from council.seat where id = SEAT', 'taken', 'taken'),
	('a seat that ended before, without a roll of its own', 'update council.seat set to_date = ''2019-02-01'' where seat_no = 14
		and body_id = (select body_id from council.seat where id = SEAT)', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada: ese día el órgano no cambia de asientos.'),
	('a rule', 'update council.quorum_rule set first_numerator = 1, first_denominator = 10 where body_id is null', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada y se contó con la regla de ese día: termine la regla después y escriba otra.'),
	('a rule that ended before', 'update council.quorum_rule set to_date = ''2019-01-01'' where body_id is null', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada y se contó con la regla de ese día: termine la regla después y escriba otra.'),
	('a mark of a rule', 'update council.quorum_rule set deleted_at = now(), deleted_why = ''x'' where body_id is null', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada y se contó con la regla de ese día: termine la regla después y escriba otra.'),
	('a rule of its own from before', 'insert into council.quorum_rule (body_id, from_date, first_minimum)
		select body_id, ''2019-02-01'', 12 from council.seat where id = SEAT', 'taken',
		'from_date: La sesión P-01-2019, del 01/03/2019, tiene su acta aprobada y se contó con la regla de ese día: termine la regla después y escriba otra.'),
	('a rule of its own from now on', 'insert into council.quorum_rule (body_id, from_date, first_minimum)
		select body_id, ''2019-04-01'', 12 from council.seat where id = SEAT', 'taken', 'taken'),
	('a rule that is verified', 'update council.quorum_rule set unverified = false, source = ''x'' where body_id is null', 'taken', 'taken'))
	as v (what, stmt, draft, approved);
select is(pg_temp.told(stmt), draft, what || ', the minutes in draft') from tries;
select is(pg_temp.sec(pg_temp.act('approve', 'P-01-2019', 'null')), '1', 'they are approved');
select is(pg_temp.told(stmt), coalesce(approved, draft), what || ', the minutes approved') from tries;

-- what an action writes
select pg_temp.session('P', '2019-03-08', 'held') \g /dev/null
set local role hito_owner;
insert into council.agreement (session_id, agreement_text, kind, voting, office_id)
values (pg_temp.sid('P-02-2019'), 'Publicar', 'charge', 'none', core.office_named('A'));
insert into council.recommendation (year, source, recommendation_text, office_id) values (2019, 'other', 'Publicar', core.office_named('A'));
reset role;
select is(pg_temp.said(who, office, format('update council.agreement set %s where agreement_ref = ''P-02-2019/1''', set)),
	'evidence: La evidencia de un acuerdo se escribe al darlo por cumplido, con Cumplir.', who || ' writes no evidence beside: ' || set)
from (values ('t_a', 'A', 'evidence = ''x'''), ('t_sec', null, 'document_id = (select min(id) from core.document)')) as v (who, office, set);
select is(pg_temp.said(who, office, format('update council.recommendation set %s', set)),
	'answer: La respuesta, el cierre y el retiro de una recomendación los escriben sus acciones.', who || ' writes beside: ' || set)
from (values ('t_a', 'A', 'answer = ''x'''), ('t_a', 'A', 'closing = ''x'', closed_on = ''2019-01-01'''), ('t_sec', null, 'why = ''x'''))
	as v (who, office, set);
select is(pg_temp.as_login('t_sec', null, true, $$update council.agreement set unrecorded = not unrecorded where agreement_ref = 'P-02-2019/1'$$), '1', 'a mark of no roll');
select is((select unrecorded from council.agreement where agreement_ref = 'P-02-2019/1'), true, 'stays as it was worked out');
select is(pg_temp.told($$insert into council.session (body_id, held_on, year) select body_id, '2019-05-02', 2015 from council.seat limit 1$$),
	'year: La sesión es del 02/05/2019: no es de 2015.', 'the year is that of its day');

select * from finish();
rollback;
