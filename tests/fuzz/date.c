/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and periods: whatever is read is a day of the calendar. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_partial(const struct partial_date *p)
{
	char shown[256];

	assert(p->from.year == 0 || date_is_valid(p->from));
	assert(p->to.year == 0 || date_is_valid(p->to));
	if (p->to.year && p->from.year)
		assert(date_compare(p->from, p->to) <= 0);
	assert(p->to.year || p->precision == DATE_OPEN);
	assert(p->from.year || p->doubtful);
	assert(p->doubtful == (p->doubt[0] != '\0'));
	partial_show(p, shown, sizeof shown);
}

/* Exchanged twice it is what it was. */
static void
check_swap(const char *text)
{
	size_t room = strlen(text) + 1;
	char *once = mem_alloc(room), *twice = mem_alloc(room);

	assert(date_swap(text, once, room));
	assert(strlen(once) == room - 1);
	assert(date_swap(once, twice, room));
	assert(strcmp(text, twice) == 0);
	assert(date_tells(text) <= (DATE_TELLS_DAY | DATE_TELLS_MONTH));
	date_is_short(text);
	free(once);
	free(twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct date today = { 2019, 5, 14 };
	struct arena *arena = arena_new();
	const char *text =
		arena_strndup(arena, size ? (const char *)data : "", size);
	struct partial_date p;
	struct period period;
	struct date d;
	int minute;
	struct err err;

	if (partial_read(text, today, &p, &err))
		check_partial(&p);
	if (date_read(text, today, &d, &err))
		assert(date_is_valid(d));
	if (moment_read(text, today, &d, &minute, &err))
		assert(date_is_valid(d) && minute >= -1 && minute < 24 * 60);
	if (period_read(text, &period, &err))
		assert(period.year > 0 && period.quarter >= 0 &&
			period.quarter <= 4);
	date_from_iso(text, &d);
	check_swap(text);
	arena_free(arena);
	return 0;
}
