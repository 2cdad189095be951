/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/job_inside.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "db/copy.h"
#include "import/compare.h"
#include "import/describe.h"
#include "import/stamped.h"
#include "store/behind.h"

enum {
	CHECKS_MAX = 50, /* rounds of checking with --skip-bad */
};

/* ---- opening ------------------------------------------------------------ */

/* What is written must not take the place of what is read. */
static bool
is_not_the_input(struct arena *arena, const struct sheet *sheet,
	const char *path, struct err *err)
{
	if (!path || (!sheet_is_at(sheet, path) &&
			     !sheet_is_at(sheet, rejects_beside(arena, path))))
		return true;
	err_set(err, ERR_USAGE, NULL,
		_("Los rechazos no se escriben sobre el mismo archivo que se "
		  "carga, «%.120s»."),
		path);
	return err_hint(err, "%s", _("Dé otro nombre en --rejects."));
}

struct import *
import_open(const struct import_options *options, struct err *err)
{
	struct arena *arena = arena_new();
	struct import *im = arena_alloc(arena, sizeof *im);

	im->o = options;
	im->arena = arena;
	im->ours.arena = im->theirs.arena = im->latest.arena = arena;
	im->result.findings.arena = im->result.decided.arena = arena;
	im->sheet = sheet_open(&options->sheet, err);
	im->result.file = im->sheet ? sheet_name(im->sheet) : NULL;
	if (im->sheet && (options->rejects || options->skip_bad) &&
		is_not_the_input(arena, im->sheet, options->rejects, err))
		im->rejects = rejects_open(options->rejects, err);
	if (im->sheet &&
		(im->rejects || (!options->rejects && !options->skip_bad)))
		return im;
	import_close(im);
	return NULL;
}

void
import_close(struct import *im)
{
	if (!im)
		return;
	sheet_close(im->sheet);
	rejects_close(im->rejects);
	arena_free(im->arena);
}

const struct import_result *
import_result(const struct import *im)
{
	return &im->result;
}

/* ---- rows to the server ------------------------------------------------- */

static bool
too_many_errors(struct import *im, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» tiene más de %d errores en sus "
		  "primeras %zu filas: no parece un archivo de «%s»."),
		sheet_name(im->sheet), (int)FINDINGS_MAX, im->result.rows,
		im->form->title);
	return err_hint(err, "%s",
		_("Revise el registro, las columnas y la "
		  "codificación."));
}

/* Rows are counted; how many there are, only the file can tell. */
static void
tell_rows(struct import *im)
{
	unsigned percent = sheet_percent(im->sheet);

	step_range(im->step, percent, percent);
	step_at(im->step, im->result.rows);
}

static bool
copy_records(struct import *im, struct copy *copy, const struct file_row *row,
	struct arena *scratch, const char **values, struct err *err)
{
	for (size_t at = 0; mapping_record(im->mapping, row, &at,
		     im->desk->today, scratch, values, &im->ours);) {
		if (!copy_row(copy, mapping_values(im->mapping), values, err))
			return false;
		im->staged++;
	}
	return true;
}

static bool
is_blank_cell(const struct file_row *row, size_t at)
{
	return str_is_blank(row->cells[at]) &&
	       (!row->kinds || row->kinds[at] == ROW_TEXT);
}

/* A row that a template had already, and in which nobody wrote anything but
 * the key that was there. */
static bool
is_unfilled(const struct import *im, const struct file_row *row)
{
	const struct mapping *m = im->mapping;

	if (!im->result.stamp || !im->result.stamp->told || m->erases)
		return false;
	for (size_t i = 0; i < m->n; i++) {
		const struct mapped *p = &m->v[i];

		if (p->cell >= 0 && (size_t)p->cell < row->n &&
			!mapping_is_natural(m, p->field) &&
			!is_blank_cell(row, (size_t)p->cell))
			return false;
	}
	return true;
}

static bool
take_row(struct import *im, struct copy *copy, const struct file_row *row,
	struct arena *scratch, const char **values, struct err *err)
{
	if (import_leaves_out(im, row))
		return true;
	im->result.rows++;
	if (is_unfilled(im, row)) {
		im->result.unfilled++;
		return true;
	}
	if (!mapping_has_room(im->mapping, row->line, err))
		return false;
	if (im->rejects && !rejects_keep(im->rejects, row, err))
		return false;
	if (mapping_read(im->mapping, row, im->desk->today, scratch, values,
		    &im->ours) &&
		!copy_records(im, copy, row, scratch, values, err))
		return false;
	arena_reset(scratch);
	if (im->ours.n_errors > FINDINGS_MAX)
		return too_many_errors(im, err);
	if (im->result.rows % IMPORT_PROGRESS_ROWS == 0)
		tell_rows(im);
	return step_check(im->step, err);
}

static bool
copy_rows(struct import *im, struct copy *copy, struct err *err)
{
	struct arena *scratch = arena_new();
	const char **values = arena_array(
		im->arena, mapping_values(im->mapping), sizeof *values);
	enum sheet_result r;
	struct file_row row;

	while ((r = sheet_next(im->sheet, &row, err)) == SHEET_ROW)
		if (!take_row(im, copy, &row, scratch, values, err)) {
			r = SHEET_ERROR;
			break;
		}
	arena_free(scratch);
	return r == SHEET_END;
}

static bool
check_row_counts(struct import *im, size_t copied, struct err *err)
{
	if (copied != im->staged)
		return err_set(err, ERR_BUG, NULL,
			_("Se enviaron %zu filas y "
			  "el servidor recibió %zu: no se grabó nada."),
			im->staged, copied);
	if (im->o->rows >= 0 && (size_t)im->o->rows != im->result.rows) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» tiene %zu filas y se "
			  "esperaban %ld: no se grabó nada."),
			sheet_name(im->sheet), im->result.rows, im->o->rows);
		return err_hint(err, "%s", _("Pida el archivo otra vez."));
	}
	if (im->result.rows == 0) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no tiene filas debajo "
			  "del encabezado."),
			sheet_name(im->sheet));
		return err_hint(err, "%s", _("Pida el archivo otra vez."));
	}
	return true;
}

static bool
stage(struct import *im, struct err *err)
{
	struct copy *copy = copy_begin(
		im->desk->session, mapping_copy_sql(im->mapping), err);
	size_t copied = 0;

	if (!copy)
		return false;
	step_begin(im->step, N_("fila"), 0);
	if (!copy_rows(im, copy, err)) {
		copy_abort(copy);
		return false;
	}
	if (!copy_end(copy, &copied, err))
		return false;
	im->result.records = im->staged;
	im->result.matrix = mapping_scale(im->mapping) > 1;
	mapping_finish(im->mapping, &im->ours);
	findings_sort(&im->ours);
	return check_row_counts(im, copied, err);
}

/* ---- checking ----------------------------------------------------------- */

/* A cell that we could not read is staged as NULL: that it is missing is not
 * worth saying again. The headings of a matrix are cells too. */
static bool
was_told(const struct import *im, const struct finding *f)
{
	const struct mapping *m = im->mapping;
	const char *column = mapping_is_spread(m, f->field) ? f->column : NULL;

	return f->field && f->line && f->severity == FINDING_ERROR &&
	       (findings_has_error(&im->ours, f->line, f->field, column) ||
		       findings_has_error(&im->ours, m->heading_line, f->field,
			       f->column));
}

static void
take_finding(struct import *im, const struct result *r, size_t row)
{
	const char *line = result_get(r, row, "line");
	struct finding f = {
		.field = result_get(r, row, "field"),
		.value = result_get(r, row, "value"),
		.severity = severity_read(result_get(r, row, "severity")),
		.reason = served(im->arena, result_get(r, row, "reason")),
	};
	const struct mapped *found =
		f.field ? mapping_field(im->mapping, f.field) : NULL;
	long number = 0;

	if (line && !str_to_long(line, INT_MAX, &number))
		number = 0;
	if (found && f.value)
		f.value = field_choice_label(found->field, f.value);
	mapping_place(im->mapping, (size_t)number, &f);
	if (!was_told(im, &f))
		findings_add(&im->latest, &f);
}

static void
take_findings(struct import *im, struct result *r)
{
	for (size_t i = 0; i < result_rows(r); i++)
		take_finding(im, r, i);
	findings_sort(&im->latest);
	result_free(r);
}

/* Rows that are not what the template was made for. */
static bool
check_stamp(struct import *im, struct err *err)
{
	const struct stamp *s = im->result.stamp;
	struct result *r;

	if (!s)
		return true;
	r = session_query(im->desk->session, _("Revisión"), err,
		"select line, field, value, severity, reason "
		"from core.import_stamped($1, $2, $3)",
		3, s->plan, s->period,
		stamped_holds_office(s, im->form) ? s->office
						  : (const char *)NULL);
	if (!r)
		return false;
	take_findings(im, r);
	return true;
}

static bool
check(struct import *im, struct err *err)
{
	struct result *r = session_query(im->desk->session, _("Revisión"), err,
		"select line, field, value, severity, reason "
		"from core.import_check($1::jsonb, $2::text[])",
		2, im->described, mapping_given(im->mapping));

	if (!r)
		return false;
	findings_clear(&im->latest);
	take_findings(im, r);
	return check_stamp(im, err);
}

/* All that was found so far, by line. */
static void
gather(struct import *im)
{
	const struct findings *lists[] = {
		&im->ours,
		&im->theirs,
		&im->latest,
	};
	struct findings *all = &im->result.findings;
	size_t *lines;

	findings_clear(all);
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		all->untold += lists[i]->untold;
		for (size_t j = 0; j < lists[i]->n; j++)
			findings_add(all, &lists[i]->v[j]);
	}
	findings_sort(all);
	im->result.rejected = findings_bad_lines(
		all, im->mapping->heading_line, im->arena, &lines);
	im->result.review = findings_review(all, im->mapping->heading_line);
}

/* Of any line, or of what holds for all: the file and its headings. */
static bool
has_errors(
	const struct import *im, const struct findings *list, bool whole_file)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].severity == FINDING_ERROR &&
			(!whole_file ||
				list->v[i].line <= im->mapping->heading_line))
			return true;
	return false;
}

static const char *
line_array(struct import *im, size_t n, const size_t *lines)
{
	struct buf b = { 0 };
	const char *text;

	buf_putc(&b, '{');
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%zu", i ? "," : "", lines[i]);
	buf_putc(&b, '}');
	text = arena_strdup(im->arena, b.data);
	buf_free(&b);
	return text;
}

/* A number was counted among the rows of its key: of a row whose key is wrong
 * it would be another record's once that is corrected. */
static bool
is_counted(const struct import *im, size_t line, const struct field *number)
{
	for (size_t i = 0; i < im->form->n_natural; i++) {
		const char *key = im->form->natural[i];

		if (!str_eq(key, number->numbers) &&
			findings_has_error(
				&im->result.findings, line, key, NULL))
			return false;
	}
	return true;
}

static void
add_number(struct import *im, const char *line, const char *number)
{
	struct line_number *v;
	long at;

	if (!line || !number || !str_to_long(line, 2000000000, &at) ||
		!is_counted(im, (size_t)at, form_numbering(im->form)))
		return;
	if (im->n_numbers == im->numbers_cap) {
		size_t cap = im->numbers_cap ? 2 * im->numbers_cap : 64;

		im->numbers = arena_grow(im->arena, im->numbers, im->n_numbers,
			cap, sizeof *im->numbers);
		im->numbers_cap = cap;
	}
	v = &im->numbers[im->n_numbers++];
	v->line = (size_t)at;
	v->number = arena_strdup(im->arena, number);
}

/* The numbers that bad lines were given, before they go: a corrected line
 * must come back under the same one. */
static bool
keep_numbers(struct import *im, const char *lines, struct err *err)
{
	const struct field *field = form_numbering(im->form);
	struct result *r;

	if (!im->rejects || !field || mapping_scale(im->mapping) > 1)
		return true;
	r = session_query(im->desk->session, _("Revisión"), err,
		arena_printf(im->arena,
			"select line, %s from pg_temp.hito_stage "
			"where line = any($1::int[]) order by line",
			str_quote_ident(im->arena, field->numbers)),
		1, lines);
	if (!r)
		return false;
	for (size_t i = 0; i < result_rows(r); i++)
		add_number(im, result_value(r, i, 0), result_value(r, i, 1));
	result_free(r);
	return true;
}

static bool
remove_lines(struct import *im, const char *lines, struct err *err)
{
	struct result *r = session_query(im->desk->session, _("Revisión"), err,
		arena_printf(im->arena,
			"delete from pg_temp.hito_stage "
			"where line / %zu = any($1::int[])",
			mapping_scale(im->mapping)),
		1, lines);

	if (!r)
		return false;
	im->staged -= result_touched(r);
	result_free(r);
	return true;
}

/* Those of ours that are errors of a row. */
static const char *
our_bad_lines(struct import *im)
{
	size_t *lines;
	size_t n = findings_bad_lines(
		&im->ours, im->mapping->heading_line, im->arena, &lines);

	return line_array(im, n, lines);
}

/* Records that the sender does not want touched, or made, are out of it with
 * all that is wrong with them. Whose key could not be read is neither. */
static bool
leave_out(struct import *im, struct err *err)
{
	struct result *r;
	size_t before = im->staged;

	if (!im->o->only_new && !im->o->only_update)
		return true;
	r = session_query(im->desk->session, _("Revisión"), err,
		arena_printf(im->arena,
			"with gone as (delete from pg_temp.hito_stage s "
			"using pg_temp.hito_ready r where r.line = s.line "
			"and %s returning s.line) "
			"select null as line, count(*) from gone union all "
			"select line, 0 from gone where line = any($1::int[])",
			im->o->only_new ? "r.id is not null"
					: "r.id is null and r.key is not null"),
		1, our_bad_lines(im));
	if (!r)
		return false;
	for (size_t i = 0; i < result_rows(r); i++) {
		const char *line = result_value(r, i, 0);

		if (line)
			findings_drop(&im->ours, strtoul(line, NULL, 10));
		else
			im->staged -= strtoul(result_value(r, i, 1), NULL, 10);
	}
	result_free(r);
	im->result.left = before - im->staged;
	return im->result.left == 0 || check(im, err);
}

static void
keep_errors(struct import *im)
{
	for (size_t i = 0; i < im->latest.n; i++)
		if (im->latest.v[i].severity == FINDING_ERROR)
			findings_add(&im->theirs, &im->latest.v[i]);
	findings_clear(&im->latest);
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct line_number *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/*
 * Checks until nothing is wrong with the lines left, or once when bad lines
 * are not to be skipped. All rows take part in the first round, those that we
 * could not read too: positions are counted over the whole file.
 */
static bool
check_all(struct import *im, bool *clean, struct err *err)
{
	size_t *lines, n;

	*clean = false;
	for (size_t round = 0; round < CHECKS_MAX; round++) {
		const char *bad;

		if (!check(im, err) || (round == 0 && !leave_out(im, err)))
			return false;
		gather(im);
		*clean = !has_errors(im, &im->latest, false) &&
			 (round > 0 || !has_errors(im, &im->ours, false));
		if (*clean)
			return true;
		n = findings_bad_lines(&im->result.findings,
			im->mapping->heading_line, im->arena, &lines);
		bad = line_array(im, n, lines);
		if (!keep_numbers(im, bad, err))
			return false;
		if (!im->o->skip_bad ||
			has_errors(im, &im->result.findings, true))
			return true;
		if (!remove_lines(im, bad, err))
			return false;
		keep_errors(im);
	}
	return err_set(err, ERR_BUG, NULL,
		_("La revisión del archivo no "
		  "termina: no se grabó nada."));
}

static bool
write_rejects(struct import *im, struct err *err)
{
	const struct field *field = form_numbering(im->form);
	const struct mapping *m = im->mapping;
	struct rejects_shape shape = {
		.path = im->o->rejects,
		.charset = sheet_source(im->sheet)->charset,
		.delimiter = sheet_source(im->sheet)->delimiter,
		.n = m->n_cells,
		.titles = m->titles,
		.number_cell = field ? mapping_cell(m, field->name) : -1,
	};
	rejects_save_fn *save = im->o->save_rejects;

	if (!im->o->rejects)
		return true;
	if (im->result.rejected == 0)
		return rejects_none(im->rejects, err);
	if (im->n_numbers)
		qsort(im->numbers, im->n_numbers, sizeof *im->numbers,
			compare_numbers);
	if (field && im->n_numbers && shape.number_cell < 0)
		shape.number_title = mapping_title(m, field->name);
	im->result.rejects_written = (save ? save : rejects_text)(&shape,
		rejects_begin(im->rejects, &im->result.findings, im->n_numbers,
			im->numbers),
		err);
	return im->result.rejects_written;
}

/* ---- writing ------------------------------------------------------------ */

static bool
open_batch(struct import *im, struct err *err)
{
	const struct source *source = sheet_source(im->sheet);
	char sign[2] = { source->delimiter, '\0' };
	char rows[24];
	struct result *r;

	snprintf(rows, sizeof rows, "%zu", im->result.rows);
	r = session_query(im->desk->session, _("Carga"), err,
		"select core.batch_open($1, $2, $3, $4, $5::bigint, $6, $7)", 7,
		im->form->name, sheet_name(im->sheet), im->result.sheet,
		sheet_sha256(im->sheet), rows, source->charset,
		sign[0] ? sign : NULL);
	if (!r)
		return false;
	im->result.batch = arena_strdup(im->arena, result_value(r, 0, 0));
	result_free(r);
	return true;
}

static bool
run_commit_function(struct import *im, struct err *err)
{
	struct import_result *out = &im->result;
	struct result *r = session_query(im->desk->session, _("Carga"), err,
		"select inserted, changed, same from "
		"core.import_commit($1::jsonb, $2::text[], $3::bigint)",
		3, im->described, mapping_given(im->mapping), out->batch);

	if (!r)
		return false;
	out->inserted = changes_count(r, 0, "inserted");
	out->changed = changes_count(r, 0, "changed");
	out->same = changes_count(r, 0, "same");
	result_free(r);
	if ((size_t)(out->inserted + out->changed + out->same) == im->staged)
		return true;
	return err_set(err, ERR_BUG, NULL,
		_("De %zu filas se escribieron "
		  "%ld nuevas, %ld cambiadas y %ld iguales: las cuentas no "
		  "cuadran y no se grabó nada."),
		im->staged, out->inserted, out->changed, out->same);
}

static bool
close_batch(struct import *im, struct err *err)
{
	char counts[4][24];
	struct result *r;

	snprintf(counts[0], sizeof counts[0], "%ld", im->result.inserted);
	snprintf(counts[1], sizeof counts[1], "%ld", im->result.changed);
	snprintf(counts[2], sizeof counts[2], "%ld", im->result.same);
	snprintf(counts[3], sizeof counts[3], "%zu", im->result.rejected);
	r = session_query(im->desk->session, _("Carga"), err,
		"select core.batch_close($1::bigint, $2::bigint, $3::bigint, "
		"$4::bigint, $5::bigint)",
		5, im->result.batch, counts[0], counts[1], counts[2],
		counts[3]);
	result_free(r);
	return r;
}

/* The last look before COMMIT is at the file. */
static bool
finish(struct import *im, struct err *err)
{
	if (!open_batch(im, err) ||
		!changes_read(im->desk->session, im->mapping, im->o->erase,
			&im->result.changes, err) ||
		!run_commit_function(im, err) ||
		(!im->o->dry_run &&
			(!import_note(im, err) || !kept_store(im, err))) ||
		!close_batch(im, err))
		return false;
	if (im->o->dry_run) {
		im->result.batch = NULL;
		return import_undo(im, err);
	}
	if (!sheet_is_unchanged(im->sheet, err))
		return false;
	if (import_keep(im, err)) {
		if (!im->o->within)
			behind_change(im->desk);
		return true;
	}
	if (err->kind == ERR_LINK)
		err_hint(err, "%s",
			_("No se sabe si la carga llegó a "
			  "grabarse. Repítala: lo que ya está no se duplica."));
	return false;
}

/* Before anything is written: a figure may follow from what the rows bring. */
static bool
compare(struct import *im, struct err *err)
{
	if (im->mapping->n_compared == 0)
		return true;
	if (!compare_told(im->desk->session, im->mapping, &im->latest, err))
		return false;
	gather(im);
	return true;
}

/* Whose rows they are, where no template says it. */
static bool
tell_offices(struct import *im, struct err *err)
{
	struct result *r;

	if (!im->o->tell_offices || im->result.stamp)
		return true;
	r = session_query(im->desk->session, _("Revisión"), err,
		"select core.import_offices()", 0);
	if (!r)
		return false;
	im->result.offices = arena_strdup(im->arena, result_value(r, 0, 0));
	result_free(r);
	return true;
}

static bool
write_all(struct import *im, struct err *err)
{
	bool clean;

	if (!import_begin(im, err) || !stage(im, err) || !check_all(im, &clean, err) ||
		!compare(im, err) || !tell_offices(im, err) ||
		!write_rejects(im, err))
		return false;
	if (!clean) {
		im->result.state = IMPORT_REFUSED;
		return import_undo(im, err);
	}
	return finish(im, err);
}

bool
import_describe_file(struct import *im, struct err *err)
{
	struct import_result *r = &im->result;
	const struct source *source = sheet_source(im->sheet);

	r->kind = source->class->name;
	r->charset = source->charset;
	r->delimiter = sheet_delimiter_name(im->sheet);
	r->delimiter_sign = source->delimiter;
	r->sha256 = sheet_sha256(im->sheet);
	return store_load_before(im->desk, im->form->name, r->sha256, im->arena,
		&r->before, err);
}

static bool
may_write(const struct desk *desk, struct err *err)
{
	if (!desk->read_only)
		return true;
	err_set(err, ERR_RIGHTS, NULL,
		_("Esta sesión es de solo lectura: no "
		  "se puede cargar nada."));
	return err_hint(
		err, "%s", desk->read_only_why ? desk->read_only_why : "");
}

bool
import_was_stopped(struct err *err)
{
	if (err->kind == ERR_CANCEL)
		err_set(err, ERR_CANCEL, NULL, "%s",
			_("Cancelado: no se grabó nada."));
	return false;
}

bool
import_run(struct import *im, struct desk *desk, const struct form *form,
	struct step *step, struct err *err)
{
	struct err unheard;

	if (!import_is_allowed(form, err) || !may_write(desk, err) ||
		!import_prepare(im, desk, form, step, err) ||
		!import_describe_file(im, err))
		return import_was_stopped(err);
	im->described = import_describe(im->mapping);
	if (write_all(im, err))
		return true;
	/* Whatever went wrong: nothing stays. Closing would do it too. */
	im->result.batch = NULL;
	if (session_is_open(desk->session))
		import_undo(im, &unheard);
	return import_was_stopped(err);
}
