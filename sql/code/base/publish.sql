-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of a register everybody may have. It is said once, behind the register's
-- declaration, and is a view: published.NAME. What it does not name is not
-- published, and what hito publish writes are its columns.
-- after: declare
-- after: search

select core.declare('core.publication', 'kept', 'Publicaciones', history => false);
delete from core.publication;

-- The column a path ends in: its table and its name.
create function core.path_end(tab regclass, path text[], out at regclass, out col text)
language sql immutable as $$
	with recursive step as (
		select tab as at, path as rest
		union all
		select core.parent_of(s.at, s.rest[1]), s.rest[2:] from step s where cardinality(s.rest) > 1
	)
	select s.at, s.rest[1] from step s where cardinality(s.rest) = 1
$$;
comment on function core.path_end(regclass, text[]) is 'La columna en la que termina un camino';

-- The columns that are named: each as SQL over t, and its help. "plan_code" is
-- a column of what is read, with its five of a partial date; "plan_code =
-- milestone_id.plan_id.plan_code" one of a parent.
create function core.publish_columns(tab regclass, src regclass, cols text[],
	out named text, out told text, out about text) returns setof record
language sql stable as $$
	with asked as (
		select btrim(split_part(c, '=', 1)) as named, string_to_array(nullif(btrim(split_part(c, '=', 2)), ''), '.') as path, n
		from unnest(cols) with ordinality as x (c, n)
	), own as (
		select a.named || s.suffix as named, a.path, a.n, s.m
		from asked a cross join unnest('{"",_from,_to,_precision,_doubtful}'::text[]) with ordinality as s (suffix, m)
		where s.suffix = '' or (a.path is null and exists (select from pg_attribute p
			where p.attrelid = src and p.attname = a.named || '_doubtful'))
	)
	select o.named, case when o.path is null then format('t.%I', o.named)
			else core.path_sql(tab, 't', o.path) || format(' as %I', o.named) end,
		(select col_description(e.at, a.attnum)
			from (select src as at, o.named as col where o.path is null
				union all
				select p.at, p.col from core.path_end(tab, o.path) as p where o.path is not null) as e
				join pg_attribute a on a.attrelid = e.at and a.attname = e.col)
	from own o order by o.n, o.m
$$;
comment on function core.publish_columns(regclass, regclass, text[]) is 'Las columnas de lo que se publica, como SQL';

-- In which order, so that a change moves no other row: its place in lists, else
-- what its parents are known by, else its own key.
create function core.publish_order(tab regclass, cols text[]) returns text
language sql stable as $$
	select coalesce(
		(select 't.list_place, ' from pg_attribute a where a.attrelid = tab and a.attname = 'list_place'),
		(select string_agg(core.path_sql(tab, 't', string_to_array(btrim(split_part(c, '=', 2)), '.')) || ', ', '' order by n)
			from unnest(cols) with ordinality as x (c, n) where c like '%=%'),
		(select string_agg(format('t.%I%s, ', a.attname, case when a.attcollation <> 0 then ' collate "C"' end), '' order by k.n)
			from pg_index i cross join lateral unnest(i.indkey) with ordinality as k (attnum, n)
				join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
			where i.indexrelid = to_regclass(core.full_name(tab) || '_natural')), '') || 't.id'
$$;
comment on function core.publish_order(regclass, text[]) is 'El orden de lo que se publica, como SQL';

-- called: name of the view and of the file. rows: which are public, as SQL over
-- t; true are all. cols: what is published of each. source: what is read, where it
-- is not the register's list. id and record_key stand first and are not
-- published: history is asked by the one, people by the other.
create function core.publish(called text, tab regclass, rows text, cols text[], source regclass default null,
	title text default null) returns void
language plpgsql as $$
declare
	full_table constant text := core.full_name(tab);
	src constant regclass := coalesce(source, to_regclass(full_table || '_list'), tab);
	v regclass;
	c record;
begin
	execute format('create view published.%I with (security_invoker = true) as
		select t.id, %s as record_key, %s from %s t where t.deleted_at is null and (%s) order by %s', called,
		core.key_sql(tab, 't'), (select string_agg(told, ', ') from core.publish_columns(tab, src, cols)),
		src, rows, core.publish_order(tab, cols));
	v := format('published.%I', called)::regclass;
	insert into core.publication (name, register, title, whole)
	values (called, full_table, coalesce($6, (select r.title from core.register r where r.name = full_table)), rows = 'true' and $5 is null);
	perform core.describe(v, (select p.title || ', lo público' from core.publication p where p.name = called),
		'id', 'Número interno, no se publica', 'record_key', 'La clave como se escribe, no se publica');
	for c in select * from core.publish_columns(tab, src, cols) loop
		execute format('comment on column %s.%I is %L', v, c.named, c.about);
	end loop;
end
$$;
comment on function core.publish(text, regclass, text, text[], regclass, text) is
	'Dice qué de un registro es público; lo demás se hace de lo dicho';

-- Only whoever reads all of it publishes: what another cannot read would be
-- missing, and look as if it were not there.
create function core.may_publish() returns boolean
language sql stable as $$
	select core.is_secretariat()
$$;
comment on function core.may_publish() is 'Quien pregunta puede publicar los datos abiertos';

-- What is published and of which columns, in their order.
create function core.published_columns() returns table (name text, register text, title text, col text, type text,
	about text, required boolean)
language sql stable as $$
	select p.name, p.register, p.title, a.attname::text, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum),
		coalesce(b.attnotnull, false)
	from core.publication p
		join pg_attribute a on a.attrelid = to_regclass('published.' || p.name) and a.attnum > 2 and not a.attisdropped
		left join pg_attribute b on b.attrelid = to_regclass(p.register) and b.attname = a.attname and not b.attisdropped
	order by p.name, a.attnum
$$;
comment on function core.published_columns() is 'Las columnas de lo que se publica';

-- Which published rows stand on which: by the column that points there, of
-- several the one named after the other's table. required: always.
create function core.published_links() returns table (name text, target text, required boolean)
language sql stable as $$
	select distinct on (p.name, q.name) p.name, q.name, a.attnotnull
	from core.publication p join pg_constraint c on c.conrelid = to_regclass(p.register) and c.contype = 'f'
			and cardinality(c.conkey) = 1
		join core.publication q on to_regclass(q.register) = c.confrelid and q.name <> p.name and q.register <> p.register and q.whole
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
	order by p.name, q.name, a.attname = split_part(q.register, '.', 2) || '_id' desc, a.attnum
$$;
comment on function core.published_links() is 'Qué filas publicadas remiten a cuáles';

-- The last changes of what is published, each row once: when, whether it is new,
-- and which published columns changed; a load of a register that is published
-- whole is one of its own, key NULL. Whether a row is public its view tells.
create function core.published_changes(most int) returns table (name text, key bigint, id uuid, at timestamptz, is_new boolean,
	cols text[], rows bigint)
language sql stable security definer as $$
	with last as materialized (
		select c.id, c.relation, c.key, c.at, c.op, c.new
		from audit.change c where core.may_publish() and c.relation in (select p.register from core.publication p)
		order by c.xid desc, c.id desc limit 20 * $1
	), told as (
		select p.name, p.title, l.id, l.key, l.at, l.op, case when l.op = 'load' then (l.new ->> 'rows')::bigint end as rows,
			(select array_agg(a.attname::text order by a.attnum) from pg_attribute a
				where a.attrelid = to_regclass('published.' || p.name) and a.attnum > 2 and l.new ? a.attname::text) as cols
		from last l join core.publication p on p.register = l.relation
		where l.key is not null or (l.op = 'load' and p.whole)
	), once as (
		select distinct on (t.name, coalesce(t.key, -t.id)) t.name, t.key, t.id, t.at, t.op, t.rows,
			t.op = 'insert' as is_new, t.cols
		from told t where t.cols is not null or t.op in ('insert', 'load')
		order by t.name, coalesce(t.key, -t.id), t.id desc
	)
	select o.name, o.key, md5(concat_ws(' ', 'hito', i.code, o.name, coalesce(o.key::text, '+' || o.id)))::uuid, o.at, o.is_new,
		case when not o.is_new then o.cols end, o.rows
	from once o left join lateral (select code from core.institution where deleted_at is null order by id limit 1) as i on true
	order by o.id desc, o.name limit $1
$$;
comment on function core.published_changes(int) is 'Lo último que cambió de lo que se publica';
grant execute on function core.published_changes(int) to hito_reader, hito_clerk, hito_secretariat, hito_it;
