-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows of registers whose files are long are judged together, behind the statement
-- that brings them.

set role hito_owner;

alter table core.register add column if not exists together boolean not null default false;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'together', 'Sus filas nuevas se revisan juntas, detrás de la grabación que las trae');

reset role;
