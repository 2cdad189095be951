/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_PICTURE_H
#define HITO_REPORT_PICTURE_H

/*
 * The logo of a cover before anybody draws it: a PNG as ISO/IEC 15948 has it,
 * whole (each chunk's CRC) and of a size that a page has use for. What its
 * pixels hold is left to who decodes them.
 */

#include <stdbool.h>

#include "base/err.h"
#include "report/report.h"

/* The logo out of hexadecimal digits; none where there are none. */
void picture_take(
	struct arena *arena, const char *digits, struct report_cover *cover);
/* true without a logo; else ERR_FILE says what is wrong with it. */
bool picture_check(const struct report_cover *cover, struct err *err);
/* The same sentence for whoever finds out when decoding. */
bool picture_refuse(struct err *err);

#endif
