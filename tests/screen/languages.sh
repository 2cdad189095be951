#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the program says in another language, whole: every list, form and help,
# reports, an import with findings, the line, the batch. What people wrote is
# Cyrillic here (tests/lib/neutral.sql), so that what is said in Latin letters
# is ours. In English no word of it is Spanish. In a language of nobody
# (tests/lib/pseudo.pl), which is a catalogue and nothing else, no word of it
# is in plain letters, and no box, column or key stands elsewhere.
# Needs TEST_URL.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
export LC_ALL=C.UTF-8 HITO_OFFICE='' HITO_PLAN=2018-2020

mkdir -p "$TEST_TMP/home/locale/xx/LC_MESSAGES"
for f in "$HITO_HOME"/* "$HITO_HOME"/.build/locale/*; do
	case $f in
	*/locale/*) ln -s "$f" "$TEST_TMP/home/locale/" ;;
	*) ln -s "$f" "$TEST_TMP/home/" ;;
	esac
done
perl tests/lib/pseudo.pl <src/po/en.po >"$TEST_TMP/xx.po" &&
	msgfmt -c -o "$TEST_TMP/home/locale/xx/LC_MESSAGES/hito.mo" \
		"$TEST_TMP/xx.po" 2>"$errors"
ok $? 'a language is a catalogue'
export HITO_HOME=$TEST_TMP/home
sql -f tests/lib/neutral.sql >"$out" 2>"$errors"
ok $? 'what people wrote is told from what is said'

# Every register: its list, what a new one is asked, help on a field, and the
# first of the list with all its pages.
keys() {
	local form
	printf '%s\n' '@dump board' '<F1>' '@dump help of the board' '<F10>' \
		'<F9>' '@dump menu' '<PgDn>' '@dump menu below' '<PgDn>' \
		'@dump menu at its end' '<F10>'
	for form in forms/*.form; do
		form=$(basename "$form" .form)
		printf '%s\n' "<C-p>list $form<Enter>" "@dump list $form" \
			'<F7>' "@dump find $form" '<F10>' \
			'<Enter>' "@dump form $form" '<F1>' \
			"@dump help $form" '<F10>' '<PgDn>' \
			"@dump second page $form" \
			'<Esc a>' "@dump actions $form" '<Esc Esc>' \
			'<C-p>board<Enter>'
	done
}
keys >"$TEST_TMP/all.keys"

reports='quarterly|2019-Q1
annual|2019
scorecard|
card|2018-2020/3
selfassessment|2019
workplan|
accountability|
contributions|
recommendations|
agreements|
minutes|CRGA-02-2019
citation|CRGA-01-2019
attendance|CRGA-02-2019
case|001-2019-PRUEBA/GRTPE-DPSC
case_certificate|003-2019-PRUEBA/GRTPE-DPSC
labour|2019-Q1
postings|13
unions|13
series|siembra'

# A file that is wrong in many ways, of a register with many rules.
cat >"$TEST_TMP/wrong.csv" <<-'CSV'
	Plan,Number,Title,Office,Budget
	2018-2O20,7,ABC,NADA,10
	2018-2020,x,,GRPAT,diez
	2018-2020,1,ABC,GRPAT,-5
	2018-2020,-3,ABC,GRPAT,1,000.5.5
CSV
cat >"$TEST_TMP/lines" <<-'IN'
	help
	fly
	list milestone
	show commitment 2018-2020 1
	action
	history
	list nobody
	show milestone 2018-2020 1 1
	state = nothing
	cancel
IN

# All that is said in a language: the screens into $TEST_TMP/LANG.screens, the
# rest, texts and messages, into $TEST_TMP/LANG.texts.
said() { # LANG [screens: those alone]
	local lang=$1 r key order
	hito --lang "$lang" --script "$TEST_TMP/all.keys" --size 80x24
	cat "$errors" "$out" >"$TEST_TMP/$lang.screens"
	ok "$code" "the screens of $lang"
	[ $# -eq 1 ] || return
	{
		for r in $reports; do
			key=${r#*|}
			echo "--- report $r"
			hito --lang "$lang" report "${r%|*}" ${key:+"$key"}
			cat "$out" "$errors"
		done
		echo '--- import'
		hito --lang "$lang" import commitment "$TEST_TMP/wrong.csv"
		cat "$out" "$errors"
		echo '--- shell'
		"$HITO" -d "$TEST_URL" --lang "$lang" shell <"$TEST_TMP/lines" 2>&1
		echo '--- doctor'
		hito --lang "$lang" doctor
		cat "$out" "$errors"
		echo '--- help'
		hito --lang "$lang" --help
		cat "$out" "$errors"
		while read -r order; do
			echo "--- help of $order"
			hito --lang "$lang" "$order" --help
			cat "$out" "$errors"
		done < <("$HITO" --lang en --help | sed -n 's/^  hito \([a-z]*\) .*/\1/p')
	} >"$TEST_TMP/$lang.texts"
}
none() { # TITLE: nothing was found
	[ ! -s "$out" ]
	ok $? "$1"
}
said es screens
said en
said xx
perl tests/lib/spanish.pl "$TEST_TMP/en.screens" "$TEST_TMP/en.texts" >"$out"
none 'in English nothing is said in Spanish'
sql -c 'select distinct word from neutral.word' >"$TEST_TMP/words"
perl tests/lib/plain.pl src/po/en.po "$TEST_TMP/words" "$TEST_TMP/xx.screens" "$TEST_TMP/xx.texts" >"$out"
none 'and in the language of the catalogue all is of the catalogue'
perl tests/lib/places.pl "$TEST_TMP/es.screens" "$TEST_TMP/xx.screens" >"$out"
none 'whose texts are longer, and nothing stands elsewhere for it'
tap_end
