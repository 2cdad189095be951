/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito document: the file of a document, sent or brought, as the actions of
 * its form do it. */
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/options.h"

struct asked {
	const char *verb;
	const char *key;
	const char *file;
	const char *output;
	bool json;
};

#define AT(member) offsetof(struct asked, member)

static const struct option words[] = {
	{ "output", "salida", OPTION_TEXT, AT(output), 'o', NULL },
	{ "json", NULL, OPTION_FLAG, AT(json), 0, NULL },
};
static const size_t places[] = { AT(verb), AT(key), AT(file) };
static const struct options options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 2,
	.words.missing = N_("Falta qué hacer, o el código del documento.") };

static const struct verb {
	const char *name;
	const char *name_es;
	const char *action;
	const char *asks;
} verbs[] = {
	{ "put", "enviar", "attach", "file" },
	{ "get", "traer", "get", "as" },
};

static int
run(struct batch *batch, const struct verb *verb, const struct asked *asked)
{
	const char *name = asked->file ? asked->file : asked->output;
	char *argv[] = {
		arena_strdup(batch->arena, "do"),
		arena_strdup(batch->arena, "document"),
		arena_strdup(batch->arena, asked->key),
		arena_strdup(batch->arena, verb->action),
		arena_strdup(batch->arena, "--set"),
		arena_printf(
			batch->arena, "%s=%s", verb->asks, name ? name : ""),
		arena_strdup(batch->arena, "--json"),
	};
	int argc = sizeof argv / sizeof *argv;

	return batch_do(batch, asked->json ? argc : argc - 1, argv);
}

int
batch_document(struct batch *batch, int argc, char **argv)
{
	struct asked asked = { 0 };
	int code;

	if (!options_read(batch, &options, argc, argv, &asked, &code))
		return code;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verbs[i].name, asked.verb) ||
			str_eq(verbs[i].name_es, asked.verb))
			return run(batch, &verbs[i], &asked);
	return batch_usage(batch, _("No se entiende «%s»."), asked.verb);
}
