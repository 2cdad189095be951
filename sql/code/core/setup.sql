-- SPDX-License-Identifier: GPL-3.0-or-later
-- Starting a site, step by step, each by the rights of whoever does it: the
-- secretariat, who loads at the root office and gives rights. What came of a
-- file comes by import.
-- after: users
-- after: rule_set
-- after: year_name

-- The rules that a site means: those that hold today; while these are what the
-- database began with, which nobody verified, the next that it has said.
create function core.setup_rule_set() returns core.rule_set
language sql stable as $$
	select r.* from core.rule_set r cross join lateral (select r.from_date <= core.today() as holds, r.verified or exists (
		select from core.rule_set e where e.deleted_at is null and e.from_date < r.from_date) as own) as x
	where r.deleted_at is null
	order by x.holds and x.own desc, x.holds, abs(r.from_date - core.today()) limit 1
$$;
comment on function core.setup_rule_set() is 'Las reglas del cumplimiento que un sitio dice suyas';

-- What there is, as text; missing: not said yet (true), or said by nobody who named
-- a source (unverified).
create function core.setup_state() returns table (key text, value text, missing text)
language sql stable as $$
	with i as (
		select x.*, p.place_code, p.place_name from core.institution x left join core.place p on p.id = x.place_id
		where x.deleted_at is null order by x.id limit 1
	), root as (
		select o.* from core.office o where o.root
	), council as (
		select b.* from council.body b where b.kind = 'council' and b.deleted_at is null
			and core.today() between b.from_date and coalesce(b.to_date, core.today()) order by b.id limit 1
	), rules as (
		select r.* from core.setup_rule_set() r where r.id is not null
	), state (place, key, value, missing) as (
		select 1, 'institution', (select i.code from i), (select (i.code = 'INSTITUCION')::text from i)
		union all select 2, 'institution-name', (select i.name from i), (select (i.code = 'INSTITUCION')::text from i)
		union all select 3, 'root-office', (select office_code from root), (select (i.code = 'INSTITUCION')::text from i)
		union all select 4, 'office-name', (select office_name from root), (select (i.code = 'INSTITUCION')::text from i)
		union all select 5, 'ubigeo', (select i.place_code from i), null
		union all select 6, 'place-name', (select i.place_name from i), null
		union all select 7, 'year-name', (select y.name from core.year_name y
			where y.year = extract(year from core.today()) and y.deleted_at is null), null
		union all select 8, 'logo', (select 'PNG ' || left(encode(sha256(i.logo), 'hex'), 12) from i where i.logo is not null), null
		union all select 9, 'offices', (select count(*)::text from core.office o where not o.root and o.deleted_at is null having count(*) > 0), null
		union all select 10, 'holidays', (select count(*)::text from core.holiday h where h.scope = 'region' and h.deleted_at is null having count(*) > 0), null
		union all select 11, 'rules-name', (select r.name from rules r), (select case when not r.verified then 'unverified' end from rules r)
		union all select 12, 'rules-from', (select core.day_text(r.from_date) from rules r), (select case when not r.verified then 'unverified' end from rules r)
		union all select 13, 'threshold', (select trim_scale(r.threshold)::text from rules r), (select case when not r.verified then 'unverified' end from rules r)
		union all select 14, 'red-below', (select trim_scale(r.red_below)::text from rules r), (select case when not r.verified then 'unverified' end from rules r)
		union all select 15, 'rules-source', (select r.source from rules r), (select case when not r.verified then 'unverified' end from rules r)
		union all select 16, 'council', (select c.body_code from council c), null
		union all select 17, 'council-name', (select c.body_name from council c), null
		union all select 18, 'council-from', (select core.day_text(c.from_date) from council c), null
		union all select 19, 'council-norm', (select c.norm from council c), null
		union all select 20, 'seats', (select count(*)::text from council.seat s join council c on c.id = s.body_id
			where s.deleted_at is null having count(*) > 0), null
		union all select 21, 'people', (select count(*)::text from core.login l where l.login <> session_user having count(*) > 0), null
	)
	select s.key, s.value, case when coalesce(btrim(s.value), '') = '' then 'true' else coalesce(s.missing, 'false') end
	from state s order by s.place
$$;
comment on function core.setup_state() is 'Lo que un sitio tiene dicho de sí y lo que falta';

create function core.setup_expect() returns void
language plpgsql stable as $$
begin
	if not core.is_secretariat() or not core.at_root('{batch}') then
		raise exception 'La puesta en marcha la hace quien es de la secretaría y carga por la oficina principal.'
			using errcode = 'HT003';
	end if;
end
$$;
comment on function core.setup_expect() is 'Exige los permisos de la puesta en marcha';

-- NULL leaves what is. The root office last: who works there by its code
-- follows it.
create function core.setup_site(institution text, institution_name text, root_office text, office_name text,
	ubigeo text, place_name text, year_name text)
returns void language plpgsql volatile as $$
#variable_conflict use_column
declare
	at bigint;
	was text;
begin
	perform core.setup_expect();
	if $5 is not null and $5 !~ '^([0-9]{2}){1,3}$' then
		raise exception 'Un UBIGEO tiene 2, 4 o 6 cifras; no «%».', left($5, 40) using errcode = 'HT002', column = 'ubigeo';
	end if;
	update core.institution i set code = coalesce($1, i.code), name = coalesce($2, i.name)
	where i.deleted_at is null and (i.code, i.name) is distinct from (coalesce($1, i.code), coalesce($2, i.name));
	if $5 is not null then
		insert into core.place (ubigeo, place_name) select $5, coalesce($6, $5)
		where not exists (select from core.place p where p.ubigeo_system = 'INEI' and p.ubigeo = $5 and p.deleted_at is null);
		select p.id into at from core.place p where p.ubigeo_system = 'INEI' and p.ubigeo = $5 and p.deleted_at is null;
		update core.institution i set place_id = at where i.deleted_at is null and i.place_id is distinct from at;
	end if;
	if $6 is not null and not exists (select from core.institution i where i.deleted_at is null and i.place_id is not null) then
		raise exception 'Diga también el UBIGEO de ese lugar.' using errcode = 'HT002', column = 'place_name';
	end if;
	update core.place p set place_name = $6 from core.institution i
	where i.place_id = p.id and i.deleted_at is null and p.place_name is distinct from $6 and $6 is not null;
	if $7 is not null then
		update core.year_name y set name = $7 where y.year = extract(year from core.today()) and y.deleted_at is null and y.name <> $7;
		insert into core.year_name (year, name) select extract(year from core.today())::int, $7
		where not exists (select from core.year_name y where y.year = extract(year from core.today()) and y.deleted_at is null);
	end if;
	select o.office_code into was from core.office o where o.root;
	update core.office o set office_code = coalesce($3, o.office_code), office_name = coalesce($4, o.office_name)
	where o.root and (o.office_code, o.office_name) is distinct from (coalesce($3, o.office_code), coalesce($4, o.office_name));
	if $3 is not null and current_setting('hito.office', true) = was then
		perform set_config('hito.office', $3, false);
	end if;
end
$$;
comment on function core.setup_site(text, text, text, text, text, text, text) is
	'Dice cómo se llama la institución, su oficina principal, su lugar y el año';

create function core.setup_logo(png text) returns void
language plpgsql volatile as $$
begin
	perform core.setup_expect();
	update core.institution i set logo = decode($1, 'hex') where i.deleted_at is null and i.logo is distinct from decode($1, 'hex');
end
$$;
comment on function core.setup_logo(text) is 'Da a la institución su logotipo';

-- What a first day makes of the rules of a site. They are the same, put right: their
-- day is moved. Those that the database began with are never, and those of a
-- closed period not to a later day: others begin then, and they end the day before.
create function core.setup_rules_anew(from_date date) returns boolean
language sql stable as $$
	select $1 > r.from_date and (core.rule_set_used(r.id) or not exists (select from core.rule_set x
		where x.deleted_at is null and x.from_date < r.from_date))
	from core.setup_rule_set() r
$$;
comment on function core.setup_rules_anew(date) is 'Desde ese día rigen otras reglas, y no las mismas corregidas';

create function core.setup_rules_said(from_date date) returns text
language sql stable as $$
	select case when core.setup_rules_anew($1) then format('Son otras reglas: «%s», que rigen desde el %s, quedan hasta la víspera.',
			r.name, core.day_text(r.from_date))
		when $1 <> r.from_date then format('Son las mismas reglas con otro primer día: ya no empiezan el %s.',
			core.day_text(r.from_date)) end
	from core.setup_rule_set() r where $1 is not null
$$;
comment on function core.setup_rules_said(date) is 'Lo que un primer día hace de las reglas de un sitio';

-- Verified where it is said from where they come.
create function core.setup_rules(name text, from_date date, threshold numeric, red_below numeric, source text) returns void
language plpgsql volatile as $$
#variable_conflict use_column
declare
	r core.rule_set := core.setup_rule_set();
	other date;
begin
	perform core.setup_expect();
	if r.id is null then
		raise exception 'No hay reglas del cumplimiento: haga primero unas en su registro.' using errcode = 'HT004';
	end if;
	r.name := coalesce($1, r.name);
	r.threshold := coalesce($3, r.threshold);
	r.red_below := coalesce($4, least(r.red_below, r.threshold - 10));
	r.source := coalesce($5, r.source);
	if core.setup_rules_anew($2) then
		insert into core.rule_set (name, from_date, threshold, green_from, red_below, cap, minimum_coverage, unreported, gate_plan,
			gate_commitment, source, verified)
		values (r.name, $2, r.threshold, r.threshold, r.red_below, greatest(r.cap, r.threshold), r.minimum_coverage, r.unreported, r.gate_plan,
			r.gate_commitment, r.source, $5 is not null);
		return;
	end if;
	select x.from_date into other from core.rule_set x where x.deleted_at is null and x.id <> r.id
		and x.from_date between least($2, r.from_date) and greatest($2, r.from_date) order by x.from_date limit 1;
	if other is not null and $2 <> r.from_date then
		raise exception 'Entre el % y el % ya hay otras reglas, desde el %: corríjalas o márquelas antes.', core.day_text(least($2, r.from_date)),
			core.day_text(greatest($2, r.from_date)), core.day_text(other) using errcode = 'HT002', column = 'from_date';
	end if;
	update core.rule_set x set name = r.name, from_date = coalesce($2, x.from_date), threshold = r.threshold, green_from = r.threshold,
		red_below = r.red_below, source = r.source, verified = x.verified or $5 is not null
	where x.id = r.id;
end
$$;
comment on function core.setup_rules(text, date, numeric, numeric, text) is 'Escribe las reglas del cumplimiento con las que empieza un sitio';

create function core.setup_council(code text, name text, from_date date, norm text) returns void
language plpgsql volatile as $$
#variable_conflict use_column
begin
	perform core.setup_expect();
	if coalesce($1, '') = '' then
		raise exception 'Diga también el código del consejo.' using errcode = 'HT002', column = 'body_code';
	end if;
	update council.body b set body_name = coalesce($2, b.body_name), from_date = coalesce($3, b.from_date), norm = coalesce($4, b.norm)
	where b.body_code = $1 and b.deleted_at is null;
	if not found then
		insert into council.body (body_code, initials, body_name, kind, from_date, norm)
		values ($1, $1, coalesce($2, $1), 'council', coalesce($3, core.today()), $4);
	end if;
end
$$;
comment on function core.setup_council(text, text, date, text) is 'Registra el consejo de un sitio';

-- What is wrong with a line of a file of people before anything is done with it.
create function core.setup_person_problems(office text, kinds text[], "from" date, "to" date) returns setof text
language sql stable as $$
	select case when coalesce($1, '') = '' then 'Falta la oficina.'
		else format('No hay una oficina con el código "%s".', left($1, 40)) end
	where not exists (select from core.office o where o.office_code = $1 and o.deleted_at is null)
	union all
	select 'Falta decir qué permisos.' where cardinality($2) = 0
	union all
	select core.kind_unknown(w) from unnest($2) as w
	where core.kind_read(w) not in (select g.kind from core.kind_group() g)
	union all
	select 'El día en que termina es anterior al primero.' where $4 < $3
$$;
comment on function core.setup_person_problems(text, text[], date, date) is 'Lo que está mal en una línea de personas';

-- One person with her rights: what came of it, and why not. Each part is tried,
-- so that all that is wrong is told at once.
create function core.setup_person(login text, name text, email text, office text, kinds text[], "from" date, "to" date,
	out outcome text, out wrong text[])
returns record language plpgsql volatile as $$
#variable_conflict use_column
declare
	wanted text;
begin
	outcome := 'same';
	wrong := array(select core.setup_person_problems($4, $5, $6, $7));
	begin
		if coalesce($1, '') = '' then
			raise exception 'Falta el nombre de usuario.' using errcode = 'HT002';
		elsif not exists (select from core.login l where l.login = $1) then
			perform core.user_add($1, null, nullif($2, ''));
			outcome := 'new';
		end if;
	exception when others then
		wrong := wrong || core.setup_sentence(sqlstate, sqlerrm);
		return;
	end;
	foreach wanted in array case when cardinality(wrong) = 0 then array(select distinct core.kind_read(w) from unnest($5) as w order by 1)
		else '{}' end
	loop
		continue when exists (select from core.member m join core.office o on o.id = m.office_id
			where m.login = $1 and m.kind = wanted and o.office_code = $4
				and (m.from_date, m.to_date) is not distinct from ($6, $7));
		begin
			perform core.user_grant($1, $4, wanted, $6, $7);
			outcome := case outcome when 'same' then 'changed' else outcome end;
		exception when others then
			wrong := array(select distinct w from unnest(wrong || core.setup_sentence(sqlstate, sqlerrm)) as w);
		end;
	end loop;
	begin
		if coalesce($3, '') <> '' and core.mail_differs($1, $3) then
			perform core.mail_set($3, null, $1);
			outcome := case outcome when 'same' then 'changed' else outcome end;
		end if;
	exception when others then
		wrong := wrong || core.setup_sentence(sqlstate, sqlerrm);
	end;
end
$$;
comment on function core.setup_person(text, text, text, text, text[], date, date) is 'Agrega una persona con sus permisos y dice lo que no se puede';

-- Only what is ours is a sentence.
create function core.setup_sentence(state text, message text) returns text
language sql immutable as $$
	select case when $1 like 'HT%' then $2 else format('El servidor no lo admite: %s.', $2) end
$$;
comment on function core.setup_sentence(text, text) is 'Una negativa del servidor como frase';

-- People and their rights of a file, all or none; try: none, it is only told what
-- would be. outcome: new, changed, same, or error with its sentences, a line each; wrong:
-- what whoever read the line could not understand of it.
create function core.setup_people(people jsonb, try boolean)
returns table (line text, login text, outcome text, said text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
	r record;
	p record;
	told jsonb := '[]';
	bad boolean := false;
begin
	begin
		for r in select x.* from jsonb_to_recordset(people) as x (line int, login text, name text, email text, office text, kinds text,
			"from" date, "to" date, wrong text) order by x.line
		loop
			select x.* into p from core.setup_person(r.login, r.name, r.email, r.office,
				array(select w from regexp_split_to_table(coalesce(r.kinds, ''), '[\s,;/]+') as w where w <> ''), r."from", r."to") as x;
			p.wrong := case when r.wrong is null then '{}' else array[r.wrong] end || p.wrong;
			bad := bad or cardinality(p.wrong) > 0;
			told := told || jsonb_build_array(jsonb_build_object('line', r.line, 'login', r.login,
				'outcome', case when cardinality(p.wrong) > 0 then 'error' else p.outcome end, 'said', array_to_string(p.wrong, E'\n')));
		end loop;
		if try or bad then
			raise exception using errcode = 'ZZ999';
		end if;
	exception when sqlstate 'ZZ999' then
		null;
	end;
	return query select x.line::text, x.login, x.outcome, x.said
		from jsonb_to_recordset(told) as x (line int, login text, outcome text, said text) order by x.line;
end
$$;
comment on function core.setup_people(jsonb, boolean) is 'Agrega personas con sus permisos, todas o ninguna';
