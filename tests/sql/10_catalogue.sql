-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every table, view and function must have, and that the test sees it
-- when one forgets.
begin;
\ir fixture.psql
select plan(20);

select is_empty('select * from core.catalogue_problems()',
	'no table, view or function of ours lacks anything');

set local role hito_owner;
create table plan.forgotten (id bigint, secret text);
create view plan.forgotten_list as select * from plan.forgotten;
create function plan.forgotten_fn() returns int language plpgsql security definer
	as 'begin return 1; end';
grant execute on function plan.forgotten_fn() to public;
create table plan.half (id bigint generated always as identity primary key, what text);
select core.make_register('plan.half') \g /dev/null
select core.protect('plan.half', 'open') \g /dev/null
create policy extra on plan.half for delete to hito_clerk using (true);
grant truncate on plan.milestone to hito_clerk;
create table plan.lost (id bigint generated always as identity primary key, text text);
select core.make_register('plan.lost'), core.make_place('plan.lost') \g /dev/null
create view plan.lost_all with (security_invoker = true) as select * from plan.lost;
select core.protect('plan.lost', 'open') \g /dev/null
update core.register set title = '', line_of = '{text}' where name = 'plan.lost';
create function plan.lost_problems(was plan.lost, now plan.lost) returns setof core.problem
	language sql stable as 'select (core.problem(null, ''no'')).*';
create function plan.lost_fn() returns text language sql stable as 'select core.my_memberships()::text';
grant execute on function plan.lost_fn() to hito_reader;
reset role;
create temp table told on commit drop as select * from core.catalogue_problems();

select ok(exists (select from told where object = o and problem ~ p), d)
from (values
	('plan.forgotten', 'forced row security', 'a table without row security is told'),
	('plan.forgotten', 'no policy to hito_owner', 'a table without a policy for its owner is told'),
	('plan.forgotten', 'no primary key', 'a table without a key is told'),
	('plan.forgotten.secret', 'no comment', 'a column without help is told'),
	('plan.forgotten_list', 'security_invoker', 'a view that runs as its owner is told'),
	('plan.forgotten_fn()', 'executed by PUBLIC', 'a function open to all is told'),
	('plan.forgotten_fn()', 'search_path', 'a definer function without a fixed path is told'),
	('plan.half', 'history: update', 'a register without history is told'),
	('plan.half', 'hito_clerk for DELETE', 'a policy beyond the kind is told'),
	('plan.half', 't90_keep', 'a register whose rows nobody keeps is told'),
	('plan.lost', 'has no title', 'a register without a title is told'),
	('plan.lost.text', 'points nowhere', 'a parent that is none is told'),
	('plan.lost', 'does not say which', 'a place that nobody says is told'),
	('plan.lost', 'no list', 'a view of all rows without its list is told'),
	('plan.lost', 'no trigger asks', 'problems that nobody asks for are told'),
	('plan.lost_all', 'nothing to hito_reader', 'a view that nobody may read is told'),
	('plan.lost_fn()', 'nothing to hito_clerk', 'a function that a group may not call is told'),
	('plan.lost_fn()', 'core.my_memberships', 'a call that whoever calls may not make is told'),
	('plan.milestone', 'grants TRUNCATE', 'a grant beyond the kind is told')) as v (o, p, d);

select * from finish();
rollback;
