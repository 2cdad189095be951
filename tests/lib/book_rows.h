/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_BOOK_ROWS_H
#define HITO_TESTS_BOOK_ROWS_H

/* The rows of a workbook as one text, to be compared. */

#include "base/mem.h"
#include "import/source.h"

/* "1[a][n:2] 3[b]": each row by its line. A failure adds "! " and why. */
void book_rows(struct source *source, struct buf *out);

#endif
