-- SPDX-License-Identifier: GPL-3.0-or-later
-- Minutes: a draft that the secretariat and the offices with a seat read, locked
-- with its digest when a session approves it, and everybody's from then on.
-- after: attendance

create function council.text_digest(given text) returns text
language sql immutable parallel safe
return encode(sha256(convert_to(given, 'UTF8')), 'hex');
comment on function council.text_digest(text) is 'La huella SHA-256 de un texto en UTF-8';

create view council.minutes_all with (security_invoker = true) as
select t.*, s.session_ref, b.body_code, s.held_on, s.state as session_state, s.approved_on, a.session_ref as approved_in_ref,
	o.office_code, t.office_id = (select core.my_office()) as mine, t.state = 'draft' as pending, t.state = 'approved' as locked,
	t.state = 'approved' and t.sha256 is distinct from council.text_digest(t.minutes_text) as broken
from council.minutes t join council.session s on s.id = t.session_id join council.body b on b.id = s.body_id
	join core.office o on o.id = t.office_id left join council.session a on a.id = s.approved_in;

create view council.minutes_remark_all with (security_invoker = true) as
select t.*, s.seat_no, s.seat_name
from council.minutes_remark t join council.seat s on s.id = t.seat_id;

-- Whoever asks may read the draft of a session's minutes.
create function council.reads_draft(session bigint) returns boolean
language sql stable security definer as $$
	select council.holds_seat(s.body_id) from council.session s where s.id = $1
$$;
comment on function council.reads_draft(bigint) is 'Quien pregunta es de una oficina con asiento en el órgano de la sesión';
create function council.reads_remark(minutes bigint) returns boolean
language sql stable security definer as $$
	select m.state = 'approved' or council.reads_draft(m.session_id) from council.minutes m where m.id = $1
$$;
comment on function council.reads_remark(bigint) is 'Quien pregunta puede leer las observaciones de un acta';
grant execute on function council.reads_draft(bigint), council.reads_remark(bigint)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

create function council.minutes_filled(was council.minutes, now council.minutes) returns council.minutes
language plpgsql stable as $$
begin
	now.sha256 := case now.state when 'approved' then coalesce(case was.state when 'approved' then was.sha256 end,
		council.text_digest(now.minutes_text)) end;
	return now;
end
$$;

create function council.minutes_problems(was council.minutes, now council.minutes) returns setof core.problem
language sql stable as $$
	select (core.problem('minutes_text', 'El acta está aprobada y no se cambia: una corrección es un acuerdo de otra sesión.')).*
	where was.state = 'approved' and not core.by_owner() and core.row_differs(to_jsonb(was), to_jsonb(now))
	union all
	select (core.problem('session_ref', 'Solo una sesión realizada tiene acta.')).*
	from council.session s where s.id = now.session_id and s.state in ('planned', 'convened', 'failed')
	union all
	-- The session's action moves both, the session first.
	select (core.problem(null, 'El acta se aprueba en la sesión, con Aprobar acta.')).*
	from council.session s where s.id = now.session_id and now.state = 'approved' and was.state is distinct from 'approved'
		and s.state <> 'approved' and not core.by_owner()
$$;

create function council.minutes_remark_problems(was council.minutes_remark, now council.minutes_remark)
returns setof core.problem language sql stable as $$
	select (core.problem('remark', 'El acta está aprobada: sus observaciones no cambian.')).*
	from council.minutes m where m.id in (now.minutes_id, was.minutes_id) and m.state = 'approved' and not core.by_owner()
	union all
	select p.* from council.minutes m cross join lateral council.seat_problem(m.session_id, now.seat_id) as p
	where m.id = now.minutes_id
$$;

-- What is on record of a session, as minutes are written here. The secretariat
-- goes on from it.
create function council.minutes_draft(session bigint) returns text
language sql stable as $$
	with s as (
		select x.*, b.body_name, council.day_of(x) as day
		from council.session x join council.body b on b.id = x.body_id where x.id = $1
	), roll as (
		select r.* from council.roll($1) as r
	)
	select concat_ws(E'\n\n',
		format('ACTA DE LA SESIÓN %s %s', upper(case s.kind when 'extraordinary' then 'extraordinaria' else 'ordinaria' end), s.session_ref),
		format('%s. En %s, el %s%s, en %s convocatoria, se reúne el %s.', coalesce(nullif(s.minutes_no, ''), s.session_ref),
			coalesce(nullif(s.place, ''), nullif(s.online, ''), 'lugar no registrado'), core.day_text(s.day),
			coalesce(' a las ' || core.hour_text(s.started_at), ''), case s.in_call when 2 then 'segunda' else 'primera' end, s.body_name),
		'ASISTENCIA' || E'\n' || coalesce((select string_agg(format('%s. %s: %s', r.seat_no, r.seat_name, case r.mark
				when 'titular' then coalesce(r.attended_by, 'titular')
				when 'alternate' then concat_ws(' ', r.attended_by, '(alterna)')
				when 'excused' then 'excusada' when 'absent' then 'ausente' else 'sin registro' end
				|| coalesce(', desde las ' || r.arrived_at, '') || coalesce(', hasta las ' || r.left_at, '')),
				E'\n' order by case r.sector when 'government' then 1 else 2 end, r.seat_no) from roll r
			where exists (select from roll x where x.mark is not null)), 'Sin registro: ' || coalesce(s.unrecorded_why, '')),
		'QUÓRUM' || E'\n' || (select q.said from council.quorum($1, s.started_at) as q),
		nullif('AGENDA' || E'\n' || coalesce((select string_agg(a.item_no || '. ' || a.item_text || coalesce(E'\n' || a.outcome, ''),
			E'\n' order by a.item_no) from council.agenda a where a.session_id = $1 and a.deleted_at is null), '-'), ''),
		'ACUERDOS' || E'\n' || coalesce((select string_agg(concat_ws(E'\n', a.agreement_no || '. ' || a.agreement_text,
				'   ' || council.vote_text(a)), E'\n' order by a.agreement_no)
			from council.agreement a where a.session_id = $1 and a.deleted_at is null), 'Ninguno.'),
		'Termina' || coalesce(' a las ' || core.hour_text(s.ended_at), '') || '.')
	from s
$$;
comment on function council.minutes_draft(bigint) is 'Un acta con lo que está registrado de la sesión';

select core.declare('council.minutes', 'minutes', 'Actas', stands_on => '{session_id}',
	place => '{session_id.list_place}', help => array['pending', 'En borrador', 'locked', 'Aprobada', 'broken', 'El texto no es el que se aprobó',
	'session_state', 'Situación de la sesión', 'approved_in_ref', 'Sesión en la que se aprobó']);
select core.declare('council.minutes_remark', 'remark', 'Observaciones a las actas', line_of => '{minutes_id}');

select core.publish('minutes', 'council.minutes', 't.state = ''approved''', '{session_ref, body_code, held_on, minutes_text, sha256, approved_on, approved_in_ref}');
