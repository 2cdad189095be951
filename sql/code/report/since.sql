-- SPDX-License-Identifier: GPL-3.0-or-later
-- What holds the rows of a load fast: a period that closed with them, a report
-- that was issued from them.
-- after: issue

create type follow.load_place as (plan_id bigint, period_id bigint);
comment on type follow.load_place is 'De qué plan y periodo es una fila';

-- What a report reads, by its layout: the registers of these schemas.
create function follow.report_reads(layout text) returns text[]
language sql immutable return case
	when layout in ('labour', 'unions', 'postings', 'case', 'case_certificate') then '{labour}'::text[]
	when layout = 'series' then '{series}'
	when layout like 'attendance%' or layout in ('minutes', 'citation', 'recommendations') then '{council}'
	when layout = 'agreements' then '{council,plan}'
	when layout in ('contributions') then '{plan}'
	else '{plan,follow,core,council}' end;
comment on function follow.report_reads(text) is 'De qué registros habla un informe';

-- Issued since a moment and of the plans and periods of these rows; of rows that
-- have none, all.
create function follow.reports_since(since timestamptz, relation text, places follow.load_place[]) returns setof text
language sql stable as $$
	select follow.report_called(r) from follow.report r
	where r.issued_at > $1 and r.deleted_at is null and split_part($2, '.', 1) = any (follow.report_reads(r.layout))
		and exists (select from unnest($3) as p where (p.plan_id is null or p.plan_id = r.plan_id)
			and (p.period_id is null or p.period_id in (select q.id from follow.report_periods(r.plan_id, r.period_key) as q)))
	order by r.report_no, r.version
$$;
comment on function follow.reports_since(timestamptz, text, follow.load_place[]) is 'Los informes emitidos después con unas filas';

-- A period that closed with them, a report that was issued from them.
create function follow.load_settled(batch bigint, relation text, keys bigint[]) returns setof core.undo_problem
language plpgsql stable as $$
declare
	here constant core.batch := (select b from core.batch b where b.id = $1);
	plan constant text := core.undo_reach(relation::regclass, 't', 'plan.action_plan');
	period constant text := core.undo_reach(relation::regclass, 't', 'core.period');
	title constant text := (select g.title from core.register g where g.name = $2);
	told record;
begin
	if period is not null and relation <> 'core.period' then
		for told in execute format('select p.period_key from core.period p where p.state = ''closed'' and p.deleted_at is null
			and p.id in (select %s from %s t where t.id = any ($1)) order by 1', period, relation::regclass) using keys
		loop
			return next (relation, null::bigint, title, null::text, null::text, null::text,
				format('el periodo %s está cerrado', told.period_key), 'HT002')::core.undo_problem;
		end loop;
	end if;
	for told in execute format('select r.report from follow.reports_since($1, $2, array(select distinct row(%s, %s)::follow.load_place
		from %s t where t.id = any ($3))) as r (report)', coalesce(plan, 'null'), coalesce(period, 'null'), relation::regclass)
		using here.opened_at, relation, keys
	loop
		return next (relation, null::bigint, title, null::text, null::text, null::text,
			format('están en el %s', told.report), 'HT002')::core.undo_problem;
	end loop;
end
$$;
comment on function follow.load_settled(bigint, text, bigint[]) is 'Periodos cerrados e informes emitidos con las filas de una carga';
