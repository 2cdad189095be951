/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_STEP_H
#define HITO_BASE_STEP_H

/*
 * How far something long has come, told to whoever waits for it, who may stop
 * it. The screen's looks at the keyboard, the batch's draws progress and sees
 * the signal; writers and readers of many rows only say where they are. A
 * NULL step is nobody: it never stops.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct step {
	/* Asked often, cheap to answer; false: stop. */
	bool (*go_on)(struct step *self);
	const char *what; /* "Componiendo pdf"; NULL none */
	size_t part,
		parts;	  /* which of several, from 1; parts 0: the only one */
	const char *unit; /* N_: what is counted, "página" */
	size_t done, total; /* total 0: not known */
	unsigned from, to;  /* percent of this part that counting fills */
	bool stopped;	    /* once and for all */
};

/* What is counted from here on, and how many there are. */
void step_begin(struct step *step, const char *unit, size_t total);
/* What is counted fills this much of the part, not all of it: there are
 * several things to count. After step_begin. */
void step_range(struct step *step, unsigned from, unsigned to);
/* One more; false: stop. */
bool step_next(struct step *step);
/* Nothing new to count; false: stop. */
bool step_look(struct step *step);
/* So many now. */
bool step_at(struct step *step, size_t done);
bool step_stopped(const struct step *step);
/* ERR_CANCEL when it was stopped: false. */
bool step_check(const struct step *step, struct err *err);
/* "Componiendo pdf (3 de 7): página 12 de 30", in the person's language. */
void step_text(const struct step *step, char *out, size_t room);
/* Of everything, 0 to 100. */
unsigned step_percent(const struct step *step);

#endif
