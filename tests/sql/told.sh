#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a start is told is what working it out anew says, in one snapshot, at any
# time while several change at random what it tells of and others start; 10,000
# changes in trials. On the demonstration of TEST_URL.
set -u
. tests/lib/tap.sh
writers=2
turns=$((250 * ${TEST_TIMES:-1}))

# Each in a transaction of its own, or none where a rule refuses it; some undone.
sql >"$out" 2>&1 <<'SQL'
create procedure public.change_at_random(turns int) language plpgsql as $$
declare
	changes constant text[] := array[
		'update follow.result set executed = round(executed * (0.5 + random())::numeric) where executed is not null
			and id = (select id from follow.result where executed is not null order by random() limit 1)',
		'update plan.milestone set permanent = not permanent where id = (select id from plan.milestone order by random() limit 1)',
		'update plan.milestone set state = case state when ''pending'' then ''running'' else ''pending'' end where state in (''pending'', ''running'') and id = (select id from plan.milestone order by random() limit 1)',
		'update follow.corrective_action set measure = measure || ''.'' where id = (select id from follow.corrective_action order by random() limit 1)',
		'update core.period set submissions_due = submissions_due + 1 where id = (select id from core.period order by random() limit 1)',
		'update plan.action_plan set title = left(title, 40) || random() where id = (select id from plan.action_plan order by random() limit 1)',
		'update labour.dispute set notes = random()::text where id = (select id from labour.dispute order by random() limit 1)',
		'update core.institution set name = left(name, 20) || random()',
		'update core.office set office_name = left(office_name, 20) || random() where id = (select id from core.office order by random() limit 1)',
		'update plan.goal set unit = random()::text where id = (select id from plan.goal order by random() limit 1)'];
begin
	for i in 1 .. turns loop
		-- As a session of its own would, one of three looks after what is told.
		perform set_config('hito.tended', case when random() < 0.33 then '' else 'infinity' end, false);
		begin
			execute changes[1 + floor(random() * cardinality(changes))];
		exception when others then
			null;
		end;
		if random() < 0.1 then
			rollback;
		else
			commit;
		end if;
	end loop;
end
$$;
grant execute on procedure public.change_at_random(int) to hito_owner;
SQL
ok $? "changes at random"

# The parts that a start packs, and how it packs them.
truth="select coalesce(bool_and(told = anew), false), count(*) from (
	select array(select regexp_replace(r, ',+[)]$', ')') from core.start(null, null) as r where r !~ '^r') as told,
		array(select 'h' || h::text from core.hello() as h)
		|| array(select 'o' || o::text from core.my_offices() as o)
		|| array(select 'b' || regexp_replace(b::text, ',+[)]$', ')') from follow.board() as b) as anew) as t"
is_true() {
	[ "$(sql -c "begin isolation level repeatable read" -c "$truth" -c commit)" = "t|1" ]
}
is_true
ok $? "the answer is that of its parts"

changes=$(sql -c "select count(*) from audit.change")
writing=
for _ in $(seq $writers); do
	# Whom the rules of the registers do not refuse: figures of closed quarters too.
	sql -c "set role hito_owner" -c "call public.change_at_random($turns)" >>"$out" 2>&1 &
	writing="$writing $!"
done
are_writing() {
	local pid
	for pid in $writing; do
		kill -0 "$pid" 2>/dev/null && return
	done
	return 1
}
# One start keeps what it works out; the next is told that.
looks=()
for _ in $(seq 20); do
	looks+=(-c "select from core.start(null, null)" -c "begin isolation level repeatable read" -c "$truth" -c commit)
done
checks=0
wrong=0
while are_writing; do
	sql "${looks[@]}" >"$TEST_TMP/looks" 2>>"$out"
	checks=$((checks + $(grep -c '|1$' "$TEST_TMP/looks")))
	wrong=$((wrong + $(grep -c '^f' "$TEST_TMP/looks")))
done
done=0
for pid in $writing; do
	wait "$pid" || done=1
done
[ "$done" -eq 0 ] && [ "$(sql -c "select count(*) from audit.change")" -gt $((changes + writers * turns / 2)) ]
ok $? "$((writers * turns)) changes were tried, most of them made"
[ "$wrong" -eq 0 ] && [ "$checks" -ge 20 ]
ok $? "each time, while they were made, a start was told what is so ($checks times)"
sql -c "select from core.start(null, null)" >"$out" 2>&1
is_true && [ "$(sql -c "select count(*) from core.holding where key in ('own', 'board NULL NULL')")" = 2 ]
ok $? "and behind them, of what is kept"
tap_end
