-- SPDX-License-Identifier: GPL-3.0-or-later
-- Unions, federations and delegates: their registration, the boards that follow
-- one another, their members as counts. Nobody is named.
-- after: employer

-- What a board is on a day.
create function labour.board_situation(from_date date, to_date date, today date) returns text
language sql immutable parallel safe
return case when from_date is null then 'none' when from_date > today then 'to_start' when to_date < today then 'expired'
	when to_date <= today + 30 then 'expiring' else 'in_force' end;
comment on function labour.board_situation(date, date, date) is
	'Lo que es una junta directiva en un día: ninguna, por empezar, vigente, por vencer en treinta días o vencida';

-- The board that ends last says how a union stands.
create view labour.union_organisation_all with (security_invoker = true) as
select t.*, e.employer_code, coalesce(nullif(e.employer_name, ''), e.name_mask) as employer,
	u.union_code as parent_code, u.union_name as parent_name, p.place_code, p.place_name, d.document_ref,
	t.members_male + t.members_female as members, b.from_date as board_from, b.to_date as board_to, s.board_situation,
	t.state = 'active' and s.board_situation = 'expired' as board_expired,
	t.state = 'active' and s.board_situation = 'expiring' as board_expiring,
	t.state = 'active' and s.board_situation in ('expired', 'expiring') as board_told,
	o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine
from labour.union_organisation t join core.office o on o.id = t.office_id
	left join labour.employer e on e.id = t.employer_id
	left join labour.union_organisation u on u.id = t.parent_id
	left join core.place p on p.id = t.place_id
	left join core.document d on d.id = t.document_id
	left join lateral (select x.from_date, x.to_date from labour.union_board x
		where x.union_id = t.id and x.deleted_at is null order by x.to_date desc limit 1) as b on true
	cross join lateral (select labour.board_situation(b.from_date, b.to_date, (select core.today())) as board_situation) as s;

create view labour.union_board_all with (security_invoker = true) as
select t.*, d.document_ref, labour.board_situation(t.from_date, t.to_date, (select core.today())) as board_situation
from labour.union_board t left join core.document d on d.id = t.document_id;

create view labour.union_record_all with (security_invoker = true) as
select t.* from labour.union_record t;

create view labour.union_organisation_pick with (security_invoker = true) as
select id, union_code, union_name, core.fold(union_code) || ' ' || union_name_folded as search_folded
from labour.union_organisation where deleted_at is null;

create view labour.union_parent_pick with (security_invoker = true) as
select p.id, p.union_code as parent_code, p.union_name as parent_name, p.search_folded
from labour.union_organisation_pick p join labour.union_organisation u on u.id = p.id where u.level in ('federation', 'confederation');

-- The organisation of that code, registration or name; none where several have it.
create function labour.union_named(given text) returns bigint
language sql stable as $$
	with g as (select core.fold(core.one_line($1)) as said)
	select coalesce((select min(u.id) from labour.union_organisation u, g where core.fold(u.union_code) = g.said
			and u.deleted_at is null),
		(select min(u.id) from labour.union_organisation u, g where core.fold(u.registration_no) = g.said
			and u.deleted_at is null having count(*) = 1),
		(select min(u.id) from labour.union_organisation u, g where u.union_name_folded = left(g.said, 600)
			and u.deleted_at is null having count(*) = 1))
$$;
comment on function labour.union_named(text) is 'La organización sindical de ese código, registro o nombre';

create function labour.union_last() returns int
language sql stable as $$
	select coalesce(max(substring(u.union_code from '^ORG-(\d{1,7})$')::int), 0)
	from labour.union_organisation u where u.union_code like 'ORG-%'
$$;
comment on function labour.union_last() is 'El último número de los códigos que se dan a organizaciones sindicales';

create function labour.union_organisation_filled(was labour.union_organisation, now labour.union_organisation)
returns labour.union_organisation language plpgsql stable as $$
begin
	now.registration_no := nullif(btrim(now.registration_no), '');
	if coalesce(btrim(now.union_code), '') = '' then
		now.union_code := coalesce(left(now.registration_no, 40), labour.code_after('ORG', labour.union_last()));
	end if;
	if num_nonnulls(now.members_male, now.members_female) = 0 then
		now.members_on := null;
	elsif (now.members_male, now.members_female) is distinct from (was.members_male, was.members_female)
			and now.members_on is not distinct from was.members_on then
		now.members_on := core.today();
	end if;
	return now;
end
$$;

-- What a cancelled one keeps, and what a step writes beside the state.
create function labour.union_organisation_moved(was labour.union_organisation, now labour.union_organisation)
returns setof core.problem language sql stable as $$
	select (core.problem(null, 'Una organización cancelada no se cambia: reinscríbala primero.')).*
	where was.state = 'cancelled' and now.state = 'cancelled'
		and core.row_differs(to_jsonb(was), to_jsonb(now), 'notes', 'deleted_at', 'deleted_by', 'deleted_why', 'batch_id', 'batch_line')
	union all
	select (core.problem('state', 'La cancelación y la reinscripción no cambian nada más.')).*
	where was.state <> now.state and core.row_differs(to_jsonb(was), to_jsonb(now), 'state', 'cancelled_on', 'cancelled_why',
		case now.state when 'active' then 'registration_no' end, case now.state when 'active' then 'registered_on' end)
	union all
	select (core.problem('registration_no', 'Escriba el número de la nueva inscripción.')).*
	where was.state = 'cancelled' and now.state = 'active' and now.registration_no is null
	union all
	select (core.problem('registered_on', format('Se reinscribe desde el día en que se canceló, %s, hasta hoy.',
		core.day_text(was.cancelled_on)))).*
	where was.state = 'cancelled' and now.state = 'active' and (now.registered_on is null
		or now.registered_on not between was.cancelled_on and core.today())
$$;
comment on function labour.union_organisation_moved(labour.union_organisation, labour.union_organisation) is
	'Cuida lo que cambia al cancelar y al reinscribir una organización sindical';

create function labour.union_organisation_problems(was labour.union_organisation, now labour.union_organisation)
returns setof core.problem language sql stable as $$
	with recursive above as (
		select now.parent_id as id
		union
		select x.parent_id from above a join labour.union_organisation x on x.id = a.id where x.parent_id is not null
	)
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('parent_id', 'Solo una federación o una confederación tiene afiliadas.')).*
	from labour.union_organisation x where x.id = now.parent_id and x.level not in ('federation', 'confederation')
	union all
	select (core.problem('parent_id', 'Una confederación no se afilia a una federación.')).*
	from labour.union_organisation x where x.id = now.parent_id and now.level = 'confederation' and x.level = 'federation'
	union all
	select (core.problem('parent_id', 'Las organizaciones no se afilian en círculo.')).*
	where now.id in (select a.id from above a)
	union all
	select (core.problem('level', 'Tiene afiliadas: sigue siendo una federación o una confederación.')).*
	where was.id is not null and now.level not in ('federation', 'confederation') and now.level <> was.level
		and exists (select from labour.union_organisation x where x.parent_id = now.id and x.deleted_at is null)
	union all
	select (core.problem('employer_id', 'Una federación o una confederación no es de una sola empresa.')).*
	where now.employer_id is not null and now.level in ('federation', 'confederation')
	union all
	select (core.problem('registered_on', 'Una inscripción no se registra antes de su día.')).*
	where now.registered_on > core.today() and now.registered_on is distinct from was.registered_on
	union all
	select (core.problem('cancelled_on', 'Una cancelación no se registra antes de su día.')).*
	where now.cancelled_on > core.today() and now.cancelled_on is distinct from was.cancelled_on
	union all
	select m.* from labour.union_organisation_moved(was, now) as m where was.id is not null and not core.by_owner()
$$;

create function labour.union_board_problems(was labour.union_board, now labour.union_board) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('from_date', format('En esas fechas ya hay otra junta directiva, del %s al %s.',
		core.day_text(b.from_date), core.day_text(b.to_date)))).*
	from labour.union_board b where b.union_id = now.union_id and b.id is distinct from now.id
		and b.deleted_at is null and now.deleted_at is null
		and b.from_date <= now.to_date and b.to_date >= now.from_date and now.from_date <= now.to_date
	union all
	select (core.problem('told_on', 'Una comunicación no se registra antes de su día.')).*
	where now.told_on > core.today() and now.told_on is distinct from was.told_on
$$;

select core.declare_trigger('labour.union_board', 't12_lock before insert or update', '_lock', 'Espera a quien cambia la misma junta', $$
	perform from labour.union_organisation u where u.id = new.union_id for no key update;
	return new$$, 'definer');

-- Registrations and cancellations, one after the other.
create function labour.union_organisation_record() returns trigger
language plpgsql security definer as $$
declare
	again constant boolean := tg_op = 'UPDATE' and coalesce(old.state = 'cancelled' and new.state = 'active', false);
	told constant boolean := tg_op = 'INSERT' or (old.registered_on, old.registration_no) is distinct from
		(new.registered_on, new.registration_no);
begin
	if new.registered_on is not null and told then
		if not again then
			update labour.union_record r set act_on = new.registered_on, registration_no = new.registration_no
			where r.id = (select max(x.id) from labour.union_record x
				where x.union_id = new.id and x.act <> 'cancelled' and x.deleted_at is null);
		end if;
		if again or not found then
			insert into labour.union_record (union_id, act, act_on, registration_no)
			values (new.id, case when again then 'again' else 'registered' end, new.registered_on, new.registration_no);
		end if;
	end if;
	if new.state = 'cancelled' and (tg_op = 'INSERT' or old.state <> 'cancelled') then
		insert into labour.union_record (union_id, act, act_on, registration_no, why)
		values (new.id, 'cancelled', new.cancelled_on, new.registration_no, new.cancelled_why);
	end if;
	return null;
end
$$;
comment on function labour.union_organisation_record() is 'Anota inscripciones y cancelaciones de una organización sindical';
create trigger t50_record after insert or update of state, registered_on, registration_no on labour.union_organisation
	for each row execute function labour.union_organisation_record();

-- ---- actions

create function labour.union_organisation_cancel(id bigint, row_version int, cancelled_on date, cancelled_why text) returns void
language plpgsql volatile as $$
begin
	if $3 is null then
		raise exception 'Escriba qué día se canceló.' using errcode = 'HT002', column = 'cancelled_on';
	end if;
	perform core.step('labour.union_organisation', $1, $2, 'cancelled', '{active}', 'cancelled_on', $3::text,
		'cancelled_why', core.expect_said($4, 'cancelled_why', 'Escriba por qué se canceló.'));
end
$$;
comment on function labour.union_organisation_cancel(bigint, int, date, text) is
	'Cancelar el registro de una organización sindical';

create function labour.union_organisation_register(id bigint, row_version int, registration_no text, registered_on date)
returns void language plpgsql volatile as $$
begin
	perform core.expect_said($3, 'registration_no', 'Escriba el número de la nueva inscripción.');
	if $4 is null then
		raise exception 'Escriba qué día se reinscribió.' using errcode = 'HT002', column = 'registered_on';
	end if;
	perform core.step('labour.union_organisation', $1, $2, 'active', '{cancelled}', 'registration_no', $3,
		'registered_on', $4::text, 'cancelled_on', null, 'cancelled_why', null);
end
$$;
comment on function labour.union_organisation_register(bigint, int, text, date) is
	'Reinscribir una organización sindical que se canceló';

-- ---- what is to be attended to

-- Told to those whose office keeps the organisations.
create function labour.union_alerts(today date)
returns table (scope text, place int, key text, n bigint, form text, filter text, one text, many text)
language sql stable as $$
	with board as (
		select u.office_id, labour.board_situation(b.from_date, b.to_date, $1) as situation
		from labour.union_organisation u
			cross join lateral (select x.from_date, x.to_date from labour.union_board x
				where x.union_id = u.id and x.deleted_at is null order by x.to_date desc limit 1) as b
		where u.deleted_at is null and u.state = 'active' and b.to_date <= $1 + 30
	)
	select 'of:' || office_id, 1, 'boards_expired', count(*) filter (where situation = 'expired'), 'union_organisation', 'board_expired',
		'junta sindical vencida', 'juntas sindicales vencidas' from board group by office_id
	union all
	select 'of:' || office_id, 2, 'boards_expiring', count(*) filter (where situation = 'expiring'), 'union_organisation', 'board_expiring',
		'junta sindical por vencer', 'juntas sindicales por vencer' from board group by office_id
$$;
comment on function labour.union_alerts(date) is 'Las juntas directivas vencidas o por vencer';

-- ---- imports

-- An organisation is known by its code, else its registration, else its name.
-- Parents and employers may be called by any of these too.
create function labour.union_organisation_prepare() returns setof core.finding
language plpgsql as $$
begin
	update pg_temp.hito_stage s set union_code = coalesce(
		(select u.union_code from labour.union_organisation u where u.id = coalesce(
			labour.union_named(nullif(btrim(s.registration_no), '')), labour.union_named(nullif(btrim(s.union_name), '')))),
		left(nullif(btrim(s.registration_no), ''), 40))
	where coalesce(btrim(s.union_code), '') = '';
	update pg_temp.hito_stage s set union_code = labour.code_after('ORG', labour.union_last() + n.place - 1)
	from (select t.line, row_number() over (order by t.line)::int as place
		from pg_temp.hito_stage t where coalesce(btrim(t.union_code), '') = '') as n
	where n.line = s.line;
	update pg_temp.hito_stage s set parent_code = u.union_code
	from (select t.line, labour.union_named(t.parent_code) as id from pg_temp.hito_stage t
		where coalesce(btrim(t.parent_code), '') <> '') as n
		join labour.union_organisation u on u.id = n.id
	where n.line = s.line and s.parent_code is distinct from u.union_code;
	perform labour.stage_employers();
	update pg_temp.hito_stage s set state = 'cancelled'
	where coalesce(btrim(s.state), '') = '' and s.cancelled_on is not null;
	update pg_temp.hito_field f set brought = true where f.name in ('union_code', 'state');
	update pg_temp.hito_field f set fresh = true where f.name in ('state', 'cancelled_on', 'cancelled_why');
	return;
end
$$;
comment on function labour.union_organisation_prepare() is 'Prepara una carga de organizaciones sindicales';

-- The boards of a file that its organisations do not have yet.
create function labour.union_boards(out line int, out union_id bigint, out from_date date, out to_date date)
returns setof record language sql stable as $$
	select s.line, r.id, s.board_from, s.board_to
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where num_nonnulls(s.board_from, s.board_to) > 0 and (r.id is null or not exists (select from labour.union_board b
		where b.union_id = r.id and b.deleted_at is null and b.from_date = s.board_from and b.to_date = s.board_to))
$$;
comment on function labour.union_boards() is 'Las juntas directivas de un archivo que faltan';

create function labour.union_organisation_check() returns setof core.finding
language sql as $$
	select b.line, case when b.from_date is null then 'board_from' else 'board_to' end, null::text, 'error',
		'Una junta directiva lleva el día en que empieza y el día en que termina.'
	from labour.union_boards() as b where num_nonnulls(b.from_date, b.to_date) = 1
	union all
	select b.line, 'board_to', null::text, 'error', 'La junta directiva termina antes de empezar.'
	from labour.union_boards() as b where b.to_date < b.from_date
	union all
	select b.line, 'board_from', null::text, 'error', p.reason
	from labour.union_boards() as b cross join lateral labour.union_board_problems(null, row(null, b.union_id, b.from_date, b.to_date,
		null, null, null, null, 1, null, null, null, null, null, null)::labour.union_board) as p
	where b.from_date <= b.to_date
$$;
comment on function labour.union_organisation_check() is 'Revisa una carga de organizaciones sindicales';

create function labour.union_organisation_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select b.line from labour.union_boards() as b;
	insert into labour.union_board (union_id, from_date, to_date, office_id, batch_id, batch_line)
	select b.union_id, b.from_date, b.to_date, u.office_id, batch, b.line
	from labour.union_boards() as b join labour.union_organisation u on u.id = b.union_id
	order by b.line;
end
$$;
comment on function labour.union_organisation_after(bigint) is 'Graba las juntas directivas de un archivo';

select core.declare('labour.union_organisation', 'open', 'Organizaciones sindicales',
	stands_on => '{employer_id,parent_id,place_id,document_id}', help => array[
	'parent_code', 'Código de la federación o confederación a la que está afiliada', 'parent_name', 'Federación o confederación',
	'employer', 'Empleador', 'members', 'Cuántos afiliados en total', 'board_from', 'Su junta directiva, desde',
	'board_to', 'Su junta directiva, hasta', 'board_situation', 'Junta directiva: vigente, por vencer, vencida',
	'board_expired', 'Su junta directiva venció', 'board_expiring', 'Su junta directiva vence en treinta días o menos',
	'board_told', 'Su junta directiva venció o vence pronto', 'document_ref', 'Código del documento'],
	unknown => 'No hay una organización sindical con este código: si es nueva, regístrela primero.');
select core.declare('labour.union_board', 'open', 'Juntas directivas', line_of => '{union_id}', help => array[
	'board_situation', 'Vigente, por vencer, vencida']);
select core.declare('labour.union_record', 'kept', 'Inscripciones y cancelaciones', line_of => '{union_id}');
select core.describe('labour.union_parent_pick', 'Federaciones y confederaciones, para elegir. '
	'No hay una federación ni una confederación con este código.');

select core.publish('union_organisation', 'labour.union_organisation', 'true', '{union_code, union_name, level, sector, state, registration_no, registered_on, cancelled_on,
	parent_code, place_code, place_name, office_code}');
select core.publish('union_board', 'labour.union_board', 'true', '{union_code=union_id.union_code, from_date, to_date, told_on, seats}');
