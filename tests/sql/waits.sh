#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two transactions at once: what changes a period and what closes it wait for
# each other, and closing says for whom it waited in vain.
set -u
. tests/lib/slow.sh
echo 1..6

sql -c "create role t_clerk login" -c "create role t_chief login" -c "grant hito_clerk to t_clerk" \
	-c "grant hito_secretariat to t_chief" \
	-c "insert into core.login (login) values ('t_clerk'), ('t_chief')" \
	-c "insert into core.member (login, office_id, kind) select 't_clerk', office_id, 'enter'
		from follow.indicator where indicator_code = (select min(indicator_code) from follow.indicator)" \
	-c "insert into core.member (login, office_id, kind) values ('t_chief', core.root_office(), 'secretariat')" \
	-c "insert into plan.action_plan (plan_code, title) values ('W', 'Esperas')" \
	-c "set role hito_owner; insert into core.period (plan_id, period_key, period_title, from_date, to_date, cutoff, office_id)
		select id, '2018-Q1', 'x', '2018-01-01', '2018-03-31', '2018-03-31', core.root_office() from plan.action_plan where plan_code = 'W'" \
	-c "insert into follow.indicator (plan_id, indicator_code, indicator_name, office_id)
		select p.id, 'W1', 'x', (select office_id from core.member where login = 't_clerk') from plan.action_plan p where plan_code = 'W'"

# As herself: who holds something is told by her own connection.
slow_open "${TEST_URL_SUPER/hito_super/t_clerk}"
enter="insert into follow.result (indicator_id, period_id, executed) select i.id, p.id, 5
	from follow.indicator i join core.period p using (plan_id) where indicator_code = 'W1'"
close="select follow.period_close(p.id, p.row_version) from core.period p join plan.action_plan a on a.id = p.plan_id
	where a.plan_code = 'W'"
state="select p.state from core.period p join plan.action_plan a on a.id = p.plan_id where a.plan_code = 'W'"

slow "begin; $enter;" >/dev/null
result 1 "a change that is under way is waited for, and named" \
	"$(sql -c "set session authorization t_chief" -c "$close")" 'sin terminar en este periodo \(.*t_clerk'
result 2 "the period stays open" "$(sql -c "$state")" '^open$'
slow "rollback;" >/dev/null
slow "\\connect $TEST_URL_SUPER" >/dev/null
slow "begin; set role hito_owner; update core.period p set state = 'closed' from plan.action_plan a
	where a.id = p.plan_id and plan_code = 'W';" >/dev/null
late=$(sql -c "set session authorization t_clerk" -c "set lock_timeout = '300ms'" -c "$enter")
result 3 "a change waits for who closes" "$late" 'lock timeout|tiempo de espera|55P03|canceling'
out=$(mktemp)
sql -c "set session authorization t_clerk" -c "$enter" >"$out" &
until [ "$(sql -c "select count(*) from pg_locks where not granted")" != 0 ]; do :; done
slow "commit;" >/dev/null
wait $!
late=$(cat "$out")
rm -f "$out"
result 4 "and is refused by what was decided meanwhile" "$late" 'está cerrado'
result 5 "nothing came into the closed period" "$(sql -c "select count(*) from follow.result r join follow.indicator i on i.id = r.indicator_id
	where indicator_code = 'W1'")" '^0$'
result 6 "a clerk holds no period" "$(sql -c "set session authorization t_clerk" -c "select id from core.period for update")" 'permis|denied'
