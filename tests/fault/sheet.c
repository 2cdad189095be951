/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entry sheet over a bad line, at the keyboard: on a slow one keys typed
 * during a save are kept and go where they would have gone; over a cut one it
 * is told that nothing is known, and F2 sends the same again; somebody else's
 * change of one row costs nothing in the others.
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
	SLOW_MS = 100, /* each way */
};

/* Rows of the sheet on the screen: codes 1.1, 1.3, 2.2, 2.3, ... */
enum {
	FIRST_ROW = 4
};

#define COUNT(period, what)                                     \
	drive_number("select count(*) from follow.result_list " \
		     "where period_key = '" period "' " what)

static void
open_sheet(struct drive *d, const char *keys, const char *title)
{
	drive_start(d, NULL);
	drive_go(d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	drive_go(d, keys, title);
}

static void
row_shows(struct drive *d, int row, const char *text)
{
	if (!strstr(pty_row(d->pty, FIRST_ROW + row), text))
		drive_fail(d, "row %d has no «%s»", row, text);
}

/* All keys at once, with a save in the middle of them, as a clerk does who
 * looks at her paper. */
static void
keys_typed_during_a_save_go_on(void **state)
{
	struct drive d;

	(void)state;
	open_sheet(&d, "<C-p>periodo II-2019<Enter>", "II Trim. 2019");
	proxy_delay(d.proxy, SLOW_MS);
	drive_go(&d,
		"4<Enter>148<F2><Enter>180<Tab>Acta 7<Tab>Se hizo<F2>"
		"<Tab><Tab>6<F2>",
		NULL);
	/* the last of three saves says so */
	if (!pty_until(d.pty, "1 indicador grabado", PTY_LIMIT_MS))
		drive_fail(&d, "not saved");
	drive_rest(&d);
	row_shows(&d, 0, "[4        ] Borrador");
	row_shows(&d, 1, "[148      ] Borrador");
	row_shows(&d, 2, "[180      ] Borrador");
	row_shows(&d, 3, "[6        ] Borrador");
	assert_int_equal(COUNT("2019-Q2", "and executed in (4, 148, 6)"), 3);
	assert_int_equal(
		COUNT("2019-Q2", "and executed = 180 and evidence = 'Acta 7' "
				 "and narrative = 'Se hizo'"),
		1);
	drive_stop(&d);
}

/* A bad cell found at the save: the keys behind it are neither lost nor put
 * into that cell; the sentence waits for her. */
static void
a_refusal_waits_for_the_last_key(void **state)
{
	struct drive d;

	(void)state;
	open_sheet(&d, "<C-p>periodo III-2019<Enter>", "III Trim. 2019");
	drive_go(&d, "12x<Enter>7<F2><Enter>8<Enter>9", "SIN GRABAR. 1.1");
	row_shows(&d, 0, "!12x      ]");
	row_shows(&d, 1, "[7        ]");
	row_shows(&d, 2, "[8        ]");
	row_shows(&d, 3, "[9        ]");
	assert_int_equal(COUNT("2019-Q3", ""), 0);
	/* with nothing typed ahead F2 goes to it */
	drive_go(&d, "<F2>", "no se puede leer");
	drive_go(&d, "5<F2>", "4 indicadores grabados");
	assert_int_equal(COUNT("2019-Q3", "and executed in (5, 7, 8, 9)"), 4);
	drive_stop(&d);
}

/* The answer is lost after the server has said yes, or before it heard. */
static void
cut_and_sent_again(struct drive *d, bool down, const char *typed)
{
	const struct proxy_fault fault = {
		.down = down, .after = 1, .how = CUT_CLOSE
	};

	drive_go(d, typed, NULL);
	proxy_arm(d->proxy, &fault);
	proxy_refuse(d->proxy, true);
	drive_go(d, "<F2>", "al reconectar");
	proxy_refuse(d->proxy, false);
	drive_go(d, "<F2>", "grabado");
	if (pty_shows(d->pty, "Ya existe"))
		drive_fail(d, "what was done is called refused");
}

static void
a_cut_save_is_done_once(void **state)
{
	struct drive d;

	(void)state;
	open_sheet(&d, "<C-p>periodo IV-2019<Enter>", "IV Trim. 2019");
	cut_and_sent_again(&d, true, "1<Enter>2<Enter>3");
	assert_int_equal(COUNT("2019-Q4", ""), 3);
	assert_int_equal(COUNT("2019-Q4", "and row_version = 1"), 3);
	cut_and_sent_again(&d, false, "<Enter>4<Up>33");
	assert_int_equal(COUNT("2019-Q4", ""), 4);
	assert_int_equal(
		COUNT("2019-Q4", "and executed = 33 and row_version = 2"), 1);
	row_shows(&d, 2, "[33       ] Borrador");
	row_shows(&d, 3, "[4        ] Borrador");
	drive_stop(&d);
}

static void
a_conflict_keeps_the_other_rows(void **state)
{
	struct drive d;

	(void)state;
	open_sheet(&d, "<C-p>periodo I-2020<Enter>", "I Trim. 2020");
	drive_sql(
		"insert into follow.result (indicator_id, period_id, "
		"executed) select i.id, p.id, 70 from follow.indicator i "
		"join core.period p on p.plan_id = i.plan_id "
		"where i.indicator_code = '1.3' and p.period_key = '2020-Q1'");
	drive_go(&d, "11<Enter>13<Enter>22<F2>", "usted escribió");
	assert_int_equal(COUNT("2020-Q1", "and executed in (11, 13, 22)"), 0);
	/* mine, then saved with the others */
	drive_go(&d, "<Enter><F2>", "3 indicadores grabados");
	assert_int_equal(COUNT("2020-Q1", "and executed in (11, 13, 22)"), 3);
	/* changed by another: begin anew with theirs, the others stay */
	drive_sql("update follow.result r set executed = 71 "
		  "from follow.indicator i, core.period p "
		  "where i.id = r.indicator_id and p.id = r.period_id and "
		  "i.indicator_code = '1.3' and p.period_key = '2020-Q1'");
	drive_go(&d, "<Up><Up>12<Enter>14<F2>", "usted escribió");
	drive_go(&d, "<F5>", "(s/n)");
	drive_go(&d, "s", "[71");
	row_shows(&d, 0, "*1.1");
	row_shows(&d, 0, "[12");
	drive_go(&d, "<F2>", "1 indicador grabado");
	assert_int_equal(COUNT("2020-Q1", "and executed in (12, 71, 22)"), 3);
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_typed_during_a_save_go_on),
		cmocka_unit_test(a_refusal_waits_for_the_last_key),
		cmocka_unit_test(a_cut_save_is_done_once),
		cmocka_unit_test(a_conflict_keeps_the_other_rows),
	};

	return cmocka_run_group_tests_name("fault/sheet", tests, NULL, NULL);
}
