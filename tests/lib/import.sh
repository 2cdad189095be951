# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the tests of imports share. Sourced behind tap.sh; its hito is another:
# data and messages together.
#
#   hito ARGUMENT...     the program on TEST_URL; $out, $code
#   says CODE WORDS TITLE
#                        a result: it ended so and said so
#   query SQL            psql as the superuser
#   is WANTED SQL TITLE  a result: the query answers that

hito() {
	"$HITO" -d "$TEST_URL" "$@" >"$out" 2>&1 </dev/null
	code=$?
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}
query() { "$TEST_PGBIN/psql" -X -A -t -d "$TEST_URL_SUPER" -c "$1"; }
is() { # WANTED SQL TITLE
	query "$2" >"$out" 2>&1
	[ "$(cat "$out")" = "$1" ]
	ok $? "$3"
}
