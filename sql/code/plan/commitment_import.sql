-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an import of commitments does beyond its form. A published card puts
-- several units, actors and values into one cell each: units, other_actors and
-- relevance are taken apart here; what belongs to lines of their own (units,
-- posts, values) is kept in temporary tables between check and commit.
-- after: commitment

-- Folded words of a kind, without punctuation.
create function core.cell_words(kind text) returns text[]
language sql stable as $$
	select coalesce(array_agg(array_to_string(core.bare_words(c.word), ' ') order by c.id), '{}')
	from core.cell_word c
	where c.kind = $1 and c.deleted_at is null
$$;
comment on function core.cell_words(text) is 'Palabras de una clase, sin tildes ni puntuación';

-- Units, values and posts of every staged line.
create function plan.commitment_take_apart() returns void
language plpgsql as $$
declare
	known text[] := array(select array_to_string(core.bare_words(key), ' ') from core.office_key);
	opening text[] := array(select array_to_string(core.bare_words(word), ' ')
		from core.unit_word where deleted_at is null);
	links text[] := core.cell_words('connecting');
	names text[];
	codes text[];
begin
	if to_regclass('pg_temp.hito_unit') is null then
		create temp table hito_unit (line int, at int, name text, key text) on commit drop;
		create temp table hito_value (line int, at int, code text, body text) on commit drop;
		create temp table hito_post (line int, at int, post text) on commit drop;
	end if;
	truncate pg_temp.hito_unit, pg_temp.hito_value, pg_temp.hito_post;

	insert into pg_temp.hito_unit
	select s.line, min(u.at), min(u.name), core.fold(u.name)
	from pg_temp.hito_stage s
	cross join lateral core.split_units(s.units, known, opening, links) as u
	where s.units is not null
	group by s.line, core.fold(u.name);

	select array_agg(array_to_string(core.bare_words(n.name), ' ')), array_agg(n.code) into names, codes
	from (select v.value_code as code, unnest(array[v.value_name, v.name_en]) as name
		from plan.relevance_value v where v.deleted_at is null) as n
	where n.name is not null;
	insert into pg_temp.hito_value
	select s.line, v.at, v.code, v.body
	from pg_temp.hito_stage s
	cross join lateral core.split_headings(s.relevance, names, codes, links) as v
	where s.relevance is not null;

	insert into pg_temp.hito_post
	select s.line, min(p.at), core.one_line(p.post)
	from pg_temp.hito_stage s
	cross join lateral regexp_split_to_table(s.post, '\s*[;\n\r]+\s*') with ordinality as p (post, at)
	where core.one_line(p.post) <> ''
	group by s.line, core.one_line(p.post);
end
$$;
comment on function plan.commitment_take_apart() is 'Separa las celdas de las fichas que juntan varias cosas';

-- Other actors under their two headings. Without the second there is no telling
-- where one part ends: the whole text stays with the government's.
create function plan.commitment_actors() returns void
language plpgsql as $$
declare
	government text[] := core.cell_words('actors_government');
	civil text[] := core.cell_words('actors_civil');
	kinds text[] := array_fill('government'::text, array[cardinality(government)])
		|| array_fill('civil'::text, array[cardinality(civil)]);
begin
	update pg_temp.hito_stage s set
		actors_government = case when a.civil is null then core.one_line(s.other_actors) else a.government end,
		actors_civil = a.civil
	from (select t.line,
			string_agg(h.body, ' ' order by h.at) filter (where h.code is distinct from 'civil') as government,
			string_agg(h.body, ' ' order by h.at) filter (where h.code = 'civil') as civil
		from pg_temp.hito_stage t
		cross join lateral core.split_headings(t.other_actors, government || civil, kinds,
			core.cell_words('connecting')) as h
		where t.other_actors is not null
		group by t.line) as a
	where a.line = s.line;
end
$$;
comment on function plan.commitment_actors() is 'Separa los otros actores de una ficha';

-- The first unit leads, unless the file names the office. Text before the first
-- value's name belongs to none: it is kept in the notes of a new card.
create function plan.commitment_prepare() returns setof core.finding
language plpgsql as $$
begin
	perform plan.commitment_take_apart();
	perform plan.commitment_actors();
	update pg_temp.hito_stage s set office_code = u.name
	from pg_temp.hito_unit u
	where u.line = s.line and u.at = 1 and coalesce(btrim(s.office_code), '') = '';
	update pg_temp.hito_stage s set notes = concat_ws(E'\n', nullif(s.notes, ''), v.body)
	from (select line, 'Relevancia: ' || body as body from pg_temp.hito_value where code is null) as v
	where v.line = s.line and right(coalesce(s.notes, ''), length(v.body)) <> v.body;
	update pg_temp.hito_field f set brought = true, fresh = f.name = 'notes'
	from pg_temp.hito_field c
	where c.brought and not f.brought and (c.name, f.name) in (('units', 'office_code'), ('relevance', 'notes'),
		('other_actors', 'actors_government'), ('other_actors', 'actors_civil'));
	return query select * from core.office_announce('units', 'select line, name from pg_temp.hito_unit');
	return query select v.line, 'relevance', v.body, 'notice',
			'texto que no está bajo ningún valor: queda en las observaciones'
		from pg_temp.hito_value v where v.code is null;
end
$$;
comment on function plan.commitment_prepare() is 'Prepara una carga de compromisos';

-- Lines of units, values and posts that the register lacks or has otherwise;
-- id of a new commitment is known after its insert.
create function plan.commitment_lay_lines() returns void
language plpgsql as $$
begin
	if to_regclass('pg_temp.hito_unit_left') is not null then
		return;
	end if;
	create temp view hito_unit_left as
	select u.line, r.id as commitment_id, u.at, k.id as unit_id,
		case when core.fold(o.office_name) <> u.key or o.office_name <> u.name then u.name end as published
	from pg_temp.hito_unit u
	join pg_temp.hito_ready r using (line)
	left join core.office_key k on k.key = u.key
	left join core.office o on o.id = k.id
	where r.id is null or not exists (select from plan.commitment_unit c
		where c.commitment_id = r.id and c.unit_id = k.id and c.deleted_at is null);
	create temp view hito_value_left as
	select v.line, r.id as commitment_id, w.id as value_id, v.body, c.id as relevance_id
	from pg_temp.hito_value v
	join pg_temp.hito_ready r using (line)
	join plan.relevance_value w on w.value_code = v.code and w.deleted_at is null
	left join plan.commitment_relevance c on c.commitment_id = r.id and c.value_id = w.id and c.deleted_at is null
	where c.text is distinct from v.body;
	create temp view hito_post_left as
	select p.line, r.id as commitment_id, p.at, p.post
	from pg_temp.hito_post p
	join pg_temp.hito_ready r using (line)
	where r.id is null or not exists (select from plan.commitment_post c
		where c.commitment_id = r.id and c.post = p.post and c.deleted_at is null);
	create temp view hito_line_left as
	select line from pg_temp.hito_unit_left union select line from pg_temp.hito_value_left
	union select line from pg_temp.hito_post_left;
	-- Personal data enter only where the policies let this person write them.
	create temp view hito_contact_left as
	select s.line, r.id as commitment_id, coalesce(p.post, 'Responsable') as post, s.person_name, s.email, s.phone,
		r.office_id = core.my_office('{enter,submit}') and core.my_personal('plan.commitment_contact_private')
			and (pg_has_role(session_user, 'hito_clerk', 'member')
			or core.is_secretariat()) as allowed
	from pg_temp.hito_stage s
	join pg_temp.hito_ready r using (line)
	left join pg_temp.hito_post p on p.line = s.line and p.at = 1
	where coalesce(s.person_name, s.email, s.phone) is not null
		and (r.id is null or not exists (select from plan.commitment_contact_private c
			where c.commitment_id = r.id and c.deleted_at is null and c.post = coalesce(p.post, 'Responsable')));
end
$$;
comment on function plan.commitment_lay_lines() is 'Compara unidades, valores y puestos del archivo con los grabados';

create function plan.commitment_check() returns setof core.finding
language plpgsql as $$
begin
	perform plan.commitment_lay_lines();
	if not exists (select from pg_temp.hito_field where name in ('units', 'office_code') and brought) then
		return next (0, 'units', null, 'error', 'El archivo no trae el área responsable, que es obligatoria, ni se dio '
			'por opción.')::core.finding;
	else
		return query select s.line, 'units', null::text, 'error', 'Falta el área responsable.'
			from pg_temp.hito_stage s where coalesce(btrim(s.office_code), '') = '';
	end if;
	return query select c.line, 'person_name', null::text, 'notice', 'los datos personales del contacto no entran con '
			'esta carga: los ingresa la oficina responsable'
		from pg_temp.hito_contact_left c where c.allowed is not true;
	return query select * from plan.submitted('plan.commitment', 'join plan.action_plan p on p.id = r.plan_id');
	return query select r.line, 'units', null::text, 'error', 'El plan ya fue presentado: sus unidades, puestos y '
			'valores cambian con una modificación del plan.'
		from pg_temp.hito_ready r
		join plan.action_plan p on p.id = r.plan_id and p.state in ('submitted', 'amended')
		where r.id is not null and r.line in (select line from pg_temp.hito_line_left);
end
$$;
comment on function plan.commitment_check() is 'Revisa una carga de compromisos';

-- A card that is the same but for its lines has changed too.
create function plan.commitment_after(batch bigint) returns setof int
language plpgsql as $$
begin
	perform plan.commitment_lay_lines();
	return query select l.line from pg_temp.hito_line_left l;
	insert into plan.commitment_unit (commitment_id, position, unit_id, text, batch_id, batch_line)
	select distinct on (l.commitment_id, l.unit_id) l.commitment_id, l.at, l.unit_id, l.published, batch, l.line
	from pg_temp.hito_unit_left l
	order by l.commitment_id, l.unit_id, l.at;
	update plan.commitment_relevance c set text = l.body
	from pg_temp.hito_value_left l
	where c.id = l.relevance_id;
	insert into plan.commitment_relevance (commitment_id, value_id, text, batch_id, batch_line)
	select l.commitment_id, l.value_id, l.body, batch, l.line
	from pg_temp.hito_value_left l
	where l.relevance_id is null
	order by l.commitment_id, l.value_id;
	insert into plan.commitment_post (commitment_id, position, post, batch_id, batch_line)
	select l.commitment_id, l.at, l.post, batch, l.line
	from pg_temp.hito_post_left l
	order by l.commitment_id, l.at;
	-- Asked first: IT may not even try.
	if exists (select from pg_temp.hito_contact_left l where l.allowed) then
		insert into plan.commitment_contact_private (commitment_id, post, person_name, email, phone,
			batch_id, batch_line)
		select l.commitment_id, l.post, l.person_name, l.email, l.phone, batch, l.line
		from pg_temp.hito_contact_left l
		where l.allowed
		order by l.line;
	end if;
end
$$;
comment on function plan.commitment_after(bigint) is 'Graba las unidades, los valores y los puestos de las fichas';

-- The cells that such a file has, out of the lines that it became.
create view plan.commitment_beside with (security_invoker = true) as
select t.id, 0 as at,
	-- As published, where that name is still known to be the unit's.
	(select string_agg(coalesce((select u.text from core.office_key k where k.key = core.fold(u.text) and k.id = u.unit_id limit 1),
			o.office_name), E'\n' order by u.position, u.id)
		from plan.commitment_unit u join core.office o on o.id = u.unit_id where u.commitment_id = t.id and u.deleted_at is null) as units,
	(select string_agg(p.post, E'\n' order by p.position, p.id) from plan.commitment_post p
		where p.commitment_id = t.id and p.deleted_at is null) as post,
	(select string_agg(v.value_name || E'\n' || r.text, E'\n' order by v.id) from plan.commitment_relevance r
		join plan.relevance_value v on v.id = r.value_id where r.commitment_id = t.id and r.deleted_at is null) as relevance,
	c.person_name, c.email, c.phone
from plan.commitment t
	left join lateral (select x.* from plan.commitment_contact_private x
		left join plan.commitment_post p on p.commitment_id = x.commitment_id and p.post = x.post and p.deleted_at is null
		where x.commitment_id = t.id and x.deleted_at is null order by p.position, p.id, x.id limit 1) as c on true;
select core.describe('plan.commitment_beside', 'Lo que una ficha junta en una celda, de las líneas de un compromiso',
	'at', 'Orden', 'units', 'Unidades responsables', 'post', 'Puestos responsables', 'relevance', 'Relevancia, valor por valor',
	'person_name', 'Nombre de la persona responsable', 'email', 'Correo electrónico', 'phone', 'Teléfono');
