-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, last part: the two functions that the client calls, in one
-- transaction: the check finds all that is wrong with all rows, the commit
-- writes those that it laid.
-- after: import_rights

-- Nothing is known of a table laid a moment ago: compiling for it would take
-- longer than reading it.
create function core.import_check(form jsonb, given text[]) returns setof core.finding
language plpgsql set search_path = pg_catalog, pg_temp set jit = off as $$
declare
	tab regclass := form ->> 'table';
begin
	perform core.expect_loads();
	perform core.import_joins(tab, false);
	perform core.import_open(form, given);
	perform core.import_complete();
	if form ? 'prepare' then
		execute format('insert into pg_temp.hito_found select ''hook'', h.* from %s() as h', form ->> 'prepare');
	end if;
	perform core.import_numbers(form -> 'natural');
	perform core.import_doubtful();
	perform core.import_columns(tab);
	perform core.import_settle(tab);
	perform core.import_missing();
	perform core.import_unknown();
	perform core.import_repeated(form, tab);
	perform core.import_rules(form, tab);
	perform core.import_broken();
	perform core.import_joins(tab, true);
	perform core.import_kept(tab);
	perform core.import_joins(tab, false);
	if form ? 'check' then
		execute format('insert into pg_temp.hito_found select ''hook'', h.* from %s() as h', form ->> 'check');
	end if;
	perform core.import_joins(tab, true);
	-- Where a column is missing nobody knows whose the rows are.
	if not exists (select from pg_temp.hito_found f where f.line = 0 and f.severity = 'error') then
		perform core.import_refused(tab);
		perform core.import_hidden(tab);
		perform core.import_guarded(form, tab);
	end if;
	perform core.import_alone(), core.import_headings(form);
	return query select f.line, f.field, core.value_text(h.type, coalesce(f.value, to_jsonb(s) ->> f.field)), f.severity,
			f.reason
		from pg_temp.hito_found f left join pg_temp.hito_stage s on s.line = f.line
		left join pg_temp.hito_field h on h.name = f.field;
end
$$;
comment on function core.import_check(jsonb, text[]) is 'Revisa las líneas cargadas de un registro';

-- What the lines would change of the records that stand, a field each, up to
-- most of them; all: how many there are, erased: how many blank cells empty.
-- What a record looks up is told by its code.
create function core.import_changes(tab regclass, most int, out line int, out field text, out was text, out now text,
	out "all" bigint, out erased bigint)
returns setof record language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	fields text := (select string_agg(format('(%s, %L, %s, %s, t.%I is distinct from r.%5$I)', f.at, f.name,
			case when f.writes is null or a.attname is null then format('t.%I::text', c.col)
				else format('(select p.%I::text from %s p where p.id = t.%I limit 1)', f.name, f.pick, c.col) end,
			case when f.writes is null then format('r.%I::text', c.col)
				else format('nullif(btrim(s.%I::text), '''')', f.name) end, c.col), ', ')
		from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field
		left join pg_attribute a on a.attrelid = f.pick::regclass and a.attname = f.name and not a.attisdropped
		where f.brought and not f.fixed and not f.fresh and not c.key
			and (coalesce(cardinality(f.columns), 0) < 5 or c.col = f.columns[1]));
begin
	if fields is null or not exists (select from pg_temp.hito_ready r where r.id is not null) then
		return;
	end if;
	return query execute format('select r.line, x.field, x.was, x.now, count(*) over (),
			count(*) filter (where x.now is null) over ()
		from pg_temp.hito_ready r join %s t on t.id = r.id join pg_temp.hito_stage s on s.line = r.line
		cross join lateral (values %s) as x (at, field, was, now, differs)
		where (%s) and x.differs order by r.line, x.at limit $1', tab, fields, core.import_differs()) using most;
end
$$;
comment on function core.import_changes(regclass, int) is 'Lo que cambia cada línea, dato por dato';

-- Where its rows stand in their list, of registers whose rows are looked at together:
-- those that get a number of theirs only when they are written get their place then too.
create function core.import_place(tab regclass, out value text, out joins text)
returns record language sql stable as $$
	select format('case when num_nulls(%s) = 0 then %s else %L end', (select string_agg(format('n.%I', a.attname), ', ')
			from unnest(g.place) as l (list) cross join lateral regexp_split_to_table(list, '\s*,\s*') as c (code)
				join pg_attribute a on a.attrelid = tab and a.attname = regexp_replace(code, '^fold\((.*)\)$|[.].*$', '\1')),
		p.value, ''), p.joins
	from core.register g cross join lateral core.place_joined(tab, g.place, 'n') as p
	where g.name = core.full_name(tab) and g.together and g.place <> '{}'
$$;
comment on function core.import_place(regclass) is 'El lugar de una fila cargada en su lista, en SQL';

-- New lines in one insert, differing ones in one update of what the file brings.
create function core.import_write(tab regclass, batch bigint, scale int, out inserted bigint, out changed bigint)
returns record language plpgsql as $$
declare
	wanted bigint;
	touched text := (select string_agg(quote_ident(c.col), ', ' order by c.num) from pg_temp.hito_column c
		join pg_temp.hito_field f on f.at = c.field where f.brought and not f.fixed and not f.fresh and not c.key);
	written text := (select string_agg(quote_ident(c.col), ', ' order by c.num) from pg_temp.hito_column c
		left join pg_temp.hito_field f on f.at = c.field where f.brought or c.key or c.col = 'office_id');
	place text;
	parents text;
begin
	select p.value, p.joins into place, parents from core.import_place(tab) as p;
	wanted := (select count(*) from core.import_changed(tab));
	changed := 0;
	if wanted > 0 then
		execute format('update %s t set (%s) = row(%s) from pg_temp.hito_ready r where t.id = r.id and %s', tab, touched,
			regexp_replace(touched, '(^|, )', '\1r.', 'g'), core.import_differs());
		get diagnostics changed = row_count;
		if changed < wanted then
			raise exception using errcode = 'HT003',
				message = format('De %s registros que el archivo cambia, %s son de oficinas en las que usted no escribe.',
					wanted, wanted - changed),
				hint = 'Pida que los cargue la oficina responsable, o la secretaría.';
		end if;
	end if;
	execute format('insert into %1$s (%2$s, batch_id, batch_line%3$s) select %4$s, $1, n.line / $2%5$s from pg_temp.hito_ready n%6$s
		where n.id is null order by n.line', tab, written, ', list_place' || left(place, 0),
		regexp_replace(written, '(^|, )', '\1n.', 'g'), ', ' || place, parents) using batch, scale;
	get diagnostics inserted = row_count;
end
$$;
comment on function core.import_write(regclass, bigint, int) is 'Graba en un registro las filas tendidas';

-- What a register writes besides its rows (lines of its own): the hook knows the
-- new ones by id, and tells the lines that it changed.
create function core.import_after(tab regclass, hook text, batch bigint, known int[]) returns bigint
language plpgsql as $$
declare
	more bigint;
begin
	execute format('update pg_temp.hito_ready r set id = t.id from %s t
		where r.id is null and t.batch_id = $1 and t.batch_line = r.line', tab) using batch;
	execute format('select count(distinct h) from %s($1) as h where h = any ($2)', hook) into more using batch, known;
	return more;
end
$$;
comment on function core.import_after(regclass, text, bigint, int[]) is 'Graba lo que acompaña a las filas';

create function core.import_commit(form jsonb, given text[], batch bigint,
	out inserted bigint, out changed bigint, out same bigint)
returns record language plpgsql set search_path = pg_catalog, pg_temp set jit = off as $$
declare
	tab regclass := form ->> 'table';
	total bigint := (select count(*) from pg_temp.hito_stage) + (select count(*) from pg_temp.hito_joined);
	base text;
	made bigint;
	anew boolean := false;
	unchanged int[];
begin
	for base in select distinct regexp_replace(f.pick, '_pick$', '') from pg_temp.hito_field f where f.made and f.brought loop
		execute format('select %s_make($1)', base) into made using batch;
		anew := anew or made > 0;
	end loop;
	if anew then
		perform core.import_lay(tab);
	end if;
	perform core.import_joins(tab, true);
	if form ? 'after' then
		unchanged := array(select r.line from pg_temp.hito_ready r where r.id is not null
			except select core.import_changed(tab));
	end if;
	select w.inserted, w.changed into inserted, changed from core.import_write(tab, batch, core.import_scale(form)) as w;
	if form ? 'after' then
		changed := changed + core.import_after(tab, form ->> 'after', batch, unchanged);
	end if;
	same := total - inserted - changed;
exception when unique_violation then
	-- Nobody had these keys when the rows were checked, a moment ago.
	raise exception 'Mientras se revisaba este archivo otra persona grabó registros con las mismas claves: no se grabó nada.'
		using errcode = 'HT002', hint = 'Repita la carga: lo que ya está no se duplica.';
end
$$;
comment on function core.import_commit(jsonb, text[], bigint) is 'Graba las líneas revisadas de un registro';

-- Of a load within a longer transaction: the next one begins with nothing.
create function core.import_forget() returns void
language plpgsql as $$
declare
	gone constant text := (select string_agg(format('pg_temp.%I', c.relname), ', ') from pg_class c
		where c.relnamespace = pg_my_temp_schema() and c.relkind = 'r' and c.relname like 'hito\_%');
begin
	if gone is not null then
		execute format('drop table %s cascade', gone);
	end if;
end
$$;
comment on function core.import_forget() is 'Olvida las líneas cargadas';
