/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_JOB_INSIDE_H
#define HITO_IMPORT_JOB_INSIDE_H

/* What loading a file and looking at it share; nobody else includes it. */

#include "import/job.h"
#include "import/mapping.h"
#include "import/rejects.h"
#include "import/total.h"

enum {
	IMPORT_PROGRESS_ROWS = 1000, /* between two looks at who may stop it */
};

struct import {
	const struct import_options *o;
	struct arena *arena;
	struct sheet *sheet;
	struct rejects *rejects;
	struct desk *desk;
	struct step *step;
	const struct form *form;
	struct mapping *mapping;
	const struct mapfile *map; /* that is followed; NULL none */
	struct total *total;	   /* rows that add up others */
	const char *described;	/* the form, as the server's check reads it */
	struct findings ours;	/* of reading */
	struct findings theirs; /* errors of the rounds before the last */
	struct findings latest; /* of the last check */
	size_t staged;
	size_t n_numbers;
	size_t numbers_cap;
	struct line_number *numbers;
	struct import_result result;
};

/* Is it a register that is loaded from files? */
bool import_is_allowed(const struct form *form, struct err *err);
/* The headings, the mapping and how each column is read, by all rows; stands
 * before the first row then. Asks no more of the server than a mapping
 * that was kept. */
bool import_prepare(struct import *im, struct desk *desk,
	const struct form *form, struct step *step, struct err *err);

/* Its transaction with the table of staged rows, or its part of the caller's,
 * in which the next file must find nothing of this one. */
bool import_begin(struct import *im, struct err *err);
bool import_undo(struct import *im, struct err *err);
bool import_keep(struct import *im, struct err *err);

/* A row that is no data: said. */
bool import_leaves_out(struct import *im, const struct file_row *row);
/* Keeps with the load how its columns were read, what was said of its lines
 * and those that it left out; of a register with personal data no values. */
bool import_note(struct import *im, struct err *err);
/* What is known of the file, into the result, and which load took it in
 * before. */
bool import_describe_file(struct import *im, struct err *err);
/* Whoever stopped it wants to know what stays. Returns false. */
bool import_was_stopped(struct err *err);

/* The mapping that the office's last load of this register kept is followed;
 * there must be one (import/kept.c). */
bool kept_take(struct import *im, struct err *err);
/* Says that there is one which knows columns that are left out .. */
void kept_offer(struct import *im);
/* .. or headings, where none were known. */
void kept_hint(struct import *im, struct err *err);
/* Keeps the one that was followed with the batch that is open. */
bool kept_store(struct import *im, struct err *err);

#endif
