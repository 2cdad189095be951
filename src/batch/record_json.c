/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/record_json.h"

#include <string.h>

#include "base/str.h"
#include "report/print.h"

static void
json_date(struct buf *out, const char *name, const char *part, struct date d)
{
	char iso[16];

	buf_printf(out, ", \"%s_%s\": ", name, part);
	if (d.year == 0) {
		buf_puts(out, "null");
		return;
	}
	date_iso(d, iso, sizeof iso);
	str_json(out, iso);
}

static void
json_field(
	struct buf *out, const struct field *field, const struct value *value)
{
	const struct partial_date *p = &value->partial;

	str_json(out, field->name);
	buf_puts(out, ": ");
	print_json_value(out, field->kind, value->now);
	if (field->kind != FIELD_PARTIAL || !value->now)
		return;
	json_date(out, field->name, "from", p->from);
	json_date(out, field->name, "to", p->to);
	buf_printf(out, ", \"%s_precision\": ", field->name);
	str_json(out, precision_name(p->precision));
	buf_printf(out, ", \"%s_doubtful\": %s", field->name,
		p->doubtful ? "true" : "false");
}

static void
json_lines(struct buf *out, const struct lines *lines,
	const struct record_lines *rows)
{
	const char *point = strchr(lines->table, '.');

	buf_puts(out, ",\n ");
	str_json(out, point ? point + 1 : lines->table);
	buf_puts(out, ": [");
	for (size_t r = 0; r < rows->n; r++) {
		buf_puts(out, r ? ",\n  {" : "\n  {");
		for (size_t i = 0; i < lines->n_fields; i++) {
			buf_puts(out, i ? ", " : "");
			json_field(out, &lines->fields[i],
				&rows->rows[r].values[i]);
		}
		buf_puts(out, "}");
	}
	buf_puts(out, "]");
}

void
record_json(
	struct arena *arena, const struct record *record, const char *request)
{
	const struct form *form = record->form;
	struct buf out = { 0 };

	buf_puts(&out, "{");
	if (request)
		buf_printf(&out, "\"request\": \"%s\", ", request);
	buf_puts(&out, "\"register\": ");
	str_json(&out, form->name);
	buf_puts(&out, ", \"key\": ");
	str_json(&out, store_key(arena, record));
	buf_printf(&out, ", \"id\": %s, \"row_version\": %s", record->id,
		record->version);
	if (record->deleted)
		buf_puts(&out, ", \"deleted\": true");
	for (size_t i = 0; i < form->n_fields; i++) {
		if (!form->fields[i].column)
			continue;
		buf_puts(&out, ",\n ");
		json_field(&out, &form->fields[i], &record->values[i]);
	}
	for (size_t i = 0; i < form->n_lines; i++)
		json_lines(&out, &form->lines[i], &record->lines[i]);
	buf_puts(&out, "}\n");
	print_flush(&out);
	buf_free(&out);
}

void
error_json(const struct err *err, const char *request)
{
	struct buf out = { 0 };

	str_json_member(&out, "{", "request", request);
	str_json_member(&out, ", ", "error", err_kind_name(err));
	str_json_member(&out, ", ", "field", err->field[0] ? err->field : NULL);
	str_json_member(&out, ", ", "text", err->text);
	str_json_member(&out, ", ", "hint", err->hint[0] ? err->hint : NULL);
	buf_puts(&out, "}\n");
	print_flush(&out);
	buf_free(&out);
}
