#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Who migrates need not be a superuser: a member of hito_owner that does not
# inherit what that may. needs: empty
set -u
echo 1..4

super=$TEST_URL_SUPER
member=${super/hito_super/t_migrates}
result() { # NUMBER TEXT GOT PATTERN
	if [[ $3 =~ $4 ]]; then
		echo "ok $1 - $2"
	else
		printf 'not ok %s - %s\n# got: %s\n# wanted: %s\n' "$1" "$2" "$3" "$4"
	fi
}
"$TEST_PGBIN/psql" -X -q -d "$super" -c 'create role t_migrates login noinherit' \
	-c 'grant hito_owner to t_migrates' -c "delete from core.migration where file like 'code/%'"
result 1 "she is told what is to be done" "$("$HITO" -d "$member" db status 2>&1)" 'hito db migrate'
result 2 "and does it" "$("$HITO" -d "$member" db migrate 2>&1; echo "exit $?")" 'aplicado.*exit 0'
result 3 "it is done" "$("$HITO" -d "$member" db migrate 2>&1)" 'está al día'
result 4 "the rights are as before" "$("$TEST_PGBIN/psql" -X -q -At -d "$super" \
	-c 'select count(*) from core.catalogue_problems()')" '^0$'
