-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: observation_rolled
-- Indicators that a series feeds: what it proposes as executed, the observations
-- behind it, and the action that brings it into a result's draft. What was
-- planned stays with people, and so does reporting.

create view series.feed_all with (security_invoker = true) as
select t.*, n.plan_code, i.indicator_code, i.indicator_name, d.dataset_code, d.dataset_name, x.item_code, x.item_name,
	p.place_code, p.place_name, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from series.feed t join follow.indicator i on i.id = t.indicator_id join plan.action_plan n on n.id = i.plan_id
	join series.item x on x.id = t.item_id join series.dataset d on d.id = x.dataset_id
	join core.place p on p.id = t.place_id join core.office o on o.id = t.office_id;

create function series.feed_problems(was series.feed, now series.feed) returns setof core.problem
language sql stable as $$
	select (core.problem(w.field, w.reason)).*
	from series.item i join series.dataset d on d.id = i.dataset_id join core.place p on p.id = now.place_id
	cross join lateral (values
		('takes', case when now.takes = 'sum' and series.is_percent(coalesce(i.unit, d.unit))
			then 'Un porcentaje no se suma: tome el último valor.' end),
		('place_id', case when length(p.ubigeo) > series.level_length(d.place_level)
			then format('El conjunto es por %s: no tiene valores de un lugar más pequeño.', series.level_text(d.place_level)) end),
		('place_id', case when length(p.ubigeo) < series.level_length(d.place_level) and d.adds_up = 'none'
			then format('El conjunto no se reúne: elija un lugar que sea %s.', series.level_text(d.place_level)) end))
		as w (field, reason)
	where i.id = now.item_id and w.reason is not null and now.deleted_at is null
$$;

-- The figures of an indicator's series whose periods end between two days, the
-- last one first; sum: those that lie between them as a whole.
create function series.behind(indicator bigint, since date, until date)
returns table (dataset_code text, item_code text, place_name text, takes text, period_key text, value numeric, gaps text, source text)
language sql stable as $$
	select d.dataset_code::text, i.item_code::text, p.place_name, f.takes, k.key, r.value,
		case when r.period_key is null then 'sin dato' else r.gaps end, d.source
	from series.feed f join series.item i on i.id = f.item_id join series.dataset d on d.id = i.dataset_id
	join core.place p on p.id = f.place_id
	cross join lateral series.keys($2, $3, d.frequency) as k (key)
	cross join lateral (select case length(p.ubigeo) when 2 then 'department' when 4 then 'province' else 'district' end as level) as l
	left join lateral (select t.* from series.told(d.id, l.level, k.key, k.key) as t
		where t.item_id = i.id and t.ubigeo_system = p.ubigeo_system and t.ubigeo = p.ubigeo) as r on true
	where f.indicator_id = $1 and f.deleted_at is null
		and (f.takes = 'last' or core.period_first(k.key) >= $2)
	order by k.key desc
$$;
comment on function series.behind(bigint, date, date) is 'Los valores de la serie de los que sale un indicador entre dos días';

-- What it comes to, with as many places as the report of the series shows, and
-- of what: none where nothing was measured.
create function series.proposed(indicator bigint, since date, until date, out value numeric, out told text)
language sql stable as $$
	with behind as (
		select b.*, row_number() over (order by b.value is null, b.period_key desc) as n from series.behind($1, $2, $3) as b
	)
	select trim_scale(round(case b.takes when 'sum' then sum(b.value) else min(b.value) filter (where b.n = 1) end, 6)),
		format('Serie %s, %s, %s: %s', b.dataset_code, b.item_code, b.place_name, string_agg(format('%s %s%s',
			core.period_title(b.period_key), coalesce(follow.quantity_text(round(b.value, 6)), 's/d'), ' (' || b.gaps || ')'), ', '
			order by b.period_key) filter (where b.takes = 'sum' or b.n = 1)) || coalesce('. Fuente: ' || b.source, '')
	from behind b
	group by b.dataset_code, b.item_code, b.place_name, b.takes, b.source
	having count(b.value) > 0
$$;
comment on function series.proposed(bigint, date, date) is 'Lo que una serie propone como ejecutado de un indicador, y de qué sale';

-- The proposal of a period, or the sentence that says why there is none.
create function series.expect_proposed(indicator bigint, period bigint, out value numeric, out told text)
language plpgsql stable as $$
begin
	select p.value, p.told into value, told from core.period q cross join lateral series.proposed($1, q.from_date, q.to_date) as p
	where q.id = $2;
	if value is not null then
		return;
	elsif not exists (select from series.feed f where f.indicator_id = $1 and f.deleted_at is null) then
		raise exception 'Este indicador no se alimenta de una serie: dígalo en «Indicadores de una serie».'
			using errcode = 'HT004', column = 'executed';
	end if;
	raise exception 'La serie no tiene un valor medido que termine en ese periodo.' using errcode = 'HT004', column = 'executed';
end
$$;
comment on function series.expect_proposed(bigint, bigint) is 'Lo que una serie propone para un periodo, o por qué no';

create function series.result_bring(id bigint, row_version int) returns void
language plpgsql volatile as $$
declare
	n bigint;
begin
	update follow.result r set executed = p.value, evidence = coalesce(nullif(r.evidence, ''), p.told)
	from (select x.* from follow.result t cross join lateral series.expect_proposed(t.indicator_id, t.period_id) as x where t.id = $1) as p
	where r.id = $1 and r.row_version = $2 and r.state in ('draft', 'returned');
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function series.result_bring(bigint, int) is 'Traer de la serie el valor ejecutado de un resultado';

-- The same where there is no result yet: of a period by its key.
create function series.feed_carry(id bigint, row_version int, period_key text) returns void
language plpgsql volatile as $$
declare
	f series.feed;
	period bigint;
	was follow.result;
	p record;
begin
	select t.* into f from series.feed t where t.id = $1 and t.row_version = $2;
	perform core.expect_one(case when f.id is not null then 1 else 0 end);
	select q.id into period from core.period q join follow.indicator i on i.plan_id = q.plan_id
	where i.id = f.indicator_id and q.deleted_at is null
		and q.period_key = core.period_read(core.expect_said($3, 'period_key', 'Diga de qué periodo: 2019-Q1.'));
	if period is null then
		raise exception 'El plan no tiene el periodo «%».', btrim($3) using errcode = 'HT004', column = 'period_key';
	end if;
	select r.* into was from follow.result r where r.indicator_id = f.indicator_id and r.period_id = period and r.deleted_at is null;
	if was.id is not null then
		perform series.result_bring(was.id, was.row_version);
		return;
	end if;
	select x.* into p from series.expect_proposed(f.indicator_id, period) as x;
	insert into follow.result (indicator_id, period_id, executed, evidence) values (f.indicator_id, period, p.value, p.told);
end
$$;
comment on function series.feed_carry(bigint, int, text) is 'Llevar el valor de una serie al resultado de un periodo';

-- Asked by the working of a figure, as lines behind those of the periods. A
-- period that is not over stands there where it has a value already.
create function series.indicator_behind(plan bigint, indicator bigint, period bigint)
returns table (place int, kind text, label text, mine text, other text)
language sql stable as $$
	with span as (
		select min(q.from_date) as since, max(q.to_date) as until from core.period q
		where q.plan_id = $1 and q.deleted_at is null and (q.id = $3 or coalesce($3, 0) = 0)
	), behind as (
		select b.*, row_number() over (order by b.period_key)::int as n from span s
		cross join lateral series.behind($2, s.since, s.until) as b
		where b.value is not null or core.period_last(b.period_key) <= core.today()
	)
	select distinct on (b.dataset_code) 0, 'head', format('Serie %s', b.dataset_code), format('%s, %s', b.item_code, b.place_name),
		case b.takes when 'sum' then 'se suma' else 'vale lo último' end
	from behind b
	union all
	select b.n, 'pair', core.period_title(b.period_key), coalesce(follow.quantity_text(round(b.value, 6)), '-'), coalesce(b.gaps, '')
	from behind b
	order by 1
$$;
comment on function series.indicator_behind(bigint, bigint, bigint) is 'Los valores de la serie que están detrás de una cifra';

select core.declare('series.feed', 'open', 'Indicadores de una serie', line_of => '{indicator_id}',
	stands_on => '{indicator_id,item_id,place_id}', place => '{"indicator_id.list_place"}');
