/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a subcommand says when it did not do it, and what it asks before. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "batch/batch.h"

int
batch_failed(const struct err *err)
{
	err_print(err, true);
	return err_exit_code(err);
}

int
batch_usage(const struct batch *batch, const char *fmt, ...)
{
	struct err err = { 0 };
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	err_set(&err, ERR_USAGE, NULL, "%s", text);
	if (batch->name)
		err_hint(&err, _("Uso: hito %s %s"), batch->name,
			_(batch->usage));
	return batch_failed(&err);
}

bool
batch_at_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool
batch_agrees(const char *question)
{
	char line[16] = "";

	fprintf(stderr, "%s [s/N] ", question);
	fflush(stderr);
	if (!fgets(line, sizeof line, stdin))
		return false;
	return strchr("sSyY", line[0]) && line[0] != '\0';
}
