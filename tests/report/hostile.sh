#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Text in the database that would be a formula, a command to a terminal, markup
# or right-to-left, and a cell of a mebibyte (TEST_URL): in no format does it
# become more than text, and none breaks. A site's own layout over its own view
# prints in every format, and is told its errors by line and column.
set -u
. "$(dirname "$0")/../lib/tap.sh"

# Past every check, as a superuser with psql could. Each cell with its number.
sql >"$out" 2>"$errors" <<'END'
set session_replication_role = replica;
create temp table bad (no int, cell text);
insert into bad values (1, '=cmd|'' /C calc''!A0'), (2, '+1+cmd|x!A0'),
	(3, '@SUM(1+1)'), (4, '-2+3+cmd'), (5, E'\t=1+1'),
	(6, E'a\033]0;PWNED\007b'), (7, E'a\033[31mrojo'),
	(8, U&'a\202Eotxet\202Cb\2066c\2069'),
	(9, '<script>alert(1)</script><img src=x onerror=alert(1)>'),
	(10, '"><svg/onload=alert(1)>&amp;]]>'), (11, E'una\r\notra'),
	(12, '{plan_title} %s %n \0 \( \) <<>>'), (13, U&'a\0085\009Bb'),
	(14, '=HYPERLINK("http://x","y")');
update plan.commitment c set title = b.cell from bad b
where b.no = c.commitment_no;
update follow.indicator i set indicator_name = b.cell, unit = b.cell
from bad b, (select id, row_number() over (order by indicator_code) as n
	from follow.indicator) as w
where w.id = i.id and w.n = b.no;
update plan.milestone m set text = b.cell, starts = b.cell
from bad b, (select id, row_number() over (order by id) as n
	from plan.milestone) as w
where w.id = m.id and w.n = b.no;
update plan.activity a set text = b.cell, place_text = b.cell, evidence = b.cell
from bad b where b.no = a.activity_no - 13;
update follow.corrective_action a set measure = b.cell, responsible = b.cell
from bad b where b.no = a.action_no;
update follow.self_assessment s set result = b.cell, next_steps = b.cell
from bad b, plan.commitment c where c.id = s.commitment_id
	and b.no = c.commitment_no + 5;
update core.office set office_name = '=1+1<b>' where office_code = 'SGTI';
update plan.action_plan set title = E'=1+1 <script>x</script> \033[2J'
where plan_code = '2018-2020';
END
ok $? 'hostile text stands in the database'

controls='[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'
sound() { # NAME: what must hold of each format
	local name=$1 f=$TEST_TMP/$1
	LC_ALL=C perl -0777 -ne "exit(/$controls/ ? 1 : 0)" "$f.text" &&
		[ "$(LC_ALL=C.UTF-8 wc -L <"$f.text")" -le 80 ]
	ok $? "$name: the text has no controls, nothing turns round, 80 columns"
	LC_ALL=C perl -0777 -ne 'exit(/[^\x0a\x20-\x7e]/ ? 1 : 0)' "$f.ascii"
	ok $? "$name: ASCII is nothing else"
	! grep -qiE '<(script|img src=x|svg/onload)' "$f.html" &&
		! grep -qE '<[^>]* on[a-z]+=' "$f.html" &&
		LC_ALL=C perl -0777 -ne "exit(/$controls/ ? 1 : 0)" "$f.html"
	ok $? "$name: no markup but our own"
	perl -CSD -0777 -ne '
		while (/\G(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(?:,|\r?\n|$)/g) {
			my $cell = $1 // $2;
			last if pos == length;
			exit 1 if $cell =~ /^[=+@\t\r]/ || $cell =~ /^-[^\d]./;
		}' "$f.csv" && ! LC_ALL=C grep -q $'\033' "$f.csv"
	ok $? "$name: no cell of CSV is a formula"
	perl -MJSON::PP -0777 -ne 'JSON::PP->new->utf8->decode($_)' "$f.json" \
		>"$out" 2>"$errors" && ! LC_ALL=C grep -q $'\033' "$f.json"
	ok $? "$name: JSON is JSON"
	qpdf --check "$f.pdf" >"$out" 2>"$errors" &&
		! qpdf --qdf --object-streams=disable "$f.pdf" - | LC_ALL=C grep -aqE \
			'/(JavaScript|JS|URI|Launch|OpenAction|EmbeddedFile|AA)\b'
	ok $? "$name: the PDF does nothing by itself"
	unzip -tqq "$f.xlsx" >"$out" 2>"$errors" &&
		! unzip -p "$f.xlsx" 'xl/worksheets/*.xml' | grep -qE '<f>|<hyperlink' &&
		! unzip -p "$f.xlsx" | LC_ALL=C grep -aq 'TargetMode="External"'
	ok $? "$name: the workbook has no formula and no link"
}
make() { # NAME WORDS...
	local name=$1 f
	shift
	for f in text ascii csv html json pdf xlsx; do
		timeout 300 "$HITO" -d "$TEST_URL" report "$@" --plan 2018-2020 \
			--format $f --output "$TEST_TMP/$name.$f" \
			>"$out" 2>"$errors" </dev/null || return 1
	done
}

make quarterly quarterly 2019-Q1
ok $? 'the quarter is written in every format'
sound quarterly
grep -qF '&lt;script&gt;alert(1)&lt;/script&gt;' "$TEST_TMP/quarterly.html"
ok $? 'what was typed can be read'
make selfassessment selfassessment 2018
ok $? 'the self-assessment is'
sound selfassessment
make card card 1 2019-Q1
ok $? 'a card is'
sound card
perl tests/report/agree.pl forms/report/quarterly.report \
	"$TEST_TMP/quarterly" >"$out" 2>"$errors"
ok $? 'and every figure is still the same everywhere'

# --- a cell of a mebibyte; in the check, one that fills some pages (TEST_TIMES)
words=$((131072 * ${TEST_TIMES:-1} / 20))
letters=$((65536 * ${TEST_TIMES:-1} / 20))

sql >"$out" 2>"$errors" <<END
set session_replication_role = replica;
update plan.activity set results = repeat('palabra ', $words)
where activity_no = 14;
update plan.activity set results = repeat('W', $letters)
where activity_no = 15;
END
make huge quarterly 2019-Q1
ok $? "a cell of $((8 * words)) bytes, and a word of $letters, are written in every format"
[ "$(grep -oE '\bpalabra\b' "$TEST_TMP/huge.text" | wc -l)" -eq $words ] &&
	[ "$(grep -oE '\bpalabra\b' "$TEST_TMP/huge.csv" | wc -l)" -eq $words ] &&
	[ "$(pdftotext "$TEST_TMP/huge.pdf" - | grep -oE '\bpalabra\b' | wc -l)" -eq $words ]
ok $? 'whole, where there is room for it'
qpdf --check "$TEST_TMP/huge.pdf" >"$out" 2>&1 &&
	unzip -tqq "$TEST_TMP/huge.xlsx" >>"$out" 2>&1
ok $? 'files are sound'

# --- a layout of a site, over a view of its own

home=$TEST_TMP/home
mkdir "$home"
cp -r "$HITO_HOME/forms" "$HITO_HOME/sql" "$home"
cat >"$home/forms/report/padron.report" <<'END'
# Padrón de oficinas, hecho por la institución.
report padron "PADRÓN DE OFICINAS"  alias oficinas
period any
head follow.report_head
top "{institution_name}"
sign "Secretaría general"
block offices "OFICINAS"
text "Al {cutoff}."
view core.site_offices order office_code
table "Oficinas y su carga"
column office_code   10 "Oficina"
column office_name   40 "Nombre"
column load_shown    12 "Carga %" percent exact load
data   n             "Indicadores" number
foot "Leído {read_at}."
END
sql >"$out" 2>"$errors" <<'END'
create view core.site_offices with (security_invoker) as
select o.office_code, left(o.office_name, 200) as office_name,
	count(i.id)::text as n, (100.0 * count(i.id) / 14)::text as load,
	round(100.0 * count(i.id) / 14, 2)::text as load_shown
from core.office o
left join follow.indicator i on i.office_id = o.id and i.deleted_at is null
where o.deleted_at is null
group by o.id, o.office_code, o.office_name;
grant select on core.site_offices
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
END
ok $? 'a view of a site'
export HITO_HOME=$home
make padron oficinas 2019-Q1
ok $? 'its layout prints in every format, without C'
grep -qE '^GRPAT +Gerencia .* +64\.29$' "$TEST_TMP/padron.text"
ok $? '9 of 14 are 64.29'
perl tests/report/agree.pl "$home/forms/report/padron.report" \
	"$TEST_TMP/padron" >"$out" 2>"$errors"
ok $? 'which agree'
wrong() { # LINE:COLUMN SED TITLE
	sed "$2" "$home/forms/report/padron.report" \
		>"$home/forms/report/malo.report"
	sed -i 's/^report padron/report malo/' "$home/forms/report/malo.report"
	"$HITO" -d "$TEST_URL" report malo 2019-Q1 --plan 2018-2020 \
		>"$out" 2>"$errors" </dev/null
	[ $? -ne 0 ] && [ ! -s "$out" ] &&
		grep -qF "malo.report:$1: " "$errors"
	ok $? "$3"
}
wrong 12:22 's/40 "Nombre"/400 "Nombre"/' 'a width that no page has: line and column'
wrong 13:35 's/percent exact/porciento exact/' 'a kind that there is not'
wrong 8:1 's/^text "Al/texto "Al/' 'a word that there is not'
wrong 6:6 's/^sign "Secretaría general"/sign "Secretaría general/' 'a text that does not end'
wrong 7 's/core.site_offices/core.site_nada/' 'a view that there is not: the block that asks for it'

tap_end
