/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a session from its sala: installed, called a second time,
 * ended; looked at. */
#include "place/session/session.h"

#include "base/i18n.h"
#include "screen/change.h"
#include "screen/link.h"
#include "screen/open.h"
#include "store/store.h"

/* Whether nothing typed stands in the way; says so. */
static bool
is_saved(struct sala *s)
{
	if (!s->request[0] && !roll_is_changed(&s->roll))
		return true;
	screen_say(s->view.screen, _("Primero grabe los cambios (F2)."));
	return false;
}

void
sala_act(struct sala *s, const char *argument)
{
	struct screen *screen = s->view.screen;
	const struct form *form = desk_form_in(s->view.desk, "sala", "session");
	struct record *record;
	struct err err = { 0 };
	bool done;

	if (!form || !is_saved(s) || !screen_link(screen))
		return;
	record = store_read(s->view.desk, form, s->roll.id, &err);
	if (!record) {
		screen_error(screen, &err);
		return;
	}
	done = change_action(screen, record, argument, NULL);
	record_free(record);
	s->note[0] = '\0';
	if (done)
		sala_load(s, false);
}

void
sala_look(struct sala *s)
{
	const struct form *form = desk_form_in(s->view.desk, "sala", "session");

	if (form)
		screen_open(s->view.screen, "form",
			&(struct place_args){
				.of = form->name, .id = s->roll.id });
}

/* Marks that are not saved stay over what is read. */
void
sala_reread(struct sala *s)
{
	if (s->request[0])
		screen_say(s->view.screen,
			_("Lo enviado aún no está confirmado: F2 lo comprueba. "
			  "Después puede seguir."));
	else
		sala_load(s, true);
}
