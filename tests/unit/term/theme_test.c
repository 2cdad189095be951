/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of each theme can be read on its ground: contrast as WCAG 2.1
 * works it out (1.4.3, 1.4.11), with the eight colours of xterm. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/theme.h"
#include "term/looks.h"

/* xterm's, as XTerm-col.ad has them: black to white. */
static const unsigned rgb[8] = { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00,
	0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5 };

static double
linear(unsigned part)
{
	double v = part / 255.0;

	return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
luminance(unsigned color)
{
	return 0.2126 * linear(color >> 16 & 0xff) +
	       0.7152 * linear(color >> 8 & 0xff) +
	       0.0722 * linear(color & 0xff);
}

static double
contrast(unsigned a, unsigned b)
{
	double la = luminance(a), lb = luminance(b);
	double high = la > lb ? la : lb, low = la > lb ? lb : la;

	return (high + 0.05) / (low + 0.05);
}

/* The least of a theme's coloured styles, where the terminal's own colours are
 * those. */
static double
least(enum theme theme, unsigned ink, unsigned ground)
{
	double found = 21;

	for (enum draw_style style = 0; style < DRAW_STYLES; style++) {
		const struct look *look = look_of(theme, style);
		double here;

		if (!look->colored)
			continue;
		here = contrast(look->ink == OWN ? ink : rgb[look->ink],
			look->ground == OWN ? ground : rgb[look->ground]);
		found = here < found ? here : found;
	}
	return found;
}

static void
test_contrast(void **state)
{
	const struct theme_look *own = look_theme(THEME_CONTRAST);

	(void)state;
	assert_true(contrast(0, 0xffffff) > 20.9);
	/* signs: 3 */
	assert_true(least(THEME_NORMAL, 0xffffff, 0x000000) >= 3);
	assert_true(least(THEME_CLEAR, 0x000000, 0xffffff) >= 3);
	/* the normal one is what cannot be read on a light ground */
	assert_true(least(THEME_NORMAL, 0x000000, 0xffffff) < 3);
	/* text, whatever the terminal's own colours are: 7 */
	assert_true(least(THEME_CONTRAST, 0x808080, 0x808080) >= 7);
	assert_true(contrast(rgb[own->ink], rgb[own->ground]) >= 7);
}

/* With colours or without, a refusal and the cursor look like nothing else. */
static void
test_told_apart(void **state)
{
	static const enum draw_style loud[] = { DRAW_CURSOR, DRAW_ERROR,
		DRAW_GONE };

	(void)state;
	for (int theme = 0; theme < THEMES; theme++)
		for (size_t i = 0; i < sizeof loud / sizeof *loud; i++) {
			const struct look *a = look_of(theme, loud[i]);
			const struct look *b = look_of(theme, DRAW_PLAIN);

			assert_true(a->attribute != b->attribute ||
				    a->colored != b->colored);
		}
	for (enum draw_style style = 0; style < DRAW_STYLES; style++)
		assert_false(look_of(THEME_MONO, style)->colored);
}

static void
test_names(void **state)
{
	char names[64];

	(void)state;
	assert_int_equal(theme_named("claro"), THEME_CLEAR);
	assert_int_equal(theme_named("Clear"), THEME_CLEAR);
	assert_int_equal(theme_named("CONTRASTE"), THEME_CONTRAST);
	assert_int_equal(theme_named("rosa"), THEMES);
	assert_int_equal(theme_named(""), THEMES);
	theme_names(names, sizeof names);
	assert_string_equal(names, "normal, claro, mono, contraste");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_told_apart),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
