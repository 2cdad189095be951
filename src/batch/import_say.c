/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/import_say.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/batch.h"
#include "report/print.h"

enum {
	SHOWN_MAX = 200, /* findings listed on the screen */
};

const char *
say_one_line(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	char *flat = arena_strdup(arena, text), *out, *p;

	for (p = flat; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(flat, n, false, out);
	return out;
}

void
say_json_text(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "\"%s\":", name);
	str_json(b, value);
	buf_putc(b, ',');
}

static void
json_finding(struct buf *b, const struct finding *f)
{
	buf_puts(b, "{");
	if (f->line)
		buf_printf(b, "\"line\":%zu,", f->line);
	else
		buf_puts(b, "\"line\":null,");
	say_json_text(b, "field", f->field[0] ? f->field : NULL);
	say_json_text(b, "column", f->column[0] ? f->column : NULL);
	say_json_text(b, "value", f->value[0] ? f->value : NULL);
	say_json_text(b, "severity", severity_name(f->severity));
	buf_puts(b, "\"reason\":");
	str_json(b, f->reason);
	buf_putc(b, '}');
}

void
say_json_findings(struct buf *b, const char *name, const struct findings *list)
{
	buf_printf(b, "\"%s\":[", name);
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_putc(b, ',');
		json_finding(b, &list->v[i]);
	}
	buf_puts(b, "],");
}

/* ---- the same file ------------------------------------------------------ */

void
say_before(const struct import_result *r)
{
	const struct load_before *b = &r->before;

	if (!b->batch)
		return;
	printf(_(" Este mismo archivo ya se cargó: carga %s, de %s, el %s."),
		b->batch, b->login, b->at);
	if (b->undone)
		printf(_(" Se deshizo: carga %s."), b->undone);
	putchar('\n');
}

void
say_json_before(struct buf *b, const struct import_result *r)
{
	/* in the order of struct load_before */
	static const char *const names[] = { "batch", "login", "at", "file",
		"undone_by" };

	buf_puts(b, "\"before\":");
	if (r->before.batch) {
		str_json_members(b, "{", sizeof names / sizeof *names, names,
			&r->before);
		buf_putc(b, '}');
	} else {
		buf_puts(b, "null");
	}
	buf_putc(b, ',');
}

/* ---- a look, as text ---------------------------------------------------- */

/* What was decided of a column; NULL nothing. */
static const char *
decided_of(const struct import_result *r, const struct field *field)
{
	for (size_t i = 0; field && i < r->decided.n; i++)
		if (str_eq(r->decided.v[i].field, field->name))
			return r->decided.v[i].reason;
	return NULL;
}

static void
print_cell(struct arena *arena, const struct look_cell *c)
{
	const char *text = say_one_line(arena, c->text);

	if (c->why)
		printf(_("      línea %zu: %s  ✗ %s\n"), c->line, text,
			say_one_line(arena, c->why));
	else if (!c->read[0] || str_eq(c->read, c->text))
		printf(_("      línea %zu: %s\n"), c->line, text);
	else
		printf(_("      línea %zu: %s -> %s\n"), c->line, text,
			say_one_line(arena, c->read));
}

static void
print_look_column(struct arena *arena, const struct import_result *r,
	const struct look_column *c)
{
	const char *how = decided_of(r, c->field);

	printf(_("   %zu. %s -> "), c->at, say_one_line(arena, c->title));
	if (!c->field)
		fputs(_("no se carga"), stdout);
	else
		printf("%s (%s)%s%s", field_title(c->field), c->field->name,
			how ? ": " : "", how ? how : "");
	printf(_("   %zu con dato, %zu en blanco"), c->filled, c->blank);
	if (c->bad)
		printf(ngettext(", %zu que no se puede leer",
			       ", %zu que no se pueden leer", c->bad),
			c->bad);
	putchar('\n');
	for (size_t i = 0; i < c->n; i++)
		print_cell(arena, &c->cells[i]);
	if (c->filled > c->n)
		printf(ngettext("      y %zu más\n", "      y %zu más\n",
			       c->filled - c->n),
			c->filled - c->n);
}

static void
print_look_finding(struct arena *arena, const struct finding *f)
{
	fputs(f->severity == FINDING_ERROR ? " ✗ " : "   ", stdout);
	if (f->line)
		printf(_("línea %zu: "), f->line);
	if (f->column[0])
		printf("%s: ", say_one_line(arena, f->column));
	puts(say_one_line(arena, f->reason));
}

/* A column that is not taken stands among the columns. */
static bool
is_told(const struct look *look, const struct finding *f)
{
	return f->severity == FINDING_NOTICE && f->column[0] &&
	       f->line == look->heading_line;
}

void
say_file(struct arena *arena, const struct import_result *r)
{
	printf(" %s   ", say_one_line(arena, r->file));
	if (r->sheet)
		printf(_("%s, hoja «%s»   "), r->kind,
			say_one_line(arena, r->sheet));
	else
		printf("%s   %s   ", r->charset, r->delimiter);
	printf(ngettext("%zu fila", "%zu filas", r->rows), r->rows);
	if (r->matrix)
		printf(ngettext(
			       ", %zu registro", ", %zu registros", r->records),
			r->records);
}

static int
look_code(const struct import_result *r, const struct look *look)
{
	bool errors = look->n_missing > 0 || r->findings.n_errors > 0;

	for (size_t i = 0; i < look->n; i++)
		errors = errors || look->columns[i].bad > 0;
	return errors ? EXIT_DRY_ERRORS : EXIT_DONE;
}

int
say_look(struct arena *arena, const struct import_result *r,
	const struct look *look)
{
	say_file(arena, r);
	printf(_("   títulos en la línea %zu\n"), look->heading_line);
	for (size_t i = 0; i < look->n; i++)
		print_look_column(arena, r, &look->columns[i]);
	for (size_t i = 0; i < look->n_missing; i++)
		printf(_(" ✗ falta %s (%s), que es obligatorio: dé su columna "
			 "con --map o su valor con --set\n"),
			field_title(look->missing[i]), look->missing[i]->name);
	for (size_t i = 0; i < r->findings.n && i < SHOWN_MAX; i++)
		if (!is_told(look, &r->findings.v[i]))
			print_look_finding(arena, &r->findings.v[i]);
	say_before(r);
	puts(_(" Solo se miró: no se grabó nada."));
	return look_code(r, look);
}

/* ---- and as JSON -------------------------------------------------------- */

static void
json_look_cells(struct buf *b, const struct look_column *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct look_cell *v = &c->cells[i];

		buf_printf(b, "%s{\"line\":%zu,", i ? "," : "", v->line);
		say_json_text(b, "text", v->text);
		say_json_text(b, "read", c->field ? v->read : NULL);
		buf_puts(b, "\"why\":");
		str_json(b, v->why);
		buf_putc(b, '}');
	}
}

static void
json_look_column(struct buf *b, const struct import_result *r,
	const struct look_column *c)
{
	buf_printf(b, "{\"at\":%zu,", c->at);
	say_json_text(b, "title", c->title);
	say_json_text(b, "field", c->field ? c->field->name : NULL);
	say_json_text(b, "label", c->field ? field_title(c->field) : NULL);
	say_json_text(b, "decided", decided_of(r, c->field));
	buf_printf(b, "\"filled\":%zu,\"blank\":%zu,\"bad\":%zu,\"cells\":[",
		c->filled, c->blank, c->bad);
	json_look_cells(b, c);
	buf_puts(b, "]}");
}

int
say_look_json(const struct import_result *r, const struct look *look)
{
	char sign[2] = { r->delimiter_sign, '\0' };
	struct buf b = { 0 };

	buf_putc(&b, '{');
	say_json_text(&b, "file", r->file);
	say_json_text(&b, "kind", r->kind);
	say_json_text(&b, "sheet", r->sheet);
	say_json_text(&b, "charset", r->charset);
	say_json_text(&b, "delimiter", sign[0] ? sign : NULL);
	say_json_text(&b, "sha256", r->sha256);
	say_json_before(&b, r);
	buf_printf(&b, "\"heading\":%zu,\"rows\":%zu,\"records\":%zu,",
		look->heading_line, r->rows, r->records);
	buf_puts(&b, "\"columns\":[");
	for (size_t i = 0; i < look->n; i++) {
		buf_puts(&b, i ? "," : "");
		json_look_column(&b, r, &look->columns[i]);
	}
	buf_puts(&b, "],\"missing\":[");
	for (size_t i = 0; i < look->n_missing; i++) {
		buf_puts(&b, i ? "," : "");
		str_json(&b, look->missing[i]->name);
	}
	buf_puts(&b, "],");
	say_json_findings(&b, "findings", &r->findings);
	buf_puts(&b, "\"error\":null}\n");
	print_flush(&b);
	buf_free(&b);
	return look_code(r, look);
}
