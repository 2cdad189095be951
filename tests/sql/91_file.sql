-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files of documents, by psql: whose they are, who reads them, what is kept.
begin;
\ir fixture.psql
select plan(30);

create function pg_temp.send(name text, content bytea, size bigint default null, digest text default null) returns bigint
language plpgsql as $$
declare
	f bigint := (core.file_begin(name, coalesce(size, length(content)), coalesce(digest, encode(sha256(content), 'hex')))).file;
begin
	perform core.file_put(f, 0, encode(content, 'base64'));
	return f;
end
$$;
create function pg_temp.doc(ref text) returns core.document language sql as
	$$select d from core.document d where document_ref = ref$$;

set local role hito_owner;
insert into core.document (document_ref, document_title, office_id, publishable)
values ('D-A', 'De A', core.office_named('A'), false), ('D-B', 'De B', core.office_named('B'), true);
reset role;

-- ---- what a file is

select is(core.media_of('%PDF-1.7'), 'application/pdf', 'a PDF');
select is(core.media_of('\xffd8ffe000104a464946'), 'image/jpeg', 'a photograph');
select is(core.media_of('\x89504e470d0a1a0a00'), 'image/png', 'a picture');
select is(core.media_of(convert_to('Acta de la sesión' || E'\r\n\tuno', 'LATIN1')), 'text/plain', 'letters, in Latin-1 too');
select is(core.media_of('\x504b0304140000000800' || convert_to('[Content_Types].xml....xl/workbook.xml', 'UTF8')),
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'a workbook');
select is(core.media_of('\x504b0304140000000800' || convert_to('programa.bin', 'UTF8')), null, 'an archive of anything is nothing that is kept');
select is(core.media_of('\x7f454c4602010100'), null, 'nor a program');
select is(core.media_of('\x4d5a9000'), null, 'of any system');

-- ---- sending

set local session authorization t_a;
select pg_temp.send('acta.txt', 'Acta firmada') as sent \gset
select is((core.file_told(:sent)).media_type, 'text/plain', 'a whole file tells its sender what it is');
select is(core.file_put((core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).file, 0, encode('abc', 'base64')), 3::bigint, 'a piece');
select is(core.file_put((core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).file, 0, encode('abc', 'base64')), 3::bigint, 'the same again is taken once');
select is((core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).have, 3::bigint, 'who begins again goes on');
select throws_ok($$select core.file_put((core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).file, 3, encode('defg', 'base64'))$$,
	'HT002', '«b.txt» creció mientras se enviaba: envíelo de nuevo.', 'more than was said');
select throws_ok($$select core.file_put((core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).file, 3, encode('xyz', 'base64'))$$,
	'HT002', '«b.txt» cambió mientras se enviaba: envíelo de nuevo.', 'other than was said');
select throws_ok($$update core.document set file_id = (core.file_begin('b.txt', 6, encode(sha256('abcdef'), 'hex'))).file where document_ref = 'D-A'$$,
	'HT002', 'El archivo no llegó entero, o lo envió otra persona: envíelo de nuevo.', 'half a file hangs on nothing');
select is(core.file_put((core.file_begin('c.txt', 6, encode(sha256('\x610062636465'), 'hex'))).file, 0, encode('a', 'base64')), 1::bigint, 'a file of one letter so far');
select throws_ok($$select core.file_put((core.file_begin('c.txt', 6, encode(sha256('\x610062636465'), 'hex'))).file, 1, encode('\x0062636465', 'base64'))$$,
	'HT002', null, 'is judged by all of it');
set local session authorization t_b;
select throws_ok($$select core.file_put(f.id, 0, 'YQ==') from core.file f$$, '42501', null, 'nobody sees what another sends');
select throws_ok(format($$update core.document set file_id = %s where document_ref = 'D-B'$$, :sent), 'HT002',
	'El archivo no llegó entero, o lo envió otra persona: envíelo de nuevo.', 'nor hangs it on a document of her own');
set local session authorization t_r;
select throws_ok($$select core.file_begin('a.txt', 1, repeat('a', 64))$$, '42501', null, 'who only reads sends nothing');

-- ---- whose it is

set local session authorization t_a;
select lives_ok(format($$select core.document_attach((pg_temp.doc('D-A')).id, (pg_temp.doc('D-A')).row_version, %s)$$, :sent), 'her own document takes it');
select is((select file_name || '|' || file_bytes from core.document_list where document_ref = 'D-A'), 'acta.txt|12', 'and has its name');
select throws_ok($$update core.document set file_sha256 = repeat('0', 64) where document_ref = 'D-A'$$, 'HT002',
	'El nombre y la huella son los del archivo guardado: quite el archivo para escribir otros.', 'nobody writes another digest');
select throws_ok($$update core.document set file_id = null where document_ref = 'D-A'$$, 'HT002', 'Escriba por qué se quita el archivo.', 'nor takes it away without a reason');
set local session authorization t_b;
select throws_ok($$select core.document_file((pg_temp.doc('D-A')).id, 1)$$, 'HT003',
	'Este archivo no es para publicar: lo leen la oficina del documento y la secretaría.', 'another office does not read what is not to be published');
select is(core.file_get(:sent, 0, 100), null, 'by its number neither');
select throws_ok($$select core.document_detach((pg_temp.doc('D-A')).id, (pg_temp.doc('D-A')).row_version, 'porque sí')$$, 'HT001', null, 'nor takes it away');
set local session authorization t_sec;
select is(convert_from(decode(core.file_get(:sent, 5, 100), 'base64'), 'UTF8'), 'firmada', 'the secretariat reads it, from any byte');
set local session authorization t_a;
select lives_ok($$select core.file_begin('d' || n || '.txt', n, repeat('d', 64)) from generate_series(1, 30) as n$$, 'many are begun');
reset session authorization;
select ok((select count(*) from core.file where login = 't_a') <= 22, 'and the oldest unused go');
select * from finish();
rollback;
