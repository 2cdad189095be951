/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person's keys cost on the line: bytes to the terminal and round
 * trips to the server, on the terminals that people have. Counts, so they are
 * exact on any machine. The figures are the promises L1-L8 and L10.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "drive.h"

enum {
	FIELD = 8,	 /* L2: to a field with the same hint */
	FIELD_HINT = 24, /* and beyond the text of a new hint */
	ROW = 50,	 /* L3: to the next row of a list */
	SCROLL = 150,	 /* the list moves by one line */
	BEHIND = 1,	/* trip of what a save leaves done, awaited by nobody */
	MARK = 60,	/* of a seat: it, the count, the next seat */
	WINDOW = 14600, /* L10: the first TCP window */
	IDLE_MS = 2000, /* L7 */
	SET_UP = 90,	/* sets the terminal up: other screen, keypad, paste */
	HINT_ROW = 21,
	ROWS = 104, /* rows put into the list */
};

static const char *const no_colour[] = { "NO_COLOR=1", NULL };

/* L6: the same everywhere. */
static const struct drive_terminal terminals[] = {
	{ .name = "xterm", .term = "xterm-256color", .erases = true },
	{ .name = "vt220", .term = "vt220", .erases = true },
	{ .name = "xterm-mono", .term = "xterm-mono" },
	{ .name = "no colour",
		.term = "xterm-256color",
		.env = no_colour,
		.erases = true },
	{ .name = "ascii",
		.term = "xterm",
		.option = "--ascii",
		.erases = true },
};

#define FOR_EACH_TERMINAL(t) \
	for (t = terminals;  \
		t < terminals + sizeof(terminals) / sizeof(terminals[0]); t++)

static const char open_list[] = "<C-p>lista hito<Enter>";

/* The dearest of each kind of step, told at the end. */
static struct worst {
	const char *what;
	const char *terminal;
	size_t bytes;
	double limit;
} worst[16];

static void
remember(const char *what, const char *terminal, size_t bytes, double limit)
{
	struct worst *w = worst;

	while (w->what && strcmp(w->what, what) != 0)
		w++;
	if (!w->what || (double)bytes * w->limit > (double)w->bytes * limit)
		*w = (struct worst){ what, terminal, bytes, limit };
}

static void
tell_worst(void)
{
	for (const struct worst *w = worst; w->what; w++)
		print_message("# %s: at most %zu bytes of %.0f (%s)\n", w->what,
			w->bytes, w->limit, w->terminal);
}

static void
within(struct drive *d, const char *what, size_t bytes, double limit)
{
	remember(what, d->terminal->name, bytes, limit);
	if ((double)bytes > limit)
		drive_fail(
			d, "%s: %zu bytes, promised %.0f", what, bytes, limit);
}

static void
trips(struct drive *d, const char *what, const struct step *s, unsigned least,
	unsigned most)
{
	if (s->line.trips < least || s->line.trips > most)
		drive_fail(d, "%s: %u round trips, promised %u", what,
			s->line.trips, most);
	if (s->line.largest_answer > WINDOW)
		drive_fail(d, "%s: an answer of %zu bytes", what,
			s->line.largest_answer);
}

static int
tear_down(void **state)
{
	(void)state;
	tell_worst();
	return 0;
}

static void
settings_write(const char *text)
{
	char path[512];
	FILE *f;

	(void)snprintf(path, sizeof path, "%s/hito", getenv("XDG_CONFIG_HOME"));
	(void)mkdir(getenv("XDG_CONFIG_HOME"), 0700);
	(void)mkdir(path, 0700);
	(void)snprintf(path, sizeof path, "%s/hito/hito.conf",
		getenv("XDG_CONFIG_HOME"));
	f = fopen(path, "w");
	assert_non_null(f);
	(void)fputs(text, f);
	fclose(f);
}

/* Every board and start here is one with that much to attend to. */
static void
much_is_due(void)
{
	drive_sql("insert into council.agreement (session_id, agreement_text, "
		  "kind, due, due_from, due_to, due_precision) "
		  "select s.id, 'Acuerdo por vencer ' || i, 'charge', "
		  "'30/04/2019', '2019-04-30', '2019-04-30', 'day' "
		  "from council.session s, generate_series(1, 30) as i "
		  "where s.session_ref = 'CRGA-02-2019';"
		  "insert into council.recommendation (year, source, "
		  "committee_report_id, recommendation_text) "
		  "select 2018, 'committee', r.id, 'Recomendación ' || i "
		  "from council.committee_report r, "
		  "generate_series(1, 20) as i;"
		  "insert into plan.contribution (plan_id, received_on, "
		  "answer_due, text) select p.id, '2019-03-01', "
		  "'2019-04-09', 'Aporte ' || i from plan.action_plan p, "
		  "generate_series(1, 50) as i "
		  "where p.plan_code = '2018-2020'");
}

static int
set_up(void **state)
{
	struct drive d;

	(void)state;
	/* What is said of a long wait would be counted with the rest. */
	settings_write("wait-notice = 600000\n");
	drive_own_plan(ROWS);
	much_is_due();
	/* The first start fills the cache of the catalogue. */
	drive_start(&d, NULL);
	drive_go(&d, "<C-q>", NULL);
	drive_stop(&d);
	return 0;
}

/* --- L1, L2: typing ----------------------------------------------------- */

/* Where it is typed: a list, the hint of a field of words in a new record. */
static const struct reg {
	const char *list, *title;
	const char *expect; /* on its form */
	const char *hint;
	const char *page; /* the first of its pages */
} registers[] = {
	{ open_list, "Hitos", "Responsable", "Hito", "1/2" },
	{ "<C-p>lista sesion<Enter>", "Sesiones", "Primera convocatoria",
		"Lugar", "1/4" },
	{ "<C-p>lista acuerdo<Enter>", "Acuerdos", "Responsable",
		"Votos singulares", "1/2" },
	{ "<C-p>lista aporte<Enter>", "Aportes ciudadanos", "Consiente",
		"Aporte, como se recib", "1/3" },
};

#define FOR_EACH_REGISTER(r) \
	for (r = registers;  \
		r < registers + sizeof(registers) / sizeof(registers[0]); r++)

static void
type_characters(struct drive *d)
{
	static const char *const typed[] = { "b", "C", "\xc3\xb1", "\xc3\xa1",
		"4", ",", "\xc2\xbf", "z" };

	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		struct step s = drive_step(d, typed[i], NULL);

		/* ASCII terminals show the letter without its accent. */
		if (s.screen.bytes > strlen(typed[i]) || !s.screen.bytes)
			drive_fail(d, "«%s» costs %zu bytes", typed[i],
				s.screen.bytes);
		if (s.screen.chunks != 1 || s.screen.writes > 1)
			drive_fail(d, "«%s» in %ld writes", typed[i],
				s.screen.writes);
		assert_int_equal(s.change.cells, 1);
		assert_int_equal(s.line.up + s.line.down, 0);
	}
}

/* Tabs until the hint begins so: ASCII terminals have no accents. */
static void
go_to_field(struct drive *d, const char *hint)
{
	for (int i = 0; i < 16; i++) {
		if (strncmp(pty_row(d->pty, HINT_ROW), hint, strlen(hint)) == 0)
			return;
		drive_go(d, "<Tab>", NULL);
	}
	drive_fail(d, "no field with the hint «%s»", hint);
}

static void
a_character_costs_its_bytes(void **state)
{
	const struct drive_terminal *t;
	const struct reg *r;

	(void)state;
	FOR_EACH_TERMINAL(t)
	{
		struct drive d;

		drive_start(&d, t);
		FOR_EACH_REGISTER(r)
		{
			drive_go(&d, r->list, r->title);
			drive_go(&d, "<F6>", r->expect);
			go_to_field(&d, r->hint);
			/* The first one sets the * of something changed. */
			drive_go(&d, "a", NULL);
			type_characters(&d);
			drive_go(&d, "<F10>", "sin grabar");
			drive_go(&d, "s", r->title);
		}
		drive_stop(&d);
	}
}

/* One Tab; to the next page it is another screen. */
static void
move_on(struct drive *d, const char *page)
{
	char hint[512];
	const char *now;
	struct step s;

	(void)snprintf(hint, sizeof hint, "%s", pty_row(d->pty, HINT_ROW));
	s = drive_step(d, "<Tab>", NULL);
	now = pty_row(d->pty, HINT_ROW);
	if (s.line.trips)
		drive_fail(d, "a field asks the server");
	if (strcmp(hint, now) == 0)
		within(d, "next field", s.screen.bytes, FIELD);
	else if (strstr(pty_row(d->pty, 0), page))
		within(d, "next field, new hint", s.screen.bytes,
			(double)(FIELD_HINT +
				 strlen(pty_row(d->pty, HINT_ROW))));
}

static void
a_field_costs_a_move(void **state)
{
	const struct drive_terminal *t;
	const struct reg *r;

	(void)state;
	FOR_EACH_TERMINAL(t)
	{
		struct drive d;

		drive_start(&d, t);
		FOR_EACH_REGISTER(r)
		{
			drive_go(&d, r->list, r->title);
			/* The last session is one that is written on. */
			drive_go(&d, "<End><Enter>", r->expect);
			while (strstr(pty_row(d.pty, 0), r->page))
				move_on(&d, r->page);
			drive_go(&d, "<F10>", r->title);
		}
		drive_stop(&d);
	}
}

/* --- L3, L4: lists ------------------------------------------------------ */

static void
move_down(struct drive *d, int times)
{
	unsigned moved = 0, scrolled = 0;

	for (int i = 0; i < times; i++) {
		char first[512];
		struct step s;

		(void)snprintf(first, sizeof first, "%s", pty_row(d->pty, 4));
		s = drive_step(d, "<Down>", NULL);
		if (strcmp(first, pty_row(d->pty, 4)) == 0) {
			moved++;
			within(d, "next row", s.screen.bytes, ROW);
		} else {
			scrolled++;
			within(d, "one line further", s.screen.bytes, SCROLL);
		}
	}
	if (moved < 5 || scrolled < 5)
		drive_fail(d, "%u moves, %u scrolls", moved, scrolled);
}

static void
a_row_costs_little(void **state)
{
	const struct drive_terminal *t;

	(void)state;
	FOR_EACH_TERMINAL(t)
	{
		struct drive d;

		drive_start(&d, t);
		drive_go(&d, open_list, "Hitos");
		move_down(&d, 24);
		/* over a hundred, the cursor in a column and not */
		drive_go(&d, "<End>", "126 de 126");
		for (int i = 0; i < 12; i++) {
			struct step s =
				drive_step(&d, i < 6 ? "<Up>" : "<Down>", NULL);

			within(&d, "next row", s.screen.bytes, ROW);
			if (i == 6)
				drive_go(&d, "<Right><Right>", NULL);
		}
		drive_go(&d, "<C-p>lista sesion<Enter>", "Sesiones");
		for (int i = 0; i < 6; i++) {
			struct step s = drive_step(&d, "<Down>", NULL);

			within(&d, "next row", s.screen.bytes, ROW);
		}
		drive_go(&d, "<C-p>lista acuerdo<Enter>", "Acuerdos");
		move_down(&d, 24);
		drive_go(&d, "<C-p>lista aporte<Enter>", "Aportes ciudadanos");
		move_down(&d, 24);
		drive_stop(&d);
	}
}

/* Bytes against the text that changed. */
static void
near_text(struct drive *d, const char *what, const struct step *s, double times)
{
	within(d, what, s->screen.bytes, times * (double)s->change.least);
}

static void
screens_cost_their_text(void **state)
{
	const struct drive_terminal *t;

	(void)state;
	FOR_EACH_TERMINAL(t)
	{
		struct drive d;
		struct step s = drive_start(&d, t);

		s.screen.bytes -= SET_UP;
		near_text(&d, "start", &s, 1.15);
		s = drive_step(&d, open_list, "Hitos");
		drive_go(&d, "<PgDn>", NULL);
		s = drive_step(&d, "<PgDn>", "Fila");
		near_text(&d, "page down", &s, 1.10);
		s = drive_step(&d, "<Enter>", "Responsable");
		near_text(&d, "open", &s, 1.10);
		s = drive_step(&d, "<F10>", "Fila");
		near_text(&d, "back", &s, 1.10);
		drive_stop(&d);
	}
}

/* --- the entry sheet ------------------------------------------------------ */

/* One that is empty and may be filled in: nine indicators, one of them not
 * measured in that quarter. */
static void
open_sheet(struct drive *d)
{
	drive_go(d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	drive_go(d, "<C-p>periodo II-2019<Enter>", "II Trim. 2019");
}

static void
digit(struct drive *d, const char *typed)
{
	struct step s = drive_step(d, typed, NULL);

	if (s.screen.bytes != 1 || s.screen.chunks != 1)
		drive_fail(d, "«%s» costs %zu bytes", typed, s.screen.bytes);
	assert_int_equal(s.change.cells, 1);
	assert_int_equal(s.line.up + s.line.down, 0);
}

static void
a_sheet_costs_little(void **state)
{
	const struct drive_terminal *t;

	(void)state;
	FOR_EACH_TERMINAL(t)
	{
		struct drive d;
		struct step s;

		drive_start(&d, t);
		open_sheet(&d);
		for (int i = 0; i < 7; i++) {
			s = drive_step(&d, "<Down>", NULL);
			/* its panel shows another indicator */
			within(&d, "next indicator", s.screen.bytes,
				ROW + (double)s.change.least);
			assert_int_equal(s.line.up + s.line.down, 0);
		}
		drive_go(&d, "<PgUp><PgUp>", NULL);
		for (int i = 0; i < 3; i++) {
			s = drive_step(&d, "<Tab>", NULL);
			within(&d, "next cell", s.screen.bytes, FIELD);
		}
		drive_go(&d, "<S-Tab><S-Tab><S-Tab>", NULL);
		/* The first one sets the * of something changed. */
		drive_go(&d, "1", NULL);
		digit(&d, "4");
		digit(&d, "8");
		digit(&d, ".");
		digit(&d, "5");
		drive_go(&d, "<Tab><Tab>a", NULL);
		type_characters(&d);
		drive_stop(&d);
	}
}

/* --- L7, L8, L10: the line to the server -------------------------------- */

/* Where somebody thinks. */
static const struct {
	const char *where;
	const char *keys, *expect;   /* to get there */
	const char *keys2, *expect2; /* NULL: it is there */
} thinking[] = {
	{ "board", "", NULL, NULL, NULL },
	{ "list", open_list, "Hitos", NULL, NULL },
	{ "form", open_list, "Hitos", "<Enter>", "Responsable" },
	{ "changed form", open_list, "Hitos", "<Enter><Tab>x", "Responsable" },
	{ "changed sheet", "<C-p>hoja<Enter>", "Hoja de ingreso",
		"<C-p>periodo II-2019<Enter>4<Enter>148", "II Trim. 2019" },
};

enum {
	THINKING = sizeof thinking / sizeof thinking[0]
};

static void
moved_nothing(struct drive *d, const char *where)
{
	struct proxy_count line = proxy_count(d->proxy);

	drive_rest(d);
	if (pty_count(d->pty).bytes || line.up || line.down)
		drive_fail(d, "idle %s: %zu to the terminal, %zu and %zu",
			where, pty_count(d->pty).bytes, line.up, line.down);
}

/* All of them at once: it is the same time for each. */
static void
nothing_moves_while_one_thinks(void **state)
{
	struct drive d[THINKING];

	(void)state;
	for (size_t i = 0; i < THINKING; i++) {
		drive_start(&d[i], NULL);
		drive_go(&d[i], thinking[i].keys, thinking[i].expect);
		if (thinking[i].keys2)
			drive_go(&d[i], thinking[i].keys2, thinking[i].expect2);
		pty_count_new(d[i].pty);
		proxy_count_new(d[i].proxy);
	}
	pty_read_for(d[0].pty, IDLE_MS);
	for (size_t i = 0; i < THINKING; i++)
		moved_nothing(&d[i], thinking[i].where);
	for (size_t i = 0; i < THINKING; i++)
		drive_stop(&d[i]);
}

/* With thirty agreements, twenty recommendations and fifty contributions more. */
static void
the_board_stays_small(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	s = drive_start(&d, NULL);
	trips(&d, "board of much", &s, 1, 1);
	if (!pty_shows(d.pty, "32  acuerdos por vencer") ||
		!pty_shows(d.pty, "22  recomendaciones vinculantes") ||
		!pty_shows(d.pty, "52  aportes vencidos sin responder"))
		drive_fail(&d, "the board does not count them");
	s = drive_step(&d, "<F5>", NULL);
	trips(&d, "board again", &s, 1, 1);
	drive_stop(&d);
}

static void
a_screen_is_one_round_trip(void **state)
{
	struct drive d;
	struct step s = { .line.trips = 0 };

	(void)state;
	s = drive_start(&d, NULL);
	trips(&d, "first screen", &s, 1, 1);
	assert_int_equal(s.line.connections, 1);
	/* The list, and its next page sent for ahead. */
	s = drive_step(&d, open_list, "Hitos");
	trips(&d, "list", &s, 1, 2);
	s = drive_step(&d, "<Down><Down><Up>", NULL);
	trips(&d, "rows", &s, 0, 0);
	s = drive_step(&d, "<PgDn>", NULL);
	trips(&d, "next page", &s, 0, 2);
	s = drive_step(&d, "<Enter>", "Responsable");
	trips(&d, "record", &s, 1, 1);
	s = drive_step(&d, "<Tab><Tab><Tab><S-Tab>", NULL);
	trips(&d, "fields", &s, 0, 0);
	s = drive_step(&d, "<C-x>", NULL);
	trips(&d, "next record", &s, 1, 1);
	s = drive_step(&d, "<C-y>", NULL);
	trips(&d, "record before", &s, 1, 1);
	s = drive_step(&d, "<F10>", "Hitos");
	trips(&d, "back", &s, 0, 1);
	s = drive_step(&d, "<F9>", NULL);
	trips(&d, "menu", &s, 0, 0);
	s = drive_step(&d, "w", "para cerrar");
	trips(&d, "offices", &s, 1, 1);
	s = drive_step(&d, "<Down><Down><End>", NULL);
	trips(&d, "offices' rows", &s, 0, 0);
	drive_stop(&d);
}

/* A figure, a part of the plan, a period: the server works out each whole. */
static void
a_figure_is_one_round_trip(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	drive_start(&d, NULL);
	s = drive_step(&d, "y", "Compromisos]");
	trips(&d, "compliance", &s, 1, 1);
	s = drive_step(&d, "<Right>", "Oficinas]");
	trips(&d, "compliance by office", &s, 1, 1);
	s = drive_step(&d, "<Down><Up>", NULL);
	trips(&d, "rows with their trend", &s, 0, 0);
	s = drive_step(&d, "<F3>", "Cifra del plan");
	trips(&d, "working", &s, 1, 1);
	s = drive_step(&d, "<F3>", "Cifra del indicador");
	trips(&d, "working of an indicator", &s, 1, 1);
	s = drive_step(&d, "<F10><F10>", "Oficinas]");
	trips(&d, "back", &s, 0, 0);
	drive_stop(&d);
}

static void
a_save_is_one_round_trip(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, open_list, "Hitos");
	drive_go(&d, "<End>", "Fila 104");
	drive_go(&d, "<Enter>", "Responsable");
	drive_go(&d, "<Tab><End>, cambiado", "cambiado");
	s = drive_step(&d, "<F2>", "rabado");
	trips(&d, "save", &s, 1, 1 + BEHIND);
	assert_int_equal(drive_number("select count(*) from plan.milestone "
				      "where text like '%, cambiado'"),
		1);
	/* its row came with it: the list is not read again */
	s = drive_step(&d, "<F10>", ", cambiado");
	trips(&d, "back to the row saved", &s, 0, 0);
	drive_stop(&d);
}

/* Three indicators filled in and handed in: read, saved, submitted. */
static void
a_sheet_is_one_round_trip_each(void **state)
{
	struct drive d;
	struct step s;

	(void)state;
	drive_start(&d, NULL);
	s = drive_step(&d, "<C-p>hoja<Enter>", "Hoja de ingreso");
	trips(&d, "sheet", &s, 1, 1);
	s = drive_step(&d, "<C-p>periodo II-2019<Enter>", "II Trim. 2019");
	trips(&d, "another period", &s, 1, 1);
	s = drive_step(&d, "4<Enter>148<Enter>180<Tab>Acta<Enter>", NULL);
	trips(&d, "filling in", &s, 0, 0);
	s = drive_step(&d, "<F2>", "3 indicadores grabados");
	trips(&d, "save of three", &s, 1, 1 + BEHIND);
	assert_int_equal(drive_number("select count(*) from follow.result_list "
				      "where period_key = '2019-Q2'"),
		3);
	assert_int_equal(drive_number("select count(*) from "
				      "follow.submission_list "
				      "where period_key = '2019-Q2'"),
		0);
	drive_go(&d, "<Esc>a<Enter>", "Faltan 5");
	drive_go(&d, "Sin datos<Enter>", "(s/n)");
	s = drive_step(&d, "s", "Hecho");
	trips(&d, "handing in", &s, 1, 1 + BEHIND);
	assert_int_equal(
		drive_number("select count(*) from follow.submission_list "
			     "where period_key = '2019-Q2' "
			     "and state = 'submitted'"),
		1);
	drive_stop(&d);
}

/* A key for each seat, the count in row 2 with it; all of it saved at once. */
static void
a_roll_is_a_key_a_seat(void **state)
{
	static const char keys[] = "tttetftttttttt";
	const struct drive_terminal *t;
	struct drive d;
	struct step s;

	(void)state;
	drive_sql("select council.session_convene(s.id, s.row_version, "
		  "'2019-04-01', 'oficio') from council.session s "
		  "where s.state = 'planned'");
	FOR_EACH_TERMINAL(t)
	{
		drive_start(&d, t);
		s = drive_step(&d, "<C-p>sala<Enter>", "Sala C");
		trips(&d, "roll", &s, 1, 1);
		for (size_t i = 0; i < strlen(keys); i++) {
			char key[2] = { keys[i], '\0' };

			s = drive_step(&d, key, NULL);
			within(&d, "a mark", s.screen.bytes, MARK);
			trips(&d, "mark", &s, 0, 0);
		}
		s = drive_step(&d, "<Up><Up>", NULL);
		within(&d, "two seats up", s.screen.bytes, 2 * ROW);
		s = drive_step(&d, "<Tab><Down><Tab>", "Sala C");
		trips(&d, "agenda", &s, 0, 0);
		if (t + 1 < terminals + sizeof terminals / sizeof *terminals)
			drive_go(&d, "<F10>s", NULL);
		else
			s = drive_step(&d, "<F2>", "14 asientos grabados");
		drive_stop(&d);
	}
	assert_in_range(s.line.trips, 1, 1 + BEHIND);
	assert_int_equal(
		drive_number("select count(*) from council.session_all "
			     "where state = 'convened' and present = 12"),
		1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_character_costs_its_bytes),
		cmocka_unit_test(a_field_costs_a_move),
		cmocka_unit_test(a_row_costs_little),
		cmocka_unit_test(screens_cost_their_text),
		cmocka_unit_test(a_sheet_costs_little),
		cmocka_unit_test(nothing_moves_while_one_thinks),
		cmocka_unit_test(the_board_stays_small),
		cmocka_unit_test(a_screen_is_one_round_trip),
		cmocka_unit_test(a_figure_is_one_round_trip),
		cmocka_unit_test(a_save_is_one_round_trip),
		cmocka_unit_test(a_sheet_is_one_round_trip_each),
		cmocka_unit_test(a_roll_is_a_key_a_seat),
	};

	return cmocka_run_group_tests_name("budget", tests, set_up, tear_down);
}
