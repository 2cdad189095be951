-- SPDX-License-Identifier: GPL-3.0-or-later
-- Series of figures by place and period, and the indicators that they feed.

set role hito_owner;

create table series.dataset (
	id bigint generated always as identity primary key,
	dataset_code varchar(40) not null,
	dataset_name text not null,
	unit text not null,
	frequency text not null,
	place_level text not null,
	adds_up text not null default 'none',
	weight_item varchar(40),
	light text not null default 'none',
	low_edge numeric,
	high_edge numeric,
	source text,
	licence text,
	notes text,
	constraint dataset_code_plain check (dataset_code ~ '^[^/\s]+$'),
	constraint dataset_name_filled check (dataset_name <> ''),
	constraint dataset_unit_filled check (unit <> ''),
	constraint dataset_frequency_known check (frequency in ('year', 'half', 'quarter', 'month')),
	constraint dataset_level_known check (place_level in ('department', 'province', 'district')),
	constraint dataset_adds_up_known check (adds_up in ('sum', 'mean', 'none')),
	constraint dataset_mean_has_weight check ((adds_up = 'mean') = (weight_item is not null)),
	constraint dataset_light_known check (light in ('none', 'up', 'down')),
	constraint dataset_light_has_edges check ((light <> 'none') = (low_edge is not null)
		and (light <> 'none') = (high_edge is not null)),
	constraint dataset_bands_sound check (low_edge <= high_edge and low_edge > '-Infinity' and high_edge < 'Infinity')
);
select core.make_register('series.dataset', 'dataset_code');
select core.make_folded('series.dataset', 'dataset_name');
select core.make_comments('series.dataset', 'Conjuntos de datos por lugar y periodo',
	'dataset_code', 'Código del conjunto', 'dataset_name', 'Nombre del conjunto', 'unit', 'Unidad de sus valores',
	'frequency', 'Cada cuánto hay un valor: año, semestre, trimestre, mes',
	'place_level', 'De qué lugares son sus valores: departamento, provincia, distrito',
	'adds_up', 'Cómo se reúnen los lugares: suma, promedio, no se reúnen',
	'weight_item', 'Código del ítem por el que pesa el promedio',
	'light', 'Semáforo: ninguno, mejora al subir, mejora al bajar',
	'low_edge', 'Borde bajo de los colores', 'high_edge', 'Borde alto de los colores',
	'source', 'Quién publica los datos y dónde', 'licence', 'Licencia con la que se publican', 'notes', 'Observaciones');

create table series.item (
	id bigint generated always as identity primary key,
	dataset_id bigint not null references series.dataset,
	item_code varchar(40) not null,
	item_name text not null,
	unit text,
	constraint item_code_plain check (item_code ~ '^[^/\s]+$'),
	constraint item_name_filled check (item_name <> '')
);
select core.make_register('series.item', 'dataset_id', 'item_code');
select core.make_comments('series.item', 'Lo que se mide en un conjunto de datos', 'dataset_id', 'Conjunto de datos',
	'item_code', 'Código del ítem', 'item_name', 'Qué se mide', 'unit', 'Unidad, si no es la del conjunto');

create table series.observation (
	id bigint generated always as identity primary key,
	dataset_id bigint not null references series.dataset,
	place_id bigint not null references core.place,
	period_key varchar(20) not null,
	item_id bigint not null references series.item,
	value numeric,
	value_kind text not null default 'measured',
	source text,
	constraint observation_kind_known check (value_kind in ('measured', 'not_measured', 'secret', 'zero')),
	constraint observation_value_sound check (value > '-Infinity' and value < 'Infinity')
);
select core.make_register('series.observation', 'dataset_id', 'place_id', 'period_key', 'item_id'),
	core.make_place('series.observation');
create index observation_item on series.observation (item_id, period_key);
create index observation_place_id on series.observation (place_id);
select core.make_comments('series.observation', 'Valores de una serie: de un lugar en un periodo',
	'dataset_id', 'Conjunto de datos', 'place_id', 'Lugar', 'period_key', 'Periodo: 2019, 2019-S1, 2019-Q1, 2019-04',
	'item_id', 'Ítem', 'value', 'Valor, tal como se publicó',
	'value_kind', 'Medido, no medido, reservado por secreto estadístico o cero', 'source', 'De dónde es este valor');

create table series.feed (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	item_id bigint not null references series.item,
	place_id bigint not null references core.place,
	takes text not null default 'last',
	constraint feed_takes_known check (takes in ('last', 'sum'))
);
select core.make_register('series.feed', 'indicator_id'), core.make_place('series.feed');
create index feed_item on series.feed (item_id);
create index feed_place_id on series.feed (place_id);
select core.make_comments('series.feed', 'Indicadores que se alimentan de una serie',
	'indicator_id', 'Indicador cuyo resultado se propone', 'item_id', 'Ítem del que sale', 'place_id', 'Lugar del que sale',
	'takes', 'Qué se toma del periodo: el último valor, la suma');

-- One's own rows along their order, of all that came here.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as tab, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attname = 'list_place' and not a.attisdropped
		where c.relkind = 'r' and n.nspname in ('labour', 'series')
	loop
		execute format('create index %I on %s (office_id, list_place, id) where deleted_at is null',
			r.relname || '_office_place', r.tab);
	end loop;
end
$$;

reset role;
