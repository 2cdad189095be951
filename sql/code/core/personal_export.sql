-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files that leave: what changed since a day, and the record of personal data
-- that are taken out. It is written and kept before the first row leaves, and
-- nobody changes it but its own end.

-- The rows of a register that changed on that day or later, they or their lines.
-- Definer: a reader of the rows need not read their history; ids alone come back,
-- of rows that she reads. Of what is no register nothing runs: a view of her own
-- would run as the owner.
create function core.changed_since(tab regclass, since date) returns setof bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
	begins constant timestamptz := since::timestamp at time zone 'America/Lima';
	line record;
begin
	if not exists (select from core.register g where g.name = core.full_name(tab) and g.history) then
		return;
	end if;
	return query execute format('select t.id from %s t where (t.id in (select c.key from audit.change c where c.relation = $1 and c.at >= $2)
			or t.batch_id in (select c.batch_id from audit.change c where c.relation = $1 and c.op = ''load'' and c.at >= $2))
		and (%s)', tab, case when pg_has_role(session_user, 'hito_owner', 'member') then 'true' else core.rights_rule(tab, 'reads') end)
		using core.full_name(tab), begins;
	for line in select g.name, p.col from core.register g cross join unnest(g.line_of) as p (col)
		where core.parent_of(g.name::regclass, p.col) = tab and g.name <> core.full_name(tab)
	loop
		return query execute format('select l.%I from %s l where l.id in (select core.changed_since(%L, $1))',
			line.col, line.name, line.name) using since;
	end loop;
end
$$;
comment on function core.changed_since(regclass, date) is 'Las filas de un registro que cambiaron desde un día, con sus líneas';
grant execute on function core.changed_since(regclass, date) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create view core.personal_export_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine
from core.personal_export t join core.office o on o.id = t.office_id;

-- The tables in which a register keeps personal data.
create function core.personal_tables(tab regclass) returns setof text
language sql stable as $$
	select g.name from core.register g cross join unnest(g.line_of) as p (col)
	where g.kind in ('personal', 'consented') and core.parent_of(g.name::regclass, p.col) = tab
$$;
comment on function core.personal_tables(regclass) is 'Las tablas en que un registro guarda datos personales';

-- Notes that personal data are about to leave; the number of the note. Definer:
-- nobody writes the record by hand.
create function core.personal_export_begin(tab regclass, title text, narrowed text, columns text, format text, reason text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	tables constant text[] := array(select core.personal_tables(tab));
	made bigint;
begin
	if cardinality(tables) = 0 then
		raise exception using errcode = 'HT002', message = format('El registro «%s» no guarda datos personales.', title),
			hint = 'Expórtelo sin --personal.';
	end if;
	if not exists (select from unnest(tables) as t where core.my_personal(t)) then
		raise exception using errcode = 'HT003',
			message = format('La oficina en que usted trabaja no ve los datos personales de «%s»: no se escribió nada.', title),
			hint = 'Pida la salida a una oficina autorizada, o la autorización a la secretaría.';
	end if;
	insert into core.personal_export (register, register_title, narrowed, columns, format, reason, login, office_id)
	values (core.full_name(tab), title, nullif(narrowed, ''), columns, format, btrim(reason), session_user, core.my_office())
	returning id into made;
	return made;
end
$$;
comment on function core.personal_export_begin(regclass, text, text, text, text, text) is 'Anota que salen datos personales, y para qué';
grant execute on function core.personal_export_begin(regclass, text, text, text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- How many rows left; of one's own note, once.
create function core.personal_export_end(export bigint, written bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
	update core.personal_export set rows_written = written
	where id = export and login = session_user and rows_written is null
$$;
comment on function core.personal_export_end(bigint, bigint) is 'Anota cuántas filas salieron';
grant execute on function core.personal_export_end(bigint, bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('core.personal_export', 'exported', 'Salidas de datos personales', searched => false);
