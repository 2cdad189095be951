/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito show: one record, all its fields by name, its lines below. */
#include "base/i18n.h"
#include "batch/commands.h"
#include "batch/one.h"
#include "batch/output.h"
#include "batch/record_json.h"
#include "report/card.h"

static bool
show_one(struct desk *desk, void *arg, struct err *err)
{
	const struct one *asked = arg;
	struct record *record = one_read(desk, asked, false, err);

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
	struct one asked = { 0 };

	return batch_run(batch, &one_options, argc, argv, show_one, &asked);
}
