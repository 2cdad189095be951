/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and identifiers: what is read is canonical, and reads again as
 * itself. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/ident.h"
#include "base/mem.h"
#include "base/money.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_number(const char *text, enum number_style style)
{
	char out[128], again[128], shown[256];
	struct err err;
	bool percent;

	if (!number_read(text, style, out, sizeof out, &percent, &err))
		return;
	assert(strspn(out, "-.0123456789") == strlen(out));
	assert(number_read(out, NUMBER_POINT, again, sizeof again, NULL, &err));
	assert(strcmp(out, again) == 0);
	number_show(out, shown, sizeof shown);
	assert(number_read(
		shown, NUMBER_POINT, again, sizeof again, NULL, &err));
	assert(strcmp(out, again) == 0);
}

/* What tells of a sign is read by it; what may be either, by both. */
static void
check_tells(const char *text)
{
	enum number_sign tells = number_tells(text);
	char out[128];
	bool point =
		number_read(text, NUMBER_POINT, out, sizeof out, NULL, NULL);
	bool comma =
		number_read(text, NUMBER_COMMA, out, sizeof out, NULL, NULL);

	assert(tells != NUMBER_TELLS_POINT || point);
	assert(tells != NUMBER_TELLS_COMMA || comma);
	assert((tells != NUMBER_MAY_BE_POINT && tells != NUMBER_MAY_BE_COMMA) ||
		(point && comma));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *text =
		arena_strndup(arena, size ? (const char *)data : "", size);
	char out[64];
	struct err err;

	check_number(text, NUMBER_POINT);
	check_number(text, NUMBER_COMMA);
	check_tells(text);
	integer_read(text, out, sizeof out, &err);
	ident_ruc(text, out, sizeof out);
	ident_dni(text, out, sizeof out);
	ident_ubigeo(text, out, sizeof out);
	ident_email(text, out, sizeof out);
	ident_phone(text, out, sizeof out);
	arena_free(arena);
	return 0;
}
