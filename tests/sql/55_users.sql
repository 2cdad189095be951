-- SPDX-License-Identifier: GPL-3.0-or-later
-- Users as IT makes them: our groups only, by functions of hito_keeper.
begin;
\ir fixture.psql
select plan(21);
create function pg_temp.verifier() returns text language sql as
	$$select 'SCRAM-SHA-256$4096:' || encode('0123456789abcdef', 'base64') || '$'
		|| encode(sha256('a'), 'base64') || ':' || encode(sha256('b'), 'base64')$$;

select is(pg_temp.as_login('t_it', null, true, format('select core.user_add(%L, %L, %L)', 't_new', pg_temp.verifier(), 'Ana Ñ')), '1', 'added');
select is((select rolcanlogin || '/' || rolsuper || '/' || rolcreaterole || '/' || rolconnlimit from pg_roles where rolname = 't_new'), 'true/false/false/3', 'an ordinary role');
select is((select rolpassword from pg_authid where rolname = 't_new'), pg_temp.verifier(), 'its verifier as it came');
select is(pg_temp.as_login('t_it', null, false, format('select core.user_add(%L, %L)', 't_new', pg_temp.verifier())), 'HT002', 'once');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_grant('t_new', 'A', 'enter', '2019-01-01', null)$$), '1', 'an office');
select is(pg_temp.asked('t_new', null, 'select (core.hello()).office_code'), 'A', 'she works in it');
select ok(pg_has_role('t_new', 'hito_clerk', 'member'), 'as a clerk');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_grant('t_new', 'B', 'submit')$$), '1', 'another office');
select is(pg_temp.asked('t_new', null, 'select (core.hello()).office_code'), null, 'now she must choose');
select is(pg_temp.asked('t_new', null, 'select string_agg(code, '','') from core.my_offices()'), 'A,B', 'among both');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_revoke('t_new', 'A', 'enter')$$), '1', 'one taken away');
select ok(pg_has_role('t_new', 'hito_clerk', 'member'), 'still a clerk');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_revoke('t_new', 'B', 'submit')$$), '1', 'the other too');
select ok(not pg_has_role('t_new', 'hito_clerk', 'member'), 'no longer a clerk');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_revoke('t_new', 'B', 'submit')$$), 'HT004', 'there is nothing more to take');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_grant('t_new', 'NO', 'enter')$$), 'HT004', 'an office that is not there');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_grant('t_nobody', 'A', 'enter')$$), 'HT004', 'a user that is not there');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_grant('t_new', 'A', 'secretariat')$$), '1', 'the secretariat');
select is(pg_temp.asked('t_it', null, $$select groups from core.user_list() where login = 't_new' limit 1$$), 'hito_secretariat', 'is listed');
select is(pg_temp.as_login('t_it', null, true, format('select core.user_password(%L, null)', 't_new')), '1', 'a password taken away');
select is((select count(*)::int from audit.change where relation = 'core.member' and login = 't_it'), 5, 'all of it is on record');

select * from finish();
rollback;
