#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Cases as an office keeps them: titles over the headings, a case over several
# lines, two unions in a cell, days with their hour, the periods of a strike.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

iconv -f UTF-8 -t WINDOWS-1252 >pliegos.csv <<'END'
GERENCIA DE PRUEBA;;;;;;;;
PLIEGOS DE RECLAMOS 2018;;;;;;;;
EXPEDIENTE N°;REGISTRO;FECHA Y HORA;SINDICATO;EMPRESA;SECTOR;ETAPA;FECHA DE LA ETAPA;QUIÉN LO PIDE
03-2018-PRUEBA/GRTPE-DPSC-PH;118854-2018;13/04/2018 10:25 a.m.;Sindicato de Obreros y Anexos y Sindicato de Empleados;Empresa de Práctica S.A.;Privado;Trato directo;20/04/2018;
;;;"Sindicato de Choferes
Sindicato de Empleados";Otra Empresa S.A.;;Trato terminado;15/05/2018;Parte sindical
;;;;;;Conciliación;16/05/2018 9:00 a.m.;Parte sindical
04-2018-PRUEBA/GRTPE-DPSC;118900-2018;02/05/2018 3:05 p.m.;Sindicato Único;Empresa Tres;Privado;;;
END
hito import pliego pliegos.csv
says 0 '2 nuevos' 'two cases in four lines'
says 0 'La línea sigue al caso que está antes de ella.' 'a line without a file number goes on with the one above'
is '03-2018-PRUEBA/GRTPE-DPSC-PH 118854-2018 2018-04-13 10:25:00 conciliation|04-2018-PRUEBA/GRTPE-DPSC 118900-2018 2018-05-02 15:05:00 presented' \
	"select string_agg(concat_ws(' ', case_no, desk_no, received_at, state), '|' order by case_no) from labour.dispute" 'with their hour'
is 'Sindicato de Obreros y Anexos|Sindicato de Empleados|Sindicato de Choferes' "select string_agg(union_name, '|' order by u.id) from labour.dispute_union u
	join labour.dispute d on d.id = u.dispute_id where d.case_no like '03%'" 'two unions in a cell are two, named twice they are one'
is 'Empresa de Práctica S.A.|Otra Empresa S.A.' "select string_agg(employer_name, '|' order by e.id) from labour.dispute_employer e
	join labour.dispute d on d.id = e.dispute_id where d.case_no like '03%'" 'and two employers'
is 'presented|talks|ended union|conciliation 2018-05-16 09:00:00 union' "select string_agg(concat_ws(' ', stage, case stage when 'conciliation' then from_at end, party), '|' order by from_at)
	from labour.dispute_stage s join labour.dispute d on d.id = s.dispute_id where d.case_no like '03%'" 'and their stages in order'
hito import pliego pliegos.csv
says 0 '4 iguales' 'the same file adds nothing'
is '5 4 3' "select (select count(*) from labour.dispute_stage) || ' ' || (select count(*) from labour.dispute_union) || ' ' || (select count(*) from labour.dispute_employer)" 'not a line'

printf '%s\n' 'Expediente;Fecha y hora;Etapa;Fecha de la etapa;Quién lo pide;Empresa;Qué se observó' \
	';02/05/2018 10:00;;;;;' \
	'1-2018;02/05/2018 10:00;Conciliación;03/05/2018;;;' \
	'2-2018;02/05/2018 10:00;Trato directo;01/05/2018;;;' \
	'3-2018;02/05/2018 10:00;Trato directo;;;;' \
	'4-2018;02/05/2018 10:00;Trato directo;03/05/2018;;;' ';;Trato terminado;02/05/2018 23:00;;;' \
	'5-2018;02/05/2018 10:00;Trato directo;03/05/2018;;;' ';;Trato terminado;04/05/2018;;;' ';;Arbitraje;05/05/2018;;;' \
	'6-2018;02/05/2018 10:00;Observado;03/05/2018;;;' \
	'7-2018;02/05/2018 10:00;;;;10254824220;' \
	'8-2018;02/05/2018 25:00;;;;;' \
	'9-2018;02/05/2099 10:00;;;;;' >malos.csv
hito import pliego malos.csv
says 3 'La línea no dice el expediente y no hay un caso antes de ella.' 'a line of no case'
says 3 'De «Presentado» no se pasa a «Conciliación».' 'a stage that does not follow'
says 3 'La etapa «Presentado» empezó el 02/05/2018 10:00: la siguiente no empieza antes.' 'a stage before the case'
says 3 'Escriba la fecha de la etapa.' 'a stage without its date'
says 3 'La etapa «Trato directo» empezó el 03/05/2018 00:00: la siguiente no empieza antes.' 'a stage before the one above'
says 3 'Diga quién pidió el arbitraje' 'arbitration without who asked'
says 3 'Escriba qué se observó.' 'observed without what'
says 3 'El RUC de una persona natural no se escribe aquí' 'a person in an open column'
says 3 '25:00' 'no such hour'
says 3 'Un caso no se registra antes de recibirse.' 'a time to come'
is 2 'select count(*) from labour.dispute' 'and nothing was taken'

cat >huelgas.csv <<'END'
Expediente;Fecha y hora;Sindicato;Motivo;Servicio esencial;Periodos
05-2018-PRUEBA/GRTPE-PH;30/05/2018 12:00 p.m.;Sindicato del Riel;Pliego;Sí;15/06/2018 00:00, 48 horas
;;;;;21/06/2018 12:00 a.m. 72 h
;;;;;27/06/2018 00:00 indefinida
06-2018-PRUEBA/GRTPE-PH;12/09/2018 9:00;Sindicato Municipal;Pago;No;27/09/2018 12:30 p.m. indefinida
END
hito import huelga huelgas.csv
says 0 '2 nuevos' 'two strikes'
is '05-2018-PRUEBA/GRTPE-PH strike strike t|06-2018-PRUEBA/GRTPE-PH strike strike t' "select string_agg(concat_ws(' ', case_no, kind, state, notice_at = received_at), '|' order by case_no)
	from labour.dispute where kind = 'strike'" 'are notified as they come in'
is '2018-06-15 00:00:00 48|2018-06-21 00:00:00 72|2018-06-27 00:00:00|2018-09-27 12:30:00' "select string_agg(concat_ws(' ', starts_at, hours), '|' order by starts_at) from labour.strike_period" \
	'three periods over three lines'
hito import huelga huelgas.csv
says 0 '4 iguales' 'and twice they are the same'
printf '%s\n' 'Expediente;Fecha y hora;Periodos' '7-2018;30/05/2018 10:00;pronto' '8-2018;30/05/2018 10:00;15/06/2018 00:00' \
	'9-2018;30/05/2018 10:00;15/06/2018 00:00, 48 horas' ';;16/06/2018 23:59, 24 horas' '10-2018;30/05/2018 10:00;30/05/2018 09:00 indefinida' \
	'11-2018;30/05/2018 10:00;31/06/2018 00:00, 48 horas' >malas.csv
hito import huelga malas.csv
says 3 'No se entiende el periodo' 'what is no period'
says 3 'El periodo no dice cuántas horas dura, ni que es indefinida.' 'nor how long'
says 3 'El periodo se cruza con otro del mismo caso.' 'periods that overlap'
says 3 'El periodo empieza antes de que se recibiera el caso.' 'before the case'
says 3 '31/06/2018 00:00' 'a day that there is not'
is 2 "select count(*) from labour.dispute where kind = 'strike'" 'and nothing was taken'
tap_end
