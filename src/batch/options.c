/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/options.h"

#include "base/i18n.h"
#include "base/str.h"
#include "batch/batch.h"
#include "batch/output.h"

static bool
take_option(const struct options *o, int argc, char **argv, int *at)
{
	for (size_t i = 0; i < o->n_options; i++) {
		const struct option_word *w = &o->options[i];
		const char *value = output_option(w->name, argc, argv, at);

		if (!value)
			continue;
		if (w->value)
			*w->value = value;
		else
			w->list[(*w->n)++] = value;
		return true;
	}
	for (size_t i = 0; i < o->n_flags; i++) {
		if (str_eq(o->flags[i].name, argv[*at]))
			return *o->flags[i].value = true;
	}
	return false;
}

bool
options_read(int argc, char **argv, const struct options *o, int *code)
{
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		if (take_option(o, argc, argv, &i))
			continue;
		if (argv[i][0] == '-' || n == o->n_words) {
			*code = batch_usage(
				"report", _("No se entiende «%s»."), argv[i]);
			return false;
		}
		*o->words[n++] = argv[i];
	}
	return true;
}
