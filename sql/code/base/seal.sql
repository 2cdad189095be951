-- SPDX-License-Identifier: GPL-3.0-or-later
-- no texts for people
-- A record that cannot be bent unseen: seals, each over the one before it, and
-- anchors, the digest of the last one kept where nobody here can write.
-- after: audit

-- Without the server where it has none: digests from before stay what they are.
create function audit.row_digest(c audit.change) returns bytea
language sql stable as $$
	select sha256(convert_to((jsonb_build_array(c.id, c.xid::text,
		extract(epoch from c.at)::text, c.login, c.application, c.relation, c.key,
		c.office_id, c.kind, c.op, c.old, c.new, c.request, c.batch_id)
		|| case when c.cluster is null then '[]' else jsonb_build_array(c.cluster) end)::text, 'UTF8'))
$$;
comment on function audit.row_digest(audit.change) is 'Huella de un cambio';

create function audit.seal_digest(s audit.seal, before bytea) returns bytea
language sql stable as $$
	select sha256(coalesce(before, '') || s.row_digests || convert_to(case when s.cluster is null
		then s.row_ids::text || s.last_xid::text
		else jsonb_build_array(extract(epoch from s.at)::text, s.login, s.cluster, s.xid::text, s.last_id,
			s.seen::text, s.given, s.settled, s.total, s.note)::text || s.row_ids::text end, 'UTF8'))
$$;
comment on function audit.seal_digest(audit.seal, bytea) is 'Huella de un sello sobre el anterior';

-- One seal over these changes; s says from when it is.
create function audit.put_seal(s audit.seal, was audit.seal, ids bigint[], digests bytea) returns audit.seal
language plpgsql security definer as $$
begin
	s.at := clock_timestamp();
	s.login := session_user;
	s.cluster := audit.cluster();
	s.xid := pg_current_xact_id();
	s.row_ids := coalesce(ids, '{}');
	s.row_digests := coalesce(digests, '');
	s.last_id := coalesce((select max(i) from unnest(ids) as i), was.last_id, 0);
	s.total := coalesce(was.total, 0) + cardinality(s.row_ids);
	s.digest := audit.seal_digest(s, was.digest);
	insert into audit.seal (at, login, cluster, xid, seen, given, settled, total, note, last_id,
		row_ids, row_digests, digest)
	values (s.at, s.login, s.cluster, s.xid, s.seen, s.given, s.settled, s.total, s.note, s.last_id,
		s.row_ids, s.row_digests, s.digest)
	returning * into s;
	return s;
end
$$;
comment on function audit.put_seal(audit.seal, audit.seal, bigint[], bytea) is 'Pone un sello';

-- Seals what is committed, whoever else is at work; at most so many changes, or
-- all. A table lock stands for the try-lock: an advisory one could be held by
-- anybody. Answers how many changes it sealed.
create function audit.seal(most bigint default null) returns bigint
language plpgsql volatile security definer as $$
declare
	was audit.seal;
	made audit.seal;
	piece record;
	here bigint;
	final bigint;
	before bigint;
	base bigint;
	sealed_to bigint;
	done bigint := 0;
begin
	-- Of a snapshot taken earlier the last seal may be another.
	if current_setting('transaction_isolation') <> 'read committed' then
		return 0;
	end if;
	begin
		lock table audit.seal in exclusive mode nowait;
	exception when lock_not_available then
		return 0;
	end;
	select * into was from audit.seal s order by s.id desc limit 1;
	before := coalesce(was.id, 0);
	base := coalesce(was.settled, 0);
	sealed_to := base;
	-- Whoever gets a transaction's number behind this one gets numbers of
	-- changes behind the last given: if this one has none yet.
	if pg_current_xact_id_if_assigned() is null then
		made.given := (select case when is_called then last_value else 0 end from audit.change_id_seq);
	end if;
	made.xid := pg_current_xact_id();
	here := audit.cluster();
	made.seen := pg_snapshot_xmin(pg_current_snapshot());
	final := (select s.given from audit.seal s where s.cluster = here and s.given is not null
		and s.xid <= made.seen order by s.id desc limit 1);
	loop
		select array_agg(t.id order by t.id) as ids, string_agg(t.digest, '' order by t.id) as digests,
			max(t.id) as last_id
		into piece
		from (select c.id, audit.row_digest(c) as digest from audit.change c
			where c.id > sealed_to and (c.xid <> made.xid or c.cluster is distinct from here)
				and not exists (select from audit.seal s cross join unnest(s.row_ids) as i
				where s.last_id > base and s.id <= before and i = c.id)
			order by c.id limit least(5000, most - done)) t;
		exit when piece.ids is null;
		sealed_to := piece.last_id;
		made.settled := greatest(was.settled, least(coalesce(final, 0), sealed_to));
		was := audit.put_seal(made, was, piece.ids, piece.digests);
		done := done + cardinality(piece.ids);
	end loop;
	return done;
end
$$;
comment on function audit.seal(bigint) is 'Sella los cambios terminados; devuelve cuántos';

-- What a save asks behind itself, so that nobody needs to remember it.
create function audit.seal_late() returns bigint
language plpgsql volatile security definer as $$
begin
	if pg_is_in_recovery() or exists (select from audit.seal s where s.at > now() - interval '10 minutes') then
		return 0;
	end if;
	return audit.seal(500);
end
$$;
comment on function audit.seal_late() is 'Sella hasta 500 cambios si hace rato que no se sella';

-- One line to keep outside: the digest of the last seal, how many changes are
-- sealed with it, and when. What is finished is sealed before.
create function audit.drop_anchor(out digest text, out total bigint, out at text)
returns record language plpgsql volatile security definer as $$
declare
	s audit.seal;
begin
	perform audit.seal();
	select * into s from audit.seal x order by x.id desc limit 1;
	insert into audit.anchor as a (seal_id, digest, total) values (s.id, s.digest, s.total)
	returning encode(a.digest, 'hex'), a.total, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
	into digest, total, at;
end
$$;
comment on function audit.drop_anchor() is 'Sella y dice la huella que se guarda fuera';

-- The day of the last anchor; while there is none, of the first change.
create function audit.anchored_on() returns date
language sql stable security definer as $$
	select (coalesce((select max(a.at) from audit.anchor a),
		(select c.at from audit.change c order by c.id limit 1)) at time zone 'America/Lima')::date
$$;
comment on function audit.anchored_on() is 'Día de la última ancla, o del primer cambio';

-- Whole days since then.
create function audit.anchor_age() returns int
language sql stable security definer as $$
	select coalesce((now() at time zone 'America/Lima')::date - audit.anchored_on(), 0)
$$;
comment on function audit.anchor_age() is 'Días desde la última ancla';

-- Whole minutes from the last seal, or from the first change while there is
-- none, to the last change: what a save left for the next one is little.
create function audit.seal_age() returns int
language sql stable security definer as $$
	select coalesce(greatest(0, extract(epoch from
		(select c.at from audit.change c order by c.id desc limit 1)
		- coalesce((select s.at from audit.seal s order by s.id desc limit 1),
			(select c.at from audit.change c order by c.id limit 1))))::int / 60, 0)
$$;
comment on function audit.seal_age() is 'Minutos de cambios que esperan un sello';

grant execute on function audit.seal(bigint), audit.drop_anchor() to hito_secretariat, hito_it;
grant execute on function audit.seal_late() to hito_clerk, hito_secretariat, hito_it;
grant execute on function audit.anchored_on(), audit.anchor_age(), audit.seal_age() to hito_it;
