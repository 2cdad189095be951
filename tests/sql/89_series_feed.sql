-- SPDX-License-Identifier: GPL-3.0-or-later
-- A series feeds an indicator: what it proposes for a period, the action that
-- brings it, the working that shows it, and who may. Today is 10 April 2019.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(30);

set local role hito_owner;
insert into core.place (ubigeo_system, ubigeo, place_name) values ('INEI', '13', 'La Región'), ('INEI', '1301', 'Una'), ('INEI', '130101', 'Una A'),
	('INEI', '130102', 'Una B') on conflict do nothing;
insert into series.dataset (dataset_code, dataset_name, unit, frequency, place_level, adds_up, source, office_id)
values ('casos', 'Casos', 'casos', 'month', 'district', 'sum', 'Registro', core.office_named('B')),
	('tasa', 'Tasa', '%', 'year', 'district', 'none', null, core.office_named('B'));
insert into series.item (dataset_id, item_code, item_name) select id, 'c', 'Casos' from series.dataset where dataset_code = 'casos'
union all select id, 't', 'Tasa' from series.dataset where dataset_code = 'tasa';
insert into series.observation (dataset_id, item_id, place_id, period_key, value, value_kind)
select d.id, i.id, p.id, v.key, v.value, v.kind from (values ('2018-12', '130101', 90, 'measured'), ('2019-01', '130101', 1.5, 'measured'),
	('2019-01', '130102', 2, 'measured'), ('2019-02', '130101', 4, 'measured'), ('2019-02', '130102', null, 'secret'), ('2019-03', '130101', null, 'not_measured'),
	('2019-04', '130101', 50, 'measured')) as v (key, place, value, kind)
join series.dataset d on d.dataset_code = 'casos' join series.item i on i.dataset_id = d.id join core.place p on p.place_code = v.place;
reset role;

create function pg_temp.fed(indicator text, item text, place text, takes text) returns text language sql as $$
	select format('insert into series.feed (indicator_id, item_id, place_id, takes) select i.id, x.id, p.id, %L from follow.indicator_all i,
		series.item x, core.place p where i.plan_code = ''T1'' and i.indicator_code = %L and x.item_code = %L and p.place_code = %L',
		takes, indicator, item, place)
$$;
select is(pg_temp.said('t_b', 'B', pg_temp.fed('I2', 't', '130101', 'sum')), 'takes: Un porcentaje no se suma: tome el último valor.',
	'a percentage is not summed over time either');
select is(pg_temp.said('t_b', 'B', pg_temp.fed('I2', 't', '1301', 'last')), 'place_id: El conjunto no se reúne: elija un lugar que sea distrito.',
	'what does not add up has nothing for a province');
select is(pg_temp.as_login('t_a', 'A', false, pg_temp.fed('I2', 'c', '1301', 'sum')), '42501', 'another office does not feed an indicator');
select is(pg_temp.as_login('t_r', 'A', false, pg_temp.fed('I1', 'c', '1301', 'sum')), '42501', 'nor does a reader');
select is(pg_temp.as_login('t_b', 'B', true, pg_temp.fed('I2', 'c', '1301', 'sum')), '1', 'its own does');
select is(pg_temp.as_login('t_a', 'A', true, pg_temp.fed('I1', 'c', '130101', 'last')), '1', 'by what it takes');
select alike(pg_temp.said('t_b', 'B', pg_temp.fed('I2', 'c', '130101', 'last')), '%feed_natural%', 'one series an indicator');

create temp view proposed as select i.indicator_code, p.* from follow.indicator_all i
	cross join lateral series.proposed(i.id, '2019-01-01', '2019-03-31') as p where i.plan_code = 'T1';
select is((select value from proposed where indicator_code = 'I2'), 7.5, 'the sum of its months of the quarter, up the tree');
select is((select told from proposed where indicator_code = 'I2'),
	'Serie casos, c, Una: ene-2019 3.5, feb-2019 4 (1 reservado), mar-2019 s/d (1 sin medir, 1 sin dato). Fuente: Registro',
	'with each month and what lacks in it');
select is((select value from proposed where indicator_code = 'I1'), 4::numeric, 'the last that was measured');
select is((select told from proposed where indicator_code = 'I1'), 'Serie casos, c, Una A: feb-2019 4. Fuente: Registro', 'and of when it is');
select is((select count(*) from series.behind((select id from follow.indicator_all where indicator_code = 'I2' and plan_code = 'T1'), '2019-01-15', '2019-03-31')),
	2::bigint, 'a sum takes what lies in the period as a whole');
select is((select count(*) from series.behind((select id from follow.indicator_all where indicator_code = 'I1' and plan_code = 'T1'), '2019-01-15', '2019-03-31')),
	3::bigint, 'the last what ends in it');

-- ---- shown in the entry sheet
create function pg_temp.sheet(who text, office text, period text) returns text language sql as $$
	select pg_temp.asked(who, office, format('select concat_ws('' '', indicator_code, executed, proposed, proposed_of)
		from follow.sheet_rows(%L, %L, ''T1'')', office, period))
$$;
select is(pg_temp.sheet('t_a', 'A', '2019-Q1'), 'I1 4 Serie casos, c, Una A: feb-2019 4. Fuente: Registro', 'the sheet has what the series gives, and writes nothing of it');
select is(pg_temp.sheet('t_b', 'B', '2019-Q1'), 'I2 7 7.5 Serie casos, c, Una: ene-2019 3.5, feb-2019 4 (1 reservado), mar-2019 s/d (1 sin medir, 1 sin dato). Fuente: Registro',
	'beside what was entered');

-- ---- brought into a draft
select is(pg_temp.asked('t_b', 'B', $$select fed from follow.result_list where plan_code = 'T1'$$), 'true', 'a draft that may be fed');
select is(pg_temp.as_login('t_a', 'A', false, $$select series.result_bring(r.id, r.row_version) from follow.result r$$), '0', 'another office does not see it');
select is(pg_temp.as_login('t_b', 'B', false, $$select series.result_bring(r.id, r.row_version - 1) from follow.result r$$), 'HT001', 'one that moved');
select is(pg_temp.as_login('t_b', 'B', true, $$select series.result_bring(r.id, r.row_version) from follow.result r$$), '1', 'brought');
select is((select concat_ws(' ', executed, state, left(evidence, 14)) from follow.result), '7.5 draft Serie casos, c', 'as executed of a draft, with where it is from');
select is((select planned from follow.result_all where plan_code = 'T1'), 10::numeric, 'what was planned stays');
select is(pg_temp.said('t_a', 'A', $$select series.feed_carry(id, row_version, '2018-Q1') from series.feed where takes = 'last'$$),
	'period_key: El plan no tiene el periodo «2018-Q1».', 'a period that is not there');
select is(pg_temp.as_login('t_a', 'A', true, $$select series.feed_carry(id, row_version, 'I Trim. 2019') from series.feed where takes = 'last'$$), '1',
	'where there is no result yet');
select is((select concat_ws(' ', executed, state, office_code) from follow.result_all where indicator_code = 'I1'), '4 draft A', 'it makes the draft');
select is(pg_temp.asked('t_r', 'A', $$select fed from follow.result_list where indicator_code = 'I1'$$), 'true', 'her office''s draft');
set local role hito_owner;
update series.observation set value = null, value_kind = 'not_measured' where period_key between '2019-01' and '2019-03';
reset role;
select is(pg_temp.said('t_b', 'B', $$select series.result_bring(r.id, r.row_version) from follow.result r join follow.indicator i on i.id = r.indicator_id
	where i.indicator_code = 'I2'$$), 'executed: La serie no tiene un valor medido que termine en ese periodo.', 'nothing measured is no zero');
set local role hito_owner;
update series.feed set deleted_at = now(), deleted_by = 'x', deleted_why = 'x' where takes = 'sum';
reset role;
select is(pg_temp.said('t_b', 'B', $$select series.result_bring(r.id, r.row_version) from follow.result r join follow.indicator i on i.id = r.indicator_id
	where i.indicator_code = 'I2'$$), 'executed: Este indicador no se alimenta de una serie: dígalo en «Indicadores de una serie».', 'nor is one fed that is not');

-- ---- the working shows it
set local role hito_owner;
insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due, report_due, state, office_id)
select plan_id, '2019-Q2', 'II Trim. 2019', kind, '2019-04-01', '2019-06-30', '2019-07-05', '2019-07-10', '2019-07-20', 'open', office_id
from core.period where period_key = '2019-Q1' on conflict do nothing;
reset role;
select is((select string_agg(concat_ws(' ', kind, label, mine, other), '|') from follow.working_one('T1', 'I1', '2019-Q2')
	where label ~ '^Serie|-2019$'), 'head Serie casos c, Una A vale lo último|pair abr-2019 50 ', 'a month that is not over where it has a value, as the sheet proposes it');
select is((select string_agg(concat_ws(' ', kind, label, mine, other), '|') from follow.working_one('T1', 'I1', '2019-Q1')
	where label ~ '^Serie|-2019$'), 'head Serie casos c, Una A vale lo último|pair ene-2019 - 1 sin medir|pair feb-2019 - 1 sin medir|pair mar-2019 - 1 sin medir',
	'the observations behind a figure');
select is((select count(*) from follow.working_one('T1', 'I2', '2019-Q1') where label ~ '^Serie'), 0::bigint, 'none where no series feeds it');
select * from finish();
rollback;
