-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of indicators, their targets and their results.
create function follow.indicator_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'commitment_no int',
		'position int', 'indicator_code text', 'indicator_name text',
		'kind text', 'unit text', 'formula text', 'direction text',
		'measure text', 'method text', 'baseline_value numeric',
		'baseline_source text', 'weight numeric', 'measured_on text',
		'verification text', 'office_code text', 'objective_code text',
		'line_code text'] || core.stage_partial('baseline_date'));
	perform core.stage_ready($q$
		select s.line, t.id as row_id, p.id as plan_id, c.id as commitment_id,
			m.id as milestone_id, btrim(s.indicator_code) as indicator_code,
			core.one_line(s.indicator_name) as indicator_name,
			coalesce(s.kind, 'quantitative') as kind, s.unit, s.formula,
			coalesce(s.direction, 'up') as direction,
			coalesce(s.measure, 'sum') as measure,
			coalesce(s.method, 'ratio') as method, s.baseline_value,
			s.baseline_source, s.baseline_date, s.baseline_date_from,
			s.baseline_date_to, s.baseline_date_precision,
			coalesce(s.baseline_date_doubtful, false)
				as baseline_date_doubtful,
			coalesce(s.weight, 1) as weight, follow.periods_read(s.measured_on)
				as measured_on, s.verification,
			b.id as objective_id, l.id as action_line_id,
			coalesce(o.office_id, m.office_id, c.office_id, p.office_id,
				(select core.my_office())) as office_id
		from pg_temp.hito_stage s
		left join plan.action_plan p on p.deleted_at is null
			and core.fold(p.plan_code) = core.fold(btrim(s.plan_code))
		left join plan.commitment c on c.plan_id = p.id
			and c.commitment_no = s.commitment_no and c.deleted_at is null
		left join plan.milestone m on m.commitment_id = c.id
			and m.position = s.position and m.deleted_at is null
		left join follow.indicator t on t.plan_id = p.id
			and t.indicator_code = btrim(s.indicator_code)
			and t.deleted_at is null
		left join plan.objective b on b.plan_id = p.id and b.deleted_at is null
			and b.objective_code = btrim(s.objective_code)
		left join plan.action_line l on l.objective_id = b.id
			and l.line_code = btrim(s.line_code) and l.deleted_at is null
		left join core.office_key o on o.key =
			core.fold(core.one_line(s.office_code))
		$q$);
	return query select * from core.stage_required(given,
		'{plan_code,indicator_code,indicator_name}');
	return query select * from core.stage_plans();
	return query select * from core.stage_unknown('commitment_no',
		'commitment_id', 'El plan no tiene un compromiso con este número.');
	return query select * from core.stage_unknown('position', 'milestone_id',
		'El compromiso no tiene un hito con este número.');
	return query select * from core.stage_unknown('objective_code',
		'objective_id', 'El plan no tiene un objetivo con este código.');
	return query select * from core.stage_unknown('line_code',
		'action_line_id', 'El objetivo no tiene una línea con este código.');
	return query select * from core.stage_unknown('measured_on',
		'measured_on', 'No se entienden estos periodos: escriba 2019-Q1 o '
		'2019, separados por comas.');
	return query select r.line, 'weight'::text, r.weight::text, 'error'::text,
			'El peso es un número mayor que 0.'::text
		from pg_temp.hito_ready r where r.weight <= 0;
	return query select r.line, 'baseline_value'::text, null::text,
			'error'::text,
			'El avance desde la línea base necesita el valor de la línea base.'::text
		from pg_temp.hito_ready r
		where r.method = 'progress' and r.baseline_value is null;
	return query select * from core.stage_offices('office_code');
	return query select * from core.stage_duplicates('indicator_code',
		'{plan_id,indicator_code}');
end;
$$;
comment on function follow.indicator_check(text[]) is 'Revisa una carga de indicadores';

-- Several periods in one cell, by commas or blanks between keys.
create function follow.periods_read(given text)
returns text
language sql immutable strict
set search_path = pg_catalog, pg_temp
as $$
	select case when bool_and(key is not null)
		then string_agg(key, ' ' order by n) end
	from (select core.period_read(one) as key, n
		from regexp_split_to_table(btrim(given, ' ,;.'), case
			when given ~ '[,;]' then '\s*[,;]\s*' else '\s+(?=\d{4})' end)
			with ordinality as t (one, n)) as k;
$$;
comment on function follow.periods_read(text) is 'Lee varios periodos de una celda';

create function follow.indicator_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_make_plans(batch);
	perform core.stage_make_offices(batch);
	return query select * from core.stage_write('follow.indicator', given,
		'{plan_id,indicator_code}', '{indicator_name,
		commitment_id=commitment_no,milestone_id=position,kind,unit,formula,
		direction,measure,method,baseline_value,baseline_source,baseline_date,
		baseline_date_from,baseline_date_to,baseline_date_precision,
		baseline_date_doubtful,weight,measured_on,verification,
		objective_id=objective_code,action_line_id=line_code,
		office_id=office_code}', batch);
end;
$$;
comment on function follow.indicator_commit(text[], bigint) is 'Graba una carga de indicadores';

-- Targets and results name their indicator and period alike; more: the
-- columns of the register's own, table: it.
create function follow.stage_measures(register text, more text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_ready(format($q$
		select s.line, t.id as row_id, i.id as indicator_id,
			p.id as period_id, p.state as period_state, i.office_id, %s
		from pg_temp.hito_stage s
		left join plan.action_plan a on a.deleted_at is null
			and core.fold(a.plan_code) = core.fold(btrim(s.plan_code))
		left join follow.indicator i on i.plan_id = a.id
			and i.indicator_code = btrim(s.indicator_code)
			and i.deleted_at is null
		left join core.period p on p.plan_id = a.id and p.deleted_at is null
			and p.period_key = core.period_read(s.period_key)
		left join core.document d on d.document_ref = btrim(s.document_ref)
			and d.deleted_at is null
		left join follow.%I t on t.indicator_id = i.id
			and t.period_id = p.id and t.deleted_at is null
		$q$, more, register));
end;
$$;
comment on function follow.stage_measures(text, text) is 'Une las líneas cargadas a su indicador y su periodo';

create function follow.stage_measure_findings(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	return query select * from core.stage_required(given,
		'{plan_code,indicator_code,period_key}');
	return query select * from core.stage_unknown('indicator_code',
		'indicator_id', 'El plan no tiene un indicador con este código.');
	return query select * from core.stage_unknown('period_key', 'period_id',
		'El plan no tiene este periodo.');
	return query select * from core.stage_unknown('document_ref',
		'document_id', 'No hay un documento con este código.');
	return query select * from core.stage_duplicates('indicator_code',
		'{indicator_id,period_id}');
end;
$$;
comment on function follow.stage_measure_findings(text[]) is 'Revisa el indicador y el periodo de cada línea';

create function follow.target_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'indicator_code text',
		'period_key text', 'planned numeric', 'document_ref text']);
	perform follow.stage_measures('target', 's.planned, d.id as document_id');
	return query select * from follow.stage_measure_findings(given);
	-- A spreadsheet keeps 80 % as 0.8 and a text file may carry just that.
	return query select r.line, 'planned'::text, r.planned::text, 'notice'::text,
			'se mide en %: entra como está; si es la fracción que guarda una '
			'hoja de cálculo, escriba 80 y no 0.8'::text
		from pg_temp.hito_ready r
		join follow.indicator i on i.id = r.indicator_id
		where btrim(i.unit) = '%' and abs(r.planned) <= 1 and r.planned <> 0;
end;
$$;
comment on function follow.target_check(text[]) is 'Revisa una carga de metas de indicadores';

create function follow.target_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql
set search_path = pg_catalog, pg_temp
as $$
	select * from core.stage_write('follow.target', given,
		'{indicator_id,period_id,office_id}', '{planned}', batch);
$$;
comment on function follow.target_commit(text[], bigint) is 'Graba una carga de metas de indicadores';

-- Results enter as drafts: the office reports them, the secretariat approves.
create function follow.result_check(given text[])
returns setof core.finding
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	perform core.stage_columns(array['plan_code text', 'indicator_code text',
		'period_key text', 'executed numeric', 'narrative text',
		'evidence text', 'document_ref text', 'state text']);
	perform follow.stage_measures('result', 's.executed, s.narrative, '
		's.evidence, d.id as document_id, t.state as result_state');
	return query select * from follow.stage_measure_findings(given);
	return query select r.line, 'executed'::text, r.executed::text, 'notice'::text,
			'se mide en %: entra como está; si es la fracción que guarda una '
			'hoja de cálculo, escriba 80 y no 0.8'::text
		from pg_temp.hito_ready r
		join follow.indicator i on i.id = r.indicator_id
		where btrim(i.unit) = '%' and abs(r.executed) <= 1 and r.executed <> 0;
	return query select s.line, 'state'::text, s.state::text, 'notice'::text,
			'entra como borrador: informarlo y aprobarlo se hace después'::text
		from pg_temp.hito_stage s
		join pg_temp.hito_ready r using (line)
		where s.state <> 'draft' and s.state is distinct from r.result_state;
	return query select r.line, 'period_key'::text, s.period_key::text,
			'error'::text, 'El periodo está cerrado.'::text
		from pg_temp.hito_ready r
		join pg_temp.hito_stage s using (line)
		where r.row_id is null and r.period_state = 'closed';
	return query select r.line, 'executed'::text, r.executed::text,
			'error'::text, 'Este resultado ya fue informado y aquí dice otra '
			'cosa: pida a la secretaría que lo devuelva.'::text
		from core.stage_changed('follow.result', given,
			follow.result_columns()) as c
		join pg_temp.hito_ready r using (line)
		where r.result_state not in ('draft', 'returned')
			or r.period_state = 'closed';
end;
$$;
comment on function follow.result_check(text[]) is 'Revisa una carga de resultados';

create function follow.result_columns()
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
	select '{executed,narrative,evidence,document_id=document_ref}'::text[];
$$;
comment on function follow.result_columns() is 'Columnas de un resultado que una carga escribe';

create function follow.result_commit(given text[], batch bigint)
returns table (inserted bigint, changed bigint, same bigint)
language sql
set search_path = pg_catalog, pg_temp
as $$
	select * from core.stage_write('follow.result', given,
		'{indicator_id,period_id,office_id}', follow.result_columns(), batch);
$$;
comment on function follow.result_commit(text[], bigint) is 'Graba una carga de resultados';
