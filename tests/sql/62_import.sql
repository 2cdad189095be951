-- SPDX-License-Identifier: GPL-3.0-or-later
-- Check and commit of imports over staged rows, as the client stages them:
-- own short rows of the published cards' shape.
begin;
\ir fixture.psql
-- What a clerk's own rights let in is asked of clerks who load.
insert into core.member (login, office_id, kind) select v.login, core.office_named(v.office), 'batch'
from (values ('t_a', 'A'), ('t_b', 'B')) as v (login, office);
\set described `"$HITO" -d "$TEST_URL" form describe`
create temp table described on commit drop as select :'described'::jsonb as forms;
grant select on described to public;
select plan(68);

-- Stages rows as a person in an office, checks, and commits where nothing is
-- wrong: {"found": ["line field severity: reason", ...], "counts": "i c s"}.
create function pg_temp.load(who text, office text, register text,
	columns text, lines text, given text)
returns jsonb language plpgsql as $$
declare
	form constant jsonb := (select forms -> register || '{"new": true}' from described);
	found text[];
	counts text;
	places text;
begin
	execute format('set local session authorization %I', who);
	perform set_config('hito.office', office, true);
	execute format('create temp table hito_stage (line int not null, %s) '
		'on commit drop', columns);
	execute 'insert into pg_temp.hito_stage values ' || lines;
	for i in 1 .. 2 loop
		select array_agg(concat_ws(' ', line, field, severity) || ': ' || reason order by line, field, reason)
			into found from core.import_check(form, given::text[]);
	end loop;
	if not exists (select from unnest(found) as f where f like '% error:%')
	then
		select inserted || ' ' || changed || ' ' || same into counts
		from core.import_commit(form, given::text[],
			core.batch_open(register, 'f.csv', null, '00', 1, null, null));
	end if;
	if exists (select from pg_attribute where attname = 'position'
		and attrelid = 'pg_temp.hito_stage'::regclass) then
		execute 'select string_agg(position::text, '','' order by line) '
			'from pg_temp.hito_stage' into places;
	end if;
	grant all on pg_temp.hito_found, pg_temp.hito_field, pg_temp.hito_column, pg_temp.hito_rule, pg_temp.hito_new, pg_temp.hito_joined to public;
	reset session authorization;
	drop table pg_temp.hito_stage, pg_temp.hito_ready cascade;
	drop table if exists pg_temp.hito_unit, pg_temp.hito_value, pg_temp.hito_post cascade;
	return jsonb_build_object('found', coalesce(found, '{}'),
		'counts', counts, 'places', places);
end;
$$;
create function pg_temp.cards(lines text, who text default 't_it',
	office text default 'GR') returns jsonb language sql as $$
	select pg_temp.load(who, office, 'plan.commitment', 'plan_code text,
		commitment_no int, title text, units text, post text,
		other_actors text, relevance text, problem text', lines,
		'{plan_code,commitment_no,title,units,post,other_actors,relevance,problem}');
$$;
create function pg_temp.steps(lines text, who text default 't_it',
	office text default 'GR') returns jsonb language sql as $$
	select pg_temp.load(who, office, 'plan.milestone', 'plan_code text,
		commitment_no int, number_text text, text text, origin text,
		starts text, starts_from date, starts_to date, starts_precision text,
		starts_doubtful boolean, ends text, ends_from date, ends_to date,
		ends_precision text, ends_doubtful boolean', lines,
		'{plan_code,commitment_no,number_text,text,origin,starts,ends}');
$$;
create function pg_temp.step(line int, no int, number text, body text,
	first date, last date) returns text language sql as $$
	select format('(%s, ''P2'', %s, %L, %L, ''new'', %L, %L, %L, ''month'', '
		'false, %L, %L, %L, ''month'', false)', line, no, number, body,
		to_char(first, 'MM/YYYY'), first, first + 29,
		to_char(last, 'MM/YYYY'), last, last + 29);
$$;

-- Commitments of a plan that nobody has.
create temp table said as select pg_temp.cards($$
	(2, 'P2', 1, 'Portal', 'Gerencia Regional de Obras Sub Gerencia de la Red',
	'Gerente', 'Gobierno Gobierno Regional Sociedad Civil, iniciativa privada, '
	'grupos de trabajo y multilaterales Mesa de Vecinos',
	'Transparencia Abre datos Participación Da voz', 'Poco alcance'),
	(3, 'P2', 2, 'Aula', 'Gerencia Regional de Obras Sub Gerencia de Red Universidades',
	'Gerente; Jefe', 'Gobierno Regional y otros',
	'Dice algo Innovación Usa redes', null),
	(4, 'P2', 3, 'Cuentas', 'Gerencia de Participación', 'Gerente', null, null, null)
	$$) as answer;
select is((select answer ->> 'counts' from said), '3 0 0', 'three new cards');
select is(answer -> 'found' ->> n, want, want) from said, (values
	(0, '0 plan_code notice: plan nuevo: entra como borrador'),
	(1, '2 units notice: oficina nueva: entra como GRO, por revisar'),
	(2, '2 units notice: oficina nueva: entra como SGR, por revisar'),
	(4, '3 units notice: casi igual a «Sub Gerencia de la Red» (SGR): revise si es la misma'),
	(5, '3 units notice: oficina nueva: entra como SGR2, por revisar'),
	(6, '3 units notice: oficina nueva: entra como U, por revisar'),
	(3, '3 relevance notice: texto que no está bajo ningún valor: queda en las observaciones'))
	as t (n, want);
select is((select state from plan.action_plan where plan_code = 'P2'), 'draft',
	'the plan is a draft');
select is((select string_agg(office_code, ' ' order by office_code)
	from core.office where to_review), 'GRO SGR SGR2 U',
	'offices made are to be reviewed');
select is((select string_agg(commitment_no || ':' || office_code, ' '
	order by commitment_no) from plan.commitment_list
	where plan_code = 'P2'), '1:GRO 2:GRO 3:A', 'the first unit leads');
select is((select string_agg(unit_code, ' ' order by position)
	from plan.commitment_unit_list u
	join plan.commitment_list c on c.id = u.commitment_id
	where plan_code = 'P2' and commitment_no = 2), 'GRO SGR2 U',
	'units in their order');
select is((select actors_government || '|' || actors_civil
	from plan.commitment_list where plan_code = 'P2' and commitment_no = 1),
	'Gobierno Regional|Mesa de Vecinos', 'actors under their headings');
select is((select actors_government || coalesce(actors_civil, '|-')
	from plan.commitment_list where plan_code = 'P2' and commitment_no = 2),
	'Gobierno Regional y otros|-', 'no headings: the text stays whole');
select is((select string_agg(value_code || ':' || r.text, '|' order by r.id)
	from plan.commitment_relevance_list r
	join plan.commitment_list c on c.id = r.commitment_id
	where plan_code = 'P2' and commitment_no = 1),
	'transparency:Abre datos|participation:Da voz', 'values with their texts');
select is((select notes from plan.commitment_list
	where plan_code = 'P2' and commitment_no = 2), 'Relevancia: Dice algo',
	'what no value claims is not lost');
select is((select string_agg(post, '|' order by position)
	from plan.commitment_post_list p
	join plan.commitment_list c on c.id = p.commitment_id
	where plan_code = 'P2' and commitment_no = 2), 'Gerente|Jefe', 'posts');
select is((select batch_line from plan.commitment_list
	where plan_code = 'P2' and commitment_no = 3), 4, 'rows know their line');

-- The same again; then one that differs only in a line of its own.
update said set answer = pg_temp.cards($$
	(2, 'P2', 1, 'Portal', 'Gerencia Regional de Obras Sub Gerencia de la Red',
	'Gerente', 'Gobierno Gobierno Regional Sociedad Civil, iniciativa privada, '
	'grupos de trabajo y multilaterales Mesa de Vecinos',
	'Transparencia Abre datos Participación Da voz', 'Poco alcance'),
	(3, 'P2', 2, 'Aula', 'Gerencia Regional de Obras Sub Gerencia de Red Universidades',
	'Gerente; Jefe', 'Gobierno Regional y otros',
	'Dice algo Innovación Usa redes', null),
	(4, 'p2', 3, 'Cuentas', 'gerencia de participacion', 'Gerente', null, null, null)
	$$);
select is((select answer ->> 'counts' from said), '0 0 3',
	'the same file twice changes nothing, accents and case aside');
select is((select pg_temp.cards($$(2, 'P2', 3, 'Cuentas',
	'Gerencia de Participación', 'Gerente', null,
	'Innovación Usa redes', null)$$) ->> 'counts'), '0 1 0',
	'a card whose values grew has changed');
select is((select pg_temp.cards($$(2, 'P2', 3, 'Cuentas claras',
	'Gerencia de Participación', 'Gerente', null,
	'Innovación Usa más redes', null)$$) ->> 'counts'), '0 1 0',
	'title and text of a value too');
select is((select pg_temp.cards($$(2, 'P2', 4, 'Otra', null, null, null, null,
	null)$$) -> 'found' ->> 0), '2 units error: Falta el área responsable.',
	'a card without a unit');
select is((select pg_temp.cards($$(2, 'P2', 4, 'Otra', 'Universidades', null,
	null, null, null), (3, 'P2', 4, 'Otra', 'Universidades', null, null, null,
	null)$$) -> 'found' ->> 0),
	'3 commitment_no error: Repite la línea 2 del archivo.', 'a number twice');

-- Milestones.
update said set answer = pg_temp.steps(concat_ws(', ',
	pg_temp.step(2, 1, '1', 'Diseño', '2018-10-01', '2018-03-01'),
	pg_temp.step(3, 1, '2', 'Carga', '2018-10-01', '2020-07-01'),
	pg_temp.step(4, 2, 'I', 'Módulo', '2019-03-01', '2019-08-01'),
	pg_temp.step(5, 2, '2.', 'Difusión', '2019-03-01', '2019-08-01'),
	pg_temp.step(6, 3, null, 'Convenios', '2019-04-01', '2019-12-01'),
	pg_temp.step(7, 3, '', 'Evaluación', '2019-12-01', '2020-10-01')));
select is((select answer ->> 'counts' from said), '6 0 0', 'six new milestones');
select is((select answer -> 'found' from said), jsonb_build_array(
	'2 ends doubtful: termina antes de empezar: entra marcado'),
	'one of them doubtful');
select is((select answer ->> 'places' from said), '1,2,1,2,1,2',
	'numbers read, I is 1, blank ones counted');
select is((select string_agg(office_code, ' ' order by commitment_no, position)
	from plan.milestone_list where plan_code = 'P2'), 'GRO GRO GRO GRO A A',
	'the lead unit answers');
select is((select count(*) from plan.milestone_list
	where plan_code = 'P2' and doubtful), 1::bigint, 'one under the filter');
select is((select string_agg(number_text, ',' order by commitment_no, position)
	from plan.milestone_list where plan_code = 'P2'), '1,2,I,2.',
	'numbers as published');
select is((select pg_temp.steps(concat_ws(', ',
	pg_temp.step(2, 1, '1', 'Diseño', '2018-10-01', '2018-03-01'),
	pg_temp.step(3, 1, '2', 'Carga', '2018-10-01', '2020-07-01'),
	pg_temp.step(4, 2, 'I', 'Módulo', '2019-03-01', '2019-08-01'),
	pg_temp.step(5, 2, '2.', 'Difusión', '2019-03-01', '2019-08-01'),
	pg_temp.step(6, 3, null, 'Convenios', '2019-04-01', '2019-12-01'),
	pg_temp.step(7, 3, '', 'Evaluación', '2019-12-01', '2020-10-01')))
	->> 'counts'), '0 0 6', 'twice the same');
select is((select pg_temp.steps(concat_ws(', ',
	pg_temp.step(2, 1, '3', 'Otro', '2018-10-01', '2019-03-01'),
	pg_temp.step(3, 1, null, 'Carga', '2018-10-01', '2020-07-01'),
	pg_temp.step(4, 3, '1', 'Convenios', '2019-04-01', '2019-12-01')))
	-> 'found'), jsonb_build_array(
	'2 number_text error: Unas líneas de este mismo grupo llevan número y otras no: póngalo en todas o en ninguna.',
	'3 number_text error: Repite la línea 2 del archivo.',
	'3 number_text error: Unas líneas de este mismo grupo llevan número y otras no: póngalo en todas o en ninguna.')
	- 1, 'numbered and blank ones mixed');
select is((select pg_temp.steps(pg_temp.step(2, 1, 'IX', 'Otro',
	'2018-10-01', '2019-03-01')) -> 'found' ->> 0),
	'2 number_text error: No se entiende este número.', 'no number');
select is((select pg_temp.steps(pg_temp.step(2, 9, '1', 'Otro',
	'2018-10-01', '2019-03-01')) -> 'found' ->> 0),
	'2 commitment_no error: El plan no tiene un compromiso con este número: cargue primero los compromisos.',
	'no such commitment');
select is((select pg_temp.load('t_it', 'GR', 'plan.milestone', 'text text',
	$$(2, 'Solo')$$, '{text}') -> 'found'), jsonb_build_array(
	'0 commitment_no error: El archivo no trae esta columna, que es obligatoria, ni se dio por opción.',
	'0 plan_code error: El archivo no trae esta columna, que es obligatoria, ni se dio por opción.'),
	'a column that nobody gives is told once for the file');
-- A clerk enters for her office only.
select is((select pg_temp.steps(pg_temp.step(2, 3, null, 'Convenios marco',
	'2019-04-01', '2019-12-01'), 't_a', 'A') ->> 'counts'), '0 1 0',
	'the office changes its own');
select is((select pg_temp.steps(pg_temp.step(2, 3, null, 'De otra',
	'2019-04-01', '2019-12-01'), 't_b', 'B') -> 'found'), jsonb_build_array('2 commitment_no error: Es de la oficina A: la carga '
	'esa misma oficina, la secretaría o informática con permiso de cargas en ella o en la principal.'),
	'another office is refused by line, not passed over');
reset session authorization;
-- The only line of its commitment, without a number, was the first and says something else.
select is((select pg_temp.steps(pg_temp.step(2, 3, null, 'Convenios marco', '2019-04-01', '2019-12-01'), 't_a', 'A') -> 'found'),
	jsonb_build_array('2 number_text notice: No trae número y toma el 1, que ya existe: si es otra fila, escriba el suyo.'),
	'a line alone without a number is the first one, and that is said');
select is((select pg_temp.steps(pg_temp.step(2, 3, '1', 'Convenios marco', '2019-04-01', '2019-12-01'), 't_a', 'A') -> 'found'),
	'[]'::jsonb, 'not of one that has its number');
insert into core.member (login, office_id, kind) values ('t_b', core.office_named('A'), 'batch');
select is((select pg_temp.steps(pg_temp.step(2, 3, null, 'De otra', '2019-04-01', '2019-12-01'), 't_b', 'B') -> 'found'),
	jsonb_build_array('2 commitment_no error: Es de la oficina A: la carga esa misma oficina, la secretaría o informática con '
	'permiso de cargas en ella o en la principal. Usted trabaja también en ella: repita con --office A.'),
	'who works in that office too is told how to choose it');
delete from core.member where login = 't_b' and office_id = core.office_named('A');
reset session authorization;
select is((select pg_temp.cards($$(2, 'P2', 7, 'Otra', 'Oficina de Nadie',
	null, null, null, null)$$, 't_a', 'A') -> 'found' ->> 0),
	'2 units error: No hay una oficina con este nombre: pida a la secretaría o a informática que la cree.',
	'a clerk makes no offices');
-- A card of the plan that was published in English.
select is((select pg_temp.cards($$(2, 'P3', 1, 'Safety',
	'Regional Management of Planning Sub Management of Information Technology',
	'Manager', 'Government Regional Government Civil Society, Private '
	'Initiative, working groups and multilateral Board of neighbours',
	'Transparency Opens data Participation Gives voice Collaboration Joins',
	null)$$) ->> 'counts'), '1 0 0', 'English headings');
select is((select actors_government || '|' || actors_civil || '|'
		|| office_code || '|' || (select string_agg(value_code, ','
			order by position) from plan.commitment_relevance_list r
			where r.commitment_id = c.id)
	from plan.commitment_list c where plan_code = 'P3'),
	'Regional Government|Board of neighbours|RMP|transparency,participation,collaboration',
	'taken apart as well');

-- From submitted on.
set local role hito_owner;
update plan.action_plan set state = 'submitted' where plan_code = 'P2';
reset role;
select is((select pg_temp.steps(concat_ws(', ',
	pg_temp.step(2, 1, '1', 'Diseño', '2018-10-01', '2018-03-01'),
	pg_temp.step(3, 1, '2', 'Carga', '2018-10-01', '2020-09-01'),
	pg_temp.step(4, 2, 'I', 'Módulo nuevo', '2019-03-01', '2019-08-01'),
	pg_temp.step(5, 2, '3', 'Otro', '2019-03-01', '2019-08-01')))
	-> 'found'), jsonb_build_array(
	'2 ends doubtful: termina antes de empezar: entra marcado',
	'3 ends error: El plan ya fue presentado y esta fecha es otra: cambia con Reprogramar.',
	'4 error: El plan ya fue presentado y aquí dice otra cosa: cambia con una modificación del plan.',
	'5 error: El plan ya fue presentado: lo que falta en él entra con una modificación del plan.'),
	'a submitted plan is not changed by a file');
select is((select pg_temp.steps(pg_temp.step(2, 1, '2', 'Carga',
	'2018-10-01', '2020-07-01')) ->> 'counts'), '0 0 1',
	'the same file goes through');
select is((select pg_temp.cards($$(4, 'P2', 3, 'Cuentas claras',
	'Gerencia de Participación', 'Gerente', null,
	'Colaboración Se alía', null)$$) -> 'found' ->> 0),
	'4 units error: El plan ya fue presentado: sus unidades, puestos y valores cambian con una modificación del plan.',
	'nor are the lines of its cards');

-- The other registers.
create function pg_temp.other(register text, columns text, lines text,
	given text, who text default 't_it') returns text language sql as $$
	select coalesce(a ->> 'counts', a -> 'found' ->> 0)
	from pg_temp.load(who, 'GR', register, columns, lines, given) as a;
$$;
select is(pg_temp.other('core.office', 'office_code text, office_name text,
	parent_code text', $$(2, 'H', 'Hija', 'M'), (3, 'M', 'Madre', null)$$,
	'{office_code,office_name,parent_code}'), '2 0 0', 'offices');
select is((select parent_code from core.office_list where office_code = 'H'),
	'M', 'the one above may come after');
select is(pg_temp.other('core.office', 'office_code text, office_name text,
	parent_code text', $$(2, 'H', 'Hija', 'M'), (3, 'M', 'Madre', null)$$,
	'{office_code,office_name,parent_code}'), '0 0 2', 'offices again');
select is(pg_temp.other('core.person_in_post', 'office_code text, post text,
	person_name text, from_date date', $$(2, 'A', 'Jefe', 'Por designar',
	'2019-01-01')$$, '{office_code,post,person_name,from_date}'), '1 0 0',
	'people in posts');
select is(pg_temp.other('core.person_in_post', 'office_code text, post text,
	person_name text, from_date date, to_date date', $$(2, 'ZZ', 'Jefe',
	'Por designar', '2019-01-01', null)$$,
	'{office_code,post,person_name,from_date,to_date}'),
	'2 office_code error: No hay una oficina con este código.', 'no such office');
select is(pg_temp.other('core.place', 'ubigeo text, place_name text',
	$$(2, '130101', 'Uno'), (3, '1301', 'Dos')$$, '{ubigeo,place_name}'),
	'2 0 0', 'places');
select is(pg_temp.other('core.place', 'ubigeo text, place_name text,
	ubigeo_system text', $$(2, '130101', 'Uno', 'RENIEC'),
	(3, '1301', 'Dos bis', 'INEI'), (4, '99', 'Tres', 'INEI')$$,
	'{ubigeo,place_name,ubigeo_system}'), '2 1 0',
	'the same code is another place in another system');
select is(pg_temp.other('core.place', 'ubigeo text, place_name text,
	ubigeo_system text', $$(2, '13010', 'Uno', 'INEI')$$,
	'{ubigeo,place_name,ubigeo_system}'),
	'2 ubigeo error: Un UBIGEO tiene 2, 4 o 6 cifras.', 'a bad code');
select is(pg_temp.other('core.document', 'document_ref text,
	document_title text', $$(2, 'D-1', 'Acta')$$,
	'{document_ref,document_title}'), '1 0 0', 'documents');
select is(pg_temp.other('core.period', 'plan_code text, period_key text,
	submissions_due date', $$(2, 'P2', '2019-Q1', '2019-04-15'),
	(3, 'P2', '2019-Q2', null), (4, 'P2', '2019', null)$$,
	'{plan_code,period_key,submissions_due}'), '3 0 0', 'periods by their key');
select is((select string_agg(period_key || ' ' || cutoff, ', ' order by 1)
	from core.period_list where plan_code = 'P2'),
	'2019 2019-12-31, 2019-Q1 2019-03-31, 2019-Q2 2019-06-30',
	'the days follow from the key');
select is(pg_temp.other('core.period', 'plan_code text, period_key text',
	$$(2, 'P2', '2019-V')$$, '{plan_code,period_key}'),
	'2 period_key error: Un periodo se escribe 2019-Q1 (trimestre) o 2019 (año).',
	'an unreadable period');
select is(pg_temp.other('follow.indicator', 'plan_code text,
	commitment_no int, indicator_code text, indicator_name text,
	measured_on text, method text, baseline_value numeric, direction text',
	$$(2, 'P2', 1, '1.1', 'Visitas', '2019-Q1 2019-Q2', null, null, null),
	(3, 'P2', 1, '1.2', 'Anemia', null, 'progress', 50.4, 'down')$$,
	'{plan_code,commitment_no,indicator_code,indicator_name,measured_on,method,baseline_value,direction}'),
	'2 0 0', 'indicators');
select is((select measured_on from follow.indicator_list
	where plan_code = 'P2' and indicator_code = '1.1'), '2019-Q1 2019-Q2',
	'their periods');
select is(pg_temp.other('follow.target', 'plan_code text,
	indicator_code text, period_key text, planned numeric',
	$$(2, 'P2', '1.1', '2019-Q1', 10), (3, 'P2', '1.2', '2019-Q1', 49)$$,
	'{plan_code,indicator_code,period_key,planned}'), '2 0 0', 'targets');
select is(pg_temp.other('follow.result', 'plan_code text,
	indicator_code text, period_key text, executed numeric',
	$$(2, 'P2', '1.1', '2019-Q1', 8)$$,
	'{plan_code,indicator_code,period_key,executed}'), '1 0 0',
	'results as drafts');
select is(pg_temp.other('follow.result', 'plan_code text,
	indicator_code text, period_key text, executed numeric',
	$$(2, 'P2', '9.9', '2019-Q1', 8)$$,
	'{plan_code,indicator_code,period_key,executed}'),
	'2 indicator_code error: El plan no tiene un indicador con este código.',
	'no such indicator');
update follow.indicator set unit = '%' where indicator_code = '1.2'
	and plan_id = (select id from plan.action_plan where plan_code = 'P2');
select is((select string_agg(pg_temp.load('t_it', 'GR', v.register,
		'plan_code text, indicator_code text, period_key text, '
		|| v.field || ' numeric', $$(2, 'P2', '1.2', '2019-Q1', 0.8), (3, 'P2',
		'1.1', '2019-Q1', 0.8)$$,
		'{plan_code,indicator_code,period_key,' || v.field || '}')
		-> 'found' ->> 0, ' | ' order by v.register)
	from (values ('follow.result', 'executed'), ('follow.target', 'planned'))
		as v (register, field)),
	'2 executed notice: se mide en %: entra como está; si es la fracción que '
	'guarda una hoja de cálculo, escriba 80 y no 0.8 | '
	'2 planned notice: se mide en %: entra como está; si es la fracción que '
	'guarda una hoja de cálculo, escriba 80 y no 0.8',
	'0.8 of a percentage may be the fraction of a spreadsheet');
-- What had its sign in the file.
select is((select string_agg(pg_temp.load('t_it', 'GR', v.register,
		'plan_code text, indicator_code text, period_key text, ' || v.field || ' numeric, ' || v.field || '_percent boolean',
		$$(2, 'P2', '1.2', '2019-Q1', 0.8, true), (3, 'P2', '1.1', '2019-Q1', 80, true)$$,
		'{plan_code,indicator_code,period_key,' || v.field || '}') -> 'found' ->> 0, ' | ' order by v.register)
	from (values ('follow.result', 'executed'), ('follow.target', 'planned')) as v (register, field)),
	'3 executed error: El indicador no tiene % por unidad: escriba el número sin el signo %, o ponga antes esa unidad en el '
	'indicador. | 3 planned error: El indicador no tiene % por unidad: escriba el número sin el signo %, o ponga antes esa '
	'unidad en el indicador.', 'a % is one where the indicator is measured so, and certain; elsewhere it is refused');
update follow.indicator set unit = 'visitas' where indicator_code = '1.1'
	and plan_id = (select id from plan.action_plan where plan_code = 'P2');
select is(pg_temp.load('t_it', 'GR', 'follow.result', 'plan_code text, indicator_code text, period_key text, executed numeric, '
		'executed_percent boolean', $$(3, 'P2', '1.1', '2019-Q1', 80, true)$$, '{plan_code,indicator_code,period_key,executed}')
	-> 'found' ->> 0, '3 executed error: El indicador se mide en «visitas», no en %: escriba el número en esa unidad, sin el '
	'signo %.', 'which says the unit');
select is(core.value_text('date', '2019-08-01') || ' ' || core.value_text('text', '2019-08-01') || ' '
	|| core.value_text('timestamp with time zone', '2019-08-01T15:30:00+00:00') || ' '
	|| core.value_text('timestamp without time zone', '2019-08-01T15:30:00'),
	'01/08/2019 2019-08-01 01/08/2019 10:30 01/08/2019 15:30', 'days and hours as people write them, of a day and an hour alone');
select is(pg_temp.other('plan.activity', 'plan_code text, number_text text,
	text text, participants text', $$(2, 'P2', '01', 'Taller',
	'21 representantes'), (3, 'P2', '02', 'Otro', null)$$,
	'{plan_code,number_text,text,participants}'), '2 0 0', 'activities');
select is((select string_agg(activity_no || ' '
	|| coalesce(participants_count::text, '-'), ', ' order by activity_no)
	from plan.activity_list where plan_code = 'P2'), '1 21, 2 -',
	'with their numbers and people counted');

select * from finish();
rollback;
