/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft as people are told of it. */
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/tried.h"

enum {
	LIMA_SECONDS = -5 * 60 * 60,
};

bool
draft_is_of_action(const struct draft *draft)
{
	return str_eq(draft->place.name, DRAFT_OF_ACTION);
}

const struct action *
draft_action(const struct draft *draft, const struct form *form)
{
	return draft_is_of_action(draft)
		       ? action_named(form, draft->place.at[0])
		       : NULL;
}

const char *
draft_what(
	struct arena *arena, const struct desk *desk, const struct draft *draft)
{
	const struct form *form = desk_form(desk, draft->place.of);
	const struct action *action = form ? draft_action(draft, form) : NULL;

	if (str_eq(draft->place.name, "sheet"))
		return _("Hoja de ingreso");
	if (str_eq(draft->place.name, "sala"))
		return _("Lista de una sesión");
	if (action)
		return arena_printf(
			arena, "%s: %s", form->title, action_title(action));
	return form ? form->title : draft->place.of;
}

/* By the clock of Lima. */
static struct tm
time_of_day(const struct draft *draft)
{
	time_t at = (time_t)draft->at + LIMA_SECONDS;
	struct tm tm;

	gmtime_r(&at, &tm);
	return tm;
}

void
draft_when(const struct draft *draft, char *out)
{
	struct tm tm = time_of_day(draft);

	if (strftime(out, DRAFT_WHEN + 1, "%d/%m %H:%M", &tm) == 0)
		out[0] = '\0';
}

const char *
draft_iso(const struct draft *draft, struct arena *arena)
{
	struct tm tm = time_of_day(draft);
	char out[32];

	if (strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S-05:00", &tm) == 0)
		out[0] = '\0';
	return arena_strdup(arena, out);
}

size_t
draft_size(const struct draft *draft)
{
	const char *marks = draft->place.at[1];
	size_t n = 0;

	if (!str_eq(draft->place.name, "sala"))
		return draft->n_typed;
	for (; marks && *marks; n++) {
		marks += strcspn(marks, " ");
		marks += strspn(marks, " ");
	}
	return n;
}

static bool
same_place(const struct draft *a, const struct draft *b)
{
	if (!str_eq(a->place.name, b->place.name))
		return false;
	for (size_t i = 0; i < DRAFT_AT; i++)
		if (!str_eq(a->place.at[i], b->place.at[i]))
			return false;
	return true;
}

bool
draft_goes_with(const struct draft *a, const struct draft *b)
{
	if (a->request || b->request)
		return str_eq(a->request, b->request);
	return str_eq(a->place.name, "sheet") && same_place(a, b);
}

const char *
draft_state(const struct draft *draft)
{
	return draft->is_lost	? _("SE PERDIÓ")
	       : draft->request ? _("sin confirmar")
	       : draft->waits	? _("por enviar")
				: "";
}

const char *
drafts_lost_told(struct arena *arena, size_t n)
{
	return arena_printf(arena,
		ngettext("OJO: el servidor ya no tiene %zu grabación de la "
			 "última hora; está en borradores.",
			"OJO: el servidor ya no tiene %zu grabaciones de la "
			"última hora; están en borradores.",
			n),
		n);
}
