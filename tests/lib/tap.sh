# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the tests written in shell share. Sourced; a test may define its own
# hito or sql behind it.
#
#   $out, $errors        files of what was written last, shown of a failure
#   ok STATUS TITLE      one result
#   skip TITLE REASON    one that cannot be had here
#   hito ARGUMENT...     the program on TEST_URL, data and messages apart; $code
#   sql ARGUMENT...      psql as the superuser, rows alone
#   tap_end              the last line of a test

n=0
bad=0
out=$TEST_TMP/out
errors=$TEST_TMP/errors

ok() {
	local f
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
		return
	fi
	echo "not ok $n - $2"
	for f in "$out" "$errors"; do
		[ ! -e "$f" ] || head -c 4000 "$f"
	done | cat -v | cut -c 1-300 | head -n 40 | sed 's/^/# /'
	bad=1
}

skip() {
	n=$((n + 1))
	echo "ok $n - $1 # skip $2"
}

hito() {
	"$HITO" -d "$TEST_URL" "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}

sql() {
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@"
}

tap_end() {
	echo "1..$n"
	exit "$bad"
}
