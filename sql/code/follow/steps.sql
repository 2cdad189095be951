-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person does with the registers of the quarter: functions called as
-- fn(id, row_version, answers). The guards of follow/quarter.sql judge each step.

-- Moves one row to its next state; the answers fill columns beside it.
create function follow.step(register regclass, id bigint, row_version int, state text,
	was text[], variadic pairs text[] default '{}')
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	n bigint;
begin
	execute format('update %s t set state = $3 %s where t.id = $1 and t.row_version = $2 and t.state = any ($4)',
		register, (select string_agg(format(', %I = %L', pairs[2 * i - 1], nullif(btrim(pairs[2 * i]), '')), '')
			from generate_series(1, cardinality(pairs) / 2) as i))
		using id, row_version, state, was;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function follow.step(regclass, bigint, int, text, text[], text[]) is
	'Lleva una fila a su situación siguiente';

create function follow.submission_send(id bigint, row_version int) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('follow.submission', $1, $2, 'submitted', '{draft,returned,missing}')
$$;
comment on function follow.submission_send(bigint, int) is 'Presentar el envío de una oficina';

create function follow.submission_return(id bigint, row_version int, reason text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('follow.submission', $1, $2, 'returned', '{submitted,approved}', 'reason', $3)
$$;
comment on function follow.submission_return(bigint, int, text) is 'Devolver un envío, con el motivo';

create function follow.submission_approve(id bigint, row_version int) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('follow.submission', $1, $2, 'approved', '{submitted}')
$$;
comment on function follow.submission_approve(bigint, int) is 'Aprobar un envío y sus resultados';

-- The submission of an office for a period; made where there is none yet.
-- Without an office, that in which one works.
create function follow.submission_open(plan_code text, period_key text, office_code text default null)
returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	period constant bigint := (select p.id from core.period p join plan.action_plan a on a.id = p.plan_id
		where core.fold(a.plan_code) = core.fold(btrim($1)) and a.deleted_at is null
			and p.period_key = core.period_read($2) and p.deleted_at is null);
	office constant bigint := case when coalesce(btrim($3), '') = '' then core.my_office()
		else (select o.id from core.office o where core.fold(o.office_code) = core.fold(btrim($3))
			and o.deleted_at is null) end;
	found_id bigint;
begin
	if period is null then
		raise exception 'El plan % no tiene un periodo %.', $1, $2 using errcode = 'HT004';
	elsif office is null then
		raise exception 'No hay una oficina %.', coalesce($3, 'en la que usted trabaje ahora') using errcode = 'HT004';
	end if;
	select s.id into found_id from follow.submission s
	where s.period_id = period and s.office_id = office and s.deleted_at is null;
	if found_id is null then
		insert into follow.submission (period_id, office_id) values (period, office)
		returning id into found_id;
	end if;
	return found_id;
end
$$;
comment on function follow.submission_open(text, text, text) is 'El envío de una oficina en un periodo; si no existe, lo abre';

-- Said by the secretariat of an office that did not report. The row is the
-- office's, therefore definer.
create function follow.missing_declare(period bigint, office bigint, reason text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
	was text;
begin
	if not pg_has_role(session_user, 'hito_secretariat', 'member') then
		raise exception 'Solo la secretaría declara que una oficina no informó.' using errcode = 'HT003';
	elsif coalesce(btrim($3), '') = '' then
		raise exception 'Escriba el motivo.' using errcode = 'HT002', column = 'reason';
	elsif (select state from core.period where id = $1) is distinct from 'open' then
		raise exception 'El periodo está cerrado.' using errcode = 'HT002', column = 'period_id';
	end if;
	select s.state into was from follow.submission s
	where s.period_id = $1 and s.office_id = $2 and s.deleted_at is null for update;
	if was in ('submitted', 'approved') then
		raise exception 'La oficina ya presentó su envío: apruébelo u obsérvelo.'
			using errcode = 'HT002', column = 'state';
	elsif was is null then
		insert into follow.submission (period_id, office_id, state, reason)
		values ($1, $2, 'missing', btrim($3));
	else
		update follow.submission s set state = 'missing', reason = btrim($3)
		where s.period_id = $1 and s.office_id = $2 and s.deleted_at is null;
	end if;
end
$$;
comment on function follow.missing_declare(bigint, bigint, text) is 'Declarar que una oficina no informó en un periodo';

create function follow.submission_missing(id bigint, row_version int, reason text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('follow.submission', $1, $2, 'missing', '{draft,returned}', 'reason', $3)
$$;
comment on function follow.submission_missing(bigint, int, text) is 'Declarar que la oficina de un envío no informó';

-- From the screen of a period: the office by its code.
create function follow.period_missing(id bigint, row_version int, office_code text, reason text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	office constant bigint := (select o.id from core.office o
		where core.fold(o.office_code) = core.fold(btrim($3)) and o.deleted_at is null);
begin
	if office is null then
		raise exception 'No hay una oficina con el código "%".', btrim($3)
			using errcode = 'HT004', column = 'office_code';
	end if;
	perform follow.missing_declare($1, office, $4);
end
$$;
comment on function follow.period_missing(bigint, int, text, text) is 'Declarar que una oficina no informó';

create function follow.period_close(id bigint, row_version int) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('core.period', $1, $2, 'closed', '{open}')
$$;
comment on function follow.period_close(bigint, int) is 'Cerrar un periodo';

create function follow.period_reopen(id bigint, row_version int, reason text) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('core.period', $1, $2, 'open', '{closed}', 'reopen_reason', $3)
$$;
comment on function follow.period_reopen(bigint, int, text) is 'Reabrir un periodo, con el motivo';

create function follow.not_applicable(id bigint, row_version int, reason text, agreement text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	if coalesce(btrim($3), '') = '' then
		raise exception 'Escriba por qué no aplica.' using errcode = 'HT002', column = 'reason';
	elsif coalesce(btrim($4), '') = '' then
		raise exception 'Escriba el acuerdo por el que no aplica.' using errcode = 'HT002', column = 'agreement';
	end if;
	perform follow.step('follow.result', $1, $2, 'not_applicable', '{draft,returned,reported}',
		'reason', $3, 'agreement', $4);
end
$$;
comment on function follow.not_applicable(bigint, int, text, text) is 'Declarar que un indicador no aplica en un periodo';

create function follow.baseline_approve(id bigint, row_version int, agreement text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	if coalesce(btrim($3), '') = '' then
		raise exception 'Escriba el acuerdo que aprueba la línea base.'
			using errcode = 'HT002', column = 'agreement';
	end if;
	perform follow.step('follow.baseline_set', $1, $2, 'frozen', '{draft}', 'agreement', $3);
end
$$;
comment on function follow.baseline_approve(bigint, int, text) is 'Aprobar una línea base: indicadores y metas quedan fijos';

create function follow.corrective_action_agree(id bigint, row_version int, agreement text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	if coalesce(btrim($3), '') = '' then
		raise exception 'Escriba el acuerdo que aprueba la acción.' using errcode = 'HT002', column = 'agreement';
	end if;
	perform follow.step('follow.corrective_action', $1, $2, 'agreed', '{proposed}', 'agreement', $3);
end
$$;
comment on function follow.corrective_action_agree(bigint, int, text) is 'Registrar el acuerdo de una acción correctiva';

create function follow.corrective_action_start(id bigint, row_version int) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
	select follow.step('follow.corrective_action', $1, $2, 'running', '{agreed}')
$$;
comment on function follow.corrective_action_start(bigint, int) is 'Poner en marcha una acción correctiva';

create function follow.corrective_action_fulfil(id bigint, row_version int, evidence text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	paper constant bigint := coalesce(
		(select d.id from core.document d
			where core.fold(d.document_ref) = core.fold(btrim($3)) and d.deleted_at is null),
		(select a.document_id from follow.corrective_action a where a.id = $1));
begin
	if coalesce(btrim($3), '') = '' then
		raise exception 'Para dar por cumplida una acción escriba su evidencia: el código de un documento, o cuál es.'
			using errcode = 'HT002', column = 'evidence';
	end if;
	perform follow.step('follow.corrective_action', $1, $2, 'fulfilled', '{running}',
		'document_id', paper::text, 'evidence', $3);
end
$$;
comment on function follow.corrective_action_fulfil(bigint, int, text) is 'Dar por cumplida una acción correctiva, con su evidencia';

create function follow.corrective_action_fail(id bigint, row_version int, why text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
	if coalesce(btrim($3), '') = '' then
		raise exception 'Escriba por qué no se cumplió.' using errcode = 'HT002', column = 'why';
	end if;
	perform follow.step('follow.corrective_action', $1, $2, 'failed', '{agreed,running}', 'why', $3);
end
$$;
comment on function follow.corrective_action_fail(bigint, int, text) is 'Dar por no cumplida una acción correctiva';

-- The same open action answers for a later period too, said in so many words.
create function follow.corrective_action_keep(id bigint, row_version int, period_key text, reason text,
	agreement text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	action constant follow.corrective_action := (select x from follow.corrective_action x
		where x.id = $1 and x.row_version = $2 and x.deleted_at is null);
	period constant bigint := (select p.id from core.period p where p.plan_id = action.plan_id
		and p.period_key = core.period_read($3) and p.deleted_at is null);
begin
	perform core.expect_one(case when action.id is not null then 1 end);
	if period is null then
		raise exception 'El plan no tiene un periodo %.', $3 using errcode = 'HT004', column = 'period_key';
	elsif coalesce(btrim($4), '') = '' then
		raise exception 'Escriba por qué la misma acción basta para ese periodo.'
			using errcode = 'HT002', column = 'reason';
	end if;
	insert into follow.action_period (action_id, period_id, reason, agreement)
	values ($1, period, btrim($4), nullif(btrim($5), ''));
exception when unique_violation then
	raise exception 'La acción ya se mantiene para ese periodo.' using errcode = 'HT002', column = 'period_key';
end
$$;
comment on function follow.corrective_action_keep(bigint, int, text, text, text) is
	'Mantener una acción correctiva abierta también para un periodo siguiente';

-- Taken back while that period is open.
create function follow.corrective_action_unkeep(id bigint, row_version int, period_key text, reason text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
	n bigint;
begin
	update follow.action_period k set deleted_at = now(), deleted_why = $4
	from core.period p, follow.corrective_action x
	where k.action_id = $1 and k.deleted_at is null and p.id = k.period_id and p.period_key = core.period_read($3)
		and x.id = $1 and x.row_version = $2;
	get diagnostics n = row_count;
	if n = 0 then
		raise exception 'La acción no se mantiene para ese periodo.' using errcode = 'HT004', column = 'period_key';
	end if;
end
$$;
comment on function follow.corrective_action_unkeep(bigint, int, text, text) is
	'Dejar de mantener una acción correctiva para un periodo';
