-- SPDX-License-Identifier: GPL-3.0-or-later
-- That a strike was suspended and went on: each time a row; the case keeps since
-- when it is suspended now.
-- after: strike

create view labour.strike_suspension_all with (security_invoker = true) as
select t.*, d.case_no from labour.strike_suspension t join labour.dispute d on d.id = t.dispute_id;

-- Why a strike is not suspended or resumed then: asked of a row, and of a file's.
create function labour.suspension_against(d labour.dispute, others labour.strike_suspension[], now labour.strike_suspension)
returns setof core.problem language sql stable as $$
	select (core.problem('suspended_at', 'Escriba la fecha.')).* where num_nonnulls(now.suspended_at, now.resumed_at) = 0
	union all
	select (core.problem('resumed_at', 'La huelga no está suspendida.')).* where now.suspended_at is null and now.resumed_at is not null
	union all
	select (core.problem('suspended_why', 'Escriba por qué se suspendió.')).* where coalesce(btrim(now.suspended_why), '') = ''
	union all
	select (core.problem('suspended_at', 'La huelga no ha empezado.')).* where d.began_at is null
	union all
	select (core.problem('suspended_at', format('La huelga empezó el %s: no se suspende antes.', labour.moment_text(d.began_at)))).*
	where now.suspended_at < d.began_at
	union all
	select (core.problem('resumed_at', format('La huelga se suspendió el %s: se reanuda después.', labour.moment_text(now.suspended_at)))).*
	where now.resumed_at <= now.suspended_at
	union all
	select (core.problem(v.field, 'Esa fecha todavía no llega.')).*
	from (values ('suspended_at', now.suspended_at), ('resumed_at', now.resumed_at)) as v (field, at) where v.at::date > core.today()
	union all
	select (core.problem(v.field, format('La huelga se levantó el %s: no se suspende ni se reanuda después.', labour.moment_text(d.lifted_at)))).*
	from (values ('suspended_at', now.suspended_at), ('resumed_at', now.resumed_at)) as v (field, at) where v.at > d.lifted_at
	union all
	select (core.problem('suspended_at', case when o.resumed_at is null
		then format('La huelga ya está suspendida, desde el %s.', labour.moment_text(o.suspended_at))
		else format('La huelga ya estuvo suspendida del %s al %s.', labour.moment_text(o.suspended_at), labour.moment_text(o.resumed_at)) end)).*
	from unnest($2) as o where labour.suspended_range(o) && labour.suspended_range(now)
	union all
	select * from labour.open_problems(to_jsonb(now))
$$;
comment on function labour.suspension_against(labour.dispute, labour.strike_suspension[], labour.strike_suspension) is
	'Por qué una huelga no se suspende o no se reanuda entonces';

create function labour.suspensions_of(dispute bigint, but bigint default null) returns labour.strike_suspension[]
language sql stable as $$
	select array(select x from labour.strike_suspension x
		where x.dispute_id = $1 and x.id is distinct from $2 and x.deleted_at is null order by x.suspended_at)
$$;
comment on function labour.suspensions_of(bigint, bigint) is 'Las suspensiones de una huelga';

create function labour.strike_suspension_problems(was labour.strike_suspension, now labour.strike_suspension) returns setof core.problem
language sql stable as $$
	select p.* from labour.dispute d cross join lateral labour.suspension_against(d, labour.suspensions_of(d.id, now.id), now) as p
	where d.id = now.dispute_id and now.deleted_at is null
$$;

-- Two people who suspend one strike do it one after the other.
select core.declare_trigger('labour.strike_suspension', 't12_lock before insert or update', '_lock', 'Espera a quien cambia el mismo caso', $$
	perform from labour.dispute d where d.id = new.dispute_id for no key update;
	return new$$, 'definer');
select core.declare_trigger('labour.strike_suspension', 't60_stands after insert or update', '_stands', 'Lleva un caso a su última suspensión', $$
	update labour.dispute d set suspended_at = x.suspended_at, suspended_why = x.suspended_why,
		moved_on = case when new.deleted_at is null then greatest(d.moved_on, new.suspended_at::date, new.resumed_at::date) else d.moved_on end
	from (values (new.dispute_id)) as n (id) left join labour.strike_suspension x
		on x.dispute_id = n.id and x.resumed_at is null and x.deleted_at is null
	where d.id = n.id;
	return null$$, 'definer');

-- A notice that was entered by mistake takes along what stood on it: nothing of it
-- counts. Before the case is led to its last stage (t60_stands).
create function labour.strike_gone() returns trigger
language plpgsql security definer as $$
declare
	g record;
	tab text;
begin
	for g in select n.dispute_id, n.deleted_why as why from new_rows n join old_rows o on o.id = n.id
		where n.stage = 'strike' and o.deleted_at is null and n.deleted_at is not null
	loop
		foreach tab in array '{labour.strike_ruling,labour.strike_suspension,labour.strike_period}'::text[] loop
			execute format('update %s set deleted_at = now(), deleted_why = $2 where dispute_id = $1 and deleted_at is null', tab)
				using g.dispute_id, g.why;
		end loop;
		update labour.dispute d set began_at = null, strikers = null, hours_declared = null, hours_source = null, lifted_at = null, lifted_why = null
		where d.id = g.dispute_id and num_nonnulls(d.began_at, d.strikers, d.hours_declared, d.hours_source, d.lifted_at, d.lifted_why) > 0;
	end loop;
	return null;
end
$$;
comment on function labour.strike_gone() is 'Anula lo que se registró de una huelga cuyo aviso se anula';
create trigger t59_strike_gone after update on labour.dispute_stage referencing old table as old_rows new table as new_rows
	for each statement execute function labour.strike_gone();

-- A case kept one suspension of its own before each was a row.
create function labour.strike_suspension_default() returns void
language sql volatile as $$
	insert into labour.strike_suspension (dispute_id, suspended_at, suspended_why, office_id, batch_id, batch_line)
	select d.id, d.suspended_at, coalesce(nullif(btrim(d.suspended_why), ''), 'No se dijo'), d.office_id, d.batch_id, d.batch_line
	from labour.dispute d
	where d.suspended_at is not null and d.deleted_at is null
		and not exists (select from labour.strike_suspension x where x.dispute_id = d.id)
	order by d.id
$$;
comment on function labour.strike_suspension_default() is 'Las suspensiones de los casos que guardaban una sola';

-- ---- actions

create function labour.strike_suspend(id bigint, row_version int, suspended_at timestamp, suspended_why text) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	insert into labour.strike_suspension (dispute_id, suspended_at, suspended_why) values ($1, $3, $4);
end
$$;
comment on function labour.strike_suspend(bigint, int, timestamp, text) is 'Suspender una huelga';

create function labour.strike_resume(id bigint, row_version int, resumed_at timestamp) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	if $3 is null then
		raise exception 'Escriba la fecha.' using errcode = 'HT002', column = 'resumed_at';
	end if;
	update labour.strike_suspension s set resumed_at = $3
	where s.dispute_id = $1 and s.resumed_at is null and s.deleted_at is null;
	if not found then
		raise exception 'La huelga no está suspendida.' using errcode = 'HT002', column = 'resumed_at';
	end if;
end
$$;
comment on function labour.strike_resume(bigint, int, timestamp) is 'Reanudar una huelga suspendida';

select core.declare('labour.strike_suspension', 'case', 'Suspensiones de una huelga', line_of => '{dispute_id}');
