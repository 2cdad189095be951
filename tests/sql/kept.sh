#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the first screen keeps, while others change what it tells of: a change
# that was under way when it was kept counts from its commit on, and nobody
# waits for anybody.
set -u
. tests/lib/slow.sh
echo 1..8

sql() { # OPTIONS...
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL" "$@"
}
result() { # NUMBER TEXT GOT WANTED
	if [ "$3" = "$4" ]; then
		echo "ok $1 - $2"
	else
		printf 'not ok %s - %s\n# got: %s\n# wanted: %s\n' "$1" "$2" "$3" "$4"
	fi
}
first() {
	sql -c "set statement_timeout = '5s'" \
		-c "select core.start(null, null)" | grep '^b(commitment,1,'
}
board() {
	sql -c "select 'b' || regexp_replace(b::text, ',+\\)\$', ')') from follow.board() as b
		where kind = 'commitment' and key = '1'"
}
# One who changes something and thinks before she commits.
slow_open "$TEST_URL"
title() { # TITLE
	slow "begin; update plan.commitment set title = '$1' where commitment_no = 1;" >/dev/null
}

before=$(first)
result 1 "the board as it is" "$before" "$(board)"
title Uno
result 2 "a change under way is not seen" "$(first)" "$before"
slow "select core.start(null, null);" >/dev/null
result 3 "nor when the other kept hers" "$(first)" "$before"
sql -c "update plan.commitment set budget = 7 where commitment_no = 2"
result 4 "nobody waits for her to keep it anew" "$(first)" "$before"
slow "commit;" >/dev/null
after=$(first)
result 5 "from its commit on it counts" "$after" "$(board)"
title Dos
slow "rollback;" >/dev/null
result 6 "what was undone does not" "$(first)" "$after"
# Kept behind one change of hers and before another, and one of somebody else's between,
# so that her transaction is not the last.
title Tres
sql -c "update plan.commitment set budget = 8 where commitment_no = 2"
slow "select core.start(null, null);" >/dev/null
slow "update plan.commitment set title = 'Cuatro' where commitment_no = 1;" >/dev/null
slow "commit;" >/dev/null
result 7 "what she changes behind what she kept counts" "$(first)" "$(board)"
# A migration holds what is kept until its end.
after=$(first)
slow "\\connect $TEST_URL_SUPER" >/dev/null
slow "begin; update core.migration set sha256 = sha256;" >/dev/null
result 8 "nor does anybody wait for a migration" "$(first)" "$after"
slow "rollback;" >/dev/null
