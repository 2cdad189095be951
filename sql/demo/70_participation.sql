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
from (values
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
		null, 'GRDIS')) as v (no, asked, about, received, kind, text, state, outcome, reason, answer, published, changes, office)
join plan.consultation q on q.consultation_no = v.asked and q.plan_id = follow.plan_of('2018-2020')
left join plan.commitment c on c.plan_id = q.plan_id and c.commitment_no = v.about;

-- One answer for two, and the same contribution twice.
insert into plan.contribution (plan_id, contribution_no, consultation_id, received_on, author_kind, text, state, outcome,
	reason, answered_with_id, joined_to_id, published_on, office_id)
select q.plan_id, v.no, q.id, v.received, 'person', 'PRUEBA - ' || v.text, v.state, v.outcome, v.reason,
	case v.state when 'answered' then x.id end, case v.state when 'joined' then x.id end, x.published_on, x.office_id
from (values
	(5, 3, date '2018-11-14', 'Que se castigue al funcionario que no informa.', 'answered', 'not_accepted',
		'Un plan de acción no crea sanciones: las pone la ley.'),
	(6, 1, '2018-11-14', 'Que se sepa qué pasó con lo que uno propone.', 'joined', null, null))
	as v (no, other, received, text, state, outcome, reason)
join plan.consultation q on q.consultation_no = 1 and q.plan_id = follow.plan_of('2018-2020')
join plan.contribution x on x.plan_id = q.plan_id and x.contribution_no = v.other;

reset role;
