-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a plan began with: tables, proposals and their exact score; agreements
-- with other bodies by their days; reviewers' codes on the scale of their year.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(63);
\set p '(select id from plan.action_plan where plan_code = ''T1'')'

-- tables: what is said and what is registered
select is(pg_temp.as_login('t_a', 'A', true, format('insert into plan.sector_table (plan_id, table_no, name, proposals_stated, held, held_from)
	values (%s, 1, ''Agua'', 3, ''09/09/2016'', ''2016-09-09'')', :'p')), '1', 'a table');
select is(pg_temp.as_login('t_a', 'A', true, format('insert into plan.initiative (plan_id, sector_table_id, title)
	select %s, id, v from plan.sector_table, unnest(''{Agua segura,Riego}''::text[]) as v', :'p')), '2', 'two of its proposals');
select is((select string_agg(initiative_no || ' ' || year || ' ' || office_code || ' ' || state || ' ' || score_note, ', ' order by initiative_no)
	from plan.initiative_list), '1 2016 A proposed sin puntajes, 2 2016 A proposed sin puntajes', 'numbered, of the year and office of their table');
select is((select proposals_stated || ' ' || proposals_counted || ' ' || differs || ' ' || counts_note from plan.sector_table_list),
	'3 2 true dice 3, hay 2', 'both counts are told and neither is changed');
select is(pg_temp.said('t_a', 'A', $$update plan.sector_table set participants_civil = -1$$),
	'new row for relation "sector_table" violates check constraint "sector_table_counts_sound"', 'nobody counts below nothing');
select is(pg_temp.said('t_sec', null, $$update plan.sector_table set deleted_at = now(), deleted_why = 'x'$$),
	'No se puede anular: tiene iniciativas sin anular (2).', 'a table with proposals stays');

-- the score is exact
select is(pg_temp.as_login('t_a', 'A', true, $$update plan.initiative set transparency_points = 1, participation_points = 1,
	technology_points = 1, growth_points = 2, social_points = 2 where initiative_no = 1$$), '1', 'points');
select is((select coalesce(score::text, '-') || ' ' || score_note from plan.initiative_list where initiative_no = 1), '- 2016: 0 pesos de 5', 'without weights no score');
select is(pg_temp.as_login('t_a', 'A', false, $$insert into plan.initiative_weight (year, criterion, weight) values (2016, 'social', 1)$$), '42501',
	'the weights are the secretariat''s');
select is(pg_temp.as_login('t_sec', null, true, $$insert into plan.initiative_weight (year, criterion, weight, source)
	select 2016, c, w, 'Acta' from (values ('transparency', 1), ('participation', 1), ('technology', 1)) as v (c, w)$$), '3', 'three weights');
select is((select score_note from plan.initiative_list where initiative_no = 1), '2016: 3 pesos de 5', 'three are not five');
select is(pg_temp.as_login('t_sec', null, true, $$insert into plan.initiative_weight (year, criterion, weight)
	values (2016, 'growth', 2), (2016, 'social', 2)$$), '2', 'all five');
select is((select score from plan.initiative_list where initiative_no = 1), round(11::numeric, 40) / 7, '(1 + 1 + 1 + 4 + 4) / 7, exact');
select is((select score_shown from plan.initiative_list where initiative_no = 1), 1.57, 'shown with two decimals');
select is(pg_temp.as_login('t_sec', null, false, $$insert into plan.initiative_weight (year, criterion, weight) values (2017, 'social', 9)$$,
	$$select 1 from plan.initiative_list where initiative_no = 1 and score_shown = 1.57$$), '1', 'another year weighs nothing here');
select is(pg_temp.as_login('t_sec', null, false, $$insert into plan.initiative_weight (year, criterion, weight) values (2016, 'beauty', 1)$$), '23514', 'no sixth criterion');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.initiative set social_points = 101$$), '23514', 'points to a hundred');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.initiative set social_points = 100 where initiative_no = 1$$), '1', 'and not beyond');

-- stages
create function pg_temp.i(no int, more int default 0) returns text language sql as
	$$select id || ', ' || row_version + more from plan.initiative where initiative_no = no$$;
select is(pg_temp.said('t_a', 'A', format('select plan.initiative_preselect(%s)', pg_temp.i(1))), 'Las etapas de una iniciativa las registra la secretaría.', 'stages are the secretariat''s');
select is(pg_temp.said('t_a', 'A', format('insert into plan.initiative (plan_id, year, title, state) values (%s, 2016, ''x'', ''prioritised'')', :'p')),
	'state: Una fila nueva entra en su primera situación; a las demás la llevan sus acciones.', 'one enters as proposed');
select is(pg_temp.said('t_sec', null, format('select plan.initiative_discard(%s, '' '')', pg_temp.i(1))), 'reason: Escriba por qué se descarta.', 'discarded with a reason');
select is(pg_temp.as_login('t_sec', null, true, format('select plan.initiative_preselect(%s)', pg_temp.i(1)),
	format('select plan.initiative_prioritise(%s)', pg_temp.i(1, 1))), '1', 'preselected, prioritised');
select is(pg_temp.said('t_a', 'A', $$update plan.initiative set title = 'x' where initiative_no = 1$$), 'title: Lo preseleccionado lo cambia la secretaría.', 'what was chosen stays');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.initiative set answer = 'Será un compromiso' where initiative_no = 1$$), '1', 'but for the answer');
select is(pg_temp.said('t_sec', null, format('select plan.initiative_become(%s, %L)', pg_temp.i(1), no)), want, want) from (values
	('', 'commitment_no: Escriba el número del compromiso en que se convirtió.'), ('9', 'commitment_no: El plan no tiene un compromiso 9.')) as v (no, want);
select is(pg_temp.as_login('t_sec', null, true, format('select plan.initiative_become(%s, ''2'')', pg_temp.i(1))), '1', 'it became one');
select is((select state || ' ' || commitment_no from plan.initiative_list where initiative_no = 1), 'commitment 2', 'the second');
select is(pg_temp.said('t_sec', null, format('select plan.initiative_discard(%s, ''x'')', pg_temp.i(1))),
	'Otra persona cambió este registro mientras usted lo editaba, o usted no puede cambiarlo.', 'and is not discarded any more');
select is(pg_temp.said('t_sec', null, $$update plan.initiative set title = 'x' where initiative_no = 1$$), 'title: Una iniciativa que terminó no se cambia, salvo su respuesta.', 'nor changed');
select is(pg_temp.said('t_sec', null, format('update plan.initiative set commitment_id = (select min(id) from plan.commitment) where initiative_no = 2')),
	'new row for relation "initiative" violates check constraint "initiative_commitment_of_chosen"', 'what is proposed is no commitment');

-- agreements: what they are, by their days
select is(plan.agreement_situation(signed::date, since::date, until::date, ended::date, replaced::date, '2019-04-10'), want, want)
from (values (null, null, null, null, null, 'unsigned'), ('2019-04-10', null, null, null, null, 'in_force'),
	('2019-04-11', null, null, null, null, 'to_start'), ('2019-01-01', '2019-04-11', null, null, null, 'to_start'),
	('2019-01-01', null, '2019-04-10', null, null, 'in_force'), ('2018-01-01', null, '2019-04-09', null, null, 'past_term'),
	('2018-01-01', null, '2019-04-09', '2019-04-10', null, 'ended'), ('2018-01-01', null, null, null, '2019-04-10', 'replaced'),
	('2018-01-01', null, null, null, '2019-04-11', 'in_force')) as v (signed, since, until, ended, replaced, want);
select is(pg_temp.as_login('t_a', 'A', true, format('insert into plan.agreement_between_bodies (agreement_ref, subject, commitment_id, signed_on, to_date)
	select r, ''Objeto'', c.id, s::date, e::date from plan.commitment c, (values (''C-1'', ''2018-01-01'', ''2019-01-01''), (''C-2'', ''2019-01-01'', null),
	(''C-3'', ''2019-02-01'', null)) as v (r, s, e) where c.commitment_no = 1')), '3', 'three agreements');
select is((select string_agg(agreement_ref || ' ' || plan_code || ' ' || situation, ', ' order by agreement_ref) from plan.agreement_between_bodies_list),
	'C-1 T1 past_term, C-2 T1 in_force, C-3 T1 in_force', 'the first stands past its term');
create function pg_temp.g(ref text) returns text language sql as
	$$select id || ', ' || row_version from plan.agreement_between_bodies where agreement_ref = ref$$;
select is(pg_temp.said('t_a', 'A', format('select plan.agreement_between_bodies_%s(%s, %s)', what, pg_temp.g(ref), answers)), want, want) from (values
	('end', 'C-1', $$null, 'x'$$, 'ended_on: Escriba qué día terminó.'), ('end', 'C-1', $$'2019-04-01', ''$$, 'ended_why: Escriba por qué terminó.'),
	('end', 'C-1', $$'2019-04-11', 'x'$$, 'ended_on: Un convenio no termina en un día que no ha llegado: ponga su plazo.'),
	('replace', 'C-1', $$''$$, 'replaced_by_id: Escriba el código del convenio que lo reemplaza.'),
	('replace', 'C-1', $$'C-9'$$, 'replaced_by_id: No hay un convenio con el código "C-9". Regístrelo primero.'),
	('replace', 'C-2', $$'C-1'$$, 'replaced_by_id: El convenio que reemplaza se firmó el 01/01/2018, antes que este.')) as v (what, ref, answers, want);
select is(pg_temp.as_login('t_b', 'B', false, format('select plan.agreement_between_bodies_end(%s, ''2019-04-01'', ''x'')', pg_temp.g('C-1'))), 'HT001', 'by its own office');
select is(pg_temp.as_login('t_a', 'A', true, format('select plan.agreement_between_bodies_replace(%s, ''c-2'')', pg_temp.g('C-1'))), '1', 'replaced');
select is((select situation || ' ' || replaced_by_ref from plan.agreement_between_bodies_list where agreement_ref = 'C-1'), 'replaced C-2', 'by the second');
select is(pg_temp.said('t_a', 'A', $$update plan.agreement_between_bodies set subject = 'x' where agreement_ref = 'C-1'$$),
	'subject: Un convenio que terminó o se reemplazó no se cambia.', 'and kept as it was');
select is(pg_temp.said('t_sec', null, $$update plan.agreement_between_bodies set signed_on = '2018-01-01', replaced_by_id =
	(select id from plan.agreement_between_bodies where agreement_ref = 'C-1') where agreement_ref = 'C-2'$$),
	'replaced_by_id: Los convenios no se reemplazan en círculo.', 'not in a circle');

-- reviews: the scale of their year
select is(pg_temp.as_login('t_sec', null, true, format('insert into plan.plan_review (plan_id, year, kind, reviewer) values (%s, 2019, ''design'', ''MRI'')', :'p')), '1', 'a review');
create function pg_temp.code(scale text, level text, year int default 2019) returns text language sql as
	$$select format('insert into plan.review_coding (plan_review_id, commitment_id, scale, level_id) select r.id, c.id, %L, s.id
		from plan.plan_review r, plan.commitment c, plan.review_scale s where c.commitment_no = 1 and s.scale = %L and s.level = %L
		and %s between s.from_year and coalesce(s.to_year, 9999)', $1, $1, level, year)$$;
select is(pg_temp.as_login('t_sec', null, true, pg_temp.code('impact', 'minor')), '1', 'a code of the scale of that year');
select is(pg_temp.said('t_sec', null, pg_temp.code('ambition', 'modest', 2020)), 'level_id: La escala de 2019 no tiene este nivel.', 'not of another year');
select is(pg_temp.said('t_sec', null, pg_temp.code('specificity', 'high', 2017)), 'level_id: La escala de 2019 no tiene este nivel.', 'nor of an earlier one');
select is(pg_temp.said('t_sec', null, replace(pg_temp.code('impact', 'minor'), 'select r.id, c.id, ''impact''', 'select r.id, c.id, ''verifiable''')),
	'level_id: Ese nivel es de otra escala.', 'nor of another scale');
select is(pg_temp.said('t_sec', null, $$update plan.plan_review set year = 2021$$), 'year: Hay compromisos evaluados con una escala que no rige en 2021.', 'the year stays by its codes');
select is(pg_temp.said('t_sec', null, $$update plan.review_scale set to_year = 2018 where scale = 'impact'$$), 'to_year: Hay compromisos evaluados con este nivel en 2019.', 'and the scale');
select is(pg_temp.said('t_sec', null, $$insert into plan.review_scale (scale, from_year, level, position, label) values ('impact', 2015, 'minor', 9, 'x')$$),
	'from_year: La escala ya tiene ese nivel en esos años.', 'a level holds once in a year');
select is((select string_agg(distinct scale, ' ' order by scale) from plan.review_scale_list),
	'ambition completion early_results impact relevance specificity verifiable', 'seven scales to begin with');
set local role hito_owner;
update plan.review_scale set label = 'Poco' where level = 'minor';
select plan.init_review_scale() \g /dev/null
reset role;
select is((select string_agg(label, ',') from plan.review_scale where level = 'minor'), 'Poco', 'what a site made of them stays');

select * from finish();
rollback;
