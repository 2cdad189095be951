-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: terms
-- The number as people ask for it: the mean with its gate, and its working.
-- "preliminar, 11 de 14 informados, 9 aprobados"; a closed period's figure
-- says nothing but what is missing.
create function follow.progress_text(preliminary boolean, n_due int,
	n_reported int, n_approved int)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select case
		when n_due = 0 then 'sin indicadores en este periodo'
		when preliminary then format('preliminar, %s de %s informados, %s %s',
			n_reported, n_due, n_approved,
			case n_approved when 1 then 'aprobado' else 'aprobados' end)
		when n_reported < n_due then format('%s de %s aprobados',
			n_approved, n_due)
		else '' end;
$$;
comment on function follow.progress_text(boolean, int, int, int) is
	'Cuánto falta para que una cifra sea definitiva, en palabras';

create function follow.band_text(band text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select case band when 'green' then 'Verde' when 'amber' then 'Ámbar'
		when 'red' then 'Rojo' else 's/d' end;
$$;
comment on function follow.band_text(text) is 'Nombre de una luz';

create function follow.gate_text(gate text, threshold numeric)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select case gate
		when 'pass' then format('alcanza el umbral de %s %%',
			trim_scale(threshold))
		when 'fail' then format('menor al umbral de %s %%: corresponde acordar'
			' acciones correctivas', trim_scale(threshold))
		when 'inconclusive' then 'no concluyente: cobertura menor a la mínima;'
			' corresponde acordar acciones correctivas'
		else 'sin resultado todavía' end;
$$;
comment on function follow.gate_text(text, numeric) is
	'Lo que dice el umbral, en palabras';

create function follow.state_text(state text)
returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select case state
		when 'measured' then 'medido'
		when 'zero' then 'sin informar: cuenta 0'
		when 'missing' then 'sin informar: queda fuera'
		when 'pending' then 'pendiente'
		when 'not_programmed' then 'no programado: sin meta aprobada'
		when 'not_measurable' then
			'no se puede medir: la meta es igual a la línea base'
		when 'not_due' then 'no corresponde a este periodo'
		when 'not_applicable' then 'no aplica'
		else state end;
$$;
comment on function follow.state_text(text) is
	'Estado de un indicador en un periodo, en palabras';

-- Plan and period of two codes, or a refusal that says which is wrong.
create function follow.asked(plan_code text, period_key text,
	out plan bigint, out period bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	plan := follow.plan_of(plan_code);
	if plan is null then
		raise exception using errcode = 'HT004', message = case
			when plan_code is null then 'Todavía no hay ningún plan.'
			else format('No hay un plan con el código %s.', plan_code) end;
	end if;
	period := follow.period_of(plan, period_key);
	if period is null then
		raise exception using errcode = 'HT004', message = case
			when period_key is null then 'El plan no tiene periodos todavía.'
			else format('El plan no tiene un periodo %s.', period_key) end;
	end if;
end;
$$;
comment on function follow.asked(text, text) is
	'Plan y periodo de dos códigos; rechaza los que no existen';

create function follow.mean(plan_code text, period_key text)
returns table (mean numeric, shown text, band text, gate text,
	threshold numeric, n_due int, n_measured int, n_reported int,
	n_approved int, coverage numeric, preliminary boolean, note text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select f.mean, f.shown, f.band, f.gate, f.threshold, f.n_due,
		f.n_measured, f.n_reported, f.n_approved, f.coverage, f.preliminary,
		follow.progress_text(f.preliminary, f.n_due, f.n_reported,
			f.n_approved)
	from follow.asked($1, $2) as a
	cross join lateral follow.figures(a.plan, array[a.period]) as f
	where f.commitment_id is null;
$$;
comment on function follow.mean(text, text) is
	'Promedio de un plan en un periodo, con su umbral; igual para todos';

create function follow.mean_commitment(plan_code text, commitment_no int,
	period_key text)
returns table (mean numeric, shown text, band text, gate text,
	threshold numeric, n_due int, n_measured int, n_reported int,
	n_approved int, coverage numeric, preliminary boolean, note text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query select f.mean, f.shown, f.band, f.gate, f.threshold, f.n_due,
		f.n_measured, f.n_reported, f.n_approved, f.coverage, f.preliminary,
		follow.progress_text(f.preliminary, f.n_due, f.n_reported,
			f.n_approved)
	from follow.asked($1, $3) as a
	join plan.commitment c on c.plan_id = a.plan and c.commitment_no = $2
		and c.deleted_at is null
	cross join lateral follow.figures(a.plan, array[a.period]) as f
	where f.commitment_id = c.id;
	if not found then
		raise exception using errcode = 'HT004', message = format(
			'El plan no tiene un compromiso %s.', $2);
	end if;
end;
$$;
comment on function follow.mean_commitment(text, int, text) is
	'Promedio de un compromiso en un periodo; igual para todos';

-- May whoever asks read the single results of that office's indicators? As
-- the policies of follow.result say it; asked here because a definer
-- function passes them by.
create function follow.reads_results(office bigint)
returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(office = core.my_office(), false)
		or pg_has_role(session_user, 'hito_secretariat', 'member');
$$;
comment on function follow.reads_results(bigint) is
	'Quien pregunta puede leer los resultados sin aprobar de esa oficina';

-- Who may not read a term sees its weight and state only.
create function follow.hides(executed numeric, approved boolean,
	office bigint)
returns boolean
language sql stable
return executed is not null and not approved
	and not follow.reads_results(office);
comment on function follow.hides(numeric, boolean, bigint) is
	'Quien pregunta no puede leer ese resultado';

-- A figure of one indicator is its term.
create function follow.hides_figure(part text, part_id bigint,
	n_reported int, n_approved int)
returns boolean
language sql stable
return coalesce(part = 'indicator' and n_reported > n_approved
	and not follow.reads_results((select i.office_id
		from follow.indicator i where i.id = part_id)), false);
comment on function follow.hides_figure(text, bigint, int, int) is
	'Quien pregunta no puede leer esa cifra';

create function follow.band_of(given numeric, red_below numeric,
	green_from numeric)
returns text
language sql immutable parallel safe
return case when given < red_below then 'red'
	when given < green_from then 'amber'
	when given >= green_from then 'green' end;
comment on function follow.band_of(numeric, numeric, numeric) is
	'La luz de un porcentaje';

create function follow.method_text(method text)
returns text
language sql immutable parallel safe
return case method when 'ratio' then 'ejecutado / planificado'
	when 'progress' then 'avance desde la línea base'
	else 'nivel alcanzado / nivel previsto' end;
comment on function follow.method_text(text) is
	'Método de un indicador, en palabras';

-- Counts are related to what was planned, the rest to the way from the
-- baseline; the method beside is the one of these two that does not count.
create function follow.other_method(method text)
returns text
language sql immutable parallel safe
return case method when 'progress' then 'ratio' else 'progress' end;
comment on function follow.other_method(text) is
	'El método que no cuenta, para leerlo al lado';

create function follow.other_attain(method text, direction text,
	baseline numeric, planned numeric, executed numeric)
returns numeric
language sql immutable parallel safe
return case when follow.target_state(follow.other_method(method), direction,
		baseline, planned) is null
	then follow.attain(follow.other_method(method), direction, baseline,
		planned, executed) end;
comment on function follow.other_attain(text, text, numeric, numeric, numeric)
	is 'Logro por el otro método; nada donde no se puede medir';

-- One row per indicator. The other method's attainment stands beside where
-- it can be worked out, and the attainment on the first baseline's target.
create function follow.attainment(plan_code text, asked_period text)
returns table (period_key text, commitment_no int, commitment_title text,
	indicator_id bigint, indicator_code text, indicator_name text, unit text,
	office_code text, kind text, direction text, measure text, method text,
	baseline numeric, planned numeric, executed numeric, attainment numeric,
	capped numeric, weight numeric, term numeric, state text,
	state_text text, hidden boolean, band text, approved boolean,
	late boolean, other_attainment numeric, planned_original numeric,
	original_attainment numeric, cap numeric,
	commitment_id bigint, office_id bigint, objective_id bigint,
	action_line_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
#variable_conflict use_column
begin
	return query
	with working as (
		select t.*, s.span_key as key, s.red_below, s.green_from,
			follow.hides(t.executed, t.approved, t.office_id) as hidden
		from follow.asked($1, $2) as a
		cross join lateral follow.spans(a.plan, array[a.period]) as s
		cross join lateral follow.terms(a.plan, array[a.period]) as t
	)
	select w.key, c.commitment_no, c.title, i.id, i.indicator_code::text,
		i.indicator_name, i.unit, o.office_code::text, i.kind, w.direction,
		w.measure, w.method, w.baseline_value, w.planned,
		case when not w.hidden then w.executed end,
		case when not w.hidden then w.attainment end,
		case when not w.hidden then w.capped end,
		w.weight,
		case when not w.hidden then w.capped * w.weight end,
		w.state, follow.state_text(w.state), w.hidden,
		case when not w.hidden then follow.band_of(w.capped, w.red_below,
			w.green_from) end,
		w.approved, w.late,
		case when not w.hidden and w.state = 'measured'
			then follow.other_attain(w.method, w.direction,
				w.baseline_value, w.planned, w.executed) end,
		coalesce(w.original, w.planned),
		case when not w.hidden then case when w.original is null
			then w.attainment else w.original_attainment end end,
		w.cap, w.commitment_id, w.office_id,
		case when w.kept then w.objective_id
			else follow.objective_of(i.id) end,
		case when w.kept then w.action_line_id else follow.line_of(i.id) end
	from working w
	join follow.indicator i on i.id = w.indicator_id
	join core.office o on o.id = w.office_id
	left join plan.commitment c on c.id = w.commitment_id
	order by c.commitment_no nulls last, i.indicator_code;
end;
$$;
comment on function follow.attainment(text, text) is
	'Los términos de una cifra, indicador por indicador';

-- The parts of a plan that have figures, with the key that people type.
create function follow.parts(plan bigint, part text)
returns table (part_id bigint, key text, label text, place text)
language sql stable
begin atomic
	select 0::bigint, p.plan_code::text, p.title, ''
	from plan.action_plan p
	where part = 'plan' and p.id = plan
	union all
	select c.id, c.commitment_no::text, c.title,
		to_char(c.commitment_no, '000000000')
	from plan.commitment c
	where part = 'commitment' and c.plan_id = plan and c.deleted_at is null
	union all
	select o.id, o.office_code::text, o.office_name, o.office_code::text
	from core.office o
	where part = 'office' and o.deleted_at is null
	union all
	select o.id, o.objective_code::text, o.title, o.objective_code::text
	from plan.objective o
	where part = 'objective' and o.plan_id = plan and o.deleted_at is null
	union all
	select l.id, o.objective_code || '/' || l.line_code, l.title,
		o.objective_code || '/' || l.line_code
	from plan.action_line l
	join plan.objective o on o.id = l.objective_id
	where part = 'action_line' and o.plan_id = plan and l.deleted_at is null
	union all
	select i.id, i.indicator_code::text, i.indicator_name,
		i.indicator_code::text
	from follow.indicator i
	where part = 'indicator' and i.plan_id = plan and i.deleted_at is null;
end;
comment on function follow.parts(bigint, text) is
	'Las partes de un plan que tienen cifras';

-- Refuses a part that has no figures.
create function follow.part_asked(part text)
returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
	if part is null or part not in ('plan', 'commitment', 'office',
		'objective', 'action_line', 'indicator') then
		raise exception using errcode = 'HT002', message = format(
			'No hay cifras por «%s»: pida plan, commitment, office, '
			'objective, action_line o indicator.', part);
	end if;
	return part;
end;
$$;
comment on function follow.part_asked(text) is
	'Rechaza una parte de un plan que no tiene cifras';

-- Figures as people ask for them. period_key: a quarter, a year, or plan
-- (so far). An indicator alone is a term: who may not read it sees its
-- weight and state only.
create function follow.figure(plan_code text, period_key text,
	by text default 'plan')
returns table (key text, label text, mean numeric, shown text, band text,
	gate text, threshold numeric, coverage numeric, coverage_shown text,
	n_due int, n_measured int, n_reported int, n_approved int, n_pending int,
	n_missing int, preliminary boolean, mean_original numeric,
	mean_original_shown text, mean_reported numeric,
	mean_reported_shown text, hidden boolean, weights numeric,
	rule_name text, note text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
#variable_conflict use_column
begin
	return query
	with figure as (
		select p.key, p.label, p.place, f.*, follow.hides_figure(f.part,
			f.part_id, f.n_reported, f.n_approved) as hidden
		from follow.asked($1, $2) as a
		cross join lateral follow.figures(a.plan, array[a.period],
			follow.part_asked($3)) as f
		join follow.parts(a.plan, $3) as p on f.part = $3
			and p.part_id = f.part_id
	)
	select f.key, f.label, case when not f.hidden then f.mean end,
		case when f.hidden then 'reserv.' else f.shown end,
		case when not f.hidden then f.band end,
		f.gate, f.threshold, f.coverage,
		follow.percent_text(f.coverage, f.minimum_coverage),
		f.n_due, f.n_measured, f.n_reported, f.n_approved, f.n_pending,
		f.n_missing, f.preliminary,
		case when not f.hidden then f.mean_original end,
		case when not f.hidden then follow.percent_text(f.mean_original,
			f.threshold, f.red_below, f.green_from) end,
		case when not f.hidden then f.mean_reported end,
		case when not f.hidden then follow.percent_text(f.mean_reported,
			f.threshold, f.red_below, f.green_from) end,
		f.hidden, f.weights, f.rule_name,
		follow.progress_text(f.preliminary, f.n_due, f.n_reported,
			f.n_approved)
	from figure f
	order by f.place;
end;
$$;
comment on function follow.figure(text, text, text) is
	'Cifras de un trimestre, un año o el plan hasta hoy, por sus partes; iguales para todos';

-- The working of one figure: its terms, and a last row of kind sum that
-- divides the products by the weights.
create function follow.working(plan_code text, period_key text,
	by text default 'plan', key text default null)
returns table (kind text, commitment_no int, indicator_code text,
	label text, unit text, office_code text, direction text, measure text,
	method text, method_text text, baseline numeric, planned numeric,
	planned_original numeric, executed numeric, attainment numeric,
	attainment_shown text, other_attainment numeric, other_shown text,
	other_text text, original_attainment numeric, original_shown text,
	cap numeric, capped numeric, capped_shown text, weight numeric,
	product numeric, product_shown text, band text, state text,
	reason text, hidden boolean, approved boolean, late boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $$
#variable_conflict use_column
declare
	asked record;
	the_part record;
	f record;
begin
	select * into asked from follow.asked($1, $2);
	select * into the_part from follow.parts(asked.plan,
			follow.part_asked($3)) as p
		where $3 = 'plan' or core.fold(p.key) = core.fold(btrim($4));
	if the_part is null then
		raise exception using errcode = 'HT004',
			message = format('El plan no tiene una cifra de «%s».', $4);
	end if;
	select * into f from follow.figures(asked.plan, array[asked.period],
		$3) as g where g.part = $3 and g.part_id = the_part.part_id;
	return query
	select 'term', t.commitment_no, t.indicator_code, t.indicator_name,
		t.unit, t.office_code, t.direction, t.measure, t.method,
		follow.method_text(t.method), t.baseline, t.planned,
		t.planned_original, t.executed, t.attainment,
		follow.percent_text(t.attainment, f.threshold, f.red_below,
			f.green_from, f.cap), t.other_attainment,
		follow.percent_text(t.other_attainment, f.threshold, f.red_below,
			f.green_from, f.cap),
		case when t.method = 'progress' then follow.method_text('ratio')
			when t.baseline is null then 'sin línea base'
			else follow.method_text('progress') end,
		t.original_attainment, follow.percent_text(t.original_attainment,
			f.threshold, f.red_below, f.green_from, f.cap),
		t.cap, t.capped, follow.percent_text(t.capped, f.threshold,
			f.red_below, f.green_from),
		t.weight, t.term, follow.product_text(t.term, t.weight,
			f.threshold, f.red_below, f.green_from), t.band, t.state,
		case when t.hidden then 'informado por su oficina, sin aprobar'
			when t.state <> 'measured' then t.state_text
			when t.attainment > t.cap then format(
				'cuenta hasta el tope de %s %%', trim_scale(t.cap))
			end,
		t.hidden, t.approved, t.late
	from follow.attainment($1, $2) as t
	where case $3 when 'plan' then 0 when 'commitment' then t.commitment_id
		when 'office' then t.office_id
		when 'objective' then t.objective_id
		when 'action_line' then t.action_line_id
		else t.indicator_id end = the_part.part_id;
	if f is null or follow.hides_figure($3, the_part.part_id,
			f.n_reported, f.n_approved) then
		return;
	end if;
	kind := 'sum'; label := the_part.label; weight := f.weights;
	product := f.products; capped := f.mean; capped_shown := f.shown;
	product_shown := follow.product_text(f.products, f.weights,
		f.threshold, f.red_below, f.green_from);
	band := f.band; state := f.gate; cap := f.cap; hidden := false;
	reason := format('%s / %s = %s; medidos %s de %s',
		coalesce(product_shown, '-'),
		coalesce(trim_scale(f.weights)::text, '-'), f.shown,
		f.n_measured, f.n_due);
	return next;
end;
$$;
comment on function follow.working(text, text, text, text) is
	'Cómo se obtiene una cifra: sus términos y la división';
