/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a morning's work costs on the line: the start, ten lists, sixty records
 * opened, forty of them saved, an entry sheet of fourteen rows, a report to be
 * seen. Counted by a proxy and told beside what the same cost before. Asked as the screen asks it, through store/.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "base/str.h"
#include "cmd/conf.h"
#include "report/layout.h"
#include "report/report.h"
#include "store/sheet.h"
#include "store/store.h"

#include "proxy.h"
#include "target.h"

enum {
	OPENED = 60,
	SAVED = 40,
	PAGE = 20, /* rows of a list on 24 lines */
	SHEET = 14
};

/* Saving all rows of that sheet; it took 17 KB up and 15 down. */
enum {
	SHEET_UP = 760,
	SHEET_DOWN = 400
};

/* The same morning when every statement travelled as text, each value of an
 * answer was described, and a list was read again after each save. */
enum {
	BEFORE_UP = 171782,
	BEFORE_DOWN = 499368,
	BEFORE_TRIPS = 197
};

struct morning {
	struct proxy *proxy;
	struct arena *arena;
	struct settings settings;
	struct desk *desk;
};

static void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

static void
run_sql(const char *url, const char *sql)
{
	PGconn *conn = PQconnectdb(url);
	PGresult *result = PQexec(conn, sql);

	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s", PQerrorMessage(conn));
	PQclear(result);
	PQfinish(conn);
}

/* ---- what the screen does */

static void
start(struct morning *m)
{
	char url[1024];
	struct session_params params = { .application = "hito" };
	struct err err = { 0 };

	params.conninfo =
		proxy_conninfo(m->proxy, target_url(), url, sizeof url);
	m->desk = desk_new(&m->settings, &err);
	must(m->desk, &err, "desk");
	must(desk_connect(m->desk, &params, &wait_plain, &err), &err, "start");
	/* What changes leave done behind themselves, at most once a second, is
	 * a matter of time. */
	m->desk->link.next_behind = INT64_MAX;
}

/* She looks at what came: what was asked for ahead is there too. */
static void
rest(struct morning *m)
{
	while (proxy_is_busy(m->proxy))
		(void)poll(NULL, 0, 1);
}

static void
read_page(struct morning *m, const struct page_request *request,
	struct page_rows *page)
{
	struct page_request next = *request;
	struct err err = { 0 };

	must(store_page(m->desk, request, m->arena, page, &err), &err,
		request->form->name);
	if (!page->more || page->n == 0)
		return;
	next.counted = next.inclusive = false;
	next.key = page->rows[page->n - 1].key;
	store_prefetch(m->desk, &next);
	rest(m);
}

static struct page_request
list_of(struct morning *m, const char *name)
{
	const struct page_request request = {
		.form = desk_form(m->desk, name), .limit = PAGE, .counted = true
	};

	assert_non_null(request.form);
	return request;
}

static struct record *
open_record(struct morning *m, const char *form, const struct row *row)
{
	struct err err = { 0 };
	struct record *record =
		store_read(m->desk, desk_form(m->desk, form), row->id, &err);

	must(record, &err, form);
	return record;
}

static void
type(struct record *record, const char *name, const char *typed)
{
	const struct date today = { 2019, 4, 10 };
	struct err err = { 0 };

	must(record_type(record, form_field(record->form, name), typed, today,
		     &err),
		&err, name);
}

/* A row of the list beneath. */
static void
save(struct morning *m, struct record *record,
	const struct page_request *request, struct page_rows *page, size_t row)
{
	struct listed listed = { .request = *request, .arena = m->arena };
	struct err err = { 0 };
	struct record *saved = NULL;
	char id[37];

	request_new(id);
	must(store_save_listed(
		     m->desk, record, id, &listed, &saved, NULL, &err),
		&err, "save");
	record_free(saved);
	if (listed.row && row_stays(request, &page->rows[row], listed.row))
		page->rows[row] = *listed.row;
	else
		read_page(m, request, page);
}

/* Saves milestones of the list, each opened from it, and comes back. */
static void
work_on_milestones(struct morning *m)
{
	struct page_rows page;
	struct page_request request = list_of(m, "hito");
	struct find *find = find_new(m->arena, request.form);
	struct err err = { 0 };

	must(find_add(find, "plan_code", "2030-2032", m->desk->today, &err),
		&err, "find");
	request.find = find;
	request.counted = false;
	read_page(m, &request, &page);
	for (size_t i = 0; i < SAVED; i++) {
		size_t row = i % PAGE;
		struct record *record = open_record(m, "hito", &page.rows[row]);

		type(record, i % 2 ? "starts" : "text",
			i % 2 ? "ago-2030" : "Otro texto de un hito");
		if (i % 4 == 0)
			type(record, "ends", "dic-2031");
		save(m, record, &request, &page, row);
		record_free(record);
		if (row == PAGE - 1 && i + 1 < SAVED) {
			request.key = page.rows[row].key;
			read_page(m, &request, &page);
		}
	}
}

/* Looks at records of other registers. */
static void
look_around(struct morning *m)
{
	static const char *const forms[] = { "compromiso", "indicador",
		"resultado", "documento", "periodo", "objetivo", "actividad",
		"plan", "oficina" };
	enum {
		FORMS = sizeof forms / sizeof *forms
	};
	size_t opened = SAVED;

	for (size_t i = 0; i < FORMS; i++) {
		struct page_request request = list_of(m, forms[i]);
		struct page_rows page;

		read_page(m, &request, &page);
		for (size_t k = 0; k < 3 && k < page.n && opened < OPENED;
			k++) {
			record_free(open_record(m, forms[i], &page.rows[k]));
			opened++;
		}
	}
	assert_int_equal(opened, OPENED);
}

/* A sheet whose rows are all filled in; which they are. */
static void
fill_a_sheet(struct morning *m, struct sheet *sheet, size_t rows[SHEET],
	const char *column)
{
	struct err err = { 0 };
	size_t n = 0;
	char typed[8];

	must(sheet_read(m->desk, "GRPAT", "2019-Q2", "2018-2020", m->arena,
		     sheet, &err),
		&err, "sheet");
	for (size_t i = 0; i < sheet->n && n < SHEET; i++) {
		if (sheet->rows[i].why)
			continue;
		(void)snprintf(typed, sizeof typed, "%zu", 1 + i % 4);
		type(sheet->rows[i].record, column, typed);
		rows[n++] = i;
	}
	assert_int_equal(n, SHEET);
}

static bool
save_sheet(struct morning *m, struct sheet *sheet, const size_t rows[SHEET],
	size_t *at, struct err *err)
{
	char request[37];

	request_new(request);
	return sheet_save(m->desk, sheet, rows, SHEET, request, at, err);
}

static void
see_a_report(struct morning *m)
{
	const struct report_question question = { .plan = "2018-2020",
		.period_key = "2019-Q1" };
	struct err err = { 0 };
	const struct layout *layout = layout_find(NULL, m->arena, "quarterly", &err);

	must(layout, &err, "layout");
	must(report_ask(m->desk, m->arena, layout, &question, &err), &err,
		"report");
}

/* ---- what it costs */

/* Of each part since the one before. */
static struct proxy_count
tell(struct morning *m, const char *part, struct proxy_count before)
{
	struct proxy_count now;

	rest(m);
	now = proxy_count(m->proxy);
	print_message("# %-11s %6zu up %6zu down %3u round trips\n", part,
		now.up - before.up, now.down - before.down,
		now.syncs - before.syncs);
	return now;
}

static void
a_morning_on_the_line(void **state)
{
	struct morning *m = *state;
	struct proxy_count at = { 0 }, before;
	struct sheet sheet;
	size_t rows[SHEET], row;
	struct err err = { 0 };

	/* the catalogue is asked once for all mornings */
	start(m);
	desk_close(m->desk);
	rest(m);
	proxy_count_new(m->proxy);
	start(m);
	at = tell(m, "start", at);
	work_on_milestones(m);
	at = tell(m, "milestones", at);
	look_around(m);
	at = tell(m, "lists", at);
	fill_a_sheet(m, &sheet, rows, "executed");
	at = tell(m, "sheet", at);
	must(save_sheet(m, &sheet, rows, &row, &err), &err, "sheet");
	sheet_free(&sheet);
	before = at;
	at = tell(m, "its save", at);
	assert_in_range(at.up - before.up, 1, SHEET_UP);
	assert_in_range(at.down - before.down, 1, SHEET_DOWN);
	assert_int_equal(at.syncs - before.syncs, 1);
	see_a_report(m);
	at = tell(m, "report", at);
	print_message("# a morning  %6zu up %6zu down %3u round trips; "
		      "before %d, %d, %d\n",
		at.up, at.down, at.syncs, BEFORE_UP, BEFORE_DOWN, BEFORE_TRIPS);
	assert_in_range(
		100 * (at.up + at.down), 1, 21 * (BEFORE_UP + BEFORE_DOWN));
	assert_in_range(100 * at.syncs, 1, 60 * BEFORE_TRIPS);
}

/* ---- what is seen again */

enum {
	SAME = 60, /* bytes of an answer that says so */
	/* of each statement more: a header, its end, and what its column is
	 * called */
	SAME_MORE = 46
};

/* Bytes that came since. */
static size_t
came(struct morning *m, struct proxy_count *at)
{
	struct proxy_count before = *at;

	rest(m);
	*at = proxy_count(m->proxy);
	return at->down - before.down;
}

static void
seen(struct morning *m, const struct page_request *request,
	struct page_rows *page)
{
	struct err err = { 0 };

	must(store_page(m->desk, request, m->arena, page, &err), &err, "list");
}

static void
a_page_seen_again(struct morning *m)
{
	struct page_request request = list_of(m, "hito");
	struct page_rows first, page;
	struct record *record;
	struct proxy_count at = proxy_count(m->proxy);

	request.counted = false;
	seen(m, &request, &first);
	assert_in_range(came(m, &at), 1000, 14600);
	for (int i = 0; i < 2; i++) {
		seen(m, &request, &page);
		assert_in_range(came(m, &at), 1, SAME);
		assert_int_equal(page.n, first.n);
		for (size_t k = 0; k < page.n; k++) {
			assert_string_equal(page.rows[k].cells[3],
				first.rows[k].cells[3]);
			assert_string_equal(
				page.rows[k].version, first.rows[k].version);
		}
	}
	/* the page behind it, and back: each is known by itself */
	request.key = first.rows[first.n - 1].key;
	seen(m, &request, &page);
	assert_in_range(came(m, &at), 100, 14600);
	request.key = NULL;
	seen(m, &request, &page);
	assert_in_range(came(m, &at), 1, SAME);
	/* somebody else changes a row of it */
	run_sql(getenv("TEST_URL_SUPER"),
		arena_printf(m->arena,
			"alter table plan.milestone disable trigger user;"
			"update plan.milestone set row_version = "
			"row_version + 1 where id = %s;"
			"alter table plan.milestone enable trigger user",
			first.rows[2].id));
	(void)came(m, &at);
	seen(m, &request, &page);
	assert_in_range(came(m, &at), 1000, 14600);
	assert_string_not_equal(page.rows[2].version, first.rows[2].version);
	seen(m, &request, &page);
	assert_in_range(came(m, &at), 1, SAME);
	record = open_record(m, "hito", &page.rows[0]);
	assert_in_range(came(m, &at), SAME, 14600);
	record_free(record);
	record = open_record(m, "hito", &page.rows[0]);
	assert_in_range(came(m, &at), 1,
		SAME + SAME_MORE * record->form->n_lines);
	record_free(record);
}

static void
what_did_not_change_is_not_sent(void **state)
{
	struct morning *m = *state;
	struct proxy_count at;
	struct board *board;
	struct err err = { 0 };

	desk_close(m->desk);
	rest(m);
	proxy_count_new(m->proxy);
	start(m);
	a_page_seen_again(m);
	at = proxy_count(m->proxy);
	for (int i = 0; i < 2; i++) {
		must(board_read(m->desk, m->arena, &board, &err), &err,
			"board");
		assert_in_range(came(m, &at), 1, i == 0 ? 14600 : SAME);
		assert_in_range(board->n, 1, 1000);
	}
	/* of a report its head tells the hour */
	for (int i = 0; i < 2; i++) {
		see_a_report(m);
		assert_in_range(came(m, &at), 1, i == 0 ? 12000 : 1500);
	}
	/* a line made anew to the same server */
	must(desk_reconnect(m->desk, &err), &err, "reconnect");
	(void)came(m, &at);
	must(board_read(m->desk, m->arena, &board, &err), &err, "board");
	assert_in_range(came(m, &at), 1, SAME);
}

/* Of fourteen rows one is another's by now: it is told, and nothing is saved;
 * then all of them, with hers as it is. */
static void
one_of_fourteen_was_changed(void **state)
{
	struct morning *m = *state;
	struct sheet sheet;
	size_t rows[SHEET], at = 0;
	struct err err = { 0 };
	char sql[256];

	fill_a_sheet(m, &sheet, rows, "narrative");
	(void)snprintf(sql, sizeof sql,
		"update follow.result set executed = 99 where id = %s",
		sheet.rows[rows[SHEET - 2]].record->id);
	run_sql(target_url(), sql);
	assert_false(save_sheet(m, &sheet, rows, &at, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(at, rows[SHEET - 2]);
	for (size_t i = 0; i < SHEET; i++)
		assert_string_equal(sheet.rows[rows[i]].record->version, "1");
	sheet_free(&sheet);
	fill_a_sheet(m, &sheet, rows, "narrative");
	for (size_t i = 0; i < SHEET; i++)
		assert_string_equal(sheet.rows[rows[i]].record->version,
			i == SHEET - 2 ? "2" : "1");
	must(save_sheet(m, &sheet, rows, &at, &err), &err, "sheet");
	for (size_t i = 0; i < SHEET; i++)
		assert_string_equal(sheet.rows[rows[i]].record->version,
			i == SHEET - 2 ? "3" : "2");
	sheet_free(&sheet);
}

/* ---- what there is to work on */

/* Of a plan in preparation: cards of a submitted one do not change. */
static const char milestones[] =
	"insert into plan.action_plan (plan_code, title, office_id) "
	"values ('2030-2032', 'Plan en preparación', core.my_office());"
	"insert into plan.commitment (plan_id, commitment_no, title, "
	"office_id) select id, 1, 'Un compromiso en preparación', office_id "
	"from plan.action_plan where plan_code = '2030-2032';"
	"insert into plan.milestone (commitment_id, position, text, office_id)"
	" select c.id, i, 'Se publican los resultados de la consulta ' || i, "
	"c.office_id from plan.commitment c join plan.action_plan p "
	"on p.id = c.plan_id, generate_series(1, 60) i "
	"where p.plan_code = '2030-2032'";

/* The demonstration's sheet is shorter: more indicators of its office, although
 * its baseline is approved. */
static const char indicators[] =
	"alter table follow.indicator disable trigger t30_rule;"
	"alter table follow.target disable trigger t30_rule;"
	"insert into follow.indicator (plan_id, commitment_id, "
	"indicator_code, indicator_name, kind, unit, formula, direction, "
	"measure, method, weight, verification, office_id) "
	"select plan_id, commitment_id, '1.' || n, "
	"indicator_name || ' ' || n, kind, unit, formula, direction, measure, "
	"method, weight, verification, office_id "
	"from follow.indicator, generate_series(11, 16) n "
	"where indicator_code = '1.1';"
	"insert into follow.target (indicator_id, period_id, planned, "
	"office_id) select i.id, t.period_id, t.planned, t.office_id "
	"from follow.indicator i, follow.target t "
	"join follow.indicator o on o.id = t.indicator_id "
	"join core.period p on p.id = t.period_id "
	"where o.indicator_code = '1.1' and p.period_key = '2019-Q2' and i.indicator_code "
	"in ('1.11', '1.12', '1.13', '1.14', '1.15', '1.16');"
	"alter table follow.target enable trigger t30_rule;"
	"alter table follow.indicator enable trigger t30_rule";

static int
set_up(void **state)
{
	struct morning *m = calloc(1, sizeof *m);
	struct err err = { 0 };

	if (!m)
		return -1;
	run_sql(target_url(), milestones);
	run_sql(getenv("TEST_URL_SUPER"), indicators);
	m->arena = arena_new();
	home_init("morning");
	must(settings_load(&m->settings, m->arena, &err), &err, "settings");
	m->proxy = proxy_open(target_socket(), NULL);
	*state = m;
	return 0;
}

static int
tear_down(void **state)
{
	struct morning *m = *state;

	desk_close(m->desk);
	proxy_close(m->proxy);
	arena_free(m->arena);
	free(m);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_morning_on_the_line),
		cmocka_unit_test(one_of_fourteen_was_changed),
		cmocka_unit_test(what_did_not_change_is_not_sent),
	};

	return cmocka_run_group_tests_name("morning", tests, set_up, tear_down);
}
