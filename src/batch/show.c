/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito show: one record, all its fields by name, its lines below. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch.h"
#include "report/card.h"
#include "report/print.h"
#include "store/store.h"

/* ---- as JSON */

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

static void
put_json(struct arena *arena, const struct record *record)
{
	const struct form *form = record->form;
	struct buf out = { 0 };

	buf_puts(&out, "{\"register\": ");
	str_json(&out, form->name);
	buf_puts(&out, ", \"key\": ");
	str_json(&out, store_key(arena, record));
	buf_printf(&out, ", \"id\": %s, \"row_version\": %s", record->id,
		record->version);
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

/* ---- the command */

static bool
show_one(struct desk *desk, const char *name, const char *key, bool json,
	struct err *err)
{
	const struct form *form = batch_register(desk, name, err);
	struct record *record =
		form ? store_read_key(desk, form, key, err) : NULL;

	if (!record)
		return false;
	if (json)
		put_json(desk->arena, record);
	else
		card_write(desk->arena, record);
	record_free(record);
	if (fflush(stdout) == 0)
		return true;
	return err_set(err, ERR_FILE, NULL,
		_("No se puede escribir la salida: falta espacio o se cerró."));
}

int
batch_show(struct batch *batch, int argc, char **argv)
{
	const char *words[2] = { NULL, NULL };
	size_t n = 0;
	bool json = false;
	struct err err = { 0 };
	struct desk *desk;
	int code = EXIT_DONE;

	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--json"))
			json = true;
		else if (argv[i][0] != '-' && n < 2)
			words[n++] = argv[i];
		else
			return batch_usage(
				"show", _("No se entiende «%s»."), argv[i]);
	}
	if (n < 2)
		return batch_usage("show", _("Faltan el registro y la clave."));
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	if (!show_one(desk, words[0], words[1], json, &err))
		code = batch_failed(&err);
	desk_close(desk);
	return code;
}
