/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/rows.h"

#include <string.h>

#include "base/i18n.h"

static bool
take_filter(const struct rows_asked *asked, struct page_request *request,
	struct err *err)
{
	const struct form *form = request->form;
	const struct filter *filter =
		asked->filter ? form_filter(form, asked->filter) : NULL;
	struct buf names = { 0 };

	if (!asked->filter || filter) {
		request->filter = filter ? filter->name : NULL;
		return true;
	}
	err_set(err, ERR_USAGE, NULL, _("%s no tiene un filtro «%s»."),
		form->title, asked->filter);
	for (size_t i = 0; i < form->n_filters; i++)
		buf_printf(
			&names, "%s%s", i ? ", " : "", form->filters[i].name);
	if (names.len)
		err_hint(err, _("Hay: %s."), buf_text(&names));
	buf_free(&names);
	return false;
}

/* COLUMN=VALUE; also COLUMN>=VALUE and the like: what stands behind the name
 * is read as the find form reads it, but for the one equals sign. */
static bool
take_term(
	struct desk *desk, struct find *find, const char *word, struct err *err)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_");
	const char *typed = word + n;

	if (n == 0 || !*typed || !strchr("=<>!", *typed))
		return err_set(err, ERR_USAGE, NULL,
			_("Se espera --where COLUMNA=VALOR y dice «%s»."),
			word);
	return find_add(find, arena_strndup(desk->arena, word, n),
		typed + (*typed == '='), desk->today, err);
}

bool
rows_narrow(struct desk *desk, const struct rows_asked *asked,
	struct page_request *request, struct err *err)
{
	struct find *find = find_new(desk->arena, request->form);

	if (!take_filter(asked, request, err))
		return false;
	for (size_t i = 0; i < asked->where.n; i++) {
		if (!take_term(desk, find, asked->where.v[i].value, err))
			return false;
	}
	request->find = asked->where.n ? find : NULL;
	request->mine = asked->mine;
	return true;
}

const char *
rows_narrowed(struct arena *arena, const struct form *form,
	const struct rows_asked *asked)
{
	struct buf text = { 0 };
	const struct filter *filter =
		asked->filter ? form_filter(form, asked->filter) : NULL;
	const char *out;

	if (filter)
		buf_puts(&text, filter->title);
	for (size_t i = 0; i < asked->where.n; i++)
		buf_printf(&text, "%s%s", text.len ? "; " : "",
			asked->where.v[i].value);
	out = text.len ? arena_strdup(arena, buf_text(&text)) : NULL;
	buf_free(&text);
	return out;
}
