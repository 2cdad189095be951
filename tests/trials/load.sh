#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Long files: a million observations and 200,000 activities (TEST_TIMES times 50,000
# and 10,000, TEST_URL), whole, in their places and on record, in as much memory as
# short ones.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
observations=$((50000 * TEST_TIMES))
activities=$((10000 * TEST_TIMES))

"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -f tests/bench/places.sql >"$errors" 2>&1
observed() { # LINES
	echo 'Conjunto;UBIGEO;Periodo;Ítem;Valor'
	"$TEST_PGBIN/psql" -X -q -A -t -F ';' -d "$TEST_URL_SUPER" -c "select d.dataset_code, p.place_code, k, i.item_code, 12.25
		from series.dataset d join series.item i on i.dataset_id = d.id, core.place p, series.keys('1990-01-01', '2019-12-31', 'month') as k
		where d.dataset_code like 'banco%' and p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6 limit $1"
}
done_of() { # LINES
	echo 'Plan;N°;Nombre;Fecha'
	seq "$1" | awk '{ printf "2018-2020;%d;Reunión %d;15/08/2019\n", 100000 + $1, $1 }'
}
# KiB of the program at most, while it loads
loaded() { # REGISTER FILE
	local kb
	"$HITO" -d "$TEST_URL" import "$1" "$2" --quiet >"$out" 2>&1 &
	local pid=$!
	while kb=$(awk '/^VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null) && [ -n "$kb" ]; do
		peak=$kb
	done
	wait $pid
	code=$?
}
load_long() { # REGISTER TABLE WRITER LINES
	local short
	$3 1000 >"$TEST_TMP/short.csv"
	$3 "$4" | sed 2,1001d >"$TEST_TMP/long.csv"
	loaded "$1" "$TEST_TMP/short.csv"
	short=$peak
	loaded "$1" "$TEST_TMP/long.csv"
	[ "$code" -eq 0 ]
	ok $? "$4 rows of $1 are loaded"
	[ "$peak" -le $((short + short / 4)) ]
	ok $? "in the memory of 1000 ($peak KiB, $short)"
	is "$4" "select count(*) from $2 where batch_id is not null" 'all of them stand'
}
load_long observation series.observation observed "$observations"
is 0 "select count(*) from series.observation n join series.dataset d on d.id = n.dataset_id join core.place p on p.id = n.place_id
	join series.item i on i.id = n.item_id
	where n.list_place <> concat_ws(E'\t', d.dataset_code, p.place_code, n.period_key, i.item_code)" 'in their places'
load_long activity plan.activity done_of "$activities"
is 0 "select count(*) from plan.activity n join plan.action_plan p on p.id = n.plan_id
	where n.list_place <> p.plan_code || E'\t' || core.placed(n.activity_no)" 'in theirs'
is "$((observations + activities))" "select sum((new ->> 'rows')::bigint) from audit.change where op = 'load' and relation in ('series.observation', 'plan.activity')
	and batch_id is not null" 'and on record'
tap_end
