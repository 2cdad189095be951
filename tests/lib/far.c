/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "far.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "target.h"

enum {
	LOST_AFTER = 3000 /* ms without an answer: the link is lost */
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

void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

void
far_open(struct far *far)
{
	struct session_params params = { .application = "hito" };
	struct err err = { 0 };
	char url[1024];

	far->arena = arena_new();
	far->wait.until = impatient;
	far->proxy = proxy_open(target_socket(), NULL);
	home_init(target_program());
	must(settings_load(&far->settings, far->arena, &err), &err, "settings");
	far->desk = desk_new(&far->settings, &err);
	must(far->desk, &err, "desk");
	params.conninfo =
		proxy_conninfo(far->proxy, target_url(), url, sizeof url);
	must(desk_connect(far->desk, &params, &far->wait, &err), &err,
		"connect");
	far->eye = PQconnectdb(target_url());
	assert_int_equal(PQstatus(far->eye), CONNECTION_OK);
}

void
far_close(struct far *far)
{
	PQfinish(far->eye);
	desk_close(far->desk);
	proxy_close(far->proxy);
	arena_free(far->arena);
}

long
far_number(struct far *far, const char *sql, const char *value)
{
	PGresult *r = PQexecParams(
		far->eye, sql, value ? 1 : 0, NULL, &value, NULL, NULL, 0);
	long n;

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(far->eye));
	n = strtol(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return n;
}
