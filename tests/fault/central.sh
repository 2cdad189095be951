#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands of hito-db(8) for copying a central server and for bringing it
# back, as they stand there: taken out of the page and run, from the server of
# TEST_URL to one that is new.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/page.sh"
shared=$HITO_CLUSTER
new=$TEST_TMP/new
mkdir "$TEST_TMP/copy" "$TEST_TMP/bin"
ln -s "$HITO" "$TEST_TMP/bin/hito"
export PATH=$TEST_TMP/bin:$TEST_PGBIN:$PATH

finish() {
	HITO_CLUSTER=$new "$HITO" db stop --quiet
	on "$shared" psql -X -q -d postgres -c 'drop database if exists registros with (force)'
}
trap finish EXIT

on() { # CLUSTER COMMAND...: as the superuser of that server, in the folder of the copy
	local cluster=$1
	shift
	(cd "$TEST_TMP/copy" && PGHOST=$cluster/socket PGUSER=hito_super "$@")
}
words='El servidor central se copia'
example man/hito-db.8 "$words" 1 >"$TEST_TMP/there.sh"
example man/hito-db.8 "$words" 2 >"$TEST_TMP/back.sh"
grep -q '^pg_dumpall --roles-only' "$TEST_TMP/there.sh" && grep -q '^pg_restore --create' "$TEST_TMP/back.sh"
ok $? 'the page has the commands'

hito report issue quarterly 2019-Q1 --plan 2018-2020 --preliminary
on "$shared" psql -X -q -d postgres -c "create database registros template $TEST_DB" >"$out" 2>"$errors"
ok $? 'a central server, with a report that was issued'
seen=$(hito list milestone --csv; cat "$out")
on "$shared" sh -e "$TEST_TMP/there.sh" >"$out" 2>"$errors"
ok $? 'it is copied'
[ "$(stat -c %a "$TEST_TMP/copy/registros.dump")" = 600 ]
ok $? 'for nobody else to read'

export HITO_CLUSTER=$new
"$HITO" db init --empty --quiet >"$out" 2>"$errors"
echo 'fsync = off' >>"$new/data/postgresql.conf"
"$HITO" db stop --quiet && "$HITO" db start --quiet
on "$new" psql -X -q -d postgres -c 'drop database hito with (force)' >>"$out" 2>&1
echo "select format('drop role %I', rolname) from pg_roles
	where rolname !~ '^pg_' and rolname <> 'hito_super' \\gexec" |
	on "$new" psql -X -q -A -t -d postgres >>"$out" 2>&1
[ "$(on "$new" psql -X -A -t -d postgres -c "select count(*) from pg_roles where rolname !~ '^pg_'")" = 1 ]
ok $? 'a new server, with nobody but its superuser'
on "$new" sh -e "$TEST_TMP/back.sh" >"$out" 2>"$errors"
ok $? 'it comes back'
! grep -v "role \"hito_super\" already exists" "$errors" | grep -q 'ERROR'
ok $? 'of the roles only the superuser was there'
! grep -q 'ROTO\|SIN GUARDIA' "$out" && grep -qE '^anclas +1$' "$out" && grep -q 'es el que se emitió' "$out"
ok $? 'audit, anchor and report verify'
[ "$(on "$new" "$HITO" -U "$TEST_ME" -d registros list milestone --csv 2>/dev/null)" = "$seen" ]
ok $? 'people see what they saw'
on "$new" "$HITO" -U "$TEST_ME" -d registros edit action_plan 2018-2020 --set 'title=Plan de vuelta' >"$out" 2>"$errors" </dev/null
ok $? 'and go on saving'

# What the page says to watch: one number each, and a quiet server stays below.
awk '/^\.Ss .*Qué vigilar/ { there = 1 } /^\.Ss Cuánto cabe/ { there = 0 } there && /^SELECT/' man/hito-db.8 >"$TEST_TMP/watch.sql"
[ "$(grep -c '' "$TEST_TMP/watch.sql")" -eq 9 ]
ok $? 'nine numbers to watch'
on "$new" psql -X -A -t -v ON_ERROR_STOP=1 -d registros -f "$TEST_TMP/watch.sql" >"$out" 2>"$errors"
ok $? 'the server answers each'
printf '%s\n' 80 300 1 60 1 50 1000 1440 35 | paste -d ' ' "$out" - |
	awk '$1 !~ /^[0-9]+$/ || $1 >= $2 { bad = 1 } END { exit bad || NR != 9 }'
ok $? 'below what is too much'
# Made new, as the page says: a base, its schema, its first secretariat.
example man/hito-db.8 'del usuario que administra' |
	sed "s/registros/otra/g; s/usuario/$TEST_ME/" >"$TEST_TMP/made.sh"
on "$new" sh -e "$TEST_TMP/made.sh" >"$out" 2>"$errors"
ok $? 'a new base as the page makes it'
on "$new" "$HITO" -U "$TEST_ME" -d otra board >"$out" 2>"$errors" </dev/null && grep -q ' SG ' "$out"
ok $? 'which she enters'
HITO_CLUSTER=$shared
tap_end
