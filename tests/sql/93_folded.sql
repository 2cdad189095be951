-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys that another rule folded, and indexes in the order of another collation,
-- are found and made anew, and nothing of it is anybody's change. needs: empty
begin;
select plan(10);

select is_empty('select * from core.folded_problems()', 'of a new site nothing is of others');

-- A rule of another library: accents stay.
create function pg_temp.ours() returns text language sql as $$ select pg_get_functiondef('core.fold(text)'::regprocedure) $$;
create temp table rule as select pg_temp.ours() as text;
create or replace function core.fold(text) returns text language sql immutable strict parallel safe as $$ select lower($1) $$;
insert into core.office (office_code, office_name, office_id) select v.code, v.name, core.root_office()
from (values ('AA', 'Área de Ávila'), ('BB', 'Oficina de planta')) as v (code, name);
do $$ begin execute (select text from rule); end $$;

select set_eq('select kind, relation, name, n from core.folded_problems()',
	$$values ('key', 'core.office', 'office_name_folded', 1::bigint)$$, 'a copy by another rule is found, of the rows that have one');
create temp table before as select (select count(*) from audit.change) as changes, (select max(row_version) from core.office) as version,
	(select relforcerowsecurity from pg_class where oid = 'core.office'::regclass) as forced,
	(select count(*) from pg_trigger where tgrelid = 'core.office'::regclass and tgenabled = 'O' and not tgisinternal) as triggers;
set local role hito_owner;
select is(core.folded_rebuild(), 1::bigint, 'the owner makes it anew');
reset role;
select is((select office_name_folded from core.office where office_code = 'AA'), 'area de avila', 'by our rule');
select is_empty('select * from core.folded_problems()', 'then nothing is left');
select is((select row(b.*)::text from before b), (select row((select count(*) from audit.change), (select max(row_version) from core.office),
	(select relforcerowsecurity from pg_class where oid = 'core.office'::regclass),
	(select count(*) from pg_trigger where tgrelid = 'core.office'::regclass and tgenabled = 'O' and not tgisinternal))::text),
	'no change was told, and the guards stand as before');

update pg_database set datcollversion = '0' where datname = current_database();
select ok(exists (select from core.folded_problems() where kind = 'index' and name = 'core.office_natural'),
	'an index in the order of another library is found');
select is_empty($$select * from core.folded_problems() where name like '%\_prefix' or name = 'core.member_login'$$,
	'those that go by bytes are not');
set local role hito_owner;
select cmp_ok(core.folded_rebuild(), '>', 1::bigint, 'they are made anew');
reset role;
select throws_ok($$set local role hito_clerk; select * from core.folded_problems()$$, '42501', null, 'no clerk asks for it');
select * from finish();
rollback;
