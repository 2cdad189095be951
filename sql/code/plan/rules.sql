-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules of plans, their cards and milestones, and what a person does with them.

create function plan.milestone_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.position := coalesce(new.position, core.read_number(new.number_text));
	if new.position is null then
		new.position := core.next_number('plan.milestone', 'position',
			'plan.commitment', 'commitment_id', new.commitment_id);
		-- Among numbered ones it is numbered too.
		if exists (select from plan.milestone m
				where m.commitment_id = new.commitment_id
					and m.deleted_at is null and m.number_text is not null) then
			new.number_text := new.position::text;
		end if;
	end if;
	return new;
end
$$;
comment on function plan.milestone_fill() is 'Da su número a un hito que no lo trae';

create function plan.activity_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	m plan.milestone;
begin
	if new.milestone_id is not null then
		select * into m from plan.milestone where id = new.milestone_id;
		new.commitment_id := coalesce(new.commitment_id, m.commitment_id);
		if new.commitment_id <> m.commitment_id then
			raise exception 'El hito es de otro compromiso.'
				using errcode = 'HT002', column = 'milestone_id';
		end if;
	end if;
	if new.commitment_id is not null and new.plan_id is distinct from
			(select plan_id from plan.commitment where id = new.commitment_id) then
		raise exception 'El compromiso es de otro plan.'
			using errcode = 'HT002', column = 'commitment_id';
	end if;
	if new.work_item_id is not null and new.plan_id is distinct from
			(select plan_id from plan.work_item where id = new.work_item_id) then
		raise exception 'Esa actividad del plan de trabajo es de otro plan.'
			using errcode = 'HT002', column = 'work_item_id';
	end if;
	new.activity_no := coalesce(new.activity_no, core.read_number(new.number_text),
		core.next_number('plan.activity', 'activity_no', 'plan.action_plan',
			'plan_id', new.plan_id));
	return new;
end
$$;
comment on function plan.activity_fill() is 'Da su número a una actividad y cuida que todo sea del mismo plan';

create function plan.commitment_unit_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.position := coalesce(new.position, core.next_number('plan.commitment_unit',
		'position', 'plan.commitment', 'commitment_id', new.commitment_id));
	return new;
end
$$;
comment on function plan.commitment_unit_fill() is 'Da su orden a una unidad responsable';

-- A mask for those who may not read the contact: V*** L***, tb***@...
create function plan.contact_mask() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	update plan.commitment_post p
	set contact_mask = case when new.deleted_at is null then nullif(concat_ws(' ',
		regexp_replace(new.person_name, '(\w)\w*', '\1***', 'g'),
		left(new.email, 2) || '***@***', '***' || right(new.phone, 2)), '') end
	where p.commitment_id = new.commitment_id and p.post = new.post
		and p.deleted_at is null;
	return null;
end
$$;
comment on function plan.contact_mask() is 'Guarda el contacto oculto junto al puesto';

create function plan.state_of_plan(commitment bigint, plan bigint default null)
returns text language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
	select p.state from plan.action_plan p
	where p.id = coalesce($2, (select plan_id from plan.commitment where id = $1))
$$;
comment on function plan.state_of_plan(bigint, bigint) is 'Situación del plan de un compromiso';

-- From submitted on a card changes only by an amendment, the dates of a
-- milestone only by rescheduling. t30_card ('plan_id' or 'commitment_id',
-- then the card's columns).
create function plan.card_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	now_row jsonb := to_jsonb(new);
	was_row jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
	parent bigint := (now_row ->> tg_argv[0])::bigint;
	state text := plan.state_of_plan(case when tg_argv[0] = 'commitment_id' then parent end,
		case when tg_argv[0] = 'plan_id' then parent end);
	col text;
begin
	if state = 'draft' or (state = 'amending' and core.acts_as('hito_secretariat'))
			or current_user = 'hito_owner' then
		return new;
	end if;
	foreach col in array tg_argv[1:] || array['deleted_at', tg_argv[0]] loop
		if now_row -> col is distinct from coalesce(was_row -> col, 'null') then
			raise exception 'El plan ya fue presentado: sus fichas cambian solo por una modificación del plan.'
				using errcode = 'HT002', column = col;
		end if;
	end loop;
	return new;
end
$$;
comment on function plan.card_guard() is 'Cuida las fichas de un plan presentado';

create function plan.milestone_dates_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if (new.starts, new.starts_from, new.starts_to, new.starts_precision, new.starts_doubtful,
			new.ends, new.ends_from, new.ends_to, new.ends_precision, new.ends_doubtful)
		is not distinct from
			(old.starts, old.starts_from, old.starts_to, old.starts_precision, old.starts_doubtful,
			old.ends, old.ends_from, old.ends_to, old.ends_precision, old.ends_doubtful)
		or current_user = 'hito_owner'
		or plan.state_of_plan(new.commitment_id) in ('draft', 'amending')
		or exists (select from plan.milestone_reschedule r
			where r.milestone_id = new.id
				and r.xid = pg_current_xact_id_if_assigned()
				and r.new_starts_from is not distinct from new.starts_from
				and r.new_starts_to is not distinct from new.starts_to
				and r.new_ends_from is not distinct from new.ends_from
				and r.new_ends_to is not distinct from new.ends_to)
	then
		return new;
	end if;
	raise exception 'Las fechas de un hito de un plan presentado cambian solo con Reprogramar.'
		using errcode = 'HT002',
			column = case when (new.starts, new.starts_from) is distinct from (old.starts, old.starts_from)
				then 'starts' else 'ends' end;
end
$$;
comment on function plan.milestone_dates_guard() is 'Cuida las fechas de los hitos de un plan presentado';

-- Rescheduling is told by transaction and login: nobody writes another's.
create function plan.milestone_reschedule_fill() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'UPDATE' then
		if new.deleted_at is not null or to_jsonb(new) - 'office_id' is distinct from to_jsonb(old) - 'office_id' then
			raise exception 'Una reprogramación hecha no se cambia.' using errcode = 'HT002';
		end if;
	else
		new.at := now();
		new.login := session_user;
		new.xid := pg_current_xact_id();
	end if;
	return new;
end
$$;
comment on function plan.milestone_reschedule_fill() is 'Cuida la historia de reprogramaciones';

-- The plan itself: a submission or an amendment leaves its version behind.
create function plan.action_plan_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if current_user = 'hito_owner' or new.state = old.state then
		if new.state <> 'draft' and current_user <> 'hito_owner'
				and (new.plan_code, new.title, new.starts, new.ends, new.version)
				is distinct from (old.plan_code, old.title, old.starts, old.ends, old.version)
				and not (new.state = 'amending' and core.acts_as('hito_secretariat')) then
			raise exception 'El plan ya fue presentado: cambia solo por una modificación del plan.'
				using errcode = 'HT002', column = 'title';
		end if;
		return new;
	end if;
	if (old.state, new.state) not in (('draft', 'submitted'), ('submitted', 'amending'),
			('amended', 'amending'), ('amending', 'amended')) then
		raise exception 'Un plan no pasa de esa situación a la otra.'
			using errcode = 'HT002', column = 'state';
	end if;
	if not core.acts_as('hito_secretariat') then
		raise exception 'Solo la secretaría presenta o modifica un plan.' using errcode = 'HT003';
	end if;
	if coalesce(btrim(new.agreement), '') = '' then
		raise exception 'Escriba el acuerdo o documento que lo aprueba.'
			using errcode = 'HT002', column = 'agreement';
	end if;
	if new.state = 'amended' then
		new.version := old.version + 1;
	end if;
	return new;
end
$$;
comment on function plan.action_plan_guard() is 'Cuida los pasos de un plan: borrador, presentado, modificado';

create function plan.action_plan_keep_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
comment on function plan.action_plan_keep_version() is 'Guarda las fichas de la versión presentada';

create function plan.version_fixed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	raise exception 'Una versión presentada de un plan no se cambia.' using errcode = 'HT002';
end
$$;
comment on function plan.version_fixed() is 'No deja cambiar versiones presentadas';

-- What a person may do with a milestone, called as fn(id, version, answers).
create function plan.milestone_moved(n bigint) returns void
language sql set search_path = pg_catalog, pg_temp as 'select core.expect_one($1)';
comment on function plan.milestone_moved(bigint) is 'Verifica que el hito cambió';

create function plan.milestone_start(id bigint, row_version int) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	with u as (update plan.milestone m set state = 'running'
		where m.id = $1 and m.row_version = $2 and m.state = 'pending' returning 1)
	select plan.milestone_moved(count(*)) from u
$$;
comment on function plan.milestone_start(bigint, int) is 'Iniciar un hito pendiente';

create function plan.milestone_done(id bigint, row_version int, document text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	evidence bigint := (select d.id from core.document d
		where core.fold(d.document_ref) = core.fold(btrim(document)) and d.deleted_at is null);
	n bigint;
begin
	if coalesce(btrim(document), '') = '' then
		raise exception 'Para dar por cumplido un hito hace falta su evidencia: escriba el código de un documento.'
			using errcode = 'HT002', column = 'document';
	elsif evidence is null then
		raise exception 'No hay un documento con el código "%". Regístrelo primero en Documentos.', btrim(document)
			using errcode = 'HT004', column = 'document';
	end if;
	update plan.milestone m set state = 'done', document_id = evidence
	where m.id = $1 and m.row_version = $2 and m.state = 'running';
	get diagnostics n = row_count;
	perform plan.milestone_moved(n);
end
$$;
comment on function plan.milestone_done(bigint, int, text) is 'Dar por cumplido un hito, con su evidencia';

create function plan.milestone_drop(id bigint, row_version int, reason text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	n bigint;
begin
	if coalesce(btrim(reason), '') = '' then
		raise exception 'Escriba el motivo por el que se retira el hito.'
			using errcode = 'HT002', column = 'reason';
	end if;
	update plan.milestone m set state = 'dropped',
		notes = concat_ws(E'\n', m.notes, 'Retirado: ' || btrim(reason))
	where m.id = $1 and m.row_version = $2 and m.state in ('pending', 'running');
	get diagnostics n = row_count;
	perform plan.milestone_moved(n);
end
$$;
comment on function plan.milestone_drop(bigint, int, text) is 'Retirar un hito, con su motivo';

create function plan.reschedule_date(given text, col text, was core.partial_date)
returns core.partial_date language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	d core.partial_date;
begin
	if coalesce(btrim(given), '') = '' then
		return was;
	end if;
	select * into d from core.read_partial(given);
	if d.precision_name is null then
		raise exception 'No se entiende la fecha "%". Escriba un día o un mes: 15/08/2019, ago-2019.', d.text
			using errcode = 'HT002', column = col;
	end if;
	return d;
end
$$;
comment on function plan.reschedule_date(text, text, core.partial_date) is 'La fecha nueva, o la que estaba si se dejó en blanco';

create function plan.milestone_reschedule(id bigint, row_version int, starts text,
	ends text, reason text, agreement text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	m plan.milestone;
	s core.partial_date;
	e core.partial_date;
	n bigint;
begin
	select * into m from plan.milestone t where t.id = $1 and t.row_version = $2;
	if m.id is null then
		perform core.expect_one(0);
	elsif m.state not in ('pending', 'running') then
		raise exception 'Un hito cumplido o retirado no se reprograma.' using errcode = 'HT002';
	end if;
	s := plan.reschedule_date($3, 'starts', (m.starts, m.starts_from, m.starts_to,
		m.starts_precision, m.starts_doubtful));
	e := plan.reschedule_date($4, 'ends', (m.ends, m.ends_from, m.ends_to,
		m.ends_precision, m.ends_doubtful));
	if coalesce(btrim($3), '') = '' and coalesce(btrim($4), '') = '' then
		raise exception 'Escriba la fecha nueva de inicio o de fin.'
			using errcode = 'HT002', column = 'ends';
	elsif coalesce(btrim($5), '') = '' then
		raise exception 'Escriba el motivo de la reprogramación.'
			using errcode = 'HT002', column = 'reason';
	elsif coalesce(btrim($6), '') = '' then
		raise exception 'Escriba el acuerdo que aprueba la reprogramación.'
			using errcode = 'HT002', column = 'agreement';
	end if;
	insert into plan.milestone_reschedule (milestone_id, reason, agreement,
		old_starts, old_starts_from, old_starts_to, old_starts_precision, old_starts_doubtful,
		old_ends, old_ends_from, old_ends_to, old_ends_precision, old_ends_doubtful,
		new_starts, new_starts_from, new_starts_to, new_starts_precision, new_starts_doubtful,
		new_ends, new_ends_from, new_ends_to, new_ends_precision, new_ends_doubtful)
	values ($1, btrim($5), btrim($6),
		m.starts, m.starts_from, m.starts_to, m.starts_precision, m.starts_doubtful,
		m.ends, m.ends_from, m.ends_to, m.ends_precision, m.ends_doubtful,
		s.text, s.from_day, s.to_day, s.precision_name, s.doubtful,
		e.text, e.from_day, e.to_day, e.precision_name, e.doubtful);
	update plan.milestone t set
		starts = s.text, starts_from = s.from_day, starts_to = s.to_day,
		starts_precision = s.precision_name, starts_doubtful = s.doubtful,
		ends = e.text, ends_from = e.from_day, ends_to = e.to_day,
		ends_precision = e.precision_name, ends_doubtful = e.doubtful
	where t.id = $1 and t.row_version = $2;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function plan.milestone_reschedule(bigint, int, text, text, text, text) is 'Reprogramar un hito; lo anterior queda en su historia';

create function plan.action_plan_submit(id bigint, row_version int, agreement text)
returns void language sql volatile set search_path = pg_catalog, pg_temp as $$
	with u as (update plan.action_plan p
		set state = case p.state when 'amending' then 'amended' else 'submitted' end,
			agreement = btrim($3)
		where p.id = $1 and p.row_version = $2 returning 1)
	select core.expect_one(count(*)) from u
$$;
comment on function plan.action_plan_submit(bigint, int, text) is 'Presentar un plan o su modificación';

create function plan.action_plan_amend(id bigint, row_version int, agreement text)
returns void language sql volatile set search_path = pg_catalog, pg_temp as $$
	with u as (update plan.action_plan p set state = 'amending', agreement = btrim($3)
		where p.id = $1 and p.row_version = $2 returning 1)
	select core.expect_one(count(*)) from u
$$;
comment on function plan.action_plan_amend(bigint, int, text) is 'Abrir una modificación del plan';
