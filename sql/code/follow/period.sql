-- SPDX-License-Identifier: GPL-3.0-or-later
-- Periods: what their key says, opening and closing, and what a period is
-- measured by. Closing writes its indicators down as they
-- count then, and from there on it is worked out with those. Reopening is for
-- what was reported: the period keeps its list, only its targets may change by
-- agreement, until a new baseline is approved while it stands open; a plan that
-- has no baseline goes back to what its indicators say. While a new baseline is
-- prepared open periods hold the one in force.

create view core.period_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code,
	t.office_id = (select core.my_office()) as mine
from core.period t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view core.period_pick with (security_invoker = true) as
select t.id, p.plan_code, t.period_key, t.period_title, t.state,
	core.fold(t.period_key) || ' ' || core.fold(t.period_title) as search_folded
from core.period t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

-- Its key says all of a period but the days by which to answer; what a person
-- writes herself stands.
create function core.period_filled(was core.period, now core.period) returns core.period
language plpgsql stable as $$
begin
	if was.id is not null or core.period_read(now.period_key) is null then
		return now;
	end if;
	now.period_key := core.period_read(now.period_key);
	now.kind := case when now.period_key ~ 'Q' then 'quarter' else 'year' end;
	now.period_title := coalesce(now.period_title, core.period_title(now.period_key));
	now.from_date := coalesce(now.from_date, core.period_first(now.period_key));
	now.to_date := coalesce(now.to_date, core.period_last(now.period_key));
	now.cutoff := coalesce(now.cutoff, now.to_date);
	return now;
end
$$;

-- Periods open and close by the secretariat; t60_close asks what is missing. A
-- closed year stands on its quarters as they were. Once something was reported,
-- or a deadline is past, its dates change with reason and agreement.
create function core.period_problems(was core.period, now core.period)
returns setof core.problem language plpgsql stable as $$
declare
	year text;
begin
	if was.id is null and core.period_read(now.period_key) is null then
		return next core.problem('period_key', 'Un periodo se escribe 2019-Q1 (trimestre) o 2019 (año).');
	end if;
	if core.by_owner() then
		return;
	elsif was.id is null and now.state <> 'open' then
		return next core.problem('state', 'Un periodo nuevo entra abierto; después se cierra.');
	elsif 'closed' in (was.state, now.state) and (now.plan_id, now.period_key, now.kind, now.from_date, now.to_date,
				now.cutoff, now.submissions_due, now.deleted_at)
			is distinct from (was.plan_id, was.period_key, was.kind, was.from_date, was.to_date,
				was.cutoff, was.submissions_due, was.deleted_at) then
		return next core.problem('state', 'El periodo está cerrado: sus fechas no se cambian.');
	elsif was.id is not null and (now.period_key, now.from_date, now.to_date, now.cutoff, now.submissions_due, now.report_due)
				is distinct from (was.period_key, was.from_date, was.to_date, was.cutoff, was.submissions_due, was.report_due)
			and (exists (select from follow.result r where r.period_id = was.id and r.deleted_at is null)
				or (now.submissions_due is distinct from was.submissions_due and was.submissions_due < core.today())
				or (now.report_due is distinct from was.report_due and was.report_due < core.today()))
			and (coalesce(btrim(now.change_reason), '') = '' or coalesce(btrim(now.change_agreement), '') = ''
				or (now.change_reason, now.change_agreement)
					is not distinct from (was.change_reason, was.change_agreement)) then
		return next core.problem(case when coalesce(btrim(now.change_reason), '') = ''
			or now.change_reason is not distinct from was.change_reason then 'change_reason' else 'change_agreement' end,
			'El periodo ya tiene resultados, o ese plazo ya pasó: escriba el motivo y el acuerdo por los que cambia.');
	elsif now.state <> was.state and not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría cierra o reabre un periodo.', 'HT003');
	elsif now.state = 'open' and was.state = 'closed' and (coalesce(btrim(now.reopen_reason), '') = ''
			or now.reopen_reason is not distinct from was.reopen_reason) then
		return next core.problem('reason', 'Escriba el motivo por el que se reabre el periodo.');
	end if;
	if now.kind = 'quarter' and now.state = 'open' and was.state is distinct from 'open' then
		select y.period_key into year from core.period y
		where y.plan_id = now.plan_id and y.kind = 'year' and y.state = 'closed' and y.deleted_at is null
			and now.to_date between y.from_date and y.to_date;
		if year is not null then
			return next core.problem(case when was.id is null then 'period_key' else 'state' end, format(
				'El año %s está cerrado con los trimestres que tenía: reabra primero el año.', year));
		end if;
	end if;
end
$$;

create function core.period_stamp() returns trigger
language plpgsql as $$
declare
	moved constant boolean := coalesce(new.state <> old.state, false);
begin
	if moved and new.state = 'open' then
		new.reopened_by := session_user;
		new.reopened_at := core.moment();
		new.closed_by := null;
		new.closed_at := null;
		return new;
	end if;
	-- They stand for the last change of its dates.
	if (new.period_key, new.from_date, new.to_date, new.cutoff, new.submissions_due, new.report_due)
			is not distinct from (old.period_key, old.from_date, old.to_date, old.cutoff, old.submissions_due,
				old.report_due) then
		new.change_reason := old.change_reason;
		new.change_agreement := old.change_agreement;
	end if;
	new.reopened_by := old.reopened_by;
	new.reopened_at := old.reopened_at;
	new.reopen_reason := old.reopen_reason;
	new.closed_by := case when moved then session_user else old.closed_by end;
	new.closed_at := case when moved then core.moment() else old.closed_at end;
	return new;
end
$$;

-- After the change, so that the figures asked are those of a closed period.
create function follow.period_closable() returns trigger
language plpgsql as $$
declare
	missing text;
begin
	select string_agg(o.sentence, ' ' order by o.place) into missing
	from follow.period_obstacles(new.id) with ordinality as o (kind, key, sentence, place);
	if missing is not null then
		raise exception 'El periodo todavía no se puede cerrar. %', missing
			using errcode = 'HT002', column = 'state';
	end if;
	return null;
end
$$;

-- Writes the list of a period down; where it has one, its targets, offices and
-- lines anew.
create function follow.period_hold(period bigint) returns void
language plpgsql volatile security definer as $$
declare
	here constant core.period := (select p from core.period p where p.id = $1);
begin
	if exists (select from follow.period_item h where h.period_id = $1 and h.deleted_at is null) then
		update follow.period_item h set planned = c.planned, unit_id = c.office_id,
			objective_id = follow.objective_of(h.indicator_id), action_line_id = follow.line_of(h.indicator_id),
			original = c.original
		from follow.counting(here.plan_id, array[$1], true) as c
		where h.period_id = $1 and h.deleted_at is null and h.indicator_id = c.indicator_id
			and (h.planned, h.unit_id, h.objective_id, h.action_line_id, h.original) is distinct from
				(c.planned, c.office_id, follow.objective_of(h.indicator_id), follow.line_of(h.indicator_id),
				c.original);
		return;
	end if;
	insert into follow.period_item (period_id, indicator_id, commitment_id, unit_id, objective_id, action_line_id,
		weight, method, direction, measure, baseline_value, measured_on, levels, planned, original, over_year,
		office_id)
	select $1, c.indicator_id, c.commitment_id, c.office_id, follow.objective_of(c.indicator_id),
		follow.line_of(c.indicator_id), c.weight, c.method, c.direction, c.measure, c.baseline_value,
		c.measured_on, l.levels, c.planned, c.original, c.over_year, here.office_id
	from follow.counting(here.plan_id, array[$1], true) as c
	left join lateral (select jsonb_agg(jsonb_build_object('level', v.level, 'meaning', v.meaning)
			order by v.level) as levels
		from follow.indicator_level v where v.indicator_id = c.indicator_id and v.deleted_at is null) as l on true
	order by c.indicator_id;
end
$$;
comment on function follow.period_hold(bigint) is 'Anota los indicadores de un periodo como cuentan ahora';

-- A period that is made while the next baseline is prepared: its targets are
-- new, the rest is that in force.
create function follow.period_hold_in_force(period bigint) returns void
language sql volatile security definer as $$
	insert into follow.period_item (period_id, indicator_id, commitment_id, unit_id, weight, method, direction,
		measure, baseline_value, measured_on, levels, over_year, office_id)
	select p.id, i.id, i.commitment_id, i.office_id, b.weight, b.method, b.direction, b.measure,
		b.baseline_value, b.measured_on, b.levels, b.over_year, p.office_id
	from core.period p
	cross join lateral follow.baseline_in_force(p.plan_id) as b
	join follow.indicator i on i.id = b.indicator_id
	where p.id = $1
	order by i.id
$$;
comment on function follow.period_hold_in_force(bigint) is 'Anota en un periodo los indicadores de la línea base que rige';

create function follow.period_release(period bigint) returns void
language sql volatile security definer as $$
	update follow.period_item h set deleted_at = now(), deleted_why = 'El periodo se mide otra vez con lo vigente'
	where h.period_id = $1 and h.deleted_at is null
$$;
comment on function follow.period_release(bigint) is 'Deja de medir un periodo con los indicadores que tenía anotados';

-- Fires before what asks for the figures of the closed period.
create function follow.period_holds() returns trigger
language plpgsql security definer as $$
declare
	baseline constant text := follow.baseline_state(new.plan_id);
begin
	if new.state = 'closed' then
		perform follow.period_hold(new.id);
	elsif tg_op = 'INSERT' and baseline = 'preparing' then
		perform follow.period_hold_in_force(new.id);
	elsif tg_op = 'UPDATE' and baseline = 'none' then
		perform follow.period_release(new.id);
	end if;
	return null;
end
$$;

-- What changes a period's figures while that stands open: the period is held
-- until the change is done, so that closing waits for it and it for closing.
-- Definer: where policies hide the period a person's own lock locks nothing.
create function core.while_open() returns trigger
language plpgsql security definer as $$
declare
	closed text;
begin
	select max(p.period_key) filter (where p.state = 'closed') into closed
	from (select q.period_key, q.state from core.period q
		where q.id in (new.period_id, case tg_op when 'UPDATE' then old.period_id end) for share) as p;
	if closed is not null then
		raise exception 'El periodo % está cerrado.', closed using errcode = 'HT002', column = 'period_id';
	end if;
	return new;
end
$$;

-- Changes under way hold their period (core.while_open): they are waited for
-- five seconds, and then named.
create function follow.period_wait(period bigint) returns void
language plpgsql volatile security definer as $$
declare
	deadline constant timestamptz := clock_timestamp() + '5 seconds';
	holders text;
begin
	if not core.is_secretariat() then
		raise exception 'Solo la secretaría cierra o reabre un periodo.' using errcode = 'HT003';
	end if;
	loop
		begin
			perform from core.period p where p.id = $1 for no key update nowait;
			return;
		exception when lock_not_available then
			select string_agg(distinct a.usename, ', ') into holders
			from pg_locks l join pg_stat_activity a using (pid)
			where l.relation = 'core.period'::regclass and l.mode = 'RowShareLock' and l.granted
				and l.pid <> pg_backend_pid();
		end;
		if clock_timestamp() > deadline then
			raise exception 'No se puede cerrar todavía: hay un cambio sin terminar en este periodo (%).',
				coalesce(holders, '?') using errcode = 'HT002', column = 'state',
				hint = 'Espere a que termine, o pida que salga del programa quien lo dejó a medias.';
		end if;
		perform pg_sleep(0.05);
	end loop;
end
$$;
comment on function follow.period_wait(bigint) is 'Espera los cambios sin terminar de un periodo';

create function follow.period_close(id bigint, row_version int) returns void
language plpgsql volatile as $$
begin
	if not core.by_owner() then
		perform follow.period_wait($1);
	end if;
	perform core.step('core.period', $1, $2, 'closed', '{open}');
end
$$;
comment on function follow.period_close(bigint, int) is 'Cerrar un periodo';
grant execute on function follow.period_wait(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create function follow.period_reopen(id bigint, row_version int, reason text) returns void
language sql volatile as $$
	select core.step('core.period', $1, $2, 'open', '{closed}', 'reopen_reason', $3)
$$;
comment on function follow.period_reopen(bigint, int, text) is 'Reabrir un periodo, con el motivo';

create trigger t55_hold after insert on core.period
	for each row execute function follow.period_holds();
create trigger t55_hold_again after update of state on core.period
	for each row when (old.state <> new.state) execute function follow.period_holds();
create trigger t60_close after update of state on core.period
	for each row when (old.state = 'open' and new.state = 'closed' and not core.by_owner())
	execute function follow.period_closable();

select core.declare('core.period', 'shared', 'Periodos', place => '{"plan_id.plan_code, period_key"}',
	unknown => 'El plan no tiene este periodo.');
select core.declare('follow.period_item', 'kept', 'Indicadores en algún periodo', stands_on => '{commitment_id}');

select core.publish('period', 'core.period', 'true', '{plan_code, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due, report_due,
	state}');
