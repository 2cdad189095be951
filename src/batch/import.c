/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito import: a register from a spreadsheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/wait.h"
#include "batch/batch.h"
#include "report/print.h"
#include "import/job.h"

enum {
	SETS_MAX = 50,
	SHOWN_MAX = 200,    /* findings listed on the screen */
	PROGRESS_MS = 1000, /* quiet until then, and between two */
	VALUE_WIDTH = 24,
	COLUMN_WIDTH = 16,
	REASON_WIDTH = 400,
};

/* The command line. */
struct asked {
	const char *name;
	struct import_options options;
	struct import_set sets[SETS_MAX];
	const char *delimiter;
	const char *rows;
	const char *set;
	bool json;
};

/* How far the reading is, on standard error. */
struct progress {
	int64_t since;
	int64_t told;
	unsigned tenth;
	bool terminal;
	bool drawn;
};

/* ---- the command line */

struct option {
	const char *name;
	const char *name_es;
	bool takes_value;
	size_t offset; /* of a const char *, or of a bool */
};

#define AT(member) offsetof(struct asked, member)

static const struct option options[] = {
	{ "--charset", "--codificacion", true, AT(options.sheet.charset) },
	{ "--delimiter", "--separador", true, AT(delimiter) },
	{ "--rejects", "--rechazos", true, AT(options.rejects) },
	{ "--set", "--poner", true, AT(set) },
	{ "--rows", "--filas", true, AT(rows) },
	{ "--sha256", "--sha256", true, AT(options.sheet.sha256) },
	{ "--open-end", "--fin-abierto", false, AT(options.sheet.open_end) },
	{ "--dry-run", "--simular", false, AT(options.dry_run) },
	{ "--skip-bad", "--omitir-malas", false, AT(options.skip_bad) },
	{ "--json", "--json", false, AT(json) },
};

static const struct option *
find_option(const char *word, const char **value)
{
	size_t n = strcspn(word, "=");

	*value = word[n] ? word + n + 1 : NULL;
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		if ((strncmp(options[i].name, word, n) == 0 &&
			    !options[i].name[n]) ||
			(strncmp(options[i].name_es, word, n) == 0 &&
				!options[i].name_es[n]))
			return &options[i];
	return NULL;
}

static bool
add_set(struct batch *batch, struct asked *asked)
{
	char *equals, *field;

	if (!asked->set)
		return true;
	field = arena_strdup(batch->arena, asked->set);
	asked->set = NULL;
	equals = strchr(field, '=');
	if (!equals || asked->options.n_set == SETS_MAX)
		return false;
	*equals = '\0';
	asked->sets[asked->options.n_set++] = (struct import_set){
		.field = field,
		.value = equals + 1,
	};
	return true;
}

/* One option at argv[*at]; false when it is wrong, said in err. */
static bool
take_option(struct batch *batch, struct asked *asked, int argc, char **argv,
	int *at)
{
	const char *value;
	const struct option *o = find_option(argv[*at], &value);

	if (!o)
		return batch_usage("import", _("No existe la opción «%s»."),
			       argv[*at]),
		       false;
	if (!o->takes_value) {
		bool yes = true;

		memcpy((char *)asked + o->offset, &yes, sizeof yes);
		return !value ||
		       (batch_usage("import", _("La opción %s no lleva valor."),
				o->name),
			       false);
	}
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value)
		return batch_usage("import",
			       _("A la opción %s le falta su "
				 "valor."),
			       o->name),
		       false;
	memcpy((char *)asked + o->offset, &value, sizeof value);
	return add_set(batch, asked) ||
	       (batch_usage("import", _("--set se escribe CAMPO=VALOR.")),
		       false);
}

static bool
take_delimiter(struct asked *asked)
{
	static const struct {
		const char *name;
		char sign;
	} names[] = {
		{ ";", ';' },
		{ ",", ',' },
		{ "|", '|' },
		{ "\t", '\t' },
		{ "\\t", '\t' },
		{ "tab", '\t' },
		{ "tabulador", '\t' },
		{ "coma", ',' },
		{ "comma", ',' },
		{ "semicolon", ';' },
		{ "punto y coma", ';' },
	};

	if (!asked->delimiter)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(names[i].name, asked->delimiter)) {
			asked->options.sheet.delimiter = names[i].sign;
			return true;
		}
	return batch_usage("import",
		       _("El separador «%.20s» no se conoce: "
			 "use ; , | o tab."),
		       asked->delimiter),
	       false;
}

static bool
take_rows(struct asked *asked)
{
	asked->options.rows = -1;
	if (!asked->rows ||
		str_to_long(asked->rows, 2000000000, &asked->options.rows))
		return true;
	return batch_usage("import", _("--rows lleva el número de filas.")),
	       false;
}

static bool
read_words(struct batch *batch, int argc, char **argv, struct asked *asked)
{
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] == '-' && argv[i][1]) {
			if (!take_option(batch, asked, argc, argv, &i))
				return false;
		} else if (!asked->name) {
			asked->name = argv[i];
		} else if (!asked->options.sheet.path) {
			asked->options.sheet.path = argv[i];
		} else {
			return batch_usage("import", _("Sobra «%s»."), argv[i]),
			       false;
		}
	}
	if (!asked->options.sheet.path)
		return batch_usage(
			       "import", _("Falta el registro o el archivo.")),
		       false;
	asked->options.set = asked->sets;
	asked->options.plan = batch->plan;
	return take_delimiter(asked) && take_rows(asked);
}

/* ---- progress */

static void
tell_progress(void *arg, uint64_t bytes, uint64_t size, size_t rows)
{
	struct progress *p = arg;
	int64_t now = clock_ms();
	unsigned tenth = size ? (unsigned)(bytes * 10 / size) : 0;

	if (now - p->since < PROGRESS_MS)
		return;
	if (p->terminal) {
		if (now - p->told < PROGRESS_MS)
			return;
		fprintf(stderr, _("\r%zu filas"), rows);
		if (size)
			fprintf(stderr, "  %u %%",
				(unsigned)(bytes * 100 / size));
		p->drawn = true;
	} else if (tenth > p->tenth) {
		fprintf(stderr, _("%u %%, %zu filas\n"), tenth * 10, rows);
		p->tenth = tenth;
	}
	p->told = now;
}

/* ---- what came of it, as text */

/* What one line of a table can hold: newlines become blanks. */
static const char *
one_line(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	char *flat = arena_strdup(arena, text), *out, *p;

	for (p = flat; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(flat, n, false, out);
	return out;
}

static int
widest(const struct findings *list, bool values, int limit)
{
	int width = values ? (int)strlen("valor") : (int)strlen("columna");

	for (size_t i = 0; i < list->n && i < SHOWN_MAX; i++) {
		const char *text =
			values ? list->v[i].value : list->v[i].column;
		int w = utf8_cells(text);

		if (w > width)
			width = w;
	}
	return width < limit ? width : limit;
}

static void
print_findings(struct arena *arena, const struct findings *list)
{
	const struct print_column columns[] = {
		{ "", 1, false },
		{ _("línea"), 7, true },
		{ _("columna"), widest(list, false, COLUMN_WIDTH), false },
		{ _("valor"), widest(list, true, VALUE_WIDTH), false },
		{ _("qué pasa"), REASON_WIDTH, false },
	};
	const char *titles[] = {
		"",
		columns[1].title,
		columns[2].title,
		columns[3].title,
		columns[4].title,
	};

	print_row(stdout, 5, columns, titles, true);
	for (size_t i = 0; i < list->n && i < SHOWN_MAX; i++) {
		const struct finding *f = &list->v[i];
		char line[24] = "";
		const char *cells[5] = { "", line };

		if (f->line)
			snprintf(line, sizeof line, "%zu", f->line);
		cells[2] = one_line(arena, f->column);
		cells[3] = one_line(arena, f->value);
		cells[4] = arena_printf(arena, "%s%s",
			f->severity == FINDING_ERROR ? "✗ " : "",
			one_line(arena, f->reason));
		print_row(stdout, 5, columns, cells, true);
	}
	if (list->n > SHOWN_MAX)
		printf(_("   y %zu avisos más; --rejects ARCHIVO los escribe "
			 "todos.\n"),
			list->n - SHOWN_MAX);
}

static void
print_outcome(const struct import_result *r, const struct asked *asked)
{
	if (r->rejects_written)
		printf(_(" Los rechazos están en %s.\n"),
			one_line(r->findings.arena, asked->options.rejects));
	if (r->state == IMPORT_REFUSED)
		puts(_(" No se grabó nada: corrija lo señalado, o cargue el "
		       "resto con --skip-bad."));
	else if (asked->options.dry_run)
		puts(_(" Fue una simulación: no se grabó nada."));
	else
		printf(_(" Grabado: carga %s.\n"), r->batch);
}

static void
print_text(struct arena *arena, const struct import_result *r,
	const struct asked *asked)
{
	printf(" %s   %s   %s   ", one_line(arena, r->file), r->charset,
		r->delimiter);
	printf(ngettext("%zu fila", "%zu filas", r->rows), r->rows);
	if (r->plan)
		printf("   plan %s", one_line(arena, r->plan));
	putchar('\n');
	if (r->state == IMPORT_DONE)
		printf(_("   %ld nuevos   %ld cambian   %ld iguales   "),
			r->inserted, r->changed, r->same);
	else
		fputs("   ", stdout);
	printf(_("%zu por revisar   %zu rechazados\n"), r->review, r->rejected);
	if (r->findings.n)
		print_findings(arena, &r->findings);
	print_outcome(r, asked);
}

/* ---- as JSON */

static void
json_text(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, "\"%s\":", name);
	if (value)
		str_json(b, value);
	else
		buf_puts(b, "null");
	buf_putc(b, ',');
}

static void
json_finding(struct buf *b, const struct finding *f)
{
	buf_puts(b, "{");
	if (f->line)
		buf_printf(b, "\"line\":%zu,", f->line);
	else
		buf_puts(b, "\"line\":null,");
	json_text(b, "field", f->field[0] ? f->field : NULL);
	json_text(b, "column", f->column[0] ? f->column : NULL);
	json_text(b, "value", f->value[0] ? f->value : NULL);
	json_text(b, "severity", severity_name(f->severity));
	buf_puts(b, "\"reason\":");
	str_json(b, f->reason);
	buf_putc(b, '}');
}

static bool
print_json(const struct import_result *r, const struct asked *asked)
{
	char sign[2] = { r->delimiter_sign, '\0' };
	struct buf b = { 0 };
	bool ok;

	buf_putc(&b, '{');
	json_text(&b, "file", r->file);
	json_text(&b, "charset", r->charset);
	json_text(&b, "delimiter", sign);
	json_text(&b, "sha256", r->sha256);
	json_text(&b, "plan", r->plan);
	json_text(&b, "batch", r->batch);
	buf_printf(&b, "\"written\":%s,\"dry_run\":%s,\"rows\":%zu,",
		r->batch ? "true" : "false",
		asked->options.dry_run ? "true" : "false", r->rows);
	buf_printf(&b,
		"\"inserted\":%ld,\"changed\":%ld,\"same\":%ld,"
		"\"review\":%zu,\"rejected\":%zu,\"findings\":[",
		r->inserted, r->changed, r->same, r->review, r->rejected);
	for (size_t i = 0; i < r->findings.n; i++) {
		if (i)
			buf_putc(&b, ',');
		json_finding(&b, &r->findings.v[i]);
	}
	buf_puts(&b, "]}\n");
	ok = print_flush(&b);
	buf_free(&b);
	return ok;
}

/* ---- all of it */

static int
exit_code(const struct import_result *r, const struct asked *asked)
{
	bool errors = r->rejected > 0 || r->state == IMPORT_REFUSED;

	if (asked->options.dry_run)
		return errors ? EXIT_DRY_ERRORS : EXIT_DONE;
	if (r->state == IMPORT_REFUSED)
		return EXIT_REFUSED;
	return errors ? EXIT_REJECTS : EXIT_DONE;
}

static int
run(struct batch *batch, struct import *import, struct asked *asked,
	struct progress *progress)
{
	struct err err = { 0 };
	const struct import_result *r = import_result(import);
	const struct form *form;
	struct desk *desk;
	int code;
	bool ok;

	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	form = batch_register(desk, asked->name, &err);
	ok = form && import_run(import, desk, form, &err);
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	if (!ok)
		code = batch_failed(&err);
	else if (asked->json)
		code = print_json(r, asked) ? exit_code(r, asked) : EXIT_USAGE;
	else {
		if (!batch->quiet || r->findings.n)
			print_text(batch->arena, r, asked);
		code = exit_code(r, asked);
	}
	desk_close(desk);
	return code;
}

int
batch_import(struct batch *batch, int argc, char **argv)
{
	struct progress progress = {
		.since = clock_ms(),
		.terminal = isatty(STDERR_FILENO),
	};
	struct asked asked = { 0 };
	struct err err = { 0 };
	struct import *import;
	int code;

	if (!read_words(batch, argc, argv, &asked))
		return EXIT_USAGE;
	if (!batch->quiet) {
		asked.options.progress = tell_progress;
		asked.options.progress_arg = &progress;
	}
	import = import_open(&asked.options, &err);
	if (!import)
		return batch_failed(&err);
	code = run(batch, import, &asked, &progress);
	import_close(import);
	return code;
}
