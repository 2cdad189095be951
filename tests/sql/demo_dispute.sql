-- SPDX-License-Identifier: GPL-3.0-or-later
-- The demonstration of sql/demo/82_dispute.sql: every stage and colour at the
-- practice day, one notice with three periods.
begin;
select plan(8);
select is((select string_agg(distinct state, ' ' order by state) from labour.dispute_list where case_no like '%PRUEBA%'),
	'admitted arbitration conciliation ended extraprocess filed observed presented solved strike talks', 'a case in every stage');
select is((select string_agg(distinct strike_state, ' ' order by strike_state) from labour.strike_list), 'lifted notified running suspended', 'a strike in every situation');
select is((select string_agg(distinct qualification, ' ' order by qualification) from labour.strike_list), 'illegal in_order', 'in order, and illegal');
select is((select string_agg(left(case_no, 3), ' ' order by case_no) from labour.strike_list where notice_in_time), '009 013 014', 'notices in time');
select is((select string_agg(left(case_no, 3), ' ' order by case_no) from labour.strike_list where not notice_in_time), '012 015', 'and two that are not, one of them by its last day');
select is((select string_agg(concat_ws(' ', starts_at, hours), '|' order by starts_at) from labour.strike_period_list where case_no like '009%'),
	'2019-04-02 07:00:00 48|2019-04-05 07:00:00 72|2019-04-09 07:00:00', 'one of three periods');
select is((select concat_ws(' ', bool_or(overdue), bool_or(due_soon), bool_or(stale), bool_or(hours_kind = 'declared'), bool_or(hours_kind = 'worked'))
	from labour.dispute_list), 't t t t t', 'terms past and near, cases without movement, hours declared and worked out');
select is((select string_agg(concat_ws(' ', suspended_at, resumed_at), '|' order by suspended_at) from labour.strike_suspension_list where case_no like '013%'),
	'2019-03-28 18:00:00 2019-04-01 06:00:00|2019-04-04 18:00:00', 'one that was suspended twice and resumed once');
select * from finish();
rollback;
