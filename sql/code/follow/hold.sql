-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a period is measured by. Closing writes its indicators down as they
-- count then, and from there on it is worked out with those. Reopening is for
-- what was reported: the period keeps its list, only its targets may change by
-- agreement, until a new baseline is approved while it stands open; a plan that
-- has no baseline goes back to what its indicators say. While a new baseline is
-- prepared open periods hold the one in force.

-- Writes the list of a period down; where it has one, its targets, offices and
-- lines anew.
create function follow.period_hold(period bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
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
		weight, method, direction, measure, baseline_value, measured_on, levels, planned, original, office_id)
	select $1, c.indicator_id, c.commitment_id, c.office_id, follow.objective_of(c.indicator_id),
		follow.line_of(c.indicator_id), c.weight, c.method, c.direction, c.measure, c.baseline_value,
		c.measured_on, l.levels, c.planned, c.original, here.office_id
	from follow.counting(here.plan_id, array[$1], true) as c
	left join lateral (select jsonb_agg(jsonb_build_object('level', v.level, 'meaning', v.meaning)
			order by v.level) as levels
		from follow.indicator_level v where v.indicator_id = c.indicator_id and v.deleted_at is null) as l on true;
end
$$;
comment on function follow.period_hold(bigint) is 'Anota los indicadores de un periodo como cuentan ahora';

-- The indicators of the baseline in force: of the last one that was approved.
create function follow.baseline_in_force(plan bigint)
returns setof follow.baseline_item
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select distinct on (b.indicator_id) b.*
	from follow.baseline_item b
	where b.deleted_at is null and b.baseline_set_id = (select s.id from follow.baseline_set s
		where s.plan_id = $1 and s.state = 'frozen' and s.deleted_at is null
		order by s.version desc limit 1)
	order by b.indicator_id, b.id
$$;
comment on function follow.baseline_in_force(bigint) is 'Indicadores de la línea base que rige';

-- A period that is made while the next baseline is prepared: its targets are
-- new, the rest is that in force.
create function follow.period_hold_in_force(period bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
	insert into follow.period_item (period_id, indicator_id, commitment_id, unit_id, weight, method, direction,
		measure, baseline_value, measured_on, levels, office_id)
	select p.id, i.id, i.commitment_id, i.office_id, b.weight, b.method, b.direction, b.measure,
		b.baseline_value, b.measured_on, b.levels, p.office_id
	from core.period p
	cross join lateral follow.baseline_in_force(p.plan_id) as b
	join follow.indicator i on i.id = b.indicator_id
	where p.id = $1
$$;
comment on function follow.period_hold_in_force(bigint) is 'Anota en un periodo los indicadores de la línea base que rige';

create function follow.period_release(period bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
	update follow.period_item h set deleted_at = now(), deleted_why = 'El periodo se mide otra vez con lo vigente'
	where h.period_id = $1 and h.deleted_at is null
$$;
comment on function follow.period_release(bigint) is 'Deja de medir un periodo con los indicadores que tenía anotados';

-- Fires before what asks for the figures of the closed period.
create function follow.period_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
comment on function follow.period_holds() is 'Anota con qué se mide un periodo al cerrarlo';

-- A closed year stands on its quarters as they were.
create function follow.year_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	year text;
begin
	if current_user = 'hito_owner' or new.kind <> 'quarter' or new.state <> 'open'
			or (tg_op = 'UPDATE' and old.state = 'open') then
		return new;
	end if;
	select y.period_key into year from core.period y
	where y.plan_id = new.plan_id and y.kind = 'year' and y.state = 'closed' and y.deleted_at is null
		and new.to_date between y.from_date and y.to_date;
	if year is not null then
		raise exception 'El año % está cerrado con los trimestres que tenía: reabra primero el año.', year
			using errcode = 'HT002', column = case tg_op when 'INSERT' then 'period_key' else 'state' end;
	end if;
	return new;
end
$$;
comment on function follow.year_guard() is 'Cuida los trimestres de un año cerrado';

-- Before a draft stands, open periods hold what is in force. A draft that
-- changed something is not dropped: its targets would come into force unseen.
create function follow.baseline_draft() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	changed text;
begin
	if tg_op = 'INSERT' then
		if new.state = 'draft' and follow.baseline_state(new.plan_id) = 'frozen' then
			perform follow.period_hold(p.id) from core.period p
			where p.plan_id = new.plan_id and p.state = 'open' and p.deleted_at is null;
		end if;
	elsif new.deleted_at is not null and old.deleted_at is null and old.state = 'draft' then
		select string_agg(c.code, ', ') into changed from follow.draft_changes(new.plan_id) as c;
		if changed is not null then
			raise exception 'Esta línea base en preparación cambió %: vuelva a lo aprobado antes de anularla.', changed
				using errcode = 'HT002', column = 'deleted_why';
		end if;
	end if;
	return new;
end
$$;
comment on function follow.baseline_draft() is 'Guarda lo vigente mientras se prepara otra línea base';

-- What a draft has changed so far, by the codes of the indicators.
create function follow.draft_changes(plan bigint) returns table (code text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select i.indicator_code::text
	from follow.indicator i
	left join follow.baseline_in_force($1) as b on b.indicator_id = i.id
	where i.plan_id = $1 and follow.baseline_state($1) = 'preparing' and case when b.id is null
		then i.deleted_at is null
		else i.deleted_at is not null or (i.weight, i.method, i.direction, i.measure, i.baseline_value, i.measured_on)
				is distinct from (b.weight, b.method, b.direction, b.measure, b.baseline_value, b.measured_on)
			or exists (select from core.period q
				join follow.period_item h on h.period_id = q.id and h.indicator_id = i.id and h.deleted_at is null
				left join follow.target t on t.period_id = q.id and t.indicator_id = i.id and t.deleted_at is null
				where q.plan_id = $1 and q.state = 'open' and q.deleted_at is null
					and h.planned is distinct from t.planned)
		end
	order by i.indicator_code
$$;
comment on function follow.draft_changes(bigint) is 'Indicadores que una línea base en preparación cambió';

-- An approved baseline counts in all periods that are open.
create function follow.baseline_freeze() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	perform follow.baseline_copy(new.id);
	perform follow.period_release(p.id) from core.period p
	where p.plan_id = new.plan_id and p.state = 'open' and p.deleted_at is null;
	return null;
end
$$;
comment on function follow.baseline_freeze() is 'Copia indicadores y metas al aprobar una línea base, que rige en lo abierto';
