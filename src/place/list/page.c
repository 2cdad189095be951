/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list has loaded: pages by keyset, in front and behind. */
#include "place/list/list.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/link.h"

int
list_height(void)
{
	return screen_bottom() - screen_top() - 1;
}

void
list_request(const struct list_place *l, struct page_request *request)
{
	memset(request, 0, sizeof *request);
	request->form = l->read;
	request->find = l->find;
	request->filter = l->filter;
	request->mine = l->mine;
	request->deleted = l->deleted;
	request->narrow = l->narrow[0] ? l->narrow : NULL;
	request->words = l->words;
	request->sort = l->sort;
	request->descending = l->descending;
	request->limit = list_height();
}

void
list_forget(struct list_place *l)
{
	if (l->arena)
		arena_free(l->arena);
	l->arena = NULL;
	l->loaded = NULL;
	l->whole = NULL;
	l->view.rows.n = l->cap = 0;
}

bool
list_is_whole(const struct list_place *l)
{
	return !l->filter && !l->mine && !l->deleted && !l->narrow[0] &&
	       !l->words && (!l->find || l->find->n == 0);
}

void
list_prefetch(struct list_place *l)
{
	struct page_request request;

	if (!l->more || l->view.rows.n == 0)
		return;
	list_request(l, &request);
	request.key = l->loaded[l->view.rows.n - 1].key;
	store_prefetch(l->view.desk, &request);
}

/* Reads a page into a new stretch; false with the error said and the old
 * stretch kept. */
static bool
load(struct list_place *l, const struct page_request *request)
{
	struct screen *screen = l->view.screen;
	struct arena *arena = arena_new();
	struct page_rows page;
	struct err err = { 0 };

	if (!screen_link(screen) ||
		!store_page(l->view.desk, request, arena, &page, &err)) {
		screen_error(screen, &err);
		arena_free(arena);
		return false;
	}
	list_forget(l);
	l->arena = arena;
	l->loaded = page.rows;
	l->view.rows.n = l->cap = page.n;
	str_copy(l->narrowed, sizeof l->narrowed,
		request->narrow ? request->narrow : "");
	l->more = request->backwards ? request->key != NULL : page.more;
	l->before = request->backwards ? page.more : request->key != NULL;
	view_is_read(&l->view);
	if (!request->backwards) {
		l->count = page.count;
		l->around = page.around;
	}
	str_copy(l->read_at, sizeof l->read_at, page.read_at);
	return true;
}

bool
list_load_rows(struct list_place *l)
{
	struct page_request request;

	list_request(l, &request);
	request.counted = list_is_whole(l);
	if (!load(l, &request))
		return false;
	l->view.rows.at = l->view.rows.top = 0;
	l->first = 0;
	return true;
}

bool
list_load_first(struct list_place *l)
{
	bool done = list_load_rows(l);

	if (done)
		list_prefetch(l);
	return done;
}

bool
list_load_last(struct list_place *l)
{
	struct page_request request;

	list_request(l, &request);
	request.backwards = true;
	if (!load(l, &request))
		return false;
	l->view.rows.at = l->view.rows.n > 0 ? l->view.rows.n - 1 : 0;
	l->view.rows.top = 0;
	l->first = l->before ? l->count - (long)l->view.rows.n : 0;
	return true;
}

/* Joins a page to the stretch, at its end or its beginning. */
static void
join(struct list_place *l, const struct page_rows *page, bool in_front)
{
	size_t n = l->view.rows.n;
	struct row *rows =
		arena_grow(l->arena, l->loaded, n, n + page->n, sizeof *rows);

	if (in_front)
		memmove(rows + page->n, rows, n * sizeof *rows);
	memcpy(in_front ? rows : rows + n, page->rows, page->n * sizeof *rows);
	l->loaded = rows;
	l->whole = NULL;
	l->view.rows.n = n + page->n;
	if (in_front) {
		l->view.rows.at += page->n;
		l->view.rows.top += page->n;
	}
}

static bool
load_more(struct list_place *l, bool backwards)
{
	struct screen *screen = l->view.screen;
	struct page_request request;
	struct page_rows page;
	struct err err = { 0 };

	if (l->view.rows.n == 0)
		return false;
	list_request(l, &request);
	request.backwards = backwards;
	request.key = l->loaded[backwards ? 0 : l->view.rows.n - 1].key;
	if (!screen_link(screen))
		return false;
	if (!store_page(l->view.desk, &request, l->arena, &page, &err)) {
		screen_error(screen, &err);
		return false;
	}
	if (page.n > 0)
		join(l, &page, backwards);
	if (backwards) {
		l->before = page.more;
		l->first = l->before ? l->first - (long)page.n : 0;
	} else {
		l->more = page.more;
		list_prefetch(l);
	}
	return page.n > 0;
}

bool
list_load_next(struct list_place *l)
{
	return l->more && load_more(l, false);
}

bool
list_load_before(struct list_place *l)
{
	return l->before && load_more(l, true);
}

/* The first rows anew, those that came before them too; the cursor stays with
 * its record. */
static bool
reload_first(struct list_place *l)
{
	size_t at = l->view.rows.at;
	char id[32];

	str_copy(id, sizeof id, l->loaded[at].id);
	if (!list_load_first(l))
		return false;
	if (l->view.rows.n == 0)
		return true;
	l->view.rows.at = at < l->view.rows.n ? at : l->view.rows.n - 1;
	for (size_t i = 0; i < l->view.rows.n; i++)
		if (str_eq(l->loaded[i].id, id))
			l->view.rows.at = i;
	return true;
}

bool
list_reload(struct list_place *l)
{
	struct page_request request;
	size_t top = l->view.rows.top, at = l->view.rows.at;
	long first = l->first >= 0 ? l->first + (long)top : -1;

	if (l->view.rows.n == 0 || top >= l->view.rows.n)
		return list_load_first(l);
	if (!l->before && top == 0)
		return reload_first(l);
	list_request(l, &request);
	request.key = row_key(l->view.arena, &request, &l->loaded[top]);
	request.inclusive = true;
	request.counted = list_is_whole(l);
	if (!load(l, &request))
		return false;
	if (l->view.rows.n == 0)
		return list_load_first(l);
	l->before = true;
	l->first = first;
	l->view.rows.top = 0;
	l->view.rows.at =
		at - top < l->view.rows.n ? at - top : l->view.rows.n - 1;
	list_prefetch(l);
	return true;
}

bool
list_listed(struct view *view, const char *of, struct listed *listed)
{
	struct list_place *l = list_of(view);

	if (!str_eq(of, l->form->name) || view_is_stale(view) || !l->arena)
		return false;
	list_request(l, &listed->request);
	listed->arena = l->arena;
	return true;
}

/* What is in another place now, or in none, moves its neighbours. */
void
list_relist(struct view *view, const struct listed *listed)
{
	struct list_place *l = list_of(view);
	const struct row *now = listed->row;

	for (size_t i = 0; now && i < view->rows.n; i++) {
		struct row *row = &l->loaded[i];

		if (!str_eq(row->id, now->id) ||
			!row_stays(&listed->request, row, now))
			continue;
		*row = *now;
		l->whole = NULL; /* it is as it was */
		view_is_read(view);
	}
}

static bool
add_where(struct list_place *l, struct find *find, struct err *err)
{
	const char *equals = strchr(l->where, '=');
	const char *column = arena_strndup(l->view.arena, l->where,
		equals ? (size_t)(equals - l->where) : strlen(l->where));

	return find_add(find, column, equals ? equals + 1 : "",
		l->view.desk->today, err);
}

bool
list_make_find(struct list_place *l)
{
	struct arena *arena = l->view.arena;
	struct err err = { 0 };
	struct find *find = l->texts ? find_read(arena, l->form, l->texts,
					       l->view.desk->today, &err)
				     : find_new(arena, l->form);

	if (find && (!l->where || add_where(l, find, &err))) {
		l->find = find;
		return true;
	}
	screen_error(l->view.screen, &err);
	return false;
}
