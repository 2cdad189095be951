-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports as they were issued: data, rules, numbers and bytes, kept for ever.

set role hito_owner;

-- data: {"schema", "report": the figures as hito-report(1) has them, "render":
-- all that a writer sees, one object each, in order}. hashes: SHA-256 of the
-- bytes of each format. sha256 digests data, rule_set and hashes.
create table follow.report (
	id bigint generated always as identity primary key,
	report_no integer not null,
	version integer not null,
	plan_id bigint not null references plan.action_plan,
	period_key varchar(10) not null,
	layout varchar(40) not null,
	subject text not null default '',
	title text not null,
	official_number text,
	state text not null default 'issued',
	preliminary boolean not null default false,
	reason text,
	signers text,
	data jsonb not null,
	rule_set jsonb,
	hashes jsonb not null,
	sha256 text not null,
	program text not null,
	issuer text not null,
	issued_at timestamptz not null,
	presented_on date,
	presented_session text,
	published_url text,
	constraint report_version_positive check (version > 0 and report_no > 0),
	constraint report_state_known check (state in ('issued')),
	constraint report_correction_has_reason check (version = 1 or coalesce(reason, '') <> ''),
	constraint report_sha256_hex check (sha256 ~ '^[0-9a-f]{64}$'),
	constraint report_url_shape check (published_url ~ '^https?://[^[:space:]]+$')
);
select core.make_register('follow.report', 'report_no', 'version');
create unique index report_same on follow.report (plan_id, period_key, layout, subject, version);
select core.make_folded('follow.report', 'title');
select core.make_comments('follow.report', 'Informes emitidos',
	'report_no', 'Número del informe en esta base', 'version', 'Versión: cada corrección es una nueva',
	'plan_id', 'Plan', 'period_key', 'Periodo', 'layout', 'Nombre del informe',
	'subject', 'De qué trata, si es de una sola cosa', 'title', 'Título',
	'official_number', 'Número oficial, como se escribe', 'state', 'Situación: emitido',
	'preliminary', 'Se emitió con el periodo abierto', 'reason', 'Motivo de la corrección',
	'signers', 'Quiénes firman, uno por línea', 'data', 'Datos con que se emitió',
	'rule_set', 'Reglas del cumplimiento con que se emitió',
	'hashes', 'Huella SHA-256 de los bytes de cada formato',
	'sha256', 'Huella SHA-256 de los datos, las reglas y las huellas de los formatos',
	'program', 'Programa con que se emitió', 'issuer', 'Quién lo emitió', 'issued_at', 'Cuándo se emitió',
	'presented_on', 'Fecha en que se presentó', 'presented_session', 'Sesión o documento en que se presentó',
	'published_url', 'Dirección en que está publicado');

-- No register: its rows never change, and the history of the report has
-- their digests.
create table follow.report_file (
	id bigint generated always as identity primary key,
	report_id bigint not null references follow.report,
	format varchar(20) not null,
	extension varchar(10) not null,
	bytes bytea not null,
	sha256 text not null,
	program text not null,
	constraint report_file_natural unique (report_id, format),
	constraint report_file_sha256_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
select core.make_comments('follow.report_file', 'Los bytes de cada formato de un informe emitido',
	'id', 'Número interno, nunca cambia', 'report_id', 'Informe', 'format', 'Formato',
	'extension', 'Extensión del archivo', 'bytes', 'El archivo, byte por byte',
	'sha256', 'Huella SHA-256 de los bytes', 'program', 'Programa con que se escribió');

create table follow.report_difference (
	id bigint generated always as identity primary key,
	report_id bigint not null references follow.report,
	path text not null,
	old_value text,
	new_value text,
	constraint report_difference_differs check (old_value is distinct from new_value)
);
select core.make_register('follow.report_difference', 'report_id', 'path');
select core.make_comments('follow.report_difference', 'Qué cambió en una versión frente a la anterior',
	'report_id', 'Informe', 'path', 'Dato que cambió', 'old_value', 'Antes', 'new_value', 'Ahora');

create table follow.report_observation (
	id bigint generated always as identity primary key,
	report_id bigint not null references follow.report,
	seat text not null,
	observation text not null,
	observed_on date,
	answer text,
	answered_on date,
	constraint report_observation_filled check (seat <> '' and observation <> ''),
	constraint report_observation_answered_after check (answered_on >= observed_on)
);
select core.make_register('follow.report_observation');
create index report_observation_report on follow.report_observation (report_id);
select core.make_comments('follow.report_observation', 'Observaciones a un informe emitido, con su respuesta',
	'report_id', 'Informe', 'seat', 'Quién la hizo, como se escribe su cargo o asiento',
	'observation', 'Observación', 'observed_on', 'Fecha de la observación',
	'answer', 'Respuesta', 'answered_on', 'Fecha de la respuesta');

create table follow.outbox (
	id bigint generated always as identity primary key,
	report_id bigint not null references follow.report,
	format varchar(20) not null,
	recipients text not null,
	copies text,
	subject text not null,
	message text not null,
	state text not null default 'queued',
	outcome text,
	queued_by text not null,
	queued_at timestamptz not null,
	sent_at timestamptz,
	constraint outbox_recipients_filled check (recipients <> ''),
	constraint outbox_state_known check (state in ('queued', 'sent', 'failed')),
	constraint outbox_failed_has_outcome check (state <> 'failed' or coalesce(outcome, '') <> ''),
	constraint outbox_sent_whole check ((state = 'sent') = (sent_at is not null))
);
select core.make_register('follow.outbox');
create index outbox_report on follow.outbox (report_id);
select core.make_comments('follow.outbox', 'Correos con informes emitidos',
	'report_id', 'Informe', 'format', 'Formato adjunto', 'recipients', 'Para', 'copies', 'Con copia',
	'subject', 'Asunto', 'message', 'El mensaje como se entregó',
	'state', 'Situación: por enviar, enviado, no enviado', 'outcome', 'Lo que dijo el programa de correo',
	'queued_by', 'Quién lo envió', 'queued_at', 'Cuándo se preparó', 'sent_at', 'Cuándo se entregó');

reset role;
