/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_ISSUE_INSIDE_H
#define HITO_REPORT_ISSUE_INSIDE_H

/* What issuing and looking at what was issued share; nobody else includes
 * it. */

#include "base/sha256.h"
#include "db/session.h"
#include "report/issue.h"
#include "report/writer.h"

#define ISSUE_PROGRAM "hito " HITO_VERSION

void issue_digest(const struct buf *bytes, char hex[SHA256_HEX]);
/* Writes one of all formats, saying which: "Componiendo pdf (6 de 7)". Among
 * what it was made with, report->contents is told this program. */
bool issue_compose(struct step *step, size_t part, const struct writer *writer,
	struct report *report, struct buf *out, struct err *err);
/* The part of the data that people and programs read. */
bool
issue_public(const struct report *report, struct buf *out, struct err *err);
/* The report that rows of follow.report_lines are; takes the rows. */
struct report *
issue_read_back(struct arena *arena, struct result *rows, struct err *err);

/* "select ... from follow.report r join ..." that issued_take reads. */
const char *issued_columns(void);
void issued_take(
	struct arena *arena, const struct result *result, struct issued *out);

#endif
