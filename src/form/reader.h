/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_READER_H
#define HITO_FORM_READER_H

/*
 * Words, strings, commas and equals signs of a form file, one ahead, with
 * their place, and the one way to complain about them. For form/parse,
 * form/attribute and form/drawing, and for report/layout, whose files are
 * written in the same way. A statement begins at the first word of a line and
 * goes on over following lines that are indented deeper or come after a comma.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/form.h"

enum { /* what a form file may hold at most; more is hostile */
	FORM_BYTES = 1 << 20,
	FORM_FIELDS = 512,
	FORM_PAGES = 64,
	FORM_LINES = 16,
	FORM_MENU_PLACES = 999,
	FORM_COLUMNS = 80, /* of the screen it is drawn for */
	FORM_ROWS = 20,
	FORM_ITEMS = 1024, /* of any other list */
	FORM_WORD = 128,   /* bytes of a word, of a string */
	FORM_STRING = 1000,
};

enum token_kind {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_STRING,
	TOKEN_COMMA,
	TOKEN_EQUALS,
};

struct token {
	enum token_kind kind;
	const char *text;
	int line;   /* 1-based */
	int column; /* characters, 1-based */
	bool first; /* on its line */
};

struct reader {
	struct arena *arena;
	const char *path;
	const char *text;
	size_t n;
	size_t at;	   /* next byte */
	size_t line_start; /* byte where the line of at begins */
	int line;
	struct token token; /* the one ahead */
	bool after_comma;
	int statement; /* column of the statement's first word */
	struct err *err;
};

/* A box as drawn, before its field is known. */
struct drawn_box {
	const char *tag;
	int page;
	struct box box;
	int line;
	int column;
};

struct drawing {
	struct arena *arena; /* it is needed until all is in its place */
	size_t n;
	struct drawn_box *boxes;
};

/* Complains at a place: "path:line:column: ...". Returns false. */
bool reader_fail(struct reader *r, int line, int column, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Before any token: UTF-8, no command to a terminal, not too large. */
bool reader_is_readable(struct reader *r);
/* Reads the next token into r->token; false with err on a bad one. */
bool reader_next(struct reader *r);
/* The token ahead begins a statement; continuation is counted from it. */
void reader_begin(struct reader *r);
/* Is the statement over? */
bool reader_is_done(const struct reader *r);
/* Complains that what was expected is not there; what: N_("..."). */
bool reader_expected(struct reader *r, const char *what);
bool reader_is_word(const struct reader *r, const char *word);
/* Takes the word if it is the one ahead; *taken tells. */
bool reader_accept(struct reader *r, const char *word, bool *taken);
/* The same of a comma. */
bool reader_comma(struct reader *r, bool *taken);
/* Takes the word or the equals sign, which must stand ahead. */
bool reader_must(struct reader *r, const char *word);
/* Is the token ahead of this statement, and of that kind? */
bool reader_sees(const struct reader *r, enum token_kind kind);
/* Each takes the token ahead if it is of the sort; what is for the complaint,
 * translated only then: N_("..."). */
bool reader_word(struct reader *r, const char *what, const char **out);
bool reader_string(struct reader *r, const char *what, const char **out);
bool reader_name(struct reader *r, const char *what, const char **out);
bool reader_relation(struct reader *r, const char *what, const char **out);
bool reader_number(struct reader *r, const char *what, int max, int *out);
/* NAME "Title"; what is the name's. */
bool reader_titled(struct reader *r, const char *what, const char **name,
	const char **title);
/* [STRING] */
bool reader_label(struct reader *r, const char **out);
/* [WORD NAME] */
bool reader_clause(
	struct reader *r, const char *word, const char *what, const char **out);
/* NAME, NAME, ... at most max. */
bool reader_names(struct reader *r, const char *what, size_t max, size_t *n,
	const char ***out);

/* Room for one more member behind n: the array, moved when it was full. */
void *reader_room(struct arena *arena, void *v, size_t n, size_t size);
/* The array with a copy of the item, of that size, behind its *n; counts it.
 * NULL: complained that there are FORM_ITEMS already. */
void *
reader_add(struct reader *r, void *v, size_t *n, const void *item, size_t size);
/* The same of an array that grows in another arena. */
void *reader_add_in(struct reader *r, struct arena *arena, void *v, size_t *n,
	const void *item, size_t size);

/* The attributes of one field, up to the statement's end (form/attribute). */
bool attributes_read(struct reader *r, struct field *field);
/* The drawing between { and }; the { is the token ahead (form/drawing). */
bool drawing_read(struct reader *r, struct page *page, int index,
	struct drawing *drawing);

/* A form being read. */
struct parser {
	struct reader reader;
	struct form *form;
	struct drawing drawing;
	struct lines *lines;   /* whose fields are read; NULL: the form's */
	size_t n_fields;       /* of the form and of all lines */
	struct arena *growing; /* fields, until all were read */
	bool head_only;	       /* nothing behind its first section is read */
};

/* After the last statement: everything in its place (form/assemble). */
bool form_assemble(struct parser *p);

#endif
