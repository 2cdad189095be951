-- SPDX-License-Identifier: GPL-3.0-or-later
-- The number as people ask for it: the mean with its gate, and its working.
set role hito_owner;

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

-- The working of a figure: one row per indicator. A term that the reader may
-- not read shows its weight and state only (hidden). The other method's
-- attainment stands beside where it can be worked out.
create function follow.attainment(plan_code text, period_key text)
returns table (period_key text, commitment_no int, commitment_title text,
	indicator_id bigint, indicator_code text, indicator_name text, unit text,
	office_code text, kind text, direction text, measure text, method text,
	baseline numeric, planned numeric, executed numeric, attainment numeric,
	capped numeric, weight numeric, term numeric, state text,
	state_text text, hidden boolean, band text, approved boolean,
	late boolean, other_attainment numeric)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	with working as (
		select t.*, p.period_key as key, r.red_below, r.green_from,
			t.executed is not null and not t.approved
				and not follow.reads_results(t.office_id) as hidden
		from follow.asked($1, $2) as a
		join core.period p on p.id = a.period
		cross join lateral follow.rules_of(p.to_date) as r
		cross join lateral follow.terms(a.plan, array[a.period]) as t
	)
	select w.key, c.commitment_no, c.title, i.id, i.indicator_code,
		i.indicator_name, i.unit, o.office_code, i.kind, i.direction,
		i.measure, i.method, i.baseline_value, w.planned,
		case when not hidden then w.executed end,
		case when not hidden then w.attainment end,
		case when not hidden then w.capped end,
		w.weight,
		case when not hidden then w.capped * w.weight end,
		w.state, follow.state_text(w.state), hidden,
		case when hidden or w.capped is null then null
			when w.capped < red_below then 'red'
			when w.capped < green_from then 'amber'
			else 'green' end,
		w.approved, w.late,
		case when not hidden and w.state = 'measured'
			and i.baseline_value is not null then follow.attain(
				case i.method when 'progress' then 'ratio'
					else 'progress' end, i.direction, i.baseline_value,
				w.planned, w.executed) end
	from working w
	join follow.indicator i on i.id = w.indicator_id
	join core.office o on o.id = w.office_id
	left join plan.commitment c on c.id = w.commitment_id
	order by c.commitment_no nulls last, i.indicator_code;
$$;
comment on function follow.attainment(text, text) is
	'Los términos de una cifra, indicador por indicador';

grant execute on function follow.percent_text(numeric, numeric[]),
	follow.quantity_text(numeric), follow.hundredth(numeric, numeric),
	follow.mean_of(numeric, numeric), follow.mean(text, text),
	follow.mean_commitment(text, int, text),
	follow.attainment(text, text), follow.band_text(text),
	follow.gate_text(text, numeric), follow.state_text(text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

reset role;
