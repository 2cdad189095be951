#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Screens: keys played on the demonstration, what they paint compared with what
# is expected. A file NAME.keys begins with
#   # text of the test
#   # options: --size 80x24 --ascii      (may be missing)
# and NAME.screen holds the dumps. Hours, the person and the database's name
# differ from run to run and are written alike before comparing. With
# SCREENS_WRITE=1 the screens are written anew, to be looked at. Needs TEST_URL.
set -u
cd "$(dirname "$0")" || exit 1
: "${HITO:?}" "${TEST_URL:?}"
export LC_ALL=C.UTF-8 HITO_OFFICE=

steady() {
	sed -E \
		-e 's/(le[ií]do|ahora mismo,) [0-9]{2}:[0-9]{2}/\1 HH:MM/' \
		-e 's,^(Le[ií]do [0-9/]{10}) [0-9]{2}:[0-9]{2}\.,\1 HH:MM.,' \
		-e 's,[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}  [a-z_]+ ,DIA HH:MM  QUIEN ,' \
		-e 's,[0-9]{2}/[0-9]{2}/20[0-9]{2} [0-9]{2}:[0-9]{2}$,DD/MM/AAAA HH:MM,' \
		-e 's/[0-9a-f]{64}/HUELLA/' \
		-e 's/[0-9]+ l([ií])neas/N l\1neas/; s/: [0-9]+ (KB|bytes)\.$/: N KB./' \
		-e '/[a-z_]+@[a-z0-9_]+/ { s/[a-z_]+@[a-z0-9_]+/QUIEN@BASE/; s/ +/ /g; s/ PRIVADA//; }' |
		one_minute
}
# A history parts what was saved on both sides of a full minute; here it is one.
one_minute() {
	awk '/DIA HH:MM  QUIEN/ {
			line = substr($0, 3)
			if (line == before) { owed++; next }
			before = line
		}
		/^--- / { before = "" }
		/^AvPág y RePág/ { for (; owed > 0; owed--) print "" }
		{ print }'
}

files=(*.keys)
echo "1..${#files[@]}"
n=0
for keys in "${files[@]}"; do
	n=$((n + 1))
	name=${keys%.keys}
	text=$(sed -n '1s/^# //p' "$keys")
	read -r -a options < <(sed -n 's/^# options: //p' "$keys")
	got=$TEST_TMP/$name.screen
	"$HITO" -d "$TEST_URL" --script "$keys" --size 80x24 \
		"${options[@]+"${options[@]}"}" </dev/null \
		>"$got.raw" 2>"$got.err"
	status=$?
	steady <"$got.raw" >"$got"
	[ -z "${SCREENS_WRITE:-}" ] || cp "$got" "$name.screen"
	if [ $status -eq 0 ] && [ ! -s "$got.err" ] &&
		cmp -s "$got" "$name.screen"; then
		echo "ok $n - $text"
	else
		echo "not ok $n - $text ($name, status $status)"
		sed 's/^/# /' "$got.err"
		diff -u "$name.screen" "$got" | head -n 60 | sed 's/^/# /'
	fi
done
