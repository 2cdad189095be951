#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: demo (TEST_URL)
# 80% of an indicator that is measured in % is 80, typed or of a workbook; of
# another it is refused, with its unit.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/book.sh"
export HITO_OFFICE=GRPAT
load() { hito import result "$@" --plan 2018-2020; }
executed() { # INDICATOR
	echo "select r.executed from follow.result r join follow.indicator i on i.id = r.indicator_id
		join core.period p on p.id = r.period_id where i.indicator_code = '$1' and p.period_key = '2019-Q2' and r.deleted_at is null"
}
cd "$TEST_TMP" || exit 1

printf '%s\n' 'Indicador;Periodo;Ejecutado' '5.1;2019-Q2;62,5 %' >r.csv
load r.csv
says 0 '1 nuevo   0 cambian' 'a % typed in a text'
is 62.5 "$(executed 5.1)" 'is the number before it'
printf '%s\n' 'Indicador|Periodo|Ejecutado' 'n:5.1|2019-Q2|p:0.8' >Hoja
book r.xlsx Hoja
load r.xlsx
says 0 '0 nuevos   1 cambia' 'a cell of a workbook that shows 80%'
is 80 "$(executed 5.1)" 'is 80, as people see it'
printf '%s\n' 'Indicador;Periodo;Ejecutado' '5.1;2019-Q2;0,5%' >small.csv
load small.csv --dry-run
says 0 '0 por revisar' 'half of one percent with its sign is no fraction'
printf '%s\n' 'Indicador;Periodo;Ejecutado' '5.1;2019-Q2;0,5' >small.csv
load small.csv --dry-run --decimal ,
says 0 'se mide en %: entra como está' 'without it, it may be one'

printf '%s\n' 'Indicador|Periodo|Ejecutado' 'n:1.3|2019-Q2|p:0.8' >Hoja
book other.xlsx Hoja
load other.xlsx
says 3 'El indicador se mide en «propuestas», no en %: escriba el número en esa unidad, sin el signo %.' 'elsewhere it is refused, with the unit and what to do'
is '' "$(executed 1.3)" 'and nothing is written'
printf '%s\n' 'Indicador;Periodo;Ejecutado' '1.3;2019-Q2;80%' '5.1;2019-Q2;%' >other.csv
load other.csv
says 3 'se mide en «propuestas»' 'typed too'
says 3 '2 rechazados' 'a sign alone is no number'
load other.csv --look
says 5 'línea 3: %  ✗' 'and the look says so'
tap_end
