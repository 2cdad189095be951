/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was set where, and where two editions of it say something else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "report/contents.h"

static void
put(struct contents *c, const char *place, const char *text)
{
	contents_put(c, place, text, strlen(text));
}

/* However a text is broken into lines, and whatever is set between. */
static void
a_place_is_a_line(void **state)
{
	struct contents c = { 0 };

	(void)state;
	put(&c, "1", " Informe  de\nseguimiento");
	put(&c, "1", " ");
	put(&c, "1", " Página\t1");
	put(&c, "11", "once");
	put(&c, "1", "uno");
	put(&c, "Hoja 1!B2", "");
	assert_string_equal(buf_text(&c.text),
		"1\tInforme de seguimiento Página 1\n11\tonce\n1\tuno\n"
		"Hoja 1!B2\t");
	contents_library(&c, "Lato \"Bold\"", "2.007");
	contents_library(&c, "cairo", "1.16.0");
	assert_string_equal(buf_text(&c.libraries),
		"\"Lato \\\"Bold\\\"\": \"2.007\", \"cairo\": \"1.16.0\"");
	contents_free(&c);
	contents_put(NULL, "1", "x", 1);
	contents_library(NULL, "x", "1");
}

static void
the_first_difference_is_told(void **state)
{
	static const struct {
		const char *was, *now;
		struct contents_difference d; /* place NULL: none */
	} cases[] = {
		{ "", "", { 0 } },
		{ "1\ta b\n2\tc", "1\ta b\n2\tc", { 0 } },
		{ "1\ta b\n2\tc", "1\ta b\n2\td", { "2", "c", "d" } },
		{ "1\tel mes pasado", "1\tel mesón de hoy",
			{ "1", "mes pasado", "mesón de hoy" } },
		{ "1\ta", "1\ta b", { "1", "a", "a b" } },
		{ "1\t", "1\ta", { "1", "", "a" } },
		{ "1\ta", "1\ta\n2\tb", { "2", "", "b" } },
		{ "1\ta\n2\tb", "1\ta", { "2", "b", "" } },
		{ "1\ta", "12\ta", { "1", "a", "" } },
		{ "H!B2\ta\nH!B3\tb", "H!B3\tb", { "H!B2", "a", "" } },
		{ "", "1\ta", { "1", "", "a" } },
		{ "1\t123456789 123456789 123456789 123456789 x", "1\t1",
			{ "1", "123456789 123456789 123456789 123456789 …",
				"1" } },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct contents_difference d = { 0 };
		bool any =
			contents_differ(arena, cases[i].was, cases[i].now, &d);

		assert_int_equal(any, cases[i].d.place != NULL);
		if (!any)
			continue;
		assert_string_equal(d.place, cases[i].d.place);
		assert_string_equal(d.was, cases[i].d.was);
		assert_string_equal(d.now, cases[i].d.now);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_is_a_line),
		cmocka_unit_test(the_first_difference_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
