/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing into a field. */
#include "sample.h"

#include "base/str.h"
#include "form/edit.h"

static struct box line_box[] = { { 0, 0, 10 } };
static struct box memo_box[] = { { 0, 0, 10 }, { 1, 0, 12 }, { 2, 0, 10 } };
static struct column short_column = {
	.name = "x", SAMPLE_TEXT, .length = 5, SAMPLE_TABLE
};

static const struct field line_field = {
	.name = "x", .n_boxes = 1, .boxes = line_box
};
static const struct field memo_field = {
	.name = "x", .n_boxes = 3, .boxes = memo_box
};
static const struct field short_field = { .name = "x",
	.n_boxes = 1,
	.boxes = line_box,
	.column = &short_column,
	.upper = true };

/* What box i shows. */
static const char *
box(const struct edit *e, size_t i)
{
	static char out[64];
	size_t start;
	size_t n;

	edit_box(e, i, &start, &n);
	assert_true(start + n <= strlen(edit_text(e)));
	assert_true(n < sizeof out);
	memcpy(out, edit_text(e) + start, n);
	out[n] = '\0';
	return out;
}

static void
at(const struct edit *e, size_t box_expected, int cell_expected)
{
	size_t i;
	int cell;

	edit_cursor(e, &i, &cell);
	assert_int_equal(i, box_expected);
	assert_int_equal(cell, cell_expected);
}

static enum edit_result
type(struct edit *e, const char *text)
{
	enum edit_result last = EDIT_NOTHING;

	for (; *text != '\0'; text++)
		last = edit_key(e, *text);
	return last;
}

static void
test_line(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "hola");
	at(&e, 0, 4);
	assert_false(e.touched);
	assert_int_equal(edit_key(&e, 0xf1), EDIT_APPENDED); /* ñ */
	assert_true(e.touched);
	assert_string_equal(edit_text(&e), "holañ");
	at(&e, 0, 5);
	assert_int_equal(edit_key(&e, K_HOME), EDIT_MOVED);
	assert_int_equal(edit_key(&e, K_HOME), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, 'x'), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "xholañ");
	assert_int_equal(edit_key(&e, K_END), EDIT_MOVED);
	assert_int_equal(edit_key(&e, K_BACKSPACE), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "xhola");
	assert_int_equal(edit_key(&e, K_LEFT), EDIT_MOVED);
	assert_int_equal(edit_key(&e, K_DELETE), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "xhol");
	assert_int_equal(edit_key(&e, K_DELETE), EDIT_NOTHING);
	/* what is not for editing goes on */
	assert_int_equal(edit_key(&e, K_UP), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, K_TAB), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, K_ENTER), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, K_ALT(K_ENTER)), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, K_F2), EDIT_NOTHING);
	edit_end(&e);
}

static void
test_line_scrolls(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "");
	assert_int_equal(type(&e, "0123456789"), EDIT_APPENDED);
	at(&e, 0, 10);
	assert_int_equal(edit_key(&e, 'a'), EDIT_CHANGED);
	assert_string_equal(box(&e, 0), "456789a");
	at(&e, 0, 7);
	assert_int_equal(edit_key(&e, 'b'), EDIT_APPENDED);
	assert_int_equal(edit_key(&e, K_HOME), EDIT_CHANGED);
	assert_string_equal(box(&e, 0), "0123456789");
	at(&e, 0, 0);
	assert_string_equal(edit_text(&e), "0123456789ab");
	edit_end(&e);
	/* a long text is entered at its beginning: nothing moves */
	edit_begin(&e, &line_field, "0123456789ab");
	at(&e, 0, 0);
	assert_string_equal(box(&e, 0), "0123456789");
	edit_end(&e);
}

static void
test_limit_and_case(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &short_field, "ñu");
	type(&e, "abc");
	assert_string_equal(edit_text(&e), "ñuABC");
	assert_int_equal(edit_key(&e, 'd'), EDIT_FULL);
	assert_string_equal(edit_text(&e), "ñuABC");
	/* what is pasted is kept whole: leaving the field says so */
	assert_int_equal(edit_insert(&e, "defg", 4), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "ñuABCDEFG");
	edit_end(&e);
	edit_begin_find(&e, &short_field, "");
	type(&e, ">= largo");
	assert_string_equal(edit_text(&e), ">= largo");
	edit_end(&e);
}

static void
test_wrapped(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &memo_field, "");
	assert_int_equal(type(&e, "uno dos"), EDIT_APPENDED);
	/* the third word does not fit: it moves down whole */
	assert_int_equal(type(&e, " tre"), EDIT_CHANGED);
	assert_string_equal(box(&e, 0), "uno dos");
	assert_string_equal(box(&e, 1), "tre");
	at(&e, 1, 3);
	assert_int_equal(edit_key(&e, 's'), EDIT_APPENDED);
	assert_int_equal(edit_key(&e, K_ALT(K_ENTER)), EDIT_CHANGED);
	at(&e, 2, 0);
	type(&e, "cuatro");
	assert_string_equal(box(&e, 2), "cuatro");
	assert_string_equal(edit_text(&e), "uno dos tres\ncuatro");
	/* a fourth row scrolls the first away, nothing is lost */
	assert_int_equal(type(&e, " cinco"), EDIT_APPENDED);
	assert_string_equal(box(&e, 0), "tres");
	assert_string_equal(box(&e, 1), "cuatro");
	assert_string_equal(box(&e, 2), "cinco");
	at(&e, 2, 5);
	assert_int_equal(edit_key(&e, K_UP), EDIT_MOVED);
	at(&e, 1, 5);
	assert_int_equal(edit_key(&e, K_UP), EDIT_MOVED);
	at(&e, 0, 4);
	assert_int_equal(edit_key(&e, K_UP), EDIT_CHANGED);
	assert_string_equal(box(&e, 0), "uno dos");
	at(&e, 0, 4);
	assert_int_equal(edit_key(&e, K_UP), EDIT_NOTHING);
	assert_int_equal(edit_key(&e, K_HOME), EDIT_MOVED);
	at(&e, 0, 0);
	assert_int_equal(edit_key(&e, K_END), EDIT_MOVED);
	at(&e, 0, 7);
	edit_end(&e);
}

/* A word longer than the room is broken, blanks at a break are kept. */
static void
test_hard_cases(void **state)
{
	static const struct {
		const char *text;
		const char *rows[4];
	} cases[] = {
		{ "", { "", NULL } },
		{ "0123456789abc", { "0123456789", "abc", NULL } },
		{ "0123456789", { "0123456789", NULL } },
		{ "01234 6789 bc", { "01234 6789", "bc", NULL } },
		{ "01234     x", { "01234    ", "x", NULL } },
		{ "a\n\nb", { "a", "", "b", NULL } },
		{ "a\n", { "a", "", NULL } },
		{ "ñandú ñandú", { "ñandú", "ñandú", NULL } },
		{ "日本語日本語", { "日本語日本", "語", NULL } },
		{ "e\xcc\x81"
		  "123456789",
			{ "e\xcc\x81"
			  "123456789",
				NULL } },
	};
	static const char *const empty = "";

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct edit e;
		bool over = false;

		edit_begin(&e, &memo_field, cases[i].text);
		for (size_t row = 0; row < 3; row++) {
			size_t start;
			size_t n;

			over = over || !cases[i].rows[row];
			assert_string_equal(box(&e, row),
				over ? empty : cases[i].rows[row]);
			/* shown only, it is broken the same way */
			wrap_box(cases[i].text, 3, memo_box, row, &start, &n);
			assert_int_equal(n, strlen(box(&e, row)));
		}
		assert_string_equal(edit_text(&e), cases[i].text);
		edit_end(&e);
	}
}

static void
test_combining(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "e");
	assert_int_equal(edit_key(&e, 0x301), EDIT_CHANGED);
	at(&e, 0, 1);
	assert_int_equal(edit_key(&e, K_LEFT), EDIT_MOVED);
	at(&e, 0, 0);
	assert_int_equal(edit_key(&e, K_RIGHT), EDIT_MOVED);
	assert_int_equal(edit_key(&e, K_BACKSPACE), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "");
	edit_end(&e);
}

static void
test_accent_and_undo(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "ano");
	assert_int_equal(edit_key(&e, K_LEFT), EDIT_MOVED);
	assert_int_equal(edit_accent(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "año");
	edit_key(&e, K_HOME);
	assert_int_equal(edit_accent(&e), EDIT_NOTHING);
	assert_int_equal(edit_undo(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "ano");
	/* once more brings it back */
	assert_int_equal(edit_undo(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "año");
	edit_set(&e, "otro");
	assert_string_equal(edit_text(&e), "otro");
	at(&e, 0, 4);
	edit_end(&e);
}

static void
test_emptied(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "uno");
	edit_key(&e, 'x');
	assert_int_equal(edit_empty(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "");
	at(&e, 0, 0);
	assert_int_equal(edit_empty(&e), EDIT_NOTHING);
	/* what was typed comes back, not only what was there on entering */
	assert_int_equal(edit_undo(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "unox");
	assert_int_equal(edit_undo(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "");
	edit_undo(&e);
	/* what is typed then is undone to what there was on entering */
	edit_key(&e, 'y');
	edit_undo(&e);
	assert_string_equal(edit_text(&e), "uno");
	edit_undo(&e);
	assert_string_equal(edit_text(&e), "unoxy");
	/* after emptying, too, what is typed and what was there change places */
	edit_empty(&e);
	edit_key(&e, 'z');
	edit_undo(&e);
	assert_string_equal(edit_text(&e), "unoxy");
	edit_undo(&e);
	assert_string_equal(edit_text(&e), "z");
	edit_end(&e);
}

static void
test_words(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "");
	edit_insert(&e, "a\xc3\xb1o 3-b ", strlen("a\xc3\xb1o 3-b "));
	assert_int_equal(e.cursor, 9);
	assert_int_equal(edit_key(&e, K_WORD_LEFT), EDIT_MOVED);
	assert_int_equal(e.cursor, 7);
	edit_key(&e, K_WORD_LEFT);
	assert_int_equal(e.cursor, 5);
	edit_key(&e, K_WORD_LEFT);
	assert_int_equal(e.cursor, 0);
	assert_int_equal(edit_key(&e, K_WORD_LEFT), EDIT_NOTHING);
	edit_key(&e, K_WORD_RIGHT);
	assert_int_equal(e.cursor, 4);
	edit_key(&e, K_WORD_RIGHT);
	assert_int_equal(e.cursor, 6);
	assert_int_equal(edit_delete_word(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "a\xc3\xb1o -b ");
	assert_int_equal(edit_delete_word(&e), EDIT_CHANGED);
	assert_string_equal(edit_text(&e), "-b ");
	assert_int_equal(edit_delete_word(&e), EDIT_NOTHING);
	edit_undo(&e);
	assert_string_equal(edit_text(&e), "a\xc3\xb1o -b ");
	edit_key(&e, K_END);
	edit_key(&e, K_WORD_RIGHT);
	assert_int_equal(edit_key(&e, K_WORD_RIGHT), EDIT_NOTHING);
	edit_end(&e);
}

static void
test_pasted(void **state)
{
	struct edit e;

	(void)state;
	edit_begin(&e, &line_field, "");
	edit_insert(&e, "a\tb\r\nc\x1b[2J\0", 10);
	assert_string_equal(edit_text(&e), "a b c\xef\xbf\xbd[2J");
	edit_end(&e);
	edit_begin(&e, &memo_field, "");
	edit_insert(&e, "a\r\nb\rc\n", 7);
	assert_string_equal(edit_text(&e), "a\nb\nc\n");
	edit_end(&e);
}

/* Random keys: the cursor stays in the boxes, every byte is kept. */
static void
test_random(void **state)
{
	static const key_code keys[] = { 'a', ' ', 0xf1, 0x65e5, 0x301, K_LEFT,
		K_RIGHT, K_UP, K_DOWN, K_HOME, K_END, K_BACKSPACE, K_DELETE,
		K_ALT(K_ENTER), 'b', 'c', ' ' };
	const struct field *fields[] = { &line_field, &memo_field };
	unsigned seed = 1;

	(void)state;
	for (size_t f = 0; f < 2; f++) {
		struct edit e;

		edit_begin(&e, fields[f], "");
		for (int i = 0; i < 20000; i++) {
			size_t where;
			int cell;
			size_t key;

			seed = seed * 1103515245u + 12345u;
			key = (seed >> 16) % (sizeof keys / sizeof keys[0]);
			edit_key(&e, keys[key]);
			edit_cursor(&e, &where, &cell);
			assert_true(where < fields[f]->n_boxes);
			assert_in_range(cell, 0, fields[f]->boxes[where].width);
			assert_true(e.cursor <= strlen(edit_text(&e)));
			for (size_t b = 0; b < fields[f]->n_boxes; b++)
				box(&e, b);
			if (strlen(edit_text(&e)) > 300)
				edit_set(&e, "");
		}
		edit_end(&e);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_line_scrolls),
		cmocka_unit_test(test_limit_and_case),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_hard_cases),
		cmocka_unit_test(test_combining),
		cmocka_unit_test(test_accent_and_undo),
		cmocka_unit_test(test_emptied),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_pasted),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
