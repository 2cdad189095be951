-- SPDX-License-Identifier: GPL-3.0-or-later
-- Commitments of a plan (their cards): responsible units and posts, contacts,
-- relevance by value.

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

create function plan.state_of_plan(commitment bigint, plan bigint default null)
returns text language sql stable security definer as $$
	select p.state from plan.action_plan p
	where p.id = coalesce($2, (select plan_id from plan.commitment where id = $1))
$$;
comment on function plan.state_of_plan(bigint, bigint) is 'Situación del plan de un compromiso';

-- Is what stands on a commitment, or is one, of one plan?
create function plan.parts_problems(plan bigint, commitment bigint, milestone bigint) returns setof core.problem
language sql stable as $$
	select (core.problem('milestone_id', 'El hito es de otro compromiso.')).*
	from plan.milestone m where m.id = $3 and m.commitment_id <> $2
	union all
	select (core.problem('commitment_id', 'El compromiso es de otro plan.')).*
	from plan.commitment c where c.id = $2 and c.plan_id is distinct from $1
$$;
comment on function plan.parts_problems(bigint, bigint, bigint) is 'Cuida que compromiso e hito sean del mismo plan';

-- From submitted on a card changes only by an amendment. The columns are those
-- of the card, its parent's first.
create function plan.card_problems(was jsonb, now jsonb, plan_state text, columns text[])
returns setof core.problem language sql stable as $$
	select (core.problem(c.name, 'El plan ya fue presentado: sus fichas cambian solo por una modificación del plan.')).*
	from unnest(columns[2:] || array['deleted_at', columns[1]]) with ordinality as c (name, place)
	where plan_state is distinct from 'draft' and not core.by_owner()
		and not coalesce(plan_state = 'amending' and core.acts_as('hito_secretariat'), false)
		and now -> c.name is distinct from coalesce(was -> c.name, 'null')
	order by c.place
$$;
comment on function plan.card_problems(jsonb, jsonb, text, text[]) is 'Cuida las fichas de un plan presentado';

create function plan.commitment_problems(was plan.commitment, now plan.commitment)
returns setof core.problem language sql stable as $$
	select * from plan.card_problems(to_jsonb(was), to_jsonb(now), plan.state_of_plan(null, now.plan_id),
		'{plan_id,commitment_no,title,objective_id,action_line_id,problem,objective,description,challenge,ambition,
		actors_government,actors_civil,office_id}')
$$;

do $$
declare
	r record;
begin
	for r in select * from (values ('commitment_unit', '{commitment_id,unit_id,position}'),
		('commitment_post', '{commitment_id,post}'), ('commitment_relevance', '{commitment_id,value_id,text}')) as v (line, columns)
	loop
		execute format('create function plan.%1$s_problems(was plan.%1$s, now plan.%1$s) returns setof core.problem
			language sql stable as $q$ select * from plan.card_problems(to_jsonb(was), to_jsonb(now),
				plan.state_of_plan(now.commitment_id), %2$L) $q$', r.line, r.columns);
	end loop;
end
$$;

grant execute on function plan.state_of_plan(bigint, bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('plan.commitment', 'open', 'Compromisos', stands_on => '{plan_id}',
	place => '{"plan_id.plan_code, commitment_no"}', help => array[
	'plan_state', 'Situación del plan', 'office_to_review', 'La oficina está por revisar',
	'milestones', 'Cuántos hitos tiene', 'milestones_done', 'Cuántos hitos cumplidos tiene',
	'commitment_title', 'Título del compromiso'],
	unknown => 'El plan no tiene un compromiso con este número: cargue primero los compromisos.');
select core.declare('plan.commitment_unit', 'open', 'Unidades responsables de los compromisos',
	line_of => '{commitment_id}', numbered => 'position of commitment_id');
select core.declare('plan.commitment_post', 'open', 'Puestos responsables de los compromisos',
	line_of => '{commitment_id}');
select core.declare('plan.commitment_contact_private', 'personal', 'Contactos de los responsables',
	line_of => '{commitment_id}');
select core.declare_mask('plan.commitment_contact_private', 'plan.commitment_post', 't.commitment_id = new.commitment_id and t.post = new.post',
	'contact_mask', 'nullif(concat_ws('' '', core.name_mask(new.person_name), core.contact_mask(new.email, new.phone)), '''')');
select core.declare('plan.relevance_value', 'shared', 'Valores de gobierno abierto');
select core.declare('plan.commitment_relevance', 'open', 'Relevancia de los compromisos', line_of => '{commitment_id}');

select core.publish('commitment', 'plan.commitment', 'true', '{plan_code, commitment_no, number_text, ogp_code, title, office_code, office_name, milestones,
	milestones_done, problem, objective, description, challenge, ambition, actors_government,
	actors_civil, instruments, budget, population}');
select core.publish('commitment_unit', 'plan.commitment_unit', 'true', '{plan_code=commitment_id.plan_id.plan_code, commitment_no=commitment_id.commitment_no, position,
	unit_code, unit_name}');
select core.publish('commitment_relevance', 'plan.commitment_relevance', 'true', '{plan_code=commitment_id.plan_id.plan_code, commitment_no=commitment_id.commitment_no, value_code,
	value_name, text}');
