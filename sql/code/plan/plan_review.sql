-- SPDX-License-Identifier: GPL-3.0-or-later
-- What reviewers found of a plan: figures, and codes of its commitments on the
-- scale that held in the year of the review.

create view plan.plan_review_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from plan.plan_review t join plan.action_plan p on p.id = t.plan_id join core.office o on o.id = t.office_id;

create view plan.plan_review_pick with (security_invoker = true) as
select t.id, p.plan_code, t.kind, t.year, t.reviewer, t.year || ' ' || core.fold(t.reviewer) as search_folded
from plan.plan_review t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create view plan.plan_review_figure_all with (security_invoker = true) as
select t.* from plan.plan_review_figure t;

create view plan.review_scale_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from plan.review_scale t join core.office o on o.id = t.office_id;

-- The levels of each year in which they hold.
create view plan.review_level_pick with (security_invoker = true) as
select t.id, t.scale, y.year, t.level, t.label, t.position,
	core.fold(t.level) || ' ' || core.fold(t.label) as search_folded
from plan.review_scale t
	cross join lateral generate_series(t.from_year, coalesce(t.to_year, 2100)) as y (year)
where t.deleted_at is null;

create view plan.review_coding_all with (security_invoker = true) as
select t.*, p.plan_code, r.year, r.kind, r.reviewer, c.commitment_no, c.title as commitment_title, s.level, s.label,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from plan.review_coding t join plan.plan_review r on r.id = t.plan_review_id
	join plan.action_plan p on p.id = r.plan_id
	join plan.commitment c on c.id = t.commitment_id
	join plan.review_scale s on s.id = t.level_id
	join core.office o on o.id = t.office_id;

-- A level holds once in a year, and stays as it is where codes stand on it.
create function plan.review_scale_problems(was plan.review_scale, now plan.review_scale) returns setof core.problem
language sql stable as $$
	select (core.problem('from_year', 'La escala ya tiene ese nivel en esos años.')).*
	from plan.review_scale x where x.scale = now.scale and x.level = now.level and x.id is distinct from now.id
		and x.deleted_at is null and now.deleted_at is null
		and int4range(x.from_year, x.to_year, '[]') && int4range(now.from_year, greatest(now.to_year, now.from_year), '[]')
		and x.from_year <> now.from_year
	union all
	select (core.problem('to_year', format('Hay compromisos evaluados con este nivel en %s.', min(r.year)))).*
	from plan.review_coding c join plan.plan_review r on r.id = c.plan_review_id
	where c.level_id = now.id and c.deleted_at is null
		and (r.year < now.from_year or r.year > now.to_year or now.level <> was.level)
	having count(*) > 0
$$;

-- The year of a review chooses the scales of its codes.
create function plan.plan_review_problems(was plan.plan_review, now plan.plan_review) returns setof core.problem
language sql stable as $$
	select (core.problem('year', format('Hay compromisos evaluados con una escala que no rige en %s.', now.year))).*
	from plan.review_coding c join plan.review_scale s on s.id = c.level_id
	where c.plan_review_id = now.id and c.deleted_at is null and not now.year between s.from_year and coalesce(s.to_year, 9999)
	having count(*) > 0
	union all
	select (core.problem('plan_id', 'La evaluación tiene compromisos: no pasa a otro plan.')).*
	from plan.review_coding c where c.plan_review_id = now.id and c.deleted_at is null and now.plan_id <> was.plan_id
	having count(*) > 0
$$;

create function plan.review_coding_filled(was plan.review_coding, now plan.review_coding) returns plan.review_coding
language plpgsql stable as $$
begin
	now.scale := coalesce(now.scale, (select s.scale from plan.review_scale s where s.id = now.level_id));
	if was.id is null then
		now.office_id := coalesce(now.office_id, (select r.office_id from plan.plan_review r where r.id = now.plan_review_id));
	end if;
	return now;
end
$$;

create function plan.review_coding_problems(was plan.review_coding, now plan.review_coding) returns setof core.problem
language sql stable as $$
	select (core.problem('level_id', case when s.scale <> now.scale then 'Ese nivel es de otra escala.'
		else format('La escala de %s no tiene este nivel.', r.year) end)).*
	from plan.plan_review r join plan.review_scale s on s.id = now.level_id
	where r.id = now.plan_review_id and (s.scale <> now.scale or s.deleted_at is not null
		or not r.year between s.from_year and coalesce(s.to_year, 9999))
	union all
	select (core.problem('commitment_id', 'El compromiso es de otro plan.')).*
	from plan.plan_review r join plan.commitment c on c.id = now.commitment_id and c.plan_id <> r.plan_id
	where r.id = now.plan_review_id
$$;

-- ---- imports

-- Words for levels, in any language of the scale that holds in that year.
create function plan.review_coding_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set level = x.level
	from plan.review_scale x
	where x.deleted_at is null and s.scale = x.scale and s.year between x.from_year and coalesce(x.to_year, 9999)
		and core.fold(core.one_line(s.level)) in (select core.fold(btrim(w))
			from unnest(array[x.level::text, x.label] || string_to_array(x.other_words, ';')) as w);
	return;
end
$$;
comment on function plan.review_coding_prepare() is 'Lee los niveles que nombra un archivo de evaluaciones';

-- The scales that are known, once where there are none; what a site has made of
-- them stays.
create function plan.init_review_scale() returns void
language sql volatile as $$
	insert into plan.review_scale (scale, from_year, to_year, level, position, label, other_words, source, office_id)
	select v.scale, v.first, v.last, w.level, w.position, w.label, w.words, v.source, core.root_office()
	from (values
		('specificity', 2011, 2017, 'Glosario del MRI; años por verificar',
			'{none:Ninguna:None,low:Baja:Low,medium:Media:Medium,high:Alta:High}'::text[]),
		('verifiable', 2018, null, 'Glosario del MRI; años por verificar',
			'{no:No verificable:No;Not verifiable,yes:Verificable:Yes;Verifiable;Sí}'),
		('relevance', 2011, null, 'Glosario del MRI; años por verificar',
			'{no:No relevante:No;Not relevant,yes:Relevante:Yes;Relevant;Sí}'),
		('impact', 2011, 2019, 'Glosario del MRI; años por verificar',
			'{none:Ninguno:None,minor:Menor:Minor,moderate:Moderado:Moderate,transformative:Transformador:Transformative}'),
		('ambition', 2020, null, 'Glosario del MRI: potencial de resultados',
			'{unclear:Poco claro:Unclear,modest:Modesto:Modest,substantial:Sustancial:Substantial}'),
		('completion', 2011, null, 'Glosario del MRI: cumplimiento',
			'{no_evidence:Sin evidencia:No Evidence Available;No Evidence,not_started:No iniciado:Not Started;Uninitiated,limited:Limitado:Limited,substantial:Sustancial:Substantial,complete:Completo:Complete;Completed}'),
		('early_results', 2014, 2019, 'Glosario del MRI: apertura del gobierno',
			'{worsened:Empeoró:Worsened,no_change:No cambió:Did not change,marginal:Marginal:Marginal,major:Mayor:Major,outstanding:Sobresaliente:Outstanding}'),
		('early_results', 2020, null, 'Glosario del MRI; niveles por verificar',
			'{none:No notables:No notable results;No notable,moderate:Moderados:Moderate results;Moderate,significant:Significativos:Significant results;Significant}')
		) as v (scale, first, last, source, levels)
	cross join lateral (select split_part(l, ':', 1) as level, n as position, split_part(l, ':', 2) as label,
			split_part(l, ':', 3) as words
		from unnest(v.levels) with ordinality as u (l, n)) as w
	where not exists (select from plan.review_scale)
	order by v.scale, v.first, w.position
$$;
comment on function plan.init_review_scale() is 'Las escalas con que se evalúan los compromisos, donde no hay ninguna';

select core.declare('plan.plan_review', 'open', 'Evaluaciones de terceros', stands_on => '{plan_id}',
	place => '{"plan_id.plan_code, year, kind"}', unknown => 'El plan no tiene una evaluación de esa clase y año: regístrela primero.');
select core.declare('plan.plan_review_figure', 'open', 'Cifras de las evaluaciones de terceros',
	line_of => '{plan_review_id}', numbered => 'position of plan_review_id');
select core.declare('plan.review_scale', 'shared', 'Escalas de evaluación');
select core.describe('plan.review_level_pick', 'Niveles de las escalas de evaluación, por año. '
	'La escala de ese año no tiene este nivel.');
select core.declare('plan.review_coding', 'open', 'Compromisos evaluados por terceros',
	stands_on => '{plan_review_id,commitment_id,level_id}', place => '{"plan_review_id.list_place, commitment_id.commitment_no, scale"}');
