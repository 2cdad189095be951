-- SPDX-License-Identifier: GPL-3.0-or-later
-- Users and the first site. The user_* functions run as hito_keeper
-- (CREATEROLE in a person's hands is nearly superuser on 15): they grant our
-- groups only, to the people that they made. Passwords come as SCRAM verifiers.

-- What a membership of each kind needs.
create function core.kind_group(out kind text, out grp text)
returns setof record language sql immutable as $$
	values ('enter', 'hito_clerk'), ('submit', 'hito_clerk'), ('batch', 'hito_it'), ('read', 'hito_reader'),
		('secretariat', 'hito_secretariat')
$$;
comment on function core.kind_group() is 'Qué grupo pide cada permiso';

-- Both names of a kind, as people write them; what is none of them as it is.
create function core.kind_read(word text) returns text
language sql immutable parallel safe
return case core.fold(btrim(word)) when 'ingresar' then 'enter' when 'presentar' then 'submit' when 'cargar' then 'batch'
	when 'leer' then 'read' when 'secretaria' then 'secretariat' else core.fold(btrim(word)) end;
comment on function core.kind_read(text) is 'Un permiso, como lo escribe la gente';

create function core.kind_unknown(word text) returns text
language sql immutable as $$
	select format('El permiso «%s» no existe: use ingresar, presentar, cargar, leer o secretaria.', left($1, 40))
$$;
comment on function core.kind_unknown(text) is 'Lo que se dice de un permiso que no existe';

create function core.user_check(login text) returns void
language plpgsql stable as $$
begin
	if $1 !~ '^[a-z_][a-z0-9_.-]{0,62}$' or $1 ~ '^(hito|pg)_' then
		raise exception 'El nombre de usuario "%" no sirve: use letras minúsculas, cifras, punto y guion; no puede empezar con hito_ ni pg_.', $1
			using errcode = 'HT002', column = 'login';
	end if;
	if exists (select from pg_roles r where r.rolname = $1 and (r.rolsuper or r.rolcreaterole
			or r.rolcreatedb or r.rolreplication or r.rolbypassrls)) then
		raise exception 'El usuario "%" administra el servidor: sus permisos no se dan desde aquí.', $1
			using errcode = 'HT003';
	end if;
end
$$;
comment on function core.user_check(text) is 'Rechaza nombres de grupos y de administradores';

create function core.user_known(login text) returns void
language plpgsql stable as $$
begin
	perform core.user_check($1);
	if not exists (select from core.login l where l.login = $1)
			or not exists (select from pg_roles r where r.rolname = $1) then
		raise exception 'No hay un usuario "%". Agréguelo primero con: hito user add %', $1, $1
			using errcode = 'HT004', column = 'login';
	end if;
end
$$;
comment on function core.user_known(text) is 'Exige que el usuario sea uno que se agregó';

create function core.user_verifier(verifier text) returns void
language plpgsql immutable as $$
begin
	if $1 is not null and $1 !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
		raise exception 'La contraseña no llegó como verificador SCRAM-SHA-256.'
			using errcode = 'HT002', column = 'verifier';
	end if;
end
$$;
comment on function core.user_verifier(text) is 'Exige un verificador SCRAM, nunca una contraseña';

create function core.user_add(login text, verifier text, full_name text default null)
returns void language plpgsql volatile security definer as $$
begin
	perform core.user_check($1);
	perform core.user_verifier($2);
	if exists (select from pg_roles r where r.rolname = $1) then
		raise exception 'El usuario "%" ya existe.', $1 using errcode = 'HT002', column = 'login';
	end if;
	execute format('create role %I login connection limit 3 password %L', $1, $2);
	insert into core.login (login, full_name) values ($1, $3);
end
$$;
comment on function core.user_add(text, text, text) is 'Agrega un usuario';

-- Whoever gives a person a password can be that person: what the secretariat alone
-- names, the secretariat alone gives one, or who keeps the server.
create function core.user_password_may(login text) returns void
language plpgsql stable as $$
declare
	decides constant boolean := pg_has_role($1, 'hito_secretariat', 'member');
begin
	if $1 = session_user or pg_has_role(session_user, 'hito_owner', 'member') then
		return;
	elsif decides and not core.is_secretariat() then
		raise exception 'La contraseña de quien es de la secretaría la cambia otra persona de la secretaría, o quien administra el servidor.'
			using errcode = 'HT003';
	elsif not decides and not pg_has_role(session_user, 'hito_it', 'member') then
		raise exception 'La contraseña de quien no es de la secretaría la cambia informática.' using errcode = 'HT003';
	end if;
end
$$;
comment on function core.user_password_may(text) is 'Cuida quién da una contraseña a quién';

-- The change leaves a row of history: who, whose, when.
create function core.user_password(login text, verifier text)
returns void language plpgsql volatile security definer as $$
begin
	perform core.user_known($1);
	perform core.user_password_may($1);
	perform core.user_verifier($2);
	begin
		execute format('alter role %I password %L', $1, $2);
	exception when insufficient_privilege then
		raise exception 'El servidor no deja cambiar la contraseña de "%".', $1 using errcode = 'HT003',
			hint = 'Quien administra el servidor lo arregla una vez con: hito db migrate';
	end;
	update core.login l set password_at = now(), password_by = session_user where l.login = $1;
end
$$;
comment on function core.user_password(text, text) is 'Cambia la contraseña de un usuario';

-- The group that a membership of this kind needs, in the hands of whom it is:
-- the secretariat is named by the secretariat, all else given by IT, and nobody
-- gives or takes anything of her own.
create function core.user_group(login text, kind text) returns text
language plpgsql stable as $$
declare
	grp constant text := (select g.grp from core.kind_group() g where g.kind = core.kind_read($2));
begin
	perform core.user_known($1);
	if grp is null then
		raise exception '%', core.kind_unknown($2) using errcode = 'HT004', column = 'kind';
	elsif $1 = session_user then
		raise exception 'Nadie se da ni se quita permisos: pídalo a otra persona.' using errcode = 'HT003';
	elsif core.kind_read($2) = 'secretariat' and not core.is_secretariat() then
		raise exception 'Solo la secretaría nombra o retira a quien es de la secretaría.' using errcode = 'HT003';
	elsif core.kind_read($2) <> 'secretariat' and not pg_has_role(session_user, 'hito_it', 'member') then
		raise exception 'Ese permiso lo da y lo quita quien lleva los usuarios.' using errcode = 'HT003';
	end if;
	return grp;
end
$$;
comment on function core.user_group(text, text) is 'El grupo de un permiso, si quien pregunta lo da';

create function core.user_grant(login text, office_code text, kind text,
	from_date date default null, to_date date default null)
returns void language plpgsql volatile security definer as $$
declare
	grp constant text := core.user_group($1, $3);
	office bigint := core.office_named($2);
begin
	if office is null then
		raise exception 'No hay una oficina con el código "%".', $2
			using errcode = 'HT004', column = 'office_code';
	end if;
	insert into core.member as m (login, office_id, kind, from_date, to_date)
	values ($1, office, core.kind_read($3), $4, $5)
	on conflict on constraint member_natural do update
		set from_date = excluded.from_date, to_date = excluded.to_date
		where (m.from_date, m.to_date) is distinct from (excluded.from_date, excluded.to_date);
	execute format('grant %I to %I', grp, $1);
	if not pg_has_role($1, grp, 'member') then
		raise exception 'El servidor no dio el grupo % a "%": no se hizo nada.', grp, $1 using errcode = 'HT003',
			hint = 'Quien administra el servidor lo arregla una vez con: hito db migrate';
	end if;
end
$$;
comment on function core.user_grant(text, text, text, date, date) is 'Da a un usuario un permiso en una oficina';

-- From 16 on a server takes a group away only for whom gave it; else it warns
-- and takes nothing.
create function core.user_revoke(login text, office_code text, kind text)
returns void language plpgsql volatile security definer as $$
declare
	gone constant text := core.user_group($1, $3);
begin
	delete from core.member m where m.login = $1 and m.kind = core.kind_read($3)
		and m.office_id = core.office_named($2);
	if not found then
		raise exception 'El usuario "%" no tiene ese permiso en esa oficina.', $1
			using errcode = 'HT004', column = 'kind';
	end if;
	if exists (select from core.member m join core.kind_group() g on g.kind = m.kind
			where m.login = $1 and g.grp = gone) then
		return;
	end if;
	execute format('revoke %I from %I', gone, $1);
	if pg_has_role($1, gone, 'member') then
		raise exception 'El servidor no quitó el grupo % a "%", porque lo dio otro: no se hizo nada.', gone, $1
			using errcode = 'HT003', hint = 'Quien administra el servidor lo arregla una vez con: hito db migrate';
	end if;
end
$$;
comment on function core.user_revoke(text, text, text) is 'Quita a un usuario un permiso en una oficina';

create function core.has_secretariat() returns boolean
language sql stable as $$
	select exists (select from core.member m where m.kind = 'secretariat'
		and core.today() between coalesce(m.from_date, core.today()) and coalesce(m.to_date, core.today()))
$$;
comment on function core.has_secretariat() is 'Alguien es hoy de la secretaría';

-- Somebody is of the secretariat on every day: the last one in force stays
-- until another is named.
create function core.secretariat_stays() returns trigger
language plpgsql security definer as $$
begin
	perform from core.member m where m.kind = 'secretariat' for update;
	if not core.has_secretariat() then
		raise exception 'Es la última persona de la secretaría: nombre antes a otra.' using errcode = 'HT002';
	end if;
	return null;
end
$$;
create trigger t60_stays after update or delete on core.member
	for each row when (old.kind = 'secretariat') execute function core.secretariat_stays();

-- Where nobody is, whoever administers the server names one, on record.
create function core.name_secretariat(login text, office_code text default null) returns void
language plpgsql volatile as $$
begin
	if not (select r.rolsuper from pg_roles r where r.rolname = session_user) then
		raise exception 'Esto lo hace quien administra el servidor.' using errcode = 'HT003';
	elsif core.has_secretariat() then
		raise exception 'La secretaría tiene a quien la lleva: que ella nombre a otra persona.' using errcode = 'HT002';
	end if;
	perform core.user_known($1);
	insert into core.member as m (login, office_id, kind)
	select $1, o.id, 'secretariat' from core.office o
	where case when $2 is null then o.root else o.office_code = $2 end and o.deleted_at is null
	order by o.id
	on conflict on constraint member_natural do update set from_date = null, to_date = null;
	if not found then
		raise exception 'No hay una oficina con el código "%".', $2 using errcode = 'HT004', column = 'office_code';
	end if;
	execute format('grant hito_secretariat to %I%s', $1,
		case when current_setting('server_version_num')::int >= 160000 then ' granted by hito_keeper' end);
end
$$;
comment on function core.name_secretariat(text, text) is 'Nombra a quien lleva la secretaría cuando no hay nadie';

-- All that was granted to our people by others (a superuser, a dump, which
-- names nobody) is granted by hito_keeper from now on, and each of them is in
-- its hands: from 16 on it could neither take a group away nor change a
-- password. Nobody makes large objects. For a superuser; answers how many it
-- put right.
create function core.own_grants() returns bigint
language plpgsql volatile as $$
declare
	r record;
	n bigint := 0;
begin
	if not (select u.rolsuper from pg_roles u where u.rolname = current_user) then
		return 0;
	end if;
	-- Large objects are nobody's here, and would fill the disk.
	for r in select p.oid::regprocedure as fn from pg_proc p
		where p.pronamespace = 'pg_catalog'::regnamespace and (p.proname like 'lo\_%' or p.proname in ('loread', 'lowrite'))
			and has_function_privilege('public', p.oid, 'execute')
	loop
		execute format('revoke execute on function %s from public', r.fn);
		n := n + 1;
	end loop;
	if current_setting('server_version_num')::int < 160000 then
		return n;
	end if;
	for r in select g.rolname as grp, p.rolname as person, by.rolname as giver
		from pg_auth_members a join pg_roles g on g.oid = a.roleid join pg_roles p on p.oid = a.member
			join pg_roles by on by.oid = a.grantor
		where g.rolname in (select k.grp from core.kind_group() k) and by.rolname <> 'hito_keeper'
			and p.rolname in (select l.login from core.login l)
	loop
		execute format('revoke %I from %I granted by %I', r.grp, r.person, r.giver);
		execute format('grant %I to %I granted by hito_keeper', r.grp, r.person);
		n := n + 1;
	end loop;
	for r in select p.rolname as person from core.login l join pg_roles p on p.rolname = l.login
		where not exists (select from pg_auth_members a where a.roleid = p.oid
			and a.member = 'hito_keeper'::regrole and a.admin_option)
	loop
		execute format('grant %I to hito_keeper with admin true, inherit false, set false', r.person);
		n := n + 1;
	end loop;
	return n;
end
$$;
comment on function core.own_grants() is 'Pone los grupos de los usuarios en manos del programa';

create function core.office_codes(out id bigint, out code text)
returns setof record language sql stable security definer
set search_path = pg_catalog, pg_temp as
	'select id, office_code::text from core.office';
comment on function core.office_codes() is 'Códigos de las oficinas';

create function core.user_list(out login text, out full_name text, out office_code text,
	out kind text, out from_date date, out to_date date, out groups text)
returns setof record language sql stable security definer as $$
	select l.login, l.full_name, o.code, m.kind, m.from_date, m.to_date,
		(select string_agg(g.rolname, ' ' order by g.rolname)
			from pg_auth_members a join pg_roles g on g.oid = a.roleid
				join pg_roles r on r.oid = a.member
			where r.rolname = l.login and g.rolname like 'hito\_%')
	from core.login l left join core.member m on m.login = l.login
		left join core.office_codes() o on o.id = m.office_id
	order by 1, 3, 4
$$;
comment on function core.user_list() is 'Usuarios con sus oficinas y permisos';

-- hito_keeper owns what grants; it needs CREATE on the schema only to take it.
do $$
declare
	f regprocedure;
begin
	grant create on schema core to hito_keeper;
	foreach f in array array['core.user_add(text, text, text)', 'core.user_password(text, text)',
		'core.user_grant(text, text, text, date, date)', 'core.user_revoke(text, text, text)',
		'core.user_list()']::regprocedure[]
	loop
		execute format('grant execute on function %s to hito_it', f);
		-- The secretariat names its own, and gives them passwords.
		if f::text ~ '(grant|revoke|list|password)\(' then
			execute format('grant execute on function %s to hito_secretariat', f);
		end if;
		execute format('alter function %s set search_path = pg_catalog, pg_temp', f);
		execute format('alter function %s owner to hito_keeper', f);
	end loop;
	revoke create on schema core from hito_keeper;
end
$$;

-- no texts for people
-- Words and values that are the same everywhere; each site may change them.
create function core.init_words() returns void
language plpgsql volatile as $$
begin
	insert into core.unit_word (word, office_id)
	select w.word, core.root_office() from unnest(array['Gerencia General Regional', 'Gerencia Regional',
		'Gerencia', 'Sub Gerencia', 'Subgerencia', 'Oficina', 'Dirección', 'Unidad', 'Área',
		'Secretaría', 'Procuraduría', 'Proyecto Especial', 'Universidad', 'Universidades',
		'Instituto', 'Institutos', 'Municipalidad', 'Municipalidades', 'Regional Management',
		'Sub Management', 'Department', 'Office', 'University', 'Universities']) with ordinality as w (word, at)
	where not exists (select from core.unit_word u where u.word = w.word)
	order by w.at;
	insert into core.cell_word (kind, word, office_id)
	select v.kind, v.word, core.root_office() from (select *, row_number() over () as at from (values
		('connecting', 'de'), ('connecting', 'del'), ('connecting', 'la'), ('connecting', 'las'),
		('connecting', 'el'), ('connecting', 'los'), ('connecting', 'y'), ('connecting', 'e'),
		('connecting', 'en'), ('connecting', 'para'), ('connecting', 'a'), ('connecting', 'al'),
		('connecting', 'con'), ('connecting', 'of'), ('connecting', 'the'), ('connecting', 'and'),
		('connecting', 'for'),
		('actors_government', 'Gobierno'), ('actors_government', 'Government'),
		('actors_civil', 'Sociedad Civil, iniciativa privada, grupos de trabajo y multilaterales'),
		('actors_civil', 'Civil Society, Private Initiative, working groups and multilateral')) as x (kind, word)) as v
	where not exists (select from core.cell_word c where (c.kind, c.word) = (v.kind, v.word))
	order by v.at;
	insert into follow.completion_scale (scale, code, position, label, other_words, office_id)
	select v.scale, v.code, v.place, v.label, v.words, core.root_office() from (values
		('OGP, cinco niveles', 'no_evidence', 1, 'Sin evidencia',
			'No Evidence Available;No Evidence;Sin evidencia disponible'),
		('OGP, cinco niveles', 'not_started', 2, 'No iniciado',
			'Not Started;Uninitiated;Sin iniciar'),
		('OGP, cinco niveles', 'limited', 3, 'Limitado', 'Limited'),
		('OGP, cinco niveles', 'substantial', 4, 'Sustancial', 'Substantial'),
		('OGP, cinco niveles', 'complete', 5, 'Completo', 'Complete;Completed;Completado;Cumplido'),
		('OGP, cuatro niveles', 'not_started', 1, 'No iniciado',
			'Not Started;Uninitiated;Sin iniciar'),
		('OGP, cuatro niveles', 'limited', 2, 'Limitado', 'Limited'),
		('OGP, cuatro niveles', 'substantial', 3, 'Sustancial', 'Substantial'),
		('OGP, cuatro niveles', 'complete', 4, 'Completo', 'Complete;Completed;Completado;Cumplido'))
		as v (scale, code, place, label, words)
	where core.root_office() is not null and not exists (select from follow.completion_scale c
		where (c.scale, c.code) = (v.scale, v.code))
	order by v.scale, v.place;
	insert into plan.relevance_value (value_code, position, value_name, name_en, office_id)
	select v.code, v.position, v.name, v.en, core.root_office() from (values
		('transparency', 1, 'Transparencia', 'Transparency'),
		('participation', 2, 'Participación', 'Participation'),
		('accountability', 3, 'Rendición de Cuentas', 'Accountability'),
		('innovation', 4, 'Innovación', 'Innovation'),
		('collaboration', 5, 'Colaboración', 'Collaboration')) as v (code, position, name, en)
	where not exists (select from plan.relevance_value r where r.value_code = v.code)
	order by v.position;
	perform plan.init_review_scale();
end
$$;
-- texts again
comment on function core.init_words() is 'Palabras y valores con los que empieza una institución';

-- The first site, run by a superuser: institution, root office, rule set, and
-- the caller as secretariat, IT and member.
-- Rows that a register begins with, X_default() beside its declaration: of a new
-- site, and of one that comes from before the register. Each adds only what the
-- register never had, so that nothing goes over what somebody wrote.
create function core.init_defaults() returns void
language plpgsql volatile as $$
declare
	fn regprocedure;
begin
	for fn in select to_regprocedure(g.name || '_default()') from core.register g order by g.name loop
		if fn is not null then
			execute 'select ' || fn;
		end if;
	end loop;
	-- Personal data are for the main office until the secretariat says for whom.
	insert into core.personal_office (register, office_id)
	select r.name, core.root_office() from core.register r
	where r.kind in ('personal', 'consented') and not exists (select from core.personal_office p where p.register = r.name)
	order by r.name;
end
$$;
comment on function core.init_defaults() is 'Da a los registros sus filas del comienzo';

create function core.init_site(institution_code text, institution_name text,
	office_code text, office_name text, login text)
returns void language plpgsql volatile as $$
declare
	root bigint;
	g text;
	recent constant boolean := current_setting('server_version_num')::int >= 160000;
begin
	if (select r.rolsuper from pg_roles r where r.rolname = $5) then
		raise exception 'Quien usa el programa no puede ser administrador del servidor: "%" pasa por alto los permisos.', $5
			using errcode = 'HT003';
	end if;
	insert into core.office (office_code, office_name, root)
	select $3, $4, true where core.root_office() is null;
	root := core.root_office();
	insert into core.institution (code, name, office_id)
	select $1, $2, root where not exists (select from core.institution);
	insert into core.rule_set (name, from_date, source, verified, office_id)
-- no texts for people
	select 'Regla inicial', '2016-01-01',
		'Plan de acción, capítulo de seguimiento: acciones correctivas si el promedio es menor al 80 %. '
-- texts again
		|| 'Tope, pesos, cobertura y colores: por verificar.', false, root
	where not exists (select from core.rule_set);
	perform core.init_words();
	perform core.init_defaults();
	if not exists (select from pg_roles r where r.rolname = $5) then
		execute format('create role %I login connection limit 10', $5);
	end if;
	insert into core.login (login) values ($5) on conflict do nothing;
	-- 16 and newer: a grant is taken away by who gave it, and a password needs
	-- the role's own option.
	foreach g in array array['hito_clerk', 'hito_secretariat', 'hito_it'] loop
		continue when pg_has_role($5, g, 'member');
		execute format('grant %I to %I%s', g, $5,
			case when recent then ' granted by hito_keeper' end);
	end loop;
	if recent then
		execute format('grant %I to hito_keeper with admin true, inherit false, set false', $5);
	end if;
	insert into core.member (login, office_id, kind)
	select $5, root, k.kind from unnest(array['enter', 'submit', 'batch', 'secretariat']) with ordinality as k (kind, at)
	order by k.at
	on conflict do nothing;
end
$$;
comment on function core.init_site(text, text, text, text, text) is 'Prepara la institución, su oficina principal y a quien la instala';

grant execute on function core.kind_group(), core.kind_read(text), core.kind_unknown(text), core.user_check(text), core.user_known(text),
	core.user_verifier(text), core.user_password_may(text), core.user_group(text, text), core.is_secretariat(), core.office_codes() to hito_keeper;
