-- SPDX-License-Identifier: GPL-3.0-or-later
-- The files of documents, in the pieces in which they came.

set role hito_owner;

-- No registers: a file is its bytes and never changes; the history of the
-- document has its digest.
create table core.file (
	id bigint generated always as identity primary key,
	login text not null default session_user,
	file_name varchar(200) not null,
	bytes bigint not null,
	sha256 text not null,
	media_type text,
	whole boolean not null default false,
	begun_at timestamptz not null default now(),
	constraint file_sha256_hex check (sha256 ~ '^[0-9a-f]{64}$'),
	constraint file_bytes_positive check (bytes > 0)
);
create index file_login on core.file (login);
select core.make_comments('core.file', 'Archivos guardados en la base de datos',
	'id', 'Número interno, nunca cambia', 'login', 'Quién lo envió', 'file_name', 'Nombre del archivo',
	'bytes', 'Cuántos bytes tiene', 'sha256', 'Huella SHA-256 de sus bytes', 'media_type', 'Qué clase de archivo es, por su contenido',
	'whole', 'Llegó entero y su huella es la que se dijo', 'begun_at', 'Cuándo empezó a llegar');

create table core.file_piece (
	id bigint generated always as identity primary key,
	file_id bigint not null references core.file on delete cascade,
	at_byte bigint not null,
	bytes bytea not null,
	constraint file_piece_natural unique (file_id, at_byte)
);
-- Photographs and PDFs are compressed already, and parts of a piece are read.
alter table core.file_piece alter bytes set storage external;
select core.make_comments('core.file_piece', 'Los bytes de cada archivo, en los pedazos en que llegaron',
	'id', 'Número interno, nunca cambia', 'file_id', 'Archivo', 'at_byte', 'Cuántos bytes van antes de él', 'bytes', 'Sus bytes');

alter table core.document add file_id bigint references core.file, add file_bytes bigint, add file_type text,
	add file_dropped text;
create unique index document_file on core.document (file_id);
select core.make_comments('core.document', 'Documentos: evidencias, acuerdos, oficios',
	'file_id', 'Archivo guardado en la base de datos', 'file_bytes', 'Cuántos bytes tiene el archivo guardado',
	'file_type', 'Clase del archivo guardado, por su contenido', 'file_dropped', 'Por qué se quitó su archivo');

reset role;
