#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The embedded server when things are not as they should be: each a sentence
# and an exit code, and nothing broken by it.
set -u
. "$(dirname "$0")/../lib/tap.sh"
home=$TEST_TMP/c
export HITO_CLUSTER=$home

finish() {
	"$HITO" db stop --quiet 2>/dev/null
	umount "$TEST_TMP/small" 2>/dev/null
	[ -z "${sleeper:-}" ] || kill "$sleeper" 2>/dev/null
}
trap finish EXIT

# Runs hito; output in $TEST_TMP/out, its exit code in $code.
hito() {
	"$HITO" "$@" >"$out" 2>&1 </dev/null
	code=$?
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}
pid_file=$home/data/postmaster.pid
psql_one() { "$HITO" db psql -- -X -q -A -t -c "$1"; }

hito list milestone
says 2 'No hay ninguna conexión' 'without a connection nobody is asked without a terminal'
hito db status
says 1 'no hay' 'status says that there is none'
hito db status --json
says 1 '"state": "none"' 'in JSON too'
hito db start
says 1 'hito db init' 'start without one says how it is made'
for verb in stop url; do
	hito db $verb
	says 1 'hito db init' "$verb without one too"
done
hito db init --empty --demo
says 1 'no van juntos' 'init wants one of --empty and --demo'
hito db init --institution
says 1 'le falta el valor' 'init names the option that lacks its value'
hito db stop now
says 1 'No se entiende «now»' 'a word too much is not overlooked'
hito db init --empty
says 0 'listo' 'init makes it'
[ "$(stat -c %a "$home")" = 700 ] && [ "$(stat -c %a "$home/socket")" = 700 ]
ok $? 'its folders are closed to others'
[ "$(psql_one 'show data_checksums')" = on ] &&
	[ "$(psql_one 'show server_encoding')" = UTF8 ] &&
	[ -z "$(psql_one 'show listen_addresses')" ]
ok $? 'checksums on, UTF-8, Unix socket only'
[ "$(psql_one 'select current_user')" = "$(id -un)" ] &&
	[ "$(psql_one "select rolsuper from pg_roles where rolname = current_user")" = f ]
ok $? 'the caller enters under the own name and is no superuser'

hito db init --empty
says 1 'Ya hay un servidor privado' 'a second init is refused'
hito db start
says 0 'ya estaba en marcha' 'a second start changes nothing'
hito db status
says 0 'en marcha' 'status says that it runs'
hito db status --json
says 0 '"state": "running"' 'in JSON too'
hito db migrate
says 0 'al día' 'nothing is left to migrate'
# What another rule folded, as if a library of before had.
"$HITO" db psql --super -- -X -q -c "
do \$\$ declare ours text := pg_get_functiondef('core.fold(text)'::regprocedure); begin
	create or replace function core.fold(text) returns text language sql
		immutable strict parallel safe as 'select upper(\$1)';
	update core.office set office_name = office_name || ' ' where root;
	update core.office set office_name = btrim(office_name) where root;
	execute ours;
end \$\$" >"$out" 2>&1
hito db migrate --dry-run
says 0 'que se reharían: 1' 'keys that another rule folded would be made anew'
hito db migrate
says 0 'hechos de nuevo: 1' 'and are'
hito db migrate
says 0 'al día' 'once'
! grep -q 'hechos de nuevo' "$out"
ok $? 'and not again'
mkdir "$TEST_TMP/newer"
cp -r "$HITO_HOME/sql" "$HITO_HOME/forms" "$TEST_TMP/newer"
echo '-- newer' >>"$TEST_TMP/newer/sql/code/labour/wording.sql"
HITO_HOME=$TEST_TMP/newer hito db migrate
says 0 'aplicado' 'all code of a newer version replaces that of the one before'
psql -X -q -A -t -d "$("$HITO" db url)" -c 'select 1' >"$out" 2>&1
ok $? 'db url is an address that psql takes'

# Two starts at once.
hito db stop
says 0 'parado' 'stop stops it'
"$HITO" db start --quiet >"$TEST_TMP/a" 2>&1 &
one=$!
"$HITO" db start --quiet >"$TEST_TMP/b" 2>&1 &
two=$!
wait $one && wait $two
ok $? 'of two starts at once both end well'

# The server dies without a word: its pid file stays.
postmaster=$(head -n 1 "$pid_file")
kill -9 "$postmaster"
while ! grep -q '^State:.Z' "/proc/$postmaster/status" 2>/dev/null &&
	kill -0 "$postmaster" 2>/dev/null; do :; done
hito db status
says 2 'sin despedirse' 'a stale pid file is seen, of a zombie too'
hito db stop
says 0 'parado' 'which is nothing to stop'
hito user list
says 0 "$(id -un)" 'and it is started on demand'

# The folder is moved while its server runs: the socket's pid file stays.
postmaster=$(head -n 1 "$pid_file")
mv "$home" "$home.moved"
while kill -0 "$postmaster" 2>/dev/null &&
	! grep -q '^State:.Z' "/proc/$postmaster/status"; do
	kill -INT "$postmaster" 2>/dev/null
done
HITO_CLUSTER=$home.moved hito db start
says 0 'en marcha' 'a folder moved under its server starts in its new place'
HITO_CLUSTER=$home.moved hito db stop
mv "$home.moved" "$home"

# The pid of the stale file is somebody else's by now.
"$HITO" db stop --quiet
tail -f /dev/null &
sleeper=$!
printf '%s\n%s\n1\n5432\n%s\n\n1 1\nready\n' $sleeper "$home/data" \
	"$home/socket" >"$pid_file"
hito db start
says 0 'en marcha' 'a pid file that names a stranger is no obstacle'
kill -0 $sleeper
ok $? 'and the stranger lives'
kill $sleeper
sleeper=

# The server was upgraded underneath.
"$HITO" db stop --quiet
cp -p "$home/data/PG_VERSION" "$TEST_TMP/version"
echo 14 >"$home/data/PG_VERSION"
hito db start
says 1 'se hizo con PostgreSQL 14' 'a server upgraded underneath is named'
hito user list
says 1 'se hizo con PostgreSQL 14' 'on demand too'
cp -p "$TEST_TMP/version" "$home/data/PG_VERSION"

HITO_PGBIN=$TEST_TMP/nothing hito db init
says 1 'HITO_PGBIN' 'a missing server names the folder looked into'
grep -q 'apt-get install postgresql' "$out"
ok $? 'and its package'

# Its making was cut short.
rm "$home/info"
hito db status
says 1 'a medio hacer' 'a cluster made half-way is seen'
hito db init --empty
says 0 'listo' 'and made anew'
"$HITO" db stop --quiet

long=$TEST_TMP/$(printf 'x%.0s' $(seq 100))
HITO_CLUSTER=$long hito db init
says 1 '107' 'a socket path too long is said with its limit'
[ ! -e "$long" ]
ok $? 'and leaves nothing'

# Full disk: a small file system where one may be mounted.
mkdir "$TEST_TMP/small"
if mount -t tmpfs -o size=12m,mode=755 tmpfs "$TEST_TMP/small" 2>/dev/null; then
	HITO_CLUSTER=$TEST_TMP/small/c hito db init
	says 1 'se llenó' 'a full disk is said'
	[ ! -e "$TEST_TMP/small/c" ]
	ok $? 'and leaves nothing half made'
	umount "$TEST_TMP/small"
else
	mkdir "$TEST_TMP/fake"
	printf '#!/bin/sh\necho "postgres (PostgreSQL) 15.0"\n' \
		>"$TEST_TMP/fake/postgres"
	printf '#!/bin/sh\necho "initdb: error: could not write to file: No space left on device" >&2\nexit 1\n' \
		>"$TEST_TMP/fake/initdb"
	chmod -R 755 "$TEST_TMP/fake"
	HITO_CLUSTER=$TEST_TMP/d HITO_PGBIN=$TEST_TMP/fake hito db init
	says 1 'se llenó' 'a full disk is said'
	[ ! -e "$TEST_TMP/d" ]
	ok $? 'and leaves nothing half made'
fi
tap_end
