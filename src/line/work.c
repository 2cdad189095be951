/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open record in the line mode. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "line/inside.h"
#include "report/card.h"

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

static bool
need_record(const struct line *line, struct err *err)
{
	if (line->record)
		return true;
	err_set(err, ERR_INPUT, NULL, "%s", _("No hay un registro abierto."));
	return err_hint(err, "%s",
		_("Ábralo: abrir hito 2018-2020/3.2, o nuevo hito."));
}

static bool
need_saved(const struct line *line, struct err *err)
{
	if (!need_record(line, err))
		return false;
	if (line->record->id && !record_is_changed(line->record))
		return true;
	return err_set(err, ERR_INPUT, NULL, "%s",
		_("Grabe primero el registro abierto."));
}

/* ---- setting fields */

int
line_field(const struct form *form, const char *name)
{
	char wanted[128];
	char have[128];

	utf8_fold_heading(name, wanted, sizeof wanted);
	for (size_t i = 0; i < form->n_fields; i++) {
		utf8_fold_heading(
			field_title(&form->fields[i]), have, sizeof have);
		if (str_eq(have, wanted) || str_eq(form->fields[i].name, name))
			return (int)i;
	}
	return -1;
}

bool
line_set(struct line *line, char *text, struct err *err)
{
	char *equals = strchr(text, '=');
	const char *name;
	int field;

	if (!line->record || !equals)
		return false;
	name = str_trim(line->scratch,
		arena_strndup(line->scratch, text, (size_t)(equals - text)));
	field = line_field(line->record->form, name);
	if (field < 0)
		return false;
	if (line->record->form->fields[field].noentry)
		return err_set(err, ERR_INPUT, name,
			_("%s no se escribe: lo calcula la base."), name);
	return record_type(line->record, field,
		str_trim(line->scratch, equals + 1), line->desk->today, err);
}

/* Asks one field until it can be read; false when the person went away. */
static bool
ask_field(struct line *line, int at)
{
	const struct field *field = &line->record->form->fields[at];
	size_t room = 4096;
	char *initial = arena_alloc(line->scratch, room);
	const char *ask = arena_printf(line->scratch,
		"%s%s: ", field_title(field), field->required ? " *" : "");

	value_edit(field, &line->record->values[at], initial, room);
	for (;;) {
		struct err err = { 0 };
		bool cancelled = false;
		char *typed = line_ask(line, ask, initial, &cancelled);

		if (!typed)
			return false;
		if (record_type(
			    line->record, at, typed, line->desk->today, &err))
			return true;
		err_print(&err, false);
		if (!line->at_terminal)
			return false;
	}
}

static bool
ask_fields(struct line *line)
{
	const struct form *form = line->record->form;

	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *field = &form->fields[i];

		if (field->noentry || !field->column || field->page < 0)
			continue;
		if (!ask_field(line, (int)i))
			return false;
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
	if (!line_open_record(
		    line, record_new(form, from, line->desk->today), err))
		return false;
	if (line->at_terminal && ask_fields(line)) {
		card_write(line->scratch, line->record);
		puts(_("Escriba grabar, o CAMPO = VALOR para corregir."));
	}
	return true;
}

bool
line_duplicate(struct line *line, char *argument, struct err *err)
{
	(void)argument;
	if (!need_saved(line, err))
		return false;
	return line_open_record(line, record_copy(line->record, true), err);
}

bool
line_cancel(struct line *line, char *argument, struct err *err)
{
	(void)argument;
	(void)err;
	record_free(line->record);
	line->record = NULL;
	line->request_id[0] = '\0';
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

bool
line_save(struct line *line, char *argument, struct err *err)
{
	struct record *saved = NULL;
	int lines, row;

	(void)argument;
	if (!need_record(line, err) ||
		!record_check(line->record, &lines, &row, err))
		return false;
	/* A save that was not confirmed goes out with the same id again. */
	if (!line->request_id[0])
		request_new(line->request_id);
	if (!store_save(line->desk, line->record, line->request_id, &saved,
		    &row, err)) {
		if (err->kind == ERR_LINK)
			return err_hint(err, "%s",
				_("Aún no está confirmado: escriba grabar "
				  "otra vez, no se duplica."));
		line->request_id[0] = '\0';
		return err->kind == ERR_CONFLICT ? tell_conflict(line, err)
						 : false;
	}
	record_free(line->record);
	line->record = saved;
	line->request_id[0] = '\0';
	printf(_("Grabado: %s %s\n"), saved->form->singular,
		store_key(line->scratch, saved));
	return true;
}

bool
line_reread(struct line *line, char *argument, struct err *err)
{
	struct record *fresh;

	(void)argument;
	if (!need_saved(line, err))
		return false;
	fresh = store_read(
		line->desk, line->record->form, line->record->id, err);
	if (!fresh || !line_open_record(line, fresh, err))
		return false;
	card_write(line->scratch, fresh);
	return true;
}

bool
line_history(struct line *line, char *argument, struct err *err)
{
	struct change *changes;
	size_t n;

	(void)argument;
	if (!need_saved(line, err) ||
		!store_history(line->desk, line->record->form, line->record->id,
			line->scratch, &changes, &n, err))
		return false;
	history_write(changes, n);
	return true;
}

/* Marks or restores, then reads what stands. */
static bool
mark_as(struct line *line, const char *why, struct err *err)
{
	const struct record *r = line->record;
	char request[37];
	bool done;

	request_new(request);
	done = why ? store_mark(line->desk, r->form, r->id, r->version, why,
			     request, err)
		   : store_restore(line->desk, r->form, r->id, r->version,
			     request, err);
	if (!done)
		return false;
	printf(why ? _("Anulado: %s\n") : _("Restaurado: %s\n"),
		store_key(line->scratch, r));
	return line_cancel(line, NULL, err);
}

bool
line_mark(struct line *line, char *argument, struct err *err)
{
	if (!need_saved(line, err))
		return false;
	if (str_is_blank(argument))
		return err_set(err, ERR_INPUT, NULL, "%s",
			_("Escriba el motivo: anular se registró dos veces."));
	return mark_as(line, argument, err);
}

bool
line_restore(struct line *line, char *argument, struct err *err)
{
	(void)argument;
	return need_saved(line, err) && mark_as(line, NULL, err);
}
