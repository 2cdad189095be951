#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every layout in every format, on the demonstration and on a plan of values at
# the edges (TEST_URL): text, ASCII, CSV, HTML, JSON, PDF and workbook show the
# same figure row by row, and none reads on the other side of the threshold, a
# band or the cap than the exact one is. tests/report/agree.pl compares.
set -u
. "$(dirname "$0")/../lib/tap.sh"
formats='text ascii csv html json pdf xlsx'

make() { # NAME PLAN LAYOUT WORDS...: all formats, within one minute
	local name=$1 plan=$2 f
	shift 2
	for f in $formats; do
		"$HITO" -d "$TEST_URL" report "$@" --plan "$plan" --format "$f" \
			--output "$TEST_TMP/$name.$f" 2>"$errors" </dev/null ||
			return 1
	done
}
agree() { # LAYOUT NAME
	perl tests/report/agree.pl "forms/report/$1.report" "$TEST_TMP/$2" \
		>"$out" 2>"$errors"
}
agrees() { # TITLE LEAST PLAN LAYOUT WORDS...
	local title=$1 least=$2 plan=$3 layout=$4 name=$3.$4 compared
	shift 3
	# the minute may change between two formats
	make "$name" "$plan" "$@" && agree "$layout" "$name" && [ ! -s "$errors" ]
	ok $? "$title: every format shows the same figures"
	compared=$(tr -d '\n' <"$out" | grep -oE '(text|pdf|html|csv|xlsx) [0-9]+' |
		awk '{ if (!least || $2 < least) least = $2 } END { print least + 0 }')
	[ "$compared" -ge "$least" ]
	ok $? "$title: $least of them at least in each"
}

agrees 'the quarter' 300 2018-2020 quarterly 2019-Q1
agrees 'the year' 200 2018-2020 annual 2018
agrees 'the scorecard' 90 2018-2020 scorecard 2019-Q1
agrees 'the self-assessment' 18 2018-2020 selfassessment 2018
agrees 'a card' 35 2018-2020 card 3 2019-Q1
agrees 'the plan of work' 35 2018-2020 workplan 2019-Q1

"$TEST_PGBIN/psql" -X -q -1 -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" \
	-f tests/report/edges.psql >"$out" 2>"$errors"
ok $? 'a plan of values at the edges'
agrees 'the quarter at the edges' 300 BORDE quarterly 2019-Q1
agrees 'the year at the edges' 200 BORDE annual 2019
agrees 'the scorecard at the edges' 100 BORDE scorecard 2019-Q1
for i in 2 19; do
	agrees "card $i at the edges" 5 BORDE card $i 2019-Q1
done
grep -oE ' edges [0-9]+' "$out" >/dev/null
ok $? 'with exact figures compared to them'

# By hand: what is printed of the values of edges.psql, at its mean.
sed -n '/^Tabla 2\./,/^1\. /p' "$TEST_TMP/BORDE.quarterly.text" |
	sed -nE 's/^ *([0-9]+) Vale.* ([0-9.]+) (▲V|●A|■R) (Verde|Ámbar|Rojo) .*/\1 \2 \4/p' \
		>"$out"
cat >"$errors" <<'END'
1 79.996 Ámbar
2 79.999999 Ámbar
3 80.00 Verde
4 80.0001 Verde
5 80.004 Verde
6 79.9999999 Ámbar
7 79.99999 Ámbar
8 69.999 Rojo
9 69.9999999 Rojo
10 70.00 Ámbar
11 70.0001 Ámbar
12 100.00 Verde
13 100.00 Verde
14 100.00 Verde
15 100.00 Verde
16 0.00 Rojo
17 0.00 Rojo
18 100.00 Verde
19 80.0000001 Verde
20 69.995 Rojo
21 79.995 Ámbar
22 79.99 Ámbar
23 100.00 Verde
END
cmp -s "$out" "$errors"
ok $? 'means: as many decimals as tell the truth, 80 itself is green'

# The comparison can fail: one figure changed in the data is another in each.
cp "$TEST_TMP/BORDE.quarterly.json" "$TEST_TMP/kept"
sed 's/"mean_shown": "79.996"/"mean_shown": "79.997"/' "$TEST_TMP/kept" \
	>"$TEST_TMP/BORDE.quarterly.json"
! agree quarterly BORDE.quarterly
ok $? 'a figure changed in one format is found'
for f in text ascii csv html pdf xlsx; do
	grep -q "^$f: .*79\.99[67]" "$out"
	ok $? "$f: it is another there"
done
sed 's/"mean_shown": "79.996"/"mean_shown": "80.00"/' "$TEST_TMP/kept" \
	>"$TEST_TMP/BORDE.quarterly.json"
! agree quarterly BORDE.quarterly
grep -q '^json: .* is shown as 80.00' "$out"
ok $? 'one that reads over the threshold too'

tap_end
