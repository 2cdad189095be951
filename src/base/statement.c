/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/statement.h"

#include <stdarg.h>

#include "base/mem.h"

void
statements_add(
	struct statements *list, const char *sql, int n, const char **values)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? 2 * list->cap : 8;

		list->v = arena_grow(
			list->arena, list->v, list->n, cap, sizeof *list->v);
		list->cap = cap;
	}
	list->v[list->n++] = (struct statement){
		.sql = sql,
		.n = n,
		.values = values,
	};
}

void
statements_addv(struct statements *list, const char *sql, int n, ...)
{
	const char **values = NULL;
	va_list ap;

	if (n > 0)
		values = arena_array(list->arena, (size_t)n, sizeof *values);
	va_start(ap, n);
	for (int i = 0; i < n; i++)
		values[i] = va_arg(ap, const char *);
	va_end(ap);
	statements_add(list, sql, n, values);
}
