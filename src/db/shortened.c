/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/shortened.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	NEXT = 5,    /* what stood behind the piece before */
	PIECE = 14,  /* leads of pieces that have a number */
	WORD = 23,   /* and of words */
	LEADS = 9,   /* of either */
	DIGIT = 33,  /* the first of the second bytes */
	DIGITS = 94, /* of them */
	NUMBERS = LEADS * DIGITS,
	SHORTEST = 3, /* bytes of what has a number */
	FIGURES = 10, /* of those that go on */
};

/* Which of them are told by one. */
static const char going_on[] = { [1] = '0', [3] = '3', [4] = '6' };

/* Where in the text something stands. */
struct span {
	size_t at;
	size_t n;
	size_t last; /* piece of that number, counted over all */
};

struct reading {
	struct buf *out;
	size_t piece; /* where what is being read began */
	size_t word;
	size_t n_pieces;
	struct span *pieces; /* by number */
	size_t n_words;
	struct span *words;
	size_t n;	/* pieces so far, each with its number + 1; 0 none */
	size_t cap;
	unsigned *all;
	bool follows; /* next is known */
	size_t next;  /* of all: the one that NEXT means */
};

static void
add_span(struct reading *r, struct span *spans, size_t *n, size_t from)
{
	size_t len = r->out->len - from;

	if (len >= SHORTEST && *n < NUMBERS)
		spans[(*n)++] = (struct span){ .at = from, .n = len };
}

static void
put_span(struct reading *r, const struct span *span)
{
	char *copy = mem_alloc(span->n + 1);

	memcpy(copy, r->out->data + span->at, span->n);
	buf_add(r->out, copy, span->n);
	free(copy);
}

/* number: + 1; 0: it has none. */
static void
end_piece(struct reading *r, unsigned number, bool again)
{
	struct span *span = number ? &r->pieces[number - 1] : NULL;

	if (r->n == r->cap) {
		r->cap = r->cap ? 2 * r->cap : 256;
		r->all = mem_realloc(r->all, r->cap * sizeof *r->all);
	}
	r->next++;
	if (again) {
		r->next = span->last + 1;
		r->follows = true;
	}
	if (span)
		span->last = r->n;
	r->all[r->n++] = number;
	r->piece = r->word = r->out->len;
}

static bool
put_piece(struct reading *r, size_t no)
{
	if (no >= r->n_pieces)
		return false;
	put_span(r, &r->pieces[no]);
	end_piece(r, (unsigned)no + 1, true);
	return true;
}

static bool
put_next(struct reading *r)
{
	return r->follows && r->next < r->n && r->all[r->next] > 0 &&
	       put_piece(r, r->all[r->next] - 1);
}

static bool
put_word(struct reading *r, size_t no)
{
	if (no >= r->n_words)
		return false;
	put_span(r, &r->words[no]);
	r->word = r->out->len;
	return true;
}

/* What ends with the byte that was put last. */
static void
look_back(struct reading *r)
{
	char last = r->out->data[r->out->len - 1];
	size_t n = r->n_pieces;

	if ((last == ' ' || last == ',') && r->word < r->out->len) {
		add_span(r, r->words, &r->n_words, r->word);
		r->word = r->out->len;
	}
	if (last != ',')
		return;
	add_span(r, r->pieces, &r->n_pieces, r->piece);
	end_piece(r, r->n_pieces > n ? (unsigned)n + 1 : 0, false);
}

/* One step; 0: that was no answer. */
static size_t
take(struct reading *r, const char *s)
{
	unsigned char lead = (unsigned char)*s, digit;
	size_t no;

	if (lead == NEXT)
		return put_next(r) ? 1 : 0;
	if (lead < PIECE || lead >= WORD + LEADS) {
		buf_putc(r->out, *s);
		look_back(r);
		return 1;
	}
	digit = (unsigned char)s[1];
	if (digit < DIGIT || digit >= DIGIT + DIGITS)
		return 0;
	no = (size_t)(lead - PIECE) % LEADS * DIGITS + (size_t)(digit - DIGIT);
	if (lead < WORD)
		return put_piece(r, no) ? 2 : 0;
	if (!put_word(r, no))
		return 0;
	look_back(r);
	return 2;
}

/* Ten figures where one stands for them. */
static void
go_on(const struct buf *said, struct buf *out)
{
	for (size_t i = 0; i < said->len; i++) {
		unsigned char c = (unsigned char)said->data[i];
		char figure = c < sizeof going_on ? going_on[c] : 0;

		for (int k = 0; k < (figure ? FIGURES : 1); k++)
			buf_putc(out, figure ? figure : (char)c);
	}
}

bool
shortened_read(const char *text, struct buf *out)
{
	struct buf said = { 0 };
	struct reading r = { .out = &said };
	size_t step = 1;

	if (*text == 'p') {
		buf_puts(out, text + 1);
		return true;
	}
	if (*text != 's')
		return false;
	r.pieces = mem_alloc(NUMBERS * sizeof *r.pieces);
	r.words = mem_alloc(NUMBERS * sizeof *r.words);
	for (text++; *text && step > 0; text += step)
		step = take(&r, text);
	if (step > 0)
		go_on(&said, out);
	free(r.pieces);
	free(r.words);
	free(r.all);
	buf_free(&said);
	return step > 0;
}
