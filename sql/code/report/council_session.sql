-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: ordinaria, extraordinaria, prevista, convocada, realizada, primera, segunda, titular, alterna, excusada, ausente, propio, acuerdo, recomendación, informe, acta, preside, vicepreside, secretaría, miembro, tarde
-- after: council
-- What is told of one session: its summons, list of attendance and minutes. key:
-- the session as it is cited, of a summons "CR-02-2019/8" the seat too. With the
-- rights of whoever asks: a draft of minutes is no report for who may not read it.

select core.declare_words('follow.session_kind_text', 'Clase de una sesión, en palabras',
	'ordinary', 'ordinaria', 'extraordinary', 'extraordinaria');
select core.declare_words('follow.session_state_text', 'Situación de una sesión, en palabras',
	'planned', 'prevista', 'convened', 'convocada', 'held', 'realizada', 'failed', 'sin quórum',
	'draft', 'acta en borrador', 'approved', 'acta aprobada');
select core.declare_words('follow.agenda_source_text', 'De dónde viene un punto de agenda, en palabras',
	'agreement', 'acuerdo', 'action', 'acción correctiva', 'recommendation', 'recomendación', 'report', 'informe',
	'minutes', 'acta', 'propio');
select core.declare_words('follow.attendance_text', 'Cómo asistió un asiento, en palabras',
	'titular', 'titular', 'alternate', 'alterna', 'excused', 'excusada', 'absent', 'ausente', 'sin registro');
select core.declare_words('follow.sector_text', 'Sector de un asiento, en palabras',
	'government', 'Gobierno', 'civil_society', 'Sociedad civil');
select core.declare_words('follow.seat_function_text', 'Función de un asiento, en palabras',
	'presides', 'preside', 'vice', 'vicepreside', 'secretary', 'secretaría', 'miembro');

create function follow.report_site() returns setof follow.report_site_row
language sql stable security definer as $$
	select i.code::text, i.name, case when exists (select from core.setting where key = 'test.today' and deleted_at is null)
			then 't' else 'f' end,
		follow.day_text(core.today()) || ' ' || to_char(now() at time zone 'America/Lima', 'HH24:MI'),
		(select s.value from core.setting s where s.key = 'report.place' and s.deleted_at is null and s.value <> ''),
		(select y.name from core.year_name y where y.deleted_at is null and y.year = extract(year from core.today()))
	from (select 1) as x left join lateral (select code, name from core.institution where deleted_at is null order by id limit 1) as i on true
$$;
comment on function follow.report_site() is 'Informe de una sesión: la institución y su sitio';
grant execute on function follow.report_site() to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- The session of a key; the seat that it names, NULL where it names none.
create function follow.session_of(key text, out id bigint, out body_id bigint, out day date, out seat_no int) returns setof record
language sql stable as $$
	select s.id, s.body_id, d.day, x.seat_no
	from council.session s
	cross join lateral (select council.day_of(s) as day) as d
	cross join lateral (select nullif(btrim(split_part($1, '/', 2)), '') as given) as g
	left join lateral (select y.seat_no from council.seats_on(s.body_id, d.day) as y where y.seat_no::text = g.given) as x on true
	where s.id = council.session_named(split_part($1, '/', 1)) and (g.given is null or x.seat_no is not null)
$$;
comment on function follow.session_of(text) is 'La sesión de la que se pide un informe, y el asiento si lo nombra';

-- Seats of a session's day, who may come and how they were summoned; the one
-- that the key names alone.
create function follow.session_seats(key text) returns setof follow.report_session_summons_row
language sql stable as $$
	select x.seat_no::text, x.seat_name, x.sector, follow.sector_text(x.sector), n.titular, n.alternates, y.means,
		follow.day_text(y.sent_on), follow.day_text(y.received_on), case when l.late then 't' else 'f' end,
		case when l.late then 'tarde' end, null, null
	from follow.session_of($1) as s
	cross join lateral council.seats_on(s.body_id, s.day) as x
	left join council.summons y on y.session_id = s.id and y.seat_id = x.seat_id and y.deleted_at is null
	cross join lateral (select string_agg(d.person_name, ', ' order by d.id) filter (where d.role = 'titular') as titular,
			string_agg(d.person_name, ', ' order by d.id) filter (where d.role = 'alternate') as alternates
		from council.designation d
		where d.seat_id = x.seat_id and d.deleted_at is null and s.day between d.from_date and coalesce(d.to_date, 'infinity')) as n
	cross join lateral (select coalesce(s.day - y.sent_on < r.summons_days, false) as late
		from council.rule_on(s.body_id, s.day) as r) as l
	where s.seat_no is null or s.seat_no = x.seat_no
	order by x.sector <> 'government', x.seat_no;
$$;
comment on function follow.session_seats(text) is 'Los asientos de una sesión, o el que nombra la clave, y su citación';

-- A summons to one seat does not list it.
create function follow.report_session_summons(key text) returns setof follow.report_session_summons_row
language sql stable as $$
	select t.* from follow.session_seats($1) as t
	where not exists (select from follow.session_of($1) as s where s.seat_no is not null);
$$;

-- The seat that has a function on the session's day, and who was in it.
create function follow.session_seat(session bigint, body bigint, day date, function text, out seat_name text, out titular text)
returns setof record language sql stable as $$
	select x.seat_name, coalesce((select coalesce(a.person_name, d.person_name)
			from council.attendance a left join council.designation d on d.id = a.designation_id
			where a.session_id = $1 and a.seat_id = x.seat_id and a.deleted_at is null and a.mark in ('titular', 'alternate')
			order by a.turn limit 1),
		(select d.person_name from council.designation d
			where d.seat_id = x.seat_id and d.role = 'titular' and d.deleted_at is null
				and $3 between d.from_date and coalesce(d.to_date, 'infinity') limit 1))
	from council.seats_on($2, $3) as x where x.function = $4 order by x.seat_no limit 1
$$;
comment on function follow.session_seat(bigint, bigint, date, text) is 'El asiento que tiene una función en una sesión, y quién lo ocupó';

create function follow.report_session_head(key text) returns setof follow.report_session_head_row
language sql stable as $$
	select i.*, x.session_ref::text, b.body_code::text, b.body_name, b.norm, x.kind, follow.session_kind_text(x.kind),
		x.state, follow.session_state_text(x.state), x.minutes_no, follow.day_text(s.day), core.hour_text(x.started_at),
		core.hour_text(x.ended_at), coalesce(nullif(x.place, ''), x.online),
		concat_ws(' ', follow.day_text(x.held_on), core.hour_text(x.call_at)),
		case when x.second_on is not null then concat_ws(' ', follow.day_text(x.second_on), core.hour_text(x.second_at))
			when x.state in ('planned', 'convened') and r.id is not null
				then format('si hace falta, no antes del %s', follow.day_text(x.held_on + r.second_after)) end,
		case x.in_call when 2 then 'segunda' else 'primera' end, x.first_present::text,
		case when x.started_at is not null and coalesce(nullif(x.place, ''), x.online) is not null then 't' else 'f' end,
		x.guests, x.unrecorded_why, x.failed_why, q.said, case when q.recorded then q.present::text end, q.needed::text,
		q.base::text, case when q.recorded then q.government::text end, case when q.recorded then q.civil_society::text end,
		n.first_needed, n.second_needed,
		case when r.id is not null then concat_ws('; ', council.call_text(r.first_numerator, r.first_denominator, r.first_above,
			r.first_minimum), council.call_text(r.second_numerator, r.second_denominator, r.second_above, r.second_minimum)) end,
		r.source, case when s.seat_no is null then 'A los miembros del órgano, según la relación'
			else format('Al asiento %s: %s', s.seat_no, a.seat_name) end,
		case when s.seat_no is not null then a.titular end, nullif(concat_ws(', ', p.titular, p.seat_name), ''), w.seat_name, w.titular, a.sent_on
	from follow.session_of($1) as s
	join council.session x on x.id = s.id join council.body b on b.id = s.body_id
	cross join lateral follow.report_site() as i
	cross join lateral council.quorum(x.id, case when x.state in ('held', 'draft', 'approved') then x.started_at end) as q
	cross join lateral council.rule_on(s.body_id, s.day) as r
	cross join lateral (select case when r.id is not null then
			council.share_of(q.base, r.first_numerator, r.first_denominator, r.first_above, r.first_minimum) || '/' || q.base
				end as first_needed,
		case when r.id is not null then
			council.share_of(q.base, r.second_numerator, r.second_denominator, r.second_above, r.second_minimum) || '/' || q.base
				end as second_needed) as n
	left join lateral (select t.seat_name, t.titular, t.sent_on from follow.session_seats($1) as t limit 1) as a on true
	left join lateral follow.session_seat(s.id, s.body_id, s.day, 'presides') as p on true
	left join lateral follow.session_seat(s.id, s.body_id, s.day, 'secretary') as w on true;
$$;

create function follow.report_session_agenda(key text) returns setof follow.report_session_agenda_row
language sql stable as $$
	select a.item_no::text, a.item_text, a.minutes::text, a.presenter, a.source, follow.agenda_source_text(a.source), a.outcome
	from follow.session_of($1) as s join council.agenda a on a.session_id = s.id and a.deleted_at is null
	order by a.item_no;
$$;

-- No row where nobody wrote down who came. A seat that came back has two.
create function follow.report_session_roll(key text) returns setof follow.report_session_roll_row
language sql stable as $$
	select r.seat_no::text, r.seat_name, r.sector, follow.sector_text(r.sector), r.function, follow.seat_function_text(r.function),
		r.titular, nullif(array_to_string(r.alternates, ', '), ''), r.mark, follow.attendance_text(coalesce(r.mark, '')),
		r.attended_by, r.arrived_at, r.left_at,
		case when r.mark in ('titular', 'alternate') then nullif(concat_ws('-', coalesce(r.arrived_at, core.hour_text(x.started_at)),
			coalesce(r.left_at, core.hour_text(x.ended_at))), '') end,
		null, null
	from follow.session_of($1) as s join council.session x on x.id = s.id
	cross join lateral council.roll(s.id) as r
	where exists (select from council.attendance a where a.session_id = s.id and a.deleted_at is null)
	order by r.sector <> 'government', r.seat_no, r.arrived_at nulls first;
$$;

-- Each seat that voted so.
create function follow.voters_text(agreement bigint, vote text) returns text
language sql stable as $$
	select string_agg(x.seat_no || '. ' || x.seat_name, '; ' order by x.seat_no)
	from council.vote v join council.seat x on x.id = v.seat_id
	where v.agreement_id = $1 and v.vote = $2 and v.deleted_at is null
$$;
comment on function follow.voters_text(bigint, text) is 'Los asientos que votaron así';

create function follow.report_session_agreements(key text) returns setof follow.report_session_agreements_row
language sql stable as $$
	select a.agreement_no::text, a.number_text, a.agreement_ref::text, a.agreement_text, a.kind, follow.agreement_kind_text(a.kind),
		i.item_no || '. ' || i.item_text, council.vote_text(a), follow.voters_text(a.id, 'for'), follow.voters_text(a.id, 'against'),
		follow.voters_text(a.id, 'abstained'), a.dissent, concat_ws(', ', o.office_name, x.others),
		a.due || case when a.due_doubtful then ' (por aclarar)' else '' end,
		nullif(concat_ws('; ', 'compromiso ' || c.commitment_no || ', ' || c.title, 'hito ' || m.position,
			'indicador ' || n.indicator_code, 'acción correctiva ' || k.action_no), '')
	from follow.session_of($1) as s join council.agreement a on a.session_id = s.id and a.deleted_at is null
	join core.office o on o.id = a.office_id
	left join council.agenda i on i.id = a.item_id
	left join plan.commitment c on c.id = a.commitment_id
	left join plan.milestone m on m.id = a.milestone_id
	left join follow.indicator n on n.id = a.indicator_id
	left join follow.corrective_action k on k.id = a.action_id
	left join lateral (select string_agg(y.office_name, ', ' order by y.office_name) as others
		from council.agreement_unit z join core.office y on y.id = z.responsible_id
		where z.agreement_id = a.id and z.deleted_at is null and z.responsible_id <> a.office_id) as x on true
	order by a.agreement_no;
$$;

-- Refused to whoever may not read the minutes.
create function follow.report_minutes_head(key text) returns setof follow.report_minutes_head_row
language plpgsql stable as $$
declare
	asked council.session := (select x from council.session x where x.id = (select s.id from follow.session_of($1) as s));
begin
	return query select h.*, m.state, m.minutes_text, m.sha256,
		case when m.state = 'approved' and m.sha256 is distinct from council.text_digest(m.minutes_text) then 't' else 'f' end,
		y.session_ref::text, follow.day_text(asked.approved_on)
	from council.minutes m
	cross join lateral follow.report_session_head(split_part($1, '/', 1)) as h
	left join council.session y on y.id = asked.approved_in
	where m.session_id = asked.id and m.deleted_at is null;
	if found or asked.id is null then
		return;
	elsif asked.state in ('draft', 'approved') then
		raise exception 'El acta de la sesión % es un borrador: la leen la secretaría y las oficinas que tienen un asiento.',
			asked.session_ref using errcode = 'HT003';
	end if;
	raise exception 'La sesión % no tiene acta: empieza cuando la sesión se levanta.', asked.session_ref using errcode = 'HT004';
end
$$;

-- Who presides first; of a session without a list of attendance those who
-- preside and who keep the minutes.
create function follow.report_minutes_signers(key text) returns setof follow.report_minutes_signers_row
language sql stable as $$
	with s as (select * from follow.session_of($1)), roll as (
		select distinct on (r.seat_no) r.* from s cross join lateral council.roll(s.id) as r
		where r.mark in ('titular', 'alternate') order by r.seat_no, r.arrived_at nulls first
	), seat as (
		select r.seat_no, r.seat_name, r.function, r.mark, r.attended_by as name from roll r
		union all
		select x.seat_no, x.seat_name, x.function, null, w.titular
		from s cross join lateral council.seats_on(s.body_id, s.day) as x
			cross join lateral follow.session_seat(s.id, s.body_id, s.day, x.function) as w
		where x.function in ('presides', 'secretary') and not exists (select from roll)
	)
	select case t.mark when 'alternate' then format('%s (alterna)', t.seat_name) else t.seat_name end, t.name
	from seat t order by t.function <> 'presides', t.function <> 'secretary', t.seat_no;
$$;
