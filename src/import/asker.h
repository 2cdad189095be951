/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_ASKER_H
#define HITO_IMPORT_ASKER_H

/*
 * What a file leaves open and only a person knows: whoever can, asks her.
 * Without one what is open is refused, and the message names the option that
 * says it.
 */

#include <stddef.h>

#include "import/reading.h"

struct asker {
	/* Which of several sheets of that file that fit: its place among
	 * names; n: none of them. */
	size_t (*sheet)(struct asker *self, const char *file,
		const char *const *names, size_t n);
	/* A day alone that is kept with the hour of midnight in Greenwich, as
	 * shown ("31/07/2019 19:00") in that line: is it that day?
	 * UTC_UNSAID: she does not know. */
	enum utc_days (*utc_days)(struct asker *self, const char *column,
		size_t line, const char *shown);
};

#endif
