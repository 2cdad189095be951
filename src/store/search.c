/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const row_columns[] = { "relation", "hits", "first_id",
	"first_key", "said" };

enum {
	HOUR = sizeof "10:32"
};

/* The first register of each table: those that share one are found once. */
static const struct form *
form_of(const struct desk *desk, const char *table)
{
	for (size_t i = 0; i < desk->n_forms; i++)
		if (str_eq(desk->forms[i]->table, table))
			return desk->forms[i];
	return NULL;
}

/* '{plan.milestone,core.document}' */
static const char *
tables(const struct desk *desk, struct arena *arena)
{
	struct buf list = { 0 };
	const char *out;

	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		if (desk_may_read(desk, form) &&
			form_of(desk, form->table) == form)
			buf_printf(&list, "%s%s", list.len > 0 ? "," : "",
				form->table);
	}
	out = arena_printf(arena, "{%s}", buf_text(&list));
	buf_free(&list);
	return out;
}

bool
search_read(struct desk *desk, struct arena *arena, const char *words,
	struct search *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	char *hour = arena_alloc(arena, HOUR);

	if (str_is_blank(words))
		return err_set(err, ERR_INPUT, NULL,
			_("Escriba lo que busca: una palabra o varias."));
	statements_addv(&list, "select * from core.search_all($1::text[], $2)",
		2, tables(desk, arena), words);
	results = store_run(desk, &list, arena, NULL, _("Búsqueda"), err);
	if (!results)
		return false;
	*out = (struct search){ 0 };
	desk_hour(desk, hour, HOUR);
	out->rows = texts_load_rows(arena, results[0], COLUMNS(row_columns),
		sizeof *out->rows, &out->n);
	for (size_t i = 0; i < out->n; i++)
		out->rows[i].form = form_of(desk, out->rows[i].table);
	out->read_at = hour;
	results_free(results, list.n);
	return true;
}
