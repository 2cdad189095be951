-- SPDX-License-Identifier: GPL-3.0-or-later
-- Practice data: the day stands still at 10 April 2019, ten days after the
-- cut-off of the first quarter and five before the offices must have
-- reported. Institution, units and UBIGEO are facts; nobody's name, mail or
-- telephone is here.
set role hito_owner;

insert into core.setting (key, value, about, office_id)
select 'test.today', '2019-04-10',
	'Día fijo de esta base de práctica', core.root_office();

update core.institution set code = 'GRLL',
	name = 'Gobierno Regional La Libertad', kind = 'Gobierno regional'
where deleted_at is null;

update core.office set office_code = 'GRPAT', initials = 'GRPAT',
	office_name = 'Gerencia Regional de Planeamiento y Acondicionamiento Territorial'
where root;

-- Each office answers for its own row.
insert into core.office (office_code, office_name, initials, parent_id,
	to_review, office_id)
select v.code, v.name, v.code, core.root_office(), v.to_review,
	core.root_office()
from (values
	('SGP', 'Sub Gerencia de Planeamiento', false),
	('SGTI', 'Sub Gerencia de Tecnologías de la Información', false),
	('GRDIS', 'Gerencia Regional de Desarrollo e Inclusión Social', false),
	('U', 'Universidades', true),
	('GRTPE', 'Gerencia Regional de Trabajo y Promoción del Empleo', false)) as v (code, name, to_review);

insert into core.year_name (year, name, source, office_id)
select v.year, v.name, 'Norma por citar', core.root_office()
from (values
	(2018, 'Año del Diálogo y la Reconciliación Nacional')) as v (year, name);

-- The same digits are another place in the other system.
insert into core.place (ubigeo_system, ubigeo, place_name, province,
	department, office_id)
select c.system, c.ubigeo, v.name, v.province, 'La Libertad',
	core.root_office()
from (values
	('La Libertad', null, '13', null),
	('Trujillo', 'Trujillo', '1301', null),
	('Ascope', 'Ascope', '1302', null),
	('Otuzco', 'Otuzco', '1306', null),
	('Sánchez Carrión', 'Sánchez Carrión', '1309', null),
	('Virú', 'Virú', '1312', null),
	('Trujillo', 'Trujillo', '130101', '120101'),
	('El Porvenir', 'Trujillo', '130102', '120110'),
	('Florencia de Mora', 'Trujillo', '130103', '120112'),
	('Huanchaco', 'Trujillo', '130104', '120102')) as v (name, province, inei, reniec)
cross join lateral (values ('INEI', v.inei), ('RENIEC', v.reniec)) as c (system, ubigeo)
where c.ubigeo is not null
order by c.system, length(c.ubigeo), c.ubigeo;

-- The council's sessions and norms, as papers that may be cited.
insert into core.document (document_ref, document_title, kind, number_text,
	annex, location, publishable, issued, issued_from, issued_to,
	issued_precision, office_id)
select v.ref, v.title, v.kind, v.number, v.annex, 'Archivo de la Secretaría Técnica',
	true, v.day_text, v.day, v.day, 'day', core.office_named('SGP')
from (values
	('ORD-015-2018', 'Ordenanza que crea el Consejo Regional de Gobierno Abierto',
		'ordenanza', 'Ordenanza Regional N° 015-2018-GRLL/CR', null,
		'29/05/2018', date '2018-05-29'),
	('ACTA-01', 'Sesión 01: instalación del Consejo y Plan de Trabajo',
		'acta', 'Acta de Sesión N° 1', 'Anexo N° 02',
		'10 de julio del 2018', '2018-07-10'),
	('ACTA-02', 'Sesión 02: Reglamento e inicio del segundo plan',
		'acta', 'Acta de Sesión N° 2', 'Anexo N° 02',
		'25 de julio del 2018', '2018-07-25'),
	('ACTA-03', 'Sesión 03: Reglamento y cambios al Plan de Trabajo',
		'acta', 'Acta de Sesión N° 3', 'Anexo N° 02',
		'30 de julio del 2018', '2018-07-30'),
	('ACTA-04', 'Sesión 04: más plazo y talleres con los consejos consultivos',
		'acta', 'Acta de Sesión N° 4', 'Anexo N° 02',
		'24 de agosto del 2018', '2018-08-24'),
	('LB-2018', 'Línea base de práctica de los indicadores', 'informe',
		'Práctica N° 1', null, '28/12/2018', '2018-12-28')
	) as v (ref, title, kind, number, annex, day_text, day);

reset role;
