-- SPDX-License-Identifier: GPL-3.0-or-later
-- The demonstration of sql/demo/81_union.sql: every state at the practice day.
begin;
select plan(6);
select is((select string_agg(situation, ' ' order by agreement_ref) from labour.collective_agreement_list where agreement_ref like 'CC-P-%'),
	'replaced past_term in_force in_force ended unsigned', 'agreements');
select is((select string_agg(union_code || ' ' || board_situation, ', ' order by union_code) from labour.union_organisation_list where board_told),
	'SEC-MIN expired, SIT-AGRO expiring', 'a board that expired and one that ends within thirty days');
select is((select string_agg(employer_code, ' ') from labour.employer_list where ruc_wrong), '20999000045', 'a check digit that is wrong');
select is((select ruc_mask || ' ' || name_mask from labour.employer where kind = 'person'), '10********* P*** d*** p*** 1***', 'a natural person, masked');
select is((select string_agg(situation, ' ' order by contract_ref) from labour.work_contract_list where contract_ref like 'CT-P-%'),
	'running running ended unregistered', 'contracts');
select is((select count(*) from labour.employer_private v where v.person_name !~ '^Persona de práctica \d$')
	+ (select count(*) from labour.work_contract_private v where v.worker_name !~ '^Persona de práctica \d$'), 0::bigint, 'nobody is named');
select * from finish();
rollback;
