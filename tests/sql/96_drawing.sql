-- SPDX-License-Identifier: GPL-3.0-or-later
-- Forms and layouts that the database serves: who proposes, who decides, what is
-- in force, and that a start learns of it.
begin;
\ir fixture.psql
\ir refusal.psql
select plan(52);

insert into core.login (login) values ('t_it2');
create role t_it2 login;
grant hito_it, hito_secretariat to t_it2;
set local role hito_owner;
insert into core.member (login, office_id, kind) values ('t_it2', core.root_office(), 'batch'), ('t_it2', core.root_office(), 'secretariat');
reset role;
create function pg_temp.proposed(body text, file text default 'milestone.form', why text default 'Se pidió') returns text language sql as
	$$select format('select core.drawing_propose(%L, ''Hitos'', %L, ''0.1'', %L)', file, body, why)$$;
create function pg_temp.of(version int, file text default 'milestone.form') returns text language sql as
	$$select id || ', ' || row_version from core.drawing where file_name = file and version_no = version$$;
create function pg_temp.states() returns text language sql as
	$$select string_agg(file_name || '/' || version_no || ' ' || state, ', ' order by file_name, version_no) from core.drawing_list$$;
create function pg_temp.drawn(who text) returns text language plpgsql as $$
declare
	answer text;
begin
	execute format('set local session authorization %I', who);
	answer := (select substring(s from '[^,]*$') from core.start(null, null) as s where starts_with(s, 'h'));
	reset session authorization;
	return answer;
end
$$;
select E'# x\nform milestone "Hitos"\n' as form, E'form milestone "Hitos"\nlist a\n' as other \gset

select is(pg_temp.drawn('t_a'), ')', 'nothing is served: a start says nothing');
select is(pg_temp.said('t_a', 'A', pg_temp.proposed(:'form')), 'Los formularios y modelos los propone informática, desde la oficina principal.',
	'a clerk proposes none');
select is(pg_temp.said('t_sec', null, pg_temp.proposed(:'form')), 'Los formularios y modelos los propone informática, desde la oficina principal.',
	'nor does the secretariat');
select is(pg_temp.said('t_it', null, pg_temp.proposed(:'form', why => ' ')), 'why: Escriba para qué se cambia.', 'a reason is asked');
select is(pg_temp.said('t_it', null, pg_temp.proposed(:'form', file)), said, what) from (values
	('../x.form', 'El archivo se llama NOMBRE.form o NOMBRE.report, no ../x.form.', 'a name stays in its folder'),
	('X.form', 'El archivo se llama NOMBRE.form o NOMBRE.report, no X.form.', 'and is plain'),
	('goal.form', 'goal.form empieza por «form goal»: así se llama lo que dibuja.', 'it is that of what it draws'),
	('milestone.report', 'milestone.report empieza por «report milestone»: así se llama lo que dibuja.', 'a layout is no form'))
	as v (file, said, what);
select is(pg_temp.as_login('t_it', null, true, pg_temp.proposed(:'form')), '1', 'informática proposes');
select is(pg_temp.states(), 'milestone.form/1 proposed', 'the first version');
select is(pg_temp.drawn('t_a'), ')', 'proposed is not served');
select is(pg_temp.as_login('t_it', null, false, 'select * from core.drawings_served(''{}'')'), '0', 'nor sent');
select is(pg_temp.said('t_it', null, format('select core.drawing_accept(%s)', pg_temp.of(1))), 'Un formulario o modelo lo pone en vigor la secretaría.',
	'not by whoever is not of the secretariat');
select is(pg_temp.as_login('t_it2', null, true, pg_temp.proposed(:'other')), '1', 'one who is of both proposes another');
select is(pg_temp.said('t_it2', null, format('select core.drawing_accept(%s)', pg_temp.of(2))), 'Usted lo propuso: lo pone en vigor otra persona.',
	'and does not accept her own');
select is(pg_temp.as_login('t_a', 'A', false, 'update core.drawing set state = ''in_force'', decided_by = ''x'''), '42501', 'nobody by hand');
select is(pg_temp.as_login('t_sec', null, false, 'insert into core.drawing (file_name, version_no, title, body, made_for, why, office_id)
	values (''a.form'', 1, ''x'', ''x'', ''1'', ''x'', core.root_office())'), '42501', 'nor a new one');
select is(pg_temp.as_login('t_sec', null, true, format('select core.drawing_accept(%s)', pg_temp.of(1))), '1', 'the secretariat puts it in force');
select pg_temp.drawn('t_a') as first \gset
select matches(:'first'::text, '^[0-9a-f]{16}\)$', 'a start says so, what was kept before is not said again');
savepoint here;
update core.drawing set body = body || '#' where state = 'in_force';
select isnt(core.drawn() || ')', :'first'::text, 'the same version of another database is another edition');
rollback to here;
select is((select string_agg(file_name || '/' || version_no || ' ' || (body is null) || ' ' || (digest = core.drawing_digest(:'form')), ',')
	from core.drawings_served('{}')), 'milestone.form/1 false true', 'it is sent');
select is((select body from core.drawings_served(array[core.drawing_digest(:'form')])), null::text, 'not to who has it');
select is(pg_temp.said('t_it', null, pg_temp.proposed(:'form')), 'milestone.form es igual al que rige.', 'the same is not proposed again');
select is(pg_temp.as_login('t_sec', null, true, format('select core.drawing_accept(%s)', pg_temp.of(2))), '1', 'the next one');
select is(pg_temp.states(), 'milestone.form/1 replaced, milestone.form/2 in_force', 'takes the place of the first');
select isnt(pg_temp.drawn('t_a'), :'first'::text, 'which a start says too');
select is((select changes_no || E'\n' || changes from core.drawing_list where version_no = 2), E'1\n-# x\n+list a', 'what changes is shown');
select is(pg_temp.as_login('t_it', null, true, pg_temp.proposed(:'form')), '1', 'an earlier text may come back');
select is(pg_temp.said('t_a', 'A', format('select core.drawing_refuse(%s, ''no'')', pg_temp.of(3))),
	'Una propuesta la rechaza la secretaría, o la retira quien la hizo.', 'a clerk refuses none');
select is(pg_temp.as_login('t_it', null, true, format('select core.drawing_refuse(%s, ''Fue un error'')', pg_temp.of(3))), '1', 'who proposed it takes it back');
select is(pg_temp.as_login('t_sec', null, true, format('select core.drawing_withdraw(%s, ''Vuelve el de antes'')', pg_temp.of(2))), '1', 'what is in force is withdrawn');
select is(pg_temp.states() || ' ' || pg_temp.drawn('t_a'), 'milestone.form/1 replaced, milestone.form/2 withdrawn, milestone.form/3 refused )',
	'then nothing is served');

-- What is read before it is put in force is what runs.
select is(core.lines_changed(E'a\nb\nc', E'a\nX\nb\nc'), '+X', 'a line that comes');
select is(core.lines_changed(E'a\n call x\nb\n call y', E'a\n call y\nb\n call x'), E'- call x\n-b\n+b\n+ call x',
	'lines that stand elsewhere now go and come');
select is(core.lines_changed('a', 'a'), null, 'the same changes nothing');
select is(core.rising('{3,1,2,9,4,5}'), '{6,5,3,2}', 'the most that rises');
select is(core.rising('{}'), '{}', 'of nothing nothing');
select is(pg_temp.said('t_it', null, format('select core.drawing_propose(''goal.form'', %L, %L, ''0.1'', %L)', title, body, why)), said, what) from (values
	('x', E'form plan "H"\n form goal "H"\n', 'x', 'goal.form empieza por «form goal»: así se llama lo que dibuja.', 'what it draws is said first'),
	('x', null, 'x', 'goal.form empieza por «form goal»: así se llama lo que dibuja.', 'a body is asked'),
	(null, E'form goal "H"\n', 'x', 'title: Escriba el título.', 'a title too'),
	(repeat('x', 201), E'form goal "H"\n', 'x', 'Es demasiado largo: el archivo tiene a lo más 256 KiB; el título, 200 caracteres; el motivo, 2000.', 'of 200 characters'),
	('x', E'form goal "H"\n', repeat('x', 2001), 'Es demasiado largo: el archivo tiene a lo más 256 KiB; el título, 200 caracteres; el motivo, 2000.', 'a reason of 2000'),
	(E'x\u001b[2J', E'form goal "H"\n', 'x', 'Hay un signo que no se ve: un formulario o modelo se lee antes de ponerlo en vigor.', 'no command to a terminal'),
	('x', E'form goal "H"\n# \u202e', 'x', 'Hay un signo que no se ve: un formulario o modelo se lee antes de ponerlo en vigor.', 'nothing that turns what is read'),
	('x', E'form goal "H"\n# a\rcall b', 'x', 'Hay un signo que no se ve: un formulario o modelo se lee antes de ponerlo en vigor.', 'no line that another covers'),
	('x', E'\r\n# de Windows\r\nform goal "H"\r\n', 'x', 'taken', 'a line may end as on Windows')) as v (title, body, why, said, what);
select pg_temp.as_login('t_it', null, true, pg_temp.proposed(E'form goal "1"\n', 'goal.form'), pg_temp.proposed(E'form goal "2"\n', 'goal.form')) \g /dev/null
select pg_temp.as_login('t_sec', null, true, format('select core.drawing_accept(%s)', pg_temp.of(2, 'goal.form'))) \g /dev/null
select is((select changes_no || changes from core.drawing_list where file_name = 'goal.form' and version_no = 1), E'2-form goal "2"\n+form goal "1"',
	'an earlier one that waits is shown beside what rules now');

-- So many wait, and so many rule.
create function pg_temp.many(n text) returns text language sql as
	$$select format('select core.drawing_propose(''x'' || n || ''.form'', ''x'', ''form x'' || n || E'' "X"\n'', ''0.1'', ''x'') from generate_series(%s) as n', n)$$;
select 100 - count(*) as room from core.drawing where state = 'proposed' \gset
select is(pg_temp.as_login('t_it', null, true, pg_temp.many('1, ' || :'room')), :'room'::text, '100 wait');
select is(pg_temp.said('t_it', null, pg_temp.many('200, 200')), 'Ya esperan 100 propuestas: retire antes las que no sirven.', 'and no more');
select count(*) as rule from core.drawing where state = 'in_force' \gset
update core.drawing set state = 'in_force', decided_by = 'x', decided_at = now()
where id in (select id from core.drawing where state = 'proposed' and file_name like 'x%' order by id limit 90);
insert into core.drawing (file_name, version_no, title, body, made_for, why, office_id)
select 'y' || n || '.form', 1, 'x', 'x', '1', 'x', core.root_office() from generate_series(0, 109 - :rule) as n;
update core.drawing set state = 'in_force', decided_by = 'x', decided_at = now() where file_name like 'y%' and file_name <> 'y0.form';
select is(pg_temp.said('t_sec', null, format('select core.drawing_accept(%s)', pg_temp.of(1, 'x91.form'))), 'taken', 'the 200th rules');
update core.drawing set state = 'in_force', decided_by = 'x', decided_at = now() where file_name = 'y0.form';
select is(pg_temp.said('t_sec', null, format('select core.drawing_accept(%s)', pg_temp.of(1, 'x91.form'))),
	'Rigen ya demasiados: a lo más 200, de 4 MiB en total. Retire antes los que no se usan.', 'no other does');
update core.drawing set state = 'withdrawn' where file_name like 'y%';
update core.drawing set body = repeat('x', 262144) where file_name in (select 'x' || n || '.form' from generate_series(1, 16) as n);
select is(pg_temp.said('t_sec', null, format('select core.drawing_accept(%s)', pg_temp.of(1, 'x91.form'))),
	'Rigen ya demasiados: a lo más 200, de 4 MiB en total. Retire antes los que no se usan.', 'nor more than 4 MiB');
select * from finish();
rollback;
