/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program ends while an action asks: what was answered, and what of an
 * answer stood there, is among the drafts, opens its record with the questions
 * filled as they were typed, and is done once. On the screen, of the sheet's
 * submission, of marking, and in the shell.
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
#include "target.h"

#define MOVED(reason)                                                        \
	drive_number("select count(*) from plan.milestone_reschedule where " \
		     "reason = '" reason "'")

static const struct drive_terminal with_drafts = {
	.name = "with drafts",
	.term = "xterm-256color",
	.erases = true,
	.keeps_drafts = true,
};

static void
shows(struct drive *d, const char *text)
{
	if (!pty_shows(d->pty, text))
		drive_fail(d, "no «%s»", text);
}

static void
row_shows(struct drive *d, const char *row, const char *text)
{
	int at = pty_row_of(d->pty, row);

	if (at < 0 || !strstr(pty_row(d->pty, at), text))
		drive_fail(d, "no row «%s» with «%s»", row, text);
}

/* It is gone, and the next one begins with what is left of it. */
static void
end_and_begin(struct drive *d, int signal)
{
	int status = 0;

	pty_signal(d->pty, signal);
	if (!pty_ended(d->pty, PTY_LIMIT_MS, &status))
		drive_fail(d, "it goes on");
	drive_stop(d);
	drive_launch(d, &with_drafts);
	if (!pty_until(d->pty, "Borradores", PTY_LIMIT_MS))
		drive_fail(d, "no drafts");
	drive_rest(d);
}

/* ---- an action of a form */

static void
go_to_milestone(struct drive *d)
{
	drive_start(d, NULL);
	drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(d, "<End>", NULL);
	drive_go(d, "<Enter>", "Responsable");
}

static void
reschedule(struct drive *d, const char *reason)
{
	char keys[256];

	go_to_milestone(d);
	drive_go(d, "<Esc>aRepro<Enter>", "Inicio:");
	drive_go(d, "ago-2031<Enter>", "Fin:");
	drive_go(d, "dic-2031<Enter>", "Motivo:");
	(void)snprintf(keys, sizeof keys, "%s", reason);
	drive_go(d, keys, NULL);
}

/* The four questions as they were left. */
static void
go_through(struct drive *d, const char *reason)
{
	shows(d, "ago-2031");
	drive_go(d, "<Enter>", "dic-2031");
	drive_go(d, "<Enter>", reason);
	drive_go(d, "<Enter>", "Acuerdo");
	drive_go(d, "Acuerdo 7<Enter>", "Hecho: Reprogramar");
}

static void
answers_are_there_again(void **state)
{
	struct drive d;

	(void)state;
	reschedule(&d, "Lo pidió la mesa técnica<Enter>");
	end_and_begin(&d, SIGKILL);
	row_shows(&d, "Hitos: Reprogramar", "3 datos");
	drive_go(&d, "<F3>", "Motivo: Lo pidi");
	shows(&d, "Nadie lo cambi");
	drive_go(&d, "<F10>", "Borradores");
	drive_go(&d, "<Enter>", "Inicio:");
	go_through(&d, "Lo pidi");
	assert_int_equal(MOVED("Lo pidió la mesa técnica"), 1);
	shows(&d, "Responsable");
	drive_go(&d, "<F10>", "No queda nada escrito");
	drive_stop(&d);
}

/* The terminal goes while a long reason is being typed. */
static void
half_an_answer_is_there_again(void **state)
{
	struct drive d;

	(void)state;
	reschedule(&d, "La empresa no entregó");
	end_and_begin(&d, SIGHUP);
	row_shows(&d, "Hitos: Reprogramar", "3 datos");
	drive_go(&d, "<Enter>", "Inicio:");
	drive_go(&d, "<Enter><Enter>", "La empresa no entreg");
	drive_go(&d, "<End> el equipo<Enter>Acuerdo 7<Enter>", "Hecho");
	assert_int_equal(MOVED("La empresa no entregó el equipo"), 1);
	drive_stop(&d);
}

/* The program is killed in the middle of it: what was noted last. */
static void
a_long_answer_is_noted_while_it_is_typed(void **state)
{
	struct drive d;

	(void)state;
	reschedule(&d, "El convenio con la universidad se firmó tarde");
	end_and_begin(&d, SIGKILL);
	row_shows(&d, "Hitos: Reprogramar", "3 datos");
	drive_go(&d, "<Enter>", "Inicio:");
	drive_go(&d, "<Enter><Enter>", "El convenio con la universidad s");
	/* taken back, it is what was answered before: it was not */
	drive_go(&d, "<Esc><Esc>", "Responsable");
	drive_go(&d, "<F10>", "Borradores");
	row_shows(&d, "Hitos: Reprogramar", "3 datos");
	drive_go(&d, "<F8>", "(s/n)");
	drive_go(&d, "s", "No queda nada escrito");
	drive_stop(&d);
}

static void
what_is_taken_back_is_no_draft(void **state)
{
	struct drive d;

	(void)state;
	reschedule(
		&d, "Un motivo que es bastante largo, y que no va<Esc><Esc>");
	drive_go(&d, "<C-p>borradores<Enter>", "Hitos: Reprogramar");
	row_shows(&d, "Hitos: Reprogramar", "2 datos");
	drive_go(&d, "<F8>", "(s/n)");
	drive_go(&d, "s", "No queda nada escrito");
	drive_go(&d, "<F10>", "Responsable");
	/* and what was let go does not stand there */
	drive_go(&d, "<Esc>aRepro<Enter>", "Inicio:");
	if (strstr(pty_row(d.pty, pty_row_of(d.pty, "Inicio:")), "2031"))
		drive_fail(&d, "it stands there");
	drive_stop(&d);
}

/* ---- sent, and not known to be done */

static void
is_done_once(bool down)
{
	struct drive d;

	reschedule(&d, "Se adelantó la obra<Enter>");
	shows(&d, "Acuerdo");
	proxy_cut_next(d.proxy, down);
	drive_go(&d, "Acuerdo 7<Enter>", NULL);
	end_and_begin(&d, SIGKILL);
	row_shows(&d, "Hitos: Reprogramar", "sin confirmar");
	/* nothing is asked: it is sent as it was */
	drive_go(&d, "<Enter>", "Hecho: Reprogramar");
	shows(&d, "No queda nada escrito");
	drive_stop(&d);
}

static void
what_was_on_its_way_is_done_once(void **state)
{
	(void)state;
	is_done_once(false);
	assert_int_equal(MOVED("Se adelantó la obra"), 1);
	is_done_once(true);
	assert_int_equal(MOVED("Se adelantó la obra"), 2);
}

/* ---- marking */

#define MARKED                                                    \
	drive_number("select count(*) from plan.milestone where " \
		     "deleted_why = 'Se registró dos veces'")

static void
why_something_is_marked_is_there_again(void **state)
{
	struct drive d;

	(void)state;
	go_to_milestone(&d);
	drive_go(&d, "<F10>", "Hitos");
	drive_go(&d, "<F8>", "Motivo:");
	drive_go(&d, "Se registró dos veces<Enter>", "(s/n)");
	end_and_begin(&d, SIGHUP);
	row_shows(&d, "Hitos: Anular", "1 dato");
	drive_go(&d, "<Enter>", "Se registr");
	drive_go(&d, "<Enter>", "(s/n)");
	assert_int_equal(MARKED, 0);
	drive_go(&d, "s", "Anulado");
	assert_int_equal(MARKED, 1);
	drive_stop(&d);
}

/* ---- the submission of a sheet */

static void
why_results_are_missing_is_there_again(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	drive_go(&d, "<C-p>periodo II-2019<Enter>", "II Trim. 2019");
	drive_go(&d, "<Esc>aPres<Enter>", "Faltan 8");
	drive_go(&d, "Salen en julio<Enter>", "(s/n)");
	end_and_begin(&d, SIGKILL);
	row_shows(&d, ": Presentar", "1 dato");
	drive_go(&d, "<Enter>", "Salen en julio");
	shows(&d, "II Trim. 2019");
	drive_go(&d, "<Enter>", "(s/n)");
	proxy_cut_next(d.proxy, true);
	drive_go(&d, "s", NULL);
	end_and_begin(&d, SIGKILL);
	row_shows(&d, ": Presentar", "sin confirmar");
	drive_go(&d, "<Enter>", "Hecho: Presentar");
	shows(&d, "No queda nada escrito");
	assert_int_equal(
		drive_number("select count(*) from follow.submission where "
			     "explanation = 'Salen en julio'"),
		1);
	drive_stop(&d);
}

/* ---- in the shell */

static struct pty *
shell(void)
{
	static const char *const env[] = { "INPUTRC=/dev/null", NULL };
	static const struct pty_options options = {
		.rows = 40, .cols = 100, .term = "xterm", .env = env
	};
	const char *argv[] = { target_program(), "-d", target_url(), "--quiet",
		"shell", NULL };
	struct pty *p = pty_start(&options, argv);

	assert_true(pty_until(p, "hito ", PTY_LIMIT_MS));
	return p;
}

static void
type(struct pty *p, const char *keys, const char *expect)
{
	(void)pty_keys(p, keys);
	if (pty_until(p, expect, PTY_LIMIT_MS))
		return;
	pty_dump(p, keys);
	fail_msg("no «%s» after «%s»", expect, keys);
}

static void
clear(struct pty *p)
{
	type(p, "<C-l>", "> ");
	(void)pty_settle(p, PTY_QUIET_MS, PTY_LIMIT_MS);
}

static void
the_shell_asks_with_what_was_typed(void **state)
{
	struct pty *p = shell();
	int status;

	(void)state;
	/* of the test before */
	type(p, "borradores descartar 1<Enter>", "hito ");
	type(p, "borradores<Enter>", "No queda nada escrito");
	type(p, "abrir hito 2030-2032/1.1<Enter>", "Pendiente");
	clear(p);
	type(p, "reprogramar motivo=\"Se dijo en la línea\"<Enter>", "Inicio:");
	type(p, "sep-2031<Enter>", "Fin:");
	pty_signal(p, SIGKILL);
	assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
	pty_close(p);
	p = shell();
	type(p, "borradores<Enter>", "Hitos: Reprogramar");
	clear(p);
	type(p, "borradores 1<Enter>", "Inicio: sep-2031");
	type(p, "<Enter>", "Fin:");
	type(p, "nov-2031<Enter>", "Motivo: Se dijo en la l");
	type(p, "<Enter>", "Acuerdo:");
	type(p, "Acuerdo 7<Enter>", "Hecho: Reprogramar, 2030-2032/1.1");
	clear(p);
	assert_int_equal(MOVED("Se dijo en la línea"), 1);
	type(p, "borradores<Enter>", "No queda nada escrito");
	pty_close(p);
}

/* ---- without a terminal */

static void
a_command_lists_them(void **state)
{
	struct drive d;
	char command[512], line[512] = "";
	FILE *out;

	(void)state;
	reschedule(&d, "Para la lista<Enter>");
	(void)snprintf(command, sizeof command, "'%s' drafts --json --quiet",
		target_program());
	pty_signal(d.pty, SIGKILL);
	drive_stop(&d);
	out = popen(command, "r");
	assert_non_null(out);
	while (!strstr(line, "\"action\": \"reschedule\"") &&
		fgets(line, sizeof line, out))
		continue;
	assert_non_null(strstr(line, "\"key\": \"2030-2032/1.1\""));
	assert_non_null(strstr(line, "\"values\": \"3\""));
	assert_int_equal(pclose(out), 0);
}

static int
set_up(void **state)
{
	(void)state;
	drive_own_plan(1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_there_again),
		cmocka_unit_test(half_an_answer_is_there_again),
		cmocka_unit_test(a_long_answer_is_noted_while_it_is_typed),
		cmocka_unit_test(what_is_taken_back_is_no_draft),
		cmocka_unit_test(what_was_on_its_way_is_done_once),
		cmocka_unit_test(a_command_lists_them),
		cmocka_unit_test(the_shell_asks_with_what_was_typed),
		cmocka_unit_test(why_results_are_missing_is_there_again),
		cmocka_unit_test(why_something_is_marked_is_there_again),
	};

	return cmocka_run_group_tests_name(
		"fault/answers", tests, set_up, NULL);
}
