-- SPDX-License-Identifier: GPL-3.0-or-later
-- Employers: whose RUC stands where, what is masked for whom, what is refused at
-- which field.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(57);

create function pg_temp.new(code text, kind text, ruc text, name text) returns text language sql as
	$$select format('insert into labour.employer (employer_code, kind, ruc, employer_name) values (%L, %L, %L, %L)', code, kind, ruc, name)$$;

-- the check digit, at its branches; a wrong one is told and taken
select is(labour.ruc_sound(ruc), want, ruc) from (values ('20131023414', true), ('10254824220', true), ('20131312955', true),
	('20548328701', false), ('20548328706', true), ('2013102341', false)) as v (ruc, want);
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.new('', 'company', '20131023414', 'Empresa Uno'),
	pg_temp.new('', 'company', '20548328701', 'Empresa Dos'), pg_temp.new('', 'other', null, 'Sin Número'),
	pg_temp.new('', 'person', null, null), pg_temp.new('', 'person', null, 'Bodega')), '1', 'a clerk enters employers');
select is((select string_agg(concat_ws(' ', employer_code, employer, ruc_wrong, office_code), '|' order by employer_code) from labour.employer_list),
	'20131023414 Empresa Uno f A|20548328701 Empresa Dos t A|PN-001 Persona natural f A|PN-002 Bodega f A|SR-001 Sin Número f A',
	'by their RUC or the next code; a digit that is not right is marked');

-- refused, at its field
select is(pg_temp.said('t_a', 'A', pg_temp.new(code, kind, ruc, name)), want, want || ' ' || coalesce(ruc, name, code)) from (values
	('', 'company', '2013102341', 'x', 'ruc: Un RUC tiene once cifras.'),
	('', 'company', '201310234140', 'x', 'ruc: Un RUC tiene once cifras.'),
	('', 'company', '2013102341A', 'x', 'ruc: Un RUC tiene once cifras.'),
	('', 'company', '10254824220', 'x', 'ruc: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('', 'person', '15254824220', 'x', 'ruc: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('10254824220', 'person', null, 'x', 'employer_code: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('', 'person', null, 'Bodega (RUC 10254824220)', 'employer_name: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('', 'person', '20131023420', 'x', 'Clase: empresa, entidad pública, persona natural, otro: no se admite este valor.'),
	('', 'company', null, null, 'Clase: empresa, entidad pública, persona natural, otro: no se admite este valor.'),
	('', 'company', '20131023414', 'Otra', 'duplicate key value violates unique constraint "employer_natural"'),
	('X1', 'company', '20131023414', 'Otra', 'duplicate key value violates unique constraint "employer_ruc"'),
	('X1', 'firm', null, 'Otra', 'Clase: empresa, entidad pública, persona natural, otro: no es una de las opciones.'))
	as v (code, kind, ruc, name, want);
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.new('', 'company', '20131023422', 'Expediente 10254824221')), '1',
	'digits that are no RUC are no secret');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.new('', 'company', '20131023422', given)), 'HT002', given)
from unnest('{RUC10254824220,10-25482422-0,10 25482422 0,10.25482422.0,"(10254824220)"}'::text[]) as t (given);
set local role hito_owner;
alter table labour.employer disable trigger t30_rule;
select throws_ok($$insert into labour.employer (employer_code, ruc, employer_name) values ('z', '10254824220', 'x')$$, '23514', null,
	'not even the owner puts a person''s RUC there');
alter table labour.employer enable trigger t30_rule;
reset role;
select is(pg_temp.said('t_a', 'A', format('update labour.employer set %s where employer_code = ''20131023414''', set)), want, want || set) from (values
	('notes = ''es 10254824220''', 'notes: Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.'),
	('activity_code = ''XX9''', 'Actividad económica: código CIIU: no se admite este valor.'),
	('activity_code = ''a0113''', 'taken'), ('ruc = ''20131312955''', 'taken')) as v (set, want);
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.employer set ruc = '20131312955' where employer_code = '20131023414'$$,
	$$select 1 from labour.employer where employer_code = '20131312955'$$), '1', 'a corrected RUC takes the code along');

-- the person's own data
select is(pg_temp.as_login('t_a', 'A', false, $$insert into labour.employer_private (employer_id, ruc)
	select id, '10254824220' from labour.employer where employer_code = 'PN-001'$$), '42501', 'an office that is not listed enters none');
set local role hito_owner;
insert into core.personal_office (register, office_id) values ('labour.employer_private', core.office_named('A'));
reset role;
select is(pg_temp.said('t_a', 'A', format('insert into labour.employer_private (employer_id, ruc, person_name) select id, %L, %L
	from labour.employer where employer_code = %L', ruc, name, code)), want, want) from (values
	('PN-001', '1025482422', null, 'ruc: Un RUC tiene once cifras.'),
	('PN-001', '20131023414', null, 'ruc: Ese RUC no es de una persona natural: va en la primera página.'),
	('SR-001', '10254824220', 'Persona', 'person_name: El empleador no es una persona natural: cambie antes su clase.'),
	('PN-001', null, null, 'RUC de la persona: no se admite este valor.'))
	as v (code, ruc, name, want);
select is(pg_temp.as_login('t_a', 'A', true, $$insert into labour.employer_private (employer_id, ruc, person_name, phone)
	select id, '10254824220', 'Persona Privada', '999000111' from labour.employer where employer_code = 'PN-001'$$), '1', 'one that is does');
select is(pg_temp.said('t_a', 'A', $$insert into labour.employer_private (employer_id, ruc) select id, '10254824220'
	from labour.employer where employer_code = 'PN-002'$$), 'duplicate key value violates unique constraint "employer_private_ruc"', 'one person once');
select is(pg_temp.asked(who, office, $$select concat_ws('|', ruc_shown, employer, person_ruc, person_name) from labour.employer_list
	where employer_code = 'PN-001'$$), want, who || ' reads ' || want) from (values
	('t_a', 'A', '10254824220|Persona Privada|10254824220|Persona Privada'), ('t_b', 'B', '10*********|P*** P***'),
	('t_r', 'A', '10254824220|Persona Privada|10254824220|Persona Privada'), ('t_it', null, '10254824220|Persona Privada|10254824220|Persona Privada'),
	('t_sec', 'GR', '10254824220|Persona Privada|10254824220|Persona Privada')) as v (who, office, want);
set local role hito_owner;
update core.personal_office set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where register = 'labour.employer_private' and office_id = core.root_office();
reset role;
select is(pg_temp.asked('t_it', null, $$select concat_ws('|', ruc_shown, employer) from labour.employer_list where employer_code = 'PN-001'$$),
	'10*********|P*** P***', 'IT of an office that is not listed reads the mask');
select is(pg_temp.asked('t_b', 'B', $$select count(*)::text from labour.employer_private$$), '0', 'and the others no row');
select is(pg_temp.asked('t_b', 'B', $$select (labour.employer_named('10254824220') is null)::text$$), 'true', 'nor is she found by her RUC');
select is(pg_temp.asked('t_b', 'B', $$select count(*)::text from audit.change where concat(old, new) ~ '10254824220'$$), '0',
	'no history tells it');
select is(pg_temp.as_login('t_a', 'A', true, $$update labour.employer set ruc_mask = '10254824220', name_mask = 'Persona Privada'
	where employer_code = 'PN-001'$$, $$select 1 from labour.employer where ruc_mask = '10*********' and name_mask = 'P*** P***'$$), '1',
	'the masks are the database''s');
select is(pg_temp.said('t_a', 'A', $$update labour.employer set kind = 'other', employer_name = 'x' where employer_code = 'PN-001'$$),
	'kind: Tiene datos de una persona natural: quítelos antes de cambiar su clase.', 'she stays a person while her data stand');
select is(pg_temp.as_login('t_a', 'A', false, $$update labour.employer_private set deleted_at = now(), deleted_why = 'x'$$,
	$$select 1 from labour.employer where employer_code = 'PN-001' and ruc_mask is null and name_mask is null$$), '1', 'removed, so are the masks');

-- who writes
select is(pg_temp.as_login(who, office, false, $$update labour.employer set notes = 'x' where employer_code = '20131023414'$$), want, who || ' ' || want)
from (values ('t_a', 'A', '1'), ('t_b', 'B', '0'), ('t_r', 'A', '42501'), ('t_it', null, '1'), ('t_sec', null, '1')) as v (who, office, want);
select is((select labour.employer_named(said) from (select ' empresa  UNO ' as said) as x), (select id from labour.employer where employer_code = '20131023414'),
	'known by its name');

select * from finish();
rollback;
