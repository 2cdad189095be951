#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# M3: a fully checked import beside \copy of clean, typed rows straight into the
# same constrained, audited table, and beside that of the build before (BEFORE):
# milestones and observations; Windows-1252 beside UTF-8; what a row costs of a
# long file and of a short one (LONG rows, 200000); memory of both. All is undone
# (TEST_URL, TEST_URL_SUPER).
set -eu
. tests/lib/bench.sh
rows=${ROWS:-20000}
long=${LONG:-200000}
tmp=$TEST_TMP/import
mkdir -p "$tmp"

# ---- $1 a database, of the superuser; $2 its files: rows as a file brings them
# and as they stand in the table
super() { TEST_URL_SUPER=$1 psql "${@:2}"; }
milestones() { # ROWS
	echo 'Plan;Compromiso N°;N°;Hito;Fecha de inicio;Fecha final'
	seq "$1" | awk '{ printf "BANCO;1;%d;Difusión %d;ago-2019;dic-2019\n", $1, $1 }'
}
typed_milestones() { # COMMITMENT,OFFICE
	seq "$rows" | awk -v ids="$1" '{ split(ids, id, ",")
		printf "%s,%d,%d,Difusión %d,%s,ago-2019,2019-08-01,2019-08-31,month,dic-2019,2019-12-01,2019-12-31,month\n",
			id[1], $1, $1, $1, id[2] }'
}
observed="from core.place p, series.keys('1990-01-01', '2019-12-31', 'month') as k, series.item i
	join series.dataset d on d.id = i.dataset_id
	where p.ubigeo_system = 'SUNAT' and length(p.ubigeo) = 6 and d.dataset_code = 'banco0'"
observations() { # DATABASE ROWS
	echo 'Conjunto;UBIGEO;Periodo;Ítem;Valor'
	super "$1" -F ';' -c "select d.dataset_code, p.place_code, k, i.item_code, 12.25 $observed limit $2"
}
prepare() { # DATABASE FILES PROGRAM...: the program on that database
	local ids
	mkdir -p "$2"
	"${@:3}" import commitment - --plan BANCO --new-plan --open-end --quiet >/dev/null <<-'END'
	Compromiso N°;Título;Área Responsable
	1;Compromiso de prueba;Gerencia de Prueba
	END
	super "$1" -f tests/bench/places.sql >/dev/null
	ids=$(super "$1" -F, -c "select c.id, c.office_id from plan.commitment c join plan.action_plan p on p.id = plan_id where plan_code = 'BANCO'")
	milestones "$rows" >"$2/milestone.csv"
	observations "$1" "$rows" >"$2/observation.csv"
	typed_milestones "$ids" >"$2/milestone.typed"
	super "$1" -F , -c "select d.id, p.id, k, i.id, 12.25, d.office_id $observed limit $rows" >"$2/observation.typed"
	cat >"$2/milestone.sql" <<-END
	begin;
	\\copy plan.milestone (commitment_id, position, number_text, text, office_id, starts, starts_from, starts_to, starts_precision, ends, ends_from, ends_to, ends_precision) from '$2/milestone.typed' csv
	rollback;
	END
	cat >"$2/observation.sql" <<-END
	begin;
	\\copy series.observation (dataset_id, place_id, period_key, item_id, value, office_id) from '$2/observation.typed' csv
	rollback;
	END
	super "$1" -c 'vacuum analyze'
}
now() { "$HITO" -d "$TEST_URL" "$@"; }
prepare "$TEST_URL_SUPER" "$tmp/now" now
iconv -f utf-8 -t cp1252 "$tmp/now/milestone.csv" >"$tmp/cp1252.csv"
! has_before || prepare "$BEFORE_URL_SUPER" "$tmp/was" before

# What is undone leaves dead rows, which the next one would walk over.
clean() { super "$1" -c 'vacuum plan.milestone, series.observation'; }
load() { now import "$1" "$2" --dry-run --quiet; }
ours_milestone() { load milestone "$tmp/now/milestone.csv"; }
ours_observation() { load observation "$tmp/now/observation.csv"; }
ours_cp1252() { load milestone "$tmp/cp1252.csv"; }
was_milestone() { before import milestone "$tmp/was/milestone.csv" --dry-run --quiet; }
was_observation() { before import observation "$tmp/was/observation.csv" --dry-run --quiet; }
copy_milestone() { psql -f "$tmp/now/milestone.sql"; }
copy_observation() { psql -f "$tmp/now/observation.sql"; }
wascopy_milestone() { super "$BEFORE_URL_SUPER" -f "$tmp/was/milestone.sql"; }
wascopy_observation() { super "$BEFORE_URL_SUPER" -f "$tmp/was/observation.sql"; }

for register in milestone observation; do
	in_turns ours_$register copy_$register $(has_before && echo was_$register wascopy_$register)
	printf 'import   %d rows of %s: %s, \\copy %s: %s of its rows/s (goal 0.80)\n' "$rows" "$register" "$(told ours_$register wall)" \
		"$(told copy_$register wall)" "$(ratio "$(of copy_$register wall)" "$(of ours_$register wall)")"
	clean "$TEST_URL_SUPER"
	has_before || continue
	printf 'import   the build before %s: %s of its rows/s (goal 3.00); \\copy %s: %s\n' "$(told was_$register wall)" \
		"$(ratio "$(of was_$register wall)" "$(of ours_$register wall)")" "$(told wascopy_$register wall)" \
		"$(ratio "$(of wascopy_$register wall)" "$(of copy_$register wall)")"
	clean "$BEFORE_URL_SUPER"
done
in_turns ours_milestone ours_cp1252
printf 'import   Windows-1252 %s of the time of UTF-8 (goal 1.10)\n' "$(ratio "$(of ours_cp1252 wall)" "$(of ours_milestone wall)")"

# ---- long and short
observations "$TEST_URL_SUPER" 10000 >"$tmp/short.csv"
observations "$TEST_URL_SUPER" "$long" >"$tmp/long.csv"
ours_short() { load observation "$tmp/short.csv"; }
ours_long() { load observation "$tmp/long.csv"; }
runs=3
in_turns ours_short ours_long
count=$(($(wc -l <"$tmp/long.csv") - 1))
peak_of() { peak "$HITO" -d "$TEST_URL" import observation "$1" --dry-run --quiet; }
long_kb=$(peak_of "$tmp/long.csv")
printf 'import   a row of %d observations %s of that of 10000 (goal 1.00); memory %s (%d KiB)\n' "$count" \
	"$(awk -v n="$count" -v l="$(of ours_long wall)" -v s="$(of ours_short wall)" 'BEGIN { printf "%.2f", l / n / (s / 10000) }')" \
	"$(ratio "$long_kb" "$(peak_of "$tmp/short.csv")")" "$long_kb"
