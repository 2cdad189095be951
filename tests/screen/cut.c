/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text that is only shown and that its boxes cut: whoever comes to it is told
 * how it is read whole, among fields that are written too; one that fits is passed
 * over.
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
	MOST_FIELDS = 40
};

static const char hint[] = "Ctrl-E lo muestra entero";

/* Past the rules, which ask more of an agreement that has one. */
static void
give_evidence(const char *evidence)
{
	char sql[512];

	(void)snprintf(sql, sizeof sql,
		"set session_replication_role = replica; "
		"update council.agreement set evidence = %s",
		evidence);
	drive_super(sql);
}

static void
open_one(struct drive *d, const char *evidence)
{
	give_evidence(evidence);
	drive_start(d, NULL);
	drive_go(d, "<C-p>lista acuerdo<Enter>", "Acuerdos");
	drive_go(d, "<Enter>", "Evidencia");
}

/* Whether it comes to such a text before it is where it began. */
static bool
comes_to_one(struct drive *d)
{
	for (int i = 0; i < MOST_FIELDS; i++) {
		if (pty_shows(d->pty, hint))
			return true;
		drive_go(d, "<Tab>", NULL);
	}
	return false;
}

static void
what_is_cut_is_read_whole(void **state)
{
	struct drive d;

	(void)state;
	open_one(&d, "repeat('Acta firmada. ', 40) || 'FIN-DEL-TEXTO'");
	if (!comes_to_one(&d))
		drive_fail(&d, "no field says «%s»", hint);
	if (pty_shows(d.pty, "FIN-DEL-TEXTO"))
		drive_fail(&d, "its boxes show it whole");
	drive_go(&d, "<C-e>", "FIN-DEL-TEXTO");
	drive_go(&d, "<F10>", "Evidencia");
	drive_stop(&d);
}

static void
what_fits_is_passed_over(void **state)
{
	struct drive d;

	(void)state;
	open_one(&d, "'Acta firmada.'");
	if (comes_to_one(&d))
		drive_fail(&d, "a text that fits is stopped at");
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_cut_is_read_whole),
		cmocka_unit_test(what_fits_is_passed_over),
	};

	return cmocka_run_group_tests_name("screen/cut", tests, NULL, NULL);
}
