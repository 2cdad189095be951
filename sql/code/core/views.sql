-- SPDX-License-Identifier: GPL-3.0-or-later
-- What forms, lists and lookups read. X_all has every row, X_list leaves the
-- marked ones out (core.make_list), X_pick is what a lookup offers. All are
-- security_invoker: row security is that of whoever reads.

-- The open rows of X_all under the name X_list, with the same help.
create function core.list_of(all_view regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	list text := regexp_replace(all_view::text, '_all$', '_list');
begin
	execute format('create view %s with (security_invoker = true) as
		select * from %s where deleted_at is null', list, all_view);
	execute format('comment on view %s is %L', list,
		obj_description(all_view, 'pg_class') || ', sin los anulados');
end
$$;
comment on function core.list_of(regclass) is 'Crea la vista _list de una vista _all';

create view core.office_all with (security_invoker = true) as
select o.*, o.id = (select core.my_office()) as mine,
	p.office_code as parent_code, p.office_name as parent_name
from core.office o left join core.office p on p.id = o.parent_id;

create view core.office_pick with (security_invoker = true) as
select id, office_code, office_name, to_review,
	core.fold(office_code) || ' ' || office_name_folded as search_folded
from core.office where deleted_at is null;

-- The same under the names of the fields that point at an office otherwise.
create view core.parent_pick with (security_invoker = true) as
select id, office_code as parent_code, office_name as parent_name, search_folded
from core.office_pick;
create view core.unit_pick with (security_invoker = true) as
select id, office_code as unit_code, office_name as unit_name, to_review, search_folded
from core.office_pick;

create view core.person_in_post_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	(select core.today()) between coalesce(t.from_date, '-infinity')
		and coalesce(t.to_date, 'infinity') as in_force
from core.person_in_post t join core.office o on o.id = t.office_id;

create view core.place_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.place t join core.office o on o.id = t.office_id;

create view core.place_pick with (security_invoker = true) as
select id, ubigeo_system, ubigeo, place_name, province, department,
	ubigeo || ' ' || place_name_folded as search_folded
from core.place where deleted_at is null;

create view core.document_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from core.document t join core.office o on o.id = t.office_id;

create view core.document_pick with (security_invoker = true) as
select id, document_ref, document_title, kind,
	core.fold(document_ref) || ' ' || document_title_folded as search_folded
from core.document where deleted_at is null;

create view core.period_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code,
	t.office_id = (select core.my_office()) as mine
from core.period t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view core.period_pick with (security_invoker = true) as
select t.id, p.plan_code, t.period_key, t.period_title, t.state,
	core.fold(t.period_key) || ' ' || core.fold(t.period_title) as search_folded
from core.period t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create view core.rule_set_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.rule_set t join core.office o on o.id = t.office_id;

create view plan.action_plan_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful
from plan.action_plan t join core.office o on o.id = t.office_id;

create view plan.action_plan_pick with (security_invoker = true) as
select id, plan_code, title as plan_title, state,
	core.fold(plan_code) || ' ' || title_folded as search_folded
from plan.action_plan where deleted_at is null;

create view plan.commitment_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, p.state as plan_state,
	o.office_code, o.office_name, o.to_review as office_to_review,
	t.office_id = (select core.my_office()) as mine,
	m.milestones, m.milestones_done
from plan.commitment t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join lateral (select count(*) as milestones,
			count(*) filter (where m.state = 'done') as milestones_done
		from plan.milestone m
		where m.commitment_id = t.id and m.deleted_at is null) m on true;

create view plan.commitment_pick with (security_invoker = true) as
select t.id, p.plan_code, t.commitment_no, t.title as commitment_title,
	t.commitment_no || ' ' || t.title_folded as search_folded
from plan.commitment t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create view plan.commitment_unit_all with (security_invoker = true) as
select t.*, u.office_code as unit_code, u.office_name as unit_name, u.to_review
from plan.commitment_unit t join core.office u on u.id = t.unit_id;

-- The contact stands beside the post for those who may read it; for the
-- others there is the mask.
create view plan.commitment_post_all with (security_invoker = true) as
select t.*, c.person_name, c.email, c.phone
from plan.commitment_post t left join plan.commitment_contact_private c
	on c.commitment_id = t.commitment_id and c.post = t.post and c.deleted_at is null;

create view plan.commitment_contact_private_all with (security_invoker = true) as
select t.* from plan.commitment_contact_private t;

create view plan.relevance_value_pick with (security_invoker = true) as
select id, value_code, value_name, name_en,
	core.fold(value_code) || ' ' || core.fold(value_name) as search_folded
from plan.relevance_value where deleted_at is null;

create view plan.commitment_relevance_all with (security_invoker = true) as
select t.*, v.value_code, v.value_name, v.position
from plan.commitment_relevance t join plan.relevance_value v on v.id = t.value_id;

-- Progress: declared, else worked out of the goals that activities count for,
-- each capped at 100.
create view plan.milestone_all with (security_invoker = true) as
select t.*, c.plan_id, p.plan_code, p.state as plan_state, c.commitment_no,
	c.title as commitment_title, o.office_code, o.office_name,
	o.to_review as office_to_review, d.document_ref,
	t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful,
	plan.milestone_overdue(t.state, t.ends_to, t.ends_doubtful, t.permanent,
		(select core.today())) as overdue,
	t.state in ('pending', 'running') as reschedulable,
	round(coalesce(t.progress_declared, g.percent), 2) as progress,
	case when t.progress_declared is not null then 'declarado'
		when g.percent is not null then 'calculado' end as progress_kind
from plan.milestone t
	join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
	join core.office o on o.id = t.office_id
	left join core.document d on d.id = t.document_id
	left join lateral (select avg(least(100, 100 * done.quantity / g.quantity)) as percent
		from plan.goal g left join lateral (select coalesce(sum(r.quantity), 0) as quantity
			from plan.activity_result r
			where r.goal_id = g.id and r.deleted_at is null) done on true
		where g.milestone_id = t.id and g.deleted_at is null and g.quantity > 0) g on true;

create view plan.milestone_pick with (security_invoker = true) as
select t.id, p.plan_code, c.commitment_no, t.position, t.text as milestone_text,
	t.position || ' ' || t.text_folded as search_folded
from plan.milestone t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
where t.deleted_at is null and c.deleted_at is null and p.deleted_at is null;

create view plan.milestone_reschedule_all with (security_invoker = true) as
select t.* from plan.milestone_reschedule t;

create view plan.action_plan_version_all with (security_invoker = true) as
select t.*, p.plan_code, o.office_code, t.office_id = (select core.my_office()) as mine
from plan.action_plan_version t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view plan.activity_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	m.position, m.text as milestone_text, w.item_no, w.text as item_text,
	l.ubigeo_system, l.ubigeo, l.place_name, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.held_doubtful as doubtful
from plan.activity t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.work_item w on w.id = t.work_item_id
	left join core.place l on l.id = t.place_id
	left join core.document d on d.id = t.document_id;

create view plan.activity_result_all with (security_invoker = true) as
select t.*, g.text as goal_text, case when m.id is not null
		then c.commitment_no || '.' || m.position || '/' || g.goal_no
		when w.id is not null then 'PT ' || w.item_no || '/' || g.goal_no end as goal_key
from plan.activity_result t left join plan.goal g on g.id = t.goal_id
	left join plan.milestone m on m.id = g.milestone_id
	left join plan.commitment c on c.id = m.commitment_id
	left join plan.work_item w on w.id = g.work_item_id;

create view follow.indicator_all with (security_invoker = true) as
select t.*, p.plan_code, p.state as plan_state, c.commitment_no, c.title as commitment_title,
	m.position, m.text as milestone_text, b.objective_code, l.line_code,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from follow.indicator t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.objective b on b.id = t.objective_id
	left join plan.action_line l on l.id = t.action_line_id;

create view follow.indicator_pick with (security_invoker = true) as
select t.id, p.plan_code, t.indicator_code, t.indicator_name, t.unit,
	core.fold(t.indicator_code) || ' ' || t.indicator_name_folded as search_folded
from follow.indicator t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create view follow.indicator_level_all with (security_invoker = true) as
select t.* from follow.indicator_level t;

create view follow.target_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit,
	r.period_key::text as period_key, r.period_title, o.office_code,
	t.office_id = (select core.my_office()) as mine
from follow.target t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id;

create view follow.result_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit, c.commitment_no,
	r.period_key::text as period_key, r.period_title, r.state as period_state, g.planned, d.document_ref,
	r.state = 'open' and t.state in ('draft', 'returned', 'reported') as excusable,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from follow.result t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = i.commitment_id
	left join follow.target g on g.indicator_id = t.indicator_id
		and g.period_id = t.period_id and g.deleted_at is null
	left join core.document d on d.id = t.document_id;

-- Help of the views' own columns; a table's column keeps its comment.
do $$
declare
	r record;
begin
	for r in select * from (values
		('core.office_all', 'Oficinas'),
		('core.person_in_post_all', 'Personas en sus cargos'),
		('core.place_all', 'Lugares'),
		('core.document_all', 'Documentos'),
		('core.period_all', 'Periodos'),
		('core.rule_set_all', 'Reglas del cumplimiento'),
		('plan.action_plan_all', 'Planes de acción'),
		('plan.action_plan_version_all', 'Versiones de los planes'),
		('plan.commitment_all', 'Compromisos'),
		('plan.commitment_unit_all', 'Unidades responsables de los compromisos'),
		('plan.commitment_post_all', 'Puestos responsables de los compromisos'),
		('plan.commitment_contact_private_all', 'Contactos de los responsables'),
		('plan.commitment_relevance_all', 'Relevancia de los compromisos'),
		('plan.milestone_all', 'Hitos'),
		('plan.milestone_reschedule_all', 'Reprogramaciones'),
		('plan.activity_all', 'Actividades'),
		('plan.activity_result_all', 'Resultados de las actividades'),
		('follow.indicator_all', 'Indicadores'),
		('follow.indicator_level_all', 'Niveles de los indicadores'),
		('follow.target_all', 'Metas de los indicadores'),
		('follow.result_all', 'Resultados')) as v (name, about)
	loop
		execute format('comment on view %s is %L', r.name, r.about);
		perform core.list_of(r.name::regclass);
	end loop;
	for r in select * from (values
		('core.office_pick', 'Oficinas para elegir'),
		('core.parent_pick', 'Oficinas de las que depende otra, para elegir'),
		('core.unit_pick', 'Unidades responsables, para elegir'),
		('core.place_pick', 'Lugares para elegir'),
		('core.document_pick', 'Documentos para elegir'),
		('core.period_pick', 'Periodos para elegir'),
		('plan.action_plan_pick', 'Planes para elegir'),
		('plan.commitment_pick', 'Compromisos para elegir'),
		('plan.relevance_value_pick', 'Valores de gobierno abierto, para elegir'),
		('plan.milestone_pick', 'Hitos para elegir'),
		('follow.indicator_pick', 'Indicadores para elegir')) as v (name, about)
	loop
		execute format('comment on view %s is %L', r.name, r.about);
	end loop;
	-- A column of a view without help takes the help of the column of the
	-- same name in the view's own table; the rest have theirs here.
	for r in
		select v.oid::regclass as name, a.attname as col,
			coalesce(col_description(t.oid, b.attnum), h.about) as about
		from pg_class v
			join pg_namespace n on n.oid = v.relnamespace
			join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
			left join pg_class t on t.relnamespace = v.relnamespace
				and t.relname = regexp_replace(v.relname, '_(all|list|pick)$', '')
			left join pg_attribute b on b.attrelid = t.oid and b.attname = a.attname
			left join (values
				('id', 'Número interno, nunca cambia'),
				('mine', 'Es de la oficina en la que trabajo'),
				('office_code', 'Código de la oficina responsable'),
				('office_name', 'Oficina responsable'),
				('office_to_review', 'La oficina está por revisar'),
				('to_review', 'La oficina está por revisar'),
				('parent_code', 'Código de la oficina de la que depende'),
				('parent_name', 'Oficina de la que depende'),
				('unit_code', 'Código de la unidad'),
				('unit_name', 'Unidad'),
				('in_force', 'Vigente hoy'),
				('plan_code', 'Código del plan'),
				('plan_title', 'Título del plan'),
				('plan_state', 'Situación del plan'),
				('plan_id', 'Plan'),
				('commitment_no', 'Número del compromiso'),
				('commitment_title', 'Título del compromiso'),
				('milestones', 'Cuántos hitos tiene'),
				('milestones_done', 'Cuántos hitos cumplidos tiene'),
				('milestone_text', 'Hito'),
				('position', 'Número del hito en su compromiso'),
				('objective_code', 'Código del objetivo'),
				('line_code', 'Código de la línea de acción'),
				('value_code', 'Código del valor'),
				('value_name', 'Valor de gobierno abierto'),
				('person_name', 'Nombre de la persona responsable'),
				('email', 'Correo electrónico'),
				('phone', 'Teléfono'),
				('document_ref', 'Código del documento de evidencia'),
				('doubtful', 'Tiene una fecha por aclarar'),
				('overdue', 'Vencido: pasó su fecha final y no está cumplido'),
				('reschedulable', 'Se puede reprogramar'),
				('progress', 'Avance en %'),
				('progress_kind', 'El avance es declarado o calculado'),
				('done', 'Cantidad alcanzada'),
				('goal_text', 'Meta a la que cuenta'),
				('goal_key', 'Clave de la meta a la que cuenta: 3.2/1 de un hito, PT 4/1 del plan de trabajo'),
				('item_no', 'Número de la actividad en el plan de trabajo'),
				('item_text', 'Actividad del plan de trabajo'),
				('ubigeo_system', 'Sistema del UBIGEO'),
				('ubigeo', 'UBIGEO del lugar'),
				('place_name', 'Lugar'),
				('indicator_code', 'Código del indicador'),
				('indicator_name', 'Nombre del indicador'),
				('unit', 'Unidad de medida'),
				('period_key', 'Código del periodo'),
				('period_title', 'Nombre del periodo'),
				('period_state', 'Situación del periodo'),
				('excusable', 'Se puede declarar que no aplica'),
				('planned', 'Planificado para el periodo'),
				('search_folded', 'Código y nombre sin tildes, para buscar')) as h (col, about)
				on h.col = a.attname
		where n.nspowner = 'hito_owner'::regrole and v.relkind = 'v'
	loop
		execute format('comment on column %s.%I is %L', r.name, r.col, r.about);
	end loop;
end
$$;
