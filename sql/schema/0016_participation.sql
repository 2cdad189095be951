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

reset role;
