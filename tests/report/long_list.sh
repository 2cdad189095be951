#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A long list as a workbook takes no more memory than a short one, has all its
# rows, and is refused where a sheet ends. On the demonstration (TEST_URL).
set -u
. "$(dirname "$0")/../lib/tap.sh"
book=$TEST_TMP/a.xlsx
export TMPDIR=$TEST_TMP/scratch
mkdir "$TMPDIR"
# what was freed is kept from being used again under the address sanitizer
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:quarantine_size_mb=1:thread_local_quarantine_size_kb=64

# The list of documents shows rows that cost nothing to make.
sql >"$errors" 2>&1 <<'END'
create table core.many as select d.* from core.document_list d limit 0;
insert into core.many (id, document_ref, document_title)
select n, 'X-' || to_char(n, 'FM0000000'), 'Acta de la sesión ' || n || ' del grupo de trabajo'
from generate_series(1, 100001) as n;
create index on core.many (document_ref, id);
grant select on core.many to public;
analyze core.many;
create or replace view core.document_list with (security_invoker = true) as select * from core.many;
END
[ ! -s "$errors" ]
ok $? 'a hundred thousand rows are there'

# The program writes when it has all: at the first byte that arrives it has
# taken what memory it takes, and waits for who reads.
peak() { # ROWS: KiB into $kb, the workbook into $book
	rm -f "$TEST_TMP/fifo" "$book"
	mkfifo "$TEST_TMP/fifo"
	"$HITO" --quiet -d "$TEST_URL" list documento --limit "$1" \
		--format xlsx >"$TEST_TMP/fifo" 2>"$errors" </dev/null &
	exec 7<"$TEST_TMP/fifo"
	head -c 1 <&7 >"$book"
	kb=$(awk '/^VmHWM/ { print $2 }' /proc/$!/status)
	cat <&7 >>"$book"
	exec 7<&-
	wait $!
	code=$?
}
rows() { # NUMBER: rows below the headings, and the sheet says so
	unzip -tqq "$book" && unzip -p "$book" xl/worksheets/sheet2.xml |
		sed 's/<row /\n<row /g' >"$TEST_TMP/sheet"
	[ "$(grep -c '<c r="A[0-9]*"[^>]*t="inlineStr"><is><t>X-' "$TEST_TMP/sheet")" -eq "$1" ] &&
		unzip -p "$book" xl/worksheets/sheet1.xml | grep -q ">$1 filas\.<"
}

peak 10000
short=$kb
rows 10000
ok $? 'ten thousand rows are in their workbook, which says how many'
peak 100000
[ "$code" -eq 0 ] && [ ! -s "$errors" ] && rows 100000
ok $? 'a hundred thousand are in theirs'
[ "$(sed -nE 's/.*<t>(X-[0-9]{7})<.*/\1/p' "$TEST_TMP/sheet" | sort -u | wc -l)" -eq 100000 ]
ok $? 'each of them once'
echo "# $short KiB, $kb KiB" | tee "$out"
[ "${short:-0}" -gt 0 ] && [ "${kb:-0}" -gt 0 ] && [ "$((kb * 100))" -le "$((short * 115))" ]
ok $? 'ten times the rows take no more memory'
grep -q '<autoFilter ref="A4:D100004"/>' "$TEST_TMP/sheet"
ok $? 'the filter is over all of them'

# Who finds no room is told before anything is written.
echo before >"$book"
hito list documento --format html --output "$book"
[ "$code" -eq 1 ] && grep -q 'Son más de 100000 filas' "$errors" && [ "$(cat "$book")" = before ]
ok $? 'other formats hold a hundred thousand and no more'
hito list documento --where 'document_ref=X-00000*' --format xlsx --output /dev/full
[ "$code" -eq 1 ] && grep -q '/dev/full' "$errors"
ok $? 'a full disk is said, with what could not be written'
# Twelve documents, each there so often that a sheet has no room for one more.
sql >"$errors" 2>&1 <<'END'
create or replace view core.document_list with (security_invoker = true) as
	select m.* from core.many m, generate_series(1, case m.document_ref when 'X-0000013' then 1 else 87381 end)
	where m.document_ref <= 'X-0000013';
END
hito list documento --format xlsx --output "$book"
[ "$code" -eq 1 ] && grep -q 'Son más de 1048572 filas: no caben en una hoja' "$errors" &&
	grep -q -e --csv "$errors" && [ "$(cat "$book")" = before ]
ok $? 'a sheet has no room for 1,048,573 rows: nothing is written, and what there is instead is said'
hito --quiet list documento --where 'document_ref<=X-0000012' --format xlsx --output "$book"
[ "$code" -eq 0 ] && unzip -tqq "$book"
ok $? 'it has for 1,048,572'
[ -z "$(ls -A "$TMPDIR")" ]
ok $? 'nothing is left in the folder of temporary files'

tap_end
