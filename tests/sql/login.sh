#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A clerk with psql, entering by her own name: what only a real login can
# try. needs: empty
set -u
echo 1..10

person() { # QUERY...: as the clerk, one session
	local args=() q
	for q in "$@"; do
		args+=(-c "$q")
	done
	PGOPTIONS='-c hito.office=A' "$TEST_PGBIN/psql" -X -q -A -t \
		-v ON_ERROR_STOP=1 -d "${TEST_URL/$TEST_ME@/t_login@}" "${args[@]}" 2>&1
}
caller() {
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL" -c "$1"
}
result() { # NUMBER TEXT GOT PATTERN
	if [[ $3 =~ $4 ]]; then
		echo "ok $1 - $2"
	else
		printf 'not ok %s - %s\n' "$1" "$2"
		printf '# %s\n' "$3"
	fi
}

caller "insert into core.office (office_code, office_name) values
		('A', 'Oficina A'), ('B', 'Oficina B')" &&
	caller "select core.user_add('t_login', null, 'Ana')" >/dev/null &&
	caller "select core.user_grant('t_login', 'A', 'enter')" >/dev/null &&
	caller "insert into plan.action_plan (plan_code, title) values ('L1', 'Plan')" &&
	caller "insert into plan.commitment (plan_id, commitment_no, title, office_id)
		select p.id, n, 'C' || n, o.id from plan.action_plan p, core.office o,
			lateral (select case o.office_code when 'A' then 1 else 2 end) as v (n)
		where o.office_code in ('A', 'B')" || exit 1

result 1 "enters and is told her office" \
	"$(person 'select who, office_code from core.hello()')" '^t_login\|A$'
result 2 "becomes nobody else" \
	"$(person 'set session authorization hito_owner')" 'permission denied'
result 3 "nor the caller" \
	"$(person "set session authorization \"$TEST_ME\"")" 'permission denied'
result 4 "reset role gives nothing" \
	"$(person 'reset role' 'reset session authorization' 'select current_user')" '^t_login$'
result 5 "writes her office's row" \
	"$(person "with u as (update plan.commitment set notes = 'x' returning 1)
		select count(*) from u")" '^1$'
result 6 "COPY into a register is refused" \
	"$(person 'copy plan.commitment (plan_id, commitment_no, title) from stdin' </dev/null)" \
	'COPY FROM not supported with row-level security'
result 7 "COPY out of a hidden register is empty" \
	"$(person 'copy plan.commitment_contact_private to stdout')" '^$'
result 8 "settings of the connection forge no office" \
	"$(person "set hito.office = 'B'" "select core.my_office() is null")" '^t$'
result 9 "a temporary table is allowed, for imports" \
	"$(person 'create temp table hito_stage (line int)' 'select count(*) from pg_temp.hito_stage')" '^0$'
result 10 "no lock of hers stops the seals" \
	"$(person "begin" "select 1 from audit.seal limit 1" "lock table audit.seal in share mode")" \
	'permission denied'

caller "select core.user_revoke('t_login', 'A', 'enter')" >/dev/null
"$TEST_PGBIN/psql" -X -q -d "$TEST_URL_SUPER" -c 'drop role t_login'
