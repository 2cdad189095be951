-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys are folded by core.fold alone, which asks no dictionary and no collation
-- of the system: every edition of the server folds alike. What stands in the
-- disk may be older than that, or of a library that is here no more: stored
-- copies that another rule folded, and indexes in the order of another collation.

-- Whether the server gave this collation another order since it was noted.
create function core.collation_moved(collation_id oid) returns boolean
language sql stable as $$
	select case when c.collprovider = 'd' then d.datcollversion is not null
			and d.datcollversion is distinct from pg_database_collation_actual_version(d.oid)
		else c.collversion is not null and c.collversion is distinct from pg_collation_actual_version(c.oid) end
	from pg_collation c join pg_database d on d.datname = current_database()
	where c.oid = $1
$$;
comment on function core.collation_moved(oid) is 'El sistema ordena los textos de otra manera que cuando se hicieron los índices';

-- The stored copies of tables of ours: how each is made, and of which column.
create function core.folded_copies(out tab regclass, out col text, out base text, out expr text)
returns setof record language sql stable as $$
	select a.attrelid::regclass, a.attname::text, b.attname::text, pg_get_expr(f.adbin, f.adrelid)
	from pg_attribute a join pg_attrdef f on (f.adrelid, f.adnum) = (a.attrelid, a.attnum)
		join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relowner = 'hito_owner'::regrole
		join lateral (select x.attname from pg_depend d join pg_attribute x on (x.attrelid, x.attnum) = (d.refobjid, d.refobjsubid)
			where d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refobjid = a.attrelid
				and d.refobjsubid not in (0, a.attnum) order by d.refobjsubid limit 1) as b on true
	where a.attgenerated = 's' and not a.attisdropped and pg_get_expr(f.adbin, f.adrelid) ~ '\mcore\.fold\('
	order by 1, 2
$$;
comment on function core.folded_copies() is 'Las copias sin tildes que se guardan, y cómo se hacen';

-- kind: 'key' a stored copy that differs from what core.fold makes of its text,
-- 'index' an index in the order of a collation that changed.
create function core.folded_problems(out kind text, out relation text, out name text, out n bigint)
returns setof record language plpgsql stable security definer as $$
declare
	c record;
begin
	for c in select * from core.folded_copies() loop
		execute format('select count(*) from %s where %I is distinct from (%s)', c.tab, c.col, c.expr) into n;
		if n > 0 then
			kind := 'key';
			relation := c.tab;
			name := c.col;
			return next;
		end if;
	end loop;
	return query select 'index', i.indrelid::regclass::text, i.indexrelid::regclass::text, null::bigint
		from pg_index i join pg_class t on t.oid = i.indrelid and t.relowner = 'hito_owner'::regrole
		where exists (select from unnest(i.indcollation::oid[], i.indclass::oid[]) as k (coll, class)
			join pg_opclass o on o.oid = k.class
			where k.coll <> 0 and o.opcname not like '%pattern_ops' and core.collation_moved(k.coll))
		order by 2, 3;
end
$$;
comment on function core.folded_problems() is 'Claves guardadas e índices que hicieron otras reglas o bibliotecas';
grant execute on function core.folded_problems() to hito_it;

-- Makes them anew, as the owner: no change of anybody's, so that neither history
-- nor the rules of the registers are asked. How many there were.
create function core.folded_rebuild() returns bigint
language plpgsql volatile as $$
declare
	p record;
	made bigint := 0;
begin
	for p in select f.*, c.base, c.expr from core.folded_problems() as f
		left join core.folded_copies() as c on c.tab::text = f.relation and c.col = f.name order by f.kind desc, f.relation, f.name
	loop
		if p.kind = 'key' then
			execute format('alter table %s disable trigger user, no force row level security', p.relation);
			execute format('update %s set %I = %2$I where %I is distinct from (%s)', p.relation, p.base, p.name, p.expr);
			execute format('alter table %s enable trigger user, force row level security', p.relation);
		else
			execute format('reindex index %s', p.name);
		end if;
		made := made + 1;
	end loop;
	return made;
end
$$;
comment on function core.folded_rebuild() is 'Rehace las claves guardadas y los índices que hicieron otros';

-- Behind that, by who may: the order that the indexes have now is noted.
create function core.folded_noted() returns void
language plpgsql volatile as $$
begin
	if exists (select from pg_database d where d.datname = current_database() and pg_has_role(d.datdba, 'usage')
		and d.datcollversion is not null and pg_database_collation_actual_version(d.oid) is not null)
	then
		execute format('alter database %I refresh collation version', current_database());
	end if;
end
$$;
comment on function core.folded_noted() is 'Anota con qué orden de textos se hicieron los índices';
