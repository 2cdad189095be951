#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# Each register of plans and their following that takes an import: a load of a row that
# was there and of one that was not is taken back, and what stands is what stood,
# column by column.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/undo_each.sh"

# What the demonstration has none of.
printf '%s\n' Oficina,Cargo,Nombre,Desde,Documento SGTI,Jefatura,'Titular (práctica)',2019-01-02,R.001-2019 >seed.csv
hito import person seed.csv
says 0 ' 1 nuevo ' 'somebody in a post'
printf '%s\n' Plan,Indicador,Sistema,Código 2018-2020,1.1,DHIS2,abc >seed.csv
hito import indicator_code seed.csv
says 0 ' 1 nuevo ' 'a code of an indicator'
printf '%s\n' Plan,Indicador,Periodo,Ahora,Fecha,Motivo,Acuerdo 2018-2020,1.1,2019-Q4,77,2019-04-01,Prueba,'Acuerdo de prueba' >seed.csv
hito import target_change seed.csv
says 0 ' 1 nuevo ' 'a target that changed'
hito batch undo "$(query 'select max(id) from core.batch')" --yes
says 3 'una meta cambia solo por un cambio de meta con su acuerdo.' 'stays so: what undoes it is another agreement'
printf '%s\n' 'Plan,Compromiso N°,Idioma,Campo,Hito o año,Traducción' \
	'2018-2020,1,en,Título,0,One title' '2018-2020,2,en,Título,0,Another one' >seed.csv
hito import translation seed.csv
says 0 ' 2 nuevos ' 'texts in another language'

undo_each core plan follow
tap_end
