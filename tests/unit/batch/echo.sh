#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# --echo: what is sent to the server is seen, with its time, by batch, shell
# and screen alike; its values, rows and passwords never are. (TEST_URL)
set -u
. "$(dirname "$0")/../../lib/tap.sh"
login=t_echo_$$
log=$XDG_STATE_HOME/hito/log
finish() {
	sql -c "delete from core.member where login = '$login'" \
		-c "drop role if exists $login" >/dev/null 2>&1
}
trap finish EXIT
fresh() { mkdir -p "${log%/*}" && : >"$log"; }
seen() { # PATTERN TITLE: in the log and on standard error
	grep -Eq "echo: [0-9]+ ms: $1" "$log" && grep -Eq "^[0-9]+ ms: $1" "$errors"
	ok $? "$2"
}
unseen() { # WORDS TITLE
	grep -qF -- "$1" "$log" "$errors"
	[ $? -eq 1 ]
	ok $? "$2"
}

fresh
hito --echo new plan --set plan=P-SECRETO --set title=ElTituloSecreto
[ "$code" -eq 0 ] && [ "$(cat "$out")" = 'Grabado: Plan de acción P-SECRETO' ]
ok $? 'data and what is asked for are told as ever'
seen 'insert into core.request\(id\) values \(\$1\)' 'a statement of a save'
seen 'insert into "plan"."action_plan".*\$1' 'another one of the same pipeline'
grep -qF SECRETO "$log" "$errors" || grep -qF Secreto "$log" "$errors"
[ $? -eq 1 ]
ok $? 'no value of it'
fresh
hito --echo new plan --set plan=P-SECRETO --set title=otra
grep -q '^[0-9]* ms, 23505: insert' "$errors" &&
	grep -q '^[0-9]* ms, not run: ' "$errors"
ok $? 'one that was refused says how, those behind it that they did not run'

fresh
printf 'Plan;Compromiso;Hito\nP-SECRETO;1;ElHitoSecreto\n' >"$TEST_TMP/m.csv"
hito --echo import hito "$TEST_TMP/m.csv" --dry-run
seen 'copy .* from stdin' 'COPY'
unseen ElHitoSecreto 'not its rows'

fresh
"$HITO" -d "$TEST_URL" --echo user add "$login" >"$out" 2>"$errors" \
	<<<'una clave muy larga'
seen 'select core.user_add' 'a person is added'
unseen 'clave muy larga' 'her password is not told'
unseen 'SCRAM-SHA' 'nor what is made of it'

fresh
"$HITO" -d "$TEST_URL" --echo --quiet shell >"$out" 2>"$errors" \
	<<<'buscar hito Hito=SECRETO'
seen 'select t from[(]select .*from[(]select id, row_version.*from "plan"."milestone_list"' 'in the shell'
unseen SECRETO 'without its values'

fresh
echo '<C-p>lista hito<Enter>' >"$TEST_TMP/keys"
"$HITO" -d "$TEST_URL" --echo --script "$TEST_TMP/keys" --size 80x24 \
	>"$out" 2>"$errors" </dev/null
grep -Eq 'echo: [0-9]+ ms: .*from[(]select id, row_version.*milestone_list' "$log" &&
	[ ! -s "$errors" ]
ok $? 'from the screen to the log alone'
fresh
hito list hito --limit 1
grep -q ' ms: ' "$log" "$errors"
[ $? -eq 1 ]
ok $? 'nothing of it unasked'
tap_end
