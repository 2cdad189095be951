/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_EXPORT_ORDER_H
#define HITO_REPORT_EXPORT_ORDER_H

/* In which order the registers of a whole database are loaded again. */

#include "base/err.h"
#include "store/desk.h"

/* The desk's forms, each behind those that its rows, or the lines of its rows,
 * name by a key of the database; as many as the desk has. NULL with err. */
const struct form **export_order(struct desk *desk, struct err *err);

#endif
