-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forms and layouts that reach every office: informática proposes a version,
-- tried by its program against this database, the secretariat puts it in force,
-- and each program has it at its next start. Nobody writes a row by hand.

-- Of numbers that differ the places of the most that rise, in their order.
create function core.rising(v bigint[]) returns int[]
language plpgsql immutable parallel safe as $$
declare
	ends int[] := '{}';	-- by length, where the lowest end of that length stands
	before int[] := array_fill(0, array[coalesce(cardinality(v), 0)]);
	rises int[] := '{}';
	low int;
	high int;
	middle int;
begin
	for i in 1 .. coalesce(cardinality(v), 0) loop
		low := 0;
		high := cardinality(ends);
		while low < high loop
			middle := (low + high + 1) / 2;
			if v[ends[middle]] < v[i] then
				low := middle;
			else
				high := middle - 1;
			end if;
		end loop;
		before[i] := case when low > 0 then ends[low] else 0 end;
		ends[low + 1] := i;
	end loop;
	low := coalesce(ends[cardinality(ends)], 0);
	while low > 0 loop
		rises := rises || low;
		low := before[low];
	end loop;
	return rises;
end
$$;
comment on function core.rising(bigint[]) is 'Dónde está lo más que crece en una lista de números';

-- The lines that one text has and the other has not, those that go before those
-- that come, as they stand; a line counts as often as it stands there. One that
-- stands elsewhere goes and comes: a call that moved under another title is a change.
create function core.lines_changed(was text, now text) returns text
language sql immutable parallel safe as $$
	with gone as materialized (select line, row_number() over (partition by line order by at) as n, at
			from regexp_split_to_table(was, E'\n') with ordinality as l (line, at)),
		come as materialized (select line, row_number() over (partition by line order by at) as n, at
			from regexp_split_to_table(now, E'\n') with ordinality as l (line, at)),
		both_have as (select g.at as gone_at, c.at as come_at, row_number() over (order by g.at) as i
			from gone g join come c on c.line = g.line and c.n = g.n),
		stays as materialized (select b.gone_at, b.come_at
			from unnest(core.rising((select array_agg(come_at order by i) from both_have))) as r (i) join both_have b on b.i = r.i)
	select string_agg(d.sign || d.line, E'\n' order by d.sign desc, d.at)
	from (select '-' as sign, g.line, g.at from gone g
			where not exists (select from stays s where s.gone_at = g.at)
		union all
		select '+', c.line, c.at from come c
			where not exists (select from stays s where s.come_at = c.at)) as d
$$;
comment on function core.lines_changed(text, text) is 'Las líneas que un texto deja y las que trae otro';

-- What a version changes: of the one before it that was put in force; one that
-- waits, of what it would replace.
create view core.drawing_all with (security_invoker = true) as
select t.*, o.office_code, t.office_id = (select core.my_office()) as mine,
	t.state = 'proposed' as to_decide, t.state = 'in_force' as served,
	b.version_no as changes_no, core.lines_changed(b.body, t.body) as changes
from core.drawing t join core.office o on o.id = t.office_id
	left join lateral (select x.version_no, x.body from core.drawing x
		where x.file_name = t.file_name and (x.version_no < t.version_no and x.state not in ('proposed', 'refused')
			or t.state = 'proposed' and x.state = 'in_force')
		order by t.state = 'proposed' and x.state = 'in_force' desc, x.version_no desc limit 1) b on true;

-- Whoever keeps the server; core.by_owner() is true of all that runs as the owner.
create function core.is_owner() returns boolean
language sql stable as $$ select pg_has_role(session_user, 'hito_owner', 'member') $$;
comment on function core.is_owner() is 'Entra quien administra el servidor';

-- Signs that do not show, or show other than they stand: what is read before it is
-- put in force is then not what runs.
create function core.is_shown(text text) returns boolean
language sql immutable parallel safe
return text !~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]';
comment on function core.is_shown(text) is 'Un texto que se lee como está escrito';

-- Two at once have different numbers. An advisory lock is anybody's to hold.
create function core.drawing_alone() returns void
language plpgsql volatile as $$
begin
	perform from core.register r where r.name = 'core.drawing' for no key update;
end
$$;
comment on function core.drawing_alone() is 'Uno tras otro quienes proponen o deciden formularios';

-- Definer: nobody writes the register by hand. It says what it is of, and is not what
-- is served already.
create function core.drawing_propose(file_name text, title text, body text, made_for text, why text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	word constant text := case when file_name ~ '[.]form$' then 'form' else 'report' end;
	made int;
begin
	if not core.at_root('{batch}') and not core.is_owner() then
		raise exception 'Los formularios y modelos los propone informática, desde la oficina principal.' using errcode = 'HT003';
	end if;
	perform core.expect_said($5, 'why', 'Escriba para qué se cambia.');
	perform core.expect_said($2, 'title', 'Escriba el título.');
	if $1 !~ '^[a-z][a-z0-9_]{0,62}[.](form|report)$' then
		raise exception using errcode = 'HT002', message = format('El archivo se llama NOMBRE.form o NOMBRE.report, no %s.', $1);
	elsif length($2) > 200 or length($5) > 2000 or octet_length($3) > 262144 then
		raise exception 'Es demasiado largo: el archivo tiene a lo más 256 KiB; el título, 200 caracteres; el motivo, 2000.'
			using errcode = 'HT002';
	elsif not core.is_shown(concat_ws(' ', $2, replace($3, E'\r\n', E'\n'), $5)) then
		raise exception 'Hay un signo que no se ve: un formulario o modelo se lee antes de ponerlo en vigor.' using errcode = 'HT002';
	elsif $3 is null or $3 !~ format('^([ \t\r]*(#[^\n]*)?\n)*[ \t]*%s[ \t]+%s\s', word, split_part($1, '.', 1)) then
		raise exception using errcode = 'HT002',
			message = format('%s empieza por «%s %s»: así se llama lo que dibuja.', $1, word, split_part($1, '.', 1));
	elsif exists (select from core.drawing d where d.file_name = $1 and d.state = 'in_force' and d.body = $3) then
		raise exception using errcode = 'HT002', message = format('%s es igual al que rige.', $1);
	end if;
	perform core.drawing_alone();
	if (select count(*) from core.drawing d where d.state = 'proposed') >= 100 then
		raise exception 'Ya esperan 100 propuestas: retire antes las que no sirven.' using errcode = 'HT002';
	end if;
	insert into core.drawing (file_name, version_no, title, body, made_for, why, proposed_by, office_id)
	values ($1, (select 1 + coalesce(max(d.version_no), 0) from core.drawing d where d.file_name = $1),
		$2, $3, $4, btrim($5), session_user, coalesce(core.my_office(), core.root_office()))
	returning version_no into made;
	return format('%s/%s', $1, made);
end
$$;
comment on function core.drawing_propose(text, text, text, text, text) is
	'Propone una versión de un formulario o modelo; devuelve su clave';

-- One step of a version that was proposed or is in force; what it asks of whoever
-- takes it is asked before.
create function core.drawing_move(id bigint, row_version int, was text, state text, decision text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	n bigint;
begin
	update core.drawing d set state = $4, decided_by = session_user, decided_at = core.moment(), decision = nullif(btrim($5), '')
	where d.id = $1 and d.row_version = $2 and d.state = $3 and d.deleted_at is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function core.drawing_move(bigint, int, text, text, text) is 'Lleva una versión a su situación siguiente';

-- Four eyes: it runs on every machine, with the rights of whoever uses it.
create function core.drawing_accept(id bigint, row_version int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	here core.drawing;
begin
	select d.* into here from core.drawing d where d.id = $1;
	if not core.is_secretariat() and not core.is_owner() then
		raise exception 'Un formulario o modelo lo pone en vigor la secretaría.' using errcode = 'HT003';
	elsif here.proposed_by = session_user and not core.is_owner() then
		raise exception 'Usted lo propuso: lo pone en vigor otra persona.' using errcode = 'HT003';
	end if;
	perform core.drawing_alone();
	-- All of it travels to whoever enters from a new machine.
	if (select count(*) >= 200 or sum(octet_length(d.body)) + octet_length(here.body) > 4194304
			from core.drawing d where d.state = 'in_force' and d.file_name <> here.file_name) then
		raise exception 'Rigen ya demasiados: a lo más 200, de 4 MiB en total. Retire antes los que no se usan.' using errcode = 'HT002';
	end if;
	update core.drawing d set state = 'replaced', decided_by = session_user, decided_at = core.moment(), decision = null
	where d.file_name = here.file_name and d.state = 'in_force' and d.id <> $1;
	perform core.drawing_move($1, $2, 'proposed', 'in_force', null);
end
$$;
comment on function core.drawing_accept(bigint, int) is 'Poner en vigor un formulario o modelo';

create function core.drawing_refuse(id bigint, row_version int, decision text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	if not core.is_secretariat() and not core.is_owner()
			and session_user is distinct from (select d.proposed_by from core.drawing d where d.id = $1) then
		raise exception 'Una propuesta la rechaza la secretaría, o la retira quien la hizo.' using errcode = 'HT003';
	end if;
	perform core.expect_said($3, 'decision', 'Escriba por qué se rechaza.');
	perform core.drawing_move($1, $2, 'proposed', 'refused', $3);
end
$$;
comment on function core.drawing_refuse(bigint, int, text) is 'Rechazar un formulario o modelo propuesto';

-- The program's own serves again.
create function core.drawing_withdraw(id bigint, row_version int, decision text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
	if not core.is_secretariat() and not core.is_owner() then
		raise exception 'Lo que rige lo retira la secretaría.' using errcode = 'HT003';
	end if;
	perform core.expect_said($3, 'decision', 'Escriba por qué se retira.');
	perform core.drawing_move($1, $2, 'in_force', 'withdrawn', $3);
end
$$;
comment on function core.drawing_withdraw(bigint, int, text) is 'Retirar un formulario o modelo: vuelve a servir el del programa';

create function core.drawing_digest(body text) returns text
language sql stable parallel safe as $$ select left(encode(sha256(convert_to(body, 'UTF8')), 'hex'), 32) $$;
comment on function core.drawing_digest(text) is 'Huella de un formulario o modelo';

-- Of the forms and layouts that are served, by what they say: another database may
-- have a version of that number too. Null: none are.
create function core.drawn() returns text
language sql stable security definer as $$
	select left(encode(sha256(convert_to(string_agg(concat_ws(' ', file_name, version_no, core.drawing_digest(body)), E'\n'
		order by file_name collate "C"), 'UTF8')), 'hex'), 16)
	from core.drawing where state = 'in_force' and deleted_at is null
$$;
comment on function core.drawn() is 'Huella de los formularios y modelos que rigen';

-- What a program needs to have what is in force; have: the digests of those
-- that it keeps, whose bodies do not travel again.
create function core.drawings_served(have text[],
	out file_name text, out version_no int, out made_for text, out digest text, out body text)
returns setof record language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select d.file_name, d.version_no, d.made_for, x.digest, case when x.digest = any (have) then null else d.body end
	from core.drawing d cross join lateral (select core.drawing_digest(d.body) as digest) as x
	where d.state = 'in_force' and d.deleted_at is null order by d.file_name
$$;
comment on function core.drawings_served(text[]) is 'Los formularios y modelos que rigen, sin lo que el programa ya guarda';
grant execute on function core.drawing_propose(text, text, text, text, text), core.drawing_accept(bigint, int),
	core.drawing_refuse(bigint, int, text), core.drawing_withdraw(bigint, int, text), core.drawings_served(text[])
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('core.drawing', 'kept', 'Formularios y modelos de informe', searched => false,
	help => '{to_decide, "Espera que la secretaría decida", served, "Rige en todas las oficinas",
		changes_no, "La versión que rigió antes", changes, "Líneas que deja (-) y que trae (+)"}');
