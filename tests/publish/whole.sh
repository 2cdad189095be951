#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Open data while they are written anew, on the demonstration (TEST_URL): no
# reader sees half a file, and whoever is cut off leaves what stood there.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/kills.sh"
kills=$((3 * ${TEST_TIMES:-1}))
cd "$TEST_TMP" || exit 1
publish() { "$HITO" -d "$TEST_URL" publish datos --quiet; }
change() { # all large ones are another then
	sql -c 'set role hito_owner' -c "update plan.milestone set text = left(text, 40) || ' $1'" \
		-c "update plan.commitment set title = left(title, 40) || ' $1'" >/dev/null
}
keep() { # NAME: what stands
	rm -rf "$1"
	cp -a datos "$1"
}
# Each file of one folder is that of one of the two others.
is_of() { # FOLDER BEFORE AFTER
	local f
	for f in "$1"/*; do
		cmp -s "$f" "$2/${f##*/}" || cmp -s "$f" "$3/${f##*/}" || return 1
	done
}
lasts publish
ok $code 'published'
change uno
lasts publish
ok $code 'and again, with changes'

# Whatever is cut off: what it left, then the whole thing.
cut_off() { # HOW...: with $i of $kills
	keep before
	change "$i"
	"$@" "$i" $kills "$HITO" -d "$TEST_URL" publish datos --quiet
	keep left
	publish >"$out" 2>&1 || return 1
	is_of left before datos && [ -z "$(find datos -name '.*.new')" ]
}
for ((i = 0; i < kills; i++)); do
	cut_off dies || break
done
ls -la left datos >"$out"
[ $i -eq $kills ]
ok $? "$kills killed leave each file as it was or as it is to be, and the next one clears up"
for how in 'dies_by INT' loses; do
	for ((i = 0; i < kills; i++)); do
		# shellcheck disable=SC2086
		cut_off $how || break
		[ -z "$(find left -name '.*.new')" ] || break
		# Not done: then nothing of it is there.
		[ "$code" -eq 0 ] || diff -r before left >"$out" || break
	done
	{ echo "$code"; ls -la left; } >>"$out"
	[ $i -eq $kills ]
	ok $? "$how: what stood there stands, and nothing beside it"
done

# --- somebody reads all the time

keep before
change dos
(until [ -e stop ]; do cat datos/milestone.csv | sha256sum; done >seen) &
reader=$!
publish >"$out" 2>&1
touch stop
wait $reader
sort -u seen | sed 's/ .*//' >"$out"
sha256sum before/milestone.csv datos/milestone.csv | sed 's/ .*//' >both
[ -s "$out" ] && ! grep -vxFf both "$out" >"$errors"
ok $? "$(wc -l <seen) readings meanwhile were of the one before or of the new one"
tap_end
