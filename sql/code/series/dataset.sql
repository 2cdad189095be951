-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: period
-- Datasets: figures by place and period, how they add up the tree of places, and
-- the bands of their light.

create view series.dataset_all with (security_invoker = true) as
select t.*, (select string_agg(i.item_code || '=' || i.item_name || coalesce(' (' || i.unit || ')', ''), '; ' order by i.id)
		from series.item i where i.dataset_id = t.id and i.deleted_at is null) as items,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from series.dataset t join core.office o on o.id = t.office_id;

create view series.dataset_pick with (security_invoker = true) as
select t.id, t.dataset_code, t.dataset_name, t.unit,
	core.fold(t.dataset_code) || ' ' || t.dataset_name_folded as search_folded
from series.dataset t where t.deleted_at is null;

create view series.item_all with (security_invoker = true) as
select t.* from series.item t;

create view series.item_pick with (security_invoker = true) as
select t.id, d.dataset_code, t.item_code, t.item_name, coalesce(t.unit, d.unit) as unit,
	core.fold(t.item_code || ' ' || t.item_name) as search_folded
from series.item t join series.dataset d on d.id = t.dataset_id
where t.deleted_at is null and d.deleted_at is null;

create function series.is_percent(unit text) returns boolean
language sql immutable parallel safe
return core.fold(unit) ~ '%|porcent|por ciento|\mpct\M';
comment on function series.is_percent(text) is 'La unidad es un porcentaje';

-- Bands without gaps: up is red below the low edge and green from the high one,
-- down green up to the low one and red above the high one.
create function series.light_of(value numeric, light text, low numeric, high numeric) returns text
language sql immutable parallel safe
return case when value is null or light = 'none' then null
	when light = 'up' then case when value < low then 'red' when value >= high then 'green' else 'amber' end
	else case when value > high then 'red' when value <= low then 'green' else 'amber' end end;
comment on function series.light_of(numeric, text, numeric, numeric) is 'La luz de un valor según los bordes de su conjunto';

create function series.bands_text(light text, low numeric, high numeric) returns text
language sql immutable parallel safe
return case light
	when 'up' then format('rojo: menos de %1$s; ámbar: de %1$s a menos de %2$s; verde: desde %2$s',
		follow.quantity_text(low), follow.quantity_text(high))
	when 'down' then format('verde: hasta %1$s; ámbar: más de %1$s hasta %2$s; rojo: más de %2$s',
		follow.quantity_text(low), follow.quantity_text(high)) end;
comment on function series.bands_text(text, numeric, numeric) is 'Los colores de un conjunto, en palabras';

create function series.dataset_problems(was series.dataset, now series.dataset) returns setof core.problem
language sql stable as $$
	select (core.problem('adds_up', 'Un porcentaje no se suma: diga que se promedia, y por qué ítem, o que no se reúne.')).*
	where now.adds_up = 'sum' and series.is_percent(now.unit)
	union all
	select (core.problem(c.field, format('El conjunto ya tiene valores: %s no se cambia.', c.words))).*
	from (values ('frequency', 'cada cuánto los hay', now.frequency <> was.frequency),
		('place_level', 'de qué lugares son', now.place_level <> was.place_level)) as c (field, words, changed)
	where c.changed and exists (select from series.observation o where o.dataset_id = was.id and o.deleted_at is null)
	union all
	select (core.problem('adds_up', format('El ítem «%s» es un porcentaje: no se suma.', i.item_code))).*
	from series.item i
	where i.dataset_id = now.id and now.adds_up = 'sum' and i.deleted_at is null and series.is_percent(i.unit)
	union all
	select (core.problem('weight_item', format('El ítem «%s» es un porcentaje: un promedio no pesa por él.', i.item_code))).*
	from series.item i
	where i.dataset_id = now.id and i.deleted_at is null and core.fold(i.item_code) = core.fold(now.weight_item)
		and series.is_percent(coalesce(i.unit, now.unit))
	union all
	select (core.problem('weight_item', 'El conjunto no tiene ese ítem: el promedio pesa por uno de los suyos.')).*
	where now.weight_item is not null and was.id is not null and now.weight_item is distinct from was.weight_item
		and exists (select from series.observation o where o.dataset_id = now.id and o.deleted_at is null)
		and not exists (select from series.item i where i.dataset_id = now.id and i.deleted_at is null
			and core.fold(i.item_code) = core.fold(now.weight_item))
$$;

create function series.item_problems(was series.item, now series.item) returns setof core.problem
language sql stable as $$
	select (core.problem('unit', 'Un porcentaje no se suma, y este conjunto suma sus lugares.')).*
	from series.dataset d where d.id = now.dataset_id and d.adds_up = 'sum' and series.is_percent(now.unit)
	union all
	select (core.problem('unit', 'Por este ítem pesa el promedio: su unidad no es un porcentaje. Escríbala.')).*
	from series.dataset d
	where d.id = now.dataset_id and core.fold(d.weight_item) = core.fold(now.item_code)
		and series.is_percent(coalesce(now.unit, d.unit)) and now.deleted_at is null
	union all
	select (core.problem('item_code', 'Por este ítem pesa el promedio del conjunto: no se anula ni cambia de código.')).*
	from series.dataset d
	where d.id = was.dataset_id and core.fold(d.weight_item) = core.fold(was.item_code) and d.deleted_at is null
		and (core.fold(now.item_code) <> core.fold(was.item_code) or now.deleted_at is not null and was.deleted_at is null)
		and exists (select from series.observation o where o.dataset_id = d.id and o.deleted_at is null)
$$;

-- ---- imports

-- Items of a file stand in one cell: "anemia=Niños con anemia; evaluados=Niños
-- evaluados (niños)"; the unit in brackets where it is not the dataset's.
create function series.dataset_items(out line int, out dataset_id bigint, out item_code text, out item_name text, out unit text,
	out at bigint)
returns setof record language sql stable as $$
	select s.line, r.id, btrim(p.part[1]), btrim(coalesce(p.part[2], p.part[1])), btrim(p.part[3]), x.at
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	cross join lateral regexp_split_to_table(s.items, '\s*;\s*') with ordinality as x (told, at)
	cross join lateral (select regexp_match(x.told, '^([^=(]+?)(?:\s*=\s*([^(]+?))?(?:\s*\((.+)\))?\s*$') as part) as p
	where btrim(x.told) <> ''
$$;
comment on function series.dataset_items() is 'Los ítems que traen los conjuntos de un archivo';

create function series.dataset_check() returns setof core.finding
language sql as $$
	select i.line, 'items', i.item_code, 'error', format('«%s» no es un código: va sin espacios, como en anemia=Niños con anemia.',
		coalesce(i.item_code, '?'))
	from series.dataset_items() as i where coalesce(i.item_code, ' ') !~ '^[^/\s]{1,40}$'
	union all
	select i.line, 'items', i.item_code, 'error', 'Un porcentaje no se suma, y este conjunto suma sus lugares.'
	from series.dataset_items() as i join pg_temp.hito_ready r using (line)
	where r.adds_up = 'sum' and series.is_percent(i.unit)
$$;
comment on function series.dataset_check() is 'Revisa una carga de conjuntos de datos';

create function series.dataset_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query
	with added as (
		insert into series.item (dataset_id, item_code, item_name, unit, office_id, batch_id, batch_line)
		select i.dataset_id, i.item_code, i.item_name, i.unit, d.office_id, batch, i.line
		from series.dataset_items() as i join series.dataset d on d.id = i.dataset_id
		where not exists (select from series.item x where x.dataset_id = i.dataset_id and x.deleted_at is null
			and core.fold(x.item_code) = core.fold(i.item_code))
		order by i.line, i.at
		returning batch_line
	)
	select a.batch_line from added a;
end
$$;
comment on function series.dataset_after(bigint) is 'Graba los ítems que traen los conjuntos de un archivo';

select core.declare('series.dataset', 'open', 'Conjuntos de datos',
	help => '{items, "Sus ítems: anemia=Niños con anemia; evaluados=Niños evaluados (niños)"}', unknown => 'No hay un conjunto de datos con este código.');
select core.declare('series.item', 'open', 'Ítems', line_of => '{dataset_id}', stands_on => '{dataset_id}',
	unknown => 'El conjunto no tiene un ítem con este código.');

select core.publish('dataset', 'series.dataset', 'true', '{dataset_code, dataset_name, unit, frequency, place_level, adds_up, source, licence}');
select core.publish('item', 'series.item', 'true', '{dataset_code=dataset_id.dataset_code, item_code, item_name, unit}');
