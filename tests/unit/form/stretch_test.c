/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms and lists on terminals larger than 80x24. */
#include "sample.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/utf8.h"
#include "form/edit.h"
#include "form/list_width.h"
#include "form/stretch.h"

enum {
	FRAME_ROWS = 4, /* of a terminal, beside the page */
	ROWS = 128,
	COLS = 256
};

static const struct size {
	int rows, cols;
} sizes[] = { { 24, 81 }, { 25, 80 }, { 30, 100 }, { 43, 132 }, { 60, 200 },
	{ 120, 250 } };

/* Which thing stands in each cell of a page. */
struct sheet {
	const struct form *form;
	int rows, cols;
	short cells[ROWS][COLS];
	short things;
};

static void
put(struct sheet *s, int row, int column, int width)
{
	s->things++;
	if (row < 0 || row >= s->rows || column < 0 || column + width > s->cols)
		fail_msg("%s: row %d, columns %d to %d of %dx%d", s->form->name,
			row, column, column + width, s->rows, s->cols);
	for (int x = column; x < column + width; x++) {
		if (s->cells[row][x])
			fail_msg("%s: two things at %d,%d of %dx%d",
				s->form->name, row, x, s->rows, s->cols);
		s->cells[row][x] = s->things;
	}
}

static void
put_boxes(struct sheet *s, const struct field *f, int rows)
{
	for (size_t b = 0; b < f->n_boxes; b++)
		for (int row = 0; row < rows; row++)
			put(s, f->boxes[b].row + row, f->boxes[b].column,
				f->boxes[b].width);
}

static void
put_page(struct sheet *s, int page)
{
	const struct form *form = s->form;

	for (size_t i = 0; i < form->pages[page].n_labels; i++) {
		const struct label *label = &form->pages[page].labels[i];

		put(s, label->row, label->column, utf8_cells(label->text));
	}
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].page == page)
			put_boxes(s, &form->fields[i], 1);
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; form->lines[l].page == page &&
				   i < form->lines[l].n_fields;
			i++)
			put_boxes(s, &form->lines[l].fields[i],
				form->lines[l].rows);
}

static void
check_pages(const struct form *form, int rows, int cols)
{
	static struct sheet sheet;

	for (int page = 0; page < (int)form->n_pages; page++) {
		memset(&sheet, 0, sizeof sheet);
		sheet.form = form;
		sheet.rows = rows;
		sheet.cols = cols;
		put_page(&sheet, page);
	}
}

/* Nothing is narrower, lower or on a page further on than it was. */
static void
check_growth(const struct form *was, const struct form *now)
{
	for (size_t i = 0; i < was->n_fields; i++) {
		const struct field *a = &was->fields[i], *b = &now->fields[i];

		assert_true(b->n_boxes >= a->n_boxes);
		assert_true(b->page <= a->page);
		for (size_t k = 0; k < a->n_boxes; k++)
			assert_true(b->boxes[k].width >= a->boxes[k].width);
		assert_string_equal(a->name, b->name);
	}
	for (size_t l = 0; l < was->n_lines; l++)
		assert_true(now->lines[l].rows >= was->lines[l].rows);
}

static void
check_list(const struct form *form, int cols)
{
	int room = cols - 2, sum = -1;

	for (size_t i = 0; i < form->n_list; i++) {
		int width = form_list_width(form, i, room);

		assert_true(width >= form_list_width(form, i, 78));
		sum += width + 1;
	}
	if (cols > 80 && sum != room)
		fail_msg("%s: the list fills %d of %d cells", form->name, sum,
			room);
}

/* Of a column that says one of a few words, each is shown whole. */
static void
check_words(const struct form *form, int cols)
{
	for (size_t i = 0; i < form->n_list; i++) {
		int at = form_field(form, form->list[i].name);
		int width = form_list_width(form, i, cols - 2);

		for (size_t k = 0; at >= 0 && k < form->fields[at].n_choices;
			k++) {
			const char *word = form->fields[at].choices[k].label;

			if (utf8_cells(word) > width)
				fail_msg("%s: the list cuts «%s» at %d",
					form->name, word, width);
		}
	}
}

typedef void form_fn(const struct form *form);

static void
each_form(form_fn *fn)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	char pattern[1024];
	glob_t found;

	snprintf(pattern, sizeof pattern, "%s/forms/*.form",
		getenv("HITO_HOME") ? getenv("HITO_HOME") : ".");
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc > 10);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct form *form = form_load(arena, found.gl_pathv[i], &err);

		if (!form)
			fail_msg("%s", err.text);
		fn(form);
	}
	globfree(&found);
	arena_free(arena);
}

static void
check_form(const struct form *form)
{
	struct arena *arena = arena_new();

	assert_ptr_equal(form_stretch(arena, form, 20, 80), form);
	assert_ptr_equal(form_stretch(arena, form, 1, 10), form);
	check_words(form, 80);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		int rows = sizes[i].rows - FRAME_ROWS;
		const struct form *now =
			form_stretch(arena, form, rows, sizes[i].cols);

		check_pages(now, rows, sizes[i].cols);
		check_growth(form, now);
		check_list(form, sizes[i].cols);
	}
	arena_free(arena);
}

/* Every form of the program, on terminals of many sizes. */
static void
test_all_forms(void **state)
{
	(void)state;
	each_form(check_form);
}

static const struct field *
field_named(const struct form *form, const char *name)
{
	return &form->fields[form_field(form, name)];
}

/* What reaches the border is wider, the rest is not; texts and lists share the
 * rows that are left. */
static void
test_room_is_used(void **state)
{
	struct arena *arena = arena_new();
	const struct form *form = sample_form(arena);
	const struct form *now = form_stretch(arena, form, 30, 132);
	const struct field *text = field_named(now, "text");

	(void)state;
	assert_int_equal(text->boxes[0].width,
		field_named(form, "text")->boxes[0].width + 52);
	assert_int_equal(field_named(now, "starts")->boxes[0].width,
		field_named(form, "starts")->boxes[0].width);
	assert_true(text->n_boxes > 5);
	assert_true(now->lines[0].rows > 5);
	/* the column of the goal's text is wider, the two behind it are
	 * further to the right, and so are their titles */
	assert_int_equal(now->lines[0].fields[0].boxes[0].width,
		form->lines[0].fields[0].boxes[0].width + 52);
	assert_int_equal(now->lines[0].fields[1].boxes[0].column,
		form->lines[0].fields[1].boxes[0].column + 52);
	for (size_t i = 0; i < now->pages[0].n_labels; i++)
		if (str_eq(now->pages[0].labels[i].text, "Vence"))
			assert_int_equal(now->pages[0].labels[i].column,
				form->pages[0].labels[i].column + 52);
	arena_free(arena);
}

/* A text being typed goes on in other boxes where it was. */
static void
test_typing_goes_on(void **state)
{
	struct box one[] = { { 0, 0, 10 }, { 1, 0, 10 } };
	struct box other[] = { { 0, 0, 40 }, { 1, 0, 40 }, { 2, 0, 40 } };
	struct field field = { .name = "x", .n_boxes = 2, .boxes = one };
	struct edit edit;
	size_t box;
	int cell;

	(void)state;
	edit_begin(&edit, &field, "");
	edit_insert(&edit, "uno dos tres cuatro cinco seis siete", 36);
	edit_cursor(&edit, &box, &cell);
	assert_int_equal(box, 1);
	edit_fit(&edit, 3, other);
	edit_cursor(&edit, &box, &cell);
	assert_int_equal(box, 0);
	assert_int_equal(cell, 36);
	edit_fit(&edit, 2, one);
	edit_cursor(&edit, &box, &cell);
	assert_int_equal(box, 1);
	assert_int_equal(cell, 5);
	assert_string_equal(
		edit_text(&edit), "uno dos tres cuatro cinco seis siete");
	edit_end(&edit);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_forms),
		cmocka_unit_test(test_room_is_used),
		cmocka_unit_test(test_typing_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
