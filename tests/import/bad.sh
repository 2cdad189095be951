#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Files that are no table, or not the one that was meant: a sentence with what,
# where and what to do, nothing written, no crash.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"

refused() { # CODE WORDS TITLE ARGUMENTS...
	local code=$1 words=$2 title=$3
	shift 3
	"$HITO" -d "$TEST_URL" import "$@" >"$out" 2>&1 </dev/null
	[ $? -eq "$code" ] && grep -qF -- "$words" "$out"
	ok $? "$title"
}
milestone() { # CODE WORDS TITLE FILE OPTIONS...
	local code=$1 words=$2 title=$3
	shift 3
	refused "$code" "$words" "$title" milestone "$@" --plan P1
}
query() { "$TEST_PGBIN/psql" -X -A -t -d "$TEST_URL_SUPER" -c "$1"; }

"$HITO" -d "$TEST_URL" import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet >"$out" 2>&1
cd "$TEST_TMP" || exit 1

# --- no table at all

milestone 1 'No existe el archivo «nada.csv»' 'a missing file' nada.csv
mkdir folder
milestone 1 '«folder» es una carpeta' 'a folder' folder
: >empty.csv
milestone 1 '«empty.csv» está vacío' 'an empty file' empty.csv
printf '\r\n\r\n \r\n' >blank.csv
milestone 1 '«blank.csv» está vacío' 'blank lines only' blank.csv
cp "$HITO" program.csv
milestone 1 'un archivo binario' 'a program' program.csv
printf 'PK\003\004\024\000\006\000' >book.csv
milestone 1 'empieza como un libro, pero está cortado o dañado' 'a workbook cut short' book.csv
printf '%%PDF-1.4\n%%\342\343\n' >paper.csv
milestone 1 'un PDF' 'a PDF' paper.csv
milestone 1 '«null» está vacío' 'a device' /dev/null
printf 'Hito;N\302\260\nuno\000;1\n' >nul.csv
milestone 1 'un archivo binario' 'a NUL at the beginning' nul.csv
{ cat "$data/bom_tab.csv"; yes '1	7	x	Nuevo	2019	2020' | head -n 4000; printf '1\t8\tx\000\tNuevo\t2019\t2020\n'; } >nul2.csv
milestone 1 'contiene un byte NUL' 'a NUL far down' nul2.csv
grep -q 'línea 4005' "$out"
ok $? 'and its line'

# --- another table

printf 'Hito\nuno\n' >one.csv
milestone 3 'El archivo no trae esta columna' 'one column' one.csv
printf 'texto libre\nque no es tabla\n' >prose.csv
milestone 1 'tiene una sola columna y no es un encabezado de «Hitos»' 'prose' prose.csv
printf 'a;b;c\n1;2;3\n' >other.csv
milestone 1 'Las 3 columnas de la línea 1 no son los encabezados de «Hitos»' 'unknown headings' other.csv
grep -qF 'Se esperan: Plan, Compromiso N°' "$out"
ok $? 'the headings expected are named'
sed '1s/Hito/N°/' "$data/bom_tab.csv" >twice.csv
milestone 1 'trae dos veces el encabezado «N°»: columnas 2 y 3' 'a heading twice' twice.csv
sed '1s/Hito/Milestone/; 1s/Fecha final/Hito/' "$data/bom_tab.csv" >same.csv
milestone 1 '«Milestone» (columna 3) y «Hito» (columna 6) son el mismo dato' 'two names of one field' same.csv
head -n 1 "$data/hitos.csv" >none.csv
milestone 1 'no tiene filas debajo del encabezado' 'headings only' none.csv
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf ";"; print "" }' >wide.csv
milestone 1 'tiene más de 1000 columnas' 'a million columns' wide.csv
{ head -n 1 "$data/bom_tab.csv"; printf '1\t1\t'; head -c 3000000 /dev/zero | tr '\0' x; echo; } >long.csv
milestone 1 'pasa de 1 MiB' 'an endless cell' long.csv
{ head -n 1 "$data/bom_tab.csv"; yes 'x	y	z	w	v	u' | head -n 30000; } >junk.csv
milestone 1 'no parece un archivo de «Hitos»' 'errors without end' junk.csv

# --- charsets, quotes, ends

milestone 1 'no está en UTF-8: el byte 0xB0' 'a wrong charset' "$data/hitos.csv" --charset utf-8
grep -q 'línea 1' "$out" && grep -qF 'Windows-1252' "$out"
ok $? 'with the line and what to try'
iconv -f CP1252 -t UTF-8 "$data/hitos.csv" >utf8.csv
milestone 5 'parece estar en UTF-8' 'UTF-8 read as something else is doubted' utf8.csv \
	--charset cp1252 --dry-run
milestone 1 'No se conoce la codificación «klingon»' 'an unknown charset' "$data/hitos.csv" --charset klingon
{ cat "$data/bom_tab.csv"; yes '1	9	x	Nuevo	2019	2020' | head -n 5000; printf '1\t8\tdise\361o\tNuevo\t2019\t2020\n'; } >mixed.csv
milestone 1 'el byte 0xF1' 'a byte that is none far down' mixed.csv
grep -q 'línea 5005' "$out"
ok $? 'and its line'
sed '3s/Difusión/"Difusión/; 4s/y/"y/' "$data/bom_tab.csv" >quote.csv
printf '1\t"abierta\tNuevo\t2019\t2020\r\n' >>quote.csv
milestone 1 'termina dentro de una celda entre comillas que empezó en la línea' 'a quote left open' quote.csv
printf 'Hito;N°\n"uno" dos;1\n' >after.csv
milestone 1 'En la línea 2 sigue texto a una comilla de cierre' 'text behind a quote' after.csv
head -c 120 "$data/hitos.csv" >cut.csv
milestone 1 'no acaba en un salto de línea' 'cut in the middle' cut.csv
head -c -2 "$data/hitos.csv" >last.csv
milestone 1 'repita la orden con --open-end' 'no last line end' last.csv
"$HITO" -d "$TEST_URL" import milestone last.csv --plan P1 --open-end --dry-run >"$out" 2>&1
[ $? -eq 0 ] && grep -q '8 nuevos' "$out"
ok $? 'unless it is said to be so'
milestone 1 'y se esperaban 9' 'fewer rows than were sent' "$data/hitos.csv" --rows 9
milestone 1 'su SHA-256 es otro' 'another file than was sent' "$data/hitos.csv" \
	--sha256 "$(printf '%064d' 1)"

# --- the command line

refused 1 'Falta el registro o el archivo' 'no file' milestone
refused 3 'No existe el archivo «tres»' 'a second file that is not there' milestone "$data/hitos.csv" tres
refused 1 'No existe la opción «--nada»' 'an unknown option' milestone "$data/hitos.csv" --nada
refused 1 'El separador «x» no se conoce' 'an unknown delimiter' milestone "$data/hitos.csv" --delimiter x
refused 1 'CAMPO=VALOR' '--set without a value' milestone "$data/hitos.csv" --set x
milestone 1 'No se puede escribir el archivo de rechazos' 'rejects that cannot be written' \
	"$data/hitos.csv" --rejects /no/hay/esto.csv

# --- what cells may hold

printf 'Compromiso N°;N°;Hito;Fecha de inicio\n1;1;\033]52;c;eA==\a\033[2J;2019\n' >hostile.csv
printf '1;2;"\302\2336n\342\200\256fin";2019\n1;3;a\rb;2019\n' >>hostile.csv
"$HITO" -d "$TEST_URL" import milestone hostile.csv --plan P1 --dry-run >"$out" 2>&1
LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$out"
[ $? -eq 1 ]
ok $? 'nothing of a hostile file reaches the terminal'
printf '%s\n' 'Compromiso N°;N°;Hito' "1;1;\"'); drop table plan.milestone; --\"" \
	'1;2;\.' '1;3;\N' '1;4;%s%n' >inject.csv
"$HITO" -d "$TEST_URL" import milestone inject.csv --plan P1 >"$out" 2>&1
query 'select text from plan.milestone order by position' >stored
printf '%s\n' "'); drop table plan.milestone; --" '\.' '\N' '%s%n' | cmp -s - stored
ok $? 'text is text'

[ "$(query 'select count(*) from plan.milestone')" = 4 ]
ok $? 'nothing else was written'
tap_end
