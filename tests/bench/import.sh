#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# M3: a fully checked import beside \copy of the same clean rows, unchecked,
# into the same constrained and audited table. BENCH_ROWS: rows of a file.
set -eu
rows=${BENCH_ROWS:-10000}
runs=${BENCH_IMPORTS:-3}
peak=$(dirname "$HITO")/tests/bench/peak
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
at=${TEST_URL%/*}
super=${TEST_URL_SUPER%/*}
psql() { "$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 "$@"; }

card() { # ROWS: a plan as it is published, in UTF-8
	printf 'Plan;Compromiso N°;N°;Hito;Compromiso en curso o nuevo;'
	printf 'Fecha de inicio;Fecha final;Responsable\n'
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++)
		printf "2030-2032;1;%d;Hito número %d de una prueba de " \
			"rapidez, con acentos: ñ á é;Nuevo;ago-2019;" \
			"15/12/2020;GRPAT\n", i, i }'
}
fresh() { # NAME: a copy of what was prepared
	psql -d "$super/postgres" -c "set client_min_messages = warning" \
		-c "drop database if exists $1" \
		-c "create database $1 template $TEST_DB strategy file_copy"
}
drop() { psql -d "$super/postgres" -c "drop database $1 with (force)"; }
# "SECONDS KIB" of a command
measure() {
	"$peak" "$@" 2>"$tmp/peak" >"$tmp/out" </dev/null || {
		cat "$tmp/out" "$tmp/peak" >&2
		exit 1
	}
	sed -n 's/^peak //p' "$tmp/peak"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

psql -d "$TEST_URL" >/dev/null <<'END'
insert into plan.action_plan (plan_code, title, office_id)
values ('2030-2032', 'Plan en preparación', core.my_office());
insert into plan.commitment (plan_id, commitment_no, title, office_id)
select id, 1, 'Un compromiso', office_id from plan.action_plan
where plan_code = '2030-2032';
END
card "$rows" >"$tmp/utf8.csv"
iconv -f UTF-8 -t CP1252 "$tmp/utf8.csv" >"$tmp/cp1252.csv"

# The rows as the import makes them, for \copy.
columns=$(psql -A -t -d "$TEST_URL_SUPER" -c "select string_agg(column_name,
	',') from information_schema.columns where table_schema = 'plan' and
	table_name = 'milestone' and is_generated = 'NEVER' and is_identity = 'NO'
	and column_name !~ '^(row_version|created|updated|changed|deleted|batch)'")
fresh b_import
"$HITO" -d "$at/b_import" import milestone "$tmp/utf8.csv" >/dev/null
psql -d "$super/b_import" -c "copy (select $columns from plan.milestone m
	where exists (select from plan.commitment c join plan.action_plan p
	on p.id = c.plan_id where c.id = m.commitment_id
	and p.plan_code = '2030-2032')) to stdout" >"$tmp/rows.copy"
drop b_import
# COPY into a table with forced row security is refused to its owner: the
# superuser it is.
printf '\\copy plan.milestone (%s) from %s\n' "$columns" "$tmp/rows.copy" \
	>"$tmp/copy.sql"

for i in $(seq "$runs"); do
	fresh b_copy
	measure "$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 -d "$super/b_copy" -f "$tmp/copy.sql" \
		>>"$tmp/copy"
	drop b_copy
	for charset in utf8 cp1252; do
		fresh b_import
		measure "$HITO" -d "$at/b_import" import milestone \
			"$tmp/$charset.csv" >>"$tmp/$charset"
		drop b_import
	done
done
copy=$(median <"$tmp/copy")
utf8=$(median <"$tmp/utf8")
cp1252=$(median <"$tmp/cp1252")
echo "M3: $rows milestones, medians of $runs runs, seconds"
printf '  %-28s %8.3f  %8.0f rows/s\n' '\copy, unchecked rows' "$copy" \
	"$(echo "$rows $copy" | awk '{ print $1 / $2 }')" \
	'hito import, UTF-8' "$utf8" \
	"$(echo "$rows $utf8" | awk '{ print $1 / $2 }')" \
	'hito import, CP1252' "$cp1252" \
	"$(echo "$rows $cp1252" | awk '{ print $1 / $2 }')"
echo "$copy $utf8 $cp1252" | awk '{
	printf "M3 import / \\copy = %.2fx the rows/s (promised 0.80)\n", $1 / $2
	printf "M3 CP1252 / UTF-8 = %.2fx the time (promised 1.10)\n", $3 / $2 }'
for n in 1000 $((rows * 4)); do
	card "$n" >"$tmp/size.csv"
	fresh b_import
	measure "$HITO" -d "$at/b_import" import milestone "$tmp/size.csv" |
		awk -v n="$n" '{ printf "M3 memory with %d rows: %d KiB\n", n, $2 }'
	drop b_import
done
