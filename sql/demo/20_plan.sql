-- SPDX-License-Identifier: GPL-3.0-or-later
-- The plan of 2018-2020 in short words: numbers, units, states and dates are
-- those of the published cards, the dirty ones too; goals are invented.
set role hito_owner;

insert into plan.action_plan (plan_code, title, state, version, agreement,
	notes, starts, starts_from, starts_to, starts_precision,
	ends, ends_from, ends_to, ends_precision, office_id)
values ('2018-2020',
	'PRUEBA - datos de práctica: Plan de Acción de Gobierno Abierto 2018-2020',
	'amending', 1, 'ACTA-03',
	'Los indicadores, sus metas y resultados son inventados para practicar. Hay una modificación abierta para que la secretaría pueda cambiar fichas e hitos.',
	'jul-2018', '2018-07-01', '2018-07-31', 'month',
	'dic-2020', '2020-12-01', '2020-12-31', 'month', core.root_office());

insert into plan.objective (plan_id, objective_code, title, office_id)
select follow.plan_of('2018-2020'), v.code, v.title, core.root_office()
from (values
	('O1', 'Participar y rendir cuentas con herramientas abiertas'),
	('O2', 'Vigilar juntos lo que más importa a la niñez')) as v (code, title);

insert into plan.commitment (plan_id, commitment_no, number_text, title,
	challenge, problem, objective, description, ambition, actors_government,
	actors_civil, office_id, objective_id)
select follow.plan_of('2018-2020'), v.no, lpad(v.no::text, 2, '0'), v.title,
	v.challenge, v.problem, v.objective, v.description, v.ambition,
	'Gobierno Regional La Libertad', v.civil, core.office_named(v.office),
	(select id from plan.objective where objective_code = v.goal)
from (values
	(1, 'Decide La Libertad: participación ciudadana',
	'Gestión más eficaz de los recursos públicos',
	'La participación llega a pocas organizaciones, casi todas de la capital.',
	'Reunir en una plataforma todos los procesos de participación.',
	'Portal web «Decide La Libertad»',
	'Participación masiva en las decisiones de la región',
	'Consejo Regional de Gobierno Abierto', 'GRPAT', 'O1'),
	(2, 'Capacidades y brecha digital',
	'Creación de comunidades más seguras',
	'Las organizaciones tienen pocas ocasiones de formarse y poco acceso digital.',
	'Formar capacidades y acercar las herramientas digitales.',
	'Aula Virtual dentro del portal',
	'Organizaciones con mejores capacidades de gestión pública',
	'Consejo Participativo Regional de Educación; institutos', 'GRPAT', 'O1'),
	(3, 'Mejorando la rendición de cuentas',
	'Incremento de la integridad pública',
	'Se rinde cuentas con poco contenido y poca difusión.',
	'Rendir cuentas de manera amigable y con más alcance.',
	'Módulo de rendición de cuentas dentro del portal',
	'Información pública al alcance de todos',
	'Consejo Regional de Gobierno Abierto', 'GRPAT', 'O1'),
	(4, 'Herramientas para las municipalidades',
	'Gestión más eficaz de los recursos públicos',
	'La participación en los municipios se queda en la ciudad capital.',
	'Transferir la plataforma a las municipalidades dispuestas.',
	'Portal gestionado por las municipalidades',
	'Más participación en los municipios',
	'Consejo Regional de Gobierno Abierto', 'GRPAT', 'O1'),
	(5, 'Anemia y desnutrición infantil',
	'Mejora de los servicios públicos',
	'La anemia afecta a más de la mitad de los menores de 3 años (50.4 %, ENDES 2012).',
	'Reunir la información y seguir sus indicadores.',
	'Información abierta para la vigilancia ciudadana',
	'Vigilancia ciudadana de la anemia',
	'Mesa de Concertación; consejos regionales', 'GRDIS', 'O2')
	) as v (no, title, challenge, problem, objective, description, ambition,
		civil, office, goal);

insert into plan.commitment_unit (commitment_id, position, unit_id, text,
	office_id)
select c.id, v.place, o.id, v.text, c.office_id
from (select *, row_number() over () as at from (values
	(1, 1, 'GRPAT', null), (1, 2, 'SGTI', null),
	(2, 1, 'GRPAT', null),
	(2, 2, 'SGTI', 'Sub Gerencia de Tecnologías de Información'),
	(2, 3, 'U', null), (3, 1, 'GRPAT', null), (4, 1, 'GRPAT', null),
	(5, 1, 'GRDIS', null)) as x (no, place, unit, text)) as v
join plan.commitment c on c.commitment_no = v.no
join core.office o on o.office_code = v.unit
order by v.at;

insert into plan.commitment_post (commitment_id, position, post, office_id)
select id, 1, case commitment_no when 5 then 'Gerente Regional'
	else 'Sub Gerente de Planeamiento' end, office_id
from plan.commitment
order by commitment_no;

insert into plan.commitment_relevance (commitment_id, value_id, text,
	office_id)
select c.id, r.id, v.text, c.office_id
from (select *, row_number() over () as at from (values
	(1, 'Transparencia', 'Acerca la información a toda la ciudadanía.'),
	(1, 'Participación', 'Abre un portal de acceso libre.'),
	(1, 'Rendición de Cuentas', 'Da más alcance a la rendición de cuentas.'),
	(2, 'Participación', 'Mejora la calidad de la participación.'),
	(2, 'Transparencia', 'Acerca la información a toda la ciudadanía.'),
	(2, 'Innovación', 'Forma capacidades con herramientas nuevas.'),
	(3, 'Transparencia', 'Muestra el gasto y los resultados obtenidos.'),
	(3, 'Rendición de Cuentas', 'Da más alcance a la rendición de cuentas.'),
	(3, 'Innovación', 'Rinde cuentas con herramientas nuevas.'),
	(4, 'Transparencia', 'Acerca la información de los municipios.'),
	(4, 'Participación', 'Abre un portal en cada municipio.'),
	(4, 'Rendición de Cuentas', 'Da más alcance a la rendición de cuentas.'),
	(5, 'Transparencia', 'Publica los indicadores de anemia.'),
	(5, 'Participación', 'Permite la vigilancia ciudadana.'),
	(5, 'Rendición de Cuentas', 'Mejora la rendición de cuentas.')
	) as x (no, value, text)) as v
join plan.commitment c on c.commitment_no = v.no
join plan.relevance_value r on core.fold(r.value_name) = core.fold(v.value)
order by v.at;

-- Dates as published, beside what they were read as: the first milestone
-- ends before it starts and waits to be cleared up.
insert into plan.milestone (commitment_id, position, number_text, text,
	origin, state, starts, starts_from, starts_to, starts_precision,
	ends, ends_from, ends_to, ends_precision, ends_doubtful, office_id)
select c.id, v.place, v.number, v.text, v.origin, v.state,
	v.starts, v.first, (v.first + interval '1 month - 1 day')::date, 'month',
	v.ends, v.last, (v.last + interval '1 month - 1 day')::date, 'month',
	v.last < v.first, core.office_named(v.office)
from (values
	(1, 1, '1', 'Rediseño e implementación de la plataforma virtual', 'ongoing',
		'running', 'Oct. 2018', date '2018-10-01', 'Mar. 2018',
		date '2018-03-01', 'SGTI'),
	(1, 2, '2', 'Ingreso de información y procesos', 'ongoing', 'running',
		'Oct. 2018', '2018-10-01', 'Jul. 2020', '2020-07-01', 'GRPAT'),
	(1, 3, '3', 'Difusión y socialización', 'new', 'running',
		'Dic. 2018', '2018-12-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(1, 4, '4', 'Evaluación', 'new', 'pending',
		'Dic. 2018', '2018-12-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(2, 1, '1', 'Desarrollo e implementación del Aula Virtual', 'new', 'running',
		'Feb. 2019', '2019-02-01', 'Mar. 2019', '2019-03-01', 'SGTI'),
	(2, 2, '2', 'Ingreso de información', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(2, 3, '3', 'Difusión y socialización', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(2, 4, '4', 'Procesos de formación de capacidades', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(2, 5, '5', 'Evaluación', 'new', 'pending',
		'Dic. 2019', '2019-12-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(3, 1, 'I', 'Módulo de rendición de cuentas dentro del portal', 'new',
		'running', 'Mar. 2019', '2019-03-01', 'Ago. 2019', '2019-08-01',
		'SGTI'),
	(3, 2, '2', 'Ingreso de información', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(3, 3, '3', 'Difusión y socialización', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(3, 4, '4', 'Procesos de rendición de cuentas', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(3, 5, '5', 'Evaluación', 'new', 'pending',
		'Dic. 2019', '2019-12-01', 'Dic. 2020', '2020-12-01', 'GRPAT'),
	(4, 1, null, 'Suscripción de convenios interinstitucionales', 'new',
		'running', 'Abr. 2019', '2019-04-01', 'Dic. 2019', '2019-12-01',
		'GRPAT'),
	(4, 2, null, 'Transferencia de experiencias', 'new', 'pending',
		'May. 2019', '2019-05-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(4, 3, null, 'Difusión y socialización', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(4, 4, null, 'Evaluación', 'new', 'pending',
		'Dic. 2019', '2019-12-01', 'Oct. 2020', '2020-10-01', 'GRPAT'),
	(5, 1, null, 'Suscripción de compromisos', 'new', 'running',
		'Ene. 2019', '2019-01-01', 'Mar. 2019', '2019-03-01', 'GRDIS'),
	(5, 2, null, 'Sistematización de la información', 'new', 'pending',
		'Abr. 2019', '2019-04-01', 'Jul. 2020', '2020-07-01', 'GRDIS'),
	(5, 3, null, 'Difusión y socialización', 'new', 'pending',
		'Ago. 2019', '2019-08-01', 'Jul. 2020', '2020-07-01', 'GRDIS'),
	(5, 4, null, 'Evaluación', 'new', 'pending',
		'Dic 2019', '2019-12-01', 'Oct. 2020', '2020-10-01', 'GRDIS')
	) as v (no, place, number, text, origin, state, starts, first, ends, last,
		office)
join plan.commitment c on c.commitment_no = v.no
order by v.no, v.place;

insert into plan.goal (milestone_id, text, quantity, unit, final, due,
	due_from, due_to, due_precision, office_id)
select m.id, v.text, v.quantity, v.unit, v.final, v.due, v.first,
	(v.first + interval '1 month - 1 day')::date, 'month', m.office_id
from (select *, row_number() over () as at from (values
	(1, 2, 'Procesos publicados en la plataforma', 40, 'procesos', true,
		'jul-2020', date '2020-07-01'),
	(2, 1, 'Módulos del Aula Virtual en servicio', 5, 'módulos', true,
		'mar-2019', '2019-03-01'),
	(3, 1, 'Pruebas con usuarios del módulo', 2, 'pruebas', false,
		'mar-2019', '2019-03-01'),
	(4, 1, 'Convenios suscritos', 10, 'convenios', true,
		'dic-2019', '2019-12-01'),
	(5, 1, 'Actas de compromiso suscritas', 12, 'actas', true,
		'mar-2019', '2019-03-01')
	) as x (no, place, text, quantity, unit, final, due, first)) as v
join plan.commitment c on c.commitment_no = v.no
join plan.milestone m on m.commitment_id = c.id and m.position = v.place
order by v.at;

reset role;
