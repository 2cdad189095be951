-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a site sets and no form shows.

-- A setting of a PRUEBA database is not for people.
create function core.setting_problems(was core.setting, now core.setting) returns setof core.problem
language sql stable as $$
	select (core.problem(null, 'Los ajustes de una base de PRUEBA los cambia solo hito_owner.', 'HT003')).*
	where (was.key like 'test.%' or now.key like 'test.%') and not core.by_owner()
$$;

select core.declare('core.setting', 'shared', 'Ajustes');
select core.declare('core.institution', 'shared', 'Instituciones');
select core.declare('core.personal_office', 'listing', 'Oficinas con acceso a datos personales');
select core.declare('core.holiday', 'shared', 'Feriados');
select core.declare('core.unit_word', 'shared', 'Palabras de unidades');
select core.declare('core.cell_word', 'shared', 'Palabras de celdas');
