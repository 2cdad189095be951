#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Foreign keys of registers whose new rows are looked at together: what points at
# nothing is refused, by a load, by \copy and in any statement; what is pointed at
# stays until the commit; the server's own check wakes where ours is gone.
# (TEST_URL_SUPER)
set -u
. tests/lib/slow.sh
echo 1..17

as_owner() { sql -c 'set role hito_owner' -c "$@"; }
sleeping="select string_agg(distinct x.name || case g.tgenabled when 'D' then '' else ' awake' end, ' ' order by x.name || case g.tgenabled when 'D' then '' else ' awake' end)
	from core.register x join pg_constraint k on k.conrelid = to_regclass(x.name) and k.contype = 'f' join pg_trigger g on g.tgconstraint = k.oid and g.tgrelid = k.conrelid
	where x.together and g.tgfoid = 'pg_catalog.\"RI_FKey_check_ins\"'::regproc"
others="select count(*) from pg_trigger g where g.tgisinternal and g.tgenabled <> 'O' and g.tgfoid <> 'pg_catalog.\"RI_FKey_check_ins\"'::regproc"

result 1 "the server's check of each row sleeps where the rows are looked at together" "$(sql -c "$sleeping")" \
	'^plan.activity plan.activity_result plan.milestone series.observation$'
result 2 "and no other one" "$(sql -c "$others"),$(sql -c "select count(*) from pg_trigger g where g.tgenabled = 'D'
	and g.tgrelid not in (select to_regclass(name) from core.register where together)")" '^0,0$'

# Nine milestones of the first commitment, the seventh with a number of its own.
nine() { # COLUMN
	echo "insert into plan.milestone (commitment_id, position, text, office_id, document_id)
		select $([ "$1" = commitment_id ] && echo 'case n when 7 then 987654 else c.id end' || echo c.id), 900 + n, 'x',
			$([ "$1" = office_id ] && echo 'case n when 7 then 987654 else c.office_id end' || echo c.office_id),
			$([ "$1" = document_id ] && echo 'case n when 7 then 987654 end' || echo null)
		from (select id, office_id from plan.commitment order by id limit 1) as c, generate_series(1, 9) as n"
}
before=$(sql -c 'select count(*) from plan.milestone')
result 3 "one of nine points at no commitment" "$(as_owner "$(nine commitment_id)")" 'Compromiso: no existe el registro que nombra.*commitment_id = 987654'
result 4 "at no office" "$(as_owner "$(nine office_id)")" 'Oficina.*: no existe el registro que nombra.*office_id = 987654'
result 5 "at no document" "$(as_owner "$(nine document_id)")" 'no existe el registro que nombra.*document_id = 987654'
result 6 "its name, for programs" "$(as_owner "do \$\$ declare c text; t text; begin $(nine office_id);
	exception when foreign_key_violation then get stacked diagnostics c = constraint_name, t = table_name;
	raise notice '% %', t, c; end \$\$")" 'milestone milestone_office_id_fkey'
given=$(mktemp)
printf '987654,1,2019-01,1,12.25,1\n' >"$given"
result 7 "by copy" "$(sql -c "\\copy series.observation (dataset_id, place_id, period_key, item_id, value, office_id) from '$given' csv")" \
	'no existe el registro que nombra'
rm -f "$given"
result 8 "in a statement inside of another" "$(as_owner "with w as ($(nine office_id) returning id) select count(*) from w")" 'no existe el registro que nombra'
result 9 "a change of a row is looked at as ever" "$(as_owner "update plan.milestone set document_id = 987654
	where id = (select min(id) from plan.milestone)")" 'milestone_document_id_fkey'
result 10 "nothing of it is there" "$(sql -c 'select count(*) from plan.milestone')" "^$before\$"

# ---- what is pointed at meanwhile
slow_open "$TEST_URL_SUPER"
first='select id from plan.commitment order by id limit 1'
slow "set role hito_owner; begin; $(nine none);" >/dev/null
result 11 "who would take away what new rows point at waits for them" \
	"$(as_owner "select 'free' from plan.commitment where id = ($first) for update nowait")" '55P03|lock'
result 12 "who changes it does not" \
	"$(as_owner "select 'free' from plan.commitment where id = ($first) for no key update nowait")" '^free$'
slow 'rollback;' >/dev/null
slow "begin; select id from plan.commitment where id = ($first) for update;" >/dev/null
result 13 "and they wait for who may be taking it away" "$(sql -c 'set role hito_owner' -c "set lock_timeout = '300ms'" -c "$(nine none)")" '55P03|lock timeout|canceling'
slow 'rollback;' >/dev/null

# ---- by other hands
sql -c 'alter table plan.milestone add more bigint constraint milestone_more_fkey references core.office' \
	-c 'alter table plan.milestone drop constraint milestone_document_id_fkey,
		add constraint milestone_document_id_fkey foreign key (document_id) references core.file' \
	-c 'select core.keys_together()' >/dev/null
result 14 "a key that came since is the server's to look at" \
	"$(sql -c 'set role hito_owner' -c "$(nine none | sed 's/document_id)/more)/; s/null/987654/')")" 'violates foreign key.*milestone_more_fkey'
result 15 "and one that points elsewhere" "$(sql -c "select not exists (select from pg_trigger g join pg_constraint k on k.oid = g.tgconstraint
	where k.conname in ('milestone_more_fkey', 'milestone_document_id_fkey') and g.tgenabled <> 'O')")" '^t$'
sql -c 'drop trigger t05_keys on plan.milestone' >/dev/null
result 16 "what nothing asks for is told" "$(sql -c "select * from core.catalogue_problems()")" 'milestone_office_id_fkey.is a foreign key that nothing asks for'
sql -c 'select core.keys_together()' >/dev/null
result 17 "and wakes" "$(sql -c "$sleeping");$(as_owner "$(nine office_id)")" 'plan.milestone awake series.observation;.*milestone_office_id_fkey'
