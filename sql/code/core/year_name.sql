-- SPDX-License-Identifier: GPL-3.0-or-later
-- Official names of the years.

create view core.year_name_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.year_name t join core.office o on o.id = t.office_id;

select core.declare('core.year_name', 'shared', 'Nombres oficiales de los años');
