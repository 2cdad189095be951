/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/card.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/print.h"
#include "store/store.h"

enum {
	CARD_WIDTH = 80,
	CARD_TITLE = 24,  /* room of a field's name */
	NUMBER_WIDTH = 3, /* of a line */
};

static const char *
shown(struct arena *arena, const struct field *field, const struct value *value)
{
	size_t room = 2 * (value->now ? strlen(value->now) : 0) + 256;
	char *out = arena_alloc(arena, room);

	value_show(field, value, out, room);
	return out;
}

/* Those without a place on the screen stand nowhere. */
bool
card_stands_alone(const struct card_of *of, size_t at)
{
	const struct field *field = &of->fields[at];

	if (!field->column || str_eq(field->tag, "-"))
		return false;
	for (size_t i = 0; i < of->n; i++) {
		const struct lookup *l = of->fields[i].lookup;

		for (size_t k = 0; l && k < l->n_show; k++) {
			if (str_eq(l->show[k].field, field->name))
				return false;
		}
	}
	return true;
}

/* A field that the lookup shows, with a value; of->n: none. */
static size_t
shown_field(const struct card_of *of, const char *name)
{
	size_t i = 0;

	while (i < of->n &&
		!(str_eq(of->fields[i].name, name) && of->values[i].now))
		i++;
	return i;
}

const char *
card_text(struct arena *arena, const struct card_of *of, size_t at)
{
	const struct field *field = &of->fields[at];
	const struct value *value = &of->values[at];
	const struct lookup *l = field->lookup;
	const char *text = shown(arena, field, value);

	if (of->is_export && field->personal && *text)
		return _("(dato personal)");
	for (size_t k = 0; l && *text && k < l->n_show; k++) {
		size_t i = shown_field(of, l->show[k].field);

		if (i < of->n && !(of->is_export && of->fields[i].personal))
			text = arena_printf(arena, "%s  %s", text,
				shown(arena, &of->fields[i], &of->values[i]));
	}
	if (*text && of->says_doubt && field->kind == FIELD_PARTIAL &&
		value->partial.doubtful)
		text = arena_printf(arena, _("%s (fecha por aclarar)"), text);
	return text;
}

static void
put_field(struct arena *arena, const struct card_of *of, size_t at)
{
	const char *title = field_title(&of->fields[at]);
	const char *text = card_text(arena, of, at);
	int width = utf8_cells(title);
	int room = CARD_TITLE - width > 1 ? CARD_TITLE - width : 1;

	if (!*text)
		return;
	printf("%s:%*s", title, room, "");
	print_wrapped(
		stdout, text, CARD_WIDTH - CARD_TITLE - 1, CARD_TITLE + 1);
}

/* The columns of a table of lines: the number, then which fields; how wide. */
struct table {
	size_t n;
	size_t *fields;
	struct print_column *columns;
	const char **cells; /* n for each row */
};

static void
table_columns(
	struct table *table, struct arena *arena, const struct lines *lines)
{
	table->fields =
		arena_array(arena, lines->n_fields + 1, sizeof *table->fields);
	table->columns =
		arena_array(arena, lines->n_fields + 1, sizeof *table->columns);
	table->columns[table->n++] =
		(struct print_column){ _("N°"), NUMBER_WIDTH, true };
	for (size_t i = 0; i < lines->n_fields; i++) {
		const char *title = field_title(&lines->fields[i]);

		if (!card_stands_alone(&(struct card_of){ .n = lines->n_fields,
					       .fields = lines->fields },
			    i))
			continue;
		table->columns[table->n].title = title;
		table->columns[table->n].width = utf8_cells(title);
		table->fields[table->n++] = i;
	}
}

static void
table_cells(struct table *table, struct arena *arena, const struct lines *lines,
	const struct record_lines *rows)
{
	table->cells = arena_array(
		arena, table->n * rows->n + 1, sizeof *table->cells);
	for (size_t r = 0; r < rows->n; r++) {
		table->cells[r * table->n] = arena_printf(arena, "%zu", r + 1);
		for (size_t i = 1; i < table->n; i++) {
			const struct card_of row = { .n = lines->n_fields,
				.fields = lines->fields,
				.values = rows->rows[r].values };
			const char *cell =
				card_text(arena, &row, table->fields[i]);
			int width = utf8_cells(cell);

			table->cells[r * table->n + i] = cell;
			if (width > table->columns[i].width)
				table->columns[i].width = width;
		}
	}
}

/* A dropped row keeps its number, so that the others do. */
void
card_lines(struct arena *arena, const struct record *record, size_t at)
{
	const struct lines *lines = &record->form->lines[at];
	const struct record_lines *rows = &record->lines[at];
	struct table table = { 0 };

	printf("%s\n", lines_title(lines));
	table_columns(&table, arena, lines);
	table_cells(&table, arena, lines, rows);
	print_heading(stdout, table.n, table.columns);
	for (size_t r = 0; r < rows->n; r++)
		if (!rows->rows[r].dropped)
			print_row(stdout, table.n, table.columns,
				table.cells + r * table.n, false);
}

void
card_write(struct arena *arena, const struct record *record)
{
	const struct form *form = record->form;
	const struct card_of of = { .n = form->n_fields,
		.fields = form->fields,
		.values = record->values,
		.says_doubt = true };

	printf("%s %s\n", form->singular, store_key(arena, record));
	if (record->deleted)
		printf("%s\n", _("ANULADO"));
	putchar('\n');
	for (size_t i = 0; i < form->n_fields; i++) {
		if (card_stands_alone(&of, i))
			put_field(arena, &of, i);
	}
	for (size_t i = 0; i < form->n_lines; i++) {
		if (record->lines[i].n == 0)
			continue;
		putchar('\n');
		card_lines(arena, record, i);
	}
}

void
history_write(struct arena *arena, const struct change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct change *c = &changes[i];
		struct buf told = { 0 };

		printf("%s  %s %s  %s", c->at, c->who,
			c->office ? c->office : "", c->op);
		if (c->field) {
			change_tell(arena, c, &told, NULL);
			printf("  %s", buf_text(&told));
			buf_free(&told);
		} else if (c->now) {
			printf("  %s", c->now);
		}
		putchar('\n');
	}
}
