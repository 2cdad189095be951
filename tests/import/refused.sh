#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# What the server would refuse row by row is told by line before anything is
# written, whichever way the result is asked for; and two loads of one new file.
set -u
data=tests/import/data
. "$(dirname "$0")/../lib/tap.sh"

psql=("$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER")
query() { "${psql[@]}" -c "$1"; }
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}
mine=${TEST_URL/$TEST_ME@/carga_suya@}
load() { # as a clerk of the office of commitment 1
	"$HITO" -d "$mine" --office GRP import milestone "$@" --plan P1 >"$out" 2>&1 </dev/null
	code=$?
}

"$HITO" -d "$TEST_URL" import commitment $data/compromisos.csv --plan P1 --new-plan --quiet >"$out" 2>&1
printf 'clave de prueba\nclave de prueba\n' | "$HITO" -d "$TEST_URL" user add carga_suya >>"$out" 2>&1 &&
	"$HITO" -d "$TEST_URL" user grant carga_suya GRP enter >>"$out" 2>&1
ok $? 'a clerk of one office'
printf '%s\n' 'Compromiso N°;N°;Hito' '1;1;Suyo' >"$TEST_TMP/clerk.csv"
load "$TEST_TMP/clerk.csv" --dry-run
says 3 'Su permiso en esta oficina es para ingresar registro por registro: no carga archivos.' \
	'a membership of kind enter does not load'
[ "$(query "select count(*) from core.batch where file_name = 'clerk.csv'")" = 0 ]
ok $? 'and leaves no batch'
"$HITO" -d "$TEST_URL" user grant carga_suya GRP batch >"$out" 2>&1
ok $? 'one of kind batch'

file=$TEST_TMP/mixed.csv
printf '%s\n' 'Compromiso N°;N°;Hito' '1;1;Suyo' '3;1;De otra oficina' '1;0;Cero' '1;3;' >"$file"
rejects=$TEST_TMP/rejects.csv
load "$file" --dry-run
says 5 'Es de la oficina GRC' 'a dry run names whose row it is'
says 5 'El número del hito empieza en 1.' 'and what the table refuses'
says 5 'Falta este dato, que es obligatorio.' 'and what is missing'
[ "$(grep -c '✗' "$out")" = 3 ]
ok $? 'each of them once'
load "$file" --rejects "$rejects"
says 3 'No se grabó nada' 'with them nothing is written'
grep -q '^3;Compromiso N°;3;Es de la oficina GRC.*;3;1;De otra oficina' "$rejects" &&
	grep -q '^4;N°;0;El número del hito empieza en 1.;1;0;Cero' "$rejects" &&
	grep -q '^5;Hito;;Falta este dato' "$rejects"
ok $? 'the rejects have line, column, value, sentence and cells'
load "$file" --dry-run --json
grep -q '"line":4,"field":"number_text","column":"N°","value":"0","severity":"error","reason":"El número del hito empieza en 1."' "$out" &&
	grep -q '"line":3,"field":"commitment_no","column":"Compromiso N°","value":"3","severity":"error"' "$out"
ok $? 'as JSON too'
load "$file" --skip-bad
says 4 '1 nuevo   0 cambian   0 iguales   0 por revisar   3 rechazados' 'the others alone are taken'
[ "$(query 'select string_agg(text, $$,$$) from plan.milestone')" = Suyo ]
ok $? 'and no more'

printf '%s\n' 'Código;Nombre;Depende de' 'X1;Uno;X2' 'X2;Dos;X1' >"$TEST_TMP/circle.csv"
"$HITO" -d "$TEST_URL" import office "$TEST_TMP/circle.csv" --dry-run >"$out" 2>&1
code=$?
says 5 'no se encierran en un círculo' 'offices in a circle'
[ "$(grep -c '✗' "$out")" = 2 ]
ok $? 'are two errors'
printf '%s\n' 'Plan;Periodo' 'P1;2019-V' >"$TEST_TMP/period.csv"
"$HITO" -d "$TEST_URL" import period "$TEST_TMP/period.csv" >"$out" 2>&1
code=$?
says 3 'No se entiende este periodo: escriba 2019-Q1 o 2019.' 'a period that cannot be read'
printf '%s\n' 'Plan;Código;Nombre;Se mide en' 'P1;I1;Visitas;II-2019, 2019-4T' >"$TEST_TMP/indicator.csv"
"$HITO" -d "$TEST_URL" import indicator "$TEST_TMP/indicator.csv" >"$out" 2>&1
[ "$(query 'select measured_on from follow.indicator')" = '2019-Q2 2019-Q4' ]
ok $? 'several are kept by their keys'
printf 'Plan;Código;Objetivo\nP1;O1;"Un objetivo\nen dos   filas"\n' >"$TEST_TMP/objective.csv"
"$HITO" -d "$TEST_URL" import objective "$TEST_TMP/objective.csv" >"$out" 2>&1
[ "$(query 'select title from plan.objective')" = 'Un objetivo en dos filas' ]
ok $? 'a title is one line'

# --- two loads of one new file: the second finds the first's rows at the end

printf '%s\n' 'Compromiso N°;N°;Hito' '1;7;Siete' >"$TEST_TMP/seven.csv"
mkfifo "$TEST_TMP/never" # nobody writes into it: reading is waiting
coproc other { "${psql[@]}"; }
echo "begin; insert into plan.milestone (commitment_id, position, text) select id, 7, 'Siete' from plan.commitment
	where commitment_no = 1; select 'there';" >&"${other[1]}"
read -r -t 20 -u "${other[0]}" line && [ "$line" = there ]
ok $? 'somebody has written a row and not said so'
"$HITO" -d "$TEST_URL" import milestone "$TEST_TMP/seven.csv" --plan P1 >"$out" 2>&1 </dev/null &
client=$!
for ((k = 0; k < 200; k++)); do
	[ "$(query "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")" = 1 ] && break
	read -r -t 0.1 _ <>"$TEST_TMP/never"
done
echo "commit; select 'done';" >&"${other[1]}"
read -r -t 20 -u "${other[0]}" line
wait $client
code=$?
says 3 'otra persona grabó registros con las mismas claves' 'the other load is told so'
says 3 'Repita la carga: lo que ya está no se duplica.' 'and what to do'
"$HITO" -d "$TEST_URL" import milestone "$TEST_TMP/seven.csv" --plan P1 >"$out" 2>&1 </dev/null
code=$?
says 0 '1 cambia' 'which helps'
query 'drop owned by carga_suya; drop role carga_suya' >/dev/null 2>&1
tap_end
