#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito-guide(7), followed: each part's keys are played and its orders run on the
# demonstration, as they stand on the page, and what it says is seen is looked
# for. ANTES DE EMPEZAR, which makes a server, is left out.
set -u
. "$(dirname "$0")/../lib/tap.sh"
page=$PWD/man/hito-guide.7
export LC_ALL=C.UTF-8 HITO_OFFICE=

# The parts with something to follow.
mapfile -t parts < <(awk '/^\.Sh / { part = substr($0, 5) } /^\.Bd -literal/ { had[part]++ }
	had[part] == 1 && /^\.Bd/ { print part }' "$page" | grep -v '^ANTES')
# Of a part: keys as they are, what is seen as @expect, orders behind "$ ". What
# is seen behind keys was not there before them.
steps() { # PART
	part=$1 awk '
		/^\.Sh / { inside = substr($0, 5) == ENVIRON["part"] }
		!inside { next }
		/^\.Bd -literal/ { block = 1; printf "%s", keys; keys = ""; orders = 0; next }
		/^\.Ed/ { block = 0; next }
		block {
			gsub(/\\e/, "\\"); gsub(/\\&/, "")
			if (/^\$ /) {
				print keys $0
				keys = ""
				orders = 1
			} else
				keys = keys $0 "\n"
		}
		seen && /^\.Dl / {
			if (keys != "")
				print "@refuse " substr($0, 5)
			printf "%s", keys
			keys = ""
			print "@expect " substr($0, 5)
		}
		{ seen = /^Se ve/ }
		END { printf "%s", keys }' "$page"
}

mkdir "$TEST_TMP/bin" "$TEST_TMP/work"
printf '#!/bin/sh\nexec "%s" -d "%s" "$@"\n' "$HITO" "$TEST_URL" >"$TEST_TMP/bin/hito"
chmod +x "$TEST_TMP/bin/hito"
export PATH=$TEST_TMP/bin:$PATH
cd "$TEST_TMP/work" || exit 1
[ "${#parts[@]}" = 4 ]
ok $? 'four parts to follow'
# The keys until an order, from the board on and to it.
play() { # PART
	[ -s "$TEST_TMP/keys" ] || return 0
	printf '@expect Tablero\n' >>"$TEST_TMP/keys"
	command hito "${who[@]}" --script "$TEST_TMP/keys" --size 80x24 \
		>"$out" 2>"$errors" </dev/null && [ ! -s "$errors" ]
	ok $? "$1: the keys until $(tail -n 2 "$TEST_TMP/keys" | head -n 1)"
	: >"$TEST_TMP/keys"
}
for part in "${parts[@]}"; do
	who=()
	ordered=
	: >"$TEST_TMP/keys"
	steps "$part" >"$TEST_TMP/steps"
	grep -q '^@expect' "$TEST_TMP/steps"
	ok $? "$part: something is looked for"
	while IFS= read -r step; do
		case $step in
		'$ '*)
			play "$part"
			ordered=${step#'$ '}
			# The screen, for the keys that follow.
			if [[ $ordered =~ ^hito(\ -U\ [a-z]+)?$ ]]; then
				read -r -a who <<<"${ordered#hito}"
				ordered=
				continue
			fi
			# A password is asked for.
			sh -c "$ordered" >"$out" 2>"$errors" <<<'una clave larga'
			code=$?
			# Its warnings are no fault: the guide says to read them.
			[[ $ordered != 'hito revisar' || $code != 4 ]] || code=0
			ok $code "$part: $ordered"
			;;
		'@expect '*)
			if [ -n "$ordered" ]; then
				cat "$errors" >>"$out"
				grep -qF -- "${step#@expect }" "$out"
				ok $? "$part: $ordered: ${step#@expect }"
			else
				printf '%s\n' "$step" >>"$TEST_TMP/keys"
			fi
			;;
		*)
			ordered=
			printf '%s\n' "$step" >>"$TEST_TMP/keys"
			;;
		esac
	done <"$TEST_TMP/steps"
	play "$part"
done
for role in maria rosa; do
	"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -c "drop owned by $role" \
		-c "drop role $role"
done
tap_end
