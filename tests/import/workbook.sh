#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Workbooks taken in: which sheet, which row has the headings, cells that say
# what they are, what is not seen, totals, packed files, pipes.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/book.sh"
load() { hito import milestone "$@" --plan P1; }
# The same where somebody can be asked, and answers.
asked() { # ANSWER FILE WORDS TITLE
	if ! command -v script >/dev/null; then
		skip "$4" 'no script here'
		return
	fi
	printf '%s\n' "$1" | script -qec "'$HITO' -d '$TEST_URL' import milestone $2 --plan P1 --dry-run" \
		/dev/null >"$out" 2>&1
	grep -qF -- "$3" "$out"
	ok $? "$4"
}
cd "$TEST_TMP" || exit 1

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet

# --- cells that say what they are

cat >Hitos <<'END'
Hitos del plan

Compromiso N°|N°|Hito|Fecha de inicio|Fecha final
n:1|n:1|Con fechas|d:43678|d:43830
n:1|n:2|Con meses|m:43678|dic-2019
n:1|n:3|Con un día de SheetJS y uno de exceljs|d:43677.99958333|d:43678.20833
n:2|n:1|d:43678|2019|setiembre-2019
END
book hitos.xlsx Hitos
load hitos.xlsx
says 0 'hitos.xlsx   xlsx, hoja «Hitos»   4 filas   plan P1' 'a workbook is read, its kind and sheet said'
says 0 '4 nuevos   0 cambian   0 iguales' 'and comes in'
is '2019-08-01|2019-08-01|day|2019-12-31' \
	"select starts_from, starts_to, starts_precision, ends_to from plan.milestone where text = 'Con fechas'" \
	'a day is a day'
is '2019-08-01|2019-08-31|month|ago-2019' \
	"select starts_from, starts_to, starts_precision, starts from plan.milestone where text = 'Con meses'" \
	'what shows month and year is the month'
is '2019-08-01|2019-08-01' \
	"select starts_from, ends_from from plan.milestone where text like 'Con un día%'" \
	'a day that misses the next by seconds, or has the hour of Lima'
is '2019|2019-09-01|2019-09-30' \
	"select starts, ends_from, ends_to from plan.milestone where text = '01/08/2019'" \
	'a date in a text is as the screen shows it; texts are read as in CSV'
is 'hitos.xlsx|Hitos|t|t' \
	"select file_name, sheet, charset is null, delimiter is null from core.batch order by id desc limit 1" \
	'the load keeps the name of the sheet'
load hitos.xlsx
says 0 '0 nuevos   0 cambian   4 iguales' 'the same workbook again changes nothing'
load hitos.xlsx --sha256 "$(sha256sum hitos.xlsx | cut -d' ' -f1)" --rows 4 --dry-run
says 0 '4 iguales' 'fingerprint and rows are those of the workbook'
load hitos.xlsx --sha256 "$(sha256sum Hitos | cut -d' ' -f1)"
says 1 'no es el archivo que se esperaba' 'another fingerprint is refused'
load hitos.xlsx --json --dry-run
says 0 '"kind":"xlsx","sheet":"Hitos","charset":null,"delimiter":null' 'as JSON'

# --- through pipes, packed, by any name

"$HITO" -d "$TEST_URL" import milestone - --plan P1 --dry-run <hitos.xlsx >"$out" 2>&1
grep -q 'entrada estándar   xlsx, hoja «Hitos»   4 filas' "$out"
ok $? 'standard input'
mkfifo fifo
cat hitos.xlsx >fifo &
load fifo --dry-run
says 0 'fifo   xlsx, hoja «Hitos»   4 filas' 'a pipe with a name'
gzip -c hitos.xlsx >hitos.dat
load hitos.dat --dry-run
says 0 'hitos.dat   xlsx, hoja «Hitos»   4 filas' 'packed once more, under any name'
gzip -c "$data/hitos.csv" >hitos.csv.gz
load hitos.csv.gz --dry-run --sha256 "$(sha256sum hitos.csv.gz | cut -d' ' -f1)"
says 0 "hitos.csv.gz   Windows-1252   ';'   8 filas" 'a packed CSV by its content; the fingerprint is that of the packed file'
cat hitos.csv.gz >fifo &
load fifo --dry-run
says 0 "fifo   Windows-1252   ';'   8 filas" 'the same through a pipe'
{ head -n 3 "$data/hitos.csv" | gzip -c; tail -n +4 "$data/hitos.csv" | gzip -c; head -c 512 /dev/zero; } >two.gz
load two.gz --dry-run
says 0 '8 filas' 'of two members, with padding behind'
head -c 200 hitos.csv.gz >cut.gz
load cut.gz
says 1 'está comprimido y llegó cortado o dañado' 'cut short it is refused'
head -c 30000000 /dev/zero | tr '\0' ';' | gzip -c >bomb.gz
load bomb.gz
says 1 'ocupa desplegado más de 100 veces' 'what unfolds without end is refused'
printf '\320\317\021\340\241\261\032\341' >old.xls
load old.xls
says 1 'un libro antiguo de Excel (xls), o uno protegido con contraseña' 'an old workbook, or one with a password'
says 1 'guárdelo como xlsx' 'with what to do'
head -c 400 hitos.xlsx >cut.xlsx
load cut.xlsx
says 1 'empieza como un libro, pero está cortado o dañado' 'a workbook cut short'

# --- what cannot be a value

cat >Malos <<'END'
Compromiso N°|N°|Hito|Fecha de inicio|Fecha final
n:1|n:4|e:#N/A|ago-2019|dic-2019
n:1|n:5|f:A1|ago-2019|dic-2019
n:1|n:6|Antes de 1900|d:59|dic-2019
n:1|n:7|A las siete|d:43677.79125|d:43830
END
book malos.xlsx Malos
load malos.xlsx --rejects r.csv
says 3 '4 rechazados' 'four lines are rejected'
says 3 '«#N/A» es el error de una fórmula' 'an error of the sheet'
says 3 'El libro no guarda el valor de la fórmula «=A1»' 'a formula without value'
says 3 'El número 59 no se puede leer como fecha' 'a day that no calendar has'
says 3 'guarda 31/07/2019 18:59: puede ser ese día a las siete de la noche' 'a day that may be two'
says 3 '--utc-days no (ese día) o --utc-days yes (el siguiente)' 'with what to do'
grep -q '^5;Fecha de inicio;31/07/2019;' r.csv
ok $? 'rejects have dates as people write them'
sed -i '2,4d' Malos
book malos.xlsx Malos
asked 2 malos.xlsx '1 nuevo ' 'at a terminal it is asked: the next day'
asked 2 malos.xlsx 'en la línea 2, 31/07/2019 18:59. Puede ser ese día' 'with the column, the line and what it keeps'
asked 1 malos.xlsx '1 nuevo ' 'or that one'
asked '' malos.xlsx '--utc-days no (ese día) o --utc-days yes (el siguiente)' 'who does not know loads nothing'
load malos.xlsx --utc-days yes
is 2019-08-01 "select starts_from from plan.milestone where text = 'A las siete'" 'by the option it is the next day'
load malos.xlsx --utc-days no
says 0 'Fecha de inicio: 01/08/2019 -> 31/07/2019' 'or that one'

# --- headings

cat >Dos <<'END'
Compromiso N°|N°|Hito|Plazo||Otro
|||Fecha de inicio|Fecha final|
n:2|n:5|Bajo dos filas|m:43678|m:43800|x
@merge A1:A2
@merge B1:B2
@merge C1:C2
@merge D1:E1
END
book dos.xlsx Dos
load dos.xlsx
says 0 '1 nuevo' 'headings over two rows, joined to the second'
says 0 'Las líneas 1 y 2 parecen encabezados: vale la 2, porque dice más; --heading-row elige otra.' 'and said'
is 'ago-2019|dic-2019' "select starts, ends from plan.milestone where text = 'Bajo dos filas'" 'each column by its heading'
load dos.xlsx --heading-row 1 --dry-run
says 5 'columna que el registro no tiene: no se carga' 'another row by --heading-row'
load dos.xlsx --heading-row 3
says 1 'de la línea 3 no son los encabezados de «Hitos»' 'a row that has none is refused'
load dos.xlsx --heading-row 9
says 1 'La línea 9 no tiene nada' 'so is one that is not there'
load dos.xlsx --heading-row 0
says 1 '--heading-row lleva el número' 'and what is no number'
{ seq 30 | sed 's/.*/nota &/'; cat "$data/bom_tab.csv"; } >abajo.csv
load abajo.csv --heading-row 31 --delimiter tab --dry-run
says 0 'UTF-8   tabulador   3 filas' 'in a CSV too, below many notes'

# --- several sheets

cat >Notas <<'END'
Este libro tiene dos hojas
END
book varias.xlsx Notas Hitos
load varias.xlsx --dry-run
says 0 'hoja «Hitos»   4 filas' 'the only sheet that fits'
cp Hitos Copia
book varias.xlsx Hitos Copia Notas
load varias.xlsx
says 1 'Varias hojas de «varias.xlsx» tienen los encabezados de «Hitos»: no se grabó nada.' 'several that fit are asked for'
says 1 'Diga cuál con --sheet: «Hitos», «Copia», «Notas».' 'by their names'
asked 2 varias.xlsx 'hoja «Copia»   4 filas' 'at a terminal it is asked which'
asked 1 varias.xlsx '  2  Copia' 'by names and numbers'
asked 3 varias.xlsx 'Diga cuál con --sheet' 'a number that none has is no answer'
asked '' varias.xlsx 'Diga cuál con --sheet' 'nor is nothing'
load varias.xlsx --sheet copia --dry-run
says 0 'hoja «Copia»   4 filas' 'one by its name, nearly'
load varias.xlsx --hoja 1 --dry-run
says 0 'hoja «Hitos»   4 filas' 'or its number, in Spanish'
load varias.xlsx --sheet Otra
says 1 'El libro no tiene una hoja «Otra».' 'one that is not there'
load varias.xlsx --sheet Notas
says 1 'no es un encabezado de «Hitos»' 'one that does not fit'
book varias.xlsx Hitos -Copia
load varias.xlsx --dry-run
says 0 'hoja «Hitos»   4 filas' 'a hidden one was not meant'
load varias.xlsx --sheet Copia --dry-run
says 0 'La hoja está oculta en el libro.' 'unless it is named, and said'
cp Notas Malos2
book varias.xlsx Notas -Copia Malos2
load varias.xlsx
says 1 'Ninguna hoja de «varias.xlsx» tiene los encabezados de «Hitos».' 'none that fits'
load "$data/hitos.csv" --sheet Hitos
says 1 '«hitos.csv» no tiene hojas.' 'a CSV has no sheets'

# --- what is not seen, and totals

cat >Metas <<'END'
Compromiso N°|N°|Hito|Fecha de inicio|Fecha final
@hidden
n:2|n:8|Oculto|ago-2019|dic-2019
n:2|n:9|A la vista|ago-2019|dic-2019
TOTAL|n:17|||
END
book metas.xlsx Metas
load metas.xlsx
says 0 'Hay 1 fila oculta, quizá por un filtro, y también se lee: la 2.' 'a hidden row is read, and said'
says 0 'La línea suma las de arriba y dice que es un total: no se carga.' 'a row of totals is left out, and said'
says 0 '2 filas' 'it is no row'
says 0 '2 nuevos' 'the others come in'
sed -i 's/n:17/n:16/' Metas
book metas.xlsx Metas
load metas.xlsx
says 3 '1 rechazado' 'what says total and adds up to something else is a line'

# --- months that a spreadsheet made days of

cat >Meses <<'END'
Compromiso N°|N°|Hito|Fecha de inicio|Fecha final
n:3|n:21|Agosto|d:43678|d:43800
n:3|n:22|Setiembre|setiembre-2019|d:43830
n:3|n:23|Set|set-2019|dic-2019
END
book meses.xlsx Meses
load meses.xlsx
says 0 'columna Fecha de inicio: una columna de meses, por la línea 3' 'days beside names of months are months, and said'
is 'month|month|month' "select string_agg(starts_precision::text, '|' order by text) from plan.milestone where text in ('Agosto', 'Setiembre', 'Set')" 'all of them'
is 'day' "select ends_precision from plan.milestone where text = 'Agosto'" 'but not where a day is another than the first'
{ printf 'Compromiso N°;N°;Hito;Fecha de inicio;Fecha final\n'
printf '3;31;CSV uno;08/01/2019;dic-2019\n3;32;CSV dos;09/01/2019;dic-2019\n3;33;CSV tres;setiembre-2019;dic-2019\n'; } >meses.csv
load meses.csv
says 0 'una columna de meses' 'in a CSV too'
is '2019-08-01,2019-09-01,2019-09-01' "select string_agg(starts_from::text, ',' order by starts_from, text) from plan.milestone where text like 'CSV %'" 'whoever ran LibreOffice'

tap_end
