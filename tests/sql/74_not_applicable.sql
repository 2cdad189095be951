-- SPDX-License-Identifier: GPL-3.0-or-later
-- The secretariat declares of any office's indicator that it does not apply,
-- whether the office wrote something or not.
begin;
\ir fixture.psql
select plan(11);

create function pg_temp.out(who text, office text, code text, reason text, agreement text, keep boolean default false) returns text
language sql as $$
	select pg_temp.as_login(who, office, keep, format('select follow.period_not_applicable(p.id, p.row_version, %L, %L, %L) from core.period p',
		code, reason, agreement));
$$;
select is(pg_temp.out('t_a', 'A', 'I1', 'x', 'y'), 'HT003', 'an office does not say so');
select is(pg_temp.out('t_sec', null, 'I9', 'x', 'y'), 'HT004', 'of an indicator of the plan');
select is(pg_temp.out('t_sec', null, 'I1', '', 'y'), 'HT002', 'with a reason');
select is(pg_temp.out('t_sec', null, 'I1', 'x', ' '), 'HT002', 'and an agreement');
select is(pg_temp.out('t_sec', null, 'I1', 'no se convocó', 'Acuerdo 1', true), '1', 'A wrote nothing');
select is(pg_temp.out('t_sec', null, 'I2', 'no se convocó', 'Acuerdo 1', true), '1', 'B has a draft');
select is((select string_agg(o.office_code || ' ' || r.state || ' ' || r.reason || ' ' || r.agreement, ', ' order by o.office_code)
	from follow.result r join core.office o on o.id = r.office_id),
	'A not_applicable no se convocó Acuerdo 1, B not_applicable no se convocó Acuerdo 1', 'each stays its office''s');
select is(n_due, 0, 'nothing is due any more') from follow.figure('T1', '2019-Q1');
select is(pg_temp.out('t_sec', null, 'I2', 'x', 'y'), 'HT001', 'once');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.result_return(id, row_version, 'sí aplica') from follow.result where state = 'not_applicable'$$), '2',
	'taken back as any result');
set local session_replication_role = replica;
update core.period set state = 'closed';
set local session_replication_role = origin;
set local role hito_owner;
update follow.result set deleted_at = now(), deleted_why = 'x';
reset role;
select is(pg_temp.out('t_sec', null, 'I1', 'x', 'y'), 'HT002', 'not in a closed period');

select * from finish();
rollback;
