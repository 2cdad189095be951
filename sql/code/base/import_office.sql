-- SPDX-License-Identifier: GPL-3.0-or-later
-- Offices, which every register's rows name: all the names that they go by, and
-- those that a file names and nobody has.
-- after: import_form

-- Every name that an office may be called by: its code before its name.
create view core.office_key with (security_invoker = true) as
select distinct on (key) key, id
from (select core.fold(office_code) as key, id, 0 as place
	from core.office where deleted_at is null
	union all
	select office_name_folded, id, 1
	from core.office where deleted_at is null) as named
order by key, place, id;
comment on view core.office_key is 'Cada manera de llamar a una oficina: su código y su nombre';
comment on column core.office_key.key is 'Código o nombre, sin tildes ni mayúsculas';
comment on column core.office_key.id is 'Oficina';
create view core.parent_key with (security_invoker = true) as select key, id from core.office_key;
comment on view core.parent_key is 'Cada manera de llamar a la oficina de la que depende otra';
comment on column core.parent_key.key is 'Código o nombre, sin tildes ni mayúsculas';
comment on column core.parent_key.id is 'Oficina';

-- A code that no office has, beginning with these initials. taken: codes
-- that this import gives to others.
create function core.free_code(initials text, taken text[])
returns text language sql stable as $$
	select code
	from generate_series(1, 1000) as n
	cross join lateral (select left(initials, 36)
		|| case when n > 1 then n::text else '' end as code) as c
	where code <> all (taken) and not exists (select from core.office o
		where core.fold(o.office_code) = core.fold(code)
			and o.deleted_at is null)
	order by n
	limit 1;
$$;
comment on function core.free_code(text, text[]) is
	'Un código libre para una oficina nueva, a partir de sus siglas';

-- Offices that the file names and nobody has: kept for the commit in hito_new,
-- told once each, beside the office whose name is nearly equal. query answers
-- line, name.
create function core.office_announce(field text, query text) returns setof core.finding
language plpgsql as $$
declare
	it record;
	fresh text;
	twin text;
	allowed constant boolean := core.is_secretariat()
		or (pg_has_role(session_user, 'hito_it', 'member') and core.at_root('{batch}'));
begin
	for it in execute format('select * from (select distinct on (key) line, name, key
			from (select line, name, core.fold(name) as key from (%s) as q) as named
			where not exists (select from core.office_key k where k.key = named.key)
				and not exists (select from pg_temp.hito_new n where n.register = ''core.office'' and n.key = named.key)
			order by key, line) as missing order by line, name', query)
	loop
		if not allowed then
			return next (it.line, field, it.name, 'error', 'No hay una oficina con este nombre: pida a la secretaría '
				'o a informática que la cree.')::core.finding;
			insert into pg_temp.hito_new values ('core.office', it.line, it.name, it.key);
			continue;
		end if;
		fresh := core.free_code(core.initials(it.name), array(select n.code from pg_temp.hito_new n
			where n.register = 'core.office'));
		twin := (select string_agg(format('«%s» (%s)', t.name, t.code), ', ')
			from (select o.office_name as name, o.office_code::text as code
				from core.office o where o.deleted_at is null
				union all
				select n.name, n.code from pg_temp.hito_new n where n.register = 'core.office') as t
			where core.near_key(t.name) = core.near_key(it.name));
		insert into pg_temp.hito_new values ('core.office', it.line, it.name, it.key, fresh);
		return next (it.line, field, it.name, 'notice', format('oficina nueva: entra como %s, por revisar', fresh)
			)::core.finding;
		if twin is not null then
			return next (it.line, field, it.name, 'notice', format('casi igual a %s: revise si es la misma', twin)
				)::core.finding;
		end if;
	end loop;
end
$$;
comment on function core.office_announce(text, text) is 'Anuncia las oficinas que el archivo nombra y no existen';

-- A unit written out where a code was expected is a new office; a code that
-- nobody has is a slip.
create function core.office_new(field text) returns setof core.finding
language plpgsql as $$
begin
	return query select * from core.office_announce(field, format('select line, btrim(%I) as name
		from pg_temp.hito_stage where btrim(%1$I) like ''%% %%''', field));
	return query execute format('select s.line, %1$L, null::text, ''error'', ''No hay una oficina con este código.''
			|| case when row_number() over (order by s.line) <= 20 then core.meant(btrim(s.%1$I::text),
				array(select o.office_code::text from core.office o where o.deleted_at is null limit 2000)) else '''' end
		from pg_temp.hito_ready r join pg_temp.hito_stage s using (line)
		where r.%2$I and btrim(s.%1$I) not like ''%% %%''', field, '? ' || field);
end
$$;
comment on function core.office_new(text) is 'Revisa las oficinas nuevas que nombra una columna';

-- Makes the offices announced: por revisar, with file and line.
create function core.office_make(batch bigint) returns bigint
language sql volatile as $$
	with made as (
		insert into core.office (office_code, office_name, initials, to_review, batch_id, batch_line)
		select n.code, n.name, core.initials(n.name), true, batch, n.line
		from pg_temp.hito_new n
		where n.register = 'core.office' and n.line in (select s.line from pg_temp.hito_stage s)
			and not exists (select from core.office_key k where k.key = n.key)
		order by n.line, n.code
		returning 1
	)
	select count(*) from made
$$;
comment on function core.office_make(bigint) is 'Crea por revisar las oficinas anunciadas';
