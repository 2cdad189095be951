-- SPDX-License-Identifier: GPL-3.0-or-later
-- The proposals that a plan began with, how they were chosen and what became of
-- them, with the weights of their year.

create view plan.initiative_weight_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from plan.initiative_weight t join core.office o on o.id = t.office_id;

-- Its points by the weights of its year, exact: none without all of both.
create function plan.initiative_score(i plan.initiative, out score numeric, out note text)
returns record language sql stable as $$
	select case when w.n = 5 and w.points = 5 then round(w.total, 40) / w.weights end,
		case when w.points = 0 then 'sin puntajes' when w.points < 5 then format('puntajes: %s de 5', w.points)
			when w.n < 5 then format('%s: %s pesos de 5', i.year, w.n) end
	from (select count(w.id) as n, count(v.points) as points, sum(v.points * w.weight) as total, sum(w.weight) as weights
		from (values ('transparency', i.transparency_points), ('participation', i.participation_points),
			('technology', i.technology_points), ('growth', i.growth_points), ('social', i.social_points))
			as v (criterion, points)
		left join plan.initiative_weight w on w.year = i.year and w.criterion = v.criterion and w.deleted_at is null) as w
$$;
comment on function plan.initiative_score(plan.initiative) is 'El puntaje de una iniciativa, exacto, o por qué no lo tiene';

create view plan.initiative_all with (security_invoker = true) as
select t.*, p.plan_code, s.table_no, s.name as table_name, c.commitment_no, c.title as commitment_title,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine, x.score,
	round(x.score, 2) as score_shown, x.note as score_note,
	t.state in ('proposed', 'preselected', 'prioritised') as discardable,
	t.state not in ('commitment', 'discarded') as pending,
	coalesce(t.answer, '') = '' as unanswered
from plan.initiative t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.sector_table s on s.id = t.sector_table_id
	left join plan.commitment c on c.id = t.commitment_id
	cross join lateral plan.initiative_score(t.*::plan.initiative) as x;

create function plan.initiative_filled(was plan.initiative, now plan.initiative) returns plan.initiative
language plpgsql stable as $$
begin
	now.year := coalesce(now.year,
		(select extract(year from s.held_from)::int from plan.sector_table s where s.id = now.sector_table_id),
		(select extract(year from p.starts_from)::int from plan.action_plan p where p.id = now.plan_id));
	if was.id is null then
		now.office_id := coalesce(now.office_id,
			(select s.office_id from plan.sector_table s where s.id = now.sector_table_id));
	end if;
	return now;
end
$$;

create function plan.initiative_problems(was plan.initiative, now plan.initiative) returns setof core.problem
language plpgsql stable as $$
declare
	secretariat constant boolean := core.acts_as('hito_secretariat');
begin
	return query select * from plan.parts_problems(now.plan_id, now.commitment_id, null);
	if exists (select from plan.sector_table s where s.id = now.sector_table_id and s.plan_id <> now.plan_id) then
		return next core.problem('sector_table_id', 'La mesa es de otro plan.');
	elsif now.year is null then
		return next core.problem('year', 'Escriba el año cuyos pesos valen: ni la mesa ni el plan lo dicen.');
	elsif core.by_owner() then
		return;
	elsif was.id is null and now.state <> 'proposed' and not secretariat then
		return next core.problem('state', 'Una iniciativa entra como propuesta: las demás etapas las registra la secretaría.',
			'HT003');
		return;
	elsif was.id is null then
		return;
	end if;
	return query select * from core.step_problems(was.state, now.state, now.office_id,
		'{proposed>preselected:secretariat,preselected>prioritised:secretariat,prioritised>commitment:secretariat,
		proposed>discarded:secretariat,preselected>discarded:secretariat,prioritised>discarded:secretariat}',
		array['Una iniciativa no pasa de esa etapa a la otra.', 'Las etapas de una iniciativa las registra la secretaría.', null]);
	if was.state in ('commitment', 'discarded') and core.row_differs(to_jsonb(was), to_jsonb(now), 'answer', 'state') then
		return next core.problem('title', 'Una iniciativa que terminó no se cambia, salvo su respuesta.');
	elsif was.state in ('preselected', 'prioritised') and not secretariat
			and core.row_differs(to_jsonb(was), to_jsonb(now), 'answer', 'state') then
		return next core.problem('title', 'Lo preseleccionado lo cambia la secretaría.', 'HT003');
	end if;
end
$$;

select core.declare_step('plan.initiative_preselect', 'Preseleccionar una iniciativa', 'plan.initiative',
	'{proposed}', 'preselected');
select core.declare_step('plan.initiative_prioritise', 'Priorizar una iniciativa', 'plan.initiative',
	'{preselected}', 'prioritised');
select core.declare_step('plan.initiative_discard', 'Descartar una iniciativa, con su motivo', 'plan.initiative',
	'{proposed,preselected,prioritised}', 'discarded', 'reason', 'Escriba por qué se descarta.');

create function plan.initiative_become(id bigint, row_version int, commitment_no text) returns void
language plpgsql volatile as $$
declare
	became constant bigint := (select c.id from plan.initiative i join plan.commitment c on c.plan_id = i.plan_id
		where i.id = $1 and c.commitment_no = core.read_number($3) and c.deleted_at is null);
begin
	perform core.expect_said($3, 'commitment_no', 'Escriba el número del compromiso en que se convirtió.');
	if became is null then
		raise exception 'El plan no tiene un compromiso %.', btrim($3) using errcode = 'HT004', column = 'commitment_no';
	end if;
	perform core.step('plan.initiative', $1, $2, 'commitment', '{prioritised}', 'commitment_id', became::text);
end
$$;
comment on function plan.initiative_become(bigint, int, text) is 'Decir en qué compromiso se convirtió una iniciativa';

select core.declare('plan.initiative_weight', 'shared', 'Pesos de las iniciativas');
select core.declare('plan.initiative', 'open', 'Iniciativas', stands_on => '{plan_id,sector_table_id,commitment_id}',
	place => '{"plan_id.plan_code, initiative_no"}', numbered => 'initiative_no of plan_id', help => array[
	'score', 'Puntaje exacto: puntos por los pesos de su año', 'score_shown', 'Puntaje, con dos decimales',
	'score_note', 'Por qué no tiene puntaje', 'discardable', 'Se puede descartar', 'pending', 'Todavía no terminó',
	'unanswered', 'No se respondió a quienes la propusieron', 'table_name', 'Mesa que la propuso',
	'table_no', 'Número de la mesa que la propuso']);
