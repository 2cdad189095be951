-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reports of the yearly committee, and recommendations: its own bind.

set role hito_owner;

create table council.committee_report (
	id bigint generated always as identity primary key,
	body_id bigint not null references council.body,
	year integer not null,
	report_no integer not null,
	title text not null,
	about_text text,
	report_id bigint references follow.report,
	received_on date,
	document_id bigint references core.document,
	notes text,
	constraint committee_report_title_filled check (title <> ''),
	constraint committee_report_no_positive check (report_no > 0),
	constraint committee_report_year_sound check (year between 1990 and 2100)
);
select core.make_register('council.committee_report', 'body_id', 'year', 'report_no'), core.make_place('council.committee_report');
create index committee_report_report on council.committee_report (report_id);
create index committee_report_document on council.committee_report (document_id);
select core.make_folded('council.committee_report', 'title');
select core.make_comments('council.committee_report', 'Informes de los comités de seguimiento y evaluación',
	'body_id', 'Comité', 'year', 'Año que evalúa', 'report_no', 'Número del informe', 'title', 'Título',
	'about_text', 'Sobre qué informe o asunto es', 'report_id', 'Informe emitido que revisa', 'received_on', 'Recibido el',
	'document_id', 'Documento', 'notes', 'Observaciones');

create table council.recommendation (
	id bigint generated always as identity primary key,
	year integer not null,
	source text not null,
	binding boolean generated always as (source = 'committee') stored,
	number_text text,
	recommendation_no integer not null,
	committee_report_id bigint references council.committee_report,
	source_name text,
	recommendation_text text not null,
	plan_id bigint references plan.action_plan,
	commitment_id bigint references plan.commitment,
	state text not null default 'open',
	answer text,
	answered_on date,
	evidence text,
	document_id bigint references core.document,
	closing text,
	closed_on date,
	why text,
	constraint recommendation_no_positive check (recommendation_no > 0),
	constraint recommendation_year_sound check (year between 1990 and 2100),
	constraint recommendation_source_known check (source in ('committee', 'reviewer', 'consultation', 'other')),
	constraint recommendation_of_report check (source <> 'committee' or committee_report_id is not null),
	constraint recommendation_text_filled check (recommendation_text <> ''),
	constraint recommendation_state_known check (state in ('open', 'answered', 'closed', 'withdrawn')),
	constraint recommendation_binding_stays check (source <> 'committee' or state <> 'withdrawn'),
	constraint recommendation_answered_has_answer check (state <> 'answered' or coalesce(answer, '') <> ''),
	constraint recommendation_closed_by_committee check (state <> 'closed' or coalesce(closing, '') <> ''),
	constraint recommendation_withdrawn_has_why check (state <> 'withdrawn' or coalesce(why, '') <> '')
);
select core.make_register('council.recommendation', 'year', 'source', 'recommendation_no'),
	core.make_place('council.recommendation'), core.make_partial_date('council.recommendation', 'due', 'Plazo de la recomendación');
create index recommendation_committee_report on council.recommendation (committee_report_id);
create index recommendation_plan on council.recommendation (plan_id);
create index recommendation_commitment on council.recommendation (commitment_id);
create index recommendation_document on council.recommendation (document_id);
create index recommendation_open on council.recommendation (due_to) where deleted_at is null and state in ('open', 'answered');
select core.make_folded('council.recommendation', 'recommendation_text');
select core.make_comments('council.recommendation', 'Recomendaciones: las del comité obligan',
	'year', 'Año', 'source', 'De quién: comité, revisor, consulta, otra fuente', 'binding', 'Vinculante: es del comité',
	'number_text', 'Número como se publicó', 'recommendation_no', 'Número en su año y fuente',
	'committee_report_id', 'Informe del comité', 'source_name', 'Quién la hizo', 'recommendation_text', 'Qué recomienda',
	'plan_id', 'Plan', 'commitment_id', 'Compromiso', 'state', 'Abierta, respondida, cerrada, retirada',
	'answer', 'Qué se respondió', 'answered_on', 'Cuándo se respondió', 'evidence', 'Evidencia', 'document_id', 'Documento de la evidencia',
	'closing', 'Con qué la cerró quien la hizo', 'closed_on', 'Cuándo se cerró', 'why', 'Por qué se retiró');

alter table council.agenda
	add constraint agenda_recommendation_id_fkey foreign key (recommendation_id) references council.recommendation;
create index agenda_recommendation on council.agenda (recommendation_id);
create index committee_report_office_place on council.committee_report (office_id, list_place, id) where deleted_at is null;
create index recommendation_office_place on council.recommendation (office_id, list_place, id) where deleted_at is null;

-- In which session an issued report was presented, where its text names one.
alter table follow.report add presented_in bigint references council.session;
create index report_presented_in on follow.report (presented_in);
comment on column follow.report.presented_in is 'Sesión registrada que su texto nombra';

reset role;
