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
#include "store/journal_inside.h"

enum {
	LIMA_SECONDS = -5 * 60 * 60,
};

const char *
journal_folder(struct arena *arena)
{
	const char *state = settings_dir_state(arena);

	return state ? arena_printf(arena, "%s/drafts", state) : NULL;
}

/* ---- entries told as drafts */

/* One journal as it is read. */
struct telling {
	struct arena *arena;
	const char *path;
	const struct journal_entry *owner; /* NULL: it is lost */
	size_t n;
	size_t cap;
	struct draft *v; /* also those that are over: their place stays */
	bool *over;
	int64_t confirmed; /* the last that was; 0 none */
	size_t n_typed;	   /* entries, until now */
};

static const char *
text_of(const struct journal_entry *entry, size_t i)
{
	return i < entry->n ? entry->texts[i] : NULL;
}

static int64_t
time_of(const char *text)
{
	return text ? strtoll(text, NULL, 10) : 0;
}

static size_t
slot_of(struct telling *t, const char *id)
{
	size_t i = 0;

	while (i < t->n && !str_eq(t->v[i].id, id))
		i++;
	if (i < t->n)
		return i;
	if (t->n == t->cap) {
		t->cap = 2 * t->n + 16;
		t->v = arena_grow(t->arena, t->v, t->n, t->cap, sizeof *t->v);
		t->over = arena_grow(
			t->arena, t->over, t->n, t->cap, sizeof *t->over);
	}
	t->v[i] =
		(struct draft){ .id = id, .path = t->path, .is_partial = true };
	t->over[i] = true; /* until something typed is told of it */
	t->n++;
	return i;
}

/* The values behind the first texts of an entry. */
static size_t
values_of(struct arena *arena, const struct journal_entry *entry, size_t first,
	struct draft_value **out)
{
	size_t n = entry->n > first ? (entry->n - first) / 2 : 0;

	*out = arena_array(arena, n + 1, sizeof **out);
	for (size_t i = 0; i < n; i++) {
		const char *path = entry->texts[first + 2 * i];

		(*out)[i] = (struct draft_value){ path ? path : "",
			entry->texts[first + 2 * i + 1] };
	}
	return n;
}

static void
tell_read(struct telling *t, const struct journal_entry *entry)
{
	size_t i = slot_of(t, entry->texts[0]);

	t->v[i].n_read = values_of(t->arena, entry, READ_VALUES, &t->v[i].read);
	t->v[i].is_partial = false;
}

static void
tell_typed(struct telling *t, const struct journal_entry *entry)
{
	size_t i = slot_of(t, entry->texts[0]);
	struct draft *draft = &t->v[i];

	t->over[i] = false;
	draft->at = time_of(text_of(entry, TYPED_TIME));
	draft->order = t->n_typed++;
	draft->place.name = text_of(entry, TYPED_PLACE);
	draft->place.of = text_of(entry, TYPED_OF);
	draft->record = text_of(entry, TYPED_RECORD);
	draft->version = text_of(entry, TYPED_VERSION);
	draft->title = text_of(entry, TYPED_TITLE);
	for (size_t k = 0; k < DRAFT_AT; k++)
		draft->place.at[k] = text_of(entry, TYPED_AT + k);
	draft->waits = draft->is_lost = false;
	draft->saved = NULL;
	draft->n_typed =
		values_of(t->arena, entry, TYPED_VALUES, &draft->typed);
	/* of a new record nothing need have been read */
	draft->is_partial = draft->is_partial && draft->record;
}

static void
tell_sent(struct telling *t, const struct journal_entry *entry)
{
	for (size_t i = SENT_IDS; i < entry->n; i++) {
		size_t slot;

		if (!entry->texts[i])
			continue;
		slot = slot_of(t, entry->texts[i]); /* t->v may move */
		t->v[slot].request = entry->texts[0];
	}
}

static void
tell_settled(struct telling *t, const struct journal_entry *entry, bool saved)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].request, entry->texts[0])) {
			t->v[i].request = NULL;
			t->over[i] = t->over[i] || saved;
			t->v[i].saved = saved ? entry->texts[0] : NULL;
			t->v[i].saved_at = time_of(text_of(entry, SENT_TIME));
		}
	if (saved)
		t->confirmed = time_of(text_of(entry, SENT_TIME));
}

static void
tell_lost(struct telling *t, const char *request)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].saved, request)) {
			t->over[i] = false;
			t->v[i].saved = NULL;
			t->v[i].waits = t->v[i].is_lost = true;
		}
}

static void
tell_dropped(struct telling *t, const char *id)
{
	size_t slot = slot_of(t, id);

	t->over[slot] = true;
}

static void
tell_waits(struct telling *t, const char *id)
{
	size_t slot = slot_of(t, id);

	t->v[slot].waits = true;
}

static void
tell(struct telling *t, const struct journal_entry *entry)
{
	if (entry->op == JOURNAL_OWNER)
		t->owner = entry;
	else if (entry->n == 0 || !entry->texts[0])
		return;
	else if (entry->op == JOURNAL_READ)
		tell_read(t, entry);
	else if (entry->op == JOURNAL_TYPED)
		tell_typed(t, entry);
	else if (entry->op == JOURNAL_SENT)
		tell_sent(t, entry);
	else if (entry->op == JOURNAL_SAVED || entry->op == JOURNAL_REFUSED)
		tell_settled(t, entry, entry->op == JOURNAL_SAVED);
	else if (entry->op == JOURNAL_DROPPED)
		tell_dropped(t, entry->texts[0]);
	else if (entry->op == JOURNAL_WAITS)
		tell_waits(t, entry->texts[0]);
	else if (entry->op == JOURNAL_LOST)
		tell_lost(t, entry->texts[0]);
}

/* ---- a journal */

/* Whose it is; NULL where that part of it is lost. */
static const char *
owner_text(const struct telling *t, size_t i)
{
	return t->owner ? text_of(t->owner, i) : NULL;
}

/* One whose owner is lost is of whoever has this home folder. */
static bool
is_hers(const struct telling *t, const struct desk *desk)
{
	return !desk || !t->owner ||
	       (str_eq(owner_text(t, OWNER_WHO), desk->who) &&
		       str_eq(owner_text(t, OWNER_DATABASE),
			       desk->site.database) &&
		       str_eq(owner_text(t, OWNER_INSTITUTION),
			       desk->site.institution));
}

static void
add(struct arena *arena, struct drafts *out, const struct telling *t,
	const struct draft *draft, const struct desk *desk)
{
	struct draft *to;

	out->v = arena_grow(arena, out->v, out->n, out->n + 1, sizeof *out->v);
	to = &out->v[out->n++];
	*to = *draft;
	to->who = owner_text(t, OWNER_WHO);
	to->where = owner_text(t, OWNER_WHERE);
	to->is_elsewhere =
		desk && to->where && !str_eq(to->where, desk_where(desk));
}

static bool
read_journal(
	struct arena *arena, const char *path, struct telling *t, size_t *lost)
{
	struct journal_entry *entries;
	size_t n;

	*t = (struct telling){ .arena = arena, .path = path };
	if (!journal_read(arena, path, &entries, &n, lost, NULL))
		return false;
	for (size_t i = 0; i < n; i++)
		tell(t, &entries[i]);
	return true;
}

static bool
has_more(const struct telling *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->over[i])
			return true;
	return t->confirmed > time(NULL) - JOURNAL_KEPT;
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
		       read_journal(arena, path, &t, &lost) &&
		       is_hers(&t, desk);

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
	if (is_read && lost > 0 && !has_more(&t))
		rename(path, arena_printf(arena, "%s.damaged", path));
	journal_release(file, is_read && lost == 0 && !has_more(&t));
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
 * is told once, and is over in both when it is in one. */
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
	}
	drafts->n = n;
}

static void
read_folder(struct arena *arena, const struct desk *desk, const char *own,
	struct drafts *out)
{
	const char *folder = journal_folder(arena);
	DIR *dir = folder ? opendir(folder) : NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *path =
			arena_printf(arena, "%s/%s", folder, entry->d_name);

		if (str_ends(entry->d_name, JOURNAL_ENDING) &&
			!str_eq(path, own))
			read_other(arena, path, desk, out);
	}
	if (dir)
		closedir(dir);
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
	if (own && read_journal(arena, own, &t, &lost))
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

/* By the clock of Lima. */
static struct tm
time_of_day(const struct draft *draft)
{
	time_t at = (time_t)draft->at + LIMA_SECONDS;
	struct tm tm;

	gmtime_r(&at, &tm);
	return tm;
}

void
draft_when(const struct draft *draft, char *out)
{
	struct tm tm = time_of_day(draft);

	if (strftime(out, DRAFT_WHEN + 1, "%d/%m %H:%M", &tm) == 0)
		out[0] = '\0';
}

const char *
draft_iso(const struct draft *draft, struct arena *arena)
{
	struct tm tm = time_of_day(draft);
	char out[32];

	if (strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S-05:00", &tm) == 0)
		out[0] = '\0';
	return arena_strdup(arena, out);
}

size_t
draft_size(const struct draft *draft)
{
	const char *marks = draft->place.at[1];
	size_t n = 0;

	if (!str_eq(draft->place.name, "sala"))
		return draft->n_typed;
	for (; marks && *marks; n++) {
		marks += strcspn(marks, " ");
		marks += strspn(marks, " ");
	}
	return n;
}

static bool
same_place(const struct draft *a, const struct draft *b)
{
	if (!str_eq(a->place.name, b->place.name))
		return false;
	for (size_t i = 0; i < DRAFT_AT; i++)
		if (!str_eq(a->place.at[i], b->place.at[i]))
			return false;
	return true;
}

bool
draft_goes_with(const struct draft *a, const struct draft *b)
{
	if (a->request || b->request)
		return str_eq(a->request, b->request);
	return str_eq(a->place.name, "sheet") && same_place(a, b);
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
	const char *folder = journal_folder(saved->arena);
	DIR *dir = folder ? opendir(folder) : NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *path = arena_printf(
			saved->arena, "%s/%s", folder, entry->d_name);
		struct journal_file *file = NULL;
		struct telling t;
		size_t lost;

		if (!str_ends(entry->d_name, JOURNAL_ENDING))
			continue;
		if (!str_eq(path, own) &&
			journal_take(path, &file, NULL) != JOURNAL_MINE)
			continue;
		if (read_journal(saved->arena, path, &t, &lost) &&
			is_hers(&t, desk))
			take_saved(saved, &t);
		journal_release(file, false);
	}
	if (dir)
		closedir(dir);
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

size_t
drafts_ask_for_saved(struct desk *desk)
{
	struct saved saved = { .arena = arena_new() };
	struct result *result = NULL;
	size_t n = 0;

	read_saved(&saved, desk);
	if (saved.n > 0 && desk_is_connected(desk))
		result = session_query(desk->session, _("Comprobación"), NULL,
			"select s.id::text from unnest($1::uuid[]) as s(id) "
			"where not exists (select from core.request as r "
			"where r.login = session_user and r.id = s.id)",
			1, requests_of(&saved));
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

/* ---- from one journal to another */

/* Whether it is there still; ERR_CONFLICT. */
static bool
is_there(struct arena *arena, const struct draft *draft, struct telling *t,
	struct err *err)
{
	size_t lost;

	if (read_journal(arena, draft->path, t, &lost))
		for (size_t i = 0; i < t->n; i++)
			if (!t->over[i] && str_eq(t->v[i].id, draft->id))
				return true;
	return err_set(err, ERR_CONFLICT, NULL,
		_("Ese borrador ya no está: otra sesión suya lo tomó."));
}

/* Notes that one is over, and whether the journal has nothing else. */
static bool
end_in(struct arena *arena, struct journal_file *file,
	const struct draft *draft, struct err *err)
{
	const char *texts[] = { draft->id };
	const struct journal_entry over = { JOURNAL_DROPPED, 1, texts };
	struct telling t;
	size_t lost = 0;
	bool done = journal_add(file, &over, 1, true, err);
	bool is_empty = done && read_journal(arena, draft->path, &t, &lost) &&
			lost == 0 && !has_more(&t);

	journal_release(file, is_empty);
	return done;
}

static bool
open_there(
	const struct draft *draft, struct journal_file **file, struct err *err)
{
	switch (journal_take(draft->path, file, err)) {
	case JOURNAL_MINE:
		return true;
	case JOURNAL_BUSY:
		return err_set(err, ERR_CONFLICT, NULL,
			_("Otra sesión suya tiene abierto ese borrador."));
	case JOURNAL_GONE:
		break;
	}
	return err_set(err, ERR_CONFLICT, NULL,
		_("Ese borrador ya no está: otra sesión suya lo tomó."));
}

/* Notes that it is over where it is, too; what is gone already, is. */
static bool
end_twins(const struct draft *draft, struct err *err)
{
	bool done = true;

	for (draft = draft->twin; draft && done; draft = draft->twin) {
		struct arena *arena = arena_new();
		struct journal_file *file;
		enum journal_lock lock = JOURNAL_GONE;

		if (!draft->is_mine)
			lock = journal_take(draft->path, &file, NULL);
		if (lock == JOURNAL_MINE)
			done = end_in(arena, file, draft, err);
		arena_free(arena);
	}
	return done;
}

/* Never one in two journals that can be opened from both: it would be saved
 * twice. */
static bool
took(struct desk *desk, struct draft *draft, bool done)
{
	if (done)
		draft->is_mine = true;
	else
		journal_give_back(desk, draft->id);
	return done;
}

bool
draft_take(struct desk *desk, struct draft *draft, struct err *err)
{
	struct arena *arena;
	struct journal_file *file;
	struct telling t;
	bool done;

	if (draft->is_mine) {
		if (!end_twins(draft, err))
			return false;
		journal_taken(desk, draft);
		return true;
	}
	if (!open_there(draft, &file, err))
		return false;
	arena = arena_new();
	if (!is_there(arena, draft, &t, err) ||
		!journal_copy(desk, draft, err)) {
		journal_release(file, false);
		arena_free(arena);
		return false;
	}
	done = end_in(arena, file, draft, err) && end_twins(draft, err);
	arena_free(arena);
	return took(desk, draft, done);
}

bool
draft_discard(struct desk *desk, const struct draft *draft, struct err *err)
{
	struct arena *arena;
	struct journal_file *file;
	char id[DRAFT_ID];
	bool done;

	if (draft->is_mine) {
		str_copy(id, sizeof id, draft->id);
		journal_drop(desk, id);
		return end_twins(draft, err);
	}
	if (!open_there(draft, &file, err))
		return false;
	arena = arena_new();
	done = end_in(arena, file, draft, err) && end_twins(draft, err);
	arena_free(arena);
	return done;
}
