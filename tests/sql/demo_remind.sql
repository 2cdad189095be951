-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reminders on the demonstration: every kind is told from seven days before its day
-- on, past ones too, and no longer once it is done; who is told, once, and only what
-- she may read.
begin;
set client_min_messages = error;
select plan(41);
\ir signed.psql

create function pg_temp.on_day(day date) returns void language plpgsql as $$
begin
	set local role hito_owner;
	update core.setting set value = day::text where key = 'test.today';
	reset role;
end
$$;
create function pg_temp.told(of text) returns text language sql as $$
	select coalesce(string_agg(i.register || ' ' || i.key, ', ' order by i.register, i.key), '')
	from follow.due_items(core.today() + 7) as i where i.register = $1
$$;
-- The database does it.
create function pg_temp.done(variadic stmts text[]) returns void language plpgsql as $$
begin
	set local role hito_owner;
	for i in 1 .. cardinality(stmts) loop
		execute stmts[i];
	end loop;
	reset role;
end
$$;

-- a mandate with its end, one that another follows, and a body that ends
select pg_temp.done($q$update council.designation set to_date = '2019-04-25' where id = (select min(id) from council.designation)$q$,
	$q$insert into council.designation (seat_id, role, person_name, from_date, to_date) select s.id, 'alternate', v.name, v.a, v.b
		from council.seat s, (values ('Cargo uno', date '2019-01-01', date '2019-04-20'), ('Cargo dos', '2019-04-21', null)) as v (name, a, b)
		where s.id = (select max(id) from council.seat)$q$,
	$q$insert into council.body (body_code, body_name, kind, from_date, to_date) values ('CSE-18', 'Comité de 2018', 'follow_up', '2018-05-01', '2019-05-01')$q$) \g /dev/null

-- ---- every kind, at its edges
create temp table item as select distinct on (register) register, key, day from follow.due_items('2019-06-30')
where register is not null order by register, day < core.today(), day, key;
select is((select string_agg(register, ' ' order by register) from item),
	'agreement body contribution corrective_action dispute milestone posting seat strike submission union_organisation', 'all kinds are there');
select is(pg_temp.told('milestone') like '%2018-2020/5.1%', true, 'what is past is told');
create temp table seen (register text, off int, seen boolean);
do $$
declare
	i record;
	d int;
begin
	for i in select * from item loop
		foreach d in array '{-8,-7,0,1}'::int[] loop
			perform pg_temp.on_day(i.day + d);
			insert into seen select i.register, d, exists (select from follow.due_items(core.today() + 7) as x
				where (x.register, x.key, x.day) = (i.register, i.key, i.day) and x.past = (d > 0));
		end loop;
	end loop;
	perform pg_temp.on_day('2019-04-10');
end
$$;
select is(string_agg(s.seen::int::text, '' order by s.off), case
	-- a call that closed and a body that ended are over
	when s.register in ('posting', 'body') then '0110' else '0111' end, s.register || ': not on the eighth day, on the seventh, on its own, when it is past')
from seen s where s.register not in ('dispute', 'strike') group by s.register order by s.register;
-- Terms of cases run from what happened: only so far is the day turned back.
select is(string_agg(s.seen::int::text, '' order by s.off), '11', s.register || ': on its day and past')
from seen s where s.register in ('dispute', 'strike') and s.off >= 0 group by s.register order by s.register;

-- ---- done, cancelled, doubtful
create function pg_temp.after(reg text, variadic stmts text[]) returns text language plpgsql as $$
declare
	its_key text := (select i.key from item i where i.register = reg);
	answer text;
begin
	begin
		perform pg_temp.on_day((select i.day from item i where i.register = reg));
		set local session_replication_role = replica;
		perform pg_temp.done(variadic stmts);
		answer := case when exists (select from follow.due_items(core.today() + 7) as x where (x.register, x.key) = (reg, its_key)) then 'told' else 'over' end;
		raise exception using errcode = 'ZZ999';
	exception when sqlstate 'ZZ999' then
		return answer;
	end;
end
$$;
create function pg_temp.upd(tab text, what text) returns text language sql as $$ select format('update %s set %s', tab, what) $$;
select is(pg_temp.after(v.register, pg_temp.upd(v.tab, v.what)), v.want, v.register || ': ' || v.what)
from (values
	('milestone', 'plan.milestone', 'ends = ends', 'told'),
	('milestone', 'plan.milestone', $$state = 'done', document_id = (select min(d.id) from core.document d)$$, 'over'),
	('milestone', 'plan.milestone', $$state = 'dropped'$$, 'over'),
	('milestone', 'plan.milestone', 'permanent = true', 'over'),
	('milestone', 'plan.milestone', 'ends_doubtful = true', 'over'),
	('milestone', 'plan.milestone', $$deleted_at = now(), deleted_by = 'x'$$, 'over'),
	('agreement', 'council.agreement', $$state = 'fulfilled', evidence = 'x'$$, 'over'),
	('agreement', 'council.agreement', $$state = 'without_effect', why = 'x'$$, 'over'),
	('agreement', 'council.agreement', 'passed = false', 'over'),
	('corrective_action', 'follow.corrective_action', $$state = 'failed', why = 'x'$$, 'over'),
	('contribution', 'plan.contribution', $$deleted_at = now(), deleted_by = 'x'$$, 'over'),
	('dispute', 'labour.dispute', $$state = 'filed'$$, 'over'),
	('posting', 'labour.posting', $$state = 'suspended', suspended_why = 'x'$$, 'over'),
	('union_organisation', 'labour.union_organisation', $$state = 'cancelled', cancelled_on = '2019-01-01', cancelled_why = 'x'$$, 'over'),
	('seat', 'council.seat', $$to_date = '2019-04-01'$$, 'over'),
	('submission', 'core.period', $$state = 'closed'$$, 'over'),
	('submission', 'core.period', 'submissions_due = null', 'over')) as v (register, tab, what, want);

-- ---- who is told
create role rm_tpe login; create role rm_dis login; create role rm_reads login; create role rm_sec login; create role rm_it login;
select pg_temp.done($q$insert into core.login (login, full_name) values ('rm_tpe', 'Ana' || E'\n' || 'Bcc: x@y.z'), ('rm_dis', null), ('rm_reads', null), ('rm_sec', null), ('rm_it', null)$q$,
	$q$insert into core.member (login, office_id, kind, from_date, to_date) select v.login, core.office_named(v.office), v.kind, v.a, v.b
	from (values ('rm_tpe', 'GRTPE', 'submit', null::date, null::date), ('rm_dis', 'GRDIS', 'enter', null, '2019-04-10'), ('rm_reads', 'GRTPE', 'read', null, null),
		('rm_sec', 'SGP', 'secretariat', null, null), ('rm_sec', 'SGP', 'enter', null, null), ('rm_it', 'GRPAT', 'batch', null, null)) as v (login, office, kind, a, b)$q$) \g /dev/null
grant hito_clerk to rm_tpe, rm_dis; grant hito_reader to rm_reads; grant hito_secretariat, hito_clerk to rm_sec; grant hito_it to rm_it;
select is((select string_agg(distinct d.office_code, ' ' order by d.office_code) from follow.due_of('rm_tpe', 60) as d), 'GRTPE', 'a person is told what is of her office');
select is((select count(*) from follow.due_of('rm_reads', 60)), 0::bigint, 'who only reads there is told nothing');
select is((select string_agg(distinct d.register, ' ' order by d.register) from follow.due_of('rm_sec', 60) as d where d.office_code <> 'SGP'), 'body seat',
	'the secretariat what is of the council');
select is((select string_agg(coalesce(d.register, d.what), ', ') from follow.due_of('rm_it', 31) as d), 'Renovar el ancla de la auditoría: hito db audit --anchor',
	'who keeps the server is told of the anchor');
select is((select count(*) from follow.due_of('rm_it', 30)), 0::bigint, 'and of nothing else: one of today holds for 31 days');
-- Asked as herself, under her own rights, all of it is there.
create temp table mine as select p.login, d.register, d.key, d.what from unnest('{rm_tpe,rm_dis,rm_sec}'::text[]) as p (login)
	cross join lateral follow.due_of(p.login, 60) as d;
grant select on mine to public;
select is(pg_temp.asked(v.login, v.office, format($$select count(*) from (select register, key, what from mine where login = %L
	except select register, key, what from follow.due_week(60)) as x$$, v.login)), '0', v.login || ' may read all that she is told')
from (values ('rm_tpe', 'GRTPE'), ('rm_dis', 'GRDIS'), ('rm_sec', 'SGP')) as v (login, office);
select is(pg_temp.asked('rm_dis', 'GRDIS', $$select count(*) from follow.due_week(60) where register in ('dispute', 'strike')$$), '0', 'the cases of another office are not hers to see');
select is(pg_temp.asked('rm_dis', 'GRDIS', $$select string_agg(distinct people, ';') from follow.due_week(60)$$), 'rm_dis', 'nor who the others are');
select pg_temp.on_day('2019-04-11') \g /dev/null
select is((select count(*) from follow.due_of('rm_dis', 60)), 0::bigint, 'the day after her membership ended she is told nothing');
select * from finish();
rollback;
