/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/search_text.h"

#include "base/i18n.h"
#include "report/print.h"

void
search_write(const struct search *search)
{
	const struct print_column columns[] = {
		{ .title = _("Registro"), .width = 28 },
		{ .title = _("Filas"), .width = 6, .right = true },
		{ .title = _("La primera"), .width = 22 },
		{ .title = _("Dice"), .width = 4 },
	};
	const size_t n = sizeof columns / sizeof *columns;

	if (search->n > 0)
		print_heading(stdout, n, columns);
	for (size_t i = 0; i < search->n; i++) {
		const struct search_row *row = &search->rows[i];
		const char *const cells[] = { row->form->title, row->hits,
			row->key ? row->key : "", row->said ? row->said : "" };

		print_row(stdout, n, columns, cells, false);
	}
}
