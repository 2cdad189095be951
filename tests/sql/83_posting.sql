-- SPDX-License-Identifier: GPL-3.0-or-later
-- Postings: who reads them and when, every step allowed and refused, the second at
-- which one closes, terms that are kept, words that ask a reason, days of a call.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(184);

set local role hito_owner;
insert into core.member (login, office_id, kind) values ('t_a', core.office_named('A'), 'submit');
insert into labour.employer (employer_code, employer_name, office_id) values ('E1', 'Empresa de prueba S.A.', core.office_named('A'));
reset role;

create function pg_temp.p(no int) returns text language sql as
	$$select id || ', ' || row_version from labour.posting where posting_no = no$$;
create function pg_temp.new(fields text, vals text) returns text language sql as
	$$select format('insert into labour.posting (employer_id, post, opens, closes%s) select id, %s from labour.employer',
		', ' || nullif(fields, ''), vals)$$;
create function pg_temp.step(no int, call text) returns text language sql as
	$$select pg_temp.as_login('t_a', 'A', true, format('select labour.posting_' || call, pg_temp.p(no)))$$;
create function pg_temp.refused(no int, call text) returns text language sql as
	$$select pg_temp.said('t_a', 'A', format('select labour.posting_' || call, pg_temp.p(no)))$$;

-- what enters
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('', $$'Soldador', '2019-04-01', '2019-04-10'$$)), '1', 'one enters');
select is((select posting_ref || ' ' || state || ' ' || office_code || ' ' || offered_by || ' ' || closing_text from labour.posting_list),
	'001-2019 draft A Empresa de prueba S.A. 10/04/2019', 'as a draft of its office, with the number of its year');
select is(pg_temp.said('t_a', 'A', pg_temp.new(f, v)), want, want) from (values
	('', $$'Soldador', '2019-04-11', '2019-04-10'$$, 'Último día en que se postula: no va antes de «Primer día en que se postula».'),
	('vacancies', $$'Soldador', '2019-04-01', '2019-04-10', 0$$, 'Vacantes: debe ser mayor que 0.'),
	('kind', $$'Soldador', '2019-04-01', '2019-04-10', 'public_call'$$, 'Clase: oferta privada, convocatoria pública, prácticas: no se admite este valor.'),
	('pay, pay_unit', $$'Soldador', '2019-04-01', '2019-04-10', 930, null$$, 'Remuneración: no se admite este valor.'),
	('notice_on', $$'Soldador', '2019-04-01', '2019-04-10', '2019-04-01'$$, 'contest_on: El aviso y el concurso van en una convocatoria pública.'),
	('notes', $$'Soldador', '2019-04-01', '2019-04-10', 'RUC 10123456789'$$, 'taken'),
	('state', $$'Soldador', '2019-04-01', '2019-04-10', 'published'$$,
		'state: Una fila nueva entra en su primera situación; a las demás la llevan sus acciones.')) as v (f, v, want);
select is(pg_temp.said('t_a', 'A', $$insert into labour.posting (post, opens, closes) values ('Soldador', '2019-04-01', '2019-04-10')$$),
	'Empleador: no se admite este valor.', 'somebody offers it');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.posting (kind, public_body, process_code, post, opens, closes)
	values ('public_call', 'Red de Salud', 'P.S. 039-CAS-RAARE-2017', 'Enfermera', '2019-04-01', '2019-04-10')$$), '1',
	'a public body with its process as it was published');

-- words about sex, age and looks
select is(pg_temp.said('t_a', 'A', pg_temp.new('requirements', format($$'Asistente', '2019-04-01', '2019-04-10', %L$$, said))),
	case when words is null then 'taken' else format('wording_reason: El aviso dice %s: el sexo, la edad o la apariencia no se piden. '
	'Quítelo, o escriba aquí por qué el puesto lo exige.', words) end, said) from (values
	('Buena presencia', '«buena presencia»'), ('SEÑORITA responsable', '«señorita»'), ('Varón de 2 m', '«varón»'),
	('Entre 18 y 30 años', '«entre 18 y 30 años»'), ('Buena  presencia, señoritas', '«buena presencia», «señoritas»'),
	('Menor de 30 años', '«menor de 30 años»'), ('mayores de 45', '«mayores de 45»'), ('Hasta 35 años', '«hasta 35 años»'),
	('De 20 a 30 años', '«de 20 a 30 años»'), ('20-30 años', '«20-30 años»'), ('Menores de 28, con secundaria', '«menores de 28»'),
	('Edad: 25 a 35 años', '«edad: 25», «25 a 35 años»'), ('Hasta 35 años de edad', '«hasta 35 años de edad»'), ('No mayor a 40 años', '«mayor a 40 años»'),
	('Experiencia en ventas, menor de 30 años', '«menor de 30 años»'), ('De 25 años de edad', '«25 años de edad»'),
	('Máximo 40 años con experiencia en ventas', '«máximo 40 años»'), ('Mayores de 18 años', '«mayores de 18 años»'),
	('5 años de experiencia', null), ('Experiencia no menor de 5 años', null), ('Experiencia laboral no menor de 15 años', null),
	('De 2 a 5 años de experiencia', null), ('Mayor de 3 años en el cargo', null), ('Hasta 20 años de servicios', null),
	('Entre 15 y 20 años de probada experiencia', null), ('Cargas mayores de 50 kg', null), ('Contrato de hasta 3 años', null),
	('De 8 a 16 horas', null), ('Mayores de 18.5 m', null), ('Mayor de edad', null), ('Garantía mínimo 20 años de vigencia', null),
	('2 años de experiencia', null), ('Con fotocopia de su título', null), ('Damas', '«damas»'), ('Madame', null)) as v (said, words);
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('wording_reason', $$'Actor varón', '2019-04-01', '2019-04-12', 'El papel es de un hombre'$$)), '1', 'with its reason it is taken');
select is((select wording || ' ' || worded from labour.posting_list where posting_no = 2), '«varón» true', 'and the words stay marked');
select is(pg_temp.said('t_a', 'A', $$update labour.posting set wording_reason = null where posting_no = 2$$),
	'wording_reason: El aviso dice «varón»: el sexo, la edad o la apariencia no se piden. Quítelo, o escriba aquí por qué el puesto lo exige.',
	'the reason does not go while the words stay');
select is(pg_temp.said('t_a', 'A', $$update labour.posting set post = 'Actor', wording_reason = null where posting_no = 2$$), 'taken', 'without them it does');

-- who reads
select is(pg_temp.asked(who, office, 'select count(*)::text from labour.posting_list'), want, who || ' reads ' || want) from (values
	('t_a', 'A', '2'), ('t_b', 'B', '0'), ('t_r', 'A', '2'), ('t_it', null, '2'), ('t_sec', null, '2')) as v (who, office, want);

-- every step
select is(pg_temp.refused(1, call), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'a draft: ' || call)
from (values ('publish(%s)'), ('return(%s, ''x'')'), ('suspend(%s, ''x'')'), ('resume(%s)'), ('cover(%s, 1, null)'),
	('reopen(%s, null, ''2019-05-01'', null, ''x'')')) as v (call);
select is(pg_temp.step(1, 'send(%s)'), '1', 'sent');
select is((select waiting || ' ' || overdue || ' ' || (waits_since::date) from labour.posting_list where posting_no = 1), 'true false 2019-04-10', 'and waits');
select is(pg_temp.asked('t_it', null, 'select count(*)::text from labour.posting_list'), '1', 'IT reads drafts alone');
select is(pg_temp.refused(1, call), want, call || ' ' || want) from (values
	('return(%s, '' '')', 'returned_why: Escriba qué se debe corregir.'),
	('send(%s)', 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.')) as v (call, want);
select is(pg_temp.as_login('t_b', 'B', false, format('select labour.posting_publish(%s)', pg_temp.p(1))), 'HT001', 'another office publishes nothing');
set local role hito_owner;
update core.member set kind = 'read' where login = 't_a' and kind = 'submit';
reset role;
select is(pg_temp.refused(1, 'publish(%s)'), 'Publica una oferta el responsable de su oficina.', 'who enters does not publish');
set local role hito_owner;
update core.member set kind = 'submit' where login = 't_a' and kind = 'read';
reset role;
select is(pg_temp.step(1, 'return(%s, ''Falta el turno'')'), '1', 'returned');
select is((select state || ' ' || returned_why from labour.posting where posting_no = 1), 'draft Falta el turno', 'with what was observed');
select is(pg_temp.step(1, 'send(%s)') || pg_temp.step(1, 'publish(%s)'), '11', 'sent again and published');
select is((select state || ' ' || published_on || ' ' || situation from labour.posting_list where posting_no = 1), 'published 2019-04-10 open', 'open today');
select is(pg_temp.asked(who, office, 'select count(*)::text from labour.posting_list where posting_no = 1') || pg_temp.asked(who, office,
	'select count(*)::text from labour.posting_terms'), '11', who || ' reads it and its term') from (values ('t_a', 'A'), ('t_b', 'B'),
	('t_r', null), ('t_it', null), ('t_sec', null)) as v (who, office);
select is(pg_temp.said('t_a', 'A', format('update labour.posting set %s where posting_no = 1', set)), want, set || ': ' || want) from (values
	('closes = ''2019-04-20''', 'closes: El plazo de una oferta publicada se amplía o reabre con su acción, con su motivo.'),
	('closes_at = ''10:00''', 'closes_at: El plazo de una oferta publicada se amplía o reabre con su acción, con su motivo.'),
	('post = ''Otro''', 'post: Una oferta publicada no cambia en esto: anúlela y registre otra.'),
	('hired = 3', 'hired: Lo que pasa con una oferta lo anotan sus acciones.'),
	('deleted_at = now(), deleted_why = ''x''', 'deleted_at: Una oferta publicada no se borra: anúlela con su acción, con su motivo.'),
	('requirements = ''Con secundaria''', 'rectified_why: La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.'),
	('vacancies = 4', 'rectified_why: La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.'),
	('pay = 930, pay_unit = ''month'', rectified_why = '' ''', 'rectified_why: La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.'),
	('rectified_why = ''Por gusto''', 'rectified_why: El motivo de una rectificación va con lo que se rectifica de una oferta publicada: vacantes, remuneración, lugar, turno o requisitos.'),
	('post = ''Otro'', rectified_why = ''x''', 'post: Una oferta publicada no cambia en esto: anúlela y registre otra.'),
	('published_on = ''2019-01-01'', notes = ''x''', 'taken')) as v (set, want);

-- what applicants read is rectified with a reason, and what it said is kept
select is(pg_temp.said('t_a', 'A', pg_temp.new('rectified_why', $$'Soldador', '2019-04-01', '2019-04-10', 'x'$$)),
	'rectified_why: El motivo de una rectificación va con lo que se rectifica de una oferta publicada: vacantes, remuneración, lugar, turno o requisitos.', 'a new one has nothing to rectify');
select is(pg_temp.as_login('t_a', 'A', true, $$update labour.posting set vacancies = 4, shift = 'night', rectified_why = 'El empleador pidió más' where posting_no = 1$$), '1', 'rectified with its reason');
select is(pg_temp.said('t_a', 'A', $$update labour.posting set vacancies = 5 where posting_no = 1$$),
	'rectified_why: La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.', 'the reason of before is not that of now');
select is(pg_temp.said('t_a', 'A', $$select set_config('hito.undoing', 'yes', true)$$, format($$select core.step_of_person('labour.posting', %s, 'published', '{published}', '{vacancies,5}')$$, pg_temp.p(1))),
	'rectified_why: La oferta ya se publicó: para cambiar lo que leen los postulantes, escriba aquí por qué se rectifica esta vez.', 'nor does she say that a load is undone');
select is(pg_temp.as_login('t_a', 'A', true, $$update labour.posting set shift = 'day', rectified_why = 'Era de día' where posting_no = 1$$), '1', 'and again');
select is((select string_agg(concat_ws(' ', rectification_no, field, rectified_on, said_before, rectified_why), '|' order by rectification_no, field) from labour.posting_rectifications),
	'1 shift 2019-04-10 El empleador pidió más|1 vacancies 2019-04-10 1 El empleador pidió más|2 shift 2019-04-10 Noche Era de día', 'what it said before is kept');
select is(pg_temp.asked(who, office, 'select count(*)::text from labour.posting_rectifications'), '3', who || ' reads it') from (values ('t_b', 'B'), ('t_r', null), ('t_it', null)) as v (who, office);
select is(pg_temp.as_login(who, office, false, $$insert into labour.posting_rectification (posting_id, rectification_no, field, rectified_on, rectified_why)
	select id, 9, 'pay', '2019-04-10', 'x' from labour.posting where posting_no = 1$$), '42501', who || ' writes none') from (values ('t_a', 'A'), ('t_sec', null)) as v (who, office);
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.posting set notes = 'x' where posting_no = 1$$), '1', 'what nobody reads changes as before');
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.posting set published_on = '2019-01-01' where posting_no = 1$$,
	$$select 1 from labour.posting where published_on = '2019-04-10'$$), '1', 'the day of publishing is the database''s');
select is(pg_temp.as_login(who, office, false, $$update labour.posting set notes = 'x' where posting_no = 1$$), want, who || ' changes ' || want)
from (values ('t_b', 'B', '0'), ('t_r', 'A', '42501'), ('t_it', null, '0'), ('t_sec', null, '1')) as v (who, office, want);
select is(pg_temp.as_login(who, office, false, $$update labour.posting set state = 'void' where posting_no = 1$$), '42501', who || ' writes no state')
from (values ('t_a', 'A'), ('t_sec', null)) as v (who, office);
select is(pg_temp.refused(1, call), want, call || ' ' || want) from (values
	('suspend(%s, '''')', 'suspended_why: Escriba por qué se suspende.'), ('void(%s, '''')', 'void_why: Escriba por qué se anula.'),
	('cover(%s, null, null)', 'hired: Escriba cuántos contrató el empleador.'),
	('cover(%s, 1, ''2019-04-11'')', 'filled_on: Esa fecha todavía no llega.'),
	('reopen(%s, null, null, null, ''x'')', 'closes: Escriba el último día del plazo nuevo.'),
	('reopen(%s, null, ''2019-04-20'', null, '''')', 'reopened_why: Escriba por qué se amplía o reabre.'),
	('reopen(%s, ''2019-04-21'', ''2019-04-20'', null, ''x'')', 'closes: El plazo nuevo cierra antes de abrirse.'),
	('reopen(%s, ''2019-04-01'', ''2019-04-09'', null, ''x'')', 'closes: Ese plazo ya terminó: escriba cuándo cierra de nuevo.')) as v (call, want);
select is(pg_temp.step(1, 'suspend(%s, ''El empleador lo pide'')'), '1', 'suspended');
select is((select situation from labour.posting_list where posting_no = 1), 'suspended', 'it is so, within its days');
select is(pg_temp.step(1, 'resume(%s)'), '1', 'and goes on');
select is(pg_temp.step(1, 'reopen(%s, null, ''2019-04-20'', ''16:30'', ''Pocos postulantes'')'), '1', 'its term is longer');
select is((select string_agg(concat_ws(' ', term_no, opens, closing_text, reopened_why), '|' order by term_no) from labour.posting_terms),
	'1 2019-04-01 10/04/2019|2 2019-04-01 20/04/2019 16:30 Pocos postulantes', 'and the one before is kept');
select is(pg_temp.step(1, 'cover(%s, 1, null)'), '1', 'filled');
select is(pg_temp.said('t_a', 'A', $$update labour.posting set requirements = 'x' where posting_no = 1$$),
	'requirements: Una oferta cubierta o anulada no se cambia ni se anula de nuevo.', 'what is filled stays');
select is(pg_temp.step(1, 'reopen(%s, ''2019-04-10'', ''2019-04-30'', null, ''Se fue quien entró'')'), '1', 'but is opened anew');
select is((select concat_ws(' ', state, opens, closing_text, term_no, hired, filled_on) from labour.posting_list where posting_no = 1),
	'published 2019-04-10 30/04/2019 3', 'with a term of its own');
select is(pg_temp.step(1, 'void(%s, ''El puesto ya no está'')'), '1', 'void');
select is(pg_temp.refused(1, 'reopen(%s, null, ''2019-05-01'', null, ''x'')'),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'for good');
select is(pg_temp.said('t_a', 'A', format('select core.step_of_person(''labour.posting'', %s, %L, %L, %L)', pg_temp.p(2), state, '{draft}', pairs)),
	want, pairs || ' ' || want) from (values
	('published', '{}', 'state: Una oferta no pasa de esa situación a la otra.'), ('filled', '{hired,1}', 'state: Una oferta no pasa de esa situación a la otra.'),
	('to_validate', '{post,x}', 'post: Una oferta publicada no cambia en esto: anúlela y registre otra.')) as v (state, pairs, want);
select is(pg_temp.step(2, 'void(%s, ''Repetida'')'), '1', 'a draft is void too');

-- the second at which one closes, in Lima, whoever reads it
set local timezone = 'Asia/Tokyo';
select is(labour.posting_situation('published', '2019-04-01', e.ends_at, at::timestamptz), want, at || ' ' || want)
from (select ends_at from labour.posting where posting_no = 2) as e, (values
	('2019-04-12 23:59:59-05', 'open'), ('2019-04-13 00:00:00-05', 'expired'), ('2019-04-13 13:59:59+09', 'open'),
	('2019-04-13 14:00:00+09', 'expired'), ('2019-03-31 23:59:59-05', 'coming'), ('2019-04-01 00:00:00-05', 'open')) as v (at, want);
select is((select ends_at from labour.posting_private v right join labour.posting p on true where posting_no = 2), '2019-04-13 05:00+00', 'ends at midnight of Lima');
set local timezone = 'UTC';
select is(labour.posting_situation(state, '2019-04-01', '2019-04-01', '2019-05-01'), state, state || ' does not expire')
from unnest('{draft,to_validate,suspended,filled,void}'::text[]) as s (state);
-- at this moment: closed from the very moment, open until it
set local role hito_owner;
insert into labour.posting (employer_id, post, opens, closes, closes_at, state, published_on, office_id)
select e.id, v.post, '2019-04-01', '2019-04-10', ((core.moment() at time zone 'America/Lima') + v.more)::time, 'published', '2019-04-01', e.office_id
from labour.employer e, (values ('Ahora', interval '0'), ('Luego', interval '1 microsecond')) as v (post, more);
insert into labour.posting (employer_id, post, opens, closes, state, published_on, office_id)
select e.id, v.post, '2019-04-01', v.closes, 'published', '2019-04-01', e.office_id
from labour.employer e, (values ('Ayer', date '2019-04-09'), ('Hoy', '2019-04-10'), ('En 7', '2019-04-17'), ('En 8', '2019-04-18')) as v (post, closes);
insert into labour.posting (employer_id, post, opens, closes, state, sent_at, office_id)
select e.id, v.post, '2019-04-01', '2019-04-09', v.state, '2019-04-09 00:00', e.office_id
from labour.employer e, (values ('Tarde', 'to_validate')) as v (post, state);
reset role;
select is((select situation || ' ' || closing from labour.posting_list where post = v.post), want, v.post || ' ' || want)
from (values ('Ahora', 'expired true'), ('Luego', 'open true'), ('Ayer', 'expired false'), ('Hoy', 'open true')) as v (post, want);
select is((select closing from labour.posting_list where post = v.post), want, v.post || ' ' || want)
from (values ('En 7', true), ('En 8', false)) as v (post, want);
select is((select overdue from labour.posting_list where post = 'Tarde'), true, 'one that waits for more than its hours is late');
select is(pg_temp.said('t_a', 'A', format('select labour.posting_publish(%s)', (select id || ', ' || row_version from labour.posting where post = 'Tarde'))),
	'closes: La oferta cerró el 09/04/2019: corrija su plazo antes de publicarla.', 'what has closed is not published');
select is(pg_temp.said('t_a', 'A', format('select labour.posting_suspend(%s, ''x'')', (select id || ', ' || row_version from labour.posting where post = 'Ayer')),
	format('select labour.posting_resume(%s)', (select id || ', ' || row_version + 1 from labour.posting where post = 'Ayer'))),
	'closes: Su plazo terminó el 09/04/2019: reábrala con uno nuevo.', 'nor does it go on');

-- contacts
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.posting_private (posting_id, contact_name) select id, 'x' from labour.posting where post = 'Hoy'$$),
	'42501', 'an office that is not listed enters no contact');
set local role hito_owner;
insert into core.personal_office (register, office_id) values ('labour.posting_private', core.office_named('A'));
reset role;
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.posting_private (posting_id, contact_name, email, phone)
	select id, 'Persona de Prueba', 'persona@example.org', '999000111' from labour.posting where post = 'Hoy'$$), '1', 'one that is does');
select is(pg_temp.asked('t_b', 'B', $$select contact_mask from labour.posting_list where post = 'Hoy'$$), 'P*** d*** P*** pe***@*** ***11', 'others read a mask');
select is(pg_temp.asked(who, office, 'select count(*)::text from labour.posting_private_list'), want, who || ' reads ' || want)
from (values ('t_a', 'A', '1'), ('t_b', 'B', '0'), ('t_r', null, '1'), ('t_sec', 'GR', '1'), ('t_out', null, 'error 42501 permission denied for schema labour'))
	as v (who, office, want);
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.posting set contact_mask = 'x' where post = 'Hoy'$$,
	$$select 1 from labour.posting where contact_mask = 'x'$$), '0', 'the mask is the database''s');
select is(pg_temp.as_login('t_a', 'A', false, $$select set_config('hito.undoing', 'yes', true)$$, $$select core.step_of_person('labour.posting', id, row_version, state, array[state], '{contact_mask,x}')
	from labour.posting where post = 'Hoy'$$, $$select 1 from labour.posting where contact_mask = 'x'$$), '0', 'by no setting either');
select is((select count(*)::int from audit.change where concat(old, new) ~ 'persona@|Persona de Prueba'), 0, 'and no history has it');

-- the days of a public call: told, and taken
select is((select days || ' ' || too_few from labour.posting_notice('2019-04-01', contest, null)), want, contest || ' ' || want)
from (values (date '2019-04-15', '9 true'), ('2019-04-16', '10 false'), ('2019-04-17', '11 false')) as v (contest, want);
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.posting (kind, public_body, process_code, post, opens, closes, notice_on, contest_on)
	values ('public_call', 'Red de Salud', 'P.S. 001-CAS-2019', 'Técnico', '2019-04-01', '2019-04-30', '2019-04-01', '2019-04-12')$$), '1', 'too few days are taken');
select is((select notice_short || ' ' || notice_said from labour.posting_list where post = 'Técnico'),
	'true Pocos días: 8 entre el aviso y el concurso; 10 días hábiles desde el 01/04/2019: hasta el 15/04/2019 (sin verificar), y empieza desde el 16/04/2019.',
	'and told');

-- what is attended to
select is(pg_temp.asked(who, office, format('select coalesce(sum(n), 0)::text from follow.board_own(''2019-04-10'') where key = %L', key)), want,
	concat_ws(' ', who, key, want))
from (values ('t_a', 'A', 'closing', '4'), ('t_a', 'A', 'validate', '1'), ('t_b', 'B', 'closing', '0'), ('t_sec', null, 'closing', '0'),
	('t_r', 'A', 'closing', '0')) as v (who, office, key, want);

-- words are kept by the secretariat, and read by all
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.wording (pattern, about, from_date) values ('extranjero*', 'other', '2019-01-01')$$), '42501', 'a clerk adds no words');
select is(pg_temp.as_login('t_sec', null, true, $$insert into labour.wording (pattern, about, from_date) values ('Extranjero*', 'other', '2019-01-01')$$), '1', 'the secretariat does');
select is(labour.wording_found('No extranjeros', '2019-01-01'), '«extranjeros»', 'they are found');
select is(labour.wording_found('No extranjeros', '2018-12-31'), null, 'from their day on');
select is(pg_temp.as_login('t_sec', null, false, format($$insert into labour.wording (pattern, about, from_date) values (%L, 'sex', '2019-01-01')$$, w)), '23514', w)
from unnest('{(a|b),a+,"",#}'::text[]) as t (w);
select is(pg_temp.asked(who, null, $$select (count(*) > 20)::text from labour.wording_list$$), 'true', who || ' reads the words') from unnest('{t_a,t_b,t_r,t_it}'::text[]) as t (who);
select * from finish();
rollback;
