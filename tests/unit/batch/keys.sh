#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The card of keys: of the table of commands and of hito.conf, on one page, and
# without a server.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
card() {
	"$HITO" -d host=/nowhere "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}
mkdir -p "$XDG_CONFIG_HOME/hito"
card keys
[ "$code" -eq 0 ] && grep -q '^F1  *ayuda ' "$out" && grep -q '^En una sesión del consejo$' "$out"
ok $? 'each key beside what it does, by place'
card keys --format json
[ "$(grep -o '"command[0-9]": "' "$out" | wc -l)" -ge 70 ]
ok $? 'most of the commands'
for language in es en; do
	card --lang $language keys --output "$TEST_TMP/$language.pdf"
	pdfinfo "$TEST_TMP/$language.pdf" >"$out" 2>"$errors"
	grep -q '^Pages: *1$' "$out" && grep -q 'A4' "$out"
	ok $? "one page of A4 ($language)"
done
[ "$(pdftotext "$TEST_TMP/en.pdf" - | grep -c 'Everywhere')" -eq 1 ]
ok $? 'in the language of whoever asks'
echo 'bind Ctrl-O tablero' >"$XDG_CONFIG_HOME/hito/hito.conf"
card keys
grep -q 'Ctrl-O  *tablero' "$out"
ok $? 'a key that she bound is hers there, too'
tap_end
