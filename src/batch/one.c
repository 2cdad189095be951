/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/one.h"

#include "base/i18n.h"
#include "store/store.h"

static const struct option words[] = {
	{ "json", NULL, OPTION_FLAG, offsetof(struct one, json), 0, NULL },
};
static const size_t places[] = { offsetof(struct one, name),
	offsetof(struct one, key) };

const struct options one_options = { OPTIONS(words), OPTION_PLACES(places),
	.words.least = 2,
	.words.missing = N_("Faltan el registro y la clave.") };

struct record *
one_read(struct desk *desk, const struct one *one, bool any, struct err *err)
{
	const struct form *form = batch_register(desk, one->name, err);

	if (!form)
		return NULL;
	return any ? store_read_any(desk, form, one->key, err)
		   : store_read_key(desk, form, one->key, err);
}
