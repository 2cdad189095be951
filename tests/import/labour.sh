#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Employers, unions, collective agreements and contracts as an office keeps them in
# a workbook: persons go where few read them, two unions stand in one cell, and what
# is wrong is told at its line.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

cat >empleadores.csv <<'END2'
RUC;Razón social;Tipo de empleador;CIIU;Actividad económica;RUC de persona natural;Nombre de la persona
20131023414;Azucarera y Anexos S.A.;Empresa;C1072;Azúcar;;
20548328701;Minera Dos S.A.;Empresa;;;;
;Bodega La Esquina;;;;10254824220;Persona Lectora
;Obra sin RUC;Otro;;;;
END2
hito import empleador empleadores.csv
says 0 '4 nuevos' 'four employers'
says 0 'RUC' 'the check digit that is wrong is told, and taken'
is '20131023414 Azucarera y Anexos S.A. f|20548328701 Minera Dos S.A. t|PN-001 Bodega La Esquina f|SR-001 Obra sin RUC f' \
	"select string_agg(concat_ws(' ', employer_code, employer, ruc_wrong), '|' order by employer_code) from labour.employer_list" 'by RUC or the next code'
is '10********* P*** L*** 10254824220' "select concat_ws(' ', ruc_mask, name_mask, v.ruc) from labour.employer e
	join labour.employer_private v on v.employer_id = e.id" 'the person stands apart, masked beside it'
hito import empleador empleadores.csv
says 0 '4 iguales' 'the same file adds nothing'
is 1 'select count(*) from labour.employer_private' 'nor a person'
printf '%s\n' 'RUC;Razón social' '10254824220;Persona' '2013102341;Diez cifras' >malos.csv
hito import empleador malos.csv
says 3 'Ese RUC es de una persona natural: va solo en los datos personales del empleador, no aquí.' 'a person in an open column'
says 3 'Un RUC tiene 11 cifras.' 'ten digits'
is 4 'select count(*) from labour.employer' 'nothing of it was taken'
printf '%s\n' 'RUC;Razón social;RUC de persona natural' ';Bodega A;10131023416' ';Bodega B;10131023416' >dos.csv
hito import empleador dos.csv
says 3 'Repite el RUC de la línea 2 del archivo.' 'one person twice, told with both lines'

cat >sindicatos.csv <<'END2'
Denominación;Nivel;N° de registro;Fecha de registro;Empresa;Federación;Hombres;Mujeres;Junta desde;Junta hasta;Estado;Fecha de cancelación;Motivo de la cancelación
Federación Azucarera;Federación;R-1;01/02/2001;;;;;01/01/2018;31/12/2019;Activo;;
Sindicato de Obreros;Sindicato;R-2;05/03/2005;Azucarera y Anexos S.A.;;120;30;01/01/2017;31/12/2018;Activo;;
Sindicato de Agua y Luz;Sindicato;R-3;06/03/2006;;;10;8;;;Cancelado;01/02/2018;Menos de veinte miembros
Sindicato de Empleados y Técnicos;Sindicato;;;20131023414;;40;41;;;;;
END2
hito import sindicato sindicatos.csv
says 0 '4 nuevos' 'four unions'
is 'ORG-001 active none|R-1 active in_force|R-2 active expired|R-3 cancelled none' "select string_agg(concat_ws(' ', union_code, state,
	labour.board_situation(board_from, board_to, '2019-04-10')), '|' order by union_code) from labour.union_organisation_list" 'with their boards, and one cancelled'
is 'registered 2006-03-06|cancelled 2018-02-01' "select string_agg(act || ' ' || act_on, '|' order by r.id) from labour.union_record r
	join labour.union_organisation u on u.id = r.union_id where union_code = 'R-3'" 'whose registration is on record'
is '20131023414 20131023414' "select string_agg(employer_code, ' ') from labour.union_organisation_list where employer_code is not null" \
	'the employer is called by name or RUC'
hito import sindicato sindicatos.csv
says 0 '4 iguales' 'the same file adds nothing'
printf '%s\n' 'Denominación;Nivel;Federación;Junta desde;Junta hasta' 'Sección Uno;Sección;Federación azucarera;01/01/2019;31/12/2020' >mas.csv
hito import sindicato mas.csv
says 0 '1 nuevo' 'a section'
is R-1 "select parent_code from labour.union_organisation_list where union_code = 'ORG-002'" 'its federation is called by name'
cat >malos.csv <<'END2'
Denominación;Nivel;Federación;Junta desde;Junta hasta
Sindicato de Obreros;Sindicato;;01/06/2018;31/12/2020
Otro;Sindicato;Sindicato de Obreros;;
Otro más;Gremio;;;
Sin fin;Sindicato;;01/01/2019;
Al revés;Sindicato;;01/01/2019;31/12/2018
END2
hito import sindicato malos.csv
says 3 'En esas fechas ya hay otra junta directiva, del 01/01/2017 al 31/12/2018.' 'two boards at once'
says 3 'No hay una federación ni una confederación con este código.' 'a parent that is no federation'
says 3 'Una junta directiva lleva el día en que empieza y el día en que termina.' 'a board without end'
says 3 'La junta directiva termina antes de empezar.' 'a board the wrong way round'
is 5 'select count(*) from labour.union_organisation' 'nothing of it was taken'

cat >convenios.csv <<'END2'
Expediente;Materia;Origen;Sindicatos;Firmado por;Empresa;Fecha de firma;Fecha de presentación;Vigencia desde;Vigencia hasta;Hombres;Mujeres;Aumento S/
X-1;Pliego 2018;Trato directo;Sindicato de Obreros y Sindicato de Empleados y Técnicos;R-2;20131023414;20/01/2018;27/01/2018;01/01/2018;31/12/2018;120;30;75.50
X-2;Pliego 2019;Laudo arbitral;R-2; ORG-001;;Azucarera y Anexos S.A.;20/01/2019;;01/01/2019;31/12/2020;;;
END2
# A cell with the separator in it is quoted.
sed -i 's/;R-2; ORG-001;;/;"R-2; ORG-001";R-2 y ORG-001;/' convenios.csv
printf '%s\n' 'X-3;Pliego 2020;;"Sindicato de Obreros' 'R-1";;;;;;;;;' >>convenios.csv
sed -i '1s/Origen/Etapa/' convenios.csv
hito import convenio_colectivo convenios.csv
says 0 '3 nuevos' 'three agreements'
is 'X-1 direct ORG-001 R-2|X-2 award ORG-001 R-2|X-3 direct R-1 R-2' "select string_agg(concat_ws(' ', a.agreement_ref, a.origin, p.unions), '|' order by 1)
	from labour.collective_agreement a cross join lateral (select string_agg(union_code, ' ' order by union_code) as unions
	from labour.collective_agreement_union_list u where u.agreement_id = a.id) as p" \
	'two unions of a cell, parted by " y ", ";" or a line; a name with " y " in it is one'
is 'X-1 R-2|X-2 ORG-001|X-2 R-2' "select string_agg(agreement_ref || ' ' || union_code, '|' order by agreement_ref, union_code)
	from labour.collective_agreement_signature_list s join labour.collective_agreement a on a.id = s.agreement_id" 'and who signed'
is 2 "select count(*) from labour.collective_agreement_employer_list where employer_code = '20131023414'" 'the employer by RUC or a name with " y " in it'
hito import convenio_colectivo convenios.csv
says 0 '3 iguales' 'the same file adds nothing'
is 6 'select count(*) from labour.collective_agreement_union' 'nor a party'
cat >malos.csv <<'END2'
Expediente;Materia;Sindicatos;Firmado por;Empresa
X-4;Pliego;R-2 y Sindicato Nuevo;;
X-5;Pliego;R-2;R-1;
X-6;Pliego;;;Otra S.A.
X-1;Pliego 2018;;R-1;
END2
hito import convenio_colectivo malos.csv
says 3 'No hay una organización sindical «Sindicato Nuevo»: regístrela primero.' 'a union that nobody has'
says 3 '«R-1» no es parte del convenio colectivo: firma solo quien es parte.' 'a union that is no party'
says 3 'No hay un empleador «Otra S.A.»: regístrelo primero.' 'an employer that nobody has'
[ "$(grep -cE '^ +[2-5] ' "$out")" -eq 4 ]
ok $? 'each at its line'
is 3 'select count(*) from labour.collective_agreement' 'nothing of it was taken'

cat >contratos.csv <<'END2'
N° de registro;Fecha de registro;Tipo de contrato;Empresa;Apellidos y nombres;DNI;Inicio;Fin
RC-1;15/01/2019;Prácticas;Azucarera y Anexos S.A.;Persona Lectora;1234567;02/01/2019;30/06/2019
;;Extranjero;20131023414;;;02/01/2019;
END2
hito import contrato contratos.csv
says 3 'Falta este dato, que es obligatorio.' 'a contract without a code'
sed -i '3s/^;;/;;/;3d' contratos.csv
hito import contrato contratos.csv
says 0 'al DNI le faltaba el cero del comienzo: entra con él' 'a zero that a spreadsheet ate'
is 'training 20131023414 P*** L*** Persona Lectora 01234567' "select concat_ws(' ', c.kind, c.employer_code, c.worker_mask, v.worker_name, v.document_no)
	from labour.work_contract_list c join labour.work_contract_private v on v.contract_id = c.id" 'its worker apart, masked beside it'
hito import contrato contratos.csv
says 0 '1 igual' 'the same file adds nothing'
printf '%s\n' 'Contrato;RUC;Trabajador;DNI;Inicio' 'Y-1;20131023414;Persona Dos;123;01/01/2019' 'Y-2;20131023414;;01234567;01/01/2019' \
	'Y-3;99999999999;;;01/01/2019' >malos.csv
hito import contrato malos.csv
says 3 'Un DNI tiene ocho cifras.' 'a DNI that is none'
says 3 'Escriba el nombre del trabajador.' 'a document without a name'
says 3 'No hay un empleador con este código: si es nuevo, regístrelo primero en Empleadores.' 'an employer that nobody has'
is 1 'select count(*) from labour.work_contract' 'nothing of it was taken'
tap_end
