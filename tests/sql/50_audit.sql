-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is on record of a change, who reads it, and that it stays.
begin;
\ir fixture.psql
select plan(40);

select is(pg_temp.as_login('t_a', 'A', true,
	$$set local application_name = 'hito'$$,
	$$insert into core.request (id) values ('00000000-0000-0000-0000-00000000000a')$$,
	$$update plan.milestone set notes = 'visto', text = 'Portal público' where text = 'Portal publicado'$$), '1', 'a save');
create temp view last_change as select * from audit.change order by id desc limit 1;
select is((select c.login || '/' || c.application || '/' || c.relation || '/' || c.op || '/' || c.kind from last_change c),
	't_a/hito/plan.milestone/update/enter', 'who, with what, where, what, by which right');
select is((select old from last_change), '{"text": "Portal publicado", "notes": null, "row_version": 1}', 'what was there');
select is((select new from last_change), '{"text": "Portal público", "notes": "visto", "row_version": 2}', 'what is there');
select is((select request::text from last_change), '00000000-0000-0000-0000-00000000000a', 'from which save');
select is((select office_id from last_change), core.office_named('A'), 'from which office');
select is((select xid = pg_current_xact_id() and at > now() - interval '1 minute' from last_change), true, 'when, in which transaction');
select is((select batch_id from last_change), null, 'from no load');
select is(pg_temp.as_login('t_a', 'A', false,
	$$insert into core.request (id) values ('00000000-0000-0000-0000-00000000000a')$$), '23505', 'the same save again is told');
select is(pg_temp.as_login('t_b', 'B', false,
	$$insert into core.request (id) values ('00000000-0000-0000-0000-00000000000a')$$), '1', 'another''s is her own');

-- a load
select is(pg_temp.as_login('t_it', null, true,
	$$select core.batch_open('place', 'lugares.csv', null, 'abc', 2, 'UTF-8', ';')$$,
	$$insert into core.place (ubigeo, place_name, batch_id, batch_line)
		select v.u, v.n, b.id, v.l from (values ('990101', 'Uno', 2), ('990102', 'Dos', 3)) as v (u, n, l),
			core.batch b where file_name = 'lugares.csv'$$,
	$$update core.place set place_name = 'Dos bis' where ubigeo = '990102'$$,
	$$select core.batch_close(id, 2, 0, 0, 0) from core.batch where file_name = 'lugares.csv'$$), '1', 'a load');
select is((select array_agg(op order by id) from audit.change where relation = 'core.place'), '{load,update}',
	'its rows by one digest, its changes by their values');
select is((select (new ->> 'rows')::int from audit.change where op = 'load' and relation = 'core.place'), 2, 'the digest counts them');
select matches((select new ->> 'sha256' from audit.change where op = 'load' and relation = 'core.place'), '^[0-9a-f]{64}$', 'and digests them');
select is((select count(distinct batch_id)::int from audit.change where relation = 'core.place'), 1, 'under one load');
select is(pg_temp.asked('t_a', 'A', $$select string_agg(h.op || coalesce(h.new ->> 'file', ''), ' ') from core.place p
	cross join audit.history('core.place', p.id) h where p.ubigeo = '990102'$$), 'update loadlugares.csv', 'a history ends where the row came from');
select is(pg_temp.as_login('t_it', null, false, $$update core.batch set inserted = 7 where file_name = 'otro.csv'$$), '0', 'another''s load is not changed');

-- A load is the row's own: another's, or an earlier one, is refused; a row that
-- comes beside a load has its values on record.
create temp view forge as select id from core.batch where file_name = 'otro.csv';
grant select on forge to public;
select is(pg_temp.as_login('t_b', 'B', false, $$insert into plan.milestone (commitment_id, text, office_id, batch_id)
	select c.id, 'Forjado', c.office_id, f.id from plan.commitment c, forge f where commitment_no = 2$$), 'HT002', 'a new row of another''s load');
select is(pg_temp.as_login('t_a', 'A', false, $$update plan.milestone set batch_id = (select id from forge) where text = 'Portal público'$$),
	'HT002', 'nor is a row given to another''s load');
select is(pg_temp.as_login('t_it', null, false, $$select core.batch_open('milestone', 'mio.csv', null, 'd', 1, 'UTF-8', ';')$$,
	$$insert into plan.milestone (commitment_id, text, office_id, batch_id)
	select c.id, 'Forjado', c.office_id, f.id from plan.commitment c, forge f where commitment_no = 2$$), 'HT002', 'nor beside one of her own');
select throws_ok('update plan.commitment_contact_private set batch_id = (select id from core.batch where file_name = ''lugares.csv'')', 'HT002', null, 'nor a personal one, not even by the superuser');
create temp view last_change2 as select * from audit.change order by id desc limit 1;
select is(pg_temp.as_login('t_it', null, true, $$select core.batch_open('milestone', 'mio.csv', null, 'd', 1, 'UTF-8', ';')$$,
	$$insert into plan.milestone (commitment_id, text, office_id)
	select c.id, 'Sin carga', c.office_id from plan.commitment c where commitment_no = 2$$), '1', 'a row beside a load of her own');
select is((select op || ' ' || (new ->> 'text') from last_change2 where relation = 'plan.milestone'), 'insert Sin carga', 'has its values on record');
select is(pg_temp.as_login('t_it', null, true, $$select core.batch_open('milestone', 'mio2.csv', null, 'd', 1, 'UTF-8', ';')$$,
	$$insert into plan.milestone (commitment_id, text, office_id, batch_id)
	select c.id, v.t, c.office_id, b.id from plan.commitment c, core.batch b, (values ('Con carga'), ('Y otro')) as v (t)
	where commitment_no = 2 and b.file_name = 'mio2.csv'$$), '2', 'her own load''s rows pass');
select is((select op || ' ' || (new ->> 'rows') from last_change2), 'load 2', 'as a load');
select is((select string_agg(h.op || ' ' || h.who, ', ') from plan.milestone m cross join audit.history('plan.milestone', m.id) h
	where m.text = 'Con carga'), 'load t_it', 'a history ends with who loaded it');
set local session_replication_role = replica;
update plan.milestone set batch_id = (select id from forge) where text = 'Portal público';
update plan.milestone set batch_id = (select id from forge) where text = 'Con carga';
set local session_replication_role = origin;
select is((select count(*)::int from plan.milestone m cross join audit.history('plan.milestone', m.id) h
	where m.text = 'Portal público' and h.op = 'load'), 0, 'what the column of a bent row says is not believed');
select is((select count(*)::int from plan.milestone m cross join audit.history('plan.milestone', m.id) h
	where m.text = 'Con carga' and h.op = 'load'), 0, 'nor of one that came with another load');
select is((select string_agg(v.col, ',' order by v.col) from plan.milestone m cross join audit.verify_rows('plan.milestone', m.id - 1, 1) v
	where m.text = 'Portal público' and v.note is not null), 'batch_id', 'its column is named');
select is((select v.note from plan.milestone m cross join audit.verify_rows('plan.milestone', m.id - 1, 1) v
	where m.text = 'Con carga' and v.note is not null), 'No es la fila que vino con la carga.', 'and the loaded row');

-- reading it follows the row
select is(pg_temp.asked('t_b', 'B', $$select count(*) from audit.change where relation = 'plan.milestone' and op = 'update'$$), '1', 'open registers have an open history');
select is(pg_temp.asked('t_b', 'B', $$select count(*) from audit.change where relation = 'follow.result'$$), '1', 'his draft''s history');
select is(pg_temp.asked('t_a', 'A', $$select count(*) from audit.change where relation = 'follow.result'$$), '0', 'is hers not');
select is(pg_temp.asked('t_sec', null, $$select count(*) > 0 from audit.change where relation = 'plan.commitment_contact_private'$$), 'true', 'private data''s history for the listed office');

-- it stays
select throws_ok('update audit.change set login = ''x''', 'HT003', null, 'not even the superuser''s update passes by mistake');
select throws_ok('delete from audit.change', 'HT003', null, 'nor a delete');
select throws_ok('truncate audit.change', 'HT003', null, 'nor a truncate');
set local role hito_owner;
select throws_ok('update audit.change set login = ''x''', 'HT003', null, 'nor the owner''s');
reset role;

-- marks are told as such
select is(pg_temp.as_login('t_a', 'A', true, $$update plan.milestone set deleted_at = now(), deleted_why = 'doble' where text = 'Portal público'$$,
	$$update plan.milestone set deleted_at = null where text = 'Portal público'$$), '1', 'marked and restored');
select is((select string_agg(h.op, ' ') from plan.milestone m cross join audit.history('plan.milestone', m.id) h
	where m.text = 'Portal público' and h.op in ('mark', 'restore')), 'restore mark', 'the history says so');

select * from finish();
rollback;
