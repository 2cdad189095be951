/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entry sheet read and saved against a real server with the demonstration
 * (TEST_URL): all rows or none, the row and field of a refusal, nobody
 * overwritten unseen, nothing saved twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#include "base/str.h"
#include "cmd/conf.h"
#include "store/sheet.h"

#define OFFICE "GRPAT"
#define PERIOD "2019-Q2"
#define PLAN "2018-2020"

/* Rows of that sheet, by hand from sql/demo/40_follow.sql: 1.1, 1.3, 2.2, 2.3,
 * 3.1, 3.2, 3.4 (not measured in that quarter), 4.1, 4.2. */
enum {
	ROWS = 9,
	NOT_DUE = 6,
	SCALE = NOT_DUE /* of four levels; measured in the next one */
};

struct place {
	struct arena *arena;
	struct settings settings;
	struct desk *desk;
	PGconn *eye;
	struct sheet sheet;
};

static void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

static int
set_up(void **state)
{
	struct session_params params = { .application = "hito",
		.conninfo = getenv("TEST_URL") };
	struct place *p = calloc(1, sizeof *p);
	struct err err = { 0 };

	p->arena = arena_new();
	home_init("sheet_test");
	must(settings_load(&p->settings, p->arena, &err), &err, "settings");
	p->desk = desk_new(&p->settings, &err);
	must(p->desk, &err, "desk");
	must(desk_connect(p->desk, &params, &wait_plain, &err), &err,
		"connect");
	p->eye = PQconnectdb(getenv("TEST_URL"));
	assert_int_equal(PQstatus(p->eye), CONNECTION_OK);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	PQfinish(p->eye);
	desk_close(p->desk);
	arena_free(p->arena);
	free(p);
	return 0;
}

static long
count(struct place *p, const char *sql)
{
	PGresult *r = PQexec(p->eye, sql);
	long n;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(p->eye));
	n = strtol(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return n;
}

#define COUNT_RESULTS                                                \
	"select count(*) from follow.result_list where period_key =" \
	" '" PERIOD "' and office_code = '" OFFICE "'"

static void
read_it(struct place *p)
{
	struct err err = { 0 };

	sheet_free(&p->sheet);
	must(sheet_read(
		     p->desk, OFFICE, PERIOD, PLAN, p->arena, &p->sheet, &err),
		&err, "read");
}

static struct value *
value_of(struct place *p, size_t row, const char *name)
{
	struct record *record = p->sheet.rows[row].record;

	return &record->values[form_field(record->form, name)];
}

static void
type(struct place *p, size_t row, const char *name, const char *typed)
{
	struct record *record = p->sheet.rows[row].record;
	struct err err = { 0 };

	must(record_type(record, form_field(record->form, name), typed,
		     p->desk->today, &err),
		&err, name);
}

static void
test_read(void **state)
{
	struct place *p = *state;
	unsigned before = session_round_trips(p->desk->session);

	read_it(p);
	assert_int_equal(session_round_trips(p->desk->session) - before, 1);
	assert_int_equal(p->sheet.n, ROWS);
	assert_string_equal(value_of(p, 0, "indicator_code")->now, "1.1");
	assert_string_equal(value_of(p, 0, "planned")->now, "5");
	assert_string_equal(p->sheet.rows[0].before[2], "11");
	assert_string_equal(p->sheet.before[2], "I-19");
	assert_null(p->sheet.before[3]);
	assert_null(p->sheet.rows[0].why);
	assert_true(sheet_is_left_out(&p->sheet.rows[0]));
	assert_string_equal(p->sheet.rows[NOT_DUE].cell, "not_due");
	assert_non_null(p->sheet.rows[NOT_DUE].why);
	assert_false(sheet_is_left_out(&p->sheet.rows[NOT_DUE]));
	assert_string_equal(p->sheet.due, "2019-07-15");
	assert_null(p->sheet.version);
	for (size_t i = 0; i < ROWS; i++)
		assert_false(record_is_changed(p->sheet.rows[i].record));
}

/* What a series gives is told beside the row; it is no value of the record. */
static void
test_series_proposes(void **state)
{
	struct place *p = *state;
	struct sheet sheet;
	struct err err = { 0 };
	const struct sheet_row *row;
	int at;

	must(sheet_read(
		     p->desk, "GRDIS", "2019-Q1", PLAN, p->arena, &sheet, &err),
		&err, "read");
	assert_int_equal(sheet.n, 2);
	assert_null(sheet.rows[0].proposed);
	row = &sheet.rows[1];
	at = form_field(row->record->form, "executed");
	assert_string_equal(row->proposed, "57");
	assert_true(str_starts(row->proposed_of,
		"Serie informan, informan, La Libertad: I Trim. 2019 57."));
	assert_null(row->record->values[at].now);
	assert_false(record_is_changed(row->record));
	sheet_free(&sheet);
}

static void
test_one_refused_none_saved(void **state)
{
	static const size_t rows[] = { 0, 2, 3 };
	struct place *p = *state;
	struct err err = { 0 };
	char request[37];
	size_t at = 99;

	read_it(p);
	type(p, 0, "executed", "4");
	type(p, 2, "executed", "180");
	type(p, 2, "document_ref", "NO-HAY");
	type(p, 3, "executed", "6");
	request_new(request);
	assert_false(
		sheet_save(p->desk, &p->sheet, rows, 3, request, &at, &err));
	assert_int_equal(at, 2);
	assert_string_equal(err.field, "document_ref");
	assert_int_equal(count(p, COUNT_RESULTS), 0);
	/* what was typed is still there */
	assert_string_equal(value_of(p, 0, "executed")->now, "4");
	assert_true(record_is_changed(p->sheet.rows[0].record));
}

static void
test_saved_once(void **state)
{
	static const size_t rows[] = { 0, 2, 3 };
	struct place *p = *state;
	const char *ids[3];
	struct err err = { 0 };
	char request[37];
	unsigned before;
	size_t at;

	read_it(p);
	type(p, 0, "executed", "4");
	type(p, 0, "evidence", "Acta 12");
	type(p, 2, "executed", "180");
	type(p, 3, "executed", "6");
	request_new(request);
	before = session_round_trips(p->desk->session);
	must(sheet_save(p->desk, &p->sheet, rows, 3, request, &at, &err), &err,
		"save");
	assert_int_equal(session_round_trips(p->desk->session) - before, 1);
	for (size_t i = 0; i < 3; i++) {
		assert_false(record_is_changed(p->sheet.rows[rows[i]].record));
		ids[i] = arena_strdup(
			p->arena, p->sheet.rows[rows[i]].record->id);
	}
	/* as after a lost reply: the same request id once more */
	read_it(p);
	type(p, 0, "executed", "4000");
	must(sheet_save(p->desk, &p->sheet, rows, 3, request, &at, &err), &err,
		"again");
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(count(p, COUNT_RESULTS), 3);
	assert_int_equal(count(p, COUNT_RESULTS " and row_version = 1"), 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(p->sheet.rows[rows[i]].record->id, ids[i]);
	assert_string_equal(value_of(p, 0, "executed")->now, "4");
	assert_string_equal(value_of(p, 0, "evidence")->now, "Acta 12");
}

/* What the server makes of it is what is there, all else as it was read. */
static void
test_server_has_the_last_word(void **state)
{
	static const size_t rows[] = { 0, 2 };
	struct place *p = *state;
	struct err err = { 0 };
	char request[37];
	size_t at;

	assert_int_equal(count(p, "with made as (insert into core.document "
				  "(document_ref, document_title, kind) values "
				  "('Prueba-Á1', 'Una prueba', 'other') "
				  "returning 1) select count(*) from made"),
		1);
	read_it(p);
	type(p, 0, "document_ref", "PRUEBA-a1");
	type(p, 2, "evidence", "Una «cita», \\ y (paréntesis), \"comillas\"");
	request_new(request);
	must(sheet_save(p->desk, &p->sheet, rows, 2, request, &at, &err), &err,
		"save");
	assert_string_equal(value_of(p, 0, "document_ref")->now, "Prueba-Á1");
	assert_false(record_is_changed(p->sheet.rows[0].record));
	assert_string_equal(value_of(p, 0, "evidence")->now, "Acta 12");
	assert_string_equal(value_of(p, 0, "state")->now, "draft");
	assert_string_equal(value_of(p, 0, "indicator_code")->now, "1.1");
	read_it(p);
	assert_string_equal(value_of(p, 0, "document_ref")->now, "Prueba-Á1");
	assert_string_equal(value_of(p, 2, "evidence")->now,
		"Una «cita», \\ y (paréntesis), \"comillas\"");
	/* emptied again */
	type(p, 0, "document_ref", "");
	type(p, 2, "evidence", "");
	request_new(request);
	must(sheet_save(p->desk, &p->sheet, rows, 2, request, &at, &err), &err,
		"emptied");
	assert_null(value_of(p, 0, "document_ref")->now);
	assert_int_equal(count(p, COUNT_RESULTS " and executed = 180 and "
						"evidence is null"),
		1);
	assert_int_equal(
		count(p, COUNT_RESULTS " and document_ref is not null"), 0);
}

/* The row, the field and the sentence of each refusal, of the first and of the
 * last row that go; the other rows stay as they were. */
static void
test_each_row_is_told(void **state)
{
	static const size_t rows[] = { 0, 2, SCALE };
	static const struct {
		size_t row;
		const char *field, *typed, *told;
	} cases[] = {
		{ SCALE, "executed", "9", "La escala de 3.4 no tiene un" },
		{ 0, "document_ref", "NO-HAY", "«NO-HAY» no está en la lista" },
		{ SCALE, "document_ref", "NO-HAY", "«NO-HAY» no está en la" },
	};
	struct place *p = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err err = { 0 };
		char request[37];
		size_t at = 99;

		sheet_free(&p->sheet);
		must(sheet_read(p->desk, OFFICE, "2019-Q3", PLAN, p->arena,
			     &p->sheet, &err),
			&err, "read");
		assert_null(p->sheet.rows[SCALE].why);
		for (size_t k = 0; k < 3; k++)
			type(p, rows[k], "narrative", "No queda");
		type(p, cases[i].row, cases[i].field, cases[i].typed);
		request_new(request);
		assert_false(sheet_save(
			p->desk, &p->sheet, rows, 3, request, &at, &err));
		assert_int_equal(at, cases[i].row);
		assert_string_equal(err.field, cases[i].field);
		assert_true(str_starts(err.text, cases[i].told));
		assert_string_equal(err.detail, "");
		assert_int_equal(
			count(p, "select count(*) from follow.result_list "
				 "where narrative = 'No queda'"),
			0);
	}
}

/* A change and a new row together. */
static void
test_rows_take_what_was_saved(void **state)
{
	static const size_t rows[] = { 0, 1 };
	struct place *p = *state;
	struct err err = { 0 };
	char request[37];
	size_t at;
	long version;

	read_it(p);
	assert_false(sheet_is_left_out(&p->sheet.rows[0]));
	version = strtol(p->sheet.rows[0].record->version, NULL, 10);
	type(p, 0, "executed", "5");
	type(p, 1, "executed", "140");
	request_new(request);
	must(sheet_save(p->desk, &p->sheet, rows, 2, request, &at, &err), &err,
		"save");
	assert_int_equal(strtol(p->sheet.rows[0].record->version, NULL, 10),
		version + 1);
	assert_non_null(p->sheet.rows[1].record->id);
	assert_string_equal(value_of(p, 1, "executed")->was, "140");
	assert_string_equal(value_of(p, 0, "evidence")->was, "Acta 12");
	assert_false(sheet_is_left_out(&p->sheet.rows[1]));
}

/* Another person's clerk changes the same row, or enters it first. */
static void
other_saves(struct place *p, size_t row, const char *executed)
{
	struct sheet mine = p->sheet;
	struct err err = { 0 };
	char request[37];
	size_t at;

	p->sheet = (struct sheet){ 0 };
	read_it(p);
	type(p, row, "executed", executed);
	request_new(request);
	must(sheet_save(p->desk, &p->sheet, &row, 1, request, &at, &err), &err,
		"the other");
	sheet_free(&p->sheet);
	p->sheet = mine;
}

static void
test_conflict(void **state)
{
	static const size_t rows[] = { 0, 4, 5 };
	struct place *p = *state;
	struct err err = { 0 };
	char request[37];
	size_t at = 99;

	read_it(p);
	other_saves(p, 4, "3");
	type(p, 0, "executed", "1");
	type(p, 4, "executed", "2");
	type(p, 5, "executed", "9");
	request_new(request);
	/* entered by both: theirs is there first */
	assert_false(
		sheet_save(p->desk, &p->sheet, rows, 3, request, &at, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(at, 4);
	/* not by trying again */
	request_new(request);
	assert_false(
		sheet_save(p->desk, &p->sheet, rows, 3, request, &at, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(at, 4);
	assert_int_equal(
		count(p, COUNT_RESULTS " and executed in (1, 2, 9)"), 0);
	assert_string_equal(value_of(p, 5, "executed")->now, "9");
	/* changed by both */
	read_it(p);
	other_saves(p, 4, "7");
	type(p, 0, "executed", "1");
	type(p, 4, "executed", "2");
	request_new(request);
	assert_false(
		sheet_save(p->desk, &p->sheet, rows, 2, request, &at, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(at, 4);
	assert_int_equal(count(p, COUNT_RESULTS " and executed in (1, 2)"), 0);
}

/* Opened, explained and handed in, and the sheet as it is then: one trip. */
static void
test_step(void **state)
{
	struct place *p = *state;
	struct sheet after;
	struct err err = { 0 };
	char request[37];
	unsigned before;

	read_it(p);
	assert_string_equal(p->sheet.steps, "send missing");
	request_new(request);
	assert_false(sheet_step(p->desk, &p->sheet, "send", NULL, request,
		p->arena, &after, &err));
	assert_int_equal(err.kind, ERR_RULE);
	assert_string_equal(err.field, "explanation");
	request_new(request);
	before = session_round_trips(p->desk->session);
	must(sheet_step(p->desk, &p->sheet, "send", "Sin datos todavía",
		     request, p->arena, &after, &err),
		&err, "send");
	assert_int_equal(session_round_trips(p->desk->session) - before, 1);
	assert_string_equal(after.state, "submitted");
	assert_string_equal(after.explanation, "Sin datos todavía");
	assert_non_null(after.rows[0].why);
	sheet_free(&after);
	/* the same step once more: it was done */
	must(sheet_step(p->desk, &p->sheet, "send", "Sin datos todavía",
		     request, p->arena, &after, &err),
		&err, "again");
	assert_string_equal(after.state, "submitted");
	sheet_free(&after);
	/* from a sheet read before it: somebody else's turn came first */
	request_new(request);
	assert_false(sheet_step(p->desk, &p->sheet, "send", "x", request,
		p->arena, &after, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	sheet_free(&p->sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_series_proposes),
		cmocka_unit_test(test_one_refused_none_saved),
		cmocka_unit_test(test_saved_once),
		cmocka_unit_test(test_server_has_the_last_word),
		cmocka_unit_test(test_each_row_is_told),
		cmocka_unit_test(test_rows_take_what_was_saved),
		cmocka_unit_test(test_conflict),
		cmocka_unit_test(test_step),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
