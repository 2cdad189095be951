/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito show: one record, all its fields by name, its lines below. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
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

/* The command line. */
struct asked {
	const char *name;
	const char *key;
	bool json;
};

static const struct option words[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct asked, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct asked, name),
	offsetof(struct asked, key) };

static bool
show_one(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	const struct form *form = batch_register(desk, asked->name, err);
	struct record *record =
		form ? store_read_key(desk, form, asked->key, err) : NULL;

	if (!record)
		return false;
	if (asked->json)
		put_json(desk->arena, record);
	else
		card_write(desk->arena, record);
	record_free(record);
	return output_flush(err);
}

int
batch_show(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(words),
		OPTION_PLACES(places) };
	struct asked asked = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	if (!asked.key)
		return batch_usage(batch, _("Faltan el registro y la clave."));
	return batch_work(batch, show_one, &asked);
}
