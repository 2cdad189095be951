/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/choice.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/session.h"
#include "store/store.h"

enum {
	KEYS_MOST = 500 /* more are typed, not chosen */
};

static const char *
clean(struct arena *arena, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *out = arena_alloc(arena, 3 * n + 1);

	utf8_clean(text ? text : "", n, false, out);
	return out;
}

bool
periods_read(struct desk *desk, struct arena *arena, enum period_sort sort,
	struct period_choice **out, size_t *n, struct err *err)
{
	static const char *const kinds[] = {
		[PERIOD_ANY] = NULL,
		[PERIOD_QUARTER] = "quarter",
		[PERIOD_YEAR] = "year",
	};
	struct result *result = session_query(desk->session, _("Periodos"), err,
		"select plan_code, period_key, period_title, state"
		" from core.period_list where $2::text is null or kind = $2"
		" order by plan_code <> coalesce($1, ''), plan_code,"
		" kind, period_key",
		2, desk->plan, kinds[sort]);

	if (!result)
		return false;
	*n = result_rows(result);
	*out = arena_array(arena, *n + 1, sizeof **out);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct period_choice){
			.plan = clean(arena, result_value(result, i, 0)),
			.key = clean(arena, result_value(result, i, 1)),
			.title = clean(arena, result_value(result, i, 2)),
			.closed = str_eq(result_value(result, i, 3), "closed"),
		};
	result_free(result);
	return true;
}

const char *
key_column(const struct layout *layout, const struct form *form)
{
	return layout->key_as ? layout->key_as
			      : form->natural[form->n_natural - 1];
}

/* Column of the list that has the key, and the one that names the row. */
static void
key_columns(const struct layout *layout, const struct form *form, size_t *key,
	size_t *title)
{
	*key = *title = 0;
	for (size_t i = 0; i < form->n_list; i++) {
		if (str_eq(form->list[i].name, key_column(layout, form)))
			*key = i;
		if (form->list[i].width > form->list[*title].width)
			*title = i;
	}
}

bool
keys_read(struct desk *desk, struct arena *arena, const struct layout *layout,
	const char *plan, struct key_choice **out, size_t *n, struct err *err)
{
	const struct form *form =
		layout->key_of ? desk_form(desk, layout->key_of) : NULL;
	struct page_request request = { .form = form, .limit = KEYS_MOST };
	struct page_rows page;
	struct find *find;
	size_t key, title;

	*n = 0;
	if (!form || form->n_natural == 0)
		return true;
	find = find_new(arena, form);
	if (plan && form_field(form, "plan_code") >= 0 &&
		!find_add(find, "plan_code", arena_printf(arena, "=%s", plan),
			desk->today, err))
		return false;
	request.find = find;
	if (!store_page(desk, &request, arena, &page, err))
		return false;
	key_columns(layout, form, &key, &title);
	*out = arena_array(arena, page.n + 1, sizeof **out);
	for (size_t i = 0; i < page.n; i++)
		(*out)[i] = (struct key_choice){
			.key = clean(arena, page.rows[i].values[key]),
			.title = clean(arena, page.rows[i].cells[title]),
		};
	*n = page.more ? 0 : page.n;
	return true;
}
