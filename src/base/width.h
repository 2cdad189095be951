/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_WIDTH_H
#define HITO_BASE_WIDTH_H

/* The tables behind utf8_width_of: which code points take no cell of their
 * own, and which take two. Our own tables, so that a form looks the same on
 * every machine. */

#include <stdbool.h>
#include <stdint.h>

bool width_is_combining(uint32_t cp);
bool width_is_wide(uint32_t cp);

#endif
