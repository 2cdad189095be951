#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito user: people come and go, passwords travel as verifiers only.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
login=t_user_$$
hito() { # standard input is the caller's
	"$HITO" "$TEST_URL" "$@" >"$out" 2>&1
	code=$?
}
super() { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" -c "$1"; }
finish() { super "drop role if exists $login" >/dev/null 2>&1; }
trap finish EXIT
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}
office=$(super "select office_code from core.office where root")

hito user add $login 'Ñusta Pérez' <<<'una clave larga'
says 0 "$login" 'a person is added'
super "select rolpassword from pg_authid where rolname = '$login'" |
	grep -q '^SCRAM-SHA-256\$'
ok $? 'with a verifier, not a password'
[ "$(super "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = '$login'")" = f ]
ok $? 'and no power over the server'
hito user add $login <<<'una clave larga'
says 3 'ya existe' 'not twice'
hito user password $login <<<'corta'
says 1 '8 caracteres' 'a short password is refused'
hito user password $login <<<'otra clave larga'
says 0 'contraseña' 'a password is changed'
hito -U $login list milestone </dev/null
says 3 'todavía no tiene ningún permiso' 'she who has no right yet is told so'
hito user grant $login "$office" enter </dev/null
says 0 "$login" 'a right is given'
hito user list --json </dev/null
[ "$code" -eq 0 ] && grep -q '^ {"login": ".*"kind": "enter"' "$out"
ok $? 'the list in JSON'
hito user list --nada </dev/null
[ "$code" -eq 1 ]
ok $? 'and nothing else behind it'
hito user list </dev/null
grep "$login" "$out" | grep -q hito_clerk
ok $? 'and listed with its group'
head -n 1 "$out" | grep -q '^Usuario .*Grupos'
ok $? 'under headings'
hito -U $login --office NOWHERE list milestone </dev/null
says 1 'no trabaja en la oficina «NOWHERE»' 'an office that is not hers is refused'
grep -q "suyas: $office" "$out"
ok $? 'and hers are named'
hito user grant $login NOWHERE enter </dev/null
[ "$code" -ne 0 ] && grep -q NOWHERE "$out"
ok $? 'an office that is not there is named'
grep -q HT0 "$out"
[ $? -eq 1 ]
ok $? 'without a code that says nothing'
hito user grant $login "$office" everything </dev/null
[ "$code" -ne 0 ] && grep -qF 'El permiso «everything» no existe: use ingresar, presentar, cargar, leer o secretaria.' "$out"
ok $? 'a right that is not there is named, and those there are in her language'
hito user grant $login "$office" Leer </dev/null
says 0 "$login" 'a right by its Spanish name'
hito user list </dev/null
grep "$login .* $office .*leer " "$out" >/dev/null
ok $? 'by which it is listed'
hito user list --json </dev/null
grep -q "\"$login\".*\"kind\": \"read\"" "$out"
ok $? 'and by the other where a program reads'
hito user revoke $login "$office" leer </dev/null
says 0 "$login" 'and taken back'
hito -U $login user grant $login "$office" batch </dev/null
says 3 'permiso' 'she cannot give herself more'
hito user revoke $login "$office" enter </dev/null
says 0 "$login" 'a right is taken back'
hito user grant postgres "$office" enter </dev/null
[ "$code" -ne 0 ]
ok $? 'nothing is given to a role that is not ours'
tap_end
