/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in the database that would command a terminal: whatever screen or
 * subcommand shows it, no byte of the command gets out. Put there past all
 * checks, as a superuser with psql could.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "drive.h"
#include "target.h"

#define COMBINING "\xcc\x81" /* U+0301 */
#define FIVE COMBINING COMBINING COMBINING COMBINING COMBINING

/* What is put into cells, and the bytes that must never leave. */
static const struct {
	const char *name;
	const char *cell;
	const char *never;
} hostile[] = {
	{ "title", "a\033]0;PWNED\007b", "\033]" },
	{ "clipboard", "a\033]52;c;cm0gLXJm\007b", "\033]" },
	{ "device control", "a\033P$q\"p\033\\b", "\033P" },
	{ "cursor report", "a\033[6nb", "\033[6n" },
	{ "reset", "a\033cb", "\033c" },
	{ "alternate charset", "a\016b\017", "\016" },
	{ "C1 as UTF-8",
		"a\xc2\x9b"
		"31mb",
		"\xc2\x9b" },
	{ "C1 NEL",
		"a\xc2\x85"
		"b",
		"\xc2\x85" },
	{ "delete", "a\177b", "\177" },
	{ "bell", "a\007b", "\007" },
	{ "backspaces", "SECRETO\b\b\b\b\b\b\bpublico", "\b\b\b\b\b\b\bp" },
	{ "form feed", "a\014b", "\014" },
	{ "vertical tab", "a\013b", "\013" },
	{ "line separator",
		"a\xe2\x80\xa8"
		"b",
		"\xe2\x80\xa8" },
	{ "right to left",
		"a\xe2\x80\xae"
		"b",
		"\xe2\x80\xae" },
	{ "isolate",
		"a\xe2\x81\xa6"
		"b",
		"\xe2\x81\xa6" },
	{ "zero width joiner",
		"a\xe2\x80\x8d"
		"b",
		"\xe2\x80\x8d" },
	{ "zero width space",
		"a\xe2\x80\x8b"
		"b",
		"\xe2\x80\x8b" },
	{ "tag",
		"a\xf3\xa0\x81\x81"
		"b",
		"\xf3\xa0\x81\x81" },
	{ "private use",
		"a\xee\x80\x80"
		"b",
		"\xee\x80\x80" },
	{ "byte order mark",
		"a\xef\xbb\xbf"
		"b",
		"\xef\xbb\xbf" },
	{ "tower of marks", "o" FIVE FIVE FIVE, FIVE },
};

enum {
	HOSTILE = sizeof hostile / sizeof hostile[0]
};

static void
must(PGconn *conn, const char *sql, const char *value)
{
	const char *values[1] = { value };
	PGresult *r = PQexecParams(
		conn, sql, value ? 1 : 0, NULL, values, NULL, NULL, 0);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(r);
}

/* Every text that the screens show, poisoned. */
static int
set_up(void **state)
{
	const char *url = getenv("TEST_URL_SUPER");
	PGconn *conn;

	(void)state;
	if (!url)
		return 0;
	drive_own_plan(HOSTILE);
	conn = PQconnectdb(url);
	/* Triggers would refuse some of it. */
	must(conn, "set session_replication_role = replica", NULL);
	for (int i = 0; i < HOSTILE; i++) {
		char sql[256];

		(void)snprintf(sql, sizeof sql,
			"update plan.milestone m set text = $1, notes = $1, "
			"number_text = $1, ends = $1, row_version = 2 from "
			"plan.commitment c where c.id = m.commitment_id and "
			"c.title like 'Un compromiso en%%' and m.position = "
			"%d",
			i + 1);
		must(conn, sql, hostile[i].cell);
	}
	must(conn,
		"update plan.commitment set title = $1 where commitment_no "
		"<= 3",
		hostile[0].cell);
	must(conn, "update core.office set office_name = $1", hostile[1].cell);
	must(conn, "update plan.action_plan set title = $1", hostile[2].cell);
	/* What stood there before the rule was made still stands there. */
	must(conn,
		"alter table core.institution"
		" drop constraint institution_name_filled,"
		" drop constraint institution_code_filled",
		NULL);
	must(conn,
		"update core.institution set name = $1, "
		"code = substr($1::text, 1, 10)",
		hostile[6].cell);
	PQfinish(conn);
	return 0;
}

static const char *
found(const char *raw, size_t n, const char *bytes)
{
	size_t len = strlen(bytes);

	for (size_t i = 0; i + len <= n; i++)
		if (memcmp(raw + i, bytes, len) == 0)
			return raw + i;
	return NULL;
}

static void
look(struct drive *d, const char *where)
{
	size_t n;
	const char *raw = pty_raw(d->pty, &n);

	for (int i = 0; i < HOSTILE; i++)
		if (found(raw, n, hostile[i].never))
			drive_fail(d, "%s: «%s» reached the terminal", where,
				hostile[i].name);
	pty_count_new(d->pty);
}

static void
no_screen_lets_it_out(void **state)
{
	struct drive d;

	(void)state;
	if (!getenv("TEST_URL_SUPER"))
		skip();
	drive_start(&d, NULL);
	look(&d, "board");
	drive_go(&d, "<C-p>lista compromiso<Enter>", NULL);
	look(&d, "commitments");
	drive_go(&d, "<Enter>", NULL);
	look(&d, "commitment");
	drive_go(&d, "<PgDn>", NULL);
	drive_go(&d, "<PgDn>", NULL);
	look(&d, "commitment, more pages");
	drive_go(&d, "<F10>", NULL);
	drive_go(&d, "<C-p>lista oficina<Enter>", NULL);
	look(&d, "offices");
	drive_go(&d, "<C-p>lista plan<Enter>", NULL);
	look(&d, "plans");
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<End>", NULL);
	for (int i = 0; i < HOSTILE; i++) {
		look(&d, "milestones");
		drive_go(&d, "<Enter>", "Responsable");
		look(&d, "milestone");
		drive_go(&d, "<PgDn>", NULL);
		look(&d, "milestone, notes");
		drive_go(&d, "<F10><Up>", NULL);
	}
	drive_go(&d, "h", NULL);
	look(&d, "history");
	drive_stop(&d);
}

/* Line mode: only newlines among control characters. */
static void
no_subcommand_lets_it_out(void **state)
{
	static const char *const commands[] = { "list hito", "list hito --csv",
		"list hito --json", "list compromiso", "list oficina",
		"show hito 2030-2032/1.1", "show hito 2030-2032/1.7",
		"list hito --where 'text=a\033[6n'",
		"show hito '2030\033]0;x\007'", "board" };

	(void)state;
	if (!getenv("TEST_URL_SUPER"))
		skip();
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		char line[512];
		int c;
		FILE *out;

		(void)snprintf(line, sizeof line, "%s -d '%s' %s 2>&1",
			target_program(), target_url(), commands[i]);
		out = popen(line, "r");
		assert_non_null(out);
		while ((c = getc(out)) != EOF) {
			/* Rows of CSV end as RFC 4180 says. */
			if (c == '\r')
				c = getc(out) == '\n' ? '\n' : '\r';
			if ((c < ' ' && c != '\n') || c == 0x7f)
				fail_msg("%s: byte %02x", commands[i],
					(unsigned)c);
		}
		(void)pclose(out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_screen_lets_it_out),
		cmocka_unit_test(no_subcommand_lets_it_out),
	};

	return cmocka_run_group_tests_name(
		"fault/hostile", tests, set_up, NULL);
}
