-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every change on record, by statement triggers with transition tables.
-- after: session

-- The keys whose values differ, without the copies made for searching and
-- ordering.
create function audit.differing(a jsonb, b jsonb) returns jsonb
language sql immutable parallel safe as $$
	select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(a) as e (k, v)
	where b -> k is distinct from v and k not like '%\_folded' and k <> 'list_place'
$$;
comment on function audit.differing(jsonb, jsonb) is 'Los valores de la primera fila que difieren de la segunda';

-- Numbers of transactions mean something on their own server alone.
create function audit.cluster() returns bigint
language sql volatile parallel safe as $$
	select (pg_control_system()).system_identifier
$$;
comment on function audit.cluster() is 'El servidor, por la identidad que recibió al hacerse';

-- A row came with a load that its own transaction opened, or with none.
create function audit.my_batches() returns bigint[]
language sql stable as $$
	select array(select b.id from core.batch b where b.xid = pg_current_xact_id()
		and b.cluster = audit.cluster() and b.login = session_user order by b.id)
$$;
comment on function audit.my_batches() is 'Las cargas que abrió la transacción de quien pregunta';

create function audit.refuse_batch() returns void
language plpgsql as $$
begin
	raise exception 'Una fila no se atribuye a una carga que no es la de su propia grabación.'
		using errcode = 'HT002', column = 'batch_id';
end
$$;
comment on function audit.refuse_batch() is 'Rechaza una fila atribuida a una carga ajena';

-- A row that was there is ascribed to the load that changes it alone.
create function audit.own_batch() returns trigger
language plpgsql security definer as $$
begin
	if new.batch_id is null or new.batch_id <> all (audit.my_batches()) then
		perform audit.refuse_batch();
	end if;
	return new;
end
$$;

-- Rows n of a source that a filter lets through, as SQL: one change for each
-- load, with a digest of all its rows and one of each (number and 8 bytes). $1
-- to $7 as audit.record() gives them. The digests are of what a later edition
-- can ask for again: columns by name, without what depends on the session.
create function audit.load_sql(tab regclass, source text, batch text, filter text) returns text
language sql stable as $$
	select format($load$
		insert into audit.change (xid, cluster, application, relation, office_id, kind, op,
			new, request, batch_id)
		select $1, $2, $3, $4, $5, $6, 'load', jsonb_build_object('rows', count(*),
			'first', min(t.id), 'last', max(t.id), 'columns', %L::jsonb,
			'sha256', encode(sha256(string_agg(t.digest, '')), 'hex'),
			'each', translate(encode(string_agg(int8send(t.id) || substr(t.digest, 1, 8), ''),
				'base64'), E'\n', '')), $7, t.batch
		from (select n.id, %s as batch, %s as digest from %s n where %s order by 2, 1) as t
		group by t.batch order by t.batch$load$, jsonb_agg(a.attname order by a.attnum), batch,
		audit.row_sql('n', array_agg(a.attname::text order by a.attnum), array_agg(a.atttypid order by a.attnum)),
		source, filter)
	from pg_attribute a
	where a.attrelid = tab and a.attnum > 0 and not a.attisdropped
		and a.attgenerated = '' and a.attname <> 'list_place'
$$;
comment on function audit.load_sql(regclass, text, text, text) is 'La anotación de las filas de una carga, como SQL';

-- The digest of a row that is named, as SQL.
create function audit.row_sql(named text, cols text[], types oid[]) returns text
language sql stable as $$
	select format('sha256(convert_to(row(%s)::text, ''UTF8''))', string_agg(format(case t
		when 'timestamptz'::regtype then 'extract(epoch from %s.%I)'
		when 'date'::regtype then 'to_json(%s.%I)'
		when 'bytea'::regtype then 'encode(%s.%I, ''hex'')'
		else '%s.%I' end, named, c), ', ' order by i))
	from unnest(cols, types) with ordinality as u (c, t, i)
$$;
comment on function audit.row_sql(text, text[], oid[]) is 'La huella de una fila, como SQL';

-- Nobody writes from an office that is not hers.
create function audit.known_office(here bigint) returns void
language plpgsql stable as $$
begin
	if here is null and current_setting('hito.office', true) <> '' and not pg_has_role(session_user, 'hito_owner', 'member') then
		raise exception 'La oficina "%" no es una de las suyas: entre desde la suya.', current_setting('hito.office', true)
			using errcode = 'HT003';
	end if;
end
$$;
comment on function audit.known_office(bigint) is 'Rechaza a quien escribe desde una oficina que no es suya';

-- What neither the program saved nor a load brought is looked after at its commit
-- (core.tend).
create function audit.note_hand() returns void
language sql volatile security definer as $$
	insert into core.by_hand (xid) values (pg_current_xact_id()) on conflict do nothing
$$;
comment on function audit.note_hand() is 'Anota una transacción que no es del programa';

-- Puts down what a statement changed.
-- A session plans it for as many rows as its first statement had, perhaps none:
-- old and new ones are never compared one by one.
create function audit.record() returns trigger
language plpgsql security definer set enable_nestloop = off as $$
declare
	relation_name constant text := tg_table_schema || '.' || tg_table_name;
	this_cluster constant bigint := audit.cluster();
	this_xid constant xid8 := pg_current_xact_id();
	this_office constant bigint := core.my_office();
	this_kind constant text := core.my_kinds();
	app constant text := current_setting('application_name', true);
	batches constant bigint[] := array(select b.id from core.batch b
		where b.xid = this_xid and b.cluster = this_cluster and b.login = session_user order by b.id);
	this_batch constant bigint := batches[cardinality(batches)];
	this_request constant uuid := (select r.id from core.request r
		where r.xid = this_xid and r.cluster = this_cluster and r.login = session_user limit 1);
	loads constant boolean := tg_op = 'INSERT' and this_batch is not null and exists (
		select from pg_attribute a where a.attrelid = tg_relid and a.attname = 'batch_id');
	forged boolean;
begin
	if this_office is null then
		perform audit.known_office(this_office);
	end if;
	if loads then
		-- The values stand in the rows: a digest tells if one was bent. What is
		-- of no load, or of another's, is told by its values.
		execute audit.load_sql(tg_relid, 'new_rows', 'n.batch_id', 'n.batch_id = any ($8)')
			using this_xid, this_cluster, app, relation_name, this_office, this_kind, this_request, batches;
		execute 'with done as (
			insert into audit.change as c (xid, cluster, application, relation, key, office_id, kind, op,
				new, request, batch_id)
			select $1, $2, $3, $4, n.id, $5, $6, ''insert'',
				audit.differing(jsonb_strip_nulls(to_jsonb(n)), ''{}''), $7, $8
			from new_rows n where n.batch_id is null or n.batch_id <> all ($9) order by n.id
			returning c.new as told)
			select bool_or(told ? ''batch_id'') from done'
			into forged using this_xid, this_cluster, app, relation_name, this_office, this_kind,
				this_request, this_batch, batches;
	elsif tg_op = 'INSERT' then
		with done as (
			insert into audit.change as c (xid, cluster, application, relation, key, office_id, kind, op,
				new, request, batch_id)
			select this_xid, this_cluster, app, relation_name, n.id, this_office, this_kind, 'insert',
				audit.differing(jsonb_strip_nulls(to_jsonb(n)), '{}'), this_request, this_batch
			from new_rows n order by n.id
			returning c.new as told)
		select bool_or(told ? 'batch_id') into forged from done;
	elsif tg_op = 'UPDATE' then
		insert into audit.change (xid, cluster, application, relation, key, office_id, kind, op,
			old, new, request, batch_id)
		select this_xid, this_cluster, app, relation_name, n.id, this_office, this_kind, 'update',
			audit.differing(to_jsonb(o), to_jsonb(n)), audit.differing(to_jsonb(n), to_jsonb(o)),
			this_request, this_batch
		from new_rows n join old_rows o on o.id = n.id order by n.id;
	else
		insert into audit.change (xid, cluster, application, relation, key, office_id, kind, op,
			old, request, batch_id)
		select this_xid, this_cluster, app, relation_name, o.id, this_office, this_kind, 'delete',
			audit.differing(jsonb_strip_nulls(to_jsonb(o)), '{}'), this_request, this_batch
		from old_rows o order by o.id;
	end if;
	if forged then
		perform audit.refuse_batch();
	end if;
	if this_request is null and this_batch is null then
		perform audit.note_hand();
	end if;
	return null;
end
$$;

-- ---- personal data

create function audit.is_personal(relation text) returns boolean
language sql immutable parallel safe
return relation like '%\_private';
comment on function audit.is_personal(text) is 'La historia de esa tabla guarda huellas y no valores';

-- A mask tells the letters with which a name begins.
create function audit.hides(relation text, col text) returns boolean
language sql immutable parallel safe
return audit.is_personal(relation) or col like '%\_mask';
comment on function audit.hides(text, text) is 'La historia guarda de esa columna huellas y no valores';

create function audit.has_hidden(tab regclass) returns boolean
language sql stable as $$
	select exists (select from pg_attribute a where a.attrelid = tab and a.attnum > 0 and not a.attisdropped
		and audit.hides(tab::text, a.attname::text))
$$;
comment on function audit.has_hidden(regclass) is 'Esa tabla tiene datos de los que la historia guarda huellas';

-- What history keeps of a personal value: its digest with the salt of its
-- change. Numbers of rows and marks are not personal.
create function audit.hide(salt bytea, col text, value jsonb) returns jsonb
language sql immutable as $$
	select case when value = 'null' or col ~ '(^id|_id|^row_version|^batch_line|^deleted_at|^deleted_by)$' then value
		else to_jsonb('sha256:' || encode(sha256(salt || convert_to(col || '=' || value::text, 'UTF8')), 'hex')) end
$$;
comment on function audit.hide(bytea, text, jsonb) is 'Huella de un dato personal';

create function audit.hidden(relation text, salt bytea, told jsonb) returns jsonb
language sql immutable as $$
	select jsonb_object_agg(k, case when audit.hides(relation, k) then audit.hide(salt, k, v) else v end) from jsonb_each(told) as e (k, v)
$$;
comment on function audit.hidden(text, bytea, jsonb) is 'Lo que la historia dice de una fila con datos personales';

-- What lies beside it, where it can be cleared; null: nothing.
create function audit.beside(relation text, told jsonb) returns jsonb
language sql immutable as $$
	select case when audit.is_personal(relation) then told else (select jsonb_object_agg(k, v) from jsonb_each(told) as e (k, v)
		where audit.hides(relation, k) and v <> 'null') end
$$;
comment on function audit.beside(text, jsonb) is 'Los datos personales de un cambio, aparte de la historia';

-- And what it shows as long as the values are there.
create function audit.shown(relation text, told jsonb, beside jsonb) returns jsonb
language sql immutable as $$
	select jsonb_object_agg(k, case when audit.hides(relation, k) and v #>> '{}' like 'sha256:%'
		then coalesce(beside -> k, '"(borrado)"') else v end) from jsonb_each(told) as e (k, v)
$$;
comment on function audit.shown(text, jsonb, jsonb) is 'Lo que la historia muestra de una fila con datos personales';

-- Row by row, as each has its salt.
create function audit.record_personal() returns trigger
language plpgsql security definer set enable_nestloop = off as $$
declare
	told audit.change;
	batches constant bigint[] := audit.my_batches();
	loaded bigint[] := batches;
	r record;
begin
	told.xid := pg_current_xact_id();
	told.cluster := audit.cluster();
	told.application := current_setting('application_name', true);
	told.relation := tg_table_schema || '.' || tg_table_name;
	told.office_id := core.my_office();
	told.kind := core.my_kinds();
	perform audit.known_office(told.office_id);
	told.op := lower(tg_op);
	told.batch_id := batches[cardinality(batches)];
	told.request := (select q.id from core.request q where q.xid = told.xid
		and q.cluster = told.cluster and q.login = session_user limit 1);
	if tg_op = 'INSERT' then
		-- What a load brings is told by its digest, but of personal rows.
		if audit.is_personal(told.relation) then
			loaded := '{}';
		elsif cardinality(loaded) > 0 then
			execute audit.load_sql(tg_relid, 'new_rows', 'n.batch_id', 'n.batch_id = any ($8)')
				using told.xid, told.cluster, told.application, told.relation, told.office_id, told.kind, told.request, loaded;
		end if;
		for r in select n.id, audit.differing(jsonb_strip_nulls(to_jsonb(n)), '{}') as new from new_rows n
			where coalesce(n.batch_id <> all (loaded), true) order by n.id
		loop
			if r.new ? 'batch_id' and (r.new ->> 'batch_id')::bigint <> all (batches) then
				perform audit.refuse_batch();
			end if;
			perform audit.note_personal(told, r.id, null, r.new);
		end loop;
	elsif tg_op = 'UPDATE' then
		for r in select n.id, audit.differing(to_jsonb(o), to_jsonb(n)) as old,
				audit.differing(to_jsonb(n), to_jsonb(o)) as new
			from new_rows n join old_rows o on o.id = n.id order by n.id
		loop
			perform audit.note_personal(told, r.id, r.old, r.new);
		end loop;
	else
		for r in select o.id, audit.differing(jsonb_strip_nulls(to_jsonb(o)), '{}') as old from old_rows o
			order by o.id
		loop
			perform audit.note_personal(told, r.id, r.old, null);
		end loop;
	end if;
	if told.request is null and told.batch_id is null then
		perform audit.note_hand();
	end if;
	return null;
end
$$;

create function audit.note_personal(told audit.change, key bigint, old jsonb, new jsonb) returns void
language plpgsql security definer as $$
declare
	salt constant bytea := uuid_send(gen_random_uuid());
	number bigint;
begin
	insert into audit.change (xid, cluster, application, relation, key, office_id, kind, op,
		old, new, request, batch_id)
	values (told.xid, told.cluster, told.application, told.relation, $2, told.office_id, told.kind, told.op,
		audit.hidden(told.relation, salt, $3), audit.hidden(told.relation, salt, $4), told.request, told.batch_id)
	returning id into number;
	insert into audit.personal (change_id, relation, key, salt, old, new)
	select number, told.relation, $2, salt, b.old, b.new
	from (select audit.beside(told.relation, $3) as old, audit.beside(told.relation, $4) as new) as b
	where audit.is_personal(told.relation) or b.old is not null or b.new is not null
	order by number;
end
$$;
comment on function audit.note_personal(audit.change, bigint, jsonb, jsonb) is 'Anota un cambio de datos personales';

-- The rows whose history says something of a person: a personal one, and the
-- record that bears its mask.
create function audit.told_of(tab text, id bigint, out relation text, out key bigint)
returns setof record language plpgsql stable security definer as $$
declare
	r core.register;
begin
	return query select tab, $2;
	select * into r from core.register g where g.name = tab;
	if r.bearer is not null then
		return query execute format('select %L::text, t.id from %s new join %s t on %s where new.id = $1', r.bearer, tab, r.bearer, r.bearer_link)
			using $2;
	end if;
end
$$;
comment on function audit.told_of(text, bigint) is 'Las filas cuya historia dice algo de la persona de una fila';

-- Erasure: what the history of a row says of a person goes; who changed it,
-- when, and that it was cleared stay. What stands in the row is emptied first,
-- by whoever keeps it.
create function audit.clear(tab text, id bigint, why text) returns bigint
language plpgsql volatile security definer as $$
declare
	r record;
	n bigint;
	total bigint := 0;
begin
	if not core.is_secretariat() then
		raise exception 'Solo la secretaría borra datos personales de la historia.' using errcode = 'HT003';
	elsif to_regclass(tab) is null or not audit.has_hidden(to_regclass(tab)) then
		raise exception 'La historia de % no es de datos personales: no se borra.', tab using errcode = 'HT002';
	end if;
	perform core.expect_said(why, 'why', 'Escriba por qué se borran los datos personales de la historia.');
	for r in select * from audit.told_of(tab, $2) loop
		delete from audit.personal p where p.relation = r.relation and p.key = r.key;
		get diagnostics n = row_count;
		total := total + n;
		insert into audit.change (cluster, application, relation, key, office_id, kind, op, new)
		select audit.cluster(), current_setting('application_name', true), r.relation, r.key, core.my_office(),
			core.my_kinds(), 'clear', jsonb_build_object('why', btrim(why), 'changes', n)
		where n > 0 or r.relation = tab;
	end loop;
	return total;
end
$$;
comment on function audit.clear(text, bigint, text) is 'Borra los datos personales de la historia de una fila';

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
			referencing %s for each statement execute function audit.%s()',
			e.event, tab, e.tables,
			case when audit.has_hidden(tab) then 'record_personal' else 'record' end);
	end loop;
	-- Behind t90_keep, which leaves the load of a row that has one.
	if exists (select from pg_attribute a where a.attrelid = tab and a.attname = 'batch_id') then
		execute format('create or replace trigger t91_batch before update on %s for each row
			when (new.batch_id is distinct from old.batch_id) execute function audit.own_batch()', tab);
	end if;
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
			where kind in ('personal', 'consented', 'office', 'seeker', 'result', 'answer', 'posting', 'posting_term'))
			or core.is_secretariat();
	end if;
	execute format('select exists (select from %s where id = $1)', to_regclass(relation))
		into found_one using key;
	return found_one;
end
$$;
comment on function audit.may_read(text, bigint) is 'Quien pregunta puede leer esa fila, y por eso su historia';

-- Did a load bring this row? Its own column is not asked: it may be bent.
create function audit.came_with(tab text, id bigint, batch bigint) returns boolean
language sql stable security definer as $$
	select exists (select from audit.change c where c.relation = $1 and c.key is null and c.op = 'load' and c.batch_id = $3
			and $2 between (c.new ->> 'first')::bigint and (c.new ->> 'last')::bigint)
		or exists (select from audit.change c where c.relation = $1 and c.key = $2 and c.op = 'insert'
			and (c.new ->> 'batch_id')::bigint = $3 and c.batch_id is not null)
$$;
comment on function audit.came_with(text, bigint, bigint) is 'Una fila vino con esa carga';

-- The last row tells of the load that a row came with. A row is locked from its
-- change to the end of the transaction: the numbers of its changes are in order.
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
			audit.shown($1, c.old, p.old), audit.shown($1, c.new, p.new)
		from audit.change c left join core.office o on o.id = c.office_id
			left join audit.personal p on p.change_id = c.id
		where c.relation = $1 and c.key = $2
		order by max(c.id) over (partition by c.cluster, c.xid) desc, (c.new ->> 'row_version')::bigint desc nulls first, c.id desc;
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
		where b.id = came.batch_id and audit.came_with($1, $2, b.id);
end
$$;
comment on function audit.history(text, bigint) is 'Historia de una fila, lo último primero';

grant execute on function audit.came_with(text, bigint, bigint)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
grant execute on function audit.clear(text, bigint, text), audit.told_of(text, bigint) to hito_secretariat;
