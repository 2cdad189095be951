#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# TEST_URL
# What leaves a database is taken in by an empty one with the same offices: every
# column that an import may write is the same then. tests/import/data/out_only_read
# lists the others of each register, and why.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"

only_read=$PWD/tests/import/data/out_only_read
first=$TEST_TMP/first
second=$TEST_TMP/second
full_url=$TEST_URL_SUPER
empty=${TEST_DB}_empty

# Nothing here is taken back.
undo_before() { undo_pid=; }

hito export --all --output "$first"
says 0 'office.csv: 6 filas' 'all registers are written'
grep -v ': 0 filas' "$out" | sed -n 's,.*/first/\([a-z_]*\)\.csv: .*,\1,p' >"$TEST_TMP/order"
[ "$(wc -l <"$TEST_TMP/order")" -gt 50 ]
ok $? 'in the order in which they are loaded'

# --- which columns are only read

while read -r register; do
	hito import "$register" "$first/$register.csv" --look --json
	grep -o '"title":"[^"]*","field":[^,]*' "$out" | sed 's/"title":"//; s/","field":/|/' >"$TEST_TMP/$register.titles"
	sed -n "s/^\(.*\)|null$/$register|\1/p" "$TEST_TMP/$register.titles"
done <"$TEST_TMP/order" | LC_ALL=C sort >"$TEST_TMP/read"
grep -v '^#' "$only_read" | sed 's/|[a-z]*|/|/' | LC_ALL=C sort | diff - "$TEST_TMP/read" >"$out"
ok $? 'the list says which, no more and no fewer'
! grep -vE '^#|^[a-z_]+\|(code|own|worked|day|state|act)\|' "$only_read" >"$out"
ok $? 'and why of each'

# --- an empty one, with the same offices and people

sql -d "${full_url%/*}/postgres" -c "create database $empty template t_empty" >"$out" 2>&1
ok $? 'an empty database'
TEST_URL=${TEST_URL%/*}/$empty
TEST_URL_SUPER=${TEST_URL_SUPER%/*}/$empty
sql >"$out" 2>&1 <<'SQL'
set role hito_owner;
insert into core.setting (key, value, about, office_id)
select 'test.today', '2019-04-10', 'El mismo día', core.root_office();
update core.office set office_code = 'GRPAT', initials = 'GRPAT',
	office_name = 'Gerencia Regional de Planeamiento y Acondicionamiento Territorial' where root;
SQL
ok $? 'on the same day'
hito import office "$first/office.csv"
says 0 ' 5 nuevos ' 'the offices come first'
sql -c "insert into core.member (login, office_id, kind) select '$TEST_ME', id, 'enter' from core.office where office_code = 'GRTPE'" \
	>"$out" 2>&1
ok $? 'one of them has its own registers'

# What an act writes no file brings.
cat >"$TEST_TMP/session.map" <<'MAP'
register session
value state "Acta aprobada" = "Realizada"
MAP
cat >"$TEST_TMP/recommendation.map" <<'MAP'
register recommendation
column "Respuesta" -
MAP
# The agenda of a session is of no file: agreements cannot name its items.
cat >"$TEST_TMP/agreement.map" <<'MAP'
register agreement
column "Punto" -
MAP

office_of() { # REGISTER
	case $1 in
	employer | union_organisation | collective_agreement | work_contract | dispute | strike | posting | seeker | referral | training)
		echo GRTPE ;;
	*) echo GRPAT ;;
	esac
}
while read -r register; do
	options=()
	[ ! -e "$TEST_TMP/$register.map" ] || options=(--map "$TEST_TMP/$register.map")
	export HITO_OFFICE
	HITO_OFFICE=$(office_of "$register")
	if [ "$register" = union_organisation ]; then
		# One that joins another of the same file comes behind it.
		hito import "$register" "$first/$register.csv" --skip-bad
		says 4 ' 6 nuevos ' 'the unions but one'
	fi
	hito import "$register" "$first/$register.csv" "${options[@]}"
	says 0 ' 0 rechazados' "$register comes in"
done <"$TEST_TMP/order"
unset HITO_OFFICE
hito export --all --output "$second" --quiet
[ "$code" -eq 0 ]
ok $? 'and leaves again'

# --- equal in what an import may write

compare() { # REGISTER: the statements
	local i=0 list=() wide=() title
	while IFS= read -r title; do
		i=$((i + 1))
		list+=("c$i text")
		[ "${title##*|}" = null ] || wide+=("$i" "${title%|*}")
	done <"$TEST_TMP/$1.titles"
	for side in first second; do
		printf 'create temp table %s (%s, n serial);\n' "$side" "$(IFS=,; echo "${list[*]}")"
		printf "\\\\copy %s (%s) from '%s' with (format csv, header)\n" "$side" \
			"$(seq -s, 1 "$i" | sed 's/\([0-9]*\)/c\1/g')" "${!side}/$1.csv"
	done
	printf "select '%s|rows' where (select count(*) from first) <> (select count(*) from second);\n" "$1"
	set -- "$1" "${wide[@]}"
	while [ $# -gt 1 ]; do
		printf "select '%s|%s|' || count(*) from first a join second b using (n) where a.c%s is distinct from b.c%s having count(*) > 0;\n" \
			"$1" "$3" "$2" "$2"
		set -- "$1" "${@:4}"
	done
	echo 'drop table first, second;'
}
while read -r register; do
	compare "$register"
done <"$TEST_TMP/order" >"$TEST_TMP/compare.sql"
sql -f "$TEST_TMP/compare.sql" >"$TEST_TMP/other" 2>"$errors"
ok $? 'each column is held against its other'
# Closing a period, approving minutes and answering a recommendation are acts; the
# items of an agenda are written in the session.
cat >"$TEST_TMP/wanted" <<'END'
period|Situación|3
recommendation|Respuesta|1
session|Situación|4
agreement|Punto|4
END
diff "$TEST_TMP/wanted" "$TEST_TMP/other" >"$out"
ok $? 'and is the same, but where an act is needed'

sql -d "${full_url%/*}/postgres" -c "drop database $empty with (force)" >"$out" 2>&1
tap_end
