/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/import_say.h"

#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch.h"
#include "import/tell.h"
#include "report/print.h"

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

static int
look_code(const struct import_result *r, const struct look *look)
{
	return tell_look_is_bad(r, look) ? EXIT_DRY_ERRORS : EXIT_DONE;
}

int
say_look(struct arena *arena, const struct import_result *r,
	const struct look *look)
{
	struct teller t = { .arena = arena, .result = r, .by_options = true };

	tell_file(&t);
	buf_printf(
		&t.out, _("   títulos en la línea %zu\n"), look->heading_line);
	tell_look(&t, look);
	tell_before(&t);
	buf_puts(&t.out, _(" Solo se miró: no se grabó nada.\n"));
	print_flush(&t.out);
	buf_free(&t.out);
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
	say_json_text(b, "decided", tell_decided_of(r, c));
	buf_printf(b, "\"compared\":%s,", c->compared ? "true" : "false");
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
