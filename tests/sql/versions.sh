#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Four writers and one record: nobody overwrites unseen, every change is on
# record, and sealing goes on beside them without holding anyone. needs: empty
set -u
echo 1..4
writers=4
turns=$((100 * ${TEST_TIMES:-1}))
all=$((writers * turns))

sql() { # ADDRESS QUERY
	"$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "$2"
}
result() { # NUMBER TEXT GOT WANTED
	if [ "$3" = "$4" ]; then
		echo "ok $1 - $2"
	else
		echo "not ok $1 - $2"
		echo "# got $3, wanted $4"
	fi
}

sql "$TEST_URL" "insert into plan.action_plan (plan_code, title)
	values ('V1', 'Plan')" &&
	sql "$TEST_URL" "insert into plan.commitment (plan_id, commitment_no,
		title, budget) select id, 1, 'Uno', 0 from plan.action_plan
		where plan_code = 'V1'" || exit 1

# What a person does: reads, thinks, saves what she made of it under the
# version that she read; moved on, she reads again.
turn="do \$\$
declare
	c record;
	saved boolean;
begin
	for i in 1 .. $turns loop
		saved := false;
		while not saved loop
			select id, row_version, budget into c
			from plan.commitment where title = 'Uno';
			perform pg_sleep(random() * 0.0005);
			begin
				with u as (update plan.commitment set budget = c.budget + 1
					where id = c.id and row_version = c.row_version
					returning 1)
				select core.expect_one(count(*)) into saved from u;
			exception when sqlstate 'HT001' then
				null;
			end;
			commit;
		end loop;
	end loop;
end
\$\$"
pids=
for _ in $(seq $writers); do
	sql "$TEST_URL" "$turn" &
	pids="$pids $!"
done
# As long as they write.
sql "$TEST_URL" "do \$\$ begin loop perform audit.seal(); commit;
	exit when (select budget >= $all from plan.commitment where title = 'Uno');
	end loop; end \$\$" &
pids="$pids $!"
# shellcheck disable=SC2086
wait $pids

result 1 "$writers writers of $turns turns each" \
	"$(sql "$TEST_URL" "select budget from plan.commitment where title = 'Uno'")" $all
result 2 "as many versions" \
	"$(sql "$TEST_URL" "select row_version - 1 from plan.commitment where title = 'Uno'")" $all
result 3 "each on record" \
	"$(sql "$TEST_URL" "select count(*) from audit.change where op = 'update'
		and relation = 'plan.commitment'")" $all
sql "$TEST_URL" 'select audit.seal()' >/dev/null
result 4 "the seals made meanwhile are whole" \
	"$(sql "$TEST_URL" "select string_agg(finding || ' ' || (n > 0), ',')
		from audit.verify()")" "sealed true,unsealed false"
