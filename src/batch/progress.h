/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_PROGRESS_H
#define HITO_BATCH_PROGRESS_H

/*
 * Something long in a batch: how far it is, on standard error (drawn over
 * itself on a terminal, a line per 10 % otherwise, nothing when quiet), and
 * an interrupt that stops it in order: what was begun is undone, exit code
 * 130. A second interrupt ends the program at once.
 */

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/step.h"
#include "base/wait.h"
#include "report/writer.h"
#include "store/desk.h"

struct batch_step {
	struct step step;
	struct wait wait;	 /* of the session meanwhile */
	struct session *session; /* NULL: none, or several */
	struct sigaction before;
	int64_t since;
	int64_t told;
	int64_t told_wait; /* that was told of, by its begin */
	unsigned tenth;
	bool quiet;
	bool terminal;
	bool drawn;
	bool cancelled; /* on the server, once */
};

/* A piece of a wait, short enough to look up from; true: *result is its end.
 * Tells, once, of a server that is to confirm a change and is not there. */
bool batch_wait_piece(
	const struct wait_for *on, int64_t *told, enum wait_result *result);

void batch_step_begin(struct batch_step *b, struct desk *desk, bool quiet);
/* The same of a session alone; NULL: who waits for one gives it b->wait. */
void batch_step_open(struct batch_step *b, struct session *session, bool quiet);
/* Writes with progress; what it is says the step. */
bool batch_step_write(struct batch_step *b, struct report *report,
	const struct writer *writer, struct buf *out, struct err *err);
/* The same with writer->save. */
bool batch_step_save(struct batch_step *b, struct report *report,
	const struct writer *writer, FILE *out, struct err *err);
/* Takes the drawn line away: something else is printed. */
void batch_step_clear(struct batch_step *b);
/* The end of it; interrupts are as before. */
void batch_step_end(struct batch_step *b);

#endif
