/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and is not saved, in the line mode: written down after each
 * command, listed, opened, let go. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "line/inside.h"
#include "report/card.h"
#include "store/journal.h"

void
line_note(struct line *line)
{
	struct draft_place place = { .name = "form",
		.at = { line->desk->office } };
	struct err err = { 0 };

	if (!line->record || line->record->deleted)
		return;
	place.of = line->record->form->name;
	if (!journal_note(line->desk, line->record, &place, NULL, &err))
		err_print(&err, false);
}

void
line_tell_lost(struct line *line)
{
	size_t n = drafts_ask_for_saved(line->desk);

	if (n > 0)
		puts(drafts_lost_told(line->scratch, n));
}

void
line_offer_drafts(struct line *line)
{
	struct drafts drafts;

	line_tell_lost(line);
	drafts_read(line->desk, line->scratch, &drafts);
	if (drafts.n > 0)
		printf(ngettext("Queda %zu borrador sin grabar de antes: "
				"escriba borradores.\n",
			       "Quedan %zu borradores sin grabar de antes: "
			       "escriba borradores.\n",
			       drafts.n),
			drafts.n);
	if (drafts.lost > 0)
		puts(_("Un diario de borradores está dañado: no se pudo leer "
		       "todo."));
}

static void
list(struct line *line, const struct drafts *drafts)
{
	if (drafts->n == 0)
		puts(_("No queda nada escrito sin grabar."));
	for (size_t i = 0; i < drafts->n; i++) {
		const struct draft *draft = &drafts->v[i];
		const char *state = draft_state(draft);
		char when[DRAFT_WHEN + 1];

		draft_when(draft, when);
		printf("%3zu  %s  %s  %s  ", i + 1, when,
			draft_what(line->scratch, line->desk, draft),
			draft->title ? draft->title : "");
		printf(ngettext("%zu dato", "%zu datos", draft_size(draft)),
			draft_size(draft));
		printf("%s%s\n", *state ? ", " : "", state);
	}
	if (drafts->n > 0)
		puts(_("borradores N abre uno; borradores descartar N lo "
		       "olvida."));
}

/* What is no record is filled in where it was begun. */
static bool
is_record(const struct draft *draft, struct err *err)
{
	if (draft_is_of_action(draft) && !draft->record)
		return err_set(err, ERR_INPUT, NULL,
			_("Ese borrador es de una hoja de ingreso: ábralo en "
			  "la pantalla."));
	return str_eq(draft->place.name, "form") ||
	       str_eq(draft->place.name, "sheet") ||
	       draft_is_of_action(draft) ||
	       err_set(err, ERR_INPUT, NULL,
		       _("Ese borrador es de una sala: ábralo en la "
			 "pantalla."));
}

/* What was sent with others is found saved, or not, with them. */
static bool
is_alone(
	const struct drafts *drafts, const struct draft *draft, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; draft->request && i < drafts->n; i++)
		n += str_eq(drafts->v[i].request, draft->request);
	return n < 2 ||
	       err_set(err, ERR_INPUT, NULL,
		       _("Ese borrador se envió con otros y aún no se sabe si "
			 "se grabaron: ábralo en la pantalla."));
}

static bool
is_of_office(
	const struct line *line, const struct draft *draft, struct err *err)
{
	const char *office = draft->place.at[0];

	return !str_eq(draft->place.name, "form") || draft->record || !office ||
	       str_eq(office, line->desk->office) ||
	       err_set(err, ERR_INPUT, NULL,
		       _("Se escribió en la oficina %s: entre con --office "
			 "%s para grabarlo."),
		       office, office);
}

/* The record as it is now; of what is not known to be done, which may have
 * taken it away, only which it is. */
static struct record *
record_of_action(struct line *line, const struct draft *draft,
	const struct form *form, struct err *err)
{
	struct record *record;

	if (!draft->request)
		return store_read(line->desk, form, draft->record, err);
	record = record_new(form, NULL, line->desk->today);
	record->id = arena_strdup(record->arena, draft->record);
	record->version = arena_strdup(record->arena, draft->version);
	return record;
}

/* The action is asked once more, with what was typed. */
static bool
open_action(struct line *line, struct draft *draft, const struct form *form,
	struct err *err)
{
	struct record *record = record_of_action(line, draft, form, err);
	bool done;

	if (!record || !draft_take(line->desk, draft, err)) {
		record_free(record);
		return false;
	}
	line->record = record;
	done = line_act_draft(line, draft, err);
	journal_untaken(line->desk);
	if (!done && draft->request) {
		record_free(line->record);
		line->record = NULL;
	}
	return done;
}

static bool
open_one(struct line *line, struct draft *draft, struct err *err)
{
	const struct form *form = desk_form(line->desk, draft->place.of);
	struct record *record;
	size_t unknown = 0;

	if (!form)
		return err_set(err, ERR_INPUT, NULL,
			_("El registro «%s» no está en este programa: el "
			  "borrador sigue aquí."),
			draft->place.of);
	if (!is_record(draft, err) || !is_of_office(line, draft, err) ||
		!line_open_record(line, NULL, err))
		return false;
	if (draft_is_of_action(draft))
		return open_action(line, draft, form, err);
	record = draft->is_partial
			 ? store_read(line->desk, form, draft->record, err)
			 : draft_record(
				   draft, form, line->desk->today, &unknown);
	if (!record || !draft_take(line->desk, draft, err)) {
		record_free(record);
		return false;
	}
	if (draft->is_partial)
		unknown = draft_apply(draft, record, line->desk->today);
	journal_next_taken(line->desk, &draft->place);
	line->record = record;
	if (draft->request)
		str_copy(line->request_id, sizeof line->request_id,
			draft->request);
	card_write(line->scratch, record);
	if (unknown > 0)
		printf(ngettext("%zu dato del borrador ya no tiene campo en "
				"este formulario.\n",
			       "%zu datos del borrador ya no tienen campo en "
			       "este formulario.\n",
			       unknown),
			unknown);
	return true;
}

bool
line_drafts(struct line *line, char *argument, struct err *err)
{
	struct drafts drafts;
	char *word = line_word(&argument);
	bool lets_go = str_eq(word, _("descartar"));
	long n;

	drafts_read(line->desk, line->scratch, &drafts);
	if (!*word) {
		list(line, &drafts);
		return true;
	}
	if (lets_go)
		word = line_word(&argument);
	if (!str_to_long(word, (long)drafts.n, &n) || n < 1)
		return err_set(err, ERR_INPUT, NULL,
			_("Diga cuál, por su número: borradores 1."));
	if (lets_go)
		return draft_discard(line->desk, &drafts.v[n - 1], err);
	return is_alone(&drafts, &drafts.v[n - 1], err) &&
	       open_one(line, &drafts.v[n - 1], err);
}
