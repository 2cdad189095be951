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

-- lit: t, those that have a light at that level; f, the others.
create function follow.report_series(key text, lit text) returns setof follow.report_series_row
language sql stable set jit = off as $$
	with asked as materialized (
		select * from follow.series_asked($1)
	), told as materialized (
		select t.*, a.level, max(abs(t.value)) over (partition by t.item_id) as largest
		from asked a cross join lateral series.told(a.dataset, a.level, a.first, a.last) as t
	), named as materialized (
		-- A place without a row of its own is called as those in it say.
		select w.ubigeo_system, w.ubigeo, coalesce((select p.place_name from core.place p
				where p.ubigeo_system = w.ubigeo_system and p.ubigeo = w.ubigeo and p.deleted_at is null),
			(select case length(w.ubigeo) when 2 then min(p.department) else min(p.province) end from core.place p
				where p.ubigeo_system = w.ubigeo_system and p.ubigeo like w.ubigeo || '%' and p.deleted_at is null), w.ubigeo) as place
		from (select distinct t.ubigeo_system, t.ubigeo from told t) as w
	)
	select i.item_code::text, i.item_name, coalesce(i.unit, d.unit),
		case t.ubigeo_system when 'INEI' then t.ubigeo else t.ubigeo_system || ':' || t.ubigeo end, n.place, series.level_text(t.level),
		t.period_key, core.period_title(t.period_key), core.period_short(t.period_key), trim_scale(t.value)::text,
		coalesce(follow.quantity_text(round(t.value, least(scale(trim_scale(t.value)), 6))), 's/d'),
		round(100 * t.value / nullif(t.largest, 0), 6)::text, t.light, case when t.light is not null then follow.band_text(t.light) end, t.gaps
	from told t join named n on n.ubigeo_system = t.ubigeo_system and n.ubigeo = t.ubigeo
	join series.item i on i.id = t.item_id join series.dataset d on d.id = i.dataset_id
	where $2::boolean = (i.unit is null and d.light <> 'none' and (t.level = d.place_level or d.adds_up = 'mean'))
	order by i.id, t.ubigeo_system, t.ubigeo, t.period_key
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
