/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A letter is on record once, whatever happens to the line: cut after a byte
 * of what is sent or of what comes back, in five ways. And what is left
 * without an outcome is found when the same is sent again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "base/mem.h"
#include "base/wait.h"
#include "cmd/conf.h"
#include "report/issue.h"
#include "report/outbox.h"
#include "store/store.h"

#include "proxy.h"
#include "target.h"

enum {
	CUTS = 60,
	LOST_AFTER = 3000, /* ms without an answer: the link is lost */
	HOLD = 20,	   /* ms of silence before a silent link dies */
	TRIES = 8,
};

struct place {
	struct proxy *proxy;
	struct arena *arena;
	struct settings settings;
	struct wait wait;
	struct desk *desk;
	struct issued issued;
	PGconn *eye; /* looks at the truth, not through the proxy */
};

/* The program's own wait, but no longer than a test may take. */
static enum wait_result
impatient(struct wait *self, const struct wait_for *on)
{
	struct wait_for shorter = *on;
	int64_t end = clock_ms() + LOST_AFTER;

	(void)self;
	if (shorter.deadline_ms < 0 || shorter.deadline_ms > end)
		shorter.deadline_ms = end;
	return wait_plain.until(&wait_plain, &shorter);
}

static void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct session_params params = { .application = "hito" };
	struct issue_wish wish = { .question = {
					   "2018-2020", "2018-Q3", NULL } };
	struct err err = { 0 };
	char url[1024];
	size_t n;

	assert_non_null(p);
	*state = p;
	p->arena = arena_new();
	p->wait.until = impatient;
	p->proxy = proxy_open(target_socket(), NULL);
	home_init(target_program());
	must(settings_load(&p->settings, p->arena, &err), &err, "settings");
	p->desk = desk_new(&p->settings, &err);
	must(p->desk != NULL, &err, "desk");
	params.conninfo =
		proxy_conninfo(p->proxy, target_url(), url, sizeof(url));
	must(desk_connect(p->desk, &params, &p->wait, &err), &err, "connect");
	wish.layout = layout_find(p->arena, "scorecard", &err);
	must(wish.layout != NULL, &err, "layout");
	must(report_issue(p->desk, p->arena, &wish, &p->issued, &n, &err), &err,
		"issue");
	p->eye = PQconnectdb(target_url());
	assert_int_equal(PQstatus(p->eye), CONNECTION_OK);
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	PQfinish(p->eye);
	desk_close(p->desk);
	proxy_close(p->proxy);
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
		fail_msg("%s", PQerrorMessage(p->eye));
	n = strtol(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return n;
}

static struct letter
letter_to(struct place *p, const char *who)
{
	char *request = arena_alloc(p->arena, 37);

	request_new(request);
	return (struct letter){ .report_id = p->issued.id,
		.format = "text",
		.recipients = who,
		.subject = "Prueba",
		.message = arena_printf(
			p->arena, "Message-ID: <%s@hito>\n", request),
		.request = request };
}

static const char *
put_until_done(struct place *p, const struct letter *letter)
{
	const char *id = NULL;
	struct err err = { 0 };

	for (int i = 0; i < TRIES && !id; i++) {
		id = outbox_put(p->desk, p->arena, letter, &err);
		if (!id && err.kind != ERR_LINK)
			fail_msg("%s (%s)", err.text, err.detail);
	}
	assert_non_null(id);
	return id;
}

static void
a_letter_is_on_record_once(void **state)
{
	struct place *p = *state;
	struct letter first = letter_to(p, "uno@example.org");
	struct proxy_count whole;

	proxy_count_new(p->proxy);
	(void)put_until_done(p, &first);
	whole = proxy_count(p->proxy);
	for (size_t i = 0; i < CUTS; i++) {
		bool down = i % 2 == 1;
		size_t most = down ? whole.down : whole.up;
		const struct proxy_fault fault = { .down = down,
			.after = most * i / CUTS,
			.how = (enum proxy_cut)(1 + i % (CUT_HOW_MANY - 1)),
			.hold_ms = HOLD };
		struct letter letter = letter_to(p, "dos@example.org");
		struct err err = { 0 };
		const char *id;

		proxy_arm(p->proxy, &fault);
		id = put_until_done(p, &letter);
		must(outbox_close(p->desk, id, true, NULL, &err), &err,
			"close");
	}
	assert_int_equal(count(p, "select count(*) from follow.outbox"
				  " where recipients = 'dos@example.org'"),
		CUTS);
	assert_int_equal(count(p, "select count(*) from follow.outbox"
				  " where recipients = 'dos@example.org'"
				  " and state = 'sent'"),
		CUTS);
}

static void
what_has_no_outcome_is_found(void **state)
{
	struct place *p = *state;
	struct letter letter = letter_to(p, "tres@example.org");
	struct unsettled before;
	struct err err = { 0 };
	const char *id;

	must(outbox_unsettled(p->desk, p->arena, &letter, &before, &err), &err,
		"unsettled");
	assert_null(before.id);
	id = put_until_done(p, &letter);
	letter = letter_to(p, "tres@example.org");
	must(outbox_unsettled(p->desk, p->arena, &letter, &before, &err), &err,
		"unsettled");
	assert_string_equal(before.id, id);
	must(outbox_close(p->desk, id, true, NULL, &err), &err, "close");
	must(outbox_unsettled(p->desk, p->arena, &letter, &before, &err), &err,
		"unsettled");
	assert_null(before.id);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_on_record_once),
		cmocka_unit_test(what_has_no_outcome_is_found),
	};

	return cmocka_run_group_tests_name(
		"fault/outbox", tests, set_up, tear_down);
}
