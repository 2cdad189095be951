/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report into a file: in which format, where, and not over another. */
#include "place/preview/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "report/writer.h"
#include "screen/ask.h"
#include "screen/choose.h"
#include "screen/link.h"
#include "screen/progress.h"
#include "screen/stack.h"
#include "term/prompt.h"

enum {
	KILO = 1024
};

/* ---- the format */

static void
add_format(void *arg, const struct writer *writer)
{
	choices_add(arg, writer->name, _(writer->help), writer);
}

/* Those that writers know, of an issued report those it was issued in. */
static bool
list_formats(struct preview *p, struct choices *c)
{
	const char **names;
	struct err err = { 0 };
	size_t n;

	if (p->kind != PREVIEW_ISSUED) {
		writer_each(add_format, c);
		return true;
	}
	if (!screen_link(p->view.screen))
		return false;
	if (!issued_formats(
		    p->view.desk, p->arena, &p->issued, &names, &n, &err)) {
		screen_error(p->view.screen, &err);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (writer_find(names[i]))
			add_format(c, writer_find(names[i]));
	}
	return true;
}

static const struct writer *
choose_format(struct preview *p, const char *name)
{
	struct choices c = { .arena = p->arena };

	if (!list_formats(p, &c) || c.n == 0)
		return NULL;
	if (!name)
		return choices_ask(p->view.screen, _("¿En qué formato?"), &c);
	for (size_t i = 0; i < c.n; i++)
		if (str_eq(c.items[i].title, name))
			return c.what[i];
	screen_say(p->view.screen, _("No hay un formato «%s»."), name);
	return NULL;
}

/* ---- the name */

/* Letters, digits and signs that any file system bears. */
static void
make_plain(char *name)
{
	for (char *c = name; *c; c++) {
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 127 ||
			strchr("\"\\/:*?<>|'", *c))
			*c = '_';
	}
}

/* "informe-trimestral-2019-Q1.pdf" */
static const char *
name_of(const struct preview *p, const struct writer *writer)
{
	const struct layout *l = p->layout;
	char *name;

	if (p->kind == PREVIEW_REPORT)
		name = arena_printf(p->arena, "informe-%s%s%s%s%s.%s",
			l->alias ? l->alias : l->name,
			p->question.key ? "-" : "",
			p->question.key ? p->question.key : "",
			p->report->period ? "-" : "",
			p->report->period ? p->report->period : "",
			writer->extension);
	else if (p->kind == PREVIEW_LIST)
		name = arena_printf(p->arena, "lista-%s.%s",
			p->request.form->alias ? p->request.form->alias
					       : p->request.form->name,
			writer->extension);
	else if (p->kind == PREVIEW_RECORD)
		name = arena_printf(p->arena, "ficha-%s-%s.%s",
			p->form->alias ? p->form->alias : p->form->name,
			p->report->blocks[0].rows[0].group, writer->extension);
	else
		name = arena_printf(p->arena, "informe-%s-%s-v%s.%s",
			p->issued.number, p->issued.period, p->issued.version,
			writer->extension);
	make_plain(name);
	return name;
}

/* At home where one may write there, else where the program was called. */
static const char *
default_path(const struct preview *p, const struct writer *writer)
{
	const char *home = getenv("HOME");
	bool at_home = !str_is_blank(home) && access(home, W_OK) == 0;

	return arena_printf(
		p->arena, "%s%s", at_home ? "~/" : "", name_of(p, writer));
}

/* ---- the bytes */

static bool
compose(struct preview *p, const struct writer *writer, struct buf *bytes,
	struct err *err)
{
	struct screen_step step;
	const char *extension;
	bool done;

	if (p->kind == PREVIEW_ISSUED)
		return issued_file(p->view.desk, p->arena, &p->issued,
			writer->name, bytes, &extension, err);
	screen_step_begin(&step, p->view.screen,
		arena_printf(p->arena, _("Componiendo %s"), writer->name));
	p->report->step = &step.step;
	done = writer->write(p->report, bytes, err);
	p->report->step = NULL;
	return done;
}

static void
write_size(size_t n, char *out, size_t room)
{
	if (n < 10 * KILO)
		snprintf(out, room,
			ngettext("%zu byte", "%zu bytes", (unsigned long)n), n);
	else
		snprintf(out, room, "%zu KB", (n + KILO - 1) / KILO);
}

/* False: she said no to taking another file's place, or it did not work. */
static bool
put(struct preview *p, const char *path, const struct buf *bytes)
{
	struct screen *screen = p->view.screen;
	const char *file = file_expand(p->arena, path);
	struct err err = { 0 };

	if (file_save(file, buf_text(bytes), bytes->len, false, &err))
		return true;
	if (!str_eq(err.field, "exists")) {
		screen_error(screen, &err);
		return false;
	}
	if (screen_ask(screen, "ns", _("Ya existe %s. ¿Reemplazarlo? (s/n)"),
		    path) != 's') {
		screen_say(
			screen, _("No se grabó: %s queda como estaba."), path);
		return false;
	}
	if (file_save(file, buf_text(bytes), bytes->len, true, &err))
		return true;
	screen_error(screen, &err);
	return false;
}

void
preview_save(struct view *view, const char *argument)
{
	struct preview *p = preview_of(view);
	const struct writer *writer = choose_format(p, argument);
	struct buf bytes = { 0 };
	struct err err = { 0 };
	const char *path;
	char size[32];

	if (!writer)
		return;
	screen_paint(view->screen);
	path = prompt_line(
		p->arena, _("¿En qué archivo?"), default_path(p, writer), NULL);
	if (!path || str_is_blank(path))
		return;
	path = str_trim(p->arena, path);
	if (!compose(p, writer, &bytes, &err)) {
		screen_error(view->screen, &err);
	} else if (put(p, path, &bytes)) {
		write_size(bytes.len, size, sizeof size);
		screen_say(view->screen, _("Grabado en %s: %s."), path, size);
	}
	buf_free(&bytes);
}
