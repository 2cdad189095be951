-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an indicator is called in other systems that are fed with its results.

set role hito_owner;

create table follow.indicator_code (
	id bigint generated always as identity primary key,
	indicator_id bigint not null references follow.indicator,
	system text not null,
	code text not null,
	option_combo text,
	vocabulary text,
	result_type text not null default 'output',
	constraint indicator_code_system_known check (system in ('dhis2', 'iati')),
	constraint indicator_code_type_known check (result_type in ('output', 'outcome', 'impact', 'other')),
	constraint indicator_code_plain check (code ~ '^\S+$')
);
select core.make_register('follow.indicator_code', 'indicator_id', 'system'), core.make_place('follow.indicator_code'),
	core.make_comments('follow.indicator_code', 'Códigos de los indicadores en otros sistemas',
	'indicator_id', 'Indicador', 'system', 'Sistema que recibe sus resultados: DHIS2 o IATI',
	'code', 'Código del indicador en ese sistema: el elemento de datos de DHIS2 o el código de un vocabulario de IATI',
	'option_combo', 'Combinación de opciones de DHIS2; en blanco, la de siempre',
	'vocabulary', 'Vocabulario de IATI del que es el código; en blanco, el propio (99)',
	'result_type', 'Tipo de resultado de IATI: producto, efecto, impacto, otro');
create index indicator_code_office_place on follow.indicator_code (office_id, list_place, id) where deleted_at is null;

reset role;
