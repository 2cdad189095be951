/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a record to the lists of what belongs to it: registers that have all
 * the columns of its key. */
#include "screen/related.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/choose.h"
#include "screen/screen.h"

static bool
has_key_of(const struct form *form, const struct form *about)
{
	for (size_t i = 0; i < about->n_natural; i++) {
		int at = form_field(form, about->natural[i]);

		if (at < 0 || !form->fields[at].column)
			return false;
	}
	return form != about && about->n_natural > 0;
}

static const struct form *
choose_register(struct screen *screen, const struct form *about)
{
	const struct desk *desk = screen->desk;
	struct choices c = { .arena = screen->arena };
	struct err err = { 0 };

	if (!desk_forms_whole(desk, &err)) {
		screen_error(screen, &err);
		return NULL;
	}
	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		if (has_key_of(form, about) && desk_may_read(desk, form))
			choices_add(&c, form->title, NULL, form);
	}
	if (c.n == 0)
		screen_say(screen, _("Ningún registro depende de este."));
	if (c.n < 2)
		return c.n > 0 ? c.what[0] : NULL;
	return choices_ask(screen, _("¿Qué lista?"), &c);
}

void
related_open(
	struct screen *screen, const struct record *about, const char *name)
{
	const struct form *form = name ? desk_form(screen->desk, name)
				       : choose_register(screen, about->form);

	if (form && has_key_of(form, about->form))
		screen_open(screen, "list",
			&(struct place_args){
				.of = form->name, .about = about });
	else if (name)
		screen_say(screen,
			_("«%s» no es nada que dependa de este "
			  "registro."),
			name);
}
