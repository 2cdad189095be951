-- SPDX-License-Identifier: GPL-3.0-or-later
-- An issued report: who issues, what of it may change, how versions differ.
begin;
\ir fixture.psql
select plan(45);

-- A report of the quarter of T1 with one file, as the client sends it.
create function pg_temp.issue(version int, preliminary boolean, reason text, mean text, bytes text default 'a')
returns text language sql as $$
	select format('select follow.report_issue(%L, %L, %L, %L, %s, %L, %L, %L, %L, %L, %L, %L, %L)',
		'T1', '2019-Q1', 'quarterly', '', version, preliminary, 'INFORME', 'N° 1', reason, 'Ana, Secretaria',
		'hito 1', jsonb_build_object('report', jsonb_build_object('version', version,
			'figures', jsonb_build_object('plan', jsonb_build_object('mean', mean),
				'commitments', jsonb_build_array(jsonb_build_object('key', '1', 'mean', '80'),
					jsonb_build_object('key', '2', 'mean', mean)))),
			'render', '[]'::jsonb)::text,
		jsonb_build_object('text', encode(sha256(convert_to(bytes, 'UTF8')), 'hex'))::text)
$$;
create function pg_temp.file(format text, bytes text, sent text default null) returns text language sql as $$
	select format('insert into follow.report_file (report_id, format, extension, bytes, sha256, program)
		values (currval(pg_get_serial_sequence(''follow.report'', ''id'')), %L, %L, %L, %L, %L)',
		format, 'txt', convert_to(bytes, 'UTF8')::text,
		encode(sha256(convert_to(coalesce(sent, bytes), 'UTF8')), 'hex'), 'hito 1')
$$;

-- issuing
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, false, null, '79.5')), 'HT002', 'an open period is not issued');
select is(pg_temp.as_login(who, office, false, pg_temp.issue(1, true, null, '79.5')), '42501', who || ' does not issue')
from (values ('t_a', 'A'), ('t_r', 'A'), ('t_it', 'GR')) as v (who, office);
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(2, true, 'x', '79.5')), 'HT001', 'no version is skipped');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, true, null, '79.5'), pg_temp.file('text', 'b')), 'HT002',
	'a file that was not announced');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, true, null, '79.5'), pg_temp.file('pdf', 'a')), 'HT002',
	'nor in another format');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, true, null, '79.5'), pg_temp.file('text', 'a', 'b')), 'HT002',
	'nor with another digest');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, true, null, '79.5'),
	replace(replace(pg_temp.file('text', 'a'), 'sha256, program', 'sha256, program, contents'), $$'hito 1')$$, $$'hito 1', 'x')$$)), 'HT002',
	'nor what nothing says of it');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.issue(1, true, null, '79.5'), pg_temp.file('text', 'a')), '1',
	'a preliminary one by the secretariat');
select is((select report_no || '/' || version || ' ' || issuer || ' ' || preliminary from follow.report),
	'1/1 t_sec true', 'numbered, with its issuer');
select is((select sha256 from follow.report), (select follow.report_hash(data, rule_set, hashes) from follow.report),
	'and sealed');
select is((select rule_set ->> 'threshold' from follow.report), '80', 'the rules of its cut-off stand beside');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(2, true, ' ', '80')), 'HT002', 'a correction says why');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(1, true, 'x', '80')), 'HT001', 'a version is issued once');
select is(pg_temp.as_login('t_sec', null, true, pg_temp.issue(2, true, 'Se corrigió', '80'), pg_temp.file('text', 'a')), '1', 'corrected');
select is((select string_agg(path || ': ' || old_value || ' > ' || new_value, '; ' order by path) from follow.report_difference),
	'figures.commitments[2].mean: 79.5 > 80; figures.plan.mean: 79.5 > 80', 'what changed, by its path');
select is((select string_agg(version || ' ' || current, ', ' order by version) from follow.report_list),
	'1 false, 2 true', 'the last version is known');

-- a closed period
set local session_replication_role = replica;
update core.period set state = 'closed' where period_key = '2019-Q1';
set local session_replication_role = origin;
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(3, true, 'x', '80')), 'HT002', 'a closed period is not preliminary');
select is(pg_temp.as_login('t_sec', null, false, pg_temp.issue(3, false, 'Definitivo', '80')), '1', 'nor needs to be');

-- nothing of it changes
select is(pg_temp.as_login('t_sec', null, false, stmt), 'HT002', stmt) from (values
	($$update follow.report set title = 'x'$$),
	($$update follow.report set data = '{}'$$),
	($$update follow.report set made_with = '{}'$$),
	($$update follow.report set deleted_at = now(), deleted_why = 'x'$$),
	($$update follow.report_file set bytes = 'x'$$),
	($$update follow.report_file set contents = 'x'$$),
	($$update follow.report_difference set new_value = 'x'$$)) as v (stmt);
select throws_ok(stmt, 'HT002', null, stmt) from (values
	('delete from follow.report_file'), ('delete from follow.report_difference'),
	('truncate follow.report_file')) as v (stmt);
select is(pg_temp.as_login('t_sec', null, true, $$update follow.report set official_number = 'N° 2',
	presented_on = '2019-05-01', presented_session = 'Sesión 3', published_url = 'https://example.org/' where version = 2$$), '1',
	'what happened to it afterwards is noted');
select is(pg_temp.as_login('t_a', 'A', false, $$update follow.report set presented_on = '2019-05-01'$$), '42501', 'by the secretariat');
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.report_observation (report_id, seat, observation, observed_on)
	select id, 'Representante de las universidades', 'Falta la fuente', '2019-05-01' from follow.report where version = 2$$), '1', 'an observation');
select is(pg_temp.as_login('t_sec', null, true, $$update follow.report_observation set answer = 'Se añadió', answered_on = '2019-05-03'$$), '1', 'answered');
select is(pg_temp.asked('t_r', 'A', 'select count(*) || ''/'' || (select count(*) from follow.report_file) || ''/'' ||
	(select count(*) from follow.report_observation) from follow.report'), '2/2/1', 'everyone reads them');

-- what it was made with is in its seal
create function pg_temp.made(made jsonb) returns follow.report language sql as $$
	select jsonb_populate_record(r, jsonb_build_object('made_with', made)) from follow.report r where r.version = 1
$$;
select is((select follow.report_seal(pg_temp.made(null))), (select sha256 from follow.report where version = 1), 'without it as ever');
select isnt(follow.report_seal(pg_temp.made('{"pdf": {"libraries": {"cairo": "1.18.4"}}}')), follow.report_seal(pg_temp.made(made)),
	'another with ' || coalesce(made::text, 'nothing'))
from (values (null), ('{"pdf": {"libraries": {"cairo": "1.16.0"}}}'::jsonb)) as v (made);

-- letters
select is(pg_temp.as_login('t_sec', null, true, $$insert into follow.outbox (report_id, format, recipients, subject, message, queued_by, queued_at)
	select id, 'text', 'a@b.c', 'x', 'y', 'nobody', '2000-01-01' from follow.report where version = 1$$), '1', 'a letter');
select is((select state || queued_by from follow.outbox), 'queuedt_sec', 'waits, by who sends it');
select is(pg_temp.as_login('t_sec', null, true, $$select follow.outbox_close(id, 'sent', null) from follow.outbox$$), '1', 'goes');
select is(pg_temp.as_login('t_sec', null, false, $$select follow.outbox_close(id, 'failed', 'x') from follow.outbox$$,
	$$select from follow.outbox where state = 'sent'$$), '1', 'once');

-- What is another today, in the order of its name.
set local session_replication_role = replica;
update follow.report set made_with = '{"pdf": {"libraries": {"cairo": "1.16.0", "pango": "1.50", "Noto": "1"}}}' where version = 1;
set local session_replication_role = origin;
select is((select string_agg(concat_ws(' ', l.library, coalesce(l.was, '-'), coalesce(l.now, '-')), '; ') from follow.report r
	cross join lateral follow.report_libraries(r.id, 'pdf', '{"pango": "1.50", "Lato": "2.015", "cairo": "1.18.4"}') as l where r.version = 1),
	'Lato - 2.015; Noto 1 -; cairo 1.16.0 1.18.4', 'which libraries are others');

-- A change once, as it is read; what only the exact value tells, by that.
select is((select string_agg(concat_ws(' ', path, old_value, new_value), ';') from follow.json_difference(
	'{"figures": {"plan": {"mean": "79.996"}}, "blocks": [{"block": "r", "rows": [{"key": "1", "mean": "79.996", "mean_shown": "79.996", "share": "0.001", "share_shown": "0.00"}], "chart": {"items": [{"label": "1", "shown": "79.996"}]}}]}',
	'{"figures": {"plan": {"mean": "81"}}, "blocks": [{"block": "r", "rows": [{"key": "1", "mean": "81", "mean_shown": "81.00", "share": "0.002", "share_shown": "0.00"}], "chart": {"items": [{"label": "1", "shown": "81.00"}]}}]}')),
	'figures.plan.mean 79.996 81;blocks[r].rows[1].share 0.001 0.002;blocks[r].rows[1].mean 79.996 81.00', 'a change is listed once');
-- In the reader's words: where it stands, and what the report calls it.
select is((select string_agg(concat_ws(' ', said, old_value, new_value), '; ') from follow.json_difference(
	'{"figures": {"plan": {"mean": "79.996"}, "commitments": [{"key": "2", "mean": "60"}]}, "blocks": [{"block": "ind", "title": "LOGRO", "rows": [{"commitment_no": "2", "indicator_code": "2.1", "office_code": "SGTI", "band": "red", "band_text": "Rojo", "executed": "3"}]}]}',
	'{"figures": {"plan": {"mean": "81"}, "commitments": [{"key": "2", "mean": "64"}]}, "blocks": [{"block": "correction", "title": "QUÉ", "rows": []}, {"block": "ind", "title": "LOGRO", "rows": [{"commitment_no": "2", "indicator_code": "2.1", "office_code": "SGTI", "band": "amber", "band_text": "Ámbar", "executed": "4"}]}]}',
	'[{"what": "block", "name": "other"}, {"what": "column", "name": "executed", "title": "No"}, {"what": "block", "name": "ind"}, {"what": "column", "name": "executed", "title": "Ejecutado"}, {"what": "column", "name": "band_text", "title": "Semáforo"}]')),
	'El plan: promedio 79.996 81; compromiso 2: promedio 60 64; LOGRO, compromiso 2, indicador 2.1, oficina SGTI: Ejecutado 3 4; LOGRO, compromiso 2, indicador 2.1, oficina SGTI: Semáforo Rojo Ámbar',
	'in words');

select * from finish();
rollback;
