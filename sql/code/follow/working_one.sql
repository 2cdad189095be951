-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working of one indicator alone, as a council member would want it read:
-- what it is, where planned and executed come from, and the division by the
-- method that counts and by the other one. Text only, in two columns.

-- An indicator as each period of a span counts it: a closed one as it was closed.
create function follow.counted_parts(plan bigint, indicator bigint,
	period bigint)
returns table (part_id bigint, method text, direction text, measure text,
	baseline_value numeric, measured_on text, planned numeric,
	original numeric, over_year text, place bigint)
language sql stable security definer
set jit = off as $$
	select p.part_id, c.method, c.direction, c.measure, c.baseline_value,
		c.measured_on, c.planned, coalesce(c.original, c.planned),
		c.over_year,
		-- The first says how they make one figure.
		row_number() over (order by p.whole desc, p.to_date desc, p.own)
	from follow.span_parts($1, array[$3]) as p
	join follow.counted($1, (select array_agg(x.part_id)
		from follow.span_parts($1, array[$3]) as x)) as c
		on c.period_id = p.part_id and c.indicator_id = $2;
$$;
comment on function follow.counted_parts(bigint, bigint, bigint) is
	'Un indicador como cuenta en cada periodo de un trimestre, año o plan';

-- The periods that planned and executed of an indicator in a span come of,
-- and which of them were taken: as follow.longer() adds them up.
create function follow.working_parts(plan bigint, indicator bigint,
	period bigint)
returns table (period_key text, from_date date, own boolean, due boolean,
	planned numeric, original numeric, executed numeric, excused boolean,
	awaited boolean, reported boolean, hidden boolean, planned_taken boolean,
	executed_taken boolean)
language sql stable security definer
set jit = off as $$
	with cell as (
		select q.period_key, q.from_date, q.own,
			left(q.period_key, 4) as year, one.measure,
			case when q.longer then follow.measured_part(c.measured_on,
					q.period_key, q.own)
				else follow.measured_in(c.measured_on, q.period_key) end
				as due,
			c.planned, c.original, r.executed,
			coalesce(r.state = 'not_applicable', false) as excused,
			q.awaits and r.id is null as awaited,
			coalesce(r.state = 'reported', false) as reported,
			follow.hides(r.executed, r.state = 'approved', i.office_id)
				as hidden
		from follow.span_parts($1, array[$3]) as q
		join follow.counted_parts($1, $2, $3) as c on c.part_id = q.part_id
		join follow.counted_parts($1, $2, $3) as one on one.place = 1
		join follow.indicator i on i.id = $2
		left join follow.result r on r.indicator_id = i.id
			and r.period_id = q.part_id and r.deleted_at is null
			and follow.result_counts(r.state, q.counts_reported)
	), counted as (
		select c.*,
			c.due and c.planned is not null and not c.awaited
				and (c.own or not c.excused)
				and not bool_or(c.own and c.excused and c.due) over w
				as plans,
			c.due and c.executed is not null and not c.excused
				and not bool_or(c.own and c.excused and c.due) over w
				as does,
			bool_or(c.own and c.due and c.planned is not null
				and not c.awaited) over w as own_plans,
			bool_or(c.own and c.due and c.executed is not null) over w
				as own_does
		from cell c
		window w as (partition by c.year)
	)
	select c.period_key, c.from_date, c.own, c.due, c.planned, c.original,
		c.executed, c.excused, c.awaited, c.reported, c.hidden,
		c.plans and case c.measure when 'sum' then c.own = c.own_plans
			else row_number() over (partition by c.plans order by c.year desc,
				c.own desc, c.from_date desc) = 1 end,
		c.does and case c.measure when 'sum' then c.own = c.own_does
			else row_number() over (partition by c.does order by c.year desc,
				c.own desc, c.from_date desc) = 1 end
	from counted c;
$$;
comment on function follow.working_parts(bigint, bigint, bigint) is
	'De qué periodos sale lo planificado y lo ejecutado de un indicador';

create function follow.signed_text(given numeric)
returns text language sql immutable parallel safe as $$
	select case when given < 0 then '(' || follow.quantity_text(given) || ')'
		else follow.quantity_text(given) end;
$$;
comment on function follow.signed_text(numeric) is
	'Una cantidad dentro de una operación: lo negativo entre paréntesis';

create function follow.less_text(whole numeric, part numeric)
returns text
language sql immutable parallel safe
return coalesce(follow.quantity_text(whole) || ' - '
	|| follow.signed_text(part) || ' = '
	|| follow.quantity_text(whole - part), '-');
comment on function follow.less_text(numeric, numeric) is
	'Una resta con sus números';

-- The division with its numbers. shown: the attainment as it is read.
create function follow.substitution_text(method text, direction text,
	baseline numeric, planned numeric, executed numeric, shown text)
returns text language sql immutable parallel safe as $$
	select case
		when method = 'progress' and baseline is null then 'sin línea base'
		when planned is null then 'sin meta aprobada'
		when method = 'progress' and baseline = planned then
			'no se puede: la meta es igual a la línea base'
		when follow.target_state(method, direction, baseline, planned)
			is not null then 'no se puede: lo planificado es '
				|| follow.quantity_text(planned)
		when executed is null or shown is null then '-'
		when method = 'progress' then format('(%s - %s) / (%s - %s) = %s / %s',
				follow.quantity_text(executed), follow.signed_text(baseline),
				follow.quantity_text(planned), follow.signed_text(baseline),
				follow.signed_text(executed - baseline),
				follow.signed_text(planned - baseline))
			|| case when (executed - baseline) * (planned - baseline) < 0
				then ', en contra: cuenta ' else ' = ' end || shown || ' %'
		when direction = 'up' then format('%s / %s',
				follow.signed_text(executed), follow.signed_text(planned))
			|| case when executed < 0 then ', menor que 0: cuenta '
				else ' = ' end || shown || ' %'
		when executed <= 0 then format('ejecutado %s, lo menos posible: %s %%',
			follow.quantity_text(executed), shown)
		when planned = 0 then format('planificado 0 y ejecutado %s: %s %%',
			follow.quantity_text(executed), shown)
		else format('%s / %s = %s %%', follow.signed_text(planned),
			follow.signed_text(executed), shown) end;
$$;
comment on function follow.substitution_text(text, text, numeric, numeric,
	numeric, text) is 'La división de un logro con sus números';

create function follow.formula_text(method text, direction text)
returns text language sql immutable parallel safe as $$
	select case
		when method = 'progress' then
			'(ejecutado - línea base) / (planificado - línea base)'
		when method = 'scale' and direction = 'up' then
			'nivel alcanzado / nivel previsto'
		when method = 'scale' then 'nivel previsto / nivel alcanzado'
		when direction = 'up' then 'ejecutado / planificado'
		else 'planificado / ejecutado' end;
$$;
comment on function follow.formula_text(text, text) is
	'La división de un método, en palabras';

select core.declare_words('follow.method_reason', 'Por qué cuenta un método',
	'progress', 'parte de una línea base: cuenta lo que se avanzó de lo que había que avanzar',
	'scale', 'es cualitativo: cuenta el nivel alcanzado sobre el previsto',
	'cuenta lo ejecutado sobre lo planificado');

-- What the indicator is, whatever its figure. kind wide: mine goes over the
-- whole width.
create function follow.working_about(plan bigint, indicator bigint,
	period bigint)
returns table (place int, label text, mine text)
language sql stable security definer
set jit = off as $$
	with one as (
		select i.indicator_code, i.indicator_name, i.formula, i.unit,
			o.office_code, coalesce(c.method, i.method) as method,
			coalesce(c.direction, i.direction) as direction,
			coalesce(c.measure, i.measure) as measure,
			coalesce(c.over_year, i.over_year) as over_year,
			case when c.part_id is null then i.baseline_value
				else c.baseline_value end as baseline_value,
			i.baseline_date, i.baseline_source,
			(select format('versión %s%s%s', s.version, ', ' || s.agreement,
				', ' || to_char(s.set_on, 'DD/MM/YYYY'))
			from follow.baseline_set s
			join follow.baseline_item b on b.baseline_set_id = s.id
				and b.indicator_id = i.id and b.deleted_at is null
				and b.method = coalesce(c.method, i.method)
			where s.state = 'frozen' and s.deleted_at is null
			order by s.version desc limit 1) as set_text
		from follow.indicator i
		join core.office o on o.id = i.office_id
		left join follow.counted_parts($1, $2, $3) as c on c.place = 1
		where i.id = $2
	)
	select v.place, v.label, v.mine
	from one i, lateral (values
		(1, 'Indicador', format('%s %s (%s)', i.indicator_code,
			i.indicator_name, i.office_code)),
		(2, 'Fórmula', coalesce(i.formula, '-')),
		(3, 'Se mide', concat_ws('; ', 'en ' || i.unit, case i.direction
			when 'up' then 'mejora al subir' else 'mejora al bajar' end,
			case i.measure when 'sum' then 'los periodos se suman'
				when 'running' then 'cada periodo trae el total a la fecha'
				else 'vale el último nivel' end, case i.over_year when 'year'
				then 'en el año cuenta lo del año' end)),
		(4, 'Línea base', case when i.baseline_value is null then 'no tiene'
			else concat_ws(', ', follow.quantity_text(i.baseline_value),
				i.baseline_date, i.baseline_source) end),
		(5, 'Método', follow.method_reason(i.method) || coalesce(
			' (línea base ' || i.set_text || ')',
			' (todavía sin línea base aprobada)'))
		) as v (place, label, mine);
$$;
comment on function follow.working_about(bigint, bigint, bigint) is
	'Lo que es un indicador, para leerlo sobre su cifra';

-- What an indicator's planned and executed come of, in two columns.
create function follow.working_sources(plan bigint, indicator bigint,
	period bigint)
returns table (place int, label text, mine text, other text)
language sql stable security definer
set jit = off as $$
	with part as (
		select p.*, row_number() over (order by left(p.period_key, 4),
				p.own, p.from_date)::int as n,
			count(*) over () as parts
		from follow.working_parts($1, $2, $3) as p
		where p.due and not p.own or p.planned is not null
			or p.executed is not null or p.excused
	), added as (
		select c.measure,
			string_agg(follow.signed_text(p.planned), ' + ' order by p.n)
				filter (where p.planned_taken) as plans,
			sum(p.planned) filter (where p.planned_taken) as planned,
			count(*) filter (where p.planned_taken) as n_plans,
			string_agg(follow.signed_text(p.executed), ' + ' order by p.n)
				filter (where p.executed_taken) as does,
			sum(p.executed) filter (where p.executed_taken) as executed,
			count(*) filter (where p.executed_taken) as n_does,
			bool_or(p.hidden and p.executed_taken) as hidden,
			max(p.parts) as parts
		from follow.counted_parts($1, $2, $3) as c
		left join part p on true
		where c.place = 1
		group by c.measure
	), begun as (
		-- Of what counts what is of the span alone: the end less this.
		select d.*, coalesce(b.period_key, 'línea base') as source,
			follow.hides(b.executed, coalesce(b.approved, true), i.office_id)
				as hidden
		from follow.counted_parts($1, $2, $3) as c
		join follow.indicator i on i.id = $2
		join follow.spans($1, array[$3]) as s on s.longer
		left join follow.begun($1, array[$3]) as b on b.indicator_id = $2
		cross join lateral follow.deducted(c.baseline_value, b) as d
		where c.place = 1 and c.over_year = 'year'
	)
	select p.n, p.period_key, case when not p.due then 'no corresponde'
			when p.planned is null then '-'
			when p.awaited then follow.quantity_text(p.planned)
				|| ' (pendiente: no cuenta)'
			when p.planned_taken or p.parts = 1 then
				follow.quantity_text(p.planned)
			else follow.quantity_text(p.planned) || ' (no cuenta)' end,
		case when p.excused then 'no aplica'
			when p.hidden then 'reserv., sin aprobar'
			when p.executed is null then '-'
			else follow.quantity_text(p.executed) || case
				when not p.executed_taken then ' (no cuenta)'
				when p.reported then ' (sin aprobar)' else '' end end
	from part p
	union all
	select 1000, case a.measure when 'sum' then 'Suma' else 'Vale' end,
		case when a.n_plans > 1 then format('%s = %s', a.plans,
				follow.quantity_text(a.planned))
			else coalesce(a.plans, '-') end,
		case when a.hidden then 'reserv.'
			when a.n_does > 1 then format('%s = %s', a.does,
				follow.quantity_text(a.executed))
			else coalesce(a.does, '-') end
	from added a
	where a.parts > 1
	union all
	select 1001, 'Empezó con', case when b.unbegun then 'no se sabe'
			else format('%s (%s)', follow.quantity_text(b.planned), b.source)
			end, case when b.unbegun then 'no se sabe'
			when b.hidden then 'reserv.'
			else format('%s (%s)', follow.quantity_text(b.executed), b.source)
			end
	from begun b
	union all
	select 1002, case $3 when 0 then 'Del plan' else 'Del año' end,
		follow.less_text(a.planned, b.planned), case
			when a.hidden or b.hidden then 'reserv.'
			else follow.less_text(a.executed, b.executed) end
	from begun b cross join added a
	where not b.unbegun
	order by 1;
$$;
comment on function follow.working_sources(bigint, bigint, bigint) is
	'De dónde sale lo planificado y lo ejecutado de un indicador, para leerlo';

-- The division by both methods. Nothing of it where it is kept from the
-- reader: a term of which the weight and the state are all.
create function follow.working_methods(plan_code text, code text,
	period_key text)
returns table (place int, kind text, label text, mine text, other text)
language sql stable security definer
set jit = off as $$
	with term as (
		select t.*, s.edges, y.of_year,
			follow.other_method(t.method) as other_method,
			case when y.both then
				follow.other_attain(t.method, t.direction, t.baseline,
					t.planned, t.executed) end as beside,
			case when y.both then
				follow.other_attain(t.method, t.direction, t.baseline,
					t.planned_original, t.executed) end as original_beside
		from follow.part_named($1, 'indicator', $2, $3) as n
		cross join lateral follow.spans(n.plan, array[n.period]) as s
		cross join lateral follow.attainment($1, $3) as t
		-- The way from the baseline is no way of one year.
		cross join lateral (select t.over_year = 'year' and s.longer
				as of_year,
			t.state in ('measured', 'not_measurable')
				and (t.over_year = 'typed' or not s.longer) as both) as y
		where t.indicator_id = n.part_id
	), shown as (
		select t.*,
			follow.percent_text(t.attainment, variadic t.edges || t.cap)
				as reads,
			follow.percent_text(t.beside, variadic t.edges || t.cap)
				as beside_reads,
			case when t.beside is not null then least(t.cap, t.beside) end
				as beside_capped,
			follow.percent_text(t.original_attainment,
				variadic t.edges || t.cap) as original_reads,
			follow.percent_text(t.original_beside,
				variadic t.edges || t.cap) as original_beside_reads
		from term t
	)
	select v.place, v.kind, v.label, v.mine, v.other
	from shown t, lateral (values
		(1, 'wide', 'Estado', concat_ws('; ', case
			when t.hidden then 'reserv.: ' || follow.told_text(t.state_text, true)
			when t.state = 'measured' and not t.approved then
				'medido, sin aprobar'
			else t.state_text end,
			case when t.late then 'llegó fuera de plazo' end,
			'peso ' || trim_scale(t.weight)), null, true),
		(2, 'head', 'Logro', 'El método que cuenta', 'El otro, que no cuenta',
			not t.hidden),
		(3, 'pair', 'Se divide', follow.formula_text(t.method, t.direction),
			follow.formula_text(t.other_method, t.direction), not t.hidden),
		(4, 'pair', 'Con sus números', case t.state
			when 'measured' then follow.substitution_text(t.method,
				t.direction, t.baseline, t.planned, t.executed, t.reads)
			else t.state_text end, case when t.of_year
				then 'no se aplica a lo del año'
			else follow.substitution_text(t.other_method, t.direction,
				t.baseline, t.planned, t.executed, t.beside_reads) end,
			not t.hidden),
		(5, 'pair', 'Sin tope', t.reads, coalesce(t.beside_reads, '-'),
			not t.hidden and t.reads is not null),
		(6, 'pair', format('Con tope %s', trim_scale(t.cap)),
			follow.percent_text(t.capped, variadic t.edges),
			coalesce(follow.percent_text(t.beside_capped, variadic t.edges), '-'),
			not t.hidden and t.reads is not null),
		(7, 'pair', format('Por peso %s', trim_scale(t.weight)),
			follow.product_text(t.term, t.weight, variadic t.edges),
			coalesce(follow.product_text(t.beside_capped * t.weight,
				t.weight, variadic t.edges), '-'),
			not t.hidden and t.reads is not null),
		(8, 'head', 'Meta original', follow.quantity_text(t.planned_original)
			|| ', hoy ' || coalesce(follow.quantity_text(t.planned), '-'),
			follow.quantity_text(t.planned_original),
			t.planned_original is distinct from t.planned),
		(9, 'pair', 'Con ella', case when t.executed is not null
				and t.original_reads is not null
			then follow.substitution_text(t.method, t.direction, t.baseline,
				t.planned_original, t.executed, t.original_reads)
			else t.state_text end, case when t.of_year
				then 'no se aplica a lo del año'
			else follow.substitution_text(t.other_method, t.direction,
				t.baseline, t.planned_original, t.executed,
				t.original_beside_reads) end,
			t.planned_original is distinct from t.planned and not t.hidden)
		) as v (place, kind, label, mine, other, wanted)
	where v.wanted;
$$;
comment on function follow.working_methods(text, text, text) is
	'El logro de un indicador por el método que cuenta y por el otro';

-- What other rooms know of where an indicator's figure comes from: each function
-- X.indicator_behind(plan, indicator, period), lines as they are shown.
create function follow.working_behind(plan bigint, indicator bigint,
	period bigint)
returns table (place int, kind text, label text, mine text, other text)
language plpgsql stable security definer as $$
declare
	fn regproc;
begin
	for fn in
		select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
		where p.proname = 'indicator_behind' and n.nspowner = 'hito_owner'::regrole
		order by n.nspname
	loop
		return query execute format('select * from %s($1, $2, $3)', fn)
			using plan, indicator, period;
	end loop;
end;
$$;
comment on function follow.working_behind(bigint, bigint, bigint) is
	'Lo que está detrás de una cifra en otros registros, para leerlo';

create function follow.working_one(plan_code text, code text,
	period_key text)
returns table (kind text, label text, mine text, other text)
language sql stable security definer
set jit = off as $$
	with asked as (
		select n.*, s.longer
		from follow.part_named($1, 'indicator', $2, $3) as n
		cross join lateral follow.spans(n.plan, array[n.period]) as s
	), line as (
		select 1 as part, a.place, 'wide' as kind, a.label, a.mine,
			null as other
		from asked n
		cross join lateral follow.working_about(n.plan, n.part_id,
			n.period) as a
		union all
		select case m.place when 1 then 2 when 8 then 6 when 9 then 6 else 5
			end, m.place, m.kind, m.label, m.mine, m.other
		from follow.working_methods($1, $2, $3) as m
		union all
		select 3, 0, 'head', case when n.longer then 'De sus periodos'
			else 'En el periodo' end, 'Planificado', 'Ejecutado'
		from asked n
		union all
		select 4, w.place, 'pair', w.label, w.mine, w.other
		from asked n
		cross join lateral follow.working_sources(n.plan, n.part_id,
			n.period) as w
		union all
		select 4, 2000 + b.place, b.kind, b.label, b.mine, b.other
		from asked n
		cross join lateral follow.working_behind(n.plan, n.part_id,
			n.period) as b
		union all
		select 7, 0, 'wide', 'Cambio de meta', string_agg(format(
			'%s de %s a %s: %s (%s)', q.period_key,
			coalesce(follow.quantity_text(c.old_planned), '-'),
			follow.quantity_text(c.new_planned), c.reason, c.agreement),
			'; ' order by q.from_date, c.id), null
		from asked n
		cross join lateral follow.working_parts(n.plan, n.part_id,
			n.period) as p
		join core.period q on q.plan_id = n.plan
			and q.period_key = p.period_key and q.deleted_at is null
		join follow.target_change c on c.indicator_id = n.part_id
			and c.period_id = q.id and c.deleted_at is null
		having count(*) > 0
		union all
		select 8, v.level::int, 'wide', 'Nivel ' || trim_scale(v.level),
			v.meaning, null
		from asked n
		join follow.indicator_level v on v.indicator_id = n.part_id
			and v.deleted_at is null
	)
	select l.kind, l.label, l.mine, l.other
	from line l
	order by l.part, l.place;
$$;
comment on function follow.working_one(text, text, text) is
	'La cifra de un indicador solo, renglón por renglón y con los dos métodos';

grant execute on function follow.working_one(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
