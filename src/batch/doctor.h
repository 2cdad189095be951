/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_DOCTOR_H
#define HITO_BATCH_DOCTOR_H

/* hito doctor: what is well and what is not, on the person's side and on the
 * server's, each with a sentence and what to do. */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "batch/batch.h"

struct desk;
struct session;

enum health {
	HEALTH_GOOD,
	HEALTH_WARNING,
	HEALTH_BAD,
	HEALTH_UNSEEN, /* it could not be looked at here */
	HEALTHS
};

struct checkup {
	struct batch *batch;
	struct arena *arena;
	bool json;
	const char *side; /* "person", "server" */
	size_t n[HEALTHS];
	bool unreached; /* a server was meant and did not answer */
};

/* One finding: name is what programs know it by, title what people do; remedy
 * NULL: there is nothing to do. */
void checkup_say(struct checkup *c, const char *name, const char *title,
	enum health health, const char *remedy, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
/* Room on the disk of that folder: a warning below enough MiB, bad below a
 * tenth of it. */
void checkup_disk(struct checkup *c, const char *name, const char *title,
	const char *path, unsigned enough);

void checkup_person(struct checkup *c);
void checkup_server(struct checkup *c);
/* Of a server that answers: the line to it, and how it is set up. */
void checkup_line(struct checkup *c, struct session *s);
void checkup_settings(struct checkup *c, struct session *s, bool is_private);

#endif
