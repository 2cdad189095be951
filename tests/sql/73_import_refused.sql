-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a table, its policies and its guards would refuse one by one is told by
-- an import's check of all lines at once: line, field, sentence.
begin;
\ir fixture.psql
-- What a clerk's own rights let in is asked of clerks who load.
insert into core.member (login, office_id, kind) select v.login, core.office_named(v.office), 'batch'
from (values ('t_a', 'A'), ('t_b', 'B')) as v (login, office);
\set described `"$HITO" -d "$TEST_URL" form describe`
create temp table described on commit drop as select :'described'::jsonb as forms;
grant select on described to public;
select plan(35);

set local role hito_owner;
insert into core.login (login) values ('t_ita');
insert into core.member (login, office_id, kind) values ('t_ita', core.office_named('A'), 'batch');
reset role;
create role t_ita login;
grant hito_it to t_ita;

create function pg_temp.load(who text, office text, register text, columns text, lines text)
returns text language plpgsql as $$
declare
	form constant jsonb := (select forms -> register from described);
	given constant text[] := array(select split_part(btrim(c, E' \n\t'), ' ', 1) from unnest(string_to_array(columns, ',')) as c);
	found text[];
	counts text;
begin
	execute format('set local session authorization %I', who);
	perform set_config('hito.office', office, true);
	execute format('create temp table hito_stage (line int not null, %s) on commit drop', columns);
	execute 'insert into pg_temp.hito_stage values ' || lines;
	select array_agg(concat_ws(' ', line, field) || ': ' || reason order by line, field, reason) into found
	from core.import_check(form, given) where severity = 'error';
	if found is null then
		select inserted || ' ' || changed || ' ' || same into counts
		from core.import_commit(form, given, core.batch_open(register, 'f.csv', null, '00', 1, null, null));
	end if;
	grant all on pg_temp.hito_found, pg_temp.hito_field, pg_temp.hito_column, pg_temp.hito_rule, pg_temp.hito_new, pg_temp.hito_joined to public;
	reset session authorization;
	drop table pg_temp.hito_stage, pg_temp.hito_ready cascade;
	return coalesce(counts, array_to_string(found, ' | '));
end
$$;

\set steps '''plan_code text, commitment_no int, number_text text, text text, origin text'''
\set targets '''plan_code text, indicator_code text, period_key text, planned numeric'''
\set results '''plan_code text, indicator_code text, period_key text, executed numeric'''

-- Rights: whose a row is, and who may load it.
\set open ': Es de la oficina B: la carga esa misma oficina, la secretaría o informática con permiso de cargas en ella o en la principal.'
select is(pg_temp.load('t_a', 'A', 'plan.milestone', :steps, $$(2, 'T1', 1, '2', 'Suyo', 'new'), (3, 'T1', 2, '2', 'De otra', 'new')$$),
	'3 commitment_no' || :'open', 'a clerk loads no row of another office');
select is(pg_temp.load('t_a', 'A', 'plan.milestone', :steps, $$(2, 'T1', 2, '1', 'Módulo publicado, o no', 'new')$$),
	'2 commitment_no' || :'open', 'and changes none');
select is(pg_temp.load('t_a', 'A', 'plan.milestone', :steps, $$(2, 'T1', 2, null, 'Módulo publicado', 'new'), (3, 'T1', 1, '2', 'Suyo', 'new')$$),
	'1 0 1', 'the same row of another office is no change');
select is(pg_temp.load('t_ita', 'A', 'plan.milestone', :steps, $$(2, 'T1', 1, '3', 'De A', 'new'), (3, 'T1', 2, '2', 'De B', 'new')$$),
	'3 commitment_no' || :'open', 'a batch membership in an office is for its rows');
select is(pg_temp.load('t_ita', 'A', 'plan.milestone', :steps, $$(2, 'T1', 1, '3', 'De A', 'new')$$), '1 0 0', 'which it loads');
select is(pg_temp.load('t_it', 'GR', 'plan.milestone', :steps, $$(2, 'T1', 2, '2', 'De B', 'new')$$), '1 0 0',
	'one at the root office is for all');
select is(pg_temp.load('t_a', 'A', 'core.place', 'ubigeo_system text, ubigeo text, place_name text', $$(2, 'INEI', '13', 'La L')$$),
	'2 ubigeo_system: Este registro lo carga la secretaría o informática desde la oficina principal.', 'places are not for clerks');
select is(pg_temp.load('t_ita', 'A', 'core.place', 'ubigeo_system text, ubigeo text, place_name text', $$(2, 'INEI', '13', 'La L')$$),
	'2 ubigeo_system: Este registro lo carga la secretaría o informática desde la oficina principal.', 'nor for IT of one office');
select is(pg_temp.load('t_a', 'A', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 8), (3, 'T1', 'I2', '2019-Q1', 8)$$),
	'3 indicator_code: Es de la oficina B: la carga esa misma oficina o informática mientras es borrador.',
	'results are the office''s own');

-- The table: NOT NULL, CHECK, lengths, repeated keys.
select is(pg_temp.load('t_it', 'GR', 'plan.milestone', :steps, $$(2, 'T1', 1, '0', 'Cero', 'new'), (3, 'T1', 1, '4', null, 'new'),
	(4, 'T1', 1, '5', 'Raro', 'vieja'), (5, 'T1', 1, '6', 'Seis', 'new'), (6, 'T1', 1, '6', 'Otro seis', 'new')$$),
	'2 number_text: El número del hito empieza en 1. | 3 text: Falta este dato, que es obligatorio. | '
	'4 origin: Publicado como nuevo o en curso: no es una de las opciones. | 6 number_text: Repite la línea 5 del archivo.',
	'every rule of the table, each at its line and field');
select is(pg_temp.load('t_it', 'GR', 'core.office', 'office_code text, office_name text', format($$(2, '%s', 'Larga')$$, repeat('X', 41))),
	'2 office_code: Pasa de 40 caracteres.', 'a code too long');
select is(pg_temp.load('t_it', 'GR', 'plan.commitment', 'plan_code text, commitment_no int, title text, units text, budget numeric',
	$$(2, 'T1', 0, 'Cero', 'Gerencia de Información', -1)$$), '2 budget: El presupuesto no puede ser negativo. | '
	'2 commitment_no: El número del compromiso empieza en 1.', 'two things of one line');
select is(pg_temp.load('t_it', 'GR', 'plan.goal', 'plan_code text, commitment_no int, position int, item_no int, text text, quantity numeric',
	$$(2, 'T1', 1, 1, null, 'Menos', -1), (3, 'T1', null, null, null, 'De nadie', 1), (4, 'T1', 1, 99, null, 'De otro', 1)$$),
	'2 quantity: La cantidad de una meta no puede ser negativa. | 3 position: Escriba el hito o la actividad del plan de '
	'trabajo, uno de los dos. | 4 position: El compromiso no tiene un hito con este número.',
	'a rule over several columns is not told again of one that is wrong');
select is(pg_temp.load('t_it', 'GR', 'core.period', 'plan_code text, period_key text, from_date date, to_date date, submissions_due date',
	$$(2, 'T1', '2019-Q2', '2019-06-30', '2019-04-01', null), (3, 'T1', '2019', null, null, '2019-01-01')$$),
	'2 to_date: El periodo termina antes de empezar. | 3 submissions_due: El plazo para informar es antes del corte.',
	'rules judge what the register fills by itself');

-- Offices above one another.
select is(pg_temp.load('t_it', 'GR', 'core.office', 'office_code text, office_name text, parent_code text',
	$$(2, 'X1', 'Uno', 'X2'), (3, 'X2', 'Dos', 'X1'), (4, 'X3', 'Tres', 'X3'), (5, 'X4', 'Cuatro', 'X1')$$),
	'2 parent_code: Esta oficina dependería de sí misma: las oficinas no se encierran en un círculo. | '
	'3 parent_code: Esta oficina dependería de sí misma: las oficinas no se encierran en un círculo. | '
	'4 parent_code: Esta oficina dependería de sí misma: las oficinas no se encierran en un círculo.', 'circles within a file');
select is(pg_temp.load('t_it', 'GR', 'core.office', 'office_code text, office_name text, parent_code text',
	$$(2, 'A', 'Gerencia de Participación', 'A')$$), '2 parent_code: Una oficina no depende de sí misma.', 'a unit its own parent');
select is(pg_temp.load('t_it', 'GR', 'core.office', 'office_code text, office_name text, parent_code text',
	$$(2, 'GR', 'Gerencia General', 'B'), (3, 'X5', 'Cinco', 'ZZ')$$),
	'2 parent_code: Esta oficina dependería de sí misma: las oficinas no se encierran en un círculo. | '
	'3 parent_code: No hay una oficina con este código.', 'a circle with the offices that stand');
select is(pg_temp.load('t_it', 'GR', 'core.office', 'office_code text, office_name text, parent_code text',
	$$(2, 'B', 'Gerencia de Información', 'X6'), (3, 'X6', 'Seis', 'GR')$$), '1 1 0',
	'an office may come to stand under one of the same file');
select is((select parent_code from core.office_list where office_code = 'B'), 'X6', 'and does');

-- Guards, of what stands and of what is new.
select is(pg_temp.load('t_it', 'GR', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 8)$$), '1 0 0', 'a result in draft');
select is(pg_temp.load('t_it', 'GR', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 9)$$), '0 1 0', 'changes');
set local role hito_owner;
update follow.result set state = 'reported', submitted_by = 'x', submitted_at = now()
where indicator_id = (select id from follow.indicator where indicator_code = 'I1');
reset role;
select is(pg_temp.load('t_it', 'GR', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 7)$$),
	'2: Ya hay un registro con esta clave que usted no ve ni cambia: pídalo a la oficina responsable o a la secretaría.',
	'a record that is not seen');
select is(pg_temp.load('t_sec', 'GR', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 7)$$),
	'2 executed: Lo informado no se cambia ni se anula: pida a la secretaría que lo devuelva.', 'a result that was reported');
select is(pg_temp.load('t_sec', 'GR', 'follow.result', :results, $$(2, 'T1', 'I1', '2019-Q1', 9)$$), '0 0 1', 'is itself');
select is(pg_temp.asked('t_a', 'A', $$select count(*)::text from core.hidden_records('follow.result', (select jsonb_agg(
	jsonb_build_object('batch_line', 1, 'indicator_id', i.id, 'period_id', p.id, 'office_id', i.office_id, 'state', 'draft'))
	from follow.indicator i join core.period p on p.plan_id = i.plan_id where i.indicator_code = 'I2'))$$), '0',
	'nobody learns so of records that she could not add');
select is(pg_temp.load('t_sec', 'GR', 'follow.baseline_set', 'plan_code text, version int, notes text', $$(2, 'T1', 1, 'x')$$),
	'1 0 0', 'a baseline');
select is(pg_temp.as_login('t_sec', 'GR', true, $$select follow.baseline_approve(id, row_version, 'Acta 2') from follow.baseline_set$$),
	'1', 'which is approved');
select is(pg_temp.load('t_sec', 'GR', 'follow.baseline_set', 'plan_code text, version int, notes text', $$(2, 'T1', 1, 'y')$$),
	'2 version: Una línea base aprobada no se cambia: prepare otra versión.', 'is not changed');
select is(pg_temp.load('t_it', 'GR', 'follow.target', :targets, $$(2, 'T1', 'I1', '2019-Q1', 11), (3, 'T1', 'I2', '2019-Q1', 10)$$),
	'2 planned: La línea base está aprobada: una meta cambia solo por un cambio de meta con su acuerdo.', 'nor its targets');
select is(pg_temp.load('t_it', 'GR', 'follow.indicator', 'plan_code text, indicator_code text, indicator_name text, weight numeric',
	$$(2, 'T1', 'I1', 'Indicador 1', 2), (3, 'T1', 'I2', 'Otro nombre', 1), (4, 'T1', 'I3', 'Nuevo', 1)$$),
	'2 weight: La línea base está aprobada: indicadores, pesos y métodos cambian solo con una línea base nueva. | '
	'4 indicator_code: La línea base está aprobada: indicadores, pesos y métodos cambian solo con una línea base nueva.',
	'nor its indicators, but for their names');
select is(pg_temp.load('t_it', 'GR', 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric,
	reason text, agreement text', $$(2, 'T1', 'I1', '2019-Q1', 8, 'x', 'y')$$),
	'2: Solo la secretaría registra un cambio de meta.', 'a change of target is the secretariat''s');
set local role hito_owner;
update core.period set state = 'closed' where period_key = '2019-Q1';
reset role;
select is(pg_temp.load('t_a', 'A', 'follow.submission', 'plan_code text, period_key text, explanation text', $$(2, 'T1', '2019-Q1', 'x')$$),
	'2 period_key: El periodo está cerrado.', 'a closed period takes no submission');
select is(pg_temp.load('t_b', 'B', 'follow.result', :results, $$(2, 'T1', 'I2', '2019-Q1', 8)$$),
	'2 period_key: El periodo está cerrado.', 'and no result');
select is(pg_temp.load('t_it', 'GR', 'core.period', 'plan_code text, period_key text, cutoff date', $$(2, 'T1', '2019-Q1', '2019-03-30')$$),
	'2 state: El periodo está cerrado: sus fechas no se cambian.', 'and keeps its days');
select is(pg_temp.load('t_sec', 'GR', 'follow.target_change', 'plan_code text, indicator_code text, period_key text, new_planned numeric,
	reason text, agreement text', $$(2, 'T1', 'I1', '2019-Q1', 8, 'x', 'y')$$),
	'2 period_key: El periodo está cerrado: sus metas no se cambian.', 'and its targets');

select * from finish();
rollback;
