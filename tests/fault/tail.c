/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that takes the place of another to which not all had come that was
 * confirmed, while others save: what a person saved and is not there is told
 * her, is among her drafts and is there once when it is sent again; what is
 * there is not offered. More often in the trials (TEST_TIMES).
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <libpq-fe.h>

#include "drive.h"
#include "pty.h"
#include "target.h"

enum {
	LOST = 4, /* saves of a person in each */
	ROWS = 20,
	ROOM = 1024,
};

static const char lost_mark[] = "SE PERDI\xc3\x93";
static const char told[] = "OJO: el servidor ya no tiene 4";
static const char whole_board[] = "Plan 2018-2020";

struct place {
	char address[ROOM];
	struct pty *pty;
	pid_t others;
};

/* ---- the two servers */

/* tests/lib/pair.sh, which ends well. */
static void
pair(const char *what)
{
	char command[128];

	(void)snprintf(command, sizeof command, "tests/lib/pair.sh %s", what);
	if (system(command) != 0)
		fail_msg("pair.sh %s failed", what);
}

/* One number from the one that takes changes. */
static long
number(const struct place *p, const char *fmt, ...)
{
	char sql[ROOM], url[2 * ROOM];
	PGconn *conn;
	PGresult *r;
	va_list ap;
	long n;

	va_start(ap, fmt);
	(void)vsnprintf(sql, sizeof sql, fmt, ap);
	va_end(ap);
	(void)snprintf(url, sizeof url, "%s&target_session_attrs=read-write",
		p->address);
	conn = PQconnectdb(url);
	r = PQexec(conn, sql);
	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	n = PQntuples(r) ? strtol(PQgetvalue(r, 0, 0), NULL, 10) : -1;
	PQclear(r);
	PQfinish(conn);
	return n;
}

static long
milestones(const struct place *p, const char *like)
{
	return number(p,
		"select count(*) from plan.milestone where text like '%s'",
		like);
}

/* ---- the person */

static void
fail_at(struct place *p, const char *fmt, ...)
{
	char text[ROOM];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	pty_dump(p->pty, "screen");
	fail_msg("%s", text);
}

static void
go(struct place *p, const char *keys, const char *expect)
{
	(void)pty_keys(p->pty, keys);
	if (expect && !pty_until(p->pty, expect, PTY_LIMIT_MS))
		fail_at(p, "after «%s» no «%s»", keys, expect);
	(void)pty_rest(p->pty, NULL, NULL, PTY_LIMIT_MS);
}

static void
enter(struct place *p, const char *command, const char *expect)
{
	const struct pty_options options = {
		.rows = 24, .cols = 80, .term = "xterm-256color"
	};
	const char *argv[] = { target_program(), "-d", p->address, command,
		NULL };

	p->pty = pty_start(&options, argv);
	go(p, "", expect);
}

/* Its plan is there already where she has saved one before. */
static void
type_new(struct place *p, const char *text)
{
	go(p, "<C-p>lista hito<Enter>", "Hitos");
	go(p, "<F6>", "Nuevo");
	if (pty_shows(p->pty, "[2030-2032"))
		go(p, "<Tab>", NULL);
	else
		go(p, "<S-Tab>2030-2032<Tab>1<Tab><Tab>", NULL);
	go(p, text, text);
}

static void
save_new(struct place *p, const char *text)
{
	type_new(p, text);
	go(p, "<F2>", "rabado");
	go(p, "<F10>", "Hitos");
	go(p, "<F10>", whole_board);
}

/* Typed behind what stands there. */
static void
save_old(struct place *p, size_t row, const char *text)
{
	char keys[64];

	(void)snprintf(keys, sizeof keys, "<C-p>hito 2030-2032/1.%zu<Enter>",
		1 + row % ROWS);
	go(p, keys, "Responsable");
	go(p, "<Tab> ", NULL);
	go(p, text, text);
	go(p, "<F2>", "rabado");
	go(p, "<F10>", whole_board);
}

/* ---- what is lost */

struct typed {
	size_t round;
	char kept[32], lost[LOST][32];
};

static void
name_all(struct typed *t, size_t round)
{
	t->round = round;
	(void)snprintf(t->kept, sizeof t->kept, "Llega %zu", round);
	for (size_t i = 0; i < LOST; i++)
		(void)snprintf(
			t->lost[i], sizeof t->lost[i], "f%zuv%zuz", round, i);
}

/* One that comes to both, then two new ones and one that is changed twice. */
static void
save_all(struct place *p, const struct typed *t)
{
	save_new(p, t->kept);
	pair("level");
	pair("hold");
	save_new(p, t->lost[0]);
	save_old(p, t->round, t->lost[1]);
	save_old(p, t->round, t->lost[2]);
	save_new(p, t->lost[3]);
}

static long
there(struct place *p, const struct typed *t, size_t i)
{
	char like[40];

	(void)snprintf(like, sizeof like, "%%%s%%", t->lost[i]);
	return milestones(p, like);
}

static size_t
rows_lost(struct place *p)
{
	size_t n = 0;

	for (int row = 0; row < pty_rows(p->pty); row++)
		n += strstr(pty_row(p->pty, row), lost_mark) != NULL;
	return n;
}

static void
all_is_sent_again(struct place *p, const struct typed *t)
{
	size_t n = rows_lost(p);

	if (n != LOST)
		fail_at(p, "round %zu: %zu are offered as lost, not %d",
			t->round, n, LOST);
	for (size_t i = 0; i < LOST; i++)
		if (there(p, t, i) != 0)
			fail_at(p, "«%s» was not lost", t->lost[i]);
	go(p, "<F6>", "4 borradores grabados");
	if (rows_lost(p) > 0)
		fail_at(p, "round %zu: some is offered again", t->round);
	for (size_t i = 0; i < LOST; i++)
		if (there(p, t, i) != 1)
			fail_at(p, "«%s» is there %ld times", t->lost[i],
				there(p, t, i));
	if (milestones(p, t->kept) != 1)
		fail_at(p, "«%s» is there %ld times", t->kept,
			milestones(p, t->kept));
	go(p, "<F10>", whole_board);
}

/* ---- the ways in which she meets the other server */

static void
switch_servers(void)
{
	pair("kill");
	pair("promote");
}

static void
her_program_ends(struct place *p)
{
	int status;

	pty_signal(p->pty, SIGKILL);
	if (!pty_ended(p->pty, PTY_LIMIT_MS, &status))
		fail_at(p, "it goes on");
	pty_close(p->pty);
}

static void
open_drafts(struct place *p)
{
	go(p, "<C-p>borradores<Enter>", "Borradores");
}

/* The next thing that she does is the first that is asked of it. */
static void
at_the_next_key(struct place *p, const char *text)
{
	(void)text;
	switch_servers();
	go(p, "<C-p>lista hito<Enter>", told);
	go(p, "<F10>", whole_board);
	open_drafts(p);
}

/* Begun where there is only what follows: not all has come to it, and nothing
 * is lost yet. It takes the place of the other under her hands. */
static void
on_the_copy(struct place *p, const char *text)
{
	her_program_ends(p);
	pair("kill");
	enter(p, NULL, whole_board);
	open_drafts(p);
	if (!pty_shows(p->pty, "No queda nada escrito"))
		fail_at(p, "what has not come to a copy is told as lost");
	go(p, "<F10>", whole_board);
	pair("promote");
	go(p, "<C-p>lista hito<Enter>", "Hitos");
	go(p, "<F10>", whole_board);
	go(p, "<C-p>lista hito<Enter>", told);
	go(p, "<F10>", whole_board);
	save_new(p, text);
	open_drafts(p);
}

/* A save is on its way: it goes there, and the loss is told behind it. */
static void
behind_a_save(struct place *p, const char *text)
{
	type_new(p, text);
	switch_servers();
	go(p, "<F2>", "rabado");
	go(p, "<F10>", told);
	go(p, "<F10>", whole_board);
	open_drafts(p);
}

/* Her program ended behind it, and she comes back by the console first. */
static void
at_the_start(struct place *p, const char *text)
{
	type_new(p, text);
	switch_servers();
	go(p, "<F2>", "rabado");
	her_program_ends(p);
	enter(p, "shell", told);
	go(p, "borradores<Enter>", lost_mark);
	if (rows_lost(p) != LOST)
		fail_at(p, "the console offers %zu", rows_lost(p));
	go(p, "<C-d>", NULL);
	pty_close(p->pty);
	enter(p, NULL, "Borradores");
}

static void (*const ways[])(struct place *p, const char *text) = {
	at_the_next_key,
	on_the_copy,
	behind_a_save,
	at_the_start,
};

enum {
	WAYS = sizeof ways / sizeof *ways
};

static void
promote(struct place *p, size_t round)
{
	struct typed t;
	char text[32];

	name_all(&t, round);
	save_all(p, &t);
	(void)snprintf(text, sizeof text, "Sale %zu", round);
	ways[round % WAYS](p, text);
	all_is_sent_again(p, &t);
	if (round % WAYS > 0 && milestones(p, text) != 1)
		fail_at(p, "«%s» is there %ld times", text,
			milestones(p, text));
}

/* ---- the tests */

static int
set_up(void **state)
{
	static struct place p;

	*state = &p;
	(void)snprintf(p.address, sizeof p.address,
		"postgresql:///%s?host=%s/one/socket,%s/two/socket"
		"&port=5432,5432&options=-c%%20hito.office%%3DGRPAT",
		getenv("TEST_DB"), getenv("TEST_TMP"), getenv("TEST_TMP"));
	drive_own_plan(ROWS);
	pair("make");
	p.others = fork();
	if (p.others == 0) {
		execl("tests/lib/pair.sh", "pair.sh", "saves", (char *)NULL);
		_exit(127);
	}
	enter(&p, NULL, whole_board);
	return p.others < 0;
}

/* They end behind what they save; with servers that are gone it is by force. */
static int
tear_down(void **state)
{
	struct place *p = *state;

	pty_close(p->pty);
	kill(p->others, SIGTERM);
	waitpid(p->others, NULL, 0);
	pair("drop");
	return 0;
}

static void
what_is_lost_is_offered_and_saved_once(void **state)
{
	const size_t n = WAYS * target_times();
	struct place *p = *state;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			pair("follow");
		promote(p, i);
	}
	if (number(p, "select count(*) - count(distinct text) from "
		      "plan.milestone where text like 'Ajena-%%'") != 0)
		fail_at(p, "what others saved is there twice");
	print_message("# %zu promotions, %zu saves lost\n", n, n * LOST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_lost_is_offered_and_saved_once),
	};

	return cmocka_run_group_tests_name(
		"fault/tail", tests, set_up, tear_down);
}
