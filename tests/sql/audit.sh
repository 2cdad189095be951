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

# Personal values of history go, by whom the database lets, and it is on record.
private='plan.commitment_contact_private'
row=$(sql -c "insert into $private (commitment_id, post, person_name, phone, office_id)
	select id, 'Director', 'Persona de prueba', '999000222', office_id from plan.commitment order by id limit 1 returning id")
sql -c "update $private set phone = '999000111' where id = $row" -c "update $private set phone = null where id = $row"
kept() { sql -c "select count(*) from audit.personal where relation = '$private' and key = $row"; }
values=$(sql -c "select count(*) from audit.change c, lateral (select value from jsonb_each_text(c.old)
	union all select value from jsonb_each_text(c.new)) v
	where c.relation = '$private' and c.key = $row and v.value like 'sha256:%'")
changes=$(kept)
clear() { hito db audit --clear "$private" "$@"; }
by() { # LOGIN...: as somebody else
	"$HITO" -d "${TEST_URL/$TEST_ME@/$1@}" db audit --clear "$private" "$row" --why Pedido --yes >"$out" 2>"$errors"
	code=$?
}
sql -c "create role una_oficina login" -c "grant hito_clerk to una_oficina"
by una_oficina
[ "$code" -eq 3 ] && grep -q 'no tiene permiso' "$errors" && [ "$(kept)" = "$changes" ]
ok $? "a clerk clears nothing"
sql -c "drop role una_oficina"
clear "$row" --why 'Lo pidió'
[ "$code" -eq 3 ] && grep -q "fila $row: $values (cambios que los tienen: $changes)" "$errors" && grep -q -e '--yes' "$errors" &&
	[ "$(kept)" = "$changes" ]
ok $? "without a terminal it says how many there are and what clears them"
clear "$row" --yes
[ "$code" -eq 3 ] && grep -q 'Escriba por qué' "$errors" && [ "$(kept)" = "$changes" ]
ok $? "and why must be said"
hito db audit --clear plan.milestone 1 --why Pedido --yes
[ "$code" -eq 3 ] && grep -q 'no es de datos personales' "$errors"
ok $? "other history is not cleared"
at_terminal() { # ANSWER
	printf '%s\n' "$1" | script -qec "'$HITO' -d '$TEST_URL' db audit --clear $private $row --why 'Lo pidió'" /dev/null >"$out" 2>&1
}
if command -v script >/dev/null; then
	at_terminal n
	grep -q '¿Borrarlos? \[s/N\]' "$out" && grep -q 'No se borró nada' "$out" && [ "$(kept)" = "$changes" ] &&
		[ "$(sql -c "select count(*) from audit.change where op = 'clear'")" = 0 ]
	ok $? "at one it asks; no is no, and leaves no trace"
	at_terminal s
else
	clear "$row" --why 'Lo pidió' --yes
	cat "$errors" >>"$out"
fi
grep -q "valores borrados: $values (cambios que los tenían: $changes)" "$out" && [ "$(kept)" = 0 ]
ok $? "yes clears all of them"
[ "$(sql -c "select login || ' ' || (new ->> 'why') || ' ' || (new ->> 'changes') from audit.change
	where op = 'clear' and relation = '$private' and key = $row")" = "$TEST_ME Lo pidió $changes" ]
ok $? "who cleared how many, and why, is on record"
super && super --verify
[ "$code" -eq 0 ]
ok $? "and all is whole"
clear "$row" --why Otra --yes
[ "$code" -eq 0 ] && grep -q 'no tiene valores' "$out" && [ "$(sql -c "select count(*) from audit.change where op = 'clear'")" = 1 ]
ok $? "where there are none nothing is written down"

# The limit that holds for everything else does not hold here.
sql -c "insert into core.place (ubigeo_system, ubigeo, place_name) select 'SUNAT', lpad(g::text, 6, '0'), 'L' || g
	from generate_series(1, 20000) g" -c "select audit.seal()" >"$out"
export PGOPTIONS='-c statement_timeout=50ms'
! sql -c "select * from audit.verify()" >"$out" 2>&1 && super --verify && [ "$code" -eq 0 ]
ok $? "verifying takes as long as it takes"
unset PGOPTIONS
last=$(sql -c "select seal_id from audit.anchor order by id desc limit 1")
super --verify --from "$last"
[ "$code" -eq 0 ] && [ "$(sed -n 's/^sellados  *//p' "$out")" = "$(sql -c "select max(total) from audit.seal")" ] &&
	[ "$(tail -n 1 "$out")" = 'Nada falta ni cambió: los registros son los que dice su historia.' ]
ok $? "it goes on from a seal, and says that all is well"
victim=$(sql -c "select row_ids[1] from audit.seal where cardinality(row_ids) > 0 order by id limit 1")
bend -c "update audit.change set login = 'otro' where id = $victim"
super --verify
[ "$code" -eq 3 ] && grep -q "^ROTO en el cambio $victim: " "$out" && ! grep -q '^Nada falta' "$out"
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
for wrong in '--from 3' '--verify --anchor' '--verify --from x' '--clear' '--clear x' '--clear x y' \
	'--clear x 1 --verify' '--verify x 1' '--yes'; do
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
