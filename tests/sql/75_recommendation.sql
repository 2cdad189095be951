-- SPDX-License-Identifier: GPL-3.0-or-later
-- Recommendations: those of the committee bind, are answered by their office and
-- closed by nobody but the committee; they enter the next agenda; and what the
-- board tells of the council.
begin;
\ir fixture.psql
\ir council.psql
select plan(67);

select pg_temp.body('CR', 6, '2018-01-01', 'council') \g /dev/null
select pg_temp.body('CS', 3, '2018-08-01', 'follow_up') \g /dev/null
create function pg_temp.alerts(day date default '2019-04-10') returns text language sql as $$
	select coalesce(string_agg(a.key || ' ' || a.n, ', ' order by a.place) filter (where a.n > 0), '')
	from council.session_alerts(day) as a
$$;
create function pg_temp.recommend(fields text, vals text) returns text language sql as
	$$select format('insert into council.recommendation (recommendation_text, %s) values (''Publicar el avance'', %s)', fields, vals)$$;
create function pg_temp.of(action text, no int, args text, source text default 'committee') returns text language sql as
	$$select format('select council.recommendation_%s(t.id, t.row_version, %s) from council.recommendation t
		where t.recommendation_no = %s and t.source = %L and t.deleted_at is null', action, args, no, source)$$;
create function pg_temp.is_now(no int, source text default 'committee') returns text language sql as
	$$select concat_ws(' ', state, answer, answered_on, closing, closed_on, why) from council.recommendation
	where recommendation_no = no and source = $2$$;
create function pg_temp.office(code text) returns bigint language sql as
	$$select o.id from core.office o where o.office_code = code$$;

-- the committee's report
select is(pg_temp.told($$insert into council.committee_report (body_id, year, report_no, title)
	select id, 2018, 1, 'Evaluación' from council.body where body_code = 'CR'$$),
	'body_code: Estos informes son de un comité de seguimiento y evaluación.', 'a council reports on nothing');
select is(pg_temp.told($$insert into council.committee_report (body_id, year, report_no, title, received_on)
	select id, 2018, 1, 'Evaluación', '2018-07-31' from council.body where body_code = 'CS'$$),
	'received_on: El comité existe desde el 01/08/2018.', 'nor a committee before it is there');
select is(pg_temp.sec($$insert into council.committee_report (body_id, year, report_no, title, received_on)
	select id, 2018, 1, 'Evaluación', '2018-12-20' from council.body where body_code = 'CS'$$), '1', 'the report of 2018');
select is(pg_temp.as_login(who, office, false, $$insert into council.committee_report (body_id, year, report_no, title)
	select id, 2018, 2, 'Otra' from council.body where body_code = 'CS'$$), want, who || ' enters one: ' || want)
from (values ('t_a', 'A', '42501'), ('t_r', 'A', '42501'), ('t_it', null, '1')) as v (who, office, want);

-- who makes one binds or does not
select is(pg_temp.told(pg_temp.recommend('source', $$'committee'$$)),
	'new row for relation "recommendation" violates check constraint "recommendation_of_report"', 'one of the committee comes in its report');
select is(pg_temp.told(pg_temp.recommend('source, committee_report_id', $$'reviewer', (select id from council.committee_report)$$)),
	'committee_report_ref: Solo una recomendación del comité viene en un informe suyo.', 'and nobody else''s does');
select is(pg_temp.told(pg_temp.recommend('source', $$'mayor'$$)),
	'new row for relation "recommendation" violates check constraint "recommendation_source_known"', 'from whom is known');
select is(pg_temp.sec(pg_temp.recommend('committee_report_id, office_id', $$(select id from council.committee_report), pg_temp.office('A')$$)),
	'1', 'one of the committee');
select is((select concat_ws(' ', year, source, recommendation_no, binding, state) from council.recommendation), '2018 committee 1 t open',
	'takes year and number, and binds');
select is(pg_temp.sec(pg_temp.recommend('committee_report_id, office_id, number_text, due, due_from, due_to, due_precision',
	$$(select id from council.committee_report), pg_temp.office('B'), '03.', '31/03/2019', '2019-03-31', '2019-03-31', 'day'$$)), '1', 'a third');
select is(pg_temp.sec(pg_temp.recommend('committee_report_id', '(select id from council.committee_report)')), '1', 'and one more');
select is((select string_agg(recommendation_no::text, ' ' order by id) from council.recommendation), '1 3 4', 'as published, else the next number');
select is(pg_temp.sec(pg_temp.recommend('source', $$'other'$$), $q$do $d$ begin if exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
	then raise 'held'; end if; end $d$ $q$, $$update council.recommendation set deleted_at = now(), deleted_why = 'x' where source = 'other'$$), '1',
	'what serialises numbers is no lock that anybody may hold');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.recommend('committee_report_id, recommendation_no',
	'(select id from council.committee_report), 3')), '23505', 'a number is taken once');
select is(pg_temp.sec(pg_temp.recommend('source, source_name, office_id', $$'reviewer', 'Mecanismo de revisión', pg_temp.office('A')$$)), '1',
	'one of the reviewer');
select is((select concat_ws(' ', year, recommendation_no, binding) from council.recommendation where source = 'reviewer'), '2019 1 f',
	'has its own numbers and does not bind');
select is(pg_temp.told(pg_temp.recommend('source, recommendation_no', $$'other', 0$$)),
	'new row for relation "recommendation" violates check constraint "recommendation_no_positive"', 'from 1 on');
select is(pg_temp.as_login(who, office, false, pg_temp.recommend('source', $$'other'$$)), want, who || ' recommends: ' || want)
from (values ('t_a', 'A', 'HT003'), ('t_r', 'A', '42501'), ('t_it', null, '1'), ('t_out', null, '42501')) as v (who, office, want);
select is(pg_temp.as_login('t_sec', null, false, pg_temp.recommend('source, state', $$'other', 'closed'$$)), 'HT002', 'it enters open');

-- answered by its office, with evidence
select is(pg_temp.said('t_a', 'A', pg_temp.of('answer', 1, $$' ', null$$)), 'answer: Escriba qué se responde a la recomendación.', 'an answer says something');
select is(pg_temp.as_login('t_b', 'B', false, pg_temp.of('answer', 1, $$'No', null$$)), 'HT001', 'another office does not answer');
select is(pg_temp.as_login('t_r', 'A', false, pg_temp.of('answer', 1, $$'No', null$$)), 'HT001', 'nor who only reads');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.of('answer', 1, $$'Se publica desde mayo', 'Nota 4'$$)), '1', 'its office does');
select is(pg_temp.is_now(1), 'answered Se publica desde mayo 2019-04-10', 'and the day stands beside');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.of('answer', 1, $$'Se publica desde junio', null$$)), '1', 'it answers better');
select is((select evidence from council.recommendation where recommendation_no = 1 and binding), 'Nota 4', 'what it did not say again stays');
select is(pg_temp.as_login('t_a', 'A', false, $$update council.recommendation set recommendation_text = 'Otra cosa'$$), 'HT003',
	'what was recommended is not the office''s');
select is(pg_temp.as_login('t_a', 'A', false, $$update council.recommendation set deleted_at = now(), deleted_why = 'x' where binding and recommendation_no = 1$$),
	'HT003', 'nor marked by it');
select is(pg_temp.told($$update council.recommendation set deleted_at = now(), deleted_why = 'x' where binding and recommendation_no = 1$$),
	'Una recomendación vinculante respondida no se anula.', 'nor by the secretariat, once answered');
select is(pg_temp.sec($$update council.recommendation set deleted_at = now(), deleted_why = 'Repetida' where binding and recommendation_no = 4$$), '1',
	'an open one that is there twice is');

-- it waits for the next session of the council
select is(pg_temp.sec($$insert into council.session (body_id, held_on, call_at, place) select id, '2019-04-10', '09:00', 'Sala'
	from council.body where body_code = 'CR'$$), '1', 'a session is planned');
select is(pg_temp.sec(pg_temp.act('convene', 'CR-01-2019', $$'2019-04-09', 'oficio'$$)), '1', 'and convened');
select is((select string_agg(item_text, '; ' order by item_no) from council.agenda),
	'Recomendación vinculante 2018-1: Publicar el avance; Recomendación vinculante 2018-3: Publicar el avance',
	'the binding ones stand in its agenda, the marked one and the reviewer''s do not');
select is(pg_temp.told($$update council.recommendation set deleted_at = now(), deleted_why = 'x' where binding and recommendation_no = 3$$),
	'La recomendación vinculante ya está en la agenda de una sesión: no se anula.', 'what stands in one is not marked any more');

-- the board
select is(pg_temp.alerts(), 'binding 2, sessions 15', 'the board: two bind, no session since the council is there');
set local role hito_owner;
update council.body set to_date = '2018-12-31' where body_code = 'CS';
reset role;
select is(pg_temp.alerts(), 'binding 2, sessions 15, committee 1', 'no committee of this year');
select is(pg_temp.alerts('2018-03-31'), 'binding 2, committee 1', 'two months and some days without a session are not told');
select is(pg_temp.alerts('2018-04-01'), 'binding 2, sessions 3, committee 1', 'three are');
select is(pg_temp.alerts('2017-12-31'), 'binding 2', 'before there is a council nobody misses anything');
select is(pg_temp.sec(pg_temp.act('roll', 'CR-01-2019', $$'1T 2T 3T 4T'$$), pg_temp.act('open', 'CR-01-2019', $$'09:00'$$)), '1', 'the session is held');
select is(pg_temp.sec(pg_temp.act('agree', 'CR-01-2019', $$null, 'charge', 'Publicar', null, null, null$$)), '1', 'and charges somebody');
select is(pg_temp.alerts(), 'binding 2, minutes 1, committee 1', 'its minutes are to approve; a charge without a day is not due');
set local role hito_owner;
update council.agreement set due = '10/05/2019', due_from = '2019-05-10', due_to = '2019-05-10', due_precision = 'day';
reset role;
select is(pg_temp.alerts(), 'agreements 1, binding 2, minutes 1, committee 1', 'a charge is told thirty days before');
select is(split_part(pg_temp.alerts('2019-04-09'), ',', 1), 'binding 2', 'not thirty-one');
select ok((select count(*) = 3 from follow.board('T1') where key in ('binding', 'minutes', 'committee')), 'the board has them');
select is((select n from follow.board('T1') where key = 'agreements'), 1::bigint, 'with what falls due');

-- ended
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.of('close', 1, $$'Ya está'$$)), 'HT003', 'its office closes nothing');
select is(pg_temp.told(pg_temp.of('close', 1, $$' '$$)), 'closing: Escriba con qué acto o documento la cerró quien la hizo; la del comité la cierra el comité.',
	'the committee closes it with something');
select is(pg_temp.told(pg_temp.of('withdraw', 1, $$'No hace falta'$$)),
	'state: Una recomendación del comité es vinculante: no se retira, la cierra el comité.', 'and it is not withdrawn');
select is(pg_temp.told($$select core.step('council.recommendation', id, row_version, 'withdrawn', '{answered}', 'why', 'x')
	from council.recommendation where recommendation_no = 1 and binding$$),
	'state: Una recomendación del comité es vinculante: no se retira, la cierra el comité.', 'by no way');
select is(pg_temp.told($$update council.recommendation set source = 'other', committee_report_id = null where binding and recommendation_no = 1$$),
	'source: Una recomendación no cambia de fuente: regístrela de nuevo.', 'nor does it stop binding');
select is(pg_temp.sec(pg_temp.of('close', 1, $$'Acta del comité del 09/04/2019'$$)), '1', 'the committee closed it');
select is(pg_temp.is_now(1), 'closed Se publica desde junio 2019-04-10 Acta del comité del 09/04/2019 2019-04-10', 'with what and when');
select is(pg_temp.told($$update council.recommendation set answer = 'x' where recommendation_no = 1 and binding$$),
	'answer: La recomendación ya terminó y no se cambia.', 'closed, it stands');
select is(pg_temp.told(pg_temp.of('withdraw', 1, $$''$$, 'reviewer')), 'why: Escriba por qué se retira la recomendación.', 'withdrawn with a reason');
select is(pg_temp.sec(pg_temp.of('withdraw', 1, $$'Ya se hizo'$$, 'reviewer')), '1', 'the reviewer''s is');
select is(pg_temp.is_now(1, 'reviewer'), 'withdrawn 2019-04-10 Ya se hizo', 'and says why');
select is(pg_temp.alerts(), 'agreements 1, binding 1, minutes 1, committee 1', 'one binds still');

-- everybody reads them
select is(pg_temp.asked(who, office, 'select count(*) from council.recommendation_list'), '3', who || ' reads them')
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A'), ('t_it', null)) as v (who, office);

select * from finish();
rollback;
