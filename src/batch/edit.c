/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito new, hito edit: a record and its lines filled by names. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/changing.h"
#include "batch/commands.h"
#include "batch/output.h"
#include "batch/record_json.h"
#include "store/entry.h"

/* ---- filling */

/* Where the next --set goes. */
struct place {
	struct desk *desk;
	struct record *record;
	int lines; /* -1: the record itself */
	size_t row;
};

static bool
take_set(struct place *p, const char *word, struct err *err)
{
	const char *value;
	const char *name = option_name_value(p->desk->arena, word, &value);

	if (!name)
		return err_set(err, ERR_USAGE, NULL,
			_("Se espera CAMPO=VALOR y dice «%s»."), word);
	if (p->lines < 0)
		return entry_set(p->record, name, value, p->desk->today, err);
	if (entry_set_line(p->record, (size_t)p->lines, p->row, name, value,
		    p->desk->today, err))
		return true;
	entry_name_row(p->record->form, p->lines, (int)p->row, err);
	return false;
}

/* LIST or LIST=NUMBER: a new row or that one. */
static bool
take_line(struct place *p, const char *word, bool is_new, struct err *err)
{
	const char *number = NULL;
	const char *name = option_name_value(p->desk->arena, word, &number);
	int row;

	p->lines = entry_lines(p->record->form, name ? name : word, err);
	if (p->lines < 0)
		return false;
	if (!name && !is_new)
		return err_set(err, ERR_USAGE, NULL,
			_("Se espera LISTA=NÚMERO y dice «%s»."), word);
	row = name ? entry_row(p->record, (size_t)p->lines, number, err)
		   : entry_add_line(p->record, (size_t)p->lines, err);
	p->row = row < 0 ? 0 : (size_t)row;
	return row >= 0;
}

static bool
fill(struct desk *desk, const struct changing *c, struct record *record,
	struct err *err)
{
	struct place p = { .desk = desk, .record = record, .lines = -1 };
	int lines, row;

	for (size_t i = 0; i < c->given.n; i++) {
		const struct option_given *g = &c->given.v[i];
		bool done = str_eq(g->name, "set")
				    ? take_set(&p, g->value, err)
				    : take_line(&p, g->value,
					      str_eq(g->name, "line"), err);

		if (done && str_eq(g->name, "drop"))
			done = entry_drop_line(
				record, (size_t)p.lines, p.row, err);
		if (!done)
			return false;
		if (str_eq(g->name, "drop"))
			p.lines = -1;
	}
	if (record_check(record, &lines, &row, err))
		return true;
	entry_name_row(record->form, lines, row, err);
	return false;
}

/* ---- saving */

static bool
save(struct desk *desk, struct changing *c, void *arg, struct record **after,
	struct err *err)
{
	const struct record *record = arg;
	int row;

	if (store_save(desk, record, c->id, after, &row, err))
		return true;
	entry_name_row(record->form, -1, row, err);
	return false;
}

/* Somebody else changed it between our reading and our saving. */
static bool
save_filled(struct desk *desk, struct changing *c, struct record *record,
	struct err *err)
{
	if (changing_send(desk, c, save, record, _("Grabado"), err))
		return true;
	if (err->kind == ERR_CONFLICT)
		err_hint(
			err, _("Repita la orden: parte de lo que dice ahora."));
	return changing_refused(record->form, c, err);
}

static bool
say_unchanged(struct desk *desk, const struct changing *c,
	const struct record *record, struct err *err)
{
	if (c->json)
		record_json(desk->arena, record, c->id);
	else
		puts(_("Sin cambios: ya decía eso."));
	return output_flush(err);
}

/* Frees the record; NULL: err says why there is none. */
static bool
fill_and_save(struct desk *desk, struct changing *c, const struct form *form,
	struct record *record, struct err *err)
{
	bool done;

	if (!record || !fill(desk, c, record, err))
		done = changing_refused(form, c, err);
	else if (!record->id || record_is_changed(record))
		done = save_filled(desk, c, record, err);
	else
		done = say_unchanged(desk, c, record, err);
	record_free(record);
	return done;
}

/* ---- new */

/* The record that the other one is about: REGISTER=KEY. */
static struct record *
read_about(struct desk *desk, const char *word, struct err *err)
{
	const char *key;
	const char *name = option_name_value(desk->arena, word, &key);
	const struct form *form;

	if (!name) {
		err_set(err, ERR_USAGE, NULL,
			_("--about se escribe REGISTRO=CLAVE."));
		return NULL;
	}
	form = batch_register(desk, name, err);
	return form ? store_read_key(desk, form, key, err) : NULL;
}

static struct record *
begin_new(struct desk *desk, const struct changing *c, const struct form *form,
	struct err *err)
{
	struct record *like = NULL;
	struct record *record;

	if (!c->from && !c->about)
		return record_new(form, NULL, desk->today);
	like = c->from ? store_read_key(desk, form, c->from, err)
		       : read_about(desk, c->about, err);
	if (!like)
		return NULL;
	record = c->from ? record_copy(like, true)
			 : entry_about(form, like, desk->today);
	record_free(like);
	return record;
}

static bool
new_work(struct desk *desk, struct changing *c, const struct form *form,
	struct err *err)
{
	return fill_and_save(desk, c, form,
		desk_may(desk, form, DESK_INSERT, err)
			? begin_new(desk, c, form, err)
			: NULL,
		err);
}

int
batch_new(struct batch *batch, int argc, char **argv)
{
	return changing_run(batch, &changing_new, argc, argv, new_work);
}

/* ---- edit */

static bool
edit_work(struct desk *desk, struct changing *c, const struct form *form,
	struct err *err)
{
	struct record *record = store_read_key(desk, form, c->key, err);

	if (record && !desk_may(desk, form, DESK_UPDATE, err)) {
		record_free(record);
		record = NULL;
	}
	return fill_and_save(desk, c, form, record, err);
}

int
batch_edit(struct batch *batch, int argc, char **argv)
{
	return changing_run(batch, &changing_edit, argc, argv, edit_work);
}
