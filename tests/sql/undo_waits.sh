#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A load is taken back while somebody saves: who comes second waits, and either
# the save stands and taking back names it, or the save is of a row that moved.
# Needs TEST_URL_SUPER, TEST_PGBIN. needs: empty
set -u
echo 1..11

chief=t_undo_chief
. "$(dirname "$0")/../lib/race.sh"
sql -c "create role $chief login" -c "grant hito_clerk, hito_secretariat, hito_it to $chief" -c "insert into core.login (login) values ('$chief')" \
	-c "insert into core.member (login, office_id, kind) select '$chief', core.root_office(), k from unnest('{enter,submit,batch,secretariat}'::text[]) as k"
sql -c "insert into core.place (ubigeo, place_name) values ('990100', 'De antes')" \
	-c "insert into plan.action_plan (plan_code, title) values ('W', 'De antes')" >/dev/null
# A load that changes a place and a plan, and brings one of each.
load() { # FILE
	sql -c "set session authorization $chief" -c begin \
		-c "select core.batch_open('x', '$1', null, '$1', 2, 'UTF-8', ';')" \
		-c "update core.place set place_name = 'Cargado $1' where ubigeo = '990100'" \
		-c "update plan.action_plan set title = 'Cargado $1' where plan_code = 'W'" \
		-c "insert into core.place (ubigeo, place_name, batch_id, batch_line) select '990101', 'Nuevo', id, 2 from core.batch where file_name = '$1'" \
		-c "insert into plan.action_plan (plan_code, title, batch_id, batch_line) select 'N', 'Nuevo', id, 3 from core.batch where file_name = '$1'" \
		-c "select core.batch_close(id, 2, 2, 0, 0) from core.batch where file_name = '$1'" -c commit >/dev/null
}
undo() { echo "select core.batch_undo((select max(id) from core.batch where file_name = '$1' and kind = 'load'), 1)"; }
# As the program saves: of the version that was read.
save() { # UBIGEO NAME
	echo "with u as (update core.place set place_name = '$2' where ubigeo = '$1' and row_version = $(sql -c "select row_version from core.place where ubigeo = '$1' and deleted_at is null") returning 1) select core.expect_one(count(*)) from u"
}
stands="select string_agg(ubigeo || ' ' || place_name, '|' order by ubigeo) from core.place where ubigeo like '9901%' and deleted_at is null"
now() { # TITLE WANTED
	local got
	got=$(sql -c "$stands")
	n=$((n + 1))
	[ "$got" = "$2" ] && echo "ok $n - $1" || printf 'not ok %s - %s\n# got: %s\n' "$n" "$1" "$got"
}

load uno
race 'a save of what the load changed is waited for, and named' "990100: Nombre del lugar: lo cambió $chief" "$(save 990100 Escrito)" "$(undo uno)"
now 'and stands, with all of the load' '990100 Escrito|990101 Nuevo'
sql -c "set session authorization $chief" -c "$(save 990100 'Cargado uno')" >/dev/null
race 'a save of what it brought too' "990101: Nombre del lugar: lo cambió $chief" "$(save 990101 Escrito)" "$(undo uno)"
now 'which stands as well' '990100 Cargado uno|990101 Escrito'
sql -c "set session authorization $chief" -c "update core.place set deleted_at = now(), deleted_why = 'x' where ubigeo = '990101'" \
	-c "update plan.action_plan set deleted_at = now(), deleted_why = 'x' where plan_code = 'N'" >/dev/null

load dos
race 'who saves behind it has a row that moved' 'HT001|cambió|otra persona' "$(undo dos)" "$(save 990100 Perdido)"
now 'and what was there before the load stands' '990100 Cargado uno'

load tres
race 'a mark that is gone is not written on' 'HT001|cambió|otra persona' "$(undo tres)" "$(save 990101 Perdido)"
load cuatro
race 'what is hung on a row that it brought is waited for, and said' 'lo usan 1 de' \
	"insert into plan.objective (plan_id, objective_code, title) select id, 'O1', 'x' from plan.action_plan where plan_code = 'N' and deleted_at is null" "$(undo cuatro)"
sql -c "set session authorization $chief" -c "update plan.objective set deleted_at = now(), deleted_why = 'x' where objective_code = 'O1'" >/dev/null
sql -c "set session authorization $chief" -c "$(undo cuatro)" >/dev/null
load cinco
race 'two take it back: one does' 'ya se deshizo' "$(undo cinco)" "$(undo cinco)"
now 'once' '990100 Cargado uno'
n=$((n + 1))
bad=$(sql -c "select string_agg(v.note, ';') from audit.verify_rows('core.place', 0, 10000) v where v.note is not null")
[ -z "$bad" ] && echo "ok $n - and the rows are what history says" || printf 'not ok %s - history\n# %s\n' "$n" "$bad"
