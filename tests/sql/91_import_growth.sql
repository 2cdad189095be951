-- SPDX-License-Identifier: GPL-3.0-or-later
-- A file costs by its own lines, not by what stands in the register already: by
-- rows read, with 120,000 observations and files of 1,000 lines, not by time.
begin;
\ir fixture.psql
\set described `"$HITO" -d "$TEST_URL" form describe`
create temp table described on commit drop as select :'described'::jsonb -> 'series.observation' || '{"new": true}' as form;
grant select on described to public;
select plan(9);

set local session_replication_role = replica;
insert into core.place (ubigeo_system, ubigeo, place_name, office_id)
select 'SUNAT', '13' || to_char(n, 'FM0000'), 'Lugar ' || n, core.root_office() from generate_series(1, 100) as n;
insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, office_id)
values ('larga', 'Larga', 'ha', 'month', 'district', 'sum', core.office_named('A'));
insert into series.item (dataset_id, item_code, item_name, office_id)
select d.id, 'i' || n, 'Ítem ' || n, d.office_id from series.dataset d, generate_series(1, 5) as n;
insert into series.observation (dataset_id, place_id, period_key, item_id, value, office_id, list_place)
select d.id, p.id, k, i.id, 1, d.office_id, concat_ws(E'\t', d.dataset_code, p.place_code, k, i.item_code)
from series.dataset d join series.item i on i.dataset_id = d.id cross join core.place p
cross join series.keys('2000-01-01', '2019-12-31', 'month') as k where p.ubigeo_system = 'SUNAT';
insert into core.member (login, office_id, kind) select 't_a', core.office_named('A'), 'batch';
set local session_replication_role = origin;
analyze;
-- As where the register lies in memory.
set local random_page_cost = 1;
select is((select count(*) from series.observation), 120000::bigint, '120,000 observations');

-- Loads a line for each of 100 places and ten months of a year; what was found,
-- what was written, and how many rows of the register were read one by one.
create function pg_temp.load(year int, value numeric, out wrong bigint, out counts text, out read_whole bigint)
language plpgsql as $$
declare
	form constant jsonb := (select d.form from described d);
	given constant text[] := '{dataset_code,place_code,period_key,item_code,value}';
	before constant bigint := (select seq_tup_read from pg_stat_xact_user_tables where relid = 'series.observation'::regclass);
begin
	set local session authorization t_a;
	perform set_config('hito.office', 'A', true);
	create temp table hito_stage (line int not null, dataset_code text, place_code text, period_key text, item_code text, value numeric)
		on commit drop;
	insert into pg_temp.hito_stage
	select row_number() over (), 'larga', 'SUNAT:13' || to_char(n, 'FM0000'), format('%s-%s', year, to_char(m, 'FM00')), 'i1',
		load.value + (n % 2) * (load.value - 1)
	from generate_series(1, 100) as n, generate_series(1, 10) as m;
	wrong := (select count(*) from core.import_check(form, given));
	if wrong = 0 then
		perform core.import_changes('series.observation', 10);
		select c.inserted || ' ' || c.changed || ' ' || c.same into counts from core.import_commit(form, given,
			core.batch_open('series.observation', 'f.csv', null, '00', 1000, null, null)) as c;
	end if;
	grant all on pg_temp.hito_found, pg_temp.hito_field, pg_temp.hito_column, pg_temp.hito_rule, pg_temp.hito_new, pg_temp.hito_joined to public;
	reset session authorization;
	drop table pg_temp.hito_stage, pg_temp.hito_ready cascade;
	read_whole := (select seq_tup_read from pg_stat_xact_user_tables where relid = 'series.observation'::regclass) - before;
end
$$;
create temp table loaded as select 'new' as what, l.* from pg_temp.load(2020, 5) as l;
select is(wrong, 0::bigint, 'a file of new lines is right') from loaded;
select is(counts, '1000 0 0', 'and written') from loaded;
select is(read_whole, 0::bigint, 'without reading the register whole') from loaded;
truncate loaded;
insert into loaded select 'known', l.* from pg_temp.load(2019, 1) as l;
select is(counts, '0 0 1000', 'lines that stand there are known again') from loaded;
select is(read_whole, 0::bigint, 'each by its key') from loaded;
truncate loaded;
insert into loaded select 'changed', l.* from pg_temp.load(2018, 3) as l;
select is(counts, '0 1000 0', 'those that differ are changed') from loaded;
select is(read_whole, 0::bigint, 'each by its number') from loaded;
select is((select count(*) from series.observation where period_key like '2018%' and value in (3, 5)), 1000::bigint, 'to what the file says');
select * from finish();
rollback;
