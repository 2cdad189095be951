-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules that triggers keep. Names tell the order in which they fire: t10
-- fills in, t20 takes the office of the parent, t30 judges, t90 keeps the row.

set role hito_owner;

-- Every register: number and version are the server's, a mark says who, when
-- and why.
create function core.keep_row() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'INSERT' then
		-- A number ahead of the sequence would collide with someone's later row.
		if new.id > currval(format('%I.%I', tg_table_schema, tg_table_name || '_id_seq')::regclass) then
			raise exception 'El número interno de una fila lo da la base de datos.'
				using errcode = 'HT002', column = 'id';
		end if;
		new.row_version := 1;
		new.office_id := coalesce(new.office_id, core.my_office(), core.root_office());
		new.deleted_at := null;
		new.deleted_by := null;
		new.deleted_why := null;
		return new;
	end if;
	if new.id is distinct from old.id then
		raise exception 'El número interno de una fila no se cambia.'
			using errcode = 'HT002', column = 'id';
	end if;
	new.row_version := old.row_version + 1;
	new.batch_id := coalesce(old.batch_id, new.batch_id);
	if new.deleted_at is null then
		new.deleted_by := null;
		new.deleted_why := null;
	elsif old.deleted_at is null then
		if coalesce(btrim(new.deleted_why), '') = '' then
			raise exception 'Escriba el motivo por el que se anula.'
				using errcode = 'HT002', column = 'deleted_why';
		end if;
		new.deleted_at := now();
		new.deleted_by := session_user;
	else
		new.deleted_at := old.deleted_at;
		new.deleted_by := old.deleted_by;
		new.deleted_why := old.deleted_why;
	end if;
	return new;
end
$$;
comment on function core.keep_row() is 'Lleva versión, oficina y anulación de toda fila';

-- An office is responsible for its own row.
create function core.office_own() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	new.office_id := new.id;
	if tg_op = 'UPDATE' and old.root and new.deleted_at is not null then
		raise exception 'La oficina principal no se anula.' using errcode = 'HT002';
	elsif tg_op = 'UPDATE' and new.root <> old.root and current_user <> 'hito_owner' then
		raise exception 'La oficina principal no se cambia desde aquí.'
			using errcode = 'HT003', column = 'root';
	end if;
	return new;
end
$$;
comment on function core.office_own() is 'La oficina responsable de una oficina es ella misma';

-- Lines edited inside a parent carry the parent's office: t20_line_office
-- ('plan.milestone', 'milestone_id'). Definer, as the parent may be hidden.
create function core.line_office() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	execute format('select office_id from %s where id = $1', tg_argv[0]::regclass)
		into new.office_id using (to_jsonb(new) ->> tg_argv[1])::bigint;
	return new;
end
$$;
comment on function core.line_office() is 'Da a una línea la oficina de su registro';

-- And follow it when it changes: ('plan.goal', 'milestone_id', ...).
create function core.lines_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	for i in 0 .. tg_nargs / 2 - 1 loop
		execute format('update %s set office_id = $1 where %I = $2 and office_id <> $1',
			tg_argv[2 * i]::regclass, tg_argv[2 * i + 1])
			using new.office_id, new.id;
	end loop;
	return null;
end
$$;
comment on function core.lines_follow() is 'Lleva las líneas a la nueva oficina de su registro';

-- A record is not marked while others stand on it: ('hitos', 'plan.milestone',
-- 'commitment_id', ...).
create function core.no_orphans() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
	n bigint;
begin
	for i in 0 .. tg_nargs / 3 - 1 loop
		execute format('select count(*) from %s where %I = $1 and deleted_at is null',
			tg_argv[3 * i + 1]::regclass, tg_argv[3 * i + 2])
			into n using new.id;
		if n > 0 then
			raise exception 'No se puede anular: tiene % sin anular (%).', tg_argv[3 * i], n
				using errcode = 'HT002';
		end if;
	end loop;
	return null;
end
$$;
comment on function core.no_orphans() is 'No deja anular un registro del que dependen otros';

-- The next number among the siblings, marked ones too, so that restoring one
-- does not collide. The parent is locked: two clerks get two numbers.
create function core.next_number(tab regclass, number_col text, parent regclass,
	parent_col text, parent_id bigint)
returns integer language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare
	n integer;
begin
	execute format('select 1 from %s where id = $1 for no key update', parent)
		using parent_id;
	execute format('select coalesce(max(%I), 0) + 1 from %s where %I = $1',
		number_col, tab, parent_col) into n using parent_id;
	return n;
end
$$;
comment on function core.next_number(regclass, text, regclass, text, bigint) is 'El número siguiente entre hermanos';

-- "01", "1." and the capital i that someone typed for a 1.
create function core.read_number(given text) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
	select case
		when upper(btrim(given, ' .)°')) in ('I', 'L') then 1
		when btrim(given, ' .)°') ~ '^[0-9]{1,6}$' then btrim(given, ' .)°')::integer
	end
$$;
comment on function core.read_number(text) is 'Lee un número de orden como se publicó';

create function plan.milestone_fill() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	new.position := coalesce(new.position, core.read_number(new.number_text),
		core.next_number('plan.milestone', 'position', 'plan.commitment',
			'commitment_id', new.commitment_id));
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
		'commitments', coalesce((select jsonb_agg(jsonb_strip_nulls(to_jsonb(c))
			|| jsonb_build_object('office', o.office_name,
				'milestones', (select jsonb_agg(jsonb_strip_nulls(to_jsonb(m)) order by m.position)
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

-- A result: who entered or submitted it does not approve it, and what was
-- approved changes only after being returned with a reason.
create function follow.result_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
	was text := case when tg_op = 'INSERT' then 'draft' else old.state end;
	secretariat boolean := core.acts_as('hito_secretariat');
begin
	if current_user = 'hito_owner' then
		return new;
	end if;
	if exists (select from core.period where id = new.period_id and state = 'closed') then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	end if;
	if new.state <> was then
		perform follow.result_step(was, new.state, new.office_id, secretariat);
	end if;
	if tg_op = 'INSERT' then
		new.entered_by := array[session_user::text];
		new.submitted_by := null;
		new.submitted_at := null;
		new.approved_by := null;
		new.approved_at := null;
		new.approved_by_own_office := false;
	else
		if (new.indicator_id, new.period_id) is distinct from (old.indicator_id, old.period_id)
				or ((new.executed, new.narrative, new.evidence, new.document_id)
					is distinct from (old.executed, old.narrative, old.evidence, old.document_id)
					and old.state not in ('draft', 'returned')) then
			raise exception 'Lo informado no se cambia: pida a la secretaría que lo devuelva.'
				using errcode = 'HT002', column = 'executed';
		end if;
		new.entered_by := case when session_user::text = any (old.entered_by)
				or (new.executed, new.narrative, new.evidence, new.document_id)
				is not distinct from (old.executed, old.narrative, old.evidence, old.document_id)
			then old.entered_by else old.entered_by || session_user::text end;
		new.submitted_by := old.submitted_by;
		new.submitted_at := old.submitted_at;
		new.approved_by := old.approved_by;
		new.approved_at := old.approved_at;
		new.approved_by_own_office := old.approved_by_own_office;
	end if;
	if new.state = 'reported' and was <> 'reported' then
		new.submitted_by := session_user;
		new.submitted_at := now();
	elsif new.state = 'approved' and was <> 'approved' then
		if session_user::text = any (new.entered_by) or session_user = new.submitted_by then
			raise exception 'Quien ingresó o informó un resultado no lo aprueba: debe hacerlo otra persona.'
				using errcode = 'HT003';
		end if;
		new.approved_by := session_user;
		new.approved_at := now();
		new.approved_by_own_office := coalesce(new.office_id = core.my_office(), false);
	elsif new.state <> 'approved' then
		new.approved_by := null;
		new.approved_at := null;
		new.approved_by_own_office := false;
	end if;
	return new;
end
$$;
comment on function follow.result_guard() is 'Cuida los pasos de un resultado';

create function follow.result_step(was text, next text, office bigint, secretariat boolean)
returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
	step record;
begin
	select * into step from (values
		('draft', 'reported', 'submit'), ('returned', 'reported', 'submit'),
		('reported', 'draft', 'submit'),
		('reported', 'returned', 'secretariat'), ('reported', 'approved', 'secretariat'),
		('approved', 'returned', 'secretariat'),
		('draft', 'not_applicable', 'secretariat'), ('returned', 'not_applicable', 'secretariat'),
		('reported', 'not_applicable', 'secretariat'),
		('not_applicable', 'returned', 'secretariat')) as s (was, next, who)
	where s.was = $1 and s.next = $2;
	if step is null then
		raise exception 'Un resultado no pasa de esa situación a la otra.'
			using errcode = 'HT002', column = 'state';
	elsif step.who = 'secretariat' and not secretariat then
		raise exception 'Solo la secretaría aprueba, devuelve o declara que no aplica.'
			using errcode = 'HT003';
	elsif step.who = 'submit' and office is distinct from core.my_office('{submit}') then
		raise exception 'Solo el responsable de la oficina presenta sus resultados.'
			using errcode = 'HT003';
	end if;
end
$$;
comment on function follow.result_step(text, text, bigint, boolean) is 'Los pasos que puede dar un resultado y quién los da';

create function follow.indicator_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if new.milestone_id is not null then
		new.commitment_id := coalesce(new.commitment_id,
			(select commitment_id from plan.milestone where id = new.milestone_id));
		if new.commitment_id is distinct from
				(select commitment_id from plan.milestone where id = new.milestone_id) then
			raise exception 'El hito es de otro compromiso.'
				using errcode = 'HT002', column = 'milestone_id';
		end if;
	end if;
	if new.commitment_id is not null and new.plan_id is distinct from
			(select plan_id from plan.commitment where id = new.commitment_id) then
		raise exception 'El compromiso es de otro plan.'
			using errcode = 'HT002', column = 'commitment_id';
	end if;
	return new;
end
$$;
comment on function follow.indicator_guard() is 'Cuida que un indicador sea de un solo plan';

-- Targets and results stand in a period of their indicator's plan.
create function follow.same_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	if (select plan_id from follow.indicator where id = new.indicator_id)
			is distinct from (select plan_id from core.period where id = new.period_id) then
		raise exception 'El periodo es de otro plan que el indicador.'
			using errcode = 'HT002', column = 'period_id';
	end if;
	return new;
end
$$;
comment on function follow.same_plan() is 'Cuida que indicador y periodo sean del mismo plan';

-- A setting of a PRUEBA database is not for people.
create function core.setting_guard() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if (new.key like 'test.%' or (tg_op = 'UPDATE' and old.key like 'test.%'))
			and current_user <> 'hito_owner' then
		raise exception 'Los ajustes de una base de PRUEBA los cambia solo hito_owner.'
			using errcode = 'HT003';
	end if;
	return new;
end
$$;
comment on function core.setting_guard() is 'Cuida los ajustes de una base de PRUEBA';

-- Batches and requests are told by their transaction: nobody sets it.
create function core.stamp_transaction() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'INSERT' then
		new.xid := pg_current_xact_id();
		new.login := session_user;
	elsif (new.id, new.xid, new.login) is distinct from (old.id, old.xid, old.login) then
		raise exception 'La transacción de una carga no se cambia.' using errcode = 'HT002';
	elsif old.xid <> pg_current_xact_id() and current_user <> 'hito_owner' then
		raise exception 'Una carga terminada no se cambia.' using errcode = 'HT002';
	end if;
	return new;
end
$$;
comment on function core.stamp_transaction() is 'Anota la transacción y el usuario';

create function core.batch_fill() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	new.office_id := core.my_office();
	return new;
end
$$;
comment on function core.batch_fill() is 'Anota la oficina desde la que se carga';

-- Who has which trigger: one table, no chains.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as name from pg_attribute a
		join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
		join pg_namespace n on n.oid = c.relnamespace
		where n.nspowner = 'hito_owner'::regrole and a.attname = 'row_version'
	loop
		execute format('create trigger t90_keep before insert or update on %s
			for each row execute function core.keep_row()', r.name);
	end loop;
	for r in select * from (values
		('core.office', 't95_own before insert or update', 'core.office_own()'),
		('core.batch', 't10_fill before insert', 'core.batch_fill()'),
		('core.batch', 't90_stamp before insert or update', 'core.stamp_transaction()'),
		('core.request', 't90_stamp before insert or update', 'core.stamp_transaction()'),
		('core.setting', 't30_rule before insert or update', 'core.setting_guard()'),
		('plan.commitment_unit', 't10_fill before insert', 'plan.commitment_unit_fill()'),
		('plan.milestone', 't10_fill before insert', 'plan.milestone_fill()'),
		('plan.activity', 't10_fill before insert or update', 'plan.activity_fill()'),
		('plan.milestone_reschedule', 't30_rule before insert or update', 'plan.milestone_reschedule_fill()'),
		('plan.action_plan', 't30_rule before update', 'plan.action_plan_guard()'),
		('plan.action_plan_version', 't30_rule before update or delete', 'plan.version_fixed()'),
		('plan.milestone', 't31_dates before update', 'plan.milestone_dates_guard()'),
		('follow.indicator', 't30_rule before insert or update', 'follow.indicator_guard()'),
		('follow.target', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't31_rule before insert or update', 'follow.result_guard()'),
		('plan.commitment', 't30_card before insert or update',
			'plan.card_guard(plan_id, commitment_no, title, objective_id, action_line_id, problem,
			objective, description, challenge, ambition, actors_government, actors_civil, office_id)'),
		('plan.milestone', 't30_card before insert or update',
			'plan.card_guard(commitment_id, position, text, origin, permanent, office_id)'),
		('plan.commitment_unit', 't30_card before insert or update',
			'plan.card_guard(commitment_id, unit_id, position)'),
		('plan.commitment_post', 't30_card before insert or update',
			'plan.card_guard(commitment_id, post)'),
		('plan.commitment_relevance', 't30_card before insert or update',
			'plan.card_guard(commitment_id, value_id, text)'),
		('plan.commitment_contact_private', 't50_mask after insert or update', 'plan.contact_mask()'))
		as v (tab, how, what)
	loop
		execute format('create trigger %s on %s for each row execute function %s',
			r.how, r.tab, r.what);
	end loop;
	-- Lines: table, parent, column.
	for r in select * from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('plan.action_line', 'plan.objective', 'objective_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.result', 'follow.indicator', 'indicator_id')) as v (tab, parent, col)
	loop
		execute format('create trigger t20_line_office before insert or update on %s
			for each row execute function core.line_office(%L, %L)', r.tab, r.parent, r.col);
	end loop;
	for r in select parent, string_agg(format('%L, %L', tab, col), ', ') as lines from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.result', 'follow.indicator', 'indicator_id')) as v (tab, parent, col)
		group by parent
	loop
		execute format('create trigger t60_lines_follow after update of office_id on %s
			for each row when (old.office_id is distinct from new.office_id)
			execute function core.lines_follow(%s)', r.parent, r.lines);
	end loop;
	for r in select * from (values
		('plan.action_plan', $q$'compromisos', 'plan.commitment', 'plan_id',
			'actividades', 'plan.activity', 'plan_id', 'indicadores', 'follow.indicator', 'plan_id'$q$),
		('plan.commitment', $q$'hitos', 'plan.milestone', 'commitment_id',
			'indicadores', 'follow.indicator', 'commitment_id',
			'actividades', 'plan.activity', 'commitment_id'$q$),
		('plan.milestone', $q$'actividades', 'plan.activity', 'milestone_id',
			'indicadores', 'follow.indicator', 'milestone_id'$q$),
		('follow.indicator', $q$'resultados', 'follow.result', 'indicator_id'$q$),
		('core.period', $q$'resultados', 'follow.result', 'period_id'$q$)) as v (tab, children)
	loop
		execute format('create trigger t60_no_orphans after update of deleted_at on %s
			for each row when (old.deleted_at is null and new.deleted_at is not null)
			execute function core.no_orphans(%s)', r.tab, r.children);
	end loop;
	create trigger t60_version after update of state on plan.action_plan
		for each row when (old.state is distinct from new.state
			and new.state in ('submitted', 'amended'))
		execute function plan.action_plan_keep_version();
end
$$;

grant execute on function core.read_number(text), plan.state_of_plan(bigint, bigint),
	plan.milestone_moved(bigint), plan.milestone_start(bigint, int),
	plan.milestone_done(bigint, int, text), plan.milestone_drop(bigint, int, text),
	plan.milestone_reschedule(bigint, int, text, text, text, text),
	plan.reschedule_date(text, text, core.partial_date),
	plan.action_plan_submit(bigint, int, text), plan.action_plan_amend(bigint, int, text),
	follow.result_step(text, text, bigint, boolean)
	to hito_clerk, hito_secretariat, hito_it;

reset role;
