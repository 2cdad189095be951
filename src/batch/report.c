/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito report: a layout, a plan, a period, a format. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/report_issue.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "report/layout.h"
#include "report/period.h"
#include "report/report.h"

/* The command line. */
struct asked {
	const char *name;
	const char *words[2]; /* [KEY] [PERIOD] */
	const char *format;
	const char *output; /* NULL: standard output */
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "output", "salida", OPTION_TEXT, AT(output), 0, NULL },
};
static const size_t places[] = { AT(name), AT(words[0]), AT(words[1]) };

static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 1, .words.missing = N_("Falta decir qué informe.") };

/* Only the period was said: no key reads as one. */
static bool
is_keyless(const struct layout *layout, const char *const *said, size_t n)
{
	struct period period;
	struct err err = { 0 };

	return n == 0 || (n == 1 && layout->period != PERIOD_NONE &&
				 period_read(said[0], &period, &err));
}

/* "2018-2020/3" names the plan too, where the report is of one. */
static void
take_key(struct batch *batch, const struct layout *layout, const char *said,
	struct report_question *question)
{
	const char *slash =
		layout->period == PERIOD_NONE ? NULL : strrchr(said, '/');

	question->key = slash ? slash + 1 : said;
	if (slash)
		batch->plan = arena_strndup(
			batch->arena, said, (size_t)(slash - said));
}

/* The words behind the name: a period, before it a key where the layout is of
 * one thing. */
static bool
take_words(struct batch *batch, const struct asked *asked,
	const struct layout *layout, struct report_question *question,
	struct err *err)
{
	const char *const *said = asked->words;
	size_t n = (size_t) !!said[0] + !!said[1];
	bool keyless = is_keyless(layout, said, n);
	size_t most = layout->period == PERIOD_NONE ? 0 : 1;

	if (layout->key && keyless && !layout->is_key_optional)
		return err_set(err, ERR_USAGE, NULL, _("Falta decir %s."),
			layout->key);
	if (layout->key && !keyless) {
		take_key(batch, layout, *said++, question);
		n--;
	}
	if (n > most)
		return err_set(err, ERR_USAGE, NULL, _("No se entiende «%s»."),
			said[most]);
	if (n == 1)
		question->period_key = said[0];
	return true;
}

bool
report_turn_to(struct desk *desk, const char *plan, struct err *err)
{
	if (!plan || str_eq(plan, desk->plan))
		return true;
	desk->plan = plan;
	if (!board_read(desk, desk->arena, &desk->board, err))
		return false;
	desk->period = desk->board->period;
	return true;
}

/* What is asked for, and how it is to come out. */
struct making {
	struct batch *batch;
	const struct asked *asked;
	const struct layout *layout;
	bool is_late; /* only the database may have the layout */
	const struct writer *writer;
	struct report_question question;
	bool quiet;
};

/* The layout that the database serves comes before ours; what only it has is
 * known here first. */
static bool
take_served(struct desk *desk, struct making *m, struct err *err)
{
	m->layout = layout_find(desk, desk->arena, m->asked->name, err);
	return m->layout &&
	       (!m->is_late || (take_words(m->batch, m->asked, m->layout,
					&m->question, err) &&
				       report_turn_to(
					       desk, m->batch->plan, err)));
}

static bool
make_and_write(struct desk *desk, void *arg, struct err *err)
{
	struct making *m = arg;
	char key[PERIOD_KEY] = "";
	struct report_question *question = &m->question;
	const char *period;
	struct batch_step step;
	struct report *report;
	struct buf bytes = { 0 };
	bool done;

	if (!take_served(desk, m, err))
		return false;
	period = question->period_key ? question->period_key : desk->period;
	if (m->layout->period == PERIOD_NONE)
		period = NULL;
	if (period && !period_wanted(period, m->layout->period, key, err))
		return false;
	question->period_key = *key ? key : NULL;
	batch_step_begin(&step, desk, m->quiet);
	report = report_ask(desk, desk->arena, m->layout, question, err);
	done = report &&
	       batch_step_write(&step, report, m->writer, &bytes, err);
	batch_step_end(&step);
	done = done && output_put(m->asked->output, &bytes, err);
	buf_free(&bytes);
	return done;
}

int
batch_report(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { .format = "text" };
	struct making m = { .batch = batch,
		.asked = &asked,
		.question.period_key = batch->period,
		.quiet = batch->quiet };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (argc > 1 && report_verb(argv[1]))
		return report_verb(argv[1])(batch, argc - 1, argv + 1);
	/* not the board's period: it may be of another plan */
	batch->period = NULL;
	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	m.writer = output_writer(asked.format, asked.output, &err);
	if (!m.writer)
		return batch_failed(&err);
	m.layout = layout_find(NULL, batch->arena, asked.name, &err);
	m.is_late = !m.layout;
	if (m.layout &&
		!take_words(batch, &asked, m.layout, &m.question, &err))
		return batch_failed(&err);
	return batch_work(batch, make_and_write, &m);
}
