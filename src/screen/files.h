/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_FILES_H
#define HITO_SCREEN_FILES_H

/* Files of the person's folder, asked for by name. */

struct screen;

/* One that is there, of those that are listed while one types; without blanks
 * around it. NULL: cancelled. In the screen's arena, as below. */
const char *
files_choose(struct screen *screen, const char *title, const char *initial);
/* A name for one that is written. */
const char *
files_name(struct screen *screen, const char *title, const char *initial);
/* Where it is, or will be. */
const char *files_path(struct screen *screen, const char *name);

#endif
