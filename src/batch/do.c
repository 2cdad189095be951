/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito do: an action of a record, or marking and restoring it. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/changing.h"
#include "batch/commands.h"
#include "batch/progress.h"
#include "store/evidence.h"

/* What is done, once all words were read. */
struct doing {
	const struct record *record;
	const struct action *action;
	struct reply reply;
};

static bool
take_answers(struct desk *desk, const struct changing *c, struct doing *d,
	struct err *err)
{
	for (size_t i = 0; i < c->given.n; i++) {
		const char *word = c->given.v[i].value, *value;
		const char *name = option_name_value(desk->arena, word, &value);

		if (!name)
			return err_set(err, ERR_USAGE, NULL,
				_("Se espera CAMPO=VALOR y dice «%s»."), word);
		if (!reply_set(&d->reply, name, value, desk->today, err))
			return false;
	}
	return reply_complete(&d->reply, err);
}

/* A request sent again finds the record as it left it, marked or restored. */
static struct record *
read_record(struct desk *desk, const struct changing *c,
	const struct form *form, const struct action *action, struct err *err)
{
	if (action == &action_restore && !c->request)
		return store_read_marked(desk, form, c->key, err);
	return c->request || action == &action_restore
		       ? store_read_any(desk, form, c->key, err)
		       : store_read_key(desk, form, c->key, err);
}

/* Whether it may go out: of a request that was sent before the server knows
 * whether it was done. */
static bool
is_ready(struct desk *desk, const struct changing *c, const struct doing *d,
	struct err *err)
{
	bool marks = !d->action->call;

	if (marks && !desk_may(desk, d->record->form, DESK_MARK, err))
		return false;
	return c->request || action_ready(d->action, d->record, err);
}

static bool
run(struct desk *desk, struct changing *c, void *arg, struct record **after,
	struct err *err)
{
	const struct doing *d = arg;

	return action_run(
		desk, d->record, d->action, d->reply.v, c->id, after, err);
}

static void
print_path(const struct changing *c, const char *path)
{
	struct buf out = { 0 };

	if (!c->json) {
		printf(_("Guardado en %s.\n"), path);
		return;
	}
	str_json_member(&out, "{", "path", path);
	printf("%s}\n", buf_text(&out));
	buf_free(&out);
}

/* What of an action is about a file: sends it, or is done with it. */
static bool
carry(struct desk *desk, const struct changing *c, struct doing *d,
	struct err *err)
{
	struct evidence_place place = { 0 };
	const char *path = NULL;
	struct batch_step step;
	bool done;

	batch_step_begin(&step, desk, c->batch->quiet);
	step.step.what = d->action->sends ? _("Enviando") : _("Trayendo");
	place.step = &step.step;
	done = d->action->sends
		       ? evidence_send(desk, d->action, d->reply.v, &place, err)
		       : evidence_get(desk, d->record, d->action, d->reply.v[0],
				 &place, &path, err);
	batch_step_end(&step);
	if (path && done)
		print_path(c, path);
	return done;
}

static bool
send(struct desk *desk, struct changing *c, struct doing *d, struct err *err)
{
	if (action_has_file(d->action) && !carry(desk, c, d, err))
		return false;
	return d->action->gets ||
	       changing_send(desk, c, run, d, action_title(d->action), err);
}

static bool
do_work(struct desk *desk, struct changing *c, const struct form *form,
	struct err *err)
{
	struct doing d = { .reply = { .form = form, .arena = desk->arena } };
	struct record *record = NULL;
	bool done;

	d.action = d.reply.action = action_called(form, c->action, err);
	if (d.action && take_answers(desk, c, &d, err))
		record = read_record(desk, c, form, d.action, err);
	d.record = record;
	done = record && is_ready(desk, c, &d, err) && send(desk, c, &d, err);
	record_free(record);
	return done || changing_refused(form, c, err);
}

int
batch_do(struct batch *batch, int argc, char **argv)
{
	return changing_run(batch, &changing_do, argc, argv, do_work);
}
