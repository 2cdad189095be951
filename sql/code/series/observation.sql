-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: dataset
-- What was observed at a place in a period. A value that was not measured, that
-- is secret or that is zero says so; none of them is a blank.

create view series.observation_all with (security_invoker = true) as
select t.*, d.dataset_code, d.dataset_name, d.frequency, p.place_code, p.place_name, p.province, i.item_code, i.item_name,
	coalesce(i.unit, d.unit) as unit, core.period_title(t.period_key) as period_title,
	case when i.unit is null then series.light_of(t.value, d.light, d.low_edge, d.high_edge) end as light_now,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from series.observation t join series.dataset d on d.id = t.dataset_id join core.place p on p.id = t.place_id
	join series.item i on i.id = t.item_id join core.office o on o.id = t.office_id;

-- The key as it is written in the dataset, and a value that agrees with its kind:
-- whichever of the two changed says what the other is.
create function series.observation_filled(was series.observation, now series.observation) returns series.observation
language plpgsql stable as $$
begin
	if now.period_key is distinct from was.period_key then
		now.period_key := coalesce((select series.period_read(now.period_key, d.frequency)
			from series.dataset d where d.id = now.dataset_id), now.period_key);
	end if;
	if was.id is not null and now.value_kind <> was.value_kind and now.value is not distinct from was.value then
		now.value := case when now.value_kind = 'measured' then nullif(now.value, 0) end;
	elsif was.id is not null and now.value_kind = was.value_kind and now.value is distinct from was.value then
		now.value_kind := 'measured';
	end if;
	if now.value = 0 and now.value_kind = 'measured' then
		now.value_kind := 'zero';
	elsif now.value_kind = 'zero' then
		now.value := coalesce(now.value, 0);
	end if;
	return now;
end
$$;

-- One query, since it is asked of each row of a long file.
create function series.observation_problems(was series.observation, now series.observation) returns setof core.problem
language sql stable as $$
	select (core.problem(w.field, w.reason)).*
	from series.dataset d join core.place p on p.id = now.place_id join series.item i on i.id = now.item_id
	cross join lateral (values
		('period_key', case when series.period_read(now.period_key, d.frequency) is distinct from now.period_key::text
			then format('«%s» no es un periodo de este conjunto, que es %s: escriba %s.', now.period_key,
				series.frequency_text(d.frequency), series.frequency_example(d.frequency)) end),
		('place_id', case when length(p.ubigeo) <> series.level_length(d.place_level)
			then format('El conjunto es por %s: %s (%s) es %s.', series.level_text(d.place_level), p.place_name, p.place_code,
				series.level_text(case length(p.ubigeo) when 2 then 'department' when 4 then 'province' else 'district' end)) end),
		('place_id', case when p.from_date > core.period_last(now.period_key)
			then format('El código %s de %s rige desde el %s: no estaba en %s.', p.place_code, p.place_name,
				core.day_text(p.from_date), core.period_title(now.period_key)) end),
		('place_id', case when p.to_date < core.period_first(now.period_key)
			then format('El código %s de %s rigió hasta el %s: ya no estaba en %s.', p.place_code, p.place_name,
				core.day_text(p.to_date), core.period_title(now.period_key)) end),
		('item_id', case when i.dataset_id <> now.dataset_id then 'El ítem es de otro conjunto de datos.' end),
		('value', case when now.value_kind = 'measured' and now.value is null
			then 'Escriba el valor, o diga que no se midió, que es reservado o que es cero.'
			when now.value_kind = 'zero' and now.value <> 0 then 'Dice que es cero y trae otro valor.'
			when now.value_kind in ('not_measured', 'secret') and now.value is not null
			then 'Lo que no se midió o es reservado no lleva valor.' end),
		('dataset_id', case when d.adds_up = 'mean' and not exists (select from series.item x
				where x.dataset_id = d.id and x.deleted_at is null and core.fold(x.item_code) = core.fold(d.weight_item))
			then format('El conjunto se promedia por el ítem «%s», que no tiene: agréguelo antes a sus ítems.', d.weight_item) end))
		as w (field, reason)
	where d.id = now.dataset_id and w.reason is not null and now.deleted_at is null
$$;

-- ---- imports

-- Keys as the dataset writes them, before rows are known again by them. Most
-- files write them so already: then nothing is written.
create function series.observation_prepare() returns setof core.finding
language plpgsql as $$
begin
	with told as materialized (
		select distinct s.dataset_code, s.period_key from pg_temp.hito_stage s
	), read as (
		select t.dataset_code, t.period_key, series.period_read(t.period_key, d.frequency) as key
		from told t join series.dataset d on core.fold(d.dataset_code) = core.fold(btrim(t.dataset_code)) and d.deleted_at is null
	)
	update pg_temp.hito_stage s set period_key = r.key
	from read r where r.dataset_code = s.dataset_code and r.period_key = s.period_key and r.key <> s.period_key;
	return;
end
$$;
comment on function series.observation_prepare() is 'Lee los periodos de una carga de observaciones';

select core.declare('series.observation', 'open', 'Observaciones', line_of => '{dataset_id}',
	stands_on => '{dataset_id,place_id,item_id}',
	place => '{"dataset_id.dataset_code, place_id.place_code, period_key, item_id.item_code"}',
	help => array['light_now', 'Semáforo del valor', 'period_title', 'El periodo como se lee', 'unit', 'Unidad del valor',
		'dataset_code', 'Código del conjunto', 'dataset_name', 'Nombre del conjunto', 'place_name', 'Lugar',
		'province', 'Provincia del lugar', 'item_name', 'Qué se mide', 'frequency', 'Cada cuánto hay un valor']);
