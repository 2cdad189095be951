-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of the registers of the quarter: objectives and action lines, goals,
-- the work plan, baselines, target changes, submissions, corrective actions,
-- self-assessments and the names of the years.
create function core.year_name_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['year int', 'name text', 'source text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, s.year, core.one_line(s.name) as name, s.source,
			(select core.root_office()) as office_id
		from pg_temp.hito_stage s
		left join core.year_name t on t.year = s.year and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given, '{year,name}');
	return query select * from core.stage_duplicates('year', '{year}');
end;
$$;
comment on function core.year_name_check(text[]) is 'Revisa una carga de nombres de años';

create function core.year_name_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('core.year_name', given, '{year,office_id}', '{name,source}', batch);
$$;
comment on function core.year_name_commit(text[], bigint) is 'Graba una carga de nombres de años';

create function plan.objective_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'objective_code text', 'title text', 'office_code text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, btrim(s.objective_code) as objective_code,
			core.one_line(s.title) as title,
			coalesce(o.office_id, t.office_id, p.office_id, (select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.objective t on t.plan_id = p.id and t.deleted_at is null
			and t.objective_code = btrim(s.objective_code)
		left join core.office_key o on o.key = core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given, '{plan_code,objective_code,title}');
	return query select * from core.stage_plans();
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('objective_code', '{plan_id,objective_code}');
end;
$$;
comment on function plan.objective_check(text[]) is 'Revisa una carga de objetivos';

create function plan.objective_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_make_plans(batch);
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('plan.objective', given, '{plan_id,objective_code}',
		'{title,office_id=office_code}', batch);
end;
$$;
comment on function plan.objective_commit(text[], bigint) is 'Graba una carga de objetivos';

create function plan.action_line_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'objective_code text', 'line_code text', 'title text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, b.id as objective_id, btrim(s.line_code) as line_code,
			core.one_line(s.title) as title, b.office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.objective b on b.plan_id = p.id and b.deleted_at is null
			and b.objective_code = btrim(s.objective_code)
		left join plan.action_line t on t.objective_id = b.id and t.deleted_at is null
			and t.line_code = btrim(s.line_code)
		$q$);
	return query select * from core.stage_required(given, '{plan_code,objective_code,line_code,title}');
	return query select * from core.stage_unknown('objective_code', 'objective_id',
		'El plan no tiene un objetivo con este código.');
	return query select * from core.stage_duplicates('line_code', '{objective_id,line_code}');
end;
$$;
comment on function plan.action_line_check(text[]) is 'Revisa una carga de líneas de acción';

create function plan.action_line_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('plan.action_line', given, '{objective_id,line_code,office_id}', '{title}', batch);
$$;
comment on function plan.action_line_commit(text[], bigint) is 'Graba una carga de líneas de acción';

create function plan.goal_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int', 'position int', 'item_no int',
		'goal_no int', 'text text', 'quantity numeric', 'unit text', 'final boolean'] || core.stage_partial('due'));
	-- An unnumbered goal is the one of the same words under its parent; others
	-- come next: a file never writes over a goal that it does not name.
	with wanted as (
		select s.line, m.id as milestone_id, w.id as work_item_id, core.fold(core.one_line(s.text)) as words
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id and c.commitment_no = s.commitment_no
			and c.deleted_at is null
		left join plan.milestone m on m.commitment_id = c.id and m.position = s.position and m.deleted_at is null
		left join plan.work_item w on w.plan_id = p.id and w.item_no = s.item_no and w.deleted_at is null
			and m.id is null
		where s.goal_no is null
	), known as (
		select n.line, g.goal_no
		from (select *, row_number() over (partition by milestone_id, work_item_id, words order by line)
			as place from wanted) as n
		join (select *, row_number() over (partition by milestone_id, work_item_id,
				core.fold(core.one_line(text)) order by goal_no) as place
			from plan.goal where deleted_at is null) as g
			on (g.milestone_id = n.milestone_id or g.work_item_id = n.work_item_id)
			and core.fold(core.one_line(g.text)) = n.words and g.place = n.place
	), fresh as (
		select w.line, (greatest(
				coalesce((select max(g.goal_no) from plan.goal g
					where g.milestone_id = w.milestone_id or g.work_item_id = w.work_item_id), 0),
				coalesce((select max(o.goal_no) from pg_temp.hito_stage o join pg_temp.hito_stage h
					on (o.commitment_no, o.position, o.item_no) is not distinct from
						(h.commitment_no, h.position, h.item_no) and h.line = w.line), 0))
			+ row_number() over (partition by w.milestone_id, w.work_item_id order by w.line))::int as goal_no
		from wanted w
		where not exists (select from known k where k.line = w.line)
	)
	update pg_temp.hito_stage s set goal_no = n.goal_no
	from (select * from known union all select * from fresh) as n
	where n.line = s.line;
	perform core.stage_ready($q$
		select s.line, t.id as row_id, m.id as milestone_id, w.id as work_item_id, s.goal_no, s.text,
			s.quantity, s.unit, coalesce(s.final, true) as final, s.due, s.due_from, s.due_to, s.due_precision,
			coalesce(s.due_doubtful, false) as due_doubtful, coalesce(m.office_id, w.office_id) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id and c.commitment_no = s.commitment_no
			and c.deleted_at is null
		left join plan.milestone m on m.commitment_id = c.id and m.position = s.position and m.deleted_at is null
		left join plan.work_item w on w.plan_id = p.id and w.item_no = s.item_no and w.deleted_at is null
			and m.id is null
		left join plan.goal t on t.goal_no = s.goal_no and t.deleted_at is null
			and (t.milestone_id = m.id or t.work_item_id = w.id)
		$q$);
	return query select * from core.stage_required(given, '{plan_code,text}');
	return query select * from core.stage_unknown('position', 'milestone_id',
		'El compromiso no tiene un hito con este número.');
	return query select * from core.stage_unknown('item_no', 'work_item_id',
		'El plan de trabajo no tiene una actividad con este número.');
	return query select s.line, 'position'::text, null::text, 'error'::text,
			'Falta decir de qué hito o actividad del plan de trabajo es la meta.'::text
		from pg_temp.hito_stage s where s.position is null and s.item_no is null;
	return query select r.line, 'quantity'::text, r.quantity::text, 'error'::text,
			'La cantidad de una meta no puede ser negativa.'::text
		from pg_temp.hito_ready r where r.quantity < 0;
	return query select * from core.stage_duplicates('goal_no', '{milestone_id,goal_no}');
	return query select * from core.stage_duplicates('goal_no', '{work_item_id,goal_no}');
end;
$$;
comment on function plan.goal_check(text[]) is 'Revisa una carga de metas';

create function plan.goal_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('plan.goal', given, '{milestone_id,work_item_id,goal_no,office_id}',
		'{text,quantity,unit,final,due,due_from,due_to,due_precision,due_doubtful}', batch);
$$;
comment on function plan.goal_commit(text[], bigint) is 'Graba una carga de metas';

-- A published row has one date, from and to: it gives start and end. "06
-- Talleres realizados" is 6 of them.
create function plan.work_item_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'item_no int', 'number_text text', 'stage text', 'text text',
		'responsible text', 'goal_text text', 'quantity numeric', 'unit text', 'agreement text', 'notes text',
		'office_code text'] || core.stage_partial('starts') || core.stage_partial('ends'));
	return query select * from core.stage_numbers('item_no', 'number_text', '{plan_code}');
	if 'starts' = any (given) and not 'ends' = any (given) then
		update pg_temp.hito_stage set ends = starts, ends_from = starts_from, ends_to = starts_to,
			ends_precision = starts_precision, ends_doubtful = starts_doubtful;
		given := given || 'ends'::text;
	end if;
	return query select * from core.stage_doubtful('starts', 'ends');
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, s.item_no,
			nullif(btrim(s.number_text), '') as number_text, btrim(s.stage) as stage, s.text,
			core.one_line(s.responsible) as responsible, core.one_line(s.goal_text) as goal_text,
			coalesce(s.quantity, substring(s.goal_text from '^\s*(\d{1,6})\s')::numeric) as quantity,
			coalesce(s.unit, substring(core.one_line(s.goal_text) from '^\s*\d{1,6}\s+(.*)$')) as unit,
			s.starts, s.starts_from, s.starts_to, s.starts_precision,
			coalesce(s.starts_doubtful, false) as starts_doubtful, s.ends, s.ends_from, s.ends_to,
			s.ends_precision, coalesce(s.ends_doubtful, false) as ends_doubtful, s.agreement, s.notes,
			coalesce(o.office_id, t.office_id, p.office_id, (select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.work_item t on t.plan_id = p.id and t.item_no = s.item_no and t.deleted_at is null
		left join core.office_key o on o.key = core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given, '{plan_code,text}');
	return query select * from core.stage_plans();
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('number_text', '{plan_id,item_no}');
end;
$$;
comment on function plan.work_item_check(text[]) is 'Revisa una carga del plan de trabajo';

create function plan.work_item_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_make_plans(batch);
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('plan.work_item', given
			|| case when 'starts' = any (given) then '{ends}'::text[] else '{}' end
			|| case when 'goal_text' = any (given) then '{quantity,unit}'::text[] else '{}' end,
		'{plan_id,item_no}', '{number_text,stage,text,responsible,goal_text,quantity,unit,starts,starts_from,
		starts_to,starts_precision,starts_doubtful,ends,ends_from,ends_to,ends_precision,ends_doubtful,agreement,
		notes,office_id=office_code}', batch);
end;
$$;
comment on function plan.work_item_commit(text[], bigint) is 'Graba una carga del plan de trabajo';

create function follow.baseline_set_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'version int', 'agreement text', 'set_on date', 'notes text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, coalesce(s.version, 1) as version, s.agreement, s.set_on,
			s.notes, p.office_id, t.state
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join follow.baseline_set t on t.plan_id = p.id and t.version = coalesce(s.version, 1)
			and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given, '{plan_code}');
	return query select * from core.stage_unknown('plan_code', 'plan_id', 'No hay un plan con este código.');
	return query select * from core.stage_duplicates('version', '{plan_id,version}');
	return query select r.line, 'version'::text, r.version::text, 'error'::text,
			'Esta línea base está aprobada: no se cambia.'::text
		from core.stage_changed('follow.baseline_set', given, '{agreement,set_on,notes}') as c
		join pg_temp.hito_ready r using (line) where r.state = 'frozen';
	return query select r.line, 'version'::text, r.version::text, 'notice'::text,
			'entra en preparación: se aprueba después, con su acuerdo'::text
		from pg_temp.hito_ready r where r.row_id is null;
end;
$$;
comment on function follow.baseline_set_check(text[]) is 'Revisa una carga de líneas base';

create function follow.baseline_set_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('follow.baseline_set', given, '{plan_id,version,office_id}',
		'{agreement,set_on,notes}', batch);
$$;
comment on function follow.baseline_set_commit(text[], bigint) is 'Graba una carga de líneas base';

create function follow.target_change_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'indicator_code text', 'period_key text',
		'new_planned numeric', 'reason text', 'agreement text', 'changed_on date']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, i.id as indicator_id, p.id as period_id, p.state as period_state, i.office_id,
			coalesce(s.changed_on, (select core.today())) as changed_on, s.new_planned, s.reason, s.agreement
		from pg_temp.hito_stage s
		left join plan.action_plan a on a.deleted_at is null
			and core.fold(a.plan_code) = core.fold(btrim(s.plan_code))
		left join follow.indicator i on i.plan_id = a.id and i.indicator_code = btrim(s.indicator_code)
			and i.deleted_at is null
		left join core.period p on p.plan_id = a.id and p.deleted_at is null
			and p.period_key = core.period_read(s.period_key)
		left join follow.target_change t on t.indicator_id = i.id and t.period_id = p.id and t.deleted_at is null
			and t.changed_on = coalesce(s.changed_on, (select core.today()))
		$q$);
	return query select * from core.stage_required(given,
		'{plan_code,indicator_code,period_key,new_planned,reason,agreement}');
	return query select * from core.stage_unknown('indicator_code', 'indicator_id',
		'El plan no tiene un indicador con este código.');
	return query select * from core.stage_unknown('period_key', 'period_id', 'El plan no tiene este periodo.');
	return query select * from core.stage_duplicates('indicator_code', '{indicator_id,period_id,changed_on}');
	return query select r.line, 'period_key'::text, null::text, 'error'::text,
			'El periodo está cerrado: sus metas no se cambian.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.period_state = 'closed';
	return query select r.line, 'new_planned'::text, r.new_planned::text, 'error'::text,
			'Este cambio de meta ya se hizo y aquí dice otra cosa: un cambio hecho no se cambia.'::text
		from core.stage_changed('follow.target_change', given, '{new_planned,reason,agreement}') as c
		join pg_temp.hito_ready r using (line);
end;
$$;
comment on function follow.target_change_check(text[]) is 'Revisa una carga de cambios de metas';

create function follow.target_change_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('follow.target_change', given, '{indicator_id,period_id,changed_on,office_id}',
		'{new_planned,reason,agreement}', batch);
$$;
comment on function follow.target_change_commit(text[], bigint) is 'Graba una carga de cambios de metas';

-- Submissions enter as drafts: the office hands them in.
create function follow.submission_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'period_key text', 'office_code text', 'explanation text']);
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as period_id, p.state as period_state,
			case when s.office_code is null then (select core.my_office()) else o.office_id end as office_id,
			s.explanation, t.state
		from pg_temp.hito_stage s
		left join plan.action_plan a on a.deleted_at is null
			and core.fold(a.plan_code) = core.fold(btrim(s.plan_code))
		left join core.period p on p.plan_id = a.id and p.deleted_at is null
			and p.period_key = core.period_read(s.period_key)
		left join core.office_key o on o.key = core.fold(core.one_line(s.office_code))
		left join follow.submission t on t.period_id = p.id and t.deleted_at is null and t.office_id =
			case when s.office_code is null then (select core.my_office()) else o.office_id end
		$q$);
	return query select * from core.stage_required(given, '{plan_code,period_key}');
	return query select * from core.stage_unknown('period_key', 'period_id', 'El plan no tiene este periodo.');
	return query select * from core.stage_unknown('office_code', 'office_id', 'No hay una oficina con este código.');
	return query select * from core.stage_duplicates('office_code', '{period_id,office_id}');
	return query select r.line, 'period_key'::text, null::text, 'error'::text, 'El periodo está cerrado.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.period_state = 'closed';
	return query select r.line, 'explanation'::text, null::text, 'error'::text,
			'Este envío ya fue presentado y aquí dice otra cosa: pida a la secretaría que lo devuelva.'::text
		from core.stage_changed('follow.submission', given, '{explanation}') as c
		join pg_temp.hito_ready r using (line) where r.state in ('submitted', 'approved');
end;
$$;
comment on function follow.submission_check(text[]) is 'Revisa una carga de envíos';

create function follow.submission_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql set search_path = pg_catalog, pg_temp as $$
	select * from core.stage_write('follow.submission', given, '{period_id,office_id}', '{explanation}', batch);
$$;
comment on function follow.submission_commit(text[], bigint) is 'Graba una carga de envíos';

-- A state comes with a file only where the secretariat loads what was agreed
-- before; it is never changed by one.
create function follow.corrective_action_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'action_no int', 'period_key text', 'commitment_no int',
		'measure text', 'responsible text', 'office_code text', 'agreement text', 'evidence text',
		'document_ref text', 'why text', 'state text'] || core.stage_partial('due'));
	-- Unnumbered: an action of the same words for the same part and period is
	-- that one, so that a file loaded twice adds nothing; others come next.
	with wanted as (
		select s.line, a.id as plan_id, p.id as period_id, c.id as commitment_id,
			core.fold(core.one_line(s.measure)) as words
		from pg_temp.hito_stage s
		left join plan.action_plan a on a.deleted_at is null
			and core.fold(a.plan_code) = core.fold(btrim(s.plan_code))
		left join core.period p on p.plan_id = a.id and p.deleted_at is null
			and p.period_key = core.period_read(s.period_key)
		left join plan.commitment c on c.plan_id = a.id and c.commitment_no = s.commitment_no
			and c.deleted_at is null
		where s.action_no is null
	), known as (
		select n.line, x.action_no
		from (select *, row_number() over (partition by plan_id, period_id, commitment_id, words order by line)
			as place from wanted) as n
		join (select *, row_number() over (partition by plan_id, period_id, commitment_id,
				core.fold(core.one_line(measure)) order by action_no) as place
			from follow.corrective_action where deleted_at is null) as x
			on x.plan_id = n.plan_id and x.period_id = n.period_id
			and x.commitment_id is not distinct from n.commitment_id
			and core.fold(core.one_line(x.measure)) = n.words and x.place = n.place
	), fresh as (
		select w.line, (coalesce((select max(x.action_no) from follow.corrective_action x
				where x.plan_id = w.plan_id), 0)
			+ row_number() over (partition by w.plan_id order by w.line))::int as action_no
		from wanted w
		where not exists (select from known k where k.line = w.line)
	)
	update pg_temp.hito_stage s set action_no = n.action_no
	from (select * from known union all select * from fresh) as n
	where n.line = s.line;
	perform core.stage_ready($q$
		select s.line, t.id as row_id, a.id as plan_id, s.action_no, p.id as period_id, c.id as commitment_id,
			s.measure, core.one_line(s.responsible) as responsible, s.due, s.due_from, s.due_to, s.due_precision,
			coalesce(s.due_doubtful, false) as due_doubtful, s.agreement, s.evidence, d.id as document_id, s.why,
			coalesce(s.state, 'proposed') as state,
			coalesce(o.office_id, t.office_id, c.office_id, a.office_id, (select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan a on a.deleted_at is null
			and core.fold(a.plan_code) = core.fold(btrim(s.plan_code))
		left join core.period p on p.plan_id = a.id and p.deleted_at is null
			and p.period_key = core.period_read(s.period_key)
		left join plan.commitment c on c.plan_id = a.id and c.commitment_no = s.commitment_no
			and c.deleted_at is null
		left join core.document d on d.document_ref = btrim(s.document_ref) and d.deleted_at is null
		left join core.office_key o on o.key = core.fold(core.one_line(s.office_code))
		left join follow.corrective_action t on t.plan_id = a.id and t.action_no = s.action_no
			and t.deleted_at is null
		$q$);
	return query select * from core.stage_required(given, '{plan_code,period_key,measure}');
	return query select * from core.stage_unknown('period_key', 'period_id', 'El plan no tiene este periodo.');
	return query select * from core.stage_unknown('commitment_no', 'commitment_id',
		'El plan no tiene un compromiso con este número.');
	return query select * from core.stage_unknown('document_ref', 'document_id',
		'No hay un documento con este código.');
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('action_no', '{plan_id,action_no}');
	return query select r.line, 'state'::text, r.state, 'error'::text,
			'Una acción correctiva entra como propuesta: la secretaría registra su acuerdo.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.state <> 'proposed'
			and not pg_has_role(session_user, 'hito_secretariat', 'member');
	return query select r.line, 'agreement'::text, null::text, 'error'::text,
			'Una acción acordada lleva su acuerdo.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.state not in ('proposed', 'failed')
			and coalesce(btrim(r.agreement), '') = '';
	return query select r.line, 'evidence'::text, null::text, 'error'::text,
			'Una acción cumplida necesita su evidencia.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.state = 'fulfilled'
			and coalesce(r.evidence, '') = '' and r.document_id is null;
	return query select r.line, 'why'::text, null::text, 'error'::text,
			'Falta por qué no se cumplió.'::text
		from pg_temp.hito_ready r where r.row_id is null and r.state = 'failed' and coalesce(r.why, '') = '';
end;
$$;
comment on function follow.corrective_action_check(text[]) is 'Revisa una carga de acciones correctivas';

create function follow.corrective_action_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('follow.corrective_action', given, '{plan_id,action_no,state}',
		'{period_id=period_key,commitment_id=commitment_no,measure,responsible,due,due_from,due_to,due_precision,
		due_doubtful,agreement,evidence,document_id=document_ref,why,office_id=office_code}', batch);
end;
$$;
comment on function follow.corrective_action_commit(text[], bigint) is 'Graba una carga de acciones correctivas';

-- The level that a word of a file means, in any of its languages. A scale
-- named by the file wins; else the newest scale that knows the word.
create function follow.completion_read(given text, wanted_scale text) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
	select s.id
	from follow.completion_scale s
	where s.deleted_at is null
		and core.fold(core.one_line(given)) in (select core.fold(btrim(w))
			from unnest(array[s.code::text, s.label] || string_to_array(s.other_words, ';')) as w)
		and (coalesce(btrim(wanted_scale), '') = '' or core.fold(s.scale) = core.fold(btrim(wanted_scale)))
	order by s.id desc limit 1
$$;
comment on function follow.completion_read(text, text) is 'El nivel de cumplimiento que nombra una palabra de un archivo';

create function follow.self_assessment_check(given text[])
returns setof core.finding language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int', 'year int', 'component text',
		'scale text', 'completion_code text', 'result text', 'next_steps text', 'additional text',
		'source_letter text', 'office_code text'] || core.stage_partial('ends'));
	perform core.stage_ready($q$
		select s.line, t.id as row_id, c.id as commitment_id, s.year, core.one_line(s.component) as component,
			v.id as completion_id, coalesce(v.scale, n.scale, t.scale) as scale, s.ends, s.ends_from, s.ends_to,
			s.ends_precision, coalesce(s.ends_doubtful, false) as ends_doubtful, s.result, s.next_steps,
			s.additional, s.source_letter,
			coalesce(o.office_id, t.office_id, c.office_id) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id and c.commitment_no = s.commitment_no
			and c.deleted_at is null
		left join follow.self_assessment t on t.commitment_id = c.id and t.year = s.year and t.deleted_at is null
		left join follow.completion_scale v on v.id = follow.completion_read(s.completion_code, s.scale)
		left join lateral (select x.scale from follow.completion_scale x where x.deleted_at is null
			and (coalesce(btrim(s.scale), '') = '' or core.fold(x.scale) = core.fold(btrim(s.scale)))
			order by x.id desc limit 1) as n on true
		left join core.office_key o on o.key = core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given, '{plan_code,commitment_no,year}');
	return query select * from core.stage_unknown('commitment_no', 'commitment_id',
		'El plan no tiene un compromiso con este número.');
	return query select s.line, 'completion_code'::text, s.completion_code::text, 'error'::text,
			'Ninguna escala tiene un nivel que se llame así.'::text
		from pg_temp.hito_ready r join pg_temp.hito_stage s using (line)
		where coalesce(btrim(s.completion_code), '') <> '' and r.completion_id is null;
	return query select s.line, 'scale'::text, s.scale::text, 'error'::text, 'No hay una escala con este nombre.'::text
		from pg_temp.hito_ready r join pg_temp.hito_stage s using (line)
		where coalesce(btrim(s.scale), '') <> '' and r.scale is null;
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('commitment_no', '{commitment_id,year}');
end;
$$;
comment on function follow.self_assessment_check(text[]) is 'Revisa una carga de autoevaluaciones';

create function follow.self_assessment_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('follow.self_assessment', given, '{commitment_id,year}',
		'{component,completion_id=completion_code,scale=completion_code,scale,ends,ends_from,ends_to,ends_precision,
		ends_doubtful,result,next_steps,additional,source_letter,office_id=office_code}', batch);
end;
$$;
comment on function follow.self_assessment_commit(text[], bigint) is 'Graba una carga de autoevaluaciones';
