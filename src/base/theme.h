/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_THEME_H
#define HITO_BASE_THEME_H

/* The colours of the screen by name; what each looks like: term/draw. */

#include <stddef.h>

enum theme {
	THEME_NORMAL,	/* for a dark ground */
	THEME_CLEAR,	/* for a light one */
	THEME_MONO,	/* attributes alone */
	THEME_CONTRAST, /* a ground and letters of its own */
	THEMES
};

/* By its name in either language, accents and case aside; THEMES: none. */
enum theme theme_named(const char *name);
/* Its name in Spanish, which theme_named knows. */
const char *theme_name(enum theme theme);
/* "normal, claro, mono, contraste" in the person's language, room of at least
 * 64 bytes. */
void theme_names(char *out, size_t room);

#endif
