-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person with psql tries: each statement, as each of five people, is
-- refused or touches no row. (SET SESSION AUTHORIZATION is left out: the test
-- itself stands on it, a real login may not.)
begin;
\ir fixture.psql

-- A contribution that office B did not answer, with its author.
set local role hito_owner;
insert into plan.contribution (plan_id, received_on, text, office_id)
select id, '2019-04-01', 'secreto de un vecino', core.office_named('B') from plan.action_plan where plan_code = 'T1';
insert into plan.contribution_private (contribution_id, author_name, email)
select id, 'Persona Privada', 'persona@example.org' from plan.contribution;
insert into plan.initiative (plan_id, year, title, office_id)
select id, 2016, 'De B', core.office_named('B') from plan.action_plan where plan_code = 'T1';
insert into plan.agreement_between_bodies (agreement_ref, subject, signed_on, office_id)
values ('C-B', 'De B', '2019-01-01', core.office_named('B'));
reset role;

-- A session with its minutes in draft; office B holds its only seat.
set local role hito_owner;
insert into council.body (body_code, body_name, from_date, office_id) values ('CT', 'Consejo de prueba', '2018-01-01', core.root_office());
insert into council.seat (body_id, seat_no, seat_name, sector, seat_office_id, from_date, office_id)
select id, 1, 'Cargo 1', 'government', core.office_named('B'), from_date, office_id from council.body;
insert into council.designation (seat_id, person_name, from_date, office_id) select id, 'Cargo 1', from_date, office_id from council.seat;
insert into council.designation_private (designation_id, email, office_id) select id, 'persona@example.org', office_id from council.designation;
insert into council.session (body_id, held_on, call_at, started_at, ended_at, place, state, office_id)
select id, '2019-03-01', '09:00', '09:00', '10:00', 'Sala', 'draft', office_id from council.body;
insert into council.summons (session_id, seat_id, sent_on, office_id) select s.id, x.id, '2019-02-01', s.office_id from council.session s, council.seat x;
insert into council.agenda (session_id, item_no, item_text, office_id) select id, 1, 'Avances', office_id from council.session;
insert into council.attendance (session_id, seat_id, mark, office_id) select s.id, x.id, 'titular', s.office_id from council.session s, council.seat x;
insert into council.agreement (session_id, agreement_text, kind, voting, office_id) select id, 'Publicar', 'charge', 'names', core.root_office() from council.session;
insert into council.agreement_unit (agreement_id, responsible_id, office_id) select id, core.office_named('A'), office_id from council.agreement;
insert into council.vote (agreement_id, seat_id, vote, office_id) select a.id, x.id, 'for', a.office_id from council.agreement a, council.seat x;
insert into council.minutes (session_id, minutes_text, office_id) select id, 'secreto del acta', office_id from council.session;
insert into council.minutes_remark (minutes_id, seat_id, remark, office_id) select m.id, x.id, 'secreto del asiento', m.office_id from council.minutes m, council.seat x;
reset role;

-- The history of what is hidden exists and is hidden too.
create temp table attack (n int generated always as identity, who text default 'a b r it sec', stmts text[], about text);
insert into attack (stmts, about) values
	('{"set local row_security = off", "select * from follow.result"}', 'row_security off'),
	('{"set local role hito_owner"}', 'becomes the owner'),
	('{"set local role hito_keeper"}', 'becomes the keeper'),
	('{"set local role postgres"}', 'becomes the superuser'),
	('{"alter role current_user superuser"}', 'makes herself superuser'),
	('{"alter role current_user bypassrls"}', 'passes by row security'),
	('{"alter role current_user createrole"}', 'makes herself keeper'),
	('{"grant hito_owner to current_user"}', 'grants herself the owner'),
	('{"grant hito_secretariat to current_user"}', 'grants herself a group'),
	('{"create role t_new"}', 'makes a role'),
	('{"drop role t_b"}', 'drops a role'),
	('{"delete from plan.milestone"}', 'deletes'),
	('{"delete from core.member"}', 'deletes memberships'),
	('{"truncate plan.milestone cascade"}', 'truncates'),
	('{"truncate audit.change"}', 'truncates the history'),
	('{"update audit.change set login = ''x''"}', 'changes the history'),
	('{"delete from audit.change"}', 'deletes the history'),
	('{"insert into audit.change (relation, op) values (''plan.milestone'', ''update'')"}', 'forges history'),
	('{"insert into audit.seal (last_xid, last_id, row_ids, row_digests, digest) values (''1'', 1, ''{}'', '''', '''')"}', 'forges a seal'),
	('{"delete from audit.seal"}', 'breaks the seals'),
	('{"insert into core.member (login, office_id, kind) select session_user, id, ''submit'' from core.office"}', 'makes herself a member'),
	('{"update core.member set kind = ''batch''"}', 'changes her membership'),
	('{"insert into core.login (login) values (session_user || ''x'')"}', 'adds a person'),
	('{"insert into core.migration (file, sha256) values (''x'', ''x'')"}', 'forges the ledger'),
	('{"delete from core.migration"}', 'empties the ledger'),
	('{"update core.register set kind = ''shared''"}', 'changes the kind of a register'),
	('{"update core.setting set value = ''2030-01-01''"}', 'moves the fixed day'),
	('{"insert into core.setting (key, value) values (''test.other'', ''1'')"}', 'makes it a PRUEBA database'),
	('{"select * from core.request where login <> session_user"}', 'others'' request ids'),
	('{"update core.request set id = gen_random_uuid()"}', 'changes request ids'),
	('{"update core.batch set inserted = 0"}', 'changes another''s batch'),
	('{"alter table plan.milestone disable row level security"}', 'switches row security off'),
	('{"alter table plan.milestone disable trigger all"}', 'switches triggers off'),
	('{"set local session_replication_role = replica"}', 'replays as a replica'),
	('{"create policy x on plan.milestone using (true)"}', 'makes a policy'),
	('{"drop policy owner_all on plan.milestone"}', 'drops a policy'),
	('{"create trigger x before update on plan.milestone for each row execute function suppress_redundant_updates_trigger()"}', 'makes a trigger'),
	('{"create rule x as on insert to plan.milestone do nothing"}', 'makes a rule'),
	('{"drop table plan.milestone cascade"}', 'drops a table'),
	('{"drop function core.my_office(text[]) cascade"}', 'drops a function'),
	('{"create or replace function core.my_office(kinds text[] default null) returns bigint language sql as ''select 1::bigint''"}', 'replaces a function'),
	('{"alter function core.my_office(text[]) owner to current_user"}', 'takes a function'),
	('{"create table public.x (a int)"}', 'creates in public'),
	('{"create table plan.x (a int)"}', 'creates in our schema'),
	('{"create schema x"}', 'creates a schema'),
	('{"create extension dblink"}', 'creates an extension'),
	('{"comment on table plan.milestone is ''x''"}', 'changes the help'),
	('{"alter role all set work_mem = ''1MB''"}', 'changes the server'),
	('{"copy follow.result to program ''cat''"}', 'copies to a program'),
	('{"copy follow.result to ''/tmp/hito-attack''"}', 'copies to a file'),
	('{"create temp table x (t text)", "copy x from ''/etc/passwd''"}', 'reads a file'),
	('{"select pg_read_file(''/etc/passwd'')"}', 'reads a file by a function'),
	('{"select lo_import(''/etc/passwd'')"}', 'imports a file'),
	('{"select * from pg_authid"}', 'reads passwords'),
	('{"select * from pg_statistic"}', 'reads statistics'),
	('{"select * from pg_stats where schemaname = ''follow'' and tablename = ''result''"}', 'reads statistics of a register'),
	('{"select pg_terminate_backend(pid) from pg_stat_activity where usename = ''postgres'' and pg_terminate_backend(pid)"}', 'ends others'' sessions'),
	('{"select nextval(''plan.milestone_id_seq'')"}', 'eats numbers'),
	('{"select setval(''plan.milestone_id_seq'', 1)"}', 'turns the numbers back'),
	('{"insert into plan.milestone (id, commitment_id, text) overriding system value select 9000000, commitment_id, ''x'' from plan.milestone"}', 'sets a number ahead'),
	('{"update plan.milestone set id = id + 100"}', 'changes keys'),
	('{"select core.init_site(''a'', ''b'', ''c'', ''d'', session_user::text)"}', 'prepares the site anew'),
	('{"select audit.attach(''plan.milestone'')"}', 'attaches history'),
	('{"select core.protect(''plan.milestone'', ''open'')"}', 'writes policies'),
	('{"select core.make_folded(''plan.milestone'', ''notes'')"}', 'builds columns'),
	('{"select core.next_number(''follow.result'', ''executed'', ''plan.milestone'', ''id'', 1)"}', 'reads by a helper'),
	('{"select core.office_codes()"}', 'calls the keeper''s helper'),
	('{"create function pg_temp.office_own() returns trigger language plpgsql as ''begin return null; end''", "create temp table t (id bigint)", "create trigger x before insert on t for each row execute function core.no_orphans(''plan.milestone'', ''id'')"}', 'uses a definer trigger of ours'),
	('{"analyze follow.result", "select * from pg_stats where tablename = ''result'' and schemaname = ''follow''"}', 'fresh statistics'),
	('{"create temp view v as select * from follow.result where narrative like ''secreto A%''", "select * from v"}', 'a view of her own'),
	('{"insert into plan.action_plan_version (plan_id, version, state, cards) select id, 9, ''amended'', ''{}'' from plan.action_plan"}', 'forges a version');

-- What each may not see or touch of the others' offices. Office A has no
-- result, its clerk must learn nothing of B's; the reader belongs to A.
insert into attack (who, stmts, about) values
	('a r', '{"select * from audit.change where relation = ''core.member'' and new ->> ''login'' <> session_user"}', 'history of memberships'),
	('a r', '{"select * from core.member where login <> session_user"}', 'memberships'),
	('a r', '{"select * from follow.result"}', 'another''s draft'),
	('a r', '{"select * from follow.result_all"}', 'by a view'),
	('a r', '{"select * from audit.change where relation = ''follow.result''"}', 'by the history'),
	('a r', '{"select * from audit.history(''follow.result'', (select min(key) from audit.change where relation = ''follow.result''))"}', 'by the history function'),
	('a r', '{"create temp table seen (x text)", "create function pg_temp.leak(t text) returns boolean cost 0.0000001 language plpgsql as ''begin insert into seen values (t); return true; end''", "select * from follow.result where pg_temp.leak(narrative)", "select * from seen"}', 'a leaky function'),
	('a r', '{"create temp table seen (x text)", "create function pg_temp.leak(t text) returns boolean cost 0.0000001 language plpgsql as ''begin insert into seen values (t); return true; end''", "select * from follow.result_list where pg_temp.leak(narrative)", "select * from seen"}', 'a leaky function on a view'),
	('a r', '{"select * from follow.result where 1 / (executed - 7) > 0"}', 'an error that tells'),
	('a r', '{"create temp table office as select * from core.office", "create temp table setting as select * from core.setting", "create temp table member as select session_user::text as login, id as office_id, ''enter''::text as kind, null::date as from_date, null::date as to_date from core.office", "set local search_path = pg_temp, core, follow", "set local hito.office = ''B''", "select * from follow.result"}', 'temporary tables that shadow ours'),
	('a r', '{"create function pg_temp.my_office(kinds text[] default null) returns bigint language sql as ''select id from core.office where office_code = ''''B''''''", "create function pg_temp.now() returns timestamptz language sql as ''select pg_catalog.now()''", "set local search_path = pg_temp, core, pg_catalog", "select * from follow.result"}', 'temporary functions that shadow ours'),
	('a r', '{"set local hito.office = ''B''", "select * from follow.result"}', 'a forged office'),
	('a', '{"set local hito.office = ''B''", "update plan.milestone set notes = ''x''"}', 'writes by a forged office'),
	('a', '{"set local hito.office = ''''", "update plan.milestone set notes = ''x'' where text like ''M_dulo%''"}', 'writes without an office'),
	('a', '{"update plan.milestone set notes = ''x'' where text like ''M_dulo%''"}', 'another''s milestone'),
	('b', '{"update plan.milestone set notes = ''x'' where text like ''Portal%''"}', 'another''s milestone'),
	('a', '{"update plan.milestone set office_id = core.root_office()"}', 'gives her row away'),
	('a', '{"update plan.milestone set office_id = (select id from core.office where office_code = ''A'') where text like ''M_dulo%''"}', 'takes another''s row'),
	('a', '{"insert into plan.milestone (commitment_id, text, office_id) select c.id, ''x'', c.office_id from plan.commitment c where commitment_no = 2"}', 'adds to another''s office'),
	('a', '{"insert into plan.milestone (commitment_id, position, text) select m.commitment_id, m.position, ''x'' from plan.milestone m where m.text like ''M_dulo%'' on conflict (commitment_id, position) where deleted_at is null do update set notes = ''x''"}', 'ON CONFLICT over another''s row'),
	('a', '{"merge into plan.milestone m using (select 1) s on m.text like ''M_dulo%'' when matched then update set notes = ''x''"}', 'MERGE over another''s row'),
	('a', '{"merge into plan.milestone m using (select 1) s on m.text like ''M_dulo%'' when matched then delete"}', 'MERGE that deletes'),
	('a', '{"select * from plan.milestone where text like ''M_dulo%'' for update"}', 'locks another''s row'),
	('a', '{"do $d$ declare c cursor for select * from plan.milestone where text like ''M_dulo%'' for update; r record; begin open c; fetch c into r; update plan.milestone set notes = ''x'' where current of c; end $d$"}', 'a cursor over another''s row'),
	('a', '{"with u as (update plan.milestone set notes = ''x'' where text like ''M_dulo%'' returning 1) select * from u"}', 'a CTE over another''s row'),
	('a', '{"update plan.milestone_list set notes = ''x'' where text like ''M_dulo%''"}', 'through a view'),
	('a', '{"update plan.milestone m set notes = ''x'' from plan.commitment c where c.id = m.commitment_id and c.commitment_no = 2"}', 'through a join'),
	('a', '{"update plan.goal set milestone_id = (select id from plan.milestone where text like ''M_dulo%'')"}', 'moves a line to another''s record'),
	('a', '{"insert into plan.commitment_unit (commitment_id, unit_id) select c.id, c.office_id from plan.commitment c where commitment_no = 2"}', 'a line of another''s record'),
	('a', '{"insert into follow.target (indicator_id, period_id, planned) select i.id, p.id, 1 from follow.indicator i join core.period p using (plan_id) where indicator_code = ''I2''"}', 'a target of another''s indicator'),
	('a b', '{"insert into plan.relevance_value (value_code, position, value_name) values (''x'', 9, ''x'')"}', 'a value of everybody'),
	('a b r', '{"update core.institution set name = ''x''"}', 'the institution'),
	('a b', '{"update core.office set office_name = ''x''"}', 'an office'),
	('a b', '{"insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff) select id, ''2019-Q2'', ''x'', ''2019-04-01'', ''2019-06-30'', ''2019-06-30'' from plan.action_plan"}', 'a period'),
	('a b r', '{"select * from plan.commitment_contact_private"}', 'private contacts'),
	('a b r', '{"select * from plan.commitment_post_all where email is not null"}', 'private contacts by a view'),
	('a b r', '{"select * from audit.change where relation = ''plan.commitment_contact_private''"}', 'private contacts by the history'),
	('a b it', '{"insert into plan.commitment_contact_private (commitment_id, post) select id, ''x'' from plan.commitment"}', 'writes private contacts'),
	('a b r it', '{"insert into core.personal_office (register, office_id) select ''plan.commitment_contact_private'', id from core.office"}', 'lists her office for private data'),
	('a b it', '{"update follow.result set state = ''approved''"}', 'approves'),
	('a b it', '{"update follow.result set state = ''not_applicable'', reason = ''x'', agreement = ''x''"}', 'declares not applicable'),
	('a b r sec', '{"select core.user_add(''t_new'', null)"}', 'adds a user'),
	('a b r sec', '{"select core.user_grant(session_user::text, ''B'', ''submit'')"}', 'grants herself an office'),
	('a b r sec', '{"select core.user_password(''t_b'', null)"}', 'changes a password'),
	('it', '{"select core.user_password(''postgres'', null)"}', 'the superuser''s password'),
	('it', '{"select core.user_password(''hito_owner'', null)"}', 'the owner''s password'),
	('it', '{"select core.user_grant(''postgres'', ''A'', ''enter'')"}', 'the superuser''s groups'),
	('it', '{"select core.user_grant(''t_it'', ''A'', ''hito_owner'')"}', 'a group that is not of ours'),
	('it', '{"select core.user_add(''hito_x'', null)"}', 'a user named like a group'),
	('it', '{"select core.user_add(''t_x'', ''secreta'')"}', 'a password in the clear'),
	('it', '{"select core.user_add(''x; drop role t_a'', null)"}', 'a name that is a command'),
	('it', '{"update follow.result set state = ''reported''"}', 'IT submits'),
	('it', '{"update core.office set root = true where office_code = ''A''"}', 'makes another root office'),
	('sec', '{"update core.office set root = false where root"}', 'unmakes the root office'),
	('sec', '{"update follow.result set state = ''approved''"}', 'approves a draft'),
	('r', '{"update plan.milestone set notes = ''x''"}', 'a reader writes'),
	('r', '{"insert into core.request (id) values (gen_random_uuid())"}', 'a reader saves'),
	('r', '{"insert into core.batch (register, file_name, sha256) values (''x'', ''x'', ''x'')"}', 'a reader loads'),
	('r', '{"insert into core.document (document_ref, document_title) values (''x'', ''x'')"}', 'a reader registers'),

	('a b r', '{"select core.user_grant(''t_b'', ''B'', ''secretariat'')"}', 'names a secretariat'),
	('it', '{"select core.user_grant(''t_b'', ''B'', ''secretariat'')"}', 'IT names a secretariat'),
	('it', '{"select core.user_grant(''t_it'', ''B'', ''submit'')"}', 'IT gives herself an office'),
	('it', '{"select core.user_add(''t_ghost'', null)", "select core.user_grant(''t_ghost'', ''GR'', ''secretariat'')"}', 'IT makes a ghost that approves'),
	('sec', '{"select core.user_revoke(''t_sec'', ''GR'', ''secretariat'')"}', 'takes her own membership'),
	('a b r it', '{"select follow.report_alone()"}', 'holds up whoever issues'),
	('a b r it', '{"select follow.period_wait(id) from core.period"}', 'holds a period'),
	('a b r it sec', '{"select lo_from_bytea(0, ''\\x00'')"}', 'makes a large object'),
	('a b r it sec', '{"set local hito.acting = ''''", "update plan.milestone set state = ''done''"}', 'writes a state'),
	('a b r it sec', '{"select core.step_of_person(''follow.result'', id, row_version, ''approved'', ''{draft}'', ''{}'') from follow.result_all"}', 'approves a draft by the step itself'),
	('a b r it sec', '{"select core.step_of_person(''plan.milestone'', id, row_version, ''running'', ''{pending}'', ''{office_id,1}'') from plan.milestone"}', 'moves a row by a step'),
	('a b r it sec', '{"select core.step_of_person(''core.register'', 1, 1, ''x'', ''{x}'', ''{}'')"}', 'steps in a table that is no register'),
	('a b r it sec', '{"insert into plan.action_plan (plan_code, title, state, version) values (''P99'', ''x'', ''amended'', 99)"}', 'a plan in its 99th version'),
	('a b r it sec', '{"insert into plan.milestone (commitment_id, text, state, document_id) select commitment_id, ''x'', ''done'', (select min(id) from core.document) from plan.milestone where text like ''Portal%''"}', 'a milestone that is done'),
	('a b r it sec', '{"insert into plan.milestone_reschedule (milestone_id, reason, agreement, old_starts_from) select id, ''x'', ''x'', ''1990-01-01'' from plan.milestone"}', 'an invented rescheduling'),
	('b', '{"insert into follow.corrective_action (plan_id, commitment_id, period_id, measure) select c.plan_id, c.id, p.id, ''x'' from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1"}', 'an action for another office''s commitment'),
	('a', '{"insert into follow.corrective_action (plan_id, commitment_id, period_id, measure) select c.plan_id, c.id, p.id, ''x'' from plan.commitment c join core.period p using (plan_id) where c.commitment_no = 1", "update follow.corrective_action set commitment_id = (select c.id from plan.commitment c where c.plan_id = corrective_action.plan_id and c.commitment_no = 2)"}', 'moves her action to another office''s commitment'),
	('sec', '{"select core.step_of_person(''plan.action_plan'', id, row_version, ''submitted'', ''{draft}'', ''{version,99,agreement,x}'') from plan.action_plan where plan_code = ''T1''"}', 'counts a plan''s versions by a step'),
	('a b', '{"insert into follow.corrective_action (plan_id, period_id, measure) select plan_id, id, ''x'' from core.period"}', 'an action for the plan'),
	('a b r it sec', '{"set local hito.office = ''XX''", "update core.document set document_title = ''x''"}', 'writes as an office that is not there');
insert into attack (who, stmts, about) values
	('a r', '{"select * from plan.contribution"}', 'a contribution that is not answered'),
	('a r', '{"select * from plan.contribution_all"}', 'by a view'),
	('a r', '{"select * from audit.change where relation = ''plan.contribution''"}', 'by the history'),
	('a r', '{"select * from plan.contribution where 1 / (id - id) > 0"}', 'by an error that tells'),
	('a r it', '{"set local hito.office = ''B''", "select * from plan.contribution where state <> ''received''"}', 'by a forged office'),
	('a b r', '{"select * from plan.contribution_private"}', 'who sent a contribution'),
	('a b r', '{"select * from audit.change where relation = ''plan.contribution_private''"}', 'who sent it, by the history'),
	('a b r it sec', '{"select id from plan.contribution where plan.contribution_named(id) is not null"}', 'who sent it, without consent'),
	('a r', '{"select plan.contribution_named(g) from generate_series(1, 100) as g where plan.contribution_named(g) is not null"}', 'a name by its number'),
	('a b it', '{"insert into plan.contribution_private (contribution_id, author_name) select id, ''x'' from plan.contribution_all"}', 'writes who sent it'),
	('a', '{"update plan.contribution set consent = true"}', 'consents for another office''s author'),
	('a b r it sec', '{"update plan.contribution set published_on = ''2019-04-10''"}', 'publishes without an answer'),
	('a b r it sec', '{"update plan.contribution set outcome = ''accepted''"}', 'evaluates without the action'),
	('a b r it sec', '{"select core.step_of_person(''plan.contribution'', id, row_version, ''answered'', ''{received}'', ''{outcome,accepted,answer,x,published_on,2019-04-10}'') from plan.contribution_all"}', 'answers without evaluating'),
	('a r it', '{"select plan.contribution_evaluate(id, row_version, ''accepted'', null) from generate_series(1, 100) as g (id) cross join generate_series(1, 3) as v (row_version)"}', 'evaluates another office''s contribution'),
	('a b r it sec', '{"update plan.contribution set stands_alone = false"}', 'says that it is joined'),
	('a r it', '{"set local hito.office = ''B''", "update plan.initiative set title = ''x''"}', 'an initiative of another office'),
	('a b r it', '{"select plan.initiative_preselect(id, row_version) from plan.initiative"}', 'chooses an initiative'),
	('a b r it', '{"select core.step_of_person(''plan.initiative'', id, row_version, ''prioritised'', ''{proposed}'', ''{}'') from plan.initiative"}', 'chooses it by a step'),
	('a b r it sec', '{"select core.step_of_person(''plan.initiative'', id, row_version, ''commitment'', ''{proposed}'', ''{commitment_id,1}'') from plan.initiative"}', 'skips its stages'),
	('a b r', '{"insert into plan.initiative_weight (year, criterion, weight) values (2016, ''social'', 99)"}', 'weighs the criteria'),
	('a b r', '{"update plan.review_scale set label = ''x''"}', 'the scales of reviews'),
	('a r', '{"update plan.agreement_between_bodies set subject = ''x''"}', 'another office''s agreement'),
	('a r', '{"select plan.agreement_between_bodies_end(id, row_version, ''2019-04-01'', ''x'') from plan.agreement_between_bodies"}', 'ends it'),
	('a r', '{"insert into plan.agreement_party (agreement_id, party) select id, ''x'' from plan.agreement_between_bodies"}', 'joins it'),
	('a b r', '{"insert into plan.plan_review (plan_id, year, kind, reviewer, office_id) select id, 2019, ''design'', ''x'', core.root_office() from plan.action_plan"}', 'a review of another office'),
	('a b r', '{"insert into plan.consultation (plan_id, title, opens, closes, office_id) select id, ''x'', ''2019-01-01'', ''2019-01-02'', core.root_office() from plan.action_plan"}', 'a consultation of another office');
insert into attack (who, stmts, about) values
	('a r it', '{"select * from council.minutes"}', 'minutes in draft'),
	('a r it', '{"select * from council.minutes_list"}', 'by a view'),
	('a r it', '{"select * from council.minutes where 1 / (id - id) > 0"}', 'by an error that tells'),
	('a r it', '{"select * from council.minutes_remark"}', 'what a seat remarked'),
	('a r it', '{"select * from council.minutes_remark_all"}', 'by a view'),
	('a r it', '{"select * from audit.change where relation in (''council.minutes'', ''council.minutes_remark'')"}', 'both by the history'),
	('a r it', '{"set local hito.office = ''B''", "select * from council.minutes"}', 'by a forged office'),
	('a r it', '{"create function pg_temp.holds_seat(body bigint) returns boolean language sql as ''select true''", "set local search_path = pg_temp, council, core, pg_catalog", "select * from council.minutes"}', 'by a function that shadows ours'),
	('a b r it sec', '{"update council.minutes set state = ''approved''"}', 'approves minutes'),
	('a r', '{"update council.seat set seat_office_id = (select id from core.office where office_code = ''A'')"}', 'gives her office a seat'),
	('a b r', '{"select * from council.designation_private"}', 'contacts of a seat'),
	('a b r', '{"select * from council.designation_list where email is not null"}', 'by a view'),
	('a b r', '{"select * from audit.change where relation = ''council.designation_private''"}', 'by the history'),
	('a b it', '{"insert into council.designation_private (designation_id, email) select id, ''x'' from council.designation"}', 'writes one'),
	('a b r', '{"insert into council.agreement (session_id, agreement_text) select id, ''x'' from council.session"}', 'agrees'),
	('a b r it sec', '{"set local hito.acting = ''''", "update council.session set state = ''approved'', approved_in = id"}', 'approves a session'),
	('a b r', '{"select core.step(''council.agreement'', id, row_version, ''fulfilled'', ''{open}'', ''evidence'', ''x'') from council.agreement"}', 'fulfils another office''s agreement'),
	('a b r', '{"update council.agreement set evidence = ''x''"}', 'another office''s agreement'),
	('a b r', '{"insert into council.vote (agreement_id, seat_id, vote) select a.id, x.id, ''for'' from council.agreement a, council.seat x"}', 'votes'),
	('a b r', '{"insert into council.agreement_unit (agreement_id, responsible_id) select a.id, a.office_id from council.agreement a"}', 'makes another office answer'),
	('a b r', '{"insert into core.setting (key, value) values (''council.agreements_from'', ''2019-01-01'')"}', 'sets the day of agreements'),
	('a b r it sec', '{"update plan.action_plan set agreement_id = (select id from council.agreement)", "select 1 from plan.action_plan where agreement_id is not null"}', 'links an agreement by hand'),
	('a b r it sec', '{"select core.step_of_person(''council.minutes'', id, row_version, ''approved'', ''{draft}'', ''{}'') from council.minutes"}', 'approves minutes beside their session'),
	('a b r it sec', '{"select core.step_of_person(''council.session'', id, row_version, ''approved'', ''{draft}'', ''{}'') from council.session"}', 'approves a session nowhere'),
	('a b r it', '{"select council.session_approve(id, row_version, null) from council.session"}', 'approves without being the secretariat'),
	('a b r it sec', '{"update council.agreement set evidence = ''x'', unrecorded = true", "select 1 from council.agreement where evidence = ''x''"}', 'writes the evidence of an agreement beside its action'),
	('a b r', '{"update council.designation set person_name = ''x''"}', 'changes who sat in a seat'),
	('a b r', '{"update council.quorum_rule set first_numerator = 0"}', 'changes a rule of quorum'),
	('a b r it sec', '{"select council.seat_turn()"}', 'calls a trigger of ours');
-- What is of the council is the secretariat's and IT's to write.
insert into attack (who, stmts, about)
select 'a b r', array[format('update %s set row_version = row_version', r.name)], 'writes ' || r.name
from core.register r where r.name like 'council.%';
insert into attack (stmts, about)
select array['delete from ' || r.name], 'deletes from ' || r.name
from core.register r where r.name like 'council.%';
-- What is kept by the database is written by nobody, in any register; and
-- nobody holds one up for the others.
insert into attack (stmts, about)
select array[format('update %s set %I = %2$I', r.name, c.col)], 'writes ' || c.col || ' of ' || r.name
from core.register r join pg_attribute a on a.attrelid = r.name::regclass
	join (values ('state'), ('list_place')) as c (col) on c.col = a.attname;
insert into attack (stmts, about)
select array[format('lock table %s in share mode', r.name)], 'locks ' || r.name from core.register r;

select plan((select sum(cardinality(string_to_array(who, ' ')))::int from attack) + 10);
select cmp_ok((select min(n)::int from (select count(*) as n from attack cross join unnest(string_to_array(who, ' ')) group by unnest) x),
	'>=', 60, 'at least 60 statements each');

select ok(got = '0' or got ~ '^[0-9A-Z]{5}$' and got !~ '^(42601|42P01|42703|42883)$',
	format('%s: %s (%s)', w, about, got))
from attack cross join unnest(string_to_array(who, ' ')) as w
	cross join lateral pg_temp.as_login('t_' || w, case when w in ('a', 'r') then 'A' when w = 'b' then 'B' end,
		false, variadic stmts) as got
order by n, w;

select is((select string_agg(p.oid::regproc::text, ', ') from pg_proc p where p.pronamespace::regnamespace::text !~ '^(pg_|information_schema|tap$|public$)'
	and p.prosrc ~ 'pg_advisory'), null, 'nothing of ours waits for a lock that anybody may hold');
-- A view of hers where a definer's function wants the name of a table: nothing of
-- hers runs as another.
create temp table ran (who text);
create function pg_temp.runs() returns bigint language plpgsql as $$begin insert into ran values (current_user); return 1; end$$;
create temp view own as select 1::bigint as id, pg_temp.runs() as batch_id, pg_temp.runs() as office_id, pg_temp.runs()::text as state, null::timestamptz as deleted_at;
grant insert, select on ran to public;
grant select on own to public;
create temp table named as select p.oid::regprocedure::text as called, format('select * from %s(%s)', p.oid::regproc, (select string_agg(case
		when t = 'regclass'::regtype or t = 'text'::regtype and (a.name ~ 'tab|relation|register' or a.n = 1) then '''pg_temp.own''' when t = 'date'::regtype then '''2019-01-01'''
		when t in ('bigint'::regtype, 'int'::regtype) then '1' else format('null::%s', t::regtype) end, ', ' order by a.n)
	from unnest(p.proargtypes::oid[], p.proargnames[1:p.pronargs]) with ordinality as a (t, name, n))) as stmt
from pg_proc p where p.prosecdef and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype and p.pronamespace::regnamespace::text in (select distinct split_part(name, '.', 1) from core.register union select 'audit')
	and p.proargtypes::oid[] && array['regclass'::regtype::oid, 'text'::regtype::oid];
select cmp_ok((select count(*)::int from named where called ~ 'changed_since|may_change|hidden_records|verify_rows'), '>=', 4, 'functions that are given a table');
select is((select string_agg(called || ' as ' || w, ', ') from named cross join unnest('{r,sec,it}'::text[]) as w
	cross join lateral pg_temp.as_login('t_' || w, case w when 'r' then 'A' end, false, stmt, 'select from ran where who <> session_user') as got
	where got <> '0' and got !~ '^[0-9A-Z]{5}$'), null, 'run nothing of hers as their owner');
select is(pg_temp.asked('t_b', 'B', 'select count(*) from council.minutes where minutes_text like ''secreto%'''), '1', 'what is hidden is there');
-- Another's hidden row is not told by a unique violation.
select is(pg_temp.as_login('t_a', 'A', false, $$insert into follow.result (indicator_id, period_id, executed)
	select i.id, p.id, 1 from follow.indicator i join core.period p using (plan_id) where indicator_code = 'I2'$$),
	'42501', 'probing by a unique key is refused by right, not by key');
-- Marks of who entered, submitted and approved are the server's.
select is(pg_temp.as_login('t_b', 'B', true, $$update follow.result set entered_by = '{}', submitted_by = 'x',
	approved_by = 'x', executed = 8$$), '1', 'forged marks are taken');
select is((select concat(entered_by, submitted_by, approved_by) from follow.result), '{t_b}', 'and not believed');
-- Someone else's request id is hers alone.
select is(pg_temp.as_login('t_a', 'A', true, $$insert into core.request (id, login, xid)
	values ('00000000-0000-0000-0000-000000000001', 't_b', '3')$$), '1', 'a forged login');
select is((select login || (xid = pg_current_xact_id()) from core.request where id = '00000000-0000-0000-0000-000000000001'),
	't_atrue', 'is put right');

select * from finish();
rollback;
