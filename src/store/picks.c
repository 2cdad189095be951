/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/picks.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "form/statement.h"

enum {
	PICKS = 64,
	FOLDED = 512,
};

struct kept_pick {
	struct arena *arena; /* NULL: none */
	const char *key;
	struct pick pick;
	char at[6];
};

struct picks {
	size_t next; /* the place of the oldest */
	struct kept_pick v[PICKS];
};

/* What is asked of the server, and in which office: the same question has the
 * same answer. */
static const char *
key_of(struct desk *desk, struct arena *arena, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed)
{
	struct statements list = { .arena = arena };
	struct buf key = { 0 };
	const char *text;

	statement_lookup(&list, form, field, record, typed, 1);
	buf_printf(&key, "%s\n%s", desk->office ? desk->office : "",
		list.v[0].sql);
	for (int i = 0; i < list.v[0].n; i++)
		buf_printf(&key, "\n%s",
			list.v[0].values[i] ? list.v[0].values[i] : "\r");
	text = arena_strdup(arena, buf_text(&key));
	buf_free(&key);
	return text;
}

static struct kept_pick *
find(struct picks *picks, const char *key)
{
	for (size_t i = 0; i < PICKS; i++)
		if (picks->v[i].arena && str_eq(picks->v[i].key, key))
			return &picks->v[i];
	return NULL;
}

static void
copy_row(struct arena *arena, const struct pick_row *from, size_t n_columns,
	struct pick_row *to)
{
	to->id = arena_strdup(arena, from->id);
	to->code = arena_strdup(arena, from->code);
	to->cells = arena_array(arena, n_columns + 1, sizeof *to->cells);
	for (size_t i = 0; i < n_columns; i++)
		to->cells[i] = arena_strdup(arena, from->cells[i]);
}

/* Without its rows. */
static void
copy_head(struct arena *arena, const struct pick *from, struct pick *to)
{
	*to = *from;
	to->columns =
		arena_array(arena, from->n_columns + 1, sizeof *to->columns);
	for (size_t i = 0; i < from->n_columns; i++)
		to->columns[i] = arena_strdup(arena, from->columns[i]);
	to->rows = arena_array(arena, from->n + 1, sizeof *to->rows);
	to->n = 0;
}

void
picks_keep(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, const struct pick *pick)
{
	struct arena *arena;
	const char *key;
	struct kept_pick *kept;

	if (!desk->journal) /* nobody types */
		return;
	if (!desk->picks)
		desk->picks = arena_alloc(desk->arena, sizeof *desk->picks);
	arena = arena_new();
	key = key_of(desk, arena, form, field, record, typed);
	kept = find(desk->picks, key);
	if (!kept) {
		kept = &desk->picks->v[desk->picks->next];
		desk->picks->next = (desk->picks->next + 1) % PICKS;
	}
	if (kept->arena)
		arena_free(kept->arena);
	kept->arena = arena;
	kept->key = key;
	copy_head(arena, pick, &kept->pick);
	for (size_t i = 0; i < pick->n; i++)
		copy_row(arena, &pick->rows[i], pick->n_columns,
			&kept->pick.rows[kept->pick.n++]);
	desk_hour(desk, kept->at, sizeof kept->at);
}

static bool
has(const char *text, const char *folded)
{
	char own[FOLDED];

	utf8_fold(text, own, sizeof own);
	return strstr(own, folded);
}

static bool
row_has(const struct pick_row *row, size_t n_columns, const char *folded)
{
	bool found = has(row->code, folded);

	for (size_t i = 0; !found && i < n_columns; i++)
		found = row->cells[i] && has(row->cells[i], folded);
	return found;
}

bool
picks_find(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out)
{
	char folded[FOLDED] = "";
	struct kept_pick *kept;

	if (!desk->picks)
		return false;
	kept = find(
		desk->picks, key_of(desk, arena, form, field, record, typed));
	if (!kept) {
		kept = find(desk->picks,
			key_of(desk, arena, form, field, record, ""));
		utf8_fold(typed ? typed : "", folded, sizeof folded);
	}
	if (!kept)
		return false;
	copy_head(arena, &kept->pick, out);
	for (size_t i = 0; i < kept->pick.n; i++)
		if (!folded[0] ||
			row_has(&kept->pick.rows[i], out->n_columns, folded))
			copy_row(arena, &kept->pick.rows[i], out->n_columns,
				&out->rows[out->n++]);
	str_copy(out->kept_at, sizeof out->kept_at, kept->at);
	return true;
}

void
picks_free(struct picks *picks)
{
	for (size_t i = 0; picks && i < PICKS; i++)
		if (picks->v[i].arena)
			arena_free(picks->v[i].arena);
}
