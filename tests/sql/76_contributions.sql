-- SPDX-License-Identifier: GPL-3.0-or-later
-- What citizens contribute: who reads it and when, how it is evaluated, answered
-- and joined, and what is refused at which field.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(77);

create function pg_temp.c(no int) returns text language sql as
	$$select id || ', ' || row_version from plan.contribution where contribution_no = no$$;
create function pg_temp.new(fields text, vals text) returns text language sql as
	$$select format('insert into plan.contribution (plan_id, received_on, text, %s) select id, ''2019-03-20'', ''Más plazo'', %s
		from plan.action_plan where plan_code = ''T1''', fields, vals)$$;

-- consultations: what they are is worked out of their days
select is(plan.consultation_situation('2019-02-01', '2019-02-10', due, n, waiting, day::date), want, want)
from (values (null::date, 0, 0, '2019-01-31', 'planned'), (null, 0, 0, '2019-02-01', 'open'),
	(null, 3, 3, '2019-02-10', 'open'), (null, 0, 0, '2019-02-11', 'empty'),
	('2019-03-01', 3, 1, '2019-03-01', 'answering'), ('2019-03-01', 3, 1, '2019-03-02', 'overdue'),
	(null, 3, 1, '2019-03-02', 'answering'), ('2019-03-01', 3, 0, '2019-03-02', 'answered')) as v (due, n, waiting, day, want);
select is(pg_temp.as_login('t_sec', null, true, $$insert into plan.consultation (plan_id, title, opens, closes, answers_due, plan_version)
	select id, 'Borrador del plan', '2019-03-01', '2019-03-15', '2019-04-05', 1 from plan.action_plan where plan_code = 'T1'$$),
	'1', 'a consultation');
select is(pg_temp.said('t_sec', null, format('update plan.consultation set %s', set)), want, want) from (values
	('plan_version = 2', 'plan_version: El plan no tiene una versión 2: la última es la 1.'),
	('closes = ''2019-02-01'', answers_due = null', 'new row for relation "consultation" violates check constraint "consultation_not_reversed"')) as v (set, want);

-- received
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('commitment_id, consultation_id',
	'(select c.id from plan.commitment c where c.commitment_no = 1), (select id from plan.consultation)')), '1', 'one arrives');
select is((select contribution_no || ' ' || office_code || ' ' || state || ' ' || due || ' ' || overdue || ' ' || received_late
	from plan.contribution_list), '1 A received 2019-04-05 true true',
	'it has its number, the office of its commitment, the due day of its consultation, and is late');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.new('milestone_id, office_id',
	'(select id from plan.milestone where text like ''M_dulo%''), null')), '1', 'one about a milestone');
select is((select office_code || ' ' || commitment_no from plan.contribution_list where contribution_no = 2), 'B 2',
	'goes to the office of the milestone');
select is(pg_temp.asked(who, office, 'select string_agg(contribution_no::text, '' '' order by contribution_no) from plan.contribution_list'),
	want, format('%s reads %s', who, want)) from (values ('t_a', 'A', '1'), ('t_b', 'B', '2'), ('t_r', 'A', '1'),
	('t_sec', null, '1 2'), ('t_it', null, '1 2')) as v (who, office, want);
select is(pg_temp.said(who, office, pg_temp.new(f, v)), want, want) from (values
	('t_a', 'A', 'commitment_id', '(select id from plan.commitment where commitment_no = 2)', 'new row violates row-level security policy for table "contribution"'),
	('t_a', 'A', 'outcome', '''accepted''', 'state: Un aporte entra por evaluar: lo demás lo hacen sus acciones.'),
	('t_a', 'A', 'changed_version', '7', 'changed_version: El plan no tiene una versión 7: la última es la 1.'),
	('t_a', 'A', 'answer', '''Sí''', 'state: Un aporte entra por evaluar: lo demás lo hacen sus acciones.')) as v (who, office, f, v, want);
select is(pg_temp.said('t_a', 'A', format('update plan.contribution set %s', set)), want, want) from (values
	('received_on = ''2019-04-11''', 'received_on: El 11/04/2019 todavía no llega: un aporte se registra desde el día en que se recibe.'),
	('received_on = ''2019-02-28''', 'received_on: La consulta se abrió el 01/03/2019: el aporte no llegó antes.'),
	('outcome = ''accepted''', 'outcome: La evaluación, la respuesta y la unión de un aporte las hacen sus acciones.'),
	('published_on = ''2019-04-01''', 'published_on: La evaluación, la respuesta y la unión de un aporte las hacen sus acciones.')) as v (set, want);

-- names and contacts
select is(pg_temp.as_login('t_a', 'A', false, format($$insert into plan.contribution_private (contribution_id, author_name)
	select id, 'x' from plan.contribution$$)), '42501', 'an office that is not listed enters no name');
set local role hito_owner;
insert into core.personal_office (register, office_id) values ('plan.contribution_private', core.office_named('A'));
reset role;
select is(pg_temp.as_login('t_a', 'A', true, format($$insert into plan.contribution_private (contribution_id, author_name, email)
	select id, 'Vecina Lectora', 'v@example.org' from plan.contribution where contribution_no = 1$$)), '1', 'one that is does');
select is(pg_temp.asked('t_a', 'A', 'select author || '' '' || author_mask from plan.contribution_list where contribution_no = 1'),
	'Vecina Lectora V*** L***', 'and reads it');
select is(pg_temp.asked('t_sec', 'GR', 'select author from plan.contribution_list where contribution_no = 1'), 'Vecina Lectora',
	'so does the secretariat at the main office, which is listed');
select is(pg_temp.asked('t_it', 'GR', 'select author from plan.contribution_list where contribution_no = 1'), 'Vecina Lectora',
	'and whoever works there');
select is(pg_temp.asked('t_b', 'B', 'select count(*)::text from plan.contribution_private'), '0', 'the others read no contact');
select is(pg_temp.as_login('t_a', 'A', true, $$update plan.contribution set author_mask = 'Otra'$$,
	$$select 1 from plan.contribution where author_mask = 'V*** L***'$$), '1', 'the mask is the database''s');

-- evaluated
select is(pg_temp.said('t_a', 'A', format('select plan.contribution_evaluate(%s, %s)', pg_temp.c(1), answers)), want, want) from (values
	($$'', null$$, 'outcome: Diga cómo se evaluó: aceptado, en parte, no aceptado o fuera del alcance.'),
	($$'not_accepted', ' '$$, 'reason: Escriba por qué no se aceptó.')) as v (answers, want);
select is(pg_temp.as_login('t_a', 'A', false, format($$select plan.contribution_evaluate(%s, 'maybe', null)$$, pg_temp.c(1))), '23514', 'by a known word');
select is(pg_temp.as_login('t_b', 'B', false, format($$select plan.contribution_evaluate(%s, 'accepted', null)$$, pg_temp.c(1))), 'HT001', 'by its own office');
select is(pg_temp.said('t_a', 'A', format($$select plan.contribution_publish(%s, 'Gracias', null)$$, pg_temp.c(1))),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'what is not evaluated is not answered');
select is(pg_temp.as_login('t_a', 'A', true, format($$select plan.contribution_evaluate(%s, 'not_accepted', 'No cabe en el plazo')$$, pg_temp.c(1))), '1', 'evaluated');
select is(pg_temp.said('t_a', 'A', $$update plan.contribution set text = 'otro'$$), 'text: El texto y la fecha de un aporte se corrigen antes de evaluarlo o unirlo a otro.', 'its words stay');

-- three more of office A: joined ones and one that shares the answer
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('author_kind', '''group'''), pg_temp.new('author_kind', '''person'''),
	pg_temp.new('author_kind', '''person''')), '1', 'three more');
select is(pg_temp.as_login('t_a', 'A', true, format($$select plan.contribution_join(%s, '1')$$, pg_temp.c(3))), '1', 'the third is the first again');
select is(pg_temp.said('t_a', 'A', format('select plan.contribution_join(%s, %L)', pg_temp.c(no), twin)), want, want) from (values
	(1, '3', 'joined_to_id: El aporte 3 está unido a este: no se unen en círculo.'),
	(4, '3', 'joined_to_id: El aporte 3 está unido a otro: una este a ese otro.'),
	(1, '4', 'joined_to_id: El aporte 3 está unido a este: únalo antes al otro.'),
	(4, '2', 'joined_to_id: El plan no tiene un aporte 2, o usted no lo ve.'),
	(4, '', 'joined_to_id: Escriba el número del aporte al que se une.')) as v (no, twin, want);
-- the table keeps it by itself, whoever writes
set local role hito_owner;
alter table plan.contribution disable trigger t30_rule;
select throws_ok($$update plan.contribution set state = 'joined', outcome = null, joined_to_id = (select id from plan.contribution where contribution_no = 3)
	where contribution_no = 4$$, '23503', null, 'not even the owner joins to one that is joined');
select throws_ok($$update plan.contribution set state = 'joined', joined_to_id = (select id from plan.contribution where contribution_no = 3)
	where contribution_no = 1$$, '23503', null, 'nor in a circle');
alter table plan.contribution enable trigger t30_rule;
reset role;
select is(pg_temp.said('t_a', 'A', format('select plan.contribution_publish(%s, %s)', pg_temp.c(1), answers)), want, want) from (values
	($$'', ''$$, 'answer: Escriba la respuesta, o el número del aporte que ya lleva la misma.'),
	($$'Gracias', '4'$$, 'answered_with_id: Escriba una respuesta o el número del aporte que la lleva, no los dos.'),
	($$'', '4'$$, 'answered_with_id: El aporte 4 no lleva una respuesta propia.'),
	($$'', '9'$$, 'answered_with_id: El plan no tiene un aporte 9, o usted no lo ve.')) as v (answers, want);
select is(pg_temp.as_login('t_a', 'A', true, format($$select plan.contribution_publish(%s, 'No cabe: vea el plazo', null)$$, pg_temp.c(1))), '1', 'answered');
select is((select string_agg(contribution_no || ' ' || state || ' ' || coalesce(days_to_answer::text, '-') || ' ' || coalesce(answer_shown, '-'), ', ' order by contribution_no)
	from plan.contribution_list), '1 answered 21 No cabe: vea el plazo, 2 received - -, 3 joined 21 No cabe: vea el plazo, 4 received - -, 5 received - -',
	'and with it the one that is joined');
select is(pg_temp.as_login('t_a', 'A', true, format($$select plan.contribution_evaluate(%s, 'not_accepted', 'Por lo mismo')$$, pg_temp.c(4)),
	format($$select plan.contribution_publish(%s, null, '1')$$, (select id || ', ' || row_version + 1 from plan.contribution where contribution_no = 4))),
	'1', 'one answer for many');
select is(pg_temp.said('t_a', 'A', format($$select plan.contribution_evaluate(%s, 'accepted', null)$$, pg_temp.c(5)),
	format($$select plan.contribution_publish(%s, null, '4')$$, (select id || ', ' || row_version + 1 from plan.contribution where contribution_no = 5))),
	'answered_with_id: El aporte 4 no lleva una respuesta propia.', 'by the one that carries it');
select is(pg_temp.asked('t_b', 'B', $$select string_agg(contribution_no || ' ' || coalesce(author, '-') || ' ' || answer_shown, ', ' order by contribution_no)
	from plan.contribution_list where published_on is not null$$),
	'1 V*** L*** No cabe: vea el plazo, 3 - No cabe: vea el plazo, 4 - No cabe: vea el plazo', 'everybody reads what was answered, without names');
select is(pg_temp.as_login('t_a', 'A', true, $$update plan.contribution set consent = true where contribution_no = 1$$), '1', 'who consents');
select is(pg_temp.asked('t_b', 'B', 'select author from plan.contribution_list where contribution_no = 1'), 'Vecina Lectora', 'is named');
select is((select count(*) from audit.change where relation = 'plan.contribution' and concat(old, new) ~ 'Lectora'), 0::bigint,
	'and no history keeps her name, should she take it back');
select is(pg_temp.said('t_a', 'A', $$update plan.contribution set text = 'x' where contribution_no = 1$$), 'text: Un aporte respondido o unido a otro no se cambia ni se anula.', 'what was answered stays');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.contribution set changes = 'Más plazo', changed_version = 1 where contribution_no = 1$$), '1', 'but for what came of it');
select is(pg_temp.said('t_a', 'A', format('select plan.contribution_separate(%s)', pg_temp.c(3))), 'joined_to_id: Ya se respondió con el otro aporte: no se separa.', 'joined for good');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.contribution_join(%s, %L)', pg_temp.c(5), '1'),
	$$select 1 from plan.contribution where contribution_no = 5 and published_on = '2019-04-10' and state = 'joined'$$), '1', 'one that is joined to an answered one is answered');
select is(pg_temp.as_login('t_a', 'A', false, format('select plan.contribution_join(%s, %L)', pg_temp.c(5), '5')), '23514', 'none is joined to itself');

-- Whoever may take a step may take any: each is judged by what it changes.
select is(pg_temp.said('t_a', 'A', format('select core.step_of_person(''plan.contribution'', %s, %L, %L, %L)', pg_temp.c(no), state, was, pairs)),
	want, pairs || ' ' || want) from (values
	(5, 'answered', '{received}', '{outcome,accepted,answer,x,published_on,2019-04-10}', 'state: Un aporte no pasa de esa situación a la otra.'),
	(1, 'answered', '{answered}', '{text,x}', 'text: Un aporte respondido o unido a otro no se cambia ni se anula.'),
	(1, 'evaluated', '{answered}', '{answer,"",published_on,""}', 'state: Un aporte no pasa de esa situación a la otra.'),
	(5, 'joined', '{received}', format('{joined_to_id,%s,text,x}', (select id from plan.contribution where contribution_no = 1)),
		'text: El texto y la fecha de un aporte se corrigen antes de evaluarlo o unirlo a otro.')) as v (no, state, was, pairs, want);
select is(pg_temp.said('t_a', 'A', format($$select plan.contribution_evaluate(%s, 'accepted', null)$$, pg_temp.c(5)),
	format($$select core.step_of_person('plan.contribution', %s, 'answered', '{evaluated}', '{answer,x,published_on,2019-03-21}')$$,
	(select id || ', ' || row_version + 1 from plan.contribution where contribution_no = 5))),
	'published_on: Una respuesta se publica el día en que se da.', 'no answer is dated back');

-- A joined one is separated, and read again as it was.
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('author_kind', '''person'''),
	(select format('select plan.contribution_evaluate(%s, %L, null)', pg_temp.c(5), 'partly')),
	format('select plan.contribution_join(%s, %L)', (select id || ', ' || row_version + 1 from plan.contribution where contribution_no = 5), '6')),
	'1', 'an evaluated one is joined');
select is(pg_temp.said('t_a', 'A', format('select core.step_of_person(''plan.contribution'', %s, ''joined'', ''{joined}'', ''{published_on,2019-04-10}'')',
	pg_temp.c(5))), 'published_on: Un aporte unido a otro se responde con él.', 'and is not answered without the other');
select is(pg_temp.said('t_sec', null, $$update plan.contribution set deleted_at = now(), deleted_why = 'x' where contribution_no = 6$$),
	'No se puede anular: el aporte 5 está unido a este o lleva su respuesta.', 'nor is the other marked');
select is(pg_temp.as_login('t_a', 'A', true, format('select plan.contribution_separate(%s)', pg_temp.c(5)),
	$$select 1 from plan.contribution where contribution_no = 5 and state = 'received' and joined_to_id is null and outcome is null$$),
	'1', 'separated');

select * from finish();
rollback;
