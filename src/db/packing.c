/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/packing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"
#include "db/shortened.h"

static bool
is_packed(const struct statement *st)
{
	return st->answer != ANSWER_ROWS;
}

/* ---- as they travel */

static char *
text_of(const struct statement *st)
{
	struct buf sql = { 0 };

	buf_printf(&sql,
		"select %s from(%s)a(t)where core.digest(t)is distinct from $%d",
		st->answer == ANSWER_SHORT ? "core.short(t)t" : "t", st->sql,
		st->n + 1);
	return sql.data;
}

/* With the sum behind its values: NULL means the empty answer, "" none. What is
 * read back behind a change is another one now: it is not worth its sum. */
static void
pack(struct packing *p, size_t i, const struct statement *st, bool changes)
{
	struct held_answer *known = &p->known[i];
	size_t n = (size_t)st->n;
	const char **values = mem_alloc((n + 1) * sizeof *values);

	*known = held_take(&p->packer->held, st);
	if (n > 0)
		memcpy(values, st->values, n * sizeof *values);
	values[n] = changes				 ? ""
		    : *known->sum && !known->text ? NULL
						  : known->sum;
	p->v[i].sql = text_of(st);
	p->v[i].values = values;
	p->v[i].n++;
}

struct packing *
packing_new(struct packer *packer, const struct statement *statements, size_t n,
	bool plain)
{
	struct packing *p;
	size_t packed = 0;

	for (size_t i = 0; i < n; i++)
		packed += is_packed(&statements[i]);
	if (packed == 0)
		return NULL;
	p = mem_alloc(sizeof *p);
	*p = (struct packing){ .packer = packer,
		.n = n,
		.plain = plain || packer->off };
	p->v = mem_alloc(n * sizeof *p->v);
	p->known = mem_alloc(n * sizeof *p->known);
	memcpy(p->v, statements, n * sizeof *p->v);
	memset(p->known, 0, n * sizeof *p->known);
	for (size_t i = 0; i < n && !p->plain; i++)
		if (is_packed(&statements[i]))
			pack(p, i, &statements[i], packed < n);
	return p;
}

void
packing_free(struct packing *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n && !p->plain; i++) {
		if (p->v[i].answer == ANSWER_ROWS)
			continue;
		if (*p->known[i].sum)
			held_put(&p->packer->held, p->known[i]);
		free((char *)(uintptr_t)p->v[i].sql);
		free(p->v[i].values);
	}
	free(p->v);
	free(p->known);
	free(p);
}

bool
packing_is_unheard(struct packing *p, const struct refusal *refusal)
{
	if (!p || p->plain || !str_eq(refusal->sqlstate, "42883") ||
		(!strstr(refusal->message, "core.digest(") &&
			!strstr(refusal->message, "core.short(")))
		return false;
	p->packer->off = true;
	return true;
}

/* ---- what they answer */

/* Behind the row at s: at its comma or the end. */
static const char *
row_end(const char *s)
{
	bool quoted = false, inside = false;

	for (; *s; s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (*s == '(' && !quoted)
			inside = true;
		else if (*s == ')' && !quoted)
			inside = false;
		else if (*s == ',' && !quoted && !inside)
			break;
	}
	return s;
}

static struct result *
rows_of(const char *text)
{
	PGresAttDesc attribute = { .name = (char *)(uintptr_t) "x" };
	PGresult *to = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	int row = 0;

	if (!to || !PQsetResultAttrs(to, 1, &attribute))
		die("rows_of");
	while (*text) {
		const char *end = row_end(text);

		PQsetvalue(to, row++, 0, (char *)(uintptr_t)text,
			(int)(end - text));
		text = end + (*end == ',');
	}
	return result_wrap(to);
}

/* The answer of i as the server had it. */
static bool
whole(const struct packing *p, size_t i, const char *text, struct buf *out)
{
	if (!text)
		return true;
	if (!p->plain && p->v[i].answer == ANSWER_SHORT)
		return shortened_read(text, out);
	buf_puts(out, text);
	return true;
}

static void
note(struct held_answer *known, const char *text, const struct buf *said)
{
	free(known->text);
	known->text = text ? mem_strdup(text) : NULL;
	held_sum(buf_text(said), said->len, known->sum);
}

static bool
take(struct packing *p, size_t i, struct result **result)
{
	struct held_answer *known = &p->known[i];
	bool same = result_rows(*result) == 0;
	const char *text = same ? known->text : result_value(*result, 0, 0);
	struct buf said = { 0 };
	bool done = whole(p, i, text, &said);
	struct result *rows = done ? rows_of(buf_text(&said)) : NULL;

	if (done && !same && !p->plain)
		note(known, text, &said);
	buf_free(&said);
	if (!done)
		return false;
	result_free(*result);
	*result = rows;
	return true;
}

bool
packing_take(struct packing *p, struct result **results, struct err *err)
{
	bool done = true;

	for (size_t i = 0; p && done && i < p->n; i++)
		if (is_packed(&p->v[i]))
			done = take(p, i, &results[i]);
	return done || err_set(err, ERR_BUG, NULL, "%s",
			       _("Lo que el servidor contestó no se entiende."));
}
