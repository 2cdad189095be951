-- SPDX-License-Identifier: GPL-3.0-or-later
-- What citizens contribute, how it was evaluated and what they were answered.
-- Until its answer is published a contribution is read by the office that
-- evaluates it; names are shown with consent, contacts to listed offices.
-- after: consultation

-- The author's name, where she consents to be named.
create function plan.contribution_named(id bigint) returns text
language sql stable security definer as $$
	select v.author_name
	from plan.contribution t join plan.contribution_private v on v.contribution_id = t.id and v.deleted_at is null
	where t.id = $1 and t.consent and (t.published_on is not null or t.office_id = core.my_office()
		or core.is_secretariat())
$$;
comment on function plan.contribution_named(bigint) is 'El autor de un aporte, si consiente en que se le nombre';
grant execute on function plan.contribution_named(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create view plan.contribution_all with (security_invoker = true) as
select t.*, p.plan_code, q.consultation_no, q.title as consultation_title, c.commitment_no,
	c.title as commitment_title, m.position, m.text as milestone_text, x.commitment_no as changed_commitment_no,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	coalesce(v.author_name, plan.contribution_named(t.id), t.author_mask) as author,
	j.contribution_no as joined_to_no, w.contribution_no as answered_with_no,
	coalesce(j.outcome, t.outcome) as outcome_shown, coalesce(w.answer, j.answer, t.answer) as answer_shown,
	coalesce(t.answer_due, q.answers_due) as due, t.published_on - t.received_on as days_to_answer,
	q.closes < t.received_on as received_late,
	t.state in ('received', 'evaluated') as waiting,
	t.state in ('received', 'evaluated') and coalesce(coalesce(t.answer_due, q.answers_due) < (select core.today()), false)
		as overdue
from plan.contribution t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.consultation q on q.id = t.consultation_id
	left join plan.commitment c on c.id = t.commitment_id
	left join plan.milestone m on m.id = t.milestone_id
	left join plan.commitment x on x.id = t.changed_commitment_id
	left join plan.contribution_private v on v.contribution_id = t.id and v.deleted_at is null
	left join plan.contribution j on j.id = t.joined_to_id
	left join plan.contribution w on w.id = coalesce(j.answered_with_id, t.answered_with_id);

create view plan.contribution_private_all with (security_invoker = true) as
select t.* from plan.contribution_private t;

create view plan.changed_commitment_pick with (security_invoker = true) as
select id, plan_code, commitment_no as changed_commitment_no, commitment_title, search_folded from plan.commitment_pick;

-- Of the first that is about something: milestone, commitment.
create function plan.contribution_filled(was plan.contribution, now plan.contribution) returns plan.contribution
language plpgsql stable as $$
begin
	if was.id is null then
		now.commitment_id := coalesce(now.commitment_id,
			(select m.commitment_id from plan.milestone m where m.id = now.milestone_id));
		now.office_id := coalesce(now.office_id,
			(select m.office_id from plan.milestone m where m.id = now.milestone_id),
			(select c.office_id from plan.commitment c where c.id = now.commitment_id));
	end if;
	-- The mask follows the name that is kept apart.
	if not core.by_database() then
		now.author_mask := was.author_mask;
	end if;
	if now.joined_to_id is not null and was.joined_to_id is distinct from now.joined_to_id then
		now.published_on := coalesce(now.published_on, (select core.today() from plan.contribution x
			where x.id = now.joined_to_id and x.state = 'answered'));
	end if;
	return now;
end
$$;

-- What two contributions are to one another.
create function plan.contribution_tied(now plan.contribution) returns setof core.problem
language sql stable as $$
	select (case when x.plan_id <> now.plan_id then core.problem('joined_to_id', 'Ese aporte es de otro plan.')
		when x.joined_to_id = now.id then core.problem('joined_to_id',
			format('El aporte %s está unido a este: no se unen en círculo.', x.contribution_no))
		when x.joined_to_id is not null then core.problem('joined_to_id',
			format('El aporte %s está unido a otro: una este a ese otro.', x.contribution_no))
		when x.deleted_at is not null then core.problem('joined_to_id', 'Ese aporte está anulado.') end).*
	from plan.contribution x where x.id = now.joined_to_id
		and (x.plan_id <> now.plan_id or x.joined_to_id is not null or x.deleted_at is not null)
	union all
	select (core.problem('joined_to_id', format('El aporte %s está unido a este: únalo antes al otro.', x.contribution_no))).*
	from plan.contribution x where x.joined_to_id = now.id and now.joined_to_id is not null
	union all
	select (case when x.plan_id <> now.plan_id then core.problem('answered_with_id', 'Ese aporte es de otro plan.')
		else core.problem('answered_with_id', format('El aporte %s no lleva una respuesta propia.', x.contribution_no)) end).*
	from plan.contribution x where x.id = now.answered_with_id and (x.plan_id <> now.plan_id or not x.carries)
	union all
	select (core.problem(null, format('No se puede anular: el aporte %s está unido a este o lleva su respuesta.',
		x.contribution_no))).*
	from plan.contribution x where now.deleted_at is not null and x.deleted_at is null
		and now.id in (x.joined_to_id, x.answered_with_id)
$$;
comment on function plan.contribution_tied(plan.contribution) is 'Cuida que los aportes no se unan en cadena';

create function plan.contribution_placed(now plan.contribution) returns setof core.problem
language sql stable as $$
	select * from plan.parts_problems(now.plan_id, now.commitment_id, now.milestone_id)
	union all
	select (core.problem('consultation_id', 'La consulta es de otro plan.')).*
	from plan.consultation q where q.id = now.consultation_id and q.plan_id <> now.plan_id
	union all
	select (core.problem('received_on', format('El %s todavía no llega: un aporte se registra desde el día en que se recibe.', core.day_text(now.received_on)))).*
	where now.received_on > core.today()
	union all
	select (core.problem('received_on', format('La consulta se abrió el %s: el aporte no llegó antes.',
		to_char(q.opens, 'DD/MM/YYYY')))).*
	from plan.consultation q where q.id = now.consultation_id and now.received_on < q.opens
	union all
	select * from plan.version_problems(now.plan_id, now.changed_version, 'changed_version')
	union all
	select (core.problem('changed_commitment_id', 'El compromiso es de otro plan.')).*
	from plan.commitment c where c.id = now.changed_commitment_id and c.plan_id <> now.plan_id
	union all
	select (core.problem('reason', 'Escriba por qué no se aceptó.')).*
	where now.outcome = 'not_accepted' and coalesce(btrim(now.reason), '') = ''
$$;
comment on function plan.contribution_placed(plan.contribution) is 'Cuida de qué trata un aporte y cuándo llegó';

-- What a step writes, and what stays from then on: whoever may take a step may
-- take any, so each is judged by what it changes. Consent may be taken back at
-- any time, and what came of a contribution is known later; what the table works
-- out is not there yet.
create function plan.contribution_moved(was plan.contribution, now plan.contribution) returns setof core.problem
language sql stable as $$
	with step as (
		select v.but, v.columns from (values
			('received>received', true, '{outcome,reason,answer,answered_with_id,published_on,joined_to_id}'::text[]),
			('evaluated>evaluated', true, '{text,received_on,answer,answered_with_id,published_on,joined_to_id}'),
			('received>evaluated', false, '{outcome,reason}'),
			('evaluated>answered', false, '{answer,answered_with_id,published_on}'),
			('answered>answered', false, '{}'),
			('received>joined', false, '{joined_to_id,published_on}'), ('evaluated>joined', false, '{joined_to_id,published_on}'),
			('joined>joined', false, '{published_on}'),
			('joined>received', false, '{joined_to_id,outcome,reason}')) as v (step, but, columns)
		where v.step = was.state || '>' || now.state
	), changed as (
		select n.key from jsonb_each(to_jsonb(now) - '{state,consent,author_mask,changes,changed_version,changed_commitment_id,
			office_id,row_version,list_place,text_folded,stands_alone,carries,joined_to_alone,answered_with_carrying}'::text[]) as n
		where n.value is distinct from to_jsonb(was) -> n.key
	)
	select (core.problem('state', 'Un aporte no pasa de esa situación a la otra.')).* where not exists (select from step)
	union all
	select (core.problem(c.key, case
		when was.state in ('answered', 'joined') then 'Un aporte respondido o unido a otro no se cambia ni se anula.'
		when c.key in ('text', 'received_on') then 'El texto y la fecha de un aporte se corrigen antes de evaluarlo o unirlo a otro.'
		else 'La evaluación, la respuesta y la unión de un aporte las hacen sus acciones.' end)).*
	from step s join changed c on (c.key = any (s.columns)) = s.but
	union all
	select (core.problem('published_on', 'Una respuesta se publica el día en que se da.')).*
	where now.state = 'answered' and was.state <> 'answered' and now.published_on is distinct from core.today()
	union all
	select (core.problem('published_on', 'Un aporte unido a otro se responde con él.')).*
	where now.state = 'joined' and now.published_on is distinct from was.published_on and not exists (
		select from plan.contribution x where x.id = now.joined_to_id
			and now.published_on in (greatest(x.published_on, now.received_on), core.today()) and x.published_on is not null)
	union all
	select (core.problem('joined_to_id', 'Ya se respondió con el otro aporte: no se separa.')).*
	where was.state = 'joined' and now.state <> 'joined' and was.published_on is not null
$$;
comment on function plan.contribution_moved(plan.contribution, plan.contribution) is
	'Cuida lo que cambia con cada paso de un aporte';

create function plan.contribution_problems(was plan.contribution, now plan.contribution) returns setof core.problem
language sql stable as $$
	select * from plan.contribution_placed(now)
	union all
	select * from plan.contribution_tied(now)
	union all
	select (core.problem('state', 'Un aporte entra por evaluar: lo demás lo hacen sus acciones.')).*
	where was.id is null and not core.by_owner() and (now.state <> 'received' or num_nonnulls(now.outcome, now.reason,
		now.answer, now.answered_with_id, now.published_on, now.joined_to_id) > 0)
	union all
	select m.* from plan.contribution_moved(was, now) as m where was.id is not null and not core.by_owner()
$$;

-- Joined ones are answered with the one to which they are joined.
create function plan.contribution_joined_follow() returns trigger
language plpgsql security definer as $$
begin
	update plan.contribution t set published_on = greatest(new.published_on, t.received_on) where t.joined_to_id = new.id;
	return null;
end
$$;
comment on function plan.contribution_joined_follow() is 'Da por respondidos los aportes unidos a otro';
create trigger t60_joined_follow after update of published_on on plan.contribution for each row
	when (old.published_on is null and new.published_on is not null and new.joined_to_id is null)
	execute function plan.contribution_joined_follow();

-- ---- actions

select core.declare_step('plan.contribution_evaluate', 'Evaluar un aporte', 'plan.contribution',
	'{received,evaluated}', 'evaluated', 'outcome',
	'Diga cómo se evaluó: aceptado, en parte, no aceptado o fuera del alcance.', 'reason', null);

-- Another contribution of the same plan, by its number.
create function plan.contribution_other(id bigint, no text, field text) returns bigint
language plpgsql stable as $$
declare
	other constant bigint := (select x.id from plan.contribution t join plan.contribution x on x.plan_id = t.plan_id
		where t.id = $1 and x.contribution_no = core.read_number($2) and x.deleted_at is null);
begin
	if other is null then
		raise exception 'El plan no tiene un aporte %, o usted no lo ve.', btrim(no) using errcode = 'HT004', column = field;
	end if;
	return other;
end
$$;
comment on function plan.contribution_other(bigint, text, text) is 'Otro aporte del mismo plan, por su número';

create function plan.contribution_publish(id bigint, row_version int, answer text, answered_with_id text) returns void
language plpgsql volatile as $$
declare
	same constant boolean := coalesce(btrim($4), '') <> '';
begin
	if not same then
		perform core.expect_said(answer, 'answer',
			'Escriba la respuesta, o el número del aporte que ya lleva la misma.');
	elsif coalesce(btrim(answer), '') <> '' then
		raise exception 'Escriba una respuesta o el número del aporte que la lleva, no los dos.'
			using errcode = 'HT002', column = 'answered_with_id';
	end if;
	perform core.step('plan.contribution', $1, $2, 'answered', '{evaluated}', 'answer', $3, 'answered_with_id',
		case when same then plan.contribution_other($1, $4, 'answered_with_id')::text end,
		'published_on', core.today()::text);
end
$$;
comment on function plan.contribution_publish(bigint, int, text, text) is 'Publicar la respuesta de un aporte';

create function plan.contribution_join(id bigint, row_version int, joined_to_id text) returns void
language sql volatile as $$
	select core.step('plan.contribution', $1, $2, 'joined', '{received,evaluated}', 'joined_to_id',
		plan.contribution_other($1, core.expect_said($3, 'joined_to_id', 'Escriba el número del aporte al que se une.'),
			'joined_to_id')::text)
$$;
comment on function plan.contribution_join(bigint, int, text) is 'Unir un aporte a otro igual';

create function plan.contribution_separate(id bigint, row_version int) returns void
language sql volatile as $$
	select core.step('plan.contribution', $1, $2, 'received', '{joined}', 'joined_to_id', null, 'outcome', null,
		'reason', null)
$$;
comment on function plan.contribution_separate(bigint, int) is 'Separar un aporte que se unió a otro por error';

-- ---- imports

-- Names and contacts of a file, where they are not there yet. Personal data
-- enter only where the policies let this person write them.
create function plan.contribution_authors(out line int, out contribution_id bigint, out author_name text, out email text,
	out phone text, out allowed boolean)
returns setof record language sql stable as $$
	select s.line, r.id, nullif(btrim(s.author), ''), nullif(btrim(s.email), ''), nullif(btrim(s.phone), ''),
		coalesce(r.office_id = core.my_office('{enter,submit}') and core.my_personal('plan.contribution_private')
			and (pg_has_role(session_user, 'hito_clerk', 'member') or core.is_secretariat()), false)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where coalesce(btrim(s.author), '') || coalesce(btrim(s.email), '') || coalesce(btrim(s.phone), '') <> ''
		and (r.id is null or not exists (select from plan.contribution_private v
			where v.contribution_id = r.id and v.deleted_at is null))
$$;
comment on function plan.contribution_authors() is 'Quién envió los aportes de un archivo';

create function plan.contribution_check() returns setof core.finding
language sql as $$
	select a.line, 'author', null::text, 'notice', 'el nombre y el contacto no entran con esta carga: los ingresa la '
		'oficina que evalúa'
	from plan.contribution_authors() as a where not a.allowed
$$;
comment on function plan.contribution_check() is 'Revisa una carga de aportes';

create function plan.contribution_after(batch bigint) returns setof int
language plpgsql as $$
begin
	if not exists (select from plan.contribution_authors() as a where a.allowed) then
		return;
	end if;
	return query select a.line from plan.contribution_authors() as a where a.allowed;
	insert into plan.contribution_private (contribution_id, author_name, email, phone, batch_id, batch_line)
	select a.contribution_id, a.author_name, a.email, a.phone, batch, a.line
	from plan.contribution_authors() as a where a.allowed order by a.line;
end
$$;
comment on function plan.contribution_after(bigint) is 'Graba quién envió los aportes de un archivo';

select core.declare('plan.contribution', 'answer', 'Aportes de la ciudadanía',
	stands_on => '{plan_id,consultation_id,commitment_id,milestone_id,changed_commitment_id}',
	place => '{"plan_id.plan_code, contribution_no"}', numbered => 'contribution_no of plan_id', help => array[
	'author', 'Autor: su nombre si consiente, y si no con sus letras ocultas',
	'joined_to_no', 'Número del aporte al que está unido', 'answered_with_no', 'Número del aporte que lleva la respuesta',
	'outcome_shown', 'Evaluación, suya o del aporte al que está unido', 'answer_shown', 'Respuesta, suya o compartida',
	'due', 'Plazo para responder', 'days_to_answer', 'Días que tardó la respuesta',
	'received_late', 'Llegó después de que se cerró la consulta', 'waiting', 'Está sin responder',
	'overdue', 'Pasó el plazo y está sin responder', 'changed_commitment_no', 'Número del compromiso que cambió',
	'position', 'Número del hito en su compromiso']);
select core.declare('plan.contribution_private', 'personal', 'Autores de los aportes', line_of => '{contribution_id}');
select core.declare_mask('plan.contribution_private', 'plan.contribution', 't.id = new.contribution_id',
	'author_mask', 'core.name_mask(new.author_name)');
select core.describe('plan.changed_commitment_pick', 'Compromisos, para elegir el que cambió. '
	'El plan no tiene un compromiso con este número.');

select core.publish('contribution', 'plan.contribution', 't.published_on is not null', '{plan_code, contribution_no, consultation_no, received_on, author_kind, commitment_no, position,
	text, outcome_shown, reason, answer_shown, published_on, changed_commitment_no, office_code}');

create view plan.contribution_beside with (security_invoker = true) as
select t.contribution_id as id, 0 as at, t.author_name as author, t.email, t.phone
from plan.contribution_private t where t.deleted_at is null;
select core.describe('plan.contribution_beside', 'Quién envió un aporte, como lo trae un archivo', 'id', 'Aporte', 'at', 'Orden',
	'author', 'Nombre de la persona o del grupo', 'email', 'Correo electrónico', 'phone', 'Teléfono');
