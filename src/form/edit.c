/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/edit.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "form/text.h"

/* One row of wrapped text. Between start + n and next stand only the newline
 * or the blanks at which it was broken: they are kept and not shown. */
struct row {
	size_t start;
	size_t n;
	size_t next;
	bool last;
};

static void
row_at(const char *text, size_t len, size_t start, int width, struct row *row)
{
	const char *s = text + start;
	const char *newline = memchr(s, '\n', len - start);
	size_t line = newline ? (size_t)(newline - s) : len - start;
	size_t fit = utf8_fit(s, line, width);
	size_t at = fit;

	*row = (struct row){ .start = start,
		.n = line,
		.next = start + line + (newline ? 1 : 0),
		.last = !newline };
	if (fit == line)
		return;
	row->last = false;
	while (at > 0 && s[at] != ' ')
		at--;
	if (at == 0) { /* one long word: broken where the room ends */
		row->n = fit > 0 ? fit : utf8_next(s, line, 0);
		row->next = start + row->n;
		return;
	}
	row->n = at;
	while (at < line && s[at] == ' ')
		at++;
	row->next = start + at + (at == line && newline);
}

/* The room of all rows: that of the narrowest box, so that scrolling never
 * breaks a row elsewhere. */
static int
rows_width(size_t n_boxes, const struct box *boxes)
{
	int width = boxes[0].width;

	for (size_t i = 1; i < n_boxes; i++)
		if (boxes[i].width < width)
			width = boxes[i].width;
	return width;
}

static size_t
length(const struct edit *edit)
{
	return edit->text.len;
}

static bool
is_wrapped(const struct edit *edit)
{
	return edit->n_boxes > 1 || edit->multi;
}

/* The row that holds a byte offset; its index is returned. */
static size_t
row_of(const struct edit *edit, size_t offset, struct row *row)
{
	const char *text = edit_text(edit);
	int width = rows_width(edit->n_boxes, edit->boxes);
	size_t index = 0;

	row_at(text, length(edit), 0, width, row);
	while (!row->last && offset >= row->next) {
		row_at(text, length(edit), row->next, width, row);
		index++;
	}
	return index;
}

/* The row of that index; false when there are fewer. */
static bool
row_number(
	const char *text, size_t len, int width, size_t index, struct row *row)
{
	row_at(text, len, 0, width, row);
	for (; index > 0; index--) {
		if (row->last)
			return false;
		row_at(text, len, row->next, width, row);
	}
	return true;
}

static int
cells(const struct edit *edit, size_t from, size_t to)
{
	return utf8_width(edit_text(edit) + from, to - from);
}

/* Byte offset so many cells after from, at most up to `to`. */
static size_t
offset_at(const struct edit *edit, size_t from, size_t to, int wanted)
{
	return from + utf8_fit(edit_text(edit) + from, to - from, wanted);
}

static void
scroll_rows(struct edit *edit)
{
	struct row row;
	size_t index = row_of(edit, edit->cursor, &row);
	size_t last = row_of(edit, length(edit), &row);

	if (index < edit->top)
		edit->top = index;
	if (index >= edit->top + edit->n_boxes)
		edit->top = index + 1 - edit->n_boxes;
	if (last < edit->n_boxes)
		edit->top = 0;
	else if (edit->top + edit->n_boxes > last + 1)
		edit->top = last + 1 - edit->n_boxes;
}

/* Sideways by leaps, so that not every key paints the whole box. */
static void
scroll_line(struct edit *edit)
{
	int width = edit->boxes[0].width;
	int leap = width / 3;
	int before = cells(edit, 0, edit->cursor);

	if (cells(edit, 0, length(edit)) <= width) {
		edit->top = 0;
		return;
	}
	if (edit->top > length(edit))
		edit->top = length(edit);
	if (edit->cursor < edit->top)
		edit->top = offset_at(edit, 0, edit->cursor,
			before > leap ? before - leap : 0);
	else if (cells(edit, edit->top, edit->cursor) > width)
		edit->top = offset_at(
			edit, 0, edit->cursor, before - (width - leap));
}

static void
scroll(struct edit *edit)
{
	if (edit->n_boxes == 0)
		return;
	if (is_wrapped(edit))
		scroll_rows(edit);
	else
		scroll_line(edit);
}

static void
begin(struct edit *edit, const struct field *field, const char *text)
{
	size_t n = strlen(text ? text : "");

	memset(edit, 0, sizeof *edit);
	edit->n_boxes = field->n_boxes;
	edit->boxes = field->boxes;
	buf_add(&edit->text, text ? text : "", n);
	buf_add(&edit->entered, text ? text : "", n);
	buf_add(&edit->before, text ? text : "", n);
}

/* At the end when everything shows, else at the beginning: entering a field
 * never changes what is on the screen. */
static void
place_cursor(struct edit *edit)
{
	edit->cursor = length(edit);
	scroll(edit);
	if (edit->top == 0)
		return;
	edit->cursor = 0;
	edit->top = 0;
}

void
edit_begin(struct edit *edit, const struct field *field, const char *text)
{
	begin(edit, field, text);
	if (field->kind == FIELD_TEXT && field->n_choices == 0) {
		edit->multi = field->wrap || field->n_boxes > 1;
		edit->upper = field->upper;
		edit->limit = field->code > 0 ? field->code
			      : field->column ? field->column->length
					      : 0;
	}
	place_cursor(edit);
}

void
edit_begin_find(struct edit *edit, const struct field *field, const char *text)
{
	begin(edit, field, text);
	place_cursor(edit);
}

void
edit_fit(struct edit *edit, size_t n_boxes, const struct box *boxes)
{
	edit->n_boxes = n_boxes;
	edit->boxes = boxes;
	scroll(edit);
}

const char *
edit_text(const struct edit *edit)
{
	return buf_text(&edit->text);
}

static void
undo_brings(struct edit *edit, const struct buf *text)
{
	struct buf copy = { 0 };

	buf_add(&copy, buf_text(text), text->len);
	buf_free(&edit->before);
	edit->before = copy;
	edit->undone = false;
}

/* Replaces n bytes at the offset by others. What is typed once something was
 * undone begins anew. */
static void
splice(struct edit *edit, size_t at, size_t n, const char *s, size_t n_new)
{
	struct buf b = { 0 };
	const char *text = edit_text(edit);

	if (edit->undone)
		undo_brings(edit, &edit->entered);
	buf_add(&b, text, at);
	buf_add(&b, s, n_new);
	buf_add(&b, text + at + n, length(edit) - at - n);
	buf_free(&edit->text);
	edit->text = b;
	edit->touched = true;
}

/* Where the cursor's row begins, and what is scrolled away: if both stay and
 * the text grew at its end, echoing the character is enough. */
struct place {
	size_t top;
	size_t start;
	size_t index;
	bool at_end;
};

static struct place
place_now(const struct edit *edit)
{
	struct place place = { .top = edit->top,
		.at_end = edit->cursor == length(edit) };
	struct row row;

	if (edit->n_boxes > 0 && is_wrapped(edit)) {
		place.index = row_of(edit, edit->cursor, &row);
		place.start = row.start;
	}
	return place;
}

static enum edit_result
insert_clean(struct edit *edit, const char *s, size_t n)
{
	struct place was = place_now(edit);
	struct place now;
	uint32_t cp = 0;

	if (n == 0)
		return EDIT_NOTHING;
	utf8_decode(s, n, &cp);
	splice(edit, edit->cursor, 0, s, n);
	edit->cursor += n;
	scroll(edit);
	now = place_now(edit);
	if (was.at_end && utf8_width_of(cp) > 0 && utf8_next(s, n, 0) == n &&
		!memchr(s, '\n', n) && was.top == now.top &&
		was.index == now.index && was.start == now.start)
		return EDIT_APPENDED;
	return EDIT_CHANGED;
}

enum edit_result
edit_insert(struct edit *edit, const char *text, size_t n)
{
	struct buf given = { 0 };
	struct buf clean = { 0 };
	struct buf upper = { 0 };
	size_t base = edit->cursor > 0;
	enum edit_result result;

	/* a combining mark is one only after a letter: lend it one */
	buf_add(&given, "x", base);
	buf_add(&given, text, n);
	text_clean(&clean, buf_text(&given), given.len, edit->multi);
	if (edit->upper)
		text_upper(&upper, buf_text(&clean), clean.len);
	else
		buf_add(&upper, buf_text(&clean), clean.len);
	result = insert_clean(edit, buf_text(&upper) + base, upper.len - base);
	buf_free(&given);
	buf_free(&clean);
	buf_free(&upper);
	return result;
}

static enum edit_result
moved_to(struct edit *edit, size_t offset)
{
	size_t top = edit->top;

	if (offset == edit->cursor)
		return EDIT_NOTHING;
	edit->cursor = offset;
	scroll(edit);
	/* scrolled: other text stands in the boxes */
	return top == edit->top ? EDIT_MOVED : EDIT_CHANGED;
}

/* A row up or down, in the same cell; at the edge it is no key of ours. */
static enum edit_result
move_row(struct edit *edit, int by)
{
	struct row row;
	struct row to;
	size_t index;
	int cell;

	if (!is_wrapped(edit) || edit->n_boxes == 0)
		return EDIT_NOTHING;
	index = row_of(edit, edit->cursor, &row);
	cell = cells(edit, row.start, edit->cursor);
	if ((by < 0 && index == 0) ||
		!row_number(edit_text(edit), length(edit),
			rows_width(edit->n_boxes, edit->boxes),
			index + (size_t)by, &to))
		return EDIT_NOTHING;
	return moved_to(edit, offset_at(edit, to.start, to.start + to.n, cell));
}

static enum edit_result
move_up(struct edit *edit)
{
	return move_row(edit, -1);
}

static enum edit_result
move_down(struct edit *edit)
{
	return move_row(edit, 1);
}

static enum edit_result
move_left(struct edit *edit)
{
	return moved_to(edit, utf8_prev(edit_text(edit), edit->cursor));
}

static enum edit_result
move_right(struct edit *edit)
{
	return moved_to(
		edit, utf8_next(edit_text(edit), length(edit), edit->cursor));
}

static bool
is_word(const struct edit *edit, size_t at)
{
	unsigned char c = (unsigned char)edit_text(edit)[at];

	return c >= 0x80 || isalnum(c);
}

/* Where the word before the cursor begins. */
static size_t
word_start(const struct edit *edit)
{
	size_t at = edit->cursor, before = utf8_prev(edit_text(edit), at);
	bool inside = false;

	while (at > 0 && (!inside || is_word(edit, before))) {
		at = before;
		inside = is_word(edit, at);
		before = utf8_prev(edit_text(edit), at);
	}
	return at;
}

static enum edit_result
move_word_left(struct edit *edit)
{
	return moved_to(edit, word_start(edit));
}

static enum edit_result
move_word_right(struct edit *edit)
{
	size_t at = edit->cursor;
	bool inside = false;

	while (at < length(edit) && (!inside || is_word(edit, at))) {
		inside = is_word(edit, at);
		at = utf8_next(edit_text(edit), length(edit), at);
	}
	return moved_to(edit, at);
}

static enum edit_result
move_home(struct edit *edit)
{
	struct row row = { .start = 0 };

	if (is_wrapped(edit) && edit->n_boxes > 0)
		row_of(edit, edit->cursor, &row);
	return moved_to(edit, row.start);
}

static enum edit_result
move_end(struct edit *edit)
{
	struct row row = { .n = length(edit), .last = true };

	if (is_wrapped(edit) && edit->n_boxes > 0)
		row_of(edit, edit->cursor, &row);
	/* a word broken in two has no place after its first part */
	if (!row.last && row.start + row.n == row.next)
		return moved_to(edit, utf8_prev(edit_text(edit), row.next));
	return moved_to(edit, row.start + row.n);
}

static enum edit_result
delete_between(struct edit *edit, size_t from, size_t to)
{
	if (from == to)
		return EDIT_NOTHING;
	splice(edit, from, to - from, "", 0);
	edit->cursor = from;
	scroll(edit);
	return EDIT_CHANGED;
}

static enum edit_result
delete_before(struct edit *edit)
{
	return delete_between(
		edit, utf8_prev(edit_text(edit), edit->cursor), edit->cursor);
}

static enum edit_result
delete_at(struct edit *edit)
{
	return delete_between(edit, edit->cursor,
		utf8_next(edit_text(edit), length(edit), edit->cursor));
}

/* Enter leaves the field; with Esc before it, or as Ctrl-J, it types. */
static enum edit_result
new_line(struct edit *edit)
{
	return edit->multi ? insert_clean(edit, "\n", 1) : EDIT_NOTHING;
}

static const struct {
	key_code key;
	enum edit_result (*run)(struct edit *edit);
} keys[] = {
	{ K_LEFT, move_left },
	{ K_RIGHT, move_right },
	{ K_UP, move_up },
	{ K_DOWN, move_down },
	{ K_WORD_LEFT, move_word_left },
	{ K_WORD_RIGHT, move_word_right },
	{ K_HOME, move_home },
	{ K_END, move_end },
	{ K_BACKSPACE, delete_before },
	{ K_DELETE, delete_at },
	{ K_ALT(K_ENTER), new_line },
	{ K_CTRL('J'), new_line },
};

enum edit_result
edit_key(struct edit *edit, key_code key)
{
	char bytes[4];
	size_t n;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i].key == key)
			return keys[i].run(edit);
	if (!key_is_text(key))
		return EDIT_NOTHING;
	if (edit->limit > 0 &&
		text_characters(edit_text(edit)) >= (size_t)edit->limit)
		return EDIT_FULL;
	n = utf8_encode((uint32_t)key, bytes);
	return edit_insert(edit, bytes, n);
}

enum edit_result
edit_accent(struct edit *edit)
{
	size_t at = utf8_prev(edit_text(edit), edit->cursor);
	uint32_t cp;
	uint32_t other;
	char bytes[4];
	size_t n;

	if (at == edit->cursor)
		return EDIT_NOTHING;
	utf8_decode(edit_text(edit) + at, edit->cursor - at, &cp);
	other = utf8_accent(cp);
	if (other == cp)
		return EDIT_NOTHING;
	n = utf8_encode(other, bytes);
	splice(edit, at, edit->cursor - at, bytes, n);
	edit->cursor = at + n;
	scroll(edit);
	return EDIT_CHANGED;
}

enum edit_result
edit_empty(struct edit *edit)
{
	if (length(edit) == 0)
		return EDIT_NOTHING;
	edit_set(edit, "");
	return EDIT_CHANGED;
}

enum edit_result
edit_delete_word(struct edit *edit)
{
	size_t start = word_start(edit);

	if (start == edit->cursor)
		return EDIT_NOTHING;
	undo_brings(edit, &edit->text);
	return delete_between(edit, start, edit->cursor);
}

enum edit_result
edit_undo(struct edit *edit)
{
	struct buf now = edit->text;

	if (strcmp(edit_text(edit), buf_text(&edit->before)) == 0)
		return EDIT_NOTHING;
	edit->text = edit->before;
	edit->before = now;
	edit->undone = true;
	edit->cursor = length(edit);
	edit->top = 0;
	scroll(edit);
	return EDIT_CHANGED;
}

void
edit_set(struct edit *edit, const char *text)
{
	undo_brings(edit, &edit->text);
	splice(edit, 0, length(edit), text, strlen(text));
	edit->cursor = length(edit);
	edit->top = 0;
	scroll(edit);
}

void
edit_box(const struct edit *edit, size_t i, size_t *start, size_t *n)
{
	struct row row;

	*start = length(edit);
	*n = 0;
	if (i >= edit->n_boxes)
		return;
	if (!is_wrapped(edit)) {
		if (i > 0)
			return;
		*start = edit->top;
		*n = utf8_fit(edit_text(edit) + edit->top,
			length(edit) - edit->top, edit->boxes[0].width);
		return;
	}
	if (!row_number(edit_text(edit), length(edit),
		    rows_width(edit->n_boxes, edit->boxes), edit->top + i,
		    &row))
		return;
	*start = row.start;
	*n = row.n;
}

void
edit_cursor(const struct edit *edit, size_t *box, int *cell)
{
	struct row row;
	int width;
	size_t index;

	*box = 0;
	*cell = 0;
	if (edit->n_boxes == 0)
		return;
	width = edit->boxes[0].width;
	if (!is_wrapped(edit)) {
		*cell = cells(edit, edit->top, edit->cursor);
	} else {
		index = row_of(edit, edit->cursor, &row);
		*box = index - edit->top;
		width = edit->boxes[*box].width;
		*cell = cells(edit, row.start, edit->cursor);
	}
	/* after a full box it stands on the closing bracket */
	if (*cell > width)
		*cell = width;
}

void
edit_end(struct edit *edit)
{
	buf_free(&edit->text);
	buf_free(&edit->entered);
	buf_free(&edit->before);
	memset(edit, 0, sizeof *edit);
}

void
wrap_box(const char *text, size_t n_boxes, const struct box *boxes, size_t i,
	size_t *start, size_t *n)
{
	size_t len = strlen(text);
	struct row row;

	*start = len;
	*n = 0;
	if (i >= n_boxes)
		return;
	if (n_boxes == 1) {
		*start = 0;
		*n = utf8_fit(text, strcspn(text, "\n"), boxes[0].width);
		return;
	}
	if (!row_number(text, len, rows_width(n_boxes, boxes), i, &row))
		return;
	*start = row.start;
	*n = row.n;
}
