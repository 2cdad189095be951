#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Tables, proposals and their stages, agreements with their parties, and
# reviewers' codes, as files bring them.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
cd "$TEST_TMP" || exit 1

# --- tables and their proposals

printf '%s\n' 'Mesa N°;Nombre de la mesa;Entidad;Fecha;Sociedad civil;Entidades públicas;Número de propuestas;Compromiso final' \
	'1;Agua;Vivienda;September 09th, 2016;8;5;3;' '2;Agricultura;;15/09/2016;4;3;1;1' >mesas.csv
hito import mesa mesas.csv --plan P1
says 0 '2 nuevos' 'two tables'
printf '%s\n' 'Mesa;Propuesta;Etapa;Motivo;Compromiso;Transparencia' \
	'1;Agua segura para todos;Propuesta;;;10' '1;Medir el cloro;Descartada;Repite la anterior;;' \
	'2;Mercado en línea;Compromiso;;1;' >iniciativas.csv
hito import iniciativa iniciativas.csv --plan P1
says 0 '3 nuevos' 'three proposals, in the stages that they reached'
is '1 3 2 dice 3, hay 2|2 1 1' "select string_agg(concat_ws(' ', table_no, proposals_stated, proposals_counted, counts_note), '|' order by table_no)
	from plan.sector_table_list" 'what is said stands beside what is registered'
hito import iniciativa iniciativas.csv --plan P1
says 0 '3 iguales' 'the same file adds nothing'
printf '%s\n' 'Mesa;Propuesta;Etapa;Motivo;Compromiso;Transparencia' \
	'9;De una mesa que no hay;;;;' '1;Sin motivo;Descartada;;;' '1;Sin compromiso;Compromiso;;;' \
	'1;Con puntos de más;;;;101' '1;Apenas propuesta;Propuesta;;1;' >malas.csv
hito import iniciativa malas.csv --plan P1
says 3 'El plan no tiene una mesa con este número: regístrela primero.' 'a table that is not there'
says 3 'Escriba por qué se descarta.' 'discarded without a reason'
says 3 'Diga en qué compromiso se convirtió.' 'a commitment that is not said'
says 3 'Solo una iniciativa priorizada lleva su compromiso.' 'a commitment too early'
[ "$(grep -cE '^ +[2-6] ' "$out")" -eq 5 ]
ok $? 'each at its line'
printf '%s\n' 'Año;Criterio;Peso' '2016;Transparencia;1' '2016;Participación;2' '2016;Innovación tecnológica;1' \
	'2016;Crecimiento económico;1' '2016;Valor social;0' >pesos.csv
hito import peso_iniciativa pesos.csv
says 3 'Un peso es mayor que 0.' 'a weight of nothing'

# --- agreements

printf '%s\n' 'Convenio;Objeto;Compromiso;Plan;Firma;Hasta;Partes' \
	'C-1;Compartir datos;1;P1;01/02/2019;01/02/2021;Municipalidad Provincial; Universidad' >convenios.csv
sed -i 's/;Municipalidad Provincial; Universidad/;"Municipalidad Provincial; Universidad"/' convenios.csv
hito import convenio convenios.csv
says 0 '1 nuevo' 'an agreement'
is 'GRP Municipalidad Provincial; Universidad' "select office_code || ' ' || parties from plan.agreement_between_bodies_list" \
	'with its parties, of the office of its commitment'
hito import convenio convenios.csv
says 0 '1 igual' 'the same again'
sed 's/Universidad/Universidad; Cámara/' convenios.csv >mas.csv
hito import convenio mas.csv
says 0 '1 cambia' 'one party more'
is 3 'select count(*) from plan.agreement_party' 'is added'
printf '%s\n' 'Convenio;Objeto;Firma;Desde;Hasta' 'C-2;Al revés;01/02/2019;01/03/2019;01/02/2019' 'C-3;Sin firma;;01/02/2019;' >malos.csv
hito import convenio malos.csv
says 3 'El convenio termina antes de empezar.' 'one that ends before it starts'
says 3 'Un convenio que rige lleva la fecha de su firma.' 'one that nobody signed'

# --- reviews

printf '%s\n' 'Año;Clase;Evaluó' '2019;Design Report;MRI' >evaluaciones.csv
hito import evaluacion evaluaciones.csv --plan P1
says 0 '1 nuevo' 'a review'
printf '%s\n' 'Año;Clase;Compromiso;Escala;Nivel' '2019;De diseño;1;Verificable;Yes' '2019;De diseño;1;Potential impact;Minor' \
	'2019;De diseño;3;Impacto potencial;Transformador' >codigos.csv
hito import evaluado codigos.csv --plan P1
says 0 '3 nuevos' 'its codes, by the words of the scale'
is '1 impact minor|1 verifiable yes|3 impact transformative' "select string_agg(concat_ws(' ', commitment_no, scale, level), '|' order by commitment_no, scale)
	from plan.review_coding_list" 'are the levels that they mean'
printf '%s\n' 'Año;Clase;Compromiso;Escala;Nivel' '2019;De diseño;3;Ambición;Modest' '2019;De diseño;3;Verificable;Tal vez' \
	'2020;De diseño;3;Verificable;Sí' >otros.csv
hito import evaluado otros.csv --plan P1
[ "$(grep -c 'La escala de ese año no tiene este nivel.' "$out")" -ge 1 ]
ok $? 'a level that the scale of that year does not have'
says 3 'El plan no tiene una evaluación de esa clase y año: regístrela primero.' 'a review that is not there'
tap_end
