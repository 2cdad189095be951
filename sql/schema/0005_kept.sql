-- SPDX-License-Identifier: GPL-3.0-or-later
-- Answers that hold until something they are made of changes.

set role hito_owner;

-- Not logged: it can be worked out anew, and a start that keeps something
-- waits for no disk. A crash empties it.
create unlogged table core.kept (
	key text primary key,
	server timestamptz not null default pg_postmaster_start_time(),
	seen pg_snapshot not null,
	answer text[] not null
);
select core.make_comments('core.kept', 'Respuestas ya calculadas, mientras nada de lo que dicen cambie',
	'key', 'Día en que vale, qué respuesta y para quién o sobre qué',
	'server', 'Arranque del servidor en que vale',
	'seen', 'Transacciones que ya contaba', 'answer', 'Sus filas');

reset role;
