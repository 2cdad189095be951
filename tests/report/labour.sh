#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the labour office prints, on the demonstration (TEST_URL): statistics of a
# quarter.
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
has 'Por causa Pliego de reclamos 3 2 2 130 4,560 Otra causa 1 1 1 45 2,970' 'strikes by cause: notices, number, workers, hours'
has 'Por calificación procedente 3 2 2 130 4,560 ilegal 1 1 1 45 2,970' 'and by what was resolved'
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
tap_end
