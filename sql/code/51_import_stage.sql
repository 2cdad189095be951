-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every register's import shares. The client has filled
-- pg_temp.hito_stage; a register's _check lays the temporary view hito_ready
-- over it (line, row_id of the record with the same natural key, then the
-- table's columns) and asks it what is wrong; its _commit writes out of the
-- same view. All of it runs with the caller's rights: COPY into a table with
-- policies is refused, and a definer function cannot read her temp table.
set role hito_owner;

-- Columns that the check reads but the file's form may not have staged, each
-- "name type".
create or replace function core.stage_columns(columns text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	one text;
begin
	foreach one in array columns loop
		if not exists (select from pg_attribute
			where attrelid = 'pg_temp.hito_stage'::regclass
				and attname = split_part(one, ' ', 1)
				and not attisdropped) then
			execute format('alter table pg_temp.hito_stage add column %I %s',
				split_part(one, ' ', 1),
				substr(one, strpos(one, ' ') + 1));
		end if;
	end loop;
end;
$$;
comment on function core.stage_columns(text[]) is
	'Adds to the staged rows the columns that they lack.';

-- The five columns of a partial date.
create or replace function core.stage_partial(name text)
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select array[name || ' text', name || '_from date', name || '_to date',
		name || '_precision text', name || '_doubtful boolean'];
$$;
comment on function core.stage_partial(text) is
	'The five columns of a partial date, as core.stage_columns takes them.';

-- Lays hito_ready over the stage; a large stage is analysed first, since
-- nothing is known of a table filled a moment ago.
create or replace function core.stage_ready(query text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if pg_relation_size('pg_temp.hito_stage') > 1000000 then
		analyze pg_temp.hito_stage;
	end if;
	drop view if exists pg_temp.hito_ready;
	execute 'create temp view hito_ready as ' || query;
end;
$$;
comment on function core.stage_ready(text) is
	'Lays the view hito_ready over the staged rows.';

-- A required field: one finding for the whole file where neither the file nor
-- an option has it, else one for each line that leaves it blank.
create or replace function core.stage_required(given text[], fields text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	one text;
begin
	foreach one in array fields loop
		if one <> all (given) then
			return next (0, one, null, 'error', 'El archivo no trae esta '
				|| 'columna, que es obligatoria, ni se dio por opción.'
				)::core.finding;
			continue;
		end if;
		return query execute format('select line, %L, null::text, ''error'', '
			'''Falta este dato, que es obligatorio.'' '
			'from pg_temp.hito_stage where nullif(btrim(%I::text), '''') '
			'is null', one, one);
	end loop;
end;
$$;
comment on function core.stage_required(text[], text[]) is
	'Findings of required fields that the file or a line leaves out.';

-- A code that leads nowhere: id_column of hito_ready empty, field filled.
create or replace function core.stage_unknown(field text, id_column text,
	reason text)
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	return query execute format('select r.line, %L, s.%I::text, ''error'', '
		'%L from pg_temp.hito_ready r join pg_temp.hito_stage s '
		'using (line) where s.%I is not null and r.%I is null',
		field, field, reason, field, id_column);
end;
$$;
comment on function core.stage_unknown(text, text, text) is
	'Findings of codes that no record has.';

-- Lines whose natural key another line of the file already has. keys are
-- columns of hito_ready.
create or replace function core.stage_duplicates(field text, keys text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	list text := (select string_agg(quote_ident(k), ', ') from unnest(keys) k);
	filled text := (select string_agg(quote_ident(k) || ' is not null',
		' and ') from unnest(keys) k);
	one text := (select string_agg(quote_ident(k) || '::text',
		' || ''/'' || ') from unnest(keys) k where k not like '%\_id');
begin
	-- Most files repeat nothing: one aggregate says so without a sort.
	return query execute format('select line, %L, %s, ''error'', '
		'''Repite la línea '' || first_line || '' del archivo.'' '
		'from (select *, first_value(line) over (partition by %s '
		'order by line) as first_line from pg_temp.hito_ready where %s '
		'and (%s) in (select %s from pg_temp.hito_ready where %s '
		'group by %s having count(*) > 1)) as t '
		'where line <> first_line',
		field, coalesce(one, 'null::text'), list, filled, list, list, filled,
		list);
end;
$$;
comment on function core.stage_duplicates(text, text[]) is
	'Findings of lines that repeat the natural key of an earlier one.';

-- Partial dates that cannot be so: marked, taken in as published.
create or replace function core.stage_doubtful(starts text, ends text)
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	execute format('update pg_temp.hito_stage set %I = true '
		'where %I < %I and not coalesce(%I, false)',
		ends || '_doubtful', ends || '_to', starts || '_from',
		ends || '_doubtful');
	return query execute format('select line, %L, %I::text, ''doubtful'', '
		'''termina antes de empezar: entra marcado'' '
		'from pg_temp.hito_stage where %I < %I',
		ends, ends, ends || '_to', starts || '_from');
end;
$$;
comment on function core.stage_doubtful(text, text) is
	'Marks and names the lines that end before they start.';

-- Columns of hito_ready that the given fields fill. columns: "column" or
-- "column=field" where the field has another name.
create or replace function core.stage_given(given text[], columns text[])
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(array_agg(split_part(c, '=', 1) order by n), '{}')
	from unnest(columns) with ordinality as t(c, n)
	where (case when strpos(c, '=') > 0 then split_part(c, '=', 2)
		else regexp_replace(c, '_(from|to|precision|doubtful)$', '') end)
			= any (given)
		or c = any (given);
$$;
comment on function core.stage_given(text[], text[]) is
	'The columns that the given fields fill.';

-- SQL that tells whether the record differs from the staged line in the
-- given columns; 'false' when none was given.
create or replace function core.stage_differs(columns text[])
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select case when cardinality(columns) = 0 then 'false' else format(
		'(%s) is distinct from (%s)',
		(select string_agg('t.' || quote_ident(c), ', ')
			from unnest(columns) as c),
		(select string_agg('r.' || quote_ident(c), ', ')
			from unnest(columns) as c)) end;
$$;
comment on function core.stage_differs(text[]) is
	'The condition that a record t differs from its staged line r.';

-- Records that a line would change; for rules that forbid it.
create or replace function core.stage_changed(register regclass,
	given text[], columns text[])
returns table (line int, row_id bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	return query execute format('select r.line, r.row_id '
		'from pg_temp.hito_ready r join %s t on t.id = r.row_id where %s',
		register, core.stage_differs(core.stage_given(given, columns)));
end;
$$;
comment on function core.stage_changed(regclass, text[], text[]) is
	'Lines that differ from the record they name.';

-- Writes hito_ready into a register: new lines in one insert, differing ones
-- in one update of the given columns. keys: columns that only an insert
-- writes. An update that the policies did not let through raises.
create or replace function core.stage_write(register regclass, given text[],
	keys text[], columns text[], batch bigint,
	out inserted bigint, out changed bigint, out same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	written text[] := (select array_agg(split_part(c, '=', 1))
		from unnest(keys || columns) as c);
	touched text[] := core.stage_given(given, columns);
	wanted bigint;
	total bigint;
begin
	execute format('select count(*) from pg_temp.hito_ready') into total;
	execute format('select count(*) from pg_temp.hito_ready r '
		'join %s t on t.id = r.row_id where %s', register,
		core.stage_differs(touched)) into wanted;
	changed := 0;
	if wanted > 0 then
		execute format('update %s t set (%s) = row(%s) '
			'from pg_temp.hito_ready r where t.id = r.row_id and %s',
			register,
			(select string_agg(quote_ident(c), ', ') from unnest(touched) c),
			(select string_agg('r.' || quote_ident(c), ', ')
				from unnest(touched) c),
			core.stage_differs(touched));
		get diagnostics changed = row_count;
		if changed < wanted then
			raise exception using errcode = 'HT003',
				message = format('De %s registros que el archivo cambia, '
				'%s son de oficinas en las que usted no escribe.',
				wanted, wanted - changed),
				hint = 'Pida que los cargue la oficina responsable, o la '
				'secretaría.';
		end if;
	end if;
	execute format('insert into %s (%s, batch_id, batch_line) '
		'select %s, $1, r.line from pg_temp.hito_ready r '
		'where r.row_id is null order by r.line', register,
		(select string_agg(quote_ident(c), ', ') from unnest(written) c),
		(select string_agg('r.' || quote_ident(c), ', ')
			from unnest(written) c)) using batch;
	get diagnostics inserted = row_count;
	same := total - inserted - changed;
end;
$$;
comment on function core.stage_write(regclass, text[], text[], text[], bigint)
	is 'Writes the staged lines into a register: inserted, changed, same.';

reset role;
