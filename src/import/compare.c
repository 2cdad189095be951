/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/compare.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/record.h"
#include "import/compared.h"

enum {
	TEXT_CELLS = 80, /* of a long text, in a sentence */
};

#define DIFFERENT_TOLD "20"

/* ---- what is asked ------------------------------------------------------ */

/* The field as the form has it, with its column. */
static const struct field *
field_of(const struct mapping *m, const struct mapped *p)
{
	return &m->form->fields[form_field(m->form, p->field->name)];
}

/* How the server compares it: a word of core.import_compared. */
static const char *
kind_of(const struct field *f)
{
	enum column_type type = f->column->type;

	if (type == COLUMN_BOOLEAN)
		return "truth";
	if (f->n_choices == 0 &&
		(type == COLUMN_INTEGER || type == COLUMN_NUMERIC))
		return "number";
	if (f->kind == FIELD_DATE)
		return "day";
	if (f->kind == FIELD_TIMESTAMP)
		return "moment";
	return f->kind == FIELD_HOUR ? "hour" : "text";
}

/* Names of the columns, or how they are compared, as an array literal. */
static const char *
list(const struct mapping *m, bool kinds)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < m->n_compared; i++) {
		const struct field *f = field_of(m, &m->compared[i]);

		buf_printf(&b, "%c%s", i ? ',' : '{',
			kinds ? kind_of(f) : f->name);
	}
	buf_putc(&b, '}');
	text = arena_strdup(m->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

/* ---- what is said ------------------------------------------------------- */

/* No longer than a sentence has room for. */
static const char *
in_short(struct arena *arena, const char *text)
{
	size_t n = strlen(text), fits = utf8_fit_words(text, n, TEXT_CELLS);

	return fits == n ? arena_strdup(arena, text)
			 : arena_printf(arena, "%.*s…", (int)fits, text);
}

/* A figure with all that it has, all else as the screen shows it. */
static const char *
as_shown(struct arena *arena, const struct field *f, const char *text)
{
	struct value value = { .now = text };

	if (str_eq(kind_of(f), "number"))
		return arena_printf(arena, "%s%s", text,
			f->kind == FIELD_PERCENT ? "%" : "");
	return in_short(arena, value_text(arena, f, &value));
}

static void
say_cell(const struct mapping *m, const struct mapped *p, size_t line,
	const char *says, const char *holds, struct findings *findings)
{
	const struct field *f = field_of(m, p);
	const char *said = in_short(m->arena, field_choice_label(f, says));
	struct finding found = {
		.line = line,
		.field = f->name,
		.column = m->titles[p->cell],
		.value = said,
		.severity = FINDING_NOTICE,
	};

	if (holds)
		found.reason = arena_printf(m->arena,
			_("El archivo dice «%s» y la base «%s»: solo se lee, "
			  "no se carga."),
			said, as_shown(m->arena, f, holds));
	else
		found.reason = arena_printf(m->arena,
			_("El archivo dice «%s» y la base nada: solo se lee, "
			  "no se carga."),
			said);
	findings_add(findings, &found);
}

static void
say_others(const struct mapping *m, size_t others, struct findings *findings)
{
	if (others == 0)
		return;
	findings_add(findings,
		&(struct finding){
			.severity = FINDING_NOTICE,
			.reason = arena_printf(m->arena,
				ngettext("De las columnas que solo se leen, "
					 "otra celda dice algo distinto de lo "
					 "que tiene la base.",
					"De las columnas que solo se leen, "
					"otras %zu celdas dicen algo distinto "
					"de lo que tiene la base.",
					others),
				others),
		});
}

static size_t
number(const struct result *r, size_t row, const char *name)
{
	const char *text = result_get(r, row, name);
	long n = 0;

	return text && str_to_long(text, INT_MAX, &n) ? (size_t)n : 0;
}

static void
say_all(const struct mapping *m, const struct result *r,
	struct findings *findings)
{
	size_t told = 0, all = 0;

	for (size_t i = 0; i < result_rows(r); i++) {
		const struct mapped *p = &m->compared[number(r, i, "at") - 1];
		size_t line = number(r, i, "line");

		if (line == 0) {
			compared_leave_out(m, (size_t)p->cell, findings);
			continue;
		}
		say_cell(m, p, line, result_get(r, i, "says"),
			result_get(r, i, "holds"), findings);
		all = number(r, i, "all");
		told++;
	}
	say_others(m, all - told, findings);
}

bool
compare_told(struct session *session, const struct mapping *m,
	struct findings *findings, struct err *err)
{
	struct result *r;

	if (m->n_compared == 0)
		return true;
	r = session_query(session, _("Revisión"), err,
		"select line, at, says, holds, \"all\" "
		"from core.import_compared($1::regclass, $2::text[], "
		"$3::text[], " DIFFERENT_TOLD ")",
		3, m->form->view, list(m, false), list(m, true));
	if (!r)
		return false;
	say_all(m, r, findings);
	result_free(r);
	return true;
}
