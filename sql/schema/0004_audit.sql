-- SPDX-License-Identifier: GPL-3.0-or-later
-- What changed, when, by whom; and the seals that show if it was bent.

set role hito_owner;

create table audit.change (
	id bigint generated always as identity primary key,
	xid xid8 not null default pg_current_xact_id(),
	at timestamptz not null default clock_timestamp(),
	login text not null default session_user,
	application text,
	relation text not null,
	key bigint,
	office_id bigint,
	kind text,
	op text not null,
	old jsonb,
	new jsonb,
	request uuid,
	batch_id bigint,
	constraint change_op_known check (op in ('insert', 'update', 'delete', 'load'))
);
create index change_key on audit.change (relation, key);
create index change_order on audit.change (xid, id);
select core.make_comments('audit.change', 'Historia: cada cambio de cada registro',
	'id', 'Número del cambio', 'xid', 'Transacción', 'at', 'Cuándo', 'login', 'Quién',
	'application', 'Con qué programa', 'relation', 'Tabla', 'key', 'Fila',
	'office_id', 'Oficina en la que trabajaba', 'kind', 'Permisos que tenía en ella',
	'op', 'Alta, cambio, borrado o carga', 'old', 'Lo que había', 'new', 'Lo que quedó',
	'request', 'Grabación de la que vino', 'batch_id', 'Carga de la que vino');

-- A seal digests the changes after the one before it, in the order (xid, id),
-- and the digest of the seal before. row_ids and row_digests say which row
-- broke; 32 bytes each.
create table audit.seal (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	login text not null default session_user,
	last_xid xid8 not null,
	last_id bigint not null,
	row_ids bigint[] not null,
	row_digests bytea not null,
	digest bytea not null,
	constraint seal_digest_each_row check (length(row_digests) = 32 * cardinality(row_ids))
);
select core.make_comments('audit.seal', 'Sellos de la historia, uno sobre otro',
	'id', 'Número del sello', 'at', 'Cuándo', 'login', 'Quién',
	'last_xid', 'Transacción del último cambio sellado', 'last_id', 'Último cambio sellado',
	'row_ids', 'Cambios sellados', 'row_digests', 'Huella de cada cambio',
	'digest', 'Huella del sello y del anterior');

reset role;
