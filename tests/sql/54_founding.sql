-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database from before the record knew servers, kept personal values apart
-- and told every row comes to it once, and its seals stay whole. Commits: runs
-- on a database of its own.
set client_min_messages = error;
select plan(16);
create temp table site as select 1 where core.root_office() is null;
select core.init_site('INST', 'Institución', 'GR', 'Gerencia', 't_found') from site \g /dev/null
set role hito_owner;
insert into plan.action_plan (plan_code, title) values ('F1', 'Plan');
insert into plan.commitment (plan_id, commitment_no, title) select id, 1, 'Uno' from plan.action_plan where plan_code = 'F1';
insert into plan.commitment_contact_private (commitment_id, post, person_name, phone)
	select max(id), 'Gerente', 'Persona Privada', '999000111' from plan.commitment;
update plan.commitment_contact_private set phone = '999000222';
insert into plan.milestone (commitment_id, position, text)
	select c.id, g, 'm' || g from plan.commitment c, generate_series(1, 7) g;
reset role;

-- What it was before: seals over (xid, id), values in the record, rows of loads
-- known by one digest for all.
alter table audit.change disable trigger all;
alter table audit.seal disable trigger all;
delete from audit.seal;
update audit.change c set old = p.old, new = p.new from audit.personal p where p.change_id = c.id;
delete from audit.personal;
delete from audit.change where relation = 'plan.milestone' or op = 'load';
update audit.change set cluster = null;
insert into audit.seal (last_xid, last_id, row_ids, row_digests, digest)
select (array_agg(t.xid order by t.xid desc, t.id desc))[1], (array_agg(t.id order by t.xid desc, t.id desc))[1], array_agg(t.id order by t.xid, t.id),
	string_agg(t.digest, '' order by t.xid, t.id), ''
from (select c.id, c.xid, audit.row_digest(c) as digest from audit.change c order by c.xid, c.id limit 50) t;
insert into audit.seal (last_xid, last_id, row_ids, row_digests, digest)
select (array_agg(t.xid order by t.xid desc, t.id desc))[1], (array_agg(t.id order by t.xid desc, t.id desc))[1], array_agg(t.id order by t.xid, t.id),
	string_agg(t.digest, '' order by t.xid, t.id), ''
from (select c.id, c.xid, audit.row_digest(c) as digest from audit.change c order by c.xid, c.id offset 50
	limit (select count(*) - 51 from audit.change)) t;
update audit.seal s set digest = sha256(row_digests || convert_to(row_ids::text || last_xid::text, 'UTF8'))
	where id = (select min(id) from audit.seal);
update audit.seal s set digest = sha256((select digest from audit.seal where id = (select min(id) from audit.seal))
	|| row_digests || convert_to(row_ids::text || last_xid::text, 'UTF8')) where id = (select max(id) from audit.seal);
alter table audit.change enable trigger all;
alter table audit.seal enable trigger all;
create temp table before as select count(*) as n, (select count(*) from audit.seal) as seals, (select sum(cardinality(row_ids)) from audit.seal) as sealed from audit.change;

select is((select count(*)::int from audit.change where new ->> 'phone' in ('999000111', '999000222')), 2, 'personal values stand in the record');
set role hito_owner;
select audit.make_founding() \g /dev/null
reset role;
select is((select string_agg(concat_ws(' ', change_id, seal_id, note), '; ') from audit.verify() where finding = 'broken'), null, 'the seals are whole');
select is((select n from audit.verify() where finding = 'unsealed'), 0::bigint, 'and take all');
select is((select count(*)::int from audit.change c where concat(c.old, c.new) ~ '999000|Privada'), 0, 'no personal value stands in the record');
select is((select count(*)::int from audit.personal where concat(old, new) ~ '999000'), 2, 'they are beside it');
select matches((select note from audit.seal s where s.id > (select min(id) + 1 from audit.seal) order by id limit 1),
	'^Fundación: [0-9]+ cambios de datos personales quedan como huellas; se sellan de nuevo [0-9]+\.$', 'on record');
select is((select string_agg(concat_ws(' ', r.name, v.key, v.col, v.note), '; ') from core.register r
	cross join audit.verify_rows(r.name, 0, 1000000) v where r.history and v.note is not null), null, 'every row is one that history tells of');
select is((select (new ->> 'rows')::int from audit.change where relation = 'plan.milestone' and op = 'load'), 7, 'rows of before, as they stood');
create temp table was as select max(id) as id from audit.seal;
set role hito_owner;
select audit.make_founding() \g /dev/null
reset role;
select is((select max(id) from audit.seal), (select id from was), 'once');
update plan.milestone set notes = 'x';
select audit.seal() \g /dev/null
update plan.milestone set notes = 'y';
select audit.seal() \g /dev/null
select audit.seal() \g /dev/null
select is((select count(*)::int from audit.verify() where finding = 'broken'), 0, 'it goes on from there');
select is((select count(*)::int from audit.verify_rows('plan.milestone', 0, 100) where note is not null), 0, 'rows too');

-- An old seal, an old change, and what was sealed anew can still not be bent.
alter table audit.change disable trigger all;
alter table audit.seal disable trigger all;
begin;
update audit.change set login = 'otro' where id = (select row_ids[3] from audit.seal order by id limit 1);
select count(*) as n from audit.verify() where finding = 'broken' \gset
rollback;
select is(:n::int, 1, 'a change of before');
begin;
update audit.change set login = 'otro' where relation = 'plan.commitment_contact_private' and op = 'update';
select count(*) as n from audit.verify() where finding = 'broken' \gset
rollback;
select is(:n::int, 1, 'one sealed anew');
begin;
delete from audit.seal where id = (select min(id) from audit.seal);
select count(*) as n from audit.verify() where finding = 'broken' \gset
rollback;
select cmp_ok(:n::int, '>', 0, 'a seal of before, gone');
begin;
-- A change is edited and its digest put among those sealed anew.
update audit.change set login = 'otro' where id = (select row_ids[3] from audit.seal order by id limit 1);
update audit.seal s set row_ids = row_ids || c.id, row_digests = row_digests || audit.row_digest(c), total = total + 1
	from audit.change c where c.id = (select row_ids[3] from audit.seal order by id limit 1)
		and s.id = (select min(id) from audit.seal where cluster is not null);
select string_agg(note, ' ') as note from audit.verify() where finding = 'broken' \gset
rollback;
select matches(:'note'::text, 'no es de datos personales', 'nothing else is sealed anew');
-- The last seals are gone with their changes: only what is kept outside tells.
begin;
create temp table kept as select * from audit.drop_anchor();
delete from audit.change where id = any (array(select unnest(row_ids) from audit.seal where id = (select max(id) from audit.seal)));
delete from audit.seal where id = (select max(id) from audit.seal);
select audit.verify_anchor(digest, total) as note from kept \gset
rollback;
select matches(:'note'::text, 'cortada', 'an anchor tells of seals that are gone');
alter table audit.change enable trigger all;
alter table audit.seal enable trigger all;
select * from finish();
