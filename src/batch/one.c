/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/one.h"

#include "base/i18n.h"

static const struct option words[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct one, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct one, name),
	offsetof(struct one, key) };

const struct options one_options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 2,
	.words.missing = N_("Faltan el registro y la clave.") };
