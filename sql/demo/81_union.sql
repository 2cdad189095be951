-- SPDX-License-Identifier: GPL-3.0-or-later
-- Practice data of employers, unions, collective agreements and contracts: all
-- invented. Nobody is named but "Persona de práctica"; no RUC is anybody's but
-- by chance. One check digit is wrong, one board expired, one ends within thirty
-- days, one agreement is past its term and in force.
set role hito_owner;

insert into labour.employer (employer_code, kind, ruc, employer_name, activity_code, activity, place_id, office_id)
select v.code, v.kind, v.ruc, v.name, v.ciiu, v.activity, p.id, core.office_named('GRTPE')
from (select *, row_number() over () as at from (values
	('20999000011', 'company', '20999000011', 'PRUEBA - Azucarera de práctica S.A.', 'C1072', 'Elaboración de azúcar', '1302'),
	('20999000020', 'company', '20999000020', 'PRUEBA - Agroexportadora de práctica S.A.C.', 'A0113', 'Cultivo de hortalizas', '1312'),
	('20999000038', 'company', '20999000038', 'PRUEBA - Minera de práctica S.A.', 'B0729', 'Extracción de minerales', '1306'),
	('20999000045', 'company', '20999000045', 'PRUEBA - Calzado de práctica S.R.L.', 'C1520', 'Fabricación de calzado', '130102'),
	('20999000054', 'state', '20999000054', 'PRUEBA - Municipalidad de práctica', 'O8411', 'Administración pública', '130104'),
	('20999000062', 'state', '20999000062', 'PRUEBA - Hospital de práctica', 'Q8610', 'Hospitales', '130101'),
	('SR-001', 'other', null, 'PRUEBA - Construcción sin RUC', 'F4100', 'Construcción de edificios', '130101'),
	('PN-001', 'person', null, 'PRUEBA - Bodega de práctica', 'G4711', 'Comercio', '130103'))
	as x (code, kind, ruc, name, ciiu, activity, ubigeo)) as v
join core.place p on p.ubigeo_system = 'INEI' and p.ubigeo = v.ubigeo
order by v.at;
insert into labour.employer_private (employer_id, ruc, person_name, phone)
select e.id, '10000000014', 'Persona de práctica 1', '999000001' from labour.employer e where e.employer_code = 'PN-001'
order by e.id;

insert into labour.union_organisation (union_code, union_name, level, registration_no, registered_on, place_id, office_id)
select 'FED-AZ', 'PRUEBA - Federación de Trabajadores del Azúcar', 'federation', 'REG-P 003-2005', '2005-06-14', p.id,
	core.office_named('GRTPE')
from core.place p where p.ubigeo_system = 'INEI' and p.ubigeo = '13'
order by p.id;
insert into labour.union_organisation (union_code, union_name, level, sector, registration_no, registered_on, employer_id, parent_id,
	place_id, members_male, members_female, members_on, office_id)
select v.code, 'PRUEBA - ' || v.name, v.level, v.sector, v.registration, v.registered, e.id, u.id, p.id, v.men, v.women, '2019-03-31',
	core.office_named('GRTPE')
from (values
	(1, 'SUT-AZ', 'Sindicato Único de Trabajadores de la Azucarera y Anexos', 'union', 'private', 'REG-P 011-2007', date '2007-03-02',
		'20999000011', 'FED-AZ', '1302', 412, 38),
	(2, 'SIT-AGRO', 'Sindicato de Trabajadoras de Agroexportación', 'union', 'private', 'REG-P 027-2016', '2016-09-20',
		'20999000020', null, '1312', 96, 214),
	(3, 'SEC-MIN', 'Sección Sindical de la Mina', 'section', 'private', 'REG-P 004-2012', '2012-05-08', '20999000038', null, '1306', 77, 5),
	(4, 'SITRAMUN', 'Sindicato de Trabajadores Municipales', 'union', 'state', 'ROSSP 009-2010', '2010-11-16', '20999000054', null,
		'130104', 58, 44),
	(5, 'DEL-CALZ', 'Delegados de Trabajadores del Calzado', 'delegates', 'private', 'REG-P 031-2018', '2018-02-01', '20999000045', null,
		'130102', 11, 7),
	(6, 'SIND-ANT', 'Sindicato de la Fábrica Cerrada', 'union', 'private', 'REG-P 002-1998', '1998-07-01', null, null, '130101', 24, 3))
	as v (n, code, name, level, sector, registration, registered, employer, parent, ubigeo, men, women)
join core.place p on p.ubigeo_system = 'INEI' and p.ubigeo = v.ubigeo
left join labour.employer e on e.employer_code = v.employer
left join labour.union_organisation u on u.union_code = v.parent
order by v.n;
insert into labour.union_board (union_id, from_date, to_date, told_on, seats)
select u.id, v.from_date, v.to_date, v.told, v.seats
from (select *, row_number() over () as at from (values
	('FED-AZ', date '2018-01-15', date '2020-01-14', date '2018-01-29', 11), ('SUT-AZ', '2016-05-01', '2018-04-30', '2016-05-10', 9),
	('SUT-AZ', '2018-05-01', '2020-04-30', '2018-05-09', 9), ('SIT-AGRO', '2017-05-01', '2019-04-30', '2017-05-15', 7),
	('SEC-MIN', '2017-03-01', '2019-02-28', '2017-03-20', 5), ('SITRAMUN', '2018-08-01', '2020-07-31', '2018-08-20', 9))
	as x (code, from_date, to_date, told, seats)) as v
join labour.union_organisation u on u.union_code = v.code
order by v.at;
update labour.union_organisation set state = 'cancelled', cancelled_on = '2018-10-05',
	cancelled_why = 'PRUEBA - quedó con menos de los miembros que pide la ley' where union_code = 'SIND-ANT';

-- By hand on the practice day: one in force, one past its term and in force, one
-- replaced by it, one without effect, one to be registered, one to be signed.
insert into labour.collective_agreement (agreement_ref, title, origin, level, scope, place_id, signed_on, presented_on, registered_on,
	registration_no, from_date, to_date, workers_male, workers_female, rise_amount, rise_percent, rise_text, ended_on, ended_why, office_id)
select v.ref, 'PRUEBA - ' || v.title, v.origin, v.level, v.scope, p.id, v.signed, v.presented, v.registered, v.registration, v.since, v.until,
	v.men, v.women, v.amount, v.percent, v.benefits, v.ended, v.why, core.office_named('GRTPE')
from (values
	(1, 'CC-P-001', 'Pliego 2017 de la azucarera', 'direct', 'company', 'Obreros y empleados', '1302', date '2017-01-20', date '2017-01-27',
		date '2017-02-03', 'RC 001-2017', date '2017-01-01', date '2017-12-31', 420, 35, 60::numeric, null::numeric, null, null::date, null),
	(2, 'CC-P-002', 'Pliego 2018 de la azucarera', 'conciliation', 'company', 'Obreros y empleados', '1302', '2018-01-25', '2018-02-01',
		'2018-02-09', 'RC 002-2018', '2018-01-01', '2018-12-31', 412, 38, 75, null, 'Bonificación por cierre de pliego', null, null),
	(3, 'CC-P-003', 'Pliego 2019 de la agroexportadora', 'direct', 'company', 'Personal de campo y planta', '1312', '2019-02-11', '2019-02-18',
		'2019-02-22', 'RC 004-2019', '2019-01-01', '2020-12-31', 130, 260, null, 4.5, null, null, null),
	(4, 'CC-P-004', 'Condiciones de trabajo de la municipalidad', 'direct', 'state', 'Servidores afiliados', '130104', '2019-03-29',
		'2019-04-05', null, null, '2019-01-01', '2019-12-31', 58, 44, null, null, 'Uniforme y capacitación', null, null),
	(5, 'CC-P-005', 'Pliego 2016 de la mina', 'award', 'company', 'Obreros', '1306', '2016-06-15', '2016-06-20', '2016-06-28', 'RC 015-2016',
		'2016-05-01', '2018-04-30', 80, 4, 110, null, null, '2018-09-30', 'PRUEBA - las partes lo dejaron sin efecto'),
	(6, 'CC-P-006', 'Pliego 2019 de la mina', 'direct', 'company', 'Obreros', '1306', null, null, null, null, null, null, 77, 5, null, null,
		null, null, null))
	as v (n, ref, title, origin, level, scope, ubigeo, signed, presented, registered, registration, since, until, men, women, amount, percent,
		benefits, ended, why)
join core.place p on p.ubigeo_system = 'INEI' and p.ubigeo = v.ubigeo
order by v.n;
update labour.collective_agreement t set replaced_by_id = x.id
from labour.collective_agreement x where t.agreement_ref = 'CC-P-001' and x.agreement_ref = 'CC-P-002';
create temp table parties on commit drop as
select v.n, a.id as agreement_id, e.id as employer_id, u.id as union_id, v.signed
from (values
	(1, 'CC-P-001', '20999000011', 'SUT-AZ', true), (2, 'CC-P-002', '20999000011', 'SUT-AZ', true), (3, 'CC-P-002', null, 'FED-AZ', false),
	(4, 'CC-P-003', '20999000020', 'SIT-AGRO', true), (5, 'CC-P-004', '20999000054', 'SITRAMUN', true),
	(6, 'CC-P-005', '20999000038', 'SEC-MIN', true), (7, 'CC-P-006', '20999000038', 'SEC-MIN', false)) as v (n, ref, ruc, code, signed)
join labour.collective_agreement a on a.agreement_ref = v.ref
join labour.union_organisation u on u.union_code = v.code
left join labour.employer e on e.employer_code = v.ruc
order by v.n;
insert into labour.collective_agreement_employer (agreement_id, employer_id)
select agreement_id, employer_id from parties where employer_id is not null
order by n;
insert into labour.collective_agreement_union (agreement_id, union_id) select agreement_id, union_id from parties
order by n;
insert into labour.collective_agreement_signature (agreement_id, union_id, signed_by)
select agreement_id, union_id, 'Secretaría General' from parties where signed
order by n;

insert into labour.work_contract (contract_ref, kind, employer_id, post, place_id, signed_on, from_date, to_date, presented_on, registered_on,
	registration_no, office_id)
select v.ref, v.kind, e.id, v.post, e.place_id, v.signed, v.since, v.until, v.presented, v.registered, v.registration, core.office_named('GRTPE')
from (select *, row_number() over () as at from (values
	('CT-P-001', 'foreigner', '20999000038', 'Geólogo de mina', date '2019-01-10', date '2019-02-01', date '2020-01-31', date '2019-01-15',
		date '2019-01-22', 'RCT 003-2019'),
	('CT-P-002', 'training', '20999000020', 'Practicante de calidad', '2019-03-01', '2019-03-04', '2019-08-31', '2019-03-08', '2019-03-15',
		'RCT 017-2019'),
	('CT-P-003', 'export', '20999000020', 'Operaria de planta', '2018-09-01', '2018-09-03', '2019-02-28', '2018-09-10', '2018-09-14',
		'RCT 120-2018'),
	('CT-P-004', 'artist', '20999000054', 'Músico de la fiesta patronal', '2019-04-05', '2019-04-27', '2019-04-28', '2019-04-08', null, null))
	as x (ref, kind, ruc, post, signed, since, until, presented, registered, registration)) as v
join labour.employer e on e.employer_code = v.ruc
order by v.at;
insert into labour.work_contract_private (contract_id, worker_name, document_kind, document_no, nationality)
select c.id, 'Persona de práctica ' || v.n, v.kind, v.no, v.nationality
from (select *, row_number() over () as at from (values ('CT-P-001', 2, 'ce', '000000002', 'Extranjera'), ('CT-P-002', 3, 'dni', '00000003', null),
	('CT-P-003', 4, 'dni', '00000004', null)) as x (ref, n, kind, no, nationality)) as v
join labour.work_contract c on c.contract_ref = v.ref
order by v.at;

reset role;
