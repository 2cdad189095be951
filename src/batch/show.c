/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito show: one record, all its fields by name, its lines below; or as a
 * document in a file. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/one.h"
#include "batch/output.h"
#include "batch/record_json.h"
#include "report/card.h"

struct shown {
	struct one one; /* stands first: its words are the same */
	const char *format;
	const char *output;
	const struct writer *writer; /* NULL: as text on the terminal */
};

#define AT(member) offsetof(struct shown, member)

static const struct option words[] = {
	{ "json", NULL, OPTION_FLAG, AT(one.json), 0, NULL },
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "output", "salida", OPTION_TEXT, AT(output), 0, NULL },
};
static const size_t places[] = { AT(one.name), AT(one.key) };

static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 2,
	.words.missing = N_("Faltan el registro y la clave.") };

static bool
write_document(struct desk *desk, const struct shown *asked,
	const struct record *record, struct err *err)
{
	struct report *report = card_report(desk, desk->arena, record);
	struct buf bytes = { 0 };
	bool done = asked->writer->write(report, &bytes, err) &&
		    output_put(asked->output, &bytes, err);

	buf_free(&bytes);
	return done;
}

static bool
show_one(struct desk *desk, void *arg, struct err *err)
{
	const struct shown *asked = arg;
	struct record *record = one_read(desk, &asked->one, false, err);
	bool done = true;

	if (!record)
		return false;
	if (asked->writer)
		done = write_document(desk, asked, record, err);
	else if (asked->one.json)
		record_json(desk->arena, record, NULL);
	else
		card_write(desk->arena, record);
	record_free(record);
	return done && output_flush(err);
}

/* A file's name says its format where nothing else does. */
static bool
take_writer(struct shown *asked, struct err *err)
{
	if (!asked->format && !asked->output)
		return true;
	if (asked->one.json)
		return err_set(err, ERR_USAGE, NULL,
			_("--json no va con --format ni --output: diga "
			  "--format json."));
	asked->writer = output_writer(
		asked->format ? asked->format : output_format(asked->output),
		asked->output, err);
	return asked->writer;
}

int
batch_show(struct batch *batch, int argc, char **argv)
{
	struct shown asked = { 0 };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	if (!take_writer(&asked, &err))
		return batch_failed(&err);
	return batch_work(batch, show_one, &asked);
}
