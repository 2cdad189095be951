/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_JSON_TEXT_H
#define HITO_IMPORT_JSON_TEXT_H

/*
 * The words of a JSON text (RFC 8259), one after the other and byte by byte:
 * whoever reads it knows which may come next. All of them ERR_FILE with the
 * line, where it is not that.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "import/bytes.h"

struct json_text {
	struct bytes *in;
	size_t line;	   /* of the next byte */
	const char *piece; /* what waits to be used .. */
	size_t n, at;	   /* .. and how much of it was */
};

/* At the first byte of a pass; a byte order mark is passed over. */
void json_begin(struct json_text *text);
/* This one sign. */
bool json_sign(struct json_text *text, char sign, struct err *err);
/* Behind an opening bracket: does more come before the closing one? */
bool
json_ends(struct json_text *text, char closing, bool *more, struct err *err);
/* Behind a member: a comma, or the closing bracket. */
bool
json_more(struct json_text *text, char closing, bool *more, struct err *err);
/* The whole text ends here. */
bool json_nothing_more(struct json_text *text, struct err *err);
/* A string of at most so many bytes, added to out. */
bool json_string(
	struct json_text *text, size_t most, struct buf *out, struct err *err);
/* A value that a cell has, added to out, with its row_kind: null is nothing, a
 * list or an object is none. name is whose it is. */
bool json_value(struct json_text *text, const char *name, struct buf *out,
	unsigned char *kind, struct err *err);

#endif
