-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules of the quarter: periods, submissions, baselines, target changes,
-- corrective actions, self-assessments, rule sets.

-- Numbers that a row does not bring.
create function plan.work_item_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.item_no := coalesce(new.item_no, core.read_number(new.number_text),
		core.next_number('plan.work_item', 'item_no', 'plan.action_plan', 'plan_id', new.plan_id));
	return new;
end
$$;
comment on function plan.work_item_fill() is 'Da su número a una actividad del plan de trabajo';

create function plan.goal_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.goal_no := coalesce(new.goal_no, case when new.milestone_id is not null
		then core.next_number('plan.goal', 'goal_no', 'plan.milestone', 'milestone_id', new.milestone_id)
		else core.next_number('plan.goal', 'goal_no', 'plan.work_item', 'work_item_id', new.work_item_id) end);
	return new;
end
$$;
comment on function plan.goal_fill() is 'Da su número a una meta';

create function follow.self_assessment_line_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.position := coalesce(new.position, core.next_number('follow.self_assessment_line', 'position',
		'follow.self_assessment', 'self_assessment_id', new.self_assessment_id));
	return new;
end
$$;
comment on function follow.self_assessment_line_fill() is 'Da su orden a una actividad de una autoevaluación';

-- A counted result points at a goal of its activity's plan.
create function plan.activity_result_goal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	if new.goal_id is not null and (select a.plan_id from plan.activity a where a.id = new.activity_id)
			is distinct from (select coalesce(c.plan_id, w.plan_id) from plan.goal g
				left join plan.milestone m on m.id = g.milestone_id
				left join plan.commitment c on c.id = m.commitment_id
				left join plan.work_item w on w.id = g.work_item_id
				where g.id = new.goal_id) then
		raise exception 'Esa meta es de otro plan.' using errcode = 'HT002', column = 'goal_id';
	end if;
	return new;
end
$$;
comment on function plan.activity_result_goal() is 'Cuida que un resultado cuente a una meta de su plan';

-- How much of a row of the work plan was done up to a day: what activities
-- counted for its goals, and one for each activity of it that counts for none
-- of them.
create function plan.work_item_done(item bigint, day date) returns numeric
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	with told as (
		select a.id, a.work_item_id = $1 as own, (select sum(r.quantity)
				from plan.activity_result r
				join plan.goal g on g.id = r.goal_id and g.work_item_id = $1 and g.deleted_at is null
				where r.activity_id = a.id and r.deleted_at is null) as counted
		from plan.activity a
		where a.deleted_at is null and coalesce(a.held_from <= day, true)
			and (a.work_item_id = $1 or a.id in (select r.activity_id from plan.goal g
				join plan.activity_result r on r.goal_id = g.id
				where g.work_item_id = $1))
	)
	select coalesce(sum(coalesce(t.counted, case when t.own then 1 end)), 0) from told t
$$;
comment on function plan.work_item_done(bigint, date) is 'Cuánto se hizo de una actividad del plan de trabajo hasta un día';

-- A judgement and its scale are one thing; a new card takes the newest scale.
create function follow.self_assessment_fill() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	new.scale := coalesce(new.scale,
		(select s.scale from follow.completion_scale s where s.id = new.completion_id),
		(select s.scale from follow.completion_scale s where s.deleted_at is null order by s.id desc limit 1));
	if new.completion_id is not null and new.scale is distinct from
			(select s.scale from follow.completion_scale s where s.id = new.completion_id) then
		raise exception 'Ese nivel es de otra escala.' using errcode = 'HT002', column = 'completion_id';
	end if;
	return new;
end
$$;
comment on function follow.self_assessment_fill() is 'Cuida que el nivel sea de la escala de la autoevaluación';

-- Rule sets: one that a closed period used stays as it is; another is made.
create function core.rule_set_used(rule bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select exists (select from core.period p
		where p.state = 'closed' and p.deleted_at is null
			and rule = (select r.id from core.rule_set r
				where r.deleted_at is null and r.from_date <= p.to_date
				order by r.from_date desc limit 1))
$$;
comment on function core.rule_set_used(bigint) is 'Un periodo cerrado se midió con estas reglas';

create function core.rule_set_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' then
		return new;
	end if;
	if tg_op = 'UPDATE' and core.rule_set_used(old.id)
			and to_jsonb(new) - array['source', 'verified', 'row_version', 'batch_id', 'batch_line']
			is distinct from to_jsonb(old) - array['source', 'verified', 'row_version', 'batch_id', 'batch_line'] then
		raise exception 'Un periodo cerrado se midió con estas reglas: no se cambian. Haga otras que rijan desde otra fecha.'
			using errcode = 'HT002', column = 'from_date';
	end if;
	if new.deleted_at is null and (tg_op = 'INSERT' or new.from_date <> old.from_date
				or old.deleted_at is not null)
			and exists (select from core.period p
				where p.state = 'closed' and p.deleted_at is null and p.to_date >= new.from_date
					and not exists (select from core.rule_set r
						where r.deleted_at is null and r.id is distinct from new.id
							and r.from_date > new.from_date and r.from_date <= p.to_date)) then
		raise exception 'Estas reglas cambiarían las cifras de un periodo cerrado: escriba una fecha posterior a él.'
			using errcode = 'HT002', column = 'from_date';
	end if;
	return new;
end
$$;
comment on function core.rule_set_guard() is 'Cuida las reglas con que se midió un periodo cerrado';

-- Its key says all of a period but the days by which to answer; what a person
-- writes herself stands.
create function core.period_fill() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if core.period_read(new.period_key) is null then
		raise exception 'Un periodo se escribe 2019-Q1 (trimestre) o 2019 (año).'
			using errcode = 'HT002', column = 'period_key';
	end if;
	new.period_key := core.period_read(new.period_key);
	new.kind := case when new.period_key ~ 'Q' then 'quarter' else 'year' end;
	new.period_title := coalesce(new.period_title, core.period_title(new.period_key));
	new.from_date := coalesce(new.from_date, core.period_first(new.period_key));
	new.to_date := coalesce(new.to_date, core.period_last(new.period_key));
	new.cutoff := coalesce(new.cutoff, new.to_date);
	return new;
end
$$;
comment on function core.period_fill() is 'Completa un periodo con lo que dice su código';

-- Periods open and close by the secretariat; t60_close asks what is missing.
create function follow.period_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' then
		return new;
	end if;
	if tg_op = 'INSERT' then
		if new.state <> 'open' then
			raise exception 'Un periodo nuevo entra abierto; después se cierra.'
				using errcode = 'HT002', column = 'state';
		end if;
		new.closed_by := null;
		new.closed_at := null;
		new.reopened_by := null;
		new.reopened_at := null;
		new.reopen_reason := null;
		return new;
	end if;
	if 'closed' in (old.state, new.state) and (new.plan_id, new.period_key, new.kind, new.from_date, new.to_date,
				new.cutoff, new.submissions_due, new.deleted_at)
			is distinct from (old.plan_id, old.period_key, old.kind, old.from_date, old.to_date,
				old.cutoff, old.submissions_due, old.deleted_at) then
		raise exception 'El periodo está cerrado: sus fechas no se cambian.'
			using errcode = 'HT002', column = 'state';
	end if;
	if new.state <> old.state and not core.acts_as('hito_secretariat') then
		raise exception 'Solo la secretaría cierra o reabre un periodo.' using errcode = 'HT003';
	end if;
	if new.state = 'open' and old.state = 'closed' then
		if coalesce(btrim(new.reopen_reason), '') = ''
				or new.reopen_reason is not distinct from old.reopen_reason then
			raise exception 'Escriba el motivo por el que se reabre el periodo.'
				using errcode = 'HT002', column = 'reason';
		end if;
		new.reopened_by := session_user;
		new.reopened_at := now();
		new.closed_by := null;
		new.closed_at := null;
	else
		new.reopened_by := old.reopened_by;
		new.reopened_at := old.reopened_at;
		new.reopen_reason := old.reopen_reason;
		new.closed_by := old.closed_by;
		new.closed_at := old.closed_at;
	end if;
	if new.state = 'closed' and old.state = 'open' then
		new.closed_by := session_user;
		new.closed_at := now();
	end if;
	return new;
end
$$;
comment on function follow.period_guard() is 'Cuida el cierre y la reapertura de un periodo';

-- After the change, so that the figures asked are those of a closed period.
create function follow.period_closable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	missing text;
begin
	if current_user = 'hito_owner' then
		return null;
	end if;
	select string_agg(o.sentence, ' ' order by o.place) into missing
	from follow.period_obstacles(new.id) with ordinality as o (kind, key, sentence, place);
	if missing is not null then
		raise exception 'El periodo todavía no se puede cerrar. %', missing
			using errcode = 'HT002', column = 'state';
	end if;
	return null;
end
$$;
comment on function follow.period_closable() is 'No deja cerrar un periodo al que le falta algo';

-- A baseline: frozen once and for all; another version is prepared beside it.
create function follow.baseline_state(plan bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
	select case when bool_or(b.state = 'frozen') then
		case when bool_or(b.state = 'draft') then 'preparing' else 'frozen' end
		else 'none' end
	from follow.baseline_set b where b.plan_id = plan and b.deleted_at is null
$$;
comment on function follow.baseline_state(bigint) is 'Un plan no tiene línea base, la tiene, o se prepara otra';

create function follow.baseline_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.version := coalesce(new.version, core.next_number('follow.baseline_set', 'version',
		'plan.action_plan', 'plan_id', new.plan_id));
	return new;
end
$$;
comment on function follow.baseline_fill() is 'Da su número a una línea base';

create function follow.baseline_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' then
		return new;
	end if;
	if not core.acts_as('hito_secretariat') and not core.acts_as('hito_it') then
		raise exception 'Solo la secretaría prepara y aprueba una línea base.' using errcode = 'HT003';
	end if;
	if tg_op = 'INSERT' then
		if new.state <> 'draft' then
			raise exception 'Una línea base entra en preparación; después se aprueba.'
				using errcode = 'HT002', column = 'state';
		elsif exists (select from follow.baseline_set b
				where b.plan_id = new.plan_id and b.state = 'draft' and b.deleted_at is null) then
			raise exception 'El plan ya tiene una línea base en preparación.'
				using errcode = 'HT002', column = 'plan_id';
		end if;
		new.frozen_by := null;
		new.frozen_at := null;
		return new;
	end if;
	if old.state = 'frozen' then
		raise exception 'Una línea base aprobada no se cambia: prepare otra versión.'
			using errcode = 'HT002', column = 'state';
	elsif (new.plan_id, new.version) is distinct from (old.plan_id, old.version) then
		raise exception 'El plan y el número de una línea base no se cambian.'
			using errcode = 'HT002', column = 'version';
	end if;
	new.frozen_by := null;
	new.frozen_at := null;
	if new.state = 'frozen' then
		if not core.acts_as('hito_secretariat') then
			raise exception 'Solo la secretaría aprueba una línea base.' using errcode = 'HT003';
		elsif coalesce(btrim(new.agreement), '') = '' then
			raise exception 'Escriba el acuerdo que aprueba la línea base.'
				using errcode = 'HT002', column = 'agreement';
		elsif not exists (select from follow.indicator i
				where i.plan_id = new.plan_id and i.deleted_at is null) then
			raise exception 'El plan no tiene indicadores todavía.' using errcode = 'HT002', column = 'plan_id';
		end if;
		new.set_on := coalesce(new.set_on, core.today());
		new.frozen_by := session_user;
		new.frozen_at := now();
	end if;
	return new;
end
$$;
comment on function follow.baseline_guard() is 'Cuida las líneas base aprobadas';

create function follow.baseline_copy(baseline bigint) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
	insert into follow.baseline_item (baseline_set_id, indicator_id, period_id, planned, weight, method,
		direction, measure, baseline_value, measured_on, levels)
	select b.id, i.id, t.period_id, t.planned, i.weight, i.method, i.direction, i.measure,
		i.baseline_value, i.measured_on, l.levels
	from follow.baseline_set b
	join follow.indicator i on i.plan_id = b.plan_id and i.deleted_at is null
	left join follow.target t on t.indicator_id = i.id and t.deleted_at is null
	left join lateral (select jsonb_agg(jsonb_build_object('level', v.level, 'meaning', v.meaning)
			order by v.level) as levels
		from follow.indicator_level v where v.indicator_id = i.id and v.deleted_at is null) as l on true
	where b.id = baseline
$$;
comment on function follow.baseline_copy(bigint) is 'Copia indicadores y metas en una línea base';

-- What a baseline froze changes while the secretariat prepares the next one.
create function follow.thaw(plan bigint, col text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	state constant text := follow.baseline_state(plan);
begin
	if state = 'none' or current_user = 'hito_owner'
			or (state = 'preparing' and core.acts_as('hito_secretariat')) then
		return;
	end if;
	raise exception 'La línea base está aprobada: %.', case col when 'planned'
			then 'una meta cambia solo por un cambio de meta con su acuerdo'
			else 'indicadores, pesos y métodos cambian solo con una línea base nueva' end
		using errcode = 'HT002', column = col;
end
$$;
comment on function follow.thaw(bigint, text) is 'Rechaza lo que la línea base aprobada no deja cambiar';

create function follow.indicator_frozen() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'UPDATE' and new.deleted_at is not null and old.deleted_at is null
			and current_user <> 'hito_owner' and exists (select from follow.period_item h
			join core.period p on p.id = h.period_id and p.state = 'closed'
			where h.indicator_id = new.id and h.deleted_at is null) then
		raise exception 'Un periodo cerrado se midió con este indicador: no se anula. Escriba en qué periodos se mide.'
			using errcode = 'HT002', column = 'measured_on';
	elsif tg_op = 'INSERT' then
		perform follow.thaw(new.plan_id, 'indicator_code');
	elsif (new.plan_id, new.commitment_id, new.kind, new.direction, new.measure, new.method,
			new.baseline_value, new.weight, new.measured_on, new.deleted_at)
		is distinct from (old.plan_id, old.commitment_id, old.kind, old.direction, old.measure, old.method,
			old.baseline_value, old.weight, old.measured_on, old.deleted_at) then
		perform follow.thaw(old.plan_id, case when new.weight <> old.weight then 'weight'
			when new.method <> old.method then 'method' when new.measure <> old.measure then 'measure'
			when new.direction <> old.direction then 'direction' else 'indicator_code' end);
	end if;
	return new;
end
$$;
comment on function follow.indicator_frozen() is 'Cuida los indicadores de una línea base aprobada';

create function follow.level_frozen() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'INSERT' or (new.level, new.meaning, new.deleted_at)
			is distinct from (old.level, old.meaning, old.deleted_at) then
		perform follow.thaw((select plan_id from follow.indicator where id = new.indicator_id), 'meaning');
	end if;
	return new;
end
$$;
comment on function follow.level_frozen() is 'Cuida los niveles de una línea base aprobada';

create function follow.target_frozen() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' or (tg_op = 'UPDATE'
			and (new.indicator_id, new.period_id, new.planned, new.deleted_at)
			is not distinct from (old.indicator_id, old.period_id, old.planned, old.deleted_at)) then
		return new;
	end if;
	if exists (select from core.period p where p.state = 'closed'
			and p.id in (new.period_id, case when tg_op = 'UPDATE' then old.period_id end)) then
		raise exception 'El periodo está cerrado: sus metas no se cambian.'
			using errcode = 'HT002', column = 'planned';
	end if;
	perform follow.thaw((select plan_id from follow.indicator where id = new.indicator_id), 'planned');
	return new;
end
$$;
comment on function follow.target_frozen() is 'Cuida las metas de una línea base aprobada y de periodos cerrados';

-- A change of target: what it was is written down, then it is applied.
create function follow.target_change_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'UPDATE' then
		if current_user <> 'hito_owner' and to_jsonb(new) - 'office_id' is distinct from to_jsonb(old) - 'office_id' then
			raise exception 'Un cambio de meta hecho no se cambia ni se anula: registre otro.' using errcode = 'HT002';
		end if;
		return new;
	end if;
	new.changed_on := coalesce(new.changed_on, core.today());
	new.old_planned := (select t.planned from follow.target t where t.indicator_id = new.indicator_id
		and t.period_id = new.period_id and t.deleted_at is null);
	if current_user = 'hito_owner' then
		return new;
	elsif not core.acts_as('hito_secretariat') then
		raise exception 'Solo la secretaría registra un cambio de meta.' using errcode = 'HT003';
	elsif (select state from core.period where id = new.period_id) = 'closed' then
		raise exception 'El periodo está cerrado: sus metas no se cambian.'
			using errcode = 'HT002', column = 'period_id';
	elsif follow.baseline_state((select plan_id from follow.indicator where id = new.indicator_id)) <> 'frozen' then
		raise exception 'El plan no tiene una línea base aprobada: cambie la meta en el indicador.'
			using errcode = 'HT002', column = 'indicator_id';
	elsif new.new_planned is not distinct from new.old_planned then
		raise exception 'La meta ya es esa.' using errcode = 'HT002', column = 'new_planned';
	end if;
	return new;
end
$$;
comment on function follow.target_change_guard() is 'Anota la meta anterior y cuida los cambios hechos';

create function follow.target_change_apply() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	update follow.target t set planned = new.new_planned
	where t.indicator_id = new.indicator_id and t.period_id = new.period_id and t.deleted_at is null;
	if not found then
		insert into follow.target (indicator_id, period_id, planned)
		values (new.indicator_id, new.period_id, new.new_planned);
	end if;
	return null;
end
$$;
comment on function follow.target_change_apply() is 'Aplica un cambio de meta';

-- A submission: draft -> submitted -> returned or approved, or declared
-- missing. Its results go the same way (t60_results).
create function follow.submission_step(was text, next text, office bigint, secretariat boolean)
returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	step record;
begin
	select * into step from (values
		('draft', 'submitted', 'submit'), ('returned', 'submitted', 'submit'),
		('missing', 'submitted', 'submit'),
		('submitted', 'returned', 'secretariat'), ('approved', 'returned', 'secretariat'),
		('submitted', 'approved', 'secretariat'),
		('draft', 'missing', 'secretariat'), ('returned', 'missing', 'secretariat')) as s (was, next, who)
	where s.was = $1 and s.next = $2;
	if step is null then
		raise exception 'Un envío no pasa de esa situación a la otra.'
			using errcode = 'HT002', column = 'state';
	elsif step.who = 'secretariat' and not secretariat then
		raise exception 'Solo la secretaría aprueba u observa un envío, o lo declara sin informar.'
			using errcode = 'HT003';
	elsif step.who = 'submit' and office is distinct from core.my_office('{submit}') then
		raise exception 'Solo el responsable de la oficina presenta su envío.' using errcode = 'HT003';
	end if;
end
$$;
comment on function follow.submission_step(text, text, bigint, boolean) is 'Los pasos que puede dar un envío y quién los da';

create function follow.submission_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	was follow.submission;
	left_out text;
begin
	if current_user = 'hito_owner' then
		return new;
	end if;
	if exists (select from core.period where id = new.period_id and state = 'closed') then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	end if;
	if tg_op = 'INSERT' then
		if new.state <> 'draft' then
			raise exception 'Un envío entra como borrador; después se presenta.'
				using errcode = 'HT002', column = 'state';
		end if;
		new.reason := null;
	else
		was := old;
		if (new.period_id, new.office_id) is distinct from (old.period_id, old.office_id) then
			raise exception 'La oficina y el periodo de un envío no se cambian.'
				using errcode = 'HT002', column = 'period_id';
		elsif old.state in ('submitted', 'approved')
				and (new.explanation, new.deleted_at) is distinct from (old.explanation, old.deleted_at) then
			raise exception 'Lo presentado no se cambia: pida a la secretaría que lo devuelva.'
				using errcode = 'HT002', column = 'explanation';
		elsif new.state = old.state then
			new.reason := old.reason;
		end if;
	end if;
	new.submitted_by := was.submitted_by;
	new.submitted_at := was.submitted_at;
	new.late := coalesce(was.late, false);
	new.returned_by := was.returned_by;
	new.returned_at := was.returned_at;
	new.approved_by := was.approved_by;
	new.approved_at := was.approved_at;
	new.own_office_approval := coalesce(was.own_office_approval, false);
	if tg_op = 'INSERT' or new.state = old.state then
		return new;
	end if;
	perform follow.submission_step(old.state, new.state, new.office_id, core.acts_as('hito_secretariat'));
	if new.state = 'submitted' then
		select string_agg(u.indicator_code, ', ') into left_out
		from follow.submission_unanswered(new.office_id, new.period_id) as u;
		if left_out is not null and coalesce(btrim(new.explanation), '') = '' then
			raise exception 'Falta informar % de este periodo: escríbalo, o explique por qué no se informa.', left_out
				using errcode = 'HT002', column = 'explanation';
		end if;
		new.submitted_by := session_user;
		new.submitted_at := core.moment();
		new.late := coalesce(core.today() > (select p.submissions_due from core.period p
			where p.id = new.period_id), false);
		new.reason := null;
	elsif new.state = 'approved' then
		if session_user = old.submitted_by or exists (select from follow.result r
				join follow.indicator i on i.id = r.indicator_id
				where r.period_id = new.period_id and r.office_id = new.office_id and r.deleted_at is null
					and (session_user::text = any (r.entered_by) or session_user = r.submitted_by)) then
			raise exception 'Quien ingresó o presentó un envío no lo aprueba: debe hacerlo otra persona.'
				using errcode = 'HT003';
		end if;
		new.approved_by := session_user;
		new.approved_at := now();
		new.own_office_approval := coalesce(new.office_id = core.my_office(), false);
	elsif coalesce(btrim(new.reason), '') = '' then
		raise exception 'Escriba el motivo.' using errcode = 'HT002', column = 'reason';
	end if;
	if new.state <> 'approved' then
		new.approved_by := null;
		new.approved_at := null;
		new.own_office_approval := false;
	end if;
	if new.state = 'returned' then
		new.returned_by := session_user;
		new.returned_at := now();
	end if;
	return new;
end
$$;
comment on function follow.submission_guard() is 'Cuida los pasos de un envío';

create function follow.submission_results() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' then
		return null;
	end if;
	update follow.result r set state = s.next,
		reason = case s.next when 'returned' then new.reason else r.reason end
	from (values ('submitted', 'draft', 'reported'), ('submitted', 'returned', 'reported'),
		('returned', 'reported', 'returned'), ('returned', 'approved', 'returned'),
		('approved', 'reported', 'approved')) as s (step, was, next)
	where s.step = new.state and r.state = s.was and r.period_id = new.period_id
		and r.office_id = new.office_id and r.deleted_at is null
		and (s.next <> 'reported' or r.executed is not null);
	return null;
end
$$;
comment on function follow.submission_results() is 'Lleva los resultados de un envío por sus mismos pasos';

-- Corrective actions: proposed -> agreed -> running -> fulfilled | failed.
create function follow.corrective_action_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.plan_id := coalesce(new.plan_id, (select plan_id from core.period where id = new.period_id));
	new.action_no := coalesce(new.action_no, core.next_number('follow.corrective_action', 'action_no',
		'plan.action_plan', 'plan_id', new.plan_id));
	new.office_id := coalesce(new.office_id,
		(select office_id from plan.commitment where id = new.commitment_id));
	return new;
end
$$;
comment on function follow.corrective_action_fill() is 'Da su número a una acción correctiva';

create function follow.corrective_action_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	secretariat constant boolean := core.acts_as('hito_secretariat');
begin
	if new.plan_id is distinct from (select plan_id from core.period where id = new.period_id) then
		raise exception 'El periodo es de otro plan.' using errcode = 'HT002', column = 'period_id';
	elsif new.commitment_id is not null and new.plan_id is distinct from
			(select plan_id from plan.commitment where id = new.commitment_id) then
		raise exception 'El compromiso es de otro plan.' using errcode = 'HT002', column = 'commitment_id';
	elsif current_user = 'hito_owner' then
		return new;
	end if;
	if tg_op = 'INSERT' then
		if new.state <> 'proposed' and not secretariat then
			raise exception 'Una acción correctiva entra como propuesta: la secretaría registra su acuerdo.'
				using errcode = 'HT003', column = 'state';
		end if;
		return new;
	end if;
	if old.state <> 'proposed' and not secretariat
			and (new.commitment_id, new.period_id, new.measure, new.due, new.due_from, new.due_to, new.agreement,
				new.deleted_at)
			is distinct from (old.commitment_id, old.period_id, old.measure, old.due, old.due_from, old.due_to,
				old.agreement, old.deleted_at) then
		raise exception 'Lo acordado no lo cambia la oficina: pídalo a la secretaría.'
			using errcode = 'HT002', column = 'measure';
	end if;
	if new.state = old.state then
		return new;
	end if;
	if (old.state, new.state) not in (('proposed', 'agreed'), ('agreed', 'running'), ('agreed', 'failed'),
			('running', 'fulfilled'), ('running', 'failed')) then
		raise exception 'Una acción correctiva no pasa de esa situación a la otra.'
			using errcode = 'HT002', column = 'state';
	elsif new.state in ('agreed', 'failed') and not secretariat then
		raise exception 'Solo la secretaría registra que una acción se acordó o no se cumplió.'
			using errcode = 'HT003';
	end if;
	if new.state = 'agreed' then
		new.agreed_on := coalesce(new.agreed_on, core.today());
	elsif new.state in ('fulfilled', 'failed') then
		new.ended_on := coalesce(new.ended_on, core.today());
	end if;
	return new;
end
$$;
comment on function follow.corrective_action_guard() is 'Cuida los pasos de una acción correctiva';

-- An open action is kept for a later period of its plan, while that is open,
-- by the secretariat; taken back in the same way.
create function follow.action_period_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	action record;
	period core.period;
begin
	select x.plan_id, x.state, x.deleted_at, q.to_date into action
	from follow.corrective_action x join core.period q on q.id = x.period_id where x.id = new.action_id;
	select p.* into period from core.period p where p.id = new.period_id;
	if action.plan_id is distinct from period.plan_id then
		raise exception 'El periodo es de otro plan.' using errcode = 'HT002', column = 'period_id';
	elsif period.to_date <= action.to_date then
		raise exception 'Una acción se mantiene para un periodo posterior al suyo.'
			using errcode = 'HT002', column = 'period_id';
	elsif current_user = 'hito_owner' then
		return new;
	elsif not core.acts_as('hito_secretariat') then
		raise exception 'Solo la secretaría mantiene una acción correctiva para otro periodo.' using errcode = 'HT003';
	elsif period.state = 'closed' then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	elsif tg_op = 'UPDATE' and (new.action_id, new.period_id) is distinct from (old.action_id, old.period_id) then
		raise exception 'Mantenga la acción para el otro periodo, y anule esta.' using errcode = 'HT002', column = 'period_id';
	elsif new.deleted_at is null and (action.deleted_at is not null
			or action.state not in ('proposed', 'agreed', 'running')) then
		raise exception 'La acción ya terminó: proponga otra.' using errcode = 'HT002', column = 'state';
	end if;
	if tg_op = 'INSERT' then
		new.kept_by := session_user;
		new.kept_at := now();
	else
		new.kept_by := old.kept_by;
		new.kept_at := old.kept_at;
	end if;
	return new;
end
$$;
comment on function follow.action_period_guard() is 'Cuida para qué periodos se mantiene una acción correctiva';
