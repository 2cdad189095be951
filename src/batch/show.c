/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito show: one record, all its fields by name, its lines below. */
#include "base/i18n.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
#include "batch/record_json.h"
#include "report/card.h"
#include "store/store.h"

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
		record_json(desk->arena, record, NULL);
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
