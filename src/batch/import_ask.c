/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/import_ask.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch.h"
#include "import/tell.h"

enum {
	ANSWER_ROOM = 32,
};

struct at_terminal {
	struct asker asker; /* stands first */
	struct arena *arena;
};

/* A number from 1 to n; 0: none was answered. */
static size_t
answer(size_t n)
{
	char line[ANSWER_ROOM] = "";
	long number;

	fflush(stderr);
	if (!fgets(line, sizeof line, stdin))
		return 0;
	line[strcspn(line, "\r\n")] = '\0';
	return str_to_long(line, (long)n, &number) ? (size_t)number : 0;
}

/* What comes of the file, so that no terminal obeys it. */
static const char *
clean(struct asker *self, const char *text)
{
	return tell_line(((struct at_terminal *)self)->arena, text);
}

static size_t
ask_sheet(struct asker *self, const char *file, const char *const *names,
	size_t n)
{
	size_t chosen;

	fprintf(stderr, _("Varias hojas de «%s» tienen los encabezados:\n"),
		clean(self, file));
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "  %zu  %s\n", i + 1, clean(self, names[i]));
	fputs(_("¿Cuál se carga? Su número, o Enter para ninguna: "), stderr);
	chosen = answer(n);
	return chosen > 0 ? chosen - 1 : n;
}

static enum utc_days
ask_utc_days(
	struct asker *self, const char *column, size_t line, const char *shown)
{
	static const enum utc_days answers[] = { UTC_UNSAID, UTC_NO, UTC_YES };

	fprintf(stderr,
		_("La columna %s muestra días solos y guarda otra cosa: en la "
		  "línea %zu, %s. Puede ser ese día a las siete de la noche, o "
		  "la medianoche del siguiente en otra zona.\n"
		  "  1  es ese día\n"
		  "  2  es el siguiente\n"
		  "¿Qué día se carga? Su número, o Enter si no lo sabe: "),
		clean(self, column), line, shown);
	return answers[answer(2)];
}

struct asker *
import_asker(struct arena *arena, const char *path)
{
	struct at_terminal *t;

	if (!batch_at_terminal() || str_eq(path, "-"))
		return NULL;
	t = arena_alloc(arena, sizeof *t);
	t->asker = (struct asker){ ask_sheet, ask_utc_days };
	t->arena = arena;
	return &t->asker;
}
