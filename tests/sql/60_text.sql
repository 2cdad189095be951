-- SPDX-License-Identifier: GPL-3.0-or-later
-- Cells that hold several things, periods as typed, percentages that tell
-- the truth. The expected answer of each stands beside its case.
begin;
\ir fixture.psql
select plan(56);

create function pg_temp.units(given text, known text[] default '{}')
returns text[] language sql as $$
	select array_agg(name order by at) from core.split_units(given, known,
		'{gerencia,"sub gerencia",subgerencia,universidades,oficina,office}',
		'{de,del,la,las,los,y,e,con,para}');
$$;
select is(pg_temp.units(given), want, replace(given, E'\n', ' | ')) from (values
	('Gerencia Regional de Obras', array['Gerencia Regional de Obras']),
	('Gerencia Regional de Obras y Caminos Sub Gerencia de Datos',
		array['Gerencia Regional de Obras y Caminos',
		'Sub Gerencia de Datos']),
	('Gerencia de Obras Sub Gerencia de la Red Universidades',
		array['Gerencia de Obras', 'Sub Gerencia de la Red',
		'Universidades']),
	('Gerencia de Obras y Gerencia de Datos',
		array['Gerencia de Obras', 'Gerencia de Datos']),
	('Gerencia de Obras, Oficina de Universidades',
		array['Gerencia de Obras', 'Oficina de Universidades']),
	(E'Gerencia de Obras\nComité de Vigilancia',
		array['Gerencia de Obras', 'Comité de Vigilancia']),
	('Mesa de Partes', array['Mesa de Partes']),
	('Regional Office of Roads Sub Gerencia de Datos',
		array['Regional Office of Roads', 'Sub Gerencia de Datos'])
	) as t(given, want);
select is(pg_temp.units('Gerencia de Obras Mesa Regional Oficina de Datos',
	'{"mesa regional"}'),
	array['Gerencia de Obras', 'Mesa Regional', 'Oficina de Datos'],
	'a known office is a unit though no word opens it');
select is(pg_temp.units('Sub Gerencia de Datos de la Red',
	'{"sub gerencia de datos"}'), array['Sub Gerencia de Datos de la Red'],
	'a known office is no unit where the name goes on');

create function pg_temp.values_of(given text) returns text[]
language sql as $$
	select array_agg(coalesce(code, '-') || ':' || body order by at)
	from core.split_headings(given,
		'{transparencia,participacion,"rendicion de cuentas",innovacion}',
		'{T,P,R,I}', '{de,del,la,las,los,y,e}');
$$;
select is(pg_temp.values_of(given), want, given) from (values
	('Transparencia Abre datos. Participación Da voz.',
		array['T:Abre datos.', 'P:Da voz.']),
	('Transparencia Transparencia en el gasto Innovación Usa redes',
		array['T:Transparencia en el gasto', 'I:Usa redes']),
	('Transparencia Muestra los procesos de Rendición de Cuentas, a todos'
		' Rendición de Cuentas El portal los reúne',
		array['T:Muestra los procesos de Rendición de Cuentas, a todos',
		'R:El portal los reúne']),
	('Innovación Mejora los procesos de Rendición de Cuentas Ante todos',
		array['I:Mejora los procesos de Rendición de Cuentas Ante todos']),
	('Innovación Una participación ciudadana',
		array['I:Una participación ciudadana']),
	('TRANSPARENCIA: abre datos', array['T:abre datos']),
	('Abre datos', array['-:Abre datos']),
	('Antes Transparencia Abre', array['-:Antes', 'T:Abre'])
	) as t(given, want);

select is(core.initials('Sub Gerencia de Tecnologías de la Información'),
	'SGTI', 'initials skip connecting words');
select is(core.initials('Universidades'), 'U', 'initials of one word');
select is(core.near_key('Sub Gerencia de Tecnologías de la Información'),
	core.near_key('Subgerencia de Tecnologías de Información'),
	'near-equal names share a key');
select isnt(core.near_key('Gerencia de Obras'),
	core.near_key('Gerencia de Datos'), 'others do not');

select is(core.period_read(given), want, 'period ' || given) from (values
	('2019-Q1', '2019-Q1'), ('2019', '2019'), ('2019-I', '2019-Q1'),
	('I-2019', '2019-Q1'), ('2019-T1', '2019-Q1'), ('1T2019', '2019-Q1'),
	('I Trim. 2019', '2019-Q1'), ('IV Trimestre del 2018', '2018-Q4'),
	('primer trimestre 2019', '2019-Q1'), ('2019-V', null), ('x', null),
	('Año 2020', '2020')) as t(given, want);
select is(core.period_last('2020-Q1'), date '2020-03-31', 'last day');
select is(core.period_last('2020'), date '2020-12-31', 'of a year');
select is(core.period_title('2019-Q4'), 'IV Trim. 2019', 'title');
select is(core.period_short('2019-Q4'), 'IV-19', 'short title');

select is(follow.percent_text(given, 80, 70), want, given::text)
from (values (79.95, '79.95'), (79.996, '79.996'),
	(79.999999, '79.999999'), (80, '80.00'), (80.0001, '80.0001'),
	(79.99999999999999999, '79.99999999999999999'), (69.999, '69.999'),
	(70.004, '70.004'), (12.345, '12.35'), (100, '100.00'),
	(0, '0.00'), (78.4149, '78.41')) as t(given, want);
select is(follow.percent_text(null, 80), null, 'no figure, no text');
select is(follow.mean_of(0.4 * follow.hundredth(8, 15)
	+ follow.hundredth(2, 3) + 1.8 * follow.hundredth(14, 15), 3.2), 80::numeric,
	'8/15, 2/3 and 14/15 by 0.4, 1 and 1.8 are a true 80');
select is(follow.mean_of((select sum(0.1 * 80) from generate_series(1, 10)),
	(select sum(0.1) from generate_series(1, 10))), 80::numeric,
	'ten weights of 0.1');
select is(follow.hundredth(1, 0), null, 'nothing over 0 is 100');
select is(follow.quantity_text(12000.50), '12,000.5', 'quantities');
select is(follow.quantity_text(-1234567), '-1,234,567', 'grouped');

select * from finish();
rollback;
