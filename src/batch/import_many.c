/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/import_many.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/import_say.h"
#include "batch/output.h"
#include "import/tell.h"
#include "report/print.h"

enum {
	FILE_WIDEST = 40, /* cells of its column */
	OFFICE_WIDEST = 24,
	COUNT_ROOM = 24,
	COLUMNS_N = 6,
};

/* ---- who is still missing */

static const char *
came_offices(struct arena *arena, const struct many *m)
{
	struct buf b = { 0 };
	const char *out;

	buf_putc(&b, '{');
	for (size_t i = 0; i < m->n; i++)
		if (m->files[i].office)
			buf_printf(&b, "%s%s", b.len > 1 ? "," : "",
				m->files[i].office);
	buf_putc(&b, '}');
	out = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return out;
}

static void
take_missing(struct arena *arena, struct many *m, const struct result *r)
{
	m->n_missing = result_rows(r);
	m->missing = arena_array(arena, m->n_missing + 1, sizeof *m->missing);
	for (size_t i = 0; i < m->n_missing; i++)
		m->missing[i] = (struct many_missing){
			arena_strdup(arena, result_value(r, i, 0)),
			arena_strdup(arena, result_value(r, i, 1)),
			arena_strdup(arena, result_value(r, i, 2)),
			tell_line(arena, result_value(r, i, 3)),
			arena_strdup(arena, result_value(r, i, 4)),
			arena_strdup(arena, result_value(r, i, 5)),
		};
}

/* Of a register whose rows an office has on a sheet of its own. */
static bool
ask_missing(struct desk *desk, struct many *m, struct err *err)
{
	struct result *r;

	if (m->form != desk_form_in(desk, "sheet", "row"))
		return true;
	r = session_query(desk->session, _("Oficinas que faltan"), err,
		"select * from follow.sheets_missing($1, $2, $3::text[])", 3,
		m->plan, m->period ? m->period : desk_period_shown(desk),
		came_offices(desk->arena, m));
	if (!r)
		return false;
	take_missing(desk->arena, m, r);
	result_free(r);
	return true;
}

/* ---- the table */

static int
widest(const struct many *m, bool office, int limit)
{
	int most = utf8_cells(office ? _("oficina") : _("archivo"));

	for (size_t i = 0; i < m->n; i++) {
		int w = utf8_cells(
			office ? m->files[i].office : m->files[i].path);

		most = w > most ? w : most;
	}
	return most < limit ? most : limit;
}

static void
print_files(struct arena *arena, const struct many *m)
{
	const struct print_column columns[COLUMNS_N] = {
		{ "", 1, false },
		{ _("archivo"), widest(m, false, FILE_WIDEST), false },
		{ _("oficina"), widest(m, true, OFFICE_WIDEST), false },
		{ _("filas"), 7, true },
		{ _("errores"), 7, true },
		{ _("resultado"), FILE_WIDEST, false },
	};
	const char *cells[COLUMNS_N] = { "" };

	for (size_t i = 1; i < COLUMNS_N; i++)
		cells[i] = columns[i].title;
	print_row(stdout, COLUMNS_N, columns, cells, true);
	for (size_t i = 0; i < m->n; i++) {
		const struct many_file *f = &m->files[i];
		char rows[COUNT_ROOM], errors[COUNT_ROOM];

		snprintf(rows, sizeof rows, "%zu", f->rows);
		snprintf(errors, sizeof errors, "%zu", f->errors);
		cells[1] = tell_line(arena, f->path);
		cells[2] = f->office ? f->office : "-";
		cells[3] = rows;
		cells[4] = errors;
		cells[5] = f->outcome;
		print_row(stdout, COLUMNS_N, columns, cells, true);
	}
}

static void
print_missing(const struct many *m)
{
	if (m->n_missing == 0)
		return;
	printf(ngettext(" Falta %zu oficina en %s:\n",
		       " Faltan %zu oficinas en %s:\n", m->n_missing),
		m->n_missing, m->missing[0].period);
	for (size_t i = 0; i < m->n_missing; i++)
		printf(_("   %s  %s: %s de %s indicadores\n"),
			m->missing[i].office, m->missing[i].name,
			m->missing[i].n_left, m->missing[i].n_due);
}

static bool
print_all_json(struct many *m)
{
	struct buf *b = &m->out;

	buf_puts(b, "],\"missing\":[");
	for (size_t i = 0; i < m->n_missing; i++) {
		const struct many_missing *o = &m->missing[i];

		buf_puts(b, i ? ",{" : "{");
		say_json_text(b, "plan", o->plan);
		say_json_text(b, "period", o->period);
		say_json_text(b, "office", o->office);
		say_json_text(b, "name", o->name);
		buf_printf(b, "\"due\":%s,\"left\":%s}", o->n_due, o->n_left);
	}
	buf_puts(b, "]}\n");
	return print_flush(b);
}

/* What was loaded stands, whether anybody could read of it or not. */
static bool
stands(const struct many *m, struct err *err)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->files[i].code == EXIT_DONE && !m->dry_run) {
			batch_failed(err);
			/* What is left in it would make a failure of the end. */
			if (!freopen("/dev/null", "w", stdout))
				clearerr(stdout);
			return true;
		}
	return false;
}

static bool
say_all(struct desk *desk, struct many *m, struct err *err)
{
	if (m->json) {
		print_all_json(m);
	} else {
		print_files(desk->arena, m);
		print_missing(m);
	}
	buf_free(&m->out);
	return output_flush(err) || stands(m, err);
}

/* ---- all of them */

/* Whether the next one has a chance. */
static bool
goes_on(const struct err *err)
{
	return err->kind != ERR_LINK && err->kind != ERR_CANCEL &&
	       err->kind != ERR_BUG;
}

bool
many_run(struct desk *desk, struct many *m, many_load *load, void *arg,
	struct err *err)
{
	if (m->json)
		buf_puts(&m->out, "{\"files\":[");
	for (size_t i = 0; i < m->n; i++) {
		struct many_file *f = &m->files[i];

		if (m->json && i > 0)
			buf_putc(&m->out, ',');
		err_clear(err);
		if (load(desk, arg, i, err))
			continue;
		if (!goes_on(err)) {
			buf_free(&m->out);
			return false;
		}
		f->outcome = _("no se cargó");
		f->errors += f->errors == 0;
		fprintf(stderr, "%s\n", tell_line(desk->arena, f->path));
		f->code = batch_failed(err);
	}
	err_clear(err);
	return ask_missing(desk, m, err) && say_all(desk, m, err);
}

int
many_code(const struct many *m)
{
	size_t done = 0;
	int first = EXIT_DONE;

	for (size_t i = 0; i < m->n; i++) {
		const struct many_file *f = &m->files[i];

		if (f->code == EXIT_DONE || f->code == EXIT_REJECTS)
			done++;
		if (first == EXIT_DONE)
			first = f->code;
	}
	if (first == EXIT_DONE)
		return EXIT_DONE;
	return m->dry_run ? EXIT_DRY_ERRORS : done > 0 ? EXIT_REJECTS : first;
}
