#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server that dies and one that takes its place, again and again, while
# somebody saves: with both in her connection each save goes on to the new one
# under its request id. Synchronous: nothing that was confirmed is lost, nothing
# is there twice. TEST_TIMES multiplies the rounds.
set -u
. "$(dirname "$0")/../lib/tap.sh"
. "$(dirname "$0")/../lib/pair.sh"
rounds=$((2 * ${TEST_TIMES:-1}))
acknowledged=$TEST_TMP/acknowledged
: >"$acknowledged"

is_streaming() { # PRIMARY
	comes_true 30 streams "$1" sync
}
has_confirmed() { # NUMBER
	[ "$(wc -l <"$acknowledged")" -ge "$1" ]
}
confirms_more() { # NUMBER
	comes_true 60 has_confirmed $(($(wc -l <"$acknowledged") + $1))
}
"$HITO" -d "$TEST_URL" --office GRPAT new plan --set plan_code=2030-2032 --set title=Ensayo --set office_code=GRPAT --quiet >"$out" 2>&1
"$HITO" -d "$TEST_URL" --office GRPAT new commitment --set plan_code=2030-2032 \
	--set commitment_no=1 --set title=Ensayo --set office_code=GRPAT --quiet >>"$out" 2>&1
pair_copy "synchronous_standby_names = '*'"
primary=$one standby=$two
follow "$two" "$one" && is_streaming "$one"
ok $? 'one server follows the other, synchronously'

saves "$address" 'Grabación 1' "$acknowledged" &
saves "$address" 'Grabación 2' "$acknowledged" &
done=0
for ((round = 0; round < rounds; round++)); do
	confirms_more 5 || break
	kill_hard "$primary"
	promote "$standby" || break
	super "$standby" "alter system set synchronous_standby_names = ''" >/dev/null
	super "$standby" 'select pg_reload_conf()' >/dev/null
	confirms_more 1 || break
	follow "$primary" "$standby" || break
	super "$standby" 'alter system reset synchronous_standby_names' >/dev/null
	super "$standby" 'select pg_reload_conf()' >/dev/null
	is_streaming "$standby" || break
	other=$primary primary=$standby standby=$other
	done=$((done + 1))
done
touch "$TEST_TMP/stop"
[ $done -eq $rounds ] || touch "$TEST_TMP/give_up"
wait
[ $done -eq $rounds ]
ok $? "after each of $rounds promotions the saves go on"
[ ! -e "$TEST_TMP/refused" ]
ok $? 'and what is said of the loss is that there is no line'
super "$primary" "select text from plan.milestone where text like 'Grabación %'" |
	sort >"$TEST_TMP/there"
sort "$acknowledged" >"$TEST_TMP/confirmed"
[ -z "$(comm -23 "$TEST_TMP/confirmed" "$TEST_TMP/there")" ] && [ -s "$TEST_TMP/confirmed" ]
ok $? "none of $(wc -l <"$acknowledged") confirmed saves is lost"
[ -z "$(uniq -d "$TEST_TMP/there")" ]
ok $? 'and none is there twice'
pair_drop
tap_end
