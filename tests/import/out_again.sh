#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# What leaves comes back: each register that imports, exported and loaded again
# into the same database, changes nothing. As csv each; the other ways a third of
# them each time in make check, all in trials.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

# back WAY OPTION...: exports all to a folder WAY, loads each file again.
back() {
	local way=$1 f register of
	shift
	hito export --all --output "$TEST_TMP/$way" "${export_words[@]}"
	says 0 "milestone.$kind: 22 filas" "$way: all registers are written"
	grep -v ': 0 filas' "$out" | sed -n "s,.*/$way/\([a-z_]*\)\.$kind: .*,\1,p" >"$TEST_TMP/full"
	[ "$(wc -l <"$TEST_TMP/full")" -gt 50 ]
	ok $? "$way: most of them have rows"
	if [ "$way" != csv ] && [ "${TEST_TIMES:-1}" -le 1 ]; then
		sed -n '1~3p' "$TEST_TMP/full" >"$TEST_TMP/third" && mv "$TEST_TMP/third" "$TEST_TMP/full"
	fi
	while read -r register; do
		f=$TEST_TMP/$way/$register.$kind
		hito import "$register" "$f" "$@"
		says 0 ' 0 nuevos   0 cambian' "$way: $register comes back as it is"
		# The hours of a strike that goes on are counted by the clock.
		[ "$register" = strike ] || ! grep -F 'solo se lee' "$out" >"$errors"
		ok $? "$way: what of $register is only read is silent"
	done <"$TEST_TMP/full"
}

# --- every register that imports, the empty ones too

export_words=()
hito export --all --output "$TEST_TMP/first"
for form in forms/*.form; do
	grep -q '^import' "$form" || continue
	[ -s "$TEST_TMP/first/$(basename "$form" .form).csv" ]
	ok $? "$(basename "$form" .form) has its file, with headings"
done
for f in "$TEST_TMP/first"/*.csv; do
	head -n 1 "$f" | tr -d '\r"' | tr , '\n' | sed "s/^/$(basename "$f"): /"
done | grep '^[^:]*: [a-z]' >"$out"
[ $? -eq 1 ]
ok $? 'no heading is the name of a column, or a piece of a sentence'
is 0 'select count(*) from core.batch' 'nothing was loaded before'
query 'select count(*) from audit.change' >"$TEST_TMP/changes"

kind=csv
back csv
export_words=(--excel --decimal ,)
back excel --decimal ,
kind=json
export_words=(--format json)
back json --dry-run
is "$(cat "$TEST_TMP/changes")" "select count(*) from audit.change where op <> 'load'" \
	'the history has not one change more'
hito export --all --output "$TEST_TMP/again" --quiet
# The hours of a strike that goes on are counted by the clock.
diff -r -x strike.csv "$TEST_TMP/first" "$TEST_TMP/again" >"$out"
ok $? 'and the same files come of the same rows, byte by byte'

tap_end
