-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules of indicators, targets and results.

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
		new.submitted_at := core.moment();
		-- Why it was returned is answered; the history keeps it.
		new.reason := null;
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
