-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who held which post, with dates.

create view core.person_in_post_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	(select core.today()) between coalesce(t.from_date, '-infinity')
		and coalesce(t.to_date, 'infinity') as in_force
from core.person_in_post t join core.office o on o.id = t.office_id;

select core.declare('core.person_in_post', 'open', 'Personas en sus cargos',
	place => '{"office_id.office_code, fold(post), fold(person_name)"}', help => '{in_force, Vigente hoy}');
