-- SPDX-License-Identifier: GPL-3.0-or-later
-- A database from before its record was of this kind comes to it once, on
-- record: from then on every row is one that history tells of.
-- after: verify

-- A digest of each row of a register as it stands, 5,000 to a change; a personal
-- one that history does not know is told by itself.
create function audit.make_stand(tab regclass) returns void
language plpgsql as $$
declare
	relation_name constant text := core.full_name(tab);
	above bigint := 0;
	upto bigint;
	told audit.change;
begin
	if audit.is_personal(relation_name) then
		told.xid := pg_current_xact_id();
		told.cluster := audit.cluster();
		told.application := current_setting('application_name', true);
		told.relation := relation_name;
		told.op := 'insert';
		execute format('select audit.note_personal($1, n.id, null, audit.differing(jsonb_strip_nulls(to_jsonb(n)), ''{}''))
			from %s n where not exists (select from audit.change c
				where c.relation = $2 and c.key = n.id and c.op = ''insert'')', tab) using told, relation_name;
		return;
	end if;
	loop
		execute format('select max(id) from (select id from %s where id > $1 order by id limit 5000) as t', tab)
			into upto using above;
		exit when upto is null;
		execute audit.load_sql(tab, tab::text, 'null::bigint', 'n.id > $8 and n.id <= $9')
			using pg_current_xact_id(), audit.cluster(), current_setting('application_name', true),
				relation_name, null::bigint, null::text, null::uuid, above, upto;
		above := upto;
	end loop;
end
$$;
comment on function audit.make_stand(regclass) is 'Asienta en la historia las filas de un registro como están';

-- Values of personal registers go beside their history.
create function audit.make_personal() returns bigint[]
language plpgsql as $$
declare
	c audit.change;
	salt bytea;
	gone bigint[] := '{}';
begin
	for c in select * from audit.change x where audit.is_personal(x.relation) order by x.id for update loop
		gone := gone || c.id;
		if c.op = 'load' then
			-- a digest without salt
			update audit.change x set new = x.new - 'sha256' where x.id = c.id;
			continue;
		end if;
		salt := uuid_send(gen_random_uuid());
		insert into audit.personal (change_id, relation, key, salt, old, new)
		values (c.id, c.relation, c.key, salt, c.old, c.new);
		update audit.change x set old = audit.hidden(x.relation, salt, x.old), new = audit.hidden(x.relation, salt, x.new) where x.id = c.id;
	end loop;
	return gone;
end
$$;
comment on function audit.make_personal() is 'Aparta los datos personales de la historia';

create function audit.make_founding() returns void
language plpgsql as $$
declare
	was audit.seal;
	old audit.seal;
	made audit.seal;
	gone bigint[];
	r record;
	above bigint := 0;
begin
	lock table audit.seal, audit.change in share row exclusive mode;
	if exists (select from audit.seal s where s.cluster is not null) then
		return;
	end if;
	select * into old from audit.seal s order by s.id desc limit 1;
	was := old;
	-- The owner of history may only read and add, but here.
	alter table audit.change disable trigger t00_no_change;
	alter table audit.change no force row level security;
	gone := audit.make_personal();
	alter table audit.change force row level security;
	alter table audit.change enable trigger t00_no_change;
	for r in select g.name::regclass as tab from core.register g where g.history order by g.name loop
		perform audit.make_stand(r.tab);
	end loop;

	-- What had been sealed is sealed anew, first; then all the rest.
	made.settled := 0;
	for r in select array_agg(c.id order by c.id) as ids, string_agg(audit.row_digest(c), '' order by c.id) as digests
		from audit.change c where c.id = any (gone) and (c.xid, c.id) <= (old.last_xid, old.last_id)
	loop
-- no texts for people
		made.note := format('Fundación: %s cambios de datos personales quedan como huellas; se sellan de nuevo %s.',
			cardinality(gone), coalesce(cardinality(r.ids), 0));
-- texts again
		-- Nothing counts twice.
		was.total := coalesce((select sum(cardinality(s.row_ids)) from audit.seal s), 0)
			- coalesce(cardinality(r.ids), 0);
		was := audit.put_seal(made, was, r.ids, r.digests);
	end loop;
-- no texts for people
	made.note := 'Fundación.';
-- texts again
	loop
		select array_agg(t.id order by t.id) as ids, string_agg(t.digest, '' order by t.id) as digests,
			max(t.id) as last_id into r
		from (select c.id, audit.row_digest(c) as digest from audit.change c
			where c.id > above and (c.cluster is not null or old.id is null
				or (c.xid, c.id) > (old.last_xid, old.last_id))
			order by c.id limit 5000) as t;
		exit when r.ids is null;
		was := audit.put_seal(made, was, r.ids, r.digests);
		above := r.last_id;
	end loop;
	made.settled := coalesce((select max(c.id) from audit.change c), 0);
	perform audit.put_seal(made, was, '{}', '');
end
$$;
comment on function audit.make_founding() is 'Funda el registro de cambios: una sola vez';
