#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# No file of src/ includes what the table of src/README.md forbids, and no
# foreign library is seen outside its one door.
set -u
cd "$(dirname "$0")/../../.." || exit 1
n=0
say() { # TITLE FINDINGS
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
		bad=1
	fi
}
bad=0

say 'each layer includes only what stands below it' "$(awk '
	FILENAME == "src/README.md" {
		if (/^```/) { table = !table; next }
		if (table && split($0, half, ":") == 2) {
			m = split(half[1], who, " ")
			k = split(half[2], what, " ")
			for (i = 1; i <= m; i++) {
				known[who[i]] = 1
				for (j = 1; j <= k; j++)
					may[who[i], what[j]] = 1
			}
		}
		next
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split(FILENAME, path, "/")
		layer = path[2]
		split($0, part, "\"")
		split(part[2], want, "/")
		if (layer == "main.c" || want[1] == layer) next
		if (!(layer in known))
			print FILENAME ": the table knows no layer " layer
		else if (!((layer, want[1]) in may))
			print FILENAME ":" FNR ": " layer " includes " part[2]
	}' src/README.md $(find src -name '*.[ch]'))"

# A place has its folder, or its file, and the headers in it.
say 'no place includes what belongs to another' "$(
	grep -rnE '#[ \t]*include[ \t]*"place/' src/place |
		awk -F'[:"]' '{
			own = $1; sub(/\/[^\/]*$/, "", own)
			want = "src/" $4; sub(/\/[^\/]*$/, "", want)
			if (own != want || own == "src/place") print
		}' | grep -v '^src/place/place\.c:')"
say 'no file of the screen names a register' "$(
	names=$(sed -n 's/^form  *\([a-z_]*\) .*/\1/p' forms/*.form | paste -sd'|' -)
	grep -rnE "(desk_form\([^,]*, *|\"follow\.|form->name, *|table, *)\"($names)\"" \
		src/screen src/place)"

# PATTERN DOOR...: includes of it outside those paths.
border() {
	pattern=$1
	shift
	grep -rnE "#[ \t]*include[ \t]*[<\"]$pattern" src |
		while IFS= read -r hit; do
			allowed=
			for door in "$@"; do
				case $hit in "$door"*) allowed=1 ;; esac
			done
			[ -n "$allowed" ] || printf '%s\n' "$hit"
		done
}
say 'libpq only in db' "$(border '(libpq|postgres)' src/db/)"
say 'curses only in term' "$(border '(ncursesw?/)?n?curses|term\.h>' src/term/)"
say 'readline only in line and the prompt' \
	"$(border 'readline/' src/line/ src/term/prompt.c)"
say 'iconv only in base/charset.c' "$(border 'iconv' src/base/charset.c)"
say 'cairo, pango, xlsxwriter only in their writer' \
	"$(border '(cairo|pango)' src/report/pdf/
	border 'xlsxwriter' src/report/xlsx/)"
say 'zip, expat and zlib only where workbooks are read or made' \
	"$(border '(zip|expat)\.h' src/import/workbook/package.c src/report/ods
	border 'zlib\.h' src/import/workbook/gunzip.c)"
echo "1..$n"
exit $bad
