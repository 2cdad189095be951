# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the tests of imports share. Sourced behind tap.sh; its hito is another:
# data and messages together.
#
#   hito ARGUMENT...     the program on TEST_URL; $out, $code
#   says CODE WORDS TITLE
#                        a result: it ended so and said so
#   query SQL            psql as the superuser
#   is WANTED SQL TITLE  a result: the query answers that

# A load that wrote is also taken back, in a transaction that is rolled back: what
# stands is what stood before it. Of each register the first one is.

hito() {
	[ "${1:-}" != import ] || undo_before "$@"
	"$HITO" -d "$TEST_URL" "$@" >"$out" 2>&1 </dev/null
	code=$?
	[ "${1:-}" != import ] || undo_after "$@"
}
says() { # CODE WORDS TITLE
	[ "$code" -eq "$1" ] && grep -qF -- "$2" "$out"
	ok $? "$3"
}
query() { "$TEST_PGBIN/psql" -X -A -t -d "$TEST_URL_SUPER" -c "$1"; }
is() { # WANTED SQL TITLE
	query "$2" >"$out" 2>&1
	[ "$(cat "$out")" = "$1" ]
	ok $? "$3"
}

undo_lib=$PWD/tests/lib/undo.sql
undo_last=0
undo_seen=
undo_pid=
declare -A undo_tried
undo_standing() { # URL SQL...: one session
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@" 2>&1
}
undo_before() { # import REGISTER ...
	local now
	undo_pid=
	case " $* " in *" --dry-run "*) return ;; esac
	[ -z "${undo_tried[$2]:-}" ] || return
	read -r undo_last now < <(query "select coalesce(max(id), 0), (select coalesce(max(id), 0) from audit.change)
		from core.batch" | tr '|' ' ')
	# What stands is asked anew where something changed.
	if [ "$now" != "$undo_seen" ]; then
		undo_seen=
		undo_standing -f "$undo_lib" >"$TEST_TMP/undo.before" || return
		undo_seen=$now
	fi
	undo_pid=yes
}
undo_after() {
	local made kept=$code
	[ -n "$undo_pid" ] || return
	# What was refused wrote nothing; tests of their own count that.
	case $code in 0 | 4) ;; *) return ;; esac
	made=$(query "select concat_ws(' ', b.id, b.login, o.office_code) from core.batch b left join core.office o on o.id = b.office_id
		where b.id > $undo_last and b.inserted + b.changed > 0")
	[ -n "$made" ] || return
	undo_tried[$2]=yes
	# shellcheck disable=SC2086
	set -- "$2" $made
	undo_standing -c begin -c "set local hito.office = '${4:-}'" -c "set local session authorization \"$3\"" \
		-c "select core.batch_undo($2, 1)" -c 'reset session authorization' -f "$undo_lib" -c rollback |
		sed '1{/^$/d}' >"$TEST_TMP/undo.after"
	diff "$TEST_TMP/undo.before" "$TEST_TMP/undo.after" >"$errors"
	undo_ok=$?
	cp "$out" "$TEST_TMP/undo.said"
	grep -m 3 -A 2 "ERROR" "$TEST_TMP/undo.after" >"$out"
	ok $undo_ok "$1 is as before without load $2"
	cp "$TEST_TMP/undo.said" "$out"
	code=$kept
}
