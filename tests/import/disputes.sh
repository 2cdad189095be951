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
printf '%s\n' 'Expediente;Fecha y hora;Sector' '10-2018;02/05/1950 10:00;Público' >sector.csv
hito import pliego sector.csv
grep -q 'Sector  *Estado  *✗ No hay un procedimiento de ese sector' "$out"
ok $? 'what the server refuses is said by its word, not its code'
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

# ---- what was held, suspended and resolved, over the lines of each case
cat >anual.csv <<'END'
GERENCIA DE PRUEBA;;;;;;;;;;;;;;;;;;;
HUELGAS 2018;;;;;;;;;;;;;;;;;;;
Expediente;Fecha y hora;Sindicato;Motivo;Periodos;Resolución;Fecha de la resolución;Instancia;Resultado;Fundamento;Notificada el;Empezó;Trabajadores en huelga;Suspendida;Motivo de la suspensión;Reanudada;Levantada;Motivo del levantamiento;Horas declaradas;Las declaró
12-2018-PRUEBA/GRTPE-PH;30/05/2018 12:00 p.m.;Sindicato del Riel;Pliego;15/06/2018 00:00, 48 horas;Auto 5;01/06/2018;Primera;Improcedente;Falta la nómina;04/06/2018;15/06/2018 12:00 a.m.;100;21/06/2018 12:00 p.m.;Diálogo;22/06/2018 12:00 p.m.;30/06/2018 00:00;Acuerdo;;
;;;;21/06/2018 00:00, 72 horas;Resolución 10;08/06/2018;Apelación;Procedente;;;;;28/06/2018 00:00;Mesa;29/06/2018 00:00;;;;
;;;;27/06/2018 00:00 indefinida;Resolución 198;12/06/2018;Revisión;Improcedente;Otros requisitos;;;;;;;;;;
;;;;;Auto 7;18/06/2018;;Ilegal;Se realizó siendo improcedente;;;;;;;;;;
13-2018-PRUEBA/GRTPE-PH;12/09/2018 9:00;Sindicato Municipal;Pago;27/09/2018 00:00 indefinida;;;;;;;27/09/2018 00:00;30;28/09/2018 00:00;Paro general;;;;900;Municipalidad
END
hito import huelga --dry-run anual.csv
says 0 '2 nuevos' 'two strikes with all that was done: a dry run says so'
is 0 "select count(*) from labour.dispute where case_no like '12-2018%'" 'and takes nothing'
hito import huelga anual.csv
says 0 '2 nuevos' 'the real one takes them'
case=12-2018-PRUEBA/GRTPE-PH
is 'lifted illegal 100 2018-06-15 00:00:00 2018-06-30 00:00:00 Acuerdo' "select concat_ws(' ', strike_state, qualification, strikers, began_at, lifted_at, lifted_why)
	from labour.strike_list where case_no = '$case'" 'when it began, with how many, when it was lifted'
is 'first not_in_order 2018-06-04 Falta la nómina|appeal in_order|review not_in_order Otros requisitos|first illegal Se realizó siendo improcedente' \
	"select string_agg(concat_ws(' ', instance, result, notified_on, ground), '|' order by resolved_on) from labour.strike_ruling_list where case_no = '$case'" \
	'a resolution a line, each of its instance'
is '2018-06-21 12:00:00 2018-06-22 12:00:00 Diálogo|2018-06-28 00:00:00 2018-06-29 00:00:00 Mesa' "select string_agg(concat_ws(' ', suspended_at, resumed_at, suspended_why), '|'
	order by suspended_at) from labour.strike_suspension_list where case_no = '$case'" 'suspended and resumed twice'
is '4800.00 worked|900.00 declared' "select string_agg(concat_ws(' ', hours_lost, hours_kind), '|' order by case_no) from labour.strike_list where case_no ~ '^1[23]-2018'" \
	'two, three and three days less two of a hundred workers; those that somebody declared'
hito import huelga anual.csv
says 0 '5 iguales' 'twice they are the same'
is '4 3 4' "select concat_ws(' ', (select count(*) from labour.strike_ruling), (select count(*) from labour.strike_suspension),
	(select count(*) from labour.strike_period p join labour.dispute d on d.id = p.dispute_id where d.case_no ~ '^1[23]-2018'))" 'not a line more'

# a later edition of the workbook: what came since
printf '%s\n' 'Expediente;Fecha y hora;Resolución;Fecha de la resolución;Resultado;Reanudada;Levantada' \
	'13-2018-PRUEBA/GRTPE-PH;12/09/2018 9:00;Auto 31;14/09/2018;Procedente;29/09/2018 10:00 p.m.;01/10/2018 00:00' >luego.csv
hito import huelga luego.csv
says 0 '1 cambia' 'what came since'
is 'lifted in_order 2018-09-29 22:00:00' "select concat_ws(' ', strike_state, qualification, resumed_at) from labour.strike_list where case_no like '13-2018%'" \
	'resumed, lifted and judged'
hito import huelga luego.csv
says 0 '1 igual' 'once'

# what the actions refuse a file is told at its line and column, and so by a dry run
head='Expediente;Fecha y hora;Resolución;Fecha de la resolución;Instancia;Resultado;Fundamento;Notificada el;Empezó;Trabajadores en huelga;Suspendida;Motivo de la suspensión;Reanudada;Levantada;Horas declaradas'
printf '%s\n' "$head" \
	'20-2018;30/05/2018 10:00;Auto 1;29/05/2018;;Procedente;;;;;;;;;' \
	'21-2018;30/05/2018 10:00;Auto 1;01/06/2018;Apelación;Procedente;;;;;;;;;' \
	'22-2018;30/05/2018 10:00;Auto 1;01/06/2018;;Improcedente;;;;;;;;;' \
	'23-2018;30/05/2018 10:00;Auto 1;01/06/2018;;Ilegal;Porque sí;;;;;;;;' \
	'24-2018;30/05/2018 10:00;;01/06/2018;;Procedente;;;;;;;;;' \
	'25-2018;30/05/2018 10:00;Auto 1;;;Procedente;;;;;;;;;' \
	'26-2018;30/05/2018 10:00;Auto 1;01/06/2018;;;;;;;;;;;' \
	'27-2018;30/05/2018 10:00;Auto 1;01/06/2018;;Procedente;;31/05/2018;;;;;;;' \
	'28-2018;30/05/2018 10:00;Auto 1;01/06/2018;;Procedente;;;;;;;;;' ';;Auto 1;02/06/2018;;Procedente;;;;;;;;;' \
	'29-2018;30/05/2018 10:00;Auto 1;05/06/2018;;Procedente;;;;;;;;;' ';;Auto 2;04/06/2018;Apelación;Procedente;;;;;;;;;' \
	'30-2018;30/05/2018 10:00;Auto 1;31/12/2099;;Procedente;;;;;;;;;' \
	'31-2018;30/05/2018 10:00;Auto 1;01/06/2018;Casación;Procedente;;;;;;;;;' >fallos.csv
hito import huelga --dry-run fallos.csv
sed '/rabó/d;/nsayo/d' "$out" >trial
hito import huelga fallos.csv
sed '/rabó/d;/nsayo/d' "$out" | diff trial - >&2
ok $? 'a dry run says the same of them'
says 3 'La resolución es anterior al aviso, que se recibió el 30/05/2018 10:00.' 'a resolution before the notice'
says 3 'No hay una resolución de primera instancia que apelar.' 'an appeal of nothing'
says 3 'Escriba por qué es improcedente o ilegal.' 'refused without a ground'
says 3 'Se declara ilegal la huelga que se realizó: registre antes cuándo empezó.' 'illegal though not held'
says 3 'Escriba el número de la resolución.' 'without its number'
says 3 'Escriba la fecha de la resolución.' 'without its day'
says 3 'Diga qué se resolvió.' 'without its result'
says 3 'La resolución es del 01/06/2018: no se notifica antes.' 'notified before it was made'
says 3 'Repite la línea 10 del archivo.' 'two of one number'
says 3 'La instancia anterior resolvió el 05/06/2018: esta no resuelve antes.' 'an appeal resolved before it'
says 3 'Esa fecha todavía no llega.' 'a day to come'
says 3 'Casación' 'an instance that there is not'
printf '%s\n' "$head" \
	'40-2018;30/05/2018 10:00;;;;;;;30/05/2018 09:59;10;;;;;' \
	'41-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;;;;;;' \
	'42-2018;30/05/2018 10:00;;;;;;;;;15/06/2018 00:00;Mesa;;;' \
	'43-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;14/06/2018 23:59;Mesa;;;' \
	'44-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;16/06/2018 00:00;;;;' \
	'45-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;16/06/2018 00:00;Mesa;16/06/2018 00:00;;' \
	'46-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;16/06/2018 00:00;Mesa;18/06/2018 00:00;;' ';;;;;;;;;;17/06/2018 00:00;Otra;;;' \
	'47-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;;;16/06/2018 00:00;;' \
	'48-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;16/06/2018 00:00;Mesa;;15/06/2018 12:00;' \
	'49-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;;;;14/06/2018 00:00;' \
	'50-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;;;;20/06/2018 00:00;800' \
	'51-2018;30/05/2018 10:00;;;;;;;15/06/2018 00:00;10;;;;;' ';;;;;;;;16/06/2018 00:00;;;;;;' \
	'12-2018-PRUEBA/GRTPE-PH;30/05/2018 12:00;Auto 5;02/06/2018;;;;;16/06/2018 00:00;;21/06/2018 12:00;;23/06/2018 12:00;;' >hechos.csv
hito import huelga hechos.csv
says 3 'La huelga empieza antes del aviso, que se recibió el 30/05/2018 10:00.' 'begun before its notice'
says 3 'Escriba cuántos trabajadores están en huelga.' 'begun with nobody'
says 3 'La huelga no ha empezado.' 'suspended though it did not begin'
says 3 'La huelga empezó el 15/06/2018 00:00: no se suspende antes.' 'suspended before it began'
says 3 'Escriba por qué se suspendió.' 'suspended without why'
says 3 'La huelga se suspendió el 16/06/2018 00:00: se reanuda después.' 'resumed as it was suspended'
says 3 'La huelga ya estuvo suspendida del 16/06/2018 00:00 al 18/06/2018 00:00.' 'suspended while it was'
says 3 'La huelga no está suspendida.' 'resumed though it ran'
says 3 'La huelga se levantó el 15/06/2018 12:00: no se suspende ni se reanuda después.' 'suspended when it was over'
says 3 'La huelga empezó el 15/06/2018 00:00: no termina antes.' 'lifted before it began'
says 3 'Escriba quién declaró las horas perdidas.' 'hours that nobody declared'
says 3 'La línea 14 ya dice otra cosa de este caso.' 'two lines that say when it began'
says 3 'Este dato no se cambia después de grabado, y aquí dice otra cosa.' 'what is on record stays'
says 3 'El caso ya tiene esa resolución, con otros datos: un archivo no la cambia.' 'and so a resolution'
is 0 "select count(*) from labour.dispute where case_no ~ '^[45]\d-2018'" 'and nothing was taken'

# each form makes cases of its own kind
printf '%s\n' 'Expediente;Fecha y hora;Clase' '60-2018;30/05/2018 10:00;Pliego' '61-2018;30/05/2018 10:00;Huelga' >clases.csv
hito import huelga clases.csv
says 3 'Aquí entran huelgas: un pliego se carga en Pliegos de reclamos.' 'no pliego among strikes'
hito import pliego clases.csv
says 3 'Huelga' 'nor a strike among pliegos'
printf '%s\n' 'Expediente;Fecha y hora' "$case;30/05/2018 12:00" >suyo.csv
hito import pliego suyo.csv
says 3 'Aquí entran pliegos de reclamos: una huelga se carga en Huelgas.' 'nor one that is on record as a strike'
for of in pliego huelga; do
	hito new $of --set "Expediente=70-2018-$of" --set 'Recibido=30/05/2018 10:00' --set Sector=Privado
	says 0 '' "a new $of"
	hito new $of --set "Expediente=71-2018-$of" --set 'Recibido=30/05/2018 10:00' --set Sector=Privado --set kind=huelga
	[ "$code" -ne 0 ] && grep -qF '«Clase» no se escribe' "$out"
	ok $? "whose kind is not asked: $of"
done
is '70-2018-huelga strike|70-2018-pliego pliego' "select string_agg(case_no || ' ' || kind, '|' order by case_no) from labour.dispute where case_no ~ '^7[01]'" 'each of its own kind'
tap_end
