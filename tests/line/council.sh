#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A session of the council from its convening to its approved minutes, by
# commands on the demonstration: alternates, one who leaves, quorum lost and
# regained, votes by count and by name, an agreement carried over. Needs TEST_URL.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

this=CRGA/2019.ordinary.3
next=CRGA/2019.ordinary.4
agree() { # NAME=VALUE...
	local a=()
	for v in "$@"; do a+=(--set "$v"); done
	hito new acuerdo --set Sesión=CRGA-03-2019 "${a[@]}"
}
vote() { # SEAT VOTE [REASON]: three words more of a command
	votes+=(--line Votos --set "seat_no=$1" --set "Voto=$2" ${3:+--set "reason=$3"})
}

hito edit sesion $this --set Fecha=05/04/2019
hito do sesion $this convocar --set sent_on=25/03/2019 --set means=Oficio
says 0 '' 'convened'
is '14' "select count(*) from council.summons x join council.session s on s.id = x.session_id
	where s.session_ref = 'CRGA-03-2019' and x.sent_on = '2019-03-25'" 'every seat is summoned'
is 'minutes 2|agreement 2|recommendation 2' "select string_agg(source || ' ' || n, '|' order by place) from (select source, count(*) as n, min(item_no) as place
	from council.agenda a join council.session s on s.id = a.session_id where s.session_ref = 'CRGA-03-2019' and source <> 'action' group by 1) as t" \
	'the agenda has the minutes, the agreements and the recommendations that wait'
hito do sesion $this instalar --set started_at=15:05
says 3 'Pase lista en la sala antes de instalar' 'not without a roll'
hito do sesion $this 'pasar lista' --set roll='1T 2S 3T 4E 5T 6F 7F 8S 9T 10T 11F 12F 13E 14F'
says 0 '' 'a roll with two alternates'
hito do sesion $this instalar --set started_at=15:05
says 3 'No hay quórum a las 15:05: 7 de 14, hacen falta 8' 'one too few'
agree 'Acuerdo=Antes de tiempo'
says 3 'todavía no se realizó' 'nothing is agreed before'
hito do sesion $this 'pasar lista' --set roll='11T'
hito do sesion $this instalar --set started_at=15:05
says 0 '' 'with one more it begins'
is '8 de 14, hacen falta 8' "select split_part(q.said, ':', 1) from council.session s cross join council.quorum(s.id, s.started_at) as q where s.session_ref = 'CRGA-03-2019'" \
	'by the rule of that day'

hito do sesion $this 'pasar lista' --set roll='9T-15:30 9T15:50'
says 0 '' 'one leaves and comes back'
agree 'Acuerdo=Mientras faltaba uno' 'Votación=Por número' Hora=15:40 'A favor=7' 'En contra=0' Abstenciones=0
says 3 '7 de 14, hacen falta 8' 'no vote while the quorum is lost'
agree 'Acuerdo=Publicar las actas en el portal' Clase=Encarga 'Votación=Por número' Hora=16:00 'A favor=6' 'En contra=1' \
	Abstenciones=1 Responsable=SGTI Plazo=30/04/2019
says 0 '' 'it is back: a vote by count'
votes=()
for seat in 1 2 3 5 9 10; do vote $seat 'A favor'; done
vote 8 'En contra' 'Falta consultar a las provincias'
vote 11 Abstención
hito new acuerdo --set Sesión=CRGA-03-2019 --set 'Acuerdo=Formar la mesa de datos' --set 'Votación=Por nombre' --set Hora=16:10 "${votes[@]}"
says 0 '' 'and one by name'
is 'CRGA-03-2019/1 6 1 1 t |CRGA-03-2019/2 6 1 1 t Mesa de Concertación para la Lucha contra la Pobreza: Falta consultar a las provincias' \
	"select string_agg(concat_ws(' ', agreement_ref, votes_for, votes_against, votes_abstained, passed, coalesce(dissent, '')), '|' order by agreement_ref)
	from council.agreement where agreement_ref like 'CRGA-03-2019%'" 'the votes are counted, the dissent has its reason'
hito do acuerdo CRGA-02-2019/1 cumplir --set evidence= --set ended_in_ref=CRGA-03-2019
says 3 'escriba su evidencia' 'what was carried over is not fulfilled without evidence'
hito do acuerdo CRGA-02-2019/1 cumplir --set evidence='Portal, 02/04/2019' --set ended_in_ref=CRGA-03-2019
is 'fulfilled CRGA-03-2019' "select state || ' ' || ended_in_ref from council.agreement_list where agreement_ref = 'CRGA-02-2019/1'" 'with it it is, in this session'

hito do sesion $this levantar --set ended_at=17:00
says 0 '' 'ended'
minutes="select minutes_text from council.minutes_list where session_ref = 'CRGA-03-2019'"
query "$minutes" >"$TEST_TMP/acta"
for words in 'Alterna del asiento 2 (práctica) (alterna)' 'hasta las 15:30' 'desde las 15:50' '8 de 14, hacen falta 8' \
	'1. Publicar las actas en el portal' '6 a favor, 1 en contra, 1 abstención' 'Termina a las 17:00.'; do
	grep -qF -- "$words" "$TEST_TMP/acta"
	ok $? "the draft says: $words"
done
hito edit acta CRGA-03-2019 --set "Texto=$(cat "$TEST_TMP/acta") Leída y conforme."
says 0 '' 'the secretariat goes on from it'
hito do sesion $this 'aprobar acta' --set approved_in_ref=CRGA-04-2019
[ "$code" -ne 0 ] && grep -qF 'No hay una sesión «CRGA-04-2019»' "$out"
ok $? 'no session, no approval'

hito new sesion --set Órgano=CRGA --set Fecha=10/04/2019 --set Hora=09:00 --set Lugar=Sala
hito do sesion $next convocar --set sent_on=05/04/2019 --set means=Oficio
is 'true false' "select bool_or(item_text = 'Aprobación del acta de la sesión CRGA-03-2019') || ' ' || bool_or(item_text ~ 'CRGA-02-2019/1')
	from council.agenda_list where session_ref = 'CRGA-04-2019'" 'the next one has the minutes to approve, and not what is done'
hito do sesion $this 'aprobar acta' --set approved_in_ref=CRGA-04-2019
says 3 'se haya realizado' 'not before it is held'
hito do sesion $next 'pasar lista' --set roll='1T 2T 3T 4T 5T 6T 7T 8T'
hito do sesion $next instalar --set started_at=9:10
hito do sesion $this 'aprobar acta' --set approved_in_ref=CRGA-04-2019
says 0 '' 'approved in the next session'
hito show acuerdo CRGA-02-2019
grep -qF 'Se escribe así: Sesión/Número.' "$out"
ok $? 'a key is told in words'
is 'approved CRGA-04-2019 2019-04-10 t' "select concat_ws(' ', m.state, m.approved_in_ref, m.approved_on, m.sha256 = encode(sha256(convert_to(m.minutes_text, 'UTF8')), 'hex'))
	from council.minutes_list m where session_ref = 'CRGA-03-2019'" 'with the digest of its text'
hito edit acta CRGA-03-2019 --set Texto=Otro
says 3 'Este registro no se cambia; una corrección es un acuerdo de otra sesión.' 'and stands, with what to do about it'
hito report minutes CRGA-03-2019
mv "$out" "$TEST_TMP/report"
tr -s ' \n' ' ' <"$TEST_TMP/report" >"$out"
for words in 'a las 15:05 del 05/04/2019, en primera convocatoria' '8 de 14, hacen falta 8' 'Publicar las actas en el portal' \
	'6 a favor, 1 en contra, 1 abstención' 'Formar la mesa de datos' 'Falta consultar a las provincias' 'Leída y conforme.'; do
	says 0 "$words" "its report says: $words"
done
hito report agreements CRGA 2019-Q2
says 0 '02/04/2019' 'what became of the one carried over is reported'
agree 'Acuerdo=Después'
says 3 'aprobada' 'nothing is agreed behind it'
tap_end
