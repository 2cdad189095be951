/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a record to the working of the figure it is about. */
#include "view/inside.h"

#include "base/i18n.h"
#include "base/str.h"

/* Which figure a register's records stand for. */
struct figure_source {
	const char *form;
	const char *part;
	const char *key;    /* column of the part's key, NULL: of the plan */
	const char *second; /* its second half, NULL none */
	const char *period; /* column, NULL: that of the board */
	bool is_number;	    /* the record is a number: looking means this */
};

static const struct figure_source sources[] = {
	{ "action_plan", "plan", NULL, NULL, NULL, false },
	{ "period", "plan", NULL, NULL, "period_key", false },
	{ "commitment", "commitment", "commitment_no", NULL, NULL, false },
	{ "milestone", "commitment", "commitment_no", NULL, NULL, false },
	{ "corrective_action", "commitment", "commitment_no", NULL,
		"period_key", false },
	{ "self_assessment", "commitment", "commitment_no", NULL, "year",
		false },
	{ "office", "office", "office_code", NULL, NULL, false },
	{ "submission", "office", "office_code", NULL, "period_key", false },
	{ "objective", "objective", "objective_code", NULL, NULL, false },
	{ "action_line", "action_line", "objective_code", "line_code", NULL,
		false },
	{ "indicator", "indicator", "indicator_code", NULL, NULL, false },
	{ "result", "indicator", "indicator_code", NULL, "period_key", true },
	{ "target", "indicator", "indicator_code", NULL, "period_key", true },
	{ "target_change", "indicator", "indicator_code", NULL, "period_key",
		false },
};

static const struct figure_source *
source_of(const struct form *form)
{
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
		if (str_eq(sources[i].form, form->name))
			return &sources[i];
	return NULL;
}

bool
figure_is_looked_at(const struct form *form)
{
	const struct figure_source *source = source_of(form);

	return source && source->is_number;
}

/* What stands in a column; NULL when it is blank or there is none. */
static const char *
text_of(figure_text_fn *text, const void *arg, const char *column)
{
	const char *value = column ? text(arg, column) : NULL;

	return value && !str_is_blank(value) ? value : NULL;
}

void
figure_open(struct screen *screen, const struct form *form,
	figure_text_fn *text, const void *arg)
{
	const struct figure_source *source = source_of(form);
	const struct desk *desk = screen->desk;
	const char *plan, *key, *second, *period;

	if (!source) {
		screen_say(screen, _("Este registro no tiene una cifra."));
		return;
	}
	plan = text_of(text, arg, "plan_code");
	key = text_of(text, arg, source->key);
	second = text_of(text, arg, source->second);
	period = text_of(text, arg, source->period);
	if (!plan)
		plan = desk_plan_shown(desk);
	if (!period && !source->period)
		period = desk_period_shown(desk);
	if (key && second)
		key = arena_printf(screen->arena, "%s/%s", key, second);
	/* An action or an indicator of the whole plan names no commitment. */
	screen_push(screen, working_view(screen->desk, plan,
				    key ? source->part : "plan", key, period));
}
