-- SPDX-License-Identifier: GPL-3.0-or-later
-- Days that count: holidays that return every year, by the sun or by Easter, and
-- terms in days as dated rules; places with dates. Labour and series begin here.

set role hito_owner;

create schema labour;
comment on schema labour is 'Trabajo: empleadores, sindicatos, negociaciones, huelgas, ofertas de empleo y capacitación';
grant usage on schema labour to hito_reader, hito_clerk, hito_secretariat, hito_it, hito_keeper;
create schema series;
comment on schema series is 'Series territoriales: conjuntos de datos y sus observaciones';
grant usage on schema series to hito_reader, hito_clerk, hito_secretariat, hito_it, hito_keeper;

-- "130101" alone is INEI's; the others say whose code it is.
alter table core.place
	add place_code text generated always as
		(case ubigeo_system when 'INEI' then ubigeo else ubigeo_system || ':' || ubigeo end) stored,
	add from_date date,
	add to_date date,
	add constraint place_not_reversed check (to_date >= from_date);
create index place_code_prefix on core.place (place_code text_pattern_ops);
select core.make_comments('core.place', 'Lugares con su UBIGEO; el mismo código es otro lugar en otro sistema',
	'place_code', 'Cómo se cita: el UBIGEO del INEI, o RENIEC:120101',
	'from_date', 'Desde cuándo existe el código; en blanco, desde siempre',
	'to_date', 'Hasta cuándo; en blanco, sigue. Un código que se retiró conserva sus filas');

alter table core.institution add place_id bigint references core.place;
create index institution_place on core.institution (place_id);
select core.make_comments('core.institution', 'La institución que usa el programa',
	'place_id', 'Su lugar: qué feriados regionales cuentan donde no se dice otro');

-- A holiday says when it falls: 2023-07-27 once, 07-28 every year, pascua-2 two
-- days before Easter. Those on record were single days.
alter table core.holiday
	add falls_on text,
	add scope text not null default 'nation',
	add kind text not null default 'holiday',
	add place_id bigint references core.place,
	add from_year integer,
	add to_year integer,
	add unverified boolean not null default true,
	add notes text;
update core.holiday set falls_on = to_char(day, 'YYYY-MM-DD');
drop index core.holiday_natural;
alter table core.holiday
	drop column day,
	alter column falls_on set not null,
	add constraint holiday_name_filled check (name <> ''),
	add constraint holiday_scope_known check (scope in ('nation', 'region', 'public')),
	add constraint holiday_kind_known check (kind in ('holiday', 'non_working')),
	add constraint holiday_region_has_place check ((scope = 'region') = (place_id is not null)),
	add constraint holiday_not_reversed check (to_year >= from_year),
	add constraint holiday_years_sound check (from_year between 1900 and 2100 and coalesce(to_year, 2100) <= 2100),
	add constraint holiday_falls_on_known check (falls_on ~ '^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
		or falls_on ~ '^pascua([+-]\d{1,2})?$');
create unique index holiday_natural on core.holiday
	(falls_on, scope, (coalesce(place_id, 0)), (coalesce(from_year, 0))) where deleted_at is null;
create index holiday_place on core.holiday (place_id);
select core.make_folded('core.holiday', 'name');
select core.make_comments('core.holiday', 'Días que no cuentan: feriados y días no laborables',
	'falls_on', 'Cuándo cae: 28/07 cada año, 27/07/2023 una vez, pascua-2 dos días antes de Pascua',
	'name', 'Nombre del día', 'scope', 'Alcance: la nación, una región, el sector público',
	'kind', 'Clase: feriado, día no laborable', 'place_id', 'Lugar en que rige',
	'from_year', 'Primer año en que cuenta; en blanco, siempre contó', 'to_year', 'Último año; en blanco, sigue',
	'source', 'Norma que lo declaró', 'unverified', 'Falta comprobarlo con la norma', 'notes', 'Observaciones');

-- The days themselves, kept by triggers of core.holiday.
create table core.holiday_day (
	id bigint generated always as identity primary key,
	holiday_id bigint not null references core.holiday,
	day date not null,
	scope text not null,
	kind text not null,
	place_like text not null default '',
	ubigeo_system text not null default '',
	name text not null
);
create index holiday_day_holiday on core.holiday_day (holiday_id);
create index holiday_day_day on core.holiday_day (day);
select core.make_comments('core.holiday_day', 'Cada día que no cuenta, sacado de los feriados',
	'id', 'Número interno', 'holiday_id', 'De qué feriado sale', 'day', 'Día', 'scope', 'Alcance', 'kind', 'Clase',
	'place_like', 'UBIGEO del lugar y de lo que está en él', 'ubigeo_system', 'Sistema del UBIGEO', 'name', 'Nombre del día');

create table core.term_rule (
	id bigint generated always as identity primary key,
	rule_code varchar(40) not null,
	rule_name text not null,
	procedure_name text,
	number integer not null,
	unit text not null default 'working',
	skip_saturday boolean not null default true,
	skip_sunday boolean not null default true,
	skip_national boolean not null default true,
	skip_regional boolean not null default true,
	skip_public boolean not null default false,
	on_last_day boolean not null default false,
	from_date date not null,
	to_date date,
	source text,
	unverified boolean not null default true,
	notes text,
	constraint term_rule_code_plain check (rule_code ~ '^[a-z0-9_.-]+$'),
	constraint term_rule_name_filled check (rule_name <> ''),
	constraint term_rule_number_sound check (number between 0 and 10000),
	constraint term_rule_unit_known check (unit in ('working', 'calendar', 'hours')),
	constraint term_rule_not_reversed check (to_date >= from_date)
);
select core.make_register('core.term_rule', 'rule_code', 'from_date'), core.make_place('core.term_rule');
select core.make_folded('core.term_rule', 'rule_name');
select core.make_comments('core.term_rule', 'Plazos: cuántos días, cuáles cuentan y desde cuándo rige',
	'rule_code', 'Código del plazo', 'rule_name', 'Qué plazo es', 'procedure_name', 'Procedimiento al que pertenece',
	'number', 'Cuántos', 'unit', 'De qué: días hábiles, días calendario, horas',
	'skip_saturday', 'No cuentan los sábados', 'skip_sunday', 'No cuentan los domingos',
	'skip_national', 'No cuentan los feriados nacionales', 'skip_regional', 'No cuentan los feriados de la región',
	'skip_public', 'No cuentan los días no laborables del sector público',
	'on_last_day', 'El acto puede empezar el último día del plazo', 'from_date', 'Desde cuándo rige',
	'to_date', 'Hasta cuándo; en blanco, sigue', 'source', 'Norma de la que sale',
	'unverified', 'Falta comprobarla con la norma', 'notes', 'Observaciones');

-- Where words are found, made of what is declared.
alter table core.register add search_sql text, add first_sql text;
select core.make_comments('core.register', 'Lo que se declara de cada registro',
	'search_sql', 'Sus filas que tienen unas palabras, como SQL', 'first_sql', 'La primera de ellas, para leer, como SQL');

reset role;
