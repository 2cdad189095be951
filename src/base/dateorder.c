/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether dates of a column are written day or month first: the order part of
 * base/date.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"

enum {
	NUMBERS_MAX = 3,
	MONTHS = 12,
	DAYS = 31,
};

/* Numbers with one sign between them: 12/31/2019, 31-12-19, 10//08. */
struct group {
	size_t n; /* more than three: no date */
	const char *at[NUMBERS_MAX];
	size_t digits[NUMBERS_MAX];
	char sign;
	const char *end;
};

static const char *
skip_signs(const char *p, char sign)
{
	while (*p && *p == sign)
		p++;
	return p;
}

/* The next group from p on; false when there is none. */
static bool
next_group(const char *p, struct group *g)
{
	static const char digits[] = "0123456789";

	*g = (struct group){ 0 };
	p += strcspn(p, digits);
	while (*p) {
		const char *after;
		size_t n = strspn(p, digits);

		if (g->n < NUMBERS_MAX) {
			g->at[g->n] = p;
			g->digits[g->n] = n;
		}
		g->n++;
		g->end = p + n;
		if (!g->sign && *g->end && strchr("/-.", *g->end))
			g->sign = *g->end;
		after = g->sign ? skip_signs(g->end, g->sign) : g->end;
		if (after == g->end || !*after || !strchr(digits, *after))
			break;
		p = after;
	}
	return g->n > 0;
}

static bool
begins_with_two_short(const struct group *g)
{
	return g->digits[0] <= 2 && g->digits[1] <= 2;
}

static bool
is_whole_date(const struct group *g)
{
	return g->n == 3 && begins_with_two_short(g) &&
	       (g->digits[2] == 2 || g->digits[2] == 4);
}

static bool
is_day_and_month(const struct group *g)
{
	return g->n == 2 && g->sign == '/' && begins_with_two_short(g);
}

unsigned
date_tells(const char *text)
{
	unsigned told = 0;
	struct group g;

	for (const char *p = text; next_group(p, &g); p = g.end) {
		long a, b;

		if (!is_whole_date(&g))
			continue;
		a = strtol(g.at[0], NULL, 10);
		b = strtol(g.at[1], NULL, 10);
		if (a > MONTHS && a <= DAYS && b >= 1 && b <= MONTHS)
			told |= DATE_TELLS_DAY;
		if (b > MONTHS && b <= DAYS && a >= 1 && a <= MONTHS)
			told |= DATE_TELLS_MONTH;
	}
	return told;
}

bool
date_swap(const char *text, char *out, size_t room)
{
	const char *from = text;
	struct group g;
	size_t used = 0;

	if (strlen(text) >= room)
		return false;
	for (const char *p = text; next_group(p, &g); p = g.end) {
		if (!is_whole_date(&g) && !is_day_and_month(&g))
			continue;
		used += (size_t)snprintf(out + used, room - used,
			"%.*s%.*s%.*s%.*s", (int)(g.at[0] - from), from,
			(int)g.digits[1], g.at[1],
			(int)(g.at[1] - g.at[0]) - (int)g.digits[0],
			g.at[0] + g.digits[0], (int)g.digits[0], g.at[0]);
		from = g.at[1] + g.digits[1];
	}
	return str_copy(out + used, room - used, from);
}
