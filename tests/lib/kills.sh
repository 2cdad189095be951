# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Programs that die in the middle. Sourced behind tap.sh.
#
#   lasts COMMAND...     runs it to its end; $lasted: seconds, as sleep has them
#   dies PART PARTS COMMAND...
#                        begins it, kills it PART of PARTS of that later, and waits
#                        until its sessions are gone; $code of 137: it was alive
#   dies_by SIGNAL ...   the same by another signal
#   loses PART PARTS COMMAND...
#                        the server's process of its session dies then; $code
#   unnamed FOLDER       whether files there can be without a name

kills_sessions="datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"

lasts() { # COMMAND...
	local start=$EPOCHREALTIME
	"$@" >"$out" 2>"$errors" </dev/null
	code=$?
	lasted=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
}
kills_wait() { # PART PARTS
	sleep "$(awk -v t="$lasted" -v i="$1" -v n="$2" 'BEGIN { print t * i / n }')"
}
dies_by() { # SIGNAL PART PARTS COMMAND...
	local signal=$1 part=$2 parts=$3 process
	shift 3
	"$@" >"$out" 2>"$errors" </dev/null &
	process=$!
	kills_wait "$part" "$parts"
	kill "-$signal" $process 2>/dev/null
	wait $process 2>/dev/null
	code=$?
	until [ "$(sql -c "select count(*) from pg_stat_activity where $kills_sessions")" = 0 ]; do :; done
}
dies() { # PART PARTS COMMAND...
	dies_by KILL "$@"
}
loses() { # PART PARTS COMMAND...
	local part=$1 parts=$2 process
	shift 2
	"$@" >"$out" 2>"$errors" </dev/null &
	process=$!
	kills_wait "$part" "$parts"
	sql -c "select pg_terminate_backend(pid) from pg_stat_activity where $kills_sessions" >/dev/null
	wait $process
	code=$?
}
unnamed() { # FOLDER
	perl -e 'exit !sysopen(my $f, $ARGV[0], 020200001, 0600)' "$1"
}
