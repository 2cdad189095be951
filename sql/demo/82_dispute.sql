-- SPDX-License-Identifier: GPL-3.0-or-later
-- Labour disputes, invented: a case in every stage at the practice day, terms
-- that run, that are over and that nobody moves, and strikes: notified, held in
-- order and not, running, suspended, lifted; one notice with three periods.
set role hito_owner;

insert into labour.dispute (case_no, desk_no, kind, received_at, sector, level, cause, other_cause, place_id, conciliator, covered_men, covered_women,
	affiliated_men, affiliated_women, motive, scope, essential, minimum_staff, got_minutes, got_staff_list, got_declaration, notes, office_id)
select lpad(v.no::text, 3, '0') || '-2019-PRUEBA/GRTPE-DPSC' || case v.kind when 'strike' then '-PH' else '' end, (1000 + v.no) || '-2019', v.kind,
	v.at::timestamp, v.sector, 'company', case when v.other is null then 'pliego' else 'other' end, v.other,
	(select p.id from core.place p where p.place_code = v.place and p.deleted_at is null), 'Conciliador de la subgerencia', 80 + v.no, 20 + v.no,
	40 + v.no, 10 + v.no, v.motive, case when v.motive is not null then 'Todos los centros de trabajo' end, v.essential, case when v.essential then 12 end,
	v.motive is not null, v.motive is not null, v.no % 2 = 1 and v.motive is not null, 'PRUEBA - datos de práctica', core.office_named('GRTPE')
from (values
	(1, 'pliego', '2019-04-03 09:15', 'private', '130101', null, null, false), (2, 'pliego', '2019-04-01 10:25', 'private', '130101', null, null, false),
	(3, 'pliego', '2019-03-20 08:40', 'private', '1302', null, null, false), (4, 'pliego', '2019-03-18 11:05', 'private', '130102', null, null, false),
	(5, 'pliego', '2019-02-04 15:30', 'private', '1312', null, null, false), (6, 'pliego', '2019-01-21 09:00', 'private', '130101', null, null, false),
	(7, 'pliego', '2019-01-14 12:10', 'private', '1302', null, null, false), (8, 'pliego', '2019-01-08 16:45', 'servants', '130101', null, null, false),
	(9, 'pliego', '2019-01-07 10:00', 'private', '1312', 'Falta de acuerdo en el pliego de reclamos', null, false),
	(10, 'pliego', '2019-01-03 09:20', 'private', '130101', null, null, false), (11, 'pliego', '2019-01-02 09:50', 'private', '130104', null, null, false),
	(12, 'strike', '2019-04-08 10:25', 'private', '130101', 'Pago de beneficios', 'Beneficios sin pagar', false),
	(13, 'strike', '2019-03-11 12:00', 'private', '130101', 'Pliego de reclamos', null, true),
	(14, 'strike', '2019-03-12 12:00', 'servants', '1302', 'Pliego de reclamos', null, false),
	(15, 'strike', '2019-03-18 08:00', 'private', '1312', 'Despidos', 'Despidos', false)) as v (no, kind, at, sector, place, motive, other, essential)
order by v.no;

insert into labour.dispute_union (dispute_id, union_name, office_id)
select d.id, 'Sindicato de práctica N° ' || left(d.case_no, 3)::int, d.office_id from labour.dispute d order by d.id;
insert into labour.dispute_union (dispute_id, union_name, office_id)
select d.id, 'Sindicato de empleados de práctica', d.office_id from labour.dispute d where d.case_no like '009%'
order by d.id;
insert into labour.dispute_employer (dispute_id, employer_name, office_id)
select d.id, case d.sector when 'servants' then 'Municipalidad de práctica' else 'Empresa de práctica N° ' || left(d.case_no, 3)::int % 5 + 1 end, d.office_id
from labour.dispute d order by d.id;

-- Each stage behind the one before: the rules judge them as anybody's.
do $$
declare
	r record;
begin
	for r in select d.id, d.office_id, v.stage, v.at::timestamp as at, v.party, v.outcome, v.remark, v.document
		from (values
			(2, 'observed', '2019-04-08 09:00', null, null, 'Falta la copia para el empleador', 'Auto 002-2019'),
			(3, 'admitted', '2019-03-22 09:00', null, null, null, 'Auto 003-2019'),
			(4, 'talks', '2019-03-25 10:00', null, null, null, 'Acta de instalación'),
			(5, 'talks', '2019-02-11 10:00', null, null, null, 'Acta de instalación'), (5, 'ended', '2019-03-04 09:00', 'union', null, null, 'Carta 12'),
			(6, 'talks', '2019-01-28 10:00', null, null, null, null), (6, 'ended', '2019-02-18 09:00', 'employer', null, null, null),
			(6, 'conciliation', '2019-03-26 09:00', 'both', null, null, 'Oficio 40'),
			(7, 'talks', '2019-01-21 10:00', null, null, null, null), (7, 'ended', '2019-02-11 09:00', 'union', null, null, null),
			(7, 'conciliation', '2019-02-14 09:00', 'authority', null, null, null), (7, 'extraprocess', '2019-04-02 09:00', null, null, null, 'Oficio 51'),
			(8, 'talks', '2019-01-15 10:00', null, null, null, null), (8, 'ended', '2019-03-01 09:00', 'union', null, null, null),
			(8, 'conciliation', '2019-03-05 09:00', 'union', null, null, null), (8, 'arbitration', '2019-04-01 09:00', 'union', null, null, 'Solicitud 8'),
			(9, 'talks', '2019-01-14 10:00', null, null, null, null), (9, 'ended', '2019-02-04 09:00', 'union', null, null, null),
			(9, 'conciliation', '2019-02-06 09:00', 'union', null, null, null), (9, 'strike', '2019-03-25 10:25', 'union', null, null, 'Carta 31'),
			(10, 'talks', '2019-01-10 10:00', null, null, null, null), (10, 'solved', '2019-03-15 10:00', null, 'agreement', null, 'Acta final'),
			(11, 'filed', '2019-02-01 10:00', null, 'withdrawal', null, 'Carta 3'),
			(12, 'strike', '2019-04-08 10:25', 'union', null, null, null), (13, 'strike', '2019-03-11 12:00', 'union', null, null, null),
			(14, 'strike', '2019-03-12 12:00', 'union', null, null, null), (15, 'strike', '2019-03-18 08:00', 'union', null, null, null))
			as v (no, stage, at, party, outcome, remark, document)
			join labour.dispute d on left(d.case_no, 3)::int = v.no
		order by v.no, v.at
	loop
		insert into labour.dispute_stage (dispute_id, stage, from_at, party, outcome, remark, document, office_id)
		values (r.id, r.stage, r.at, r.party, r.outcome, r.remark, r.document, r.office_id);
	end loop;
end
$$;

insert into labour.strike_period (dispute_id, starts_at, hours, office_id)
select d.id, v.starts::timestamp, v.hours, d.office_id
from (values (9, '2019-04-02 07:00', 48), (9, '2019-04-05 07:00', 72), (9, '2019-04-09 07:00', null),
	(12, '2019-04-15 05:30', 48), (13, '2019-03-26 00:00', null), (14, '2019-03-27 00:00', 72), (15, '2019-03-21 06:00', null))
	as v (no, starts, hours) join labour.dispute d on left(d.case_no, 3)::int = v.no
order by v.no, v.starts;
insert into labour.strike_ruling (dispute_id, resolution_no, resolved_on, notified_on, instance, result, ground, office_id)
select d.id, v.no_text, v.day::date, v.told::date, v.instance, v.result, v.ground, d.office_id
from (values
	(9, 'Auto 021-2019-PRUEBA', '2019-03-27', '2019-03-28', 'first', 'in_order', null),
	(13, 'Auto 022-2019-PRUEBA', '2019-03-13', '2019-03-14', 'first', 'in_order', null),
	(14, 'Auto 023-2019-PRUEBA', '2019-03-14', '2019-03-15', 'first', 'not_in_order', 'Falta la declaración jurada'),
	(14, 'Resolución 004-2019-PRUEBA', '2019-03-20', '2019-03-21', 'appeal', 'in_order', null),
	(15, 'Auto 024-2019-PRUEBA', '2019-03-20', '2019-03-20', 'first', 'not_in_order', 'Avisó fuera de plazo'))
	as v (no, no_text, day, told, instance, result, ground) join labour.dispute d on left(d.case_no, 3)::int = v.no
order by v.no, v.day;
update labour.dispute d set began_at = v.began::timestamp, strikers = v.strikers, lifted_at = v.lifted::timestamp, hours_declared = v.hours,
	hours_source = v.source
from (values (9, '2019-04-02 07:00', 96, null, null, null),
	(13, '2019-03-26 00:00', 70, null, null, null),
	(14, '2019-03-27 00:00', 60, '2019-03-30 00:00', 1200, 'Municipalidad de práctica'),
	(15, '2019-03-21 06:00', 45, '2019-03-29 12:00', null, null))
	as v (no, began, strikers, lifted, hours, source) where left(d.case_no, 3)::int = v.no;
insert into labour.strike_suspension (dispute_id, suspended_at, resumed_at, suspended_why, office_id)
select d.id, v.suspended::timestamp, v.resumed::timestamp, v.why, d.office_id
from (values (13, '2019-03-28 18:00', '2019-04-01 06:00', 'Reunión convocada por la autoridad'), (13, '2019-04-04 18:00', null, 'Mesa de diálogo'))
	as v (no, suspended, resumed, why) join labour.dispute d on left(d.case_no, 3)::int = v.no
order by v.no, v.suspended;
insert into labour.strike_ruling (dispute_id, resolution_no, resolved_on, instance, result, ground, office_id)
select d.id, 'Auto 025-2019-PRUEBA', '2019-03-22', 'first', 'illegal', 'Se realizó siendo improcedente', d.office_id
from labour.dispute d where d.case_no like '015%'
order by d.id;

insert into labour.dispute_meeting (dispute_id, kind, scheduled_at, mark, postponed_to, union_came, employer_came, result, office_id)
select d.id, v.kind, v.at::timestamp, v.mark, v.later::timestamp, v.u, v.e, v.result, d.office_id
from (values
	(6, 'conciliation', '2019-03-28 09:00', 'held', null, true, true, 'Sin acuerdo; siguen'),
	(6, 'conciliation', '2019-04-05 09:00', 'postponed', '2019-04-11 09:00', null, null, null),
	(6, 'conciliation', '2019-04-11 09:00', 'scheduled', null, null, null, null),
	(7, 'conciliation', '2019-02-20 09:00', 'held', null, true, false, 'No asistió la parte empleadora'),
	(7, 'extraprocess', '2019-04-04 15:00', 'held', null, true, true, 'Acercan posiciones'),
	(9, 'conciliation', '2019-02-13 09:00', 'held', null, true, true, 'Sin acuerdo'),
	(9, 'extraprocess', '2019-04-12 10:00', 'scheduled', null, null, null, null),
	(4, 'informative', '2019-03-27 11:00', 'held', null, true, true, 'Se explicó el procedimiento'))
	as v (no, kind, at, mark, later, u, e, result) join labour.dispute d on left(d.case_no, 3)::int = v.no
order by v.no, v.at;

reset role;
