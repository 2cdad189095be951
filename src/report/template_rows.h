/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_TEMPLATE_ROWS_H
#define HITO_REPORT_TEMPLATE_ROWS_H

/* What stands in a template already: the records of its office, of its plan
 * and period, and the codes that a cell takes. */

#include "report/template.h"

/* Fills in the rows, as an export has them; fields: of the columns. */
bool template_rows(struct desk *desk, const struct form *form,
	struct template *template, const struct field *const *fields,
	struct err *err);
/* The choices of the columns that take codes, where there are few. */
bool template_lists(struct desk *desk, const struct form *form,
	struct template *template, const struct field *const *fields,
	struct err *err);

#endif
