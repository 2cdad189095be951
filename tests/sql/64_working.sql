-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working of every figure as it is read, the other method beside it, and
-- the figures by part of a screen; the expected texts by hand.
begin;
\ir fixture.psql
\ir case.psql
select plan(75);

\o /dev/null
-- The year that is 30 %, not the mean of its quarters.
select pg_temp.term(1, '{"2019-Q1": 1, "2019-Q2": 1, "2019-Q3": 1,
	"2019-Q4": 7}', '{"2019-Q1": 1, "2019-Q2": 1, "2019-Q3": 1,
	"2019-Q4": 0}');
-- A year with figures of its own.
select pg_temp.term(2, '{"2019": 20, "2019-Q1": 5}',
	'{"2019": 18, "2019-Q1": 5}');
-- Anaemia that stays where it was, one that gets worse, one that is there.
select pg_temp.term(3, '{"2019-Q1": 45}', '{"2019-Q1": 50.4}',
	measure => 'level', method => 'progress', direction => 'down',
	baseline => 50.4);
select pg_temp.term(3, '{"2019-Q1": 45}', '{"2019-Q1": 52}',
	measure => 'level', method => 'progress', direction => 'down',
	baseline => 50);
select pg_temp.term(4, '{"2019-Q1": 45}', '{"2019-Q1": 45}',
	measure => 'level', method => 'progress', direction => 'down',
	baseline => 50.4);
-- Counts that have a baseline.
select pg_temp.term(5, '{"2019-Q1": 50}', '{"2019-Q1": 45}', 3,
	baseline => 40);
select pg_temp.term(5, '{"2019-Q1": 10}', '{"2019-Q1": 2}', 1,
	baseline => 0);
-- One without, and one whose target is its baseline.
select pg_temp.term(6, '{"2019-Q1": 50}', '{"2019-Q1": 45}',
	baseline => 40);
select pg_temp.term(6, '{"2019-Q1": 10}', '{"2019-Q1": 5}');
select pg_temp.term(7, '{"2019-Q1": 10}', '{"2019-Q1": 5}');
select pg_temp.term(8, '{"2019-Q1": 5.5}', '{"2019-Q1": 5.5}',
	measure => 'level', method => 'progress', baseline => 5.5);
-- Just below the threshold, times a weight.
select pg_temp.term(9, '{"2019-Q1": 100000}', '{"2019-Q1": 79999}', 2.5,
	baseline => 0);
-- Reported by its office, not approved.
select pg_temp.term(10, '{"2019-Q1": 10}', '{"2019-Q1": 9}',
	state => 'reported', office => 'B', baseline => 5);
-- From below 0 up to 0: a ratio to 0 says nothing.
select pg_temp.term(18, '{"2019-Q1": 0}', '{"2019-Q1": -1}',
	measure => 'level', method => 'progress', baseline => -5);
-- Falling: nothing left, and more than the nothing that was planned.
select pg_temp.term(11, '{"2019-Q1": 4}', '{"2019-Q1": 0}',
	direction => 'down');
select pg_temp.term(11, '{"2019-Q1": 0}', '{"2019-Q1": 3}',
	direction => 'down');
select pg_temp.term(12, '{"2019-Q1": 10}', '{"2019-Q1": 31}');
select pg_temp.term(13, '{"2018-Q4": 10, "2019-Q2": 30}',
	'{"2018-Q4": 8, "2019-Q1": 15}', measure => 'running');
select pg_temp.term(14, '{"2019-Q1": 5, "2019-Q2": 5}',
	'{"2019-Q1": 4, "2019-Q2": 4}', measured_on => '2019-Q2');
select pg_temp.term(15, '{"2019-Q1": 10}', '{"2019-Q1": 8}');
select pg_temp.term(16, '{"2019-Q1": -5}', '{"2019-Q1": -5}',
	measure => 'level', method => 'progress', direction => 'down',
	baseline => 5);
select pg_temp.term(17, '{"2019-Q1": 10, "2019-Q2": 10}', '{"2019-Q1": 8}');
\o

set local role hito_owner;
-- The second quarter of case 17 does not apply.
insert into follow.result (indicator_id, period_id, state, reason, agreement,
	entered_by)
select i.id, p.id, 'not_applicable', 'motivo', 'ACTA', '{x}'
from follow.indicator i join core.period p on p.plan_id = i.plan_id
	and p.period_key = '2019-Q2'
where i.indicator_code = '17.1' and i.plan_id = follow.plan_of('E');
-- Case 15 was planned with 10 and has 8 by agreement.
insert into follow.baseline_set (plan_id, version, state, agreement, set_on,
	office_id)
values (follow.plan_of('E'), 1, 'frozen', 'ACTA-1', '2019-01-10',
	core.root_office());
insert into follow.baseline_item (baseline_set_id, indicator_id, period_id,
	planned, weight, method, direction, measure, baseline_value, office_id)
select b.id, i.id, t.period_id, t.planned, i.weight, i.method, i.direction,
	i.measure, i.baseline_value, i.office_id
from follow.baseline_set b
join follow.indicator i on i.plan_id = b.plan_id
join follow.target t on t.indicator_id = i.id
where b.plan_id = follow.plan_of('E');
insert into follow.target_change (indicator_id, period_id, old_planned,
	new_planned, reason, agreement, changed_on)
select i.id, p.id, 10, 8, 'menos presupuesto', 'ACTA-2', '2019-02-01'
from follow.indicator i join core.period p on p.plan_id = i.plan_id
	and p.period_key = '2019-Q1'
where i.indicator_code = '15.1' and i.plan_id = follow.plan_of('E');
-- Objectives and lines: of the indicator, or of its commitment.
insert into plan.objective (plan_id, objective_code, title, office_id)
select follow.plan_of('E'), v, 'Objetivo ' || v, core.root_office()
from unnest('{O1,O2}'::text[]) as v;
insert into plan.action_line (objective_id, line_code, title, office_id)
select id, 'L1', 'Línea 1', core.root_office() from plan.objective
where plan_id = follow.plan_of('E');
update plan.commitment c set objective_id = o.id, action_line_id = l.id
from plan.objective o join plan.action_line l on l.objective_id = o.id
where o.objective_code = 'O1' and o.plan_id = c.plan_id
	and c.plan_id = follow.plan_of('E') and c.commitment_no in (5, 12);
reset role;

-- A line of the working of an indicator: its two columns.
create function pg_temp.line(code text, line text,
	key text default '2019-Q1')
returns text language sql as $$
	select string_agg(concat_ws(' | ', w.mine, w.other), ', ')
	from follow.working_one('E', $1, $3) as w where w.label = $2;
$$;
create function pg_temp.sum_of(part text, key text,
	period text default '2019-Q1')
returns text language sql as $$
	select format('%s / %s = %s', s.weighted, s.weights, s.shown)
	from follow.working_sum('E', $1, $2, $3) as s;
$$;
create function pg_temp.other_of(part text, key text,
	period text default '2019-Q1')
returns text language sql as $$
	select s.other from follow.working_sum('E', $1, $2, $3) as s;
$$;

-- Where planned and executed come from.
select is(pg_temp.line(code, line, key), want, about)
from (values
	('1.1', 'Suma', '2019', '1 + 1 + 1 + 7 = 10 | 1 + 1 + 1 + 0 = 3',
		'a sum is added up'),
	('1.1', 'Con sus números', '2019', '3 / 10 = 30.00 % | sin línea base',
		'1, 1, 1, 0 of 1, 1, 1, 7 is 30 %'),
	('1.1', '2019-Q4', '2019', '7 | 0', 'each quarter stands there'),
	('1.1', '2019-Q1', '2019-Q1', '1 | 1', 'a quarter has one row'),
	('1.1', 'Suma', '2019-Q1', null, 'and no sum'),
	('2.1', '2019', '2019', '20 | 18', 'the year''s own figures'),
	('2.1', '2019-Q1', '2019', '5 (no cuenta) | 5 (no cuenta)',
		'put those of its quarters aside'),
	('2.1', 'Suma', '2019', '20 | 18', 'alone'),
	('13.1', 'Vale', 'plan', '10 | 15',
		'running: the last target and the last total so far'),
	('13.1', '2018-Q4', 'plan', '10 | 8 (no cuenta)',
		'the total before is in it'),
	('14.1', '2019-Q1', '2019', 'no corresponde | 4 (no cuenta)',
		'what is not measured then does not count'),
	('14.1', 'Con sus números', '2019', '4 / 5 = 80.00 % | sin línea base',
		'only the quarter that is measured'),
	('17.1', '2019-Q2', '2019', '10 (no cuenta) | no aplica',
		'what does not apply is out on both sides'),
	('17.1', 'Suma', '2019', '10 | 8', 'and the rest stands')
	) as t (code, line, key, want, about);

-- No figure is worked out twice: the parts that were taken add up to what
-- the mean is made of.
select is_empty(format($$select i.indicator_code
	from follow.attainment('E', %1$L) as t
	join follow.indicator i on i.id = t.indicator_id
	cross join follow.asked('E', %1$L) as a
	cross join lateral (select
			sum(p.planned) filter (where p.planned_taken) as planned,
			sum(p.executed) filter (where p.executed_taken) as executed
		from follow.working_parts(a.plan, i.id, a.period) as p) as w
	where t.state not in ('not_due', 'not_applicable')
		and (t.planned, t.executed) is distinct from (w.planned, w.executed)
	$$, k), 'the parts are those of the figure: ' || k)
from unnest('{2018-Q4,2019-Q1,2019-Q2,2019,plan}'::text[]) as k;

-- The division by both methods.
select is(pg_temp.line(code, 'Con sus números'), want, about)
from (values
	('3.1', '(50.4 - 50.4) / (45 - 50.4) = 0 / (-5.4) = 0.00 %'
		' | 45 / 50.4 = 89.29 %', 'nothing gained, which a ratio hides'),
	('3.2', '(52 - 50) / (45 - 50) = 2 / (-5), en contra: cuenta 0.00 %'
		' | 45 / 52 = 86.54 %', 'worse than before is 0'),
	('4.1', '(45 - 50.4) / (45 - 50.4) = (-5.4) / (-5.4) = 100.00 %'
		' | 45 / 45 = 100.00 %', 'there'),
	('5.1', '45 / 50 = 90.00 %'
		' | (45 - 40) / (50 - 40) = 5 / 10 = 50.00 %', 'the other way round'),
	('7.1', '5 / 10 = 50.00 % | sin línea base', 'no other without baseline'),
	('8.1', 'no se puede medir: la meta es igual a la línea base'
		' | 5.5 / 5.5 = 100.00 %', 'not measurable; by the other it would be'),
	('9.1', '79,999 / 100,000 = 79.999 %'
		' | (79,999 - 0) / (100,000 - 0) = 79,999 / 100,000 = 79.999 %',
		'both as exact as the threshold asks for'),
	('11.1', 'ejecutado 0, lo menos posible: 100.00 % | sin línea base',
		'falling to nothing'),
	('11.2', 'planificado 0 y ejecutado 3: 0.00 % | sin línea base',
		'falling, nothing planned'),
	('18.1', '(-1 - (-5)) / (0 - (-5)) = 4 / 5 = 80.00 %'
		' | no se puede: lo planificado es 0', 'up to 0'),
	('16.1', '(-5 - 5) / (-5 - 5) = (-10) / (-10) = 100.00 %'
		' | no se puede: lo planificado es -5', 'negatives')
	) as t (code, want, about);
select is(pg_temp.line('12.1', label), want, '310 % capped: ' || label)
from (values ('Sin tope', '310.00 | -'), ('Con tope 100', '100.00 | -'),
	('Por peso 1', '100.00 | -')) as t (label, want);
select is(pg_temp.line('9.1', 'Por peso 2.5'), '199.998 | 199.998',
	'a product below 2.5 x 80 does not read 200.00');
select is(pg_temp.line('3.1', 'Método'), 'parte de una línea base: cuenta lo '
	'que se avanzó de lo que había que avanzar (línea base versión 1, ACTA-1, '
	'10/01/2019)', 'the method, why, and since when');
select is(pg_temp.line('3.1', 'Línea base'), '50.4', 'the baseline');
select is(pg_temp.line('1.1', 'Estado', '2019-Q1'), 'medido; peso 1',
	'state and weight');

-- A target that was changed.
select is(pg_temp.line('15.1', 'Con sus números'),
	'8 / 8 = 100.00 % | sin línea base', 'on the target of today');
select is(pg_temp.line('15.1', 'Meta original'), '10, hoy 8 | 10',
	'the first target');
select is(pg_temp.line('15.1', 'Con ella'), '8 / 10 = 80.00 % | sin línea base',
	'and the attainment on it');
select is(pg_temp.line('15.1', 'Cambio de meta'),
	'2019-Q1 de 10 a 8: menos presupuesto (ACTA-2)', 'why, by which agreement');
select is(pg_temp.line('12.1', 'Meta original'), null,
	'no second target where there is but one');

-- Any part, any span.
select is(pg_temp.sum_of(part, key, period), want, about)
from (values
	('commitment', '5', '2019-Q1', '290.00 / 4 = 72.50', 'a commitment'),
	('objective', 'O1', '2019-Q1', '390.00 / 5 = 78.00', 'an objective'),
	('action_line', 'o1/l1', '2019-Q1', '390.00 / 5 = 78.00',
		'an action line, however it is typed'),
	('office', 'B', '2019-Q1', '90.00 / 1 = 90.00', 'an office'),
	('indicator', '5.2', '2019-Q1', '20.00 / 1 = 20.00', 'an indicator'),
	('commitment', '1', '2019', '30.00 / 1 = 30.00', 'a year'),
	('commitment', '13', 'plan', '100.00 / 1 = 100.00', 'the plan so far'),
	('commitment', '9', '2019-Q1', '199.998 / 2.5 = 79.999',
		'what is divided does not read above the threshold either')
	) as t (part, key, period, want, about);
select is((select count(*) from follow.working_terms('E', 'office', 'B',
	'2019-Q1')), 1::bigint, 'the terms of an office are its own');
select is((select string_agg(indicator_code, ' ') from
	follow.working_terms('E', 'objective', 'O1', '2019-Q1')), '5.1 5.2 12.1',
	'the terms of an objective');
select throws_ok($$select * from follow.working_sum('E', 'office', 'X', null)$$,
	'HT004', 'El plan no tiene una cifra de «X».', 'no such office');
select throws_ok($$select * from follow.working_one('E', '99.9', null)$$,
	'HT004', 'El plan no tiene una cifra de «99.9».', 'no such indicator');

-- The mean by the other method.
select is(pg_temp.other_of('commitment', key), want, about)
from (values
	('5', 'El otro método, que no cuenta, daría 170.00 / 4 = 42.50 (Rojo).',
		'(3 x 50 + 20) / 4'),
	('3', 'El otro método, que no cuenta, daría 175.82 / 2 = 87.91 (Verde).',
		'(45 / 50.4 + 45 / 52) / 2'),
	('6', 'El otro método no da un promedio: 1 de 2 no lo permiten.',
		'not where a term has no other'),
	('7', null, 'nothing where none has'),
	('4', null, 'nothing where it is the same')
	) as t (key, want, about);

select is((select other_attainment from follow.attainment('E', '2019-Q1')
	where indicator_code = '18.1'), null, 'not 0 where it cannot be measured');
select is((select reason from follow.working('E', '2019-Q1', 'commitment', '9')
	where kind = 'sum'), '199.998 / 2.5 = 79.999; medidos 1 de 1',
	'the annex divides by the same text');

-- What a reader may not read.
select is(pg_temp.asked(who, office, $$select concat_ws(' ', planned, executed,
		attainment, capped, weight, term, other, note)
	from follow.working_terms('E', 'commitment', '10', '2019-Q1')$$), want,
	'a term that is not approved, for ' || who)
from (values ('t_a', 'A', '10 1 reserv., sin aprobar'),
	('t_b', 'B', '10 9 90.00 90.00 1 90.00 80.00')) as t (who, office, want);
select is(pg_temp.asked(who, office, $$select string_agg(concat_ws(' | ', label,
		mine, other), ', ') from follow.working_one('E', '10.1', '2019-Q1')
	where label in ('2019-Q1', 'Estado', 'Con sus números')$$), want,
	'alone, for ' || who)
from (values ('t_a', 'A', 'Estado | reserv.: informado por su oficina, sin '
		'aprobar; peso 1, 2019-Q1 | 10 | reserv., sin aprobar'),
	('t_b', 'B', 'Estado | medido, sin aprobar; peso 1, 2019-Q1 | 10 | 9 (sin '
		'aprobar), Con sus números | 9 / 10 = 90.00 % | (9 - 5) / (10 - 5) = '
		'4 / 5 = 80.00 %')) as t (who, office, want);
select is(pg_temp.asked(who, office, $$select concat_ws(' ', shown, weighted,
		other) from follow.working_sum('E', 'commitment', '10', '2019-Q1')$$),
	want, 'the mean is for all, the other one where all is read: ' || who)
from (values ('t_a', 'A', '90.00 90.00'), ('t_b', 'B', '90.00 90.00 El otro '
	'método, que no cuenta, daría 80.00 / 1 = 80.00 (Verde).'))
	as t (who, office, want);
select is(pg_temp.asked('t_a', 'A', $$select concat_ws(' ', shown, weighted,
		band) from follow.working_sum('E', 'indicator', '10.1', '2019-Q1')$$),
	'reserv.', 'an indicator alone is not');

-- The screen: the same figures as everywhere.
select is((select string_agg(key || ' ' || shown, ', ')
	from follow.figures_by('E', part, k) where part_ <> 'plan'),
	(select string_agg(key || ' ' || shown, ', ')
		from follow.figure('E', k, part)), 'the screen by ' || part || ', ' || k)
from (values ('commitment', '2019-Q1'), ('office', 'plan'),
	('indicator', '2019')) as t (part, k);
select is(pg_temp.asked('t_a', 'A', $$select concat_ws(' ', shown, band, trend)
	from follow.figures_by('E', 'indicator', '2019-Q1')
	where key = '10.1'$$), 'reserv. s/d|reserv.', 'nothing of a term in its trend');

-- A closed quarter is worked out with what it was closed with.
set local role hito_owner;
select follow.period_hold(p.id) from core.period p
where p.plan_id = follow.plan_of('E') and p.period_key = '2019-Q1' \g /dev/null
update core.period set state = 'closed' where plan_id = follow.plan_of('E')
	and period_key = '2019-Q1';
update follow.indicator set method = 'ratio', weight = 9
where indicator_code = '3.1' and plan_id = follow.plan_of('E');
update follow.target t set planned = 2
from follow.indicator i where i.id = t.indicator_id
	and i.indicator_code in ('7.1', '1.1') and i.plan_id = follow.plan_of('E');
reset role;
select is(pg_temp.line(code, line, key), want, about)
from (values
	('3.1', 'Con sus números', '2019-Q1',
		'(50.4 - 50.4) / (45 - 50.4) = 0 / (-5.4) = 0.00 %'
		' | 45 / 50.4 = 89.29 %', 'the method it was closed with'),
	('7.1', '2019-Q1', '2019-Q1', '10 | 5', 'and the target'),
	('1.1', 'Suma', '2019', '1 + 2 + 2 + 2 = 7 | 1 + 1 + 1 + 0 = 3',
		'of the year its part only')
	) as t (code, line, key, want, about);

select * from finish();
rollback;
