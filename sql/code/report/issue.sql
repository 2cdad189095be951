-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: promedio, umbral, cobertura, peso, planificado, ejecutado, logro, estado, nombre, texto
-- after: rows
-- Issuing: what a report must be to be issued, what of it may change after
-- that, and how two editions of its data differ.

-- ---- comparing data

-- What a thing in a list is called: by its own key, else by the numbers and
-- codes that it shows.
create function follow.json_name(thing jsonb) returns text
language sql immutable parallel safe as $$
	select case when jsonb_typeof(thing) = 'object' then
		coalesce(thing ->> 'block', thing ->> 'key',
			thing ->> 'agreement_ref', case when thing ->> 'recommendation_ref' <> '' then concat_ws('/', thing ->> 'recommendation_ref', thing ->> 'source') end,
			thing ->> 'session_ref', nullif(concat_ws('/', thing ->> 'commitment_no', thing ->> 'position',
				thing ->> 'indicator_code', thing ->> 'office_code', thing ->> 'action_no',
				thing ->> 'n'), ''),
			thing ->> 'label') end
$$;
comment on function follow.json_name(jsonb) is 'Cómo se llama un elemento de una lista de datos';

-- And what people call it: of is the list that it is in.
create function follow.json_said(thing jsonb, of text, place bigint) returns text
language sql immutable parallel safe as $$
	select coalesce(case when jsonb_typeof(thing) <> 'object' then null
		when of = 'commitments' then 'compromiso ' || (thing ->> 'key')
		when of = 'indicators' then 'indicador ' || (thing ->> 'key')
		else nullif(concat_ws(', ', case when thing ->> 'position' <> '' then
				'hito ' || concat_ws('.', thing ->> 'commitment_no', thing ->> 'position')
				else 'compromiso ' || nullif(thing ->> 'commitment_no', '') end,
			'indicador ' || nullif(thing ->> 'indicator_code', ''), 'oficina ' || nullif(thing ->> 'office_code', ''),
			'acción ' || nullif(thing ->> 'action_no', ''), 'acuerdo ' || nullif(thing ->> 'agreement_ref', ''),
			'recomendación ' || nullif(thing ->> 'recommendation_ref', ''),
			case when thing ->> 'agreement_ref' is null then 'sesión ' || nullif(thing ->> 'session_ref', '') end,
			nullif(thing ->> 'period_title', ''),
			case when num_nonnulls(thing ->> 'commitment_no', thing ->> 'indicator_code', thing ->> 'office_code') = 0
				then coalesce(thing ->> 'label', thing ->> 'key', thing ->> 'name') end), '') end,
		'fila ' || place)
$$;
comment on function follow.json_said(jsonb, text, bigint) is 'Cómo llama la gente a un elemento de una lista de datos';

-- The single values of a document, each with its path; said: where it stands,
-- for people; block and name: whose column or fact it is.
create function follow.json_leaves(doc jsonb, at text default '', of text default null, within text default null,
	of_block text default null, out path text, out value text, out said text, out block text, out name text)
returns setof record language plpgsql immutable as $$
declare
	part record;
begin
	if jsonb_typeof(doc) = 'object' then
		for part in select e.key, e.value as below from jsonb_each(doc) as e loop
			return query select l.path, l.value, l.said, l.block, l.name
				from follow.json_leaves(part.below, ltrim(at || '.' || part.key, '.'), part.key,
					case when at = 'figures' and part.key = 'plan' then 'El plan' else within end, of_block) as l;
		end loop;
	elsif jsonb_typeof(doc) = 'array' then
		for part in
			select a.value as below, a.place, case when n.name is null
				or count(*) over (partition by n.name) > 1 then '#' || a.place else n.name end as name
			from jsonb_array_elements(doc) with ordinality as a (value, place)
				cross join lateral follow.json_name(a.value) as n (name)
			order by a.place
		loop
			return query select l.path, l.value, l.said, l.block, l.name
				from follow.json_leaves(part.below, at || '[' || part.name || ']', of,
					case when of = 'blocks' then coalesce(part.below ->> 'title', part.name)
						else concat_ws(', ', within, case when jsonb_typeof(part.below) = 'object'
							then follow.json_said(part.below, of, part.place) end) end,
					case when of = 'blocks' then part.below ->> 'block' else of_block end) as l;
		end loop;
	else
		path := at;
		value := doc #>> '{}';
		said := within;
		block := of_block;
		name := of;
		return next;
	end if;
end
$$;
comment on function follow.json_leaves(jsonb, text, text, text, text) is 'Los valores de un documento, cada uno con su camino';

-- What a report's data call what is in no table or fact of it.
select core.declare_words('follow.json_word', 'Un dato de un informe, en palabras',
	'mean', 'promedio', 'threshold', 'umbral', 'below', 'menor al umbral', 'coverage', 'cobertura', 'weight', 'peso',
	'planned', 'planificado', 'executed', 'ejecutado', 'attainment', 'logro', 'capped', 'logro con tope',
	'state', 'estado', 'label', 'nombre', 'text', 'texto', 'mark', 'umbral del gráfico', 'title', 'título',
	'plan_title', 'título del plan', 'period_title', 'título del periodo', 'year_name', 'nombre del año',
	'institution_name', 'nombre de la institución');

-- What names the edition and says when the data were read differs always, and
-- what a correction lists is no data. Each change once, as it is read: an exact
-- value whose shown one changed too is left to it, a code to its words, and a
-- chart draws the rows that are listed. said: for people, with the titles that
-- the report prints (render).
create function follow.json_difference(was jsonb, now jsonb, render jsonb default null,
	out path text, out old_value text, out new_value text, out said text)
returns setof record language sql immutable as $$
	with doc (old, doc) as (
		select v.old, v.doc - '{number,version,date,sign,top,foot}'::text[]
			|| case when v.doc ? 'blocks' then jsonb_build_object('blocks', coalesce((
				select jsonb_agg(b.value order by b.place) from jsonb_array_elements(v.doc -> 'blocks')
					with ordinality as b (value, place)
				where b.value ->> 'block' is distinct from 'correction'), '[]')) else '{}' end
		from (values (true, was), (false, now)) as v (old, doc)
	), leaf as (
		select doc.old, l.*
		from doc cross join lateral follow.json_leaves(doc.doc) with ordinality
			as l (path, value, said, block, name, place)
	), a as (select * from leaf where old), b as (select * from leaf where not old),
		d as (select path, a.value as was, b.value as now, coalesce(b.said, a.said) as said,
			coalesce(b.block, a.block) as block, coalesce(b.name, a.name) as name, coalesce(b.place, a.place) as place
		from a full join b using (path)
		where a.value is distinct from b.value and path not like '%.chart.items[%'
	), line as (
		select r.value ->> 'what' as what, r.value ->> 'name' as name, r.value ->> 'title' as title,
			count(*) filter (where r.value ->> 'what' = 'block') over (order by r.place) as n
		from jsonb_array_elements(case jsonb_typeof(render) when 'array' then render else '[]' end)
			with ordinality as r (value, place)
		where r.value ->> 'what' in ('block', 'column', 'fact')
	), title as (
		select b.name as block, l.name, min(l.title) as title
		from line b join line l on l.n = b.n and l.what <> 'block'
		where b.what = 'block'
		group by b.name, l.name
	)
	select regexp_replace(d.path, '_shown$', ''), d.was, d.now, concat_ws(': ', d.said, coalesce((select t.title
		from title t where t.block = d.block and t.name in (d.name, v.plain, v.plain || '_shown', v.plain || '_text')
			and t.title <> '' order by t.name <> d.name, t.name limit 1), follow.json_word(v.plain), v.plain))
	from d cross join lateral regexp_replace(d.name, '_(shown|text)$', '') as v (plain)
	where not exists (select from d as shown where shown.path in (d.path || '_shown', d.path || '_text'))
	order by d.path not like 'figures.plan%', d.path not like 'figures.%', d.place, d.path
$$;
comment on function follow.json_difference(jsonb, jsonb, jsonb) is 'En qué difieren los datos de dos informes';

-- ---- the parts of an issued report

create function follow.report_hash(data jsonb, rule_set jsonb, hashes jsonb) returns text
language sql immutable parallel safe as $$
	select encode(sha256(convert_to(data::text || chr(10) || coalesce(rule_set::text, '')
		|| chr(10) || hashes::text, 'UTF8')), 'hex')
$$;
comment on function follow.report_hash(jsonb, jsonb, jsonb) is 'Huella de lo que se emite';

-- Of a report, with what it was made with where that is kept.
create function follow.report_seal(r follow.report) returns text
language sql immutable parallel safe as $$
	select follow.report_hash(r.data, r.rule_set, r.hashes || case when r.made_with is null then '{}'
		else jsonb_build_object('made_with', r.made_with) end)
$$;
comment on function follow.report_seal(follow.report) is 'Huella que debe tener un informe emitido';

-- All that a writer sees, one row each, as the client reads it back.
create function follow.report_lines(data jsonb)
returns setof follow.report_lines_row language sql immutable as $$
	select * from jsonb_populate_recordset(null::follow.report_lines_row, data -> 'render')
$$;

-- The periods of a key: a quarter, the quarters of a year, or all of a plan.
create function follow.report_periods(plan bigint, key text) returns setof core.period
language sql stable as $$
	select * from core.period p
	where p.plan_id = plan and p.deleted_at is null
		and (key = 'plan' or p.period_key = key or p.period_key like key || '-Q_')
$$;
comment on function follow.report_periods(bigint, text) is 'Los periodos que abarca un informe';

create function follow.report_closed(plan bigint, key text) returns boolean
language sql stable as $$
	select coalesce(bool_and(state = 'closed'), false) from follow.report_periods(plan, key)
$$;
comment on function follow.report_closed(bigint, text) is 'Todo lo que abarca el informe está cerrado';

-- What the next edition will be.
create function follow.report_next(plan_code text, period_key text, layout text, subject text,
	out report_no int, out version int, out closed boolean, out today text, out printed_on text)
language sql stable as $$
	select coalesce(max(r.report_no), 1 + (select coalesce(max(a.report_no), 0) from follow.report a)),
		1 + coalesce(max(r.version), 0), follow.report_closed(p.id, $2),
		core.today()::text, to_char(core.today(), 'DD/MM/YYYY')
	from plan.action_plan p left join follow.report r on r.plan_id = p.id
		and r.period_key = $2 and r.layout = $3 and r.subject = $4
	where p.plan_code = $1 and p.deleted_at is null
	group by p.id
$$;
comment on function follow.report_next(text, text, text, text) is 'Número y versión que tendrá el informe que se emita';

-- How an issued report is called: by its official number, as typed.
create function follow.report_called(r follow.report) returns text
language sql stable as $$
	select concat_ws(', ', case when r.official_number ~* '^\s*informe\M' then btrim(r.official_number)
			else 'informe ' || coalesce(nullif(btrim(r.official_number), ''), r.report_no::text) end,
		'versión ' || r.version, 'emitido el ' || to_char(r.issued_at at time zone 'America/Lima', 'DD/MM/YYYY'))
$$;
comment on function follow.report_called(follow.report) is 'Cómo se nombra un informe emitido';

-- What was reopened of what a report tells since it was issued, and why.
create function follow.report_reopened(r follow.report) returns setof text
language sql stable as $$
	select format('%s se reabrió el %s por %s: %s', core.period_title(p.period_key),
		to_char(p.reopened_at at time zone 'America/Lima', 'DD/MM/YYYY'), p.reopened_by, p.reopen_reason)
	from follow.report_periods(r.plan_id, r.period_key) as p
	where p.reopened_at >= r.issued_at
	order by p.from_date, p.period_key
$$;
comment on function follow.report_reopened(follow.report) is 'Qué periodos de un informe se reabrieron después de emitirlo, y por qué';

-- What the next edition corrects, for its print: kind top (what it corrects),
-- text (what was reopened), row (said, old, new). data: as the next one keeps
-- it. The figures for programs are printed where they are read.
create function follow.report_correction(plan_code text, period_key text, layout text, subject text, data jsonb)
returns table (kind text, said text, old_value text, new_value text)
language sql stable as $$
	with was as materialized (
		select r.* from follow.report r join plan.action_plan p on p.id = r.plan_id and p.plan_code = $1
		where r.period_key = $2 and r.layout = $3 and r.subject = $4
		order by r.version desc limit 1
	), difference as materialized (
		select d.*, d.path like 'figures.%' as figure
		from was cross join lateral follow.json_difference(was.data -> 'report', $5 -> 'report', $5 -> 'render') as d
	)
	select 'top', follow.report_called(w), null, null
	from (select r from follow.report r join was using (id)) as x (w)
	union all
	select 'text', t.said, null, null
	from (select r from follow.report r join was using (id)) as x (w)
	cross join lateral follow.report_reopened(x.w) as t (said)
	union all
	select 'row', d.said, coalesce(d.old_value, '-'), coalesce(d.new_value, '-')
	from difference d
	where not d.figure or not exists (select from difference o where not o.figure)
$$;
comment on function follow.report_correction(text, text, text, text, jsonb) is 'Qué corrige la edición siguiente de un informe';

-- What stands otherwise today than in an issued report: as report_correction.
create function follow.report_today(report bigint, data jsonb)
returns table (kind text, said text, old_value text, new_value text)
language sql stable as $$
	with was as materialized (select r from follow.report r where r.id = $1),
	difference as materialized (
		select d.said, coalesce(d.old_value, '-') as was, coalesce(d.new_value, '-') as now
		from was cross join lateral follow.json_difference((was.r).data -> 'report', $2, (was.r).data -> 'render') as d
	)
	select 'row', d.said, d.was, d.now from difference d
	union all
	select 'text', t.said, null, null
	from was cross join lateral follow.report_reopened(was.r) as t (said)
	where exists (select from difference)
$$;
comment on function follow.report_today(bigint, jsonb) is 'En qué diferiría hoy un informe emitido, y qué se reabrió desde entonces';

-- What a format of a report was made with and today is not: libraries are
-- today's, {"cairo": "1.18.4"}.
create function follow.report_libraries(report bigint, format text, libraries jsonb)
returns table (library text, was text, now text)
language sql stable as $$
	with was as (
		select e.key, e.value from follow.report r
			cross join lateral jsonb_each_text(r.made_with -> $2 -> 'libraries') as e
		where r.id = $1
	)
	select key, w.value, n.value
	from was w full join jsonb_each_text($3) as n using (key)
	where w.value is distinct from n.value
	order by key collate "C"
$$;
comment on function follow.report_libraries(bigint, text, jsonb) is 'Qué bibliotecas y letras de un informe emitido son otras hoy';

-- Adds the report; the client sends its files behind it, in the same
-- transaction. The version it was printed with must still be the next one.
create function follow.report_issue(plan_code text, period_key text, layout text, subject text,
	version int, preliminary boolean, title text, official_number text, reason text, signers text,
	program text, data jsonb, hashes jsonb, made_with jsonb default null)
returns bigint language sql volatile as $$
	insert into follow.report (report_no, version, plan_id, period_key, layout, subject, title,
		official_number, preliminary, reason, signers, data, hashes, made_with, sha256, program,
		issuer, issued_at)
	select n.report_no, $5, p.id, $2, $3, $4, $7, nullif(btrim($8), ''), $6, nullif(btrim($9), ''),
		nullif(btrim($10), ''), $12, $13, $14, '', $11, session_user, core.moment()
	from plan.action_plan p, follow.report_next($1, $2, $3, $4) as n
	where p.plan_code = $1 and p.deleted_at is null
	order by p.id
	returning id
$$;
comment on function follow.report_issue(text, text, text, text, int, boolean, text, text, text, text, text, jsonb, jsonb, jsonb) is 'Emite un informe';

-- One after the other: the row that is locked can be locked by nobody else.
create function follow.report_alone() returns void
language plpgsql volatile security definer as $$
begin
	if not core.is_secretariat() and not pg_has_role(session_user, 'hito_owner', 'member') then
		raise exception 'Solo la secretaría emite informes.' using errcode = 'HT003';
	end if;
	perform from core.register r where r.name = 'follow.report' for update;
end
$$;
comment on function follow.report_alone() is 'Un informe se emite después de otro';
grant execute on function follow.report_alone() to hito_secretariat;

-- Numbers and digests what is issued.
create function follow.report_fill() returns trigger
language plpgsql as $$
declare
	closed constant boolean := follow.report_closed(new.plan_id, new.period_key);
	next_one int;
begin
	perform follow.report_alone();
	select 1 + coalesce(max(r.version), 0) into next_one from follow.report r
	where r.plan_id = new.plan_id and r.period_key = new.period_key
		and r.layout = new.layout and r.subject = new.subject;
	if new.version <> next_one then
		raise exception 'Otra persona emitió este informe mientras tanto.' using errcode = 'HT001';
	elsif new.version > 1 and coalesce(btrim(new.reason), '') = '' then
		raise exception 'Este informe ya se emitió: una nueva versión necesita el motivo de la corrección.'
			using errcode = 'HT002', column = 'reason';
	elsif not closed and not new.preliminary then
		raise exception 'El periodo % sigue abierto: ciérrelo, o emita el informe como preliminar.', new.period_key
			using errcode = 'HT002', column = 'preliminary';
	elsif closed and new.preliminary then
		raise exception 'El periodo % ya está cerrado: el informe no es preliminar.', new.period_key
			using errcode = 'HT002', column = 'preliminary';
	elsif new.version = 1 then
		select 1 + coalesce(max(r.report_no), 0) into new.report_no from follow.report r;
	end if;
	new.issuer := session_user;
	new.issued_at := core.moment();
	new.rule_set := (select to_jsonb(s) - '{deleted_at,deleted_by,deleted_why,batch_id,batch_line}'::text[]
		from (select max(p.cutoff) as day
			from follow.report_periods(new.plan_id, new.period_key) p) d
			cross join lateral follow.rules_of(coalesce(d.day, core.today())) as s);
	new.sha256 := follow.report_seal(new);
	return new;
end
$$;

-- Puts down in what a version differs from the one before.
create function follow.report_differ() returns trigger
language plpgsql as $$
begin
	insert into follow.report_difference (report_id, path, old_value, new_value, said)
	select new.id, d.path, d.old_value, d.new_value, d.said
	from follow.report r cross join lateral
		follow.json_difference(r.data -> 'report', new.data -> 'report', new.data -> 'render')
		with ordinality as d (path, old_value, new_value, said, at)
	where r.report_no = new.report_no and r.version = new.version - 1
	order by d.at;
	return null;
end
$$;

-- t30_fixed ('column', ...): only these columns of an issued thing change.
create function follow.report_fixed() returns trigger
language plpgsql as $$
declare
	-- a generated column is not yet there in new
	free constant text[] := coalesce(tg_argv::text[], '{}') || '{title_folded}'::text[];
begin
	if tg_op = 'UPDATE' and to_jsonb(old) - free = to_jsonb(new) - free then
		return new;
	end if;
	raise exception 'Lo emitido no se cambia ni se anula: se emite una versión nueva con la corrección.'
		using errcode = 'HT002';
end
$$;

-- A file belongs to what was digested when the report was issued.
create function follow.report_file_problems(was follow.report_file, now follow.report_file)
returns setof core.problem language sql stable as $$
	select (core.problem('bytes', 'El archivo no es el del informe que se emite.')).*
	where was.id is null and (now.sha256 is distinct from encode(sha256(now.bytes), 'hex')
		or now.sha256 is distinct from (select r.hashes ->> now.format from follow.report r where r.id = now.report_id))
	union all
	select (core.problem('contents', 'Lo que dice el archivo no es lo del informe que se emite.')).*
	where was.id is null and encode(sha256(convert_to(now.contents, 'UTF8')), 'hex') is distinct from
		(select r.made_with -> now.format ->> 'contents' from follow.report r where r.id = now.report_id)
$$;

-- What became of a message, said again after a lost link too.
create function follow.outbox_close(id bigint, state text, outcome text) returns void
language sql volatile as $$
	select core.step('follow.outbox', t.id, t.row_version, $2, '{queued}', 'outcome', $3)
	from follow.outbox t where t.id = $1 and t.state = 'queued'
$$;
comment on function follow.outbox_close(bigint, text, text) is 'Anota si un correo se entregó';

-- A message that went, or did not, stays so.
create function follow.outbox_filled(was follow.outbox, now follow.outbox) returns follow.outbox
language plpgsql stable as $$
begin
	if was.id is null then
		now.state := 'queued';
		now.outcome := null;
		now.queued_by := session_user;
		now.queued_at := core.moment();
	end if;
	now.sent_at := case when now.state = 'sent' then core.moment() end;
	return now;
end
$$;

create function follow.outbox_problems(was follow.outbox, now follow.outbox) returns setof core.problem
language sql stable as $$
	select (core.problem(null, 'Un correo ya entregado no se cambia ni se anula.')).*
	where was.state <> 'queued' or to_jsonb(was) - '{state,outcome,sent_at}'::text[]
		<> to_jsonb(now) - '{state,outcome,sent_at}'::text[]
$$;

do $$
declare
	r record;
begin
	for r in select * from (values
		('follow.report', 't10_fill before insert', 'follow.report_fill()'),
		('follow.report', 't60_differ after insert', 'follow.report_differ()'),
		('follow.report', 't30_fixed before update or delete',
			$q$follow.report_fixed('official_number', 'presented_on', 'presented_session', 'presented_in', 'published_url')$q$),
		('follow.report_file', 't31_fixed before update or delete', 'follow.report_fixed()'),
		('follow.report_difference', 't30_fixed before update or delete', 'follow.report_fixed()'),
		('follow.outbox', 't31_fixed before delete', 'follow.report_fixed()')) as v (tab, how, what)
	loop
		execute format('create trigger %s on %s for each row execute function %s',
			r.how, r.tab, r.what);
	end loop;
	for r in select * from (values ('follow.report'), ('follow.report_file'),
		('follow.report_difference'), ('follow.outbox')) as v (name)
	loop
		execute format('create trigger t00_whole before truncate on %s
			for each statement execute function core.refuse_change(''Lo emitido no se borra.'', ''HT002'')', r.name);
	end loop;
end
$$;

-- ---- views

create view follow.report_all with (security_invoker = true) as
select t.id, t.row_version, t.office_id, t.deleted_at, t.deleted_by, t.deleted_why,
	t.batch_id, t.batch_line, t.report_no, t.version, p.plan_code, p.title as plan_title,
	t.period_key, t.layout, t.subject, t.title, t.title_folded, t.official_number, t.state, t.preliminary,
	t.reason, t.signers, t.sha256, t.program, t.issuer, t.issued_at, t.presented_on,
	t.presented_session, t.published_url, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine,
	not exists (select from follow.report n where n.report_no = t.report_no
		and n.version > t.version) as current
from follow.report t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id;
create view follow.report_difference_all with (security_invoker = true) as
select t.id, t.report_id, t.path, t.old_value, t.new_value, coalesce(t.said, t.path) as said, t.row_version, t.office_id,
	t.deleted_at, t.deleted_by, t.deleted_why, t.batch_id, t.batch_line
from follow.report_difference t;
create view follow.report_observation_all with (security_invoker = true) as
select t.* from follow.report_observation t;

-- The history of the report has the digests; bytes are not kept twice.
select core.declare('follow.report', 'listing', 'Informes emitidos', help => '{current, Es la última versión}');
select core.declare('follow.report_file', 'listing', 'Archivos de los informes', history => false);
select core.declare('follow.report_difference', 'listing', 'Diferencias entre las versiones de un informe',
	line_of => '{report_id}');
select core.declare('follow.report_observation', 'listing', 'Observaciones a los informes', line_of => '{report_id}');
select core.declare('follow.outbox', 'secretariat', 'Correos con informes emitidos', line_of => '{report_id}');

select core.publish('report', 'follow.report', 't.period_key is not null', '{report_no, version, plan_code, period_key, layout, title, official_number, state, preliminary,
	reason, sha256, issued_at, presented_on, presented_session, published_url, current}');
