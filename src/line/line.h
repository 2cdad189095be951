/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_LINE_LINE_H
#define HITO_LINE_LINE_H

/*
 * The line mode (hito shell): the same commands by their names, a line at a
 * time, edited by readline where there is a terminal. For slow or dumb
 * terminals, screen readers and scripts. What is read and saved goes through
 * store like on the screen; one record at a time is open.
 */

#include "store/desk.h"

/* Runs until end of input or the command to leave; desk is connected; quiet
 * leaves out the board that stands first. The
 * exit code: 0, or that of the last refusal when no person was at it. */
int line_run(struct desk *desk, bool quiet);

#endif
