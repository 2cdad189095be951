-- SPDX-License-Identifier: GPL-3.0-or-later
-- Territorial series: sums and weighted means up the tree of places, states of a
-- value, bands without gaps, what is refused and who writes. Today is 10 April 2019.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(90);

set local role hito_owner;
insert into core.place (ubigeo_system, ubigeo, place_name, province, from_date, to_date)
values ('INEI', '13', 'La Región', null, null, null), ('INEI', '1301', 'Una', null, null, null), ('INEI', '1302', 'Otra', null, null, null),
	('INEI', '130101', 'Una A', 'Una', null, null), ('INEI', '130102', 'Una B', 'Una', null, null),
	('INEI', '130103', 'Una C', 'Una', '2019-02-15', null), ('INEI', '130104', 'Una D', 'Una', null, '2019-02-14'),
	('INEI', '130201', 'Otra A', 'Otra', null, null), ('RENIEC', '130101', 'De otro sistema', 'Otra', null, null)
on conflict do nothing;
insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, weight_item, light, low_edge, high_edge, office_id)
values ('suma', 'Suma', 'ha', 'month', 'district', 'sum', null, 'up', 10, 20, core.office_named('A')),
	('media', 'Media', '%', 'year', 'district', 'mean', 'n', 'down', 20, 40, core.office_named('A')),
	('sin', 'No se reúne', '%', 'half', 'province', 'none', null, 'none', null, null, core.office_named('B'));
insert into series.item (dataset_id, item_code, item_name, unit)
select d.id, v.item, v.item, v.unit from (values ('suma', 'x', null), ('suma', 'y', null), ('media', 'p', null), ('media', 'n', 'niños'), ('sin', 'q', null))
	as v (dataset, item, unit) join series.dataset d on d.dataset_code = v.dataset;
reset role;

-- An observation as clerk of office A enters it; value '-' not measured, 's'
-- secret, '0' zero.
create function pg_temp.entered(dataset text, place text, key text, item text, value text, who text default 't_a', office text default 'A')
returns text language sql as $$
	select pg_temp.as_login(who, office, true, format('insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind)
		select d.id, p.id, %L, i.id, %L::numeric, %L from series.dataset d join series.item i on i.dataset_id = d.id and i.item_code = %L
		join core.place p on p.place_code = %L where d.dataset_code = %L', key, case when value ~ '\d' then value end,
		case value when '-' then 'not_measured' when 's' then 'secret' else 'measured' end, item, place, dataset))
$$;
create function pg_temp.told(dataset text, level text, item text default null, key text default null) returns text language sql as $$
	select string_agg(concat_ws(' ', i.item_code, t.ubigeo_system, t.ubigeo, t.period_key, coalesce(trim_scale(t.value)::text, 'none'), t.light,
		'[' || t.gaps || ']'), '|' order by i.item_code, t.ubigeo_system, t.ubigeo, t.period_key)
	from series.dataset d cross join lateral series.told(d.id, $2, $4, $4) as t join series.item i on i.id = t.item_id
	where d.dataset_code = $1 and ($3 is null or i.item_code = $3)
$$;

-- ---- sums over the tree
select is(pg_temp.entered('suma', v.place, v.key, v.item, v.value), '1', format('%s of %s in %s', v.value, v.place, v.key))
from (values ('130101', '2019-01', 'x', '10.1'), ('130102', '2019-01', 'x', '0.25'), ('130104', '2019-01', 'x', '5'),
	('130201', '2019-01', 'x', '7'), ('RENIEC:130101', '2019-01', 'x', '1000'),
	('130101', '2019-02', 'x', '-'), ('130102', '2019-02', 'x', 's'), ('130103', '2019-02', 'x', '0'), ('130104', '2019-02', 'x', '3.75'),
	('130101', '2019-03', 'x', '1'), ('130201', '2019-03', 'y', '2')) as v (place, key, item, value);
select is(pg_temp.told('suma', 'province', 'x', '2019-01'), 'x INEI 1301 2019-01 15.35|x INEI 1302 2019-01 7|x RENIEC 1301 2019-01 1000',
	'a sum is exact, of the districts of the province in its system');
select is(pg_temp.told('suma', 'department', 'x', '2019-01'), 'x INEI 13 2019-01 22.35|x RENIEC 13 2019-01 1000', 'and up to the department');
select is(pg_temp.told('suma', 'province', 'x', '2019-02'), 'x INEI 1301 2019-02 3.75 [1 sin medir, 1 reservado]',
	'what was not measured and what is secret is told beside it; zero is a value');
select is(pg_temp.told('suma', 'department', 'x', '2019-02'), 'x INEI 13 2019-02 3.75 [1 sin medir, 1 reservado, 1 sin dato]',
	'a district without a row is told');
select is(pg_temp.told('suma', 'province', 'x', '2019-03'), 'x INEI 1301 2019-03 1 [2 sin dato]',
	'one whose code ended is not awaited, a new one is');
select is(pg_temp.told('suma', 'district', 'x', '2019-01'),
	'x INEI 130101 2019-01 10.1 amber|x INEI 130102 2019-01 0.25 red|x INEI 130104 2019-01 5 red|x INEI 130201 2019-01 7 red|x RENIEC 130101 2019-01 1000 green',
	'at its own level each has its light; a sum has none');
select is((select count(*) from series.dataset d cross join lateral series.rolled(d.id, 'district', '2019-02', '2019-03') where d.dataset_code = 'suma'), 6::bigint,
	'from one period to another');
set local role hito_owner;
update series.observation set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where value = 5;
reset role;
select is(pg_temp.told('suma', 'province', 'x', '2019-01'), 'x INEI 1301 2019-01 10.35 [1 sin dato]|x INEI 1302 2019-01 7|x RENIEC 1301 2019-01 1000',
	'a marked row does not count');

-- ---- the weighted mean
select is(pg_temp.entered('media', v.place, '2018', v.item, v.value), '1', format('%s of %s: %s', v.item, v.place, v.value))
from (values ('130101', 'p', '50'), ('130101', 'n', '100'), ('130102', 'p', '20'), ('130102', 'n', '200'), ('130104', 'p', '-'),
	('130104', 'n', '700'), ('130201', 'p', '90')) as v (place, item, value);
select is(pg_temp.told('media', 'province'), 'n INEI 1301 2018 1000|p INEI 1301 2018 30 amber [1 sin medir]|p INEI 1302 2018 none [1 sin su peso]',
	'(50 x 100 + 20 x 200) / 300, without the weight of what was not measured; one without weight is told');
select is(pg_temp.told('media', 'district', 'p'), 'p INEI 130101 2018 50 red|p INEI 130102 2018 20 green|p INEI 130104 2018 none [1 sin medir]|p INEI 130201 2018 90 red',
	'at its own level it is what was published');
select is(pg_temp.entered('media', '130201', '2018', 'n', '1'), '1', 'a weight');
select is(pg_temp.told('media', 'department', 'p'), 'p INEI 13 2018 ' || trim_scale(round(round(9090::numeric, 40) / 301, 30)) || ' amber [1 sin medir]', 'exact to thirty places');

-- ---- what does not add up
select is(pg_temp.entered('sin', '1301', 'I Sem. 2018', 'q', '12.5', 't_b', 'B'), '1', 'a half, as people write it');
select is(pg_temp.told('sin', 'province'), 'q INEI 1301 2018-S1 12.5', 'is kept by its key');
select is(pg_temp.told('sin', 'department'), null, 'what does not add up has no sum');
select is(pg_temp.told('sin', 'district'), null, 'nor is anything known below its level');

-- ---- bands
select is(series.light_of(v.value, v.light, 10, 20), v.want, format('%s where %s is better', v.value, v.light))
from (values (9.999999, 'up', 'red'), (10, 'up', 'amber'), (19.999999, 'up', 'amber'), (20, 'up', 'green'), (10, 'down', 'green'),
	(10.000001, 'down', 'amber'), (20, 'down', 'amber'), (20.000001, 'down', 'red'), (null, 'up', null), (5, 'none', null))
	as v (value, light, want);

-- ---- periods as people write them
select is(series.period_read(v.given, v.frequency), v.key, format('%s read by %s', v.given, v.frequency))
from (values ('2019-04', 'month', '2019-04'), ('Abril del 2019', 'month', '2019-04'), ('set-18', 'month', '2018-09'), ('04/2019', 'month', '2019-04'),
	('2019-13', 'month', null), ('2019-II', 'half', '2019-S2'), ('2019-II', 'quarter', '2019-Q2'), ('2019-04', 'quarter', null),
	('Año 2019', 'year', '2019'), ('2019-Q1', 'year', null)) as v (given, frequency, key);
select is(core.period_last(v.key), v.day, v.key || ' ends') from (values ('2020-02', date '2020-02-29'), ('2019-S1', '2019-06-30')) as v (key, day);

-- ---- refused, at their field
create function pg_temp.observed(dataset text, place text, key text, item text, value text, kind text default 'measured',
	who text default 't_a', office text default 'A') returns text language sql as $$
	select pg_temp.said(who, office, format('insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind)
		select d.id, p.id, %L, i.id, %L::numeric, %L from series.dataset d join series.item i on i.item_code = %L
		join core.place p on p.place_code = %L where d.dataset_code = %L', key, value, kind, item, place, dataset))
$$;
select is(pg_temp.observed(v.dataset, v.place, v.key, v.item, v.value, v.kind), v.want, v.about) from (values
	('suma', '1301', '2019-01', 'x', '1', 'measured', 'place_id: El conjunto es por distrito: Una (1301) es provincia.', 'a province among districts'),
	('suma', '130103', '2019-01', 'x', '1', 'measured', 'place_id: El código 130103 de Una C rige desde el 15/02/2019: no estaba en ene-2019.', 'before its code'),
	('suma', '130104', '2019-03', 'x', '1', 'measured', 'place_id: El código 130104 de Una D rigió hasta el 14/02/2019: ya no estaba en mar-2019.', 'after its code'),
	('suma', '130101', '2019', 'x', '1', 'measured', 'period_key: «2019» no es un periodo de este conjunto, que es por mes: escriba 2019-04.', 'a year among months'),
	('suma', '130101', '2019-04', 'p', '1', 'measured', 'item_id: El ítem es de otro conjunto de datos.', 'an item of another'),
	('suma', '130101', '2019-04', 'x', null, 'measured', 'value: Escriba el valor, o diga que no se midió, que es reservado o que es cero.', 'a blank'),
	('suma', '130101', '2019-04', 'x', '3', 'secret', 'value: Lo que no se midió o es reservado no lleva valor.', 'a secret with its value'),
	('suma', '130101', '2019-04', 'x', '3', 'zero', 'value: Dice que es cero y trae otro valor.', 'a zero that is none'))
	as v (dataset, place, key, item, value, kind, want, about);
select alike(pg_temp.observed('suma', '130101', 'ene-2019', 'x', '9'), '%observation_natural%', 'the same place, period and item, however it is written');
select alike(pg_temp.observed('suma', '130102', '2019-04', 'x', 'NaN'), '%Valor, tal como se publicó: no se admite este valor.%', 'no number');
select is(pg_temp.observed('sin', '130101', '2018-S1', 'q', '1', who => 't_b', office => 'B'), 'place_id: El conjunto es por provincia: Una A (130101) es distrito.',
	'a district in a dataset by province');
select alike(pg_temp.observed('sin', '130101', '2018-S1', 'q', '1'), '%row-level security%', 'whose rows another office does not write, right or wrong');

create function pg_temp.declared(cols text, vals text) returns text language sql as $$
	select pg_temp.said('t_a', 'A', format('insert into series.dataset (dataset_code, dataset_name, frequency, place_level, %s)
		values (''z'', ''Z'', ''year'', ''district'', %s)', cols, vals))
$$;
select is(pg_temp.declared('unit, adds_up', $$'%', 'sum'$$), 'adds_up: Un porcentaje no se suma: diga que se promedia, y por qué ítem, o que no se reúne.',
	'a percentage is never summed');
select is(pg_temp.declared('unit, adds_up', $$'Porcentaje de niños', 'sum'$$), 'adds_up: Un porcentaje no se suma: diga que se promedia, y por qué ítem, o que no se reúne.',
	'in whatever words');
select alike(pg_temp.declared('unit, adds_up', $$'%', 'mean'$$), '%no se reúnen: no se admite este valor.%', 'a mean says by what it weighs');
select alike(pg_temp.declared('unit, light, low_edge, high_edge', $$'ha', 'up', 20, 10$$), '%Borde bajo de los colores: no se admite este valor.%', 'bands do not cross');
select alike(pg_temp.declared('unit, light, low_edge', $$'ha', 'up', 20$$), '%mejora al bajar: no se admite este valor.%', 'nor leave a gap');
select is(pg_temp.said('t_a', 'A', $$insert into series.item (dataset_id, item_code, item_name, unit) select id, 'r', 'r', '%' from series.dataset where dataset_code = 'suma'$$),
	'unit: Un porcentaje no se suma, y este conjunto suma sus lugares.', 'nor may an item be');
select is(pg_temp.said('t_a', 'A', $$update series.dataset set frequency = 'year' where dataset_code = 'suma'$$),
	'frequency: El conjunto ya tiene valores: cada cuánto los hay no se cambia.', 'what has values stays by month');
select is(pg_temp.said('t_a', 'A', $$update series.item set deleted_at = now(), deleted_why = 'x' where item_code = 'n'$$),
	'item_code: Por este ítem pesa el promedio del conjunto: no se anula ni cambia de código.', 'the weight stays');
select is(pg_temp.said('t_a', 'A', $$insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, weight_item)
		values ('w', 'W', '%', 'year', 'district', 'mean', 'nada')$$, $$insert into series.item (dataset_id, item_code, item_name) select id, 'wp', 'p' from series.dataset
		where dataset_code = 'w'$$, $$insert into series.observation (dataset_id, place_id, period_key, item_id, value) select i.dataset_id, p.id, '2018', i.id, 1
		from series.item i, core.place p where i.item_code = 'wp' and p.place_code = '130101'$$),
	'dataset_id: El conjunto se promedia por el ítem «nada», que no tiene: agréguelo antes a sus ítems.', 'no value before there is its weight');

-- ---- whichever of value and kind changed says what the other is
select is(pg_temp.as_login('t_a', 'A', true, $$update series.observation set value = 4 where value_kind = 'not_measured' and period_key = '2019-02'$$), '1', 'measured after all');
select is((select value_kind from series.observation where value = 4), 'measured', 'is no longer missing');
select is(pg_temp.as_login('t_a', 'A', true, $$update series.observation set value_kind = 'secret' where value = 4$$), '1', 'kept back');
select is((select count(*) from series.observation where value = 4), 0::bigint, 'loses its value');

-- ---- rights
select is(pg_temp.as_login(v.who, v.office, false, v.stmt), v.want, v.who || ': ' || v.about) from (values
	('t_b', 'B', $$update series.observation set value = 1 where period_key = '2019-03'$$, '0', 'not another office''s values'),
	('t_r', 'A', $$update series.observation set value = 1$$, '42501', 'a reader changes nothing'),
	('t_it', null, $$update series.observation set value = 8 where period_key = '2019-03'$$, '2', 'IT loads for all'),
	('t_b', 'B', $$update series.dataset set notes = 'x' where dataset_code = 'suma'$$, '0', 'nor its dataset'),
	('t_a', 'A', $$delete from series.observation$$, '42501', 'nobody deletes'),
	('t_out', null, $$select 1 from series.observation$$, '42501', 'a stranger reads nothing')) as v (who, office, stmt, want, about);
select is(pg_temp.entered('suma', '130102', '2019-03', 'x', '5', 't_b', 'B'), '42501', 'a value is of its dataset''s office');
select is(pg_temp.asked('t_r', 'A', 'select count(*) from series.observation_list'), (select count(*)::text from series.observation where deleted_at is null), 'every one reads them');
select is((select count(*) from core.catalogue_problems() where object like 'series.%'), 0::bigint, 'nothing is forgotten of the tables');
select * from finish();
rollback;
