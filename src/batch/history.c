/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito history: who changed what in a record, the last first. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
#include "report/card.h"
#include "report/print.h"
#include "store/store.h"

/* The command line. */
struct asked {
	const char *name;
	const char *key;
	bool json;
};

static void
member(struct buf *out, const char *lead, const char *name, const char *value)
{
	buf_printf(out, "%s\"%s\": ", lead, name);
	if (value)
		str_json(out, value);
	else
		buf_puts(out, "null");
}

static void
put_json(const struct change *changes, size_t n)
{
	struct buf out = { 0 };

	buf_puts(&out, "[");
	for (size_t i = 0; i < n; i++) {
		const struct change *c = &changes[i];

		member(&out, i ? ",\n {" : "\n {", "at", c->at);
		member(&out, ", ", "who", c->who);
		member(&out, ", ", "office", c->office);
		member(&out, ", ", "what", c->op);
		member(&out, ", ", "field", c->field);
		member(&out, ", ", "old", c->old);
		member(&out, ", ", "new", c->now);
		buf_puts(&out, "}");
	}
	buf_puts(&out, n ? "\n]\n" : "]\n");
	print_flush(&out);
	buf_free(&out);
}

static bool
history_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	const struct form *form = batch_register(desk, asked->name, err);
	struct record *record =
		form ? store_read_any(desk, form, asked->key, err) : NULL;
	struct change *changes;
	size_t n;
	bool done = record && store_history(desk, form, record->id, desk->arena,
				      &changes, &n, err);

	record_free(record);
	if (!done)
		return false;
	if (asked->json)
		put_json(changes, n);
	else
		history_write(changes, n);
	return output_flush(err);
}

static const struct option words[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct asked, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct asked, name),
	offsetof(struct asked, key) };

int
batch_history(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(words),
		OPTION_PLACES(places) };
	struct asked asked = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	if (!asked.key)
		return batch_usage(batch, _("Faltan el registro y la clave."));
	return batch_work(batch, history_work, &asked);
}
