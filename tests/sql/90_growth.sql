-- SPDX-License-Identifier: GPL-3.0-or-later
-- What must not cost more as the registers grow: by rows read, with 300,000
-- results, not by time.
begin;
\ir fixture.psql
select plan(11);

set local session_replication_role = replica;
insert into core.office (office_code, office_name, office_id)
select 'G' || n, 'Oficina ' || n, core.root_office() from generate_series(1, 300) as n;
insert into core.member (login, office_id, kind)
select 'g_' || o.office_code || k, o.id, k from core.office o, unnest('{enter,submit,read}'::text[]) as k where o.office_code like 'G_%';
insert into plan.action_plan (plan_code, title, office_id)
select 'G' || n, 'Plan ' || n, core.root_office() from generate_series(1, 25) as n;
insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, office_id, list_place)
select p.id, k, k, 'quarter', core.period_first(k), core.period_last(k), core.period_last(k), core.root_office(), k
from plan.action_plan p, (select format('20%s-Q%s', y, q) as k from generate_series(18, 20) y, generate_series(1, 4) q) as k
where p.plan_code ~ '^G';
insert into follow.indicator (plan_id, indicator_code, indicator_name, office_id, list_place)
select p.id, 'G' || n, 'Indicador ' || n, o.id, p.plan_code || E'\tG' || n
from plan.action_plan p, generate_series(1, 1000) as n
	join core.office o on o.office_code = 'G' || (1 + n % 300)
where p.plan_code ~ '^G';
insert into follow.result (indicator_id, period_id, executed, entered_by, office_id, state, submitted_by, submitted_at, approved_by, list_place)
select i.id, q.id, 5, '{x}', i.office_id, 'approved', 'y', now(), 'z', i.list_place || E'\t' || q.period_key
from follow.indicator i join core.period q on q.plan_id = i.plan_id and q.plan_id <> follow.plan_of('T1');
set local session_replication_role = origin;
analyze;
select is((select count(*) / 1000 from follow.result), 300::bigint, '300,000 results');

-- Rows that the scans of a query met, those thrown away as well.
create function pg_temp.met(node jsonb) returns numeric language sql as $$
	select case when node ->> 'Node Type' ~ 'Scan' and node ->> 'Node Type' !~ '^(Function|CTE|Subquery)' then
			((node ->> 'Actual Rows')::numeric + coalesce((node ->> 'Rows Removed by Filter')::numeric, 0)
			+ coalesce((node ->> 'Rows Removed by Index Recheck')::numeric, 0)) * (node ->> 'Actual Loops')::numeric else 0 end
		+ coalesce((select sum(pg_temp.met(p)) from jsonb_array_elements(node -> 'Plans') as p), 0)
$$;
create function pg_temp.rows_of(who text, office text, query text) returns text language plpgsql as $$
declare
	answer jsonb;
begin
	begin
		execute format('set local session authorization %I', who);
		perform set_config('hito.office', coalesce(office, ''), true);
		execute 'explain (analyze, timing off, summary off, format json) ' || query into answer;
		raise exception using errcode = 'ZZ999';
	exception when sqlstate 'ZZ999' then null;
	end;
	return pg_temp.met(answer -> 0 -> 'Plan');
end
$$;
create function pg_temp.few(who text, office text, most numeric, query text) returns text language sql as $$
	select case when n::numeric <= most then 'few' else n end from pg_temp.rows_of(who, office, query) as n
$$;
insert into core.login (login) values ('t_last');
create role t_last login;
grant hito_clerk to t_last;
insert into core.member (login, office_id, kind) select 't_last', id, 'enter' from core.office where office_code = 'G300';

-- One's own rows of a long list are the last ones of it. Of each of the 21 the
-- plan, the period, the indicator and some twenty more are looked up.
select is(pg_temp.few('t_last', 'G300', 500, 'select * from follow.result_list where deleted_at is null and mine
	order by list_place, id limit 21'), 'few', 'a page of one''s own results');
select is(pg_temp.few('t_last', 'G300', 400, 'select * from follow.result_list where deleted_at is null
	order by list_place, id limit 21'), 'few', 'a page of all');
select is(pg_temp.few('t_last', 'G300', 400, $$select * from follow.result_list where deleted_at is null and mine
	and (list_place, id) > (E'G9\tG9', 1) order by list_place, id limit 21$$), 'few', 'the page behind it');
-- What a save reads back.
select is(pg_temp.few('t_last', 'G300', 700, $$select * from follow.result_all where id =
	(select currval(pg_get_serial_sequence('follow.result', 'id')))$$), 'few', 'the record just written');
select is(pg_temp.few('t_last', 'G300', 700, $$select * from follow.result_list where plan_code = 'G7' and indicator_code = 'G77'
	and period_key = '2019-Q1'$$), 'few', 'a record by its key');
-- Who she is.
set local enable_seqscan = on;
select is(pg_temp.few(session_user::text, '', 20, $$select from core.member m where m.login = session_user::text$$), 'few',
	'her memberships among all');
-- A whole table read by something inside a function is told by its own counter.
create temp table scanned as select relname, seq_tup_read, idx_scan from pg_stat_xact_user_tables
	where relname in ('result', 'member', 'indicator', 'change');
create function pg_temp.read_whole() returns text language plpgsql as $$
declare
	said text;
begin
	select string_agg(s.relname || ' ' || (now.seq_tup_read - s.seq_tup_read), ', ') into said
	from scanned s join pg_stat_xact_user_tables now using (relname)
	where now.seq_tup_read - s.seq_tup_read > 20000;
	update scanned s set seq_tup_read = now.seq_tup_read from pg_stat_xact_user_tables now where now.relname = s.relname;
	return coalesce(said, 'none');
end
$$;
do $$ begin perform pg_temp.read_whole(); end $$;
select ok(pg_temp.asked('t_last', 'G300', $$select count(*) from follow.sheet_rows('G300', '2019-Q1', 'G7')$$)::int > 0, 'a sheet');
select is(pg_temp.read_whole(), 'none', 'reads no register whole');
select is(pg_temp.as_login('t_last', 'G300', false, $$insert into follow.result (indicator_id, period_id, executed)
	select i.id, p.id, 5 from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I1'$$), '42501', 'a save is judged');
select is(pg_temp.read_whole(), 'none', 'by rows, not by registers');

select * from finish();
rollback;
