-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules that every register shares; finish/declared.sql says which has which.
-- after: session

-- Every register: number and version are the server's, a mark says who, when
-- and why.
create function core.keep_row() returns trigger
language plpgsql as $$
begin
	if tg_op = 'INSERT' then
		-- A number ahead of the sequence would collide with someone's later row.
		if new.id > currval(format('%I.%I', tg_table_schema, tg_table_name || '_id_seq')::regclass) then
			raise exception 'El número interno de una fila lo da la base de datos.'
				using errcode = 'HT002', column = 'id';
		end if;
		new.row_version := 1;
		new.office_id := coalesce(new.office_id, core.my_office(), core.root_office());
		new.deleted_at := null;
		new.deleted_by := null;
		new.deleted_why := null;
		return new;
	end if;
	if new.id is distinct from old.id then
		raise exception 'El número interno de una fila no se cambia.'
			using errcode = 'HT002', column = 'id';
	end if;
	new.row_version := old.row_version + 1;
	new.batch_id := coalesce(old.batch_id, new.batch_id);
	if new.deleted_at is null then
		new.deleted_by := null;
		new.deleted_why := null;
	elsif old.deleted_at is null then
		if coalesce(btrim(new.deleted_why), '') = '' then
			raise exception 'Escriba el motivo por el que se anula.'
				using errcode = 'HT002', column = 'deleted_why';
		end if;
		new.deleted_at := now();
		new.deleted_by := session_user;
	else
		new.deleted_at := old.deleted_at;
		new.deleted_by := old.deleted_by;
		new.deleted_why := old.deleted_why;
	end if;
	return new;
end
$$;

-- A record is not marked while others stand on it: ('hitos', 'plan.milestone',
-- 'commitment_id', ...).
create function core.no_orphans() returns trigger
language plpgsql security definer as $$
declare
	n bigint;
begin
	for i in 0 .. tg_nargs / 3 - 1 loop
		execute format('select count(*) from %s where %I = $1 and deleted_at is null',
			tg_argv[3 * i + 1]::regclass, tg_argv[3 * i + 2])
			into n using new.id;
		if n > 0 then
			raise exception 'No se puede anular: tiene % sin anular (%).', tg_argv[3 * i], n
				using errcode = 'HT002';
		end if;
	end loop;
	return null;
end
$$;

-- The next number among the siblings, marked ones too, so that restoring one
-- does not collide. The parent is locked: two clerks get two numbers.
create function core.next_number(tab regclass, number_col text, parent regclass,
	parent_col text, parent_id bigint)
returns integer language plpgsql volatile security definer as $$
declare
	n integer;
begin
	execute format('select 1 from %s where id = $1 for no key update', parent)
		using parent_id;
	execute format('select coalesce(max(%I), 0) + 1 from %s where %I = $1',
		number_col, tab, parent_col) into n using parent_id;
	return n;
end
$$;
comment on function core.next_number(regclass, text, regclass, text, bigint) is 'El número siguiente entre hermanos';

-- "01", "1." and the capital i that someone typed for a 1.
create function core.read_number(given text) returns integer
language sql immutable as $$
	select case
		when upper(btrim(given, ' .)°')) in ('I', 'L') then 1
		when btrim(given, ' .)°') ~ '^[0-9]{1,6}$' then btrim(given, ' .)°')::integer
	end
$$;
comment on function core.read_number(text) is 'Lee un número de orden como se publicó';

-- Batches and requests are told by their transaction: nobody sets it.
create function core.stamp_transaction() returns trigger
language plpgsql as $$
begin
	if tg_op = 'INSERT' then
		new.xid := pg_current_xact_id();
		new.login := session_user;
	elsif (new.id, new.xid, new.login) is distinct from (old.id, old.xid, old.login) then
		raise exception 'La transacción de una carga no se cambia.' using errcode = 'HT002';
	elsif old.xid <> pg_current_xact_id() and not core.by_owner() then
		raise exception 'Una carga terminada no se cambia.' using errcode = 'HT002';
	end if;
	return new;
end
$$;

-- That a load was taken back says only the function that does it.
create function core.batch_fill() returns trigger
language plpgsql as $$
begin
	if tg_op = 'INSERT' then
		new.office_id := core.my_office();
	end if;
	if (new.kind <> 'load' or tg_op = 'UPDATE' and (new.kind, new.undoes) is distinct from (old.kind, old.undoes))
			and current_user <> 'hito_owner' then
		raise exception 'Una carga se deshace con su acción.' using errcode = 'HT003';
	end if;
	return new;
end
$$;

-- Is a load being undone now? Only the function that does it writes that row, and
-- closes it before anybody else has a turn.
create function core.taken_back(batch bigint) returns boolean
language sql stable security definer as $$
	select exists (select from core.batch b where b.undoes = $1 and b.kind = 'undo' and b.closed_at is null
		and b.xid = pg_current_xact_id() and b.cluster = (pg_control_system()).system_identifier)
$$;
comment on function core.taken_back(bigint) is 'Esa carga se está deshaciendo ahora';

-- Some load is: the setting alone is anybody's to write.
create function core.undo_runs() returns boolean
language sql stable security definer as $$
	select exists (select from core.batch b where b.undoes is not null and b.kind = 'undo' and b.closed_at is null
		and b.xid = pg_current_xact_id() and b.cluster = (pg_control_system()).system_identifier)
$$;
comment on function core.undo_runs() is 'Una carga se está deshaciendo ahora';

-- Rows go back to what they were (core.batch_undo): what asks a person for a
-- reason of a change does not.
create function core.undoing() returns boolean
language sql stable as $$
	select current_user = 'hito_owner' and current_setting('hito.undoing', true) = 'yes' and core.undo_runs()
$$;
comment on function core.undoing() is 'Se está deshaciendo una carga';

-- What the database keeps of a row itself: nobody else writes it, and it goes
-- back with the rest.
create function core.by_database() returns boolean
language sql stable as $$
	select core.by_owner() or core.undoing()
$$;
comment on function core.by_database() is 'Escribe lo que la base lleva por sí misma';

-- A new row is in its first state, unless the database itself adds it.
create function core.first_state() returns trigger
language plpgsql as $$
begin
	if not core.by_owner() then
		raise exception 'Una fila nueva entra en su primera situación; a las demás la llevan sus acciones.'
			using errcode = 'HT002', column = 'state';
	end if;
	return new;
end
$$;

-- What the policies of a register ask of a row before whoever asks may add it
-- (or change, or read it): SQL over the row's columns.
create function core.rights_rule(tab regclass, verb text) returns text
language sql stable as $$
	select coalesce(string_agg(format('(%s)', replace(r.qual, '%L', quote_literal(g.name))), ' or '), 'false')
	from core.register g
	join core.policy_kind() k on k.kind = g.kind
	join core.policy_rule() r on r.rule = case verb when 'adds' then k.adds when 'changes' then k.changes else k.reads end
	where g.name = core.full_name(tab) and pg_has_role(session_user, k.grp, 'member')
$$;
comment on function core.rights_rule(regclass, text) is 'Lo que piden las políticas de un registro, en SQL';

-- May whoever asks change this row? By the policies of its register, asked
-- here because an action writes what she may not write herself.
create function core.may_change(register regclass, id bigint) returns boolean
language plpgsql stable security definer as $$
declare
	rule constant text := core.rights_rule(register, 'changes');
	allowed boolean := pg_has_role(session_user, 'hito_owner', 'member');
begin
	-- What nobody changes has no number of a row to ask for.
	if not allowed and rule <> 'false' then
		execute format('select exists (select from %s where id = $1 and (%s))', register, rule)
			into allowed using id;
	end if;
	return allowed;
end
$$;
comment on function core.may_change(regclass, bigint) is 'Quien pregunta puede cambiar esa fila';

create function core.step_write(register regclass, id bigint, row_version int, state text,
	was text[], pairs text[])
returns void language plpgsql volatile as $$
declare
	n bigint;
begin
	execute format('update %s t set state = $3 %s where t.id = $1 and t.row_version = $2 and t.state = any ($4)',
		register, (select string_agg(format(', %I = %L', pairs[2 * i - 1], nullif(btrim(pairs[2 * i]), '')), '')
			from generate_series(1, cardinality(pairs) / 2) as i))
		using id, row_version, state, was;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function core.step_write(regclass, bigint, int, text, text[], text[]) is
	'Escribe la situación siguiente de una fila';

-- An action carried out for a person: she moves the states that she may not
-- write, and the register's rules judge her as if she did.
create function core.step_of_person(register regclass, id bigint, row_version int, state text,
	was text[], pairs text[])
returns void language plpgsql volatile security definer as $$
begin
	perform core.expect_one(case when core.may_change(register, id) then 1 end);
	if not exists (select from core.policy_kind() k join core.register g on g.kind = k.kind
			where g.name = core.full_name(register) and k.changes is not null)
			or exists (select from generate_series(1, cardinality(pairs), 2) as i
				where core.changeable(register) !~ format('\m%s\M', pairs[i]) or pairs[i] like '%office\_id') then
		raise exception 'Una acción no escribe eso.' using errcode = 'HT003';
	end if;
	perform set_config('hito.acting', 'yes', true);
	perform core.step_write(register, id, row_version, state, was, pairs);
	perform set_config('hito.acting', '', true);
end
$$;
comment on function core.step_of_person(regclass, bigint, int, text, text[], text[]) is
	'Lleva una fila a su situación siguiente en nombre de una persona';

-- Moves one row to its next state; the answers fill columns beside it.
create function core.step(register regclass, id bigint, row_version int, state text,
	was text[], variadic pairs text[] default '{}')
returns void language plpgsql volatile as $$
begin
	if core.by_owner() then
		perform core.step_write(register, id, row_version, state, was, pairs);
	else
		perform core.step_of_person(register, id, row_version, state, was, pairs);
	end if;
end
$$;
comment on function core.step(regclass, bigint, int, text, text[], text[]) is
	'Lleva una fila a su situación siguiente';
grant execute on function core.may_change(regclass, bigint), core.taken_back(bigint), core.undo_runs(),
	core.step_of_person(regclass, bigint, int, text, text[], text[])
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- An action that is one step: X(id, row_version, what it asks). asks: a column
-- that the answer fills, and the sentence that refuses a blank one, ...
create function core.declare_step(name text, about text, register regclass, was text[], state text,
	variadic asks text[] default '{}')
returns void language plpgsql as $$
declare
	named text;
	types text;
	answers text;
begin
	select string_agg(format(', %I text', asks[2 * i - 1]), '' order by i), string_agg(', text', ''),
		string_agg(format(case when asks[2 * i] is null then ', %1$L, $%2$s'
			else ', %1$L, core.expect_said($%2$s, %1$L, %3$L)' end, asks[2 * i - 1], i + 2, asks[2 * i]), '' order by i)
		into named, types, answers
	from generate_series(1, cardinality(asks) / 2) as i;
	execute format('create function %s(id bigint, row_version int%s) returns void language sql volatile as %L', name, named,
		format('select core.step(%L, $1, $2, %L, %L%s)', register, state, was, answers));
	execute format('comment on function %s(bigint, int%s) is %L', name, types, about);
end
$$;
comment on function core.declare_step(text, text, regclass, text[], text, text[]) is
	'Crea una acción que lleva una fila a su situación siguiente';

-- What is wrong with a row: at which column, in a sentence, and of which kind
-- (HT002 a rule, HT003 no right, HT004 not there).
create function core.problem(field text, reason text, code text default 'HT002') returns core.problem
language sql immutable as $$ select row($1, $2, $3)::core.problem $$;
comment on function core.problem(text, text, text) is 'Lo que está mal en una fila';

create function core.refuse(p core.problem) returns void
language plpgsql as $$
begin
	if p.field is null then
		raise exception '%', p.reason using errcode = p.code;
	end if;
	raise exception '%', p.reason using errcode = p.code, column = p.field;
end
$$;
comment on function core.refuse(core.problem) is 'Rechaza una fila';

-- The CHECKs of a table of labour or series as the cases of one CASE: the name of
-- the first that the row breaks. What a column is generated of is not there yet.
create function core.checks_sql(tab regclass) returns text
language sql stable as $$
	select string_agg(format('when not (%s) then %L', pg_get_expr(k.conbin, k.conrelid, true), k.conname), ' ' order by k.conname)
	from pg_constraint k join pg_class c on c.oid = k.conrelid
	where k.conrelid = tab and k.contype = 'c' and c.relnamespace::regnamespace::text in ('labour', 'series') and not exists (select from pg_attribute a
		where a.attrelid = tab and a.attnum = any (k.conkey) and a.attgenerated <> '')
$$;
comment on function core.checks_sql(regclass) is 'Las restricciones de una tabla, como SQL';

-- With the names that the server itself gives: a form has its own sentence for them.
create function core.refuse_check(tab regclass, con text) returns void
language plpgsql as $$
declare
	k constant pg_constraint := (select x from pg_constraint x where x.conrelid = tab and x.conname = con);
begin
	raise exception '%', core.check_sentence(tab, k.conkey, pg_get_expr(k.conbin, k.conrelid, true))
		using errcode = '23514', constraint = con, schema = (select relnamespace::regnamespace::text from pg_class where oid = tab),
			table = (select relname from pg_class where oid = tab);
end
$$;
comment on function core.refuse_check(regclass, text) is 'Rechaza una fila que no cumple una restricción';

create function core.refuse_key(tab regclass, con text, missing bigint) returns void
language plpgsql as $$
declare
	col record;
begin
	select a.attname as name, col_description(tab, a.attnum) as label into col
	from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
	where k.conrelid = tab and k.conname = con;
	raise exception '%', concat_ws(': ', col.label, 'no existe el registro que nombra.')
		using errcode = '23503', constraint = con, column = col.name, detail = format('%s = %s', col.name, missing),
			schema = (select relnamespace::regnamespace::text from pg_class where oid = tab),
			table = (select relname from pg_class where oid = tab);
end
$$;
comment on function core.refuse_key(regclass, text, bigint) is 'Rechaza una fila que apunta a una que no existe';

create function core.refuse_line_office() returns void
language plpgsql as $$
begin
	raise exception 'La oficina de una línea es la de su registro.' using errcode = 'HT003', column = 'office_id';
end
$$;
comment on function core.refuse_line_office() is 'Rechaza una línea que se dice de otra oficina que su registro';

-- What is kept as it is: ('the sentence', 'its code').
create function core.refuse_change() returns trigger
language plpgsql as $$
begin
	raise exception '%', tg_argv[0] using errcode = tg_argv[1];
end
$$;

-- What an action needs to be told: a reason, an agreement.
create function core.expect_said(given text, field text, sentence text) returns text
language plpgsql immutable as $$
begin
	if coalesce(btrim(given), '') = '' then
		raise exception '%', sentence using errcode = 'HT002', column = field;
	end if;
	return btrim(given);
end
$$;
comment on function core.expect_said(text, text, text) is 'Lo que se respondió, o el rechazo en su campo';

-- A step from one state to the next and who may do it: steps as
-- '{draft>submitted:submit, submitted>approved:secretariat}'; sentences: there
-- is no such step, it is the secretariat's, it is that of the responsible.
create function core.step_problems(was text, next text, office bigint, steps text[], sentences text[])
returns setof core.problem language sql stable as $$
	select (case t.who when 'secretariat' then core.problem(null, sentences[2], 'HT003')
		when 'submit' then core.problem(null, sentences[3], 'HT003')
		else core.problem('state', sentences[1]) end).*
	from (select (select split_part(s, ':', 2) from unnest(steps) as s
		where split_part(s, ':', 1) = was || '>' || next) as who) as t
	where was <> next and case t.who when 'secretariat' then not core.acts_as('hito_secretariat')
		when 'submit' then office is distinct from core.my_office('{submit}') else true end
$$;
comment on function core.step_problems(text, text, bigint, text[], text[]) is
	'Los pasos que puede dar una fila y quién los da';

-- A code in words: X(code); the last of the words, where it has no code, is of
-- all other codes.
create function core.declare_words(name text, about text, variadic words text[]) returns void
language plpgsql as $$
begin
	execute format('create function %s(code text) returns text language sql immutable parallel safe
		return case code %s%s end', name,
		(select string_agg(format('when %L then %L', words[2 * i - 1], words[2 * i]), ' ' order by i)
			from generate_series(1, cardinality(words) / 2) as i),
		case when cardinality(words) % 2 = 1 then format(' else %L', words[cardinality(words)]) end);
	execute format('comment on function %s(text) is %L', name, about);
end
$$;
comment on function core.declare_words(text, text, text[]) is 'Crea la función que pone un código en palabras';

-- A doubtful day is past on no day.
create function core.is_past(last_day date, doubtful boolean, today date)
returns boolean language sql immutable parallel safe
return not doubtful and coalesce(last_day < today, false);
comment on function core.is_past(date, boolean, date) is
	'Una fecha ya pasó; la que está por aclarar, nunca';

-- A day and an hour as people write them.
create function core.day_text(day date) returns text
language sql stable parallel safe
return to_char(day, 'DD/MM/YYYY');
comment on function core.day_text(date) is 'Un día como se escribe: 15/08/2019';

-- Of a value as the server writes it: only days and hours read otherwise.
create function core.value_text(type text, value text) returns text
language sql stable as $$
	select case
		when type = 'date' and value ~ '^\d{4}-\d\d-\d\d$' then core.day_text(value::date)
		when type ~ '^timestamp' and value ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d' then
			to_char(case when value ~ ':\d\d[.0-9]*[-+]\d\d(:\d\d)?$' then value::timestamptz at time zone 'America/Lima'
				else value::timestamp end, 'DD/MM/YYYY HH24:MI')
		else value end
$$;
comment on function core.value_text(text, text) is 'Un dato como se escribe: los días y las horas';

create function core.hour_text(hour time) returns text
language sql stable parallel safe
return to_char(hour, 'HH24:MI');
comment on function core.hour_text(time) is 'Una hora como se escribe: 09:30';

-- Two rows as jsonb differ in something of theirs: not in what the database keeps
-- itself, nor in the columns named. A generated column is not yet there in a new row.
create function core.row_differs(was jsonb, now jsonb, variadic but text[] default '{}') returns boolean
language sql immutable parallel safe as $$
	select exists (select from jsonb_each($2) as n
		where $1 -> n.key is distinct from n.value and n.key <> all ($3) and n.key not like '%\_folded'
			and n.key not in ('office_id', 'row_version', 'list_place'))
$$;
comment on function core.row_differs(jsonb, jsonb, text[]) is 'Dos filas difieren en algo propio';
