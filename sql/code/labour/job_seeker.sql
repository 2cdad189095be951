-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who seeks work. The register has a code and a mask; who she is, what she studied
-- and did is read by listed offices, by nobody once she withdraws her consent,
-- and goes, its history too, when it is cleared.

-- The character behind the eight figures of an identity card: a figure or a letter.
create function labour.dni_check(dni text, given text) returns boolean
language sql immutable parallel safe as $$
	select case when $1 ~ '^\d{8}$' and length($2) = 1 then
		(select upper($2) in (substr('67890112345', n, 1), substr('KABCDEFGHIJ', n, 1))
		from (select (11 - sum(w * substr($1, i::int, 1)::int)::int % 11) % 11 + 1 as n
			from unnest('{3,2,7,6,5,4,3,2}'::int[]) with ordinality as x (w, i)) as y) else false end
$$;
comment on function labour.dni_check(text, text) is 'El carácter de control de un DNI es el que toca';

-- A document as it is kept: without blanks and signs, an identity card with the
-- zeros that a spreadsheet ate and, behind a hyphen, the check it came with.
create function labour.document_kept(kind text, given text) returns text
language sql immutable parallel safe as $$
	select case when kind = 'dni' and d ~ '^\d{5,8}$' then lpad(d, 8, '0')
		when kind = 'dni' and d ~ '^\d{8}[0-9A-K]$' then left(d, 8) || '-' || right(d, 1)
		else nullif(d, '') end
	from (select upper(regexp_replace($2, '[^[:alnum:]]', '', 'g')) as d) as x
$$;
comment on function labour.document_kept(text, text) is 'Un documento de identidad como se guarda';

-- What is to be checked of one; null: nothing.
create function labour.document_said(kind text, no text) returns text
language sql immutable parallel safe
return case when no is null then null
	when kind = 'dni' and no !~ '^\d{8}(-.)?$' then 'Un DNI tiene 8 cifras: compruébelo.'
	when kind = 'dni' and no ~ '-' and not labour.dni_check(left(no, 8), right(no, 1))
		then 'El carácter de control del DNI no es el que toca: compruébelo.'
	when kind in ('ce', 'ptp') and no !~ '^\d{9}$' then 'Ese documento tiene 9 cifras: compruébelo.'
	when kind = 'passport' and no !~ '^[A-Z0-9]{6,12}$' then 'Un pasaporte tiene de 6 a 12 letras y cifras: compruébelo.' end;
comment on function labour.document_said(text, text) is 'Lo que hay que comprobar de un documento de identidad';

-- The last day on which something was done for a seeker.
create function labour.seeker_last(seeker bigint) returns date
language sql stable as $$
	select greatest(s.registered_on, s.consent_on, (select max(greatest(r.sent_on, r.interviewed_on, r.ended_on))
		from labour.referral r where r.job_seeker_id = s.id and r.deleted_at is null))
	from labour.job_seeker s where s.id = $1
$$;
comment on function labour.seeker_last(bigint) is 'El último día en que se atendió a un postulante';
grant execute on function labour.seeker_last(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- The day from which the data of a seeker are to be cleared: at once where she
-- withdrew her consent, else behind the term of the rule of her last day.
create function labour.seeker_kept_until(state text, last date) returns date
language sql stable as $$
	select case when state = 'active' then (select case r.unit when 'calendar' then $2 + r.number
			else (core.due('postulante.conservar', $2::timestamp)).last_day end
		from core.term_rule r where r.rule_code = 'postulante.conservar' and r.deleted_at is null
			and $2 between r.from_date and coalesce(r.to_date, 'infinity') limit 1) end
$$;
comment on function labour.seeker_kept_until(text, date) is 'Hasta qué día se conservan los datos de un postulante';

create view labour.job_seeker_all with (security_invoker = true) as
select t.*, o.office_code, o.office_name, t.office_id = (select core.my_office()) as mine, p.place_code, p.place_name,
	coalesce(v.person_name, t.seeker_mask) as seeker, labour.document_said(v.document_kind, v.document_no) as document_told,
	l.last_on, k.kept_until, t.state = 'withdrawn' or coalesce(t.state = 'active' and k.kept_until < (select core.today()), false) as to_clear,
	t.state = 'active' and t.consent as referable, t.state <> 'cleared' as clearable, t.state in ('active', 'withdrawn') and not t.consent as consentable
from labour.job_seeker t join core.office o on o.id = t.office_id
	left join core.place p on p.id = t.place_id
	left join labour.job_seeker_private v on v.job_seeker_id = t.id and v.deleted_at is null
	cross join lateral (select labour.seeker_last(t.id) as last_on) as l
	cross join lateral (select labour.seeker_kept_until(t.state, l.last_on) as kept_until) as k;

create view labour.job_seeker_pick with (security_invoker = true) as
select t.id, t.seeker_code, coalesce(v.person_name, t.seeker_mask) as seeker,
	t.state = 'active' and t.consent as offered, core.fold(t.seeker_code) || ' ' || core.fold(coalesce(v.person_name, t.seeker_mask, '')) as search_folded
from labour.job_seeker t left join labour.job_seeker_private v on v.job_seeker_id = t.id and v.deleted_at is null
where t.deleted_at is null;

create view labour.job_seeker_private_all with (security_invoker = true) as
select t.* from labour.job_seeker_private t;
create view labour.seeker_profile_private_all with (security_invoker = true) as
select t.* from labour.seeker_profile_private t;

create function labour.job_seeker_filled(was labour.job_seeker, now labour.job_seeker) returns labour.job_seeker
language plpgsql stable as $$
begin
	-- The mask follows the name that is kept apart.
	if not core.by_database() then
		now.seeker_mask := was.seeker_mask;
		-- What actions write is not there yet.
		if was.id is null and now.batch_id is null then
			now.withdrawn_on := null;
			now.withdrawn_why := null;
			now.cleared_on := null;
			now.cleared_why := null;
		end if;
		if was.id is null then
			now.cleared_values := null;
		end if;
	end if;
	return now;
end
$$;

select core.declare_trigger('labour.job_seeker', 't11_number before insert', '_number', 'Da su número a un postulante que no lo trae', $$
	if new.seeker_no is null then
		perform from core.register r where r.name = 'labour.job_seeker' for no key update; -- an advisory lock is anybody's to hold
		new.seeker_no := (select coalesce(max(s.seeker_no), 0) + 1 from labour.job_seeker s);
	end if;
	return new$$, 'definer');

create function labour.job_seeker_problems(was labour.job_seeker, now labour.job_seeker) returns setof core.problem
language sql stable as $$
	select * from labour.open_problems(to_jsonb(now))
	union all
	select (core.problem('registered_on', 'Un postulante no se registra antes de inscribirse.')).*
	where now.registered_on > core.today()
	union all
	select (core.problem('consent_on', 'Escriba cuándo dio su consentimiento.')).*
	where now.consent and now.consent_on is null
	union all
	select (core.problem('consent_on', 'El consentimiento no es de un día que todavía no llega.')).*
	where now.consent_on > core.today()
	union all
	select (core.problem('consent', 'El consentimiento se retira con su acción: así sus datos quedan ocultos.')).*
	where was.consent and not now.consent and now.state = 'active' and not core.by_owner()
	union all
	select (core.problem('state', 'Un postulante no pasa de esa situación a la otra.')).*
	where was.state <> now.state and not core.by_owner()
		and was.state || '>' || now.state not in ('active>withdrawn', 'withdrawn>active', 'active>cleared', 'withdrawn>cleared')
	union all
	select (core.problem(case when was.state = 'withdrawn' then 'consent' else 'withdrawn_why' end,
		'El consentimiento, su retiro y la depuración los hacen sus acciones.')).*
	where was.state = now.state and not core.by_owner() and ((was.withdrawn_on, was.withdrawn_why, was.cleared_on, was.cleared_why, was.cleared_values)
		is distinct from (now.withdrawn_on, now.withdrawn_why, now.cleared_on, now.cleared_why, now.cleared_values)
		or was.state = 'withdrawn' and (was.consent, was.consent_on) is distinct from (now.consent, now.consent_on))
	union all
	select (core.problem(null, 'Los datos de este postulante se depuraron: ya no cambia.')).*
	where was.state = 'cleared' and core.row_differs(to_jsonb(was), to_jsonb(now), 'seeker_code') and not core.by_owner()
	union all
	select (core.problem('cleared_why', 'Todavía no toca depurar sus datos: retire antes su consentimiento, o espere a su plazo.')).*
	where was.state = 'active' and now.state = 'cleared' and not core.by_owner()
		and coalesce(labour.seeker_kept_until('active', labour.seeker_last(now.id)) >= core.today(), true)
	union all
	select (core.problem('cleared_why', 'Solo la secretaría depura datos personales.', 'HT003')).*
	where was.state <> 'cleared' and now.state = 'cleared' and not core.by_owner() and not core.is_secretariat()
$$;

-- What is kept apart is for a seeker who has not withdrawn.
create function labour.private_problems(seeker bigint, was jsonb, now jsonb) returns setof core.problem
language sql stable as $$
	select (core.problem(null, 'Este postulante retiró su consentimiento o se depuró: sus datos no se registran.')).*
	from labour.job_seeker s where s.id = $1 and s.state <> 'active' and not core.by_owner()
		and core.row_differs($2, $3, 'masked')
$$;
comment on function labour.private_problems(bigint, jsonb, jsonb) is 'Cuida que no se registren datos de quien retiró su consentimiento';

create function labour.job_seeker_private_filled(was labour.job_seeker_private, now labour.job_seeker_private)
returns labour.job_seeker_private language plpgsql stable as $$
begin
	now.document_no := labour.document_kept(now.document_kind, now.document_no);
	if current_user <> 'hito_owner' then
		now.masked := coalesce(was.masked, false);
	end if;
	return now;
end
$$;

create function labour.job_seeker_private_problems(was labour.job_seeker_private, now labour.job_seeker_private)
returns setof core.problem language sql stable as $$
	select * from labour.private_problems(now.job_seeker_id, to_jsonb(was), to_jsonb(now))
	union all
	select (core.problem('birth_year', 'El año de nacimiento todavía no llega.')).*
	where now.birth_year > extract(year from core.today())
	union all
	select (core.problem('person_name', 'Escriba el nombre o el documento del postulante, o quite la línea.')).*
	where coalesce(now.person_name, now.document_no, '') = '' and not core.by_owner() and now.deleted_at is null
$$;

create function labour.seeker_profile_private_filled(was labour.seeker_profile_private, now labour.seeker_profile_private)
returns labour.seeker_profile_private language plpgsql stable as $$
begin
	if current_user <> 'hito_owner' then
		now.masked := coalesce(was.masked, false);
	end if;
	return now;
end
$$;

create function labour.seeker_profile_private_problems(was labour.seeker_profile_private, now labour.seeker_profile_private)
returns setof core.problem language sql stable as $$
	select * from labour.private_problems(now.job_seeker_id, to_jsonb(was), to_jsonb(now))
	union all
	select (core.problem('disability', 'La discapacidad se anota solo con el consentimiento del postulante.')).*
	from labour.job_seeker s where s.id = now.job_seeker_id and coalesce(now.disability, '') <> '' and not s.consent
		and now.disability is distinct from was.disability and not core.by_owner()
$$;

-- Nothing is registered of one who withdraws meanwhile.
do $do$
declare
	tab text;
begin
	foreach tab in array '{labour.job_seeker_private,labour.seeker_profile_private}'::text[] loop
		perform core.declare_trigger(tab, 't12_lock before insert', '_lock', 'Espera a quien cambia al postulante', $$
			perform from labour.job_seeker s where s.id = new.job_seeker_id for no key update;
			return new$$, 'definer');
	end loop;
end
$do$;

-- Withdrawn consent hides at once what is kept apart; given again it shows it.
create function labour.job_seeker_hide() returns trigger
language plpgsql security definer as $$
begin
	update labour.job_seeker_private v set masked = new.state <> 'active'
	where v.job_seeker_id = new.id and v.masked <> (new.state <> 'active');
	update labour.seeker_profile_private v set masked = new.state <> 'active'
	where v.job_seeker_id = new.id and v.masked <> (new.state <> 'active');
	return null;
end
$$;
comment on function labour.job_seeker_hide() is 'Oculta los datos de quien retira su consentimiento';
create trigger t50_hide after update of state on labour.job_seeker for each row
	when (old.state is distinct from new.state) execute function labour.job_seeker_hide();

-- ---- actions

create function labour.job_seeker_consent(id bigint, row_version int, consent_on date, consent_how text) returns void
language sql volatile as $$
	select core.step('labour.job_seeker', $1, $2, 'active', '{active,withdrawn}', 'consent', 'true',
		'consent_on', coalesce($3, core.today())::text,
		'consent_how', core.expect_said($4, 'consent_how', 'Escriba con qué documento consiente.'), 'withdrawn_on', null, 'withdrawn_why', null)
$$;
comment on function labour.job_seeker_consent(bigint, int, date, text) is 'Anotar el consentimiento de un postulante';

create function labour.job_seeker_withdraw(id bigint, row_version int, withdrawn_why text) returns void
language sql volatile as $$
	select core.step('labour.job_seeker', $1, $2, 'withdrawn', '{active}', 'consent', 'false',
		'withdrawn_on', core.today()::text,
		'withdrawn_why', core.expect_said($3, 'withdrawn_why', 'Escriba cómo lo retiró: por una solicitud, en la oficina.'))
$$;
comment on function labour.job_seeker_withdraw(bigint, int, text) is 'Retirar el consentimiento de un postulante: sus datos quedan ocultos';

-- The values of private rows go, in the rows and in their history; the digests,
-- who did what and when, and what was counted stay.
create function labour.seeker_forget(seeker bigint, why text) returns int
language plpgsql volatile security definer as $$
declare
	n bigint := 0;
	v record;
begin
	if not core.is_secretariat() or not exists (select from labour.job_seeker s where s.id = seeker and s.state = 'cleared'
			and s.cleared_values is null) then
		raise exception 'Solo la secretaría depura datos personales.' using errcode = 'HT003';
	end if;
	update labour.job_seeker_private p set document_kind = null, document_no = null, person_name = null, birth_year = null,
		email = null, phone = null where p.job_seeker_id = seeker;
	update labour.seeker_profile_private p set level = null, studies = null, experience = null, disability = null
	where p.job_seeker_id = seeker;
	for v in select 'labour.job_seeker_private' as tab, p.id from labour.job_seeker_private p where p.job_seeker_id = seeker
		union all select 'labour.seeker_profile_private', p.id from labour.seeker_profile_private p where p.job_seeker_id = seeker
	loop
		n := n + audit.clear(v.tab, v.id, why);
	end loop;
	update labour.job_seeker s set cleared_values = n, seeker_mask = null, place_id = null where s.id = seeker;
	return n;
end
$$;
comment on function labour.seeker_forget(bigint, text) is 'Borra los datos personales de un postulante, también de la historia';
grant execute on function labour.seeker_forget(bigint, text) to hito_secretariat;

create function labour.job_seeker_clear(id bigint, row_version int, cleared_why text) returns void
language plpgsql volatile as $$
declare
	why constant text := core.expect_said($3, 'cleared_why', 'Escriba por qué se depuran sus datos.');
begin
	perform core.step('labour.job_seeker', $1, $2, 'cleared', '{active,withdrawn}', 'consent', 'false',
		'cleared_on', core.today()::text, 'cleared_why', why);
	perform labour.seeker_forget($1, why);
end
$$;
comment on function labour.job_seeker_clear(bigint, int, text) is 'Depurar los datos personales de un postulante, también de la historia';

-- ---- imports

-- Whom a file brings is known by her document, where whoever loads may read it.
create function labour.job_seeker_prepare() returns setof core.finding
language plpgsql as $$
begin
	-- Each document is read once, not once for each seeker there is.
	with told as materialized (
		select x.line, d.kind, labour.document_kept(d.kind, x.document_no) as no
		from pg_temp.hito_stage x cross join lateral (select coalesce(nullif(btrim(x.document_kind), ''), 'dni') as kind) as d
		where x.seeker_no is null
	)
	update pg_temp.hito_stage s set seeker_no = t.seeker_no
	from told x join labour.job_seeker_private v on v.document_kind = x.kind and v.document_no = x.no and v.deleted_at is null
		join labour.job_seeker t on t.id = v.job_seeker_id and t.deleted_at is null
	where x.line = s.line;
	update pg_temp.hito_field f set brought = true where f.name = 'seeker_no';
	return query select s.line, 'document_no', null::text, 'error', format('Repite el documento de la línea %s del archivo.', min(d.line))
	from pg_temp.hito_stage s join pg_temp.hito_stage d on d.line < s.line
		and labour.document_kept(coalesce(nullif(btrim(d.document_kind), ''), 'dni'), d.document_no)
			= labour.document_kept(coalesce(nullif(btrim(s.document_kind), ''), 'dni'), s.document_no)
	group by s.line;
end
$$;
comment on function labour.job_seeker_prepare() is 'Prepara una carga de postulantes';

create function labour.seeker_persons(out line int, out seeker bigint, out document_kind text, out document_no text, out person_name text,
	out birth_year int, out email text, out phone text, out allowed boolean)
returns setof record language sql stable as $$
	select s.line, r.id, case when d.no is not null then coalesce(nullif(btrim(s.document_kind), ''), 'dni') end, d.no,
		nullif(btrim(s.person_name), ''), case when btrim(s.birth_year::text) ~ '^\d{4}$' then s.birth_year::int end, nullif(btrim(s.email), ''), nullif(btrim(s.phone), ''),
		labour.may_load('labour.job_seeker_private', r.office_id)
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
		cross join lateral (select labour.document_kept(coalesce(nullif(btrim(s.document_kind), ''), 'dni'), s.document_no) as no) as d
	where (d.no is not null or coalesce(btrim(s.person_name), '') <> '')
		and (r.id is null or not exists (select from labour.job_seeker_private v where v.job_seeker_id = r.id and v.deleted_at is null))
$$;
comment on function labour.seeker_persons() is 'Quiénes son los postulantes de un archivo';

create function labour.job_seeker_check() returns setof core.finding
language sql as $$
	select p.line, 'person_name', null::text, 'error', 'Los datos personales de un postulante los carga la oficina autorizada.'
	from labour.seeker_persons() as p where not p.allowed
	union all
	select p.line, 'document_no', null::text, 'notice', labour.document_said(p.document_kind, p.document_no)
	from labour.seeker_persons() as p where p.allowed and labour.document_said(p.document_kind, p.document_no) is not null
	union all
	select p.line, 'birth_year', null::text, 'error', 'El año de nacimiento va de 1900 a 2100.'
	from labour.seeker_persons() as p join pg_temp.hito_stage s using (line)
	where p.allowed and coalesce(btrim(s.birth_year::text), '') <> '' and coalesce(p.birth_year not between 1900 and 2100, true)
$$;
comment on function labour.job_seeker_check() is 'Revisa una carga de postulantes';

create function labour.job_seeker_after(batch bigint) returns setof int
language plpgsql as $$
begin
	return query select p.line from labour.seeker_persons() as p where p.allowed;
	insert into labour.job_seeker_private (job_seeker_id, document_kind, document_no, person_name, birth_year, email, phone, batch_id, batch_line)
	select p.seeker, p.document_kind, p.document_no, p.person_name, p.birth_year, p.email, p.phone, batch, p.line
	from labour.seeker_persons() as p where p.allowed order by p.line;
	insert into labour.seeker_profile_private (job_seeker_id, level, studies, experience, disability, batch_id, batch_line)
	select r.id, nullif(btrim(s.level), ''), nullif(btrim(s.studies), ''), nullif(btrim(s.experience), ''),
		case when r.consent then nullif(btrim(s.disability), '') end, batch, s.line
	from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
	where concat(btrim(s.level), btrim(s.studies), btrim(s.experience)) <> '' and labour.may_load('labour.seeker_profile_private', r.office_id)
		and not exists (select from labour.seeker_profile_private v where v.job_seeker_id = r.id and v.deleted_at is null)
	order by s.line;
end
$$;
comment on function labour.job_seeker_after(bigint) is 'Graba quiénes son los postulantes de un archivo';

select core.declare('labour.job_seeker', 'seeker', 'Postulantes', stands_on => '{place_id}', help => array[
	'seeker', 'Nombre; con sus letras ocultas para quien no lo puede leer', 'document_told', 'Qué comprobar de su documento',
	'last_on', 'Última atención', 'kept_until', 'Hasta cuándo se conservan sus datos', 'to_clear', 'Toca depurar sus datos',
	'referable', 'Se le puede enviar a una oferta', 'clearable', 'Tiene datos que depurar', 'consentable', 'No consta su consentimiento',
	'offered', 'Se ofrece al elegir: consiente en que se le envíe'],
	unknown => 'No hay un postulante que se cite así, o usted no lo ve.');
select core.declare('labour.job_seeker_private', 'consented', 'Datos personales de los postulantes', line_of => '{job_seeker_id}');
select core.declare_mask('labour.job_seeker_private', 'labour.job_seeker', 't.id = new.job_seeker_id',
	'seeker_mask', 'case when t.state <> ''cleared'' then core.name_mask(new.person_name) end');
select core.declare('labour.seeker_profile_private', 'consented', 'Estudios y experiencia de los postulantes', line_of => '{job_seeker_id}');

create view labour.job_seeker_beside with (security_invoker = true) as
select t.id, 0 as at, p.document_kind, p.document_no, p.person_name, p.birth_year, p.email, p.phone,
	f.level, f.studies, f.experience, f.disability
from labour.job_seeker t
	left join labour.job_seeker_private p on p.job_seeker_id = t.id and p.deleted_at is null
	left join labour.seeker_profile_private f on f.job_seeker_id = t.id and f.deleted_at is null;
select core.describe('labour.job_seeker_beside', 'Quién es un postulante, como lo trae un archivo', 'at', 'Orden',
	'document_kind', 'Clase de documento', 'document_no', 'Número del documento', 'person_name', 'Nombre',
	'birth_year', 'Año de nacimiento', 'email', 'Correo electrónico', 'phone', 'Teléfono', 'level', 'Nivel de estudios',
	'studies', 'Estudios', 'experience', 'Experiencia', 'disability', 'Discapacidad');
