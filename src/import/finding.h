/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_FINDING_H
#define HITO_IMPORT_FINDING_H

/*
 * What is to be said of the lines of a file: errors keep a line out, doubtful
 * values and notices do not. Found by us while reading (syntax) and by the
 * server's check function (everything else).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

enum severity {
	FINDING_ERROR,
	FINDING_DOUBTFUL,
	FINDING_NOTICE,
};

struct finding {
	size_t line;	    /* of the file; 0: the whole file */
	const char *field;  /* column of the register; "" none */
	const char *column; /* heading as the file has it; "" none */
	const char *value;  /* as written; "" none */
	enum severity severity;
	const char *reason; /* a sentence */
};

struct findings {
	struct arena *arena;
	struct finding *v;
	size_t n;
	size_t cap;
	size_t n_errors; /* of the n */
	size_t untold;	 /* besides: what is no error and was too much */
};

/* More errors than this in one file: it is another file. As many of what is
 * no error are kept, the others counted. */
enum {
	FINDINGS_MAX = 10000
};

void findings_clear(struct findings *list);
/* Copies its texts. NULL texts become "". */
void findings_add(struct findings *list, const struct finding *finding);
/* "error", "doubtful", "notice", and back; an unknown word is an error. */
const char *severity_name(enum severity severity);
enum severity severity_read(const char *name);
/* Nothing is said of that line any more. */
void findings_drop(struct findings *list, size_t line);
/* By line, those of a line in the order found. */
void findings_sort(struct findings *list);
/* Is there an error of that line (and field, and column, unless NULL)? */
bool findings_has_error(const struct findings *list, size_t line,
	const char *field, const char *column);
/* Lines after the headings with an error: how many, and their numbers
 * ascending. */
size_t findings_bad_lines(const struct findings *list, size_t heading_line,
	struct arena *arena, size_t **lines);
/* Lines after the headings that come in and want a look: doubtful or noticed,
 * without error. */
size_t findings_review(const struct findings *list, size_t heading_line);

#endif
