-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, third part: what is wrong, of all rows at once, each told by its
-- line and field. What a table, its policies and its guards would refuse one by
-- one is asked of hito_ready before anything is written.
-- after: import_lay

-- Order numbers as published: the number read, else the place among the lines
-- of the same parent, counted over the whole file. A parent that mixes both is
-- refused with all its lines. Written into the column that the field numbers.
create function core.import_numbers(natural_key jsonb) returns void
language plpgsql as $$
declare
	f record;
	parent text;
	read text;
	blank boolean;
	unread boolean;
begin
	for f in select h.name, h.numbers from pg_temp.hito_field h where h.numbers is not null loop
		parent := (select string_agg(quote_ident(n), ', ') from jsonb_array_elements_text(natural_key) as n
			where n <> f.numbers);
		read := format('case when %1$I ~ ''^[0-9]{1,6}$'' then %1$I::int else core.read_number(%1$I) end', f.name);
		-- Most files number all their lines.
		execute format('select bool_or(nullif(btrim(%1$I), '''') is null), bool_or(%2$I is null) from pg_temp.hito_stage', f.name, f.numbers)
			into blank, unread;
		if blank then
			execute format('update pg_temp.hito_stage s set %1$I = n.number from (select line, case
					when nullif(btrim(%2$I), '''') is null then %4$s else %3$s end as number
				from pg_temp.hito_stage) as n where n.line = s.line and s.%1$I is null', f.numbers, f.name, read,
				-- What is known by its words is numbered behind what is there, when that is known.
				case when exists (select from pg_temp.hito_field k where k.known) then 'null'
					else format('row_number() over (partition by %s order by line)::int', parent) end);
		elsif unread then
			execute format('update pg_temp.hito_stage set %I = %s where %1$I is null', f.numbers, read);
		end if;
		execute format('insert into pg_temp.hito_found select ''form'', line, %1$L, null, ''error'',
				''No se entiende este número.'' from pg_temp.hito_stage where %2$I is null and nullif(btrim(%1$I), '''') is not null',
			f.name, f.numbers);
		continue when not blank;
		execute format('insert into pg_temp.hito_found
			select ''form'', line, %1$L, null, ''error'', ''Unas líneas de este mismo grupo llevan número y otras no: ''
				''póngalo en todas o en ninguna.'' from (select *,
				count(nullif(btrim(%1$I), '''')) over w as numbered, count(*) over w as lines
				from pg_temp.hito_stage window w as (partition by %2$s)) as t
			where numbered > 0 and numbered < lines', f.name, parent);
	end loop;
end
$$;
comment on function core.import_numbers(jsonb) is 'Da número a las líneas que no lo traen y rechaza las que lo mezclan';

-- What ends before it starts is marked, and taken in as published.
create function core.import_doubtful() returns void
language plpgsql as $$
begin
	if (select count(*) from pg_temp.hito_field where name in ('starts', 'ends') and cardinality(columns) = 5) < 2 then
		return;
	end if;
	update pg_temp.hito_stage set ends_doubtful = true
	where ends_to < starts_from and not coalesce(ends_doubtful, false);
	insert into pg_temp.hito_found
	select 'form', line, 'ends', null, 'doubtful', 'termina antes de empezar: entra marcado'
	from pg_temp.hito_stage where ends_to < starts_from;
end
$$;
comment on function core.import_doubtful() is 'Marca y señala las líneas que terminan antes de empezar';

-- What has no number counts from 1 among the lines of its parent: the only one,
-- as a row that was corrected and sent back alone, is the first that stands.
create function core.import_alone() returns void
language plpgsql as $$
declare
	f record;
begin
	for f in select h.name, h.numbers from pg_temp.hito_field h
		where h.numbers is not null and not exists (select from pg_temp.hito_field k where k.known) loop
		execute format('insert into pg_temp.hito_found
			select ''form'', t.line, %1$L, null, ''notice'', ''No trae número y toma el 1, que ya existe: si es otra fila, ''
				''escriba el suyo.''
			from (select r.line, r.id, r.%2$I as number, nullif(btrim(s.%1$I), '''') as said,
					count(*) over (partition by %3$s) as n
				from pg_temp.hito_ready r join pg_temp.hito_stage s on s.line = r.line) as t
			where t.n = 1 and t.number = 1 and t.said is null and t.id is not null
				and not exists (select from pg_temp.hito_found e where e.line = t.line and e.severity = ''error'')', f.name, f.numbers,
			coalesce((select string_agg(format('r.%I', c.col), ', ') from pg_temp.hito_column c
				where c.key and c.col <> f.numbers), 'true'));
	end loop;
end
$$;
comment on function core.import_alone() is 'Señala la línea sola que toma el lugar de la primera';

-- Lays the rows. An unnumbered one is the record of the same words under the
-- same parent (the fields that the form says it is known by); others come
-- next: a file never writes over a record that it does not name, and loaded
-- twice adds nothing.
create function core.import_settle(tab regclass) returns void
language plpgsql as $$
declare
	number record;
	parent text;
	words text;
	numbered bigint;
begin
	select c.col, coalesce(f.numbers, f.name) as name into number
	from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field
	where c.key and (f.optional or f.numbers = c.col) and exists (select from pg_temp.hito_field k where k.known)
	-- The year in which it is counted may stay blank too.
	order by f.numbers is null, c.num desc limit 1;
	update pg_temp.hito_field set brought = true where name = number.name;
	perform core.import_lay(tab);
	if number is null then
		return;
	end if;
	parent := (select string_agg(format('coalesce(%I::text, '''')', c.col), ' || E''\t'' || ')
		from pg_temp.hito_column c where c.key and c.col <> number.col);
	words := parent || (select string_agg(' || E''\t'' || coalesce(' || case when f.writes is null
			then format('core.fold(core.one_line(%I::text))', c.col) else format('%I::text', c.col) end || ', '''')', '')
		from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field and f.known);
	execute format('with wanted as (select line, %2$s as parent, %3$s as words,
			row_number() over (partition by %3$s order by line) as place from pg_temp.hito_ready where %1$I is null
		), known as (select w.line, x.%1$I as number from wanted w join (select %1$I, %3$s as words,
				row_number() over (partition by %3$s order by %1$I) as place
				from %4$s where deleted_at is null) x using (words, place)
		), taken as (select parent, max(number) as number from (select %2$s as parent, %1$I as number from %4$s
			union all select %2$s, %1$I from pg_temp.hito_ready) as t group by parent
		), fresh as (select w.line, coalesce(t.number, 0) + row_number() over (partition by w.parent order by w.line)
				as number
			from wanted w left join taken t using (parent) where w.line not in (select line from known)
		)
		update pg_temp.hito_stage s set %5$I = n.number
		from (select * from known union all select * from fresh) as n where n.line = s.line',
		number.col, parent, words, tab, number.name);
	get diagnostics numbered = row_count;
	if numbered > 0 then
		perform core.import_lay(tab);
	end if;
end
$$;
comment on function core.import_settle(regclass) is 'Tiende las filas y reconoce por sus palabras las que no traen número';

-- Fields that must be filled: one finding for the whole file where neither it
-- nor an option has one, else one for each line that leaves it blank.
create function core.import_missing() returns void
language plpgsql as $$
declare
	f record;
begin
	for f in select h.name, h.brought, core.staged(h.name, h.type) as cell, h.type from pg_temp.hito_field h
		where h.required and h.initial is null and (h.writes is distinct from 'office_id'
			or exists (select from pg_temp.hito_column c where c.col = 'office_id' and c.key))
	loop
		if not f.brought then
			insert into pg_temp.hito_found values ('form', 0, f.name, null, 'error', 'El archivo no trae esta columna, '
				'que es obligatoria, ni se dio por opción.');
			continue;
		end if;
		execute format('insert into pg_temp.hito_found select ''form'', s.line, %L, null, ''error'',
			''Falta este dato, que es obligatorio.'' from pg_temp.hito_stage s where %s is null', f.name, f.cell);
	end loop;
	insert into pg_temp.hito_found
	select 'form', 0, h.name, h.initial, 'notice', format('El archivo no dice este dato: entra como «%s».', h.shown)
	from pg_temp.hito_field h join pg_temp.hito_column c on c.field = h.at and c.key
	where h.required and h.initial is not null and not h.brought;
end
$$;
comment on function core.import_missing() is 'Señala los datos obligatorios que faltan';

-- The sentence for a code that a pick view does not have: it stands in its
-- comment, after the first sentence.
create function core.unknown_sentence(pick text) returns text
language sql stable as $$
	select coalesce(substring(obj_description(pick::regclass, 'pg_class') from '[.] (.*)$'),
		'No está en la lista de valores.')
$$;
comment on function core.unknown_sentence(text) is 'Lo que se dice de un código que nadie tiene';

-- Codes that nobody has and that only say among which others are looked for (the
-- plan of a commitment): told where they stand, with the nearest, and of the
-- whole file where all lines have the same one.
create function core.import_strangers() returns void
language plpgsql as $$
declare
	f record;
begin
	for f in select h.* from pg_temp.hito_field h join pg_attribute a on a.attrelid = h.pick::regclass
			and a.attname = h.name and not a.attisdropped
		where h.writes is null and h.brought and cardinality(h.also) = 0 and h.type ~ '^(text|character)' order by h.at
	loop
		execute format('with known as materialized (select distinct core.fold(p.%1$I::text) as key, p.%1$I::text as code from %2$s p
			), told as materialized (select distinct btrim(s.%1$I) as code from pg_temp.hito_stage s where btrim(s.%1$I) <> ''''
			), unknown as materialized (select t.code, core.fold(t.code) as key from told t where core.fold(t.code) not in (select key from known)
			), strange as (select s.line, u.code, u.key from unknown u join pg_temp.hito_stage s on btrim(s.%1$I) = u.code
			), named as (select key, min(code) as code, count(*) as lines, row_number() over (order by min(line)) as n
				from strange group by key
			), said as (select key, lines = (select count(*) from pg_temp.hito_stage) as everywhere, %3$L
					|| case when n <= 20 then core.meant(code, array(select code from known limit 2000)) else '''' end as reason
				from named)
			insert into pg_temp.hito_found
			select distinct ''code'', case when everywhere then 0 else line end, %4$L, case when everywhere then code end,
				''error'', reason from strange join said using (key)', f.name, f.pick, core.unknown_sentence(f.pick), f.name);
	end loop;
end
$$;
comment on function core.import_strangers() is 'Señala los códigos desconocidos entre los que se buscan otros';

-- Codes that nobody has: made, where the form says so and the register that is
-- looked up has a function X_new; else an error. What is looked up among those
-- of a stranger is not told too.
create function core.import_unknown() returns void
language plpgsql as $$
declare
	f record;
begin
	perform core.import_strangers();
	for f in select h.* from pg_temp.hito_field h where h.writes is not null and h.brought order by h.at loop
		if f.made then
			execute format('insert into pg_temp.hito_found select ''code'', n.* from %s_new(%L) as n',
				regexp_replace(f.pick, '_pick$', ''), f.name);
		else
			execute format('insert into pg_temp.hito_found select ''code'', r.line, %L, null, ''error'', %L
				from pg_temp.hito_ready r where r.%I and not exists (select from pg_temp.hito_found e
					where e.line in (0, r.line) and e.step = ''code'' and e.severity = ''error'' and e.field = any (%L))',
				f.name, core.unknown_sentence(f.pick), '? ' || f.name, f.also);
		end if;
	end loop;
end
$$;
comment on function core.import_unknown() is 'Señala los códigos que nadie tiene';

-- The field and the sentence of a constraint: those of the form's refusals, else
-- the first field that fills one of its columns. fields: all of these.
create function core.import_refusal(form jsonb, con text, nums smallint[], out field text, out reason text,
	out fields text[])
returns record language sql stable as $$
	select coalesce(r.v ->> 'field', o.fields[1]), r.v ->> 'text', coalesce(o.fields, '{}')
	from (select array_agg(f.name::text order by f.brought desc nulls last, array_position(nums, c.num)) as fields
		from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field
		where c.num = any (nums)) as o
	left join lateral (select v from jsonb_array_elements(form -> 'refusals') as v
		where v ->> 'constraint' = con limit 1) as r on true
$$;
comment on function core.import_refusal(jsonb, text, smallint[]) is 'El campo y la frase de una restricción';

-- Of a matrix what is wrong with a heading is told once: of line 0, in the
-- place of its column.
create function core.import_headings(form jsonb) returns void
language sql as $$
	with told as (
		delete from pg_temp.hito_found f
		where form ? 'spread' and f.step = 'code' and f.field = form ->> 'spread' and f.line > 0 returning *
	)
	insert into pg_temp.hito_found
	select distinct step, line % core.import_scale(form), field, null, severity, reason from told
$$;
comment on function core.import_headings(jsonb) is 'Dice una vez lo que está mal en un título de una matriz';

-- Lines with the natural key of another line of the file.
create function core.import_repeated(form jsonb, tab regclass) returns void
language plpgsql as $$
begin
	-- Most files repeat nothing: one aggregate says so without a sort.
	if not exists (select from pg_temp.hito_ready where key is not null group by key having count(*) > 1) then
		return;
	end if;
	insert into pg_temp.hito_found
	select 'table', t.line, coalesce(r.field, form -> 'natural' ->> -1), null, 'error',
		format('Repite la línea %s del archivo.', t.first_line / core.import_scale(form))
	from (select line, first_value(line) over (partition by key order by line) as first_line
		from pg_temp.hito_ready where key is not null) as t
	cross join core.import_refusal(form, (select c.relname from pg_class c where c.oid = core.natural_index(tab)), '{}') as r
	where t.line <> t.first_line;
end
$$;
comment on function core.import_repeated(jsonb, regclass) is 'Señala las líneas que repiten a otra';

-- What a CHECK without a sentence in the form asks for, from its shape and the
-- help of its first column.
create function core.check_sentence(tab regclass, nums smallint[], expr text) returns text
language sql stable as $$
	select coalesce(col_description(tab, coalesce(d.later, nums[1])) || ': ', '') || case
		when d.later is not null then format('no va antes de «%s».', col_description(tab, d.sooner))
		when expr ~ '= ANY \(' then 'no es una de las opciones.'
		when expr ~ '^\(?"?\w+"? (> 0|>= 1)(::numeric)?\)?$' then 'debe ser mayor que 0.'
		when expr ~ '^\(?"?\w+"? >= 0(::numeric)?\)?$' then 'no puede ser negativo.'
		when expr ~ '^\(?(\w+) >= \d+ AND \1 <= \d+\)?$' then format('va de %s a %s.', substring(expr from '>= (\d+)'), substring(expr from '<= (\d+)'))
		when expr ~ '^\(?(btrim\()?"?\w+"?(::text)?\)? <> ''''::text\)?$' then 'no va en blanco.'
		else 'no se admite este valor.' end
	from (select case when count(*) = 2 then max(a.attnum) filter (where a.attname = m[1]) end as later,
			max(a.attnum) filter (where a.attname = m[2]) as sooner
		from regexp_match(expr, '^\(?(\w+) >=? (\w+)\)?$') as m
		join pg_attribute a on a.attrelid = tab and a.attname = any (m) and a.atttypid in ('date'::regtype, 'timestamp'::regtype)) as d
$$;
comment on function core.check_sentence(regclass, smallint[], text) is 'Lo que pide una restricción, en palabras';

-- The table's own rules as conditions over hito_ready that are true where one is
-- broken: NOT NULL, lengths, CHECK, foreign keys, unique indexes but the natural
-- one. Rules of columns that nothing of the file fills hold already.
create function core.import_rules(form jsonb, tab regclass) returns void
language sql as $$
	insert into pg_temp.hito_rule
	select row_number() over (), r.field, r.fields, coalesce(r.reason, v.reason), v.broken
	from (select '' as con, array[c.num] as nums, 'Falta este dato, que es obligatorio.' as reason,
			format(case when f.writes is null then '%I is null' else '%I is null and not %I' end, c.col, '? ' || f.name)
				as broken
		from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field
		where c.required and not f.optional and f.brought
		union all
		select '', array[c.num], format('Pasa de %s caracteres.', c.length), format('length(%I) > %s', c.col, c.length)
		from pg_temp.hito_column c where c.length is not null
		union all
		select k.conname, k.conkey, core.check_sentence(tab, k.conkey, e.expr), format('not (%s)', e.expr)
		from pg_constraint k cross join lateral (select pg_get_expr(k.conbin, k.conrelid, true) as expr) as e
		where k.conrelid = tab and k.contype = 'c' and k.conkey <@ (array(select c.num from pg_temp.hito_column c)
			|| (select a.attnum from pg_attribute a where a.attrelid = tab and a.attname = 'id'))
		union all
		select k.conname, k.conkey, 'No existe el registro que nombra.', format('%1$I is not null and not exists (
			select from %2$s x where x.id = %1$I)', c.col, k.confrelid::regclass)
		from pg_constraint k join pg_temp.hito_column c on k.conkey = array[c.num]
		join pg_temp.hito_field f on f.at = c.field and f.writes is null
		where k.conrelid = tab and k.contype = 'f'
		union all
		select c.relname, u.nums, 'Ya hay otro registro con este dato.', format('exists (select from %s x where (%s)%s
			and x.id is distinct from r.id)', tab, (select string_agg(format('x.%1$I = r.%1$I', a.attname), ' and ')
				from pg_attribute a where a.attrelid = tab and a.attnum = any (u.nums)),
			' and x.deleted_at is null')
		from pg_index i join pg_class c on c.oid = i.indexrelid
		cross join lateral (select array(select unnest(i.indkey)) as nums) as u
		where i.indrelid = tab and i.indisunique and not i.indisprimary and i.indexprs is null
			and i.indexrelid <> core.natural_index(tab)) as v
	cross join lateral core.import_refusal(form, v.con, v.nums) as r
	where exists (select from pg_temp.hito_field f where f.name = any (r.fields) and (f.brought or f.numbers is not null))
$$;
comment on function core.import_rules(jsonb, regclass) is 'Las reglas de la tabla que tocan lo que trae el archivo';

-- A rule is not told of a line where one of its fields has an error already:
-- those of one field come before those of several.
create function core.import_broken() returns void
language plpgsql as $$
declare
	rules record;
begin
	for rules in select string_agg(format('(%s)', broken), ' or ' order by n) as any_rule,
			string_agg(format('(%s, %s)', n, broken), ', ' order by n) as each
		from pg_temp.hito_rule group by cardinality(fields) > 1 order by cardinality(fields) > 1
	loop
		execute format('insert into pg_temp.hito_found
			select ''table'', r.line, u.field, null, ''error'', u.reason
			from (select * from pg_temp.hito_ready r where %s) as r
			cross join lateral (values %s) as b (n, broken)
			join pg_temp.hito_rule u on u.n = b.n
			where b.broken and not exists (select from pg_temp.hito_found e where e.line = r.line
				and e.severity = ''error'' and e.field = any (u.fields))', rules.any_rule, rules.each);
	end loop;
end
$$;
comment on function core.import_broken() is 'Señala las filas que no cumplen una regla de la tabla';

-- SQL that tells whether the record t differs from the row r in the columns that
-- an update would write (of those given, where some are).
create function core.import_differs(cols text[] default null) returns text
language sql stable as $$
	select case when count(*) = 0 then 'false' else format('(%s) is distinct from (%s)',
		string_agg(format('t.%I', c.col), ', ' order by c.num), string_agg(format('r.%I', c.col), ', ' order by c.num)) end
	from pg_temp.hito_column c join pg_temp.hito_field f on f.at = c.field
	where f.brought and not f.fixed and not f.fresh and not c.key and (cols is null or c.col = any (cols))
$$;
comment on function core.import_differs(text[]) is 'Condición de que un registro difiere de su línea, en SQL';

-- Lines that would change their record.
create function core.import_changed(tab regclass, cols text[] default null) returns setof int
language plpgsql as $$
begin
	return query execute format('select r.line from pg_temp.hito_ready r join %s t on t.id = r.id where %s',
		tab, core.import_differs(cols));
end
$$;
comment on function core.import_changed(regclass, text[]) is 'Líneas que cambiarían su registro';

-- What an existing record keeps: told where the file says otherwise.
create function core.import_kept(tab regclass) returns void
language plpgsql as $$
declare
	c record;
begin
	for c in select h.col, f.name from pg_temp.hito_column h join pg_temp.hito_field f on f.at = h.field
		where f.brought and f.fixed and not h.key
	loop
		execute format('insert into pg_temp.hito_found select ''table'', r.line, %L, null, ''error'',
			''Este dato no se cambia después de grabado, y aquí dice otra cosa.''
			from pg_temp.hito_ready r join %s t on t.id = r.id where t.%I is distinct from r.%3$I', c.name, tab, c.col);
	end loop;
	for c in select h.col, f.name, f.leaves, f.columns from pg_temp.hito_column h
		join pg_temp.hito_field f on f.at = h.field where f.leaves is not null
	loop
		execute format('insert into pg_temp.hito_found select ''form'', r.line, %L, null, ''notice'', %L
			from pg_temp.hito_ready r join pg_temp.hito_stage s using (line)
			where s.%I is not null and s.%3$I is distinct from r.%I', c.name, c.leaves, c.name, c.col);
	end loop;
end
$$;
comment on function core.import_kept(regclass) is 'Señala lo que un archivo no cambia';
