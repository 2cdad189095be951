/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding by form: what is typed, and the condition made of it. */
#include "sample.h"

#include "base/str.h"
#include "form/find.h"

#define FOLDED(a, b)                                         \
	"(\"text_folded\" ~>=~ core.fold($" a "::text) and " \
	"\"text_folded\" ~<~ (core.fold($" b "::text) || "
#define LAST_TO                                                      \
	"coalesce(\"ends_to\", case when \"ends_from\" is not null " \
	"then date 'infinity' end)"

static const struct {
	const char *column;
	const char *typed;
	const char *sql;    /* NULL: refused */
	const char *values; /* joined by commas, ^ for what is after all */
} cases[] = {
	{ "text", "difu", FOLDED("1", "2") "$3::text))", "difu,difu,^" },
	{ "text", "difu*", FOLDED("1", "2") "$3::text))", "difu,difu,^" },
	{ "text", "*100%*", "\"text_folded\" like core.fold($1::text)",
		"%100\\%%" },
	{ "text", "=Evaluación", "\"text\"::text = $1::text", "Evaluación" },
	{ "text", "=", "\"text\" is null", "" },
	{ "text", "!", "\"text\" is not null", "" },
	{ "text", "!*web*",
		"((\"text_folded\" like core.fold($1::text)) is "
		"not true)",
		"%web%" },
	{ "text", "*a*|*b*",
		"(\"text_folded\" like core.fold($1::text) or "
		"\"text_folded\" like core.fold($2::text))",
		"%a%,%b%" },
	{ "text", ">=m", "\"text_folded\" ~>=~ core.fold($1::text)", "m" },
	{ "text", "a..c", FOLDED("1", "2") "$3::text))", "a,c,^" },
	{ "commitment_no", "3", "\"commitment_no\" = $1::integer", "3" },
	{ "commitment_no", "3|5",
		"(\"commitment_no\" = $1::integer or "
		"\"commitment_no\" = $2::integer)",
		"3,5" },
	{ "commitment_no", "> 3", "\"commitment_no\" > $1::integer", "3" },
	{ "commitment_no", "1..3",
		"(\"commitment_no\" >= $1::integer and "
		"\"commitment_no\" <= $2::integer)",
		"1,3" },
	{ "commitment_no", "..3", "\"commitment_no\" <= $1::integer", "3" },
	{ "commitment_no", "3..", "\"commitment_no\" >= $1::integer", "3" },
	{ "commitment_no", "tres", NULL, "" },
	{ "commitment_no", ">", NULL, "" },
	{ "commitment_no", "3|", NULL, "" },
	{ "progress", "<= 33.333", "\"progress\" <= $1::numeric", "33.333" },
	{ "origin", "nuevo", "\"origin\" = $1::text", "new" },
	{ "origin", "en", "\"origin\" in ($1::text)", "ongoing" },
	{ "origin", "viejo", NULL, "" },
	{ "permanent", "sí", "\"permanent\" = $1::boolean", "t" },
	{ "ends", "ago-2019",
		"(" LAST_TO " >= $1::date and \"ends_from\" <= "
		"$2::date)",
		"2019-08-01,2019-08-31" },
	{ "ends", "> ago-2019", "\"ends_from\" > $1::date", "2019-08-31" },
	{ "ends", ">= ago-2019", "\"ends_from\" >= $1::date", "2019-08-01" },
	{ "ends", "< ago-2019", LAST_TO " < $1::date", "2019-08-01" },
	{ "ends", "<= ago-2019", LAST_TO " <= $1::date", "2019-08-31" },
	{ "ends", "2018..ago-2019",
		"(" LAST_TO " >= $1::date and "
		"\"ends_from\" <= $2::date)",
		"2018-01-01,2019-08-31" },
	{ "ends", "=", "\"ends\" is null", "" },
	{ "ends", "pronto", NULL, "" },
	/* by title, and a column of the view that no field shows */
	{ "compromiso", "3", "\"commitment_no\" = $1::integer", "3" },
	{ "overdue", "t", "\"overdue\" = $1::boolean", "t" },
	{ "text", "", "\"text\" is null", "" },
	{ "nada", "1", NULL, "" },
};

static const char *
joined(struct arena *arena, int n, const char **values)
{
	struct buf b = { 0 };
	const char *out;

	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "," : "",
			str_eq(values[i], "\xf4\x8f\xbf\xbf") ? "^"
							      : values[i]);
	out = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return out;
}

static void
test_conditions(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct find *find = find_new(arena, form);
		struct buf sql = { 0 };
		const char **values = NULL;
		int n = 0;
		struct err err = { 0 };
		bool done = find_add(find, cases[i].column, cases[i].typed,
			sample_today, &err);

		if (done != (cases[i].sql != NULL))
			fail_msg("case %zu: %s", i, err.text);
		if (!done) {
			assert_int_equal(err.kind, ERR_INPUT);
			continue;
		}
		find_write(find, &sql, arena, &values, &n);
		assert_string_equal(buf_text(&sql),
			arena_printf(arena, " and %s", cases[i].sql));
		assert_string_equal(joined(arena, n, values), cases[i].values);
		buf_free(&sql);
	}
	arena_free(arena);
}

/* Several fields: values count on from those before. */
static void
test_form(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	const char **texts = arena_array(arena, form->n_fields, sizeof *texts);
	const char **values = arena_array(arena, 4, sizeof *values);
	struct buf sql = { 0 };
	struct err err = { 0 };
	struct find *find;
	int n = 1;

	(void)state;
	values[0] = "x";
	texts[form_field(form, "commitment_no")] = " 3 ";
	texts[form_field(form, "origin")] = "Nuevo";
	texts[form_field(form, "text")] = "  ";
	find = find_read(arena, form, texts, sample_today, &err);
	assert_non_null(find);
	assert_int_equal(find->n, 2);
	find_write(find, &sql, arena, &values, &n);
	assert_string_equal(sql.data, " and \"commitment_no\" = $2::integer "
				      "and \"origin\" = $3::text");
	assert_string_equal(joined(arena, n, values), "x,3,new");
	texts[form_field(form, "ends")] = "pronto";
	assert_null(find_read(arena, form, texts, sample_today, &err));
	assert_string_equal(err.field, "ends");
	buf_free(&sql);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
