-- SPDX-License-Identifier: GPL-3.0-or-later
-- The council: its fourteen seats and its four sessions of 2018 as they were
-- published, oddities and all (two of them agree the same, minutes that cite
-- another number); nobody wrote down who came. Invented for practice: a call
-- without quorum and a session of 2019 with votes. Seats are institutions;
-- those who sit in them are posts.
set role hito_owner;

insert into council.body (body_code, body_name, initials, kind, norm, document_id, from_date, sessions_year, office_id)
select 'CRGA', 'Consejo Regional de Gobierno Abierto', 'CRGA', 'council', 'Ordenanza Regional N° 015-2018-GRLL/CR',
	core.document_named('ORD-015-2018'), '2018-05-29', 4, core.root_office();
insert into council.body (body_code, body_name, kind, from_date, to_date, norm, office_id)
values ('CSE-2018', 'Comité de Seguimiento y Evaluación 2018', 'follow_up', '2018-08-01', '2018-12-31',
	'Designado cada año por el consejo', core.root_office());

insert into council.seat (body_id, seat_no, seat_name, sector, function, seat_office_id, from_date, document, office_id)
select b.id, v.no, v.name, v.sector, v.function, core.office_named(v.office), b.from_date,
	'Ordenanza Regional N° 015-2018-GRLL/CR', core.root_office()
from council.body b cross join (values
	(1, 'Gerente General Regional', 'government', 'presides', null),
	(2, 'Gerente Regional de Planeamiento y Acondicionamiento Territorial', 'government', 'vice', 'GRPAT'),
	(3, 'Sub Gerente de Planeamiento', 'government', 'secretary', 'SGP'),
	(4, 'Gerente Regional de Presupuesto', 'government', 'member', null),
	(5, 'Gerente Regional de Administración', 'government', 'member', null),
	(6, 'Gerente Regional de Cooperación Técnica y Promoción de la Inversión Privada', 'government', 'member', null),
	(7, 'Sub Gerente de Tecnologías de la Información', 'government', 'member', 'SGTI'),
	(8, 'Mesa de Concertación para la Lucha contra la Pobreza', 'civil_society', 'member', null),
	(9, 'CODESCILL', 'civil_society', 'member', null),
	(10, 'Cámara de Comercio y Producción', 'civil_society', 'member', null),
	(11, 'Universidades de la región', 'civil_society', 'member', null),
	(12, 'Organizaciones no gubernamentales', 'civil_society', 'member', null),
	(13, 'Colegios profesionales', 'civil_society', 'member', null),
	(14, 'Organizaciones laborales', 'civil_society', 'member', null)) as v (no, name, sector, function, office)
where b.body_code = 'CRGA' order by v.no;

insert into council.designation (seat_id, role, person_name, how_chosen, from_date, office_id)
select s.id, v.role, case v.role when 'titular' then 'Titular' else 'Alterna' end || ' del asiento ' || s.seat_no || ' (práctica)',
	case s.sector when 'government' then 'Por el cargo' else 'Por su institución' end, s.from_date, core.root_office()
from council.seat s join council.body b on b.id = s.body_id
	cross join (values ('titular'), ('alternate')) as v (role)
where b.body_code = 'CRGA' and (v.role = 'titular' or s.seat_no % 2 = 0) order by s.seat_no, v.role desc;

insert into council.session (body_id, year, session_no, number_text, held_on, place, state, unrecorded, unrecorded_why,
	minutes_no, document_id, office_id)
select b.id, 2018, v.no, v.typed, v.day, v.place, 'draft', true, 'La lista de asistencia está en papel, en el anexo del acta',
	v.minutes, core.document_named(v.ref), core.root_office()
from council.body b cross join (values
	(1, '01', date '2018-07-10', 'Auditorio del Centro Regional de Capacitación', 'Acta de Sesión N° 1', 'ACTA-01'),
	(2, '02', '2018-07-25', 'Auditorio de la Casa de la Identidad Regional', 'Acta de Sesión N° 2', 'ACTA-02'),
	(3, '03', '2018-07-30', 'Sala de reuniones de la gerencia regional', 'Acta de Sesión N° 3', 'ACTA-03'),
	(4, '04', '2018-08-24', 'Oficina de la Sub Gerencia de Planeamiento', 'Acta de Sesión N° 4', 'ACTA-04'))
		as v (no, typed, day, place, minutes, ref)
where b.body_code = 'CRGA' order by v.no;
insert into council.agreement (session_id, agreement_no, agreement_text, kind, state, evidence, ended_on, office_id)
select s.id, v.no, v.text, v.kind, v.state, v.evidence, v.ended::date, core.office_named('SGP')
from council.session s join (values
	(1, 1, 'Instalar el consejo', 'note', 'open', null, null),
	(1, 2, 'Aprobar el plan de trabajo y el inicio de la formulación del segundo plan de acción', 'approve', 'open', null, null),
	(2, 1, 'Aprobar el reglamento del consejo', 'approve', 'open', null, null),
	(2, 2, 'Aprobar cambios al plan de trabajo', 'approve', 'open', null, null),
	(2, 3, 'Aprobar el inicio de la formulación del segundo plan', 'approve', 'open', null, null),
	(3, 1, 'Aprobar el reglamento del consejo', 'approve', 'open', null, null),
	(3, 2, 'Aprobar cambios al plan de trabajo; los miembros participan como facilitadores', 'approve', 'open', null, null),
	(4, 1, 'Ampliar el plazo de las actividades del plan de trabajo', 'approve', 'open', null, null),
	(4, 2, 'Realizar encuentros de cocreación con los consejos consultivos regionales', 'charge', 'fulfilled',
		'Seis talleres, del 20/08 al 10/10/2018', '2018-10-10'))
		as v (session, no, text, kind, state, evidence, ended) on v.session = s.session_no
where s.year = 2018 order by v.session, v.no;
insert into council.minutes (session_id, minutes_text, office_id)
select s.id, council.minutes_draft(s.id), s.office_id from council.session s where s.year = 2018
order by s.session_no;
update council.session s set state = 'approved', approved_in = s.id, approved_on = s.held_on where s.year = 2018;
update council.minutes m set state = 'approved';

-- Practice: the first call of January found six; the second one met. In March
-- the session was held, lost its quorum for a while and agreed with votes.
insert into council.session (body_id, year, session_no, held_on, call_at, second_on, second_at, in_call, first_present, started_at,
	ended_at, place, state, notes, office_id)
select b.id, 2019, v.no, v.day, v.at, v.second_day, case when v.second_day is not null then v.at end, v.call, v.first, v.started,
	v.ended, 'Sala de reuniones de la gerencia regional', 'draft', 'PRUEBA - datos de práctica', core.root_office()
from council.body b cross join (values
	(1, date '2019-01-24', time '09:00', date '2019-01-25', 2, 6, time '09:10', time '10:30'),
	(2, '2019-03-14', '09:00', null, 1, null, '09:05', '11:20')) as v (no, day, at, second_day, call, first, started, ended)
where b.body_code = 'CRGA' order by v.no;
insert into council.agenda (session_id, item_no, item_text, minutes, presenter, office_id)
select s.id, v.no, v.text, v.minutes, 'Secretaría Técnica', s.office_id
from council.session s join (values
	(1, 1, 'Presentación del informe anual 2018', 30), (1, 2, 'Comité de seguimiento de 2019', 20),
	(2, 1, 'Estado de los compromisos', 40), (2, 2, 'Plazo del aula virtual', 20)) as v (session, no, text, minutes)
		on v.session = s.session_no
where s.year = 2019 order by v.session, v.no;
insert into council.attendance (session_id, seat_id, turn, mark, designation_id, arrived_at, left_at, office_id)
select s.id, x.id, v.turn, v.mark, (select d.id from council.designation d where d.seat_id = x.id and d.role = v.mark),
	v.arrived, v.gone, s.office_id
from council.session s join council.seat x on x.body_id = s.body_id
join (values
	(1, 1, 1, 'titular', null::time, null::time), (1, 2, 1, 'titular', null, null), (1, 3, 1, 'titular', null, null),
	(1, 7, 1, 'titular', null, null), (1, 9, 1, 'titular', null, null), (1, 10, 1, 'alternate', null, null),
	(1, 4, 1, 'excused', null, null), (1, 11, 1, 'absent', null, null),
	(2, 1, 1, 'titular', null, null), (2, 2, 1, 'alternate', null, null), (2, 3, 1, 'titular', null, null),
	(2, 5, 1, 'titular', null, null), (2, 7, 1, 'titular', null, null), (2, 8, 1, 'titular', null, null),
	(2, 9, 1, 'titular', null, '10:00'), (2, 9, 2, 'titular', '10:20', null), (2, 12, 1, 'alternate', null, null),
	(2, 4, 1, 'excused', null, null), (2, 6, 1, 'absent', null, null), (2, 10, 1, 'absent', null, null))
		as v (session, seat, turn, mark, arrived, gone) on v.session = s.session_no and v.seat = x.seat_no
where s.year = 2019
order by s.session_no, x.seat_no;
insert into council.agreement (session_id, item_id, agreement_no, agreement_text, kind, voting, voted_at, votes_for, votes_against,
	votes_abstained, due, due_from, due_to, due_precision, office_id)
select s.id, (select a.id from council.agenda a where a.session_id = s.id and a.item_no = v.item), v.no, v.text, v.kind, v.voting,
	v.at, v.yes, v.no_, v.none_, to_char(v.due, 'DD/MM/YYYY'), v.due, v.due, case when v.due is not null then 'day' end,
	core.office_named(v.office)
from council.session s join (values
	(1, 1, 1, 'Tomar conocimiento del avance de 2018', 'note', 'none', null::time, null::int, null::int, null::int, null::date, 'SGP'),
	(1, 2, 2, 'Proponer a los miembros del comité de seguimiento de 2019', 'charge', 'count', null, 6, 0, 0, '2019-03-29', 'SGP'),
	(2, 1, 1, 'Publicar el estado de los compromisos en el portal', 'charge', 'count', '09:50', 7, 0, 1, '2019-04-30', 'SGTI'),
	(2, 2, 2, 'Dar un mes más al aula virtual', 'approve', 'names', '10:40', null, null, null, null, 'SGTI'))
		as v (session, item, no, text, kind, voting, at, yes, no_, none_, due, office) on v.session = s.session_no
where s.year = 2019 order by v.session, v.no;
insert into council.vote (agreement_id, seat_id, vote, reason, office_id)
select a.id, x.id, v.vote, v.reason, a.office_id
from council.agreement a join council.session s on s.id = a.session_id join council.seat x on x.body_id = s.body_id
join (values (1, 'for', null), (2, 'for', null), (3, 'for', null), (5, 'for', null), (7, 'for', null), (8, 'against',
	'El plazo ya se amplió una vez'), (9, 'for', null), (12, 'abstained', null)) as v (seat, vote, reason) on v.seat = x.seat_no
where a.voting = 'names'
order by a.id, x.seat_no;
insert into council.minutes (session_id, minutes_text, office_id)
select s.id, council.minutes_draft(s.id), s.office_id from council.session s where s.year = 2019
order by s.session_no;

-- The next one is planned for the day of practice.
insert into council.session (body_id, year, session_no, held_on, call_at, place, state, notes, office_id)
select b.id, 2019, 3, '2019-04-10', '15:00', 'Sala de reuniones de la gerencia regional', 'planned',
	'PRUEBA - datos de práctica', core.root_office()
from council.body b where b.body_code = 'CRGA'
order by b.id;

-- What the committee of 2018 recommended binds; the reviewer's does not.
insert into council.committee_report (body_id, year, report_no, title, about_text, received_on, office_id)
select b.id, 2018, 1, 'Evaluación de 2018 (PRUEBA - datos de práctica)', 'Informe anual de 2018', '2018-12-20', core.root_office()
from council.body b where b.body_code = 'CSE-2018'
order by b.id;
insert into council.recommendation (year, source, recommendation_no, committee_report_id, source_name, recommendation_text, due,
	due_from, due_to, due_precision, state, answer, answered_on, office_id)
select 2018, v.source, v.no, case v.source when 'committee' then r.id end, v.who, v.text, to_char(v.due, 'DD/MM/YYYY'), v.due, v.due,
	case when v.due is not null then 'day' end, v.state, v.answer, v.answered::date, core.office_named(v.office)
from council.committee_report r cross join (values
	('committee', 1, null, 'Publicar cada trimestre el avance de los compromisos', date '2019-03-31', 'open', null, null, 'SGTI'),
	('committee', 2, null, 'Elegir por convocatoria a los representantes de la sociedad civil', '2019-06-30', 'answered',
		'La convocatoria se prepara con las universidades', '2019-02-15', 'SGP'),
	('reviewer', 1, 'Mecanismo de revisión independiente', 'Comprometer a las autoridades de más alto nivel', null, 'open', null, null, 'SGP'),
	('reviewer', 2, 'Mecanismo de revisión independiente', 'Usar el portal como medio principal para gestionar iniciativas', null,
		'open', null, null, 'SGTI')) as v (source, no, who, text, due, state, answer, answered, office)
order by v.source, v.no;

reset role;
