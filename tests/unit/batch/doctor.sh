#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito doctor: what is not well on either side is a line with what to do, and
# the exit code tells the worst.
set -u
. "$(dirname "$0")/../../lib/tap.sh"
login=t_doctor_$$
finish() { sql -c "drop owned by $login" -c "drop role if exists $login" >/dev/null 2>&1; }
trap finish EXIT

alone() { # [NAME=VALUE]... [ARGUMENT]...: where there is no server
	env HITO_CLUSTER="$TEST_TMP/none" "$@" >"$out" 2>"$errors" </dev/null
	code=$?
}
finds() { # CODE STATE CHECK WORDS TITLE: in JSON
	[ "$code" -eq "$1" ] &&
		grep -F "\"check\": \"$3\", \"state\": \"$2\"" "$out" | grep -qF -- "$4"
	ok $? "$5"
}
remedied() { # no warning and nothing bad without a remedy
	! grep -E '"state": "(warning|bad)"' "$out" | grep -q '"remedy": null'
}
doctor="$HITO doctor --json"

# --- the person's side, which needs no server

alone $doctor
finds 0 unseen server 'ningu' 'without a server that is said, and nothing is wrong'
grep -q '"check": "state", "state": "good"' "$out" && grep -q '"check": "hito-pdf.so", "state": "good"' "$out"
ok $? 'the rest is looked at'
[ "$(grep -vc '^{"side": "\(person\|server\)", "check": ".*", "state": ".*", "text": ".*", "remedy": .*}$' "$out")" = 0 ]
ok $? 'one object a line'
[ ! -e "$TEST_TMP/none" ]
ok $? 'none is made'
alone "$HITO" doctor
grep -q '^bien  *idioma  *La configuración' "$out" && grep -q '^sin ver  *servidor' "$out" &&
	tail -n 1 "$out" | grep -qE '^bien [0-9]+, avisos 0, mal 0, sin ver 2$'
ok $? 'as a person reads it, with a sum'
alone "$HITO" --quiet revisar
[ "$code" -eq 0 ] && ! grep -q '^bien' "$out"
ok $? 'quiet: only what is not well'
alone "$HITO" --lang en doctor
grep -q '^unseen  *server' "$out"
ok $? 'in English'
alone "$HITO" doctor --nada
[ "$code" -eq 1 ]
ok $? 'a word too much is not overlooked'
alone LC_ALL=C $doctor
finds 4 warning locale 'no es UTF-8' 'a locale that is not UTF-8'
remedied
ok $? 'with what to do'
alone LC_ALL=xx_YY.UTF-8 $doctor
finds 4 warning locale 'no está instalada' 'one that is not installed'
alone TERM= $doctor
finds 4 warning terminal 'TERM está vacía' 'a terminal without a name'
alone TERM=no-such-terminal $doctor
finds 3 bad terminal 'no se conoce' 'one that is not known'
alone TERM=dumb $doctor
finds 3 bad terminal 'no puede mover el cursor' 'one without a screen'
if infocmp vt100 >"$TEST_TMP/info" 2>/dev/null && command -v tic >/dev/null; then
	sed 's/^vt100[^,]*/t-lacks/; s/kf3=[^,]*, *//' "$TEST_TMP/info" >"$TEST_TMP/lacks"
	mkdir "$TEST_TMP/terminfo" && tic -x -o "$TEST_TMP/terminfo" "$TEST_TMP/lacks" 2>/dev/null
	alone TERMINFO="$TEST_TMP/terminfo" TERM=t-lacks $doctor
	finds 4 warning keys 'F3' 'a terminal that lacks keys: which'
	grep -F '"check": "keys"' "$out" | grep -qF 'Esc 2 es F2'
	ok $? 'and what to type instead'
else
	skip 'a terminal that lacks keys' 'there is no tic'
fi
alone XDG_STATE_HOME=/proc/none $doctor
finds 3 bad state 'No se puede escribir' 'no folder for drafts'
if mkdir "$TEST_TMP/small" && mount -t tmpfs -o size=5m tmpfs "$TEST_TMP/small" 2>/dev/null; then
	alone XDG_STATE_HOME="$TEST_TMP/small" $doctor
	finds 3 bad state-disk 'MiB' 'a disk that is nearly full'
	umount "$TEST_TMP/small"
else
	skip 'a disk that is nearly full' 'nothing can be mounted here'
fi
mkdir "$TEST_TMP/home"
cp -r "$HITO_HOME/sql" "$HITO_HOME/forms" "$TEST_TMP/home"
echo 'nonsense' >>"$TEST_TMP/home/forms/milestone.form"
alone HITO_HOME="$TEST_TMP/home" $doctor
finds 3 bad forms 'milestone.form' 'a form file that is not whole is named'
cp "$HITO_HOME/forms/milestone.form" "$TEST_TMP/home/forms"
head -c 300 "$HITO_HOME/forms/report/quarterly.report" >"$TEST_TMP/home/forms/report/quarterly.report"
echo 'nonsense' >>"$TEST_TMP/home/forms/report/quarterly.report"
alone HITO_HOME="$TEST_TMP/home" $doctor
finds 3 bad forms 'quarterly.report' 'so is the layout of a report'
mkdir "$TEST_TMP/modules"
cp "$HITO_MODULES"/hito-xlsx.so "$HITO_MODULES"/hito-workbook.so "$TEST_TMP/modules"
alone HITO_MODULES="$TEST_TMP/modules" $doctor
finds 3 bad hito-pdf.so 'PDF' 'a module that is not there'
grep -q '"check": "hito-xlsx.so", "state": "good"' "$out" && remedied
ok $? 'beside those that are'

# --- the server's side

"$HITO" -d 'host=127.0.0.1 port=1 dbname=x sslmode=disable' doctor --json >"$out" 2>"$errors" </dev/null
code=$?
finds 2 bad server '' 'a server that does not answer'
remedied
ok $? 'with what to do'
hito doctor --json
finds 4 good server 'PostgreSQL' 'one that does'
for check in rights schema delay rate clock tls max_locks_per_transaction; do
	grep -q "\"side\": \"server\", \"check\": \"$check\", \"state\": \"good\"" "$out"
	ok $? "it tells of $check"
done
finds 4 warning tcp_keepalives_idle 'no lo que pide hito-db(8)' 'a setting that hito-db(8) asks for'
remedied && grep -qF 'En postgresql.conf: tcp_keepalives_idle = 20' "$out"
ok $? 'with the line for the file'
finds 4 warning lock_timeout 'lock_timeout es 0' 'as the server has it, not as the program asks for'
sql -c "alter database $TEST_DB set lock_timeout = '30s'"
hito doctor --json
finds 4 good lock_timeout '30000' 'until it is set'
sql -c "alter database $TEST_DB reset lock_timeout"
finds 4 good seal '' 'the seals are in time'
sql -c 'create schema late' -c 'grant usage on schema late to public' \
	-c "create function late.clock_timestamp() returns timestamptz language sql
		as \$\$ select pg_catalog.clock_timestamp() - interval '1 hour' \$\$"
PGOPTIONS='-c search_path=late,pg_catalog,public' hito doctor --json
finds 4 warning clock 'atrasado' 'a clock of the server that is an hour slow'
sql -c 'drop schema late cascade' >/dev/null 2>&1
sql -c "set session_replication_role = replica" \
	-c "update audit.change set at = at - interval '40 days' where id = (select min(id) from audit.change)" \
	-c "update audit.seal set at = at - interval '2 hours'"
hito doctor --json
finds 4 warning seal 'posteriores al último sello' 'changes that wait for a seal'
finds 4 warning anchor '40 días' 'an anchor that is old'
sql -c 'select audit.drop_anchor()' >/dev/null
hito doctor --json
finds 4 good anchor ' 0 días' 'until one is made'
"$HITO" -d "$TEST_URL_SUPER" doctor --json >"$out" 2>"$errors" </dev/null
code=$?
finds 4 warning connection-limit 'no tiene un límite' 'a role without a limit of connections'
sql -c "create role $login login connection limit 3" -c "insert into core.login (login) values ('$login')"
"$HITO" -d "${TEST_URL/$TEST_ME@/$login@}" doctor --json >"$out" 2>"$errors" </dev/null
code=$?
finds 3 bad server 'permiso' 'a person who has no right yet'
sql -c "grant hito_clerk to $login" \
	-c "insert into core.member (login, office_id, kind) select '$login', core.root_office(), 'enter'"
"$HITO" -d "${TEST_URL/$TEST_ME@/$login@}" doctor --json >"$out" 2>"$errors" </dev/null
code=$?
finds 4 good rights 'hito_clerk' 'one who has'
finds 4 unseen seal 'los ve informática' 'and may not see the seals'
finds 4 good connection-limit '3' 'and has a limit'
sql -c "create temp table was as select * from core.migration where file ~ 'schema/0038'" \
	-c "delete from core.migration where file ~ 'schema/0038'"
hito doctor --json
finds 4 warning schema 'anterior al programa' 'a schema older than the program'
[ "$(grep -c '"remedy": "Quien administra el servidor lo pone al día' "$out")" = 1 ]
ok $? 'with what to do'
tap_end
