#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Files of the shapes that plans are published in: read, said how, taken in
# once, rejected by line.
set -u
data=tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"


# --- commitments, and everything that is made on the way

hito import commitment $data/compromisos.csv --plan P1 --new-plan
says 0 "Windows-1252   ';'   3 filas   plan P1" 'charset and delimiter are guessed and said'
says 0 '3 nuevos   0 cambian   0 iguales' 'three commitments come in'
says 0 'plan nuevo: entra como borrador' 'a missing plan is made as a draft and said'
says 0 'casi igual a «Sub Gerencia de la Información»' 'a unit spelt nearly the same is named'
is draft "select state from plan.action_plan where plan_code = 'P1'" 'the plan is a draft'
is 't|t' "select bool_and(to_review), count(*) = 5 from core.office where to_review" \
	'unknown units are offices to review'
is $'Un portal\ncon “todo”' "select description from plan.commitment where commitment_no = 1" \
	'a quoted newline and curly quotes come through'
hito import compromiso $data/compromisos.csv --plan P1
says 0 '0 nuevos   0 cambian   3 iguales' 'the same file again changes nothing'

# --- milestones

hito import milestone $data/hitos.csv --plan P1 --dry-run
says 0 'Fue una simulación: no se grabó nada.' 'a dry run says so'
is 0 'select count(*) from plan.milestone' 'and writes nothing'
hito import milestone $data/hitos.csv --plan P1
says 0 '8 nuevos   0 cambian   0 iguales   2 por revisar   0 rechazados' 'eight milestones'
says 0 'termina antes de empezar: entra marcado' 'a reversed date is marked'
says 0 'encabezado dentro de la celda: se quita' 'a heading inside a cell is taken away'
is 1 'select count(*) from plan.milestone where starts_doubtful or ends_doubtful' \
	'exactly one is doubtful'
is 'Dic. 2019|2019-12-01|2019-12-31|month' \
	"select ends, ends_from, ends_to, ends_precision from plan.milestone where text like 'Suscrip%'" \
	'its date is what stood behind the heading'
is '1,2,3' "select string_agg(position::text, ',' order by position) from plan.milestone m join plan.commitment c on c.id = commitment_id where commitment_no = 3" \
	'blank numbers are positions'
is 1 "select position from plan.milestone where number_text = 'I'" 'I is 1'
is 'Desarrollo del "Aula Virtual"' "select text from plan.milestone where number_text = 'I'" \
	'doubled quotes are one'
is 'ongoing,new' "select string_agg(distinct origin, ',' order by origin desc) from plan.milestone" \
	'choice words are read with and without dots and capitals'
is open "select starts_precision from plan.milestone where starts like 'desde%'" 'an open date'
hito import milestone $data/hitos.csv --plan P1
says 0 '0 nuevos   0 cambian   8 iguales' 'the same file again changes nothing'
is 4 'select count(*) from core.batch' 'each load is a batch'
is 0 "select count(*) from core.batch where sha256 !~ '^[0-9a-f]{64}$' or rows_read is null" \
	'with hash and rows'

# --- other shapes

hito import milestone $data/english.csv --plan P2
says 3 'No hay un plan con este código. ¿Es «P1»?' 'milestones of a plan that nobody has are refused'
is 0 "select count(*) from plan.action_plan where plan_code = 'P2'" 'and leave nothing, the plan neither'
hito import commitment $data/compromisos.csv --plan P2 --new-plan --quiet
hito import milestone $data/english.csv --plan P2
says 0 "UTF-8   ','   3 filas" 'English headings, commas'
is '2017-01-01|2017-09-09' "select starts_from, ends_from from plan.milestone where text = 'Design of the door'" \
	'English dates'
hito import commitment $data/compromisos.csv --plan P3 --new-plan --quiet
hito import milestone $data/orden.csv --plan P3
says 0 "Windows-1252   '|'   4 filas" 'another order of columns'
is '2019-01-01,2019-01-01,2019-04-01,2019-09-01' \
	"select string_agg(m.starts_from::text, ',' order by m.starts_from, m.id) from plan.milestone m join plan.commitment c on c.id = commitment_id join plan.action_plan p on p.id = plan_id where plan_code = 'P3'" \
	'months of two languages mixed'
hito import commitment $data/compromisos.csv --plan P4 --new-plan --quiet
hito import milestone $data/bom_tab.csv --plan P4
says 0 'UTF-8   tabulador   3 filas' 'byte order mark and tabs'
is 'Diseño ñandú' "select text from plan.milestone where ends = 'II-2020'" 'no mark in the first cell'

# --- the same data in other bytes

iconv -f cp1252 -t utf-16 $data/hitos.csv >"$TEST_TMP/utf16.csv"
hito import milestone "$TEST_TMP/utf16.csv" --plan P1
says 0 '8 iguales' 'UTF-16 is the same file'
iconv -f cp1252 -t cp850 $data/orden.csv >"$TEST_TMP/cp850.csv"
hito import milestone "$TEST_TMP/cp850.csv" --plan P3 --charset cp850
says 0 '4 iguales' 'a charset is overridable'
tr '\n' '\r' <$data/orden.csv >"$TEST_TMP/cr.csv"
hito import milestone "$TEST_TMP/cr.csv" --plan P3 --delimiter '|'
says 0 '4 iguales' 'carriage returns alone end lines'
mkfifo "$TEST_TMP/fifo"
cat $data/orden.csv >"$TEST_TMP/fifo" &
hito import milestone "$TEST_TMP/fifo" --plan P3
says 0 '4 iguales' 'a pipe with a name'
"$HITO" -d "$TEST_URL" import hito - --plan P3 <$data/orden.csv >"$out" 2>&1
code=$?
says 0 '4 iguales' 'standard input'
{ printf 'Hitos del plan;;;;;\r\n\r\n'; cat $data/hitos.csv; } >"$TEST_TMP/title.csv"
hito import milestone "$TEST_TMP/title.csv" --plan P1
says 0 '8 iguales' 'a title above the headings is passed over'

# --- changes, options

sed 's/Cierre/Cierre final/' $data/orden.csv >"$TEST_TMP/changed.csv"
hito import milestone "$TEST_TMP/changed.csv" --plan P3
says 0 '0 nuevos   1 cambia   3 iguales' 'a changed line changes its record'
hito import milestone $data/orden.csv --set Plan=P3 --set Situación=x
says 1 'no tiene un campo «Situación»' 'a field that cannot be set is named'
hito import milestone $data/orden.csv
says 3 'El archivo no trae esta columna, que es obligatoria' 'a required field that nobody gives is told'
[ "$(grep -c obligatoria "$out")" = 1 ]
ok $? 'once'
hito import milestone $data/hitos.csv --plan P1 --json --dry-run
grep -q '"inserted":0,"changed":0,"same":8,"review":2,"rejected":0' "$out"
ok $? 'as JSON'

# --- bad lines

rejects=$TEST_TMP/rejects.csv
hito import commitment $data/compromisos.csv --plan P5 --new-plan --quiet
hito import milestone $data/malos.csv --plan P5 --rejects "$rejects"
says 3 'No se grabó nada' 'bad lines stop the whole file'
cp "$out" "$TEST_TMP/said"
is 0 "select count(*) from plan.milestone m join plan.commitment c on c.id = commitment_id join plan.action_plan p on p.id = plan_id where plan_code = 'P5'" \
	'nothing was written'
cp "$TEST_TMP/said" "$out"
for words in '«pronto» no se puede leer como fecha' 'no es una de las opciones' \
	'parece el número con que una hoja' 'El plan no tiene un compromiso' \
	'La fila tiene 3 celdas y el encabezado 6' 'La fila tiene 7 celdas' \
	'El día 31/04/2019 no existe'; do
	says 3 "$words" "told in one go: $words"
done
iconv -f windows-1252 -t utf-8 "$rejects" | grep -q '^3;Fecha de inicio.;pronto;.*;01;2;Mala fecha;Nuevo;pronto;dic-2019'
ok $? 'a reject has line, column, value, reason, its cells and its number'
[ "$(stat -c %a "$rejects")" = 600 ]
ok $? 'the file is private'
hito import milestone $data/malos.csv --plan P5 --dry-run
says 5 'rechazados' 'a dry run with errors ends with 5'
hito import milestone $data/malos.csv --plan P5 --skip-bad --rejects "$rejects"
says 4 '3 nuevos   0 cambian   0 iguales   1 por revisar   5 rechazados' 'the good ones alone end with 4'
is '1,3,4' "select string_agg(position::text, ',' order by position) from plan.milestone m join plan.commitment c on c.id = commitment_id join plan.action_plan p on p.id = plan_id where plan_code = 'P5'" \
	'positions are counted over the whole file'
grep -q "'=SUMA" "$rejects"
[ $? -eq 1 ]
ok $? 'a line taken in is not among the rejects'
head -n 2 "$rejects" | sed 's/;pronto;dic/;ago-2019;dic/; s/^\(3;[^;]*;\)pronto/\1/' >"$TEST_TMP/corrected.csv"
hito import milestone "$TEST_TMP/corrected.csv" --plan P5
says 0 '1 nuevo' 'a corrected reject is loaded as it is'
is 'Mala fecha' "select text from plan.milestone m join plan.commitment c on c.id = commitment_id join plan.action_plan p on p.id = plan_id where plan_code = 'P5' and position = 2" \
	'under its own number'

# --- what is exported comes back as it was

hito import commitment $data/compromisos.csv --plan P1 --new-plan
for register in commitment milestone; do
	"$HITO" -d "$TEST_URL" list $register --where plan_code=P1 --csv >"$TEST_TMP/back.csv" 2>"$out"
	hito import $register "$TEST_TMP/back.csv" --dry-run
	says 0 ' 0 nuevos   0 cambian' "an exported $register changes nothing"
done
printf 'Nombre;Fecha;Resultados\nTaller;05/03/2019;"01 taller\n02 actas"\n' >"$TEST_TMP/lines.csv"
hito import activity "$TEST_TMP/lines.csv" --plan P1
"$HITO" -d "$TEST_URL" list activity --csv >"$TEST_TMP/back.csv" 2>"$out"
hito import activity "$TEST_TMP/back.csv" --dry-run
says 0 ' 0 cambian   1 igual' 'nor does a text of several lines'

# --- periods as they are written

printf 'Periodo;Nombre;Desde;Hasta;Corte\n%s\n%s\n' \
	'II Trim. 2019;Segundo;01/04/2019;30/06/2019;15/07/2019' \
	'I-2019;Primero;1/1/2019;31/3/2019;15/4/2019' >"$TEST_TMP/periods.csv"
hito import period "$TEST_TMP/periods.csv" --plan P5
says 0 '2 nuevos' 'periods come in as people write them'
is '2019-Q1,2019-Q2' "select string_agg(period_key, ',' order by period_key) from core.period_list where plan_code = 'P5'" \
	'and are kept under their key'

# --- who may

printf 'clave de prueba\nclave de prueba\n' | "$HITO" -d "$TEST_URL" user add carga_lee >"$out" 2>&1 &&
	"$HITO" -d "$TEST_URL" user grant carga_lee SG read >>"$out" 2>&1
"$HITO" -d "${TEST_URL/$(id -un)@/carga_lee@}" import milestone $data/hitos.csv --plan P1 >"$out" 2>&1
code=$?
says 3 'Esta sesión es de solo lectura' 'a person who only reads loads nothing'
query 'drop owned by carga_lee; drop role carga_lee' >/dev/null 2>&1

tap_end
