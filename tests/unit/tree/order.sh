#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ids follow the order in which rows are inserted, and that of a SELECT is the
# plan's, which each edition of the server chooses: whoever inserts what a query
# finds says in which order, outside of all brackets.
set -u
cd "$(dirname "$0")/../../.." || exit 1
. tests/lib/tap.sh

# "FILE:LINE: TABLE" of each INSERT .. SELECT .. FROM into a table that stays,
# without an ORDER BY of its own; a list that is joined to nothing has its own
# order. What stands in quotes is no part of it, but
# where it begins there: the text of dynamic SQL.
unordered() { # FILE...
	awk '
	function judge(text, name,    depth, from, word) {
		# one statement: up to its semicolon or the bracket that closes
		depth = from = 0
		gsub(/--[^\n]*/, "", text)
		gsub(/\047\047/, " ", text)
		while (match(text, /\047[^\047]*\047|[();]|[a-z_]+|\047/)) {
			word = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			if (word == "(") depth++
			else if (word == ")") { if (--depth < 0) break }
			else if (word == ";" || word == "\047") break
			else if (depth == 0 && word == "values") return
			else if (depth == 0 && word == "from" && !from)
				from = text ~ /^[ \t\n]*\(values/ ? 1 : 2
			else if (from == 1 && depth == 0 && word ~ /^(join|where)$/)
				from = 2
			else if (depth == 0 && word == "order" && from) return
		}
		if (from == 2) print FILENAME ":" line ": " name
	}
	FNR == 1 { n = 0 }
	{ all[++n] = $0 }
	/insert into [a-z%]/ && !/^ *--/ && !/insert into pg_temp\./ {
		start[FNR] = 1
	}
	{ last[FILENAME] = FNR }
	function file(    i, j, text, name) {
		for (i = 1; i <= n; i++) if (i in start) {
			line = i
			text = substr(all[i], index(all[i], "insert into ") + 12)
			name = text
			sub(/[ (].*/, "", name)
			sub(/^[^ (]*/, "", text)
			for (j = i + 1; j <= n && j < i + 80; j++)
				text = text "\n" all[j]
			judge(text, name)
		}
		delete start
	}
	END { file() }' "$1"
}

for f in sql/code/*/*.sql sql/demo/*.sql; do
	unordered "$f"
done >"$out"
[ ! -s "$out" ]
ok $? "who inserts what a query finds says in which order"

printf '%s\n' 'insert into a.b (c) select c from (select d from e order by d) as x;' \
	"execute 'insert into a.b select c from d';" \
	'insert into a.b (c) select c from d order by c;' \
	"insert into a.b (c) select 'it''s from'; select 1 from c;" \
	'insert into a.b select c from (values (1)) as d (c);' \
	'insert into a.b values (1);' >"$TEST_TMP/tried.sql"
unordered "$TEST_TMP/tried.sql" | sed 's/^[^:]*://' >"$out"
[ "$(cat "$out")" = '1: a.b
2: a.b' ]
ok $? "an order inside of brackets is none"
tap_end
