-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came of an indicator in a period: the office reports it, the secretariat
-- approves.

-- What is planned is no join: of an index that has a condition the planner does not know
-- that it finds one row at most before it has joined, and whoever asks for something
-- else, or counts, would look for it all the same.
create view follow.result_all with (security_invoker = true) as
select t.*, p.plan_code, i.indicator_code, i.indicator_name, i.unit, c.commitment_no,
	r.period_key::text as period_key, r.period_title, r.state as period_state,
	(select g.planned from follow.target g where g.indicator_id = t.indicator_id and g.period_id = t.period_id
		and g.deleted_at is null) as planned, d.document_ref,
	r.state = 'open' and t.state in ('draft', 'returned', 'reported') as excusable,
	r.state = 'open' and t.state in ('draft', 'returned') as reportable,
	r.state = 'open' and t.state in ('reported', 'approved', 'not_applicable') as returnable,
	t.state not in ('draft', 'returned') as frozen,
	r.state = 'open' and t.state in ('draft', 'returned') and exists (select from series.feed f
		where f.indicator_id = t.indicator_id and f.deleted_at is null) as fed,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from follow.result t join follow.indicator i on i.id = t.indicator_id
	join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = i.commitment_id
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
	if now.executed is distinct from was.executed then
		return query select * from follow.value_problems(now.indicator_id, now.period_id, 'executed', now.executed, false);
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
	new.first_sent_at := coalesce(old.first_sent_at, old.submitted_at);
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
		new.first_sent_at := coalesce(new.first_sent_at, new.submitted_at);
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

-- One returned alone reopens the submission that it came with, else the period
-- would close without it.
create function follow.result_reopens() returns trigger
language plpgsql as $$
begin
	update follow.submission s set state = 'returned', reason = new.reason
	where s.period_id = new.period_id and s.office_id = new.office_id and s.deleted_at is null
		and s.state in ('submitted', 'approved');
	return null;
end
$$;
create trigger t60_reopens after update of state on follow.result
	for each row when (old.state <> new.state and new.state = 'returned' and not core.by_owner())
	execute function follow.result_reopens();

-- In a period that was closed once a result stays with the office that answered,
-- whoever answers for its indicator by now.
create function follow.result_office() returns trigger
language plpgsql security definer as $$
begin
	if exists (select from core.period p where p.id = new.period_id
			and (p.state = 'closed' or p.reopened_at is not null)) then
		new.office_id := follow.office_in(new.indicator_id, new.period_id, new.office_id);
		-- Nothing is left of what the indicator's new office brought.
		if tg_op = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) = to_jsonb(old) then
			return null;
		end if;
	end if;
	return new;
end
$$;
create trigger t21_office before insert or update on follow.result
	for each row execute function follow.result_office();

select core.declare_step('follow.result_report', 'Informar un resultado', 'follow.result', '{draft,returned}', 'reported');
select core.declare_step('follow.result_withdraw', 'Volver a borrador un resultado informado', 'follow.result', '{reported}', 'draft');
select core.declare_step('follow.result_approve', 'Aprobar un resultado', 'follow.result', '{reported}', 'approved');
select core.declare_step('follow.result_return', 'Devolver un resultado, con el motivo', 'follow.result',
	'{reported,approved,not_applicable}', 'returned', 'reason', 'Escriba por qué se observa.');
select core.declare_step('follow.not_applicable', 'Declarar que un indicador no aplica en un periodo',
	'follow.result', '{draft,returned,reported}', 'not_applicable', 'reason', 'Escriba por qué no aplica.',
	'agreement', 'Escriba el acuerdo por el que no aplica.');

-- Said by the secretariat of an indicator of any office, reported or not. A new
-- row is the office's, therefore definer.
create function follow.not_applicable_declare(period bigint, indicator bigint, reason text, agreement text)
returns void language plpgsql volatile security definer as $$
declare
	was follow.result;
begin
	if not core.is_secretariat() then
		raise exception 'Solo la secretaría declara que un indicador no aplica.' using errcode = 'HT003';
	end if;
	select r.* into was from follow.result r
	where r.period_id = $1 and r.indicator_id = $2 and r.deleted_at is null;
	if was.id is not null then
		perform set_config('hito.acting', 'yes', true);
		perform core.step_write('follow.result', was.id, was.row_version, 'not_applicable',
			'{draft,returned,reported}', array['reason', core.expect_said($3, 'reason', 'Escriba por qué no aplica.'),
			'agreement', core.expect_said($4, 'agreement', 'Escriba el acuerdo por el que no aplica.')]);
		perform set_config('hito.acting', '', true);
		return;
	elsif not exists (select from core.period p where p.id = $1 and p.state = 'open' for share) then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	end if;
	insert into follow.result (period_id, indicator_id, state, reason, agreement)
	values ($1, $2, 'not_applicable', core.expect_said($3, 'reason', 'Escriba por qué no aplica.'),
		council.expect_agreement(core.expect_said($4, 'agreement', 'Escriba el acuerdo por el que no aplica.'), 'agreement'));
end
$$;
comment on function follow.not_applicable_declare(bigint, bigint, text, text) is
	'Declarar que un indicador de cualquier oficina no aplica en un periodo';

-- From the screen of a period: the indicator by its code.
create function follow.period_not_applicable(id bigint, row_version int, indicator_code text, reason text,
	agreement text)
returns void language plpgsql volatile as $$
declare
	indicator constant bigint := (select i.id from core.period p join follow.indicator i on i.plan_id = p.plan_id
		where p.id = $1 and core.fold(i.indicator_code) = core.fold(btrim($3)) and i.deleted_at is null);
begin
	if indicator is null then
		raise exception 'El plan no tiene un indicador con el código "%".', btrim($3)
			using errcode = 'HT004', column = 'indicator_code';
	end if;
	perform follow.not_applicable_declare($1, indicator, $4, $5);
end
$$;
comment on function follow.period_not_applicable(bigint, int, text, text, text) is
	'Declarar que un indicador no aplica';

grant execute on function follow.not_applicable_declare(bigint, bigint, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- ---- imports

create function follow.result_check() returns setof core.finding
language sql as $$
	select * from follow.percents('executed')
$$;
comment on function follow.result_check() is 'Revisa una carga de resultados';

select core.declare('follow.result', 'result', 'Resultados', line_of => '{indicator_id}',
	stands_on => '{indicator_id,period_id}', place => '{"indicator_id.list_place, period_id.period_key"}',
	help => '{period_state, Situación del periodo, planned, Planificado para el periodo, excusable, Se puede declarar que no aplica,
	reportable, Se puede informar, returnable, Se puede devolver, frozen, Lo informado no se cambia,
	fed, Se puede traer de una serie}', while_open => 'insert or update');

select core.publish('result', 'follow.result', 't.state in (''approved'', ''not_applicable'')', '{plan_code, indicator_code, period_key, executed, narrative, evidence, state,
	approved_by_own_office, document_ref, office_code}');
