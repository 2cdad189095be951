#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito db audit: anchors, verifying seal by seal and from one on, without the
# limit of time that holds for everything else, rows against history.
set -u
. tests/lib/tap.sh

super() {
	"$HITO" -d "$TEST_URL_SUPER" db audit "$@" >"$out" 2>"$errors"
	code=$?
}
bend() { # SQL..., by one whom no trigger sees
	sql -c "set session_replication_role = replica" "$@"
}

super
[ "$code" -eq 0 ] && grep -q '^sellados ahora [1-9]' "$out"
ok $? "what is finished is sealed"
super --anchor
[ "$code" -eq 0 ] && [ "$(wc -l <"$out")" = 1 ]
ok $? "an anchor is a line"
cp "$out" "$TEST_TMP/anchors"
sql -c "update plan.milestone set notes = 'x'"
super --anchor
cat "$out" >>"$TEST_TMP/anchors"
[ "$(sql -c "select encode(digest, 'hex') || ' ' || total from audit.anchor order by id desc limit 1")" = "$(cut -d' ' -f1,2 "$out")" ]
ok $? "that it was made is written down"
super --verify --anchor "$TEST_TMP/anchors"
[ "$code" -eq 0 ] && grep -q '^anclas  *2$' "$out" && grep -q '^registros' "$out"
ok $? "all is whole: seals, anchors, rows of the demonstration"

# The limit that holds for everything else does not hold here.
sql -c "insert into core.place (ubigeo_system, ubigeo, place_name) select 'SUNAT', lpad(g::text, 6, '0'), 'L' || g
	from generate_series(1, 20000) g" -c "select audit.seal()" >"$out"
export PGOPTIONS='-c statement_timeout=50ms'
! sql -c "select * from audit.verify()" >"$out" 2>&1 && super --verify && [ "$code" -eq 0 ]
ok $? "verifying takes as long as it takes"
unset PGOPTIONS
last=$(sql -c "select seal_id from audit.anchor order by id desc limit 1")
super --verify --from "$last"
[ "$code" -eq 0 ] && [ "$(sed -n 's/^sellados  *//p' "$out")" = "$(sql -c "select max(total) from audit.seal")" ]
ok $? "it goes on from a seal"
victim=$(sql -c "select row_ids[1] from audit.seal where cardinality(row_ids) > 0 order by id limit 1")
bend -c "update audit.change set login = 'otro' where id = $victim"
super --verify
[ "$code" -eq 3 ] && grep -q "^ROTO en el cambio $victim: " "$out"
ok $? "a bent change is named"
super --verify --from "$last"
[ "$code" -eq 0 ]
ok $? "not from a seal behind it"
bend -c "update audit.change set login = (select login from audit.change where id <> $victim limit 1) where id = $victim"

bend -c "update core.office set office_name = 'Otra' where office_code = 'GRPAT'"
super --verify
key=$(sql -c "select id from core.office where office_code = 'GRPAT'")
[ "$code" -eq 3 ] && grep -q "^ROTO en core.office, fila $key, office_name: " "$out"
ok $? "register, key and column of a bent row are named"
sql -c "alter table plan.goal disable trigger audit_update"
super --verify
[ "$code" -eq 3 ] && grep -q '^SIN GUARDIA  plan.goal: ' "$out"
ok $? "and a table whose changes are not written down"
sql -c "alter table plan.goal enable trigger audit_update"

# The last seals go with their changes; the chain alone is whole.
bend -c "delete from audit.change where id = any (array(select unnest(row_ids) from audit.seal where id >= $last))" \
	-c "delete from audit.seal where id >= $last"
super --verify --anchor "$TEST_TMP/anchors"
[ "$code" -eq 3 ] && grep -q '^ROTO en el ancla de la línea 2: ' "$out" &&
	! grep -q '^ROTO en el ancla de la línea 1: ' "$out"
ok $? "each line of the file is proved, the last one not"
echo 'no es un ancla' >"$TEST_TMP/none"
super --verify --anchor "$TEST_TMP/none"
[ "$code" -ne 0 ] && [ "$code" -ne 3 ] && grep -q 'línea 1' "$errors"
ok $? "a file of something else is told"
: >"$TEST_TMP/none"
super --verify --anchor "$TEST_TMP/none"
[ "$code" -ne 0 ] && [ "$code" -ne 3 ]
ok $? "an empty one proves nothing"
for wrong in '--from 3' '--verify --anchor' '--verify --from x'; do
	# shellcheck disable=SC2086
	super $wrong
	[ "$code" -eq 1 ]
	ok $? "refused: $wrong"
done

# The board of whoever keeps the server says how old the last anchor is.
age() {
	sql -c "set session_replication_role = replica" -c "update audit.anchor set at = now() - interval '$1'"
	"$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" -c "select n || ' ' || label from follow.board() where key = 'anchor'"
}
[ "$(age '9 days')" = "9 días desde la última ancla" ] && [ "$(age '1 day')" = "1 día desde la última ancla" ] &&
	[ -z "$(age '0 days')" ]
ok $? "the board counts the days"
sql -c "create role solo_lee login" -c "grant hito_reader to solo_lee"
[ -z "$("$TEST_PGBIN/psql" -X -q -A -t -d "${TEST_URL/$TEST_ME@/solo_lee@}" -c "select n from follow.board() where key = 'anchor'")" ]
ok $? "to nobody else"
sql -c "drop role solo_lee"
tap_end
