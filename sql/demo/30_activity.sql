-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was done: the thirteen activities that formed the plan in 2018 (dates,
-- places and counts as published, the odd ones too) and four invented ones
-- of the first quarter of 2019.
set role hito_owner;

insert into plan.activity (plan_id, activity_no, number_text, text, held,
	held_from, held_to, held_precision, held_doubtful, place_text,
	place_id, participants, participants_count, results, evidence,
	document_id, commitment_id, milestone_id, office_id)
select p.id, v.no, lpad(v.no::text, 2, '0'), v.text, v.held, v.day,
	case when v.open then null else v.day end,
	case when v.open then 'open' else 'day' end, false, v.place,
	(select id from core.place where ubigeo_system = 'INEI'
		and ubigeo = '130101' and v.place is not null),
	v.people || ' representantes institucionales', v.people, v.results,
	v.evidence, d.id, c.id, m.id, coalesce(m.office_id,
		core.office_named('SGP'))
from (values
	(1, 'Aprobación del Plan de Trabajo', '25 de julio del 2018',
		date '2018-07-25', false, 'Auditorio de la Casa de la Identidad Regional',
		null::int, '01 Plan de Trabajo aprobado', 'Acta de Sesión N° 3, Anexo N° 03',
		'ACTA-03', null::int, null::int),
	(2, 'Difusión del proceso en los portales',
		'desde el 26 de julio del 2018, permanentemente', '2018-07-26', true,
		'Portales web', null, 'Documentos publicados', 'Anexo N° 04',
		null, null, null),
	(3, 'Sensibilización y capacitación en gobierno abierto',
		'01 de agosto del 2018', '2018-08-01', false,
		'Auditorio del Centro Regional de Capacitación', 21,
		'21 personas capacitadas; 01 taller; 01 reunión', 'Anexo 05',
		null, null, null),
	(4, 'Primer taller regional de cocreación', '10 de agosto del 2018',
		'2018-08-10', false, 'Auditorio de la Sede del Gobierno Regional', 36,
		'01 taller; 03 grupos; 12 iniciativas', 'Anexo 06', null, null, null),
	(5, 'Segundo taller regional de cocreación', '17 de agosto del 2018',
		'2018-08-17', false, 'Auditorio del Centro Regional de Capacitación',
		25, '01 taller; 05 iniciativas; 05 fichas', 'Anexo 07',
		null, null, null),
	(6, 'Informes de evaluación situacional', '14 de julio del 2018',
		'2018-07-14', false, 'Oficina de la Sub Gerencia de Planeamiento',
		null, '04 informes', 'Anexo N° 08', null, null, null),
	(7, 'Primer taller con consejos consultivos: agrario',
		'20 de agosto del 2018', '2018-08-20', false,
		'Auditorio de la Gerencia Regional de Agricultura', 26,
		'01 taller; 01 iniciativa; 01 ficha', 'Anexo 09', null, null, null),
	(8, 'Segundo taller: seguridad ciudadana', '17 de setiembre del 2018',
		'2018-09-17', false, 'Sala de Sesiones del Gobierno Regional', 14,
		'01 taller; 01 iniciativa ratificada', 'Anexo 10', null, null, null),
	(9, 'Tercer taller: turismo', '21 de setiembre del 2018', '2018-09-21',
		false, 'Sala de Capacitaciones de la feria', 25, '01 taller',
		'Anexo 11', null, null, null),
	(10, 'Cuarto taller: ambiente', '24 de setiembre del 2018', '2018-09-24',
		false, 'Sala de la Cámara de Comercio', 12, '01 taller', 'Anexo 12',
		null, null, null),
	(11, 'Quinto taller: desarrollo e inclusión social',
		'27 de setiembre del 2018', '2018-09-27', false,
		'Auditorio de la Gerencia de Desarrollo e Inclusión Social', 11,
		'01 taller; 01 iniciativa; 01 ficha', 'Anexo 13', null, null, null),
	(12, 'Sexto taller: exportación', '10 de octubre del 2018', '2018-10-10',
		false, 'Sala de la Cámara de Comercio', 7,
		'01 taller; 01 iniciativa; 01 ficha', 'Anexo 14', null, null, null),
	(13, 'Primera versión del plan', '06 de noviembre del 2018', '2018-11-06',
		false, null, null, '01 texto', 'Anexo 15', null, null, null),
	(14, 'Práctica: carga de procesos con las gerencias', '18/01/2019',
		'2019-01-18', false, 'Sala de cómputo', 16, '11 procesos publicados',
		'Lista de asistencia', null, 1, 2),
	(15, 'Práctica: puesta en servicio de módulos del Aula Virtual',
		'22/02/2019', '2019-02-22', false, 'Sala de cómputo', 9,
		'04 módulos', 'Acta de conformidad', null, 2, 1),
	(16, 'Práctica: firma de actas de compromiso', '15/03/2019',
		'2019-03-15', false, 'Auditorio de la Sede del Gobierno Regional', 31,
		'07 actas', 'Actas', null, 5, 1),
	(17, 'Práctica: pruebas con usuarios del módulo de rendición de cuentas',
		'25/03/2019', '2019-03-25', false, 'Sala de cómputo', 12,
		'02 pruebas', 'Informe de las pruebas', null, 3, 1)
	) as v (no, text, held, day, open, place, people, results, evidence,
		paper, commitment, milestone)
join plan.action_plan p on p.plan_code = '2018-2020'
left join core.document d on d.document_ref = v.paper
left join plan.commitment c on c.commitment_no = v.commitment
left join plan.milestone m on m.commitment_id = c.id
	and m.position = v.milestone
order by v.no;

-- Counts that reach a goal: 11 of 40, 4 of 5, 7 of 12, 2 of 2.
insert into plan.activity_result (activity_id, goal_id, quantity, text,
	office_id)
select a.id, g.id, v.quantity, v.text, a.office_id
from (select *, row_number() over () as at from (values
	(14, 11, 'procesos publicados'), (15, 4, 'módulos en servicio'),
	(16, 7, 'actas suscritas'),
	(17, 2, 'pruebas con usuarios')) as x (no, quantity, text)) as v
join plan.activity a on a.activity_no = v.no
left join plan.goal g on g.milestone_id = a.milestone_id
order by v.at;

reset role;
