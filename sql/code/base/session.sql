-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who asks, from which office, on which day; what every save and load calls.
-- after: reset

create type core.finding as (line int, field text, value text, severity text, reason text);
comment on type core.finding is 'Lo que una carga encontró en una línea';

create type core.problem as (field text, reason text, code text);
comment on type core.problem is 'Por qué se rechaza una fila: columna, oración, clase';

create type core.partial_date as (text text, from_day date, to_day date,
	precision_name text, doubtful boolean);
comment on type core.partial_date is 'Una fecha parcial como se leyó';

-- The day, by the server. In a PRUEBA database it stands still.
-- plpgsql, here and below, because it keeps its plan: these run at every
-- statement and, where a row comes without its office, at every row.
create function core.today() returns date
language plpgsql stable security definer as $$
begin
	return coalesce(
		(select value::date from core.setting
			where key = 'test.today' and deleted_at is null),
		(now() at time zone 'America/Lima')::date);
end
$$;
comment on function core.today() is 'El día de hoy en Lima, o el día fijo de una base de PRUEBA';

-- What is handed in on the fixed day of a practice database is so on that day:
-- else it came late by the clock, and in time by the calendar.
create function core.moment() returns timestamptz
language sql stable as $$
	select (core.today() + (now() at time zone 'America/Lima')::time) at time zone 'America/Lima';
$$;
comment on function core.moment() is 'Ahora, en el día que es para esta base';

-- Memberships of the session's user that are in force today.
create function core.my_memberships(out office_id bigint, out office_code text,
	out office_name text, out root boolean, out kind text)
returns setof record language plpgsql stable security definer as $$
begin
	return query
		select m.office_id, o.office_code::text, o.office_name, o.root, m.kind
		from core.member m join core.office o on o.id = m.office_id
		where m.login = session_user::text and o.deleted_at is null
			and (m.from_date is null or m.from_date <= core.today())
			and (m.to_date is null or m.to_date >= core.today());
end
$$;
comment on function core.my_memberships() is 'Oficinas y permisos vigentes de quien pregunta';

-- The next day on which one of them begins or has ended.
create function core.member_turns() returns timestamp
language sql stable security definer as $$
	select min(t.day)::timestamp
	from core.member m cross join lateral unnest(array[m.from_date, m.to_date + 1]) as t (day)
	where m.login = session_user::text and t.day > core.today()
$$;
comment on function core.member_turns() is 'Cuándo cambian las oficinas o permisos de quien pregunta';

-- The office in which the person works now: what the connection says, if she
-- is a member (a forged one is nobody's), else her only one. kinds narrows.
create function core.my_office(kinds text[] default null) returns bigint
language plpgsql stable security definer as $$
declare
	named constant text := coalesce(current_setting('hito.office', true), '');
	here bigint;
	last_one bigint;
	fits boolean;
begin
	-- core.my_memberships() once more, as a query of its own: it is faster, and so it is
	-- to look at the office of each (offset: no join of it), and at the day where one has days.
	select min(m.office_id), max(m.office_id), bool_or(kinds is null or m.kind = any (kinds))
		into here, last_one, fits
	from core.member m
	where m.login = session_user::text
		and (m.from_date is null or m.from_date <= core.today())
		and (m.to_date is null or m.to_date >= core.today())
		and exists (select from core.office o where o.id = m.office_id and o.deleted_at is null
			and (named = '' or o.office_code = named) offset 0);
	if here = last_one and fits then
		return here;
	end if;
	return null;
end
$$;
comment on function core.my_office(text[]) is 'Oficina en la que trabaja ahora quien pregunta, si es miembro con ese permiso';

-- A member there by whatever she works as now.
create function core.is_of(office bigint) returns boolean
language sql stable security definer as $$
	select exists (select from core.my_memberships() as m where m.office_id = $1)
$$;
comment on function core.is_of(bigint) is 'Quien pregunta es hoy de esa oficina, en cualquier función';

create function core.at_root(kinds text[]) returns boolean
language plpgsql stable security definer as $$
declare
	here constant bigint := core.my_office(kinds);
begin
	return exists (select from core.office o where o.id = here and o.root);
end
$$;
comment on function core.at_root(text[]) is 'La oficina actual es la principal y se tiene en ella ese permiso';

create function core.my_kinds() returns text
language sql stable security definer as $$
	select string_agg(kind, ',' order by kind) from core.my_memberships()
	where office_id = core.my_office()
$$;
comment on function core.my_kinds() is 'Permisos en la oficina actual, separados por coma';

create function core.my_offices(out code text, out name text)
returns setof record language sql stable security definer as $$
	select distinct office_code, office_name from core.my_memberships() order by 1
$$;
comment on function core.my_offices() is 'Oficinas en las que puede trabajar quien pregunta';

-- May whoever asks see personal data of this register, from this office?
create function core.my_personal(register text) returns boolean
language sql stable security definer as $$
	select exists (select from core.personal_office p
		where p.register = $1 and p.office_id = core.my_office()
			and p.deleted_at is null)
$$;
comment on function core.my_personal(text) is 'La oficina actual puede ver los datos personales de ese registro';

-- The owner himself: migrations, the demonstration, the triggers that carry a
-- change further. An action that he carries out for a person is hers
-- (core.step). Not definer: inside one current_user is always the owner.
create function core.by_owner() returns boolean
language sql stable as $$
	select current_user = 'hito_owner' and current_setting('hito.acting', true) is distinct from 'yes'
$$;
comment on function core.by_owner() is 'Lo hace la base misma, no una persona';

-- Of the group, and by a membership that is in force today.
create function core.is_secretariat() returns boolean
language plpgsql stable security definer as $$
begin
	-- core.my_memberships() once more, as a query of its own: it is faster.
	return pg_has_role(session_user, 'hito_secretariat', 'member')
		and exists (select from core.member m where m.login = session_user::text and m.kind = 'secretariat'
			and (m.from_date is null or m.from_date <= core.today())
			and (m.to_date is null or m.to_date >= core.today()));
end
$$;
comment on function core.is_secretariat() is 'Quien pregunta es hoy de la secretaría';

-- A group of ours, or the owner.
create function core.acts_as(grp text) returns boolean
language sql stable as $$
	select core.by_owner() or case grp when 'hito_secretariat' then core.is_secretariat()
		else pg_has_role(session_user, grp, 'member') end
$$;
comment on function core.acts_as(text) is 'Quien pregunta pertenece a ese grupo';

create function core.office_named(code text) returns bigint
language sql stable security definer as $$
	select id from core.office where office_code = code and deleted_at is null
$$;
comment on function core.office_named(text) is 'Número interno de la oficina de ese código';

create function core.root_office() returns bigint
language sql stable security definer as $$
	select id from core.office where root
$$;
comment on function core.root_office() is 'Número interno de la oficina principal';

-- A save names the version that it read; another one there undoes it all.
create function core.expect_one(n bigint) returns boolean
language plpgsql volatile as $$
begin
	if n is distinct from 1 then
		raise exception 'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.'
			using errcode = 'HT001';
	end if;
	return true;
end
$$;
comment on function core.expect_one(bigint) is 'Verifica que el cambio alcanzó exactamente una fila';

-- Of all that stands in the ledger: 128 bits tell one from another, at every start.
create function core.edition() returns text
language sql stable security definer as $$
	select left(encode(sha256(convert_to(string_agg(file || ' ' || sha256, E'\n'
		order by file collate "C"), 'UTF8')), 'hex'), 32)
	from core.migration
$$;
comment on function core.edition() is 'Huella de la edición de los esquemas y funciones de esta base';

-- Whoever comes back after her line was cut says which edition she knows, and saves
-- without asking anything first.
create function core.same_edition() returns trigger
language plpgsql security definer as $$
declare
	known constant text := current_setting('hito.edition', true);
begin
	if known <> '' and known <> core.edition() then
		raise exception 'El esquema de la base cambió: salga y vuelva a entrar.' using errcode = 'HT005';
	end if;
	return new;
end
$$;
comment on function core.same_edition() is 'Cuida que nadie grabe en una edición que no conoce';

-- How many of the servers that are to confirm each change (synchronous_standby_names) are
-- not there. Without pg_read_all_stats the owner sees only that there are some.
create function core.standbys_lacking() returns bigint
language sql stable security definer as $$
	select case when n.names = '' or pg_is_in_recovery() then 0
		else greatest(0, coalesce(substring(n.names from '(?i)^\s*(?:first\s|any\s)?\s*(\d+)\s*\(')::bigint, 1)
			- (select count(*) from pg_stat_replication r
				where coalesce(r.state = 'streaming' and r.sync_state in ('sync', 'quorum')
					and r.reply_time > clock_timestamp() - interval '20 s', true)))
		end
	from (select current_setting('synchronous_standby_names') as names) n
$$;
comment on function core.standbys_lacking() is 'Servidores de respaldo que deben confirmar lo grabado y no responden';
grant execute on function core.standbys_lacking() to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- At the very end, when all that is left is to wait for them: it is told before.
create function core.tell_standby() returns trigger
language plpgsql security definer as $$
begin
	if current_setting('synchronous_commit') not in ('off', 'local') and core.standbys_lacking() > 0 then
		raise notice 'El servidor de respaldo que debe confirmar lo grabado no responde.' using errcode = 'HT006';
	end if;
	return null;
end
$$;
comment on function core.tell_standby() is 'Dice que se espera por un servidor de respaldo que no responde';

-- Since when the server runs, in microseconds: one that took over from another has
-- an own, though both were started in the same second.
create function core.server_since() returns bigint
language sql stable
return (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint;
comment on function core.server_since() is 'Desde cuándo funciona el servidor, en microsegundos';

-- What the screen asks once per connection.
create function core.hello(out schema_hash text, out schema_major int,
	out schema_minor int, out who text, out office_code text, out office_name text,
	out institution text, out institution_name text, out is_test boolean,
	out today date, out now_hhmm text, out server bigint)
language sql stable security definer as $$
	select
		core.edition(),
		(select 1 + coalesce(max(substring(file from 'schema/([0-9])')::int), 0) from core.migration),
		(select count(*)::int from core.migration where file like '%schema/%'),
		session_user::text,
		o.office_code::text, o.office_name, i.code::text, i.name,
		exists (select from core.setting where key = 'test.today' and deleted_at is null),
		core.today(),
		to_char(now() at time zone 'America/Lima', 'HH24:MI'),
		core.server_since()
	from (select core.my_office() as office_id) m
		left join core.office o on o.id = m.office_id
		left join lateral (select code, name from core.institution
			where deleted_at is null order by id limit 1) i on true
$$;
comment on function core.hello() is 'Versión del esquema, quién entra, desde qué oficina y qué día es';

-- An import opens a batch in its own transaction: audit knows it by that.
-- Files are for who was given them: a membership of kind batch in the office
-- she works in, or in the main one; the secretariat.
create function core.expect_loads() returns void
language plpgsql stable as $$
begin
	if core.acts_as('hito_secretariat') or core.at_root('{batch}')
			or core.my_office('{batch}') is not null then
		return;
	end if;
	raise exception 'Su permiso en esta oficina es para ingresar registro por registro: no carga archivos.'
		using errcode = 'HT003', hint = 'Pida a informática el permiso de cargas (batch) en su oficina, o que ella los cargue.';
end
$$;
comment on function core.expect_loads() is 'Cuida que solo cargue archivos quien tiene permiso de cargas';

create function core.batch_open(register text, file_name text, sheet text,
	sha256 text, rows_read bigint, charset text, delimiter text)
returns bigint language sql volatile as $$
	select core.expect_loads();
	insert into core.batch (register, file_name, sheet, sha256, rows_read, charset, delimiter)
	values ($1, $2, $3, $4, $5, $6, $7) returning id
$$;
comment on function core.batch_open(text, text, text, text, bigint, text, text) is 'Abre una carga y devuelve su número';

create function core.batch_close(batch bigint, inserted bigint, changed bigint,
	same bigint, rejected bigint)
returns void language plpgsql volatile as $$
begin
	update core.batch b set inserted = $2, changed = $3, same = $4,
		rejected = $5, closed_at = now()
	where id = $1;
	if not found then
		raise exception 'La carga % no existe o es de otra persona.', $1
			using errcode = 'HT004';
	end if;
end
$$;
comment on function core.batch_close(bigint, bigint, bigint, bigint, bigint) is 'Cierra una carga con sus cuentas';

grant execute on function core.my_office(text[]),
	core.at_root(text[]),
	core.my_kinds(),
	core.is_secretariat(),
	core.is_of(bigint),
	core.my_offices(),
	core.my_personal(text),
	core.root_office(),
	core.hello(),
	core.today()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
grant execute on function core.fold(text), core.today(), core.office_named(text) to hito_keeper;
