/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Form files, a site's, those that the database serves, the program's: found at
 * once, read while the server is waited for; of those that are proven
 * (store/bind) only the heads. */
#include "store/inside.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "cmd/conf.h"
#include "store/cache.h"
#include "store/desk.h"
#include "store/drawn.h"

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

static void
list_drawn(struct desk *desk, struct unread *unread)
{
	size_t n;
	const char **paths = drawn_paths(desk, desk->arena, ".form", &n);

	for (size_t i = 0; i < n && unread->n < FORMS_MOST; i++)
		unread->paths[unread->n++] = paths[i];
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

static struct form *
load_own(struct arena *arena, const char *file)
{
	return form_load(arena,
		home_path(arena, arena_printf(arena, "forms/%s", file)), NULL);
}

bool
form_is_of_file(struct arena *arena, const struct form *form, const char *file,
	struct err *err)
{
	size_t n = strlen(form->name);
	const char *beyond;

	if (strncmp(file, form->name, n) != 0 || !str_eq(file + n, ".form"))
		return err_set(err, ERR_INPUT, NULL,
			_("%s dibuja otro registro: %s."), file, form->name);
	beyond = form_calls_beyond(form, load_own(arena, file));
	return !beyond || err_set(err, ERR_INPUT, NULL,
				  _("%s llama %s, que no es de su registro: un "
				    "formulario para todas las oficinas llama "
				    "lo suyo."),
				  file, beyond);
}

/* What nobody of the secretariat saw runs with the rights of whoever uses it: of
 * what is served that is bounded. */
static struct form *
load_whole(const struct desk *desk, const char *path, struct err *err)
{
	const struct drawn_file *drawn = drawn_at(desk, path);
	struct form *form = form_load(desk->arena, path, err);

	if (!form || !drawn ||
		form_is_of_file(desk->arena, form, drawn->name, err))
		return form;
	return NULL;
}

/* Behind one that is served stands the program's own. */
static void
left_out(struct desk *desk, const char *path, struct err *err)
{
	const struct drawn_file *drawn = drawn_at(desk, path);

	if (drawn)
		drawn_explain(drawn, err);
	forms_leave_out(desk, err);
}

static void
read_next(struct desk *desk)
{
	struct unread *unread = desk->files.unread;
	struct err err = { 0 };
	const char *path = unread->paths[unread->next++];
	struct form *form = desk->files.heads
				    ? form_load_head(desk->arena, path, &err)
				    : load_whole(desk, path, &err);

	if (!form)
		left_out(desk, path, &err);
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

/* ---- files that were read whole before */

/* What tells a file from what it was. */
static void
note_file(struct buf *out, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		buf_printf(out, "%lld %lld.%09ld %s\n", (long long)st.st_size,
			(long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, path);
}

static void
note_files(struct desk *desk, const struct unread *unread)
{
	struct buf out = { 0 };

	buf_puts(&out, "hito-forms-1 " HITO_VERSION "\n");
	for (size_t i = 0; i < unread->n; i++)
		note_file(&out, unread->paths[i]);
	desk->files.seen = arena_strndup(desk->arena, out.data, out.len);
	buf_free(&out);
}

struct proof {
	const char *path;
	const char *text;
};

/* Of a schema it is one of the kept columns too; no path for a hash that cannot
 * be part of a name. */
static struct proof
proof_of(const struct desk *desk, struct arena *arena, const char *hash)
{
	const char *columns = hash ? cache_path(arena, hash) : NULL;
	struct proof proof = { .text = desk->files.seen };
	struct buf more = { 0 };

	if (hash && !columns)
		return proof;
	if (columns)
		note_file(&more, columns);
	proof.path = arena_printf(arena, "%s/forms-%s",
		settings_dir_cache(arena), hash ? hash : "read");
	proof.text = arena_printf(arena, "%s%s", proof.text, buf_text(&more));
	buf_free(&more);
	return proof;
}

bool
forms_are_proven(const struct desk *desk, struct arena *arena, const char *hash)
{
	struct proof proof = proof_of(desk, arena, hash);

	return proof.path && file_exists(proof.path) &&
	       str_eq(file_read(arena, proof.path, FILE_SMALL, NULL, NULL),
		       proof.text);
}

void
forms_prove(const struct desk *desk, struct arena *arena, const char *hash)
{
	struct proof proof = proof_of(desk, arena, hash);
	struct err why = { 0 };

	if (proof.path && !file_write_private(proof.path, proof.text,
				  strlen(proof.text), &why))
		log_line("cache", "%s", why.text);
}

bool
form_read_rest(const struct desk *desk, struct form *form, struct err *err)
{
	struct form *whole;

	if (form->whole)
		return true;
	whole = load_whole(desk, form->path, err);
	if (!whole)
		return false;
	/* Whoever holds it has it whole. */
	form_translate(whole, desk->arena);
	*form = *whole;
	return true;
}

struct form *
forms_instead(struct desk *desk, const struct form *form, struct err *err)
{
	const struct drawn_file *drawn = drawn_at(desk, form->path);
	struct form *own = NULL;

	if (drawn) {
		drawn_explain(drawn, err);
		own = load_own(desk->arena, drawn->name);
	}
	forms_leave_out(desk, err);
	if (own)
		form_translate(own, desk->arena);
	return own;
}

void
forms_read_whole(struct desk *desk)
{
	size_t kept = 0;

	for (size_t i = 0; i < desk->n_forms; i++) {
		struct err err = { 0 };
		struct form *form = desk->forms[i];

		if (!form_read_rest(desk, form, &err))
			form = forms_instead(desk, form, &err);
		if (form)
			desk->forms[kept++] = form;
	}
	desk->n_forms = kept;
	desk->files.heads = false;
}

bool
forms_list(struct desk *desk, struct err *err)
{
	struct unread *unread = arena_alloc(desk->arena, sizeof *unread);

	unread->wait.until = until;
	unread->desk = desk;
	list_folder(desk, unread, SITE_FORMS);
	list_drawn(desk, unread);
	list_folder(desk, unread, home_path(desk->arena, "forms"));
	desk->forms =
		arena_array(desk->arena, FORMS_MOST, sizeof(struct form *));
	desk->files.unread = unread;
	note_files(desk, unread);
	desk->files.heads = forms_are_proven(desk, desk->arena, NULL);
	return unread->n > 0 || no_forms(desk, err);
}

bool
forms_anew(struct desk *desk, struct err *err)
{
	desk->forms = NULL;
	desk->n_forms = 0;
	return forms_read(desk, err);
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
