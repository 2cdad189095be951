-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an import of cases does beyond its form. An office keeps a case over
-- several lines: one without a file number goes on with the case above, with a
-- party more, its next stage, period, resolution or suspension. Two unions stand
-- in one cell.
-- after: strike_import

-- Names in one cell: a line each, or with ";" or "/" between, or where another
-- union begins behind a comma or an "y".
create function labour.split_names(cell text) returns setof text
language sql immutable as $$
	select n from regexp_split_to_table($1,
		'\s*(?:[;\n\r]+|\s/\s|(?:,|\sy\s)\s*(?=(?:sindicato|federaci|confederaci|asociaci|coalici)))\s*', 'i') as n
	where btrim(n) <> ''
$$;
comment on function labour.split_names(text) is 'Los nombres que una celda junta';

-- The periods in a cell: "15/06/2018 00:00, 48 horas", "27/06/2018 0:00 indefinida".
-- hours is null where it is indefinite, -1 where the cell does not say how long.
create function labour.split_periods(cell text, out starts_at timestamp, out hours int, out said text)
returns setof record language sql stable as $$
	select case when m[2]::int between 1 and 12 and coalesce(h, 0) < 24 and coalesce(m[5], '0')::int < 60 then
			case when m[1]::int between 1 and extract(day from make_date(m[3]::int, m[2]::int, 1) + interval '1 month' - interval '1 day')
				then make_timestamp(m[3]::int, m[2]::int, m[1]::int, coalesce(h, 0), coalesce(m[5], '0')::int, 0) end end,
		case when t ~ 'indefinid' then null else coalesce(substring(t from '(\d{1,4})\s*h(?:r|s|oras|\M)')::int, -1) end, btrim(p)
	from regexp_split_to_table($1, '\s*[;\n\r]+\s*') as p
		cross join lateral (select core.fold(p) as t) as f
		cross join lateral (select regexp_match(t,
			'(\d{1,2})/(\d{1,2})/([12]\d{3})(?:\s+(?:a las\s+)?(\d{1,2})[:.](\d{2})\s*([ap])?)?') as m) as x
		cross join lateral (select case m[6] when 'p' then m[4]::int % 12 + 12 when 'a' then m[4]::int % 12 else m[4]::int end as h) as y
	where btrim(p) <> ''
$$;
comment on function labour.split_periods(text) is 'Los periodos de huelga que una celda junta';

create function labour.dispute_prepare() returns setof core.finding
language plpgsql as $$
begin
	if to_regclass('pg_temp.hito_case_stage') is null then
		create temp table hito_case_stage (head int, line int, stage text, from_at timestamp, document text, party text, outcome text,
			remark text) on commit drop;
		-- at: place in its cell.
		create temp table hito_case_name (head int, line int, at int, kind text, name text) on commit drop;
		create temp table hito_case_period (head int, line int, starts_at timestamp, hours int, said text) on commit drop;
		create temp table hito_case_fact (head int, line int, name text, said text, shown text) on commit drop;
		create temp table hito_case_rest (head int, line int, suspended_at timestamp, resumed_at timestamp, suspended_why text) on commit drop;
		create temp table hito_case_ruling (head int, line int, resolution_no text, resolved_on date, notified_on date, instance text,
			result text, ground text) on commit drop;
	end if;
	truncate pg_temp.hito_case_stage, pg_temp.hito_case_name, pg_temp.hito_case_period, pg_temp.hito_case_fact, pg_temp.hito_case_rest,
		pg_temp.hito_case_ruling;
	create temp table hito_case_head on commit drop as
	select s.line, max(s.line) filter (where btrim(s.case_no) <> '') over (order by s.line) as head from pg_temp.hito_stage s;
	insert into pg_temp.hito_case_stage
	select h.head, s.line, s.state, s.from_at, nullif(btrim(s.document), ''), s.party, s.outcome, nullif(btrim(s.remark), '')
	from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
	where coalesce(btrim(s.state), '') not in ('', 'presented');
	insert into pg_temp.hito_case_name
	select h.head, (min(array[s.line, n.at::int]))[1], (min(array[s.line, n.at::int]))[2], c.kind, min(core.one_line(n.name))
	from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
		cross join lateral (values ('union', s.unions), ('employer', s.employers)) as c (kind, cell)
		cross join lateral labour.split_names(c.cell) with ordinality as n (name, at)
	where h.head is not null group by h.head, c.kind, core.fold(core.one_line(n.name));
	-- Each form makes cases of its own kind.
	update pg_temp.hito_stage s set kind = (select f.initial from pg_temp.hito_field f where f.name = 'kind') where coalesce(btrim(s.kind), '') = '';
	update pg_temp.hito_field f set brought = true where f.name = 'kind';
	if exists (select from pg_temp.hito_field f where f.name = 'period_texts') then
		insert into pg_temp.hito_case_period
		select h.head, s.line, p.* from pg_temp.hito_stage s join pg_temp.hito_case_head h using (line)
			cross join lateral labour.split_periods(s.period_texts) as p;
		perform labour.strike_prepare();
		-- A strike that came as one is notified as it comes in.
		insert into pg_temp.hito_case_stage (head, line, stage, from_at)
		select s.line, s.line, 'strike', coalesce(s.notice_at, s.received_at)
		from pg_temp.hito_stage s
		where btrim(s.case_no) <> '' and not exists (
			select from pg_temp.hito_case_stage x where x.head = s.line and x.stage = 'strike') and not exists (
			select from labour.dispute d where d.case_no = core.one_line(s.case_no) and d.deleted_at is null and d.notice_at is not null);
	end if;
	-- Stages are written by their rows.
	update pg_temp.hito_field f set brought = false where f.name in ('state', 'notice_at', 'from_at', 'began_at', 'strikers', 'lifted_at',
		'lifted_why', 'hours_declared', 'hours_source', 'suspended_at', 'suspended_why');
	return query select h.line, 'case_no', null::text, 'error', 'La línea no dice el expediente y no hay un caso antes de ella.'
		from pg_temp.hito_case_head h where h.head is null;
	return query select h.line, 'case_no', null::text, 'notice', 'La línea sigue al caso que está antes de ella.'
		from pg_temp.hito_case_head h where h.head < h.line;
	insert into pg_temp.hito_joined select h.line from pg_temp.hito_case_head h where h.head < h.line;
	delete from pg_temp.hito_stage s using pg_temp.hito_joined h where h.line = s.line;
	drop table pg_temp.hito_case_head;
end
$$;
comment on function labour.dispute_prepare() is 'Prepara una carga de casos: varias líneas, un caso';

-- Stages that the case does not have yet, in the order of the file.
create function labour.import_stages(out head int, out line int, out dispute_id bigint, out stage text, out from_at timestamp, out document text,
	out party text, out outcome text, out remark text)
returns setof record language sql stable as $$
	select t.head, t.line, r.id, t.stage, t.from_at, t.document, t.party, t.outcome, t.remark
	from pg_temp.hito_case_stage t join pg_temp.hito_ready r on r.line = t.head
	where r.id is null or not exists (select from labour.dispute_stage s
		where s.dispute_id = r.id and s.stage = t.stage and s.from_at is not distinct from t.from_at and s.deleted_at is null)
	order by t.head, t.line
$$;
comment on function labour.import_stages() is 'Las etapas nuevas de una carga de casos';

create function labour.dispute_check() returns setof core.finding
language plpgsql as $$
declare
	t record;
	d labour.dispute;
	was text;
	was_from timestamp;
	at_head int;
	said labour.dispute_stage;
begin
	return query select r.line, 'kind', null::text, 'error', case f.initial when 'strike' then 'Aquí entran huelgas: un pliego se carga en Pliegos de reclamos.'
			else 'Aquí entran pliegos de reclamos: una huelga se carga en Huelgas.' end
		from pg_temp.hito_ready r join pg_temp.hito_stage s using (line) join pg_temp.hito_field f on f.name = 'kind'
		where case when r.id is null then s.kind else r.kind end <> f.initial and (r.id is null or f.initial = 'pliego');
	for t in select * from labour.import_stages() loop
		if t.head is distinct from at_head then
			at_head := t.head;
			execute format('select (%s).* from pg_temp.hito_ready r where r.line = $1', core.import_row('labour.dispute', 'r')) into d using t.head;
			select s.stage, s.from_at into was, was_from from labour.dispute_stage s where s.dispute_id = d.id and s.deleted_at is null
			order by s.from_at desc, s.id desc limit 1;
			was := coalesce(was, 'presented');
			was_from := coalesce(was_from, d.received_at);
		end if;
		if t.from_at is null then
			return next (t.line, 'from_at', null, 'error', 'Escriba la fecha de la etapa.')::core.finding;
			continue;
		end if;
		said := null;
		said.dispute_id := d.id;
		said.stage := t.stage;
		said.party := t.party;
		said.outcome := t.outcome;
		said.remark := t.remark;
		said.document := t.document;
		return query select t.line, case p.field when 'stage' then 'state' else p.field end, null::text, 'error', p.reason
			from (select * from labour.stage_against(d, was, was_from, t.stage, t.from_at)
				union all select * from labour.stage_says(said)) as p limit 1;
		was := t.stage;
		was_from := t.from_at;
	end loop;
	return query select p.line, 'period_texts', p.said, 'error', case when p.starts_at is null
			then 'No se entiende el periodo: escriba 15/06/2018 00:00, 48 horas; la última puede ser indefinida.'
			when p.hours < 1 then 'El periodo no dice cuántas horas dura, ni que es indefinida.'
			else 'El periodo se cruza con otro del mismo caso.' end
		from pg_temp.hito_case_period p join pg_temp.hito_ready r on r.line = p.head
		where p.starts_at is null or p.hours < 1 or exists (select from pg_temp.hito_case_period o
			where o.head = p.head and o.starts_at < p.starts_at and o.hours is distinct from -1
				and coalesce(o.starts_at + make_interval(hours => o.hours), 'infinity') > p.starts_at);
	return query select p.line, 'period_texts', p.said, 'error', 'El periodo empieza antes de que se recibiera el caso.'
		from pg_temp.hito_case_period p join pg_temp.hito_ready r on r.line = p.head where p.starts_at < r.received_at;
	return query select n.line, n.kind || 's', n.name, 'error', p.reason
		from pg_temp.hito_case_name n cross join lateral (
			select * from labour.name_problems('employers', n.name) where n.kind = 'employer'
			union all select * from labour.open_problems(jsonb_build_object('unions', n.name)) where n.kind = 'union') as p;
	return query select * from labour.strike_check();
end
$$;
comment on function labour.dispute_check() is 'Revisa una carga de casos: etapas, periodos y partes, y lo que se hizo y se resolvió de una huelga';

create function labour.dispute_after(batch bigint) returns setof int
language plpgsql as $$
declare
	t record;
begin
	for t in select * from labour.import_stages() loop
		insert into labour.dispute_stage (dispute_id, stage, from_at, document, party, outcome, remark, batch_id, batch_line)
		values (t.dispute_id, t.stage, t.from_at, t.document, t.party, t.outcome, t.remark, batch, t.line);
		return next t.head;
	end loop;
	return query with made as (
		insert into labour.dispute_union (dispute_id, union_name, batch_id, batch_line)
		select r.id, n.name, batch, n.head from pg_temp.hito_case_name n join pg_temp.hito_ready r on r.line = n.head
		where n.kind = 'union' and not exists (select from labour.dispute_union u left join labour.union_organisation x on x.id = u.union_id
			where u.dispute_id = r.id and u.deleted_at is null and core.fold(n.name) in (u.union_name_folded, core.fold(x.union_code)))
		order by n.head, n.line, n.at returning batch_line)
	select batch_line from made;
	return query with made as (
		insert into labour.dispute_employer (dispute_id, employer_name, batch_id, batch_line)
		select r.id, n.name, batch, n.head from pg_temp.hito_case_name n join pg_temp.hito_ready r on r.line = n.head
		where n.kind = 'employer' and not exists (select from labour.dispute_employer e left join labour.employer x on x.id = e.employer_id
			where e.dispute_id = r.id and e.deleted_at is null
				and core.fold(n.name) in (e.employer_name_folded, core.fold(x.employer_code), x.ruc))
		order by n.head, n.line, n.at returning batch_line)
	select batch_line from made;
	return query with made as (
		insert into labour.strike_period (dispute_id, starts_at, hours, batch_id, batch_line)
		select r.id, p.starts_at, p.hours, batch, p.head from pg_temp.hito_case_period p join pg_temp.hito_ready r on r.line = p.head
		where not exists (select from labour.strike_period s
			where s.dispute_id = r.id and s.starts_at = p.starts_at and s.deleted_at is null)
		order by p.head, p.starts_at returning batch_line)
	select batch_line from made;
	return query select * from labour.strike_after(batch);
end
$$;
comment on function labour.dispute_after(bigint) is
	'Graba las etapas, las partes y los periodos de los casos de un archivo, y lo que se hizo y se resolvió de las huelgas';

-- The lines of such a file: the case with its first stage, suspension and
-- resolution, then a line for each further one, without the number of the case.
-- no texts for people
create view labour.strike_beside with (security_invoker = true) as
select t.id, n.at, case when n.at = 1 then t.case_no end as case_no,
	case when n.at = 1 then (select string_agg(u.union_name, E'\n' order by u.id) from labour.dispute_union u
		where u.dispute_id = t.id and u.deleted_at is null) end as unions,
	case when n.at = 1 then (select string_agg(e.employer_name, E'\n' order by e.id) from labour.dispute_employer e
		where e.dispute_id = t.id and e.deleted_at is null) end as employers,
	case when n.at = 1 then (select string_agg(to_char(p.starts_at, 'DD/MM/YYYY HH24:MI') || coalesce(', ' || p.hours
			|| ' horas', ' indefinida'), E'\n' order by p.starts_at) from labour.strike_period p
		where p.dispute_id = t.id and p.deleted_at is null) end as period_texts,
	s.stage as state, s.from_at, s.document, s.party, s.outcome, s.remark,
	x.suspended_at, x.resumed_at, x.suspended_why,
	r.resolution_no, r.resolved_on, r.notified_on, r.instance, r.result, r.ground
from labour.dispute t
	cross join lateral generate_series(1, greatest(1,
		(select count(*) from labour.dispute_stage y where y.dispute_id = t.id and y.deleted_at is null),
		(select count(*) from labour.strike_suspension y where y.dispute_id = t.id and y.deleted_at is null),
		(select count(*) from labour.strike_ruling y where y.dispute_id = t.id and y.deleted_at is null))) as n (at)
	left join lateral (select y.*, row_number() over (order by y.from_at, y.id) as at from labour.dispute_stage y
		where y.dispute_id = t.id and y.deleted_at is null) as s on s.at = n.at
	left join lateral (select y.*, row_number() over (order by y.suspended_at, y.id) as at from labour.strike_suspension y
		where y.dispute_id = t.id and y.deleted_at is null) as x on x.at = n.at
	left join lateral (select y.*, row_number() over (order by y.resolved_on, y.id) as at from labour.strike_ruling y
		where y.dispute_id = t.id and y.deleted_at is null) as r on r.at = n.at;
create view labour.dispute_beside with (security_invoker = true) as
select b.id, b.at, b.case_no, b.unions, b.employers, b.state, b.from_at, b.document, b.party, b.outcome, b.remark
from labour.strike_beside b where b.at = 1 or b.state is not null;
-- texts again
select core.describe(v::regclass, 'Las líneas en que un archivo trae un caso: una por etapa', 'at', 'Orden',
	'case_no', 'Expediente; en blanco, sigue al de antes', 'unions', 'Organizaciones sindicales', 'employers', 'Empleadores',
	'state', 'Etapa', 'from_at', 'Fecha de la etapa', 'document', 'Documento', 'party', 'Quién lo pide', 'outcome', 'Cómo terminó',
	'remark', 'Qué se observó', 'period_texts', 'Periodos de la huelga', 'suspended_at', 'Suspendida', 'resumed_at', 'Reanudada',
	'suspended_why', 'Por qué se suspendió', 'resolution_no', 'Resolución', 'resolved_on', 'Fecha de la resolución',
	'notified_on', 'Notificada el', 'instance', 'Instancia', 'result', 'Qué resolvió', 'ground', 'Fundamento')
from unnest('{labour.strike_beside,labour.dispute_beside}'::text[]) as v;
