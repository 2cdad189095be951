/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_EDIT_H
#define HITO_FORM_EDIT_H

/*
 * Typing into a field: text, cursor, and which part of it shows in the
 * field's boxes. Wraps at words over several boxes, keeps hard newlines,
 * scrolls where the text is longer than its room, and never loses or cuts
 * what was typed. No curses here: the screen asks which bytes stand in which
 * box and where the cursor is.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"
#include "base/mem.h"
#include "form/form.h"

struct edit {
	struct buf text;
	struct buf entered; /* as on entering */
	struct buf before;  /* what undoing brings back: that, or what stood
			     * before much of it went at once */
	bool undone;	    /* text is what before was, and the other way */
	size_t cursor;	    /* byte offset */
	size_t top;	    /* first visible wrapped row, or byte offset */
	bool touched;	    /* something was typed since entering */
	bool multi;	    /* newlines allowed */
	bool upper;
	int limit; /* characters; 0 none */
	size_t n_boxes;
	const struct box *boxes;
};

enum edit_result {
	EDIT_NOTHING,  /* not a key of editing */
	EDIT_MOVED,    /* the cursor only */
	EDIT_CHANGED,  /* the text */
	EDIT_APPENDED, /* one character at the end, room left: echo is enough */
	EDIT_FULL,     /* refused: limit reached */
};

void edit_begin(struct edit *edit, const struct field *field, const char *text);
/* In the find form: any operators, no limit, one line. */
void
edit_begin_find(struct edit *edit, const struct field *field, const char *text);
/* In other boxes, of a screen that was made larger or smaller: the text and
 * the cursor in it stay. */
void edit_fit(struct edit *edit, size_t n_boxes, const struct box *boxes);
enum edit_result edit_key(struct edit *edit, key_code key);
enum edit_result edit_insert(struct edit *edit, const char *text, size_t n);
/* Ctrl-T: the accents of the character before the cursor. */
enum edit_result edit_accent(struct edit *edit);
/* What was undone comes back the second time. */
enum edit_result edit_undo(struct edit *edit);
/* The whole text, the word before the cursor: undone by itself. */
enum edit_result edit_empty(struct edit *edit);
enum edit_result edit_delete_word(struct edit *edit);
/* Another text in its place: undone by itself. */
void edit_set(struct edit *edit, const char *text);
/* The bytes that show in box i: start and length in edit->text. */
void edit_box(const struct edit *edit, size_t i, size_t *start, size_t *n);
/* Which box and which cell of it the cursor is on. */
void edit_cursor(const struct edit *edit, size_t *box, int *cell);
const char *edit_text(const struct edit *edit);
void edit_end(struct edit *edit);

/* The same wrapping for text that is only shown: bytes of box i. */
void wrap_box(const char *text, size_t n_boxes, const struct box *boxes,
	size_t i, size_t *start, size_t *n);

#endif
