/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_SAMPLE_H
#define HITO_TESTS_SAMPLE_H

/* The milestone form of hito-form(5), and the columns that a catalogue would
 * have for it. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/date.h"
#include "form/form.h"

#include "sample_text.h"

#define SAMPLE_TABLE .in_table = true, .in_view = true
#define SAMPLE_VIEW .in_view = true
#define SAMPLE_TEXT .sql_type = "text", .type = COLUMN_TEXT
#define SAMPLE_INT .sql_type = "integer", .type = COLUMN_INTEGER
#define SAMPLE_BIGINT .sql_type = "bigint", .type = COLUMN_INTEGER
#define SAMPLE_DATE .sql_type = "date", .type = COLUMN_DATE
#define SAMPLE_BOOL .sql_type = "boolean", .type = COLUMN_BOOLEAN
#define SAMPLE_NUMERIC .sql_type = "numeric", .type = COLUMN_NUMERIC
#define SAMPLE_PARTIAL(x)                                              \
	{ .name = x, SAMPLE_TEXT, SAMPLE_TABLE },                      \
		{ .name = x "_from", SAMPLE_DATE, SAMPLE_TABLE },      \
		{ .name = x "_to", SAMPLE_DATE, SAMPLE_TABLE },        \
		{ .name = x "_precision", SAMPLE_TEXT, SAMPLE_TABLE }, \
	{                                                              \
		.name = x "_doubtful", SAMPLE_BOOL, SAMPLE_TABLE       \
	}

static struct column sample_own[] = {
	{ .name = "id", SAMPLE_BIGINT, SAMPLE_TABLE },
	{ .name = "row_version", SAMPLE_INT, SAMPLE_TABLE },
	{ .name = "office_id", SAMPLE_BIGINT, SAMPLE_TABLE, .required = true },
	{ .name = "deleted_at",
		.sql_type = "timestamp with time zone",
		.type = COLUMN_TIMESTAMP,
		SAMPLE_TABLE },
	{ .name = "commitment_id",
		SAMPLE_BIGINT,
		SAMPLE_TABLE,
		.required = true },
	{ .name = "position", SAMPLE_INT, SAMPLE_TABLE },
	{ .name = "number_text",
		.sql_type = "character varying",
		.type = COLUMN_TEXT,
		.length = 10,
		SAMPLE_TABLE },
	{ .name = "text", SAMPLE_TEXT, SAMPLE_TABLE, .required = true },
	{ .name = "text_folded", SAMPLE_TEXT, SAMPLE_TABLE },
	{ .name = "origin", SAMPLE_TEXT, SAMPLE_TABLE },
	{ .name = "permanent", SAMPLE_BOOL, SAMPLE_TABLE },
	{ .name = "state", SAMPLE_TEXT, SAMPLE_TABLE },
	SAMPLE_PARTIAL("starts"),
	SAMPLE_PARTIAL("ends"),
	{ .name = "plan_code", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "commitment_no", SAMPLE_INT, SAMPLE_VIEW },
	{ .name = "commitment_title", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "office_code", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "office_name", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "progress", SAMPLE_NUMERIC, SAMPLE_VIEW },
	{ .name = "progress_kind", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "doubtful", SAMPLE_BOOL, SAMPLE_VIEW },
	{ .name = "overdue", SAMPLE_BOOL, SAMPLE_VIEW },
	{ .name = "reschedulable", SAMPLE_BOOL, SAMPLE_VIEW },
	{ .name = "mine", SAMPLE_BOOL, SAMPLE_VIEW },
};

static struct column sample_goal[] = {
	{ .name = "id", SAMPLE_BIGINT, SAMPLE_TABLE },
	{ .name = "row_version", SAMPLE_INT, SAMPLE_TABLE },
	{ .name = "deleted_at",
		.sql_type = "timestamp with time zone",
		.type = COLUMN_TIMESTAMP,
		SAMPLE_TABLE },
	{ .name = "milestone_id",
		SAMPLE_BIGINT,
		SAMPLE_TABLE,
		.required = true },
	{ .name = "text", SAMPLE_TEXT, SAMPLE_TABLE, .required = true },
	{ .name = "quantity",
		.sql_type = "numeric",
		.type = COLUMN_NUMERIC,
		.precision = 12,
		.scale = 2,
		SAMPLE_TABLE },
	SAMPLE_PARTIAL("due"),
};

static struct column sample_plan_pick[] = {
	{ .name = "id", SAMPLE_BIGINT, SAMPLE_VIEW },
	{ .name = "plan_code", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "plan_title", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "search_folded", SAMPLE_TEXT, SAMPLE_VIEW },
};

static struct column sample_commitment_pick[] = {
	{ .name = "id", SAMPLE_BIGINT, SAMPLE_VIEW },
	{ .name = "plan_code", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "commitment_no", SAMPLE_INT, SAMPLE_VIEW },
	{ .name = "commitment_title", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "search_folded", SAMPLE_TEXT, SAMPLE_VIEW },
};

static struct column sample_office_pick[] = {
	{ .name = "id", SAMPLE_BIGINT, SAMPLE_VIEW },
	{ .name = "office_code", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "office_name", SAMPLE_TEXT, SAMPLE_VIEW },
	{ .name = "search_folded", SAMPLE_TEXT, SAMPLE_VIEW },
};

#define SAMPLE_COLUMNS(v)                 \
	{                                 \
		sizeof v / sizeof v[0], v \
	}

__attribute__((unused)) static const struct date sample_today = { 2019, 8, 15 };

/* Parsed and bound; fails the test when it is not. */
__attribute__((unused)) static struct form *
sample_form(struct arena *arena)
{
	static const struct columns own = SAMPLE_COLUMNS(sample_own);
	static const struct columns goal = SAMPLE_COLUMNS(sample_goal);
	static const struct columns plan = SAMPLE_COLUMNS(sample_plan_pick);
	static const struct columns commitment =
		SAMPLE_COLUMNS(sample_commitment_pick);
	static const struct columns office = SAMPLE_COLUMNS(sample_office_pick);
	struct err err = { 0 };
	struct form *form = form_parse(arena, "milestone.form", sample_text,
		strlen(sample_text), &err);

	if (!form)
		fail_msg("%s", err.text);
	form_bind_lookup(form, "plan.action_plan_pick", &plan);
	form_bind_lookup(form, "plan.commitment_pick", &commitment);
	form_bind_lookup(form, "core.office_pick", &office);
	if (!form_bind(form, &own, &goal, &err))
		fail_msg("%s", err.text);
	return form;
}

#endif
