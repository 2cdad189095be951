/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito batch rejects: the lines that a load left out, written again. */
#include "batch/batch_rejects.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "batch/output.h"
#include "batch/rejects_book.h"
#include "import/rejects.h"
#include "store/store.h"

struct asked {
	const char *key;
	const char *output;
	bool quiet;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "output", "salida", OPTION_TEXT, AT(output), 0, NULL },
};
static const size_t places[] = { AT(key) };

static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 1, .words.missing = N_("Falta el número de la carga.") };

/* The lines as the server has them. */
struct kept {
	struct rejects_lines lines; /* stands first */
	struct findings said;
	struct file_row *rows;
	size_t n;
	size_t next;
};

static size_t
number_of(const struct result *r, size_t row, const char *name)
{
	const char *text = result_get(r, row, name);

	return text ? (size_t)strtoul(text, NULL, 10) : 0;
}

static const char *
text_of(struct arena *arena, const struct result *r, size_t row,
	const char *name)
{
	const char *text = result_get(r, row, name);

	return arena_strdup(arena, text ? text : "");
}

static struct result *
ask(struct desk *desk, const char *sql, const char *id, struct err *err)
{
	return session_query(desk->session, _("Rechazos"), err, sql, 1, id);
}

static bool
read_said(struct desk *desk, const char *id, struct findings *said,
	struct err *err)
{
	struct result *r = ask(desk,
		"select line, heading, value, severity, reason "
		"from core.batch_said($1::bigint)",
		id, err);

	for (size_t i = 0; r && i < result_rows(r); i++)
		findings_add(said,
			&(struct finding){ .line = number_of(r, i, "line"),
				.column = text_of(said->arena, r, i, "heading"),
				.value = text_of(said->arena, r, i, "value"),
				.severity = severity_read(
					result_get(r, i, "severity")),
				.reason = served(
					said->arena, text_of(said->arena, r, i,
							     "reason")) });
	result_free(r);
	return r;
}

/* A result of one cell a row, as rows. */
static bool
read_rows(struct desk *desk, const char *id, struct kept *kept, struct err *err)
{
	struct result *r = ask(desk,
		"select line, cell, n from core.batch_left_out($1::bigint)", id,
		err);
	struct file_row *row = NULL;
	size_t n = 0;

	if (!r)
		return false;
	kept->rows = arena_array(
		desk->arena, result_rows(r) + 1, sizeof *kept->rows);
	for (size_t i = 0; i < result_rows(r); i++) {
		if (n == 0) {
			row = &kept->rows[kept->n++];
			row->line = number_of(r, i, "line");
			n = number_of(r, i, "n");
			row->cells = arena_array(
				desk->arena, n + 1, sizeof *row->cells);
		}
		row->cells[row->n++] =
			arena_strdup(desk->arena, result_get(r, i, "cell"));
		n--;
	}
	result_free(r);
	return true;
}

static bool
read_titles(struct desk *desk, const char *id, struct rejects_shape *shape,
	struct err *err)
{
	struct result *r = ask(desk,
		"select t.title, b.charset, b.delimiter from core.batch b "
		"cross join unnest(b.headings) with ordinality as t (title, n) "
		"where b.id = $1::bigint order by t.n",
		id, err);
	const char **titles;
	size_t n = r ? result_rows(r) : 0;

	if (!r)
		return false;
	titles = arena_array(desk->arena, n + 1, sizeof *titles);
	for (size_t i = 0; i < n; i++)
		titles[i] = text_of(desk->arena, r, i, "title");
	shape->n = n;
	shape->titles = titles;
	if (n) {
		shape->charset = text_of(desk->arena, r, 0, "charset");
		shape->delimiter = text_of(desk->arena, r, 0, "delimiter")[0];
	}
	result_free(r);
	return true;
}

static void
rewind_kept(struct rejects_lines *self)
{
	((struct kept *)self)->next = 0;
}

static bool
next_kept(struct rejects_lines *self, struct arena *scratch,
	struct rejected *out, struct err *err)
{
	struct kept *k = (struct kept *)self;
	size_t first = 0;

	if (k->next == k->n || !scratch || err->kind != ERR_NONE)
		return false;
	*out = (struct rejected){ .row = k->rows[k->next++] };
	while (first < k->said.n && k->said.v[first].line < out->row.line)
		first++;
	out->findings = k->said.v + first;
	while (first + out->n < k->said.n &&
		k->said.v[first + out->n].line == out->row.line)
		out->n++;
	return true;
}

/* Why there is nothing to write; true: there is. */
static bool
has_any(const struct record *record, const struct kept *kept, struct err *err)
{
	int rejected = form_field(record->form, "rejected");
	int how = form_field(record->form, "rejects_kept");
	const char *why = how < 0 ? NULL : record->values[how].was;

	if (rejected < 0 || !record->values[rejected].was ||
		str_eq(record->values[rejected].was, "0"))
		return err_set(err, ERR_RULE, NULL,
			_("La carga %s no dejó ninguna fila fuera."),
			record->id);
	if (kept->n)
		return true;
	err_set(err, ERR_RULE, NULL,
		_("Las filas que la carga %s dejó fuera no están aquí."),
		record->id);
	return err_hint(err, "%s",
		str_eq(why, "personal")
			? _("Su registro tiene datos personales, y de él no "
			    "se guardan: cargue el archivo otra vez con "
			    "--rejects.")
			: _("Las ven la oficina que cargó y la secretaría."));
}

static void
say_written(const struct asked *a, const struct record *record, size_t n)
{
	int how = form_field(record->form, "rejects_kept");

	if (!a->quiet)
		printf(ngettext("%s: %zu fila\n", "%s: %zu filas\n", n),
			a->output, n);
	if (how >= 0 && str_eq(record->values[how].was, "some"))
		fputs(_("Son las primeras: de una carga se guardan hasta mil "
			"filas rechazadas.\n"),
			stderr);
}

static bool
write_record(struct desk *desk, const struct asked *a,
	const struct record *record, struct err *err)
{
	struct kept kept = { .lines = { rewind_kept, next_kept },
		.said.arena = desk->arena };
	struct rejects_shape shape = { .path = a->output, .number_cell = -1 };
	rejects_save_fn *save = rejects_saver(a->output);

	if (!read_said(desk, record->id, &kept.said, err) ||
		!read_rows(desk, record->id, &kept, err) ||
		!read_titles(desk, record->id, &shape, err) ||
		!has_any(record, &kept, err) ||
		!(save ? save : rejects_text)(&shape, &kept.lines, err))
		return false;
	say_written(a, record, kept.n);
	return true;
}

static bool
work(struct desk *desk, void *arg, struct err *err)
{
	const struct asked *a = arg;
	const struct form *form = batch_register(desk, "batch", err);
	struct record *record =
		form ? store_read_key(desk, form, a->key, err) : NULL;
	bool done = record && write_record(desk, a, record, err);

	record_free(record);
	return done && output_flush(err);
}

int
batch_rejects(struct batch *batch, int argc, char **argv)
{
	struct asked a = { .quiet = batch->quiet };
	int code;

	if (!options_read(batch, &options, argc, argv, &a, &code))
		return code;
	if (!a.output)
		return batch_usage(batch, "%s",
			_("Falta decir en qué archivo: --output ARCHIVO."));
	return batch_work(batch, work, &a);
}
