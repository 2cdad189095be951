#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `hito report quarterly` in PDF beside a bare program on pango and cairo that
# prints the lines of the same pages, each where it stands and of its size (no
# rules, tints, charts, tags, bookmarks), in time of the processor; and a long
# list in PDF, with its memory (TEST_URL, TEST_URL_SUPER, LIST_ROWS).
set -eu
. "$(dirname "$0")/../lib/bench.sh"
rows=${LIST_ROWS:-100000}
tmp=$TEST_TMP/pdf
bare=$(dirname "$HITO")/tests/bench/pdf_bare
mkdir -p "$tmp"

ours() { rm -f "$tmp/ours.pdf"; "$HITO" -d "$TEST_URL" --quiet report quarterly 2019-Q1 --plan 2018-2020 --format pdf --output "$tmp/ours.pdf"; }
was() { rm -f "$tmp/was.pdf"; before --quiet report quarterly 2019-Q1 --plan 2018-2020 --format pdf --output "$tmp/was.pdf"; }
bare() { "$bare" "$tmp/listing" "$tmp/bare.pdf"; }

# Each line of each page: where poppler finds its words. Lato's lines are 1.2
# times as high as its letters.
ours
pdftotext -bbox-layout "$tmp/ours.pdf" "$tmp/boxes"
awk -F'"' '
	/<page / { page++; width = $2; height = $4 }
	/<line / { x = $2; y = $4; size = ($8 - $4) / 1.2; text = "" }
	/<word / {
		word = $0
		sub(/^[^>]*>/, "", word)
		sub(/<\/word>.*/, "", word)
		gsub(/&lt;/, "<", word); gsub(/&gt;/, ">", word)
		gsub(/&quot;/, "\"", word); gsub(/&amp;/, "\\&", word)
		text = text (text == "" ? "" : " ") word
	}
	/<\/line>/ {
		printf "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", page, width, height, x, y, size, text
	}' "$tmp/boxes" >"$tmp/listing"
bare
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
words() { pdftotext "$1" - | tr -s '[:space:]' '\n' | LC_ALL=C sort; }
[ "$(pages "$tmp/ours.pdf")" = "$(pages "$tmp/bare.pdf")" ] &&
	[ "$(words "$tmp/ours.pdf" | wc -l)" -le "$(($(words "$tmp/bare.pdf" | wc -l) * 102 / 100))" ] ||
	{ echo 'pdf      the bare program prints something else'; exit 1; }
in_turns bare ours $(has_before && echo was)
printf 'pdf      the quarter, %d pages: %s of the processor, bare cairo %s: %s (goal 3.00)\n' "$(pages "$tmp/ours.pdf")" \
	"$(told ours cpu)" "$(told bare cpu)" "$(ratio "$(of ours cpu)" "$(of bare cpu)")"
! has_before || printf 'pdf      the build before %s: %s of its time\n' "$(told was cpu)" "$(ratio "$(of ours cpu)" "$(of was cpu)")"

# ---- a list

fill="set session_replication_role = replica;
insert into plan.action_plan (plan_code, title, state, office_id) values ('BANCO-P', 'Plan generado', 'submitted', core.root_office());
insert into plan.activity (plan_id, activity_no, text, office_id, list_place, participants_count)
select p.id, n, 'Actividad ' || n || (array['', ': taller con las municipalidades de la provincia número ' || n % 12,
	': publicar las actas de las sesiones del grupo de trabajo en el portal', ': informe'])[n % 4 + 1],
	core.root_office(), concat_ws(E'\t', p.plan_code, core.placed(n)), n % 400
from plan.action_plan p, generate_series(1, $rows) n where plan_code = 'BANCO-P';
vacuum analyze plan.activity"
printf '%s;\n' "$fill" | psql >/dev/null
list=(list activity --where plan_code=BANCO-P --limit "$rows" --format pdf --quiet --output)
ours_list() { rm -f "$tmp/list.pdf"; "$HITO" -d "$TEST_URL" "${list[@]}" "$tmp/list.pdf"; }
was_list() { rm -f "$tmp/was_list.pdf"; before "${list[@]}" "$tmp/was_list.pdf"; }
! has_before || printf '%s;\n' "$fill" | TEST_URL_SUPER=$BEFORE_URL_SUPER psql >/dev/null
in_turns ours_list $(has_before && echo was_list)
rm -f "$tmp/list.pdf"
printf 'pdf      a list of %d rows: %s, %s of the processor (goal 20 s on two cores), %d KiB (goal 61440)\n' "$rows" \
	"$(told ours_list wall)" "$(told ours_list cpu)" "$(peak "$HITO" -d "$TEST_URL" "${list[@]}" "$tmp/list.pdf")"
! has_before || printf 'pdf      the build before %s of the processor: %s of its time\n' "$(told was_list cpu)" \
	"$(ratio "$(of ours_list cpu)" "$(of was_list cpu)")"
