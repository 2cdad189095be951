-- SPDX-License-Identifier: GPL-3.0-or-later
-- A target against the direction of its indicator, and a level that a scale does
-- not have, are refused wherever they come from.
begin;
\ir fixture.psql
\ir case.psql
select plan(23);

\o /dev/null
-- A rate that improves by falling from 50.4, one that improves by rising, a scale of 1, 2 and 3.
select pg_temp.term(1, '{"2019-Q1": 49}', '{}', measure => 'level', method => 'progress', direction => 'down', baseline => 50.4);
select pg_temp.term(1, '{"2019-Q1": 60}', '{}', measure => 'level', method => 'progress', baseline => 50.4);
select pg_temp.term(1, '{"2019-Q1": 2}', '{}', measure => 'level', method => 'scale');
select pg_temp.term(1, '{"2019-Q1": 9}', '{}', measure => 'level', method => 'scale');
\o
set local role hito_owner;
insert into follow.indicator_level (indicator_id, level, meaning)
select i.id, v, 'nivel ' || v from follow.indicator i, generate_series(1, 3) as v where indicator_code = '1.3' and plan_id = follow.plan_of('E');
reset role;
create function pg_temp.aim(code text, planned numeric) returns text language sql as $$
	select pg_temp.as_login('t_a', 'A', false, format('update follow.target t set planned = %s from follow.indicator i, core.period p
		where i.id = t.indicator_id and p.id = t.period_id and i.indicator_code = %L and p.period_key = ''2019-Q1''
		and i.plan_id = (select id from plan.action_plan where plan_code = ''E'')', $2, $1));
$$;
select is(pg_temp.aim(code, planned), want, d) from (values
	('1.1', 55, 'HT002', 'down from 50.4 to 55 is against it'), ('1.1', 40, '1', 'to 40 is not'),
	('1.1', 50.4, '1', 'where it stands is no progress, but not against it'),
	('1.2', 45, 'HT002', 'up from 50.4 to 45 is against it'), ('1.2', 70, '1', 'to 70 is not'),
	('1.3', 4, 'HT002', 'a scale of three levels has no fourth'), ('1.3', 2.5, 'HT002', 'nor one between'), ('1.3', 3, '1', 'but a third'),
	('1.4', 4, '1', 'a scale that is not written down cannot be asked')) as v (code, planned, want, d);
select is((select string_agg(reason, ' ') from follow.indicator i, lateral follow.value_problems(i.id, null, 'planned', case indicator_code
	when '1.1' then 55 else 4 end, true) where i.plan_id = follow.plan_of('E') and indicator_code in ('1.1', '1.3')),
	'1.1 mejora al bajar desde su línea base 50.4: una meta de 55 va en contra. La escala de 1.3 no tiene un nivel 4: tiene 1, 2, 3.', 'in words');

-- What was reached of a scale.
create function pg_temp.reach(level numeric) returns text language sql as $$
	select pg_temp.as_login('t_a', 'A', false, format('insert into follow.result (indicator_id, period_id, executed)
		select i.id, p.id, %s from follow.indicator i join core.period p using (plan_id)
		where i.indicator_code = ''1.3'' and p.period_key = ''2019-Q1''', $1));
$$;
select is(pg_temp.reach(2), '1', 'a level of the scale');
select is(pg_temp.reach(5), 'HT002', 'and one that it does not have');

-- What is counted begins at 0; a sum may take back what was too much before, and a
-- rate may lie below zero.
\o /dev/null
select pg_temp.term(1, '{"2019-Q1": 9}', '{}', measure => 'level', direction => 'down');
select pg_temp.term(1, '{"2019-Q1": 9}', '{}', measure => 'running');
select pg_temp.term(1, '{"2019-Q1": 9}', '{}', measure => 'sum');
\o
select is((select string_agg(p.reason, ' ') from follow.value_problems(i.id, null, 'executed', v.executed, false) as p), want, d)
from (values ('1.5', -9, '1.5 se cuenta desde 0: -9 no es un valor.', 'no days below zero'), ('1.6', -0.5, '1.6 se cuenta desde 0: -0.5 no es un valor.', 'nor totals'),
	('1.5', 0, null, 'none is a value'), ('1.7', -2, null, 'a sum takes back'), ('1.2', -3, null, 'a rate may be below zero')) as v (code, executed, want, d)
	join follow.indicator i on i.indicator_code = v.code and i.plan_id = follow.plan_of('E');

-- What stood so before does not become a baseline.
create function pg_temp.plant(code text, planned numeric) returns void language plpgsql as $$
begin
	set local role hito_owner;
	update follow.target t set planned = $2 from follow.indicator i where i.id = t.indicator_id and i.indicator_code = code
		and i.plan_id = follow.plan_of('E');
	reset role;
end
$$;
select pg_temp.plant('1.1', 55), pg_temp.plant('1.3', 7) \g /dev/null
select is(follow.targets_against(follow.plan_of('E')), '1.1 en 2019-Q1, 1.3 en 2019-Q1', 'both are named');
select is(pg_temp.as_login('t_sec', null, false, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan where plan_code = 'E'$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 1') from follow.baseline_set$$), 'HT002', 'the baseline is not approved');
select pg_temp.plant('1.1', 49), pg_temp.plant('1.3', 2) \g /dev/null
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.baseline_set (plan_id) select id from plan.action_plan where plan_code = 'E'$$,
	$$select follow.baseline_approve(id, row_version, 'Acuerdo 1') from follow.baseline_set$$), '1', 'put right, it is');
-- Nor by agreement, nor before what it changes.
create function pg_temp.change(planned numeric, day date) returns text language sql as $$
	select pg_temp.as_login('t_sec', null, false, format('insert into follow.target_change (indicator_id, period_id, new_planned, reason,
		agreement, changed_on) select i.id, p.id, %s, ''x'', ''y'', %L from follow.indicator i join core.period p using (plan_id)
		where i.indicator_code = ''1.1'' and p.period_key = ''2019-Q1''', $1, $2));
$$;
select is(pg_temp.change(55, '2019-04-10'), 'HT002', 'no agreement turns a target against its indicator');
select is(pg_temp.change(45, '2019-04-10'), '1', 'on the day of the baseline');
select is(pg_temp.change(45, '2019-04-09'), 'HT002', 'a target is not changed before the baseline that set it');

select * from finish();
rollback;
