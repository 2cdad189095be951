/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_ISSUE_H
#define HITO_REPORT_ISSUE_H

/*
 * Reports as they are issued: made of today's data, kept whole (data, rules,
 * the bytes of each format, their SHA-256), given back byte by byte, and
 * checked against what they were made of.
 */

#include "base/err.h"
#include "base/mem.h"
#include "report/layout.h"
#include "report/report.h"
#include "store/desk.h"

/* Told of each difference, a whole sentence. */
typedef void issue_say_fn(void *arg, const char *text);

struct issue_wish {
	const struct layout *layout;
	struct report_question question; /* plan and period filled in */
	const char *number;		 /* official one as typed; NULL none */
	size_t n_signers;
	const char **signers; /* "Name, Post" */
	const char *reason;   /* of a correction; NULL */
	bool preliminary;     /* although the period is open */
	struct step *step;    /* told how far it is, may stop it; NULL */
};

/* What the next version of a report will be. */
struct issue_next {
	const char *number; /* of the report */
	const char *version;
	bool closed; /* its period */
	const char *printed_on;
};

bool issue_next(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, struct issue_next *next,
	struct err *err);

/* One issued version. */
struct issued {
	const char *id;
	const char *number; /* of the report, in this database */
	const char *version;
	const char *plan;
	const char *period;
	const char *layout;
	const char *subject;
	const char *title;
	const char *official_number;
	const char *program;
	const char *sha256;
	bool preliminary;
};

/* One transaction under a request id, at the end: stopped before it nothing
 * was issued (ERR_CANCEL). A first version, or with a reason the next one.
 * *out is what stands now; *n_differences from the one before. */
bool report_issue(struct desk *desk, struct arena *arena,
	const struct issue_wish *wish, struct issued *out,
	size_t *n_differences, struct err *err);

/* "12/2 (INFORME 007-2019)": its numbers in this database, and the official
 * one where it has one. */
const char *issued_name(struct arena *arena, const struct issued *issued);
/* By "12", "12/2" or its official number; without a version the last one. */
bool issued_find(struct desk *desk, struct arena *arena, const char *name,
	struct issued *out, struct err *err);
/* The bytes as they were issued; refused when they are no longer those. */
bool issued_file(struct desk *desk, struct arena *arena,
	const struct issued *issued, const char *format, struct buf *out,
	const char **extension, struct err *err);
/* The formats it was issued in, in order. */
bool issued_formats(struct desk *desk, struct arena *arena,
	const struct issued *issued, const char ***formats, size_t *n,
	struct err *err);

struct verify_wish {
	const struct issued *issued;
	issue_say_fn *say; /* told each difference */
	void *arg;
	struct step *step; /* NULL nobody */
};
/* Digests, the stored data rendered anew, today's data. False when it could
 * not be checked, or was stopped. */
bool issued_verify(struct desk *desk, struct arena *arena,
	const struct verify_wish *wish, size_t *n_differences, struct err *err);

#endif
