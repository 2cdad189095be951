/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_REJECTS_BOOK_H
#define HITO_BATCH_REJECTS_BOOK_H

/* Lines that are sent back as a workbook, where the file's name asks for one. */

#include "import/rejects.h"

/* NULL: they go as separated text. */
rejects_save_fn *rejects_saver(const char *path);
rejects_save_fn rejects_book;

#endif
