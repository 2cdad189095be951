#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The register of CONTRIBUTING's "A register from nothing": taken out of the
# page, built and used. Uses TEST_URL (the demonstration).
set -u
. tests/lib/tap.sh

home=$TEST_TMP/home
mkdir -p "$home"
cp -r sql forms "$home"

# The indented block behind "`NAME`:".
block() { # NAME
	awk -v name="\`$1\`:" '
		$0 == name { on = 1; next }
		on && /^    / { print substr($0, 5); began = 1; next }
		on && /^$/ { if (began) print ""; next }
		on { exit }' CONTRIBUTING.md
}
block sql/schema/NNNN_visit.sql >"$home/sql/schema/0999_visit.sql"
block sql/code/plan/visit.sql >"$home/sql/code/plan/visit.sql"
block forms/visit.form >"$home/forms/visit.form"
lines=$(cat "$home/sql/schema/0999_visit.sql" "$home/sql/code/plan/visit.sql" \
	"$home/forms/visit.form" | grep -c .)
[ "$lines" -gt 50 ] && [ "$lines" -le 120 ]
ok $? "it is three files of at most 120 lines ($lines)"

export HITO_HOME=$home
"$HITO" -d "$TEST_URL_SUPER" db migrate --quiet >"$out" 2>"$errors" </dev/null
ok $? 'the database takes it'
sql -c 'select * from core.catalogue_problems()' >"$out" 2>&1
[ ! -s "$out" ]
ok $? 'and lacks nothing: rights, history, help, place'
hito form check "$home/forms/visit.form"
[ $code -eq 0 ]
ok $? 'its form fits the screen and the catalogue'

plan=$(sql -c "select plan_code from plan.commitment_list where commitment_no = 1 limit 1")
hito new visita --set Plan="$plan" --set Compromiso=1 --set Fecha=12/03/2019 \
	--set 'Para qué=Ver las obras' --line Hallazgos --set 'Hallazgo=Sin cartel'
[ $code -eq 0 ]
ok $? 'a record with a line is made'
hito show visita "$plan/1.1"
[ $code -eq 0 ] && grep -q 'Sin cartel' "$out" && grep -q 'Abierta' "$out"
ok $? 'it has the next number and its line'
hito new visita --set Plan="$plan" --set Compromiso=1 --set Fecha=12/03/2030 \
	--set 'Para qué=Después'
[ $code -eq 3 ] && grep -q 'antes de hacerse' "$errors"
ok $? 'what its rule refuses is said'
hito do visita "$plan/1.1" cerrar
[ $code -ne 0 ] && grep -qi 'resultado' "$errors"
ok $? 'an action that asks is not done without the answer'
hito do visita "$plan/1.1" cerrar --set outcome='Se colocó el cartel'
[ $code -eq 0 ]
ok $? 'and is done with it'
hito edit visita "$plan/1.1" --set 'Para qué=Otra cosa'
[ $code -eq 3 ] && grep -q 'cerrada no se cambia' "$errors"
ok $? 'what is closed does not change'
hito history visita "$plan/1.1"
[ $code -eq 0 ] && grep -q 'Se colocó el cartel' "$out"
ok $? 'its history tells'

{
	echo 'Plan;Compromiso;Visita N°;Fecha;Para qué'
	echo "$plan;1;2;13/03/2019;Segunda"
	echo "$plan;1;3;14/03/2030;Tercera"
	echo "$plan;99;1;13/03/2019;Ninguna"
	echo "$plan;1;1;12/03/2019;Otra cosa"
} >"$TEST_TMP/visitas.csv"
hito import visita "$TEST_TMP/visitas.csv" --dry-run
[ $code -eq 5 ] && grep -q 'antes de hacerse' "$out" && grep -q 'cerrada no se cambia' "$out" &&
	[ "$(grep -cE '^ +[345] ' "$out")" -eq 3 ]
ok $? 'an import tells each bad line by the same rules'
hito import visita "$TEST_TMP/visitas.csv" --skip-bad
[ $code -eq 4 ] && [ "$(sql -c 'select count(*) from plan.visit_list')" = 2 ]
ok $? 'and takes the others'

hito list visita
[ $code -eq 0 ] && grep -q 'Segunda' "$out" && grep -q '2 filas' "$out" "$errors"
ok $? 'they are listed'
hito list visita --format html --output "$TEST_TMP/visitas.html"
[ $code -eq 0 ] && grep -q 'Segunda' "$TEST_TMP/visitas.html"
ok $? 'and the list is a report'
sql -c "select pg_get_triggerdef(oid) from pg_trigger
	where tgrelid = 'plan.commitment'::regclass and tgname = 't60_no_orphans'" >"$out"
grep -q "'visitas', 'plan.visit', 'commitment_id'" "$out"
ok $? 'its parent is not marked while one stands'
tap_end
