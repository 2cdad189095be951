/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row values as PostgreSQL writes them: (a,"b, ""c""",,"d\\\\e"). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"

/* Takes a quoted cell that begins behind its quote; where it ends. */
static const char *
take_quoted(const char *s, struct buf *out)
{
	for (; *s; s++) {
		if (*s == '"' && s[1] != '"')
			return s + 1;
		if ((*s == '"' || *s == '\\') && s[1])
			s++;
		buf_putc(out, *s);
	}
	return s;
}

/* Takes the cell at s; *null tells that there is none. */
static const char *
take_cell(const char *s, struct buf *out, bool *null)
{
	size_t n;

	buf_reset(out);
	*null = *s == ',' || *s == ')' || *s == '\0';
	if (*s == '"')
		return take_quoted(s + 1, out);
	n = strcspn(s, ",)");
	buf_add(out, s, n);
	return s + n;
}

static void
unpack_row(PGresult *to, int row, size_t n, const char *s)
{
	struct buf cell = { 0 };

	s += *s == '(';
	for (size_t i = 0; i < n; i++) {
		bool null;

		s = take_cell(s, &cell, &null);
		PQsetvalue(to, row, (int)i, (char *)(uintptr_t)buf_text(&cell),
			null ? -1 : (int)cell.len);
		s += *s == ',';
	}
	buf_free(&cell);
}

/* Which rows are wanted. */
struct part {
	char letter; /* that they begin with; 0 none */
	size_t from;
	size_t to;
};

static PGresult *
unpack(const struct result *packed, struct part part, size_t n,
	const char *const *names)
{
	PGresAttDesc *attributes = mem_alloc(n * sizeof *attributes);
	PGresult *to = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
	int taken = 0;

	for (size_t i = 0; i < n; i++)
		attributes[i] = (PGresAttDesc){
			.name = (char *)(uintptr_t)(names ? names[i] : "")
		};
	if (!to || !PQsetResultAttrs(to, (int)n, attributes))
		die("result_unpack");
	free(attributes);
	for (size_t i = part.from; i < part.to; i++) {
		const char *row = result_value(packed, i, 0);

		row = row ? row : "";
		if (!part.letter || *row == part.letter)
			unpack_row(to, taken++, n, row + (part.letter != 0));
	}
	return to;
}

static struct part
all_of(const struct result *packed, char letter)
{
	return (struct part){ .letter = letter, .to = result_rows(packed) };
}

struct result *
result_unpack_list(const struct result *packed, size_t list, size_t n,
	const char *const *names)
{
	size_t rows = result_rows(packed);
	struct part part = { 0 };

	for (; part.to < rows; part.to++) {
		if (!str_eq(result_value(packed, part.to, 0), "\n"))
			continue;
		if (list == 0)
			break;
		list--;
		part.from = part.to + 1;
	}
	if (list > 0)
		part.from = part.to;
	return result_wrap(unpack(packed, part, n, names));
}

struct result *
result_unpack_part(const struct result *packed, char letter, size_t n,
	const char *const *names)
{
	return result_wrap(
		unpack(packed, all_of(packed, letter), n, names));
}

struct result *
result_unpack(struct result *packed, size_t n, const char *const *names)
{
	PGresult *to = unpack(packed, all_of(packed, 0), n, names);

	result_free(packed);
	return result_wrap(to);
}
