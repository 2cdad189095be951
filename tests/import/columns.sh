#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# What the values of a column, all together, tell: the decimal sign, the order
# of day and month, percents; what the bytes of a file tell of its charset; and
# what only a spreadsheet, or only the clock, makes of a cell.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"


hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
cd "$TEST_TMP" || exit 1
for q in 1 2 3 4; do
	echo "2019-Q$q;Trimestre $q;01/$((3 * q - 2))/2019;$((q == 1 || q == 4 ? 31 : 30))/$((3 * q))/2019;$((q == 4 ? 31 : 30))/12/2019"
done | { echo 'Periodo;Nombre;Desde;Hasta;Corte'; cat; } >periods.csv
hito import period periods.csv --plan P1
printf '%s\n' 'Código;Nombre' 'I1;Visitas' 'I2;Talleres' >indicators.csv
hito import indicator indicators.csv --plan P1
says 0 '2 nuevos' 'two indicators to begin with'

# --- the decimal sign

targets() { # OPTIONS... <VALUES one a line
	local at=0 value
	echo 'Indicador;Periodo;Planificado' >targets.csv
	while read -r value; do
		echo "I$((1 + at / 4));2019-Q$((1 + at % 4));$value" >>targets.csv
		at=$((at + 1))
	done
	hito import target targets.csv --plan P1 "$@"
}
planned="select string_agg(trim_scale(planned)::text, ' ' order by indicator_id, period_id) from follow.target where deleted_at is null"

targets --dry-run < <(printf '%s\n' '0,125' '1.500' '12' '50,4')
says 0 'columna Planificado: coma decimal, por la línea 2' 'a leading zero before a comma tells that it is decimal'
targets < <(printf '%s\n' '12' '1.500' '50,4' '0,125')
says 0 'columna Planificado: coma decimal, por la línea 4' 'a comma before other than three digits too'
is '12 1500 50.4 0.125' "$planned" 'and it holds for the whole column'
targets --json --dry-run < <(printf '%s\n' '1.500' '0.8' '00.500' '1,347,451')
grep -qF '"decided":[{"line":3,"field":"planned","column":"Planificado","value":"0.8","severity":"notice","reason":"punto decimal, por la línea 3"}]' "$out"
ok $? 'a decimal point, in JSON with line and value'
targets < <(printf '%s\n' '1.500' '0.8' '00.500' '1,347,451')
is '1.5 0.8 0.5 1347451' "$planned" 'is read as one'
targets < <(printf '%s\n' '12' '0.8' '3' '50,4')
says 3 'trae coma decimal (línea 5: «50,4») y punto decimal (línea 3: «0.8»)' 'both signs in a column are refused with both lines'
targets < <(printf '%s\n' '12' '1,234' '3')
says 3 'En «1,234» (línea 3) el signo puede separar decimales o millares' 'a comma that may be either is refused'
says 3 '--decimal . o con --decimal ,' 'naming the way out'
targets --skip-bad < <(printf '%s\n' '12' '1.234' '3')
says 3 'En «1.234» (línea 3)' 'a point that may be either too, whatever is skipped'
targets --decimal , < <(printf '%s\n' '12' '1,234' '3')
is '12 1.234 3 1347451' "$planned" 'a comma that is said to be decimal is'
targets --decimal . < <(printf '%s\n' '12' '1,234' '3')
is '12 1234 3 1347451' "$planned" 'and one that is not separates thousands'
targets --decimal x < <(printf '%s\n' '1')
says 1 'El signo decimal «x» no se conoce' 'another sign is none'
printf '%s\n' '12' '-1.234,5' '3' '4' '5' '6' '7' '8' >values
targets <values
says 0 'coma decimal, por la línea 3' 'groups and decimals together tell'
mkfifo fifo
cp targets.csv again.csv
cat again.csv >fifo &
hito import target fifo --plan P1
says 0 'coma decimal, por la línea 3' 'a pipe is read twice as a file is'
[ -z "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -user "$(id -u)" -newer again.csv -type f -size +0 -name 'tmpf*' 2>/dev/null)" ]
ok $? 'and leaves no file'
hito import target targets.csv --plan P1 --set Planificado=1.5
says 0 'coma decimal' 'what an option says is read as on the screen'

# --- day and month

milestones() { # OPTIONS... <DATES one a line
	local at=0 value
	echo 'Compromiso N°;N°;Hito;Fecha de inicio' >dates.csv
	while read -r value; do
		at=$((at + 1))
		echo "1;$at;Hito $at;$value" >>dates.csv
	done
	hito import milestone dates.csv --plan P1 "$@"
}
starts="select string_agg(coalesce(starts_from::text, '-'), ' ' order by position) from plan.milestone where deleted_at is null"

milestones < <(printf '%s\n' '01/02/2019' '12/31/2019' '3/4/19' '2019-05-06' 'ago-2019')
says 0 'columna Fecha de inicio: mes primero, por la línea 3' 'a day beyond twelve tells which comes first'
is '2019-01-02 2019-12-31 2019-03-04 2019-05-06 2019-08-01' "$starts" 'for the whole column'
is '02/01/2019' "select starts from plan.milestone where position = 1" 'and it is kept as the screen would read it'
is 0 'select count(*) from plan.milestone where starts_doubtful' 'none of them doubtful'
milestones --dry-run < <(printf '%s\n' '01/02/2019' '31/12/2019')
says 0 'columna Fecha de inicio: día primero, por la línea 3' 'the day first'
milestones < <(printf '%s\n' '01/02/2019' '12/31/2019' '31/12/2019')
says 3 'el día primero (línea 4: «31/12/2019») y con el mes primero (línea 3: «12/31/2019»)' 'both in a column are refused with both lines'
printf '%s\n' 'Compromiso N°;N°;Hito;Fecha de inicio;Fecha final' '1;1;Uno;01/02/2019;03/04/2019' '1;2;Dos;12/31/2019;05/06/2020' >two.csv
hito import milestone two.csv --plan P1 --dry-run
says 0 'columna Fecha final: mes primero, como la columna Fecha de inicio' 'a column that tells nothing follows the others'
printf '%s\n' 'Compromiso N°;N°;Hito;Fecha de inicio;Fecha final' '1;1;Uno;01/02/2019;03/04/2019' '1;2;Dos;31/12/2019;05/06/2020' >two.csv
hito import milestone two.csv --plan P1 --dry-run --json
[ "$code" -eq 0 ] && ! grep -q 'como la columna' "$out"
ok $? 'day first needs no other'

# --- percents

printf '%s\n' 'Compromiso N°;N°;Hito;Avance declarado' '1;1;Hito 1;0,8' '1;2;Hito 2;80' >percents.csv
hito import milestone percents.csv --plan P1
says 3 'mezcla porcentajes hasta 1 (línea 2) y mayores que 1 (línea 3)' 'percents of two scales are refused with their lines'
sed -i 's/;80$/;0,9/' percents.csv
hito import milestone percents.csv --plan P1 --dry-run
says 0 'columna Avance declarado: coma decimal' 'of one they are not'

# --- the charset

words='Compromiso N°;N°;Hito'
for ((i = 1; i < 50; i++)); do words+=$'\n'"1;$i;Capacitación y señalización"; done
echo "$words" >utf8.csv
iconv -f utf-8 -t cp1252 utf8.csv >cp1252.csv
iconv -f utf-8 -t cp850 utf8.csv >cp850.csv
hito import milestone cp1252.csv --plan P1 --dry-run
says 0 'Windows-1252' 'accents where Windows-1252 has them'
hito import milestone cp850.csv --plan P1
says 0 'CP850' 'accents where DOS has them'
is 'Capacitación y señalización' 'select text from plan.milestone where position = 7' 'are read as what they are'
{ head -n 24 utf8.csv; sed -n 25p cp1252.csv; tail -n +26 utf8.csv; } >one.csv
hito import milestone one.csv --plan P1
says 1 'no está en UTF-8: el byte 0xF3' 'one line of Windows-1252 in fifty of UTF-8'
says 1 'línea 25' 'is named'
says 1 'Esa línea se leería en Windows-1252' 'with the charset that would read it'
{ head -n 24 utf8.csv; sed -n 25p cp850.csv; tail -n +26 utf8.csv; } >dos.csv
hito import milestone dos.csv --plan P1
says 1 'Esa línea se leería en CP850' 'which may be that of DOS'
{ head -n 24 cp1252.csv; sed -n 25p utf8.csv; tail -n +26 cp1252.csv; } >other.csv
hito import milestone other.csv --plan P1
says 1 'La línea 25 de «other.csv» está en UTF-8 y otras, como la 1, en Windows-1252' 'and the other way round'
hito import milestone other.csv --plan P1 --charset cp1252 --dry-run
says 0 'Windows-1252' 'what is said is obeyed'
printf 'Compromiso N\xb0;N\xb0;Hito\n1;1;JOS\xc9\x94 \x93A\n' >quotes.csv
hito import milestone quotes.csv --plan P1 --dry-run
says 0 'Windows-1252' 'capitals before a curly quote are no UTF-8'

# --- what the screen reads and a file does not mean

for short in h hoy a m f t T 1 19 0503 + ; do
	milestones < <(printf '%s\n' "$short")
	[ "$code" -eq 3 ] && grep -qE 'no en un archivo|no se puede leer como fecha' "$out"
	ok $? "$short is no date in a file"
done
for none in 00/00/0000 0000-00-00; do
	milestones < <(printf '%s\n' "$none")
	says 3 "«$none» no es una fecha: si no la hay" "$none is no year"
done
milestones --dry-run < <(printf '%s\n' '15/08')
says 0 'Le falta el año' 'a date without its year is doubtful'

# --- what a spreadsheet leaves behind

milestones < <(printf '%s\n' '43466')
says 3 'guarda un día: el 01/01/2019' 'the number of a day says which'
texts() { # TEXT
	printf '%s\n' 'Compromiso N°;N°;Hito' "1;1;$1" >text.csv
	hito import milestone text.csv --plan P1
}
for left in '#N/A' '#REF!' '#DIV/0!' '#¡VALOR!' '#######'; do
	texts "$left"
	says 3 'es el error de una fórmula' "$left is no text"
done
texts '=SUMA(A1:A3)'
says 3 'es una fórmula' 'nor is a formula'
texts '2.05483E+10'
says 3 '¿«20548300000»? Sus últimas cifras pueden haberse perdido' 'nor a number cut to a power of ten'
texts '2.0548312345E+10'
says 3 '¿«20548312345»?' 'the whole number is proposed where all its digits are there'
texts '1E5'
says 0 '1 cambia' 'a code may look like one'
printf '%s\n' 'Código;Nombre' 'OFI1;Oficina de prueba' >office.csv
hito import office office.csv
printf '%s\n' 'Código;Nombre' $'OF\u00adI1;Oficina\u00a0de   prue\u200bba' >office.csv
hito import office office.csv
says 0 '0 nuevos   0 cambian   1 igual' 'soft hyphens, zero width and runs of blanks make no other key and name'
printf '%s\n' 'Código;Nombre' $'OFI1;Oficina de co\u0301digos n\u0303' >office.csv
hito import office office.csv
is 'Oficina de códigos ñ' "select office_name from core.office where office_code = 'OFI1'" 'letters and marks are kept as one'
printf '%s\n' 'Nombre;Fecha;UBIGEO' 'Taller;05/03/2019;10101' >place.csv
hito import activity place.csv --plan P1
says 3 '«10101» tiene 5 cifras y lleva 6: la hoja de cálculo suele quitar el cero de delante. ¿«010101»?' 'a UBIGEO without its zero is proposed with it'
printf '%s\n' 'Nombre;Fecha;UBIGEO' 'Taller;05/03/2019;2.05E+10' >place.csv
hito import activity place.csv --plan P1
says 3 'abrevia un número largo' 'a code cut to a power of ten'
tap_end
