#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the labour office prints, on the demonstration (TEST_URL): statistics of a
# quarter, the state of a case, postings for the notice board, unions.
set -u
. "$(dirname "$0")/../lib/tap.sh"
has() { # WORDS TITLE
	[ "$code" -eq 0 ] && tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"
	ok $? "$2"
}
has_not() { # WORDS TITLE
	[ "$code" -eq 0 ] && ! tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"
	ok $? "$2"
}

# --- statistics of a quarter

hito report estadistica_laboral 'I Trim. 2019'
has 'I Trim. 2019: del 01/01/2019 al 31/03/2019' 'a quarter, as people write it'
has 'entraron: 12; se solucionaron: 1; se archivaron: 1; quedan en trámite: 10' 'what came in, what ended and how'
has 'Actividad privada 0 8 1 0 1 6' 'by sector'
has 'desistimiento Presentado 1 0 1' 'how it ended, from which stage'
has 'Conciliación 3 0 3' 'what is open, by stage'
has 'conciliación 3 3 2 0 0' 'meetings by kind'
has 'Por causa Pliego de reclamos 3 2 2 130 2,740 Otra causa 1 1 1 45 2,970' 'strikes by cause: notices, number, workers, hours'
has 'Por calificación procedente 3 2 2 130 2,740 ilegal 1 1 1 45 2,970' 'and by what was resolved'
has 'Trato directo 1 130 260 390' 'agreements registered'
has 'PRUEBA' 'marked as practice'
for key in 2019 2019-Q3 nada; do
	hito report labour "$key"
	[ "$code" -ne 0 ] && grep -qF "No hay «$key»" "$errors"
	ok $? "$key: no quarter that has begun"
done
for f in text html pdf xlsx csv json; do
	hito report labour 2019-Q1 --format $f --output "$TEST_TMP/l.$f"
	[ "$code" -eq 0 ] && [ -s "$TEST_TMP/l.$f" ]
	ok $? "as $f"
done
! grep -aqE 'PRUEBA/GRTPE|Sindicato|Empresa de práctica' "$TEST_TMP"/l.{text,html,csv,json}
ok $? 'no case is named'

# --- people: few are not told

hito report labour 2019-Q1
has 'Por clase Oferta privada 2 3' 'postings with their vacancies'
has 'Provincia Mujeres Hombres Sin dato Total -------------------------------- --------- --------- --------- --------- Trujillo * * 0 *' 'who was sent: a few'
has 'Postulantes enviados .............. *' 'nor in the summary'
has 'Inscritos PRUEBA - Ofimática para el 15 9 24' 'training by course and sex'
hito report labour 2019-Q2
has 'Trujillo * * 0 5' 'five in all, and not how many of each'
for f in text html csv json; do
	hito report labour 2019-Q1 --format $f
	! grep -qiE 'BT-0|Persona de práctica' "$out"
	ok $? "$f: nobody is named"
done
hito report labour 2019-Q1 --format json
tr -d ' \n' <"$out" | grep -oE '"n_(wo)?men_shown":"\*"|"n_people_shown":"\*"' | grep -q . &&
	! tr -d ' \n' <"$out" | grep -qE '"shown":"\*","exact":"'
ok $? 'no exact figure behind what is kept back'

# --- in the report of a plan

hito report quarterly 2019-Q1 --plan 2018-2020
has '8.4 TRABAJO Y EMPLEO' 'the quarter has what the labour office did'
has 'Casos de negociación que entraron 12 Casos solucionados 1' 'cases'
has 'Ofertas de empleo publicadas 2 Vacantes 3 Postulantes enviados * Postulantes colocados *' 'postings, and few people'
hito report quarterly 2018-Q4 --plan 2018-2020
has_not 'TRABAJO Y EMPLEO' 'nothing where there was nothing'
hito report annual 2019 --plan 2018-2020
has 'Casos de negociación que entraron 15' 'and the year'
has 'Postulantes enviados *' 'of people not, where a quarter keeps them back'

# --- one case

case=009-2019-PRUEBA/GRTPE-DPSC
hito report estado_del_pliego "$case"
has "Pliego de reclamos $case" 'the state of a case by its number'
has 'Está en la etapa «Huelga comunicada» desde el 25/03/2019 10:25' 'its stage'
has 'Conciliación 06/02/2019 09:00 25/03/2019 10:25' 'those before'
has '13/02/2019 09:00 conciliación realizada las dos partes' 'meetings'
has '09/04/2019 07:00 indefinida' 'periods of its strike'
has 'Auto 021-2019-PRUEBA 27/03/2019 primera procedente' 'and what was resolved'
hito report case 001-2019-PRUEBA/GRTPE-DPSC
has 'Plazo que corre: ' 'the term that runs'
hito report constancia 010-2019-PRUEBA/GRTPE-DPSC
has 'terminó el 15/03/2019 10:00: Solucionado, por convenio' 'what is certified of one that ended'
has_not 'en trámite, en la etapa' 'and nothing else of its stage'
hito report constancia 003-2019-PRUEBA/GRTPE-DPSC
has 'en trámite, en la etapa «Admitido» desde el 22/03/2019 09:00' 'of one that is open its stage'
hito report constancia 010-2019-PRUEBA/GRTPE-DPSC --format pdf --output "$TEST_TMP/c.pdf"
[ "$(pdfinfo "$TEST_TMP/c.pdf" | sed -n 's/^Pages: *//p')" = 1 ] && pdftotext "$TEST_TMP/c.pdf" - | grep -qF 'PRUEBA - datos de práctica'
ok $? 'on one page, marked as practice'
sql -c "create role t_other login; grant hito_reader to t_other" -c "insert into core.login (login) values ('t_other')" \
	-c "insert into core.member (login, office_id, kind) values ('t_other', core.office_named('GRDIS'), 'read')" >"$out" 2>"$errors"
ok $? 'a reader of another office'
mine=$TEST_URL
TEST_URL=${mine/$TEST_ME@/t_other@}
for r in case constancia; do
	hito report $r "$case"
	[ "$code" -ne 0 ] && [ ! -s "$out" ] && grep -qF "No hay «$case»" "$errors"
	ok $? "$r: not for who may not read the case"
done
hito report labour 2019-Q1
has 'entraron: 12; se solucionaron: 1' 'the figures are'
hito report postings 13
has 'Operario de' 'and what was published'
TEST_URL=$mine

# --- for the notice board

hito report ofertas_vigentes 13
has 'Operario de 5 S/ 1,100 al Trujillo 10/04/2019' 'one that closes today is in force, and first'
for words in Cosechador Chofer Practicante almacén Promotor; do
	has_not "$words" "not $words: to open, suspended, draft, over, to validate"
done
hito report postings 1312
has 'Hoy no hay ofertas en vigor' 'of a province its own'
hito report postings 99
[ "$code" -ne 0 ] && grep -qF 'No hay «99»' "$errors"
ok $? 'no such place'
hito report postings 13 --format pdf --output "$TEST_TMP/o.pdf"
[ "$(pdfinfo "$TEST_TMP/o.pdf" | sed -n 's/^Pages: *//p')" = 1 ]
ok $? 'one page'
height() { # FILE WORD: of its letters
	pdftotext -bbox "$1" - | sed -n "s/.*yMin=\"\([0-9.]*\)\".*yMax=\"\([0-9.]*\)\">$2<.*/\1 \2/p" | awk '{ print $2 - $1; exit }'
}
hito report unions 13 --format pdf --output "$TEST_TMP/u.pdf"
awk -v a="$(height "$TEST_TMP/o.pdf" Trujillo)" -v b="$(height "$TEST_TMP/u.pdf" Ascope)" 'BEGIN { exit !(b > 0 && a > 1.4 * b) }'
ok $? 'with large letters'

# --- unions

hito report directorio_sindical 13
has 'Sección Sindical de REG-P 004-2012 Otuzco 82 vencida' 'a union with its register, members and board'
[ "$(grep -c 'REG-P\|ROSSP' "$out")" -eq 6 ]
ok $? 'those that are not cancelled'
hito report unions 1301
has_not 'Ascope' 'of a province its own'
tap_end
