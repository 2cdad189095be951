#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hito remind on the demonstration: what it says, and the mails: one a person and
# day, none twice, also from two machines at once; a mail program that fails; names
# that would be headers; who does not want any.
set -u
. tests/lib/tap.sh

P=$$
people="r_ana$P r_luis$P r_off$P r_none$P"
for who in $people; do
	sql -c "create role $who login" -c "grant hito_clerk to $who" >/dev/null
done
# An office, a person, and an institution from before its name was judged, with line
# breaks in their names.
sql >/dev/null <<SQL
set role hito_owner;
insert into core.login (login, full_name) values ('r_ana$P', 'Ana' || chr(13) || chr(10) || 'Bcc: x@evil.example'),
	('r_luis$P', 'Luis'), ('r_off$P', null), ('r_none$P', null);
insert into core.member (login, office_id, kind) select l, core.office_named(o), 'enter'
from (values ('r_ana$P', 'GRTPE'), ('r_luis$P', 'SGTI'), ('r_off$P', 'GRDIS'), ('r_none$P', 'SGP')) as v (l, o);
update core.office set office_name = office_name || chr(10) || '.' || chr(10) || 'Cc: y@evil.example' where office_code = 'GRTPE';
alter table core.institution drop constraint institution_code_filled;
update core.institution set code = 'GRÑ' || chr(10) || 'Bcc: z@evil.example';
SQL
as() { # PERSON ARGUMENT...
	local url=$TEST_URL
	TEST_URL=${url/$TEST_ME@/$1@}
	shift
	hito "$@"
	TEST_URL=$url
}
keeper() {
	local url=$TEST_URL
	TEST_URL=$TEST_URL_SUPER
	hito "$@"
	TEST_URL=$url
}
refused() { # CODE TEXT TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$errors"
	ok $? "$3"
}
rows() { sql -c "select count(*) from core.reminder"; }

# --- what is read

hito remind
grep -q '^GRTPE  Gerencia Regional' "$out" && grep -qE '^  10/04/2019  hoy +Pliego de reclamos 002-2019' "$out"
ok $? 'by office, a line each: day, how long, register, key, what'
hito recordar --dias 0 --json
grep -q '"register": "milestone", "key": "2018-2020/5.1", .*"day": "31/03/2019", "days_left": "-10"' "$out"
ok $? 'for programs too'
cp "$out" "$TEST_TMP/all"
as "r_luis$P" remind --days 0 --mios --json
! grep -q '"office": "GRTPE"' "$out" && grep -q '"office": "SGTI"' "$out" && grep -q '"people": "r_luis'"$P"'"' "$out"
ok $? 'of the own office alone'
as "r_luis$P" remind --days 0
! grep -q 'Pliego' "$out" && grep -q 'Acuerdo' "$out"
ok $? 'cases of another office are not told; what everybody reads is'
hito remind --days 0 --person "r_ana$P" --json
[ "$(grep -c '"office":' "$out")" -gt 0 ] && ! grep '"office":' "$out" | grep -qv '"office": "GRTPE"'
ok $? 'of one person'
# Each key is one that opens.
python=$(sed -n 's/.*"register": "\([^"]*\)", "key": "\([^"]*\)".*/\1 \2/p' "$TEST_TMP/all" | sort -u)
lost=
while read -r register key; do
	hito show "$register" "$key" --json
	[ "$code" -eq 0 ] || lost="$lost $register/$key"
done <<<"$python"
[ -z "$lost" ]
ok $? "its keys open what they name$lost"
[ "$(rows)" = 0 ]
ok $? 'nothing is written by that'
hito remind --days x
refused 1 'número de días' 'days are a number'
hito remind --send --json
refused 1 'no lleva' 'what is sent is not shown'

# --- addresses, and who does not want any

as "r_ana$P" remind --address ana@example.org
[ "$code" -eq 0 ] && as "r_luis$P" recordar --correo luis@example.org
ok $? 'an address of her own'
as "r_luis$P" remind --address $'a@example.org\nBcc: x@y.z'
refused 1 'no es una dirección' 'no address'
hito user mail "r_off$P" off@example.org
[ "$code" -eq 0 ]
ok $? 'IT writes that of another'
as "r_luis$P" user mail "r_off$P" other@example.org
[ "$code" -eq 3 ]
ok $? 'nobody else does'
as "r_off$P" remind --off
[ "$(sql -c "select email || ' ' || remind from core.login_mail where login = 'r_off$P'")" = 'off@example.org false' ]
ok $? 'off keeps the address'
as "r_luis$P" remind --send
[ "$code" -eq 3 ] && grep -q 'administra el servidor' "$errors"
ok $? 'a person sends nothing'

# --- mails

mkdir "$TEST_TMP/mails"
cat >"$TEST_TMP/sendmail" <<'SH'
#!/bin/sh
cat >"$(mktemp "${0%/*}/mails/XXXXXX")"
SH
cat >"$TEST_TMP/refuse" <<'SH'
#!/bin/sh
grep -q '^To: ana' && { echo buzón lleno; exit 75; }
exec sh -c 'cat >/dev/null'
SH
chmod 755 "$TEST_TMP/sendmail" "$TEST_TMP/refuse"
mails() { ls "$TEST_TMP/mails" | wc -l; }

SENDMAIL=$TEST_TMP/gone/mail keeper remind --send
[ "$code" -eq 1 ] && grep -q "^r_ana$P: .*No se pudo ejecutar" "$errors" && grep -q "^r_luis$P: " "$errors" &&
	[ "$(sql -c "select count(*) from core.reminder where phase <> 'failed' or told <> '{}'")" = 0 ]
ok $? 'no mail program: nothing is marked as sent, and it says of whom'
# Two machines at the same moment.
export SENDMAIL="$TEST_TMP/sendmail -t -i"
for i in 1 2 3 4; do
	"$HITO" -d "$TEST_URL_SUPER" remind --send >"$TEST_TMP/two.$i" 2>&1 &
done
wait
[ "$(mails)" -eq 2 ] && [ "$(cat "$TEST_TMP"/two.? | grep -c 'se le envió')" -eq 2 ]
ok $? 'four at once send each mail once'
cat "$TEST_TMP"/two.? >"$out"
grep -q "^r_none$P: no tiene correo" "$out" && grep -q "^r_off$P: no quiere" "$out"
ok $? 'and say who has none, for want of an address or by her own wish'
keeper remind --send
[ "$code" -eq 0 ] && [ "$(mails)" -eq 2 ] && grep -q "^r_ana$P: ya lo sabe" "$errors"
ok $? 'the second run of a day sends nothing'

ana=$(grep -l '^To: ana@example.org$' "$TEST_TMP"/mails/*)
cp "$ana" "$out"
sed '/^$/q' "$ana" >"$TEST_TMP/head"
[ "$(grep -c '^To: ' "$TEST_TMP/head")" -eq 1 ] && ! grep -qE '^(Cc|Bcc):' "$ana" &&
	[ "$(sed -n 's/^\([A-Za-z-]*\):.*/\1/p' "$TEST_TMP/head" | tr '\n' ' ')" = \
		"$(grep -q ^Message-ID "$TEST_TMP/head" && echo 'Date Message-ID' || echo Date) To Subject Auto-Submitted MIME-Version Content-Type Content-Transfer-Encoding " ]
ok $? 'line breaks in names make no headers'
grep -q '^Subject: =?UTF-8?B?' "$ana" && [ "$(LC_ALL=C wc -L <"$ana")" -le 78 ] && ! LC_ALL=C grep -q '[^ -~]' "$ana" && ! grep -qx '\.' "$ana"
ok $? 'ASCII in short lines, none a lone dot'
sed '1,/^$/d' "$ana" | perl -0pe 's/=\n//g; s/=([0-9A-F]{2})/chr hex $1/ge' >"$out"
head -n 1 "$out" | grep -qF 'PRUEBA - datos de práctica' && grep -qF ' Bcc: x@evil.example:' "$out" &&
	grep -qE '^  10/04/2019  hoy +Pliego de reclamos 002' "$out" && ! grep -q '^SGTI' "$out"
ok $? 'the text reads as it was written, of her offices alone'

# --- the next days

day() { sql -c "set role hito_owner" -c "update core.setting set value = '$1' where key = 'test.today'" >/dev/null; }
day 2019-04-11
SENDMAIL=$TEST_TMP/refuse keeper remind --send
[ "$code" -eq 1 ] && grep -q "^r_ana$P: .*no aceptó" "$errors" && grep -q 'buzón lleno' "$errors" &&
	[ "$(sql -c "select phase || ' ' || outcome from core.reminder where login = 'r_ana$P' and day = '2019-04-11'")" = 'failed buzón lleno' ]
ok $? 'one that is refused is told and kept as it is'
! grep -q "r_luis$P: se" "$out" && grep -q "^r_luis$P: ya lo sabe" "$errors"
ok $? 'who knows it all from before has no mail'
hito board
sql -c "update core.office set office_name = office_name || '.' where office_code = 'SGTI'" >/dev/null
keeper remind --send
[ "$(sql -c "select string_agg(split_part(key, ' ', 1), ' ' order by key) from core.holding where key in ('own', 'board NULL NULL')")" = 'board own' ]
ok $? 'what the first screen says this day is worked out before people come'
grep -q "^r_ana$P: se le envió" "$out" && [ "$(mails)" -eq 3 ]
ok $? 'what did not go goes with the next run'
# The program dies between: nobody knows whether it went.
day 2019-04-12
sql -c "set role hito_owner" -c "update core.reminder set told = '{}' where login = 'r_ana$P'" >/dev/null
printf '#!/bin/sh\ncat >/dev/null\nkill -9 $PPID\n' >"$TEST_TMP/die"
chmod 755 "$TEST_TMP/die"
SENDMAIL=$TEST_TMP/die keeper remind --send
keeper remind --send
[ "$(mails)" -eq 3 ] && grep -q "^r_ana$P: el de hoy quedó a medias" "$errors"
ok $? 'what was left halfway is not doubled'
day 2019-04-10
sql -c "delete from core.reminder" -c "delete from core.login_mail" -c "set session_replication_role = replica" \
	-c "delete from core.member where login like 'r\_%$P'" -c "delete from core.login where login like 'r\_%$P'" >/dev/null 2>&1
for who in $people; do
	sql -c "drop role $who" >/dev/null 2>&1
done
tap_end
