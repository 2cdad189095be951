-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forms of registers and layouts of reports that the database serves to every
-- office: each version of each file, who brought it and who put it in force.

set role hito_owner;

create table core.drawing (
	id bigint generated always as identity primary key,
	file_name text not null,
	version_no integer not null,
	title text not null,
	body text not null,
	made_for text not null,
	why text not null,
	state text not null default 'proposed',
	proposed_by text not null default session_user,
	proposed_at timestamptz not null default now(),
	decided_by text,
	decided_at timestamptz,
	decision text,
	constraint drawing_file_name_plain check (file_name ~ '^[a-z][a-z0-9_]{0,62}[.](form|report)$'),
	constraint drawing_version_no_positive check (version_no > 0),
	constraint drawing_body_sized check (octet_length(body) between 1 and 262144),
	constraint drawing_made_for_plain check (made_for ~ '^[0-9]{1,4}([.][0-9]{1,4}){0,3}$'),
	constraint drawing_why_filled check (btrim(why) <> ''),
	constraint drawing_state_known check (state in ('proposed', 'in_force', 'replaced', 'withdrawn', 'refused')),
	constraint drawing_decided_whole check ((decided_by is null) = (state = 'proposed')
		and (decided_by is null) = (decided_at is null))
);
select core.make_register('core.drawing', 'file_name', 'version_no'),
	core.make_comments('core.drawing', 'Formularios y modelos de informe que la base sirve a todas las oficinas',
	'file_name', 'Archivo: NOMBRE.form, de un registro, o NOMBRE.report, de un informe',
	'version_no', 'Versión de ese archivo', 'title', 'Título del registro o del informe',
	'body', 'El archivo, tal como se propuso',
	'made_for', 'Con qué versión del programa se probó',
	'why', 'Para qué se cambia', 'state', 'Situación: propuesto, vigente, reemplazado, retirado, rechazado',
	'proposed_by', 'Quién lo propuso', 'proposed_at', 'Cuándo se propuso',
	'decided_by', 'Quién lo decidió', 'decided_at', 'Cuándo se decidió', 'decision', 'Por qué se retiró o se rechazó');
create unique index drawing_in_force on core.drawing (file_name) where state = 'in_force';

reset role;
