-- SPDX-License-Identifier: GPL-3.0-or-later
-- Unions: boards that follow one another and what a day makes of them, members as
-- counts, cancelled and registered again; whom an expired board is told to.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(65);

create function pg_temp.u(code text) returns text language sql as
	$$select id || ', ' || row_version from labour.union_organisation where union_code = code$$;
create function pg_temp.new(fields text, vals text) returns text language sql as
	$$select format('insert into labour.union_organisation (union_name, %s) values (''Sindicato'', %s)', fields, vals)$$;
create function pg_temp.board(code text, from_day text, to_day text) returns text language sql as
	$$select format('insert into labour.union_board (union_id, from_date, to_date) select id, %L, %L from labour.union_organisation where union_code = %L',
		from_day, to_day, code)$$;

select is(labour.board_situation(f::date, t::date, '2019-04-10'), want, want || ' ' || coalesce(t, '-')) from (values (null, null, 'none'), ('2019-04-11', '2021-04-10', 'to_start'),
	('2017-01-01', '2019-04-09', 'expired'), ('2017-01-01', '2019-04-10', 'expiring'), ('2017-01-01', '2019-05-10', 'expiring'),
	('2017-01-01', '2019-05-11', 'in_force')) as v (f, t, want);

select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('union_code, level', '''FED'', ''federation'''),
	pg_temp.new('registration_no, registered_on, members_male, members_female', '''REG 1-2010'', ''2010-05-01'', 30, 12'),
	pg_temp.new('union_code, sector', '''SIN'', ''state'''), pg_temp.new('level', '''delegates''')), '1', 'a clerk registers unions');
select is((select string_agg(concat_ws(' ', union_code, level, members, members_on, board_situation), '|' order by union_code) from labour.union_organisation_list),
	'FED federation none|ORG-001 delegates none|REG 1-2010 union 42 2019-04-10 none|SIN union none', 'by their own code, their registration or the next one');
select is(pg_temp.as_login('t_a', 'A', true, $$update labour.union_organisation set parent_id = (select id from labour.union_organisation
	where union_code = 'FED') where union_code = 'SIN'$$), '1', 'one belongs to a federation');
select is(pg_temp.said('t_a', 'A', stmt), want, want) from (values
	($$update labour.union_organisation set parent_id = (select id from labour.union_organisation where union_code = 'SIN') where union_code = 'ORG-001'$$,
		'parent_id: Solo una federación o una confederación tiene afiliadas.'),
	($$update labour.union_organisation set parent_id = id where union_code = 'FED'$$, 'parent_id: Las organizaciones no se afilian en círculo.'),
	($$update labour.union_organisation set level = 'union' where union_code = 'FED'$$,
		'level: Tiene afiliadas: sigue siendo una federación o una confederación.'),
	($$update labour.union_organisation set level = 'confederation', parent_id = (select id from labour.union_organisation where union_code = 'FED')
		where union_code = 'ORG-001'$$, 'parent_id: Una confederación no se afilia a una federación.'),
	($$update labour.union_organisation set registered_on = '2019-04-11' where union_code = 'SIN'$$,
		'registered_on: Una inscripción no se registra antes de su día.'),
	($$update labour.union_organisation set union_name = 'De 10254824220' where union_code = 'SIN'$$,
		'union_name: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	($$update labour.union_organisation set members_male = -1 where union_code = 'SIN'$$,
		'Cuántos afiliados hombres: no se admite este valor.'),
	($$update labour.union_organisation set level = 'guild' where union_code = 'SIN'$$,
		'Nivel: sindicato, sección sindical, federación, confederación, delegados: no es una de las opciones.'),
	($$update labour.union_organisation set state = 'cancelled' where union_code = 'SIN'$$, 'permission denied for table union_organisation'),
	($$insert into labour.employer (employer_code, employer_name) values ('E', 'E');
		update labour.union_organisation set employer_id = (select id from labour.employer where employer_code = 'E') where union_code = 'FED'$$,
		'employer_id: Una federación o una confederación no es de una sola empresa.'))
	as v (stmt, want);
select is(pg_temp.said('t_sec', null, $$update labour.union_organisation set deleted_at = now(), deleted_why = 'x' where union_code = 'FED'$$),
	'No se puede anular: tiene organizaciones sindicales sin anular (1).', 'a federation with unions is not marked');

-- boards
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.board('SIN', '2015-01-01', '2016-12-31'), pg_temp.board('SIN', '2017-05-01', '2019-05-10'),
	pg_temp.board('REG 1-2010', '2017-04-10', '2019-04-09')), '1', 'their boards');
select is(pg_temp.said('t_a', 'A', pg_temp.board('SIN', f, t)), want, want || f) from (values
	('2016-12-31', '2017-04-30', 'from_date: En esas fechas ya hay otra junta directiva, del 01/01/2015 al 31/12/2016.'),
	('2019-05-10', '2021-05-10', 'from_date: En esas fechas ya hay otra junta directiva, del 01/05/2017 al 10/05/2019.'),
	('2017-01-01', '2017-04-30', 'taken'), ('2019-05-11', '2021-05-10', 'taken'),
	('2021-01-01', '2020-12-31', 'Hasta: no va antes de «Desde».')) as v (f, t, want);
select is(pg_temp.said('t_a', 'A', $$update labour.union_board set told_on = '2019-04-11'$$), 'told_on: Una comunicación no se registra antes de su día.', 'told on a day that came');
select is((select string_agg(concat_ws(' ', union_code, board_from, board_to, board_situation, board_expired, board_expiring), '|' order by union_code)
	from labour.union_organisation_list where board_from is not null),
	'REG 1-2010 2017-04-10 2019-04-09 expired t f|SIN 2017-05-01 2019-05-10 expiring f t', 'the last one says how a union stands');
select is(pg_temp.asked(who, office, $$select coalesce(string_agg(concat_ws(' ', n, label, form, filter), ', ' order by filter), '-') from follow.board()
	where kind = 'alert' and form = 'union_organisation'$$), want, who || ' is told ' || want) from (values
	('t_a', 'A', '1 junta sindical vencida union_organisation board_expired, 1 junta sindical por vencer union_organisation board_expiring'),
	('t_r', 'A', '1 junta sindical vencida union_organisation board_expired, 1 junta sindical por vencer union_organisation board_expiring'),
	('t_b', 'B', '-'), ('t_sec', null, '-'), ('t_it', null, '-')) as v (who, office, want);
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.board('REG 1-2010', '2019-04-10', '2021-04-09')), '1', 'a board is followed by another');
select is((select board_situation || ' ' || board_expired from labour.union_organisation_list where union_code = 'REG 1-2010'), 'in_force false', 'which is in office');

-- cancelled and registered again
select is(pg_temp.said('t_a', 'A', format('select labour.union_organisation_cancel(%s, %s)', pg_temp.u('REG 1-2010'), answers)), want, want) from (values
	($$null, 'x'$$, 'cancelled_on: Escriba qué día se canceló.'), ($$'2019-04-01', ' '$$, 'cancelled_why: Escriba por qué se canceló.'),
	($$'2019-04-11', 'x'$$, 'cancelled_on: Una cancelación no se registra antes de su día.'),
	($$'2010-04-30', 'x'$$, 'Se canceló el: no va antes de «Fecha de su inscripción».')) as v (answers, want);
select is(pg_temp.as_login('t_b', 'B', false, format($$select labour.union_organisation_cancel(%s, '2019-04-01', 'x')$$, pg_temp.u('REG 1-2010'))), 'HT001', 'by its own office');
select is(pg_temp.as_login('t_r', 'A', false, format($$select labour.union_organisation_cancel(%s, '2019-04-01', 'x')$$, pg_temp.u('REG 1-2010'))), 'HT001', 'by no reader');
select is(pg_temp.said('t_a', 'A', format($$select labour.union_organisation_register(%s, 'REG 9', '2019-04-02')$$, pg_temp.u('REG 1-2010'))),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'what is registered is not registered again');
select is(pg_temp.as_login('t_a', 'A', true, format($$select labour.union_organisation_cancel(%s, '2019-04-01', 'Menos de veinte miembros')$$, pg_temp.u('REG 1-2010'))), '1', 'cancelled');
select is(pg_temp.said('t_a', 'A', format('update labour.union_organisation set %s where union_code = ''REG 1-2010''', set)), want, want || set) from (values
	('union_name = ''Otra''', 'Una organización cancelada no se cambia: reinscríbala primero.'),
	('cancelled_on = ''2019-03-01''', 'Una organización cancelada no se cambia: reinscríbala primero.'), ('notes = ''x''', 'taken')) as v (set, want);
select is(pg_temp.said('t_a', 'A', format('select labour.union_organisation_register(%s, %s)', pg_temp.u('REG 1-2010'), answers)), want, want || answers) from (values
	($$' ', '2019-04-02'$$, 'registration_no: Escriba el número de la nueva inscripción.'), ($$'REG 9', null$$, 'registered_on: Escriba qué día se reinscribió.'),
	($$'REG 9', '2019-03-31'$$, 'registered_on: Se reinscribe desde el día en que se canceló, 01/04/2019, hasta hoy.'),
	($$'REG 9', '2019-04-11'$$, 'registered_on: Una inscripción no se registra antes de su día.')) as v (answers, want);
select is(pg_temp.said('t_a', 'A', format('select core.step_of_person(''labour.union_organisation'', %s, ''active'', ''{cancelled}'', %L)',
	pg_temp.u('REG 1-2010'), pairs)), want, want) from (values
	('{cancelled_on,"",cancelled_why,"",union_name,x,registration_no,R,registered_on,2019-04-02}', 'state: La cancelación y la reinscripción no cambian nada más.'),
	('{cancelled_on,"",cancelled_why,"",registration_no,""}', 'registration_no: Escriba el número de la nueva inscripción.')) as v (pairs, want);
select is(pg_temp.as_login('t_a', 'A', true, format($$select labour.union_organisation_register(%s, 'REG 9-2019', '2019-04-02')$$, pg_temp.u('REG 1-2010'))), '1', 'registered again');
select is((select string_agg(concat_ws(' ', act, act_on, registration_no, why), '|' order by id) from labour.union_record_list),
	'registered 2010-05-01 REG 1-2010|cancelled 2019-04-01 REG 1-2010 Menos de veinte miembros|again 2019-04-02 REG 9-2019', 'and all of it is kept');
select is(pg_temp.as_login('t_a', 'A', true, $$update labour.union_organisation set registration_no = 'REG 10-2019' where union_code = 'REG 1-2010'$$,
	$$select 1 from labour.union_record where act = 'again' and registration_no = 'REG 10-2019'$$), '1', 'a corrected number is corrected there');
select is(pg_temp.as_login(who, office, false, stmt), want, who || ' ' || stmt) from (values
	('t_sec', null, 'update labour.union_record set why = ''x''', '42501'), ('t_a', 'A', 'insert into labour.union_record (union_id, act, act_on) select id, ''registered'', now() from labour.union_organisation', '42501'),
	('t_a', 'A', 'update labour.union_board set seats = 7', '4'), ('t_b', 'B', 'update labour.union_board set seats = 7', '0'),
	('t_r', 'A', 'update labour.union_board set seats = 7', '42501'), ('t_it', null, 'update labour.union_board set seats = 7', '4'),
	('t_b', 'B', 'update labour.union_organisation set notes = ''x''', '0'), ('t_sec', null, 'update labour.union_organisation set notes = ''x''', '4'))
	as v (who, office, stmt, want);
select is(pg_temp.asked('t_b', 'B', 'select count(*)::text from labour.union_organisation_list'), '4', 'everybody reads the directory');
select is((select count(*) from information_schema.columns where table_schema = 'labour' and table_name like 'union%'
	and column_name ~ 'person|member_name|dni|document_no'), 0::bigint, 'which has no column for a member''s name');

select * from finish();
rollback;
