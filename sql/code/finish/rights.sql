-- SPDX-License-Identifier: GPL-3.0-or-later
-- after: place
select core.protect(name::regclass, kind) from (values
	('core.migration', 'kept'), ('core.kept', 'inner'),
	('core.batch', 'batch'), ('core.request', 'own'), ('core.member', 'member'),
	('core.login', 'people'),
	('core.personal_office', 'listing'), ('core.institution', 'shared'),
	('core.office', 'shared'), ('core.person_in_post', 'open'),
	('core.place', 'shared'), ('core.document', 'open'), ('core.year_name', 'shared'),
	('core.holiday', 'shared'), ('core.setting', 'shared'), ('core.rule_set', 'shared'),
	('core.unit_word', 'shared'), ('core.cell_word', 'shared'), ('core.period', 'shared'),
	('plan.action_plan', 'open'), ('plan.action_plan_version', 'kept'),
	('plan.objective', 'open'), ('plan.action_line', 'open'),
	('plan.commitment', 'open'), ('plan.commitment_unit', 'open'),
	('plan.commitment_post', 'open'), ('plan.commitment_contact_private', 'personal'),
	('plan.relevance_value', 'shared'), ('plan.commitment_relevance', 'open'),
	('plan.milestone', 'open'), ('plan.milestone_reschedule', 'open'),
	('plan.goal', 'open'), ('plan.activity', 'open'), ('plan.activity_result', 'open'),
	('follow.indicator', 'open'), ('follow.indicator_level', 'open'),
	('follow.target', 'open'), ('follow.result', 'result'),
	('plan.work_item', 'open'), ('follow.baseline_set', 'open'),
	('follow.baseline_item', 'kept'), ('follow.period_item', 'kept'),
	('follow.action_period', 'shared'), ('follow.target_change', 'open'),
	('follow.submission', 'office'), ('follow.corrective_action', 'open'),
	('follow.completion_scale', 'shared'), ('follow.self_assessment', 'open'),
	('follow.self_assessment_line', 'open'),
	('audit.change', 'history'), ('audit.seal', 'seal')) as v (name, kind)
where to_regclass(name) is not null;

-- A membership that is taken away goes; the history keeps it.
create policy keeper_delete on core.member for delete to hito_keeper using (true);
grant delete on core.member to hito_keeper;

grant select on all sequences in schema core, plan, follow
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

-- Views have no rights of their own: whoever may read the tables may read them.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as name from pg_class c
		join pg_namespace n on n.oid = c.relnamespace
		where n.nspowner = 'hito_owner'::regrole and c.relkind = 'v'
	loop
		execute format('grant select on %s to hito_reader, hito_clerk, hito_secretariat, hito_it', r.name);
	end loop;
end
$$;

