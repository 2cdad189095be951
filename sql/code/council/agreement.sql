-- SPDX-License-Identifier: GPL-3.0-or-later
-- Agreements: by how many votes, who answers for them, what became of them.
-- after: agenda

create function council.vote_text(a council.agreement) returns text
language sql immutable as $$
	select concat_ws(', ', case when not a.passed then 'no se aprobó' end,
		case when a.voting = 'none' then 'sin votación'
			when a.votes_abstained = 1 then format('%s a favor, %s en contra, 1 abstención',
				coalesce(a.votes_for, 0), coalesce(a.votes_against, 0))
			else format('%s a favor, %s en contra, %s abstenciones',
				coalesce(a.votes_for, 0), coalesce(a.votes_against, 0), coalesce(a.votes_abstained, 0)) end,
		case a.casting when 'for' then 'voto dirimente a favor' when 'against' then 'voto dirimente en contra' end,
		case when a.unrecorded then 'asistencia sin registro' end)
$$;
comment on function council.vote_text(council.agreement) is 'La votación de un acuerdo en palabras';

create view council.agreement_all with (security_invoker = true) as
select t.*, s.session_ref, b.body_code, s.held_on, s.state as session_state, i.item_no, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, p.plan_code, c.commitment_no, c.title as commitment_title,
	n.position, n.text as milestone_text, d.document_ref, e.session_ref as ended_in_ref,
	r.agreement_ref as replaced_by_ref, council.vote_text(t) as votes, t.due_doubtful as doubtful,
	t.state = 'open' and t.kind = 'charge' and t.passed as pending,
	t.state = 'open' and t.passed as endable,
	t.state = 'open' and t.kind = 'charge' and t.passed
		and core.is_past(t.due_to, t.due_doubtful, (select core.today())) as overdue,
	t.state = 'open' and t.kind = 'charge' and t.passed and not t.due_doubtful
		and coalesce(t.due_to <= (select core.today()) + 30, false) as falling_due,
	x.responsible
from council.agreement t join council.session s on s.id = t.session_id join council.body b on b.id = s.body_id
	join core.office o on o.id = t.office_id
	left join council.agenda i on i.id = t.item_id
	left join plan.commitment c on c.id = t.commitment_id left join plan.action_plan p on p.id = c.plan_id
	left join plan.milestone n on n.id = t.milestone_id
	left join core.document d on d.id = t.document_id
	left join council.session e on e.id = t.ended_in
	left join council.agreement r on r.id = t.replaced_by
	left join lateral (select string_agg(y.office_code, ', ' order by y.office_code) as responsible
		from council.agreement_unit z join core.office y on y.id = z.responsible_id
		where z.agreement_id = t.id and z.deleted_at is null) x on true;

-- By its reference, also as what asks for an agreement calls it.
create view council.agreement_pick with (security_invoker = true) as
select t.id, t.agreement_ref, t.agreement_text, t.agreement_ref as agreement, t.agreement_ref as change_agreement,
	t.agreement_ref as replaced_by_ref, t.agreement_ref_folded || ' ' || t.agreement_text_folded as search_folded
from council.agreement t where t.deleted_at is null and t.passed;

create view council.agreement_unit_all with (security_invoker = true) as
select t.*, o.office_code as responsible_code, o.office_name as responsible_name
from council.agreement_unit t join core.office o on o.id = t.responsible_id;

create view council.responsible_pick with (security_invoker = true) as
select id, office_code as responsible_code, office_name as responsible_name,
	core.fold(office_code) || ' ' || office_name_folded as search_folded
from core.office where deleted_at is null;
comment on view council.responsible_pick is 'Oficinas responsables, para elegir. No hay una oficina con este código.';

create view council.vote_all with (security_invoker = true) as
select t.*, s.seat_no, s.seat_name, s.sector
from council.vote t join council.seat s on s.id = t.seat_id;

-- Did it pass? By the rule of the day, of those present; who presides breaks a tie.
create function council.passes(a council.agreement) returns boolean
language sql stable as $$
	select case when a.voting = 'none' then true
		when coalesce(a.votes_for, 0) = coalesce(a.votes_against, 0) and r.casting_vote and a.casting is not null
			then a.casting = 'for'
		else coalesce(a.votes_for, 0) >= council.share_of(
			greatest(case when q.recorded then q.present else 0 end,
				coalesce(a.votes_for, 0)::bigint + coalesce(a.votes_against, 0) + coalesce(a.votes_abstained, 0)),
			coalesce(r.votes_numerator, 1), coalesce(r.votes_denominator, 2), coalesce(r.votes_above, true), 1) end
	from council.session s
		cross join lateral council.quorum(s.id, coalesce(a.voted_at, s.started_at)) as q
		left join council.quorum_rule r on r.id = q.rule_id
	where s.id = a.session_id
$$;
comment on function council.passes(council.agreement) is 'Un acuerdo alcanza los votos que pide la regla';

create function council.votes_of(agreement bigint, out yes int, out no int, out neither int, out dissent text)
language sql stable as $$
	select count(*) filter (where x.vote = 'for'), count(*) filter (where x.vote = 'against'),
		count(*) filter (where x.vote = 'abstained'),
		string_agg(s.seat_name || ': ' || x.reason, E'\n' order by s.seat_no) filter (where x.reason <> '' and x.vote <> 'for')
	from council.vote x join council.seat s on s.id = x.seat_id
	where x.agreement_id = $1 and x.deleted_at is null
$$;
comment on function council.votes_of(bigint) is 'Los votos por nombre de un acuerdo, contados';

create function council.agreement_filled(was council.agreement, now council.agreement) returns council.agreement
language plpgsql volatile as $$
declare
	s council.session;
begin
	select x.* into s from council.session x where x.id = now.session_id;
	now.commitment_id := coalesce(now.commitment_id, (select m.commitment_id from plan.milestone m where m.id = now.milestone_id));
	if was.id is null then
		now.unrecorded := not exists (select from council.attendance a where a.session_id = s.id and a.deleted_at is null);
	elsif not core.by_owner() then
		now.unrecorded := was.unrecorded;
	end if;
	if now.voting = 'names' and was.voting = 'names' then
		select v.yes, v.no, v.neither into now.votes_for, now.votes_against, now.votes_abstained
		from council.votes_of(now.id) as v;
	end if;
	-- What was agreed by the rule of its time stays so.
	if was.id is null or s.state <> 'approved' then
		now.passed := coalesce(council.passes(now), true);
	end if;
	return now;
end
$$;

-- Votes and quorum at the hour of an agreement.
create function council.agreement_vote_problems(was council.agreement, now council.agreement, s council.session)
returns setof core.problem language plpgsql stable as $$
declare
	cast_votes constant bigint := coalesce(now.votes_for, 0)::bigint + coalesce(now.votes_against, 0) + coalesce(now.votes_abstained, 0);
	q record;
begin
	select * into q from council.quorum(s.id, coalesce(now.voted_at, s.started_at));
	if s.state = 'failed' then
		return next core.problem('session_ref', 'La sesión no se realizó por falta de quórum: no acordó nada.');
	elsif s.state in ('planned', 'convened') then
		return next core.problem('session_ref', 'La sesión todavía no se realizó: instálela antes de registrar sus acuerdos.');
	elsif now.voting = 'none' and (cast_votes > 0 or now.casting is not null) then
		return next core.problem('voting', 'Hay votos: diga si se votó por número o por nombre.');
	elsif now.voting = 'count' and (now.votes_for is null or now.votes_against is null) then
		return next core.problem((case when now.votes_for is null then 'votes_for' else 'votes_against' end),
			'Escriba los votos a favor y en contra; 0 si no hubo.');
	elsif now.voting <> 'names' and was.voting = 'names'
			and exists (select from council.vote v where v.agreement_id = now.id and v.deleted_at is null) then
		return next core.problem('voting', 'El acuerdo tiene votos por nombre: quítelos antes.');
	elsif now.voted_at < s.started_at or now.voted_at > s.ended_at then
		return next core.problem('voted_at', format('La sesión fue de %s a %s.', core.hour_text(s.started_at),
			coalesce(core.hour_text(s.ended_at), 'ahora')));
	elsif cast_votes > (case when q.recorded then q.present else q.base end) then
		return next core.problem('votes_for', format('Son %s votos y %s.', cast_votes, case when q.recorded
			then format('a esa hora hay %s asientos presentes', q.present) else format('el órgano tiene %s asientos', q.base) end));
	elsif q.recorded and q.met is distinct from true and (now.kind <> 'note' or now.voting <> 'none') then
		return next core.problem('voted_at', format('A esa hora no hay quórum: %s.', q.said));
	elsif now.casting is not null and coalesce(now.votes_for, 0) <> coalesce(now.votes_against, 0)
			and not (now.voting = 'names' and core.by_owner()) then -- one by one they are no tie yet
		return next core.problem('casting', 'El voto dirimente es para un empate.');
	elsif now.casting is not null and not (select r.casting_vote from council.quorum_rule r where r.id = q.rule_id) then
		return next core.problem('casting', 'La regla del órgano no da voto dirimente a quien preside.');
	end if;
end
$$;
comment on function council.agreement_vote_problems(council.agreement, council.agreement, council.session) is
	'Por qué la votación de un acuerdo no puede ser';

create function council.agreement_problems(was council.agreement, now council.agreement) returns setof core.problem
language plpgsql stable as $$
declare
	s constant council.session := (select x from council.session x where x.id = now.session_id);
	-- What the database keeps, and what became of it; what is folded is not there yet.
	what_was_agreed constant boolean := was.id is null
		or core.row_differs(to_jsonb(was), to_jsonb(now), 'agreement_ref', 'state', 'replaced_by', 'ended_in', 'ended_on', 'evidence',
			'document_id', 'why', 'batch_id', 'batch_line');
begin
	if core.by_owner() then
		null;
	elsif what_was_agreed and not core.acts_as('hito_secretariat') and not core.at_root('{batch}') then
		return next core.problem('agreement_text', 'Lo acordado lo registra la secretaría; la oficina responsable informa su cumplimiento.', 'HT003');
	elsif what_was_agreed and 'approved' in (s.state, (select x.state from council.session x where x.id = was.session_id))
			and not (was.id is null and now.batch_id is not null and s.unrecorded) then
		return next core.problem('agreement_text', 'El acta está aprobada: una corrección es un acuerdo de otra sesión.');
	elsif was.id is not null and was.state <> 'open' and core.row_differs(to_jsonb(was), to_jsonb(now), 'agreement_ref') then
		return next core.problem('evidence', 'El acuerdo ya terminó y no se cambia.');
	elsif current_user <> 'hito_owner' and (now.evidence, now.document_id) is distinct from (was.evidence, was.document_id) then
		return next core.problem('evidence', 'La evidencia de un acuerdo se escribe al darlo por cumplido, con Cumplir.');
	elsif now.state in ('replaced', 'without_effect') and now.state is distinct from was.state and not core.acts_as('hito_secretariat') then
		return next core.problem(null, 'Solo la secretaría registra que un acuerdo se reemplazó o quedó sin efecto.', 'HT003');
	end if;
	if what_was_agreed and (was.id is null or now.deleted_at is null) then
		return query select p.* from council.agreement_vote_problems(was, now, s) as p;
	end if;
	return query select * from plan.parts_problems((select c.plan_id from plan.commitment c where c.id = now.commitment_id),
		now.commitment_id, now.milestone_id);
	if now.item_id is not null and not exists (select from council.agenda a where a.id = now.item_id and a.session_id = now.session_id) then
		return next core.problem('item_no', 'El punto es de la agenda de otra sesión.');
	end if;
	return query select p.* from council.agreement_end_problems(was, now, s.held_on) as p;
end
$$;

-- What became of it: later than it was agreed, and told by an action.
create function council.agreement_end_problems(was council.agreement, now council.agreement, agreed_on date)
returns setof core.problem language sql stable as $$
	select (core.problem('replaced_by_ref', 'Un acuerdo no se reemplaza a sí mismo.')).*
	where now.replaced_by = now.id
	union all
	select (core.problem('replaced_by_ref', format('El acuerdo %s es anterior: un acuerdo se reemplaza por otro posterior.', a.agreement_ref))).*
	from council.agreement a join council.session s on s.id = a.session_id
	where a.id = now.replaced_by and now.replaced_by is distinct from was.replaced_by and s.held_on < agreed_on
	union all
	select (core.problem('ended_in_ref', case when s.held_on < agreed_on
		then format('La sesión %s es anterior al acuerdo.', s.session_ref)
		else format('La sesión %s no se realizó.', s.session_ref) end)).*
	from council.session s
	where s.id = now.ended_in and now.ended_in is distinct from was.ended_in
		and (s.held_on < agreed_on or s.state not in ('held', 'draft', 'approved'))
	union all
	select (core.problem('state', 'El acuerdo no se aprobó: no hay qué dar por terminado.')).*
	where now.state <> 'open' and now.state is distinct from was.state and not now.passed
	union all
	select (core.problem('state', 'El acuerdo sigue abierto: se termina con Cumplir, Reemplazar o Dejar sin efecto.')).*
	where now.state = 'open' and (num_nonnulls(now.replaced_by, now.ended_in, now.ended_on) > 0 or coalesce(now.why, '') <> '')
$$;
comment on function council.agreement_end_problems(council.agreement, council.agreement, date) is
	'Por qué un acuerdo no termina así';

-- Who came and what was voted are told apart: an agreement that the roll, as it
-- is now, does not carry.
create function council.roll_against(session bigint) returns text
language sql stable as $$
	select case when q.met is distinct from true and (a.kind <> 'note' or a.voting <> 'none')
			then format('El acuerdo %s es de una hora sin quórum: %s. Corrija la lista o el acuerdo.', a.agreement_no, q.said)
		when v.absent is not null
			then format('En el acuerdo %s vota el asiento %s, que a esa hora no está en la lista.', a.agreement_no, v.absent)
		when a.casting is not null and coalesce(a.votes_for, 0) <> coalesce(a.votes_against, 0)
			then format('En el acuerdo %s hay un voto dirimente y no hubo empate.', a.agreement_no)
		else format('En el acuerdo %s hay más votos que los %s asientos presentes.', a.agreement_no, q.present) end
	from council.agreement a join council.session s on s.id = a.session_id
		cross join lateral council.quorum(s.id, coalesce(a.voted_at, s.started_at)) as q
		left join lateral (select min(x.seat_no) as absent from council.vote y join council.seat x on x.id = y.seat_id
			where y.agreement_id = a.id and y.deleted_at is null and not exists (
				select from council.present_at(s.id, coalesce(a.voted_at, s.started_at)) as p where p.seat_id = y.seat_id)) as v on true
	where a.session_id = $1 and a.deleted_at is null and q.recorded
		and ((q.met is distinct from true and (a.kind <> 'note' or a.voting <> 'none')) or v.absent is not null
			or (a.casting is not null and coalesce(a.votes_for, 0) <> coalesce(a.votes_against, 0))
			or coalesce(a.votes_for, 0)::bigint + coalesce(a.votes_against, 0) + coalesce(a.votes_abstained, 0) > q.present)
	order by a.agreement_no limit 1
$$;
comment on function council.roll_against(bigint) is 'Por qué la lista de una sesión contradice sus acuerdos';

create function council.agreement_stamp() returns trigger
language plpgsql as $$
begin
	if tg_op = 'UPDATE' and old.state = 'open' and new.state <> 'open' then
		new.ended_on := coalesce(new.ended_on, core.today());
	end if;
	return new;
end
$$;

select core.declare_trigger('council.agreement', 't12_cite before insert or update', '_cite', 'Dice cómo se cita un acuerdo',
	$$new.agreement_ref := (select s.session_ref from council.session s where s.id = new.session_id) || '/' || new.agreement_no;
	return new$$, 'definer');

-- Votes by name are counted into the agreement; who is not there does not vote.
create function council.vote_problems(was council.vote, now council.vote) returns setof core.problem
language sql stable as $$
	select p.* from council.agreement a cross join lateral council.seat_problem(a.session_id, now.seat_id) as p
	where a.id = now.agreement_id and now.deleted_at is null
	union all
	select p.* from council.agreement a
		cross join lateral council.locked_problem(a.session_id, was.id is not null, to_jsonb(was), to_jsonb(now)) as p
	where a.id = now.agreement_id
	union all
	select (core.problem(null, 'Un voto es de su acuerdo: no pasa a otro.')).*
	where was.agreement_id <> now.agreement_id
	union all
	select (core.problem('seat_no', format('El asiento %s no está presente%s.', x.seat_no,
		coalesce(' a las ' || core.hour_text(coalesce(a.voted_at, s.started_at)), '')))).*
	from council.agreement a join council.session s on s.id = a.session_id join council.seat x on x.id = now.seat_id
	where a.id = now.agreement_id and now.deleted_at is null
		and exists (select from council.attendance t where t.session_id = s.id and t.deleted_at is null)
		and not exists (select from council.present_at(s.id, coalesce(a.voted_at, s.started_at)) as p where p.seat_id = now.seat_id)
	union all
	select (core.problem('vote', 'El acuerdo se votó por número: no tiene votos por nombre.')).*
	from council.agreement a where a.id = now.agreement_id and a.voting <> 'names' and now.deleted_at is null
	union all
	select (core.problem(null, 'Los votos los registra la secretaría.', 'HT003')).*
	where not core.acts_as('hito_secretariat') and not core.at_root('{batch}')
$$;

create function council.vote_count() returns trigger
language plpgsql security definer as $$
begin
	update council.agreement a set
		votes_for = v.yes, votes_against = v.no, votes_abstained = v.neither, dissent = coalesce(v.dissent, a.dissent)
	from council.votes_of(new.agreement_id) as v
	where a.id = new.agreement_id and a.voting = 'names'
		and (a.votes_for, a.votes_against, a.votes_abstained, a.dissent)
			is distinct from (v.yes, v.no, v.neither, coalesce(v.dissent, a.dissent));
	return null;
end
$$;
create trigger t50_count after insert or update on council.vote for each row execute function council.vote_count();

-- From a point of the agenda, as the roll-call screen has it. votes: "8-2-1" by
-- count, "1F 2F 3C 4A" by seat (F for, C against, A abstained), blank without a vote.
create function council.session_agree(id bigint, row_version int, item_no int, kind text, agreement_text text,
	voted_at time, votes text, casting text)
returns void language plpgsql volatile as $$
declare
	s record;
	item bigint;
	made bigint;
	counted constant text[] := regexp_match(btrim($7), '^(\d{1,4})\s*-\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?$');
	e record;
	part text[];
	seat bigint;
begin
	select x.id, x.body_id, x.state, council.day_of(x) as day into s
	from council.session x where x.id = $1 and x.row_version = $2;
	perform core.expect_one(case when s.id is not null then 1 end);
	perform core.expect_said($5, 'agreement_text', 'Escriba qué se acordó.');
	if $3 is not null then
		select a.id into item from council.agenda a where a.session_id = $1 and a.item_no = $3 and a.deleted_at is null;
		if item is null then
			raise exception 'La agenda no tiene un punto %.', $3 using errcode = 'HT004', column = 'item_no';
		end if;
	end if;
	insert into council.agreement (session_id, item_id, kind, agreement_text, voted_at, casting, voting,
		votes_for, votes_against, votes_abstained, office_id)
	values ($1, item, coalesce(nullif(btrim($4), ''), 'approve'), btrim($5), $6, nullif(btrim($8), ''),
		case when coalesce(btrim($7), '') = '' then 'none' when counted is null then 'names' else 'count' end,
		counted[1]::int, counted[2]::int, case when counted is not null then coalesce(counted[3]::int, 0) end,
		coalesce((select x.office_id from council.agenda a left join council.agreement y on y.id = a.agreement_id
			left join follow.corrective_action z on z.id = a.action_id
			cross join lateral (select coalesce(y.office_id, z.office_id) as office_id) as x where a.id = item), core.my_office()))
	returning agreement.id into made;
	if counted is null and coalesce(btrim($7), '') <> '' then
		for e in select t.token from regexp_split_to_table(btrim($7), '[\s,;]+') as t (token) loop
			part := regexp_match(upper(e.token), '^(\d{1,4})([FCA])$');
			select x.seat_id into seat from council.seats_on(s.body_id, s.day) as x where x.seat_no = part[1]::int;
			if part is null or seat is null then
				raise exception 'No se entiende el voto «%»: se escribe 8-2-1, o el asiento y su voto, F, C o A: 1F 2C 3A.',
					left(e.token, 40) using errcode = 'HT002', column = 'votes';
			end if;
			insert into council.vote (agreement_id, seat_id, vote) values (made, seat,
				case part[2] when 'F' then 'for' when 'C' then 'against' else 'abstained' end);
		end loop;
	end if;
end
$$;
comment on function council.session_agree(bigint, int, int, text, text, time, text, text) is
	'Registrar un acuerdo desde un punto de la agenda, con sus votos';

create function council.agreement_end(id bigint, row_version int, state text, session text, variadic pairs text[]) returns void
language plpgsql volatile as $$
declare
	ended constant bigint := council.session_named($4);
begin
	if ended is null and coalesce(btrim($4), '') <> '' then
		raise exception 'No hay una sesión «%».', btrim($4) using errcode = 'HT004', column = 'ended_in_ref';
	end if;
	perform core.step('council.agreement', $1, $2, $3, '{open}', variadic array['ended_in', ended::text] || $5);
end
$$;
comment on function council.agreement_end(bigint, int, text, text, text[]) is 'Da por terminado un acuerdo';

create function council.agreement_fulfil(id bigint, row_version int, evidence text, ended_in_ref text) returns void
language sql volatile as $$
	select council.agreement_end($1, $2, 'fulfilled', $4, 'document_id',
		coalesce(core.document_named($3), (select a.document_id from council.agreement a where a.id = $1))::text,
		'evidence', core.expect_said($3, 'evidence', 'Para dar por cumplido un acuerdo escriba su evidencia: el código de un documento, o cuál es.'))
$$;
comment on function council.agreement_fulfil(bigint, int, text, text) is 'Dar por cumplido un acuerdo, con su evidencia';

create function council.agreement_replace(id bigint, row_version int, replaced_by_ref text) returns void
language plpgsql volatile as $$
declare
	other constant bigint := council.agreement_named($3);
begin
	perform core.expect_said($3, 'replaced_by_ref', 'Escriba el acuerdo que lo reemplaza.');
	if other is null then
		raise exception 'No hay un acuerdo «%».', btrim($3) using errcode = 'HT004', column = 'replaced_by_ref';
	end if;
	perform council.agreement_end($1, $2, 'replaced', (select s.session_ref from council.agreement a
		join council.session s on s.id = a.session_id where a.id = other), 'replaced_by', other::text);
end
$$;
comment on function council.agreement_replace(bigint, int, text) is 'Dar por reemplazado un acuerdo por otro';

create function council.agreement_void(id bigint, row_version int, why text, ended_in_ref text) returns void
language sql volatile as $$
	select council.agreement_end($1, $2, 'without_effect', $4, 'why',
		core.expect_said($3, 'why', 'Escriba por qué el acuerdo queda sin efecto.'))
$$;
comment on function council.agreement_void(bigint, int, text, text) is 'Dejar sin efecto un acuerdo, con su motivo';

select core.declare('council.agreement', 'open', 'Acuerdos', stands_on => '{session_id,item_id}',
	place => '{"session_id.list_place, agreement_no"}', numbered => 'agreement_no of session_id', help => array[
	'votes', 'La votación en palabras', 'pending', 'Encargo sin cumplir', 'endable', 'No terminó',
	'overdue', 'Venció sin cumplirse', 'falling_due', 'Vencido, o vence en 30 días', 'responsible', 'Otras oficinas responsables',
	'session_state', 'Situación de la sesión', 'ended_in_ref', 'Sesión que lo dio por terminado',
	'replaced_by_ref', 'Acuerdo que lo reemplaza', 'change_agreement', 'Acuerdo', 'agreement', 'Acuerdo'],
	unknown => 'No hay un acuerdo que se cite así.');
select core.declare('council.agreement_unit', 'open', 'Oficinas responsables de los acuerdos', line_of => '{agreement_id}',
	help => array['responsible_code', 'Oficina responsable', 'responsible_name', 'Nombre de la oficina responsable']);
select core.declare('council.vote', 'open', 'Votos', line_of => '{agreement_id}');

select core.publish('agreement', 'council.agreement', 'true', '{agreement_ref, session_ref, agreement_no, agreement_text, kind, state, voting, votes_for,
	votes_against, votes_abstained, passed, due, plan_code, commitment_no, position, evidence,
	document_ref, ended_on, why, replaced_by_ref, office_code}');
select core.publish('vote', 'council.vote', 'true', '{agreement_ref=agreement_id.agreement_ref, seat_no, seat_name, sector, vote}');
