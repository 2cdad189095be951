#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server that is to confirm each change and is not there: a save says what it
# waits for, and is confirmed when that is no more asked for; hito doctor names
# it. (TEST_URL)
set -u
. "$(dirname "$0")/../lib/tap.sh"
db=${TEST_URL##*/}
one=$TEST_TMP/one
exec {never}<> <(:)

of() { # ARGUMENTS...: the program with the copy
	HITO_CLUSTER=$one "$HITO" "$@"
}
super() { # SQL
	local url
	url=$(of db url --super)
	"$TEST_PGBIN/psql" -X -At -d "${url%/*}/$db" -c "$1" 2>&1
}
comes_true() { # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		read -rt 0.1 _ <&"$never" || :
	done
}
is_asked_for() {
	[ "$(super 'show synchronous_standby_names')" = "$1" ]
}
asks_for() { # NAMES
	super "alter system set synchronous_standby_names = '$1'" >/dev/null
	super 'select pg_reload_conf()' >/dev/null
	comes_true 30 is_asked_for "$1"
}
lacks() { super 'select core.standbys_lacking()'; }

"$HITO" -d "$TEST_URL" --office GRPAT new plan --set plan_code=2030-2032 --set title=Ensayo --set office_code=GRPAT --quiet >"$out" 2>&1
"$HITO" db stop --quiet
cp -a "$HITO_CLUSTER" "$one"
"$HITO" db start --quiet
of db start --quiet
address="postgresql:///$db?host=$one/socket&port=5432"

lacking=
for names in '' '*' lejos 'FIRST 2 (a, b)' 'any 3 (a, b, c, d)' '2(a,b)'; do
	asks_for "$names"
	lacking+="$(lacks) "
done
[ "$lacking" = '0 1 1 2 3 2 ' ]
ok $? "as many lack as are to confirm: $lacking"
of -d "$address" doctor --json >"$out" 2>&1
grep -q '"standby".*"bad"' "$out"
ok $? 'hito doctor names it'
of -d "$address" --office GRPAT new commitment --set plan_code=2030-2032 --set commitment_no=1 \
	--set title=Espera --set office_code=GRPAT >"$out" 2>"$errors" &
save=$!
comes_true 60 grep -q 'servidor de respaldo' "$errors" && kill -0 "$save"
ok $? 'a save says what it waits for'
asks_for ''
wait "$save" && grep -q '^Grabado' "$out" && [ "$(grep -c respaldo "$errors")" = 1 ]
ok $? 'and is confirmed when that is no more asked for'
of -d "$address" doctor --json >"$out" 2>&1
! grep -q '"standby"' "$out"
ok $? 'where none is to confirm nothing is said of it'
of db stop --quiet
rm -rf "$one"
tap_end
