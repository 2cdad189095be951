#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito-guide(7), followed: each part's keys are played and its orders run on the
# demonstration, as they stand on the page, and what it says is seen is looked
# for. A part of the page is played without its first, which makes a server.
set -u
. "$(dirname "$0")/../lib/tap.sh"
page=$PWD/man/hito-guide.7
export LC_ALL=C.UTF-8 HITO_OFFICE=

# The parts with something to follow.
mapfile -t parts < <(awk '/^\.Sh / { part = substr($0, 5) } /^\.Bd -literal/ { had[part]++ }
	had[part] == 1 && /^\.Bd/ { print part }' "$page" | grep -v '^ANTES')
# Of a part: keys as they are, what is seen as @expect, orders behind "$ ".
steps() { # PART
	part=$1 awk '
		/^\.Sh / { inside = substr($0, 5) == ENVIRON["part"] }
		!inside { next }
		/^\.Bd -literal/ { block = 1; next }
		/^\.Ed/ { block = 0; next }
		block { gsub(/\\e/, "\\"); gsub(/\\&/, ""); print }
		seen && /^\.Dl / { print "@expect " substr($0, 5) }
		{ seen = /^Se ve/ }' "$page"
}

mkdir "$TEST_TMP/bin" "$TEST_TMP/work"
printf '#!/bin/sh\nexec "%s" -d "%s" "$@"\n' "$HITO" "$TEST_URL" >"$TEST_TMP/bin/hito"
chmod +x "$TEST_TMP/bin/hito"
export PATH=$TEST_TMP/bin:$PATH
cd "$TEST_TMP/work" || exit 1
[ "${#parts[@]}" = 4 ]
ok $? 'four parts to follow'
for part in "${parts[@]}"; do
	steps "$part" >"$TEST_TMP/steps"
	grep -v '^\$ ' "$TEST_TMP/steps" >"$TEST_TMP/keys"
	if [ -s "$TEST_TMP/keys" ]; then
		command hito --script "$TEST_TMP/keys" --size 80x24 >"$out" 2>"$errors" </dev/null && [ ! -s "$errors" ]
		ok $? "$part: the keys"
		grep -q '^@expect' "$TEST_TMP/keys"
		ok $? "$part: something is looked for"
	fi
	while read -r order; do
		sh -c "$order" >"$out" 2>"$errors" </dev/null
		ok $? "$part: $order"
	done < <(sed -n 's/^\$ //p' "$TEST_TMP/steps")
done
tap_end
