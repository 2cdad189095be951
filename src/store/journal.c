/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/crc32c.h"
#include "base/i18n.h"
#include "base/str.h"
#include "store/journal_inside.h"
#include "store/store.h"

enum {
	NEW_FILE_AT = 4 << 20, /* bytes, once nothing in it is wanted */
	NAME_ROOM = 64,
};

/* A draft that stands in the file. */
struct kept {
	char id[DRAFT_ID];
	char request[DRAFT_ID]; /* as it was sent with; "" none */
	char saved[DRAFT_ID];	/* what it was confirmed under; "" none */
	uint32_t crc;		/* of what was written of it last */
	bool is_live;
	bool is_open; /* on a screen */
	bool waits;
};

struct journal {
	struct arena *arena;
	struct journal_file *file; /* NULL: nothing was typed yet */
	const char *path;
	size_t n;
	size_t cap;
	struct kept *kept;
	time_t confirmed; /* when the last was; 0 none */
	bool is_failing;
	size_t n_taken;
	struct draft *taken; /* for screens that are about to open */
};

struct journal *
journal_begin(void)
{
	struct arena *arena = arena_new();
	struct journal *j = arena_alloc(arena, sizeof *j);

	j->arena = arena;
	return j;
}

static bool
has_live(const struct journal *j)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->kept[i].is_live)
			return true;
	return false;
}

static void
let_go(struct journal *j)
{
	journal_release(j->file,
		!has_live(j) && j->confirmed < time(NULL) - JOURNAL_KEPT);
	j->file = NULL;
	j->path = NULL;
	j->n = 0;
	j->confirmed = 0;
}

void
journal_end(struct journal *journal, bool is_over)
{
	if (!journal)
		return;
	for (size_t i = 0; is_over && i < journal->n; i++)
		journal->kept[i].is_live = false;
	if (is_over)
		journal->confirmed = 0;
	let_go(journal);
	arena_free(journal->arena);
}

const char *
journal_path(const struct journal *journal)
{
	return journal ? journal->path : NULL;
}

bool
journal_is_failing(const struct desk *desk)
{
	return desk->journal && desk->journal->is_failing;
}

/* ---- writing */

static const char *
now_text(struct arena *arena)
{
	return arena_printf(arena, "%lld", (long long)time(NULL));
}

static bool
begin_file(struct desk *desk, struct err *err)
{
	struct journal *j = desk->journal;
	const char *folder = journal_folder(j->arena);
	char name[NAME_ROOM], id[DRAFT_ID];
	const char *texts[OWNER_TEXTS] = {
		[OWNER_FORMAT] = JOURNAL_FORMAT,
		[OWNER_WHO] = desk->who,
		[OWNER_DATABASE] = desk->site.database,
		[OWNER_INSTITUTION] = desk->site.institution,
		[OWNER_WHERE] = desk_where(desk),
		[OWNER_BEGUN] = now_text(j->arena),
	};
	const struct journal_entry owner = { JOURNAL_OWNER, OWNER_TEXTS,
		texts };

	if (!folder)
		return err_set(err, ERR_FILE, NULL,
			_("No hay carpeta personal en la que guardar "
			  "borradores."));
	request_new(id);
	snprintf(name, sizeof name, "%s%s", id, JOURNAL_ENDING);
	j->file = journal_make(folder, name, err);
	if (!j->file)
		return false;
	if (!journal_add(j->file, &owner, 1, false, err)) {
		journal_release(j->file, true);
		j->file = NULL;
		return false;
	}
	j->path = arena_printf(j->arena, "%s/%s", folder, name);
	return true;
}

/* Writes; a failure is told once. */
static bool
add(struct desk *desk, const struct journal_entry *entries, size_t n, bool sync,
	struct err *err)
{
	struct journal *j = desk->journal;
	bool was_failing = j->is_failing;
	struct err own = { 0 };

	if (j->file && !has_live(j) && journal_size(j->file) > NEW_FILE_AT)
		let_go(j);
	j->is_failing = !(j->file || begin_file(desk, &own)) ||
			!journal_add(j->file, entries, n, sync, &own);
	/* the name of the file is long: what matters stands before it */
	if (j->is_failing && !was_failing && err) {
		err_set(err, ERR_FILE, NULL, "%s",
			_("LO QUE ESCRIBE NO QUEDA EN BORRADOR: grabe (F2) con "
			  "más frecuencia y avise a informática."));
		err_hint(err, "%s", own.text);
	}
	return !j->is_failing;
}

static struct kept *
kept_of(const struct journal *j, const char *id)
{
	for (size_t i = 0; i < j->n; i++)
		if (str_eq(j->kept[i].id, id))
			return &j->kept[i];
	return NULL;
}

static struct kept *
keep(struct journal *j, const char *id)
{
	struct kept *kept = kept_of(j, id);

	if (kept)
		return kept;
	if (j->n == j->cap) {
		j->cap = 2 * j->n + 64;
		j->kept = arena_grow(
			j->arena, j->kept, j->n, j->cap, sizeof *j->kept);
	}
	kept = &j->kept[j->n++];
	*kept = (struct kept){ .is_live = true };
	str_copy(kept->id, sizeof kept->id, id);
	return kept;
}

/* ---- what is typed */

/* What stands before the values of a draft. */
static void
put_head(const char **texts, const struct draft *draft, struct arena *arena)
{
	texts[TYPED_ID] = draft->id;
	texts[TYPED_TIME] = now_text(arena);
	texts[TYPED_PLACE] = draft->place.name;
	texts[TYPED_OF] = draft->place.of;
	texts[TYPED_RECORD] = draft->record;
	texts[TYPED_VERSION] = draft->version;
	texts[TYPED_TITLE] = draft->title;
	for (size_t i = 0; i < DRAFT_AT; i++)
		texts[TYPED_AT + i] = draft->place.at[i];
}

static uint32_t
crc_of(const struct journal_entry *entry)
{
	uint32_t crc = 0;

	for (size_t i = TYPED_TIME + 1; i < entry->n; i++) {
		const char *text = entry->texts[i];

		crc = crc32c(crc, text ? "1" : "0", 1);
		if (text)
			crc = crc32c(crc, text, strlen(text) + 1);
	}
	return crc;
}

/* Paths and texts, as an entry has them behind its head. */
struct pairs {
	size_t n; /* of texts */
	const char **v;
};

static struct journal_entry
entry_of(struct arena *arena, enum journal_op op, size_t head,
	const struct pairs *pairs)
{
	struct journal_entry entry = { (char)op, head + pairs->n,
		arena_array(arena, head + pairs->n + 1, sizeof *entry.texts) };

	if (pairs->n > 0)
		memcpy(entry.texts + head, pairs->v,
			pairs->n * sizeof *pairs->v);
	return entry;
}

/* Values as an entry has them. */
static struct pairs
pairs_of(struct arena *arena, const struct draft_value *values, size_t n)
{
	struct pairs pairs = { 2 * n,
		arena_array(arena, 2 * n + 1, sizeof *pairs.v) };

	for (size_t i = 0; i < n; i++) {
		pairs.v[2 * i] = values[i].path;
		pairs.v[2 * i + 1] = values[i].text;
	}
	return pairs;
}

/* What was read goes with the first that is typed. */
static bool
write_draft(struct desk *desk, const struct draft *draft,
	const struct pairs *read, const struct pairs *typed, bool sync,
	struct arena *arena, struct err *err)
{
	struct journal *j = desk->journal;
	struct journal_entry entries[] = {
		entry_of(arena, JOURNAL_READ, READ_VALUES, read),
		entry_of(arena, JOURNAL_TYPED, TYPED_VALUES, typed),
	};
	struct kept *kept = kept_of(j, draft->id);
	bool is_first = !kept || !kept->is_live;
	uint32_t crc;

	entries[0].texts[0] = draft->id;
	put_head(entries[1].texts, draft, arena);
	crc = crc_of(&entries[1]);
	if (!is_first && kept->crc == crc && !j->is_failing)
		return true;
	if (!add(desk, entries + !is_first, 1 + is_first, sync, err))
		return false;
	kept = keep(j, draft->id);
	kept->is_live = kept->is_open = true;
	kept->waits = false;
	kept->crc = crc;
	return true;
}

/* A failure that was told already is not told again. */
static bool
is_well_or_told(bool done, const struct err *own, struct err *err)
{
	if (done || own->kind == ERR_NONE)
		return true;
	if (err)
		*err = *own;
	return false;
}

bool
journal_note(struct desk *desk, struct record *record,
	const struct draft_place *place, const struct draft_typing *typing,
	struct err *err)
{
	struct arena *arena;
	struct draft draft = { .place = *place,
		.record = record->id,
		.version = record->version,
		.id = record->draft };
	struct pairs read, typed;
	struct err own = { 0 };
	bool done;

	if (!desk->journal)
		return true;
	if (!typing && !record_is_changed(record)) {
		journal_drop(desk, record->draft);
		return true;
	}
	if (!record->draft[0])
		request_new(record->draft);
	arena = arena_new();
	draft.title = store_key(arena, record);
	read.n = draft_read_texts(arena, record, &read.v);
	typed.n = draft_typed_texts(arena, record, typing, &typed.v);
	done = is_well_or_told(
		write_draft(desk, &draft, &read, &typed, !typing, arena, &own),
		&own, err);
	arena_free(arena);
	return done;
}

bool
journal_note_screen(struct desk *desk, char id[DRAFT_ID],
	const struct draft_place *place, const struct journal_screen *what,
	struct err *err)
{
	const struct pairs none = { 0 };
	struct pairs typed;
	struct draft draft = { .place = *place,
		.record = what->record,
		.version = what->version,
		.title = what->title,
		.id = id };
	struct arena *arena;
	struct err own = { 0 };
	bool done;

	if (!desk->journal)
		return true;
	if (!what->is_changed) {
		journal_drop(desk, id);
		return true;
	}
	if (!id[0])
		request_new(id);
	arena = arena_new();
	typed = pairs_of(arena, what->typed, what->n);
	done = is_well_or_told(write_draft(desk, &draft, &none, &typed,
				       !what->is_open, arena, &own),
		&own, err);
	arena_free(arena);
	return done;
}

/* ---- what becomes of it */

/* An entry of that letter about one draft, where it stands in the file. */
static bool
tell(struct desk *desk, enum journal_op op, const char *id, bool sync,
	struct err *err)
{
	const char *texts[] = { id };
	const struct journal_entry entry = { (char)op, 1, texts };
	const struct kept *kept =
		desk->journal ? kept_of(desk->journal, id) : NULL;

	return !kept || !kept->is_live || add(desk, &entry, 1, sync, err);
}

void
journal_drop(struct desk *desk, char id[DRAFT_ID])
{
	struct kept *kept;

	if (!id[0])
		return;
	tell(desk, JOURNAL_DROPPED, id, false, NULL);
	kept = desk->journal ? kept_of(desk->journal, id) : NULL;
	if (kept)
		kept->is_live = false;
	id[0] = '\0';
}

bool
journal_has(const struct desk *desk, const char *id)
{
	const struct kept *kept =
		desk->journal ? kept_of(desk->journal, id) : NULL;

	return kept && kept->is_live;
}

bool
journal_wait(struct desk *desk, const char *id, struct err *err)
{
	struct kept *kept = desk->journal ? kept_of(desk->journal, id) : NULL;

	if (!kept || !kept->is_live ||
		!tell(desk, JOURNAL_WAITS, id, true, err))
		return false;
	kept->waits = true;
	return true;
}

bool
journal_is_waiting(const struct desk *desk, const char *id)
{
	const struct kept *kept =
		desk->journal ? kept_of(desk->journal, id) : NULL;

	return kept && kept->is_live && kept->waits;
}

size_t
journal_waiting(const struct desk *desk)
{
	const struct journal *j = desk->journal;
	size_t n = 0;

	for (size_t i = 0; j && i < j->n; i++)
		n += j->kept[i].is_live && j->kept[i].waits;
	return n;
}

bool
journal_is_open(const struct journal *journal, const char *id)
{
	const struct kept *kept = kept_of(journal, id);

	return kept && kept->is_open;
}

void
journal_leave(struct desk *desk, const char *id)
{
	struct kept *kept = desk->journal ? kept_of(desk->journal, id) : NULL;

	if (kept)
		kept->is_open = false;
}

void
journal_sent(struct desk *desk, const char *const *ids, size_t n,
	const char *request)
{
	struct journal *j = desk->journal;
	struct arena *arena;
	struct journal_entry entry = { JOURNAL_SENT, SENT_IDS, NULL };

	if (!j || !j->file)
		return;
	arena = arena_new();
	entry.texts = arena_array(arena, SENT_IDS + n, sizeof *entry.texts);
	entry.texts[SENT_REQUEST] = request;
	entry.texts[SENT_TIME] = now_text(arena);
	for (size_t i = 0; i < n; i++) {
		struct kept *kept = ids[i][0] ? kept_of(j, ids[i]) : NULL;

		if (!kept || !kept->is_live)
			continue;
		str_copy(kept->request, sizeof kept->request, request);
		entry.texts[entry.n++] = ids[i];
	}
	if (entry.n > SENT_IDS)
		add(desk, &entry, 1, true, NULL);
	arena_free(arena);
}

void
journal_settled(struct desk *desk, const char *request, bool saved)
{
	struct journal *j = desk->journal;
	struct arena *arena;
	const char *texts[SENT_IDS] = { request };
	struct journal_entry entry = { saved ? JOURNAL_SAVED : JOURNAL_REFUSED,
		SENT_IDS, texts };
	bool any = false;

	for (size_t i = 0; j && i < j->n; i++)
		any = any || str_eq(j->kept[i].request, request);
	if (!any)
		return;
	arena = arena_new();
	texts[SENT_TIME] = now_text(arena);
	/* not waited for: one that is lost is sent again and found saved */
	add(desk, &entry, 1, false, NULL);
	arena_free(arena);
	for (size_t i = 0; i < j->n; i++)
		if (str_eq(j->kept[i].request, request)) {
			if (saved)
				str_copy(j->kept[i].saved,
					sizeof j->kept[i].saved, request);
			j->kept[i].request[0] = '\0';
			j->kept[i].is_live = j->kept[i].is_live && !saved;
		}
	if (saved)
		j->confirmed = time(NULL);
}

void
journal_lost(struct desk *desk, const char *request)
{
	struct journal *j = desk->journal;
	const char *texts[] = { request };
	const struct journal_entry entry = { JOURNAL_LOST, 1, texts };

	if (!add(desk, &entry, 1, true, NULL))
		return;
	for (size_t i = 0; i < j->n; i++)
		if (str_eq(j->kept[i].saved, request)) {
			j->kept[i].saved[0] = '\0';
			j->kept[i].is_live = j->kept[i].waits = true;
			j->kept[i].is_open = false;
		}
}

/* ---- from another journal */

static struct draft_value *
copy_values(struct arena *arena, const struct draft_value *from, size_t n)
{
	struct draft_value *to = arena_array(arena, n + 1, sizeof *to);

	for (size_t i = 0; i < n; i++) {
		to[i].path = arena_strdup(arena, from[i].path);
		to[i].text = arena_strdup(arena, from[i].text);
	}
	return to;
}

void
journal_taken(struct desk *desk, const struct draft *draft)
{
	struct journal *j = desk->journal;
	struct arena *arena = j->arena;
	struct kept *kept = kept_of(j, draft->id);
	struct draft *to;

	if (kept)
		kept->is_open = true;
	j->taken = arena_grow(
		arena, j->taken, j->n_taken, j->n_taken + 1, sizeof *j->taken);
	to = &j->taken[j->n_taken++];
	*to = *draft;
	to->id = arena_strdup(arena, draft->id);
	to->place.name = arena_strdup(arena, draft->place.name);
	to->place.of = arena_strdup(arena, draft->place.of);
	for (size_t i = 0; i < DRAFT_AT; i++)
		to->place.at[i] = arena_strdup(arena, draft->place.at[i]);
	to->record = arena_strdup(arena, draft->record);
	to->version = arena_strdup(arena, draft->version);
	to->title = arena_strdup(arena, draft->title);
	to->request = arena_strdup(arena, draft->request);
	to->read = copy_values(arena, draft->read, draft->n_read);
	to->typed = copy_values(arena, draft->typed, draft->n_typed);
}

/* What was taken of that number (NULL: any) and no screen came for. */
static void
forget_taken(struct desk *desk, const char *id)
{
	struct journal *j = desk->journal;

	for (size_t i = 0; i < j->n_taken; i++)
		if (j->taken[i].place.name &&
			(!id || str_eq(j->taken[i].id, id))) {
			j->taken[i].place.name = NULL;
			journal_leave(desk, j->taken[i].id);
		}
}

void
journal_untaken(struct desk *desk)
{
	if (desk->journal)
		forget_taken(desk, NULL);
}

void
journal_give_back(struct desk *desk, const char *id)
{
	char gone[DRAFT_ID];

	forget_taken(desk, id);
	str_copy(gone, sizeof gone, id);
	journal_drop(desk, gone);
}

bool
journal_copy(struct desk *desk, const struct draft *draft, struct err *err)
{
	struct arena *arena = arena_new();
	struct pairs read = pairs_of(arena, draft->read, draft->n_read);
	struct pairs typed = pairs_of(arena, draft->typed, draft->n_typed);
	struct err own = { 0 };
	bool done = write_draft(desk, draft, &read, &typed, true, arena, &own);

	if (done && draft->request)
		journal_sent(desk, &draft->id, 1, draft->request);
	arena_free(arena);
	done = done && !desk->journal->is_failing;
	if (!done)
		err_set(err, ERR_FILE, NULL, "%s",
			own.kind ? own.text
				 : _("El borrador no se pudo copiar: sigue "
				     "donde estaba."));
	if (done)
		journal_taken(desk, draft);
	return done;
}

static bool
is_for(const struct draft *draft, const struct draft_place *place)
{
	if (!str_eq(draft->place.name, place->name) ||
		!str_eq(draft->place.of, place->of))
		return false;
	for (size_t i = 0; i < DRAFT_AT; i++)
		if (place->at[i] && !str_eq(place->at[i], draft->place.at[i]))
			return false;
	return true;
}

const struct draft *
journal_next_taken(struct desk *desk, const struct draft_place *place)
{
	struct journal *j = desk->journal;

	for (size_t i = 0; j && i < j->n_taken; i++) {
		struct draft *draft = &j->taken[i];

		if (!draft->place.name || !is_for(draft, place))
			continue;
		/* it is told once; its texts live on */
		struct draft *copy = arena_alloc(j->arena, sizeof *copy);
		*copy = *draft;
		draft->place.name = NULL;
		return copy;
	}
	return NULL;
}
