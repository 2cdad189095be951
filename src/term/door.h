/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_DOOR_H
#define HITO_TERM_DOOR_H

/* The one door to curses; its own key_name gives way to base/key's. */

#define key_name curses_key_name
#include <curses.h>
#undef key_name
#include <term.h>

#endif
