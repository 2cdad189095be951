/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/recording.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/ask.h"
#include "screen/screen.h"
#include "screen/view.h"
#include "term/input.h"
#include "term/prompt.h"

enum {
	MOST = 1000,
	UNASKED = 20 /* more often than that is asked about first */
};

void
recording_turn(struct view *view)
{
	struct screen *screen = view->screen;
	struct macro *macro = input_macro();

	if (!macro->recording) {
		macro_record(macro);
		screen_say(screen, _("Se guardan las teclas; la misma orden "
				     "termina."));
	} else if (macro_keep(macro)) {
		screen_say(screen,
			ngettext("Se guardó %zu tecla.",
				"Se guardaron %zu teclas.", macro->n),
			macro->n);
	} else {
		screen_say(screen, macro->spoiled
					   ? _("No se guardó: son demasiadas "
					       "teclas, o hay algo pegado.")
					   : _("No se guardó ninguna tecla."));
	}
}

/* How often; 0 when she thought better of it. */
static unsigned
times_of(struct screen *screen, const char *typed)
{
	long n;

	if (!typed)
		typed = prompt_line(screen->arena, _("¿Cuántas veces?"), "1",
			NULL);
	if (!typed)
		return 0;
	if (!str_to_long(typed, MOST, &n) || n < 1) {
		screen_say(screen, _("Escriba cuántas veces, de 1 a %d."),
			MOST);
		return 0;
	}
	if (n > UNASKED && screen_ask(screen, "ns",
				   _("¿Repetir %ld veces? (s/n)"), n) != 's')
		return 0;
	return (unsigned)n;
}

void
recording_play(struct view *view, const char *times)
{
	struct screen *screen = view->screen;
	struct macro *macro = input_macro();
	unsigned n;

	if (macro->recording)
		screen_say(screen, _("Todavía se guardan teclas: termine "
				     "primero."));
	else if (macro_break(macro)) /* one that plays itself */
		screen_say(screen, _("Las teclas guardadas no se repiten a sí "
				     "mismas."));
	else if (macro->n == 0)
		screen_say(screen, _("No hay teclas guardadas."));
	else if ((n = times_of(screen, times)) > 0)
		macro_play(macro, n);
}
