/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of workbooks: a line that is the code, a line that is the
 * number. What is shown reads again as what it is said to be. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "import/numfmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_day(char *text, bool has_time)
{
	char *behind = text + strlen("2019-08-01");
	struct date day;
	int minute;

	assert(!has_time || *behind == ' ');
	assert(!*behind || hour_read(behind + 1, &minute));
	*behind = '\0';
	assert(date_from_iso(text, &day) && date_is_valid(day));
}

static void
check_value(struct numfmt_value *v)
{
	char again[NUMFMT_ROOM];
	size_t n = strlen(v->text);

	switch (v->kind) {
	case NUMFMT_DATE:
	case NUMFMT_MONTH:
	case NUMFMT_YEAR:
	case NUMFMT_MOMENT:
		check_day(v->text, v->kind == NUMFMT_MOMENT);
		break;
	case NUMFMT_TIME:
		assert(strspn(v->text, "0123456789:") == n);
		break;
	case NUMFMT_PERCENT:
		assert(v->text[n - 1] == '%');
		v->text[n - 1] = '\0';
		assert(number_shortest(v->text, again, sizeof again));
		break;
	case NUMFMT_CODE:
		assert(strspn(v->text, "0123456789") == n);
		break;
	default:
		assert(strspn(v->text, "-.0123456789") == n);
		assert(number_shortest(v->text, again, sizeof again));
		assert(str_eq(v->text, again));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	char *code = arena_strndup(arena, size ? (const char *)data : "", size);
	char *stored = strchr(code, '\n');
	struct numfmt_value value;
	struct numfmt format;
	struct err err;

	if (stored)
		*stored++ = '\0';
	format = numfmt_read(code);
	assert(format.n > 0 && format.n <= NUMFMT_SECTIONS);
	for (int from_1904 = 0; stored && from_1904 < 2; from_1904++)
		if (numfmt_show(&format, stored, from_1904, &value, &err))
			check_value(&value);
		else
			assert(err.text[0]);
	format = numfmt_builtin(size ? data[0] : 0);
	assert(format.n > 0);
	arena_free(arena);
	return 0;
}
