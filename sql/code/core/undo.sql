-- SPDX-License-Identifier: GPL-3.0-or-later
-- A load is taken back from history, as new changes: what it brought is marked,
-- what it changed gets the values that it had. All of it or nothing, as the
-- person who asks: her rights, the rules of each register.
-- after: batch

-- Why a load cannot be taken back: which row, which column, who and when.
create type core.undo_problem as (relation text, key bigint, said text, col text, who text, at text, reason text, code text);
comment on type core.undo_problem is 'Por qué no se deshace una carga';


-- Columns that say nothing of a row itself.
create function core.undo_ignored(tab regclass) returns text[]
language sql stable as $$
	select array['id', 'row_version', 'batch_id', 'batch_line', 'list_place', 'deleted_by']
		|| array(select a.attname::text from pg_attribute a where a.attrelid = tab and a.attgenerated <> '')
$$;
comment on function core.undo_ignored(regclass) is 'Las columnas que no se devuelven al deshacer una carga';

-- The changes of a load, in its own transaction.
create function core.undo_changes(batch bigint) returns setof audit.change
language sql stable as $$
	select c.* from core.batch b join audit.change c on c.xid = b.xid and c.batch_id = b.id
		and (c.cluster = b.cluster or (c.cluster is null and b.cluster is null))
	where b.id = $1
$$;
comment on function core.undo_changes(bigint) is 'Los cambios de una carga';

-- Its tables, those that hang on others first.
create function core.undo_tables(batch bigint, out relation text, out depth int) returns setof record
language sql stable as $$
	with recursive t as materialized (
		select distinct c.relation as name from core.undo_changes($1) as c where to_regclass(c.relation) is not null
	), above (name, depth) as (
		select t.name, 0 from t
		union
		select t.name, a.depth + 1
		from above a join pg_constraint f on f.contype = 'f' and f.confrelid = to_regclass(a.name) and f.conrelid <> f.confrelid
			join t on to_regclass(t.name) = f.conrelid
		where a.depth < 12
	)
	select name, max(depth) from above group by name order by 2 desc, 1
$$;
comment on function core.undo_tables(bigint) is 'Las tablas de una carga, las que dependen de otras primero';

-- The rows that it brought, and that still stand.
create function core.undo_brought(batch bigint, relation text) returns bigint[]
language plpgsql stable as $$
declare
	answer bigint[];
begin
	execute format('with own as materialized (
			select c.op, c.key, c.new from core.undo_changes($1) as c where c.relation = $2 and c.op in (''insert'', ''load''))
		select array(select t.id from %1$s t where t.deleted_at is null and t.id in (select o.key from own o where o.op = ''insert'')
			union select t.id from own o join %1$s t on t.batch_id = $1 and t.deleted_at is null
				and t.id between (o.new ->> ''first'')::bigint and (o.new ->> ''last'')::bigint
			where o.op = ''load'' order by 1)', relation::regclass)
		into answer using batch, relation;
	return answer;
end
$$;
comment on function core.undo_brought(bigint, text) is 'Las filas que trajo una carga y siguen en pie';

-- What it changed of the rows that were there: what each column was, and what
-- the load left in it; version: the last that it wrote; gone: some of it was
-- erased from history.
create function core.undo_changed(batch bigint, relation text, out key bigint, out was jsonb, out left_as jsonb,
	out version int, out gone boolean)
returns setof record language sql stable as $$
	with whole as materialized (
		select c.op, c.key, c.id, c.relation, c.old, c.new from core.undo_changes($1) as c where c.relation = $2
	), loads as materialized (
		select (l.new ->> 'first')::bigint as first, (l.new ->> 'last')::bigint as last from whole l where l.op = 'load'
	), own as (
		select c.key, c.id, c.old || coalesce(p.old, '{}') as old, c.new || coalesce(p.new, '{}') as new,
			max((c.new ->> 'row_version')::int) over mine as version, bool_or(p.change_id is null and exists (
				select from jsonb_each_text(c.old || c.new) as v
				where v.value like 'sha256:%' and audit.hides(c.relation, v.key))) over mine as gone,
			row_number() over (partition by c.key order by (c.new ->> 'row_version')::int, c.id) as place
		from whole c left join audit.personal p on p.change_id = c.id
		where c.op = 'update' and c.key not in (select i.key from whole i where i.op = 'insert')
			and not exists (select from loads l where c.key between l.first and l.last)
		window mine as (partition by c.key)
	), col as (
		-- Read once: of a join with itself the planner expects a single row.
		select o.key, e.name, max(o.version) as version, bool_or(o.gone) as gone,
			(array_agg(o.old -> e.name order by o.place) filter (where o.old ? e.name))[1] as was,
			(array_agg(o.new -> e.name order by o.place desc) filter (where o.new ? e.name))[1] as now
		from own o cross join lateral jsonb_object_keys(o.old || o.new) as e (name)
		where e.name <> all ((select core.undo_ignored($2::regclass))::text[])
		group by o.key, e.name
	)
	select * from (
		select c.key, jsonb_object_agg(c.name, c.was) filter (where c.was is not null) as was,
			jsonb_object_agg(c.name, c.now) filter (where c.now is not null) as now, max(c.version), bool_or(c.gone)
		from col c group by c.key) as r
	where r.was is distinct from r.now
$$;
comment on function core.undo_changed(bigint, text) is 'Lo que una carga cambió de las filas que había';

-- The row of another register that a row hangs on, as SQL over the row that is
-- named: the number of its plan, of its period. Null: of none.
create function core.undo_reach(tab regclass, named text, target regclass, depth int default 1) returns text
language plpgsql stable as $$
declare
	found text[] := '{}';
	c record;
	above text;
begin
	if tab = target then
		return format('%s.id', named);
	end if;
	for c in select a.attname as col, f.confrelid as parent from pg_constraint f
			join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
		where f.conrelid = tab and f.contype = 'f' and cardinality(f.conkey) = 1 and f.confrelid <> tab
			and f.confrelid not in ('core.office'::regclass, 'core.batch'::regclass)
		order by f.confrelid = target desc, a.attnum
	loop
		if c.parent = target then
			found := found || format('%s.%I', named, c.col);
		elsif depth < 4 then
			above := core.undo_reach(c.parent, 'u' || depth, target, depth + 1);
			if above is not null then
				found := found || format('(select %s from %s u%s where u%3$s.id = %s.%I)', above, c.parent::regclass, depth, named, c.col);
			end if;
		end if;
		exit when cardinality(found) > 3 or (cardinality(found) > 0 and c.parent = target);
	end loop;
	return case cardinality(found) when 0 then null when 1 then found[1]
		else format('coalesce(%s)', array_to_string(found, ', ')) end;
end
$$;
comment on function core.undo_reach(regclass, text, regclass, int) is 'De qué plan o periodo es una fila, como SQL';

-- Does anybody change rows of this register? Those of one that only the
-- database writes follow what they were made for.
create function core.undo_is_followed(relation text) returns boolean
language sql stable as $$
	select not exists (select from core.register g join core.policy_kind() k on k.kind = g.kind
		where g.name = $1 and k.changes is not null)
$$;
comment on function core.undo_is_followed(text) is 'Las filas de ese registro las escribe solo la base';

-- Rows that whoever asks may not change. Nothing else is told of them. What only
-- the database writes goes with what it was written for, and alone with nothing:
-- that personal data left, who a member is.
create function core.undo_forbidden(batch bigint, relation text, keys bigint[]) returns setof core.undo_problem
language plpgsql stable as $$
declare
	told record;
begin
	if core.undo_is_followed($2) then
		if not exists (select from pg_constraint f join core.undo_tables(batch) as t on to_regclass(t.relation) = f.confrelid
				where f.contype = 'f' and f.conrelid = $2::regclass and not core.undo_is_followed(t.relation)) then
			return next (relation, null::bigint, (select g.title from core.register g where g.name = $2), null::text, null::text,
				null::text, 'lo anota solo la base, y no se deshace', 'HT003')::core.undo_problem;
		end if;
		return;
	elsif pg_has_role(session_user, 'hito_owner', 'member') then
		return;
	end if;
	for told in execute format('select count(*) as n, t.office_id from %s t where t.id = any ($1) and not coalesce(%s, false)
		group by t.office_id', relation::regclass, core.rights_rule(relation::regclass, 'changes')) using keys
	loop
		return next (relation, null::bigint, (select g.title from core.register g where g.name = $2), null::text, null::text,
			null::text, format('%s de sus filas no las cambia usted. %s', told.n, core.rights_sentence(relation::regclass, 'changes',
			coalesce((select o.office_code from core.office o where o.id = told.office_id), ''))), 'HT003')::core.undo_problem;
	end loop;
end
$$;
comment on function core.undo_forbidden(bigint, text, bigint[]) is 'Las filas de una carga que quien pregunta no cambia';

-- What was changed since of the rows that it brought, and of the values that it wrote.
create function core.undo_since(batch bigint, relation text, brought bigint[]) returns setof core.undo_problem
language sql stable as $$
	with mine as materialized (
		select b.key, null::jsonb as left_as, 0 as version from unnest(brought) as b (key)
		union all
		select c.key, c.left_as, c.version from core.undo_changed($1, $2) as c
	)
	select $2, c.key, core.record_said($2, c.key), e.key, c.login, to_char(c.at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI'),
		case when e.key = 'deleted_at' then format('lo anuló %s el %s', c.login, to_char(c.at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI'))
			else format('%s: lo cambió %s el %s', core.column_said($2, e.key), c.login,
				to_char(c.at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI')) end, 'HT002'
	from mine m join audit.change c on c.relation = $2 and c.key = m.key and c.op = 'update'
		cross join lateral jsonb_object_keys(c.new) as e (key)
	where c.batch_id is distinct from $1
		and e.key <> all ((select core.undo_ignored($2::regclass))::text[]) and e.key <> 'deleted_why'
		and case when m.left_as is null then not (e.key = 'office_id' and core.undo_is_line($2))
			else m.left_as ? e.key and (c.new ->> 'row_version')::int > m.version end
	order by c.id, e.key
$$;
comment on function core.undo_since(bigint, text, bigint[]) is 'Lo que se cambió después de una carga';

-- Its rows take their office from others.
create function core.undo_is_line(relation text) returns boolean
language sql stable as $$
	select exists (select from core.register g where g.name = $1 and g.line_of <> '{}')
$$;
comment on function core.undo_is_line(text) is 'Son líneas de otro registro';

-- What others have that stands on the rows that it brought.
create function core.undo_pointed(batch bigint, relation text, brought bigint[]) returns setof core.undo_problem
language plpgsql stable as $$
declare
	f record;
	n bigint;
	first bigint;
begin
	for f in select g.name, g.title, a.attname as col, exists (select from pg_attribute d
				where d.attrelid = c.conrelid and d.attname = 'deleted_at') as marks
			from pg_constraint c join core.register g on g.name = core.full_name(c.conrelid) and g.history
				join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
			where c.contype = 'f' and c.confrelid = relation::regclass and g.name not like 'core.batch%' order by g.name, a.attname
	loop
		execute format('select count(*), min(x.%1$I) from %2$s x where x.%1$I = any ($1) %3$s and x.id <> all ($2)
				and x.id not in (select c.key from core.undo_changed($3, $4) as c where c.left_as ? $5)', f.col, f.name::regclass,
				case when f.marks then 'and x.deleted_at is null' else '' end)
			into n, first using brought, case when f.marks then core.undo_brought(batch, f.name) else '{}' end, batch, f.name, f.col;
		if n > 0 then
			return next (relation, first, core.record_said(relation, first), null::text, null::text, null::text,
				format('lo usan %s de «%s»', n, f.title), 'HT002')::core.undo_problem;
		end if;
	end loop;
end
$$;
comment on function core.undo_pointed(bigint, text, bigint[]) is 'Lo que depende de las filas que trajo una carga';

-- Why a load cannot be taken back; no rows: it can.
create function core.undo_problems(batch bigint) returns setof core.undo_problem
language plpgsql volatile security definer as $$
declare
	t record;
	rights boolean := false;
	brought bigint[];
	keys bigint[];
begin
	perform set_config('hito.acting', 'yes', true);
	perform core.expect_loads();
	for t in select * from core.undo_tables(batch) loop
		if to_regclass(t.relation) is null or not exists (select from pg_attribute a
				where a.attrelid = t.relation::regclass and a.attname = 'deleted_at') then
			return next (t.relation, null::bigint, t.relation, null::text, null::text, null::text,
				'sus filas no se anulan', 'HT002')::core.undo_problem;
			continue;
		end if;
		keys := core.undo_brought(batch, t.relation) || array(select c.key from core.undo_changed(batch, t.relation) as c);
		return query select * from core.undo_forbidden(batch, t.relation, keys);
		rights := rights or found;
	end loop;
	-- Of a load that left nothing no row tells whose it is.
	return query select b.relation, null::bigint, b.file_name, null::text, null::text, null::text,
		case when h.said = '' then 'la cargó otra oficina' else format('la cargó otra oficina. %s', h.said) end, 'HT003'
	from core.batch b cross join lateral (select core.office_hint((select o.office_code from core.office o
		where o.id = b.office_id)) as said) as h where b.id = batch and b.office_id is distinct from core.my_office('{batch}') and not core.is_secretariat()
		and not core.at_root('{batch}') and not exists (select from core.undo_tables(batch));
	if not (rights or found) then
		for t in select * from core.undo_tables(batch) loop
			brought := core.undo_brought(batch, t.relation);
			keys := brought || array(select c.key from core.undo_changed(batch, t.relation) as c);
			return query select * from core.undo_since(batch, t.relation, brought);
			return query select * from core.undo_pointed(batch, t.relation, brought);
			return query select * from follow.load_settled(batch, t.relation, keys);
			return query select t.relation, c.key, core.record_said(t.relation, c.key), null::text, null::text, null::text,
				'sus datos personales se borraron de la historia', 'HT002' from core.undo_changed(batch, t.relation) as c where c.gone;
		end loop;
	end if;
	perform set_config('hito.acting', '', true);
end
$$;
comment on function core.undo_problems(bigint) is 'Por qué no se puede deshacer una carga';
grant execute on function core.undo_problems(bigint) to hito_clerk, hito_secretariat, hito_it;

-- One statement over rows by their numbers, $1; a row that is refused is named.
create function core.undo_write(relation text, statement text, keys bigint[]) returns bigint
language plpgsql volatile as $$
declare
	key bigint;
	n bigint;
	reason text;
	state text;
	col text;
begin
	begin
		execute statement using keys;
		get diagnostics n = row_count;
		return n;
	exception when others then
		get stacked diagnostics reason = message_text, state = returned_sqlstate, col = column_name;
		if state !~ '^(HT|23)' then
			raise;
		end if;
		if cardinality(keys) > 1 then
			foreach key in array keys loop
				perform core.undo_write(relation, statement, array[key]);
			end loop;
		end if;
	end;
	raise exception '%: %', case when cardinality(keys) = 1 then core.record_said(relation, keys[1])
		else (select g.title from core.register g where g.name = relation) end, reason using errcode = 'HT002';
end
$$;
comment on function core.undo_write(text, text, bigint[]) is 'Escribe filas al deshacer una carga, y nombra la que no se deja';

-- Gives rows the values that they had, those with the same columns together.
create function core.undo_restore(batch bigint, relation text) returns bigint
language plpgsql volatile as $$
declare
	part record;
	n bigint := 0;
	cols text;
begin
	for part in select array(select jsonb_object_keys(c.was) order by 1) as names, array_agg(c.key order by c.key) as keys
		from core.undo_changed(batch, relation) as c group by 1 order by 1
	loop
		-- The mark is given by why, and by whom as ever.
		cols := (select string_agg(quote_ident(x), ', ') from unnest(part.names) as x);
		n := n + core.undo_write(relation, format('update %1$s t set (%2$s) = row(%3$s)
			from (select c.key, jsonb_populate_record(null::%1$s, c.was) as r from core.undo_changed(%4$L, %5$L) as c where c.key = any ($1)) as w
			where t.id = w.key and (%6$s) is distinct from row(%3$s)', relation::regclass, cols,
			(select string_agg(format('(w.r).%I', x), ', ') from unnest(part.names) as x), batch, relation,
			'row(' || (select string_agg(format('t.%I', x), ', ') from unnest(part.names) as x) || ')'), part.keys);
	end loop;
	return n;
end
$$;
comment on function core.undo_restore(bigint, text) is 'Devuelve las filas que cambió una carga a lo que eran';

-- The first of what stands against it, as one sentence.
create function core.undo_refuse(batch bigint) returns void
language plpgsql volatile as $$
declare
	told text;
	code text;
begin
	select string_agg(concat_ws(': ', p.said, p.reason), '; ' order by p.n) filter (where p.n <= 3)
			|| case when max(p.n) > 3 then format('; y %s más', max(p.n) - 3) else '' end,
		max(p.code)
	into told, code
	from (select q.*, row_number() over () as n from core.undo_problems(batch) as q) as p;
	if told is not null then
		raise exception 'La carga % no se deshace: %.', batch, rtrim(told, '.') using errcode = code;
	end if;
end
$$;
comment on function core.undo_refuse(bigint) is 'Rechaza deshacer una carga, y dice por qué';

create function core.batch_undo(id bigint, row_version int) returns void
language plpgsql volatile security definer as $$
declare
	here core.batch;
	other core.batch;
	made bigint;
	t record;
	marks bigint := 0;
	restores bigint := 0;
begin
	perform set_config('hito.acting', 'yes', true);
	perform core.expect_loads();
	select * into here from core.batch b where b.id = $1 for update;
	select * into other from core.batch b where b.undoes = $1;
	if here.id is null or here.kind <> 'load' or here.closed_at is null then
		raise exception 'No hay una carga % que deshacer.', $1 using errcode = 'HT004';
	elsif other.id is not null then
		raise exception 'La carga % ya se deshizo: la carga %, de % el %.', $1, other.id, other.login,
			to_char(other.opened_at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI') using errcode = 'HT002';
	end if;
	-- Whoever saves one of them now is waited for, and then seen.
	for t in select * from core.undo_tables($1) loop
		execute format('select from %s t where t.id = any ($1) order by t.id for update', t.relation::regclass)
			using core.undo_brought($1, t.relation) || array(select c.key from core.undo_changed($1, t.relation) as c);
	end loop;
	perform core.undo_refuse($1);
	perform set_config('hito.acting', 'yes', true), set_config('hito.undoing', 'yes', true);
	insert into core.batch (kind, undoes, register, relation, file_name, sheet, sha256)
	values ('undo', here.id, here.register, here.relation, here.file_name, here.sheet, here.sha256)
	returning batch.id into made;
	for t in select * from core.undo_tables($1) loop
		marks := marks + core.undo_write(t.relation, format('update %s t set deleted_at = now(), deleted_why = %L
			where t.id = any ($1) and t.deleted_at is null', t.relation::regclass, format('Se deshizo la carga %s', $1)),
			core.undo_brought($1, t.relation));
	end loop;
	for t in select * from core.undo_tables($1) as u order by u.depth, u.relation loop
		restores := restores + core.undo_restore($1, t.relation);
	end loop;
	update core.batch b set marked = marks, restored = restores, inserted = 0, changed = 0, same = 0, rejected = 0,
		closed_at = now() where b.id = made;
	perform set_config('hito.acting', '', true), set_config('hito.undoing', '', true);
end
$$;
comment on function core.batch_undo(bigint, int) is 'Deshace una carga: lo que trajo se anula y lo que cambió vuelve a lo que era';
grant execute on function core.batch_undo(bigint, int) to hito_clerk, hito_secretariat, hito_it;
