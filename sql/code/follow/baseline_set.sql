-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a plan is measured against: frozen once and for all; another version is
-- prepared beside it.

create view follow.baseline_set_all with (security_invoker = true) as
select t.*, p.plan_code, p.title as plan_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	(select count(distinct i.indicator_id) from follow.baseline_item i
		where i.baseline_set_id = t.id and i.deleted_at is null) as indicators
from follow.baseline_set t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

create view follow.baseline_item_all with (security_invoker = true) as
select t.*, i.indicator_code, i.indicator_name, i.unit, r.period_key::text as period_key
from follow.baseline_item t join follow.indicator i on i.id = t.indicator_id
	left join core.period r on r.id = t.period_id;

-- A baseline: frozen once and for all; another version is prepared beside it.
create function follow.baseline_state(plan bigint) returns text
language sql stable security definer as $$
	select case when bool_or(b.state = 'frozen') then
		case when bool_or(b.state = 'draft') then 'preparing' else 'frozen' end
		else 'none' end
	from follow.baseline_set b where b.plan_id = plan and b.deleted_at is null
$$;
comment on function follow.baseline_state(bigint) is 'Un plan no tiene línea base, la tiene, o se prepara otra';

create function follow.baseline_set_problems(was follow.baseline_set, now follow.baseline_set)
returns setof core.problem language plpgsql stable as $$
declare
	against text;
begin
	if core.by_owner() then
		return;
	elsif not core.acts_as('hito_secretariat') and not core.acts_as('hito_it') then
		return next core.problem(null, 'Solo la secretaría prepara y aprueba una línea base.', 'HT003');
	elsif was.id is null and now.state <> 'draft' then
		return next core.problem('state', 'Una línea base entra en preparación; después se aprueba.');
	elsif was.id is null and exists (select from follow.baseline_set b
			where b.plan_id = now.plan_id and b.state = 'draft' and b.deleted_at is null) then
		return next core.problem('plan_id', 'El plan ya tiene una línea base en preparación.');
	elsif was.state = 'frozen' then
		return next core.problem('state', 'Una línea base aprobada no se cambia: prepare otra versión.');
	elsif was.id is not null and (now.plan_id, now.version) is distinct from (was.plan_id, was.version) then
		return next core.problem('version', 'El plan y el número de una línea base no se cambian.');
	elsif was.id is not null and now.state = 'frozen' then
		if not core.acts_as('hito_secretariat') then
			return next core.problem(null, 'Solo la secretaría aprueba una línea base.', 'HT003');
		elsif coalesce(btrim(now.agreement), '') = '' then
			return next core.problem('agreement', 'Escriba el acuerdo que aprueba la línea base.');
		elsif not exists (select from follow.indicator i
				where i.plan_id = now.plan_id and i.deleted_at is null) then
			return next core.problem('plan_id', 'El plan no tiene indicadores todavía.');
		end if;
		against := follow.targets_against(now.plan_id);
		if against is not null then
			return next core.problem('plan_id', format('Hay metas que van en contra de su indicador, o que su escala '
				'no tiene: %s. Corríjalas antes de aprobar.', against));
		end if;
	end if;
end
$$;

create function follow.baseline_set_stamp() returns trigger
language plpgsql as $$
begin
	new.frozen_by := null;
	new.frozen_at := null;
	if new.state = 'frozen' then
		new.set_on := coalesce(new.set_on, core.today());
		new.frozen_by := session_user;
		new.frozen_at := core.moment();
	end if;
	return new;
end
$$;

create function follow.baseline_copy(baseline bigint) returns void
language sql volatile security definer as $$
	insert into follow.baseline_item (baseline_set_id, indicator_id, period_id, planned, weight, method,
		direction, measure, baseline_value, measured_on, levels, over_year)
	select b.id, i.id, t.period_id, t.planned, i.weight, i.method, i.direction, i.measure,
		i.baseline_value, i.measured_on, l.levels, i.over_year
	from follow.baseline_set b
	join follow.indicator i on i.plan_id = b.plan_id and i.deleted_at is null
	left join follow.target t on t.indicator_id = i.id and t.deleted_at is null
	left join lateral (select jsonb_agg(jsonb_build_object('level', v.level, 'meaning', v.meaning)
			order by v.level) as levels
		from follow.indicator_level v where v.indicator_id = i.id and v.deleted_at is null) as l on true
	where b.id = baseline
	order by i.id, t.period_id
$$;
comment on function follow.baseline_copy(bigint) is 'Copia indicadores y metas en una línea base';

-- What a baseline froze changes while the secretariat prepares the next one.
create function follow.thaw(plan bigint, col text) returns setof core.problem
language sql stable as $$
	select (core.problem(col, 'La línea base está aprobada: ' || case col when 'planned'
		then 'una meta cambia solo por un cambio de meta con su acuerdo.'
		else 'indicadores, pesos y métodos cambian solo con una línea base nueva.' end)).*
	from (select follow.baseline_state(plan) as state) as b
	where state <> 'none' and not core.by_owner()
		and not (state = 'preparing' and core.acts_as('hito_secretariat'))
$$;
comment on function follow.thaw(bigint, text) is 'Rechaza lo que la línea base aprobada no deja cambiar';

create function follow.baseline_in_force(plan bigint)
returns setof follow.baseline_item language sql stable security definer as $$
	select distinct on (b.indicator_id) b.*
	from follow.baseline_item b
	where b.deleted_at is null and b.baseline_set_id = (select s.id from follow.baseline_set s
		where s.plan_id = $1 and s.state = 'frozen' and s.deleted_at is null
		order by s.version desc limit 1)
	order by b.indicator_id, b.id
$$;
comment on function follow.baseline_in_force(bigint) is 'Indicadores de la línea base que rige';

-- Before a draft stands, open periods hold what is in force. A draft that
-- changed something is not dropped: its targets would come into force unseen.
create function follow.baseline_draft() returns trigger
language plpgsql security definer as $$
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

-- What a draft has changed so far, by the codes of the indicators.
create function follow.draft_changes(plan bigint) returns table (code text)
language sql stable security definer as $$
	select i.indicator_code::text
	from follow.indicator i
	left join follow.baseline_in_force($1) as b on b.indicator_id = i.id
	where i.plan_id = $1 and follow.baseline_state($1) = 'preparing' and case when b.id is null
		then i.deleted_at is null
		else i.deleted_at is not null or (i.weight, i.method, i.direction, i.measure, i.baseline_value, i.measured_on,
				i.over_year) is distinct from (b.weight, b.method, b.direction, b.measure, b.baseline_value,
				b.measured_on, b.over_year)
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
language plpgsql security definer as $$
begin
	perform follow.baseline_copy(new.id);
	perform follow.period_release(p.id) from core.period p
	where p.plan_id = new.plan_id and p.state = 'open' and p.deleted_at is null;
	return null;
end
$$;

select core.declare_step('follow.baseline_approve', 'Aprobar una línea base: indicadores y metas quedan fijos',
	'follow.baseline_set', '{draft}', 'frozen', 'agreement', 'Escriba el acuerdo que aprueba la línea base.');

create trigger t31_draft before insert or update on follow.baseline_set
	for each row execute function follow.baseline_draft();
create trigger t60_freeze after update of state on follow.baseline_set
	for each row when (old.state is distinct from new.state and new.state = 'frozen')
	execute function follow.baseline_freeze();

-- ---- imports

-- Without a number a file means the first baseline of its plan.
create function follow.baseline_set_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage set version = 1 where version is null;
	update pg_temp.hito_field set brought = true where name = 'version';
end
$$;
comment on function follow.baseline_set_prepare() is 'Da número a las líneas base cargadas';

create function follow.baseline_set_check() returns setof core.finding
language sql as $$
	select r.line, 'version', r.version::text, 'notice', 'entra en preparación: se aprueba después, con su acuerdo'
	from pg_temp.hito_ready r where r.id is null
$$;
comment on function follow.baseline_set_check() is 'Dice cómo entran las líneas base';

grant execute on function follow.baseline_state(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('follow.baseline_set', 'open', 'Líneas base de los planes', place => '{"plan_id.plan_code, version"}', numbered => 'version of plan_id',
	help => '{indicators, Cuántos indicadores quedaron en ella}');
select core.declare('follow.baseline_item', 'kept', 'Indicadores y metas de una línea base', line_of => '{baseline_set_id}');
