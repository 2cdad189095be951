-- SPDX-License-Identifier: GPL-3.0-or-later
-- Offices and units of the institution.

create view core.office_all with (security_invoker = true) as
select o.*, o.id = (select core.my_office()) as mine,
	p.office_code as parent_code, p.office_name as parent_name
from core.office o left join core.office p on p.id = o.parent_id;

create view core.office_pick with (security_invoker = true) as
select id, office_code, office_name, to_review,
	core.fold(office_code) || ' ' || office_name_folded as search_folded
from core.office where deleted_at is null;

-- The same under the names of the fields that point at an office otherwise.
create view core.parent_pick with (security_invoker = true) as
select id, office_code as parent_code, office_name as parent_name, search_folded
from core.office_pick;

create view core.unit_pick with (security_invoker = true) as
select id, office_code as unit_code, office_name as unit_name, to_review, search_folded
from core.office_pick;

-- An office is responsible for its own row.
create function core.office_own() returns trigger
language plpgsql as $$
begin
	new.office_id := new.id;
	if tg_op = 'UPDATE' and old.root and new.deleted_at is not null then
		raise exception 'La oficina principal no se anula.' using errcode = 'HT002';
	elsif tg_op = 'UPDATE' and new.root <> old.root and current_user <> 'hito_owner' then
		raise exception 'La oficina principal no se cambia desde aquí.'
			using errcode = 'HT003', column = 'root';
	end if;
	return new;
end
$$;
comment on function core.office_own() is 'La oficina responsable de una oficina es ella misma';

create trigger t95_own before insert or update on core.office
	for each row execute function core.office_own();

select core.declare('core.office', 'shared', 'Oficinas', help => array[
	'parent_code', 'Código de la oficina de la que depende', 'parent_name', 'Oficina de la que depende']);
select core.describe('core.parent_pick', 'Oficinas de las que depende otra, para elegir');
select core.describe('core.unit_pick', 'Unidades responsables, para elegir',
	'unit_code', 'Código de la unidad', 'unit_name', 'Unidad');
