#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Datasets with their items, places with dates and observations as offices keep
# them: new districts come in by a file, periods as people write them, what is
# wrong is told at its line, and a file twice adds nothing.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

# ---- places with dates
printf '%s\n' 'UBIGEO;Distrito;Provincia;Vigente desde;Vigente hasta' '130101;Trujillo;Trujillo;;' \
	'130112;Alto Trujillo;Trujillo;12/05/2021;' '130113;El que se fue;Trujillo;;30/06/2019' '1301;Trujillo;;;' >lugares.csv
hito import lugar lugares.csv
says 0 '4 nuevos' 'a new district comes in without code'
hito import lugar lugares.csv
says 0 '4 iguales' 'a file twice adds nothing'
printf '%s\n' 'UBIGEO;Distrito;Vigente hasta' '130112;Alto Trujillo;01/01/2020' >alreves.csv
hito import lugar alreves.csv
says 3 'Un código no termina antes de empezar.' 'a code that ends before it begins'

# ---- datasets with their items
cat >conjuntos.csv <<'END'
Código;Nombre;Unidad;Frecuencia;Nivel;Cómo se reúne;Ponderado por;Semáforo;Borde bajo;Borde alto;Fuente;Ítems
siembra;Superficie sembrada;ha;Mensual;Distrito;Suma;;;;;MINAGRI;"maiz=Maíz amarillo; arroz"
anemia;Anemia;%;Anual;Provincia;Promedio ponderado;evaluados;Mejor si baja;20;40;ENDES;"anemia=Niños con anemia; evaluados=Niños evaluados (niños)"
END
hito import conjunto conjuntos.csv
says 0 '2 nuevos' 'datasets'
is 'anemia anemia=Niños con anemia; evaluados=Niños evaluados (niños)|siembra maiz=Maíz amarillo; arroz=arroz' \
	"select string_agg(dataset_code || ' ' || items, '|' order by dataset_code) from series.dataset_list" 'with their items'
hito import conjunto conjuntos.csv
says 0 '2 iguales' 'are known again'
printf '%s\n' 'Código;Nombre;Unidad;Frecuencia;Nivel;Cómo se reúne' 'mal;Pobreza;%;Anual;Distrito;Suma' >mal.csv
hito import conjunto mal.csv
says 3 'Un porcentaje no se suma' 'a percentage is never summed'

# ---- observations
cat >valores.csv <<'END'
Conjunto;UBIGEO;Mes;Cultivo;Valor;Estado
siembra;130101;ene-2019;maiz;1,250.75;
siembra;130101;Feb. 2019;maiz;;s/d
siembra;130101;03/2019;maiz;;Reservado
siembra;130101;2019-04;maiz;0;
siembra;130113;2019-04;arroz;12.5;Medido
END
hito import observacion valores.csv
says 0 '5 nuevos' 'values with their periods as people write them'
is '2019-01 1250.75 measured 2|2019-02 not_measured 3|2019-03 secret 4|2019-04 0 zero 5|2019-04 12.5 measured 6' \
	"select string_agg(concat_ws(' ', period_key, value, value_kind, batch_line), '|' order by batch_line) from series.observation_list" \
	'by key, exact, each with its line; a zero is no blank'
hito import observacion valores.csv
says 0 '5 iguales' 'the same file adds nothing'
sed 's/;;s\/d/;7;/' valores.csv >despues.csv
hito import observacion despues.csv
says 0 '1 cambia   4 iguales' 'what was measured later'
is '7 measured' "select concat_ws(' ', value, value_kind) from series.observation_list where period_key = '2019-02'" 'is no longer missing'

cat >malos.csv <<'END'
Conjunto;UBIGEO;Periodo;Ítem;Valor
siembra;130101;2019-05;maiz;1
siembra;1301;2019-05;maiz;1
siembra;130112;2019-05;maiz;1
siembra;130113;2019-07;maiz;1
siembra;130101;2019;maiz;1
siembra;130101;2019-06;trigo;1
siembra;130101;may-2019;maiz;2
anemia;130101;2018;anemia;30
siembra;999999;2019-05;maiz;1
siembra;130101;2019-08;maiz;
END
hito import observacion malos.csv
says 3 'El conjunto es por distrito: Trujillo (1301) es provincia.' 'a province among districts'
says 3 'El código 130112 de Alto Trujillo rige desde el 12/05/2021: no estaba en may-2019.' 'a code not yet in force'
says 3 'El código 130113 de El que se fue rigió hasta el 30/06/2019: ya no estaba en jul-2019.' 'a code no longer in force'
says 3 '«2019» no es un periodo de este conjunto, que es por mes: escriba 2019-04.' 'a year among months'
says 3 'El conjunto no tiene un ítem con este código.' 'an item that is not there'
says 3 'Repite la línea 2 del archivo.' 'a line twice, however its month is written, with both lines'
says 3 'El conjunto es por provincia: Trujillo (130101) es distrito.' 'a district in a dataset by province'
says 3 'No hay un lugar con este UBIGEO.' 'a place that is not there'
says 3 'Escriba el valor, o diga que no se midió, que es reservado o que es cero.' 'a blank'
[ "$(grep -cE '^ +([3-9]|1[01]) ' "$out")" -eq 9 ]
ok $? 'each at its line'
is 5 'select count(*) from series.observation' 'and nothing was taken'

# ---- a code that is retired keeps its rows
printf '%s\n' 'UBIGEO;Distrito;Vigente hasta' '130113;El que se fue;31/03/2019' >retirado.csv
hito import lugar retirado.csv
says 0 '1 cambia' 'a code is retired'
is '12.5' "select value from series.observation_list where place_code = '130113'" 'and keeps its rows'
tap_end
