-- SPDX-License-Identifier: GPL-3.0-or-later
-- Days that count: what falls when, terms by rules of their day, and the cases
-- that authorities decided.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(78);

-- Easter, as published calendars have it
select is(core.easter(y), d::date, 'Easter of ' || y)
from (values (1990, '1990-04-15'), (2008, '2008-03-23'), (2011, '2011-04-24'), (2018, '2018-04-01'), (2019, '2019-04-21'),
	(2021, '2021-04-04'), (2024, '2024-03-31'), (2038, '2038-04-25'), (2100, '2100-03-28')) as v (y, d);

-- when a holiday falls, as people write it
select is(core.read_falls_on(given), want, given) from (values ('28/07', '07-28'), ('8/10', '10-08'), ('27/07/2023', '2023-07-27'),
	('Viernes Santo', 'pascua-2'), ('JUEVES SANTO', 'pascua-3'), ('Pascua - 2', 'pascua-2'), ('pascua', 'pascua'), ('07-28', '07-28'),
	('2023-07-27', '2023-07-27'), ('mañana', 'manana')) as v (given, want);
select is(core.falls_in(f, y), d::date, f || ' in ' || y) from (values ('07-28', 2021, '2021-07-28'), ('pascua-2', 2018, '2018-03-30'),
	('02-29', 2024, '2024-02-29'), ('02-29', 2023, null), ('2023-07-27', 2023, '2023-07-27'), ('2023-07-27', 2024, null)) as v (f, y, d);

-- each holiday counts from its first year
select is(exists (select from core.holiday_day h where h.day = d::date and h.scope = 'nation'), want, d)
from (values ('2023-06-07', false), ('2024-06-07', true), ('2021-07-23', false), ('2022-07-23', false), ('2023-07-23', true), ('2024-07-23', true),
	('2021-08-06', false), ('2022-08-06', true), ('2021-12-09', false), ('2022-12-09', true), ('2018-07-28', true)) as v (d, want);
select is((select count(*) from core.holiday_day where scope = 'nation' and extract(year from day) = 2024), 16::bigint, 'sixteen in 2024');

-- what cannot be
select is(pg_temp.said('t_sec', null, format('insert into core.holiday (falls_on, name, %s) values (%s)', f, v)), want, want) from (values
	('kind', '''30/02'', ''x'', ''holiday''', 'falls_on: «30/02» no es un día: escriba 28/07, 27/07/2023 o pascua-2.'),
	('kind', '''29/02/2023'', ''x'', ''holiday''', 'falls_on: «29/02/2023» no es un día: escriba 28/07, 27/07/2023 o pascua-2.'),
	('from_year', '''27/07/2023'', ''x'', 2023', 'from_year: Un día de un solo año no lleva años desde y hasta.'),
	('from_year', '''28/07'', ''x'', 2020', 'from_year: Ese día ya está, con los años del comienzo a hoy.'),
	('kind', '''mañana'', ''x'', ''holiday''', 'new row for relation "holiday" violates check constraint "holiday_falls_on_known"'),
	('scope', '''29/12'', ''x'', ''region''', 'new row for relation "holiday" violates check constraint "holiday_region_has_place"')) as v (f, v, want);
select is(pg_temp.as_login('t_a', 'A', true, 'insert into core.holiday (falls_on, name) values (''29/12'', ''x'')'), '42501', 'an office makes no holidays');
select is(pg_temp.as_login('t_a', 'A', true, 'update core.term_rule set number = 1'), '42501', 'nor terms');
select is(pg_temp.said('t_sec', null, $$insert into core.term_rule (rule_code, rule_name, number, from_date) values ('huelga.privado', 'x', 3, '2020-01-01')$$),
	'from_date: En esas fechas ya rige otra regla de ese plazo, del 11/10/2003.', 'two rules of one day');

-- the last day of a term, and from when one may begin
select is(d.last_day || ' ' || d.begins, want, r || ' ' || s || why) from (values
	('huelga.privado', '2018-04-13 10:25', '2018-04-20 2018-04-21', ': 16 to 20 April, begun on 23'),
	('huelga.esencial', '2018-05-30', '2018-06-13 2018-06-14', ': 7 June was none yet, begun on 15'),
	('huelga.servidores', '2018-09-12', '2018-09-27 2018-09-27', ': calendar days, begun on its last'),
	('huelga.privado', '2018-03-26', '2018-04-04 2018-04-05', ': across Easter'),
	('huelga.privado', '2021-07-26', '2021-08-04 2021-08-05', ': across 28 and 29 July, a Wednesday and a Thursday'),
	('huelga.privado', '2023-06-06', '2023-06-13 2023-06-14', ': 7 June 2023 counts'),
	('huelga.privado', '2024-06-06', '2024-06-14 2024-06-15', ': 7 June 2024 does not'),
	('huelga.privado', '2021-07-22', '2021-08-02 2021-08-03', ': 23 July 2021 counts'),
	('huelga.privado', '2024-07-22', '2024-07-31 2024-08-01', ': 23 July 2024 does not'),
	('huelga.calificar', '2023-07-25', '2023-08-01 2023-08-02', ': before the administration the day of the public sector does not count'),
	('huelga.ilegal', '2020-02-27', '2020-03-02 2020-03-03', ': through a leap day, a Saturday'),
	('pliego.inicio', '2024-02-20', '2024-03-01 2024-03-02', ': calendar days through 29 February')) as v (r, s, want, why)
	cross join lateral core.due(r, s::timestamp) as d;
select is((select d.over_at from core.due('oferta.validar', '2019-04-10 16:30') as d), '2019-04-11 16:30', 'hours run from the hour');
select is((select d.said from core.due('huelga.privado', '2019-04-10') as d), '5 días hábiles desde el 10/04/2019: hasta el 17/04/2019 (sin verificar)', 'in words');
select is((select d.last_day || coalesce(d.said, '') from core.due('huelga.privado', '2000-01-01') as d), null, 'no rule on that day: no last day');
select is((select d.said from core.due('huelga.privado', '2000-01-01') as d), 'No hay una regla «huelga.privado» para el 01/01/2000.', 'and it says so');
select is(core.working_days(r, a::date, b::date), want, format('%s from %s to %s', r, a, b)) from (values
	('huelga.privado', '2018-04-13', '2018-04-20', 5), ('huelga.privado', '2018-04-13', '2018-04-22', 5), ('huelga.privado', '2018-04-13', '2018-04-13', 0),
	('huelga.privado', '2018-05-30', '2018-06-14', 11), ('huelga.servidores', '2018-09-12', '2018-09-27', 15), ('huelga.privado', '2023-04-27', '2023-04-28', 1),
	('huelga.calificar', '2023-04-27', '2023-04-28', 0), ('huelga.privado', '2000-01-01', '2000-01-05', null)) as v (r, a, b, want);

-- a region's holiday counts in the region and in what lies in it
insert into core.place (ubigeo, place_name) values ('99', 'Región A'), ('9901', 'Provincia'), ('990102', 'Distrito'), ('98', 'Región B');
insert into core.holiday (falls_on, name, scope, place_id) select '12-29', 'Día de la región', 'region', p.id from core.place p where p.place_code = '99';
create function pg_temp.place(code text) returns bigint language sql as $$select id from core.place where place_code = $1$$;
select is((select d.last_day from core.due('huelga.ilegal', '2021-12-28', pg_temp.place(c)) as d), want::date, coalesce(c, 'nowhere') || ' on 29 December')
from (values ('99', '2021-12-31'), ('990102', '2021-12-31'), ('98', '2021-12-30'), (null, '2021-12-30')) as v (c, want);
update core.institution set place_id = pg_temp.place('9901');
select is((select d.last_day from core.due('huelga.ilegal', '2021-12-28') as d), '2021-12-31', 'the place of the institution where none is given');
update core.place set ubigeo = '97' where place_code = '99';
select is((select d.last_day from core.due('huelga.ilegal', '2021-12-28', pg_temp.place('990102')) as d), '2021-12-30', 'its days follow a place that is given another code');
update core.holiday set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where falls_on = '07-28';
select is(exists (select from core.holiday_day where day = '2019-07-28'), false, 'one that is marked counts no more');
select core.holiday_default() \g /dev/null
select is((select count(*) from core.holiday where falls_on = '07-28'), 1::bigint, 'and does not come back by itself');

select * from finish();
rollback;
