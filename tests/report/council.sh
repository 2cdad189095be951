#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What is printed of a session and of the council, on the demonstration
# (TEST_URL): summons, lists of attendance, minutes, agreements,
# recommendations, and their blocks in the reports of a plan.
set -u
. "$(dirname "$0")/../lib/tap.sh"
pdf=$TEST_TMP/a.pdf

has() { # WORDS TITLE
	[ "$code" -eq 0 ] && tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"
	ok $? "$2"
}
has_not() { # WORDS TITLE
	[ "$code" -eq 0 ] && ! grep -qF -- "$1" "$out"
	ok $? "$2"
}
print() { # WORDS...: as a PDF
	hito report "$@" --format pdf --output "$pdf"
	pages=$(pdfinfo "$pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
}
page() { # NUMBER
	pdftotext -layout -f "$1" -l "$1" "$pdf" -
}
every_page_has() { # WORDS
	local i
	[ "$code" -eq 0 ] && [ "${pages:-0}" -gt 0 ] || return 1
	for i in $(seq 1 "$pages"); do
		page "$i" | grep -qF -- "$1" || return 1
	done
}
no_page_alone() { # whatever has a signature has a heading of the text too
	local i
	for i in $(seq 1 "$pages"); do
		page "$i" | grep -q "$1" || continue
		page "$i" | grep -qE '^ *([0-9.]+ +[A-Z]{4}|Tabla [0-9])' || return 1
	done
}

# --- the summons

hito report citation CRGA-01-2019
has 'Primera convocatoria .............. 24/01/2019 09:00' 'a summons says the first call'
has 'Segunda convocatoria .............. 25/01/2019 09:00' 'and the second one'
has 'Lugar ............................. Sala de reuniones' 'where'
has '1 Presentación del informe anual 2018 30 Secretaría' 'and the agenda'
has 'A los miembros del órgano' 'it is to all'
[ "$(grep -cE '^ *[0-9]+ .*Titular del asiento' "$out")" -eq 14 ]
ok $? 'of the fourteen seats'
hito report citacion CRGA-01-2019/8
has 'Al asiento 8: Mesa de Concertación para la Lucha contra la Pobreza' 'or to one seat'
has 'De mi consideración, Titular del asiento 8 (práctica):' 'and who sits in it'
has_not 'A QUIÉNES SE CITA' 'without the list of the others'
print citation CRGA-01-2019/8
[ "$pages" -eq 1 ] && every_page_has 'PRUEBA - datos de práctica'
ok $? 'on one page, marked as practice'
hito report citation CRGA-01-2019/15
[ "$code" -eq 3 ] || [ "$code" -eq 1 ] && grep -qF 'No hay «CRGA-01-2019/15»' "$errors"
ok $? 'a seat that the body does not have is refused'
hito report citation CRGA-09-2019
grep -qF 'No hay «CRGA-09-2019»' "$errors"
ok $? 'and a session that is not there'
hito report citation
[ "$code" -eq 1 ] && grep -qF 'Falta decir la sesión' "$errors"
ok $? 'and none'
hito report citation CRGA-01-2019 2019-Q1
[ "$code" -eq 1 ] && grep -qF 'No se entiende «2019-Q1»' "$errors"
ok $? 'it is of no period'
hito report issue citation CRGA-01-2019
[ "$code" -ne 0 ] && grep -qF 'no se emite' "$errors"
ok $? 'and is not issued'

# --- lists of attendance

sql >"$out" 2>"$errors" <<'END'
insert into council.designation_private (designation_id, email, document_no, office_id)
select d.id, 'alguien@example.org', '48765432', d.office_id from council.designation d limit 1;
END
ok $? 'somebody has a number of a document'
hito report attendance_blank CRGA-02-2019
[ "$(grep -c '_______' "$out")" -eq 14 ]
ok $? 'a list to sign has a place for each seat'
has_not 'DNI' 'and none for a document'
hito report asistencia_con_dni CRGA-02-2019
has 'DNI' 'but where it is asked for'
for f in text csv json html xlsx; do
	hito report attendance_document CRGA-02-2019 --format $f --output "$TEST_TMP/a.$f"
done
! grep -aqF '48765432' "$TEST_TMP"/a.* && ! unzip -p "$TEST_TMP/a.xlsx" | grep -qF 48765432
ok $? 'which is empty: each writes their own'
for layout in attendance_blank attendance_document; do
	print $layout CRGA-02-2019
	[ "$pages" -eq 1 ]
	ok $? "$layout: fourteen seats are one page"
done
hito report asistencia CRGA-02-2019
has '2 Gerente Regional de Alterna del alterna 09:05-11:20' 'a list that is filled names the alternate'
has '9 CODESCILL Titular del titular 09:05-10:00' 'and until when who left was there'
hito report attendance CRGA-02-2018
has 'No hay registro de quién asistió: La lista de asistencia está en papel' 'or says that there is none'

# --- minutes

hito report acta CRGA-02-2019
has 'En Sala de reuniones de la gerencia regional, a las 09:05 del 14/03/2019, en primera convocatoria' \
	'minutes begin with place, hour and call'
has '8 de 14, hacen falta 8: primera convocatoria, regla del 11/10/2001' 'quorum stands with its rule'
has '10 Cámara de Comercio y Producción ausente' 'who did not come is told'
has 'Acuerdo 2. Dar un mes más al aula virtual Clase ............................. aprueba' 'each agreement stands apart'
has 'Votación .......................... 6 a favor, 1 en contra, 1 abstención' 'with its votes'
has 'En contra 8. Mesa de Concertación' 'by name'
has 'Pobreza: El plazo ya se amplió una vez' 'and the dissent with its reason'
[ "$(grep -c '^ *_\{40\}$' "$out")" -eq 8 ]
ok $? 'the eight seats that came sign'
print minutes CRGA-02-2019
every_page_has 'BORRADOR' && every_page_has 'PRUEBA - datos de práctica'
ok $? 'a draft says so on each page, and that it is practice'
no_page_alone 'Firmas: ACTA'
ok $? 'no page is for signatures alone'
for f in text csv html json; do
	hito report minutes CRGA-02-2019 --format $f
	has 'BORRADOR' "$f says it too"
done
hito report minutes CRGA-02-2018
has_not 'BORRADOR' 'one that is approved does not'
digest=$(sql -c "select encode(sha256(convert_to(m.minutes_text, 'UTF8')), 'hex') from council.minutes m
	join council.session s on s.id = m.session_id where s.session_ref = 'CRGA-02-2018'")
has "$digest" 'but has the digest of its text'
has 'se aprobó en la sesión CRGA-02-2018, el 25/07/2018' 'and where it was approved'
has 'La lista de asistencia está en papel' 'and why it has no list'

# all fourteen sign, with the longest names
sql >"$out" 2>"$errors" <<'END'
set role hito_owner;
update council.attendance a set deleted_at = now(), deleted_why = 'vino' from council.session s
where s.id = a.session_id and s.session_ref = 'CRGA-01-2019' and a.mark in ('excused', 'absent');
insert into council.attendance (session_id, seat_id, mark, designation_id, office_id)
select s.id, x.id, 'titular', d.id, s.office_id
from council.session s join council.seat x on x.body_id = s.body_id
	join council.designation d on d.seat_id = x.id and d.role = 'titular'
where s.session_ref = 'CRGA-01-2019' and not exists (select from council.attendance a
	where a.session_id = s.id and a.seat_id = x.id and a.mark in ('titular', 'alternate'));
update council.designation set person_name = 'María de los Ángeles Fernández de Córdova y Ñahuincopa ' || id;
END
ok $? 'all fourteen came'
print minutes CRGA-01-2019
for i in $(seq 1 "$pages"); do
	! page "$i" | grep -q 'Firmas: ACTA' || page "$i"
done >"$out"
[ "$(grep -o 'Ñahuincopa' "$out" | wc -l)" -eq 14 ] && no_page_alone 'Firmas: ACTA'
ok $? 'fourteen signatures stand on the page of the end of what they sign'

# --- who may read a draft

sql -c "create role t_lee login; grant hito_reader to t_lee;
	create role t_sit login; grant hito_reader to t_sit" \
	-c "insert into core.login (login) values ('t_lee'), ('t_sit')" \
	-c "insert into core.member (login, office_id, kind) select v.login, core.office_named(v.office), 'read'
		from (values ('t_lee', 'GRDIS'), ('t_sit', 'SGTI')) as v (login, office)" >"$out" 2>"$errors"
ok $? 'a reader of an office without a seat, and one of an office with one'
mine=$TEST_URL
TEST_URL=${mine/$TEST_ME@/t_lee@}
hito report minutes CRGA-02-2019
[ "$code" -ne 0 ] && [ ! -s "$out" ] && grep -qF 'es un borrador: la leen' "$errors"
ok $? 'the draft is not for the first'
hito report minutes CRGA-02-2018
has "$digest" 'what is approved is'
hito report citation CRGA-02-2019
has 'Estado de los compromisos' 'and so are summons'
TEST_URL=${mine/$TEST_ME@/t_sit@}
hito report minutes CRGA-02-2019
has 'BORRADOR' 'the second reads the draft'
TEST_URL=$mine
sql -c 'drop owned by t_lee, t_sit' -c 'drop role t_lee' -c 'drop role t_sit' >/dev/null 2>&1

# --- agreements and recommendations

export HITO_PLAN=2018-2020
hito report acuerdos 2019-Q2
has 'Vienen de antes CRGA-01-2019/2 Proponer a los SGP 29/03/2019 vencido' 'charges that are carried come first'
hito report agreements CSE-2018 2019-Q1
has 'No hay acuerdos en el periodo' 'of one body those of it alone'
hito report recommendations 2019-Q1
[ "$(grep -nF 'Vinculantes' "$out" | cut -d: -f1)" -lt "$(grep -nF 'Otras recomendaciones' "$out" | cut -d: -f1)" ]
ok $? 'binding recommendations come first'
has 'La convocatoria respondida' 'with their answer and state'
for r in 'quarterly 2019-Q1' 'annual 2018'; do
	# shellcheck disable=SC2086
	hito report $r --format json
	[ "$(grep -oE '"block": "(agreements|recommendations|sessions|attendance)"' "$out" | wc -l)" -eq 4 ]
	ok $? "${r% *}: has the blocks of the council"
done
hito report quarterly 2019-Q1
has '7 Suscribir los dos convenios que Gerente de en ninguna agenda' 'and what is to be agreed, with its agenda'
sql >"$out" 2>"$errors" <<'END'
insert into plan.action_plan (plan_code, title, office_id) values ('ANTES', 'Un plan de antes', core.root_office());
insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, office_id)
select p.id, k.key, core.period_title(k.key), k.kind, core.period_first(k.key), core.period_last(k.key),
	core.period_last(k.key), core.root_office()
from plan.action_plan p, (values ('2017-Q4', 'quarter'), ('2017', 'year')) as k (key, kind) where p.plan_code = 'ANTES';
END
for r in 'quarterly 2017-Q4' 'annual 2017'; do
	# shellcheck disable=SC2086
	hito report $r --plan ANTES --format json
	[ "$code" -eq 0 ] && ! grep -qE '"block": "(agreements|recommendations|sessions|attendance|to_agree)"' "$out"
	ok $? "${r% *}: without a body nothing is said of it"
done

# --- what was issued stays

hito report issue quarterly 2018-Q4 --number 'Informe N° 001-2019'
ok "$code" 'a quarter is issued with them'
sql >"$out" 2>"$errors" <<'END'
update council.recommendation set state = 'closed', closing = 'Informe del comité', closed_on = '2019-04-09'
where binding and recommendation_no = 2;
END
hito report verify "$(sql -c "select max(report_no) from follow.report where period_key = '2018-Q4'")"
ok "$code" 'and what came of a recommendation later does not change it'

tap_end
