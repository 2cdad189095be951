/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of a theme on the screen: only the row of the cursor is marked,
 * and in a theme with a ground of its own nothing is left to the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <vterm.h>
#include <cmocka.h>

#include "drive.h"

enum {
	INDEXED = 8 /* colours of the terminal's own table */
};

/* What the cells of the board are like. */
struct seen {
	int reversed;
	int colored; /* letters or ground in one of the eight colours */
	int own;     /* letters or ground left to the terminal */
};

static bool
is_of_table(const VTermColor *c)
{
	return VTERM_COLOR_IS_INDEXED(c) && c->indexed.idx < INDEXED &&
	       !VTERM_COLOR_IS_DEFAULT_FG(c) && !VTERM_COLOR_IS_DEFAULT_BG(c);
}

static struct seen
look_at(const char *option, const char *const *env)
{
	struct drive_terminal terminal = {
		.term = "xterm-256color", .option = option, .env = env
	};
	struct drive d;
	struct seen seen = { 0 };

	(void)drive_start(&d, &terminal);
	for (int row = 0; row < pty_rows(d.pty); row++)
		for (int col = 0; col < pty_cols(d.pty); col++) {
			VTermPos at = { row, col };
			VTermScreenCell c;
			bool ink, ground;

			vterm_screen_get_cell(pty_screen(d.pty), at, &c);
			ink = is_of_table(&c.fg);
			ground = is_of_table(&c.bg);
			seen.reversed += c.attrs.reverse != 0;
			seen.colored += ink || ground;
			seen.own += !ink || !ground;
		}
	drive_stop(&d);
	return seen;
}

static void
test_normal(void **state)
{
	struct seen seen = look_at(NULL, NULL);

	(void)state;
	assert_int_equal(seen.reversed, 1);
	assert_in_range(seen.colored, 1, 200);
}

static void
test_contrast(void **state)
{
	struct seen seen = look_at("--theme=contraste", NULL);

	(void)state;
	assert_int_equal(seen.reversed, 0);
	assert_int_equal(seen.own, 0);
}

static void
test_mono(void **state)
{
	static const char *const no_color[] = { "NO_COLOR=1", NULL };

	(void)state;
	assert_int_equal(look_at("--mono", NULL).colored, 0);
	assert_int_equal(look_at("--tema=mono", NULL).colored, 0);
	assert_int_equal(look_at("--theme=contrast", no_color).colored, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_mono),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
