-- SPDX-License-Identifier: GPL-3.0-or-later
-- An import, fourth part: who may write which row, and what the guards say.
-- after: import_check
-- after: declare

-- Nothing where that is not another office of hers.
create function core.office_hint(office text) returns text
language sql stable as $$
	select coalesce((select format('Usted trabaja también en ella: repita con --office %s.', m.code)
		from core.my_offices() as m where m.code = $1 and m.code is distinct from
			(select o.office_code from core.office o where o.id = core.my_office())), '')
$$;
comment on function core.office_hint(text) is 'Qué oficina elegir para lo que es de otra de las suyas';

-- Who may, in words: of the row's own office, or of any.
create function core.rights_sentence(tab regclass, verb text, office text) returns text
language sql stable as $$
	select case when bool_or(w.own) then format('Es de la oficina %s: la carga ', office) else 'Este registro lo carga ' end
		|| regexp_replace(string_agg(w.who, ', ' order by w.n), ', ([^,]*)$', ' o \1') || '.'
		|| case when bool_or(w.own) then rtrim(' ' || core.office_hint(office)) else '' end
	from (select min(v.n) as n, v.who, bool_or(v.own) as own
		from core.register g
		join core.policy_kind() k on k.kind = g.kind
		join (values (1, '', 'write', true, 'esa misma oficina'),
			(2, 'hito_secretariat', 'secretariat', false, 'la secretaría'),
			(3, 'hito_it', 'batch', true, 'informática con permiso de cargas en ella o en la principal'),
			(3, 'hito_it', 'draft', true, 'informática mientras es borrador'),
			(3, 'hito_it', 'received', true, 'informática mientras está por evaluar'),
			(3, 'hito_it', 'root', false, 'informática desde la oficina principal')) as v (n, grp, rule, own, who)
			on v.grp in ('', k.grp) and v.rule = case verb when 'adds' then k.adds else k.changes end
		where g.name = core.full_name(tab)
		group by v.who) as w
$$;
comment on function core.rights_sentence(regclass, text, text) is 'Quién puede cargar una fila, en palabras';

-- Lines with an error that makes their office or record another one.
create function core.import_astray() returns setof int
language sql stable as $$
	select e.line from pg_temp.hito_found e
	where e.severity = 'error' and (e.step in ('code', 'hook') or exists (select from pg_temp.hito_field f
		where f.name = e.field and (f.numbers is not null or exists (select from pg_temp.hito_column c
			where c.field = f.at and c.key))))
$$;
comment on function core.import_astray() is 'Líneas cuyo registro no se conoce';

-- Rows that the policies would refuse. The field told is what says whose the
-- row is: its office, else the first part of its key that the file brings.
create function core.import_refused(tab regclass) returns void
language plpgsql as $$
declare
	changes text := core.rights_rule(tab, 'changes');
	told text := (select f.name from pg_temp.hito_field f
		where f.brought and (f.writes = 'office_id' or f.lends is not null or exists (select from pg_temp.hito_column c
			where c.field = f.at and c.key))
		order by f.writes is not distinct from 'office_id' desc, f.lends, f.at limit 1);
begin
	execute format('with x as materialized (
			select line, office_id, ''adds'' as verb from (select line, id, office_id, coalesce(%3$s, false) as may
				from pg_temp.hito_ready) as r where id is null and not may
			union all
			select r.line, case when w.may then r.office_id else t.office_id end, ''changes''
			from (select *, coalesce(%4$s, false) as may from pg_temp.hito_ready) as r
			join %2$s t on t.id = r.id
			join (select id, coalesce(%4$s, false) as may from %2$s) as w on w.id = r.id
			where not (r.may and w.may) and %5$s
		), said as (select y.verb, y.office_id, core.rights_sentence(%2$L, y.verb, coalesce(o.office_code, '''')) as reason
			from (select distinct verb, office_id from x) as y left join core.office o on o.id = y.office_id
		)
		insert into pg_temp.hito_found
		select ''rights'', x.line, %1$L, null, ''error'', s.reason
		from x join said s on s.verb = x.verb and s.office_id is not distinct from x.office_id
		where x.line not in (select core.import_astray())', told, tab, core.rights_rule(tab, 'adds'), changes,
		core.import_differs());
end
$$;
comment on function core.import_refused(regclass) is 'Señala las filas que las políticas no dejan escribir';

-- Of rows (line and the columns of the key and of the policies) those that
-- whoever asks may add and whose natural key a record has that she does not
-- see. Definer, for that record's sake; of rows that she may not add nothing
-- is told.
create function core.hidden_records(tab regclass, rows jsonb) returns setof int
language plpgsql stable security definer as $$
declare
	parts text := (select string_agg(format('coalesce((%s)::text, '''')', pg_get_indexdef(i.indexrelid, n, true)),
		' || E''\t'' || ') from pg_index i cross join generate_series(1, i.indnkeyatts::int) as n
		where i.indexrelid = core.natural_index(tab));
begin
	if not exists (select from core.register g where g.name = core.full_name(tab)) then
		return;
	end if;
	return query execute format('select r.batch_line from (select batch_line, %1$s as key
			from jsonb_populate_recordset(null::%2$s, $1) where %3$s) as r
		where r.key in (select %1$s from %2$s where deleted_at is null)', parts, tab, core.rights_rule(tab, 'adds'))
		using rows;
end
$$;
comment on function core.hidden_records(regclass, jsonb) is 'Líneas cuya clave tiene un registro que no se ve';
grant execute on function core.hidden_records(regclass, jsonb) to hito_clerk, hito_secretariat, hito_it;

create function core.import_hidden(tab regclass) returns void
language plpgsql as $$
declare
	part jsonb;
begin
	if core.rights_rule(tab, 'reads') like '%(true)%' then
		return;
	end if;
	for part in execute format('select jsonb_agg(jsonb_build_object(''batch_line'', r.line, %s)) from pg_temp.hito_ready r
		where r.id is null and r.key is not null group by r.line / 10000', (select string_agg(format('%L, r.%1$I', c.col), ', ')
			from pg_temp.hito_column c where c.key or c.col in ('office_id', 'state')))
	loop
		insert into pg_temp.hito_found
		select 'rights', h.line, null, null, 'error', 'Ya hay un registro con esta clave que usted no ve ni cambia: '
			'pídalo a la oficina responsable o a la secretaría.'
		from core.hidden_records(tab, part) as h (line);
	end loop;
end
$$;
comment on function core.import_hidden(regclass) is 'Señala las filas que ya están en un registro que no se ve';

-- What the guards of the register (X_problems) say of new and changed rows; of
-- what stands on a record that is still to be made, nothing.
create function core.import_guarded(form jsonb, tab regclass) returns void
language plpgsql as $$
begin
	if to_regprocedure(format('%s_problems(%1$s, %1$s)', tab)) is null then
		return;
	end if;
	execute format('insert into pg_temp.hito_found
		select ''guard'', x.line, n.field, null, ''error'', x.reason
		from (select distinct on (r.line, p.reason) r.line, p.field, p.reason from pg_temp.hito_ready r
			left join %1$s t on t.id = r.id
			cross join lateral %1$s_problems(t, %2$s) as p
			where (r.id is null or %3$s) and not (%4$s) and r.line not in (select core.import_astray())
			order by r.line, p.reason) as x
		left join pg_temp.hito_field f on f.name = x.field
		left join lateral (select g.name as field from pg_temp.hito_column h join pg_temp.hito_field g on g.at = h.field
			where h.col = x.field) as c on true
		cross join lateral (select coalesce(f.name, c.field, case when x.field is not null then %5$L end) as field) as n
		where not exists (select from pg_temp.hito_found e where e.line = x.line and e.severity = ''error''
			and e.field is not distinct from n.field)', tab, core.import_row(tab, 'r'),
		core.import_differs(), coalesce((select string_agg(format('r.%I', '? ' || f.name), ' or ')
			from pg_temp.hito_field f where f.writes is not null and f.brought), 'false'), form -> 'natural' ->> -1);
end
$$;
comment on function core.import_guarded(jsonb, regclass) is 'Señala lo que cuida cada registro';
