-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every table, view and function must have, and that the test sees it
-- when one forgets.
begin;
\ir fixture.psql
select plan(12);

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
	('plan.milestone', 'grants TRUNCATE', 'a grant beyond the kind is told')) as v (o, p, d);

select * from finish();
rollback;
