-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a file of strikes says was held, suspended, resumed and resolved: judged by
-- the rules of the actions, and written behind the stages.
-- after: strike_suspension

-- What the lines of a strike tell of it: what was held, when it was suspended and
-- resumed, what was resolved. The same resolution twice is one.
create function labour.strike_prepare() returns void
language sql volatile as $$
	insert into pg_temp.hito_case_fact
	select h.head, s.line, f.name, f.said, coalesce(labour.moment_text(f.at), f.said) from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
		cross join lateral (values ('began_at', s.began_at::text, s.began_at), ('strikers', s.strikers::text, null),
			('lifted_at', s.lifted_at::text, s.lifted_at), ('lifted_why', btrim(s.lifted_why), null),
			('hours_declared', s.hours_declared::text, null), ('hours_source', btrim(s.hours_source), null)) as f (name, said, at)
	where f.said <> '';
	-- That it was resumed may stand in a line behind the one that it was suspended;
	-- what is said twice is another one.
	insert into pg_temp.hito_case_rest
	select x.head, min(x.line), min(x.suspended_at), min(x.resumed_at), min(x.suspended_why)
	from (select *, greatest(count(n.resumed_at) over w, count(n.suspended_why) over w, 1) as said
		from (select h.head, s.line, s.suspended_at, s.resumed_at, nullif(btrim(s.suspended_why), '') as suspended_why,
				count(s.suspended_at) over (partition by h.head order by s.line) as n
			from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
			where num_nonnulls(s.suspended_at, s.resumed_at, nullif(btrim(s.suspended_why), '')) > 0) as n
		window w as (partition by n.head, n.n order by n.line)) as x
	group by x.head, x.n, x.said;
	insert into pg_temp.hito_case_ruling
	select x.head, min(x.line), x.resolution_no, x.resolved_on, x.notified_on, x.instance, x.result, x.ground
	from (select h.head, s.line, core.one_line(s.resolution_no) as resolution_no, s.resolved_on, s.notified_on,
			coalesce(nullif(btrim(s.instance), ''), 'first') as instance, nullif(btrim(s.result), '') as result, nullif(btrim(s.ground), '') as ground
		from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
		where num_nonnulls(nullif(btrim(s.resolution_no), ''), s.resolved_on, s.notified_on, nullif(btrim(s.instance), ''),
			nullif(btrim(s.result), ''), nullif(btrim(s.ground), '')) > 0) as x
	group by x.head, x.resolution_no, x.resolved_on, x.notified_on, x.instance, x.result, x.ground;
$$;
comment on function labour.strike_prepare() is 'Toma de una carga lo que se hizo y se resolvió de las huelgas';

-- A case of the file as it would stand: with its notice and what the file says was
-- held of its strike.
create function labour.import_case(head int) returns labour.dispute
language plpgsql stable as $$
declare
	d labour.dispute;
begin
	execute format('select (%s).* from pg_temp.hito_ready r where r.line = $1', core.import_row('labour.dispute', 'r')) into d using $1;
	d.notice_at := coalesce(d.notice_at, (select max(s.from_at) from pg_temp.hito_case_stage s where s.head = $1 and s.stage = 'strike'));
	return jsonb_populate_record(d, (select jsonb_object_agg(f.name, f.said order by f.line desc) from pg_temp.hito_case_fact f where f.head = $1));
end
$$;
comment on function labour.import_case(int) is 'Un caso de una carga, como quedaría';

-- Suspensions that the strike does not have yet; one that it has and that goes on
-- is resumed. One that names none resumes the one that goes on.
create function labour.import_rests(out head int, out line int, out dispute_id bigint, out known bigint, out rest labour.strike_suspension,
	out others labour.strike_suspension[])
returns setof record language sql stable as $$
	with x as (
		select t.head, t.line, r.id as dispute_id, s.id as known, jsonb_populate_record(null::labour.strike_suspension, jsonb_build_object(
			'id', s.id, 'dispute_id', r.id, 'suspended_at', coalesce(s.suspended_at, t.suspended_at),
			'resumed_at', coalesce(t.resumed_at, s.resumed_at), 'suspended_why', coalesce(s.suspended_why, t.suspended_why))) as rest
		from pg_temp.hito_case_rest t join pg_temp.hito_ready r on r.line = t.head
		left join lateral (select s.* from labour.strike_suspension s where s.dispute_id = r.id and s.deleted_at is null
			and case when t.suspended_at is not null then s.suspended_at = t.suspended_at
				else t.suspended_why is null and coalesce(s.resumed_at, t.resumed_at) = t.resumed_at end
			order by s.resumed_at limit 1) as s on true
		where s.id is null or s.resumed_at is null and t.resumed_at is not null
	)
	select x.head, x.line, x.dispute_id, x.known, x.rest, array(select o from unnest(labour.suspensions_of(x.dispute_id, x.known)) as o
			where o.id not in (select y.known from x y where y.head = x.head and y.known is not null))
		|| array(select y.rest from x y where y.head = x.head and y.line < x.line)
	from x order by x.head, x.line
$$;
comment on function labour.import_rests() is 'Las suspensiones nuevas de una carga de huelgas';

-- Resolutions that the case does not have yet, in the order in which they were
-- resolved. before: the day of the instance before, of the case or of the file.
create function labour.import_rulings(out head int, out line int, out before date, out ruling labour.strike_ruling)
returns setof record language sql stable as $$
	with x as (
		select t.*, r.id as dispute_id from pg_temp.hito_case_ruling t join pg_temp.hito_ready r on r.line = t.head
	)
	select x.head, x.line, least((select min(y.resolved_on) from x y where y.head = x.head and y.instance = labour.instance_before(x.instance)),
			(select min(s.resolved_on) from labour.strike_ruling s
			where s.dispute_id = x.dispute_id and s.deleted_at is null and s.instance = labour.instance_before(x.instance))),
		jsonb_populate_record(null::labour.strike_ruling, to_jsonb(x))
	from x where not exists (select from labour.strike_ruling s
		where s.dispute_id = x.dispute_id and s.resolution_no = x.resolution_no and s.deleted_at is null)
	order by x.head, x.resolved_on, x.line
$$;
comment on function labour.import_rulings() is 'Las resoluciones nuevas de una carga de huelgas';

-- What a strike that is on record has stays: the file that says otherwise is told so.
create function labour.strike_kept() returns setof core.finding
language sql stable as $$
	select f.line, f.name, f.shown, 'error', 'Este dato no se cambia después de grabado, y aquí dice otra cosa.'
	from pg_temp.hito_case_fact f join pg_temp.hito_ready r on r.line = f.head join labour.dispute d on d.id = r.id
	where to_jsonb(d) ->> f.name <> to_jsonb(labour.import_case(f.head)) ->> f.name
	union all
	select t.line, v.field, v.said, 'error', 'Este dato no se cambia después de grabado, y aquí dice otra cosa.'
	from pg_temp.hito_case_rest t join pg_temp.hito_ready r on r.line = t.head
		join labour.strike_suspension s on s.dispute_id = r.id and s.suspended_at = t.suspended_at and s.deleted_at is null
		cross join lateral (values ('resumed_at', labour.moment_text(t.resumed_at), t.resumed_at <> s.resumed_at),
			('suspended_why', t.suspended_why, core.fold(t.suspended_why) <> core.fold(s.suspended_why))) as v (field, said, differs)
	where v.differs
	union all
	select t.line, 'resolution_no', t.resolution_no, 'error', 'El caso ya tiene esa resolución, con otros datos: un archivo no la cambia.'
	from pg_temp.hito_case_ruling t join pg_temp.hito_ready r on r.line = t.head
		join labour.strike_ruling s on s.dispute_id = r.id and s.resolution_no = t.resolution_no and s.deleted_at is null
	where t.resolved_on <> s.resolved_on or t.notified_on <> s.notified_on or t.instance <> s.instance or t.result <> s.result
		or core.fold(t.ground) <> core.fold(s.ground)
$$;
comment on function labour.strike_kept() is 'Señala lo que una carga no cambia de una huelga';

-- The rules of the actions, asked of what the file says.
create function labour.strike_check() returns setof core.finding
language plpgsql as $$
declare
	t record;
	d labour.dispute;
begin
	return query select * from labour.strike_kept();
	return query select f.line, f.name, f.shown, 'error', format('La línea %s ya dice otra cosa de este caso.', f.first_line)
		from (select *, first_value(x.line) over w as first_line, first_value(x.said) over w as first_said from pg_temp.hito_case_fact x
			window w as (partition by x.head, x.name order by x.line)) as f where f.said <> f.first_said;
	return query select f.line, 'resolution_no', f.resolution_no, 'error', format('Repite la línea %s del archivo.', f.first_line)
		from (select *, min(x.line) over (partition by x.head, x.resolution_no) as first_line from pg_temp.hito_case_ruling x) as f
		where f.line <> f.first_line and f.resolution_no <> '';
	for t in select f.head, jsonb_object_agg(f.name, f.line order by f.line desc) as lines, min(f.line) as line from pg_temp.hito_case_fact f
			join pg_temp.hito_ready r on r.line = f.head group by f.head order by f.head loop
		d := labour.import_case(t.head);
		return query select coalesce((t.lines ->> p.field)::int, t.line), p.field, null::text, 'error', p.reason
			from labour.strike_facts((select x from labour.dispute x where x.id = d.id), d) as p limit 1;
	end loop;
	for t in select * from labour.import_rests() loop
		return query select t.line, p.field, null::text, 'error', p.reason
			from labour.suspension_against(labour.import_case(t.head), t.others, t.rest) as p limit 1;
	end loop;
	for t in select * from labour.import_rulings() loop
		return query select t.line, p.field, null::text, 'error', p.reason
			from labour.ruling_against(labour.import_case(t.head), t.before, t.ruling) as p limit 1;
	end loop;
end
$$;
comment on function labour.strike_check() is 'Revisa lo que una carga dice que se hizo y se resolvió de las huelgas';

create function labour.strike_after(batch bigint) returns setof int
language plpgsql as $$
declare
	t record;
	d labour.dispute;
begin
	for t in select distinct f.head, r.id from pg_temp.hito_case_fact f join pg_temp.hito_ready r on r.line = f.head order by f.head loop
		d := labour.import_case(t.head);
		update labour.dispute x set began_at = d.began_at, strikers = d.strikers, lifted_at = d.lifted_at, lifted_why = d.lifted_why,
			hours_declared = d.hours_declared, hours_source = d.hours_source
		where x.id = t.id and (x.began_at, x.strikers, x.lifted_at, x.lifted_why, x.hours_declared, x.hours_source)
			is distinct from (d.began_at, d.strikers, d.lifted_at, d.lifted_why, d.hours_declared, d.hours_source);
		if found then
			return next t.head;
		end if;
	end loop;
	for t in select i.head, i.line, i.dispute_id, i.known, (i.rest).* from labour.import_rests() as i loop
		if t.known is null then
			insert into labour.strike_suspension (dispute_id, suspended_at, resumed_at, suspended_why, batch_id, batch_line)
			values (t.dispute_id, t.suspended_at, t.resumed_at, t.suspended_why, batch, t.line);
		else
			update labour.strike_suspension s set resumed_at = t.resumed_at where s.id = t.known;
		end if;
		return next t.head;
	end loop;
	for t in select i.head, i.line, (i.ruling).* from labour.import_rulings() as i loop
		insert into labour.strike_ruling (dispute_id, resolution_no, resolved_on, notified_on, instance, result, ground, batch_id, batch_line)
		values (t.dispute_id, t.resolution_no, t.resolved_on, t.notified_on, t.instance, t.result, t.ground, batch, t.line);
		return next t.head;
	end loop;
end
$$;
comment on function labour.strike_after(bigint) is 'Graba lo que se hizo y se resolvió de las huelgas de un archivo';
