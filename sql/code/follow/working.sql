-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working of a figure as a screen shows it: its terms and what they come
-- to, of any part of a plan over a quarter, a year or the plan so far.
-- Plan, period and part of what people type, or a refusal that says what is
-- wrong. The key of the plan itself is not looked at.
create function follow.part_named(plan_code text, part text, key text,
	period_key text, out plan bigint, out period bigint, out part_id bigint,
	out part_label text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	select a.plan, a.period into plan, period
	from follow.asked(plan_code, period_key) as a;
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
set search_path = pg_catalog, pg_temp
set jit = off
as $$
	select case key when 'plan' then 'Plan hasta hoy'
		else core.period_title(key) end;
$$;
comment on function follow.span_title(text) is
	'Nombre de un trimestre, de un año o del plan hasta hoy';

-- The terms of a part, each with the other method beside.
create function follow.part_terms(plan_code text, part text, part_id bigint,
	period_key text)
returns table (commitment_no int, indicator_id bigint, indicator_code text,
	indicator_name text, direction text, unit text, planned numeric,
	executed numeric, attainment numeric, capped numeric, weight numeric,
	product numeric, other numeric, cap numeric, state text, state_text text,
	hidden boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
	select t.commitment_no, t.indicator_id, t.indicator_code,
		t.indicator_name, t.direction, t.unit, t.planned, t.executed,
		t.attainment, t.capped, t.weight, t.term,
		t.other_attainment,
		t.cap, t.state, t.state_text, t.hidden
	from follow.attainment($1, $4) as t
	where case $2 when 'plan' then 0 when 'commitment' then t.commitment_id
		when 'office' then t.office_id
		when 'objective' then t.objective_id
		when 'action_line' then t.action_line_id
		else t.indicator_id end = $3;
$$;
comment on function follow.part_terms(text, text, bigint, text) is
	'Los términos de la cifra de una parte del plan, con el otro método al lado';

-- What is not in the mean has no weight; what is kept from the reader is.
create function follow.working_terms(plan_code text, part text, key text,
	period_key text)
returns table (indicator_code text, indicator_name text, direction text,
	unit text, planned text, executed text, attainment text, capped text,
	weight text, term text, other text, note text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
	select t.indicator_code, t.indicator_name, t.direction, t.unit,
		follow.quantity_text(t.planned), follow.quantity_text(t.executed),
		follow.percent_text(t.attainment, r.threshold, r.red_below,
			r.green_from, r.cap),
		follow.percent_text(t.capped, r.threshold, r.red_below,
			r.green_from),
		case when t.capped is not null or t.hidden
			then trim_scale(t.weight)::text end,
		follow.product_text(t.product, t.weight, r.threshold, r.red_below,
			r.green_from),
		follow.percent_text(t.other, r.threshold, r.red_below, r.green_from,
			r.cap),
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
set search_path = pg_catalog, pg_temp
set jit = off
as $$
	with term as (
		select t.*, case when t.state = 'zero' then 0
			when t.other is not null then least(t.cap, t.other) end
			as counted
		from follow.part_terms($1, $2, $3, $4) as t
		where t.state in ('measured', 'zero')
	), added as (
		select sum(t.counted * t.weight) as products,
			sum(t.weight) as weights,
			count(*) filter (where t.counted is null) as n_without,
			count(*) as n, count(t.other) as n_other,
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
set search_path = pg_catalog, pg_temp
set jit = off
as $$
	select follow.span_title(s.span_key), s.rule_name,
		trim_scale(s.threshold)::text, trim_scale(s.cap)::text,
		trim_scale(f.weights)::text,
		case when not h.hidden then follow.product_text(f.products,
			f.weights, s.threshold, s.red_below, s.green_from) end,
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
				follow.product_text(o.products, o.weights, s.threshold,
					s.red_below, s.green_from),
				trim_scale(o.weights), follow.percent_text(o.mean,
					s.threshold, s.red_below, s.green_from),
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
