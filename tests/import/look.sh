#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# A file looked at before it is loaded, and a mapping that people keep: which
# heading is which field, what stands where the file has nothing, what its words
# mean; and loads of new records alone, or of none.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

has() { # WORDS TITLE
	grep -qF -- "$1" "$out"
	ok $? "$2"
}
lacks() { # WORDS TITLE
	! grep -qF -- "$1" "$out"
	ok $? "$2"
}

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
cd "$TEST_TMP" || exit 1

cat >h.csv <<-'END'
	Lo que envía la oficina;;;;;
	Comp.;N.;Hito;Término;Obs.;Avance
	1;1;Hito uno;12/31/2019;x;80,5
	1;2;Hito dos;01/02/2019;;malo
	1;3;Hito tres;set-2019;nada;7
	1;4;Hito cuatro;02/03/2019;x;8
	1;5;Hito cinco;02/04/2019;x;9
	1;6;Hito seis;02/05/2019;x;10
END

# --- the look

hito import milestone h.csv --plan P1 --look
says 5 'h.csv   UTF-8' 'a look names file and charset'
has '6 filas   títulos en la línea 2' 'counts its rows, and says which line has the headings'
has '1. Comp. -> no se carga   6 con dato, 0 en blanco' 'a column that is not taken is told with its cells'
has '5. Obs. -> no se carga   5 con dato, 1 en blanco' 'blank ones counted'
has '3. Hito -> Hito (text)' 'one that is, with its field'
has 'línea 3: Hito uno' 'five cells are shown'
has 'línea 7: Hito cinco' 'the fifth too'
lacks 'Hito seis' 'not the sixth'
has 'y 1 más' 'which is counted'
has 'falta Compromiso (commitment_no), que es obligatorio' 'and what the file lacks'
has 'Solo se miró: no se grabó nada.' 'it says that nothing was done'
is 0 'select count(*) from plan.milestone' 'and nothing was'
is 1 'select count(*) from core.batch' 'not even a batch'

# --- mapping

cat >h.map <<-'END'
	# lo que envía Planeamiento
	register  milestone
	heading   2
	column    "COMP"      commitment_no
	column    "Término"   ends  dates month
	column    "Obs."      notes
	column    "Avance"    progress_declared  decimal ","
	column    "N."        -
	constant  plan_code   "P1"
	constant  origin      "Nuevo"
	value     notes       "Nada" = ""
	value     progress_declared  "MALO" = "5,5"
END
hito import milestone h.csv --map h.map --look
says 0 '1. Comp. -> Compromiso (commitment_no)' 'a mapping gives a heading its field'
has 'línea 3: 12/31/2019 -> 31/12/2019' 'its dates are read in the order that it says'
has 'línea 4: 01/02/2019 -> 02/01/2019' 'all of them'
has 'línea 5: set-2019 -> set-2019 (01/09/2019 - 30/09/2019)' 'a month is shown with its days'
has 'línea 3: 80,5 -> 80.5' 'numbers by its decimal sign'
has 'línea 4: malo -> 5.5' 'words by what it says that they mean'
has '2. N. -> no se carga' 'what it does not want is not taken'
hito import milestone h.csv --map h.map
says 0 '6 nuevos' 'and it loads so'
is '2019-12-31 80.5 x|2019-01-02 5.5 x' "select string_agg(ends_to || ' ' || trim_scale(progress_declared) || ' ' || coalesce(notes, 'x'), '|' order by position)
	from plan.milestone where position < 3" 'with what was shown'
is 'null' "select coalesce(notes, 'null') from plan.milestone where text = 'Hito tres'" 'a word that means nothing leaves nothing'
hito import milestone h.csv --map h.map --look --json
"$TEST_PGBIN/psql" -X -A -t -d "$TEST_URL_SUPER" -v ON_ERROR_STOP=1 >found 2>&1 <<-END
	select j -> 'heading', j -> 'delimiter', c ->> 'field', c -> 'filled', c -> 'blank', c #>> '{cells,1,read}'
	from (select \$j\$$(cat "$out")\$j\$::jsonb) as t (j), jsonb_array_elements(j -> 'columns') as c where c ->> 'title' = 'Avance';
END
[ "$(cat found)" = '2|";"|progress_declared|6|0|5.5' ]
ok $? 'a look as JSON is JSON, and has the same'

# --- a mapping that is wrong

wrong() { # LINE SENTENCE TITLE
	sed "s/^column    \"Obs.\".*/$1/" h.map >w.map
	hito import milestone h.csv --map w.map --dry-run
	says 1 "$2" "$3"
}
wrong 'column "Obs." notas' 'w.map:6: El registro «Hitos» no tiene un campo «notas»' 'a field that nobody has is told with its line'
wrong 'column "Otra" notes' 'w.map:6: El archivo no trae la columna «Otra»' 'a heading that the file lacks too'
wrong 'column "Obs." ends' 'w.map:6:1: el campo «ends» ya tiene columna, en la línea 5' 'two columns for one field'
wrong 'constant permanent "quizá"' 'w.map:6: ' 'a constant that its field cannot have'
wrong 'key plan_code, starts' 'w.map:6: La clave pide «Inicio»' 'a key that nothing fills'
wrong 'columna "Obs." notes' 'w.map:6:1: «columna» no empieza nada' 'a word that begins nothing'
sed 's/milestone/commitment/' h.map >w.map
hito import milestone h.csv --map w.map --dry-run
says 1 'es del registro «commitment», y se carga «milestone»' 'a mapping of another register'
hito import milestone h.csv --map nadie.map
says 1 'nadie.map' 'a mapping that is not there'
sed 's/dates month/dates day/' h.map >w.map
hito import milestone h.csv --map w.map --dry-run
says 5 'La asignación dice otro orden de día y mes que «12/31/2019» (línea 3)' 'an order that the dates deny is refused'
sed 's/heading   2/heading   40/' h.map >w.map
hito import milestone h.csv --map w.map --dry-run
says 1 'La línea 40 no tiene nada' 'headings on a line that the file has not'
printf 'Código;Nombre\nI1;Visitas\n' >i.csv
printf "register period\nkey period_title\n" >w.map
hito import period i.csv --plan P1 --map w.map --dry-run
says 1 'w.map:2: Los registros de' 'a register that is known by its key has no other'

# --- the key: what an unnumbered row is known by

cat >k.map <<-'END'
	register  milestone
	heading   2
	key       text
	column    "Comp."     commitment_no
	column    "Término"   ends  dates month
	column    "N."        -
	column    "Obs."      -
	column    "Avance"    -
	constant  plan_code   "P1"
END
sed 's/Hito uno/HITO UNO/; /^1;2/d; s/set-2019/oct-2019/' h.csv >k.csv
hito import milestone k.csv --map k.map
says 0 '0 nuevos   2 cambian   3 iguales' 'rows without a number are known by what the key says'
is '2019-10-31' "select ends_to from plan.milestone where text = 'Hito tres'" 'and change that record'

# --- written for people to keep

hito import milestone h.csv --plan P1 --set commitment_no=1 --look --write-map new.map
ok "$code" 'a mapping is written of what was found'
grep -qx 'column    "Término"  -' new.map
ok $? 'with the headings that nobody knows'
grep -qx 'column    "Hito"  text' new.map
ok $? 'those that somebody does'
grep -qx 'constant  commitment_no  "1"' new.map
ok $? 'what the options gave'
grep -qx '# ends: Fin' new.map
ok $? 'and the fields that nothing fills, to be put in'
hito import milestone h.csv --look --write-map new.map
says 1 'new.map' 'it is not written over another'
sed -i 's/^column    "Término"  -/column "Término" ends/' new.map
hito import milestone h.csv --map new.map --write-map read.map --dry-run
says 0 'columna Término: mes primero, por la línea 3' 'and loads when it was completed'
grep -qx 'column    "Término"  ends  dates month' read.map
ok $? 'written again it says how the dates were read'

# --- only new ones, only those that stand

sed 's/Hito dos/Hito dos nuevo/; $a 1;7;Hito siete;02/06/2019;x;11' h.csv >o.csv
printf '%s\n' '1;8;Hito ocho;02/07/2019;x;malo2' >>o.csv
hito import milestone o.csv --plan P1 --map h.map --only-new --skip-bad
says 4 '1 nuevo   0 cambian   0 iguales' 'only new records come in'
says 4 '6 registros ya estaban y se dejan como están (--only-new)' 'those that stand are counted'
sed -i '$d' o.csv
hito import milestone o.csv --plan P1 --map h.map --only-new
says 0 '0 nuevos   0 cambian   0 iguales' 'loaded again there is none'
printf '%s\n' 'Plan;Comp.;N°;Obs.' 'P1;1;1;cambiada' 'P1;1;40;no está' 'P1;1;otro;malo' >u.csv
printf '%s\n' 'register milestone' 'column "Comp." commitment_no' 'column "Obs." notes' >u.map
hito import milestone u.csv --map u.map --only-update --dry-run
says 5 'No se entiende este número' 'a row whose key cannot be read is neither: it is refused'
sed -i '$d' u.csv
hito import milestone u.csv --map u.map --only-update
says 0 '0 nuevos   1 cambia   0 iguales' 'only those that stand are changed, with no more than their key'
says 0 '1 registro no está y no se crea (--only-update)' 'the others are counted'
is cambiada 'select notes from plan.milestone where position = 1' 'the change is there'
is 0 'select count(*) from plan.milestone where position = 40' 'and no new record'
hito import milestone u.csv --map u.map --only-update --only-new
says 1 'no van juntas' 'both at once are none'

# --- kept with a load, offered to the next one of the office

is 1 "select count(*) from (select heading_map from core.batch where heading_map is not null order by id desc limit 1) as t where heading_map like '%column    \"Obs.\"  notes%'" 'a load keeps its mapping'
is 0 "select count(*) from core.batch where heading_map ~ 'heading|charset|delimiter'" 'but for what the next file says itself'
hito import milestone u.csv --dry-run
says 5 '--kept-map usa su asignación' 'a file with columns that it knows is told of it'
hito import milestone u.csv --kept-map --only-update --dry-run
says 0 '0 nuevos   0 cambian   1 igual' 'and loads with it'
printf '%s\n' 'Comp.;Obs.' '1;x' >v.csv
hito import milestone v.csv --plan P1 --dry-run
says 1 'repita la orden con --kept-map' 'so is one of which nobody knows a heading'
hito import period i.csv --kept-map
says 1 'no hay ninguna guardada' 'another register has none'
hito import milestone u.csv --kept-map --map u.map
says 1 'no van juntas' 'two mappings at once are none'
before=$(query "select count(*) from core.batch where heading_map is not null")
hito import milestone o.csv --plan P1 --only-new --set commitment_no=1 --quiet
is "$before" "select count(*) from core.batch where heading_map is not null" 'a load without mapping keeps none'

tap_end
