#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The file of a document: sent in pieces and gone on with after a cut, judged by
# what it holds, got back byte by byte, taken away with a reason. Needs TEST_URL.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
export HITO_FOLDER="$dir/carpeta"

{ printf '%%PDF-1.4\n'; seq 1 200000; } >acta.pdf
sha=$(sha256sum acta.pdf | cut -d' ' -f1)
size=$(stat -c %s acta.pdf)

hito document put ACTA-01 acta.pdf
says 0 'Adjuntar archivo: Documento ACTA-01' 'a file is sent'
is "acta.pdf|$sha|$size|application/pdf|1.2 MB, PDF" "select concat_ws('|', file_name, file_sha256, file_bytes, file_type, file_said)
	from core.document_list where document_ref = 'ACTA-01'" 'the document has its name, its digest and what it is'
is "$sha" "select encode(sha256(string_agg(p.bytes, '' order by at_byte)), 'hex') from core.file_piece p
	join core.document d on d.file_id = p.file_id where d.document_ref = 'ACTA-01'" 'and the database its bytes'
is t "select count(*) > 3 from core.file_piece" 'in several pieces'
hito document traer ACTA-01 -o copia.pdf
says 0 'Guardado en copia.pdf.' 'it is got back'
cmp -s acta.pdf copia.pdf
ok $? 'byte by byte'
hito document get ACTA-01
says 1 'Ya existe acta.pdf: escriba otro nombre, o quite antes ese archivo.' 'over nothing that is there'
hito document put ACTA-01 acta.pdf
says 3 'Con este registro no se puede hacer eso ahora.' 'a second file takes no place of the first'
hito do documento ACTA-01 'quitar archivo' --set reason=
says 3 'Escriba por qué se quita el archivo.' 'it is taken away with a reason'
hito do documento ACTA-01 'quitar archivo' --set 'reason=Era de otra sesión'
says 0 '' 'and goes'
is '||Era de otra sesión|0' "select concat(file_name, '|', file_sha256, '|', file_dropped, '|', (select count(*) from core.file_piece))
	from core.document where document_ref = 'ACTA-01'" 'its bytes too'

# A line that was cut: what came stays, and the same file goes on from there.

"$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" >"$out" 2>&1 <<SQL
select core.file_put((core.file_begin('acta.pdf', $size, '$sha')).file, 0, '$(head -c 3000 acta.pdf | base64 -w0)');
SQL
[ "$(cat "$out")" = 3000 ]
ok $? 'the first piece came before a cut'
hito document put ACTA-02 acta.pdf
says 0 '' 'sent again it arrives'
is "3000|$sha" "select concat_ws('|', (select length(bytes) from core.file_piece p where p.file_id = d.file_id and at_byte = 0), file_sha256)
	from core.document d where document_ref = 'ACTA-02'" 'behind what had come'

# What is not kept says so, before more of it goes.
cp acta.pdf foto.jpg
hito document put ACTA-03 foto.jpg
says 3 '«foto.jpg» no acaba en lo que es (PDF): póngale el nombre que le toca, terminado en .pdf' 'a name that lies'
printf '\177ELF\2\1\1\0' >programa.pdf
hito document put ACTA-03 programa.pdf
says 3 '«programa.pdf» no es de las clases que se guardan' 'nothing that runs'
: >vacio.txt
hito document put ACTA-03 vacio.txt
says 3 '«vacio.txt» está vacío.' 'nothing at all'
truncate -s 11M grande.pdf
hito document put ACTA-03 grande.pdf
says 3 '«grande.pdf» tiene 11.0 MB y se guardan hasta 10.0 MB' 'too much of it'
hito document put ACTA-03 no.pdf
says 1 'No se puede leer «no.pdf»' 'what is not there'
hito document put ACTA-03 .
says 1 '. no es un archivo' 'nor a folder'
is 0 "select count(*) from core.file_piece p join core.file f on f.id = p.file_id where not f.whole" 'nothing of them stays'
hito document get ACTA-03
says 3 'Con este registro no se puede hacer eso ahora.' 'a document without a file has none to get'
query "update core.file_piece set bytes = '\\x00'::bytea || substring(bytes from 2) where at_byte = 0" >/dev/null
hito document get ACTA-02 -o otra.pdf
says 3 'alguien lo cambió en la base de datos' 'bytes that were changed behind it are told'
[ ! -e otra.pdf ]
ok $? 'and not written'

# In the shell of lines names are those of the person's folder.
mkdir -p carpeta && echo hola >carpeta/nota.txt
printf 'mostrar documento ACTA-04\nadjuntar archivo file=nota.txt\ntraer archivo as=vuelta.txt\n' |
	"$HITO" -d "$TEST_URL" shell >"$out" 2>&1
cmp -s carpeta/nota.txt carpeta/vuelta.txt
ok $? 'from the folder and back to it'
tap_end
