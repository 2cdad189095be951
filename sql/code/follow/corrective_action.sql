-- SPDX-License-Identifier: GPL-3.0-or-later
-- Corrective actions of what did not reach the threshold, and the later periods
-- for which one is kept.

create view follow.corrective_action_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title,
	r.period_key::text as period_key, r.period_title, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.due_doubtful as doubtful,
	t.state in ('proposed', 'agreed', 'running') as open,
	t.state = 'proposed' as to_agree,
	t.state in ('agreed', 'running') as failable,
	k.kept_for, k.kept_for is not null as kept,
	t.state in ('proposed', 'agreed', 'running')
		and core.is_past(t.due_to, t.due_doubtful, (select core.today())) as overdue,
	t.state in ('proposed', 'agreed', 'running') and not t.due_doubtful
		and coalesce(t.due_to <= (select core.today()) + 30, false) as falling_due
from follow.corrective_action t join plan.action_plan p on p.id = t.plan_id
	join core.period r on r.id = t.period_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	left join core.document d on d.id = t.document_id
	left join lateral (select string_agg(q.period_key, ', ' order by q.to_date) as kept_for
		from follow.action_period x join core.period q on q.id = x.period_id
		where x.action_id = t.id and x.deleted_at is null) k on true;

create view follow.action_period_all with (security_invoker = true) as
select t.*, a.action_no, a.measure, r.period_key::text as period_key
from follow.action_period t join follow.corrective_action a on a.id = t.action_id
	join core.period r on r.id = t.period_id;

create function follow.corrective_action_filled(was follow.corrective_action, now follow.corrective_action)
returns follow.corrective_action language plpgsql stable as $$
begin
	if was.id is null then
		now.plan_id := coalesce(now.plan_id, (select plan_id from core.period where id = now.period_id));
		now.office_id := coalesce(now.office_id, (select office_id from plan.commitment where id = now.commitment_id));
	end if;
	return now;
end
$$;

create function follow.corrective_action_problems(was follow.corrective_action, now follow.corrective_action)
returns setof core.problem language plpgsql stable as $$
declare
	secretariat constant boolean := core.acts_as('hito_secretariat');
begin
	if now.plan_id is distinct from (select plan_id from core.period where id = now.period_id) then
		return next core.problem('period_id', 'El periodo es de otro plan.');
	end if;
	return query select * from plan.parts_problems(now.plan_id, now.commitment_id, null);
	if core.by_owner() then
		return;
	-- Else anybody would clear what keeps another's period from closing.
	elsif not secretariat and (was.id is null or now.commitment_id is distinct from was.commitment_id)
			and not exists (select from plan.commitment c where c.id = now.commitment_id
				and (c.office_id = now.office_id or exists (select from follow.indicator i
					where i.commitment_id = c.id and i.office_id = now.office_id and i.deleted_at is null))) then
		return next core.problem('commitment_id', 'Una acción correctiva la propone la oficina que responde por el '
			'compromiso o por sus indicadores, o la secretaría.', 'HT003');
	elsif was.id is null then
		if now.state <> 'proposed' and not secretariat then
			return next core.problem('state', 'Una acción correctiva entra como propuesta: la secretaría registra su acuerdo.',
				'HT003');
		end if;
		return;
	elsif was.state in ('fulfilled', 'failed') and core.row_differs(to_jsonb(was), to_jsonb(now)) then
		return next core.problem('measure', 'Una acción correctiva que terminó no se cambia ni se anula: proponga otra.');
		return;
	end if;
	if was.state <> 'proposed' and not secretariat
			and (now.commitment_id, now.period_id, now.measure, now.due, now.due_from, now.due_to, now.agreement,
				now.deleted_at)
			is distinct from (was.commitment_id, was.period_id, was.measure, was.due, was.due_from, was.due_to,
				was.agreement, was.deleted_at) then
		return next core.problem('measure', 'Lo acordado no lo cambia la oficina: pídalo a la secretaría.');
	elsif now.state <> was.state and (was.state, now.state) not in (('proposed', 'agreed'), ('agreed', 'running'),
			('agreed', 'failed'), ('running', 'fulfilled'), ('running', 'failed')) then
		return next core.problem('state', 'Una acción correctiva no pasa de esa situación a la otra.');
	elsif now.state <> was.state and now.state in ('agreed', 'failed') and not secretariat then
		return next core.problem(null, 'Solo la secretaría registra que una acción se acordó o no se cumplió.', 'HT003');
	end if;
end
$$;

create function follow.corrective_action_stamp() returns trigger
language plpgsql as $$
begin
	if old.state <> new.state and new.state = 'agreed' then
		new.agreed_on := coalesce(new.agreed_on, core.today());
	elsif old.state <> new.state and new.state in ('fulfilled', 'failed') then
		new.ended_on := coalesce(new.ended_on, core.today());
	end if;
	return new;
end
$$;

-- An open action is kept for a later period of its plan, while that is open,
-- by the secretariat; taken back in the same way.
create function follow.action_period_problems(was follow.action_period, now follow.action_period)
returns setof core.problem language plpgsql stable as $$
declare
	action record;
	period core.period;
begin
	select x.plan_id, x.state, x.deleted_at, q.to_date into action
	from follow.corrective_action x join core.period q on q.id = x.period_id where x.id = now.action_id;
	select p.* into period from core.period p where p.id = now.period_id;
	if action.plan_id is distinct from period.plan_id then
		return next core.problem('period_id', 'El periodo es de otro plan.');
	elsif period.to_date <= action.to_date then
		return next core.problem('period_id', 'Una acción se mantiene para un periodo posterior al suyo.');
	elsif core.by_owner() then
		return;
	elsif not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría mantiene una acción correctiva para otro periodo.', 'HT003');
	elsif period.state = 'closed' then
		return next core.problem('period_id', 'El periodo está cerrado.');
	elsif was.id is not null and (now.action_id, now.period_id) is distinct from (was.action_id, was.period_id) then
		return next core.problem('period_id', 'Mantenga la acción para el otro periodo, y anule esta.');
	elsif now.deleted_at is null and (action.deleted_at is not null
			or action.state not in ('proposed', 'agreed', 'running')) then
		return next core.problem('state', 'La acción ya terminó: proponga otra.');
	end if;
end
$$;

create function follow.action_period_stamp() returns trigger
language plpgsql as $$
begin
	new.kept_by := case tg_op when 'INSERT' then session_user else old.kept_by end;
	new.kept_at := case tg_op when 'INSERT' then core.moment() else old.kept_at end;
	return new;
end
$$;

select core.declare_step('follow.corrective_action_agree', 'Registrar el acuerdo de una acción correctiva',
	'follow.corrective_action', '{proposed}', 'agreed', 'agreement', 'Escriba el acuerdo que aprueba la acción.');
select core.declare_step('follow.corrective_action_start', 'Poner en marcha una acción correctiva',
	'follow.corrective_action', '{agreed}', 'running');
select core.declare_step('follow.corrective_action_fail', 'Dar por no cumplida una acción correctiva',
	'follow.corrective_action', '{agreed,running}', 'failed', 'why', 'Escriba por qué no se cumplió.');

create function follow.corrective_action_fulfil(id bigint, row_version int, evidence text) returns void
language sql volatile as $$
	select core.step('follow.corrective_action', $1, $2, 'fulfilled', '{running}', 'document_id',
		coalesce(core.document_named($3), (select a.document_id from follow.corrective_action a where a.id = $1))::text,
		'evidence', core.expect_said($3, 'evidence',
		'Para dar por cumplida una acción escriba su evidencia: el código de un documento, o cuál es.'))
$$;
comment on function follow.corrective_action_fulfil(bigint, int, text) is 'Dar por cumplida una acción correctiva, con su evidencia';

-- The same open action answers for a later period too, said in so many words.
create function follow.corrective_action_keep(id bigint, row_version int, period_key text, reason text,
	agreement text)
returns void language plpgsql volatile as $$
declare
	action constant follow.corrective_action := (select x from follow.corrective_action x
		where x.id = $1 and x.row_version = $2 and x.deleted_at is null);
	period constant bigint := (select p.id from core.period p where p.plan_id = action.plan_id
		and p.period_key = core.period_read($3) and p.deleted_at is null);
begin
	perform core.expect_one(case when action.id is not null then 1 end);
	if period is null then
		raise exception 'El plan no tiene un periodo %.', $3 using errcode = 'HT004', column = 'period_key';
	elsif coalesce(btrim($4), '') = '' then
		raise exception 'Escriba por qué la misma acción basta para ese periodo.'
			using errcode = 'HT002', column = 'reason';
	end if;
	insert into follow.action_period (action_id, period_id, reason, agreement)
	values ($1, period, btrim($4), nullif(btrim($5), ''));
exception when unique_violation then
	raise exception 'La acción ya se mantiene para ese periodo.' using errcode = 'HT002', column = 'period_key';
end
$$;
comment on function follow.corrective_action_keep(bigint, int, text, text, text) is
	'Mantener una acción correctiva abierta también para un periodo siguiente';

-- Taken back while that period is open.
create function follow.corrective_action_unkeep(id bigint, row_version int, period_key text, reason text)
returns void language plpgsql volatile as $$
declare
	n bigint;
begin
	update follow.action_period k set deleted_at = now(), deleted_why = $4
	from core.period p, follow.corrective_action x
	where k.action_id = $1 and k.deleted_at is null and p.id = k.period_id and p.period_key = core.period_read($3)
		and x.id = $1 and x.row_version = $2;
	get diagnostics n = row_count;
	if n = 0 then
		raise exception 'La acción no se mantiene para ese periodo.' using errcode = 'HT004', column = 'period_key';
	end if;
end
$$;
comment on function follow.corrective_action_unkeep(bigint, int, text, text) is
	'Dejar de mantener una acción correctiva para un periodo';

select core.declare('follow.corrective_action', 'open', 'Acciones correctivas', stands_on => '{period_id}',
	place => '{"plan_id.plan_code, action_no"}', numbered => 'action_no of plan_id', help => array[
	'open', 'Todavía no se cumplió ni se dio por no cumplida', 'to_agree', 'Por acordar',
	'failable', 'Se acordó y no terminó', 'overdue', 'Venció sin cumplirse',
	'kept_for', 'Periodos siguientes por los que responde también', 'kept', 'Se mantiene para otro periodo',
	'falling_due', 'Vencida, o vence en 30 días'],
	while_open => 'insert or update of period_id, commitment_id, measure, deleted_at');
select core.declare('follow.action_period', 'shared', 'Acciones correctivas mantenidas para otros periodos',
	line_of => '{action_id}', while_open => 'insert or update');

select core.publish('corrective_action', 'follow.corrective_action', 'true', '{plan_code, action_no, commitment_no, period_key, measure, state, agreement, agreed_on, due,
	evidence, document_ref, why, ended_on, office_code}');
