# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# One who changes something and thinks before she commits, beside others. Sourced; a
# test may define its own sql or result behind it. Needs TEST_URL_SUPER, TEST_PGBIN.
#
#   sql ARGUMENT...                  psql as the superuser, rows and messages
#   result NUMBER TEXT GOT PATTERN   one result
#   slow_open ADDRESS                she comes
#   slow SQL                         returns when it is done, with what it said

sql() {
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@" 2>&1
}
result() {
	if [[ $3 =~ $4 ]]; then
		echo "ok $1 - $2"
	else
		printf 'not ok %s - %s\n# got: %s\n# wanted: %s\n' "$1" "$2" "$3" "$4"
	fi
}
slow_open() {
	coproc SLOW { "$TEST_PGBIN/psql" -X -q -A -t -d "$1" 2>&1; }
}
slow() {
	local said=''

	printf "%s\n\\\\echo done\n" "$1" >&"${SLOW[1]}"
	while read -r line <&"${SLOW[0]}"; do
		[ "$line" = done ] && break
		said+=$line
	done
	echo "$said"
}
