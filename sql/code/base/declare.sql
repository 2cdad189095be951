-- SPDX-License-Identifier: GPL-3.0-or-later
-- A register says once what it is: core.declare, at the end of its file. What
-- is its own is made at once: policies, grants and history's wish, X_list of
-- X_all, the help of its views. What needs the others (triggers of parents,
-- help that another register has, what may be called) is made of all
-- declarations in one pass at the end, finish/declared.sql.
-- after: rights

-- A table as it is written: "plan.milestone".
create function core.full_name(tab regclass) returns text
language sql stable as $$
	select format('%I.%I', n.nspname, c.relname)
	from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tab
$$;
comment on function core.full_name(regclass) is 'El nombre completo de una tabla';

-- Where a column points: ('plan.goal', 'milestone_id') -> plan.milestone.
create function core.parent_of(tab regclass, col text) returns regclass
language sql stable as $$
	select c.confrelid::regclass from pg_constraint c
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
	where c.conrelid = tab and c.contype = 'f' and cardinality(c.conkey) = 1 and a.attname = col
$$;
comment on function core.parent_of(regclass, text) is 'La tabla a la que apunta una columna';

-- The help of a view and of its own columns, ('column', 'its help', ...).
create function core.describe(v regclass, about text, variadic help text[] default '{}') returns void
language plpgsql as $$
begin
	execute format('comment on view %s is %L', v, about);
	for i in 1 .. cardinality(help) / 2 loop
		if exists (select from pg_attribute a where a.attrelid = v and a.attname = help[2 * i - 1]) then
			execute format('comment on column %s.%I is %L', v, help[2 * i - 1], help[2 * i]);
		end if;
	end loop;
end
$$;
comment on function core.describe(regclass, text, text[]) is 'Escribe la ayuda de una vista y de sus columnas';

-- kind: core.policy_kind. title: what a person calls its rows. line_of: the
-- columns of the records inside which its rows are edited, and whose office
-- they carry (of the first that is filled). stands_on: columns of records
-- that are not marked while rows of this one stand on them. place: the codes
-- by which it is listed (core.place_sql). numbered: "goal_no of milestone_id,
-- work_item_id", the column that is numbered among the rows of the first parent
-- that is filled, where a row brings no number. help: of its views' own
-- columns, as in core.describe. unknown: what is said of a code that none of its rows has,
-- the second sentence of its pick view's comment. while_open: the events of a
-- row with a period that are for an open one ("insert or update of measure").
-- searched: words are found in its texts; not where they are many and no prose.
-- together: its files are long, and X_problems asks nothing of other rows of its own:
-- new rows are judged together, behind the statement that brings them.
create function core.declare(tab regclass, kind text, title text, line_of text[] default '{}',
	stands_on text[] default '{}', place text[] default '{}', numbered text default null,
	history boolean default true, help text[] default '{}', unknown text default null,
	while_open text default null, searched boolean default true, together boolean default false)
returns void language plpgsql as $$
declare
	full_table constant text := core.full_name(tab);
	every constant regclass := to_regclass(full_table || '_all');
	pick constant regclass := to_regclass(full_table || '_pick');
begin
	perform core.protect(tab, kind);
	update core.register r set title = $3, line_of = $4, stands_on = $5, place = $6, numbered = $7, history = $8, while_open = $11, searched = $12,
		together = $13
	where r.name = full_table;
	if every is not null then
		execute format('create view %s_list with (security_invoker = true) as
			select * from %s where deleted_at is null', full_table, every);
		perform core.describe(every, title, variadic help);
		perform core.describe(to_regclass(full_table || '_list'), title || ', sin los anulados', variadic help);
	end if;
	if pick is not null then
		perform core.describe(pick, concat_ws('. ', title || ', para elegir', unknown), variadic help);
	end if;
end
$$;
comment on function core.declare(regclass, text, text, text[], text[], text[], text, boolean, text[], text, text, boolean, boolean) is
	'Dice de un registro qué es; lo demás se hace de lo declarado';

-- A trigger of each row of a table, with its function, TABLE and suffix: body
-- without begin and end. rights: definer, where it does not depend on what
-- whoever writes may read. together: of all new rows of a statement, new_rows.
create function core.declare_trigger(tab text, events text, suffix text, about text, body text,
	rights text default 'invoker', condition text default '', together boolean default false)
returns void language plpgsql as $$
begin
	execute format('create function %1$s%2$s() returns trigger language plpgsql security %3$s as %4$L',
		tab, suffix, rights, format('begin %s; end', body));
	execute format('comment on function %s%s() is %L', tab, suffix, about);
	execute format('create trigger %2$s on %1$s %5$s for each %6$s %4$s execute function %1$s%3$s()', tab, events, suffix, condition,
		case when together then 'referencing new table as new_rows' else '' end, case when together then 'statement' else 'row' end);
end
$$;
comment on function core.declare_trigger(text, text, text, text, text, text, text, boolean) is
	'Crea la función de una tabla para sus filas y la pone en ella';

-- no texts for people
-- The foreign keys of a table that new rows are looked at for by their statement:
-- those of one number that hold at once; and how it asks. Once for each other number,
-- and whatever is found stays until the commit, as the server's own check has it, which
-- asks of each row by itself (core.keys_together puts that one to sleep).
create function core.keys_of(tab regclass, out con oid, out asks text)
returns setof record language sql stable as $$
	select k.oid, format('select v.n into missing from (select distinct n.%2$I as n from new_rows n where n.%2$I is not null) as v
			where not exists (select from %3$I.%4$I p where p.%5$I = v.n for key share) limit 1;
		if missing is not null then perform core.refuse_key(tg_relid, %1$L, missing); end if;',
		k.conname, a.attname, p.relnamespace::regnamespace, p.relname, b.attname)
	from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
		join pg_class p on p.oid = k.confrelid
		join pg_attribute b on b.attrelid = p.oid and b.attnum = k.confkey[1]
	where k.conrelid = tab and k.contype = 'f' and cardinality(k.conkey) = 1 and not k.condeferrable and a.atttypid = 'bigint'::regtype
	order by k.conname
$$;
comment on function core.keys_of(regclass) is 'Las claves foráneas que se revisan de todas las filas de una grabación';

create function core.declare_keys(tab text) returns void
language plpgsql as $$
begin
	perform core.declare_trigger(tab, 't05_keys after insert', '_keys', 'Rechaza filas nuevas que apuntan a lo que no existe', format(
		'declare missing bigint; begin %s end; return null', string_agg(k.asks, ' ')), 'definer', together => true)
	from core.keys_of(tab::regclass) k;
end
$$;
comment on function core.declare_keys(text) is 'Revisa juntas las claves foráneas de las filas nuevas de un registro';

-- Those that t05_keys does ask for, in these words: a key that came or points elsewhere
-- since it was made is none of them.
create function core.keys_asked(tab regclass) returns setof oid
language sql stable as $$
	select k.con from core.keys_of(tab) k join pg_trigger g on g.tgrelid = tab and g.tgname = 't05_keys' and g.tgenabled = 'O'
		join pg_proc f on f.oid = g.tgfoid
	where strpos(f.prosrc, k.asks) > 0
$$;
comment on function core.keys_asked(regclass) is 'Las claves foráneas que revisa la grabación entera';

-- The server's check of each new row sleeps where t05_keys asks the same, and wakes
-- where that is gone. For a superuser, whose the server's triggers are; answers
-- how many it changed. A dump does not take it along: there both ask until the next
-- `hito db migrate`, which costs a load a third.
create function core.keys_together() returns bigint
language plpgsql volatile as $$
declare
	r record;
	n bigint := 0;
begin
	if not (select u.rolsuper from pg_roles u where u.rolname = current_user) then
		return 0;
	end if;
	for r in select g.tgrelid::regclass as tab, g.tgname, w.sleeps
		from pg_trigger g join core.register x on to_regclass(x.name) = g.tgrelid
			cross join lateral (select g.tgconstraint in (select core.keys_asked(g.tgrelid)) as sleeps) as w
		where g.tgisinternal and g.tgfoid = 'pg_catalog."RI_FKey_check_ins"'::regproc and (g.tgenabled = 'D') <> w.sleeps
	loop
		execute format('alter table %s %s trigger %I', r.tab, case when r.sleeps then 'disable' else 'enable' end, r.tgname);
		n := n + 1;
	end loop;
	return n;
end
$$;
comment on function core.keys_together() is 'Deja a la grabación entera lo que el servidor revisa fila por fila';
-- texts again

-- What those read who may not read a personal row: columns of the record that
-- bears it, made of the row as SQL over new, ('column', 'expression', ...), and
-- empty once it is marked. link: which record that is, t. After core.declare.
create function core.declare_mask(tab text, bearer text, link text, variadic masks text[])
returns void language plpgsql as $$
begin
	update core.register r set bearer = $2, bearer_link = $3 where r.name = tab;
	perform core.declare_trigger(tab, 't50_mask after insert or update', '_mask', 'Oculta lo que se lee de una fila personal', format(
		'update %s t set %s where %s; return null', bearer, (select string_agg(format('%I = case when new.deleted_at is null then %s end',
			masks[i], masks[i + 1]), ', ' order by i) from generate_series(1, cardinality(masks), 2) as i), link), 'definer');
end
$$;
comment on function core.declare_mask(text, text, text, text[]) is 'Pone en un registro lo que se lee de su fila personal';

-- ---- where a row stands in its list: the codes by which it is ordered, those
-- of its parents first, in one indexed column (core.make_place). Without it
-- every page of a list whose order spans tables would sort the whole register.

-- Codes stand one behind the other; a tab comes before all that a code may have. A
-- function of one is put into the query that names it as long as nothing in it depends
-- on a setting, as putting a number behind a text does: it is made a text before.

-- A whole number whose text is ordered as the number: its length goes before.
create function core.placed(n integer) returns text
language sql immutable parallel safe
return chr(48 + length(n::text)) || n::text;
comment on function core.placed(integer) is 'Un número para ordenar como texto';

create function core.placed(day date) returns text
language sql immutable parallel safe
return lpad((extract(year from day) * 10000 + extract(month from day) * 100 + extract(day from day))::int::text, 8, '0');
comment on function core.placed(date) is 'Un día para ordenar como texto';

create function core.placed(code text) returns text
language sql immutable parallel safe
return code;
comment on function core.placed(text) is 'Un código para ordenar, tal cual';

-- A column, or one of a parent: "item_no", "work_item_id.plan_id.plan_code", as
-- SQL over the row that is named. as_sql: what is made of the column; there, and not
-- around a query of the parent, a function of one expression costs nothing.
create function core.path_sql(tab regclass, named text, path text[], as_sql text default '%s', depth int default 1) returns text
language plpgsql stable as $$
declare
	parent constant regclass := core.parent_of(tab, path[1]);
	inner_name constant text := 'p' || depth;
begin
	if cardinality(path) = 1 then
		return format(as_sql, format('%s.%I', named, path[1]));
	elsif parent is null then
-- no texts for people
		raise exception '% has no parent by %', tab, path[1];
-- texts again
	end if;
	return format('(select %s from %s %s where %s.id = %s.%I)',
		core.path_sql(parent, inner_name, path[2:], as_sql, depth + 1), parent, inner_name, inner_name, named, path[1]);
end
$$;
comment on function core.path_sql(regclass, text, text[], text, int) is 'Una columna de un registro, o de aquel del que depende, como SQL';

-- The place of a row as SQL. Codes are columns and paths by commas, "'PT'" a
-- word, and "fold(post)" a column without accents and case. The first list
-- whose first parent is filled counts.
create function core.place_sql(tab regclass, lists text[], named text default 'new') returns text
language sql stable as $$
	select coalesce('case ' || string_agg(format('when %s is not null then array_to_string(array[%s], E''\t'', '''')',
		core.path_sql(tab, named, array[first]), codes), ' ' order by list) || ' else '''' end', '''''')
	from (select l.list, split_part(split_part(l.given, ',', 1), '.', 1) as first,
			(select string_agg(case when code like '''%' then code
					when code like 'fold(%' then core.path_sql(tab, named, array[btrim(substr(code, 5), '()')], 'core.fold(%s)')
					else core.path_sql(tab, named, string_to_array(code, '.'), 'core.placed(%s)') end,
				', ' order by place)
			from regexp_split_to_table(l.given, '\s*,\s*') with ordinality as c (code, place)) as codes
		from unnest(lists) with ordinality as l (given, list)) as each
$$;
comment on function core.place_sql(regclass, text[], text) is 'El lugar de una fila en su lista, como SQL';

-- The same for many rows: the parents are joined, and not looked up for each.
create function core.place_joined(tab regclass, lists text[], named text, out value text, out joins text)
returns record language plpgsql stable as $$
declare
	code text;
	path text[];
	at regclass;
	was text;
	alias text;
begin
	value := core.place_sql(tab, lists, named);
	joins := '';
	for code in select distinct c from unnest(lists) as l (list) cross join lateral regexp_split_to_table(list, '\s*,\s*') as c
		where c like '%.%' and c not like '''%' order by c
	loop
		path := string_to_array(regexp_replace(code, '^fold\((.*)\)$', '\1'), '.');
		at := tab;
		was := named;
		for i in 1 .. cardinality(path) - 1 loop
			alias := 'at_' || array_to_string(path[:i], '_');
			if strpos(joins, format(' %I on ', alias)) = 0 then
				joins := joins || format(' left join %s %I on %2$I.id = %I.%I', core.parent_of(at, path[i]), alias, was, path[i]);
			end if;
			at := core.parent_of(at, path[i]);
			was := alias;
		end loop;
		value := replace(value, core.path_sql(tab, named, path, case when code like 'fold(%' then 'core.fold(%s)' else 'core.placed(%s)' end),
			format(case when code like 'fold(%' then 'core.fold(%I.%I)' else 'core.placed(%I.%I)' end, alias, path[cardinality(path)]));
	end loop;
end
$$;
comment on function core.place_joined(regclass, text[], text) is 'El lugar de muchas filas en su lista, como SQL, y lo que se junta a ellas';

-- The parents on whose columns a place is built: column of the row, parent,
-- the parent's column that moves it.
create function core.place_parents(tab regclass, lists text[], out col text, out parent regclass, out moved text)
returns setof record language sql stable as $$
	select distinct path[1], p.parent, case when exists (select from pg_attribute a
		where a.attrelid = p.parent and a.attname = 'list_place') then 'list_place' else path[2] end
	from unnest(lists) as l (list)
		cross join lateral regexp_split_to_table(list, '\s*,\s*') as c (code)
		cross join lateral (select string_to_array(code, '.') as path) as s
		cross join lateral (select core.parent_of(tab, path[1]) as parent) as p
	where cardinality(path) > 1
$$;
comment on function core.place_parents(regclass, text[]) is 'De qué registros depende el lugar de una fila';

-- What makes tables, policies and sites is not for people.
create function core.is_builder(fn regprocedure) returns boolean
language sql stable as $$
	select p.proname ~ '^(make|init)_' or p.oid::regprocedure::text ~
		'^(core\.(declare(_\w+)?|keys_\w+|name_secretariat|own_grants|describe|protect|place_parents|is_builder|publish(_\w+)?|path_end|texts_sql|key_columns|key_sql|search_sql|first_sql)|audit\.attach)\('
	from pg_proc p where p.oid = fn
$$;
comment on function core.is_builder(regprocedure) is 'Es una función con la que se arma la base';
