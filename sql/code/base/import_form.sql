-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, first part: what the form says. The client has filled
-- pg_temp.hito_stage (line, then a column or the five of a partial date for
-- each field) and describes the form of the register as one jsonb: its table,
-- its fields, the sentences of its refusals, its few hooks. From these stand
-- hito_field (a field each) and hito_column (a column of the table each), which
-- hooks may look at and, before the rows are laid, change. All of it runs with
-- the caller's rights: COPY into a table with policies is refused, and a
-- definer function cannot read her temp table.
-- after: session

-- The columns whose values together are a row's natural key, as the table's
-- unique index X_natural has them.
create function core.natural_index(tab regclass) returns regclass
language sql stable as $$
	select i.indexrelid::regclass
	from pg_index i
	join pg_class c on c.oid = i.indexrelid
	join pg_class t on t.oid = i.indrelid and c.relname = t.relname || '_natural'
	where i.indrelid = tab
$$;
comment on function core.natural_index(regclass) is 'Índice de la clave natural de un registro';

-- What a column holds when nobody fills it, as SQL.
create function core.initial_value(tab regclass, col smallint) returns text
language sql stable as $$
	select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = tab and d.adnum = col
$$;
comment on function core.initial_value(regclass, smallint) is 'El valor inicial de una columna, en SQL';

create function core.import_open(form jsonb, given text[]) returns void
language plpgsql as $$
begin
	if to_regclass('pg_temp.hito_found') is null then
		create temp table hito_found (step text, line int, field text, value text, severity text, reason text)
			on commit drop;
		create temp table hito_field (at int, name text, title text, type text, pick text, writes text, also text[],
			columns text[], numbers text, initial text, required boolean, optional boolean,
			-- fixed: an existing record keeps what it has, and another value
			-- is an error; fresh: it keeps it, and nothing is said.
			fixed boolean, fresh boolean, made boolean, known boolean, lends int, leaves text, brought boolean,
			-- erases: a blank cell empties the record's; else it leaves it.
			-- allowed: whoever loads said that new ones may be made.
			-- shown: the initial value, as the screen shows it.
			erases boolean, allowed boolean, shown text)
			on commit drop;
		create temp table hito_column (col text, num smallint, type text, required boolean, length int,
			initial text, field int, key boolean, value text) on commit drop;
		create temp table hito_rule (n int, field text, fields text[], reason text, broken text) on commit drop;
		-- Lines that a hook joined to another one's record.
		create temp table hito_joined (line int) on commit drop;
		-- Records that the file names and nobody has, by their register.
		create temp table hito_new (register text, line int, name text, key text, code text) on commit drop;
	end if;
	delete from pg_temp.hito_found;
	delete from pg_temp.hito_field;
	delete from pg_temp.hito_column;
	delete from pg_temp.hito_rule;
	delete from pg_temp.hito_new;
	delete from pg_temp.hito_joined;
	insert into pg_temp.hito_field
	select f.at, f.v ->> 'name', f.v ->> 'title', f.v ->> 'type', f.v ->> 'pick', f.v ->> 'writes',
		array(select jsonb_array_elements_text(f.v -> 'also')),
		array(select jsonb_array_elements_text(f.v -> 'columns')), f.v ->> 'numbers', f.v ->> 'default',
		coalesce((f.v ->> 'required')::boolean, false), coalesce((f.v ->> 'optional')::boolean, false),
		coalesce((f.v ->> 'noupdate')::boolean, false), coalesce((f.v ->> 'noentry')::boolean, false),
		coalesce(form -> 'makes' ? (f.v ->> 'name'), false), coalesce(form -> 'known' ? (f.v ->> 'name'), false),
		(select o.place from jsonb_array_elements_text(form -> 'office') with ordinality as o (name, place)
			where o.name = f.v ->> 'name'),
		form -> 'leaves' ->> (f.v ->> 'name'),
		f.v ->> 'name' = any (given) and not coalesce(form -> 'leaves' ? (f.v ->> 'name'), false),
		form ? 'erases', form ? 'new', coalesce(f.v ->> 'shown', f.v ->> 'default')
	from jsonb_array_elements(form -> 'fields') with ordinality as f (v, at);
end
$$;
comment on function core.import_open(jsonb, text[]) is 'Toma lo que el formulario dice de un registro';

-- A line of the file is staged under its number; of a matrix, where it gives a
-- row for each of its cells, under this many times it and the place of the cell.
create function core.import_scale(form jsonb) returns int
language sql immutable as $$
	select coalesce((form ->> 'scale')::int, 1)
$$;
comment on function core.import_scale(jsonb) is 'Cuántos números de fila tiene una línea del archivo';

-- The names under which the rows of a field are staged, with their types.
create function core.staged_columns(out field int, out name text, out type text)
returns setof record language sql stable as $$
	select f.at, p.name, case when p.n > 1 or cardinality(f.columns) = 5
		then (array['text', 'date', 'date', 'text', 'boolean'])[p.n] else f.type end
	from pg_temp.hito_field f
	cross join lateral unnest(case cardinality(f.columns) when 5 then f.columns
		else array[f.name] end) with ordinality as p (name, n)
	union all
	select f.at, f.numbers, 'integer' from pg_temp.hito_field f where f.numbers is not null
$$;
comment on function core.staged_columns() is 'Las columnas en que se cargan los datos de cada campo';

-- Fields that the file does not bring have their empty columns too; a large
-- stage is analysed, since nothing is known of a table filled a moment ago.
create function core.import_complete() returns void
language plpgsql as $$
declare
	missing text := (select string_agg(format('add column %I %s', c.name, c.type), ', ')
		from core.staged_columns() as c
		where not exists (select from pg_attribute a where a.attrelid = 'pg_temp.hito_stage'::regclass
			and a.attname = c.name and not a.attisdropped));
	was constant text := current_setting('default_statistics_target');
begin
	if missing is not null then
		execute 'alter table pg_temp.hito_stage ' || missing;
	end if;
	if pg_relation_size('pg_temp.hito_stage') > 1000000 then
		-- How many codes there are about is all that is asked of it.
		perform set_config('default_statistics_target', '10', true);
		analyze pg_temp.hito_stage;
		perform set_config('default_statistics_target', was, true);
	end if;
end
$$;
comment on function core.import_complete() is 'Completa las columnas de las líneas cargadas';

-- A staged cell as SQL: text without blanks around, none where nothing is.
create function core.staged(name text, type text) returns text
language sql immutable as $$
	select case when type ~ '^(text|character)' then format('nullif(btrim(s.%I), '''')', name)
		else format('s.%I', name) end
$$;
comment on function core.staged(text, text) is 'Una celda cargada, en SQL';

-- Each column of the table with the field that fills it and the SQL of the
-- value that this one brings: s is a staged row, l3 the row that the third
-- field looked up.
create function core.import_columns(tab regclass) returns void
language sql as $$
	with keyed as materialized (
		select d.refobjsubid as num from pg_depend d
		where d.classid = 'pg_class'::regclass and d.objid = core.natural_index(tab) and d.refobjid = tab
	)
	insert into pg_temp.hito_column
	select a.attname, a.attnum, format_type(a.atttypid, null), a.attnotnull,
		case when a.atttypid = 'varchar'::regtype and a.atttypmod > 4 then a.atttypmod - 4 end,
		coalesce(core.initial_value(tab, a.attnum), case when f.writes is null
			then quote_literal(f.initial) || '::' || format_type(a.atttypid, null) end),
		f.at, a.attname <> 'deleted_at' and a.attnum in (select num from keyed),
		case when f.writes is not null then format('l%s.id', f.at)
			else core.staged(a.attname, format_type(a.atttypid, null)) end
	from pg_attribute a
	left join lateral (select * from pg_temp.hito_field f where f.writes = a.attname or f.numbers = a.attname
		or (f.writes is null and a.attname = any (f.columns))
		order by f.at limit 1) as f on true
	where a.attrelid = tab and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
$$;
comment on function core.import_columns(regclass) is 'Toma las columnas de la tabla y los campos que las llenan';
