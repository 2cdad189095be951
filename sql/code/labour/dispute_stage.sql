-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stages of a case: each follows from the last by a step of its procedure and
-- not before it; the last one is where the case stands. An action each.
-- after: dispute

create view labour.dispute_stage_all with (security_invoker = true) as
select t.*, d.case_no, labour.stage_text(t.stage) as stage_name, a.agreement_ref, j.case_no as joined_to_no
from labour.dispute_stage t join labour.dispute d on d.id = t.dispute_id
	left join labour.collective_agreement a on a.id = t.agreement_id
	left join labour.dispute j on j.id = t.joined_to_id;

-- Why a stage does not follow another one: asked of a row, and of a file's.
create function labour.stage_against(d labour.dispute, was text, was_from timestamp, next text, at timestamp) returns setof core.problem
language sql stable as $$
	select (core.problem('stage', format('El procedimiento «%s» no tiene la etapa «%s».', p.procedure_name, labour.stage_text(next)))).*
	from labour.procedure p
	where p.id = d.procedure_id and next <> 'presented' and not exists (select from labour.procedure_step s
		where s.procedure_id = p.id and s.to_stage = next and s.deleted_at is null)
	union all
	select (core.problem('stage', format('De «%s» no se pasa a «%s».', labour.stage_text(was), labour.stage_text(next)))).*
	where not exists (select from labour.procedure_step s
		where s.procedure_id = d.procedure_id and s.from_stage = was and s.to_stage = next and s.deleted_at is null
			and coalesce(s.only_kind, d.kind) = d.kind)
	union all
	select (core.problem('from_at', format('La etapa «%s» empezó el %s: la siguiente no empieza antes.', labour.stage_text(was),
		labour.moment_text(was_from)))).*
	where at < was_from
	union all
	select (core.problem('from_at', 'Esa fecha todavía no llega.')).*
	where at::date > core.today()
$$;
comment on function labour.stage_against(labour.dispute, text, timestamp, text, timestamp) is 'Por qué una etapa no sigue a otra';

-- What a stage has to say of itself.
create function labour.stage_says(now labour.dispute_stage) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('party', 'Diga quién pidió el arbitraje: la parte sindical, la empleadora o las dos.')).*
	where now.stage = 'arbitration' and coalesce(now.party, 'authority') = 'authority'
	union all
	select (core.problem('remark', 'Escriba qué se observó.')).*
	where now.stage = 'observed' and coalesce(btrim(now.remark), '') = ''
	union all
	select (core.problem('outcome', case now.stage
		when 'solved' then 'Un caso se soluciona por convenio o por laudo.'
		when 'filed' then 'Un caso se archiva por desistimiento, por acumulación o sin más.'
		else 'Cómo terminó se dice al solucionar o archivar el caso.' end)).*
	where now.outcome is null and now.stage in ('solved', 'filed')
		or now.outcome is not null and now.outcome <> all (case now.stage when 'solved' then '{agreement,award}'::text[]
			when 'filed' then '{withdrawal,joined,filed}' else '{}' end)
	union all
	select (core.problem('agreement_ref', 'Un convenio colectivo lo tiene lo que se solucionó.')).*
	where now.agreement_id is not null and now.stage <> 'solved'
	union all
	select (core.problem('agreement_ref', format('Ninguna organización sindical del caso es parte del convenio %s.', a.agreement_ref))).*
	from labour.collective_agreement a
	where a.id = now.agreement_id and not exists (select from labour.collective_agreement_union x
		join labour.dispute_union u on u.union_id = x.union_id and u.deleted_at is null and u.dispute_id = now.dispute_id
		where x.agreement_id = a.id and x.deleted_at is null)
	union all
	select (core.problem('joined_to_no', case when now.outcome = 'joined' then 'Escriba el expediente al que se acumula: otro caso.'
		else 'Un expediente al que se acumula lo tiene un caso acumulado.' end)).*
	where (now.outcome is not distinct from 'joined') <> (now.joined_to_id is not null) or now.joined_to_id = now.dispute_id
$$;
comment on function labour.stage_says(labour.dispute_stage) is 'Lo que una etapa tiene que decir';

create function labour.dispute_stage_filled(was labour.dispute_stage, now labour.dispute_stage) returns labour.dispute_stage
language plpgsql stable as $$
begin
	if not core.by_database() then
		now.to_at := was.to_at;
		now.entered_by := coalesce(was.entered_by, session_user);
	end if;
	return now;
end
$$;

create function labour.dispute_stage_problems(was labour.dispute_stage, now labour.dispute_stage) returns setof core.problem
language plpgsql stable as $$
declare
	d constant labour.dispute := (select x from labour.dispute x where x.id = now.dispute_id);
	last constant labour.dispute_stage := (select x from labour.dispute_stage x
		where x.dispute_id = now.dispute_id and x.deleted_at is null and x.id is distinct from now.id
		order by x.from_at desc, x.id desc limit 1);
begin
	if was.id is null and last.id is not null then
		return query select * from labour.stage_against(d, last.stage, last.from_at, now.stage, now.from_at);
		if now.stage = 'strike' and d.notice_at is not null then
			return next core.problem('stage', 'El caso ya tiene un aviso de huelga: otra huelga es un caso de huelga que nace del pliego.');
		end if;
	elsif was.id is null and now.stage <> 'presented' then
		return next core.problem('stage', 'Un caso empieza presentado.');
	elsif was.id is not null and not core.by_owner() then
		if (was.dispute_id, was.stage, was.from_at) is distinct from (now.dispute_id, now.stage, now.from_at) then
			return next core.problem('stage', 'Una etapa registrada no se cambia: anule la última con su motivo y regístrela de nuevo.');
		elsif was.deleted_at is distinct from now.deleted_at and now.deleted_at is null then
			return next core.problem(null, 'Una etapa anulada no vuelve: regístrela de nuevo.');
		elsif was.deleted_at is distinct from now.deleted_at and (last.id is null or (last.from_at, last.id) > (now.from_at, now.id)) then
			return next core.problem(null, 'Solo se anula la última etapa de un caso, y nunca la primera.');
		end if;
	end if;
	if was.id is null or (was.document, was.party, was.outcome, was.agreement_id, was.joined_to_id, was.remark)
			is distinct from (now.document, now.party, now.outcome, now.agreement_id, now.joined_to_id, now.remark) then
		return query select * from labour.stage_says(now);
	end if;
end
$$;

-- Two people who move one case move it one after the other.
select core.declare_trigger('labour.dispute_stage', 't12_lock before insert', '_lock', 'Espera a quien mueve el mismo caso', $$
	perform from labour.dispute d where d.id = new.dispute_id for no key update;
	return new$$, 'definer');

-- Cases stand in their last stage, and a stage ends where the next one begins.
create function labour.dispute_stage_stands() returns trigger
language plpgsql security definer as $$
declare
	moved bigint[];
begin
	if tg_op = 'INSERT' then
		moved := array(select distinct n.dispute_id from new_rows n);
	else
		moved := array(select distinct n.dispute_id from new_rows n join old_rows o on o.id = n.id
			where (n.deleted_at, n.from_at) is distinct from (o.deleted_at, o.from_at));
	end if;
	if moved = '{}' then
		return null;
	end if;
	update labour.dispute_stage s set to_at = x.next
	from (select y.id, lead(y.from_at) over (partition by y.dispute_id order by y.from_at, y.id) as next from labour.dispute_stage y
		where y.dispute_id = any (moved) and y.deleted_at is null) as x
	where x.id = s.id and s.to_at is distinct from x.next;
	update labour.dispute d set state = x.stage, stage_from = x.from_at, moved_on = greatest(d.moved_on, x.from_at::date),
		notice_at = (select max(y.from_at) from labour.dispute_stage y
			where y.dispute_id = d.id and y.stage = 'strike' and y.deleted_at is null)
	from (select distinct on (y.dispute_id) y.dispute_id, y.stage, y.from_at from labour.dispute_stage y
		where y.dispute_id = any (moved) and y.deleted_at is null
		order by y.dispute_id, y.from_at desc, y.id desc) as x
	where d.id = x.dispute_id;
	return null;
end
$$;
comment on function labour.dispute_stage_stands() is 'Lleva un caso a su última etapa';
create trigger t60_stands after insert on labour.dispute_stage referencing new table as new_rows
	for each statement execute function labour.dispute_stage_stands();
create trigger t60_stands_again after update on labour.dispute_stage referencing old table as old_rows new table as new_rows
	for each statement execute function labour.dispute_stage_stands();

-- ---- actions

-- Whoever may change the case, as she last saw it.
create function labour.expect_case(id bigint, row_version int) returns void
language plpgsql volatile as $$
begin
	perform core.expect_one(case when core.may_change('labour.dispute', $1) then 1 end);
	perform from labour.dispute d where d.id = $1 and d.row_version = $2 for no key update;
	perform core.expect_one(case when found then 1 end);
end
$$;
comment on function labour.expect_case(bigint, int) is 'Cuida que un caso lo mueva quien puede, y como lo vio';

create function labour.dispute_move(id bigint, row_version int, stage text, from_at timestamp, document text, remark text default null,
	party text default null, outcome text default null, agreement bigint default null, joined_to bigint default null) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	if $4 is null then
		raise exception 'Escriba la fecha.' using errcode = 'HT002', column = 'from_at';
	end if;
	insert into labour.dispute_stage (dispute_id, stage, from_at, document, remark, party, outcome, agreement_id, joined_to_id)
	values ($1, $3, $4, nullif(btrim($5), ''), nullif(btrim($6), ''), nullif($7, ''), nullif($8, ''), $9, $10);
end
$$;
comment on function labour.dispute_move(bigint, int, text, timestamp, text, text, text, text, bigint, bigint) is 'Lleva un caso a otra etapa';

create function labour.dispute_observe(id bigint, row_version int, from_at timestamp, document text, remark text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'observed', $3, $4, $5) $$;
comment on function labour.dispute_observe(bigint, int, timestamp, text, text) is 'Observar un caso';
create function labour.dispute_admit(id bigint, row_version int, from_at timestamp, document text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'admitted', $3, $4) $$;
comment on function labour.dispute_admit(bigint, int, timestamp, text) is 'Admitir un caso';
create function labour.dispute_talks(id bigint, row_version int, from_at timestamp, document text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'talks', $3, $4) $$;
comment on function labour.dispute_talks(bigint, int, timestamp, text) is 'Abrir el trato directo';
create function labour.dispute_end_talks(id bigint, row_version int, from_at timestamp, document text, party text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'ended', $3, $4, null, $5) $$;
comment on function labour.dispute_end_talks(bigint, int, timestamp, text, text) is 'Terminar el trato directo: quién lo comunicó';
create function labour.dispute_conciliate(id bigint, row_version int, from_at timestamp, document text, party text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'conciliation', $3, $4, null, $5) $$;
comment on function labour.dispute_conciliate(bigint, int, timestamp, text, text) is 'Pasar a conciliación: quién la pidió, o la autoridad';
create function labour.dispute_extraprocess(id bigint, row_version int, from_at timestamp, document text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'extraprocess', $3, $4) $$;
comment on function labour.dispute_extraprocess(bigint, int, timestamp, text) is 'Pasar a reuniones de extraproceso';
create function labour.dispute_arbitrate(id bigint, row_version int, party text, from_at timestamp, document text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'arbitration', $4, $5, null, $3) $$;
comment on function labour.dispute_arbitrate(bigint, int, text, timestamp, text) is 'Pedir arbitraje: quién y cuándo';
create function labour.dispute_notify_strike(id bigint, row_version int, from_at timestamp, document text) returns void
language sql volatile as $$ select labour.dispute_move($1, $2, 'strike', $3, $4, null, 'union') $$;
comment on function labour.dispute_notify_strike(bigint, int, timestamp, text) is 'Comunicar una huelga, con la hora en que llegó el aviso';

create function labour.dispute_solve(id bigint, row_version int, from_at timestamp, outcome text, agreement_ref text, document text) returns void
language plpgsql volatile as $$
declare
	made constant bigint := (select a.id from labour.collective_agreement a
		where core.fold(a.agreement_ref) = core.fold(btrim($5)) and a.deleted_at is null);
begin
	if made is null and coalesce(btrim($5), '') <> '' then
		raise exception 'No hay un convenio colectivo «%».', btrim($5) using errcode = 'HT004', column = 'agreement_ref';
	end if;
	perform labour.dispute_move($1, $2, 'solved', $3, $6, null, null, $4, made);
end
$$;
comment on function labour.dispute_solve(bigint, int, timestamp, text, text, text) is 'Solucionar un caso, por convenio o por laudo';

create function labour.dispute_file(id bigint, row_version int, from_at timestamp, outcome text, joined_to_no text, document text) returns void
language plpgsql volatile as $$
declare
	other constant bigint := labour.dispute_named($5);
begin
	if other is null and coalesce(btrim($5), '') <> '' then
		raise exception 'No hay un caso «%», o usted no lo ve.', btrim($5) using errcode = 'HT004', column = 'joined_to_no';
	end if;
	perform labour.dispute_move($1, $2, 'filed', $3, $6, null, null, $4, null, other);
end
$$;
comment on function labour.dispute_file(bigint, int, timestamp, text, text, text) is 'Archivar un caso: desistimiento, acumulación o sin más';

-- Registered by error: only the last one goes, with its reason.
create function labour.dispute_undo(id bigint, row_version int, why text) returns void
language plpgsql volatile as $$
begin
	perform labour.expect_case($1, $2);
	update labour.dispute_stage s set deleted_at = now(), deleted_why = $3
	where s.id = (select x.id from labour.dispute_stage x where x.dispute_id = $1 and x.deleted_at is null
		order by x.from_at desc, x.id desc limit 1);
end
$$;
comment on function labour.dispute_undo(bigint, int, text) is 'Anular la última etapa de un caso, registrada por error';

select core.declare('labour.dispute_stage', 'case', 'Etapas de un caso', line_of => '{dispute_id}',
	help => array['stage_name', 'Etapa, en palabras', 'joined_to_no', 'Expediente al que se acumuló', 'agreement_ref', 'Convenio colectivo']);

select core.publish('dispute_stage', 'labour.dispute_stage', 'true', '{case_no=dispute_id.case_no, stage, stage_name, from_at, to_at, outcome, agreement_ref,
	joined_to_no}');
