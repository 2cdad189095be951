-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may call what.

grant execute on function core.fold(text), core.today(), core.moment(), core.my_office(text[]),
	core.at_root(text[]), core.my_kinds(), core.my_offices(), core.my_personal(text),
	core.acts_as(text), core.root_office(), core.expect_one(bigint), core.hello(),
	core.batch_open(text, text, text, text, bigint, text, text),
	core.batch_close(bigint, bigint, bigint, bigint, bigint),
	core.read_partial(text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.fold(text), core.today(), core.office_named(text) to hito_keeper;

grant execute on function audit.may_read(text, bigint), audit.history(text, bigint),
	audit.verify()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function audit.seal() to hito_secretariat, hito_it;

grant execute on function core.is_past(date, boolean, date),
	plan.milestone_overdue(text, date, boolean, boolean, date),
	follow.last_periods(bigint, text, date, int)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.expect_found(bigint, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.policy_rule(), core.policy_kind(), core.my_rights()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.read_number(text)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function core.office_codes() to hito_keeper;

grant execute on function core.kind_group(), core.user_check(text), core.user_known(text),
	core.user_verifier(text) to hito_keeper;

grant execute on function plan.state_of_plan(bigint, bigint),
	plan.milestone_moved(bigint), plan.milestone_start(bigint, int),
	plan.milestone_done(bigint, int, text), plan.milestone_drop(bigint, int, text),
	plan.milestone_reschedule(bigint, int, text, text, text, text),
	plan.reschedule_date(text, text, core.partial_date),
	plan.action_plan_submit(bigint, int, text), plan.action_plan_amend(bigint, int, text)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.board(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.submission_unanswered(bigint, bigint), follow.unmet(bigint),
	follow.actions_missing(text, text), follow.period_obstacles(bigint),
	follow.sheet_cells(bigint, bigint),
	follow.entry_sheet(text, text, text), follow.completeness(text, text),
	follow.completeness_head(text, text), follow.closing_obstacles(text, text),
	follow.fulfilment(text, text),
	follow.asked(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.figures_head(text, text),
	follow.figures_by(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.completion_read(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.percent_text(numeric, numeric[]),
	follow.quantity_text(numeric), follow.hundredth(numeric, numeric),
	follow.mean_of(numeric, numeric),
	follow.attainment(text, text), follow.figure(text, text, text),
	follow.working(text, text, text, text), follow.band_text(text),
	follow.gate_text(text, numeric), follow.state_text(text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.rule_set_used(bigint), follow.baseline_state(bigint),
	follow.thaw(bigint, text), follow.submission_step(text, text, bigint, boolean)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.result_step(text, text, bigint, boolean)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.sheet_asked(text, text, text), follow.submission_steps(text, text, bigint),
	follow.sheet_head(text, text, text), follow.sheet_hidden(bigint, bigint),
	follow.sheet_rows(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.sheet_step(text, text, text, int, text, text)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function core.start(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.step(regclass, bigint, int, text, text[], text[]),
	follow.submission_send(bigint, int), follow.submission_return(bigint, int, text),
	follow.submission_approve(bigint, int), follow.submission_open(text, text, text),
	follow.missing_declare(bigint, bigint, text), follow.submission_missing(bigint, int, text),
	follow.period_missing(bigint, int, text, text),
	follow.period_close(bigint, int), follow.period_reopen(bigint, int, text),
	follow.not_applicable(bigint, int, text, text), follow.baseline_approve(bigint, int, text),
	follow.corrective_action_agree(bigint, int, text), follow.corrective_action_start(bigint, int),
	follow.corrective_action_fulfil(bigint, int, text), follow.corrective_action_fail(bigint, int, text),
	follow.corrective_action_keep(bigint, int, text, text, text),
	follow.corrective_action_unkeep(bigint, int, text, text)
	to hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.working_terms(text, text, text, text),
	follow.working_sum(text, text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.working_one(text, text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_self_head(text, text),
	follow.report_self_summary(text, text),
	follow.report_self_cards(text, text),
	follow.report_self_lines(text, text),
	follow.report_card_head(text, text, text),
	follow.report_card(text, text, text),
	follow.report_card_relevance(text, text, text),
	follow.report_card_milestones(text, text, text),
	follow.report_card_indicators(text, text, text),
	follow.report_card_goals(text, text, text),
	follow.report_card_actions(text, text, text),
	follow.report_card_activities(text, text, text),
	follow.report_card_quarters(text, text, text),
	follow.report_work_items(text, text),
	follow.report_work_head(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_exact(text, text),
	follow.report_logo()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.json_name(jsonb), follow.json_leaves(jsonb, text),
	follow.json_difference(jsonb, jsonb), follow.report_hash(jsonb, jsonb, jsonb),
	follow.report_lines(jsonb), follow.report_periods(bigint, text),
	follow.report_closed(bigint, text), follow.report_next(text, text, text, text),
	follow.rules_of(date)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_issue(text, text, text, text, int, boolean, text, text, text,
	text, text, jsonb, jsonb) to hito_secretariat;

grant execute on function follow.report_head(text, text),
	follow.report_activities(text, text), follow.report_indicators(text, text),
	follow.report_commitments(text, text), follow.report_milestones(text, text),
	follow.report_offices(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_quarters(text, text),
	follow.report_year_commitments(text, text),
	follow.report_goals(text, text),
	follow.report_timeline(text, text),
	follow.report_actions(text, text),
	follow.report_needed(text, text),
	follow.report_completeness(text, text),
	follow.report_unreported(text, text),
	follow.report_observations(text, text),
	follow.report_working(text, text),
	follow.report_scorecard(text, text),
	follow.report_figures(text, text, text),
	follow.report_fulfilment(text, text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
