#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Results by the million: pages and a search with its count as the program asks for
# them, under row security, beside the bare SQL of the same columns by the owner of the tables; figures are
# measured by figures.sh (TEST_URL_SUPER; RESULTS, ten million when not said: some minutes
# and 5 GB to fill).
set -eu
. "$(dirname "$0")/../lib/bench.sh"
results=${RESULTS:-10000000}
me=banco_clerk
tmp=$TEST_TMP/results
mkdir -p "$tmp"

# Plans of 1,000 indicators over 40 quarters, the last of them open.
psql -v plans=$((results / 40000 + (results % 40000 > 0))) >/dev/null <<'END'
set session_replication_role = replica;
insert into plan.action_plan (plan_code, title, state, office_id)
select 'BANCO-' || to_char(n, 'FM000'), 'Plan generado ' || n, 'submitted', core.root_office() from generate_series(1, :plans) as n;
insert into core.period (plan_id, period_key, period_title, kind, from_date, to_date, cutoff, submissions_due, state, office_id, list_place)
select p.id, k, core.period_title(k), 'quarter', core.period_first(k), core.period_last(k), core.period_last(k),
	core.period_last(k) + 15, case n when 39 then 'open' else 'closed' end, core.root_office(), concat_ws(E'\t', p.plan_code, k)
from plan.action_plan p, generate_series(0, 39) as n, lateral (select (2005 + n / 4) || '-Q' || n % 4 + 1) as q (k)
where p.plan_code like 'BANCO-%';
insert into follow.indicator (plan_id, indicator_code, indicator_name, office_id, list_place)
select p.id, n, 'Indicador ' || n, core.root_office(), concat_ws(E'\t', p.plan_code, n)
from plan.action_plan p, generate_series(1, 1000) as n where p.plan_code like 'BANCO-%';
insert into follow.target (indicator_id, period_id, planned, office_id, list_place)
select i.id, q.id, 10, i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
from follow.indicator i join core.period q on q.plan_id = i.plan_id and q.state = 'open'
	join plan.action_plan p on p.id = i.plan_id where p.plan_code like 'BANCO-%';
insert into follow.result (indicator_id, period_id, executed, state, entered_by, submitted_by, approved_by, office_id, list_place)
select i.id, q.id, (i.id + q.id) % 12, 'approved', '{a}', 'b', 'c', i.office_id, concat_ws(E'\t', i.list_place, q.period_key)
from follow.indicator i join core.period q using (plan_id) join plan.action_plan p on p.id = i.plan_id
where p.plan_code like 'BANCO-%';
END
psql >/dev/null <<END
create role $me login;
grant hito_clerk to $me;
insert into core.login (login) values ('$me');
insert into core.member (login, office_id, kind) values ('$me', core.root_office(), 'enter');
END
psql -c 'vacuum analyze' >/dev/null
printf 'results  %s of them\n' "$(psql -c 'select count(*) from follow.result')"

# Milliseconds of a query as somebody, in a session that has asked before.
ms() { # WHO QUERY
	{
		echo "set jit = off; set session authorization '$1'; prepare q as $2;"
		for i in 1 2 3 4 5 6; do echo 'execute q \g /dev/null'; done
		echo 'select clock_timestamp() as since \gset'
		for i in $(seq 60); do echo 'execute q \g /dev/null'; done
		echo "select extract(epoch from clock_timestamp() - :'since') * 1000 / 60;"
	} | psql
}
middle() { sort -n "$1" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
spread() { printf '%.2f ms (%.2f-%.2f)' "$(middle "$1")" "$(sort -n "$1" | head -n 1)" "$(sort -n "$1" | tail -n 1)"; }
side_by_side() { # WHAT OURS BARE
	: >"$tmp/ours"
	: >"$tmp/bare"
	for ((turn = 0; turn < runs; turn++)); do
		ms hito_super "$3" >>"$tmp/bare"
		ms "$me" "$2" >>"$tmp/ours"
	done
	printf 'results  %s: %s, bare %s: %s (goal 1.20)\n' "$1" "$(spread "$tmp/ours")" "$(spread "$tmp/bare")" \
		"$(ratio "$(middle "$tmp/ours")" "$(middle "$tmp/bare")")"
}

columns='id, row_version, plan_code, indicator_code, indicator_name, period_key, planned, executed, state, list_place::text as key_0'
planned='left join follow.target g on g.indicator_id = t.indicator_id and g.period_id = t.period_id and g.deleted_at is null'
rows="from follow.result t join follow.indicator i on i.id = t.indicator_id join plan.action_plan p on p.id = i.plan_id
	join core.period r on r.id = t.period_id join core.office o on o.id = t.office_id"
bare="select t.id, t.row_version, p.plan_code, i.indicator_code, i.indicator_name, r.period_key, g.planned, t.executed, t.state, t.list_place
	$rows $planned where t.deleted_at is null"
# Packed, and not answered where it is the one that is there (db/packing).
page() { # CONDITION AND ORDER
	echo "select t from (select string_agg(x::text, ',') from (select $columns from follow.result_list where deleted_at is null $1) as x) a (t)
		where core.digest(t) is distinct from ''"
}
key=$(psql -c "select quote_literal(list_place) from follow.result where deleted_at is null order by list_place, id
	offset (select count(*) / 2 from follow.result) limit 1")
side_by_side 'the first page' "$(page 'order by list_place, id limit 21')" "$bare order by t.list_place, t.id limit 21"
side_by_side 'a page in the middle' "$(page "and (list_place, id) > ($key, 0) order by list_place, id limit 21")" \
	"$bare and (t.list_place, t.id) > ($key, 0) order by t.list_place, t.id limit 21"
side_by_side 'the last page' "$(page 'order by list_place desc, id desc limit 21')" "$bare order by t.list_place desc, t.id desc limit 21"
found="indicator_code = '77'"
side_by_side 'what is found in a plan, counted' \
	"select count(*) from (select 1 from follow.result_list where deleted_at is null and plan_code = 'BANCO-001' and $found limit 1001) as few" \
	"select count(*) from (select 1 $rows where t.deleted_at is null and p.plan_code = 'BANCO-001' and i.$found limit 1001) as few"
