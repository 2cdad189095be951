#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A register of many rows written as import reads it, beside \copy of the same
# columns in the same order by psql (TEST_URL, TEST_URL_SUPER, DATASETS: of
# 100,800 rows each).
set -eu
. "$(dirname "$0")/../lib/bench.sh"
datasets=${DATASETS:-10}
tmp=$TEST_TMP/export
mkdir -p "$tmp"

# Ten datasets of ten items in 84 districts over 120 months.
psql -f "$(dirname "$0")/places.sql" >/dev/null
psql -v datasets="$datasets" >/dev/null <<'END'
set session_replication_role = replica;
insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind, source, office_id, list_place)
select d.id, p.id, k.key, i.id, (i.id * 7 + p.id * 11 + hashtext(k.key) & 65535) % 1000 / 4.0, 'measured', 'Gerencia de Agricultura', d.office_id,
	concat_ws(E'\t', d.dataset_code, p.place_code, k.key, i.item_code)
from series.dataset d join series.item i on i.dataset_id = d.id
join core.place p on p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6
cross join series.keys('2010-01-01', '2019-12-31', 'month') as k (key)
where d.dataset_code in (select 'banco' || n from generate_series(1, :datasets) as n);
END
psql -c 'vacuum analyze' >/dev/null

# The columns that the export has, as the view has them, in its order and by the same
# reader.
"$HITO" -d "$TEST_URL" --quiet export observation --format json --output "$tmp/names.json"
columns=$(sed -n '2p' "$tmp/names.json" | grep -o '"[a-z_]*": ' | tr -d '": ' | paste -sd ,)
copy="select $columns from series.observation_list where deleted_at is null order by list_place, id"
bare() { "$TEST_PGBIN/psql" -X -q -v ON_ERROR_STOP=1 -d "$TEST_URL" -c "\\copy ($copy) to '$tmp/bare.csv' csv header"; }
# What the reader's rights cost.
owner() { psql -c "\\copy ($copy) to '$tmp/owner.csv' csv header"; }
ours() { rm -f "$tmp/ours.csv"; "$HITO" -d "$TEST_URL" --quiet export observation --output "$tmp/ours.csv"; }
in_turns bare owner ours
rows=$(($(wc -l <"$tmp/bare.csv") - 1))
[ "$(wc -l <"$tmp/ours.csv")" -eq $((rows + 1)) ] || { echo 'export   the rows differ'; exit 1; }
printf 'export   %d rows of csv: %s, \\copy %s: %s of its rows a second (goal 0.80); \\copy without row security %s\n' "$rows" \
	"$(told ours wall)" "$(told bare wall)" "$(ratio "$(of bare wall)" "$(of ours wall)")" "$(told owner wall)"
