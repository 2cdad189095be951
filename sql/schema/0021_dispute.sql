-- SPDX-License-Identifier: GPL-3.0-or-later
-- Labour disputes: procedures with their stages as dated rows, cases from their
-- statement of claims to what ended them, meetings, and strikes: the periods of
-- a notice, what was resolved of it, how long it lasted.

set role hito_owner;

create table labour.procedure (
	id bigint generated always as identity primary key,
	procedure_code varchar(40) not null,
	procedure_name text not null,
	sector text not null,
	strike_rule varchar(40),
	essential_rule varchar(40),
	from_date date not null,
	to_date date,
	source text,
	unverified boolean not null default true,
	notes text,
	constraint procedure_code_plain check (procedure_code ~ '^[a-z0-9_.-]+$'),
	constraint procedure_name_filled check (procedure_name <> ''),
	constraint procedure_sector_known check (sector in ('private', 'state', 'servants')),
	constraint procedure_not_reversed check (to_date >= from_date)
);
select core.make_register('labour.procedure', 'procedure_code', 'from_date'), core.make_place('labour.procedure');
select core.make_folded('labour.procedure', 'procedure_name');
select core.make_comments('labour.procedure', 'Procedimientos de la negociación colectiva, con sus fechas',
	'procedure_code', 'Código del procedimiento', 'procedure_name', 'Nombre o norma del procedimiento',
	'sector', 'A quién se aplica: actividad privada, Estado, servidores civiles',
	'strike_rule', 'Plazo del aviso de huelga', 'essential_rule', 'Plazo del aviso de huelga en un servicio esencial',
	'from_date', 'Desde cuándo rige, para los casos que entran desde ese día', 'to_date', 'Hasta cuándo; en blanco, sigue',
	'source', 'Norma de la que sale', 'unverified', 'Falta comprobarlo con la norma', 'notes', 'Observaciones');

create table labour.procedure_step (
	id bigint generated always as identity primary key,
	procedure_id bigint not null references labour.procedure,
	from_stage text not null,
	to_stage text not null,
	only_kind text,
	rule_code varchar(40),
	counts_from text not null default 'stage',
	constraint procedure_step_from_known check (from_stage in ('presented', 'observed', 'admitted', 'talks', 'ended',
		'conciliation', 'extraprocess', 'arbitration', 'strike')),
	constraint procedure_step_to_known check (to_stage in ('presented', 'observed', 'admitted', 'talks', 'ended',
		'conciliation', 'extraprocess', 'arbitration', 'strike', 'solved', 'filed')),
	constraint procedure_step_kind_known check (only_kind in ('pliego', 'strike')),
	constraint procedure_step_counts_known check (counts_from in ('stage', 'receipt')),
	constraint procedure_step_moves check (from_stage <> to_stage)
);
select core.make_register('labour.procedure_step', 'procedure_id', 'from_stage', 'to_stage');
select core.make_comments('labour.procedure_step', 'Pasos que un procedimiento permite, y su plazo',
	'procedure_id', 'Procedimiento', 'from_stage', 'De qué etapa', 'to_stage', 'A qué etapa',
	'only_kind', 'Solo de los pliegos o de las huelgas; en blanco, de los dos',
	'rule_code', 'Plazo en que se espera el paso; en blanco, ninguno',
	'counts_from', 'Desde cuándo corre: desde que empezó la etapa o desde que se recibió el caso');

create table labour.dispute (
	id bigint generated always as identity primary key,
	kind text not null default 'pliego',
	year integer not null,
	case_no text not null,
	desk_no text,
	received_at timestamp not null,
	sector text not null default 'private',
	procedure_id bigint not null references labour.procedure,
	level text,
	cause text not null default 'pliego',
	other_cause text,
	of_case_id bigint references labour.dispute,
	place_id bigint references core.place,
	conciliator text,
	covered_men integer,
	covered_women integer,
	affiliated_men integer,
	affiliated_women integer,
	state text not null default 'presented',
	stage_from timestamp,
	moved_on date,
	notice_at timestamp,
	motive text,
	scope text,
	essential boolean not null default false,
	minimum_staff integer,
	got_minutes boolean not null default false,
	got_staff_list boolean not null default false,
	got_declaration boolean not null default false,
	began_at timestamp,
	strikers integer,
	daily_hours numeric(4, 2) not null default 8,
	hours_declared numeric(14, 2),
	hours_source text,
	suspended_at timestamp,
	suspended_why text,
	lifted_at timestamp,
	lifted_why text,
	notes text,
	constraint dispute_kind_known check (kind in ('pliego', 'strike')),
	constraint dispute_case_filled check (btrim(case_no) <> ''),
	constraint dispute_sector_known check (sector in ('private', 'state', 'servants')),
	constraint dispute_level_known check (level in ('company', 'branch', 'trade', 'entity', 'centralised')),
	constraint dispute_cause_known check (cause in ('pliego', 'other')),
	constraint dispute_state_known check (state in ('presented', 'observed', 'admitted', 'talks', 'ended',
		'conciliation', 'extraprocess', 'arbitration', 'strike', 'solved', 'filed')),
	constraint dispute_workers_sound check (least(covered_men, covered_women, affiliated_men, affiliated_women,
		minimum_staff, strikers) >= 0),
	constraint dispute_hours_sound check (daily_hours > 0 and daily_hours <= 24 and hours_declared >= 0),
	constraint dispute_declared_has_source check (hours_declared is null or coalesce(hours_source, '') <> ''),
	constraint dispute_not_of_itself check (of_case_id <> id)
);
select core.make_register('labour.dispute', 'case_no'), core.make_place('labour.dispute');
create index dispute_procedure on labour.dispute (procedure_id);
create index dispute_of_case on labour.dispute (of_case_id);
create index dispute_place_of on labour.dispute (place_id);
create index dispute_open on labour.dispute (moved_on) where state not in ('solved', 'filed') and deleted_at is null;
select core.make_folded('labour.dispute', 'case_no', 'desk_no');
select core.make_comments('labour.dispute', 'Casos de negociación colectiva: pliegos de reclamos y huelgas',
	'kind', 'Clase: pliego de reclamos, huelga', 'year', 'Año en que se recibió', 'case_no', 'Número del expediente, como está escrito',
	'desk_no', 'Número de registro de mesa de partes, como está escrito', 'received_at', 'Fecha y hora en que se recibió: desde ahí corren los plazos',
	'sector', 'Sector: actividad privada, Estado, servidores civiles', 'procedure_id', 'Procedimiento que regía el día en que se recibió',
	'level', 'Nivel de la negociación: empresa, rama, gremio, entidad, centralizada', 'cause', 'Causa: pliego de reclamos u otra',
	'other_cause', 'Cuál es la otra causa', 'of_case_id', 'Pliego del que nace la huelga', 'place_id', 'Lugar',
	'conciliator', 'Cargo de quien concilia', 'covered_men', 'Trabajadores comprendidos, hombres', 'covered_women', 'Trabajadores comprendidos, mujeres',
	'affiliated_men', 'Trabajadores afiliados, hombres', 'affiliated_women', 'Trabajadores afiliados, mujeres',
	'state', 'Etapa en que está', 'stage_from', 'Desde cuándo está en ella', 'moved_on', 'Último día con novedad',
	'notice_at', 'Fecha y hora en que se recibió el aviso de huelga', 'motive', 'Motivo de la huelga', 'scope', 'Ámbito de la huelga',
	'essential', 'Es un servicio esencial', 'minimum_staff', 'Trabajadores que atienden los servicios indispensables',
	'got_minutes', 'Llegó el acta de la asamblea', 'got_staff_list', 'Llegó la nómina de los servicios indispensables',
	'got_declaration', 'Llegó la declaración jurada', 'began_at', 'Fecha y hora en que empezó', 'strikers', 'Trabajadores en huelga',
	'daily_hours', 'Horas de una jornada', 'hours_declared', 'Horas-hombre perdidas, declaradas', 'hours_source', 'Quién las declaró',
	'suspended_at', 'Fecha y hora en que se suspendió', 'suspended_why', 'Por qué se suspendió',
	'lifted_at', 'Fecha y hora en que se levantó', 'lifted_why', 'Por qué se levantó', 'notes', 'Observaciones');

create table labour.dispute_union (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	union_name text not null,
	union_id bigint references labour.union_organisation,
	constraint dispute_union_filled check (btrim(union_name) <> '')
);
select core.make_register('labour.dispute_union', 'dispute_id', 'union_name');
create index dispute_union_union on labour.dispute_union (union_id);
select core.make_folded('labour.dispute_union', 'union_name');
select core.make_comments('labour.dispute_union', 'Organizaciones sindicales de un caso',
	'dispute_id', 'Caso', 'union_name', 'Nombre, como está escrito', 'union_id', 'Organización registrada');

create table labour.dispute_employer (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	employer_name text not null,
	employer_id bigint references labour.employer,
	constraint dispute_employer_filled check (btrim(employer_name) <> '')
);
select core.make_register('labour.dispute_employer', 'dispute_id', 'employer_name');
create index dispute_employer_employer on labour.dispute_employer (employer_id);
select core.make_folded('labour.dispute_employer', 'employer_name');
select core.make_comments('labour.dispute_employer', 'Empleadores de un caso',
	'dispute_id', 'Caso', 'employer_name', 'Nombre, como está escrito', 'employer_id', 'Empleador registrado');

-- Where a case was and is; the last row says the case's state.
create table labour.dispute_stage (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	stage text not null,
	from_at timestamp not null,
	to_at timestamp,
	document text,
	party text,
	outcome text,
	agreement_id bigint references labour.collective_agreement,
	joined_to_id bigint references labour.dispute,
	remark text,
	entered_by text,
	constraint dispute_stage_known check (stage in ('presented', 'observed', 'admitted', 'talks', 'ended',
		'conciliation', 'extraprocess', 'arbitration', 'strike', 'solved', 'filed')),
	constraint dispute_stage_party_known check (party in ('union', 'employer', 'both', 'authority')),
	constraint dispute_stage_outcome_known check (outcome in ('agreement', 'award', 'withdrawal', 'joined', 'filed')),
	constraint dispute_stage_not_reversed check (to_at >= from_at)
);
select core.make_register('labour.dispute_stage', 'dispute_id', 'stage', 'from_at');
create index dispute_stage_agreement on labour.dispute_stage (agreement_id);
create index dispute_stage_joined on labour.dispute_stage (joined_to_id);
select core.make_comments('labour.dispute_stage', 'Etapas por las que pasó un caso',
	'dispute_id', 'Caso', 'stage', 'Etapa', 'from_at', 'Desde', 'to_at', 'Hasta; en blanco, sigue', 'document', 'Documento que lo dice',
	'party', 'Quién lo pidió', 'outcome', 'Cómo terminó: convenio, laudo, desistimiento, acumulación, archivo',
	'agreement_id', 'Convenio colectivo que lo solucionó', 'joined_to_id', 'Caso al que se acumuló',
	'remark', 'Observación o motivo', 'entered_by', 'Quién lo registró');

create table labour.dispute_meeting (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	kind text not null default 'conciliation',
	scheduled_at timestamp not null,
	mark text not null default 'scheduled',
	postponed_to timestamp,
	union_came boolean,
	employer_came boolean,
	result text,
	constraint dispute_meeting_kind_known check (kind in ('conciliation', 'extraprocess', 'informative')),
	constraint dispute_meeting_mark_known check (mark in ('scheduled', 'held', 'postponed')),
	constraint dispute_meeting_postponed_after check (postponed_to > scheduled_at),
	constraint dispute_meeting_postponed_has_mark check (postponed_to is null or mark = 'postponed')
);
select core.make_register('labour.dispute_meeting', 'dispute_id', 'scheduled_at', 'kind');
select core.make_comments('labour.dispute_meeting', 'Reuniones de un caso',
	'dispute_id', 'Caso', 'kind', 'Clase: conciliación, extraproceso, informativa', 'scheduled_at', 'Fecha y hora para la que se citó',
	'mark', 'Programada, realizada, postergada', 'postponed_to', 'Para cuándo se postergó', 'union_came', 'Asistió la parte sindical',
	'employer_came', 'Asistió la parte empleadora', 'result', 'Resultado');

create table labour.strike_period (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	starts_at timestamp not null,
	hours integer,
	ends_at timestamp generated always as (starts_at + make_interval(hours => hours)) stored,
	constraint strike_period_hours_positive check (hours between 1 and 8784)
);
select core.make_register('labour.strike_period', 'dispute_id', 'starts_at');
select core.make_comments('labour.strike_period', 'Periodos de un aviso de huelga',
	'dispute_id', 'Caso', 'starts_at', 'Fecha y hora en que empieza', 'hours', 'Cuántas horas: 48, 72; en blanco, indefinida',
	'ends_at', 'Fecha y hora en que termina');

create table labour.strike_ruling (
	id bigint generated always as identity primary key,
	dispute_id bigint not null references labour.dispute,
	resolution_no text not null,
	resolved_on date not null,
	notified_on date,
	instance text not null default 'first',
	result text not null,
	ground text,
	constraint strike_ruling_no_filled check (btrim(resolution_no) <> ''),
	constraint strike_ruling_instance_known check (instance in ('first', 'appeal', 'review')),
	constraint strike_ruling_result_known check (result in ('in_order', 'not_in_order', 'illegal', 'not_illegal')),
	constraint strike_ruling_notified_after check (notified_on >= resolved_on)
);
select core.make_register('labour.strike_ruling', 'dispute_id', 'resolution_no');
select core.make_comments('labour.strike_ruling', 'Lo que se resolvió de una huelga, en cada instancia',
	'dispute_id', 'Caso', 'resolution_no', 'Número de la resolución, como está escrito', 'resolved_on', 'Fecha de la resolución',
	'notified_on', 'Notificada el', 'instance', 'Instancia: primera, apelación, revisión',
	'result', 'Resultado: procedente, improcedente, ilegal, no ilegal', 'ground', 'Fundamento');

reset role;
