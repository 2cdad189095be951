/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a terminal is able to, asked without a screen: of a terminal played by
 * the test. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#include "term/probe.h"

static const char *const texts[] = { "a", "─", "±" };
enum {
	TEXTS = sizeof texts / sizeof *texts,
	LIMIT_MS = 60000
};

/* A terminal of which one end is ours; *theirs is the other's name. */
static int
open_terminal(const char **theirs)
{
	int ours = posix_openpt(O_RDWR | O_NOCTTY);

	assert_true(ours >= 0);
	assert_int_equal(grantpt(ours), 0);
	assert_int_equal(unlockpt(ours), 0);
	*theirs = ptsname(ours);
	return ours;
}

/* In a child: probes, and says by its status what it found: 100 nothing, else
 * the digits of the widths; 101: the terminal is not as it was. */
static pid_t
begin_probe(int ours, const char *theirs, int ms)
{
	pid_t child = fork();
	struct termios before, after;
	int cells[TEXTS], fd, code = 100;

	assert_true(child >= 0);
	if (child > 0)
		return child;
	close(ours);
	fd = open(theirs, O_RDWR | O_NOCTTY);
	tcgetattr(fd, &before);
	if (probe_widths(fd, TEXTS, texts, cells, ms))
		code = cells[0] * 16 + (cells[1] & 3) * 4 + (cells[2] & 3);
	tcgetattr(fd, &after);
	_exit(before.c_lflag == after.c_lflag ? code : 101);
}

static int
status_of(pid_t child)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* All that comes until the child asks once more where the cursor is. */
static void
until_asked(int ours)
{
	static const char question[] = "\033[6n";
	size_t at = 0;

	while (question[at]) {
		struct pollfd on = { ours, POLLIN, 0 };
		char byte;

		assert_int_equal(poll(&on, 1, LIMIT_MS), 1);
		assert_int_equal(read(ours, &byte, 1), 1);
		at = byte == question[at] ? at + 1 : byte == question[0];
	}
}

static void
answer(int ours, const char *text)
{
	assert_int_equal(
		write(ours, text, strlen(text)), (ssize_t)strlen(text));
}

static void
the_width_is_the_terminals(void **state)
{
	const char *theirs;
	int ours = open_terminal(&theirs);
	pid_t child = begin_probe(ours, theirs, LIMIT_MS);

	(void)state;
	until_asked(ours);
	answer(ours, "\033[5;2R");
	until_asked(ours);
	/* a key that was typed meanwhile, and an arrow, are no answer */
	answer(ours, "R\033[A\033[5;3R");
	until_asked(ours);
	answer(ours, "\033[5;2R");
	assert_int_equal(status_of(child), 1 * 16 + 2 * 4 + 1);
	close(ours);
}

static void
one_that_is_silent_is_left_in_peace(void **state)
{
	const char *theirs;
	int ours = open_terminal(&theirs);
	pid_t child = begin_probe(ours, theirs, 50);

	(void)state;
	assert_int_equal(status_of(child), 100);
	close(ours);
}

static void
what_is_no_terminal_says_nothing(void **state)
{
	int ends[2], cells[TEXTS];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_false(probe_widths(ends[1], TEXTS, texts, cells, 50));
	assert_int_equal(cells[0], -1);
	close(ends[0]);
	close(ends[1]);
}

static void
its_description_tells_what_it_lacks(void **state)
{
	struct probe p;

	(void)state;
	probe_terminal("xterm-256color", STDOUT_FILENO, &p);
	if (!p.known)
		skip(); /* no terminfo here */
	assert_true(p.moves);
	assert_string_equal(p.missing, "");
	probe_terminal("dumb", STDOUT_FILENO, &p);
	assert_true(p.known);
	assert_false(p.moves);
	assert_non_null(strstr(p.missing, "F1, F2"));
	probe_terminal("no-such-terminal", STDOUT_FILENO, &p);
	assert_false(p.known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_width_is_the_terminals),
		cmocka_unit_test(one_that_is_silent_is_left_in_peace),
		cmocka_unit_test(what_is_no_terminal_says_nothing),
		cmocka_unit_test(its_description_tells_what_it_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
