-- SPDX-License-Identifier: GPL-3.0-or-later
-- Personal data that left in a file: who took them, of what, and what for.

set role hito_owner;

create table core.personal_export (
	id bigint generated always as identity primary key,
	export_no bigint generated always as (id) stored,
	register text not null,
	register_title text not null,
	narrowed text,
	columns text not null,
	format text not null,
	reason text not null,
	login text not null default session_user,
	exported_at timestamptz not null default now(),
	rows_written bigint,
	constraint personal_export_reason_filled check (btrim(reason) <> '')
);
select core.make_register('core.personal_export', 'export_no'),
	core.make_comments('core.personal_export', 'Salidas de datos personales en archivos',
	'export_no', 'Número de la salida', 'register', 'Tabla de la que salieron',
	'register_title', 'Registro del que salieron', 'narrowed', 'Con qué filtro; en blanco, todas sus filas',
	'columns', 'Datos personales que salieron', 'format', 'Formato del archivo', 'reason', 'Para qué',
	'login', 'Quién los sacó', 'exported_at', 'Cuándo',
	'rows_written', 'Filas escritas; en blanco, la salida no terminó');
create index personal_export_login on core.personal_export (login);

reset role;
