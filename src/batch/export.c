/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito export: registers as files that import takes again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "batch/rows.h"
#include "report/export.h"
#include "report/export_order.h"

/* The command line. */
struct asked {
	const char *name;
	struct rows_asked rows;
	const char *since;
	const char *format;
	const char *decimal;
	const char *reason;
	const char *output;
	bool all;
	bool excel;
	bool personal;
};

/* What is written, and how. */
struct exporting {
	const struct batch *batch;
	struct desk *desk;
	struct asked asked;
	struct export_style style;
	struct batch_step step;
	/* of the file being written */
	struct export_wish wish;
	struct export_told told;
	struct err *err;
	size_t n; /* files so far */
	long rows;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "all", "todos", OPTION_FLAG, AT(all), 0, NULL },
	{ "filter", "filtro", OPTION_TEXT, AT(rows.filter), 0, NULL },
	{ "where", "donde", OPTION_LIST, AT(rows.where), 0, NULL },
	{ "mine", "mios", OPTION_FLAG, AT(rows.mine), 0, NULL },
	{ "since", "cambiado-desde", OPTION_TEXT, AT(since), 0, NULL },
	{ "format", "formato", OPTION_TEXT, AT(format), 0, NULL },
	{ "excel", NULL, OPTION_FLAG, AT(excel), 0, NULL },
	{ "decimal", "decimales", OPTION_TEXT, AT(decimal), 0, NULL },
	{ "personal", "personales", OPTION_FLAG, AT(personal), 0, NULL },
	{ "reason", "motivo", OPTION_TEXT, AT(reason), 0, NULL },
	{ "output", "salida", OPTION_TEXT, AT(output), 'o', NULL },
};
static const size_t places[] = { AT(name) };

/* ---- the command line */

/* What does not go together, or misses its other half. */
static const char *
at_odds(const struct asked *a)
{
	const struct {
		bool wrong;
		const char *say;
	} rules[] = {
		{ !a->name && !a->all,
			N_("Falta decir qué registro, o --all.") },
		{ a->name && a->all,
			N_("Un registro y --all no van juntos: elija uno.") },
		{ a->all && (a->rows.filter || a->rows.where.n),
			N_("--filter y --where van con un registro, no con "
			   "--all.") },
		{ a->all && !a->output,
			N_("Con --all, diga en qué carpeta: --output "
			   "CARPETA.") },
		{ a->all && a->personal,
			N_("--personal va con un registro, no con --all: cada "
			   "salida de datos personales tiene su motivo.") },
		{ a->personal && str_is_blank(a->reason),
			N_("Con --personal, diga para qué salen los datos: "
			   "--reason TEXTO. Queda registrado.") },
		{ a->reason && !a->personal,
			N_("--reason va con --personal.") },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i].wrong)
			return _(rules[i].say);
	return NULL;
}

static bool
take_style(const struct batch *batch, struct exporting *e, int *code)
{
	const struct asked *a = &e->asked;
	const char *say = NULL;

	e->style.format = export_format(a->format, a->all ? NULL : a->output);
	if (!e->style.format) {
		*code = batch_usage(batch,
			_("No hay un formato «%s» que se vuelva a cargar: hay "
			  "%s."),
			a->format, export_formats());
		return false;
	}
	e->style.excel = a->excel;
	e->style.decimal = a->excel ? '\0' : '.';
	if (!option_decimal(batch, a->decimal, &e->style.decimal)) {
		*code = EXIT_USAGE;
		return false;
	}
	if ((a->excel || a->decimal) && !str_eq(e->style.format, "csv"))
		say = _("--excel y --decimal van con csv: los otros formatos "
			"tienen sus propios números.");
	else if (!e->style.decimal)
		say = _("Con --excel, diga qué signo decimal espera su hoja de "
			"cálculo: --decimal , o --decimal .");
	if (say)
		*code = batch_usage(batch, "%s", say);
	return !say;
}

static bool
read_line(struct batch *batch, int argc, char **argv, struct exporting *e,
	int *code)
{
	static const struct options options = { OPTIONS(words),
		OPTION_PLACES(places) };
	const char *say;

	if (!options_read(batch, &options, argc, argv, &e->asked, code))
		return false;
	say = at_odds(&e->asked);
	if (say) {
		*code = batch_usage(batch, "%s", say);
		return false;
	}
	return take_style(batch, e, code);
}

/* ---- a file */

static bool
fill(void *arg, FILE *out)
{
	struct exporting *e = arg;

	return export_write(e->desk, &e->wish, out, &e->told, e->err);
}

static bool
take_since(struct exporting *e, struct err *err)
{
	struct date day;
	char *iso = arena_alloc(e->desk->arena, 16);

	if (!e->asked.since)
		return true;
	if (!date_read(e->asked.since, e->desk->today, &day, err))
		return false;
	date_iso(day, iso, 16);
	e->wish.since = iso;
	return true;
}

static void
say_file(const struct exporting *e, const char *path)
{
	if (e->batch->quiet)
		return;
	fprintf(stderr,
		ngettext("%s: %ld fila\n", "%s: %ld filas\n",
			(unsigned long)e->told.rows),
		path ? path : e->wish.request->form->title, e->told.rows);
	if (e->told.personal > 0)
		fprintf(stderr,
			ngettext("  %zu columna de datos personales no "
				 "va; con permiso, --personal.\n",
				"  %zu columnas de datos personales no "
				"van; con permiso, --personal.\n",
				e->told.personal),
			e->told.personal);
}

static bool
write_file(struct exporting *e, const char *path, struct err *err)
{
	bool done;

	e->err = err;
	e->wish.step = &e->step.step;
	done = output_put_by(path, fill, e, err);
	batch_step_clear(&e->step);
	if (done)
		say_file(e, path);
	e->n += done;
	e->rows += e->told.rows;
	return done;
}

static bool
export_one(struct exporting *e, struct err *err)
{
	const struct form *form = batch_register(e->desk, e->asked.name, err);
	struct page_request request = { .form = form };
	const char *note = NULL;
	bool done;

	if (!form || !rows_narrow(e->desk, &e->asked.rows, &request, err) ||
		!export_may(e->desk, form, err))
		return false;
	e->wish.request = &request;
	if (!export_note_begin(e->desk, &e->wish,
		    rows_narrowed(e->desk->arena, form, &e->asked.rows), &note,
		    err) ||
		!export_begin(e->desk, err))
		return false;
	done = write_file(e, e->asked.output, err);
	export_end(e->desk);
	return done && export_note_end(e->desk, note, &e->told, err);
}

/* ---- all of them */

static bool
make_folder(const char *path, struct err *err)
{
	struct stat st;

	if (mkdir(path, 0777) == 0 ||
		(errno == EEXIST && stat(path, &st) == 0 &&
			S_ISDIR(st.st_mode)))
		return true;
	return err_set(err, ERR_FILE, NULL,
		_("No se puede crear la carpeta «%s»: %s."), path,
		strerror(errno));
}

static bool
export_all(struct exporting *e, struct err *err)
{
	const struct form **order = NULL;
	bool done =
		make_folder(e->asked.output, err) && export_begin(e->desk, err);

	if (done) {
		order = export_order(e->desk, err);
		done = order;
	}
	for (size_t i = 0; done && i < e->desk->n_forms; i++) {
		const struct form *form = order[i];
		struct page_request request = { .form = form,
			.mine = e->asked.rows.mine };

		if (!form->import.allowed || !desk_may_read(e->desk, form))
			continue;
		e->wish.request = &request;
		done = write_file(e,
			arena_printf(e->desk->arena, "%s/%s.%s",
				e->asked.output, form->name, e->style.format),
			err);
	}
	export_end(e->desk);
	return done;
}

static bool
export_work(struct desk *desk, void *arg, struct err *err)
{
	struct exporting *e = arg;
	bool done;

	e->desk = desk;
	e->wish = (struct export_wish){ .style = e->style,
		.reason = e->asked.personal ? e->asked.reason : NULL };
	if (!take_since(e, err))
		return false;
	batch_step_begin(&e->step, desk, e->batch->quiet);
	e->step.step.what = _("Exportando");
	done = e->asked.all ? export_all(e, err) : export_one(e, err);
	batch_step_end(&e->step);
	return done;
}

int
batch_export(struct batch *batch, int argc, char **argv)
{
	struct exporting e = { .batch = batch };
	int code = EXIT_DONE;

	if (!read_line(batch, argc, argv, &e, &code))
		return code;
	return batch_work(batch, export_work, &e);
}
