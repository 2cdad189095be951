/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_BOARD_TEXT_H
#define HITO_REPORT_BOARD_TEXT_H

/* desk->board (which must be there) as text on standard output. */

#include <stdbool.h>

#include "store/desk.h"

void board_write(const struct desk *desk, bool ascii);

#endif
