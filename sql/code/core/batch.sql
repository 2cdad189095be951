-- SPDX-License-Identifier: GPL-3.0-or-later
-- Loads as a register that is read: which file, by whom, how its columns were
-- taken, what was said of its lines and what it changed.

create trigger t10_fill before insert or update on core.batch
	for each row execute function core.batch_fill();
create trigger t90_stamp before insert or update on core.batch
	for each row execute function core.stamp_transaction();
create constraint trigger t99_standby after insert on core.batch deferrable initially deferred
	for each row when (current_setting('synchronous_standby_names') <> '') execute function core.tell_standby();

-- How many messages and lines a load keeps.
create function core.batch_keeps() returns int
language sql immutable return 1000;
comment on function core.batch_keeps() is 'Cuántos avisos y filas rechazadas guarda una carga';

-- What a load says of itself besides its counts; told by its own transaction.
-- messages: line, field, heading, value, severity, reason; rejects: line and
-- cells; kept: all of them, some, or none for the sake of personal data.
create function core.batch_note(batch bigint, relation text, mapping jsonb, headings text[], untold bigint,
	messages jsonb, rejects jsonb, kept text)
returns void language plpgsql volatile security definer as $$
declare
	here core.batch;
begin
	update core.batch b set relation = $2, mapping = $3, headings = $4, untold = $5, rejects_kept = $8
	where b.id = $1 and b.login = session_user and b.xid = pg_current_xact_id() and b.cluster = audit.cluster()
	returning b.* into here;
	if here.id is null then
		raise exception 'La carga % no existe o es de otra persona.', $1 using errcode = 'HT004';
	end if;
	insert into core.batch_message (batch_id, line, field, heading, value, severity, reason, office_id)
	select here.id, m.line, m.field, m.heading, m.value, m.severity, m.reason, coalesce(here.office_id, core.root_office())
	from rows from (jsonb_to_recordset($6) as (line int, field text, heading text, value text, severity text, reason text))
		with ordinality as m (line, field, heading, value, severity, reason, at)
	order by m.at
	limit core.batch_keeps();
	insert into core.batch_reject (batch_id, line, cells, office_id)
	select here.id, r.line, r.cells, coalesce(here.office_id, core.root_office())
	from rows from (jsonb_to_recordset($7) as (line int, cells text[])) with ordinality as r (line, cells, at)
	order by r.at
	limit core.batch_keeps();
end
$$;
comment on function core.batch_note(bigint, text, jsonb, text[], bigint, jsonb, jsonb, text) is
	'Guarda con una carga cómo se leyó el archivo y qué se dijo de sus líneas';
grant execute on function core.batch_note(bigint, text, jsonb, text[], bigint, jsonb, jsonb, text)
	to hito_clerk, hito_secretariat, hito_it;

-- The load that took this file into this register: one that stands and wrote
-- something before the others, the last of them.
create function core.batch_before(register text, sha256 text, out batch bigint, out login text, out at text,
	out file_name text, out undone bigint)
language sql stable as $$
	select b.id, b.login, to_char(b.opened_at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI'), b.file_name, u.id
	from core.batch b left join core.batch u on u.undoes = b.id
	where b.register = $1 and b.sha256 = $2 and b.kind = 'load' and b.closed_at is not null
	order by u.id is null and b.inserted + b.changed > 0 desc, b.id desc limit 1
$$;
comment on function core.batch_before(text, text) is 'La última carga de ese mismo archivo en ese registro';

create view core.batch_all with (security_invoker = true) as
select t.*, 1 as row_version, null::timestamptz as deleted_at, null::text as deleted_by, null::text as deleted_why,
	t.id as batch_no, -t.id as newest, coalesce(g.title, t.register) as register_title, o.office_code, o.office_name,
	to_char(t.opened_at at time zone 'America/Lima', 'DD/MM/YYYY HH24:MI') as loaded_at,
	case when t.kind = 'undo' then 'undo' when u.id is not null then 'undone' else 'loaded' end as state,
	u.id as undone_by, u.id is not null as undone, t.kind = 'undo' as is_undo,
	case when t.kind = 'undo' then format('Anuló %s y devolvió %s.', t.marked, t.restored)
		when u.id is null then format('Se anulan: %s; vuelven a lo que eran: %s.', coalesce(t.inserted, 0), coalesce(t.changed, 0))
		end as undo_says,
	case t.delimiter when E'\t' then 'tabulador' else t.delimiter end as delimiter_shown,
	(select string_agg(concat_ws(' → ', m.value ->> 'heading', m.value ->> 'title') ||
			coalesce(' (' || (m.value ->> 'how') || ')', ''), E'\n' order by m.place)
		from jsonb_array_elements(t.mapping) with ordinality as m (value, place)) as mapping_text,
	true as fixed, t.office_id = (select core.my_office()) as mine
from core.batch t left join core.batch u on u.undoes = t.id
	left join core.office o on o.id = t.office_id left join core.register g on g.name = t.relation;

create view core.batch_message_all with (security_invoker = true) as
select t.*, 1 as row_version, null::timestamptz as deleted_at from core.batch_message t;

-- What was said of its lines, and those that it left out, a cell each; n: how
-- many cells its line has.
create function core.batch_said(batch bigint, out line int, out heading text, out value text, out severity text, out reason text)
returns setof record language sql stable as $$
	select m.line, m.heading, m.value, m.severity, m.reason from core.batch_message m where m.batch_id = $1 order by m.line, m.id
$$;
comment on function core.batch_said(bigint) is 'Los avisos de una carga, por línea';

create function core.batch_left_out(batch bigint, out line int, out cell text, out n int)
returns setof record language sql stable as $$
	select r.line, c.cell, cardinality(r.cells)
	from core.batch_reject r cross join unnest(r.cells) with ordinality as c (cell, place)
	where r.batch_id = $1 order by r.line, r.id, c.place
$$;
comment on function core.batch_left_out(bigint) is 'Las filas que una carga dejó fuera, celda por celda';

-- How a row is called: Hitos 2018-2020/3.1.
create function core.record_called(relation text, id bigint) returns text
language plpgsql stable as $$
declare
	here constant core.register := (select g from core.register g where g.name = $1);
	key text;
begin
	if here.key_sql is not null then
		execute format('select %s from %s t where t.id = $1', here.key_sql, here.name::regclass) into key using $2;
	end if;
	return coalesce(key, format('(fila %s)', $2));
end
$$;
comment on function core.record_called(text, bigint) is 'Cómo se cita una fila dentro de su registro';

create function core.record_said(relation text, id bigint) returns text
language sql stable as $$
	select concat_ws(' ', (select g.title from core.register g where g.name = $1), core.record_called($1, $2))
$$;
comment on function core.record_said(text, bigint) is 'Cómo se llama una fila';

-- What a column is called, by its help, which goes on after a comma or a colon.
create function core.column_said(relation text, col text) returns text
language sql stable as $$
	select coalesce((select substring(col_description(a.attrelid, a.attnum) from '^[^,:;]*') from pg_attribute a
		where a.attrelid = to_regclass($1) and a.attname = $2), $2)
$$;
comment on function core.column_said(text, text) is 'Cómo se llama una columna';

create function core.column_text(relation text, col text, value text) returns text
language sql stable as $$
	select core.value_text((select format_type(a.atttypid, null) from pg_attribute a
		where a.attrelid = to_regclass($1) and a.attname = $2), $3)
$$;
comment on function core.column_text(text, text, text) is 'Un dato de una columna como se escribe';

-- What a load changed of rows that were there, a value each, the first of them;
-- a row of another register than the load's says of which it is.
create view core.batch_change_list with (security_invoker = true) as
select x.id, 1 as row_version, null::timestamptz as deleted_at, b.id as batch_id,
	case when x.relation = b.relation then core.record_called(x.relation, x.key) else core.record_said(x.relation, x.key) end as record,
	x.relation, x.col, core.column_said(x.relation, x.col) as field,
	case when x.was like 'sha256:%' then '(dato personal)' else core.column_text(x.relation, x.col, x.was) end as old_value,
	case when x.now like 'sha256:%' then '(dato personal)' else core.column_text(x.relation, x.col, x.now) end as new_value
from core.batch b cross join lateral (
	select c.id, c.relation, c.key, e.key as col, c.old ->> e.key as was, e.value #>> '{}' as now
	from audit.change c cross join lateral jsonb_each(c.new) as e
	where c.xid = b.xid and c.cluster = b.cluster and c.batch_id = b.id and c.op = 'update'
		and e.key not in ('row_version', 'deleted_by', 'batch_id', 'batch_line')
	order by c.id, e.key limit 500) as x;

select core.declare('core.batch', 'batch', 'Cargas', history => false, searched => false,
	help => array['batch_no', 'Número de la carga', 'newest', 'Las últimas primero', 'register_title', 'Registro que se cargó',
		'loaded_at', 'Cuándo se cargó', 'state', 'Situación: cargada, deshecha, o deshace otra', 'undone_by', 'Carga que la deshizo',
		'undone', 'Fue deshecha', 'is_undo', 'Deshace otra carga', 'undo_says', 'Qué pasa al deshacerla',
		'delimiter_shown', 'Separador de columnas', 'mapping_text', 'Cómo se leyó cada columna',
		'fixed', 'Solo se lee']);
select core.declare('core.batch_message', 'load_line', 'Avisos de una carga', history => false, searched => false);
select core.declare('core.batch_reject', 'load_line', 'Filas rechazadas de una carga', history => false, searched => false);
select core.describe('core.batch_change_list', 'Lo que cambió una carga, dato por dato', 'id', 'Número del cambio',
	'row_version', 'Siempre 1', 'deleted_at', 'Siempre en blanco', 'batch_id', 'Carga', 'record', 'Qué registro',
	'relation', 'Tabla', 'col', 'Columna', 'field', 'Dato', 'old_value', 'Lo que había', 'new_value', 'Lo que quedó');
