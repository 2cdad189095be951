/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All reading and saving against a real server with the demonstration
 * (TEST_URL, TEST_URL_SUPER): round trips counted, refusals at their fields,
 * nothing saved twice, nobody overwritten unseen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "base/str.h"
#include "cmd/conf.h"
#include "store/action.h"
#include "store/entry.h"
#include "store/lookup.h"
#include "store/store.h"

#define CLERK "t_store_clerk"
#define PLAN "2018-2020" /* of the demonstration: presented, its cards closed */
#define DRAFT "2021-2022" /* ours */

enum {
	CONNECT = 1
}; /* counted by the session as one */

struct place {
	struct arena *arena;
	struct settings settings;
	struct desk *desk;
	const struct form *form;
	PGconn *super;
	char clerk_url[1024];
};

static void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

static void
as_super(struct place *p, const char *sql)
{
	PGresult *r = PQexec(p->super, sql);
	ExecStatusType status = PQresultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(p->super));
	PQclear(r);
}

static long
count_of(struct place *p, const char *sql)
{
	PGresult *r = PQexec(p->super, sql);
	long n;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(p->super));
	n = strtol(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return n;
}

static struct desk *
connected(struct place *p, const char *url)
{
	struct session_params params = { .application = "hito",
		.conninfo = url };
	struct err err = { 0 };
	struct desk *desk = desk_new(&p->settings, &err);

	must(desk, &err, "desk");
	must(desk_connect(desk, &params, &wait_plain, &err), &err, "connect");
	return desk;
}

/* The same address, another person. */
static void
url_of(const char *person, char *out, size_t room)
{
	const char *url = getenv("TEST_URL");
	const char *at = strchr(url, '@');
	const char *start = strstr(url, "://");

	assert_true(at && start);
	snprintf(
		out, room, "%.*s%s%s", (int)(start + 3 - url), url, person, at);
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	struct err err = { 0 };

	p->arena = arena_new();
	home_init("work_test");
	must(settings_load(&p->settings, p->arena, &err), &err, "settings");
	p->super = PQconnectdb(getenv("TEST_URL_SUPER"));
	assert_int_equal(PQstatus(p->super), CONNECTION_OK);
	url_of(CLERK, p->clerk_url, sizeof p->clerk_url);
	p->desk = connected(p, getenv("TEST_URL"));
	p->form = desk_form(p->desk, "hito");
	assert_non_null(p->form);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	desk_close(p->desk);
	PQfinish(p->super);
	arena_free(p->arena);
	free(p);
	return 0;
}

static void
add_clerk(struct place *p)
{
	as_super(p, "create role " CLERK " login inherit in role hito_clerk");
	as_super(p, "insert into core.member(login, office_id, kind)"
		    " select '" CLERK "', id, 'enter' from core.office"
		    " where office_code = 'SGTI'");
}

/* Two offices to work in, both to read only. */
static void
make_reader(struct place *p)
{
	as_super(p, "revoke hito_clerk from " CLERK);
	as_super(p, "grant hito_reader to " CLERK);
	as_super(p, "delete from core.member where login = '" CLERK "'");
	as_super(p, "insert into core.member(login, office_id, kind)"
		    " select '" CLERK "', id, 'read' from core.office"
		    " where office_code in ('SGTI', 'GRDIS')");
}

static void
drop_clerk(struct place *p)
{
	as_super(p, "delete from core.member where login = '" CLERK "'");
	as_super(p, "drop role " CLERK);
}

/* ---- records */

static void
type(struct record *record, const char *name, const char *typed)
{
	const struct date today = { 2019, 4, 10 };
	struct err err = { 0 };

	if (!record_type(
		    record, form_field(record->form, name), typed, today, &err))
		fail_msg("%s: %s", name, err.text);
}

static void
type_goal(
	struct record *record, size_t row, const char *name, const char *typed)
{
	const struct lines *lines = &record->form->lines[0];
	const struct date today = { 2019, 4, 10 };
	struct err err = { 0 };

	for (size_t i = 0; i < lines->n_fields; i++) {
		if (str_eq(lines->fields[i].name, name))
			must(value_type(record->arena, &lines->fields[i], typed,
				     today,
				     &record->lines[0].rows[row].values[i],
				     &err),
				&err, name);
	}
}

static const char *
now_of(const struct record *record, const char *name)
{
	return record->values[form_field(record->form, name)].now;
}

static struct record *
new_milestone(struct place *p)
{
	struct record *record = record_new(p->form, NULL, p->desk->today);

	type(record, "plan_code", DRAFT);
	type(record, "commitment_no", "1");
	type(record, "text", "Hito de la prueba");
	type(record, "starts", "ago-2019");
	type(record, "ends", "dic-2019");
	type(record, "office_code", "SGTI");
	record_add_line(record, 0);
	type_goal(record, 0, "text", "Una meta");
	type_goal(record, 0, "quantity", "4");
	return record;
}

static struct record *
read_key(struct place *p, const char *key)
{
	struct err err = { 0 };
	struct record *record = store_read_key(p->desk, p->form, key, &err);

	must(record, &err, key);
	return record;
}

static struct record *
save(struct place *p, const struct record *record)
{
	struct err err = { 0 };
	struct record *saved = NULL;
	char request[37];

	request_new(request);
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"save");
	return saved;
}

/* A plan still in draft with one commitment, made as a person does. */
static void
make_draft(struct place *p)
{
	const struct form *plan = desk_form(p->desk, "plan");
	const struct form *card = desk_form(p->desk, "compromiso");
	struct record *record = record_new(plan, NULL, p->desk->today);

	type(record, "plan_code", DRAFT);
	type(record, "title", "Plan de la prueba");
	type(record, "office_code", "GRPAT");
	record_free(save(p, record));
	record_free(record);
	record = record_new(card, NULL, p->desk->today);
	type(record, "plan_code", DRAFT);
	type(record, "commitment_no", "1");
	type(record, "title", "Compromiso de la prueba");
	type(record, "office_code", "SGTI");
	record_free(save(p, record));
	record_free(record);
}

/* ---- connecting */

static void
test_first_screen(void **state)
{
	struct place *p = *state;
	struct desk *warm = connected(p, getenv("TEST_URL"));
	const struct desk_right *right;

	/* the catalogue was asked by the first desk, or lies there from
	 * before */
	assert_int_equal(session_round_trips(warm->session), CONNECT + 1);
	assert_non_null(warm->board);
	assert_string_equal(warm->plan, PLAN);
	assert_int_equal(warm->today.year, 2019);
	assert_true(warm->site.is_test);
	assert_false(warm->read_only);
	assert_null(warm->files.problem);
	right = desk_right(warm, "plan.milestone");
	assert_true(right && right->insert && right->update);
	assert_ptr_equal(
		desk_form(warm, "HITOS"), desk_form(warm, "milestone"));
	assert_null(desk_form(warm, "nada"));
	desk_close(warm);
}

static void
test_broken_cache(void **state)
{
	struct place *p = *state;
	const char *path = arena_printf(p->arena, "%s/catalog-%s",
		settings_dir_cache(p->arena), p->desk->files.schema_hash);
	FILE *f = fopen(path, "w");
	struct desk *desk;

	fputs("hito-catalog-2 garbage\n", f);
	fclose(f);
	desk = connected(p, getenv("TEST_URL"));
	assert_int_equal(session_round_trips(desk->session), CONNECT + 2);
	desk_close(desk);
	desk = connected(p, getenv("TEST_URL"));
	assert_int_equal(session_round_trips(desk->session), CONNECT + 1);
	desk_close(desk);
}

/* A start that finds the files and columns of an earlier one reads heads; the
 * rest of a form is read, and bound, when it is asked for. */
static void
test_heads(void **state)
{
	struct place *p = *state;
	struct desk *desk = connected(p, getenv("TEST_URL"));
	const struct form *head = NULL, *form;
	const char *proof = arena_printf(p->arena, "%s/forms-%s",
		settings_dir_cache(p->arena), desk->files.schema_hash);
	struct err err = { 0 };

	for (size_t i = 0; i < desk->n_forms; i++)
		if (str_eq(desk->forms[i]->name, "milestone"))
			head = desk->forms[i];
	assert_true(desk->files.heads);
	assert_true(head && !head->whole && !head->bound);
	form = desk_form(desk, "hitos");
	assert_ptr_equal(form, head);
	assert_true(form->whole && form->bound && form->n_fields > 0);
	must(desk_forms_whole(desk, &err), &err, "all");
	for (size_t i = 0; i < desk->n_forms; i++)
		assert_true(desk->forms[i]->whole && desk->forms[i]->bound);
	assert_int_equal(session_round_trips(desk->session), CONNECT + 1);
	desk_close(desk);
	/* Bound to columns of which it is not known whether they are these. */
	assert_int_equal(unlink(proof), 0);
	desk = connected(p, getenv("TEST_URL"));
	assert_false(desk->files.heads);
	assert_true(desk->forms[0]->whole && desk->forms[0]->bound);
	desk_close(desk);
	assert_int_equal(access(proof, R_OK), 0);
}

static void
test_no_schema(void **state)
{
	struct place *p = *state;
	struct session_params params = { .application = "hito" };
	struct err err = { 0 };
	struct desk *desk = desk_new(&p->settings, &err);
	char url[1024];
	char *slash;

	str_copy(url, sizeof url, getenv("TEST_URL_SUPER"));
	slash = strrchr(url, '/');
	str_copy(slash, sizeof url - (size_t)(slash - url), "/template1");
	params.conninfo = url;
	assert_false(desk_connect(desk, &params, &wait_plain, &err));
	assert_int_equal(err.kind, ERR_RULE);
	assert_non_null(strstr(err.text, "no tiene el esquema de hito"));
	assert_null(desk->session);
	assert_null(desk->who);
	desk_close(desk);
}

static void
test_versions(void **state)
{
	struct place *p = *state;
	struct desk *desk;

	/* a database that has seen one file fewer than the program */
	as_super(p, "create table public.unseen as with gone as (delete from "
		      "core.migration where file ~ 'schema/0038' returning *) "
		      "select * from gone");
	desk = connected(p, getenv("TEST_URL"));
	as_super(p, "insert into core.migration select * from public.unseen; "
		      "drop table public.unseen");
	assert_true(desk->read_only);
	assert_non_null(strstr(desk->read_only_why, "anterior"));
	desk_close(desk);
}

/* A clerk's machine has the forms, and nothing of the server. */
static void
test_without_schema_files(void **state)
{
	struct place *p = *state;
	const char *set = getenv("HITO_HOME");
	const char *home = arena_strdup(p->arena, set ? set : ".");
	const char *elsewhere = arena_printf(
		p->arena, "%s/clerk", settings_dir_state(p->arena));
	struct desk *desk;

	assert_int_equal(
		system(arena_printf(p->arena,
			"mkdir '%s' && cp -r '%s/forms' '%s'", elsewhere, home,
			elsewhere)),
		0);
	setenv("HITO_HOME", elsewhere, 1);
	desk = connected(p, getenv("TEST_URL"));
	assert_false(desk->read_only);
	setenv("HITO_HOME", home, 1);
	desk_close(desk);
	assert_int_equal(
		system(arena_printf(p->arena, "rm -rf '%s'", elsewhere)), 0);
}

/* ---- pages */

static void
test_pages(void **state)
{
	struct place *p = *state;
	struct page_request request = { .form = p->form, .limit = 5 };
	struct page_rows first;
	struct page_rows next;
	struct page_rows back;
	struct page_rows third;
	struct err err = { 0 };
	unsigned trips;
	long n = 0;

	must(store_page(p->desk, &request, p->arena, &first, &err), &err,
		"page");
	assert_int_equal(first.n, 5);
	assert_true(first.more);
	assert_int_equal(strlen(first.read_at), 5);
	request.key = first.rows[4].key;
	trips = session_round_trips(p->desk->session);
	store_prefetch(p->desk, &request);
	must(store_page(p->desk, &request, p->arena, &next, &err), &err,
		"next");
	assert_int_equal(session_round_trips(p->desk->session), trips + 1);
	assert_string_not_equal(next.rows[0].id, first.rows[4].id);
	/* what was sent for ahead is of another place: not taken for this */
	store_prefetch(p->desk, &request);
	request.key = first.rows[2].key;
	must(store_page(p->desk, &request, p->arena, &third, &err), &err,
		"third");
	assert_string_equal(third.rows[0].id, first.rows[3].id);
	assert_string_equal(third.rows[4].id, next.rows[2].id);
	request.key = next.rows[0].key;
	request.backwards = true;
	must(store_page(p->desk, &request, p->arena, &back, &err), &err,
		"back");
	assert_int_equal(back.n, 5);
	assert_false(back.more);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(back.rows[i].id, first.rows[i].id);
	request =
		(struct page_request){ .form = p->form, .filter = "doubtful" };
	must(store_count(p->desk, &request, &n, &err), &err, "count");
	assert_int_equal(n, 1);
}

enum {
	SORTED_ROWS = 20, /* looked at of each register */
	SORTED_PAGE = 7
};

/* The rows up to that many, a page at a time from each page's end. */
static void
pages(struct place *p, struct page_request request, const char **ids, size_t n)
{
	struct arena *arena = arena_new();
	struct page_rows page = { .more = true };
	struct err err = { 0 };
	size_t got = 0;

	request.limit = SORTED_PAGE;
	while (got < n && page.more) {
		must(store_page(p->desk, &request, arena, &page, &err), &err,
			request.sort);
		for (size_t i = 0; i < page.n && got < n; i++) {
			size_t at = request.backwards ? page.n - 1 - i : i;

			ids[got++] = arena_strdup(p->arena, page.rows[at].id);
		}
		if (page.n > 0)
			request.key = row_key(p->arena, &request,
				&page.rows[request.backwards ? 0 : page.n - 1]);
	}
	assert_int_equal(got, n);
	arena_free(arena);
}

/* Whole and in pages it is the same order, and back from its end the same
 * backwards; what is blank comes last. */
static void
sorted(struct place *p, const struct form *form, size_t column, bool descending)
{
	struct page_request request = { .form = form,
		.sort = form->list[column].name,
		.descending = descending,
		.limit = SORTED_ROWS };
	struct page_rows whole;
	struct err err = { 0 };
	const char *onward[SORTED_ROWS], *back[SORTED_ROWS];
	int at = form_field(form, request.sort);
	bool by_itself = at < 0 || !form->fields[at].numbers;
	bool blank = false;

	must(store_page(p->desk, &request, p->arena, &whole, &err), &err,
		request.sort);
	pages(p, request, onward, whole.n);
	for (size_t i = 0; i < whole.n; i++) {
		const char *value = whole.rows[i].values[column];

		assert_string_equal(onward[i], whole.rows[i].id);
		assert_false(by_itself && blank && !str_is_blank(value));
		blank = !value;
	}
	if (whole.n == 0)
		return;
	request.backwards = request.inclusive = true;
	request.limit = (int)whole.n;
	request.key = row_key(p->arena, &request, &whole.rows[whole.n - 1]);
	must(store_page(p->desk, &request, p->arena, &whole, &err), &err,
		request.sort);
	request.inclusive = false;
	request.key = row_key(p->arena, &request, &whole.rows[whole.n - 1]);
	pages(p, request, back, whole.n - 1);
	for (size_t i = 0; i + 1 < whole.n; i++)
		assert_string_equal(back[i], onward[whole.n - 2 - i]);
}

/* With every column that may stand in its list; no personal one does. */
static const struct form *
with_all(struct place *p, const struct form *form)
{
	size_t n;
	struct list_column *all = form_listable(p->arena, form, &n);

	for (size_t i = 0; i < n; i++) {
		int at = form_field(form, all[i].name);

		assert_false(at >= 0 && form->fields[at].personal);
	}
	return form_with_list(p->arena, form, all, n, true);
}

static void
test_sorted_by_each_column(void **state)
{
	struct place *p = *state;
	const struct desk *desk = p->desk;
	size_t n = 0;

	/* Every other one backwards. */
	for (size_t f = 0; f < desk->n_forms; f++) {
		const struct form *form = with_all(p, desk_form_at(desk, f));

		for (size_t i = 0; i < form->n_list; i++)
			if (statement_sorts(form, form->list[i].name))
				sorted(p, form, i, n++ % 2);
	}
	assert_true(n > 100);
}

/* One column of its own, the rest hidden behind: each row has them all, and
 * words are looked for in what one sees. */
static void
test_hidden_columns(void **state)
{
	struct place *p = *state;
	size_t n;
	struct list_column *all = form_listable(p->arena, p->form, &n);
	const struct form *form;
	struct page_request request = { .limit = 1 };
	struct page_rows page;
	struct err err = { 0 };
	long found = -1;

	for (size_t i = 0; i < n; i++)
		all[i].hidden = !str_eq(all[i].name, "office_code");
	form = form_with_list(p->arena, p->form, all, n, true);
	assert_int_equal(form->n_list, p->form->n_list + 1);
	assert_string_equal(form->list[0].name, "office_code");
	assert_false(form->list[0].hidden);
	assert_true(form->list[1].hidden);
	request.form = form;
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	for (size_t i = 0; i < form->n_list; i++)
		if (str_eq(form->list[i].name, "plan_code"))
			assert_string_equal(
				page.rows[0].values[i], "2018-2020");
	request.narrow = "2018-2020";
	must(store_count(p->desk, &request, &found, &err), &err, "");
	assert_int_equal(found, 0);
	request.form = p->form;
	must(store_count(p->desk, &request, &found, &err), &err, "");
	assert_true(found > 0);
}

/* The numbers that were read, in that order. */
static void
test_sorted_by_value(void **state)
{
	static const char *const labels[] = { "Pendiente", "En proceso" };
	struct place *p = *state;
	struct page_request request = { .form = p->form,
		.sort = "position",
		.descending = true,
		.limit = SORTED_ROWS };
	struct page_rows page;
	struct err err = { 0 };
	size_t column = 0;
	long before = 1000;

	while (!str_eq(p->form->list[column].name, "position"))
		column++;
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	for (size_t i = 0; i < page.n; i++) {
		long now = strtol(page.rows[i].values[column], NULL, 10);

		assert_true(now <= before);
		before = now;
	}
	/* choices as the form has them, not by the letters of their codes */
	while (!str_eq(p->form->list[column].name, "state"))
		column++;
	request.sort = "state";
	request.descending = false;
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	assert_string_equal(page.rows[0].cells[column], labels[0]);
	request.descending = true;
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	assert_string_equal(page.rows[0].cells[column], labels[1]);
	assert_false(statement_sorts(p->form, "no_such_column"));
}

/* ---- saving */

static void
test_insert_once(void **state)
{
	struct place *p = *state;
	struct record *record;
	struct record *saved = NULL;
	struct record *again = NULL;
	struct err err = { 0 };
	char request[37];
	unsigned trips;

	make_draft(p);
	record = new_milestone(p);
	request_new(request);
	trips = session_round_trips(p->desk->session);
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"save");
	assert_int_equal(session_round_trips(p->desk->session), trips + 1);
	assert_string_equal(now_of(saved, "starts"), "ago-2019");
	assert_int_equal(saved->lines[0].n, 1);
	assert_false(record_is_changed(saved));
	/* as after a lost reply: the same request id once more */
	must(store_save(p->desk, record, request, &again, NULL, &err), &err,
		"again");
	assert_string_equal(again->id, saved->id);
	assert_int_equal(again->lines[0].n, 1);
	assert_int_equal(count_of(p, "select count(*) from plan.milestone"
				     " where text = 'Hito de la prueba'"),
		1);
	assert_string_equal(store_key(p->arena, saved), DRAFT "/1.1");
	record_free(again);
	record_free(saved);
	record_free(record);
}

static void
test_update_once(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL;
	struct record *again = NULL;
	struct err err = { 0 };
	char request[37];
	long version = strtol(record->version, NULL, 10);

	type(record, "notes", "Una nota con ñ y dos\nrenglones");
	type_goal(record, 0, "quantity", "5");
	record_add_line(record, 0);
	type_goal(record, 1, "text", "Otra meta");
	request_new(request);
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"save");
	assert_int_equal(strtol(saved->version, NULL, 10), version + 1);
	assert_int_equal(saved->lines[0].n, 2);
	must(store_save(p->desk, record, request, &again, NULL, &err), &err,
		"again");
	assert_string_equal(again->version, saved->version);
	assert_int_equal(again->lines[0].n, 2);
	assert_string_equal(
		now_of(again, "notes"), "Una nota con ñ y dos\nrenglones");
	record_free(again);
	record_free(saved);
	record_free(record);
}

static const char *
cell_of(const struct place *p, const struct row *row, const char *column)
{
	for (size_t i = 0; i < p->form->n_list; i++)
		if (str_eq(p->form->list[i].name, column))
			return row->cells[i];
	return NULL;
}

/* The list beneath need not be read again for it; where the record is in none
 * of its rows now, or that is not known, it must be. */
static void
test_row_comes_with_its_save(void **state)
{
	struct place *p = *state;
	struct listed listed = { .arena = p->arena };
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL, *again = NULL, *third = NULL;
	struct err err = { 0 };
	struct page_rows page;
	char request[37];
	unsigned trips;

	listed.request = (struct page_request){ .form = p->form, .limit = 1 };
	listed.request.narrow = "hito de la prueba";
	must(store_page(p->desk, &listed.request, p->arena, &page, &err), &err,
		"page");
	assert_int_equal(page.n, 1);
	assert_string_equal(page.rows[0].id, record->id);
	type(record, "text", "Otro hito de la prueba");
	request_new(request);
	trips = session_round_trips(p->desk->session);
	must(store_save_listed(
		     p->desk, record, request, &listed, &saved, NULL, &err),
		&err, "save");
	assert_int_equal(session_round_trips(p->desk->session), trips + 1);
	assert_non_null(listed.row);
	assert_string_equal(listed.row->version, saved->version);
	assert_string_equal(
		cell_of(p, listed.row, "text"), "Otro hito de la prueba");
	assert_true(row_stays(&listed.request, &page.rows[0], listed.row));
	must(store_save_listed(
		     p->desk, record, request, &listed, &again, NULL, &err),
		&err, "again");
	assert_null(listed.row);
	type(again, "text", "Un hito");
	request_new(request);
	must(store_save_listed(
		     p->desk, again, request, &listed, &third, NULL, &err),
		&err, "another");
	assert_null(listed.row);
	type(third, "text", "Hito de la prueba");
	record_free(save(p, third));
	record_free(third);
	record_free(again);
	record_free(saved);
	record_free(record);
}

static void
test_conflict(void **state)
{
	struct place *p = *state;
	struct record *mine = read_key(p, DRAFT "/1.1");
	struct record *other = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL;
	struct conflict conflict;
	struct err err = { 0 };
	char request[37];

	type(other, "notes", "La otra persona");
	record_free(save(p, other));
	type(mine, "notes", "Yo");
	request_new(request);
	assert_false(store_save(p->desk, mine, request, &saved, NULL, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_null(saved);
	must(store_conflict(p->desk, mine, p->arena, &conflict, &err), &err,
		"conflict");
	assert_string_equal(
		now_of(conflict.theirs, "notes"), "La otra persona");
	assert_string_equal(conflict.who, p->desk->who);
	assert_true(str_starts(conflict.when, "ahora mismo") ||
		    str_starts(conflict.when, "hace "));
	assert_false(conflict.gone);
	record_free(conflict.theirs);
	record_free(mine);
	record_free(other);
}

/* Somebody changed a line and nothing else of the record: still a conflict,
 * not a missing right. */
static void
test_conflict_of_a_line(void **state)
{
	struct place *p = *state;
	struct record *mine = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL;
	struct err err = { 0 };
	char request[37];

	as_super(p, "update plan.goal set quantity = 77 where text ="
		    " 'Una meta'");
	type_goal(mine, 0, "quantity", "6");
	request_new(request);
	assert_false(store_save(p->desk, mine, request, &saved, NULL, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_null(saved);
	record_free(mine);
}

/* ---- refusals */

static void
refused(struct place *p, const struct record *record, enum err_kind kind,
	const char *field, int wanted_row)
{
	struct record *saved = NULL;
	struct err err = { 0 };
	char request[37];
	int row = -7;

	request_new(request);
	assert_false(store_save(p->desk, record, request, &saved, &row, &err));
	assert_null(saved);
	if (err.kind != kind || !str_eq(err.field, field) || row != wanted_row)
		fail_msg("kind %d field %s row %d: %s (%s)", (int)err.kind,
			err.field, row, err.text, err.detail);
	assert_true(strlen(err.text) > 10);
}

static void
test_refusals(void **state)
{
	struct place *p = *state;
	struct record *record = new_milestone(p);
	struct record *plan;

	type(record, "office_code", "NOHAY");
	refused(p, record, ERR_INPUT, "office_code", -1);
	type(record, "office_code", "SGTI");
	type(record, "ends", "ene-2019");
	refused(p, record, ERR_RULE, "ends", -1);
	type(record, "ends", "dic-2019");
	record_add_line(record, 0);
	type_goal(record, 1, "quantity", "3"); /* a goal without its text */
	refused(p, record, ERR_RULE, "lines.text", 1);
	record_free(record);

	/* the constraint's name says the column of a foreign key */
	as_super(p, "create table public.t_words (text text primary key);"
		    "alter table plan.milestone add constraint"
		    " milestone_text_fkey foreign key (text)"
		    " references public.t_words not valid");
	record = new_milestone(p);
	refused(p, record, ERR_RULE, "text", -1);
	record_free(record);
	as_super(p, "alter table plan.milestone drop constraint"
		    " milestone_text_fkey; drop table public.t_words");

	/* a natural key that is there already */
	plan = record_new(
		desk_form(p->desk, "commitment"), NULL, p->desk->today);
	type(plan, "plan_code", DRAFT);
	type(plan, "commitment_no", "1");
	type(plan, "title", "Otra vez");
	type(plan, "office_code", "SGTI");
	refused(p, plan, ERR_RULE, "commitment_no", -1);
	record_free(plan);
}

/* Told of a first save's row by the audit, whose rows a clerk reads as she
 * reads the register. */
static void
save_twice(struct place *p)
{
	struct record *record = new_milestone(p);
	struct record *first = NULL;
	struct record *again = NULL;
	struct err err = { 0 };
	char request[37];

	type(record, "text", "Hito de la oficina");
	request_new(request);
	must(store_save(p->desk, record, request, &first, NULL, &err), &err,
		"first");
	must(store_save(p->desk, record, request, &again, NULL, &err), &err,
		"again");
	assert_string_equal(first->id, again->id);
	record_free(first);
	record_free(again);
	record_free(record);
}

/* A clerk may not change what is another office's, and is told so. */
static void
test_rights(void **state)
{
	struct place *p = *state;
	struct desk *own = p->desk;
	struct record *record;
	struct record *saved = NULL;
	struct err err = { 0 };
	char request[37];

	add_clerk(p);
	p->desk = connected(p, p->clerk_url);
	assert_string_equal(p->desk->office, "SGTI");
	assert_int_equal(p->desk->n_offices, 1);
	record = store_read_key(
		p->desk, desk_form(p->desk, "hito"), PLAN "/3.2", &err);
	must(record, &err, "read");
	type(record, "notes", "No es mío");
	request_new(request);
	assert_false(store_save(p->desk, record, request, &saved, NULL, &err));
	assert_int_equal(err.kind, ERR_RIGHTS);
	record_free(record);
	p->form = desk_form(p->desk, "hito");
	save_twice(p);
	desk_close(p->desk);
	p->desk = own;
	p->form = desk_form(own, "hito");
}

/* One who only reads, and works in one of two offices: asked, remembered,
 * forgotten when it is hers no longer. */
static void
test_offices(void **state)
{
	struct place *p = *state;
	struct desk *desk;
	struct err err = { 0 };

	make_reader(p);
	desk = connected(p, p->clerk_url);
	assert_null(desk->office);
	assert_int_equal(desk->n_offices, 2);
	assert_true(desk->read_only);
	assert_false(desk_right(desk, "plan.milestone")->insert);
	must(desk_choose_office(desk, "GRDIS", &err), &err, "choose");
	assert_string_equal(desk->office, "GRDIS");
	desk_close(desk);
	desk = connected(p, p->clerk_url);
	assert_string_equal(desk->office, "GRDIS");
	desk_close(desk);
	as_super(p, "delete from core.member where login = '" CLERK "'"
		    " and office_id = (select id from core.office"
		    " where office_code = 'GRDIS')");
	desk = connected(p, p->clerk_url);
	assert_string_equal(desk->office, "SGTI");
	desk_close(desk);
	drop_clerk(p);
}

/* ---- lists of values, actions, marks, history */

static void
test_lookup(void **state)
{
	struct place *p = *state;
	struct record *record = new_milestone(p);
	int office = form_field(p->form, "office_code");
	struct pick pick;
	struct err err = { 0 };

	must(lookup_read(p->desk, p->form, &p->form->fields[office], record,
		     "tecnologias", p->arena, &pick, &err),
		&err, "lookup");
	assert_int_equal(pick.n, 1);
	assert_string_equal(pick.rows[0].code, "SGTI");
	lookup_take(record, -1, 0, office, &pick, 0);
	assert_string_equal(now_of(record, "office_name"),
		"Sub Gerencia de Tecnologías de la Información");
	record_free(record);
}

static void
test_mark_and_restore(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *after;
	struct conflict conflict;
	struct change *changes;
	struct err err = { 0 };
	char request[37];
	size_t n;

	request_new(request);
	must(store_mark(p->desk, p->form, record->id, record->version,
		     "por error", request, &err),
		&err, "mark");
	must(store_mark(p->desk, p->form, record->id, record->version,
		     "por error", request, &err),
		&err, "mark again");
	assert_null(store_read_key(p->desk, p->form, DRAFT "/1.1", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	must(store_conflict(p->desk, record, p->arena, &conflict, &err), &err,
		"conflict");
	assert_true(conflict.gone);
	request_new(request);
	must(store_restore(p->desk, p->form, record->id,
		     conflict.theirs->version, request, &err),
		&err, "restore");
	after = read_key(p, DRAFT "/1.1");
	assert_false(after->deleted);
	must(store_history(p->desk, p->form, record->id, p->arena, &changes, &n,
		     &err),
		&err, "history");
	assert_true(n >= 4);
	assert_string_equal(changes[0].op, "restauración");
	assert_string_equal(changes[1].op, "anulación");
	assert_string_equal(changes[1].now, "por error");
	assert_string_equal(changes[n - 1].op, "alta");
	record_free(conflict.theirs);
	record_free(after);
	record_free(record);
}

static void
test_action(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	const struct action *start = NULL;
	struct record *after = NULL;
	struct err err = { 0 };
	char request[37];

	for (size_t i = 0; i < p->form->n_actions; i++) {
		if (str_eq(p->form->actions[i].name, "start"))
			start = &p->form->actions[i];
	}
	assert_non_null(start);
	assert_true(action_fits(start, record));
	request_new(request);
	must(action_run(p->desk, record, start, NULL, request, &after, &err),
		&err, "start");
	assert_string_equal(now_of(after, "state"), "running");
	assert_false(action_fits(start, after));
	record_free(after);
	record_free(record);
}

/* What an action asks, found and read by name; a refusal that names it. */
static void
test_action_asks(void **state)
{
	struct place *p = *state;
	const struct action *move, *drop;
	struct reply a = { .form = p->form, .arena = p->arena };
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *after = NULL;
	struct err err = { 0 };
	char request[37];

	move = action_called(p->form, "reprog", &err);
	drop = action_called(p->form, "drop", &err);
	assert_non_null(move);
	assert_non_null(drop);
	assert_ptr_equal(action_called(p->form, "ANULAR", &err), &action_mark);
	assert_null(action_called(p->form, "volar", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.hint, "Retirar (drop)"));
	assert_non_null(strstr(err.hint, "(restore)"));
	a.action = move;
	assert_false(reply_set(&a, "text", "x", p->desk->today, &err));
	assert_non_null(strstr(err.hint, "Motivo (reason)"));
	assert_false(reply_set(
		&a, "Inicio", "cuando se pueda", p->desk->today, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.field, "starts");
	must(reply_set(&a, "inicio", "ago 2021", p->desk->today, &err), &err,
		"a date");
	assert_string_equal(a.v[0], "ago 2021");
	must(reply_set(&a, "motivo", "", p->desk->today, &err), &err,
		"a blank");
	assert_null(a.v[2]);
	assert_false(reply_complete(&a, &err));
	assert_non_null(strstr(err.text, "Fin (ends), Acuerdo (agreement)."));
	assert_string_equal(err.field, "ends");
	assert_false(action_ready(drop, record, &err));
	assert_int_equal(err.kind, ERR_RULE);
	assert_null(strstr(err.hint, "(drop)"));
	assert_null(strstr(err.hint, "(restore)"));
	request_new(request);
	assert_false(
		action_run(p->desk, record, move, a.v, request, &after, &err));
	assert_int_equal(err.kind, ERR_RULE);
	assert_string_equal(err.field, "reason");
	assert_null(after);
	record_free(record);
}

/* Marked and restored as actions; a marked one is found by its key. */
static void
test_marked(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *after = NULL;
	const char *why = "dos veces", *none = " ";
	struct err err = { 0 };
	char request[37];

	assert_null(store_read_marked(p->desk, p->form, DRAFT "/1.1", &err));
	assert_non_null(strstr(err.text, "anulado"));
	request_new(request);
	assert_false(action_run(
		p->desk, record, &action_mark, &none, request, &after, &err));
	assert_string_equal(err.field, "reason");
	must(action_run(p->desk, record, &action_mark, &why, request, &after,
		     &err),
		&err, "mark");
	assert_true(after->deleted);
	assert_true(action_fits(&action_restore, after));
	assert_false(action_fits(&action_mark, after));
	record_free(after);
	after = store_read_any(p->desk, p->form, DRAFT "/1.1", &err);
	must(after, &err, "whichever");
	assert_true(after->deleted);
	record_free(record);
	record = after;
	request_new(request);
	must(action_run(p->desk, record, &action_restore, NULL, request, &after,
		     &err),
		&err, "restore");
	assert_false(after->deleted);
	record_free(after);
	record_free(record);
}

/* A record filled by names, its lines by number. */
static void
test_entry(void **state)
{
	struct place *p = *state;
	struct record *record = record_new(p->form, NULL, p->desk->today);
	struct record *about;
	const struct form *activity = desk_form(p->desk, "activity");
	struct date today = p->desk->today;
	struct err err = { 0 };
	int goals = entry_lines(p->form, "metas", &err);

	must(entry_set(record, "Plan", DRAFT, today, &err), &err, "a heading");
	must(entry_set(record, "fecha FINAL", "ago 2021", today, &err), &err,
		"a folded one");
	must(entry_set(record, "permanent", "Sí", today, &err), &err,
		"a choice");
	assert_string_equal(now_of(record, "plan_code"), DRAFT);
	assert_string_equal(now_of(record, "ends"), "ago 2021");
	assert_string_equal(now_of(record, "permanent"), "t");
	assert_false(entry_set(record, "Estado civil", "x", today, &err));
	assert_non_null(strstr(err.hint, "number_text"));
	assert_false(entry_set(record, "Situación", "x", today, &err));
	assert_string_equal(err.field, "state");
	assert_false(
		entry_set(record, "Inicio", "cuando se pueda", today, &err));
	assert_string_equal(err.field, "starts");
	assert_int_equal(goals, 0);
	assert_int_equal(entry_lines(p->form, "puestos", &err), -1);
	assert_int_equal(entry_row(record, 0, "1", &err), -1);
	assert_int_equal(entry_add_line(record, 0, &err), 0);
	assert_int_equal(entry_add_line(record, 0, &err), 1);
	must(entry_set_line(record, 0, 1, "Cantidad", "3", today, &err), &err,
		"a line");
	assert_false(
		entry_set_line(record, 0, 1, "Cantidad", "tres", today, &err));
	must(entry_drop_line(record, 0, 0, &err), &err, "drop");
	assert_int_equal(entry_row(record, 0, "1", &err), -1);
	assert_int_equal(entry_row(record, 0, "2", &err), 1);
	assert_int_equal(entry_row(record, 0, "3", &err), -1);
	err_set(&err, ERR_INPUT, "lines.text", "Falta llenar «Meta».");
	entry_name_row(p->form, -1, 1, &err);
	assert_string_equal(err.text, "Metas, línea 2: Falta llenar «Meta».");
	record_free(record);
	record = read_key(p, DRAFT "/1.1");
	assert_false(entry_set(record, "Plan", PLAN, today, &err));
	assert_string_equal(err.field, "plan_code");
	about = entry_about(activity, record, today);
	assert_string_equal(now_of(about, "plan_code"), DRAFT);
	record_free(about);
	record_free(record);
}

static void
test_may(void **state)
{
	struct place *p = *state;
	struct err err = { 0 };

	assert_true(desk_may(p->desk, p->form, DESK_INSERT, &err));
	p->desk->read_only = true;
	p->desk->read_only_why = "es una prueba";
	assert_false(desk_may(p->desk, p->form, DESK_INSERT, &err));
	assert_int_equal(err.kind, ERR_RIGHTS);
	assert_non_null(strstr(err.text, "es una prueba"));
	p->desk->read_only = false;
}

static void
test_reconnect(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL;
	struct err err = { 0 };
	char request[37];

	as_super(p, "select pg_terminate_backend(pid) from pg_stat_activity"
		    " where application_name = 'hito' and datname ="
		    " current_database()");
	type(record, "notes", "Después del corte");
	request_new(request);
	assert_false(store_save(p->desk, record, request, &saved, NULL, &err));
	assert_int_equal(err.kind, ERR_LINK);
	assert_non_null(p->desk->link.last_request);
	must(desk_reconnect(p->desk, &err), &err, "reconnect");
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"after");
	assert_string_equal(now_of(saved, "notes"), "Después del corte");
	assert_null(p->desk->link.last_request);
	record_free(saved);
	record_free(record);
}

#define OTHER_EDITION "code/otra.sql"

static void
cut_all(struct place *p)
{
	as_super(p, "select pg_terminate_backend(pid) from pg_stat_activity"
		    " where application_name = 'hito' and datname ="
		    " current_database()");
	while (desk_has_line(p->desk))
		;
}

/* A change that waited goes before anything is asked, and is refused where the
 * database became another one meanwhile. */
static void
test_resumed(void **state)
{
	struct place *p = *state;
	struct record *record = read_key(p, DRAFT "/1.1");
	struct record *saved = NULL;
	struct err err = { 0 };
	unsigned trips;
	char request[37];

	/* what a change leaves done behind itself is not counted here */
	p->desk->link.next_behind = INT64_MAX;
	cut_all(p);
	assert_true(desk_resume(p->desk, &err));
	assert_true(desk_has_line(p->desk));
	assert_false(desk_is_current(p->desk));
	type(record, "notes", "Sin preguntar");
	request_new(request);
	trips = session_round_trips(p->desk->session);
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"resumed");
	assert_int_equal(session_round_trips(p->desk->session), trips + 1);
	must(desk_reconnect(p->desk, &err), &err, "the rest");
	assert_int_equal(session_round_trips(p->desk->session), trips + 2);
	assert_true(desk_is_current(p->desk));
	p->desk->link.next_behind = 0;
	record_free(record);
	record = saved;
	cut_all(p);
	as_super(p,
		"insert into core.migration (file, sha256) values ('" OTHER_EDITION
		"', 'x')");
	assert_true(desk_resume(p->desk, &err));
	type(record, "notes", "En otra edición");
	request_new(request);
	saved = NULL;
	assert_false(store_save(p->desk, record, request, &saved, NULL, &err));
	assert_int_equal(err.kind, ERR_RIGHTS);
	assert_non_null(strstr(err.text, "el esquema de la base cambió"));
	assert_true(p->desk->read_only);
	as_super(p,
		"delete from core.migration where file = '" OTHER_EDITION "'");
	must(desk_reconnect(p->desk, &err), &err, "as before");
	assert_false(p->desk->read_only);
	must(store_save(p->desk, record, request, &saved, NULL, &err), &err,
		"in the one known");
	record_free(saved);
	record_free(record);
}

#define DOCUMENT                                                               \
	"insert into core.document (document_ref, document_title, office_id) " \
	"select 'CONTADO ' || g, 'Documento de la prueba', (select id from "   \
	"core.office where office_code = 'GRPAT') from generate_series("

/* How many rows there are comes with the first page, in its round trip; where
 * they are many, about how many. */
static void
test_counted(void **state)
{
	struct place *p = *state;
	struct page_request request = { .form = desk_form(p->desk, "documento"),
		.limit = 5,
		.counted = true };
	struct page_rows page;
	struct err err = { 0 };
	unsigned trips = session_round_trips(p->desk->session);

	as_super(p, DOCUMENT "1, 1000 - (select count(*) from "
			     "core.document where deleted_at is null)) as g");
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	assert_int_equal(session_round_trips(p->desk->session), trips + 1);
	assert_int_equal(page.n, 5);
	assert_int_equal(page.count, 1000);
	as_super(p, DOCUMENT "1001, 1001) as g");
	as_super(p, "analyze core.document");
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	assert_int_equal(page.count, -1);
	assert_true(page.around > 1000);
	request.counted = false;
	must(store_page(p->desk, &request, p->arena, &page, &err), &err, "");
	assert_int_equal(page.around, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_screen),
		cmocka_unit_test(test_broken_cache),
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_no_schema),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_without_schema_files),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_sorted_by_each_column),
		cmocka_unit_test(test_sorted_by_value),
		cmocka_unit_test(test_hidden_columns),
		cmocka_unit_test(test_insert_once),
		cmocka_unit_test(test_update_once),
		cmocka_unit_test(test_row_comes_with_its_save),
		cmocka_unit_test(test_conflict),
		cmocka_unit_test(test_conflict_of_a_line),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_rights),
		cmocka_unit_test(test_offices),
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_mark_and_restore),
		cmocka_unit_test(test_action),
		cmocka_unit_test(test_action_asks),
		cmocka_unit_test(test_marked),
		cmocka_unit_test(test_entry),
		cmocka_unit_test(test_may),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_reconnect),
		cmocka_unit_test(test_resumed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
