#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A case from its statement of claims through conciliation to a strike of three
# periods, its qualification and lifting, and the agreement that ends it: by
# commands on the demonstration. Needs TEST_URL.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

case=77-2019-PRUEBA/GRTPE-DPSC
stands() { # WANTED TITLE
	is "$1" "select concat_ws('|', state, next_term, term_day) from labour.dispute_list where case_no = '$case'" "$2"
}
act() { # FORM ACTION NAME=VALUE...
	local form=$1 action=$2 a=()
	shift 2
	for v in "$@"; do a+=(--set "$v"); done
	hito do "$form" "$case" "$action" "${a[@]}"
}

query "insert into labour.union_organisation (union_code, union_name, office_id) values ('SUP', 'Sindicato Único de Práctica', core.root_office());
	insert into labour.collective_agreement (agreement_ref, title, signed_on, office_id) values ('CC-77', 'Convenio de práctica', '2019-04-10', core.root_office()),
	('CC-78', 'Convenio de otros', '2019-04-10', core.root_office());
	insert into labour.collective_agreement_union (agreement_id, union_id, office_id) select a.id, u.id, a.office_id
	from labour.collective_agreement a, labour.union_organisation u where u.union_code = 'SUP' and a.agreement_ref = 'CC-77'" >/dev/null

hito new pliego --set "Expediente=$case" --set 'Recibido=04/03/2019 10:25 a.m.' --set Sector=Privado --set Nivel=Empresa \
	--set 'Comprendidos hombres=60' --set 'Comprendidas mujeres=40' --line Sindicatos --set union_name=SUP \
	--line Empleadores --set 'employer_name=Empresa de práctica'
says 0 '' 'a pliego comes in'
stands 'presented|Pasar a «Trato directo»|2019-03-14' 'talks begin within the term of its procedure'
is 'Sindicato Único de Práctica' "select unions from labour.dispute_list where case_no = '$case'" 'its union is known by its code'
act pliego observar 'from_at=05/03/2019 9:00' 'document=Auto 1' remark=
says 3 'Escriba qué se observó.' 'observed with what was observed'
act pliego admitir 'from_at=05/03/2019 9:00' 'document=Auto 1'
says 0 '' 'admitted'
act pliego conciliación 'from_at=06/03/2019' document= party=
says 3 'Con este registro no se puede hacer eso ahora.' 'no conciliation before talks: only what the procedure lets follow is offered'
act pliego 'abrir trato directo' 'from_at=04/03/2019' document=
says 3 'La etapa «Admitido» empezó el 05/03/2019 09:00: la siguiente no empieza antes.' 'nor a stage before the last one'
act pliego 'abrir trato directo' 'from_at=06/03/2019' document=
act pliego 'terminar trato' 'from_at=12/03/2019' 'document=Carta 4' 'party=Parte sindical'
act pliego conciliación 'from_at=13/03/2019' 'document=Oficio 2' 'party=Parte sindical'
says 0 '' 'talks, their end, conciliation'
stands 'conciliation' 'it is in conciliation'
hito edit pliego "$case" --line Reuniones --set Clase=Conciliación --set 'Citada para=01/03/2019 09:00' --set mark=Realizada --set ef=Sí
[ "$code" -ne 0 ]
ok $? 'no meeting before the case'
hito edit pliego "$case" --line Reuniones --set kind=Conciliación --set 'scheduled_at=15/03/2019 09:00' --set mark=Realizada \
	--set union_came=Sí --set employer_came=No --set 'result=No asistió la empresa'
says 0 '' 'a meeting is held'
is '2019-03-15' "select moved_on from labour.dispute where case_no = '$case'" 'which is its last movement'

act pliego 'comunicar huelga' 'from_at=18/03/2019 11:00' 'document=Carta 9'
says 0 '' 'a strike is notified'
hito edit huelga "$case" --set 'Motivo=Pliego sin acuerdo' --set Acta=Sí \
	--line Periodos --set 'starts_at=26/03/2019 05:30' --set hours=48 \
	--line Periodos --set 'starts_at=29/03/2019 05:30' --set hours=72 \
	--line Periodos --set 'starts_at=02/04/2019 05:30'
says 0 '' 'with three periods'
hito edit huelga "$case" --line Periodos --set 'starts_at=27/03/2019 05:30' --set hours=24
says 3 'Se cruza con el periodo del 26/03/2019 05:30 al 28/03/2019 05:30.' 'which do not overlap'
hito show huelga "$case"
says 0 'hasta el 25/03/2019' 'the form shows the last day of the notice'
says 0 'a tiempo' 'and that it came in time'
act huelga resolución 'resolution_no=Auto 7' 'resolved_on=20/03/2019' instance=Primera result=Improcedente ground= notified_on=
says 3 'Escriba por qué es improcedente o ilegal.' 'refused with its ground'
act huelga resolución 'resolution_no=Auto 7' 'resolved_on=20/03/2019' instance=Primera result=Procedente ground= notified_on=21/03/2019
says 0 '' 'in order'
act huelga empezó 'began_at=26/03/2019 05:30' strikers=90
says 0 '' 'it begins'
is 'running in_order t' "select concat_ws(' ', strike_state, qualification, running) from labour.strike_list where case_no = '$case'" 'it runs'
act huelga suspender 'suspended_at=30/03/2019 05:30' suspended_why=Diálogo
says 0 '' 'suspended'
act huelga suspender 'suspended_at=30/03/2019 06:30' suspended_why=Otra
says 3 'Con este registro no se puede hacer eso ahora.' 'which it is once'
act huelga reanudar 'resumed_at=30/03/2019 05:00'
says 3 'La huelga se suspendió el 30/03/2019 05:30: se reanuda después.' 'not resumed before'
act huelga reanudar 'resumed_at=31/03/2019 05:30'
says 0 '' 'resumed'
hito show huelga "$case"
says 0 '31/03/2019 05:30' 'its suspensions stand on the form'
act huelga levantar 'lifted_at=25/03/2019 10:00' lifted_why= hours_declared= hours_source=
says 3 'La huelga empezó el 26/03/2019 05:30: no termina antes.' 'it does not end before it begins'
act huelga levantar 'lifted_at=04/04/2019 05:30' lifted_why=Acuerdo hours_declared= hours_source=
says 0 '' 'lifted'
is 'lifted 4320.00 worked' "select concat_ws(' ', strike_state, hours_lost, hours_kind) from labour.strike_list where case_no = '$case'" \
	'two, three and two days of ninety workers, less one that it was suspended'
act huelga solucionar 'from_at=10/04/2019' outcome=Convenio agreement_ref=CC-78 document=
says 3 'Ninguna organización sindical del caso es parte del convenio CC-78.' 'an agreement of others does not end it'
act huelga solucionar 'from_at=10/04/2019' outcome=Convenio agreement_ref=CC-77 document=Acta
says 0 '' 'that of its union does'
stands 'solved' 'it is solved, and no term runs'
is 'presented|admitted|talks|ended|conciliation|strike|solved' "select string_agg(stage, '|' order by from_at, s.id) from labour.dispute_stage s
	join labour.dispute d on d.id = s.dispute_id where d.case_no = '$case'" 'its stages are its history'
act huelga archivar 'from_at=10/04/2019' outcome=Archivo joined_to_no= document=
[ "$code" -ne 0 ]
ok $? 'and it does not go on'
tap_end
