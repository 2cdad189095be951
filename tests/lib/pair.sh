#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two servers of which one follows the other, and changes of their parts.
# Sourced, or for a program that is no shell:
#
#   pair.sh make       TEST_TMP/one and TEST_TMP/two, copies of the test's own
#                      cluster: two follows one, and nothing waits for it
#   pair.sh level      until all that there is has come to the one that follows
#   pair.sh hold       nothing more of what is done comes to it
#   pair.sh kill       the first dies
#   pair.sh promote    the one that follows takes its place
#   pair.sh follow     what died follows the other
#   pair.sh saves      others save at whichever takes it, until TEST_TMP/stop
#   pair.sh drop       both are gone
#
# TEST_TMP/primary and TEST_TMP/standby name them, $address both.
set -u
one=$TEST_TMP/one
two=$TEST_TMP/two
db=${TEST_URL##*/}
address="postgresql:///$db?host=$one/socket,$two/socket&port=5432,5432&options=-c%20hito.office%3DGRPAT"
exec {never}<> <(:)

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
promote() { # CLUSTER
	[ "$(super "$1" 'select pg_promote(true, 30)')" = t ]
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
streams() { # PRIMARY HOW
	[ "$(super "$1" "select count(*) from pg_stat_replication where sync_state = '$2'")" = 1 ]
}
has_come() { # PRIMARY PLACE
	[ "$(super "$1" "select replay_lsn >= '$2' from pg_stat_replication")" = t ]
}
# Saves one after another, until TEST_TMP/stop is there; one that is not
# confirmed again under its own id. What was is written into a file, what was
# said where one was refused into TEST_TMP/refused.
saves() { # ADDRESS NAME FILE
	local i id
	export HITO_OFFICE=GRPAT
	for ((i = 0; ; i++)); do
		[ -e "$TEST_TMP/stop" ] && return
		id=$(cat /proc/sys/kernel/random/uuid)
		until "$HITO" -d "$1" new milestone --request "$id" \
			--set plan_code=2030-2032 --set commitment_no=1 \
			--set text="$2-$i" --set office_code=GRPAT \
			--quiet >/dev/null 2>"$TEST_TMP/said.$2"; do
			grep -q 'conexión\|enlace\|servidor\|línea\|contesta' "$TEST_TMP/said.$2" ||
				cp "$TEST_TMP/said.$2" "$TEST_TMP/refused"
			read -rt 0.1 _ <&"$never"
			[ -e "$TEST_TMP/give_up" ] && return
		done
		echo "$2-$i" >>"$3"
	done
}
# The first cluster, with the test's own database alone, and what the second
# has beside its data.
pair_copy() { # SETTING...
	local other
	"$HITO" db stop --quiet
	cp -a "$HITO_CLUSTER" "$one"
	"$HITO" db start --quiet
	printf '%s\n' 'wal_keep_size = 256MB' "$@" >>"$one/data/postgresql.conf"
	mkdir "$two" && chmod --reference="$one" "$two" && chown --reference="$one" "$two"
	find "$one" -mindepth 1 -maxdepth 1 ! -name data -exec cp -a {} "$two" \;
	of "$one" db start --quiet
	for other in hito t_empty t_demo; do
		PGOPTIONS='-c synchronous_commit=local' \
			super "$one" "drop database $other" >/dev/null
	done
}
pair_drop() {
	of "$two" db stop --quiet 2>/dev/null
	of "$one" db stop --quiet 2>/dev/null
	rm -rf "$one" "$two"
}

[ "${BASH_SOURCE[0]}" = "$0" ] || return 0

primary=$(cat "$TEST_TMP/primary" 2>/dev/null)
standby=$(cat "$TEST_TMP/standby" 2>/dev/null)
case $1 in
make)
	pair_copy && follow "$two" "$one" &&
		comes_true 30 streams "$one" async &&
		echo "$one" >"$TEST_TMP/primary" &&
		echo "$two" >"$TEST_TMP/standby"
	;;
level) comes_true 60 has_come "$primary" "$(super "$primary" 'select pg_current_wal_lsn()')" ;;
hold) kill -STOP "$(super "$primary" 'select pid from pg_stat_replication')" ;;
kill) kill_hard "$primary" ;;
promote)
	promote "$standby" &&
		echo "$standby" >"$TEST_TMP/primary" &&
		echo "$primary" >"$TEST_TMP/standby"
	;;
follow)
	follow "$standby" "$primary" && comes_true 30 streams "$primary" async
	;;
saves) saves "$address" Ajena "$TEST_TMP/others" ;;
drop) pair_drop ;;
*) false ;;
esac
