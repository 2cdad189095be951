/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open record in the line mode. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "line/inside.h"
#include "report/card.h"
#include "store/entry.h"
#include "store/journal.h"

bool
line_open_record(struct line *line, struct record *record, struct err *err)
{
	if (line->record && record_is_changed(line->record)) {
		record_free(record);
		err_set(err, ERR_INPUT, NULL, "%s",
			_("El registro abierto tiene cambios sin grabar."));
		return err_hint(err, "%s",
			_("Escriba grabar, o cancelar para dejarlos."));
	}
	record_free(line->record);
	line->record = record;
	line->request_id[0] = '\0';
	return true;
}

bool
line_has_record(const struct line *line, struct err *err)
{
	if (line->record)
		return true;
	err_set(err, ERR_INPUT, NULL, "%s", _("No hay un registro abierto."));
	return err_hint(err, "%s",
		_("Ábralo: abrir hito 2018-2020/3.2, o nuevo hito."));
}

bool
line_has_saved(const struct line *line, struct err *err)
{
	if (!line_has_record(line, err))
		return false;
	if (line->record->id && !record_is_changed(line->record))
		return true;
	return err_set(err, ERR_INPUT, NULL, "%s",
		_("Grabe primero el registro abierto."));
}

/* ---- setting fields */

bool
line_set(struct line *line, char *text, struct err *err)
{
	char *equals = strchr(text, '=');
	struct record *record = line->record;
	const char *name;

	if (!record || !equals)
		return false;
	name = str_trim(line->scratch,
		arena_strndup(line->scratch, text, (size_t)(equals - text)));
	if (field_called(record->form->n_fields, record->form->fields, name) <
		0)
		return false;
	if (record->deleted)
		return err_set(err, ERR_INPUT, NULL, "%s",
			_("El registro abierto está anulado: restáurelo "
			  "primero."));
	return entry_set(record, name, str_trim(line->scratch, equals + 1),
		line->desk->today, err);
}

/* A field of the open record while it is asked. */
struct asked_field {
	struct line *line;
	int at;
};

static bool
take_field(void *arg, const char *typed, struct err *err)
{
	const struct asked_field *a = arg;
	struct record *record = a->line->record;
	const struct field *field = &record->form->fields[a->at];
	bool taken;

	if (line_wants_offer(a->line, record, field, typed))
		return false;
	taken = record_type(record, a->at, line_chosen(field, typed),
		a->line->desk->today, err);
	line_note(a->line);
	return taken;
}

static bool
is_asked(const struct field *field)
{
	return !field->noentry && field->column && field->page >= 0;
}

static bool
ask_fields(struct line *line)
{
	const struct record *record = line->record;
	const struct form *form = record->form;
	struct line_place place = { 0 };

	for (size_t i = 0; i < form->n_fields; i++)
		place.n += is_asked(&form->fields[i]);
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *field = &form->fields[i];

		if (!is_asked(field))
			continue;
		place.at++;
		if (!line_ask_until(line,
			    line_question(line, record, field,
				    line_title(line, field), place),
			    line_initial(line, field, &record->values[i]),
			    take_field, &(struct asked_field){ line, (int)i }))
			return false;
	}
	return true;
}

/* At a terminal what is to be filled is asked one by one. */
static bool
begin_new(struct line *line, struct record *record, struct err *err)
{
	if (!line_open_record(line, record, err))
		return false;
	if (line->at_terminal && ask_fields(line)) {
		card_write(line->scratch, line->record);
		puts(_("Escriba grabar, o CAMPO = VALOR para corregir."));
	}
	return true;
}

bool
line_new(struct line *line, char *argument, struct err *err)
{
	const struct form *form = *argument ? line_form(line, argument, err)
				  : line->record ? line->record->form
						 : NULL;
	const struct record *from = line->record && line->record->form == form
					    ? line->record
					    : NULL;

	if (!form)
		return err->kind != ERR_NONE
			       ? false
			       : err_set(err, ERR_INPUT, NULL, "%s",
					 _("Diga de qué registro: nuevo hito."));
	return desk_may(line->desk, form, DESK_INSERT, err) &&
	       begin_new(line, record_new(form, from, line->desk->today), err);
}

bool
line_about(struct line *line, char *argument, struct err *err)
{
	const struct form *form;

	if (!line_has_saved(line, err))
		return false;
	form = line_form(line, argument, err);
	return form && desk_may(line->desk, form, DESK_INSERT, err) &&
	       begin_new(line,
		       entry_about(form, line->record, line->desk->today), err);
}

bool
line_duplicate(struct line *line, struct err *err)
{
	return line_has_saved(line, err) &&
	       desk_may(line->desk, line->record->form, DESK_INSERT, err) &&
	       line_open_record(line, record_copy(line->record, true), err);
}

static void
close_record(struct line *line)
{
	record_free(line->record);
	line->record = NULL;
	line->request_id[0] = '\0';
}

bool
line_cancel(struct line *line, struct err *err)
{
	if (!line_has_record(line, err))
		return false;
	/* what is on its way stays until it is known what became of it */
	if (line->request_id[0])
		journal_leave(line->desk, line->record->draft);
	else
		journal_drop(line->desk, line->record->draft);
	close_record(line);
	return true;
}

/* ---- the server */

static bool
tell_conflict(struct line *line, struct err *err)
{
	struct conflict conflict;
	struct err own = { 0 };

	if (!store_conflict(
		    line->desk, line->record, line->scratch, &conflict, &own))
		return err->kind == ERR_NONE;
	printf(_("Cambió mientras usted lo editaba: %s, %s. Ahora dice:\n"),
		conflict.who, conflict.when);
	card_write(line->scratch, conflict.theirs);
	record_free(conflict.theirs);
	return err_hint(err, "%s",
		_("Anote lo suyo, escriba cancelar y ábralo de nuevo."));
}

/* A refusal of what is open: where it is, and what to do after a lost
 * link. */
static bool
not_saved(struct line *line, int row, struct err *err)
{
	if (err->kind == ERR_LINK)
		return err_hint(err, "%s",
			_("Aún no está confirmado: escriba grabar "
			  "otra vez, no se duplica."));
	line->request_id[0] = '\0';
	entry_name_row(line->record->form, -1, row, err);
	return err->kind == ERR_CONFLICT
		       ? tell_conflict(line, err)
		       : entry_name_field(line->record->form, err);
}

bool
line_save(struct line *line, struct err *err)
{
	struct record *saved = NULL;
	int lines, row;

	if (!line_has_record(line, err))
		return false;
	if (!record_check(line->record, &lines, &row, err)) {
		entry_name_row(line->record->form, lines, row, err);
		return entry_name_field(line->record->form, err);
	}
	/* A save that was not confirmed goes out with the same id again. */
	if (!line->request_id[0])
		request_of(line->record->id ? "" : line->record->draft,
			line->request_id);
	if (!store_save(line->desk, line->record, line->request_id, &saved,
		    &row, err))
		return not_saved(line, row, err);
	close_record(line);
	line->record = saved;
	printf(_("Grabado: %s %s\n"), saved->form->singular,
		store_key(line->scratch, saved));
	return true;
}

bool
line_reread(struct line *line, struct err *err)
{
	struct record *fresh;

	if (!line_has_saved(line, err))
		return false;
	fresh = store_read(
		line->desk, line->record->form, line->record->id, err);
	if (!fresh || !line_open_record(line, fresh, err))
		return false;
	card_write(line->scratch, fresh);
	return true;
}

bool
line_history(struct line *line, struct err *err)
{
	struct change *changes;
	size_t n;

	if (!line_has_saved(line, err) ||
		!store_history(line->desk, line->record->form, line->record->id,
			line->scratch, &changes, &n, err))
		return false;
	history_write(line->scratch, changes, n);
	return true;
}
