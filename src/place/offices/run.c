/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of the board of the offices do. */
#include "place/offices/offices.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/change.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/period.h"
#include "screen/stack.h"
#include "store/store.h"

/* ---- records behind the rows */

/* The period itself; NULL: said why. */
static struct record *
read_period(struct view *view)
{
	struct offices_place *p = offices_of(view);
	struct form *form = desk_form_in(view->desk, "offices", "period");
	struct record *record;
	struct err err = { 0 };

	if (!form || !screen_link(view->screen))
		return NULL;
	record = store_read_key(view->desk, form,
		arena_printf(p->view.data, "%s/%s", p->offices.plan,
			p->offices.period),
		&err);
	if (!record)
		screen_error(view->screen, &err);
	return record;
}

/* The submission of an office; drafts and what is not approved are read by
 * the office and the secretariat alone. */
static struct record *
read_submission(struct view *view, const struct office_row *row)
{
	struct form *form = desk_form_in(view->desk, "offices", "submission");
	struct record *record;
	struct err err = { 0 };

	if (!form || !screen_link(view->screen))
		return NULL;
	record = store_read(view->desk, form, row->submission, &err);
	if (!record && err.kind == ERR_INPUT)
		screen_say(view->screen,
			_("El envío de %s lo ven su oficina y la secretaría."),
			row->code);
	else if (!record)
		screen_error(view->screen, &err);
	return record;
}

static void
show(struct view *view, struct record *record)
{
	if (record)
		screen_open(view->screen, "form",
			&(struct place_args){
				.of = record->form->name, .record = record });
}

static void
set_field(struct record *record, const char *name, const char *value)
{
	int at = form_field(record->form, name);

	if (at >= 0 && value)
		record_load(record, at, value);
}

/* A new record of the plan and period shown. */
static struct record *
new_here(struct view *view, const struct form *form)
{
	const struct offices *o = &offices_of(view)->offices;
	struct record *record = record_new(form, NULL, view->desk->today);

	set_field(record, "plan_code", o->plan);
	set_field(record, "period_key", o->period);
	set_field(record, "period_title", o->period_title);
	return record;
}

static void
propose_action(struct view *view, const struct office_obstacle *missing)
{
	struct form *form = desk_form_in(view->desk, "offices", "action");
	struct record *record;

	if (!form || !change_may(view->screen, form, CMD_NEW))
		return;
	record = new_here(view, form);
	if (missing->key && *missing->key) {
		set_field(record, "commitment_no", missing->key);
		set_field(record, "commitment_title", missing->title);
	}
	show(view, record);
}

/* One that is not there yet is begun by whoever works in that office. */
static void
open_submission(struct view *view, const struct office_row *row)
{
	struct form *form = desk_form_in(view->desk, "offices", "submission");
	struct record *record;

	if (row->submission) {
		show(view, read_submission(view, row));
	} else if (!form || !str_eq(row->code, view->desk->office)) {
		screen_say(view->screen,
			_("%s todavía no tiene un envío de este periodo."),
			row->code);
	} else if (change_may(view->screen, form, CMD_NEW)) {
		record = new_here(view, form);
		set_field(record, "office_code", row->code);
		set_field(record, "office_name", row->name);
		show(view, record);
	}
}

static void
open_row(struct view *view)
{
	struct offices_place *p = offices_of(view);
	const struct office_row *row = office_here(p);
	const struct office_obstacle *missing = obstacle_here(p);

	if (row)
		screen_open(view->screen, "sheet",
			&(struct place_args){ .plan = p->offices.plan,
				.key = row->code,
				.period = p->offices.period });
	else if (!missing)
		show(view, read_period(view));
	else if (str_eq(missing->kind, "action"))
		propose_action(view, missing);
	else if (str_eq(missing->kind, "quarter"))
		screen_open(view->screen, "offices",
			&(struct place_args){ .plan = p->offices.plan,
				.period = missing->key });
}

static void
look(struct view *view)
{
	struct offices_place *p = offices_of(view);
	const struct office_row *row = office_here(p);
	const struct office_obstacle *missing = obstacle_here(p);
	const struct form *form = desk_form_in(view->desk, "offices", "action");

	if (row)
		open_submission(view, row);
	else if (!missing || !str_eq(missing->kind, "action") || !form)
		open_row(view);
	else
		screen_open(view->screen, "list",
			&(struct place_args){ .of = form->name,
				.where = arena_printf(view->data,
					"period_key=%s", p->offices.period) });
}

/* What can be done with a submission, with an office that has none, with the
 * period. */
static void
act(struct view *view, const char *argument)
{
	struct offices_place *p = offices_of(view);
	const struct office_row *row = office_here(p);
	struct record *record;
	bool done;

	if (!row && obstacle_here(p)) {
		open_row(view);
		return;
	}
	record = row && row->submission ? read_submission(view, row)
					: read_period(view);
	if (!record)
		return;
	done = row && !row->submission
		       ? change_action_given(
				 view->screen, record, "office_code", row->code)
		       : change_action(view->screen, record, argument, NULL);
	record_free(record);
	if (done)
		view_read(view);
}

/* ---- another period */

static void
change_period(struct view *view, const char *argument)
{
	struct offices_place *p = offices_of(view);

	period_change(view, argument, p->offices.period, &p->period);
}

/* It is open already: only another period is something new. */
static void
other_period(struct view *view, const char *argument)
{
	if (argument)
		change_period(view, argument);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ CMD_LOOK, .run = look },
	{ CMD_ACTION, .with = act },
	{ CMD_PERIOD, .with = change_period },
	{ CMD_COMPLETENESS, .with = other_period },
};

static const struct view_ops ops = {
	.where = IN_OFFICES,
	.read = offices_fill,
	.paint = offices_paint,
	.commands = { VIEW_COMMANDS(commands) },
};

/* plan and period NULL: the server's choice; what was typed is a period. */
static void
offices_open(struct screen *screen, const struct place_args *args)
{
	const struct desk *desk = screen_desk(screen);
	bool any = !args->plan && !args->period;
	struct offices_place *p;
	char key[PERIOD_KEY_ROOM];

	if (args->typed && !period_asked(screen, args->typed, NULL, key))
		return;
	p = view_new(screen, &ops, sizeof *p);
	p->plan = arena_strdup(p->view.arena, any ? desk->plan : args->plan);
	p->period = arena_strdup(p->view.arena, args->typed ? key
						: any	    ? desk->period
							    : args->period);
	screen_push(&p->view);
}

const struct place place_offices = { "offices", CMD_COMPLETENESS, "Seguimiento",
	N_("Envíos del trimestre"), .with = offices_open };
