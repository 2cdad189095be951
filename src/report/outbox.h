/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_OUTBOX_H
#define HITO_REPORT_OUTBOX_H

/*
 * What went by mail, on record before it goes: a letter that went is never
 * unknown here, and one request is one letter, however often a bad link makes
 * it be asked for.
 */

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/desk.h"

struct letter {
	const char *report_id;
	const char *format;
	const char *recipients; /* "a@b.pe, c@d.pe" */
	const char *copies;	/* NULL none */
	const char *subject;
	const char *message;
	const char *request; /* 36 characters, in the message too */
};

/* The id of its row. After a lost link the same request again, twice at most;
 * what was on record already stays the one. NULL with err. */
const char *outbox_put(struct desk *desk, struct arena *arena,
	const struct letter *letter, struct err *err);
/* What came of it; again after a lost link. */
bool outbox_close(struct desk *desk, const char *id, bool sent,
	const char *outcome, struct err *err);

/* The last letter like this one that went, or of which nobody knows whether
 * it went. */
struct letter_before {
	const char *id; /* NULL: there is none */
	const char *queued_at;
	const char *queued_by;
	bool sent;
};
bool outbox_before(struct desk *desk, struct arena *arena,
	const struct letter *letter, struct letter_before *out,
	struct err *err);

#endif
