-- SPDX-License-Identifier: GPL-3.0-or-later
-- The chain of seals shows what was bent. Commits, as only what is finished
-- is sealed: runs on a database of its own.
set client_min_messages = error;
select plan(21);
create temp table site as select 1 where core.root_office() is null;
select core.init_site('INST', 'Institución', 'GR', 'Gerencia', 't_seal') from site \g /dev/null

set role hito_owner;
insert into plan.action_plan (plan_code, title) values ('S1', 'Plan');
insert into plan.commitment (plan_id, commitment_no, title) select id, 1, 'Uno' from plan.action_plan where plan_code = 'S1';
reset role;
-- 10,000 random changes, some in one statement.
do $$
declare
	c bigint := (select max(id) from plan.commitment);
begin
	for i in 1 .. 5000 loop
		case (random() * 3)::int
			when 0 then update plan.commitment set notes = i::text where id = c;
			when 1 then update plan.commitment set problem = random()::text, notes = null where id = c;
			when 2 then update plan.commitment set budget = random() where id = c;
			else update plan.commitment set population = 'é' || i, budget = null where id = c;
		end case;
		if i % 1000 = 0 then
			commit;
		end if;
	end loop;
end
$$;
insert into plan.milestone (commitment_id, position, text, office_id)
	select max(id), g, 'm' || g, core.root_office() from plan.commitment, generate_series(1, 2500) g group by g;
update plan.milestone set notes = 'x' where text like 'm%';
select is((select count(*)::int from audit.change where relation = 'plan.commitment' and op = 'update'), 5000, 'every change is on record');
select is((select count(*)::int from audit.change where relation = 'plan.milestone'), 5000, 'of many rows at once too');
-- Played again from its first insert, the history ends at the row.
create temp table played as
select (select jsonb_object_agg(key, value) from (
	select distinct on (e.key) e.key, e.value from audit.change c cross join jsonb_each(c.new) e
	where c.relation = 'plan.commitment' and c.key = (select max(id) from plan.commitment)
	order by e.key, c.id desc) last) as final;
select is((select jsonb_strip_nulls(final) from played),
	(select audit.differing(jsonb_strip_nulls(to_jsonb(c)), '{}') from plan.commitment c order by id desc limit 1),
	'the history played again ends at the row');
select is((select count(*)::int from (select old, lag(new) over (order by id) as before from audit.change
		where relation = 'plan.commitment' and op = 'update') x
	where before is not null and exists (select from jsonb_each(old) o
		where before ? o.key and before -> o.key <> o.value)), 0, 'what each change found is what the one before it left');

select cmp_ok(audit.seal(), '>=', 10000::bigint, 'sealed');
select is(audit.seal(), 0::bigint, 'nothing is left to seal');
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'whole');
select is((select n from audit.verify() where finding = 'unsealed'), 0::bigint, 'no tail');
update plan.commitment set notes = 'cola';
select is((select n from audit.verify() where finding = 'unsealed'), 1::bigint, 'the unsealed tail is told');
begin;
update plan.commitment set notes = 'en vuelo';
select is(audit.seal(), 1::bigint, 'what is not finished is not sealed');
commit;

-- Tampering, by one who may do everything.
alter table audit.change disable trigger all;
alter table audit.seal disable trigger all;
create temp table victim as select * from audit.change where relation = 'plan.commitment' order by id offset 2000 limit 1;
update audit.change c set new = '{"budget": 1}' from victim v where c.id = v.id;
select is((select array_agg(change_id) from audit.verify() where finding = 'broken'), (select array_agg(id) from victim), 'one changed row is named');
update audit.change c set new = v.new, login = 'otro' from victim v where c.id = v.id;
select is((select array_agg(change_id) from audit.verify() where finding = 'broken'), (select array_agg(id) from victim), 'another name too');
delete from audit.change c using victim v where c.id = v.id;
select is((select array_agg(change_id) from audit.verify() where finding = 'broken'), (select array_agg(id) from victim), 'a row that is gone is named');
insert into audit.change overriding system value select * from victim;
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'put back it is whole');
insert into audit.change (xid, relation, key, op) select xid, 'plan.commitment', 1, 'update' from victim;
select is((select count(*)::int from audit.verify() where finding = 'broken'), 1, 'a row slipped in is told');
delete from audit.change where login = session_user and new is null and old is null and op = 'update';
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'taken out it is whole');
-- The tamperer bends the row's digest along with the row: the seal tells.
create temp table seals as select * from audit.seal;
update audit.change c set login = 'otro' from victim v where c.id = v.id;
update audit.seal s set row_digests = (select string_agg(audit.row_digest(c), '' order by k.i)
	from unnest(s.row_ids) with ordinality k (id, i) join audit.change c on c.id = k.id)
	where (select id from victim) = any (s.row_ids);
select is((select seal_id from audit.verify() where finding = 'broken'), (select id from seals where (select id from victim) = any (row_ids)), 'a bent digest breaks its seal');
-- And the seal's own: the next one tells.
update audit.seal s set digest = audit.seal_digest(s, (select p.digest from audit.seal p where p.id = s.id - 1))
	where (select id from victim) = any (s.row_ids);
select is((select min(seal_id) from audit.verify() where finding = 'broken'), (select id + 1 from seals where (select id from victim) = any (row_ids)), 'a bent seal breaks the next');
update audit.change c set login = v.login from victim v where c.id = v.id;
update audit.seal s set row_digests = o.row_digests, digest = o.digest from seals o where o.id = s.id;
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'whole again');
delete from audit.seal where id = (select min(id) from seals);
select cmp_ok((select count(*) from audit.verify() where finding = 'broken'), '>', 0::bigint, 'a seal that is gone is told');
insert into audit.seal overriding system value select * from seals where id = (select min(id) from seals);
alter table audit.change enable trigger all;
alter table audit.seal enable trigger all;
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'and whole again');
select * from finish();
