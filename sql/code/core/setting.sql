-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a site sets.

create view core.setting_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.setting t join core.office o on o.id = t.office_id;

-- A setting of a PRUEBA database is not for people; one that is read is sound.
create function core.setting_problems(was core.setting, now core.setting) returns setof core.problem
language sql stable as $$
	select (core.problem(null, 'Los ajustes de una base de PRUEBA los cambia solo hito_owner.', 'HT003')).*
	where (was.key like 'test.%' or now.key like 'test.%') and not core.by_owner()
	union all
	-- A day that is read at every write of what asks for an agreement.
	select (core.problem('value', 'Desde qué día los acuerdos que se nombran deben estar registrados: escriba 2019-08-15.')).*
	where now.key = 'council.agreements_from' and case when now.value ~ '^[12]\d{3}-(0[1-9]|1[0-2])-\d{2}$'
		then right(now.value, 2)::int not between 1 and extract(day from (left(now.value, 7) || '-01')::date + interval '1 month - 1 day')
		else true end
$$;

select core.declare('core.setting', 'shared', 'Ajustes');
select core.declare('core.institution', 'shared', 'Instituciones');
select core.declare('core.personal_office', 'listing', 'Oficinas con acceso a datos personales');
select core.declare('core.unit_word', 'shared', 'Palabras de unidades');
select core.declare('core.cell_word', 'shared', 'Palabras de celdas');
