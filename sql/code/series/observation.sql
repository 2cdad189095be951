-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: dataset
-- What was observed at a place in a period. A value that was not measured, that
-- is secret or that is zero says so; none of them is a blank.

-- Every row has its office: joined from the left, it is not looked up for who does
-- not ask for it, which a million rows feel.
create view series.observation_all with (security_invoker = true) as
select t.*, d.dataset_code, d.dataset_name, d.frequency, p.place_code, p.place_name, p.province, i.item_code, i.item_name,
	coalesce(i.unit, d.unit) as unit, core.period_title(t.period_key) as period_title,
	case when i.unit is null then series.light_of(t.value, d.light, d.low_edge, d.high_edge) end as light_now,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from series.observation t join series.dataset d on d.id = t.dataset_id join core.place p on p.id = t.place_id
	join series.item i on i.id = t.item_id left join core.office o on o.id = t.office_id;

-- The key as it is written in the dataset, and a value that agrees with its kind:
-- whichever of the two changed says what the other is.
create function series.observation_filled(was series.observation, now series.observation) returns series.observation
language plpgsql stable as $$
begin
	-- One written as a key is that one, or none of this dataset.
	if now.period_key !~ '^\d{4}(-(Q[1-4]|S[12]|0[1-9]|1[0-2]))?$' then
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

-- Of a new row.
create function series.observation_whole(now series.observation) returns boolean
language sql immutable as $$
	select now.period_key ~ '^\d{4}(-(Q[1-4]|S[12]|0[1-9]|1[0-2]))?$' and case now.value_kind when 'measured' then now.value is distinct from 0
		when 'zero' then now.value is not null else true end
$$;

-- Asked of each row of a long file: plans are kept, and sentences made where
-- something is wrong.
create function series.observation_placed(now series.observation, frequency text, level text) returns setof core.problem
language plpgsql stable as $$
declare
	p core.place;
begin
	select * into p from core.place x where x.id = now.place_id;
	if length(p.ubigeo) <> series.level_length(level) then
		return next core.problem('place_id', format('El conjunto es por %s: %s (%s) es %s.', series.level_text(level), p.place_name,
			p.place_code, series.level_text(case length(p.ubigeo) when 2 then 'department' when 4 then 'province' else 'district' end)));
	end if;
	if p.from_date is not null and p.from_date > core.period_last(now.period_key) then
		return next core.problem('place_id', format('El código %s de %s rige desde el %s: no estaba en %s.', p.place_code, p.place_name,
			core.day_text(p.from_date), core.period_title(now.period_key)));
	elsif p.to_date is not null and p.to_date < core.period_first(now.period_key) then
		return next core.problem('place_id', format('El código %s de %s rigió hasta el %s: ya no estaba en %s.', p.place_code, p.place_name,
			core.day_text(p.to_date), core.period_title(now.period_key)));
	end if;
	if now.period_key !~ series.period_shape(frequency) then
		return next core.problem('period_key', format('«%s» no es un periodo de este conjunto, que es %s: escriba %s.', now.period_key,
			series.frequency_text(frequency), series.frequency_example(frequency)));
	end if;
end
$$;
comment on function series.observation_placed(series.observation, text, text) is 'Cuida el lugar y el periodo de una observación';

create function series.observation_wrong(was series.observation, now series.observation) returns setof core.problem
language plpgsql stable as $$
declare
	d record;
begin
	if now.deleted_at is not null then
		return;
	end if;
	select x.frequency, x.place_level, x.adds_up, x.weight_item, i.dataset_id = x.id as own_item,
			length(p.ubigeo) = series.level_length(x.place_level) and p.from_date is null and p.to_date is null
				and now.period_key ~ series.period_shape(x.frequency) as placed
		into d
	from series.dataset x, core.place p, series.item i where x.id = now.dataset_id and p.id = now.place_id and i.id = now.item_id;
	-- What stood before the code of its place was retired may be corrected.
	if not d.placed and (now.place_id, now.period_key) is distinct from (was.place_id, was.period_key) then
		return query select * from series.observation_placed(now, d.frequency, d.place_level);
	end if;
	if now.source ~ '1[0567]' then
		return query select * from labour.open_problems(jsonb_build_object('source', now.source));
	end if;
	if not d.own_item then
		return next core.problem('item_id', 'El ítem es de otro conjunto de datos.');
	end if;
	if now.value_kind = 'measured' and now.value is null then
		return next core.problem('value', 'Escriba el valor, o diga que no se midió, que es reservado o que es cero.');
	elsif now.value_kind = 'zero' and now.value <> 0 then
		return next core.problem('value', 'Dice que es cero y trae otro valor.');
	elsif now.value_kind in ('not_measured', 'secret') and now.value is not null then
		return next core.problem('value', 'Lo que no se midió o es reservado no lleva valor.');
	end if;
	if d.adds_up = 'mean' and not exists (select from series.item x
			where x.dataset_id = now.dataset_id and x.deleted_at is null and core.fold(x.item_code) = core.fold(d.weight_item)) then
		return next core.problem('dataset_id', format('El conjunto se promedia por el ítem «%s», que no tiene: '
			'agréguelo antes a sus ítems.', d.weight_item));
	end if;
end
$$;

comment on function series.observation_wrong(series.observation, series.observation) is 'Por qué se rechaza una observación';

-- One query, so that it is planned into what asks it of a long file: sentences are made
-- only of what does not look right at once.
create function series.observation_problems(was series.observation, now series.observation) returns setof core.problem
language sql stable as $$
	select w.*
	from series.dataset d, core.place p, series.item i, lateral series.observation_wrong(was, now) as w
	where d.id = now.dataset_id and p.id = now.place_id and i.id = now.item_id and now.deleted_at is null
		and ((length(p.ubigeo) = series.level_length(d.place_level) and p.from_date is null and p.to_date is null
				and now.period_key ~ series.period_shape(d.frequency)) is not true
			or i.dataset_id <> d.id or now.source ~ '1[0567]'
			or case now.value_kind when 'measured' then now.value is null when 'zero' then now.value <> 0 else now.value is not null end
			or d.adds_up = 'mean' and not exists (select from series.item x where x.dataset_id = d.id and x.deleted_at is null
				and core.fold(x.item_code) = core.fold(d.weight_item)))
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

select core.declare('series.observation', 'open', 'Observaciones', line_of => '{dataset_id}', searched => false, together => true,
	stands_on => '{dataset_id,place_id,item_id}',
	place => '{"dataset_id.dataset_code, place_id.place_code, period_key, item_id.item_code"}',
	help => array['light_now', 'Semáforo del valor', 'period_title', 'El periodo como se lee', 'unit', 'Unidad del valor',
		'dataset_code', 'Código del conjunto', 'dataset_name', 'Nombre del conjunto', 'place_name', 'Nombre del lugar',
		'province', 'Provincia del lugar', 'item_name', 'Qué se mide', 'frequency', 'Cada cuánto hay un valor']);

select core.publish('observation', 'series.observation', 'true', '{dataset_code, place_code, period_key, item_code, value, value_kind, source}');
