/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/report_issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "report/issue.h"
#include "report/period.h"
#include "report/print.h"
#include "report/writer.h"

static const struct {
	const char *name;
	const char *name_es;
	batch_fn *run;
} verbs[] = {
	{ "issue", "emitir", batch_report_issue },
	{ "print", "imprimir", batch_report_print },
	{ "verify", "verificar", batch_report_verify },
	{ "list", "lista", batch_report_list },
	{ "send", "enviar", batch_report_send },
};

batch_fn *
report_verb(const char *word)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (str_eq(verbs[i].name, word) ||
			str_eq(verbs[i].name_es, word))
			return verbs[i].run;
	}
	return NULL;
}

/* ---- issue */

struct issuing {
	struct batch *batch;
	bool is_late; /* only the database may have the layout */
	const char *given; /* --period */
	const char *name;
	const char *key;    /* of a layout that takes one, else the period */
	const char *period; /* the word behind it */
	struct option_list signers;
	bool quiet;
	struct issue_wish wish;
	char period_key[PERIOD_KEY];
};

#define AT(member) offsetof(struct issuing, member)

static const struct option issue_words[] = {
	{ "number", "numero", OPTION_TEXT, AT(wish.number), 0, NULL },
	{ "correct", "corregir", OPTION_TEXT, AT(wish.reason), 0, NULL },
	{ "signer", "firma", OPTION_LIST, AT(signers), 0, NULL },
	{ "preliminary", "preliminar", OPTION_FLAG, AT(wish.preliminary), 0,
		NULL },
};
static const size_t issue_places[] = { AT(name), AT(key), AT(period) };

#define REPORT_MISSING \
	.words.least = 1, .words.missing = N_("Falta decir qué informe.")

static const struct options issue_options = { OPTIONS(issue_words),
	OPTION_PLACES(issue_places), REPORT_MISSING };

static bool
take_words(struct batch *batch, struct issuing *is, struct err *err)
{
	const struct layout *l = is->wish.layout;
	const char *slash;

	if (!l->key && is->period)
		return err_set(err, ERR_USAGE, NULL, _("No se entiende «%s»."),
			is->period);
	if (l->key && !is->key && !l->is_key_optional)
		return err_set(err, ERR_USAGE, NULL,
			_("Falta decir de qué es el informe: %s."), l->key);
	if (!l->key) {
		is->period = is->key;
		is->key = NULL;
	}
	slash = is->key ? strrchr(is->key, '/') : NULL;
	if (slash) {
		batch->plan = arena_strndup(
			batch->arena, is->key, (size_t)(slash - is->key));
		is->key = slash + 1;
	}
	return true;
}

static bool
issue(struct desk *desk, void *arg, struct err *err)
{
	struct issuing *is = arg;
	struct issued issued;
	struct batch_step step;
	size_t n = 0;
	bool done;
	const char *period;

	is->wish.layout = layout_find(desk, desk->arena, is->name, err);
	if (!is->wish.layout ||
		(is->is_late &&
			(!take_words(is->batch, is, err) ||
				!report_turn_to(desk, is->batch->plan, err))))
		return false;
	period = is->period ? is->period : is->given;
	period = period ? period : desk->period;
	if (!report_issuable(is->wish.layout, err))
		return false;
	if (!desk->plan || !period)
		return report_no_period(desk->plan, err);
	if (!period_wanted(
		    period, is->wish.layout->period, is->period_key, err))
		return false;
	is->wish.question = (struct report_question){ desk->plan,
		is->period_key, is->key, true };
	batch_step_begin(&step, desk, is->quiet);
	is->wish.step = &step.step;
	done = report_issue(desk, desk->arena, &is->wish, &issued, &n, err);
	batch_step_end(&step);
	if (!done)
		return false;
	printf(_("Informe %s/%s: %s, %s, %s\n"), issued.number, issued.version,
		issued.title, issued.plan, issued.period);
	if (issued.preliminary)
		puts(_("Es preliminar: el periodo sigue abierto."));
	if (!str_eq(issued.version, "1"))
		printf(ngettext("%zu dato distinto de la versión anterior.\n",
			       "%zu datos distintos de la versión anterior.\n",
			       (unsigned long)n),
			n);
	printf("SHA-256 %s\n", issued.sha256);
	return true;
}

int
batch_report_issue(struct batch *batch, int argc, char **argv)
{
	struct issuing is = { .batch = batch,
		.given = batch->period,
		.quiet = batch->quiet };
	struct err err = { 0 };
	int code = EXIT_DONE;

	batch->period = NULL;
	if (!options_read(batch, &issue_options, argc, argv, &is, &code))
		return code;
	is.wish.signers = option_values(batch->arena, &is.signers);
	is.wish.n_signers = is.signers.n;
	is.wish.layout = layout_find(NULL, batch->arena, is.name, &err);
	is.is_late = !is.wish.layout;
	if (!is.is_late && !take_words(batch, &is, &err))
		return batch_failed(&err);
	return batch_work(batch, issue, &is);
}

/* One issued report by its number. */
struct one {
	const char *name;
	const char *format;
	const char *output;
	bool quiet;
	bool differs;
	struct issued issued;
};

static const size_t one_places[] = { offsetof(struct one, name) };

/* ---- print */

/* A terminal would obey the bytes of a PDF. */
static bool
may_print(const char *format, const char *output, struct err *err)
{
	const struct writer *writer = writer_find(format);

	if (!writer || !writer->binary || output || !isatty(STDOUT_FILENO))
		return true;
	err_set(err, ERR_USAGE, NULL,
		_("El formato %s no es para la pantalla."), format);
	err_hint(err, _("Diga a qué archivo: --output informe.%s"),
		writer->extension);
	return false;
}

static const struct option print_words[] = {
	{ "format", "formato", OPTION_TEXT, offsetof(struct one, format), 0,
		NULL },
	{ "output", "salida", OPTION_TEXT, offsetof(struct one, output), 0,
		NULL },
};

static bool
print_one(struct desk *desk, void *arg, struct err *err)
{
	struct one *one = arg;
	struct buf bytes = { 0 };
	const char *extension;
	bool done =
		issued_find(desk, desk->arena, one->name, &one->issued, err) &&
		issued_file(desk, desk->arena, &one->issued, one->format,
			&bytes, &extension, err) &&
		output_put(one->output, &bytes, err);

	buf_free(&bytes);
	return done;
}

int
batch_report_print(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(print_words),
		OPTION_PLACES(one_places), REPORT_MISSING };
	struct one one = { .format = "text" };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &one, &code))
		return code;
	if (!may_print(one.format, one.output, &err))
		return batch_failed(&err);
	return batch_work(batch, print_one, &one);
}

/* ---- verify */

static void
say_difference(void *arg, const char *text)
{
	struct batch_step *step = arg;
	size_t n = strlen(text);
	char *clean = mem_alloc(3 * n + 1);

	utf8_clean(text, n, false, clean);
	batch_step_clear(step);
	puts(clean);
	free(clean);
}

static void
say_verified(const struct desk *desk, const struct one *one, size_t n)
{
	const char *name = issued_name(desk->arena, &one->issued);

	if (n == 0)
		printf(_("Informe %s: es el que se emitió, y hoy saldría "
			 "igual.\n"),
			name);
	else
		fprintf(stderr,
			ngettext("Informe %s: %zu diferencia.\n",
				"Informe %s: %zu diferencias.\n",
				(unsigned long)n),
			name, n);
}

static bool
verify_one(struct desk *desk, void *arg, struct err *err)
{
	struct one *one = arg;
	struct batch_step step;
	struct verify_wish wish = { .issued = &one->issued,
		.say = say_difference,
		.arg = &step,
		.step = &step.step };
	size_t n = 0;
	bool done;

	batch_step_begin(&step, desk, one->quiet);
	done = issued_find(desk, desk->arena, one->name, &one->issued, err) &&
	       issued_verify(desk, desk->arena, &wish, &n, err);
	batch_step_end(&step);
	if (done)
		say_verified(desk, one, n);
	one->differs = n > 0;
	return done;
}

int
batch_report_verify(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTION_PLACES(one_places),
		REPORT_MISSING };
	struct one one = { .quiet = batch->quiet };
	int code = batch_run(batch, &options, argc, argv, verify_one, &one);

	return code == EXIT_DONE && one.differs ? EXIT_REFUSED : code;
}

/* ---- list */

static const char list_query[] =
	"select report_no || '/' || version as report, plan_code as plan,"
	" period_key as period, layout, subject, title, official_number,"
	" to_char(issued_at at time zone 'America/Lima', 'DD/MM/YYYY')"
	" as issued, issuer, case when preliminary then 'sí' end"
	" as preliminary, presented_on, presented_session, published_url,"
	" sha256 from follow.report_list"
	" where $1::text is null or plan_code = $1"
	" order by report_no, version";

static void
list_json(const struct result *result)
{
	struct buf out = { 0 };

	for (size_t r = 0; r < result_rows(result); r++) {
		for (int i = 0; i < result_columns(result); i++)
			str_json_member(&out, i ? ", " : "{",
				result_name(result, i),
				result_value(result, r, i));
		buf_puts(&out, "}\n");
	}
	print_flush(&out);
	buf_free(&out);
}

static void
list_text(struct arena *arena, const struct result *result)
{
	static const char *const names[] = { "report", "plan", "period",
		"issued", "official_number", "title" };
	const struct print_column columns[] = {
		{ _("N°"), 6, false },
		{ _("Plan"), 10, false },
		{ _("Periodo"), 8, false },
		{ _("Emitido"), 10, false },
		{ _("N° oficial"), 14, false },
		{ _("Informe"), 30, false },
	};
	const size_t n = sizeof names / sizeof *names;
	const char *cells[sizeof names / sizeof *names];

	print_heading(stdout, n, columns);
	for (size_t r = 0; r < result_rows(result); r++) {
		for (size_t i = 0; i < n; i++) {
			const char *value = result_get(result, r, names[i]);
			size_t len = value ? strlen(value) : 0;
			char *clean = arena_alloc(arena, 3 * len + 1);

			utf8_clean(value ? value : "", len, false, clean);
			cells[i] = clean;
		}
		print_row(stdout, n, columns, cells, true);
	}
}

static bool
list_issued(struct desk *desk, void *arg, struct err *err)
{
	const struct plain *asked = arg;
	struct result *result = session_query(desk->session, _("Informes"), err,
		list_query, 1, asked->batch->plan);

	if (!result)
		return false;
	if (asked->json)
		list_json(result);
	else
		list_text(desk->arena, result);
	result_free(result);
	return true;
}

int
batch_report_list(struct batch *batch, int argc, char **argv)
{
	struct plain asked = { .batch = batch };

	return batch_run(
		batch, &plain_options, argc, argv, list_issued, &asked);
}
