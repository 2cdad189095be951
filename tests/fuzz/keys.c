/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a terminal: whatever comes, keys are keys, pastes are clean, and
 * what is typed into a field stays valid UTF-8 with its cursor inside. The
 * first byte chooses the charset and the field; 0xff means that time passes.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cmd/keymap.h"
#include "form/edit.h"
#include "term/inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct box boxes[] = { { 0, 1, 7 }, { 1, 1, 7 }, { 2, 1, 5 } };

static void
check_edit(const struct edit *edit)
{
	const char *text = edit_text(edit);
	size_t n = strlen(text), box, start, length;
	int cell;

	assert(utf8_valid(text, n) == n);
	assert(edit->cursor <= n);
	edit_cursor(edit, &box, &cell);
	assert(box < edit->n_boxes && cell >= 0 && cell <= 7);
	for (box = 0; box < edit->n_boxes; box++) {
		edit_box(edit, box, &start, &length);
		assert(start + length <= n);
	}
}

static void
type(struct edit *edit, const struct keymap *map, const struct decode_key *key)
{
	enum command_id id = keymap_find(map, IN_FORM, key->key);
	char name[64];

	assert(key->key > K_NONE && key->key < K_LAST);
	key_name(key->key, name, sizeof name);
	assert(id >= CMD_NONE && id < CMD_HOW_MANY);
	if (key->key == K_PASTE) {
		assert(utf8_is_clean(key->paste, strlen(key->paste), true));
		edit_insert(edit, key->paste, strlen(key->paste));
	} else if (id == CMD_ACCENT) {
		edit_accent(edit);
	} else if (id == CMD_UNDO) {
		edit_undo(edit);
	} else if (id == CMD_EMPTY) {
		edit_empty(edit);
	} else if (id == CMD_WORD_DELETE) {
		edit_delete_word(edit);
	} else if (id == CMD_NONE || id == CMD_UP || id == CMD_DOWN ||
		   id == CMD_WORD_LEFT || id == CMD_WORD_RIGHT) {
		edit_key(edit, key->key);
	}
	check_edit(edit);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct field field = { .name = "text", .boxes = boxes };
	struct arena *arena = arena_new();
	struct keymap *map = keymap_new(arena);
	struct decode decode;
	struct decode_key key;
	struct edit edit;

	decode_begin(&decode, size == 0 || !(data[0] & 1));
	field.n_boxes = size > 0 && (data[0] & 2) ? 3 : 1;
	field.wrap = field.n_boxes > 1;
	field.upper = size > 0 && (data[0] & 4);
	edit_begin(&edit, &field, "año");
	for (size_t i = 1; i < size; i++) {
		if (data[i] == 0xff)
			decode_timeout(&decode);
		else
			decode_byte(&decode, data[i]);
		while (decode_take(&decode, &key)) {
			type(&edit, map, &key);
			free(key.paste);
		}
	}
	edit_end(&edit);
	decode_end(&decode);
	arena_free(arena);
	return 0;
}
