/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_HEADING_H
#define HITO_IMPORT_HEADING_H

/*
 * Where the table begins: which sheet of a workbook, which row has the
 * headings. What can be told from the file is told, what may be two things is
 * asked.
 */

#include "import/asker.h"
#include "import/mapping.h"
#include "import/sheet.h"

struct heading_wanted {
	const char *sheet;   /* its name, or its number from 1; NULL: found */
	long line;	     /* of the headings; 0: found */
	struct asker *asker; /* which of several sheets; NULL: nobody */
};

/* Chooses the sheet, where there are several the only one with headings of the
 * register, and gives mapping its headings. *chosen: its name, NULL: the file
 * has none. The sheet stands somewhere then: rewind it. ERR_FILE, ERR_USAGE. */
bool heading_find(struct sheet *sheet, const struct heading_wanted *wanted,
	struct mapping *mapping, struct date today, struct findings *findings,
	const char **chosen, struct err *err);

#endif
