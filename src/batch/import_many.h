/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_IMPORT_MANY_H
#define HITO_BATCH_IMPORT_MANY_H

/*
 * Several files of one register, a load each: one that fails does not keep the
 * others from loading. Then one table of all of them and, of a register that
 * offices fill in by periods, the offices that are still missing. Private to
 * hito import.
 */

#include "base/err.h"
#include "base/mem.h"
#include "batch/batch.h"
#include "import/job.h"
#include "store/desk.h"

/* What came of one. */
struct many_file {
	const char *path;
	const char *office; /* codes; NULL unknown */
	size_t rows;
	size_t errors;	     /* lines with one */
	const char *outcome; /* a few words */
	int code;	     /* as of a file alone */
};

struct many_missing {
	const char *plan;
	const char *period;
	const char *office;
	const char *name;
	const char *n_due;
	const char *n_left;
};

struct many {
	const struct batch *batch;
	bool json;
	bool dry_run;
	const struct form *form;
	/* Of all of them; NULL: those of the first template, else the desk's. */
	const char *plan;
	const char *period; /* key */
	size_t n;
	struct many_file *files;
	size_t n_missing;
	struct many_missing *missing;
	struct buf out; /* of the files, as JSON */
};

/* Loads one; false with err: it came to nothing. */
typedef bool
many_load(struct desk *desk, void *arg, size_t at, struct err *err);
/* All of them, one after the other, and what is said of all. False with err:
 * none after this one can be loaded. */
bool many_run(struct desk *desk, struct many *many, many_load *load, void *arg,
	struct err *err);
/* Of all of them together. */
int many_code(const struct many *many);

#endif
