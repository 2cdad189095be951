-- SPDX-License-Identifier: GPL-3.0-or-later
-- What asks for an agreement (targets, baselines, amendments, rescheduling, what
-- does not apply, actions) points at the one that its text names.
-- after: agreement

-- "CR-01-2018/2", or "acuerdo 2 de la sesión N° 01-2018", where it is one alone.
create function council.agreement_named(given text) returns bigint
language sql stable as $$
	with said as (
		select core.fold(btrim(given)) as text
	), number as (
		select (regexp_match(s.text, 'acuerdo\D{0,8}(\d{1,4})'))[1]::int as agreement_no,
			(regexp_match(s.text, 'sesion\D{0,24}(\d{1,4})'))[1]::int as session_no,
			(regexp_match(s.text, 'sesion\D{0,24}\d{1,4}\D{1,8}(\d{4})'))[1]::int as year,
			s.text ~ 'extraordinaria' as extra
		from said s
	)
	select coalesce((select a.id from council.agreement a, said
			where a.deleted_at is null and a.passed and a.agreement_ref_folded = said.text),
		(select min(a.id) from number n join council.agreement a on a.agreement_no = n.agreement_no
				join council.session s on s.id = a.session_id and s.session_no = n.session_no
			where a.deleted_at is null and a.passed and s.year = coalesce(n.year, s.year)
				and s.kind = case when n.extra then 'extraordinary' else 'ordinary' end
			having count(*) = 1))
$$;
comment on function council.agreement_named(text) is 'El acuerdo que un texto nombra';

-- From the day of core.setting council.agreements_from on, a text that names no
-- agreement on record is refused; before it the text alone is taken.
create function council.expect_agreement(given text, field text) returns text
language plpgsql stable as $$
begin
	if council.agreement_named(given) is null and (select core.today() >= s.value::date from core.setting s
			where s.key = 'council.agreements_from' and s.deleted_at is null) then
		raise exception 'No hay un acuerdo «%». Regístrelo primero en Acuerdos y cítelo como CÓDIGO-01-2018/2.', btrim(given)
			using errcode = 'HT004', column = field;
	end if;
	return given;
end
$$;
comment on function council.expect_agreement(text, text) is 'El acuerdo que se nombra, o el rechazo donde debe estar registrado';

create function council.agreement_asked() returns trigger
language plpgsql as $$
declare
	given constant text := btrim(to_jsonb(new) ->> tg_argv[0]);
	said_before constant boolean := tg_op = 'UPDATE' and given is not distinct from btrim(to_jsonb(old) ->> tg_argv[0]);
begin
	new.agreement_id := case when coalesce(given, '') <> '' then council.agreement_named(given) end;
	-- It is the same one, though it may be cited in another way today.
	if new.agreement_id is null and said_before then
		select a.id into new.agreement_id from council.agreement a where a.id = old.agreement_id and a.deleted_at is null;
	end if;
	if new.agreement_id is null and coalesce(given, '') <> '' and not core.by_owner() and not said_before then
		perform council.expect_agreement(given, tg_argv[0]);
	end if;
	return new;
end
$$;

do $$
declare
	r record;
	links text := '';
	stands text;
begin
	for r in select * from (values ('plan.action_plan', 'agreement'), ('plan.action_plan_version', 'agreement'),
		('plan.milestone_reschedule', 'agreement'), ('plan.work_item', 'agreement'), ('follow.result', 'agreement'),
		('follow.baseline_set', 'agreement'), ('follow.target_change', 'agreement'),
		('follow.corrective_action', 'agreement'), ('follow.action_period', 'agreement'),
		('core.period', 'change_agreement')) as v (tab, col)
	loop
		execute format('create trigger t15_agreement before insert or update of %2$I, agreement_id on %1$s for each row
			execute function council.agreement_asked(%2$L)', r.tab, r.col);
		links := links || format('update %1$s set agreement_id = null where agreement_id is null and %2$I is not null
			and council.agreement_named(%2$I) is not null; ', r.tab, r.col);
	end loop;
	-- It is not marked while one of them stands on it.
	select string_agg(format('%L, %L, %L', lower(left(g.title, 1)) || substr(g.title, 2), g.name, 'agreement_id'), ', ' order by g.name)
		into stands
	from core.register g join pg_attribute a on a.attrelid = g.name::regclass and a.attname = 'agreement_id' and not a.attisdropped
	where g.name not like 'council.%';
	execute format('create trigger t60_no_orphans_named after update of deleted_at on council.agreement for each row
		when (old.deleted_at is null and new.deleted_at is not null) execute function core.no_orphans(%s)', stands);
	-- Texts that named none until now: they are few, and have an index of their own.
	perform core.declare_trigger('council.agreement', 't55_link after insert', '_link',
		'Enlaza los textos que nombran un acuerdo', links || 'return null', 'definer');
end
$$;

-- The session in which a report was presented.
select core.declare_trigger('follow.report', 't15_session before insert or update of presented_session, presented_in', '_session',
	'Enlaza un informe con la sesión en que se presentó',
	'new.presented_in := council.session_named(new.presented_session); return new', 'definer');
