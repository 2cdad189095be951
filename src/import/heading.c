/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/heading.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "import/typed.h"

enum {
	TITLES_MAX = 20, /* rows looked at for the headings */
	NAMES_ROOM = 160,
	FOLDED = 400,
};

/* The first rows, as people see them. */
struct beginning {
	struct mapping *m;
	size_t n;
	struct file_row rows[TITLES_MAX];
	size_t at; /* the headings among them; n: none */
};

/* ---- merged cells ------------------------------------------------------- */

static const char *
text_at(const struct beginning *b, size_t line, size_t cell)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->rows[i].line == line && cell < b->rows[i].n)
			return b->rows[i].cells[cell];
	return "";
}

/* A heading over two rows stands in the first of them; whoever reads the
 * second means it too. */
static void
fill_merged(struct beginning *b, const struct source *source)
{
	for (size_t i = 0; i < source->n_merges; i++) {
		const struct source_merge *g = &source->merges[i];
		const char *text = text_at(b, g->first_line, g->first_cell);

		for (size_t j = 0; j < b->n; j++) {
			struct file_row *row = &b->rows[j];

			if (row->line > g->first_line &&
				row->line <= g->last_line &&
				g->first_cell < row->n)
				row->cells[g->first_cell] =
					arena_strdup(b->m->arena, text);
		}
	}
}

/* ---- the first rows ----------------------------------------------------- */

static void
keep_row(struct beginning *b, const struct file_row *row)
{
	struct file_row shown = typed_row_shown(b->m->arena, row);
	struct file_row *to = &b->rows[b->n++];

	*to = shown;
	to->cells = arena_array(b->m->arena, row->n + 1, sizeof *to->cells);
	for (size_t i = 0; i < row->n; i++)
		to->cells[i] = arena_strdup(b->m->arena, shown.cells[i]);
}

/* The first rows, or those up to the line that was asked for. */
static bool
read_rows(struct beginning *b, struct sheet *sheet, long line, struct err *err)
{
	const struct source *source = sheet_source(sheet);
	enum sheet_result r = SHEET_ROW;
	struct file_row row;

	b->n = 0;
	while (r == SHEET_ROW && b->n < TITLES_MAX &&
		(line == 0 || b->n == 0 ||
			b->rows[b->n - 1].line < (size_t)line)) {
		r = sheet_next(sheet, &row, err);
		if (r == SHEET_ROW) {
			/* Titles far above the line are of no use. */
			if (line > 0 && b->n == TITLES_MAX - 1 &&
				row.line < (size_t)line)
				b->n = 0;
			keep_row(b, &row);
		}
	}
	if (r == SHEET_ERROR)
		return false;
	fill_merged(b, source);
	return true;
}

/* The first that looks like headings; of two rows of them, the one that tells
 * more. */
static void
find_row(struct beginning *b, long line)
{
	b->at = 0;
	if (line > 0) {
		while (b->at < b->n && b->rows[b->at].line != (size_t)line)
			b->at++;
		if (b->at < b->n && !b->m->map &&
			mapping_known(b->m, &b->rows[b->at]) == 0)
			b->at = b->n;
		return;
	}
	while (b->at < b->n && !mapping_is_heading(b->m, &b->rows[b->at]))
		b->at++;
	while (b->at + 1 < b->n &&
		mapping_known(b->m, &b->rows[b->at + 1]) >
			mapping_known(b->m, &b->rows[b->at]) &&
		mapping_is_heading(b->m, &b->rows[b->at + 1]))
		b->at++;
}

static void
tell_two_rows(const struct beginning *b, long line, struct findings *findings)
{
	const struct file_row *taken = &b->rows[b->at], *other = NULL;

	if (b->at > 0 && mapping_is_heading(b->m, taken - 1))
		other = taken - 1;
	else if (b->at + 1 < b->n && mapping_is_heading(b->m, taken + 1))
		other = taken + 1;
	if (!other || line > 0)
		return;
	findings_add(findings,
		&(struct finding){
			.line = taken->line,
			.severity = FINDING_NOTICE,
			.reason = arena_printf(b->m->arena,
				_("Las líneas %zu y %zu parecen encabezados: "
				  "vale la %zu, porque dice más; --heading-row "
				  "elige otra."),
				other->line < taken->line ? other->line
							  : taken->line,
				other->line < taken->line ? taken->line
							  : other->line,
				taken->line),
		});
}

static bool
no_rows(struct err *err)
{
	return err_set(err, ERR_FILE, NULL, _("El archivo no tiene filas."));
}

static bool
no_such_row(const struct beginning *b, long line, struct err *err)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->rows[i].line == (size_t)line)
			return mapping_refuse(b->m, &b->rows[i], err);
	err_set(err, ERR_USAGE, NULL, _("La línea %ld no tiene nada."), line);
	return err_hint(err, "%s",
		_("--heading-row, o heading en la asignación, lleva el número "
		  "de la línea de los encabezados."));
}

static bool
take_headings(struct beginning *b, const struct heading_wanted *w,
	struct date today, struct findings *findings, struct err *err)
{
	if (b->n == 0)
		return no_rows(err);
	if (b->at == b->n)
		return w->line > 0 ? no_such_row(b, w->line, err)
				   : mapping_refuse(b->m, &b->rows[0], err);
	tell_two_rows(b, w->line, findings);
	return mapping_match(b->m, &b->rows[b->at], findings, err) &&
	       mapping_is_obeyed(b->m, err) &&
	       mapping_read_headings(b->m, today, findings, err);
}

/* ---- which sheet -------------------------------------------------------- */

static const char *
sheet_names(struct arena *arena, const struct source *s)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < s->n_sheets && b.len < NAMES_ROOM; i++)
		buf_printf(&b, "%s«%.60s»", i ? ", " : "", s->sheets[i].name);
	text = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static bool
is_same_name(const char *a, const char *b)
{
	char x[FOLDED], y[FOLDED];

	utf8_fold(a, x, sizeof x);
	utf8_fold(b, y, sizeof y);
	return str_eq(x, y);
}

/* By its name, as written or nearly so; else by its number. */
static bool
find_named(const struct source *s, const char *name, size_t *at)
{
	long number;

	for (*at = 0; *at < s->n_sheets; ++*at)
		if (str_eq(s->sheets[*at].name, name))
			return true;
	for (*at = 0; *at < s->n_sheets; ++*at)
		if (is_same_name(s->sheets[*at].name, name))
			return true;
	if (!str_to_long(name, (long)s->n_sheets, &number) || number == 0)
		return false;
	*at = (size_t)number - 1;
	return true;
}

static bool
no_such_sheet(struct arena *arena, const struct source *s, const char *name,
	struct err *err)
{
	err_set(err, ERR_USAGE, NULL, _("El libro no tiene una hoja «%.60s»."),
		name);
	return err_hint(err, _("Tiene %s."), sheet_names(arena, s));
}

static bool
none_fits(struct arena *arena, struct sheet *sheet, const struct mapping *m,
	struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("Ninguna hoja de «%s» tiene los encabezados de «%s»."),
		sheet_name(sheet), m->form->title);
	return err_hint(err,
		_("Tiene %s: revise el registro, o diga cuál con --sheet."),
		sheet_names(arena, sheet_source(sheet)));
}

static bool
several_fit(struct arena *arena, struct sheet *sheet, const struct mapping *m,
	struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("Varias hojas de «%s» tienen los encabezados de «%s»: no se "
		  "grabó nada."),
		sheet_name(sheet), m->form->title);
	return err_hint(err, _("Diga cuál con --sheet: %s."),
		sheet_names(arena, sheet_source(sheet)));
}

/* Does the beginning of that sheet have the headings? */
static bool
fits(struct sheet *sheet, size_t at, const struct heading_wanted *w,
	struct beginning *b, bool *so, struct err *err)
{
	size_t rows = w->line > TITLES_MAX ? (size_t)w->line : TITLES_MAX;

	if (!sheet_choose(sheet, at, rows, err) ||
		!read_rows(b, sheet, w->line, err))
		return false;
	find_row(b, w->line);
	*so = b->at < b->n;
	return true;
}

/* Of n that fit the one that is meant. */
static bool
ask_sheet(struct sheet *sheet, const struct heading_wanted *w,
	struct beginning *b, const size_t *fitting, size_t n, size_t *found,
	struct err *err)
{
	const struct source *s = sheet_source(sheet);
	struct arena *arena = b->m->arena;
	const char **names = arena_array(arena, n, sizeof *names);
	size_t chosen = n;

	for (size_t i = 0; i < n; i++)
		names[i] = s->sheets[fitting[i]].name;
	if (w->asker)
		chosen = w->asker->sheet(w->asker, sheet_name(sheet), names, n);
	if (chosen >= n)
		return several_fit(arena, sheet, b->m, err);
	*found = fitting[chosen];
	return true;
}

/* The only one that fits; what is hidden was not meant. */
static bool
find_fitting(struct sheet *sheet, const struct heading_wanted *w,
	struct beginning *b, size_t *found, struct err *err)
{
	const struct source *s = sheet_source(sheet);
	struct arena *arena = b->m->arena;
	size_t *fitting = arena_array(arena, s->n_sheets, sizeof *fitting);
	size_t n = 0;

	for (size_t i = 0; i < s->n_sheets; i++) {
		bool so;

		if (s->sheets[i].hidden)
			continue;
		if (!fits(sheet, i, w, b, &so, err))
			return false;
		if (so)
			fitting[n++] = i;
	}
	if (n == 0)
		return none_fits(arena, sheet, b->m, err);
	*found = fitting[0];
	return n == 1 || ask_sheet(sheet, w, b, fitting, n, found, err);
}

static bool
choose_sheet(struct sheet *sheet, const struct heading_wanted *w,
	struct beginning *b, const char **chosen, struct err *err)
{
	const struct source *s = sheet_source(sheet);
	size_t at = 0;

	if (s->n_sheets == 0 && w->sheet) {
		err_set(err, ERR_USAGE, NULL, _("«%s» no tiene hojas."),
			sheet_name(sheet));
		return err_hint(err, "%s", _("--sheet es para los libros."));
	}
	if (s->n_sheets == 0)
		return true;
	if (w->sheet && !find_named(s, w->sheet, &at))
		return no_such_sheet(b->m->arena, s, w->sheet, err);
	if (!w->sheet && s->n_sheets > 1 &&
		!find_fitting(sheet, w, b, &at, err))
		return false;
	*chosen = s->sheets[at].name;
	return sheet_choose(sheet, at, 0, err);
}

bool
heading_find(struct sheet *sheet, const struct heading_wanted *w,
	struct mapping *m, struct date today, struct findings *findings,
	const char **chosen, struct err *err)
{
	struct beginning b = { .m = m };
	const struct source *s = sheet_source(sheet);

	if (!choose_sheet(sheet, w, &b, chosen, err) ||
		!read_rows(&b, sheet, w->line, err))
		return false;
	find_row(&b, w->line);
	for (size_t i = 0; i < s->n_notes; i++)
		findings_add(
			findings, &(struct finding){ .severity = FINDING_NOTICE,
					  .reason = s->notes[i] });
	return take_headings(&b, w, today, findings, err);
}
