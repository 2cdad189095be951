-- SPDX-License-Identifier: GPL-3.0-or-later
-- Practice data of participation: the consultation of November 2018 is a fact,
-- what was contributed and answered is invented; nobody is named. Two
-- contributions wait past their day.
set role hito_owner;

insert into plan.consultation (plan_id, consultation_no, title, channel, opens, closes, answers_due, plan_version,
	notes, office_id)
select follow.plan_of('2018-2020'), v.no, v.title, v.channel, v.opens, v.closes, v.due, 1, v.notes, core.office_named('SGP')
from (values
	(1, 'Versión preliminar del plan', 'Portal «Decide La Libertad»', date '2018-11-07', date '2018-11-14',
		date '2018-12-14', 'El plazo de respuesta es de práctica.'),
	(2, 'PRUEBA - qué mejorar del portal de participación', 'Formulario del portal', '2019-03-01', '2019-03-15',
		'2019-04-05', null)) as v (no, title, channel, opens, closes, due, notes);

insert into plan.contribution (plan_id, contribution_no, consultation_id, commitment_id, received_on, author_kind, text,
	state, outcome, reason, answer, published_on, changes, changed_version, changed_commitment_id, office_id)
select q.plan_id, v.no, q.id, c.id, v.received, v.kind, 'PRUEBA - ' || v.text, v.state, v.outcome, v.reason, v.answer,
	v.published, v.changes, case when v.changes is not null then 1 end, case when v.changes is not null then c.id end,
	core.office_named(v.office)
from (select *, row_number() over () as at from (values
	(1, 1, 1, date '2018-11-08', 'group', 'Que el portal muestre en qué quedó cada propuesta.', 'answered', 'accepted', null,
		'Se añade a la difusión del portal el estado de cada propuesta.', date '2018-12-03',
		'La ambición nombra el seguimiento de las propuestas.', 'SGP'),
	(2, 1, 3, '2018-11-09', 'person', 'Que haya audiencias de rendición de cuentas en cada provincia.', 'answered', 'partly',
		'No hay presupuesto para todas las provincias.', 'Habrá dos audiencias fuera de la capital al año.', '2018-12-10',
		'Las audiencias salen de la capital.', 'SGP'),
	(3, 1, null, '2018-11-12', 'person', 'Que el plan tenga sanciones para quien no cumple.', 'answered', 'not_accepted',
		'Un plan de acción no crea sanciones: las pone la ley.', 'No se incluye: las sanciones son materia de ley.',
		'2018-12-20', null, 'SGP'),
	(4, 1, null, '2018-11-13', 'person', 'Que se arregle la pista de mi barrio.', 'answered', 'out_of_scope',
		'Es de la municipalidad.', 'Lo suyo es de la municipalidad: se le envió su pedido.', '2018-11-20', null, 'SGP'),
	(7, 2, 1, '2019-03-04', 'person', 'Que se pueda participar desde el teléfono.', 'answered', 'accepted', null,
		'El portal se prepara para teléfonos este año.', '2019-03-22', null, 'SGTI'),
	(8, 2, 1, '2019-03-06', 'group', 'Que las respuestas lleguen por correo.', 'evaluated', 'partly', null, null, null, null, 'SGTI'),
	(9, 2, 5, '2019-03-12', 'group', 'Que se publiquen los datos de anemia por distrito.', 'received', null, null, null, null,
		null, 'GRDIS')) as x (no, asked, about, received, kind, text, state, outcome, reason, answer, published, changes, office)) as v
join plan.consultation q on q.consultation_no = v.asked and q.plan_id = follow.plan_of('2018-2020')
left join plan.commitment c on c.plan_id = q.plan_id and c.commitment_no = v.about
order by v.at;

-- One answer for two, and the same contribution twice.
insert into plan.contribution (plan_id, contribution_no, consultation_id, received_on, author_kind, text, state, outcome,
	reason, answered_with_id, joined_to_id, published_on, office_id)
select q.plan_id, v.no, q.id, v.received, 'person', 'PRUEBA - ' || v.text, v.state, v.outcome, v.reason,
	case v.state when 'answered' then x.id end, case v.state when 'joined' then x.id end, x.published_on, x.office_id
from (select *, row_number() over () as at from (values
	(5, 3, date '2018-11-14', 'Que se castigue al funcionario que no informa.', 'answered', 'not_accepted',
		'Un plan de acción no crea sanciones: las pone la ley.'),
	(6, 1, '2018-11-14', 'Que se sepa qué pasó con lo que uno propone.', 'joined', null, null))
	as x (no, other, received, text, state, outcome, reason)) as v
join plan.consultation q on q.consultation_no = 1 and q.plan_id = follow.plan_of('2018-2020')
join plan.contribution x on x.plan_id = q.plan_id and x.contribution_no = v.other
order by v.at;

-- The pilot: sixteen tables that made 56 proposals; what each is said to have made
-- is spread in practice, five of them with one and one with two, as published.
insert into plan.action_plan (plan_code, title, state, version, notes, starts, starts_from, starts_to, starts_precision,
	ends, ends_from, ends_to, ends_precision, office_id)
values ('2016-2017', 'PRUEBA - datos de práctica: plan piloto 2016-2017', 'draft', 1,
	'Solo las mesas del plan piloto y sus propuestas, para practicar.', 'set-2016', '2016-09-01', '2016-09-30', 'month',
	'dic-2017', '2017-12-01', '2017-12-31', 'month', core.root_office());

insert into plan.sector_table (plan_id, table_no, name, agency, proposals_stated, held, held_from, held_to, held_precision,
	notes, office_id)
select follow.plan_of('2016-2017'), v.no, v.name, 'Entidad del sector', v.stated, v.held, v.day, v.day, 'day',
	case when v.day > '2016-10-07' then 'Se reunió después del cierre de la formulación.' end, core.root_office()
from (values
	(1, 'Seguridad ciudadana', 7, '09/09/2016', date '2016-09-09'), (2, 'Producción', 4, '12/10/2016', '2016-10-12'),
	(3, 'Vivienda y saneamiento', 6, '13/09/2016', '2016-09-13'), (4, 'Agricultura', 5, '15/09/2016', '2016-09-15'),
	(5, 'Trabajo y empleo', 5, '20/09/2016', '2016-09-20'), (6, 'Salud', 4, '22/09/2016', '2016-09-22'),
	(7, 'Turismo', 1, '14/10/2016', '2016-10-14'), (8, 'Educación', 5, '27/09/2016', '2016-09-27'),
	(9, 'Exportaciones', 1, '17/10/2016', '2016-10-17'), (10, 'Ambiente', 4, '28/09/2016', '2016-09-28'),
	(11, 'Inclusión social', 4, '29/09/2016', '2016-09-29'), (12, 'Transportes', 1, '30/09/2016', '2016-09-30'),
	(13, 'Energía y minas', 1, '03/10/2016', '2016-10-03'), (14, 'Juventud', 2, '18/10/2016', '2016-10-18'),
	(15, 'Niñez y adolescencia', 5, '04/10/2016', '2016-10-04'), (16, 'Cultura', 1, '05/10/2016', '2016-10-05'))
	as v (no, name, stated, held, day);

insert into plan.initiative_weight (year, criterion, weight, source, office_id)
select 2016, c, 20, 'PRUEBA - pesos iguales: el documento no los dice', core.root_office()
from unnest('{transparency,participation,technology,growth,social}'::text[]) with ordinality as u (c, at)
order by at;

insert into plan.initiative (plan_id, initiative_no, sector_table_id, year, title, transparency_points,
	participation_points, technology_points, growth_points, social_points, state, reason, office_id)
select t.plan_id, v.no, t.id, 2016, v.title, v.a, v.b, v.c, v.d, v.e, v.state, v.reason, t.office_id
from (select *, row_number() over () as at from (values
	(1, 1, 'Seguridad ciudadana participativa', 18, 20, 15, 8, 20, 'prioritised', null),
	(2, 3, 'Agua segura medida a la vista', 20, 15, 16, 9, 20, 'prioritised', null),
	(3, 4, 'Mercado agrario con precios abiertos', 19, 12, 18, 20, 15, 'prioritised', null),
	(4, 5, 'Información laboral en un solo lugar', 20, 13, 19, 17, 16, 'prioritised', null),
	(5, 2, 'Guía abierta de talleres', 12, 8, 9, 15, 10, 'preselected', null),
	(6, 8, 'Aulas que rinden cuentas', 14, 15, 8, 6, 18, 'discarded', 'Práctica: se unió a otro programa.'),
	(7, 14, 'Jóvenes que fiscalizan', null, null, null, null, null, 'proposed', null))
	as x (no, table_no, title, a, b, c, d, e, state, reason)) as v
join plan.sector_table t on t.table_no = v.table_no and t.plan_id = follow.plan_of('2016-2017')
order by v.at;

insert into plan.agreement_between_bodies (agreement_ref, subject, plan_id, commitment_id, signed_on, from_date, to_date,
	notes, office_id)
select v.ref, 'PRUEBA - ' || v.subject, c.plan_id, c.id, v.signed, v.signed, v.until, 'Convenio inventado para practicar.',
	c.office_id
from (select *, row_number() over () as at from (values
	('CONV-P-01', 'Transferir el portal a una municipalidad', 4, date '2019-02-15', date '2020-12-31'),
	('CONV-P-02', 'Compartir datos de anemia', 5, '2018-03-01', '2019-03-01')) as x (ref, subject, no, signed, until)) as v
join plan.commitment c on c.commitment_no = v.no and c.plan_id = follow.plan_of('2018-2020')
order by v.at;
insert into plan.agreement_party (agreement_id, party, signed_by)
select a.id, v.party, v.post
from (select *, row_number() over () as at from (values ('CONV-P-01', 'Gobierno regional', 'Gerente General'), ('CONV-P-01', 'Municipalidad de práctica', 'Alcaldía'),
	('CONV-P-02', 'Gobierno regional', 'Gerente General'), ('CONV-P-02', 'Red de salud de práctica', 'Dirección'))
	as x (ref, party, post)) as v
join plan.agreement_between_bodies a on a.agreement_ref = v.ref
order by v.at;

-- Published figures of the plan that was submitted, which has a sixth commitment;
-- the codes of single commitments are invented.
insert into plan.plan_review (plan_id, year, kind, reviewer, source, notes, office_id)
values (follow.plan_of('2018-2020'), 2019, 'design', 'Mecanismo de Revisión Independiente',
	'Informe de diseño 2018-2020', 'Las cifras son del plan presentado, con seis compromisos; los códigos son de práctica.',
	core.root_office());
insert into plan.plan_review_figure (plan_review_id, position, item, value, text)
select r.id, v.position, v.item, v.value, v.text
from plan.plan_review r, (values
	(1, 'Compromisos', 6::numeric, null), (2, 'Relevantes', 5, '83 %'), (3, 'Transformadores', 2, '33 %'),
	(4, 'Moderados', 1, null), (5, 'Menores', 3, null), (6, 'Posibles compromisos estelares', 2, '33 %'),
	(7, 'Influencia de la ciudadanía', null, 'Consultar; dentro del consejo, involucrar'),
	(8, 'Respuesta motivada publicada', null, 'No')) as v (position, item, value, text)
order by v.position;
insert into plan.review_coding (plan_review_id, commitment_id, scale, level_id, note, office_id)
select r.id, c.id, s.scale, s.id, 'PRUEBA - inventado', r.office_id
from plan.plan_review r
join (values (1, 'verifiable', 'yes'), (1, 'impact', 'transformative'), (2, 'verifiable', 'yes'), (2, 'impact', 'minor'),
	(3, 'verifiable', 'yes'), (3, 'impact', 'moderate')) as v (no, scale, level) on true
join plan.commitment c on c.plan_id = r.plan_id and c.commitment_no = v.no
join plan.review_scale s on s.scale = v.scale and s.level = v.level and r.year between s.from_year and coalesce(s.to_year, 9999)
order by v.no, v.scale;

reset role;
