-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, besides: what a file says in columns that are only read, states and
-- figures, beside what their view has. The client has staged of the n-th of them
-- the cell as the file has it, "says n", and what its field reads there,
-- "means n"; a blank cell says nothing. Nothing of it is ever written.
-- after: import_lay

-- Whether a staged number is that one: by its value, as far as a spreadsheet
-- keeps one, which is 15 figures.
create function core.is_same_number(says text, holds numeric) returns boolean
language sql immutable as $$
	select case when says ~ '^-?[0-9]+(\.[0-9]+)?$'
		then abs(says::numeric - holds) <= abs(holds) * 0.000000000000005 else false end
$$;
comment on function core.is_same_number(text, numeric) is 'Si lo que dice una celda es ese número';

-- The same of texts, but for how many blanks and line ends are in them.
create function core.is_same_text(says text, holds text) returns boolean
language sql immutable as $$
	select says = holds or btrim(regexp_replace(says, '\s+', ' ', 'g')) = btrim(regexp_replace(holds, '\s+', ' ', 'g'))
$$;
comment on function core.is_same_text(text, text) is 'Si lo que dice una celda es ese texto';

-- What a column of the view has as its field reads it, and whether that is what
-- the file says, in SQL; how it is compared is told by kind.
create function core.import_compared_value(at int, col text, kind text) returns text
language sql immutable as $$
	select format(case kind
		when 'number' then '(%1$s, s."says %1$s", v.%2$I::text, core.is_same_number(s."means %1$s", v.%2$I::numeric))'
		when 'truth' then '(%1$s, s."says %1$s", left(v.%2$I::text, 1), s."means %1$s" = left(v.%2$I::text, 1))'
		when 'day' then '(%1$s, s."says %1$s", left(v.%2$I::text, 10), s."means %1$s" = left(v.%2$I::text, 10))'
		when 'moment' then '(%1$s, s."says %1$s", left(v.%2$I::text, 16), s."means %1$s" = left(v.%2$I::text, 16))'
		when 'hour' then '(%1$s, s."says %1$s", left(v.%2$I::text, 5), s."means %1$s" = left(v.%2$I::text, 5))'
		else '(%1$s, s."says %1$s", v.%2$I::text, s."means %1$s" = v.%2$I::text
			or core.is_same_text(s."says %1$s", v.%2$I::text))' end, at, col)
$$;
comment on function core.import_compared_value(int, text, text) is 'Una columna que solo se lee, en SQL';

-- Cells of records that stand and say something else, the first of them, all:
-- how many there are; then, without a line, each column in which a new record
-- says something.
create function core.import_compared(view regclass, columns text[], kinds text[], most int, out line int, out at int,
	out says text, out holds text, out "all" bigint)
returns setof record language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off as $$
declare
	cells text := (select string_agg(core.import_compared_value(c.at::int, c.col, c.kind), ', ' order by c.at)
		from unnest(columns, kinds) with ordinality as c (col, kind, at));
	said text := (select string_agg(format('(%s, s."says %1$s")', n), ', ' order by n)
		from generate_series(1, cardinality(columns)) as n);
begin
	return query execute format('select r.line, x.at, x.says, x.holds, count(*) over ()
		from pg_temp.hito_ready r join pg_temp.hito_stage s on s.line = r.line join %s v on v.id = r.id
		cross join lateral (values %s) as x (at, says, holds, same)
		where x.says is not null and x.same is not true order by r.line, x.at limit $1', view, cells) using most;
	return query execute format('select null::int, x.at, null::text, null::text, null::bigint
		from pg_temp.hito_ready r join pg_temp.hito_stage s on s.line = r.line
		cross join lateral (values %s) as x (at, says)
		where r.id is null and x.says is not null group by x.at order by x.at', said);
end
$$;
comment on function core.import_compared(regclass, text[], text[], int) is
	'Lo que el archivo dice de lo que solo se lee y la base tiene distinto';
