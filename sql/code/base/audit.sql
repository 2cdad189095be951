-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every change on record, by statement triggers with transition tables, and
-- a record that cannot be bent unseen.
-- after: session

-- The keys whose values differ, without the copies made for searching and
-- ordering.
create function audit.differing(a jsonb, b jsonb) returns jsonb
language sql immutable parallel safe as $$
	select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(a) as e (k, v)
	where b -> k is distinct from v and k not like '%\_folded' and k <> 'list_place'
$$;
comment on function audit.differing(jsonb, jsonb) is 'Los valores de la primera fila que difieren de la segunda';

create function audit.record() returns trigger
language plpgsql security definer as $$
declare
	relation_name constant text := tg_table_schema || '.' || tg_table_name;
	this_xid constant xid8 := pg_current_xact_id();
	this_office constant bigint := core.my_office();
	this_kind constant text := core.my_kinds();
	app constant text := current_setting('application_name', true);
	this_batch constant bigint := (select b.id from core.batch b
		where b.xid = this_xid and b.login = session_user order by b.id desc limit 1);
	this_request constant uuid := (select r.id from core.request r
		where r.xid = this_xid and r.login = session_user limit 1);
begin
	if this_office is null and current_setting('hito.office', true) <> '' and not pg_has_role(session_user, 'hito_owner', 'member') then
		raise exception 'La oficina "%" no es una de las suyas: entre desde la suya.', current_setting('hito.office', true)
			using errcode = 'HT003';
	end if;
	if tg_op = 'INSERT' and this_batch is not null then
		-- The values stand in the rows: a digest tells if one was bent.
		insert into audit.change (xid, application, relation, office_id, kind, op,
			new, request, batch_id)
		select this_xid, app, relation_name, this_office, this_kind, 'load',
			jsonb_build_object('rows', count(*), 'first', min(id), 'last', max(id),
				'sha256', encode(sha256(string_agg(sha256(convert_to(n::text, 'UTF8')), '' order by id)), 'hex')),
			this_request, this_batch
		from new_rows n having count(*) > 0;
	elsif tg_op = 'INSERT' then
		insert into audit.change (xid, application, relation, key, office_id, kind, op,
			new, request)
		select this_xid, app, relation_name, n.id, this_office, this_kind, 'insert',
			audit.differing(jsonb_strip_nulls(to_jsonb(n)), '{}'), this_request
		from new_rows n;
	elsif tg_op = 'UPDATE' then
		insert into audit.change (xid, application, relation, key, office_id, kind, op,
			old, new, request, batch_id)
		select this_xid, app, relation_name, n.id, this_office, this_kind, 'update',
			audit.differing(to_jsonb(o), to_jsonb(n)), audit.differing(to_jsonb(n), to_jsonb(o)),
			this_request, this_batch
		from new_rows n join old_rows o on o.id = n.id;
	else
		insert into audit.change (xid, application, relation, key, office_id, kind, op,
			old, request, batch_id)
		select this_xid, app, relation_name, o.id, this_office, this_kind, 'delete',
			audit.differing(jsonb_strip_nulls(to_jsonb(o)), '{}'), this_request, this_batch
		from old_rows o;
	end if;
	return null;
end
$$;
comment on function audit.record() is 'Anota los cambios de una instrucción';

-- A trigger with transition tables takes one event, so three each.
create function audit.attach(tab regclass) returns void
language plpgsql as $$
declare
	e record;
begin
	for e in select * from (values
		('insert', 'new table as new_rows'),
		('update', 'old table as old_rows new table as new_rows'),
		('delete', 'old table as old_rows')) as v (event, tables)
	loop
		execute format('create or replace trigger audit_%s after %1$s on %s
			referencing %s for each statement execute function audit.record()',
			e.event, tab, e.tables);
	end loop;
end
$$;
comment on function audit.attach(regclass) is 'Pone una tabla bajo historia';

-- History is read as the row it tells of: by the reader's own rights.
create function audit.may_read(relation text, key bigint) returns boolean
language plpgsql stable as $$
declare
	found_one boolean;
begin
	if to_regclass(relation) is null
			or not has_table_privilege(current_user, to_regclass(relation), 'select') then
		return false;
	elsif key is null then
		-- a load: of registers that are read whole
		return relation not in (select name from core.register
			where kind in ('personal', 'office', 'result'))
			or core.is_secretariat();
	end if;
	execute format('select exists (select from %s where id = $1)', to_regclass(relation))
		into found_one using key;
	return found_one;
end
$$;
comment on function audit.may_read(text, bigint) is 'Quien pregunta puede leer esa fila, y por eso su historia';

-- The last row tells of the load that a row came with.
create function audit.history(tab text, id bigint, out at text, out who text,
	out office text, out op text, out old jsonb, out new jsonb)
returns setof record language plpgsql stable as $$
declare
	came record;
begin
	return query
		select to_char(c.at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI'), c.login,
			o.office_code::text,
			case when c.op = 'update' and c.new ? 'deleted_at' then
				case when c.new ->> 'deleted_at' is null then 'restore' else 'mark' end
				else c.op end,
			c.old, c.new
		from audit.change c left join core.office o on o.id = c.office_id
		where c.relation = $1 and c.key = $2
		order by c.xid desc, c.id desc;
	if not exists (select from core.register r where r.name = $1)
			or not exists (select from pg_attribute a where a.attrelid = to_regclass($1)
				and a.attname = 'batch_id') then
		return;
	end if;
	execute format('select t.batch_id, t.batch_line from %s t where t.id = $1', to_regclass($1))
		into came using $2;
	return query
		select to_char(b.opened_at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI'), b.login,
			o.office_code::text, 'load', null::jsonb,
			jsonb_build_object('file', b.file_name, 'line', came.batch_line, 'batch', b.id)
		from core.batch b left join core.office o on o.id = b.office_id
		where b.id = came.batch_id;
end
$$;
comment on function audit.history(text, bigint) is 'Historia de una fila, lo último primero';

create function audit.row_digest(c audit.change) returns bytea
language sql stable as $$
	select sha256(convert_to(jsonb_build_array(c.id, c.xid::text,
		extract(epoch from c.at)::text, c.login, c.application, c.relation, c.key,
		c.office_id, c.kind, c.op, c.old, c.new, c.request, c.batch_id)::text, 'UTF8'))
$$;
comment on function audit.row_digest(audit.change) is 'Huella de un cambio';

-- Chains a digest over what no transaction in flight can still add to: rows
-- below the snapshot's xmin. A table lock stands for the try-lock: an advisory
-- one could be held by anybody. Answers how many rows it sealed.
create function audit.seal() returns bigint
language plpgsql volatile security definer as $$
declare
	was audit.seal;
	piece record;
	total bigint := 0;
begin
	begin
		lock table audit.seal in exclusive mode nowait;
	exception when lock_not_available then
		return 0;
	end;
	loop
		select * into was from audit.seal s order by s.id desc limit 1;
		select array_agg(t.id order by t.xid, t.id) as ids,
			string_agg(t.digest, '' order by t.xid, t.id) as digests,
			(array_agg(t.xid order by t.xid desc, t.id desc))[1] as last_xid,
			(array_agg(t.id order by t.xid desc, t.id desc))[1] as last_id
		into piece
		from (select c.id, c.xid, audit.row_digest(c) as digest from audit.change c
			where (c.xid, c.id) > (coalesce(was.last_xid, '0'), coalesce(was.last_id, 0))
				and c.xid < pg_snapshot_xmin(pg_current_snapshot())
			order by c.xid, c.id limit 5000) t;
		exit when piece.ids is null;
		insert into audit.seal (last_xid, last_id, row_ids, row_digests, digest)
		values (piece.last_xid, piece.last_id, piece.ids, piece.digests,
			sha256(coalesce(was.digest, '') || piece.digests
				|| convert_to(piece.ids::text || piece.last_xid::text, 'UTF8')));
		total := total + cardinality(piece.ids);
	end loop;
	return total;
end
$$;
comment on function audit.seal() is 'Sella los cambios terminados; devuelve cuántos';

-- One row per finding: broken (a row that changed, is missing or was slipped
-- in, or a seal itself) in order, then how many are sealed and how many are
-- the unsealed tail.
create function audit.verify(out finding text, out change_id bigint,
	out seal_id bigint, out n bigint, out note text)
returns setof record language plpgsql stable security definer as $$
declare
	s audit.seal;
	was audit.seal;
	r record;
	sealed bigint := 0;
begin
	for s in select * from audit.seal order by id loop
		seal_id := s.id;
		for r in
			select coalesce(k.id, c.id) as id, c.id is null as missing, k.id is null as extra
			from unnest(s.row_ids) with ordinality as k (id, i)
				full join (select * from audit.change x
					where (x.xid, x.id) > (coalesce(was.last_xid, '0'), coalesce(was.last_id, 0))
						and (x.xid, x.id) <= (s.last_xid, s.last_id)) c on c.id = k.id
			where c.id is null or k.id is null
				or audit.row_digest(c::audit.change)
					<> substring(s.row_digests from ((k.i - 1) * 32 + 1)::int for 32)
			order by 1
		loop
			finding := 'broken';
			change_id := r.id;
			n := 1;
			note := case when r.missing then 'Falta el cambio, que fue sellado.'
				when r.extra then 'El cambio no estaba cuando se selló.'
				else 'El cambio no es el que fue sellado.' end;
			return next;
		end loop;
		if s.digest <> sha256(coalesce(was.digest, '') || s.row_digests
				|| convert_to(s.row_ids::text || s.last_xid::text, 'UTF8')) then
			finding := 'broken';
			change_id := s.row_ids[1];
			n := cardinality(s.row_ids);
			note := 'El sello no es el que se puso, o falta el anterior.';
			return next;
		end if;
		sealed := sealed + cardinality(s.row_ids);
		was := s;
	end loop;
	finding := 'sealed';
	change_id := was.last_id;
	seal_id := was.id;
	n := sealed;
	note := null;
	return next;
	finding := 'unsealed';
	seal_id := null;
	select min(c.id), count(*) into change_id, n from audit.change c
		where (c.xid, c.id) > (coalesce(was.last_xid, '0'), coalesce(was.last_id, 0));
	return next;
end
$$;
comment on function audit.verify() is 'Verifica los sellos: lo roto, lo sellado y lo que falta sellar';

grant execute on function audit.verify()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
grant execute on function audit.seal() to hito_secretariat, hito_it;
