-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every register's import shares. The client has filled
-- pg_temp.hito_stage; a register's _check lays the temporary view hito_ready
-- over it (line, row_id of the record with the same natural key, then the
-- table's columns) and asks it what is wrong; its _commit writes out of the
-- same view. All of it runs with the caller's rights: COPY into a table with
-- policies is refused, and a definer function cannot read her temp table.
-- Columns that the check reads but the file's form may not have staged, each
-- "name type".
-- after: session
create function core.stage_columns(columns text[])
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
	'Añade a las líneas cargadas las columnas que les faltan';

-- The five columns of a partial date.
create function core.stage_partial(name text)
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select array[name || ' text', name || '_from date', name || '_to date',
		name || '_precision text', name || '_doubtful boolean'];
$$;
comment on function core.stage_partial(text) is
	'Las cinco columnas de una fecha parcial';

-- Lays hito_ready over the stage; a large stage is analysed first, since
-- nothing is known of a table filled a moment ago.
create function core.stage_ready(query text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if pg_relation_size('pg_temp.hito_stage') > 1000000 then
		analyze pg_temp.hito_stage;
	end if;
	if to_regclass('pg_temp.hito_ready') is not null then
		drop view pg_temp.hito_ready cascade;
	end if;
	execute 'create temp view hito_ready as ' || query;
end;
$$;
comment on function core.stage_ready(text) is
	'Tiende sobre las líneas cargadas la vista hito_ready';

-- A required field: one finding for the whole file where neither the file nor
-- an option has it, else one for each line that leaves it blank.
create function core.stage_required(given text[], fields text[])
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
	'Señala los datos obligatorios que faltan';

-- A code that leads nowhere: id_column of hito_ready empty, field filled.
create function core.stage_unknown(field text, id_column text,
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
	'Señala los códigos que nadie tiene';

-- Lines whose natural key another line of the file already has. keys are
-- columns of hito_ready.
create function core.stage_duplicates(field text, keys text[])
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
	repeats boolean;
begin
	-- Most files repeat nothing: one aggregate says so without a sort.
	execute format('select exists (select from pg_temp.hito_ready where %s '
		'group by %s having count(*) > 1)', filled, list) into repeats;
	if not repeats then
		return;
	end if;
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
	'Señala las líneas que repiten a otra';

-- Partial dates that cannot be so: marked, taken in as published.
create function core.stage_doubtful(starts text, ends text)
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
	'Marca y señala las líneas que terminan antes de empezar';

-- Columns of hito_ready that the given fields fill. columns: "column" or
-- "column=field" where the field has another name.
create function core.stage_given(given text[], columns text[])
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(array_agg(distinct split_part(c, '=', 1)), '{}')
	from unnest(columns) as c
	where (case when strpos(c, '=') > 0 then split_part(c, '=', 2)
		else regexp_replace(c, '_(from|to|precision|doubtful)$', '') end)
			= any (given)
		or c = any (given);
$$;
comment on function core.stage_given(text[], text[]) is
	'Las columnas que llenan los datos del archivo';

-- SQL that tells whether the record differs from the staged line in the
-- given columns; 'false' when none was given.
create function core.stage_differs(columns text[])
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
	'Condición de que un registro difiere de su línea';

-- Records that a line would change; for rules that forbid it.
create function core.stage_changed(register regclass,
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
	'Líneas que difieren del registro que nombran';

-- Writes hito_ready into a register: new lines in one insert, differing ones
-- in one update of the given columns. keys: columns that only an insert
-- writes. An update that the policies did not let through raises.
create function core.stage_write(register regclass, given text[],
	keys text[], columns text[], batch bigint,
	out inserted bigint, out changed bigint, out same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	written text[] := (select array_agg(distinct split_part(c, '=', 1))
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
		'where r.row_id is null', register,
		(select string_agg(quote_ident(c), ', ') from unnest(written) c),
		(select string_agg('r.' || quote_ident(c), ', ')
			from unnest(written) c)) using batch;
	get diagnostics inserted = row_count;
	same := total - inserted - changed;
end;
$$;
comment on function core.stage_write(regclass, text[], text[], text[], bigint)
	is 'Graba en un registro las líneas cargadas';


-- Every name that an office may be called by: its code before its name.
create view core.office_key with (security_invoker = true) as
select distinct on (key) key, office_id
from (select core.fold(office_code) as key, id as office_id, 0 as place
	from core.office where deleted_at is null
	union all
	select office_name_folded, id, 1
	from core.office where deleted_at is null) as named
order by key, place, office_id;
comment on view core.office_key is 'Cada manera de llamar a una oficina: su código y su nombre';
comment on column core.office_key.key is 'Código o nombre, sin tildes ni mayúsculas';
comment on column core.office_key.office_id is 'Oficina';
grant select on core.office_key
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- A code that no office has, beginning with these initials. taken: codes
-- that this import gives to others.
create function core.free_code(initials text, taken text[])
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
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

-- Offices that the file names and nobody has: kept for the commit in
-- hito_new_office, told once each, beside the office whose name is nearly
-- equal. query answers line, field, name.
create function core.stage_new_offices(query text)
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	it record;
	fresh text;
	twin text;
	allowed boolean := pg_has_role(session_user, 'hito_secretariat', 'member')
		or (pg_has_role(session_user, 'hito_it', 'member')
		and core.at_root('{batch}'));
begin
	create temp table if not exists hito_new_office (line int, field text,
		name text, key text, code text) on commit drop;
	truncate pg_temp.hito_new_office;
	for it in execute format('select distinct on (key) line, field, name, key '
		'from (select line, field, name, core.fold(name) as key from (%s) as q) '
		'as named where not exists (select from core.office_key k '
		'where k.key = named.key) order by key, line', query)
	loop
		insert into pg_temp.hito_new_office
		values (it.line, it.field, it.name, it.key, null);
	end loop;
	if not allowed then
		return query select n.line, n.field, n.name, 'error'::text,
				'No hay una oficina con este nombre: pida a la secretaría '
				'o a informática que la cree.'::text
			from pg_temp.hito_new_office n order by n.line, n.name;
		return;
	end if;
	for it in select * from pg_temp.hito_new_office order by line, name loop
		fresh := core.free_code(core.initials(it.name), array(
			select n.code from pg_temp.hito_new_office n
			where n.code is not null));
		twin := (select string_agg(format('«%s» (%s)', t.name, t.code), ', ')
			from (select o.office_name as name, o.office_code::text as code
				from core.office o where o.deleted_at is null
				union all
				select n.name, n.code from pg_temp.hito_new_office n
				where n.code is not null) as t
			where core.near_key(t.name) = core.near_key(it.name));
		update pg_temp.hito_new_office n set code = fresh
			where n.key = it.key;
		return next (it.line, it.field, it.name, 'notice', format(
			'oficina nueva: entra como %s, por revisar', fresh)
			)::core.finding;
		if twin is not null then
			return next (it.line, it.field, it.name, 'notice', format(
				'casi igual a %s: revise si es la misma', twin)
				)::core.finding;
		end if;
	end loop;
end;
$$;
comment on function core.stage_new_offices(text) is
	'Anuncia las oficinas que el archivo nombra y no existen';

-- A unit written out where a code was expected is a new office; a code that
-- nobody has is a slip.
create function core.stage_offices(field text)
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	return query select * from core.stage_new_offices(format(
		'select line, %L::text as field, core.one_line(%I) as name '
		'from pg_temp.hito_stage where core.one_line(%I) like ''%% %%''',
		field, field, field));
	return query execute format('select s.line, %L, s.%I::text, ''error'', '
		'''No hay una oficina con este código.'' from pg_temp.hito_stage s '
		'where core.one_line(s.%I) not like ''%% %%'' and not exists (select '
		'from core.office_key k where k.key = core.fold(btrim(s.%I)))',
		field, field, field, field);
end;
$$;
comment on function core.stage_offices(text) is
	'Revisa las oficinas que nombra una columna';

-- Makes the offices announced: por revisar, with file and line.
create function core.stage_make_offices(batch bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if to_regclass('pg_temp.hito_new_office') is null then
		return;
	end if;
	-- Asked first: a clerk may not even try.
	if exists (select from pg_temp.hito_new_office n
		join pg_temp.hito_stage s on s.line = n.line
		where not exists (select from core.office_key k
			where k.key = n.key)) then
		insert into core.office (office_code, office_name, initials,
			to_review, batch_id, batch_line)
		select n.code, n.name, core.initials(n.name), true, batch, n.line
		from pg_temp.hito_new_office n
		where not exists (select from core.office_key k where k.key = n.key)
			and exists (select from pg_temp.hito_stage s
				where s.line = n.line)
		order by n.line, n.code;
	end if;
end;
$$;
comment on function core.stage_make_offices(bigint) is
	'Crea por revisar las oficinas anunciadas';

-- A plan that nobody has is made as a draft, and said once.
create function core.stage_plans()
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	return query select 0, 'plan_code'::text, btrim(min(s.plan_code::text)), 'notice'::text,
		'plan nuevo: entra como borrador'::text
	from pg_temp.hito_stage s
	where s.plan_code is not null and not exists (
		select from plan.action_plan p where p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code)))
	group by core.fold(btrim(s.plan_code));
end;
$$;
comment on function core.stage_plans() is 'Anuncia los planes que no existen';

create function core.stage_make_plans(batch bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	insert into plan.action_plan (plan_code, title, state, batch_id,
		batch_line)
	select btrim(min(s.plan_code)), 'Plan de Acción ' || btrim(min(s.plan_code)),
		'draft', batch, min(s.line)
	from pg_temp.hito_stage s
	where s.plan_code is not null and not exists (
		select from plan.action_plan p where p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code)))
	group by core.fold(btrim(s.plan_code));
end;
$$;
comment on function core.stage_make_plans(bigint) is
	'Crea como borrador los planes anunciados';

-- Order numbers as published: the number read, else the place among the
-- lines of the same parent, counted over the whole file. A parent that mixes
-- both is refused with all its lines. Written into hito_stage.number_column.
create function core.stage_numbers(number_column text, field text,
	parent_columns text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	parent text := (select string_agg(quote_ident(c), ', ')
		from unnest(parent_columns) as c);
begin
	execute format('update pg_temp.hito_stage s set %I = n.number from ('
		'select line, case when nullif(btrim(%I), '''') is null then '
		'row_number() over (partition by %s order by line)::int '
		'when %I ~ ''^[0-9]{1,6}$'' then %I::int '
		'else core.read_number(%I) end as number from pg_temp.hito_stage '
		') as n where n.line = s.line and s.%I is null',
		number_column, field, parent, field, field, field, number_column);
	return query execute format('select line, %L, %I, ''error'', '
		'''No se entiende este número.'' from pg_temp.hito_stage '
		'where %I is null', field, field, number_column);
	return query execute format('select line, %L, %I, ''error'', '
		'''Unas líneas de este mismo grupo llevan número y otras no: '
		'póngalo en todas o en ninguna.'' from (select *, '
		'count(nullif(btrim(%I), '''')) over w as numbered, count(*) over w '
		'as lines from pg_temp.hito_stage window w as (partition by %s)) '
		'as t where numbered > 0 and numbered < lines',
		field, field, field, parent);
end;
$$;
comment on function core.stage_numbers(text, text, text[]) is
	'Da número a las líneas que no lo traen y rechaza las que lo mezclan';
