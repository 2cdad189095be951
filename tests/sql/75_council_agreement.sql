-- SPDX-License-Identifier: GPL-3.0-or-later
-- Agreements: by how many votes and with what quorum, by whom they are written,
-- what becomes of them, how they are cited, what waits for the next session, and
-- the ten tables whose texts name one.
begin;
\ir fixture.psql
\ir council.psql
select plan(215);

select pg_temp.body('CR', 14, '2018-01-01', 'council') \g /dev/null
select pg_temp.body('X', 3) \g /dev/null
select pg_temp.session('X', '2019-03-10', 'held') \g /dev/null
select pg_temp.session('CR', '2019-03-10') \g /dev/null
create function pg_temp.office(code text) returns bigint language sql as
	$$select o.id from core.office o where o.office_code = code$$;
create function pg_temp.agree(args text, ref text default 'CR-01-2019') returns text language sql as
	$$select pg_temp.act('agree', ref, args)$$;
create function pg_temp.new(fields text, vals text, ref text default 'CR-01-2019') returns text language sql as
	$$select format('insert into council.agreement (session_id, agreement_text, %s) values (pg_temp.sid(%L), ''Se acuerda'', %s)', fields, ref, vals)$$;

-- not before the session is held
select is(pg_temp.told(pg_temp.new('kind', $$'approve'$$)), 'session_ref: La sesión todavía no se realizó: instálela antes de registrar sus acuerdos.',
	'a convened session agreed nothing yet');
-- Nine at first; 9 leaves at 10:00, 8 at 10:30 and is back at 11:00.
select is(pg_temp.sec(pg_temp.act('roll', 'CR-01-2019', $$'1T 2T 3T 4S 5T 6T 7T 8T-10:30 8T11:00 9T-10:00 10E'$$),
	pg_temp.act('open', 'CR-01-2019', $$'09:00'$$)), '1', 'held with nine');
select is(pg_temp.told(pg_temp.agree(args)), want, want) from (values
	($$null, null, ' ', null, null, null$$, 'agreement_text: Escriba qué se acordó.'),
	($$7, null, 'x', null, null, null$$, 'item_no: La agenda no tiene un punto 7.'),
	($$null, null, 'x', '08:59', null, null$$, 'voted_at: La sesión fue de 09:00 a ahora.'),
	($$null, null, 'x', '09:30', '9-1-0', null$$, 'votes_for: Son 10 votos y a esa hora hay 9 asientos presentes.'),
	($$null, null, 'x', '10:00', '5-2-2', null$$, 'votes_for: Son 9 votos y a esa hora hay 8 asientos presentes.'),
	($$null, null, 'x', '10:30', '7-0-0', null$$,
		'voted_at: A esa hora no hay quórum: 7 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar).'),
	($$null, null, 'x', '10:30', null, null$$,
		'voted_at: A esa hora no hay quórum: 7 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar).'),
	($$null, 'note', 'x', '10:30', null, null$$, 'taken'),
	($$null, 'note', 'x', '10:30', '7-0-0', null$$,
		'voted_at: A esa hora no hay quórum: 7 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar).'),
	($$null, null, 'x', '11:00', '8-0-0', null$$, 'taken'),
	($$null, null, 'x', '09:30', '5-3', 'for'$$, 'casting: El voto dirimente es para un empate.'),
	($$null, null, 'x', '09:30', '99999999999-0', null$$,
		'votes: No se entiende el voto «99999999999-0»: se escribe 8-2-1, o el asiento y su voto, F, C o A: 1F 2C 3A.'),
	($$null, null, 'x', '09:30', '1F 2X', null$$, 'votes: No se entiende el voto «2X»: se escribe 8-2-1, o el asiento y su voto, F, C o A: 1F 2C 3A.'),
	($$null, null, 'x', '09:30', '15F', null$$, 'votes: No se entiende el voto «15F»: se escribe 8-2-1, o el asiento y su voto, F, C o A: 1F 2C 3A.'),
	($$null, null, 'x', '09:30', '10F', null$$, 'seat_no: El asiento 10 no está presente a las 09:30.'),
	($$null, null, 'x', '10:15', '9F', null$$, 'seat_no: El asiento 9 no está presente a las 10:15.'),
	($$null, null, 'x', '09:59', '9F', null$$, 'taken')) as v (args, want);
select is(pg_temp.as_login('t_sec', null, false, pg_temp.agree($$null, null, 'x', '09:30', '1F 1C', null$$)), '23505', 'a seat votes once');
select is(pg_temp.told(pg_temp.new(fields, vals)), want, want) from (values
	('votes_for', '3', 'voting: Hay votos: diga si se votó por número o por nombre.'),
	('voting, votes_against', $$'count', 0$$, 'votes_for: Escriba los votos a favor y en contra; 0 si no hubo.'),
	('voting, votes_for', $$'count', 8$$, 'votes_against: Escriba los votos a favor y en contra; 0 si no hubo.'),
	('voting, votes_for, votes_against', $$'count', 2147483647, 2147483647$$, 'votes_for: Son 4294967294 votos y a esa hora hay 9 asientos presentes.'),
	('voting, votes_for, votes_against', $$'count', 8, -1$$, 'new row for relation "agreement" violates check constraint "agreement_votes_sound"'),
	('item_id', $$(select min(id) from council.agenda)$$, 'taken'),
	('agreement_no', '0', 'new row for relation "agreement" violates check constraint "agreement_no_positive"')) as v (fields, vals, want);

-- by how many votes it passes: more than half of those present, who presides breaks a tie
create function pg_temp.passes(at text, votes text, casting text default null) returns text language plpgsql as $$
declare
	answer text;
begin
	begin
		perform pg_temp.sec(pg_temp.agree(format('null, null, ''x'', %L, %L, %L', at, votes, casting)));
		select passed || ': ' || council.vote_text(a) into answer from council.agreement a order by a.id desc limit 1;
		raise exception using errcode = 'ZZ998';
	exception when sqlstate 'ZZ998' then
		return answer;
	end;
end
$$;
select is(pg_temp.passes(at, votes, casting), want, want) from (values
	('09:30', null, null, 'true: sin votación'),
	('09:30', '5-4-0', null, 'true: 5 a favor, 4 en contra, 0 abstenciones'),
	('09:30', '4-3-2', null, 'false: no se aprobó, 4 a favor, 3 en contra, 2 abstenciones'),
	('10:10', '4-4', null, 'false: no se aprobó, 4 a favor, 4 en contra, 0 abstenciones'),
	('10:10', '4-4', 'for', 'true: 4 a favor, 4 en contra, 0 abstenciones, voto dirimente a favor'),
	('10:10', '4-4', 'against', 'false: no se aprobó, 4 a favor, 4 en contra, 0 abstenciones, voto dirimente en contra'),
	('09:30', '1F 2F 3F 4F 5F 6C', null, 'true: 5 a favor, 1 en contra, 0 abstenciones'),
	('09:30', '1F 2F 3F 4F 5A 6C', null, 'false: no se aprobó, 4 a favor, 1 en contra, 1 abstención'),
	('10:10', '1F 2F 3F 4F 5C 6C 7C 8C', 'for', 'true: 4 a favor, 4 en contra, 0 abstenciones, voto dirimente a favor'))
	as v (at, votes, casting, want);
set local role hito_owner;
insert into council.quorum_rule (body_id, from_date, to_date, casting_vote, votes_numerator, votes_denominator, votes_above, office_id)
select id, '2019-03-01', '2019-03-20', false, 2, 3, false, core.root_office() from council.body where body_code = 'CR';
reset role;
select is(pg_temp.passes('09:30', '6-3'), 'true: 6 a favor, 3 en contra, 0 abstenciones', 'a body may ask for two thirds');
select is(pg_temp.passes('09:30', '5-3'), 'false: no se aprobó, 5 a favor, 3 en contra, 0 abstenciones', 'one fewer');
select is(pg_temp.told(pg_temp.agree($$null, null, 'x', '10:10', '4-4', 'for'$$)), 'casting: La regla del órgano no da voto dirimente a quien preside.',
	'and give nobody the casting vote');
set local role hito_owner;
update council.quorum_rule set deleted_at = now(), deleted_why = 'x' where body_id is not null;
reset role;

-- by whom, and how it is cited
select is(pg_temp.as_login(who, office, false, pg_temp.new('office_id', format('pg_temp.office(%L)', office))), want, format('%s agrees: %s', who, want))
from (values ('t_a', 'A', 'HT003'), ('t_resp', 'A', 'HT003'), ('t_r', 'A', '42501')) as v (who, office, want);
select is(pg_temp.sec(pg_temp.agree($$null, 'charge', 'Publicar el portal', '09:30', '1F 2F 3F 4F 5F 6F 7C 8A', null$$)), '1', 'a charge by names');
select is((select concat_ws('|', agreement_ref, votes_for, votes_against, votes_abstained, passed, state, unrecorded) from council.agreement),
	'CR-01-2019/1|6|1|1|t|open|f', 'has its number and its count');
select is(pg_temp.sec($$update council.agreement set votes_for = 9, votes_against = 0 where agreement_no = 1$$), '1', 'a count by hand is taken');
select is((select votes_for || '-' || votes_against from council.agreement), '6-1', 'and not believed');
select is(pg_temp.sec($$update council.vote set reason = 'Falta presupuesto' where vote = 'against'$$), '1', 'a dissent');
select is((select dissent from council.agreement), 'Cargo 7: Falta presupuesto', 'stands with the agreement');
select is(pg_temp.told($$update council.agreement set voting = 'count' where agreement_no = 1$$), 'voting: El acuerdo tiene votos por nombre: quítelos antes.',
	'names do not become a count');
select is(pg_temp.told($$update council.session set ended_at = '11:30' where session_ref = 'CR-01-2019'$$,
	$$update council.agreement set voted_at = '11:31' where agreement_no = 1$$), 'voted_at: La sesión fue de 09:00 a 11:30.', 'nor is it voted after the end');
select is(pg_temp.sec(pg_temp.new('number_text, kind, office_id', $$'05', 'charge', pg_temp.office('A')$$)), '1', 'one numbered as the minutes have it');
select is(pg_temp.sec(pg_temp.new('kind, office_id', $$'approve', pg_temp.office('B')$$)), '1', 'and the next');
select is((select string_agg(agreement_ref, ' ' order by id) from council.agreement), 'CR-01-2019/1 CR-01-2019/5 CR-01-2019/6', 'are cited so');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.new('agreement_no', '5')), '23505', 'two with one number are refused');
select is(pg_temp.as_login(who, office, false, $$update council.agreement set agreement_text = 'x' where agreement_no = 5$$), want, who || ' writes it anew: ' || want)
from (values ('t_a', 'A', 'HT003'), ('t_b', 'B', '0'), ('t_r', 'A', '42501')) as v (who, office, want);
select is(pg_temp.as_login('t_a', 'A', false, $$insert into council.vote (agreement_id, seat_id, vote) values (pg_temp.aid('CR-01-2019/1'), pg_temp.seat('CR-01-2019', 9), 'for')$$),
	'HT003', 'an office does not vote in another''s agreement');
select is(pg_temp.said('t_a', 'A', $$insert into council.vote (agreement_id, seat_id, vote) values (pg_temp.aid('CR-01-2019/5'), pg_temp.seat('CR-01-2019', 9), 'for')$$),
	'vote: El acuerdo se votó por número: no tiene votos por nombre.', 'nor in its own without votes');
select is(pg_temp.told($$update council.vote set agreement_id = pg_temp.aid('CR-01-2019/5') where vote = 'for'$$),
	'Un voto es de su acuerdo: no pasa a otro.', 'a vote does not move');
select is(pg_temp.sec($$update council.body set body_code = 'CRGA' where body_code = 'CR'$$), '1', 'the body is called otherwise');
select is((select string_agg(agreement_ref, ' ' order by id) from council.agreement) || ' ' || (select session_ref from council.session where held_on = '2019-03-10'
	and body_id = (select id from council.body where body_code = 'CRGA')), 'CRGA-01-2019/1 CRGA-01-2019/5 CRGA-01-2019/6 CRGA-01-2019', 'so are they');
select is(council.agreement_named(given), pg_temp.aid(want), given) from (values ('crga-01-2019/5', 'CRGA-01-2019/5'), (' CRGA-01-2019/6 ', 'CRGA-01-2019/6'),
	('Acuerdo N° 5 de la sesión N° 01-2019', 'CRGA-01-2019/5'), ('acuerdo 6, sesión ordinaria 1', 'CRGA-01-2019/6'),
	('acuerdo 5 de la sesión 1-2018', 'none'), ('acuerdo 5 de la sesión extraordinaria 1-2019', 'none'), ('CR-01-2019/5', 'none'), ('Acta N° 3', 'none'),
	('', 'none')) as v (given, want);
select is(pg_temp.told($$update council.agreement set item_id = (select a.id from council.agenda a where a.session_id = pg_temp.sid('X-01-2019')) where agreement_no = 5$$),
	'item_no: El punto es de la agenda de otra sesión.', 'a point of another session') from (select pg_temp.sec(
	$$insert into council.agenda (session_id, item_no, item_text) values (pg_temp.sid('X-01-2019'), 1, 'Otro')$$)) as x;

-- what became of it
select pg_temp.session('CRGA', '2019-04-09', 'held') \g /dev/null
select pg_temp.session('CRGA', '2019-02-09', 'held') \g /dev/null
select pg_temp.session('CRGA', '2019-04-08', 'failed') \g /dev/null
select is(pg_temp.sec(pg_temp.new('kind', $$'approve'$$, 'CRGA-02-2019')), '1', 'a later agreement');
select is(pg_temp.sec(pg_temp.new('kind', $$'approve'$$, 'CRGA-03-2019')), '1', 'an earlier one');
select is((select bool_and(unrecorded) from council.agreement where session_id in (pg_temp.sid('CRGA-02-2019'), pg_temp.sid('CRGA-03-2019'))), true,
	'without a roll they are marked so');
select is(pg_temp.said(who, office, pg_temp.end(action, 'CRGA-01-2019/5', args)), want, format('%s: %s', who, want)) from (values
	('t_b', 'B', 'fulfil', $$'Acta de entrega', null$$, 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.'),
	('t_r', 'A', 'fulfil', $$'Acta de entrega', null$$, 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.'),
	('t_a', 'A', 'fulfil', $$' ', null$$, 'evidence: Para dar por cumplido un acuerdo escriba su evidencia: el código de un documento, o cuál es.'),
	('t_a', 'A', 'fulfil', $$'x', 'CRGA-99-2019'$$, 'ended_in_ref: No hay una sesión «CRGA-99-2019».'),
	('t_a', 'A', 'fulfil', $$'x', 'CRGA-03-2019'$$, 'ended_in_ref: La sesión CRGA-03-2019 es anterior al acuerdo.'),
	('t_a', 'A', 'fulfil', $$'x', 'CRGA-04-2019'$$, 'ended_in_ref: La sesión CRGA-04-2019 no se realizó.'),
	('t_a', 'A', 'fulfil', $$'x', 'crga-02-2019'$$, 'taken'), ('t_a', 'A', 'fulfil', $$'x', 'CRGA-01-2019'$$, 'taken'),
	('t_sec', null, 'replace', $$'CRGA-01-2019/6'$$, 'taken'),
	('t_a', 'A', 'replace', $$'CRGA-02-2019/1'$$, 'Solo la secretaría registra que un acuerdo se reemplazó o quedó sin efecto.'),
	('t_a', 'A', 'void', $$'x', null$$, 'Solo la secretaría registra que un acuerdo se reemplazó o quedó sin efecto.'),
	('t_sec', null, 'replace', $$' '$$, 'replaced_by_ref: Escriba el acuerdo que lo reemplaza.'),
	('t_sec', null, 'replace', $$'CRGA-09-2019/1'$$, 'replaced_by_ref: No hay un acuerdo «CRGA-09-2019/1».'),
	('t_sec', null, 'replace', $$'CRGA-01-2019/5'$$, 'replaced_by_ref: Un acuerdo no se reemplaza a sí mismo.'),
	('t_sec', null, 'replace', $$'CRGA-03-2019/1'$$, 'replaced_by_ref: El acuerdo CRGA-03-2019/1 es anterior: un acuerdo se reemplaza por otro posterior.'),
	('t_sec', null, 'void', $$null, null$$, 'why: Escriba por qué el acuerdo queda sin efecto.')) as v (who, office, action, args, want);
select is(pg_temp.said('t_a', 'A', format('update council.agreement set %s where agreement_no = 5', set)),
	'state: El acuerdo sigue abierto: se termina con Cumplir, Reemplazar o Dejar sin efecto.', 'nor ' || set || ' of an open one')
from unnest(array[$$ended_on = '1990-01-01'$$, $$why = 'x'$$]) as set;
select is(pg_temp.said('t_a', 'A', $$update council.agreement set ended_in = pg_temp.sid('CRGA-02-2019') where agreement_no = 5$$),
	'state: El acuerdo sigue abierto: se termina con Cumplir, Reemplazar o Dejar sin efecto.', 'an end is told by its action');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.end('fulfil', 'CRGA-01-2019/5', $$'T-ACTA', 'CRGA-02-2019'$$)), '1', 'its office fulfils it');
select is((select concat_ws('|', state, evidence, document_ref, ended_on, ended_in_ref, pending, endable) from council.agreement_all where agreement_no = 5),
	'fulfilled|T-ACTA|T-ACTA|2019-04-10|CRGA-02-2019|f|f', 'with the document, the day and the session');
select is(pg_temp.sec(pg_temp.end('void', 'CRGA-01-2019/6', $$'Ya no hay presupuesto', 'CRGA-02-2019'$$)), '1', 'one is without effect');
select is((select concat_ws('|', state, why, ended_in_ref) from council.agreement_all where agreement_no = 6), 'without_effect|Ya no hay presupuesto|CRGA-02-2019', 'says why');
select is(pg_temp.sec(pg_temp.end('replace', 'CRGA-01-2019/1', $$'crga-02-2019/1'$$)), '1', 'one is replaced');
select is((select concat_ws('|', state, replaced_by_ref, ended_in_ref) from council.agreement_all where agreement_ref = 'CRGA-01-2019/1'),
	'replaced|CRGA-02-2019/1|CRGA-02-2019', 'by which');
select is(pg_temp.told(format('update council.agreement set %s where agreement_ref = ''CRGA-01-2019/%s''', set, no)), 'evidence: El acuerdo ya terminó y no se cambia.',
	format('%s of an ended one', set)) from (values (1, 'replaced_by = null, agreement_text = ''x'''), (5, 'evidence = ''otra'''), (6, 'why = ''otra'''),
	(5, 'agreement_text = ''otro'''), (6, 'deleted_at = now(), deleted_why = ''x''')) as v (no, set) where no <> 1;
select is(pg_temp.told(pg_temp.end(action, 'CRGA-01-2019/' || no, args)), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.',
	format('%s of an ended one', action)) from (values (1, 'fulfil', $$'x', null$$), (5, 'void', $$'x', null$$), (6, 'fulfil', $$'x', null$$),
	(6, 'replace', $$'CRGA-02-2019/1'$$)) as v (no, action, args);
select is(pg_temp.sec($$insert into council.agreement (session_id, agreement_text, voting, votes_for, votes_against, voted_at) values
	(pg_temp.sid('CRGA-01-2019'), 'Rechazado', 'count', 2, 6, '09:30')$$), '1', 'one that did not pass');
select is(pg_temp.told(pg_temp.end('fulfil', 'CRGA-01-2019/7', $$'x', null$$)), 'state: El acuerdo no se aprobó: no hay qué dar por terminado.', 'has no end');
select is(council.agreement_named('CRGA-01-2019/7'), null, 'and is nothing to stand on');

-- the roll as it is in the end carries the agreements
select is(pg_temp.told(pg_temp.act('roll', 'CRGA-01-2019', roll), pg_temp.act('end', 'CRGA-01-2019', $$'11:30'$$)), want, want) from (values
	($$'1F 2F'$$, 'started_at: No hay quórum a las 09:00: 7 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar).'),
	($$'1T-09:01 2T-09:01'$$, 'El acuerdo 1 es de una hora sin quórum: 7 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001 (sin verificar). Corrija la lista o el acuerdo.'),
	($$'1F 10T 11T'$$, 'En el acuerdo 1 vota el asiento 1, que a esa hora no está en la lista.'),
	($$'10T'$$, 'taken')) as v (roll, want);

-- what waits for the next session enters its agenda, once
set local role hito_owner;
update council.session s set state = 'draft', ended_at = '11:30' where session_ref = 'CRGA-01-2019';
insert into follow.corrective_action (plan_id, commitment_id, period_id, measure, office_id)
select c.plan_id, c.id, p.id, 'Contratar', c.office_id from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1
	and p.period_key = '2019-Q1';
reset role;
select is(pg_temp.sec(pg_temp.new('kind, office_id, agreement_no', $$'charge', pg_temp.office('B'), 8$$, 'CRGA-02-2019')), '1', 'an open charge');
select is(pg_temp.sec($$insert into council.agreement (session_id, agreement_text, kind) values (pg_temp.sid('X-01-2019'), 'De otro órgano', 'charge')$$), '1', 'another body''s');
select is(pg_temp.sec($$insert into council.session (body_id, held_on, call_at, place) select id, '2019-04-20', '09:00', 'Sala' from council.body where body_code = 'CRGA'$$), '1', 'the next session');
select is(pg_temp.sec($$insert into council.agenda (session_id, item_text) values (pg_temp.sid('CRGA-05-2019'), 'Palabras de bienvenida')$$), '1', 'has a point of its own');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.act('gather', 'CRGA-05-2019')), '42501', 'an office gathers nothing');
select is(pg_temp.sec(pg_temp.act('convene', 'CRGA-05-2019', 'null, null')), '1', 'convened');
select is((select string_agg(item_no || ' ' || source || ' ' || item_text, '|' order by item_no) from council.agenda where session_id = pg_temp.sid('CRGA-05-2019')),
	'1 own Palabras de bienvenida|2 minutes Aprobación del acta de la sesión CRGA-01-2019|3 agreement Estado del acuerdo CRGA-02-2019/8: Se acuerda|'
	|| '4 action Acción correctiva T1 N° 1 por acordar: Contratar', 'its agenda has what waits');
select is(pg_temp.told(pg_temp.act('gather', 'CRGA-05-2019')), 'Nada más espera a esta sesión: la agenda ya lo tiene todo.', 'each once');
select is(pg_temp.sec(pg_temp.new('kind, office_id', $$'charge', pg_temp.office('A')$$, 'CRGA-02-2019')), '1', 'another charge');
select is(pg_temp.sec(pg_temp.act('gather', 'CRGA-05-2019')), '1', 'is gathered later');
select is((select count(*) from council.agenda where session_id = pg_temp.sid('CRGA-05-2019')), 5::bigint, 'alone');
select is((select string_agg(source, ' ') from council.waiting((select id from council.body where body_code = 'X'), '2019-05-01')), 'agreement', 'a committee has its own alone');

-- ten tables whose texts name an agreement
create temp table asks (tab text, col text);
insert into asks values ('plan.action_plan', 'agreement'), ('plan.action_plan_version', 'agreement'), ('plan.milestone_reschedule', 'agreement'),
	('plan.work_item', 'agreement'), ('follow.result', 'agreement'), ('follow.baseline_set', 'agreement'), ('follow.target_change', 'agreement'),
	('follow.corrective_action', 'agreement'), ('follow.action_period', 'agreement'), ('core.period', 'change_agreement');
grant select on asks to public;
set local role hito_owner;
insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff, submissions_due, office_id)
select id, '2019-Q2', 'II Trimestre 2019', '2019-04-01', '2019-06-30', '2019-06-30', '2019-07-15', core.root_office() from plan.action_plan where plan_code = 'T1';
insert into plan.milestone_reschedule (milestone_id, reason, agreement, office_id) select id, 'x', 'CRGA-02-2019/20', office_id from plan.milestone where text like 'Portal%';
insert into plan.action_plan_version (plan_id, version, state, agreement, cards, office_id) select id, 1, 'submitted', 'CRGA-02-2019/20', '{}', core.root_office()
from plan.action_plan where plan_code = 'T1';
insert into plan.work_item (plan_id, item_no, text, agreement, office_id) select id, 1, 'x', 'CRGA-02-2019/20', core.root_office() from plan.action_plan where plan_code = 'T1';
insert into follow.baseline_set (plan_id, version, agreement, office_id) select id, 1, 'CRGA-02-2019/20', core.root_office() from plan.action_plan where plan_code = 'T1';
insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement, changed_on, office_id)
select i.id, p.id, 12, 'x', 'CRGA-02-2019/20', '2019-04-01', i.office_id from follow.indicator i join core.period p using (plan_id)
where indicator_code = 'I1' and period_key = '2019-Q1';
insert into follow.action_period (action_id, period_id, reason, agreement, office_id)
select a.id, p.id, 'x', 'CRGA-02-2019/20', a.office_id from follow.corrective_action a join core.period p using (plan_id) where period_key = '2019-Q2';
update plan.action_plan set agreement = 'CRGA-02-2019/20' where plan_code = 'T1';
update follow.corrective_action set agreement = 'CRGA-02-2019/20';
update follow.result set agreement = 'CRGA-02-2019/20';
update core.period set change_agreement = 'CRGA-02-2019/20' where period_key = '2019-Q1';
reset role;
create function pg_temp.linked(tab text, col text, said text) returns text language plpgsql as $$
declare
	answer text;
begin
	execute format('select string_agg(coalesce(a.agreement_ref, ''none''), '','') from %s t left join council.agreement a on a.id = t.agreement_id
		where t.%I = $1', tab, col) into answer using said;
	return answer;
end
$$;
select is(pg_temp.linked(tab, col, 'CRGA-02-2019/20'), 'none', tab || ' names one that is not on record') from asks;
select is(pg_temp.sec(pg_temp.new('agreement_no', '20', 'CRGA-02-2019')), '1', 'it is put on record');
select is(pg_temp.linked(tab, col, 'CRGA-02-2019/20'), 'CRGA-02-2019/20', tab || ' is linked') from asks;
select is(pg_temp.told($$update council.agreement set deleted_at = now(), deleted_why = 'x' where agreement_no = 20$$), 'No se puede anular: tiene periodos sin anular (1).', 'it is not marked while they stand on it');
select is(pg_temp.sec($$update council.body set body_code = 'CRG' where body_code = 'CRGA'$$), '1', 'the body is called otherwise');
set local role hito_owner;
do $$ declare r record; begin for r in select * from asks where tab <> 'plan.action_plan_version' loop
	execute format('update %s set %I = %2$I where %2$I is not null', r.tab, r.col); end loop; end $$;
reset role;
select is(pg_temp.linked(tab, col, 'CRGA-02-2019/20'), 'CRG-02-2019/20', tab || ' stays linked') from asks;
select is(pg_temp.sec($$update plan.work_item set agreement_id = pg_temp.aid('CRG-02-2019/1')$$), '1', 'a link by hand is taken');
select is(pg_temp.linked('plan.work_item', 'agreement', 'CRGA-02-2019/20'), 'CRG-02-2019/20', 'and not believed');

-- from the day of the setting on
select is(pg_temp.as_login(who, office, false, $$insert into core.setting (key, value) values ('council.agreements_from', '2019-04-10')$$), want,
	format('%s sets the day: %s', who, want)) from (values ('t_a', 'A', '42501'), ('t_r', 'A', '42501'), ('t_resp', 'A', '42501'), ('t_it', null, '1'),
	('t_sec', null, '1')) as v (who, office, want);
select is(pg_temp.told(format($$insert into core.setting (key, value) values ('council.agreements_from', %L)$$, value)), want, coalesce(value, 'null') || ': ' || want)
from (select v, case when v in ('2019-02-28', '2020-02-29') then 'taken' else
	'value: Desde qué día los acuerdos que se nombran deben estar registrados: escriba 2019-08-15.' end
	from unnest('{mañana,"",2019-02-29,2019-13-01,2019-04-00,10/04/2019,2019-02-28,2020-02-29}'::text[]) as v) as v (value, want);
select is(pg_temp.sec($$insert into core.setting (key, value) values ('council.agreements_from', '2019-04-11')$$), '1', 'from tomorrow on');
create temp table tries (tab text, who text, office text, stmt text);
grant select on tries to public;
insert into tries values
	('plan.work_item', 't_sec', null, $$update plan.work_item set agreement = %L$$),
	('plan.work_item', 't_sec', null, $$insert into plan.work_item (plan_id, text, agreement) select id, 'y', %L from plan.action_plan where plan_code = 'T1'$$),
	('plan.action_plan', 't_sec', null, $$update plan.action_plan set agreement = %L where plan_code = 'T1'$$),
	('plan.action_plan_version', 't_sec', null, $$select plan.action_plan_submit(id, row_version, %L) from plan.action_plan where plan_code = 'T1'$$),
	('plan.milestone_reschedule', 't_sec', null, $$select plan.milestone_reschedule(id, row_version, null, row('Set. 2019', '2019-09-01', '2019-09-30', 'month', false)::core.partial_date,
		'x', %L) from plan.milestone where text like 'Portal%%'$$),
	('follow.result', 't_sec', null, $$select follow.not_applicable_declare(p.id, i.id, 'x', %L) from follow.indicator i join core.period p using (plan_id)
		where indicator_code = 'I1' and period_key = '2019-Q2'$$),
	('follow.result', 't_sec', null, $$select follow.not_applicable_declare(p.id, i.id, 'x', %L) from follow.indicator i join core.period p using (plan_id)
		where indicator_code = 'I2' and period_key = '2019-Q1'$$),
	('follow.baseline_set', 't_sec', null, $$update follow.baseline_set set agreement = %L$$),
	('follow.target_change', 't_sec', null, $$insert into follow.target_change (indicator_id, period_id, new_planned, reason, agreement, changed_on)
		select i.id, p.id, 13, 'x', %L, '2019-04-10' from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I2' and period_key = '2019-Q2'$$),
	('follow.corrective_action', 't_sec', null, $$select follow.corrective_action_agree(id, row_version, %L) from follow.corrective_action$$),
	('follow.action_period', 't_sec', null, $$insert into follow.action_period (action_id, period_id, reason, agreement)
		select a.id, p.id, 'x', %L from follow.corrective_action a join core.period p using (plan_id) where period_key = '2019-Q1'$$),
	('core.period', 't_sec', null, $$update core.period set cutoff = cutoff + 1, change_reason = 'x', change_agreement = %L where period_key = '2019-Q1'$$);
select set_eq('select tab from asks', 'select distinct tab from tries', 'each of the ten is tried');
select unalike(pg_temp.said(who, office, format(stmt, 'Acta N° 9')), '%No hay un acuerdo%', tab || ' takes a text until then') from tries;
select is(pg_temp.sec($$update core.setting set value = '2019-04-10' where key = 'council.agreements_from'$$), '1', 'from today on');
select is(pg_temp.said(who, office, format(stmt, 'Acta N° 9')), case tab when 'core.period' then 'change_agreement' else 'agreement' end
	|| ': No hay un acuerdo «Acta N° 9». Regístrelo primero en Acuerdos y cítelo como CÓDIGO-01-2018/2.', tab || ' wants one on record') from tries;
select unalike(pg_temp.said(who, office, format(stmt, 'crg-02-2019/1')), '%No hay un acuerdo%', tab || ' takes one on record') from tries;
select is(pg_temp.sec($$update plan.work_item set agreement = 'CRGA-02-2019/20', text = 'otra cosa'$$), '1', 'a text that was there stays as it was');

select * from finish();
rollback;
