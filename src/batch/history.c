/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito history: who changed what in a record, the last first. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/one.h"
#include "batch/output.h"
#include "report/card.h"
#include "report/print.h"
#include "store/store.h"

static void
put_json(const struct change *changes, size_t n)
{
	/* in the order of struct change */
	static const char *const names[] = { "at", "who", "office", "what",
		"field", "old", "new" };
	struct buf out = { 0 };

	buf_puts(&out, "[");
	for (size_t i = 0; i < n; i++) {
		str_json_members(&out, i ? ",\n {" : "\n {",
			sizeof names / sizeof *names, names, &changes[i]);
		buf_puts(&out, "}");
	}
	buf_puts(&out, n ? "\n]\n" : "]\n");
	print_flush(&out);
	buf_free(&out);
}

static bool
history_work(struct desk *desk, void *arg, struct err *err)
{
	const struct one *asked = arg;
	struct record *record = one_read(desk, asked, true, err);
	struct change *changes;
	size_t n;
	bool done = record && store_history(desk, record->form, record->id,
				      desk->arena, &changes, &n, err);

	record_free(record);
	if (!done)
		return false;
	if (asked->json)
		put_json(changes, n);
	else
		history_write(desk->arena, changes, n);
	return output_flush(err);
}

int
batch_history(struct batch *batch, int argc, char **argv)
{
	struct one asked = { 0 };

	return batch_run(batch, &one_options, argc, argv, history_work, &asked);
}
