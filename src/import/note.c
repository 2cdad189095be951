/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a load keeps of itself. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "import/job_inside.h"

enum {
	NOTES_MAX = 1000, /* messages, and lines left out; the server's too */
};

static bool
is_personal(const struct form *form)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].personal)
			return true;
	return false;
}

static void
put_text(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "\"%s\":", name);
	str_json(b, value && value[0] ? value : NULL);
}

/* How a column was read; NULL: nothing had to be decided. */
static const char *
decided(const struct import *im, const struct mapped *m)
{
	const struct findings *list = &im->result.decided;

	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].field, m->field->name))
			return list->v[i].reason;
	return NULL;
}

/* [{"heading": .., "field": .., "title": .., "how": ..}, ..] */
static void
put_mapping(struct buf *b, const struct import *im)
{
	const struct mapping *m = im->mapping;
	const char *comma = "";

	buf_putc(b, '[');
	for (size_t i = 0; i < m->n; i++) {
		const struct mapped *v = &m->v[i];

		if (v->cell < 0 && !v->constant)
			continue;
		buf_printf(b, "%s{", comma);
		put_text(b, "heading", v->cell < 0 ? NULL : m->titles[v->cell]);
		buf_putc(b, ',');
		put_text(b, "field", v->field->name);
		buf_putc(b, ',');
		put_text(b, "title", field_title(v->field));
		buf_putc(b, ',');
		put_text(b, "how", decided(im, v));
		buf_putc(b, '}');
		comma = ",";
	}
	buf_putc(b, ']');
}

/* {"Compromiso","N°"} as an array literal. */
static void
put_headings(struct buf *b, const struct mapping *m)
{
	buf_putc(b, '{');
	for (size_t i = 0; i < m->n_cells; i++) {
		buf_puts(b, i ? ",\"" : "\"");
		for (const char *p = m->titles[i]; *p; p++) {
			if (*p == '"' || *p == '\\')
				buf_putc(b, '\\');
			buf_putc(b, *p);
		}
		buf_putc(b, '"');
	}
	buf_putc(b, '}');
}

static void
put_message(struct buf *b, const struct finding *f, bool personal)
{
	bool tells = personal && f->value[0] && strstr(f->reason, f->value);

	buf_puts(b, "{");
	if (f->line)
		buf_printf(b, "\"line\":%zu,", f->line);
	put_text(b, "field", f->field);
	buf_putc(b, ',');
	put_text(b, "heading", f->column);
	buf_putc(b, ',');
	put_text(b, "value", personal ? NULL : f->value);
	buf_putc(b, ',');
	put_text(b, "severity", severity_name(f->severity));
	buf_putc(b, ',');
	put_text(b, "reason",
		tells ? _("Lo que se dijo tiene un dato personal y no se "
			  "guarda.")
		      : f->reason);
	buf_putc(b, '}');
}

static void
put_messages(struct buf *b, const struct import *im, bool personal)
{
	const struct findings *list = &im->result.findings;

	buf_putc(b, '[');
	for (size_t i = 0; i < list->n && i < NOTES_MAX; i++) {
		buf_puts(b, i ? "," : "");
		put_message(b, &list->v[i], personal);
	}
	buf_putc(b, ']');
}

static void
put_reject(struct buf *b, const struct file_row *row)
{
	buf_printf(b, "{\"line\":%zu,\"cells\":[", row->line);
	for (size_t i = 0; i < row->n; i++) {
		buf_puts(b, i ? "," : "");
		str_json(b, row->cells[i]);
	}
	buf_puts(b, "]}");
}

/* How many of them: a word of core.batch. */
static const char *
put_rejects(struct buf *b, const struct import *im)
{
	struct arena *scratch = arena_new();
	struct rejects_lines *lines = rejects_begin(
		im->rejects, &im->result.findings, im->n_numbers, im->numbers);
	struct rejected bad;
	struct err unheard = { 0 };
	size_t n = 0;

	while (n < NOTES_MAX && lines->next(lines, scratch, &bad, &unheard)) {
		buf_puts(b, n++ ? "," : "");
		put_reject(b, &bad.row);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return n < im->result.rejected ? "some" : "all";
}

bool
import_note(struct import *im, struct err *err)
{
	const struct findings *list = &im->result.findings;
	const bool personal = is_personal(im->form);
	struct buf mapping = { 0 }, headings = { 0 }, messages = { 0 },
		   rejects = { 0 };
	const char *kept = im->result.rejected ? "personal" : "all";
	char untold[24];
	struct result *r;

	buf_putc(&rejects, '[');
	if (im->rejects && !personal)
		kept = put_rejects(&rejects, im);
	buf_putc(&rejects, ']');

	snprintf(untold, sizeof untold, "%zu",
		list->untold + (list->n > NOTES_MAX ? list->n - NOTES_MAX : 0));
	put_mapping(&mapping, im);
	put_headings(&headings, im->mapping);
	put_messages(&messages, im, personal);
	r = session_query(im->desk->session, _("Carga"), err,
		"select core.batch_note($1::bigint, $2, $3::jsonb, $4::text[], "
		"$5::bigint, $6::jsonb, $7::jsonb, $8)",
		8, im->result.batch, im->form->table, buf_text(&mapping),
		buf_text(&headings), untold, buf_text(&messages),
		buf_text(&rejects), kept);
	buf_free(&mapping);
	buf_free(&headings);
	buf_free(&messages);
	buf_free(&rejects);
	result_free(r);
	return r;
}
