-- SPDX-License-Identifier: GPL-3.0-or-later
-- The quarter: what the offices hand in, what was frozen to measure against,
-- what is put right, and how the institution judges itself.

set role hito_owner;

create table plan.work_item (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	item_no integer not null,
	number_text text,
	stage text,
	text text not null,
	responsible text,
	goal_text text,
	quantity numeric,
	unit text,
	agreement text,
	notes text,
	constraint work_item_no_positive check (item_no > 0),
	constraint work_item_text_filled check (text <> ''),
	constraint work_item_quantity_sound check (quantity >= 0 and quantity < 'Infinity')
);
select core.make_register('plan.work_item', 'plan_id', 'item_no');
select core.make_partial_date('plan.work_item', 'starts', 'Inicio de la actividad');
select core.make_partial_date('plan.work_item', 'ends', 'Fin de la actividad');
alter table plan.work_item add constraint work_item_ends_after_start
	check (starts_doubtful or ends_doubtful or starts_from is null or ends_to is null
		or ends_to >= starts_from);
select core.make_folded('plan.work_item', 'text');
select core.make_comments('plan.work_item', 'Plan de trabajo: actividades por hacer, con responsable, meta y fecha',
	'plan_id', 'Plan', 'item_no', 'Número de la actividad en el plan de trabajo',
	'number_text', 'Número como se publicó', 'stage', 'Etapa', 'text', 'Actividad',
	'responsible', 'Responsable, como se escribió', 'goal_text', 'Meta, como se escribió',
	'quantity', 'Cantidad programada', 'unit', 'Unidad de medida',
	'agreement', 'Acuerdo que la aprobó', 'notes', 'Descripción u observaciones');

-- A goal stands under a milestone or under an activity of the work plan.
alter table plan.goal
	alter column milestone_id drop not null,
	add work_item_id bigint,
	add goal_no integer,
	add constraint goal_work_item_id_fkey foreign key (work_item_id) references plan.work_item,
	add constraint goal_one_parent check (num_nonnulls(milestone_id, work_item_id) = 1),
	add constraint goal_no_positive check (goal_no > 0);
update plan.goal g set goal_no = n.place
from (select id, row_number() over (partition by milestone_id order by id) as place
	from plan.goal) as n
where n.id = g.id;
alter table plan.goal alter column goal_no set not null;
create unique index goal_natural on plan.goal (milestone_id, work_item_id, goal_no)
	nulls not distinct where deleted_at is null;
create index goal_work_item on plan.goal (work_item_id) where work_item_id is not null;
select core.make_comments('plan.goal', 'Metas de un hito o de una actividad del plan de trabajo',
	'work_item_id', 'Actividad del plan de trabajo', 'goal_no', 'Número de la meta en su hito o actividad');

alter table plan.action_line add constraint action_line_filled check (line_code <> '' and title <> '');
alter table plan.objective add constraint objective_filled check (objective_code <> '' and title <> '');

-- Closing and reopening a period leave their marks.
alter table core.period
	add closed_by text,
	add closed_at timestamptz,
	add reopened_by text,
	add reopened_at timestamptz,
	add reopen_reason text;
select core.make_comments('core.period', 'Periodos de seguimiento de un plan',
	'closed_by', 'Quién lo cerró', 'closed_at', 'Cuándo se cerró',
	'reopened_by', 'Quién lo reabrió', 'reopened_at', 'Cuándo se reabrió',
	'reopen_reason', 'Motivo por el que se reabrió');

alter table core.rule_set
	add constraint rule_set_name_filled check (name <> ''),
	add constraint rule_set_cap_covers_threshold check (cap >= threshold);

-- What each plan is measured against, as it was agreed.
create table follow.baseline_set (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	version integer not null,
	agreement text,
	set_on date,
	state text not null default 'draft',
	notes text,
	frozen_by text,
	frozen_at timestamptz,
	constraint baseline_set_version_positive check (version > 0),
	constraint baseline_set_state_known check (state in ('draft', 'frozen')),
	constraint baseline_set_frozen_has_agreement check (state <> 'frozen'
		or (coalesce(agreement, '') <> '' and set_on is not null))
);
select core.make_register('follow.baseline_set', 'plan_id', 'version');
select core.make_comments('follow.baseline_set', 'Líneas base de un plan: contra qué se mide, con su acuerdo',
	'plan_id', 'Plan', 'version', 'Número de la línea base',
	'agreement', 'Acuerdo que la aprobó', 'set_on', 'Fecha en que se aprobó',
	'state', 'Situación: en preparación o aprobada', 'notes', 'Observaciones',
	'frozen_by', 'Quién la aprobó', 'frozen_at', 'Cuándo se grabó como aprobada');

create table follow.baseline_item (
	id bigint generated always as identity primary key,
	baseline_set_id bigint not null references follow.baseline_set,
	indicator_id bigint not null references follow.indicator,
	period_id bigint references core.period,
	planned numeric,
	weight numeric not null,
	method text not null,
	direction text not null,
	measure text not null,
	baseline_value numeric,
	measured_on text,
	levels jsonb
);
select core.make_register('follow.baseline_item');
create unique index baseline_item_natural on follow.baseline_item
	(baseline_set_id, indicator_id, period_id) nulls not distinct where deleted_at is null;
create index baseline_item_indicator on follow.baseline_item (indicator_id, period_id);
select core.make_comments('follow.baseline_item', 'Indicadores y metas como quedaron en una línea base',
	'baseline_set_id', 'Línea base', 'indicator_id', 'Indicador',
	'period_id', 'Periodo; en blanco, el indicador no tenía ninguna meta',
	'planned', 'Planificado', 'weight', 'Peso', 'method', 'Método', 'direction', 'Mejora al subir o al bajar',
	'measure', 'Los periodos se suman, el valor ya es acumulado o es un nivel',
	'baseline_value', 'Valor de la línea base', 'measured_on', 'Periodos en que se mide',
	'levels', 'Qué significa cada nivel de la escala');

-- After a baseline a target changes only by a row of this table.
create table follow.target_change (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	period_id bigint not null references core.period,
	old_planned numeric,
	new_planned numeric not null,
	reason text not null,
	agreement text not null,
	changed_on date not null,
	constraint target_change_sound check (new_planned > '-Infinity' and new_planned < 'Infinity'),
	constraint target_change_reason_filled check (reason <> ''),
	constraint target_change_agreement_filled check (agreement <> '')
);
select core.make_register('follow.target_change', 'indicator_id', 'period_id', 'changed_on');
select core.make_comments('follow.target_change', 'Cambios de metas acordados, con lo anterior al lado',
	'indicator_id', 'Indicador', 'period_id', 'Periodo', 'old_planned', 'Planificado antes',
	'new_planned', 'Planificado ahora', 'reason', 'Motivo', 'agreement', 'Acuerdo que lo aprobó',
	'changed_on', 'Fecha del cambio');

create table follow.submission (
	id bigint generated always as identity primary key,
	period_id bigint not null references core.period,
	state text not null default 'draft',
	explanation text,
	reason text,
	submitted_by text,
	submitted_at timestamptz,
	late boolean not null default false,
	returned_by text,
	returned_at timestamptz,
	approved_by text,
	approved_at timestamptz,
	own_office_approval boolean not null default false,
	constraint submission_state_known check (state in ('draft', 'submitted', 'returned', 'approved', 'missing')),
	constraint submission_reason_given check (state not in ('returned', 'missing') or coalesce(reason, '') <> ''),
	constraint submission_submitted_whole check (state not in ('submitted', 'approved')
		or (submitted_by is not null and submitted_at is not null)),
	constraint submission_approved_by_another check (approved_by <> submitted_by)
);
select core.make_register('follow.submission', 'period_id', 'office_id');
select core.make_comments('follow.submission', 'Envíos: lo que cada oficina informa de un periodo',
	'period_id', 'Periodo',
	'state', 'Situación: borrador, presentado, observado, aprobado, declarado sin informar',
	'explanation', 'Por qué se presenta sin alguno de los indicadores que tocan',
	'reason', 'Motivo por el que se observó o se declaró sin informar',
	'submitted_by', 'Quién lo presentó', 'submitted_at', 'Cuándo se presentó',
	'late', 'Se presentó fuera de plazo', 'returned_by', 'Quién lo observó', 'returned_at', 'Cuándo se observó',
	'approved_by', 'Quién lo aprobó', 'approved_at', 'Cuándo se aprobó',
	'own_office_approval', 'Lo aprobó la misma oficina responsable');

create table follow.corrective_action (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	commitment_id bigint references plan.commitment,
	period_id bigint not null references core.period,
	action_no integer not null,
	measure text not null,
	responsible text,
	evidence text,
	document_id bigint references core.document,
	state text not null default 'proposed',
	agreement text,
	why text,
	agreed_on date,
	ended_on date,
	constraint corrective_action_no_positive check (action_no > 0),
	constraint corrective_action_measure_filled check (measure <> ''),
	constraint corrective_action_state_known check
		(state in ('proposed', 'agreed', 'running', 'fulfilled', 'failed')),
	constraint corrective_action_agreed_by_agreement check
		(state in ('proposed', 'failed') or coalesce(agreement, '') <> ''),
	constraint corrective_action_fulfilled_has_evidence check (state <> 'fulfilled'
		or coalesce(evidence, '') <> '' or document_id is not null),
	constraint corrective_action_failed_has_why check (state <> 'failed' or coalesce(why, '') <> '')
);
select core.make_register('follow.corrective_action', 'plan_id', 'action_no');
select core.make_partial_date('follow.corrective_action', 'due', 'Plazo de la acción');
create index corrective_action_period on follow.corrective_action (period_id);
create index corrective_action_commitment on follow.corrective_action (commitment_id);
select core.make_folded('follow.corrective_action', 'measure');
select core.make_comments('follow.corrective_action', 'Acciones correctivas de lo que no alcanzó el umbral',
	'plan_id', 'Plan', 'commitment_id', 'Compromiso; en blanco, es del plan',
	'period_id', 'Periodo por cuyo resultado se propuso', 'action_no', 'Número de la acción en su plan',
	'measure', 'Medida', 'responsible', 'Puesto responsable', 'evidence', 'Evidencia, como se escribió',
	'document_id', 'Documento de evidencia',
	'state', 'Situación: propuesta, acordada, en marcha, cumplida, no cumplida',
	'agreement', 'Acuerdo que la aprobó', 'why', 'Por qué no se cumplió',
	'agreed_on', 'Fecha del acuerdo', 'ended_on', 'Fecha en que se cumplió o se dio por no cumplida');

-- Scales change with the years: each judgement names its own.
create table follow.completion_scale (
	id bigint generated always as identity primary key,
	scale varchar(40) not null,
	code varchar(20) not null,
	position integer not null,
	label text not null,
	other_words text,
	constraint completion_scale_filled check (scale <> '' and code <> '' and label <> '')
);
select core.make_register('follow.completion_scale', 'scale', 'code');
select core.make_comments('follow.completion_scale', 'Niveles de cumplimiento de cada escala con nombre',
	'scale', 'Nombre de la escala', 'code', 'Código del nivel', 'position', 'Orden, de menor a mayor',
	'label', 'Nivel, como se lee',
	'other_words', 'Otras palabras con que los archivos lo nombran, separadas por punto y coma');

create table follow.self_assessment (
	id bigint generated always as identity primary key,
	commitment_id bigint not null references plan.commitment,
	year integer not null,
	component text,
	scale varchar(40) not null,
	completion_id bigint references follow.completion_scale,
	result text,
	next_steps text,
	additional text,
	source_letter text,
	constraint self_assessment_year_sound check (year between 1990 and 2100)
);
select core.make_register('follow.self_assessment', 'commitment_id', 'year');
select core.make_partial_date('follow.self_assessment', 'ends', 'Fecha de fin informada');
select core.make_comments('follow.self_assessment', 'Autoevaluaciones: una tarjeta por compromiso y año',
	'commitment_id', 'Compromiso', 'year', 'Año', 'component', 'Componente',
	'scale', 'Escala con que se juzga', 'completion_id', 'Nivel de cumplimiento',
	'result', 'Descripción del resultado', 'next_steps', 'Próximos pasos',
	'additional', 'Información adicional', 'source_letter', 'Documento de donde viene');

create table follow.self_assessment_line (
	id bigint generated always as identity primary key,
	self_assessment_id bigint not null references follow.self_assessment,
	position integer not null,
	activity text not null,
	level text,
	progress text,
	constraint self_assessment_line_activity_filled check (activity <> '')
);
select core.make_register('follow.self_assessment_line');
create index self_assessment_line_card on follow.self_assessment_line (self_assessment_id);
select core.make_partial_date('follow.self_assessment_line', 'ends', 'Fecha de fin o reprogramada');
select core.make_comments('follow.self_assessment_line', 'Actividades de una autoevaluación',
	'self_assessment_id', 'Autoevaluación', 'position', 'Orden', 'activity', 'Actividad',
	'level', 'Nivel de avance', 'progress', 'Avance registrado');

reset role;
