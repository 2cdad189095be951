/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one journal to another, or to none. */
#include "base/i18n.h"
#include "base/str.h"
#include "store/telling.h"
#include "store/tried.h"

/* Whether it is there still; ERR_CONFLICT. */
static bool
is_there(struct arena *arena, const struct draft *draft, struct telling *t,
	struct err *err)
{
	size_t lost;

	if (telling_read(arena, draft->path, t, &lost))
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
	bool is_empty = done && telling_read(arena, draft->path, &t, &lost) &&
			lost == 0 && !telling_has_more(&t);

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
		tried_forget(desk, id);
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
