-- SPDX-License-Identifier: GPL-3.0-or-later
-- Places by UBIGEO.

create view core.place_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.place t join core.office o on o.id = t.office_id;

create view core.place_pick with (security_invoker = true) as
select id, place_code, ubigeo_system, ubigeo, place_name, province, department,
	core.fold(place_code) || ' ' || place_name_folded as search_folded
from core.place where deleted_at is null;

select core.declare('core.place', 'shared', 'Lugares',
	unknown => 'No hay un lugar con este UBIGEO.');

select core.publish('place', 'core.place', 'true', '{ubigeo_system, ubigeo, place_name, province, department}');
