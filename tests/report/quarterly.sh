#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The quarterly report and the reading subcommands on the demonstration
# (TEST_URL): three formats of the same figures, 80 columns, clear refusals.
set -u
export HITO_PLAN=
. "$(dirname "$0")/../lib/tap.sh"

has() { # WORDS TITLE: on standard output
	[ "$code" -eq 0 ] && grep -qF -- "$1" "$out"
	ok $? "$2"
}
refused() { # CODE WORDS TITLE: nothing on standard output
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$errors" && [ ! -s "$out" ]
	ok $? "$3"
}

# --- the report

hito report quarterly 2019-Q1 --plan 2018-2020
cp "$out" "$TEST_TMP/text"
has 'I Trim. 2019' 'the report names its quarter'
for words in '1. ACTIVIDADES REALIZADAS' '2. LOGRO DE LOS INDICADORES' \
	'3. CUMPLIMIENTO DE METAS E HITOS' \
	'4. RESPONSABILIDADES INSTITUCIONALES'; do
	has "$words" "it has the block $words"
done
has 'Promedio del plan' 'mean'
has 'Cobertura' 'coverage'
has 'menor al umbral de 80 %' 'gate'
[ "$(grep -c 'PRUEBA - datos de práctica \*\*\*' "$out")" -eq 2 ]
ok $? 'practice data are marked at both ends'
[ "$(LC_ALL=C.UTF-8 wc -L <"$out")" -eq 80 ]
ok $? 'no line is wider than 80'
! grep -q '[[:blank:]]$' "$out"
ok $? 'no blanks at the end of a line'

titles() { # the headings, each over its rule
	grep -B 1 '^-\{80\}$' "$TEST_TMP/text" | grep -v '^-'
}
[ "$(titles | wc -l)" -ge 15 ] &&
	! titles | grep -vqE '^([0-9]+\.[0-9]* |ANEXO [0-9]+\. )[A-ZÓ ]'
ok $? 'every block has its number'
[ "$(titles | grep -oE '^[0-9.]+' | sort -t. -k1,1n -k2,2n)" = \
	"$(titles | grep -oE '^[0-9.]+')" ] &&
	[ -z "$(titles | cut -d' ' -f1,2 | sort | uniq -d)" ]
ok $? 'in their order'
sed -n '/^2\.1 /,/^3\. /p' "$TEST_TMP/text" >"$out"
grep -qE '^2\.2 +El segundo grupo empezó en abril\. +Registro de práctica$' "$out"
ok $? 'block 2 says what was done for an indicator, and its evidence'
sed -n '/^ANEXO 1/,/^ANEXO 2/p' "$TEST_TMP/text" >"$out"
grep -A 2 '^5\.1 ' "$out" | tr -s ' \n' ' ' | grep -qE \
	'^5\.1 Anemia en menores % avance desde último al 50\.4 de 3 años la línea nivel bajar'
ok $? 'the annex has method, measure and direction of each'
! grep -qF 'Tope %' "$TEST_TMP/text" && grep -qF 'Cuenta %' "$TEST_TMP/text"
ok $? 'the attainment that counts is called so'

# Of Table "Oficinas responsables" each line: due = answered + missing +
# pending + without a target; one has a charge of the council alone.
sed -n '/Oficinas responsables/,/^4\.1/p' "$TEST_TMP/text" |
	awk '/^ +[0-9]+ +[0-9]+ +[0-9]/ { n++; sum += $1
		if ($1 != $2 + $5 + $6 + $7 || $2 != $3 + $4) bad = 1 }
		END { print n, sum, bad + 0 }' >"$out"
[ "$(cat "$out")" = '4 14 0' ]
ok $? 'the offices account for each indicator that is due: also without a target'

# A milestone's situation reads the same in every format.
for f in html pdf; do
	"$HITO" -d "$TEST_URL" report quarterly 2019-Q1 --format $f \
		--plan 2018-2020 --output "$TEST_TMP/$f" 2>"$errors" </dev/null
done
pdftotext -layout "$TEST_TMP/pdf" "$TEST_TMP/paper"
sed 's/<[^>]*>/ /g' "$TEST_TMP/html" >"$TEST_TMP/screen"
words='vencido|en proceso|inicio atrasado|pendiente|fecha por aclarar|por iniciar'
said() { # FILE: word and how often, from picture to the end of its table
	sed -n '/Gráfico 3\. Hitos/,/3\.1 METAS/p' "$1" | tr -s ' \n' ' ' |
		grep -oE "$words|…" | sort | uniq -c
}
# what is cut in the picture's names is whole in the table
said "$TEST_TMP/text" | grep -v '…' >"$out"
grep -q '[5] inicio atrasado' "$out" &&
	cmp -s "$out" <(said "$TEST_TMP/paper" | grep -v '…') &&
	cmp -s "$out" <(said "$TEST_TMP/screen" | grep -v '…')
ok $? 'a milestone is called the same in text, HTML and PDF, picture and table'

hito report informe 2019-Q1
refused 1 'No hay ningún informe' 'an unknown report is refused'
hito report trimestral 'I Trim. 2019'
cmp -s <(grep -v '^Leído' "$out") <(grep -v '^Leído' "$TEST_TMP/text")
ok $? 'Spanish names and spellings of the quarter give the same report'
hito informe quarterly 2019-I
[ "$code" -eq 0 ]
ok $? 'the subcommand has its Spanish twin'

hito report quarterly 2019-Q1 --format json
cp "$out" "$TEST_TMP/json"
has '"schema": "hito-report/1"' 'JSON says its schema'
mean=$(sed -n 's/.*"mean": "\([0-9.]*\)", "mean_shown": "\([0-9.]*\)".*/\1 \2/p' \
	"$out" | head -n 1)
asked=$("$TEST_PGBIN/psql" -X -q -A -t -F ' ' -d "$TEST_URL" -c \
	"select mean, shown from follow.figure('2018-2020', '2019-Q1')")
[ -n "$mean" ] && [ "$mean" = "$asked" ]
ok $? 'its mean is the exact one of the database, digit by digit'
grep -qF "Promedio del plan ................. ${asked#* } %" "$TEST_TMP/text"
ok $? 'the text shows the same'
hito report quarterly 2019-Q1 --format csv
grep -qF "Promedio del plan,${asked#* },${asked% *}" "$out"
ok $? 'and so does CSV'
grep -q $'\r$' "$out" && grep -qF '3.1,Audiencias publicadas,' "$out"
ok $? 'CSV has the rows, with CRLF'
hito report quarterly 2019-Q1 --format json --output "$TEST_TMP/file"
[ "$code" -eq 0 ] && [ ! -s "$out" ] &&
	cmp -s <(grep -v 'Leído' "$TEST_TMP/file") \
		<(grep -v 'Leído' "$TEST_TMP/json")
ok $? '--output writes the same bytes into a file'

hito report quarterly 2019
refused 1 'es de un trimestre' 'a year is refused'
hito report quarterly ayer
[ "$code" -eq 1 ] && [ -s "$errors" ]
ok $? 'a text that is no period is refused'
hito report quarterly 2031-Q1
refused 1 '2031-Q1' 'a quarter outside of the plan is refused'
hito report quarterly 2019-Q1 --plan nada
refused 1 'nada' 'an unknown plan is refused'
hito report quarterly 2019-Q1 --format pdf2
refused 1 'No hay un formato' 'an unknown format is refused'

# A report is a layout and a view: no C.
mkdir -p "$TEST_TMP/home"
cp -r "$HITO_HOME/forms" "$HITO_HOME/sql" "$TEST_TMP/home"
cat >"$TEST_TMP/home/forms/report/cards.report" <<'END'
report cards "FICHAS"
period any
head follow.report_head
block list "Compromisos"
view plan.commitment_list by plan_code order commitment_no
table "Compromisos del plan"
column commitment_no 4 "N°" number
column title 60 "Título"
END
HITO_HOME=$TEST_TMP/home hito report cards 2019-Q1
[ "$code" -eq 0 ] && grep -q 'Mejorando la rendición de cuentas' "$out"
ok $? 'a layout over a view is a new report'
printf 'report cards "X"\nhead follow.report_head\nblock b "B"\nsource follow.nothing_at_all\ncolumn c 4 "C"\n' \
	>"$TEST_TMP/home/forms/report/cards.report"
HITO_HOME=$TEST_TMP/home hito report cards 2019-Q1
refused 3 'cards.report:3:' 'a layout that names what the database lacks is told with its line'
printf 'report cards "X"\nhead follow.report_head\nblock b "B"\nsource follow.report_needed\ncolumn mena 4 "C"\n' \
	>"$TEST_TMP/home/forms/report/cards.report"
HITO_HOME=$TEST_TMP/home hito report cards 2019-Q1
refused 3 'cards.report:3: el bloque «b» pide la columna «mena», que follow.report_needed no tiene.' \
	'a column that a source does not have is named'
printf 'report cards "X"\nhead follow.report_head\ntop "{cutof}"\nblock b "B"\n' \
	>"$TEST_TMP/home/forms/report/cards.report"
HITO_HOME=$TEST_TMP/home hito report cards 2019-Q1
refused 3 'cards.report: el informe pide la columna «cutof», que follow.report_head no tiene.' \
	'and one that the head does not have'
printf 'report cards "X"\nwhat is this\n' \
	>"$TEST_TMP/home/forms/report/cards.report"
HITO_HOME=$TEST_TMP/home hito report cards 2019-Q1
refused 1 'cards.report:2:1:' 'a wrong layout is told with line and column'

# --- reading

hito list milestone --where plan_code=2018-2020 --json
[ "$(grep -c '"plan_code"' "$out")" -eq 22 ]
ok $? 'list has the 22 milestones'
hito listar hito --filter doubtful --columns commitment_no,position --csv
[ "$(tr -d '\r' <"$out" | tail -n +2)" = 1,1 ]
ok $? 'and the one whose dates are to be cleared up'
hito list hito --where commitment_no=3 --where 'position<=2' --json
[ "$(grep -c '"plan_code"' "$out")" -eq 2 ]
ok $? '--where narrows, with the signs of the find form'
hito list hito --where 'title=x'
refused 1 'no tiene una columna' 'a column that is not there is refused'
hito list hito --filter nada
refused 1 'Hay: ' 'a filter that is not there names those that are'
hito list nada
refused 1 'Hay: ' 'a register that is not there names those that are'
hito list
refused 1 'Uso: ' 'no register: usage'
hito list hito --limit 3
[ "$(wc -l <"$out")" -eq 5 ] && grep -q '^3 filas' "$errors"
ok $? '--limit; the count is no part of the data'
hito show hito 2018-2020/3.2
has 'Ingreso de información' 'show finds by its key'
hito mostrar compromiso 2018-2020/3 --json
has '"key": "2018-2020/3"' 'show has JSON'
hito show hito 3.2 --plan 2018-2020
has 'Hito 2018-2020/3.2' 'the plan may come from --plan'
hito show hito 2018-2020/99.1
refused 1 'no está' 'a key that is not there'
hito show target 2018-2020/1.1.2018-Q3
has 'Meta de indicador 2018-2020/1.1.2018-Q3' 'a key of which two records are a part'
marked() { # VALUES: of that period
	sql -c "set session_replication_role = replica" -c "update core.period set (deleted_at, deleted_by, deleted_why) = ($1)
		where period_key = '2018-Q3' and plan_id = follow.plan_of('2018-2020')"
}
marked "now(), 'x', 'x'"
hito show target 2018-2020/1.1.2018-Q3
has 'Meta de indicador 2018-2020/1.1.2018-Q3' 'and where one of them is marked, and offered no more'
marked 'null, null, null'
hito show hito nothing
refused 1 'Se escribe así' 'a text that is no key says how keys are written'
hito board
has 'Plan 2018-2020' 'the board as text'
hito board --plan nada
refused 1 'nada' 'a plan that is not there has no board'
hito board --period zz
refused 1 'zz' 'nor has a word that is no period'
hito board --period 2031-Q1
refused 1 'no tiene el periodo' 'nor a period that is not there'
hito list milestone --limit 0
refused 1 'de 1 a' 'a limit is a number of rows'
hito show commitment 2018-2020
refused 1 'Se escribe así: Plan/' 'half a key is told how it is written'
HITO_PLAN=nada hito board
has 'Plan 2018-2020' 'a stale plan of the settings gives way'
hito board --json
has "\"shown\": \"${asked#* }\"" 'its mean is that of the report'

tap_end
