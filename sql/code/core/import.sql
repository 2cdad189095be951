-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of the registers in core: offices, people in posts, places,
-- documents and periods.
create function core.office_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['office_code text', 'office_name text',
		'initials text', 'parent_code text', 'to_review boolean']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, btrim(s.office_code) as office_code,
			core.one_line(s.office_name) as office_name, s.initials,
			p.office_id as parent_id, coalesce(s.to_review, false) as to_review
		from pg_temp.hito_stage s
		left join core.office t on t.office_code = btrim(s.office_code)
			and t.deleted_at is null
		left join core.office_key p on p.key = core.fold(btrim(s.parent_code))
		$q$);
	return query select * from core.stage_required(given,
		'{office_code,office_name}');
	return query select * from core.stage_duplicates('office_code',
		'{office_code}');
	-- The office above may come in the same file.
	return query select s.line, 'parent_code'::text, s.parent_code::text,
			'error'::text, 'No hay una oficina con este código.'::text
		from pg_temp.hito_stage s
		where s.parent_code is not null and not exists (
				select from core.office_key k
				where k.key = core.fold(btrim(s.parent_code)))
			and not exists (select from pg_temp.hito_stage o
				where core.fold(btrim(s.parent_code)) in
					(core.fold(btrim(o.office_code)), core.fold(o.office_name)));
end;
$$;
comment on function core.office_check(text[]) is 'Revisa una carga de oficinas';

create function core.office_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	select w.inserted, w.changed, w.same into inserted, changed, same
	from core.stage_write('core.office', given, '{office_code}',
		'{office_name,initials,to_review,parent_id=parent_code}', batch) as w;
	-- Offices above that came with this file are known only now.
	update core.office t set parent_id = r.parent_id
	from pg_temp.hito_ready r
	where t.id = r.row_id and t.batch_id = batch
		and r.parent_id is not null and t.parent_id is null;
	return next;
end;
$$;
comment on function core.office_commit(text[], bigint) is 'Graba una carga de oficinas';

create function core.person_in_post_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['office_code text', 'post text',
		'person_name text', 'from_date date', 'to_date date',
		'document text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, o.office_id,
			core.one_line(s.post) as post,
			core.one_line(s.person_name) as person_name, s.from_date,
			s.to_date, s.document
		from pg_temp.hito_stage s
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		left join core.person_in_post t on t.office_id = o.office_id
			and t.post = core.one_line(s.post)
			and t.person_name = core.one_line(s.person_name)
			and t.from_date is not distinct from s.from_date
			and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given,
		'{office_code,post,person_name}');
	return query select * from core.stage_offices('office_code');
	return query select line, 'to_date'::text, to_date::text, 'error'::text,
			'Termina antes de empezar.'::text
		from pg_temp.hito_stage where to_date < from_date;
	return query select t.line, 'person_name'::text, t.person_name,
			'error'::text, 'Repite la línea ' || t.first_line || ' del archivo.'
		from (select r.line, r.person_name, r.office_id, first_value(r.line)
				over (partition by r.office_id, r.post, r.person_name,
				r.from_date order by r.line) as first_line
			from pg_temp.hito_ready r) as t
		where t.line <> t.first_line and t.office_id is not null;
end;
$$;
comment on function core.person_in_post_check(text[]) is 'Revisa una carga de personas en sus cargos';

create function core.person_in_post_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('core.person_in_post', given,
		'{office_id,post,person_name,from_date}', '{to_date,document}', batch);
end;
$$;
comment on function core.person_in_post_commit(text[], bigint) is 'Graba una carga de personas en sus cargos';

create function core.place_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['ubigeo_system text', 'ubigeo text',
		'place_name text', 'province text', 'department text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id,
			coalesce(upper(s.ubigeo_system), 'INEI') as ubigeo_system, s.ubigeo,
			s.place_name, s.province, s.department,
			(select core.root_office()) as office_id
		from pg_temp.hito_stage s
		left join core.place t on t.ubigeo = s.ubigeo and t.ubigeo_system =
			coalesce(upper(s.ubigeo_system), 'INEI') and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given,
		'{ubigeo,place_name}');
	return query select line, 'ubigeo_system'::text, ubigeo_system::text,
			'error'::text, 'El sistema es INEI, RENIEC o SUNAT.'::text
		from pg_temp.hito_stage
		where upper(ubigeo_system) not in ('INEI', 'RENIEC', 'SUNAT');
	return query select line, 'ubigeo'::text, ubigeo::text, 'error'::text,
			'Un UBIGEO tiene 2, 4 o 6 cifras.'::text
		from pg_temp.hito_stage where ubigeo !~ '^([0-9]{2}){1,3}$';
	if not 'ubigeo_system' = any (given) then
		return next (0, 'ubigeo_system', 'INEI', 'notice', 'El archivo no dice '
			'de qué sistema son los códigos: entran como INEI.')::core.finding;
	end if;
	return query select * from core.stage_duplicates('ubigeo',
		'{ubigeo_system,ubigeo}');
end;
$$;
comment on function core.place_check(text[]) is 'Revisa una carga de lugares';

create function core.place_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql
set search_path = pg_catalog, pg_temp
as $$
	select * from core.stage_write('core.place', given,
		'{ubigeo_system,ubigeo,office_id}', '{place_name,province,department}',
		batch);
$$;
comment on function core.place_commit(text[], bigint) is 'Graba una carga de lugares';

create function core.document_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['document_ref text',
		'document_title text', 'kind text', 'number_text text', 'annex text',
		'location text', 'publishable boolean', 'file_name text',
		'file_sha256 text', 'office_code text']
		|| core.stage_partial('issued'));
	perform core.stage_ready($q$
		select s.line, t.id as row_id, btrim(s.document_ref) as document_ref,
			s.document_title, s.kind, s.number_text, s.annex, s.location,
			s.file_name, lower(s.file_sha256) as file_sha256,
			coalesce(s.publishable, false) as publishable, s.issued,
			s.issued_from, s.issued_to, s.issued_precision,
			coalesce(s.issued_doubtful, false) as issued_doubtful,
			coalesce(o.office_id, t.office_id, (select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join core.document t on t.document_ref = btrim(s.document_ref)
			and t.deleted_at is null
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given,
		'{document_ref,document_title}');
	return query select * from core.stage_offices('office_code');
	return query select s.line, 'file_sha256'::text, s.file_sha256::text,
			'error'::text, 'Una huella SHA-256 tiene 64 cifras de 0 a f.'::text
		from pg_temp.hito_stage s where s.file_sha256 !~* '^[0-9a-f]{64}$';
	return query select * from core.stage_duplicates('document_ref',
		'{document_ref}');
end;
$$;
comment on function core.document_check(text[]) is 'Revisa una carga de documentos';

create function core.document_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('core.document', given,
		'{document_ref}', '{document_title,kind,number_text,annex,location,
		publishable,file_name,file_sha256,issued,issued_from,issued_to,issued_precision,
		issued_doubtful,office_id=office_code}', batch);
end;
$$;
comment on function core.document_commit(text[], bigint) is 'Graba una carga de documentos';

-- A key alone says title, kind and days; the dues are as the file says.
create function core.period_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'period_key text',
		'period_title text', 'kind text', 'from_date date', 'to_date date',
		'cutoff date', 'submissions_due date', 'report_due date',
		'state text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, s.key as period_key,
			coalesce(s.period_title, core.period_title(s.key)) as period_title,
			case when s.key ~ 'Q' then 'quarter' else 'year' end as kind,
			coalesce(s.from_date, core.period_first(s.key)) as from_date,
			coalesce(s.to_date, core.period_last(s.key)) as to_date,
			coalesce(s.cutoff, s.to_date, core.period_last(s.key)) as cutoff,
			s.submissions_due, s.report_due, coalesce(t.state, 'open') as state,
			coalesce(p.office_id, (select core.root_office())) as office_id
		from (select *, core.period_read(period_key) as key
			from pg_temp.hito_stage) as s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join core.period t on t.plan_id = p.id and t.period_key = s.key
			and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given,
		'{plan_code,period_key}');
	return query select * from core.stage_plans();
	return query select * from core.stage_unknown('period_key', 'period_key',
		'No se entiende este periodo: escriba 2019-Q1 o 2019.');
	return query select * from core.stage_duplicates('period_key',
		'{plan_id,period_key}');
	return query select r.line, 'to_date'::text, r.to_date::text,
			'error'::text, 'Termina antes de empezar.'::text
		from pg_temp.hito_ready r where r.to_date < r.from_date;
	return query select r.line, 'submissions_due'::text,
			r.submissions_due::text, 'error'::text,
			'El plazo es anterior a la fecha de corte.'::text
		from pg_temp.hito_ready r where r.submissions_due < r.cutoff;
	return query select r.line, 'report_due'::text, r.report_due::text,
			'error'::text, 'El informe vence antes que el plazo para informar.'::text
		from pg_temp.hito_ready r where r.report_due < r.submissions_due;
	return query select s.line, 'state'::text, s.state::text, 'notice'::text,
			'un periodo entra abierto: se cierra y se reabre con su acción'::text
		from pg_temp.hito_stage s join pg_temp.hito_ready r using (line)
		where s.state <> r.state;
end;
$$;
comment on function core.period_check(text[]) is 'Revisa una carga de periodos';

create function core.period_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_plans(batch);
	return query select * from core.stage_write('core.period', given,
		'{plan_id,period_key,kind,office_id}', '{period_title,from_date=from_date,
		to_date=to_date,cutoff,submissions_due,report_due}', batch);
end;
$$;
comment on function core.period_commit(text[], bigint) is 'Graba una carga de periodos';
