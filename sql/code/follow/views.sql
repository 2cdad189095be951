-- SPDX-License-Identifier: GPL-3.0-or-later
-- Views of the registers of the quarter, as core/views.sql has them for the
-- others.

-- A view's help. A column without its own takes that of its table's column,
-- else that of a column of the same name in a view that has one already.
create function core.describe_view(v regclass, about text, variadic pairs text[] default '{}')
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	r record;
begin
	execute format('comment on view %s is %L', v, about);
	for r in
		select a.attname as col, coalesce(
			(select pairs[2 * n] from generate_series(1, cardinality(pairs) / 2) as n
				where pairs[2 * n - 1] = a.attname),
			(select col_description(t.oid, b.attnum) from pg_class t
				join pg_attribute b on b.attrelid = t.oid
				where t.relnamespace = c.relnamespace and b.attname = a.attname
					and t.relname = regexp_replace(c.relname, '_(all|list|pick)$', '')),
			(select min(col_description(w.oid, b.attnum)) from pg_class w
				join pg_attribute b on b.attrelid = w.oid
				where w.relkind = 'v' and w.relowner = c.relowner and b.attname = a.attname)) as help
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
		where c.oid = v
	loop
		execute format('comment on column %s.%I is %L', v, r.col, r.help);
	end loop;
end
$$;
comment on function core.describe_view(regclass, text, text[]) is 'Escribe la ayuda de una vista y de sus columnas';

-- X_all with its help, and X_list over it with the same.
create function core.publish_view(v regclass, about text, variadic pairs text[] default '{}')
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.describe_view(v, about, variadic pairs);
	perform core.list_of(v);
	perform core.describe_view(regexp_replace(v::text, '_all$', '_list')::regclass,
		about || ', sin los anulados', variadic pairs);
end
$$;
comment on function core.publish_view(regclass, text, text[]) is 'Escribe la ayuda de una vista _all y crea su _list';

create view core.year_name_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.year_name t join core.office o on o.id = t.office_id;
select core.publish_view('core.year_name_all', 'Nombres oficiales de los años');

create view plan.objective_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from plan.objective t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;
select core.publish_view('plan.objective_all', 'Objetivos de los planes');

create view plan.objective_pick with (security_invoker = true) as
select t.id, p.plan_code, t.objective_code, t.title as objective_title,
	core.fold(t.objective_code) || ' ' || core.fold(t.title) as search_folded
from plan.objective t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;
select core.describe_view('plan.objective_pick', 'Objetivos para elegir', 'objective_title', 'Objetivo');

create view plan.action_line_all with (security_invoker = true) as
select t.*, p.plan_code, b.objective_code, b.title as objective_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from plan.action_line t join plan.objective b on b.id = t.objective_id
	join plan.action_plan p on p.id = b.plan_id join core.office o on o.id = t.office_id;
select core.publish_view('plan.action_line_all', 'Líneas de acción de los objetivos');

create view plan.action_line_pick with (security_invoker = true) as
select t.id, p.plan_code, b.objective_code, t.line_code, t.title as line_title,
	core.fold(t.line_code) || ' ' || core.fold(t.title) as search_folded
from plan.action_line t join plan.objective b on b.id = t.objective_id
	join plan.action_plan p on p.id = b.plan_id
where t.deleted_at is null and b.deleted_at is null and p.deleted_at is null;
select core.describe_view('plan.action_line_pick', 'Líneas de acción para elegir',
	'line_title', 'Línea de acción');

create view plan.work_item_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful
from plan.work_item t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;
select core.publish_view('plan.work_item_all', 'Actividades de los planes de trabajo');

create view plan.work_item_pick with (security_invoker = true) as
select t.id, p.plan_code, t.item_no, t.text as item_text,
	t.item_no || ' ' || t.text_folded as search_folded
from plan.work_item t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;
select core.describe_view('plan.work_item_pick', 'Actividades del plan de trabajo, para elegir',
	'item_text', 'Actividad del plan de trabajo');

-- A goal's key: 3.2/1 the first of milestone 3.2, PT 4/1 of the fourth row of
-- the work plan. fulfilled: what activities count for it reached the quantity.
create view plan.goal_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, m.position, w.item_no,
	case when m.id is null then 'PT ' || w.item_no
		else c.commitment_no || '.' || m.position end || '/' || t.goal_no as goal_key,
	coalesce(m.text, w.text) as parent_text, done.quantity as done,
	done.quantity >= t.quantity as fulfilled, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.due_doubtful as doubtful,
	core.is_past(t.due_to, t.due_doubtful, (select core.today()))
		and done.quantity < t.quantity as overdue
from plan.goal t join core.office o on o.id = t.office_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.commitment c on c.id = m.commitment_id
	left join plan.work_item w on w.id = t.work_item_id
	join plan.action_plan p on p.id = coalesce(c.plan_id, w.plan_id)
	left join lateral (select coalesce(sum(r.quantity), 0) as quantity
		from plan.activity_result r
		where r.goal_id = t.id and r.deleted_at is null) done on true;
select core.publish_view('plan.goal_all', 'Metas de hitos y actividades del plan de trabajo',
	'goal_key', 'Clave de la meta: 3.2/1 de un hito, PT 4/1 del plan de trabajo',
	'item_no', 'Número de la actividad en el plan de trabajo',
	'parent_text', 'Hito o actividad de la que es la meta',
	'fulfilled', 'Las actividades alcanzaron la cantidad', 'done', 'Cantidad alcanzada',
	'overdue', 'Venció sin cumplirse');

-- What an activity's counted result may point at.
create view plan.goal_pick with (security_invoker = true) as
select g.id, g.plan_code, g.goal_key, g.text as goal_text,
	core.fold(g.goal_key) || ' ' || core.fold(g.text) as search_folded
from plan.goal_list g;
select core.describe_view('plan.goal_pick', 'Metas para elegir', 'goal_text', 'Meta');

create view follow.baseline_set_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	(select count(distinct i.indicator_id) from follow.baseline_item i
		where i.baseline_set_id = t.id and i.deleted_at is null) as indicators
from follow.baseline_set t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;
select core.publish_view('follow.baseline_set_all', 'Líneas base de los planes',
	'indicators', 'Cuántos indicadores quedaron en ella');

create view follow.baseline_item_all with (security_invoker = true) as
select t.*, i.indicator_code, i.indicator_name, i.unit, r.period_key::text as period_key
from follow.baseline_item t join follow.indicator i on i.id = t.indicator_id
	left join core.period r on r.id = t.period_id;
select core.publish_view('follow.baseline_item_all', 'Indicadores y metas de una línea base');

create view follow.target_change_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit,
	r.period_key::text as period_key, r.period_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from follow.target_change t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id;
select core.publish_view('follow.target_change_all', 'Cambios de metas');

create view follow.submission_all with (security_invoker = true) as
select t.*, p.plan_code, r.period_key::text as period_key, r.period_title, r.state as period_state,
	r.submissions_due, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	r.state = 'open' and t.state in ('draft', 'returned', 'missing') as sendable,
	r.state = 'open' and t.state in ('submitted', 'approved') as returnable,
	r.state = 'open' and t.state in ('draft', 'returned') as missable
from follow.submission t join core.period r on r.id = t.period_id
	join plan.action_plan p on p.id = r.plan_id
	join core.office o on o.id = t.office_id;
select core.publish_view('follow.submission_all', 'Envíos de las oficinas',
	'submissions_due', 'Plazo de las oficinas para informar',
	'sendable', 'Se puede presentar', 'returnable', 'Se puede observar',
	'missable', 'Se puede declarar sin informar');

create view follow.corrective_action_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	r.period_key::text as period_key, r.period_title, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.due_doubtful as doubtful,
	t.state in ('proposed', 'agreed', 'running') as open,
	t.state = 'proposed' as to_agree,
	t.state in ('agreed', 'running') as failable,
	k.kept_for, k.kept_for is not null as kept,
	t.state in ('proposed', 'agreed', 'running')
		and core.is_past(t.due_to, t.due_doubtful, (select core.today())) as overdue,
	t.state in ('proposed', 'agreed', 'running') and not t.due_doubtful
		and coalesce(t.due_to <= (select core.today()) + 30, false) as falling_due
from follow.corrective_action t join plan.action_plan p on p.id = t.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join core.document d on d.id = t.document_id
	left join lateral (select string_agg(q.period_key, ', ' order by q.to_date) as kept_for
		from follow.action_period x join core.period q on q.id = x.period_id
		where x.action_id = t.id and x.deleted_at is null) k on true;
select core.publish_view('follow.corrective_action_all', 'Acciones correctivas',
	'open', 'Todavía no se cumplió ni se dio por no cumplida', 'to_agree', 'Por acordar',
	'failable', 'Se acordó y no terminó', 'overdue', 'Venció sin cumplirse',
	'kept_for', 'Periodos siguientes por los que responde también', 'kept', 'Se mantiene para otro periodo',
	'falling_due', 'Vencida, o vence en 30 días');

create view follow.action_period_all with (security_invoker = true) as
select t.*, a.action_no, a.measure, r.period_key::text as period_key
from follow.action_period t join follow.corrective_action a on a.id = t.action_id
	join core.period r on r.id = t.period_id;
select core.describe_view('follow.action_period_all', 'Acciones correctivas mantenidas para otros periodos');

create view follow.completion_scale_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from follow.completion_scale t join core.office o on o.id = t.office_id;
select core.publish_view('follow.completion_scale_all', 'Escalas de cumplimiento');

create view follow.completion_pick with (security_invoker = true) as
select id, scale, code as completion_code, label as completion_label, position,
	core.fold(code) || ' ' || core.fold(label) as search_folded
from follow.completion_scale where deleted_at is null;
select core.describe_view('follow.completion_pick', 'Niveles de cumplimiento, para elegir',
	'scale', 'Nombre de la escala', 'completion_code', 'Código del nivel de cumplimiento',
	'completion_label', 'Nivel de cumplimiento', 'position', 'Orden, de menor a mayor');

create view follow.self_assessment_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	s.code as completion_code, s.label as completion_label, s.position as completion_position,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	t.ends_doubtful as doubtful
from follow.self_assessment t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
	join core.office o on o.id = t.office_id
	left join follow.completion_scale s on s.id = t.completion_id;
select core.publish_view('follow.self_assessment_all', 'Autoevaluaciones',
	'completion_position', 'Orden del nivel de cumplimiento en su escala');

create view follow.self_assessment_line_all with (security_invoker = true) as
select t.* from follow.self_assessment_line t;
select core.publish_view('follow.self_assessment_line_all', 'Actividades de las autoevaluaciones');
