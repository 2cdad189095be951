/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `--lang en` whole, texts of the server too: how they are known again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/served.h"

static const char *const templates[] = {
	"El periodo %s ya está cerrado.",
	"El periodo %s ya está cerrado: %s",
	"El periodo %s",
	"Falta aprobar lo de %s: %s.",
	"cobertura %s %%, mínima %s %%",
	"%1$s de %2$s",
	"%s a %s",
	"sin %s%s",
	"%s cerrado",
	NULL,
};

static const struct {
	const char *text;
	const char *in_english;
} words[] = {
	{ "El periodo %s ya está cerrado.", "The period %s is closed." },
	{ "El periodo %s ya está cerrado: %s", "The period %s is closed: %s" },
	{ "El periodo %s", "The period %s" },
	{ "Falta aprobar lo de %s: %s.", "%2$s of %1$s is not approved." },
	{ "cobertura %s %%, mínima %s %%", "coverage %s %%, least %s %%" },
	{ "%1$s de %2$s", "%1$s of %2$s" },
	{ "%s a %s", "%s to %s" },
	{ "%s cerrado", "%s closed" },
	{ "anule primero el informe.", "void the report first." },
	{ "sin acción", "no action" },
	{ "el plan", "the plan" },
	{ "falta 1", "1 missing" },
	{ "al 100 % de %s", "all of it" },
};

static const char *
translate(const char *text)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i].text, text))
			return words[i].in_english;
	return text;
}

static void
expect(const char *text, const char *wanted)
{
	const struct served table = { templates, translate };
	struct buf out = { 0 };

	served_put(&table, text, &out);
	assert_string_equal(buf_text(&out), wanted);
	buf_free(&out);
}

static void
the_longest_literal_wins(void **state)
{
	(void)state;
	expect("El periodo 2019-Q1 ya está cerrado.",
		"The period 2019-Q1 is closed.");
	expect("El periodo 2019-Q1 ya está cerrado: anule primero el informe.",
		"The period 2019-Q1 is closed: void the report first.");
	expect("El periodo 2019-Q1", "The period 2019-Q1");
	expect("El periodo cerrado", "The period cerrado");
}

static void
arguments_are_texts_themselves(void **state)
{
	(void)state;
	expect("El periodo 2019 ya está cerrado: el plan cerrado",
		"The period 2019 is closed: the plan closed");
	/* in the order of the translation, and data as they are */
	expect("Falta aprobar lo de OFI1: el plan.",
		"the plan of OFI1 is not approved.");
	expect("Falta aprobar lo de %s: %2$s.", "%2$s of %s is not approved.");
	/* lists that SQL puts together */
	expect("falta 1, sin acción; el plan: OFI1 (el plan)",
		"1 missing, no action; the plan: OFI1 (the plan)");
	expect("Otra cosa. anule primero el informe.",
		"Otra cosa. void the report first.");
	expect(" El periodo  el plan ", " The period  the plan ");
}

static void
percent_signs_are_signs(void **state)
{
	(void)state;
	expect("cobertura 55.00 %, mínima 60 %",
		"coverage 55.00 %, least 60 %");
	expect("cobertura %s %, mínima %d %", "coverage %s %, least %d %");
	expect("al 100 % de %s", "all of it");
}

static void
little_is_known_by_codes_only(void **state)
{
	(void)state;
	expect("III-18 a I-19", "III-18 to I-19");
	expect("Apoyo a la gestión", "Apoyo a la gestión");
	expect("Plan de trabajo del área", "Plan de trabajo del área");
}

static void
what_is_not_known_stays(void **state)
{
	(void)state;
	expect("", "");
	expect("Se hizo otra cosa.", "Se hizo otra cosa.");
	expect("%s", "%s");
	expect("100 %", "100 %");
	/* arguments without anything between are nobody's */
	expect("sin nada", "sin nada");
	expect("a, b; c: d (e", "a, b; c: d (e");
}

/* However deep it goes on, the work has an end and nothing is lost. */
static void
a_long_list_comes_out_whole(void **state)
{
	struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < 2000; i++)
		buf_puts(&text, "x, ");
	expect(buf_text(&text), buf_text(&text));
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_literal_wins),
		cmocka_unit_test(arguments_are_texts_themselves),
		cmocka_unit_test(percent_signs_are_signs),
		cmocka_unit_test(little_is_known_by_codes_only),
		cmocka_unit_test(what_is_not_known_stays),
		cmocka_unit_test(a_long_list_comes_out_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
