/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/total.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "import/typed.h"

enum {
	PLACES = 6, /* behind the point, of what is added up */
	FOLDED = 80,
};

/* Of what is added: a sum in it never overflows. */
static const int64_t largest = INT64_C(1000000000000000);

/* A column so far. */
struct sum {
	int64_t value; /* times 10^PLACES */
	bool unsure;   /* it has numbers that are not added up here */
};

struct total {
	struct arena *arena;
	size_t width;
	struct sum *sums;
	size_t n_rows;
	size_t n;
	size_t *lines;
};

struct total *
total_new(struct arena *arena, size_t width)
{
	struct total *t = arena_alloc(arena, sizeof *t);

	t->arena = arena;
	t->width = width;
	t->sums = arena_array(arena, width, sizeof *t->sums);
	return t;
}

/* "-12.5" times 10^PLACES. */
static bool
read_number(const char *text, int64_t *out)
{
	bool negative = *text == '-';
	int places = -1;

	*out = 0;
	for (text += negative; *text; text++) {
		if (*text == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || places == PLACES ||
			*out > largest)
			return false;
		*out = *out * 10 + (*text - '0');
		places += places >= 0;
	}
	for (int i = places < 0 ? 0 : places; i < PLACES; i++) {
		if (*out > largest)
			return false;
		*out *= 10;
	}
	if (negative)
		*out = -*out;
	return true;
}

static bool
says_total(const char *text)
{
	static const char *const words[] = { "total", "gran total", "subtotal",
		"sub total", "suma" };
	char folded[FOLDED];

	utf8_fold(text, folded, sizeof folded);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_starts(folded, words[i]))
			return true;
	return false;
}

/* Every number is the sum of its column, and a word says what it is. */
static bool
adds_up(const struct total *t, const struct file_row *row)
{
	size_t words = 0, sums = 0;

	for (size_t i = 0; i < row->n && i < t->width; i++) {
		enum row_kind kind = row_kind_of(row, i);
		int64_t value;

		if (str_is_blank(row->cells[i]) || kind == ROW_PERCENT)
			continue;
		if (kind == ROW_TEXT && says_total(row->cells[i])) {
			words++;
			continue;
		}
		if (kind != ROW_NUMBER || t->sums[i].unsure ||
			!read_number(row->cells[i], &value) ||
			value != t->sums[i].value)
			return false;
		sums++;
	}
	return words == 1 && sums > 0;
}

static void
add(struct sum *sum, const char *text)
{
	int64_t value;

	if (read_number(text, &value) && value < largest && value > -largest &&
		sum->value < INT64_MAX - largest &&
		sum->value > -(INT64_MAX - largest))
		sum->value += value;
	else
		sum->unsure = true;
}

void
total_row(struct total *t, const struct file_row *row)
{
	if (!row->kinds)
		return;
	if (t->n_rows > 0 && adds_up(t, row)) {
		t->lines = arena_grow(
			t->arena, t->lines, t->n, t->n + 1, sizeof *t->lines);
		t->lines[t->n++] = row->line;
		return;
	}
	t->n_rows++;
	for (size_t i = 0; i < row->n && i < t->width; i++)
		if (row_kind_of(row, i) == ROW_NUMBER)
			add(&t->sums[i], row->cells[i]);
}

bool
total_is(const struct total *t, size_t line)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->lines[i] == line)
			return true;
	return false;
}
