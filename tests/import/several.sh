#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What offices send back: templates filled in, loaded as typed; what is of
# another quarter, register, institution or office is refused; several files in
# one go, a load each, and who is still missing. On the demonstration.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/book.sh"
cd "$TEST_TMP" || exit 1

lacks() { # WORDS TITLE
	! grep -qF -- "$1" "$out"
	ok $? "$2"
}
value() { # INDICATOR WANTED TITLE
	is "$2" "select concat_ws('|', r.executed::text, r.narrative, r.evidence, r.state) from follow.result_all r
		where r.indicator_code = '$1' and r.period_key = '2019-Q2'" "$3"
}
for office in GRPAT SGTI GRDIS; do
	hito template result --office $office --period 2019-Q2 --plan 2018-2020 -o $office.xlsx
	ok "$code" "a template for $office"
done
hito template result --office GRDIS --period 2019-Q1 --plan 2018-2020 -o Q1.xlsx
ok "$code" 'one of another quarter'

# --- filled in, loaded

fill GRPAT.xlsx p.xlsx G6=n:12.5 'I6=Se publicó <todo> & más / algo' G7=n:0.1 'J7=Acta N° 3' G8=n:1234567.891
hito import result p.xlsx --dry-run
says 0 '3 nuevos   0 cambian   0 iguales' 'a template that was filled in'
says 0 '5 filas quedaron sin llenar' 'the rest is counted'
lacks 'columna que el registro no tiene' 'nothing is said of its columns that are only read'
hito import result p.xlsx
says 0 '3 nuevos   0 cambian   0 iguales' 'it loads'
value 1.1 '12.5|Se publicó <todo> & más / algo|draft' 'results are as typed'
value 1.3 '0.1|Acta N° 3|draft' 'a tenth is a tenth'
value 2.2 '1234567.891|draft' 'a long one keeps its digits'
is 3 "select count(*) from follow.result_all where period_key = '2019-Q2'" 'and what nobody filled in is none'
hito import result p.xlsx
says 0 '0 nuevos   0 cambian   3 iguales' 'again it changes nothing'
fill GRPAT.xlsx wrong.xlsx 'G6=mucho'
hito import result wrong.xlsx
says 3 '«mucho» no se puede leer como número' 'a cell that was written in spite of its rule is told'
hito import result p.xlsx --json --dry-run
says 0 '"office":"GRPAT"' 'as JSON its office is said'

# --- of something else

hito import result Q1.xlsx --period 2019-Q2
says 1 '«Q1.xlsx» es una plantilla de 2019-Q1, y se carga 2019-Q2.' 'one of another quarter is refused, both named'
hito import result Q1.xlsx --period 'I Trim. 2019' --dry-run
says 0 '2 filas quedaron sin llenar' 'as that quarter it is the right one'
hito import result p.xlsx --plan OTRO
says 1 '«p.xlsx» es una plantilla del plan 2018-2020, y se carga el OTRO.' 'one of another plan'
hito import milestone p.xlsx
says 1 '«p.xlsx» es una plantilla del registro «result», y se carga «milestone».' 'one of another register'
stamp() { # FROM TO OUT: what the hidden sheet says is another thing
	local parts=() part
	while read -r part; do
		parts+=("$part" "$(unzip -p p.xlsx "${part/\[/\\[}" | if [ "$part" = xl/worksheets/sheet2.xml ]; then sed "s|<t>$1</t>|<t>$2</t>|"; else cat; fi)")
	done < <(unzip -Z1 p.xlsx)
	pack "$3" "${parts[@]}"
}
stamp GRLL MTPE i.xlsx
hito import result i.xlsx
says 1 '«i.xlsx» es una plantilla de la institución MTPE, y esta base es de GRLL.' 'one of another institution'
stamp 1 99 e.xlsx
hito import result e.xlsx
says 1 'es una plantilla de la edición 99 de los registros, y esta es la 1.' 'one of another edition'
stamp 2019-Q2 2019-Q3 q.xlsx
hito import result q.xlsx
says 3 'El archivo es una plantilla del periodo 2019-Q3.' 'rows of another period than it says'
stamp GRPAT SGTI o.xlsx
hito import result o.xlsx
says 3 'La fila es de la oficina GRPAT, y el archivo es una plantilla de SGTI.' 'rows of another office than it says'
fill p.xlsx k.xlsx D6=2019-Q3
hito import result k.xlsx
says 3 'El archivo es una plantilla del periodo 2019-Q2.' 'a locked cell that was changed is told'
is 3 "select count(*) from follow.result_all where period_key in ('2019-Q2', '2019-Q3')" 'none of them was loaded'

# --- by whom

printf 'clave de prueba\nclave de prueba\n' | "$HITO" -d "$TEST_URL" user add varios_it >"$out" 2>&1 &&
	"$HITO" -d "$TEST_URL" user grant varios_it SGTI batch >>"$out" 2>&1
ok $? 'a person who loads for one office'
url=$TEST_URL
TEST_URL=${TEST_URL/$TEST_ME@/varios_it@}
hito --office SGTI import result p.xlsx
says 3 '«p.xlsx» es una plantilla de la oficina GRPAT, y usted, de SGTI, no carga lo de esa oficina.' \
	'what she may not load is refused, both offices named'
fill SGTI.xlsx s.xlsx G6=n:7
hito --office SGTI import result s.xlsx p.xlsx
says 4 's.xlsx' 'of several files hers is loaded'
TEST_URL=$url

# --- several at once

many() { # not tried to be taken back: each file is a load of its own
	"$HITO" -d "$TEST_URL" import "$@" >"$out" 2>&1 </dev/null
	code=$?
}

printf '%s\n' 'Plan;Indicador;Periodo;Ejecutado' '2018-2020;1.2;2019-Q2;8' >c.csv
printf '%s\n' 'Plan;Indicador;Periodo;Ejecutado' '2018-2020;1.2;2019-Q2;mucho' >bad.csv
many result p.xlsx Q1.xlsx bad.csv nadie.xlsx c.csv
says 4 'p.xlsx      GRPAT          8        0  carga ' 'each file has a line, with office and rows'
says 4 'Q1.xlsx     -              0        1  no se cargó' 'one that is not of this quarter is not loaded'
says 4 'bad.csv     SGTI           1        1  rechazado: no se grabó' 'one with bad rows is refused'
says 4 'nadie.xlsx  -              0        1  no se cargó' 'one that is not there is told'
says 4 'c.csv       SGTI           1        0  carga ' 'none keeps the others from loading'
says 4 '«Q1.xlsx» es una plantilla de 2019-Q1, y se carga 2019-Q2.' 'the first template says which quarter it is'
says 4 'Falta 1 oficina en 2019-Q2:' 'offices that are still missing are counted'
says 4 'GRDIS  Gerencia Regional de Desarrollo e Inclusión Social: 1 de 1 indicadores' 'and named'
value 1.2 '8|draft' 'what is loaded is there'
many result bad.csv nadie.xlsx --period 2019-Q2
says 3 'no se cargó' 'where none loads the first one says why'
says 3 'Faltan 2 oficinas en 2019-Q2' 'text files have no template: the option says the quarter'
many result bad.csv c.csv --dry-run
says 5 'simulado' 'a dry run of several'
fill GRDIS.xlsx d.xlsx G6=n:47.5
many result p.xlsx c.csv d.xlsx
says 0 'GRDIS          1        0  carga ' 'all of them'
lacks 'Falta' 'and nobody is missing'
many result p.xlsx bad.csv --json
query "select j #>> '{files,0,office}', j #>> '{files,0,same}', j #>> '{files,1,rejected}', jsonb_array_length(j -> 'missing')
	from (select \$j\$$(grep '^{' "$out")\$j\$::jsonb) as t (j)" >found
[ "$(cat found)" = 'GRPAT|3|1|0' ]
ok $? 'as JSON it is one object'
many result p.xlsx c.csv --rejects r.csv
says 1 'van con un solo archivo' 'what is of one file does not go with several'

tap_end
