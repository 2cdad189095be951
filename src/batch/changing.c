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

bool
changing_read(struct batch *batch, const struct options *options, int argc,
	char **argv, struct changing *c, int *code)
{
	c->batch = batch;
	if (!options_read(batch, options, argc, argv, c, code))
		return false;
	if (c->request && !is_uuid(c->request)) {
		*code = batch_usage(batch,
			_("--request lleva un UUID, y no «%s»."), c->request);
		return false;
	}
	if (c->request)
		str_copy(c->id, sizeof c->id, c->request);
	else
		request_new(c->id);
	return true;
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
changing_do(struct desk *desk, struct changing *c, changing_try *try, void *arg,
	const char *done, struct err *err)
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
