#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A database that goes to another server, where the numbers of transactions
# start again: seals hold, requests and loads are told by their own server,
# history stays in order. needs: empty
set -u
. tests/lib/tap.sh
if ! [ -x "$TEST_PGBIN/pg_dump" ]; then
	echo '1..0 # SKIP there is no pg_dump beside this server'
	exit 0
fi

save() { # TITLE: one as the program does it
	sql -c "begin" -c "insert into core.request (id) values (gen_random_uuid())" \
		-c "update plan.action_plan set title = '$1' where plan_code = 'R1'" \
		-c "commit"
}
broken() {
	sql -c "select count(*) from audit.verify() where finding = 'broken'"
}
order() {
	sql -c "select string_agg(h.new ->> 'title', ',') from plan.action_plan p
		cross join audit.history('plan.action_plan', p.id) h where plan_code = 'R1'"
}

sql -c "insert into plan.action_plan (plan_code, title) values ('R1', 'uno')"
# Numbers well above those of a new server.
sql -c "do \$\$ begin for i in 1 .. 20000 loop perform pg_current_xact_id(); commit; end loop; end \$\$"
save dos
sql -c "select audit.seal()" >"$out"
save tres
hito db audit --anchor
[ "$code" -eq 0 ] && grep -qE '^[0-9a-f]{64} [0-9]+ [0-9-]+T[0-9:]+Z$' "$out"
ok $? "an anchor is one line: digest, count, time"
cp "$out" "$TEST_TMP/anchors"
save cuatro
[ "$(order)" = cuatro,tres,dos,uno ]
ok $? "the history is in order"
here=$(sql -c "select audit.cluster()")
high=$(sql -c "select max(xid::text::bigint) from audit.change")

"$TEST_PGBIN/pg_dump" -d "$TEST_URL_SUPER" >"$TEST_TMP/dump.sql" 2>"$errors"
ok $? "dumped"

# Another server.
first=$TEST_URL_SUPER
cluster=${HITO_CLUSTER:-}
export HITO_CLUSTER=$TEST_TMP/other
"$HITO" db init --empty --quiet --institution OTRA --institution-name Otra \
	--office OT --office-name Otra >"$out" 2>"$errors"
ok $? "a second server"
trap 'HITO_CLUSTER=$TEST_TMP/other "$HITO" db stop --quiet' EXIT
TEST_URL_SUPER=$("$HITO" db url --super)
sql -c "create database restored template template0"
TEST_URL_SUPER=${TEST_URL_SUPER%/*}/restored
sql -1 -f "$TEST_TMP/dump.sql" >"$out" 2>"$errors"
ok $? "restored there"
[ "$(sql -c "select audit.cluster()")" != "$here" ] &&
	[ "$(sql -c "select pg_current_xact_id()::text::bigint < $high")" = t ]
ok $? "its transactions are numbered below the old ones"
[ "$(broken)" = 0 ]
ok $? "the seals are whole"
save cinco
[ "$(order)" = cinco,cuatro,tres,dos,uno ]
ok $? "what happens here comes behind what happened there"
sql -c "select audit.seal()" >"$out"
save seis
sql -c "select audit.seal()" >>"$out"
sql -c "select audit.seal()" >>"$out"
[ "$(broken)" = 0 ] && [ "$(tail -n1 "$out")" = 0 ] &&
	[ "$(sql -c "select n from audit.verify() where finding = 'unsealed'")" = 0 ]
ok $? "honest changes are sealed, and whole"

# A save and a load of there whose number one of here will have.
sql -c "begin" -c "set local session_replication_role = replica" \
	-c "update core.request set xid = pg_current_xact_id() where cluster = $here" \
	-c "insert into core.batch (register, file_name, sha256, cluster)
		values ('x', 'de otro servidor', 'x', $here)" \
	-c "set local session_replication_role = origin" \
	-c "update plan.action_plan set title = 'siete' where plan_code = 'R1'" -c commit
[ "$(sql -c "select concat_ws(' ', request, batch_id, new ->> 'title')
	from audit.change order by id desc limit 1" | tee "$out")" = siete ]
ok $? "a save and a load of there are not taken for one of here"

"$HITO" -d "$TEST_URL_SUPER" db audit --verify --anchor "$TEST_TMP/anchors" >"$out" 2>"$errors"
ok $? "the anchor of there proves the chain here"

TEST_URL_SUPER=$first
export HITO_CLUSTER=$cluster
# pg_upgrade, from another version where there is one: it makes a new server
# that goes on with the numbers of the old one.
new=$TEST_PGBIN
old=$new
for bin in /usr/lib/postgresql/*/bin; do
	[ -x "$bin/initdb" ] && [ "${bin#*postgresql/}" != "${new#*postgresql/}" ] &&
		[ "$(printf '%s\n' "$bin" "$new" | sort -V | head -n 1)" = "$bin" ] && old=$bin
done
if [ ! -x "$new/pg_upgrade" ]; then
	skip "pg_upgrade" "there is no pg_upgrade"
	tap_end
fi
up=$TEST_TMP/up
export HITO_CLUSTER=$up
HITO_PGBIN=$old "$HITO" db init --empty --quiet --institution OTRA \
	--institution-name Otra --office OT --office-name Otra >"$out" 2>"$errors"
trap 'for c in other up; do HITO_CLUSTER=$TEST_TMP/$c "$HITO" db stop --quiet; done' EXIT
TEST_URL_SUPER=$("$HITO" db url --super)
sql -c "insert into plan.action_plan (plan_code, title) values ('R1', 'uno')"
save dos
sql -c "select audit.seal()" -c "select audit.seal()" >"$out"
save tres
here=$(sql -c "select audit.cluster()")
high=$(sql -c "select max(xid::text::bigint) from audit.change")
HITO_PGBIN=$old "$HITO" db stop --quiet
as() { # COMMAND...: as whose the server is
	local owner
	owner=$(stat -c %U "$up")
	if [ "$owner" = "$(id -un)" ]; then
		(cd "$up" && "$@")
	else
		(cd "$up" && runuser -u "$owner" -- "$@")
	fi
}
as "$new/initdb" -D "$up/new" -U hito_super -A trust --encoding=UTF8 \
	--data-checksums --locale=C.UTF-8 >"$out" 2>"$errors" &&
	as "$new/pg_upgrade" -b "$old" -B "$new" -d "$up/data" -D "$up/new" \
		-U hito_super -s "$up" >"$out" 2>"$errors" &&
	as cp "$up/data/postgresql.conf" "$up/data/pg_hba.conf" "$up/new" &&
	as mv "$up/data" "$up/was" && as mv "$up/new" "$up/data" &&
	HITO_PGBIN=$new "$HITO" db start --quiet >"$out" 2>"$errors"
ok $? "upgraded"
save cuatro
sql -c "select audit.seal()" -c "select audit.seal()" >"$out"
[ "$(sql -c "select audit.cluster()")" != "$here" ] &&
	[ "$(sql -c "select pg_current_xact_id()::text::bigint > $high")" = t ] &&
	[ "$(broken)" = 0 ] && [ "$(order)" = cuatro,tres,dos,uno ] &&
	[ "$(sql -c "select n from audit.verify() where finding = 'unsealed'")" = 0 ]
ok $? "there too the seals are whole and the history in order"
tap_end
