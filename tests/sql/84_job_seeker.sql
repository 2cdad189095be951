-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who seeks work: what is read by whom, consent and its withdrawal, clearing with
-- a record that verifies, who is sent where, and training.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(165);

set local role hito_owner;
insert into core.member (login, office_id, kind) values ('t_a', core.office_named('A'), 'submit');
insert into core.personal_office (register, office_id) select r, core.office_named('A')
from unnest('{labour.job_seeker_private,labour.seeker_profile_private}'::text[]) as r;
insert into labour.employer (employer_code, employer_name, office_id) values ('E1', 'Empresa de prueba S.A.', core.office_named('A'));
insert into labour.posting (employer_id, post, opens, closes, state, published_on, vacancies, office_id)
select e.id, v.post, v.opens, v.closes, v.state, case when v.state = 'published' then v.opens end, 1, e.office_id
from labour.employer e, (values ('Abierta', date '2019-04-01', date '2019-04-10', 'published'), ('Vencida', '2019-03-01', '2019-04-09', 'published'),
	('Por abrir', '2019-04-11', '2019-04-20', 'published'), ('Borrador', '2019-04-01', '2019-04-20', 'draft')) as v (post, opens, closes, state);
reset role;
create function pg_temp.s(no int) returns text language sql as $$select id || ', ' || row_version from labour.job_seeker where seeker_no = no$$;
create function pg_temp.one(no int) returns bigint language sql as $$select id from labour.job_seeker where seeker_no = no$$;
create function pg_temp.post(p text) returns bigint language sql as $$select id from labour.posting where post = p$$;

-- documents: told, not refused
select is(labour.document_kept(kind, given), want, concat_ws(' ', kind, given)) from (values ('dni', '1234567', '01234567'), ('dni', '12345678-9', '12345678-9'),
	('dni', '12.345.678', '12345678'), ('dni', '123', '123'), ('ce', '000 123 456', '000123456'), ('passport', 'ab-1234567', 'AB1234567'), ('dni', ' ', null))
	as v (kind, given, want);
select is((select string_agg(c, '' order by c) from regexp_split_to_table('0123456789ABCDEFGHIJK', '') as c where labour.dni_check('17801146', c)), '0D',
	'a figure or a letter checks a card');
select is(labour.document_said('dni', labour.document_kept('dni', given)), want, given) from (values ('17801146-0', null), ('17801146-d', null),
	('17801146-1', 'El carácter de control del DNI no es el que toca: compruébelo.')) as v (given, want);
select is(labour.document_said(kind, no) is not null, want, concat_ws(' ', kind, no)) from (values ('dni', '01234567', false), ('dni', '123', true),
	('ce', '000123456', false), ('ce', '1234', true), ('passport', 'AB1234567', false), ('passport', 'AB', true), ('dni', null, false)) as v (kind, no, want);

-- one enters
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.job_seeker (registered_on, sex) values ('2019-04-01', 'female')$$,
	$$insert into labour.job_seeker (registered_on, sex, consent, consent_on) values ('2017-04-01', 'male', true, '2017-04-01')$$), '1', 'two enter');
select is(pg_temp.as_login('t_a', 'A', true, format($$insert into labour.job_seeker_private (job_seeker_id, document_kind, document_no, person_name, birth_year, email)
	values (%s, 'dni', '1234567', 'Persona de Prueba', 1990, 'persona@example.org'), (%s, 'dni', '99', 'Otra Persona', 1980, null)$$, pg_temp.one(1), pg_temp.one(2)),
	format($$insert into labour.seeker_profile_private (job_seeker_id, level, studies, experience) values (%s, 'technical', 'Soldadura', 'Cinco años')$$, pg_temp.one(1))),
	'1', 'with what is kept apart');
select is((select string_agg(concat_ws(' ', seeker_code, seeker_mask, office_code, last_on), '|' order by seeker_no) from labour.job_seeker_list),
	'BT-001 P*** d*** P*** A 2019-04-01|BT-002 O*** P*** A 2017-04-01', 'a code and a mask');
select is(pg_temp.asked(who, office, 'select string_agg(coalesce(seeker, ''-''), ''|'' order by seeker_no) from labour.job_seeker_list'), want, who || ' reads ' || coalesce(want, 'none'))
from (values ('t_a', 'A', 'Persona de Prueba|Otra Persona'), ('t_b', 'B', null), ('t_r', 'A', 'Persona de Prueba|Otra Persona'), ('t_it', null, null),
	('t_sec', 'GR', 'Persona de Prueba|Otra Persona')) as v (who, office, want);
select is(pg_temp.asked(who, office, 'select count(*)::text from labour.' || tab), want, concat_ws(' ', who, tab, want)) from (values
	('t_a', 'A', 'job_seeker_private', '2'), ('t_b', 'B', 'job_seeker_private', '0'), ('t_it', null, 'job_seeker_private', '2'),
	('t_b', 'B', 'seeker_profile_private', '0'), ('t_a', 'A', 'seeker_profile_private', '1'), ('t_b', 'B', 'job_seeker', '0'), ('t_b', 'B', 'referral', '0'),
	('t_out', null, 'job_seeker', 'error 42501 permission denied for schema labour')) as v (who, office, tab, want);
select is(pg_temp.asked('t_b', 'B', $$select count(*)::text from audit.change where relation like 'labour.%seeker%'$$), '0', 'nor their history');
select is((select count(*)::int from audit.change where concat(old, new) ~ 'persona@|Persona de|Soldadura|1234567'), 0, 'and no history has a value');
select is(pg_temp.as_login(who, office, false, $$insert into labour.job_seeker (registered_on) values ('2019-04-01')$$), want, who || ' enters ' || want)
from (values ('t_r', 'A', '42501'), ('t_it', null, '42501'), ('t_b', 'B', '1')) as v (who, office, want);
select is(pg_temp.as_login('t_b', 'B', false, format($$insert into labour.job_seeker_private (job_seeker_id, person_name) values (%s, 'x')$$, pg_temp.one(1))), '42501',
	'another office writes no name');
select is(pg_temp.said('t_a', 'A', stmt), want, want) from (values
	($$insert into labour.job_seeker (registered_on) values ('2019-04-11')$$, 'registered_on: Un postulante no se registra antes de inscribirse.'),
	($$insert into labour.job_seeker (registered_on, consent) values ('2019-04-01', true)$$, 'consent_on: Escriba cuándo dio su consentimiento.'),
	($$insert into labour.job_seeker (registered_on, consent, consent_on) values ('2019-04-01', true, '2019-04-11')$$, 'consent_on: El consentimiento no es de un día que todavía no llega.'),
	(format($$insert into labour.job_seeker_private (job_seeker_id, document_kind, document_no) values (%s, 'dni', '01234567')$$, pg_temp.one(2)),
		'duplicate key value violates unique constraint "job_seeker_private_natural"'),
	($$update labour.job_seeker_private set birth_year = 2020$$, 'birth_year: El año de nacimiento todavía no llega.'),
	($$update labour.job_seeker_private set person_name = null, document_kind = null, document_no = null$$, 'person_name: Escriba el nombre o el documento del postulante, o quite la línea.'),
	($$update labour.seeker_profile_private set disability = 'visual'$$, 'disability: La discapacidad se anota solo con el consentimiento del postulante.'),
	($$update labour.job_seeker set consent = false where consent$$, 'consent: El consentimiento se retira con su acción: así sus datos quedan ocultos.'),
	($$update labour.job_seeker set cleared_values = 3$$, 'withdrawn_why: El consentimiento, su retiro y la depuración los hacen sus acciones.')) as v (stmt, want);

-- sent to a posting
select is(pg_temp.said('t_a', 'A', format($$insert into labour.referral (posting_id, job_seeker_id, sent_on) values (%s, %s, %L)$$, pg_temp.post(post), pg_temp.one(no), day)), want,
	concat_ws(' ', post, no, day)) from (values
	('Abierta', 1, '2019-04-10', 'seeker_code: El postulante BT-001 no dio su consentimiento, o lo retiró: no se le envía.'),
	('Vencida', 2, '2019-04-10', 'posting_ref: La oferta 002-2019 no está en vigor el 10/04/2019: no se envía a nadie.'),
	('Por abrir', 2, '2019-04-10', 'posting_ref: La oferta 003-2019 no está en vigor el 10/04/2019: no se envía a nadie.'),
	('Borrador', 2, '2019-04-10', 'posting_ref: La oferta 004-2019 no está en vigor el 10/04/2019: no se envía a nadie.'),
	('Vencida', 2, '2019-04-09', 'taken'), ('Vencida', 2, '2019-02-28', 'posting_ref: La oferta 002-2019 no está en vigor el 28/02/2019: no se envía a nadie.'),
	('Abierta', 2, '2019-04-10', 'taken'), ('Abierta', 2, '2019-04-11', 'sent_on: La derivación es de un día que todavía no llega.'))
	as v (post, no, day, want);
select is(pg_temp.as_login('t_a', 'A', true, format($$select labour.job_seeker_consent(%s, '2019-04-02', 'Ficha 12')$$, pg_temp.s(1))), '1', 'consent is given');
select is(pg_temp.said('t_a', 'A', format($$select labour.job_seeker_consent(%s, null, '')$$, pg_temp.s(2))), 'consent_how: Escriba con qué documento consiente.', 'by a paper');
select is(pg_temp.as_login('t_a', 'A', true, format($$insert into labour.referral (posting_id, job_seeker_id, sent_on) values (%s, %s, '2019-04-10'), (%1$s, %3$s, '2019-04-10')$$,
	pg_temp.post('Abierta'), pg_temp.one(1), pg_temp.one(2))), '2', 'two are sent');
create function pg_temp.r(no int) returns text language sql as $$select r.id || ', ' || r.row_version from labour.referral r
	join labour.job_seeker s on s.id = r.job_seeker_id where s.seeker_no = no$$;
select is(pg_temp.said('t_a', 'A', format('select labour.referral_' || call, pg_temp.r(1))), want, want) from (values
	('interview(%s, ''2019-04-11'')', 'interviewed_on: La entrevista es de un día que todavía no llega.'),
	('hire(%s, ''2019-04-11'')', 'ended_on: El resultado es de un día que todavía no llega.'),
	('not(%s, null, '''')', 'reason: Escriba por qué no se le colocó.'),
	('interview(%s, ''2019-04-09'')', 'Cuándo se le entrevistó: no va antes de «Cuándo se le envió».')) as v (call, want);
select is(pg_temp.as_login('t_a', 'A', true, format('select labour.referral_interview(%s, null)', pg_temp.r(1))), '1', 'interviewed');
select is(pg_temp.as_login('t_a', 'A', false, format('select labour.referral_not(%s, null, ''Sin experiencia'')', pg_temp.r(1))), '1', 'not placed, with why');
select is(pg_temp.as_login('t_a', 'A', true, format('select labour.referral_hire(%s, null)', pg_temp.r(1)), format('select labour.referral_hire(%s, null)', pg_temp.r(2))), '1', 'both placed');
select is((select n_sent || ' ' || n_placed || ' ' || over_placed from labour.posting_list where post = 'Abierta'), '2 2 true', 'more than there were vacancies');
select is((select distinct told from labour.referral_list), 'Colocados 2 de 1 vacantes.', 'and it is told');
select is(pg_temp.said('t_a', 'A', stmt), want, want) from (values
	(format('select labour.referral_interview(%s, null)', pg_temp.r(1)), 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.'),
	($$update labour.referral set ended_on = '2019-04-10', reason = 'x'$$, 'notes: Lo que pasa con una derivación lo anotan sus acciones.'),
	(format($$update labour.referral set posting_id = %s$$, pg_temp.post('Vencida')), 'posting_ref: La oferta 002-2019 no está en vigor el 10/04/2019: no se envía a nadie.'),
	(format('select core.step_of_person(''labour.referral'', %s, ''sent'', ''{placed}'', ''{ended_on,""}'')', pg_temp.r(1)), 'state: Una derivación no pasa de esa situación a la otra.'))
	as v (stmt, want);

-- the rule of how long: the last day that something was done counts
select is(labour.seeker_kept_until('active', day), want, day || ' kept until ' || coalesce(want::text, 'always')) from (values (date '2017-04-09', date '2019-04-09'),
	('2017-04-10', '2019-04-10'), ('2000-01-01', null)) as v (day, want);
select is((select string_agg(seeker_code || ' ' || to_clear, '|' order by seeker_no) from labour.job_seeker_list), 'BT-001 false|BT-002 false', 'who was sent this month is kept');
set local role hito_owner;
insert into labour.job_seeker (registered_on, office_id) values ('2017-04-09', core.office_named('A')), ('2017-04-10', core.office_named('A'));
reset role;
select is((select string_agg(seeker_code || ' ' || to_clear, '|' order by seeker_no) from labour.job_seeker_list where seeker_no > 2), 'BT-003 true|BT-004 false',
	'on its last day one is kept, the day after to be cleared');
select is(pg_temp.asked(who, office, $$select coalesce(sum(n), 0)::text from follow.board_own('2019-04-10') where key = 'clear'$$), want, who || ' is told ' || want)
from (values ('t_a', 'A', '1'), ('t_sec', null, '1'), ('t_b', 'B', '0'), ('t_r', 'A', '0')) as v (who, office, want);

-- clearing
select is(pg_temp.said(who, office, format('select labour.job_seeker_clear(%s, %L)', pg_temp.s(no), why)), want, concat_ws(' ', who, no, want)) from (values
	('t_sec', null, 1, 'Plazo', 'cleared_why: Todavía no toca depurar sus datos: retire antes su consentimiento, o espere a su plazo.'),
	('t_a', 'A', 3, 'Plazo', 'cleared_why: Solo la secretaría depura datos personales.'), ('t_sec', null, 3, ' ', 'cleared_why: Escriba por qué se depuran sus datos.'),
	('t_b', 'B', 3, 'Plazo', 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.')) as v (who, office, no, why, want);
select is(pg_temp.said(who, office, format('select labour.seeker_forget(%s, ''x'')', pg_temp.one(1))), want, who || ' ' || want) from (values
	('t_a', 'A', 'permission denied for function seeker_forget'), ('t_sec', null, 'Solo la secretaría depura datos personales.')) as v (who, office, want);
-- withdrawn: hidden at once, from everybody, the history too
select is(pg_temp.said('t_a', 'A', format('select labour.job_seeker_withdraw(%s, '''')', pg_temp.s(1))), 'withdrawn_why: Escriba cómo lo retiró: por una solicitud, en la oficina.', 'how');
select is(pg_temp.as_login('t_a', 'A', true, format('select labour.job_seeker_withdraw(%s, ''Solicitud 7'')', pg_temp.s(1))), '1', 'withdrawn');
select is(pg_temp.asked(who, office, 'select seeker || to_clear from labour.job_seeker_list where seeker_no = 1'), 'P*** d*** P***true', who || ' reads the mask')
from (values ('t_a', 'A'), ('t_sec', 'GR')) as v (who, office);
select is(pg_temp.asked(who, office, format('select count(*)::text from %s', what)), '0', concat_ws(' ', who, what)) from (values ('t_a', 'A'), ('t_sec', 'GR'), ('t_it', null)) as v (who, office),
	(values ('labour.job_seeker_private where person_name like ''Persona%'''), ('labour.seeker_profile_private'), ('labour.job_seeker_pick where seeker like ''Persona%'''),
	(format('audit.history(''labour.job_seeker_private'', (select min(id) from labour.job_seeker_private where job_seeker_id = %s))', pg_temp.one(1)))) as w (what);
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.job_seeker_private set masked = false$$, $$select 1 from labour.job_seeker_private where person_name like 'Persona%'$$), '0', 'nobody lifts the mask');
select is(pg_temp.said('t_a', 'A', stmt), want, want) from (values
	(format($$insert into labour.referral (posting_id, job_seeker_id, sent_on) values (%s, %s, '2019-04-09')$$, pg_temp.post('Vencida'), pg_temp.one(1)),
		'seeker_code: El postulante BT-001 no dio su consentimiento, o lo retiró: no se le envía.'),
	(format($$update labour.job_seeker set consent = true where id = %s$$, pg_temp.one(1)), 'consent: El consentimiento, su retiro y la depuración los hacen sus acciones.')) as v (stmt, want);
select is(pg_temp.as_login('t_a', 'A', false, format('select labour.job_seeker_consent(%s, null, ''Ficha 9'')', pg_temp.s(1)),
	$$select 1 from labour.job_seeker_private where person_name like 'Persona%'$$), '1', 'given again it is read again');
select is((select count(*)::int from audit.change c where c.relation = 'labour.job_seeker' and concat(c.old, c.new) ~ 'P\*\*\*'), 0, 'history keeps a digest of a mask');
select is(pg_temp.asked('t_a', 'A', format($$select string_agg(distinct h.new ->> 'seeker_mask', ' ') from audit.history('labour.job_seeker', %s) h$$, pg_temp.one(1))),
	'P*** d*** P***', 'and shows it to whoever reads the record');
select is((select string_agg(seeker_code || ' ' || offered, '|' order by seeker_code) from labour.job_seeker_pick where seeker_code in ('BT-002', 'BT-004')), 'BT-002 true|BT-004 false',
	'who did not consent is not offered');
select is((select string_agg(post || ' ' || offered, '|' order by post) from labour.posting_pick), 'Abierta true|Borrador false|Por abrir true|Vencida true', 'nor a draft');
create temp table digests as select c.id, audit.row_digest(c::audit.change) as digest from audit.change c;
select audit.seal() \g /dev/null
select is(pg_temp.as_login('t_sec', null, true, format('select labour.job_seeker_clear(%s, ''A pedido'')', pg_temp.s(1))), '1', 'cleared');
select is((select concat_ws(' ', state, coalesce(seeker_mask, '-'), cleared_on, cleared_why, sex, cleared_values > 0, seeker_code) from labour.job_seeker where seeker_no = 1),
	'cleared - 2019-04-10 A pedido female t BT-001', 'what is counted stays');
select is((select concat_ws('/', document_kind, document_no, person_name, birth_year, email, phone, '-') from labour.job_seeker_private where job_seeker_id = pg_temp.one(1)), '-', 'nobody is named');
select is((select concat_ws('/', level, studies, experience, disability, '-') from labour.seeker_profile_private where job_seeker_id = pg_temp.one(1)), '-', 'nor described');
select is((select count(*)::int from audit.personal p where p.relation like 'labour.%' and concat(p.old, p.new) ~ 'Persona de|Soldadura|persona@'), 0, 'the history has no value');
select is((select count(*)::int from audit.change c left join audit.personal p on p.change_id = c.id
	where c.relation = 'labour.job_seeker' and c.key = pg_temp.one(1) and concat(c.old, c.new, p.old, p.new) ~ 'P\*\*\*'), 0, 'nor the letters with which a name began');
select is((select string_agg(distinct h.new ->> 'seeker_mask', ' ') from audit.history('labour.job_seeker', pg_temp.one(1)) h), '(borrado)', 'the history of the record says that they are gone');
select is((select string_agg(c.relation, ' ' order by c.relation) from audit.change c where c.op = 'clear' and c.new ->> 'why' = 'A pedido' and c.login = 't_sec'),
	'labour.job_seeker labour.job_seeker_private labour.seeker_profile_private', 'that it was cleared, by whom and why is on record');
select ok((select count(*) > 0 from audit.change c where c.relation = 'labour.job_seeker_private' and c.new ->> 'person_name' like 'sha256:%'), 'the digests stay');
select is((select count(*)::int from digests d join audit.change c on c.id = d.id where audit.row_digest(c::audit.change) <> d.digest), 0, 'as they were');
select is((select count(*)::int from audit.verify() v where v.note like '%alterad%' or v.note like '%falta%'), 0, 'and the seals hold');
select is((select count(*)::int from unnest('{labour.job_seeker,labour.job_seeker_private,labour.seeker_profile_private,labour.posting,labour.posting_term,labour.referral}'::text[]) as t
	cross join audit.verify_rows(t, 0, 1000) v where v.key is not null), 0, 'and the rows are what the history says');
select is((select n_placed from labour.posting_list where post = 'Abierta'), 2, 'what she was placed in is counted');
select is(pg_temp.said('t_sec', null, format('update labour.job_seeker set notes = ''x'' where id = %s', pg_temp.one(1))), 'Los datos de este postulante se depuraron: ya no cambia.', 'it is over');

-- training
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.training (course, starts_on, ends_on, places, enrolled_female, enrolled_male, finished_female, finished_male, certified_female)
	values ('Ofimática', '2019-03-01', '2019-03-15', 20, 12, 9, 10, 8, 10)$$), '1', 'a course');
select is((select concat_ws(' ', year, training_no, enrolled, finished, certified, crowded, running) from labour.training_list), '2019 1 21 18 10 t f', 'its sums');
select is(pg_temp.as_login('t_a', 'A', false, format('update labour.training set %s', set)), want, set || ' ' || want) from (values ('finished_female = 13', '23514'),
	('certified_female = 11', '23514'), ('finished_female = 12, certified_female = 12', '1'), ('ends_on = ''2019-02-28''', '23514'), ('places = 0', '23514'), ('hours = 0', '23514'),
	('starts_on = ''2019-04-11'', ends_on = ''2019-04-12''', 'HT002'), ('certified_male = 9', '23514'), ('enrolled_male = -1', '23514')) as v (set, want);
select is(pg_temp.said('t_a', 'A', format($$insert into labour.training (course, starts_on, ends_on, year) values ('Curso', %L, %L, %s)$$, day, day, year)), want, concat_ws(' ', year, day))
from (values ('2018-12-31', 2019, 'year: El curso empieza el 31/12/2018: su año es 2018, o déjelo en blanco.'), ('2019-01-01', 2018, 'year: El curso empieza el 01/01/2019: su año es 2019, o déjelo en blanco.'),
	('2018-12-31', 2018, 'taken'), ('2019-01-01', 2019, 'taken')) as v (day, year, want);
select is(pg_temp.said('t_a', 'A', format($$update labour.training set %s$$, set)), want, set || ': the year') from (values
	('starts_on = ''2018-12-31''', 'starts_on: El curso es de 2019: no se pasa a otro año. Anúlelo y registre el del otro año.'),
	('year = 2018', 'starts_on: El curso es de 2019: no se pasa a otro año. Anúlelo y registre el del otro año.'), ('starts_on = ''2019-01-01''', 'taken'),
	('notes = ''x''', 'taken')) as v (set, want);
select is(pg_temp.asked(who, null, 'select count(*)::text from labour.training_list'), '1', who || ' reads it') from unnest('{t_b,t_r,t_it,t_sec}'::text[]) as t (who);
select is(pg_temp.as_login(who, office, false, $$update labour.training set notes = 'x'$$), want, who || ' changes ' || want) from (values ('t_b', 'B', '0'), ('t_r', 'A', '42501'), ('t_it', null, '1'), ('t_sec', null, '1'))
	as v (who, office, want);

-- what actions write is not there when a row comes
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.job_seeker (seeker_no, registered_on, consent, consent_on, withdrawn_on, cleared_values)
	values (71, '2019-04-05', true, '2019-04-05', '2019-04-06', 9)$$), '1', 'one enters');
select is((select num_nonnulls(withdrawn_on, cleared_values) from labour.job_seeker where seeker_no = 71), 0, 'without what she did not do');
select is(pg_temp.said('t_a', 'A', format($$insert into labour.referral (posting_id, job_seeker_id, sent_on, %s) values (%s, %s, '2019-04-10', %s)$$,
	col, pg_temp.post('Abierta'), pg_temp.one(71), val)), want, col) from (values
	('interviewed_on', $$'2019-04-10'$$, 'ended_on: Lo que pasa con una derivación lo anotan sus acciones.'),
	('reason', $$'x'$$, 'ended_on: Lo que pasa con una derivación lo anotan sus acciones.'),
	('notes', $$'es 10254824220'$$, 'notes: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.')) as v (col, val, want);
select is(pg_temp.said('t_a', 'A', format($$insert into labour.referral (posting_id, job_seeker_id, sent_on) values (%s, %s, '2019-04-04')$$,
	pg_temp.post('Abierta'), pg_temp.one(71))), 'sent_on: El postulante BT-071 dio su consentimiento el 05/04/2019: no se le envía antes.', 'nor sent before she consented');
-- whoever told a disability may take her consent back
select is(pg_temp.as_login('t_a', 'A', true, format($$insert into labour.job_seeker_private (job_seeker_id, person_name) values (%s, 'Persona Setenta')$$, pg_temp.one(71)),
	format($$insert into labour.seeker_profile_private (job_seeker_id, disability) values (%s, 'Motora')$$, pg_temp.one(71))), '1', 'who tells of a disability');
select is(pg_temp.as_login('t_a', 'A', true, format($$select labour.job_seeker_withdraw(%s, 'Lo pidió')$$, pg_temp.s(71))), '1', 'a disability does not stand against it');
select is(pg_temp.asked('t_a', 'A', format($$select count(*)::text from labour.seeker_profile_private where job_seeker_id = %s$$, pg_temp.one(71))), '0', 'and nobody reads it');
select is(pg_temp.asked('t_b', 'B', format($$select coalesce(labour.seeker_last(%s)::text, 'none')$$, pg_temp.one(71))), 'none', 'when she came is nobody else''s');
-- one and what is kept apart of her in one statement
select is(pg_temp.as_login('t_a', 'A', true, $$with e as (insert into labour.job_seeker (registered_on) values ('2019-04-09') returning id)
	insert into labour.job_seeker_private (job_seeker_id, person_name) select id, 'Persona Ochenta' from e$$), '1', 'a row and its line at once');
select is((select string_agg(concat_ws(' ', v.key, v.col, v.note), '; ') from unnest('{labour.job_seeker,labour.job_seeker_private,labour.seeker_profile_private}'::text[]) as t (tab)
	cross join lateral audit.verify_rows(t.tab, 0, 100000) as v where v.note is not null), null, 'every row is what history says');
select * from finish();
rollback;
