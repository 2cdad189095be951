-- SPDX-License-Identifier: GPL-3.0-or-later
-- Practice data of the territorial series: all figures are invented. One is a
-- percentage that weighs by those examined, two are summed; each state of a value
-- and each colour stands once at least, and a new district has its first months.
-- The third feeds indicator 5.2: 57 in the first quarter of 2019.
set role hito_owner;

-- Codes with dates: a district from May 2018 that is invented, and one that it
-- took the place of.
insert into core.place (ubigeo_system, ubigeo, place_name, province, department, from_date, to_date, office_id)
values ('INEI', '130198', 'Distrito de práctica (retirado)', 'Trujillo', 'La Libertad', null, '2018-12-31', core.root_office()),
	('INEI', '130199', 'Distrito de práctica', 'Trujillo', 'La Libertad', '2019-01-01', null, core.root_office());

insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, weight_item, light, low_edge,
	high_edge, source, licence, notes, office_id)
values ('anemia', 'PRUEBA - anemia de niños de 6 a 35 meses', '%', 'year', 'province', 'mean', 'evaluados', 'down', 20, 40,
		'Cifras inventadas para practicar', 'Sin licencia: son inventadas', null, core.office_named('GRDIS')),
	('siembra', 'PRUEBA - superficie sembrada', 'ha', 'month', 'district', 'sum', null, 'up', 50, 100,
		'Cifras inventadas para practicar', 'Sin licencia: son inventadas', 'Los bordes son de un distrito.', core.office_named('GRPAT')),
	('informan', 'PRUEBA - establecimientos que informan', 'establecimientos', 'quarter', 'province', 'sum', null, 'none', null, null,
		'Cifras inventadas para practicar', 'Sin licencia: son inventadas', null, core.office_named('GRDIS'));
insert into series.item (dataset_id, item_code, item_name, unit, office_id)
select d.id, v.code, v.name, v.unit, d.office_id
from (values ('anemia', 'anemia', 'Niños con anemia', null), ('anemia', 'evaluados', 'Niños evaluados', 'niños'),
	('siembra', 'maiz', 'Maíz amarillo duro', null), ('siembra', 'arroz', 'Arroz cáscara', null),
	('informan', 'informan', 'Establecimientos que informan', null))
	as v (dataset, code, name, unit)
join series.dataset d on d.dataset_code = v.dataset
order by v.dataset, v.code = 'evaluados', v.code = 'arroz';

insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind, office_id)
select d.id, p.id, v.key, i.id, v.value, v.kind, d.office_id
from (
	select 'anemia' as dataset, place, key, item, value, kind
	from (values ('1301', '2017', 38.2, 1200), ('1301', '2018', 34.5, 1150), ('1302', '2017', 41.0, 310), ('1302', '2018', 36.4, 305),
			('1306', '2017', 52.3, 240), ('1306', '2018', 47.9, 251), ('1309', '2017', null, 420), ('1309', '2018', 49.1, 433),
			('1312', '2017', 22.4, 190), ('1312', '2018', 19.6, 201)) as a (place, key, rate, n)
		cross join lateral (values ('anemia', a.rate, case when a.rate is null then 'not_measured' else 'measured' end),
			('evaluados', a.n::numeric, 'measured')) as x (item, value, kind)
	union all
	select 'siembra', * from (values
		('130101', '2019-01', 'maiz', 40.5, 'measured'), ('130101', '2019-02', 'maiz', 62.25, 'measured'),
		('130101', '2019-03', 'maiz', 71, 'measured'), ('130102', '2019-01', 'maiz', 0, 'zero'),
		('130102', '2019-02', 'maiz', null, 'secret'), ('130102', '2019-03', 'maiz', 12, 'measured'),
		('130104', '2019-01', 'maiz', 118.5, 'measured'), ('130104', '2019-02', 'maiz', 130, 'measured'),
		('130104', '2019-03', 'maiz', 96.75, 'measured'), ('130199', '2019-03', 'maiz', 8, 'measured'),
		('130104', '2019-03', 'arroz', 210, 'measured'))
		as s (place, key, item, value, kind)
	union all
	select 'informan', n.place, q.key, 'informan', q.value, 'measured'
	from (values ('1301', 15, 18), ('1302', 12, 14), ('1306', 7, 9), ('1309', 8, 9), ('1312', 5, 7)) as n (place, was, now)
		cross join lateral (values ('2018-Q4', n.was), ('2019-Q1', n.now)) as q (key, value)) as v
join series.dataset d on d.dataset_code = v.dataset
join series.item i on i.dataset_id = d.id and i.item_code = v.item
join core.place p on p.place_code = v.place
order by d.dataset_code, v.item, p.place_code, v.key;

insert into series.feed (indicator_id, item_id, place_id)
select i.id, x.id, p.id
from follow.indicator i, series.item x, core.place p
where i.indicator_code = '5.2' and x.item_code = 'informan' and p.place_code = '13'
order by i.id;

reset role;
