-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: commitment
-- after: milestone
-- after: action_plan
-- Cards, milestones and self-assessments in another language. A translation is
-- missing, old (its original changed since) or current.

-- What of a commitment may be translated, as it stands now.
create function plan.translatable(commitment bigint)
returns table (place int, field text, item_no int, original text)
language sql stable as $$
	select v.place, v.field, 0, v.original
	from plan.commitment c cross join lateral (values
		(1, 'title', c.title), (2, 'problem', c.problem), (3, 'objective', c.objective),
		(4, 'description', c.description), (5, 'challenge', c.challenge), (6, 'ambition', c.ambition),
		(7, 'actors_government', c.actors_government), (8, 'actors_civil', c.actors_civil),
		(9, 'instruments', c.instruments), (10, 'population', c.population)) as v (place, field, original)
	where c.id = $1 and btrim(v.original) <> ''
	union all
	select 20, 'milestone', m.position, m.text from plan.milestone m
	where m.commitment_id = $1 and m.deleted_at is null
	union all
	select v.place, v.field, s.year, v.original
	from follow.self_assessment s cross join lateral (values
		(30, 'component', s.component), (31, 'result', s.result), (32, 'next_steps', s.next_steps),
		(33, 'additional', s.additional)) as v (place, field, original)
	where s.commitment_id = $1 and s.deleted_at is null and btrim(v.original) <> ''
$$;
comment on function plan.translatable(bigint) is 'Lo que se traduce de un compromiso, como es ahora';

create function plan.translation_state(text text, translated_from text, original text) returns text
language sql immutable parallel safe
return case when coalesce(btrim(text), '') = '' then 'missing'
	when translated_from is distinct from original then 'old' else 'current' end;
comment on function plan.translation_state(text, text, text) is 'Si una traducción falta, es de antes o está al día';

create view plan.translation_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title, n.original,
	plan.translation_state(t.text, t.translated_from, n.original) as situation,
	plan.translation_state(t.text, t.translated_from, n.original) = 'old' as outdated,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from plan.translation t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id join core.office o on o.id = t.office_id
	left join lateral (select x.original from plan.translatable(t.commitment_id) as x
		where x.field = t.field and x.item_no = t.item_no) as n on true;

-- A text is a translation of what its original says at that moment.
create function plan.translation_filled(was plan.translation, now plan.translation) returns plan.translation
language plpgsql stable as $$
begin
	now.language := lower(btrim(now.language));
	if was.id is null or now.text is distinct from was.text then
		now.translated_from := case when btrim(now.text) <> '' then (select x.original
			from plan.translatable(now.commitment_id) as x
			where x.field = now.field and x.item_no = now.item_no) end;
	end if;
	return now;
end
$$;

create function plan.translation_problems(was plan.translation, now plan.translation) returns setof core.problem
language sql stable as $$
	select (core.problem('field', 'El original no dice nada en ese campo.')).*
	where btrim(now.text) <> '' and now.text is distinct from was.text and not exists (
		select from plan.translatable(now.commitment_id) as x where x.field = now.field and x.item_no = now.item_no)
$$;

-- The original changed and its translation holds all the same.
create function plan.translation_holds(id bigint, row_version int) returns void
language plpgsql volatile as $$
declare
	n bigint;
begin
	update plan.translation t set translated_from = (select x.original from plan.translatable(t.commitment_id) as x
		where x.field = t.field and x.item_no = t.item_no)
	where t.id = $1 and t.row_version = $2;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function plan.translation_holds(bigint, int) is 'Decir que una traducción vale también para el original de ahora';

-- A row for each text of a plan that has none in that language yet: what is
-- missing stands in the list, and is filled in there or from a file.
create function plan.action_plan_translate(id bigint, row_version int, language text) returns void
language plpgsql volatile as $$
begin
	perform core.expect_said($3, 'language', 'Escriba el código del idioma: en, qu.');
	perform core.expect_one((select count(*) from plan.action_plan t where t.id = $1 and t.row_version = $2));
	insert into plan.translation (commitment_id, language, field, item_no, office_id)
	select c.id, lower(btrim($3)), x.field, x.item_no, c.office_id
	from plan.commitment c cross join lateral plan.translatable(c.id) as x
	where c.plan_id = $1 and c.deleted_at is null and not exists (select from plan.translation t
		where t.commitment_id = c.id and t.language = lower(btrim($3)) and t.field = x.field
			and t.item_no = x.item_no and t.deleted_at is null)
	order by c.commitment_no, x.place, x.item_no;
end
$$;
comment on function plan.action_plan_translate(bigint, int, text) is 'Preparar un plan para otro idioma: una fila por cada texto';

select core.declare('plan.translation', 'open', 'Traducciones', line_of => '{commitment_id}', stands_on => '{commitment_id}',
	place => '{"commitment_id.list_place, language, field, item_no"}', searched => false,
	help => '{original, "El original, como es ahora", situation, "Falta, es de antes o está al día", outdated, El original cambió después}');
