/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form files: found at once, read while the server is waited for. */
#include "store/inside.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "cmd/conf.h"
#include "store/desk.h"

#define SITE_FORMS "/etc/hito/forms"

enum {
	FORMS_MOST = 500
};

struct unread {
	struct wait wait;
	struct desk *desk;
	size_t n;
	size_t next;
	const char *paths[FORMS_MOST];
};

void
forms_leave_out(struct desk *desk, const struct err *why)
{
	log_line("form", "%s", why->text);
	if (!desk->files.problem)
		desk->files.problem = arena_strdup(desk->arena, why->text);
}

static bool
has_form(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < desk->n_forms; i++) {
		if (str_eq(desk->forms[i]->name, name))
			return true;
	}
	return false;
}

static int
is_form_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".form");
}

static void
list_folder(struct desk *desk, struct unread *unread, const char *folder)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_form_file, alphasort);

	for (int i = 0; i < n; i++) {
		if (unread->n < FORMS_MOST)
			unread->paths[unread->n++] = arena_printf(
				desk->arena, "%s/%s", folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

static bool
no_forms(const struct desk *desk, struct err *err)
{
	if (desk->files.problem)
		err_set(err, ERR_FILE, NULL, "%s", desk->files.problem);
	else
		err_set(err, ERR_FILE, NULL, _("No hay formularios en %s."),
			home_path(desk->arena, "forms"));
	return err_hint(err, _("Revise la instalación o la variable "
			       "HITO_HOME."));
}

static void
read_next(struct desk *desk)
{
	struct unread *unread = desk->files.unread;
	struct err err = { 0 };
	struct form *form =
		form_load(desk->arena, unread->paths[unread->next++], &err);

	if (!form)
		forms_leave_out(desk, &err);
	else if (!has_form(desk, form->name)) {
		form_translate(form, desk->arena);
		desk->forms[desk->n_forms++] = form;
	}
}

static enum wait_result
until(struct wait *self, const struct wait_for *on)
{
	struct unread *unread = (struct unread *)(void *)self;
	struct wait *wait = unread->desk->link.wait;

	while (unread->next < unread->n && !wait_is_ready(on))
		read_next(unread->desk);
	wait = wait ? wait : &wait_plain;
	return wait->until(wait, on);
}

/* The order of the menu is that of every list of registers; those without a
 * place stand last, by file name. */
static void
order_forms(struct desk *desk)
{
	for (size_t i = 1; i < desk->n_forms; i++) {
		struct form *form = desk->forms[i];
		size_t at = i;

		for (; at > 0 && form->menu_place > 0; at--) {
			int before = desk->forms[at - 1]->menu_place;

			if (before > 0 && before <= form->menu_place)
				break;
			desk->forms[at] = desk->forms[at - 1];
		}
		desk->forms[at] = form;
	}
}

bool
forms_list(struct desk *desk, struct err *err)
{
	struct unread *unread = arena_alloc(desk->arena, sizeof *unread);

	unread->wait.until = until;
	unread->desk = desk;
	list_folder(desk, unread, SITE_FORMS);
	list_folder(desk, unread, home_path(desk->arena, "forms"));
	desk->forms =
		arena_array(desk->arena, FORMS_MOST, sizeof(struct form *));
	desk->files.unread = unread;
	return unread->n > 0 || no_forms(desk, err);
}

bool
forms_read(struct desk *desk, struct err *err)
{
	if (!desk->forms && !forms_list(desk, err))
		return false;
	if (desk->files.unread) {
		while (desk->files.unread->next < desk->files.unread->n)
			read_next(desk);
		order_forms(desk);
	}
	desk->files.unread = NULL;
	return desk->n_forms > 0 || no_forms(desk, err);
}

struct wait *
forms_wait(struct desk *desk)
{
	return &desk->files.unread->wait;
}
