-- SPDX-License-Identifier: GPL-3.0-or-later
-- A workbook that was made for an office says so itself: whether whoever asks
-- may load what is of that office, and which of its rows are of another.
-- after: import_rights

-- May whoever asks add a row of that office, as new rows begin? NULL: there is
-- no such office.
create function core.may_load(tab regclass, office_code text) returns boolean
language plpgsql stable as $$
declare
	place constant bigint := (select o.id from core.office o
		where core.fold(o.office_code) = core.fold(btrim($2)) and o.deleted_at is null);
	begins constant text := (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d
		join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
		where d.adrelid = tab and a.attname = 'state');
	may boolean;
begin
	if place is null then
		return null;
	end if;
	execute format('select coalesce(bool_or(%s), false) from jsonb_populate_record(null::%s,
		jsonb_build_object(''office_id'', $1::bigint, ''state'', %s, ''batch_id'', 0)) as r',
		core.rights_rule(tab, 'adds'), tab, coalesce(begins, 'null::text')) into may using place;
	return may;
end
$$;
comment on function core.may_load(regclass, text) is 'Quien pregunta puede cargar filas de esa oficina';

-- Staged rows of another plan, period or office than the workbook was made for;
-- office NULL: its rows may be of any.
create function core.import_stamped(plan_code text, period_key text, office_code text) returns setof core.finding
language sql as $$
	select s.line, f.field, f.value, 'error', format(f.reason, f.wanted)
	from pg_temp.hito_stage s
	cross join lateral (select to_jsonb(s) as j) as x
	cross join lateral (values
		('plan_code', x.j ->> 'plan_code', $1, 'El archivo es una plantilla del plan %s.'),
		('period_key', x.j ->> 'period_key', $2, 'El archivo es una plantilla del periodo %s.'))
		as f (field, value, wanted, reason)
	where core.fold(f.value) <> core.fold(f.wanted)
	union all
	select r.line, null, null, 'error',
		format('La fila es de la oficina %s, y el archivo es una plantilla de %s.', o.office_code, $3)
	from pg_temp.hito_ready r
	join core.office o on o.id = (to_jsonb(r) ->> 'office_id')::bigint
	where core.fold(o.office_code) <> core.fold($3)
$$;
comment on function core.import_stamped(text, text, text) is
	'Señala las filas que no son de lo que dice la plantilla';

-- The offices that the staged rows are of.
create function core.import_offices() returns text
language sql as $$
	select string_agg(distinct o.office_code::text, ', ')
	from pg_temp.hito_ready r
	join core.office o on o.id = (to_jsonb(r) ->> 'office_id')::bigint
$$;
comment on function core.import_offices() is 'Las oficinas de las filas de una carga';
