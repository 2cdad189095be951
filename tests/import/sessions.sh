#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Sessions as they are published: no body, no year, no state, all agreements of
# one in a cell. And the same session from files, by commands and by SQL.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
cd "$TEST_TMP" || exit 1

iconv -f UTF-8 -t WINDOWS-1252 >sesiones.csv <<'END'
Sesión;Fecha;Lugar;Acuerdos;Evidencia
01;12 de marzo del 2018;Auditorio de la Región;"Instalación del Consejo
Aprobar el plan de trabajo – 2018.";Acta N° 1 y lista (Anexo N° 2)
02;27 de marzo del 2018;Sala de reuniones;"1. Aprobar el reglamento

 2. Aprobar el reglamento
- Aprobar el plan de trabajo – 2018.";Acta N° 3 y lista
03;2 de abril del 2018;Sala de reuniones;;Acta N° 3
END
hito import sesion sesiones.csv
says 3 'Falta este dato' 'without a council nobody knows whose they are'
hito new organo --set Código=CRP --set 'Nombre=Consejo de prueba' --set Desde=01/01/2018
hito import sesion sesiones.csv
says 0 '3 nuevos' 'with one alone they are its'
says 0 'entra como realizada, sin registro de la asistencia' 'what is past was held, it is said'
is 'CRP-01-2018 held t 2018-03-12|CRP-02-2018 held t 2018-03-27|CRP-03-2018 held t 2018-04-02' \
	"select string_agg(concat_ws(' ', session_ref, state, unrecorded, held_on), '|' order by session_ref) from council.session" \
	'with their year, and without a roll'
is 'CRP-01-2018/1 t Instalación del Consejo|CRP-01-2018/2 t Aprobar el plan de trabajo – 2018.|CRP-02-2018/1 t Aprobar el reglamento|CRP-02-2018/2 t Aprobar el plan de trabajo – 2018.' \
	"select string_agg(concat_ws(' ', agreement_ref, unrecorded, agreement_text), '|' order by agreement_ref) from council.agreement" \
	'a line is an agreement, without its marks; said twice it is one'
is 'Acta N° 3 y lista|Acta N° 3' "select string_agg(minutes_no, '|' order by id) from council.session where minutes_no like '%3%'" 'the minutes as they are cited'
hito import sesion sesiones.csv
says 0 '3 iguales' 'the same file adds nothing'
hito do sesion CRP/2018.ordinary.1 levantar --set ended_at=
hito import sesion sesiones.csv
says 0 '3 iguales' 'nor takes it a session back'
is 'draft 4' "select state || ' ' || (select count(*) from council.agreement) from council.session where session_ref = 'CRP-01-2018'" 'that went on'

printf '%s\n' 'Sesión;Fecha;Acuerdos;Estado' '04;31/12/2017;;' '05;10/04/2018;Algo;Sin quórum' '06;11/04/2018;Algo;Prevista' \
	'07;12/04/2018;;Acta aprobada' '08;01/04/2099;;Realizada' '09;12/04/2018;Algo;Realizada' >malas.csv
hito import sesion malas.csv
says 3 'El archivo no dice este dato' 'told'
says 3 'La sesión no se realizó por falta de quórum: no acordó nada.' 'no agreement of a failed one'
says 3 'La sesión todavía no se realizó: no tiene acuerdos.' 'nor of a planned one'
says 3 'Un acta se aprueba con su texto: cargue la sesión como realizada.' 'nothing enters as approved'
says 3 'La sesión es el 01/04/2099: ese día todavía no llega.' 'nor was held in a time to come'
says 3 'Escriba la hora en que empezó la sesión.' 'who says held says from when'
is 3 'select count(*) from council.session' 'and nothing was taken'
printf '%s\n' 'Órgano;Sesión;Fecha' 'CRP;10;31/12/2017' 'CRP;11;14/04/2018' 'CRP;11;15/04/2018' >malas.csv
hito import sesion malas.csv
says 3 'El órgano existe desde el 01/01/2018: no sesiona antes.' 'before its body'
says 3 'Repite la línea 3 del archivo.' 'two with one key'

# ---- the same session three ways, each in a body of its own
for b in F D S; do
	hito new organo --set Código=$b --set "Nombre=Comité $b" --set Clase=Comité --set Desde=01/01/2018
	for seat in 1 2 3 4 5; do
		hito new asiento --set Órgano=$b --set "Asiento N°=$seat" --set "Cargo o institución=Cargo $seat" \
			--set Sector="$([ "$seat" -lt 3 ] && echo Gobierno || echo 'Sociedad civil')" --set Desde=01/01/2018
		for q in Titular Alterna; do
			hito new designacion --set Órgano=$b --set "Asiento N°=$seat" --set Calidad=$q \
				--set "Persona=$q $seat" --set Desde=01/01/2018
		done
	done
done
is '15 30' 'select (select count(*) from council.seat) || $$ $$ || (select count(*) from council.designation)' 'three bodies alike'

printf '%s\n' 'Órgano;Fecha;Hora;Lugar;Hora de inicio;Situación' 'F;01/03/2019;9:00;Sala;9:05;Realizada' >f1.csv
printf '%s\n' 'Sesión;Asiento N°;Asistencia;Llegada;Retiro;Vez;Nombre' 'F-01-2019;1;Presente;;;;' 'F-01-2019;2;Suplente;;;;' \
	'F-01-2019;3;T;;10:00;;' 'F-01-2019;3;T;10:30;;2;' 'F-01-2019;4;Justificado;;;;' 'F-01-2019;5;Faltó;;;;' >f2.csv
printf '%s\n' 'Sesión;Acuerdo;Clase;Votación;Hora;A favor;En contra;Abstenciones;Plazo' \
	'F-01-2019;Publicar el portal;Encarga;Por número;9:30;2;1;0;30/04/2019' \
	'F-01-2019;Tomar conocimiento;Toma conocimiento;;10:10;;;;' >f3.csv
hito import sesion f1.csv
says 0 '1 nuevo' 'a session from a file'
hito import asistencia f2.csv
says 0 '6 nuevos' 'its roll'
hito import acuerdo f3.csv
says 0 '2 nuevos' 'its agreements'
hito import asistencia f2.csv
says 0 '6 iguales' 'a roll twice adds nothing'
hito import acuerdo f3.csv
says 0 '2 iguales' 'nor agreements'
printf '%s\n' 'Sesión;Acuerdo;Clase' 'F-01-2019;Otro sin número;Toma conocimiento' >f4.csv
hito import acuerdo f4.csv --dry-run
says 0 '1 nuevo   0 cambian' 'one without a number is written over none'

hito new sesion --set Órgano=D --set Fecha=01/03/2019 --set Hora=09:00 --set Lugar=Sala
hito do sesion D/2019.ordinary.1 convocar --set sent_on=20/02/2019 --set means=Oficio
hito do sesion D/2019.ordinary.1 'pasar lista' --set roll='1T 2S 3T-10:00 3T10:30 4E 5F'
hito do sesion D/2019.ordinary.1 instalar --set started_at=9:05
says 0 '' 'a session by commands'
hito new acuerdo --set Sesión=D-01-2019 --set 'Acuerdo=Publicar el portal' --set Clase=Encarga --set 'Votación=Por número' \
	--set Hora=9:30 --set 'A favor=2' --set 'En contra=1' --set Abstenciones=0 --set Plazo=30/04/2019
hito new acuerdo --set Sesión=D-01-2019 --set 'Acuerdo=Tomar conocimiento' --set 'Clase=Toma conocimiento' --set Hora=10:10
says 0 '' 'and its agreements'

"$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 -d "$TEST_URL" >"$out" 2>&1 <<'END'
insert into council.session (body_id, held_on, call_at, place) select id, '2019-03-01', '09:00', 'Sala' from council.body where body_code = 'S';
select council.session_convene(id, row_version, '2019-02-20', 'Oficio') from council.session where session_ref = 'S-01-2019';
select council.session_roll(id, row_version, '1T 2S 3T-10:00 3T10:30 4E 5F') from council.session where session_ref = 'S-01-2019';
select council.session_open(id, row_version, '09:05') from council.session where session_ref = 'S-01-2019';
select council.session_agree(id, row_version, null, 'charge', 'Publicar el portal', '09:30', '2-1-0', null) from council.session where session_ref = 'S-01-2019';
update council.agreement a set due = '30/04/2019', due_from = '2019-04-30', due_to = '2019-04-30', due_precision = 'day'
from council.session s where s.id = a.session_id and s.session_ref = 'S-01-2019';
select council.session_agree(id, row_version, null, 'note', 'Tomar conocimiento', '10:10', null, null) from council.session where session_ref = 'S-01-2019';
END
ok $? 'a session by SQL'

# All columns but those that tell where and when a row was written.
rows() { # TABLE BODY
	query "select to_jsonb(t) - '{id,row_version,list_place,session_ref,session_ref_folded,agreement_ref,agreement_ref_folded,body_id,session_id,seat_id,designation_id,batch_id,batch_line}'::text[]
		|| jsonb_build_object('seat', (select x.seat_no from council.seat x where x.id = (to_jsonb(t) ->> 'seat_id')::bigint),
			'who', (select d.person_name from council.designation d where d.id = (to_jsonb(t) ->> 'designation_id')::bigint))
		from council.$1 t where t.deleted_at is null and coalesce((to_jsonb(t) ->> 'session_id')::bigint, t.id) in (select s.id
			from council.session s join council.body b on b.id = s.body_id where b.body_code = '$2')
		order by 1"
}
for t in session attendance agreement; do
	rows $t F >F
	for b in D S; do
		rows $t $b >$b
		[ -s F ] && diff F $b >"$out" 2>&1
		ok $? "$t: the same rows from files and by $b"
	done
done
is '3 3' "select count(*) || ' ' || count(*) filter (where q.said like '3 de 5, hacen falta 3: primera convocatoria%' and q.met)
	from council.session s cross join council.quorum(s.id, s.started_at) as q where s.session_ref like '_-01-2019'" 'and the same quorum'

# names, where the file has them
printf '%s\n' 'Sesión;Asiento N°;Asistencia;Nombre' 'F-01-2019;1;Titular;TITULAR 1' 'F-01-2019;2;Alterna;Otra persona' >nombres.csv
hito import asistencia nombres.csv
says 0 '2 cambian' 'a roll with names'
hito import asistencia nombres.csv
says 0 '2 iguales' 'is known again'
is 'TITULAR 1 Titular 1|Otra persona' "select string_agg(concat_ws(' ', a.attended_by, d.person_name), '|' order by a.seat_no) from council.attendance_all a
	left join council.designation d on d.id = a.designation_id where a.session_ref = 'F-01-2019' and a.seat_no < 3" 'who is designated is found by name, who is not stands by it'

# refused with the same sentence in a file, by a command and by SQL
printf '%s\n' 'Sesión;Acuerdo;Votación;Hora;A favor;En contra' 'F-01-2019;De más;Por número;10:15;2;2' >malo.csv
hito import acuerdo malo.csv
says 3 'Son 4 votos y a esa hora hay 2 asientos presentes.' 'votes over those present, from a file'
hito new acuerdo --set Sesión=F-01-2019 --set 'Acuerdo=De más' --set 'Votación=Por número' --set Hora=10:15 --set 'A favor=2' --set 'En contra=2'
says 3 'Son 4 votos y a esa hora hay 2 asientos presentes.' 'by a command'
printf '%s\n' 'Sesión;Asiento N°;Asistencia;Llegada;Retiro;Vez;Nombre' 'F-01-2019;9;T;;;;' 'F-01-2019;1;T;10:00;9:00;2;' \
	'F-01-2019;1;T;;;3;' 'F-01-2019;5;T;;;2;TITULAR 1' >malo.csv
hito import asistencia malo.csv
says 3 'La sesión no tiene un asiento con este número.' 'a seat that is not of the body'
says 3 'Se retira antes de llegar.' 'departure before arrival'
says 3 'El asiento ya está presente desde el inicio hasta el final.' 'twice at an hour'
says 3 'TITULAR 1 ya asiste en el asiento 1.' 'one person in two seats'
tap_end
