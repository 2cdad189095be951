-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of the first screen says by itself until when it holds and which
-- changes do not touch it, so that a start reads rows of one table and one index.

set role hito_owner;

delete from core.kept;
alter table core.kept
	add cluster bigint not null,
	add oldest xid8 not null,
	add holds_until timestamptz not null,
	add untold text not null,
	add took interval not null;
select core.make_comments('core.kept', 'Respuestas ya calculadas, mientras nada de lo que dicen cambie',
	'key', 'Qué respuesta y para quién o sobre qué',
	'cluster', 'Servidor cuyas transacciones contaba',
	'oldest', 'La primera transacción que podía no contar',
	'holds_until', 'Cuándo cambia por sí sola, aunque nadie grabe nada',
	'untold', 'Registros de los que no dice nada, como patrón',
	'took', 'Cuánto tomó calcularla');

reset role;
