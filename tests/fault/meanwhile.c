/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between what was typed and its being sent the world went on: its period was
 * closed, the person works in another office, the clock was set back. Each
 * draft is offered, told in a sentence where it cannot be saved, and kept.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drive.h"
#include "shim.h"

static const struct drive_terminal with_drafts = {
	.name = "with drafts",
	.term = "xterm-256color",
	.erases = true,
	.keeps_drafts = true,
};

#define MADE(text)                                                     \
	drive_number("select count(*) from plan.milestone where text " \
		     "= '" text "'")

#define SHEET                                                   \
	drive_number("select count(*) from follow.result_list " \
		     "where period_key = '2019-Q4' and executed = 7")

#define AS_OWNER "set role hito_owner; "

static void
killed(struct drive *d)
{
	pty_signal(d->pty, SIGKILL);
	drive_stop(d);
}

static void
begin_again(struct drive *d, const struct drive_terminal *t)
{
	*d = (struct drive){ 0 };
	drive_launch(d, t);
	if (!pty_until(d->pty, "Borradores", PTY_LIMIT_MS))
		drive_fail(d, "no drafts");
	drive_rest(d);
}

static void
type_new(struct drive *d, const char *text)
{
	char keys[128];

	drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(d, "<F6>", "Nuevo");
	drive_go(d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	(void)snprintf(keys, sizeof keys, "<Tab>%s<Tab>", text);
	drive_go(d, keys, text);
}

static void
a_period_that_was_closed(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	drive_go(&d, "<C-p>periodo IV-2019<Enter>", "IV Trim. 2019");
	drive_go(&d, "7<Tab>", NULL);
	killed(&d);
	drive_super(AS_OWNER "update core.period set state = 'closed' "
		 "where period_key = '2019-Q4'");
	begin_again(&d, &with_drafts);
	drive_go(&d, "<Enter>", "el periodo está cerrado");
	drive_go(&d, "<F2>", "El periodo 2019-Q4 está cerrado");
	if (!pty_shows(d.pty, "borrador guardado"))
		drive_fail(&d, "it is not kept");
	assert_int_equal(SHEET, 0);
	killed(&d);
	/* it was reopened: nothing had to be typed again */
	drive_super(AS_OWNER "update core.period set state = 'open' "
		 "where period_key = '2019-Q4'");
	begin_again(&d, &with_drafts);
	drive_go(&d, "<Enter>", "IV Trim. 2019");
	drive_go(&d, "<F2>", "rabad");
	drive_stop(&d);
	assert_int_equal(SHEET, 1);
}

static void
an_office_that_is_hers_no_more(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	type_new(&d, "De la otra oficina");
	killed(&d);
	drive_super(AS_OWNER
		"update core.member set office_id = core.office_named('GRDIS') "
		"where office_id = core.office_named('GRPAT')");
	begin_again(&d, &with_drafts);
	drive_go(&d, "<Enter>", "oficina GRPAT; aquí se grabaría en GRDIS");
	drive_go(&d, "n", "Borradores");
	if (!pty_shows(d.pty, "4 datos"))
		drive_fail(&d, "it is not kept");
	drive_go(&d, "<Enter>", "(s/n)");
	drive_go(&d, "s", "De la otra oficina");
	drive_go(&d, "<F2>", "grabado");
	drive_go(&d, "<F10>", "No queda nada escrito");
	drive_stop(&d);
	assert_int_equal(MADE("De la otra oficina"), 1);
	drive_super(AS_OWNER
		"update core.member set office_id = core.office_named('GRPAT') "
		"where office_id = core.office_named('GRDIS')");
}

static void
a_clock_that_was_set_back(void **state)
{
	struct drive_terminal t = with_drafts;
	struct drive d;

	(void)state;
	t.env = shim_env();
	drive_start(&d, NULL);
	type_new(&d, "De mañana");
	killed(&d);
	shim_clock_back(3 * 24 * 60 * 60);
	begin_again(&d, &t);
	drive_go(&d, "<Enter>", "De mañana");
	drive_go(&d, "<Tab> y de ayer<Tab>", NULL);
	killed(&d);
	begin_again(&d, &t);
	drive_go(&d, "<Enter>", "De mañana y de ayer");
	drive_go(&d, "<F2>", "rabado");
	drive_go(&d, "<F10>", "No queda nada escrito");
	drive_stop(&d);
	shim_clock_back(0);
	assert_int_equal(MADE("De mañana y de ayer"), 1);
	assert_int_equal(MADE("De mañana"), 0);
	/* nor is it there again when the clock is right */
	drive_start(&d, &with_drafts);
	drive_go(&d, "<C-p>borradores<Enter>", "No queda nada escrito");
	drive_stop(&d);
}

static int
set_up(void **state)
{
	(void)state;
	if (!shim_is_there())
		return -1;
	drive_own_plan(1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_that_was_closed),
		cmocka_unit_test(an_office_that_is_hers_no_more),
		cmocka_unit_test(a_clock_that_was_set_back),
	};

	return cmocka_run_group_tests_name(
		"fault/meanwhile", tests, set_up, NULL);
}
