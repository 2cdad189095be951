#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# M4: the compliance of a quarter (plan and 25 commitments with mean, gate,
# band, coverage) beside the bare aggregation by the same formula, on a
# generated plan of 500 indicators over 40 quarters, closed as hito closes them;
# and of one that is open (TEST_URL_SUPER).
set -eu
rounds=${ROUNDS:-10}
turns=${TURNS:-20}
psql() { "$TEST_PGBIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$TEST_URL_SUPER" "$@"; }

# Guards and history would only make the filling slow.
psql >/dev/null <<'END'
set session_replication_role = replica;
insert into plan.action_plan (plan_code, title, state, office_id)
values ('BANCO-M4', 'Plan generado', 'submitted', core.root_office());
insert into plan.commitment (plan_id, commitment_no, title, office_id)
select p.id, n, 'Compromiso ' || n, core.root_office()
from plan.action_plan p, generate_series(1, 25) as n
where p.plan_code = 'BANCO-M4';
insert into core.period (plan_id, period_key, period_title, kind, from_date,
	to_date, cutoff, submissions_due, state, office_id)
select p.id, k.key, core.period_title(k.key), 'quarter',
	core.period_first(k.key), core.period_last(k.key),
	core.period_last(k.key), core.period_last(k.key) + 15, 'closed',
	core.root_office()
from plan.action_plan p, generate_series(0, 39) as n,
	lateral (select (2005 + n / 4) || '-Q' || n % 4 + 1 as key) as k
where p.plan_code = 'BANCO-M4';
insert into core.rule_set (name, from_date, office_id)
values ('Regla del banco', '2000-01-01', core.root_office());
insert into follow.indicator (plan_id, commitment_id, indicator_code,
	indicator_name, direction, method, measure, baseline_value, weight,
	office_id)
select c.plan_id, c.id, c.commitment_no || '.' || n, 'Indicador ' || n,
	case n % 5 when 0 then 'down' else 'up' end,
	case n % 4 when 0 then 'progress' else 'ratio' end,
	case n % 3 when 0 then 'sum' when 1 then 'running' else 'level' end,
	case n % 4 when 0 then 7 end, 1 + n % 3 / 10.0, c.office_id
from plan.commitment c
join plan.action_plan p on p.id = c.plan_id and p.plan_code = 'BANCO-M4'
cross join generate_series(1, 20) as n;
insert into follow.target (indicator_id, period_id, planned, office_id)
select i.id, q.id, 10 + (i.id + q.id) % 90, i.office_id
from follow.indicator i
join plan.action_plan p on p.id = i.plan_id and p.plan_code = 'BANCO-M4'
join core.period q on q.plan_id = p.id;
insert into follow.result (indicator_id, period_id, executed, state,
	entered_by, submitted_by, submitted_at, approved_by, office_id)
select t.indicator_id, t.period_id, t.planned * (50 + t.id % 70) / 100,
	'approved', '{a}', 'b', '2005-01-01', 'c', t.office_id
from follow.target t
join core.period q on q.id = t.period_id
join plan.action_plan p on p.id = q.plan_id and p.plan_code = 'BANCO-M4'
where t.id % 20 > 0;
select follow.period_hold(q.id)
from core.period q
where q.plan_id = follow.plan_of('BANCO-M4');
END
psql -c 'vacuum analyze' >/dev/null

# The bare aggregation by the same formula, as somebody would write it who
# knows that this quarter is closed and has no baseline: targets that can be
# measured against, attainment by method and direction, cap, weights, means,
# coverage and counts of the plan and of each commitment: the same answer.
# $1 closed or open, $2 the quarter
measure() {
ids=$(psql -F ' ' -c "select p, follow.period_of(p, '$2')
	from follow.plan_of('BANCO-M4') as p")
read -r plan period <<<"$ids"
bare="with told as (
	select i.commitment_id, i.weight, i.method, i.direction,
		i.baseline_value, t.planned, r.executed, r.state as result,
		case when t.planned is null then 'not_programmed'
			when i.method = 'progress' then case when i.baseline_value is null
				or i.baseline_value = t.planned then 'not_measurable' end
			when t.planned < 0 or (t.planned = 0 and i.direction = 'up')
				then 'not_programmed' end as state
	from follow.indicator i
	left join follow.target t on t.indicator_id = i.id
		and t.period_id = $period and t.deleted_at is null
	left join follow.result r on r.indicator_id = i.id
		and r.period_id = $period and r.deleted_at is null
		and r.state = 'approved'
	where i.plan_id = $plan and i.deleted_at is null
		and (i.measured_on is null
			or '$2' = any (string_to_array(i.measured_on, ' ')))
), term as (
	select commitment_id, weight, state, executed, result, case
		when state is not null then null
		when executed is null then 0
		else least(100, case when method = 'progress' then greatest(0,
				round(100 * (executed - baseline_value), 40)
				/ nullif(planned - baseline_value, 0))
			when direction = 'up' then
				round(100 * executed, 40) / nullif(planned, 0)
			when executed <= 0 then 100
			when planned = 0 then 0
			else round(100 * planned, 40) / nullif(executed, 0) end)
		end as capped
	from told
	offset 0
), mean as (
	select commitment_id, round(round(sum(capped * weight), 60)
			/ nullif(sum(weight) filter (where capped is not null), 0), 30)
			as mean,
		round(round(sum(capped * weight) filter (where executed is not null),
			60) / nullif(sum(weight) filter (where state is null
			and executed is not null), 0), 30) as mean_reported,
		count(*) as n_due,
		count(executed) filter (where state is null) as n_measured,
		count(executed) as n_reported,
		count(*) filter (where result = 'approved') as n_approved,
		count(*) filter (where state is null and executed is null)
			as n_missing
	from term
	group by grouping sets ((), (commitment_id))
)
select commitment_id, mean, mean_reported, round(mean, 2) as shown, n_due,
	n_measured, n_reported, n_approved, n_missing,
	case when mean < 70 then 'red' when mean < 80 then 'amber'
		else 'green' end as band,
	case when 100.0 * n_measured / n_due < 50 then 'inconclusive'
		when mean < 80 then 'fail' else 'pass' end as gate
from mean"
ours="select commitment_id, mean, mean_reported, shown, n_due, n_measured,
	n_reported, n_approved, n_missing, band, gate
from follow.figures($plan, array[$period])"

# The same figures, or the times mean nothing.
what="commitment_id, mean, mean_reported, band, gate, n_due, n_measured,
	n_reported, n_approved, n_missing"
same=$(psql -c "select count(*) from (select $what from ($bare) as b
	except select $what from ($ours) as f) as d")
[ "$same" = 0 ] || { echo "figures  they differ in $same rows"; exit 1; }

# Milliseconds of a statement in a session that has asked before: what a
# client waits. Turn by turn, the least of all turns: a busy machine counts
# less.
{
	echo "create temp table spent (what text, ms numeric);"
	echo "\\set QUIET on"
	for turn in $(seq "$turns"); do
		for what in bare ours; do
			echo "select clock_timestamp() as since \\gset"
			for _ in $(seq "$rounds"); do
				printf '%s \\g /dev/null\n' "${!what}"
			done
			echo "insert into spent select '$what', extract(epoch from
				clock_timestamp() - :'since') * 1000 / $rounds;"
		done
	done
	echo "select min(ms) filter (where what = 'ours') || ' '
		|| min(ms) filter (where what = 'bare') from spent;"
} >"${TEST_TMP:-/tmp}/figures.$$"
times=$(psql -f "${TEST_TMP:-/tmp}/figures.$$")
rm -f "${TEST_TMP:-/tmp}/figures.$$"
read -r ours bare <<<"$times"
awk -v a="$ours" -v b="$bare" -v what="$1" 'BEGIN {
	printf "figures  compliance of %s quarter %.2f ms, bare %.2f ms: %.2f (goal 1.20)\n",
		what, a, b, a / b }'
}
psql -c "select follow.period_release(q.id) from core.period q where q.period_key = '2014-Q4'
	and q.plan_id = follow.plan_of('BANCO-M4')" \
	-c "set session_replication_role = replica" -c "update core.period set state = 'open'
	where period_key = '2014-Q4' and plan_id = follow.plan_of('BANCO-M4')" \
	-c "vacuum analyze" >/dev/null
measure 'a closed' 2010-Q3
measure 'an open' 2014-Q4
