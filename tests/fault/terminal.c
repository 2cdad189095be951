/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever ends the program gives the terminal back as it was; terminals that
 * nobody planned for get a sentence or a screen, never a crash.
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
#include <cmocka.h>

#include "drive.h"

/* The terminal is as it was before, or the test fails. */
static void
given_back(struct drive *d, const char *what)
{
	struct termios now, before;

	assert_true(pty_settings(d->pty, &now, &before));
	if (now.c_lflag != before.c_lflag || now.c_iflag != before.c_iflag ||
		now.c_oflag != before.c_oflag ||
		now.c_cflag != before.c_cflag ||
		memcmp(now.c_cc, before.c_cc, sizeof now.c_cc) != 0)
		drive_fail(d, "%s: the settings are not as before", what);
	if (pty_is_alternate(d->pty) || !pty_cursor_visible(d->pty))
		drive_fail(d, "%s: the screen is not given back", what);
}

static int
ended(struct drive *d, const char *what)
{
	int status = 0;

	if (!pty_ended(d->pty, PTY_LIMIT_MS, &status))
		drive_fail(d, "%s: the program goes on", what);
	return status;
}

static void
signals_give_the_terminal_back(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };
	static const char *const where[] = { "", "<C-p>lista hito<Enter>",
		"<C-p>lista hito<Enter><Enter><Tab>x" };

	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		for (size_t k = 0; k < sizeof where / sizeof where[0]; k++) {
			struct drive d;
			char what[64];
			int status;

			(void)snprintf(what, sizeof what, "signal %d at %zu",
				signals[i], k);
			drive_start(&d, NULL);
			drive_go(&d, where[k], NULL);
			pty_signal(d.pty, signals[i]);
			status = ended(&d, what);
			given_back(&d, what);
			if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
				drive_fail(&d, "%s: exit 0", what);
			drive_stop(&d);
		}
}

static void
leaving_gives_the_terminal_back(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	/* asked once; the safe answer stays */
	drive_go(&d, "<C-q>", "¿Salir de hito?");
	drive_go(&d, "<Enter>", "Tablero");
	drive_go(&d, "<C-q>", "¿Salir de hito?");
	(void)pty_keys(d.pty, "s");
	assert_int_equal(ended(&d, "out"), 0);
	given_back(&d, "out");
	drive_stop(&d);
}

/* The server is not there: a sentence on the shell's screen, exit 2. */
static void
no_server_gives_the_terminal_back(void **state)
{
	const struct drive_terminal t = {
		.name = "no server",
		.term = "xterm-256color",
		.refused = true,
	};
	struct drive d;
	int status;

	(void)state;
	drive_launch(&d, &t);
	status = ended(&d, "no server");
	given_back(&d, "no server");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 2)
		drive_fail(&d, "no server: status %d", status);
	drive_stop(&d);
}

static void
sizes_from_small_to_large(void **state)
{
	static const struct {
		int rows, cols;
		const char *shows;
	} sizes[] = {
		{ 5, 20, "" },
		{ 1, 1, "" },
		{ 24, 79, "" },
		{ 24, 80, "Plan 2018-2020" },
		{ 25, 132, "Plan 2018-2020" },
		{ 120, 400, "Plan 2018-2020" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const struct drive_terminal t = {
			.name = "a size",
			.term = "xterm-256color",
			.rows = sizes[i].rows,
			.cols = sizes[i].cols,
		};
		const bool small = t.rows < 24 || t.cols < 80;
		struct drive d;

		drive_launch(&d, &t);
		if (!pty_until(d.pty, sizes[i].shows, PTY_LIMIT_MS))
			drive_fail(&d, "%dx%d", sizes[i].cols, sizes[i].rows);
		drive_rest(&d);
		drive_go(&d, "<C-p>lista hito<Enter>", NULL);
		drive_go(&d, "<Enter><Tab><Down>", NULL);
		if (!small)
			drive_go(&d, "<F10>", NULL);
		/* Back to a usable size: all is there again. */
		pty_resize(d.pty, 24, 80);
		drive_go(&d, "<C-l>", "Salir");
		/* A storm of sizes. */
		for (int k = 0; k < 30; k++)
			pty_resize(d.pty, 1 + k * 7 % 50, 1 + k * 31 % 200);
		pty_resize(d.pty, 24, 80);
		drive_rest(&d);
		drive_go(&d, "<C-l>", "Salir");
		/* Out of one that is too small there is a way. */
		pty_resize(d.pty, t.rows, t.cols);
		if (small) {
			drive_rest(&d);
			(void)pty_keys(d.pty, "<F10>");
			assert_int_equal(ended(&d, "a small one"), 0);
		} else {
			pty_signal(d.pty, SIGTERM);
			(void)ended(&d, "a size");
		}
		given_back(&d, "a size");
		drive_stop(&d);
	}
}

/* A terminal that nobody knows: a sentence, an exit code, nothing broken. */
static void
unknown_terminals_are_told(void **state)
{
	static const char *const terms[] = { "no-such-terminal", "", "dumb",
		"unknown" };

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		const struct drive_terminal t = {
			.name = terms[i],
			.term = terms[i],
		};
		struct drive d;
		int status;

		drive_launch(&d, &t);
		status = ended(&d, terms[i]);
		given_back(&d, terms[i]);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 1)
			drive_fail(&d, "TERM=%s: status %d", terms[i], status);
		if (!pty_shows(d.pty, "TERM"))
			drive_fail(&d, "TERM=%s: no sentence", terms[i]);
		drive_stop(&d);
	}
}

static const char *const env_c[] = { "LC_ALL=C", "LANG", NULL };
static const char *const env_none[] = { "LC_ALL", "LC_CTYPE", "LANG",
	"LC_MESSAGES", NULL };
static const char *const env_latin[] = { "LC_ALL=es_PE.ISO-8859-1", "LANG",
	NULL };
static const char *const env_odd[] = { "LC_ALL=xx_XX.nada", NULL };

static bool
is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

static void
locales_missing_or_narrow(void **state)
{
	static const struct {
		const char *name;
		const char *const *env;
		bool ascii; /* the terminal is declared narrow */
	} cases[] = {
		{ "LC_ALL=C", env_c, true },
		/* Nothing declared: taken for UTF-8, as terminals are. */
		{ "no LANG", env_none, false },
		{ "Latin-1", env_latin, false },
		{ "no such locale", env_odd, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct drive_terminal t = {
			.name = cases[i].name,
			.term = "xterm",
			.env = cases[i].env,
		};
		struct drive d;
		const char *raw;
		size_t n;

		drive_start(&d, &t);
		drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
		drive_go(&d, "<Enter>", "Responsable");
		raw = pty_raw(d.pty, &n);
		if (cases[i].ascii && !is_ascii(raw, n))
			drive_fail(&d, "%s: not ASCII", cases[i].name);
		drive_stop(&d);
	}
}

/* A Latin-1 terminal: made here where the sources of locales are. */
static void
latin_1_gets_ascii(void **state)
{
	const char *tmp = getenv("TEST_TMP");
	char command[512], path[300];
	const char *const env[] = { "LC_ALL=es_PE.ISO-8859-1", path, NULL };
	const struct drive_terminal t = {
		.name = "Latin-1",
		.term = "xterm",
		.env = env,
	};
	struct drive d;
	const char *raw;
	size_t n;

	(void)state;
	if (!tmp)
		skip();
	(void)snprintf(command, sizeof command,
		"localedef -i es_PE -f ISO-8859-1 '%s/es_PE.ISO-8859-1' "
		">/dev/null 2>&1",
		tmp);
	if (system(command) != 0)
		skip();
	(void)snprintf(path, sizeof path, "LOCPATH=%s", tmp);
	drive_start(&d, &t);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<Enter>", "Responsable");
	raw = pty_raw(d.pty, &n);
	if (!is_ascii(raw, n))
		drive_fail(&d, "not ASCII");
	drive_stop(&d);
}

/* The person's terminal goes away (the window is closed). */
static void
a_closed_window_ends_the_program(void **state)
{
	struct drive d;
	pid_t pid;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	pid = pty_pid(d.pty);
	assert_int_equal(kill(pid, 0), 0);
	pty_signal(d.pty, SIGHUP);
	(void)ended(&d, "a closed window");
	drive_stop(&d);
}

/* The row of the cursor and what was looked for have a look of their own. */
static void
looks_say_where_one_is(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	s = drive_step(&d, "<Down>", NULL);
	/* two rows' cells of the look, and the row's number in row 23 */
	assert_int_equal(s.change.cells, 6 + 6 + 1);
	drive_go(&d, "/difu", "1 de 5");
	s = drive_step(&d, "s", "/difus");
	/* a letter more in five rows, in the question and in row 23 */
	assert_int_equal(s.change.cells, 5 + 1 + 1);
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaving_gives_the_terminal_back),
		cmocka_unit_test(signals_give_the_terminal_back),
		cmocka_unit_test(no_server_gives_the_terminal_back),
		cmocka_unit_test(sizes_from_small_to_large),
		cmocka_unit_test(looks_say_where_one_is),
		cmocka_unit_test(unknown_terminals_are_told),
		cmocka_unit_test(locales_missing_or_narrow),
		cmocka_unit_test(latin_1_gets_ascii),
		cmocka_unit_test(a_closed_window_ends_the_program),
	};

	return cmocka_run_group_tests_name("fault/terminal", tests, NULL, NULL);
}
