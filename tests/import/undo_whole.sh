#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# Undoing a load is whole or absent: a client that dies, a server process that
# dies, both while it waits for somebody who is saving.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/kills.sh"
kills=$((5 * ${TEST_TIMES:-1}))
cd "$TEST_TMP" || exit 1

load() { hito import milestone "$@" --plan P1 --quiet; }
write() { # TEXT ROWS
	head -n 1 "$data/hitos.csv"
	for ((i = 1; i <= $2; i++)); do
		printf '3;%d;%s;Nuevo;ago-2019;dic-2019\r\n' "$i" "$1"
	done
}
# What stands, and what its register says: loaded or undone, both.
standing() {
	sql -c "select concat_ws(' ', b.state, count(*), count(*) filter (where t.text = 'Cambiado'))
		from core.batch_all b, plan.milestone t where b.id = $last and t.deleted_at is null group by b.state"
}
is_whole() {
	case $(standing) in 'loaded 900 900' | 'undone 600 0') ;; *) return 1 ;; esac
}
again() { # a load to be undone
	[ -n "${last:-}" ] && [[ $(standing) == loaded* ]] && return
	load cambiados.csv
	last=$(sql -c "select max(id) from core.batch where kind = 'load'")
}
undo() { "$HITO" -d "$TEST_URL" batch undo "$last" --yes; }
undo_by() { # HOW PART PARTS
	"$@" "$HITO" -d "$TEST_URL" batch undo "$last" --yes
}

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
ok $code 'three commitments to begin with'
write Antes 600 >antes.csv
write Cambiado 900 >cambiados.csv
load antes.csv
ok $code 'milestones'
again
[ "$(standing)" = 'loaded 900 900' ]
ok $? 'a load that changes them all, and brings more'
lasts undo
[ "$code" -eq 0 ] && [ "$(standing)" = 'undone 600 0' ]
ok $? 'is undone'

for ((i = 0; i < kills; i++)); do
	again
	undo_by dies $i $kills
	is_whole || break
done
standing >"$out"
[ $i -eq $kills ]
ok $? "$kills clients killed meanwhile leave all or nothing"

for ((i = 0; i < kills; i++)); do
	again
	undo_by loses $i $kills
	is_whole || break
	# It connects again and sends the same: done, once, or told as not.
	case $code:$(standing) in 0:undone* | 2:*) ;; *) break ;; esac
	[ "$(sql -c "select count(*) from core.batch where undoes = $last")" -le 1 ] || break
done
{ standing && cat "$errors"; } >"$out" 2>&1
[ $i -eq $kills ]
ok $? "$kills links lost meanwhile leave all or nothing, and what is said of it is true"

# --- in the middle, for sure: somebody is saving one of the rows

hold() {
	coproc HELD { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" 2>&1; }
	printf '%s;\n' begin 'select id from plan.milestone where deleted_at is null order by id desc limit 1 for update' >&"${HELD[1]}"
	read -r _ <&"${HELD[0]}"
}
release() {
	local process=$HELD_PID
	printf '%s;\n\\q\n' rollback >&"${HELD[1]}"
	wait "$process"
}
until_waits() {
	until [ "$(sql -c "select count(*) from pg_stat_activity where $kills_sessions and wait_event_type = 'Lock'")" = 1 ]; do
		kill -0 "$1" 2>/dev/null || return 1
	done
}
again
hold
"$HITO" -d "$TEST_URL" batch undo "$last" --yes >"$out" 2>&1 </dev/null &
client=$!
until_waits $client
ok $? 'it waits for who is saving'
[ "$(standing)" = 'loaded 900 900' ]
ok $? 'and nothing is to be seen of it meanwhile'
kill -9 $client
wait $client 2>/dev/null
release
until [ "$(sql -c "select count(*) from pg_stat_activity where $kills_sessions")" = 0 ]; do :; done
is_whole
ok $? 'killed there, it is whole or absent'

again
hold
"$HITO" -d "$TEST_URL" batch undo "$last" --yes >"$out" 2>&1 </dev/null &
client=$!
until_waits $client
sql -c "select pg_terminate_backend(pid) from pg_stat_activity where $kills_sessions and wait_event_type = 'Lock'" >/dev/null
until_waits $client
ok $? 'its link lost there, it comes again'
release
wait $client
[ $? -eq 0 ] && [ "$(standing)" = 'undone 600 0' ] && [ "$(sql -c "select count(*) from core.batch where undoes = $last")" = 1 ]
ok $? 'and is done, once'

hito db audit --verify
ok $code 'the record is whole'
tap_end
