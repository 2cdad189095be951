/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_LIST_WIDTH_H
#define HITO_FORM_LIST_WIDTH_H

#include "form/form.h"

/*
 * The cells of a column of the form's list, where all of them have that room
 * with a blank between them. Up to a screen of 80 columns the widest one takes
 * what the drawn widths leave or lack. What there is beyond that goes first to
 * titles, choices and codes that are cut, then to the texts.
 */
int form_list_width(const struct form *form, size_t column, int room);

#endif
