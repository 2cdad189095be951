/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito import: a register from a spreadsheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/import_ask.h"
#include "batch/import_many.h"
#include "batch/import_say.h"
#include "batch/options.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "batch/rejects_book.h"
#include "report/print.h"
#include "import/job.h"
#include "import/tell.h"

enum {
	SHOWN_MAX = 200,    /* findings listed on the screen */
	PROGRESS_MS = 1000, /* quiet until then, and between two */
	VALUE_WIDTH = 24,
	COLUMN_WIDTH = 16,
	REASON_WIDTH = 400,
	PERIOD_ROOM = 12,
};

/* The command line. */
struct asked {
	const char *name;
	struct import_options options;
	struct option_list sets;
	const char *delimiter;
	const char *rows;
	const char *decimal;
	const char *blank;
	const char *map;
	bool look;
	const char *heading_row;
	const char *utc_days;
	struct option_list more; /* files behind the first */
	bool json;
};

/* ---- the command line */

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "charset", "codificacion", OPTION_TEXT, AT(options.sheet.charset), 0,
		NULL },
	{ "delimiter", "separador", OPTION_TEXT, AT(delimiter), 0, NULL },
	{ "rejects", "rechazos", OPTION_TEXT, AT(options.rejects), 0, NULL },
	{ "set", "poner", OPTION_LIST, AT(sets), 0, NULL },
	{ "rows", "filas", OPTION_TEXT, AT(rows), 0, NULL },
	{ "sha256", NULL, OPTION_TEXT, AT(options.sheet.sha256), 0, NULL },
	{ "open-end", "fin-abierto", OPTION_FLAG, AT(options.sheet.open_end), 0,
		NULL },
	{ "decimal", "decimales", OPTION_TEXT, AT(decimal), 0, NULL },
	{ "blank", "blanco", OPTION_TEXT, AT(blank), 0, NULL },
	{ "sheet", "hoja", OPTION_TEXT, AT(options.sheet_wanted), 0, NULL },
	{ "heading-row", "fila-titulos", OPTION_TEXT, AT(heading_row), 0,
		NULL },
	{ "utc-days", "dias-utc", OPTION_TEXT, AT(utc_days), 0, NULL },
	{ "new-plan", "plan-nuevo", OPTION_FLAG, AT(options.new_plan), 0,
		NULL },
	{ "look", "mirar", OPTION_FLAG, AT(look), 0, NULL },
	{ "map", "asignacion", OPTION_TEXT, AT(map), 0, NULL },
	{ "kept-map", "asignacion-guardada", OPTION_FLAG, AT(options.kept_map),
		0, NULL },
	{ "write-map", "guardar-asignacion", OPTION_TEXT, AT(options.write_map),
		0, NULL },
	{ "only-new", "solo-nuevos", OPTION_FLAG, AT(options.only_new), 0,
		NULL },
	{ "only-update", "solo-cambios", OPTION_FLAG, AT(options.only_update),
		0, NULL },
	{ "dry-run", "simular", OPTION_FLAG, AT(options.dry_run), 0, NULL },
	{ "skip-bad", "omitir-malas", OPTION_FLAG, AT(options.skip_bad), 0,
		NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
};
static const size_t places[] = { AT(name), AT(options.sheet.path) };
static const size_t further = AT(more);

static bool
take_sets(const struct batch *batch, struct asked *asked)
{
	struct import_set *sets =
		arena_array(batch->arena, asked->sets.n + 1, sizeof *sets);

	for (size_t i = 0; i < asked->sets.n; i++) {
		const char *value;
		const char *name = option_name_value(
			batch->arena, asked->sets.v[i].value, &value);

		if (!name)
			return batch_usage(batch,
				       _("--set se escribe CAMPO=VALOR.")),
			       false;
		sets[i] = (struct import_set){ name, value };
	}
	asked->options.set = sets;
	asked->options.n_set = asked->sets.n;
	return true;
}

static bool
take_delimiter(const struct batch *batch, struct asked *asked)
{
	static const struct option_spelling names[] = {
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
	char *sign = &asked->options.sheet.delimiter;

	if (asked->delimiter)
		*sign = option_sign(asked->delimiter,
			sizeof names / sizeof names[0], names);
	if (!asked->delimiter || *sign)
		return true;
	return batch_usage(batch,
		       _("El separador «%.20s» no se conoce: "
			 "use ; , | o tab."),
		       asked->delimiter),
	       false;
}

static bool
take_blank(const struct batch *batch, struct asked *asked)
{
	static const struct option_spelling names[] = {
		{ "erase", 'e' },
		{ "borrar", 'e' },
		{ "keep", 'k' },
		{ "dejar", 'k' },
	};
	char wish = asked->blank
			    ? option_sign(asked->blank,
				      sizeof names / sizeof names[0], names)
			    : 'k';

	asked->options.erase = wish == 'e';
	if (wish)
		return true;
	return batch_usage(batch,
		       _("--blank no conoce «%.20s»: erase borra lo que está "
			 "donde la celda va en blanco, keep lo deja."),
		       asked->blank),
	       false;
}

static bool
take_utc_days(const struct batch *batch, struct asked *asked)
{
	static const struct option_spelling names[] = {
		{ "yes", 'y' },
		{ "si", 'y' },
		{ "sí", 'y' },
		{ "no", 'n' },
	};
	char wish = asked->utc_days
			    ? option_sign(asked->utc_days,
				      sizeof names / sizeof names[0], names)
			    : 'u';

	asked->options.utc_days = wish == 'y'	? UTC_YES
				  : wish == 'n' ? UTC_NO
						: UTC_UNSAID;
	if (wish)
		return true;
	return batch_usage(batch,
		       _("--utc-days no conoce «%.20s»: yes toma las 19:00 de "
			 "un día por el siguiente, no por ese día."),
		       asked->utc_days),
	       false;
}

static bool
take_heading_row(const struct batch *batch, struct asked *asked)
{
	if (!asked->heading_row || (str_to_long(asked->heading_row, 2000000000,
					    &asked->options.heading_line) &&
					   asked->options.heading_line > 0))
		return true;
	return batch_usage(batch,
		       _("--heading-row lleva el número de la línea de los "
			 "encabezados.")),
	       false;
}

static bool
take_rows(const struct batch *batch, struct asked *asked)
{
	asked->options.rows = -1;
	if (!asked->rows ||
		str_to_long(asked->rows, 2000000000, &asked->options.rows))
		return true;
	return batch_usage(batch, _("--rows lleva el número de filas.")), false;
}

/* What it says of the file holds where no option does. */
static bool
take_map(const struct batch *batch, struct asked *asked)
{
	struct sheet_options *sheet = &asked->options.sheet;
	const struct mapfile *map;
	struct err err;

	if (!asked->map)
		return true;
	if (asked->options.kept_map)
		return batch_usage(batch,
			       _("--map y --kept-map no van juntas: cada una "
				 "da una asignación.")),
		       false;
	map = mapfile_read(batch->arena, asked->map, &err);
	if (!map)
		return batch_failed(&err), false;
	asked->options.map = map;
	if (!sheet->charset)
		sheet->charset = map->charset;
	if (!sheet->delimiter)
		sheet->delimiter = map->delimiter;
	return true;
}

static bool
take_only(const struct batch *batch, const struct asked *asked)
{
	if (!asked->options.only_new || !asked->options.only_update)
		return true;
	return batch_usage(
		       batch, _("--only-new y --only-update no van juntas: sin "
				"ellas se carga todo.")),
	       false;
}

/* The one that a template must be of. */
static bool
take_period(const struct batch *batch, struct asked *asked)
{
	struct period period;
	struct err err = { 0 };
	char *key;

	if (!batch->period)
		return true;
	if (!period_read(batch->period, &period, &err))
		return batch_failed(&err), false;
	key = arena_alloc(batch->arena, PERIOD_ROOM);
	period_key(period, key, PERIOD_ROOM);
	asked->options.period = key;
	return true;
}

/* What is of one file does not go with several. */
static bool
take_more(const struct batch *batch, const struct asked *asked)
{
	const struct import_options *o = &asked->options;

	if (asked->more.n == 0 ||
		(!o->rejects && !o->write_map && !o->sheet.sha256 &&
			o->rows < 0 && !asked->look))
		return true;
	return batch_usage(batch,
		       _("--look, --rejects, --write-map, --rows y --sha256 "
			 "van con un solo archivo.")),
	       false;
}

static bool
read_words(
	const struct batch *batch, int argc, char **argv, struct asked *asked)
{
	static const struct options options = { OPTIONS(words),
		OPTION_PLACES(places), .words.further = &further,
		.words.least = 2,
		.words.missing = N_("Falta el registro o el archivo.") };
	int code;

	if (!options_read(batch, &options, argc, argv, asked, &code))
		return false;
	asked->options.plan = batch->plan;
	asked->options.asker =
		import_asker(batch->arena, asked->options.sheet.path);
	asked->options.save_rejects = rejects_saver(asked->options.rejects);
	return take_sets(batch, asked) && take_delimiter(batch, asked) &&
	       option_decimal(batch, asked->decimal, &asked->options.decimal) &&
	       take_blank(batch, asked) && take_rows(batch, asked) &&
	       take_only(batch, asked) && take_map(batch, asked) &&
	       take_heading_row(batch, asked) && take_utc_days(batch, asked) &&
	       take_period(batch, asked) && take_more(batch, asked);
}

/* ---- what came of it, as text */

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
		cells[2] = tell_line(arena, f->column);
		cells[3] = tell_line(arena, f->value);
		cells[4] = arena_printf(arena, "%s%s",
			f->severity == FINDING_ERROR ? "✗ " : "",
			tell_line(arena, f->reason));
		print_row(stdout, 5, columns, cells, true);
	}
	if (list->n > SHOWN_MAX || list->untold)
		printf(_("   y %zu avisos más; --rejects ARCHIVO escribe los "
			 "de todas las filas rechazadas.\n"),
			list->n - (list->n < SHOWN_MAX ? list->n : SHOWN_MAX) +
				list->untold);
}

static void
print_outcome(const struct import_result *r, const struct asked *asked)
{
	if (r->rejects_written)
		printf(_(" Los rechazos están en %s.\n"),
			tell_line(r->findings.arena, asked->options.rejects));
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
	struct teller t = { .arena = arena,
		.result = r,
		.options = &asked->options,
		.by_options = true };

	tell_file(&t);
	if (r->plan)
		buf_printf(&t.out, "   plan %s", tell_line(arena, r->plan));
	buf_putc(&t.out, '\n');
	tell_before(&t);
	tell_counts(&t);
	tell_decided(&t);
	tell_changes(&t);
	print_flush(&t.out);
	buf_free(&t.out);
	if (r->findings.n)
		print_findings(arena, &r->findings);
	print_outcome(r, asked);
}

/* ---- as JSON */

static void
json_changes(struct buf *b, const struct import_result *r)
{
	buf_printf(b, "\"erased\":%zu,\"all_changes\":%zu,\"changes\":[",
		r->changes.erased, r->changes.all);
	for (size_t i = 0; i < r->changes.n; i++) {
		const struct change *c = &r->changes.v[i];

		buf_printf(b, "%s{\"line\":%zu,", i ? "," : "", c->line);
		say_json_text(b, "field", c->field);
		say_json_text(b, "column", c->column);
		say_json_text(b, "was", c->was[0] ? c->was : NULL);
		buf_puts(b, "\"now\":");
		str_json(b, c->now[0] ? c->now : NULL);
		buf_putc(b, '}');
	}
	buf_puts(b, "],");
}

static void
json_error(struct buf *b, const struct err *error)
{
	buf_putc(b, '{');
	say_json_text(b, "kind", err_kind_name(error));
	say_json_text(b, "hint", error->hint[0] ? error->hint : NULL);
	buf_puts(b, "\"text\":");
	str_json(b, error->text);
	buf_putc(b, '}');
}

/* error: why it came to nothing; NULL it ran to its end. */
static void
json_result(struct buf *b, const struct import_result *r,
	const struct asked *asked, const struct err *error)
{
	char sign[2] = { r->delimiter_sign, '\0' };

	buf_putc(b, '{');
	say_json_text(b, "file", r->file);
	say_json_text(b, "kind", r->kind);
	say_json_text(b, "sheet", r->sheet);
	say_json_text(b, "charset", r->charset);
	say_json_text(b, "delimiter", sign[0] ? sign : NULL);
	say_json_text(b, "sha256", r->sha256);
	say_json_before(b, r);
	say_json_text(b, "plan", r->plan);
	say_json_text(b, "office", r->offices);
	say_json_text(b, "batch", r->batch);
	buf_printf(b,
		"\"written\":%s,\"dry_run\":%s,\"rows\":%zu,"
		"\"records\":%zu,",
		r->batch ? "true" : "false",
		asked->options.dry_run ? "true" : "false", r->rows, r->records);
	buf_printf(b,
		"\"inserted\":%ld,\"changed\":%ld,\"same\":%ld,"
		"\"review\":%zu,\"rejected\":%zu,\"left\":%zu,"
		"\"unfilled\":%zu,",
		r->inserted, r->changed, r->same, r->review, r->rejected,
		r->left, r->unfilled);
	say_json_findings(b, "decided", &r->decided);
	json_changes(b, r);
	say_json_findings(b, "findings", &r->findings);
	buf_printf(b, "\"untold\":%zu,\"error\":", r->findings.untold);
	if (error)
		json_error(b, error);
	else
		buf_puts(b, "null");
	buf_putc(b, '}');
}

static bool
print_json(const struct import_result *r, const struct asked *asked,
	const struct err *error)
{
	struct buf b = { 0 };
	bool ok;

	json_result(&b, r, asked, error);
	buf_putc(&b, '\n');
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

/* One import at work. */
struct loading {
	const struct batch *batch;
	const struct asked *asked;
	struct import *import;
	struct look look;
	int code; /* once it ran to its end */
};

/* What was written stands, whether anybody could read of it or not. */
static void
output_was_lost(struct arena *arena, const struct import_result *r)
{
	log_line("import", "batch %s: %ld new, %ld changed, %ld same", r->batch,
		r->inserted, r->changed, r->same);
	fprintf(stderr,
		_("hito: la carga %s se grabó (%s), pero su resumen no se pudo "
		  "escribir: falta espacio o la salida se cerró.\n"),
		r->batch, tell_written(arena, r, ", "));
	/* What is left in it would make a failure of the end. */
	if (!freopen("/dev/null", "w", stdout))
		clearerr(stdout);
}

static int
say_outcome(const struct loading *l, const struct import_result *r)
{
	struct err unheard = { 0 };
	bool told = true;

	if (l->asked->json)
		told = print_json(r, l->asked, NULL);
	else if (!l->batch->quiet || r->findings.n)
		print_text(l->batch->arena, r, l->asked);
	told = output_flush(&unheard) && told;
	if (!told && r->batch)
		output_was_lost(l->batch->arena, r);
	return told || r->batch ? exit_code(r, l->asked) : EXIT_USAGE;
}

static bool
run(struct loading *l, struct desk *desk, struct err *err)
{
	const struct form *form = batch_register(desk, l->asked->name, err);
	struct batch_step step;
	bool done;

	if (!form)
		return false;
	batch_step_begin(&step, desk, l->batch->quiet);
	step.step.what = _("Leyendo");
	done = l->asked->look
		       ? import_look(l->import, desk, form, &step.step,
				 &l->look, err)
		       : import_run(l->import, desk, form, &step.step, err);
	batch_step_end(&step);
	return done;
}

static bool
load(struct desk *desk, void *arg, struct err *err)
{
	struct loading *l = arg;
	const struct import_result *r = import_result(l->import);

	if (!run(l, desk, err)) {
		if (l->asked->json)
			print_json(r, l->asked, err);
		return false;
	}
	if (!l->asked->look) {
		l->code = say_outcome(l, r);
		return true;
	}
	l->code = l->asked->json ? say_look_json(r, &l->look)
				 : say_look(l->batch->arena, r, &l->look);
	return output_flush(err);
}

/* ---- several files */

struct several {
	const struct batch *batch;
	const struct asked *asked;
	struct many many;
};

static const char *
outcome_words(const struct several *s, const struct import_result *r)
{
	if (r->state == IMPORT_REFUSED)
		return _("rechazado: no se grabó");
	if (s->asked->options.dry_run)
		return _("simulado");
	return arena_printf(s->batch->arena, _("carga %s"), r->batch);
}

/* The first template says of which plan and period all are, where no option
 * does. */
static void
take_result(struct several *s, const struct loading *l, bool done,
	struct many_file *f)
{
	const struct import_result *r = import_result(l->import);
	struct arena *arena = s->batch->arena;

	f->office = arena_strdup(arena, r->offices);
	f->rows = r->rows;
	f->errors = r->rejected;
	if (r->stamp && !s->many.period)
		s->many.period = arena_strdup(arena, r->stamp->period);
	if (r->stamp && !s->many.plan)
		s->many.plan = arena_strdup(arena, r->stamp->plan);
	if (!done)
		return;
	f->code = exit_code(r, s->asked);
	f->outcome = outcome_words(s, r);
	if (!s->many.json && (!s->batch->quiet || r->findings.n))
		print_text(arena, r, l->asked);
}

static bool
load_one(struct desk *desk, void *arg, size_t at, struct err *err)
{
	struct several *s = arg;
	struct many_file *f = &s->many.files[at];
	struct asked one = *s->asked;
	struct loading l = { .batch = s->batch, .asked = &one };
	const struct import_result none = { .file = f->path };
	bool done;

	one.options.sheet.path = f->path;
	one.options.tell_offices = true;
	one.options.period = s->many.period;
	one.options.plan = s->many.plan;
	l.import = import_open(&one.options, err);
	done = l.import && run(&l, desk, err);
	if (s->many.json)
		json_result(&s->many.out,
			l.import ? import_result(l.import) : &none, &one,
			done ? NULL : err);
	if (l.import)
		take_result(s, &l, done, f);
	import_close(l.import);
	return done;
}

static bool
load_several(struct desk *desk, void *arg, struct err *err)
{
	struct several *s = arg;

	s->many.form = batch_register(desk, s->asked->name, err);
	return s->many.form && many_run(desk, &s->many, load_one, s, err);
}

static int
import_several(struct batch *batch, const struct asked *asked)
{
	struct several s = { .batch = batch, .asked = asked };
	struct many *m = &s.many;
	int code;

	*m = (struct many){ .batch = batch,
		.json = asked->json,
		.dry_run = asked->options.dry_run,
		.plan = asked->options.plan,
		.period = asked->options.period,
		.n = asked->more.n + 1 };
	m->files = arena_array(batch->arena, m->n, sizeof *m->files);
	m->files[0].path = asked->options.sheet.path;
	for (size_t i = 1; i < m->n; i++)
		m->files[i].path = asked->more.v[i - 1].value;
	code = batch_work(batch, load_several, &s);
	return code == EXIT_DONE ? many_code(m) : code;
}

/* ---- one file */

int
batch_import(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };
	struct loading l = { .batch = batch, .asked = &asked };
	struct err err = { 0 };
	int code;

	if (!read_words(batch, argc, argv, &asked))
		return EXIT_USAGE;
	if (asked.more.n > 0)
		return import_several(batch, &asked);
	l.import = import_open(&asked.options, &err);
	if (!l.import) {
		struct import_result none = {
			.file = asked.options.sheet.path,
		};

		if (asked.json)
			print_json(&none, &asked, &err);
		return batch_failed(&err);
	}
	code = batch_work(batch, load, &l);
	import_close(l.import);
	return code == EXIT_DONE ? l.code : code;
}
