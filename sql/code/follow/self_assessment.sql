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

-- Of some levels those of the newest scale first: the one that was begun last, in
-- the order of its levels.
create function follow.scale_newest(given text default null) returns table (id bigint, scale text)
language sql stable as $$
	select s.id, s.scale from follow.completion_scale s
	where s.deleted_at is null and (given is null or core.fold(s.scale) = core.fold(btrim(given)))
	order by min(s.id) over (partition by s.scale) desc, s.position, s.id
$$;
comment on function follow.scale_newest(text) is 'Los niveles de las escalas, los de la más nueva primero';

-- A judgement and its scale are one thing; a new card takes the newest scale.
create function follow.self_assessment_filled(was follow.self_assessment, now follow.self_assessment)
returns follow.self_assessment language plpgsql stable as $$
begin
	now.scale := coalesce(now.scale,
		(select s.scale from follow.completion_scale s where s.id = now.completion_id),
		(select n.scale from follow.scale_newest() as n limit 1));
	return now;
end
$$;

create function follow.self_assessment_problems(was follow.self_assessment, now follow.self_assessment)
returns setof core.problem language sql stable as $$
	select (core.problem('completion_id', 'Ese nivel es de otra escala.')).*
	from follow.completion_scale s where s.id = now.completion_id and s.scale is distinct from now.scale
$$;

-- ---- imports

-- The level that a word of a file means, in any of its languages. A scale
-- named by the file wins; else the newest scale that knows the word.
create function follow.completion_read(given text, wanted_scale text) returns bigint
language sql stable as $$
	select s.id
	from follow.scale_newest(nullif(btrim(wanted_scale), '')) with ordinality as n (id, scale, at)
		join follow.completion_scale s on s.id = n.id
	where core.fold(core.one_line(given)) in (select core.fold(btrim(w))
			from unnest(array[s.code::text, s.label] || string_to_array(s.other_words, ';')) as w)
	order by n.at limit 1
$$;
comment on function follow.completion_read(text, text) is 'El nivel de cumplimiento que nombra una palabra de un archivo';

-- A word becomes the code and the scale that it belongs to; a card without one
-- is of its scale, else of the newest.
create function follow.self_assessment_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set completion_code = c.code, scale = c.scale
	from follow.completion_scale c
	where c.id = follow.completion_read(s.completion_code, s.scale);
	update pg_temp.hito_stage s set scale = (select n.scale from follow.scale_newest(s.scale) as n limit 1)
	where exists (select from follow.completion_scale c where c.deleted_at is null
		and core.fold(c.scale) = core.fold(btrim(s.scale)));
	update pg_temp.hito_field f set brought = f.brought or c.brought
	from pg_temp.hito_field c where f.name = 'scale' and c.name = 'completion_code';
end
$$;
comment on function follow.self_assessment_prepare() is 'Lee los niveles de cumplimiento que nombra un archivo';

create function follow.self_assessment_check() returns setof core.finding
language sql as $$
	select s.line, 'scale', null, 'error', 'No hay una escala con este nombre.'
	from pg_temp.hito_stage s
	where btrim(s.scale) <> '' and not exists (select from follow.completion_scale c
		where c.deleted_at is null and core.fold(c.scale) = core.fold(btrim(s.scale)))
$$;
comment on function follow.self_assessment_check() is 'Revisa una carga de autoevaluaciones';

select core.declare('follow.completion_scale', 'shared', 'Escalas de cumplimiento');
select core.describe('follow.completion_pick', 'Niveles de cumplimiento, para elegir. Ninguna escala tiene un nivel que se llame así.',
	'completion_code', 'Código del nivel de cumplimiento', 'completion_label', 'Nombre del nivel de cumplimiento',
	'position', 'Orden, de menor a mayor', 'scale', 'Nombre de la escala');
select core.declare('follow.self_assessment', 'open', 'Autoevaluaciones',
	place => '{"commitment_id.list_place, year"}',
	help => '{completion_position, Orden del nivel de cumplimiento en su escala}');
select core.declare('follow.self_assessment_line', 'open', 'Actividades de las autoevaluaciones',
	line_of => '{self_assessment_id}', numbered => 'position of self_assessment_id');

select core.publish('self_assessment', 'follow.self_assessment', 'true', '{plan_code, commitment_no, year, component, completion_code, completion_label, result, next_steps,
	additional, ends, office_code}');
