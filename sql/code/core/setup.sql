-- SPDX-License-Identifier: GPL-3.0-or-later
-- Starting a site, step by step, each by the rights of whoever does it: the
-- secretariat, who loads at the root office and gives rights. What came of a
-- file comes by import.
-- after: users
-- after: rule_set
-- after: year_name

-- What there is, as text; missing where it is not said yet.
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
		select r.* from core.rule_set r where r.deleted_at is null and r.from_date <= core.today() order by r.from_date desc limit 1
	), state (place, key, value, missing) as (
		select 1, 'institution', (select i.code from i), (select i.code from i) = 'INSTITUCION'
		union all select 2, 'institution-name', (select i.name from i), (select i.code from i) = 'INSTITUCION'
		union all select 3, 'root-office', (select office_code from root), (select i.code from i) = 'INSTITUCION'
		union all select 4, 'office-name', (select office_name from root), (select i.code from i) = 'INSTITUCION'
		union all select 5, 'ubigeo', (select i.place_code from i), null
		union all select 6, 'place-name', (select i.place_name from i), null
		union all select 7, 'year-name', (select y.name from core.year_name y
			where y.year = extract(year from core.today()) and y.deleted_at is null), null
		union all select 8, 'logo', (select 'PNG ' || left(encode(sha256(i.logo), 'hex'), 12) from i where i.logo is not null), null
		union all select 9, 'offices', (select count(*)::text from core.office o where not o.root and o.deleted_at is null having count(*) > 0), null
		union all select 10, 'holidays', (select count(*)::text from core.holiday h where h.scope = 'region' and h.deleted_at is null having count(*) > 0), null
		union all select 11, 'rules-name', (select r.name from rules r), (select not r.verified from rules r)
		union all select 12, 'rules-from', (select core.day_text(r.from_date) from rules r), (select not r.verified from rules r)
		union all select 13, 'threshold', (select trim_scale(r.threshold)::text from rules r), (select not r.verified from rules r)
		union all select 14, 'red-below', (select trim_scale(r.red_below)::text from rules r), (select not r.verified from rules r)
		union all select 15, 'rules-source', (select r.source from rules r), (select not r.verified from rules r)
		union all select 16, 'council', (select c.body_code from council c), null
		union all select 17, 'council-name', (select c.body_name from council c), null
		union all select 18, 'council-from', (select core.day_text(c.from_date) from council c), null
		union all select 19, 'council-norm', (select c.norm from council c), null
		union all select 20, 'seats', (select count(*)::text from council.seat s join council c on c.id = s.body_id
			where s.deleted_at is null having count(*) > 0), null
		union all select 21, 'people', (select count(*)::text from core.login l where l.login <> session_user having count(*) > 0), null
	)
	select s.key, s.value, (coalesce(s.missing, false) or coalesce(btrim(s.value), '') = '')::text from state s order by s.place
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

-- Rules that hold from a day; verified where it is said from where they come.
create function core.setup_rules(name text, from_date date, threshold numeric, red_below numeric, source text) returns void
language plpgsql volatile as $$
#variable_conflict use_column
declare
	r core.rule_set;
begin
	perform core.setup_expect();
	select x.* into r from core.rule_set x where x.deleted_at is null and x.from_date <= coalesce($2, core.today())
	order by x.from_date desc limit 1;
	r.name := coalesce($1, r.name);
	r.threshold := coalesce($3, r.threshold);
	r.red_below := coalesce($4, least(r.red_below, r.threshold - 10));
	r.source := coalesce($5, r.source);
	if $2 is null or r.from_date = $2 then
		update core.rule_set x set name = r.name, threshold = r.threshold, green_from = r.threshold, red_below = r.red_below,
			source = r.source, verified = x.verified or $5 is not null
		where x.id = r.id;
	else
		insert into core.rule_set (name, from_date, threshold, green_from, red_below, cap, minimum_coverage, unreported, gate_plan,
			gate_commitment, source, verified)
		values (r.name, $2, r.threshold, r.threshold, r.red_below, greatest(r.cap, r.threshold), r.minimum_coverage, r.unreported, r.gate_plan,
			r.gate_commitment, r.source, $5 is not null);
	end if;
end
$$;
comment on function core.setup_rules(text, date, numeric, numeric, text) is 'Escribe las reglas del cumplimiento con las que empieza un sitio';

create function core.setup_council(code text, name text, from_date date, norm text) returns void
language plpgsql volatile as $$
#variable_conflict use_column
begin
	perform core.setup_expect();
	update council.body b set body_name = coalesce($2, b.body_name), from_date = coalesce($3, b.from_date), norm = coalesce($4, b.norm)
	where b.body_code = $1 and b.deleted_at is null;
	if not found then
		insert into council.body (body_code, initials, body_name, kind, from_date, norm)
		values ($1, $1, coalesce($2, $1), 'council', coalesce($3, core.today()), $4);
	end if;
end
$$;
comment on function core.setup_council(text, text, date, text) is 'Registra el consejo de un sitio';

-- Kinds of rights as people write them.
create function core.kind_read(word text) returns text
language sql immutable parallel safe
return case core.fold(btrim(word)) when 'ingresar' then 'enter' when 'presentar' then 'submit' when 'cargar' then 'batch'
	when 'leer' then 'read' when 'secretaria' then 'secretariat' else core.fold(btrim(word)) end;
comment on function core.kind_read(text) is 'Un permiso, como lo escribe la gente';

-- People and their rights of a file, all or none; try: none, it is only told what
-- would be. outcome: new, changed, same, or error with its sentence.
create function core.setup_people(people jsonb, try boolean)
returns table (line text, login text, outcome text, said text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
	r record;
	k record;
	told jsonb := '[]';
	what text;
	why text;
	bad boolean := false;
begin
	begin
		for r in select x.* from jsonb_to_recordset(people) as x (line int, login text, name text, email text, office text, kinds text,
			"from" date, "to" date) order by x.line
		loop
			what := 'same';
			why := null;
			begin
				if not exists (select from core.login l where l.login = r.login) then
					perform core.user_add(r.login, null, nullif(r.name, ''));
					what := 'new';
				end if;
				for k in select distinct core.kind_read(w) as kind from regexp_split_to_table(coalesce(r.kinds, ''), '[\s,;/]+') as w
					where btrim(w) <> '' order by 1
				loop
					if not exists (select from core.member m join core.office o on o.id = m.office_id
						where m.login = r.login and m.kind = k.kind and o.office_code = r.office
							and (m.from_date, m.to_date) is not distinct from (r."from", r."to")) then
						perform core.user_grant(r.login, r.office, k.kind, r."from", r."to");
						what := case what when 'same' then 'changed' else what end;
					end if;
				end loop;
				if coalesce(r.email, '') <> '' and core.mail_differs(r.login, r.email) then
					perform core.mail_set(r.email, null, r.login);
					what := case what when 'same' then 'changed' else what end;
				end if;
			exception when others then
				what := 'error';
				why := sqlerrm;
				bad := true;
			end;
			told := told || jsonb_build_array(jsonb_build_object('line', r.line, 'login', r.login, 'outcome', what, 'said', why));
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
