-- SPDX-License-Identifier: GPL-3.0-or-later
-- The record outlives its server: in a database that was restored elsewhere
-- the numbers of transactions start again, so beside each stands whose it is.
-- Personal values lie beside their history, where they can be cleared.

set role hito_owner;

-- Empty: from before servers were told apart. Digests of changes without it
-- are what they were.
alter table audit.change
	add cluster bigint,
	drop constraint change_op_known,
	add constraint change_op_known check (op in ('insert', 'update', 'delete', 'load', 'clear'));
drop index audit.change_order;
create index change_order on audit.change (cluster, xid);
select core.make_comments('audit.change', 'Historia: cada cambio de cada registro',
	'id', 'Número del cambio, en el orden en que se hicieron los de una fila',
	'cluster', 'Servidor cuyo es el número de la transacción',
	'op', 'Alta, cambio, borrado, carga u olvido de datos personales');

-- Rows that are told by their transaction. The default stands behind the
-- column: rows that are there are of no server.
alter table core.batch add cluster bigint;
alter table core.batch alter cluster set default (pg_control_system()).system_identifier;
alter table core.request add cluster bigint;
alter table core.request alter cluster set default (pg_control_system()).system_identifier;
alter table plan.milestone_reschedule add cluster bigint;
alter table plan.milestone_reschedule alter cluster set default (pg_control_system()).system_identifier;
select core.make_comments('core.batch', 'Cargas de archivos: qué archivo, quién y cuánto',
	'cluster', 'Servidor cuyo es el número de la transacción'),
	core.make_comments('core.request', 'Grabaciones hechas: cada una se hace una sola vez',
	'cluster', 'Servidor cuyo es el número de la transacción'),
	core.make_comments('plan.milestone_reschedule', 'Reprogramaciones de un hito, con lo anterior al lado',
	'cluster', 'Servidor cuyo es el número de la transacción');

-- A seal takes what is committed when it is made, in the order of the changes'
-- numbers; a change under way is taken by a later one. settled: up to there no
-- change can still come, what no seal has was slipped in. It is the greatest
-- given (the last number when a seal was made) of the seals whose own
-- transaction is older than all that were running (seen). Seals from before
-- have no cluster: theirs is the order (last_xid, last_id).
alter table audit.seal
	add cluster bigint,
	add xid xid8,
	add seen xid8,
	add given bigint,
	add settled bigint,
	add total bigint,
	add note text,
	alter last_xid drop not null;
create index seal_last on audit.seal (last_id);
select core.make_comments('audit.seal', 'Sellos de la historia, uno sobre otro',
	'last_xid', 'Transacción del último cambio sellado, en los sellos antiguos',
	'cluster', 'Servidor en el que se selló', 'xid', 'Transacción del sello',
	'seen', 'Transacción más antigua que estaba en marcha',
	'given', 'Último número de cambio que se había dado',
	'settled', 'Hasta este número ya no podía llegar ningún cambio',
	'total', 'Cambios sellados hasta este sello', 'note', 'Para qué se hizo, si no fue solo sellar');

-- The values of personal registers; their history keeps digests with this
-- salt. Clearing takes the row away.
create table audit.personal (
	change_id bigint primary key,
	relation text not null,
	key bigint not null,
	salt bytea not null,
	old jsonb,
	new jsonb
);
create index personal_key on audit.personal (relation, key);
select core.make_comments('audit.personal', 'Datos personales de la historia, que se pueden borrar',
	'change_id', 'Cambio', 'relation', 'Tabla', 'key', 'Fila',
	'salt', 'Sal de las huellas que quedan en la historia',
	'old', 'Lo que había', 'new', 'Lo que quedó');

-- What was written down to be kept outside.
create table audit.anchor (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	login text not null default session_user,
	seal_id bigint not null,
	digest bytea not null,
	total bigint not null
);
select core.make_comments('audit.anchor', 'Anclas: huellas del último sello que se guardaron fuera',
	'id', 'Número del ancla', 'at', 'Cuándo', 'login', 'Quién', 'seal_id', 'Sello',
	'digest', 'Huella del sello', 'total', 'Cambios sellados hasta él');

reset role;
