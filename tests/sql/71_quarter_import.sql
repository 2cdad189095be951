-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of the registers of the quarter over staged rows: twice each, so
-- that the second time nothing is new.
begin;
\ir fixture.psql
-- What a clerk's own rights let in is asked of clerks who load.
insert into core.member (login, office_id, kind) select v.login, core.office_named(v.office), 'batch'
from (values ('t_a', 'A'), ('t_b', 'B')) as v (login, office);
\set described `"$HITO" -d "$TEST_URL" form describe`
create temp table described on commit drop as select :'described'::jsonb as forms;
grant select on described to public;
select plan(34);

create function pg_temp.load(who text, office text, register text, columns text, lines text)
returns text language plpgsql as $$
declare
	given constant text[] := array(select split_part(btrim(c), ' ', 1) from unnest(string_to_array(columns, ',')) as c);
	form constant jsonb := (select forms -> register from described);
	found text[];
	counts text;
begin
	execute format('set local session authorization %I', who);
	perform set_config('hito.office', coalesce(office, ''), true);
	execute format('create temp table hito_stage (line int not null, %s) on commit drop', columns);
	execute 'insert into pg_temp.hito_stage values ' || lines;
	for i in 1 .. 2 loop
		select array_agg(concat_ws(' ', line, field, severity) order by line, field, reason) into found
		from core.import_check(form, given);
	end loop;
	if not exists (select from unnest(found) as f where f like '% error') then
		select inserted || ' ' || changed || ' ' || same into counts
		from core.import_commit(form, given, core.batch_open(register, 'f.csv', null, '00', 1, null, null));
	end if;
	grant all on pg_temp.hito_found, pg_temp.hito_field, pg_temp.hito_column, pg_temp.hito_rule, pg_temp.hito_new, pg_temp.hito_joined to public;
	reset session authorization;
	drop table pg_temp.hito_stage, pg_temp.hito_ready cascade;
	return concat_ws('; ', counts, nullif(array_to_string(found, ', '), ''));
end
$$;

select is(pg_temp.load(who, office, register, columns, lines), want, d) from (values
	(1, 't_sec', null, 'core.year_name', 'year int, name text, source text', $$(2, 2019, 'Año de prueba', 'Norma')$$, '1 0 0', 'a year'),
	(2, 't_sec', null, 'core.year_name', 'year int, name text, source text', $$(2, 2019, 'Otro nombre', 'Norma')$$, '0 1 0', 'renamed'),
	(3, 't_it', null, 'plan.objective', 'plan_code text, objective_code text, title text', $$(2, 't1', 'O1', 'Participar'), (3, 'T1', 'O2', 'Rendir cuentas')$$, '2 0 0', 'objectives'),
	(4, 't_it', null, 'plan.objective', 'plan_code text, objective_code text, title text', $$(2, 'T1', 'O1', 'Participar'), (3, 'T1', 'O1', 'Otra vez')$$, '3 objective_code error', 'one twice'),
	(5, 't_it', null, 'plan.action_line', 'plan_code text, objective_code text, line_code text, title text', $$(2, 'T1', 'O1', 'L1', 'Talleres')$$, '1 0 0', 'an action line'),
	(6, 't_it', null, 'plan.action_line', 'plan_code text, objective_code text, line_code text, title text', $$(2, 'T1', 'O9', 'L1', 'Talleres')$$, '2 objective_code error', 'of no objective'),
	(7, 't_it', null, 'plan.work_item', 'plan_code text, number_text text, stage text, text text, goal_text text, starts text, starts_from date, starts_to date, starts_precision text, starts_doubtful boolean',
		$$(2, 'T1', '01', 'I', 'Talleres', '06 Talleres de cocreación realizados', 'Del 10/08 al 10/10/2018', '2018-08-10', '2018-10-10', 'day', false),
		(3, 'T1', '02', 'I', 'Difundir', '01 portal', '26/07/2018 al 31/12/1018', '2018-07-26', '1018-12-31', 'day', true)$$,
		'2 0 0; 3 ends doubtful', 'the work plan'),
	(8, 't_it', null, 'plan.work_item', 'plan_code text, number_text text, stage text, text text, goal_text text, starts text, starts_from date, starts_to date, starts_precision text, starts_doubtful boolean',
		$$(2, 'T1', '01', 'I', 'Talleres', '05 Talleres', 'Del 10/08 al 10/10/2018', '2018-08-10', '2018-10-10', 'day', false)$$, '0 1 0', 'its goal changes'),
	(9, 't_a', 'A', 'plan.goal', 'plan_code text, commitment_no int, position int, text text, quantity numeric', $$(2, 'T1', 1, 1, 'Meta de Portal publicado', 1), (3, 'T1', 1, 9, 'x', 1), (4, 'T1', null, null, 'y', 1)$$,
		'3 position error, 4 position error', 'goals of nothing'),
	(10, 't_a', 'A', 'plan.goal', 'plan_code text, commitment_no int, position int, goal_no int, text text, quantity numeric', $$(2, 'T1', 1, 1, 1, 'Meta de Portal publicado', 1), (3, 'T1', 1, 1, 2, 'Segunda', 4)$$, '1 1 0', 'one goal changes, one is new'),
	(10.5, 't_a', 'A', 'plan.goal', 'plan_code text, commitment_no int, position int, text text, quantity numeric', $$(2, 'T1', 1, 1, 'Tercera', 1), (3, 'T1', 1, 1, ' SEGUNDA', 4)$$, '1 1 0', 'unnumbered ones are known by their words'),
	(10.6, 't_a', 'A', 'plan.goal', 'plan_code text, commitment_no int, position int, text text, quantity numeric', $$(2, 'T1', 1, 1, 'Tercera', 1), (3, 'T1', 1, 1, ' SEGUNDA', 4)$$, '0 0 2', 'and once only'),
	(11, 't_a', 'A', 'follow.submission', 'plan_code text, period_key text, explanation text', $$(2, 'T1', '2019-Q1', 'sin fuente')$$, '1 0 0', 'a submission of one''s office'),
	(12, 't_a', 'A', 'follow.submission', 'plan_code text, period_key text, office_code text, explanation text', $$(2, 'T1', '2019-Q1', 'A', 'otra')$$, '0 1 0', 'explained otherwise'),
	(13, 't_a', 'A', 'follow.corrective_action', 'plan_code text, period_key text, commitment_no int, measure text, state text', $$(2, 'T1', '2019-Q1', 1, 'Segundo taller', 'agreed')$$, '2 agreement error, 2 state error', 'an office agrees nothing'),
	(14, 't_a', 'A', 'follow.corrective_action', 'plan_code text, period_key text, commitment_no int, measure text', $$(2, 'T1', '2019-Q1', 1, 'Segundo taller'), (3, 'T1', '2019-Q1', 1, 'Tercero')$$, '2 0 0', 'it proposes two'),
	(14.5, 't_a', 'A', 'follow.corrective_action', 'plan_code text, period_key text, commitment_no int, measure text', $$(2, 'T1', '2019-Q1', 1, 'Segundo taller'), (3, 'T1', '2019-Q1', 1, 'Tercero')$$, '0 0 2', 'and the same file proposes nothing anew'),
	(15, 't_sec', null, 'follow.corrective_action', 'plan_code text, action_no int, period_key text, commitment_no int, measure text, agreement text, evidence text, state text', $$(2, 'T1', 9, '2019-Q1', 2, 'De antes', 'Acta 1', 'Informe', 'fulfilled')$$, '1 0 0', 'the secretariat loads what was agreed'),
	(16, 't_it', null, 'follow.self_assessment', 'plan_code text, commitment_no int, year int, component text, completion_code text, result text', $$(2, 'T1', 1, 2018, 'Servicios', 'Substantial  ', 'Avanza'), (3, 'T1', 2, 2018, 'Servicios', ' no iniciado', 'Nada')$$, '2 0 0', 'cards with words of two languages'),
	(17, 't_it', null, 'follow.self_assessment', 'plan_code text, commitment_no int, year int, scale text, completion_code text', $$(2, 'T1', 1, 2018, 'OGP, cinco niveles', 'Uninitiated'), (3, 'T1', 2, 2018, 'OGP, cinco niveles', 'a medias')$$, '3 completion_code error', 'a word that nobody knows'),
	(18, 't_it', null, 'follow.self_assessment', 'plan_code text, commitment_no int, year int, scale text, completion_code text', $$(2, 'T1', 1, 2018, 'OGP, cinco niveles', 'Complete')$$, '0 1 0', 'judged anew on another scale'),
	(19, 't_sec', null, 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric, reason text, agreement text', $$(2, 'T1', 'I9', '2019-Q1', 8, 'x', 'y')$$, '2 indicator_code error', 'no such indicator'),
	(20, 't_it', null, 'follow.baseline_set', 'plan_code text, version int, agreement text, set_on date', $$(2, 'T1', 1, 'Acta 2', '2019-04-01')$$, '1 0 0; 2 version notice', 'a baseline enters in preparation'))
	as v (n, who, office, register, columns, lines, want, d) order by n;

select is((select quantity || ' ' || unit || ' ' || ends_to from plan.work_item where item_no = 1), '5 Talleres 2018-10-10', 'quantity, unit and end are read');
select is((select string_agg(action_no || ' ' || state, ', ' order by action_no) from follow.corrective_action), '1 proposed, 2 proposed, 9 fulfilled', 'actions are numbered');
select is((select string_agg(commitment_no || ' ' || completion_label || ' ' || scale, ', ' order by commitment_no) from follow.self_assessment_list),
	'1 Completo OGP, cinco niveles, 2 No iniciado OGP, cuatro niveles', 'each level on its own scale');
-- Ids follow the lists that a site begins with, and no plan of the server.
select is((select array_agg(c.code || c.position order by c.id) = array_agg(c.code || c.position order by c.scale, c.position)
	from follow.completion_scale c), true, 'levels are in the order of their scales');
select is((select array_agg(w.word order by w.id) from core.unit_word w where w.id <= 4),
	'{Gerencia General Regional,Gerencia Regional,Gerencia,Sub Gerencia}'::text[], 'words in that of their list');
insert into follow.completion_scale (scale, code, position, label, office_id)
values ('OGP, cinco niveles', 'begun', 6, 'Empezado', core.root_office());
select is((select scale from follow.scale_newest() limit 1), 'OGP, cuatro niveles', 'a level more makes no scale the newest');

select is(pg_temp.as_login('t_sec', null, true, $$select follow.baseline_approve(id, row_version, 'Acta 2') from follow.baseline_set$$), '1', 'the secretariat approves it');
select is(pg_temp.load('t_sec', null, 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric, reason text, agreement text',
	$$(2, 'T1', 'I1', '2019-Q1', 8, 'menos fondos', 'Acta 3')$$), '1 0 0', 'then a change of target is loaded');
select is((select planned from follow.target_list where indicator_code = 'I1'), 8::numeric, 'and applied');
select is(pg_temp.load('t_sec', null, 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric, reason text, agreement text',
	$$(2, 'T1', 'I1', '2019-Q1', 8, 'menos fondos', 'Acta 3')$$), '0 0 1', 'the same once more is nothing');
select is(pg_temp.load('t_sec', null, 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric, reason text, agreement text',
	$$(2, 'T1', 'I1', '2019-Q1', 7, 'menos fondos', 'Acta 3')$$), '2 new_planned error', 'a change made stays');

select * from finish();
rollback;
