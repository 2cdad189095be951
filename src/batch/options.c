/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/options.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/* "--name" or "--name=VALUE". */
static bool
is_named(const char *word, const char *name, const char **value)
{
	size_t n = name ? strlen(name) : 0;

	if (!name || !str_starts(word, "--") || strncmp(word + 2, name, n) ||
		(word[2 + n] != '\0' && word[2 + n] != '='))
		return false;
	*value = word[2 + n] ? word + 3 + n : NULL;
	return true;
}

static const struct option *
find_option(const struct options *o, const char *word, const char **value)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct option *option = &o->v[i];

		if (is_named(word, option->name, value) ||
			is_named(word, option->name_es, value))
			return option;
		if (option->letter && word[0] == '-' &&
			word[1] == option->letter) {
			*value = word[2] ? word + 2 : NULL;
			return option;
		}
	}
	return NULL;
}

static void
add_given(struct option_list *list, struct arena *arena, const char *name,
	const char *value)
{
	list->v = arena_grow(
		arena, list->v, list->n, list->n + 1, sizeof *list->v);
	list->v[list->n++] = (struct option_given){ name, value };
}

const char **
option_values(struct arena *arena, const struct option_list *list)
{
	const char **values = arena_array(arena, list->n + 1, sizeof *values);

	for (size_t i = 0; i < list->n; i++)
		values[i] = list->v[i].value;
	return values;
}

const char *
option_name_value(struct arena *arena, const char *word, const char **value)
{
	const char *equals = strchr(word, '=');

	if (!equals || equals == word)
		return NULL;
	*value = equals + 1;
	return arena_strndup(arena, word, (size_t)(equals - word));
}

static void *
place_of(void *into, size_t offset)
{
	return (char *)into + offset;
}

bool
option_take(const struct options *o, struct arena *arena, int argc, char **argv,
	int *at, void *into, bool *taken, struct err *err)
{
	const char *word = argv[*at];
	const char *value = NULL;
	const struct option *option = find_option(o, word, &value);

	*taken = option;
	if (!option)
		return true;
	if (option->kind == OPTION_FLAG) {
		*(bool *)place_of(into, option->offset) = true;
		return !value || err_set(err, ERR_USAGE, NULL,
					 _("La opción --%s no lleva valor."),
					 option->name);
	}
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value)
		return err_set(err, ERR_USAGE, NULL,
			_("A %s le falta el valor."), word);
	if (option->kind == OPTION_LIST)
		add_given(place_of(into, option->offset), arena, option->name,
			value);
	else
		*(const char **)place_of(into, option->offset) = value;
	return true;
}

static bool
take_word(const struct option_words *words, struct arena *arena, size_t n,
	const char *word, void *into)
{
	if (n < words->n)
		*(const char **)place_of(into, words->places[n]) = word;
	else if (words->further)
		add_given(place_of(into, *words->further), arena, NULL, word);
	else
		return false;
	return true;
}

bool
options_read(const struct batch *batch, const struct options *o, int argc,
	char **argv, void *into, int *code)
{
	bool ended = false;
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		struct err err = { 0 };
		bool option = !ended && argv[i][0] == '-' && argv[i][1];
		bool taken = false;

		if (option && str_eq(argv[i], "--")) {
			ended = true;
			continue;
		}
		if (option && !option_take(o, batch->arena, argc, argv, &i,
				      into, &taken, &err))
			*code = batch_usage(batch, "%s", err.text);
		else if (option && !taken)
			*code = batch_usage(
				batch, _("No existe la opción «%s»."), argv[i]);
		else if (!option && !take_word(&o->words, batch->arena, n++,
					    argv[i], into))
			*code = batch_usage(batch, _("Sobra «%s»."), argv[i]);
		else
			continue;
		return false;
	}
	if (n >= o->words.least)
		return true;
	*code = batch_usage(batch, "%s", _(o->words.missing));
	return false;
}

static const struct option plain_words[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct plain, json), 0, NULL },
};
const struct options plain_options = { OPTIONS(plain_words) };

char
option_sign(const char *text, size_t n, const struct option_spelling *v)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, text))
			return v[i].sign;
	return '\0';
}

bool
option_decimal(const struct batch *batch, const char *text, char *sign)
{
	static const struct option_spelling names[] = {
		{ ".", '.' },
		{ ",", ',' },
		{ "punto", '.' },
		{ "point", '.' },
		{ "coma", ',' },
		{ "comma", ',' },
	};

	if (!text)
		return true;
	*sign = option_sign(text, sizeof names / sizeof names[0], names);
	if (*sign)
		return true;
	return batch_usage(batch,
		       _("El signo decimal «%.20s» no se conoce: use . o ,"),
		       text),
	       false;
}
