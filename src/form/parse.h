/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_PARSE_H
#define HITO_FORM_PARSE_H

/* form_parse and form_load (form/form.h) live here: the reader of form
 * files. Nothing else is public. */

#include "form/form.h"

#endif
