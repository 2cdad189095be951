-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: figure
-- The working of a figure as a screen shows it: its terms and what they come
-- to, of any part of a plan over a quarter, a year or the plan so far.

-- Plan, period and part of what people type, or a refusal that says what is
-- wrong. The key of the plan itself is not looked at.
create function follow.part_named(plan_code text, part text, key text,
	period_key text, out plan bigint, out period bigint, out part_id bigint,
	out part_label text)
language plpgsql stable security definer as $$
begin
	select a.plan, a.period into plan, period
	from follow.asked_figures(plan_code, period_key) as a;
	select p.part_id, p.label into part_id, part_label
	from follow.parts(plan, follow.part_asked(part)) as p
	where part_named.part = 'plan'
		or core.fold(p.key) = core.fold(btrim(part_named.key));
	if part_id is null then
		raise exception using errcode = 'HT004', message = format(
			'El plan no tiene una cifra de «%s».', key);
	end if;
end;
$$;
comment on function follow.part_named(text, text, text, text) is
	'Plan, periodo y parte de sus códigos; rechaza los que no existen';

create function follow.span_title(key text)
returns text
language sql stable security definer
set jit = off as $$
	select case key when 'plan' then 'Plan hasta hoy'
		else core.period_title(key) end;
$$;
comment on function follow.span_title(text) is
	'Nombre de un trimestre, de un año o del plan hasta hoy';

-- The terms of a part.
create function follow.part_terms(plan_code text, part text, part_id bigint,
	period_key text)
returns setof follow.term_row
language sql stable security definer
set jit = off as $$
	select t.*
	from follow.attainment($1, $4) as t
	where case $2 when 'plan' then 0 when 'commitment' then t.commitment_id
		when 'office' then t.office_id
		when 'objective' then t.objective_id
		when 'action_line' then t.action_line_id
		else t.indicator_id end = $3;
$$;
comment on function follow.part_terms(text, text, bigint, text) is
	'Los términos de la cifra de una parte del plan';

-- What is not in the mean has no weight; what is kept from the reader is.
create function follow.working_terms(plan_code text, part text, key text,
	period_key text)
returns table (indicator_code text, indicator_name text, direction text,
	unit text, planned text, executed text, attainment text, capped text,
	weight text, term text, other text, note text)
language sql stable security definer
set jit = off as $$
	select t.indicator_code, t.indicator_name, t.direction, t.unit,
		follow.quantity_text(t.planned), follow.quantity_text(t.executed),
		follow.percent_text(t.attainment, variadic r.edges || r.cap),
		follow.percent_text(t.capped, variadic r.edges),
		case when t.capped is not null or t.hidden
			then trim_scale(t.weight)::text end,
		follow.product_text(t.term, t.weight, variadic r.edges),
		follow.percent_text(t.other_attainment, variadic r.edges || r.cap),
		case when t.hidden then 'reserv., sin aprobar'
			when t.state <> 'measured' then t.state_text end
	from follow.part_named($1, $2, $3, $4) as n
	cross join lateral follow.spans(n.plan, array[n.period]) as r
	cross join lateral follow.part_terms($1, $2, n.part_id, $4) as t
	where t.state <> 'not_due'
	order by t.commitment_no nulls last, t.indicator_code;
$$;
comment on function follow.working_terms(text, text, text, text) is
	'Los términos de la cifra de una parte del plan, para leerlos';

-- What the mean would be by the other method, where every term that counts
-- can be measured by it. Not where one is kept from the reader: two means
-- would tell apart what one keeps together.
create function follow.other_mean(plan_code text, part text, part_id bigint,
	period_key text, out products numeric, out weights numeric,
	out mean numeric, out n_without bigint, out n bigint)
language sql stable security definer
set jit = off as $$
	with term as (
		select t.*, case when t.state = 'zero' then 0
			when t.other_attainment is not null
				then least(t.cap, t.other_attainment) end
			as counted
		from follow.part_terms($1, $2, $3, $4) as t
		where t.state in ('measured', 'zero')
	), added as (
		select sum(t.counted * t.weight) as products,
			sum(t.weight) as weights,
			count(*) filter (where t.counted is null) as n_without,
			count(*) as n, count(t.other_attainment) as n_other,
			bool_or(t.hidden) as hidden
		from term t
	)
	select a.products, a.weights, case when a.n_without = 0
			then follow.mean_of(a.products, a.weights) end,
		a.n_without, a.n
	from added a
	where a.n_other > 0 and not a.hidden;
$$;
comment on function follow.other_mean(text, text, bigint, text) is
	'El promedio que daría el otro método, que no cuenta';

create function follow.working_sum(plan_code text, part text, key text,
	period_key text)
returns table (period_title text, rule_name text,
	threshold text, cap text, weights text, weighted text, shown text,
	band text, n_measured text, n_due text, note text, other text)
language sql stable security definer
set jit = off as $$
	select follow.span_title(s.span_key), s.rule_name,
		trim_scale(s.threshold)::text, trim_scale(s.cap)::text,
		trim_scale(f.weights)::text,
		case when not h.hidden then follow.product_text(f.products,
			f.weights, variadic s.edges) end,
		case when h.hidden then 'reserv.' else f.shown end,
		case when not h.hidden then f.band end,
		f.n_measured::text, f.n_due::text,
		concat_ws('; ', nullif(follow.progress_text(f.preliminary, f.n_due,
			f.n_reported, f.n_approved), ''),
			case f.gate when 'pass' then 'alcanza el umbral'
				when 'fail' then 'menor al umbral'
				when 'inconclusive' then 'no concluyente' end),
		case when o.n_without > 0 then format(
			'El otro método no da un promedio: %s de %s no lo permiten.',
				o.n_without, o.n)
			when o.mean <> f.mean then format(
			'El otro método, que no cuenta, daría %s / %s = %s (%s).',
				follow.product_text(o.products, o.weights, variadic s.edges),
				trim_scale(o.weights), follow.percent_text(o.mean,
					variadic s.edges),
				follow.band_text(follow.band_of(o.mean, s.red_below,
					s.green_from))) end
	from follow.part_named($1, $2, $3, $4) as n
	cross join lateral follow.spans(n.plan, array[n.period]) as s
	left join lateral follow.figures(n.plan, array[n.period], $2) as f
		on f.part = $2 and f.part_id = n.part_id
	cross join lateral (select follow.hides_figure($2, n.part_id,
		f.n_reported, f.n_approved) as hidden) as h
	left join lateral follow.other_mean($1, $2, n.part_id, $4) as o on true;
$$;
comment on function follow.working_sum(text, text, text, text) is
	'La suma, la división y la regla de la cifra de una parte del plan';

-- The working of one figure: its terms, and a last row of kind sum that
-- divides the products by the weights.
create function follow.working(plan_code text, period_key text,
	by text default 'plan', key text default null)
returns table (kind text, commitment_no int, indicator_code text,
	label text, unit text, office_code text, direction text, measure text,
	method text, method_text text, baseline numeric, planned numeric,
	planned_original numeric, executed numeric, attainment numeric,
	attainment_shown text, other_attainment numeric, other_shown text,
	other_text text, original_attainment numeric, original_shown text,
	cap numeric, capped numeric, capped_shown text, weight numeric,
	product numeric, product_shown text, band text, state text,
	reason text, hidden boolean, approved boolean, late boolean,
	over_year text)
language plpgsql stable security definer
set jit = off as $$
#variable_conflict use_column
declare
	n constant record := follow.part_named($1, $3, $4, $2);
	f record;
begin
	select * into f from follow.figures(n.plan, array[n.period], $3) as g
	where g.part = $3 and g.part_id = n.part_id;
	return query
	select 'term', t.commitment_no, t.indicator_code, t.indicator_name,
		t.unit, t.office_code, t.direction, t.measure, t.method,
		follow.method_text(t.method), t.baseline, t.planned,
		t.planned_original, t.executed, t.attainment,
		follow.percent_text(t.attainment, variadic f.edges || f.cap), t.other_attainment,
		follow.percent_text(t.other_attainment, variadic f.edges || f.cap),
		case when t.method = 'progress' then follow.method_text('ratio')
			when t.baseline is null then 'sin línea base'
			else follow.method_text('progress') end,
		t.original_attainment, follow.percent_text(t.original_attainment,
			variadic f.edges || f.cap),
		t.cap, t.capped, follow.percent_text(t.capped, variadic f.edges),
		t.weight, t.term, follow.product_text(t.term, t.weight,
			variadic f.edges), t.band, t.state,
		case when t.hidden or t.state <> 'measured'
				then follow.told_text(t.state_text, t.hidden)
			when t.attainment > t.cap then format(
				'cuenta hasta el tope de %s %%', trim_scale(t.cap))
			end,
		t.hidden, t.approved, t.late, t.over_year
	from follow.part_terms($1, $3, n.part_id, $2) as t;
	if f is null or follow.hides_figure($3, n.part_id,
			f.n_reported, f.n_approved) then
		return;
	end if;
	kind := 'sum'; label := n.part_label; weight := f.weights;
	product := f.products; capped := f.mean; capped_shown := f.shown;
	product_shown := follow.product_text(f.products, f.weights,
		variadic f.edges);
	band := f.band; state := f.gate; cap := f.cap; hidden := false;
	reason := follow.sum_text(product_shown, f.weights, f.shown,
		f.n_measured, f.n_due);
	return next;
end;
$$;
comment on function follow.working(text, text, text, text) is
	'Cómo se obtiene una cifra: sus términos y la división';

grant execute on function follow.working(text, text, text, text), follow.working_terms(text, text, text, text),
	follow.working_sum(text, text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
