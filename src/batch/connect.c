/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/connect.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/private.h"

static bool
no_connection(struct err *err)
{
	err_set(err, ERR_LINK, NULL, "%s",
		_("No hay ninguna conexión configurada ni un servidor privado "
		  "en esta máquina."));
	return err_hint(err, "%s",
		_("Diga a qué servidor entrar (-h, -d, las variables PG* o "
		  "connection en hito.conf), o haga uno privado para probar "
		  "con: hito db init"));
}

static bool
offer_private(struct batch *batch, struct err *err)
{
	if (!batch_at_terminal())
		return no_connection(err);
	fputs(_("No hay ninguna conexión configurada. Un servidor privado "
		"sirve para probar: lo que se registre en él no llega a la "
		"base central.\n"),
		stderr);
	if (!batch_agrees(_("¿Hacer un servidor privado en esta máquina?")))
		return no_connection(err);
	return private_make(batch, &private_names, false, err);
}

static bool
ensure_private(struct batch *batch, struct cluster *c, struct err *err)
{
	switch (cluster_state(c, err)) {
	case CLUSTER_RUNNING:
		return true;
	case CLUSTER_STOPPED:
	case CLUSTER_STALE:
		if (!batch->quiet)
			fprintf(stderr, "%s\n",
				_("hito: arranca el servidor privado."));
		return cluster_start(c, err);
	case CLUSTER_NONE:
	case CLUSTER_HALF:
		return offer_private(batch, err);
	case CLUSTER_BROKEN:
		break;
	}
	return false;
}

bool
batch_connection(struct batch *batch, bool *is_private, struct err *err)
{
	struct cluster c;
	char conninfo[1024];

	*is_private = false;
	if (batch->given_connection)
		return true;
	if (!cluster_find(&c, err)) {
		struct err why = *err;

		no_connection(err);
		return err_detail(err, why.text);
	}
	if (!ensure_private(batch, &c, err))
		return false;
	batch->params.conninfo = arena_strdup(batch->arena,
		cluster_conninfo(&c, false, conninfo, sizeof conninfo));
	*is_private = true;
	return true;
}

static char *
read_line(struct arena *arena, FILE *from)
{
	char line[1024];

	if (!fgets(line, sizeof line, from))
		return NULL;
	line[strcspn(line, "\r\n")] = '\0';
	return arena_strdup(arena, line);
}

char *
batch_secret(struct arena *arena, const char *question)
{
	FILE *tty = isatty(STDIN_FILENO) ? fopen("/dev/tty", "r+e") : NULL;
	struct termios before, silent;
	char *secret;

	if (!tty)
		return read_line(arena, stdin);
	if (tcgetattr(fileno(tty), &before) != 0) {
		fclose(tty);
		return NULL;
	}
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	silent.c_lflag |= ECHONL;
	fputs(question, tty);
	fflush(tty);
	tcsetattr(fileno(tty), TCSAFLUSH, &silent);
	rewind(tty);
	secret = read_line(arena, tty);
	tcsetattr(fileno(tty), TCSAFLUSH, &before);
	fclose(tty);
	return secret;
}
