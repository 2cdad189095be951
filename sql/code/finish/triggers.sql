-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which table has which trigger. Names tell the order in which they fire: t10
-- fills in, t20 takes the office of the parent, t30 judges, t90 keeps the row,
-- t50 and t60 follow after it.

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
		('plan.activity_result', 't30_rule before insert or update', 'plan.activity_result_goal()'),
		('plan.milestone_reschedule', 't30_rule before insert or update', 'plan.milestone_reschedule_fill()'),
		('plan.action_plan', 't30_rule before update', 'plan.action_plan_guard()'),
		('plan.action_plan_version', 't30_rule before update or delete', 'plan.version_fixed()'),
		('plan.milestone', 't31_dates before update', 'plan.milestone_dates_guard()'),
		('follow.indicator', 't30_rule before insert or update', 'follow.indicator_guard()'),
		('follow.target', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.result', 't31_rule before insert or update', 'follow.result_guard()'),
		('plan.work_item', 't10_fill before insert', 'plan.work_item_fill()'),
		('plan.goal', 't10_fill before insert', 'plan.goal_fill()'),
		('core.rule_set', 't30_rule before insert or update', 'core.rule_set_guard()'),
		('core.period', 't10_fill before insert', 'core.period_fill()'),
		('core.period', 't30_rule before insert or update', 'follow.period_guard()'),
		('follow.baseline_set', 't10_fill before insert', 'follow.baseline_fill()'),
		('core.period', 't31_year before insert or update', 'follow.year_guard()'),
		('core.period', 't55_hold after insert', 'follow.period_holds()'),
		('follow.baseline_set', 't30_rule before insert or update', 'follow.baseline_guard()'),
		('follow.baseline_set', 't31_draft before insert or update', 'follow.baseline_draft()'),
		('follow.indicator', 't31_frozen before insert or update', 'follow.indicator_frozen()'),
		('follow.indicator_level', 't31_frozen before insert or update', 'follow.level_frozen()'),
		('follow.target', 't31_frozen before insert or update', 'follow.target_frozen()'),
		('follow.target_change', 't30_plan before insert or update', 'follow.same_plan()'),
		('follow.target_change', 't31_rule before insert or update', 'follow.target_change_guard()'),
		('follow.target_change', 't60_apply after insert', 'follow.target_change_apply()'),
		('follow.submission', 't30_rule before insert or update', 'follow.submission_guard()'),
		('follow.corrective_action', 't10_fill before insert', 'follow.corrective_action_fill()'),
		('follow.corrective_action', 't30_rule before insert or update', 'follow.corrective_action_guard()'),
		('follow.action_period', 't30_rule before insert or update', 'follow.action_period_guard()'),
		('follow.self_assessment', 't10_fill before insert or update', 'follow.self_assessment_fill()'),
		('follow.self_assessment_line', 't10_fill before insert', 'follow.self_assessment_line_fill()'),
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
	for r in select tab, string_agg(format('%L, %L', parent, col), ', ') as parents from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('plan.goal', 'plan.work_item', 'work_item_id'),
		('plan.action_line', 'plan.objective', 'objective_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.target_change', 'follow.indicator', 'indicator_id'),
		('follow.baseline_item', 'follow.baseline_set', 'baseline_set_id'),
		('follow.action_period', 'follow.corrective_action', 'action_id'),
		('follow.self_assessment_line', 'follow.self_assessment', 'self_assessment_id'),
		('follow.result', 'follow.indicator', 'indicator_id')) as v (tab, parent, col)
		group by tab
	loop
		execute format('create trigger t20_line_office before insert or update on %s
			for each row execute function core.line_office(%s)', r.tab, r.parents);
	end loop;
	for r in select parent, string_agg(format('%L, %L', tab, col), ', ') as lines from (values
		('plan.commitment_unit', 'plan.commitment', 'commitment_id'),
		('plan.commitment_post', 'plan.commitment', 'commitment_id'),
		('plan.commitment_contact_private', 'plan.commitment', 'commitment_id'),
		('plan.commitment_relevance', 'plan.commitment', 'commitment_id'),
		('plan.milestone_reschedule', 'plan.milestone', 'milestone_id'),
		('plan.goal', 'plan.milestone', 'milestone_id'),
		('plan.activity_result', 'plan.activity', 'activity_id'),
		('plan.goal', 'plan.work_item', 'work_item_id'),
		('plan.action_line', 'plan.objective', 'objective_id'),
		('follow.indicator_level', 'follow.indicator', 'indicator_id'),
		('follow.target', 'follow.indicator', 'indicator_id'),
		('follow.target_change', 'follow.indicator', 'indicator_id'),
		('follow.baseline_item', 'follow.baseline_set', 'baseline_set_id'),
		('follow.action_period', 'follow.corrective_action', 'action_id'),
		('follow.self_assessment_line', 'follow.self_assessment', 'self_assessment_id'),
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
			'actividades', 'plan.activity', 'commitment_id',
			'indicadores en algún periodo', 'follow.period_item', 'commitment_id'$q$),
		('plan.milestone', $q$'actividades', 'plan.activity', 'milestone_id',
			'indicadores', 'follow.indicator', 'milestone_id'$q$),
		('plan.work_item', $q$'actividades realizadas', 'plan.activity', 'work_item_id'$q$),
		('follow.indicator', $q$'resultados', 'follow.result', 'indicator_id'$q$),
		('plan.objective', $q$'líneas de acción', 'plan.action_line', 'objective_id',
			'indicadores', 'follow.indicator', 'objective_id'$q$),
		('plan.action_line', $q$'indicadores', 'follow.indicator', 'action_line_id'$q$),
		('core.period', $q$'resultados', 'follow.result', 'period_id',
			'envíos', 'follow.submission', 'period_id',
			'acciones correctivas', 'follow.corrective_action', 'period_id'$q$)) as v (tab, children)
	loop
		execute format('create trigger t60_no_orphans after update of deleted_at on %s
			for each row when (old.deleted_at is null and new.deleted_at is not null)
			execute function core.no_orphans(%s)', r.tab, r.children);
	end loop;
	create trigger t60_version after update of state on plan.action_plan
		for each row when (old.state is distinct from new.state
			and new.state in ('submitted', 'amended'))
		execute function plan.action_plan_keep_version();
	create trigger t60_freeze after update of state on follow.baseline_set
		for each row when (old.state is distinct from new.state and new.state = 'frozen')
		execute function follow.baseline_freeze();
	create trigger t60_results after update of state on follow.submission
		for each row when (old.state is distinct from new.state)
		execute function follow.submission_results();
	create trigger t55_hold_again after update of state on core.period
		for each row when (old.state <> new.state) execute function follow.period_holds();
	create trigger t60_close after update of state on core.period
		for each row when (old.state = 'open' and new.state = 'closed')
		execute function follow.period_closable();
end
$$;
