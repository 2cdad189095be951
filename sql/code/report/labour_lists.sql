-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: sindicato, federación, confederación, vigente, vencida, indefinida
-- after: labour_case
-- What hangs on a notice board: postings in force, and the directory of unions.
-- Nobody is named in them. key: the code of a region, a province or a district.

create function follow.area_asked(key text, out code text, out area text) returns record
language sql stable as $$
	select g.code, coalesce((select min(p.place_name) from core.place p where p.ubigeo_system = 'INEI' and p.ubigeo = g.code and p.deleted_at is null),
		(select min(case length(g.code) when 2 then p.department when 4 then p.province end) from core.place p
			where p.ubigeo_system = 'INEI' and p.ubigeo like g.code || '%' and p.deleted_at is null), g.code)
	from (select btrim($1) as code) as g
	where g.code ~ '^\d{2}(\d{2}){0,2}$' and exists (select from core.place p
		where p.ubigeo_system = 'INEI' and p.ubigeo like g.code || '%' and p.deleted_at is null)
$$;
comment on function follow.area_asked(text) is 'La región, la provincia o el distrito de un código';

-- What has no place is of the region that is asked for.
create function follow.in_area(place bigint, code text) returns boolean
language sql stable as $$
	select case when $1 is null then length($2) = 2 else exists (select from core.place p
		where p.id = $1 and p.ubigeo_system = 'INEI' and p.ubigeo like $2 || '%') end
$$;
comment on function follow.in_area(bigint, text) is 'Un lugar está en la región, la provincia o el distrito de un código';

select core.declare_words('follow.pay_unit_text', 'Por qué tiempo es una remuneración, en palabras', 'month', 'S/ %s al mes',
	'fortnight', 'S/ %s a la quincena', 'week', 'S/ %s a la semana', 'day', 'S/ %s al día', 'hour', 'S/ %s la hora', 'total', 'S/ %s en total');
select core.declare_words('follow.union_level_text', 'Nivel de una organización sindical, en palabras', 'union', 'Sindicatos',
	'section', 'Secciones sindicales', 'federation', 'Federaciones', 'confederation', 'Confederaciones', 'delegates', 'Delegados');
select core.declare_words('follow.union_sector_text', 'Sector de una organización sindical, en palabras', 'private', 'Privado', 'state', 'Público');
select core.declare_words('follow.board_text', 'Situación de una junta directiva, en palabras', 'none', 'sin junta', 'to_start', 'por empezar',
	'in_force', 'vigente', 'expiring', 'por vencer', 'expired', 'vencida');

-- Until the last moment of each.
create function follow.report_postings(key text) returns setof follow.report_postings_row
language sql stable as $$
	select p.posting_ref, p.kind, follow.posting_kind_text(p.kind), p.post, coalesce(nullif(e.employer_name, ''), p.public_body, 'Persona natural'), p.vacancies::text,
		p.pay::text, case when p.pay is not null then format(follow.pay_unit_text(p.pay_unit), follow.quantity_text(p.pay)) end,
		w.place_name, p.requirements, follow.day_text(p.closes), labour.closing_text(p.closes, p.closes_at), p.process_code
	from follow.area_asked($1) as a
	join labour.posting p on p.deleted_at is null and p.state = 'published' and follow.in_area(p.place_id, a.code)
		and labour.posting_situation(p.state, p.opens, p.ends_at, core.moment()) = 'open'
	left join labour.employer e on e.id = p.employer_id left join core.place w on w.id = p.place_id
	where a.code is not null
	order by p.ends_at, p.list_place
$$;

-- A union has at least so many members that their number names nobody; of few it
-- is not told.
create function follow.report_unions(key text) returns setof follow.report_unions_row
language sql stable as $$
	select u.union_code::text, u.union_name, u.level, follow.union_level_text(u.level), follow.union_sector_text(u.sector), u.registration_no,
		follow.day_text(u.registered_on), case when e.kind <> 'person' then e.employer_name end, u.parent_code::text, u.place_name,
		case when u.members >= l.least then u.members::text end, case when u.members > 0 and u.members < l.least then '*' else u.members::text end,
		follow.day_text(u.board_to), u.board_situation, follow.board_text(u.board_situation)
	from follow.area_asked($1) as a cross join lateral (select follow.least_count() as least) as l
	join labour.union_organisation_list u on u.state = 'active' and follow.in_area(u.place_id, a.code)
	left join labour.employer e on e.id = u.employer_id
	where a.code is not null
	order by array_position('{confederation,federation,union,section,delegates}', u.level), u.union_name, u.union_code
$$;

create function follow.report_postings_head(key text) returns setof follow.report_area_head_row
language sql stable as $$
	select s.*, a.code, a.area, follow.day_text(core.today()), (select count(*) from follow.report_postings(a.code))::text
	from follow.area_asked($1) as a cross join lateral follow.report_site() as s where a.code is not null
$$;
comment on function follow.report_postings_head(text) is 'Ofertas de empleo en vigor: encabezado';
create function follow.report_unions_head(key text) returns setof follow.report_area_head_row
language sql stable as $$
	select s.*, a.code, a.area, follow.day_text(core.today()), (select count(*) from follow.report_unions(a.code))::text
	from follow.area_asked($1) as a cross join lateral follow.report_site() as s where a.code is not null
$$;
comment on function follow.report_unions_head(text) is 'Directorio de organizaciones sindicales: encabezado';
