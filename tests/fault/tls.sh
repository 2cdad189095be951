#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Off the machine nothing is sent to a server that cannot prove who it is:
# wrong authority, wrong name, TLS stripped, no channel binding. The address
# 127.0.0.2 stands for another machine.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/page.sh"
export HITO_CLUSTER=$TEST_TMP/c
port=$((20000 + $$ % 10000))
pki=$TEST_TMP/pki

finish() { "$HITO" db stop --quiet 2>/dev/null; }
trap finish EXIT

# central KEYWORDS...: the list of people through that connection
central() {
	PGPASSWORD='clave de prueba' "$HITO" -d "host=central \
hostaddr=127.0.0.2 port=$port dbname=hito user=remota $*" user list \
		>"$out" 2>&1 </dev/null
	code=$?
}
# doctor KEYWORDS...: what it says of the line
doctor() {
	PGPASSWORD='clave de prueba' "$HITO" -d "host=central \
hostaddr=127.0.0.2 port=$port dbname=hito user=remota $*" doctor --json \
		</dev/null 2>&1 | grep '"check": "tls"' >"$out"
}
finds() { # STATE WORDS TITLE
	grep -F "\"state\": \"$1\"" "$out" | grep -qF -- "$2"
	ok $? "$3"
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}

authority() { # NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 2 -subj "/CN=$1" -keyout "$pki/$1.key" -out "$pki/$1.crt" \
		2>/dev/null
}
certificate() { # NAME
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj "/CN=$1" -keyout "$pki/$1.key" -out "$pki/$1.csr" \
		2>/dev/null
	printf 'subjectAltName=DNS:%s\n' "$1" >"$pki/$1.ext"
	openssl x509 -req -in "$pki/$1.csr" -CA "$pki/authority.crt" \
		-CAkey "$pki/authority.key" -CAcreateserial -days 2 \
		-extfile "$pki/$1.ext" -out "$pki/$1.crt" 2>/dev/null
}
# serve NAME|off: the server with that certificate, or without TLS
serve() {
	"$HITO" db stop --quiet
	if [ "$1" = off ]; then
		echo 'ssl = off' >"$HITO_CLUSTER/data/tls.conf"
	else
		cp "$pki/$1.crt" "$HITO_CLUSTER/data/server.crt"
		cp "$pki/$1.key" "$HITO_CLUSTER/data/server.key"
		chmod 600 "$HITO_CLUSTER/data/server.key"
		echo 'ssl = on' >"$HITO_CLUSTER/data/tls.conf"
	fi
	chown --reference="$HITO_CLUSTER/data" "$HITO_CLUSTER"/data/server.* \
		"$HITO_CLUSTER/data/tls.conf"
	# The first that is free, below those that the system gives away.
	local last=$((port + 20))
	until echo "port = $port" >"$HITO_CLUSTER/data/port.conf" &&
		"$HITO" db start --quiet; do
		port=$((port + 1))
		[ "$port" -lt "$last" ] || exit 1
	done
}

mkdir "$pki"
authority authority
authority stranger
certificate central
certificate otro
"$HITO" db init --empty --quiet >"$out" 2>&1 || {
	echo "Bail out! no server"
	exit 1
}
printf '%s\n' "listen_addresses = '127.0.0.2'" "include = 'port.conf'" \
	"include = 'tls.conf'" >>"$HITO_CLUSTER/data/postgresql.conf"
: >"$HITO_CLUSTER/data/tls.conf"
echo "port = $port" >"$HITO_CLUSTER/data/port.conf"
echo 'host all all 127.0.0.0/8 scram-sha-256' >"$TEST_TMP/hba"
cat "$HITO_CLUSTER/data/pg_hba.conf" >>"$TEST_TMP/hba"
cat "$TEST_TMP/hba" >"$HITO_CLUSTER/data/pg_hba.conf"
me=$(id -un)
"$HITO" user add remota 'Desde lejos' <<<'clave de prueba' >"$out" 2>&1
"$HITO" user grant remota SG batch >>"$out" 2>&1
ok $? 'somebody who enters from afar'

serve central
central "sslrootcert=$pki/authority.crt"
says 0 "$me" 'the right server is entered'
central "sslrootcert=$pki/authority.crt" sslmode=verify-ca
says 0 "$me" 'what the person says of TLS counts'
central "sslrootcert=$pki/authority.crt" sslmode=disable
says 2 'sin TLS' 'a connection that asks for none is told so'
doctor "sslrootcert=$pki/authority.crt"
finds good 'se comprueba' 'the doctor finds it well guarded'
doctor sslmode=require channel_binding=disable
finds warning 'no se comprueba' 'and warns where nobody looks who the server is'
central
says 2 'autoridad' 'without the certificate of the authority nothing is sent'
central "sslrootcert=$pki/stranger.crt"
says 2 'certificado' 'another authority is refused'
serve otro
central "sslrootcert=$pki/authority.crt"
says 2 'otro servidor' 'another name is refused'
serve off
central "sslrootcert=$pki/authority.crt"
says 2 'TLS' 'a line stripped of TLS is refused'
doctor sslmode=disable channel_binding=disable
finds bad 'sin cifrar' 'and one that goes without is called bad'
serve central
sed -i '1s/scram-sha-256/password/' "$HITO_CLUSTER/data/pg_hba.conf"
serve central
central "sslrootcert=$pki/authority.crt"
says 2 'identidad' 'a server that asks for the words of the password is refused'

# The commands and lines of hito-db(8), as they stand there.
mkdir "$pki/page"
example man/hito-db.8 'no se queda en el servidor' | sed 's/localhost/central/g' >"$pki/page.sh"
(cd "$pki/page" && sh -e ../page.sh) >"$out" 2>&1 && [ -s "$pki/page/server.crt" ]
ok $? 'the page makes an authority and a certificate'
cp "$pki/page/server.crt" "$pki/page.crt"
cp "$pki/page/server.key" "$pki/page.key"
{
	example man/hito-db.8 'por la red solo con TLS' | sed 's/registros/hito/' | grep -v '^local'
	grep '^local' "$TEST_TMP/hba"
} >"$HITO_CLUSTER/data/pg_hba.conf"
grep -q '^hostssl' "$HITO_CLUSTER/data/pg_hba.conf"
ok $? 'and says who enters'
serve page
central "sslrootcert=$pki/page/raiz.crt"
says 0 "$me" 'with them the server is entered'
central "sslrootcert=$pki/page/raiz.crt" sslmode=disable channel_binding=disable
[ "$code" -ne 0 ]
ok $? 'and by nobody without TLS'
! grep -rq 'clave de prueba' "$HITO_CLUSTER/log" "$XDG_STATE_HOME"
ok $? 'no log has seen the password'
tap_end
