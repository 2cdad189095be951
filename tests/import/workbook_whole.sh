#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# needs: empty (TEST_URL)
# A workbook and a packed file are whole or absent, as a CSV is (whole.sh): cut
# short at any byte, changed at any byte, changed while they are read, a client
# that dies.
set -u
data=$PWD/tests/import/data
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/import.sh"
. "$(dirname "$0")/../lib/book.sh"
RANDOM=2019
cuts=$((20 * ${TEST_TIMES:-1}))
kills=$((6 * ${TEST_TIMES:-1}))
rows=3000
load() { "$HITO" -d "$TEST_URL" import milestone "$@" --plan P1 >"$out" 2>&1 </dev/null; }
milestones() { query 'select count(*) from plan.milestone'; }
cd "$TEST_TMP" || exit 1

hito import commitment "$data/compromisos.csv" --plan P1 --new-plan --quiet
ok $code 'three commitments to begin with'
{
	echo 'Compromiso N°|N°|Hito|Fecha de inicio|Fecha final'
	for ((i = 1; i <= rows; i++)); do
		echo "n:3|n:$i|Hito de prueba|d:43678|dic-2019"
	done
} >Hitos
book big.xlsx Hitos
head -n 9 Hitos >Pocos
book small.xlsx Pocos
gzip -c "$data/hitos.csv" >small.gz

# --- cut, and changed, at any byte

for file in small.xlsx small.gz; do
	size=$(stat -c %s $file)
	sum=$(sha256sum $file | cut -d' ' -f1)
	taken=0
	changed=0
	for ((i = 0; i < cuts; i++)); do
		at=$((1 + (RANDOM * 32768 + RANDOM) % (size - 1)))
		head -c $at $file >cut
		load cut
		case $? in 1) ;; *) taken=$((taken + 1)) ;; esac
		# another byte: what the checksums of its parts do not see, the
		# fingerprint does
		{
			head -c $((at - 1)) $file
			printf "\\x$(printf %x $((RANDOM % 256)))"
			tail -c +$((at + 1)) $file
		} >other
		cmp -s $file other && continue
		load other --sha256 "$sum"
		case $? in 1) ;; *) changed=$((changed + 1)) ;; esac
	done
	[ $taken -eq 0 ]
	ok $? "$cuts cuts of $file are refused without its fingerprint"
	[ $changed -eq 0 ]
	ok $? 'and other bytes with it'
done
[ "$(milestones)" = 0 ]
ok $? 'nothing of them was written'
load small.xlsx --rows 8 --dry-run
ok $? 'the whole one is the one expected'

# --- the client dies

for ((i = 0; i < kills; i++)); do
	"$HITO" -d "$TEST_URL" import milestone big.xlsx --plan P1 >"$out" 2>&1 &
	client=$!
	for ((k = RANDOM % 12; k > 0; k--)); do
		query 'select 1' >/dev/null
	done
	kill -9 $client 2>/dev/null
	wait $client 2>/dev/null
	until [ "$(query "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'")" = 0 ]; do :; done
	left=$(milestones)
	[ "$left" = 0 ] || [ "$left" = $rows ] || break
	query 'set session_replication_role = replica; delete from plan.milestone' >/dev/null
done
[ $i -eq "$kills" ]
ok $? "$kills clients killed leave all or nothing"

# --- it is written while it is read

cp big.xlsx grows.xlsx
"$HITO" -d "$TEST_URL" import milestone grows.xlsx --plan P1 >"$out" 2>&1 &
client=$!
while kill -0 $client 2>/dev/null; do
	printf x >>grows.xlsx
done
wait $client
code=$?
[ $code -eq 1 ] && grep -q 'cambió mientras se leía\|cortado o dañado' "$out"
ok $? 'a growing workbook is refused'
[ "$(milestones)" = 0 ]
ok $? 'and nothing of it stays'
load big.xlsx
[ $? -eq 0 ] && [ "$(milestones)" = $rows ]
ok $? 'the same at rest is taken whole'

tap_end
