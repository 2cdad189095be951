-- SPDX-License-Identifier: GPL-3.0-or-later
-- words: medido, aprobado, aprobados, abierto, cerrado, s/d
-- after: terms
-- The number as people ask for it: the mean with its gate, and its terms.

-- "preliminar, 11 de 14 informados, 9 aprobados"; a closed period's figure
-- says nothing but what is missing.
create function follow.progress_text(preliminary boolean, n_due int,
	n_reported int, n_approved int)
returns text language sql immutable parallel safe as $$
	select case
		when n_due = 0 then 'sin programación en este periodo'
		when preliminary then format('preliminar, %s de %s informados, %s %s',
			n_reported, n_due, n_approved,
			case n_approved when 1 then 'aprobado' else 'aprobados' end)
		when n_reported < n_due then format('%s de %s aprobados',
			n_approved, n_due)
		else '' end;
$$;
comment on function follow.progress_text(boolean, int, int, int) is
	'Cuánto falta para que una cifra sea definitiva, en palabras';

create function follow.missing_text(n int)
returns text
language sql immutable parallel safe
return case when n = 1 then 'falta 1' else 'faltan ' || n end;
comment on function follow.missing_text(int) is
	'Cuántos indicadores faltan, en palabras';

select core.declare_words('follow.open_text', 'Si un periodo está abierto, en palabras',
	'open', 'abierto', 'cerrado');

-- The division at the end of a working.
create function follow.sum_text(product_shown text, weights numeric,
	shown text, n_measured int, n_due int)
returns text
language sql stable parallel safe
return format('%s / %s = %s; medidos %s de %s', coalesce(product_shown, '-'),
	coalesce(trim_scale(weights)::text, '-'), shown, n_measured, n_due);
comment on function follow.sum_text(text, numeric, text, int, int) is
	'La división de una cifra con sus números';

select core.declare_words('follow.band_text', 'Nombre de una luz',
	'green', 'Verde', 'amber', 'Ámbar', 'red', 'Rojo', 'inconclusive', 'no concluyente', 's/d');

create function follow.gate_text(gate text, threshold numeric, n_due int,
	coverage_shown text)
returns text language sql immutable parallel safe as $$
	select case
		when n_due = 0 then 'sin programación: nada toca en este periodo'
		else case gate
		when 'pass' then format('alcanza el umbral de %s %%',
			trim_scale(threshold))
		when 'fail' then format('menor al umbral de %s %%: corresponde acordar'
			' acciones correctivas', trim_scale(threshold))
		when 'inconclusive' then format('no concluyente: cobertura %s %%,'
			' menor a la mínima; corresponde acordar acciones correctivas',
			coverage_shown)
		else 'sin resultado todavía' end end;
$$;
comment on function follow.gate_text(text, numeric, int, text) is
	'Lo que dice el umbral, en palabras';

create function follow.state_text(state text)
returns text language sql immutable parallel safe as $$
	select case state
		when 'measured' then 'medido'
		when 'zero' then 'sin informar: cuenta 0'
		when 'missing' then 'sin informar: queda fuera'
		when 'pending' then 'pendiente'
		when 'not_programmed' then 'no programado: sin meta aprobada'
		when 'not_measurable' then
			'no se puede medir: la meta es igual a la línea base'
		when 'not_begun' then
			'no se puede medir: no se sabe con cuánto empezó'
		when 'not_due' then 'no corresponde a este periodo'
		when 'not_applicable' then 'no aplica'
		else state end;
$$;
comment on function follow.state_text(text) is
	'Estado de un indicador en un periodo, en palabras';

-- The same of a term that may be kept from the reader; said: its state in words.
create function follow.told_text(said text, hidden boolean)
returns text
language sql immutable parallel safe
return case when hidden then 'informado por su oficina, sin aprobar'
	else said end;
comment on function follow.told_text(text, boolean) is
	'Estado de un término, en palabras; reservado, de dónde viene';

-- Plan and period of two codes, or a refusal that says which is wrong.
create function follow.asked(plan_code text, period_key text,
	out plan bigint, out period bigint)
language plpgsql stable security definer as $$
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

-- The same for whoever asks for figures: without rules there are none.
create function follow.asked_figures(plan_code text, period_key text,
	out plan bigint, out period bigint)
language plpgsql stable security definer as $$
declare
	last_day date;
begin
	select a.plan, a.period into plan, period
	from follow.asked(plan_code, period_key) as a;
	last_day := case period
		when 0 then (select f.to_date from follow.so_far(plan) as f)
		else (select q.to_date from core.period q where q.id = period) end;
	if not exists (select from follow.rules_of(last_day)) then
		raise exception using errcode = 'HT004', message = format(
			'Falta una regla de cumplimiento: ninguna rige el %s. La '
			'secretaría la registra con una fecha anterior.',
			to_char(last_day, 'DD/MM/YYYY'));
	end if;
end;
$$;
comment on function follow.asked_figures(text, text) is
	'Plan y periodo de dos códigos, con las reglas que lo rigen; rechaza lo que no existe';

-- The same as a row; the plan so far has none.
create function follow.asked_period(plan_code text, period_key text)
returns setof core.period language sql stable
begin atomic
	select q.* from follow.asked(plan_code, period_key) as a join core.period q on q.id = a.period;
end;
comment on function follow.asked_period(text, text) is
	'El periodo de dos códigos, con sus fechas; rechaza los que no existen';

-- May whoever asks read the single results of that office's indicators? As
-- the policies of follow.result say it; asked here because a definer
-- function passes them by.
create function follow.reads_results(office bigint)
returns boolean language sql stable security definer as $$
	select coalesce(office = core.my_office(), false)
		or core.is_secretariat() or pg_has_role(session_user, 'hito_owner', 'member');
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

select core.declare_words('follow.method_text', 'Método de un indicador, en palabras',
	'ratio', 'ejecutado / planificado', 'progress', 'avance desde la línea base',
	'nivel alcanzado / nivel previsto');

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

-- What is told of a term. The other method's attainment stands beside where
-- it can be worked out, and the attainment on the first baseline's target.
create type follow.term_row as (period_key text, commitment_no int, commitment_title text,
	indicator_id bigint, indicator_code text, indicator_name text, unit text,
	office_code text, kind text, direction text, measure text, method text,
	baseline numeric, planned numeric, executed numeric, attainment numeric,
	capped numeric, weight numeric, term numeric, state text,
	state_text text, hidden boolean, band text, approved boolean,
	late boolean, other_attainment numeric, planned_original numeric,
	original_attainment numeric, cap numeric,
	commitment_id bigint, office_id bigint, objective_id bigint,
	action_line_id bigint, over_year text);
comment on type follow.term_row is 'Un término de una cifra, como se puede leer';

create function follow.attainment(plan_code text, asked_period text)
returns setof follow.term_row
language plpgsql stable security definer
set jit = off as $$
#variable_conflict use_column
begin
	return query
	with working as (
		select t.*, s.span_key as key, s.red_below, s.green_from,
			t.over_year = 'year' and s.longer as of_year,
			follow.hides(t.executed, t.approved, t.office_id) as hidden
		from follow.asked_figures($1, $2) as a
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
		w.state, follow.state_text(case when w.state = 'not_measurable'
			and w.method <> 'progress' then 'not_begun' else w.state end),
		w.hidden,
		case when not w.hidden then follow.band_of(w.capped, w.red_below,
			w.green_from) end,
		w.approved, w.late,
		case when not w.hidden and w.state = 'measured' and not w.of_year
			then follow.other_attain(w.method, w.direction,
				w.baseline_value, w.planned, w.executed) end,
		coalesce(w.original, w.planned),
		case when not w.hidden then case when w.original is null
			then w.attainment else w.original_attainment end end,
		w.cap, w.commitment_id, w.office_id,
		case when w.kept then w.objective_id
			else follow.objective_of(i.id) end,
		case when w.kept then w.action_line_id else follow.line_of(i.id) end,
		w.over_year
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
returns text language plpgsql immutable as $$
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
set jit = off as $$
#variable_conflict use_column
begin
	return query
	with figure as (
		select p.key, p.label, p.place, f.*, follow.hides_figure(f.part,
			f.part_id, f.n_reported, f.n_approved) as hidden
		from follow.asked_figures($1, $2) as a
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
			variadic f.edges) end,
		case when not f.hidden then f.mean_reported end,
		case when not f.hidden then follow.percent_text(f.mean_reported,
			variadic f.edges) end,
		f.hidden, f.weights, f.rule_name,
		follow.progress_text(f.preliminary, f.n_due, f.n_reported,
			f.n_approved)
	from figure f
	order by f.place;
end;
$$;
comment on function follow.figure(text, text, text) is
	'Cifras de un trimestre, un año o el plan hasta hoy, por sus partes; iguales para todos';

grant execute on function follow.asked(text, text), follow.attainment(text, text),
	follow.figure(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
