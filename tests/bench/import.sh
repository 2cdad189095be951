#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# M3: a fully checked import beside \copy of clean, typed rows straight into
# the same constrained, audited table (TEST_URL, TEST_URL_SUPER); both are
# undone. Windows-1252 beside UTF-8; memory of a small and of a large file.
set -eu
rows=${ROWS:-20000}
tmp=$TEST_TMP/import
mkdir -p "$tmp"
psql() { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" "$@"; }
now() { date +%s%N; }
load() { "$HITO" -d "$TEST_URL" import milestone "$@" --dry-run --quiet >/dev/null; }

"$HITO" -d "$TEST_URL" import commitment - --plan BANCO --new-plan --open-end --quiet >/dev/null <<'END'
Compromiso N°;Título;Área Responsable
1;Compromiso de prueba;Gerencia de Prueba
END
ids=$(psql -F, -c "select c.id, c.office_id from plan.commitment c join plan.action_plan p on p.id = plan_id where plan_code = 'BANCO'")

# $1 rows, $2 file
write() {
	{ echo 'Plan;Compromiso N°;N°;Hito;Fecha de inicio;Fecha final'
	seq "$1" | awk '{ printf "BANCO;1;%d;Difusión %d;ago-2019;dic-2019\n", $1, $1 }'
	} >"$2"
}
write "$rows" "$tmp/utf8.csv"
iconv -f utf-8 -t cp1252 "$tmp/utf8.csv" >"$tmp/cp1252.csv"
write 1000 "$tmp/small.csv"
seq "$rows" | awk -v ids="$ids" '{ split(ids, id, ",")
	printf "%s,%d,%d,Difusión %d,%s,ago-2019,2019-08-01,2019-08-31,month,dic-2019,2019-12-01,2019-12-31,month\n",
		id[1], $1, $1, $1, id[2] }' >"$tmp/typed.csv"
cat >"$tmp/copy.sql" <<END
begin;
\copy plan.milestone (commitment_id, position, number_text, text, office_id, starts, starts_from, starts_to, starts_precision, ends, ends_from, ends_to, ends_precision) from '$tmp/typed.csv' csv
rollback;
END

# Milliseconds of the best of three, so that a busy machine counts less.
best() {
	local least=0 i start ms
	for i in 1 2 3; do
		psql -c 'vacuum analyze plan.milestone'
		start=$(now)
		"$@"
		ms=$((($(now) - start) / 1000000 + 1))
		if [ $least -eq 0 ] || [ $ms -lt $least ]; then least=$ms; fi
	done
	echo $least
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
copy=$(best psql -f "$tmp/copy.sql")
utf8=$(best load "$tmp/utf8.csv")
cp1252=$(best load "$tmp/cp1252.csv")
printf 'import  %d rows  %d ms, \\copy %d ms: %s of its rows/s (goal 0.80)\n' \
	"$rows" "$utf8" "$copy" "$(ratio "$copy" "$utf8")"
printf 'import  Windows-1252 %s of the time of UTF-8 (goal 1.10)\n' \
	"$(ratio "$cp1252" "$utf8")"

# Peak memory, as the kernel counted it.
peak() {
	"$HITO" -d "$TEST_URL" import milestone "$1" --dry-run --quiet >/dev/null &
	local pid=$! kb=0
	while [ -r /proc/$pid/status ]; do
		kb=$(awk '/^VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || :)
		[ -z "$kb" ] || last=$kb
	done
	wait $pid
}
last=0
peak "$tmp/small.csv"
small=$last
peak "$tmp/utf8.csv"
printf 'import  memory of %d rows %s of that of 1000 (%d KiB)\n' "$rows" \
	"$(ratio "$last" "$small")" "$last"
