-- SPDX-License-Identifier: GPL-3.0-or-later
-- Compliance by part as a screen shows it: one call for all rows of a part
-- with their trend.
-- The quarters of a trend: those of a plan until the end of a span, the last
-- eight.
create function follow.trend_spans(plan bigint, period bigint)
returns bigint[]
language sql stable security definer
set jit = off as $$
	select array_agg(q.id)
	from follow.spans($1, array[$2]) as s
	-- Of a year that is running, not the quarters to come.
	cross join lateral follow.last_periods($1, 'quarter', case when s.longer
		then least(s.to_date, (select p.to_date from core.period p
			where p.id = follow.period_of($1, null)))
		else s.to_date end, 8) as q;
$$;
comment on function follow.trend_spans(bigint, bigint) is
	'Los trimestres de una tendencia';

create function follow.figures_head(plan_code text, period_key text)
returns table (plan_code_ text, period_key_ text,
	period_title text, state text, threshold text, read_at text,
	quarters text)
language sql stable security definer
set jit = off as $$
	select p.plan_code::text, s.span_key,
		follow.span_title(s.span_key),
		follow.open_text(s.state),
		trim_scale(s.threshold)::text,
		to_char(now() at time zone 'America/Lima', 'HH24:MI'),
		(select string_agg(core.period_short(q.period_key), '|'
				order by q.from_date)
			from core.period q
			where q.id = any (follow.trend_spans(a.plan, a.period)))
	from follow.asked_figures($1, $2) as a
	join plan.action_plan p on p.id = a.plan
	cross join lateral follow.spans(a.plan, array[a.period]) as s;
$$;
comment on function follow.figures_head(text, text) is
	'De qué plan y periodo son las cifras de una pantalla';

-- The plan first, then its parts of one kind. trend: the figures of the
-- quarters that the head names, with bars between.
create function follow.figures_by(plan_code text, part text, period_key text)
returns table (part_ text, key text, label text, shown text, band text,
	coverage text, note text, detail text, trend text)
language plpgsql stable security definer
set jit = off as $$
#variable_conflict use_column
declare
	asked record;
	quarters bigint[];
begin
	select * into asked from follow.asked_figures($1, $3);
	quarters := follow.trend_spans(asked.plan, asked.period);
	return query
	with figure as materialized (
		select f.*, follow.hides_figure(f.part, f.part_id, f.n_reported,
			f.n_approved) as hidden
		from follow.figures(asked.plan, array_append(array_remove(quarters,
			asked.period), asked.period), follow.part_asked($2)) as f
	), trend as (
		select f.part, f.part_id, string_agg(
			case when f.hidden then 'reserv.' else f.shown end,
			'|' order by q.from_date) as said
		from figure f
		join core.period q on q.id = f.period_id and q.kind = 'quarter'
		where f.period_id = any (quarters)
		group by f.part, f.part_id
	)
	select f.part, p.key, p.label,
		case when f.hidden then 'reserv.' else f.shown end,
		case when not f.hidden then f.band end,
		f.n_measured || '/' || f.n_due,
		case when f.n_due = 0 then 'sin programación'
			when f.gate = 'inconclusive' then 'no concluyente'
			when f.n_pending + f.n_missing > 0 then
				follow.missing_text(f.n_pending + f.n_missing)
			when f.preliminary then 'preliminar' end,
		concat_ws('; ', nullif(follow.progress_text(f.preliminary, f.n_due,
				f.n_reported, f.n_approved), ''),
			case when f.gate in ('pass', 'fail') then
				format('%s de %s %%', case f.gate when 'pass' then
					'alcanza el umbral' else 'menor al umbral' end,
					trim_scale(f.threshold))
				when f.gate = 'inconclusive' then
				format('no concluyente: cobertura %s %%, mínima %s %%',
					follow.percent_text(f.coverage, f.minimum_coverage),
					trim_scale(f.minimum_coverage)) end),
		t.said
	from figure f
	join (select * from follow.parts(asked.plan, 'plan')
		union all
		select * from follow.parts(asked.plan, $2) where $2 <> 'plan') as p
		on p.part_id = f.part_id and (f.part = 'plan') = (p.place = '')
	left join trend t on t.part = f.part and t.part_id = f.part_id
	where f.period_id = asked.period
	order by f.part <> 'plan', p.place;
end;
$$;
comment on function follow.figures_by(text, text, text) is
	'Las cifras de un plan por una clase de partes, con su tendencia';

grant execute on function follow.figures_head(text, text), follow.figures_by(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
