-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first screen's answer: the same as asking for its parts, kept while it
-- is true and no longer. Each step is a transaction: within one, its own changes
-- are always new.
select plan(31);

-- The rights of an answer, a row for each table and what may be done there: a
-- name without a schema is of the one before it; a row that names none is of all
-- that no other names.
create function pg_temp.rights(answer text[]) returns setof text language sql as $$
	with word as (
		select m[2] as may, w.word, w.place, r.at
		from unnest(answer) with ordinality as r (packed, at)
		cross join regexp_match(r.packed, '^r[(]"?([^"]+)"?,(.,.,.,.)[)]$') as m
		cross join string_to_table(m[1], ' ') with ordinality as w (word, place)
		where m is not null
	), named as (
		select (select split_part(s.word, '.', 1) from word s
				where s.at = w.at and s.place <= w.place and s.word ~ '[.]'
				order by s.place desc limit 1)
			|| '.' || regexp_replace(w.word, '^.*[.]', '') as tab, w.may
		from word w
	)
	select tab || ' ' || may from named
	union all
	select m."table" || ' ' || r.may
	from (select substr(packed, 4, 7) as may from unnest(answer) as packed where packed ~ '^r[(],') as r
		cross join core.my_rights() as m
	where to_regclass(m."table" || '_list') is not null and m."table" not in (select tab from named)
	order by 1
$$;
-- Does the answer say what its parts say now? Empty cells at the end of a row
-- are left out.
create function pg_temp.is_true() returns boolean language sql as $$
	with answer as (select array(select core.start(null, null)) as rows)
	select array(select regexp_replace(r, ',+[)]$', ')') from unnest(rows) as r where r !~ '^r')
		= array(select 'h' || h::text from core.hello() as h)
		|| array(select 'o' || o::text from core.my_offices() as o)
		|| array(select 'b' || regexp_replace(b::text, ',+[)]$', ')') from follow.board() as b)
		and array(select pg_temp.rights(rows))
		= array(select format('%s %s,%s,%s,%s', m."table", left(can_read::text, 1), left(can_insert::text, 1),
				left(can_update::text, 1), left(can_mark::text, 1))
			from core.my_rights() as m
			where to_regclass(m."table" || '_list') is not null order by 1)
	from answer
$$;
-- Was it worked out anew by the last asking? What was there is marked.
create function pg_temp.renewed() returns text language plpgsql as $$
declare
	names text;
begin
	perform core.start(null, null);
	select coalesce(string_agg(split_part(k.key, ' ', 1), ' ' order by k.key), 'nothing') into names
	from core.kept k where k.took <> '-1 s';
	update core.kept set took = '-1 s';
	return names;
end
$$;
update core.kept set took = '-1 s';

select ok(pg_temp.is_true(), 'the answer is that of its parts');
select ok(isfinite(core.clock_of('infinity')), 'what never turns holds until the practice day begins anew');
select is((select count(*) from core.kept), 5::bigint, 'and is kept');
select is(pg_temp.renewed(), 'anchor board own person rights', 'first worked out');
select is(pg_temp.renewed(), 'nothing', 'then kept');
select is(pg_temp.renewed(), 'nothing', 'and kept');

select unnest(array[change, format('select is(pg_temp.renewed(), %L, %L)', anew, change),
	'select ok(pg_temp.is_true(), ''and it is true'')'])
from (values
	('set role hito_owner; update follow.corrective_action set measure = measure || ''.''; reset role', 'board'),
	('set role hito_owner; update plan.milestone set permanent = true; reset role', 'board'),
	('update core.office set office_name = ''Otra''', 'board own person rights'),
	('delete from core.member where kind <> ''secretariat''', 'person'),
	('update core.institution set name = name || ''.''', 'person'),
	('set role hito_owner; update core.setting set value = ''2019-05-20'' where key = ''test.today''; reset role',
		'board own person'),
	('update plan.goal set unit = ''x''', 'nothing'),
	('set role hito_owner; update labour.dispute set notes = ''x''; reset role', 'own'),
	('set role hito_owner; update series.dataset set licence = ''x''; reset role', 'nothing'))
	as v (change, anew)
\gexec
update core.kept set holds_until = now();
select is(pg_temp.renewed(), 'anchor board own person rights', 'nor does what has turned by itself hold');
update core.kept set server = server - interval '1 second';
select is(pg_temp.renewed(), 'anchor board own person rights', 'what another server kept counts nothing');
select from audit.drop_anchor();
select is(pg_temp.renewed(), 'anchor', 'a new anchor is of today');
select ok(pg_temp.is_true(), 'and it is true');
select throws_ok($$set role hito_clerk; select * from core.kept$$, '42501', null, 'nobody reads what is kept');
reset role;
select throws_ok($$set role hito_it; select core.keep('', null, null)$$, '42501', null, 'nor keeps anything by hand');
reset role;

-- Two servers that were started in the same second are two.
select is(substring(row from ',([0-9]+),[^,]*[)]$')::bigint, (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint,
	'the server is told by the microsecond in which it started')
from core.start(null, null) as row where row like 'h%';

select * from finish();
