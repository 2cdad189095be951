/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito due: the days of a term, counted. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "report/print.h"
#include "store/term.h"

struct asked {
	const char *rule;
	const char *date;
	const char *place;
	bool json;
};

static const struct option due_opts[] = {
	{ "place", "lugar", OPTION_TEXT, offsetof(struct asked, place), 0,
		NULL },
	{ "json", NULL, OPTION_FLAG, offsetof(struct asked, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct asked, rule),
	offsetof(struct asked, date) };
static const struct options due_options = {
	OPTIONS(due_opts),
	OPTION_PLACES(places),
	.words.least = 2,
	.words.missing = N_("Falta decir qué plazo y desde qué fecha."),
};

static void
put_json(const struct term *term)
{
	static const char *const names[] = { "n", "day", "weekday", "counts" };
	struct buf out = { 0 };

	str_json_member(&out, "{", "said", term->said);
	buf_puts(&out, ", \"days\": [");
	for (size_t i = 0; i < term->n; i++) {
		str_json_members(&out, i ? ",\n {" : "\n {",
			sizeof names / sizeof *names, names, &term->days[i]);
		buf_puts(&out, "}");
	}
	buf_puts(&out, "\n]}\n");
	print_flush(&out);
	buf_free(&out);
}

static void
put_text(const struct term *term)
{
	static const struct print_column columns[] = {
		{ .width = 4, .right = true },
		{ .width = 10 },
		{ .width = 10 },
		{ .width = 0 },
	};

	for (size_t i = 0; i < term->n; i++) {
		const struct term_day *day = &term->days[i];
		const char *const cells[] = { day->n ? day->n : "", day->day,
			day->weekday, day->counts };

		print_row(stdout, sizeof columns / sizeof *columns, columns,
			cells, false);
	}
	printf("%s\n", term->said);
}

static bool
due_work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *asked = arg;
	struct date from;
	struct term term;

	if (!date_read(asked->date, desk->today, &from, err) ||
		!term_read(desk, desk->arena, asked->rule, from, asked->place,
			&term, err))
		return false;
	if (asked->json)
		put_json(&term);
	else
		put_text(&term);
	return output_flush(err);
}

int
batch_due(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };

	return batch_run(batch, &due_options, argc, argv, due_work, &asked);
}
