#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server that only follows another: a copy of the cluster kept in recovery.
# The first screen, lists, records and reports are read from it as from the
# other, and what would write says why not.
set -u
echo 1..11

result() { # NUMBER TEXT GOT PATTERN
	if [[ $3 =~ $4 ]]; then
		echo "ok $1 - $2"
	else
		printf 'not ok %s - %s\n# got: %s\n# wanted: %s\n' "$1" "$2" "$3" "$4"
	fi
}
start='select count(*) > 3 from core.start(null, null)'
db=${TEST_URL##*/}
here=$HITO_CLUSTER
whole=$("$HITO" -d "$TEST_URL" list milestone --csv 2>&1)
"$HITO" db stop --quiet
copy=$(dirname "$here")/follower
cp -a "$here" "$copy"
touch "$copy/data/standby.signal"
"$HITO" db start --quiet
export HITO_CLUSTER=$copy
"$HITO" db start --quiet
url=$("$HITO" db url)
url=${url%/*}/$db
result 1 "it is a standby" "$("$TEST_PGBIN/psql" -X -At -d "$url" -c 'select pg_is_in_recovery()')" '^t$'
result 2 "the first screen is answered" "$("$TEST_PGBIN/psql" -X -At -d "$url" -c "$start" 2>&1)" '^t$'
result 3 "and the board printed" "$("$HITO" -d "$url" board 2>&1)" 'PRUEBA'
[ "$("$HITO" -d "$url" list milestone --csv 2>&1)" = "$whole" ]
result 4 "a list is the same" "$?" '^0$'
result 5 "a record" "$("$HITO" -d "$url" show milestone 2018-2020/1.1 2>&1)" '2018-2020'
result 6 "a report" "$("$HITO" -d "$url" report quarterly 2018-Q4 --plan 2018-2020 2>&1)" 'PRUEBA'
result 7 "what writes says why not" \
	"$("$HITO" -d "$url" edit milestone 2018-2020/1.1 --set notes=x 2>&1; echo "exit $?")" 'lectura.*exit [1-9]|recuperaci.*exit [1-9]'
both="host=${HITO_CLUSTER}/socket,/nowhere port=5432,5432 dbname=$db"
result 8 "asked for a copy, a list says how old it is" \
	"$("$HITO" -d "$url" --standby list milestone --csv 2>&1 >/dev/null)" 'copia: lo último|no se sabe de cuándo'
[ "$("$HITO" -d "$url" --standby --quiet list milestone --csv 2>&1)" = "$whole" ]
result 9 "and the rows are the same" "$?" '^0$'
result 10 "one of two servers is enough" "$("$HITO" -d "$both" --standby show milestone 2018-2020/1.1 2>&1)" '2018-2020'
"$HITO" db stop --quiet
export HITO_CLUSTER=$here
result 11 "from the other nothing is written when a copy was asked for" \
	"$("$HITO" -d "$TEST_URL" --standby edit milestone 2018-2020/1.1 --set notes=x 2>&1; echo "exit $?")" 'ninguna copia.*olo lectura.*exit [1-9]'
rm -rf "$copy"
