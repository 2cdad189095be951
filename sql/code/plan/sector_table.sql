-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables of a sector and what they proposed: what is said of them stands beside
-- what is registered, and neither is made to agree with the other.

create view plan.sector_table_all with (security_invoker = true) as
select t.*, p.plan_code, c.commitment_no, c.title as commitment_title, o.office_code, o.office_name,
	t.office_id = (select core.my_office()) as mine, t.held_doubtful as doubtful, n.proposals_counted,
	coalesce(t.proposals_stated <> n.proposals_counted, false) as differs,
	case when t.proposals_stated <> n.proposals_counted then format('dice %s, hay %s', t.proposals_stated,
		n.proposals_counted) end as counts_note
from plan.sector_table t join plan.action_plan p on p.id = t.plan_id
	join core.office o on o.id = t.office_id
	left join plan.commitment c on c.id = t.commitment_id
	cross join lateral (select count(*)::int as proposals_counted from plan.initiative i
		where i.sector_table_id = t.id and i.deleted_at is null) as n;

create view plan.sector_table_pick with (security_invoker = true) as
select t.id, p.plan_code, t.table_no, t.name as table_name, t.table_no || ' ' || t.name_folded as search_folded
from plan.sector_table t join plan.action_plan p on p.id = t.plan_id
where t.deleted_at is null and p.deleted_at is null;

create function plan.sector_table_problems(was plan.sector_table, now plan.sector_table) returns setof core.problem
language sql stable as $$
	select * from plan.parts_problems(now.plan_id, now.commitment_id, null)
$$;

select core.declare('plan.sector_table', 'open', 'Mesas sectoriales', stands_on => '{plan_id,commitment_id}',
	place => '{"plan_id.plan_code, table_no"}', help => array[
	'proposals_counted', 'Cuántas iniciativas suyas están registradas',
	'differs', 'Lo que se dice y lo registrado no son lo mismo', 'counts_note', 'Lo que se dice junto a lo registrado',
	'table_name', 'Mesa que la propuso'],
	unknown => 'El plan no tiene una mesa con este número: regístrela primero.');
