#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Contributions as a portal's form exports them: names and contacts go where few
# read them, what is wrong is told at its line, and a file twice adds nothing.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
cd "$TEST_TMP" || exit 1
printf '%s\n' 'Se consulta;Abre;Cierra;Se responde hasta;Medio' \
	'Borrador;01/02/2019;15/02/2019;30/03/2019;Portal' >consultas.csv
hito import consulta consultas.csv --plan P1
says 0 '1 nuevo' 'a consultation'
hito import consulta consultas.csv --plan P1
says 0 '1 igual' 'is known again by its words and day'

cat >aportes.csv <<'END'
Fecha de recepción;Consulta;Compromiso;Nombre y apellidos;Correo;Celular;Autoriza publicar su nombre;Clase de autor;Comentario
07/02/2019;1;;Vecina Lectora;vecina@example.org;999111222;No;Ciudadana;Que la consulta dure más
08/02/2019;1;;Junta de Usuarios;;;Sí;Organización;Que haya audiencias en provincias
09/02/2019;1;1;Otra Persona;;;No;Ciudadana;Que el portal se entienda
END
hito import aporte aportes.csv --plan P1
says 0 '3 nuevos' 'three contributions'
says 0 'el nombre y el contacto no entran con esta carga: los ingresa la oficina que evalúa' \
	'the name in the one of another office is told, and left to it'
is 'GRP 0' "select office_code || ' ' || (select count(*) from plan.contribution_private v where v.contribution_id = c.id)
	from plan.contribution_list c where contribution_no = 3" 'which it has gone to'
is '1 person f V*** L*** Vecina Lectora|2 group t J*** d*** U*** Junta de Usuarios' "select string_agg(concat_ws(' ', c.contribution_no, c.author_kind,
	c.consent, c.author_mask, v.author_name), '|' order by 1) from plan.contribution c join plan.contribution_private v on v.contribution_id = c.id" \
	'their authors stand apart, masked beside them'
is 'vecina@example.org 999111222' "select concat_ws(' ', email, phone) from plan.contribution_private where email is not null" 'with their contacts'
is 2019-03-30 'select distinct due from plan.contribution_list' 'they are due with their consultation'
hito import aporte aportes.csv --plan P1
says 0 '3 iguales' 'the same file adds nothing'
is 2 'select count(*) from plan.contribution_private' 'nor an author'

cat >malos.csv <<'END'
Fecha de recepción;Consulta;Compromiso;Autoriza publicar su nombre;Comentario;Responder hasta
31/01/2019;1;;No;Antes de abrirse;
09/02/2019;9;;No;De una consulta que no hay;
09/02/2019;1;99;No;De un compromiso que no hay;
09/02/2019;1;1;Tal vez;Sin decirlo;
09/02/2019;1;1;No;;
09/02/2019;1;1;No;Con un plazo pasado;01/02/2019
END
hito import aporte malos.csv --plan P1
says 3 'La consulta se abrió el 01/02/2019: el aporte no llegó antes.' 'one from before'
says 3 'El plan no tiene una consulta con este número.' 'a consultation that is not there'
says 3 'El plan no tiene un compromiso con este número' 'a commitment that is not there'
says 3 'Falta este dato, que es obligatorio.' 'no words'
says 3 'El plazo para responder es antes de que se recibiera.' 'a day that is past'
[ "$(grep -cE '^ +[2-7] ' "$out")" -eq 6 ]
ok $? 'each at its line'
is 3 'select count(*) from plan.contribution' 'and nothing was taken'
tap_end
