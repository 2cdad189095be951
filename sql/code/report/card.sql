-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: vencida, cumplida
-- after: rows
-- Rows of the self-assessment (period_key is a year), of the card of a
-- commitment (item: its number; NULL: every commitment of the plan) and of the
-- work plan.

-- The cards of a year, with their level on the scale that each names.
create function follow.self_cards(plan bigint, day date)
returns table (card_id bigint, commitment_id bigint, office_id bigint,
	commitment_no int, title text, scale text, level_code text, level text,
	"position" int)
language sql stable
begin atomic
	select s.id, c.id, c.office_id, c.commitment_no, c.title, s.scale::text,
		v.code::text, v.label, v.position
	from follow.self_assessment s
	join plan.commitment c on c.id = s.commitment_id and c.plan_id = plan
		and c.deleted_at is null
	left join follow.completion_scale v on v.id = s.completion_id
	where s.year = extract(year from day)::int and s.deleted_at is null;
end;
comment on function follow.self_cards(bigint, date) is
	'Autoevaluaciones de un año con su nivel';

create function follow.report_self_head(plan_code text, period_key text)
returns setof follow.report_self_head_row language sql stable security definer as $$
	select h.*, n.n::text, (select count(*) from plan.commitment c
			where c.plan_id = q.plan_id and c.deleted_at is null)::text,
		n.scales, n.letters
	from follow.asked_period($1, $2) as q
	cross join lateral follow.report_head($1, $2) as h
	cross join lateral (select count(*) as n,
			string_agg(distinct k.scale, ', ') as scales,
			string_agg(distinct s.source_letter, '; ') as letters
		from follow.self_cards(q.plan_id, q.to_date) as k
		join follow.self_assessment s on s.id = k.card_id) as n;
$$;

-- The last row is the total (level_code empty).
create function follow.report_self_summary(plan_code text, period_key text)
returns setof follow.report_self_summary_row language sql stable security definer as $$
	with card as materialized (
		select k.*
		from follow.asked_period($1, $2) as q
		cross join lateral follow.self_cards(q.plan_id, q.to_date) as k
	), level as (
		-- Levels that nobody reached stand in the table too.
		select v.scale::text, v.code::text as code, v.label, v.position
		from follow.completion_scale v
		where v.deleted_at is null
			and v.scale::text in (select k.scale from card k)
		union
		select k.scale, null, 'sin nivel', 2147483647 from card k
		where k.level_code is null
	), counted as (
		select l.scale, l.code, l.label, l.position,
			count(k.card_id) as n,
			string_agg(k.commitment_no::text, ', '
				order by k.commitment_no) as numbers
		from level l
		left join card k on k.scale = l.scale
			and k.level_code is not distinct from l.code
		group by 1, 2, 3, 4
	), total as (
		select count(*) as n from card
	)
	select w.scale, w.code, w.label, w.n::text,
		follow.hundredth(w.n, t.n)::text,
		follow.percent_text(follow.hundredth(w.n, t.n), 100),
		w.numbers
	from (select 0 as part, c.* from counted c
		union all
		select 1, null, null, 'Total', 0, t.n, null from total t) as w
	cross join total t
	order by w.part, w.scale, w.position;
$$;

create function follow.report_self_cards(plan_code text, period_key text)
returns setof follow.report_self_cards_row language sql stable security definer as $$
	select k.commitment_no::text, k.title, o.office_code::text, s.component,
		k.scale, k.level_code, coalesce(k.level, 'sin nivel'), s.result,
		s.ends || case when s.ends_doubtful then ' (por aclarar)'
			else '' end,
		(select follow.day_text(max(m.ends_to)) from plan.milestone m
			where m.commitment_id = k.commitment_id and m.deleted_at is null
				and not m.ends_doubtful),
		s.next_steps, s.additional, s.source_letter,
		(select count(*) from follow.self_assessment_line l
			where l.self_assessment_id = s.id
				and l.deleted_at is null)::text
	from follow.asked_period($1, $2) as q
	cross join lateral follow.self_cards(q.plan_id, q.to_date) as k
	join follow.self_assessment s on s.id = k.card_id
	join core.office o on o.id = k.office_id
	order by k.commitment_no;
$$;

create function follow.report_self_lines(plan_code text, period_key text)
returns setof follow.report_self_lines_row language sql stable security definer as $$
	select k.commitment_no::text, k.title, l.position::text, l.activity,
		l.level, l.ends || case when l.ends_doubtful then ' (por aclarar)'
			else '' end,
		-- free text; exact only where it is a number
		case when l.progress ~ '^[0-9]{1,9}([.][0-9]{1,9})?$'
			then l.progress end, l.progress, s.source_letter
	from follow.asked_period($1, $2) as q
	cross join lateral follow.self_cards(q.plan_id, q.to_date) as k
	join follow.self_assessment s on s.id = k.card_id
	join follow.self_assessment_line l on l.self_assessment_id = k.card_id
		and l.deleted_at is null
	order by k.commitment_no, l.position;
$$;

-- The commitment that a card is asked of; NULL: all of the plan.
create function follow.card_of(plan bigint, item text)
returns setof plan.commitment
language sql stable
begin atomic
	select c.* from plan.commitment c
	where c.plan_id = plan and c.deleted_at is null
		and (item is null or c.commitment_no::text = btrim(item));
end;
comment on function follow.card_of(bigint, text) is
	'El compromiso de una ficha, o todos';

create function follow.units_text(commitment bigint) returns text
language sql stable
begin atomic
	select string_agg(coalesce(u.text, o.office_name), '; ' order by u.position)
	from plan.commitment_unit u
	join core.office o on o.id = u.unit_id
	where u.commitment_id = commitment and u.deleted_at is null;
end;
comment on function follow.units_text(bigint) is
	'Las unidades responsables de un compromiso';

create function follow.posts_text(commitment bigint) returns text
language sql stable
begin atomic
	select string_agg(p.post, '; ' order by p.position)
	from plan.commitment_post p
	where p.commitment_id = commitment and p.deleted_at is null;
end;
comment on function follow.posts_text(bigint) is
	'Los puestos responsables de un compromiso';

create function follow.report_card_head(plan_code text, period_key text,
	item text default null)
returns setof follow.report_card_head_row language sql stable security definer as $$
	select h.*, c.commitment_no::text, c.title, o.office_code::text,
		o.office_name, c.problem, c.objective, c.description, c.challenge,
		c.ambition, c.actors_government, c.actors_civil, c.instruments,
		follow.quantity_text(c.budget), c.population,
		follow.units_text(c.id),
		follow.posts_text(c.id),
		f.mean::text, f.shown, f.band, follow.band_text(f.band), f.gate,
		follow.gate_word(f.gate, f.n_due, f.n_pending),
		follow.percent_text(f.coverage, f.minimum_coverage), f.coverage::text
	from follow.asked($1, $2) as a
	cross join lateral follow.report_head($1, $2) as h
	cross join lateral follow.card_of(a.plan, $3) as c
	join core.office o on o.id = c.office_id
	left join follow.figures(a.plan, array[a.period]) as f
		on f.commitment_id = c.id
	order by c.commitment_no;
$$;

create function follow.report_card(plan_code text, period_key text,
	item text default null)
returns setof follow.report_card_row language sql stable security definer as $$
	select c.commitment_no::text, c.title, v.name, v.text
	from follow.asked($1, $2) as a
	cross join lateral follow.card_of(a.plan, $3) as c
	cross join lateral (values
		(1, 'Unidades responsables', follow.units_text(c.id)),
		(2, 'Puestos responsables', follow.posts_text(c.id)),
		(3, 'Problema que se quiere resolver', c.problem),
		(4, 'Objetivo principal', c.objective),
		(5, 'Breve descripción', c.description),
		(6, 'Desafío de OGP', c.challenge),
		(7, 'Ambición', c.ambition),
		(8, 'Otros actores: gobierno', c.actors_government),
		(9, 'Otros actores: sociedad civil', c.actors_civil),
		(10, 'Instrumentos a los que contribuye', c.instruments),
		(11, 'Población beneficiada', c.population),
		(12, 'Observaciones', c.notes),
		(20, 'Presupuesto (S/)', follow.quantity_text(c.budget)))
		as v (place, name, text)
	where v.text <> ''
	order by c.commitment_no, v.place;
$$;

create function follow.report_card_relevance(plan_code text, period_key text,
	item text default null)
returns setof follow.report_card_relevance_row language sql stable security definer as $$
	select c.commitment_no::text, v.value_name, r.text
	from follow.asked($1, $2) as a
	cross join lateral follow.card_of(a.plan, $3) as c
	join plan.commitment_relevance r on r.commitment_id = c.id
		and r.deleted_at is null
	join plan.relevance_value v on v.id = r.value_id
	order by c.commitment_no, v.position;
$$;

-- Rows of the whole plan, of one commitment.
do $$
declare
	r record;
begin
	for r in select * from (values ('milestones', 'hitos'), ('indicators', 'indicadores'),
		('goals', 'metas'), ('actions', 'acciones correctivas')) as v (name, about)
	loop
		execute format('create function follow.report_card_%1$s(plan_code text, period_key text,
			item text default null) returns setof follow.report_%1$s_row
			language sql stable security definer as $q$
			select t.* from follow.report_%1$s($1, $2) as t
			where $3 is null or t.commitment_no = btrim($3) $q$', r.name);
		execute format('comment on function follow.report_card_%s(text, text, text) is %L',
			r.name, 'Ficha de un compromiso: ' || r.about);
	end loop;
end
$$;

-- Of the whole plan up to the cut-off.
create function follow.report_card_activities(plan_code text, period_key text,
	item text default null)
returns setof follow.report_activities_row language sql stable security definer as $$
	select w.*
	from follow.asked_period($1, $2) as q
	cross join lateral follow.card_of(q.plan_id, $3) as c
	join plan.activity t on t.commitment_id = c.id and t.deleted_at is null
		and coalesce(t.held_from <= q.cutoff, true)
	cross join lateral follow.activity_told(t.id) as w
	order by c.commitment_no, t.held_from, t.activity_no;
$$;
comment on function follow.report_card_activities(text, text, text) is
	'Ficha de un compromiso: actividades realizadas';

create function follow.report_card_quarters(plan_code text, period_key text,
	item text default null)
returns setof follow.report_card_quarters_row language sql stable security definer as $$
	select c.commitment_no::text, q.period_key::text,
		core.period_title(q.period_key), core.period_short(q.period_key),
		f.mean::text, f.threshold::text, f.mean::text, f.shown, f.band,
		follow.band_text(f.band), f.gate,
		follow.gate_word(f.gate, f.n_due, f.n_pending)
	from follow.asked($1, $2) as a
	cross join lateral follow.figures(a.plan,
		follow.quarters_of(a.plan, a.period)) as f
	join follow.card_of(a.plan, $3) as c on c.id = f.commitment_id
	join core.period q on q.id = f.period_id
	order by c.commitment_no, q.from_date;
$$;

create function follow.report_work_items(plan_code text, period_key text)
returns setof follow.report_work_items_row language sql stable security definer as $$
	select w.stage, coalesce(w.number_text, w.item_no::text), w.text,
		w.responsible, w.goal_text, n.planned::text,
		coalesce(follow.quantity_text(n.planned), '-'), n.executed::text,
		follow.quantity_text(n.executed), coalesce(w.unit, n.unit),
		w.starts, w.ends, w.agreement,
		case when n.executed >= n.planned and n.planned > 0 then 't'
			else 'f' end,
		case when n.executed >= n.planned and n.planned > 0 then 'cumplida'
			when core.is_past(w.ends_to, w.ends_doubtful,
					follow.read_on(q.cutoff))
				then 'vencida'
			else 'por cumplir' end
	from follow.asked_period($1, $2) as q
	join plan.work_item w on w.plan_id = q.plan_id and w.deleted_at is null
	cross join lateral (select coalesce(w.quantity, sum(g.quantity))
				as planned,
			plan.work_item_done(w.id, q.cutoff) as executed,
			min(g.unit) as unit
		from plan.goal g
		where g.work_item_id = w.id and g.deleted_at is null) as n
	order by w.item_no;
$$;

create function follow.report_work_head(plan_code text, period_key text)
returns setof follow.report_work_head_row language sql stable security definer as $$
	select h.*, w.n::text, w.done::text, w.overdue::text,
		follow.hundredth(w.done, w.n)::text,
		follow.percent_text(follow.hundredth(w.done, w.n), 100)
	from follow.report_head($1, $2) as h
	cross join lateral (select count(*) as n,
			count(*) filter (where t.fulfilled = 't') as done,
			count(*) filter (where t.fulfilled_text = 'vencida') as overdue
		from follow.report_work_items($1, $2) as t) as w;
$$;

grant execute on function follow.report_self_head(text, text), follow.report_self_summary(text, text),
	follow.report_self_cards(text, text), follow.report_self_lines(text, text),
	follow.report_card_head(text, text, text), follow.report_card(text, text, text),
	follow.report_card_relevance(text, text, text), follow.report_card_milestones(text, text, text),
	follow.report_card_indicators(text, text, text), follow.report_card_goals(text, text, text),
	follow.report_card_actions(text, text, text), follow.report_card_activities(text, text, text),
	follow.report_card_quarters(text, text, text), follow.report_work_items(text, text),
	follow.report_work_head(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
