-- SPDX-License-Identifier: GPL-3.0-or-later
-- What citizens say and what they are answered, the proposals that a plan
-- began with, agreements with other bodies, and what reviewers found of a plan.

set role hito_owner;

create table plan.consultation (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	consultation_no integer not null,
	title text not null,
	channel text,
	opens date not null,
	closes date not null,
	answers_due date,
	plan_version integer,
	notes text,
	constraint consultation_no_positive check (consultation_no > 0),
	constraint consultation_title_filled check (title <> ''),
	constraint consultation_not_reversed check (closes >= opens),
	constraint consultation_due_after_close check (answers_due >= closes),
	constraint consultation_version_positive check (plan_version > 0)
);
select core.make_register('plan.consultation', 'plan_id', 'consultation_no'), core.make_place('plan.consultation');
select core.make_folded('plan.consultation', 'title');
select core.make_comments('plan.consultation', 'Consultas a la ciudadanía sobre un plan',
	'plan_id', 'Plan', 'consultation_no', 'Número de la consulta en su plan', 'title', 'Qué se consulta',
	'channel', 'Por qué medio: portal, correo, mesa de partes, reunión',
	'opens', 'Primer día en que se reciben aportes', 'closes', 'Último día en que se reciben aportes',
	'answers_due', 'Hasta cuándo se responden los aportes',
	'plan_version', 'Versión del plan que se consulta', 'notes', 'Observaciones');

-- Who is joined to another is not joined to by others, and the answer of one is
-- that of many only where it is its own: the columns made for that let the
-- table keep it, whoever writes and at the same time as whom.
create table plan.contribution (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	contribution_no integer not null,
	consultation_id bigint references plan.consultation,
	commitment_id bigint references plan.commitment,
	milestone_id bigint references plan.milestone,
	received_on date not null,
	answer_due date,
	author_kind text not null default 'person',
	consent boolean not null default false,
	author_mask text,
	text text not null,
	state text not null default 'received',
	outcome text,
	reason text,
	answer text,
	answered_with_id bigint,
	published_on date,
	changes text,
	changed_version integer,
	changed_commitment_id bigint references plan.commitment,
	joined_to_id bigint,
	stands_alone boolean not null generated always as (joined_to_id is null) stored,
	carries boolean not null generated always as (coalesce(answer, '') <> '' and joined_to_id is null) stored,
	joined_to_alone boolean generated always as (case when joined_to_id is not null then true end) stored,
	answered_with_carrying boolean generated always as (case when answered_with_id is not null then true end) stored,
	constraint contribution_no_positive check (contribution_no > 0),
	constraint contribution_text_filled check (text <> ''),
	constraint contribution_due_after check (answer_due >= received_on),
	constraint contribution_author_kind_known check (author_kind in ('person', 'group')),
	constraint contribution_state_known check (state in ('received', 'evaluated', 'answered', 'joined')),
	constraint contribution_outcome_known check (outcome in ('accepted', 'partly', 'not_accepted', 'out_of_scope')),
	constraint contribution_evaluated_has_outcome check (state not in ('evaluated', 'answered') or outcome is not null),
	constraint contribution_refused_has_reason check (outcome is distinct from 'not_accepted' or coalesce(reason, '') <> ''),
	constraint contribution_answered_is_published check (state <> 'answered' or published_on is not null),
	constraint contribution_one_answer check (
		num_nonnulls(nullif(answer, ''), answered_with_id) = (state = 'answered')::int),
	constraint contribution_joined_to_another check ((state = 'joined') = (joined_to_id is not null)
		and joined_to_id <> id),
	constraint contribution_published_after check (published_on >= received_on),
	constraint contribution_changed_version_positive check (changed_version > 0),
	constraint contribution_alone unique (id, stands_alone),
	constraint contribution_carrying unique (id, carries),
	constraint contribution_joined_to_id_fkey foreign key (joined_to_id, joined_to_alone)
		references plan.contribution (id, stands_alone),
	constraint contribution_answered_with_id_fkey foreign key (answered_with_id, answered_with_carrying)
		references plan.contribution (id, carries)
);
select core.make_register('plan.contribution', 'plan_id', 'contribution_no'), core.make_place('plan.contribution');
select core.make_folded('plan.contribution', 'text');
create index contribution_consultation on plan.contribution (consultation_id) where consultation_id is not null;
create index contribution_joined_to on plan.contribution (joined_to_id) where joined_to_id is not null;
create index contribution_answered_with on plan.contribution (answered_with_id) where answered_with_id is not null;
create index contribution_waiting on plan.contribution (plan_id) where state in ('received', 'evaluated') and deleted_at is null;
select core.make_comments('plan.contribution', 'Aportes de la ciudadanía y lo que se les respondió',
	'plan_id', 'Plan', 'contribution_no', 'Número del aporte en su plan',
	'consultation_id', 'Consulta a la que llegó', 'commitment_id', 'Compromiso del que trata',
	'milestone_id', 'Hito del que trata', 'received_on', 'Día en que se recibió',
	'answer_due', 'Plazo para responderlo, si no es el de su consulta',
	'author_kind', 'Lo envió una persona o un grupo', 'consent', 'Consiente en que se publique su nombre',
	'author_mask', 'Nombre del autor con sus letras ocultas', 'text', 'Aporte, como se recibió',
	'state', 'Situación: recibido, evaluado, respondido o unido a otro',
	'outcome', 'Evaluación: aceptado, en parte, no aceptado o fuera del alcance',
	'reason', 'Motivo de la evaluación', 'answer', 'Respuesta',
	'answered_with_id', 'Aporte con cuya respuesta se respondió también este',
	'published_on', 'Día en que se publicó la respuesta', 'changes', 'Qué cambió por este aporte',
	'changed_version', 'Versión del plan en la que está el cambio',
	'changed_commitment_id', 'Compromiso que cambió', 'joined_to_id', 'Aporte igual al que está unido',
	'stands_alone', 'No está unido a otro', 'carries', 'Lleva una respuesta propia',
	'joined_to_alone', 'Para cuidar que no se unan en cadena',
	'answered_with_carrying', 'Para cuidar que la respuesta de otro sea la suya');

create table plan.contribution_private (
	id bigint generated always as identity primary key,
	contribution_id bigint not null references plan.contribution,
	author_name text,
	email text,
	phone text,
	address text,
	constraint contribution_private_filled check (coalesce(author_name, email, phone, address, '') <> '')
);
select core.make_register('plan.contribution_private', 'contribution_id');
select core.make_comments('plan.contribution_private', 'Quién envió un aporte y cómo responderle (datos personales)',
	'contribution_id', 'Aporte', 'author_name', 'Nombre de la persona o del grupo',
	'email', 'Correo electrónico', 'phone', 'Teléfono', 'address', 'Dirección');

-- What a plan began with: tables of a sector, the proposals that they made, and
-- the weights by which a year chose among them. What a table is said to have
-- proposed stands beside what is registered.
create table plan.sector_table (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	table_no integer not null,
	name text not null,
	agency text,
	participants_civil integer,
	participants_public integer,
	proposals_stated integer,
	commitment_id bigint references plan.commitment,
	notes text,
	constraint sector_table_no_positive check (table_no > 0),
	constraint sector_table_name_filled check (name <> ''),
	constraint sector_table_counts_sound check (participants_civil >= 0 and participants_public >= 0
		and proposals_stated >= 0)
);
select core.make_register('plan.sector_table', 'plan_id', 'table_no'), core.make_place('plan.sector_table'),
	core.make_partial_date('plan.sector_table', 'held', 'Fecha de la reunión');
select core.make_folded('plan.sector_table', 'name');
select core.make_comments('plan.sector_table', 'Mesas sectoriales en las que se hicieron propuestas para un plan',
	'plan_id', 'Plan', 'table_no', 'Número de la mesa', 'name', 'Nombre de la mesa',
	'agency', 'Entidad que la condujo, como se publicó',
	'participants_civil', 'Participantes de la sociedad civil',
	'participants_public', 'Participantes de entidades públicas',
	'proposals_stated', 'Cuántas propuestas se dice que hizo',
	'commitment_id', 'Compromiso en que terminó', 'notes', 'Observaciones');

create table plan.initiative_weight (
	id bigint generated always as identity primary key,
	year integer not null,
	criterion text not null,
	weight numeric not null,
	source text,
	verified boolean not null default false,
	constraint initiative_weight_year_sound check (year between 1990 and 2100),
	constraint initiative_weight_criterion_known check (criterion in ('transparency', 'participation', 'technology',
		'growth', 'social')),
	constraint initiative_weight_sound check (weight > 0 and weight < 'Infinity')
);
select core.make_register('plan.initiative_weight', 'year', 'criterion');
select core.make_comments('plan.initiative_weight', 'Cuánto pesó cada criterio al elegir las iniciativas de un año',
	'year', 'Año', 'criterion', 'Criterio', 'weight', 'Peso', 'source', 'Documento que lo dice',
	'verified', 'Verificado con su documento');

create table plan.initiative (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	initiative_no integer not null,
	sector_table_id bigint references plan.sector_table,
	year integer not null,
	title text not null,
	description text,
	transparency_points numeric,
	participation_points numeric,
	technology_points numeric,
	growth_points numeric,
	social_points numeric,
	state text not null default 'proposed',
	reason text,
	answer text,
	commitment_id bigint references plan.commitment,
	constraint initiative_no_positive check (initiative_no > 0),
	constraint initiative_year_sound check (year between 1990 and 2100),
	constraint initiative_title_filled check (title <> ''),
	constraint initiative_points_sound check (transparency_points between 0 and 100
		and participation_points between 0 and 100 and technology_points between 0 and 100
		and growth_points between 0 and 100 and social_points between 0 and 100),
	constraint initiative_state_known check (state in ('proposed', 'preselected', 'prioritised', 'commitment', 'discarded')),
	constraint initiative_discarded_has_reason check (state <> 'discarded' or coalesce(reason, '') <> ''),
	constraint initiative_became_a_commitment check (state <> 'commitment' or commitment_id is not null),
	constraint initiative_commitment_of_chosen check (commitment_id is null or state in ('prioritised', 'commitment'))
);
select core.make_register('plan.initiative', 'plan_id', 'initiative_no'), core.make_place('plan.initiative');
select core.make_folded('plan.initiative', 'title');
create index initiative_table on plan.initiative (sector_table_id) where sector_table_id is not null;
select core.make_comments('plan.initiative', 'Iniciativas propuestas para un plan y en qué terminaron',
	'plan_id', 'Plan', 'initiative_no', 'Número de la iniciativa en su plan', 'sector_table_id', 'Mesa que la propuso',
	'year', 'Año cuyos pesos valen', 'title', 'Iniciativa', 'description', 'Descripción',
	'transparency_points', 'Puntos: más información para la transparencia y la rendición de cuentas',
	'participation_points', 'Puntos: genera participación ciudadana',
	'technology_points', 'Puntos: crea innovación tecnológica',
	'growth_points', 'Puntos: genera crecimiento económico', 'social_points', 'Puntos: genera valor social',
	'state', 'Etapa: propuesta, preseleccionada, priorizada, compromiso o descartada',
	'reason', 'Motivo por el que se descartó', 'answer', 'Respuesta a quienes la propusieron',
	'commitment_id', 'Compromiso en que se convirtió');

-- Agreements with other bodies; they stand until they are replaced or ended.
create table plan.agreement_between_bodies (
	id bigint generated always as identity primary key,
	agreement_ref varchar(60) not null,
	plan_id bigint references plan.action_plan,
	commitment_id bigint references plan.commitment,
	subject text not null,
	signed_on date,
	from_date date,
	to_date date,
	document_id bigint references core.document,
	ended_on date,
	ended_why text,
	replaced_by_id bigint references plan.agreement_between_bodies,
	notes text,
	constraint agreement_between_bodies_filled check (agreement_ref <> '' and subject <> ''),
	constraint agreement_between_bodies_not_reversed check (to_date >= from_date),
	constraint agreement_between_bodies_starts_signed check (from_date is null or signed_on is not null),
	constraint agreement_between_bodies_ended_after check (ended_on >= signed_on),
	constraint agreement_between_bodies_ended_has_why check ((ended_on is null) = (coalesce(ended_why, '') = '')),
	constraint agreement_between_bodies_ended_signed check (signed_on is not null or (ended_on is null and replaced_by_id is null)),
	constraint agreement_between_bodies_replaced_by_another check (replaced_by_id <> id)
);
select core.make_register('plan.agreement_between_bodies', 'agreement_ref');
select core.make_folded('plan.agreement_between_bodies', 'subject');
select core.make_comments('plan.agreement_between_bodies', 'Convenios interinstitucionales',
	'agreement_ref', 'Código del convenio, como se cita', 'plan_id', 'Plan', 'commitment_id', 'Compromiso que apoya',
	'subject', 'Objeto', 'signed_on', 'Fecha de la firma', 'from_date', 'Rige desde; en blanco, desde la firma',
	'to_date', 'Plazo; en blanco, sin plazo', 'document_id', 'Documento', 'ended_on', 'Terminó el',
	'ended_why', 'Por qué terminó', 'replaced_by_id', 'Convenio que lo reemplaza', 'notes', 'Observaciones');

create table plan.agreement_party (
	id bigint generated always as identity primary key,
	agreement_id bigint not null references plan.agreement_between_bodies,
	party text not null,
	signed_by text,
	constraint agreement_party_filled check (party <> '')
);
select core.make_register('plan.agreement_party', 'agreement_id', 'party');
select core.make_comments('plan.agreement_party', 'Partes de un convenio interinstitucional',
	'agreement_id', 'Convenio', 'party', 'Institución', 'signed_by', 'Cargo de quien firmó');

-- What a reviewer found: figures of the plan, and codes of each commitment on
-- the scale that held in the year of the review.
create table plan.plan_review (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	year integer not null,
	kind text not null,
	reviewer text not null,
	published_on date,
	source text,
	notes text,
	constraint plan_review_year_sound check (year between 1990 and 2100),
	constraint plan_review_kind_known check (kind in ('design', 'progress', 'action_plan', 'results', 'other')),
	constraint plan_review_reviewer_filled check (reviewer <> '')
);
select core.make_register('plan.plan_review', 'plan_id', 'year', 'kind'), core.make_place('plan.plan_review');
select core.make_comments('plan.plan_review', 'Evaluaciones de un plan por terceros',
	'plan_id', 'Plan', 'year', 'Año de la evaluación, cuya escala vale', 'kind',
	'Clase: de diseño, de progreso, del plan de acción, de resultados u otra',
	'reviewer', 'Quién evaluó', 'published_on', 'Fecha de publicación', 'source', 'Documento o dirección web',
	'notes', 'Observaciones');

create table plan.plan_review_figure (
	id bigint generated always as identity primary key,
	plan_review_id bigint not null references plan.plan_review,
	position integer not null,
	item text not null,
	value numeric,
	text text,
	constraint plan_review_figure_filled check (item <> '' and coalesce(value::text, text, '') <> ''),
	constraint plan_review_figure_sound check (value > '-Infinity' and value < 'Infinity')
);
select core.make_register('plan.plan_review_figure', 'plan_review_id', 'item');
select core.make_comments('plan.plan_review_figure', 'Cifras de una evaluación',
	'plan_review_id', 'Evaluación', 'position', 'Orden', 'item', 'Qué se cuenta', 'value', 'Cifra',
	'text', 'Cómo lo dice la evaluación');

create table plan.review_scale (
	id bigint generated always as identity primary key,
	scale text not null,
	from_year integer not null,
	to_year integer,
	level varchar(20) not null,
	position integer not null,
	label text not null,
	other_words text,
	source text,
	verified boolean not null default false,
	constraint review_scale_known check (scale in ('specificity', 'verifiable', 'relevance', 'impact', 'ambition',
		'completion', 'early_results')),
	constraint review_scale_filled check (level <> '' and label <> ''),
	constraint review_scale_years_sound check (from_year between 1990 and 2100),
	constraint review_scale_not_reversed check (to_year >= from_year),
	constraint review_scale_one unique (id, scale)
);
select core.make_register('plan.review_scale', 'scale', 'from_year', 'level');
select core.make_comments('plan.review_scale', 'Escalas con que se evalúan los compromisos, con los años en que rigen',
	'scale', 'Escala', 'from_year', 'Rige desde el año', 'to_year', 'Hasta el año; en blanco, sigue',
	'level', 'Código del nivel', 'position', 'Orden, de menor a mayor', 'label', 'Nivel, como se lee',
	'other_words', 'Otras palabras con que los archivos lo nombran, separadas por punto y coma',
	'source', 'Documento que lo dice', 'verified', 'Verificado con su documento');

create table plan.review_coding (
	id bigint generated always as identity primary key,
	plan_review_id bigint not null references plan.plan_review,
	commitment_id bigint not null references plan.commitment,
	scale text not null,
	level_id bigint not null references plan.review_scale,
	note text,
	constraint review_coding_of_scale foreign key (level_id, scale) references plan.review_scale (id, scale)
);
select core.make_register('plan.review_coding', 'plan_review_id', 'commitment_id', 'scale'),
	core.make_place('plan.review_coding');
select core.make_comments('plan.review_coding', 'Cómo se evaluó cada compromiso',
	'plan_review_id', 'Evaluación', 'commitment_id', 'Compromiso', 'scale', 'Escala', 'level_id', 'Nivel',
	'note', 'Explicación');

reset role;
