-- SPDX-License-Identifier: GPL-3.0-or-later
-- What series of the benches are made of: datasets banco0 to banco10 of ten
-- items each, in 84 districts of 12 provinces.
set session_replication_role = replica;
insert into core.place (ubigeo_system, ubigeo, place_name, province, department, office_id)
select 'SUNAT', '13' || to_char(p, 'FM00') || d, 'Lugar ' || p || d, 'Provincia ' || p, 'Región', core.root_office()
from generate_series(1, 12) as p, (select '' as d union all select to_char(n, 'FM00') from generate_series(1, 7) as n) as x
on conflict do nothing;
insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, office_id)
select 'banco' || n, 'Serie generada ' || n, 'ha', 'month', 'district', 'sum', core.root_office() from generate_series(0, 10) as n;
insert into series.item (dataset_id, item_code, item_name, office_id)
select d.id, 'i' || n, 'Ítem ' || n, d.office_id from series.dataset d, generate_series(1, 10) as n where d.dataset_code like 'banco%';
