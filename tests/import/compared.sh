#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# States and computed columns of a file that an export wrote are compared and
# never written: what is equal is silent, what is different a notice.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

told='solo se lee, no se carga.'
# times N TITLE: a result, so many cells were told.
times() {
	[ "$(grep -cF "$told" "$out")" -eq "$1" ]
	ok $? "$2"
}
# What stands in the registers that are compared.
standing() { query 'select md5(string_agg(m::text, chr(10) order by id)) from plan.milestone m' &&
	query 'select md5(string_agg(r::text, chr(10) order by id)) from follow.result r'; }
# Registers whose rules are not asked: what the database has, changed by force.
force() { query "set session_replication_role = replica; $1" >/dev/null; }
standing >before

# --- the files as they left

for kind in csv json xlsx ods; do
	hito export milestone --output "m.$kind"
	hito export result --output "r.$kind"
	hito import milestone "m.$kind"
	says 0 ' 0 nuevos   0 cambian   22 iguales' "$kind: milestones come back"
	times 0 "$kind: and nothing is said of what is equal"
	hito import result "r.$kind"
	says 0 ' 0 nuevos   0 cambian   22 iguales' "$kind: results come back"
	times 0 "$kind: and nothing is said of what is equal"
done

# --- one state and one figure changed in the file

sed -e '2s/,En proceso,/,Cumplido,/' -e '3s/,27.50,/,30.25,/' m.csv >m2.csv
sed -e '2s/"state": "running"/"state": "done"/' -e '3s/"progress": 27.50/"progress": 30.25/' m.json >m2.json
sed -e '2s/;En proceso;/;Cumplido;/' -e '3s/;27,50;/;30,25;/' <(hito export milestone --excel --decimal , --output m3.csv && cat m3.csv) >m4.csv
for f in m2.csv:Situación:Avance:30.25 m2.json:state:progress:30.25 m4.csv:Situación:Avance:30,25; do
	IFS=: read -r f state figure said <<<"$f"
	hito import milestone "$f"
	says 0 ' 0 nuevos   0 cambian   22 iguales' "$f: notices alone are no failure, and nothing changes"
	times 2 "$f: two notices"
	tr -s ' ' <"$out" >tidy
	grep -qF " 2 $state Cumplido El archivo dice «Cumplido» y la base «En proceso»: $told" tidy
	ok $? "$f: the state, with its line and heading, by its words"
	grep -qF " 3 $figure $said El archivo dice «$said» y la base «27.50»: $told" tidy
	ok $? "$f: the figure"
done
hito import milestone m2.csv --json --dry-run
says 0 '"line":2,"field":"state","column":"Situación","value":"Cumplido","severity":"notice","reason":"El archivo dice «Cumplido»' \
	'for programs'
hito import milestone m2.csv
query "select m.line, m.heading, m.value, m.severity from core.batch_message m where m.field = 'state'
	and m.batch_id = (select max(id) from core.batch)" >"$out"
grep -qxF '2|Situación|Cumplido|notice' "$out"
ok $? 'the load keeps what was said'

# --- the file as it left, and another database

state=$(query "select state from follow.result order by id limit 1")
force "update follow.result set state = 'reported' where id = (select min(id) from follow.result);
	update follow.target set planned = 5.125 where planned = 5"
more=$(query "select count(*) from follow.result r join follow.target t using (indicator_id, period_id) where planned = 5.125")
for kind in xlsx ods csv json; do
	hito import result "r.$kind" --dry-run
	says 0 'El archivo dice «Aprobado» y la base «Informado»' "$kind: the state"
	says 0 'El archivo dice «5» y la base «5.125»' "$kind: the figure"
	times $((more + 1)) "$kind: these alone"
done
force "update follow.result set state = '$state' where id = (select min(id) from follow.result);
	update follow.target set planned = 5 where planned = 5.125"

# --- the same said otherwise

{ echo 'Plan;Compromiso N°;N°;Situación;Avance;Oficina responsable'
	echo '2018-2020;1;1;EN PROCESO;;sub gerencia de tecnologías de la información'
	echo '2018-2020;1;2;running;27,5 %;  Gerencia Regional de  Planeamiento y Acondicionamiento Territorial '
	echo '2018-2020;1;3;;;'
} >same.csv
hito import milestone same.csv --dry-run --only-update
says 0 ' 3 iguales' 'a choice by its code or words, a number by its value'
times 1 'a blank cell and the blanks in a text say nothing'
says 0 'El archivo dice «sub gerencia' 'small letters are another text'
{ head -n 1 same.csv; echo '2018-2020;1;2;;1,234;'; } >unsure.csv
hito import milestone unsure.csv --dry-run --only-update
says 0 'Avance          columna que solo se lee: no se carga' 'a column whose sign nobody knows is not compared, and not wrong'
times 0 'nothing is said of its cells'
hito import milestone unsure.csv --dry-run --only-update --decimal ,
says 0 'El archivo dice «1,234» y la base «27.50»' 'with its sign it is'
{ head -n 1 same.csv; echo '2018-2020;1;1;quizá;#N/A;'; } >odd.csv
hito import milestone odd.csv --dry-run --only-update
says 0 'El archivo dice «quizá» y la base «En proceso»' 'what no field reads is another value, and no error'
says 0 'El archivo dice «#N/A» y la base nada' 'where the database has nothing that is said'

# --- new records, many cells, bad rows

{ head -n 1 same.csv | sed 's/$/;Hito;Hito principal/'; echo '2018-2020;1;77;Cumplido;;;Nuevo;'; } >new.csv
hito import milestone new.csv --dry-run
says 0 'Situación              columna que solo se lee: no se carga' 'of a new record the column is said to be left'
times 0 'and nothing is compared'
! grep -q 'Avance.*solo se lee' "$out"
ok $? 'nor is a column named in which it says nothing'
sed 's/"commitment_title": "[^"]*"/"commitment_title": "Otro"/' m.json >many.json
hito import milestone many.json --dry-run
says 0 'De las columnas que solo se leen, otras 2 celdas dicen algo distinto' 'of many the others are counted'
times 20 'behind the first twenty'
sed -e '4s/,1,Dec/,99,Dec/' m2.csv >bad.csv
hito import milestone bad.csv
says 3 'El archivo dice «Cumplido» y la base «En proceso»' 'a file that is refused is compared too'
hito import milestone bad.csv --skip-bad --dry-run
says 5 'El archivo dice «Cumplido» y la base «En proceso»' 'and without its bad rows'

# --- looked at, and mapped

hito import milestone m2.csv --look
says 0 'Situación -> se compara con la base, no se carga   22 con dato' 'a look says that it is compared'
hito import milestone m2.csv --look --json
says 0 '"title":"Avance","field":null,"label":null,"decided":"punto decimal, por la línea 3","compared":true' 'as JSON too'
hito import milestone m2.csv --look --write-map it.map
! grep -q 'Situación' it.map
ok $? 'a mapping that is written does not name it'
hito import milestone m2.csv --dry-run --map it.map
times 2 'followed, it is compared'
printf 'register milestone\ncolumn "Situación" -\n' >no.map
hito import milestone m2.csv --dry-run --map no.map
says 0 'la asignación no la toma' 'one that leaves it out is obeyed'
times 1 'and the other one compared'

# --- personal data

hito export seeker --output s.csv
sed -i '2s/,Activo,/,Retirado,/' s.csv
hito import seeker s.csv
says 0 'y la base «Activo»' 'of a register with personal data it is said'
query "select m.reason from core.batch_message m where m.field = 'state' and m.batch_id = (select max(id) from core.batch)" >"$out"
grep -qxF 'Lo que se dijo tiene un dato personal y no se guarda.' "$out"
ok $? 'and not kept'

standing >after
cmp before after >"$out" 2>&1
ok $? 'nothing of all that was written'

tap_end
