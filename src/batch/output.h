/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_OUTPUT_H
#define HITO_BATCH_OUTPUT_H

/* Where a report goes, and in which format: --format, --output. */

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "report/writer.h"

/* NULL with err that names the formats there are, or when the format is
 * binary, path NULL and standard output a terminal. */
const struct writer *
output_writer(const char *format, const char *path, struct err *err);
/* The format that the name of a file ends with; "text" for any other. */
const char *output_format(const char *path);
/* Into the file, whole or not at all, or NULL: on standard output. */
bool output_put(const char *path, struct buf *bytes, struct err *err);
/* The same of bytes that nobody holds; see base/file.h. */
bool
output_put_by(const char *path, file_fill_fn *fill, void *arg, struct err *err);
/* Standard output so far; ERR_FILE when it cannot be written. */
bool output_flush(struct err *err);

#endif
