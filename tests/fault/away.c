/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work while the line is down: what is saved waits among the drafts and goes
 * when it is asked for, one after the other, each refusal and conflict as on
 * any day; nothing goes by itself. Two sessions of one person keep their own,
 * and what is typed costs the disk a wait for each field, none for a key.
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

#define OWN_PLAN " from plan.milestone_list m where m.plan_code = '2030-2032' "
#define COUNT(what) drive_number("select count(*)" OWN_PLAN "and " what)
#define SHEET(what)                                             \
	drive_number("select count(*) from follow.result_list " \
		     "where period_key = '2019-Q4' and " what)

enum {
	A_WORD = 200 /* bytes, more than what a save leaves done behind it */
};

static const struct drive_terminal with_drafts = {
	.name = "with drafts",
	.term = "xterm-256color",
	.erases = true,
	.keeps_drafts = true,
};

static void
cut_line(struct drive *d)
{
	proxy_refuse(d->proxy, true);
	proxy_drop(d->proxy);
}

static void
new_one(struct drive *d, const char *number, const char *text)
{
	char keys[128];

	(void)snprintf(keys, sizeof keys, "%s<Tab>%s<Tab>", number, text);
	drive_go(d, keys, text);
}

static void
row_shows(struct drive *d, const char *row, const char *text)
{
	int at = pty_row_of(d->pty, row);

	if (at < 0 || !strstr(pty_row(d->pty, at), text))
		drive_fail(d, "no row «%s» with «%s»", row, text);
}

/* ---- a day's work */

/* In the order in which they are sent: saved, an existing one that somebody
 * else changes meanwhile, one that the server refuses, saved. */
static void
type_without_a_line(struct drive *d)
{
	drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(d, "<F6>", "Nuevo");
	drive_go(d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	drive_go(d, "<Tab><Tab><Tab><Tab><Tab><Tab><F4>", "GRDIS");
	drive_go(d, "<Esc><Esc>", "Responsable");
	drive_go(d, "<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab><S-Tab>", NULL);
	cut_line(d);
	new_one(d, "", "Lejos uno");
	drive_go(d, "<Tab><Tab><Tab><Tab><F4>", "SIN L");
	if (!pty_shows(d->pty, "Como a las") || !pty_shows(d->pty, "GRDIS"))
		drive_fail(d, "the list of before has no hour");
	drive_go(d, "<Esc><Esc>", "Responsable");
	drive_go(d, "<F2>", "qued");
	new_one(d, "1", "Lejos rechazado");
	drive_go(d, "<F2>", "qued");
	new_one(d, "", "Lejos dos");
	drive_go(d, "<F2>", "qued");
	drive_go(d, "<F10>", "Hitos");
}

static void
nothing_was_sent(struct drive *d, const char *when)
{
	if (COUNT("text like 'Lejos%'") != 0)
		drive_fail(d, "%s: something was sent unasked", when);
}

static void
work_goes_on_without_a_line(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	type_without_a_line(&d);
	drive_go(&d, "<C-p>borradores<Enter>", "Borradores");
	row_shows(&d, "> ", "por enviar");
	drive_go(&d, "<F6>", "SIN L");
	if (!pty_shows(d.pty, "Borradores"))
		drive_fail(&d, "sent without a line");
	drive_go(&d, "<F10>", "Hitos");
	/* the line is back: what is read is read, nothing is sent */
	proxy_refuse(d.proxy, false);
	drive_go(&d, "<F5>", "y 3 borradores por enviar");
	if (!pty_until_gone(d.pty, "SIN L", PTY_LIMIT_MS))
		drive_fail(&d, "no line again");
	nothing_was_sent(&d, "behind a read");
	drive_go(&d, "<C-p>borradores<Enter>", "Borradores");
	nothing_was_sent(&d, "in the list");
	drive_go(&d, "<F6>", "ya tiene un hito con ese");
	assert_int_equal(COUNT("text like 'Lejos%'"), 1);
	assert_int_equal(COUNT("text = 'Lejos uno'"), 1);
	/* put right where it stopped, then the rest */
	drive_go(&d, "<BS><BS>77<Tab>", NULL);
	drive_go(&d, "<F2>", "rabado");
	drive_go(&d, "<F10>", "Borradores");
	drive_go(&d, "<F6>", "1 borrador grabado");
	if (!pty_shows(d.pty, "No queda nada escrito"))
		drive_fail(&d, "something is left");
	assert_int_equal(COUNT("text like 'Lejos%'"), 3);
	drive_stop(&d);
}

/* A record that was open, changed without a line and by somebody else. */
static void
a_conflict_stops_it(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<End>", NULL);
	drive_go(&d, "<Enter>", "Responsable");
	cut_line(&d);
	drive_go(&d, "<Tab> y lo de lejos<Tab><Tab><Tab><Tab><Tab><F4>",
		"SIN L");
	drive_go(&d, "<F2>", "qued");
	/* left without being asked: it waits */
	drive_go(&d, "<F10>", "Hitos");
	drive_sql("update plan.milestone set text = text || ', y lo de otra' "
		  "where id = (select max(id) from plan.milestone)");
	proxy_refuse(d.proxy, false);
	drive_go(&d, "<C-p>borradores<Enter>", "por enviar");
	drive_go(&d, "<F6>", "y lo de otra");
	assert_int_equal(COUNT("text like '%y lo de lejos'"), 0);
	drive_go(&d, "<Enter>", NULL);
	drive_go(&d, "<F2>", "rabado");
	assert_int_equal(COUNT("text like '%y lo de lejos'"), 1);
	drive_go(&d, "<F10>", "No queda nada escrito");
	drive_stop(&d);
}

/* What was on its way when the line went is sent with the same request. */
static void
a_sheet_waits_whole(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	drive_go(&d, "<C-p>periodo IV-2019<Enter>", "IV Trim. 2019");
	drive_go(&d, "4<Enter>5<Enter>6<Enter>", NULL);
	proxy_cut_next(d.proxy, false);
	drive_go(&d, "<F2>", "al reconectar");
	drive_go(&d, "<F10>", "sin comprobarlo");
	drive_go(&d, "s", "Plan 2018-2020");
	assert_int_equal(SHEET("true"), 0);
	proxy_refuse(d.proxy, false);
	drive_go(&d, "<C-p>borradores<Enter>", "sin confirmar");
	row_shows(&d, "Hoja de ingreso", "3 datos");
	drive_go(&d, "<F6>", "1 borrador grabado");
	assert_int_equal(SHEET("executed in (4, 5, 6)"), 3);
	drive_stop(&d);
}

/* The line goes while the first is saved: the next record goes on all the same,
 * and what was saved is found so. */
static void
a_save_in_flight_waits_too(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<F6>", "Nuevo");
	drive_go(&d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	new_one(&d, "", "En camino uno");
	proxy_cut_next(d.proxy, true);
	drive_go(&d, "<F2>", "al reconectar");
	drive_go(&d, "<F2>", "qued");
	new_one(&d, "", "En camino dos");
	drive_go(&d, "<F2>", "qued");
	proxy_refuse(d.proxy, false);
	drive_go(&d, "<F10>", "Hitos");
	drive_go(&d, "<C-p>borradores<Enter>", "sin confirmar");
	drive_go(&d, "<F6>", "2 borradores grabados");
	assert_int_equal(COUNT("text like 'En camino%'"), 2);
	drive_stop(&d);
}

/* The new line carries the save before all that a connection asks; that is
 * asked where the next thing is read. */
static void
a_save_goes_first_on_a_new_line(void **state)
{
	const struct proxy_fault unheard = { .how = CUT_CLOSE };
	struct step usual, step;
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<F6>", "Nuevo");
	drive_go(&d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	new_one(&d, "", "Primero de todos");
	usual = drive_step(&d, "<F2>", "rabado");
	for (int in_flight = 0; in_flight < 2; in_flight++) {
		new_one(&d, "", in_flight ? "Primero dos" : "Primero uno");
		if (in_flight)
			proxy_arm(d.proxy, &unheard);
		else
			proxy_drop(d.proxy);
		step = drive_step(&d, "<F2>", "rabado");
		assert_int_equal(step.line.connections, 1);
		assert_in_range(step.line.down, 0, usual.line.down + A_WORD);
		/* what was left out */
		step = drive_step(&d, "<F5>", NULL);
		assert_int_equal(step.line.connections, 0);
		assert_true(step.line.down > 2 * A_WORD);
	}
	assert_int_equal(COUNT("text like 'Primero%'"), 3);
	drive_stop(&d);
}

/* ---- side by side */

static void
two_sessions_keep_their_own(void **state)
{
	struct drive one, other;

	(void)state;
	drive_start(&one, NULL);
	drive_go(&one, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&one, "<F6>", "Nuevo");
	drive_go(&one, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	new_one(&one, "", "De la primera");
	drive_start(&other, &with_drafts);
	drive_go(&other, "<C-p>borradores<Enter>", "otra sesi");
	if (!pty_shows(other.pty, "No queda nada escrito"))
		drive_fail(&other, "it is offered what another one types");
	pty_signal(one.pty, SIGKILL);
	drive_stop(&one);
	drive_go(&other, "<F5>", "Hitos");
	drive_go(&other, "<Enter>", "De la primera");
	drive_go(&other, "<F2>", "rabado");
	assert_int_equal(COUNT("text = 'De la primera'"), 1);
	drive_stop(&other);
}

/* ---- what became of it meanwhile */

static void
what_was_marked_meanwhile_is_told(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<End>", NULL);
	drive_go(&d, "<Enter>", "Responsable");
	drive_go(&d, "<Tab> en vano<Tab>", NULL);
	pty_signal(d.pty, SIGKILL);
	drive_stop(&d);
	drive_sql("update plan.milestone set deleted_at = now(), deleted_by = "
		  "current_user, deleted_why = 'prueba' "
		  "where id = (select max(id) from plan.milestone)");
	drive_launch(&d, &with_drafts);
	if (!pty_until(d.pty, "Borradores", PTY_LIMIT_MS))
		drive_fail(&d, "no drafts");
	drive_go(&d, "<Enter>", "en vano");
	drive_go(&d, "<F2>", "anuló este registro");
	assert_int_equal(COUNT("text like '%en vano'"), 0);
	drive_stop(&d);
}

/* ---- the disk */

static void
a_field_is_one_wait_for_the_disk(void **state)
{
	const struct drive_terminal t = {
		.name = "with a shim",
		.term = "xterm-256color",
		.erases = true,
		.env = shim_env(),
	};
	struct drive d;
	unsigned before;

	(void)state;
	drive_start(&d, &t);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<F6>", "Nuevo");
	drive_go(&d, "<S-Tab>2030-2032<Tab>1<Tab><Tab>", NULL);
	before = shim_syncs();
	drive_go(&d,
		"Una frase que es bastante larga, de más de 64 letras, "
		"para que se anote mientras se escribe",
		NULL);
	assert_int_equal(shim_syncs(), before);
	drive_go(&d, "<Tab>", NULL);
	assert_int_equal(shim_syncs(), before + 1);
	/* where nothing is typed nothing is written */
	drive_go(&d, "<Tab><Tab><Tab><Tab><S-Tab><S-Tab>", NULL);
	assert_int_equal(shim_syncs(), before + 1);
	drive_go(&d, "ago-2030<Tab>", NULL);
	assert_int_equal(shim_syncs(), before + 2);
	/* and once before it is sent */
	drive_go(&d, "<F2>", "rabado");
	assert_int_equal(shim_syncs(), before + 3);
	drive_stop(&d);
}

/* Neither what was typed last nor that it was sent could be written down, and
 * the program is killed before (or, not cut, after) the server's answer: what
 * is offered then is found saved. */
static void
full_disk(const char *text, bool cut)
{
	struct drive_terminal t = with_drafts;
	char keys[128], sql[128];
	struct drive d;

	t.env = shim_env();
	t.keeps_drafts = false;
	drive_start(&d, &t);
	t.keeps_drafts = true;
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<F6>", "Nuevo");
	(void)snprintf(keys, sizeof keys,
		"<S-Tab>2030-2032<Tab>1<Tab><Tab>%s<Tab>", text);
	drive_go(&d, keys, text);
	shim_disk_full(true);
	drive_go(&d, "<Tab><Tab>ago-2030<Tab>", "NO QUEDA EN BORRADOR");
	drive_go(&d, "<Tab>", "SIN BORRADOR");
	if (cut)
		proxy_cut_next(d.proxy, true);
	drive_go(&d, "<F2>", cut ? "al reconectar" : "rabado");
	pty_signal(d.pty, SIGKILL);
	drive_stop(&d);
	shim_disk_full(false);
	drive_launch(&d, &t);
	if (!pty_until(d.pty, "Borradores", PTY_LIMIT_MS))
		drive_fail(&d, "no drafts");
	drive_go(&d, "<Enter>", text);
	drive_go(&d, "<F2>", "rabado");
	drive_go(&d, "<F10>", "No queda nada escrito");
	drive_stop(&d);
	(void)snprintf(sql, sizeof sql,
		"select count(*) from plan.milestone where text = '%s'", text);
	assert_int_equal(drive_number(sql), 1);
}

static void
a_full_disk_doubles_nothing(void **state)
{
	(void)state;
	full_disk("Sin sitio uno", true);
	full_disk("Sin sitio dos", false);
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
		cmocka_unit_test(work_goes_on_without_a_line),
		cmocka_unit_test(a_conflict_stops_it),
		cmocka_unit_test(a_sheet_waits_whole),
		cmocka_unit_test(a_save_in_flight_waits_too),
		cmocka_unit_test(a_save_goes_first_on_a_new_line),
		cmocka_unit_test(two_sessions_keep_their_own),
		cmocka_unit_test(a_field_is_one_wait_for_the_disk),
		cmocka_unit_test(what_was_marked_meanwhile_is_told),
		cmocka_unit_test(a_full_disk_doubles_nothing),
	};

	return cmocka_run_group_tests_name("fault/away", tests, set_up, NULL);
}
