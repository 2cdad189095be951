/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_SEARCH_TEXT_H
#define HITO_REPORT_SEARCH_TEXT_H

/* Words found in every register, on standard output: a line each. */

#include "store/search.h"

void search_write(const struct search *search);

#endif
