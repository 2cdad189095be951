/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

/* Every text with its NUL, behind a byte that tells it from none. */
static void
add_text(struct sha256 *h, const char *text)
{
	sha256_add(h, text ? "+" : "-", 1);
	if (text)
		sha256_add(h, text, strlen(text) + 1);
}

static void
name_asked(const struct statement *st, char asked[SHA256_HEX])
{
	struct sha256 h;

	sha256_begin(&h);
	add_text(&h, st->answer == ANSWER_SHORT ? "short" : "text");
	add_text(&h, st->sql);
	for (int i = 0; i < st->n; i++)
		add_text(&h, st->values[i]);
	sha256_end(&h, asked);
}

static size_t
size_of(const struct held_answer *answer)
{
	return answer->text ? strlen(answer->text) + 1 : 0;
}

/* Out of the list; its text is the caller's. */
static struct held_answer
take_at(struct held *held, size_t i)
{
	struct held_answer answer = held->v[i];

	held->v[i] = held->v[--held->n];
	held->bytes -= size_of(&answer);
	return answer;
}

static struct held_answer
take_asked(struct held *held, const char *asked)
{
	struct held_answer none = { .sum = "" };

	for (size_t i = 0; i < held->n; i++)
		if (str_eq(held->v[i].asked, asked))
			return take_at(held, i);
	str_copy(none.asked, sizeof none.asked, asked);
	return none;
}

struct held_answer
held_take(struct held *held, const struct statement *st)
{
	char asked[SHA256_HEX];

	name_asked(st, asked);
	return take_asked(held, asked);
}

static void
drop_oldest(struct held *held)
{
	size_t oldest = 0;

	for (size_t i = 1; i < held->n; i++)
		if (held->v[i].used < held->v[oldest].used)
			oldest = i;
	free(take_at(held, oldest).text);
}

void
held_put(struct held *held, struct held_answer answer)
{
	size_t size = size_of(&answer);

	if (size > HELD_LARGEST) {
		free(answer.text);
		return;
	}
	free(take_asked(held, answer.asked).text);
	if (!held->v)
		held->v = mem_alloc(HELD_MOST * sizeof *held->v);
	while (held->n > 0 &&
		(held->n == HELD_MOST || held->bytes + size > HELD_BYTES))
		drop_oldest(held);
	answer.used = ++held->clock;
	held->bytes += size;
	held->v[held->n++] = answer;
}

void
held_forget(struct held *held)
{
	while (held->n > 0)
		free(take_at(held, 0).text);
	free(held->v);
	held->v = NULL;
}

void
held_sum(const char *text, size_t n, char sum[HELD_SUM])
{
	char hex[SHA256_HEX];

	sha256_of(text, n, hex);
	str_copy(sum, HELD_SUM, hex);
}
