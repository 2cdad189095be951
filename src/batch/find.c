/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito find: words in every register. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "report/print.h"
#include "report/search_text.h"
#include "store/search.h"

struct asked {
	bool all; /* every register: there is nothing else to say */
	bool json;
	const char *first;
	struct option_list words;
};

static const struct option find_opts[] = {
	{ "all", "todo", OPTION_FLAG, offsetof(struct asked, all), 0, NULL },
	{ "json", NULL, OPTION_FLAG, offsetof(struct asked, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct asked, first) };
static const size_t further = offsetof(struct asked, words);
static const struct options find_options = {
	OPTIONS(find_opts),
	OPTION_PLACES(places),
	.words.further = &further,
	.words.least = 1,
	.words.missing = N_("Falta decir qué palabras se buscan."),
};

static void
put_json(const struct search *search)
{
	static const char *const names[] = { "id", "key", "said" };
	struct buf out = { 0 };

	buf_puts(&out, "[");
	for (size_t i = 0; i < search->n; i++) {
		const struct search_row *row = &search->rows[i];

		str_json_member(&out, i ? ",\n {" : "\n {", "register",
			row->form->name);
		buf_printf(&out, ", \"hits\": %s", row->hits);
		str_json_members(&out, ", ", sizeof names / sizeof *names,
			names, &row->id);
		buf_puts(&out, "}");
	}
	buf_puts(&out, search->n ? "\n]\n" : "]\n");
	print_flush(&out);
	buf_free(&out);
}

static const char *
all_words(struct arena *arena, const struct asked *asked)
{
	const char *words = asked->first;

	for (size_t i = 0; i < asked->words.n; i++)
		words = arena_printf(
			arena, "%s %s", words, asked->words.v[i].value);
	return words;
}

static bool
find_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	struct search search;

	if (!search_read(desk, desk->arena, all_words(desk->arena, asked),
		    &search, err))
		return false;
	if (asked->json)
		put_json(&search);
	else if (search.n > 0)
		search_write(&search);
	else
		fprintf(stderr, "%s\n",
			_("Ningún registro que usted pueda leer lo tiene."));
	return output_flush(err);
}

int
batch_find(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };

	return batch_run(batch, &find_options, argc, argv, find_work, &asked);
}
