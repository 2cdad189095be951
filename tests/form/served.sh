#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# A changed form and a changed layout reach every office at its next start: from
# the file of whoever drew it to another machine, where what is kept is asked for
# no more, and where a program that cannot read one says so and uses its own.
set -u
. "$(dirname "$0")/../lib/tap.sh"
cd "$TEST_TMP" || exit 1
me=$TEST_URL
it=${TEST_URL/$TEST_ME@/t_served_it@}
sql -c 'create role t_served_it login' -c 'grant hito_it to t_served_it' -c "insert into core.login (login) values ('t_served_it')" \
	-c "insert into core.member (login, office_id, kind) values ('t_served_it', core.root_office(), 'batch')"
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && cat "$out" "$errors" | grep -qF -- "$2"
	ok $? "$3"
}
propose() { # FILE
	TEST_URL=$it
	hito form propose "$1" --why 'Lo pidió la secretaría'
	TEST_URL=$me
}
# Another machine, which has kept nothing.
elsewhere() {
	mkdir -p "$TEST_TMP/other"
	XDG_CACHE_HOME=$TEST_TMP/other/cache XDG_STATE_HOME=$TEST_TMP/other/state hito "$@"
}
# How often the server was asked for the texts.
asked() { grep -cF 'core.drawings_served' "$errors"; }

hito form text milestone
sed 's/"Hitos"  *singular "Hito"/"Hitos de la región" singular "Hito"/' "$out" >milestone.form
! cmp -s "$out" milestone.form
ok $? 'the text of a form is what a change begins with'
hito form propose milestone.form
says 1 'propose pide los archivos y --why' 'a reason is asked'
hito form propose milestone.form --why x
[ "$code" -eq 0 ] && sql -c "select core.drawing_refuse(id, row_version, 'x') from core.drawing" >/dev/null
ok $? 'whoever loads for the main office proposes'
propose milestone.form
says 0 'Propuesto milestone.form/2: la secretaría lo pone en vigor.' 'informática proposes'
sed 's/^fields/felds/' milestone.form >goal.form
propose goal.form
says 1 'goal.form:' 'what is wrong with a file is said, and it is not proposed'
sed 's/^e  text  /e  texto /' milestone.form >sub.form
mkdir -p sub && mv sub.form sub/milestone.form
propose sub/milestone.form
says 1 'texto' 'what the database does not have too'
[ "$(sql -c 'select count(*) from core.drawing')" = 2 ]
ok $? 'then nothing of it is there'
hito list drawing --filter to_decide
says 0 'milestone.form' 'it stands in the list of what waits'
elsewhere form list
says 0 'Hitos ' 'and is served to nobody'
hito do drawing milestone.form/2 accept
says 0 'Poner en vigor: Formulario o modelo milestone.form/2' 'the secretariat puts it in force'

elsewhere --echo list milestone --plan 2018-2020
[ "$code" -eq 0 ] && [ "$(asked)" -eq 1 ]
ok $? 'another machine asks for it'
elsewhere --echo list milestone --plan 2018-2020
[ "$code" -eq 0 ] && [ "$(asked)" -eq 0 ]
ok $? 'what was kept is asked for no more'
elsewhere form text milestone
cmp -s "$out" milestone.form
ok $? 'it works with what is in force'
elsewhere form check
says 0 'milestone.form: bien, también con la base de datos' 'what is served is tried with the others'
elsewhere list 'Hitos de la región' --plan 2018-2020
says 0 '2018-2020' 'under its new title'

hito form text scorecard
sed 's/^report scorecard "[^"]*"/report scorecard "Cuadro de la región"/' "$out" >scorecard.report
propose scorecard.report
says 0 'scorecard.report/1' 'a layout'
hito do drawing scorecard.report/1 accept
elsewhere report scorecard 2019-Q1
says 0 'Cuadro de la región' 'is served too'
elsewhere report issue scorecard 2019-Q1 --number 1 --preliminary
says 0 'SHA-256' 'and is issued, though what asks it only reads'
sed 's/^report scorecard/report regional/; s/alias [a-z]*//' scorecard.report >regional.report
propose regional.report
hito do drawing regional.report/1 accept
elsewhere report regional 2019-Q1
says 0 'Cuadro de la región' 'one that no program brings'

# What this program cannot read, tried by another one: nobody is left without.
unread() { # FILE NAME PROGRAM
	sql -c "select core.drawing_propose('$1', 'x', E'form $2 \"X\"\nwonder x\n', '$3', 'x')" >/dev/null
	sql -c "select core.drawing_accept(id, row_version) from core.drawing where file_name = '$1' and state = 'proposed'"
}
withdraw() { # FILE
	sql -c "select core.drawing_withdraw(id, row_version, 'x') from core.drawing where file_name like '$1' and state = 'in_force'"
}
unread office.form office 99.1
elsewhere list office
says 0 'office.form, versión 1, es para hito 99.1 y este es' 'a form for a newer program is told'
grep -qF 'GRPAT' "$out"
ok $? "and the program's own serves"
withdraw office.form
unread goal.form goal 0.1
elsewhere list office
says 0 'goal.form, versión 1, que sirve la base, no se puede usar: se usa el del programa.' 'one with a mistake too'
elsewhere list office --quiet
[ "$code" -eq 0 ] && [ ! -s "$errors" ]
ok $? 'which a timer may leave out'
withdraw goal.form

# What is served unseen runs with the rights of whoever uses it: it is bounded.
serve() { # FILE: as psql brings it
	sql -v body="$(cat "$1")" -f - <<<"select core.drawing_propose('$1', 'x', :'body' || E'\\n', '0.1', 'x')" >/dev/null &&
		sql -c "select core.drawing_accept(id, row_version) from core.drawing where file_name = '$1' and state = 'proposed'"
}
printf '%s\n' 'report writes "Informe"' 'period any' 'head follow.report_head' 'block result "Lista"' \
	'source core.mail_set by "elsewhere@example.org"' 'table "Lista"' 'column mail_set 20 "x"' >writes.report
serve writes.report
elsewhere report writes 2019-Q1
says 3 'quiere grabar algo, y un informe solo lee' 'a report that is served writes nothing'
[ "$(sql -c 'select count(*) from core.login_mail')" = 0 ]
ok $? 'nothing is there'
sed 's/core.mail_set by.*/pg_catalog.pg_sleep by "9"/; s/mail_set/pg_sleep/; s/report writes/report sleeps/' writes.report >sleeps.report
serve sleeps.report
elsewhere report sleeps 2019-Q1
says 1 '«pg_catalog.pg_sleep» es del servidor y de ningún registro.' 'nor does it call what is of the server'
withdraw '%s.report'
sed 's/call  *plan[.]milestone_start/call core.drawing_accept/' "$HITO_HOME/forms/milestone.form" >goal.form
cp goal.form milestone.form
propose milestone.form
says 1 'milestone.form llama core.drawing_accept, que no es de su registro' 'a form that calls what is of another register is not proposed'
withdraw milestone.form
serve milestone.form
elsewhere list milestone --plan 2018-2020
says 0 'milestone.form llama core.drawing_accept' 'nor used'
propose goal.form
says 1 'goal.form dibuja otro registro: milestone.' 'nor one that is of another'
withdraw milestone.form

# What this machine keeps is what is served, or is asked for again.
sed 's/"Periodos"/"Periodos de la región"/' "$HITO_HOME/forms/period.form" >period.form
propose period.form
hito do drawing period.form/1 accept
kept() { echo "$TEST_TMP"/other/cache/hito/drawn-*-period.form; }
elsewhere form check
elsewhere form text period
cmp -s "$out" period.form
ok $? 'functions that the form of the program calls are its own'
size=$(wc -c <period.form)
for harm in "head -c $((size / 2)) period.form" 'head -c 4096 /dev/urandom' "head -c $size /dev/zero" true; do
	$harm >"$TEST_TMP/harmed"
	cat "$TEST_TMP/harmed" >"$(kept)"
	elsewhere form text period
	cmp -s "$out" period.form && cmp -s "$(kept)" period.form
	ok $? "what is kept is whole again: ${harm%% *}"
done
# The list of it too: rubbish, one that begins with a NUL, nothing, and one that lacks a line.
for harm in 'head -c 300 /dev/urandom' 'head -c 300 /dev/zero' true 'sed 1d'; do
	for index in "$TEST_TMP"/other/cache/hito/drawn-????????????????; do
		$harm <"$index" >"$TEST_TMP/harmed"
		cat "$TEST_TMP/harmed" >"$index"
	done
	elsewhere form text period
	cmp -s "$out" period.form
	ok $? "and so is the list of what is kept: ${harm##* }"
done
rm -f "$TEST_TMP"/other/cache/hito/drawn-*
mkdir "$(echo "$TEST_TMP"/other/cache/hito/drawn-"$(sql -c 'select core.drawn()')")"
elsewhere list office
says 0 'los formularios de la base no se pudieron guardar' 'where it cannot be kept that is told'
withdraw '%'
elsewhere form text milestone
cmp -s "$out" "$HITO_HOME/forms/milestone.form"
ok $? 'what is withdrawn is gone at the next start'
tap_end
