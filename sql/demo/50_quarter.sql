-- SPDX-License-Identifier: GPL-3.0-or-later
-- The quarter in practice: two closed quarters with their submissions and
-- corrective actions, the baseline, the work plan of 2018 in short words and
-- an invented self-assessment of that year. In the first quarter of 2019
-- commitment 2 (64.00) has two actions, one of them done; commitment 3
-- (75.00) has none yet.
set role hito_owner;

insert into core.year_name (year, name, source, office_id)
select v.year, v.name, 'Norma por citar', core.root_office()
from (values
	(2019, 'Año de la Lucha contra la Corrupción y la Impunidad'),
	(2020, 'Año de la Universalización de la Salud')) as v (year, name);

insert into plan.action_line (objective_id, line_code, title)
select b.id, v.code, v.title
from (select *, row_number() over () as at from (values
	('O1', 'L1', 'Participación ciudadana'), ('O1', 'L2', 'Rendición de cuentas'),
	('O2', 'L3', 'Vigilancia de la niñez')) as x (goal, code, title)) as v
join plan.objective b on b.objective_code = v.goal
order by v.at;

update follow.indicator i set objective_id = c.objective_id,
	action_line_id = l.id
from plan.commitment c
join (values (1, 'L1'), (2, 'L1'), (3, 'L2'), (4, 'L1'), (5, 'L3'))
	as v (no, code) on v.no = c.commitment_no
join plan.action_line l on l.line_code = v.code
where c.id = i.commitment_id;

insert into follow.baseline_set (plan_id, version, agreement, set_on, state,
	notes, frozen_by, frozen_at, office_id)
select follow.plan_of('2018-2020'), 1, 'LB-2018', date '2018-12-28', 'frozen',
	'Línea base de práctica', 'secretaria_tecnica',
	timestamp '2018-12-28 16:00' at time zone 'America/Lima',
	core.root_office();
select follow.baseline_copy(id) from follow.baseline_set;

-- One office was late once.
update follow.result r set submitted_at = r.submitted_at + interval '12 days',
	approved_at = r.approved_at + interval '12 days'
from core.period p, core.office o
where p.id = r.period_id and o.id = r.office_id and p.period_key = '2018-Q3'
	and o.office_code = 'SGTI';

insert into follow.submission (period_id, office_id, state, submitted_by,
	submitted_at, late, approved_by, approved_at)
select p.id, o.id, case p.state when 'closed' then 'approved' else 'submitted' end,
	'responsable_' || lower(o.office_code), max(r.submitted_at),
	max((r.submitted_at at time zone 'America/Lima')::date) > p.submissions_due,
	case p.state when 'closed' then 'secretaria_tecnica' end,
	case p.state when 'closed' then max(r.approved_at) end
from follow.result r
join core.period p on p.id = r.period_id
join core.office o on o.id = r.office_id
group by p.id, o.id
order by p.id, o.id;

update core.period set closed_by = 'secretaria_tecnica',
	closed_at = (report_due - 2) + time '11:00' at time zone 'America/Lima'
where state = 'closed';
select follow.period_hold(id) from core.period where state = 'closed';

insert into follow.corrective_action (plan_id, commitment_id, period_id,
	action_no, measure, responsible, due, due_from, due_to, due_precision,
	state, agreement, evidence, why, agreed_on, ended_on, office_id)
select p.plan_id, c.id, p.id, v.no, v.measure, v.post,
	to_char(v.due, 'DD/MM/YYYY'), v.due, v.due, 'day', v.state, v.agreement,
	v.evidence, v.why, v.agreed, v.ended, core.office_named(v.office)
from (values
	(1, '2018-Q3', null::int, 'Reunión mensual de seguimiento con las oficinas',
		'Secretaría Técnica', date '2018-12-15', 'fulfilled', 'Acuerdo 1 de práctica',
		'Actas de las reuniones', null, date '2018-10-25', date '2018-12-14', 'GRPAT'),
	(2, '2018-Q3', 1, 'Avisar a cada gerencia los procesos que debe publicar',
		'Gerente de Planeamiento', '2018-12-20', 'fulfilled', 'Acuerdo 2 de práctica',
		'Memorando de práctica', null, '2018-10-25', '2018-12-18', 'GRPAT'),
	(3, '2018-Q3', 3, 'Aprobar el calendario de audiencias',
		'Gerente de Planeamiento', '2018-12-20', 'failed', 'Acuerdo 3 de práctica',
		null, 'El calendario pasó al año siguiente.', '2018-10-25', '2018-12-28', 'GRPAT'),
	(4, '2018-Q4', null, 'Publicar cada mes el avance del plan en el portal',
		'Secretaría Técnica', '2019-04-30', 'running', 'Acuerdo 4 de práctica',
		null, null, '2019-01-24', null, 'GRPAT'),
	(5, '2018-Q4', 3, 'Hacer en enero las dos audiencias que faltaron',
		'Gerente de Planeamiento', '2019-02-28', 'fulfilled', 'Acuerdo 5 de práctica',
		'Actas de las audiencias', null, '2019-01-24', '2019-02-15', 'GRPAT'),
	(6, '2019-Q1', 2, 'Empezar el segundo grupo de capacitación',
		'Gerente de Planeamiento', '2019-04-08', 'fulfilled', 'Acuerdo 6 de práctica',
		'Lista de asistencia', null, '2019-04-03', '2019-04-08', 'GRPAT'),
	(7, '2019-Q1', 2, 'Suscribir los dos convenios que faltan',
		'Gerente de Planeamiento', '2019-05-09', 'proposed', null,
		null, null, null, null, 'GRPAT')
	) as v (no, key, commitment, measure, post, due, state, agreement, evidence,
		why, agreed, ended, office)
join core.period p on p.period_key = v.key
left join plan.commitment c on c.commitment_no = v.commitment
order by v.no;

insert into follow.self_assessment (commitment_id, year, component, scale,
	completion_id, result, next_steps, source_letter, ends, ends_from, ends_to,
	ends_precision, office_id)
select c.id, 2018, v.component, s.scale, s.id, v.result, v.next, 'Oficio de práctica',
	v.ends, v.day, (v.day + interval '1 month - 1 day')::date, 'month', c.office_id
from (select *, row_number() over () as at from (values
	(1, 'Participación', 'substantial', 'La plataforma publica procesos de tres gerencias.',
		'Sumar a las demás gerencias.', 'dic-2019', date '2019-12-01'),
	(2, 'Participación', 'limited', 'Se eligieron los módulos del Aula Virtual.',
		'Poner los módulos en servicio.', 'mar-2019', '2019-03-01'),
	(3, 'Rendición de cuentas', 'limited', 'Cinco audiencias publicadas de ocho.',
		'Terminar el módulo y probarlo.', 'jul-2019', '2019-07-01'),
	(4, 'Participación', 'not_started', 'Empieza en 2019.',
		'Buscar a las municipalidades dispuestas.', 'dic-2019', '2019-12-01'),
	(5, 'Servicios públicos', 'not_started', 'Empieza en 2019.',
		'Firmar las actas de compromiso.', 'oct-2020', '2020-10-01')
	) as x (no, component, code, result, next, ends, day)) as v
join plan.commitment c on c.commitment_no = v.no
join follow.completion_scale s on s.scale = 'OGP, cinco niveles' and s.code = v.code
order by v.at;

insert into follow.self_assessment_line (self_assessment_id, position, activity,
	level, progress)
select t.id, v.place, v.activity, v.level, v.progress
from (select *, row_number() over () as at from (values
	(1, 1, 'Publicar los procesos', 'En marcha', '12 de 15'),
	(1, 2, 'Registrar ciudadanos', 'En marcha', '1,440 de 1,800'),
	(3, 1, 'Publicar las audiencias', 'Retrasada', '5 de 8')
	) as x (no, place, activity, level, progress)) as v
join plan.commitment c on c.commitment_no = v.no
join follow.self_assessment t on t.commitment_id = c.id
order by v.at;

-- Dates as they were typed; two of them cannot be.
insert into plan.work_item (plan_id, item_no, number_text, stage, text,
	responsible, goal_text, quantity, unit, starts, starts_from, starts_to,
	starts_precision, starts_doubtful, ends, ends_from, ends_to,
	ends_precision, ends_doubtful, agreement, office_id)
select follow.plan_of('2018-2020'), v.no, lpad(v.no::text, 2, '0'), v.stage,
	v.text, v.who, lpad(v.quantity::text, 2, '0') || ' ' || v.unit, v.quantity,
	v.unit, v.typed, v.first, v.first, 'day', v.doubtful, v.typed, v.last,
	v.last, 'day', v.doubtful, 'ACTA-01', core.office_named('SGP')
from (values
	(1, 'I', 'Aprobar el Plan de Trabajo', 'Consejo Regional', 1, 'acta aprobada',
		'25/07/2018', date '2018-07-25', date '2018-07-25', false),
	(2, 'I', 'Difundir el proceso en el portal', 'Secretaría Técnica; SGTI', 1,
		'portal con información', '26/07/2018 al 31/12/1018', '2018-07-26', '1018-12-31', true),
	(3, 'I', 'Sensibilizar y capacitar', 'Secretaría Técnica', 1, 'evento realizado',
		'01/08/2018', '2018-08-01', '2018-08-01', false),
	(4, 'II', 'Revisar avances y cocrear', 'Gerencias regionales', 2, 'eventos de cocreación',
		'Del 10/08 al 17/08 del 2018', '2018-08-10', '2018-08-17', false),
	(5, 'II', 'Informar la situación de los compromisos', 'Gerencias regionales; Secretaría Técnica',
		4, 'informes presentados', '14/08/2018', '2018-08-14', '2018-08-14', false),
	(6, 'II', 'Talleres con los consejos consultivos', 'Consejo Regional; gerencias', 6,
		'talleres realizados', 'Del 10//08 al 10/10/2018', '2018-08-10', '2018-10-10', false),
	(7, 'II', 'Redactar la primera versión', 'Secretaría Técnica', 1, 'plan en primera versión',
		'Del 10/10 al 07/10 del 2018', '2018-10-10', '2018-10-07', true),
	(8, 'III', 'Consultar a la ciudadanía', 'Consejo Regional; ciudadanos', 1,
		'consulta realizada', '07/11 al 14/11 del 2018', '2018-11-07', '2018-11-14', false),
	(9, 'III', 'Mejorar el plan consultado', 'Consejo Regional', 1, 'plan mejorado',
		'15/11 al 16/11 del 2018', '2018-11-15', '2018-11-16', false),
	(10, 'III', 'Validar y aprobar el plan', 'Consejo Regional', 1, 'plan aprobado',
		'20/11 del 2018', '2018-11-20', '2018-11-20', false),
	(11, 'III', 'Suscribir y remitir el plan', 'Consejo Regional', 1, 'plan presentado',
		'30/11 del 2018', '2018-11-30', '2018-11-30', false),
	(12, 'III', 'Publicar el plan', 'Secretaría Técnica; SGTI', 1, 'plan publicado',
		'30/11 del 2018', '2018-11-30', '2018-11-30', false)
	) as v (no, stage, text, who, quantity, unit, typed, first, last, doubtful)
order by v.no;

-- What was done of it in 2018: 2 of 2 workshops, 6 of 6 with the councils over
-- two quarters, 4 of 4 reports, which one activity handed in.
update plan.activity a set work_item_id = w.id
from plan.work_item w
join (values (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 5), (5, 6, 6), (6, 7, 12), (7, 13, 13))
	as v (item, first, last) on v.item = w.item_no
where a.plan_id = w.plan_id and a.activity_no between v.first and v.last;
insert into plan.goal (work_item_id, text, quantity, unit)
select w.id, 'Informes situacionales', 4, 'informes' from plan.work_item w where w.item_no = 5
order by w.id;
insert into plan.activity_result (activity_id, goal_id, quantity, text)
select a.id, g.id, 4, 'informes presentados'
from plan.work_item w
join plan.goal g on g.work_item_id = w.id
join plan.activity a on a.work_item_id = w.id
where w.item_no = 5
order by a.id, g.id;

reset role;
