-- SPDX-License-Identifier: GPL-3.0-or-later
-- A card in another language: a row per field, missing, current, and old from
-- the moment at which its original changed; printed with its gaps.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(21);
set local role hito_owner;
update plan.commitment set problem = 'Poca participación' where commitment_no = 1;
insert into follow.self_assessment (commitment_id, year, scale, result, office_id)
select id, 2019, 'x', 'Se cumplió', office_id from plan.commitment where commitment_no = 1;
reset role;
create function pg_temp.t(named text, more int default 0) returns text language sql as
	$$select id || ', ' || row_version + more from plan.translation where field = named and office_id = core.office_named('A')$$;
create function pg_temp.all_of() returns text language sql as
	$$select string_agg(commitment_no || ' ' || language || ' ' || field || ' ' || item_no || ' ' || situation, ', '
		order by commitment_no, item_no, field) from plan.translation_list$$;
\set p '(select format(''%s, %s'', id, row_version) from plan.action_plan where plan_code = ''T1'')'

select is(pg_temp.said('t_sec', null, format('select plan.action_plan_translate(%s, '' '')', :p)),
	'language: Escriba el código del idioma: en, qu.', 'a language is asked');
select is(pg_temp.as_login('t_sec', null, true, format('select plan.action_plan_translate(%s, '' EN '')', :p)), '1', 'a plan is prepared');
select is(pg_temp.all_of(), '1 en problem 0 missing, 1 en title 0 missing, 1 en milestone 1 missing, 1 en result 2019 missing, '
	'2 en title 0 missing, 2 en milestone 1 missing', 'a row for each text that says something, all missing');
select is(pg_temp.as_login('t_sec', null, true, format('select plan.action_plan_translate(%s, ''en'')', :p)), '1', 'once more');
select is((select count(*) from plan.translation), 6::bigint, 'and none came twice');
select is((select string_agg(distinct office_code, ' ' order by office_code) from plan.translation_list where commitment_no = 1), 'A', 'of the office of its commitment');

select is(pg_temp.as_login('t_a', 'A', true, $$update plan.translation set text = 'Citizen participation' where field = 'title'
	and commitment_id = (select id from plan.commitment where commitment_no = 1)$$), '1', 'its clerk translates');
select is(pg_temp.as_login('t_b', 'B', false, $$update plan.translation set text = 'x'
	where commitment_id = (select id from plan.commitment where commitment_no = 1)$$), '0', 'another office does not');
select is((select situation from plan.translation_list where field = 'title' and commitment_no = 1), 'current', 'it is current');
select is(pg_temp.as_login('t_sec', null, true, $$update plan.commitment set title = 'Participación' where commitment_no = 1$$), '1', 'the original changes');
select is((select situation || ' ' || original from plan.translation_list where field = 'title' and commitment_no = 1), 'old Participación', 'then it is old');
select is((select string_agg(field_text || '=' || text_shown || '=' || state_text, '; ') from follow.report_card_translations('T1', '2019-Q1', '1')),
	'Título=(El original cambió) Citizen participation=de antes; Status quo o problema=(Falta la traducción) Poca participación=falta; '
	'Hito=(Falta la traducción) Portal publicado=falta', 'it is printed with its gaps');
select is((select string_agg(about_text || '=' || field || '=' || text_shown, '; ') from follow.translated((select id from plan.commitment where commitment_no = 1), 2019)),
	'Compromiso 1, idioma EN=result=(Falta la traducción) Se cumplió', 'the self-assessment of its year too');
select is(pg_temp.as_login('t_r', 'A', false, $$select * from follow.report_card_translations('T1', '2019-Q1', '1')$$), '3', 'whoever reads may print it');
select is(pg_temp.said('t_b', 'B', format('select plan.translation_holds(%s)', pg_temp.t('title'))),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'another office does not say that it holds');
select is(pg_temp.as_login('t_a', 'A', true, format('select plan.translation_holds(%s)', pg_temp.t('title'))), '1', 'it holds all the same');
select is((select situation from plan.translation_list where field = 'title' and commitment_no = 1), 'current', 'and is current again');
select is(pg_temp.said('t_a', 'A', $$insert into plan.translation (commitment_id, language, field, text)
	select id, 'en', 'ambition', 'x' from plan.commitment where commitment_no = 1$$),
	'field: El original no dice nada en ese campo.', 'nothing is no original');
select is(pg_temp.as_login('t_a', 'A', false, format($$insert into plan.translation (commitment_id, language, field, item_no)
	select id, %L, %L, %s from plan.commitment where commitment_no = 1$$, l, f, i)), '23514', what) from (values
	('es', 'problem', 0, 'the original''s language is none'), ('qu', 'milestone', 0, 'a milestone has its number')) as v (l, f, i, what);
select is((select count(*) from audit.change where relation = 'plan.translation' and op = 'update'), 2::bigint, 'each change is on record');
select * from finish();
rollback;
