-- SPDX-License-Identifier: GPL-3.0-or-later
-- Users as IT makes them: our groups only, by functions of hito_keeper.
begin;
\ir fixture.psql
select plan(52);
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
select is(pg_temp.as_login('t_it', null, false, $$select core.user_grant('t_new', 'A', 'secretariat')$$), 'HT003', 'IT makes nobody the secretariat');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_grant('t_it', 'A', 'submit')$$), 'HT003', 'nor herself anything');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_revoke('t_sec', 'GR', 'secretariat')$$), 'HT003', 'nor takes it away');
select is(pg_temp.as_login('t_sec', null, false, $$select core.user_grant('t_new', 'A', 'batch')$$), 'HT003', 'the secretariat gives nothing else');
select is(pg_temp.as_login('t_sec', null, false, $$select core.user_grant('t_sec', 'A', 'secretariat')$$), 'HT003', 'nor to herself');
select is(pg_temp.as_login('t_a', null, false, $$select core.user_grant('t_new', 'A', 'enter')$$), '42501', 'a clerk gives nothing');
select is(pg_temp.as_login('t_sec', null, true, $$select core.user_grant('t_new', 'A', 'secretariat')$$), '1', 'the secretariat names its own');
select is(pg_temp.asked('t_it', null, $$select groups from core.user_list() where login = 't_new' limit 1$$), 'hito_secretariat', 'is listed');
select is(pg_temp.as_login('t_it', null, false, $$select core.user_password('t_new', null)$$), 'HT003', 'IT does not become the secretariat by a password');
select is(pg_temp.as_login('t_sec', null, true, $$select core.user_password('t_new', null)$$), '1', 'the secretariat gives its own one');
select is(pg_temp.as_login('t_sec', null, false, $$select core.user_password('t_a', null)$$), 'HT003', 'and nobody else');
-- Made by the program: of whom a superuser made the server gives no password from 16 on.
select is(pg_temp.as_login('t_it', null, true, format('select core.user_add(%L, %L)', 't_more', pg_temp.verifier()), $$select core.user_password('t_more', null)$$), '1', 'IT a clerk: a password taken away');
select is((select count(*)::int from audit.change where relation = 'core.member' and login = 't_it'), 4, 'what IT gave and took is on record');
select is((select login || ' ' || (new ->> 'login') || ' ' || (new ->> 'kind') from audit.change where relation = 'core.member' order by id desc limit 1),
	't_sec t_new secretariat', 'who gave whom what');
select is((select login || ' ' || (new ->> 'password_by') || ' ' || (new ? 'password_at') from audit.change where relation = 'core.login' order by id desc limit 1),
	't_it t_it true', 'a password change too');

-- memberships of the secretariat have dates
select is(pg_temp.asked('t_new', 'A', 'select core.is_secretariat()'), 'true', 'in force');
select is(pg_temp.as_login('t_sec', null, true, $$select core.user_grant('t_new', 'A', 'secretariat', '2018-01-01', '2018-12-31')$$), '1', 'of last year');
select is(pg_temp.asked('t_new', null, 'select core.is_secretariat()'), 'false', 'a membership that ended gives nothing');
select is(pg_temp.as_login('t_new', null, false, $$update core.rule_set set threshold = 70$$), '0', 'and binds');
select is(pg_temp.as_login('t_new', null, false, $$select follow.report_alone()$$), 'HT003', 'wherever it is asked');
select is(pg_temp.asked('t_new', null, 'select count(*) from follow.result'), '0', 'nor is what is not approved shown');
select is(pg_temp.as_login('t_sec', null, true, $$select core.user_revoke('t_new', 'A', 'secretariat')$$), '1', 'taken away');
select ok(not pg_has_role('t_new', 'hito_secretariat', 'member'), 'the group goes with it');
-- What a superuser granted, from 16 on only he takes away.
select is(pg_temp.as_login('t_all', null, false, $$select core.user_revoke('t_sec', 'GR', 'secretariat')$$),
	case when current_setting('server_version_num')::int >= 160000 then 'HT003' else '1' end,
	'what the server does not take away is not said to be gone');
select lives_ok($$select core.own_grants()$$, 'until it is put in the program''s hands');
select is(pg_temp.as_login('t_all', null, true, $$select core.user_revoke('t_sec', 'GR', 'secretariat')$$), '1', 'and another');
select ok(not pg_has_role('t_sec', 'hito_secretariat', 'member'), 'is gone');
select is(pg_temp.as_login('t_it', null, true, $$select core.user_password('t_sec', null)$$), '1', 'and whoever was there before has a password');
set local role hito_owner;
select throws_ok($$delete from core.member where kind = 'secretariat'$$, 'HT002', null, 'the last one in force stays');
select throws_ok($$update core.member set to_date = '2019-01-01' where kind = 'secretariat'$$, 'HT002', null, 'be it by her dates');
reset role;
select throws_ok($$select core.name_secretariat('t_new')$$, 'HT002', null, 'where there is one, nobody is named from outside');
set local role hito_owner;
alter table core.member disable trigger t60_stays;
update core.member set to_date = '2018-12-31' where kind = 'secretariat';
alter table core.member enable trigger t60_stays;
reset role;
select is(pg_temp.as_login('t_it', null, false, $$select core.name_secretariat('t_new')$$), '42501', 'IT does not name one');
select lives_ok($$select core.name_secretariat('t_new')$$, 'where there is none, who administers the server names one');
select is(pg_temp.asked('t_new', null, 'select core.is_secretariat()'), 'true', 'she is');
select is((select login from audit.change where relation = 'core.member' and op <> 'update' order by id desc limit 1),
	session_user::text, 'on record');

select * from finish();
rollback;
