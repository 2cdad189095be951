/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito batch: loads of files, looked at and taken back. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch_rejects.h"
#include "batch/changing.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/output.h"
#include "report/print.h"
#include "store/action.h"
#include "store/loads.h"

/* ---- what is a register's already */

/* The same words behind the name of the register. */
static int
as_register(struct batch *batch, batch_fn *run, int argc, char **argv)
{
	char **words =
		arena_array(batch->arena, (size_t)argc + 1, sizeof *words);

	words[0] = argv[0];
	words[1] = (char *)"batch";
	for (int i = 1; i < argc; i++)
		words[i + 1] = argv[i];
	return run(batch, argc + 1, words);
}

static int
list(struct batch *batch, int argc, char **argv)
{
	return as_register(batch, batch_list, argc, argv);
}

static int
show(struct batch *batch, int argc, char **argv)
{
	return as_register(batch, batch_show, argc, argv);
}

/* ---- undo */

struct undoing {
	const char *key;
	bool yes;
	bool json;
	bool quiet;
};

#define AT(member) offsetof(struct undoing, member)

static const struct option undo_words[] = {
	{ "yes", "si", OPTION_FLAG, AT(yes), 0, NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
};
static const size_t undo_places[] = { AT(key) };

static const struct options undo_options = { OPTIONS(undo_words),
	OPTION_PLACES(undo_places), .words.least = 1,
	.words.missing = N_("Falta el número de la carga.") };

static void
print_obstacles(const struct obstacle *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "   %s: %s\n", all[i].said, all[i].reason);
}

static void
json_obstacles(const struct undoing *u, const struct obstacle *all, size_t n)
{
	static const char *const names[] = { "record", "reason", "relation",
		"field", "who", "at" };
	struct buf out = { 0 };

	buf_puts(&out, "{\"batch\":");
	str_json(&out, u->key);
	buf_puts(&out, ",\"undone\":false,\"obstacles\":[");
	for (size_t i = 0; i < n; i++) {
		str_json_members(&out, i ? ",\n {" : "\n {",
			sizeof names / sizeof *names, names, &all[i]);
		buf_puts(&out, "}");
	}
	buf_puts(&out, "]}\n");
	print_flush(&out);
	buf_free(&out);
}

/* Nothing stands against it; else it is told, one below the other. */
static bool
is_free(struct desk *desk, const struct undoing *u, const struct record *record,
	struct err *err)
{
	struct obstacle *all;
	size_t n;

	if (!store_obstacles(desk, record->id, desk->arena, &all, &n, err))
		return false;
	if (n == 0)
		return true;
	if (u->json)
		json_obstacles(u, all, n);
	else
		print_obstacles(all, n);
	err_set(err, ERR_RULE, NULL, _("La carga %s no se deshace."), u->key);
	return err_hint(err, "%s",
		_("Se deshace entera o no se deshace: devuelva antes lo que "
		  "se cambió, o corrija lo que haga falta registro por "
		  "registro."));
}

static bool
means_it(struct desk *desk, const struct undoing *u,
	const struct action *action, const struct record *record,
	struct err *err)
{
	const char *question =
		action_question(desk->arena, action, record, NULL);

	if (u->yes)
		return true;
	if (batch_at_terminal())
		return batch_agrees(question) ||
		       err_set(err, ERR_CANCEL, NULL, _("No se deshizo nada."));
	err_set(err, ERR_USAGE, NULL, "%s", question);
	return err_hint(
		err, "%s", _("Si debe deshacerse, repita la orden con --yes."));
}

static bool
send_undo(struct desk *desk, const struct action *action,
	const struct record *record, struct record **after, struct err *err)
{
	char request[37];
	int tries = 0;

	request_new(request);
	while (!action_run(desk, record, action, NULL, request, after, err))
		if (!store_again(desk, &tries, err))
			return false;
	return true;
}

static const char *
value_of(const struct record *record, const char *name)
{
	int at = form_field(record->form, name);
	const char *now = at < 0 ? NULL : record->values[at].was;

	return now ? now : "";
}

static void
say_undone(
	struct desk *desk, const struct undoing *u, const struct record *after)
{
	const char *by = value_of(after, "undone_by");

	if (u->json)
		printf("{\"batch\":\"%s\",\"undone\":true,\"by\":\"%s\"}\n",
			after->id, by);
	else if (!u->quiet)
		printf(_("La carga %s se deshizo: carga %s.\n"),
			store_key(desk->arena, after), by);
}

/* One that cannot be undone is refused by the server, which says why. */
static bool
undo_record(struct desk *desk, const struct undoing *u,
	const struct record *record, struct err *err)
{
	const struct action *action = action_called(record->form, "undo", err);
	struct record *after = NULL;
	bool done = action &&
		    (!action_fits(action, record) ||
			    (is_free(desk, u, record, err) &&
				    means_it(desk, u, action, record, err))) &&
		    send_undo(desk, action, record, &after, err);

	if (done && after)
		say_undone(desk, u, after);
	record_free(after);
	return done && output_flush(err);
}

static bool
undo_work(struct desk *desk, void *arg, struct err *err)
{
	struct undoing *u = arg;
	const struct form *form = batch_register(desk, "batch", err);
	struct record *record =
		form ? store_read_key(desk, form, u->key, err) : NULL;
	bool done = record && undo_record(desk, u, record, err);

	record_free(record);
	return done;
}

static int
undo(struct batch *batch, int argc, char **argv)
{
	struct undoing u = { .quiet = batch->quiet };

	return batch_run(batch, &undo_options, argc, argv, undo_work, &u);
}

/* ---- all of it */

static const struct {
	const char *name;
	const char *name_es;
	batch_fn *run;
} verbs[] = {
	{ "list", "listar", list },
	{ "show", "mostrar", show },
	{ "undo", "deshacer", undo },
	{ "rejects", "rechazos", batch_rejects },
};

int
batch_batches(struct batch *batch, int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verbs[i].name, argv[1]) ||
			str_eq(verbs[i].name_es, argv[1]))
			return verbs[i].run(batch, argc - 1, argv + 1);
	return argc > 1 ? batch_usage(batch, _("No se entiende «%s»."), argv[1])
			: batch_usage(batch, "%s",
				  _("Falta decir qué se hace con las cargas."));
}
