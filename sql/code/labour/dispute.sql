-- SPDX-License-Identifier: GPL-3.0-or-later
-- Cases of collective bargaining: pliegos and strikes over one table, the term
-- that runs, and what is overdue or without movement.
-- after: procedure
-- after: strike_term

-- The terms that run in a case: of the steps that its stage allows, and of what
-- is to be resolved of its strike. One of a party is told until it is past.
create function labour.case_terms(d labour.dispute)
returns table (what text, rule text, last_day date, over_at timestamp, said text) language sql stable as $$
	with last as (
		select r.* from labour.strike_ruling r where r.dispute_id = $1.id and r.deleted_at is null
		order by r.resolved_on desc, r.id desc limit 1
	), term as (
		select format('Pasar a «%s»', labour.stage_text(s.to_stage)) as what, s.rule_code as rule,
			case s.counts_from when 'receipt' then $1.received_at else $1.stage_from end as start, true as stays
		from labour.procedure_step s
		where s.procedure_id = $1.procedure_id and s.from_stage = $1.state and s.rule_code is not null
			and coalesce(s.only_kind, $1.kind) = $1.kind and s.deleted_at is null
		union all
		select 'Pronunciarse sobre el aviso de huelga', 'huelga.calificar', $1.notice_at, true
		where $1.notice_at is not null and $1.lifted_at is null and not exists (select from last)
		union all
		select format('Apelar la resolución %s', l.resolution_no), 'huelga.apelar', coalesce(l.notified_on, l.resolved_on), false
		from last l where l.instance = 'first'
		union all
		select 'Declarar si la huelga es ilegal', 'huelga.ilegal', greatest($1.began_at, l.resolved_on), true
		from last l where l.result = 'not_in_order' and $1.began_at is not null and $1.lifted_at is null
	)
	select t.what, t.rule, d.last_day, d.over_at, d.said
	from term t cross join lateral core.due(t.rule, t.start, $1.place_id) as d
	where d.over_at is not null and (t.stays or d.over_at > labour.moment())
	order by d.over_at
$$;
comment on function labour.case_terms(labour.dispute) is 'Los plazos que corren en un caso, el primero primero';

create view labour.dispute_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine,
	p.procedure_name, pl.place_code, pl.place_name, c.case_no as of_case_no,
	(select string_agg(u.union_name, '; ' order by u.id) from labour.dispute_union u
		where u.dispute_id = t.id and u.deleted_at is null) as unions,
	(select string_agg(e.employer_name, '; ' order by e.id) from labour.dispute_employer e
		where e.dispute_id = t.id and e.deleted_at is null) as employers,
	t.received_at::date as received_on, t.notice_at::date as notice_on, t.stage_from as from_at, s.document, s.party, s.remark, s.outcome, a.agreement_ref, j.case_no as joined_to_no,
	t.state not in ('solved', 'filed') as open,
	array_position('{presented,observed,admitted,talks,ended,conciliation,extraprocess,arbitration,strike}', t.state) as stage_no,
	n.what as next_term, n.last_day as term_day, n.said as term_said, n.rule as term_rule,
	coalesce(n.over_at <= labour.moment(), false) as overdue,
	coalesce(n.last_day between (select core.today()) and (select core.today()) + 6, false) as due_soon,
	coalesce(m.over_at <= labour.moment(), false) as stale,
	labour.strike_state(t) as strike_state, r.result as qualification, r.resolution_no, r.resolved_on, r.instance, r.result, r.ground, r.notified_on, i.resumed_at,
	w.said as notice_said, w.in_time as notice_in_time, labour.strike_hours(t) as hours_lost,
	case when t.hours_declared is not null then 'declared' when t.began_at is not null then 'worked' end as hours_kind,
	t.began_at is not null and t.lifted_at is null and t.suspended_at is null as running,
	t.notice_at is not null and t.began_at is null as beginnable,
	t.began_at is not null and t.lifted_at is null as liftable,
	t.began_at is not null and t.lifted_at is null and t.suspended_at is not null as resumable,
	t.state <> 'presented' as undoable,
	'observed' = any (f.next) as to_observed, 'admitted' = any (f.next) as to_admitted, 'talks' = any (f.next) as
	to_talks, 'ended' = any (f.next) as to_ended, 'conciliation' = any (f.next) as to_conciliation, 'extraprocess'
	= any (f.next) as to_extraprocess, 'arbitration' = any (f.next) as to_arbitration, 'strike' = any (f.next) and
	t.notice_at is null as to_strike, 'solved' = any (f.next) as to_solved, 'filed' = any (f.next) as to_filed
from labour.dispute t join core.office o on o.id = t.office_id
	join labour.procedure p on p.id = t.procedure_id
	left join core.place pl on pl.id = t.place_id
	left join labour.dispute c on c.id = t.of_case_id
	left join lateral (select x.* from labour.dispute_stage x where x.dispute_id = t.id and x.deleted_at is null
		order by x.from_at desc, x.id desc limit 1) s on true
	left join lateral (select x.* from labour.strike_ruling x where x.dispute_id = t.id and x.deleted_at is null
		order by x.resolved_on desc, x.id desc limit 1) r on true
	left join lateral (select max(x.resumed_at) as resumed_at from labour.strike_suspension x
		where x.dispute_id = t.id and x.deleted_at is null and t.began_at is not null) i on true
	left join labour.collective_agreement a on a.id = s.agreement_id
	left join labour.dispute j on j.id = s.joined_to_id
	left join lateral (select x.* from labour.case_terms(t) as x where t.state not in ('solved', 'filed') limit 1) n on true
	left join lateral (select x.over_at from core.due('caso.movimiento', t.moved_on, t.place_id) as x
		where t.state not in ('solved', 'filed')) as m on true
	left join lateral (select x.* from labour.notice_term(t) as x where t.notice_at is not null) as w on true
	cross join lateral (select array(select s.to_stage from labour.procedure_step s
		where s.procedure_id = t.procedure_id and s.from_stage = t.state and s.deleted_at is null
			and coalesce(s.only_kind, t.kind) = t.kind) as next) f;

-- Two forms over one table: a case that came as a pliego may become a strike.
create view labour.pliego_all with (security_invoker = true) as
select * from labour.dispute_all where kind = 'pliego';
create view labour.pliego_list with (security_invoker = true) as
select * from labour.pliego_all where deleted_at is null;
create view labour.strike_all with (security_invoker = true) as
select * from labour.dispute_all where kind = 'strike' or notice_at is not null;
create view labour.strike_list with (security_invoker = true) as
select * from labour.strike_all where deleted_at is null;

create view labour.dispute_pick with (security_invoker = true) as
select t.id, t.case_no, t.case_no as joined_to_no, t.kind, t.received_at, t.case_no_folded || coalesce(' ' || t.desk_no_folded, '') as search_folded
from labour.dispute t where t.deleted_at is null;
create view labour.of_case_pick with (security_invoker = true) as
select t.id, t.case_no as of_case_no, t.received_at as of_received_at, t.case_no_folded as search_folded
from labour.dispute t where t.deleted_at is null and t.kind = 'pliego';

create function labour.dispute_named(given text) returns bigint
language sql stable as $$
	select d.id from labour.dispute d where d.case_no_folded = left(core.fold(btrim(given)), 600) and d.deleted_at is null
$$;
comment on function labour.dispute_named(text) is 'El caso de ese expediente';

-- The procedure of its sector on the day it came in. The stages say where it
-- stands and its suspensions since when it is suspended, nobody else.
create function labour.dispute_filled(was labour.dispute, now labour.dispute) returns labour.dispute
language plpgsql stable as $$
begin
	now.case_no := core.one_line(now.case_no);
	now.desk_no := nullif(core.one_line(now.desk_no), '');
	now.year := extract(year from now.received_at)::int;
	if was.id is null or (was.sector, was.received_at) is distinct from (now.sector, now.received_at) then
		now.procedure_id := (select p.id from labour.procedure p where p.sector = now.sector and p.deleted_at is null
			and now.received_at::date between p.from_date and coalesce(p.to_date, 'infinity') limit 1);
	elsif not core.by_database() then
		now.procedure_id := was.procedure_id;
	end if;
	if not core.by_database() then
		now.stage_from := was.stage_from;
		now.notice_at := was.notice_at;
		now.suspended_at := was.suspended_at;
		now.suspended_why := was.suspended_why;
		now.moved_on := was.moved_on;
	end if;
	now.moved_on := greatest(now.moved_on, now.received_at::date, now.began_at::date, now.lifted_at::date);
	return now;
end
$$;

create function labour.dispute_problems(was labour.dispute, now labour.dispute) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('sector', format('No hay un procedimiento de ese sector que rija el %s: véalo en Procedimientos de negociación.',
		core.day_text(now.received_at::date)))).*
	where now.procedure_id is null and now.received_at is not null
	union all
	select (core.problem('received_at', 'Un caso no se registra antes de recibirse.')).*
	where now.received_at::date > core.today()
	union all
	select (core.problem('received_at', 'El caso ya avanzó: su clase, su sector y el día en que se recibió no cambian.')).*
	where was.id is not null and (was.kind, was.sector, was.received_at) is distinct from (now.kind, now.sector, now.received_at)
		and (was.state <> 'presented' or exists (select from labour.dispute_meeting m
			where m.dispute_id = now.id and m.deleted_at is null and m.scheduled_at < now.received_at))
	union all
	select (core.problem('other_cause', 'Diga cuál es la otra causa de la huelga.')).*
	where now.cause = 'other' and coalesce(btrim(now.other_cause), '') = ''
	union all
	select (core.problem('cause', 'La causa de un pliego es el pliego mismo: otra es de una huelga.')).*
	where now.kind = 'pliego' and now.cause <> 'pliego'
	union all
	select (core.problem('of_case_no', 'De un pliego nace una huelga; un pliego no nace de otro.')).*
	where now.of_case_id is not null and (now.kind <> 'strike' or exists (select from labour.dispute d
		where d.id = now.of_case_id and d.kind <> 'pliego'))
	union all
	select p.* from labour.strike_facts(was, now) as p
$$;

-- It begins with its first stage, which says where it stands. Behind history
-- (audit_insert, audit_update), which tells of a row in the order of its versions.
create function labour.dispute_first_stage() returns trigger
language plpgsql security definer as $$
begin
	if tg_op = 'INSERT' then
		insert into labour.dispute_stage (dispute_id, stage, from_at, entered_by, batch_id, batch_line)
		select n.id, 'presented', n.received_at, session_user, n.batch_id, n.batch_line from new_rows n
		order by n.id;
	else
		update labour.dispute_stage s set from_at = n.received_at
		from new_rows n join old_rows o on o.id = n.id
		where s.dispute_id = n.id and s.stage = 'presented' and n.received_at <> o.received_at;
	end if;
	return null;
end
$$;
comment on function labour.dispute_first_stage() is 'Abre la primera etapa de un caso, y la lleva con su recepción';
create trigger t60_first_stage after insert on labour.dispute referencing new table as new_rows
	for each statement execute function labour.dispute_first_stage();
create trigger t60_received after update on labour.dispute referencing old table as old_rows new table as new_rows
	for each statement execute function labour.dispute_first_stage();

select core.declare('labour.dispute', 'case', 'Casos laborales', stands_on => '{of_case_id}', place => '{"year, case_no"}',
	help => array['unions', 'Organizaciones sindicales', 'employers', 'Empleadores', 'of_case_no', 'Expediente del pliego',
	'from_at', 'Desde cuándo está en esta etapa', 'open', 'Sigue en trámite', 'stage_no', 'Orden de la etapa',
	'next_term', 'Qué plazo corre', 'term_day', 'Último día de ese plazo', 'term_said', 'Qué regla lo dice', 'term_rule', 'Código del plazo',
	'received_on', 'Día en que se recibió', 'notice_on', 'Día en que se recibió el aviso de huelga',
	'overdue', 'Pasó el plazo', 'due_soon', 'El plazo termina en esta semana', 'stale', 'Sin movimiento',
	'strike_state', 'Situación de la huelga', 'qualification', 'Calificación de la huelga', 'notice_said', 'El aviso y su plazo',
	'notice_in_time', 'El aviso llegó a tiempo', 'hours_lost', 'Horas-hombre perdidas', 'hours_kind', 'Cómo se saben las horas',
	'running', 'Huelga en curso', 'beginnable', 'La huelga no empezó', 'liftable', 'La huelga no se levantó', 'resumable', 'La huelga está suspendida',
	'undoable', 'Tiene una etapa que se puede anular',
	'to_observed', 'El procedimiento deja observar', 'to_admitted', 'El procedimiento deja admitir', 'to_talks', 'El procedimiento deja abrir el trato directo', 'to_ended', 'El procedimiento deja terminar el trato', 'to_conciliation',
	'El procedimiento deja ir a conciliación', 'to_extraprocess', 'El procedimiento deja ir a extraproceso',
	'to_arbitration', 'El procedimiento deja pedir arbitraje', 'to_strike', 'El procedimiento deja comunicar una huelga',
	'to_solved', 'El procedimiento deja solucionar', 'to_filed', 'El procedimiento deja archivar',
	'joined_to_no', 'Expediente al que se acumuló', 'agreement_ref', 'Convenio colectivo'], unknown => 'No hay un caso con ese expediente.');
select core.describe('labour.pliego_all', 'Pliegos de reclamos'), core.describe('labour.pliego_list', 'Pliegos de reclamos, sin los anulados'),
	core.describe('labour.strike_all', 'Huelgas'), core.describe('labour.strike_list', 'Huelgas, sin las anuladas'),
	core.describe('labour.of_case_pick', 'Pliegos de los que nace una huelga, para elegir. No hay un pliego con ese expediente.',
		'of_received_at', 'Recibido');

select core.publish('dispute', 'labour.dispute', 'true', '{case_no, sector, level, unions, received_on, state, from_at, outcome, agreement_ref, joined_to_no,
	place_code, place_name, office_code}', 'labour.pliego_list',
	'Pliegos de reclamos');
select core.publish('strike', 'labour.dispute', 'true', '{case_no, of_case_no, sector, level, unions, received_on, notice_on, motive, scope, strike_state,
	qualification, began_at, lifted_at, strikers, hours_declared, place_code, place_name, office_code}', 'labour.strike_list',
	'Huelgas');
