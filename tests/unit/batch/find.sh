#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito find and hito due, on the demonstration. The server's address comes in
# TEST_URL.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
hito() {
	"$HITO" -d "$TEST_URL" "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}
says() { # CODE TEXT TITLE: what standard output is
	[ "$code" -eq "$1" ] && [ "$(cat "$out")" = "$2" ]
	ok $? "$3"
}
refuses() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && [ ! -s "$out" ] && grep -qF -- "$2" "$errors"
	ok $? "$3"
}

hito due huelga.privado 27/03/2018
says 0 '   1  28/03/2018  miércoles   cuenta
      29/03/2018  jueves      no cuenta: Jueves Santo
      30/03/2018  viernes     no cuenta: Viernes Santo
      31/03/2018  sábado      no cuenta: sábado
      01/04/2018  domingo     no cuenta: domingo
   2  02/04/2018  lunes       cuenta
   3  03/04/2018  martes      cuenta
   4  04/04/2018  miércoles   cuenta
   5  05/04/2018  jueves      cuenta
5 días hábiles desde el 27/03/2018: hasta el 05/04/2018 (sin verificar)' 'the days of a term, counted and not'
hito --lang en plazo huelga.ilegal 2018-03-27
says 0 '   1  28/03/2018  Wednesday   counts
      29/03/2018  Thursday    does not count: Maundy Thursday
      30/03/2018  Friday      does not count: Good Friday
      31/03/2018  Saturday    does not count: Saturday
      01/04/2018  Sunday      does not count: Sunday
   2  02/04/2018  Monday      counts
2 working days from 27/03/2018: until 02/04/2018 (not verified)' 'in English'
hito due huelga.ilegal 27/03/2018 --json
grep -qF '{"n": "1", "day": "28/03/2018", "weekday": "miércoles", "counts": "cuenta"}' "$out"
ok $? 'as JSON'
hito due huelga.otra 27/03/2018
refuses 1 'No hay un plazo «huelga.otra»: búsquelo en Plazos.' 'a term that is not there'
hito due huelga.privado 27/03/1990
refuses 1 'El plazo «huelga.privado» no tiene una regla para el 27/03/1990: escríbala en Plazos.' 'nor its rule on that day'
hito due huelga.privado 31/02/2019
refuses 1 '31/02/2019' 'a day that is none'
hito due huelga.privado 27/03/2018 --lugar 991122
refuses 1 'No hay un lugar con el UBIGEO «991122».' 'a place that is not there'
hito due huelga.privado
refuses 1 'Falta decir qué plazo y desde qué fecha.' 'without a date'

hito new documento --set codigo=DOC-1 --set titulo='Informe de las capacitaciones'
hito new documento --set codigo=DOC-2 --set titulo='Capacitación de 2019'
hito find --all capacitacion
grep -qxF 'Documentos                         2  DOC-1                   …· Informe de las capacitaciones' "$out"
ok $? 'a word in any of its forms, accents aside'
hito buscar --todo CAPACITACIONES 2019 --json
grep -qF '{"register": "document", "hits": 1, "id": ' "$out" && grep -qF '"key": "DOC-2", "said": "DOC-2 · Capacitación de 2019"}' "$out"
ok $? 'all of the words, as JSON'
hito find zarigüeya
[ "$code" -eq 0 ] && [ ! -s "$out" ] && grep -qF 'Ningún registro que usted pueda leer lo tiene.' "$errors"
ok $? 'nothing is said where nothing is found'
hito find
refuses 1 'Falta decir qué palabras se buscan.' 'without words'
tap_end
