#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report as a document: sound, its text and fonts in it, contents and
# numbers of pages true, tables whole over pages. On the demonstration
# (TEST_URL) and on reports made by hand (tests/report/paper.c).
set -u
. "$(dirname "$0")/../lib/tap.sh"
pdf=$TEST_TMP/a.pdf
text=$TEST_TMP/text
paper=$(dirname "$HITO")/tests/report/paper

sample() { # NAME [ROWS]
	"$paper" "$1" pdf ${2:+"$2"} >"$pdf" 2>"$errors"
	code=$?
	pdftotext -layout "$pdf" "$text"
	pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
}
is_sound() { # TITLE
	[ "$code" -eq 0 ] && qpdf --check "$pdf" >"$errors" 2>&1
	ok $? "$1 is a sound file"
	pdffonts "$pdf" >"$errors"
	awk 'NR > 2 { fonts++; if ($(NF - 4) != "yes") bad = 1 }
		END { exit bad || !fonts }' "$errors"
	ok $? "$1 has all its fonts in it"
}
page() { # NUMBER
	pdftotext -layout -f "$1" -l "$1" "$pdf" -
}
every_page_has() { # WORDS
	local i
	for i in $(seq 1 "$pages"); do
		page "$i" | grep -qF -- "$1" || return 1
	done
}

# --- the demonstration

"$HITO" -d "$TEST_URL" report quarterly 2019-Q1 --plan 2018-2020 \
	--format pdf --output "$pdf" 2>"$errors" </dev/null
code=$?
pdftotext -layout "$pdf" "$text"
pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
is_sound 'the quarter'
grep -qF 'Cumplimiento por compromiso' "$text" &&
	grep -qF 'participación ciudadana' "$text"
ok $? 'its text can be read, accents and all'
shown=$("$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" -c \
	"select shown from follow.figure('2018-2020', '2019-Q1')")
grep -qF "$shown %" "$text"
ok $? 'its mean is the one of the database'
every_page_has 'PRUEBA - datos de práctica'
ok $? 'practice data are marked on every page'
pdfinfo "$pdf" >"$errors"
grep -q '^Title: *INFORME' "$errors" && grep -q '^Author: *Gobierno' \
	"$errors" && grep -q 'A4' "$errors" && grep -q '^Tagged: *yes' "$errors"
ok $? 'it says title, author, size, and is tagged'

# --- contents, bookmarks, numbers of pages

sample charts
is_sound 'a report with pictures'
wrong=0
for i in $(seq 2 "$pages"); do
	page "$i" | grep -qF "Página $i de $pages" || wrong=1
done
ok $wrong 'each page says which of how many'
wrong=0
while read -r number title; do
	page "$number" | grep -qF "$title" || wrong=1
done < <(page 2 | sed -nE 's/^ *((Tabla|Gráfico) .*[^ .])[ .]+ ([0-9]+)$/\3 \1/p')
[ "$(page 2 | grep -cE '(Tabla|Gráfico) .* [0-9]+$')" -eq 5 ]
ok $((wrong | $?)) 'the contents name the page on which each table stands'
qpdf --json --json-key=outlines "$pdf" >"$errors"
[ "$(grep -c '"title"' "$errors")" -eq 9 ] &&
	grep -q '"title": "1. CUMPLIMIENTO POR COMPROMISO"' "$errors"
ok $? 'sections, pictures and tables are bookmarks'
[ "$(pdfinfo -dests "$pdf" | grep -c '"e[0-9]*"')" -eq 9 ]
ok $? 'and places that the contents lead to'
page 1 >"$errors"
grep -qF 'Año de la lucha contra la corrupción' "$errors" &&
	grep -qF '004-2019-IDP/SG, versión 1' "$errors"
ok $? 'the cover has the name of the year, number and version'
[ "$(grep -cE 'Nombre Apellido|Firma y sello' "$text")" -ge 2 ] &&
	grep -qF 'Presidenta del Consejo' "$text"
ok $? 'there is a place for each signature'
wrong=0
for format in text html pdf xlsx; do
	"$paper" charts $format >"$TEST_TMP/charts" 2>"$errors"
	case $format in
	pdf) pdftotext "$TEST_TMP/charts" - ;;
	xlsx) unzip -p "$TEST_TMP/charts" xl/worksheets/sheet1.xml ;;
	*) cat "$TEST_TMP/charts" ;;
	esac >"$TEST_TMP/said"
	grep -qF 'N.º 004-2019-IDP/SG' "$TEST_TMP/said" || wrong=1
	[ $format = xlsx ] || [ "$(grep -c 'Firma y sello' "$TEST_TMP/said")" -eq 2 ] ||
		wrong=1
done
ok $wrong 'number and places to sign read the same in every format'
[ "$(grep -nF 'ANEXO' "$text" | tail -n 1 | cut -d: -f1)" -gt \
	"$(grep -nF 'Presidenta' "$text" | cut -d: -f1)" ]
ok $? 'annexes stand behind the signatures'
grep -qF '79.999 %' "$text"
ok $? 'a figure stands beside its bar'

# --- tables over pages

sample many
is_sound 'a table of 300 rows'
[ "$(grep -cE '^ *[0-9]+\.[0-9] ' "$text")" -eq 300 ]
ok $? 'no row is lost or doubled'
# cover and contents before it; signatures may have a page of their own
last=$(grep -cE 'Código +Indicador' "$text")
[ "$(grep -c 'Tabla .*(continuación)' "$text")" -eq $((last - 1)) ] &&
	[ $((last + 2)) -le "$pages" ] && [ $((last + 3)) -ge "$pages" ]
ok $? 'its heading stands on every page'
grep -qF 'cuentas (continuación)' "$text"
ok $? 'and that of a group that goes on'
! for i in $(seq 1 "$pages"); do
	page "$i" | grep -vE '^ *$|Página|PRUEBA|^ *[A-Z]$' | tail -n 1
done | grep -q '^ *Compromiso'
ok $? 'no group has its heading on one page and its rows on the next'
[ "$(page $((last + 2)) | grep -cE '^ *[0-9]+\.[0-9] ')" -ge 2 ]
ok $? 'the last row is not alone'
sample long
is_sound 'a row longer than a page'
wrong=0
for i in $(seq 1 "$pages"); do
	[ "$(page "$i" | wc -w)" -gt 20 ] || wrong=1
done
ok $wrong 'no page is empty'
# 9,000 bytes in the paragraph, as many in a cell
[ "$(tr -s ' \n' ' ' <"$text" | grep -o 'ñandúes' | wc -l)" -ge 180 ]
ok $? 'all of its text is there'
for name in empty bare cards hostile; do
	sample "$name"
	is_sound "a report called $name"
done
grep -qF '日本語' "$text" || grep -qF 'otra línea' "$text"
ok $? 'letters that the font lacks do not stop it'

# --- signatures keep the end of what they sign

signed_alone() { # the page with the signatures has no row of the table
	local i
	for i in $(seq 1 "$pages"); do
		page "$i" | grep -q 'Firma y sello' &&
			! page "$i" | grep -qE '^ *[0-9]+\.[0-9] ' && return 0
	done
	return 1
}
wrong=0
for rows in 1 2 3 $(seq 18 36); do
	sample tail "$rows"
	[ "$(grep -cE '^ *[0-9]+\.[0-9] ' "$text")" -eq "$rows" ] &&
		! signed_alone || wrong=$rows
done
ok $wrong 'wherever a table ends, its last rows stand with the signatures'
wrong=0
for layout in annual:2018 workplan:2019-Q1 selfassessment:2018 scorecard:2019-Q1 \
	quarterly:2019-Q1; do
	"$HITO" -d "$TEST_URL" report "${layout%:*}" "${layout#*:}" --plan 2018-2020 \
		--format pdf --output "$pdf" 2>"$errors" </dev/null || wrong=1
	pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
	for i in $(seq 1 "$pages"); do
		page "$i" | grep -q 'Firma y sello' &&
			! page "$i" | grep -qE 'Tabla [0-9]+\.' && wrong=1
	done
done
ok $wrong 'no layout prints a page with signatures only'

# --- a list is a table; contents from five pages on

sample list 5
is_sound 'a list of five rows'
[ "$pages" -eq 1 ] && ! grep -qE 'CONTENIDO|Firma|Sin emitir' "$text" &&
	grep -qF 'Leído 10/04/2019' "$text" &&
	[ "$(grep -cE '^ *[0-9]+\.[0-9] ' "$text")" -eq 5 ]
ok $? 'is one page: without cover, contents and signatures'
"$HITO" -d "$TEST_URL" list office --format pdf --output "$pdf" 2>"$errors" \
	</dev/null
pdftotext -layout "$pdf" "$text"
[ "$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')" -eq 1 ] &&
	grep -qE '^ *Leído [0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}\.' "$text" &&
	! grep -qE 'CONTENIDO|Firma' "$text"
ok $? 'so does hito list, which says when it was read'
sample tail 60
[ "$pages" -eq 4 ] && ! grep -q CONTENIDO "$text"
ok $? 'four pages have no contents'
sample tail 110
[ "$pages" -eq 6 ] && page 2 | grep -q CONTENIDO
ok $? 'five have them, as a sixth'

# --- no figure is cut

sample wide
is_sound 'a table of wide figures'
[ "$(grep -oE '98,[2-6][0-4]5,432,109\.87' "$text" | wc -l)" -eq 25 ] &&
	[ "$(grep -oF 'S/.21,347,451.24' "$text" | wc -l)" -eq 5 ]
ok $? 'no number is broken'
sheets=$(pdfinfo -f 1 -l "$pages" "$pdf" | grep -cE 'size: *841.89 x 595.2')
[ "$sheets" -eq 1 ] && page "$pages" | grep -q 'ANEXO'
ok $? 'they lie on a sheet that lies; the others stand'
"$paper" wide text >"$text"
[ "$(grep -oE '98,[2-6][0-4]5,432,109\.87' "$text" | wc -l)" -eq 25 ] &&
	[ "$(grep -oF '21,347,451.24' "$text" | wc -l)" -eq 5 ]
ok $? 'nor is one in the text'
"$paper" wide html >"$text"
grep -qE '<section id="b1" class="annex wide">' "$text" &&
	grep -qF '.wide{page:lying}' "$text" &&
	grep -qF 'td.num{white-space:nowrap}' "$text"
ok $? 'nor in the page for the screen, which prints it lying'
"$paper" charts html >"$text"
grep -qF '<section class="signs">' "$text" &&
	grep -qF '.signs{break-before:avoid;break-inside:avoid}' "$text"
ok $? 'and signatures with what stands before them'

# --- the logo

# A PNG of four greys, 2 x 2 points, in hexadecimal.
signature=89504e470d0a1a0a
whole=89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f8\
0000000e4944415478da6350486058f00000044602016f2499450000000049454e\
44ae426082
# as wide as a street; pixels that do not unpack
huge=89504e470d0a1a0a0000000d494844520000ea6000000002080000000047557d96\
0000000e4944415478da6350486058f00000044602016f2499450000000049454e\
44ae426082
wrong=89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f8\
000000054944415478daffffffcc798d280000000049454e44ae426082
logo() { # HEX
	"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -c \
		"update core.institution set logo = decode('$1', 'hex')"
}
report() { # FORMAT
	"$HITO" -d "$TEST_URL" report card 3 2019-Q1 --plan 2018-2020 \
		--format "$1" >"$pdf" 2>"$errors" </dev/null
	code=$?
}
# What stood there before the rule was made still stands there.
"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -c 'alter table core.institution drop constraint institution_logo_is_png'
logo "$whole"
report pdf
[ "$(pdfimages -list "$pdf" | awk '$1 == 1' | wc -l)" -eq 1 ] &&
	! pdftotext -f 1 -l 1 "$pdf" - | grep -q '^GRLL$'
ok $? 'the logo stands on the cover, once, in the place of the acronym'
is_sound 'with a logo it'
report html
grep -q '<img alt="" src="data:image/png;base64,iVBORw0KGgo' "$pdf"
ok $? 'and in the page for the screen'
while read -r name bytes; do
	logo "$bytes"
	for format in pdf html; do
		[ "$name $format" = 'of_wrong_pixels html' ] && continue
		report $format
		[ "$code" -eq 1 ] && [ ! -s "$pdf" ] &&
			grep -qF 'No se puede poner el logotipo' "$errors" &&
			[ "$(wc -l <"$errors")" -le 2 ]
		ok $? "$format: a logo that is $name is an error, no crash"
	done
done <<END
text 3c7376673e
cut ${whole:0:120}
bent ${whole/49444154/49444155}
huge $huge
nothing_but_a_header $signature
of_wrong_pixels $wrong
END
report text
[ "$code" -eq 0 ]
ok $? 'what shows no logo does not mind'
logo "$whole"

# --- another edition of the font asks for higher lines

"$(dirname "$0")/../lib/fonts.sh" high "$TEST_TMP/high"
sample many
low=$pages
FONTCONFIG_FILE=$TEST_TMP/high/fonts.conf sample many
[ "$code" -eq 0 ] && [ "$pages" -eq "$low" ]
ok $? "pages break where the size of letters says ($low, $pages)"
grep -aq '/CreationDate (D:20190410' "$pdf"
ok $? 'the date is written as a date of PDF'

# --- what is missing is said

cat >"$TEST_TMP/fonts.conf" <<'END'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig></fontconfig>
END
FONTCONFIG_FILE=$TEST_TMP/fonts.conf "$paper" charts pdf >"$pdf" 2>"$errors"
[ $? -ne 0 ] && [ ! -s "$pdf" ] && grep -qF 'falta la letra' "$errors"
ok $? 'a missing font is an error, not an empty page'
mkdir "$TEST_TMP/bin"
cp "$HITO" "$TEST_TMP/bin/hito"
cp -r "$HITO_HOME/forms" "$HITO_HOME/sql" "$TEST_TMP/bin"
HITO_HOME=$TEST_TMP/bin HITO_MODULES= "$TEST_TMP/bin/hito" -d "$TEST_URL" \
	report quarterly 2019-Q1 --plan 2018-2020 --format pdf \
	>"$pdf" 2>"$errors" </dev/null
[ $? -eq 1 ] && [ ! -s "$pdf" ] && grep -qF 'falta el módulo' "$errors"
ok $? 'a missing module is an error that names it'
! ldd "$HITO" 2>/dev/null | grep -qE 'cairo|pango|xlsxwriter'
ok $? 'the program itself has none of the large libraries'

tap_end
