#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sixty commitments assessed in a spreadsheet, with words of two languages and
# blanks behind them, in UTF-8 and in Windows-1252 (TEST_URL): the cards and the
# summary of what was loaded, in every format, add up. And a plan of work as a
# plan of its own. Counts by hand: level n of five for commitment n modulo 5,
# the last five without any.
set -u
. "$(dirname "$0")/../lib/tap.sh"

has() { # WORDS TITLE
	[ "$code" -eq 0 ] && grep -qF -- "$1" "$out"
	ok $? "$2"
}

# --- sixty commitments

sql >"$out" 2>"$errors" <<'END'
insert into plan.action_plan (plan_code, title, office_id)
select v.code, v.code || ': plan de sesenta compromisos', core.root_office()
from (values ('S60'), ('C60')) as v (code);
insert into plan.commitment (plan_id, commitment_no, title, office_id)
select p.id, n, 'Compromiso de práctica número ' || n, core.root_office()
from plan.action_plan p, generate_series(1, 60) as n
where p.plan_code in ('S60', 'C60');
insert into core.period (plan_id, period_key, period_title, kind, from_date,
	to_date, cutoff, office_id)
select p.id, '2018', 'Año 2018', 'year', '2018-01-01', '2018-12-31',
	'2018-12-31', core.root_office()
from plan.action_plan p where p.plan_code in ('S60', 'C60');
END
ok $? 'two plans of sixty commitments'

# The words as five hands typed them; blanks before, behind, of the other kind.
awk -v plan=S60 'BEGIN {
	split("Sin evidencia|No evidence available  |NO EVIDENCE|sin evidencia disponible|Sin Evidencia ", w1, "|")
	split("No iniciado|Not Started |Uninitiated|  sin iniciar  |no iniciado\302\240", w2, "|")
	split("Limitado|Limited  |LIMITADO|limited|limitado ", w3, "|")
	split("Sustancial|Substantial |SUSTANCIAL|substantial\t|sustancial", w4, "|")
	split("Completo|Complete |Completed|Cumplido  |completado", w5, "|")
	print "Plan;Compromiso N°;Año;Componente;Escala;Cumplimiento;Resultado;Próximos pasos;Fecha de fin"
	for (i = 1; i <= 60; i++) {
		k = (i - 1) % 5 + 1
		j = int((i - 1) / 5) % 5 + 1
		word = k == 1 ? w1[j] : k == 2 ? w2[j] : k == 3 ? w3[j] : k == 4 ? w4[j] : w5[j]
		if (i > 55)
			word = "   "
		printf "%s ;%d  ;2018 ;Participación ;OGP, cinco niveles ;%s;Se avanzó en el compromiso %d: «ñandú», 50,4 %% y más  ;Seguir;dic-2019 \n",
			plan, i, word, i
	}
}' >"$TEST_TMP/auto.csv"
hito import self_assessment "$TEST_TMP/auto.csv"
cat "$errors" >>"$out"
has '60 nuevos   0 cambian   0 iguales' 'sixty cards come in'
sed 's/^S60/C60/; s/\xc2\xa0//' "$TEST_TMP/auto.csv" |
	iconv -f UTF-8 -t WINDOWS-1252 >"$TEST_TMP/auto1252.csv"
hito import autoevaluacion "$TEST_TMP/auto1252.csv"
cat "$errors" >>"$out"
has 'Windows-1252' 'the same in Windows-1252 is known for it'
has '60 nuevos   0 cambian   0 iguales' 'and comes in'

# Eleven of each level, five without.
for plan in S60 C60; do
	hito report selfassessment 2018 --plan $plan --format text
	cp "$out" "$TEST_TMP/$plan.text"
	[ "$(sed -nE 's/^(Sin evidencia|No iniciado|Limitado|Sustancial|Completo|sin nivel|Total) +([0-9]+) +([0-9.]+).*/\1 \2 \3/p' "$out")" = 'Sin evidencia 11 18.33
No iniciado 11 18.33
Limitado 11 18.33
Sustancial 11 18.33
Completo 11 18.33
sin nivel 5 8.33
Total 60 100.00' ]
	ok $? "$plan: eleven of each level, five without, sixty in all"
	has 'Compromisos autoevaluados: 60 de 60' "$plan: so says the text above"
	[ "$(grep -cE '^Compromiso [0-9]+\. Compromiso de práctica' "$out")" -eq 60 ]
	ok $? "$plan: sixty cards"
	[ "$(grep -c 'Cumplimiento \.* Limitado' "$out")" -eq 11 ] &&
		[ "$(grep -c 'Cumplimiento \.* sin nivel' "$out")" -eq 5 ]
	ok $? "$plan: the cards have the levels that the table counts"
	[ "$(grep -c '«ñandú», 50,4 %' "$out")" -eq 60 ]
	ok $? "$plan: letters came through"
done
cmp -s <(sed 's/S60/C60/;/Leído/d' "$TEST_TMP/S60.text") \
	<(sed '/Leído/d' "$TEST_TMP/C60.text")
ok $? 'both charsets print the same report'

for format in html csv json pdf; do
	hito report selfassessment 2018 --plan S60 --format $format \
		--output "$TEST_TMP/a.$format"
	case $format in
	pdf) pdftotext -layout "$TEST_TMP/a.pdf" - ;;
	html) sed 's/<\/d[td]>/\n/g; s/<[^>]*>/ /g' "$TEST_TMP/a.html" ;;
	*) cat "$TEST_TMP/a.$format" ;;
	esac >"$out"
	[ "$(grep -c '«ñandú», 50,4' "$out")" -eq 60 ] &&
		[ "$(grep -oE '(Sin evidencia|No iniciado|Limitado|Sustancial|Completo|sin nivel)\b' "$out" | sort | uniq -c | awk '{ printf "%d ", $1 }')" = \
			"$(printf '12 12 12 12 12 6 ')" ]
	ok $? "$format: every card, each level once in the table and once a card"
done
pdfinfo "$TEST_TMP/a.pdf" >"$errors"
for i in $(seq 3 "$(sed -n 's/^Pages: *//p' "$errors")"); do
	pdftotext -layout -f "$i" -l "$i" "$TEST_TMP/a.pdf" - |
		grep -vE '^ *$|Página|PRUEBA|^ *[A-Z]$|^.$' | tail -n 1
done >"$out"
! grep -qE '^ *(Compromiso [0-9]+\.|FICHAS|Tabla)' "$out"
ok $? 'no card has its name on one page and the rest on the next'

# --- the plan of work of 2018, a plan of its own

sql >"$out" 2>"$errors" <<'END'
insert into plan.action_plan (plan_code, title, office_id)
values ('2018-PT', 'Plan de trabajo de 2018', core.root_office());
insert into core.period (plan_id, period_key, period_title, kind, from_date,
	to_date, cutoff, office_id)
select p.id, k.key, core.period_title(k.key),
	case when k.key ~ 'Q' then 'quarter' else 'year' end,
	core.period_first(k.key), core.period_last(k.key),
	core.period_last(k.key), core.root_office()
from plan.action_plan p, (values ('2018-Q3'), ('2018-Q4'), ('2018')) as k (key)
where p.plan_code = '2018-PT';
insert into plan.work_item (plan_id, item_no, stage, text, responsible,
	goal_text, quantity, unit, ends, ends_from, ends_to, ends_precision,
	office_id)
select p.id, v.no, v.stage, v.text, 'Secretaría Técnica', v.goal, v.quantity,
	v.unit, to_char(v.last, 'DD/MM/YYYY'), v.last, v.last, 'day',
	core.root_office()
from plan.action_plan p, (values
	(1, 'I', 'Talleres regionales de cocreación', '02 talleres', 2, 'talleres', date '2018-08-17'),
	(2, 'I', 'Informes de situación', '04 informes', 4, 'informes', '2018-08-14'),
	(3, 'II', 'Talleres con los consejos consultivos', '06 talleres', 6, 'talleres', '2018-10-10'),
	(4, 'III', 'Publicar el plan', '01 plan', 1, 'plan', '2018-11-30'))
	as v (no, stage, text, goal, quantity, unit, last)
where p.plan_code = '2018-PT';
insert into plan.goal (work_item_id, goal_no, text, quantity, unit, office_id)
select w.id, 1, w.text, w.quantity, w.unit, w.office_id
from plan.work_item w join plan.action_plan p on p.id = w.plan_id
where p.plan_code = '2018-PT';
insert into plan.activity (plan_id, activity_no, text, held, held_from,
	held_to, held_precision, office_id)
select p.id, v.no, v.text, to_char(v.day, 'DD/MM/YYYY'), v.day, v.day, 'day',
	core.root_office()
from plan.action_plan p, (values
	(1, 'Primer taller', date '2018-08-10'), (2, 'Segundo taller', '2018-08-17'),
	(3, 'Informes de evaluación', '2018-07-14'), (4, 'Agrario', '2018-08-20'),
	(5, 'Seguridad', '2018-09-17'), (6, 'Turismo', '2018-09-21'),
	(7, 'Ambiente', '2018-09-24'), (8, 'Inclusión', '2018-09-27'),
	(9, 'Exportación', '2018-10-10')) as v (no, text, day)
where p.plan_code = '2018-PT';
insert into plan.activity_result (activity_id, goal_id, quantity, text,
	office_id)
select a.id, g.id, v.quantity, w.unit, a.office_id
from (values (1, 1, 1), (2, 1, 1), (3, 2, 4), (4, 3, 1), (5, 3, 1), (6, 3, 1),
	(7, 3, 1), (8, 3, 1), (9, 3, 1)) as v (activity, item, quantity)
join plan.action_plan p on p.plan_code = '2018-PT'
join plan.activity a on a.plan_id = p.id and a.activity_no = v.activity
join plan.work_item w on w.plan_id = p.id and w.item_no = v.item
join plan.goal g on g.work_item_id = w.id;
END
ok $? 'the plan of work of 2018'
items() { # PERIOD: executed, planned and word of each
	hito report workplan "$1" --plan 2018-PT --format json
	"$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" -v j="$(cat "$out")" <<'END'
select string_agg((r ->> 'executed_shown') || ' de ' || (r ->> 'planned_shown')
	|| ' ' || (r ->> 'fulfilled_shown'), ', ')
from jsonb_array_elements(:'j'::jsonb -> 'blocks') as b,
	jsonb_array_elements(b -> 'rows') as r
where b ->> 'block' = 'items'
END
}
[ "$(items 2018-Q3)" = '2 de 2 cumplida, 4 de 4 cumplida, 5 de 6 por cumplir, 0 de 1 por cumplir' ]
ok $? 'third quarter: 2 of 2 workshops, 4 of 4 reports, 5 of 6 workshops so far'
[ "$(items 2018-Q4)" = '2 de 2 cumplida, 4 de 4 cumplida, 6 de 6 cumplida, 0 de 1 vencida' ]
ok $? 'fourth quarter: 6 of 6 over two quarters, the plan was not published'
hito report workplan 2018-Q4 --plan 2018-PT
has 'Actividades del plan de trabajo: 4; con su meta alcanzada: 3; vencidas sin' 'so says the text'
has 'Metas alcanzadas .................. 75.00 %' '3 of 4 are 75 %'
[ "$(grep -cE ' (2 +2|4 +4|6 +6) .*cumplida' "$out")" -eq 3 ]
ok $? 'planned and executed stand side by side'
hito report workplan 2018-Q4 --plan 2018-PT --format pdf --output "$TEST_TMP/w.pdf"
[ "$code" -eq 0 ] && qpdf --check "$TEST_TMP/w.pdf" >/dev/null 2>&1 &&
	pdftotext -layout "$TEST_TMP/w.pdf" - | grep -qE 'consejos consultivos.* 6 +6 '
ok $? 'and in print'

# --- an activity with all that was said of it

"$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" \
	>"$out" 2>"$errors" <<'END'
set session_replication_role = replica;
update follow.self_assessment_line set progress = 'Se publicaron 12 de los 15 '
	|| 'procesos; los tres que faltan esperan el visto bueno de la gerencia'
where progress = '12 de 15';
END
for f in text html pdf; do
	hito report selfassessment 2018 --plan 2018-2020 --format $f \
		--output "$TEST_TMP/a.$f"
done
pdftotext "$TEST_TMP/a.pdf" "$TEST_TMP/a.paper"
sed 's/<[^>]*>/ /g' "$TEST_TMP/a.html" >"$TEST_TMP/a.screen"
for f in paper screen; do
	tr -s ' \n' ' ' <"$TEST_TMP/a.$f" | grep -qF \
		'los tres que faltan esperan el visto bueno de la gerencia'
	ok $? "$f: the long text of an activity is whole"
done
sed -n '/^Tabla 2/,/^ *___/p' "$TEST_TMP/a.text" >"$out"
grep -A 5 '^ *1 Publicar los procesos' "$out" | cut -c52-68 | tr -s ' \n' ' ' |
	grep -qF 'Se publicaron 12 de los 15 procesos; los tres que faltan'
ok $? 'text: and reads from the left'
grep -A 1 '^ *1 Publicar los procesos' "$out" | cut -c70- | tr -s ' \n' ' ' |
	grep -qF 'Oficio de práctica'
ok $? 'with the letter from which it comes'

tap_end
