/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A save is done once or not at all, whatever happens to the line: cut after a
 * byte of what is sent or of what comes back, in five ways, then sent again
 * with the same request id as the client does. Every save must be there in the
 * end, exactly once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/sheet.h"

#include "drive.h"
#include "far.h"
#include "target.h"

enum {
	CUTS = 30, /* of each kind of save; more in the trials (TEST_TIMES) */
	HOLD = 20, /* ms of silence before a silent link dies */
	TRIES = 8,
};

struct place {
	struct far far;
	const struct form *form;
	size_t up, down;  /* bytes of a save that nobody cuts */
	unsigned again;	  /* saves that had to be sent more than once */
	unsigned longest; /* tries of the worst */
};

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof *p);

	assert_non_null(p);
	*state = p;
	far_open(&p->far);
	p->form = desk_form(p->far.desk, "milestone");
	assert_non_null(p->form);
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	far_close(&p->far);
	free(p);
	return 0;
}

/* --- records ------------------------------------------------------------ */

static void
type(struct place *p, struct record *record, const char *name,
	const char *typed)
{
	struct err err = { 0 };
	int field = form_field(record->form, name);

	if (field < 0)
		fail_msg("no field %s", name);
	must(record_type(record, field, typed, p->far.desk->today, &err), &err,
		name);
}

static void
type_goal(struct place *p, struct record *record, const char *typed)
{
	size_t row = record_add_line(record, 0);
	struct err err = { 0 };

	must(value_type(record->arena, &p->form->lines[0].fields[0], typed,
		     p->far.desk->today, &record->lines[0].rows[row].values[0],
		     &err),
		&err, "goal");
}

static struct record *
new_milestone(struct place *p, const char *text)
{
	struct record *record = record_new(p->form, NULL, p->far.desk->today);

	type(p, record, "plan_code", "2030-2032");
	type(p, record, "commitment_no", "1");
	type(p, record, "text", text);
	type(p, record, "starts", "ago-2019");
	type(p, record, "ends", "dic-2019");
	type(p, record, "office_code", "GRPAT");
	type_goal(p, record, "Una meta del hito");
	return record;
}

/* --- saving over a bad line --------------------------------------------- */

/* As a face does: the same request id until the server has said yes. Returns
 * what the server has, NULL with a failed test. */
static struct record *
save_until_done(struct place *p, const struct record *record)
{
	char request[37];
	unsigned tries = 0;
	struct record *saved = NULL;
	struct err err = { 0 };

	request_new(request);
	while (!store_save(p->far.desk, record, request, &saved, NULL, &err)) {
		if (err.kind != ERR_LINK)
			fail_msg("kind %d: %s (%s)", (int)err.kind, err.text,
				err.detail);
		if (++tries > TRIES)
			fail_msg("never saved: %s (%s)", err.text, err.detail);
		(void)desk_reconnect(p->far.desk, &err);
		err_clear(&err);
	}
	p->again += tries > 0;
	p->longest = tries > p->longest ? tries : p->longest;
	return saved;
}

static void
cut(struct place *p, size_t i, size_t n)
{
	static const enum proxy_cut ways[] = { CUT_RESET, CUT_CLOSE, CUT_HALF,
		CUT_STALL, CUT_LOST };
	size_t modes = sizeof ways / sizeof ways[0];
	bool down = i / modes % 2;
	size_t all = down ? p->down : p->up;
	size_t steps = n / modes / 2, step = i / modes / 2;
	const struct proxy_fault fault = {
		.down = down,
		/* Both ends and evenly between. */
		.after = steps > 1 ? step * (all - 1) / (steps - 1) : all / 2,
		.how = ways[i % modes],
		.hold_ms = HOLD,
	};

	proxy_arm(p->far.proxy, &fault);
}

static void
measure(struct place *p, const struct record *record)
{
	struct proxy_count count;

	proxy_count_new(p->far.proxy);
	record_free(save_until_done(p, record));
	count = proxy_count(p->far.proxy);
	assert_int_equal(count.trips, 1);
	p->up = count.up;
	p->down = count.down;
	p->again = p->longest = 0;
}

static void
report(const struct place *p, size_t n, const char *what)
{
	print_message("# %zu cuts of %s (%zu bytes up, %zu down), %u sent "
		      "again, at most %u times\n",
		n, what, p->up, p->down, p->again, p->longest);
}

static void
a_new_record_is_there_once(void **state)
{
	struct place *p = *state;
	size_t n = CUTS * target_times();
	struct record *record = new_milestone(p, "Corte 9999");

	measure(p, record);
	record_free(record);
	for (size_t i = 0; i < n; i++) {
		char text[64];
		struct record *saved;

		(void)snprintf(text, sizeof text, "Corte %04zu", i);
		record = new_milestone(p, text);
		cut(p, i, n);
		saved = save_until_done(p, record);
		assert_non_null(saved->id);
		assert_int_equal(saved->lines[0].n, 1);
		assert_int_equal(far_number(&p->far,
					 "select count(*) from plan.milestone "
					 "where text = $1",
					 text),
			1);
		assert_int_equal(far_number(&p->far,
					 "select count(*) from plan.goal "
					 "where milestone_id = $1::bigint",
					 saved->id),
			1);
		record_free(saved);
		record_free(record);
	}
	assert_in_range(p->again, n / 4, n);
	report(p, n, "a new record");
}

static void
a_change_happens_once(void **state)
{
	struct place *p = *state;
	size_t n = CUTS * target_times();
	struct record *record = new_milestone(p, "Cambio sin corte"), *saved;

	measure(p, record);
	saved = save_until_done(p, record);
	record_free(record);
	record = saved;
	type(p, record, "text", "Cambio 9999");
	measure(p, record);
	record_free(record);
	saved = new_milestone(p, "Cambio");
	record = save_until_done(p, saved);
	record_free(saved);
	for (size_t i = 0; i < n; i++) {
		char text[64];
		long version = strtol(record->version, NULL, 10);

		(void)snprintf(text, sizeof text, "Cambio %04zu", i);
		type(p, record, "text", text);
		cut(p, i, n);
		saved = save_until_done(p, record);
		assert_int_equal(strtol(saved->version, NULL, 10), version + 1);
		assert_string_equal(
			saved->values[form_field(p->form, "text")].now, text);
		assert_int_equal(far_number(&p->far,
					 "select count(*) from plan.milestone "
					 "where text = $1",
					 text),
			1);
		record_free(record);
		record = saved;
	}
	record_free(record);
	assert_in_range(p->again, n / 4, n);
	report(p, n, "a change");
}

enum {
	MANY = 3
};

/* Rows of the demonstration's sheet: the first is entered and changed, the
 * others are new each time. */
static const size_t rows[MANY] = { 0, 2, 3 };

#define OF_SHEET " from follow.result_list where period_key = '2019-Q2' "

static void
read_sheet(struct place *p, struct arena *arena, struct sheet *sheet)
{
	struct err err = { 0 };

	must(sheet_read(p->far.desk, "GRPAT", "2019-Q2", "2018-2020", arena,
		     sheet, &err),
		&err, "sheet");
}

/* The same of the rows of a sheet. */
static void
save_rows_until_done(struct place *p, struct sheet *sheet, const char *text)
{
	unsigned tries = 0;
	char request[37];
	size_t at;
	struct err err = { 0 };

	request_new(request);
	while (!sheet_save(
		p->far.desk, sheet, rows, MANY, request, &at, &err)) {
		if (err.kind != ERR_LINK || ++tries > TRIES)
			fail_msg("%s (%s)", err.text, err.detail);
		(void)desk_reconnect(p->far.desk, &err);
		err_clear(&err);
	}
	p->again += tries > 0;
	p->longest = tries > p->longest ? tries : p->longest;
	assert_int_equal(
		far_number(&p->far,
			"select count(*)" OF_SHEET "and evidence = $1", text),
		MANY);
}

/* What was saved is what the row has now. */
static void
is_saved(struct place *p, const struct sheet *sheet, size_t row)
{
	const struct record *record = sheet->rows[row].record;

	assert_false(record_is_changed(record));
	assert_int_equal(
		far_number(&p->far,
			"select row_version" OF_SHEET "and id = $1::bigint",
			record->id),
		strtol(record->version, NULL, 10));
}

/* The new ones of the last time are none any more. */
static void
mark_new(struct place *p, const struct sheet *sheet)
{
	for (size_t i = 1; i < MANY; i++) {
		const struct record *record = sheet->rows[rows[i]].record;
		char request[37];
		struct err err = { 0 };

		request_new(request);
		must(store_mark(p->far.desk, record->form, record->id,
			     record->version, "Prueba", request, &err),
			&err, "mark");
	}
}

/* Two new ones and a change in one statement. */
static void
a_sheet_is_there_once(void **state)
{
	struct place *p = *state;
	size_t n = CUTS * target_times() / 2;
	long version = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena *arena = arena_new();
		struct proxy_count count;
		struct sheet sheet;
		char text[64];

		(void)snprintf(text, sizeof text, "Hoja %04zu", i);
		read_sheet(p, arena, &sheet);
		for (size_t k = 0; k < MANY; k++)
			type(p, sheet.rows[rows[k]].record, "evidence", text);
		proxy_count_new(p->far.proxy);
		if (i > 1)
			cut(p, i, n);
		save_rows_until_done(p, &sheet, text);
		count = proxy_count(p->far.proxy);
		if (i <= 1) { /* that nobody cuts; the text goes once */
			assert_int_equal(count.trips, 1);
			p->up = count.up;
			p->down = count.down;
		}
		for (size_t k = 0; k < MANY; k++)
			is_saved(p, &sheet, rows[k]);
		assert_int_equal(
			strtol(sheet.rows[rows[0]].record->version, NULL, 10),
			++version);
		mark_new(p, &sheet);
		sheet_free(&sheet);
		arena_free(arena);
	}
	assert_in_range(p->again, n / 4, n);
	report(p, n, "a sheet");
}

static void
marking_happens_once(void **state)
{
	struct place *p = *state;
	size_t n = CUTS * target_times() / 3;
	struct record *record = new_milestone(p, "Anular"), *saved;
	struct proxy_count count;
	char request[37];
	struct err err = { 0 };

	saved = save_until_done(p, record);
	record_free(record);
	proxy_count_new(p->far.proxy);
	request_new(request);
	must(store_mark(p->far.desk, p->form, saved->id, saved->version,
		     "Prueba", request, &err),
		&err, "mark");
	count = proxy_count(p->far.proxy);
	p->up = count.up;
	p->down = count.down;
	p->again = 0;
	record_free(saved);
	for (size_t i = 0; i < n; i++) {
		unsigned tries = 0;

		record = new_milestone(p, "Anular");
		saved = save_until_done(p, record);
		record_free(record);
		cut(p, i, n);
		request_new(request);
		while (!store_mark(p->far.desk, p->form, saved->id,
			saved->version, "Prueba", request, &err)) {
			if (err.kind != ERR_LINK || ++tries > TRIES)
				fail_msg("%s (%s)", err.text, err.detail);
			(void)desk_reconnect(p->far.desk, &err);
		}
		assert_int_equal(
			far_number(&p->far,
				"select row_version from plan.milestone where "
				"id = $1::bigint and deleted_at is not null",
				saved->id),
			strtol(saved->version, NULL, 10) + 1);
		p->again += tries > 0;
		record_free(saved);
	}
	report(p, n, "a mark");
}

static int
own_plan(void **state)
{
	(void)state;
	drive_own_plan(0);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_new_record_is_there_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_change_happens_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_sheet_is_there_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			marking_happens_once, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("fault/save", tests, own_plan, NULL);
}
