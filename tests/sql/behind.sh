#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a change leaves done behind itself: what it made untrue of the first screen
# is worked out anew for whoever starts next, and the record seals itself; whoever
# saved asks for it and does not wait. A reader who stays in a transaction holds
# nothing up. needs: empty
set -u
. tests/lib/tap.sh

sealed_at() { # SQL: the last seal is of that moment, and the chain has it so
	sql -c "set session_replication_role = replica" -c "update audit.seal set at = $1"
}
age() { sealed_at "at - interval '1 hour'"; }
seals() { sql -c "select count(*) from audit.seal"; }
# Until it is there: the answer was not waited for.
until_seals() { # NUMBER
	local tries=0
	while [ "$(seals)" -ne "$1" ] && [ "$tries" -lt 600 ]; do
		tries=$((tries + 1))
	done
	[ "$(seals)" -eq "$1" ]
}

# The server may have been made a while ago.
sealed_at 'now()'
was=$(seals)
hito new document --set document_ref=D1 --set document_title=Uno
[ "$code" -eq 0 ] && [ "$(seals)" -eq "$was" ]
ok $? "the last seal is young: a save asks, and gets none"
age
hito new document --set document_ref=D2 --set document_title=Dos
[ "$code" -eq 0 ] && until_seals $((was + 1))
ok $? "it is old: a save brings one"
[ "$(sql -c "select login from audit.seal order by id desc limit 1")" = "$TEST_ME" ]
ok $? "by whoever saved"
hito list document
[ "$(seals)" -eq $((was + 1)) ]
ok $? "who only read asks for none"

# Of what everybody is told at a start: what holds.
holding() { sql -c "select string_agg(split_part(key, ' ', 1), ' ' order by key) from core.holding where key in ('own', 'board NULL NULL')"; }
until_holding() { # WANTED
	local tries=0
	while [ "$(holding)" != "$1" ] && [ "$tries" -lt 300 ]; do
		tries=$((tries + 1))
	done
	[ "$(holding)" = "$1" ]
}
hito board
[ "$code" -eq 0 ] && sql -c "select from core.start(null, null)" >"$out" && [ "$(holding)" = "board own" ]
ok $? "a start keeps what it was told"
# By hands that do not look after it.
renamed="update core.office set office_name = office_name || '.'"
untended() { sql -c "set hito.tended = 'infinity'" -c "$1"; }
untended "$renamed"
[ "$(holding)" = "" ]
ok $? "a change makes it untrue"
hito new document --set document_ref=D7 --set document_title=Siete
[ "$code" -eq 0 ] && until_holding "board own"
ok $? "a save has it worked out anew for whoever starts next"
sql -c "$renamed"
[ "$(holding)" = "board own" ] && [ "$(sql -c "select count(*) from core.by_hand")" = 0 ]
ok $? "a change by other hands does it at its commit"
sql -c begin -c "$renamed" -c "select count(*) from core.by_hand" -c rollback >"$out"
[ "$(cat "$out")" = 1 ] && [ "$(holding)" = "board own" ] && [ "$(sql -c "select count(*) from core.by_hand")" = 0 ]
ok $? "one that is undone leaves nothing"
sql -c "$renamed" -c "$renamed"
[ "$(holding)" = "" ]
ok $? "of two in a row one does"
sql -c "set statement_timeout = '10s'" -c "$renamed"
[ "$(holding)" = "board own" ]
ok $? "and the next again"
named() { sql -c "select max(length(office_name)) from core.office"; }
length=$(named)
sql -c "begin; lock table core.kept in share mode; set role hito_owner; select 'locked'" -c "\\! \"$TEST_PGBIN/psql\" -X -q -d \"$TEST_URL_SUPER\" -c \"set lock_timeout = '10s'\" -c \"$renamed\"" >"$out"
[ "$(named)" -eq $((length + 1)) ] && [ "$(holding)" = "" ]
ok $? "who finds it held waits for nobody"
sql -c "set default_transaction_isolation = 'serializable'" -c "$renamed"
[ "$(named)" -eq $((length + 2)) ] && [ "$(holding)" = "" ]
ok $? "nor does one that sees an earlier moment"
sql -c "begin; create function public.fail() returns text[] language plpgsql as 'begin raise exception ''never''; end';
	create or replace function core.keep(key text, asked_plan text, asked_period text) returns text[] language sql volatile security definer as 'select public.fail()'; commit" >"$out" 2>&1
sql -c "$renamed"
[ "$(named)" -eq $((length + 3)) ] && [ "$(holding)" = "" ] && [ "$(sql -c "select count(*) from core.by_hand")" = 0 ]
ok $? "and whatever fails there, what was changed is there"
sql -c "set role hito_owner" -c "create or replace function core.keep(key text, asked_plan text, asked_period text) returns text[] language sql volatile security definer as 'select core.keep_anew(key, asked_plan, asked_period)'" \
	-c "reset role" -c "drop function public.fail()" >>"$out" 2>&1
# A start looks through what came since: of what holds that begins anew.
seen() { sql -c "select oldest from core.kept where key like 'person $TEST_ME %'"; }
others() { # NUMBER: changes of which no answer tells
	sql -c "do \$\$ begin for i in 1 .. $1 loop update core.document set document_title = document_title || '.' where document_ref = 'D1'; commit; end loop; end \$\$"
}
sql -c "delete from core.kept"
hito board
others 45
was_seen=$(seen)
sql -c "select core.behind()" >"$out" && [ "$(seen)" = "$was_seen" ]

ok $? "a few changes that tell nothing are looked through"
others 20
sql -c "select core.behind()" >"$out" && [ "$(seen)" -gt "$((was_seen + 60))" ] && [ "$(sql -c "select count(*) from core.holding where key like 'person $TEST_ME %'")" = 1 ]
ok $? "many are looked through once, and all holds as before"
others 60
untended "$renamed"
hito board
[ "$(seen)" -gt "$((was_seen + 120))" ]
ok $? "who works one answer out looks for all"
untended "$renamed"
[ -z "$(sql -c "select key from core.holding where key ~ '^(person|rights|board)'")" ]
ok $? "and what is told makes them untrue as ever"
hito board
sql -c "update core.kept set took = '3 seconds'" -c "$renamed"
sql -c "select core.behind()" >"$out" && [ "$(holding)" = "" ]
ok $? "what takes long is left to who needs it"
sql -c "update core.kept set took = '1.9 seconds'"
sql -c "select core.behind()" >"$out" && [ "$(holding)" = "board own" ]
ok $? "what took long where much went on is not"

# A file is loaded in a transaction that is not a save's.
file() { # NAME REF
	printf 'document_ref,document_title\n%s,Cargado\n' "$2" >"$TEST_TMP/$1.csv"
	age
	hito import document "$TEST_TMP/$1.csv"
}
was=$(seals)
file one D11
[ "$code" -eq 0 ] && until_seals $((was + 1)) &&
	[ "$(sql -c "select max(c.id) <= any (select unnest(row_ids) from audit.seal s where s.id = (select max(id) from audit.seal))
		from audit.change c where c.batch_id is not null")" = t ]
ok $? "a load brings one too, with what it loaded"
sql -c "revoke execute on function core.behind() from hito_clerk, hito_secretariat, hito_it"
file two D12
[ "$code" -eq 0 ] && [ "$(sql -c "select count(*) from core.document where document_ref = 'D12'")" = 1 ] &&
	! grep -qi 'core.behind' "$out" "$errors"
ok $? "one that gets none is done all the same"
sql -c "grant execute on function core.behind() to hito_clerk, hito_secretariat, hito_it"
sql -c "select audit.seal()" >"$out"

sql -c "insert into core.place (ubigeo, place_name) select lpad(g::text, 6, '0'), 'L' || g
	from generate_series(1, 600) g"
age
was=$(seals)
hito new document --set document_ref=D3 --set document_title=Tres
until_seals $((was + 1))
[ "$(sql -c "select cardinality(row_ids) from audit.seal order by id desc limit 1")" = 500 ]
ok $? "500 changes at most"
sql -c "select audit.seal()" >"$out"
[ "$(sql -c "select n from audit.verify() where finding = 'unsealed'")" = 0 ]
ok $? "the next one takes the rest"

# One who has a number of a transaction, and stays.
coproc READER { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" 2>&1; }
printf 'begin; select pg_current_xact_id() is null;\n' >&"${READER[1]}"
read -r line <&"${READER[0]}"
hito new document --set document_ref=D4 --set document_title=Cuatro
[ "$(sql -c "select audit.seal()")" = 1 ]
ok $? "a reader's open transaction does not hold up sealing"
# One who changed something, and stays: hers comes later, the others' now.
printf "insert into core.request (id) values (gen_random_uuid()); insert into core.document (document_ref, document_title) values ('D5', 'Cinco') returning 1;\n" >&"${READER[1]}"
read -r line <&"${READER[0]}"
hito new document --set document_ref=D6 --set document_title=Seis
[ "$(sql -c "select audit.seal()")" = 1 ]
ok $? "nor does one who changes something"
printf 'commit; select 2;\n' >&"${READER[1]}"
read -r line <&"${READER[0]}"
sql -c "select audit.seal()" >"$out"
sql -c "select audit.seal()" >>"$out"
[ "$(cat "$out")" = "1
0" ] && [ "$(sql -c "select n from audit.verify() where finding = 'unsealed'")" = 0 ]
ok $? "hers is sealed when she is done"
[ "$(sql -c "select (select settled from audit.seal order by id desc limit 1)
	>= (select id from audit.change where new ->> 'document_ref' = 'D4')")" = t ]
ok $? "up to what was done before her, nothing can be slipped in any more"
tap_end
