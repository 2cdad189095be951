/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * L10: what a list, a record, a sheet or the board answers is at most what a
 * server sends before it waits to hear that some of it came: ten segments, 14.6
 * KB. Of every register, as the demonstration has it and with long texts.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "cmd/conf.h"
#include "store/board.h"
#include "store/sheet.h"
#include "store/store.h"

#include "proxy.h"
#include "target.h"

enum {
	PAGE = 20, /* rows of a list on 24 lines */
	LARGEST = 14600
};

struct asked {
	struct proxy *proxy;
	struct arena *arena;
	struct settings settings;
	struct desk *desk;
	size_t most;
	int too_large;
};

static int
set_up(void **state)
{
	struct asked *a = calloc(1, sizeof *a);
	struct session_params params = { .application = "hito" };
	struct err err = { 0 };
	char url[1024];

	if (!a)
		return -1;
	a->arena = arena_new();
	home_init("largest");
	a->proxy = proxy_open(target_socket(), NULL);
	params.conninfo =
		proxy_conninfo(a->proxy, target_url(), url, sizeof url);
	*state = a;
	if (!settings_load(&a->settings, a->arena, &err))
		return -1;
	a->desk = desk_new(&a->settings, &err);
	return a->desk && desk_connect(a->desk, &params, &wait_plain, &err)
		       ? 0
		       : -1;
}

static int
tear_down(void **state)
{
	struct asked *a = *state;

	desk_close(a->desk);
	proxy_close(a->proxy);
	arena_free(a->arena);
	free(a);
	return 0;
}

static void
begin(struct asked *a)
{
	while (proxy_is_busy(a->proxy))
		(void)poll(NULL, 0, 1);
	proxy_count_new(a->proxy);
}

static void
end(struct asked *a, const char *what, const char *of)
{
	size_t largest;

	while (proxy_is_busy(a->proxy))
		(void)poll(NULL, 0, 1);
	largest = proxy_count(a->proxy).largest_answer;
	a->most = largest > a->most ? largest : a->most;
	if (largest <= LARGEST)
		return;
	print_message("# %s %s: %zu bytes\n", what, of, largest);
	a->too_large++;
}

/* Its first page, and the records of that. */
static void
look_at(struct asked *a, const struct form *form)
{
	struct page_request request = {
		.form = form, .limit = PAGE, .counted = true
	};
	struct page_rows page;
	struct err err = { 0 };

	begin(a);
	if (!store_page(a->desk, &request, a->arena, &page, &err))
		fail_msg("%s: %s %s", form->name, err.text, err.detail);
	end(a, "list", form->name);
	for (size_t i = 0; i < page.n; i++) {
		begin(a);
		record_free(store_read(
			a->desk, form, page.rows[i].id, &err));
		end(a, "record", form->name);
	}
}

static void
look_at_all(struct asked *a)
{
	size_t looked = 0;

	a->most = 0;
	a->too_large = 0;
	for (size_t i = 0; i < a->desk->n_forms; i++) {
		if (!desk_may_read(a->desk, a->desk->forms[i]))
			continue;
		look_at(a, a->desk->forms[i]);
		looked++;
	}
	print_message("# %zu registers, the largest answer %zu bytes\n", looked,
		a->most);
	assert_in_range(looked, 20, 1000);
	assert_int_equal(a->too_large, 0);
}

static void
of_every_register(void **state)
{
	look_at_all(*state);
}

static void
of_sheets_and_boards(void **state)
{
	static const char *const offices[] = { "GRPAT", "SGTI", "GRDIS" };
	static const char *const periods[] = { "2018-Q4", "2019-Q1", "2019-Q2" };
	struct asked *a = *state;
	struct board *board;
	struct err err = { 0 };

	a->too_large = 0;
	for (size_t i = 0; i < 9; i++) {
		struct sheet sheet;

		begin(a);
		if (sheet_read(a->desk, offices[i / 3], periods[i % 3],
			    "2018-2020", a->arena, &sheet, &err))
			sheet_free(&sheet);
		end(a, "sheet", offices[i / 3]);
	}
	begin(a);
	assert_true(board_read(a->desk, a->arena, &board, &err));
	end(a, "board", "");
	assert_int_equal(a->too_large, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_every_register),
		cmocka_unit_test(of_sheets_and_boards),
	};

	return cmocka_run_group_tests_name(
		"largest", tests, set_up, tear_down);
}
