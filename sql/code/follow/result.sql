-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came of an indicator in a period: the office reports it, the secretariat
-- approves.

create view follow.result_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit, c.commitment_no,
	r.period_key::text as period_key, r.period_title, r.state as period_state, g.planned, d.document_ref,
	r.state = 'open' and t.state in ('draft', 'returned', 'reported') as excusable,
	r.state = 'open' and t.state in ('draft', 'returned') as reportable,
	r.state = 'open' and t.state in ('reported', 'approved', 'not_applicable') as returnable,
	t.state not in ('draft', 'returned') as frozen,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from follow.result t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = i.commitment_id
	left join follow.target g on g.indicator_id = t.indicator_id
		and g.period_id = t.period_id and g.deleted_at is null
	left join core.document d on d.id = t.document_id;

-- Who entered or submitted it does not approve it, and what was approved
-- changes only after being returned with a reason.
create function follow.result_problems(was follow.result, now follow.result)
returns setof core.problem language plpgsql stable as $$
begin
	if (now.indicator_id, now.period_id) is distinct from (was.indicator_id, was.period_id)
			and not follow.same_plan(now.indicator_id, now.period_id) then
		return next core.problem('period_id', 'El periodo es de otro plan que el indicador.');
	end if;
	if core.by_owner() then
		return;
	end if;
	if exists (select from core.period where id = now.period_id and state = 'closed') then
		return next core.problem('period_id', 'El periodo está cerrado.');
	end if;
	if now.state <> coalesce(was.state, 'draft') then
		return query select * from core.step_problems(coalesce(was.state, 'draft'), now.state, now.office_id,
			'{draft>reported:submit,returned>reported:submit,reported>draft:submit,reported>returned:secretariat,
			reported>approved:secretariat,approved>returned:secretariat,draft>not_applicable:secretariat,
			returned>not_applicable:secretariat,reported>not_applicable:secretariat,not_applicable>returned:secretariat}',
			array['Un resultado no pasa de esa situación a la otra.',
				'Solo la secretaría aprueba, devuelve o declara que no aplica.',
				'Solo el responsable de la oficina presenta sus resultados.']);
	end if;
	if was.id is not null and ((now.indicator_id, now.period_id) is distinct from (was.indicator_id, was.period_id)
			or was.state not in ('draft', 'returned')
				and ((now.executed, now.narrative, now.evidence, now.document_id, now.office_id, now.deleted_at)
					is distinct from (was.executed, was.narrative, was.evidence, was.document_id, was.office_id,
						was.deleted_at)
				or (now.state = was.state and (now.reason, now.agreement) is distinct from (was.reason, was.agreement)))) then
		return next core.problem('executed', 'Lo informado no se cambia ni se anula: pida a la secretaría que lo devuelva.');
	end if;
	if now.state = 'approved' and was.state is distinct from 'approved'
			and (session_user::text = any (now.entered_by) or session_user::text = any (was.entered_by)
				or session_user = was.submitted_by) then
		return next core.problem(null,
			'Quien ingresó o informó un resultado no lo aprueba: debe hacerlo otra persona.', 'HT003');
	end if;
end
$$;

-- Who entered, submitted and approved is never what a person says.
create function follow.result_stamp() returns trigger
language plpgsql as $$
begin
	new.submitted_by := old.submitted_by;
	new.submitted_at := old.submitted_at;
	new.approved_by := old.approved_by;
	new.approved_at := old.approved_at;
	new.approved_by_own_office := coalesce(old.approved_by_own_office, false);
	new.entered_by := case when tg_op = 'INSERT' then array[session_user::text]
		when session_user::text = any (old.entered_by)
			or (new.executed, new.narrative, new.evidence, new.document_id)
			is not distinct from (old.executed, old.narrative, old.evidence, old.document_id)
		then old.entered_by else old.entered_by || session_user::text end;
	if new.state = 'reported' and coalesce(old.state, 'draft') <> 'reported' then
		new.submitted_by := session_user;
		new.submitted_at := core.moment();
		-- Why it was returned is answered; the history keeps it.
		new.reason := null;
	elsif new.state = 'approved' and old.state is distinct from 'approved' then
		new.approved_by := session_user;
		new.approved_at := core.moment();
		new.approved_by_own_office := core.is_of(new.office_id);
	elsif new.state <> 'approved' then
		new.approved_by := null;
		new.approved_at := null;
		new.approved_by_own_office := false;
	end if;
	return new;
end
$$;

select core.declare_step('follow.result_report', 'Informar un resultado', 'follow.result', '{draft,returned}', 'reported');
select core.declare_step('follow.result_withdraw', 'Volver a borrador un resultado informado', 'follow.result', '{reported}', 'draft');
select core.declare_step('follow.result_approve', 'Aprobar un resultado', 'follow.result', '{reported}', 'approved');
select core.declare_step('follow.result_return', 'Devolver un resultado, con el motivo', 'follow.result',
	'{reported,approved,not_applicable}', 'returned', 'reason', 'Escriba por qué se observa.');
select core.declare_step('follow.not_applicable', 'Declarar que un indicador no aplica en un periodo',
	'follow.result', '{draft,returned,reported}', 'not_applicable', 'reason', 'Escriba por qué no aplica.',
	'agreement', 'Escriba el acuerdo por el que no aplica.');

-- ---- imports

create function follow.result_check() returns setof core.finding
language sql as $$
	select * from follow.fractions('executed')
$$;
comment on function follow.result_check() is 'Revisa una carga de resultados';

select core.declare('follow.result', 'result', 'Resultados', line_of => '{indicator_id}',
	stands_on => '{indicator_id,period_id}', place => '{"indicator_id.list_place, period_id.period_key"}',
	help => '{period_state, Situación del periodo, planned, Planificado para el periodo, excusable, Se puede declarar que no aplica,
	reportable, Se puede informar, returnable, Se puede devolver, frozen, Lo informado no se cambia}', while_open => 'insert or update');
