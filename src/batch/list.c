/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito list: the rows of a register, page by page in constant memory. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "batch/rows.h"
#include "form/heading.h"
#include "report/listing.h"
#include "report/print.h"
#include "store/store.h"

enum {
	LIST_PAGE = 2000, /* rows a round trip */
	LIST_MOST = 2000000000,
	LIST_WIDEST = 60, /* of a column of a piped table */
};

enum shape {
	SHAPE_TEXT,
	SHAPE_CSV,
	SHAPE_JSON
};

/* The command line. */
struct asked {
	const char *name;
	struct rows_asked rows;
	const char *columns;
	const char *limit_text;
	long limit;
	enum shape shape;
	const char *format; /* of a report; NULL: by shape */
	const char *output;
	bool json;
	bool csv;
	bool deleted;
};

/* A list being written. */
struct listing {
	struct desk *desk;
	struct form *form; /* a copy of the register's with our columns */
	struct asked asked;
	struct page_request request;
	const struct writer *writer; /* NULL: page by page */
	enum field_kind *kinds;
	struct print_column *columns;
	long rows;
	bool quiet;
	bool cut;
	struct buf out;
	struct csv_out csv;	       /* into out */
	struct arena *page;	       /* of the rows being written */
	const struct page_rows *first; /* while begin runs */
};

/* ---- the command line */

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "filter", "filtro", OPTION_TEXT, AT(rows.filter), 0, NULL },
	{ "columns", "columnas", OPTION_TEXT, AT(columns), 0, NULL },
	{ "where", "donde", OPTION_LIST, AT(rows.where), 0, NULL },
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "output", "salida", OPTION_TEXT, AT(output), 0, NULL },
	{ "limit", "tope", OPTION_TEXT, AT(limit_text), 0, NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
	{ "csv", NULL, OPTION_FLAG, AT(csv), 0, NULL },
	{ "mine", "mios", OPTION_FLAG, AT(rows.mine), 0, NULL },
	{ "deleted", "anulados", OPTION_FLAG, AT(deleted), 0, NULL },
};
static const size_t places[] = { AT(name) };

static bool
read_line(const struct batch *batch, int argc, char **argv, struct asked *asked,
	int *code)
{
	static const struct options options = { OPTIONS(words),
		OPTION_PLACES(places), .words.least = 1,
		.words.missing = N_("Falta decir qué registro.") };

	if (!options_read(batch, &options, argc, argv, asked, code))
		return false;
	if (asked->json && asked->csv) {
		*code = batch_usage(batch, "%s",
			_("--json y --csv no van juntos: elija uno."));
		return false;
	}
	asked->shape = asked->json  ? SHAPE_JSON
		       : asked->csv ? SHAPE_CSV
				    : SHAPE_TEXT;
	if (!asked->limit_text ||
		(str_to_long(asked->limit_text, LIST_MOST, &asked->limit) &&
			asked->limit > 0))
		return true;
	*code = batch_usage(
		batch, _("--limit lleva cuántas filas, de 1 a %d."), LIST_MOST);
	return false;
}

/* ---- which rows, which columns */

/* For a file the heading by which an import knows the field and no other, in
 * whatever language it is read again. */
static const char *
title_of(const struct form *form, const struct field *field, enum shape shape)
{
	const char *title = shape == SHAPE_CSV ? heading_of(form, field) : NULL;

	return title ? title : field_title(field);
}

static bool
add_column(struct listing *l, const char *name, struct err *err)
{
	struct form *form = l->form;
	const struct column *column = columns_find(&form->columns, name);
	int at = form_field(form, name);

	if (!column || !column->in_view)
		return err_set(err, ERR_USAGE, NULL,
			_("%s no tiene una columna «%s»."), form->title, name);
	form->list[form->n_list++] = (struct list_column){ .name = name,
		.title = at < 0 ? name
				: title_of(form, &form->fields[at],
					  l->asked.shape) };
	return true;
}

/* The register's list as it is; for files every field; or those asked. */
static bool
take_columns(struct listing *l, const char *names, struct err *err)
{
	struct arena *arena = l->desk->arena;
	struct form *form = l->form;
	size_t n = 0;
	char **parts = names ? str_split(arena, names, ',', &n) : NULL;

	if (!names && l->asked.shape == SHAPE_TEXT)
		return true;
	form->list =
		arena_array(arena, form->n_fields + n + 1, sizeof *form->list);
	form->n_list = 0;
	for (size_t i = 0; i < n; i++) {
		if (!add_column(l, parts[i], err))
			return false;
	}
	for (size_t i = 0; !names && i < form->n_fields; i++) {
		const struct column *column = form->fields[i].column;

		if (column && column->in_view &&
			!add_column(l, form->fields[i].name, err))
			return false;
	}
	return true;
}

static void
take_kinds(struct listing *l)
{
	const struct form *form = l->form;

	l->kinds =
		arena_array(l->desk->arena, form->n_list + 1, sizeof *l->kinds);
	for (size_t i = 0; i < form->n_list; i++) {
		int at = form_field(form, form->list[i].name);
		const struct column *column =
			columns_find(&form->columns, form->list[i].name);

		l->kinds[i] = FIELD_TEXT;
		if (at >= 0)
			l->kinds[i] = form->fields[at].kind;
		else if (column && column->type == COLUMN_INTEGER)
			l->kinds[i] = FIELD_INTEGER;
		else if (column && column->type == COLUMN_NUMERIC)
			l->kinds[i] = FIELD_NUMBER;
		else if (column && column->type == COLUMN_BOOLEAN)
			l->kinds[i] = FIELD_BOOLEAN;
	}
}

static bool
is_number(enum field_kind kind)
{
	return kind == FIELD_INTEGER || kind == FIELD_NUMBER ||
	       kind == FIELD_MONEY || kind == FIELD_PERCENT;
}

/* On a terminal as wide as the form file says, piped as wide as the first
 * page needs. */
static void
take_widths(struct listing *l)
{
	const struct page_rows *page = l->first;
	const struct form *form = l->form;

	l->columns = arena_array(
		l->desk->arena, form->n_list + 1, sizeof *l->columns);
	for (size_t i = 0; i < form->n_list; i++) {
		struct print_column *c = &l->columns[i];

		c->title = form->list[i].title;
		c->right = is_number(l->kinds[i]);
		c->width = form->list[i].width;
		if (c->width > 0 && l->cut)
			continue;
		c->width = utf8_cells(c->title);
		for (size_t r = 0; r < page->n; r++) {
			const char *cell = page->rows[r].cells[i];
			int width = utf8_cells(cell);

			if (width > LIST_WIDEST && l->cut)
				width = LIST_WIDEST;
			c->width = width > c->width ? width : c->width;
		}
	}
}

/* ---- writing */

static void
begin_text(struct listing *l)
{
	take_widths(l);
	if (l->first->n > 0)
		print_heading(stdout, l->form->n_list, l->columns);
}

static void
row_text(struct listing *l, const struct row *row)
{
	print_row(stdout, l->form->n_list, l->columns, row->cells, l->cut);
}

static void
begin_csv(struct listing *l)
{
	l->csv = (struct csv_out){ .out = &l->out, .delimiter = ',' };
	for (size_t i = 0; i < l->form->n_list; i++)
		csv_text(&l->csv, l->form->list[i].title);
	csv_line(&l->csv);
}

/* What a file says of a cell: a number bare, a text with its lines, so that
 * loading the file changes nothing; all else as it is shown. */
static const char *
csv_cell(const struct listing *l, const struct row *row, size_t i)
{
	const char *value = row->values[i];
	char *lines;
	size_t n;

	if (value && is_number(l->kinds[i]))
		return value;
	if (!value || l->kinds[i] != FIELD_TEXT || !strchr(value, '\n'))
		return row->cells[i];
	n = strlen(value);
	lines = arena_alloc(l->page, 3 * n + 1);
	utf8_clean(value, n, true, lines);
	return lines;
}

static void
row_csv(struct listing *l, const struct row *row)
{
	for (size_t i = 0; i < l->form->n_list; i++) {
		const char *text = csv_cell(l, row, i);

		if (is_number(l->kinds[i]))
			csv_number(&l->csv, text);
		else
			csv_text(&l->csv, text);
	}
	csv_line(&l->csv);
}

static void
begin_json(struct listing *l)
{
	buf_puts(&l->out, "[");
}

static void
row_json(struct listing *l, const struct row *row)
{
	buf_puts(&l->out, l->rows ? ",\n {" : "\n {");
	for (size_t i = 0; i < l->form->n_list; i++) {
		buf_puts(&l->out, i ? ", " : "");
		str_json(&l->out, l->form->list[i].name);
		buf_puts(&l->out, ": ");
		print_json_value(&l->out, l->kinds[i], row->values[i]);
	}
	buf_puts(&l->out, "}");
}

static void
end_json(struct listing *l)
{
	buf_puts(&l->out, l->rows ? "\n]\n" : "]\n");
}

static const struct {
	void (*begin)(struct listing *l);
	void (*row)(struct listing *l, const struct row *row);
	void (*end)(struct listing *l); /* NULL: nothing */
} shapes[] = {
	[SHAPE_TEXT] = { begin_text, row_text, NULL },
	[SHAPE_CSV] = { begin_csv, row_csv, NULL },
	[SHAPE_JSON] = { begin_json, row_json, end_json },
};

static bool
flush_rows(struct listing *l, struct err *err)
{
	/* A file is written when all of it is there. */
	if (l->asked.output)
		return true;
	(void)print_flush(&l->out);
	return output_flush(err);
}

static bool
write_page(struct listing *l, const struct page_rows *page, struct err *err)
{
	if (l->rows == 0) {
		l->first = page;
		shapes[l->asked.shape].begin(l);
	}
	for (size_t i = 0; i < page->n; i++) {
		shapes[l->asked.shape].row(l, &page->rows[i]);
		l->rows++;
	}
	return flush_rows(l, err);
}

static bool
write_pages(struct listing *l, struct err *err)
{
	struct arena *key_arena = arena_new();
	bool more = true;
	bool done = true;

	l->page = arena_new();
	while (more && done) {
		struct page_rows page;
		long left = l->asked.limit - l->rows;

		arena_reset(l->page);
		l->request.limit = left < LIST_PAGE ? (int)left : LIST_PAGE;
		done = store_page(l->desk, &l->request, l->page, &page, err) &&
		       write_page(l, &page, err);
		more = done && page.more && l->rows < l->asked.limit;
		if (!more)
			break;
		arena_reset(key_arena);
		l->request.key =
			row_key(key_arena, &l->request, &page.rows[page.n - 1]);
	}
	if (done) {
		if (shapes[l->asked.shape].end)
			shapes[l->asked.shape].end(l);
		done = flush_rows(l, err);
	}
	arena_free(l->page);
	arena_free(key_arena);
	return done;
}

static void
say_rows(const struct listing *l)
{
	if (l->asked.shape == SHAPE_TEXT && !l->quiet)
		fprintf(stderr,
			ngettext("%ld fila\n", "%ld filas\n",
				(unsigned long)l->rows),
			l->rows);
}

/* A report that is made while it is written. */
struct written {
	struct listing *l;
	const struct writer *writer;
	struct listing_wish *wish;
	struct batch_step *step;
	struct err *err;
};

static bool
fill_report(void *arg, FILE *out)
{
	struct written *w = arg;
	struct desk *desk = w->l->desk;
	struct listing_source source = { 0 };
	struct report *report = w->writer->streams
		? listing_stream(desk, desk->arena, w->wish, &source, w->err)
		: listing_make(desk, desk->arena, w->wish, w->err);
	bool done = report &&
		    batch_step_save(w->step, report, w->writer, out, w->err);

	listing_end(&source);
	return done;
}

static bool
put_report(struct listing *l, const struct writer *writer,
	struct listing_wish *wish, struct batch_step *step, struct err *err)
{
	struct written w = { l, writer, wish, step, err };
	struct report *report;

	if (writer->save)
		return output_put_by(l->asked.output, fill_report, &w, err);
	report = listing_make(l->desk, l->desk->arena, wish, err);
	return report && batch_step_write(step, report, writer, &l->out, err) &&
	       output_put(l->asked.output, &l->out, err);
}

static bool
list_report(struct listing *l, const struct writer *writer, struct err *err)
{
	struct batch_step step;
	struct listing_wish wish = { &l->request,
		rows_narrowed(l->desk->arena, l->form, &l->asked.rows),
		l->asked.limit, &step.step };
	bool done;

	batch_step_begin(&step, l->desk, l->quiet);
	step.step.what = _("Leyendo");
	done = put_report(l, writer, &wish, &step, err);
	batch_step_end(&step);
	return done;
}

static bool
list_register(struct listing *l, struct err *err)
{
	const struct form *form = batch_register(l->desk, l->asked.name, err);

	if (!form)
		return false;
	l->form = arena_alloc(l->desk->arena, sizeof *l->form);
	*l->form = *form;
	l->request.form = l->form;
	l->request.deleted = l->asked.deleted;
	l->cut = isatty(STDOUT_FILENO);
	if (!rows_narrow(l->desk, &l->asked.rows, &l->request, err) ||
		!take_columns(l, l->asked.columns, err))
		return false;
	if (l->writer)
		return list_report(l, l->writer, err);
	take_kinds(l);
	if (!write_pages(l, err) ||
		(l->asked.output && !output_put(l->asked.output, &l->out, err)))
		return false;
	say_rows(l);
	return true;
}

static bool
list_work(struct desk *desk, void *arg, struct err *err)
{
	struct listing *l = arg;

	l->desk = desk;
	return list_register(l, err);
}

int
batch_list(struct batch *batch, int argc, char **argv)
{
	struct listing l = { .asked.limit = LIST_MOST, .quiet = batch->quiet };
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!read_line(batch, argc, argv, &l.asked, &code))
		return code;
	if (l.asked.output && !l.asked.format && l.asked.shape == SHAPE_TEXT)
		l.asked.format = "text";
	if (l.asked.format) {
		l.writer = output_writer(l.asked.format, l.asked.output, &err);
		if (!l.writer)
			return batch_failed(&err);
	}
	code = batch_work(batch, list_work, &l);
	buf_free(&l.out);
	return code;
}
