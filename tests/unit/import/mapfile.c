/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings as people keep them; no register. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "import/mapfile.h"

static const char whole[] =
	"# de Planeamiento\n"
	"register  milestone\n"
	"sheet     \"Hitos\"\n"
	"charset   \"Windows-1252\"\n"
	"delimiter \";\"\n"
	"heading   3\n"
	"decimal   \",\"\n"
	"dates     day\n"
	"key       plan_code,\n"
	"          title\n"
	"column    \"Término\"  ends  dates month\n"
	"column    \"Avance \"\"real\"\"\"  progress  decimal \".\"\n"
	"column    \"%\"  -\n"
	"column    \"#\"  -\n"
	"constant  plan_code  \"2018-2020\"\n"
	"value     state  \"Concluído\" = \"Cumplido\"\n"
	"value     state  \"n.d.\" = \"\"\n";

static struct mapfile *
parse(struct arena *arena, const char *text, struct err *err)
{
	return mapfile_parse(arena, "m", text, strlen(text), err);
}

static void
test_a_whole_one_is_read(void **state)
{
	struct arena *arena = arena_new();
	struct err err;
	const struct mapfile *m = parse(arena, whole, &err);

	(void)state;
	assert_non_null(m);
	assert_string_equal(m->form, "milestone");
	assert_string_equal(m->sheet, "Hitos");
	assert_string_equal(m->charset, "Windows-1252");
	assert_int_equal(m->delimiter, ';');
	assert_int_equal(m->heading, 3);
	assert_int_equal(m->decimal, ',');
	assert_int_equal(m->dates, MAPFILE_DATES_DAY);
	assert_int_equal(m->n_keys, 2);
	assert_string_equal(m->keys[1], "title");
	assert_int_equal(m->n_columns, 4);
	assert_int_equal(m->columns[0].dates, MAPFILE_DATES_MONTH);
	assert_string_equal(m->columns[1].heading, "Avance \"real\"");
	assert_int_equal(m->columns[1].decimal, '.');
	assert_null(m->columns[2].field);
	assert_int_equal(m->columns[2].line, 13);
	assert_string_equal(m->constants[0].value, "2018-2020");
	assert_string_equal(m->values[0].to, "Cumplido");
	assert_string_equal(m->values[1].to, "");
	arena_free(arena);
}

static void
test_what_is_written_reads_the_same(void **state)
{
	struct arena *arena = arena_new();
	struct buf once = { 0 }, twice = { 0 };
	struct err err;

	(void)state;
	mapfile_write(parse(arena, whole, &err), &once);
	assert_non_null(parse(arena, buf_text(&once), &err));
	mapfile_write(parse(arena, buf_text(&once), &err), &twice);
	assert_string_equal(buf_text(&once), buf_text(&twice));
	assert_non_null(strstr(buf_text(&once), "\"Avance \"\"real\"\"\""));
	buf_free(&once);
	buf_free(&twice);
	arena_free(arena);
}

/* A heading of two lines, one longer than a string may be. */
static void
test_any_text_is_a_string(void **state)
{
	struct buf b = { 0 };
	char text[1200];

	(void)state;
	mapfile_string(&b, "Fecha\nfin");
	assert_string_equal(buf_text(&b), "\"Fecha fin\"");
	buf_reset(&b);
	memset(text, 'a', sizeof text);
	memcpy(text + 999, "ñ", 3);
	mapfile_string(&b, text);
	assert_int_equal(b.len, 999 + 2);
	buf_free(&b);
}

static void
test_errors_name_their_line(void **state)
{
	static const struct {
		const char *text;
		const char *said;
	} cases[] = {
		{ "", "m:1:1: lo primero es register" },
		{ "column \"a\" b\n", "m:1:1: lo primero es register" },
		{ "register\n", "m:2:1: antes de esto falta el nombre" },
		{ "register a\nregister b\n",
			"m:2:1: «register» está dos veces" },
		{ "register a\nheading 0\n", "m:2:9: se espera la línea" },
		{ "register a\ndecimal \";\"\n", "m:2:9: el signo" },
		{ "register a\ndecimal ,\n", "m:2:9: se espera el texto" },
		{ "register a\ndates year\n", "m:2:7: se espera day o month" },
		{ "register a\n\ncolumn \"a\"\n",
			"m:4:1: antes de esto falta" },
		{ "register a\ncolumn \"a\" b c\n", "m:2:14: aquí sobra" },
		{ "register a\ncolumn \"Año\" b\ncolumn \"ANO\" c\n",
			"m:3:1: el título «ANO» ya está en la línea 2" },
		{ "register a\ncolumn \"a\" b\ncolumn \"c\" b\n",
			"m:3:1: el campo «b» ya tiene columna, en la línea 2" },
		{ "register a\nconstant b \"1\"\nconstant b \"2\"\n",
			"m:3:1: el campo «b» ya tiene su valor" },
		{ "register a\nvalue b \"Sí\" = \"t\"\n"
		  "value b \"si\" = \"f\"\n",
			"m:3:1: lo que significa «si» ya está en la línea 2" },
		{ "register a\nvalue b \"x\" \"y\"\n",
			"m:2:13: se espera «=»" },
		{ "register a\ncolumna \"a\" b\n",
			"m:2:1: «columna» no empieza" },
		{ "register a\ncolumn \"a b\n", "m:2:8: falta la comilla" },
		{ "register \xff\n", "m:1:1: esto no es texto en UTF-8" },
	};
	struct arena *arena = arena_new();
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_null(parse(arena, cases[i].text, &err));
		if (!strstr(err.text, cases[i].said))
			fail_msg("%s: %s", cases[i].said, err.text);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_whole_one_is_read),
		cmocka_unit_test(test_what_is_written_reads_the_same),
		cmocka_unit_test(test_any_text_is_a_string),
		cmocka_unit_test(test_errors_name_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
