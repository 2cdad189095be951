#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# A file that leaves is whole or what stood there: a client that dies or is
# interrupted, a server process that dies. Nothing is left beside.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/kills.sh"
kills=$((6 * ${TEST_TIMES:-1}))
rows=3000
cd "$TEST_TMP" || exit 1
mkdir into

{ head -n 1 "$data/hitos.csv"; for ((i = 1; i <= rows; i++)); do
	printf '3;%d;Hito de prueba;Nuevo;ago-2019;dic-2019\r\n' $i
done; } >big.csv
hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
hito import milestone big.csv --plan P1 --quiet
ok $code "$rows rows to be written"

out_to() { "$HITO" -d "$TEST_URL" export milestone --quiet --output "$1"; }
# What stands there: before, or all of it; a workbook knows its hour.
is_sound() { # NAME
	if [ -e "into/$1" ] && [ "$(cat "into/$1" | head -c 5)" != antes ]; then
		case $1 in
		*.xlsx) unzip -tqq "into/$1" && unzip -p "into/$1" xl/worksheets/sheet1.xml | grep -q "<row r=\"$((rows + 1))\"" ;;
		*) cmp -s "into/$1" whole.csv ;;
		esac || return 1
	fi
	[ "$(find into -type f | grep -vcx "into/$1")" = 0 ]
}
clean() { # NAME
	rm -rf into
	mkdir into
	[ "$2" = new ] || echo antes >"into/$1"
}
out_to whole.csv
for name in x.csv x.xlsx; do
	lasts out_to into/$name
	for was in new old; do
		for ((i = 0; i < kills; i++)); do
			clean $name $was
			dies $i $kills "$HITO" -d "$TEST_URL" export milestone --quiet --output into/$name
			is_sound $name || break
		done
		ls -la into >"$out"
		[ $i -eq $kills ]
		failed=$?
		if [ $failed -ne 0 ] && ! unnamed into; then
			skip "$name: $kills killed" 'this folder has no files without a name'
		else
			ok $failed "$name: $kills killed leave what was there ($was) or all of it, and nothing beside"
		fi
	done
	for ((i = 0; i < kills; i++)); do
		clean $name old
		dies_by INT $i $kills "$HITO" -d "$TEST_URL" export milestone --quiet --output into/$name
		is_sound $name || break
		# Before it hears anything it is a killed one.
		case $code:$(head -c 5 into/$name) in 130:antes | 0:*) ;; *) break ;; esac
	done
	{ echo "$code"; ls -la into; } >"$out"
	[ $i -eq $kills ]
	ok $? "$name: so do those interrupted, which say so"
	for ((i = 0; i < kills; i++)); do
		clean $name old
		loses $i $kills "$HITO" -d "$TEST_URL" export milestone --quiet --output into/$name
		is_sound $name || break
		case $code:$(head -c 5 into/$name) in 2:antes | 0:*) ;; *) break ;; esac
	done
	{ echo "$code"; ls -la into; } >"$out"
	[ $i -eq $kills ]
	ok $? "$name: and those whose link is lost"
done
tap_end
