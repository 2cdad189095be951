-- SPDX-License-Identifier: GPL-3.0-or-later
-- Employers, unions with their boards, collective agreements with who is bound
-- by them, and work contracts that are registered. What names a person stands in
-- tables of its own; members of a union are counts.

set role hito_owner;

-- A natural person's taxpayer number holds that of her identity card: the open
-- table keeps a mask.
create table labour.employer (
	id bigint generated always as identity primary key,
	employer_code varchar(20) not null,
	kind text not null default 'company',
	ruc text,
	ruc_mask text,
	employer_name text,
	name_mask text,
	activity_code varchar(8),
	activity text,
	place_id bigint references core.place,
	notes text,
	constraint employer_code_filled check (employer_code <> ''),
	constraint employer_kind_known check (kind in ('company', 'state', 'person', 'other')),
	constraint employer_ruc_has_eleven_digits check (ruc ~ '^\d{11}$'),
	constraint employer_ruc_of_no_person check (ruc !~ '^1[05]' and employer_code !~ '^1[05]\d{9}$'),
	constraint employer_person_without_ruc check (kind <> 'person' or ruc is null),
	constraint employer_named check (kind = 'person' or coalesce(employer_name, '') <> ''),
	constraint employer_activity_code_sound check (activity_code ~ '^[A-Z]?\d{0,4}$')
);
select core.make_register('labour.employer', 'employer_code'), core.make_folded('labour.employer', 'employer_name');
create unique index employer_ruc on labour.employer (ruc) where deleted_at is null;
create index employer_place on labour.employer (place_id) where place_id is not null;
select core.make_comments('labour.employer', 'Empleadores',
	'employer_code', 'Cómo se cita: su RUC, o un código donde no lo hay o es de una persona',
	'kind', 'Clase: empresa, entidad pública, persona natural, otro', 'ruc', 'RUC, de quien no es persona natural',
	'ruc_mask', 'RUC de una persona natural, oculto', 'employer_name', 'Razón social; de una persona, su nombre comercial',
	'name_mask', 'Nombre de una persona natural, con sus letras ocultas',
	'activity_code', 'Actividad económica: código CIIU', 'activity', 'Actividad económica, en palabras',
	'place_id', 'Lugar', 'notes', 'Observaciones');

create table labour.employer_private (
	id bigint generated always as identity primary key,
	employer_id bigint not null references labour.employer,
	ruc text,
	person_name text,
	address text,
	phone text,
	email text,
	constraint employer_private_filled check (coalesce(ruc, person_name, address, phone, email, '') <> ''),
	constraint employer_private_ruc_has_eleven_digits check (ruc ~ '^\d{11}$')
);
select core.make_register('labour.employer_private', 'employer_id');
create unique index employer_private_ruc on labour.employer_private (ruc) where deleted_at is null;
select core.make_comments('labour.employer_private', 'Empleadores que son personas naturales (datos personales)',
	'employer_id', 'Empleador', 'ruc', 'RUC de la persona', 'person_name', 'Nombre de la persona', 'address', 'Dirección',
	'phone', 'Teléfono', 'email', 'Correo electrónico');

create table labour.union_organisation (
	id bigint generated always as identity primary key,
	union_code varchar(40) not null,
	union_name text not null,
	level text not null default 'union',
	sector text not null default 'private',
	state text not null default 'active',
	registration_no text,
	registered_on date,
	employer_id bigint references labour.employer,
	parent_id bigint references labour.union_organisation,
	place_id bigint references core.place,
	members_male integer,
	members_female integer,
	members_on date,
	document_id bigint references core.document,
	cancelled_on date,
	cancelled_why text,
	notes text,
	constraint union_organisation_filled check (union_code <> '' and union_name <> ''),
	constraint union_organisation_level_known check (level in ('union', 'section', 'federation', 'confederation', 'delegates')),
	constraint union_organisation_sector_known check (sector in ('private', 'state')),
	constraint union_organisation_state_known check (state in ('active', 'cancelled')),
	constraint union_organisation_members_sound check (members_male >= 0 and members_female >= 0),
	constraint union_organisation_parent_is_another check (parent_id <> id),
	constraint union_organisation_cancelled_whole check ((state = 'cancelled') = (cancelled_on is not null)
		and (cancelled_on is null) = (coalesce(cancelled_why, '') = '')),
	constraint union_organisation_cancelled_after check (cancelled_on >= registered_on)
);
select core.make_register('labour.union_organisation', 'union_code'),
	core.make_folded('labour.union_organisation', 'union_name');
create index union_organisation_employer on labour.union_organisation (employer_id) where employer_id is not null;
create index union_organisation_parent on labour.union_organisation (parent_id) where parent_id is not null;
create index union_organisation_place on labour.union_organisation (place_id) where place_id is not null;
select core.make_comments('labour.union_organisation', 'Organizaciones sindicales; nunca los nombres de sus miembros',
	'union_code', 'Cómo se cita: sus siglas o su número de registro', 'union_name', 'Nombre de la organización',
	'level', 'Nivel: sindicato, sección sindical, federación, confederación, delegados',
	'sector', 'Sector: privado o público', 'state', 'Situación: inscrita o cancelada',
	'registration_no', 'Número de su inscripción', 'registered_on', 'Fecha de su inscripción',
	'employer_id', 'Empleador, de la que es de una sola empresa', 'parent_id', 'Federación o confederación a la que está afiliada',
	'place_id', 'Lugar', 'members_male', 'Cuántos afiliados hombres', 'members_female', 'Cuántas afiliadas mujeres',
	'members_on', 'Día al que son esas cifras', 'document_id', 'Documento',
	'cancelled_on', 'Se canceló el', 'cancelled_why', 'Por qué se canceló', 'notes', 'Observaciones');

-- Each board with its term; a change of board is a new row.
create table labour.union_board (
	id bigint generated always as identity primary key,
	union_id bigint not null references labour.union_organisation,
	from_date date not null,
	to_date date not null,
	told_on date,
	seats integer,
	document_id bigint references core.document,
	notes text,
	constraint union_board_not_reversed check (to_date >= from_date),
	constraint union_board_seats_sound check (seats > 0)
);
select core.make_register('labour.union_board', 'union_id', 'from_date');
create index union_board_to on labour.union_board (to_date) where deleted_at is null;
select core.make_comments('labour.union_board', 'Juntas directivas de las organizaciones sindicales, con su periodo',
	'union_id', 'Organización sindical', 'from_date', 'Desde', 'to_date', 'Hasta', 'told_on', 'Día en que la comunicó',
	'seats', 'Cuántos cargos tiene', 'document_id', 'Documento', 'notes', 'Observaciones');

-- What became of a registration, kept by the actions.
create table labour.union_record (
	id bigint generated always as identity primary key,
	union_id bigint not null references labour.union_organisation,
	act text not null,
	act_on date not null,
	registration_no text,
	why text,
	constraint union_record_act_known check (act in ('registered', 'cancelled', 'again'))
);
select core.make_register('labour.union_record');
create index union_record_union on labour.union_record (union_id);
select core.make_comments('labour.union_record', 'Inscripciones y cancelaciones de una organización sindical',
	'union_id', 'Organización sindical', 'act', 'Acto: inscripción, cancelación, reinscripción', 'act_on', 'Fecha',
	'registration_no', 'Número de la inscripción', 'why', 'Motivo');

create table labour.collective_agreement (
	id bigint generated always as identity primary key,
	agreement_ref varchar(60) not null,
	title text not null,
	origin text not null default 'direct',
	level text not null default 'company',
	scope text,
	place_id bigint references core.place,
	signed_on date,
	presented_on date,
	registered_on date,
	registration_no text,
	from_date date,
	to_date date,
	workers_male integer,
	workers_female integer,
	rise_amount numeric,
	rise_percent numeric,
	rise_text text,
	document_id bigint references core.document,
	ended_on date,
	ended_why text,
	replaced_by_id bigint references labour.collective_agreement,
	notes text,
	constraint collective_agreement_filled check (agreement_ref <> '' and title <> ''),
	constraint collective_agreement_origin_known check (origin in ('direct', 'conciliation', 'meetings', 'award')),
	constraint collective_agreement_level_known check (level in ('company', 'branch', 'trade', 'state')),
	constraint collective_agreement_not_reversed check (to_date >= from_date),
	constraint collective_agreement_starts_signed check (from_date is null or signed_on is not null),
	constraint collective_agreement_presented_after check (presented_on >= signed_on),
	constraint collective_agreement_registered_after check (registered_on >= signed_on and registered_on >= presented_on),
	constraint collective_agreement_workers_sound check (workers_male >= 0 and workers_female >= 0),
	constraint collective_agreement_rise_sound check (rise_amount >= 0 and rise_amount < 'Infinity'
		and rise_percent between 0 and 1000),
	constraint collective_agreement_ended_after check (ended_on >= signed_on),
	constraint collective_agreement_ended_has_why check ((ended_on is null) = (coalesce(ended_why, '') = '')),
	constraint collective_agreement_ended_signed check (signed_on is not null or (ended_on is null and replaced_by_id is null)),
	constraint collective_agreement_replaced_by_another check (replaced_by_id <> id)
);
select core.make_register('labour.collective_agreement', 'agreement_ref'),
	core.make_folded('labour.collective_agreement', 'title');
create index collective_agreement_replaced_by on labour.collective_agreement (replaced_by_id) where replaced_by_id is not null;
create index collective_agreement_place on labour.collective_agreement (place_id) where place_id is not null;
select core.make_comments('labour.collective_agreement', 'Convenios colectivos',
	'agreement_ref', 'Cómo se cita el convenio colectivo: su expediente o su registro', 'title', 'De qué es, en pocas palabras',
	'origin', 'De dónde viene: trato directo, conciliación, extraproceso, laudo',
	'level', 'Nivel: empresa, rama, gremio, sector público', 'scope', 'A quiénes alcanza', 'place_id', 'Lugar',
	'signed_on', 'Fecha de la firma', 'presented_on', 'Día en que se presentó a la autoridad',
	'registered_on', 'Día en que se registró', 'registration_no', 'Número de su registro',
	'from_date', 'Rige desde; en blanco, desde la firma', 'to_date', 'Su plazo; en blanco, el que dice la ley',
	'workers_male', 'Trabajadores hombres comprendidos', 'workers_female', 'Trabajadoras mujeres comprendidas',
	'rise_amount', 'Aumento en soles', 'rise_percent', 'Aumento en por ciento', 'rise_text', 'Aumento y beneficios, en palabras',
	'document_id', 'Documento', 'ended_on', 'Quedó sin efecto el', 'ended_why', 'Por qué quedó sin efecto',
	'replaced_by_id', 'Convenio colectivo que lo reemplaza', 'notes', 'Observaciones');

create table labour.collective_agreement_employer (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references labour.collective_agreement,
	employer_id bigint not null references labour.employer
);
select core.make_register('labour.collective_agreement_employer', 'agreement_id', 'employer_id');
create index collective_agreement_employer_employer on labour.collective_agreement_employer (employer_id);
select core.make_comments('labour.collective_agreement_employer', 'Empleadores que son parte de un convenio colectivo',
	'agreement_id', 'Convenio colectivo', 'employer_id', 'Empleador');

create table labour.collective_agreement_union (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references labour.collective_agreement,
	union_id bigint not null references labour.union_organisation
);
select core.make_register('labour.collective_agreement_union', 'agreement_id', 'union_id');
create index collective_agreement_union_union on labour.collective_agreement_union (union_id);
select core.make_comments('labour.collective_agreement_union', 'Organizaciones sindicales que son parte de un convenio colectivo',
	'agreement_id', 'Convenio colectivo', 'union_id', 'Organización sindical');

create table labour.collective_agreement_signature (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references labour.collective_agreement,
	union_id bigint not null references labour.union_organisation,
	signed_by text
);
select core.make_register('labour.collective_agreement_signature', 'agreement_id', 'union_id');
create index collective_agreement_signature_union on labour.collective_agreement_signature (union_id);
select core.make_comments('labour.collective_agreement_signature', 'Organizaciones sindicales que firmaron un convenio colectivo',
	'agreement_id', 'Convenio colectivo', 'union_id', 'Organización sindical que firmó', 'signed_by', 'Cargo de quien firmó');

create table labour.work_contract (
	id bigint generated always as identity primary key,
	contract_ref varchar(60) not null,
	kind text not null default 'other',
	employer_id bigint not null references labour.employer,
	post text,
	place_id bigint references core.place,
	signed_on date,
	from_date date not null,
	to_date date,
	presented_on date,
	registered_on date,
	registration_no text,
	document_id bigint references core.document,
	worker_mask text,
	notes text,
	constraint work_contract_filled check (contract_ref <> ''),
	constraint work_contract_kind_known check (kind in ('foreigner', 'training', 'export', 'artist', 'fixed', 'other')),
	constraint work_contract_not_reversed check (to_date >= from_date),
	constraint work_contract_presented_after check (presented_on >= signed_on),
	constraint work_contract_registered_after check (registered_on >= presented_on)
);
select core.make_register('labour.work_contract', 'contract_ref');
create index work_contract_employer on labour.work_contract (employer_id);
create index work_contract_place on labour.work_contract (place_id) where place_id is not null;
select core.make_comments('labour.work_contract', 'Contratos de trabajo que se registran',
	'contract_ref', 'Cómo se cita el contrato: su expediente o su registro',
	'kind', 'Clase: de extranjero, modalidad formativa, exportación, artista, a plazo fijo, otra',
	'employer_id', 'Empleador', 'post', 'Puesto', 'place_id', 'Lugar de trabajo', 'signed_on', 'Fecha de la firma',
	'from_date', 'Empieza', 'to_date', 'Termina; en blanco, sin plazo', 'presented_on', 'Día en que se presentó',
	'registered_on', 'Día en que se registró', 'registration_no', 'Número de su registro', 'document_id', 'Documento',
	'worker_mask', 'Nombre del trabajador, con sus letras ocultas', 'notes', 'Observaciones');

create table labour.work_contract_private (
	id bigint generated always as identity primary key,
	contract_id bigint not null references labour.work_contract,
	worker_name text not null,
	document_kind text not null default 'dni',
	document_no text,
	nationality text,
	constraint work_contract_private_filled check (worker_name <> ''),
	constraint work_contract_private_document_known check (document_kind in ('dni', 'ce', 'passport', 'other'))
);
select core.make_register('labour.work_contract_private', 'contract_id');
select core.make_comments('labour.work_contract_private', 'Trabajadores de los contratos que se registran (datos personales)',
	'contract_id', 'Contrato', 'worker_name', 'Nombre del trabajador', 'document_kind', 'Clase de documento',
	'document_no', 'Número de su documento', 'nationality', 'Nacionalidad');

reset role;
