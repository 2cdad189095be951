#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server that dies and one that takes its place, again and again, while
# somebody saves: with both in her connection each save goes on to the new one
# under its request id. Synchronous: nothing that was confirmed is lost, nothing
# is there twice. TEST_TIMES multiplies the rounds.
set -u
. "$(dirname "$0")/../lib/tap.sh"
rounds=$((2 * ${TEST_TIMES:-1}))
db=${TEST_URL##*/}
one=$TEST_TMP/one
two=$TEST_TMP/two
acknowledged=$TEST_TMP/acknowledged
exec {never}<> <(:)
: >"$acknowledged"

of() { # CLUSTER ARGUMENTS...: the program with that one
	HITO_CLUSTER=$1 "$HITO" "${@:2}"
}
super() { # CLUSTER SQL
	local url
	url=$(of "$1" db url --super)
	"$TEST_PGBIN/psql" -X -At -d "${url%/*}/$db" -c "$2" 2>&1
}
kill_hard() { # CLUSTER: as by a power cut
	local pid
	pid=$(head -1 "$1/data/postmaster.pid")
	pkill -9 -P "$pid"
	kill -9 "$pid"
	tail --pid="$pid" -f /dev/null
	rm -f "$1/data/postmaster.pid"
}
# What follows the other: its data, and where it hears of changes.
follow() { # CLUSTER PRIMARY
	local owner
	owner=$(stat -c %u:%g "$2/data")
	rm -rf "$1/data" "$1/socket"/.s* "$1/lock"
	"$TEST_PGBIN/pg_basebackup" -X stream -c fast -R -D "$1/data" \
		-d "host=$2/socket port=5432 user=hito_super" || return 1
	chown -R "$owner" "$1/data"
	rm -f "$1/data/postmaster.pid"
	of "$1" db start --quiet
}
# Looks again and again, until it is so or the time is over.
comes_true() { # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		read -rt 0.1 _ <&"$never" || :
	done
}
one_streams() { # PRIMARY
	[ "$(super "$1" "select count(*) from pg_stat_replication where sync_state = 'sync'")" = 1 ]
}
is_streaming() { # PRIMARY
	comes_true 30 one_streams "$1"
}
has_confirmed() { # NUMBER
	[ "$(wc -l <"$acknowledged")" -ge "$1" ]
}
confirms_more() { # NUMBER
	comes_true 60 has_confirmed $(($(wc -l <"$acknowledged") + $1))
}
# Saves one after another; one that is not confirmed again under its own id.
saves() { # ADDRESS PERSON-NUMBER
	local i id
	for ((i = 0; ; i++)); do
		[ -e "$TEST_TMP/stop" ] && return
		id=$(cat /proc/sys/kernel/random/uuid)
		until "$HITO" -d "$1" new milestone --request "$id" \
			--set plan_code=2030-2032 --set commitment_no=1 \
			--set text="Grabación $2-$i" --set office_code=GRPAT \
			--quiet >/dev/null 2>"$TEST_TMP/said.$2"; do
			grep -q 'conexión\|enlace\|servidor\|línea\|contesta' "$TEST_TMP/said.$2" ||
				cp "$TEST_TMP/said.$2" "$TEST_TMP/refused"
			read -rt 0.1 _ <&"$never"
			[ -e "$TEST_TMP/give_up" ] && return
		done
		echo "Grabación $2-$i" >>"$acknowledged"
	done
}

"$HITO" -d "$TEST_URL" --office GRPAT new plan --set plan_code=2030-2032 --set title=Ensayo --set office_code=GRPAT --quiet >"$out" 2>&1
"$HITO" -d "$TEST_URL" --office GRPAT new commitment --set plan_code=2030-2032 \
	--set commitment_no=1 --set title=Ensayo --set office_code=GRPAT --quiet >>"$out" 2>&1
"$HITO" db stop --quiet
cp -a "$HITO_CLUSTER" "$one"
"$HITO" db start --quiet
printf '%s\n' "synchronous_standby_names = '*'" 'wal_keep_size = 256MB' \
	>>"$one/data/postgresql.conf"
cp -a "$one" "$two"
of "$one" db start --quiet
primary=$one standby=$two
follow "$two" "$one" && is_streaming "$one"
ok $? 'one server follows the other, synchronously'
address="postgresql:///$db?host=$one/socket,$two/socket&port=5432,5432&options=-c%20hito.office%3DGRPAT"

export HITO_OFFICE=GRPAT
saves "$address" 1 &
saves "$address" 2 &
done=0
for ((round = 0; round < rounds; round++)); do
	confirms_more 5 || break
	kill_hard "$primary"
	[ "$(super "$standby" 'select pg_promote(true, 30)')" = t ] || break
	super "$standby" "alter system set synchronous_standby_names = ''" >/dev/null
	super "$standby" 'select pg_reload_conf()' >/dev/null
	confirms_more 1 || break
	follow "$primary" "$standby" || break
	super "$standby" 'alter system reset synchronous_standby_names' >/dev/null
	super "$standby" 'select pg_reload_conf()' >/dev/null
	is_streaming "$standby" || break
	other=$primary primary=$standby standby=$other
	done=$((done + 1))
done
touch "$TEST_TMP/stop"
[ $done -eq $rounds ] || touch "$TEST_TMP/give_up"
wait
[ $done -eq $rounds ]
ok $? "after each of $rounds promotions the saves go on"
[ ! -e "$TEST_TMP/refused" ]
ok $? 'and what is said of the loss is that there is no line'
super "$primary" "select text from plan.milestone where text like 'Grabación %'" |
	sort >"$TEST_TMP/there"
sort "$acknowledged" >"$TEST_TMP/confirmed"
[ -z "$(comm -23 "$TEST_TMP/confirmed" "$TEST_TMP/there")" ] && [ -s "$TEST_TMP/confirmed" ]
ok $? "none of $(wc -l <"$acknowledged") confirmed saves is lost"
[ -z "$(uniq -d "$TEST_TMP/there")" ]
ok $? 'and none is there twice'
of "$two" db stop --quiet
of "$one" db stop --quiet 2>/dev/null
rm -rf "$one" "$two"
tap_end
