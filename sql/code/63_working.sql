-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working of a figure as a screen shows it: its terms, and what they come
-- to. commitment_no NULL: of the whole plan.
set role hito_owner;

create function follow.working_terms(plan_code text, commitment_no int,
	period_key text)
returns table (indicator_code text, indicator_name text, direction text,
	unit text, planned text, executed text, attainment text, capped text,
	weight text, term text, other text, note text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select t.indicator_code, t.indicator_name, t.direction, t.unit,
		follow.quantity_text(t.planned), follow.quantity_text(t.executed),
		follow.percent_text(t.attainment, r.threshold, r.red_below,
			r.green_from, r.cap),
		follow.percent_text(t.capped, r.threshold, r.red_below,
			r.green_from),
		trim_scale(t.weight)::text, follow.percent_text(t.term, 0),
		follow.percent_text(t.other_attainment, r.threshold),
		case when t.hidden then 'informado por su oficina, sin aprobar'
			when t.state <> 'measured' then t.state_text end
	from follow.asked($1, $3) as a
	join core.period q on q.id = a.period
	cross join lateral follow.rules_of(q.to_date) as r
	cross join lateral follow.attainment($1, $3) as t
	where t.state <> 'not_due' and ($2 is null or t.commitment_no = $2)
	order by t.commitment_no nulls last, t.indicator_code;
$$;
comment on function follow.working_terms(text, int, text) is
	'Los términos de la cifra de un compromiso o del plan, para leerlos';

create function follow.working_sum(plan_code text, commitment_no int,
	period_key text)
returns table (period_title text, rule_name text, threshold text, cap text,
	weights text, weighted text, shown text, band text, n_measured text,
	n_due text, note text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with part as (
		select a.plan, a.period, c.id as commitment
		from follow.asked($1, $3) as a
		left join plan.commitment c on c.plan_id = a.plan
			and c.commitment_no = $2 and c.deleted_at is null
	)
	select core.period_title(q.period_key), f.rule_name,
		trim_scale(f.threshold)::text, trim_scale(f.cap)::text,
		trim_scale(f.weights)::text, follow.percent_text(f.products, 0),
		f.shown, f.band, f.n_measured::text, f.n_due::text,
		follow.progress_text(f.preliminary, f.n_due, f.n_reported,
			f.n_approved)
	from part p
	join core.period q on q.id = p.period
	cross join lateral follow.figures(p.plan, array[p.period]) as f
	where f.commitment_id is not distinct from p.commitment
		and ($2 is null or p.commitment is not null);
$$;
comment on function follow.working_sum(text, int, text) is
	'La suma, la división y la regla de la cifra de un compromiso o del plan';

grant execute on function follow.working_terms(text, int, text),
	follow.working_sum(text, int, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

reset role;
