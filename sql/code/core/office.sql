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
	elsif tg_op = 'UPDATE' and new.root <> old.root and not core.by_owner() then
		raise exception 'La oficina principal no se cambia desde aquí.'
			using errcode = 'HT003', column = 'root';
	end if;
	return new;
end
$$;

create trigger t95_own before insert or update on core.office
	for each row execute function core.office_own();

-- ---- imports

-- The office above may come in the same file: office_after finds it.
create function core.parent_new(field text) returns setof core.finding
language sql stable as $$
	select s.line, field, null::text, 'error'::text, 'No hay una oficina con este código.'::text
	from pg_temp.hito_ready r
	join pg_temp.hito_stage s using (line)
	where btrim(s.parent_code) <> '' and r.parent_id is null
		and core.fold(btrim(s.parent_code)) not in (select core.fold(o.office_code) from pg_temp.hito_ready o
			where o.office_code is not null
			union all select core.fold(o.office_name) from pg_temp.hito_ready o where o.office_name is not null)
$$;
comment on function core.parent_new(text) is 'Señala las oficinas superiores que ni el archivo ni nadie tiene';

create function core.parent_make(batch bigint) returns bigint
language sql immutable return 0;
comment on function core.parent_make(bigint) is 'Las oficinas superiores del archivo se graban con él';

create function core.office_after(batch bigint) returns setof int
language sql volatile as $$
	update core.office o set parent_id = k.id
	from pg_temp.hito_ready r
	join pg_temp.hito_stage s using (line)
	join core.office_key k on k.key = core.fold(btrim(s.parent_code))
	where o.id = r.id and r.parent_id is null
	returning r.line
$$;
comment on function core.office_after(bigint) is 'Da a las oficinas cargadas la superior que vino con ellas';

-- Offices above one another in a circle, those of the file as they would stand.
create function core.office_check() returns setof core.finding
language sql stable as $$
	with recursive filed as (
		select r.line, core.fold(r.office_code) as code, coalesce(core.fold(p.office_code), (
				select core.fold(o.office_code) from pg_temp.hito_ready o where core.fold(btrim(s.parent_code))
					in (core.fold(o.office_code), core.fold(o.office_name)) limit 1)) as above
		from pg_temp.hito_ready r
		join pg_temp.hito_stage s using (line)
		left join core.office p on p.id = r.parent_id
	), step as (
		select code, above from filed
		union
		select core.fold(o.office_code), core.fold(p.office_code)
		from core.office o join core.office p on p.id = o.parent_id
		where o.deleted_at is null
			and not exists (select from filed f where f.code = core.fold(o.office_code))
	), way as (
		select line, code, above from filed where above is not null
		union
		select w.line, w.code, s.above from way w join step s on s.code = w.above
		where s.above is not null and w.above <> w.code
	)
	select distinct w.line, 'parent_code'::text, null::text, 'error'::text,
		'Esta oficina dependería de sí misma: las oficinas no se encierran en un círculo.'::text
	from way w
	where w.above = w.code and not exists (select from pg_temp.hito_found f
		where f.line = w.line and f.field = 'parent_code' and f.severity = 'error')
$$;
comment on function core.office_check() is 'Señala las oficinas que dependerían de sí mismas';

select core.declare('core.office', 'shared', 'Oficinas', help => array[
	'parent_code', 'Código de la oficina de la que depende', 'parent_name', 'Oficina de la que depende'],
	unknown => 'No hay una oficina con este código.');
select core.describe('core.parent_pick', 'Oficinas de las que depende otra, para elegir');
select core.describe('core.unit_pick', 'Unidades responsables, para elegir',
	'unit_code', 'Código de la unidad', 'unit_name', 'Unidad');

select core.publish('office', 'core.office', 'true', '{office_code, office_name, initials, parent_code}');
