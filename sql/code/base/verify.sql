-- SPDX-License-Identifier: GPL-3.0-or-later
-- Was the record bent? Seals against changes, rows against history, piece by
-- piece: each call says where the next one begins.
-- after: seal

-- Seals from this one on, until so many changes were looked at: what is broken,
-- in order, then the last seal that was looked at and how many changes are
-- sealed with it; its number is null where there is none left.
create function audit.verify_seals(first_seal bigint, most bigint, out finding text, out change_id bigint,
	out seal_id bigint, out n bigint, out note text)
returns setof record language plpgsql stable security definer as $$
declare
	s audit.seal;
	was audit.seal;
	-- Changes of before whose values went beside them: their first seal has the
	-- digest that they had.
	resealed constant bigint[] := array(select unnest(f.row_ids) from audit.seal f where f.id = (
		select min(m.id) from audit.seal m where m.cluster is not null));
	seen bigint := 0;
begin
	select * into was from audit.seal x where x.id < first_seal order by x.id desc limit 1;
	for s in select * from audit.seal x where x.id >= first_seal order by x.id loop
		finding := 'broken';
		seal_id := s.id;
		n := 1;
		for change_id, note in
			select k.id, case when c.id is null then 'Falta el cambio, que fue sellado.'
				else 'El cambio no es el que fue sellado.' end
			from unnest(s.row_ids) with ordinality as k (id, i) left join audit.change c on c.id = k.id
			where (c.id is null or audit.row_digest(c)
					is distinct from substring(s.row_digests from ((k.i - 1) * 32 + 1)::int for 32))
				and (s.cluster is not null or c.id is null or k.id <> all (resealed))
			union all
			select c.id, 'El cambio no estaba cuando se selló.' from audit.change c
			where c.id > coalesce(was.settled, 0) and c.id <= s.settled
				and not exists (select from audit.seal x cross join unnest(x.row_ids) as i
					where x.id <= s.id and (x.last_id > was.settled or was.settled is null or x.cluster is null)
						and i = c.id)
			union all
			select c.id, 'El cambio fue sellado de nuevo y no es de datos personales.' from audit.change c
			where s.cluster is not null and was.cluster is null and c.id = any (s.row_ids)
				and not audit.is_personal(c.relation)
			order by 1
		loop
			return next;
		end loop;
		if s.digest is distinct from audit.seal_digest(s, was.digest)
				or (s.cluster is null and was.cluster is not null)
				or s.total <> coalesce(was.total + cardinality(s.row_ids),
					(select sum(cardinality(x.row_ids)) from audit.seal x where x.id < s.id), cardinality(s.row_ids))
		then
			change_id := s.row_ids[1];
			n := cardinality(s.row_ids);
			note := 'El sello no es el que se puso, o falta el anterior.';
			return next;
		end if;
		was := s;
		seen := seen + cardinality(s.row_ids);
		exit when seen >= most;
	end loop;
	finding := 'sealed';
	change_id := was.last_id;
	seal_id := case when exists (select from audit.seal x where x.id > was.id) then was.id end;
	n := coalesce(was.total, (select sum(cardinality(x.row_ids)) from audit.seal x where x.id <= was.id), 0);
	note := null;
	return next;
end
$$;
comment on function audit.verify_seals(bigint, bigint) is 'Verifica los sellos desde uno en adelante';

-- What no seal has yet. A change that says that it is older than the last seal,
-- and has none, was slipped in.
create function audit.verify_tail(out finding text, out change_id bigint,
	out seal_id bigint, out n bigint, out note text)
returns setof record language plpgsql stable security definer as $$
declare
	s audit.seal;
	tail bigint[];
begin
	select * into s from audit.seal x order by x.id desc limit 1;
	tail := array(select c.id from audit.change c where c.id > coalesce(s.settled, 0)
		and not exists (select from audit.seal x cross join unnest(x.row_ids) as i
			where x.last_id > coalesce(s.settled, 0) and i = c.id) order by 1);
	return query
		select 'broken'::text, c.id, s.id, 1::bigint, 'El cambio dice ser de antes del último sello, y ninguno lo tiene.'::text
		from unnest(tail) as t (id) join audit.change c on c.id = t.id
		where c.cluster is null or (c.cluster = s.cluster and c.id > s.given and c.xid < s.seen)
		order by 2;
	finding := 'unsealed';
	change_id := tail[1];
	n := cardinality(tail);
	return next;
end
$$;
comment on function audit.verify_tail() is 'Lo que falta sellar';

-- One row per finding: broken (a row that changed, is missing or was slipped
-- in, or a seal itself) in order, then how many are sealed and how many are
-- the unsealed tail.
create function audit.verify(out finding text, out change_id bigint,
	out seal_id bigint, out n bigint, out note text)
returns setof record language sql stable security definer as $$
	select * from audit.verify_seals(0, 9223372036854775807)
	union all
	select * from audit.verify_tail()
$$;
comment on function audit.verify() is 'Verifica los sellos: lo roto, lo sellado y lo que falta sellar';

-- Does the chain have what was kept outside? Null if so.
create function audit.verify_anchor(digest text, total bigint) returns text
language sql stable security definer as $$
	select case when not exists (select from audit.seal s where encode(s.digest, 'hex') = lower($1))
			then 'Ningún sello tiene esa huella: la cadena fue cortada o hecha de nuevo.'
		when not exists (select from audit.seal s where encode(s.digest, 'hex') = lower($1) and s.total = $2)
			then 'El sello de esa huella no tiene esa cantidad de cambios.' end
$$;
comment on function audit.verify_anchor(text, bigint) is 'Comprueba un ancla contra los sellos';

-- Tables whose changes are not written down, or may be changed.
create function audit.verify_guards(out relation text, out note text)
returns setof record language sql stable security definer as $$
	select r.name, format('No se anotan sus cambios (%s).', v.event)
	from core.register r cross join (values ('insert'), ('update'), ('delete')) as v (event)
	where r.history and to_regclass(r.name) is not null and not exists (select from pg_trigger g
		where g.tgrelid = to_regclass(r.name) and g.tgname = 'audit_' || v.event and g.tgenabled in ('O', 'A'))
	union all
	select v.name, 'Se puede cambiar o borrar.' from (values ('audit.change'), ('audit.seal')) as v (name)
	where not exists (select from pg_trigger g where g.tgrelid = to_regclass(v.name)
		and g.tgname = 't00_no_change' and g.tgenabled in ('O', 'A'))
	order by 1, 2
$$;
comment on function audit.verify_guards() is 'Tablas cuya historia está sin guardia';

-- ---- rows against history

-- The rows of a load: number and the first 8 bytes of the digest.
create function audit.load_rows(told jsonb, out key bigint, out digest bytea)
returns setof record language sql immutable as $$
	select ('x' || encode(substr(b, 16 * i + 1, 8), 'hex'))::bit(64)::bigint, substr(b, 16 * i + 9, 8)
	from (select decode(told ->> 'each', 'base64') as b offset 0) as d
		cross join lateral generate_series(0, length(b) / 16 - 1) as i
$$;
comment on function audit.load_rows(jsonb) is 'Las filas de una carga con sus huellas';

-- What history says of the rows of a register between two numbers: the value
-- that each column got last, and the change that says so. What a trigger changes
-- is told before the statement that called it: the version of the row says which
-- was last, of the row that is there since one of its number was deleted.
create function audit.last_said(tab text, above bigint, upto bigint, out key bigint, out col text,
	out value jsonb, out change_id bigint)
returns setof record language sql stable security definer set enable_nestloop = on as $$
	with gone as materialized (
		select d.key, max(d.id) as id from audit.change d
		where d.relation = tab and d.key > above and d.key <= upto and d.op = 'delete' group by d.key
	)
	select distinct on (c.key, e.key) c.key, e.key, e.value, c.id
	from audit.change c left join gone g on g.key = c.key cross join jsonb_each(c.new) as e
	where c.relation = tab and c.key > above and c.key <= upto and c.op in ('insert', 'update')
	order by c.key, e.key, g.id is null or c.id > g.id desc, (c.new ->> 'row_version')::bigint desc nulls last, c.id desc
$$;
comment on function audit.last_said(text, bigint, bigint) is 'El último valor de cada columna según la historia';

-- What the columns of these rows were before they changed first behind a change.
create function audit.first_found(tab text, keys bigint[], behind bigint[], out key bigint, out patch jsonb, out cleared boolean)
returns setof record language sql stable security definer set enable_nestloop = on as $$
	select f.key, jsonb_object_agg(f.col, f.value), bool_or(f.cleared) from (
		select distinct on (c.key, e.key) c.key, e.key as col, coalesce(p.old -> e.key, e.value) as value,
			audit.hides(tab, e.key) and p.old -> e.key is null and e.value #>> '{}' like 'sha256:%' as cleared
		from unnest(keys, behind) as k (key, behind)
			join audit.change c on c.relation = tab and c.key = k.key and c.id > k.behind and c.op = 'update'
			left join audit.personal p on p.change_id = c.id
			cross join jsonb_each(c.old) as e
		order by c.key, e.key, (c.old ->> 'row_version')::bigint, c.id) as f
	group by f.key
$$;
comment on function audit.first_found(text, bigint[], bigint[]) is 'Lo que unas filas eran antes de cambiar; cleared: algo de ello se borró';

-- Rows that came by loads: the last load that has each.
create function audit.last_loaded(tab text, above bigint, upto bigint, out key bigint, out digest bytea,
	out change_id bigint, out columns jsonb)
returns setof record language sql stable security definer set enable_nestloop = on as $$
	select distinct on (k.key) k.key, k.digest, c.id, c.new -> 'columns'
	from audit.change c cross join lateral audit.load_rows(c.new) as k
	where c.relation = tab and c.key is null and c.op = 'load' and c.new ? 'each'
		and (c.new ->> 'last')::bigint > above and (c.new ->> 'first')::bigint <= upto
		and k.key > above and k.key <= upto
	order by k.key, c.id desc
$$;
comment on function audit.last_loaded(text, bigint, bigint) is 'Las filas que vinieron con cargas';

-- The digest of a row x.r as loads of these columns made it, as SQL; of none
-- whose columns are no longer there.
create function audit.load_digest(tab regclass, loads jsonb[]) returns text
language sql stable as $$
	select coalesce('case x.columns' || string_agg(format(' when %L then %s', l.columns,
		audit.row_sql('(x.r)', c.names, c.types)), '') || ' end', 'null::bytea')
	from unnest(loads) as l (columns) cross join lateral (
		select array_agg(a.attname::text order by e.n) as names, array_agg(a.atttypid order by e.n) as types
		from jsonb_array_elements_text(l.columns) with ordinality as e (name, n)
			join pg_attribute a on a.attrelid = tab and a.attname = e.name and not a.attisdropped) as c
	where cardinality(c.names) = jsonb_array_length(l.columns)
$$;
comment on function audit.load_digest(regclass, jsonb[]) is 'La huella de una fila como la hizo su carga, como SQL';

-- The question of audit.verify_rows() as SQL; $1 the register, $2 and $3 the
-- numbers between which. A row of a load is put back to what it was when it came,
-- and digested anew.
create function audit.verify_sql(tab regclass, digest text) returns text
language sql stable security definer as $$
	select format($q$
	with t as materialized (
		select t.id, to_jsonb(t) as now from %1$s t where t.id > $2 and t.id <= $3
	), said as materialized (
		select * from audit.last_said($1, $2, $3)
	), loaded as materialized (
		select * from audit.last_loaded($1, $2, $3)
	), told as materialized (
		select c.key, max(c.id) filter (where c.op = 'insert') as inserted,
			max(c.id) filter (where c.op = 'delete') as deleted
		from audit.change c where c.relation = $1 and c.key > $2 and c.key <= $3
			and c.op in ('insert', 'update', 'delete')
		group by c.key
	), whence as (
		select key, coalesce(l.change_id, 0) as loaded, coalesce(h.inserted, 0) as inserted,
			coalesce(h.deleted, 0) as deleted
		from loaded l full join told h using (key)
	), as_loaded as (
		select l.key, l.digest, l.columns, case when f.patch is null then r else jsonb_populate_record(r, f.patch) end as r
		from loaded l join %1$s r on r.id = l.key and r.id > $2 and r.id <= $3 join whence w on w.key = l.key and w.loaded > w.inserted
			left join audit.first_found($1, array(select key from loaded order by key),
				array(select change_id from loaded order by key)) f on f.key = l.key
		-- of what was cleared nobody can tell
		where f.cleared is not true
		offset 0
	)
	-- columns that history names have the value that it names
	select s.key, s.col, 'No tiene el valor que dice la historia.', null::bigint
	from said s join t on t.id = s.key left join audit.personal p on p.change_id = s.change_id
	where t.now ? s.col and t.now -> s.col is distinct from s.value and case
		when audit.hides($1, s.col) then s.value = 'null' or s.value #>> '{}' not like 'sha256:%%' or p.salt is not null
			and audit.hide(p.salt, s.col, t.now -> s.col) is distinct from s.value
		-- history keeps nothing that is null, inside a value of JSON neither
		else jsonb_strip_nulls(to_jsonb(jsonb_populate_record(null::%1$s, jsonb_build_object(s.col, s.value))) -> s.col)
			is distinct from jsonb_strip_nulls(t.now -> s.col) end
	union all
	-- columns that it never named are empty, or have what they got when they were made
	select t.id, e.key, 'La historia no dice de dónde vino el valor.', null
	from t join whence w on w.key = t.id and w.inserted > w.loaded
		cross join jsonb_each(audit.differing(jsonb_strip_nulls(t.now), '{}')) as e
		join pg_attribute a on a.attrelid = %1$L::regclass and a.attname = e.key and a.attgenerated = ''
	where not exists (select from said s where s.key = t.id and s.col = e.key)
		and (a.attmissingval is null or to_jsonb(jsonb_populate_record(null::%1$s,
			jsonb_build_object(e.key, (a.attmissingval::text::text[])[1]))) -> e.key is distinct from e.value)
	union all
	select x.key, null, 'No es la fila que vino con la carga.', null
	from as_loaded x where substr(%2$s, 1, 8) <> x.digest
	union all
	select t.id, null, case when w.key is null then 'La fila no tiene historia.'
		else 'La historia da la fila por borrada.' end, null
	from t left join whence w on w.key = t.id
	where greatest(w.loaded, w.inserted, 0) <= coalesce(w.deleted, 0)
	union all
	select w.key, null, 'Falta la fila, que la historia no da por borrada.', null
	from whence w where w.deleted = 0 and not exists (select from t where t.id = w.key)
	order by 1, 2$q$, tab, digest)
$$;
comment on function audit.verify_sql(regclass, text) is 'La comparación de un registro con su historia, como SQL';

-- The next rows of a register, as they are today, against what history says
-- they are: one row for each that differs, then how far it went; null at the end.
create function audit.verify_rows(tab text, above bigint, most int, out key bigint, out col text,
	out note text, out next bigint)
returns setof record language plpgsql stable security definer set jit = off
-- Rows that nobody counted yet would be gone through once for each of the others.
set enable_nestloop = off as $$
declare
	upto bigint;
	loads jsonb[];
begin
	execute format('select max(id) from (select id from %s where id > $1 order by id limit $2) as t', tab::regclass)
		into next using above, most;
	upto := coalesce(next, 9223372036854775807);
	loads := array(select distinct l.columns from audit.last_loaded(tab, above, upto) as l);
	return query execute audit.verify_sql(tab::regclass, audit.load_digest(tab::regclass, loads))
		using tab, above, upto;
	return next;
end
$$;
comment on function audit.verify_rows(text, bigint, int) is 'Compara las filas de un registro con su historia';

grant execute on function audit.verify(), audit.verify_seals(bigint, bigint), audit.verify_tail(),
	audit.verify_anchor(text, bigint)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
grant execute on function audit.verify_guards(), audit.verify_rows(text, bigint, int)
	to hito_secretariat, hito_it;
