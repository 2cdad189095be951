-- SPDX-License-Identifier: GPL-3.0-or-later
-- Roles, schemas, the builders of tables and the core registers.
-- Runs in one transaction of `hito db migrate` or alone with psql -f.

-- Roles belong to the whole server: several databases may share them.
do $$
declare
	r record;
begin
	for r in select * from (values
		('hito_owner', 'nologin noinherit'),
		('hito_reader', 'nologin'),
		('hito_clerk', 'nologin'),
		('hito_secretariat', 'nologin'),
		('hito_it', 'nologin'),
		('hito_keeper', 'nologin noinherit createrole')) as v (name, how)
	loop
		if not exists (select from pg_roles where rolname = r.name) then
			execute format('create role %I %s', r.name, r.how);
		end if;
	end loop;
	-- Whoever makes users grants our groups only: 16 asks for the option.
	if not pg_has_role('hito_keeper', 'hito_clerk', 'member with admin option') then
		grant hito_reader, hito_clerk, hito_secretariat, hito_it
			to hito_keeper with admin option;
	end if;
	-- hito_owner gives functions to hito_keeper (sql/code/40_users.sql).
	if not pg_has_role('hito_owner', 'hito_keeper', 'member') then
		grant hito_keeper to hito_owner;
	end if;
	if (select rolsuper from pg_roles where rolname = current_user) then
		execute format('grant create, connect, temporary on database %I to hito_owner',
			current_database());
		revoke create on schema public from public;
	end if;
end
$$;

create schema if not exists core;
create table if not exists core.migration (
	file text primary key,
	sha256 text not null,
	applied_at timestamptz not null default now(),
	applied_by text not null default session_user
);
do $$
begin
	if (select rolsuper from pg_roles where rolname = current_user) then
		alter schema core owner to hito_owner;
		alter table core.migration owner to hito_owner;
	end if;
end
$$;

set role hito_owner;

create schema plan;
create schema follow;
create schema audit;
comment on schema core is 'Lo común: institución, oficinas, lugares, documentos, periodos, permisos';
comment on schema plan is 'Planes de acción: compromisos, hitos, metas y actividades';
comment on schema follow is 'Seguimiento: indicadores, metas por periodo y resultados';
comment on schema audit is 'Historia de los cambios y su sello';

-- Whoever makes a function grants it by name; nobody has it by default.
alter default privileges revoke execute on functions from public;

-- Accents and case away: what was typed meets what was published. Used by
-- generated columns, therefore never replaced. Combining marks have no
-- counterpart in the second list, so translate() drops them.
create function core.fold(text) returns text
language sql immutable strict parallel safe as $$
	select lower(translate($1,
		'ÁÀÄÂÃÅáàäâãåÉÈËÊéèëêÍÌÏÎíìïîÓÒÖÔÕóòöôõÚÙÜÛúùüûÑñÇçÝýÿ'
		|| U&'\00A0\2013\2014\2019\0300\0301\0302\0303\0308\0327',
		'aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooouuuuuuuunnccyyy'
		|| ' --''') collate "C")
$$;
comment on function core.fold(text) is 'Texto sin tildes ni mayúsculas, para buscar';

-- Builders: what every table has, said once (functions core.make_* are kept
-- when sql/code is replaced).

-- core.make_comments('plan.goal', 'what a row is', 'column', 'its help', ...)
create function core.make_comments(tab regclass, about text, variadic pairs text[])
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	execute format('comment on table %s is %L', tab, about);
	for i in 1 .. cardinality(pairs) / 2 loop
		execute format('comment on column %s.%I is %L',
			tab, pairs[2 * i - 1], pairs[2 * i]);
	end loop;
end
$$;

-- A partial date: the text as published and what it was read as. Doubtful
-- ones keep what was read, so no CHECK may insist on them.
create function core.make_partial_date(tab regclass, col text, about text)
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	name text := (select relname from pg_class where oid = tab);
begin
	execute format('alter table %1$s
		add %2$I text, add %3$I date, add %4$I date, add %5$I text,
		add %6$I boolean not null default false,
		add constraint %7$I check (%5$I in (''day'', ''month'', ''quarter'', ''year'', ''open'')),
		add constraint %8$I check (%6$I or %3$I is null or %4$I is null or %4$I >= %3$I)',
		tab, col, col || '_from', col || '_to', col || '_precision',
		col || '_doubtful', name || '_' || col || '_precision_known',
		name || '_' || col || '_not_reversed');
	perform core.make_comments(tab, obj_description(tab, 'pg_class'),
		col, about || ', como se publicó',
		col || '_from', about || ': primer día posible',
		col || '_to', about || ': último día posible',
		col || '_precision', about || ': precisión (día, mes, trimestre, año, abierta)',
		col || '_doubtful', about || ': fecha por aclarar');
end
$$;

-- The folded copy of a searched column and its prefix index. An expression
-- index would be ignored under row security; 600 characters fit its pages.
create function core.make_folded(tab regclass, variadic cols text[])
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	name text := (select relname from pg_class where oid = tab);
	col text;
begin
	foreach col in array cols loop
		execute format('alter table %s add %I text generated always as (left(core.fold(%I::text), 600)) stored',
			tab, col || '_folded', col);
		execute format('create index %I on %s (%I text_pattern_ops)',
			name || '_' || col || '_prefix', tab, col || '_folded');
		execute format('comment on column %s.%I is %L', tab, col || '_folded',
			'Copia sin tildes ni mayúsculas, para buscar');
	end loop;
end
$$;

-- The conventions of every register. natural: the columns of its natural
-- key, unique among rows that are not marked as deleted.
create function core.make_register(tab regclass, variadic natural_key text[] default '{}')
returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	name text := (select relname from pg_class where oid = tab);
begin
	execute format('alter table %1$s
		add row_version integer not null default 1,
		add office_id bigint not null,
		add deleted_at timestamptz, add deleted_by text, add deleted_why text,
		add batch_id bigint, add batch_line integer,
		add constraint %2$I foreign key (office_id) references core.office,
		add constraint %3$I foreign key (batch_id) references core.batch,
		add constraint %4$I check ((deleted_at is null) = (deleted_by is null))',
		tab, name || '_office_id_fkey', name || '_batch_id_fkey',
		name || '_deleted_whole');
	execute format('create index %I on %s (office_id)', name || '_office', tab);
	execute format('create index %I on %s (batch_id) where batch_id is not null',
		name || '_batch', tab);
	if cardinality(natural_key) > 0 then
		execute format('create unique index %I on %s (%s) where deleted_at is null',
			name || '_natural', tab,
			(select string_agg(quote_ident(c), ', ') from unnest(natural_key) as c));
	end if;
	perform core.make_comments(tab, obj_description(tab, 'pg_class'),
		'id', 'Número interno, nunca cambia',
		'row_version', 'Versión de la fila: aumenta con cada cambio',
		'office_id', 'Oficina responsable de la fila',
		'deleted_at', 'Anulado: cuándo',
		'deleted_by', 'Anulado: por quién',
		'deleted_why', 'Anulado: por qué',
		'batch_id', 'Carga de la que vino la fila',
		'batch_line', 'Línea del archivo de la carga');
end
$$;
comment on function core.make_comments(regclass, text, text[]) is 'Escribe los comentarios de una tabla y sus columnas';
comment on function core.make_partial_date(regclass, text, text) is 'Añade las cinco columnas de una fecha parcial';
comment on function core.make_folded(regclass, text[]) is 'Añade la copia sin tildes de columnas que se buscan';
comment on function core.make_register(regclass, text[]) is 'Añade a una tabla lo que todo registro tiene';

-- Offices and batches first: every register points at both.
create table core.office (
	id bigint generated always as identity primary key,
	office_code varchar(40) not null,
	office_name text not null,
	initials varchar(20),
	parent_id bigint references core.office,
	root boolean not null default false,
	to_review boolean not null default false,
	constraint office_code_filled check (office_code <> ''),
	constraint office_name_filled check (office_name <> ''),
	constraint office_not_own_parent check (parent_id <> id)
);
create table core.batch (
	id bigint generated always as identity primary key,
	register text not null,
	file_name text not null,
	sheet text,
	sha256 text not null,
	rows_read bigint,
	charset text,
	delimiter text,
	login text not null default session_user,
	office_id bigint references core.office,
	opened_at timestamptz not null default now(),
	closed_at timestamptz,
	inserted bigint,
	changed bigint,
	same bigint,
	rejected bigint,
	xid xid8 not null default pg_current_xact_id()
);
create index batch_xid on core.batch (xid);
create index batch_sha256 on core.batch (sha256);
select core.make_register('core.office', 'office_code');
create unique index office_one_root on core.office (root) where root;
create index office_parent on core.office (parent_id);
select core.make_folded('core.office', 'office_name');
select core.make_comments('core.office', 'Oficinas y unidades de la institución',
	'office_code', 'Código corto de la oficina',
	'office_name', 'Nombre completo de la oficina',
	'initials', 'Siglas de la oficina',
	'parent_id', 'Oficina de la que depende',
	'root', 'Es la oficina principal de la institución',
	'to_review', 'Por revisar: la creó una carga y nadie la ha confirmado');
select core.make_comments('core.batch', 'Cargas de archivos: qué archivo, quién y cuánto',
	'id', 'Número de la carga',
	'register', 'Registro que se cargó',
	'file_name', 'Nombre del archivo',
	'sheet', 'Hoja del archivo',
	'sha256', 'Huella SHA-256 del archivo',
	'rows_read', 'Filas leídas del archivo',
	'charset', 'Codificación del archivo',
	'delimiter', 'Separador de columnas',
	'login', 'Quién cargó el archivo',
	'office_id', 'Oficina desde la que se cargó',
	'opened_at', 'Cuándo empezó',
	'closed_at', 'Cuándo terminó',
	'inserted', 'Filas nuevas',
	'changed', 'Filas cambiadas',
	'same', 'Filas iguales',
	'rejected', 'Filas rechazadas',
	'xid', 'Transacción de la carga');

select core.make_comments('core.migration', 'Archivos SQL aplicados a esta base',
	'file', 'Archivo aplicado', 'sha256', 'Huella SHA-256 del archivo',
	'applied_at', 'Cuándo se aplicó', 'applied_by', 'Quién lo aplicó');

-- Which kind of rights each table has, written by core.protect.
create table core.register (
	name text primary key,
	kind text not null
);
select core.make_comments('core.register', 'Clase de permisos de cada registro',
	'name', 'Tabla', 'kind', 'Clase: open, shared, office, personal, ...');

-- A save is done once: its id is written in the same transaction (R2).
create table core.request (
	id uuid not null,
	login text not null default session_user,
	at timestamptz not null default now(),
	xid xid8 not null default pg_current_xact_id(),
	primary key (login, id)
);
create index request_xid on core.request (xid);
select core.make_comments('core.request', 'Grabaciones hechas: cada una se hace una sola vez',
	'id', 'Identificador que dio el programa', 'login', 'Quién grabó',
	'at', 'Cuándo', 'xid', 'Transacción de la grabación');

-- Who works where. The groups are roles of the server; the office is here.
create table core.member (
	id bigint generated always as identity primary key,
	login text not null,
	office_id bigint not null references core.office,
	kind text not null,
	from_date date,
	to_date date,
	granted_by text not null default session_user,
	granted_at timestamptz not null default now(),
	constraint member_natural unique (login, office_id, kind),
	constraint member_kind_known check (kind in ('enter', 'submit', 'batch', 'read')),
	constraint member_not_reversed check (to_date >= from_date)
);
create index member_office on core.member (office_id);
select core.make_comments('core.member', 'Quién trabaja en qué oficina y para qué',
	'id', 'Número interno, nunca cambia', 'login', 'Usuario de la base de datos',
	'office_id', 'Oficina', 'kind', 'Para qué: ingresar, presentar, cargar o leer',
	'from_date', 'Desde', 'to_date', 'Hasta',
	'granted_by', 'Quién lo dio', 'granted_at', 'Cuándo se dio');

-- The people that `hito user add` made: only they are given groups or a new
-- password, never another program's role.
create table core.login (
	id bigint generated always as identity primary key,
	login text not null constraint login_natural unique,
	full_name text,
	created_by text not null default session_user,
	created_at timestamptz not null default now()
);
select core.make_comments('core.login', 'Usuarios del programa',
	'id', 'Número interno, nunca cambia', 'login', 'Usuario de la base de datos',
	'full_name', 'Nombre completo', 'created_by', 'Quién lo creó', 'created_at', 'Cuándo se creó');

-- Offices that may read and write a register of personal data.
create table core.personal_office (
	id bigint generated always as identity primary key,
	register text not null
);
select core.make_register('core.personal_office', 'register', 'office_id');
select core.make_comments('core.personal_office', 'Oficinas que pueden ver los datos personales de un registro',
	'register', 'Registro, como plan.commitment_contact_private');

create table core.institution (
	id bigint generated always as identity primary key,
	code varchar(40) not null,
	name text not null,
	kind text,
	ruc varchar(11),
	logo bytea
);
select core.make_register('core.institution', 'code');
select core.make_comments('core.institution', 'La institución que usa el programa',
	'code', 'Siglas de la institución', 'name', 'Nombre de la institución',
	'kind', 'Clase de institución', 'ruc', 'RUC', 'logo', 'Logotipo (PNG)');

create table core.person_in_post (
	id bigint generated always as identity primary key,
	post text not null,
	person_name text not null,
	from_date date,
	to_date date,
	document text,
	constraint person_in_post_not_reversed check (to_date >= from_date),
	constraint person_in_post_filled check (post <> '' and person_name <> '')
);
select core.make_register('core.person_in_post');
create unique index person_in_post_natural on core.person_in_post
	(office_id, post, person_name, (coalesce(from_date, '-infinity'))) where deleted_at is null;
select core.make_folded('core.person_in_post', 'person_name', 'post');
select core.make_comments('core.person_in_post', 'Personas en sus cargos, con fechas',
	'post', 'Cargo o puesto', 'person_name', 'Nombre de la persona',
	'from_date', 'Desde', 'to_date', 'Hasta; en blanco, sigue en el cargo',
	'document', 'Documento de designación');

create table core.place (
	id bigint generated always as identity primary key,
	ubigeo_system varchar(10) not null default 'INEI',
	ubigeo varchar(6) not null,
	place_name text not null,
	province text,
	department text,
	constraint place_system_known check (ubigeo_system in ('INEI', 'RENIEC', 'SUNAT')),
	constraint place_ubigeo_digits check (ubigeo ~ '^([0-9]{2}){1,3}$')
);
select core.make_register('core.place', 'ubigeo_system', 'ubigeo');
select core.make_folded('core.place', 'place_name');
select core.make_comments('core.place', 'Lugares con su UBIGEO; el mismo código es otro lugar en otro sistema',
	'ubigeo_system', 'Sistema del código: INEI, RENIEC o SUNAT',
	'ubigeo', 'Código de 2, 4 o 6 cifras', 'place_name', 'Nombre del lugar',
	'province', 'Provincia', 'department', 'Departamento');

create table core.document (
	id bigint generated always as identity primary key,
	document_ref varchar(60) not null,
	document_title text not null,
	kind text,
	number_text text,
	annex text,
	location text,
	publishable boolean not null default false,
	file_name text,
	file_sha256 text,
	constraint document_ref_filled check (document_ref <> ''),
	constraint document_sha256_hex check (file_sha256 ~ '^[0-9a-f]{64}$')
);
select core.make_register('core.document', 'document_ref');
select core.make_partial_date('core.document', 'issued', 'Fecha del documento');
select core.make_folded('core.document', 'document_title');
select core.make_comments('core.document', 'Documentos: evidencias, acuerdos, oficios',
	'document_ref', 'Código del documento, como se cita',
	'document_title', 'Título o asunto', 'kind', 'Clase: acta, oficio, fotografía, informe, resolución',
	'number_text', 'Número del documento', 'annex', 'Anexo',
	'location', 'Dónde está: folio, estante o dirección web',
	'publishable', 'Se puede publicar', 'file_name', 'Nombre del archivo',
	'file_sha256', 'Huella SHA-256 del archivo');

create table core.year_name (
	id bigint generated always as identity primary key,
	year integer not null,
	name text not null,
	source text
);
select core.make_register('core.year_name', 'year');
select core.make_comments('core.year_name', 'Nombre oficial de cada año',
	'year', 'Año', 'name', 'Nombre oficial', 'source', 'Norma que lo dio');

create table core.holiday (
	id bigint generated always as identity primary key,
	day date not null,
	name text not null,
	source text
);
select core.make_register('core.holiday', 'day');
select core.make_comments('core.holiday', 'Feriados',
	'day', 'Día', 'name', 'Nombre del feriado', 'source', 'Norma que lo declaró');

-- Keys that begin with `test.` make a PRUEBA database and belong to
-- hito_owner alone: test.today fixes the day.
create table core.setting (
	id bigint generated always as identity primary key,
	key text not null,
	value text not null,
	about text
);
select core.make_register('core.setting', 'key');
select core.make_comments('core.setting', 'Ajustes de la base de datos',
	'key', 'Nombre del ajuste', 'value', 'Valor', 'about', 'Para qué sirve');

create table core.rule_set (
	id bigint generated always as identity primary key,
	name text not null,
	from_date date not null,
	threshold numeric not null default 80,
	cap numeric not null default 100,
	minimum_coverage numeric not null default 50,
	red_below numeric not null default 70,
	green_from numeric not null default 80,
	unreported text not null default 'zero',
	gate_plan boolean not null default true,
	gate_commitment boolean not null default true,
	source text,
	verified boolean not null default false,
	constraint rule_set_percents check (threshold between 0 and 100
		and minimum_coverage between 0 and 100 and cap between 100 and 1000),
	constraint rule_set_bands check (0 < red_below and red_below < green_from
		and green_from <= 100),
	constraint rule_set_threshold_is_edge check (threshold in (red_below, green_from)),
	constraint rule_set_unreported_known check (unreported in ('zero', 'exclude'))
);
select core.make_register('core.rule_set', 'from_date');
select core.make_comments('core.rule_set', 'Reglas del cumplimiento, con la fecha desde la que rigen',
	'name', 'Nombre del juego de reglas', 'from_date', 'Rige desde',
	'threshold', 'Umbral en %: por debajo se acuerdan acciones correctivas',
	'cap', 'Tope en % de cada indicador dentro del promedio',
	'minimum_coverage', 'Cobertura mínima en %; con menos el resultado no es concluyente',
	'red_below', 'Rojo por debajo de este %', 'green_from', 'Verde desde este %',
	'unreported', 'Lo no informado después del plazo cuenta cero (zero) o queda fuera (exclude)',
	'gate_plan', 'El umbral se aplica al plan', 'gate_commitment', 'El umbral se aplica a cada compromiso',
	'source', 'Norma o documento de donde viene la regla',
	'verified', 'La regla fue verificada con su fuente');

-- Words that begin the name of a unit, where several stand in one cell.
create table core.unit_word (
	id bigint generated always as identity primary key,
	word text not null,
	folded text generated always as (core.fold(word)) stored
);
select core.make_register('core.unit_word', 'word');
select core.make_comments('core.unit_word', 'Palabras con las que empieza el nombre de una unidad',
	'word', 'Palabra o palabras, como Sub Gerencia',
	'folded', 'La palabra sin tildes ni mayúsculas');

-- Words by which cells that hold several things are taken apart.
create table core.cell_word (
	id bigint generated always as identity primary key,
	kind text not null,
	word text not null,
	folded text generated always as (core.fold(word)) stored
);
select core.make_register('core.cell_word', 'kind', 'word');
select core.make_comments('core.cell_word', 'Palabras por las que se separa una celda que junta varias cosas',
	'kind', 'Para qué sirve la palabra', 'word', 'Palabra o palabras',
	'folded', 'La palabra sin tildes ni mayúsculas');

reset role;
