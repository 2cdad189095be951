-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: rows
-- The exact figures of a report for programs ("figures" of hito-report/1): the
-- plan, its commitments, its indicators, in decimal text. below compares the
-- exact figure, never the one shown. state: of plan and commitment the gate,
-- of an indicator its state as in quarter.sql. Every level has the same
-- members: an indicator's mean is its capped attainment and its coverage 100
-- or 0; of plan and commitment capped is the mean, attainment the same mean
-- of the attainments before the cap, weight the weights in it. Quantities of
-- different units have no sum: planned and executed are of indicators.

-- The mean of the attainments before the cap, of the plan (commitment NULL,
-- whole) and of each commitment: of the very terms that the mean is made of.
create function follow.uncapped(plan bigint, period bigint)
returns table (commitment_id bigint, whole boolean, mean numeric)
language sql stable
begin atomic
	select t.commitment_id, grouping(t.commitment_id) = 1,
		follow.mean_of(sum(coalesce(t.attainment, t.capped) * t.weight),
			sum(t.weight))
	from follow.terms(plan, array[period]) as t
	where t.capped is not null
	group by grouping sets ((t.commitment_id), ());
end;
comment on function follow.uncapped(bigint, bigint) is
	'Promedio de los logros sin tope, del plan y de cada compromiso';

create function follow.report_exact(plan_code text, period_key text)
returns setof follow.report_exact_row language sql stable security definer as $$
	with asked as materialized (
		select a.plan, a.period
		from follow.asked($1, $2) as a
	), figure as materialized (
		select f.*
		from asked a
		cross join lateral follow.figures(a.plan, array[a.period]) as f
	), uncapped as materialized (
		select u.*
		from asked a
		cross join lateral follow.uncapped(a.plan, a.period) as u
	)
	select 'plan', p.plan_code::text, p.title, f.mean::text,
		f.threshold::text, follow.below_text(f.mean, f.threshold),
		f.coverage::text, f.weights::text, null, null, u.mean::text,
		f.mean::text, coalesce(f.gate, 'none')
	from asked a
	join plan.action_plan p on p.id = a.plan
	left join figure f on f.commitment_id is null
	left join uncapped u on u.whole
	union all
	select * from (select 'commitment', c.commitment_no::text, c.title,
			f.mean::text, f.threshold::text,
			follow.below_text(f.mean, f.threshold), f.coverage::text,
			f.weights::text, null, null, u.mean::text, f.mean::text,
			coalesce(f.gate, 'none')
		from figure f
		join plan.commitment c on c.id = f.commitment_id
		left join uncapped u on not u.whole and u.commitment_id = c.id
		order by c.commitment_no) as c
	union all
	select * from (select 'indicator', i.indicator_code, i.indicator_name,
			i.capped, s.threshold::text,
			follow.below_text(i.capped::numeric, s.threshold),
			case when i.state = 'measured' then '100'
				when i.state not in ('not_due', 'not_applicable', 'hidden')
					then '0' end,
			i.weight, i.planned, i.executed, i.attainment, i.capped,
			i.state
		from asked a
		cross join lateral follow.spans(a.plan, array[a.period]) as s
		cross join lateral follow.report_indicators($1, $2) as i) as i;
$$;

create function follow.report_logo()
returns table (logo text) language sql stable security definer as $$
	select encode(i.logo, 'hex')
	from core.institution i
	where i.deleted_at is null and i.logo is not null
	order by i.id
	limit 1;
$$;
comment on function follow.report_logo() is
	'Informe: logotipo de la institución, PNG en dígitos hexadecimales';

grant execute on function follow.report_exact(text, text), follow.report_logo()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
