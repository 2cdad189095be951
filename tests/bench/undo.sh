#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Taking a load back beside the load itself, of rows that it changed
# (TEST_URL, TEST_URL_SUPER).
set -eu
rows=${ROWS:-8000}
tmp=$TEST_TMP/undo
mkdir -p "$tmp"
psql() { "$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL_SUPER" "$@"; }
now() { date +%s%N; }
load() { "$HITO" -d "$TEST_URL" import milestone "$1" --quiet >/dev/null; }

"$HITO" -d "$TEST_URL" import commitment - --plan VUELTA --new-plan --open-end --quiet >/dev/null <<'END'
Compromiso N°;Título;Área Responsable
1;Compromiso de prueba;Gerencia de Prueba
END
for text in Antes Cambiado; do
	{ echo 'Plan;Compromiso N°;N°;Hito;Fecha de inicio;Fecha final'
	seq "$rows" | awk -v t=$text '{ printf "VUELTA;1;%d;%s %d;ago-2019;dic-2019\n", $1, t, $1 }'
	} >"$tmp/$text.csv"
done
load "$tmp/Antes.csv"
least=0
for i in 1 2; do
	psql -c 'vacuum analyze plan.milestone' -c 'vacuum analyze audit.change'
	start=$(now)
	load "$tmp/Cambiado.csv"
	middle=$(now)
	"$HITO" -d "$TEST_URL" batch undo "$(psql -c "select max(id) from core.batch where kind = 'load'")" --yes --quiet >/dev/null
	loaded=$(((middle - start) / 1000000 + 1))
	undone=$((($(now) - middle) / 1000000 + 1))
	if [ $least -eq 0 ] || [ $undone -lt $least ]; then least=$undone of=$loaded; fi
done
printf 'undo    %d changed rows  %d ms, their load %d ms: %s of it (goal 3.00)\n' "$rows" "$least" "$of" \
	"$(awk -v a="$least" -v b="$of" 'BEGIN { printf "%.2f", a / b }')"
