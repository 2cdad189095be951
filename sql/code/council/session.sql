-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sessions from planned to approved minutes, and whom they summon.
-- after: quorum

create view council.session_all with (security_invoker = true) as
select t.*, b.body_code, b.body_name, d.document_ref, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, a.session_ref as approved_in_ref,
	council.day_of(t) as day,
	q.said as quorum, q.present, q.government, q.civil_society, q.needed, q.recorded, q.met,
	t.state in ('planned', 'convened') as open,
	t.state = 'approved' as locked,
	t.state in ('convened', 'held', 'draft') as rollable,
	t.state = 'convened' and t.in_call = 1 as callable_again,
	t.state in ('planned', 'convened') and (select core.today()) > t.held_on as overdue,
	t.state in ('held', 'draft') as unapproved,
	n.agreements, n.carried, (select max(y.sent_on) from council.summons y where y.session_id = t.id and y.deleted_at is null) as sent_on
from council.session t join council.body b on b.id = t.body_id join core.office o on o.id = t.office_id
	left join core.document d on d.id = t.document_id
	left join council.session a on a.id = t.approved_in
	cross join lateral council.quorum(t.id, case when t.state in ('held', 'draft', 'approved') then t.started_at end) as q
	left join lateral (select count(*) as agreements,
			count(*) filter (where x.kind = 'charge' and x.state = 'open' and x.passed) as carried
		from council.agreement x where x.session_id = t.id and x.deleted_at is null) n on true;

create view council.session_pick with (security_invoker = true) as
select t.id, t.session_ref, b.body_code, t.held_on, t.state, t.session_ref as approved_in_ref, t.session_ref as ended_in_ref,
	t.session_ref as presented_session,
	t.session_ref_folded || ' ' || core.day_text(t.held_on) as search_folded
from council.session t join council.body b on b.id = t.body_id
where t.deleted_at is null;

create view council.summons_all with (security_invoker = true) as
select t.*, s.seat_no, s.seat_name, x.held_on, core.day_text(t.sent_on) as sent,
	coalesce(council.day_of(x) - t.sent_on < r.summons_days, false) as late
from council.summons t join council.seat s on s.id = t.seat_id
	join council.session x on x.id = t.session_id
	cross join lateral council.rule_on(x.body_id, x.held_on) as r;

create function council.session_named(given text) returns bigint
language sql stable as $$
	select s.id from council.session s
	where s.session_ref_folded = core.fold(btrim(given)) and s.deleted_at is null
$$;
comment on function council.session_named(text) is 'La sesión que se cita así';

-- The body, where there is one council alone.
create function council.session_filled(was council.session, now council.session) returns council.session
language plpgsql stable as $$
begin
	now.year := coalesce(now.year, extract(year from now.held_on)::int);
	now.body_id := coalesce(now.body_id, (select min(b.id) from council.body b where b.deleted_at is null
		and b.kind = 'council' and now.held_on between b.from_date and coalesce(b.to_date, 'infinity')
		having count(*) = 1));
	return now;
end
$$;

-- The next number of its year and kind; the body is locked, two people get two.
-- Cited as "CR-01-2018", an extraordinary one "CR-E01-2018".
select core.declare_trigger('council.session', 't11_cite before insert or update', '_cite', 'Numera una sesión y dice cómo se cita', $$
	if new.session_no is null then
		perform from council.body b where b.id = new.body_id for no key update;
		new.session_no := coalesce(core.read_number(new.number_text), (select coalesce(max(s.session_no), 0) + 1
			from council.session s where s.body_id = new.body_id and s.kind = new.kind and s.year = new.year));
	end if;
	new.session_ref := coalesce((select b.body_code from council.body b where b.id = new.body_id)
		|| '-' || case new.kind when 'extraordinary' then 'E' else '' end || lpad(new.session_no::text, 2, '0')
		|| '-' || new.year, '');
	return new$$, 'definer');

-- What a session needs to go on: said at the action and at any other write.
create function council.step_problems(was council.session, now council.session, rule council.quorum_rule)
returns setof core.problem language plpgsql stable as $$
declare
	q record;
	here council.session;
begin
	select * into q from council.quorum(now.id, case when now.state in ('held', 'draft', 'approved') then now.started_at end);
	if was.in_call <> now.in_call and q.met then
		return next core.problem(null, format('Hay quórum (%s): instale la sesión.', q.said));
	elsif was.in_call <> now.in_call and now.held_on > core.today() then
		return next core.problem(null, format('La primera convocatoria todavía no fue: es el %s.', core.day_text(now.held_on)));
	elsif (now.state, now.started_at) is not distinct from (was.state, was.started_at) then
		return;
	elsif now.state = 'convened' and was.state = 'planned'
			and (now.call_at is null or coalesce(now.place, now.online, '') = '') then
		return next core.problem('call_at', 'Una citación dice la hora y el lugar: complételos en la sesión.');
	elsif now.state in ('held', 'failed') and council.day_of(now) > core.today() then
		return next core.problem('held_on', format('La sesión es el %s: ese día todavía no llega.', core.day_text(council.day_of(now))));
	elsif now.state in ('held', 'draft') and coalesce(now.unrecorded_why, '') = '' and now.started_at is null then
		return next core.problem('started_at', 'Escriba la hora en que empezó la sesión.');
	elsif was.state = 'convened' and now.state = 'held' and q.recorded and coalesce(now.unrecorded_why, '') <> '' then
		return next core.problem('unrecorded_why', 'La asistencia está registrada: instale la sesión.');
	elsif was.state = 'convened' and now.state = 'held' and not q.recorded and coalesce(now.unrecorded_why, '') = '' then
		return next core.problem(null, 'Pase lista en la sala antes de instalar la sesión; si no hay registro de la asistencia, dígalo con su motivo.');
	elsif now.state in ('held', 'draft', 'approved') and q.recorded and q.met is distinct from true then
		return next core.problem('started_at', format('No hay quórum a las %s: %s.', core.hour_text(now.started_at), q.said));
	elsif now.state = 'failed' and q.met then
		return next core.problem(null, format('Hay quórum (%s): la sesión no es fallida.', q.said));
	elsif now.state = 'draft' and now.ended_at is null and not now.unrecorded then
		return next core.problem('ended_at', 'Escriba la hora en que terminó la sesión.');
	elsif now.state = 'draft' and not q.recorded and not now.unrecorded then
		return next core.problem('unrecorded_why', 'La sesión no tiene asistencia: pase lista, o escriba por qué no hay registro.');
	elsif now.state in ('draft', 'approved') and council.roll_against(now.id) is not null then
		return next core.problem(null, council.roll_against(now.id));
	elsif now.state = 'approved' then
		select x.* into here from council.session x where x.id = now.approved_in;
		if here.id is null then
			return next core.problem('approved_in_ref', 'Diga en qué sesión se aprobó el acta.');
		elsif here.body_id <> now.body_id then
			return next core.problem('approved_in_ref', format('La sesión %s es de otro órgano.', here.session_ref));
		elsif here.state not in ('held', 'draft', 'approved') or here.held_on < now.held_on then
			return next core.problem('approved_in_ref', format('Un acta se aprueba en su sesión o en una posterior que se haya realizado: %s, del %s, no lo es.',
				here.session_ref, core.day_text(council.day_of(here))));
		elsif here.id = now.id and rule.minutes_in = 'later' then
			return next core.problem('approved_in_ref', 'La regla del órgano pide aprobar el acta en una sesión posterior: diga en cuál.');
		elsif here.id <> now.id and rule.minutes_in = 'same' then
			return next core.problem('approved_in_ref', 'La regla del órgano pide aprobar el acta al final de la misma sesión.');
		elsif not exists (select from council.minutes m where m.session_id = now.id and m.deleted_at is null) then
			return next core.problem(null, 'La sesión no tiene el texto de su acta: escríbalo en Actas.');
		end if;
	end if;
end
$$;
comment on function council.step_problems(council.session, council.session, council.quorum_rule) is 'Lo que le falta a una sesión para pasar a su situación siguiente';

create function council.session_problems(was council.session, now council.session) returns setof core.problem
language plpgsql stable as $$
declare
	body constant council.body := (select b from council.body b where b.id = now.body_id);
	rule constant council.quorum_rule := council.rule_on(now.body_id, now.held_on);
	called_at constant time := case now.in_call when 2 then now.second_at else now.call_at end;
begin
	if was.id is not null and (now.body_id, now.year, now.held_on, now.call_at, now.second_on, now.second_at, now.in_call)
			is not distinct from (was.body_id, was.year, was.held_on, was.call_at, was.second_on, was.second_at, was.in_call) then
		null; -- they were judged by the body and the rule of their time
	elsif now.held_on < body.from_date then
		return next core.problem('held_on', format('El órgano existe desde el %s: no sesiona antes.', core.day_text(body.from_date)));
	elsif now.held_on > body.to_date then
		return next core.problem('held_on', format('El órgano existió hasta el %s: no sesiona después.', core.day_text(body.to_date)));
	elsif abs(now.year - extract(year from now.held_on)) > 1 then
		return next core.problem('year', format('La sesión es del %s: no es de %s.', core.day_text(now.held_on), now.year));
	elsif now.second_on > body.to_date then
		return next core.problem('second_on', format('El órgano existió hasta el %s: no sesiona después.', core.day_text(body.to_date)));
	elsif now.second_on is not null and now.second_on < now.held_on + coalesce(rule.second_after, 0) then
		return next core.problem('second_on', format('La segunda convocatoria es a los %s días de la primera o después: '
			'no antes del %s.', coalesce(rule.second_after, 0), core.day_text(now.held_on + coalesce(rule.second_after, 0))));
	elsif now.second_on = now.held_on and coalesce(now.second_at <= now.call_at, false) then
		return next core.problem('second_at', 'La segunda convocatoria es después de la primera.');
	elsif now.in_call = 2 and now.second_on is null then
		return next core.problem('second_on', 'Escriba la fecha de la segunda convocatoria.');
	end if;
	if core.by_owner() then
		return;
	end if;
	if now.unrecorded_why <> '' and was.state in ('held', 'draft') and now.unrecorded_why is distinct from was.unrecorded_why
			and not was.unrecorded then
		return next core.problem('unrecorded_why', 'La asistencia está registrada: no se da por perdida.');
	elsif was.unrecorded and coalesce(now.unrecorded_why, '') = '' then
		return next core.problem('unrecorded_why', 'Escriba por qué no hay registro de la asistencia.');
	end if;
	if (now.started_at, now.call_at, now.second_at, now.in_call) is distinct from (was.started_at, was.call_at, was.second_at, was.in_call)
			and now.started_at < called_at then
		return next core.problem('started_at', format('La sesión se convocó para las %s: no empieza antes.',
			core.hour_text(called_at)));
	end if;
	-- What was voted was voted while it lasted.
	return query select (core.problem(case when a.voted_at < now.started_at then 'started_at' else 'ended_at' end,
			format('El acuerdo %s se votó a las %s.', a.agreement_no, core.hour_text(a.voted_at)))).*
		from council.agreement a
		where a.session_id = now.id and a.deleted_at is null and (a.voted_at < now.started_at or a.voted_at > now.ended_at)
			and (now.started_at, now.ended_at) is distinct from (was.started_at, was.ended_at)
		order by a.agreement_no limit 1;
	return query select * from core.step_problems(was.state, now.state, now.office_id,
		'{planned>convened:secretariat, convened>held:secretariat, convened>failed:secretariat,
		held>draft:secretariat, draft>approved:secretariat}', array[
		'Una sesión no pasa de esa situación a la otra.', 'Solo la secretaría lleva las sesiones.', '']);
	if was.id is not null then
		return query select * from council.step_problems(was, now, rule);
	elsif now.state = 'approved' then
		return next core.problem('state', 'Un acta se aprueba con su texto: cargue la sesión como realizada.');
	elsif now.state not in ('planned', 'convened') and council.day_of(now) > core.today() then
		return next core.problem('held_on', format('La sesión es el %s: ese día todavía no llega.', core.day_text(council.day_of(now))));
	elsif now.state in ('held', 'draft') and now.started_at is null and coalesce(now.unrecorded_why, '') = '' then
		return next core.problem('started_at', 'Escriba la hora en que empezó la sesión.');
	end if;
	if was.state = 'approved' and core.row_differs(to_jsonb(was), to_jsonb(now), 'session_ref') then
		return next core.problem(null, 'El acta está aprobada y no se cambia: una corrección es un acuerdo de otra sesión.');
	elsif was.state in ('held', 'draft', 'failed') and (now.body_id, now.year, now.kind, now.session_no, now.held_on,
			now.second_on, now.in_call, now.deleted_at) is distinct from (was.body_id, was.year, was.kind, was.session_no,
			was.held_on, was.second_on, was.in_call, was.deleted_at) then
		return next core.problem('held_on', 'La sesión ya fue: su órgano, su número y sus fechas no cambian, ni se anula.');
	end if;
end
$$;

-- Agreements are cited by their session.
create function council.session_cited() returns trigger
language plpgsql security definer as $$
begin
	update council.agreement a set agreement_ref = '' where a.session_id = new.id;
	return null;
end
$$;
create trigger t62_cited after update on council.session for each row
	when (old.session_ref is distinct from new.session_ref) execute function council.session_cited();
create function council.body_cited() returns trigger
language plpgsql security definer as $$
begin
	update council.session s set session_ref = '' where s.body_id = new.id;
	return null;
end
$$;
create trigger t62_cited after update on council.body for each row
	when (old.body_code is distinct from new.body_code) execute function council.body_cited();

create function council.summons_problems(was council.summons, now council.summons) returns setof core.problem
language sql stable as $$
	select p.* from council.seat_problem(now.session_id, now.seat_id) as p where now.deleted_at is null
	union all
	select (core.problem('sent_on', format('La sesión es el %s: su citación se envía ese día o antes.',
		core.day_text(coalesce(s.second_on, s.held_on))))).*
	from council.session s where s.id = now.session_id and now.deleted_at is null
		and now.sent_on > coalesce(s.second_on, s.held_on)
	union all
	select p.* from council.locked_problem(now.session_id, was.id is not null, to_jsonb(was), to_jsonb(now)) as p
$$;

-- A seat that is not of the session's body on its day.
create function council.seat_problem(session bigint, seat bigint) returns setof core.problem
language sql stable as $$
	select (core.problem('seat_no', format('El asiento %s no es miembro el %s.', x.seat_no,
		core.day_text(council.day_of(s))))).*
	from council.session s, council.seat x
	where s.id = $1 and x.id = $2 and (x.body_id <> s.body_id or x.deleted_at is not null
		or council.day_of(s) not between x.from_date and coalesce(x.to_date, 'infinity'))
$$;
comment on function council.seat_problem(bigint, bigint) is 'Un asiento que no rige el día de la sesión';

-- What belongs to a session is fixed with its minutes, and does not move to another.
create function council.locked_problem(session bigint, changes boolean, was jsonb, now jsonb) returns setof core.problem
language sql stable as $$
	select (core.problem(null, 'El acta de la sesión está aprobada: lo que pasó en ella no se cambia.')).*
	from council.session s
	where s.id in ($1, (was ->> 'session_id')::bigint) and s.state = 'approved' and not core.by_owner() and (not changes
		or core.row_differs(was, now))
$$;
comment on function council.locked_problem(bigint, boolean, jsonb, jsonb) is 'Lo de una sesión con acta aprobada no cambia';

-- Every seat of that day is summoned, and the agenda takes what waits.
create function council.session_convene(id bigint, row_version int, sent_on date, means text) returns void
language plpgsql volatile as $$
begin
	perform core.step('council.session', $1, $2, 'convened', '{planned}');
	insert into council.summons (session_id, seat_id, means, sent_on)
	select s.id, x.seat_id, nullif(btrim($4), ''), coalesce($3, core.today())
	from council.session s cross join lateral council.seats_on(s.body_id, s.held_on) as x
	where s.id = $1 and not exists (select from council.summons y
		where y.session_id = s.id and y.seat_id = x.seat_id and y.deleted_at is null)
	order by x.seat_no;
	perform council.agenda_gather($1);
end
$$;
comment on function council.session_convene(bigint, int, date, text) is 'Convocar una sesión: cita a todos los asientos y reúne lo pendiente en la agenda';

-- Nobody, or too few: the same session is called once more. Who came to the first
-- call may not come to the second.
create function council.session_second(id bigint, row_version int, second_on date, second_at time) returns void
language plpgsql volatile as $$
begin
	perform core.step('council.session', $1, $2, 'convened', '{convened}', 'second_on', $3::text,
		'second_at', $4::text, 'in_call', '2',
		'first_present', (select q.present from council.quorum($1) as q where q.recorded)::text);
	update council.attendance a set deleted_at = now(), deleted_why = 'Primera convocatoria sin quórum'
	where a.session_id = $1 and a.deleted_at is null;
end
$$;
comment on function council.session_second(bigint, int, date, time) is 'Primera convocatoria sin quórum: pasar a la segunda';

create function council.session_open(id bigint, row_version int, started_at time) returns void
language sql volatile as $$
	select core.step('council.session', $1, $2, 'held', '{convened}', 'started_at', $3::text)
$$;
comment on function council.session_open(bigint, int, time) is 'Instalar una sesión: hay quórum a esa hora';

-- One of which no list of attendance is left.
select core.declare_step('council.session_unrecorded', 'Dar por realizada una sesión sin registro de asistencia',
	'council.session', '{convened}', 'held', 'unrecorded_why', 'Escriba por qué no hay registro de la asistencia.');
create function council.session_stamp() returns trigger
language plpgsql as $$
begin
	-- What only an action says, or a file of the past.
	if current_user <> 'hito_owner' then
		if tg_op = 'UPDATE' or new.batch_id is null then
			new.in_call := coalesce(old.in_call, 1);
			new.first_present := old.first_present;
			new.failed_why := old.failed_why;
		end if;
		new.approved_in := old.approved_in;
		new.approved_on := old.approved_on;
	end if;
	new.unrecorded := new.state in ('held', 'draft', 'approved') and coalesce(new.unrecorded_why, '') <> '';
	return new;
end
$$;

create function council.session_fail(id bigint, row_version int, failed_why text) returns void
language sql volatile as $$
	select core.step('council.session', $1, $2, 'failed', '{convened}', 'failed_why',
		coalesce(nullif(btrim($3), ''), 'Sin quórum: ' || q.said))
	from council.quorum($1) as q
$$;
comment on function council.session_fail(bigint, int, text) is 'Dar por no realizada una sesión sin quórum';

-- Its minutes begin as a draft of what is on record.
create function council.session_end(id bigint, row_version int, ended_at time) returns void
language plpgsql volatile as $$
begin
	perform core.step('council.session', $1, $2, 'draft', '{held}', 'ended_at', $3::text);
	insert into council.minutes (session_id, minutes_text)
	select $1, council.minutes_draft($1)
	where not exists (select from council.minutes m where m.session_id = $1 and m.deleted_at is null);
end
$$;
comment on function council.session_end(bigint, int, time) is 'Levantar una sesión: su acta queda en borrador';

-- In the same session or in a later one, as the body's rule says.
create function council.session_approve(id bigint, row_version int, approved_in_ref text) returns void
language plpgsql volatile as $$
declare
	here constant bigint := case when coalesce(btrim($3), '') = '' then $1 else council.session_named($3) end;
	minutes council.minutes;
begin
	if here is null then
		raise exception 'No hay una sesión «%».', btrim($3) using errcode = 'HT004', column = 'approved_in_ref';
	end if;
	perform core.step('council.session', $1, $2, 'approved', '{draft}', 'approved_in', here::text, 'approved_on',
		(select council.day_of(x) from council.session x where x.id = here)::text);
	select m.* into minutes from council.minutes m where m.session_id = $1 and m.deleted_at is null;
	perform core.step('council.minutes', minutes.id, minutes.row_version, 'approved', '{draft}');
end
$$;
comment on function council.session_approve(bigint, int, text) is 'Aprobar el acta de una sesión: queda cerrada con su huella';

select core.declare('council.session', 'shared', 'Sesiones', stands_on => '{body_id}',
	place => '{"body_id.body_code, held_on, session_no"}', help => array[
	'day', 'Día en que fue, o es', 'quorum', 'Quórum y la regla de la que sale', 'present', 'Asientos presentes',
	'government', 'Presentes del gobierno', 'civil_society', 'Presentes de la sociedad civil', 'needed', 'Cuántos hacen falta',
	'recorded', 'Hay registro de la asistencia', 'met', 'Hay quórum', 'open', 'Prevista o convocada',
	'locked', 'Acta aprobada', 'rollable', 'Se puede pasar lista', 'callable_again', 'Se puede pasar a la segunda convocatoria',
	'overdue', 'Pasó su fecha y no se registró si se realizó', 'unapproved', 'Realizada, con el acta sin aprobar',
	'sent_on', 'Citación enviada el', 'agreements', 'Acuerdos', 'carried', 'Encargos abiertos', 'approved_in_ref', 'Sesión en la que se aprobó el acta',
	'ended_in_ref', 'Sesión que lo dio por terminado', 'presented_session', 'Sesión en que se presentó'], unknown => 'No hay una sesión que se cite así.');
select core.declare('council.summons', 'shared', 'Citaciones', line_of => '{session_id}',
	help => array['late', 'Enviada con menos días que los de la regla', 'sent', 'Enviada el']);

select core.publish('session', 'council.session', 'true', '{session_ref, body_code, year, kind, session_no, number_text, state, held_on, in_call, place,
	online, quorum, present, needed, failed_why, unrecorded, unrecorded_why, minutes_no, document_ref}');
