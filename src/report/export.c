/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/export.h"

#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/heading.h"
#include "report/export_cell.h"
#include "report/export_rows.h"
#include "report/print.h"
#include "report/writer.h"
#include "store/store.h"
#include "store/stream.h"

/* A register while it is written. */
struct export
{
	struct desk *desk;
	const struct export_wish *wish;
	const struct form *form;
	struct arena *arena;
	struct export_rows in;
	const char **titles;
	size_t left; /* personal ones */
	struct buf out;
	struct csv_out csv;
	long rows;
	/* of a workbook */
	struct report_source source;
	struct report_block block;
	struct report_row row;
	struct arena *scratch; /* of the row being written */
	const struct result *answer;
	size_t at; /* in answer */
};

/* ---- which columns */

static void
add_column(struct export *e, const struct field *f)
{
	const char *title = str_eq(e->wish->style.format, "json")
				    ? heading_name(e->form, f)
				    : heading_of(e->form, f);

	if (!title)
		return;
	e->titles[e->in.n] = title;
	export_rows_add(&e->in, f);
}

static void
take_columns(struct export *e)
{
	e->titles =
		arena_array(e->arena, e->form->n_fields + 1, sizeof *e->titles);
	for (size_t i = 0; i < e->form->n_fields; i++) {
		const struct field *f = &e->form->fields[i];

		if (!export_rows_have(&e->in, f))
			continue;
		if (f->personal && !e->wish->reason)
			e->left++;
		else
			add_column(e, f);
	}
}

/* ---- rows */

static bool
open_rows(struct export *e, struct err *err)
{
	struct page_request request = *e->wish->request;

	request.since = e->wish->since;
	return export_rows_open(&e->in, &request, err);
}

static struct export_cell
cell_of(const struct export *e, const struct result *rows, size_t row, size_t i)
{
	struct export_cell cell = export_rows_cell(&e->in, rows, row, i);

	cell.decimal = e->wish->style.decimal;
	return cell;
}

static bool
flush(struct export *e, FILE *out)
{
	bool done = fwrite(buf_text(&e->out), 1, e->out.len, out) == e->out.len;

	buf_reset(&e->out);
	return done;
}

/* ---- csv */

static void
begin_csv(struct export *e)
{
	bool excel = e->wish->style.excel;

	e->csv = (struct csv_out){
		.out = &e->out, .delimiter = excel ? ';' : ',', .turns = excel
	};
	if (excel)
		buf_puts(&e->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < e->in.n; i++)
		csv_text(&e->csv, e->titles[i]);
	csv_line(&e->csv);
}

static void
row_csv(struct export *e, const struct result *rows, size_t row)
{
	for (size_t i = 0; i < e->in.n; i++) {
		struct export_cell cell = cell_of(e, rows, row, i);
		const char *text = export_cell_text(&cell, e->scratch);

		if (export_cell_is_typed(cell.field))
			csv_number(&e->csv, text);
		else
			csv_text(&e->csv, text);
	}
	csv_line(&e->csv);
}

/* ---- json */

static void
begin_json(struct export *e)
{
	buf_puts(&e->out, "[");
}

/* Codes, numbers and truths as the database has them; all else as it stands in
 * a cell: 0.5 without its sign might be a half. */
static void
value_json(struct export *e, const struct export_cell *cell)
{
	enum field_kind kind = cell->field->kind;

	if (cell->field->n_choices > 0 || kind == FIELD_INTEGER ||
		kind == FIELD_NUMBER || kind == FIELD_MONEY ||
		kind == FIELD_BOOLEAN)
		print_json_value(&e->out, kind, cell->value);
	else
		str_json(&e->out, export_cell_text(cell, e->scratch));
}

static void
row_json(struct export *e, const struct result *rows, size_t row)
{
	buf_puts(&e->out, e->rows ? ",\n {" : "\n {");
	for (size_t i = 0; i < e->in.n; i++) {
		struct export_cell cell = cell_of(e, rows, row, i);

		buf_puts(&e->out, i ? ", " : "");
		str_json(&e->out, e->titles[i]);
		buf_puts(&e->out, ": ");
		value_json(e, &cell);
	}
	buf_puts(&e->out, "}");
}

static void
end_json(struct export *e)
{
	buf_puts(&e->out, e->rows ? "\n]\n" : "]\n");
}

/* ---- row by row */

struct shape {
	const char *name;
	void (*begin)(struct export *e);
	void (*row)(struct export *e, const struct result *rows, size_t row);
	void (*end)(struct export *e); /* NULL: nothing */
};

static const struct shape shapes[] = {
	{ "csv", begin_csv, row_csv, NULL },
	{ "json", begin_json, row_json, end_json },
	{ "xlsx", NULL, NULL, NULL }, /* by their writers */
	{ "ods", NULL, NULL, NULL },
};

static const struct shape *
shape_of(const char *name)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (str_eq(shapes[i].name, name))
			return &shapes[i];
	return NULL;
}

static void
put_rows(struct export *e, const struct shape *shape, const struct result *rows)
{
	for (size_t i = 0; i < result_rows(rows); i++) {
		shape->row(e, rows, i);
		e->rows++;
	}
	arena_reset(e->scratch);
}

static bool
write_rows(
	struct export *e, const struct shape *shape, FILE *out, struct err *err)
{
	const struct result *rows;

	shape->begin(e);
	do {
		rows = stream_next(e->in.stream, err);
		if (!rows)
			return false;
		put_rows(e, shape, rows);
		if (result_rows(rows) == 0 && shape->end)
			shape->end(e);
		if (!flush(e, out))
			return false; /* out knows why */
		if (!step_at(e->wish->step, (size_t)e->rows))
			return step_check(e->wish->step, err);
	} while (result_rows(rows) > 0);
	return true;
}

/* ---- a workbook */

/* A cell of one holds so many characters; nobody is to find out later that a
 * text was cut. */
static bool
fits(const struct export *e, size_t i, const char *text, struct err *err)
{
	if (!text || strlen(text) <= EXPORT_SHEET_TEXT)
		return true;
	err_set(err, ERR_FILE, NULL,
		_("La fila %ld tiene en «%s» un texto que no cabe en la celda "
		  "de un libro de cálculo: no se escribió nada."),
		e->rows + 1, e->titles[i]);
	return err_hint(err, "%s", _("Pida el archivo con --format csv."));
}

/* Import takes a text for a formula that was copied as one. */
static const char *
guarded(struct export *e, const struct export_cell *cell)
{
	const char *text = export_cell_text(cell, e->scratch);

	if (!text || export_cell_is_typed(cell->field) ||
		!csv_needs_guard(text))
		return text;
	return arena_printf(e->scratch, "'%s", text);
}

static bool
next_cells(struct export *e, struct err *err)
{
	arena_reset(e->scratch);
	e->row.cells =
		arena_array(e->scratch, e->in.n + 1, sizeof *e->row.cells);
	for (size_t i = 0; i < e->in.n; i++) {
		struct export_cell cell = cell_of(e, e->answer, e->at, i);
		const char *text = guarded(e, &cell);

		if (!fits(e, i, text, err))
			return false;
		e->row.cells[i] = (struct report_cell){ .shown = text,
			.exact = cell.value };
	}
	e->at++;
	e->rows++;
	return true;
}

static bool
next_row(struct report_source *self, const struct report_row **row,
	struct err *err)
{
	struct export *e = (struct export *)((char *)self -
					     offsetof(struct export, source));

	*row = NULL;
	if (!e->answer || e->at == result_rows(e->answer)) {
		e->answer = stream_next(e->in.stream, err);
		e->at = 0;
	}
	if (!e->answer)
		return false;
	if (e->at == result_rows(e->answer))
		return true;
	if (e->rows == REPORT_SHEET_ROWS)
		return err_set(err, ERR_FILE, NULL,
			_("Son más de %d filas: no caben en una hoja de "
			  "cálculo."),
			(int)REPORT_SHEET_ROWS);
	if (!next_cells(e, err))
		return false;
	*row = &e->row;
	return true;
}

static void
take_block(struct export *e)
{
	struct report_block *block = &e->block;

	e->source.next = next_row;
	block->name = e->form->name;
	block->title = block->table_title = e->form->title;
	block->n_columns = e->in.n;
	block->columns =
		arena_array(e->arena, e->in.n + 1, sizeof *block->columns);
	for (size_t i = 0; i < e->in.n; i++)
		block->columns[i] = (struct report_column){
			.name = e->in.fields[i]->name,
			.title = e->titles[i],
			.kind = export_cell_kind(e->in.fields[i]),
		};
	block->source = &e->source;
}

static bool
write_book(struct export *e, FILE *out, struct err *err)
{
	struct report report = { .name = e->form->name,
		.title = e->form->title,
		.institution = e->desk->site.institution,
		.is_test = e->desk->site.is_test,
		.is_read = true,
		.is_rows = true,
		.n_blocks = 1,
		.blocks = &e->block,
		.step = e->wish->step };

	take_block(e);
	return str_eq(e->wish->style.format, "ods")
		       ? ods_save(&report, out, err)
		       : writer_find("xlsx")->save(&report, out, err);
}

/* ---- personal data leave on record */

static const char *
personal_columns(struct arena *arena, const struct form *form)
{
	struct buf b = { 0 };
	const char *out;

	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].personal)
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				field_title(&form->fields[i]));
	out = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return out;
}

/* The note is kept before the first row leaves: in a transaction of its own. */
bool
export_note_begin(struct desk *desk, const struct export_wish *wish,
	const char *narrowed, const char **note, struct err *err)
{
	const struct form *form = wish->request->form;
	struct result *r;

	*note = NULL;
	if (!wish->reason)
		return true;
	r = session_query(desk->session, _("Registro de la salida"), err,
		"select core.personal_export_begin($1::regclass, $2, $3, $4, "
		"$5, $6)",
		6, form->table, form->title, narrowed,
		personal_columns(desk->arena, form), wish->style.format,
		wish->reason);
	if (r)
		*note = arena_strdup(desk->arena, result_value(r, 0, 0));
	result_free(r);
	return r;
}

bool
export_note_end(struct desk *desk, const char *note,
	const struct export_told *told, struct err *err)
{
	char rows[24];
	struct result *r;

	if (!note)
		return true;
	snprintf(rows, sizeof rows, "%ld", told->rows);
	r = session_query(desk->session, _("Registro de la salida"), err,
		"select core.personal_export_end($1::bigint, $2::bigint)", 2,
		note, rows);
	result_free(r);
	return r;
}

/* ---- the whole */

static bool
write_with(struct export *e, FILE *out, struct err *err)
{
	const struct shape *shape = shape_of(e->wish->style.format);

	if (!export_rows_begin(&e->in, e->desk, e->form, e->arena, err))
		return false;
	take_columns(e);
	step_begin(e->wish->step, N_("fila"), 0);
	if (!open_rows(e, err))
		return false;
	return shape->row ? write_rows(e, shape, out, err)
			  : write_book(e, out, err);
}

bool
export_write(struct desk *desk, const struct export_wish *wish, FILE *out,
	struct export_told *told, struct err *err)
{
	struct export e = { .desk = desk,
		.wish = wish,
		.form = wish->request->form,
		.arena = arena_new(),
		.scratch = arena_new() };
	bool done = write_with(&e, out, err);

	export_rows_end(&e.in);
	*told = (struct export_told){ e.rows, e.in.n, e.left };
	buf_free(&e.out);
	arena_free(e.scratch);
	arena_free(e.arena);
	return done;
}

bool
export_may(const struct desk *desk, const struct form *form, struct err *err)
{
	if (!desk_may_read(desk, form))
		return err_set(err, ERR_RIGHTS, NULL,
			_("Usted no puede leer el registro «%s»."),
			form->title);
	if (form->import.allowed)
		return true;
	err_set(err, ERR_USAGE, NULL,
		_("El registro «%s» no se carga de archivos: no hay para qué "
		  "exportarlo."),
		form->title);
	return err_hint(err, _("Su lista se escribe con hito list %s --csv."),
		form->name);
}

bool
export_begin(struct desk *desk, struct err *err)
{
	return stream_begin(desk, err);
}

void
export_end(struct desk *desk)
{
	stream_end(desk);
}

const char *
export_format(const char *named, const char *path)
{
	const char *dot = path ? strrchr(path, '.') : NULL;

	if (named)
		return shape_of(named) ? shape_of(named)->name : NULL;
	return dot && shape_of(dot + 1) ? shape_of(dot + 1)->name : "csv";
}

const char *
export_formats(void)
{
	return "csv, xlsx, ods, json";
}
