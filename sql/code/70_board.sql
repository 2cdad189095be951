-- SPDX-License-Identifier: GPL-3.0-or-later
-- The board: what is wrong, one call at every start. Columns that say the
-- same for all rows stand in the first row (kind plan) only, so that the
-- answer stays small.
set role hito_owner;

-- Milestones past their end on a day; a doubtful date is never overdue.
create function follow.overdue(state text, ends_to date,
	ends_doubtful boolean, permanent boolean, day date)
returns boolean
language sql immutable parallel safe
return state in ('pending', 'running') and not permanent
		and not ends_doubtful and coalesce(ends_to < day, false);
comment on function follow.overdue(text, date, boolean, boolean, date) is
	'Un hito está vencido en un día';

-- Offices that have something left to report in a period, and since when.
create function follow.offices_missing(plan bigint, period bigint)
returns table (office_id bigint, n_missing int, n_pending int)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
	select t.office_id,
		count(*) filter (where t.state in ('zero', 'missing'))::int,
		count(*) filter (where t.state = 'pending')::int
	from follow.terms(plan, array[period]) as t
	where t.state in ('zero', 'missing', 'pending')
	group by t.office_id;
$$;
comment on function follow.offices_missing(bigint, bigint) is
	'Oficinas a las que les falta informar en un periodo';

create function follow.board(asked_plan text default null,
	asked_period text default null)
returns table (kind text, key text, label text, value text, shown text,
	band text, note text, n bigint, form text, filter text, where_ text,
	plan_code text, plan_title text, period_key text, period_title text,
	threshold text, read_at text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
-- Small sets: planning them as large ones costs more than reading them.
set jit = off
as $$
#variable_conflict use_column
declare
	the_plan plan.action_plan;
	the_period core.period;
	spans bigint[];
	wrong bigint;
	worst text;
begin
	select p.* into the_plan from plan.action_plan p
		where p.id = follow.plan_of($1);
	select p.* into the_period from core.period p
		where p.id = follow.period_of(the_plan.id, $2);
	select array_agg(q.id) into spans
		from (select p.id from core.period p
			where p.plan_id = the_plan.id and p.deleted_at is null
				and p.kind = the_period.kind
				and p.to_date <= the_period.to_date
			order by p.to_date desc limit 4) as q;

	-- One reading of the terms serves plan, bars and trend.
	return query
	with figure as materialized (
		select f.*, follow.progress_text(f.preliminary, f.n_due,
			f.n_reported, f.n_approved) as progress
		from follow.figures(the_plan.id, spans) as f
	), row as (
		select 1 as part, 0::bigint as place, 'plan'::text as kind,
			the_plan.plan_code::text as key, null::text as label,
			f.mean, coalesce(f.shown, 's/d') as shown, f.band,
			case when the_plan.id is null then 'todavía no hay ningún plan'
				when the_period.id is null then
					'el plan no tiene periodos todavía'
				when f.gate = 'inconclusive' then
					'no concluyente, ' || f.progress
				else coalesce(f.progress, 'sin indicadores') end as note,
			coalesce(f.threshold, (select r.threshold
				from follow.rules_of(core.today()) as r))
				as threshold
		from (select) as always
		left join figure f on f.period_id = the_period.id
			and f.commitment_id is null
		union all
		select 2, c.commitment_no, 'commitment', c.commitment_no::text,
			c.title, f.mean, coalesce(f.shown, 's/d'), f.band,
			concat_ws(', ', case
				when coalesce(f.n_due, 0) = 0 then 'sin indicadores'
				when f.n_pending + f.n_missing = 1 then 'falta 1'
				when f.n_pending + f.n_missing > 1 then
					'faltan ' || f.n_pending + f.n_missing
				when f.gate = 'inconclusive' then 'no concluyente'
				end, case when f.gate in ('fail', 'inconclusive') then
				case when a.total > 0 then format('acc. %s de %s',
					a.fulfilled, a.total) else 'sin acción' end end), null
		from plan.commitment c
		left join figure f on f.commitment_id = c.id
			and f.period_id = the_period.id
		left join follow.action_counts(the_period.id) a
			on a.commitment_id = c.id
		where c.plan_id = the_plan.id and c.deleted_at is null
		union all
		select 3, p.from_date - date '2000-01-01', 'trend',
			p.period_key::text, core.period_short(p.period_key), f.mean,
			coalesce(f.shown, 's/d'), f.band, null, null
		from core.period p
		left join figure f on f.period_id = p.id and f.commitment_id is null
		where p.id = any (spans)
	)
	select r.kind, r.key, r.label, case when r.mean is not null then r.shown
			end, r.shown, r.band, nullif(r.note, ''), null::bigint,
		case r.kind when 'commitment' then 'commitment' end, null::text,
		null::text, case when r.part = 1 then the_plan.plan_code::text end,
		case when r.part = 1 then the_plan.title end,
		case when r.part = 1 then the_period.period_key::text end,
		case when r.part = 1 then core.period_title(the_period.period_key)
			|| case the_period.state when 'open' then ' abierto'
				else ' cerrado' end end,
		case when r.part = 1 then trim_scale(r.threshold)::text end,
		case when r.part = 1 then to_char(now() at time zone 'America/Lima',
			'HH24:MI') end
	from row r
	order by r.part, r.place;

	kind := 'alert';

	select count(*) into wrong from plan.milestone m
		where m.deleted_at is null and follow.overdue(m.state, m.ends_to,
			m.ends_doubtful, m.permanent, core.today());
	if wrong > 0 then
		key := 'overdue'; n := wrong; form := 'milestone'; filter := 'overdue';
		label := case wrong when 1 then 'hito vencido'
			else 'hitos vencidos' end;
		return next;
	end if;

	select count(*), string_agg(o.office_code, ', ' order by o.office_code)
		into wrong, worst
		from follow.offices_missing(the_plan.id, the_period.id) as f
		join core.office o on o.id = f.office_id;
	if wrong > 0 then
		key := 'unreported'; n := wrong; form := 'indicator'; filter := null;
		label := case wrong when 1 then 'oficina por informar'
			else 'oficinas por informar' end;
		where_ := case wrong when 1 then 'office_code=' || worst end;
		note := worst;
		return next;
		where_ := null; note := null;
	end if;

	select count(*) into wrong from plan.milestone m
		where m.deleted_at is null
			and (m.starts_doubtful or m.ends_doubtful);
	if wrong > 0 then
		key := 'doubtful'; n := wrong; form := 'milestone';
		filter := 'doubtful';
		label := case wrong when 1 then 'fecha por aclarar'
			else 'fechas por aclarar' end;
		return next;
	end if;

	select count(*) into wrong from follow.corrective_action c
		where c.deleted_at is null and not c.due_doubtful
			and c.state in ('proposed', 'agreed', 'running')
			and c.due_to <= core.today() + 30;
	if wrong > 0 then
		key := 'actions'; n := wrong; form := 'corrective_action';
		filter := 'falling_due';
		label := case wrong when 1 then 'acc. correctiva por vencer'
			else 'acc. correctivas por vencer' end;
		return next;
	end if;

	select count(*) into wrong from core.office o
		where o.deleted_at is null and o.to_review;
	if wrong > 0 then
		key := 'to_review'; n := wrong; form := 'office'; filter := 'to_review';
		label := case wrong when 1 then 'oficina por revisar'
			else 'oficinas por revisar' end;
		return next;
	end if;
end;
$$;
comment on function follow.board(text, text) is
	'El tablero: cumplimiento, tendencia y lo que está por atender';

grant execute on function follow.board(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

reset role;
