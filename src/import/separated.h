/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_SEPARATED_H
#define HITO_IMPORT_SEPARATED_H

/*
 * The rows of separated text: its charset by all its bytes, its delimiter by
 * its beginning. End of file is not success: the last line must be whole as
 * far as can be seen.
 */

#include "import/bytes.h"
#include "import/source.h"

/* By its first piece: says that it is empty, or no text at all. */
bool separated_looks_right(struct bytes *bytes,
	const struct sheet_options *options, struct err *err);
/* Sees all bytes once, which decides the charset where none was given; a file
 * that mixes two is refused with a line of each. */
source_open separated_open;

#endif
