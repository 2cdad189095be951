#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# What an import changes and says of it: blank cells, fields that change, plans
# that nobody has, files of rejects, outputs that are full, odd headings.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

milestones() { # FILE LINES...
	printf '%s\n' "${@:2}" >"$1"
}
cd "$TEST_TMP" || exit 1

# --- a plan that nobody has

hito import commitment "$data/compromisos.csv" --plan T-2024 --new-plan
says 0 'plan nuevo: entra como borrador' 'a plan is made where whoever loads says so'
hito import commitment "$data/compromisos.csv" --plan T-2O24
says 3 'No hay un plan «T-2O24». ¿Es «T-2024»?' 'a slip in its code is told with the nearest'
says 3 'se crea, como borrador, con --new-plan' 'and how one is made'
[ "$(grep -c 'No hay un plan' "$out")" = 1 ]
ok $? 'once'
is T-2024 "select string_agg(plan_code, ' ') from plan.action_plan" 'it makes none'
milestones m.csv 'Plan;Compromiso N°;N°;Hito' 'T-2024;1;1;Uno' 'T-2O24;1;2;Dos' 'OTRO;1;3;Tres'
hito import milestone m.csv --skip-bad
says 4 '1 nuevo   0 cambian   0 iguales' 'the lines of one that is are taken'
says 4 'No hay un plan con este código. ¿Es «T-2024»?' 'one that is not is told with the nearest'
[ "$(grep -c 'No hay un plan con este código.$' "$out")" = 1 ] && [ "$(grep -c 'con este número' "$out")" = 0 ]
ok $? 'and alone where none is near, once'

# --- blank cells, and what changes

milestones m.csv 'Compromiso N°;N°;Hito;Fecha de inicio;Fecha final;Compromiso en curso o nuevo' \
	'1;1;Uno;ago-2019;31/04/2019;Nuevo' '1;2;Dos;set-2019;oct-2019;Nuevo'
hito import milestone m.csv --plan T-2024
says 0 '1 nuevo   1 cambia' 'two milestones with their dates'
milestones m.csv 'Compromiso N°;N°;Hito;Fecha de inicio;Fecha final;Compromiso en curso o nuevo' \
	'1;1;Uno;;;' '1;2;Dos;;nov-2019;En proceso'
hito import milestone m.csv --plan T-2024 --dry-run
says 0 '0 nuevos   1 cambia   1 igual' 'a blank cell leaves what stands'
says 0 'línea 3, Fecha final: oct-2019 -> nov-2019' 'what changes is told field by field'
says 0 'línea 3, Compromiso en curso o nuevo: Nuevo -> En curso' 'as the screen shows it'
hito import milestone m.csv --plan T-2024 --dry-run --json
grep -qF '{"line":3,"field":"ends","column":"Fecha final","was":"oct-2019","now":"nov-2019"}' "$out" &&
	grep -qF '"erased":0,"all_changes":2' "$out"
ok $? 'in JSON too'
hito import milestone m.csv --plan T-2024
is 'ago-2019|2019-08-01|31/04/2019|t' "select starts, starts_from, ends, ends_doubtful from plan.milestone where position = 1" \
	'all of a date stays'
hito import milestone m.csv --plan T-2024 --blank erase
says 0 '3 datos se borran: sus celdas van en blanco' '--blank erase says how many it empties'
is '||f|' "select starts, starts_from, starts_doubtful, ends from plan.milestone where position = 1" 'and empties them'
{
	echo 'Compromiso N°;N°;Hito'
	for ((i = 1; i <= 30; i++)); do echo "2;$i;Hito $i"; done
} >many.csv
hito import milestone many.csv --plan T-2024
sed -i 's/Hito \([0-9]\)/Otro \1/' many.csv
hito import milestone many.csv --plan T-2024
says 0 'y 10 cambios más; --json los dice.' 'of many the first twenty are told'
[ "$(grep -c 'Hito [0-9]* -> Otro' "$out")" = 20 ]
ok $? 'and no more'

printf 'Periodo;Nombre;Desde;Hasta;Corte\n2019-Q1;Primero;01/01/2019;31/03/2019;15/04/2019\n' >period.csv
hito import period period.csv --plan T-2024
sed -i 's/;15/;16/' period.csv
hito import period period.csv --plan T-2024 --dry-run
says 0 'línea 2, Corte: 15/04/2019 -> 16/04/2019' 'days are told as the screen shows them'
printf 'Compromiso N°;N°;Hito;Permanente\n2;1;Otro 1;Sí\n' >yes.csv
hito import milestone yes.csv --plan T-2024 --dry-run
says 0 'línea 2, Permanente: No -> Sí' 'and what is yes or no'

# --- files of rejects

milestones m.csv 'Compromiso N°;N°;Hito' '1;1;Uno'
cp m.csv same.csv
ln same.csv hard.csv
ln -s same.csv soft.csv
for name in same.csv hard.csv soft.csv ./same.csv; do
	hito import milestone same.csv --plan T-2024 --rejects "$name"
	[ "$code" -eq 1 ] && grep -qF 'no se escriben sobre el mismo archivo' "$out" && cmp -s same.csv m.csv
	ok $? "rejects over the input are refused: $name"
done
cp m.csv rej.new
hito import milestone rej.new --plan T-2024 --rejects rej
[ "$code" -eq 1 ] && cmp -s rej.new m.csv
ok $? 'nor over it by the name that they have while they are written'
echo vieja >rejects.csv
hito import milestone m.csv --plan T-2024 --rejects rejects.csv
[ "$code" -eq 0 ] && [ ! -e rejects.csv ]
ok $? "a clean run removes yesterday's"
printf '%s\n' 'Compromiso N°;N°;Hito;Avance declarado;Avance' '3;;Mal su avance;mucho;5' ';;Sin compromiso;;' '99;;De otro;;' >number.csv
hito import milestone number.csv --plan T-2024 --rejects rejects.csv
says 3 'columna que solo se lee: no se carga' 'a column that the register has and no file fills is said to be one'
grep -q ';3;1;Mal su avance;mucho;5' rejects.csv && grep -q ';;;Sin compromiso;;' rejects.csv && grep -q ';99;;De otro;;' rejects.csv
ok $? 'a row whose commitment is wrong comes back without the number counted for it'
printf '%s\n' 'Compromiso N°;N°;Hito;Avance declarado' '3;1;Uno;mucho' >number.csv
hito import milestone number.csv --plan T-2024 --look
says 5 ', 1 que no se puede leer' 'one cell is not said as many'

# --- an output that is full

if [ -w /dev/full ]; then
	milestones m.csv 'Compromiso N°;N°;Hito' '3;1;Lleno'
	"$HITO" -d "$TEST_URL" import milestone m.csv --plan T-2024 >/dev/full 2>"$out"
	[ $? -eq 0 ] && grep -qF '(1 nuevo, 0 cambian, 0 iguales), pero su resumen no se pudo escribir' "$out"
	ok $? 'what was saved is no failure where nobody could be told'
	"$HITO" -d "$TEST_URL" import milestone m.csv --plan T-2024 --json >/dev/full 2>"$out"
	[ $? -eq 0 ] && grep -qF 'pero su resumen' "$out"
	ok $? 'as JSON neither'
	"$HITO" -d "$TEST_URL" import milestone m.csv --plan T-2024 --dry-run >/dev/full 2>"$out"
	[ $? -eq 1 ]
	ok $? 'a dry run is its output'
else
	skip 'an output that is full' 'no /dev/full here'
fi

# --- notices do not make it fail

{
	echo 'Compromiso N°;N°;Hito;Fecha de inicio'
	for ((i = 1; i <= 10100; i++)); do echo "3;$i;Hito $i;31/04/2019"; done
} >doubts.csv
hito import milestone doubts.csv --plan T-2024 --dry-run --json
[ "$code" -eq 0 ] && grep -qF '"rows":10100' "$out" && ! grep -qF '"untold":0' "$out"
ok $? 'doubts without end are counted, and load'

# --- headings

printf 'Compromiso N°;N°;;Hito\n1;1;algo;Uno\n' >blank.csv
hito import milestone blank.csv --plan T-2024 --dry-run
says 0 'La columna 3 no tiene título y trae datos desde la línea 2: no se carga.' 'data under a blank heading is named'
tail=$(head -c 16380 /dev/zero | tr '\0' ';')
printf 'Compromiso N°;N°;Hito%s\n1;1;Uno%s\n1;2;Dos\n' "$tail" "$tail" >wide.csv
hito import milestone wide.csv --plan T-2024 --dry-run
says 0 '2 filas' '16,384 columns of a spreadsheet, most of them empty'
printf 'Compromiso N°;N°;Hito\r\n1;1;Uno\r\n\032' >dos.csv
hito import milestone dos.csv --plan T-2024 --dry-run
says 0 '1 fila ' 'an end mark of DOS is no truncation'
printf 'Compromiso N°;N°;Hito\r\n1;1;Uno\032' >dos.csv
hito import milestone dos.csv --plan T-2024 --dry-run
says 1 'no acaba en un salto de línea' 'behind half a line it is'
printf 'Commitment No.,No.,Milestones,Commitment in progress or new\n1,1,Uno,In Progress (Permanent Activity)\n' >en.csv
hito import milestone en.csv --plan T-2024 --dry-run
says 0 '1 fila ' 'headings and words as they are published'
[ "$(grep -c 'no se carga' "$out")" = 0 ]
ok $? 'are all known'
printf 'Year,Commitment No.,Compliance status\n2019,1,x\n' >en.csv
hito import self_assessment en.csv --plan T-2024 --dry-run
[ "$(grep -c 'no se carga' "$out")" = 0 ]
ok $? 'those of a self-assessment too'

# --- what is refused, in JSON

hito import milestone nada.csv --json
grep -qF '"error":{"kind":"' "$out" && grep -qF '"text":"No existe el archivo «nada.csv»."' "$out"
ok $? 'a file that is not there'
printf 'a;b\n1;2\n' >other.csv
hito import milestone other.csv --json
[ "$code" -eq 1 ] && grep -qF '"file":"other.csv"' "$out" && grep -qF '"text":"Las 2 columnas de la línea 1 no son' "$out"
ok $? 'one that is another table'
tap_end
