/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as people type them, and records. */
#include "sample.h"

#include "base/str.h"
#include "form/record.h"

static struct column text_column = {
	.name = "x", SAMPLE_TEXT, .length = 5, SAMPLE_TABLE
};
static struct column int_column = { .name = "x", SAMPLE_INT, SAMPLE_TABLE };
static struct column money_column = { .name = "x",
	.sql_type = "numeric",
	.type = COLUMN_NUMERIC,
	.precision = 12,
	.scale = 2,
	SAMPLE_TABLE };
static struct choice choices[] = {
	{ "new", "Nuevo" },
	{ "ongoing", "En curso" },
};
static struct choice_word words[] = { { "En proceso", "ongoing" } };
static struct box one_box = { 0, 0, 20 };

#define FIELD                                                    \
	.tag = "x", .name = "x", .label = "Equis", .n_boxes = 1, \
	.boxes = &one_box

static const struct {
	struct field field;
	const char *typed;
	const char *now;   /* NULL: no value, or refused */
	const char *shown; /* NULL: as now */
	const char *said;  /* NULL: taken */
} cases[] = {
	{ { FIELD }, "  hola ", "hola", NULL, NULL },
	{ { FIELD }, "   ", NULL, NULL, NULL },
	{ { FIELD }, "dos\nfilas", "dos filas", NULL, NULL },
	{ { FIELD, .wrap = true }, "dos\r\nfilas\n", "dos\nfilas", NULL, NULL },
	{ { FIELD, .wrap = true, .one_line = true }, "dos\r\nfilas \n  juntas",
		"dos filas juntas", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "2019-I", "2019-Q1", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "1T2019", "2019-Q1", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "II Trim. 2019", "2019-Q2", NULL,
		NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "2019", "2019", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "primer trimestre 2019", "2019-Q1",
		NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "IV Trimestre del 2018", "2018-Q4",
		NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "Año 2020", "2020", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIOD }, "2019-V", NULL, NULL,
		"No se entiende este periodo: escriba 2019-Q1 o 2019." },
	{ { FIELD, .kind = FIELD_PERIODS }, "2019-I, II-2019; 2020",
		"2019-Q1 2019-Q2 2020", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIODS }, "2019-Q2 2019-Q4",
		"2019-Q2 2019-Q4", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERIODS }, "2019-Q2, nunca", NULL, NULL,
		"No se entiende este periodo: escriba 2019-Q1 o 2019." },
	{ { FIELD }, "a\x1b[0m\xc2\x9b", "a\xef\xbf\xbd[0m\xef\xbf\xbd", NULL,
		NULL },
	{ { FIELD, .column = &text_column }, "añosñ", "añosñ", NULL, NULL },
	{ { FIELD, .column = &text_column }, "añosñá", NULL, NULL,
		"Hay 6 caracteres y aquí caben 5." },
	{ { FIELD, .upper = true }, "año á ß", "AÑO Á ß", NULL, NULL },
	{ { FIELD, .picture = "AA-99" }, "Ñb-07", "Ñb-07", NULL, NULL },
	{ { FIELD, .picture = "AA-99" }, "ab07", NULL, NULL,
		"«ab07» no "
		"tiene la forma AA-99 (9 cifra, A letra, X cualquiera)." },
	{ { FIELD, .kind = FIELD_INTEGER, .column = &int_column }, "01", "1",
		NULL, NULL },
	{ { FIELD, .kind = FIELD_INTEGER, .column = &int_column }, "2147483647",
		"2147483647", NULL, NULL },
	{ { FIELD, .kind = FIELD_INTEGER, .column = &int_column }, "2147483648",
		NULL, NULL,
		"El número 2147483648 es demasiado "
		"grande para este campo." },
	{ { FIELD, .kind = FIELD_MONEY, .column = &money_column },
		"S/. 1'347,451.2", "1347451.20", "1,347,451.20", NULL },
	{ { FIELD, .kind = FIELD_MONEY, .column = &money_column }, "1.234",
		NULL, NULL, "Hay 3 decimales y aquí caben 2." },
	{ { FIELD, .kind = FIELD_MONEY, .column = &money_column },
		"12345678901.00", NULL, NULL,
		"El número 12345678901.00 es "
		"demasiado grande para este campo." },
	{ { FIELD, .kind = FIELD_MONEY }, "5 %", NULL, NULL,
		"Escriba el número sin el signo %: «5 %»." },
	{ { FIELD, .kind = FIELD_MONEY }, "50,4", NULL, NULL,
		"«50,4» no se puede leer como número: el punto separa los "
		"decimales y la coma los millares." },
	{ { FIELD, .kind = FIELD_PERCENT, .range_low = "0",
		  .range_high = "100" },
		"80 %", "80", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERCENT, .range_low = "0",
		  .range_high = "100" },
		"100.00", "100.00", NULL, NULL },
	{ { FIELD, .kind = FIELD_PERCENT, .range_low = "0",
		  .range_high = "100" },
		"100.01", NULL, NULL, "Debe estar entre 0 y 100." },
	/* at its edges, however many zeros these are written with */
	{ { FIELD, .kind = FIELD_NUMBER, .range_low = "0.50",
		  .range_high = "1.50" },
		"0.5", "0.5", NULL, NULL },
	{ { FIELD, .kind = FIELD_NUMBER, .range_low = "0.5",
		  .range_high = "1.5" },
		"1.5", "1.5", NULL, NULL },
	{ { FIELD, .kind = FIELD_NUMBER, .range_low = "-5" }, "-5.1", NULL,
		NULL, "No puede ser menor que -5." },
	{ { FIELD, .kind = FIELD_NUMBER, .range_low = "-5" }, "-4.9", "-4.9",
		NULL, NULL },
	{ { FIELD, .kind = FIELD_BOOLEAN }, "Sí", "t", "Sí", NULL },
	{ { FIELD, .kind = FIELD_BOOLEAN }, "n", "f", "No", NULL },
	{ { FIELD, .kind = FIELD_BOOLEAN }, "tal vez", NULL, NULL,
		"«tal vez» no es sí ni no." },
	{ { FIELD, .kind = FIELD_DATE }, "5/3", "2019-03-05", "05/03/2019",
		NULL },
	{ { FIELD, .kind = FIELD_DATE, .range_low = "2019-01-01" },
		"31/12/2018", NULL, NULL,
		"No puede ser menor que "
		"2019-01-01." },
	{ { FIELD, .kind = FIELD_TIMESTAMP }, "15/08/2019 9:05",
		"2019-08-15 09:05", "15/08/2019 09:05", NULL },
	{ { FIELD, .kind = FIELD_TIMESTAMP }, "13/04/2018 10:25 a.m.",
		"2018-04-13 10:25", "13/04/2018 10:25", NULL },
	{ { FIELD, .kind = FIELD_TIMESTAMP }, "13/04/2018", "2018-04-13 00:00",
		"13/04/2018 00:00", NULL },
	{ { FIELD, .kind = FIELD_TIMESTAMP }, "15/08/2019 25:00", NULL, NULL,
		"«25:00» no es una hora; se escribe 10:30." },
	{ { FIELD, .kind = FIELD_RUC }, "2013", NULL, NULL,
		"Un RUC tiene 11 cifras." },
	{ { FIELD, .kind = FIELD_UBIGEO }, "130101", "130101", NULL, NULL },
	{ { FIELD, .n_choices = 2, .choices = choices, .n_words = 1,
		  .words = words },
		"NUEVO.", "new", "Nuevo", NULL },
	{ { FIELD, .n_choices = 2, .choices = choices, .n_words = 1,
		  .words = words },
		"en proceso", "ongoing", "En curso", NULL },
	{ { FIELD, .n_choices = 2, .choices = choices }, "viejo", NULL, NULL,
		"«viejo» no es una de las opciones: Nuevo, En curso." },
};

static void
test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_new();
		struct value value = { .now = "antes" };
		struct err err = { 0 };
		char shown[256];
		bool taken = value_type(arena, &cases[i].field, cases[i].typed,
			sample_today, &value, &err);

		if (taken != (!cases[i].said))
			fail_msg("case %zu: %s", i, err.text);
		if (!taken) {
			assert_string_equal(err.text, cases[i].said);
			assert_string_equal(err.field, "x");
			assert_true(value.bad);
			/* what was typed stays */
			assert_string_equal(value.now, cases[i].typed);
		} else if (!cases[i].now) {
			assert_null(value.now);
		} else {
			assert_string_equal(value.now, cases[i].now);
			value_show(
				&cases[i].field, &value, shown, sizeof shown);
			assert_string_equal(shown,
				cases[i].shown ? cases[i].shown : cases[i].now);
			/* what is shown reads as the same value */
			value_edit(
				&cases[i].field, &value, shown, sizeof shown);
			assert_true(value_type(arena, &cases[i].field, shown,
				sample_today, &value, &err));
			assert_string_equal(value.now, cases[i].now);
		}
		arena_free(arena);
	}
}

static const struct {
	const char *typed;
	const char *now;
	const char *shown;
	const char *from; /* NULL: refused */
	const char *to;
	bool doubtful;
} partials[] = {
	{ "ago-2019", "ago-2019", "ago-2019", "2019-08-01", "2019-08-31",
		false },
	{ "Oct. 2018", "Oct. 2018", "Oct. 2018", "2018-10-01", "2018-10-31",
		false },
	{ "5/3", "05/03/2019", "05/03/2019", "2019-03-05", "2019-03-05",
		false },
	{ "Mar. 2018 ?", "Mar. 2018", "Mar. 2018?", "2018-03-01", "2018-03-31",
		true },
	{ "nunca jamás", NULL, NULL, NULL, NULL, false },
};

static void
test_partial(void **state)
{
	const struct field field = { FIELD, .kind = FIELD_PARTIAL };

	(void)state;
	for (size_t i = 0; i < sizeof partials / sizeof partials[0]; i++) {
		struct arena *arena = arena_new();
		struct value value = { .now = NULL };
		struct err err = { 0 };
		char text[160];
		bool taken = value_type(arena, &field, partials[i].typed,
			sample_today, &value, &err);

		if (taken != (partials[i].from != NULL))
			fail_msg("case %zu: %s", i, err.text);
		if (taken) {
			assert_string_equal(value.now, partials[i].now);
			date_iso(value.partial.from, text, sizeof text);
			assert_string_equal(text, partials[i].from);
			date_iso(value.partial.to, text, sizeof text);
			assert_string_equal(text, partials[i].to);
			assert_int_equal(
				value.partial.doubtful, partials[i].doubtful);
			value_show(&field, &value, text, sizeof text);
			assert_string_equal(text, partials[i].shown);
		}
		arena_free(arena);
	}
}

/* What a person types she can put right, unlike a file: a date that is none is
 * bad unless she says ?, and a code is short and has no blanks. */
static void
test_typed(void **state)
{
	const struct field date = { FIELD, .kind = FIELD_PARTIAL };
	const struct field code = { FIELD, .code = 8 };
	const struct {
		const struct field *field;
		const char *typed;
		bool file; /* taken from a file */
		bool person;
	} tries[] = {
		{ &date, "31/12/2019", true, true },
		{ &date, "32/13/2019", true, false },
		{ &date, "32/13/2019 ? ", true, true },
		{ &date, "31/04/2019", true, false },
		{ &date, "31/04/2019?", true, true },
		{ &date, "del 10/08/2019 al 05/07/2019", true, false },
		{ &date, "mañana", false, false },
		{ &code, "2.1-a", true, true },
		{ &code, "12345678", true, true },
		{ &code, "123456789", true, false },
		{ &code, "1 b", true, false },
		{ &code, "N°3/ñ", true, true },
		{ &code, "a,b", true, false },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		struct value value = { .now = NULL };
		struct err err = { 0 };

		if (value_type(arena, tries[i].field, tries[i].typed,
			    sample_today, &value, NULL) != tries[i].file)
			fail_msg("case %zu, of a file", i);
		if (value_typed(arena, tries[i].field, tries[i].typed,
			    sample_today, &value, &err) != tries[i].person ||
			value.bad == tries[i].person)
			fail_msg("case %zu, typed: %s", i, err.text);
	}
	arena_free(arena);
}

static void
test_far(void **state)
{
	(void)state;
	assert_true(number_is_far("1234", "200", 5));
	assert_true(number_is_far("1000", "200", 5));
	assert_false(number_is_far("999.99", "200", 5));
	assert_true(number_is_far("2", "200", 5));
	assert_false(number_is_far("2.01", "200", 5));
	assert_true(number_is_far("100", "1", 5));
	assert_false(number_is_far("99", "1", 5));
	assert_true(number_is_far("-1000", "200", 5));
	assert_false(number_is_far("0", "200", 5));
	assert_false(number_is_far("1000", "0", 5));
	assert_false(number_is_far("1000", NULL, 5));
	assert_false(number_is_far(NULL, "200", 5));
}

static int
at(const struct form *form, const char *name)
{
	return form_field(form, name);
}

static struct record *
typed_record(const struct form *form)
{
	static const struct {
		const char *name;
		const char *typed;
	} fields[] = {
		{ "plan_code", "2018-2020" },
		{ "commitment_no", "3" },
		{ "number_text", "2" },
		{ "text", "Difusión" },
		{ "origin", "nuevo" },
		{ "starts", "Oct. 2018" },
		{ "office_code", "SGTI" },
	};
	struct record *r = record_new(form, NULL, sample_today);

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		assert_true(record_type(r, at(form, fields[i].name),
			fields[i].typed, sample_today, NULL));
	return r;
}

static void
test_new_record(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct record *r = record_new(form, NULL, sample_today);
	struct record *next;
	struct err err = { 0 };
	int lines;
	int row;

	(void)state;
	assert_false(record_is_changed(r));
	assert_false(record_check(r, &lines, &row, &err));
	assert_string_equal(err.field, "plan_code");
	assert_string_equal(err.text, "Falta llenar «Plan».");
	record_free(r);
	r = typed_record(form);
	assert_true(record_is_changed(r));
	assert_true(record_check(r, &lines, &row, &err));
	/* the next one keeps plan and commitment with what they show */
	r->values[at(form, "commitment_title")].now = "Rendición";
	next = record_new(form, r, sample_today);
	assert_string_equal(
		next->values[at(form, "plan_code")].now, "2018-2020");
	assert_string_equal(
		next->values[at(form, "commitment_title")].now, "Rendición");
	assert_null(next->values[at(form, "text")].now);
	assert_false(record_is_changed(next));
	record_free(next);
	record_free(r);
	arena_free(arena);
}

/* Another code: what was shown beside the old one goes. */
static void
test_shown_goes(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct record *r = record_new(form, NULL, sample_today);
	int code = at(form, "office_code");
	int name = at(form, "office_name");

	(void)state;
	record_load(r, code, "SGTI");
	record_load(r, name, "Sub Gerencia");
	assert_true(record_type(r, code, "SGTI", sample_today, NULL));
	assert_string_equal(r->values[name].now, "Sub Gerencia");
	assert_false(record_is_changed(r));
	assert_true(record_type(r, code, "GRPAT", sample_today, NULL));
	assert_null(r->values[name].now);
	assert_true(record_is_changed(r));
	record_load(r, at(form, "commitment_no"), "3");
	record_load(r, at(form, "commitment_title"), "Un compromiso");
	assert_true(record_type(
		r, at(form, "commitment_no"), "4", sample_today, NULL));
	assert_null(r->values[at(form, "commitment_title")].now);
	record_free(r);
	arena_free(arena);
}

/* Wherever it stands, also first; but not what she may have typed herself. */
static void
test_shown_first_or_typed(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	int code = at(form, "office_code");
	struct lookup both = *form->fields[code].lookup;
	struct lookup_show show[] = { { .field = "plan_code" },
		{ .field = "text" } };
	struct record *r;

	(void)state;
	both.n_show = 2;
	both.show = show;
	form->fields[code].lookup = &both;
	form->fields[0].noentry = true;
	assert_int_equal(at(form, "plan_code"), 0);
	r = record_new(form, NULL, sample_today);
	record_load(r, code, "SGTI");
	record_load(r, 0, "2018-2020");
	record_load(r, at(form, "text"), "Escrito");
	assert_true(record_type(r, code, "GRPAT", sample_today, NULL));
	assert_null(r->values[0].now);
	assert_string_equal(r->values[at(form, "text")].now, "Escrito");
	record_free(r);
	arena_free(arena);
}

static void
test_lines(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct record *r = typed_record(form);
	struct err err = { 0 };
	int lines;
	int row;

	(void)state;
	/* an untouched new row is nothing */
	assert_int_equal(record_add_line(r, 0), 0);
	assert_true(record_check(r, &lines, &row, &err));
	/* a started one must be whole */
	assert_int_equal(record_add_line(r, 0), 1);
	assert_true(value_type(r->arena, &form->lines[0].fields[1], "4",
		sample_today, &r->lines[0].rows[1].values[1], &err));
	assert_false(record_check(r, &lines, &row, &err));
	assert_int_equal(lines, 0);
	assert_int_equal(row, 1);
	assert_string_equal(err.text, "Falta llenar «Meta».");
	r->lines[0].rows[1].dropped = true;
	assert_true(record_check(r, &lines, &row, &err));
	record_free(r);
	arena_free(arena);
}

static void
test_copy(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct record *r = typed_record(form);
	struct record *copy;

	(void)state;
	r->id = "7";
	r->version = "2";
	record_load(r, at(form, "state"), "done");
	record_load(r, at(form, "office_name"), "Sub Gerencia");
	for (size_t i = 0; i < 9; i++)
		record_add_line(r, 0);
	assert_true(value_type(r->arena, &form->lines[0].fields[0], "Meta",
		sample_today, &r->lines[0].rows[8].values[0], NULL));
	r->lines[0].rows[0].dropped = true;
	copy = record_copy(r, false);
	assert_int_equal(copy->lines[0].n, 9);
	assert_string_equal(copy->lines[0].rows[8].values[0].now, "Meta");
	assert_string_equal(copy->id, "7");
	assert_string_equal(copy->values[at(form, "state")].now, "done");
	record_free(copy);
	copy = record_copy(r, true);
	assert_int_equal(copy->lines[0].n, 8);
	assert_null(copy->id);
	assert_null(copy->values[at(form, "state")].now);
	assert_string_equal(
		copy->values[at(form, "office_name")].now, "Sub Gerencia");
	assert_true(record_is_changed(copy));
	record_free(copy);
	record_free(r);
	arena_free(arena);
}

static void
test_partial_loaded(void **state)
{
	struct arena *arena = arena_new();
	struct form *form = sample_form(arena);
	struct record *r = record_new(form, NULL, sample_today);
	int ends = at(form, "ends");
	char text[160];

	(void)state;
	record_load_partial(r, ends, "Mar. 2018", "2018-03-01", "2018-03-31",
		"month", true);
	assert_false(record_is_changed(r));
	value_edit(&form->fields[ends], &r->values[ends], text, sizeof text);
	assert_string_equal(text, "Mar. 2018?");
	/* typed the same again: nothing changed; without ? it is another */
	assert_true(record_type(r, ends, text, sample_today, NULL));
	assert_false(record_is_changed(r));
	assert_true(record_type(r, ends, "Mar. 2018", sample_today, NULL));
	assert_true(record_is_changed(r));
	record_free(r);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_partial),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_far),
		cmocka_unit_test(test_new_record),
		cmocka_unit_test(test_shown_goes),
		cmocka_unit_test(test_shown_first_or_typed),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_partial_loaded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
