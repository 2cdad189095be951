-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, second part: the rows as they would be written. hito_ready has for
-- each staged line the id of the record with the same natural key (NULL: a new
-- one) and every column of the table; besides, "key", its natural key as text,
-- and for each field that is looked up "? FIELD", what nobody has.
-- after: import_form
-- after: declare

-- A field's staged value, with its initial one where the form has one.
create function core.staged_or_initial(field text, type text) returns text
language sql stable as $$
	select case when h.initial is null then core.staged(h.name, $2)
		else format('coalesce(%s, %L::%s)', core.staged(h.name, $2), h.initial, $2) end
	from pg_temp.hito_field h where h.name = $1
$$;
comment on function core.staged_or_initial(text, text) is 'Una celda cargada o el valor inicial de su campo, en SQL';

-- What a code means, as a save from the screen asks it: the one row of the pick
-- view that has it, among those of the fields before it. Where several have
-- it but for accents and case, the one that is written so. A view X_key
-- beside X_pick has every way of calling a row (key, folded, and id). A code that
-- stands in many lines is folded and looked up once.
create function core.lookup_join(field int) returns text
language plpgsql stable as $$
declare
	f record;
	known regclass;
	source regclass;
	it record;
begin
	select * into f from pg_temp.hito_field h where h.at = field;
	known := to_regclass(regexp_replace(f.pick, '_pick$', '_key'));
	source := coalesce(known, f.pick::regclass);
	select string_agg(format(k.folded, format('p.%I', k.col)) || ' as c' || k.n, ', ' order by k.n) as columns,
			string_agg('c' || k.n, ', ' order by k.n) as keys,
			string_agg(format('p.%I', k.col), ', ' order by k.n) as exact,
			string_agg(format('g.c%s = ', k.n) || format(k.folded, 'm.k' || k.n), ' and ' order by k.n) as same,
			string_agg('m.k' || k.n, ', ' order by k.n) as typed,
			string_agg(k.cell || ' as k' || k.n, ', ' order by k.n) as cells,
			string_agg(format('l%s.k%s = %s', field, k.n, k.cell), ' and ' order by k.n) as found
		into it
	from (select a.attname as col, case when y.typcategory = 'S' then 'core.fold((%s)::text)' else '%s' end as folded,
			row_number() over (order by o.n) as n, core.staged_or_initial(o.name, case when y.typcategory = 'S'
				then 'text' else format_type(a.atttypid, null) end) as cell
		from (select h.name, h.at as n, h.name as col from pg_temp.hito_field h
			where h.name = any (f.also) and (h.brought or h.initial is not null)
			union all
			select f.name, field, case when known is null then f.name else 'key' end) as o
		join pg_attribute a on a.attrelid = source and a.attname = o.col
		join pg_type y on y.oid = a.atttypid) as k;
	return format(' left join (select m.*, case when cardinality(g.ids) = 1 then g.ids[1]
				else g.ids[array_position(g.codes, concat_ws(E''\t'', %7$s))] end as id
			from (select distinct %8$s from pg_temp.hito_stage s) m
			join (select %1$s, array_agg(p.id order by p.id) as ids,
					array_agg(concat_ws(E''\t'', %2$s) order by p.id) as codes
				from %3$s p group by %4$s) g on %6$s) as l%5$s on %9$s',
		it.columns, it.exact, source, it.keys, field, it.same, it.typed, it.cells, it.found);
end
$$;
comment on function core.lookup_join(int) is 'Busca en su vista el código de un campo, en SQL';

-- The staged rows with what their codes mean: columns that a field brings, and
-- all of the natural key.
create function core.import_meant() returns text
language sql stable as $$
	with looked_up as (
		select f.*, core.staged(f.name, f.type) as cell from pg_temp.hito_field f
		where f.writes is not null and f.brought
	)
	select format('select s.line%s%s from pg_temp.hito_stage s%s',
		(select string_agg(format(', (%s)::%s as %I', case
				when c.key and c.col = 'office_id' then format('case when %s is null then (select core.my_office()) '
					'else %s end', coalesce(l.cell, 'null'), case when l.at is null then 'null' else c.value end)
				when not coalesce(f.brought or f.numbers = c.col, false) then coalesce(c.initial, 'null')
				when c.key then format('coalesce(%s)', concat_ws(', ', c.value, c.initial))
				else c.value end, c.type, c.col), '')
			from pg_temp.hito_column c
			left join pg_temp.hito_field f on f.at = c.field
			left join looked_up l on l.at = c.field
			where c.key or f.brought),
		(select string_agg(format(', %1$s is not null and l%2$s.id is null as %3$I', l.cell, l.at, '? ' || l.name)
				|| case when l.made then format(', core.fold((%s)::text) as %I', l.cell, '! ' || l.name) else '' end, '')
			from looked_up l),
		(select string_agg(core.lookup_join(l.at), '' order by l.at) from looked_up l))
$$;
comment on function core.import_meant() is 'Las líneas cargadas con lo que significan sus códigos, en SQL';

-- The parts of the natural key: SQL over the table's columns, and as text over a
-- row v of import_meant; a record that is still to be made stands by its name.
create function core.natural_parts(tab regclass, out n int, out part text, out shown text)
returns setof record language sql stable as $$
	select k.n, case when k.loose then format('coalesce((%s)::text, '''')', k.expr) else k.expr end,
		case when f.made and f.brought then format('coalesce(v."key %s"::text, ''?'' || v.%I)', k.n, '! ' || f.name)
			else format('v."key %s"::text', k.n) end
	from (select g.n, pg_get_indexdef(i.indexrelid, g.n, true) as expr, i.indkey[g.n - 1] as num,
			i.indnullsnotdistinct and not coalesce(a.attnotnull, false) as loose
		from pg_index i cross join lateral generate_series(1, i.indnkeyatts::int) as g (n)
		left join pg_attribute a on a.attrelid = tab and a.attnum = i.indkey[g.n - 1]
		where i.indexrelid = core.natural_index(tab)) as k
	left join pg_temp.hito_column c on c.num = k.num
	left join pg_temp.hito_field f on f.at = c.field
$$;
comment on function core.natural_parts(regclass) is 'Las partes de la clave natural, en SQL';

-- Whose a row is: of what it stands inside; else the office that it names, its
-- record's, that of the first record that the form says lends it, one's own.
create function core.import_office(tab regclass, out value text, out joins text)
returns record language sql stable as $$
	with lender as (
		select row_number() over (order by l.place) as n, l.inside, l.parent, l.col
		from (select true as inside, p.place, core.parent_of(tab, p.col) as parent, p.col
			from core.register g cross join unnest(g.line_of) with ordinality as p (col, place)
			where g.name = core.full_name(tab)
			union all
			select false, f.lends, core.parent_of(tab, f.writes), f.writes
			from pg_temp.hito_field f where f.lends is not null) as l
		where l.col in (select f.writes from pg_temp.hito_field f where f.brought)
	)
	select format('coalesce(%s)', case when bool_or(inside) then string_agg(format('q%s.office_id', n), ', ' order by n)
				|| ', t.office_id'
			else concat_ws(', ',
				(select 'v.office_id' from pg_temp.hito_field f where f.writes = 'office_id' and f.brought),
				't.office_id', string_agg(format('q%s.office_id', n), ', ' order by n),
				'(select core.my_office())', '(select core.root_office())') end),
		string_agg(format(' left join %s q%s on q%2$s.id = v.%I', parent, n, col), '')
	from lender
$$;
comment on function core.import_office(regclass) is 'De qué oficina es una fila cargada, en SQL';

-- A date that is written as the record has it is the record's: what its text
-- means was read, or put right, before.
create function core.import_kept_date(columns text[], col text, value text) returns text
language sql immutable as $$
	select case when cardinality(columns) = 5 then format('case when t.id is not null and v.%1$I = t.%1$I
			and coalesce(v.%2$I, false) = t.%2$I then t.%3$I else %4$s end', columns[1], columns[5], col, value)
		else value end
$$;
comment on function core.import_kept_date(text[], text, text) is 'Una fecha escrita como ya está conserva lo que significa, en SQL';

-- What a column would hold. A blank cell leaves the record what it has; where
-- the sender says that it erases, it empties what may be empty.
create function core.import_value(column_name text, office text) returns text
language sql stable as $$
	select core.import_kept_date(case when f.brought and not f.fresh then f.columns end, c.col, case
		when c.key then format('v.%I', c.col)
		when c.col = 'office_id' then office
		when f.brought and not f.fresh and not f.erases then
			format('case when t.id is not null and v.%I is null%s then t.%I else %s end',
				case when cardinality(f.columns) = 5 then f.columns[1] else c.col end,
				case when f.writes is not null then format(' and not v.%I', '? ' || f.name) end, c.col,
				case when c.initial is null then format('v.%I', c.col)
					else format('coalesce(v.%I, %s)', c.col, c.initial) end)
		when f.brought and not f.fresh and (c.required or f.optional or f.fixed) then
			format('coalesce(%s)', concat_ws(', ', format('v.%I', c.col), format('t.%I', c.col), c.initial))
		when f.brought and not f.fresh and c.initial is null then format('v.%I', c.col)
		when f.brought then format('case when t.id is null then coalesce(%s) else %s end',
			concat_ws(', ', format('v.%I', c.col), c.initial),
			format(case when f.fresh then 't.%I' else 'v.%I' end, c.col))
		when c.initial is not null then format('case when t.id is null then %s else t.%I end', c.initial, c.col)
		else format('t.%I', c.col) end)
	from pg_temp.hito_column c
	left join pg_temp.hito_field f on f.at = c.field
	where c.col = $1
$$;
comment on function core.import_value(text, text) is 'Lo que tendría una columna de una fila cargada, en SQL';

-- A row of hito_ready (or what has the same columns) as one of the table.
create function core.import_row(tab regclass, alias text) returns text
language sql stable as $$
	select format('row(%s)::%s', string_agg(case when a.attgenerated <> '' then 'null'
		else format('%s.%I', alias, a.attname) end, ', ' order by a.attnum), tab)
	from pg_attribute a where a.attrelid = tab and a.attnum > 0 and not a.attisdropped
$$;
comment on function core.import_row(regclass, text) is 'Una fila cargada como fila de su tabla, en SQL';

-- Whether a table has so many more records than the file has lines that each line
-- looks for its own by an index: else all are read once and joined by hash.
create function core.import_seeks(tab regclass) returns boolean
language plpgsql stable as $$
begin
	return (select c.reltuples > 20 * (select count(*) from pg_temp.hito_stage) from pg_class c where c.oid = tab);
end
$$;
comment on function core.import_seeks(regclass) is 'Las líneas de una carga buscan cada una su registro';

-- The planner knows nothing of what a file staged and little of a register that
-- grew since it was analysed: a nested loop over both would take hours where a
-- hash takes seconds. Of the records of the lines it is told, as above.
create function core.import_joins(tab regclass, records boolean) returns void
language plpgsql as $$
begin
	perform set_config('enable_nestloop', (records and core.import_seeks(tab)
		or (select count(*) < 1000 from pg_temp.hito_stage))::text, true);
end
$$;
comment on function core.import_joins(regclass, boolean) is 'Cómo junta el servidor las líneas de una carga';

-- A row as the register fills it: what is called for each row is not where it says of a
-- new one that it lacks nothing.
create function core.import_filled(tab regclass, row_sql text) returns text
language sql stable as $$
	select case when to_regprocedure(format('%s_whole(%1$s)', tab)) is null then format('select * from %s_filled(t, %s)', tab, row_sql)
		else format('select * from %s_filled(t, %s) where (t.id is null and %1$s_whole(%2$s)) is not true
			union all select (%2$s).* where t.id is null and %1$s_whole(%2$s)', tab, row_sql) end
$$;
comment on function core.import_filled(regclass, text) is 'Una fila cargada con lo que el registro completa, en SQL';

-- Lays hito_ready anew; what the register fills by itself (X_filled) is filled.
create function core.import_lay(tab regclass) returns void
language plpgsql as $$
declare
	seeks constant boolean := core.import_seeks(tab);
	office record;
	parts record;
	keyed text;
	laid text;
	flags text := (select string_agg(format(', v.%I', '? ' || f.name), '') from pg_temp.hito_field f
		where f.writes is not null and f.brought);
begin
	select * into office from core.import_office(tab);
	select string_agg(format('(%s) as "key %s"', p.part, p.n), ', ' order by p.n) as made,
			string_agg(format('t."key %s" = v."key %1$s"', p.n), ' and ' order by p.n) as same,
			string_agg(p.shown, ' || E''\t'' || ' order by p.n) as shown
		into parts from core.natural_parts(tab) as p;
	keyed := format('select k.*, %s from (%s) k', parts.made, core.import_meant());
	if seeks then
		drop table if exists pg_temp.hito_keyed;
		execute 'create temp table hito_keyed on commit drop as ' || keyed;
		analyze pg_temp.hito_keyed;
		keyed := 'table pg_temp.hito_keyed';
	end if;
	laid := format('select v.line, t.id, %s%s, %s as key from (%s) v
			left join (select x.*, %s from %s x where x.deleted_at is null) t on %s%s',
		(select string_agg(format('%s as %I', core.import_value(c.col, office.value), c.col), ', ' order by c.num)
			from pg_temp.hito_column c),
		flags, parts.shown, keyed, parts.made, tab, parts.same, office.joins);
	if to_regprocedure(format('%s_filled(%1$s, %1$s)', tab)) is not null then
		laid := format('select v.line, v.id, %s%s, v.key from (%s offset 0) v left join %s t on t.id = v.id
				cross join lateral (%s) as f',
			(select string_agg(format(case when c.length is null then 'f.%1$I'
				else 'case when length(v.%1$I) > %2$s then v.%1$I else f.%1$I end as %1$I' end, c.col, c.length), ', '
				order by c.num) from pg_temp.hito_column c),
			flags, laid, tab, core.import_filled(tab, core.import_row(tab, 'v')));
	end if;
	if to_regclass('pg_temp.hito_ready') is not null then
		drop table pg_temp.hito_ready cascade;
	end if;
	perform core.import_joins(tab, true);
	execute 'create temp table hito_ready on commit drop as ' || laid;
	perform core.import_joins(tab, false);
	if seeks then
		analyze pg_temp.hito_ready (line, id);
	end if;
end
$$;
comment on function core.import_lay(regclass) is 'Tiende las filas como se grabarían';
