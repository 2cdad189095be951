/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of a journal told as drafts. */
#include "store/telling.h"

#include <stdlib.h>
#include <time.h>

#include "base/str.h"

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

bool
telling_read(
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

bool
telling_has_more(const struct telling *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->over[i])
			return true;
	return t->confirmed > time(NULL) - JOURNAL_KEPT;
}

const char *
telling_owner(const struct telling *t, size_t i)
{
	return t->owner ? text_of(t->owner, i) : NULL;
}

bool
telling_is_hers(const struct telling *t, const struct desk *desk)
{
	return !desk || !t->owner ||
	       (str_eq(telling_owner(t, OWNER_WHO), desk->who) &&
		       str_eq(telling_owner(t, OWNER_DATABASE),
			       desk->site.database) &&
		       str_eq(telling_owner(t, OWNER_INSTITUTION),
			       desk->site.institution));
}
