/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/report_issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
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
	report_verb_fn *run;
} verbs[] = {
	{ "issue", "emitir", batch_report_issue },
	{ "print", "imprimir", batch_report_print },
	{ "verify", "verificar", batch_report_verify },
	{ "list", "lista", batch_report_list },
	{ "send", "enviar", batch_report_send },
};

report_verb_fn *
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
	const char *name;
	const char *key;    /* of a layout that takes one, else the period */
	const char *period; /* the word behind it */
	struct issue_wish wish;
	char period_key[PERIOD_KEY];
};

static bool
read_issue(int argc, char **argv, struct batch *batch, struct issuing *is,
	int *code)
{
	const char **signers =
		arena_array(batch->arena, (size_t)argc, sizeof *signers);
	const struct option_word options[] = {
		{ "--number", &is->wish.number, NULL, NULL },
		{ "--correct", &is->wish.reason, NULL, NULL },
		{ "--signer", NULL, signers, &is->wish.n_signers },
	};
	const struct option_flag flags[] = {
		{ "--preliminary", &is->wish.preliminary },
	};
	const char **words[] = { &is->name, &is->key, &is->period };

	is->wish.signers = signers;
	return options_read(argc, argv,
		&(struct options){ OPTIONS(options), OPTION_FLAGS(flags),
			OPTION_WORDS(words) },
		code);
}

static bool
take_words(struct batch *batch, struct issuing *is, struct err *err)
{
	const struct layout *l = is->wish.layout;
	const char *slash;

	if (!l->key && is->period)
		return err_set(err, ERR_USAGE, NULL, _("No se entiende «%s»."),
			is->period);
	if (l->key && !is->key)
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
issue(struct desk *desk, struct issuing *is, bool quiet, struct err *err)
{
	struct issued issued;
	struct batch_step step;
	size_t n = 0;
	bool done;
	const char *period = is->period ? is->period : desk->period;

	if (!desk->plan || !period)
		return report_no_period(desk->plan, err);
	if (!period_wanted(
		    period, is->wish.layout->period, is->period_key, err))
		return false;
	is->wish.question =
		(struct report_question){ desk->plan, is->period_key, is->key };
	batch_step_begin(&step, desk, quiet);
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
	struct issuing is = { .period = NULL };
	const char *given = batch->period;
	struct err err = { 0 };
	struct desk *desk;
	int code = EXIT_DONE;

	batch->period = NULL;
	if (!read_issue(argc, argv, batch, &is, &code))
		return code;
	if (!is.name)
		return batch_usage("report", _("Falta decir qué informe."));
	is.wish.layout = layout_find(batch->arena, is.name, &err);
	if (!is.wish.layout || !take_words(batch, &is, &err))
		return batch_failed(&err);
	if (!is.period)
		is.period = given;
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	if (!issue(desk, &is, batch->quiet, &err))
		code = batch_failed(&err);
	desk_close(desk);
	return code;
}

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

int
batch_report_print(struct batch *batch, int argc, char **argv)
{
	const char *name = NULL, *format = "text", *output = NULL;
	const char *extension;
	const struct option_word options[] = {
		{ "--format", &format, NULL, NULL },
		{ "--output", &output, NULL, NULL },
	};
	const char **words[] = { &name };
	struct buf bytes = { 0 };
	struct issued issued;
	struct err err = { 0 };
	struct desk *desk;
	int code = EXIT_DONE;

	if (!options_read(argc, argv,
		    &(struct options){
			    OPTIONS(options), .n_words = 1, .words = words },
		    &code))
		return code;
	if (!name)
		return batch_usage("report", _("Falta decir qué informe."));
	if (!may_print(format, output, &err))
		return batch_failed(&err);
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	if (!issued_find(desk, desk->arena, name, &issued, &err) ||
		!issued_file(desk, desk->arena, &issued, format, &bytes,
			&extension, &err) ||
		!output_put(output, &bytes, &err))
		code = batch_failed(&err);
	buf_free(&bytes);
	desk_close(desk);
	return code;
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

int
batch_report_verify(struct batch *batch, int argc, char **argv)
{
	const char *name = NULL;
	const char **words[] = { &name };
	struct issued issued;
	struct err err = { 0 };
	struct verify_wish wish = { .issued = &issued, .say = say_difference };
	struct batch_step step;
	struct desk *desk;
	size_t n = 0;
	int code = EXIT_DONE;

	if (!options_read(argc, argv,
		    &(struct options){ .n_words = 1, .words = words }, &code))
		return code;
	if (!name)
		return batch_usage("report", _("Falta decir qué informe."));
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	batch_step_begin(&step, desk, batch->quiet);
	wish.arg = &step;
	wish.step = &step.step;
	if (!issued_find(desk, desk->arena, name, &issued, &err) ||
		!issued_verify(desk, desk->arena, &wish, &n, &err)) {
		code = batch_failed(&err);
	} else if (n > 0) {
		fprintf(stderr,
			ngettext("Informe %s/%s: %zu diferencia.\n",
				"Informe %s/%s: %zu diferencias.\n",
				(unsigned long)n),
			issued.number, issued.version, n);
		code = EXIT_REFUSED;
	} else {
		printf(_("Informe %s/%s: es el que se emitió, y hoy saldría "
			 "igual.\n"),
			issued.number, issued.version);
	}
	batch_step_end(&step);
	desk_close(desk);
	return code;
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
		for (int i = 0; i < result_columns(result); i++) {
			const char *value = result_value(result, r, i);

			buf_puts(&out, i ? ", " : "{");
			str_json(&out, result_name(result, i));
			buf_puts(&out, ": ");
			if (value)
				str_json(&out, value);
			else
				buf_puts(&out, "null");
		}
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

int
batch_report_list(struct batch *batch, int argc, char **argv)
{
	bool json = false;
	const struct option_flag flags[] = { { "--json", &json } };
	const char *plan = batch->plan;
	struct result *result;
	struct err err = { 0 };
	struct desk *desk;
	int code = EXIT_DONE;

	if (!options_read(argc, argv,
		    &(struct options){ .n_flags = 1, .flags = flags }, &code))
		return code;
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	result = session_query(
		desk->session, _("Informes"), &err, list_query, 1, plan);
	if (!result)
		code = batch_failed(&err);
	else if (json)
		list_json(result);
	else
		list_text(desk->arena, result);
	result_free(result);
	desk_close(desk);
	return code;
}
