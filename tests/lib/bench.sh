# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the benches written in shell share. Sourced. All that is compared is run
# in turns, so that what else the machine does is nobody's alone; of each the
# median of BENCH_RUNS (9) and its spread are told.
#
#   psql ARGUMENT...          the real one, as the superuser, rows alone
#   in_turns FUNCTION...      each once unmeasured, then in turns, measured
#   of FUNCTION wall|cpu      its median, in ms (cpu: of it and what it called)
#   told FUNCTION wall|cpu    "12 ms (11-15)"
#   ratio A B                 A / B, two decimals
#   peak COMMAND...           KiB that it had at most
#   before ARGUMENT...        the program as it was (lib/before.sh), on its own
#                             database, $BEFORE_URL; has_before: there is one

runs=${BENCH_RUNS:-9}
exec {never}<> <(:)
measured=$(mktemp -d "$TEST_TMP/measured.XXXXXX")

psql() {
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@"
}

once() { # FUNCTION FILE: its seconds, those of its processor behind them
	local TIMEFORMAT='%R %U %S'
	{ time "$1" >/dev/null 2>"$measured/errors" 3>&-; } 2>>"$2"
}

in_turns() {
	local each
	for each in "$@"; do
		: >"$measured/$each"
		once "$each" /dev/null
	done
	for ((turn = 0; turn < runs; turn++)); do
		for each in "$@"; do
			once "$each" "$measured/$each" || {
				echo "$each: $(head -n 3 "$measured/errors")" >&2
				return 1
			}
		done
	done
}

sorted() { # FUNCTION wall|cpu
	awk -v what="$2" '{ print 1000 * (what == "cpu" ? $2 + $3 : $1) }' \
		"$measured/$1" | sort -n
}

of() {
	sorted "$@" | awk '{ a[NR] = $1 } END {
		print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
}

told() {
	printf '%.0f ms (%.0f-%.0f)' "$(of "$@")" "$(sorted "$@" | head -n 1)" \
		"$(sorted "$@" | tail -n 1)"
}

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'
}

peak() {
	local TIMEFORMAT= pid kb last=0
	"$@" >/dev/null 2>&1 &
	pid=$!
	while kb=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) &&
		[ -n "$kb" ]; do
		last=$kb
		read -rt 0.02 _ <&"$never" || :
	done
	wait "$pid" || :
	echo "$last"
}

has_before() {
	[ -n "${BEFORE_HITO:-}" ]
}

before() {
	"$BEFORE_HITO" -d "$BEFORE_URL" "$@"
}
