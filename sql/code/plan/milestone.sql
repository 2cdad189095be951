-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: declarado, calculado
-- Milestones of a commitment: their goals' progress, steps and rescheduling.

create function plan.milestone_overdue(state text, ends_to date, ends_doubtful boolean,
	permanent boolean, today date)
returns boolean language sql immutable parallel safe
return state in ('pending', 'running') and not permanent
	and core.is_past(ends_to, ends_doubtful, today);
comment on function plan.milestone_overdue(text, date, boolean, boolean, date) is
	'Un hito está vencido en un día';

-- Progress: declared, else worked out of the goals that activities count for,
-- each capped at 100.
create view plan.milestone_all with (security_invoker = true) as
select t.*, c.plan_id, p.plan_code, p.state as plan_state, c.commitment_no,
	c.title as commitment_title, o.office_code, o.office_name,
	o.to_review as office_to_review, d.document_ref,
	t.office_id = (select core.my_office()) as mine,
	t.starts_doubtful or t.ends_doubtful as doubtful,
	plan.milestone_overdue(t.state, t.ends_to, t.ends_doubtful, t.permanent,
		(select core.today())) as overdue,
	t.state in ('pending', 'running') as reschedulable,
	round(coalesce(t.progress_declared, g.percent), 2) as progress,
	case when t.progress_declared is not null then 'declarado'
		when g.percent is not null then 'calculado' end as progress_kind
from plan.milestone t
	join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
	join core.office o on o.id = t.office_id
	left join core.document d on d.id = t.document_id
	left join lateral (select avg(least(100, 100 * done.quantity / g.quantity)) as percent
		from plan.goal g left join lateral (select coalesce(sum(r.quantity), 0) as quantity
			from plan.activity_result r
			where r.goal_id = g.id and r.deleted_at is null) done on true
		where g.milestone_id = t.id and g.deleted_at is null and g.quantity > 0) g on true;

create view plan.milestone_pick with (security_invoker = true) as
select t.id, p.plan_code, c.commitment_no, t.position, t.text as milestone_text,
	t.position || ' ' || t.text_folded as search_folded
from plan.milestone t join plan.commitment c on c.id = t.commitment_id
	join plan.action_plan p on p.id = c.plan_id
where t.deleted_at is null and c.deleted_at is null and p.deleted_at is null;

create view plan.milestone_reschedule_all with (security_invoker = true) as
select t.* from plan.milestone_reschedule t;

-- A milestone that brings no number gets the next one.
create function plan.milestone_fill() returns trigger
language plpgsql security definer as $$
begin
	new.position := core.read_number(new.number_text);
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
create trigger t10_fill before insert on plan.milestone
	for each row when (new.position is null) execute function plan.milestone_fill();

-- A card of a submitted plan; its dates change only by rescheduling. One query,
-- so that it is planned into what asks it of many rows.
create function plan.milestone_problems(was plan.milestone, now plan.milestone)
returns setof core.problem language sql stable as $$
	select (core.problem('state', 'Un hito entra pendiente; lo demás lo hacen sus acciones.')).*
	where was.id is null and now.state <> 'pending' and not core.by_owner()
	union all
	select p.*
	from plan.commitment c
	join plan.action_plan a on a.id = c.plan_id and a.state <> 'draft'
	cross join lateral (
		select * from plan.card_problems(to_jsonb(was), to_jsonb(now), a.state,
			'{commitment_id,position,text,origin,permanent,office_id}')
		union all
		select (core.problem(case when (now.starts, now.starts_from) is distinct from (was.starts, was.starts_from)
			then 'starts' else 'ends' end, 'Las fechas de un hito de un plan presentado cambian solo con Reprogramar.')).*
		where was.id is not null and not core.by_owner()
			and (now.starts, now.starts_from, now.starts_to, now.starts_precision, now.starts_doubtful,
				now.ends, now.ends_from, now.ends_to, now.ends_precision, now.ends_doubtful)
			is distinct from
				(was.starts, was.starts_from, was.starts_to, was.starts_precision, was.starts_doubtful,
				was.ends, was.ends_from, was.ends_to, was.ends_precision, was.ends_doubtful)
			and not exists (select from plan.milestone_reschedule r
				where r.milestone_id = now.id and r.xid = pg_current_xact_id_if_assigned() and r.cluster = (select audit.cluster())
					and (r.new_starts_from, r.new_starts_to, r.new_ends_from, r.new_ends_to)
					is not distinct from (now.starts_from, now.starts_to, now.ends_from, now.ends_to))) as p
	where c.id = now.commitment_id
$$;

-- What a rescheduling was is written by the action alone.
create function plan.milestone_reschedule_problems(was plan.milestone_reschedule, now plan.milestone_reschedule)
returns setof core.problem language sql stable as $$
	select (core.problem(null, 'Una reprogramación hecha no se cambia.')).*
	where was.id is not null and core.row_differs(to_jsonb(was), to_jsonb(now), 'agreement_id')
$$;

create function plan.milestone_reschedule_filled(was plan.milestone_reschedule, now plan.milestone_reschedule)
returns plan.milestone_reschedule language plpgsql volatile as $$
begin
	if was.id is null then
		now.at := core.moment();
		now.login := session_user;
		now.xid := pg_current_xact_id();
		now.cluster := audit.cluster();
	end if;
	return now;
end
$$;

-- What a person may do with a milestone, called as fn(id, version, answers).
select core.declare_step('plan.milestone_start', 'Iniciar un hito pendiente', 'plan.milestone', '{pending}', 'running');

create function plan.milestone_done(id bigint, row_version int, document text) returns void
language plpgsql volatile as $$
declare
	evidence constant bigint := core.document_named(document);
begin
	perform core.expect_said(document, 'document', 'Para dar por cumplido un hito hace falta su evidencia: '
		'escriba el código de un documento.');
	if evidence is null then
		raise exception 'No hay un documento con el código "%". Regístrelo primero en Documentos.', btrim(document)
			using errcode = 'HT004', column = 'document';
	end if;
	perform core.step('plan.milestone', $1, $2, 'done', '{running}', 'document_id', evidence::text);
end
$$;
comment on function plan.milestone_done(bigint, int, text) is 'Dar por cumplido un hito, con su evidencia';

create function plan.milestone_drop(id bigint, row_version int, reason text) returns void
language sql volatile as $$
	select core.step('plan.milestone', $1, $2, 'dropped', '{pending,running}', 'notes', (select concat_ws(E'\n', m.notes,
			'Retirado: ' || core.expect_said(reason, 'reason', 'Escriba el motivo por el que se retira el hito.'))
		from plan.milestone m where m.id = $1))
$$;
comment on function plan.milestone_drop(bigint, int, text) is 'Retirar un hito, con su motivo';

-- A date that was not given stays as it is; one that was not read is refused.
create function plan.reschedule_date(given core.partial_date, col text, was core.partial_date)
returns core.partial_date language plpgsql stable as $$
begin
	if coalesce(btrim(given.text), '') = '' then
		return was;
	elsif given.precision_name is null and not coalesce(given.doubtful, false) then
		raise exception 'No se entiende la fecha "%". Escriba un día o un mes: 15/08/2019, ago-2019.', given.text
			using errcode = 'HT002', column = col;
	end if;
	given.doubtful := coalesce(given.doubtful, false);
	return given;
end
$$;
comment on function plan.reschedule_date(core.partial_date, text, core.partial_date) is
	'La fecha nueva, o la que estaba si se dejó en blanco';

create function plan.milestone_reschedule(id bigint, row_version int, starts core.partial_date,
	ends core.partial_date, reason text, agreement text)
returns void language plpgsql volatile security definer as $$
declare
	m plan.milestone;
	s core.partial_date;
	e core.partial_date;
	n bigint;
begin
	perform core.expect_one(case when core.may_change('plan.milestone', $1) then 1 end);
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
	if coalesce(btrim(($3).text), btrim(($4).text), '') = '' then
		raise exception 'Escriba la fecha nueva de inicio o de fin.'
			using errcode = 'HT002', column = 'ends';
	end if;
	perform core.expect_said($5, 'reason', 'Escriba el motivo de la reprogramación.'),
		core.expect_said($6, 'agreement', 'Escriba el acuerdo que aprueba la reprogramación.');
	perform set_config('hito.acting', 'yes', true);
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
	perform set_config('hito.acting', '', true);
end
$$;
grant execute on function plan.milestone_reschedule(bigint, int, core.partial_date, core.partial_date, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
comment on function plan.milestone_reschedule(bigint, int, core.partial_date, core.partial_date, text, text) is 'Reprogramar un hito; lo anterior queda en su historia';

-- ---- imports

create function plan.milestone_check() returns setof core.finding
language sql as $$
	select * from plan.submitted('plan.milestone', 'join plan.commitment c on c.id = r.commitment_id
		join plan.action_plan p on p.id = c.plan_id', '{starts,starts_from,starts_to,starts_precision,starts_doubtful,
		ends,ends_from,ends_to,ends_precision,ends_doubtful}')
$$;
comment on function plan.milestone_check() is 'Cuida los hitos de un plan presentado';

select core.declare('plan.milestone', 'open', 'Hitos', stands_on => '{commitment_id}', together => true,
	place => '{"commitment_id.list_place, position"}', help => array[
	'overdue', 'Vencido: pasó su fecha final y no está cumplido', 'reschedulable', 'Se puede reprogramar',
	'progress', 'Avance en %', 'progress_kind', 'El avance es declarado o calculado', 'milestone_text', 'Texto del hito',
	'document_ref', 'Código del documento de evidencia'],
	unknown => 'El compromiso no tiene un hito con este número.');
select core.declare('plan.milestone_reschedule', 'kept', 'Reprogramaciones', line_of => '{milestone_id}');

select core.publish('milestone', 'plan.milestone', 'true', '{plan_code, commitment_no, position, number_text, text, origin, permanent, state, starts, ends,
	progress, progress_kind, progress_cutoff, document_ref, office_code, office_name}');
select core.publish('milestone_reschedule', 'plan.milestone_reschedule', 'true', '{plan_code=milestone_id.commitment_id.plan_id.plan_code,
	commitment_no=milestone_id.commitment_id.commitment_no, position=milestone_id.position, at,
	old_starts, old_ends, new_starts, new_ends, reason, agreement}');
