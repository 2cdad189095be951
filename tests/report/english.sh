#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `--lang en` whole, texts of the server too (TEST_URL): the board, a report
# that is read, lists, refusals and findings are in English but for the data;
# what is issued stays in Spanish.
set -u
export HITO_PLAN=2018-2020
. "$(dirname "$0")/../lib/tap.sh"

# Words of ours in the demonstration's board and quarter, none of its data.
ours='Cumplimiento CUMPLIMIENTO umbral concluyente periodo cerrado abierto
	vencidos vencida alcanza menor informados aprobados preliminar corte Leído
	Oficina Oficinas Hitos Metas Situación Indicadores Semáforo Promedio Trim
	todavía plazo sin pendiente medido Umbral último subir proceso aclarar
	tope suma oficina acc. ejecutado planificado Sin Todo'

in_english() { # TITLE: said in Spanish by $TEST_TMP/es, in English by $out
	local word left='' unsaid=''
	for word in $ours; do
		grep -qwF -- "$word" "$out" && left+=" $word"
		cat "$TEST_TMP"/*.es | grep -qwF -- "$word" || unsaid+=" $word"
	done
	[ "$code" -eq 0 ] && [ -s "$out" ] && [ -z "$left$unsaid" ]
	ok $? "$1${left:+ (Spanish:$left)}${unsaid:+ (no words of ours:$unsaid)}"
}
refused() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$errors"
	ok $? "$3"
}

hito report quarterly 2019-Q1
cp "$out" "$TEST_TMP/quarter.es"
hito board
cp "$out" "$TEST_TMP/board.es"

hito --lang en board
in_english 'the board'
grep -q 'preliminary, 11 of 14 reported, 9 approved' "$out" &&
	grep -q 'I Qtr\. 2019 open' "$out" && grep -q 'overdue milestones' "$out"
ok $? 'says what the server composed'
hito --lang en report quarterly 2019-Q1
in_english 'the quarterly report'
grep -q 'reaches' "$out" && grep -q 'comes from' "$out" &&
	grep -q '▲V Green' "$out"
ok $? 'down to its cells'
for r in 'annual 2019' scorecard 'card 2018-2020/3'; do
	# shellcheck disable=SC2086
	hito --lang en report $r
	in_english "the report $r"
done
hito --lang en list milestone
in_english 'a list'
grep -q '^Plan  *Comm\.  No\.  Milestone' "$out" && grep -q 'In progress' "$out"
ok $? 'with its headings and choices'
hito list milestone --csv
head -n 1 "$out" | tr , '\n' | grep 'Fecha' >"$TEST_TMP/headings"
hito --lang en list milestone --csv
cmp -s "$TEST_TMP/headings" <(head -n 1 "$out" | tr , '\n' | grep 'Fecha')
ok $? 'a file has the headings by which it is read again'
printf '%s\n' '<F9>' '@dump' >"$TEST_TMP/menu.keys"
hito --lang en --script "$TEST_TMP/menu.keys"
in_english 'the menu'
grep -A 3 '^ Follow-up' "$out" | grep -q 'Board  *board' &&
	grep -q 'Milestones  *milestone' "$out"
ok $? 'has the places under their headings, and names in English'
hito --lang en list milestone --format html
grep -q '>22 rows\.<' "$out" && grep -q '<html lang="en">' "$out"
ok $? 'a list as a report'

hito --lang en report issue quarterly 2019-Q1
refused 3 'The period 2019-Q1 is still open' 'a refusal with an argument'
hito --lang en report quarterly 2031-Q1
refused 1 '2031-Q1' 'and a period that is not there'
! grep -qw 'periodo' "$errors"
ok $? 'in English'
printf '%s\n' 'Plan,N°,Título' '2018-2O20,7,Uno' 'otro,8,Dos' \
	>"$TEST_TMP/c.csv"
hito --lang en import commitment "$TEST_TMP/c.csv"
cat "$errors" >>"$out"
grep -q 'There is no plan with this code\. Is it "2018-2020"?' "$out" ||
	grep -q 'There is no plan "2018-2O20"\. Is it "2018-2020"? A plan' "$out"
ok $? 'a finding, its question too'

hito --lang en report issue quarterly 2019-Q1 --preliminary
[ "$code" -eq 0 ]
ok $? 'issued by somebody who reads English'
hito --lang en report print 1 --format text
grep -q 'CUMPLIMIENTO DEL PERIODO' "$out" && grep -q 'I Trim\. 2019' "$out" &&
	! grep -qw 'Commitment' "$out"
ok $? 'it is in Spanish all the same'
hito --lang en report verify 1
[ "$code" -eq 0 ]
ok $? 'and does not differ from what would be issued now'
tap_end
