-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an office hands in of a period.

create view follow.submission_all with (security_invoker = true) as
select t.*, p.plan_code, r.period_key::text as period_key, r.period_title, r.state as period_state,
	r.submissions_due, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	r.state = 'open' and t.state in ('draft', 'returned', 'missing') as sendable,
	r.state = 'open' and t.state in ('submitted', 'approved') as returnable,
	r.state = 'open' and t.state in ('draft', 'returned') as missable,
	t.state not in ('draft', 'returned', 'missing') as frozen
from follow.submission t join core.period r on r.id = t.period_id
	join plan.action_plan p on p.id = r.plan_id
	join core.office o on o.id = t.office_id;

-- draft -> submitted -> returned or approved, or declared missing. Its results
-- go the same way (t60_results).
create function follow.submission_problems(was follow.submission, now follow.submission)
returns setof core.problem language plpgsql stable as $$
declare
	left_out text;
begin
	if core.by_owner() then
		return;
	elsif exists (select from core.period where id = now.period_id and state = 'closed') then
		return next core.problem('period_id', 'El periodo está cerrado.');
	elsif was.id is null then
		if now.state <> 'draft' then
			return next core.problem('state', 'Un envío entra como borrador; después se presenta.');
		end if;
		return;
	elsif (now.period_id, now.office_id) is distinct from (was.period_id, was.office_id) then
		return next core.problem('period_id', 'La oficina y el periodo de un envío no se cambian.');
	elsif was.state not in ('draft', 'returned') and (now.deleted_at is distinct from was.deleted_at
			or was.state <> 'missing' and now.explanation is distinct from was.explanation) then
		return next core.problem('explanation', 'Lo presentado, o declarado sin informar, no se cambia ni se anula: pida a la secretaría que lo devuelva.');
	elsif now.state = was.state then
		return;
	end if;
	return query select * from core.step_problems(was.state, now.state, now.office_id,
		'{draft>submitted:submit,returned>submitted:submit,missing>submitted:submit,submitted>returned:secretariat,
		approved>returned:secretariat,submitted>approved:secretariat,draft>missing:secretariat,
		returned>missing:secretariat}',
		array['Un envío no pasa de esa situación a la otra.',
			'Solo la secretaría aprueba u observa un envío, o lo declara sin informar.',
			'Solo el responsable de la oficina presenta su envío.']);
	-- Approving too: what was withdrawn since is missing.
	if now.state in ('submitted', 'approved') and coalesce(btrim(now.explanation), '') = '' then
		select string_agg(u.indicator_code, ', ') into left_out
		from follow.submission_unanswered(now.office_id, now.period_id) as u;
		if left_out is not null then
			return next core.problem('explanation', format(case now.state when 'submitted'
				then 'Falta informar %s de este periodo: escríbalo, o explique por qué no se informa.'
				else 'El envío quedó sin %s y no dice por qué: obsérvelo.' end, left_out));
			return;
		end if;
	end if;
	if now.state = 'approved' and (session_user = was.submitted_by or exists (select from follow.result r
			where r.period_id = now.period_id and r.office_id = now.office_id and r.deleted_at is null
				and (session_user::text = any (r.entered_by) or session_user = r.submitted_by))) then
		return next core.problem(null, 'Quien ingresó o presentó un envío no lo aprueba: debe hacerlo otra persona.',
			'HT003');
	elsif now.state in ('returned', 'missing') and coalesce(btrim(now.reason), '') = '' then
		return next core.problem('reason', 'Escriba el motivo.');
	end if;
end
$$;

-- Who handed in, returned and approved is never what a person says.
create function follow.submission_stamp() returns trigger
language plpgsql as $$
begin
	new.submitted_by := old.submitted_by;
	new.submitted_at := old.submitted_at;
	new.first_sent_at := coalesce(old.first_sent_at, old.submitted_at);
	new.late := coalesce(old.late, false);
	new.returned_by := old.returned_by;
	new.returned_at := old.returned_at;
	new.approved_by := old.approved_by;
	new.approved_at := old.approved_at;
	new.own_office_approval := coalesce(old.own_office_approval, false);
	if (new.state <> old.state) is not true then
		new.reason := old.reason;
		return new;
	end if;
	if new.state = 'submitted' then
		new.submitted_by := session_user;
		new.submitted_at := core.moment();
		-- In time or not is said of the first sending, once and for all.
		if old.submitted_at is null then
			new.first_sent_at := new.submitted_at;
			new.late := coalesce(core.today() > (select p.submissions_due from core.period p
				where p.id = new.period_id), false);
		end if;
		new.reason := null;
	elsif new.state = 'returned' then
		new.returned_by := session_user;
		new.returned_at := core.moment();
	end if;
	new.approved_by := case when new.state = 'approved' then session_user end;
	new.approved_at := case when new.state = 'approved' then core.moment() end;
	new.own_office_approval := new.state = 'approved' and core.is_of(new.office_id);
	return new;
end
$$;

-- An office's results go the same steps as what it hands in.
create function follow.submission_results() returns trigger
language plpgsql as $$
begin
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
-- One that is returned because of a single result leaves the others as they are.
create trigger t60_results after update of state on follow.submission
	for each row when (old.state <> new.state and not core.by_owner()
		and (new.state <> 'returned' or pg_trigger_depth() = 0))
	execute function follow.submission_results();

select core.declare_step('follow.submission_send', 'Presentar el envío de una oficina',
	'follow.submission', '{draft,returned,missing}', 'submitted');
select core.declare_step('follow.submission_return', 'Devolver un envío, con el motivo',
	'follow.submission', '{submitted,approved}', 'returned', 'reason', null);
select core.declare_step('follow.submission_approve', 'Aprobar un envío y sus resultados',
	'follow.submission', '{submitted}', 'approved');
select core.declare_step('follow.submission_missing', 'Declarar que la oficina de un envío no informó',
	'follow.submission', '{draft,returned}', 'missing', 'reason', null);

-- The submission of an office for a period; made where there is none yet.
-- Without an office, that in which one works.
create function follow.submission_open(plan_code text, period_key text, office_code text default null)
returns bigint language plpgsql volatile as $$
declare
	period constant bigint := (select p.id from core.period p join plan.action_plan a on a.id = p.plan_id
		where core.fold(a.plan_code) = core.fold(btrim($1)) and a.deleted_at is null
			and p.period_key = core.period_read($2) and p.deleted_at is null);
	office constant bigint := case when coalesce(btrim($3), '') = '' then core.my_office()
		else (select o.id from core.office o where core.fold(o.office_code) = core.fold(btrim($3))
			and o.deleted_at is null) end;
	found_id bigint;
begin
	if period is null then
		raise exception 'El plan % no tiene un periodo %.', $1, $2 using errcode = 'HT004';
	elsif office is null then
		raise exception 'No hay una oficina %.', coalesce($3, 'en la que usted trabaje ahora') using errcode = 'HT004';
	end if;
	select s.id into found_id from follow.submission s
	where s.period_id = period and s.office_id = office and s.deleted_at is null;
	if found_id is null then
		insert into follow.submission (period_id, office_id) values (period, office)
		returning id into found_id;
	end if;
	return found_id;
end
$$;
comment on function follow.submission_open(text, text, text) is 'El envío de una oficina en un periodo; si no existe, lo abre';

-- Said by the secretariat of an office that did not report. The row is the
-- office's, therefore definer.
create function follow.missing_declare(period bigint, office bigint, reason text) returns void
language plpgsql volatile security definer as $$
declare
	was text;
begin
	if not core.is_secretariat() then
		raise exception 'Solo la secretaría declara que una oficina no informó.' using errcode = 'HT003';
	elsif coalesce(btrim($3), '') = '' then
		raise exception 'Escriba el motivo.' using errcode = 'HT002', column = 'reason';
	elsif (select state from core.period where id = $1) is distinct from 'open' then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	end if;
	select s.state into was from follow.submission s
	where s.period_id = $1 and s.office_id = $2 and s.deleted_at is null for update;
	if was in ('submitted', 'approved') then
		raise exception 'La oficina ya presentó su envío: apruébelo u obsérvelo.'
			using errcode = 'HT002', column = 'state';
	elsif was is null then
		insert into follow.submission (period_id, office_id, state, reason)
		values ($1, $2, 'missing', btrim($3));
	else
		update follow.submission s set state = 'missing', reason = btrim($3)
		where s.period_id = $1 and s.office_id = $2 and s.deleted_at is null;
	end if;
end
$$;
comment on function follow.missing_declare(bigint, bigint, text) is 'Declarar que una oficina no informó en un periodo';

-- From the screen of a period: the office by its code.
create function follow.period_missing(id bigint, row_version int, office_code text, reason text)
returns void language plpgsql volatile as $$
declare
	office constant bigint := (select o.id from core.office o
		where core.fold(o.office_code) = core.fold(btrim($3)) and o.deleted_at is null);
begin
	if office is null then
		raise exception 'No hay una oficina con el código "%".', btrim($3)
			using errcode = 'HT004', column = 'office_code';
	end if;
	perform follow.missing_declare($1, office, $4);
end
$$;
comment on function follow.period_missing(bigint, int, text, text) is 'Declarar que una oficina no informó';

grant execute on function follow.missing_declare(bigint, bigint, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

select core.declare('follow.submission', 'office', 'Envíos de las oficinas', stands_on => '{period_id}',
	place => '{"period_id.list_place, office_id.office_code"}', help => array[
	'period_state', 'Situación del periodo', 'submissions_due', 'Plazo de las oficinas para informar', 'sendable', 'Se puede presentar',
	'returnable', 'Se puede observar', 'missable', 'Se puede declarar sin informar',
	'frozen', 'Lo presentado no se cambia'], while_open => 'insert or update');
