# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Throw-away servers for the tests, made by the program's own `hito db init`
# in private clusters. Sourced by tests/run and tests/lib/job.sh; needs HITO
# and HITO_HOME.
#
#   server_make FOLDER   the model: a cluster in FOLDER/c, stopped again, with
#                        the templates t_empty and t_demo
#   server_open FOLDER MODEL
#                        its copy in FOLDER/c, running: whoever has it may make
#                        roles in it, and stop it
#   server_database T NAME
#                        a fresh copy of template t_T (empty, demo) there: sets
#                        TEST_URL (the caller: secretariat, IT, member),
#                        TEST_URL_SUPER, TEST_DB
#   server_sql FILE      gives it a file of pgTAP
#   server_drop          drops that copy
#   servers_stop FOLDER  stops whatever runs below it
#
# A test gets: HITO, HITO_HOME, HITO_CLUSTER, TEST_URL, TEST_URL_SUPER, TEST_DB,
# TEST_TMP (an own empty folder), TEST_PGBIN (folder of psql). Other people enter
# with the same address and another name: ${TEST_URL/$TEST_ME@/other@}.

server_psql() { # DATABASE ARGUMENTS...: as the superuser
	local db=$1
	shift
	"$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 \
		-d "${SERVER_SUPER%/*}/$db" "$@"
}

# Where the cluster of HITO_CLUSTER is entered.
server_address() {
	SERVER_URL=$("$HITO" db url) && SERVER_SUPER=$("$HITO" db url --super) &&
		TEST_PGBIN=$("$HITO" db status |
			sed -n 's/^versión.*(\(.*\))$/\1/p') || return 1
	TEST_ME=$(id -un)
	export TEST_PGBIN TEST_ME
}

# Speed before safety: nothing of it outlives the tests. What is committed is
# written, though: servers are killed here.
server_quicken() {
	printf '%s\n' 'fsync = off' 'full_page_writes = off' \
		'max_connections = 100' 'autovacuum = off' 'jit = off' \
		"shared_preload_libraries = 'plpgsql'" \
		>>"$HITO_CLUSTER/data/postgresql.conf"
	"$HITO" db stop --quiet && "$HITO" db start --quiet
}

server_make() {
	export HITO_CLUSTER=$1/c
	"$HITO" db init --empty --quiet --institution PRUEBA \
		--institution-name 'Institución de prueba' --office SG \
		--office-name 'Secretaría General' || return 1
	server_address && server_quicken || return 1
	# The demonstration lies in a second database: one with the empty site.
	server_psql postgres -c 'create database t_empty template hito' &&
		server_psql t_empty -c 'create schema tap' \
			-c 'create extension pgtap schema tap' \
			-c 'grant usage on schema tap to public' &&
		server_demo && "$HITO" db stop --quiet
}

# t_demo: the same schema and the files of sql/demo.
server_demo() {
	local f
	server_psql postgres -c 'create database t_demo template t_empty' ||
		return 1
	for f in "$HITO_HOME"/sql/demo/*.sql; do
		[ -e "$f" ] || continue
		server_psql t_demo -1 -f "$f" >/dev/null || return 1
	done
}

server_open() {
	export HITO_CLUSTER=$1/c
	if [ ! -e "$1/address" ]; then
		rm -rf "$HITO_CLUSTER"
		cp -a --reflink=auto "$2/c" "$HITO_CLUSTER" &&
			"$HITO" db start --quiet && server_address &&
			declare -p SERVER_URL SERVER_SUPER TEST_PGBIN TEST_ME |
			sed 's/^declare [^ ]*/export/' >"$1/address"
		return
	fi
	. "$1/address"
	# The test before may have stopped it.
	[ -e "$HITO_CLUSTER/data/postmaster.pid" ] || "$HITO" db start --quiet
}

server_database() {
	server_psql postgres -c \
		"create database $2 template t_$1 strategy file_copy" ||
		return 1
	TEST_DB=$2
	TEST_URL=${SERVER_URL%/*}/$TEST_DB
	TEST_URL_SUPER=${SERVER_SUPER%/*}/$TEST_DB
	export TEST_DB TEST_URL TEST_URL_SUPER
}

# A file of pgTAP, as the superuser.
server_sql() { # FILE
	PGOPTIONS='-c search_path=public,tap -c client_min_messages=warning' \
		"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 \
		-P pager=off -d "$TEST_URL_SUPER" -f "$1"
}

server_drop() {
	server_psql postgres -c "drop database if exists $TEST_DB with (force)"
}

servers_stop() {
	local pid_file
	find "$1" -name postmaster.pid 2>/dev/null |
		while IFS= read -r pid_file; do
			HITO_CLUSTER=${pid_file%/data/*} "$HITO" db stop --quiet
		done
}
