/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_HELP_H
#define HITO_SCREEN_HELP_H

/* Help on a field or a screen, made of the tables that also make the keys. */

#include "form/form.h"

struct screen;

/* form and field may be NULL. */
void help_open(struct screen *screen, const struct form *form,
	const struct field *field);

#endif
