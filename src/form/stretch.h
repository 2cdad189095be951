/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_STRETCH_H
#define HITO_FORM_STRETCH_H

/*
 * A form's pages on a screen that is larger than the drawn one. What was drawn
 * up to the right border reaches that of the screen, pages that fit together
 * stand below each other, and what is left of the rows goes to texts of
 * several rows and to child lists. What a field is and in which order it is
 * typed stays; only pages, labels, boxes and the rows of lists are others.
 */

#include "base/mem.h"
#include "form/form.h"

/* rows, cols: the room of a page. The form itself where it is not larger than
 * what forms are drawn for; else a copy in arena that shares all but places
 * with the form. */
const struct form *
form_stretch(struct arena *arena, const struct form *form, int rows, int cols);

#endif
