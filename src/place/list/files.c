/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a list into a file that import takes again, and out of one. */
#include "place/list/list.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "report/export.h"
#include "screen/choose.h"
#include "screen/files.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/progress.h"
#include "screen/stack.h"

struct exporting {
	struct list_place *list;
	struct export_wish wish;
	struct export_told told;
	struct err *err;
};

static const char *
choose_format(struct list_place *l, const char *named)
{
	static const struct choice_item items[] = {
		{ .title = "csv", .note = N_("texto con comas y sus títulos") },
		{ .title = "xlsx", .note = N_("libro de hoja de cálculo") },
		{ .title = "ods", .note = N_("libro de LibreOffice") },
		{ .title = "json", .note = N_("para programas") },
	};
	enum {
		N = sizeof items / sizeof *items
	};
	struct choice_item shown[N];
	int chosen;

	if (named) {
		const char *format = export_format(named, NULL);

		if (!format)
			screen_say(l->view.screen,
				_("No hay un formato «%s»: hay %s."), named,
				export_formats());
		return format;
	}
	for (size_t i = 0; i < N; i++)
		shown[i] = (struct choice_item){ .title = items[i].title,
			.note = _(items[i].note) };
	chosen = screen_choose(
		l->view.screen, _("¿En qué formato?"), shown, N, 0);
	return chosen >= 0 ? items[chosen].title : NULL;
}

static bool
fill(void *arg, FILE *out)
{
	struct exporting *e = arg;

	return export_write(
		e->list->view.desk, &e->wish, out, &e->told, e->err);
}

static bool
write_rows(struct exporting *e, const char *path)
{
	struct desk *desk = e->list->view.desk;
	struct screen *screen = e->list->view.screen;
	struct screen_step step;
	struct err err = { 0 }, saving = { 0 };
	bool done = false;

	e->err = &err;
	screen_step_begin(&step, screen, _("Exportando"));
	e->wish.step = &step.step;
	if (export_begin(desk, &err)) {
		done = file_save_by(path, fill, e, false, &saving);
		export_end(desk);
	}
	if (!done)
		screen_error(screen, err.kind ? &err : &saving);
	return done;
}

static void
tell(const struct exporting *e, const char *path)
{
	struct screen *screen = e->list->view.screen;
	const char *rows = arena_printf(e->list->arena,
		ngettext("%ld fila", "%ld filas", (unsigned long)e->told.rows),
		e->told.rows);

	if (e->told.personal > 0)
		screen_say(screen,
			_("%s en %s, sin los datos personales: esos salen con "
			  "hito export --personal."),
			rows, path);
	else
		screen_say(screen, _("%s en %s."), rows, path);
}

void
list_export(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	struct exporting e = { .list = l };
	struct page_request request;
	struct err err = { 0 };
	const char *name;

	if (l->deleted) {
		screen_say(view->screen,
			_("Los registros anulados no se exportan: v vuelve a "
			  "los demás."));
		return;
	}
	if (!export_may(view->desk, l->form, &err)) {
		screen_error(view->screen, &err);
		return;
	}
	e.wish.style =
		(struct export_style){ .format = choose_format(l, argument),
			.decimal = '.' };
	if (!e.wish.style.format)
		return;
	screen_paint(view->screen);
	name = files_name(view->screen, _("¿En qué archivo?"),
		arena_printf(l->arena, "%s.%s",
			l->form->alias ? l->form->alias : l->form->name,
			e.wish.style.format));
	if (str_is_blank(name) || !screen_link(view->screen))
		return;
	list_request(l, &request);
	request.form = l->form;
	request.limit = 0;
	e.wish.request = &request;
	name = files_path(view->screen, name);
	if (write_rows(&e, name))
		tell(&e, name);
}

void
list_import(struct view *view, const char *argument)
{
	screen_open(view->screen, "import",
		&(struct place_args){
			.of = list_of(view)->form->name, .typed = argument });
}
