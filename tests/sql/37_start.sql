-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of the first screen is bounded.
begin;
\ir fixture.psql
select plan(6);
select is(pg_temp.asked('t_a', 'A', $$select count(*) > 1 from core.start(null, null)$$), 'true', 'a start');
select is(pg_temp.as_login('t_a', 'A', true, $$select core.start('T1', '2019-Q1')$$) <> '0', true, 'of a plan that is there');
select is((select string_agg(split_part(key, ' ', 1), ' ' order by key) from core.kept), 'board own person rights', 'is kept');
select is(pg_temp.as_login('t_a', 'XX', true, $$select core.start('no hay ' || n, 'x' || n) from generate_series(1, 20) n$$,
	format('select core.start(%L, null)', repeat('x', 12000))) <> '0', true, 'what nobody has is answered, however long its name');
select is((select string_agg(split_part(key, ' ', 1), ' ' order by key) from core.kept), 'board own person rights rights', 'and not kept, but what one without an office may do');
select is((pg_temp.as_login('t_a', 'A', true, $$select core.start(repeat(' ', n) || 'T1', '2019' || repeat('-', n) || 'Q1') from generate_series(2, 20) n$$,
	$$select core.start('T1', repeat('-', n) || '2019-Q1') from generate_series(1, 20) n$$) <> '0')
	|| (select string_agg(split_part(key, ' ', 1), ' ' order by key) from core.kept), 'trueboard own person rights rights', 'nor what is there, in ever other words');
select * from finish();
rollback;
