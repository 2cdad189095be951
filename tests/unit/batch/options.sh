#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line: options before and after the subcommand, exit codes,
# locales that are missing. The server's address comes in TEST_URL.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
hito() {
	"$HITO" "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}
ends() { # CODE WORDS TITLE: WORDS on standard error, or output when CODE is 0
	local where=$errors
	[ "$1" -ne 0 ] || where=$out
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$where"
	ok $? "$3"
}
db=${TEST_URL##*/}
socket=$HITO_CLUSTER/socket

hito --version
ends 0 'hito 0.' '--version'
hito --help
ends 0 'Opciones' '--help'
hito -?
ends 0 'Opciones' '-?, since -h is the host'
hito import --help
ends 0 'REGISTRO ARCHIVO' '--help of a subcommand'
missing=
for word in $(sed -n 's/.*{ "\([a-z0-9-]*\)",.*OPTION.*/\1/p' src/batch/import.c); do
	grep -qF -- "[--$word" "$out" || missing="$missing --$word"
done
[ -z "$missing" ] || echo "not in import --help:$missing" >"$errors"
[ -z "$missing" ]
ok $? 'that of import names every option'
hito user list
ends 0 "$TEST_ME" 'the private server where no connection is given'
hito -h "$socket" -d "$db" user list
ends 0 "$TEST_ME" 'options before the subcommand'
hito user list -h "$socket" --dbname="$db"
ends 0 "$TEST_ME" 'options after it'
hito "$TEST_URL" user list
ends 0 "$TEST_ME" 'a URI before the subcommand'
hito -d "host=$socket dbname=$db" usuario list
ends 0 "$TEST_ME" 'a keyword string, the Spanish name'
PGHOST=$socket PGDATABASE=$db hito user list
ends 0 "$TEST_ME" 'PG* variables'
printf '[here]\nhost=%s\ndbname=%s\n' "$socket" "$db" >"$TEST_TMP/service"
PGSERVICEFILE=$TEST_TMP/service hito -d service=here user list
ends 0 "$TEST_ME" 'a service'

hito --nonsense
ends 1 '--nonsense' 'an unknown option is named'
hito --lang fr user list
ends 1 'No se conoce el idioma «fr»' 'so is an unknown language'
hito list hito --csv --json
ends 1 'no van juntos' 'two shapes of one list are refused'
hito improt
ends 1 'hito import' 'one word that leads nowhere may be an order mistyped'
hito lsitar hito
ends 1 'hito listar' 'an order mistyped: the nearest is named'
hito user
ends 1 'Falta' 'a subcommand without its words'
hito db nonsense
ends 1 'nonsense' 'an unknown verb is named'
hito --size 80by24
ends 1 '80x24' 'a size that is none'
hito -d
ends 1 '-d' 'an option without its value'
hito -h "$socket" -d no_such_database user list
ends 2 'no tiene esa base de datos' 'no such database'
hito -h /no/such/folder user list
ends 2 'Ningún servidor' 'no server'
hito -d "$db" -h "$socket" -U no_such_person user list
ends 3 'no deja entrar' 'no such person'
hito -d postgres -h "$socket" board
ends 3 'no tiene el esquema' 'a database without our schema'

hito list hito --nonsense
ends 1 'No existe la opción «--nonsense»' 'one of a subcommand'
hito list hito commitment
ends 1 'Sobra «commitment»' 'a word too much'
hito list hito --limit
ends 1 'A --limit le falta el valor' 'an option of a subcommand without its value'
hito list hito --json=yes
ends 1 'La opción --json no lleva valor' 'a flag takes no value'
hito -h "$socket" -d "$db" list hito --tope=1 --columnas plan_code,position --csv
[ "$code" -eq 0 ] && [ "$(wc -l <"$out")" -eq 2 ]
ok $? 'options in Spanish, with an equals sign and without'
hito -h "$socket" -d "$db" show --json -- hito 2018-2020/3.1
ends 0 '"register": "milestone"' 'two dashes end the options'
hito show -- hito --json
ends 1 'no es una clave' 'behind them a dash is a word'

hito list nonsense
[ "$code" -eq 1 ] && [ ! -s "$out" ]
ok $? 'errors leave standard output alone'
env LC_ALL=xx_YY.UTF-8 "$HITO" user list >"$out" 2>"$errors"
code=$?
ends 0 "$TEST_ME" 'a locale that is missing'
env -u LC_ALL -u LANG "$HITO" user list >"$out" 2>"$errors"
code=$?
ends 0 "$TEST_ME" 'no locale at all'
env LC_ALL=C "$HITO" -h /no/such/folder user list \
	>"$out" 2>"$errors"
code=$?
ends 2 'Ningún' 'sentences keep their accents in the locale C'
"$HITO" user list >/dev/full 2>"$errors"
[ $? -eq 1 ] || [ ! -e /dev/full ]
ok $? 'data that cannot be written is a failure'
"$HITO" user list >/dev/full 2>"$errors"
[ "$(grep -c "^hito:" "$errors")" -eq 1 ] || [ ! -e /dev/full ]
ok $? 'that is said once'
"$HITO" user list >&- 2>"$errors"
[ $? -eq 1 ] && grep -q 'No se puede escribir la salida' "$errors"
ok $? 'a closed output is a failure, and no place for the connection'

# The office and the way of dates are settings of the connection: where others
# arrive, nothing is read or saved as of another office.
sql -c "insert into core.office (office_code, office_name, office_id) values ('OTRA', 'Otra oficina', core.root_office())"
sql -c "insert into core.member (login, office_id, kind) select '$TEST_ME', id, 'enter' from core.office where office_code = 'OTRA'"
PGOPTIONS='-c hito.office=OTRA' hito -d "$TEST_URL" --office GRPAT board
[ $code -ne 0 ] && grep -q 'se pidió la oficina GRPAT y el servidor abrió OTRA' "$errors" && [ ! -s "$out" ]
ok $? 'another office than the one asked for is not worked in'
PGOPTIONS='-c hito.office=' hito -d "$TEST_URL" --office GRPAT board
[ $code -ne 0 ] && grep -q 'se pidió la oficina GRPAT y el servidor abrió -' "$errors"
ok $? 'nor none, where it is one of hers'
hito -d "$TEST_URL" --office OTRA list action_plan
[ $code -eq 0 ]
ok $? 'the one asked for is'
PGOPTIONS='-c datestyle=German' hito -d "$TEST_URL" --office GRPAT list milestone
[ $code -ne 0 ] && grep -q 'escribe las fechas de otro modo' "$errors" && [ ! -s "$out" ]
ok $? 'dates written otherwise are not read'

# What --help lists, hito(1) explains.
"$HITO" --help >"$out" 2>"$errors"
missing=
for word in $(sed -n 's/^  hito \([a-z]*\) .*/\1/p' "$out"); do
	grep -q "^\.It Nm .*Cm $word\b" man/hito.1 || missing="$missing $word"
done
for word in $(sed -n 's/^  .. *--\([a-z0-9-]*\).*/\1/p' "$out"); do
	grep -q "Fl -$word\b" man/hito.1 || missing="$missing --$word"
done
for word in $(sed -n 's/.*{ "[a-z0-9-]*", "\([a-z-]*\)", *OPTION.*/\1/p' \
	src/batch/*.c src/main.c); do
	grep -q "Fl -$word\b" man/hito.1 || missing="$missing --$word"
done
[ -z "$missing" ] || echo "not in hito(1):$missing" >"$errors"
[ -z "$missing" ]
ok $? 'hito(1) has every subcommand and every option'
tap_end
