/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_RECORD_H
#define HITO_FORM_RECORD_H

/*
 * One record of a register while a person works on it: each value as it is
 * now and as it was read. Values are canonical text as the database takes it
 * (dates ISO, numbers plain, booleans t/f, choices their code), NULL = none.
 * A partial date's value is its text; its reading stands beside. Memory is the
 * record's own arena.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "form/form.h"

struct value {
	const char *now;
	const char *was;
	struct partial_date partial; /* FIELD_PARTIAL, of now; text "" = none */
	bool partial_was_doubtful;
	bool meant; /* though far from what it is expected to be near */
	bool bad;   /* what was typed cannot be read: now holds it as typed */
	char problem[160]; /* the sentence for it; without bad, a warning */
};

struct line_row {
	const char *id; /* NULL: new */
	const char *version;
	bool dropped;
	struct value *values; /* one per field of the lines */
};

struct record_lines {
	size_t n;
	size_t cap;
	struct line_row *rows;
};

enum {
	RECORD_DRAFT = 37, /* bytes of a UUID as text */
};

struct record {
	const struct form *form;
	struct arena *arena;
	const char *id;	     /* NULL: new */
	const char *version; /* row_version as read */
	bool deleted;
	char draft[RECORD_DRAFT]; /* what is typed stands in a journal under
				   * that number; "" it does not */
	struct value *values;	    /* one per form->fields */
	struct record_lines *lines; /* one per form->lines */
};

/* A new, empty record with defaults; from (may be NULL) gives the fields
 * marked keep. */
struct record *record_new(
	const struct form *form, const struct record *from, struct date today);
void record_free(struct record *record);
/* A copy with an arena of its own. new_one: without id and without what makes
 * each record another one, as Duplicar wants. */
struct record *record_copy(const struct record *record, bool new_one);

/* Sets what was read from the server: now = was = text. */
void record_load(struct record *record, int field, const char *text);
/* The five columns of a partial date. */
void record_load_partial(struct record *record, int field, const char *text,
	const char *from, const char *to, const char *precision, bool doubtful);

/* The same for a value of a line. */
struct partial_columns {
	const char *text;
	const char *from;
	const char *to;
	const char *precision;
	bool doubtful;
};
void value_load_partial(struct arena *arena, struct value *value,
	const struct partial_columns *columns);

/* Takes what a person typed (or a cell holds) into a value: reads it after
 * the field's kind, canonical form into now. On failure now keeps the typed
 * text, bad is set and err says why (ERR_INPUT, field = name). "" = NULL.
 * Required is not checked here. */
bool
value_type(struct arena *arena, const struct field *field, const char *typed,
	struct date today, struct value *value, struct err *err);
/* The same of what a person types, who can put right what a file cannot: a
 * date that is not in the calendar, or ends before it begins, is bad unless
 * she wrote ? behind it, and a code has no blanks and is no longer than its
 * field says. */
bool
value_typed(struct arena *arena, const struct field *field, const char *typed,
	struct date today, struct value *value, struct err *err);
bool record_type(struct record *record, int field, const char *typed,
	struct date today, struct err *err);
/* As the screen shows it: choices by label, dates 15/08/2019, numbers
 * grouped. Room of n bytes. */
void value_show(const struct field *field, const struct value *value, char *out,
	size_t room);
/* The same in arena; "" for NULL. */
const char *value_text(struct arena *arena, const struct field *field,
	const struct value *value);
/* As the person would type it to get the same value. */
void value_edit(const struct field *field, const struct value *value, char *out,
	size_t room);

bool value_is_changed(const struct value *value);
/* A new row that nobody typed into is not changed: it is left out of a
 * save. */
bool line_row_is_changed(const struct lines *lines, const struct line_row *row);
/* Any value or line changed, added or dropped. */
bool record_is_changed(const struct record *record);

/* Why it is only read, whoever reads it, as its form says: "no se cambia;
 * ..."; NULL: it may be changed. As it was read. */
const char *record_fixed(const struct record *record);
/* The same as a sentence of err (ERR_RULE); true: it may be changed. */
bool record_may_change(const struct record *record, struct err *err);

/* Whether a number is so far from another that one of them may be mistyped:
 * so many times as much, a hundredth. Nothing below 100 is far
 * too much, nothing is far from nothing or from 0. */
bool number_is_far(const char *now, const char *other, double times);
/* The next field, from the one of that index on, whose new number is far from
 * the column it is expected to be near, or where that has none from what it
 * was, or from past (NULL none), and was not said to be meant; *other is that
 * number. -1: none. */
int record_far(const struct record *record, int from, const char *past,
	const char **other);

/* Adds an empty line; index of it. */
size_t record_add_line(struct record *record, size_t lines);

/* All that can be checked without the server: bad values, required ones,
 * ranges, pictures. False with err at the first bad field (for a field of
 * lines *row is its row and *lines the list's index, else -1). */
bool record_check(
	const struct record *record, int *lines, int *row, struct err *err);

#endif
