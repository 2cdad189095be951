/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "/" in a list asks of the server while one types, at the keyboard: of a
 * list that is there completely nothing, of another one once a pause; and a key
 * behind a question is not kept waiting for its answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "drive.h"

enum {
	NEVER_MS = 60000 /* each way: no answer comes in this test */
};

static void
open_list(struct drive *d, const char *keys, const char *title)
{
	drive_start(d, NULL);
	drive_go(d, keys, title);
}

static void
asks(const struct step *s, unsigned trips)
{
	assert_int_equal(s->line.syncs, trips);
	if (trips == 0)
		assert_int_equal(s->line.up, 0);
}

/* Each letter narrows it at once, and a letter taken back shows again. */
static void
a_whole_list_asks_nothing(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	open_list(&d, "<C-p>lista oficina<Enter>", "1 de 6");
	s = drive_step(&d, "/s", "/s");
	asks(&s, 0);
	s = drive_step(&d, "Ub", "1 de 2");
	asks(&s, 0);
	s = drive_step(&d, "x", "No hay ninguna fila");
	asks(&s, 0);
	s = drive_step(&d, "<BS>", "1 de 2");
	asks(&s, 0);
	s = drive_step(&d, "<BS><BS><BS>", "1 de 6");
	asks(&s, 0);
	s = drive_step(&d, "PLÁN<Enter>", "1 de 2");
	asks(&s, 0);
	/* what is typed next is looked for in all of them */
	s = drive_step(&d, "/gerencia<Enter>", "1 de 5");
	asks(&s, 0);
	s = drive_step(&d, "/x<Esc><Esc>", "1 de 6");
	asks(&s, 0);
	drive_stop(&d);
}

/* Typed at once it is one question; what came whole needs no other. */
static void
a_word_asks_once(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	open_list(&d, "<C-p>lista resultado<Enter>", "1 de 22");
	s = drive_step(&d, "/ciudad", "1 de 6");
	asks(&s, 1);
	s = drive_step(&d, "anos<Enter>", "1 de 3");
	asks(&s, 0);
	drive_stop(&d);
}

/* It goes on being typed while the answer is on its way. */
static void
a_key_does_not_wait(void **state)
{
	struct drive d;

	(void)state;
	open_list(&d, "<C-p>lista hito<Enter>", "Hitos");
	proxy_delay(d.proxy, NEVER_MS);
	proxy_count_new(d.proxy);
	(void)pty_keys(d.pty, "/d");
	while (proxy_count(d.proxy).up == 0)
		pty_read_for(d.pty, 1);
	(void)pty_keys(d.pty, "i");
	if (!pty_until(d.pty, "/di", PTY_LIMIT_MS))
		drive_fail(&d, "it waits");
	assert_int_equal(proxy_count(d.proxy).down, 0);
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_list_asks_nothing),
		cmocka_unit_test(a_word_asks_once),
		cmocka_unit_test(a_key_does_not_wait),
	};

	return cmocka_run_group_tests_name("screen/narrow", tests, NULL, NULL);
}
