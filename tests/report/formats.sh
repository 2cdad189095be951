#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every layout in every written format on the demonstration (TEST_URL): the
# same figures everywhere, none on the wrong side of the threshold, JSON as
# hito-report(1) has it, lists as reports.
set -u
export HITO_PLAN=2018-2020
. "$(dirname "$0")/../lib/tap.sh"

sql() { # the JSON of a file as :'j', a query on standard input
	"$TEST_PGBIN/psql" -X -q -A -t -d "$TEST_URL" -v ON_ERROR_STOP=1 \
		-v j="$(cat "$1")" 2>>"$errors"
}
reports=(quarterly annual scorecard selfassessment card workplan)
declare -A words=([quarterly]=2019-Q1 [annual]=2018 [scorecard]=2019-Q1
	[selfassessment]=2018 [card]='3 2019-Q1' [workplan]=2019-Q1)

for r in "${reports[@]}"; do
	for f in text ascii csv html json; do
		# shellcheck disable=SC2086
		hito report "$r" ${words[$r]} --format "$f"
		cp "$out" "$TEST_TMP/$r.$f"
		[ "$code" -eq 0 ] && grep -q PRUEBA "$out"
		ok $? "$r as $f, marked as practice"
	done
	[ "$(LC_ALL=C.UTF-8 wc -L <"$TEST_TMP/$r.text")" -le 80 ] &&
		! LC_ALL=C grep -q '[^ -~]' "$TEST_TMP/$r.ascii"
	ok $? "$r: 80 columns, and ASCII is nothing else"
	! grep -qiE 'https?:|<script|<link|url\(|@import' "$TEST_TMP/$r.html" &&
		grep -q '<html lang="es">' "$TEST_TMP/$r.html"
	ok $? "$r: HTML refers to nothing outside"
	[ "$(sql "$TEST_TMP/$r.json" <<<"select :'j'::jsonb ->> 'schema'")" = \
		hito-report/1 ]
	ok $? "$r: JSON says its schema"
	# every figure shown beside an exact one stands on the same side
	[ "$(sql "$TEST_TMP/$r.json" <<'END'
with figure as (
	select replace(m[1], ',', '') as exact, replace(m[2], ',', '') as shown
	from regexp_matches(:'j', '"(?:mean|attainment|capped|coverage)": '
		'"(-?[0-9.]+)", "[a-z_0-9]+_shown": "(-?[0-9.,]+)"', 'g') as m)
select count(*) from figure
where exact::numeric < 80 and shown::numeric >= 80
	or exact::numeric >= 80 and shown::numeric < 80
	or abs(exact::numeric - shown::numeric) > 0.005
END
	)" = 0 ]
	ok $? "$r: no figure reads on the other side of the threshold"
done

# Means as shown, in order, are in every format of the quarter.
sql "$TEST_TMP/quarterly.json" <<'END' >"$TEST_TMP/means"
select r ->> 'mean_shown' from jsonb_array_elements(:'j'::jsonb -> 'blocks')
	as b, jsonb_array_elements(b -> 'rows') as r
where b ->> 'block' = 'commitments';
END
[ "$(wc -l <"$TEST_TMP/means")" -eq 5 ]
ok $? 'five commitments have a mean, or why not'
for f in text ascii csv html; do
	missing=
	while read -r mean; do
		grep -qF -- "$mean" "$TEST_TMP/quarterly.$f" || missing=1
	done <"$TEST_TMP/means"
	[ -z "$missing" ]
	ok $? "the $f has each of them"
done

# The exact figures of hito-report(1): all members, at every level.
[ "$(sql "$TEST_TMP/quarterly.json" <<'END'
with f as (select :'j'::jsonb -> 'figures' as f),
one as (select f -> 'plan' as v from f
	union all select jsonb_array_elements(f -> 'commitments') from f
	union all select jsonb_array_elements(f -> 'indicators') from f)
select count(*) || ' ' || count(*) filter (where v ?& array['key', 'label',
	'mean', 'threshold', 'below', 'coverage', 'weight', 'planned',
	'executed', 'attainment', 'capped', 'state']) from one
END
)" = '20 20' ]
ok $? 'plan, 5 commitments and 14 indicators have every exact figure'
[ "$(sql "$TEST_TMP/quarterly.json" <<'END'
select count(*) from jsonb_array_elements(:'j'::jsonb #> '{figures,commitments}')
	as v
where (v ->> 'below')::boolean
	is distinct from (v ->> 'mean')::numeric < (v ->> 'threshold')::numeric
END
)" = 0 ]
ok $? 'below is what the exact mean says'
[ "$(sql "$TEST_TMP/quarterly.json" <<'END'
select m.mean::text = :'j'::jsonb #>> '{figures,plan,mean}'
from follow.figure('2018-2020', '2019-Q1') as m
END
)" = t ]
ok $? 'the mean is the one of the database, digit by digit'

hito report quarterly 2019-Q1 --format html
cmp -s <(grep -v Leído "$out") <(grep -v Leído "$TEST_TMP/quarterly.html")
ok $? 'the same report, the same bytes'
for f in text html csv; do
	LANGUAGE=en hito --lang en report quarterly 2019-Q1 --format "$f"
	[ "$code" -eq 0 ] && grep -q 'Weight' "$out" && ! grep -qw 'Peso' "$out"
	ok $? "the $f is read in the language of whoever asks for it"
done
grep -q 'Gráfico 1\.' "$TEST_TMP/quarterly.text" &&
	grep -q '█' "$TEST_TMP/quarterly.text" &&
	grep -q '#' "$TEST_TMP/quarterly.ascii"
ok $? 'charts of blocks, or of plain signs'
awk '/^ANEXO/ { annex = NR } /Secretaría técnica/ { sign = NR }
	END { exit !(sign && annex > sign) }' "$TEST_TMP/quarterly.text"
ok $? 'the working is behind the signatures'

# A key.
hito report card --plan 2018-2020
[ "$code" -eq 1 ] && grep -q 'el número del compromiso' "$errors"
ok $? 'a card needs to know of what'
hito report card 2019-Q1 --plan 2018-2020
[ "$code" -eq 1 ] && grep -q 'Falta decir el número del compromiso' "$errors"
ok $? 'and a period alone is not what it is of'
hito report ficha 2018-2020/3 2019-Q1
cmp -s <(grep -v Leído "$out") <(grep -v Leído "$TEST_TMP/card.text")
ok $? 'the key may name the plan'
hito report card 99 2019-Q1
[ "$code" -ne 0 ] && [ -s "$errors" ]
ok $? 'a commitment that is not there is refused'
hito report quarterly 2019-Q1 2019-Q2
[ "$code" -eq 1 ]
ok $? 'one period is enough'

# Lists.
for f in text csv html json; do
	hito list hito --where commitment_no=3 --format "$f"
	[ "$code" -eq 0 ] && grep -q 'Ingreso de información' "$out" &&
		grep -qE 'PRUEBA|"test": true' "$out"
	ok $? "a list as $f"
done
[ "$(sql "$out" <<<"select jsonb_array_length(:'j'::jsonb #> '{blocks,0,rows}')")" = 5 ]
ok $? 'with its five rows'
hito list hito --filter doubtful --format html --output "$TEST_TMP/list.html"
[ "$code" -eq 0 ] && [ ! -s "$out" ] &&
	grep -q 'Rediseño' "$TEST_TMP/list.html"
ok $? 'into a file'
hito list hito --format nada
[ "$code" -eq 1 ] && grep -q 'No hay un formato' "$errors"
ok $? 'an unknown format of a list is refused'

tap_end
