/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_STAMPED_H
#define HITO_IMPORT_STAMPED_H

/*
 * A workbook that was made as a template says in a hidden sheet for whom
 * (store/stamp). It is loaded where that is right, and what it says holds for
 * its rows.
 */

#include "import/job.h"
#include "import/mapping.h"
#include "import/sheet.h"
#include "store/stamp.h"

/* *stamp in arena; NULL: it is none. The sheet stands somewhere then. */
bool stamped_read(struct sheet *sheet, struct arena *arena,
	struct stamp **stamp, struct err *err);
/* Of this institution and register, of the plan and period that are wanted, and
 * of an office whose rows the person may load: else err names both. file: its
 * name. */
bool stamped_fits(const struct stamp *stamp, struct desk *desk,
	const struct form *form, const struct import_options *wanted,
	const char *file, struct err *err);
/* Its plan, period and office, where the file has none and no option gives one;
 * its columns that are only read. */
bool stamped_apply(const struct stamp *stamp, struct mapping *mapping,
	struct date today, struct err *err);
/* Are all its rows of its office, no field of the file saying otherwise? */
bool stamped_holds_office(const struct stamp *stamp, const struct form *form);

#endif
