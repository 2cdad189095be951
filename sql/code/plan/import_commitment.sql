-- SPDX-License-Identifier: GPL-3.0-or-later
-- Import of commitments. A published card puts several units, actors and
-- values into one cell each: units, other_actors and relevance are taken
-- apart here; what belongs to lines of their own (units, posts, values) is
-- kept in temporary tables between check and commit.
create function plan.commitment_columns()
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select '{number_text,title,ogp_code,problem,objective,description,
		challenge,ambition,actors_government,actors_civil,
		actors_government=other_actors,actors_civil=other_actors,instruments,budget,population,notes,
		office_id=office_code,office_id=units}'::text[];
$$;
comment on function plan.commitment_columns() is 'Columnas de un compromiso que una carga escribe';

-- Folded words of a kind, without punctuation.
create function core.cell_words(kind text)
returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(array_agg(array_to_string(core.bare_words(c.word), ' ')
		order by c.id), '{}')
	from core.cell_word c
	where c.kind = $1 and c.deleted_at is null;
$$;
comment on function core.cell_words(text) is 'Palabras de una clase, sin tildes ni puntuación';

-- Units, values and posts of every staged line.
create function plan.commitment_take_apart()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	known text[] := array(select array_to_string(core.bare_words(key), ' ')
		from core.office_key);
	opening text[] := array(select array_to_string(core.bare_words(word), ' ')
		from core.unit_word where deleted_at is null);
	links text[] := core.cell_words('connecting');
	government text[] := core.cell_words('actors_government');
	civil text[] := core.cell_words('actors_civil');
	heads text[] := government || civil;
	kinds text[] := array_fill('government'::text,
		array[cardinality(government)])
		|| array_fill('civil'::text, array[cardinality(civil)]);
	names text[];
	codes text[];
begin
	create temp table if not exists hito_unit (line int, at int, name text,
		key text) on commit drop;
	create temp table if not exists hito_value (line int, at int, code text,
		body text) on commit drop;
	create temp table if not exists hito_post (line int, at int, post text)
		on commit drop;
	truncate pg_temp.hito_unit, pg_temp.hito_value, pg_temp.hito_post;

	insert into pg_temp.hito_unit
	select s.line, min(u.at), min(u.name), core.fold(u.name)
	from pg_temp.hito_stage s
	cross join lateral core.split_units(s.units, known, opening, links) as u
	where s.units is not null
	group by s.line, core.fold(u.name);

	select array_agg(array_to_string(core.bare_words(n.name), ' ')),
			array_agg(n.code) into names, codes
		from (select value_name as name, value_code as code
			from plan.relevance_value where deleted_at is null
			union all
			select name_en, value_code from plan.relevance_value
			where deleted_at is null and name_en is not null) as n;
	insert into pg_temp.hito_value
	select s.line, v.at, v.code, v.body
	from pg_temp.hito_stage s
	cross join lateral core.split_headings(s.relevance, names, codes, links)
		as v
	where s.relevance is not null;

	insert into pg_temp.hito_post
	select s.line, min(p.at), core.one_line(p.post)
	from pg_temp.hito_stage s
	cross join lateral regexp_split_to_table(s.post,
		'\s*[;\n\r]+\s*') with ordinality as p (post, at)
	where core.one_line(p.post) <> ''
	group by s.line, core.one_line(p.post);

	-- Without the second heading there is no telling where one part ends:
	-- the whole text stays with the government's.
	update pg_temp.hito_stage s set
		actors_government = case when a.civil is null
			then core.one_line(s.other_actors)
			else a.government end,
		actors_civil = a.civil
	from (select t.line,
			string_agg(h.body, ' ' order by h.at)
				filter (where h.code is distinct from 'civil') as government,
			string_agg(h.body, ' ' order by h.at)
				filter (where h.code = 'civil') as civil
		from pg_temp.hito_stage t
		cross join lateral core.split_headings(t.other_actors, heads, kinds,
			links) as h
		where t.other_actors is not null
		group by t.line) as a
	where a.line = s.line;
end;
$$;
comment on function plan.commitment_take_apart() is 'Separa las celdas de las fichas que juntan varias cosas';

-- Lines of units, values and posts that the register lacks or has
-- otherwise; row_id of a new commitment is known after its insert. They stand
-- on hito_ready and go with it when it is laid anew.
create function plan.commitment_lay_lines()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	create temp view hito_unit_left as
	select u.line, r.row_id, u.at, k.office_id as unit_id,
		case when core.fold(o.office_name) <> u.key
			or o.office_name <> u.name then u.name end as published
	from pg_temp.hito_unit u
	join pg_temp.hito_ready r using (line)
	left join core.office_key k on k.key = u.key
	left join core.office o on o.id = k.office_id
	where r.row_id is null or not exists (select from plan.commitment_unit c
		where c.commitment_id = r.row_id and c.unit_id = k.office_id
			and c.deleted_at is null);
	create temp view hito_value_left as
	select v.line, r.row_id, w.id as value_id, v.body, c.id as relevance_id
	from pg_temp.hito_value v
	join pg_temp.hito_ready r using (line)
	join plan.relevance_value w on w.value_code = v.code
		and w.deleted_at is null
	left join plan.commitment_relevance c on c.commitment_id = r.row_id
		and c.value_id = w.id and c.deleted_at is null
	where c.text is distinct from v.body;
	create temp view hito_post_left as
	select p.line, r.row_id, p.at, p.post
	from pg_temp.hito_post p
	join pg_temp.hito_ready r using (line)
	where r.row_id is null or not exists (select from plan.commitment_post c
		where c.commitment_id = r.row_id and c.post = p.post
			and c.deleted_at is null);
	-- Personal data enter only where the policies let this person write them.
	create temp view hito_contact_left as
	select s.line, r.row_id, coalesce(p.post, 'Responsable') as post,
		s.person_name, s.email, s.phone, r.office_id =
			core.my_office('{enter,submit}')
			and core.my_personal('plan.commitment_contact_private')
			and (pg_has_role(session_user, 'hito_clerk', 'member')
			or pg_has_role(session_user, 'hito_secretariat', 'member'))
			as allowed
	from pg_temp.hito_stage s
	join pg_temp.hito_ready r using (line)
	left join pg_temp.hito_post p on p.line = s.line and p.at = 1
	where coalesce(s.person_name, s.email, s.phone) is not null
		and (r.row_id is null or not exists (select
			from plan.commitment_contact_private c
			where c.commitment_id = r.row_id and c.deleted_at is null
				and c.post = coalesce(p.post, 'Responsable')));
end;
$$;
comment on function plan.commitment_lay_lines() is 'Compara unidades, valores y puestos del archivo con los grabados';

create function plan.commitment_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int',
		'number_text text', 'title text', 'ogp_code text', 'problem text',
		'objective text', 'description text', 'challenge text',
		'ambition text', 'actors_government text', 'actors_civil text',
		'instruments text', 'budget numeric', 'population text',
		'notes text', 'office_code text', 'units text', 'other_actors text',
		'relevance text', 'post text', 'person_name text', 'email text',
		'phone text']);
	perform plan.commitment_take_apart();
	-- Text before the first value's name belongs to none: it is kept in the
	-- notes. The first unit leads, unless the file names the office.
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, s.commitment_no,
			nullif(btrim(s.number_text), '') as number_text,
			core.one_line(s.title) as title, s.ogp_code, s.problem,
			s.objective, s.description, s.challenge, s.ambition,
			s.actors_government, s.actors_civil, s.instruments, s.budget,
			s.population, nullif(concat_ws(E'\n', s.notes, (select
				'Relevancia: ' || v.body from pg_temp.hito_value v
				where v.line = s.line and v.code is null)), '') as notes,
			coalesce(o.office_id, k.office_id) as office_id,
			p.state as plan_state
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment t on t.plan_id = p.id
			and t.commitment_no = s.commitment_no and t.deleted_at is null
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		left join pg_temp.hito_unit u on u.line = s.line and u.at = 1
		left join core.office_key k on k.key = u.key
		$q$);
	perform plan.commitment_lay_lines();

	return query select * from core.stage_required(given,
		'{plan_code,commitment_no,title}');
	return query select * from core.stage_plans();
	if not given && '{units,office_code}' then
		return next (0, 'units', null, 'error', 'El archivo no trae el área '
			'responsable, que es obligatoria, ni se dio por opción.'
			)::core.finding;
	else
		return query select s.line, 'units'::text, null::text, 'error'::text,
				'Falta el área responsable.'::text
			from pg_temp.hito_stage s
			where core.one_line(coalesce(s.office_code, '')) = ''
				and not exists (select from pg_temp.hito_unit u
					where u.line = s.line);
	end if;
	return query select s.line, 'commitment_no'::text,
			s.commitment_no::text, 'error'::text,
			'El número de un compromiso es mayor que 0.'::text
		from pg_temp.hito_stage s where s.commitment_no <= 0;
	return query select * from core.stage_new_offices(
		'select line, ''units''::text as field, name from pg_temp.hito_unit '
		'union all select line, ''office_code'', core.one_line(office_code) '
		'from pg_temp.hito_stage where core.one_line(office_code) '
		'like ''% %''');
	return query select s.line, 'office_code'::text, s.office_code::text,
			'error'::text, 'No hay una oficina con este código.'::text
		from pg_temp.hito_stage s
		where core.one_line(s.office_code) not like '% %'
			and s.office_code <> '' and not exists (select
				from core.office_key k
				where k.key = core.fold(btrim(s.office_code)));
	return query select v.line, 'relevance'::text, v.body, 'notice'::text,
			'texto que no está bajo ningún valor: queda en las observaciones'::text
		from pg_temp.hito_value v where v.code is null;
	return query select c.line, 'person_name'::text, null::text,
			'notice'::text, 'los datos personales del contacto no entran con '
			'esta carga: los ingresa la oficina responsable'::text
		from pg_temp.hito_contact_left c where c.allowed is not true;
	return query select * from core.stage_duplicates('commitment_no',
		'{plan_id,commitment_no}');
	return query select t.line, 'commitment_no'::text,
			t.commitment_no::text, 'error'::text,
			'Repite la línea ' || t.first_line || ' del archivo.'
		from (select s.line, s.commitment_no, s.first_line
			from (select *, first_value(line) over (partition by
				core.fold(btrim(plan_code)), commitment_no order by line)
				as first_line from pg_temp.hito_stage) as s
			join pg_temp.hito_ready r using (line)
			where r.plan_id is null) as t
		where t.line <> t.first_line and t.commitment_no is not null;
	return query select * from plan.stage_submitted('plan.commitment', given,
		plan.commitment_columns());
	return query select distinct r.line, 'units'::text, null::text,
			'error'::text, 'El plan ya fue presentado: sus unidades, puestos '
			'y valores cambian con una modificación del plan.'::text
		from pg_temp.hito_ready r
		join (select line from pg_temp.hito_unit_left
			union select line from pg_temp.hito_value_left
			union select line from pg_temp.hito_post_left) as l using (line)
		where r.row_id is not null
			and r.plan_state in ('submitted', 'amended');
end;
$$;
comment on function plan.commitment_check(text[]) is 'Revisa una carga de compromisos';

create function plan.commitment_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	touched int[];
begin
	perform core.stage_make_plans(batch);
	perform core.stage_make_offices(batch);
	-- A card that is the same but for its lines has changed too.
	touched := array(select r.line from pg_temp.hito_ready r
		join (select line from pg_temp.hito_unit_left
			union select line from pg_temp.hito_value_left
			union select line from pg_temp.hito_post_left) as l using (line)
		where r.row_id is not null
		except
		select c.line from core.stage_changed('plan.commitment', given,
			plan.commitment_columns()) as c);
	select w.inserted, w.changed, w.same into inserted, changed, same
	from core.stage_write('plan.commitment', given,
		'{plan_id,commitment_no}', plan.commitment_columns(), batch) as w;
	changed := changed + cardinality(touched);
	same := same - cardinality(touched);

	insert into plan.commitment_unit (commitment_id, position, unit_id, text,
		batch_id, batch_line)
	select distinct on (l.row_id, l.unit_id) l.row_id, l.at, l.unit_id,
		l.published, batch, l.line
	from pg_temp.hito_unit_left l
	order by l.row_id, l.unit_id, l.at;
	update plan.commitment_relevance c set text = l.body
	from pg_temp.hito_value_left l
	where c.id = l.relevance_id;
	insert into plan.commitment_relevance (commitment_id, value_id, text,
		batch_id, batch_line)
	select l.row_id, l.value_id, l.body, batch, l.line
	from pg_temp.hito_value_left l
	where l.relevance_id is null
	order by l.row_id, l.value_id;
	insert into plan.commitment_post (commitment_id, position, post,
		batch_id, batch_line)
	select l.row_id, l.at, l.post, batch, l.line
	from pg_temp.hito_post_left l
	order by l.row_id, l.at;
	-- Asked first: IT may not even try.
	if exists (select from pg_temp.hito_contact_left l where l.allowed) then
		insert into plan.commitment_contact_private (commitment_id, post,
			person_name, email, phone, batch_id, batch_line)
		select l.row_id, l.post, l.person_name, l.email, l.phone, batch,
			l.line
		from pg_temp.hito_contact_left l
		where l.allowed;
	end if;
	return next;
end;
$$;
comment on function plan.commitment_commit(text[], bigint) is 'Graba una carga de compromisos';
