-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows of every report, on the demonstration: they agree with each other.
begin;
set client_min_messages = error;
select plan(63);
set local role hito_owner;

-- A card and an action for what the demonstration has none of.
insert into follow.completion_scale (scale, code, position, label, office_id)
select 'prueba-5', v.code, v.n, v.label, core.root_office()
from (values (1, 'none', 'No iniciado'), (2, 'limited', 'Limitado'),
	(3, 'substantial', 'Sustantivo'), (4, 'complete', 'Completado'))
	as v (n, code, label);
insert into follow.self_assessment (commitment_id, year, scale, completion_id,
	result, source_letter, office_id)
select c.id, 2019, 'prueba-5', (select s.id from follow.completion_scale s
		where s.scale = 'prueba-5' and s.code = case when c.commitment_no < 4
			then 'limited' else 'complete' end), 'Resultado', 'Oficio 1',
	c.office_id
from plan.commitment c
join plan.action_plan p on p.id = c.plan_id and p.plan_code = '2018-2020'
where c.commitment_no < 5;
insert into follow.corrective_action (plan_id, commitment_id, period_id,
	action_no, measure, state, agreement, why, evidence, ended_on, office_id)
select p.id, c.id, q.id, v.n, v.measure, v.state, 'ACTA', 'motivo', 'foto',
	v.ended, core.root_office()
from (values (91, '2018-Q4', 'Segundo grupo', 'agreed', null::date),
	(92, '2018-Q4', 'Ya cumplida', 'fulfilled', date '2018-12-20'),
	(93, '2018-Q4', 'Cumplida en enero', 'fulfilled', '2019-01-15'),
	(94, '2019-Q1', 'Más módulos', 'proposed', null))
	as v (n, key, measure, state, ended)
join plan.action_plan p on p.plan_code = '2018-2020'
join plan.commitment c on c.plan_id = p.id and c.commitment_no = 2
join core.period q on q.plan_id = p.id and q.period_key = v.key;
insert into plan.work_item (plan_id, item_no, text, quantity, unit, office_id)
select id, n, 'Talleres', 2, 'talleres', core.root_office()
from plan.action_plan, unnest('{91,92}'::int[]) as n
where plan_code = '2018-2020';
insert into plan.goal (work_item_id, goal_no, text, quantity, office_id)
select id, 1, 'Talleres', 2, office_id from plan.work_item
where item_no in (91, 92);
insert into plan.activity_result (activity_id, goal_id, quantity, text,
	office_id)
select (select min(t.id) from plan.activity t
		join plan.action_plan p on p.id = t.plan_id
			and p.plan_code = '2018-2020'), g.id, 2, 'talleres', g.office_id
from plan.goal g join plan.work_item w on w.id = g.work_item_id
	and w.item_no = 91;
reset role;

select is_empty($$select c.relname, a.attname
	from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
	where c.relkind = 'c' and c.relname like 'report\_%\_row'
		and col_description(c.oid, a.attnum) is null$$,
	'every column of a report says what it is');

-- One number, wherever it is printed.
select is(h.mean, f.mean::text, 'the head has the mean of the figure')
from follow.report_head('2018-2020', '2019-Q1') as h,
	follow.figure('2018-2020', '2019-Q1') as f;
select is((select capped from follow.report_working('2018-2020', '2019-Q1')
		where kind = 'sum' and commitment_no is null), h.mean,
	'the annex ends with it')
from follow.report_head('2018-2020', '2019-Q1') as h;
select is((select value from follow.report_quarters('2018-2020', '2019-Q1')
		where period_key = '2019-Q1'), h.mean, 'the trend has it')
from follow.report_head('2018-2020', '2019-Q1') as h;
select is((select string_agg(label || ' ' || mean_shown, ', ')
	from follow.report_quarters('2018-2020', '2019-Q1')),
	'III-18 69.50, IV-18 74.07, I-19 78.63', 'quarters up to it');
select is((select string_agg(period_key, ' ')
	from follow.report_quarters('2018-2020', '2019')),
	'2019-Q1 2019-Q2 2019-Q3 2019-Q4', 'quarters of a year');
select results_eq($$select commitment_no, mean, mean_shown, band
	from follow.report_commitments('2018-2020', '2019-Q1')$$,
	$$select key, mean, mean_shown, band
	from follow.report_figures('2018-2020', '2019-Q1', 'commitment')$$,
	'commitments have the figures of their bars');
select results_eq($$select commitment_no, q1_shown, q1_mean
	from follow.report_year_commitments('2018-2020', '2019')$$,
	$$select commitment_no, mean_shown, mean
	from follow.report_commitments('2018-2020', '2019-Q1')$$,
	'the annual table has the quarter''s figures');
select results_eq($$select commitment_no, mean, mean_shown
	from follow.report_year_commitments('2018-2020', '2019')$$,
	$$select commitment_no, mean, mean_shown
	from follow.report_commitments('2018-2020', '2019')$$,
	'and those of the year');
select results_eq($$select commitment_no, capped, capped_shown
	from follow.report_working('2018-2020', '2019-Q1')
	where kind = 'sum' and commitment_no is not null$$,
	$$select commitment_no, mean, mean_shown
	from follow.report_commitments('2018-2020', '2019-Q1')$$,
	'every commitment''s working ends with its mean');
select results_eq($$select indicator_code, attainment, capped
	from follow.report_scorecard('2018-2020', '2019-Q1') order by 1$$,
	$$select indicator_code, attainment, capped
	from follow.report_indicators('2018-2020', '2019-Q1') order by 1$$,
	'the scorecard has the indicators'' attainment');
select is((select count(distinct objective_mean)
	from follow.report_scorecard('2018-2020', '2019-Q1') as s
	join follow.figure('2018-2020', '2019-Q1', 'objective') as f
		on f.key = s.objective_code and f.mean::text = s.objective_mean),
	(select count(distinct mean)
	from follow.figure('2018-2020', '2019-Q1', 'objective')),
	'and the objectives'' means');
select ok(n > 0 and n = n_text, 'every indicator in print has a state in words')
from (select count(*) as n, count(state_text) as n_text
	from follow.report_indicators('2018-2020', '2019-Q1')) as t;
select is((select count(*) from follow.report_indicators('2018-2020',
	'2019-Q1') where state <> 'measured' and band is not null), 0::bigint,
	'what was not measured has no light');

-- What failed, and what is done about it.
select is((select string_agg(coalesce(commitment_no, 'plan') || ' '
		|| mean_shown || ' ' || n_actions, ', ')
	from follow.report_needed('2018-2020', '2019-Q1')),
	'plan 78.63 0, 2 64.00 3, 3 75.00 0', 'what needs actions');
select is((select string_agg(action_no || ' ' || carried || ' ' || state_text,
		', ') from follow.report_actions('2018-2020', '2019-Q1')
	where action_no in ('91', '92', '93', '94')),
	'91 t acordada, 93 t cumplida, 94 f por acordar',
	'actions of the quarter, and carried ones until they ended');
select is((select string_agg(action_no, ', ')
	from follow.report_actions('2018-2020', '2018-Q4')
	where action_no in ('91', '92', '93', '94')), '91, 92, 93',
	'those of the quarter before');
select is((select string_agg(action_no || carried, ', ')
	from follow.report_actions('2018-2020', '2019')
	where action_no in ('91', '92', '93', '94')), '91t, 93t, 94f',
	'those of a year');
select ok(n_actions_open::int >= 2 and n_actions::int >= 3,
	'the head counts them')
from follow.report_head('2018-2020', '2019-Q1');
select is((select count(*) from follow.report_actions('2018-2020', '2019-Q1')),
	(select sum(n)::bigint from (select count(*) as n
		from follow.report_card_actions('2018-2020', '2019-Q1')) as t),
	'all cards together have all actions');

-- Offices.
select is((select sum(n_due::int) from follow.report_completeness('2018-2020',
	'2019-Q1')), (select sum(n_indicators::int)
	from follow.report_offices('2018-2020', '2019-Q1')),
	'offices answer for the same indicators in both tables');
select is((select string_agg(indicator_code || ' ' || state, ', ')
	from follow.report_unreported('2018-2020', '2019-Q1')),
	'5.1 pending, 5.2 pending', 'what is left to report');

-- Milestones and goals.
select is((select count(*) from follow.report_timeline('2018-2020', '2019-Q1')
	where from_iso !~ '^\d{4}-\d\d-\d\d$' or to_iso !~ '^\d{4}-\d\d-\d\d$'
		or from_iso > to_iso), 0::bigint, 'a time bar has two days in order');
select is((select count(*) from follow.report_goals('2018-2020', '2019-Q1')),
	(select n_goals::bigint from follow.report_head('2018-2020', '2019-Q1')),
	'goals as the head counts them');
select is((select count(*) filter (where fulfilled = 't')
	from follow.report_goals('2018-2020', '2019-Q1')),
	(select n_goals_done::bigint
	from follow.report_head('2018-2020', '2019-Q1')), 'and fulfilled ones');
select is((select string_agg(item_no || ' ' || executed_shown || ' of '
		|| planned_shown || ' ' || fulfilled, ', ')
	from follow.report_work_items('2018-2020', '2019-Q1')
	where item_no in ('91', '92')), '91 2 of 2 t, 92 0 of 2 f',
	'work plan: 2 of 2 workshops');
select is((select string_agg(item_no || ' ' || executed_shown || ' de ' || planned_shown || ' ' || fulfilled_text, ', ')
	from follow.report_work_items('2018-2020', key)
	where item_no in ('04', '05', '06', '08')), want, 'the work plan of 2018 by ' || key)
from (values
	('2018-Q3', '04 2 de 2 cumplida, 05 4 de 4 cumplida, 06 5 de 6 por cumplir, 08 0 de 1 por cumplir'),
	('2018-Q4', '04 2 de 2 cumplida, 05 4 de 4 cumplida, 06 6 de 6 cumplida, 08 0 de 1 vencida')) as t (key, want);

-- The self-assessment.
select is((select string_agg(coalesce(level_code, 'total') || ' ' || n || ' '
		|| share_shown, ', ')
	from follow.report_self_summary('2018-2020', '2019')
	where scale = 'prueba-5' or scale is null),
	'none 0 0.00, limited 3 75.00, substantial 0 0.00, complete 1 25.00, '
	'total 4 100.00', 'levels, those without a commitment too, and the total');
select is((select sum(n::int) filter (where level is distinct from 'Total')
	from follow.report_self_summary('2018-2020', '2019')),
	(select count(*) from follow.report_self_cards('2018-2020', '2019')),
	'the summary adds up to the cards');
select is(n_assessed || ' of ' || n_commitments, '4 of 5', 'so says the head')
from follow.report_self_head('2018-2020', '2019');

-- The card of one commitment.
select is((select string_agg(commitment_no || ' ' || commitment_mean_shown,
	',') from follow.report_card_head('2018-2020', '2019-Q1', '3')), '3 75.00',
	'the card of commitment 3');
select is((select count(*) from follow.report_card_head('2018-2020',
	'2019-Q1')), 5::bigint, 'without a number: the cards of all');
select is((select string_agg(indicator_code, ' ')
	from follow.report_card_indicators('2018-2020', '2019-Q1', '3')),
	'3.1 3.2 3.3 3.4', 'its indicators');
select is((select count(*) from follow.report_card_milestones('2018-2020',
	'2019-Q1')), (select count(*) from follow.report_milestones('2018-2020',
	'2019-Q1')), 'milestones of all cards');
select is((select string_agg(label || ' ' || mean_shown, ', ')
	from follow.report_card_quarters('2018-2020', '2019-Q1', '4')),
	'III-18 s/d, IV-18 s/d, I-19 86.10', 'its trend');

-- Exact figures for programs. Commitment 1 before the cap: (110 + 92 + 81.6)
-- / 3 = 94.53; the plan: (283.6 + 192 + 180 + 172.2) / 10.4 = 79.60.
select is((select string_agg(concat_ws(' ', key, round(mean::numeric, 2), below,
		round(weight::numeric, 1), round(attainment::numeric, 2),
		round(capped::numeric, 2), round(coverage::numeric, 2)), ', ')
	from follow.report_exact('2018-2020', '2019-Q1')
	where level <> 'indicator'),
	'2018-2020 78.63 t 10.4 79.60 78.63 78.57, 1 91.20 f 3.0 94.53 91.20 100.00, '
	'2 64.00 t 3.0 64.00 64.00 100.00, 3 75.00 t 2.4 75.00 75.00 75.00, '
	'4 86.10 f 2.0 86.10 86.10 100.00, 5 0.00',
	'plan and commitments: mean, below, weights, attainment before the cap');
select is((select string_agg(concat_ws(' ', key, round(mean::numeric, 2), below,
		round(weight::numeric, 1), round(attainment::numeric, 2), coverage, state),
		', ') from follow.report_exact('2018-2020', '2019-Q1')
	where level = 'indicator' and key in ('1.1', '2.1', '3.4', '5.1')),
	'1.1 100.00 f 1.0 110.00 100 measured, 2.1 80.00 f 1.0 80.00 100 measured, '
	'3.4 1.0 0 not_programmed, 5.1 1.0 0 pending',
	'an indicator''s mean is its capped attainment, its coverage all or nothing');
select is((select count(*) from follow.report_exact('2018-2020', '2019-Q1')
	where level <> 'indicator' and (planned is not null or executed is not null)),
	0::bigint, 'quantities of different units have no sum');
select is((select string_agg(key, ' ') from follow.report_exact('2018-2020',
		'2019-Q1') where (below = 't') is distinct from
		(mean::numeric < threshold::numeric)), null,
	'below is what the exact mean says, at every level');

-- Offices: who is in the post at the cut-off, what is still open.
insert into core.person_in_post (post, person_name, from_date, to_date,
	office_id)
select v.post, v.name, v.since, v.until, core.office_named('SGTI')
from (values ('Sub Gerente', 'Persona Anterior', date '2018-01-01', date '2019-04-04'),
	('Sub Gerente', 'Persona en el Corte', '2019-04-05', null),
	('Asistente', 'Persona Futura', '2019-04-06', null))
	as v (post, name, since, until);
select is((select post_holder from follow.report_offices('2018-2020', '2019-Q1')
	where office_code = 'SGTI'), 'Persona en el Corte, Sub Gerente',
	'the person in the post on the day of the cut-off');
-- 4 (running, agreed), 7 (proposed), and above 91 (agreed) and 94 (proposed);
-- a charge is open to SGP and one to SGTI
select is((select string_agg(concat_ws(' ', office_code, n_indicators,
		n_answered, n_on_time, n_late, n_pending, n_actions_open,
		n_agreements_open), ', ')
	from follow.report_offices('2018-2020', '2019-Q1')),
	'GRDIS 2 0 0 0 2 0 0, GRPAT 9 8 8 0 0 4 0, SGP 0 0 0 0 0 0 1, SGTI 3 3 3 0 0 0 1',
	'indicators answered, open actions and open charges of the council');
set local session_replication_role = replica;
update follow.submission s set own_office_approval = true
from core.period q where q.id = s.period_id and q.period_key = '2018-Q4'
	and s.office_id = core.office_named('GRPAT');
set local session_replication_role = origin;
select is((select state_text from follow.report_completeness('2018-2020',
	'2018-Q4') where office_code = 'GRPAT'), 'aprobado por la misma oficina',
	'an approval by the office itself is marked');
set local session_replication_role = replica;
update follow.result r set approved_by_own_office = true
from core.period q, follow.indicator i
where q.id = r.period_id and q.period_key = '2019-Q1'
	and i.id = r.indicator_id and i.indicator_code in ('1.1', '1.3');
set local session_replication_role = origin;
select is((select state_text from follow.report_completeness('2018-2020',
	'2019-Q1') where office_code = 'GRPAT'),
	'enviado; 2 aprobados por la misma oficina', 'and that of single results');
select is((select count(*) from follow.report_completeness('2018-2020',
	'2018-Q3') where submitted_at like '%, fuera de plazo' and late = 't'),
	1::bigint, 'what came late says so where its day stands');

-- Observations of a seat to an issued report stand in the next one.
insert into follow.report (report_no, version, plan_id, period_key, layout,
	title, data, hashes, sha256, program, issuer, issued_at, office_id)
select 90, 1, p.id, '2018-Q4', 'quarterly', 'INFORME', '{}', '{}',
	repeat('0', 64), 'prueba', 'x', now(), core.root_office()
from plan.action_plan p where p.plan_code = '2018-2020';
insert into follow.report_observation (report_id, seat, observation,
	observed_on, answer, answered_on, office_id)
select r.id, v.seat, v.text, v.day, v.answer, v.answered, r.office_id
from follow.report r, (values
	('Colegio de Ingenieros', 'Falta la evidencia', date '2019-02-01', null::text, null::date),
	('Cámara', 'Falta un acta', '2019-02-02', 'Se adjuntó', date '2019-02-20'),
	('Universidad', 'Respondida antes', '2018-12-01', 'Sí', '2018-12-20'))
	as v (seat, text, day, answer, answered)
where r.period_key = '2018-Q4';
select is((select string_agg(seat || ': ' || state_text, ', '
		order by seat collate "C")
	from follow.report_observations('2018-2020', '2019-Q1')),
	'Colegio de Ingenieros: por responder, Cámara: respondida',
	'those answered since, and those that wait');
select is((select count(*) from follow.report_observations('2018-2020',
	'2018-Q4')), 0::bigint, 'none in the report that they are about');
select is((select count(*) from follow.report_observations('2018-2020',
	'2018')), 3::bigint, 'the year tells of its last quarter''s too');

-- The council: what was agreed in the period, and what came into it open.
create function pg_temp.agreed(period text, body text default null) returns text language sql as $$
	select string_agg(concat_ws(' ', a.agreement_ref, a.state_text, a.carried), ', ')
	from follow.report_agreements('2018-2020', $1, $2) as a
$$;
select is(pg_temp.agreed('2019-Q1'), 'CRGA-01-2019/1 vigente f, CRGA-01-2019/2 vencido f, '
	'CRGA-02-2019/1 abierto f, CRGA-02-2019/2 vigente f', 'agreements of a quarter with their state');
select is(pg_temp.agreed('2019-Q2'), 'CRGA-01-2019/2 vencido t, CRGA-02-2019/1 abierto t',
	'of the next one those that are carried, charges alone');
select is(pg_temp.agreed('2019-Q1', 'crga'), pg_temp.agreed('2019-Q1'), 'of one body');
select is(pg_temp.agreed('2019-Q1', 'CSE-2018'), null, 'of another none');
set local role hito_owner;
update council.agreement set state = 'fulfilled', evidence = 'Acta de designación', ended_on = '2019-04-08'
where agreement_ref = 'CRGA-01-2019/2';
insert into council.agreement_unit (agreement_id, responsible_id, office_id)
select a.id, core.office_named('GRPAT'), a.office_id from council.agreement a where a.agreement_ref = 'CRGA-02-2019/1';
update council.recommendation set state = 'closed', closing = 'Informe del comité', closed_on = '2019-04-09'
where binding and recommendation_no = 2;
reset role;
select is(pg_temp.agreed('2019-Q1'), 'CRGA-01-2019/1 vigente f, CRGA-01-2019/2 vencido f, '
	'CRGA-02-2019/1 abierto f, CRGA-02-2019/2 vigente f', 'as they stood at the cut-off, whatever came after');
select is(pg_temp.agreed('2019-Q2'), 'CRGA-01-2019/2 cumplido t, CRGA-02-2019/1 abierto t',
	'and in the next quarter what came of them');
select is((select string_agg(office_code || ' ' || n_agreements_open, ', ') from follow.report_offices('2018-2020', '2019-Q1')
	where n_agreements_open <> '0'), 'GRPAT 1, SGP 1, SGTI 1', 'a charge is open to each office that answers for it');
select is((select string_agg(concat_ws(' ', recommendation_ref, source_text, binding, state_text), ', ')
	from follow.report_recommendations('2018-2020', '2019-Q1')), '2018-1 comité t vencida, 2018-2 comité t respondida, '
	'2018-1 revisor f abierta, 2018-2 revisor f abierta', 'recommendations at the cut-off, binding ones first');
select is((select string_agg(concat_ws(' ', recommendation_ref, source_text, state_text), ', ')
	from follow.report_recommendations('2018-2020', '2019-Q2') where binding = 't'), '2018-1 comité vencida, 2018-2 comité cerrada',
	'one that was closed is told in its quarter');
select is((select string_agg(recommendation_ref, ', ') from follow.report_recommendations('2018-2020', '2019-Q3') where binding = 't'),
	'2018-1', 'and not after it');
select is((select concat_ws(' ', body_code, planned_shown, n_held, n_failed, n_unapproved)
	from follow.report_sessions('2018-2020', '2019-Q1')), 'CRGA 1 2 0 2', 'sessions held against a quarter of the year''s four');
select is((select concat_ws(' ', body_code, planned_shown, n_held, n_failed, n_unapproved)
	from follow.report_sessions('2018-2020', '2018')), 'CRGA 2.7 4 0 0', 'of a year for the eight months in which the body was');
select is((select string_agg(concat_ws(' ', session_ref, government_shown, civil_society_shown), ', ')
	from follow.report_attendance('2018-2020', '2019-Q1')), 'CRGA-01-2019 4/7 2/7, CRGA-02-2019 5/7 3/7',
	'attendance by sector: who came back is one seat');
select is((select string_agg(distinct civil_society_shown, ', ') from follow.report_attendance('2018-2020', '2018')),
	'sin registro', 'nobody wrote down who came to those of 2018');
set local role hito_owner;
insert into council.agenda (session_id, item_no, item_text, source, action_id, office_id)
select s.id, 9, 'Acción por acordar', 'action', (select x.id from follow.corrective_action x
	where x.action_no = 94), s.office_id
from council.session s where s.session_ref = 'CRGA-02-2019';
reset role;
select is((select string_agg(action_no || ' ' || agenda_text, '; ') from follow.report_to_agree('2018-2020', '2019-Q1')),
	'7 en ninguna agenda; 94 CRGA-02-2019, punto 9, del 14/03/2019', 'actions to agree and where they stand');

select * from finish();
rollback;
