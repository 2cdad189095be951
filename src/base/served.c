/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/served.h"

#include <string.h>

enum {
	ARGS = 9, /* of one template */
	LITERAL = 512,
	DEPTH = 8, /* of arguments in arguments */
	FEW = 3,   /* letters of a template that says next to nothing */
};

struct piece {
	const char *s;
	size_t n;
};

/* A template on a text: its arguments by their numbers, and how much of the
 * text is its own. */
struct match {
	const char *template;
	struct piece args[ARGS];
	size_t n_args;
	size_t literal;
};

/* Lists and pairs that SQL puts together, tried when nothing else fits. */
static const char *const joints[] = { "%s; %s", "%s, %s", "%s: %s", "%s (%s)",
	"%s (%s", "%s\n%s", NULL };

/* Reads literal text up to the next argument; its bytes without the second
 * percent sign into out. False when it is too long. */
static bool
take_literal(const char **at, char *out, size_t *n)
{
	*n = 0;
	for (; **at != '\0'; (*at)++) {
		if ((*at)[0] == '%' && (*at)[1] != '%')
			break;
		if ((*at)[0] == '%')
			(*at)++;
		if (*n >= LITERAL)
			return false;
		out[(*n)++] = **at;
	}
	return true;
}

/* "%s" or "%2$s" at *at: which argument it is, next the one it would be. */
static size_t
take_place(const char **at, size_t next)
{
	const char *s = *at + 1;

	if (s[0] >= '1' && s[0] <= '9' && s[1] == '$') {
		next = (size_t)(s[0] - '1');
		s += 2;
	}
	*at = s + 1;
	return next;
}

static const char *
find(struct piece in, const char *literal, size_t n)
{
	for (size_t i = 0; i + n <= in.n; i++)
		if (memcmp(in.s + i, literal, n) == 0)
			return in.s + i;
	return NULL;
}

/* The literal behind an argument that begins the rest: the argument ends
 * where it first stands, the last one of a template only at the end. Of two
 * with nothing between them the second has it all. */
static bool
end_argument(struct piece *rest, struct piece *arg, const char *literal,
	size_t n, bool last)
{
	const char *found = NULL;

	if (!last)
		found = n > 0 ? find(*rest, literal, n) : rest->s;
	else if (rest->n >= n && memcmp(rest->s + rest->n - n, literal, n) == 0)
		found = rest->s + rest->n - n;
	if (!found)
		return false;
	arg->s = rest->s;
	arg->n = (size_t)(found - rest->s);
	rest->n -= arg->n + n;
	rest->s = found + n;
	return true;
}

static bool
fits(const char *template, struct piece text, struct match *m)
{
	char literal[LITERAL];
	const char *at = template;
	struct piece *open = NULL;
	size_t next = 0;
	size_t n;

	*m = (struct match){ .template = template };
	for (;;) {
		if (!take_literal(&at, literal, &n))
			return false;
		if (open && !end_argument(&text, open, literal, n, !*at))
			return false;
		if (!open && (text.n < n || memcmp(text.s, literal, n) != 0))
			return false;
		if (!open) {
			text.s += n;
			text.n -= n;
		}
		m->literal += n;
		if (*at == '\0')
			return text.n == 0;
		n = take_place(&at, next++);
		if (n >= ARGS)
			return false;
		open = &m->args[n];
		if (m->n_args <= n)
			m->n_args = n + 1;
	}
}

static size_t
letters(const char *template)
{
	size_t n = 0;

	for (; *template; template ++)
		n += (*template >= 'a' && *template <= 'z') ||
		     (*template >= 'A' && *template <= 'Z');
	return n;
}

/* "%s a %s" says something of two codes, and nothing in a sentence. */
static bool
is_certain(const struct match *m)
{
	if (letters(m->template) > FEW + m->n_args)
		return true;
	for (size_t i = 0; i < m->n_args; i++)
		if (m->args[i].n == 0 ||
			memchr(m->args[i].s, ' ', m->args[i].n))
			return false;
	return true;
}

static bool
find_template(
	const char *const *templates, struct piece text, struct match *best)
{
	struct match m;

	*best = (struct match){ 0 };
	for (; *templates; templates++)
		if (fits(*templates, text, &m) && m.literal > best->literal &&
			is_certain(&m))
			*best = m;
	return best->template != NULL;
}

static bool
find_joint(struct piece text, struct match *m)
{
	for (size_t i = 0; joints[i]; i++)
		if (fits(joints[i], text, m))
			return true;
	return false;
}

static void
put(const struct served *table, struct piece text, int depth, struct buf *out);

/* The translation with its arguments translated. */
static void
put_match(const struct served *table, const struct match *m, const char *as,
	int depth, struct buf *out)
{
	char literal[LITERAL];
	size_t next = 0;
	size_t n;

	while (take_literal(&as, literal, &n)) {
		buf_add(out, literal, n);
		if (*as == '\0')
			return;
		n = take_place(&as, next++);
		if (n < m->n_args)
			put(table, m->args[n], depth + 1, out);
	}
}

/* The first of several sentences with its point, NULL: it is one. */
static const char *
sentence_end(struct piece text)
{
	const char *end = find(text, ". ", 2);

	return end ? end + 1 : NULL;
}

/* Blanks around a text are none of it. */
static struct piece
trimmed(struct piece text)
{
	while (text.n > 0 && text.s[0] == ' ') {
		text.s++;
		text.n--;
	}
	while (text.n > 0 && text.s[text.n - 1] == ' ')
		text.n--;
	return text;
}

/* Whole, then by a template, then by what it is put together of. */
static void
put_trimmed(const struct served *table, struct piece text, int depth,
	struct buf *out)
{
	struct buf whole = { 0 };
	const char *end = sentence_end(text);
	const char *said;
	struct match m;

	buf_add(&whole, text.s, text.n);
	said = table->translate(buf_text(&whole));
	if (!str_eq(said, buf_text(&whole))) {
		buf_puts(out, said);
	} else if (find_template(table->templates, text, &m)) {
		put_match(table, &m, table->translate(m.template), depth, out);
	} else if (end) {
		put(table, (struct piece){ text.s, (size_t)(end - text.s) },
			depth + 1, out);
		text.n -= (size_t)(end - text.s);
		put(table, (struct piece){ end, text.n }, depth + 1, out);
	} else if (find_joint(text, &m)) {
		put_match(table, &m, m.template, depth, out);
	} else {
		buf_add(out, text.s, text.n);
	}
	buf_free(&whole);
}

static void
put(const struct served *table, struct piece text, int depth, struct buf *out)
{
	struct piece inner = trimmed(text);

	if (inner.n == 0 || depth >= DEPTH) {
		buf_add(out, text.s, text.n);
		return;
	}
	buf_add(out, text.s, (size_t)(inner.s - text.s));
	put_trimmed(table, inner, depth, out);
	buf_add(out, inner.s + inner.n,
		text.n - inner.n - (size_t)(inner.s - text.s));
}

void
served_put(const struct served *table, const char *text, struct buf *out)
{
	put(table, (struct piece){ text, strlen(text) }, 0, out);
}

static const char *
translate(const char *text)
{
	return _(text);
}

static const struct served of_sql = { served_templates, translate };

const char *
served(struct arena *arena, const char *text)
{
	struct buf out = { 0 };

	if (!text || i18n_is_spanish())
		return text;
	served_put(&of_sql, text, &out);
	if (!str_eq(buf_text(&out), text))
		text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

void
served_in(char *text, size_t room)
{
	struct buf out = { 0 };

	if (i18n_is_spanish())
		return;
	served_put(&of_sql, text, &out);
	str_copy(text, room, buf_text(&out));
	buf_free(&out);
}
