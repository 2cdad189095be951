# SPDX-License-Identifier: GPL-3.0-or-later
# Two people write at once: what the second is told, while the first has not
# ended. chief: the login of both. Needs TEST_URL_SUPER, TEST_PGBIN.
sql() { # OPTIONS...
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@" 2>&1
}
n=0
# TITLE PATTERN FIRST SECOND: what the second is told, while the first has not ended.
race() {
	local out
	out=$(mktemp)
	coproc FIRST { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" 2>&1; }
	printf 'set session authorization %s;\nbegin;\n%s;\n\\echo done\n' "$chief" "$3" >&"${FIRST[1]}"
	while read -r line <&"${FIRST[0]}" && [ "$line" != done ]; do :; done
	sql -c "set session authorization $chief" -c "$4" >"$out" &
	second=$!
	until [ "$(sql -c 'select count(*) from pg_locks where not granted')" != 0 ] || ! kill -0 $second 2>/dev/null; do :; done
	printf 'commit;\n\\q\n' >&"${FIRST[1]}"
	wait "$second" "$FIRST_PID" 2>/dev/null
	n=$((n + 1))
	if [[ $(cat "$out") =~ $2 ]]; then
		echo "ok $n - $1"
	else
		printf 'not ok %s - %s\n# got: %s\n# wanted: %s\n' "$n" "$1" "$(head -1 "$out")" "$2"
	fi
	rm -f "$out"
}
