#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tls_server.sh FOLDER WORD: a demonstration of its own in FOLDER/c that is
# entered over TCP with TLS and SCRAM, the caller's role with that password;
# its port in FOLDER/port, 127.0.0.2 stands for another machine. Whoever asked
# for it stops it.
set -eu
export HITO_CLUSTER="$1/c"
data=$HITO_CLUSTER/data
"$HITO" db init --demo --quiet
"$TEST_PGBIN/psql" -X -q -d "$("$HITO" db url --super)" \
	-c "alter role \"$(id -un)\" password '$2'"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
	-subj /CN=localhost -keyout "$data/server.key" \
	-out "$data/server.crt" 2>/dev/null
chmod 600 "$data/server.key"
chown --reference="$data" "$data/server.key" "$data/server.crt"
printf '%s\n' "listen_addresses = '127.0.0.1,127.0.0.2'" "include = 'port.conf'" \
	'ssl = on' >>"$data/postgresql.conf"
echo 'hostssl all all 127.0.0.0/8 scram-sha-256' >"$1/hba"
cat "$data/pg_hba.conf" >>"$1/hba"
cat "$1/hba" >"$data/pg_hba.conf"
"$HITO" db stop --quiet
# The first that is free, below those that the system gives away.
port=$((20000 + $$ % 10000))
until echo "port = $port" >"$data/port.conf" && "$HITO" db start --quiet; do
	port=$((port + 1))
	[ "$port" -lt 32000 ]
done
echo "$port" >"$1/port"
