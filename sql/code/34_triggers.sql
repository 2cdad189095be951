-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which table has which trigger. Names tell the order in which they fire: t10
-- fills in, t20 takes the office of the parent, t30 judges, t90 keeps the row,
-- t50 and t60 follow after it.

set role hito_owner;

-- Who has which trigger: one table, no chains.
do $$
declare
	r record;
begin
	for r in select c.oid::regclass as name from pg_attribute a
		join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
		join pg_namespace n on n.oid = c.relnamespace
		where n.nspowner = 'hito_owner'::regrole and a.attname = 'row_version'
	loop
		execute format('create trigger t90_keep before insert or update on %s
			for each row execute function core.keep_row()', r.name);
	end loop;
	for r in select * from (values
		('core.office', 't95_own before insert or update', 'core.office_own()'),
		('core.batch', 't10_fill before insert', 'core.batch_fill()'),
		('core.batch', 't90_stamp before insert or update', 'core.stamp_transaction()'),
		('core.request', 't90_stamp before insert or update', 'core.stamp_transaction()'),
		('core.setting', 't30_rule before insert or update', 'core.setting_guard()'),
		('plan.commitment_unit', 't10_fill before insert', 'plan.commitment_unit_fill()'),
		('plan.milestone', 't10_fill before insert', 'plan.milestone_fill()'),
		('plan.activity', 't10_fill before insert or update', 'plan.activity_fill()'),
		('plan.milestone_reschedule', 't30_rule before insert or update', 'plan.milestone_reschedule_fill()'),
		('plan.action_plan', 't30_rule before update', 'plan.action_plan_guard()'),
		('plan.action_plan_version', 't30_rule before update or delete', 'plan.version_fixed()'),
		('plan.milestone', 't31_dates before update', 'plan.milestone_dates_guard()'),
		('follow.indicator', 't30_rule before insert or update', 'follow.indicator_guard()'),
		('follow.target', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't31_rule before insert or update', 'follow.result_guard()'),
		('plan.commitment', 't30_card before insert or update',
			'plan.card_guard(plan_id, commitment_no, title, objective_id, action_line_id, problem,
			objective, description, challenge, ambition, actors_government, actors_civil, office_id)'),
		('plan.milestone', 't30_card before insert or update',
			'plan.card_guard(commitment_id, position, text, origin, permanent, office_id)'),
		('plan.commitment_unit', 't30_card before insert or update',
			'plan.card_guard(commitment_id, unit_id, position)'),
		('plan.commitment_post', 't30_card before insert or update',
			'plan.card_guard(commitment_id, post)'),
		('plan.commitment_relevance', 't30_card before insert or update',
			'plan.card_guard(commitment_id, value_id, text)'),
		('plan.commitment_contact_private', 't50_mask after insert or update', 'plan.contact_mask()'))
		as v (tab, how, what)
	loop
		execute format('create trigger %s on %s for each row execute function %s',
			r.how, r.tab, r.what);
	end loop;
	-- Lines: table, parent, column.
	for r in select * from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('plan.action_line', 'plan.objective', 'objective_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.result', 'follow.indicator', 'indicator_id')) as v (tab, parent, col)
	loop
		execute format('create trigger t20_line_office before insert or update on %s
			for each row execute function core.line_office(%L, %L)', r.tab, r.parent, r.col);
	end loop;
	for r in select parent, string_agg(format('%L, %L', tab, col), ', ') as lines from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.result', 'follow.indicator', 'indicator_id')) as v (tab, parent, col)
		group by parent
	loop
		execute format('create trigger t60_lines_follow after update of office_id on %s
			for each row when (old.office_id is distinct from new.office_id)
			execute function core.lines_follow(%s)', r.parent, r.lines);
	end loop;
	for r in select * from (values
		('plan.action_plan', $q$'compromisos', 'plan.commitment', 'plan_id',
			'actividades', 'plan.activity', 'plan_id', 'indicadores', 'follow.indicator', 'plan_id'$q$),
		('plan.commitment', $q$'hitos', 'plan.milestone', 'commitment_id',
			'indicadores', 'follow.indicator', 'commitment_id',
			'actividades', 'plan.activity', 'commitment_id'$q$),
		('plan.milestone', $q$'actividades', 'plan.activity', 'milestone_id',
			'indicadores', 'follow.indicator', 'milestone_id'$q$),
		('follow.indicator', $q$'resultados', 'follow.result', 'indicator_id'$q$),
		('core.period', $q$'resultados', 'follow.result', 'period_id'$q$)) as v (tab, children)
	loop
		execute format('create trigger t60_no_orphans after update of deleted_at on %s
			for each row when (old.deleted_at is null and new.deleted_at is not null)
			execute function core.no_orphans(%s)', r.tab, r.children);
	end loop;
	create trigger t60_version after update of state on plan.action_plan
		for each row when (old.state is distinct from new.state
			and new.state in ('submitted', 'amended'))
		execute function plan.action_plan_keep_version();
end
$$;

reset role;
