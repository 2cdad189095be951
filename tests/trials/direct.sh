#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TLS from the first byte: the libpq of edition 18 with servers of 18 and of 15,
# which knows nothing of it.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/editions.sh"
me=$(id -un)
title='TLS from the first byte'

finish() {
	for edition in 15 18; do
		HITO_PGBIN=$TEST_TMP/bin$edition \
			HITO_CLUSTER=$TEST_TMP/s$edition/c "$HITO" db stop --quiet
	done 2>/dev/null
}
trap finish EXIT

# at EDITION KEYWORDS...: the offices, with the libpq of 18
at() {
	local edition=$1
	shift
	: >"$TEST_TMP/log"
	LD_LIBRARY_PATH=$lib PGPASSWORD='clave de prueba' "$HITO" \
		-d "host=localhost hostaddr=127.0.0.2 \
port=$(cat "$TEST_TMP/s$edition/port") dbname=hito user=$me \
sslrootcert=$TEST_TMP/s$edition/c/data/server.crt $*" \
		list oficinas >"$out" 2>"$errors" </dev/null
	code=$?
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && cat "$out" "$errors" | grep -qF -- "$2"
	ok $? "$3"
}
# remembers EDITION VALUE TITLE; "" nothing
remembers() {
	[ "$(sed -n "s/^direct.127.0.0.2:$(cat "$TEST_TMP/s$1/port")=//p" \
		"$XDG_STATE_HOME"/hito/*)" = "$2" ]
	ok $? "$3"
}

for version in $versions; do
	edition=${version%%.*}
	case $edition in 15 | 18) ;; *) continue ;; esac
	if ! fetch "$version"; then
		skip "$title" "$reason"
		tap_end
	fi
	mkdir -m 755 "$TEST_TMP/s$edition"
	ln -s "$folder/package/native/bin" "$TEST_TMP/bin$edition"
	HITO_PGBIN=$folder/package/native/bin \
		TEST_PGBIN=$folder/package/native/bin \
		tests/lib/tls_server.sh "$TEST_TMP/s$edition" \
		'clave de prueba' >"$out" 2>"$errors"
	ok $? "a server of $edition with TLS"
	lib=$folder/package/native/lib
done

at 18
says 0 GRPAT 'a server of 18 is entered'
remembers 18 1 'and it is remembered that it takes it'
at 18
says 0 GRPAT 'then it is asked for, and answered'
remembers 18 1 'and stays so'
at 15
says 0 GRPAT 'a server of 15 is entered'
remembers 15 '' 'and nothing is remembered of it'
sed -i "s/^direct.*:.*=1/direct.127.0.0.2:$(cat "$TEST_TMP/s15/port")=1/" \
	"$XDG_STATE_HOME"/hito/*
at 15
says 0 GRPAT 'asked for where nobody answers: the same start goes on without'
remembers 15 0 'and it is asked no more'
at 15 sslnegotiation=direct
says 2 'anterior a PostgreSQL 17' 'who asks an old server for it is told so'
at 18 sslnegotiation=direct sslmode=prefer
says 0 GRPAT 'who asks for it requires TLS'
at 18 sslmode=disable
says 2 'sin TLS' 'who asks for no TLS is told so'
LD_LIBRARY_PATH=$lib HITO_CLUSTER=$TEST_TMP/s18/c PGSSLNEGOTIATION=direct \
	"$HITO" -d "postgresql:///hito?host=$TEST_TMP/s18/c/socket&\
port=$(cat "$TEST_TMP/s18/port")" \
	list oficinas >"$out" 2>"$errors" </dev/null
code=$?
says 0 GRPAT 'on a socket it is dropped'
tap_end
