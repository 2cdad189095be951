-- SPDX-License-Identifier: GPL-3.0-or-later
-- The board: what is wrong in a plan, one call at every start. Columns that
-- say the same for all rows stand in the first row (kind plan) only, so that the
-- answer stays small.

-- Offices that have something left to report in a period, and since when.
create function follow.offices_missing(plan bigint, period bigint)
returns table (office_id bigint, n_missing int, n_pending int) language sql stable security definer as $$
	select t.office_id,
		count(*) filter (where t.state in ('zero', 'missing'))::int,
		count(*) filter (where t.state = 'pending')::int
	from follow.terms(plan, array[period]) as t
	where t.state in ('zero', 'missing', 'pending')
	group by t.office_id;
$$;
comment on function follow.offices_missing(bigint, bigint) is
	'Oficinas a las que les falta informar en un periodo';

-- What it tells everybody alike.
create function follow.board_shared(asked_plan text, asked_period text)
returns table (kind text, key text, label text, value text, shown text,
	band text, note text, n bigint, form text, filter text, where_ text,
	plan_code text, plan_title text, period_key text, period_title text,
	threshold text, read_at text)
language plpgsql stable security definer
-- Small sets: planning them as large ones costs more than reading them.
set jit = off as $$
#variable_conflict use_column
declare
	the_plan plan.action_plan;
	the_period core.period;
	spans bigint[];
	today constant date := core.today();
begin
	select p.* into the_plan from plan.action_plan p
		where p.id = follow.plan_of($1);
	select p.* into the_period from core.period p
		where p.id = follow.period_of(the_plan.id, $2);
	select array_agg(q.id) into spans
		from follow.last_periods(the_plan.id, the_period.kind,
			the_period.to_date, 4) as q;

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
				when the_period.id is null and exists (
					select from core.period p
					where p.plan_id = the_plan.id and p.deleted_at is null) then
					'el plan no tiene ese periodo'
				when the_period.id is null then
					'el plan no tiene periodos todavía'
				when f.period_id is null then
					'falta una regla de cumplimiento para este periodo'
				when f.gate = 'inconclusive' then concat_ws(', ',
					'cobertura ' || follow.percent_text(f.coverage,
						f.minimum_coverage) || ' %', nullif(f.progress, ''))
				else f.progress end as note,
			coalesce(f.threshold, (select r.threshold
				from follow.rules_of(today) as r))
				as threshold
		from (select) as always
		left join figure f on f.period_id = the_period.id
			and f.commitment_id is null
		union all
		select 2, c.commitment_no, 'commitment', c.commitment_no::text,
			c.title, f.mean, coalesce(f.shown, 's/d'), f.band,
			concat_ws(', ', case
				when f.n_due = 0 then 'sin programación'
				when f.gate = 'inconclusive' then format(
					'no concluyente, cobertura %s %%',
					follow.percent_text(f.coverage, f.minimum_coverage))
				when f.n_pending + f.n_missing > 0 then
					follow.missing_text(f.n_pending + f.n_missing)
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
	), alert as (
		select 1 as place, 'overdue' as key, count(*) as n, 'milestone' as form,
			'overdue' as filter, null::text as offices,
			'hito vencido' as one, 'hitos vencidos' as many
		from plan.commitment c
		join plan.milestone m on m.commitment_id = c.id
		where c.plan_id = the_plan.id and m.deleted_at is null
			and plan.milestone_overdue(m.state, m.ends_to, m.ends_doubtful,
				m.permanent, today)
		union all
		select 2, 'unreported', count(*), 'indicator', null,
			string_agg(o.office_code, ', ' order by o.office_code),
			'oficina por informar', 'oficinas por informar'
		from follow.offices_missing(the_plan.id, the_period.id) as m
		join core.office o on o.id = m.office_id
		union all
		select 3, 'doubtful', count(*), 'milestone', 'doubtful', null,
			'fecha por aclarar', 'fechas por aclarar'
		from plan.commitment c
		join plan.milestone m on m.commitment_id = c.id
		where c.plan_id = the_plan.id and m.deleted_at is null
			and (m.starts_doubtful or m.ends_doubtful)
		union all
		select 4, 'actions', count(*), 'corrective_action', 'falling_due', null,
			'acc. correctiva por vencer', 'acc. correctivas por vencer'
		from follow.corrective_action c
		where c.plan_id = the_plan.id and c.deleted_at is null
			and not c.due_doubtful
			and c.state in ('proposed', 'agreed', 'running')
			and c.due_to <= today + 30
		union all
		select 5, 'to_review', count(*), 'office', 'to_review', null,
			'oficina por revisar', 'oficinas por revisar'
		from core.office o
		where o.deleted_at is null and o.to_review
		union all
		select 6, 'contributions', count(*), 'contribution', 'overdue', null,
			'aporte vencido sin responder', 'aportes vencidos sin responder'
		from plan.contribution t
		left join plan.consultation q on q.id = t.consultation_id
		where t.plan_id = the_plan.id and t.deleted_at is null
			and t.state in ('received', 'evaluated')
			and coalesce(t.answer_due, q.answers_due) < today
		union all
		select 6 + c.place, c.key, c.n, c.form, c.filter, null, c.one, c.many
		from council.session_alerts(today) as c
	)
	select l.kind, l.key, l.label, l.value, l.shown, l.band, l.note, l.n, l.form,
		l.filter, l.where_, l.plan_code, l.plan_title, l.period_key,
		l.period_title, l.threshold, l.read_at
	from (
		select r.part, r.place, r.kind, r.key, r.label,
			case when r.mean is not null then r.shown end as value, r.shown,
			r.band, nullif(r.note, '') as note, null::bigint as n,
			case r.kind when 'commitment' then 'commitment' end as form,
			null::text as filter, null::text as where_,
			case when r.part = 1 then the_plan.plan_code::text end
				as plan_code,
			case when r.part = 1 then the_plan.title end as plan_title,
			case when r.part = 1 then the_period.period_key::text end
				as period_key,
			case when r.part = 1 then core.period_title(the_period.period_key)
				|| case the_period.state when 'open' then ' abierto'
					else ' cerrado' end end as period_title,
			case when r.part = 1 then trim_scale(r.threshold)::text end
				as threshold,
			case when r.part = 1 then to_char(
				now() at time zone 'America/Lima', 'HH24:MI') end as read_at
		from row r
		union all
		select 4, a.place, 'alert', a.key,
			case a.n when 1 then a.one else a.many end, null, null, null,
			a.offices, a.n, a.form, a.filter,
			case when a.form in ('milestone', 'corrective_action', 'contribution')
				then 'plan_code=' || the_plan.plan_code
				when a.n = 1 then 'office_code=' || a.offices end,
			null, null, null, null, null, null
		from alert a
		where a.n > 0) as l
	order by l.part, l.place;
end;
$$;
comment on function follow.board_shared(text, text) is 'El tablero: lo que es de todos';

-- The next day on which it tells something else though nobody saves.
create function follow.board_turns(asked_plan text, asked_period text, today date) returns timestamp
language plpgsql stable security definer as $$
declare
	the_plan constant bigint := follow.plan_of(asked_plan);
begin
	return (select min(t.day) from (
		select unnest(array[q.cutoff + 1, q.submissions_due + 1]) as day from core.period q
		where q.plan_id = the_plan and q.deleted_at is null
		union all
		select r.from_date from core.rule_set r where r.deleted_at is null
		union all
		select m.ends_to + 1 from plan.commitment c join plan.milestone m on m.commitment_id = c.id
		where c.plan_id = the_plan and m.deleted_at is null and m.state in ('pending', 'running') and not m.permanent
		union all
		select c.due_to - 30 from follow.corrective_action c
		where c.plan_id = the_plan and c.deleted_at is null and c.state in ('proposed', 'agreed', 'running')
		union all
		select coalesce(t.answer_due, q.answers_due) + 1
		from plan.contribution t left join plan.consultation q on q.id = t.consultation_id
		where t.plan_id = the_plan and t.deleted_at is null and t.state in ('received', 'evaluated')
		union all
		select council.alerts_turn(today)) as t
	where t.day > today);
end
$$;
comment on function follow.board_turns(text, text, date) is 'El próximo día en que el tablero dice otra cosa';

-- What is to be attended to, of all offices. scope: who is told, "of:7" whoever
-- works in office 7, "write:7" who writes there, "case:7" and "clear:7" the same
-- of those who are not of the secretariat, "all" the secretariat.
create function follow.board_scoped(today date)
returns table (scope text, key text, label text, n bigint, form text, filter text)
language sql stable security definer as $$
	select a.scope, a.key, case a.n when 1 then a.one else a.many end, a.n, a.form, a.filter
	from (
		select 1 as part, u.* from labour.union_alerts(today) as u
		union all
		select 2, d.* from labour.dispute_alerts(today) as d
		union all
		select 3, w.* from labour.posting_alerts(today) as w
	) as a
	where a.n > 0
	order by a.part, a.place
$$;
comment on function follow.board_scoped(date) is 'El tablero: lo que es de cada oficina';

create function core.my_scopes() returns text[]
language sql stable security definer as $$
	select array_remove(array['of:' || m.here, case when m.reads_all then 'all' else 'case:' || m.here end,
		'write:' || m.writes, case when not m.reads_all then 'clear:' || m.writes end], null)
	from (select core.my_office() as here, core.my_office('{enter,submit}') as writes,
		core.is_secretariat() as reads_all) as m
$$;
comment on function core.my_scopes() is 'Qué del tablero es de quien pregunta';

-- Whoever keeps the server keeps the anchors. Of one day, of more.
create function follow.keeper_words() returns text[]
language sql immutable parallel safe as $$
	select array['día desde la última ancla', 'días desde la última ancla']
$$;
comment on function follow.keeper_words() is 'El tablero: cómo se dice lo que es de informática';

create function follow.board_keeper(out n bigint, out label text) returns setof record
language sql stable security definer as $$
	select n, (follow.keeper_words())[case n when 1 then 1 else 2 end]
	from (select audit.anchor_age()::bigint as n) as a
	where n > 0
$$;
comment on function follow.board_keeper() is 'El tablero: lo que es de informática';

create function follow.board_own(today date)
returns table (key text, label text, n bigint, form text, filter text)
language sql stable security definer as $$
	select o.key, o.label, o.n, o.form, o.filter from follow.board_scoped(today) as o
	where o.scope = any (core.my_scopes())
	union all
	select 'anchor', k.label, k.n, null, null from follow.board_keeper() as k
	where pg_has_role(session_user, 'hito_it', 'member')
$$;
comment on function follow.board_own(date) is 'El tablero: lo que es de quien pregunta';

create function follow.board(asked_plan text default null, asked_period text default null)
returns table (kind text, key text, label text, value text, shown text,
	band text, note text, n bigint, form text, filter text, where_ text,
	plan_code text, plan_title text, period_key text, period_title text,
	threshold text, read_at text)
language plpgsql stable security definer as $$
#variable_conflict use_column
begin
	return query select * from follow.board_shared($1, $2);
	return query select 'alert', o.key, o.label, null::text, null::text, null::text, null::text, o.n, o.form, o.filter,
			null::text, null::text, null::text, null::text, null::text, null::text, null::text
		from follow.board_own(core.today()) as o;
end
$$;
comment on function follow.board(text, text) is
	'El tablero: cumplimiento, tendencia y lo que está por atender';

grant execute on function follow.board(text, text), follow.board_own(date)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
