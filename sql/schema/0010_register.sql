-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the code declares of each register (core.declare) stands beside its kind.

set role hito_owner;

alter table core.register
	add title text,
	add line_of text[] not null default '{}',
	add stands_on text[] not null default '{}',
	add place text[] not null default '{}',
	add numbered text,
	add history boolean not null default true;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'title', 'Cómo se llaman sus filas',
	'line_of', 'Columnas de los registros cuya oficina llevan sus filas',
	'stands_on', 'Columnas de los registros que no se anulan mientras tengan filas suyas',
	'place', 'Códigos por los que se ordena, uno tras otro; otra lista si el primero está en blanco',
	'numbered', 'Columna que numera sus filas, y en qué registro: goal_no of milestone_id, work_item_id',
	'history', 'Sus cambios quedan en la historia');

reset role;
