-- SPDX-License-Identifier: GPL-3.0-or-later
-- Bodies, their seats and who is designated in each. What they are is the
-- secretariat's to keep.

create view council.body_all with (security_invoker = true) as
select t.*, d.document_ref, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force,
	s.seats, s.government, s.civil_society, s.last_session
from council.body t join core.office o on o.id = t.office_id
	left join core.document d on d.id = t.document_id
	left join lateral (select count(*) as seats,
			count(*) filter (where x.sector = 'government') as government,
			count(*) filter (where x.sector = 'civil_society') as civil_society,
			(select max(y.held_on) from council.session y where y.body_id = t.id and y.deleted_at is null
				and y.state in ('held', 'draft', 'approved')) as last_session
		from council.seat x where x.body_id = t.id and x.deleted_at is null
			and (select core.today()) between x.from_date and coalesce(x.to_date, 'infinity')) s on true;

create view council.body_pick with (security_invoker = true) as
select id, body_code, body_name, core.fold(body_code) || ' ' || body_name_folded as search_folded
from council.body where deleted_at is null;

create view council.seat_all with (security_invoker = true) as
select t.*, b.body_code, b.body_name, so.office_code as seat_office_code, so.office_name as seat_office_name,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force,
	d.titular, d.alternates, d.titular is null as vacant
from council.seat t join council.body b on b.id = t.body_id
	left join core.office so on so.id = t.seat_office_id
	left join lateral (select string_agg(x.person_name, ', ') filter (where x.role = 'titular') as titular,
			string_agg(x.person_name, ', ') filter (where x.role = 'alternate') as alternates
		from council.designation x where x.seat_id = t.id and x.deleted_at is null
			and (select core.today()) between x.from_date and coalesce(x.to_date, 'infinity')) d on true;

-- A seat by its number in its body, or of a session, among those in force on its
-- day.
create view council.seat_pick with (security_invoker = true) as
select t.id, b.body_code, t.seat_no, t.seat_name, t.from_date,
	t.seat_no || ' ' || t.seat_name_folded as search_folded
from council.seat t join council.body b on b.id = t.body_id
where t.deleted_at is null and (select core.today()) between t.from_date and coalesce(t.to_date, 'infinity');

create view council.designation_all with (security_invoker = true) as
select t.*, b.body_code, s.seat_no, s.seat_name,
	(select core.today()) between t.from_date and coalesce(t.to_date, 'infinity') as in_force,
	p.email, p.phone, p.document_no
from council.designation t join council.seat s on s.id = t.seat_id join council.body b on b.id = s.body_id
	left join council.designation_private p on p.designation_id = t.id and p.deleted_at is null;

create view council.designation_private_all with (security_invoker = true) as
select t.* from council.designation_private t;

create view council.seat_office_pick with (security_invoker = true) as
select id, office_code as seat_office_code, office_name as seat_office_name,
	core.fold(office_code) || ' ' || office_name_folded as search_folded
from core.office where deleted_at is null;
comment on view council.seat_office_pick is 'Oficinas que ocupan un asiento, para elegir. No hay una oficina con este código.';

-- Seats of a body that are in force on a day, and who sits in them.
create function council.seats_on(body bigint, day date)
returns table (seat_id bigint, seat_no int, seat_name text, sector text, function text, designated boolean)
language sql stable as $$
	select s.id, s.seat_no, s.seat_name, s.sector, s.function, exists (select from council.designation d
		where d.seat_id = s.id and d.deleted_at is null and d.role = 'titular'
			and $2 between d.from_date and coalesce(d.to_date, 'infinity'))
	from council.seat s
	where s.body_id = $1 and s.deleted_at is null and $2 between s.from_date and coalesce(s.to_date, 'infinity')
$$;
comment on function council.seats_on(bigint, date) is 'Los asientos de un órgano que rigen en un día';

-- The office that asks holds a seat of that body today.
create function council.holds_seat(body bigint) returns boolean
language sql stable security definer as $$
	select exists (select from council.seat s where s.body_id = $1 and s.deleted_at is null
		and s.seat_office_id = core.my_office()
		and core.today() between s.from_date and coalesce(s.to_date, 'infinity'))
$$;
comment on function council.holds_seat(bigint) is 'La oficina de quien pregunta ocupa un asiento del órgano';
grant execute on function council.holds_seat(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

create function council.body_problems(was council.body, now council.body) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('El órgano tiene una sesión del %s: existe desde antes.',
		core.day_text(min(s.held_on))))).*
	from council.session s where s.body_id = now.id and s.deleted_at is null having min(s.held_on) < now.from_date
	union all
	select (core.problem('to_date', format('El órgano tiene una sesión del %s: existe hasta después.',
		core.day_text(max(s.held_on))))).*
	from council.session s where s.body_id = now.id and s.deleted_at is null having max(s.held_on) > now.to_date
	union all
	select (core.problem('kind', 'El comité ya tiene informes: su clase no cambia.')).*
	where was.kind = 'follow_up' and now.kind <> was.kind and exists (select from council.committee_report r
		where r.body_id = now.id and r.deleted_at is null)
$$;

create function council.seat_problems(was council.seat, now council.seat) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('El órgano existe desde el %s: no tiene asientos antes.', core.day_text(b.from_date)))).*
	from council.body b where b.id = now.body_id and now.from_date < b.from_date
	union all
	select (core.problem('to_date', format('El órgano existió hasta el %s: no tiene asientos después.', core.day_text(b.to_date)))).*
	from council.body b where b.id = now.body_id and (now.from_date > b.to_date or now.to_date > b.to_date)
	union all
	select (core.problem('seat_no', format('El órgano ya tiene un asiento %s en esas fechas: «%s».', now.seat_no, s.seat_name))).*
	from council.seat s where s.body_id = now.body_id and s.seat_no = now.seat_no and s.id is distinct from now.id
		and s.deleted_at is null and now.deleted_at is null
		and daterange(s.from_date, s.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
	union all
	select (core.problem('function', format('En esas fechas ya preside «%s».', s.seat_name))).*
	from council.seat s where now.function = 'presides' and s.function = 'presides' and s.body_id = now.body_id
		and s.id is distinct from now.id and s.deleted_at is null and now.deleted_at is null
		and daterange(s.from_date, s.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
	union all
	-- What was counted stays countable.
	select (core.problem('seat_no', 'El asiento asistió a sesiones: póngale fecha de término en vez de anularlo o cambiarlo.')).*
	where was.id is not null and not core.by_owner() and exists (select from council.attendance a
			where a.seat_id = now.id and a.deleted_at is null)
		and (now.body_id, now.seat_no, now.sector, now.deleted_at) is distinct from
			(was.body_id, was.seat_no, was.sector, was.deleted_at)
	union all
	select (core.problem('to_date', format('El asiento asistió a la sesión %s, del %s.', x.session_ref, core.day_text(x.day)))).*
	from (select s.session_ref, council.day_of(s) as day from council.attendance a join council.session s on s.id = a.session_id
		where was.id is not null and a.seat_id = now.id and a.deleted_at is null and s.deleted_at is null
			and council.day_of(s) not between now.from_date and coalesce(now.to_date, 'infinity')
		order by 2 desc limit 1) as x
	union all
	select * from council.seat_counted(was, now)
$$;

create function council.designation_problems(was council.designation, now council.designation) returns setof core.problem
language sql stable as $$
	select (core.problem('from_date', format('El asiento es miembro desde el %s.', core.day_text(s.from_date)))).*
	from council.seat s where s.id = now.seat_id and now.from_date < s.from_date
	union all
	select (core.problem('to_date', format('El asiento dejó de ser miembro el %s.', core.day_text(s.to_date)))).*
	from council.seat s where s.id = now.seat_id and (now.from_date > s.to_date or now.to_date > s.to_date)
	union all
	select (core.problem('person_name', format('En esas fechas la titular del asiento es otra: %s.', d.person_name))).*
	from council.designation d where now.role = 'titular' and d.role = 'titular' and d.seat_id = now.seat_id
		and d.id is distinct from now.id and d.deleted_at is null and now.deleted_at is null
		and daterange(d.from_date, d.to_date, '[]') && daterange(now.from_date, now.to_date, '[]')
	union all
	select * from council.designation_counted(was, now)
$$;

select core.declare('council.body', 'shared', 'Órganos', help => array['in_force', 'Existe hoy', 'seats', 'Asientos',
	'government', 'Asientos del gobierno', 'civil_society', 'Asientos de la sociedad civil',
	'last_session', 'Última sesión realizada'], unknown => 'No hay un órgano con este código.');
select core.declare('council.seat', 'shared', 'Asientos', stands_on => '{body_id}',
	place => '{"body_id.body_code, seat_no"}', help => array['in_force', 'Es miembro hoy', 'titular', 'Titular de hoy',
	'alternates', 'Alternas de hoy', 'vacant', 'Sin titular hoy', 'seat_office_code', 'Oficina que ocupa el asiento',
	'seat_office_name', 'Nombre de la oficina que ocupa el asiento'],
	unknown => 'El órgano no tiene un asiento con este número.');
select core.declare('council.designation', 'shared', 'Designaciones', stands_on => '{seat_id}',
	place => '{"seat_id.list_place, fold(role), fold(person_name)"}', help => array['in_force', 'Vigente hoy',
	'email', 'Correo electrónico', 'phone', 'Teléfono', 'document_no', 'Documento de identidad']);
select core.declare('council.designation_private', 'personal', 'Contactos de las personas designadas',
	line_of => '{designation_id}');
select core.declare_mask('council.designation_private', 'council.designation', 't.id = new.designation_id',
	'contact_mask', 'core.contact_mask(new.email, new.phone)');

select core.publish('body', 'council.body', 'true', '{body_code, body_name, initials, kind, norm, from_date, to_date, sessions_year}');
select core.publish('seat', 'council.seat', 'true', '{body_code, seat_no, seat_name, sector, function, from_date, to_date}');
