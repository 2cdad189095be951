-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the institution judges itself: a card per commitment and year, on a named
-- scale.

create view follow.completion_scale_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from follow.completion_scale t join core.office o on o.id = t.office_id;

create view follow.completion_pick with (security_invoker = true) as
select id, scale, code as completion_code, label as completion_label, position,
	core.fold(code) || ' ' || core.fold(label) as search_folded
from follow.completion_scale where deleted_at is null;

create view follow.self_assessment_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	s.code as completion_code, s.label as completion_label, s.position as completion_position,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	t.ends_doubtful as doubtful
from follow.self_assessment t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
	join core.office o on o.id = t.office_id
	left join follow.completion_scale s on s.id = t.completion_id;

create view follow.self_assessment_line_all with (security_invoker = true) as
select t.* from follow.self_assessment_line t;

create function follow.self_assessment_line_fill() returns trigger
language plpgsql security definer as $$
begin
	new.position := coalesce(new.position, core.next_number('follow.self_assessment_line', 'position',
		'follow.self_assessment', 'self_assessment_id', new.self_assessment_id));
	return new;
end
$$;
comment on function follow.self_assessment_line_fill() is 'Da su orden a una actividad de una autoevaluación';

-- A judgement and its scale are one thing; a new card takes the newest scale.
create function follow.self_assessment_filled(was follow.self_assessment, now follow.self_assessment)
returns follow.self_assessment language plpgsql stable as $$
begin
	now.scale := coalesce(now.scale,
		(select s.scale from follow.completion_scale s where s.id = now.completion_id),
		(select s.scale from follow.completion_scale s where s.deleted_at is null order by s.id desc limit 1));
	return now;
end
$$;
comment on function follow.self_assessment_filled(follow.self_assessment, follow.self_assessment) is
	'Da su escala a una autoevaluación';

create function follow.self_assessment_problems(was follow.self_assessment, now follow.self_assessment)
returns setof core.problem language sql stable as $$
	select (core.problem('completion_id', 'Ese nivel es de otra escala.')).*
	from follow.completion_scale s where s.id = now.completion_id and s.scale is distinct from now.scale
$$;
comment on function follow.self_assessment_problems(follow.self_assessment, follow.self_assessment) is
	'Cuida que el nivel sea de la escala de la autoevaluación';

create trigger t10_fill before insert on follow.self_assessment_line
	for each row execute function follow.self_assessment_line_fill();

select core.declare('follow.completion_scale', 'shared', 'Escalas de cumplimiento');
select core.describe('follow.completion_pick', 'Niveles de cumplimiento, para elegir',
	'completion_code', 'Código del nivel de cumplimiento', 'completion_label', 'Nivel de cumplimiento',
	'position', 'Orden, de menor a mayor', 'scale', 'Nombre de la escala');
select core.declare('follow.self_assessment', 'open', 'Autoevaluaciones',
	place => '{"commitment_id.list_place, year"}',
	help => '{completion_position, Orden del nivel de cumplimiento en su escala}');
select core.declare('follow.self_assessment_line', 'open', 'Actividades de las autoevaluaciones',
	line_of => '{self_assessment_id}');
