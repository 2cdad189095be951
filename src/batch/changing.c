/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/changing.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "batch/output.h"
#include "batch/record_json.h"
#include "store/entry.h"

/* 8-4-4-4-12 hexadecimal digits. */
static bool
is_uuid(const char *text)
{
	if (strlen(text) != 36)
		return false;
	for (size_t i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-'
			 : !strchr("0123456789abcdefABCDEF", text[i]))
			return false;
	}
	return true;
}

#define AT(member) offsetof(struct changing, member)

/* In an order in which those of each subcommand stand side by side. */
static const struct option words[] = {
	{ "from", "copia-de", OPTION_TEXT, AT(from), 0, NULL },
	{ "about", "sobre", OPTION_TEXT, AT(about), 0, NULL },
	{ "line", "linea", OPTION_LIST, AT(given), 0, NULL },
	{ "set", "poner", OPTION_LIST, AT(given), 0, NULL },
	{ "request", "pedido", OPTION_TEXT, AT(request), 0, NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
	{ "drop", "quitar", OPTION_LIST, AT(given), 0, NULL },
};
static const size_t places[] = { AT(name), AT(key), AT(action) };

/* The options from the first-th to the last-th, and so many words, all of
 * them needed. */
#define WORDS(first, last, words_n, sentence)                               \
	{                                                                   \
		.n = (last) - (first) + 1, .v = words + (first), .words = { \
			words_n,                                            \
			places,                                             \
			NULL,                                               \
			words_n,                                            \
			sentence                                            \
		}                                                           \
	}

const struct options changing_new =
	WORDS(0, 5, 1, N_("Falta decir qué registro."));
const struct options changing_edit =
	WORDS(2, 6, 2, N_("Faltan el registro y la clave."));
const struct options changing_do =
	WORDS(3, 5, 3, N_("Faltan el registro, la clave o la acción."));

static bool
work_on_register(struct desk *desk, void *arg, struct err *err)
{
	struct changing *c = arg;
	const struct form *form = batch_register(desk, c->name, err);

	return form && c->work(desk, c, form, err);
}

int
changing_run(struct batch *batch, const struct options *options, int argc,
	char **argv, changing_work *work)
{
	struct changing c = { .batch = batch, .work = work };
	int code = EXIT_DONE;

	if (!options_read(batch, options, argc, argv, &c, &code))
		return code;
	if (c.request && !is_uuid(c.request))
		return batch_usage(batch,
			_("--request lleva un UUID, y no «%s»."), c.request);
	if (c.from && c.about)
		return batch_usage(
			batch, "%s", _("--from y --about no van juntos."));
	if (options == &changing_edit && c.given.n == 0)
		return batch_usage(batch, _("Falta decir qué cambia."));
	if (c.request)
		str_copy(c.id, sizeof c.id, c.request);
	else
		request_new(c.id);
	return batch_work(batch, work_on_register, &c);
}

bool
changing_refused(
	const struct form *form, const struct changing *c, struct err *err)
{
	if (c->json)
		error_json(err, c->id);
	return entry_name_field(form, err);
}

static void
print_done(struct desk *desk, const struct changing *c,
	const struct record *after, const char *done)
{
	if (c->json && after)
		record_json(desk->arena, after, c->id);
	else if (c->json)
		printf("{\"request\": \"%s\"}\n", c->id);
	else if (after)
		printf("%s: %s %s\n", done, after->form->singular,
			store_key(desk->arena, after));
	else
		printf("%s\n", done);
}

bool
changing_send(struct desk *desk, struct changing *c, changing_try *try,
	void *arg, const char *done, struct err *err)
{
	struct record *after = NULL;
	int tries = 0;

	while (!try(desk, c, arg, &after, err))
		if (!store_again(desk, &tries, err))
			return err->kind != ERR_LINK
				       ? false
				       : err_hint(err,
						 _("Aún no está confirmado: repita la orden "
						   "con --request %s; no se hará dos veces."),
						 c->id);
	print_done(desk, c, after, done);
	record_free(after);
	return output_flush(err);
}
