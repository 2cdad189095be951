-- SPDX-License-Identifier: GPL-3.0-or-later
-- Strikes: the periods of a notice, what each instance resolved, that it began
-- and was lifted.
-- after: dispute_stage

create view labour.strike_period_all with (security_invoker = true) as
select t.*, d.case_no from labour.strike_period t join labour.dispute d on d.id = t.dispute_id;
create view labour.strike_ruling_all with (security_invoker = true) as
select t.*, d.case_no from labour.strike_ruling t join labour.dispute d on d.id = t.dispute_id;

create function labour.strike_period_problems(was labour.strike_period, now labour.strike_period) returns setof core.problem
language sql stable as $$
	select (core.problem('starts_at', format('El periodo empieza antes de que se recibiera el caso, el %s.',
		labour.moment_text(d.received_at)))).*
	from labour.dispute d where d.id = now.dispute_id and now.starts_at < d.received_at and now.deleted_at is null
	union all
	select (core.problem('starts_at', case when s.hours is null and s.starts_at < now.starts_at
		then format('Desde el %s la huelga es indefinida: no hay un periodo después.', labour.moment_text(s.starts_at))
		else format('Se cruza con el periodo del %s%s.', labour.moment_text(s.starts_at),
			coalesce(' al ' || labour.moment_text(s.ends_at), '')) end)).*
	from labour.strike_period s
	where s.dispute_id = now.dispute_id and s.id is distinct from now.id and s.deleted_at is null and now.deleted_at is null
		and coalesce(now.hours, 1) > 0 and tsrange(s.starts_at, s.ends_at)
			&& tsrange(now.starts_at, case when now.hours > 0 then now.starts_at + make_interval(hours => now.hours) end)
$$;

-- Why something is not resolved of a strike: asked of a row, and of a file's.
-- before: the day on which the instance before it resolved.
create function labour.ruling_against(d labour.dispute, before date, now labour.strike_ruling) returns setof core.problem
language sql stable as $$
	select (core.problem('resolution_no', 'Escriba el número de la resolución.')).* where coalesce(btrim(now.resolution_no), '') = ''
	union all
	select (core.problem('resolved_on', 'Escriba la fecha de la resolución.')).* where now.resolved_on is null
	union all
	select (core.problem('result', 'Diga qué se resolvió.')).* where now.result is null
	union all
	select (core.problem('resolution_no', 'El caso no tiene un aviso de huelga: comuníquelo primero.')).* where d.notice_at is null
	union all
	select (core.problem('resolved_on', format('La resolución es anterior al aviso, que se recibió el %s.', labour.moment_text(d.notice_at)))).*
	where now.resolved_on < d.notice_at::date
	union all
	select (core.problem('resolved_on', 'Esa fecha todavía no llega.')).* where now.resolved_on > core.today()
	union all
	select (core.problem('instance', case now.instance when 'appeal' then 'No hay una resolución de primera instancia que apelar.'
		else 'No hay una resolución de apelación que revisar.' end)).*
	where now.instance <> 'first' and $2 is null
	union all
	select (core.problem('resolved_on', format('La instancia anterior resolvió el %s: esta no resuelve antes.', core.day_text($2)))).*
	where now.resolved_on < $2
	union all
	select (core.problem('notified_on', format('La resolución es del %s: no se notifica antes.', core.day_text(now.resolved_on)))).*
	where now.notified_on < now.resolved_on
	union all
	select (core.problem('result', 'Se declara ilegal la huelga que se realizó: registre antes cuándo empezó.')).*
	where now.result in ('illegal', 'not_illegal') and d.began_at is null
	union all
	select (core.problem('ground', 'Escriba por qué es improcedente o ilegal.')).*
	where now.result in ('not_in_order', 'illegal') and coalesce(btrim(now.ground), '') = ''
	union all
	select * from labour.open_problems(to_jsonb(now))
$$;
comment on function labour.ruling_against(labour.dispute, date, labour.strike_ruling) is 'Por qué no se resuelve eso de una huelga';

create function labour.instance_before(instance text) returns text
language sql immutable
return case instance when 'appeal' then 'first' when 'review' then 'appeal' end;
comment on function labour.instance_before(text) is 'La instancia que resuelve antes de otra';

create function labour.strike_ruling_problems(was labour.strike_ruling, now labour.strike_ruling) returns setof core.problem
language sql stable as $$
	select p.* from labour.dispute d cross join lateral labour.ruling_against(d, (select min(r.resolved_on) from labour.strike_ruling r
		where r.dispute_id = d.id and r.id is distinct from now.id and r.deleted_at is null
			and r.instance = labour.instance_before(now.instance)), now) as p
	where d.id = now.dispute_id and now.deleted_at is null
$$;

-- Two people at the periods or the resolutions of one case write one after the other.
do $do$
declare
	tab text;
begin
	foreach tab in array '{labour.strike_period,labour.strike_ruling}'::text[] loop
		perform core.declare_trigger(tab, 't12_lock before insert or update', '_lock', 'Espera a quien cambia el mismo caso', $$
			perform from labour.dispute d where d.id = new.dispute_id for no key update;
			return new$$, 'definer');
	end loop;
end
$do$;

-- That it began and was lifted: behind the notice, in that order.
create function labour.strike_facts(was labour.dispute, now labour.dispute) returns setof core.problem
language sql stable as $$
	select (core.problem('began_at', 'El caso no tiene un aviso de huelga: comuníquelo primero.')).*
	where now.began_at is not null and now.notice_at is null
	union all
	select (core.problem('began_at', format('La huelga empieza antes del aviso, que se recibió el %s.', labour.moment_text(now.notice_at)))).*
	where now.began_at < now.notice_at
	union all
	select (core.problem('strikers', 'Escriba cuántos trabajadores están en huelga.')).*
	where now.began_at is not null and now.strikers is null
	union all
	select (core.problem('lifted_at', 'La huelga no ha empezado.')).* where now.lifted_at is not null and now.began_at is null
	union all
	select (core.problem('lifted_at', format('La huelga empezó el %s: no termina antes.', labour.moment_text(now.began_at)))).*
	where now.lifted_at < now.began_at
	union all
	select (core.problem('began_at', format('La huelga se suspendió el %s: no empieza después.', labour.moment_text(s.suspended_at)))).*
	from labour.strike_suspension s
	where s.dispute_id = now.id and s.deleted_at is null and s.suspended_at < coalesce(now.began_at, 'infinity')
	union all
	select (core.problem('lifted_at', case when now.lifted_at < s.suspended_at
		then format('La huelga se suspendió el %s: no se levanta antes.', labour.moment_text(s.suspended_at))
		else format('La huelga se reanudó el %s: no se levanta antes.', labour.moment_text(s.resumed_at)) end)).*
	from labour.strike_suspension s
	where s.dispute_id = now.id and s.deleted_at is null and now.lifted_at < coalesce(s.resumed_at, s.suspended_at)
	union all
	select (core.problem('hours_source', 'Escriba quién declaró las horas perdidas.')).*
	where now.hours_declared is not null and coalesce(btrim(now.hours_source), '') = ''
	union all
	select (core.problem(v.field, 'Esa fecha todavía no llega.')).*
	from (values ('began_at', now.began_at), ('lifted_at', now.lifted_at)) as v (field, at)
	where v.at::date > core.today()
$$;
comment on function labour.strike_facts(labour.dispute, labour.dispute) is 'Cuida cuándo empezó y se levantó una huelga';

-- A resolution is news of its case.
select core.declare_trigger('labour.strike_ruling', 't60_news after insert or update', '_news', 'Un caso con resolución tiene novedad', $$
	update labour.dispute d set moved_on = greatest(d.moved_on, new.resolved_on)
	where d.id = new.dispute_id and new.deleted_at is null and d.moved_on < new.resolved_on;
	return null$$, 'definer');

-- ---- actions

create function labour.strike_qualify(id bigint, row_version int, resolution_no text, resolved_on date, instance text, result text,
	ground text, notified_on date) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	insert into labour.strike_ruling (dispute_id, resolution_no, resolved_on, instance, result, ground, notified_on)
	values ($1, btrim($3), $4, coalesce(nullif($5, ''), 'first'), nullif($6, ''), nullif(btrim($7), ''), $8);
end
$$;
comment on function labour.strike_qualify(bigint, int, text, date, text, text, text, date) is 'Registrar lo que se resolvió de una huelga';

create function labour.strike_begin(id bigint, row_version int, began_at timestamp, strikers int) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	if $3 is null then
		raise exception 'Escriba la fecha.' using errcode = 'HT002', column = 'began_at';
	end if;
	update labour.dispute d set began_at = $3, strikers = $4 where d.id = $1;
end
$$;
comment on function labour.strike_begin(bigint, int, timestamp, int) is 'Registrar que una huelga empezó, con cuántos trabajadores';

create function labour.strike_lift(id bigint, row_version int, lifted_at timestamp, lifted_why text, hours_declared numeric,
	hours_source text) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	if $3 is null then
		raise exception 'Escriba la fecha.' using errcode = 'HT002', column = 'lifted_at';
	end if;
	update labour.dispute d set lifted_at = $3, lifted_why = nullif(btrim($4), ''), hours_declared = coalesce($5, d.hours_declared),
		hours_source = coalesce(nullif(btrim($6), ''), d.hours_source)
	where d.id = $1;
end
$$;
comment on function labour.strike_lift(bigint, int, timestamp, text, numeric, text) is 'Levantar una huelga; las horas perdidas, si alguien las declaró';

select core.declare('labour.strike_period', 'case', 'Periodos de una huelga', line_of => '{dispute_id}');
select core.declare('labour.strike_ruling', 'case', 'Resoluciones de una huelga', line_of => '{dispute_id}');
