/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/desk.h"

#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/connect.h"
#include "batch/progress.h"

static enum wait_result
until(struct wait *self, const struct wait_for *on)
{
	struct batch *batch =
		(struct batch *)(void *)((char *)self -
					 offsetof(struct batch, wait));
	enum wait_result result;

	while (!batch_wait_piece(on, &batch->told, &result))
		;
	return result;
}

bool
batch_desk_connect(struct batch *batch, struct desk *desk, struct err *err)
{
	batch->wait.until = until;
	if (desk_connect(desk, &batch->params, &batch->wait, err))
		return true;
	if (!desk->link.needs_password || batch->params.never_prompt ||
		batch->params.password || !isatty(STDIN_FILENO))
		return false;
	batch->params.password = batch_secret(batch->arena, _("Contraseña: "));
	err_clear(err);
	return desk_connect(desk, &batch->params, &batch->wait, err);
}

/* On the screen she is asked; here nobody is. */
static bool
office_is_hers(const struct desk *desk, struct err *err)
{
	struct buf codes = { 0 };

	if (desk->office || !desk->link.params.office || desk->n_offices == 0)
		return true;
	for (size_t i = 0; i < desk->n_offices; i++)
		buf_printf(
			&codes, "%s%s", i ? ", " : "", desk->offices[i].code);
	err_set(err, ERR_USAGE, NULL, _("Usted no trabaja en la oficina «%s»."),
		desk->link.params.office);
	err_hint(err, _("Diga una de las suyas: %s."), buf_text(&codes));
	buf_free(&codes);
	return false;
}

/* What is read from a copy is as old as it. */
static void
tell_age(const struct batch *batch, struct desk *desk)
{
	struct desk_age age;

	if (!batch->params.standby || batch->quiet ||
		!desk_age(desk, &age, NULL))
		return;
	if (!age.is_copy)
		fputs(_("hito: ninguna copia contesta: se lee del servidor "
			"principal.\n"),
			stderr);
	else if (!age.last)
		fputs(_("hito: se lee de una copia; no se sabe de cuándo es "
			"lo último que recibió.\n"),
			stderr);
	else
		fprintf(stderr,
			_("hito: se lee de una copia: lo último que recibió es "
			  "de las %s, hace %ld s.\n"),
			age.last, age.seconds);
}

/* A register that is not as its site wants it. */
static void
tell_problem(const struct batch *batch, const struct desk *desk)
{
	if (desk->files.problem && !batch->quiet)
		fprintf(stderr, "hito: %s\n", desk->files.problem);
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
		desk->site.is_private = is_private;
		desk->link.is_bare = !batch->shows_board;
		if (batch->plan)
			desk->plan = batch->plan;
		if (batch->period)
			desk->period = batch->period;
		if (batch_desk_connect(batch, desk, &err) &&
			office_is_hers(desk, &err)) {
			tell_age(batch, desk);
			tell_problem(batch, desk);
			return desk;
		}
		desk_close(desk);
	}
	*code = batch_failed(&err);
	return NULL;
}

const struct form *
batch_register(const struct desk *desk, const char *name, struct err *err)
{
	const struct form *form = desk_form(desk, name);
	struct buf names = { 0 };

	if (form)
		return form;
	err_set(err, ERR_USAGE, NULL, _("No hay ningún registro «%s»."), name);
	for (size_t i = 0; i < desk->n_forms; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", desk->forms[i]->name);
	err_hint(err, _("Hay: %s."), buf_text(&names));
	if (desk->files.problem)
		err_detail(err, desk->files.problem);
	buf_free(&names);
	return NULL;
}

int
batch_work(struct batch *batch, batch_work_fn *work, void *arg)
{
	struct err err = { 0 };
	int code = EXIT_DONE;
	struct desk *desk = batch_desk(batch, &code);

	if (!desk)
		return code;
	if (!work(desk, arg, &err))
		code = batch_failed(&err);
	desk_close(desk);
	return code;
}

int
batch_run(struct batch *batch, const struct options *options, int argc,
	char **argv, batch_work_fn *work, void *arg)
{
	int code = EXIT_DONE;

	return options_read(batch, options, argc, argv, arg, &code)
		       ? batch_work(batch, work, arg)
		       : code;
}
