-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where what may be read of a personal row stands, so that it is cleared with it.

set role hito_owner;

alter table core.register
	add bearer text,
	add bearer_link text;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'bearer', 'Registro que muestra, oculto, lo que dicen sus filas personales',
	'bearer_link', 'Cuál de sus filas, como condición');

reset role;
