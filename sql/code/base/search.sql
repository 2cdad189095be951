-- SPDX-License-Identifier: GPL-3.0-or-later
-- Finding words in every register: accents, case and inflection ignored, each
-- row as far as whoever asks may read it. What is edited inside a record is
-- found as that record.
-- after: declare

-- What each word must match: its stem at the beginning of a word; one with
-- digits or signs as it is. Words that carry nothing (de, la) ask for nothing,
-- where others do.
create function core.stems(words text) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
	with word as (
		select w, n, case when w ~ '^[a-z]+$' then ts_lexize('pg_catalog.spanish_stem',
			-- the stemmer knows "acción", not "accion"
-- no texts for people
			regexp_replace(w, 'ion$', 'ión')) end as lexemes
-- texts again
		from regexp_split_to_table(core.fold(btrim(words)), '\s+') with ordinality as x (w, n)
		where w <> ''
	), stem as (
		select n, lexemes = '{}' as idle,
			-- as much of the word as its stem keeps: "transparencia" is stemmed to "transparent"
			case when length(lexemes[1]) >= 3 then (select left(w, max(i)) from generate_series(0, length(w)) as i
				where left(w, i) = left(core.fold(lexemes[1]), i)) else w end as s
		from word
	)
	select array_agg(case when s ~ '^[a-z0-9]' then '\m' else '' end || regexp_replace(s, '([^a-z0-9])', '\\\1', 'g') order by n)
	from stem where not coalesce(idle, false) or not exists (select from stem t where not coalesce(t.idle, false))
$$;
comment on function core.stems(text) is 'Lo que se busca de unas palabras: su raíz, sin tildes';

-- The texts of a table that people write, as one SQL expression over the row
-- that is named: no states nor kinds, nor what the database keeps itself.
create function core.texts_sql(tab regclass, named text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
	select 'concat_ws('' · '', ' || string_agg(format('%s.%I', named, a.attname), ', ' order by a.attnum) || ')'
	from pg_attribute a
	where a.attrelid = tab and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'varchar'::regtype)
		and a.attname !~ '_(folded|precision|sha256|mask)$|^(deleted_by|deleted_why|list_place|login|state)$'
		and not exists (select from pg_constraint c where c.conrelid = tab and c.contype = 'c' and c.conkey = array[a.attnum]
			and pg_get_constraintdef(c.oid) like '% = ANY (ARRAY[%')
$$;
comment on function core.texts_sql(regclass, text) is 'Los textos de una tabla en los que se busca, como SQL';

-- The key of a row as the command line has it, 2018-2020/3.2, as SQL: the
-- columns of its natural key, and for a parent those of its own.
create function core.key_columns(tab regclass, named text, depth int default 1) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	found text[] := '{}';
	parent regclass;
	inner_name constant text := 'k' || depth;
	col text;
	part text;
begin
	for col in select a.attname from pg_index i cross join lateral unnest(i.indkey) with ordinality as k (attnum, n)
			join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
		where i.indexrelid = to_regclass(core.full_name(tab) || '_natural') order by k.n
	loop
		parent := core.parent_of(tab, col);
		if parent is null then
			found := found || format('%s.%I::text', named, col);
		elsif depth < 5 then
			foreach part in array core.key_columns(parent, inner_name, depth + 1) loop
				found := found || format('(select %s from %s %s where %s.id = %s.%I)', part, parent, inner_name, inner_name, named, col);
			end loop;
		end if;
	end loop;
	return found;
end
$$;
comment on function core.key_columns(regclass, text, int) is 'Las columnas de la clave de un registro, como SQL';

create function core.key_sql(tab regclass, named text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
	select case when cardinality(k) = 0 then 'null::text' when cardinality(k) = 1 then k[1]
		else format('concat_ws(''/'', %s, concat_ws(''.'', %s))', k[1], array_to_string(k[2:], ', ')) end
	from (select core.key_columns(tab, named)) as x (k)
$$;
comment on function core.key_sql(regclass, text) is 'La clave de un registro como se escribe, como SQL';

-- Which rows have all the words, in the row itself or in one of its lines, as
-- SQL; $1 are the stems. Lines that not everybody may ask for are left out.
create function core.search_sql(tab regclass) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
	select format('select t.id from %1$s_list t where core.fold(%2$s) ~ all ($1)', core.full_name(tab), core.texts_sql(tab, 't'))
		|| coalesce(string_agg(format(' union select t.%2$I from %1$s t where t.deleted_at is null and core.fold(%3$s) ~ all ($1)',
			g.name, a.attname, l.texts), ''), '')
	from core.register g join pg_constraint c on c.conrelid = g.name::regclass and c.contype = 'f' and c.confrelid = tab
			and cardinality(c.conkey) = 1
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] and a.attname = any (g.line_of)
		cross join lateral (select core.texts_sql(c.conrelid, 't') as texts) as l
	where g.place = '{}' and l.texts is not null and (select count(k.reads) = 4 from core.policy_kind() k
		where k.kind = g.kind and k.grp <> 'hito_keeper')
$$;
comment on function core.search_sql(regclass) is 'Las filas de un registro que tienen unas palabras, como SQL';

-- How many they are, and the first of them: its key, and what stands around the
-- first word.
create function core.first_sql(tab regclass) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
	select format('with found as materialized (%2$s)
		select %1$L::text, (select count(*) from (select distinct f.id from found f join %1$s_list l on l.id = f.id) as n), t.id, %3$s,
			(select case when h.at > 20 then ''…'' || regexp_replace(substr(h.texts, h.at - 20, 70), ''^\S* '', '''')
				else left(h.texts, 70) end
			from (select x.texts, regexp_instr(core.fold(x.texts), $1[1]) as at
				from (select regexp_replace(%4$s, ''\s+'', '' '', ''g'') as texts) as x) as h)
		from found f join %1$s_list l on l.id = f.id join %1$s t on t.id = f.id order by %5$s t.id limit 1',
		g.name, core.search_sql(tab), core.key_sql(tab, 't'), core.texts_sql(tab, 't'),
		case when g.place <> '{}' then 't.list_place,' else '' end)
	from core.register g where g.name = core.full_name(tab)
$$;
comment on function core.first_sql(regclass) is 'Cuántas filas tienen unas palabras y la primera de ellas, como SQL';

-- The rows of a register that have all the words.
create function core.search(relation text, words text) returns setof bigint
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	found text := (select g.search_sql from core.register g where g.name = $1);
begin
	if found is not null then
		return query execute found using core.stems($2);
	end if;
end
$$;
comment on function core.search(text, text) is 'Las filas de un registro que tienen todas las palabras, en ellas o en sus líneas';

-- The same over the registers that are named, those that have some.
create function core.search_all(registers text[], words text)
returns table (relation text, hits bigint, first_id bigint, first_key text, said text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	found text;
	wanted constant text[] := core.stems($2);
begin
	for found in select g.first_sql from unnest($1) with ordinality as x (name, n) join core.register g on g.name = x.name
		where g.first_sql is not null and wanted is not null order by x.n
	loop
		return query execute found using wanted;
	end loop;
end
$$;
comment on function core.search_all(text[], text) is 'Unas palabras en varios registros: cuántas filas, y la primera de cada uno';
