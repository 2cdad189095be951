-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where what may be read of a personal row stands, so that it is cleared with it.

set role hito_owner;

alter table core.register
	add bearer text,
	add bearer_link text;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'bearer', 'Registro que muestra, oculto, lo que dicen sus filas personales',
	'bearer_link', 'Cuál de sus filas, como condición');

-- What applicants read of a published posting is fixed: a change of it has a
-- reason, and what it said before is kept, one row a field.
alter table labour.posting add rectified_why text;
select core.make_comments('labour.posting', 'Ofertas de empleo',
	'rectified_why', 'Por qué se rectificó, la última vez, lo que leen los postulantes');

create table labour.posting_rectification (
	id bigint generated always as identity primary key,
	posting_id bigint not null references labour.posting,
	rectification_no integer not null,
	field text not null,
	rectified_on date not null,
	before text,
	rectified_why text not null,
	constraint posting_rectification_field_known check (field in ('vacancies', 'pay', 'pay_unit', 'place_id', 'shift', 'requirements'))
);
select core.make_register('labour.posting_rectification', 'posting_id', 'rectification_no', 'field'),
	core.make_comments('labour.posting_rectification', 'Lo que se rectificó de una oferta publicada',
	'posting_id', 'Oferta', 'rectification_no', 'Número de la rectificación', 'field', 'Dato que se rectificó',
	'rectified_on', 'Cuándo se rectificó', 'before', 'Lo que decía antes', 'rectified_why', 'Por qué se rectificó');

reset role;
