/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/change.h"

#include <limits.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/record.h"

#define CHANGES_TOLD "10000"

long
changes_count(const struct result *r, size_t row, const char *name)
{
	const char *text = result_get(r, row, name);
	long n = 0;

	return text && str_to_long(text, INT_MAX, &n) ? n : 0;
}

/* text is the column's as the server writes it: "true" is our "t". */
static const char *
as_shown(struct arena *arena, const struct field *field, const char *text)
{
	struct value value = { .now = text };

	if (!text)
		return "";
	if (!field || field->lookup)
		return arena_strdup(arena, text);
	if (field->column && str_eq(field->column->sql_type, "boolean"))
		value.now = str_eq(text, "true") ? "t" : "f";
	return value_text(arena, field, &value);
}

static struct change
change_of(const struct mapping *m, const struct result *r, size_t row)
{
	const char *name = result_get(r, row, "field");
	int at = form_field(m->form, name);
	const struct field *field = at < 0 ? NULL : &m->form->fields[at];
	size_t staged = (size_t)changes_count(r, row, "line");

	return (struct change){
		.line = staged / mapping_scale(m),
		.field = arena_strdup(m->arena, name),
		.column = mapping_column(m, staged, name),
		.was = as_shown(m->arena, field, result_get(r, row, "was")),
		.now = as_shown(m->arena, field, result_get(r, row, "now")),
	};
}

bool
changes_read(struct session *session, const struct mapping *m, bool erases,
	struct changes *out, struct err *err)
{
	struct result *r = session_query(session, _("Revisión"), err,
		"select line, field, was, now, \"all\", erased "
		"from core.import_changes($1::regclass, " CHANGES_TOLD ")",
		1, m->form->table);
	struct change *v;

	if (!r)
		return false;
	out->n = result_rows(r);
	v = arena_array(m->arena, out->n + 1, sizeof *v);
	for (size_t i = 0; i < out->n; i++)
		v[i] = change_of(m, r, i);
	out->v = v;
	if (out->n) {
		out->all = (size_t)changes_count(r, 0, "all");
		out->erased =
			erases ? (size_t)changes_count(r, 0, "erased") : 0;
	}
	result_free(r);
	return true;
}
