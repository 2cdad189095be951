/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static void
name_fields(size_t n, const struct field *fields, struct err *err)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < n; i++)
		if (!fields[i].noentry)
			buf_printf(&names, "%s%s", names.len ? ", " : "",
				fields[i].name);
	err_hint(err, _("Hay: %s."), buf_text(&names));
	buf_free(&names);
}

/* The field of that name that may be typed; -1 with err. */
static int
find_field(const char *of, size_t n, const struct field *fields, bool is_new,
	const char *name, struct err *err)
{
	int at = field_called(n, fields, name);

	if (at < 0) {
		err_set(err, ERR_INPUT, NULL, _("%s no tiene un campo «%s»."),
			of, name);
		name_fields(n, fields, err);
	} else if (fields[at].noentry) {
		err_set(err, ERR_INPUT, fields[at].name,
			_("«%s» no se escribe: lo calcula la base."),
			field_title(&fields[at]));
		at = -1;
	} else if (fields[at].noupdate && !is_new) {
		err_set(err, ERR_INPUT, fields[at].name,
			_("«%s» ya no se cambia en un registro grabado."),
			field_title(&fields[at]));
		at = -1;
	}
	return at;
}

bool
entry_set(struct record *record, const char *name, const char *typed,
	struct date today, struct err *err)
{
	const struct form *form = record->form;
	int at = find_field(form->title, form->n_fields, form->fields,
		!record->id, name, err);

	return at >= 0 && record_may_change(record, err) &&
	       record_type(record, at, typed, today, err);
}

int
entry_lines(const struct form *form, const char *name, struct err *err)
{
	int at = form_lines_called(form, name);
	struct buf names = { 0 };

	if (at >= 0)
		return at;
	err_set(err, ERR_INPUT, NULL, _("%s no tiene una lista «%s»."),
		form->title, name);
	for (size_t i = 0; i < form->n_lines; i++)
		buf_printf(&names, "%s%s", i ? ", " : "",
			lines_title(&form->lines[i]));
	if (names.len)
		err_hint(err, _("Hay: %s."), buf_text(&names));
	buf_free(&names);
	return -1;
}

int
entry_row(const struct record *record, size_t lines, const char *number,
	struct err *err)
{
	const struct record_lines *rows = &record->lines[lines];
	long n = 0;

	if (str_to_long(number, 1000000, &n) && n >= 1 &&
		(size_t)n <= rows->n && !rows->rows[n - 1].dropped)
		return (int)n - 1;
	err_set(err, ERR_INPUT, NULL, _("«%s» no tiene una línea %s."),
		lines_title(&record->form->lines[lines]), number);
	err_hint(err, _("Las líneas se cuentan desde 1, como se muestran."));
	return -1;
}

bool
entry_set_line(struct record *record, size_t lines, size_t row,
	const char *name, const char *typed, struct date today, struct err *err)
{
	const struct lines *of = &record->form->lines[lines];
	struct line_row *line = &record->lines[lines].rows[row];
	int at = find_field(lines_title(of), of->n_fields, of->fields,
		!line->id, name, err);

	return at >= 0 && record_may_change(record, err) &&
	       value_typed(record->arena, &of->fields[at], typed, today,
		       &line->values[at], err);
}

/* A list that only shows what the database makes has nothing to type. */
static bool
may_write(const struct record *record, size_t at, struct err *err)
{
	const struct lines *lines = &record->form->lines[at];

	if (!record_may_change(record, err))
		return false;
	for (size_t i = 0; i < lines->n_fields; i++)
		if (!lines->fields[i].noentry)
			return true;
	return err_set(err, ERR_INPUT, NULL,
		_("«%s» no se escribe: lo calcula la base."),
		lines_title(lines));
}

int
entry_add_line(struct record *record, size_t lines, struct err *err)
{
	return may_write(record, lines, err)
		       ? (int)record_add_line(record, lines)
		       : -1;
}

bool
entry_drop_line(
	struct record *record, size_t lines, size_t row, struct err *err)
{
	return may_write(record, lines, err) &&
	       (record->lines[lines].rows[row].dropped = true);
}

/* The first list that has a field of this name; -1 none. */
static int
lines_with(const struct form *form, const char *field)
{
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < form->lines[l].n_fields; i++)
			if (str_eq(form->lines[l].fields[i].name, field))
				return (int)l;
	return -1;
}

void
entry_name_row(const struct form *form, int lines, int row, struct err *err)
{
	char text[sizeof err->text];

	if (lines < 0 && str_starts(err->field, "lines."))
		lines = lines_with(form, err->field + strlen("lines."));
	if (lines < 0 || row < 0)
		return;
	if (err->field[0] && !str_starts(err->field, "lines.")) {
		str_copy(text, sizeof text, err->field);
		snprintf(err->field, sizeof err->field, "lines.%.50s", text);
	}
	str_copy(text, sizeof text, err->text);
	snprintf(err->text, sizeof err->text, _("%s, línea %d: %.600s"),
		lines_title(&form->lines[lines]), row + 1, text);
}

bool
entry_name_field(const struct form *form, struct err *err)
{
	char before[sizeof err->hint];
	int at = form_field(form, err->field);

	if (!err->field[0])
		return false;
	str_copy(before, sizeof before, err->hint);
	if (at >= 0)
		return err_hint(err, _("%s%sCampo: %s (%s)."), before,
			before[0] ? " " : "", field_title(&form->fields[at]),
			err->field);
	return err_hint(err, _("%s%sCampo: %s."), before, before[0] ? " " : "",
		err->field);
}

struct record *
entry_about(
	const struct form *form, const struct record *about, struct date today)
{
	struct record *record = record_new(form, NULL, today);

	for (size_t i = 0; i < about->form->n_fields; i++) {
		const struct field *from = &about->form->fields[i];
		int at = form_field(form, from->name);

		if (at >= 0 && from->kind != FIELD_PARTIAL &&
			(form->fields[at].lookup || form->fields[at].noentry))
			record_load(record, at, about->values[i].now);
	}
	return record;
}
