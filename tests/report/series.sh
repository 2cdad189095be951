#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A territorial series as a table and small pictures, on the demonstration
# (TEST_URL): by its own places, up the tree, of a year; a picture for each place.
set -u
. "$(dirname "$0")/../lib/tap.sh"
hito() {
	"$HITO" -d "$TEST_URL" "$@" >"$out" 2>&1 </dev/null
	code=$?
}
has() { # WORDS TITLE
	[ "$code" -eq 0 ] && tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"
	ok $? "$2"
}
pictures() { grep -c '^Gráfico ' "$out"; }

hito report series anemia
has 'PRUEBA - anemia de niños de 6 a 35 meses' 'a series by its code'
has '1301 Trujillo Año 2018 34.5 ●A Ámbar' 'a value with its light'
has '1309 Sánchez Carrión Año 2017 s/d ○- s/d 1 sin medir' 'what was not measured says so'
has 'Tabla 2. Valores por lugar y periodo' 'what has no light stands apart'
[ "$(pictures)" -eq 10 ] && grep -qF 'Niños con anemia: Otuzco' "$out"
ok $? 'a picture for each place and item, under its name'
hito report serie ANEMIA/departamento/2018
has '13 La Libertad Año 2018 37.606752' 'the weighted mean of the department'
[ "$(pictures)" -eq 2 ] && ! grep -q 2017 "$out"
ok $? 'of one year alone'
hito report series siembra/provincia/2019
has '1301 Trujillo feb-2019 192.25 1 reservado, 2 sin dato' 'a sum with what it lacks, without a light'
has 'feb-19' 'months by their names'
hito report series siembra
has '130104 Huanchaco ene-2019 118.5 ▲V Verde' 'at its own level it has one'
for key in nada anemia/barrio anemia/provincia/xx; do
	hito report series $key
	[ "$code" -ne 0 ] && grep -qF "No hay «$key»" "$out"
	ok $? "$key is no series"
done
for f in html pdf xlsx csv json; do
	hito report series siembra --format $f --output "$TEST_TMP/s.$f"
	[ "$code" -eq 0 ] && [ -s "$TEST_TMP/s.$f" ]
	ok $? "as $f"
done
pdftotext -layout "$TEST_TMP/s.pdf" - | grep -qF 'Gráfico 5. Evolución'
ok $? 'with its pictures on paper'
[ "$(grep -o '"block":"lit_places"' "$TEST_TMP/s.json" | wc -l)" -eq 5 ] || [ "$(grep -o '"block": "lit_places"' "$TEST_TMP/s.json" | wc -l)" -eq 5 ]
ok $? 'a block each for programs'
hito report issue series siembra
[ "$code" -ne 0 ]
ok $? 'it is of no period, and not issued'
tap_end
