-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a period was measured by when it closed, corrective actions that go on
-- answering for a later period, activities of the work plan, and the place of
-- a row in its list.

set role hito_owner;

-- The indicators of a period as they counted: written when it closes, and for
-- the open periods of a plan while its next baseline is prepared, so that a
-- draft moves no figure.
create table follow.period_item (
	id bigint generated always as identity primary key,
	period_id bigint not null references core.period,
	indicator_id bigint not null references follow.indicator,
	commitment_id bigint references plan.commitment,
	unit_id bigint not null references core.office,
	objective_id bigint references plan.objective,
	action_line_id bigint references plan.action_line,
	weight numeric not null,
	method text not null,
	direction text not null,
	measure text not null,
	baseline_value numeric,
	measured_on text,
	levels jsonb,
	planned numeric,
	original numeric
);
select core.make_register('follow.period_item', 'period_id', 'indicator_id');
create index period_item_indicator on follow.period_item (indicator_id);
select core.make_comments('follow.period_item', 'Indicadores de un periodo como contaban al cerrarlo, o al empezar otra línea base',
	'period_id', 'Periodo', 'indicator_id', 'Indicador', 'commitment_id', 'Compromiso; en blanco, cuenta solo para el plan',
	'unit_id', 'Oficina que respondía por el indicador', 'objective_id', 'Objetivo', 'action_line_id', 'Línea de acción',
	'weight', 'Peso', 'method', 'Método', 'direction', 'Mejora al subir o al bajar',
	'measure', 'Los periodos se suman, el valor ya es acumulado o es un nivel',
	'baseline_value', 'Valor de la línea base', 'measured_on', 'Periodos en que se mide',
	'levels', 'Qué significa cada nivel de la escala', 'planned', 'Planificado',
	'original', 'Planificado en la primera línea base');

-- What is closed already keeps what it counts by today.
insert into follow.period_item (period_id, indicator_id, commitment_id, unit_id, objective_id, action_line_id,
	weight, method, direction, measure, baseline_value, measured_on, levels, planned, original, office_id)
select p.id, i.id, i.commitment_id, i.office_id, coalesce(i.objective_id, c.objective_id, l.objective_id), l.id,
	i.weight, i.method, i.direction, i.measure, i.baseline_value, i.measured_on,
	(select jsonb_agg(jsonb_build_object('level', v.level, 'meaning', v.meaning) order by v.level)
		from follow.indicator_level v where v.indicator_id = i.id and v.deleted_at is null),
	t.planned, o.planned, p.office_id
from core.period p
join follow.indicator i on i.plan_id = p.plan_id and i.deleted_at is null
left join plan.commitment c on c.id = i.commitment_id
left join plan.action_line l on l.id = coalesce(i.action_line_id, c.action_line_id)
left join follow.target t on t.indicator_id = i.id and t.period_id = p.id and t.deleted_at is null
left join lateral (select b.planned from follow.baseline_item b
		join follow.baseline_set s on s.id = b.baseline_set_id and s.state = 'frozen' and s.deleted_at is null
		where b.indicator_id = i.id and b.period_id = p.id and b.deleted_at is null
		order by s.version limit 1) as o on true
where p.state = 'closed' and p.deleted_at is null;

-- An open action that the secretariat keeps for a later period of the same
-- commitment answers that period too.
create table follow.action_period (
	id bigint generated always as identity primary key,
	action_id bigint not null references follow.corrective_action,
	period_id bigint not null references core.period,
	reason text not null,
	agreement text,
	kept_by text,
	kept_at timestamptz,
	constraint action_period_reason_filled check (reason <> '')
);
select core.make_register('follow.action_period', 'action_id', 'period_id');
create index action_period_period on follow.action_period (period_id);
select core.make_comments('follow.action_period', 'Periodos siguientes por los que responde también una acción correctiva abierta',
	'action_id', 'Acción correctiva', 'period_id', 'Periodo', 'reason', 'Por qué la misma acción basta',
	'agreement', 'Acuerdo que la mantiene', 'kept_by', 'Quién la mantuvo', 'kept_at', 'Cuándo se mantuvo');

-- An activity belongs to a plan and optionally to a commitment, a milestone
-- or a row of the work plan.
alter table plan.activity
	add work_item_id bigint,
	add constraint activity_work_item_id_fkey foreign key (work_item_id) references plan.work_item;
create index activity_work_item on plan.activity (work_item_id) where work_item_id is not null;
select core.make_comments('plan.activity', 'Actividades realizadas',
	'work_item_id', 'Actividad del plan de trabajo que cumple');

-- The key by which a register is listed stands in one column with an index, as
-- it is made of the codes of several tables: page after page is read along the
-- index. 37_place.sql fills it.
create function core.make_place(tab regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	name text := (select relname from pg_class where oid = tab);
begin
	execute format('alter table %s add list_place text collate "C" not null default ''''', tab);
	execute format('create index %I on %s (list_place, id) where deleted_at is null', name || '_place', tab);
	execute format('comment on column %s.list_place is %L', tab,
		'Lugar en la lista: los códigos por los que se ordena');
end
$$;
comment on function core.make_place(regclass) is 'Añade a una tabla su lugar en la lista';
select core.make_place(name::regclass) from (values
	('plan.objective'), ('plan.action_line'), ('plan.commitment'), ('plan.milestone'), ('plan.goal'),
	('plan.work_item'), ('plan.activity'), ('core.period'), ('core.person_in_post'), ('follow.indicator'),
	('follow.target'), ('follow.target_change'), ('follow.result'), ('follow.baseline_set'),
	('follow.submission'), ('follow.corrective_action'), ('follow.self_assessment')) as v (name);

reset role;
