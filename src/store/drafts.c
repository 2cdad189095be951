/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies in the journals on this machine. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "db/session.h"
#include "store/telling.h"

const char *
journal_folder(struct arena *arena)
{
	const char *state = settings_dir_state(arena);

	return state ? arena_printf(arena, "%s/drafts", state) : NULL;
}

/* ---- the journals of this home folder, one after the other */

struct journals {
	struct arena *arena;
	const char *folder;
	DIR *dir;
};

static struct journals
journals_begin(struct arena *arena)
{
	const char *folder = journal_folder(arena);

	return (struct journals){ arena, folder,
		folder ? opendir(folder) : NULL };
}

/* The path of the next; NULL no more. */
static const char *
journals_next(struct journals *all)
{
	struct dirent *entry;

	while (all->dir && (entry = readdir(all->dir)))
		if (str_ends(entry->d_name, JOURNAL_ENDING))
			return arena_printf(all->arena, "%s/%s", all->folder,
				entry->d_name);
	if (all->dir)
		closedir(all->dir);
	return NULL;
}

/* ---- one of them */

static void
add(struct arena *arena, struct drafts *out, const struct telling *t,
	const struct draft *draft, const struct desk *desk)
{
	struct draft *to;

	out->v = arena_grow(arena, out->v, out->n, out->n + 1, sizeof *out->v);
	to = &out->v[out->n++];
	*to = *draft;
	to->who = telling_owner(t, OWNER_WHO);
	to->where = telling_owner(t, OWNER_WHERE);
	to->is_elsewhere =
		desk && to->where && !str_eq(to->where, desk_where(desk));
}

static void
take_all(struct arena *arena, struct drafts *out, const struct telling *t,
	const struct desk *desk)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->over[i] && t->v[i].place.name && t->v[i].place.of)
			add(arena, out, t, &t->v[i], desk);
}

/* One that no session has; what is over is taken off the disk. */
static void
read_other(struct arena *arena, const char *path, const struct desk *desk,
	struct drafts *out)
{
	struct journal_file *file;
	struct telling t;
	size_t lost = 0;
	enum journal_lock lock = journal_take(path, &file, NULL);
	bool is_read = lock != JOURNAL_GONE &&
		       telling_read(arena, path, &t, &lost) &&
		       telling_is_hers(&t, desk);

	if (is_read && lock == JOURNAL_BUSY) {
		for (size_t i = 0; i < t.n; i++)
			out->n_busy += !t.over[i];
	} else if (is_read) {
		take_all(arena, out, &t, desk);
		out->lost += lost;
	}
	if (lock != JOURNAL_MINE)
		return;
	/* what is damaged and holds no more is told once, and kept aside */
	if (is_read && lost > 0 && !telling_has_more(&t))
		rename(path, arena_printf(arena, "%s.damaged", path));
	journal_release(file, is_read && lost == 0 && !telling_has_more(&t));
}

/* ---- all of them */

static int
by_time(const void *a, const void *b)
{
	const struct draft *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	if (!str_eq(one->path, other->path))
		return strcmp(one->path, other->path);
	return one->order < other->order ? -1 : one->order > other->order;
}

/* One that was being taken over when the program ended is in two journals: it
 * is told once, and is over in both when it is in one. The copy may not have
 * the request yet that it was sent with. */
static void
join_doubles(struct arena *arena, struct drafts *drafts)
{
	size_t n = 0;

	for (size_t i = 0; i < drafts->n; i++) {
		struct draft *twin;
		size_t k = i + 1;

		while (k < drafts->n &&
			!str_eq(drafts->v[k].id, drafts->v[i].id))
			k++;
		if (k == drafts->n) {
			drafts->v[n++] = drafts->v[i];
			continue;
		}
		twin = arena_alloc(arena, sizeof *twin);
		*twin = drafts->v[i];
		drafts->v[k].twin = twin;
		if (!drafts->v[k].request)
			drafts->v[k].request = twin->request;
	}
	drafts->n = n;
}

static void
read_folder(struct arena *arena, const struct desk *desk, const char *own,
	struct drafts *out)
{
	struct journals all = journals_begin(arena);
	const char *path;

	while ((path = journals_next(&all)))
		if (!str_eq(path, own))
			read_other(arena, path, desk, out);
}

static void
settle(struct arena *arena, struct drafts *out)
{
	if (out->n > 0)
		qsort(out->v, out->n, sizeof *out->v, by_time);
	join_doubles(arena, out);
}

void
drafts_read(struct desk *desk, struct arena *arena, struct drafts *out)
{
	const char *own = journal_path(desk->journal);
	struct telling t;
	size_t lost;

	*out = (struct drafts){ 0 };
	read_folder(arena, desk, own, out);
	if (own && telling_read(arena, own, &t, &lost))
		for (size_t i = 0; i < t.n; i++)
			if (!t.over[i] &&
				!journal_is_open(desk->journal, t.v[i].id)) {
				add(arena, out, &t, &t.v[i], desk);
				out->v[out->n - 1].is_mine = true;
			}
	settle(arena, out);
}

void
drafts_read_all(struct arena *arena, struct drafts *out)
{
	*out = (struct drafts){ 0 };
	read_folder(arena, NULL, NULL, out);
	settle(arena, out);
}

/* ---- what was confirmed and is not there */

/* What was confirmed within the hour, by the sessions of this person that are
 * over and by this one. */
struct saved {
	struct arena *arena;
	size_t n;
	struct draft *v;
};

static void
take_saved(struct saved *saved, const struct telling *t)
{
	int64_t since = time(NULL) - JOURNAL_KEPT;

	for (size_t i = 0; i < t->n; i++)
		if (t->over[i] && t->v[i].saved && t->v[i].saved_at > since) {
			saved->v = arena_grow(saved->arena, saved->v, saved->n,
				saved->n + 1, sizeof *saved->v);
			saved->v[saved->n++] = t->v[i];
		}
}

static void
read_saved(struct saved *saved, const struct desk *desk)
{
	const char *own = journal_path(desk->journal);
	struct journals all = journals_begin(saved->arena);
	const char *path;

	while ((path = journals_next(&all))) {
		struct journal_file *file = NULL;
		struct telling t;
		size_t lost;

		if (!str_eq(path, own) &&
			journal_take(path, &file, NULL) != JOURNAL_MINE)
			continue;
		if (telling_read(saved->arena, path, &t, &lost) &&
			telling_is_hers(&t, desk))
			take_saved(saved, &t);
		journal_release(file, false);
	}
}

/* "{id,id}" */
static const char *
requests_of(const struct saved *saved)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < saved->n; i++)
		buf_printf(&out, "%c%s", i > 0 ? ',' : '{', saved->v[i].saved);
	buf_putc(&out, '}');
	text = arena_strdup(saved->arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static void
note_lost(struct desk *desk, const struct draft *draft)
{
	const char *texts[] = { draft->saved };
	const struct journal_entry lost = { JOURNAL_LOST, 1, texts };
	struct journal_file *file;

	if (str_eq(draft->path, journal_path(desk->journal))) {
		journal_lost(desk, draft->saved);
		return;
	}
	if (journal_take(draft->path, &file, NULL) != JOURNAL_MINE)
		return;
	journal_add(file, &lost, 1, true, NULL);
	journal_release(file, false);
}

/* What has not come to a copy is not lost, nor is what the server confirmed that
 * was asked before and runs since then. */
static bool
is_to_be_asked(const struct desk *desk)
{
	return !desk->link.is_asked && desk_is_connected(desk) &&
	       !session_is_read_only(desk->session) &&
	       (!desk->link.server ||
		       desk->link.server != desk->link.asked_server);
}

size_t
drafts_ask_for_saved(struct desk *desk)
{
	struct saved saved = { 0 };
	struct result *result = NULL;
	size_t n = desk->link.n_lost;

	desk->link.n_lost = 0;
	if (!is_to_be_asked(desk))
		return n;
	saved.arena = arena_new();
	read_saved(&saved, desk);
	if (saved.n > 0)
		result = session_query(desk->session, _("Comprobación"), NULL,
			"select s.id::text from unnest($1::uuid[]) as s(id) "
			"where not exists (select from core.request as r "
			"where r.login = session_user and r.id = s.id)",
			1, requests_of(&saved));
	desk->link.is_asked = saved.n == 0 || result;
	if (desk->link.is_asked)
		desk->link.asked_server = desk->link.server;
	for (size_t i = 0; result && i < saved.n; i++)
		for (size_t k = 0; k < result_rows(result); k++)
			if (str_eq(saved.v[i].saved,
				    result_value(result, k, 0))) {
				note_lost(desk, &saved.v[i]);
				n++;
				break;
			}
	result_free(result);
	arena_free(saved.arena);
	return n;
}

bool
drafts_mend(struct desk *desk, struct err *err)
{
	if (!desk_reconnect(desk, err))
		return false;
	desk->link.n_lost = drafts_ask_for_saved(desk);
	return true;
}
