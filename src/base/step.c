/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/step.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/i18n.h"

void
step_begin(struct step *step, const char *unit, size_t total)
{
	if (!step)
		return;
	step->unit = unit;
	step->done = 0;
	step->total = total;
	step_range(step, 0, 100);
}

void
step_range(struct step *step, unsigned from, unsigned to)
{
	if (!step)
		return;
	step->from = from;
	step->to = to;
}

bool
step_at(struct step *step, size_t done)
{
	if (!step)
		return true;
	step->done = done;
	if (!step->stopped && !step->go_on(step))
		step->stopped = true;
	return !step->stopped;
}

bool
step_next(struct step *step)
{
	return !step || step_at(step, step->done + 1);
}

bool
step_look(struct step *step)
{
	return !step || step_at(step, step->done);
}

bool
step_stopped(const struct step *step)
{
	return step && step->stopped;
}

bool
step_check(const struct step *step, struct err *err)
{
	return !step_stopped(step) ||
	       err_set(err, ERR_CANCEL, NULL, "%s", _("Cancelado."));
}

/* Where the next piece begins. */
static size_t
add(size_t room, size_t at, int n)
{
	return n < 0 || at + (size_t)n >= room ? room - 1 : at + (size_t)n;
}

static void
write_text(const struct step *step, char *out, size_t room)
{
	size_t at = 0;

	at = add(room, at,
		snprintf(out, room, "%s", step->what ? step->what : ""));
	if (step->parts > 0)
		at = add(room, at,
			snprintf(out + at, room - at, _(" (%zu de %zu)"),
				step->part, step->parts));
	if (!step->unit || step->done == 0)
		return;
	at = add(room, at,
		snprintf(out + at, room - at, ": %s %zu", _(step->unit),
			step->done));
	if (step->total >= step->done)
		snprintf(out + at, room - at, _(" de %zu"), step->total);
}

/* A writer that speaks Spanish may be in the middle of it. */
void
step_text(const struct step *step, char *out, size_t room)
{
	int source = i18n_is_source();

	i18n_source(false);
	write_text(step, out, room);
	i18n_source(source);
}

unsigned
step_percent(const struct step *step)
{
	size_t parts = step->parts > 0 ? step->parts : 1;
	size_t before = step->part > 0 ? step->part - 1 : 0;
	size_t here = step->total > 0 && step->done <= step->total
			      ? step->from + (step->to - step->from) *
						     step->done / step->total
			      : step->from;

	return (unsigned)((100 * before + here) / parts);
}
