/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of a file that is being loaded. */
#include "place/import/import.h"

#include "base/i18n.h"
#include "import/tell.h"
#include "screen/frame.h"

enum {
	FINDINGS = 1000,
};

static void
tell_kept(struct teller *t, bool used)
{
	const struct kept_map *k = &t->result->kept;

	if (!k->batch)
		return;
	buf_printf(&t->out,
		used ? _(" Se usa la asignación guardada de la carga %s («%s», "
			 "%s); con a deja de usarse.\n")
		     : _(" Hay una asignación guardada de la carga %s («%s», "
			 "%s); con a se usa.\n"),
		k->batch, tell_line(t->arena, k->file), k->on);
}

static void
tell_look_stage(struct import_place *p, struct teller *t)
{
	buf_printf(&t->out, _(" Títulos en la línea %zu.\n"),
		p->look.heading_line);
	tell_kept(t, p->options.kept_map);
	tell_look(t, &p->look);
}

static void
tell_outcome(const struct import_place *p, struct teller *t)
{
	const struct import_result *r = t->result;

	if (p->stage == STAGE_DONE)
		buf_printf(&t->out,
			_(" Cargado: es la carga %s. Para deshacerla, abra esa "
			  "fila de Cargas y elija Deshacer con la tecla a.\n"),
			r->batch);
	else if (r->state == IMPORT_REFUSED)
		buf_puts(&t->out,
			_(" Con estas filas malas no se cargaría nada.\n"));
	else
		buf_puts(&t->out,
			_(" Es una simulación: todavía no se grabó nada.\n"));
	if (r->rejects_written)
		buf_printf(&t->out,
			_(" Las filas rechazadas están en %s: corríjalas ahí y "
			  "cargue ese archivo.\n"),
			tell_line(t->arena, p->options.rejects));
	else if (r->state == IMPORT_DONE && r->rejected > 0)
		buf_puts(&t->out, _(" Las filas malas no se cargan: quedan "
				    "aparte en un archivo de su carpeta.\n"));
}

void
import_tell(struct import_place *p)
{
	struct arena *arena = arena_new();
	struct teller t = { .arena = arena,
		.result = import_result(p->import),
		.options = &p->options };

	tell_file(&t);
	if (p->options.plan)
		buf_printf(&t.out, "   plan %s", p->options.plan);
	buf_putc(&t.out, '\n');
	tell_before(&t);
	if (p->stage == STAGE_LOOK) {
		tell_look_stage(p, &t);
	} else {
		tell_counts(&t);
		tell_outcome(p, &t);
		tell_decided(&t);
		tell_changes(&t);
		tell_findings(&t, FINDINGS);
	}
	p->body = (struct text_body){ .arena = arena,
		.text = arena_strdup(arena, buf_text(&t.out)) };
	buf_free(&t.out);
	if (p->arena)
		arena_free(p->arena);
	p->arena = arena;
}

static void
paint_line(struct view *view, size_t row, int y)
{
	text_body_line(&import_of(view)->body, row, y);
}

static const char *
title_of(const struct import_place *p)
{
	const char *doing = p->stage == STAGE_LOOK    ? _("Antes de cargar")
			    : p->stage == STAGE_TRIED ? _("Simulación")
						      : _("Carga");

	return arena_printf(p->arena, "%s: %s", doing, p->form->title);
}

static const char *
hint_of(const struct import_place *p)
{
	if (p->stage == STAGE_LOOK)
		return _("F2 simula la carga; F5 mira otra vez; Esc Esc sale "
			 "sin cargar nada.");
	if (p->stage == STAGE_DONE)
		return _("Está cargado. F10 vuelve.");
	if (!import_is_clean(p))
		return _("Corrija el archivo y F5 lo mira otra vez; F6 deja "
			 "fuera las malas.");
	return p->options.skip_bad
		       ? _("F2 carga las filas buenas; F6 vuelve a todas; Esc "
			   "Esc sale sin cargar.")
		       : _("F2 carga lo que se simuló; Esc Esc sale sin cargar "
			   "nada.");
}

void
import_paint(struct view *view)
{
	const struct import_place *p = import_of(view);
	struct text_body *body = &import_of(view)->body;

	screen_title(view->screen, title_of(p));
	text_body_paint(view, body, paint_line);
	screen_hint(view->screen, hint_of(p));
	screen_state(view->screen, false,
		arena_printf(p->arena, _("línea %zu de %zu"), view->rows.at + 1,
			view->rows.n),
		"");
}
