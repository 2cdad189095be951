-- SPDX-License-Identifier: GPL-3.0-or-later
-- Documents: evidence, agreements, letters, and the files of those that are
-- kept here and not on a shelf.

-- ---- files, in pieces: a line that is cut goes on where it was

create function core.file_limit() returns bigint
language sql stable as $$
	select coalesce((select s.value::bigint from core.setting s
		where s.key = 'document.bytes' and s.deleted_at is null), 10485760)
$$;
comment on function core.file_limit() is 'Cuántos bytes puede tener un archivo';

-- "3.2 MB".
create function core.bytes_said(bytes bigint) returns text
language sql immutable as $$
	select case when bytes < 10240 then format('%s bytes', bytes)
		when bytes < 1048576 then format('%s kB', round(bytes / 1024.0))
		else format('%s MB', round(bytes / 1048576.0, 1)) end
$$;
comment on function core.bytes_said(bigint) is 'Un número de bytes como se dice';

-- What a file is by how it begins (of workbooks and documents the names of
-- their first parts); NULL is nothing that is kept.
create function core.media_of(begins bytea) returns text
language plpgsql immutable as $$
declare
	seen constant text := encode(substring(begins for 65536), 'escape');
begin
	if starts_with(seen, '%PDF-') then
		return 'application/pdf';
	elsif substring(begins for 8) = '\x89504e470d0a1a0a' then
		return 'image/png';
	elsif substring(begins for 3) = '\xffd8ff' then
		return 'image/jpeg';
	elsif substring(begins for 4) in ('\x49492a00', '\x4d4d002a') then
		return 'image/tiff';
	elsif substring(begins for 8) = '\xd0cf11e0a1b11ae1' then
		return 'application/x-ole-storage';
	elsif substring(begins for 4) = '\x504b0304' then
		return case when position('mimetypeapplication/vnd.oasis.opendocument.text' in seen) > 0
				then 'application/vnd.oasis.opendocument.text'
			when position('mimetypeapplication/vnd.oasis.opendocument.spreadsheet' in seen) > 0
				then 'application/vnd.oasis.opendocument.spreadsheet'
			when position('[Content_Types].xml' in seen) = 0 then null
			when position('word/' in seen) > 0 then 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
			when position('xl/' in seen) > 0 then 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
			when position('ppt/' in seen) > 0 then 'application/vnd.openxmlformats-officedocument.presentationml.presentation' end;
	elsif core.is_text(begins) then
		return 'text/plain';
	end if;
	return null;
end
$$;
comment on function core.media_of(bytea) is 'Qué clase de archivo es, por cómo empieza';

-- Letters in UTF-8 or Latin-1: nothing that only a machine writes.
create function core.is_text(begins bytea) returns boolean
language sql immutable as $$
	select encode(begins, 'hex') !~ '^(..)*(0[0-8be-f]|1[0-9a-f]|7f)'
$$;
comment on function core.is_text(bytea) is 'Son letras, sin signos que solo escribe una máquina';

-- The endings that a name may have for what a file is, and how that is said.
create function core.media_known(out media_type text, out endings text[], out said text)
returns setof record language sql immutable as $$
	values ('application/pdf', '{pdf}'::text[], 'PDF'),
		('image/png', '{png}', 'Imagen PNG'),
		('image/jpeg', '{jpg,jpeg}', 'Fotografía JPEG'),
		('image/tiff', '{tif,tiff}', 'Imagen TIFF'),
		('application/x-ole-storage', '{doc,xls,ppt,msg}', 'Documento de Office antiguo'),
		('application/vnd.oasis.opendocument.text', '{odt}', 'Texto de LibreOffice'),
		('application/vnd.oasis.opendocument.spreadsheet', '{ods}', 'Hoja de LibreOffice'),
		('application/vnd.openxmlformats-officedocument.wordprocessingml.document', '{docx}', 'Texto de Word'),
		('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '{xlsx}', 'Libro de Excel'),
		('application/vnd.openxmlformats-officedocument.presentationml.presentation', '{pptx}', 'Presentación de PowerPoint'),
		('text/plain', '{txt,csv,tsv,md,json,eml}', 'Texto')
$$;
comment on function core.media_known() is 'Las clases de archivo que se guardan';

create function core.media_said(media_type text) returns text
language sql immutable as $$
	select k.said from core.media_known() k where k.media_type = $1
$$;
comment on function core.media_said(text) is 'Una clase de archivo como se dice';

-- Begins to send a file, or goes on with one that was cut: its number, and
-- how many bytes came. What she left unused a day ago goes, and of more than
-- twenty the oldest.
create function core.file_begin(file_name text, bytes bigint, sha256 text, out file bigint, out have bigint)
language plpgsql volatile security definer as $$
declare
	most constant bigint := core.file_limit();
begin
	if core.my_office('{enter,submit}') is null and not core.is_secretariat() then
		raise exception 'Usted no registra documentos: no puede enviar archivos.' using errcode = 'HT003', column = 'file';
	elsif $2 is null or $2 < 1 then
		raise exception '«%» está vacío.', $1 using errcode = 'HT002', column = 'file';
	elsif $2 > most then
		raise exception '«%» tiene % y se guardan hasta %. Envíelo más pequeño, o diga en «Dónde está» en qué carpeta o página queda.',
			$1, core.bytes_said($2), core.bytes_said(most) using errcode = 'HT002', column = 'file';
	end if;
	delete from core.file f where f.id in (
		select x.id from (select y.*, row_number() over (order by y.id desc) as at from core.file y
			where y.login = session_user and not exists (select from core.document d where d.file_id = y.id)) as x
		where x.begun_at < now() - interval '1 day' or x.at > 20);
	select f.id into file from core.file f
	where f.login = session_user and f.sha256 = $3 and f.bytes = $2 and f.file_name = $1
		and not exists (select from core.document d where d.file_id = f.id)
	order by f.id limit 1;
	if file is null then
		insert into core.file (file_name, bytes, sha256) values ($1, $2, $3) returning id into file;
	end if;
	select coalesce(sum(length(p.bytes)), 0) into have from core.file_piece p where p.file_id = file;
end
$$;
grant execute on function core.file_begin(text, bigint, text) to hito_clerk, hito_secretariat;
comment on function core.file_begin(text, bigint, text) is 'Empieza a enviar un archivo, o sigue con el que se cortó';

-- What a file is by all of it; of its first piece what it cannot be.
create function core.file_judge(f core.file, came bytea) returns text
language plpgsql stable as $$
declare
	part constant boolean := length(came) < f.bytes;
	media constant text := case when part and substring(came for 4) = '\x504b0304' then 'part'
		when not part and not core.is_text(came) then nullif(core.media_of(came), 'text/plain')
		else core.media_of(came) end;
	ending constant text := lower(substring(f.file_name from '\.([^.]+)$'));
	known record;
begin
	if media = 'part' then
		return null;
	end if;
	select * into known from core.media_known() k where k.media_type = media;
	if media is null then
		raise exception '«%» no es de las clases que se guardan: PDF, fotografía, texto, u hoja o documento de Office o LibreOffice.', f.file_name
			using errcode = 'HT002', column = 'file';
	elsif ending is null or ending <> all (known.endings) then
		raise exception '«%» no acaba en lo que es (%): póngale el nombre que le toca, terminado en .%', f.file_name, known.said, known.endings[1]
			using errcode = 'HT002', column = 'file';
	end if;
	return media;
end
$$;
comment on function core.file_judge(core.file, bytea) is 'Dice qué clase de archivo es, o por qué no se guarda';

-- A piece behind those that came; said twice it is taken once. Returns how
-- many bytes there are now: the sender goes on from there.
create function core.file_put(file bigint, at_byte bigint, piece text) returns bigint
language plpgsql volatile security definer as $$
declare
	came constant bytea := decode($3, 'base64');
	f core.file;
	have bigint;
	content bytea;
begin
	select * into f from core.file t where t.id = $1 and t.login = session_user and not t.whole for update;
	if f.id is null then
		raise exception 'Este archivo ya no se espera: envíelo de nuevo.' using errcode = 'HT002', column = 'file';
	end if;
	select coalesce(sum(length(p.bytes)), 0) into have from core.file_piece p where p.file_id = $1;
	if have <> $2 or length(came) = 0 then
		return have;
	elsif have + length(came) > f.bytes then
		raise exception '«%» creció mientras se enviaba: envíelo de nuevo.', f.file_name using errcode = 'HT002', column = 'file';
	end if;
	if have = 0 then
		perform core.file_judge(f, came);
	end if;
	insert into core.file_piece (file_id, at_byte, bytes) values ($1, $2, came);
	have := have + length(came);
	if have = f.bytes then
		content := (select string_agg(p.bytes, '' order by p.at_byte) from core.file_piece p where p.file_id = $1);
		if encode(sha256(content), 'hex') <> f.sha256 then
			raise exception '«%» cambió mientras se enviaba: envíelo de nuevo.', f.file_name
				using errcode = 'HT002', column = 'file';
		end if;
		update core.file t set whole = true, media_type = core.file_judge(f, content) where t.id = $1;
	end if;
	return have;
end
$$;
grant execute on function core.file_put(bigint, bigint, text) to hito_clerk, hito_secretariat;
comment on function core.file_put(bigint, bigint, text) is 'Recibe un pedazo de un archivo';

-- Nobody hangs on a document what another person sent.
create function core.file_told(file bigint) returns core.file
language sql stable security definer as $$
	select f from core.file f where f.id = $1 and f.whole and f.login = session_user
$$;
grant execute on function core.file_told(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;
comment on function core.file_told(bigint) is 'Un archivo que uno envió y llegó entero';

-- ---- documents

create view core.document_all with (security_invoker = true) as
select t.*, t.file_id is not null as has_file,
	core.bytes_said(t.file_bytes) || ', ' || core.media_said(t.file_type) as file_said, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine
from core.document t join core.office o on o.id = t.office_id;

create view core.document_pick with (security_invoker = true) as
select id, document_ref, document_title, kind as of_kind,
	core.fold(document_ref) || ' ' || document_title_folded as search_folded
from core.document where deleted_at is null;

create function core.document_named(given text) returns bigint
language sql stable as $$
	select d.id from core.document d
	where core.fold(d.document_ref) = core.fold(btrim(given)) and d.deleted_at is null
$$;
comment on function core.document_named(text) is 'El documento de ese código';

-- The name and the digest of a file that is kept here are those of the file.
create function core.document_filled(was core.document, now core.document) returns core.document
language plpgsql stable as $$
declare
	f core.file;
begin
	if now.file_id is null then
		now.file_bytes := null;
		now.file_type := null;
		if was.file_id is not null then
			now.file_name := null;
			now.file_sha256 := null;
		end if;
	elsif now.file_id is distinct from was.file_id then
		f := core.file_told(now.file_id);
		now.file_name := f.file_name;
		now.file_sha256 := f.sha256;
		now.file_bytes := f.bytes;
		now.file_type := f.media_type;
		now.file_dropped := null;
	end if;
	return now;
end
$$;

create function core.document_problems(was core.document, now core.document) returns setof core.problem
language sql stable as $$
	select (core.problem('file', 'El archivo no llegó entero, o lo envió otra persona: envíelo de nuevo.')).*
	where now.file_id is not null and now.file_id is distinct from was.file_id
		and (core.file_told(now.file_id)).id is null
	union all
	select (core.problem('file', 'El documento ya tiene un archivo. Quítelo primero, con su motivo.')).*
	where was.file_id is not null and now.file_id is not null and now.file_id <> was.file_id
	union all
	select (core.problem('file_dropped', 'Escriba por qué se quita el archivo.')).*
	where was.file_id is not null and now.file_id is null and coalesce(btrim(now.file_dropped), '') = ''
	union all
	select (core.problem('file_name', 'El nombre y la huella son los del archivo guardado: quite el archivo para escribir otros.')).*
	where was.file_id is not null and now.file_id = was.file_id
		and (now.file_name, now.file_sha256, now.file_bytes, now.file_type)
			is distinct from (was.file_name, was.file_sha256, was.file_bytes, was.file_type)
$$;

create function core.document_attach(id bigint, row_version int, file bigint) returns void
language plpgsql volatile as $$
declare
	n bigint;
begin
	update core.document t set file_id = $3 where t.id = $1 and t.row_version = $2 and t.deleted_at is null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
end
$$;
comment on function core.document_attach(bigint, int, bigint) is 'Guardar con un documento su archivo';

create function core.document_detach(id bigint, row_version int, reason text) returns void
language plpgsql volatile security definer as $$
declare
	file constant bigint := (select t.file_id from core.document t where t.id = $1);
	n bigint;
begin
	perform core.expect_one(case when core.may_change('core.document', $1) then 1 end),
		core.expect_said($3, 'reason', 'Escriba por qué se quita el archivo.');
	update core.document t set file_id = null, file_dropped = btrim($3)
	where t.id = $1 and t.row_version = $2 and t.file_id is not null;
	get diagnostics n = row_count;
	perform core.expect_one(n);
	delete from core.file f where f.id = file;
end
$$;
grant execute on function core.document_detach(bigint, int, text) to hito_clerk, hito_secretariat, hito_it;
comment on function core.document_detach(bigint, int, text) is 'Quitar de un documento su archivo, con el motivo';

-- What may not be published is read by the document's own office and the
-- secretariat.
create function core.reads_file(file bigint) returns boolean
language sql stable security definer as $$
	select exists (select from core.document d where d.file_id = $1
		and (d.publishable or d.office_id = core.my_office() or core.is_secretariat()))
$$;
comment on function core.reads_file(bigint) is 'Quien pregunta puede leer ese archivo';

create function core.document_file(id bigint, row_version int, out file bigint, out file_name text, out bytes bigint, out sha256 text)
language plpgsql stable as $$
begin
	select t.file_id, t.file_name, t.file_bytes, t.file_sha256 into file, file_name, bytes, sha256
	from core.document t where t.id = $1;
	if file is null then
		raise exception 'El documento no tiene un archivo guardado: vea en «Dónde está» en qué folio o página queda.'
			using errcode = 'HT002';
	elsif not core.reads_file(file) then
		raise exception 'Este archivo no es para publicar: lo leen la oficina del documento y la secretaría.'
			using errcode = 'HT003';
	end if;
end
$$;
comment on function core.document_file(bigint, int) is 'Qué archivo tiene un documento, para quien puede leerlo';

create function core.file_get(file bigint, at_byte bigint, most int) returns text
language sql stable security definer as $$
	select encode(substring(p.bytes from ($2 - p.at_byte)::int + 1 for $3), 'base64')
	from core.file_piece p
	where p.file_id = $1 and p.at_byte <= $2 and core.reads_file($1)
	order by p.at_byte desc limit 1
$$;
grant execute on function core.reads_file(bigint) to hito_reader, hito_clerk, hito_secretariat, hito_it;
grant execute on function core.file_get(bigint, bigint, int) to hito_reader, hito_clerk, hito_secretariat, hito_it;
comment on function core.file_get(bigint, bigint, int) is 'Los bytes de un archivo desde uno de ellos';

select core.declare('core.file', 'inner', 'Archivos', history => false);
select core.declare('core.file_piece', 'inner', 'Pedazos de archivos', history => false);
select core.declare('core.document', 'open', 'Documentos',
	unknown => 'No hay un documento con este código.',
	help => '{of_kind, Clase del documento, has_file, Tiene un archivo guardado, file_said, Cuánto ocupa y qué es el archivo guardado}');

select core.publish('document', 'core.document', 't.publishable', '{document_ref, document_title, kind, number_text, issued, location}');
