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
	{ "user", "usuario",
		N_("list | add | grant | revoke | password ..."),
		N_("Personas, oficinas y permisos."), batch_user },
	{ "db", "base",
		N_("init|start|stop|status|url|psql|migrate|audit ..."),
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
		if (connect_asking(batch, desk, &err))
			return desk;
		desk_close(desk);
	}
	*code = batch_failed(&err);
	return NULL;
}
