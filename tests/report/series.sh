#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A territorial series as crossed tables and small pictures, on the demonstration
# (TEST_URL, TEST_URL_SUPER): by its own places, up the tree, of a year; a picture
# for each place.
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
has 'Niños con anemia (%): Año 2017 a Año 2018' 'a block for each item'
has 'UBIGEO Lugar Año 2017 Luz Año 2018 Luz' 'periods across, as many as there are'
has '1301 Trujillo 38.2 ●A 34.5 ●A' 'places down, values with their light'
has '1309 Sánchez Carrión s/d 49.1 ■R 1309 Sin medir 1 ' 'what was not measured says so, below its figure'
has '13 La Libertad 38.84433 ●A 37.606752 ●A' 'means up the tree of places, with their light'
has 'Niños evaluados (niños): Año 2017 a Año 2018' 'what has no light stands apart'
has 'UBIGEO Lugar Año 2017 Año 2018 ------' 'and without columns of lights'
[ "$(pictures)" -eq 10 ] && grep -qF 'Niños con anemia: Otuzco' "$out"
ok $? 'a picture for each place and item, under its name'
hito report serie ANEMIA/departamento/2018
has '13 La Libertad 37.606752 ●A' 'the weighted mean of the department'
[ "$(pictures)" -eq 2 ] && ! grep -q 2017 "$out"
ok $? 'of one year alone'
hito report series siembra/provincia/2019
has '1301 Trujillo 159 192.25 187.75 1301 Reservado 1 1301 Sin dato 2 2 1' 'sums with what they lack, without a light'
has '13 La Libertad 159 192.25 187.75 13 Reservado 1' 'up to the department'
has 'UBIGEO Lugar ene-2019 feb-2019 mar-2019' 'months by their names'
hito report series siembra
has '130104 Huanchaco 118.5 ▲V 130 ▲V 96.75 ●A' 'at its own level it has one'
has '1301 Trujillo 159 192.25 187.75 1301' 'the sum of its districts below them has none'
cut() { # LEVEL LIT SQL: how a year of months is cut into blocks of columns, undone again
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" <<END | paste -sd '|'
begin;
set local session_replication_role = replica;
insert into series.observation (dataset_id, place_id, period_key, item_id, value, office_id, list_place)
select d.id, p.id, k, i.id, 2.5, d.office_id, k from series.dataset d join series.item i on i.dataset_id = d.id
	join core.place p on p.ubigeo_system = 'INEI' and p.ubigeo = '130101'
	cross join series.keys('2011-01-01', '2011-12-31', 'month') as k where d.dataset_code = 'siembra' and i.item_code = 'maiz';
${3:-}
select item || ' ' || span_text || ' ' || value1 from follow.report_series_crossed('siembra/$1/2011', '$2')
where place_kind = '$1' and row_kind = 'value';
rollback;
END
}
[ "$(cut distrito t '')" = 'Maíz amarillo duro ene-2011 a abr-2011 2.5|Maíz amarillo duro may-2011 a ago-2011 2.5|Maíz amarillo duro set-2011 a dic-2011 2.5' ]
ok $? 'periods that do not fit on a page go on in the next block'
[ "$(cut provincia f '')" = 'Maíz amarillo duro ene-2011 a jun-2011 2.5|Maíz amarillo duro jul-2011 a dic-2011 2.5' ]
ok $? 'without lights there are more of them'
[ "$(cut provincia f "update series.item set deleted_at = now(), deleted_by = 'prueba' where item_code = 'arroz';")" = 'PRUEBA - superficie sembrada ene-2011 a jun-2011 2.5|PRUEBA - superficie sembrada jul-2011 a dic-2011 2.5' ]
ok $? 'a dataset of one item is called by its own name'
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
pdftotext -layout "$TEST_TMP/s.pdf" - | tr -s ' ' | grep -qF '130104 Huanchaco 118.5 V Verde 130 V Verde 96.75 A Ámbar'
ok $? 'crossed on paper'
grep -qF '<td class="num" data-t="ene-2019">118.5</td><td data-t="Luz"><span class="light l0">▲V Verde</span></td>' "$TEST_TMP/s.html"
ok $? 'and on a page of the web'
grep -qF '130104,Huanchaco,118.5,118.5,Verde,green,130' "$TEST_TMP/s.csv"
ok $? 'and in a file for spreadsheets, exact beside what is read'
unzip -p "$TEST_TMP/s.xlsx" xl/worksheets/sheet2.xml | grep -qF '<v>118.5</v>'
ok $? 'numbers are numbers in a workbook'
pdftotext -layout "$TEST_TMP/s.pdf" - | grep -qF 'Gráfico 5. Evolución'
ok $? 'with its pictures on paper'
[ "$(grep -o '"block":"lit_places"' "$TEST_TMP/s.json" | wc -l)" -eq 5 ] || [ "$(grep -o '"block": "lit_places"' "$TEST_TMP/s.json" | wc -l)" -eq 5 ]
ok $? 'a block each for programs'
hito report issue series siembra
[ "$code" -ne 0 ]
ok $? 'it is of no period, and not issued'
tap_end
