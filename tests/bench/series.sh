#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Territorial series of a million observations beside bare SQL: a checked import
# and \copy of clean, typed rows into the same table; a page of the list, a sum
# by province and month, and a block of the report (TEST_URL, TEST_URL_SUPER).
set -eu
rows=${ROWS:-20000}
turns=${TURNS:-10}
tmp=$TEST_TMP/series
mkdir -p "$tmp"
psql() { "$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@"; }
now() { date +%s%N; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

psql -f "$(dirname "$0")/places.sql" >/dev/null

# ---- import beside \copy, as the bench of the other registers; both are undone
ids=$(psql -F ' ' -c "select d.id, d.office_id from series.dataset d where d.dataset_code = 'banco0'")
{ echo 'Conjunto;UBIGEO;Periodo;Ítem;Valor'
psql -F ';' -c "select 'banco0', p.place_code, k, i.item_code, 12.25 from core.place p, series.keys('1990-01-01', '2019-12-31', 'month') as k,
	series.item i where p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6 and i.dataset_id = ${ids%% *} limit $rows"
} >"$tmp/rows.csv"
psql -F , -c "select d.id, p.id, k, i.id, 12.25, d.office_id from core.place p, series.keys('1990-01-01', '2019-12-31', 'month') as k,
	series.item i join series.dataset d on d.id = i.dataset_id where p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6
	and d.id = ${ids%% *} limit $rows" >"$tmp/typed.csv"
cat >"$tmp/copy.sql" <<END
begin;
\copy series.observation (dataset_id, place_id, period_key, item_id, value, office_id) from '$tmp/typed.csv' csv
rollback;
END
best() {
	local least=0 start ms
	for _ in 1 2 3; do
		psql -c 'vacuum analyze series.observation'
		start=$(now)
		"$@"
		ms=$((($(now) - start) / 1000000 + 1))
		if [ $least -eq 0 ] || [ $ms -lt $least ]; then least=$ms; fi
	done
	echo $least
}
load() { "$HITO" -d "$TEST_URL" import observation "$tmp/rows.csv" --dry-run --quiet >/dev/null; }
copy=$(best psql -f "$tmp/copy.sql")
ours=$(best load)
printf 'series  import of %d rows: %d ms, \\copy %d ms: %s of its rows/s (goal 0.80)\n' "$rows" "$ours" "$copy" \
	"$(ratio "$copy" "$ours")"

psql >/dev/null <<'END'
set session_replication_role = replica;
insert into series.observation (dataset_id, place_id, period_key, item_id, value, value_kind, office_id, list_place)
select d.id, p.id, k.key, i.id, case when n.n % 50 > 0 then n.n % 1000 / 4.0 + 1 end,
	case when n.n % 50 > 0 then 'measured' else 'not_measured' end, d.office_id,
	concat_ws(E'\t', d.dataset_code, p.place_code, k.key, i.item_code)
from series.dataset d join series.item i on i.dataset_id = d.id
join core.place p on p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6
cross join series.keys('2010-01-01', '2019-12-31', 'month') as k (key)
cross join lateral (select (i.id * 7 + p.id * 11 + hashtext(k.key) & 65535) as n) as n
where d.dataset_code like 'banco%' and d.dataset_code <> 'banco0';
END
psql -c 'vacuum analyze' >/dev/null
dataset=$(psql -c "select id from series.dataset where dataset_code = 'banco5'")
count=$(psql -c 'select count(*) from series.observation')

# ---- $1 what, $2 ours, $3 bare: milliseconds in a session that has asked
# before, as the program's are, turn by turn, the least of all turns
measure() {
	local turn what bare=$3 ours=$2 times
	{
		echo 'set jit = off; create temp table spent (what text, ms numeric);'
		for what in bare ours; do
			printf 'prepare %s as %s;\n' "$what" "${!what}"
		done
		for turn in $(seq "$turns"); do
			for what in bare ours; do
				echo 'select clock_timestamp() as since \gset'
				echo "execute $what \\g /dev/null"
				echo "insert into spent select '$what', extract(epoch from clock_timestamp() - :'since') * 1000;"
			done
		done
		echo "select min(ms) filter (where what = 'ours') || ' ' || min(ms) filter (where what = 'bare') from spent;"
	} >"$tmp/measure.sql"
	times=$(psql -f "$tmp/measure.sql")
	printf 'series  %s %.1f ms, bare %.1f ms: %s (goal 1.30)\n' "$1" ${times} "$(ratio ${times})"
}

at=$(psql -c "select list_place from series.observation order by list_place, id offset $((count / 2)) limit 1")
page="order by list_place, id limit 20"
bare="select o.id, d.dataset_code, p.place_code, p.place_name, o.period_key, i.item_code, o.value, o.value_kind
	from series.observation o join series.dataset d on d.id = o.dataset_id join core.place p on p.id = o.place_id
	join series.item i on i.id = o.item_id where o.deleted_at is null"
ours="select id, dataset_code, place_code, place_name, period_key, item_code, value, value_kind from series.observation_list"
measure 'first page' "$ours $page" "$bare ${page/by list_place, id/by o.list_place, o.id}"
measure 'page in the middle' "$ours where (list_place, id) > ('$at', 0) $page" \
	"$bare and (o.list_place, o.id) > ('$at', 0) ${page/by list_place, id/by o.list_place, o.id}"

# Somebody who writes the sum counts what lacks too: it is worth nothing without.
bare="select o.item_id, left(p.ubigeo, 4) as ubigeo, o.period_key, sum(o.value) as value,
		count(*) filter (where o.value_kind = 'not_measured') as n_not_measured, count(*) filter (where o.value_kind = 'secret') as n_secret
	from series.observation o join core.place p on p.id = o.place_id
	where o.dataset_id = $dataset and o.deleted_at is null group by 1, 2, 3"
ours="select item_id, ubigeo, period_key, value, n_not_measured, n_secret from series.rolled($dataset, 'province')"
same=$(psql -c "select count(*) from ($bare except $ours) as d")
[ "$same" = 0 ] || { echo "series  the sums differ in $same rows"; exit 1; }
measure 'sum by province and month' "$ours" "$bare"

# The block: with names, title of the period, share of the largest, what lacks.
bare="with sums as (select s.*, n.places from ($bare) as s join (select left(ubigeo, 4) as ubigeo, count(*) as places from core.place
		where ubigeo_system = 'SUNAT' and length(ubigeo) = 6 and deleted_at is null group by 1) as n on n.ubigeo = s.ubigeo)
	select i.item_code, i.item_name, d.unit, p.place_code, p.place_name, s.period_key, core.period_title(s.period_key), core.period_short(s.period_key),
		trim_scale(s.value)::text, follow.quantity_text(s.value), round(100 * s.value / max(s.value) over (partition by s.item_id), 6)::text,
		concat_ws(', ', s.n_not_measured || ' sin medir', s.n_secret || ' reservados', s.places || ' lugares')
	from sums s join series.item i on i.id = s.item_id join series.dataset d on d.id = i.dataset_id
	join core.place p on p.ubigeo_system = 'SUNAT' and p.ubigeo = s.ubigeo
	where s.period_key between '2019-05' and '2019-12'
	order by i.id, s.ubigeo, s.period_key"
measure 'block of a report' "select * from follow.report_series('banco5/provincia', 'f')" "$bare"
measure 'block of a year' "select * from follow.report_series('banco5/provincia/2015', 'f')" "${bare/between \'2019-05\' and \'2019-12\'/between \'2015-01\' and \'2015-12\'}"
