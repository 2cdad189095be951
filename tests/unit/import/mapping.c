/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns to fields, rows to values, and what is said of them; no server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "import/mapping.h"
#include "import/sheet.h"

static const struct date today = { 2019, 5, 14 };

static const char form_text[] =
	"form thing \"Cosas\" singular \"Cosa\"\n"
	"table plan.thing view plan.thing_list\n"
	"natural code\n"
	"page \"Cosa\"\n"
	"{\n"
	" Código [a         ]  Clase [b        ]\n"
	" Nombre [c                           ]\n"
	" Desde  [d         ]  Avance [e      ] %\n"
	"}\n"
	"fields\n"
	"a  code   required, heading \"N°\" \"No.\"\n"
	"b  kind   choice new \"Nuevo\", ongoing \"En curso\", values \"In progress\"=ongoing\n"
	"c  name   wrap\n"
	"d  starts partial-date, heading \"Fecha de inicio\" \"Start date\"\n"
	"e  progress percent\n"
	"import\n"
	"check plan.thing_check\n";

struct fixture {
	struct arena *arena;
	struct form *form;
	struct mapping *mapping;
	struct findings findings;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err = { 0 };

	f->arena = arena_new();
	f->findings.arena = f->arena;
	f->form = form_parse(
		f->arena, "thing.form", form_text, sizeof form_text - 1, &err);
	if (!f->form)
		fail_msg("%s", err.text);
	f->mapping = mapping_new(f->arena, f->form);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	free(f);
	return 0;
}

static struct file_row
row_of(size_t line, size_t n, const char *const *cells)
{
	/* The rows of a reader may be written to; these are not. */
	return (struct file_row){
		.line = line,
		.n = n,
		.cells = (char **)(uintptr_t)cells,
	};
}

static bool
match(struct fixture *f, size_t n, const char *const *cells, struct err *err)
{
	struct file_row row = row_of(1, n, cells);

	return mapping_match(f->mapping, &row, &f->findings, err);
}

static void
test_headings(void **state)
{
	static const char *const cells[] = {
		"FECHA  DE INICIO.",
		"nº:",
		"nombre",
		"Otra cosa",
		"",
	};
	struct fixture *f = *state;
	struct file_row row = row_of(1, 5, cells);

	assert_true(mapping_is_heading(f->mapping, &row));
	assert_true(match(f, 5, cells, NULL));
	assert_int_equal(mapping_cell(f->mapping, "starts"), 0);
	assert_int_equal(mapping_cell(f->mapping, "code"), 1);
	assert_int_equal(mapping_cell(f->mapping, "name"), 2);
	assert_int_equal(mapping_cell(f->mapping, "kind"), -1);
	assert_string_equal(mapping_given(f->mapping), "{code,name,starts}");
	assert_string_equal(
		mapping_title(f->mapping, "starts"), "FECHA  DE INICIO.");
	assert_string_equal(mapping_title(f->mapping, "kind"), "Clase");
	assert_int_equal(f->findings.n, 1);
	assert_string_equal(f->findings.v[0].column, "Otra cosa");
	assert_int_equal(f->findings.v[0].severity, FINDING_NOTICE);
}

static void
test_doubled_heading(void **state)
{
	static const char *const cells[] = { "N°", "Nombre", "No." };
	struct err err = { 0 };

	assert_false(match(*state, 3, cells, &err));
	assert_non_null(strstr(err.text, "columna 1"));
	assert_non_null(strstr(err.text, "columna 3"));
}

static void
test_set(void **state)
{
	struct fixture *f = *state;
	struct err err = { 0 };

	assert_true(mapping_set(f->mapping, "Clase", "en curso", today, &err));
	assert_string_equal(mapping_given(f->mapping), "{kind}");
	assert_false(mapping_set(f->mapping, "nada", "x", today, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_false(mapping_set(f->mapping, "kind", "x", today, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

enum {
	VALUES = 10
}; /* line code kind name starts x5 progress */

static const char *const title_cells[] = {
	"N°",
	"Clase",
	"Nombre",
	"Fecha de inicio",
	"Avance",
};

static void
test_rows(void **state)
{
	static const struct {
		const char *cells[5];
		const char *values[VALUES];
		const char *said; /* of the first finding; NULL none */
		enum severity severity;
	} cases[] = {
		{ { "01", "In progress.", "Uno\ndos", "Oct. 2018", "50 %" },
			{ "2", "01", "ongoing", "Uno\ndos", "Oct. 2018",
				"2018-10-01", "2018-10-31", "month", "f",
				"50" },
			NULL, FINDING_NOTICE },
		{ { "", " nuevo ", "", "", "" },
			{ "2", NULL, "new", NULL, NULL, NULL, NULL, NULL, "f",
				NULL },
			NULL, FINDING_NOTICE },
		{ { "1", "", "x", "Fecha de inicio. Dic. 2019", "" },
			{ "2", "1", NULL, "x", "Dic. 2019", "2019-12-01",
				"2019-12-31", "month", "f", NULL },
			"encabezado dentro", FINDING_NOTICE },
		{ { "1", "", "Nombre: Ana", "", "" },
			{ "2", "1", NULL, "Ana", NULL, NULL, NULL, NULL, "f",
				NULL },
			"encabezado dentro", FINDING_NOTICE },
		{ { "1", "", "Nombre de la cosa", "", "" },
			{ "2", "1", NULL, "Nombre de la cosa", NULL, NULL, NULL,
				NULL, "f", NULL },
			NULL, FINDING_NOTICE },
		{ { "1", "", "'=1+1", "31/04/2019", "" },
			{ "2", "1", NULL, "=1+1", "31/04/2019", "2019-04-01",
				"2019-04-30", "month", "t", NULL },
			"no existe en el calendario", FINDING_DOUBTFUL },
		{ { "1", "quizá", "x", "", "" },
			{ "2", "1", NULL, "x", NULL, NULL, NULL, NULL, "f",
				NULL },
			"no es una de las opciones", FINDING_ERROR },
		{ { "1", "", "x", "pronto", "" },
			{ "2", "1", NULL, "x", NULL, NULL, NULL, NULL, "f",
				NULL },
			"no se puede leer como fecha", FINDING_ERROR },
	};
	struct fixture *f = *state;
	struct arena *scratch = arena_new();

	assert_true(match(f, 5, title_cells, NULL));
	assert_int_equal(mapping_values(f->mapping), VALUES);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct file_row row = row_of(2, 5, cases[i].cells);
		const char *values[VALUES] = { NULL };

		f->findings.n = 0;
		assert_true(mapping_read(f->mapping, &row, today, scratch,
			values, &f->findings));
		for (size_t j = 0; j < VALUES; j++) {
			if (!cases[i].values[j] && !values[j])
				continue;
			assert_non_null(values[j]);
			assert_non_null(cases[i].values[j]);
			assert_string_equal(values[j], cases[i].values[j]);
		}
		assert_int_equal(f->findings.n, cases[i].said ? 1 : 0);
		if (!cases[i].said)
			continue;
		assert_int_equal(f->findings.v[0].severity, cases[i].severity);
		if (!strstr(f->findings.v[0].reason, cases[i].said))
			fail_msg("%s", f->findings.v[0].reason);
	}
	arena_free(scratch);
}

static void
test_shape(void **state)
{
	static const char *const cells[] = { "1", "", "x", "", "", "", "y" };
	struct fixture *f = *state;
	struct arena *scratch = arena_new();
	const char *values[VALUES];
	struct file_row row = row_of(7, 4, cells);

	assert_true(match(f, 5, title_cells, NULL));
	assert_false(mapping_read(
		f->mapping, &row, today, scratch, values, &f->findings));
	row = row_of(8, 6, cells); /* one blank cell too many does no harm */
	assert_true(mapping_read(
		f->mapping, &row, today, scratch, values, &f->findings));
	row = row_of(9, 7, cells);
	assert_false(mapping_read(
		f->mapping, &row, today, scratch, values, &f->findings));
	assert_int_equal(f->findings.n, 2);
	arena_free(scratch);
}

static void
test_mixed_percent(void **state)
{
	static const char *const half[] = { "1", "", "x", "", "0.5" };
	static const char *const whole[] = { "2", "", "x", "", "80" };
	struct fixture *f = *state;
	struct arena *scratch = arena_new();
	const char *values[VALUES];
	struct file_row row = row_of(2, 5, half);

	assert_true(match(f, 5, title_cells, NULL));
	mapping_read(f->mapping, &row, today, scratch, values, &f->findings);
	mapping_finish(f->mapping, &f->findings);
	assert_int_equal(f->findings.n, 0);
	row = row_of(3, 5, whole);
	mapping_read(f->mapping, &row, today, scratch, values, &f->findings);
	mapping_finish(f->mapping, &f->findings);
	assert_int_equal(f->findings.n, 1);
	assert_int_equal(f->findings.v[0].line, 0);
	assert_non_null(strstr(f->findings.v[0].reason, "línea 2"));
	arena_free(scratch);
}

static void
test_findings(void **state)
{
	struct arena *arena = arena_new();
	struct findings list = { .arena = arena };
	static const struct finding some[] = {
		{ .line = 9, .severity = FINDING_ERROR, .field = "b" },
		{ .line = 3, .severity = FINDING_NOTICE },
		{ .line = 9, .severity = FINDING_ERROR, .field = "a" },
		{ .line = 1, .severity = FINDING_NOTICE },
		{ .line = 3, .severity = FINDING_DOUBTFUL },
		{ .line = 9, .severity = FINDING_NOTICE },
		{ .line = 0, .severity = FINDING_ERROR },
		{ .line = 4, .severity = FINDING_ERROR, .field = "a" },
	};
	size_t n, *lines;

	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof some[0]; i++)
		findings_add(&list, &some[i]);
	findings_sort(&list);
	assert_int_equal(list.v[0].line, 0);
	assert_string_equal(list.v[5].field, "b");
	assert_string_equal(list.v[6].field, "a");
	assert_true(findings_has_error(&list, 9, "a", NULL));
	assert_false(findings_has_error(&list, 3, NULL, NULL));
	n = findings_bad_lines(&list, 0, arena, &lines);
	assert_int_equal(n, 2);
	assert_int_equal(lines[0], 4);
	assert_int_equal(lines[1], 9);
	assert_int_equal(findings_review(&list, 1), 1);
	arena_free(arena);
}

/* A file that is written while it is read. */
static void
test_growing_file(void **state)
{
	char path[] = "/tmp/hito-sheet-XXXXXX";
	struct sheet_options o = { .path = path };
	int fd = mkstemp(path), i;
	FILE *file = fdopen(fd, "w");
	struct err err = { 0 };
	struct sheet *sheet;
	struct file_row row;
	enum sheet_result r;

	(void)state;
	for (i = 0; i < 20000; i++)
		fprintf(file, "%d;una fila de prueba\n", i);
	fflush(file);
	sheet = sheet_open(&o, &err);
	assert_non_null(sheet);
	assert_true(sheet_take_in(sheet, &err));
	assert_int_equal(sheet_source(sheet)->delimiter, ';');
	assert_int_equal(sheet_next(sheet, &row, &err), SHEET_ROW);
	fprintf(file, "20000;una más\n");
	fclose(file);
	while ((r = sheet_next(sheet, &row, &err)) == SHEET_ROW)
		;
	assert_int_equal(r, SHEET_ERROR);
	assert_non_null(strstr(err.text, "cambió mientras se leía"));
	sheet_close(sheet);
	/* Standing still it is read to its end. */
	sheet = sheet_open(&o, &err);
	assert_true(sheet_take_in(sheet, &err));
	for (i = 0; (r = sheet_next(sheet, &row, &err)) == SHEET_ROW; i++)
		;
	assert_int_equal(r, SHEET_END);
	assert_int_equal(i, 20001);
	assert_int_equal(strlen(sheet_sha256(sheet)), 64);
	sheet_close(sheet);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_headings, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_doubled_heading, setup, teardown),
		cmocka_unit_test_setup_teardown(test_set, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_shape, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_mixed_percent, setup, teardown),
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_growing_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
