-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: departamento, provincia, distrito
-- after: council_session
-- A territorial series as a table and small pictures. key: the dataset, the level
-- and the period where they are said: "siembra", "siembra/provincia",
-- "siembra/distrito/2019". With the rights of whoever asks.

select core.declare_words('follow.adds_up_text', 'Cómo se reúnen los lugares de un conjunto, en palabras',
	'sum', 'los lugares se suman', 'mean', 'los lugares se promedian por su peso', 'los lugares no se reúnen');

-- Without a level the dataset's own, without a period the last eight.
create function follow.series_asked(key text, out dataset bigint, out level text, out first text, out last text) returns setof record
language sql stable as $$
	select d.id, l.level, coalesce(series.key_of(core.period_first(y.year), d.frequency), g.given,
			series.key_of((core.period_first(b.last) - case d.frequency when 'month' then interval '7 months'
				when 'quarter' then interval '21 months' when 'half' then interval '42 months' else interval '7 years' end)::date, d.frequency)),
		coalesce(series.key_of(core.period_last(y.year), d.frequency), g.given, b.last)
	from series.dataset d
	cross join lateral (select case core.fold(btrim(split_part($1, '/', 2))) when '' then d.place_level
		when 'departamento' then 'department' when 'provincia' then 'province' when 'distrito' then 'district' end as level) as l
	cross join lateral (select nullif(btrim(split_part($1, '/', 3)), '') as text) as t
	cross join lateral (select case when t.text ~ '^\d{4}$' then t.text end as year) as y
	cross join lateral (select series.period_read(t.text, d.frequency) as given) as g
	cross join lateral (select max(o.last) as last from series.item i
		cross join lateral (select max(x.period_key) as last from series.observation x where x.item_id = i.id and x.deleted_at is null) as o
		where i.dataset_id = d.id) as b
	where core.fold(d.dataset_code) = core.fold(btrim(split_part($1, '/', 1))) and d.deleted_at is null and l.level is not null
		and (t.text is null or y.year is not null or g.given is not null)
$$;
comment on function follow.series_asked(text) is 'El conjunto, el nivel y los periodos de los que se pide un informe';

-- The values that are asked for, of each level that they are told at: with up also
-- those above in the tree of places, where the dataset says how. lit: t, those
-- that have a light at the level asked for; f, the others. The only item of a dataset
-- is called as the dataset. A place without a row
-- of its own is called as those in it say.
create function follow.series_values(key text, lit boolean, up boolean)
returns table (item_id bigint, item_code text, item text, unit text, above boolean, level text, ubigeo_system text, ubigeo text,
	place_code text, place text, period_key text, value numeric, light text, gaps text)
language sql stable as $$
	with asked as materialized (
		select a.*, d.adds_up, d.light <> 'none' and (a.level = d.place_level or d.adds_up = 'mean') as lit,
			(select count(*) from series.item i where i.dataset_id = d.id and i.deleted_at is null) as items
		from follow.series_asked($1) as a join series.dataset d on d.id = a.dataset
	), told as materialized (
		select t.*, a.level <> l.level as above, l.level from asked a
		cross join lateral (select x.level from (values ('district'), ('province'), ('department')) as x (level)
			where x.level = a.level or $3 and a.adds_up in ('sum', 'mean') and series.level_length(x.level) < series.level_length(a.level)) as l
		cross join lateral series.told(a.dataset, l.level, a.first, a.last) as t
		where a.lit or not $2
	), named as materialized (
		select w.ubigeo_system, w.ubigeo, coalesce((select p.place_name from core.place p
				where p.ubigeo_system = w.ubigeo_system and p.ubigeo = w.ubigeo and p.deleted_at is null),
			(select case length(w.ubigeo) when 2 then min(p.department) else min(p.province) end from core.place p
				where p.ubigeo_system = w.ubigeo_system and p.ubigeo like w.ubigeo || '%' and p.deleted_at is null), w.ubigeo) as place
		from (select distinct t.ubigeo_system, t.ubigeo from told t) as w
	)
	select i.id, i.item_code::text, case when a.items = 1 then d.dataset_name else i.item_name end, coalesce(i.unit, d.unit), t.above, t.level, t.ubigeo_system, t.ubigeo,
		case t.ubigeo_system when 'INEI' then t.ubigeo else t.ubigeo_system || ':' || t.ubigeo end, n.place,
		t.period_key, t.value, t.light, t.gaps
	from told t join named n on n.ubigeo_system = t.ubigeo_system and n.ubigeo = t.ubigeo
	cross join asked a join series.dataset d on d.id = a.dataset join series.item i on i.id = t.item_id
	where $2 = (i.unit is null and a.lit)
$$;
comment on function follow.series_values(text, boolean, boolean) is 'Los valores de un informe de una serie, con sus nombres';

create function follow.series_value_text(value numeric) returns text
language sql stable
return coalesce(follow.quantity_text(round(value, least(scale(trim_scale(value)), 6))), 's/d');
comment on function follow.series_value_text(numeric) is 'Un valor de una serie como se lee, o que no lo hay';

create function follow.report_series(key text, lit text) returns setof follow.report_series_row
language sql stable set jit = off as $$
	select t.item_code, t.item, t.unit, t.place_code, t.place, series.level_text(t.level), t.period_key, core.period_title(t.period_key),
		core.period_short(t.period_key), trim_scale(t.value)::text, follow.series_value_text(t.value),
		round(100 * t.value / nullif(max(abs(t.value)) over (partition by t.item_id), 0), 6)::text,
		t.light, case when t.light is not null then follow.band_text(t.light) end, t.gaps
	from follow.series_values($1, $2::boolean, false) as t
	order by t.item_id, t.ubigeo_system, t.ubigeo, t.period_key
$$;

-- Crossed: a row each place, what several come to below them, and how much its
-- figures lack in rows of their own below it. The periods of an item go into blocks of
-- columns, as many as fit on a page, all about as wide.
create function follow.report_series_crossed(key text, lit text) returns setof follow.report_series_crossed_row
language sql stable set jit = off as $$
	with value as materialized (
		select * from follow.series_values($1, $2::boolean, true)
	), numbered as (
		select c.item_id, c.period_key, row_number() over (partition by c.item_id order by c.period_key) - 1 as at,
			count(*) over (partition by c.item_id) as n, case when $2::boolean then 4.0 else 6.0 end as most
		from (select distinct v.item_id, v.period_key from value v) as c
	), col as materialized (
		select n.*, n.at / w.wide as block, core.period_title(n.period_key) as title
		from numbered n cross join lateral (select ceil(n.n / ceil(n.n / n.most))::int as wide) as w
	), line as materialized (
		select c.item_id, c.block, p.ubigeo_system, p.ubigeo, array_agg(c.title order by c.at) as titles, array_agg('Luz'::text) as lights,
			array_agg(trim_scale(v.value)::text order by c.at) as value,
			array_agg(follow.series_value_text(v.value) order by c.at) as shown, array_agg(v.light order by c.at) as band,
			array_agg(case when v.light is not null then follow.band_text(v.light) end order by c.at) as word, array_agg(v.gaps order by c.at) as gaps
		from col c join (select distinct v.item_id, v.ubigeo_system, v.ubigeo from value v) as p on p.item_id = c.item_id
		left join value v on v.item_id = c.item_id and v.period_key = c.period_key and v.ubigeo_system = p.ubigeo_system and v.ubigeo = p.ubigeo
		group by c.item_id, c.block, p.ubigeo_system, p.ubigeo
	)
	select h.item_code, h.item, h.unit, case when cardinality(l.titles) = 1 then l.titles[1] else l.titles[1] || ' a ' || l.titles[cardinality(l.titles)] end,
		h.place_code, r.said, series.level_text(h.level), r.kind, case when h.above and r.kind = 'value' then 't' end,
		l.titles[1], l.titles[2], l.titles[3], l.titles[4], l.titles[5], l.titles[6],
		r.shown[1], r.shown[2], r.shown[3], r.shown[4], r.shown[5], r.shown[6],
		r.value[1], r.value[2], r.value[3], r.value[4], r.value[5], r.value[6],
		l.lights[1], l.lights[2], l.lights[3], l.lights[4],
		coalesce(r.word[1], ''), coalesce(r.word[2], ''), coalesce(r.word[3], ''), coalesce(r.word[4], ''), r.band[1], r.band[2], r.band[3], r.band[4]
	from line l join (select distinct on (v.item_id, v.ubigeo_system, v.ubigeo) v.* from value v) as h
		on h.item_id = l.item_id and h.ubigeo_system = l.ubigeo_system and h.ubigeo = l.ubigeo
	cross join lateral (select 0 as place, 'value' as kind, h.place as said, l.shown, l.value, l.word, l.band
		union all
		select w.place, 'gaps', w.said, array_agg(substring(g.text from '(\d+) ' || lower(w.said)) order by g.at), null, null, null
		from (values (1, 'Sin medir'), (2, 'Reservado'), (3, 'Sin su peso'), (4, 'Sin dato')) as w (place, said)
			cross join unnest(l.gaps) with ordinality as g (text, at)
		group by w.place, w.said
		having bool_or(g.text ~ lower(w.said))) as r
	order by l.item_id, l.block, l.ubigeo_system, rpad(l.ubigeo, 6, ':') collate "C", r.place
$$;

create function follow.report_series_head(key text) returns setof follow.report_series_head_row
language sql stable set jit = off as $$
	with asked as materialized (
		select * from follow.series_asked($1)
	)
	select s.*, d.dataset_code::text, d.dataset_name, d.unit, series.frequency_text(d.frequency), series.level_text(a.level),
		follow.adds_up_text(d.adds_up), series.bands_text(d.light, d.low_edge, d.high_edge), d.licence, d.source,
		core.period_title(n.first), core.period_title(n.last), n.n::text, n.gaps::text
	from asked a join series.dataset d on d.id = a.dataset
	cross join lateral follow.report_site() as s
	cross join lateral (select count(*) as n, count(t.gaps) as gaps, min(t.period_key) as first, max(t.period_key) as last
		from series.told(a.dataset, a.level, a.first, a.last) as t) as n
$$;
