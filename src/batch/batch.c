/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/batch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"

static const struct subcommand subcommands[] = {
	{ "board", "tablero", N_("[--plan P] [--period T] [--json]"),
		N_("El tablero como texto."), batch_board },
	{ "list", "listar",
		N_("REGISTRO [--filter NOMBRE] [--where COLUMNA=VALOR]... "
		   "[--mine] [--deleted] [--columns A,B...] [--limit N] "
		   "[--json|--csv] [--format F] [--output ARCHIVO]"),
		N_("Las filas de un registro."), batch_list },
	{ "show", "mostrar", N_("REGISTRO CLAVE [--json]"),
		N_("Una ficha entera, por su clave: 2018-2020/3.2"),
		batch_show },
	{ "import", "importar",
		N_("REGISTRO ARCHIVO [--plan P] [--charset C] [--delimiter D] "
		   "[--dry-run] [--rejects ARCHIVO] [--skip-bad]"),
		N_("Carga un registro desde una hoja de cálculo."),
		batch_import },
	{ "report", "informe",
		N_("INFORME [CLAVE] PERIODO [--plan P] "
		   "[--format text|csv|html|json|pdf|xlsx] "
		   "[--output ARCHIVO] | issue|print|verify|list|send ..."),
		N_("Un informe de un plan: quarterly, annual, scorecard..."),
		batch_report },
	{ "form", "formulario", N_("check [ARCHIVO...] | draw TABLA"),
		N_("Prueba los formularios, o propone uno."), batch_form },
	{ "user", "usuario", N_("list | add | grant | revoke | password ..."),
		N_("Personas, oficinas y permisos."), batch_user },
	{ "db", "base", N_("init|start|stop|status|url|psql|migrate|audit ..."),
		N_("El servidor privado, el esquema y la auditoría."),
		batch_db },
};

const struct subcommand *
subcommand_find(const char *name)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		if (str_eq(subcommands[i].name, name) ||
			str_eq(subcommands[i].name_es, name))
			return &subcommands[i];
	return NULL;
}

enum {
	NAME_MOST = 16, /* bytes of a name compared */
	NEAR = 2	/* slips of the keyboard that are one word still */
};

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters left out, put in, changed, or two that changed places. */
static size_t
slips(const char *a, const char *b)
{
	size_t d[NAME_MOST + 1][NAME_MOST + 1];
	size_t na = strlen(a), nb = strlen(b);

	if (na > NAME_MOST || nb > NAME_MOST)
		return NAME_MOST;
	for (size_t i = 0; i <= na; i++) {
		for (size_t j = 0; j <= nb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] =
				least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
					least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[na][nb];
}

const char *
subcommand_near(const char *name)
{
	const char *found = NULL;
	size_t best = NEAR + 1;

	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++) {
		const char *const names[] = { subcommands[i].name_es,
			subcommands[i].name };

		for (size_t n = 0; n < 2; n++) {
			size_t far = slips(name, names[n]);

			if (far >= best || far >= strlen(names[n]) / 2 + 1)
				continue;
			best = far;
			found = names[n];
		}
	}
	return found;
}

void
subcommand_each(subcommand_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
		fn(arg, &subcommands[i]);
}

int
batch_failed(const struct err *err)
{
	err_print(err, true);
	return err_exit_code(err);
}

int
batch_usage(const char *name, const char *fmt, ...)
{
	const struct subcommand *s = subcommand_find(name);
	struct err err = { 0 };
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&err, ERR_USAGE, NULL, "%s", text);
	if (s)
		err_hint(&err, _("Uso: hito %s %s"), s->name, _(s->usage));
	return batch_failed(&err);
}

/* The desk's own connecting, with one question for the password where a
 * person can answer it. */
static bool
connect_asking(struct batch *batch, struct desk *desk, struct err *err)
{
	if (desk_connect(desk, &batch->params, &wait_plain, err))
		return true;
	if (!desk->needs_password || batch->params.never_prompt ||
		batch->params.password || !isatty(STDIN_FILENO))
		return false;
	batch->params.password = batch_secret(batch->arena, _("Contraseña: "));
	err_clear(err);
	return desk_connect(desk, &batch->params, &wait_plain, err);
}

/* On the screen she is asked; here nobody is. */
static bool
office_is_hers(const struct desk *desk, struct err *err)
{
	struct buf codes = { 0 };

	if (desk->office || !desk->params.office || desk->n_offices == 0)
		return true;
	for (size_t i = 0; i < desk->n_offices; i++)
		buf_printf(
			&codes, "%s%s", i ? ", " : "", desk->offices[i].code);
	err_set(err, ERR_USAGE, NULL, _("Usted no trabaja en la oficina «%s»."),
		desk->params.office);
	err_hint(err, _("Diga una de las suyas: %s."), buf_text(&codes));
	buf_free(&codes);
	return false;
}

struct desk *
batch_desk(struct batch *batch, int *code)
{
	struct err err = { 0 };
	bool is_private = false;
	struct desk *desk = NULL;

	if (batch_connection(batch, &is_private, &err))
		desk = desk_new(batch->settings, &err);
	if (desk) {
		desk->is_private = is_private;
		if (batch->plan)
			desk->plan = batch->plan;
		if (batch->period)
			desk->period = batch->period;
		if (connect_asking(batch, desk, &err) &&
			office_is_hers(desk, &err))
			return desk;
		desk_close(desk);
	}
	*code = batch_failed(&err);
	return NULL;
}
