-- SPDX-License-Identifier: GPL-3.0-or-later
-- Invented indicators over three quarters, so that the board is alive. In the
-- first quarter of 2019, by hand:
--   1: (100 + 92 + 81.6) / 3 = 91.20 (11 of 10 is capped at 100)
--   2: (80 + 52 + 60) / 3 = 64.00
--   3: (100 + 66.67 + 0.4 x 33.33) / 2.4 = 75.00, 3.4 has no target
--   4: (75 + 97.2) / 2 = 86.10
--   5: two indicators still to be reported, before the day they are due
--   plan: 817.8 / 10.4 = 78.63; 11 of 14 reported, 9 approved
-- and before: (80 + 70 + 60 + 75 + 62.5) / 5 = 69.50 in III-2018,
-- (80 + 80 + 85 + 50 + 80 + 0.4 x 62.5) / 5.4 = 74.07 in IV-2018.
set role hito_owner;

insert into core.period (plan_id, period_key, period_title, kind, from_date,
	to_date, cutoff, submissions_due, report_due, state, office_id)
select p.id, k.key, core.period_title(k.key),
	case when k.key ~ 'Q' then 'quarter' else 'year' end,
	core.period_first(k.key), core.period_last(k.key),
	core.period_last(k.key) + 5, core.period_last(k.key) + 15,
	core.period_last(k.key) + 30,
	case when core.period_last(k.key) < '2019-01-01' then 'closed'
		else 'open' end, core.root_office()
from plan.action_plan p
cross join unnest('{2018-Q3,2018-Q4,2019-Q1,2019-Q2,2019-Q3,2019-Q4,2020-Q1,
	2020-Q2,2020-Q3,2020-Q4,2018,2019,2020}'::text[]) with ordinality as k (key, at)
where p.plan_code = '2018-2020'
order by k.at;

insert into follow.indicator (plan_id, commitment_id, indicator_code,
	indicator_name, kind, unit, formula, direction, measure, method,
	baseline_value, baseline_source, baseline_date, baseline_date_from,
	baseline_date_to, baseline_date_precision, weight, measured_on,
	verification, office_id)
select c.plan_id, c.id, v.code, v.name, v.kind, v.unit, v.formula,
	v.direction, v.measure, v.method, v.baseline,
	case when v.baseline is not null then 'ENDES 2012' end,
	case when v.baseline is not null then '2012' end,
	case when v.baseline is not null then date '2012-01-01' end,
	case when v.baseline is not null then date '2012-12-31' end,
	case when v.baseline is not null then 'year' end,
	v.weight, v.measured_on, 'Registro de práctica',
	core.office_named(v.office)
from (select *, row_number() over () as at from (values
	(1, '1.1', 'Procesos publicados en la plataforma', 'quantitative',
		'procesos', 'procesos publicados / procesos previstos', 'up', 'sum',
		'ratio', null::numeric, 1.0, null, 'GRPAT'),
	(1, '1.2', 'Ciudadanos registrados', 'quantitative', 'personas',
		'registrados a la fecha / previstos a la fecha', 'up', 'running',
		'ratio', null, 1, null, 'SGTI'),
	(1, '1.3', 'Propuestas ciudadanas respondidas', 'quantitative',
		'propuestas', 'respondidas / recibidas', 'up', 'sum', 'ratio', null,
		1, null, 'GRPAT'),
	(2, '2.1', 'Módulos del Aula Virtual en servicio', 'quantitative',
		'módulos', 'en servicio / previstos', 'up', 'running', 'ratio', null, 1,
		'2019-Q1 2019-Q2 2019-Q3 2019-Q4 2020-Q1 2020-Q2 2020-Q3', 'SGTI'),
	(2, '2.2', 'Personas capacitadas', 'quantitative', 'personas',
		'capacitadas / previstas', 'up', 'sum', 'ratio', null, 1,
		'2019-Q1 2019-Q2 2019-Q3 2019-Q4 2020-Q1 2020-Q2 2020-Q3', 'GRPAT'),
	(2, '2.3', 'Convenios con universidades', 'quantitative', 'convenios',
		'suscritos / previstos', 'up', 'running', 'ratio', null, 1,
		'2019-Q1 2019-Q2 2019-Q3 2019-Q4', 'GRPAT'),
	(3, '3.1', 'Audiencias publicadas', 'quantitative', 'audiencias',
		'publicadas / previstas', 'up', 'sum', 'ratio', null, 1, null,
		'GRPAT'),
	(3, '3.2', 'Días de respuesta', 'quantitative', 'días',
		'días previstos / días que tomó', 'down', 'level', 'ratio', null, 1,
		null, 'GRPAT'),
	(3, '3.3', 'Visitas al módulo', 'quantitative', 'visitas',
		'visitas / visitas previstas', 'up', 'sum', 'ratio', null, 0.4,
		'2018-Q4 2019-Q1 2019-Q2 2019-Q3 2019-Q4 2020-Q1 2020-Q2 2020-Q3'
		' 2020-Q4', 'SGTI'),
	(3, '3.4', 'Satisfacción de los usuarios', 'qualitative', 'nivel',
		'nivel alcanzado / nivel previsto', 'up', 'level', 'scale', null, 1,
		'2019-Q1 2019-Q3 2020-Q1 2020-Q3', 'GRPAT'),
	(4, '4.1', 'Municipalidades con convenio', 'quantitative',
		'municipalidades', 'con convenio / previstas', 'up', 'running',
		'ratio', null, 1, '2019-Q1 2019-Q2 2019-Q3 2019-Q4', 'GRPAT'),
	(4, '4.2', 'Funcionarios que recibieron la experiencia', 'quantitative',
		'personas', 'funcionarios / previstos', 'up', 'sum', 'ratio', null, 1,
		'2019-Q1 2019-Q2 2019-Q3 2019-Q4 2020-Q1 2020-Q2 2020-Q3', 'GRPAT'),
	(5, '5.1', 'Anemia en menores de 3 años', 'quantitative', '%',
		'(valor - línea base) / (meta - línea base)', 'down', 'level',
		'progress', 50.4, 1, '2019-Q1 2019-Q3 2020-Q1 2020-Q3', 'GRDIS'),
	(5, '5.2', 'Establecimientos que informan', 'quantitative',
		'establecimientos', 'que informan / previstos', 'up', 'level',
		'ratio', null, 1,
		'2019-Q1 2019-Q2 2019-Q3 2019-Q4 2020-Q1 2020-Q2 2020-Q3', 'GRDIS')
	) as x (no, code, name, kind, unit, formula, direction, measure, method,
		baseline, weight, measured_on, office)) as v
join plan.commitment c on c.commitment_no = v.no
order by v.at;

insert into follow.indicator_level (indicator_id, level, meaning, office_id)
select i.id, v.level, v.meaning, i.office_id
from (select *, row_number() over () as at from (values (1, 'insatisfechos'), (2, 'indiferentes'), (3, 'satisfechos'),
	(4, 'muy satisfechos')) as x (level, meaning)) as v
join follow.indicator i on i.indicator_code = '3.4'
order by v.at;

insert into follow.target (indicator_id, period_id, planned, office_id)
select i.id, p.id, v.planned, i.office_id
from (select *, row_number() over () as at from (values
	('1.1', '2018-Q3', 5::numeric), ('1.1', '2018-Q4', 10),
	('1.1', '2019-Q1', 10), ('1.1', '2019-Q2', 5), ('1.1', '2019-Q3', 5),
	('1.2', '2018-Q3', 1000), ('1.2', '2018-Q4', 1800),
	('1.2', '2019-Q1', 2500), ('1.2', '2019-Q2', 3500),
	('1.2', '2019-Q3', 4500), ('1.3', '2018-Q3', 50),
	('1.3', '2018-Q4', 80), ('1.3', '2019-Q1', 125), ('1.3', '2019-Q2', 150),
	('2.1', '2019-Q1', 5), ('2.1', '2019-Q2', 6), ('2.1', '2019-Q3', 8),
	('2.2', '2019-Q1', 150), ('2.2', '2019-Q2', 200),
	('2.3', '2019-Q1', 5), ('2.3', '2019-Q2', 6),
	('3.1', '2018-Q3', 4), ('3.1', '2018-Q4', 4), ('3.1', '2019-Q1', 4),
	('3.1', '2019-Q2', 4), ('3.2', '2018-Q3', 10), ('3.2', '2018-Q4', 10),
	('3.2', '2019-Q1', 10), ('3.2', '2019-Q2', 9),
	('3.3', '2018-Q4', 8000), ('3.3', '2019-Q1', 12000),
	('3.3', '2019-Q2', 12000), ('4.1', '2019-Q1', 8), ('4.1', '2019-Q2', 12),
	('4.2', '2019-Q1', 250), ('4.2', '2019-Q2', 250),
	('5.1', '2019-Q1', 49), ('5.1', '2019-Q3', 48), ('5.1', '2020-Q3', 45),
	('5.2', '2019-Q1', 60), ('5.2', '2019-Q2', 80)
	) as x (code, key, planned)) as v
join follow.indicator i on i.indicator_code = v.code
join core.period p on p.plan_id = i.plan_id and p.period_key = v.key
order by v.at;

-- Who entered and who approved are posts, never the same one.
insert into follow.result (indicator_id, period_id, executed, narrative,
	evidence, state, entered_by, submitted_by, submitted_at, approved_by,
	approved_at, office_id)
select i.id, p.id, v.executed, v.narrative, 'Registro de práctica', v.state,
	array['ingreso_' || lower(o.office_code)],
	'responsable_' || lower(o.office_code),
	(p.to_date + 6) + time '10:00' at time zone 'America/Lima',
	case v.state when 'approved' then 'secretaria_tecnica' end,
	case v.state when 'approved' then
		(p.to_date + 9) + time '09:30' at time zone 'America/Lima' end,
	i.office_id
from (select *, row_number() over () as at from (values
	('1.1', '2018-Q3', 4::numeric, 'approved', null),
	('1.2', '2018-Q3', 700, 'approved', null),
	('1.3', '2018-Q3', 30, 'approved', null),
	('3.1', '2018-Q3', 3, 'approved', null),
	('3.2', '2018-Q3', 16, 'approved', null),
	('1.1', '2018-Q4', 8, 'approved', null),
	('1.2', '2018-Q4', 1440, 'approved', null),
	('1.3', '2018-Q4', 68, 'approved', null),
	('3.1', '2018-Q4', 2, 'approved', 'Dos audiencias pasaron a enero.'),
	('3.2', '2018-Q4', 12.5, 'approved', null),
	('3.3', '2018-Q4', 5000, 'approved', null),
	('1.1', '2019-Q1', 11, 'approved', 'Once procesos en una jornada de carga.'),
	('1.2', '2019-Q1', 2300, 'approved', null),
	('1.3', '2019-Q1', 102, 'approved', null),
	('2.1', '2019-Q1', 4, 'approved', 'Falta el módulo de evaluación.'),
	('2.2', '2019-Q1', 78, 'approved', 'El segundo grupo empezó en abril.'),
	('2.3', '2019-Q1', 3, 'reported', null),
	('3.1', '2019-Q1', 4, 'approved', null),
	('3.2', '2019-Q1', 15, 'approved', null),
	('3.3', '2019-Q1', 4000, 'reported', 'El módulo estuvo dos meses en prueba.'),
	('4.1', '2019-Q1', 6, 'approved', null),
	('4.2', '2019-Q1', 243, 'approved', null)
	) as x (code, key, executed, state, narrative)) as v
join follow.indicator i on i.indicator_code = v.code
join core.office o on o.id = i.office_id
join core.period p on p.plan_id = i.plan_id and p.period_key = v.key
order by v.at;

reset role;
