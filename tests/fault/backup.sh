#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The drill: the private server is copied while somebody saves, restored where
# there is none, verified, worked in; and what may go wrong with a copy is a
# sentence, and nothing is lost by it. On a copy of the server of TEST_URL.
set -u
. "$(dirname "$0")/../lib/tap.sh"
folder=$TEST_TMP/servers
copy=$TEST_TMP/office.hito
started=()

# The server's programs but for some of our own: initdb that makes each cluster
# as the first one, quickly, and NAME that does what is asked.
real=$TEST_PGBIN
programs() { # FOLDER
	mkdir -p "$1" && ln -sf "$real"/* "$1" && rm "$1/initdb"
	cat >"$1/initdb" <<END
#!/bin/sh
data=\$2
if [ -d "$TEST_TMP/first/data" ]; then
	cp -a "$TEST_TMP/first/data" "\$data"
else
	"$real/initdb" "\$@" -N && echo 'fsync = off' >>"\$data/postgresql.conf" &&
		cp -a "\$data" "$TEST_TMP/first/data"
fi
END
	chmod 755 "$1/initdb"
}
instead() { # FOLDER NAME COMMANDS: in its place
	programs "$1"
	rm -f "$1/$2"
	printf '#!/bin/sh\n%s\n' "$3" >"$1/$2"
	chmod 755 "$1/$2"
}
mkdir "$folder" "$TEST_TMP/first"
chmod 777 "$folder" "$TEST_TMP/first"
chmod 755 "$TEST_TMP"
programs "$TEST_TMP/bin"
export HITO_PGBIN=$TEST_TMP/bin

finish() {
	local c
	[ -z "${saver:-}" ] || kill "$saver" 2>/dev/null
	for c in "${started[@]}"; do
		HITO_CLUSTER=$c "$HITO" db stop --quiet 2>/dev/null
	done
	umount "$TEST_TMP/small" 2>/dev/null
	:
}
trap finish EXIT

hito() { # on the private server of HITO_CLUSTER
	"$HITO" "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$errors"
	ok $? "$3"
}
one() { # SQL: as the superuser
	"$real/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$("$HITO" db url --super)" -c "$1"
}
nothing_made() { # FOLDER
	[ -z "$(ls "$folder" | grep -v '^office')" ] && [ ! -e "$1" ]
}
size() { stat -c %s "$1"; }

# --- an office at work: the demonstration, a clerk, an issued report

office=$folder/office
"$HITO" db stop --quiet
cp -a "$HITO_CLUSTER" "$office"
"$HITO" db start --quiet
shared=$HITO_CLUSTER
export HITO_CLUSTER=$office
started+=("$office")
"$HITO" db start --quiet
super=$("$HITO" db url --super)
"$real/psql" -X -q -v ON_ERROR_STOP=1 -d "${super%/*}/postgres" \
	-c 'drop database hito with (force)' -c 'create database hito template t_demo'
"$HITO" user add clara 'Una secretaria' <<<'una clave larga' >"$out" 2>"$errors" &&
	"$HITO" user grant clara GRTPE enter >"$out" 2>"$errors" </dev/null
ok $? 'a clerk of the labour office'
hito report issue quarterly 2019-Q1 --plan 2018-2020 --preliminary
[ "$code" -eq 0 ] && one "select audit.seal()" >"$out"
ok $? 'an issued report and a seal'
hito db audit --anchor
cp "$out" "$TEST_TMP/anchors"
sees() { # what she has on the screen and may do
	"$HITO" -U clara list milestone --csv
	"$HITO" -U clara list dispute --csv
	"$HITO" -U clara edit milestone 2018-2020/1.1 --set notes=x 2>&1
	"$HITO" user list --json
	"$HITO" report print 1 --format pdf | sha256sum
} </dev/null 2>&1
sees >"$TEST_TMP/before"
[ -s "$TEST_TMP/before" ]
ok $? 'what she sees there'

# --- copied while somebody saves

saves() { one "select row_version from plan.action_plan where plan_code = '2018-2020'"; }
saving() {
	local i=0
	while "$HITO" edit action_plan 2018-2020 --set "title=Plan $((i += 1))"; do :; done
}
before=$(saves)
saving >"$TEST_TMP/saving" 2>&1 </dev/null &
saver=$!
while [ "$(saves)" = "$before" ] && kill -0 "$saver"; do :; done
hito db backup "$copy"
says 0 "copiado en $copy" 'copied while somebody saves'
kill "$saver"
wait "$saver" 2>/dev/null
saver=
[ "$(saves)" -gt "$((before + 1))" ]
ok $? 'who goes on'
[ "$(stat -c %a "$copy")" = 600 ]
ok $? 'nobody else reads it'
mkdir "$TEST_TMP/inside" && tar xf "$copy" -C "$TEST_TMP/inside" &&
	(cd "$TEST_TMP/inside" && sha256sum --quiet -c SHA256SUMS && "$real/pg_restore" -l database.dump) >"$out" 2>"$errors"
ok $? 'tar, sha256sum and pg_restore read it'
sum=$(sha256sum <"$copy")
hito db backup "$copy"
says 1 'Ya existe' 'a copy is not written over another'
[ "$(sha256sum <"$copy")" = "$sum" ]
ok $? 'which stays as it was'
hito db restore "$copy"
says 1 'Ya hay un servidor privado' 'it is not restored over data'
grep -q -- '--aside' "$errors" && [ "$(one 'select count(*) from plan.milestone')" -gt 0 ]
ok $? 'which says what to do, and the data stay'
hito -d "$("$HITO" db url)" db backup "$TEST_TMP/central"
says 1 'hito-db(8)' 'of a central server the manual has the commands'
hito db backup "$TEST_TMP/none/x.hito"
says 1 'No se puede grabar' 'a folder that is not there is said'
hito db backup
says 1 'Falta decir qué archivo' 'as is a missing name'

# --- what may be wrong with a file

export HITO_CLUSTER=$folder/new
broken=$TEST_TMP/broken
wrong=0
: >"$TEST_TMP/all"
dump=$(grep -abo -m 1 'database.dump' "$copy" | head -n 1 | cut -d: -f1)
end=$(size "$copy")
for at in 0 1 511 512 600 2048 $((dump + 100)) $((dump + 600)) $((end / 2)) \
	$((end - 2049)) $((end - 1024)) $((end - 1)); do
	head -c "$at" "$copy" >"$broken"
	hito db restore "$broken"
	cat "$errors" >>"$TEST_TMP/all"
	[ "$code" -eq 1 ] && grep -qE 'está cortado|no es una copia hecha' "$errors" &&
		nothing_made "$HITO_CLUSTER" || wrong=$at
done
[ "$wrong" = 0 ]
ok $? "a file that was cut is refused before anything is touched ($wrong)"
wrong=0
for at in 0 100 130 150 500 520 800 1023 $((dump + 130)) $((dump + 700)) \
	$((end / 2)) $((end - 1200)) $((end - 1600)) $((end - 700)) $((end - 1)); do
	cp "$copy" "$broken"
	byte=$(od -An -tu1 -j "$at" -N 1 "$copy")
	printf "\\x$(printf %x $((byte ^ 1)))" |
		dd of="$broken" bs=1 seek="$at" conv=notrunc status=none
	hito db restore "$broken"
	cat "$errors" >>"$TEST_TMP/all"
	[ "$code" -eq 1 ] && [ -s "$errors" ] && nothing_made "$HITO_CLUSTER" || wrong=$at
done
[ "$wrong" = 0 ]
ok $? "so is one with a byte changed ($wrong)"
cp "$copy" "$broken"
echo more >>"$broken"
hito db restore "$broken"
says 1 'no es como se grabó' 'and one with more behind it'
newer() { # FROM TO WORDS TITLE
	sed "1,40s|$1|$2|" "$copy" >"$broken"
	hito db restore "$broken"
	says 1 "$3" "$4"
}
newer 'hito-backup 1' 'hito-backup 2' 'más nuevo que lo instalado' 'a file of a newer edition'
newer 'schema/0' 'schema/8' 'más nuevo que lo instalado' 'one of a newer schema'
newer "^postgresql .." 'postgresql 99' 'PostgreSQL 99' 'one of a newer server'
echo 'select 1;' >"$broken"
hito db restore "$broken"
says 1 'no es una copia hecha con hito db backup' 'something else'
hito db restore "$TEST_TMP"
says 1 "$TEST_TMP" 'a folder'
hito db restore "$TEST_TMP/none"
says 1 'No se puede abrir' 'none at all'
nothing_made "$HITO_CLUSTER"
ok $? 'nothing came of any'
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	setpriv --reuid=65534 --regid=65534 --clear-groups "$HITO" db restore "$copy" \
		>"$out" 2>"$errors" </dev/null
	code=$?
else
	chmod 000 "$copy"
	hito db restore "$copy"
	chmod 600 "$copy"
fi
says 1 "$copy" 'without the right to read it: said'

# --- no room

export HITO_CLUSTER=$office
(
	trap '' XFSZ
	ulimit -f 200
	"$HITO" db backup "$TEST_TMP/full.hito" >"$out" 2>"$errors" </dev/null
)
code=$?
says 1 'No se puede grabar' 'no room for the copy is said'
[ -z "$(ls "$TEST_TMP" | grep '^full')" ]
ok $? 'and leaves nothing'
export HITO_CLUSTER=$folder/new
instead "$TEST_TMP/fullbin" pg_restore \
	'head -c 5000 >/dev/null; echo "pg_restore: error: could not extend file: No space left on device" >&2; exit 1'
HITO_PGBIN=$TEST_TMP/fullbin hito db restore "$copy"
says 1 'se llenó' 'no room for the server too'
nothing_made "$HITO_CLUSTER"
ok $? 'and leaves none'

# --- an interrupt

until_there() { # COMMAND...
	while ! "$@" >/dev/null 2>&1 && kill -0 "$child" 2>/dev/null; do :; done
}
begun() { compgen -G "$TEST_TMP/cut.hito.*" && [ -s "$(compgen -G "$TEST_TMP/cut.hito.*")" ]; }
interrupted() { # ARGUMENT...: until something is there
	"$HITO" db "$@" >"$out" 2>"$errors" </dev/null &
	child=$!
}
instead "$TEST_TMP/slowbin" pg_dump "echo begun; touch '$TEST_TMP/first/dumping'; exec tail -f /dev/null"
rm "$TEST_TMP/slowbin/pg_restore"
printf '#!/bin/sh\nhead -c 1000 >/dev/null\ntouch "%s"\nexec tail -f /dev/null\n' \
	"$TEST_TMP/first/restoring" >"$TEST_TMP/slowbin/pg_restore"
chmod 755 "$TEST_TMP/slowbin/pg_restore"
HITO_CLUSTER=$office HITO_PGBIN=$TEST_TMP/slowbin interrupted backup "$TEST_TMP/cut.hito"
until_there test -e "$TEST_TMP/first/dumping"
kill -INT "$child"
wait "$child"
code=$?
says 130 'Cancelado' 'an interrupt ends a copy'
[ -z "$(ls "$TEST_TMP" | grep '^cut')" ]
ok $? 'and leaves nothing'
HITO_PGBIN=$TEST_TMP/slowbin interrupted restore "$copy"
until_there test -e "$TEST_TMP/first/restoring"
kill -INT "$child"
wait "$child"
code=$?
says 130 'Cancelado' 'and a restore'
nothing_made "$HITO_CLUSTER"
ok $? 'which leaves no server'

# --- restored where there is none

started+=("$folder/new")
hito db restore "$copy"
says 0 'la copia está restaurada' 'restored'
cp "$out" "$TEST_TMP/told"
grep -qE '^personas +2$' "$TEST_TMP/told" && grep -qE '^informes +1$' "$TEST_TMP/told" &&
	grep -qE '^sellados +[1-9]' "$TEST_TMP/told" && ! grep -qE 'ROTO|SIN GUARDIA' "$TEST_TMP/told"
ok $? 'what came back is counted and verified'
[ "$(one 'select count(*) from audit.change')" = "$(sed -n 's/^rows audit.change //p' "$TEST_TMP/inside/edition")" ]
ok $? 'the history whole'
hito db audit --verify --anchor "$TEST_TMP/anchors"
[ "$code" -eq 0 ]
ok $? 'the audit verifies, with the anchor of before'
hito report verify 1
[ "$code" -eq 0 ] || ! grep -q 'bytes guardados\|datos o las reglas' "$out"
ok $? 'the issued report is the one that was issued'
sees >"$TEST_TMP/after"
cmp "$TEST_TMP/before" "$TEST_TMP/after" >"$out" 2>"$errors"
ok $? 'the clerk sees what she saw, and may do what she might'
one "select rolpassword like 'SCRAM%' and rolconnlimit = 3 from pg_authid where rolname = 'clara'" | grep -qx t
ok $? 'with her password and her limit of connections'
hito db status
[ "$code" -eq 0 ]
ok $? 'it is as if made here'
hito edit action_plan 2018-2020 --set 'title=Plan restaurado'
[ "$code" -eq 0 ] && one "select audit.seal()" >"$out" && hito db audit --verify && [ "$code" -eq 0 ]
ok $? 'saving goes on, sealed and verified'
hito user revoke clara GRTPE enter
[ "$code" -eq 0 ] && ! "$HITO" -U clara list milestone --csv </dev/null >"$out" 2>"$errors"
ok $? 'a right that was given there is taken here'

# --- over one that is there

HITO_PGBIN=$TEST_TMP/fullbin hito db restore --aside "$copy"
says 1 'se llenó' 'what fails with --aside'
[ "$(one "select title from plan.action_plan where plan_code = '2018-2020'")" = 'Plan restaurado' ] &&
	[ "$(ls "$folder" | tr '\n' ' ')" = 'new office ' ]
ok $? 'leaves the one that is there at work'
hito db restore --aside "$copy"
says 0 'el que había está en' 'with --aside it takes the place'
[ "$(one "select title from plan.action_plan where plan_code = '2018-2020'")" != 'Plan restaurado' ]
ok $? 'of the one that was there'
HITO_CLUSTER=$(compgen -G "$folder/new.before-*")
started+=("$HITO_CLUSTER")
"$HITO" db start --quiet
[ "$(one "select title from plan.action_plan where plan_code = '2018-2020'")" = 'Plan restaurado' ]
ok $? 'which is whole where it was put'
HITO_CLUSTER=$shared
tap_end
