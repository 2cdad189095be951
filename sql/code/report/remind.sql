-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reminders: what is due until a day, who answers for it, and the mail that
-- tells her, once.
-- words: hoy, ayer

select core.declare('core.login_mail', 'own', 'Correos de los usuarios', history => false);
select core.declare('core.reminder', 'inner', 'Recordatorios', history => false);

-- The anchor of the audit as whoever keeps the server is told of it: to be
-- renewed 31 days after the last one, as `hito doctor` has it. By the clock of
-- the server: anchors are of its days, not of a practice day.
create function follow.anchor_due() returns date
language sql stable security definer as $$
	select core.today() - audit.anchor_age() + 31
	where pg_has_role(session_user, 'hito_it', 'member')
$$;
comment on function follow.anchor_due() is 'Hasta cuándo vale la última ancla';
grant execute on function follow.anchor_due() to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- What is due until a day or is past, as whoever asks may read it; all of it
-- for the database. told: who is, of the office those who write there
-- (office), the secretariat, who keeps the server. Of plans that are over
-- nothing that is past is told.
create function follow.due_items(until date)
returns table (office_id bigint, told text, register text, key text, what text, day date, past boolean)
language sql stable as $$
	with now as materialized (
		select core.today() as today, follow.plan_of(null) as plan_id
	), period as materialized (
		select p.plan_code, q.period_key, q.submissions_due from core.period q join plan.action_plan p on p.id = q.plan_id
		where q.state = 'open' and q.submissions_due <= $1 and q.deleted_at is null and p.deleted_at is null
	), item as (
		-- what an office hands in of a period
		select o.id, 'office' as told, 'submission' as register,
			q.plan_code || '/' || q.period_key || '.' || c.office_code as key,
			case when c.state = 'returned' then 'Presentar de nuevo lo que se devolvió'
				else 'Informar y presentar el periodo' end as what,
			q.submissions_due as day, null::boolean as past
		from period q cross join lateral follow.completeness(q.plan_code, q.period_key) as c
			join core.office o on o.office_code = c.office_code and o.deleted_at is null
		where c.state in ('pending', 'draft', 'returned')
		union all
		select m.office_id, 'office', 'milestone', p.plan_code || '/' || c.commitment_no || '.' || m.position, m.text, m.ends_to, null
		from now, plan.milestone m join plan.commitment c on c.id = m.commitment_id join plan.action_plan p on p.id = c.plan_id
		where m.state in ('pending', 'running') and not m.permanent and not m.ends_doubtful and m.ends_to <= $1
			and (m.ends_to >= now.today or p.id = now.plan_id) and p.state <> 'draft'
			and m.deleted_at is null and c.deleted_at is null and p.deleted_at is null
		union all
		select a.office_id, 'office', 'corrective_action', p.plan_code || '/' || a.action_no, a.measure, a.due_to, null
		from now, follow.corrective_action a join plan.action_plan p on p.id = a.plan_id
		where a.state in ('proposed', 'agreed', 'running') and not a.due_doubtful and a.due_to <= $1
			and (a.due_to >= now.today or p.id = now.plan_id) and a.deleted_at is null and p.deleted_at is null
		union all
		select u.office_id, 'office', 'agreement', a.agreement_ref, a.agreement_text, a.due_to, null
		from council.agreement a
			cross join lateral (select a.office_id union select x.responsible_id from council.agreement_unit x
				where x.agreement_id = a.id and x.deleted_at is null) as u
		where a.state = 'open' and a.kind = 'charge' and a.passed and not a.due_doubtful and a.due_to <= $1 and a.deleted_at is null
		union all
		select t.office_id, 'office', 'contribution', p.plan_code || '/' || t.contribution_no, 'Responder a la ciudadanía', d.due, null
		from now, plan.contribution t join plan.action_plan p on p.id = t.plan_id
			left join plan.consultation q on q.id = t.consultation_id
			cross join lateral (select coalesce(t.answer_due, q.answers_due) as due) as d
		where t.state in ('received', 'evaluated') and d.due <= $1
			and (d.due >= now.today or p.id = now.plan_id) and t.deleted_at is null and p.deleted_at is null
		union all
		select d.office_id, 'office', case d.kind when 'strike' then 'strike' else 'dispute' end, d.case_no, n.what, n.last_day,
			n.over_at <= labour.moment()
		from labour.dispute d cross join lateral labour.case_terms(d) as n
		where d.state not in ('solved', 'filed') and n.last_day <= $1 and d.deleted_at is null
		union all
		select p.office_id, 'office', 'posting', p.year || '/' || p.posting_no, format('Cierra la oferta: %s', p.post), p.closes, null
		from labour.posting p
		where p.state = 'published' and p.closes <= $1 and p.ends_at > core.moment() and p.deleted_at is null
		union all
		select u.office_id, 'office', 'union_organisation', u.union_code, 'Vence la junta directiva', b.to_date, null
		from labour.union_organisation u
			cross join lateral (select x.to_date from labour.union_board x where x.union_id = u.id and x.deleted_at is null
				order by x.to_date desc limit 1) as b
		where u.state = 'active' and b.to_date <= $1 and u.deleted_at is null
		union all
		-- a mandate that nobody follows
		select s.office_id, 'secretariat', 'seat', b.body_code || '/' || s.seat_no || '.' || s.from_date,
			case d.role when 'titular' then 'Vence la designación de titular' else 'Vence la designación de alterno' end, d.to_date, null
		from now, council.seat s join council.body b on b.id = s.body_id
			cross join lateral (select distinct on (x.role) x.role, x.to_date from council.designation x
				where x.seat_id = s.id and x.deleted_at is null
				order by x.role, x.to_date desc nulls first) as d
		where d.to_date <= $1 and coalesce(s.to_date, 'infinity') >= now.today and coalesce(b.to_date, 'infinity') >= now.today
			and s.deleted_at is null and b.deleted_at is null
		union all
		select b.office_id, 'secretariat', 'body', b.body_code, 'Vence el periodo del órgano', b.to_date, null
		from now, council.body b
		where b.to_date between now.today and $1 and b.deleted_at is null
		union all
		select core.root_office(), 'keeper', null, null, 'Renovar el ancla de la auditoría: hito db audit --anchor', a.day, null
		from follow.anchor_due() as a (day)
		where a.day <= $1
	)
	select i.id, i.told, i.register, i.key, case when length(i.what) > 90 then left(i.what, 89) || '…' else i.what end, i.day,
		coalesce(i.past, i.day < now.today)
	from item i, now
$$;
comment on function follow.due_items(date) is 'Lo que vence hasta un día, o venció y sigue pendiente';

-- Who is told of it, of those that whoever asks may know.
create function follow.told_of(office bigint, told text) returns table (login text, full_name text)
language sql stable as $$
	select distinct m.login, l.full_name
	from core.member m join core.login l on l.login = m.login join core.office o on o.id = m.office_id
	where core.today() between coalesce(m.from_date, core.today()) and coalesce(m.to_date, core.today())
		and case $2 when 'office' then m.office_id = $1 and m.kind in ('enter', 'submit')
			when 'secretariat' then m.kind = 'secretariat' else o.root and m.kind = 'batch' end
$$;
comment on function follow.told_of(bigint, text) is 'A quién se le recuerda lo de una oficina';

-- In how many days, as people say it.
create function follow.left_text(day date, past boolean) returns text
language sql stable as $$
	select case n when 0 then case when $2 then 'venció hoy' else 'hoy' end when 1 then 'mañana' when -1 then 'ayer'
		else case when n > 0 then format('en %s días', n) else format('hace %s días', -n) end end
	from (select $1 - core.today() as n) as x
$$;
comment on function follow.left_text(date, boolean) is 'Cuántos días faltan o pasaron';

-- The week as it is read: by office and person, what is past first.
create function follow.due_week(days int, person text default null, only_mine boolean default false)
returns table (office_code text, office_name text, people text, register text, key text, what text, day text, left_days text,
	left_text text, past text)
language sql stable as $$
	select o.office_code::text, o.office_name, w.people, i.register, i.key, i.what, core.day_text(i.day),
		(i.day - core.today())::text, follow.left_text(i.day, i.past), i.past::text
	from follow.due_items(core.today() + $1) as i join core.office o on o.id = i.office_id
		cross join lateral (select string_agg(t.login, ', ' order by t.login) as people, bool_or(t.login = $2) as hers
			from follow.told_of(i.office_id, i.told) as t) as w
	where ($2 is null or w.hers) and (not $3 or i.office_id = core.my_office())
	order by o.office_code, w.people, i.day, i.register, i.key, i.what
$$;
comment on function follow.due_week(int, text, boolean) is 'Quién tiene qué por vencer, por oficina y persona';

-- ---- by mail: for who keeps the server. Each is told what her offices answer for,
-- which she may read.

create function follow.due_of(person text, days int)
returns table (office_code text, office_name text, people text, register text, key text, what text, day text, left_days text,
	left_text text, past text, digest text)
language sql stable security definer as $$
	select o.office_code::text, o.office_name, null::text, i.register, i.key, i.what, core.day_text(i.day),
		(i.day - core.today())::text, follow.left_text(i.day, i.past), i.past::text,
		-- What is told once: that it comes, that it is today, that it is past.
		left(encode(sha256(convert_to(concat_ws(E'\t', i.register, i.key, i.what, i.day,
			case when i.past then 'past' when i.day = core.today() then 'today' else 'soon' end), 'UTF8')), 'hex'), 24)
	from follow.due_items(core.today() + $2) as i join core.office o on o.id = i.office_id
	where exists (select from follow.told_of(i.office_id, i.told) as t where t.login = $1)
	order by o.office_code, i.day, i.register, i.key, i.what
$$;
comment on function follow.due_of(text, int) is 'Lo que vence y es de las oficinas de una persona';

-- Whether a person is to have a mail today, and else why not: off, told (today,
-- or nothing new since), halfway (nobody knows whether it went), no_address.
create function follow.remind_state(person text, days int) returns text
language sql stable security definer as $$
	select case when a.remind is false then 'off'
		when r.phase = 'sent' then 'told'
		when r.phase = 'sending' then 'halfway'
		when not exists (select from follow.due_of($1, $2) as d where d.digest <> all (coalesce(b.told, '{}'))) then 'told'
		when a.email is null then 'no_address' else 'due' end
	from (select $1 as login) as p
		left join core.login_mail a on a.login = p.login
		left join core.reminder r on r.login = p.login and r.day = core.today()
		left join lateral (select x.told from core.reminder x where x.login = p.login and x.day < core.today() and x.phase <> 'failed'
			order by x.day desc limit 1) as b on true
$$;
comment on function follow.remind_state(text, int) is 'Si hoy toca recordarle a una persona, y si no por qué';

-- An office for which nobody is told stands there by its code: nobody.
create function follow.remind_people(days int) returns table (login text, state text)
language sql stable security definer as $$
	with item as (
		select distinct i.office_id, i.told from follow.due_items(core.today() + $1) as i
	)
	select p.login, follow.remind_state(p.login, $1)
	from (select distinct t.login from item i cross join lateral follow.told_of(i.office_id, i.told) as t) as p
	union all
	select distinct o.office_code::text, 'nobody' from item i join core.office o on o.id = i.office_id
	where not exists (select from follow.told_of(i.office_id, i.told))
	order by 2, 1
$$;
comment on function follow.remind_people(int) is 'Quiénes tienen algo por vencer, y si toca recordárselo';

-- Takes the mail of a person and day: its number, to whom it goes; nothing where
-- another machine was faster.
create function follow.remind_claim(person text, days int)
returns table (id text, email text, full_name text, institution text, is_test text)
language plpgsql volatile security definer as $$
#variable_conflict use_column
declare
	taken bigint;
begin
	if follow.remind_state(person, days) <> 'due' then
		return;
	end if;
	insert into core.reminder as r (login, day, told)
	values (person, core.today(), array(select d.digest from follow.due_of(person, days) as d order by d.digest))
	on conflict on constraint reminder_natural do update set phase = 'sending', told = excluded.told, outcome = null,
		claimed_by = session_user, claimed_at = now()
		where r.phase = 'failed'
	returning r.id into taken;
	return query select taken::text, a.email, l.full_name,
			(select i.code::text from core.institution i where i.deleted_at is null order by i.id limit 1),
			case when exists (select from core.setting s where s.key = 'test.today' and s.deleted_at is null) then 't' end
		from core.login_mail a join core.login l on l.login = a.login
		where a.login = person and taken is not null;
end
$$;
comment on function follow.remind_claim(text, int) is 'Toma el recordatorio de una persona para enviarlo';

create function follow.remind_end(id bigint, sent boolean, outcome text) returns void
language plpgsql volatile security definer as $$
begin
	update core.reminder r set phase = case when $2 then 'sent' else 'failed' end, outcome = $3,
		told = case when $2 then r.told else '{}' end
	where r.id = $1 and r.phase = 'sending';
end
$$;
comment on function follow.remind_end(bigint, boolean, text) is 'Anota si un recordatorio salió';

-- Her address is set by herself or by IT; whether she is told, by herself alone.
create function core.mail_set(email text, remind boolean default null, login text default session_user) returns void
language plpgsql volatile security definer as $$
begin
	if $3 <> session_user and ($2 is not null or not pg_has_role(session_user, 'hito_it', 'member')) then
		raise exception 'El correo de otra persona lo escribe informática, y si quiere recordatorios lo dice ella.' using errcode = 'HT003';
	elsif not exists (select from core.login l where l.login = $3) then
		raise exception 'No hay un usuario "%".', $3 using errcode = 'HT004', column = 'login';
	end if;
	insert into core.login_mail as m (login, email, remind) values ($3, nullif($1, ''), coalesce($2, true))
	on conflict on constraint login_mail_natural do update set
		email = case when $1 is null then m.email else nullif($1, '') end,
		remind = coalesce($2, m.remind), changed_by = session_user, changed_at = now();
exception when check_violation then
	raise exception '«%» no es una dirección de correo.', left(regexp_replace($1, '[[:cntrl:]]', ' ', 'g'), 80)
		using errcode = 'HT002', column = 'email';
end
$$;
comment on function core.mail_set(text, boolean, text) is 'Escribe el correo de una persona y si quiere recordatorios';
grant execute on function core.mail_set(text, boolean, text) to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- Whether it is another one; nothing more of it is told.
create function core.mail_differs(login text, email text) returns boolean
language sql stable security definer as $$
	select not exists (select from core.login_mail m where m.login = $1 and m.email = $2)
	where $1 = session_user or pg_has_role(session_user, 'hito_it', 'member')
$$;
comment on function core.mail_differs(text, text) is 'El correo de una persona es otro';
grant execute on function core.mail_differs(text, text) to hito_reader, hito_clerk, hito_secretariat, hito_it;
