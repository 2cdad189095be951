/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the module exports. */
#include "import/workbook.h"
#include "import/workbook/book.h"
#include "import/workbook/gunzip.h"
#include "import/workbook/ods.h"
#include "import/workbook/xlsx.h"

static struct source *
open_book(int fd, const char *name, const struct source_tick *tick,
	struct err *err)
{
	struct package *package = package_open(fd, name, err);

	if (!package)
		return NULL;
	return book_open(ods_is_one(package) ? &ods_reader : &xlsx_reader,
		package, tick, err);
}

const struct workbook_entry workbook_entry = {
	.open = open_book,
	.gunzip = &gunzip,
};
