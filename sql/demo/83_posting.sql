-- SPDX-License-Identifier: GPL-3.0-or-later
-- Practice data of the employment centre: all of it is invented. Every state at
-- the practice date, one that closes today, one of whose words a reason is given,
-- a call with too few days, and job seekers without a name.
set role hito_owner;

insert into core.office (office_code, office_name, initials, parent_id, office_id)
select 'GRTPE', 'Gerencia Regional de Trabajo y Promoción del Empleo', 'GRTPE', core.root_office(), core.root_office()
where core.office_named('GRTPE') is null;
insert into core.personal_office (register, office_id)
select r, core.office_named('GRTPE')
from unnest('{labour.posting_private,labour.job_seeker_private,labour.seeker_profile_private}'::text[]) as r
where not exists (select from core.personal_office p where p.register = r and p.office_id = core.office_named('GRTPE'))
order by r;

insert into labour.posting (posting_no, kind, state, public_body, process_code, post, vacancies, pay, pay_unit, place_id, shift, requirements,
	wording_reason, opens, closes, closes_at, notice_on, contest_on, sent_at, published_on, suspended_why, void_why, hired, filled_on, notes, office_id)
select row_number() over (order by v.opens, v.post), v.kind, v.state, v.body, v.process, 'PRUEBA - ' || v.post, v.vacancies, v.pay, 'month', p.id, v.shift, v.requirements, v.reason, v.opens, v.closes,
	v.closes_at, v.notice, v.contest, case v.state when 'to_validate' then timestamp '2019-04-08 09:00' end,
	case when v.state in ('published', 'suspended', 'filled') then v.opens end,
	case v.state when 'suspended' then 'El empleador revisa el sueldo.' end, case v.state when 'void' then 'La registraron dos veces.' end,
	case v.state when 'filled' then v.vacancies end, case v.state when 'filled' then date '2019-03-29' end, 'Práctica', core.office_named('GRTPE')
from (select *, row_number() over () as at from (values
	('private', 'published', 'Empresa de práctica N° 1', null, 'Operario de producción', 5, 1100, '130101', 'rotating', 'Secundaria completa.', null, date '2019-04-01', date '2019-04-10', null::time, null::date, null::date),
	('private', 'published', 'Empresa de práctica N° 2', null, 'Asistente contable', 1, 1500, '130101', 'day', 'Técnico en contabilidad, un año de experiencia.', null, '2019-04-03', '2019-04-15', '16:30', null, null),
	('private', 'published', 'Empresa de práctica N° 2', null, 'Auxiliar de almacén', 2, 1000, '130102', 'day', 'Secundaria completa.', null, '2019-03-01', '2019-03-29', null, null, null),
	('private', 'published', 'Compañía de teatro de práctica', null, 'Actor varón para una obra', 1, 1200, '130101', 'part', 'Experiencia en escena.', 'El personaje de la obra es un hombre.', '2019-04-05', '2019-04-26', null, null, null),
	('public_call', 'published', 'Red de Salud de práctica', 'P.S. 007-CAS-PRACTICA-2019', 'Técnico de laboratorio', 2, 1800, '130101', 'day', 'Título de técnico.', null, '2019-04-09', '2019-05-06', '13:00', '2019-04-08', '2019-04-24'),
	('public_call', 'to_validate', 'Municipalidad de práctica', 'P.S. 011-CAS-PRACTICA-2019', 'Promotor social', 3, 1700, '130103', 'day', 'Bachiller en ciencias sociales.', null, '2019-04-12', '2019-05-10', null, '2019-04-05', '2019-05-02'),
	('internship', 'draft', 'Empresa de práctica N° 3', null, 'Practicante de sistemas', 1, 930, '130101', 'part', 'Estudiante de los últimos ciclos.', null, '2019-04-15', '2019-04-30', null, null, null),
	('private', 'suspended', 'Empresa de práctica N° 1', null, 'Chofer de reparto', 2, 1300, '130104', 'day', 'Licencia A-IIb.', null, '2019-04-02', '2019-04-22', null, null, null),
	('private', 'filled', 'Empresa de práctica N° 3', null, 'Recepcionista', 1, 1050, '130101', 'morning', 'Secundaria completa.', null, '2019-03-11', '2019-03-31', null, null, null),
	('private', 'void', 'Empresa de práctica N° 3', null, 'Recepcionista de turno noche', 1, 1050, '130101', 'night', 'Secundaria completa.', null, '2019-03-12', '2019-03-31', null, null, null),
	('private', 'published', 'Fundo de práctica', null, 'Cosechador de arándano', 40, 1150, '1312', 'day', 'Ninguno.', null, '2019-04-15', '2019-05-15', null, null, null))
	as x (kind, state, body, process, post, vacancies, pay, place, shift, requirements, reason, opens, closes, closes_at, notice, contest)) as v
	join core.place p on p.place_code = v.place
order by v.at;

-- The one that was filled had a term before.
update labour.posting set term_no = 2, opens = '2019-03-18', closes = '2019-03-31', reopened_why = 'Hubo pocos postulantes.'
where post like '%Recepcionista' and state = 'filled';

insert into labour.job_seeker (seeker_no, registered_on, sex, place_id, consent, consent_on, consent_how, state, withdrawn_on, withdrawn_why, office_id)
select v.no, v.registered, v.sex, p.id, v.consent, case when v.consent or v.state = 'withdrawn' then v.registered end,
	case when v.consent then 'Ficha de inscripción de práctica' end, v.state,
	case v.state when 'withdrawn' then date '2019-04-04' end, case v.state when 'withdrawn' then 'Por una solicitud.' end, core.office_named('GRTPE')
from (select *, row_number() over () as at from (values
	(1, date '2019-01-14', 'female', '130101', true, 'active'), (2, '2019-01-21', 'male', '130101', true, 'active'), (3, '2019-02-04', 'female', '130102', true, 'active'),
	(4, '2019-02-11', 'male', '130103', true, 'active'), (5, '2019-02-18', 'female', '130104', true, 'active'), (6, '2019-03-04', 'male', '130102', true, 'active'),
	(7, '2019-03-05', 'female', '130101', true, 'active'), (8, '2019-03-18', 'female', '130103', false, 'active'), (9, '2019-03-20', 'male', '130101', false, 'withdrawn'),
	(10, '2017-01-09', 'male', '130102', true, 'active')) as x (no, registered, sex, place, consent, state)) as v join core.place p on p.place_code = v.place
order by v.at;
insert into labour.job_seeker_private (job_seeker_id, person_name, birth_year, masked)
select s.id, 'Persona de práctica ' || s.seeker_no, 1975 + 2 * s.seeker_no, s.state <> 'active' from labour.job_seeker s order by s.seeker_no;
insert into labour.seeker_profile_private (job_seeker_id, level, studies, experience, masked)
select s.id, case s.seeker_no % 3 when 0 then 'technical' when 1 then 'secondary' else 'university' end, 'Estudios de práctica', 'Dos años, de práctica', s.state <> 'active'
from labour.job_seeker s order by s.seeker_no;

insert into labour.referral (posting_id, job_seeker_id, state, sent_on, interviewed_on, ended_on, reason, office_id)
select p.id, s.id, v.state, v.sent, v.interviewed, v.ended, v.reason, p.office_id
from (select *, row_number() over () as at from (values
	('%Operario de producción', 1, 'sent', date '2019-04-08', null::date, null::date, null),
	('%Operario de producción', 2, 'interviewed', '2019-04-05', '2019-04-09', null, null),
	('%Operario de producción', 4, 'placed', '2019-04-03', '2019-04-04', '2019-04-08', null),
	('%Operario de producción', 6, 'not_placed', '2019-04-03', '2019-04-05', '2019-04-08', 'No acepta el turno.'),
	('%Asistente contable', 3, 'sent', '2019-04-09', null, null, null),
	('%Auxiliar de almacén', 6, 'not_placed', '2019-03-08', null, '2019-03-15', 'No se presentó.'),
	('%Recepcionista', 5, 'placed', '2019-03-19', '2019-03-22', '2019-03-28', null),
	('%Recepcionista', 7, 'placed', '2019-03-19', '2019-03-22', '2019-03-29', null)) as x (post, no, state, sent, interviewed, ended, reason)) as v
	join labour.posting p on p.post like v.post and p.state <> 'void' join labour.job_seeker s on s.seeker_no = v.no
order by v.at;

insert into labour.training (course, starts_on, ends_on, hours, place_id, venue, places, enrolled_female, enrolled_male, finished_female, finished_male,
	certified_female, certified_male, office_id)
select 'PRUEBA - ' || v.course, v.starts, v.ends, v.hours, p.id, 'Local de práctica', v.places, v.ef, v.em, v.ff, v.fm, v.cf, v.cm, core.office_named('GRTPE')
from (select *, row_number() over () as at from (values
	('Ofimática para el empleo', date '2019-02-04', date '2019-02-15', 40, '130101', 25, 15, 9, 13, 8, 12, 8),
	('Cómo presentarse a una entrevista', '2019-03-06', '2019-03-06', 4, '130102', 30, 19, 12, 19, 11, 19, 11),
	('Soldadura básica', '2019-04-01', '2019-04-26', 60, '130103', 15, 4, 12, null, null, null, null))
	as x (course, starts, ends, hours, place, places, ef, em, ff, fm, cf, cm)) as v join core.place p on p.place_code = v.place
order by v.at;

reset role;
