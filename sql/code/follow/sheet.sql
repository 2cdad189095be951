-- SPDX-License-Identifier: GPL-3.0-or-later
-- The entry sheet on the screen: its head, its rows with what a person needs
-- to fill them in, and the steps of its submission. Reading writes nothing:
-- the submission comes to be when it is handed in.
-- Plan, period and office of their codes; refuses what is not there.
create function follow.sheet_asked(office_code text, period_key text, plan_code text,
	out plan bigint, out period bigint, out office bigint)
language plpgsql stable as $$
begin
	select a.plan, a.period into plan, period from follow.asked($3, $2) as a;
	select o.id into office from core.office o
	where core.fold(o.office_code) = core.fold(btrim($1)) and o.deleted_at is null;
	if office is null then
		raise exception 'No hay una oficina con el código "%".', btrim($1)
			using errcode = 'HT004', column = 'office_code';
	end if;
end
$$;
comment on function follow.sheet_asked(text, text, text) is
	'Plan, periodo y oficina de una hoja de ingreso; rechaza los que no existen';

-- What whoever asks may do now with the submission of an office: the names
-- of the actions, in the order of its register. state NULL: there is none.
create function follow.submission_steps(state text, period_state text, office bigint) returns text
language sql stable as $$
	select string_agg(s.step, ' ' order by s.place)
	from (values (1, 'send', '{draft,returned,missing}'::text[], office = core.my_office('{submit}')),
		(2, 'return', '{submitted,approved}', core.acts_as('hito_secretariat')),
		(3, 'approve', '{submitted}', core.acts_as('hito_secretariat')),
		(4, 'missing', '{draft,returned}', core.acts_as('hito_secretariat')))
		as s (place, step, was, may)
	where period_state = 'open' and coalesce(state, 'draft') = any (s.was) and s.may
$$;
comment on function follow.submission_steps(text, text, bigint) is
	'Lo que quien pregunta puede hacer con un envío';

-- before_1 .. before_4: the periods of the last values, oldest first; of fewer
-- the last ones are empty.
create function follow.sheet_head(office_code text, period_key text, plan_code text default null)
returns table (plan_code text, period_key text, period_title text, period_state text,
	office_code text, office_name text, before_1 text, before_2 text, before_3 text, before_4 text,
	submission_version int, submission_state text, submissions_due date, late boolean,
	reason text, explanation text, steps text)
language sql stable as $$
	with here as (
		select p.*, a.office from follow.sheet_asked($1, $2, $3) as a join core.period p on p.id = a.period
	), before as (
		select array_agg(core.period_short(q.period_key) order by q.to_date) as titles
		from here, follow.last_periods(here.plan_id, here.kind, here.from_date - 1, 4) as q
	)
	select n.plan_code::text, h.period_key::text, h.period_title, h.state, o.office_code::text, o.office_name,
		b.titles[1], b.titles[2], b.titles[3], b.titles[4], s.row_version, s.state, h.submissions_due,
		coalesce(s.late, false) or (coalesce(s.state, 'draft') in ('draft', 'returned', 'missing')
			and coalesce(core.today() > h.submissions_due, false)),
		s.reason, s.explanation, follow.submission_steps(s.state, h.state, h.office)
	from here h cross join before b
	join plan.action_plan n on n.id = h.plan_id
	join core.office o on o.id = h.office
	left join follow.submission s on s.period_id = h.id and s.office_id = h.office and s.deleted_at is null
$$;
comment on function follow.sheet_head(text, text, text) is
	'La cabecera de una hoja de ingreso: periodo, oficina, envío y lo que se puede hacer con él';

-- Indicators with a result that whoever asks may not read; that there is one
-- tells the completeness of the period as well.
create function follow.sheet_hidden(office bigint, period bigint) returns setof bigint
language sql stable security definer as $$
	select r.indicator_id from follow.result r
	where r.office_id = $1 and r.period_id = $2 and r.deleted_at is null
		and r.state not in ('approved', 'not_applicable') and not follow.reads_results(r.office_id)
$$;
comment on function follow.sheet_hidden(bigint, bigint) is
	'Indicadores con un resultado que quien pregunta no puede leer';

-- follow.entry_sheet with the columns named as the register of results has
-- them. cell: not_due, pending, hidden or the result's state. left_out: the
-- submission would leave it out. why: why it is not written here, NULL when
-- it is. levels: what F4 offers, a line each. proposed: what a series that feeds
-- the indicator comes to in the period, and proposed_of which; nothing is
-- written of it until a person takes it.
create function follow.sheet_rows(office_code text, period_key text, plan_code text default null)
returns table (id bigint, row_version int, plan_code text, indicator_code text, indicator_name text,
	period_key text, period_title text, planned numeric, executed numeric, unit text, state text,
	narrative text, evidence text, document_ref text, reason text, agreement text, office_code text,
	office_name text, commitment_no int, direction text, measure text, formula text, levels text,
	before_1 text, before_2 text, before_3 text, before_4 text, cell text, left_out boolean, why text,
	proposed text, proposed_of text)
language sql stable as $$
	with here as materialized (
		select a.*, p.period_key, p.period_title, p.from_date, p.to_date, p.state, n.plan_code, o.office_code, o.office_name,
			array(select follow.sheet_hidden(a.office, a.period)) as hidden,
			array(select u.indicator_id from follow.submission_unanswered(a.office, a.period) as u) as left_out,
			a.office = core.my_office('{enter,submit}') as mine,
			(select s.state from follow.submission s where s.period_id = p.id
				and s.office_id = o.id and s.deleted_at is null) as submission
		from follow.sheet_asked($1, $2, $3) as a
		join core.period p on p.id = a.period
		join plan.action_plan n on n.id = a.plan
		join core.office o on o.id = a.office
	)
	select e.result_id, e.row_version, h.plan_code::text, e.code, e.name, h.period_key::text, h.period_title,
		e.planned, e.executed, e.unit, coalesce(r.state, 'draft'), e.narrative, e.evidence, d.document_ref,
		e.reason, r.agreement, h.office_code::text, h.office_name, e.commitment_no, i.direction, i.measure,
		i.formula,
		(select string_agg(trim_scale(l.level)::text || '  ' || l.meaning, E'\n' order by l.level)
			from follow.indicator_level l where l.indicator_id = i.id and l.deleted_at is null),
		e.last4[1], e.last4[2], e.last4[3], e.last4[4],
		case when e.indicator_id = any (h.hidden) then 'hidden'
			when r.id is not null then r.state
			when not e.due then 'not_due' else 'pending' end,
		e.indicator_id = any (h.left_out),
		case when h.state <> 'open' then 'el periodo está cerrado'
			when h.office is distinct from core.my_office() then 'la hoja es de otra oficina'
			when h.mine is not true then 'usted solo puede leer esta hoja'
			when r.state = 'reported' then 'ya se informó; pida a la secretaría que lo devuelva'
			when r.state = 'approved' then 'está aprobado; pida a la secretaría que lo devuelva'
			when r.state = 'not_applicable' then 'se declaró que no aplica'
			when h.submission in ('submitted', 'approved')
				then 'el envío ya se presentó; pida a la secretaría que lo devuelva'
			when r.id is null and not e.due then 'no se mide en este periodo' end,
		s.value::text, s.told
	from here h
	cross join lateral follow.entry_sheet($1, $2, $3) with ordinality as e
	join follow.indicator i on i.id = e.indicator_id
	left join follow.result r on r.id = e.result_id
	left join core.document d on d.id = r.document_id
	left join lateral (select p.* from series.feed f cross join lateral series.proposed(f.indicator_id, h.from_date, h.to_date) as p
		where f.indicator_id = e.indicator_id and f.deleted_at is null) as s on true
	order by e.ordinality
$$;
comment on function follow.sheet_rows(text, text, text) is
	'Las filas de una hoja de ingreso, con lo que hace falta para llenarlas';

-- Head and rows of a sheet as the program reads them, each one text after its
-- letter; what the head says of the rows stands there alone.
create function follow.sheet(office_code text, period_key text, plan_code text default null) returns setof text
language sql stable as $$
	select 'h' || h::text from follow.sheet_head($1, $2, $3) as h
	union all
	select 'r' || row(r.id, r.row_version, r.indicator_code, r.indicator_name, r.planned, r.executed, r.unit, r.state,
		r.narrative, r.evidence, r.document_ref, r.reason, r.agreement, r.direction, r.measure, r.formula, r.levels,
		r.before_1, r.before_2, r.before_3, r.before_4, r.cell, nullif(r.left_out, false), r.why, r.proposed,
		r.proposed_of)::text
	from follow.sheet_rows($1, $2, $3) as r
$$;
comment on function follow.sheet(text, text, text) is
	'Una hoja de ingreso, cada fila en un solo texto';

-- One row of follow.sheet_save, as a form would save it; its id. answers: of
-- each field that was changed its text, null where it was emptied.
create function follow.sheet_save_row(plan_code text, period_key text, code text, id bigint, version int, answers jsonb)
returns bigint language plpgsql volatile as $$
declare
	number constant numeric := (answers->>'executed')::numeric;
	document bigint;
	n bigint;
begin
	if answers - '{executed,narrative,evidence,document_ref}'::text[] <> '{}' then
		raise exception 'Una hoja de ingreso no graba eso.' using errcode = 'HT004';
	end if;
	if answers->>'document_ref' is not null then
		document := core.expect_found((select case when count(*) = 1 then min(d.id) end from core.document_pick d
			where core.fold(d.document_ref::text) = core.fold(answers->>'document_ref')),
			'document_ref', answers->>'document_ref');
	end if;
	if id is null then
		insert into follow.result (indicator_id, period_id, executed, narrative, evidence, document_id)
		values (core.expect_found((select case when count(*) = 1 then min(i.id) end from follow.indicator_pick i
				where core.fold(i.indicator_code::text) = core.fold(code)
					and core.fold(i.plan_code::text) = core.fold($1)), 'indicator_code', code),
			core.expect_found((select case when count(*) = 1 then min(p.id) end from core.period_pick p
				where core.fold(p.period_key::text) = core.fold($2)
					and core.fold(p.plan_code::text) = core.fold($1)), 'period_key', $2),
			number, answers->>'narrative', answers->>'evidence', document);
		return currval(pg_get_serial_sequence('follow.result', 'id'));
	end if;
	update follow.result r set
		executed = case when answers ? 'executed' then number else r.executed end,
		narrative = case when answers ? 'narrative' then answers->>'narrative' else r.narrative end,
		evidence = case when answers ? 'evidence' then answers->>'evidence' else r.evidence end,
		document_id = case when answers ? 'document_ref' then document else r.document_id end
	where r.id = $4 and r.row_version = $5;
	get diagnostics n = row_count;
	perform core.expect_one(n);
	return id;
end
$$;
comment on function follow.sheet_save_row(text, text, text, bigint, int, jsonb) is
	'Graba una fila de una hoja de ingreso';

-- What of the rows with those ids the sheet shows and a save may move.
create function follow.sheet_values(ids bigint[], out id bigint, out row_version int, out name text, out value text)
returns setof record language sql stable as $$
	select v.id, v.row_version, c.name, c.value
	from follow.result_all v cross join lateral (values ('executed', v.executed::text), ('state', v.state),
		('narrative', v.narrative), ('evidence', v.evidence), ('document_ref', v.document_ref::text),
		('reason', v.reason), ('agreement', v.agreement)) as c (name, value)
	where v.id = any (ids)
$$;
comment on function follow.sheet_values(bigint[]) is
	'Lo que una hoja de ingreso muestra de esos resultados y su grabación puede mover';

-- All rows that were filled in, or none: the column of a refusal begins with the
-- number of its row, "3.executed", "3." where it has none. rows: of each [code,
-- id, version, answers], the second and third null of a new one. Tells of each, by
-- its number, id and version behind an s, and behind a d every value that is another
-- than whoever sent it knows: than was sent, and where nothing was, than stood in the
-- version that it was sent for.
create function follow.sheet_save(plan_code text, period_key text, rows jsonb) returns setof text
language plpgsql volatile as $$
declare
	ids bigint[] := '{}';
	was jsonb;
	at int;
	state text;
	said text;
	more text;
	hint text;
	col text;
	con text;
	tab text;
	sch text;
begin
	was := (select jsonb_object_agg(w.id || w.name, w.value) from follow.sheet_values(array(
		select (r->>1)::bigint from jsonb_array_elements(rows) as r where r->>1 is not null)) as w);
	for i in 1 .. jsonb_array_length(rows) loop
		at := i;
		ids := ids || follow.sheet_save_row(plan_code, period_key, rows->(i - 1)->>0, (rows->(i - 1)->>1)::bigint,
			(rows->(i - 1)->>2)::int, rows->(i - 1)->3);
	end loop;
	at := null;
	return query
		with now as materialized (
			select n.*, array_position(ids, n.id) as no from follow.sheet_values(ids) as n
		)
		select 's' || row(n.no, n.id, n.row_version)::text from now n where n.name = 'state'
		union all
		select 'd' || row(n.no, n.name, n.value)::text from now n
		where n.value is distinct from case
			when rows->(n.no - 1)->3 ? n.name then rows->(n.no - 1)->3->>n.name
			when rows->(n.no - 1)->>1 is not null then was->>(n.id || n.name)
			when n.name = 'state' then 'draft' end;
exception when others then
	get stacked diagnostics state = returned_sqlstate, said = message_text, more = pg_exception_detail,
		hint = pg_exception_hint, col = column_name, con = constraint_name, tab = table_name, sch = schema_name;
	raise exception using errcode = state, message = said, detail = more, hint = hint,
		column = coalesce(at || '.', '') || col, constraint = con, table = tab, schema = sch;
end
$$;
comment on function follow.sheet_save(text, text, jsonb) is
	'Graba las filas que se llenaron de una hoja de ingreso, todas o ninguna';

-- One step of the submission of a sheet, by its name in the register of
-- submissions. row_version NULL: as read there was none. answer: the
-- explanation of what is left out, or the reason.
create function follow.sheet_step(office_code text, period_key text, plan_code text, row_version int,
	step text, answer text) returns void
language plpgsql volatile as $$
declare
	a constant record := follow.sheet_asked($1, $2, $3);
	s follow.submission;
begin
	select x.* into s from follow.submission x
	where x.period_id = a.period and x.office_id = a.office and x.deleted_at is null;
	if s.row_version is distinct from $4 then
		perform core.expect_one(0);
	end if;
	if step = 'missing' and s.id is null then
		perform follow.missing_declare(a.period, a.office, answer);
		return;
	elsif step = 'send' and s.id is null then
		insert into follow.submission (period_id, office_id) values (a.period, a.office) returning * into s;
	end if;
	if step = 'send' and btrim(answer) <> '' then
		update follow.submission x set explanation = btrim(answer) where x.id = s.id returning * into s;
	end if;
	case step
	when 'send' then perform follow.submission_send(s.id, s.row_version);
	when 'return' then perform follow.submission_return(s.id, s.row_version, answer);
	when 'approve' then perform follow.submission_approve(s.id, s.row_version);
	when 'missing' then perform follow.submission_missing(s.id, s.row_version, answer);
	else raise exception 'Un envío no conoce el paso "%".', step using errcode = 'HT004';
	end case;
end
$$;
comment on function follow.sheet_step(text, text, text, int, text, text) is
	'Un paso del envío de una hoja: presentar, devolver, aprobar, declarar sin informar';

-- Offices that still have something to answer in a period and have not handed it
-- in, but for those of came: the same for every reader.
create function follow.sheets_missing(plan_code text, period_key text, came text[])
returns table (plan_code text, period_key text, office_code text, office_name text, n_due int, n_left int)
language sql stable security definer as $$
	select n.plan_code::text, p.period_key::text, o.office_code::text, o.office_name, count(*)::int,
		count(*) filter (where not c.answered)::int
	from follow.asked($1, $2) as a
	join plan.action_plan n on n.id = a.plan
	join core.period p on p.id = a.period
	cross join lateral follow.cells(a.plan, array[a.period]) as c
	join core.office o on o.id = c.office_id
	where c.due and c.programmed and o.office_code::text <> all ($3)
		and not exists (select from follow.submission s where s.office_id = o.id and s.period_id = a.period
			and s.deleted_at is null and s.state in ('submitted', 'approved', 'missing'))
	group by 1, 2, 3, 4
	having bool_or(not c.answered)
	order by 3
$$;
comment on function follow.sheets_missing(text, text, text[]) is
	'Oficinas a las que les falta informar un periodo, fuera de las que ya enviaron su archivo';

grant execute on function follow.sheet_hidden(bigint, bigint), follow.sheets_missing(text, text, text[])
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
