-- SPDX-License-Identifier: GPL-3.0-or-later
-- What everybody may have: a view of each register that is published, in a
-- schema of their own, and what was declared of it (core.publish).

set role hito_owner;

create schema published;

create table core.publication (
	name text primary key,
	register text not null,
	title text not null,
	whole boolean not null,
	position integer generated always as identity,
	constraint publication_name_plain check (name ~ '^[a-z][a-z0-9_]*$')
);
select core.make_comments('core.publication', 'Lo que se publica de los registros',
	'name', 'Nombre de lo publicado: el de su vista y el de su archivo',
	'register', 'Registro del que sale', 'title', 'Cómo se llama',
	'whole', 'Se publican todas las filas sin anular', 'position', 'Orden');

reset role;
