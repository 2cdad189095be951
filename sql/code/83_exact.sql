-- SPDX-License-Identifier: GPL-3.0-or-later
-- The exact figures of a report for programs ("figures" of hito-report/1): the
-- plan, its commitments, its indicators, in decimal text. below compares the
-- exact figure, never the one shown. state: of plan and commitment the gate,
-- of an indicator its state as in 80_report.sql.
set role hito_owner;

create function follow.report_exact(plan_code text, period_key text)
returns table (level text, key text, label text, mean text, threshold text,
	below text, coverage text, weight text, planned text, executed text,
	attainment text, capped text, state text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with head as (
		select * from follow.report_head($1, $2)
	)
	select 'plan', h.plan_code, h.plan_title, h.mean, h.threshold,
		(h.mean::numeric < h.threshold::numeric)::text::char(1)::text,
		h.coverage, null, null, null, null, null, h.gate
	from head h
	union all
	select * from (select 'commitment', c.commitment_no, c.title, c.mean,
			h.threshold,
			(c.mean::numeric < h.threshold::numeric)::text::char(1)::text,
			c.coverage, null, null, null, null, null, c.gate
		from head h
		cross join lateral follow.report_commitments($1, $2) as c
		order by c.commitment_no::numeric) as c
	union all
	select * from (select 'indicator', i.indicator_code, i.indicator_name,
			null, h.threshold,
			(i.capped::numeric < h.threshold::numeric)::text::char(1)::text,
			null, i.weight, i.planned, i.executed, i.attainment,
			i.capped, i.state
		from head h
		cross join lateral follow.report_indicators($1, $2) as i) as i;
$$;
comment on function follow.report_exact(text, text) is
	'Informe: cifras exactas del plan, de sus compromisos y de sus indicadores';

create function follow.report_logo()
returns table (logo text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select encode(i.logo, 'hex')
	from core.institution i
	where i.deleted_at is null and i.logo is not null
	order by i.id
	limit 1;
$$;
comment on function follow.report_logo() is
	'Informe: logotipo de la institución, PNG en dígitos hexadecimales';

grant execute on function follow.report_exact(text, text),
	follow.report_logo()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

reset role;
