/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is narrowed here is what the server would narrow (TEST_URL, the
 * demonstration): the same folding of every character there is, and the same
 * rows of every list that is narrowed here, whatever is typed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#include "base/str.h"
#include "base/utf8.h"
#include "cmd/conf.h"
#include "form/narrow.h"
#include "store/store.h"

enum {
	LAST_CHARACTER = 0x10ffff,
	SURROGATE_FIRST = 0xd800,
	SURROGATE_LAST = 0xdfff,
	ALL_ROWS = 2000,
	SOME_ROWS = 3,
	EACH = 6 /* of the words, in a list that is not the one of them all */
};

struct place {
	struct arena *arena;
	struct settings settings;
	struct desk *desk;
	PGconn *eye;
};

static void
must(bool done, const struct err *err, const char *what)
{
	if (!done)
		fail_msg("%s: %s (%s)", what, err->text, err->detail);
}

static int
set_up(void **state)
{
	struct session_params params = { .application = "hito",
		.conninfo = getenv("TEST_URL") };
	struct place *p = calloc(1, sizeof *p);
	struct err err = { 0 };

	p->arena = arena_new();
	home_init("narrow_test");
	must(settings_load(&p->settings, p->arena, &err), &err, "settings");
	p->desk = desk_new(&p->settings, &err);
	must(p->desk, &err, "desk");
	must(desk_connect(p->desk, &params, &wait_plain, &err), &err,
		"connect");
	p->eye = PQconnectdb(getenv("TEST_URL"));
	assert_int_equal(PQstatus(p->eye), CONNECTION_OK);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	PQfinish(p->eye);
	desk_close(p->desk);
	arena_free(p->arena);
	free(p);
	return 0;
}

static PGresult *
ask(struct place *p, const char *sql)
{
	PGresult *r = PQexec(p->eye, sql);

	if (PQresultStatus(r) != PGRES_TUPLES_OK &&
		PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(p->eye));
	return r;
}

/* ---- folding */

static void
every_character_folds_as_on_the_server(void **state)
{
	PGresult *moved = ask(*state,
		"select i, core.fold(chr(i)) from generate_series(1, 1114111) "
		"i where i not between 55296 and 57343 "
		"and core.fold(chr(i)) <> chr(i) order by i");
	int at = 0;

	assert_true(PQntuples(moved) > 26 + 50);
	for (uint32_t cp = 1; cp <= LAST_CHARACTER; cp++) {
		char one[5] = "", folded[8];
		const char *wanted = one;

		if (cp >= SURROGATE_FIRST && cp <= SURROGATE_LAST)
			continue;
		one[utf8_encode(cp, one)] = '\0';
		if (at < PQntuples(moved) &&
			strtoul(PQgetvalue(moved, at, 0), NULL, 10) == cp)
			wanted = PQgetvalue(moved, at++, 1);
		utf8_fold(one, folded, sizeof folded);
		if (!str_eq(folded, wanted))
			fail_msg("U+%04X is «%s» here and «%s» there",
				(unsigned)cp, folded, wanted);
	}
	assert_int_equal(at, PQntuples(moved));
	PQclear(moved);
}

/* ---- rows */

/* A list and what stands in its rows. */
struct known {
	struct place *p;
	const struct form *form;
	struct page_rows all;
	struct narrow_row *ready;
	size_t n_asked, n_found;
};

/* False: this list is narrowed on the server. */
static bool
know(struct known *k, struct place *p, const struct form *form)
{
	const struct page_request request = { .form = form, .limit = ALL_ROWS };
	struct err err = { 0 };

	*k = (struct known){ .p = p, .form = form };
	if (!narrow_is_here(form))
		return false;
	must(store_page(p->desk, &request, p->arena, &k->all, &err), &err,
		form->name);
	assert_false(k->all.more);
	k->ready = arena_array(p->arena, k->all.n + 1, sizeof *k->ready);
	for (size_t i = 0; i < k->all.n; i++)
		if (k->all.rows[i].cleaned ||
			!narrow_begin(&k->ready[i], p->arena, form,
				k->all.rows[i].values))
			return false;
	return true;
}

static void
narrowed_alike(struct known *k, const char *typed)
{
	const struct page_request request = {
		.form = k->form, .limit = ALL_ROWS, .narrow = typed
	};
	struct arena *arena = arena_new();
	struct page_rows there;
	struct err err = { 0 };
	size_t n = 0;

	must(store_page(k->p->desk, &request, arena, &there, &err), &err,
		typed);
	for (size_t i = 0; i < k->all.n; i++) {
		if (!narrow_has(k->form, &k->ready[i], typed))
			continue;
		if (n == there.n ||
			!str_eq(there.rows[n].id, k->all.rows[i].id))
			fail_msg("%s /%s: row «%s» is not there", k->form->name,
				typed, k->ready[i].shown);
		n++;
	}
	if (n != there.n)
		fail_msg("%s /%s: %zu here, %zu there", k->form->name, typed, n,
			there.n);
	k->n_asked++;
	k->n_found += n > 0;
	arena_free(arena);
}

static const char *const words[] = { "a", "Á", "ÓN", "oN", "ñ", "Ñ", "N", "ANO",
	"año", "n\u0303", "1", "15", "015", "2019", "2019-", "15/0", "/2019",
	"1,4", "1,440", "1440", "12.50", "12.5", ".5", "0", "3a", "%", "_",
	"\\", "'", "’", "–", "-", "(", "\"", "Æ", "æ", "ß", "ÿ", "Ý", "de la",
	"la  de", " plan", "plan ", "APROB", "trim", "ii", "\u00a0", "a\u00a0b",
	"sí", "borr ñ", "t", "f" };

/* Beginnings and middles of what stands there, in large letters. */
static void
own_words(struct known *k)
{
	for (size_t i = 0; i < k->all.n && i < SOME_ROWS; i++) {
		const struct row *row =
			&k->all.rows[i * (k->all.n - 1) / SOME_ROWS];

		for (size_t c = 0; c < k->form->n_list; c++) {
			const char *cell = row->cells[c] ? row->cells[c] : "";
			size_t n = strlen(cell), from = n / 3;
			char typed[24];

			while (from < n &&
				((unsigned char)cell[from] & 0xc0) == 0x80)
				from++;
			str_copy(typed, sizeof typed, cell + from);
			for (char *t = typed; *t; t++)
				*t = *t >= 'a' && *t <= 'z'
					     ? (char)(*t - 'a' + 'A')
					     : *t;
			typed[utf8_fit(typed, strlen(typed), 9)] = '\0';
			narrowed_alike(k, typed);
		}
	}
}

static void
every_list_narrows_as_on_the_server(void **state)
{
	struct place *p = *state;
	size_t n_here = 0;

	PQclear(ask(p,
		"insert into core.holiday (falls_on, name) values "
		"('01/02/2024', 'El año 1,440 de los Ñandúes – «prueba»'), "
		"('02/02/2024', E'Ano de Æsir, Ýmir y ß: 50% de a_b \\\\ c'), "
		"('03/02/2024', U&'De n\\0303 y e\\0301, 3a y 13a'), "
		"('04/02/2024', U&'sin\\00A0partir y l\\2019eau')"));
	for (size_t i = 0; i < p->desk->n_forms; i++) {
		struct known k;
		bool all;

		if (!know(&k, p, p->desk->forms[i]))
			continue;
		all = str_eq(k.form->name, "holiday");
		for (size_t w = 0; w < sizeof words / sizeof *words; w++)
			if (all || (w + i) % EACH == 0)
				narrowed_alike(&k, words[w]);
		own_words(&k);
		print_message("# %-20s %4zu rows, %4zu words, %4zu of them "
			      "found\n",
			k.form->name, k.all.n, k.n_asked, k.n_found);
		n_here++;
	}
	assert_true(n_here > 5);
}

/* What stands in a row otherwise than it is shown is the server's to find. */
static void
what_was_cleaned_is_not_narrowed_here(void **state)
{
	struct place *p = *state;
	struct known k;

	assert_true(know(&k, p, desk_form(p->desk, "feriado")));
	PQclear(ask(p, "insert into core.holiday (falls_on, name) values "
		       "('05/02/2024', E'con\\t7 tabulador')"));
	assert_false(know(&k, p, desk_form(p->desk, "feriado")));
	/* of a partial date only the server knows which day it means */
	assert_false(narrow_is_here(desk_form(p->desk, "documento")));
}

static void
what_is_within_what_was_typed(void **state)
{
	static const struct {
		const char *typed, *before;
		bool within;
	} cases[] = {
		{ "a", "", true },
		{ "3", "", true },
		{ "a", " ", true },
		{ "con", "co", true },
		{ "co", "con", false },
		{ "con vo", "con", true },
		{ "xcon", "con", false },
		{ "3", "3", true },
		{ "31", "3", false },
		{ "3a", "3", false },
		{ "3 a", "3", true },
		{ "1,440", "1,4", false },
		{ "a 31", "a 3", false },
		{ "a3", "a", true },
		{ "a31", "a3", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (narrow_is_within(cases[i].typed, cases[i].before) !=
			cases[i].within)
			fail_msg("/%s after /%s", cases[i].typed,
				cases[i].before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_folds_as_on_the_server),
		cmocka_unit_test(every_list_narrows_as_on_the_server),
		cmocka_unit_test(what_was_cleaned_is_not_narrowed_here),
		cmocka_unit_test(what_is_within_what_was_typed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
