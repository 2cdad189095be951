/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hito shell at a terminal, with readline: words completed, what an action and
 * a line want asked one by one and again until it can be read, Ctrl-C that
 * takes back, and what is not asked of a pipe: whether one means it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "drive.h"
#include "target.h"

/* Types, then until the words are there and the next key is waited for: what comes
 * before is the terminal's, which takes Ctrl-U for itself. */
static void
type(struct pty *p, const char *keys, const char *expect)
{
	(void)pty_keys(p, keys);
	if (pty_until(p, expect, PTY_LIMIT_MS)) {
		(void)pty_rest(p, NULL, NULL, PTY_LIMIT_MS);
		return;
	}
	pty_dump(p, keys);
	fail_msg("no «%s» after «%s»", expect, keys);
}

static void
clear(struct pty *p)
{
	type(p, "<C-l>", "> ");
	(void)pty_settle(p, PTY_QUIET_MS, PTY_LIMIT_MS);
}

static struct pty *
shell_with(const char *setting)
{
	const char *const env[] = { "INPUTRC=/dev/null", setting, NULL };
	const struct pty_options options = {
		.rows = 40, .cols = 100, .term = "xterm", .env = env
	};
	const char *argv[] = { target_program(), "-d", target_url(), "--quiet",
		"shell", NULL };
	struct pty *p = pty_start(&options, argv);

	type(p, "", "hito ");
	return p;
}

static struct pty *
shell(void)
{
	return shell_with(NULL);
}

static void
leave(struct pty *p)
{
	int status = 1;

	(void)pty_keys(p, "salir<Enter>");
	assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(p);
}

static void
words_are_completed(void **state)
{
	struct pty *p = shell();

	(void)state;
	type(p, "tabl<Tab>", "tablero");
	type(p, "<C-c>volar<Enter>", "No se conoce la orden «volar»");
	type(p, "abrir hito 2030-2032/1.1<Enter>", "Pendiente");
	clear(p);
	type(p, "Reprog<Tab>", "Reprogramar");
	(void)pty_keys(p, "<C-c>");
	leave(p);
}

static void
an_action_asks_one_by_one(void **state)
{
	struct pty *p = shell();

	(void)state;
	type(p, "abrir hito 2030-2032/1.1<Enter>", "Pendiente");
	clear(p);
	type(p, "reprogramar acuerdo=\"Acuerdo 7\"<Enter>", "Inicio:");
	type(p, "cuando se pueda<Enter>", "no se puede leer");
	type(p, "jun-2031<Enter>", "Fin:");
	type(p, "dic-2031<Enter>", "Motivo:");
	type(p, "Así se acordó<Enter>", "Hecho: Reprogramar, 2030-2032/1.1");
	assert_int_equal(drive_number("select count(*) from plan.milestone"
				      " where ends = 'dic-2031'"),
		1);
	leave(p);
}

static void
she_may_go_away(void **state)
{
	struct pty *p = shell();

	(void)state;
	type(p, "abrir hito 2030-2032/1.2<Enter>", "Pendiente");
	clear(p);
	type(p, "retirar<Enter>", "Motivo:");
	type(p, "<C-c>", "No se hizo.");
	clear(p);
	type(p, "retirar motivo=\"Ya no va\"<Enter>",
		"¿Retirar: 2030-2032/1.2? (s/n)");
	type(p, "n<Enter>", "No se hizo.");
	clear(p);
	type(p, "anular<Enter>", "Motivo:");
	type(p, "Se registró dos veces<Enter>",
		"¿Anular: 2030-2032/1.2? (s/n)");
	type(p, "s<Enter>", "Hecho: Anular, 2030-2032/1.2");
	type(p, "restaurar<Enter>", "Hecho: Restaurar, 2030-2032/1.2");
	leave(p);
}

static void
a_line_asks_its_fields(void **state)
{
	struct pty *p = shell();

	(void)state;
	type(p, "abrir hito 2030-2032/1.3<Enter>", "Pendiente");
	clear(p);
	type(p, "línea metas<Enter>", "Meta *:");
	type(p, "Talleres<Enter>", "Cantidad:");
	type(p, "muchos<Enter>", "no se puede leer");
	type(p, "<C-u>12<Enter>", "Unidad:");
	type(p, "<Enter>", "Vence:");
	type(p, "jul 2031<Enter>", "jul 2031");
	type(p, "grabar<Enter>", "Grabado: Hito 2030-2032/1.3");
	clear(p);
	type(p, "línea metas 1<Enter>", "Meta *: Talleres");
	type(p, "<Enter>", "Cantidad: 12");
	(void)pty_keys(p, "<C-c>");
	leave(p);
}

static void
what_may_be_answered_is_told(void **state)
{
	struct pty *p = shell();

	(void)state;
	type(p, "nuevo hito<Enter>", "Plan *:");
	type(p, "<C-u>?<Enter>", "2030-2032");
	type(p, "<C-u>2030-2032<Enter>", "Compromiso");
	type(p, "?<Enter>", "  1  ");
	type(p, "<C-u>1<Enter>", "N°:");
	type(p, "<Enter>", "Hito *:");
	type(p, "Otro hito<Enter>", "Publicado como");
	type(p, "<C-u>?<Enter>", "  2 En curso");
	type(p, "<C-u>2<Enter>", "Permanente:");
	type(p, "<C-c>", ".*>");
	type(p, "Responsable = GRDIS<Enter>", "GRDIS");
	type(p, "grabar<Enter>", "Grabado: Hito 2030-2032/1.4");
	assert_int_equal(drive_number("select count(*) from plan.milestone"
				      " where text = 'Otro hito'"
				      " and origin = 'ongoing'"),
		1);
	leave(p);
}

/* To who listens each question has its number, and a choice is listed. */
static void
questions_are_numbered(void **state)
{
	char folder[] = "/tmp/hito-shell.XXXXXX";
	char path[64], setting[64];
	struct pty *p;
	FILE *conf;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(setting, sizeof setting, "XDG_CONFIG_HOME=%s", folder);
	snprintf(path, sizeof path, "%s/hito", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/hito/hito.conf", folder);
	conf = fopen(path, "w");
	assert_non_null(conf);
	fputs("reader = sí\n", conf);
	fclose(conf);
	p = shell_with(setting);
	type(p, "nuevo hito<Enter>", "1/13 Plan *:");
	type(p, "<C-u>2030-2032<Enter>", "2/13 Compromiso");
	type(p, "1<Enter>", "3/13 N°:");
	type(p, "<Enter>", "Hito *:");
	type(p, "Otro más<Enter>", "5/13 Publicado como:");
	type(p, "", "  2 En curso");
	type(p, "<C-c>", ".*>");
	type(p, "cancelar<Enter>", "GRPAT>");
	leave(p);
	unlink(path);
	snprintf(path, sizeof path, "%s/hito", folder);
	rmdir(path);
	rmdir(folder);
}

static int
set_up(void **state)
{
	(void)state;
	drive_own_plan(3);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_completed),
		cmocka_unit_test(an_action_asks_one_by_one),
		cmocka_unit_test(she_may_go_away),
		cmocka_unit_test(a_line_asks_its_fields),
		cmocka_unit_test(what_may_be_answered_is_told),
		cmocka_unit_test(questions_are_numbered),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
