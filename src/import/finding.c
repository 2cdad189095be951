/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static const char *
keep(struct arena *arena, const char *text)
{
	return text && *text ? arena_strdup(arena, text) : "";
}

void
findings_clear(struct findings *list)
{
	list->n = list->n_errors = list->untold = 0;
}

void
findings_add(struct findings *list, const struct finding *finding)
{
	struct finding *f;

	if (finding->severity != FINDING_ERROR &&
		list->n - list->n_errors >= FINDINGS_MAX) {
		list->untold++;
		return;
	}
	list->n_errors += finding->severity == FINDING_ERROR;
	if (list->n == list->cap) {
		size_t cap = list->cap ? 2 * list->cap : 32;

		list->v = arena_grow(
			list->arena, list->v, list->n, cap, sizeof *list->v);
		list->cap = cap;
	}
	f = &list->v[list->n++];
	*f = *finding;
	f->field = keep(list->arena, finding->field);
	f->column = keep(list->arena, finding->column);
	f->value = keep(list->arena, finding->value);
	f->reason = keep(list->arena, finding->reason);
}

void
findings_drop(struct findings *list, size_t line)
{
	size_t kept = 0;

	list->n_errors = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].line != line) {
			list->v[kept++] = list->v[i];
			list->n_errors += list->v[i].severity == FINDING_ERROR;
		}
	list->n = kept;
}

static const char *const names[] = {
	[FINDING_ERROR] = "error",
	[FINDING_DOUBTFUL] = "doubtful",
	[FINDING_NOTICE] = "notice",
};

const char *
severity_name(enum severity severity)
{
	return names[severity];
}

enum severity
severity_read(const char *name)
{
	if (str_eq(name, names[FINDING_DOUBTFUL]))
		return FINDING_DOUBTFUL;
	return str_eq(name, names[FINDING_NOTICE]) ? FINDING_NOTICE
						   : FINDING_ERROR;
}

/* A merge sort: qsort would lose the order found. */
static void
merge(struct finding *v, struct finding *spare, size_t n)
{
	size_t half = n / 2, a = 0, b = half;

	if (n < 2)
		return;
	merge(v, spare, half);
	merge(v + half, spare, n - half);
	for (size_t i = 0; i < n; i++) {
		bool first = b == n || (a < half && v[a].line <= v[b].line);

		spare[i] = first ? v[a++] : v[b++];
	}
	memcpy(v, spare, n * sizeof *v);
}

void
findings_sort(struct findings *list)
{
	struct finding *spare;

	if (list->n < 2)
		return;
	spare = mem_alloc(list->n * sizeof *spare);
	merge(list->v, spare, list->n);
	free(spare);
}

/* Index of the first one of that line or a later one. The list is sorted. */
static size_t
first_of(const struct findings *list, size_t line)
{
	size_t low = 0, high = list->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list->v[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
findings_has_error(const struct findings *list, size_t line, const char *field,
	const char *column)
{
	for (size_t i = first_of(list, line);
		i < list->n && list->v[i].line == line; i++)
		if (list->v[i].severity == FINDING_ERROR &&
			(!field || str_eq(list->v[i].field, field)) &&
			(!column || str_eq(list->v[i].column, column)))
			return true;
	return false;
}

size_t
findings_bad_lines(const struct findings *list, size_t heading_line,
	struct arena *arena, size_t **lines)
{
	size_t n = 0;

	*lines = arena_array(arena, list->n + 1, sizeof **lines);
	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->v[i];

		if (f->severity != FINDING_ERROR || f->line <= heading_line)
			continue;
		if (n == 0 || (*lines)[n - 1] != f->line)
			(*lines)[n++] = f->line;
	}
	return n;
}

size_t
findings_review(const struct findings *list, size_t heading_line)
{
	size_t n = 0, last = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->v[i];

		if (f->severity == FINDING_ERROR || f->line == last ||
			f->line <= heading_line ||
			findings_has_error(list, f->line, NULL, NULL))
			continue;
		last = f->line;
		n++;
	}
	return n;
}
