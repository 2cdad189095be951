-- SPDX-License-Identifier: GPL-3.0-or-later
-- Functions that run as their owner, and who may call them.

grant execute on function follow.asked(text,text),
	follow.attainment(text,text),
	follow.figure(text,text,text),
	follow.working(text,text,text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.working_terms(text,text,text,text),
	follow.working_sum(text,text,text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.working_one(text,text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.figures_head(text,text),
	follow.figures_by(text,text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.board(text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.submission_unanswered(bigint,bigint),
	follow.unmet(bigint),
	follow.actions_missing(text,text),
	follow.period_obstacles(bigint),
	follow.sheet_cells(bigint,bigint),
	follow.completeness(text,text),
	follow.completeness_head(text,text),
	follow.closing_obstacles(text,text),
	follow.fulfilment(text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.sheet_hidden(bigint,bigint)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function core.start(text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_activities(text,text),
	follow.report_indicators(text,text),
	follow.report_commitments(text,text),
	follow.report_milestones(text,text),
	follow.report_offices(text,text),
	follow.report_head(text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_quarters(text,text),
	follow.report_year_commitments(text,text),
	follow.report_goals(text,text),
	follow.report_timeline(text,text),
	follow.report_actions(text,text),
	follow.report_needed(text,text),
	follow.report_completeness(text,text),
	follow.report_fulfilment(text,text),
	follow.report_observations(text,text),
	follow.report_unreported(text,text),
	follow.report_working(text,text),
	follow.report_scorecard(text,text),
	follow.report_figures(text,text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_self_head(text,text),
	follow.report_self_summary(text,text),
	follow.report_self_cards(text,text),
	follow.report_self_lines(text,text),
	follow.report_card_head(text,text,text),
	follow.report_card(text,text,text),
	follow.report_card_relevance(text,text,text),
	follow.report_card_milestones(text,text,text),
	follow.report_card_indicators(text,text,text),
	follow.report_card_goals(text,text,text),
	follow.report_card_actions(text,text,text),
	follow.report_card_activities(text,text,text),
	follow.report_card_quarters(text,text,text),
	follow.report_work_items(text,text),
	follow.report_work_head(text,text)
	to hito_reader, hito_clerk, hito_secretariat, hito_it;

grant execute on function follow.report_exact(text,text),
	follow.report_logo()
	to hito_reader, hito_clerk, hito_secretariat, hito_it;
