/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as their column was decided, and what a file may not say; no server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "import/reading.h"

static const struct date today = { 2019, 5, 14 };
static const struct reading point = { .style = NUMBER_POINT };
static const struct reading comma = { .style = NUMBER_COMMA };
static const struct reading month = { .month_first = true };

static void
test_values(void **state)
{
	static const struct {
		enum field_kind kind;
		const struct reading *reading;
		const char *text;
		const char *now;  /* NULL: refused .. */
		const char *said; /* .. with these words */
	} cases[] = {
		{ FIELD_NUMBER, &point, "1,234", "1234", NULL },
		{ FIELD_NUMBER, &comma, "1,234", "1.234", NULL },
		{ FIELD_NUMBER, &comma, "1.234", "1234", NULL },
		{ FIELD_PERCENT, &comma, "50,4 %", "50.4", NULL },
		{ FIELD_NUMBER, &comma, "0.8", NULL, "no se puede leer" },
		{ FIELD_DATE, &month, "01/02/2019", "2019-01-02", NULL },
		{ FIELD_DATE, &point, "01/02/2019", "2019-02-01", NULL },
		{ FIELD_TIMESTAMP, &month, "12/31/2019 10:30",
			"2019-12-31 10:30", NULL },
		{ FIELD_DATE, &point, "43466", NULL, "el 01/01/2019" },
		{ FIELD_DATE, &point, "19", NULL, "no en un archivo" },
		{ FIELD_DATE, &point, "5/3", NULL, "le falta el año" },
		{ FIELD_DATE, &point, "00/00/0000", NULL, "no es una fecha" },
		{ FIELD_UBIGEO, &point, "10101", NULL, "¿«010101»?" },
		{ FIELD_UBIGEO, &point, "010101", "010101", NULL },
		{ FIELD_DNI, &point, "1234567", NULL, "¿«01234567»?" },
		{ FIELD_DNI, &point, "01234567", "01234567", NULL },
		{ FIELD_RUC, &point, "2.05483E+10", NULL,
			"¿«20548300000»? Sus últimas cifras" },
		{ FIELD_RUC, &point, "2.0548312345E+10", NULL,
			"¿«20548312345»? Dé formato" },
		{ FIELD_RUC, &point, "2,05483E+10", NULL, "¿«20548300000»?" },
		{ FIELD_TEXT, &point, "1E5", "1E5", NULL },
		{ FIELD_TEXT, &point, "1E+5", NULL, "¿«100000»?" },
		{ FIELD_TEXT, &point, "#N/A", NULL, "error de una fórmula" },
		{ FIELD_TEXT, &point, "=A1+1", NULL, "es una fórmula" },
		{ FIELD_TEXT, &point, "= 5 obras", "= 5 obras", NULL },
		{ FIELD_TEXT, &point, "# 5", "# 5", NULL },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct field field = {
			.name = "x", .kind = cases[i].kind, .n_boxes = 1
		};
		struct value value = { 0 };
		struct err err = { 0 };
		bool ok = reading_value(arena, &field, cases[i].reading,
			cases[i].text, false, today, &value, &err);

		if (ok != (cases[i].now != NULL))
			fail_msg("%s: %s", cases[i].text, err.text);
		if (ok)
			assert_string_equal(value.now, cases[i].now);
		else if (!strstr(err.text, cases[i].said))
			fail_msg("%s: %s", cases[i].text, err.text);
	}
	arena_free(arena);
}

/* A text of several lines keeps its blanks; an apostrophe makes a text. */
static void
test_tidy(void **state)
{
	struct arena *arena = arena_new();
	struct field name = { .kind = FIELD_TEXT, .n_boxes = 1 };
	struct field memo = { .kind = FIELD_TEXT, .n_boxes = 3, .wrap = true };
	bool quoted;

	(void)state;
	assert_string_equal(reading_tidy(arena, &name, "a  b", &quoted), "a b");
	assert_false(quoted);
	assert_string_equal(
		reading_tidy(arena, &memo, "a  b", &quoted), "a  b");
	assert_string_equal(
		reading_tidy(arena, &memo, "se\xc2\xadñal", &quoted), "señal");
	assert_string_equal(
		reading_tidy(arena, &name, "'=1+1", &quoted), "=1+1");
	assert_true(quoted);
	assert_string_equal(
		reading_tidy(arena, &name, "'tis", &quoted), "'tis");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_tidy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
