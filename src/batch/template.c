/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito template: a workbook for an office to fill in. */
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "report/template.h"

/* The command line, and what is made of it. */
struct asked {
	const struct batch *batch;
	const char *name;
	const char *output;
	const char *office;
	const struct template *template;
	struct err *err;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "output", "salida", OPTION_TEXT, AT(output), 'o', NULL },
};
static const size_t places[] = { AT(name) };

static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 1, .words.missing = N_("Falta decir qué registro.") };

static bool
fill(void *arg, FILE *out)
{
	struct asked *a = arg;

	return template_write(a->template, out, a->err);
}

/* The office is whom it is for. Whoever is of it works as such: only so she
 * may read what it has not reported yet. */
static bool
work_as_hers(struct desk *desk, const char *office, struct err *err)
{
	for (size_t i = 0; i < desk->n_offices; i++)
		if (str_eq(desk->offices[i].code, office) &&
			!str_eq(desk->office, office)) {
			/* not as chosen for good: nothing remembers it */
			session_close(desk->session);
			desk->session = NULL;
			desk->link.params.office = office;
			return desk_reconnect(desk, err);
		}
	return true;
}

static void
say_file(const struct asked *a)
{
	const struct template *t = a->template;

	if (a->batch->quiet || !a->output)
		return;
	if (t->n_rows)
		fprintf(stderr,
			ngettext("%s: %zu fila para %s\n",
				"%s: %zu filas para %s\n", t->n_rows),
			a->output, t->n_rows, t->stamp.office);
	else
		fprintf(stderr, _("%s: sin filas, para %s\n"), a->output,
			t->stamp.office);
}

static bool
make(struct desk *desk, void *arg, struct err *err)
{
	struct asked *a = arg;
	const struct form *form;
	struct template_wish wish = { .office = a->office,
		.period = a->batch->period,
		.plan = a->batch->plan };

	if (!work_as_hers(desk, a->office, err))
		return false;
	form = batch_register(desk, a->name, err);
	if (!form)
		return false;
	wish.form = form;
	a->template = template_make(desk, &wish, err);
	a->err = err;
	if (!a->template || !output_put_by(a->output, fill, a, err))
		return false;
	say_file(a);
	return true;
}

int
batch_template(struct batch *batch, int argc, char **argv)
{
	struct asked a = { .batch = batch, .office = batch->params.office };
	int code = EXIT_DONE;

	if (!options_read(batch, &options, argc, argv, &a, &code))
		return code;
	if (!a.office)
		return batch_usage(batch,
			_("Falta decir para qué oficina: --office CÓDIGO."));
	if (!a.output && isatty(STDOUT_FILENO))
		return batch_usage(
			batch, _("Un libro no se escribe en la pantalla: -o "
				 "ARCHIVO.xlsx."));
	batch->params.office = NULL;
	return batch_work(batch, make, &a);
}
