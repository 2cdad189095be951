/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_ERR_H
#define HITO_BASE_ERR_H

/*
 * One error, as a person meets it: a kind (because she acts differently on
 * each), the field it belongs to, a whole sentence in her language, a hint
 * what to do, and the technical detail that is shown on one key and logged.
 * A function that may fail returns bool and takes struct err * last:
 * true = done, false = err filled.
 */

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_INPUT,    /* what was typed or given; the cursor goes to field */
	ERR_RULE,     /* the server refused by a rule of the registers */
	ERR_CONFLICT, /* somebody else changed it meanwhile */
	ERR_RIGHTS,   /* this person may not */
	ERR_LINK,     /* the connection; what was typed is kept */
	ERR_FILE,     /* a file or the system around it */
	ERR_USAGE,    /* the command line */
	ERR_CANCEL,   /* the person cancelled */
	ERR_BUG,      /* ours */
};

struct err {
	enum err_kind kind;
	char field[64];
	char text[768];
	char detail[1024];
	char hint[256];
};

/* Fill and return false, so that a caller can `return err_set(...)`.
 * field may be NULL. err may be NULL: then nothing is kept. */
bool err_set(struct err *err, enum err_kind kind, const char *field,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Adds the technical words; returns false. */
bool err_detail(struct err *err, const char *text);
/* Adds what to do; returns false. */
bool err_hint(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void err_clear(struct err *err);

/* Exit codes of the command line: 0 done, 1 usage or own failure,
 * 2 connection, 3 refused by the server, 130 interrupted. */
int err_exit_code(const struct err *err);
/* As a program reads it: "rule". */
const char *err_kind_name(const struct err *err);
/* Text, hint and, when wanted, detail on standard error, cleaned. */
void err_print(const struct err *err, bool with_detail);

/* Gives the terminal back (if a hook is set), says it, ends the program. */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* What die() calls first; NULL takes it away. */
void die_hook(void (*give_back)(void));

#endif
