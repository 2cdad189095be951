-- SPDX-License-Identifier: GPL-3.0-or-later
-- The council and what it agrees: bodies, seats and who sits in them, rules of
-- quorum, sessions with summons, agenda, attendance and minutes, agreements.

set role hito_owner;

create schema council;
comment on schema council is 'Consejo: órganos, asientos, sesiones, acuerdos y recomendaciones';
grant usage on schema council to hito_reader, hito_clerk, hito_secretariat, hito_it, hito_keeper;

create table council.body (
	id bigint generated always as identity primary key,
	body_code varchar(40) not null,
	body_name text not null,
	initials varchar(20),
	kind text not null default 'council',
	norm text,
	document_id bigint references core.document,
	from_date date not null,
	to_date date,
	sessions_year integer,
	notes text,
	constraint body_code_plain check (body_code ~ '^[[:alnum:]_.-]+$'),
	constraint body_name_filled check (body_name <> ''),
	constraint body_kind_known check (kind in ('council', 'committee', 'follow_up', 'consultative')),
	constraint body_not_reversed check (to_date >= from_date),
	constraint body_sessions_positive check (sessions_year > 0)
);
select core.make_register('council.body', 'body_code');
select core.make_folded('council.body', 'body_name');
select core.make_comments('council.body', 'Órganos: el consejo, sus comités y los consejos consultivos',
	'body_code', 'Código corto del órgano', 'body_name', 'Nombre completo', 'initials', 'Siglas',
	'kind', 'Clase: consejo, comité, comité anual de seguimiento y evaluación, consejo consultivo',
	'norm', 'Norma que lo creó', 'document_id', 'Documento de la norma', 'from_date', 'Desde cuándo existe',
	'to_date', 'Hasta cuándo; en blanco, sigue', 'sessions_year', 'Sesiones previstas en un año', 'notes', 'Observaciones');

create table council.seat (
	id bigint generated always as identity primary key,
	body_id bigint not null references council.body,
	seat_no integer not null,
	seat_name text not null,
	sector text not null,
	function text not null default 'member',
	seat_office_id bigint references core.office,
	from_date date not null,
	to_date date,
	document text,
	constraint seat_no_positive check (seat_no > 0),
	constraint seat_name_filled check (seat_name <> ''),
	constraint seat_sector_known check (sector in ('government', 'civil_society')),
	constraint seat_function_known check (function in ('member', 'presides', 'vice', 'secretary')),
	constraint seat_not_reversed check (to_date >= from_date)
);
select core.make_register('council.seat', 'body_id', 'seat_no', 'from_date'), core.make_place('council.seat');
create index seat_seat_office on council.seat (seat_office_id);
select core.make_folded('council.seat', 'seat_name');
select core.make_comments('council.seat', 'Asientos de un órgano, con sus fechas',
	'body_id', 'Órgano', 'seat_no', 'Número del asiento', 'seat_name', 'Cargo o institución que lo ocupa',
	'sector', 'Sector: gobierno o sociedad civil', 'function', 'Función: miembro, preside, vicepreside, secretaría',
	'seat_office_id', 'Oficina de la institución que lo ocupa', 'from_date', 'Desde cuándo es miembro',
	'to_date', 'Hasta cuándo; en blanco, sigue', 'document', 'Documento que lo incorporó o retiró');

create table council.designation (
	id bigint generated always as identity primary key,
	seat_id bigint not null references council.seat,
	role text not null default 'titular',
	person_name text not null,
	how_chosen text,
	document text,
	from_date date not null,
	to_date date,
	contact_mask text,
	constraint designation_role_known check (role in ('titular', 'alternate')),
	constraint designation_person_filled check (person_name <> ''),
	constraint designation_not_reversed check (to_date >= from_date)
);
select core.make_register('council.designation', 'seat_id', 'role', 'person_name', 'from_date'),
	core.make_place('council.designation');
select core.make_folded('council.designation', 'person_name');
select core.make_comments('council.designation', 'Personas designadas en los asientos, titulares y alternas',
	'seat_id', 'Asiento', 'role', 'Titular o alterna', 'person_name', 'Nombre de la persona',
	'how_chosen', 'Cómo se eligió', 'document', 'Documento de designación', 'from_date', 'Desde',
	'to_date', 'Hasta; en blanco, sigue', 'contact_mask', 'Contacto, oculto');

create table council.designation_private (
	id bigint generated always as identity primary key,
	designation_id bigint not null references council.designation,
	email text,
	phone text,
	document_no text
);
select core.make_register('council.designation_private', 'designation_id');
select core.make_comments('council.designation_private', 'Contactos de las personas designadas (datos personales)',
	'designation_id', 'Designación', 'email', 'Correo electrónico', 'phone', 'Teléfono',
	'document_no', 'Documento de identidad');

-- How many must be there, in a first and a second call, and what an agreement
-- takes. Of no body: of every one that has none of its own on that day.
create table council.quorum_rule (
	id bigint generated always as identity primary key,
	body_id bigint references council.body,
	from_date date not null,
	to_date date,
	base text not null default 'legal',
	first_numerator integer not null default 1,
	first_denominator integer not null default 2,
	first_above boolean not null default true,
	first_minimum integer not null default 0,
	second_numerator integer not null default 1,
	second_denominator integer not null default 3,
	second_above boolean not null default false,
	second_minimum integer not null default 3,
	second_after integer not null default 1,
	votes_numerator integer not null default 1,
	votes_denominator integer not null default 2,
	votes_above boolean not null default true,
	casting_vote boolean not null default true,
	minutes_in text not null default 'either',
	summons_days integer,
	source text,
	unverified boolean not null default true,
	constraint quorum_rule_not_reversed check (to_date >= from_date),
	constraint quorum_rule_base_known check (base in ('legal', 'designated')),
	constraint quorum_rule_minutes_known check (minutes_in in ('either', 'same', 'later')),
	constraint quorum_rule_first_sound check (first_numerator between 0 and first_denominator
		and first_denominator > 0 and first_minimum >= 0),
	constraint quorum_rule_first_asks check (first_above or first_numerator > 0 or first_minimum > 0),
	constraint quorum_rule_second_sound check (second_numerator between 0 and second_denominator
		and second_denominator > 0 and second_minimum >= 0 and second_after >= 0),
	constraint quorum_rule_second_asks check (second_above or second_numerator > 0 or second_minimum > 0),
	constraint quorum_rule_votes_sound check (votes_numerator between 0 and votes_denominator and votes_denominator > 0),
	constraint quorum_rule_summons_sound check (summons_days >= 0)
);
select core.make_register('council.quorum_rule'), core.make_place('council.quorum_rule');
create unique index quorum_rule_natural on council.quorum_rule ((coalesce(body_id, 0)), from_date) where deleted_at is null;
select core.make_comments('council.quorum_rule', 'Reglas de quórum, con sus fechas',
	'body_id', 'Órgano; en blanco, de todos los que no tienen la suya', 'from_date', 'Rige desde', 'to_date', 'Rige hasta',
	'base', 'Sobre qué se cuenta: asientos legales o designados',
	'first_numerator', 'Primera convocatoria: numerador', 'first_denominator', 'Primera convocatoria: denominador',
	'first_above', 'Primera convocatoria: más que esa fracción', 'first_minimum', 'Primera convocatoria: nunca menos de',
	'second_numerator', 'Segunda convocatoria: numerador', 'second_denominator', 'Segunda convocatoria: denominador',
	'second_above', 'Segunda convocatoria: más que esa fracción', 'second_minimum', 'Segunda convocatoria: nunca menos de',
	'second_after', 'Días entre la primera y la segunda convocatoria',
	'votes_numerator', 'Votos de los presentes para acordar: numerador',
	'votes_denominator', 'Votos de los presentes para acordar: denominador', 'votes_above', 'Más que esa fracción',
	'casting_vote', 'Quien preside dirime los empates',
	'minutes_in', 'El acta se aprueba al final de la misma sesión (same), en una posterior (later) o en cualquiera de las dos (either)',
	'summons_days', 'Días de anticipación de la citación', 'source', 'De dónde viene la regla',
	'unverified', 'Sin verificar con la norma');

create table council.session (
	id bigint generated always as identity primary key,
	body_id bigint not null references council.body,
	year integer not null,
	kind text not null default 'ordinary',
	number_text text,
	session_no integer not null,
	session_ref varchar(60) not null default '',
	state text not null default 'planned',
	held_on date not null,
	call_at time,
	second_on date,
	second_at time,
	first_present integer,
	in_call integer not null default 1,
	started_at time,
	ended_at time,
	place text,
	online text,
	guests text,
	minutes_no text,
	document_id bigint references core.document,
	unrecorded boolean not null default false,
	unrecorded_why text,
	failed_why text,
	approved_in bigint references council.session,
	approved_on date,
	notes text,
	constraint session_year_sound check (year between 1990 and 2100),
	constraint session_no_positive check (session_no > 0),
	constraint session_kind_known check (kind in ('ordinary', 'extraordinary')),
	constraint session_state_known check (state in ('planned', 'convened', 'held', 'failed', 'draft', 'approved')),
	constraint session_call_known check (in_call in (1, 2)),
	constraint session_present_sound check (first_present >= 0),
	constraint session_not_reversed check (ended_at >= started_at)
);
select core.make_register('council.session', 'body_id', 'year', 'kind', 'session_no'), core.make_place('council.session');
create index session_document on council.session (document_id);
create index session_approved_in on council.session (approved_in);
create index session_by_day on council.session (body_id, held_on);
select core.make_folded('council.session', 'session_ref');
select core.make_comments('council.session', 'Sesiones de los órganos',
	'body_id', 'Órgano', 'year', 'Año', 'kind', 'Ordinaria o extraordinaria',
	'number_text', 'Número como se publicó', 'session_no', 'Número de la sesión en su año',
	'session_ref', 'Cómo se cita la sesión', 'state', 'Prevista, convocada, realizada, sin quórum, acta en borrador, acta aprobada',
	'held_on', 'Fecha de la primera convocatoria', 'call_at', 'Hora de la primera convocatoria',
	'second_on', 'Fecha de la segunda convocatoria', 'second_at', 'Hora de la segunda convocatoria',
	'first_present', 'Presentes en la primera convocatoria, si no hubo quórum', 'in_call', 'En qué convocatoria está',
	'started_at', 'Hora de inicio', 'ended_at', 'Hora de término', 'place', 'Lugar', 'online', 'Dirección de la sesión virtual',
	'guests', 'Invitados', 'minutes_no', 'Número del acta, como se publicó', 'document_id', 'Documento del acta',
	'unrecorded', 'Asistencia sin registro', 'unrecorded_why', 'Por qué no hay registro de la asistencia',
	'failed_why', 'Por qué no se realizó', 'approved_in', 'Sesión en la que se aprobó el acta',
	'approved_on', 'Cuándo se aprobó el acta', 'notes', 'Observaciones');

create table council.summons (
	id bigint generated always as identity primary key,
	session_id bigint not null references council.session,
	seat_id bigint not null references council.seat,
	means text,
	sent_on date,
	received_on date,
	constraint summons_not_reversed check (received_on >= sent_on)
);
select core.make_register('council.summons', 'session_id', 'seat_id');
create index summons_seat on council.summons (seat_id);
select core.make_comments('council.summons', 'Citaciones a una sesión, por asiento',
	'session_id', 'Sesión', 'seat_id', 'Asiento', 'means', 'Medio: oficio, correo, teléfono',
	'sent_on', 'Enviada el', 'received_on', 'Recibida el');

create table council.agenda (
	id bigint generated always as identity primary key,
	session_id bigint not null references council.session,
	item_no integer not null,
	item_text text not null,
	minutes integer,
	presenter text,
	source text not null default 'own',
	agreement_id bigint,
	action_id bigint references follow.corrective_action,
	recommendation_id bigint,
	report_id bigint references follow.report,
	outcome text,
	constraint agenda_no_positive check (item_no > 0),
	constraint agenda_text_filled check (item_text <> ''),
	constraint agenda_minutes_sound check (minutes > 0),
	constraint agenda_source_known check (source in ('own', 'agreement', 'action', 'recommendation', 'report', 'minutes'))
);
select core.make_register('council.agenda', 'session_id', 'item_no'), core.make_place('council.agenda');
create index agenda_action on council.agenda (action_id);
create index agenda_report on council.agenda (report_id);
select core.make_comments('council.agenda', 'Puntos de la agenda de una sesión',
	'session_id', 'Sesión', 'item_no', 'Orden del punto', 'item_text', 'De qué se trata', 'minutes', 'Minutos previstos',
	'presenter', 'Quién lo presenta', 'source', 'De dónde viene: propio, acuerdo pendiente, acción correctiva, recomendación, informe, acta',
	'agreement_id', 'Acuerdo pendiente', 'action_id', 'Acción correctiva por acordar',
	'recommendation_id', 'Recomendación', 'report_id', 'Informe por presentar', 'outcome', 'Qué se trató');

create table council.attendance (
	id bigint generated always as identity primary key,
	session_id bigint not null references council.session,
	seat_id bigint not null references council.seat,
	turn integer not null default 1,
	mark text not null,
	designation_id bigint references council.designation,
	person_name text,
	arrived_at time,
	left_at time,
	reason text,
	constraint attendance_turn_positive check (turn > 0),
	constraint attendance_mark_known check (mark in ('titular', 'alternate', 'excused', 'absent')),
	constraint attendance_not_reversed check (left_at >= arrived_at),
	constraint attendance_hours_of_present check (mark in ('titular', 'alternate') or (arrived_at is null and left_at is null))
);
select core.make_register('council.attendance', 'session_id', 'seat_id', 'turn'), core.make_place('council.attendance');
create index attendance_seat on council.attendance (seat_id);
create index attendance_designation on council.attendance (designation_id);
select core.make_comments('council.attendance', 'Asistencia a una sesión, por asiento',
	'session_id', 'Sesión', 'seat_id', 'Asiento', 'turn', 'Vez: quien vuelve después de retirarse tiene otra',
	'mark', 'Titular, alterna, excusada, ausente', 'designation_id', 'Designación de quien asistió',
	'person_name', 'Quién asistió', 'arrived_at', 'Hora de llegada; en blanco, desde el inicio',
	'left_at', 'Hora de retiro; en blanco, hasta el final', 'reason', 'Excusa u observación');

-- The text of the minutes, a draft until a session approves it.
create table council.minutes (
	id bigint generated always as identity primary key,
	session_id bigint not null references council.session,
	minutes_text text not null,
	state text not null default 'draft',
	sha256 text,
	constraint minutes_text_filled check (minutes_text <> ''),
	constraint minutes_sha256_hex check (sha256 ~ '^[0-9a-f]{64}$'),
	constraint minutes_state_known check (state in ('draft', 'approved')),
	constraint minutes_approved_has_digest check (state <> 'approved' or sha256 is not null)
);
select core.make_register('council.minutes', 'session_id'), core.make_place('council.minutes');
select core.make_comments('council.minutes', 'Actas de las sesiones: su texto',
	'session_id', 'Sesión', 'minutes_text', 'Texto del acta', 'state', 'Borrador o aprobada', 'sha256', 'Huella SHA-256 del texto aprobado');

create table council.minutes_remark (
	id bigint generated always as identity primary key,
	minutes_id bigint not null references council.minutes,
	seat_id bigint not null references council.seat,
	remark text not null,
	answer text,
	constraint minutes_remark_filled check (remark <> '')
);
select core.make_register('council.minutes_remark');
create index minutes_remark_minutes on council.minutes_remark (minutes_id);
create index minutes_remark_seat on council.minutes_remark (seat_id);
select core.make_comments('council.minutes_remark', 'Observaciones de los asientos a un acta en borrador',
	'minutes_id', 'Acta', 'seat_id', 'Asiento que observa', 'remark', 'Qué observa', 'answer', 'Qué se respondió');

create table council.agreement (
	id bigint generated always as identity primary key,
	session_id bigint not null references council.session,
	number_text text,
	agreement_no integer not null,
	agreement_ref varchar(80) not null default '',
	agreement_text text not null,
	kind text not null default 'approve',
	item_id bigint references council.agenda,
	state text not null default 'open',
	voting text not null default 'none',
	voted_at time,
	votes_for integer,
	votes_against integer,
	votes_abstained integer,
	casting text,
	passed boolean not null default true,
	unrecorded boolean not null default false,
	dissent text,
	commitment_id bigint references plan.commitment,
	milestone_id bigint references plan.milestone,
	indicator_id bigint references follow.indicator,
	target_change_id bigint references follow.target_change,
	action_id bigint references follow.corrective_action,
	report_id bigint references follow.report,
	plan_version_id bigint references plan.action_plan_version,
	replaced_by bigint references council.agreement,
	ended_in bigint references council.session,
	ended_on date,
	evidence text,
	document_id bigint references core.document,
	why text,
	constraint agreement_no_positive check (agreement_no > 0),
	constraint agreement_text_filled check (agreement_text <> ''),
	constraint agreement_kind_known check (kind in ('approve', 'charge', 'note')),
	constraint agreement_state_known check (state in ('open', 'fulfilled', 'replaced', 'without_effect')),
	constraint agreement_voting_known check (voting in ('none', 'count', 'names')),
	constraint agreement_casting_known check (casting in ('for', 'against')),
	constraint agreement_votes_sound check (votes_for >= 0 and votes_against >= 0 and votes_abstained >= 0),
	constraint agreement_fulfilled_has_evidence check (state <> 'fulfilled' or document_id is not null or coalesce(evidence, '') <> ''),
	constraint agreement_replaced_has_other check (state <> 'replaced' or (replaced_by is not null and replaced_by <> id)),
	constraint agreement_without_effect_has_why check (state <> 'without_effect' or coalesce(why, '') <> '')
);
select core.make_register('council.agreement', 'session_id', 'agreement_no'), core.make_place('council.agreement'),
	core.make_partial_date('council.agreement', 'due', 'Plazo del acuerdo');
create index agreement_item on council.agreement (item_id);
create index agreement_commitment on council.agreement (commitment_id);
create index agreement_milestone on council.agreement (milestone_id);
create index agreement_indicator on council.agreement (indicator_id);
create index agreement_target_change on council.agreement (target_change_id);
create index agreement_action on council.agreement (action_id);
create index agreement_report on council.agreement (report_id);
create index agreement_plan_version on council.agreement (plan_version_id);
create index agreement_replaced_by on council.agreement (replaced_by);
create index agreement_ended_in on council.agreement (ended_in);
create index agreement_document on council.agreement (document_id);
create index agreement_open on council.agreement (due_to) where deleted_at is null and state = 'open' and kind = 'charge';
select core.make_folded('council.agreement', 'agreement_text', 'agreement_ref');
select core.make_comments('council.agreement', 'Acuerdos de las sesiones',
	'session_id', 'Sesión', 'number_text', 'Número como está en el acta', 'agreement_no', 'Número del acuerdo en su sesión',
	'agreement_ref', 'Cómo se cita el acuerdo', 'agreement_text', 'Qué se acordó',
	'kind', 'Clase: aprueba, encarga, toma conocimiento', 'item_id', 'Punto de la agenda',
	'state', 'Abierto, cumplido, reemplazado, sin efecto', 'voting', 'Votación: ninguna, por número, por nombre',
	'voted_at', 'Hora de la votación', 'votes_for', 'Votos a favor', 'votes_against', 'Votos en contra',
	'votes_abstained', 'Abstenciones', 'casting', 'Voto dirimente de quien preside', 'passed', 'Se aprobó',
	'unrecorded', 'La asistencia a la sesión no tiene registro', 'dissent', 'Votos singulares y sus fundamentos',
	'commitment_id', 'Compromiso', 'milestone_id', 'Hito', 'indicator_id', 'Indicador', 'target_change_id', 'Cambio de meta',
	'action_id', 'Acción correctiva', 'report_id', 'Informe', 'plan_version_id', 'Versión del plan',
	'replaced_by', 'Acuerdo que lo reemplaza', 'ended_in', 'Sesión que lo dio por terminado', 'ended_on', 'Cuándo terminó',
	'evidence', 'Evidencia de su cumplimiento', 'document_id', 'Documento de la evidencia',
	'why', 'Por qué quedó sin efecto');

alter table council.agenda
	add constraint agenda_agreement_id_fkey foreign key (agreement_id) references council.agreement;
create index agenda_agreement on council.agenda (agreement_id);

create table council.agreement_unit (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references council.agreement,
	responsible_id bigint not null references core.office
);
select core.make_register('council.agreement_unit', 'agreement_id', 'responsible_id');
create index agreement_unit_responsible on council.agreement_unit (responsible_id);
select core.make_comments('council.agreement_unit', 'Otras oficinas responsables de un acuerdo',
	'agreement_id', 'Acuerdo', 'responsible_id', 'Oficina responsable');

create table council.vote (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references council.agreement,
	seat_id bigint not null references council.seat,
	vote text not null,
	reason text,
	constraint vote_known check (vote in ('for', 'against', 'abstained'))
);
select core.make_register('council.vote', 'agreement_id', 'seat_id');
create index vote_seat on council.vote (seat_id);
select core.make_comments('council.vote', 'Votos de un acuerdo, por asiento',
	'agreement_id', 'Acuerdo', 'seat_id', 'Asiento', 'vote', 'A favor, en contra o abstención',
	'reason', 'Fundamento del voto singular');

-- What asks for an agreement points at the one that its text names.
do $$
declare
	r record;
begin
	for r in select * from (values ('plan.action_plan', 'agreement'), ('plan.action_plan_version', 'agreement'),
		('plan.milestone_reschedule', 'agreement'), ('plan.work_item', 'agreement'), ('follow.result', 'agreement'),
		('follow.baseline_set', 'agreement'), ('follow.target_change', 'agreement'),
		('follow.corrective_action', 'agreement'), ('follow.action_period', 'agreement'),
		('core.period', 'change_agreement')) as v (tab, col)
	loop
		execute format('alter table %s add agreement_id bigint references council.agreement', r.tab);
		execute format('create index %I on %s (agreement_id) where agreement_id is not null',
			split_part(r.tab, '.', 2) || '_agreement', r.tab);
		-- texts that name none yet are few
		execute format('create index %I on %s (id) where agreement_id is null and %I is not null',
			split_part(r.tab, '.', 2) || '_unnamed', r.tab, r.col);
		execute format('comment on column %s.agreement_id is %L', r.tab, 'Acuerdo registrado que su texto nombra');
	end loop;
end
$$;

-- One's own rows along their order.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as tab, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attname = 'list_place' and not a.attisdropped
		where c.relkind = 'r' and n.nspname = 'council'
	loop
		execute format('create index %I on %s (office_id, list_place, id) where deleted_at is null',
			r.relname || '_office_place', r.tab);
	end loop;
end
$$;

reset role;
