-- SPDX-License-Identifier: GPL-3.0-or-later
-- Periods, indicators, what was planned for each period and what came of it.

set role hito_owner;

create table core.period (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	period_key varchar(10) not null,
	period_title text not null,
	kind text not null default 'quarter',
	from_date date not null,
	to_date date not null,
	cutoff date not null,
	submissions_due date,
	report_due date,
	state text not null default 'open',
	constraint period_key_shape check (period_key ~ '^[0-9]{4}(-Q[1-4])?$'),
	constraint period_kind_known check (kind in ('quarter', 'year')),
	constraint period_kind_of_key check ((kind = 'quarter') = (period_key ~ 'Q')),
	constraint period_state_known check (state in ('open', 'closed')),
	constraint period_not_reversed check (to_date >= from_date),
	constraint period_due_after_cutoff check (submissions_due >= cutoff),
	constraint period_report_after_due check (report_due >= submissions_due)
);
select core.make_register('core.period', 'plan_id', 'period_key');
select core.make_comments('core.period', 'Periodos de seguimiento de un plan',
	'plan_id', 'Plan', 'period_key', 'Código del periodo: 2019-Q1 un trimestre, 2019 un año',
	'period_title', 'Nombre del periodo', 'kind', 'Trimestre o año',
	'from_date', 'Primer día', 'to_date', 'Último día', 'cutoff', 'Fecha de corte',
	'submissions_due', 'Plazo de las oficinas para informar',
	'report_due', 'Plazo del informe', 'state', 'Abierto o cerrado');

create table follow.indicator (
	id bigint generated always as identity primary key,
	plan_id bigint not null references plan.action_plan,
	commitment_id bigint references plan.commitment,
	milestone_id bigint references plan.milestone,
	objective_id bigint references plan.objective,
	action_line_id bigint references plan.action_line,
	indicator_code varchar(40) not null,
	indicator_name text not null,
	kind text not null default 'quantitative',
	unit text,
	formula text,
	direction text not null default 'up',
	measure text not null default 'sum',
	method text not null default 'ratio',
	baseline_value numeric,
	baseline_source text,
	weight numeric not null default 1,
	measured_on text,
	verification text,
	constraint indicator_code_filled check (indicator_code <> '' and indicator_name <> ''),
	constraint indicator_kind_known check (kind in ('quantitative', 'qualitative')),
	constraint indicator_direction_known check (direction in ('up', 'down')),
	constraint indicator_measure_known check (measure in ('sum', 'running', 'level')),
	constraint indicator_method_known check (method in ('ratio', 'progress', 'scale')),
	constraint indicator_progress_has_baseline check (method <> 'progress' or baseline_value is not null),
	constraint indicator_baseline_sound check (baseline_value > '-Infinity' and baseline_value < 'Infinity'),
	constraint indicator_weight_sound check (weight > 0 and weight < 'Infinity'),
	constraint indicator_measured_on_shape check (measured_on ~ '^[0-9]{4}(-Q[1-4])?( [0-9]{4}(-Q[1-4])?)*$')
);
select core.make_register('follow.indicator', 'plan_id', 'indicator_code');
create index indicator_commitment on follow.indicator (commitment_id);
select core.make_partial_date('follow.indicator', 'baseline_date', 'Fecha de la línea base');
select core.make_folded('follow.indicator', 'indicator_name');
select core.make_comments('follow.indicator', 'Indicadores de cumplimiento',
	'plan_id', 'Plan', 'commitment_id', 'Compromiso; en blanco, cuenta solo para el plan',
	'milestone_id', 'Hito', 'objective_id', 'Objetivo', 'action_line_id', 'Línea de acción',
	'indicator_code', 'Código del indicador', 'indicator_name', 'Nombre del indicador',
	'kind', 'Cuantitativo o cualitativo', 'unit', 'Unidad de medida', 'formula', 'Fórmula en palabras',
	'direction', 'Mejora al subir o al bajar',
	'measure', 'Los periodos se suman, el valor ya es acumulado o es un nivel',
	'method', 'Método: ejecutado entre planificado, avance desde la línea base o escala',
	'baseline_value', 'Valor de la línea base', 'baseline_source', 'Fuente de la línea base',
	'weight', 'Peso en el promedio',
	'measured_on', 'Periodos en que se mide, separados por un espacio; en blanco, en todos',
	'verification', 'Fuente de verificación');

create table follow.indicator_level (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	level numeric not null,
	meaning text not null
);
select core.make_register('follow.indicator_level', 'indicator_id', 'level');
select core.make_comments('follow.indicator_level', 'Qué significa cada nivel de un indicador cualitativo',
	'indicator_id', 'Indicador', 'level', 'Nivel', 'meaning', 'Qué significa');

create table follow.target (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	period_id bigint not null references core.period,
	planned numeric,
	constraint target_planned_sound check (planned > '-Infinity' and planned < 'Infinity')
);
select core.make_register('follow.target', 'indicator_id', 'period_id');
create index target_period on follow.target (period_id);
select core.make_comments('follow.target', 'Lo planificado de un indicador por periodo',
	'indicator_id', 'Indicador', 'period_id', 'Periodo', 'planned', 'Planificado');

create table follow.result (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	period_id bigint not null references core.period,
	executed numeric,
	narrative text,
	evidence text,
	document_id bigint references core.document,
	state text not null default 'draft',
	reason text,
	agreement text,
	entered_by text[] not null default '{}',
	submitted_by text,
	submitted_at timestamptz,
	approved_by text,
	approved_at timestamptz,
	approved_by_own_office boolean not null default false,
	constraint result_executed_sound check (executed > '-Infinity' and executed < 'Infinity'),
	constraint result_state_known check (state in ('draft', 'reported', 'returned', 'approved', 'not_applicable')),
	constraint result_reported_has_value check (state not in ('reported', 'approved') or executed is not null),
	constraint result_returned_has_reason check (state <> 'returned' or coalesce(reason, '') <> ''),
	constraint result_not_applicable_has_reason check (state <> 'not_applicable'
		or (coalesce(reason, '') <> '' and coalesce(agreement, '') <> '')),
	constraint result_approved_by_another check (not approved_by = any (entered_by) and approved_by <> submitted_by)
);
select core.make_register('follow.result', 'indicator_id', 'period_id');
create index result_period on follow.result (period_id);
select core.make_comments('follow.result', 'Resultados de los indicadores por periodo',
	'indicator_id', 'Indicador', 'period_id', 'Periodo', 'executed', 'Ejecutado',
	'narrative', 'Qué se hizo', 'evidence', 'Evidencia, como se escribió', 'document_id', 'Documento de evidencia',
	'state', 'Situación: borrador, informado, observado, aprobado, no aplica',
	'reason', 'Motivo por el que se observó o no aplica', 'agreement', 'Acuerdo por el que no aplica',
	'entered_by', 'Quiénes ingresaron el valor', 'submitted_by', 'Quién lo informó',
	'submitted_at', 'Cuándo se informó', 'approved_by', 'Quién lo aprobó', 'approved_at', 'Cuándo se aprobó',
	'approved_by_own_office', 'Lo aprobó la misma oficina responsable');

reset role;
