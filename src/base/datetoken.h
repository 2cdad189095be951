/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_DATETOKEN_H
#define HITO_BASE_DATETOKEN_H

/*
 * A published date cut into numbers, months and little words, in Spanish and
 * English mixed. Private to date, partial and period: it knows words, not
 * calendars.
 */

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
	TOKEN_NUMBER,
	TOKEN_MONTH,
	TOKEN_ROMAN,   /* i ii iii iv */
	TOKEN_QUARTER, /* the word: trimestre, trim, q, t */
	TOKEN_SEMESTER,
	TOKEN_SEPARATOR, /* / - . ' between the parts of one date */
	TOKEN_TO,	 /* al, a, hasta, to, a dash with blanks around */
	TOKEN_FROM,	 /* desde, from, since, a partir */
	TOKEN_OPEN,	 /* permanentemente, en adelante, onwards */
	TOKEN_WEEKDAY,
	TOKEN_NOISE, /* de, del, el, of, the, año, a comma */
	TOKEN_UNKNOWN,
	TOKEN_END,
};

struct token {
	enum token_kind kind;
	long value;   /* number, month 1..12, roman 1..4, weekday 0..6 */
	int digits;   /* of a number */
	bool ordinal; /* 1st, 09th, 1er, primer */
	char sign;    /* of a separator */
};

enum {
	TOKENS_MAX = 48
};

struct tokens {
	size_t n; /* without the TOKEN_END that always follows */
	struct token v[TOKENS_MAX + 1];
	bool cut; /* more text than TOKENS_MAX tokens */
};

void tokens_read(const char *text, struct tokens *out);
/* "ene" .. "dic". */
const char *month_short(int month);

#endif
