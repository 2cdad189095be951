-- SPDX-License-Identifier: GPL-3.0-or-later
-- A load tells what it was: how its columns were read, what was said of its
-- lines, those that it left out; and it can be taken back, as a load of its own
-- that points at the first.

set role hito_owner;

alter table core.batch
	add kind text not null default 'load',
	add relation text,
	add undoes bigint,
	add marked bigint,
	add restored bigint,
	add mapping jsonb,
	add headings text[],
	add untold bigint,
	add rejects_kept text,
	add constraint batch_kind_known check (kind in ('load', 'undo')),
	add constraint batch_undo_points check ((kind = 'undo') = (undoes is not null)),
	add constraint batch_rejects_known check (rejects_kept in ('all', 'some', 'personal')),
	add constraint batch_undoes_fkey foreign key (undoes) references core.batch;
create unique index batch_undone_once on core.batch (undoes);
select core.make_comments('core.batch', 'Cargas de archivos: qué archivo, quién y cuánto',
	'kind', 'Es una carga o deshace otra',
	'relation', 'Tabla que se cargó',
	'undoes', 'Carga que deshace',
	'marked', 'Filas que anuló al deshacer',
	'restored', 'Filas que devolvió a lo que eran al deshacer',
	'mapping', 'Cómo se leyó cada columna del archivo',
	'headings', 'Encabezados del archivo',
	'untold', 'Avisos que no se guardaron, por ser demasiados',
	'rejects_kept', 'Filas rechazadas que se guardaron: todas, las primeras, o ninguna por tener datos personales');

create table core.batch_message (
	id bigint generated always as identity primary key,
	batch_id bigint not null,
	line integer,
	field text,
	heading text,
	value text,
	severity text not null,
	reason text not null,
	office_id bigint not null,
	constraint batch_message_batch_id_fkey foreign key (batch_id) references core.batch,
	constraint batch_message_office_id_fkey foreign key (office_id) references core.office,
	constraint batch_message_severity_known check (severity in ('error', 'doubtful', 'notice'))
);
create index batch_message_batch on core.batch_message (batch_id);
select core.make_comments('core.batch_message', 'Avisos de una carga, línea por línea',
	'id', 'Número del aviso', 'batch_id', 'Carga', 'line', 'Línea del archivo', 'field', 'Dato',
	'heading', 'Columna del archivo', 'value', 'Lo que decía la celda',
	'severity', 'Error, dudoso o aviso', 'reason', 'Qué pasa', 'office_id', 'Oficina que cargó');

-- The lines that a load left out, as the file had them.
create table core.batch_reject (
	id bigint generated always as identity primary key,
	batch_id bigint not null,
	line integer not null,
	cells text[] not null,
	office_id bigint not null,
	constraint batch_reject_batch_id_fkey foreign key (batch_id) references core.batch,
	constraint batch_reject_office_id_fkey foreign key (office_id) references core.office
);
create index batch_reject_batch on core.batch_reject (batch_id);
select core.make_comments('core.batch_reject', 'Filas que una carga rechazó, como estaban en el archivo',
	'id', 'Número de la fila', 'batch_id', 'Carga', 'line', 'Línea del archivo', 'cells', 'Celdas de la fila',
	'office_id', 'Oficina que cargó');

-- How a row is called, made of the declarations.
alter table core.register add key_sql text;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'key_sql', 'La clave de una fila, como SQL');

reset role;
