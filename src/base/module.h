/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_MODULE_H
#define HITO_BASE_MODULE_H

/*
 * What needs a large library lives in a shared object of its own, hito-*.so,
 * loaded when it is asked for and not before: a clerk's session never pays
 * for it. A module carries its own copy of base/ and of what it needs besides.
 */

#include "base/err.h"

/* What file ("hito-pdf.so") exports under that name: a function or a table. It
 * is never unloaded: what such libraries leave behind does not bear it. NULL:
 * it is not there; err has the detail, and where it was sought as its text. */
void *module_entry(const char *file, const char *name, struct err *err);

#endif
