-- SPDX-License-Identifier: GPL-3.0-or-later
-- Action plans, their commitments and milestones, and what was done.

set role hito_owner;

create table plan.action_plan (
	id bigint generated always as identity primary key,
	plan_code varchar(40) not null,
	title text not null,
	state text not null default 'draft',
	version integer not null default 1,
	agreement text,
	notes text,
	constraint action_plan_code_filled check (plan_code <> '' and plan_code !~ '[/.]'),
	constraint action_plan_state_known check (state in ('draft', 'submitted', 'amending', 'amended'))
);
select core.make_register('plan.action_plan', 'plan_code');
select core.make_partial_date('plan.action_plan', 'starts', 'Inicio del plan');
select core.make_partial_date('plan.action_plan', 'ends', 'Fin del plan');
alter table plan.action_plan add constraint action_plan_ends_after_start
	check (starts_doubtful or ends_doubtful or starts_from is null or ends_to is null
		or ends_to >= starts_from);
select core.make_folded('plan.action_plan', 'title');
select core.make_comments('plan.action_plan', 'Planes de acción de gobierno abierto',
	'plan_code', 'Código del plan, como 2018-2020', 'title', 'Título del plan',
	'state', 'Situación: borrador, presentado, en modificación, modificado',
	'version', 'Versión vigente', 'agreement', 'Acuerdo o documento que lo aprobó',
	'notes', 'Observaciones');

-- Each submission and amendment freezes the cards as they were.
create table plan.action_plan_version (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	version integer not null,
	state text not null,
	agreement text,
	made_at timestamptz not null default now(),
	made_by text not null default session_user,
	cards jsonb not null,
	constraint action_plan_version_state_known check (state in ('submitted', 'amended'))
);
select core.make_register('plan.action_plan_version', 'plan_id', 'version');
select core.make_comments('plan.action_plan_version', 'Versiones de un plan: sus fichas como se presentaron',
	'plan_id', 'Plan', 'version', 'Número de la versión',
	'state', 'Presentada o modificada', 'agreement', 'Acuerdo que la aprobó',
	'made_at', 'Cuándo', 'made_by', 'Quién', 'cards', 'Fichas e hitos como eran en esa versión');

create table plan.objective (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	objective_code varchar(40) not null,
	title text not null
);
select core.make_register('plan.objective', 'plan_id', 'objective_code');
select core.make_comments('plan.objective', 'Objetivos de un plan',
	'plan_id', 'Plan', 'objective_code', 'Código del objetivo', 'title', 'Objetivo');

create table plan.action_line (
	id bigint generated always as identity primary key,
	objective_id bigint not null references plan.objective,
	line_code varchar(40) not null,
	title text not null
);
select core.make_register('plan.action_line', 'objective_id', 'line_code');
select core.make_comments('plan.action_line', 'Líneas de acción de un objetivo',
	'objective_id', 'Objetivo', 'line_code', 'Código de la línea', 'title', 'Línea de acción');

create table plan.commitment (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	commitment_no integer not null,
	number_text text,
	ogp_code varchar(20),
	title text not null,
	objective_id bigint references plan.objective,
	action_line_id bigint references plan.action_line,
	problem text,
	objective text,
	description text,
	challenge text,
	ambition text,
	actors_government text,
	actors_civil text,
	instruments text,
	budget numeric,
	population text,
	notes text,
	constraint commitment_no_positive check (commitment_no > 0),
	constraint commitment_title_filled check (title <> ''),
	constraint commitment_budget_sound check (budget >= 0 and budget < 'Infinity')
);
select core.make_register('plan.commitment', 'plan_id', 'commitment_no');
select core.make_folded('plan.commitment', 'title');
select core.make_comments('plan.commitment', 'Compromisos de un plan (fichas)',
	'plan_id', 'Plan', 'commitment_no', 'Número del compromiso en su plan',
	'number_text', 'Número como se publicó', 'ogp_code', 'Código que le dio OGP',
	'title', 'Título del compromiso', 'objective_id', 'Objetivo del plan',
	'action_line_id', 'Línea de acción',
	'problem', 'Status quo o problema que se quiere resolver',
	'objective', 'Objetivo principal', 'description', 'Breve descripción del compromiso',
	'challenge', 'Desafío de OGP que atiende', 'ambition', 'Ambición',
	'actors_government', 'Otros actores: gobierno',
	'actors_civil', 'Otros actores: sociedad civil, iniciativa privada, grupos de trabajo y multilaterales',
	'instruments', 'Instrumentos a los que contribuye: PDRC, PEI, POI, ROF, TUPA, ODS',
	'budget', 'Presupuesto en soles', 'population', 'Población beneficiada',
	'notes', 'Observaciones');

create table plan.commitment_unit (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	position integer not null,
	unit_id bigint not null references core.office,
	text text,
	constraint commitment_unit_position_positive check (position > 0)
);
select core.make_register('plan.commitment_unit', 'commitment_id', 'unit_id');
select core.make_comments('plan.commitment_unit', 'Unidades responsables de un compromiso; la primera lo conduce',
	'commitment_id', 'Compromiso', 'position', 'Orden', 'unit_id', 'Unidad',
	'text', 'Nombre como se publicó');

create table plan.commitment_post (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	position integer not null default 1,
	post text not null,
	contact_mask text,
	constraint commitment_post_filled check (post <> '')
);
select core.make_register('plan.commitment_post', 'commitment_id', 'post');
select core.make_comments('plan.commitment_post', 'Puestos responsables de un compromiso',
	'commitment_id', 'Compromiso', 'position', 'Orden', 'post', 'Puesto',
	'contact_mask', 'Contacto con sus letras ocultas');

create table plan.commitment_contact_private (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	post text not null,
	person_name text,
	email text,
	phone text,
	constraint commitment_contact_private_filled check (post <> '')
);
select core.make_register('plan.commitment_contact_private', 'commitment_id', 'post');
select core.make_comments('plan.commitment_contact_private', 'Contactos de los responsables de un compromiso (datos personales)',
	'commitment_id', 'Compromiso', 'post', 'Puesto', 'person_name', 'Nombre de la persona responsable',
	'email', 'Correo electrónico', 'phone', 'Teléfono');

create table plan.relevance_value (
	id bigint generated always as identity primary key,
	value_code varchar(20) not null,
	position integer not null,
	value_name text not null,
	name_en text
);
select core.make_register('plan.relevance_value', 'value_code');
select core.make_comments('plan.relevance_value', 'Valores de gobierno abierto por los que un compromiso es relevante',
	'value_code', 'Código del valor', 'position', 'Orden', 'value_name', 'Nombre del valor',
	'name_en', 'Nombre en inglés, como está en planes publicados en ese idioma');

create table plan.commitment_relevance (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	value_id bigint not null references plan.relevance_value,
	text text not null,
	constraint commitment_relevance_filled check (text <> '')
);
select core.make_register('plan.commitment_relevance', 'commitment_id', 'value_id');
select core.make_comments('plan.commitment_relevance', 'Por qué un compromiso es relevante, valor por valor',
	'commitment_id', 'Compromiso', 'value_id', 'Valor', 'text', 'Explicación');

create table plan.milestone (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	position integer not null,
	number_text text,
	text text not null,
	origin text not null default 'new',
	permanent boolean not null default false,
	state text not null default 'pending',
	document_id bigint references core.document,
	progress_declared numeric,
	progress_document_id bigint references core.document,
	progress_by text,
	progress_cutoff date,
	notes text,
	constraint milestone_position_positive check (position > 0),
	constraint milestone_text_filled check (text <> ''),
	constraint milestone_origin_known check (origin in ('new', 'ongoing')),
	constraint milestone_state_known check (state in ('pending', 'running', 'done', 'dropped')),
	constraint milestone_done_needs_evidence check (state <> 'done' or document_id is not null),
	constraint milestone_progress_percent check (progress_declared between 0 and 100)
);
select core.make_register('plan.milestone', 'commitment_id', 'position');
select core.make_partial_date('plan.milestone', 'starts', 'Inicio del hito');
select core.make_partial_date('plan.milestone', 'ends', 'Fin del hito');
alter table plan.milestone add constraint milestone_ends_after_start
	check (starts_doubtful or ends_doubtful or starts_from is null or ends_to is null
		or ends_to >= starts_from);
select core.make_folded('plan.milestone', 'text');
select core.make_comments('plan.milestone', 'Hitos de un compromiso',
	'commitment_id', 'Compromiso', 'position', 'Número del hito en su compromiso',
	'number_text', 'Número como se publicó', 'text', 'Hito',
	'origin', 'Publicado como nuevo o en curso', 'permanent', 'Es permanente: no termina',
	'state', 'Situación: pendiente, en proceso, cumplido, retirado',
	'document_id', 'Evidencia de que se cumplió',
	'progress_declared', 'Avance declarado en %', 'progress_document_id', 'Documento del avance declarado',
	'progress_by', 'Quién declaró el avance', 'progress_cutoff', 'Fecha de corte del avance declarado',
	'notes', 'Observaciones');

create table plan.milestone_reschedule (
	id bigint generated always as identity primary key,
	milestone_id bigint not null references plan.milestone,
	reason text not null,
	agreement text not null,
	at timestamptz not null default now(),
	login text not null default session_user,
	xid xid8 not null default pg_current_xact_id(),
	constraint milestone_reschedule_reason_filled check (reason <> '' and agreement <> '')
);
select core.make_register('plan.milestone_reschedule');
create index milestone_reschedule_milestone on plan.milestone_reschedule (milestone_id);
select core.make_partial_date('plan.milestone_reschedule', 'old_starts', 'Inicio anterior');
select core.make_partial_date('plan.milestone_reschedule', 'old_ends', 'Fin anterior');
select core.make_partial_date('plan.milestone_reschedule', 'new_starts', 'Inicio nuevo');
select core.make_partial_date('plan.milestone_reschedule', 'new_ends', 'Fin nuevo');
select core.make_comments('plan.milestone_reschedule', 'Reprogramaciones de un hito, con lo anterior al lado',
	'milestone_id', 'Hito', 'reason', 'Motivo', 'agreement', 'Acuerdo que la aprobó',
	'at', 'Cuándo', 'login', 'Quién', 'xid', 'Transacción');

create table plan.goal (
	id bigint generated always as identity primary key,
	milestone_id bigint not null references plan.milestone,
	text text not null,
	quantity numeric,
	unit text,
	final boolean not null default true,
	constraint goal_text_filled check (text <> ''),
	constraint goal_quantity_sound check (quantity >= 0 and quantity < 'Infinity')
);
select core.make_register('plan.goal');
create index goal_milestone on plan.goal (milestone_id);
select core.make_partial_date('plan.goal', 'due', 'Vencimiento de la meta');
select core.make_comments('plan.goal', 'Metas de un hito',
	'milestone_id', 'Hito', 'text', 'Meta', 'quantity', 'Cantidad programada',
	'unit', 'Unidad de medida', 'final', 'Es la meta final; si no, es preliminar');

create table plan.activity (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	commitment_id bigint references plan.commitment,
	milestone_id bigint references plan.milestone,
	activity_no integer not null,
	number_text text,
	text text not null,
	place_text text,
	place_id bigint references core.place,
	participants text,
	participants_count integer,
	results text,
	evidence text,
	document_id bigint references core.document,
	constraint activity_no_positive check (activity_no > 0),
	constraint activity_text_filled check (text <> ''),
	constraint activity_participants_positive check (participants_count >= 0)
);
select core.make_register('plan.activity', 'plan_id', 'activity_no');
create index activity_milestone on plan.activity (milestone_id) where milestone_id is not null;
create index activity_commitment on plan.activity (commitment_id) where commitment_id is not null;
select core.make_partial_date('plan.activity', 'held', 'Fecha de la actividad');
select core.make_folded('plan.activity', 'text');
select core.make_comments('plan.activity', 'Actividades realizadas',
	'plan_id', 'Plan', 'commitment_id', 'Compromiso', 'milestone_id', 'Hito',
	'activity_no', 'Número de la actividad en su plan', 'number_text', 'Número como se publicó',
	'text', 'Actividad', 'place_text', 'Lugar, como se escribió', 'place_id', 'Lugar con UBIGEO',
	'participants', 'Participantes, como se escribió', 'participants_count', 'Cuántas personas participaron',
	'results', 'Resultados', 'evidence', 'Evidencia, como se escribió',
	'document_id', 'Documento de evidencia');

create table plan.activity_result (
	id bigint generated always as identity primary key,
	activity_id bigint not null references plan.activity,
	goal_id bigint references plan.goal,
	quantity numeric not null,
	text text not null,
	constraint activity_result_quantity_sound check (quantity >= 0 and quantity < 'Infinity')
);
select core.make_register('plan.activity_result');
create index activity_result_activity on plan.activity_result (activity_id);
create index activity_result_goal on plan.activity_result (goal_id) where goal_id is not null;
select core.make_comments('plan.activity_result', 'Resultados contados de una actividad',
	'activity_id', 'Actividad', 'goal_id', 'Meta a la que cuenta',
	'quantity', 'Cantidad', 'text', 'Resultado');


reset role;
