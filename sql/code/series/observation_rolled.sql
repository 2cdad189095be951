-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: observation
-- Series up the tree of places: by the first digits of the code, in its system.
-- These are one SELECT each and run as whoever asks, so that the server looks
-- into them as into a view.

-- What a dataset comes to at a level of places. value is none where nothing was
-- measured; what lacks is counted. Weighted: both figures are there.
create function series.rolled(dataset bigint, level text, first text default null, last text default null)
returns table (item_id bigint, ubigeo_system text, ubigeo text, period_key text, value numeric, n_values bigint,
	n_not_measured bigint, n_secret bigint, n_unweighted bigint)
language sql stable as $$
	select o.item_id, p.ubigeo_system::text, left(p.ubigeo, series.level_length($2)), o.period_key::text, sum(o.value),
		count(o.value), count(*) filter (where o.value_kind = 'not_measured'), count(*) filter (where o.value_kind = 'secret'), 0::bigint
	from series.observation o join core.place p on p.id = o.place_id
	where o.dataset_id = $1 and o.deleted_at is null and o.period_key between coalesce($3, '0') and coalesce($4, '9999')
		and exists (select from series.dataset d where d.id = $1 and series.level_length($2) <= series.level_length(d.place_level)
			and (d.place_level = $2 or d.adds_up = 'sum'))
	group by 1, 2, 3, 4
	union all
	select o.item_id, p.ubigeo_system::text, left(p.ubigeo, series.level_length($2)), o.period_key::text,
		case when o.item_id = h.weight_id then sum(o.value)
			else round(round(sum(o.value * w.value), 40) / nullif(sum(w.value) filter (where o.value is not null), 0), 30) end,
		count(o.value) filter (where o.item_id = h.weight_id or w.value is not null),
		count(*) filter (where o.value_kind = 'not_measured'), count(*) filter (where o.value_kind = 'secret'),
		count(*) filter (where o.item_id <> h.weight_id and o.value is not null and w.value is null)
	from (select d.id, i.id as weight_id from series.dataset d join series.item i on i.dataset_id = d.id and i.deleted_at is null
			and core.fold(i.item_code) = core.fold(d.weight_item)
		where d.id = $1 and d.adds_up = 'mean' and series.level_length($2) < series.level_length(d.place_level)) as h
	join series.observation o on o.dataset_id = h.id and o.deleted_at is null
		and o.period_key between coalesce($3, '0') and coalesce($4, '9999')
	join core.place p on p.id = o.place_id
	left join series.observation w on w.dataset_id = h.id and w.item_id = h.weight_id and w.place_id = o.place_id
		and w.period_key = o.period_key and w.deleted_at is null
	group by 1, 2, 3, 4, h.weight_id
$$;
comment on function series.rolled(bigint, text, text, text) is
	'Un conjunto de datos reunido en sus departamentos, provincias o distritos, con cuántos valores faltan';

-- What lacks in a figure: "2 no medidos, 1 reservado, 3 sin dato".
create function series.gaps_text(n_not_measured bigint, n_secret bigint, n_unweighted bigint, n_absent bigint) returns text
language sql stable parallel safe
return nullif(concat_ws(', ', case when n_not_measured > 0 then n_not_measured || ' sin medir' end,
	case when n_secret > 0 then n_secret || case n_secret when 1 then ' reservado' else ' reservados' end end,
	case when n_unweighted > 0 then n_unweighted || ' sin su peso' end,
	case when n_absent > 0 then n_absent || ' sin dato' end), '');
comment on function series.gaps_text(bigint, bigint, bigint, bigint) is 'Lo que le falta a una cifra reunida';

-- The same with its light and what lacks. The edges of a sum are those of one of
-- its places: the sum of several has no light.
create function series.told(dataset bigint, level text, first text default null, last text default null)
returns table (item_id bigint, ubigeo_system text, ubigeo text, period_key text, value numeric, light text, gaps text)
language sql stable as $$
	select r.item_id, r.ubigeo_system, r.ubigeo, r.period_key, r.value,
		case when i.unit is null and ($2 = d.place_level or d.adds_up = 'mean') then series.light_of(r.value, d.light, d.low_edge, d.high_edge) end,
		series.gaps_text(r.n_not_measured, r.n_secret, r.n_unweighted,
			greatest(e.n_places - r.n_values - r.n_not_measured - r.n_secret - r.n_unweighted, 0))
	from series.rolled($1, $2, $3, $4) as r join series.item i on i.id = r.item_id join series.dataset d on d.id = i.dataset_id
	-- The places of the dataset's level in it whose code was in force on a day of
	-- the period.
	cross join lateral (select count(*) as n_places from core.place p
		where p.ubigeo_system = r.ubigeo_system and p.ubigeo between r.ubigeo and rpad(r.ubigeo, 6, '9') and p.deleted_at is null
			and length(p.ubigeo) = series.level_length(d.place_level)
			and (p.from_date is null or p.from_date <= core.period_last(r.period_key))
			and (p.to_date is null or p.to_date >= core.period_first(r.period_key))) as e
$$;
comment on function series.told(bigint, text, text, text) is 'Un conjunto de datos reunido, con su luz y lo que le falta';
