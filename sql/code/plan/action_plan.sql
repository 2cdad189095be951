-- SPDX-License-Identifier: GPL-3.0-or-later
-- Action plans and the versions that were submitted.

create view plan.action_plan_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful
from plan.action_plan t join core.office o on o.id = t.office_id;

create view plan.action_plan_pick with (security_invoker = true) as
select id, plan_code, title as plan_title, state,
	core.fold(plan_code) || ' ' || title_folded as search_folded
from plan.action_plan where deleted_at is null;

create view plan.action_plan_version_all with (security_invoker = true) as
select t.*, p.plan_code, o.office_code, t.office_id = (select core.my_office()) as mine
from plan.action_plan_version t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;

-- A plan goes draft -> submitted -> amending -> amended by the secretariat, with
-- its agreement; from submitted on it changes only by an amendment.
create function plan.action_plan_problems(was plan.action_plan, now plan.action_plan)
returns setof core.problem language plpgsql stable as $$
begin
	if core.by_owner() then
		return;
	elsif now.version is distinct from coalesce(was.version, 1) then
		return next core.problem('version', 'La versión de un plan la cuentan sus modificaciones.');
	elsif was.id is null then
		if now.state <> 'draft' then
			return next core.problem('state', 'Un plan entra como borrador; después se presenta.');
		end if;
	elsif now.state = was.state then
		if now.state <> 'draft' and (now.plan_code, now.title, now.starts, now.ends, now.version)
				is distinct from (was.plan_code, was.title, was.starts, was.ends, was.version)
				and not (now.state = 'amending' and core.acts_as('hito_secretariat')) then
			return next core.problem('title', 'El plan ya fue presentado: cambia solo por una modificación del plan.');
		end if;
	elsif (was.state, now.state) not in (('draft', 'submitted'), ('submitted', 'amending'),
			('amended', 'amending'), ('amending', 'amended')) then
		return next core.problem('state', 'Un plan no pasa de esa situación a la otra.');
	elsif not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría presenta o modifica un plan.', 'HT003');
	elsif coalesce(btrim(now.agreement), '') = '' then
		return next core.problem('agreement', 'Escriba el acuerdo o documento que lo aprueba.');
	end if;
end
$$;

create function plan.action_plan_stamp() returns trigger
language plpgsql as $$
begin
	if old.state <> 'amended' and new.state = 'amended' then
		new.version := old.version + 1;
	end if;
	return new;
end
$$;

-- A submission or an amendment leaves its version behind.
create function plan.action_plan_keep_version() returns trigger
language plpgsql security definer as $$
begin
	insert into plan.action_plan_version (plan_id, version, state, agreement, cards, office_id)
	select new.id, new.version, new.state, new.agreement, jsonb_build_object(
		'plan', jsonb_build_object('plan_code', new.plan_code, 'title', new.title,
			'starts', new.starts, 'ends', new.ends),
		'commitments', coalesce((select jsonb_agg(jsonb_strip_nulls(to_jsonb(c) - 'list_place')
			|| jsonb_build_object('office', o.office_name,
				'milestones', (select jsonb_agg(jsonb_strip_nulls(to_jsonb(m) - 'list_place') order by m.position)
					from plan.milestone m where m.commitment_id = c.id and m.deleted_at is null),
				'units', (select jsonb_agg(u.office_name order by cu.position)
					from plan.commitment_unit cu join core.office u on u.id = cu.unit_id
					where cu.commitment_id = c.id and cu.deleted_at is null))
			order by c.commitment_no)
		from plan.commitment c join core.office o on o.id = c.office_id
		where c.plan_id = new.id and c.deleted_at is null), '[]')), new.office_id;
	return null;
end
$$;
create trigger t60_version after update of state on plan.action_plan
	for each row when (old.state is distinct from new.state and new.state in ('submitted', 'amended'))
	execute function plan.action_plan_keep_version();

create trigger t30_fixed before delete on plan.action_plan_version
	for each row execute function core.refuse_change('Una versión presentada de un plan no se cambia.', 'HT002');
-- The agreement that its text names may be put on record later.
create trigger t30_fixed_too before update on plan.action_plan_version
	for each row when (to_jsonb(new) - 'agreement_id' is distinct from to_jsonb(old) - 'agreement_id')
	execute function core.refuse_change('Una versión presentada de un plan no se cambia.', 'HT002');

create function plan.action_plan_submit(id bigint, row_version int, agreement text)
returns void language sql volatile as $$
	select core.step('plan.action_plan', $1, $2, coalesce((select 'amended' from plan.action_plan p
		where p.id = $1 and p.state = 'amending'), 'submitted'), '{draft,amending}', 'agreement', $3)
$$;
comment on function plan.action_plan_submit(bigint, int, text) is 'Presentar un plan o su modificación';
select core.declare_step('plan.action_plan_amend', 'Abrir una modificación del plan', 'plan.action_plan',
	'{submitted,amended}', 'amending', 'agreement', null);

-- ---- imports

-- A plan that nobody has is made as a draft where whoever loads says so, and
-- said once; else it is a slip: of each line, or of the file where all have it.
create function plan.action_plan_new(field text) returns setof core.finding
language sql stable as $$
	with unknown as (
		select s.line, btrim(s.plan_code::text) as code, core.fold(btrim(s.plan_code)) as key
		from pg_temp.hito_stage s
		where btrim(s.plan_code) <> '' and not exists (select from plan.action_plan p
			where p.deleted_at is null and core.fold(p.plan_code) = core.fold(btrim(s.plan_code)))
	), allowed as (
		select coalesce(bool_or(f.allowed), false) as yes from pg_temp.hito_field f where f.name = $1
	), said as (
		select n.key, n.code, n.lines = (select count(*) from pg_temp.hito_stage) as everywhere,
			format('No hay un plan «%s».%s Un plan que aún no existe se crea, como borrador, con --new-plan.', n.code,
				core.meant(n.code, array(select p.plan_code::text from plan.action_plan p where p.deleted_at is null)))
				as reason
		from (select key, min(code) as code, count(*) as lines from unknown group by key) as n
	)
	select 0, $1, s.code, 'notice', 'plan nuevo: entra como borrador' from said s, allowed a where a.yes
	union all
	select 0, $1, s.code, 'error', s.reason from said s, allowed a where not a.yes and s.everywhere
	union all
	select u.line, $1, u.code, 'error', s.reason from unknown u join said s using (key), allowed a
	where not a.yes and not s.everywhere
$$;
comment on function plan.action_plan_new(text) is 'Anuncia los planes que no existen';

create function plan.action_plan_make(batch bigint) returns bigint
language sql volatile as $$
	with made as (
		insert into plan.action_plan (plan_code, title, state, batch_id, batch_line)
		select btrim(min(s.plan_code)), 'Plan de Acción ' || btrim(min(s.plan_code)), 'draft', batch, min(s.line)
		from pg_temp.hito_stage s
		where btrim(s.plan_code) <> '' and not exists (select from plan.action_plan p
			where p.deleted_at is null and core.fold(p.plan_code) = core.fold(btrim(s.plan_code)))
		group by core.fold(btrim(s.plan_code))
		order by min(s.line)
		returning 1
	)
	select count(*) from made
$$;
comment on function plan.action_plan_make(bigint) is 'Crea como borrador los planes anunciados';

-- A plan whose code is written with other capitals is that plan.
create function plan.action_plan_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set plan_code = p.plan_code
	from plan.action_plan p
	where p.deleted_at is null and core.fold(p.plan_code) = core.fold(btrim(s.plan_code));
end
$$;
comment on function plan.action_plan_prepare() is 'Reconoce los planes escritos con otras mayúsculas';

-- A submitted plan is not changed by a file: what differs is named with the way
-- to change it. plans: joins plan.action_plan p to the row r; dates: columns
-- that change by rescheduling.
create function plan.submitted(tab regclass, plans text, dates text[] default '{}') returns setof core.finding
language plpgsql as $$
declare
	fields constant text[] := array(select col from pg_temp.hito_column where col <> all (dates));
begin
	return query execute format('with closed as materialized (
			select r.line, r.id from pg_temp.hito_ready r %s
			where p.state in (''submitted'', ''amended'')
				or (p.state = ''amending'' and not core.acts_as(''hito_secretariat''))
		), touched as (
			select c.line, bool_or(c.date) as date, bool_or(not c.date) as field
			from (select t as line, true as date from core.import_changed($1, $2) as t
				union all select t, false from core.import_changed($1, $3) as t
				union all select line, false from closed where id is null) as c
			where exists (select from closed)
			group by c.line
		)
		select r.line, case when t.date and not t.field then ''ends'' end, null::text, ''error'', case
				when t.date and not t.field then ''El plan ya fue presentado y esta fecha es otra: cambia con Reprogramar.''
				when r.id is null then ''El plan ya fue presentado: lo que falta en él entra con una modificación del plan.''
				else ''El plan ya fue presentado y aquí dice otra cosa: cambia con una modificación del plan.'' end
		from closed r join touched t using (line)', plans) using tab, dates, fields;
end
$$;
comment on function plan.submitted(regclass, text, text[]) is 'Nombra las líneas que cambiarían un plan ya presentado';

create function plan.action_plan_check() returns setof core.finding
language sql as $$
	select * from plan.submitted('plan.action_plan', 'join plan.action_plan p on p.id = r.id')
$$;
comment on function plan.action_plan_check() is 'Cuida los planes presentados';

select core.declare('plan.action_plan', 'open', 'Planes de acción', help => '{plan_title, Título del plan}',
	unknown => 'No hay un plan con este código.');
select core.declare('plan.action_plan_version', 'kept', 'Versiones de los planes', help => '{plan_code, Código del plan}');

select core.publish('action_plan', 'plan.action_plan', 'true', '{plan_code, title, state, version, starts, ends, agreement, office_code}');
