-- SPDX-License-Identifier: GPL-3.0-or-later
-- Today's rows against history, and personal data that can be cleared from it.
begin;
\ir fixture.psql
select plan(44);
create function pg_temp.bent(tab text) returns text language sql as $$
	select string_agg(concat_ws(' ', v.col, v.note), '; ' order by v.key, v.col)
	from audit.verify_rows(tab, 0, 2) v where v.note is not null
$$;
-- Some rows at a time, as far as each says.
create function pg_temp.all_bent(tab text, most int) returns text language plpgsql as $$
declare
	above bigint := 0;
	said text;
begin
	while above is not null loop
		said := concat_ws('; ', nullif(said, ''), (select string_agg(concat_ws(' ', v.col, v.note), '; ' order by v.key, v.col)
			from audit.verify_rows(tab, above, most) v where v.note is not null));
		above := (select v.next from audit.verify_rows(tab, above, most) v where v.note is null);
	end loop;
	return said;
end
$$;
select is((select string_agg(r.name, ' ') from core.register r where r.history and pg_temp.all_bent(r.name, 3) <> ''), null,
	'all rows are what history says');
select is(pg_temp.as_login('t_it', null, true,
	$$select core.batch_open('place', 'lugares.csv', null, 'abc', 3, 'UTF-8', ';')$$,
	$$insert into core.place (ubigeo, place_name, batch_id, batch_line)
		select v.u, v.n, b.id, v.l from (values ('990101', 'Uno', 2), ('990102', 'Dos', 3), ('990103', 'Tres', 4)) as v (u, n, l),
			core.batch b where file_name = 'lugares.csv'$$), '3', 'a load');
update core.place set place_name = 'Dos bis', province = 'P' where ubigeo = '990102';
update core.place set place_name = 'Dos ter' where ubigeo = '990102';
set local timezone = 'Asia/Tokyo';
set local datestyle = 'German';
select is(pg_temp.all_bent('core.place', 2), '', 'loaded rows, changed since or not, in any session');
set local datestyle = 'ISO, DMY';

-- Bent by one whom no trigger sees.
set local session_replication_role = replica;
savepoint whole;
update core.place set department = 'X' where ubigeo = '990101';
select is(pg_temp.all_bent('core.place', 2), 'No es la fila que vino con la carga.', 'a loaded row');
rollback to whole;
update core.place set department = 'X' where ubigeo = '990102';
select is(pg_temp.all_bent('core.place', 2), 'No es la fila que vino con la carga.', 'a loaded row that changed since');
rollback to whole;
update core.place set province = 'Q' where ubigeo = '990102';
select is(pg_temp.all_bent('core.place', 2), 'province No tiene el valor que dice la historia.', 'a column that changed');
rollback to whole;
delete from core.place where ubigeo = '990103';
select is(pg_temp.all_bent('core.place', 2), 'Falta la fila, que la historia no da por borrada.', 'the last row, gone');
rollback to whole;
delete from core.place where ubigeo = '990101';
select is(pg_temp.all_bent('core.place', 1), 'Falta la fila, que la historia no da por borrada.', 'the first row, gone');
rollback to whole;
insert into core.place (ubigeo, place_name, office_id) values ('990109', 'Nueve', 1);
select is(pg_temp.all_bent('core.place', 2), 'La fila no tiene historia.', 'a row slipped in');
rollback to whole;
update core.document set document_title = 'Otra acta', kind = 'acta' where document_ref = 'T-ACTA';
select is(pg_temp.bent('core.document'), 'document_title No tiene el valor que dice la historia.; kind La historia no dice de dónde vino el valor.',
	'a row typed in: a value that changed, and one that came from nowhere');
rollback to whole;
delete from core.member where login = 't_r';
select is(pg_temp.all_bent('core.member', 50), 'Falta la fila, que la historia no da por borrada.', 'a membership, gone');
rollback to whole;
set local session_replication_role = origin;
delete from core.member where login = 't_r';
select is(pg_temp.all_bent('core.member', 50), '', 'taken away on record it may be');
alter table core.place disable trigger audit_update;
alter table audit.seal disable trigger t00_no_change;
select is((select string_agg(g.relation || ' ' || g.note, '; ') from audit.verify_guards() g),
	'audit.seal Se puede cambiar o borrar.; core.place No se anotan sus cambios (update).', 'who switches triggers off is told');
alter table core.place enable trigger audit_update;
alter table audit.seal enable trigger t00_no_change;

-- Personal data.
update plan.commitment_contact_private set phone = '999000222', email = null where commitment_id = (select c.id from plan.commitment c
	join plan.action_plan p on p.id = c.plan_id and p.plan_code = 'T1' where commitment_no = 1);
create temp view contact as select t.* from plan.commitment_contact_private t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id and p.plan_code = 'T1' where c.commitment_no = 1;
create temp view private_change as select * from audit.change c where relation = 'plan.commitment_contact_private'
	and key = (select id from contact);
select is((select count(*)::int from private_change c where concat(c.old, c.new) ~ '999000|persona@|Privada|Gerente'), 0,
	'history has no personal value');
select matches((select new ->> 'phone' from private_change where op = 'update'), '^sha256:[0-9a-f]{64}$', 'but its digest');
select isnt((select new ->> 'person_name' from private_change where op = 'insert'),
	(select new ->> 'person_name' from audit.change where relation = 'plan.commitment_contact_private' and op = 'insert'
		and key <> (select id from contact) limit 1), 'salted: the same name twice is not the same digest');
select is((select string_agg(h.new ->> 'phone', ' ') from audit.history('plan.commitment_contact_private', (select id from contact)) h),
	'999000222 999000111', 'who may read it reads the values beside it');
select is(pg_temp.asked('t_b', 'B', $$select count(*) from audit.personal where relation like '%private'$$), '0', 'others do not');
select is(pg_temp.all_bent('plan.commitment_contact_private', 1), '', 'the rows are what the digests say');
savepoint personal;
set local session_replication_role = replica;
update plan.commitment_contact_private set phone = '1' where id = (select id from contact);
select is(pg_temp.all_bent('plan.commitment_contact_private', 1), 'phone No tiene el valor que dice la historia.', 'a bent one is told');
rollback to personal;
create temp table digests as select c.id, audit.row_digest(c::audit.change) as digest from audit.change c;
select is(pg_temp.as_login('t_a', 'A', false, format('select audit.clear(%L, %s, %L)', 'plan.commitment_contact_private', (select id from contact), 'pedido')),
	'42501', 'a clerk clears nothing');
select is(pg_temp.asked('t_sec', null, format('select audit.clear(%L, %s, %L)', 'plan.milestone', 1, 'pedido')),
	'error HT002 La historia de plan.milestone no es de datos personales: no se borra.', 'nor is other history cleared');
select is(pg_temp.as_login('t_sec', null, true, format('select audit.clear(%L, %s, %L)', 'plan.commitment_contact_private', (select id from contact), 'pedido')),
	'1', 'the secretariat clears');
select is((select string_agg(h.op || ' ' || coalesce(h.new ->> 'phone', h.new ->> 'why'), ', ')
	from audit.history('plan.commitment_contact_private', (select id from contact)) h), 'clear pedido, update (borrado), insert (borrado)',
	'the values are gone; who changed it, and that they were cleared, stays');
select is((select count(*)::int from digests d join audit.change c on c.id = d.id
	where audit.row_digest(c::audit.change) <> d.digest), 0, 'no digest of the record changed');
select is(pg_temp.all_bent('plan.commitment_contact_private', 1), '', 'and the rows verify');

-- The record that bears a mask: each is cleared with its personal row, or by itself.
create function pg_temp.masked(bearer text, id bigint) returns text language sql as $$
	select coalesce((select p.new ->> k from audit.change c join audit.personal p on p.change_id = c.id cross join jsonb_object_keys(p.new) as k
		where c.relation = bearer and c.key = $2 and k like '%\_mask' order by c.id desc limit 1), '-')
$$;
create temp table borne as select r.name as tab, r.bearer from core.register r where r.bearer is not null;
grant select on borne to public;
select is((select string_agg(b.bearer, ' ' order by b.bearer) from borne b), 'council.designation labour.employer labour.job_seeker labour.posting '
	'labour.work_contract plan.commitment_post plan.contribution', 'who bears masks');
select is((select string_agg(format('%s.%s', c.relname, a.attname), ' ') from pg_class c join pg_attribute a on a.attrelid = c.oid
	join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspowner = 'hito_owner'::regrole and a.attname like '%\_mask'
	and format('%s.%s', n.nspname, c.relname) not in (select bearer from borne)), null, 'no mask is of a record that is not cleared');
select is((select string_agg(b.bearer, ' ') from borne b where not exists (select from pg_trigger g where g.tgrelid = b.bearer::regclass
	and g.tgfoid = 'audit.record_personal'::regproc)), null, 'history keeps digests of all of them');
set local role hito_owner;
with c as (insert into plan.contribution (plan_id, contribution_no, received_on, text, office_id)
	select id, 901, '2019-04-01', 'Un aporte', core.office_named('A') from plan.action_plan where plan_code = 'T1' returning id)
insert into plan.contribution_private (contribution_id, author_name) select id, 'Vecina Primera' from c;
update plan.contribution_private set author_name = 'Otra Vecina' where author_name = 'Vecina Primera';
reset role;
create temp table given as select v.id, v.contribution_id from plan.contribution_private v join plan.contribution t on t.id = v.contribution_id and t.contribution_no = 901;
grant select on given to public;
select is((select pg_temp.masked('plan.contribution', contribution_id) from given), 'O*** V***', 'a mask lies beside the history');
select is((select count(*)::int from audit.change c, given where c.relation = 'plan.contribution' and concat(c.old, c.new) ~ 'V\*\*\*'), 0, 'not in it');
select is(pg_temp.all_bent('plan.contribution', 3), '', 'the row is what the digest says');
savepoint mask;
set local session_replication_role = replica;
update plan.contribution set author_mask = 'A***' where id = (select contribution_id from given);
select is(pg_temp.all_bent('plan.contribution', 3), 'author_mask No tiene el valor que dice la historia.', 'a bent mask is told');
rollback to mask;
set local role hito_owner;
update plan.contribution_private set author_name = null, email = 'x@example.pe' where id = (select id from given);
reset role;
select is(pg_temp.as_login('t_sec', null, true, format('select audit.clear(%L, %s, %L)', 'plan.contribution_private', (select id from given), 'pedido')), '1', 'the personal row is cleared');
select is((select pg_temp.masked('plan.contribution', contribution_id) from given), '-', 'and with it the masks of its record');
select is((select string_agg(distinct h.new ->> 'author_mask', ' ') from given cross join lateral audit.history('plan.contribution', contribution_id) h), '(borrado)', 'which history says');
select is(pg_temp.all_bent('plan.contribution', 3), '', 'and the rows verify');

-- A row of a load that got a mask afterwards, which was cleared.
select is(pg_temp.as_login('t_it', null, true, $$select core.batch_open('contribution', 'aportes.csv', null, 'abc9', 1, 'UTF-8', ';')$$,
	$$insert into plan.contribution (plan_id, contribution_no, received_on, text, batch_id, batch_line)
		select p.id, 902, '2019-04-01', 'Otro aporte', b.id, 2 from plan.action_plan p, core.batch b where p.plan_code = 'T1' and file_name = 'aportes.csv'$$), '1', 'a load of records');
select is((select string_agg(c.op, ' ') from audit.change c join core.batch b on b.id = c.batch_id where b.file_name = 'aportes.csv'), 'load', 'is one change');
set local role hito_owner;
insert into plan.contribution_private (contribution_id, author_name) select id, 'Persona Cargada' from plan.contribution where contribution_no = 902;
update plan.contribution_private set author_name = null, email = 'x@example.pe' where author_name = 'Persona Cargada';
reset role;
select is(pg_temp.all_bent('plan.contribution', 3), '', 'loaded rows are what they came as');
select is(pg_temp.as_login('t_sec', null, true, format('select audit.clear(%L, %s, %L)', 'plan.contribution',
	(select id from plan.contribution where contribution_no = 902), 'pedido')), '1', 'a record is cleared by itself too');
select is(pg_temp.all_bent('plan.contribution', 3), '', 'and verifies');

-- A load that changed a mask, and is taken back or not.
insert into core.batch (register, file_name, sha256, rows_read, charset, delimiter)
	values ('contribution', 'nombres.csv', 'abc8', 1, 'UTF-8', ';') returning id as batch \gset
set local role hito_owner;
update plan.contribution_private set author_name = 'Nueva Persona' where id = (select id from given);
reset role;
select is((select concat_ws(' ', u.left_as ->> 'author_mask', u.gone) from core.undo_changed(:batch, 'plan.contribution') u), 'N*** P*** f', 'a load is taken back by the mask that lies beside');
select pg_temp.as_login('t_sec', null, true, format('select audit.clear(%L, %s, %L)', 'plan.contribution_private', (select id from given), 'pedido')) \g /dev/null
select is((select u.gone from core.undo_changed(:batch, 'plan.contribution') u), true, 'of one that was cleared it is told that it is gone');
select * from finish();
rollback;
