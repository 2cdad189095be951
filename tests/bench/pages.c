/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * M4: pages of a list over a million rows, as the screen asks for them: the
 * first, one in the middle, the last, and back from each. A page is asked for
 * in a warm session; the least of many rounds, turn by turn, so that a busy
 * machine counts less. Prints ratios to the first page; never fails for being
 * slow. Environment: HITO_HOME, TEST_URL, TEST_URL_SUPER, TEST_PGBIN,
 * BENCH_ROWS (activities; a fifth as many results, a tenth milestones).
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "clock.h"
#include "store/inside.h"

enum {
	ROUNDS = 40,
	PAGE = 20,
	KEY = 2
};

/* Guards and history would only make the filling slow; the place is the one
 * that the trigger would give. */
static const char fill_sql[] =
	"set session_replication_role = replica;"
	"insert into plan.action_plan (plan_code, title, state, office_id)"
	" values ('BANCO-L', 'Plan generado', 'submitted',"
	" core.root_office());"
	"insert into plan.commitment (plan_id, commitment_no, title, office_id,"
	" list_place)"
	" select p.id, n, 'Compromiso ' || n, core.root_office(),"
	" concat_ws(E'\\t', p.plan_code, core.placed(n))"
	" from plan.action_plan p, generate_series(1, 500) n"
	" where plan_code = 'BANCO-L';"
	"insert into plan.activity (plan_id, activity_no, text, office_id,"
	" list_place) select p.id, n, 'Actividad ' || n, core.root_office(),"
	" concat_ws(E'\\t', p.plan_code, core.placed(n))"
	" from plan.action_plan p, generate_series(1, :rows) n"
	" where plan_code = 'BANCO-L';"
	"insert into plan.milestone (commitment_id, position, text, office_id,"
	" list_place) select c.id, n, 'Hito ' || n, core.root_office(),"
	" concat_ws(E'\\t', c.list_place, core.placed(n))"
	" from plan.commitment c join plan.action_plan p on p.id = plan_id,"
	" generate_series(1, :rows / 5000) n where plan_code = 'BANCO-L';"
	"insert into core.period (plan_id, period_key, period_title, kind,"
	" from_date, to_date, cutoff, office_id, list_place)"
	" select p.id, k, k, 'quarter', core.period_first(k),"
	" core.period_last(k), core.period_last(k), core.root_office(),"
	" concat_ws(E'\\t', p.plan_code, k) from plan.action_plan p,"
	" generate_series(0, 39) n,"
	" lateral (select (2005 + n / 4) || '-Q' || n % 4 + 1) q (k)"
	" where plan_code = 'BANCO-L';"
	"insert into follow.indicator (plan_id, indicator_code, indicator_name,"
	" office_id, list_place) select p.id, n, 'Indicador ' || n,"
	" core.root_office(), concat_ws(E'\\t', p.plan_code, n::text)"
	" from plan.action_plan p, generate_series(1, :rows / 200) n"
	" where plan_code = 'BANCO-L';"
	"insert into follow.result (indicator_id, period_id, executed, state,"
	" entered_by, submitted_by, approved_by, office_id, list_place)"
	" select i.id, q.id, 1, 'approved', '{a}', 'b', 'c', i.office_id,"
	" concat_ws(E'\\t', i.list_place, q.period_key) from follow.indicator i"
	" join core.period q using (plan_id)"
	" join plan.action_plan p on p.id = plan_id"
	" where plan_code = 'BANCO-L';"
	"reset session_replication_role; vacuum analyze;";

static const struct list {
	const char *form;
	const char *key_sql; /* the key of the row in the middle */
} lists[] = {
	{ "activity",
		"select list_place, id from plan.activity"
		" where deleted_at is null order by list_place, id"
		" offset (select count(*) / 2 from plan.activity) limit 1" },
	{ "milestone",
		"select list_place, id from plan.milestone"
		" where deleted_at is null order by list_place, id"
		" offset (select count(*) / 2 from plan.milestone) limit 1" },
	{ "result",
		"select list_place, id from follow.result"
		" where deleted_at is null order by list_place, id"
		" offset (select count(*) / 2 from follow.result) limit 1" },
};

static void
must(bool done, const struct err *err)
{
	if (done)
		return;
	fprintf(stderr, "pages: %s %s\n", err->text, err->detail);
	exit(1);
}

/* As the superuser, with psql. */
static void
fill(struct arena *arena, const char *rows)
{
	const char *command = arena_printf(arena,
		"echo \"%s\" | \"$TEST_PGBIN/psql\" -X -q -v ON_ERROR_STOP=1"
		" -v rows=%s -d \"$TEST_URL_SUPER\" >/dev/null",
		fill_sql, rows);

	if (system(command) != 0) {
		fprintf(stderr, "pages: the database could not be filled\n");
		exit(1);
	}
}

static double
page_ms(struct desk *desk, const struct page_request *request,
	struct page_rows *rows, struct arena *arena)
{
	struct err err = { 0 };
	int64_t from = clock_micro();

	must(store_page(desk, request, arena, rows, &err), &err);
	return (double)(clock_micro() - from) / 1000.0;
}

/* Each page of a list, turn by turn. */
static void
measure(struct desk *desk, struct arena *arena, const struct list *list)
{
	const struct form *form = desk_form(desk, list->form);
	struct result *found = NULL;
	struct err err = { 0 };
	const char *key[KEY];
	struct page {
		const char *name;
		struct page_request request;
		double least;
	} pages[] = {
		{ "first", { .form = form, .limit = PAGE }, 1e9 },
		{ "second", { .form = form, .limit = PAGE }, 1e9 },
		{ "middle", { .form = form, .limit = PAGE, .key = key }, 1e9 },
		{ "back from the middle",
			{ .form = form,
				.limit = PAGE,
				.key = key,
				.backwards = true },
			1e9 },
		{ "last", { .form = form, .limit = PAGE, .backwards = true },
			1e9 },
		{ "back from the last",
			{ .form = form, .limit = PAGE, .backwards = true },
			1e9 },
	};
	const size_t n = sizeof pages / sizeof *pages;
	struct page_rows rows;

	found = session_query(desk->session, "middle", &err, list->key_sql, 0);
	must(found, &err);
	key[0] = arena_strdup(arena, result_value(found, 0, 0));
	key[1] = arena_strdup(arena, result_value(found, 0, 1));
	result_free(found);
	(void)page_ms(desk, &pages[0].request, &rows, arena);
	pages[1].request.key = rows.rows[rows.n - 1].key;
	(void)page_ms(desk, &pages[4].request, &rows, arena);
	pages[5].request.key = rows.rows[0].key;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < n; i++) {
			double ms =
				page_ms(desk, &pages[i].request, &rows, arena);

			if (ms < pages[i].least)
				pages[i].least = ms;
		}
	}
	for (size_t i = 0; i < n; i++)
		printf("pages  %-10s %-20s %6.2f ms: %.2f of the first"
		       " (goal 1.50)\n",
			list->form, pages[i].name, pages[i].least,
			pages[i].least / pages[0].least);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct settings settings = { 0 };
	struct err err = { 0 };
	const char *rows = getenv("BENCH_ROWS");
	const struct session_params params = { .application = "hito",
		.conninfo = getenv("TEST_URL") };
	struct desk *desk;

	fill(arena, rows ? rows : "1000000");
	must(settings_load(&settings, arena, &err), &err);
	desk = desk_new(&settings, &err);
	must(desk, &err);
	must(desk_connect(desk, &params, &wait_plain, &err), &err);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		measure(desk, arena, &lists[i]);
	desk_close(desk);
	arena_free(arena);
	return 0;
}
