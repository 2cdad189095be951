#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report as a workbook: real numbers and dates, frozen headings, filter,
# native charts, no formulas. On the demonstration (TEST_URL) and on reports
# made by hand (tests/report/paper.c).
set -u
. "$(dirname "$0")/../lib/tap.sh"
book=$TEST_TMP/a.xlsx
export TMPDIR=$TEST_TMP/scratch
mkdir "$TMPDIR"
part=$TEST_TMP/part
paper=$(dirname "$HITO")/tests/report/paper

sample() { # NAME
	"$paper" "$1" xlsx >"$book" 2>"$errors" &&
		unzip -tqq "$book" >>"$errors" 2>&1 && [ ! -s "$errors" ]
	ok $? "a workbook of the report called $1 is sound, nothing is said"
}
member() { # PATH: one tag a line
	unzip -p "$book" "$1" | sed 's/></>\n</g' >"$part"
}
cell() { # PLACE: its value, or t:its text
	sed -n "/<c r=\"$1\"/,/<\/c>/p" "$part" |
		sed -nE 's/.*<v>(.*)<\/v>.*/\1/p; s/.*<t[^>]*>(.*)<\/t>.*/t:\1/p'
}
is() { # PLACE VALUE TITLE
	[ "$(cell "$1")" = "$2" ]
	ok $? "$3"
}

"$HITO" -d "$TEST_URL" report quarterly 2019-Q1 --plan 2018-2020 \
	--format xlsx --output "$book" 2>"$errors" </dev/null &&
	unzip -tqq "$book"
ok $? 'the quarter is a workbook'
shown=$("$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" -c \
	"select shown from follow.figure('2018-2020', '2019-Q1')")
member xl/worksheets/sheet1.xml
mean=$(sed -nE 's/.*<c r="B[0-9]+"[^>]*>//; s/<v>(.*)<\/v>.*/\1/p' "$part" |
	head -n 1)
[ -n "$mean" ] && [ "$(LC_ALL=C printf '%.2f' "$mean")" = "$shown" ]
ok $? 'its mean is a number, that of the database'
grep -q 'PRUEBA' "$part"
ok $? 'practice data are marked'

member xl/styles.xml
! grep '<alignment [^>]*indent=' "$part" | grep -qv 'horizontal="left" vertical="top" indent="1"' &&
	grep -q '<alignment [^>]*indent=' "$part"
ok $? 'what is indented says from which side, whatever the edition of the library'

# --- names and paper

names() {
	unzip -p "$book" xl/workbook.xml | grep -o '<sheet name="[^"]*"' |
		sed 's/<sheet name="//; s/"$//'
}
names >"$part"
for name in 'El plan, trimestre a trimestre' 'Promedio del plan por trimestre' \
	'Indicadores sin resultado' 'Compromisos que piden acciones'; do
	grep -qxF "$name" "$part"
	ok $? "a sheet is called «$name»"
done
[ "$(LC_ALL=C.UTF-8 awk 'length > 31' "$part" | wc -l)" -eq 0 ] &&
	[ -z "$(tr 'A-Z' 'a-z' <"$part" | sort | uniq -d)" ]
ok $? 'no name is too long, none is there twice'
number=$(grep -nxF 'Cumplimiento por compromiso' "$part" | cut -d: -f1)
unzip -p "$book" xl/workbook.xml >"$part"
grep -qE "Print_Area[^>]*>'Cumplimiento por compromiso'!.A.1:.G.[0-9]+<" "$part"
ok $? 'what has a place on paper is printed, not what is for programs'
member "xl/worksheets/sheet$number.xml"
grep -q 'fitToPage="1"' "$part" && grep -qF 'PRUEBA - datos' "$part"
ok $? 'as wide as the sheet, and each page says PRUEBA'
member xl/worksheets/sheet1.xml
[ "$(grep -c '<mergeCell ' "$part")" -ge 5 ]
ok $? 'paragraphs go over both columns'
"$HITO" -d "$TEST_URL" report selfassessment 2018 --plan 2018-2020 \
	--format xlsx --output "$book" 2>"$errors" </dev/null
member xl/worksheets/sheet3.xml
! grep -q 'fitToPage' "$part" && grep -q '<pageSetup[^>]*scale="60"' "$part" &&
	unzip -p "$book" xl/workbook.xml |
	grep -qE "Print_Titles[^>]*>'FICHAS DE AUTOEVALUACIÓN'!.A:.A,"
ok $? 'what is too wide goes over sheets, each with the names of its rows'
sample wide
member xl/worksheets/sheet2.xml
grep -oE '<col min="[3-7]" max="[3-7]" width="[0-9]+' "$part" >"$errors"
# 98,205,432,109.87 has 17 signs; columns 3 to 7 have one each, alike or not
sed 's/.*min="\([0-9]\)" max="\([0-9]\)" width="\([0-9]*\)/\1 \2 \3/' "$errors" |
	awk '$3 < 18 { bad = 1 } { n += $2 - $1 + 1 } END { exit bad || n < 4 }'
ok $? 'a column is as wide as its figures: none shows as ####'

sample hostile
member xl/worksheets/sheet2.xml
is D5 106.17 'a figure under a half is not rounded up by the digits that are kept'
is D6 79.996 'with as many decimals as tell the truth'
is D7 t:79.99999999999999999 'what no number of a spreadsheet can hold is text'
is G5 1347451.24 'an amount loses its commas'
is F5 43692 'a date is a day'
is C7 t:007 'a text of digits stays a text'
is C5 't:=HYPERLINK("http://x","y")' 'a formula stays a text'
! grep -q '<f>' "$part"
ok $? 'there are no formulas'
is E6 't:● A Ámbar' 'a light has sign, letter and word'
grep -q 'ySplit="4".*state="frozen"' "$part"
ok $? 'headings are frozen'
grep -q '<autoFilter ref="A4:G8"/>' "$part"
ok $? 'and can be filtered by'
unzip -p "$book" xl/styles.xml | grep -q 'formatCode="#,##0.00"'
ok $? 'thousands stand apart by format'
unzip -p "$book" docProps/core.xml | grep -q 'created[^>]*>2019-04-10T00:00'
ok $? 'it was made on the day that the report says'

sample charts
[ "$(unzip -l "$book" | grep -c 'xl/charts/chart')" -eq 3 ]
ok $? 'each picture is a chart of the spreadsheet'
unzip -p "$book" xl/charts/chart1.xml >"$part"
grep -q '<c:barChart>' "$part" && grep -q '<c:trendline>' "$part" &&
	grep -qi 'val="D55E00"' "$part"
ok $? 'bars in the colours of the lights, with the threshold across'
unzip -p "$book" xl/workbook.xml | grep -q 'name="Logro de los indicadores (2)"'
ok $? 'the working has a sheet of its own'
# --- what the library takes for something else, or says over the screen

sample refused
member xl/worksheets/sheet2.xml
is A5 't:fin_x005F_x000D_' 'letters that are an escape of the format are written as letters'
is A6 't:_x005F_x00F1_x' 'wherever they stand'
is A7 't:_x00G1_' 'what is none stays'
is A8 't:__x005F_x0041__' 'the first stroke of it is another'
is A4 't:Texto _x005F_x0041_' 'in a heading too'
is B5 't:2019-02-30' 'a day that no calendar has is no other day'
is B6 43524 'one that it has is a day'
is B7 't:1899-12-31' 'one before the first of spreadsheets is a text'
is C5 't:NaN' 'what is no number is a text'
is C6 't:inf' 'what has no end too'
is C7 't:1e5' 'and what has another form'
is C8 12.5 'a figure is a number'
names >"$part"
grep -qxF -- '-Hoja-----' "$part"
ok $? 'a sheet has a name that the format takes'
for name in empty bare cards long many huge; do
	sample "$name"
done
[ -z "$(ls -A "$TMPDIR")" ]
ok $? 'nothing is left in the folder of temporary files'

# With a profile of its own, so that none that runs is asked to do it. A machine
# on which it cannot make a table of a line of text is not to be judged by it.
office() { # FILE
	(cd "$TEST_TMP" && soffice "-env:UserInstallation=file://$TEST_TMP/office" \
		--headless --convert-to \
		'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2' \
		"$1") >"$errors" 2>&1
	ls "$TEST_TMP/${1%.*}"-*.csv >/dev/null 2>&1
}
back='LibreOffice reads the same numbers back'
echo '<table><tr><td>1</td></tr></table>' >"$TEST_TMP/plain.html"
if ! command -v soffice >/dev/null; then
	skip "$back" 'it is not here'
elif ! office plain.html; then
	skip "$back" "it cannot start: $(head -n 1 "$errors" | cut -c 1-80)"
else
	sample hostile
	office a.xlsx
	cat "$TEST_TMP"/a-*.csv >"$part" 2>/dev/null
	grep -q ',79.996,' "$part" && grep -q ',1347451.24' "$part" &&
		grep -q ',79.99999999999999999,' "$part"
	ok $? "$back"
fi

tap_end
