#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# An import is whole or absent: inputs cut short, a client that dies, a server
# process that dies, a disk that is full.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
RANDOM=2019
cuts=$((20 * ${TEST_TIMES:-1}))
kills=$((8 * ${TEST_TIMES:-1}))
rows=6000

# One psql for all that is asked: it is asked often while something happens.
coproc EYE { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" 2>&1; }
query() { # SQL
	local row
	printf '%s;\n\\echo .\n' "$1" >&"${EYE[1]}"
	while read -r row <&"${EYE[0]}" && [ "$row" != . ]; do
		echo "$row"
	done
}
# Nobody ever writes into it: reading from it is waiting.
mkfifo "$TEST_TMP/never"
clients="select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
# Until it is so, or the process that does it has ended.
wait_for() { # WANTED SQL [PROCESS]
	until [ "$(query "$2")" = "$1" ]; do
		[ $# -lt 3 ] || kill -0 "$3" 2>/dev/null || return 1
	done
}
# Until a process has done nothing between two questions to the server.
wait_rests() { # PROCESS
	local before= now=.
	while [ "$before" != "$now" ]; do
		before=$now
		query 'select 1' >/dev/null
		now=$(grep -E '^(State|.*ctxt_switches):' "/proc/$1/status")
	done
}
# Until a process hears an interrupt.
wait_hears() { # PROCESS
	local mask=0
	until ((0x$mask & 2)); do
		mask=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status") && [ -n "$mask" ] || return 1
		mask=${mask: -4}
	done
}
milestones() { query 'select count(*) from plan.milestone'; }
load() { "$HITO" -d "$TEST_URL" import milestone "$@" --plan P1; }
# In the background: $! is hito itself, not a shell around it.
load_alone() { exec "$HITO" -d "$TEST_URL" import milestone "$@" --plan P1; }

"$HITO" -d "$TEST_URL" import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet >"$out" 2>&1
ok $? 'three commitments to begin with'

# --- cut at any byte: by a pipe that ends early

file=$data/hitos.csv
size=$(stat -c %s "$file")
sum=$(sha256sum "$file" | cut -d' ' -f1)
taken=0
unfit=0
for ((i = 0; i < cuts; i++)); do
	at=$((1 + RANDOM % (size - 1)))
	head -c $at "$file" | load - --sha256 "$sum" >"$out" 2>&1
	case $? in 1 | 3) ;; *) taken=$((taken + 1)) ;; esac
	# Without the fingerprint all but a cut at a line's end is noticed.
	ends=$(head -c $at "$file" | tail -c 1 | od -An -c | tr -d ' ')
	case $ends in '\r' | '\n') continue ;; esac
	head -c $at "$file" | load - >"$out" 2>&1
	case $? in 1 | 3) ;; *) unfit=$((unfit + 1)) ;; esac
done
[ $taken -eq 0 ]
ok $? "$cuts inputs cut at random bytes are refused by their fingerprint"
[ $unfit -eq 0 ]
ok $? 'and those cut within a line without it'
[ "$(milestones)" = 0 ]
ok $? 'nothing of them was written'
load "$file" --sha256 "$sum" --rows 8 --dry-run >"$out" 2>&1
ok $? 'the whole one is the one expected'

# --- the client dies

big=$TEST_TMP/big.csv
{ head -n 1 "$file"; for ((i = 1; i <= rows; i++)); do
	printf '3;%d;Hito de prueba;Nuevo;ago-2019;dic-2019\r\n' $i
done; } >"$big"
for ((i = 0; i < kills; i++)); do
	load_alone "$big" >"$out" 2>&1 &
	client=$!
	# so many questions to the server later, wherever it is by then
	for ((k = RANDOM % 30; k > 0; k--)); do
		query 'select 1' >/dev/null
	done
	kill -9 $client 2>/dev/null
	wait $client 2>/dev/null
	wait_for 0 "$clients"
	left=$(milestones)
	[ "$left" = 0 ] || [ "$left" = $rows ] || break
	query 'set session_replication_role = replica; delete from plan.milestone' >"$out" 2>&1
done
[ $i -eq "$kills" ]
ok $? "$kills clients killed leave all or nothing"

# --- dies in the middle, for sure: the pipe stalls

sessions="$clients and state = 'idle'"
# Another pipe each time: what is left in one is not for the next reader.
stall() {
	fifo=$TEST_TMP/fifo.$n
	mkfifo "$fifo"
	{ head -n 5000 "$big"; exec cat <>"$TEST_TMP/never"; } >"$fifo" &
	writer=$!
}
before=$(milestones)
stall
load_alone "$fifo" >"$out" 2>&1 &
client=$!
wait_for 1 "$sessions" $client && wait_hears $client && wait_rests $client
ok $? 'a stalled pipe keeps the load waiting'
[ "$(query "$clients and xact_start is not null")" = 0 ]
ok $? 'and nothing of the server with it'
kill -9 $client
wait $client 2>/dev/null
wait_for 0 "$clients"
ok $? 'killed there, its session goes'
kill $writer 2>/dev/null
[ "$(milestones)" = "$before" ]
ok $? 'and nothing stays'

stall
load_alone "$fifo" >"$out" 2>"$errors" &
client=$!
wait_for 1 "$sessions" $client && wait_hears $client && wait_rests $client
kill -INT $client
wait $client
[ $? -eq 130 ] && grep -q 'Cancelado: no se grabó nada.' "$errors" && [ "$(milestones)" = "$before" ]
ok $? 'interrupted there, it stops in order and takes nothing'
kill $writer 2>/dev/null

# --- nothing came yet

fifo=$TEST_TMP/fifo.nothing
mkfifo "$fifo"
{ exec cat <>"$TEST_TMP/never"; } >"$fifo" &
writer=$!
load_alone "$fifo" >"$out" 2>"$errors" &
client=$!
wait_for 1 "$sessions" $client && wait_hears $client && wait_rests $client
kill -INT $client
wait $client
[ $? -eq 130 ] && grep -q 'Cancelado: no se grabó nada.' "$errors"
ok $? 'interrupted before its first byte it says so too'
kill $writer 2>/dev/null

# --- the server's process dies

stall
load_alone "$fifo" >"$out" 2>&1 &
client=$!
wait_for 1 "$sessions" $client && wait_hears $client
wait_rests $client # all that there is was read: hito waits for the pipe
query "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'" >/dev/null
wait $client
code=$?
kill $writer 2>/dev/null
case $code in 2 | 3) true ;; *) false ;; esac && grep -q '^hito: ' "$out"
ok $? 'a server process that dies is a sentence and an exit code'
[ "$(milestones)" = "$before" ]
ok $? 'and nothing stays'

# --- the file changes under the reader

cp "$big" "$TEST_TMP/grows.csv"
mkfifo "$TEST_TMP/gate"
load_alone "$TEST_TMP/grows.csv" >"$out" 2>&1 &
client=$!
while kill -0 $client 2>/dev/null; do
	tail -n 1 "$big" >>"$TEST_TMP/grows.csv"
done
wait $client
code=$?
{ [ $code -eq 1 ] && grep -q 'cambió mientras se leía' "$out"; } ||
	{ [ $code -eq 3 ] && [ "$(milestones)" = "$before" ]; }
ok $? 'a growing file is refused'

# --- the server has written less than was sent

query 'alter function core.import_commit(jsonb, text[], bigint) rename to honest' \
	>"$out" 2>&1
query "create function core.import_commit(form jsonb, given text[], batch bigint,
	out inserted bigint, out changed bigint, out same bigint)
	language sql as 'select inserted - 1, changed, same
	from core.honest(form, given, batch)'" >>"$out" 2>&1
before=$(milestones)
load "$file" --rows 8 >"$out" 2>&1
[ $? -eq 1 ] && grep -q 'las cuentas no' "$out"
ok $? 'what was written is counted against what was sent'
[ "$(milestones)" = "$before" ]
ok $? 'and nothing of it stays'

# --- a full disk

if [ -w /dev/full ]; then
	ln -s /dev/full "$TEST_TMP/full.csv.new"
	load "$data/malos.csv" --rejects "$TEST_TMP/full.csv" >"$out" 2>&1
	[ $? -eq 1 ] && grep -q 'archivo de rechazos' "$out"
	ok $? 'rejects that cannot be kept are told'
fi

tap_end
