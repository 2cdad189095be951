-- SPDX-License-Identifier: GPL-3.0-or-later
-- Words in every register: accents, case and inflection ignored, as far as
-- whoever asks may read.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(23);

select is(core.stems(given), want::text[], given) from (values
	('huelgas', '{"\\mhuelg"}'), ('Negociación colectiva', '{"\\mnegoci","\\mcolect"}'), ('negociacion', '{"\\mnegoci"}'), ('transparencia', '{"\\mtransparen"}'),
	('de la sala', '{"\\msal"}'), ('de la', '{"\\mde","\\mla"}'), ('015-2018', '{"\\m015\\-2018"}'), ('  ', null), ('%_(', '{"\\%\\_\\("}')) as v (given, want);

create function pg_temp.hits(words text) returns text language sql as
	$$select $q$select string_agg(relation || ' ' || hits || ' ' || first_key, ', ') from core.search_all(
		'{plan.commitment,plan.milestone,plan.contribution,plan.contribution_private,council.minutes}', $q$ || quote_literal($1) || ')'$$;
update plan.milestone set text = 'Módulo de las negociaciones' where text like 'M_dulo%';
insert into plan.contribution (plan_id, commitment_id, received_on, text, office_id)
select c.plan_id, c.id, '2019-03-20', 'Negociación abierta', c.office_id from plan.commitment c where c.commitment_no = 1;
insert into plan.contribution_private (contribution_id, author_name, office_id) select id, 'Zutana Secreta', office_id from plan.contribution;

select is(pg_temp.asked(who, office, pg_temp.hits('negociacion')), want, who || ' finds by any form of a word what may be read')
from (values ('t_a', 'A', 'plan.milestone 1 T1/2.1, plan.contribution 1 T1/1'), ('t_b', 'B', 'plan.milestone 1 T1/2.1'),
	('t_r', 'A', 'plan.milestone 1 T1/2.1, plan.contribution 1 T1/1')) as v (who, office, want);
select is(pg_temp.asked('t_sec', null, pg_temp.hits('NEGOCIACIONES MODULO')), 'plan.milestone 1 T1/2.1', 'all of the words');
select is(pg_temp.asked('t_sec', null, pg_temp.hits('negociacion huelga')), null, 'one alone is not enough');
select is(pg_temp.asked(who, office, pg_temp.hits('zutana')), null, format('a name that %s may not read is not found', who))
from (values ('t_a', 'A'), ('t_b', 'B'), ('t_r', 'A')) as v (who, office);
select is(pg_temp.asked('t_sec', null, 'select count(*) from core.search(''plan.contribution'', ''zutana'')'), '1', 'who may read it finds the record that it belongs to');
select is(pg_temp.asked('t_a', 'A', 'select count(*) from core.search(''plan.contribution'', ''zutana'')'), '0', 'nobody else');
select is(pg_temp.asked('t_a', 'A', 'select count(*) from core.search(''pg_catalog.pg_authid'', ''x'')'), '0', 'what is no register is not searched');
select is(pg_temp.asked('t_sec', null, $$select said from core.search_all('{plan.contribution}', 'abierta')$$), 'Negociación abierta', 'what stands around the word');
update plan.milestone set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where text like 'M_dulo%';
select is(pg_temp.asked('t_b', 'B', pg_temp.hits('negociacion')), null, 'what is marked is not found');
select is((select count(*) from core.register where search_sql is null and to_regclass(name || '_list') is not null
	and exists (select from pg_attribute a where a.attrelid = name::regclass and a.attname like '%\_folded')), 0::bigint, 'no register with texts is left out');

select * from finish();
rollback;
