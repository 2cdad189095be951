/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_MAIL_H
#define HITO_REPORT_MAIL_H

/*
 * A letter, alone or with one attachment, as mail programs take it (RFC 5322,
 * 2045, 2047), and handing it to the one of this machine. Lines end in LF: so wants
 * it sendmail(8), which makes CR LF of it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/err.h"
#include "base/mem.h"

struct mail {
	size_t n_to;
	const char **to; /* a@b.c */
	size_t n_cc;
	const char **cc;
	const char *subject;
	const char *body;      /* UTF-8 */
	const char *file_name; /* ASCII; NULL: no attachment */
	const char *type;      /* "application/pdf" */
	const char *bytes;
	size_t n_bytes;
	const char *id;	    /* unique: a UUID */
	const char *domain; /* of this machine's mail; NULL: the program gives
			     * the message its identity */
	time_t at;
	bool automatic; /* nobody wrote it: nobody's program answers it (RFC
			 * 3834) */
};

/* That of this machine, or the one that SENDMAIL names. */
const char *mail_program(void);

/* An address that can stand in a header and name nobody else: local@domain in
 * ASCII without blanks, quotes or comments. */
bool mail_is_address(const char *text);
/* False with ERR_INPUT when an address or the subject cannot be sent as it
 * is: a control character would begin another header. */
bool mail_write(const struct mail *mail, struct buf *out, struct err *err);
/* The name under which this machine sends mail, "region.gob.pe", as
 * mailname(5) or its own full name has it; NULL when it has none. */
const char *mail_domain(struct arena *arena);
/* By the extension of a writer; "application/octet-stream" otherwise. */
const char *mail_type(const char *extension);

/* Hands the message to the program, which is split at blanks and run without
 * a shell. What it says goes to said. False with ERR_FILE when it could not
 * be run or refused. */
bool mail_send(const char *program, const struct buf *message, struct buf *said,
	struct err *err);
/* What it said, as it may be shown and kept. */
const char *mail_said(struct arena *arena, const struct buf *said);

#endif
