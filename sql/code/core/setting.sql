-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a site sets and no form shows.

-- A setting of a PRUEBA database is not for people.
create function core.setting_guard() returns trigger
language plpgsql as $$
begin
	if (new.key like 'test.%' or (tg_op = 'UPDATE' and old.key like 'test.%'))
			and current_user <> 'hito_owner' then
		raise exception 'Los ajustes de una base de PRUEBA los cambia solo hito_owner.'
			using errcode = 'HT003';
	end if;
	return new;
end
$$;
comment on function core.setting_guard() is 'Cuida los ajustes de una base de PRUEBA';

create trigger t30_rule before insert or update on core.setting
	for each row execute function core.setting_guard();

select core.declare('core.setting', 'shared', 'Ajustes');
select core.declare('core.institution', 'shared', 'Instituciones');
select core.declare('core.personal_office', 'listing', 'Oficinas con acceso a datos personales');
select core.declare('core.holiday', 'shared', 'Feriados');
select core.declare('core.unit_word', 'shared', 'Palabras de unidades');
select core.declare('core.cell_word', 'shared', 'Palabras de celdas');
