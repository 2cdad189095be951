-- SPDX-License-Identifier: GPL-3.0-or-later
-- Counts of people that are kept back: nobody works one out. Every small table is
-- compared with all others that would print the same, larger ones are added up.
begin;
\ir fixture.psql
select plan(14);

-- Cells "row column count" as they are printed, * what is kept back.
create function pg_temp.printed(variadic cells text[]) returns text language sql as $$
	select string_agg(case when k.kept then '*' else k.n::text end, ' ' order by k.row_key nulls last, k.col_key nulls last)
	from (select array_agg('t'::text) as l, array_agg(split_part(c, ' ', 1)) as r, array_agg(split_part(c, ' ', 2)) as c,
			array_agg(split_part(c, ' ', 3)::int) as n from unnest($1) as c) as x
	cross join lateral follow.kept_back(x.l, x.r, x.c, x.n, 5) as k
$$;
select is(pg_temp.printed('a f 9', 'a m 8', 'b f 7', 'b m 5'), '9 8 17 7 5 12 16 13 29', 'nothing under 5: all is printed');
select is(pg_temp.printed('a f 9', 'a m 8', 'b f 7', 'b m 4'), '* * 17 * * 11 16 12 28', 'one under 5: three more, or the totals would tell it');
select is(pg_temp.printed('a f 9', 'a m 0', 'b f 7', 'b m 6'), '9 0 9 7 6 13 16 6 22', 'of nobody nothing is to be kept back');
select is(pg_temp.printed('a f 3'), '* * * *', 'where there is one alone no total is printed');
select is(pg_temp.printed('a f 0'), '0 0 0 0', 'nor is there anything of none');
-- Two of a row would add up to 2, so that each were 1.
select ok(pg_temp.printed('a f 1', 'a m 1', 'a x 10', 'b f 20', 'b m 20', 'b x 20') !~ '^\* 10 \* 12', 'two that add up to 2 are not told by their total');
select is((select count(*) from follow.kept_back('{one,two}', '{a,a}', '{f,f}', '{3,9}', 5) where kept), 8::bigint,
	'what one table keeps back the others of the same people do');

-- ---- all tables of two rows and two columns, up to 6 in a cell, against those up to 9

create temp table small as
select a, b, c, d, a + b as ab, c + d as cd, a + c as ac, b + d as bd, a + b + c + d as g
from generate_series(0, 9) a, generate_series(0, 9) b, generate_series(0, 9) c, generate_series(0, 9) d;
-- The mask of each, a sign a cell: those that are kept back.
create temp table masked as
select s.*, x.mask from small s cross join lateral (
	select string_agg(case when k.kept then '*' else '-' end, '' order by k.row_key nulls last, k.col_key nulls last) as mask
	from follow.kept_back('{t,t,t,t}', '{a,a,b,b}', '{f,m,f,m}', array[s.a, s.b, s.c, s.d], 5) as k) as x
where greatest(a, b, c, d) <= 6;
select is((select count(*) from masked where mask like '%*%'), (select count(*) from masked
	where least(nullif(a, 0), nullif(b, 0), nullif(c, 0), nullif(d, 0), nullif(ab, 0), nullif(cd, 0), nullif(ac, 0), nullif(bd, 0), nullif(g, 0)) < 5),
	'whatever is under 5 is kept back');
-- Who knows the mask, and that what is kept back is at least 1, finds two numbers at least.
create function pg_temp.cells(s small) returns int[] language sql immutable as
	$$select array[s.a, s.b, s.ab, s.c, s.d, s.cd, s.ac, s.bd, s.g]$$;
create temp table told as
select w.mask, array(select case when substr(w.mask, k, 1) = '*' then null else v.cells[k] end from generate_series(1, 9) as k) as shown, v.cells
from (select distinct mask from masked where mask like '%*%') as w cross join lateral (select pg_temp.cells(s) as cells from small s) as v
where not exists (select from generate_series(1, 9) as k where substr(w.mask, k, 1) = '*' and v.cells[k] = 0);
create temp table worked_out as
select t.mask, t.shown, k from told t cross join generate_series(1, 9) as k where substr(t.mask, k, 1) = '*'
group by t.mask, t.shown, k having min(t.cells[k]) = max(t.cells[k]);
select is((select count(*) from masked m join lateral (select array(select case when substr(m.mask, k, 1) = '*' then null
		else (pg_temp.cells(row(m.a, m.b, m.c, m.d, m.ab, m.cd, m.ac, m.bd, m.g)::small))[k] end from generate_series(1, 9) as k) as shown) as x on true
	join worked_out w on w.mask = m.mask and w.shown = x.shown), 0::bigint, 'none of 2401 tables tells one that is kept back');
select ok((select count(*) from worked_out) > 0, 'and who keeps back less would: the comparison can find it');

-- ---- larger tables: no sum of rows and columns is left with one alone

create temp table large as
select t.no, k.* from (select no, array_agg('t'::text) as l, array_agg('r' || r) as r, array_agg('c' || c) as c,
		array_agg((hashtext(format('%s/%s/%s', no, r, c)) & 1023) % case no % 3 when 0 then 9 when 1 then 14 else 40 end) as n
	from generate_series(1, 60) as no, generate_series(1, 5) as r, generate_series(1, 3) as c group by no) as t
cross join lateral follow.kept_back(t.l, t.r, t.c, t.n, 5) as k;
select is((select count(*) from large where n between 1 and 4 and not kept), 0::bigint, 'what is under 5 is kept back');
select ok((select count(*) filter (where kept and n > 4) between 1 and 400 and count(*) filter (where not kept and n > 0) > 300 from large),
	'and not all of the rest');
-- A set of lines: what is in one of its rows or columns and not in the other.
create function pg_temp.alone(no int, spoilt boolean) returns bigint language sql as $$
	with c as (
		select coalesce(substr(row_key, 2)::int, 6) as r, coalesce(substr(col_key, 2)::int, 4) + 6 as c from large l
		where l.no = $1 and l.kept and not ($2 and (l.row_key, l.col_key) = (select x.row_key, x.col_key from large x
			where x.no = $1 and x.kept and x.n > 4 and x.row_key is not null and x.col_key is not null order by 1, 2 limit 1))
	)
	select count(*) from (select from generate_series(1, 1023) as lines, c
		group by lines having count(*) filter (where (lines >> (c.r - 1) & 1) <> (lines >> (c.c - 1) & 1)) = 1) as x
$$;
select is((select sum(pg_temp.alone(no, false)) from generate_series(1, 60) as no), 0::numeric, 'no sum of lines of 60 tables is left with one unknown');
select ok((select sum(pg_temp.alone(no, true)) from generate_series(1, 60) as no) > 0, 'one cell less, and it is');

select * from finish();
rollback;
