/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/export_cell.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "form/record.h"

static bool
is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text >= 0x7f)
			return false;
	return true;
}

static const char *
text_cell(const struct export_cell *c, struct arena *arena)
{
	size_t n;
	char *out;

	if (is_plain(c->value))
		return c->value;
	n = strlen(c->value);
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(c->value, n, true, out);
	return out;
}

/* Two percentages, 0.5 and 80, would not be told from a fraction and one. */
static const char *
number_cell(const struct export_cell *c, struct arena *arena)
{
	const char *sign = c->field->kind == FIELD_PERCENT ? "%" : "";
	char *out, *point;

	if (!*sign && c->decimal != ',')
		return c->value;
	out = arena_printf(arena, "%s%s", c->value, sign);
	point = c->decimal == ',' ? strchr(out, '.') : NULL;
	if (point)
		*point = ',';
	return out;
}

static const char *
date_cell(const struct export_cell *c, struct arena *arena)
{
	return arena_printf(arena, "%.10s", c->value);
}

/* To the minute, as it is typed. */
static const char *
moment_cell(const struct export_cell *c, struct arena *arena)
{
	return arena_printf(arena, "%.16s", c->value);
}

static const char *
shown_cell(const struct export_cell *c, struct arena *arena)
{
	const struct value value = { .now = c->value,
		.partial.doubtful = c->doubtful };
	struct export_cell shown = *c;

	shown.value = value_text(arena, c->field, &value);
	return text_cell(&shown, arena);
}

/* How a field's values stand in a cell. */
struct manner {
	const char *(*text)(const struct export_cell *c, struct arena *arena);
	enum cell_kind kind; /* of a workbook */
	bool typed;
};

static const struct manner *
manner_of(const struct field *f)
{
	static const struct manner shown = { shown_cell, CELL_TEXT, false };
	static const struct manner manners[] = {
		[FIELD_TEXT] = { text_cell, CELL_TEXT, false },
		[FIELD_INTEGER] = { number_cell, CELL_NUMBER, true },
		[FIELD_NUMBER] = { number_cell, CELL_NUMBER, true },
		[FIELD_MONEY] = { number_cell, CELL_NUMBER, true },
		[FIELD_PERCENT] = { number_cell, CELL_PERCENT, true },
		[FIELD_DATE] = { date_cell, CELL_DATE, true },
		[FIELD_TIMESTAMP] = { moment_cell, CELL_TEXT, true },
		[FIELD_HOUR] = { shown_cell, CELL_TEXT, true },
	};

	if (f->n_choices > 0 || f->kind >= sizeof manners / sizeof *manners ||
		!manners[f->kind].text)
		return &shown;
	return &manners[f->kind];
}

const char *
export_cell_text(const struct export_cell *cell, struct arena *arena)
{
	return cell->value ? manner_of(cell->field)->text(cell, arena) : NULL;
}

bool
export_cell_is_typed(const struct field *field)
{
	return manner_of(field)->typed;
}

enum cell_kind
export_cell_kind(const struct field *field)
{
	return manner_of(field)->kind;
}
